//! Many rows in few statements: a million records must not take a million round trips.

use sqlx::{AssertSqlSafe, SqliteConnection};

/// Fields of one statement; `SQLite` allows 32,766.
const FIELDS_MAX: usize = 6_000;

/// One value of a row.
#[derive(Debug, Clone)]
pub enum Field {
    Int(i64),
    Text(String),
    Null,
}

impl From<i64> for Field {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Field {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Self>> From<Option<T>> for Field {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Rows on their way into one table.
#[derive(Debug)]
pub struct Batch<'c> {
    connection: &'c mut SqliteConnection,
    table: &'static str,
    columns: usize,
    fields: Vec<Field>,
}

impl<'c> Batch<'c> {
    /// A batch for a table whose rows have so many columns.
    pub fn new(connection: &'c mut SqliteConnection, table: &'static str, columns: usize) -> Self {
        Self {
            connection,
            table,
            columns,
            fields: Vec::with_capacity(FIELDS_MAX),
        }
    }

    /// Adds a row, and writes when enough are there.
    pub async fn row<const N: usize>(&mut self, row: [Field; N]) -> Result<(), sqlx::Error> {
        debug_assert_eq!(N, self.columns);
        self.fields.extend(row);
        if self.fields.len() + N > FIELDS_MAX {
            self.write().await?;
        }
        Ok(())
    }

    /// Writes what is left.
    pub async fn finish(mut self) -> Result<(), sqlx::Error> {
        self.write().await
    }

    async fn write(&mut self) -> Result<(), sqlx::Error> {
        if self.fields.is_empty() {
            return Ok(());
        }
        let rows = self.fields.len() / self.columns;
        let marks = format!("({})", vec!["?"; self.columns].join(","));
        let sql = format!(
            "INSERT INTO {} VALUES {}",
            self.table,
            vec![marks.as_str(); rows].join(",")
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for field in self.fields.drain(..) {
            query = match field {
                Field::Int(number) => query.bind(number),
                Field::Text(text) => query.bind(text),
                Field::Null => query.bind(None::<i64>),
            };
        }
        query.execute(&mut *self.connection).await?;
        Ok(())
    }
}
