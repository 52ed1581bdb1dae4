//! What [`crate::policy`] is asked with.

use crate::communities::model::{Role, Sets};
use crate::listings::keepers::Keeper;
use crate::profiles::model::Part;

/// What the actor is to what a deed is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// To the listing, if it is about one.
    pub keeper: Keeper,
    /// In the community that it is about, or that looks after the listing.
    pub role: Role,
    /// What more they may there.
    pub sets: Sets,
    /// In the profile that it is about.
    pub part: Part,
    /// Whether the post or the account is theirs, or they are one of the two of the agreement.
    pub is_party: bool,
}

impl Standing {
    /// Nothing in particular.
    pub const NONE: Self = Self {
        keeper: Keeper::Nobody,
        role: Role::Visitor,
        sets: Sets::NONE,
        part: Part::Nobody,
        is_party: false,
    };
    /// One of the two of an agreement, or whose post it is.
    pub const PARTY: Self = Self { is_party: true, ..Self::NONE };
}

impl From<Keeper> for Standing {
    fn from(keeper: Keeper) -> Self {
        Self { keeper, ..Self::NONE }
    }
}

impl From<Part> for Standing {
    fn from(part: Part) -> Self {
        Self { part, ..Self::NONE }
    }
}

impl From<(Role, Sets)> for Standing {
    fn from((role, sets): (Role, Sets)) -> Self {
        Self { role, sets, ..Self::NONE }
    }
}
