//! Telling members what was paid to them and with their cards, what they are asked, and what was set
//! apart for them.
//!
//! Nobody who pays waits for it: transfers and answers are read afterwards, by their numbers, which
//! have no gaps and are committed in their order. What was told and how far that is stand in one
//! transaction, so each is told once, whatever is cut off and however many nodes read.

mod store;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;

use self::store::{Apart, Asked, Party, Read};
use super::PassingError;
use super::book::{PaymentRequestState, TransferKind};
use super::payments::named;
use crate::Domain;
use crate::alerts::{self, About, AlertKind, OfPayment};
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::id::{AccountId, CurrencyId, MemberId};
use crate::policy::{self, Action};

/// How many transfers, and how many answers, one transaction tells of at most: few, for whoever
/// pays meanwhile waits for it on SQLite.
const CHUNK: i64 = 16;
/// The same after a few of which nobody was told, as of books that are brought along.
const CHUNK_UNTOLD: i64 = 500;
/// Of what is older nobody is told: books that are brought along are no news.
const TOLD_DAYS: i64 = 7;

/// Tells members what they were paid, what they got back, what they are asked and what was set apart
/// for them, each once, a few at a time. What another node tells of meanwhile is left to it. Answers
/// how many alerts it were.
///
/// # Errors
/// [`PassingError`]; trying again goes on where it stopped.
pub async fn tell(ctx: &Ctx, domain: &Domain) -> Result<u64, PassingError> {
    policy::check(ctx, Action::KeepHouse)?;
    let mut all = 0;
    for (currency, is_new) in store::behind(domain.db.reader()).await? {
        if is_new {
            let tx = domain.db.write().await?;
            store::begin(&tx, currency).await?;
            tx.commit().await?;
        }
        let mut reach = Reach { most: CHUNK, end: None };
        while let Some(told) = chunk(ctx, domain, currency, &mut reach).await? {
            all += told;
            reach.most = if told == 0 { CHUNK_UNTOLD } else { CHUNK };
        }
    }
    Ok(all)
}

/// Tells nobody of what was paid and asked in the demo up to now: that was played.
///
/// # Errors
/// [`PassingError`].
pub async fn pass_over_demo(ctx: &Ctx, domain: &Domain) -> Result<(), PassingError> {
    policy::check(ctx, Action::KeepHouse)?;
    let tx = domain.db.write().await?;
    store::pass_over_demo(&tx).await?;
    Ok(tx.commit().await?)
}

/// How far it is told now.
struct Reach {
    /// How many at once.
    most: i64,
    /// Up to where: what is paid meanwhile is told the next time, so that each currency has its
    /// turn and an alert its moment.
    end: Option<Read>,
}

/// Tells of the next few; none where there are none, or another node tells of them. They are read
/// before the transaction begins, so that it only writes.
async fn chunk(
    ctx: &Ctx,
    domain: &Domain,
    currency: CurrencyId,
    reach: &mut Reach,
) -> Result<Option<u64>, DbError> {
    let db = domain.db.reader();
    let Some((from, last)) = store::far(db, currency).await? else { return Ok(None) };
    let end = *reach.end.get_or_insert(last);
    let to = Read {
        number: end.number.min(from.number + reach.most).max(from.number),
        answer: end.answer.min(from.answer + reach.most).max(from.answer),
    };
    if to == from {
        return Ok(None);
    }
    let since = ctx.now - TimeDelta::days(TOLD_DAYS);
    let answers = store::answers(db, currency, (from, to)).await?;
    let news = News {
        moved: store::moved(db, currency, (from, to), since).await?,
        asked: store::asked(db, &answers).await?,
        apart: store::apart(db, &answers).await?,
    };
    let told = alerts::wished(db, ctx, news.told(db, ctx.now).await?).await?;
    let tx = domain.db.write().await?;
    if store::lock(&tx, currency).await? != Some(from) {
        return Ok(None);
    }
    let told = told.write(&tx, ctx).await?;
    store::put(&tx, currency, to).await?;
    tx.commit().await?;
    Ok(Some(told))
}

/// Tells whoever holds an account of something, in the transaction in which it happens.
pub(in crate::ledger) async fn tell_holders(
    tx: &WriteTx,
    ctx: &Ctx,
    kind: AlertKind,
    (of, other): (OfPayment, Option<AccountId>),
) -> Result<(), DbError> {
    let accounts = [Some(of.account), other].into_iter().flatten().collect();
    let parties = store::parties(tx.conn(), &accounts).await?;
    let names = named(tx.conn(), accounts).await?;
    let words = other.and_then(|it| names.get(&it).cloned()).unwrap_or_default();
    let about = About { payment: Some(of), words, ..About::default() };
    let members = parties.get(&of.account).map(|it| it.members.clone()).unwrap_or_default();
    let told = members.into_iter().map(|it| (it, kind, about.clone())).collect();
    alerts::tell_paid(tx, ctx, told).await
}

/// Tells whoever holds an account what was decided about it, by the short name of its currency, in
/// the transaction in which it is.
pub(in crate::ledger) async fn tell_decided(
    tx: &WriteTx,
    ctx: &Ctx,
    kind: AlertKind,
    (account, code): (AccountId, &str),
) -> Result<(), DbError> {
    let parties = store::parties(tx.conn(), &BTreeSet::from([account])).await?;
    let members = parties.get(&account).map(|it| it.members.clone()).unwrap_or_default();
    let of = OfPayment { account, amount: 0, transfer: None, request: None, hold: None };
    let about = About { payment: Some(of), words: code.to_owned(), ..About::default() };
    let told = members.into_iter().map(|it| (it, kind, about.clone())).collect();
    alerts::tell_paid(tx, ctx, told).await
}

/// What there is to tell.
struct News {
    moved: Vec<store::Moved>,
    asked: Vec<Asked>,
    apart: Vec<Apart>,
}

/// Something to tell to who holds an account, by what the other is called.
struct Item {
    kind: AlertKind,
    of: OfPayment,
    other: AccountId,
    /// Who hands it out, where it is handed out.
    giver: Option<String>,
}

impl News {
    /// Whom what is told.
    async fn told(
        self,
        db: &impl ConnectionTrait,
        now: DateTime<Utc>,
    ) -> Result<Vec<(MemberId, AlertKind, About)>, DbError> {
        let cards = self.moved.iter().filter(|it| it.by_pass).map(of_card);
        let cards: Vec<Item> = cards.collect();
        let moved = self.moved.into_iter().map(of_transfer).chain(cards);
        let asked = self.asked.into_iter().filter_map(|it| of_request(&it, now));
        let apart = self.apart.iter().filter(|it| it.expires_at > now).map(of_hold);
        let items: Vec<Item> = moved.chain(asked).chain(apart).collect();
        let accounts: BTreeSet<AccountId> =
            items.iter().flat_map(|it| [it.of.account, it.other]).collect();
        let parties = store::parties(db, &accounts).await?;
        let names = named(db, accounts).await?;
        let told = items.into_iter().flat_map(|it| {
            let words = it.giver.or_else(|| names.get(&it.other).cloned()).unwrap_or_default();
            let about = About { payment: Some(it.of), words, ..About::default() };
            let members = listeners(&parties, it.of.account, it.other);
            members.into_iter().map(move |member| (member, it.kind, about.clone()))
        });
        Ok(told.collect())
    }
}

/// What a transfer is to who is paid.
fn of_transfer(it: store::Moved) -> Item {
    let kind = match (it.kind, it.request) {
        (TransferKind::Reversal, _) => AlertKind::PaidBack,
        (_, Some(_)) => AlertKind::RequestPaid,
        _ => AlertKind::Paid,
    };
    let of = OfPayment {
        account: it.credit,
        amount: it.amount,
        transfer: Some(it.id),
        request: it.request,
        hold: None,
    };
    Item { kind, of, other: it.debit, giver: it.giver }
}

/// What a card paid, to who holds it: others typed the amount.
fn of_card(it: &store::Moved) -> Item {
    let of = OfPayment {
        account: it.debit,
        amount: it.amount,
        transfer: Some(it.id),
        request: None,
        hold: None,
    };
    Item { kind: AlertKind::PaidByPass, of, other: it.credit, giver: None }
}

/// What a request is to who is asked, or to who asked once the other said no.
fn of_request(it: &Asked, now: DateTime<Utc>) -> Option<Item> {
    let payer = it.payer?;
    let waits = it.state == PaymentRequestState::Waiting && it.expires_at > now;
    let declined = it.state == PaymentRequestState::Declined;
    let (kind, account, other) = match it.by == it.payee {
        // It was taken back or answered before anybody was told: that is no news any more.
        true if waits => (AlertKind::PaymentAsked, payer, it.payee),
        false if declined => (AlertKind::PaymentDeclined, it.payee, payer),
        _ => return None,
    };
    let request = Some(it.id);
    let of = OfPayment { account, amount: it.amount, transfer: None, request, hold: None };
    Some(Item { kind, of, other, giver: None })
}

/// What was set apart, to whom it was set apart for.
fn of_hold(it: &Apart) -> Item {
    let (account, hold) = (it.payee, Some(it.id));
    let of = OfPayment { account, amount: it.amount, transfer: None, request: None, hold };
    Item { kind: AlertKind::SetApart, of, other: it.payer, giver: None }
}

/// Who hears of it: whoever holds the account, but for those who did it themselves from an account
/// of their own.
fn listeners(
    parties: &BTreeMap<AccountId, Party>,
    account: AccountId,
    other: AccountId,
) -> Vec<MemberId> {
    let Some(party) = parties.get(&account) else { return Vec::new() };
    match parties.get(&other) {
        Some(other) if other.profile == party.profile => Vec::new(),
        Some(other) if other.is_person => {
            let others = |it: &MemberId| !other.members.contains(it);
            party.members.iter().copied().filter(others).collect()
        }
        _ => party.members.clone(),
    }
}
