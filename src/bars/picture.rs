//! The bars as a picture: two shapes, one for what failed and one for what did not, however many
//! bars there are.

use super::axis::marks;
use crate::ui::time::zone_east;
use leptos::prelude::*;
use redrive_table::Bar;
use std::fmt::Write;
use std::ops::Range;

/// The room of one bar and its width, in units of the picture.
const ROOM: usize = 10;
const WIDTH: usize = 8;
const HEIGHT: usize = 100;
/// A failure must be seen beside thousands that are none.
const LEAST: usize = 4;

/// Bars, failures below so that these stand on one line, everything else on top of them.
fn shapes(bars: &[Bar]) -> (String, String) {
    let most = bars.iter().map(|bar| bar.rows.all).max().unwrap_or(1);
    let tall = |count: usize| match count {
        0 => 0,
        count => (count * HEIGHT / most.max(1)).max(LEAST),
    };
    let (mut failed, mut others) = (String::new(), String::new());
    for (place, bar) in bars.iter().enumerate() {
        let left = place * ROOM + (ROOM - WIDTH) / 2;
        let other = tall(bar.rows.all - bar.rows.marked);
        // Both together are never higher than the picture.
        let marked = tall(bar.rows.marked).min(HEIGHT - other.min(HEIGHT - LEAST));
        draw(&mut failed, left, HEIGHT - marked, marked);
        draw(
            &mut others,
            left,
            HEIGHT - marked - other.min(HEIGHT - marked),
            other,
        );
    }
    (failed, others)
}

fn draw(shape: &mut String, left: usize, top: usize, tall: usize) {
    if tall > 0 {
        // Writing to a text cannot fail.
        let _ = write!(shape, "M{left} {top}h{WIDTH}v{tall}h-{WIDTH}z");
    }
}

/// The picture. `pointed` is the bar under the pointer, `covered` the chosen ones.
pub fn picture(
    bars: Memo<Vec<Bar>>,
    name: Signal<String>,
    pointed: RwSignal<Option<usize>>,
    covered: Memo<Option<Range<usize>>>,
) -> AnyView {
    let shapes = Memo::new(move |_| bars.with(|bars| shapes(bars)));
    let veil = move |class: &'static str, over: Range<usize>| {
        let (left, wide) = (over.start * ROOM, over.len() * ROOM);
        view! { <rect class=class x=left.to_string() y="0" width=wide.to_string() height=HEIGHT.to_string() /> }
    };
    view! {
        <svg
            class="bars-picture"
            role="img"
            aria-label=name
            viewBox=move || format!("0 0 {} {HEIGHT}", bars.with(Vec::len).max(1) * ROOM)
            preserveAspectRatio="none"
        >
            {move || covered.get().map(|covered| veil("bars-chosen", covered))}
            {move || pointed.get().map(|bar| veil("bars-pointed", bar..bar + 1))}
            <path class="bars-others" d=move || shapes.with(|shapes| shapes.1.clone()) />
            <path class="bars-failed" d=move || shapes.with(|shapes| shapes.0.clone()) />
        </svg>
    }
    .into_any()
}

/// The marks under the bars. Who does not see the bars has the table.
pub fn axis(bars: Memo<Vec<Bar>>) -> AnyView {
    let mark = |place: i64, words: String| {
        // A word at the right edge would be cut.
        let class = if place > 900 {
            "bars-mark last"
        } else {
            "bars-mark"
        };
        let x = format!("{}.{}%", place / 10, place % 10);
        view! {
            <line x1=x.clone() x2=x.clone() y1="0" y2="4" />
            <text class=class x=x y="15">{words}</text>
        }
    };
    view! {
        <svg class="bars-axis" aria-hidden="true">
            {move || {
                let marks = bars.with(|bars| marks(bars, zone_east)).into_iter();
                marks.map(|one| mark(one.place, one.words)).collect_view()
            }}
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use redrive_table::Counted;

    fn bar(all: usize, marked: usize) -> Bar {
        let rows = Counted { all, marked };
        Bar {
            from: 0,
            before: 1,
            rows,
        }
    }

    #[test]
    fn failures_stand_below_and_one_among_thousands_is_seen() {
        let (failed, others) = shapes(&[bar(1000, 500), bar(1000, 1), bar(0, 0), bar(10, 10)]);
        assert_eq!(failed, "M1 50h8v50h-8zM11 96h8v4h-8zM31 96h8v4h-8z");
        assert_eq!(others, "M1 0h8v50h-8zM11 0h8v99h-8z");
        assert_eq!(shapes(&[]), (String::new(), String::new()));
    }
}
