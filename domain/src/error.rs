//! The kinds of things that go wrong, mapped once to GraphQL codes and once to HTTP statuses,
//! and their words for a log.

use std::error::Error;
use std::fmt;

/// What a failure means to whoever asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// It does not exist, or the actor may not know that it does.
    NotFound,
    /// The actor may know it exists, but not do this.
    Denied,
    /// The input breaks a rule that the asker can mend.
    Invalid,
    /// It is there already.
    Duplicate,
    /// Somebody else changed it first.
    Conflict,
    /// A business rule refuses.
    Rejected,
    /// A limit is reached.
    TooMany,
    /// A part we need does not answer now; trying again may help.
    Unavailable,
    /// Our own fault; its text never leaves the house.
    Internal,
}

/// A rule that input breaks. Each has a stable code and a sentence in `web`'s texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Problem {
    /// It must not be empty.
    Empty,
    /// It is too short.
    TooShort,
    /// It is too long.
    TooLong,
    /// It is out of range.
    OutOfRange,
    /// It is not one of the known values.
    Unknown,
    /// It cannot be read.
    Unreadable,
    /// It ends before it begins.
    EndsBeforeStart,
    /// A cursor of another list.
    BadCursor,
    /// The list goes no deeper: refine the question.
    TooDeep,
    /// A password that is guessed before others.
    Guessable,
    /// It lies outside the area that it must lie in.
    Outside,
    /// It stands there twice.
    Twice,
    /// More days differ than a year has.
    TooManyDays,
    /// It is the name of a place that somebody else has shown to be theirs.
    Reserved,
}

impl fmt::Display for Problem {
    /// In English, for the command line; pages and GraphQL have their own texts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "empty",
            Self::TooShort => "too short",
            Self::TooLong => "too long",
            Self::OutOfRange => "out of range",
            Self::Unknown => "not a known value",
            Self::Unreadable => "unreadable",
            Self::EndsBeforeStart => "ends before it begins",
            Self::BadCursor => "the cursor belongs to another list",
            Self::TooDeep => "the list goes no deeper",
            Self::Guessable => "among the first that are guessed",
            Self::Outside => "outside the area",
            Self::Twice => "twice in the file",
            Self::TooManyDays => "more days differ than a year has",
            Self::Reserved => "the name of a place that is somebody else's",
        })
    }
}

/// An error with all its causes in one line.
#[must_use]
pub fn chain(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        // A transparent error repeats its cause, word for word.
        if !line.ends_with(&text) {
            line.push_str(": ");
            line.push_str(&text);
        }
        cause = error.source();
    }
    line
}

#[cfg(test)]
mod tests {
    use sea_orm::{DbErr, RuntimeErr};

    use super::*;
    use crate::db::DbError;
    use crate::listings::error::ListingError;

    #[test]
    fn a_chain_names_each_cause_once() {
        let refused = DbErr::Conn(RuntimeErr::Internal("refused".to_owned()));
        let error = ListingError::Db(DbError::Failed(refused));
        assert_eq!(error.kind(), Kind::Unavailable);
        let line = chain(&error);
        assert!(line.starts_with("the database does not answer: the database failed: "), "{line}");
        assert_eq!(line.matches("refused").count(), 1, "{line}");
    }
}
