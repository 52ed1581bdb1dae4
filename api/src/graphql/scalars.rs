//! Scalars of our own: days and wall times, which have no zone and no instant.

use async_graphql::{Description, InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{DateTime, NaiveDate, NaiveDateTime, SecondsFormat, Utc};
use koop_domain::listings::error::Problem;
use koop_domain::listings::opening_hours::ZONE;

use super::errors::Wrong;

const WALL: &str = "%Y-%m-%dT%H:%M";

/// An instant in RFC 3339, such as `2026-11-24T14:00:00+01:00`. Answers carry the offset of the
/// place, so that a person can read them too.
///
/// What comes in is kept as text and read by [`Instant::read`]: a wrong one is a mistake in a
/// named field, told in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Description)]
pub(crate) struct Instant(String);

/// A calendar day, such as `2026-11-24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Description)]
pub(crate) struct Date(pub(crate) NaiveDate);

/// A time on the wall where the place is, such as `2026-11-24T09:00`. Midnight at the end of a
/// day is `00:00` of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Description)]
pub(crate) struct LocalDateTime(pub(crate) NaiveDateTime);

/// A whole document in JSON, whose keys are its own.
#[derive(Clone, Debug, PartialEq, Description)]
pub(crate) struct Json(pub(crate) serde_json::Value);

#[Scalar(
    name = "JSON",
    use_type_description,
    specified_by_url = "https://www.rfc-editor.org/rfc/rfc8259"
)]
impl ScalarType for Json {
    fn parse(value: Value) -> InputValueResult<Self> {
        Ok(Self(value.into_json()?))
    }

    fn to_value(&self) -> Value {
        Value::from_json(self.0.clone()).unwrap_or_default()
    }
}

#[Scalar(
    use_type_description,
    specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6"
)]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Ok(Self(text.parse()?)),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

#[Scalar(use_type_description)]
impl ScalarType for LocalDateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Ok(Self(NaiveDateTime::parse_from_str(text, WALL)?)),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.format(WALL).to_string())
    }
}

#[Scalar(
    name = "DateTime",
    use_type_description,
    specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6"
)]
impl ScalarType for Instant {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text)),
            value => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }

    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::String(_))
    }
}

impl Instant {
    /// The instant that somebody gave in a field.
    pub(crate) fn read(&self, field: &'static str) -> Result<DateTime<Utc>, Wrong> {
        let instant = DateTime::parse_from_rfc3339(&self.0);
        instant.map(|at| at.to_utc()).map_err(|_| Wrong::Field(field, Problem::Unreadable))
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.with_timezone(&ZONE).to_rfc3339_opts(SecondsFormat::AutoSi, false))
    }
}
