//! A draft, and who finds it again.

use std::fmt;

use chrono::{DateTime, Utc};

use super::error::DraftError;
use crate::id::MemberId;
use crate::members::codes::hash;
use crate::members::model::Secret;

/// How long what was typed waits in a browser, in hours: somebody signs in meanwhile.
pub const BROWSER_HOURS: i64 = 24;
/// How long a member finds what they left half way, in days.
pub const MEMBER_DAYS: i64 = 7;
/// How much is kept of one form, in bytes as it is written down: the longest of them, filled in.
pub const TYPED_MAX_BYTES: usize = 64 * 1024;
/// The longest path of a form, in characters.
pub const FORM_MAX: usize = 200;
/// How many digits the secret of a browser has.
const SECRET_DIGITS: usize = 64;

/// Names and values, in their order.
pub type Pairs = Vec<(String, String)>;

/// What somebody typed into a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The path of the form.
    pub form: String,
    /// What was typed.
    pub typed: Pairs,
    /// When.
    pub kept_at: DateTime<Utc>,
}

impl Draft {
    /// What was typed, if that can be kept.
    ///
    /// # Errors
    /// [`DraftError::TooLong`] beyond [`TYPED_MAX_BYTES`] or [`FORM_MAX`].
    pub(super) fn new(
        form: String,
        typed: Pairs,
        kept_at: DateTime<Utc>,
    ) -> Result<Self, DraftError> {
        let draft = Self { form, typed, kept_at };
        let fits = draft.written().is_ok_and(|it| it.len() <= TYPED_MAX_BYTES);
        let fits = fits && draft.form.chars().count() <= FORM_MAX;
        if fits { Ok(draft) } else { Err(DraftError::TooLong) }
    }

    /// What was typed, as it is written down.
    pub(super) fn written(&self) -> serde_json::Result<String> {
        serde_json::to_string(&self.typed)
    }
}

/// Who finds a draft again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// A browser, by the hash of what only it has.
    Browser(String),
    /// A member, on every device.
    Member(MemberId),
}

impl Holder {
    pub(super) fn browser(secret: &Secret) -> Self {
        Self::Browser(hash(secret.reveal()))
    }
}

impl fmt::Display for Holder {
    /// As it stands in the database.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Browser(hash) => write!(f, "browser:{hash}"),
            Self::Member(id) => write!(f, "member:{id}"),
        }
    }
}

/// Whether a browser sent what it could have been given.
pub(super) fn is_secret(secret: &Secret) -> bool {
    let digits = secret.reveal();
    digits.len() == SECRET_DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_much_is_kept() {
        let kept = |form: &str, value: &str| {
            let typed = vec![("naam".to_owned(), value.to_owned())];
            Draft::new(form.to_owned(), typed, DateTime::UNIX_EPOCH).is_ok()
        };
        let room = TYPED_MAX_BYTES - r#"[["naam",""]]"#.len();
        assert!(kept("/plek-toevoegen", &"é".repeat(room / 2)));
        assert!(kept("/plek-toevoegen", &"e".repeat(room)));
        assert!(!kept("/plek-toevoegen", &"e".repeat(room + 1)));
        assert!(!kept("/plek-toevoegen", &"\u{1}".repeat(room / 2)), "as it is written down");
        assert!(!kept(&"/".repeat(FORM_MAX + 1), ""));
    }

    #[test]
    fn a_browser_brings_what_it_was_given() {
        assert!(is_secret(&Secret::new("0a".repeat(32))));
        for odd in ["", "0a", &"0g".repeat(32), &"0a".repeat(33)] {
            assert!(!is_secret(&Secret::new(odd)), "{odd}");
        }
    }
}
