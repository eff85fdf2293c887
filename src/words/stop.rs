//! Why a run stopped, why it waits, and what an operator can do about it.

use crate::host::{Unkept, Unwritten};
use crate::words::number::grouped;
use redrive_core::connection::Vendor;
use redrive_core::run::{Pause, StopReason, Then, Trying};
use redrive_core::wording;

/// Why it stopped before its end.
pub const fn stopped(why: StopReason) -> &'static str {
    match why {
        StopReason::ByOperator => "You stopped it.",
        StopReason::CanaryFailed => {
            "One of the first items failed again, and you wanted it to stop then."
        }
    }
}

/// Why it waits for the operator.
pub fn waits(why: &Pause) -> String {
    match why {
        Pause::ByOperator => "You paused it.".to_owned(),
        Pause::Interrupted => {
            "The tab was closed or reloaded while a call was under way.".to_owned()
        }
        Pause::SignedOut => "Your session has ended.".to_owned(),
        Pause::NotConfirmed => {
            "Your confirmation has expired, or others sent some of a call since you gave it.".to_owned()
        }
        Pause::NotSent(why) => format!("A call was not sent: {why}"),
        Pause::Unreachable => "The vendor cannot be reached.".to_owned(),
        Pause::CredentialsRefused => "The vendor refused Redrive's credentials.".to_owned(),
        Pause::Forbidden => "The vendor does not allow this to our credentials (403).".to_owned(),
        Pause::Conflict => "The vendor's state stands against a call (409).".to_owned(),
        Pause::KeyReused => {
            "The vendor knows the key of a call with something else (422), and applied nothing of it."
                .to_owned()
        }
        Pause::RateLimited => {
            "The vendor asked us to slow down (429), again and again.".to_owned()
        }
        Pause::BaselineUnread => {
            "What is there now could not be read, so a lost answer could not be told afterwards."
                .to_owned()
        }
        Pause::Unresolved { call } => format!(
            "What became of call {} cannot be told, although everything was tried that is safe.",
            call + 1
        ),
        Pause::TookMore { call, counted } => format!(
            "The window of call {} was to hold {}.",
            call + 1,
            wording::counts(counted)
        ),
        Pause::TooManyRejected => "A large share of what was sent was rejected.".to_owned(),
        Pause::Canary => "The first items were sent and read back.".to_owned(),
    }
}

/// What an earlier try may have done of the call that a run waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earlier {
    Nothing,
    MayBeApplied,
}

/// How a run goes on with a call of which it is not known what became of it.
const LEARNS: &str = "If you go on, it first learns what became of that call: by the same call with the same key where the vendor promises that nothing is applied twice, else by reading.";

/// What to do about it. What is true of the last try of a call is not said of the call where an
/// earlier one may have been applied.
pub fn remedy(why: &Pause, vendor: Vendor, earlier: Earlier, again: Option<Trying>) -> String {
    let last = match (why, earlier) {
        (Pause::NotSent(_) | Pause::Unreachable, Earlier::MayBeApplied) => {
            "This time nothing of that call reached the vendor."
        }
        (Pause::RateLimited, Earlier::MayBeApplied) => "This try of that call applied nothing.",
        (Pause::CredentialsRefused, Earlier::MayBeApplied) => {
            "Whoever runs Redrive must renew the connection's credentials."
        }
        (Pause::Forbidden, Earlier::MayBeApplied) => {
            "Ask whoever owns the vendor account for the permission."
        }
        _ => return format!("{}{}", once_more(why, again), of_last_try(why, vendor)),
    };
    format!("{last} An earlier try got no clear answer and may have been applied. {LEARNS}")
}

/// What else can be done about a call of which it is not known what became of it.
const fn once_more(why: &Pause, again: Option<Trying>) -> &'static str {
    match (why, again) {
        (Pause::Unresolved { .. }, Some(Trying::Reads)) => "Read once more, which sends nothing. ",
        (Pause::Unresolved { .. }, Some(Trying::Sends)) => {
            "Make the same call again, which applies nothing twice. "
        }
        _ => "",
    }
}

const fn of_last_try(why: &Pause, vendor: Vendor) -> &'static str {
    match (why, vendor) {
        (Pause::ByOperator, _) => "Nothing further is sent until you let it go on.",
        (Pause::Interrupted, _) => LEARNS,
        (Pause::SignedOut, _) => "Once you are signed in again, let it go on. Nothing is lost.",
        (Pause::NotConfirmed, _) => {
            "Confirm the same plan once more, then go on: what others sent of it since is told first. Nothing is lost."
        }
        (Pause::NotSent(_) | Pause::Unreachable, _) => {
            "Nothing of that call reached the vendor. Go on when it can be reached."
        }
        (Pause::CredentialsRefused, _) => {
            "Whoever runs Redrive must renew the connection's credentials. Then go on with the same call."
        }
        (Pause::Forbidden, _) => {
            "Ask whoever owns the vendor account for the permission. Then go on with the same call."
        }
        (Pause::Conflict, Vendor::Kirim) => {
            "Most often the subscription is switched off; nothing of that call was queued. Switch it on, which also lets live events flow again, then try the same call again. Or go on without it: further refusals of this kind are passed over then, and all of them can be planned anew at the end."
        }
        (Pause::Conflict, _) => {
            "Nothing of that call was applied. Put right what stands against it, then try the same call again. Or go on without it: further refusals of this kind are passed over then, and all of them can be planned anew at the end."
        }
        (Pause::KeyReused, _) => {
            "Tell whoever runs Redrive. You can go on with the rest, and plan that call's items anew."
        }
        (Pause::RateLimited, _) => {
            "Nothing of the refused call was applied. Go on later, or more slowly."
        }
        (Pause::BaselineUnread, _) => {
            "The plan promises that the vendor's tries are read if an answer is lost, and they tell that only beside what was there before. Read once more when the vendor's tries can be read: then the call is made. Or stop here, or go on without: then what becomes of a call whose answer is lost stays unknown. You are asked this once."
        }
        (Pause::Unresolved { .. }, _) => {
            "Look at the records yourself: one that is newer than the call proves that it was applied. You can go on with the rest and leave this one unknown."
        }
        (Pause::TookMore { .. }, _) => {
            "Others were replayed with those listed, and no row here names them: look at the newest deliveries of the subscription. Go on with the rest if that is no harm, or stop here and plan the rest anew."
        }
        (Pause::TooManyRejected, _) => {
            "Look at the reasons below. Go on if they are no surprise, or stop here."
        }
        (Pause::Canary, _) => "Look at what became of them, then go on with the rest or stop.",
    }
}

/// What the button says that lets it go on from here.
pub const fn go_on(why: &Pause, then: Then, rest: Rest, confirm: bool) -> &'static str {
    match (why, then, rest) {
        (Pause::Interrupted, _, _) => "Learn what became of that call, then go on",
        (_, Then::Look(_), _) => "Go on reading",
        // The gateway let nothing pass, so there is nothing to make again.
        (Pause::SignedOut | Pause::NotConfirmed, Then::Call(_), _) if confirm => CONFIRM,
        (Pause::SignedOut | Pause::NotConfirmed, Then::Call(_), _) | (Pause::ByOperator, _, _) => {
            "Go on"
        }
        (Pause::BaselineUnread, _, _) => "Go on without",
        (Pause::Conflict, _, Rest::Nothing) => "Finish without it",
        (_, Then::Call(_), Rest::SentBefore) => "Make the same call again",
        (
            Pause::NotSent(_)
            | Pause::Unreachable
            | Pause::CredentialsRefused
            | Pause::Forbidden
            | Pause::RateLimited,
            Then::Call(_),
            _,
        ) => "Make the call",
        (_, _, Rest::Nothing) => "Finish: nothing is left to send",
        _ => "Go on with the rest",
    }
}

/// What the button says that tries once more what it waits for.
pub const fn try_again(why: &Pause, again: Trying) -> &'static str {
    match (why, again) {
        (_, Trying::Reads) => "Read once more",
        // What is there is read before the call, which leaves if it can be.
        (Pause::BaselineUnread, _) => "Read once more, then go on",
        (Pause::Conflict, _) => "Try the same call again",
        _ => "Make the same call again",
    }
}

/// What the button says where nothing but the password is missing.
pub const CONFIRM: &str = "Confirm and go on";

/// What comes next when a run goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// A call that was made before.
    SentBefore,
    /// Calls that were not made yet.
    NotSent,
    /// No call at all.
    Nothing,
}

/// Why a run that asks nothing does not go on.
pub const fn unheld(nowhere: bool) -> &'static str {
    if nowhere {
        "No tab carries this run out."
    } else {
        "The plan has to be confirmed once more."
    }
}

/// That the journal could not be kept, and what of a call that concerns.
pub fn unkept(Unkept { problem, of }: &Unkept) -> String {
    match of {
        Unwritten::Intent { .. } | Unwritten::End { .. } => unkept_title(*of),
        Unwritten::Other => problem.message.clone(),
    }
}

/// The same, where the problem stands beside it.
pub fn unkept_title(of: Unwritten) -> String {
    match of {
        Unwritten::Intent { call } => format!(
            "The journal could not be written, so call {} was not sent.",
            grouped(call + 1)
        ),
        Unwritten::End { call } => format!(
            "Call {} was sent, and how it ended could not be written to the journal.",
            grouped(call + 1)
        ),
        Unwritten::Other => "The journal of this run could not be kept.".to_owned(),
    }
}

/// What to do about that.
pub const fn unkept_remedy(of: Unwritten, in_flight: bool) -> &'static str {
    match of {
        Unwritten::Intent { .. } => {
            "A call is written down before it leaves, so nothing is lost and nothing can be sent twice. See that this browser has room for data of this page, then confirm the same plan once more to let it go on in this tab."
        }
        Unwritten::End { .. } => {
            "See that this browser has room for data of this page. If you let it go on here, it first learns what became of that call, and sends nothing twice."
        }
        Unwritten::Other => unheld_remedy(in_flight),
    }
}

/// What to do about that.
pub const fn unheld_remedy(in_flight: bool) -> &'static str {
    if in_flight {
        "A call was under way when its tab was closed or reloaded. If you let it go on here, it first learns what became of that call, and sends nothing twice. Nothing is lost."
    } else {
        "It stands where its journal ends, and nothing further is sent. Confirm the same plan once more to let it go on in this tab. Nothing is lost."
    }
}
