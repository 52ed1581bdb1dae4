//! Slips in what an organiser sent about a currency.

use koop_domain::error::{Kind, Problem};
use koop_domain::language::Language;
use koop_domain::ledger::accounts::error::AccountError;
use koop_domain::ledger::currencies::error::CurrencyError;
use koop_domain::ledger::issuing::error::IssuingError;

use super::{Named, Slips};
use crate::error::{Failure, status};
use crate::texts;

impl Slips {
    /// What the reader can mend about a currency; anything else becomes a page of its own.
    pub(crate) fn of_currency(
        language: Language,
        error: CurrencyError,
        fields: &[Named],
    ) -> Result<Self, Failure> {
        let kind = error.kind();
        match error {
            CurrencyError::Invalid { field, problem } => {
                Ok(Self::wrong(language, (field, problem), fields))
            }
            CurrencyError::Duplicate { field } => {
                let words = texts::text(language, "coin-slip-code-taken");
                Ok(Self::told(kind, Some(field), words, fields))
            }
            CurrencyError::RulesWait => Ok(Self::whole(language, kind, "coin-slip-rules-wait")),
            CurrencyError::NothingWaits => {
                Ok(Self::whole(language, kind, "coin-slip-nothing-waits"))
            }
            CurrencyError::OpensSoon => {
                let words = texts::text(language, "coin-slip-opens-soon");
                Ok(Self::told(kind, Some("effectiveAt"), words, fields))
            }
            CurrencyError::Conflict => Ok(Self::whole(language, kind, "coin-slip-conflict")),
            CurrencyError::TooMany => Ok(Self::whole(language, kind, "coin-slip-too-many")),
            error => Err(error.into()),
        }
    }

    /// The same about an account.
    pub(crate) fn of_account(
        language: Language,
        error: AccountError,
        fields: &[Named],
    ) -> Result<Self, Failure> {
        let kind = error.kind();
        match error {
            AccountError::Invalid { field, problem } => {
                Ok(Self::wrong(language, (field, problem), fields))
            }
            AccountError::Rejected(why) => {
                Ok(Self::told(kind, None, texts::ledger_rejected(language, why), fields))
            }
            AccountError::OwnCase => Ok(Self::whole(language, kind, "coin-slip-own")),
            error => Err(error.into()),
        }
    }

    /// The same about what comes into the world of a currency and goes out of it.
    pub(crate) fn of_issuing(
        language: Language,
        error: IssuingError,
        fields: &[Named],
    ) -> Result<Self, Failure> {
        if let IssuingError::Invalid { field, problem } = error {
            return Ok(Self::wrong(language, (field, problem), fields));
        }
        let Some(words) = texts::issuing_error(language, &error) else { return Err(error.into()) };
        let named = match &error {
            // All of these are about a number that was typed.
            IssuingError::Rejected(why) if why.key().starts_with("amount_") => Some("amount"),
            _ => None,
        };
        Ok(Self::told(error.kind(), named, words, fields))
    }

    /// A field that breaks a rule.
    pub(crate) fn wrong(
        language: Language,
        (field, problem): (&str, Problem),
        fields: &[Named],
    ) -> Self {
        let label = fields.iter().find(|(name, ..)| *name == field).map(|(_, _, label)| *label);
        let words = match (field, problem) {
            ("reason", Problem::Empty) => texts::text(language, "coin-slip-why"),
            _ => {
                let label = label.map_or_else(|| field.to_owned(), |it| texts::text(language, it));
                texts::problem(language, &label, problem)
            }
        };
        Self::told(Kind::Invalid, Some(field), words, fields)
    }

    fn whole(language: Language, kind: Kind, key: &str) -> Self {
        Self::told(kind, None, texts::text(language, key), &[])
    }

    fn told(kind: Kind, named: Option<&str>, words: String, fields: &[Named]) -> Self {
        let status = Some(status(kind));
        let id = named.and_then(|named| fields.iter().find(|(name, ..)| *name == named));
        match id {
            Some((_, id, _)) => Self { field: Some((id, words)), status, ..Self::default() },
            None => Self { whole: Some(words), status, ..Self::default() },
        }
    }
}
