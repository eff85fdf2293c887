//! Who sent what, as another plan has to know it.

use super::*;
use redrive_core::connection::Connection;
use redrive_core::gateway::{KnownSent, Places, SentLately, Stage};
use redrive_core::plan::Draft;
use serde_json::{Value, json};

fn made_at() -> DateTime<Utc> {
    "2026-04-02T10:00:00Z".parse().unwrap()
}

fn plan(connection: &str, draft: &Value, nonce: char) -> Plan {
    let connection: Connection = serde_json::from_value(json!({
        "id": connection, "label": "C", "environment": "sandbox", "base_url": "http://v",
        "settings": { "selfcommunity": { "cap": 1 } },
    }))
    .unwrap();
    let draft: Draft = serde_json::from_value(draft.clone()).unwrap();
    let nonce = nonce.to_string().repeat(32).parse().unwrap();
    Plan::build(&connection, draft, nonce, made_at()).unwrap()
}

/// Each is sent by a call of its own.
fn events(connection: &str, ids: &[u64], nonce: char) -> Plan {
    let draft = json!({ "resend_events": { "endpoint": 1, "events": ids } });
    plan(connection, &draft, nonce)
}

fn knows(plan: &Plan, places: &[usize]) -> KnownSent {
    KnownSent {
        plan: plan.digest().clone(),
        places: Places::of(places.iter().copied()),
    }
}

impl Lately {
    fn confirms(&mut self, operator: &str) -> Word {
        Word {
            operator: operator.to_owned(),
            given: self.turn(),
        }
    }

    /// Confirms a plan and sends these calls of it at once.
    fn sends(&mut self, plan: &Plan, operator: &str, calls: &[usize], at: DateTime<Utc>) {
        let word = self.confirms(operator);
        for call in calls {
            self.note(plan, *call, word.clone(), at);
        }
    }

    /// By whom which places were sent, as whoever knows so much is told.
    fn tells(&self, plan: &Plan, knows: &[KnownSent]) -> Vec<(String, Vec<usize>)> {
        self.tells_beside(plan, knows, &[])
    }

    /// The same while these are about to be sent.
    fn tells_beside(
        &self,
        plan: &Plan,
        knows: &[KnownSent],
        awaited: &[Awaited<'_>],
    ) -> Vec<(String, Vec<usize>)> {
        let news = self.news(&Records::of(plan), knows, awaited);
        let told = |told: SentLately| {
            let places = 0..plan.items().len();
            let places = places.filter(|place| told.places.hold(*place)).collect();
            (told.operator, places)
        };
        let sent = news.map(|news| news.sent).unwrap_or_default();
        sent.into_iter().map(told).collect()
    }
}

fn told(who: &[(&str, &[usize])]) -> Vec<(String, Vec<usize>)> {
    let who = who.iter();
    who.map(|(who, places)| ((*who).to_owned(), places.to_vec()))
        .collect()
}

#[test]
fn another_plan_is_told_what_was_sent_by_whom_and_the_same_plan_is_not() {
    let mut lately = Lately::default();
    let (first, second) = (events("c", &[1, 2, 3], 'a'), events("c", &[9, 3], 'b'));
    lately.sends(&first, "anna", &[0, 1], made_at());
    let later = made_at() + TimeDelta::hours(1);
    lately.sends(&second, "ben", &[1], later);

    let third = events("c", &[7, 3, 2], 'c');
    let news = lately.news(&Records::of(&third), &[], &[]).unwrap();
    assert_eq!(
        news.to_string(),
        "2 of these were sent in another plan since yesterday, last by ben at 2026-04-02 11:00 UTC"
    );
    assert_eq!(news.sent.last().unwrap().plan, *second.digest());
    assert_eq!(
        lately.tells(&third, &[]),
        told(&[("anna", &[2]), ("ben", &[1])])
    );
    // Its third went in another plan meanwhile, the others in itself.
    assert_eq!(lately.tells(&first, &[]), told(&[("ben", &[2])]));
    assert_eq!(
        lately.news(&Records::of(&events("c", &[7, 8], 'c')), &[], &[]),
        None
    );
    let elsewhere = events("other", &[1, 2, 3], 'c');
    assert_eq!(lately.news(&Records::of(&elsewhere), &[], &[]), None);
}

#[test]
fn who_knows_of_one_plan_does_not_know_of_what_another_sent_after_it() {
    let mut lately = Lately::default();
    let (own, others) = (events("c", &[1, 2], 'a'), events("c", &[2], 'b'));
    lately.sends(&own, "anna", &[0, 1], made_at());
    let again = events("c", &[1, 2], 'c');
    let of_own = [knows(&own, &[0, 1])];
    assert_eq!(lately.tells(&again, &of_own), []);
    lately.sends(&others, "ben", &[0], made_at());
    assert_eq!(lately.tells(&again, &of_own), told(&[("ben", &[1])]));
    let both = [knows(&own, &[0, 1]), knows(&others, &[1])];
    assert_eq!(lately.tells(&again, &both), []);
}

#[test]
fn what_was_told_when_a_plan_was_confirmed_is_told_once() {
    let mut lately = Lately::default();
    let (others, own) = (events("c", &[1, 2, 3], 'a'), events("c", &[1, 2], 'b'));
    lately.sends(&others, "ben", &[0], made_at());
    let word = lately.confirms("anna");
    // This left after anna was told of what had, and before her own did.
    lately.sends(&others, "ben", &[1, 2], made_at());
    for call in [0, 1] {
        lately.note(&own, call, word.clone(), made_at());
    }
    let again = events("c", &[1, 2, 3], 'c');
    let of_own = [knows(&own, &[0, 1])];
    assert_eq!(lately.tells(&again, &of_own), told(&[("ben", &[1, 2])]));
    // The same plan, confirmed once more, is asked about what came since, and not about itself.
    assert_eq!(lately.tells(&own, &[]), told(&[("ben", &[1])]));
}

#[test]
fn as_many_others_do_not_pass_for_those_that_are_known_nor_does_another_plan() {
    let mut lately = Lately::default();
    let (sent, other) = (events("c", &[1, 2], 'a'), events("c", &[1, 2], 'c'));
    lately.sends(&sent, "anna", &[0, 1], made_at());
    let again = events("c", &[1, 2, 3, 4], 'b');
    for (places, news) in [
        (&[][..], &[0, 1][..]),
        (&[2, 3], &[0, 1]),
        (&[0, 2, 3], &[1]),
        (&[0, 1], &[]),
        (&[0, 1, 3], &[]),
    ] {
        let left = lately.tells(&again, &[knows(&sent, places)]);
        let left: Vec<usize> = left.into_iter().flat_map(|(_, places)| places).collect();
        assert_eq!(left, news, "{places:?}");
    }
    let of_other = [knows(&other, &[0, 1, 2, 3])];
    assert_eq!(lately.tells(&again, &of_other).len(), 1);
}

#[test]
fn what_was_never_applied_after_all_is_taken_back_and_what_others_sent_is_not() {
    let mut lately = Lately::default();
    let (first, second) = (events("c", &[1, 2], 'a'), events("c", &[2], 'b'));
    lately.sends(&first, "anna", &[0, 1], made_at());
    lately.sends(&second, "ben", &[0], made_at());
    let third = events("c", &[1, 2], 'c');
    lately.take_back(&first, 0..2);
    assert_eq!(lately.tells(&third, &[]), told(&[("ben", &[1])]));
    lately.take_back(&second, 0..1);
    assert_eq!(lately.tells(&third, &[]), []);
}

#[test]
fn a_later_try_can_take_back_only_what_no_earlier_one_may_have_applied() {
    let mut lately = Lately::default();
    let plan = events("c", &[1], 'a');
    let word = lately.confirms("anna");
    assert_eq!(lately.note(&plan, 0, word.clone(), made_at()).places, [0]);
    assert_eq!(lately.note(&plan, 0, word, made_at()).places, [0; 0]);
    assert_eq!(lately.tells(&events("c", &[1], 'b'), &[]).len(), 1);
}

#[test]
fn a_day_later_it_is_no_news_and_is_forgotten() {
    let mut lately = Lately::default();
    lately.sends(&events("c", &[1], 'a'), "anna", &[0], made_at());
    let other = events("c", &[1], 'b');
    let day = made_at() + TimeDelta::hours(24);
    lately.forget(day);
    assert!(lately.news(&Records::of(&other), &[], &[]).is_some());
    lately.forget(day + TimeDelta::seconds(1));
    assert_eq!(lately.news(&Records::of(&other), &[], &[]), None);
    assert!(lately.sent.is_empty());
}

#[test]
fn a_switch_is_no_record() {
    let mut lately = Lately::default();
    let switch = json!({ "set_endpoint_active": { "endpoint": 1, "active": true } });
    lately.sends(&plan("c", &switch, 'a'), "anna", &[0], made_at());
    assert!(lately.sent.is_empty());
    assert_eq!(
        lately.news(&Records::of(&plan("c", &switch, 'b')), &[], &[]),
        None
    );
}

#[test]
fn what_is_about_to_be_sent_is_told_as_that_to_whoever_does_not_know_of_it() {
    let mut lately = Lately::default();
    let first = events("c", &[1, 2, 3, 4], 'a');
    let word = lately.confirms("anna");
    lately.note(&first, 0, word.clone(), made_at());
    let later = made_at() + TimeDelta::hours(1);
    let places = || vec![1..2, 3..4];
    let awaited = [Awaited::new(&first, places(), word, later)];

    let second = events("c", &[4, 9, 2, 1, 3], 'b');
    let news = lately.news(&Records::of(&second), &[], &awaited).unwrap();
    assert_eq!(
        news.to_string(),
        "1 of these was sent in another plan since yesterday, last by anna at 2026-04-02 10:00 UTC, \
         and 2 of these are about to be sent in another plan, which anna confirmed at 2026-04-02 11:00 UTC"
    );
    let told = |told: &SentLately| (told.stage, told.places.clone());
    let mut told: Vec<_> = news.sent.iter().map(told).collect();
    told.sort_by_key(|(stage, _)| *stage == Stage::Confirmed);
    let (sent, waits) = (Places::of([3]), Places::of([0, 2]));
    assert_eq!(told, [(Stage::Sent, sent), (Stage::Confirmed, waits)]);
    // One plan, whatever it has done of it by then.
    let of_first = [knows(&first, &[0, 2, 3])];
    assert_eq!(lately.tells_beside(&second, &of_first, &awaited), []);
    let some = [knows(&first, &[0, 3])];
    assert_eq!(
        lately.tells_beside(&second, &some, &awaited),
        self::told(&[("anna", &[2])])
    );
    let others = events("c", &[9, 3], 'c');
    assert_eq!(lately.tells_beside(&others, &[], &awaited), []);
}

#[test]
fn what_was_confirmed_before_a_plan_was_told_then_and_what_was_confirmed_since_is_told() {
    let mut lately = Lately::default();
    let (before, own, since) = (
        events("c", &[1, 2], 'a'),
        events("c", &[1, 2], 'b'),
        events("c", &[2], 'c'),
    );
    let of_before = lately.confirms("anna");
    lately.sends(&own, "ben", &[0], made_at());
    let of_since = lately.confirms("carl");
    let whole = |plan: &Plan| plan.calls().iter().map(|call| call.items.clone()).collect();
    let awaited = [
        Awaited::new(&before, whole(&before), of_before, made_at()),
        Awaited::new(&since, whole(&since), of_since, made_at()),
    ];
    assert_eq!(
        lately.tells_beside(&own, &[], &awaited),
        told(&[("carl", &[1])])
    );
}
