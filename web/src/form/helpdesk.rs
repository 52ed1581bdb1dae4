//! Slips in what was sent at the help desk.

use koop_domain::helpdesk::error::HelpdeskError;
use koop_domain::language::Language;

use super::Slips;
use crate::error::{Failure, status};
use crate::texts;

impl Slips {
    /// What the reader can mend about a need; anything else becomes a page of its own. `fields`
    /// are what the domain calls a field, and the id of its place in the form that was sent.
    pub(crate) fn of_need(
        language: Language,
        error: HelpdeskError,
        fields: &[(&str, &'static str)],
    ) -> Result<Self, Failure> {
        // There is no page on which one could mend that.
        if matches!(error, HelpdeskError::NotFound) {
            return Err(error.into());
        }
        let Some(words) = texts::need_error(language, &error) else { return Err(error.into()) };
        let status = Some(status(error.kind()));
        let retry_s = match &error {
            HelpdeskError::TooMany { wait_s } => Some(*wait_s),
            _ => None,
        };
        let named = match &error {
            HelpdeskError::Invalid { field, .. } => Some(*field),
            HelpdeskError::Contacts { fields } => fields.first().copied(),
            HelpdeskError::NoMandate => Some("person"),
            _ => None,
        };
        let field = named.and_then(|named| fields.iter().find(|(name, _)| *name == named));
        Ok(match field {
            Some((_, id)) => Self { field: Some((id, words)), status, ..Self::default() },
            None => Self { whole: Some(words), status, retry_s, ..Self::default() },
        })
    }
}
