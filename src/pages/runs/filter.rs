//! What runs can be filtered by: the connections that they were sent to, and whether somebody has to
//! see to them. They lie in this browser, so several connections can be chosen.

use crate::filters::{Choice, Field, Kind, Reading, parses};
use crate::host::{RunSummary, use_host};
use crate::words::ended::problems;
use crate::words::tray::needs_you;
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use std::collections::BTreeMap;

/// Names of the filters in the address.
const CONNECTION: &str = "connection";

const STATE: &str = "state";
const NEEDS_SOMEBODY: &str = "needs-somebody";
const PROBLEMS: &str = "problems";

pub const FIELDS: &[Field] = &[
    Field::new(
        CONNECTION,
        "Connection",
        Kind::Several(parses::<ConnectionId>),
    ),
    Field::new(
        STATE,
        "State",
        Kind::Choice(&[
            (NEEDS_SOMEBODY, "needs somebody"),
            (PROBLEMS, "has problems"),
        ]),
    ),
];

/// What is wanted of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    connections: Vec<String>,
    state: Option<State>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    NeedsSomebody,
    Problems,
}

impl Wanted {
    /// What an address asks for.
    pub fn of(reading: &Reading) -> Self {
        let connections = reading.text(CONNECTION).split(',');
        Self {
            connections: connections
                .filter(|id| !id.is_empty())
                .map(str::to_owned)
                .collect(),
            state: match reading.text(STATE) {
                NEEDS_SOMEBODY => Some(State::NeedsSomebody),
                PROBLEMS => Some(State::Problems),
                _ => None,
            },
        }
    }

    /// Whether a run is among them.
    pub fn takes(&self, run: &RunSummary, held: bool) -> bool {
        let id = run.connection.as_str();
        let of_it = self.connections.is_empty() || self.connections.iter().any(|one| one == id);
        of_it
            && match self.state {
                None => true,
                Some(State::NeedsSomebody) => needs_you(run, held),
                Some(State::Problems) => !problems(run).is_empty(),
            }
    }
}

/// The connections that runs were sent to.
pub fn connections() -> Signal<Vec<Choice>> {
    let runs = use_host().runs();
    let known = Memo::new(move |_| {
        runs.with(|runs| {
            let runs = runs.iter().flatten().flatten();
            runs.map(|run| (run.connection.to_string(), run.label.clone()))
                .collect::<BTreeMap<_, _>>()
        })
    });
    Signal::derive(move || {
        let known = known.get().into_iter();
        known.map(|(word, label)| Choice { word, label }).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filters::read;
    use crate::host::Stand;
    use crate::host::kit::run;

    fn wanted(pairs: &[(&str, &str)]) -> (Wanted, Vec<String>) {
        let pairs = pairs.iter();
        let query: Vec<(String, String)> = pairs
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect();
        let reading = read(FIELDS, &query, chrono::DateTime::UNIX_EPOCH);
        (Wanted::of(&reading), reading.complaints)
    }

    #[test]
    fn runs_are_taken_by_what_they_need_and_by_what_went_wrong() {
        let (waits, well) = (run(Stand::Waiting, 4), run(Stand::Settled, 8));
        let mut rejected = run(Stand::Settled, 8);
        rejected.counts = [2, 6, 0, 0, 0];
        let taken = |pairs: &[(&str, &str)]| {
            let (wanted, complaints) = wanted(pairs);
            assert_eq!(complaints, [""; 0]);
            [&waits, &well, &rejected].map(|run| wanted.takes(run, true))
        };
        assert_eq!(taken(&[]), [true, true, true]);
        assert_eq!(taken(&[("state", "needs-somebody")]), [true, false, false]);
        assert_eq!(taken(&[("state", "problems")]), [false, false, true]);
        assert_eq!(taken(&[("connection", "c,d")]), [true, true, true]);
        let pairs = [("connection", "d"), ("state", "problems")];
        assert_eq!(taken(&pairs), [false, false, false]);
    }

    #[test]
    fn nonsense_is_said_and_not_applied() {
        let (wanted, complaints) = wanted(&[("state", "fine")]);
        assert_eq!(wanted, Wanted::default());
        assert_eq!(
            complaints,
            [
                "The address asks for State “fine”: it can be needs-somebody or problems. This filter is not applied."
            ]
        );
    }
}
