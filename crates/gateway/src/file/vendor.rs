//! What a connection says beside the common keys, which differs by vendor: its settings, and how
//! the vendor knows us.

use super::address;
use super::secret::{self, Source, Variables};
use super::section::Section;
use crate::config::Credentials;
use redrive_core::connection::{Environment, Settings, Vendor};
use redrive_core::zuora::headers::{EntityId, OrgId, Scope};
use reqwest::header::HeaderValue;

const VENDORS: &str = r#""selfcommunity", "kirim" or "zuora""#;
/// Events of one call, where the file does not say.
const CAP: u32 = 100;
/// The cap that the two other vendors publish.
const CAP_MOST: u32 = 1000;

/// The part of a connection that only its vendor has.
pub struct Spoken {
    pub settings: Settings,
    pub credentials: Credentials,
    pub source: Source,
    pub file_origins: Vec<String>,
}

pub fn read(
    section: &mut Section,
    environment: Environment,
    variables: Variables,
) -> Option<Spoken> {
    let text = section.text("vendor", VENDORS)?;
    let vendor = match text.as_str() {
        "selfcommunity" => Vendor::Selfcommunity,
        "kirim" => Vendor::Kirim,
        "zuora" => Vendor::Zuora,
        _ => {
            section.fault(
                "vendor",
                format!("it is no vendor that is spoken here; expected is {VENDORS}"),
            );
            return None;
        }
    };
    match vendor {
        Vendor::Selfcommunity => {
            let settings = Settings::Selfcommunity {
                cap: section.number("cap", 1, CAP_MOST).unwrap_or(CAP),
                checks_password: section.flag("checks_password").unwrap_or(false),
            };
            bearer(section, settings, variables)
        }
        Vendor::Kirim => bearer(section, Settings::Kirim, variables),
        Vendor::Zuora => client(section, environment, variables),
    }
}

fn bearer(section: &mut Section, settings: Settings, variables: Variables) -> Option<Spoken> {
    let (token, source) = secret::read(section, "token", variables)?;
    Some(Spoken {
        settings,
        credentials: Credentials::Bearer(token),
        source,
        file_origins: Vec::new(),
    })
}

fn client(section: &mut Section, environment: Environment, variables: Variables) -> Option<Spoken> {
    let entity = section
        .text_or_none("entity", "the id of one entity")
        .and_then(|text| {
            let entity = text.parse::<EntityId>();
            section.accept("entity", entity)
        });
    let organisations = section
        .texts("organisations", "a list of ids")
        .and_then(|ids| {
            let ids: Result<Vec<OrgId>, _> = ids.iter().map(|id| id.parse()).collect();
            section.accept("organisations", ids)
        });
    let file_origins = section
        .texts(
            "file_origins",
            "a list of addresses, as [\"https://files.example\"]",
        )
        .and_then(|origins| {
            let origins: Result<Vec<_>, _> = origins
                .iter()
                .map(|text| address::origin(text, environment))
                .collect();
            section.accept("file_origins", origins)
        });
    let id = section
        .text("client_id", "the id of the OAuth client")
        .and_then(|text| {
            let is_plain = HeaderValue::from_str(&text).is_ok() && text.trim() == text;
            let id = if is_plain {
                Ok(text)
            } else {
                Err("it is no id of a client")
            };
            section.accept("client_id", id)
        });
    let (secret, source) = secret::read(section, "client_secret", variables)?;
    Some(Spoken {
        settings: Settings::Zuora {
            scope: Scope {
                entity,
                organisations: organisations.unwrap_or_default(),
            },
        },
        credentials: Credentials::Client { id: id?, secret },
        source,
        file_origins: file_origins.unwrap_or_default(),
    })
}
