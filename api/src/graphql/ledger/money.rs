//! Amounts, and the ids that a client makes.

use async_graphql::{
    Description, InputValueError, InputValueResult, Scalar, ScalarType, SimpleObject, Value,
};
use koop_domain::error::Problem;
use koop_domain::ledger::amount::decimal;
use koop_domain::ledger::currencies::Currency;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::Unit;
use uuid::Uuid;

/// A decimal number in a text, such as `"12.50"`: never a JSON number, which would lose digits.
///
/// What comes in is kept as text and read by the verb, so that a bad amount is a refusal with a
/// name. A comma may stand for the point.
#[derive(Clone, Debug, PartialEq, Eq, Description)]
pub(crate) struct Decimal(pub(super) String);

/// An id that the client makes, any UUID. Sent again, what was asked is done once and answered as
/// the first time.
#[derive(Clone, Debug, PartialEq, Eq, Description)]
pub(crate) struct ClientId(String);

/// An amount or a balance in a currency.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Money {
    /// How much; below zero where it is owed.
    amount: Decimal,
    /// The code of the currency, such as LAT.
    currency: String,
}

#[Scalar(use_type_description)]
impl ScalarType for Decimal {
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

#[Scalar(
    name = "UUID",
    use_type_description,
    specified_by_url = "https://www.rfc-editor.org/rfc/rfc9562"
)]
impl ScalarType for ClientId {
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

impl ClientId {
    /// The id, as the input's field `id`.
    pub(super) fn read(&self) -> Result<Uuid, PaymentError> {
        let (field, problem) = ("id", Problem::Unreadable);
        Uuid::try_parse(&self.0).map_err(|_| PaymentError::Invalid { field, problem })
    }
}

impl Decimal {
    /// The text as it was sent.
    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

impl Money {
    /// Minor units of an account's currency.
    pub(super) fn of(minor: i64, unit: &Unit) -> Self {
        Self { amount: Decimal(decimal(minor, unit.scale)), currency: unit.code.clone() }
    }

    /// Minor units of a currency, by its code and the digits that its amounts have.
    pub(crate) fn plain(minor: i64, (code, scale): (&str, u8)) -> Self {
        Self { amount: Decimal(decimal(minor, scale)), currency: code.to_owned() }
    }

    /// Minor units of a currency.
    pub(super) fn in_currency(minor: i64, currency: &Currency) -> Self {
        Self { amount: Decimal(decimal(minor, currency.scale)), currency: currency.code.clone() }
    }
}
