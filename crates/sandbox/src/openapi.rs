//! The `OpenAPI` document of what is served, built from the table of operations and the controls.

mod details;

use crate::control::{Advance, Births, Born, CONTROLS, Deaths, Died, Hands, Reset};
use crate::dialect::Dialect;
use crate::faults::Fault;
use crate::operation::Operation as Served;
use crate::oracle::SendCall;
use crate::receivers::Receiver;
use utoipa::OpenApi as _;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{Object, Type};
use utoipa::openapi::{ContentBuilder, OpenApi, PathItem, PathsBuilder, Required, Response};

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Redrive sandbox",
        description = "Three vendor APIs as their contracts state them, and the controls under /_sandbox. The operationId of a vendor operation is its name in faults and in the oracle."
    ),
    components(schemas(
        Dialect, Fault, Receiver, SendCall, Births, Born, Deaths, Died, Advance, Hands, Reset
    ))
)]
struct Schemas;

/// The document.
pub fn document() -> OpenApi {
    let mut document = Schemas::openapi();
    let mut paths = PathsBuilder::new();
    for &served in Served::ALL {
        let spec = served.spec();
        let path = format!("/{}{}", spec.vendor.as_str(), spec.path);
        let mut operation = operation(served.name(), spec.vendor.as_str(), spec.summary, &path)
            .response(details::success(served), Response::new("Taken"))
            .response("default", Response::new("The vendor's error envelope"));
        for name in details::query(served) {
            operation = operation.parameter(parameter(name, ParameterIn::Query));
        }
        let operation = with_body(operation, details::body(served));
        paths = paths.path(&path, item(spec.method.as_str(), operation.build()));
    }
    for control in &CONTROLS {
        let id = format!("{} {}", control.method, control.path);
        let operation = operation(&id, "_sandbox", control.summary, control.path)
            .response("200", Response::new("Done"));
        let operation = with_body(operation, control.example);
        paths = paths.path(control.path, item(control.method, operation.build()));
    }
    document.paths = paths.build();
    document
}

fn operation(id: &str, tag: &str, summary: &str, path: &str) -> OperationBuilder {
    let operation = OperationBuilder::new()
        .operation_id(Some(id))
        .tag(tag)
        .summary(Some(summary));
    if path.contains("{id}") {
        operation.parameter(parameter("id", ParameterIn::Path))
    } else {
        operation
    }
}

fn parameter(name: &str, place: ParameterIn) -> Parameter {
    let required = match place {
        ParameterIn::Path => Required::True,
        _ => Required::False,
    };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(required)
        .schema(Some(Object::with_type(Type::String)))
        .build()
}

/// With a body that is taken, where there is one.
fn with_body(operation: OperationBuilder, example: &str) -> OperationBuilder {
    match serde_json::from_str::<serde_json::Value>(example) {
        Ok(example) => {
            let content = ContentBuilder::new().example(Some(example)).build();
            let body = RequestBodyBuilder::new()
                .content("application/json", content)
                .build();
            operation.request_body(Some(body))
        }
        Err(_) => operation,
    }
}

fn item(method: &str, operation: Operation) -> PathItem {
    let method = match method.to_ascii_lowercase().as_str() {
        "post" => HttpMethod::Post,
        "put" => HttpMethod::Put,
        "patch" => HttpMethod::Patch,
        "delete" => HttpMethod::Delete,
        _ => HttpMethod::Get,
    };
    PathItem::new(method, operation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_and_control_is_in_the_document() {
        let text = document().to_json().unwrap();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let mut found = 0;
        for item in value["paths"].as_object().unwrap().values() {
            for operation in item.as_object().unwrap().values() {
                found += usize::from(operation.get("operationId").is_some());
            }
        }
        assert_eq!(found, Served::ALL.len() + CONTROLS.len());
        assert!(text.contains("reset_after") && text.contains("failedOnly"));
    }
}
