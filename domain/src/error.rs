//! The kinds of things that go wrong, mapped once to GraphQL codes and once to HTTP statuses,
//! and their words for a log.

use std::error::Error;

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
