//! What the books can be asked.

use chrono::{DateTime, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::account::{AccountKind, AccountState, Limits};
use super::amount::Amount;
use super::book::TransferKind;
use super::chain::{self, Hash};
use crate::id::{AccountId, HoldId, PaymentRequestId, TransferId};

/// One thing that is asked of the books. `key` names it among everything that its account was
/// asked: sent again, it gets the first answer again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Command {
    /// Whose books of answers the key stands in: who pays, who asks to be paid, who gives back or
    /// lets go, or whose account is changed.
    pub account: AccountId,
    /// The id that the client made.
    pub key: Uuid,
    /// What is asked.
    pub ask: Ask,
}

/// What is asked. Ids of what comes to be are made outside, so that the same history makes the
/// same books.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Ask {
    /// Pay an amount.
    Pay {
        /// The transfer that it becomes.
        id: TransferId,
        /// To whom.
        to: AccountId,
        /// How much.
        amount: Amount,
        /// What for.
        kind: TransferKind,
        /// The digest of what was written.
        note: Hash,
    },
    /// Set an amount apart for somebody until a moment.
    Hold {
        /// The hold that it becomes.
        id: HoldId,
        /// For whom.
        to: AccountId,
        /// How much.
        amount: Amount,
        /// Until when.
        expires_at: DateTime<Utc>,
    },
    /// Pay out of what was set apart; what is left stays so.
    Capture {
        /// The transfer that it becomes.
        id: TransferId,
        /// Out of which hold.
        hold: HoldId,
        /// How much.
        amount: Amount,
        /// The digest of what was written.
        note: Hash,
    },
    /// Let go of what is left of a hold.
    Release {
        /// Which hold.
        hold: HoldId,
    },
    /// Keep a hold as it is until two agree about it, or let it go on.
    Dispute {
        /// Which hold.
        hold: HoldId,
        /// Whether two disagree.
        disputed: bool,
    },
    /// Ask to be paid.
    Request {
        /// The request that it becomes.
        id: PaymentRequestId,
        /// By whom; none: by whoever has the link.
        from: Option<AccountId>,
        /// How much.
        amount: Amount,
        /// Until when; none: for [`super::model::REQUEST_DAYS`].
        expires_at: Option<DateTime<Utc>>,
    },
    /// Pay what was asked.
    Accept {
        /// The transfer that it becomes.
        id: TransferId,
        /// Which request.
        request: PaymentRequestId,
        /// The digest of what was written.
        note: Hash,
    },
    /// Say no to what was asked, or, as who asked, take it back.
    Decline {
        /// Which request.
        request: PaymentRequestId,
    },
    /// Take a transfer back, with its levy: as who was paid, within limits and states, or because
    /// who runs the community decided so, whatever they are.
    Reverse {
        /// The transfer that it becomes.
        id: TransferId,
        /// Which one.
        transfer: TransferId,
        /// The digest of why.
        note: Hash,
        /// Whether who runs the community decided it.
        #[serde(skip_serializing_if = "is_not")]
        decided: bool,
    },
    /// Open the account.
    Open {
        /// Whose it is.
        kind: AccountKind,
        /// Between what it stays.
        limits: Limits,
    },
    /// Give the account other limits.
    Limit {
        /// Which.
        limits: Limits,
    },
    /// Let the account stand still, go on, or close it.
    Become {
        /// What becomes of it.
        state: AccountState,
    },
    /// Time has passed: holds and requests that are over end.
    Expire,
    /// End what the account holds and asks for, settle what is left with the fund whatever the
    /// limits, and close it: whoever holds it leaves.
    Settle {
        /// The transfer that it becomes, where there is something to settle.
        id: TransferId,
        /// The digest of nothing written.
        note: Hash,
    },
}

/// What is not so is left out of the digest.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_not(so: &bool) -> bool {
    !so
}

impl Ask {
    /// The digest of what it asks. Ids that the house makes and salted digests of notes differ
    /// from one time to the next and are left out; the words themselves are compared where they
    /// are kept.
    #[must_use]
    pub fn digest(&self) -> Hash {
        // Nothing in it has a key that JSON cannot hold.
        let content = serde_json::to_vec(&self.content()).unwrap_or_default();
        Sha256::new().chain_update(b"koop-lokaal ask 1\0").chain_update(content).finalize().into()
    }

    fn content(&self) -> Self {
        let nil = Uuid::nil();
        let mut ask = self.clone();
        match &mut ask {
            Self::Pay { id, note, .. }
            | Self::Capture { id, note, .. }
            | Self::Accept { id, note, .. }
            | Self::Reverse { id, note, .. }
            | Self::Settle { id, note } => (*id, *note) = (TransferId(nil), chain::START),
            Self::Hold { id, .. } => *id = HoldId(nil),
            Self::Request { id, .. } => *id = PaymentRequestId(nil),
            Self::Release { .. }
            | Self::Dispute { .. }
            | Self::Decline { .. }
            | Self::Open { .. }
            | Self::Limit { .. }
            | Self::Become { .. }
            | Self::Expire => (),
        }
        ask
    }
}
