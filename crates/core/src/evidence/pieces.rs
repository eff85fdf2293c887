//! Lines put together: large enough to be worth handing over, small enough to be dropped again.

const ENOUGH: usize = 64 * 1024;

struct Pieces<I>(I);

/// The same text in fewer pieces; none is cut within a line.
pub(super) fn of(lines: impl Iterator<Item = String>) -> impl Iterator<Item = String> {
    Pieces(lines)
}

impl<I: Iterator<Item = String>> Iterator for Pieces<I> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let mut piece = self.0.next()?;
        while piece.len() < ENOUGH
            && let Some(line) = self.0.next()
        {
            piece.push_str(&line);
        }
        Some(piece)
    }
}
