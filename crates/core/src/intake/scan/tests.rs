//! Cells are the same wherever the bytes are cut: read letter by letter, in stretches, or at once.

use super::*;
use proptest::prelude::*;

/// Line, row, column, whether the row ends with it, its bytes, and whether it goes on.
type Seen = (usize, usize, Option<usize>, bool, Vec<u8>, bool);

fn cells<'a>(
    separator: Option<u8>,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> (Vec<Seen>, usize, Option<usize>) {
    let mut scanner = Scanner::new(separator);
    let mut seen = Vec::new();
    let mut put = |cell: Cell<'_>| {
        let Cell {
            line, row, place, ..
        } = cell;
        seen.push((line, row, place, cell.last, cell.bytes.to_vec(), cell.cut));
    };
    for piece in pieces {
        scanner.push(piece, &mut put);
    }
    scanner.end(&mut put);
    (seen, scanner.lines(), scanner.unclosed())
}

fn texts(separator: Option<u8>, text: &str) -> Vec<(usize, String)> {
    let (seen, _, _) = cells(separator, [text.as_bytes()]);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    seen.into_iter()
        .map(|(line, _, _, _, bytes, _)| (line, text(bytes)))
        .collect()
}

/// A cell as it is written into a table, and whether in quotes.
fn cell() -> impl Strategy<Value = (String, bool)> {
    prop_oneof![
        3 => "( ?[0-9é;][0-9 é;\"]{0,3})?".prop_map(|text| (text, false)),
        2 => "[0-9 é,;\"\r\n]{0,5}".prop_map(|text| (text, true)),
    ]
}

proptest! {
    #[test]
    fn a_table_is_read_as_it_was_written(
        rows in prop::collection::vec(prop::collection::vec(cell(), 1..4), 0..6),
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        marked: bool,
        ended: bool,
    ) {
        let mut text = if marked { "\u{feff}".to_owned() } else { String::new() };
        let (mut expected, mut number, mut lines) = (Vec::new(), 0, 0);
        let mut begun = false;
        for (place, row) in rows.iter().enumerate() {
            begun = row.len() > 1 || row[0].1 || !row[0].0.is_empty();
            for (column, (cell, quoted)) in row.iter().enumerate() {
                if begun {
                    let bytes = cell.trim_ascii_start().as_bytes().to_vec();
                    expected.push((lines + 1, number, Some(column), column + 1 == row.len(), bytes, false));
                }
                if column > 0 {
                    text.push(',');
                }
                if *quoted {
                    text.extend(["\"", &cell.replace('"', "\"\""), "\""]);
                    lines += cell.replace("\r\n", "\n").matches(['\r', '\n']).count();
                } else {
                    text.push_str(cell);
                }
            }
            number += usize::from(begun);
            if ended || place + 1 < rows.len() {
                text.push_str(end);
                lines += 1;
                begun = false;
            }
        }
        let read = cells(Some(b','), [text.as_bytes()]);
        prop_assert_eq!(read, (expected, lines + usize::from(begun), None), "{:?}", text);
    }

    #[test]
    fn a_list_is_read_word_by_word(text in "\u{feff}?[0-9a, ;\t\n]{0,20}") {
        let words = |line: &str| line.split([',', ' ', ';', '\t']).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let lines = text.trim_start_matches('\u{feff}').split('\n');
        let expected: Vec<(usize, String)> = (1..).zip(lines).flat_map(|(line, text)| words(text).into_iter().map(move |word| (line, word))).collect();
        prop_assert_eq!(texts(None, &text), expected);
    }

    #[test]
    fn stretches_of_any_length_give_the_same_cells(
        parts in prop::collection::vec(
            prop_oneof![
                "[0-9,;\t\"\r\n é]{0,12}",
                "[0-9]{250,262}",
                " {250,262}",
                Just("\u{feff}".to_owned()),
                Just("\"\r\"\n".to_owned()),
            ],
            0..12,
        ),
        stretch in 1_usize..80,
    ) {
        let text = parts.concat();
        for separator in [None, Some(b','), Some(b';'), Some(b'\t')] {
            let whole = cells(separator, [text.as_bytes()]);
            let letters = cells(separator, text.as_bytes().chunks(1));
            prop_assert_eq!(&letters, &whole);
            prop_assert_eq!(cells(separator, text.as_bytes().chunks(stretch)), whole);
        }
    }
}

#[test]
fn a_long_cell_is_cut() {
    let long = "9".repeat(CELL_MOST + 44);
    let cut = "9".repeat(CELL_MOST);
    let text = format!("{long},1\n\"{long}\",\"2\"\"\"\n");
    let expected = [(1, &*cut), (1, "1"), (2, &*cut), (2, "2\"")];
    let expected = expected.map(|(line, text)| (line, text.to_owned()));
    assert_eq!(texts(Some(b','), &text), expected);
}

#[test]
fn a_cell_is_marked_that_goes_on_beyond_what_is_kept() {
    let spaces = " ".repeat(300);
    let nines = |count| "9".repeat(count);
    for (text, cut) in [
        (nines(CELL_MOST), false),
        (nines(CELL_MOST + 1), true),
        (format!("{spaces}9"), false),
        (format!("9{spaces}"), false),
        (format!("9{spaces}9"), true),
        (format!("\"9{spaces}9\""), true),
        (format!("\"{spaces}\n9{spaces}\""), false),
    ] {
        for stretch in [1, 7, text.len()] {
            let table = format!("{text},1\n");
            let (seen, ..) = cells(Some(b','), table.as_bytes().chunks(stretch));
            let marks: Vec<bool> = seen.iter().map(|cell| cell.5).collect();
            assert_eq!(marks, [cut, false], "{text}");
        }
    }
}

#[test]
fn a_quoted_cell_is_given_up_just_beyond_the_longest() {
    for (length, read) in [
        (QUOTED_MOST - 1, (6, 4, None)),
        (QUOTED_MOST + 1, (2, 2, Some(2))),
    ] {
        let text = format!("1,a\n\"{}\n\",b\n3,c\n", "9".repeat(length));
        for stretch in [1, 4096, text.len()] {
            let (seen, lines, unclosed) = cells(Some(b','), text.as_bytes().chunks(stretch));
            assert_eq!((seen.len(), lines, unclosed), read);
        }
    }
}

#[test]
fn a_line_end_behind_a_cell_that_ends_in_a_return_still_ends_the_row() {
    let cells = texts(Some(b','), "1,\"a\r\"\n2,b\n");
    let told: Vec<(usize, &str)> = cells.iter().map(|(line, text)| (*line, &**text)).collect();
    assert_eq!(told, [(1, "1"), (1, "a\r"), (3, "2"), (3, "b")]);
}
