//! What was paid from an account and to it, page by page, and what of it has some words.

use chrono::{DateTime, Utc};

use super::error::PaymentError;
use super::model::Moved;
use super::{is_mine, reading, store};
use crate::Domain;
use crate::ctx::Ctx;
use crate::id::AccountId;
use crate::ledger::accounts;
use crate::page::PAGE_MAX;
use crate::text::fold;

/// How many transfers are looked through for words at once: what a household pays in ten years.
/// Who looks for what is older goes on from there.
pub const SEARCHED_MAX: usize = 5_000;
/// How many of them are read at a time.
const PART: u64 = 500;

/// What of an account's history is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryQuery {
    /// Words that stand in what the other is called, in what it was for, or in its kind, however
    /// they are written.
    pub words: Option<String>,
    /// Words that stand in its kind.
    pub category: Option<String>,
    /// From when on.
    pub since: Option<DateTime<Utc>>,
    /// Until when.
    pub until: Option<DateTime<Utc>>,
    /// Only what goes out of the account, or only what comes in.
    pub is_out: Option<bool>,
    /// Before which number: where the page before it ended.
    pub before: Option<u64>,
    /// How many.
    pub first: u32,
}

/// A part of a history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Searched {
    /// What was found, the latest first.
    pub found: Vec<Moved>,
    /// Before which number it goes on, where [`SEARCHED_MAX`] were looked through and there are
    /// more: then more may be found there.
    pub goes_on: Option<u64>,
}

/// The words that are looked for, folded.
struct Sought {
    words: String,
    category: String,
}

impl Sought {
    fn of(query: &HistoryQuery) -> Option<Self> {
        let folded = |it: &Option<String>| it.as_deref().map(fold).unwrap_or_default();
        let sought = Self { words: folded(&query.words), category: folded(&query.category) };
        (!sought.words.is_empty() || !sought.category.is_empty()).then_some(sought)
    }

    fn fits(&self, it: &Moved) -> bool {
        let has = |text: &str, words: &str| words.split(' ').all(|word| text.contains(word));
        let category = fold(it.category.as_deref().unwrap_or_default());
        if !has(&category, &self.category) {
            return false;
        }
        let said = [it.other.name.as_deref(), it.purpose.as_deref()];
        let said: Vec<&str> = said.into_iter().flatten().collect();
        has(&format!("{} {category}", fold(&said.join(" "))), &self.words)
    }
}

/// What was paid from an account and to it, the latest first, for its holder and for who runs the
/// community of its currency: to these without what for, which is between the two, and without
/// looking for words.
///
/// # Errors
/// [`PaymentError::NotFound`].
pub async fn history(
    ctx: &Ctx,
    domain: &Domain,
    of: AccountId,
    query: &HistoryQuery,
) -> Result<Vec<Moved>, PaymentError> {
    Ok(search(ctx, domain, of, query).await?.found)
}

/// The same, with where it goes on for who looks for words among very many.
///
/// # Errors
/// [`PaymentError::NotFound`].
pub async fn search(
    ctx: &Ctx,
    domain: &Domain,
    of: AccountId,
    query: &HistoryQuery,
) -> Result<Searched, PaymentError> {
    accounts::by_id(ctx, domain, of).await?;
    let db = domain.db.reader();
    let number = |it: u64| i64::try_from(it).unwrap_or(i64::MAX);
    let mut before = query.before.map_or(i64::MAX, number);
    let most = query.first.clamp(1, PAGE_MAX + 1);
    let filters = (query.since, query.until, query.is_out);
    let is_mine = is_mine(ctx, db, of).await?;
    let Some(sought) = Sought::of(query).filter(|_| is_mine) else {
        let rows = store::of_account(db, (of, before), filters, most.into()).await?;
        let mut found = reading::told(db, of, rows).await?;
        for it in found.iter_mut().filter(|_| !is_mine) {
            (it.purpose, it.is_hidden, it.category) = (None, false, None);
        }
        return Ok(Searched { found, goes_on: None });
    };
    let (mut found, mut seen) = (Vec::new(), 0);
    loop {
        let rows = store::of_account(db, (of, before), filters, PART).await?;
        let last = rows.last().map(|it| it.transfer.number).filter(|_| rows.len() as u64 == PART);
        seen += rows.len();
        let told = reading::told(db, of, rows).await?;
        found.extend(told.into_iter().filter(|it| sought.fits(it)));
        let Some(last) = last.filter(|_| found.len() < most as usize) else { break };
        if seen >= SEARCHED_MAX {
            return Ok(Searched { found, goes_on: Some(last) });
        }
        before = number(last);
    }
    found.truncate(most as usize);
    Ok(Searched { found, goes_on: None })
}
