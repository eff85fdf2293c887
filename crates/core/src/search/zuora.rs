//! Traces of resent notifications: later rows that speak of the same account, object and
//! notification.
//!
//! A resent notification becomes a new row, and nothing in that row names the one it was made
//! from. So what can be said is said of a key that only one item of the plan has, and nothing is
//! ever proven: somebody else may have resent it. There is no baseline either, because a data query
//! takes too long to wait for before sending. Rows count from the first intent of an item's call on
//! our clock; where the vendor dates an item of the plan itself after the first of these, the clocks
//! disagree and nothing can be told.
//!
//! A row that failed is not the end of a callout: the vendor may try it again by itself.

use super::{Traces, Wanted, best};
use crate::fate::Fate;
use crate::http::Answer;
use crate::plan::{Draft, Item};
use crate::problem::{Problem, ProblemKind};
use crate::time::VendorTime;
use crate::why::{self, Mark, Whys};
use crate::zuora;
use crate::zuora::contract::{
    Channel, Job, JobId, JobStatus, NotificationId, NotificationRow, NotificationStatus, Row,
};
use crate::zuora::{Cursor, NotificationFilter, Read};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// Ids of one query: some kilobytes of text.
const IDS: usize = 200;
/// Rows of a page.
const ROWS: u32 = 1000;
/// Looks at one job before it is given up.
const LOOKS: u32 = 60;
/// Milliseconds before the second look at a job; each further one is as much later, up to the
/// longest.
const PAUSE: i64 = 200;
const LONGEST_PAUSE: i64 = 3000;

/// Account, object and notification.
type Key = [String; 3];

/// Reads the facts of the plan's items, then what was written after the first call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Notifications {
    channel: Channel,
    /// Of the items from each place on, when their call first left.
    since: Vec<(usize, DateTime<Utc>)>,
    /// When the first call of any item that is looked for did.
    from: DateTime<Utc>,
    /// All of the plan, in order of place: an item that is not wanted may share a key.
    ids: Vec<NotificationId>,
    places: BTreeMap<NotificationId, usize>,
    wanted: BTreeSet<usize>,
    /// The items with each key.
    keys: BTreeMap<Key, Vec<usize>>,
    /// What later rows say of the items that alone have their key.
    fates: BTreeMap<usize, Fate>,
    /// Until when the vendor may try those that failed again by itself.
    tried: BTreeMap<usize, DateTime<Utc>>,
    /// Why the newest of them that failed did.
    whys: BTreeMap<usize, Mark>,
    texts: Whys,
    question: Question,
    stage: Stage,
    /// The later rows could not be followed to their end.
    cut: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Question {
    /// The facts of the ids from this place on.
    Facts {
        from: usize,
    },
    Later {
        cursor: Option<Cursor>,
    },
    None,
}

/// How far the question is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    Ask,
    Wait { id: JobId, looks: u32 },
    Rows { id: JobId },
}

impl Notifications {
    pub(super) fn of(wanted: &Wanted<'_>) -> Option<Self> {
        let Draft::ResendNotifications { channel, .. } = wanted.plan.draft() else {
            return None;
        };
        let ids: Vec<NotificationId> = wanted
            .plan
            .items()
            .iter()
            .filter_map(|item| match item {
                Item::Notification(id) => Some(id.clone()),
                _ => None,
            })
            .collect();
        // The vendor may write whole seconds only.
        let whole = |at: DateTime<Utc>| DateTime::from_timestamp(at.timestamp(), 0).unwrap_or(at);
        let sent = |place: &usize| Some(whole(wanted.since(*place)?.sent_from));
        let from = wanted.places.iter().filter_map(sent).min();
        let since = wanted.since.iter();
        Some(Self {
            channel: *channel,
            since: since
                .map(|since| (since.place, whole(since.sent_from)))
                .collect(),
            from: from.unwrap_or(DateTime::UNIX_EPOCH),
            places: ids.iter().cloned().zip(0..).collect(),
            ids,
            wanted: wanted.places.iter().copied().collect(),
            keys: BTreeMap::new(),
            fates: BTreeMap::new(),
            tried: BTreeMap::new(),
            whys: BTreeMap::new(),
            texts: Whys::default(),
            question: if wanted.places.is_empty() {
                Question::None
            } else {
                Question::Facts { from: 0 }
            },
            stage: Stage::Ask,
            cut: false,
        })
    }

    pub(super) fn next(&self) -> Option<Read> {
        let submit = match &self.question {
            Question::Facts { from } => Read::SubmitIds {
                channel: self.channel,
                ids: self.ids.iter().skip(*from).take(IDS).cloned().collect(),
            },
            Question::Later { cursor } => Read::SubmitPage {
                filter: NotificationFilter {
                    channel: self.channel,
                    account: None,
                    status: None,
                    created_after: Some(self.from),
                    created_before: None,
                },
                limit: ROWS,
                cursor: cursor.clone(),
            },
            Question::None => return None,
        };
        Some(match &self.stage {
            Stage::Ask => submit,
            Stage::Wait { id, .. } => Read::Job { id: id.clone() },
            Stage::Rows { id } => Read::QueryRows { id: id.clone() },
        })
    }

    pub(super) fn pause(&self) -> TimeDelta {
        TimeDelta::milliseconds(match self.stage {
            Stage::Wait { looks, .. } => (PAUSE * (i64::from(looks) + 1)).min(LONGEST_PAUSE),
            Stage::Ask | Stage::Rows { .. } => 0,
        })
    }

    pub(super) fn take(&mut self, answer: &Answer) -> Result<(), Problem> {
        self.stage = match &self.stage {
            Stage::Ask => {
                let job = zuora::job(answer)?;
                after_look(&job, job.id.clone(), 0)?
            }
            Stage::Wait { id, looks } => after_look(&zuora::job(answer)?, id.clone(), looks + 1)?,
            Stage::Rows { .. } => {
                let rows = zuora::rows(answer)?;
                self.rows(&rows);
                Stage::Ask
            }
        };
        Ok(())
    }

    fn rows(&mut self, rows: &[Row<NotificationRow>]) {
        self.question = match self.question {
            Question::Facts { from } => {
                let agree = rows.iter().all(|row| self.fact(&row.known));
                let from = from.saturating_add(IDS);
                if !agree {
                    self.keys.clear();
                    Question::None
                } else if from < self.ids.len() {
                    Question::Facts { from }
                } else if !self.alone().is_disjoint(&self.wanted) {
                    Question::Later { cursor: None }
                } else {
                    Question::None
                }
            }
            Question::Later { .. } => {
                for row in rows {
                    self.later(&row.known);
                }
                let full = rows.len() >= usize::try_from(ROWS).unwrap_or(usize::MAX);
                let cursor = rows.last().and_then(|row| {
                    Some(Cursor {
                        created_on: created_on(&row.known)?,
                        id: row.known.id.clone()?,
                    })
                });
                self.cut = full && cursor.is_none();
                match cursor {
                    Some(_) if full => Question::Later { cursor },
                    _ => Question::None,
                }
            }
            Question::None => Question::None,
        };
    }

    /// Notes the key of an item; `false` when it is dated after the first call.
    fn fact(&mut self, row: &NotificationRow) -> bool {
        let place = row.id.as_ref().and_then(|id| self.places.get(id));
        let (Some(place), Some(key), Some(created)) = (place, key(row), created_on(row)) else {
            return true;
        };
        self.keys.entry(key).or_default().push(*place);
        created < self.from
    }

    fn later(&mut self, row: &NotificationRow) {
        if let Some([place]) = key(row)
            .and_then(|key| self.keys.get(&key))
            .map(Vec::as_slice)
            && created_on(row)
                .zip(self.sent_from(*place))
                .is_some_and(|(created, sent)| created >= sent)
        {
            let fate = fate(self.channel, row.status.as_ref());
            if fate == Fate::FailedAgain
                && let Some(why) = why::told(row.response_code, row.error_message.as_deref())
            {
                // The newest come first.
                let texts = &mut self.texts;
                self.whys.entry(*place).or_insert_with(|| texts.mark(&why));
            }
            if let Some(until) = zuora::may_be_tried_until(row, self.channel) {
                let known = self.tried.entry(*place).or_insert(until);
                *known = until.max(*known);
            }
            let known = self.fates.entry(*place).or_insert(fate);
            *known = best(*known, fate);
        }
    }

    /// When the call of the item at this place first left.
    fn sent_from(&self, place: usize) -> Option<DateTime<Utc>> {
        let after = self.since.partition_point(|(start, _)| *start <= place);
        let (_, sent) = self.since.get(after.checked_sub(1)?)?;
        Some(*sent)
    }

    /// The items that share their key with no other of the plan.
    fn alone(&self) -> BTreeSet<usize> {
        let one = |places: &Vec<usize>| match places.as_slice() {
            [place] => Some(*place),
            _ => None,
        };
        self.keys.values().filter_map(one).collect()
    }

    pub(super) fn into_traces(self) -> Traces {
        let facts = !matches!(self.question, Question::Facts { .. });
        // What was not read may hold a row that went well.
        let unread = self.cut || matches!(self.question, Question::Later { .. });
        let alone = self.alone();
        let fate = |place: &usize| match self.fates.get(place) {
            _ if !facts => None,
            _ if !alone.contains(place) => Some(Fate::NotVerifiable),
            Some(Fate::FailedAgain) if unread => Some(Fate::Pending),
            known => known.copied(),
        };
        let fates: Vec<(usize, Fate)> = self
            .wanted
            .iter()
            .filter_map(|place| Some((*place, fate(place)?)))
            .collect();
        let failed = fates.iter().filter(|(_, fate)| *fate == Fate::FailedAgain);
        let whys = failed
            .filter_map(|(place, _)| Some((*place, *self.whys.get(place)?)))
            .collect();
        let failed = fates.iter().filter(|(_, fate)| *fate == Fate::FailedAgain);
        let may_be_tried = failed
            .filter_map(|(place, _)| Some((*place, *self.tried.get(place)?)))
            .collect();
        Traces {
            fates,
            may_be_tried,
            whys,
            texts: self.texts,
            proven: Vec::new(),
            cut: self.cut,
        }
    }
}

/// Where a job goes on. One that ended without rows, or takes too long, ends the search.
fn after_look(job: &Job, id: JobId, looks: u32) -> Result<Stage, Problem> {
    let over = |why: &str| Err(Problem::ours(ProblemKind::Invalid, why));
    match job.query_status {
        JobStatus::Completed => Ok(Stage::Rows { id }),
        JobStatus::Failed | JobStatus::Cancelled => over("The vendor's query did not complete."),
        _ if looks >= LOOKS => over("The vendor did not finish the query in time."),
        JobStatus::Submitted | JobStatus::Accepted | JobStatus::InProgress => {
            Ok(Stage::Wait { id, looks })
        }
    }
}

fn created_on(row: &NotificationRow) -> Option<DateTime<Utc>> {
    row.created_on.as_ref().and_then(VendorTime::utc)
}

/// `None` when a part is missing.
fn key(row: &NotificationRow) -> Option<Key> {
    let part = |part: &Option<String>| part.clone().filter(|text| !text.is_empty());
    Some([
        part(&row.account_id)?,
        part(&row.object_id)?,
        part(&row.notification_id)?,
    ])
}

/// What a row's state says. Of an e-mail it is the mail server's word (contract 3.1): that it took it,
/// and not that it reached anybody. A warning tells that something went wrong, not what.
const fn fate(channel: Channel, status: Option<&NotificationStatus>) -> Fate {
    match status {
        Some(NotificationStatus::Ok) => match channel {
            Channel::Email => Fate::HandedOver,
            Channel::Callout => Fate::Delivered,
        },
        Some(NotificationStatus::Failed) => Fate::FailedAgain,
        Some(NotificationStatus::Warning | NotificationStatus::Other(_)) | None => {
            Fate::NotVerifiable
        }
    }
}

#[cfg(test)]
mod tests;
