//! Lines of the books played again: by the same rules, which gives the same books, or by others,
//! which shows what they would have done.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::lines::{Line, Moved, unhex};
use crate::id::{AccountId, CurrencyId, TransferId};
use crate::ledger::account::{Account, AccountKind, Limits};
use crate::ledger::amount::Amount;
use crate::ledger::book::{Book, Posted, Rules, TransferKind};
use crate::ledger::chain::{self, Hash};
use crate::ledger::command::{Ask, Command};
use crate::ledger::journal::Outcome;
use crate::ledger::model;
use crate::ledger::rejected::Rejected;
use crate::ledger::store::Standing;

/// By which rules it is played, where they are other than those that stand in the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Between what every member's account stays.
    pub limits: Option<Limits>,
    /// What the fund receives of each payment, in hundredths of a percent.
    pub levy_bp: Option<u32>,
    /// The least step of amounts, in minor units.
    pub step: Option<i64>,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Played {
    /// How much was posted.
    pub accepted: u64,
    /// How much was not, by why.
    pub refused: BTreeMap<Rejected, u64>,
}

impl Played {
    pub(super) fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Ok(_) => self.accepted += 1,
            Err(why) => *self.refused.entry(*why).or_default() += 1,
        }
    }
}

/// What the rules make again by themselves: levies, and levies taken back.
#[derive(Default)]
pub(super) struct Levies(BTreeSet<TransferId>);

impl Levies {
    /// Whether a transfer is one of them, after those before it.
    pub(super) fn has(&mut self, moved: &Moved) -> bool {
        let is_levy = moved.kind == TransferKind::Levy;
        if is_levy {
            self.0.insert(moved.id);
        }
        is_levy || moved.reverses.is_some_and(|it| self.0.contains(&it))
    }
}

/// Plays lines on paper: in memory, with no database.
pub struct Player {
    policy: Policy,
    rules: Vec<(DateTime<Utc>, Rules)>,
    levies: Levies,
    book: Book,
    played: Played,
}

impl Player {
    /// Before the first line.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        let rules = Rules { is_on: true, step: 1, levy_bp: 0, fund: None };
        let book = Book::new(CurrencyId(Uuid::nil()), rules);
        let (levies, played) = Default::default();
        Self { policy, rules: Vec::new(), levies, book, played }
    }

    /// The books as they are after the lines so far.
    #[must_use]
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// What came of the lines so far.
    #[must_use]
    pub fn played(&self) -> &Played {
        &self.played
    }

    /// Plays the next line.
    pub fn play(&mut self, line: &Line) {
        match line {
            Line::Currency { .. } => (),
            Line::Rules { from, step, levy_bp, fund } => {
                let rules = Rules {
                    is_on: true,
                    step: self.policy.step.unwrap_or(*step),
                    levy_bp: self.policy.levy_bp.unwrap_or(*levy_bp),
                    fund: *fund,
                };
                self.rules.push((*from, rules));
            }
            Line::Account { id, kind, min, max, .. } => {
                self.open(*id, *kind, Limits { min: *min, max: *max });
            }
            Line::Transfer(moved) => self.transfer(moved),
        }
    }

    fn open(&mut self, id: AccountId, kind: AccountKind, limits: Limits) {
        let is_house = matches!(kind, AccountKind::Fund | AccountKind::Issuer);
        let limits = self.policy.limits.filter(|_| !is_house).unwrap_or(limits);
        let account = Account::opened(id, self.book.currency, kind, limits);
        self.book.accounts.insert(id, account);
    }

    /// Somebody left and settled with the fund, which stands in for them from then on.
    fn settled(&self, moved: &Moved) -> Option<Command> {
        let fund = self.book.rules.fund.filter(|_| moved.kind == TransferKind::Settlement)?;
        let account = if moved.debit == fund { moved.credit } else { moved.debit };
        let ask = Ask::Settle { id: moved.id, note: note(moved) };
        Some(Command { account, key: moved.id.0, ask })
    }

    fn transfer(&mut self, moved: &Moved) {
        if self.levies.has(moved) {
            return;
        }
        for id in [moved.debit, moved.credit] {
            if !self.book.accounts.contains_key(&id) {
                self.open(id, AccountKind::Member, Limits { min: None, max: None });
            }
        }
        let in_force = self.rules.iter().rev().find(|(from, _)| *from <= moved.posted_at);
        if let Some((_, rules)) = in_force.or_else(|| self.rules.first()) {
            self.book.rules.clone_from(rules);
        }
        let outcome = self
            .settled(moved)
            .map_or_else(|| command(moved), Ok)
            .and_then(|command| model::post(&mut self.book, &command, moved.posted_at));
        self.played.count(&outcome);
        // Every line is there once, and a book of a region would not fit beside its answers.
        self.book.answers.clear();
    }
}

/// The digest of words that stand elsewhere, so that the chain comes out the same.
fn note(moved: &Moved) -> Hash {
    let digest = moved.note.as_deref().and_then(unhex);
    digest.unwrap_or_else(|| chain::note_digest(None, &[]))
}

/// What comes of a line whose transfer stands in some books already.
pub(super) fn again(moved: &Moved, of: CurrencyId, was: Standing) -> Outcome {
    match was == (of, moved.debit, moved.credit, moved.amount) {
        true => Ok(Posted { transfers: vec![moved.id], ..Posted::default() }),
        false => Err(Rejected::ExistsWithDifferentContent),
    }
}

/// What a line asks of the books.
pub(super) fn command(moved: &Moved) -> Result<Command, Rejected> {
    let note = note(moved);
    let (id, to, kind) = (moved.id, moved.credit, moved.kind);
    let ask = match moved.reverses {
        // It was posted before, so it is not judged again.
        Some(transfer) => Ask::Reverse { id, transfer, note, decided: true },
        None if kind == TransferKind::Reversal => return Err(Rejected::TransferUnknown),
        None => Ask::Pay { id, to, amount: Amount::new(moved.amount)?, kind, note },
    };
    Ok(Command { account: moved.debit, key: id.0, ask })
}
