//! Data queries as jobs: submit, poll, list, cancel, and the file of a finished one (contract 3.6).

use super::envelope;
use super::live::{End, Query};
use super::query::{self, Format};
use super::table::text_of_micros;
use crate::envelope::Problem;
use crate::pipeline::{Answer, Call, Refusal, Reply};
use crate::world::World;
use redrive_core::zuora::contract::{Job, JobEnvelope, JobId, JobStatus, SubmitQuery};
use serde_json::json;
use std::sync::Arc;

/// Where finished results lie, below the vendor's prefix. No token is asked for there.
pub const FILES: &str = "/zuora/_files/{id}";

/// Takes a query; it runs by itself.
pub fn submit(call: &Call) -> Answer {
    let bad = |message: &str| Refusal::from(envelope::query(400, 20, message));
    let body: SubmitQuery = serde_json::from_slice(&call.body)
        .map_err(|error| bad(&format!("The body is no data query: {error}")))?;
    let format = match body.output_format.as_str() {
        "JSON" => Format::JsonLines,
        "CSV" => Format::Separated(','),
        "TSV" => Format::Separated('\t'),
        "DSV" => Format::Separated('|'),
        _ => return Err(bad("outputFormat is JSON, CSV, TSV or DSV.")),
    };
    let packed = match body.compression.as_str() {
        "NONE" => false,
        "GZIP" => true,
        "ZIP" => return Err(bad("The sandbox writes no ZIP; ask for NONE or GZIP.")),
        _ => return Err(bad("compression is NONE, GZIP or ZIP.")),
    };
    if body.output.target != "S3" {
        return Err(bad("output.target is S3."));
    }
    let sql = query::bridged(&body.query, call.at).map_err(|error| bad(&error.to_string()))?;
    let (id, signature) = call.world.dice(|dice| (dice.uuid(), dice.opaque("")));
    let id: JobId = id.try_into().map_err(|_| bad("no id"))?;
    let job = Query {
        id: id.clone(),
        sql: body.query,
        format,
        packed,
        at: call.micros(),
        signature,
        end: None,
    };
    call.world.zuora.keep_query(job.clone());
    let (world, columns) = (Arc::clone(&call.world), call.dialect.zuora.columns);
    tokio::spawn(async move {
        let end = query::run(&world.reader, sql, format, columns, packed).await;
        world.zuora.end_query(id.as_str(), end);
    });
    Ok(Reply::json(200, &shown(call, &job)))
}

/// How far a job is.
pub fn read(call: &Call) -> Answer {
    Ok(Reply::json(200, &shown(call, &find(call)?)))
}

/// The newest jobs, of one state where it is named.
pub fn list(call: &Call) -> Answer {
    let most = call
        .query("pageSize")
        .and_then(|text| text.parse::<usize>().ok())
        .unwrap_or(20)
        .clamp(1, 100);
    let wanted: Option<JobStatus> = match call.query("queryStatus") {
        None => None,
        Some(word) => Some(
            serde_json::from_value(json!(word))
                .map_err(|_| envelope::query(400, 27, "There is no such queryStatus."))?,
        ),
    };
    let jobs: Vec<Job> = call
        .world
        .zuora
        .queries()
        .iter()
        .map(|query| shown(call, query).data)
        .filter(|job| wanted.is_none_or(|wanted| wanted == job.query_status))
        .take(most)
        .collect();
    Ok(Reply::json(200, &json!({"data": jobs})))
}

/// Stops a job that has not ended.
pub fn cancel(call: &Call) -> Answer {
    let job = find(call)?;
    call.world.zuora.end_query(job.id.as_str(), End::Cancelled);
    read(call)
}

/// The file of a finished job, for whoever knows its signature.
pub fn file(world: &World, id: &str, signature: Option<&str>) -> Reply {
    let known = world
        .zuora
        .query(id)
        .filter(|query| Some(query.signature.as_str()) == signature);
    let Some(Query {
        end: Some(End::Done { file, .. }),
        packed,
        format,
        ..
    }) = known
    else {
        return Reply {
            content_type: Some("application/xml".to_owned()),
            body: b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
                .to_vec(),
            ..Reply::empty(403)
        };
    };
    let kind = match (packed, format) {
        (true, _) => "application/gzip",
        (false, Format::JsonLines) => "application/x-ndjson",
        (false, Format::Separated(_)) => "text/csv",
    };
    Reply {
        content_type: Some(kind.to_owned()),
        body: file,
        ..Reply::empty(200)
    }
}

fn find(call: &Call) -> Result<Query, Refusal> {
    call.world
        .zuora
        .query(&call.id)
        .ok_or_else(|| envelope::problem(call.operation, Problem::NotFound).into())
}

fn shown(call: &Call, query: &Query) -> JobEnvelope {
    let status = query.status(call.micros(), call.dialect.zuora.query_stage_ms);
    let (rows, error) = match (&query.end, status) {
        (Some(End::Done { rows, .. }), JobStatus::Completed) => (Some(*rows), None),
        (Some(End::Failed(message)), JobStatus::Failed) => (None, Some(message.clone())),
        _ => (None, None),
    };
    let address = format!(
        "{}{}?sig={}",
        call.origin(),
        FILES.replace("{id}", query.id.as_str()),
        query.signature
    );
    JobEnvelope {
        data: Job {
            id: query.id.clone(),
            query_status: status,
            query: Some(query.sql.clone()),
            data_file: (status == JobStatus::Completed).then_some(address),
            output_rows: rows,
            processing_time: rows.map(|rows| 200 + rows / 10),
            remaining_retries: Some(3),
            updated_on: Some(text_of_micros(call.micros()).into()),
            error_message: error,
        },
    }
}
