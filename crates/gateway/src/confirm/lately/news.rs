//! What of a plan that is to be confirmed others sent lately, and whoever confirms it does not know.

use super::{ByKey, Lately, Sending, SentPlan, Turn, key};
use chrono::{DateTime, Utc};
use redrive_core::gateway::{KnownSent, Places, SentLately};
use redrive_core::plan::{Plan, PlanDigest};
use std::fmt::{Display, Formatter};

/// What other plans sent of one that is to be confirmed, and nobody who confirms it knows of.
#[derive(Debug, PartialEq, Eq)]
pub struct News {
    /// How many of its records.
    records: usize,
    /// By plan, what was sent last at the end.
    pub sent: Vec<SentLately>,
}

impl Display for News {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let were = if self.records == 1 { "was" } else { "were" };
        let Self { records, sent } = self;
        write!(
            f,
            "{records} of these {were} sent in another plan since yesterday"
        )?;
        let Some(SentLately { operator, at, .. }) = sent.last() else {
            return Ok(());
        };
        write!(f, ", last by {operator} at {}", at.format("%F %H:%M UTC"))
    }
}

/// Another plan than the one that is to be confirmed, and what is known of it.
struct Other<'a> {
    digest: &'a PlanDigest,
    sent: &'a SentPlan,
    known: Vec<&'a Places>,
}

impl<'a> Other<'a> {
    fn of(digest: &'a PlanDigest, sent: &'a SentPlan, knows: &'a [KnownSent]) -> Self {
        let of_it = knows.iter().filter(|known| known.plan == *digest);
        Self {
            digest,
            sent,
            known: of_it.map(|known| &known.places).collect(),
        }
    }

    fn is_known(&self, place: usize) -> bool {
        self.known.iter().any(|places| places.hold(place))
    }
}

impl Lately {
    /// What of this plan was sent lately in others, as far as whoever confirms it does not know so.
    /// What left before a plan was confirmed was known or told then: it is no news to who knows of
    /// that plan that it sent the record, and none to who confirms that plan itself again.
    pub fn news(&mut self, plan: &Plan, knows: &[KnownSent], today: DateTime<Utc>) -> Option<News> {
        self.forget(today);
        let plans = self.sent.get(plan.connection())?;
        let others: Vec<Other<'_>> = plans
            .iter()
            .filter(|(digest, _)| *digest != plan.digest())
            .map(|(digest, sent)| Other::of(digest, sent, knows))
            .collect();
        if others.is_empty() {
            return None;
        }
        let items = plan.items().iter().enumerate();
        let asked: ByKey = items
            .filter_map(|(place, item)| Some((key(item)?, place)))
            .collect();

        let own = plans.get(plan.digest()).into_iter();
        let own = own.flat_map(|sent| sent.calls.values());
        let own = own.map(|call| call.word.given).max().unwrap_or_default();
        // Of each item, until when everything was known or told.
        let mut told = vec![own; plan.items().len()];
        for other in others.iter().filter(|other| !other.known.is_empty()) {
            for (place, call) in other.sent.among(&asked) {
                if other.is_known(place)
                    && let Some(until) = told.get_mut(place)
                {
                    *until = call.word.given.max(*until);
                }
            }
        }
        let mut sent: Vec<(Turn, SentLately)> = Vec::new();
        let mut is_news = vec![false; plan.items().len()];
        for other in others {
            let mut news: Vec<(usize, &Sending)> = other
                .sent
                .among(&asked)
                .filter(|(place, call)| told.get(*place) < Some(&call.left))
                .filter(|(place, _)| !other.is_known(*place))
                .collect();
            let Some((_, last)) = news.iter().max_by_key(|(_, call)| call.left) else {
                continue;
            };
            let (left, at, operator) = (last.left, last.at, last.word.operator.clone());
            news.sort_unstable_by_key(|(place, _)| *place);
            for (place, _) in &news {
                if let Some(is_news) = is_news.get_mut(*place) {
                    *is_news = true;
                }
            }
            let told = SentLately {
                plan: other.digest.clone(),
                places: Places::of(news.into_iter().map(|(place, _)| place)),
                at,
                operator,
            };
            sent.push((left, told));
        }
        sent.sort_unstable_by_key(|(left, _)| *left);
        (!sent.is_empty()).then(|| News {
            records: is_news.into_iter().filter(|is_news| *is_news).count(),
            sent: sent.into_iter().map(|(_, told)| told).collect(),
        })
    }
}
