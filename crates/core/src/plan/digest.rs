//! What names a plan: the nonce that makes its keys its own, and the digest that a confirmation
//! is bound to.

use super::{Call, Draft, Shape};
use crate::connection::{ConnectionId, Target};
use crate::hex::hex;
use crate::http::Request;
use crate::id::text_id;
use crate::time::iso;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};

fn hex_of(length: usize) -> impl Fn(&str) -> Result<(), &'static str> {
    move |text| {
        if text.len() == length
            && text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        {
            Ok(())
        } else {
            Err("it must be the right number of lowercase hexadecimal digits")
        }
    }
}

text_id!(
    /// 128 random bits as 32 hexadecimal digits, brought from outside. Idempotency keys grow from
    /// it: two plans never share one.
    Nonce,
    "a nonce",
    |text| hex_of(32)(text)
);

text_id!(
    /// SHA-256 over the canonical JSON of a plan, as 64 hexadecimal digits.
    PlanDigest,
    "a plan digest",
    |text| hex_of(64)(text)
);

impl PlanDigest {
    /// Every byte of every request is covered, and so is everything else that a plan is built
    /// from. Field order is fixed by the types here.
    pub(super) fn of(
        connection: &ConnectionId,
        target: Option<&Target>,
        made_at: DateTime<Utc>,
        nonce: &Nonce,
        draft: &Draft,
        shape: Shape,
        calls: &[Call],
    ) -> Self {
        #[derive(Serialize)]
        struct Canonical<'a> {
            plan: &'static str,
            connection: &'a ConnectionId,
            #[serde(skip_serializing_if = "Option::is_none")]
            target: Option<&'a Target>,
            made_at: String,
            nonce: &'a Nonce,
            action: &'static str,
            // Always nothing. Plans that named a filter said here how many matched; they are gone,
            // and the digests of the others stay what they were.
            matched: (),
            #[serde(skip_serializing_if = "Shape::is_plain")]
            shape: Shape,
            // Its windows name no ids, so everything that it was cut from is named.
            #[serde(skip_serializing_if = "Option::is_none")]
            listed: Option<&'a Draft>,
            calls: Vec<(usize, &'a Request)>,
        }
        let canonical = Canonical {
            plan: match target {
                None => "redrive/1",
                Some(_) => "redrive/2",
            },
            connection,
            target,
            made_at: iso(made_at),
            nonce,
            action: draft.action(),
            matched: (),
            shape,
            listed: matches!(draft, Draft::ReplayListed { .. }).then_some(draft),
            calls: calls
                .iter()
                .map(|call| (call.items.len(), &call.request))
                .collect(),
        };
        // Our types always serialise. Written as every request is, because writing into the hash
        // itself would be made for each type once more.
        let canonical = serde_json::to_vec(&canonical).unwrap_or_default();
        Self(hex(&Sha256::digest(&canonical)))
    }

    /// Eight digits for people: `7f3a·91c0`.
    pub fn short(&self) -> String {
        let head: String = self.0.chars().take(4).collect();
        let tail: String = self.0.chars().skip(4).take(4).collect();
        format!("{head}·{tail}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::{Connection, Settings};
    use crate::plan::listed::tests::listed;
    use crate::plan::tests::{community, connection, events, nonce, now};
    use crate::plan::{Count, Plan, tests::billing, tests::notifications};
    use crate::selfcommunity::contract::EndpointId;
    use chrono::TimeDelta;
    use std::collections::BTreeSet;

    /// What was sent is remembered by it, for whatever connection and whenever the plan was made.
    #[test]
    fn whatever_a_plan_is_built_from_is_in_its_digest() {
        let whole = Shape::default();
        let ahead = Shape {
            first: Some(3),
            halving: false,
        };
        let other_nonce: Nonce = "f".repeat(32).parse().unwrap();
        let other = Connection {
            id: "c2".parse().unwrap(),
            ..community(3)
        };
        let switch = |active| Draft::SetEndpointActive {
            endpoint: EndpointId::new(4),
            active,
        };
        let of = |connection: &Connection, draft: Draft, shape, nonce: &Nonce, made_at| {
            let plan = Plan::shaped(connection, draft, shape, nonce.clone(), made_at).unwrap();
            plan.digest().as_str().to_owned()
        };
        let five = || events(&[1, 2, 3, 4, 5]);
        let later = now() + TimeDelta::milliseconds(1);
        let kirim = connection(Settings::Kirim);
        let second = TimeDelta::seconds(1);
        let mut recounted = listed(3, 2, second);
        if let Draft::ReplayListed { matched, .. } = &mut recounted {
            *matched = Count::AtLeast(6);
        }
        let digests = [
            of(&community(3), five(), whole, &nonce(), now()),
            of(&community(2), five(), whole, &nonce(), now()),
            of(&other, five(), whole, &nonce(), now()),
            of(
                &community(3),
                events(&[1, 2, 3, 5, 4]),
                whole,
                &nonce(),
                now(),
            ),
            of(&community(3), five(), ahead, &nonce(), now()),
            of(&community(3), five(), whole, &other_nonce, now()),
            of(&community(3), five(), whole, &nonce(), later),
            of(&community(3), switch(true), whole, &nonce(), now()),
            of(&community(3), switch(false), whole, &nonce(), now()),
            of(&billing(), notifications(5), whole, &nonce(), now()),
            of(&kirim, listed(3, 2, second), whole, &nonce(), now()),
            of(&kirim, recounted, whole, &nonce(), now()),
        ];
        let different: BTreeSet<&String> = digests.iter().collect();
        assert_eq!(different.len(), digests.len(), "{digests:#?}");
    }

    #[test]
    fn a_nonce_is_32_small_hexadecimal_digits_and_nothing_else() {
        let nonce = "0123456789abcdef0123456789abcdef";
        assert!(nonce.parse::<Nonce>().is_ok());
        for other in [
            "",
            "0123456789abcdef0123456789abcde",
            &format!("{nonce}0"),
            &nonce.replace('a', "A"),
            &nonce.replace('a', "g"),
            "not hexadecimal at all",
        ] {
            assert!(other.parse::<Nonce>().is_err(), "{other}");
        }
    }
}
