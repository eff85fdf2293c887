//! Files as people have them, cut wherever chance cuts them, against a reading that is too simple
//! to be wrong.

use super::*;
use proptest::prelude::*;

const DELIVERY: &str = "wbd_00000000000000000000000001";

/// A text that is short enough to be read at once: its ids, what was counted, and what is no id.
fn read(kind: IdKind, text: &str) -> (Vec<String>, Counts, Vec<BadEntry>) {
    let layout = Layout::of(kind, text.as_bytes());
    let mut intake = Intake::new(kind, &layout, layout.column.unwrap_or_default());
    let mut bad = Vec::new();
    intake.push(text.as_bytes(), &mut |entry| bad.push(entry));
    intake.end(&mut |entry| bad.push(entry));
    let counts = intake.counts();
    (intake.into_ids(), counts, bad)
}

fn counts(kind: IdKind, text: &str) -> (usize, Counts) {
    let (ids, counts, _) = read(kind, text);
    (ids.len(), counts)
}

#[test]
fn a_spreadsheet_column_is_read() {
    let text = "\u{feff}Id\r\n\"8ad0e1\"\r\n8ad0e2;8ad0e1\r\n\r\n['8ad0e3', 8ad0e4]";
    let (ids, counts, bad) = read(IdKind::Notification, text);
    assert_eq!(ids, ["8ad0e1", "8ad0e2", "8ad0e3", "8ad0e4"]);
    assert_eq!((counts.duplicates, counts.lines, bad), (1, 5, Vec::new()));
}

#[test]
fn what_is_no_id_is_listed_with_its_line() {
    let (ids, counts, bad) = read(IdKind::Event, "512\nx7\n513, -1\nid");
    assert_eq!((ids.len(), counts.bad), (2, 3));
    let told: Vec<(usize, &str)> = bad
        .iter()
        .map(|bad| (bad.line, bad.text.as_str()))
        .collect();
    assert_eq!(told, [(2, "x7"), (3, "-1"), (4, "id")]);
}

#[test]
fn an_address_out_of_a_ticket_is_no_id() {
    let (ids, counts, bad) = read(IdKind::Notification, "ann@mail.example\n8ad0e1");
    assert_eq!((ids.len(), counts.bad), (1, 1));
    assert_eq!(
        bad[0].error.to_string(),
        "not a notification id: it is an e-mail address"
    );
}

#[test]
fn a_cell_that_is_too_long_is_listed_and_its_beginning_is_no_id() {
    let spaces = |count| " ".repeat(count);
    let text = format!(
        "id,what\n512{}9,x\n{}123456789,y\n7{},z\n{},w\n",
        spaces(300),
        spaces(250),
        spaces(300),
        "8".repeat(300),
    );
    let (ids, counts, bad) = read(IdKind::Event, &text);
    assert_eq!(ids, ["123456789", "7"]);
    let lines: Vec<usize> = bad.iter().map(|bad| bad.line).collect();
    assert_eq!((lines, counts.bad), (vec![2, 5], 2));
    let list = format!("512 {} 513", "8".repeat(300));
    let (ids, counts, _) = read(IdKind::Notification, &list);
    assert_eq!((ids.len(), counts.bad), (2, 1));
}

#[test]
fn the_column_of_ids_is_found_by_its_name_or_by_its_cells() {
    let id = |number: usize| format!("wbd_{number:026}");
    let rows = |separator: &str, heading: &str| -> String {
        let line = |number: usize| {
            format!(
                "2026-04-0{number}{separator}\"a {separator} \"\"b\"\"\"{separator}{}\r\n",
                id(number)
            )
        };
        format!("{heading}{}", (1..6).map(line).collect::<String>())
    };
    for separator in [",", ";", "\t"] {
        for heading in [
            "",
            &format!("day{separator}\"sub\nject\"{separator}Delivery ID\r\n"),
        ] {
            let text = rows(separator, heading);
            let layout = Layout::of(IdKind::Delivery, text.as_bytes());
            assert_eq!((layout.column, layout.sure), (Some(2), true), "{text}");
            assert_eq!(layout.heading, !heading.is_empty());
            let (ids, counts, bad) = read(IdKind::Delivery, &text);
            assert_eq!(ids, (1..6).map(id).collect::<Vec<_>>());
            assert_eq!((counts.blank, bad.len()), (0, 0));
        }
    }
}

#[test]
fn a_column_of_numbers_beside_another_is_the_operators_to_choose() {
    let layout = Layout::of(IdKind::Event, b"amount,number\n12,512\n13,513\n14,514\n");
    assert!(!layout.sure, "both columns could be ids");
    assert_eq!(layout.columns.len(), 2);
    assert_eq!(layout.columns[1].samples, ["512", "513", "514"]);
    let named = Layout::of(IdKind::Event, b"amount,event_id\n12,512\n13,513\n");
    assert_eq!((named.column, named.sure), (Some(1), true));
    let rule = b"notificationid,status\n8ad0e1h0000000000001,Failed\n8ad0e1h0000000000001,Failed\n";
    let rule = Layout::of(IdKind::Notification, rule);
    assert_eq!(
        rule.columns.len(),
        2,
        "the rule's id is not taken by its name"
    );
}

#[test]
fn what_follows_the_first_rows_does_not_change_the_layout() {
    let row = |number: usize| format!("{},{number}\n", "a".repeat(70 + number % 7));
    let rows: String = (0..60).map(row).collect();
    let layout = Layout::of(IdKind::Event, rows.as_bytes());
    assert_eq!((layout.column, layout.columns.len()), (Some(1), 2));
    let follows: String = (0..6_000).map(|_| "1\n\"2,3,4\n").collect();
    let longer = rows + &follows;
    assert_eq!(Layout::of(IdKind::Event, longer.as_bytes()), layout);
}

#[test]
fn a_line_of_ids_between_commas_is_a_list() {
    assert!(Layout::of(IdKind::Event, b"1,2,3,4").columns.is_empty());
    assert_eq!(counts(IdKind::Event, "1,2,3,4\n5,6,7,8").0, 8);
}

#[test]
fn rows_without_an_id_are_counted() {
    let text = "id,why\n512,a\n,b\n\"\",c\nd\n513,e\n\n";
    let layout = Layout {
        column: Some(1),
        ..Layout::of(IdKind::Event, b"why,id\na,5\nb,6\n")
    };
    assert!(layout.heading);
    assert_eq!(counts(IdKind::Event, text).1.blank, 2);
    let mut intake = Intake::new(IdKind::Event, &layout, 1);
    intake.push(b"why,id\na\nb,7\n", &mut |_| ());
    intake.end(&mut |_| ());
    assert_eq!((intake.len(), intake.counts().blank), (1, 1));
}

#[test]
fn a_quote_that_nothing_closes_is_told_with_its_line() {
    let layout = Layout::of(IdKind::Event, b"id,why\n1,a\n2,b\n");
    for rest in [
        "3,\"c\n4,d\n".to_owned(),
        format!("3,\"{}", "c\n".repeat(700_000)),
    ] {
        let mut intake = Intake::new(IdKind::Event, &layout, 0);
        intake.push(b"id,why\n1,a\n2,b\n", &mut |_| ());
        intake.push(rest.as_bytes(), &mut |_| ());
        intake.end(&mut |_| ());
        assert_eq!((intake.len(), intake.counts().unclosed), (3, Some(4)));
    }
}

#[test]
fn a_line_of_ten_million_characters_is_one_bad_entry() {
    let text = format!("1\n{}\n2", "9".repeat(10_000_000));
    let (ids, counts, bad) = read(IdKind::Event, &text);
    assert_eq!((ids.len(), counts.bad, bad[0].line), (2, 1, 2));
    assert_eq!(bad[0].text.len(), 80);
}

#[test]
fn beyond_the_most_ids_are_counted_and_none_is_taken() {
    let mut intake = Intake::new(IdKind::Event, &Layout::default(), 0);
    intake.most = 3;
    intake.push(b"1 2 3 4 5 2 4", &mut |_| ());
    intake.end(&mut |_| ());
    let counts = intake.counts();
    assert_eq!((intake.len(), counts.beyond, counts.duplicates), (3, 3, 1));
}

#[test]
fn a_file_that_is_no_text_is_known_for_what_it_is() {
    let utf16: Vec<u8> = "id\n512\n513"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (bytes, looks) in [
        (b"".as_slice(), Look::Empty),
        (b"id\n512", Look::Text),
        ("Zürich;512".as_bytes(), Look::Text),
        (b"Z\xfcrich;512", Look::Text),
        (utf16.as_slice(), Look::Utf16),
        (b"\xff\xfei\0d\0", Look::Utf16),
        (b"\x89PNG\r\n\x1a\n\0\0", Look::Image),
        (b"PK\x03\x04\x14\0", Look::Archive),
        (b"%PDF-1.7", Look::Pdf),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", Look::OldSpreadsheet),
        (b"a\0b\0\0c\x01\x02", Look::Other),
    ] {
        assert_eq!(look(bytes), looks, "{bytes:?}");
        assert_eq!(looks.refusal().is_none(), looks == Look::Text);
    }
}

/// One cell as a spreadsheet writes it.
fn written(cell: &str, separator: char) -> String {
    if cell.contains(['"', '\n', '\r', separator]) || cell.is_empty() {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

proptest! {
    #[test]
    fn wherever_the_bytes_are_cut_the_reading_is_the_same(
        text in "[0-9,;\t\"\r\n xé]{0,120}",
        cuts in prop::collection::vec(0_usize..120, 0..6),
    ) {
        for separator in [None, Some(b',')] {
            let layout = Layout { separator, ..Layout::default() };
            let whole = through(&layout, &[text.as_bytes()]);
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| *cut % (text.len() + 1)).collect();
            cuts.sort_unstable();
            let mut pieces = Vec::new();
            let mut from = 0;
            for to in cuts.into_iter().chain([text.len()]) {
                pieces.push(&text.as_bytes()[from..to]);
                from = to;
            }
            prop_assert_eq!(through(&layout, &pieces), whole);
        }
    }

    /// Without the spaces before it.
    #[test]
    fn every_cell_of_a_table_comes_back(
        rows in prop::collection::vec(prop::collection::vec("[a-c\", \n]{0,6}", 3), 1..12),
        crlf in any::<bool>(),
    ) {
        let end = if crlf { "\r\n" } else { "\n" };
        let text: String = rows
            .iter()
            .map(|row| row.iter().map(|cell| written(cell, ',')).collect::<Vec<_>>().join(",") + end)
            .collect();
        let mut read: Vec<Vec<String>> = vec![Vec::new()];
        let mut scanner = Scanner::new(Some(b','));
        let mut put = |cell: Cell<'_>| {
            if let Some(row) = read.last_mut() {
                row.push(String::from_utf8(cell.bytes.to_vec()).unwrap());
            }
            if cell.last {
                read.push(Vec::new());
            }
        };
        scanner.push(text.as_bytes(), &mut put);
        scanner.end(&mut put);
        read.pop();
        let bare = |row: &Vec<String>| row.iter().map(|cell| cell.trim_ascii_start().to_owned()).collect();
        prop_assert_eq!(read, rows.iter().map(bare).collect::<Vec<Vec<String>>>());
        prop_assert_eq!(scanner.lines(), text.lines().count());
        prop_assert_eq!(scanner.unclosed(), None);
    }

    #[test]
    fn every_word_is_counted_once(ids in prop::collection::vec(0u64..50, 0..200)) {
        let text = ids.iter().map(u64::to_string).collect::<Vec<_>>().join("\n");
        let (kept, counts) = counts(IdKind::Event, &text);
        prop_assert_eq!(kept + counts.duplicates, ids.len());
        prop_assert_eq!(counts.bad, 0);
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        look(&bytes);
        for kind in [IdKind::Event, IdKind::Delivery, IdKind::Notification] {
            let layout = Layout::of(kind, &bytes);
            through(&layout, &[&bytes]);
        }
    }
}

fn through(layout: &Layout, pieces: &[&[u8]]) -> (Vec<String>, Counts, Vec<BadEntry>) {
    let mut intake = Intake::new(IdKind::Event, layout, layout.column.unwrap_or_default());
    let mut bad = Vec::new();
    for piece in pieces {
        intake.push(piece, &mut |entry| bad.push(entry));
    }
    intake.end(&mut |entry| bad.push(entry));
    let counts = intake.counts();
    (intake.into_ids(), counts, bad)
}

#[test]
fn a_delivery_is_told_from_what_only_begins_like_one() {
    assert!(IdKind::Delivery.resembles(DELIVERY));
    assert!(!IdKind::Delivery.resembles("wbd_1"));
    assert!(!IdKind::Notification.resembles("Failed"));
    assert!(IdKind::Notification.resembles("8ad0e1h0zz00000000000000000000001"));
}
