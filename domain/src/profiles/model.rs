//! As whom somebody acts: themselves, or a household, an organisation or a merchant that they
//! belong to.

use chrono::{DateTime, Utc};

use crate::id::{MandateId, MemberId, ProfileId};
use crate::listings::keepers::Keeper;

use super::mandates::Deeds;

/// How many profiles somebody has that they made themselves: into how many others let them is not
/// theirs to say.
pub const PROFILES_MAX: usize = 20;
/// How many people belong to one profile.
pub const PEOPLE_MAX: usize = 30;

/// Of what kind a profile is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProfileKind {
    /// The member in person.
    Person,
    /// A household together.
    Household,
    /// An association or institution.
    Organisation,
    /// Somebody who keeps a business.
    Merchant,
}

impl ProfileKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Person, Self::Household, Self::Organisation, Self::Merchant];
    /// Those that people make beside their own.
    pub const MADE: [Self; 3] = [Self::Household, Self::Organisation, Self::Merchant];

    /// The key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Household => "household",
            Self::Organisation => "organisation",
            Self::Merchant => "merchant",
        }
    }

    /// The kind of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether everybody may know whose place it is: a household is somebody's home.
    #[must_use]
    pub fn is_public(self) -> bool {
        matches!(self, Self::Organisation | Self::Merchant)
    }
}

/// A profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Which.
    pub id: ProfileId,
    /// Of what kind.
    pub kind: ProfileKind,
    /// As others see it.
    pub name: String,
    /// A short name for the address bar.
    pub handle: String,
}

/// What somebody is to a profile, the least first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Nothing.
    #[default]
    Nobody,
    /// Acts as it.
    Member,
    /// Also says who belongs to it.
    Owner,
}

impl Part {
    /// All of them, the least first.
    pub const ALL: [Self; 3] = [Self::Nobody, Self::Member, Self::Owner];

    /// The key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Member => "member",
            Self::Owner => "owner",
        }
    }

    /// The part of a key; nothing for an unknown one.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|part| part.key() == key).unwrap_or_default()
    }

    /// What somebody is to a place that is kept for the profile. Whoever only belongs to it keeps
    /// the place up to date, and does not give it away.
    #[must_use]
    pub fn keeps(self, keeper: Keeper) -> Keeper {
        match self {
            Self::Nobody => Keeper::Nobody,
            Self::Member => keeper.min(Keeper::Editor),
            Self::Owner => keeper,
        }
    }
}

/// Somebody who belongs to a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Companion {
    /// Who.
    pub member: MemberId,
    /// Their name, as others see it.
    pub name: String,
    /// The short name of their own profile.
    pub handle: String,
    /// What they are to it, or will be once they say yes.
    pub part: Part,
    /// Whether they said yes: until then they are nothing to it.
    pub is_in: bool,
}

/// That somebody may belong to a profile. It is nothing until they say yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// To which.
    pub profile: Profile,
    /// As what.
    pub part: Part,
    /// The name of who lets them in, unless they are gone.
    pub by: Option<String>,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// As whom a request acts, where that is not oneself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hat {
    /// The profile.
    pub profile: Profile,
    /// The mandate under which it is somebody else's, and what it allows.
    pub mandate: Option<(MandateId, Deeds)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_belongs_to_a_profile_gives_nothing_away() {
        for keeper in Keeper::ALL {
            assert_eq!(Part::Nobody.keeps(keeper), Keeper::Nobody);
            assert_eq!(Part::Owner.keeps(keeper), keeper);
            let member = Part::Member.keeps(keeper);
            assert!(member <= keeper && member < Keeper::Owner, "{keeper:?}: {member:?}");
            assert!(
                keeper < Keeper::Finder || member >= Keeper::Finder,
                "they keep it all the same"
            );
        }
    }
}
