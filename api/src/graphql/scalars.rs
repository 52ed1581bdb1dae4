//! Scalars of our own: days and wall times, which have no zone and no instant.

use async_graphql::{Description, InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Utc};
use koop_domain::listings::opening_hours::ZONE;

const WALL: &str = "%Y-%m-%dT%H:%M";

/// A calendar day, such as `2026-11-24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Description)]
pub(crate) struct Date(pub(crate) NaiveDate);

/// A time on the wall where the place is, such as `2026-11-24T09:00`. Midnight at the end of a
/// day is `00:00` of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Description)]
pub(crate) struct LocalDateTime(pub(crate) NaiveDateTime);

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

/// An instant with the offset of the place, so that a person can read it too.
pub(crate) fn here(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    at.with_timezone(&ZONE).fixed_offset()
}
