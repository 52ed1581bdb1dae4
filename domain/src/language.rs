//! The languages the house speaks.

use serde::{Deserialize, Serialize};

/// A language with complete texts. A third one is a variant here, a Fluent file in `web`,
/// and a column in the category tree.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch, which is also what an unknown wish gets.
    #[default]
    Nl,
    /// English.
    En,
}

impl Language {
    /// All of them, the default first.
    pub const ALL: [Self; 2] = [Self::Nl, Self::En];

    /// The BCP 47 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// The language of a BCP 47 tag such as `nl` or `en-GB`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.trim();
        Self::ALL.into_iter().find(|l| l.code().eq_ignore_ascii_case(primary))
    }
}
