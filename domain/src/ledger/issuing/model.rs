//! What two organisers decide about a currency, what organisations hand out of it in a month, and
//! what merchants hand in for euros.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::error::{IssuingError, invalid};
use crate::error::Problem;
use crate::id::{
    AccountId, BudgetId, CurrencyId, HoldId, MemberId, ProfileId, ProposalId, RedemptionId,
    TransferId,
};
use crate::keyed::keyed;
use crate::ledger::account::AccountKind;
use crate::ledger::amount::{Amount, MINOR_MAX};
use crate::ledger::book::TransferKind;
use crate::ledger::overview::{first_of, month_of};
use crate::ledger::payments::model::{Payee, Unit};

/// For how many days a proposal can be confirmed.
pub const PROPOSAL_DAYS: i64 = 7;
/// How many proposals of a currency wait at most.
pub const PROPOSALS_MAX: u64 = 100;
/// How many that are over are listed beside those that wait.
pub const ENDED_LISTED: u32 = 20;
/// How many months ahead a budget is decided at most.
pub const BUDGET_AHEAD_MONTHS: u32 = 12;
/// For how many days what a merchant hands in stays set apart.
pub const REDEMPTION_DAYS: i64 = 90;
/// How many redemptions of one account wait at most.
pub const REDEMPTIONS_MAX: u64 = 20;
/// How many handouts, and how many redemptions that are over, are listed.
pub const LISTED_MAX: u32 = 100;

keyed! {
    /// What is proposed.
    pub enum ProposalKind {
        /// To bring an amount into the world.
        Issue = "issue",
        /// To take an amount of the fund out of it.
        Destroy = "destroy",
        /// To make an amount of the fund notes of paper.
        PaperOut = "paper_out",
        /// To make notes of paper an account's again.
        PaperIn = "paper_in",
        /// What an organisation may hand out in a month.
        Budget = "budget",
    }

    /// What has become of a proposal.
    pub enum ProposalState {
        /// It waits for a second person.
        Waiting = "waiting",
        /// A second person confirmed it.
        Confirmed = "confirmed",
        /// It was taken back.
        Withdrawn = "withdrawn",
        /// Nobody confirmed it in time.
        Expired = "expired",
    }

    /// What has become of a redemption.
    pub enum RedemptionState {
        /// It is asked; the amount is set apart.
        Asked = "asked",
        /// The euros will be paid.
        Approved = "approved",
        /// They were paid, and the amount went back to the issuer.
        Paid = "paid",
        /// It was refused, and the amount let go.
        Refused = "refused",
        /// The merchant took it back, and the amount was let go.
        Withdrawn = "withdrawn",
        /// Nobody paid in time, or the account was closed: the amount was let go.
        Expired = "expired",
    }
}

/// Notes of paper, as they are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notes {
    /// How many.
    pub count: i64,
    /// What each is worth, in minor units.
    pub value: i64,
}

/// What is proposed, and about what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// To bring an amount into the world, to the fund or to an organisation.
    Issue {
        /// To which account.
        to: AccountId,
    },
    /// To take an amount of the fund out of it.
    Destroy,
    /// To make an amount of the fund notes of paper.
    PaperOut {
        /// Which.
        notes: Notes,
    },
    /// To make notes of paper an account's again.
    PaperIn {
        /// To which account.
        to: AccountId,
        /// Which.
        notes: Notes,
    },
    /// What an organisation may hand out in a month.
    Budget {
        /// Which organisation.
        profile: ProfileId,
        /// From which month on; any day of it.
        from: NaiveDate,
    },
}

impl Plan {
    /// What kind of proposal it is.
    #[must_use]
    pub fn kind(&self) -> ProposalKind {
        match self {
            Self::Issue { .. } => ProposalKind::Issue,
            Self::Destroy => ProposalKind::Destroy,
            Self::PaperOut { .. } => ProposalKind::PaperOut,
            Self::PaperIn { .. } => ProposalKind::PaperIn,
            Self::Budget { .. } => ProposalKind::Budget,
        }
    }
}

impl ProposalKind {
    /// As what it is posted; none where nothing is.
    #[must_use]
    pub fn posted(self) -> Option<TransferKind> {
        match self {
            Self::Issue => Some(TransferKind::Issue),
            Self::Destroy => Some(TransferKind::Destroy),
            Self::PaperOut => Some(TransferKind::PaperOut),
            Self::PaperIn => Some(TransferKind::PaperIn),
            Self::Budget => None,
        }
    }

    /// Whether it comes from the issuer, and does not go to it.
    #[must_use]
    pub fn brings_in(self) -> bool {
        matches!(self, Self::Issue | Self::PaperIn)
    }

    /// Whether an account can have a part in it. What is taken is taken from the fund: nobody
    /// else's is taken from them by others.
    #[must_use]
    pub fn fits(self, kind: AccountKind) -> bool {
        match self {
            Self::Issue => matches!(kind, AccountKind::Fund | AccountKind::Organisation),
            Self::PaperIn => kind != AccountKind::Issuer,
            Self::Destroy | Self::PaperOut => kind == AccountKind::Fund,
            Self::Budget => false,
        }
    }
}

/// What shall be proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalDraft {
    /// Of which currency.
    pub currency: CurrencyId,
    /// What.
    pub plan: Plan,
    /// How much, as a decimal; of a budget, in a month.
    pub amount: String,
    /// Why.
    pub reason: String,
}

/// What was proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// Of which currency.
    pub currency: CurrencyId,
    /// What it is.
    pub kind: ProposalKind,
    /// Whose account it goes to or comes from; none of a budget.
    pub account: Option<AccountId>,
    /// Whose budget it is, and from which month on.
    pub budget: Option<(ProfileId, NaiveDate)>,
    /// How much, in minor units.
    pub amount: i64,
    /// How many notes of paper of which value.
    pub notes: Option<Notes>,
    /// Why.
    pub reason: String,
    /// What has become of it.
    pub state: ProposalState,
    /// Who proposed it; nobody where they have gone.
    pub proposed_by: Option<MemberId>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Until when it can be confirmed.
    pub expires_at: DateTime<Utc>,
    /// Who confirmed it or took it back.
    pub decided_by: Option<MemberId>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// As which transfer it was posted.
    pub transfer: Option<TransferId>,
}

/// An organisation that hands out a currency, and how far it is this month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Its id.
    pub id: BudgetId,
    /// Of which currency.
    pub currency: CurrencyId,
    /// How its amounts are written.
    pub unit: Unit,
    /// Whose it is.
    pub profile: ProfileId,
    /// What they are called.
    pub name: String,
    /// How much it may hand out this month, in minor units.
    pub granted: i64,
    /// How much it has.
    pub spent: i64,
    /// What was decided, the latest month first.
    pub versions: Vec<BudgetVersion>,
}

impl Budget {
    /// What is left this month, in minor units.
    #[must_use]
    pub fn left(&self) -> i64 {
        (self.granted - self.spent).max(0)
    }
}

/// How much an organisation may hand out in a month, from a month on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetVersion {
    /// From which month on: its first day.
    pub from: NaiveDate,
    /// How much in a month, in minor units.
    pub amount: i64,
    /// Why.
    pub reason: String,
    /// Who proposed it.
    pub proposed_by: Option<MemberId>,
    /// Who confirmed it.
    pub confirmed_by: Option<MemberId>,
}

/// What shall be handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoutDraft {
    /// The id that the client made: sent again, it is handed out once.
    pub key: Uuid,
    /// Out of which budget.
    pub budget: BudgetId,
    /// To whom.
    pub to: Payee,
    /// How much, as a decimal.
    pub amount: String,
    /// What for, in words.
    pub purpose: Option<String>,
}

/// What was handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handout {
    /// As which transfer.
    pub transfer: TransferId,
    /// Out of which budget.
    pub budget: BudgetId,
    /// To whose account.
    pub to: AccountId,
    /// What they are called, as who pays is told; none where they have gone.
    pub name: Option<String>,
    /// How much, in minor units.
    pub amount: i64,
    /// What for, while that is kept.
    pub purpose: Option<String>,
    /// When.
    pub posted_at: DateTime<Utc>,
    /// Whether it was taken back. The month stays counted.
    pub is_reversed: bool,
}

/// What shall be handed in for euros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedemptionDraft {
    /// The id that the client made: sent again, it is asked once.
    pub key: Uuid,
    /// From which account of the actor's.
    pub account: AccountId,
    /// How much, as a decimal.
    pub amount: String,
}

/// What a merchant hands in for euros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redemption {
    /// Its id.
    pub id: RedemptionId,
    /// Of which currency.
    pub currency: CurrencyId,
    /// How its amounts are written.
    pub unit: Unit,
    /// Whose account.
    pub account: AccountId,
    /// What they are called; none where they have gone.
    pub name: Option<String>,
    /// What is set apart for it.
    pub hold: HoldId,
    /// How much, in minor units.
    pub amount: i64,
    /// What is paid for it, outside, in euro cents.
    pub euro_cents: i64,
    /// What has become of it.
    pub state: RedemptionState,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// When it was approved or refused.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was refused.
    pub reason: Option<String>,
    /// When the euros were paid.
    pub paid_at: Option<DateTime<Utc>>,
    /// As which transfer it went back.
    pub transfer: Option<TransferId>,
}

/// Until when a proposal of now can be confirmed.
#[must_use]
pub fn proposal_ends(now: DateTime<Utc>) -> DateTime<Utc> {
    now + TimeDelta::days(PROPOSAL_DAYS)
}

/// The month that a budget is decided from on: this one or a later one, not too far ahead.
///
/// # Errors
/// [`IssuingError::Invalid`] for `from`.
pub fn budget_month(from: NaiveDate, now: DateTime<Utc>) -> Result<NaiveDate, IssuingError> {
    let out = || invalid("from", Problem::OutOfRange);
    let first = first_of(from);
    let this = month_of(now);
    let last = this.checked_add_months(chrono::Months::new(BUDGET_AHEAD_MONTHS));
    let last = last.ok_or_else(out)?;
    if first < this || first > last { Err(out()) } else { Ok(first) }
}

/// Whether notes of paper make an amount: count times value, neither more nor less.
///
/// # Errors
/// [`IssuingError::Invalid`] for `notes` or `noteValue`.
pub fn check_notes(notes: Notes, amount: Amount) -> Result<(), IssuingError> {
    if !(1..=MINOR_MAX).contains(&notes.count) {
        return Err(invalid("notes", Problem::OutOfRange));
    }
    if !(1..=MINOR_MAX).contains(&notes.value) {
        return Err(invalid("noteValue", Problem::OutOfRange));
    }
    match notes.count.checked_mul(notes.value) {
        Some(all) if all == amount.minor() => Ok(()),
        _ => Err(invalid("notes", Problem::OutOfRange)),
    }
}

/// What an amount is worth in euro cents, rounded down; none where that is less than a cent.
#[must_use]
pub fn worth(minor: i64, scale: u8, euro_cents: i64) -> Option<i64> {
    let cents = i128::from(minor) * i128::from(euro_cents) / 10_i128.pow(scale.into());
    i64::try_from(cents).ok().filter(|it| *it > 0)
}

/// The id under which the books are asked, made of what it is for and the id that the client made:
/// two organisations that hand out from one issuer never take each other's.
#[must_use]
pub fn derived_key(of: Uuid, key: Uuid) -> Uuid {
    let hash = Sha256::new().chain_update(b"koop-lokaal issuing 1\0").chain_update(of);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.chain_update(key).finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
