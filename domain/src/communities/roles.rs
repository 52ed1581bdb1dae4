//! What somebody is to a community: a role, and perhaps what more they may.

/// What somebody is to a community, the least first. Nobody is an operator of one: whoever runs
/// the installation is so everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Somebody from outside, or who is not let in yet, or who has not accepted what is agreed.
    #[default]
    Visitor,
    /// Belongs to it.
    Member,
    /// Looks after what stands in its area.
    Steward,
    /// Runs it.
    Organiser,
    /// Runs the installation.
    Operator,
}

impl Role {
    /// All of them, the least first.
    pub const ALL: [Self; 5] =
        [Self::Visitor, Self::Member, Self::Steward, Self::Organiser, Self::Operator];
    /// Those that a community gives.
    pub const GIVEN: [Self; 3] = [Self::Member, Self::Steward, Self::Organiser];

    /// The key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Member => "member",
            Self::Steward => "steward",
            Self::Organiser => "organiser",
            Self::Operator => "operator",
        }
    }

    /// The role of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// What somebody may beside their role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PermissionSet {
    /// Finds people who help: sees who belongs to the community, invites others, and registers who
    /// has no mail. Writes down mandates on paper, and that a certificate of conduct (VOG) was seen.
    /// Confirms by the code at a counter whose a place is, and decides nothing else.
    HelpCoordinator,
    /// Reads the log of what was done and who belongs to it, and changes nothing.
    Auditor,
    /// Hands out a currency, so sees to whom.
    CurrencyIssuer,
}

impl PermissionSet {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::HelpCoordinator, Self::Auditor, Self::CurrencyIssuer];

    /// The key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::HelpCoordinator => "help_coordinator",
            Self::Auditor => "auditor",
            Self::CurrencyIssuer => "currency_issuer",
        }
    }

    /// The set of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.key() == key)
    }

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// Several permission sets.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Sets(u8);

impl Sets {
    /// None of them.
    pub const NONE: Self = Self(0);

    /// Whether a set is among them.
    #[must_use]
    pub fn has(self, set: PermissionSet) -> bool {
        self.0 & set.bit() != 0
    }

    /// These and those.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = PermissionSet> {
        PermissionSet::ALL.into_iter().filter(move |set| self.has(*set))
    }
}

impl FromIterator<PermissionSet> for Sets {
    fn from_iter<T: IntoIterator<Item = PermissionSet>>(sets: T) -> Self {
        Self(sets.into_iter().fold(0, |all, set| all | set.bit()))
    }
}

impl std::fmt::Debug for Sets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// How far it is between somebody and a community.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MembershipState {
    /// They asked to belong to it.
    Asked,
    /// They do.
    Active,
    /// They are kept from it for a while.
    Frozen,
}

impl MembershipState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Asked, Self::Active, Self::Frozen];

    /// The key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Active => "active",
            Self::Frozen => "frozen",
        }
    }

    /// The state of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}
