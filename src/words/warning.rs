//! What speaks against sending some of the items of a plan, as a sentence.

use redrive_core::preflight::WarningKind;
use redrive_core::zuora::contract::Channel;

/// What is said of it, behind the number of those that it names.
pub fn of(kind: WarningKind, count: usize) -> String {
    let one = count == 1;
    let choose = |singular: &str, plural: &str| if one { singular } else { plural }.to_owned();
    match kind {
        WarningKind::AlreadyDelivered => choose(
            "was already delivered. Its receiver gets it once more.",
            "were already delivered. Their receivers get them once more.",
        ),
        WarningKind::AlreadyHandedOver => choose(
            "has status OK: a mail server took it already. Whether it reached anybody, that does not tell; its customer may get it once more.",
            "have status OK: a mail server took them already. Whether they reached anybody, that does not tell; their customers may get them once more.",
        ),
        WarningKind::NotFound => choose(
            "was not found: the vendor was asked for it by its id and gave no row. It will most likely refuse it.",
            "were not found: the vendor was asked for them by their ids and gave no rows. It will most likely refuse them.",
        ),
        WarningKind::OfChannel(channel) => {
            let are = match (channel, one) {
                (Channel::Email, true) => "is the id of an e-mail, not of a callout",
                (Channel::Email, false) => "are ids of e-mails, not of callouts",
                (Channel::Callout, true) => "is the id of a callout, not of an e-mail",
                (Channel::Callout, false) => "are ids of callouts, not of e-mails",
            };
            format!("{are}: the vendor will most likely refuse what is named so.")
        }
        WarningKind::NothingKnown => choose(
            "it is in no list that was read. Its state, address and type are unchecked.",
            "they are in no list that was read. Their state, address and type are unchecked.",
        ),
        WarningKind::StateUnread => choose(
            "only an earlier run tells what it is. It may have been sent since, and may have arrived.",
            "only an earlier run tells what they are. They may have been sent since, and may have arrived.",
        ),
        WarningKind::RetryDue => choose(
            "may still be tried by the vendor itself: then it may arrive twice.",
            "may still be tried by the vendor itself: then they may arrive twice.",
        ),
        WarningKind::ResentByUs { within_hours } => {
            let was = if one { "was" } else { "were" };
            format!("{was} sent with Redrive within the last {within_hours} hours.")
        }
        WarningKind::SameEvent => choose(
            "is of the same event as a newer one among these: whoever gets them gets it more than once.",
            "are of the same events as newer ones among these: whoever gets them gets those more than once.",
        ),
        WarningKind::WaitsInRun => {
            let is = if one { "is" } else { "are" };
            format!("{is} still to be sent by another run, which has not ended.")
        }
        WarningKind::SameCustomer { at_least } => {
            format!("go to customers who get {at_least} or more of these at once.")
        }
        WarningKind::TargetDisabled => choose(
            "goes to a target that is switched off: it may be refused until that is switched on.",
            "go to a target that is switched off: they may be refused until that is switched on.",
        ),
    }
}
