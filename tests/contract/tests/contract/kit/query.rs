//! A data query of Zuora's from its submission to its file.

use super::carrier::Carrier;
use redrive_core::http::{Answer, Exchange};
use redrive_core::read::Read as AnyRead;
use redrive_core::zuora::contract::{JobStatus, NotificationRow, Row};
use redrive_core::zuora::{self, Cursor, NotificationFilter, Read};
use std::time::{Duration, Instant};

/// One page of notifications.
pub async fn rows(
    zuora: &Carrier,
    filter: &NotificationFilter,
    limit: u32,
    cursor: Option<Cursor>,
) -> Vec<Row<NotificationRow>> {
    let read = Read::SubmitPage {
        filter: filter.clone(),
        limit,
        cursor,
    };
    zuora::rows(&file(zuora, &read).await).unwrap()
}

/// How many notifications match.
pub async fn count(zuora: &Carrier, filter: &NotificationFilter) -> u64 {
    let filter = filter.clone();
    zuora::count(&file(zuora, &Read::SubmitCount { filter }).await).unwrap()
}

/// The file of a query, once it is there.
pub async fn file(zuora: &Carrier, read: &Read) -> Answer {
    let submitted = zuora.ask(&read.request().unwrap()).await;
    let id = zuora::job(&submitted).unwrap().id;
    let poll = Read::Job { id }.request().unwrap();
    let deadline = Instant::now() + Duration::from_mins(1);
    loop {
        let job = zuora::job(&zuora.ask(&poll).await).unwrap();
        match job.query_status {
            JobStatus::Completed => return zuora.file(&job.data_file.unwrap()).await,
            JobStatus::Failed | JobStatus::Cancelled => panic!("{job:?}"),
            _ => assert!(Instant::now() < deadline, "{job:?}"),
        }
    }
}

/// Makes one read, the file of a query among them.
pub async fn read(carrier: &Carrier, read: &AnyRead) -> Exchange {
    match (read.request(), read) {
        (Some(request), _) => carrier.carry(&request).await,
        (None, AnyRead::Zuora(Read::QueryRows { id })) => {
            let look = Read::Job { id: id.clone() }.request().unwrap();
            let job = zuora::job(&carrier.ask(&look).await).unwrap();
            Exchange::Answered(carrier.file(&job.data_file.unwrap()).await)
        }
        (None, other) => panic!("{other:?} has no request"),
    }
}
