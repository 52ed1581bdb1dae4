//! Slips with a kept question.

use koop_domain::language::Language;
use koop_domain::posts::saved::error::SavedError;

use super::Slips;
use crate::error::{Failure, status};
use crate::texts;

impl Slips {
    /// What the reader can mend about a question that they keep, told above; anything else becomes
    /// a page of its own.
    pub(crate) fn of_saved(language: Language, error: SavedError) -> Result<Self, Failure> {
        if matches!(error, SavedError::NotFound) {
            let words = texts::text(language, "saved-gone");
            return Err(Failure::from(error).told(words));
        }
        let Some(words) = texts::saved::saved_error(language, &error) else {
            return Err(error.into());
        };
        let retry_s = match &error {
            SavedError::TooMany { wait_s } => Some(*wait_s),
            _ => None,
        };
        let status = Some(status(error.kind()));
        Ok(Self { whole: Some(words), status, retry_s, ..Self::default() })
    }
}
