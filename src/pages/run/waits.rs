//! A run that waits: why, what to do about it, and exactly the buttons that make sense.

use super::canary;
use super::confirm::ConfirmAgain;
use super::controls::Question;
use super::glance::Glance;
use super::tally::Tally;
use crate::filters::SUBSCRIPTION;
use crate::host::Hosting;
use crate::navigation::Link;
use crate::routes::Route;
use crate::ui::foreign::visible;
use crate::words::stop::{self, Earlier, Rest};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use redrive_core::connection::{Connection, Vendor};
use redrive_core::run::{Pause, Run, State, Then, Trying};

/// What it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ask {
    /// The run itself asks.
    Pause {
        why: Pause,
        rest: Rest,
        earlier: Earlier,
        /// What trying once more would do, where it can be.
        again: Option<Trying>,
        /// What the button says that lets it go on.
        go_on: &'static str,
        /// What the button says that tries a call once more, where one can be.
        tries: Option<&'static str>,
    },
    /// Nobody carries it out, or whoever does has no confirmation.
    Password { in_flight: bool },
}

/// Nothing while it does not wait.
#[component]
pub fn Waits(glance: Glance, question: RwSignal<Question>) -> impl IntoView {
    let confirm = Memo::new(move |_| glance.needs_confirmation());
    let ask = Memo::new(move |_| {
        let (confirm, now) = (confirm.get(), glance.now());
        glance.read(|run| ask(run, confirm, now))
    });
    move || {
        ask.get().map(|ask| {
            let hosting = glance.hosting();
            card(glance, question, ask, confirm.get(), &hosting)
        })
    }
}

fn ask(run: &Run, confirm: bool, now: DateTime<Utc>) -> Option<Ask> {
    match run.state() {
        State::Paused { why, then } => {
            let again = run.trying_again(now);
            Some(Ask::Pause {
                why: why.clone(),
                rest: rest(run, *then),
                earlier: earlier(run, *then),
                again,
                go_on: stop::go_on(why, *then, rest(run, *then), confirm),
                tries: again.map(|again| stop::try_again(why, again)),
            })
        }
        State::InFlight { .. } if confirm => Some(Ask::Password { in_flight: true }),
        _ if confirm => Some(Ask::Password { in_flight: false }),
        _ => None,
    }
}

fn earlier(run: &Run, then: Then) -> Earlier {
    match then {
        Then::Call(call) if run.is_unsettled(call) => Earlier::MayBeApplied,
        Then::Call(_) | Then::Look(_) | Then::After(_) => Earlier::Nothing,
    }
}

fn rest(run: &Run, then: Then) -> Rest {
    match then {
        Then::Call(call) if run.first_sent_at(call).is_some() => Rest::SentBefore,
        Then::After(_) if Tally::of(run).not_sent == 0 => Rest::Nothing,
        Then::Call(_) | Then::Look(_) | Then::After(_) => Rest::NotSent,
    }
}

fn card(
    glance: Glance,
    question: RwSignal<Question>,
    ask: Ask,
    confirm: bool,
    hosting: &Hosting,
) -> AnyView {
    let connection = glance.watched().connection;
    let failed = match hosting {
        Hosting::JournalFailed(unkept) => Some(unkept),
        _ => None,
    };
    let (title, remedy, beside, go_on) = match &ask {
        Ask::Pause {
            why,
            go_on,
            earlier,
            again,
            ..
        } => (
            stop::waits(why),
            stop::remedy(why, connection.vendor(), *earlier, *again),
            beside(glance, why, &connection),
            *go_on,
        ),
        Ask::Password { in_flight } => {
            let (title, remedy) = match failed {
                Some(unkept) => (
                    stop::unkept_title(unkept.of),
                    stop::unkept_remedy(unkept.of, *in_flight),
                ),
                None => (
                    stop::unheld(hosting == &Hosting::Nowhere).to_owned(),
                    stop::unheld_remedy(*in_flight),
                ),
            };
            (title, remedy.to_owned(), None, stop::CONFIRM)
        }
    };
    let failed = failed.map(|unkept| {
        let words = visible(&unkept.problem.message);
        view! { <p class="note warn" role="alert"><bdi>{words}</bdi></p> }
    });
    let tries = match ask {
        Ask::Pause { tries, .. } => tries,
        Ask::Password { .. } => None,
    };
    let nothing = matches!(
        ask,
        Ask::Pause {
            rest: Rest::Nothing,
            ..
        }
    );
    let stop = move || {
        (!nothing).then(|| {
            view! {
                <button type="button" class="button" on:click=move |_| question.set(Question::Stop)>
                    "Stop here…"
                </button>
            }
        })
    };
    let buttons = if confirm {
        view! { <ConfirmAgain glance label=go_on>{stop()}</ConfirmAgain> }.into_any()
    } else {
        let class = if tries.is_some() {
            "button"
        } else {
            "button primary"
        };
        view! {
            <div class="actions">
                {tries.map(|label| try_again(glance, label))}
                <button type="button" class=class on:click=move |_| glance.watched().go_on()>
                    {go_on}
                </button>
                {stop()}
            </div>
        }
        .into_any()
    };
    view! {
        <section class="card waits" aria-labelledby="waits-title">
            <h2 id="waits-title">{title}</h2>
            <p>{remedy}</p>
            {failed}
            {beside}
            {buttons}
        </section>
    }
    .into_any()
}

fn try_again(glance: Glance, label: &'static str) -> AnyView {
    view! {
        <button type="button" class="button primary" on:click=move |_| glance.watched().try_again()>
            {label}
        </button>
    }
    .into_any()
}

/// What helps to decide, where there is something.
fn beside(glance: Glance, why: &Pause, connection: &Connection) -> Option<AnyView> {
    match (why, connection.vendor()) {
        (Pause::Canary, _) => Some(canary::first_items(glance)),
        (Pause::Conflict, Vendor::Kirim) => {
            let named = glance.read_once(|run| run.plan().draft().subscription().cloned());
            let query = named.map(|id| (SUBSCRIPTION.to_owned(), id.to_string()));
            let to = Route::Subscriptions {
                connection: connection.id.clone(),
                query: query.into_iter().collect(),
            };
            Some(view! { <p><Link to>"Switch the subscription on"</Link></p> }.into_any())
        }
        (Pause::Conflict, Vendor::Selfcommunity) => {
            let to = Route::Endpoints {
                connection: connection.id.clone(),
                query: Vec::new(),
            };
            Some(view! { <p><Link to>"Look at the endpoints"</Link></p> }.into_any())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::kit;
    use super::*;
    use redrive_core::http::{Exchange, NotSent};
    use redrive_core::plan::Shape;
    use redrive_core::run::Step;
    use redrive_core::search::Found;

    /// Makes the same call with the same end until the run waits; what its card says then.
    fn says(mut run: Run, mut at: DateTime<Utc>, end: &Exchange) -> String {
        while !matches!(run.state(), State::Paused { .. }) {
            at = kit::send(&mut run, at, end);
        }
        match ask(&run, false, at) {
            Some(Ask::Pause {
                why,
                earlier,
                again,
                go_on,
                tries,
                ..
            }) => {
                let remedy = stop::remedy(&why, run.plan().vendor(), earlier, again);
                let tries = tries.unwrap_or_default();
                format!("{} {remedy} [{tries}] [{go_on}]", stop::waits(&why))
            }
            other => panic!("{other:?}"),
        }
    }

    /// Looks for its traces and finds none, until the run waits.
    fn finds_nothing(run: &mut Run, mut at: DateTime<Utc>) -> DateTime<Utc> {
        loop {
            match run.next(at) {
                Step::Wait { until } => at = until,
                Step::Write(_) => {}
                Step::Look(_) => {
                    run.looked(at, Found::default()).unwrap();
                }
                _ => return at,
            }
        }
    }

    #[test]
    fn what_only_reads_is_called_reading_and_nothing_there_is_called_trying() {
        let mut run = kit::events(1, 1, Shape::default());
        let at = kit::send(&mut run, kit::now(), &kit::lost());
        let at = finds_nothing(&mut run, at);
        let said = says(run, at, &kit::lost());
        assert!(said.contains("[Read once more]"), "{said}");
        assert!(!said.to_lowercase().contains(" try"), "{said}");
    }

    #[test]
    fn a_call_that_never_left_is_not_made_again() {
        let unreachable = kit::unreachable();
        let said = says(kit::emails(2), kit::now(), &unreachable);
        assert!(said.ends_with("[Make the call]"), "{said}");
        let mut run = kit::emails(2);
        let at = kit::send(&mut run, kit::now(), &kit::lost());
        let said = says(run, at, &unreachable);
        assert!(said.ends_with("[Make the same call again]"), "{said}");
    }

    fn not_sent(why: NotSent) -> Exchange {
        Exchange::NotSent { why }
    }

    #[test]
    fn a_card_denies_no_earlier_try() {
        let lost = kit::lost();
        for (end, denial) in [
            (
                kit::unreachable(),
                "Nothing of that call reached the vendor",
            ),
            (
                kit::answer(429, ""),
                "Nothing of the refused call was applied",
            ),
        ] {
            let said = says(kit::emails(2), kit::now(), &end);
            assert!(said.contains(denial), "{said}");
            let mut run = kit::emails(2);
            let at = kit::send(&mut run, kit::now(), &lost);
            let said = says(run, at, &end);
            assert!(!said.contains(denial), "{said}");
            assert!(said.contains("may have been applied"), "{said}");
        }
    }

    #[test]
    fn credentials_that_are_refused_are_asked_about_at_once() {
        let why = NotSent::CredentialsRefused("401".into());
        let said = says(kit::emails(2), kit::now(), &not_sent(why));
        assert!(said.starts_with("The vendor refused Redrive's credentials."));
    }
}
