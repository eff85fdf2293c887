//! What confirming must not hold up.

use super::*;
use crate::config::Operator;
use crate::password::{PasswordHash, Passwords, Verdict};
use crate::ticket::SessionId;
use serde_json::json;
use std::sync::mpsc;
use std::thread;

fn plan(clock: &Clock) -> Arc<Plan> {
    let connection = serde_json::from_value(json!({
        "id": "community", "label": "C", "environment": "sandbox", "base_url": "http://v",
        "settings": { "selfcommunity": { "cap": 1 } },
    }));
    let draft = json!({ "resend_events": { "endpoint": 1, "events": [1, 2] } });
    let draft = serde_json::from_value(draft).unwrap();
    let nonce = "0".repeat(32).parse().unwrap();
    Arc::new(Plan::build(&connection.unwrap(), draft, nonce, clock.today()).unwrap())
}

pub(super) async fn signed_in(clock: &Clock) -> SignedIn {
    let password = || Secret::new("correct horse".to_owned());
    let operator = Operator {
        name: "admin".to_owned(),
        hash: PasswordHash::of(&password()).unwrap(),
    };
    let session = SessionId::new().unwrap().key();
    let passwords = Passwords::new(vec![operator], clock.clone()).unwrap();
    let verdict = passwords.at_signing_in("admin", password(), [192, 0, 2, 1].into());
    let Verdict::Right(operator) = verdict.await else {
        panic!("it is the right password");
    };
    SignedIn { operator, session }
}

#[tokio::test]
async fn while_one_is_compared_the_thread_answers_others() {
    let clock = Clock::manual().0;
    let (plan, signed_in) = (plan(&clock), signed_in(&clock).await);
    let confirmations = Arc::new(Confirmations::new(clock, None).unwrap());
    // As long as a large plan is compared, until somebody else was answered.
    let (answer, is_answered) = mpsc::channel();
    let (tell, is_held) = mpsc::channel();
    let same = Arc::clone(&confirmations);
    let large = thread::spawn(move || {
        let _inner = lock(&same.inner);
        tell.send(()).unwrap();
        is_answered.recv_timeout(Duration::from_secs(5))
    });
    is_held.recv().unwrap();
    let begins = confirmations.begin(signed_in, plan, Vec::new(), None);
    let (confirmed, _) = tokio::join!(begins, async { answer.send(()) });
    assert!(confirmed.is_ok());
    assert_eq!(
        large.join().unwrap(),
        Ok(()),
        "nobody was answered meanwhile"
    );
}
