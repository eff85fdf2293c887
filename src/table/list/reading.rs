//! Reading a list along its way into its grid: part by part, all of it in stretches, anew, and what
//! has come since. A list that was left a moment ago goes on where it had got to.

use super::aside::{come_back, set_aside};
use super::opaque::{AnyPart, LastPart, Opaque};
use super::place::in_place;
use super::source::AnySource;
use super::{List, ListSetup, Purpose, Source};
use crate::table::grid::newer::{Fresh, LookForNewer, look_for_newer};
use crate::table::grid::{Arrival, Grid, More, Stretch};
use crate::table::paging::Trail;
use crate::ui::load::{Load, Reader};
use crate::ui::rest::{Rest, Unread};
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::AbortSignal;

impl List {
    /// Begins to read. Gives the list, and its last part for what the page says of it.
    pub fn read<S: Source>(
        setup: ListSetup,
        question: Signal<S::Question>,
        source: S,
    ) -> (Self, LastPart<S::Part>) {
        let question = Memo::new(move |_| Opaque::of(question.get()));
        let (list, parts) = Self::of(setup, question.into(), Arc::new(source));
        (list, LastPart::of(parts))
    }

    fn of(
        setup: ListSetup,
        question: Signal<Opaque>,
        source: Arc<dyn AnySource>,
    ) -> (Self, Reader<AnyPart>) {
        let (grid, address) = (setup.grid, setup.address);
        let trail = Trail::of(question);
        let (everything, rest) = (RwSignal::new(false), Rest::idle());
        let of = (setup.connection.clone(), setup.listed);
        let reached = come_back(&of, grid, trail, &*source);
        let parts = parts(
            Arc::clone(&source),
            grid,
            trail,
            (everything, rest),
            reached,
        );
        set_aside(of, grid, trail, parts, Arc::clone(&source));
        let next = Arc::clone(&source);
        let next = move |part: &AnyPart| next.next(part);
        let more = More::along(parts, trail, (everything, rest), next);
        let at_start = Memo::new(move |_| trail.depth() == 0);
        let beside = Arc::clone(&source);
        let again = Callback::new(move |()| {
            parts.again();
            beside.renew();
        });
        let beside = Arc::clone(&source);
        let anew = Callback::new(move |()| {
            // A relative range that ends later is another question, which reads by itself.
            if address.refreeze() {
                return;
            }
            if at_start.get_untracked() {
                again.run(());
            } else {
                trail.restart();
                beside.renew();
            }
        });
        let ended = parts.ended();
        Effect::new(move |_| {
            if !more.busy.get() && matches!(ended.get(), Load::Ready(())) {
                more.arrived(grid);
            }
        });
        let list = Self {
            more,
            ended,
            at_start,
            in_place: in_place(&setup, ended, at_start),
            again,
            anew,
            said: RwSignal::new(String::new()),
            newer: newer(source, question, anew),
            setup,
        };
        (list, parts)
    }
}

/// Reads the part at a place of the way, from the one that is `reached` on, and several in one go
/// while `everything` is wanted. Then a vendor that refuses for its limit is asked again when it
/// says so, and others keep a share of what it allows.
fn parts(
    source: Arc<dyn AnySource>,
    grid: Grid,
    trail: Trail<Opaque, Opaque>,
    (everything, rest): (RwSignal<bool>, Rest),
    reached: Option<AnyPart>,
) -> Reader<AnyPart> {
    let before = StoredValue::new(reached.clone());
    let stretch = Stretch::while_wanted(everything);
    let purpose = move || match everything.try_get_untracked() {
        Some(true) => Purpose::Everything,
        _ => Purpose::Shown,
    };
    Reader::from(reached, trail.place(), move |(question, from), abort| {
        let source = Arc::clone(&source);
        async move {
            let wanted = || purpose() == Purpose::Everything && !abort.aborted();
            let ask = async |from: Option<Opaque>| {
                let arrival = match from {
                    None => Arrival::Anew,
                    Some(_) => Arrival::Behind,
                };
                let read = async || {
                    source
                        .read(&question, from.clone(), purpose(), &abort)
                        .await
                };
                let part = rest.patiently(|| source.free_from(), wanted, read).await?;
                Ok((arrival, part))
            };
            let lay = |(arrival, part): &(Arrival, AnyPart)| {
                // Else it answers what nobody asks any more.
                if !abort.aborted() {
                    source.write(part, *arrival);
                    // The next part may be long in coming.
                    grid.tell_before_long();
                }
            };
            let next = |(_, part): &(Arrival, AnyPart)| source.next(part);
            let last: Result<_, Unread> = stretch.read(from.clone(), ask, lay, next).await;
            let goes_on = last.as_ref().is_ok_and(|last| next(last).is_some());
            if purpose() != Purpose::Everything || !goes_on {
                source.pause();
            }
            match last {
                Ok((_, part)) => {
                    if !abort.aborted() {
                        before.try_set_value(Some(Arc::clone(&part)));
                    }
                    Ok(part)
                }
                // It is as if it had not been asked for.
                Err(Unread::Left(problem)) => {
                    let before = before.try_get_value().flatten();
                    let leads_here = |part: &AnyPart| from.is_some() && source.next(part) == from;
                    before.filter(leads_here).ok_or(problem)
                }
                Err(Unread::Failed(problem)) => Err(problem),
            }
        }
    })
}

/// Looks for rows that are newer than those of the grid.
fn newer(source: Arc<dyn AnySource>, question: Signal<Opaque>, anew: Callback<()>) -> LookForNewer {
    look_for_newer(move |abort: AbortSignal| {
        let (source, question) = (Arc::clone(&source), question.get_untracked());
        async move {
            let part = source.read(&question, None, Purpose::Newer, &abort).await?;
            let new_rows = source.new_rows(&part).unwrap_or_default();
            let write = move || source.write(&part, Arrival::Before);
            Ok(Fresh::of(new_rows, move || anew.run(()), write))
        }
    })
}
