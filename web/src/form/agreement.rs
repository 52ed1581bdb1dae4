//! Slips in what was sent about an agreement.

use koop_domain::agreements::error::AgreementError;
use koop_domain::language::Language;

use super::Slips;
use crate::error::{Failure, status};
use crate::texts;

impl Slips {
    /// What the reader can mend about an agreement; anything else becomes a page of its own.
    /// `fields` are what the domain calls a field, and the id of its place in the form that was
    /// sent.
    pub(crate) fn of_agreement(
        language: Language,
        error: AgreementError,
        fields: &[(&str, &'static str)],
    ) -> Result<Self, Failure> {
        // There is no page on which one could mend that.
        if matches!(error, AgreementError::NotFound) {
            return Err(error.into());
        }
        if let AgreementError::Photo(error) = error {
            return Self::media(language, error);
        }
        let Some(words) = texts::agreement_error(language, &error) else {
            return Err(error.into());
        };
        let status = Some(status(error.kind()));
        let retry_s = match &error {
            AgreementError::TooMany { wait_s } => Some(*wait_s),
            _ => None,
        };
        let field = match &error {
            AgreementError::Invalid { field, .. } | AgreementError::Amount { field, .. } => {
                fields.iter().find(|(name, _)| name == field)
            }
            _ => None,
        };
        Ok(match field {
            Some((_, id)) => Self { field: Some((id, words)), status, ..Self::default() },
            None => Self { whole: Some(words), status, retry_s, ..Self::default() },
        })
    }
}
