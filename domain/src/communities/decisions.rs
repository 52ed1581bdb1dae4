//! What was decided about somebody in a community, and why.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::error::Problem;
use crate::id::{CommunityId, MemberId};

/// The longest reason, in characters.
pub const REASON_MAX: usize = 500;
/// How long a reason is kept, in days; that of who is kept out, as long as they are.
pub const REASON_DAYS: i64 = 365;

/// What was decided about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decided {
    /// They asked to belong to it, and do.
    Admitted,
    /// They asked to belong to it, and do not.
    Refused,
    /// They are something else now.
    Role,
    /// What more they may is different.
    Sets,
    /// They are kept from it for a while.
    Frozen,
    /// They take part again.
    Unfrozen,
}

impl Decided {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Admitted, Self::Refused, Self::Role, Self::Sets, Self::Frozen, Self::Unfrozen];

    /// The key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Admitted => "admitted",
            Self::Refused => "refused",
            Self::Role => "role",
            Self::Sets => "sets",
            Self::Frozen => "frozen",
            Self::Unfrozen => "unfrozen",
        }
    }

    /// What a key stands for.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.key() == key)
    }
}

/// The last that was decided about somebody in a community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// In which community.
    pub community: CommunityId,
    /// About whom.
    pub member: MemberId,
    /// What.
    pub what: Decided,
    /// Why; nothing of what was decided before reasons were asked for.
    pub reason: Option<String>,
    /// By whom; nobody where they have gone, or it was the operator at the command line.
    pub by: Option<MemberId>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A reason as it is kept: trimmed, every end of a line the same.
///
/// # Errors
/// The rule that it breaks.
pub fn tidy_reason(typed: &str) -> Result<String, Problem> {
    let reason = typed.replace("\r\n", "\n").trim().to_owned();
    match reason.chars().count() {
        0 => Err(Problem::Empty),
        count if count > REASON_MAX => Err(Problem::TooLong),
        _ if reason.chars().any(|c| c.is_control() && c != '\n') => Err(Problem::Unreadable),
        _ => Ok(reason),
    }
}

/// The first of somebody's names, which is all that others need to speak to them.
#[must_use]
pub fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_something_and_not_too_much() {
        assert_eq!(tidy_reason("  Te veel\r\nreclame. ").unwrap(), "Te veel\nreclame.");
        assert_eq!(tidy_reason(" \r\n "), Err(Problem::Empty));
        assert_eq!(tidy_reason("a\u{7}b"), Err(Problem::Unreadable));
        let longest = "é".repeat(REASON_MAX);
        assert_eq!(tidy_reason(&longest), Ok(longest.clone()));
        assert_eq!(tidy_reason(&format!("{longest}é")), Err(Problem::TooLong));
    }

    #[test]
    fn every_decision_is_known_by_its_key() {
        for what in Decided::ALL {
            assert_eq!(Decided::from_key(what.key()), Some(what));
            assert_eq!(serde_json::to_value(what).unwrap(), what.key());
        }
        assert_eq!(Decided::from_key("gone"), None);
    }

    #[test]
    fn one_is_called_by_the_first_of_ones_names() {
        assert_eq!(first_name(" Hanneke  de Wit"), "Hanneke");
        assert_eq!(first_name("Piet"), "Piet");
    }
}
