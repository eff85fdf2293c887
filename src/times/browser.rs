//! The zone of whoever reads, as the browser knows it.

use super::rules::Rules;
use chrono::{DateTime, TimeDelta, Utc};
use js_sys::{Array, Date, Intl, Object, Reflect};
use std::sync::LazyLock;
use wasm_bindgen::JsValue;

/// The browser's own zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Here {
    place: String,
}

/// Asked once: it is wanted for every instant of a table.
static HERE: LazyLock<Here> = LazyLock::new(|| {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    let zone = Reflect::get(&options, &JsValue::from_str("timeZone")).ok();
    Here {
        place: place(&zone.and_then(|zone| zone.as_string()).unwrap_or_default()),
    }
});

/// The reader's zone.
pub fn here() -> &'static Here {
    &HERE
}

impl Here {
    /// What the zone is called for short: `Rome`.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Whether the zone is UTC itself, so that nothing need be said twice.
    pub fn is_utc(&self) -> bool {
        self.place == "UTC"
    }
}

impl Rules for Here {
    fn east(&self, at: DateTime<Utc>) -> TimeDelta {
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds of any real year are exact"
        )]
        let date = Date::new(&JsValue::from_f64(at.timestamp_millis() as f64));
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole minutes, less than a day or two"
        )]
        let west = date.get_timezone_offset() as i64;
        TimeDelta::minutes(-west)
    }
}

/// The town of `Europe/Rome` or `America/Argentina/Buenos_Aires`.
fn place(zone: &str) -> String {
    let town = zone.rsplit('/').next().unwrap_or_default();
    match town {
        "" => "your zone".to_owned(),
        "UTC" | "UCT" | "Universal" | "Zulu" => "UTC".to_owned(),
        town => town.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_zone_is_called_by_its_town() {
        assert_eq!(place("Europe/Rome"), "Rome");
        assert_eq!(place("America/Argentina/Buenos_Aires"), "Buenos Aires");
        assert_eq!(place("Etc/UTC"), "UTC");
        assert_eq!(place(""), "your zone");
    }
}
