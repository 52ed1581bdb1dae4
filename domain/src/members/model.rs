//! Who a member is, and what an address, a name and a password must be.

use std::fmt;

use chrono::{DateTime, Utc};

use crate::error::Problem;
use crate::id::{MemberId, ProfileId, SessionId};
use crate::language::Language;

pub use crate::profiles::model::{Profile, ProfileKind};

/// The longest name, in characters.
pub const NAME_MAX: usize = 80;
/// The longest mail address, in bytes (RFC 5321, 4.5.3.1.3, without the angle brackets).
pub const EMAIL_MAX: usize = 254;
/// The longest part of it before the sign, in bytes (RFC 5321, 4.5.3.1.1).
const LOCAL_MAX: usize = 64;
/// The shortest password, in characters: ASVS 5.0, 6.2.1, and 15 advised.
pub const PASSWORD_MIN: usize = 8;
/// The longest, in characters: ASVS 5.0, 6.2.9 asks for 64 at least.
pub const PASSWORD_MAX: usize = 128;
/// How much of what a device calls itself is kept, in characters.
pub const DEVICE_MAX: usize = 80;
/// The digits of a mailed code.
pub const CODE_DIGITS: usize = 6;

/// A mail address. It is mailed as it was typed, and compared in small letters.
#[derive(Clone, PartialEq, Eq)]
pub struct Email {
    typed: String,
    key: String,
}

impl Email {
    /// Reads what somebody typed. Whether mail arrives there only a mail can tell, so this keeps
    /// out only what cannot be an address.
    ///
    /// # Errors
    /// [`Problem::Empty`], [`Problem::TooLong`] or [`Problem::Unreadable`].
    pub fn read(typed: &str) -> Result<Self, Problem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Problem::Empty);
        }
        if typed.len() > EMAIL_MAX {
            return Err(Problem::TooLong);
        }
        let (local, host) = typed.rsplit_once('@').ok_or(Problem::Unreadable)?;
        let odd = |c: char| c.is_whitespace() || c.is_control() || "<>()[]\\,;:\"@".contains(c);
        let labels = host.split('.').all(|label| {
            let inner = |c: char| c.is_alphanumeric() || c == '-';
            !label.is_empty()
                && label.chars().all(inner)
                && !label.starts_with('-')
                && !label.ends_with('-')
        });
        let whole = !local.is_empty() && local.len() <= LOCAL_MAX && !local.contains(odd);
        let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
        // The Kelvin sign is another mailbox than k, and its small letter would pass for that.
        let alike = |c: char| !c.is_ascii() && c.to_lowercase().any(|small| small.is_ascii());
        if typed.contains(alike) || !(whole && dots && labels && host.contains('.')) {
            return Err(Problem::Unreadable);
        }
        Ok(Self { typed: typed.to_owned(), key: typed.to_lowercase() })
    }

    /// As it was typed, to mail to.
    #[must_use]
    pub fn as_typed(&self) -> &str {
        &self.typed
    }

    /// In small letters, to compare.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Enough of it to know it again and too little to write to: `h…@voorbeeld.nl`.
    #[must_use]
    pub fn masked(&self) -> String {
        let first = self.typed.chars().next().unwrap_or('…');
        let (_, host) = self.typed.rsplit_once('@').unwrap_or_default();
        format!("{first}…@{host}")
    }
}

impl fmt::Debug for Email {
    /// Addresses stay out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(address)")
    }
}

/// What is known only to whoever was given it: a password, a code, a token. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps something secret.
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself, for who needs it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// Whether a member may do anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As everybody.
    Active,
    /// Kept from signing in by an organiser.
    Frozen,
}

/// A member: a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Which.
    pub id: MemberId,
    /// As others see it.
    pub name: String,
    /// Where mail is sent; some members have none.
    pub email: Option<Email>,
    /// When a mail to it was answered.
    pub email_confirmed_at: Option<DateTime<Utc>>,
    /// Whether signing in with a password is possible.
    pub has_password: bool,
    /// In which language they are written to.
    pub language: Language,
    /// Whether they run the installation.
    pub operator: bool,
    /// Whether they may do anything.
    pub state: State,
    /// What every token carries: one of an earlier epoch holds no more.
    pub epoch: i32,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// By what a session is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SessionKind {
    /// A browser, by a cookie.
    Page,
    /// A program, by tokens.
    Api,
}

/// A device that is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// By what it is kept.
    pub kind: SessionKind,
    /// What the device calls itself.
    pub device: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was last used, give or take some minutes.
    pub last_seen_at: DateTime<Utc>,
    /// As whom its pages act; none: as oneself.
    pub acting_as: Option<ProfileId>,
}

/// A name as it is kept: trimmed, every gap one space.
///
/// # Errors
/// [`Problem::Empty`], [`Problem::TooLong`] or [`Problem::Unreadable`].
pub fn tidy_name(typed: &str) -> Result<String, Problem> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(Problem::Empty),
        count if count > NAME_MAX => Err(Problem::TooLong),
        _ if name.chars().any(char::is_control) => Err(Problem::Unreadable),
        // A name in which others could click is no name.
        _ if name.contains("://") || name.contains('@') => Err(Problem::Unreadable),
        _ => Ok(name),
    }
}

/// A code as somebody typed it, without the spaces and dashes that people put in.
///
/// # Errors
/// [`Problem::Empty`] or [`Problem::Unreadable`].
pub fn tidy_code(typed: &str) -> Result<String, Problem> {
    let code: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if code.is_empty() {
        return Err(Problem::Empty);
    }
    let right = code.len() == CODE_DIGITS && code.bytes().all(|b| b.is_ascii_digit());
    if right { Ok(code) } else { Err(Problem::Unreadable) }
}

/// What a device calls itself, cut short and without anything that a page would trip over.
#[must_use]
pub fn tidy_device(told: &str) -> String {
    told.chars().filter(|c| !c.is_control()).take(DEVICE_MAX).collect::<String>().trim().to_owned()
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
