//! Many rows in one value of a statement: its text is the same however many there are, so that a
//! connection keeps it prepared, and a batch of any size is one round trip.

use chrono::{DateTime, SecondsFormat, Utc};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;
use serde_json::{Map, Value};

use super::super::chain::Hash;
use crate::db::{DbError, WriteTx, sql};

/// What a column holds.
#[derive(Clone, Copy)]
pub(in crate::ledger) enum Of {
    Id,
    Number,
    Text,
    Truth,
    Bytes,
    Moment,
}

/// A column: its name, and what it holds.
pub(in crate::ledger) type Column = (&'static str, Of);

/// `(select … from …) r` with these columns, of the rows in the value `$1`.
pub(super) fn source(tx: &WriteTx, columns: &[Column]) -> String {
    source_on(tx.backend(), columns)
}

/// The same on a database.
pub(in crate::ledger) fn source_on(on: crate::db::Backend, columns: &[Column]) -> String {
    match on {
        crate::db::Backend::Sqlite => {
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
        crate::db::Backend::Postgres => {
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
            format!("json_to_recordset($1::json) as r({})", all.join(", "))
        }
    }
}

/// Rows as they go into `$1`.
#[derive(Default)]
pub(in crate::ledger) struct Rows(Vec<Value>);

impl Rows {
    pub(in crate::ledger) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(in crate::ledger) fn push(&mut self, row: Row) {
        self.0.push(Value::Object(row.0));
    }

    /// As the value of `$1`.
    pub(in crate::ledger) fn json(self) -> sea_orm::Value {
        Value::Array(self.0).to_string().into()
    }

    /// Runs a statement over them; none where there are none.
    pub(super) async fn run(self, tx: &WriteTx, text: &str) -> Result<(), DbError> {
        if !self.is_empty() {
            tx.conn().execute_raw(sql(tx.conn(), text, [self.json()])).await?;
        }
        Ok(())
    }
}

/// One of them.
#[derive(Default)]
pub(in crate::ledger) struct Row(Map<String, Value>);

impl Row {
    pub(in crate::ledger) fn id(self, name: &str, id: Uuid) -> Self {
        self.maybe_id(name, Some(id))
    }

    pub(super) fn maybe_id(self, name: &str, id: Option<Uuid>) -> Self {
        self.with(name, id.map(|it| it.simple().to_string()))
    }

    pub(super) fn bytes(self, name: &str, bytes: &[u8]) -> Self {
        let hex = bytes.iter().fold(String::from("\\x"), |hex, byte| format!("{hex}{byte:02x}"));
        self.with(name, hex)
    }

    pub(super) fn hash(self, name: &str, hash: &Hash) -> Self {
        self.bytes(name, hash)
    }

    /// As it stands in the database elsewhere.
    pub(super) fn at(self, name: &str, at: DateTime<Utc>) -> Self {
        self.maybe_at(name, Some(at))
    }

    pub(super) fn maybe_at(self, name: &str, at: Option<DateTime<Utc>>) -> Self {
        self.with(name, at.map(|it| it.to_rfc3339_opts(SecondsFormat::AutoSi, false)))
    }

    pub(in crate::ledger) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }
}

/// Rows that are ids alone.
pub(in crate::ledger) fn ids(all: impl IntoIterator<Item = Uuid>) -> Rows {
    let mut rows = Rows::default();
    for id in all {
        rows.push(Row::default().id("id", id));
    }
    rows
}
