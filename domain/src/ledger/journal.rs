//! The books in the database: what is asked goes through the core in memory, and what changed is
//! written with one statement a table.
//!
//! | phase | what happens |
//! | --- | --- |
//! | 1 locked | the rows of the currencies, in the order of their ids |
//! | 2 read | what the batch names: holds, requests, transfers, answers, accounts |
//! | 3 posted | one after the other, by [`super::model::post`] |
//! | 4 written | transfers, notes, holds, requests, accounts, answers, the currency |

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::book::{Book, Posted, Transfer};
use super::chain::{self, Hash};
use super::command::{Ask, Command};
use super::model;
use super::rejected::Rejected;
use super::said;
use super::store::{self, Kept};
use crate::db::{DbError, WriteTx};
use crate::id::{AccountId, AgreementId, CurrencyId, HoldId, PaymentRequestId, TransferId};

/// What came of what was asked: nothing is half done.
pub type Outcome = Result<Posted, Rejected>;

/// What was written beside a transfer, with the salt of its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it was for, in words.
    pub purpose: String,
    /// What keeps the digest from being guessed once the words are gone.
    pub salt: [u8; 16],
    /// For which kind of thing it was.
    pub category: Option<String>,
}

impl Note {
    /// The digest that goes into the chain.
    #[must_use]
    pub fn digest(&self) -> Hash {
        chain::note_digest(Some(&self.purpose), &self.salt)
    }
}

/// What stands beside the books, and is none of theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// What was written.
    pub note: Option<Note>,
    /// Of which agreement a hold is.
    pub agreement: Option<AgreementId>,
    /// The code in the link of a request.
    pub code: Option<String>,
    /// The digest of what was asked as it was typed, under the secret of the house.
    pub said: Option<String>,
}

/// One thing that is asked of the books of a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Of which.
    pub currency: CurrencyId,
    /// What.
    pub command: Command,
    /// When.
    pub at: DateTime<Utc>,
    /// What stands beside it.
    pub beside: Beside,
}

/// An answer, and what was posted for it just now; none where it was answered before.
#[derive(Clone, Debug)]
pub struct Told {
    /// What came of it.
    pub outcome: Outcome,
    /// The transfer that was asked, as it stands in the books.
    pub transfer: Option<Transfer>,
}

/// Posts entries, in the caller's transaction; answers each, in their order. Who may ask was asked
/// before. Entries of one currency are posted in their order, so that the later sees the earlier.
///
/// # Errors
/// [`DbError`]; then nothing was posted once the transaction is dropped.
pub async fn post_in(tx: &WriteTx, entries: &[Entry]) -> Result<Vec<Outcome>, DbError> {
    Ok(post_told(tx, entries).await?.into_iter().map(|it| it.outcome).collect())
}

/// The same, with what was posted.
///
/// # Errors
/// As [`post_in`].
pub async fn post_told(tx: &WriteTx, entries: &[Entry]) -> Result<Vec<Told>, DbError> {
    let mut of: BTreeMap<CurrencyId, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        of.entry(entry.currency).or_default().push(at);
    }
    tx.brings_news();
    let mut outcomes = vec![Told::unknown(); entries.len()];
    for (currency, places) in of {
        // A balance is judged by the limits that it was changed under, also by the database: limits
        // are changed together, and nothing else with them.
        let limits = |at: &usize| matches!(entries[*at].command.ask, Ask::Limit { .. });
        for run in places.chunk_by(|one, next| limits(one) == limits(next)) {
            let batch: Vec<&Entry> = run.iter().map(|at| &entries[*at]).collect();
            let answers = post_batch(tx, currency, &batch).await?;
            for (at, answer) in run.iter().zip(answers) {
                outcomes[*at] = answer;
            }
        }
    }
    Ok(outcomes)
}

async fn post_batch(
    tx: &WriteTx,
    currency: CurrencyId,
    entries: &[&Entry],
) -> Result<Vec<Told>, DbError> {
    let Some((mut book, versions)) = store::lock(tx, currency).await? else {
        return Ok(vec![Told::unknown(); entries.len()]);
    };
    let mut written = read(tx, &mut book, entries).await?;
    let before = book.clone();
    let (mut kept, mut outcomes) = (Kept::default(), Vec::with_capacity(entries.len()));
    for entry in entries {
        // A clock that was set back brings no older rules back.
        if let Some(rules) = versions.at(entry.at.max(book.last_at)) {
            book.rules.clone_from(rules);
        }
        let key = (entry.command.account, entry.command.key);
        let is_new = !book.answers.contains_key(&key);
        let outcome = model::post(&mut book, &entry.command, entry.at);
        if is_new {
            keep(&mut kept, &book, entry, &outcome);
            written.said.extend(entry.beside.said.clone().map(|it| (key, it)));
            outcomes.push(Told::new(outcome, &book));
        } else {
            let outcome = written.same(outcome, (entry, key), &kept);
            outcomes.push(Told { outcome, transfer: None });
        }
    }
    let now = latest(entries, &book);
    store::save(tx, (&before, &book), &kept, now).await?;
    Ok(outcomes)
}

/// The latest moment at which something was asked.
fn latest(entries: &[&Entry], book: &Book) -> DateTime<Utc> {
    entries.iter().map(|it| it.at).max().unwrap_or(book.last_at)
}

impl Told {
    fn unknown() -> Self {
        Self { outcome: Err(Rejected::CurrencyUnknown), transfer: None }
    }

    fn new(outcome: Outcome, book: &Book) -> Self {
        let first = outcome.as_ref().ok().and_then(|it| it.transfers.first());
        let transfer = first.and_then(|it| book.transfers.get(it)).cloned();
        Self { outcome, transfer }
    }
}

/// What was written beside what was answered before.
struct Written {
    /// The words beside transfers, while they are kept.
    words: BTreeMap<TransferId, (String, Option<String>)>,
    /// What was asked, as it was typed.
    said: BTreeMap<(AccountId, Uuid), String>,
}

impl Written {
    /// What was answered before, if the words were the same. Once they are gone nobody knows.
    fn same(
        &self,
        outcome: Outcome,
        (entry, key): (&Entry, (AccountId, Uuid)),
        kept: &Kept<'_>,
    ) -> Outcome {
        let said = self.said.get(&key).zip(entry.beside.said.as_ref());
        let is_same = said.and_then(|(was, is)| said::is_same(was, is));
        let is_other = match is_same {
            Some(is_same) => !is_same,
            None => outcome.as_ref().is_ok_and(|it| self.has_other_words(it, entry, kept)),
        };
        if is_other { Err(Rejected::ExistsWithDifferentContent) } else { outcome }
    }

    fn has_other_words(&self, posted: &Posted, entry: &Entry, kept: &Kept<'_>) -> bool {
        let Some(first) = posted.transfers.first() else { return false };
        let words = |it: &Note| (it.purpose.clone(), it.category.clone());
        let now = kept.notes.get(first).map(|it| words(it));
        let was = now.or_else(|| self.words.get(first).cloned());
        was.is_some() && entry.beside.note.as_ref().map(words) != was
    }
}

/// Notes what is to be written beside the books.
fn keep<'a>(kept: &mut Kept<'a>, book: &Book, entry: &'a Entry, outcome: &Outcome) {
    let Command { account, key, ask } = &entry.command;
    // The answer of an account that is not in these books has nowhere to stand, and time asks but
    // once.
    let stands = book.accounts.get(account).is_some_and(|it| it.currency == book.currency);
    if stands && !matches!(ask, Ask::Expire) {
        kept.answers.push((*account, *key, entry.beside.said.as_deref()));
    }
    let Ok(posted) = outcome else { return };
    let first = posted.transfers.first().copied();
    if let (Some(note), Some(transfer)) = (&entry.beside.note, first) {
        kept.notes.insert(transfer, note);
    }
    match ask {
        Ask::Hold { id, .. } => _ = kept.holds.insert(*id, &entry.beside),
        Ask::Request { id, .. } => _ = kept.requests.insert(*id, &entry.beside),
        Ask::Accept { request, .. } => {
            if let Some(transfer) = first {
                kept.paid.insert(*request, transfer);
            }
        }
        _ => (),
    }
}

/// What a batch names.
#[derive(Default)]
struct Named {
    accounts: BTreeSet<AccountId>,
    holds: BTreeSet<HoldId>,
    requests: BTreeSet<PaymentRequestId>,
    transfers: BTreeSet<TransferId>,
    answers: BTreeSet<(AccountId, Uuid)>,
    /// Whose holds and requests are looked through for what is over.
    tidied: Vec<AccountId>,
    /// Whose holds and requests end.
    leaving: Vec<AccountId>,
}

impl Named {
    fn by(entries: &[&Entry]) -> Self {
        let mut named = Self::default();
        for Entry { command: Command { account, key, ask }, .. } in entries {
            named.accounts.insert(*account);
            named.answers.insert((*account, *key));
            match ask {
                Ask::Pay { to, .. } | Ask::Hold { to, .. } => _ = named.accounts.insert(*to),
                Ask::Request { from, .. } => named.accounts.extend(*from),
                Ask::Capture { hold, .. } | Ask::Release { hold } | Ask::Dispute { hold, .. } => {
                    named.holds.insert(*hold);
                }
                Ask::Accept { request, .. } | Ask::Decline { request } => {
                    named.requests.insert(*request);
                }
                Ask::Reverse { transfer, .. } => _ = named.transfers.insert(*transfer),
                Ask::Expire => named.tidied.push(*account),
                Ask::Settle { .. } => named.leaving.push(*account),
                Ask::Open { .. } | Ask::Limit { .. } | Ask::Become { .. } => (),
            }
        }
        named
    }
}

/// Reads what the entries name, and the accounts that stand in it; answers with what was written
/// beside what was answered before.
async fn read(tx: &WriteTx, book: &mut Book, entries: &[&Entry]) -> Result<Written, DbError> {
    let Named { mut accounts, holds, requests, transfers, answers, tidied, leaving } =
        Named::by(entries);
    let now = latest(entries, book);
    store::holds(tx, book, holds, (&tidied, &leaving), now).await?;
    store::requests(tx, book, requests, (&tidied, &leaving), now).await?;
    store::transfers(tx, book, transfers).await?;
    accounts.extend(book.holds.values().flat_map(|it| [it.payer, it.payee]));
    accounts.extend(book.requests.values().flat_map(|it| [it.payer, Some(it.payee)]).flatten());
    accounts.extend(book.transfers.values().flat_map(|it| [it.debit, it.credit]));
    accounts.extend(book.rules.fund);
    let said = store::accounts(tx, book, accounts, &answers).await?;
    let posted = book.answers.values().filter_map(|it| it.outcome.as_ref().ok());
    let posted = posted.filter_map(|it| it.transfers.first().copied()).collect();
    Ok(Written { words: store::words(tx, posted).await?, said })
}
