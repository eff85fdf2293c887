//! A failure on the screen: what happened, whose words, what to quote, what to do.

use super::copy::CopyButton;
use crate::session::use_session;
use leptos::prelude::*;
use redrive_core::problem::{Problem, ProblemKind};

/// The failure in its place. That a session ended is told to the whole console.
#[component]
pub fn ProblemNote(
    problem: Problem,
    #[prop(optional, into)] again: Option<Callback<()>>,
) -> impl IntoView {
    if problem.kind == ProblemKind::SignedOut {
        use_session().ended();
    }
    let wait = problem
        .retry_after
        .map(|seconds| format!(" Wait {seconds} seconds."));
    let names_a_request = problem.request_id.is_some();
    let quote: Vec<String> = [
        problem.status.map(|status| format!("status {status}")),
        problem.code.clone().map(|code| format!("code {code}")),
        problem.request_id.clone().map(|id| format!("request {id}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    view! {
        <div class="problem" role="alert">
            <p class="problem-title">{title(problem.kind)}</p>
            <p><bdi>{super::foreign::visible(&problem.message)}</bdi> {wait}</p>
            <p class="muted">{remedy(problem.kind)}</p>
            {(!quote.is_empty())
                .then(|| {
                    let quote = quote.join(", ");
                    let copy = names_a_request
                        .then(|| view! { " " <CopyButton label="Copy for support" text=Signal::stored(quote.clone()) /> });
                    view! {
                        <p class="mono muted">
                            <bdi>{super::foreign::visible(&quote)}</bdi>
                            {copy}
                        </p>
                    }
                })}
            {again
                .map(|again| {
                    view! {
                        <button type="button" class="button" on:click=move |_| again.run(())>
                            {if problem.kind == ProblemKind::StillRunning { "Go on waiting" } else { "Try again" }}
                        </button>
                    }
                })}
        </div>
    }
}

const fn title(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::SignedOut => "Your session ended",
        ProblemKind::CredentialsRefused => "The vendor refused our credentials",
        ProblemKind::Forbidden => "The vendor does not allow this",
        ProblemKind::NotFound => "There is no such thing",
        ProblemKind::Conflict => "Something stands against it",
        ProblemKind::Invalid => "The vendor called the request wrong",
        ProblemKind::RateLimited => "Too many requests",
        ProblemKind::VendorFailed => "The vendor failed",
        ProblemKind::Unreadable => "The answer cannot be read",
        ProblemKind::NoAnswer => "No answer came",
        ProblemKind::StillRunning => "The vendor still runs the query",
        ProblemKind::Refused => "This was refused",
        ProblemKind::NoPlan => "This cannot be planned",
    }
}

const fn remedy(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::SignedOut => "Sign in again; what you typed is still here.",
        ProblemKind::CredentialsRefused => {
            "Whoever runs Redrive must renew the connection's credentials."
        }
        ProblemKind::Forbidden => "Ask whoever owns the vendor account for the permission.",
        ProblemKind::NotFound => "It may have been removed, or the address is mistyped.",
        ProblemKind::Conflict | ProblemKind::Invalid | ProblemKind::Refused => {
            "Nothing was changed by it."
        }
        ProblemKind::NoPlan => "Nothing was sent. Change what you asked for, and plan it again.",
        ProblemKind::StillRunning => {
            "Going on looks at the same query while it runs; no second one is run beside it."
        }
        ProblemKind::RateLimited => "Nothing was lost; ask again later.",
        ProblemKind::VendorFailed | ProblemKind::Unreadable | ProblemKind::NoAnswer => {
            "Your data is not lost: it could not be shown just now."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_we_refuse_ourselves_is_not_laid_to_the_vendor() {
        let ours = [title(ProblemKind::NoPlan), remedy(ProblemKind::NoPlan)];
        assert!(ours.iter().all(|words| !words.contains("vendor")));
        assert!(title(ProblemKind::Invalid).contains("vendor"));
    }
}
