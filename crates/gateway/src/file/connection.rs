//! The sections `[[connections]]`: an account at a vendor, and what opens it.

use super::label::label;
use super::secret::{Source, Variables};
use super::section::Section;
use super::{ENVIRONMENTS, address, environment, vendor};
use crate::config::Upstream;
use redrive_core::connection::{Connection, ConnectionId, Environment};

/// The longest label that a card shows in full on a small screen, with room to spare.
const LABEL_MOST: usize = 80;

/// A connection, and where its credentials were read.
#[derive(Debug)]
pub struct Account {
    pub upstream: Upstream,
    pub source: Source,
}

pub fn read(section: &mut Section, of_all: Environment, variables: Variables) -> Option<Account> {
    let id = section
        .text("id", "a short name, as billing-eu")
        .and_then(|text| {
            let id = text.parse::<ConnectionId>();
            section.accept("id", id)
        });
    if let Some(id) = &id {
        section.rename(format!("connection \"{id}\""));
    }
    let text = section.text("label", "what operators call it");
    let label = text.and_then(|text| section.accept("label", label(text, LABEL_MOST)));
    let environment = own_environment(section, of_all);
    let base_url = section
        .text("base_url", "the vendor's address, as https://host")
        .and_then(|text| section.accept("base_url", address::base(&text, environment)));
    let spoken = vendor::read(section, environment, variables);
    let vendor::Spoken {
        settings,
        credentials,
        source,
        file_origins,
    } = spoken?;
    let connection = Connection {
        id: id?,
        label: label?,
        environment,
        base_url: base_url?,
        settings,
    };
    let upstream = Upstream {
        connection,
        credentials,
        file_origins,
    };
    Some(Account { upstream, source })
}

/// A sandbox account may stand among those of production, but not the other way round: whoever
/// reads "Sandbox" on the screen must not reach real people.
fn own_environment(section: &mut Section, of_all: Environment) -> Environment {
    let own = section.text_or_none("environment", ENVIRONMENTS);
    match own.and_then(|text| environment(section, &text)) {
        Some(Environment::Production) if of_all == Environment::Sandbox => {
            section.fault(
                "environment",
                "it is production, and the environment of the whole is sandbox",
            );
            of_all
        }
        own => own.unwrap_or(of_all),
    }
}
