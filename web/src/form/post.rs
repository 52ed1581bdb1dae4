//! Slips in what was sent about a post.

use koop_domain::language::Language;
use koop_domain::posts::error::PostError;

use super::Slips;
use crate::error::{Failure, status};
use crate::texts;

impl Slips {
    /// What the reader can mend about a post; anything else becomes a page of its own. `fields`
    /// are what the domain calls a field, and the id of its place in the form that was sent.
    pub(crate) fn of_post(
        language: Language,
        error: PostError,
        fields: &[(&str, &'static str)],
    ) -> Result<Self, Failure> {
        // There is no page on which one could mend that.
        if matches!(error, PostError::NotFound) {
            return Err(error.into());
        }
        let Some(words) = texts::posts::post_error(language, &error) else {
            return Err(error.into());
        };
        let status = Some(status(error.kind()));
        let retry_s = match &error {
            PostError::TooMany { wait_s } => Some(*wait_s),
            _ => None,
        };
        let field = match &error {
            PostError::Invalid { field, .. } => fields.iter().find(|(name, _)| name == field),
            _ => None,
        };
        Ok(match field {
            Some((_, id)) => Self { field: Some((id, words)), status, ..Self::default() },
            None => Self { whole: Some(words), status, retry_s, ..Self::default() },
        })
    }
}
