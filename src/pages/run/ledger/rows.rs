//! The rows of the ledger: an id, what became of it, and whether it was delivered.

use super::super::glance::Glance;
use super::find::{Places, Row, row};
use crate::routes;
use crate::table::grid::columns::{Draw, Drawn, GridColumn, Spec};
use crate::table::grid::{LinkTo, ToldRows};
use crate::ui::foreign::{cut, visible};
use crate::ui::pill::{fate_tone, tone_of};
use crate::words::number::grouped;
use leptos::prelude::*;
use redrive_core::fate::Fate;
use redrive_core::labels::{Label, Labels};
use redrive_core::outcome::OutcomeKind;
use redrive_core::promises::ReadBack;
use redrive_core::run::Run;
use redrive_table::ColumnId;
use std::sync::Arc;

const ID: GridColumn = GridColumn::new("Id", "id", ColumnId::at(0), Draw::Id).wide(252, 1);
const OUTCOME: GridColumn =
    GridColumn::new("Outcome", "outcome", ColumnId::at(1), Draw::Pill(toneless)).wide(152, 0);
const CODE: GridColumn = GridColumn::new("Code", "code", ColumnId::at(2), Draw::Mono)
    .wide(120, 1)
    .yielding(2);
const MESSAGE: GridColumn =
    GridColumn::new("Message", "message", ColumnId::at(3), Draw::Text).wide(104, 4);
const FATE: GridColumn =
    GridColumn::new("Delivered?", "fate", ColumnId::at(4), Draw::Pill(toneless)).wide(152, 0);
const CALL: GridColumn = GridColumn::new("Call", "call", ColumnId::at(5), Draw::Number)
    .wide(64, 0)
    .yielding(1);
const HISTORY: GridColumn = GridColumn::new(
    "History",
    "history",
    ColumnId::at(6),
    Draw::Opener("Runs", "Runs that touched"),
)
.wide(80, 0)
.yielding(3);
const ABOUT: GridColumn =
    GridColumn::new("About", "about", ColumnId::at(7), Draw::Text).wide(132, 3);

/// The grid of a ledger. Its rows stand in the run itself.
pub const fn spec(told: bool) -> &'static Spec {
    if told { &TOLD } else { &BARE }
}

/// Where nothing is known of any id but what became of it, or all that is known holds of all.
static BARE: Spec = of(&[ID, OUTCOME, CODE, MESSAGE, FATE, CALL, HISTORY]);
/// Where it was known what some were about.
static TOLD: Spec = of(&[ID, ABOUT, OUTCOME, CODE, MESSAGE, FATE, CALL, HISTORY]);

const fn of(columns: &'static [GridColumn]) -> Spec {
    Spec {
        columns,
        class: "ledger-ids",
        one: "id",
        many: "ids",
        searched: &[],
        barred: None,
        noted: None,
    }
}

/// The rows tell their tones themselves.
const fn toneless(_: Option<&str>) -> &'static str {
    ""
}

/// The wanted ids of a run. A handle.
#[derive(Clone, Copy)]
pub struct LedgerRows {
    pub glance: Glance,
    pub places: StoredValue<Places>,
    about: StoredValue<About>,
}

/// What was known of the ids.
struct About {
    labels: Arc<Labels>,
    /// They belong to more than one, or it is not known of all to which.
    groups: bool,
}

impl LedgerRows {
    /// None yet.
    pub fn of(glance: Glance) -> Self {
        let labels = glance.watched().labels;
        Self {
            glance,
            places: StoredValue::new(Places::All(0)),
            about: StoredValue::new(About {
                groups: labels.only_group().is_none(),
                labels,
            }),
        }
    }

    /// Whether there is anything to say of any.
    pub fn tells(self) -> bool {
        self.about.with_value(|about| about.labels.tell_apart())
    }

    fn about(self, place: usize) -> String {
        let place = self.places.with_value(|places| places.at(place));
        let told = self.about.try_with_value(|known| {
            let label = known.labels.label(place?);
            Some(about(label, known.groups))
        });
        told.flatten().unwrap_or_default()
    }

    fn row(self, place: usize) -> Option<Row> {
        let place = self.places.with_value(|places| places.at(place))?;
        self.glance.read_once(|run| row(run, place))
    }
}

/// Where an id of a run leads: to its row in the table from which such ids are chosen, open. What is
/// switched on or off is no record.
pub fn leading(glance: Glance) -> LinkTo {
    let connection = glance.watched().connection.id;
    let table = glance.read_once(|run| routes::Listed::of(run.plan().draft()));
    Arc::new(move |id| {
        let to = table?.opened(connection.clone(), id)?;
        Some((to, format!("{}, open its details", visible(id))))
    })
}

impl ToldRows for LedgerRows {
    fn count(&self) -> usize {
        self.places
            .try_with_value(Places::count)
            .unwrap_or_default()
    }

    fn id(&self, place: usize) -> Option<String> {
        let place = self.places.with_value(|places| places.at(place))?;
        self.glance
            .read_once(|run| run.plan().items().get(place).map(ToString::to_string))
    }

    fn cells(&self, place: usize) -> Vec<Drawn> {
        let Some(row) = self.row(place) else {
            return Vec::new();
        };
        let how = |run: &Run| run.plan().draft().read_back();
        let fate = fate(&row, self.glance.read_once(how));
        let outcome = outcome(&row);
        let mut cells = vec![
            Drawn::plain(row.id),
            outcome,
            Drawn::plain(cut(&row.code)),
            Drawn::plain(cut(&row.message)),
            fate,
            Drawn::plain(grouped(row.call)),
            Drawn::default(),
        ];
        if self.tells() {
            cells.insert(1, Drawn::plain(cut(&self.about(place))));
        }
        cells
    }
}

/// `Invoice Posted · p•••@x.example · 8ad0…`: what all have in common stands above them.
fn about(label: Label<'_>, groups: bool) -> String {
    let group = label.group.filter(|_| groups);
    let told = [label.kind, label.recipient, group];
    told.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn outcome(row: &Row) -> Drawn {
    let (tone, word) = if row.in_flight {
        ("under-way", "in flight")
    } else {
        (tone_of(row.kind), row.kind.word())
    };
    Drawn {
        text: word.to_owned(),
        tone,
    }
}

/// Empty where nothing can have been delivered, or no row ever tells.
fn fate(row: &Row, how: ReadBack) -> Drawn {
    let sent = matches!(row.kind, OutcomeKind::Accepted | OutcomeKind::Unknown);
    match row.fate {
        Fate::NotRead if !sent || how == ReadBack::Nothing => Drawn::default(),
        Fate::NotRead => Drawn::plain("not read yet".to_owned()),
        fate => Drawn {
            text: fate.word().to_owned(),
            tone: fate_tone(fate),
        },
    }
}
