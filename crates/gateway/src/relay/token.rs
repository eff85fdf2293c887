//! A short-lived token: fetched once for all who wait for it, kept until shortly before its end.

use crate::clock::Clock;
use crate::error::ApiError;
use crate::lock::lock;
use redrive_core::http::Answer;
use redrive_core::secret::Secret;
use redrive_core::zuora;
use reqwest::header::HeaderValue;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tokio::time::timeout_at;

/// A token is not used in its last minute, nor in the last tenth of a shorter life.
const MARGIN: Duration = Duration::from_mins(1);
/// No vendor says more; a larger number is an error of theirs.
const LONGEST: f64 = 86_400.0;

struct Held {
    token: Secret,
    until: Instant,
}

#[derive(Default)]
struct Known {
    held: Option<Held>,
    /// How many fetches ended, whatever came of them.
    fetches: u64,
    /// Why the last one failed, if it did.
    failed: Option<ApiError>,
}

impl Known {
    fn token(&self, now: Instant) -> Option<Secret> {
        let held = self.held.as_ref().filter(|held| now < held.until)?;
        Some(held.token.clone())
    }
}

pub struct TokenCache {
    limit: Duration,
    clock: Clock,
    known: Mutex<Known>,
    /// Held while a token is being fetched, so that it is fetched once.
    fetching: tokio::sync::Mutex<()>,
}

impl TokenCache {
    pub fn new(limit: Duration, clock: Clock) -> Self {
        Self {
            limit,
            clock,
            known: Mutex::default(),
            fetching: tokio::sync::Mutex::default(),
        }
    }

    /// The token, or why there is none, within the limit. Whoever waits for somebody else's fetch
    /// shares how it ends: many tries one after another would take many limits.
    pub async fn get<F>(&self, fetch: impl FnOnce() -> F) -> Result<Secret, ApiError>
    where
        F: Future<Output = Result<Answer, ApiError>>,
    {
        let by = tokio::time::Instant::now() + self.limit;
        let before = {
            let known = lock(&self.known);
            if let Some(token) = known.token(self.clock.now()) {
                return Ok(token);
            }
            known.fetches
        };
        let alone = timeout_at(by, self.fetching.lock()).await;
        let _alone = alone.map_err(|_| late())?;
        let asked = self.clock.now();
        {
            let known = lock(&self.known);
            if let Some(token) = known.token(asked) {
                return Ok(token);
            }
            if let Some(error) = known.failed.as_ref().filter(|_| known.fetches != before) {
                return Err(error.clone());
            }
        }
        let fetched = match timeout_at(by, fetch()).await {
            Ok(answer) => answer.map_err(not_sent).and_then(|answer| read(&answer)),
            Err(_) => Err(late()),
        };
        let mut known = lock(&self.known);
        known.fetches += 1;
        known.failed = fetched.as_ref().err().cloned();
        let (token, life) = fetched?;
        known.held = Some(Held {
            token: token.clone(),
            until: asked + life,
        });
        Ok(token)
    }

    /// Forgets this token, but not a newer one that somebody fetched meanwhile.
    pub fn forget(&self, refused: &Secret) {
        let mut known = lock(&self.known);
        if known
            .held
            .as_ref()
            .is_some_and(|held| held.token == *refused)
        {
            known.held = None;
        }
    }
}

/// A token that did not come is no send that was lost.
fn not_sent(error: ApiError) -> ApiError {
    match error {
        ApiError::AnswerLost(why) => failed(&why),
        ApiError::AnswerLate => late(),
        other => other,
    }
}

fn late() -> ApiError {
    failed("it did not answer in time")
}

/// That no token came says nothing of the credentials then, and it may come later.
fn failed(why: &str) -> ApiError {
    ApiError::Unreachable(format!("its token route failed: {why}"))
}

fn read(answer: &Answer) -> Result<(Secret, Duration), ApiError> {
    let status = answer.status;
    if matches!(status, 400 | 401 | 403) {
        return Err(ApiError::NoToken(format!("it answered {status}")));
    }
    if !answer.is_success() {
        return Err(failed(&format!("it answered {status}")));
    }
    let unreadable = || failed(&format!("its answer {status} cannot be read"));
    let reply = zuora::token(answer).map_err(|_| unreadable())?;
    if HeaderValue::from_str(&reply.access_token).is_err() {
        return Err(unreadable());
    }
    let life = Duration::try_from_secs_f64(reply.expires_in.min(LONGEST)).unwrap_or_default();
    Ok((
        Secret::new(reply.access_token),
        life.saturating_sub(MARGIN.min(life / 10)),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    /// Above what any test takes.
    const LIMIT: Duration = Duration::from_mins(1);

    fn answer(expires_in: &str) -> Answer {
        let body = format!(
            r#"{{"access_token":"t","token_type":"bearer","expires_in":{expires_in},"scope":"","jti":""}}"#
        );
        Answer::bare(200, body)
    }

    #[tokio::test]
    async fn a_token_is_fetched_once_and_again_before_its_end() {
        let (clock, hand) = Clock::manual();
        let cache = TokenCache::new(LIMIT, clock);
        let fetched = AtomicU32::new(0);
        let fetch = || async {
            fetched.fetch_add(1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            Ok(answer("3599"))
        };
        let (one, two) = tokio::join!(cache.get(fetch), cache.get(fetch));
        assert_eq!(one.unwrap(), two.unwrap());
        assert_eq!(
            fetched.load(Ordering::SeqCst),
            1,
            "those who wait share one"
        );
        hand.advance(Duration::from_secs(3538));
        cache.get(fetch).await.unwrap();
        assert_eq!(fetched.load(Ordering::SeqCst), 1);
        hand.advance(Duration::from_secs(2));
        cache.get(fetch).await.unwrap();
        assert_eq!(fetched.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_route_that_hangs_is_given_up_by_all_who_wait_at_once() {
        let cache = TokenCache::new(Duration::from_millis(100), Clock::manual().0);
        let fetched = AtomicU32::new(0);
        let hang = || {
            fetched.fetch_add(1, Ordering::SeqCst);
            std::future::pending()
        };
        let waited = Instant::now();
        let (one, two, three) = tokio::join!(cache.get(hang), cache.get(hang), cache.get(hang));
        for given in [one, two, three] {
            assert!(matches!(given, Err(ApiError::Unreachable(_))));
        }
        assert_eq!(fetched.load(Ordering::SeqCst), 1);
        assert!(waited.elapsed() < Duration::from_millis(300));
    }

    #[tokio::test]
    async fn a_failure_is_shared_by_those_who_waited_for_it_and_nobody_else() {
        let cache = TokenCache::new(LIMIT, Clock::manual().0);
        let fetched = AtomicU32::new(0);
        let fail = || async {
            fetched.fetch_add(1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            Err(ApiError::AnswerLost("it was closed".to_owned()))
        };
        let (one, two) = tokio::join!(cache.get(fail), cache.get(fail));
        assert!(one.is_err() && two.is_err());
        assert_eq!(fetched.load(Ordering::SeqCst), 1);
        cache.get(|| async { Ok(answer("60")) }).await.unwrap();
    }

    #[tokio::test]
    async fn only_the_refused_token_is_forgotten() {
        let cache = TokenCache::new(LIMIT, Clock::manual().0);
        cache.get(|| async { Ok(answer("60")) }).await.unwrap();
        cache.forget(&Secret::new("older".to_owned()));
        cache
            .get(|| async { Err(ApiError::Internal) })
            .await
            .unwrap();
        cache.forget(&Secret::new("t".to_owned()));
        assert!(
            cache
                .get(|| async { Err(ApiError::Internal) })
                .await
                .is_err()
        );
    }

    #[test]
    fn an_absurd_life_is_no_panic() {
        for (said, seconds) in [("1e308", 86_340), ("-5", 0), ("10", 9), ("0", 0)] {
            assert_eq!(read(&answer(said)).unwrap().1.as_secs(), seconds, "{said}");
        }
    }
}
