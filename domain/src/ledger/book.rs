//! The books of one currency, as far as they are in hand.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::account::Account;
use super::amount::Amount;
use super::chain::{self, Hash};
use super::rejected::Rejected;
use crate::id::{AccountId, CurrencyId, HoldId, PaymentRequestId, TransferId};
use crate::keyed::keyed;

keyed! {
    /// What kind of currency it is.
    pub enum CurrencyKind {
        /// Members owe each other; all of it adds up to nothing.
        MutualCredit = "mutual_credit",
        /// The same in minutes.
        Time = "time",
        /// It comes from an issuer and goes back to it.
        Issued = "issued",
    }

    /// What a transfer is.
    pub enum TransferKind {
        /// Somebody pays somebody.
        Payment = "payment",
        /// The community's part of a payment.
        Levy = "levy",
        /// A transfer taken back.
        Reversal = "reversal",
        /// An issuer brings it into the world.
        Issue = "issue",
        /// It goes back to the issuer.
        Destroy = "destroy",
        /// An organisation hands it out for help that was given.
        Handout = "handout",
        /// A merchant hands it in for euros.
        Redemption = "redemption",
        /// Notes of paper become an account's.
        PaperIn = "paper_in",
        /// An account's becomes notes of paper.
        PaperOut = "paper_out",
        /// Who leaves settles with the fund.
        Settlement = "settlement",
    }

    /// What has become of a hold.
    pub enum HoldState {
        /// It stands.
        Standing = "standing",
        /// All of it was paid.
        Captured = "captured",
        /// What was left was let go.
        Released = "released",
        /// Its time was over, and what was left was let go.
        Expired = "expired",
    }

    /// What has become of a request.
    pub enum PaymentRequestState {
        /// It waits.
        Waiting = "waiting",
        /// It was paid.
        Accepted = "accepted",
        /// Who was asked said no.
        Declined = "declined",
        /// Who asked took it back.
        TakenBack = "taken_back",
        /// Its time was over.
        Expired = "expired",
    }
}

impl TransferKind {
    /// Whether it is taken back by one: what people pay each other, and what is handed out. The rest
    /// two decided, or the books did.
    #[must_use]
    pub fn is_reversible(self) -> bool {
        matches!(self, Self::Payment | Self::Handout)
    }
}

/// The rules of a currency, as they are in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Whether it is paid with at all.
    pub is_on: bool,
    /// The least step of amounts, in minor units.
    pub step: i64,
    /// What the fund receives of each payment, in hundredths of a percent.
    pub levy_bp: u32,
    /// The account that it goes to.
    pub fund: Option<AccountId>,
}

/// A transfer. It never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Its id.
    pub id: TransferId,
    /// Its number in its currency: 1, 2, 3, without gaps.
    pub number: u64,
    /// Who pays.
    pub debit: AccountId,
    /// Who is paid.
    pub credit: AccountId,
    /// How much.
    pub amount: Amount,
    /// What who pays holds or owes after it, in minor units.
    pub debit_after: i64,
    /// What who is paid holds or owes after it.
    pub credit_after: i64,
    /// What it is.
    pub kind: TransferKind,
    /// Which one it takes back.
    pub reverses: Option<TransferId>,
    /// Of which payment it is the levy.
    pub levy_of: Option<TransferId>,
    /// Out of which hold it is.
    pub hold: Option<HoldId>,
    /// When; never before the one before it.
    pub posted_at: DateTime<Utc>,
    /// The digest of what was written.
    pub note: Hash,
    /// The hash over it and the one before.
    pub hash: Hash,
}

/// An amount that is set apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// Whose it is.
    pub payer: AccountId,
    /// For whom.
    pub payee: AccountId,
    /// How much was set apart.
    pub amount: Amount,
    /// How much of it was paid, in minor units.
    pub captured: i64,
    /// What has become of it.
    pub state: HoldState,
    /// Whether two disagree about it: neither paid nor let go meanwhile.
    pub disputed: bool,
    /// When what is left of it is let go.
    pub expires_at: DateTime<Utc>,
}

impl Hold {
    /// What is left, in minor units.
    #[must_use]
    pub fn left(&self) -> i64 {
        self.amount.minor() - self.captured
    }
}

/// Somebody asks to be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRequest {
    /// Its id.
    pub id: PaymentRequestId,
    /// Who is asked, or has paid; none: whoever has the link.
    pub payer: Option<AccountId>,
    /// Who asks.
    pub payee: AccountId,
    /// How much.
    pub amount: Amount,
    /// What has become of it.
    pub state: PaymentRequestState,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
}

/// What the books did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The transfers that came of it, in order; the first is what was asked.
    pub transfers: Vec<TransferId>,
    /// The hold that it made or changed.
    pub hold: Option<HoldId>,
    /// The request that it made or ended.
    pub request: Option<PaymentRequestId>,
}

/// The first answer to a command, and to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The digest of what was asked.
    pub asked: Hash,
    /// What came of it.
    pub outcome: Result<Posted, Rejected>,
}

/// The books of one currency. Of a large one only what a batch names is in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Whose books they are.
    pub currency: CurrencyId,
    /// By which rules.
    pub rules: Rules,
    /// The accounts.
    pub accounts: BTreeMap<AccountId, Account>,
    /// The holds.
    pub holds: BTreeMap<HoldId, Hold>,
    /// The requests.
    pub requests: BTreeMap<PaymentRequestId, PaymentRequest>,
    /// The transfers.
    pub transfers: BTreeMap<TransferId, Transfer>,
    /// Which transfers were taken back, by which.
    pub reversed: BTreeMap<TransferId, TransferId>,
    /// What was answered before.
    pub answers: BTreeMap<(AccountId, Uuid), Answer>,
    /// The number of the last transfer.
    pub last_number: u64,
    /// The hash of the last transfer.
    pub last_hash: Hash,
    /// When the last transfer was.
    pub last_at: DateTime<Utc>,
    /// How much was answered.
    pub last_answer: u64,
}

impl Book {
    /// Empty books.
    #[must_use]
    pub fn new(currency: CurrencyId, rules: Rules) -> Self {
        Self {
            currency,
            rules,
            accounts: BTreeMap::new(),
            holds: BTreeMap::new(),
            requests: BTreeMap::new(),
            transfers: BTreeMap::new(),
            reversed: BTreeMap::new(),
            answers: BTreeMap::new(),
            last_number: 0,
            last_hash: chain::START,
            last_at: DateTime::UNIX_EPOCH,
            last_answer: 0,
        }
    }
}
