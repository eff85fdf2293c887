//! What a disk, a clock and another gateway can do to the files.

use super::super::days::Days;
use super::super::*;
use super::{Folder, plan};
use crate::confirm::lately::Turn;
use crate::confirm::sent::End;
use chrono::NaiveDate;
use redrive_core::gateway::Places;
use std::fs;
use std::path::Path;
use std::slice;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Opens the days and tells what stands in them.
fn opened(folder: &Path, today: &str) -> (Result<Days, JournalError>, Vec<Entry>) {
    let mut entries = Vec::new();
    let days = Days::open(folder, day(today), &mut |entry| entries.push(entry));
    (days, entries)
}

fn line(call: usize) -> (String, Entry) {
    let entry = Entry::Ended(Ended {
        plan: plan(0, "2026-04-02T10:00:00Z".parse().unwrap())
            .digest()
            .clone(),
        call,
        turn: Turn::default(),
        end: End::TurnedAway,
        taken_back: Places::default(),
    });
    (
        format!("{}\n", serde_json::to_string(&entry).unwrap()),
        entry,
    )
}

#[test]
fn a_line_that_breaks_off_is_cut_off_and_the_next_one_stands_whole() {
    let (folder, today) = (Folder::new(), "2026-04-02");
    let ((first, one), (second, two)) = (line(1), line(2));
    fs::write(folder.day(today), first + second.split_at(30).0).unwrap();
    let (days, entries) = opened(&folder.0, today);
    assert_eq!(entries, slice::from_ref(&one));
    days.unwrap().append(&second, true, day(today)).unwrap();
    assert_eq!(opened(&folder.0, today).1, [one, two]);
}

#[test]
fn a_line_that_cannot_be_read_is_named_and_nothing_is_served() {
    let (folder, today) = (Folder::new(), "2026-04-02");
    let (whole, _) = line(1);
    for odd in ["", "{}", "not json", r#"{"left":{}}"#] {
        fs::write(folder.day(today), format!("{whole}{odd}\n{whole}")).unwrap();
        let why = opened(&folder.0, "2026-04-03").0.err().unwrap().to_string();
        assert!(why.contains("line 2 of"), "{odd}: {why}");
    }
}

#[test]
fn one_gateway_writes_a_journal_at_a_time() {
    let (folder, today) = (Folder::new(), "2026-04-02");
    let first = opened(&folder.0, today).0.unwrap();
    let second = opened(&folder.0, today).0.err().unwrap();
    assert!(second.to_string().contains("another gateway"), "{second}");
    drop(first);
    opened(&folder.0, today).0.unwrap();
}

#[test]
fn a_day_has_a_file_until_nothing_in_it_matters_and_lines_keep_their_order() {
    let folder = Folder::new();
    let mut days = opened(&folder.0, "2026-04-02").0.unwrap();
    let entries: Vec<Entry> = (1..=4).map(|call| line(call).1).collect();
    // The date is set back once.
    let dates = ["2026-04-02", "2026-04-03", "2026-04-01", "2026-05-05"];
    for (call, date) in (1..).zip(dates) {
        days.append(&line(call).0, call == 2, day(date)).unwrap();
    }
    assert_eq!(
        folder.names(),
        ["sent-2026-04-03.jsonl", "sent-2026-05-05.jsonl"]
    );
    drop(days);
    assert_eq!(opened(&folder.0, "2026-04-01").1, entries[1..]);
    assert_eq!(opened(&folder.0, "2026-05-06").1, entries[3..]);
    assert_eq!(folder.names().len(), 2, "with that of today");
}

#[cfg(target_os = "linux")]
#[test]
fn where_a_line_may_stand_half_nothing_is_written_behind_it() {
    let folder = Folder::new();
    let mut days = opened(&folder.0, "2026-04-02").0.unwrap();
    let whole = days.replace_file(fs::File::options().append(true).open("/dev/full").unwrap());
    assert!(days.append(&line(1).0, true, day("2026-04-02")).is_err());
    days.replace_file(whole);
    assert!(days.append(&line(1).0, true, day("2026-04-02")).is_err());
}
