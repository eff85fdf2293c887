//! The credentials that the sandbox accepts. They are made up, public and the same everywhere, so
//! that the demo and the tests can name them. A real secret never belongs here.

/// `SelfCommunity`: bearer token of an admin.
pub const SELFCOMMUNITY_ADMIN: &str = "sandbox-admin";
/// `SelfCommunity`: bearer token of a signed-in user who is no admin; every operation answers 403.
pub const SELFCOMMUNITY_MEMBER: &str = "sandbox-member";
/// `SelfCommunity`: the admin's own password, where a dialect asks for it.
pub const SELFCOMMUNITY_PASSWORD: &str = "sandbox-password";
/// Kirim: the key of the one organisation.
pub const KIRIM_KEY: &str = "kdv_live_0123456789abcdefghijklmn";
/// Kirim: a key that has expired.
pub const KIRIM_EXPIRED_KEY: &str = "kdv_live_expired00000000000000000";
/// Kirim: a key that was revoked.
pub const KIRIM_REVOKED_KEY: &str = "kdv_live_revoked00000000000000000";
/// Zuora: client id of the token route.
pub const ZUORA_CLIENT_ID: &str = "00000000-0000-4000-8000-000000000001";
/// Zuora: client secret of the token route.
pub const ZUORA_CLIENT_SECRET: &str = "sandbox-secret";
