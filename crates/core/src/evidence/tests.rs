//! Evidence is whole, sealed and harmless, whatever vendors wrote into it.

mod told;
mod tries;

use super::*;
use crate::fate::Findings;
use crate::http::{Answer, Exchange};
use crate::plan::tests::{billing, community, connection, events, nonce, notifications, now};
use crate::plan::{Draft, Plan, Shape};
use crate::run::{Look, Manner, Step};
use crate::search::{Baseline, Found};
use chrono::{DateTime, Utc};
use proptest::prelude::*;
use serde_json::{Value, json};

fn run(
    connection: &Connection,
    draft: Draft,
    shape: Shape,
    answer: impl Fn(usize) -> Answer,
) -> Run {
    let plan = Plan::shaped(connection, draft, shape, nonce(), now()).unwrap();
    let manner = Manner::default();
    let reason = "INC-1, \"urgent\"".into();
    let mut run = Run::open(plan, "=admin".into(), reason, manner, now()).0;
    carry_on(&mut run, now(), answer);
    run
}

/// Sends and waits until the run asks or ends; gives the instant of that.
fn carry_on(
    run: &mut Run,
    mut now: DateTime<Utc>,
    answer: impl Fn(usize) -> Answer,
) -> DateTime<Utc> {
    loop {
        match run.next(now) {
            Step::Wait { until } => now = until,
            Step::Look(Look::Baseline) => {
                run.baseline_read(now, Some(Baseline::default())).unwrap();
            }
            Step::Send { call, .. } => drop(run.answer(now, &Exchange::Answered(answer(call)))),
            _ => return now,
        }
    }
}

fn answer(status: u16, body: &Value) -> Answer {
    answer_named("req-1", status, body)
}

fn answer_named(request_id: &str, status: u16, body: &Value) -> Answer {
    let headers = [("Zuora-Request-Id", request_id)];
    Answer {
        status,
        headers: headers.into_iter().collect(),
        body: body.to_string().into_bytes(),
    }
}

/// Three e-mails, of which the second is refused in these words.
fn resent(code: &str, message: &str) -> Run {
    let body = json!({"id1": {"code": code, "message": message}});
    run(&billing(), notifications(3), Shape::default(), |_| {
        answer(202, &body)
    })
}

fn json_text(run: &Run, connection: &Connection) -> String {
    Evidence::of(run, connection, &Labels::default())
        .json_lines()
        .collect()
}

fn csv_text(run: &Run, connection: &Connection) -> String {
    Evidence::of(run, connection, &Labels::default())
        .csv()
        .collect()
}

/// A strict reader of comma-separated rows.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let row = rows.last_mut().unwrap();
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => assert_eq!(characters.peek(), Some(&'\n')),
            '\n' if !quoted => rows.push(vec![String::new()]),
            other => row.last_mut().unwrap().push(other),
        }
    }
    assert_eq!(rows.pop().unwrap(), [""], "the last row ends");
    rows
}

#[test]
fn a_call_that_was_made_again_after_a_refusal_tells_the_key_of_each_try() {
    let kirim = connection(crate::connection::Settings::Kirim);
    let draft = Draft::ReplayDeliveries {
        deliveries: vec![format!("wbd_{:026}", 1).parse().unwrap()],
    };
    let refused = json!({"error": {"type": "conflict", "code": "webhook_subscription_disabled",
        "message": "m", "request_id": "r"}});
    let mut run = run(&kirim, draft, Shape::default(), |_| answer(409, &refused));
    run.try_again(now()).unwrap();
    carry_on(&mut run, now(), |_| answer(409, &refused));
    let text = json_text(&run, &kirim);
    let call: Value = serde_json::from_str(text.lines().nth(1).unwrap()).unwrap();
    let key = call["key"].as_str().unwrap();
    assert_eq!(call["tries"][0].get("key"), None, "it is that of the call");
    assert_eq!(call["tries"][1]["key"], format!("{key}-1"));
}

#[test]
fn it_says_what_was_planned_what_was_sent_and_what_became_of_each() {
    let run = resent("ObjectNotFound", "No such e-mail.");
    let text = json_text(&run, &billing());
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let [head, call, first, second, _, seal] = lines.as_slice() else {
        panic!("{text}")
    };
    assert_eq!(head["plan"], run.plan().digest().as_str());
    assert_eq!(head["connection"], "c1");
    assert_eq!(head["opened_at"], "2026-06-01T12:00:00Z");
    assert_eq!(head["outcomes"]["rejected"], 1);
    assert_eq!(head["fates"]["not_read"], 3);
    assert_eq!(call["items"], json!([1, 3]));
    assert_eq!(
        call["key"],
        run.plan().calls()[0].key.as_ref().unwrap().as_str()
    );
    let ended = json!({
        "left_at": "2026-06-01T12:00:00Z", "end": "ended",
        "ended_at": "2026-06-01T12:00:00Z", "status": 202, "request_id": "req-1",
    });
    assert_eq!(call["tries"], json!([ended]));
    assert_eq!(
        (&first["outcome"], &first["fate"]),
        (&json!("accepted"), &json!("not read"))
    );
    let refused = json!({
        "item": 2, "id": "id1", "call": 1, "outcome": "rejected",
        "code": "ObjectNotFound", "message": "No such e-mail.", "fate": "not read",
    });
    assert_eq!(*second, refused);
    assert_eq!(seal.as_object().unwrap().len(), 1);
}

#[test]
fn an_item_is_told_with_the_call_that_it_last_went_with() {
    let halving = Shape {
        first: None,
        halving: true,
    };
    let connection = community(4);
    let plan = Plan::shaped(&connection, events(&[1, 2, 3, 4]), halving, nonce(), now()).unwrap();
    let refusal = json!({"errors": [{"message": "No.", "code": "invalid"}]});
    let run = run(&connection, events(&[1, 2, 3, 4]), halving, |call| {
        let alone = plan.calls()[call].items.len() == 1;
        answer(if alone { 204 } else { 400 }, &refusal)
    });
    let rows = cells(&csv_text(&run, &connection));
    for (place, row) in rows.iter().skip(1).enumerate() {
        let call = plan
            .calls()
            .iter()
            .position(|call| call.items == (place..place + 1))
            .unwrap();
        assert_eq!(
            (row[1].as_str(), &row[5]),
            ("accepted", &(call + 1).to_string())
        );
    }
}

#[test]
fn no_body_of_any_call_is_in_it() {
    let refusal = json!({"errors": [{"message": "No.", "code": "invalid"}]});
    let community = community(2);
    let resent = run(&community, events(&[5, 6, 7]), Shape::default(), |_| {
        answer(400, &refusal)
    });
    let mailed = run(&billing(), notifications(3), Shape::default(), |_| {
        answer(401, &refusal)
    });
    for (run, connection) in [(&resent, &community), (&mailed, &billing())] {
        let texts = [json_text(run, connection), csv_text(run, connection)];
        for call in run.plan().calls() {
            let body = call.request.body.clone().unwrap();
            let escaped = body.replace('"', "\\\"");
            for text in &texts {
                for form in [&body, &escaped, &body.replace('"', "\"\"")] {
                    assert!(!text.contains(form), "{form} in {text}");
                }
            }
        }
        for text in &texts {
            for word in ["password", "token", "Authorization", "Bearer"] {
                assert!(!text.contains(word), "{word} in {text}");
            }
        }
    }
}

#[test]
fn what_is_no_evidence_is_told_apart() {
    let text = json_text(&resent("c", "m"), &billing());
    assert_eq!(verify(&text), Ok(resent("c", "m").plan().digest().clone()));
    assert_eq!(verify(""), Err(EvidenceError::Foreign));
    assert_eq!(
        verify("{\"redrive_plan\":1}\n"),
        Err(EvidenceError::Foreign)
    );
    let later = text.replacen("\"redrive_evidence\":1", "\"redrive_evidence\":2", 1);
    assert_eq!(verify(&later), Err(EvidenceError::OtherFormat { found: 2 }));
    assert_eq!(
        verify(&text.replace("rejected", "accepted")),
        Err(EvidenceError::Changed)
    );
    let (cut, _) = text.rsplit_once("{\"sha256\"").unwrap();
    assert_eq!(verify(cut), Err(EvidenceError::NotSealed));
    assert_eq!(
        verify(&format!("{text}{{}}\n")),
        Err(EvidenceError::NotSealed)
    );
}

#[test]
fn many_items_come_in_pieces_that_end_with_a_line() {
    let connection = billing();
    let run = run(&connection, notifications(3000), Shape::default(), |_| {
        answer(202, &json!({}))
    });
    let labels = Labels::default();
    let evidence = Evidence::of(&run, &connection, &labels);
    let pieces: Vec<String> = evidence.json_lines().collect();
    assert!(
        pieces.len() > 3
            && pieces
                .iter()
                .all(|piece| piece.len() < 70_000 && piece.ends_with('\n'))
    );
    assert_eq!(verify(&pieces.concat()), Ok(run.plan().digest().clone()));
}

proptest! {
    #[test]
    fn hostile_words_stay_in_their_place(
        code in "([=+@-]cmd|\\PC{0,8})",
        message in "([=+@-]?(\\PC|[\n\r\t\",;{}]){0,30}|\\{\"sha256\":\"[0-9a-f]{4}\"\\}\n)",
    ) {
        let run = resent(&code, &message);
        let text = json_text(&run, &billing());
        prop_assert_eq!(text.split('\n').count(), 1 + 1 + 3 + 1 + 1);
        let line: Value = serde_json::from_str(text.lines().nth(3).unwrap()).unwrap();
        prop_assert_eq!((line["code"].as_str(), line["message"].as_str()), (Some(code.as_str()), Some(message.as_str())));
        prop_assert!(verify(&text).is_ok());

        let rows = cells(&csv_text(&run, &billing()));
        prop_assert_eq!(rows.len(), 1 + 3);
        for row in &rows {
            prop_assert_eq!(row.len(), rows[0].len());
            for cell in row {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{}", cell);
            }
        }
        let told = &rows[2][3];
        prop_assert_eq!(told.strip_prefix('\'').filter(|_| *told != message).unwrap_or(told), message);
    }

    #[test]
    fn no_change_of_a_byte_goes_unseen(at in any::<prop::sample::Index>(), byte in 32u8..127) {
        let text = json_text(&resent("c", "m"), &billing());
        let mut bytes = text.clone().into_bytes();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != byte && bytes[at].is_ascii());
        bytes[at] = byte;
        if let Ok(changed) = String::from_utf8(bytes) {
            prop_assert!(verify(&changed).is_err());
        }
        prop_assert!(verify(text.split_at(at).0).is_err());
    }
}
