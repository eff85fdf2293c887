//! What of a plan that is to be confirmed others sent lately or are about to send, and whoever
//! confirms it does not know.

use super::{Awaited, Lately, Records, Sending, Turn};
use redrive_core::gateway::{KnownSent, Places, SentLately, Stage};
use redrive_core::plan::PlanDigest;
use std::fmt::{Display, Formatter};

/// What other plans sent of one that is to be confirmed, or are about to, and nobody who confirms it
/// knows of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// How many of its records were sent.
    records: usize,
    /// How many are about to be.
    awaited: usize,
    /// By plan, what was sent or confirmed last at the end.
    pub sent: Vec<SentLately>,
}

impl News {
    fn of(sent: Vec<SentLately>, items: usize) -> Self {
        let at = |stage| {
            let told: Vec<&SentLately> = sent.iter().filter(|told| told.stage == stage).collect();
            let is_told = |place: &usize| told.iter().any(|told| told.places.hold(*place));
            (0..items).filter(is_told).count()
        };
        Self {
            records: at(Stage::Sent),
            awaited: at(Stage::Confirmed),
            sent,
        }
    }

    /// The last one that is so far: who confirmed it, and when it left or was confirmed.
    fn last(&self, stage: Stage) -> Option<(&str, impl Display)> {
        let last = self.sent.iter().rfind(|told| told.stage == stage)?;
        Some((&last.operator, last.at.format("%F %H:%M UTC")))
    }
}

impl Display for News {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let are = |count, one, several| if count == 1 { one } else { several };
        let last = self.last(Stage::Sent);
        if let Some((operator, at)) = &last {
            let (count, were) = (self.records, are(self.records, "was", "were"));
            write!(
                f,
                "{count} of these {were} sent in another plan since yesterday, last by {operator} at {at}"
            )?;
        }
        if let Some((operator, at)) = self.last(Stage::Confirmed) {
            let (count, are) = (self.awaited, are(self.awaited, "is", "are"));
            let and = if last.is_some() { ", and " } else { "" };
            write!(
                f,
                "{and}{count} of these {are} about to be sent in another plan, which {operator} confirmed at {at}"
            )?;
        }
        Ok(())
    }
}

/// Another plan than the one that is to be confirmed: what it has of the asked records, and which of
/// these are known.
struct Other<'a> {
    digest: &'a PlanDigest,
    stage: Stage,
    found: Vec<(usize, &'a Sending)>,
    known: Vec<&'a Places>,
}

impl<'a> Other<'a> {
    fn of(
        (digest, stage): (&'a PlanDigest, Stage),
        found: impl Iterator<Item = (usize, &'a Sending)>,
        knows: &'a [KnownSent],
    ) -> Self {
        let mut found: Vec<_> = found.collect();
        found.sort_unstable_by_key(|(place, _)| *place);
        let of_it = knows.iter().filter(|known| known.plan == *digest);
        Self {
            digest,
            stage,
            found,
            known: of_it.map(|known| &known.places).collect(),
        }
    }

    fn is_known(&self, place: usize) -> bool {
        self.known.iter().any(|places| places.hold(place))
    }

    /// What is no news any more is left out. `told` says of each item until when all was known or
    /// told.
    fn news(&self, told: &[Turn]) -> Option<(Turn, SentLately)> {
        let is_news = |(place, sending): &&(usize, &Sending)| {
            told.get(*place) < Some(&sending.turn) && !self.is_known(*place)
        };
        let news = || self.found.iter().filter(is_news);
        let (_, last) = news().max_by_key(|(_, sending)| sending.turn)?;
        let told = SentLately {
            plan: self.digest.clone(),
            stage: self.stage,
            places: Places::of(news().map(|(place, _)| *place)),
            at: last.at,
            operator: last.word.operator.clone(),
        };
        Some((last.turn, told))
    }
}

impl Lately {
    /// What of this plan was sent lately in others or is awaited, as far as whoever confirms it does
    /// not know so. What left, or was confirmed, before a plan was confirmed was known or told then:
    /// it is no news to who knows of that plan that it has the record, and none to who confirms that
    /// plan itself again.
    pub fn news(
        &self,
        records: &Records<'_>,
        knows: &[KnownSent],
        awaited: &[Awaited<'_>],
    ) -> Option<News> {
        let Records { plan, places } = records;
        let mut sent: Vec<_> = self
            .sent
            .get(plan.connection())
            .into_iter()
            .flatten()
            .collect();
        let own = sent.iter().position(|(digest, _)| *digest == plan.digest());
        let own = own.map(|own| sent.swap_remove(own).1);
        if sent.is_empty() && awaited.is_empty() {
            return None;
        }
        let sent = sent
            .iter()
            .map(|(digest, sent)| Other::of((*digest, Stage::Sent), sent.among(places), knows));
        let awaited = awaited.iter().map(|awaited| {
            let other = (awaited.plan.digest(), Stage::Confirmed);
            Other::of(other, awaited.among(places), knows)
        });
        let others: Vec<Other<'_>> = sent.chain(awaited).collect();

        let own = own.into_iter().flat_map(|sent| sent.calls.values());
        let own = own.map(|call| call.word.given).max().unwrap_or_default();
        let mut told = vec![own; plan.items().len()];
        for other in others.iter().filter(|other| other.stage == Stage::Sent) {
            for (place, sending) in &other.found {
                if other.is_known(*place)
                    && let Some(until) = told.get_mut(*place)
                {
                    *until = sending.word.given.max(*until);
                }
            }
        }
        let mut news: Vec<_> = others
            .iter()
            .filter_map(|other| other.news(&told))
            .collect();
        news.sort_unstable_by_key(|(turn, _)| *turn);
        let news: Vec<SentLately> = news.into_iter().map(|(_, told)| told).collect();
        (!news.is_empty()).then(|| News::of(news, plan.items().len()))
    }
}
