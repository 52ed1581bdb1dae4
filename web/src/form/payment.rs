//! Slips in what was sent to pay.

use koop_domain::error::{Kind, chain};
use koop_domain::language::Language;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::rejected::Rejected;

use super::Slips;
use crate::error::{Failure, status};
use crate::texts;

impl Slips {
    /// What the reader can mend about a payment; anything else becomes a page of its own.
    /// `fields` are what the domain calls a field, and the id of its place in the form that was
    /// sent; what the books refuse is about the amount, who is paid, or who pays.
    pub(crate) fn of_payment(
        language: Language,
        error: PaymentError,
        fields: &[(&str, &'static str)],
    ) -> Result<Self, Failure> {
        if matches!(error, PaymentError::NotFound | PaymentError::Denied(_)) {
            return Err(error.into());
        }
        let status = Some(status(error.kind()));
        // Sent once more with the same id, it is done once.
        let words = match &error {
            PaymentError::Busy | PaymentError::Post(_) => {
                tracing::warn!(error = chain(&error), "a payment must wait");
                Some(texts::text(language, "wallet-again"))
            }
            error => texts::payment_error(language, error),
        };
        let Some(words) = words else { return Err(error.into()) };
        let named = match &error {
            PaymentError::Invalid { field, .. } => Some(*field),
            PaymentError::Rejected(why) => about(*why),
            _ => None,
        };
        let field = named.and_then(|named| fields.iter().find(|(name, _)| *name == named));
        let retry_s = match &error {
            PaymentError::TooMany { wait_s } => Some(*wait_s),
            _ => None,
        };
        Ok(match field {
            Some((_, id)) => Self { field: Some((id, words)), status, ..Self::default() },
            None => Self { whole: Some(words), status, retry_s, ..Self::default() },
        })
    }

    /// The same, of something that is not there.
    pub(crate) fn missing(self) -> Self {
        Self { status: Some(status(Kind::NotFound)), ..self }
    }
}

/// What a refusal of the books is about; nothing where that is no field.
fn about(why: Rejected) -> Option<&'static str> {
    use Rejected as R;
    match why {
        R::AmountMalformed
        | R::AmountNotPositive
        | R::AmountTooFine
        | R::AmountTooLarge
        | R::PayerLimit
        | R::PayeeLimit => Some("amount"),
        R::CurrencyDiffers | R::PayeeUnknown | R::PayeeClosed | R::PayeeFrozen | R::SameAccount => {
            Some("to")
        }
        R::PayerUnknown | R::PayerClosed | R::PayerFrozen => Some("from"),
        _ => None,
    }
}
