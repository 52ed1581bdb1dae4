//! How amounts move: on copies of the accounts that they touch, all of them or none.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::account::Account;
use super::amount::Amount;
use super::book::{Book, Transfer, TransferKind};
use super::chain::{self, Hash};
use super::rejected::Rejected;
use crate::id::{AccountId, HoldId, TransferId};

/// The whole, in the unit of [`super::book::Rules::levy_bp`].
pub(super) const WHOLE_BP: u32 = 10_000;

/// How much goes from where to where.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub(super) debit: AccountId,
    pub(super) credit: AccountId,
    pub(super) amount: Amount,
}

/// The id of the levy of a payment: made of the payment's own, so that a reversal finds it.
#[must_use]
pub(super) fn levy_id(payment: TransferId) -> TransferId {
    let hash = Sha256::new().chain_update(b"koop-lokaal levy 1\0").chain_update(payment.0);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    TransferId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// A transfer before it has its number.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) id: TransferId,
    pub(super) kind: TransferKind,
    pub(super) reverses: Option<TransferId>,
    pub(super) levy_of: Option<TransferId>,
    pub(super) hold: Option<HoldId>,
    pub(super) note: Hash,
    /// What the two hold or owe after it.
    pub(super) after: (i64, i64),
}

impl Draft {
    pub(super) fn of(id: TransferId, kind: TransferKind, note: Hash) -> Self {
        Self { id, kind, reverses: None, levy_of: None, hold: None, note, after: (0, 0) }
    }
}

/// Transfers on copies of the accounts that they touch.
pub(super) struct Moves<'a> {
    book: &'a mut Book,
    touched: BTreeMap<AccountId, Account>,
    drafts: Vec<(Way, Draft)>,
}

impl<'a> Moves<'a> {
    pub(super) fn new(book: &'a mut Book) -> Self {
        Self { book, touched: BTreeMap::new(), drafts: Vec::new() }
    }

    fn account(&mut self, id: AccountId, unknown: Rejected) -> Result<&mut Account, Rejected> {
        if !self.touched.contains_key(&id) {
            let account = self.book.accounts.get(&id).ok_or(unknown)?;
            self.touched.insert(id, account.clone());
        }
        self.touched.get_mut(&id).ok_or(unknown)
    }

    /// What is set apart for this way becomes free for it.
    pub(super) fn let_go(&mut self, way: Way) {
        if let Ok(payer) = self.account(way.debit, Rejected::PayerUnknown) {
            payer.reserved -= way.amount.minor();
        }
        if let Ok(payee) = self.account(way.credit, Rejected::PayeeUnknown) {
            payee.expected -= way.amount.minor();
        }
    }

    /// A move within the limits of both.
    pub(super) fn ordinary(&mut self, way: Way, draft: Draft) -> Result<(), Rejected> {
        // What the books cannot hold is said before what somebody may not.
        self.account(way.debit, Rejected::PayerUnknown)?.fits_paid(way.amount)?;
        self.account(way.credit, Rejected::PayeeUnknown)?.fits_received(way.amount)?;
        self.account(way.debit, Rejected::PayerUnknown)?.may_pay(way.amount)?;
        self.account(way.credit, Rejected::PayeeUnknown)?.may_receive(way.amount)?;
        self.unlimited(way, draft)
    }

    /// A move whatever the limits, as far as the books can hold it.
    pub(super) fn unlimited(&mut self, way: Way, draft: Draft) -> Result<(), Rejected> {
        let payer = self.account(way.debit, Rejected::PayerUnknown)?;
        payer.fits_paid(way.amount)?;
        payer.paid += way.amount.minor();
        let debit_after = payer.balance().minor();
        let payee = self.account(way.credit, Rejected::PayeeUnknown)?;
        payee.fits_received(way.amount)?;
        payee.received += way.amount.minor();
        let after = (debit_after, payee.balance().minor());
        self.drafts.push((way, Draft { after, ..draft }));
        Ok(())
    }

    /// What the fund gets of a payment. It is never more than what was just received, so it moves
    /// nobody further from zero than the payment alone would leave them.
    pub(super) fn levied(
        &mut self,
        of: Way,
        id: TransferId,
        kind: TransferKind,
    ) -> Result<(), Rejected> {
        let Some(fund) = self.book.rules.fund else { return Ok(()) };
        if kind != TransferKind::Payment || of.credit == fund || of.debit == fund {
            return Ok(());
        }
        let share = i128::from(of.amount.minor()) * i128::from(self.book.rules.levy_bp);
        let share = i64::try_from(share / i128::from(WHOLE_BP)).unwrap_or_default();
        // Down to the step: nobody pays more than their part.
        let Ok(amount) = Amount::new(share - share % self.book.rules.step) else { return Ok(()) };
        let draft = Draft::of(levy_id(id), TransferKind::Levy, chain::note_digest(None, &[]));
        let way = Way { debit: of.credit, credit: fund, amount };
        self.unlimited(way, Draft { levy_of: Some(id), ..draft })
    }

    /// Writes all of them into the books, one after the other, none older than the one before.
    pub(super) fn write(self, now: DateTime<Utc>) -> Vec<TransferId> {
        let Self { book, touched, drafts } = self;
        let now = now.max(book.last_at);
        book.accounts.extend(touched);
        drafts.into_iter().map(|(way, draft)| chained(book, way, draft, now)).collect()
    }
}

/// Gives a transfer the next number and the hash of the one before.
fn chained(book: &mut Book, way: Way, draft: Draft, now: DateTime<Utc>) -> TransferId {
    let Draft { id, kind, reverses, levy_of, hold, note, after } = draft;
    let mut transfer = Transfer {
        id,
        number: book.last_number + 1,
        debit: way.debit,
        credit: way.credit,
        amount: way.amount,
        debit_after: after.0,
        credit_after: after.1,
        kind,
        reverses,
        levy_of,
        hold,
        posted_at: now,
        note,
        hash: chain::START,
    };
    transfer.hash = chain::link(&book.last_hash, &transfer);
    (book.last_number, book.last_hash, book.last_at) = (transfer.number, transfer.hash, now);
    if let Some(old) = reverses {
        book.reversed.insert(old, id);
    }
    book.transfers.insert(id, transfer);
    id
}
