//! A short-lived token: fetched once for all who wait for it, kept until shortly before its end.

use crate::clock::Clock;
use crate::error::ApiError;
use redrive_core::http::Answer;
use redrive_core::secret::Secret;
use redrive_core::zuora;
use reqwest::header::HeaderValue;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// A token is not used in its last minute, nor in the last tenth of a shorter life.
const MARGIN: Duration = Duration::from_mins(1);
/// No vendor says more; a larger number is an error of theirs.
const LONGEST: f64 = 86_400.0;

struct Held {
    token: Secret,
    until: Instant,
}

pub struct TokenCache {
    clock: Clock,
    /// Held while a token is being fetched, so that it is fetched once.
    held: Mutex<Option<Held>>,
}

impl TokenCache {
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            held: Mutex::default(),
        }
    }

    pub async fn get<F>(&self, fetch: impl FnOnce() -> F) -> Result<Secret, ApiError>
    where
        F: Future<Output = Result<Answer, ApiError>>,
    {
        let mut held = self.held.lock().await;
        if let Some(Held { token, until }) = &*held
            && self.clock.now() < *until
        {
            return Ok(token.clone());
        }
        *held = None;
        let asked = self.clock.now();
        let (token, life) = read(&fetch().await.map_err(not_sent)?)?;
        *held = Some(Held {
            token: token.clone(),
            until: asked + life,
        });
        Ok(token)
    }

    /// Forgets this token, but not a newer one that somebody fetched meanwhile.
    pub async fn forget(&self, refused: &Secret) {
        let mut held = self.held.lock().await;
        if held.as_ref().is_some_and(|held| held.token == *refused) {
            *held = None;
        }
    }
}

/// A token that did not come is no send that was lost.
fn not_sent(error: ApiError) -> ApiError {
    match error {
        ApiError::AnswerLost(why) => failed(&why),
        ApiError::AnswerLate => failed("it did not answer in time"),
        other => other,
    }
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

    fn answer(expires_in: &str) -> Answer {
        let body = format!(
            r#"{{"access_token":"t","token_type":"bearer","expires_in":{expires_in},"scope":"","jti":""}}"#
        );
        Answer::bare(200, body)
    }

    #[tokio::test]
    async fn a_token_is_fetched_once_and_again_before_its_end() {
        let (clock, hand) = Clock::manual();
        let cache = TokenCache::new(clock);
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
    async fn only_the_refused_token_is_forgotten() {
        let cache = TokenCache::new(Clock::manual().0);
        cache.get(|| async { Ok(answer("60")) }).await.unwrap();
        cache.forget(&Secret::new("older".to_owned())).await;
        cache
            .get(|| async { Err(ApiError::Internal) })
            .await
            .unwrap();
        cache.forget(&Secret::new("t".to_owned())).await;
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
