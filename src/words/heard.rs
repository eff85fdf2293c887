//! How often what goes on and on is told to whoever listens: its start, its end, and a few times
//! between them, however quickly it goes. Pure.

use super::number::grouped;

/// Where it is known how many there are: how many quarters of them are over.
pub fn quarter(done: usize, all: usize) -> usize {
    done * 4 / all.max(1)
}

/// Where it is not: how many were found when there was last a word of it, at 1,000 and then whenever
/// there are twice as many. Nothing before.
pub fn milestone(found: usize) -> Option<usize> {
    let thousands = found / 1000;
    Some(1000 << thousands.checked_ilog2()?)
}

/// `more than 2,000 found`, as often as that is worth a word.
pub fn more_than(found: usize, what: &str) -> Option<String> {
    Some(format!(
        "more than {} {what}",
        grouped(milestone(found.checked_sub(1)?)?)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_counted_each_quarter_is_told() {
        let told = |done| quarter(done, 8);
        assert_eq!(
            (0..=8).map(told).collect::<Vec<_>>(),
            [0, 0, 1, 1, 2, 2, 3, 3, 4]
        );
        assert_eq!(quarter(0, 0), 0);
    }

    #[test]
    fn of_a_million_rows_that_nobody_counted_there_are_ten_words() {
        assert_eq!([0, 999].map(milestone), [None, None]);
        let told: Vec<usize> = (0..=1_000_000).step_by(100).filter_map(milestone).collect();
        let mut told_once = told.clone();
        told_once.dedup();
        assert_eq!(told_once.len(), 10);
        assert_eq!(told_once[..3], [1000, 2000, 4000]);
        assert_eq!(more_than(1000, "found"), None);
        assert_eq!(more_than(1001, "found").unwrap(), "more than 1,000 found");
        assert_eq!(more_than(9_900, "found").unwrap(), "more than 8,000 found");
    }
}
