//! What a listing left out, in words: rows that are not replayed although they may have been meant.

use super::heard::more_than;
use super::number::{counted, grouped};
use redrive_core::kirim::SurveyProgress;

/// Nothing where nothing was left out.
pub fn left_out(progress: &SurveyProgress) -> Option<String> {
    let texts = [
        said(
            progress.unreadable,
            "has no id or no moment of creation that can be read",
            "have no id or no moment of creation that can be read",
        ),
        said(
            progress.contradicting,
            "says of itself that it is not what was asked for",
            "say of themselves that they are not what was asked for",
        ),
    ];
    let texts: Vec<String> = texts.into_iter().flatten().collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

fn said(rows: u64, one: &str, many: &str) -> Option<String> {
    let rows = whole(rows);
    let why = if rows == 1 { one } else { many };
    let rest = if rows == 1 { "it is" } else { "they are" };
    (rows > 0).then(|| {
        format!(
            "{} of the vendor's list {why}, so {rest} not replayed.",
            counted(rows, "row", "rows")
        )
    })
}

/// How far a listing is.
pub fn listing(progress: &SurveyProgress) -> String {
    let text = format!(
        "Listing: {} found so far, {} read. Nothing is sent.",
        grouped(whole(progress.matched)),
        counted(whole(progress.pages), "page", "pages"),
    );
    match left_out(progress) {
        Some(left_out) => format!("{text} {left_out}"),
        None => text,
    }
}

/// The same for whoever listens: that it is under way, and now and then how far.
pub fn heard(progress: &SurveyProgress) -> String {
    let far = more_than(whole(progress.matched), "found");
    let far = far.map_or_else(String::new, |far| format!(": {far}"));
    format!("Listing what matches{far}. Nothing is sent.")
}

fn whole(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(unreadable: u64, contradicting: u64) -> SurveyProgress {
        SurveyProgress {
            pages: 2,
            matched: 120,
            unreadable,
            contradicting,
        }
    }

    #[test]
    fn rows_that_are_not_replayed_are_told_with_their_reason() {
        assert_eq!(left_out(&progress(0, 0)), None);
        assert_eq!(
            left_out(&progress(1, 0)).as_deref(),
            Some(
                "1 row of the vendor's list has no id or no moment of creation that can be read, so it is not replayed."
            )
        );
        let both = left_out(&progress(2, 1_000)).unwrap();
        assert!(both.starts_with("2 rows of the vendor's list have no id"));
        assert!(both.ends_with(
            "1,000 rows of the vendor's list say of themselves that they are not what was asked for, so they are not replayed."
        ));
    }

    #[test]
    fn whoever_listens_is_not_told_of_every_page() {
        let heard = |matched| {
            heard(&SurveyProgress {
                matched,
                ..progress(0, 0)
            })
        };
        let start = "Listing what matches. Nothing is sent.";
        assert_eq!([0, 100, 1_000].map(heard), [start; 3]);
        let later = "Listing what matches: more than 1,000 found. Nothing is sent.";
        assert_eq!([1_100, 2_000].map(heard), [later; 2]);
    }

    #[test]
    fn a_listing_tells_them_while_it_goes_on() {
        let all_well = "Listing: 120 found so far, 2 pages read. Nothing is sent.";
        assert_eq!(listing(&progress(0, 0)), all_well);
        assert!(listing(&progress(0, 3)).starts_with(&format!("{all_well} 3 rows")));
    }
}
