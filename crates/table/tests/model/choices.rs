//! Choosing by hand, by range, by page and by filter, while rows come and change.

use crate::naive;
use crate::rows::{Line, SCHEMA, filter, keys, line};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use redrive_table::{
    Coverage, Filter, Row, SavedSelection, Selection, SortKey, Table, Tally, View, What,
};
use std::collections::BTreeSet;

type Ids = BTreeSet<String>;

#[derive(Debug, Clone)]
enum Step {
    Page(Vec<Line>),
    Lay(Filter, Vec<SortKey>),
    Choose(prop::sample::Index, bool),
    ChooseTo(prop::sample::Index, bool),
    ChooseRows(prop::sample::Index, usize, bool),
    ChooseMatching,
    ChooseFilter(Filter),
    ChooseIds(Vec<u8>),
    Clear,
    Freeze,
    CatchUp,
    Reload,
}

fn step() -> impl Strategy<Value = Step> {
    let place = any::<prop::sample::Index>;
    let on = any::<bool>;
    prop_oneof![
        2 => prop::collection::vec(line(), 0..4).prop_map(Step::Page),
        2 => (filter(), keys()).prop_map(|(filter, keys)| Step::Lay(filter, keys)),
        3 => (place(), on()).prop_map(|(place, on)| Step::Choose(place, on)),
        3 => (place(), on()).prop_map(|(place, on)| Step::ChooseTo(place, on)),
        1 => (place(), 0_usize..9, on()).prop_map(|(place, count, on)| Step::ChooseRows(place, count, on)),
        2 => Just(Step::ChooseMatching),
        1 => filter().prop_map(Step::ChooseFilter),
        1 => prop::collection::vec(0_u8..70, 0..5).prop_map(Step::ChooseIds),
        1 => Just(Step::Clear),
        1 => Just(Step::Freeze),
        1 => Just(Step::CatchUp),
        1 => Just(Step::Reload),
    ]
}

#[derive(Debug, Clone)]
enum Chosen {
    Ids(Ids),
    Matching {
        filter: Filter,
        except: Ids,
        also: Ids,
    },
}

/// The model of a choice, and of where its ranges begin.
#[derive(Debug, Clone)]
struct Model {
    lines: Vec<Line>,
    shown: Vec<usize>,
    filter: Filter,
    chosen: Chosen,
    anchor: Option<String>,
}

impl Model {
    fn put(&mut self, line: Line) {
        let known = self
            .lines
            .iter_mut()
            .find(|known| line.id.is_some() && known.id == line.id);
        match known {
            Some(known) => *known = line,
            None => self.lines.push(line),
        }
    }

    fn matches(filter: &Filter, lines: &[Line], id: &str) -> bool {
        let line = lines.iter().find(|line| line.id.as_deref() == Some(id));
        line.is_some_and(|line| naive::accepts(filter, line))
    }

    fn has(&self, id: &str) -> bool {
        match &self.chosen {
            Chosen::Ids(ids) => ids.contains(id),
            Chosen::Matching {
                filter,
                except,
                also,
            } => {
                let matches = Self::matches(filter, &self.lines, id);
                also.contains(id) || (matches && !except.contains(id))
            }
        }
    }

    fn set(&mut self, place: usize, on: bool) {
        let Some(id) = self.lines[place].id.clone() else {
            return;
        };
        let put = |ids: &mut Ids, on: bool| {
            if on {
                ids.insert(id.clone())
            } else {
                ids.remove(&id)
            }
        };
        match &mut self.chosen {
            Chosen::Ids(ids) => put(ids, on),
            Chosen::Matching {
                filter,
                except,
                also,
            } => {
                put(except, !on);
                let matches = Self::matches(filter, &self.lines, &id);
                put(also, on && !matches)
            }
        };
    }

    fn choose(&mut self, place: usize, on: bool) {
        self.set(place, on);
        self.anchor = self.lines[place].id.clone().or(self.anchor.take());
    }

    fn choose_to(&mut self, to: usize, on: bool) -> usize {
        let is_anchor =
            |place: &usize| self.anchor.is_some() && self.lines[*place].id == self.anchor;
        let Some(from) = self.shown.iter().position(is_anchor) else {
            self.choose(self.shown[to], on);
            return usize::from(self.lines[self.shown[to]].id.is_some());
        };
        let places = self.shown[from.min(to)..=from.max(to)].to_vec();
        self.choose_rows(&places, on)
    }

    fn choose_rows(&mut self, places: &[usize], on: bool) -> usize {
        for place in places {
            self.set(*place, on);
        }
        places
            .iter()
            .filter(|place| self.lines[**place].id.is_some())
            .count()
    }

    fn choose_filter(&mut self, filter: Filter) {
        self.chosen = Chosen::Matching {
            filter,
            except: Ids::new(),
            also: Ids::new(),
        };
        self.anchor = None;
    }

    /// Every chosen id: those of rows, and those without one.
    fn ids(&self) -> (Ids, Ids) {
        let known: Ids = self
            .lines
            .iter()
            .filter_map(|line| line.id.clone())
            .collect();
        let here = known.iter().filter(|id| self.has(id)).cloned().collect();
        let by_hand = match &self.chosen {
            Chosen::Ids(ids) => ids,
            Chosen::Matching { also, .. } => also,
        };
        (here, by_hand.difference(&known).cloned().collect())
    }

    fn freeze(&mut self) {
        let (here, elsewhere) = self.ids();
        self.chosen = Chosen::Ids(here.into_iter().chain(elsewhere).collect());
    }

    fn tally(&self) -> Tally {
        let (here, elsewhere) = self.ids();
        Tally {
            chosen: here.len() + elsewhere.len(),
            elsewhere: elsewhere.len(),
        }
    }

    fn coverage(&self) -> Coverage {
        let ids = self
            .shown
            .iter()
            .filter_map(|place| self.lines[*place].id.as_deref());
        let (chosen, others): (Vec<_>, Vec<_>) = ids.partition(|id| self.has(id));
        match (chosen.is_empty(), others.is_empty()) {
            (true, _) => Coverage::None,
            (false, true) => Coverage::All,
            (false, false) => Coverage::Some,
        }
    }
}

/// As a screen does it: the range that ends here, or the row alone where none does.
fn choose_to(selection: &mut Selection, table: &Table, view: &View, row: Row, on: bool) -> usize {
    if let Some((first, count)) = selection.range(table, view, row) {
        return selection.choose_rows(table, view.rows(first, count), on);
    }
    selection.choose(table, row, on);
    usize::from(table.id(row).is_some())
}

fn agree(table: &Table, view: &View, selection: &mut Selection, model: &Model) -> TestCaseResult {
    for (row, line) in table.rows().zip(&model.lines) {
        let has = line.id.as_deref().is_some_and(|id| model.has(id));
        prop_assert_eq!(selection.has(table, row), has);
    }
    match (selection.what(), &model.chosen) {
        (What::None, Chosen::Ids(ids)) => prop_assert!(ids.is_empty()),
        (What::Ids(count), Chosen::Ids(ids)) => {
            prop_assert_eq!(count, ids.len());
            prop_assert!(count > 0, "none is none");
        }
        (
            What::AllMatching {
                filter,
                except,
                also,
            },
            Chosen::Matching {
                filter: asked,
                except: out,
                also: by_hand,
            },
        ) => {
            prop_assert_eq!((filter, except, also), (asked, out.len(), by_hand.len()));
        }
        other => prop_assert!(false, "{:?}", other),
    }
    prop_assert_eq!(selection.tally(table), model.tally());
    prop_assert_eq!(
        selection.covers(table, view.rows(0, view.len())),
        model.coverage()
    );
    let (here, elsewhere) = model.ids();
    let ids = selection.clone().ids(table);
    let in_rows = model.lines.iter().filter_map(|line| line.id.as_deref());
    let in_rows: Vec<&str> = in_rows.filter(|id| here.contains(*id)).collect();
    prop_assert_eq!(&ids[..in_rows.len()], &in_rows[..]);
    let rest: Ids = ids[in_rows.len()..]
        .iter()
        .map(|id| (*id).to_owned())
        .collect();
    prop_assert_eq!(rest, elsewhere);
    Ok(())
}

/// Writes the choice down and reads it again, on another table with the same rows.
fn reload(table: &mut Table, selection: &mut Selection, lines: &[Line]) {
    let text = serde_json::to_string(&selection.save(table)).unwrap();
    let saved: SavedSelection = serde_json::from_str(&text).unwrap();
    *table = Table::new(SCHEMA);
    *selection = Selection::restore(&saved, table).unwrap();
    for line in lines {
        table.put(&line.cells()).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_choice_is_what_the_naive_one_is(
        first in prop::collection::vec(line(), 0..40),
        steps in prop::collection::vec(step(), 1..14),
    ) {
        let mut table = Table::new(SCHEMA);
        let mut model = Model {
            lines: Vec::new(),
            shown: Vec::new(),
            filter: Filter::new(),
            chosen: Chosen::Ids(Ids::new()),
            anchor: None,
        };
        for line in first {
            table.put(&line.cells()).unwrap();
            model.put(line);
        }
        let mut view = View::new(&table, &[]);
        model.shown = (0..model.lines.len()).collect();
        let mut selection = Selection::default();
        for step in steps {
            match step {
                Step::Page(lines) => for line in lines {
                    table.put(&line.cells()).unwrap();
                    model.put(line);
                },
                Step::Lay(filter, keys) => {
                    view.filter_by(&table, filter.clone());
                    view.sort_by(&table, &keys);
                    model.shown = naive::shown(&model.lines, &filter, &keys);
                    model.filter = filter;
                }
                Step::Choose(place, on) if !view.is_empty() => {
                    let place = place.index(view.len());
                    selection.choose(&table, view.row(place).unwrap(), on);
                    model.choose(model.shown[place], on);
                }
                Step::ChooseTo(place, on) if !view.is_empty() => {
                    let place = place.index(view.len());
                    let count = choose_to(&mut selection, &table, &view, view.row(place).unwrap(), on);
                    prop_assert_eq!(count, model.choose_to(place, on));
                }
                Step::ChooseRows(place, count, on) if !view.is_empty() => {
                    let first = place.index(view.len());
                    let places: Vec<usize> = model.shown.iter().skip(first).take(count).copied().collect();
                    let rows = selection.choose_rows(&table, view.rows(first, count), on);
                    prop_assert_eq!(rows, model.choose_rows(&places, on));
                }
                Step::Choose(..) | Step::ChooseTo(..) | Step::ChooseRows(..) => {}
                Step::ChooseMatching => {
                    selection.choose_filter(view.filter().clone());
                    model.choose_filter(model.filter.clone());
                }
                Step::ChooseFilter(filter) => {
                    selection.choose_filter(filter.clone());
                    model.choose_filter(filter);
                }
                Step::ChooseIds(ids) => {
                    let ids: Ids = ids.iter().map(|id| format!("e{id}")).collect();
                    selection = Selection::of(&mut table, ids.iter().map(String::as_str));
                    (model.chosen, model.anchor) = (Chosen::Ids(ids), None);
                }
                Step::Clear => {
                    selection.clear();
                    (model.chosen, model.anchor) = (Chosen::Ids(Ids::new()), None);
                }
                Step::Freeze => {
                    selection.freeze(&table);
                    model.freeze();
                }
                Step::CatchUp => {
                    selection.tally(&table);
                }
                Step::Reload => {
                    reload(&mut table, &mut selection, &model.lines);
                    view = View::new(&table, &[]);
                    model.shown = (0..model.lines.len()).collect();
                    (model.filter, model.anchor) = (Filter::new(), None);
                }
            }
            // Of another one: to be asked makes a choice follow the rows.
            agree(&table, &view, &mut selection.clone(), &model)?;
        }
    }
}

#[test]
fn a_choice_of_other_columns_is_not_read() {
    use redrive_table::{Column, ColumnId, Kind, Order, Schema};
    const OTHER: Schema = Schema::new(
        &[Column::new("name", Kind::Text(Order::Bytes))],
        ColumnId::at(0),
    );
    let mut selection = Selection::default();
    selection.choose_filter(Filter::new());
    let saved = selection.save(&Table::new(SCHEMA));
    assert!(Selection::restore(&saved, &mut Table::new(SCHEMA)).is_some());
    assert!(Selection::restore(&saved, &mut Table::new(OTHER)).is_none());
}
