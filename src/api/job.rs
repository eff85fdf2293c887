//! A data query from its question to its rows: asked for, waited for, fetched. The vendor answers
//! every query with a job, which may run for an hour. It is looked at in growing gaps; whoever stops
//! waiting, or has waited long, is told that the vendor goes on with it, and asking the same again goes
//! on with the same job. Knows no screen.

mod begun;

use super::gateway::Asked;
use super::read::read_for;
use crate::clock::now;
use crate::ui::sleep::sleep;
use crate::words::number::counted;
use begun::Begun;
use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use redrive_core::connection::ConnectionId;
use redrive_core::gateway::ErrorKind;
use redrive_core::http::Answer;
use redrive_core::problem::{Problem, ProblemKind};
use redrive_core::read::Read;
use redrive_core::zuora;
use redrive_core::zuora::contract::{Job, JobId, JobStatus};
use std::borrow::Cow;
use std::time::Duration;
use web_sys::AbortSignal;

/// Milliseconds before the second look at a job; each further gap is half as long again, up to the
/// longest.
const PAUSE: i64 = 400;
const LONGEST_PAUSE: i64 = 15_000;
/// Between two looks whether somebody stopped waiting.
const LISTEN_EVERY: Duration = Duration::from_millis(400);
/// A page waits no longer than this by itself.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);
/// Up to here nothing is said of how long it takes.
const SHORT: TimeDelta = TimeDelta::seconds(10);

/// How far a query is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Asking,
    Running,
    /// It takes a while: so long so far, as far as it is worth a word.
    Long(TimeDelta),
    /// Whoever looks on waits no longer.
    Stopped,
}

impl Phase {
    fn running(ran: TimeDelta) -> Self {
        match ran {
            _ if ran < SHORT => Self::Running,
            _ if ran.num_minutes() == 0 => {
                Self::Long(TimeDelta::seconds(ran.num_seconds() / 10 * 10))
            }
            _ => Self::Long(TimeDelta::minutes(ran.num_minutes())),
        }
    }

    /// What stands on the screen meanwhile.
    pub fn words(self) -> Cow<'static, str> {
        match self {
            Self::Asking => "Asking for the rows…".into(),
            Self::Running => "The vendor runs the query…".into(),
            Self::Long(ran) => format!(
                "The vendor has been running the query for {}. It is looked at now and then until its rows are there.",
                length(ran)
            )
            .into(),
            Self::Stopped => "It is waited for no longer.".into(),
        }
    }
}

/// What a query gave.
#[derive(Debug)]
pub struct Rows {
    pub answer: Answer,
    /// When it was begun: its rows may be as old.
    pub begun_at: DateTime<Utc>,
}

/// Asks, waits and fetches. `submit` is one of the reads that make a job. `phase` is told how far it
/// is; set to [`Phase::Stopped`], it is waited no longer. Without one nobody looks on, so nobody is told
/// that the vendor goes on with it.
///
/// # Errors
/// The vendor's or the gateway's refusal, a query that failed, or one that is not waited for any
/// longer.
pub async fn run(
    connection: ConnectionId,
    submit: zuora::Read,
    abort: AbortSignal,
    phase: Option<RwSignal<Phase>>,
) -> Result<Rows, Problem> {
    run_for(Asked::ByTheOperator, connection, submit, abort, phase).await
}

/// As [`run`], for whoever asks.
///
/// # Errors
/// As there.
pub async fn run_for(
    asked: Asked,
    connection: ConnectionId,
    submit: zuora::Read,
    abort: AbortSignal,
    phase: Option<RwSignal<Phase>>,
) -> Result<Rows, Problem> {
    let question = begun::question(&connection, &submit);
    let asking = Asking {
        asked,
        connection,
        abort,
        phase,
    };
    let ended = asking.rows(&question, submit).await;
    match &ended {
        // What went wrong on the way to the job says nothing about the job.
        Err(problem) if asking.abort.aborted() || keeps(problem) => {}
        _ => begun::over(&question),
    }
    ended
}

struct Asking {
    asked: Asked,
    connection: ConnectionId,
    abort: AbortSignal,
    phase: Option<RwSignal<Phase>>,
}

impl Asking {
    async fn rows(&self, question: &str, submit: zuora::Read) -> Result<Rows, Problem> {
        self.tell(Phase::Asking);
        let resumed = self.resumed(question).await?;
        let (mut job, begun_at) = if let Some(resumed) = resumed {
            resumed
        } else {
            self.submit(question, submit).await?
        };
        let waits_from = now();
        let mut look = 0;
        loop {
            self.check()?;
            if done(&job)? {
                match self
                    .ask(zuora::Read::QueryRows { id: job.id.clone() })
                    .await
                {
                    Err(problem) if is(&problem, &ErrorKind::NotReady) => {}
                    Err(problem) if is(&problem, &ErrorKind::JobFailed) => {
                        return Err(failed(problem.message));
                    }
                    answer => {
                        return Ok(Rows {
                            answer: answer?,
                            begun_at,
                        });
                    }
                }
            }
            let ran = now() - begun_at;
            let why = if self.is_stopped() {
                Some("you stopped waiting for it")
            } else {
                (now() - waits_from >= PATIENCE).then_some("this page waits for it no longer")
            };
            if let Some(why) = why {
                if self.phase.is_some() {
                    begun::give_up(question, now());
                }
                return Err(still_running(ran, why));
            }
            self.tell(Phase::running(ran));
            self.pause(TimeDelta::milliseconds(gap(look))).await?;
            if !self.is_stopped() {
                job = self.look(job.id.clone()).await?;
            }
            look += 1;
        }
    }

    /// Has the vendor begin a job. Nobody's leaving takes this back: the vendor would run the job all
    /// the same, and nobody could go on with it.
    async fn submit(
        &self,
        question: &str,
        submit: zuora::Read,
    ) -> Result<(Job, DateTime<Utc>), Problem> {
        let _submitting = begun::Submitting::of(question);
        let at = now();
        let submit = Read::Zuora(submit);
        let job = zuora::job(&read_for(self.asked, &self.connection, &submit, None).await?)?;
        begun::note(question, Begun::at(job.id.clone(), at));
        Ok((job, at))
    }

    /// The job of this very question, where one is under way, and since when it is.
    async fn resumed(&self, question: &str) -> Result<Option<(Job, DateTime<Utc>)>, Problem> {
        let mut just_begun = false;
        while begun::is_on_its_way(question) {
            just_begun = true;
            sleep(LISTEN_EVERY).await;
            self.check()?;
        }
        let Some(known) = begun::of(question, now()) else {
            return Ok(None);
        };
        let job = match self.look(known.id.clone()).await {
            Err(problem) if problem.kind == ProblemKind::NotFound => return Ok(None),
            job => job?,
        };
        let ended = matches!(done(&job), Ok(true));
        let fits = just_begun || !ended || known.rows_are_awaited(now());
        Ok(fits.then_some((job, known.at)))
    }

    async fn ask(&self, read: zuora::Read) -> Result<Answer, Problem> {
        let (read, abort) = (Read::Zuora(read), Some(&self.abort));
        read_for(self.asked, &self.connection, &read, abort).await
    }

    async fn look(&self, id: JobId) -> Result<Job, Problem> {
        zuora::job(&self.ask(zuora::Read::Job { id }).await?)
    }

    /// Waits so long, or until it is to be waited no longer. By the clock: the browser slows what
    /// counts pauses in a hidden page.
    async fn pause(&self, time: TimeDelta) -> Result<(), Problem> {
        let until = now() + time;
        while now() < until && !self.is_stopped() {
            sleep(LISTEN_EVERY).await;
            self.check()?;
        }
        Ok(())
    }

    fn is_stopped(&self) -> bool {
        let phase = self.phase.and_then(|phase| phase.try_get_untracked());
        phase == Some(Phase::Stopped)
    }

    fn check(&self) -> Result<(), Problem> {
        if self.abort.aborted() {
            return Err(stopped());
        }
        Ok(())
    }

    fn tell(&self, phase: Phase) {
        // An older question must not speak over the newer one.
        if let Some(told) = self.phase.filter(|_| !self.abort.aborted()) {
            told.try_set(phase);
        }
    }
}

fn is(problem: &Problem, kind: &ErrorKind) -> bool {
    problem.code.as_deref() == Some(kind.as_str())
}

/// Whether its job is still worth going on with.
fn keeps(problem: &Problem) -> bool {
    matches!(
        problem.kind,
        ProblemKind::StillRunning
            | ProblemKind::NoAnswer
            | ProblemKind::RateLimited
            | ProblemKind::SignedOut
    )
}

/// Milliseconds before the look after this one.
fn gap(look: u32) -> i64 {
    let grown = (0..look.min(20)).fold(PAUSE, |gap, _| gap + gap / 2);
    grown.min(LONGEST_PAUSE)
}

/// `40 seconds`, `12 minutes`.
fn length(ran: TimeDelta) -> String {
    let whole = |number: i64| usize::try_from(number).unwrap_or_default();
    match ran.num_minutes() {
        0 => counted(whole(ran.num_seconds()), "second", "seconds"),
        minutes => counted(whole(minutes), "minute", "minutes"),
    }
}

/// Whether the rows can be fetched.
fn done(job: &Job) -> Result<bool, Problem> {
    match job.query_status {
        JobStatus::Completed => Ok(true),
        JobStatus::Submitted | JobStatus::Accepted | JobStatus::InProgress => Ok(false),
        JobStatus::Failed => Err(failed(match &job.error_message {
            Some(words) => format!("The vendor's query failed: {words}"),
            None => "The vendor's query failed, and it does not say why.".to_owned(),
        })),
        JobStatus::Cancelled => Err(failed(
            "The query was cancelled at the vendor, as it does with one that runs for an hour. \
             A narrower filter is answered sooner."
                .to_owned(),
        )),
    }
}

fn failed(message: String) -> Problem {
    Problem::ours(ProblemKind::VendorFailed, message)
}

fn still_running(ran: TimeDelta, why: &str) -> Problem {
    let message = format!(
        "The vendor has been running this query for {}, and {why}. The query goes on there, for an \
         hour at most; a narrower filter is answered sooner.",
        length(ran)
    );
    Problem::ours(ProblemKind::StillRunning, message)
}

/// Nobody waits for it any longer, so nobody reads this.
fn stopped() -> Problem {
    Problem::ours(ProblemKind::NoAnswer, "The question was dropped.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(status: &str) -> Job {
        serde_json::from_value(
            serde_json::json!({"id": "q1", "queryStatus": status, "errorMessage": "no such column"}),
        )
        .unwrap()
    }

    #[test]
    fn a_job_is_waited_for_until_it_ends() {
        for status in ["submitted", "accepted", "in_progress"] {
            assert_eq!(done(&job(status)), Ok(false), "{status}");
        }
        assert_eq!(done(&job("completed")), Ok(true));
        let problem = done(&job("failed")).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::VendorFailed);
        assert!(problem.message.contains("no such column"));
        assert!(done(&job("cancelled")).is_err());
    }

    #[test]
    fn looks_come_at_growing_gaps_and_no_longer_than_one_is_willing_to_wait() {
        let gaps: Vec<i64> = (0..40).map(gap).collect();
        assert_eq!(gaps[..4], [400, 600, 900, 1350]);
        assert!(gaps.is_sorted() && gaps[39] == LONGEST_PAUSE && gap(u32::MAX) == LONGEST_PAUSE);
        let looks: usize = gaps
            .iter()
            .scan(0, |sum, gap| {
                *sum += gap;
                (*sum < 60_000).then_some(1)
            })
            .sum();
        assert!(looks < 15, "{looks} looks in the first minute");
    }

    #[test]
    fn words_about_time_change_seldom_and_tell_how_to_go_on() {
        let words = |seconds| {
            Phase::running(TimeDelta::seconds(seconds))
                .words()
                .into_owned()
        };
        assert_eq!(words(9), "The vendor runs the query…");
        assert!(words(47).starts_with("The vendor has been running the query for 40 seconds."));
        assert_eq!(words(41), words(49));
        assert!(words(125).contains("for 2 minutes."));
        let told = still_running(TimeDelta::minutes(10), "you stopped waiting for it");
        assert!(told.kind == ProblemKind::StillRunning && keeps(&told));
        assert!(told.message.contains("for 10 minutes, and you stopped"));
    }

    #[test]
    fn only_what_the_vendor_says_of_the_job_ends_it() {
        let of = |kind| Problem::ours(kind, "m");
        assert!(keeps(&of(ProblemKind::NoAnswer)) && keeps(&of(ProblemKind::SignedOut)));
        assert!(!keeps(&of(ProblemKind::VendorFailed)) && !keeps(&of(ProblemKind::Forbidden)));
    }
}
