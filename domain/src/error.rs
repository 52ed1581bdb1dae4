//! The kinds of things that go wrong, mapped once to GraphQL codes and once to HTTP statuses.

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
