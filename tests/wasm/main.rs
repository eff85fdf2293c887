//! Tests in a real browser engine.
