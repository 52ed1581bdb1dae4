//! Many rows in one value of a statement: its text is the same however many there are, so that a
//! connection keeps it prepared, and a batch of any size is one round trip.

use chrono::{DateTime, SecondsFormat, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;
use serde_json::{Map, Value};

use super::{Backend, DbError, WriteTx, sql};

/// What a column holds.
#[derive(Clone, Copy)]
pub(crate) enum Of {
    Id,
    Number,
    Text,
    Truth,
    Bytes,
    Moment,
}

/// A column: its name, and what it holds.
pub(crate) type Column = (&'static str, Of);

/// `(select … from …) r` with these columns, of the rows in the value `$1`.
pub(crate) fn source(tx: &WriteTx, columns: &[Column]) -> String {
    source_on(tx.backend(), columns)
}

/// The same on a database.
pub(crate) fn source_on(on: Backend, columns: &[Column]) -> String {
    match on {
        Backend::Sqlite => {
            let read = |(name, of): &Column| {
                let value = format!("value ->> '$.{name}'");
                match of {
                    Of::Id => format!("unhex({value}) as {name}"),
                    Of::Bytes => format!("unhex(substr({value}, 3)) as {name}"),
                    Of::Number | Of::Text | Of::Truth | Of::Moment => format!("{value} as {name}"),
                }
            };
            let all: Vec<String> = columns.iter().map(read).collect();
            // Without the condition SQLite reads what follows an upsert's source as a join's.
            format!("(select {} from json_each($1) where true) r", all.join(", "))
        }
        Backend::Postgres => {
            let read = |(name, of): &Column| {
                let kind = match of {
                    Of::Id => "uuid",
                    Of::Number => "bigint",
                    Of::Text => "text",
                    Of::Truth => "boolean",
                    Of::Bytes => "bytea",
                    Of::Moment => "timestamptz",
                };
                format!("{name} {kind}")
            };
            let all: Vec<String> = columns.iter().map(read).collect();
            // The limit takes nothing away: it tells the planner how many there are, which else
            // holds them for a hundred and reads whole tables for a few.
            format!(
                "(select * from json_to_recordset($1::json) as r({}) \
                 limit json_array_length($1::json)) r",
                all.join(", ")
            )
        }
    }
}

/// Rows as they go into `$1`.
#[derive(Default)]
pub(crate) struct Rows(Vec<Value>);

impl Rows {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn push(&mut self, row: Row) {
        self.0.push(Value::Object(row.0));
    }

    /// As the value of `$1`.
    pub(crate) fn json(self) -> sea_orm::Value {
        Value::Array(self.0).to_string().into()
    }

    /// Runs a statement over them; none where there are none.
    pub(crate) async fn run(self, tx: &WriteTx, text: &str) -> Result<(), DbError> {
        if !self.is_empty() {
            tx.conn().execute_raw(sql(tx.conn(), text, [self.json()])).await?;
        }
        Ok(())
    }
}

/// One of them.
#[derive(Default)]
pub(crate) struct Row(Map<String, Value>);

impl Row {
    pub(crate) fn id(self, name: &str, id: Uuid) -> Self {
        self.maybe_id(name, Some(id))
    }

    pub(crate) fn maybe_id(self, name: &str, id: Option<Uuid>) -> Self {
        self.with(name, id.map(|it| it.simple().to_string()))
    }

    pub(crate) fn bytes(self, name: &str, bytes: &[u8]) -> Self {
        let hex = bytes.iter().fold(String::from("\\x"), |hex, byte| format!("{hex}{byte:02x}"));
        self.with(name, hex)
    }

    /// As it stands in the database elsewhere.
    pub(crate) fn at(self, name: &str, at: DateTime<Utc>) -> Self {
        self.maybe_at(name, Some(at))
    }

    pub(crate) fn maybe_at(self, name: &str, at: Option<DateTime<Utc>>) -> Self {
        self.with(name, at.map(|it| it.to_rfc3339_opts(SecondsFormat::AutoSi, false)))
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }
}

/// Rows that are ids alone.
pub(crate) fn ids(all: impl IntoIterator<Item = Uuid>) -> Rows {
    let mut rows = Rows::default();
    for id in all {
        rows.push(Row::default().id("id", id));
    }
    rows
}
