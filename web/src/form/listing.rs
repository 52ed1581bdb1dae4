//! Slips in what was sent about a place, and the plain fields of its forms.

use koop_domain::error::{Kind, Problem};
use koop_domain::language::Language;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::rules::LINE_MAX;
use koop_domain::profiles::error::ProfileError;

use super::{Field, Slips};
use crate::error::{Failure, status};
use crate::texts;

/// A field of a form about a place: what the domain calls it, its id, and the key of its label.
pub(crate) type Named = (&'static str, &'static str, &'static str);

impl Slips {
    /// What the reader can mend about a place; anything else becomes a page of its own.
    pub(crate) fn of_listing(
        language: Language,
        error: ListingError,
        fields: &[Named],
    ) -> Result<Self, Failure> {
        let status = Some(status(error.kind()));
        let whole = |key: &str| Some(texts::text(language, key));
        match &error {
            // Whichever form it was, the way out is to take days away.
            ListingError::Invalid { field, problem: problem @ Problem::TooManyDays } => {
                let words = texts::problem(language, field, *problem);
                Ok(Self { whole: Some(words), status, ..Self::default() })
            }
            ListingError::Invalid { field, problem } => {
                let known = fields.iter().find(|(name, ..)| name == field);
                let Some((_, id, label)) = known else {
                    let words = texts::problem(language, field, *problem);
                    return Ok(Self { whole: Some(words), status, ..Self::default() });
                };
                let words = texts::problem(language, &texts::text(language, label), *problem);
                Ok(Self { field: Some((id, words)), status, ..Self::default() })
            }
            ListingError::TooMany { wait_s } => {
                let whole = whole("keep-too-many");
                Ok(Self { whole, status, retry_s: Some(*wait_s), ..Self::default() })
            }
            ListingError::Conflict { .. } => {
                Ok(Self { whole: whole("keep-conflict"), status, ..Self::default() })
            }
            ListingError::Duplicate => {
                Ok(Self { whole: whole("claim-already"), status, ..Self::default() })
            }
            _ => Err(error.into()),
        }
    }

    /// The same of profiles, mandates and what is known of people.
    pub(crate) fn of_profile(
        language: Language,
        error: ProfileError,
        fields: &[Named],
    ) -> Result<Self, Failure> {
        if let ProfileError::Community(error) = error {
            return Self::of_community(language, error);
        }
        let Some(words) = texts::profile_error(language, &error) else { return Err(error.into()) };
        let status = Some(status(error.kind()));
        let retry_s = match &error {
            ProfileError::TooMany { wait_s } => Some(*wait_s),
            _ => None,
        };
        let field = match &error {
            ProfileError::Invalid { field, .. } => fields.iter().find(|(name, ..)| name == field),
            _ => None,
        };
        Ok(match field {
            Some((_, id, _)) => Self { field: Some((id, words)), status, ..Self::default() },
            None => Self { whole: Some(words), status, retry_s, ..Self::default() },
        })
    }

    /// Something that the reader can mend in the whole of it.
    pub(crate) fn in_all(words: String) -> Self {
        let status = Some(status(Kind::Invalid));
        Self { whole: Some(words), status, ..Self::default() }
    }

    /// The field that something is wrong with, by its id, and what.
    pub(crate) fn named(&self) -> Option<(&'static str, &str)> {
        self.field.as_ref().map(|(id, words)| (*id, words.as_str()))
    }
}

impl Field {
    /// A line of text about a place.
    pub(crate) fn fact(
        language: Language,
        (id, label): (&'static str, &str),
        typed: &str,
        slips: &Slips,
    ) -> Self {
        Self::line(id, texts::text(language, label), typed, LINE_MAX, slips)
    }

    /// The same with a hint.
    pub(crate) fn hinted(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The same for another kind of value: HTML's type, and the keys that a telephone shows.
    pub(crate) fn typed(mut self, kind: &'static str, keys: &'static str) -> Self {
        (self.kind, self.keys) = (kind, keys);
        self
    }
}
