//! A card for somebody who has no telephone: a till reads it, and pays from their account.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::id::{AccountId, MemberId, PassId};
use crate::keyed::keyed;
use crate::ledger::payments::model::Counterparty;
use crate::members::model::Secret;

/// The most cards of an account that can be paid with.
pub const PASSES_MAX: usize = 3;
/// The digits of a PIN.
pub const PIN_DIGITS: usize = 4;
/// So many wrong PINs in a row block a card.
pub const PIN_TRIES: i32 = 3;

keyed! {
    /// Whether a card can be paid with.
    pub enum PassState {
        /// It can.
        Active = "active",
        /// It cannot, until who runs the community says so.
        Blocked = "blocked",
        /// Never again.
        Ended = "ended",
    }
}

/// A card. What stands in its code nobody can read here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// Which.
    pub id: PassId,
    /// From which account it pays.
    pub account: AccountId,
    /// How much it pays in a day, in minor units.
    pub day_limit: i64,
    /// Whether a PIN is asked; without one whoever stands at the till says yes.
    pub has_pin: bool,
    /// Whether it can be paid with.
    pub state: PassState,
    /// Whether its PIN was wrong too often: nothing is paid with it until who runs the community
    /// lets the PIN be tried again.
    pub pins_spent: bool,
    /// Why it is as it is, where somebody said.
    pub reason: Option<String>,
    /// Who made it; nobody where they have gone.
    pub made_by: Option<MemberId>,
    /// Since when.
    pub made_at: DateTime<Utc>,
    /// When it was last paid with.
    pub used_at: Option<DateTime<Utc>>,
}

/// A card that shall be.
#[derive(Clone, Debug)]
pub struct PassDraft {
    /// The id that the client made: sent again, it makes no second one.
    pub key: Uuid,
    /// How much it pays in a day, as a decimal.
    pub day_limit: String,
    /// Four digits that are asked at the till; none: whoever stands there says yes.
    pub pin: Option<Secret>,
}

/// A card as a till sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presented {
    /// Whose it is.
    pub holder: Counterparty,
    /// How much it still pays today, in minor units, as far as the card says; what the account
    /// holds is nobody's business.
    pub left_today: i64,
    /// Whether a PIN is asked.
    pub has_pin: bool,
}

/// What a till takes from a card.
#[derive(Clone, Debug)]
pub struct Charge {
    /// How much, as a decimal.
    pub amount: String,
    /// What for, in words.
    pub purpose: Option<String>,
    /// What was typed, or that whoever stands there said yes.
    pub consent: Consent,
}

/// How somebody at a till agrees.
#[derive(Clone, Debug)]
pub enum Consent {
    /// By a PIN.
    Pin(Secret),
    /// By saying yes to the amount that is shown.
    Yes,
}
