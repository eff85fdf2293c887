//! What a run rests on: the tab from which its calls leave, and a browser that may not keep its
//! journal. Said quietly, because mostly nothing comes of it.

use super::glance::Glance;
use crate::host::{Hosting, Kept, use_host};
use leptos::prelude::*;
use redrive_core::run::{Run, State};

/// Nothing where nothing has to be known.
#[component]
pub fn Keeping(glance: Glance) -> impl IntoView {
    let host = use_host();
    let open = Memo::new(move |_| {
        let hosting = glance.hosting();
        glance.read(|run| stays_open(run, &hosting))
    });
    let kept = move || {
        (host.kept() == Kept::NotPromised).then_some(
            "This browser does not promise to keep this run's record: closing a private window, or a full disk, may remove it. Download the evidence when it has ended.",
        )
    };
    let line = |words| view! { <p class="run-keeping">{words}</p> };
    view! {
        {move || open.get().map(line)}
        {move || kept().map(line)}
    }
}

/// Which tab must not be closed while calls are made.
fn stays_open(run: &Run, hosting: &Hosting) -> Option<&'static str> {
    let waits = matches!(run.state(), State::Paused { .. });
    match hosting {
        _ if waits || run.is_sent() => None,
        Hosting::Here => Some("Keep this tab open until all is sent: the calls leave from it."),
        Hosting::Elsewhere => {
            Some("The tab that carries it out has to stay open until all is sent.")
        }
        Hosting::Nowhere | Hosting::JournalFailed(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::kit;
    use super::*;

    #[test]
    fn a_tab_has_to_stay_open_only_while_calls_leave_from_it() {
        let mut run = kit::emails(2001);
        assert!(stays_open(&run, &Hosting::Here).is_some_and(|words| words.contains("this tab")));
        let there = stays_open(&run, &Hosting::Elsewhere);
        assert!(there.is_some_and(|words| words.contains("The tab that carries it out")));
        assert_eq!(stays_open(&run, &Hosting::Nowhere), None);
        let at = kit::send(&mut run, kit::now(), &kit::answer(401, ""));
        assert_eq!(stays_open(&run, &Hosting::Here), None, "it waits for days");
        run.stop(at).unwrap();
        assert_eq!(
            stays_open(&run, &Hosting::Here),
            None,
            "nothing leaves any more"
        );
    }
}
