//! A deployment as its configuration file says it: what is served, and what is refused.

mod behind;
#[cfg(unix)]
mod binary;
mod example;
mod file;
mod refusing;
mod restarting;
mod secrets;
mod stopping;
