//! Numbers and counts as people read them.

use redrive_core::plan::Count;

/// With a comma every three digits: `2,340`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

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
        Count::Unknown => format!("an unknown number of {many}"),
    }
}

fn whole(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (number, text) in [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1000, "1,000"),
            (2_340_001, "2,340,001"),
        ] {
            assert_eq!(grouped(number), text);
        }
        assert_eq!(counted(1, "call", "calls"), "1 call");
        assert_eq!(
            trusted(Count::AtLeast(100), "delivery", "deliveries"),
            "at least 100 deliveries"
        );
    }
}
