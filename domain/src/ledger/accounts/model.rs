//! Who holds an account, and what was decided about it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::id::{ListingId, MemberId, ProfileId, TransferId};
use crate::ledger::account::{Account, AccountKind, AccountState, Limits};
use crate::ledger::passes::model::Pass;
use crate::ledger::payments::model::{Asked, Moved, SetApart};
use crate::profiles::model::ProfileKind;

/// Whose an account is. A place that somebody keeps in person has an account of its own beside
/// theirs; a place that is kept for a profile uses that profile's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holder {
    /// Of which person, household, organisation or merchant.
    pub profile: ProfileId,
    /// For which place of theirs.
    pub listing: Option<ListingId>,
}

/// An account, and what stands beside the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// As it stands in the books.
    pub account: Account,
    /// Whose it is; nobody's: the community's own, or that of somebody who has gone.
    pub holder: Option<Holder>,
    /// From where on it is said that it comes near its limits.
    pub soft: Limits,
    /// Since when.
    pub opened_at: DateTime<Utc>,
    /// When something was last paid from it or to it.
    pub moved_at: Option<DateTime<Utc>>,
    /// Whether it is of a place that somebody keeps in person, also when that place has gone.
    pub at_place: bool,
}

impl Held {
    /// Whether the place that it was for has gone: it stays its holder's, and is none of their
    /// others.
    #[must_use]
    pub fn is_of_gone_place(&self) -> bool {
        self.at_place && self.holder.is_some_and(|it| it.listing.is_none())
    }
}

/// What shall hold for an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitsDraft {
    /// Between what it stays.
    pub limits: Limits,
    /// From where on it is said that it comes near them.
    pub soft: Limits,
    /// Why.
    pub reason: String,
}

/// What was decided about an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitChange {
    /// Which, from 1.
    pub nth: i32,
    /// What could be done with it from then on.
    pub state: AccountState,
    /// Between what it stayed from then on.
    pub limits: Limits,
    /// From where on it was said that it came near them.
    pub soft: Limits,
    /// By whom; nobody where they have gone.
    pub by: Option<MemberId>,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What was decided about an account, as somebody may know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// What was decided, the latest first.
    pub changes: Vec<LimitChange>,
    /// What those are called who decided it, for who runs the community; its holder is told none,
    /// and who has gone is left out.
    pub names: HashMap<MemberId, String>,
}

/// An account of somebody's own, with what was decided about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    /// The account.
    pub held: Held,
    /// The code of its currency.
    pub code: String,
    /// How many digits amounts of it have after the point.
    pub scale: u8,
    /// What was decided, the latest first.
    pub changes: Vec<LimitChange>,
    /// What was paid from it and to it, the latest first.
    pub moved: Vec<Moved>,
    /// What was set apart of it and for it.
    pub apart: Vec<SetApart>,
    /// What was asked by it and of it.
    pub asked: Vec<Asked>,
    /// Its cards, and what was paid with each.
    pub passes: Vec<(Pass, Vec<TransferId>)>,
}

/// Of what kind the account of a profile is, or that of a place.
#[must_use]
pub fn kind_of(profile: ProfileKind, is_at_place: bool) -> AccountKind {
    match profile {
        _ if is_at_place => AccountKind::Merchant,
        ProfileKind::Person => AccountKind::Member,
        ProfileKind::Household => AccountKind::Household,
        ProfileKind::Organisation => AccountKind::Organisation,
        ProfileKind::Merchant => AccountKind::Merchant,
    }
}
