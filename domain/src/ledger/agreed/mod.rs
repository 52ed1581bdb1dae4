//! What two members agreed on, in the books: set apart, paid and let go in the transaction of the
//! step of their agreement, so that the two cannot part. Who may was asked there.
//!
//! Rows are locked in this order: the agreement, profiles that get an account, currencies, and last
//! what the books hold.

mod store;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

pub(crate) use self::store::{held_of, keep_as};
use super::accounts::error::AccountError;
use super::accounts::model::Holder;
use super::accounts::store::of_holder;
use super::accounts::{ensure, holder_of_listing, holder_of_member};
use super::amount::Amount;
use super::command::{Ask, Command};
use super::currencies;
use super::currencies::model::Currency;
use super::journal::{Beside, Entry, Note, post_in};
use super::rejected::Rejected;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::id::{
    AccountId, AgreementId, CommunityId, CurrencyId, HoldId, ListingId, MemberId, TransferId,
};
use crate::profiles;

/// Between whom something is agreed: who pays, and who is paid, for which place of theirs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Between {
    /// In which community.
    pub(crate) community: CommunityId,
    /// Who pays, in person.
    pub(crate) payer: MemberId,
    /// Who is paid, in person.
    pub(crate) payee: MemberId,
    /// The place that is paid instead, where it is kept by somebody.
    pub(crate) listing: Option<ListingId>,
}

/// What the books are asked of an agreement.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    /// Set an amount apart.
    Hold(HoldId, (AccountId, AccountId), i64, DateTime<Utc>),
    /// Keep it as it is, or let it go on.
    Dispute(HoldId, AccountId, bool),
    /// Pay an amount of it, with words on what it was for.
    Pay(HoldId, AccountId, i64, String),
    /// Let go of what is left.
    LetGo(HoldId, AccountId),
}

/// Why the books did not do it.
#[derive(Debug)]
pub(crate) enum NotDone {
    /// They refuse.
    Rejected(Rejected),
    /// The database does not answer.
    Db(DbError),
}

impl From<DbError> for NotDone {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<Rejected> for NotDone {
    fn from(why: Rejected) -> Self {
        Self::Rejected(why)
    }
}

/// The currency with a code, while it is paid with.
pub(crate) async fn currency(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<Currency>, DbError> {
    Ok(currencies::store::by_code(db, code).await?.filter(|it| it.is_on))
}

/// The smallest step of amounts in a currency, by the rules in force.
pub(crate) async fn step(
    db: &impl ConnectionTrait,
    id: CurrencyId,
    now: DateTime<Utc>,
) -> Result<i64, DbError> {
    let rulings = currencies::store::rulings(db, id).await?;
    Ok(rulings.iter().find(|it| it.effective_at <= now).map_or(1, |it| it.step))
}

/// Some currencies, on or off, which came out of the database.
pub(crate) async fn currencies(
    db: &impl ConnectionTrait,
    ids: &[CurrencyId],
) -> Result<Vec<Currency>, DbError> {
    currencies::store::by_ids(db, ids).await
}

/// Whether a currency is one of a community.
pub(crate) async fn is_of(
    db: &impl ConnectionTrait,
    id: CurrencyId,
    community: CommunityId,
) -> Result<bool, DbError> {
    let known = currencies::store::by_id(db, id).await?;
    Ok(known.is_some_and(|it| it.community == community))
}

/// Holds the books of currencies until the transaction ends.
pub(crate) async fn lock(tx: &WriteTx, all: &BTreeSet<CurrencyId>) -> Result<(), DbError> {
    for id in all {
        currencies::store::lock(tx, *id).await?;
    }
    Ok(())
}

/// The accounts of the two, which are opened where there are none; the books of the currency are
/// held from then on. Nobody has an account who does not belong to the community.
pub(crate) async fn accounts(
    tx: &WriteTx,
    ctx: &Ctx,
    (currency, others): (CurrencyId, &BTreeSet<CurrencyId>),
    between: &Between,
) -> Result<(AccountId, AccountId), NotDone> {
    let known = currencies::store::by_id(tx.conn(), currency).await?;
    if known.is_none_or(|it| it.community != between.community) {
        return Err(Rejected::CurrencyUnknown.into());
    }
    let (payer, payee) = holders(tx, between).await?;
    let mut missing = BTreeSet::new();
    for (holder, refused) in [(payer, Rejected::PayerUnknown), (payee, Rejected::PayeeUnknown)] {
        if of_holder(tx.conn(), currency, holder).await?.is_some() {
            continue;
        }
        if !store::belongs(tx.conn(), between.community, holder.profile).await? {
            return Err(refused.into());
        }
        missing.insert(holder.profile);
    }
    for profile in missing {
        profiles::store::lock(tx, profile).await.map_err(DbError::from)?;
    }
    let mut all = others.clone();
    all.insert(currency);
    lock(tx, &all).await?;
    let opened = async |holder, refused: Rejected| match ensure(tx, ctx, currency, holder).await {
        Ok(account) => Ok(account),
        Err(AccountError::Db(error)) => Err(NotDone::Db(error)),
        Err(_) => Err(refused.into()),
    };
    let payer = opened(payer, Rejected::PayerUnknown).await?;
    Ok((payer, opened(payee, Rejected::PayeeUnknown).await?))
}

/// Whose accounts they are.
async fn holders(tx: &WriteTx, between: &Between) -> Result<(Holder, Holder), NotDone> {
    let payer = holder_of_member(tx.conn(), between.payer).await?;
    let place = match between.listing {
        Some(listing) => holder_of_listing(tx.conn(), listing).await?,
        None => None,
    };
    let payee = match place {
        Some(place) => Some(place),
        None => holder_of_member(tx.conn(), between.payee).await?,
    };
    let payer = payer.ok_or(Rejected::PayerUnknown)?;
    Ok((payer, payee.ok_or(Rejected::PayeeUnknown)?))
}

/// Asks the books, in order. A refusal refuses all of it: the caller lets the transaction go.
pub(crate) async fn post(
    tx: &WriteTx,
    ctx: &Ctx,
    agreement: AgreementId,
    deeds: Vec<(CurrencyId, Deed)>,
) -> Result<(), NotDone> {
    let mut entries = Vec::with_capacity(deeds.len());
    for (currency, deed) in deeds {
        let (account, ask, beside) = asked(ctx, agreement, deed)?;
        let command = Command { account, key: ctx.ids.next(), ask };
        entries.push(Entry { currency, command, at: ctx.now, beside });
    }
    for said in post_in(tx, &entries).await? {
        said?;
    }
    Ok(())
}

fn asked(
    ctx: &Ctx,
    agreement: AgreementId,
    deed: Deed,
) -> Result<(AccountId, Ask, Beside), Rejected> {
    Ok(match deed {
        Deed::Hold(id, (payer, to), minor, expires_at) => {
            let ask = Ask::Hold { id, to, amount: Amount::new(minor)?, expires_at };
            let beside = Beside { agreement: Some(agreement), ..Beside::default() };
            (payer, ask, beside)
        }
        Deed::Dispute(hold, account, disputed) => {
            (account, Ask::Dispute { hold, disputed }, Beside::default())
        }
        Deed::Pay(hold, payer, minor, purpose) => {
            let mut salt = [0; 16];
            salt.copy_from_slice(&ctx.ids.secret()[..16]);
            let note = Note { purpose, salt, category: None };
            let id = TransferId(ctx.ids.next());
            let ask = Ask::Capture { id, hold, amount: Amount::new(minor)?, note: note.digest() };
            (payer, ask, Beside { note: Some(note), ..Beside::default() })
        }
        Deed::LetGo(hold, account) => (account, Ask::Release { hold }, Beside::default()),
    })
}

/// What lets go of what is set apart whatever became of it: what is over already is gone anyhow.
pub(crate) async fn let_go(
    tx: &WriteTx,
    ctx: &Ctx,
    all: Vec<(CurrencyId, HoldId, AccountId)>,
) -> Result<(), DbError> {
    let entry = |(currency, hold, account): (CurrencyId, HoldId, AccountId)| Entry {
        currency,
        command: Command { account, key: ctx.ids.next(), ask: Ask::Release { hold } },
        at: ctx.now,
        beside: Beside::default(),
    };
    let entries: Vec<Entry> = all.into_iter().map(entry).collect();
    for said in post_in(tx, &entries).await? {
        match said {
            Ok(_) | Err(Rejected::HoldEnded | Rejected::HoldUnknown) => {}
            Err(why) => {
                let words = format!("a hold is not let go: {}", why.key());
                return Err(sea_orm::DbErr::Custom(words).into());
            }
        }
    }
    Ok(())
}
