//! The closed list of what may be read from a vendor. A relay that takes these values can be
//! steered nowhere else.

use crate::connection::Vendor;
use crate::facts::LEAVE_FREE;
use crate::http::{Answer, Request};
use crate::time::step;
use crate::{kirim, selfcommunity, zuora};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One read, for whichever vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Read {
    /// For connections to it alone.
    Selfcommunity(selfcommunity::Read),
    /// The same.
    Kirim(kirim::Read),
    /// The same; a data query is a read too.
    Zuora(zuora::Read),
}

impl Read {
    /// Which vendor it is for.
    pub const fn vendor(&self) -> Vendor {
        match self {
            Self::Selfcommunity(_) => Vendor::Selfcommunity,
            Self::Kirim(_) => Vendor::Kirim,
            Self::Zuora(_) => Vendor::Zuora,
        }
    }

    /// The request, without host and credentials. `None` for the one read that must first ask a
    /// job where its file lies: [`zuora::Read::QueryRows`].
    pub fn request(&self) -> Option<Request> {
        match self {
            Self::Selfcommunity(read) => Some(read.request()),
            Self::Kirim(read) => Some(read.request()),
            Self::Zuora(read) => read.request(),
        }
    }

    /// What its answer, which came now, leaves to further reads so that others who use the account
    /// keep their share. `None` where the vendor tells no limit.
    pub fn room(&self, answer: &Answer, now: DateTime<Utc>) -> Option<Room> {
        let quota = (self.vendor().facts().quota)(answer, now)?;
        Some(Room {
            reads: quota.spare(LEAVE_FREE),
            from: step(now, quota.wait(LEAVE_FREE)).unwrap_or(now),
        })
    }
}

/// What a vendor's limit leaves to the reads that follow one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// How many may leave at once; less than one where even the next one has to wait.
    pub reads: i64,
    /// From when on the next one may leave.
    pub from: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kirim::DeliveryFilter;
    use chrono::TimeDelta;

    fn after(remaining: &str, full_in: i64) -> Option<Room> {
        let now = DateTime::from_timestamp(1_780_000_000, 0).unwrap();
        let read = Read::Kirim(kirim::Read::Deliveries {
            filter: DeliveryFilter::default(),
            limit: 100,
            cursor: None,
        });
        let mut answer = Answer::bare(200, "");
        answer.headers.push("X-RateLimit-Limit", "600");
        answer.headers.push("X-RateLimit-Remaining", remaining);
        let full_at = (now.timestamp() + full_in).to_string();
        answer.headers.push("X-RateLimit-Reset", full_at);
        read.room(&answer, now)
    }

    fn wait(room: Room) -> TimeDelta {
        room.from - DateTime::from_timestamp(1_780_000_000, 0).unwrap()
    }

    #[test]
    fn reads_go_on_at_once_until_a_fifth_of_the_limit_is_left() {
        let full = after("599", 1).unwrap();
        assert_eq!((full.reads, wait(full)), (479, TimeDelta::zero()));
        let last = after("121", 48).unwrap();
        assert_eq!((last.reads, wait(last)), (1, TimeDelta::zero()));
        // Ten a second come back.
        let none = after("120", 48).unwrap();
        assert_eq!((none.reads, wait(none)), (0, TimeDelta::milliseconds(100)));
        let empty = after("0", 60).unwrap();
        assert_eq!(wait(empty), TimeDelta::milliseconds(12_100));
    }

    #[test]
    fn a_vendor_without_a_limit_sets_none() {
        assert_eq!(after("many", 48), None);
        let read = Read::Selfcommunity(selfcommunity::Read::Endpoints {
            limit: 1,
            offset: 0,
        });
        assert_eq!(read.room(&Answer::bare(200, ""), DateTime::default()), None);
    }
}
