//! Listed deliveries in a plan file: columns instead of rows, moments as steps, so that a plan of
//! many thousands stays small enough to be sent for its confirmation.

use crate::kirim::ListedDelivery;
use crate::kirim::contract::{DeliveryId, ReplayStatus};
use crate::time::instant;
use chrono::{DateTime, TimeDelta, Utc};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A run of consecutive rows with the same status.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Block<Id> {
    status: ReplayStatus,
    ids: Vec<Id>,
    created_at: Vec<Stretch>,
}

/// A moment, and the nanoseconds from it to each further one.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stretch {
    #[serde(with = "instant")]
    from: DateTime<Utc>,
    steps: Vec<i64>,
}

fn stretches(moments: impl Iterator<Item = DateTime<Utc>>) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut last = DateTime::UNIX_EPOCH;
    for at in moments {
        let step = (at - last).num_nanoseconds();
        // What no step reaches exactly begins anew.
        let step = step.filter(|step| stepped(last, *step) == Some(at));
        match (stretches.last_mut(), step) {
            (Some(stretch), Some(step)) => stretch.steps.push(step),
            _ => stretches.push(Stretch {
                from: at,
                steps: Vec::new(),
            }),
        }
        last = at;
    }
    stretches
}

fn stepped(from: DateTime<Utc>, step: i64) -> Option<DateTime<Utc>> {
    from.checked_add_signed(TimeDelta::nanoseconds(step))
}

fn moments(stretches: Vec<Stretch>) -> Option<Vec<DateTime<Utc>>> {
    let mut moments = Vec::new();
    for stretch in stretches {
        let mut at = stretch.from;
        moments.push(at);
        for step in stretch.steps {
            at = stepped(at, step)?;
            moments.push(at);
        }
    }
    Some(moments)
}

/// For `#[serde(with)]` on rows.
pub(super) mod rows {
    use super::*;

    pub fn serialize<S: Serializer>(
        rows: &[ListedDelivery],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let blocks = rows.chunk_by(|a, b| a.status == b.status);
        let blocks = blocks.map(|rows| Block {
            status: rows.first().map(|row| row.status).unwrap_or_default(),
            ids: rows.iter().map(|row| &row.id).collect::<Vec<_>>(),
            created_at: stretches(rows.iter().map(|row| row.created_at)),
        });
        serializer.collect_seq(blocks)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<ListedDelivery>, D::Error> {
        let mut rows = Vec::new();
        for block in Vec::<Block<DeliveryId>>::deserialize(deserializer)? {
            let moments = moments(block.created_at)
                .filter(|moments| moments.len() == block.ids.len())
                .ok_or_else(|| D::Error::custom("each delivery has one moment of creation"))?;
            let status = block.status;
            rows.extend(block.ids.into_iter().zip(moments).map(|(id, created_at)| {
                ListedDelivery {
                    status,
                    created_at,
                    id,
                }
            }));
        }
        Ok(rows)
    }
}

/// For `#[serde(with)]` on moments.
pub(super) mod instants {
    use super::*;

    pub fn serialize<S: Serializer>(
        at: &[DateTime<Utc>],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        stretches(at.iter().copied()).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<DateTime<Utc>>, D::Error> {
        moments(Vec::deserialize(deserializer)?)
            .ok_or_else(|| D::Error::custom("a moment lies beyond every calendar"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lenient::strict;
    use proptest::prelude::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Held {
        #[serde(with = "rows")]
        rows: Vec<ListedDelivery>,
        #[serde(with = "instants")]
        avoid: Vec<DateTime<Utc>>,
    }

    fn moment() -> impl Strategy<Value = DateTime<Utc>> {
        let near = (0i64..100_000_000).prop_map(|step| (1_780_000_000, step * 10));
        let any = (-60_000_000_000_i64..250_000_000_000, 0i64..1_999_999_999);
        prop_oneof![9 => near, 1 => any].prop_filter_map("no instant", |(seconds, rest)| {
            DateTime::from_timestamp(seconds, u32::try_from(rest).ok()?)
        })
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_again(
            rows in prop::collection::vec((any::<bool>(), moment()), 0..30), avoid in prop::collection::vec(moment(), 0..30),
        ) {
            let rows = rows.into_iter().enumerate().map(|(id, (dead, created_at))| ListedDelivery {
                status: if dead { ReplayStatus::Dead } else { ReplayStatus::Failed },
                created_at,
                id: format!("wbd_{id:026}").parse().unwrap(),
            });
            let held = Held { rows: rows.collect(), avoid };
            let text = serde_json::to_vec(&held).unwrap();
            prop_assert_eq!(strict::<Held>(&text).unwrap(), held);
        }
    }

    #[test]
    fn a_column_that_does_not_fit_the_other_is_refused() {
        let id = "wbd_01K0000000000000000000000B";
        let text = |steps: &str, more: &str| {
            format!(
                r#"{{"rows":[{{"status":"dead","ids":["{id}"],"created_at":[{{"from":"2026-06-01T00:00:00Z","steps":{steps}}}]{more}}}],"avoid":[]}}"#
            )
        };
        assert!(strict::<Held>(text("[]", "").as_bytes()).is_ok());
        for bad in [
            text("[1]", ""),
            text("[0.5]", ""),
            text("[]", r#","more":1"#),
            text("[]", "").replace(id, "7"),
            text("[]", "").replace("dead", "gone"),
            r#"{"rows":[],"avoid":[{"from":"2026-06-01T00:00:00Z","steps":[9223372036854775808]}]}"#.to_owned(),
        ] {
            assert!(strict::<Held>(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
