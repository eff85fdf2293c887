//! Windows over few and over very many rows, with a browser that clamps as browsers do.

use proptest::prelude::*;
use redrive_table::{Extent, Scroll};

/// What a browser does with `scrollTop`.
#[derive(Default)]
struct Browser {
    top: f64,
    scroll: Scroll,
}

impl Browser {
    fn farthest(extent: &Extent) -> f64 {
        (extent.drawn_height() - extent.viewport()).max(0.0)
    }

    fn to(&mut self, extent: &Extent, top: f64) {
        self.top = top.clamp(0.0, Self::farthest(extent));
        if let Some(anew) = self.scroll.moved(extent, self.top) {
            self.top = anew;
            // Browsers tell of the change that we have made ourselves.
            assert_eq!(self.scroll.moved(extent, anew), None);
        }
    }

    /// The pixel of the first drawn row's upper edge, from the edge of the opening.
    fn seen(&self, extent: &Extent) -> (usize, f64) {
        let window = self.scroll.window(extent, 0);
        (window.first, window.offset - self.top)
    }
}

fn extent() -> impl Strategy<Value = Extent> {
    (
        0_usize..3_000_000,
        20.0..60.0,
        100.0..1500.0,
        prop_oneof![Just(1e6), Just(16_777_200.0)],
    )
        .prop_map(|(rows, row, viewport, limit)| Extent::new(rows, row, viewport, limit))
}

fn small_or_large() -> impl Strategy<Value = Extent> {
    let small = (0_usize..60, 20.0..60.0, 100.0..900.0);
    let small = small.prop_map(|(rows, row, viewport)| Extent::new(rows, row, viewport, 1e7));
    prop_oneof![small, extent()]
}

fn share(of: f64) -> impl Fn(f64) -> f64 {
    move |share| share * of
}

proptest! {
    #[test]
    fn the_opening_is_filled_wherever_the_bar_is(
        extent in small_or_large(),
        places in prop::collection::vec(0.0..1.0, 1..8),
        overscan in 0_usize..10,
    ) {
        let mut browser = Browser::default();
        let at = share(Browser::farthest(&extent));
        for place in places.into_iter().chain([1.0, 0.0]) {
            browser.to(&extent, at(place));
            let window = browser.scroll.window(&extent, overscan);
            prop_assert!(window.height <= extent.height());
            prop_assert!(window.first + window.count <= extent.rows());
            let above = window.offset - browser.top;
            let below = above + extent.top(window.count);
            prop_assert!(above < 0.01, "{:?}", window);
            let is_end = window.first + window.count == extent.rows();
            prop_assert!(below > extent.viewport() - 0.01 || is_end, "{:?}", window);
            let most = extent.viewport() / extent.row_height() + 3.0 + extent.top(2 * overscan) / extent.row_height();
            prop_assert!(extent.top(window.count) / extent.row_height() <= most);
        }
    }

    #[test]
    fn both_ends_of_the_bar_are_the_ends_of_the_rows(extent in small_or_large(), place in 0.0..1.0) {
        let mut browser = Browser::default();
        browser.to(&extent, share(Browser::farthest(&extent))(place));
        browser.to(&extent, f64::MAX);
        let window = browser.scroll.window(&extent, 0);
        let bottom = window.offset + extent.top(window.count);
        let end = browser.top + extent.viewport().min(extent.height());
        prop_assert_eq!(window.first + window.count, extent.rows());
        prop_assert!((bottom - end).abs() < 0.01, "{} {}", bottom, end);
        browser.to(&extent, 0.0);
        prop_assert_eq!(browser.scroll.window(&extent, 0).first, 0);
        prop_assert!(browser.scroll.window(&extent, 0).offset.abs() < 1e-6);
    }

    #[test]
    fn steps_of_the_wheel_move_rows_by_as_many_pixels(
        extent in extent(),
        place in 0.0..1.0,
        steps in prop::collection::vec(-400.0_f64..400.0, 1..200),
    ) {
        let mut browser = Browser::default();
        browser.to(&extent, share(Browser::farthest(&extent))(place));
        for step in steps {
            let step = if step.abs() > extent.viewport() { 1.0 } else { step };
            let (top, before) = (browser.top, browser.seen(&extent));
            browser.to(&extent, top + step);
            let wheel = (top + step).clamp(0.0, Browser::farthest(&extent)) - top;
            let after = browser.seen(&extent);
            let place = |(first, pixel): (usize, f64)| extent.top(first) - pixel;
            let rows = place(after) - place(before);
            prop_assert!((rows - wheel).abs() < 1.01, "wheel {} rows {}", wheel, rows);
        }
    }

    #[test]
    fn whoever_wheels_up_comes_to_the_first_row(extent in extent(), above in 0.0..40_000.0) {
        let mut browser = Browser::default();
        // Where scaling begins is where the bar and the rows differ most easily.
        let edge = Browser::farthest(&extent) / 16.0;
        browser.to(&extent, edge + above);
        let (first, pixel) = browser.seen(&extent);
        let way = extent.top(first) - pixel;
        let mut gone = 0.0;
        while browser.seen(&extent) != (0, 0.0) && gone < way + 200.0 {
            browser.to(&extent, browser.top - 100.0);
            gone += 100.0;
        }
        prop_assert_eq!(browser.seen(&extent), (0, 0.0));
    }

    #[test]
    fn a_row_that_is_shown_is_seen_whole(
        extent in small_or_large(),
        from in 0.0..1.0,
        row in any::<prop::sample::Index>(),
    ) {
        prop_assume!(extent.rows() > 0);
        let mut browser = Browser::default();
        browser.to(&extent, share(Browser::farthest(&extent))(from));
        let row = row.index(extent.rows());
        let top = browser.scroll.show(&extent, row);
        browser.to(&extent, top);
        let (first, pixel) = browser.seen(&extent);
        let upper = pixel + extent.top(row) - extent.top(first);
        prop_assert!(upper > -0.01 && upper + extent.row_height() < extent.viewport() + 0.01, "{}", upper);
        let again = browser.scroll.show(&extent, row);
        prop_assert!((again - browser.top).abs() < 1e-6);
    }

    #[test]
    fn the_row_at_the_edge_stays_when_others_come_above(
        extent in small_or_large(),
        from in 0.0..1.0,
        more in 0_usize..5000,
        row_height in 20.0..60.0,
    ) {
        prop_assume!(extent.rows() > 0);
        let mut browser = Browser::default();
        browser.to(&extent, share(Browser::farthest(&extent))(from));
        let anchor = browser.scroll.anchor(&extent);
        let (first, pixel) = browser.seen(&extent);
        prop_assert_eq!(anchor.place, first);
        let other = Extent::new(extent.rows() + more, row_height, extent.viewport(), 16_777_200.0);
        let moved = redrive_table::Anchor { place: anchor.place + more, ..anchor };
        let top = browser.scroll.keep(&other, moved);
        browser.to(&other, top);
        let (now, at) = browser.seen(&other);
        let share = |pixel: f64, extent: &Extent| pixel / extent.row_height();
        let is_end = other.top(now) - at + other.viewport() >= other.height() - 0.01;
        let same = (share(at, &other) - share(pixel, &extent)).abs() < 1e-3;
        let exact = (extent.top(now) / extent.row_height() - share(at, &other)) - (extent.top(first + more) / extent.row_height() - share(pixel, &extent));
        prop_assert!((same && now == first + more) || is_end || exact.abs() < 1e-3, "{} {} {}", now, at, pixel);
    }
}
