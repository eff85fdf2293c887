//! Cutting listed deliveries into windows of time that the vendor's replay by filter can name.
//!
//! A window takes at most a thousand rows of one status, because the vendor takes no more and does
//! not say which it took. Its bounds lie strictly between moments that are known, so it does not
//! matter whether the vendor counts a row that stands on a bound. What cannot be parted so goes one
//! by one. Nothing is known here of plans, calls or keys.

mod moments;

use super::contract::{BULK_CAP, ReplayStatus};
use super::listed::ListedDelivery;
use chrono::{DateTime, Utc};
use moments::{
    Cluster, SECOND, clusters, last_millisecond_before, nanoseconds, whole_after, whole_before,
};
use std::iter::repeat_n;
use std::ops::Range;

/// What one call replays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Portion {
    /// Everything of one status that was created after one instant and before another: so many
    /// rows, always more than one.
    Window {
        status: ReplayStatus,
        after: DateTime<Utc>,
        before: DateTime<Utc>,
        count: usize,
    },
    /// One delivery by its id: alone, or at a moment that no window may hold.
    Single,
}

impl Portion {
    /// How many rows it carries.
    pub const fn count(&self) -> usize {
        match self {
            Self::Window { count, .. } => *count,
            Self::Single => 1,
        }
    }
}

/// Cuts settled rows into as few portions as the rules allow, in order.
///
/// No window holds or touches a moment of `avoid`, none reaches to `pinned_at`, and none crosses
/// the end of the first `head` rows.
pub fn cut(
    rows: &[ListedDelivery],
    avoid: &[DateTime<Utc>],
    pinned_at: DateTime<Utc>,
    head: usize,
) -> Vec<Portion> {
    let cap = usize::try_from(BULK_CAP).unwrap_or(usize::MAX);
    cut_to(cap, rows, avoid, pinned_at, head)
}

fn cut_to(
    cap: usize,
    rows: &[ListedDelivery],
    avoid: &[DateTime<Utc>],
    pinned_at: DateTime<Utc>,
    head: usize,
) -> Vec<Portion> {
    let pin = nanoseconds(pinned_at);
    let avoid: Vec<i64> = avoid
        .iter()
        .map(|at| nanoseconds(*at))
        .take_while(|at| *at < pin)
        .chain([pin])
        .collect();
    let mut portions = Vec::new();
    let mut start = 0;
    for rows in rows.chunk_by(|a, b| a.status == b.status) {
        let Some(status) = rows.first().map(|row| row.status) else {
            continue;
        };
        let moments = rows.iter().map(|row| nanoseconds(row.created_at));
        Cutter {
            cap,
            status,
            moments: clusters(moments, &avoid, pin),
            head: head.checked_sub(start),
            portions: &mut portions,
        }
        .cut();
        start += rows.len();
    }
    portions
}

/// The cutting of the rows of one status.
struct Cutter<'a> {
    cap: usize,
    status: ReplayStatus,
    moments: Vec<Cluster>,
    /// Where the first rows end, if they end here.
    head: Option<usize>,
    portions: &'a mut Vec<Portion>,
}

impl Cutter<'_> {
    /// Takes clusters into a window as long as they fit: with contiguous windows nothing is won by
    /// ending one early.
    fn cut(mut self) {
        let mut open = Window::default();
        let mut start = 0;
        for place in 0..self.moments.len() {
            let Some(cluster) = self.moments.get(place) else {
                continue;
            };
            let (rows, avoided) = (cluster.rows, cluster.avoided);
            let end = start + rows;
            let torn = self.head.is_some_and(|head| start < head && head < end);
            if avoided || torn || rows > self.cap {
                self.close(&mut open);
                self.portions.extend(repeat_n(Portion::Single, rows));
            } else {
                if open.rows + rows > self.cap || self.head == Some(start) {
                    self.close(&mut open);
                }
                open.take(place, rows);
            }
            start = end;
        }
        self.close(&mut open);
    }

    fn close(&mut self, open: &mut Window) {
        let window = std::mem::take(open);
        match self.bounds(&window.clusters) {
            Some((after, before)) if window.rows > 1 => self.portions.push(Portion::Window {
                status: self.status,
                after: DateTime::from_timestamp_nanos(after),
                before: DateTime::from_timestamp_nanos(before),
                count: window.rows,
            }),
            _ => self.portions.extend(repeat_n(Portion::Single, window.rows)),
        }
    }

    /// Just outside the first and the last moment, at a whole second where one fits. Else at the
    /// last millisecond before the next moment: vendors show moments cut short, hardly ever
    /// rounded up.
    fn bounds(&self, clusters: &Range<usize>) -> Option<(i64, i64)> {
        let first = self.moments.get(clusters.start)?.first;
        let last = self.moments.get(clusters.end.checked_sub(1)?)?.last;
        let known_before = clusters.start.checked_sub(1);
        let known_before = known_before.and_then(|place| self.moments.get(place));
        let after = whole_before(first, SECOND)
            .filter(|after| known_before.is_none_or(|known| known.last < *after))
            .or_else(|| last_millisecond_before(first))?;
        let known_after = self.moments.get(clusters.end)?.first;
        let before = whole_after(last, SECOND)
            .filter(|before| *before < known_after)
            .or_else(|| last_millisecond_before(known_after))?;
        Some((after, before))
    }
}

/// The clusters of a window that may still grow.
#[derive(Default)]
struct Window {
    clusters: Range<usize>,
    rows: usize,
}

impl Window {
    fn take(&mut self, place: usize, rows: usize) {
        if self.rows == 0 {
            self.clusters.start = place;
        }
        self.clusters.end = place + 1;
        self.rows += rows;
    }
}

#[cfg(test)]
mod tests;
