//! A data query from its question to its rows: asked for, waited for, fetched. The vendor answers
//! every query with a job. Knows no screen.

use crate::api::read::read_until;
use crate::ui::sleep::sleep;
use redrive_core::connection::ConnectionId;
use redrive_core::http::Answer;
use redrive_core::problem::{Problem, ProblemKind};
use redrive_core::read::Read;
use redrive_core::zuora;
use redrive_core::zuora::contract::{Job, JobStatus};
use std::time::Duration;
use web_sys::AbortSignal;

/// Between two looks at a job.
const PAUSE: Duration = Duration::from_millis(400);
/// Looks until it is given up: one minute of pauses.
const LOOKS: usize = 150;

/// How far a query is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Asking,
    Running,
}

impl Phase {
    /// What stands on the screen meanwhile.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Asking => "Asking for the rows…",
            Self::Running => "The vendor runs the query…",
        }
    }
}

/// Asks, waits and fetches. `submit` is one of the two reads that make a job.
///
/// # Errors
/// The vendor's or the gateway's refusal, a query that failed, or one that took too long.
pub async fn run(
    connection: ConnectionId,
    submit: zuora::Read,
    abort: AbortSignal,
    tell: Box<dyn Fn(Phase)>,
) -> Result<Answer, Problem> {
    let told = |phase| {
        // An older question must not speak over the newer one.
        if !abort.aborted() {
            tell(phase);
        }
    };
    let ask = async |read: zuora::Read| read_until(&connection, &Read::Zuora(read), &abort).await;
    told(Phase::Asking);
    let mut job = zuora::job(&ask(submit).await?)?;
    told(Phase::Running);
    for _ in 0..LOOKS {
        if abort.aborted() {
            return Err(stopped());
        }
        if done(&job)? {
            match ask(zuora::Read::QueryRows { id: job.id.clone() }).await {
                Err(problem) if is(&problem, "not_ready") => {}
                Err(problem) if is(&problem, "job_failed") => {
                    return Err(failed(problem.message));
                }
                answer => return answer,
            }
        }
        sleep(PAUSE).await;
        if abort.aborted() {
            return Err(stopped());
        }
        let id = job.id.clone();
        job = zuora::job(&ask(zuora::Read::Job { id }).await?)?;
    }
    Err(Problem::ours(
        ProblemKind::NoAnswer,
        "The vendor did not finish the query within 60 seconds, so it is no longer waited for. \
         A narrower filter is answered sooner.",
    ))
}

fn is(problem: &Problem, code: &str) -> bool {
    problem.code.as_deref() == Some(code)
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
        JobStatus::Cancelled => Err(failed("The query was cancelled at the vendor.".to_owned())),
    }
}

fn failed(message: String) -> Problem {
    Problem::ours(ProblemKind::VendorFailed, message)
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
}
