//! Every try of a call is told, also one that was interrupted; half of a call only when it was needed.

use super::*;

#[test]
fn the_tries_of_a_call_are_told_together_and_rows_name_the_last() {
    let connection = billing();
    let mut run = run(&connection, notifications(1001), Shape::default(), |_| {
        answer_named("failed", 502, &json!({}))
    });
    let fine = |call: usize| answer_named(&format!("fine-{call}"), 202, &json!({}));
    let asked_at = run.calls().last().unwrap().ended_at().unwrap();
    run.go_on(asked_at).unwrap();
    let ended_at = carry_on(&mut run, asked_at, fine);
    run.recheck(ended_at).unwrap();
    carry_on(&mut run, ended_at, fine);

    let text = json_text(&run, &connection);
    let calls = text.lines().skip(1).take(2).map(|line| {
        let line: Value = serde_json::from_str(line).unwrap();
        let tries = line["tries"].as_array().unwrap().clone();
        let ids = tries
            .iter()
            .map(|one| one["request_id"].as_str().unwrap().to_owned());
        let mut ids: Vec<String> = ids.collect();
        ids.dedup();
        ids
    });
    let wanted = [vec!["failed", "fine-0"], vec!["fine-1"]];
    assert_eq!(calls.collect::<Vec<_>>(), wanted);
    let rows = cells(&csv_text(&run, &connection));
    assert_eq!(
        (rows[1][6].as_str(), rows[1001][6].as_str()),
        ("fine-0", "fine-1")
    );
}

/// Every line of a call, by its number.
fn call_lines(text: &str) -> Vec<Value> {
    let lines = text.lines().filter(|line| line.starts_with("{\"call\""));
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_try_that_was_interrupted_is_told_beside_what_rows_proved_later() {
    let connection = community(4);
    let ids = events(&[1, 2]);
    let plan = Plan::shaped(&connection, ids, Shape::default(), nonce(), now()).unwrap();
    let mut run = Run::open(plan, "a".into(), String::new(), Manner::default(), now()).0;
    run.baseline_read(now(), Some(Baseline::default())).unwrap();
    assert!(matches!(run.next(now()), Step::Send { call: 0, .. }));
    let left = |end: &str| {
        let mut left = json!([{
            "left_at": "2026-06-01T12:00:00Z", "end": end,
            "ended_at": null, "status": null, "request_id": null,
        }]);
        left.as_array_mut().unwrap().pop().unwrap()
    };
    let told = |run: &Run| call_lines(&json_text(run, &connection))[0]["tries"].clone();
    assert_eq!(told(&run), json!([left("in flight")]));
    run.interrupted(now()).unwrap();
    assert_eq!(told(&run), json!([left("interrupted")]));
    run.go_on(now()).unwrap();
    let at = carry_on(&mut run, now(), |_| panic!("it must not be sent again"));
    let found = Found {
        proven: vec![0, 1],
        ..Found::default()
    };
    run.looked(at, found).unwrap();
    assert_eq!(told(&run), json!([left("interrupted")]));
    let rows = cells(&csv_text(&run, &connection));
    assert_eq!(
        (rows[1][1].as_str(), rows[1][5].as_str()),
        ("accepted", "1")
    );
}

#[test]
fn a_half_that_was_interrupted_is_told_with_its_items() {
    let halving = Shape {
        first: None,
        halving: true,
    };
    let connection = community(4);
    let plan = Plan::shaped(&connection, events(&[1, 2, 3, 4]), halving, nonce(), now()).unwrap();
    let mut run = Run::open(plan, "a".into(), String::new(), Manner::default(), now()).0;
    run.baseline_read(now(), Some(Baseline::default())).unwrap();
    let refusal = json!({"errors": [{"message": "No.", "code": "invalid"}]});
    assert!(matches!(run.next(now()), Step::Send { call: 0, .. }));
    run.answer(now(), &Exchange::Answered(answer(400, &refusal)))
        .unwrap();
    assert!(matches!(run.next(now()), Step::Send { call: 1, .. }));
    run.interrupted(now()).unwrap();
    let told = call_lines(&json_text(&run, &connection));
    let told: Vec<(&Value, usize)> = told
        .iter()
        .map(|line| (&line["call"], line["tries"].as_array().unwrap().len()))
        .collect();
    assert_eq!(told, [(&json!(1), 1), (&json!(2), 1)]);
    let rows = cells(&csv_text(&run, &connection));
    let calls: Vec<&str> = rows[1..].iter().map(|row| row[5].as_str()).collect();
    assert_eq!(calls, ["2", "2", "1", "1"]);
}

#[test]
fn a_half_that_was_never_needed_is_not_told() {
    let halving = Shape {
        first: None,
        halving: true,
    };
    let connection = community(4);
    let taken = |_: usize| answer(204, &json!(null));
    let run = run(&connection, events(&[1, 2, 3, 4, 5]), halving, taken);
    let text = json_text(&run, &connection);
    assert_eq!(call_lines(&text).len(), 2);
}
