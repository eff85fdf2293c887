//! Instants on screens: in the zone that the reader prefers, the other one beside it, never a
//! silent zone.

use crate::times::preference::{preferred, preferred_now};
use crate::times::{Rules, Zone, between, clock_text, here, in_utc, in_zone, offset_text, shown};
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use leptos::prelude::*;
use redrive_core::time::{VendorTime, iso};

/// `14 Oct 2026 09:02:11 UTC`, whatever the reader prefers.
pub fn utc_text(at: DateTime<Utc>) -> String {
    in_utc(at)
}

/// The clock alone to the second, in the zone that the reader prefers: for a list whose heading says
/// which that is, and in which fractions would only be noise.
pub fn time_clock(at: DateTime<Utc>) -> String {
    let at = at.with_nanosecond(0).unwrap_or(at);
    clock_text(match preferred_now() {
        Zone::Utc => at.naive_utc(),
        Zone::Mine => shown(at, here()),
    })
}

/// What the zone is called that the reader prefers; followed.
pub fn zone_name() -> &'static str {
    match preferred() {
        Zone::Utc => "UTC",
        Zone::Mine => here().place(),
    }
}

/// How far the clocks of the zone that the reader prefers are ahead of UTC; followed.
pub fn zone_east(at: DateTime<Utc>) -> TimeDelta {
    match preferred() {
        Zone::Utc => TimeDelta::zero(),
        Zone::Mine => here().east(at),
    }
}

/// A heading that names UTC, as it stands over clocks of the zone that the reader prefers;
/// followed.
pub fn time_heading(heading: &str) -> String {
    heading.replace("(UTC)", &format!("({})", zone_name()))
}

/// `14:02 UTC`.
pub fn utc_minute(at: DateTime<Utc>) -> String {
    format!("{:02}:{:02} UTC", at.hour(), at.minute())
}

/// The same instant where the reader is: `14 Oct 2026 11:02:11 Rome (UTC+2)`.
fn local_text(at: DateTime<Utc>) -> String {
    let here = here();
    format!(
        "{} {} ({})",
        clock_text(shown(at, here)),
        here.place(),
        offset_text(here.east(at))
    )
}

/// An instant in the zone that the reader prefers; followed.
pub fn time_text(at: DateTime<Utc>) -> String {
    match preferred() {
        Zone::Utc => in_utc(at),
        Zone::Mine => in_zone(at, here(), here().place()),
    }
}

/// The same in the other zone; nothing where both are one. Followed.
pub fn other_text(at: DateTime<Utc>) -> Option<String> {
    match preferred() {
        Zone::Utc => (!here().is_utc()).then(|| local_text(at)),
        Zone::Mine => Some(in_utc(at)),
    }
}

/// A span in the zone that the reader prefers; followed.
pub fn span_text(after: Option<DateTime<Utc>>, before: Option<DateTime<Utc>>) -> String {
    span_in(preferred(), after, before)
}

/// The same in the other zone; nothing where both are one. Followed.
pub fn other_span(after: DateTime<Utc>, before: DateTime<Utc>) -> Option<String> {
    let other = match preferred() {
        Zone::Utc if here().is_utc() => return None,
        Zone::Utc => Zone::Mine,
        Zone::Mine => Zone::Utc,
    };
    Some(span_in(other, Some(after), Some(before)))
}

/// A span in both zones, a line each.
pub fn in_both(after: Option<DateTime<Utc>>, before: Option<DateTime<Utc>>) -> String {
    let both = [Zone::Utc, Zone::Mine].map(|zone| span_in(zone, after, before));
    if here().is_utc() {
        both.into_iter().next().unwrap_or_default()
    } else {
        both.join("\n")
    }
}

fn span_in(zone: Zone, after: Option<DateTime<Utc>>, before: Option<DateTime<Utc>>) -> String {
    match zone {
        Zone::Utc => between(after, before, &Always, "UTC"),
        Zone::Mine => between(after, before, here(), here().place()),
    }
}

/// UTC's own rules.
struct Always;

impl Rules for Always {
    fn east(&self, _: DateTime<Utc>) -> TimeDelta {
        TimeDelta::zero()
    }
}

/// An instant, compact: the other zone is told to whoever points at it or has it read out.
#[component]
pub fn Instant(at: DateTime<Utc>) -> impl IntoView {
    let other = move || {
        let other = other_text(at)?;
        Some(view! { <span class="visually-hidden">" (" {other} ")"</span> })
    };
    view! {
        <time datetime=iso(at) title=move || other_text(at)>
            {move || time_text(at)}
            {other}
        </time>
    }
}

/// An instant that something depends on: in both zones, for everyone.
#[component]
pub fn InstantInFull(at: DateTime<Utc>) -> impl IntoView {
    let other = move || {
        let other = other_text(at)?;
        Some(view! { <span class="other-zone">" (" {other} ")"</span> })
    };
    view! { <time datetime=iso(at)><b>{move || time_text(at)}</b>{other}</time> }
}

/// A vendor's timestamp: the instant where its text names one, else the text and the word that
/// its zone is not known.
#[component]
pub fn VendorInstant(
    time: Option<VendorTime>,
    /// Tells both zones to everyone; for where there is room.
    #[prop(optional)]
    full: bool,
) -> impl IntoView {
    match time {
        None => view! { <span class="muted">"unknown"</span> }.into_any(),
        Some(time) => {
            if let Some(at) = time.utc() {
                return if full {
                    view! { <InstantInFull at /> }.into_any()
                } else {
                    view! { <Instant at /> }.into_any()
                };
            }
            let text = super::foreign::visible(time.text());
            view! { <span title="The vendor names no time zone."><bdi>{text}</bdi> " (zone unknown)"</span> }
                .into_any()
        }
    }
}
