//! A configuration file in pieces, so that a test changes one of them.

use crate::kit::folder::Folder;
use redrive_core::secret::Secret;
use redrive_gateway::config::PasswordHash;
use redrive_gateway::file::{self, Deployment, Faults};
use std::ffi::OsString;
use std::sync::OnceLock;

pub const PASSWORD: &str = "a-password-nobody-may-see";
/// A secret of which each piece would be recognised.
pub const MARKER: &str = "hunter2hunter2hunter2hunter2";

/// The hash of [`PASSWORD`], made once.
pub fn hash() -> &'static str {
    static HASH: OnceLock<PasswordHash> = OnceLock::new();
    HASH.get_or_init(|| PasswordHash::of(&Secret::new(PASSWORD.to_owned())).unwrap())
        .as_str()
}

pub const ENVIRONMENT: &str = "environment = \"production\"\n";
pub const SERVING: &str = "[serving]\nlisten = \"127.0.0.1:0\"\nscheme = \"http\"\n";
pub const MESSAGING: &str = r#"[[connections]]
id = "messaging"
label = "Messaging"
vendor = "kirim"
base_url = "https://messaging.example"
token = { env = "KIRIM_TOKEN" }
"#;
pub const COMMUNITY: &str = r#"[[connections]]
id = "community"
label = "Community"
vendor = "selfcommunity"
base_url = "https://community.example"
token = { env = "COMMUNITY_TOKEN" }
"#;
pub const BILLING: &str = r#"[[connections]]
id = "billing"
label = "Billing"
vendor = "zuora"
base_url = "https://billing.example"
client_id = "a-client"
client_secret = { env = "ZUORA_SECRET" }
"#;

pub fn operators() -> String {
    format!(
        "[[operators]]\nname = \"ann\"\npassword_hash = \"{}\"\n",
        hash()
    )
}

/// A file without a fault.
pub fn good() -> String {
    format!(
        "{ENVIRONMENT}{SERVING}{}{COMMUNITY}{MESSAGING}{BILLING}",
        operators()
    )
}

/// Reads this text as a file. The variables that it may name hold the marker; `EMPTY` is empty.
pub fn read(text: &str) -> Result<Deployment, Faults> {
    let folder = Folder::new();
    let path = folder.file("redrive.toml", text);
    file::read(path.as_ref(), &variable)
}

fn variable(name: &str) -> Option<OsString> {
    match name {
        "KIRIM_TOKEN" | "COMMUNITY_TOKEN" | "ZUORA_SECRET" => Some(MARKER.into()),
        "TWO_LINES" => Some(format!("{MARKER}\n{MARKER}").into()),
        "EMPTY" => Some(" \n".into()),
        _ => None,
    }
}
