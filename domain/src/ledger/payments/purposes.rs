//! What a payment was for, where it hurts: one of the two hides it for themselves, and a steward
//! who finds so has it go for both. The chain keeps the digest of it.

use chrono::{DateTime, Utc};

use super::error::PaymentError;
use super::model::{Asked, Moved};
use super::{asking, is_mine, not_there, reading, signed, store};
use crate::Domain;
use crate::agreements::names::initialled;
use crate::alerts::{self, AlertKind};
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::id::{AccountId, CommunityId, MemberId, PaymentRequestId, TransferId};
use crate::ledger::accounts;
use crate::ledger::currencies;
use crate::members::attempts::{DAY, Limit};
use crate::policy::{self, Action};
use crate::profiles;

/// How often somebody hides words, or shows them again.
const HIDDEN: Limit = Limit { name: "purposes-hidden", tries: 200, minutes: DAY };

/// Hides what a payment of mine was for, or shows it again: on my side alone, and nobody is told.
/// The words are kept, and stand in what I take along.
///
/// # Errors
/// [`PaymentError::NotFound`] for a payment that is not mine, [`PaymentError::SignedOut`],
/// [`PaymentError::Denied`], [`PaymentError::TooMany`].
pub async fn hide_purpose(
    ctx: &Ctx,
    domain: &Domain,
    id: TransferId,
    hidden: bool,
) -> Result<Moved, PaymentError> {
    let me = signed(ctx)?;
    policy::check(ctx, Action::TurnAway)?;
    let tx = domain.db.write().await?;
    HIDDEN.take(&tx, ctx, &me.to_string()).await?;
    let (mine, _) = not_there(sides(&tx, ctx, id).await?)?;
    if hidden {
        store::purposes::hide(&tx, (id, mine), ctx.now).await?;
    } else {
        store::purposes::show(&tx, (id, mine)).await?;
    }
    tx.commit().await?;
    reading::by_id(ctx, domain, id).await
}

/// Hides what I am asked to pay for, or shows it again: on my side alone, and nobody is told. Once it
/// is paid, the words of the payment are hidden.
///
/// # Errors
/// [`PaymentError::NotFound`] for a request that does not name me, [`PaymentError::SignedOut`],
/// [`PaymentError::Denied`], [`PaymentError::TooMany`].
pub async fn hide_request_purpose(
    ctx: &Ctx,
    domain: &Domain,
    id: PaymentRequestId,
    hidden: bool,
) -> Result<Asked, PaymentError> {
    let me = signed(ctx)?;
    policy::check(ctx, Action::TurnAway)?;
    let tx = domain.db.write().await?;
    HIDDEN.take(&tx, ctx, &me.to_string()).await?;
    let row = not_there(store::asked(tx.conn(), id).await?)?;
    let payer = not_there(row.payer)?;
    if !is_mine(ctx, tx.conn(), payer).await? {
        return Err(PaymentError::NotFound);
    }
    store::purposes::hide_request(&tx, id, hidden.then_some(ctx.now)).await?;
    if let Some(paid) = row.transfer {
        match hidden {
            true => store::purposes::hide(&tx, (paid, payer), ctx.now).await?,
            false => store::purposes::show(&tx, (paid, payer)).await?,
        }
    }
    tx.commit().await?;
    asking::asked(ctx, domain, id).await
}

/// What a payment of the actor's was for, as it is reported.
pub(crate) struct Written {
    /// In which community.
    pub(crate) community: CommunityId,
    /// The other of the two, where that is one person.
    pub(crate) other: Option<MemberId>,
    /// What they are called; none where they have gone.
    pub(crate) name: Option<String>,
    /// The words.
    pub(crate) words: String,
    /// When they were written.
    pub(crate) at: DateTime<Utc>,
}

/// What a payment of the actor's was for; none where it is not theirs, or nothing is written.
pub(crate) async fn written(
    tx: &WriteTx,
    ctx: &Ctx,
    id: TransferId,
) -> Result<Option<Written>, PaymentError> {
    let db = tx.conn();
    let Some((_, other)) = sides(tx, ctx, id).await? else { return Ok(None) };
    let Some(row) = store::transfer(db, id).await? else { return Ok(None) };
    let Some(words) = row.purpose else { return Ok(None) };
    said_to(tx, other, (words, row.transfer.posted_at)).await
}

/// What a request says it is for, to who is asked, or asks, by name; of one that names nobody to
/// whoever has its link. None where it is neither, or nothing is written.
pub(crate) async fn written_on_request(
    tx: &WriteTx,
    ctx: &Ctx,
    id: PaymentRequestId,
) -> Result<Option<Written>, PaymentError> {
    signed(ctx)?;
    let db = tx.conn();
    let Some(row) = store::asked(db, id).await? else { return Ok(None) };
    let asks = is_mine(ctx, db, row.payee).await?;
    let other = match row.payer {
        Some(payer) if asks => payer,
        Some(payer) if is_mine(ctx, db, payer).await? => row.payee,
        // Words of one's own that are for nobody yet are taken back.
        None if !asks => row.payee,
        _ => return Ok(None),
    };
    let Some(words) = row.purpose else { return Ok(None) };
    said_to(tx, other, (words, row.created_at)).await
}

/// Words between the actor and somebody else, who is told by name.
async fn said_to(
    tx: &WriteTx,
    other: AccountId,
    (words, at): (String, DateTime<Utc>),
) -> Result<Option<Written>, PaymentError> {
    let db = tx.conn();
    let Some(held) = accounts::store::by_id(db, other).await? else { return Ok(None) };
    let of = currencies::store::by_id(db, held.account.currency).await?;
    let Some(of) = of else { return Ok(None) };
    let (mut member, mut name) = (None, None);
    if let Some(holder) = held.holder {
        let profile = profiles::store::by_id(db, holder.profile).await?;
        member = profiles::store::person(db, holder.profile).await?;
        name = profile.map(|it| if member.is_some() { initialled(&it.name) } else { it.name });
    }
    Ok(Some(Written { community: of.community, other: member, name, words, at }))
}

/// Everybody who has a part in a payment: none of them decides about what it was for.
pub(crate) async fn parties(tx: &WriteTx, id: TransferId) -> Result<Vec<MemberId>, DbError> {
    let all = store::purposes::people(tx.conn(), id).await?;
    Ok(all.into_iter().map(|(member, _)| member).collect())
}

/// The same of a request.
pub(crate) async fn parties_of_request(
    tx: &WriteTx,
    id: PaymentRequestId,
) -> Result<Vec<MemberId>, DbError> {
    let all = store::purposes::people_asked(tx.conn(), id).await?;
    Ok(all.into_iter().map(|(member, _)| member).collect())
}

/// Takes away what a request says it is for, and, where it was paid, what the payment was for.
pub(crate) async fn blank_request(
    tx: &WriteTx,
    ctx: &Ctx,
    id: PaymentRequestId,
    reporter: Option<MemberId>,
) -> Result<(), PaymentError> {
    let Some(row) = store::asked(tx.conn(), id).await? else { return Ok(()) };
    if let Some(paid) = row.transfer {
        return blank(tx, ctx, paid, reporter).await;
    }
    let whom = store::purposes::people_asked(tx.conn(), id).await?;
    store::purposes::blank_request(tx, id).await?;
    let sides = [(Some(row.payee), row.payer), (row.payer, Some(row.payee))];
    tell_removed(tx, ctx, (sides, &whom), reporter).await
}

/// Takes away what a payment was for, for good, and tells everybody of the two but who reported it.
pub(crate) async fn blank(
    tx: &WriteTx,
    ctx: &Ctx,
    id: TransferId,
    reporter: Option<MemberId>,
) -> Result<(), PaymentError> {
    let Some((debit, credit)) = store::parties(tx.conn(), id).await? else { return Ok(()) };
    let whom = store::purposes::people(tx.conn(), id).await?;
    store::purposes::blank(tx, id).await?;
    let sides = [(Some(debit), Some(credit)), (Some(credit), Some(debit))];
    tell_removed(tx, ctx, (sides, &whom), reporter).await
}

/// The two sides of a payment or request, each with the other; none where nobody is named.
type Sides = [(Option<AccountId>, Option<AccountId>); 2];

/// Tells everybody of the two sides but who reported it that the words are gone.
async fn tell_removed(
    tx: &WriteTx,
    ctx: &Ctx,
    (sides, whom): (Sides, &[(MemberId, AccountId)]),
    reporter: Option<MemberId>,
) -> Result<(), PaymentError> {
    for (mine, other) in sides {
        let holder = match other {
            Some(other) => reading::holder_of(tx.conn(), other).await?,
            None => None,
        };
        let words = holder.and_then(|it| it.name).unwrap_or_default();
        for (member, of) in whom.iter().filter(|(member, _)| Some(*member) != reporter) {
            if Some(*of) == mine {
                let about = alerts::About { words: words.clone(), ..alerts::About::default() };
                alerts::tell(tx, ctx, *member, AlertKind::PurposeRemoved, about).await?;
            }
        }
    }
    Ok(())
}

/// The actor's side of a payment, and the other one.
async fn sides(
    tx: &WriteTx,
    ctx: &Ctx,
    id: TransferId,
) -> Result<Option<(AccountId, AccountId)>, PaymentError> {
    let Some((debit, credit)) = store::parties(tx.conn(), id).await? else { return Ok(None) };
    for (mine, other) in [(debit, credit), (credit, debit)] {
        if is_mine(ctx, tx.conn(), mine).await? {
            return Ok(Some((mine, other)));
        }
    }
    Ok(None)
}
