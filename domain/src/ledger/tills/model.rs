//! A till: a device at the counter that may ask to be paid, and nothing else.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::error::Problem;
use crate::id::{AccountId, MemberId, PaymentRequestId, TillId, TransferId};
use crate::keyed::keyed;
use crate::ledger::account::AccountKind;
use crate::ledger::accounts::model::Holder;
use crate::ledger::payments::model::Counterparty;
use crate::members::model::Secret;
use crate::text::without_nul;

/// The most devices of an account, those among them that wait to be paired.
pub const TILLS_MAX: usize = 20;
/// The longest name of a device, in characters.
pub const NAME_MAX: usize = 60;
/// How long a device can be paired by what its owner shows, in minutes.
pub const OFFER_MINUTES: i64 = 10;
/// How many letters the code beside the link has.
pub const OFFER_LETTERS: usize = 8;
/// A device that was not used for so many days is no till any more.
pub const UNUSED_DAYS: i64 = 90;
/// How long who stands at a counter has to pay, in minutes.
pub const ASKED_MINUTES: i64 = 30;

keyed! {
    /// What has become of a till.
    pub enum TillState {
        /// Its owner shows how it is paired.
        Offered = "offered",
        /// It is one.
        Paired = "paired",
        /// It is none any more.
        Ended = "ended",
    }
}

/// A device that is a till, or shall be. What it is known by nobody can read here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Till {
    /// Which.
    pub id: TillId,
    /// Of which account.
    pub account: AccountId,
    /// Whose that account was when it was offered.
    pub holder: Holder,
    /// What its owner calls it.
    pub name: String,
    /// What has become of it.
    pub state: TillState,
    /// Until when it can be paired.
    pub offered_until: DateTime<Utc>,
    /// What it gives back in a day by itself, in minor units; nothing: whoever owns the place does.
    pub refund_limit: i64,
    /// Who offered it.
    pub paired_by: MemberId,
    /// When it was offered.
    pub made_at: DateTime<Utc>,
    /// Since when it is a till.
    pub paired_at: Option<DateTime<Utc>>,
    /// When it was last used, to some minutes.
    pub used_at: Option<DateTime<Utc>>,
}

impl Till {
    /// Whether it is a till now, as far as its own row says.
    #[must_use]
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        let used = self.used_at.or(self.paired_at);
        self.state == TillState::Paired
            && used.is_some_and(|it| now - it < TimeDelta::days(UNUSED_DAYS))
    }

    /// Whether it can still be paired.
    #[must_use]
    pub fn is_offered(&self, now: DateTime<Utc>) -> bool {
        self.state == TillState::Offered && now < self.offered_until
    }
}

/// What pairs a device, which is told this once.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The till that it shall be.
    pub till: Till,
    /// What stands in the link.
    pub secret: Secret,
    /// What can be typed instead.
    pub code: String,
}

/// By what a device is paired.
#[derive(Clone, Debug)]
pub enum Key {
    /// By what stood in the link.
    Link(Secret),
    /// By the code beside it.
    Code(String),
}

/// What a device would be the till of, as it is told before it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// What its owner calls it.
    pub name: String,
    /// Of whom it would be the till.
    pub holder: Counterparty,
    /// Until when it can be paired.
    pub until: DateTime<Utc>,
}

/// What is asked at a till.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskDraft {
    /// The id that the client made: sent again, it is asked once.
    pub key: Uuid,
    /// How much, as a decimal.
    pub amount: String,
    /// What for, in words.
    pub purpose: Option<String>,
}

/// Which payments of the day are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Where {
    /// All that came in.
    #[default]
    Anywhere,
    /// What was asked on a device, or taken on it from a card.
    On(TillId),
}

/// A payment of today, as a till shows it: nothing of what the account holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The transfer.
    pub id: TransferId,
    /// When.
    pub at: DateTime<Utc>,
    /// How much, in minor units.
    pub amount: i64,
    /// What who paid is called: a first name and an initial.
    pub name: Option<String>,
    /// Of what kind their account is.
    pub kind: AccountKind,
    /// What for.
    pub purpose: Option<String>,
    /// Whether it was given back.
    pub is_back: bool,
    /// On which device it was asked; none: at no till, or by somebody signed in.
    pub till: Option<TillId>,
    /// Whether who looks may give it back here.
    pub may_refund: bool,
}

/// What came in today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// What stands, in minor units: without what was given back.
    pub total: i64,
    /// How many payments that is.
    pub count: usize,
    /// All of it, the latest first.
    pub taken: Vec<Taken>,
    /// The devices of the account that there are, or were today.
    pub tills: Vec<(TillId, String)>,
}

/// Something that was asked or taken at a till.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    /// A request.
    Request(PaymentRequestId),
    /// What a card paid.
    Transfer(TransferId),
}

/// The name of a device, in order.
pub(super) fn tidy_name(text: &str) -> Result<String, Problem> {
    let text = without_nul(text);
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(Problem::Empty),
        long if long > NAME_MAX => Err(Problem::TooLong),
        _ => Ok(name),
    }
}

/// Whether an account of this kind has a till: those of shops, and of who takes money for others.
#[must_use]
pub fn has_till(kind: AccountKind) -> bool {
    matches!(kind, AccountKind::Merchant | AccountKind::Organisation)
}
