//! Numbers and counts as people read them.

use redrive_core::plan::Count;
pub use redrive_core::wording::grouped;

/// A number with its noun: `1 call`, `2,340 calls`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        grouped(number),
        if number == 1 { one } else { many }
    )
}

/// A count with how far it can be trusted.
pub fn trusted(count: Count, one: &str, many: &str) -> String {
    match count {
        Count::Exact(number) => counted(whole(number), one, many),
        Count::AtLeast(number) => format!("at least {}", counted(whole(number), one, many)),
    }
}

fn whole(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_says_how_far_it_can_be_trusted() {
        assert_eq!(counted(1, "call", "calls"), "1 call");
        assert_eq!(
            trusted(Count::AtLeast(100), "delivery", "deliveries"),
            "at least 100 deliveries"
        );
    }
}
