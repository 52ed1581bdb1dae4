//! The books looked through from their rows alone, without a database: what transfers add up to,
//! and whether everything else says the same.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::id::{AccountId, CurrencyId, HoldId, TransferId};
use crate::keyed::keyed;
use crate::ledger::book::{HoldState, Transfer, TransferKind};
use crate::ledger::chain::{self, Hash};

keyed! {
    /// What a row disagrees about.
    pub enum Disagreement {
        /// Its number is not the one after the number before it.
        Number = "number",
        /// Its hash is not that over what it says and the hash before it.
        Hash = "hash",
        /// It is older than the one before it.
        Time = "time",
        /// What it says the two had after it is not what all before it add up to.
        BalanceAfter = "balance_after",
        /// What it takes back, or is the levy of, is something else.
        Names = "names",
        /// The words beside it are not those that were written.
        Note = "note",
        /// It counts other than its transfers add up to.
        Counters = "counters",
        /// It has set apart other than its holds add up to.
        SetApart = "set_apart",
        /// It says other of its last transfer than the transfers do.
        Head = "head",
        /// The balances do not add up to nothing.
        Sum = "sum",
    }
}

/// The first row that disagrees with the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// In which table it stands.
    pub table: &'static str,
    /// Which row, as its id is written.
    pub row: String,
    /// About what.
    pub about: Disagreement,
}

impl Fault {
    fn of(table: &'static str, row: &impl ToString, about: Disagreement) -> Self {
        Self { table, row: row.to_string(), about }
    }
}

/// What a transfer takes back or is the levy of, where it stands before it in the same books and
/// takes nothing back itself: to whom it went, and how much.
pub type Named = (AccountId, i64);

/// The words beside a transfer, and their salt.
pub type Written = (String, Vec<u8>);

/// What an account's row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Which account.
    pub id: AccountId,
    /// Everything that it ever received.
    pub received: i64,
    /// Everything that it ever paid.
    pub paid: i64,
    /// What it holds or owes.
    pub balance: i64,
    /// What is set apart of it for others.
    pub reserved: i64,
    /// What others set apart for it.
    pub expected: i64,
}

/// What a hold's row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Apart {
    /// Which hold.
    pub id: HoldId,
    /// Whose it is.
    pub payer: AccountId,
    /// For whom.
    pub payee: AccountId,
    /// How much was set apart.
    pub amount: i64,
    /// How much of it was paid.
    pub captured: i64,
    /// What has become of it.
    pub state: HoldState,
}

/// What a currency's row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Which currency.
    pub id: CurrencyId,
    /// The number of its last transfer.
    pub number: u64,
    /// The hash of that.
    pub hash: Hash,
    /// The sum of all balances, as it is kept.
    pub sum: i64,
}

/// Everything that was received, paid, set apart and expected, as the rows before it add up to.
#[derive(Clone, Copy, Default)]
struct Tally {
    received: i64,
    paid: i64,
    reserved: i64,
    expected: i64,
}

/// Goes through the rows of one currency: its transfers by their numbers, then its holds, then its
/// accounts, and what the currency itself says of them last.
pub struct Checker {
    number: u64,
    hash: Hash,
    at: DateTime<Utc>,
    tallies: BTreeMap<AccountId, Tally>,
    captured: BTreeMap<HoldId, i64>,
    /// What was taken back: nothing is twice.
    reversed: BTreeSet<TransferId>,
}

impl Default for Checker {
    fn default() -> Self {
        Self {
            number: 0,
            hash: chain::START,
            at: DateTime::UNIX_EPOCH,
            tallies: BTreeMap::new(),
            captured: BTreeMap::new(),
            reversed: BTreeSet::new(),
        }
    }
}

impl Checker {
    /// Looks at the next transfer, at what it takes back or is the levy of, and at the words beside
    /// it while they are there.
    ///
    /// # Errors
    /// The [`Fault`] of its row.
    pub fn transfer(
        &mut self,
        it: &Transfer,
        (named, written): (Option<Named>, Option<&Written>),
    ) -> Result<(), Fault> {
        let fault = |about| Fault::of("transfers", &it.id, about);
        if it.number != self.number + 1 {
            return Err(fault(Disagreement::Number));
        }
        if it.hash != chain::link(&self.hash, it) {
            return Err(fault(Disagreement::Hash));
        }
        if it.posted_at < self.at {
            return Err(fault(Disagreement::Time));
        }
        if !self.names_soundly(it, named) {
            return Err(fault(Disagreement::Names));
        }
        if written.is_some_and(|(words, salt)| chain::note_digest(Some(words), salt) != it.note) {
            return Err(Fault::of("transfer_notes", &it.id, Disagreement::Note));
        }
        if self.moved(it) != (it.debit_after, it.credit_after) {
            return Err(fault(Disagreement::BalanceAfter));
        }
        (self.number, self.hash, self.at) = (it.number, it.hash, it.posted_at);
        Ok(())
    }

    /// Adds it up; answers with what the two have after it.
    fn moved(&mut self, it: &Transfer) -> (i64, i64) {
        let amount = it.amount.minor();
        if let Some(hold) = it.hold {
            *self.captured.entry(hold).or_default() += amount;
        }
        let payer = self.tallies.entry(it.debit).or_default();
        payer.paid = payer.paid.saturating_add(amount);
        let debit_after = payer.received.saturating_sub(payer.paid);
        let payee = self.tallies.entry(it.credit).or_default();
        payee.received = payee.received.saturating_add(amount);
        (debit_after, payee.received.saturating_sub(payee.paid))
    }

    /// Whether what it takes back was as much and was not taken back before, and a levy is paid by
    /// who was paid.
    fn names_soundly(&mut self, it: &Transfer, named: Option<Named>) -> bool {
        let amount = it.amount.minor();
        let is_back = it.reverses.is_none_or(|old| {
            self.reversed.insert(old) && named.is_some_and(|(_, was)| was == amount)
        });
        let is_levy = it.levy_of.is_none_or(|_| named.is_some_and(|(payee, _)| payee == it.debit));
        let kinds = (it.kind == TransferKind::Reversal) == it.reverses.is_some()
            && (it.kind == TransferKind::Levy) == it.levy_of.is_some();
        is_back && is_levy && kinds
    }

    /// Looks at a hold.
    ///
    /// # Errors
    /// The [`Fault`] of its row.
    pub fn hold(&mut self, it: &Apart) -> Result<(), Fault> {
        if self.captured.remove(&it.id).unwrap_or_default() != it.captured {
            return Err(Fault::of("holds", &it.id, Disagreement::Counters));
        }
        if it.state == HoldState::Standing {
            let left = it.amount.saturating_sub(it.captured);
            self.tallies.entry(it.payer).or_default().reserved += left;
            self.tallies.entry(it.payee).or_default().expected += left;
        }
        Ok(())
    }

    /// Looks at an account.
    ///
    /// # Errors
    /// The [`Fault`] of its row.
    pub fn account(&mut self, it: &Counted) -> Result<(), Fault> {
        let tally = self.tallies.remove(&it.id).unwrap_or_default();
        let balance = tally.received.saturating_sub(tally.paid);
        let counted = (it.received, it.paid, it.balance);
        if counted != (tally.received, tally.paid, balance) {
            return Err(Fault::of("accounts", &it.id, Disagreement::Counters));
        }
        if (it.reserved, it.expected) != (tally.reserved, tally.expected) {
            return Err(Fault::of("accounts", &it.id, Disagreement::SetApart));
        }
        Ok(())
    }

    /// Looks at what the currency says of all that, once everything was looked at; answers how
    /// many transfers there are.
    ///
    /// # Errors
    /// The [`Fault`] of its row, or of what names an account or a hold that is not there.
    pub fn end(self, head: &Head) -> Result<u64, Fault> {
        if let Some(id) = self.tallies.keys().next() {
            return Err(Fault::of("accounts", id, Disagreement::Counters));
        }
        if let Some(id) = self.captured.keys().next() {
            return Err(Fault::of("holds", id, Disagreement::Counters));
        }
        if (self.number, self.hash) != (head.number, head.hash) {
            return Err(Fault::of("currencies", &head.id, Disagreement::Head));
        }
        if head.sum != 0 {
            return Err(Fault::of("currencies", &head.id, Disagreement::Sum));
        }
        Ok(self.number)
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
