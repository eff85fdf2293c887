//! Writes the rows of a data query as JSON Lines, or with separators.

use crate::zuora::dialect::ColumnCase;
use serde_json::{Map, Value};
use sqlx::sqlite::SqliteRow;
use sqlx::{Column, Row, TypeInfo, ValueRef};

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One object a line.
    JsonLines,
    /// A line of names, then a line a row.
    Separated(char),
}

/// The file.
pub fn file(rows: &[SqliteRow], format: Format, columns: ColumnCase) -> Vec<u8> {
    let mut out = String::new();
    if let (Format::Separated(separator), Some(first)) = (format, rows.first()) {
        let names: Vec<String> = names(first, columns);
        line(&mut out, &names, separator);
    }
    for row in rows {
        let values = (0..row.columns().len()).map(|index| value(row, index));
        match format {
            Format::JsonLines => {
                let object: Map<String, Value> =
                    names(row, columns).into_iter().zip(values).collect();
                out.push_str(&Value::Object(object).to_string());
                out.push('\n');
            }
            Format::Separated(separator) => {
                let texts: Vec<String> = values
                    .map(|value| match value {
                        Value::Null => String::new(),
                        Value::String(text) => text,
                        other => other.to_string(),
                    })
                    .collect();
                line(&mut out, &texts, separator);
            }
        }
    }
    out.into_bytes()
}

fn names(row: &SqliteRow, columns: ColumnCase) -> Vec<String> {
    row.columns()
        .iter()
        .map(|column| match columns {
            ColumnCase::Lower => column.name().to_lowercase(),
            ColumnCase::Upper => column.name().to_uppercase(),
        })
        .collect()
}

/// By the type that the value has, since an expression has no declared one.
fn value(row: &SqliteRow, index: usize) -> Value {
    let Ok(raw) = row.try_get_raw(index) else {
        return Value::Null;
    };
    if raw.is_null() {
        return Value::Null;
    }
    match raw.type_info().name() {
        "INTEGER" => row.try_get_unchecked::<i64, _>(index).map(Value::from),
        "REAL" => row.try_get_unchecked::<f64, _>(index).map(Value::from),
        _ => row.try_get_unchecked::<String, _>(index).map(Value::from),
    }
    .unwrap_or_default()
}

fn line(out: &mut String, values: &[String], separator: char) {
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push(separator);
        }
        if value.contains([separator, '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&value.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(value);
        }
    }
    out.push('\n');
}
