//! What two neighbours write of each other, once something was done: thanks, and never marks. What
//! was not well is for stewards alone.

use super::error::{AgreementError, invalid};
use super::kinds::AgreementState;
use super::model::{Private, ThankYou, Thanks, WORDS_MAX};
use super::names::shown;
use super::reading::told;
use super::store::KeptThanks;
use super::{about_name, check_hands, hold, is_blocked, me, other, store, tidying};
use crate::alerts::{self, AlertKind};
use crate::ctx::{Actor, Ctx};
use crate::id::{AgreementId, CommunityId, MemberId};
use crate::page::PAGE_MAX;
use crate::policy::{self, Action};
use crate::posts::contacts;
use crate::{Domain, audit, communities, posts, profiles};

/// Thanks the other of an agreement that was done, once. What leads to somebody is masked in it:
/// others read it.
///
/// # Errors
/// [`AgreementError::NotFound`], [`AgreementError::NotNow`] before it was done or when it was said
/// already, [`AgreementError::Blocked`], [`AgreementError::Own`], [`AgreementError::Invalid`],
/// [`AgreementError::SignedOut`], [`AgreementError::Denied`].
pub async fn thank(
    ctx: &Ctx,
    domain: &Domain,
    of: AgreementId,
    it: ThankYou,
) -> Result<(), AgreementError> {
    me(ctx)?;
    let mut it = tidying::tidy_thanks(it).map_err(|(field, problem)| invalid(field)(problem))?;
    it.words = it.words.as_deref().map(contacts::masked);
    let tx = domain.db.write().await?;
    let (kept, party, me) = hold(&tx, ctx, of).await?;
    check_hands(ctx, &kept, party)?;
    let agreement = &kept.agreement;
    let is_said = store::has_thanked(&tx, (of, me)).await?;
    if agreement.state != AgreementState::Done || is_said {
        return Err(AgreementError::NotNow);
    }
    // What is said to stewards is said of whom one blocked, too.
    if it.words.is_some() && is_blocked(tx.conn(), agreement).await? {
        return Err(AgreementError::Blocked);
    }
    let to = other(agreement, me);
    store::insert_thanks(&tx, (of, me, to), &it, ctx.now).await?;
    if it.words.is_some() {
        let about = about_name(tx.conn(), agreement, me).await?;
        alerts::tell(&tx, ctx, to, AlertKind::Thanked, about).await?;
    }
    audit::acted(&tx, ctx, "thanked", of).await?;
    Ok(tx.commit().await?)
}

/// Replies to thanks, once. What leads to somebody is masked in it.
///
/// # Errors
/// [`AgreementError::NotFound`], [`AgreementError::NotNow`] where nobody thanked or it was said
/// already, [`AgreementError::Blocked`], [`AgreementError::Invalid`] for `words`,
/// [`AgreementError::SignedOut`], [`AgreementError::Denied`].
pub async fn answer_thanks(
    ctx: &Ctx,
    domain: &Domain,
    of: AgreementId,
    words: &str,
) -> Result<(), AgreementError> {
    me(ctx)?;
    let words = tidying::required("words", words.to_owned(), WORDS_MAX);
    let words = words.map_err(|(field, problem)| invalid(field)(problem))?;
    let words = contacts::masked(&words);
    let tx = domain.db.write().await?;
    let (kept, party, me) = hold(&tx, ctx, of).await?;
    check_hands(ctx, &kept, party)?;
    let agreement = &kept.agreement;
    if is_blocked(tx.conn(), agreement).await? {
        return Err(AgreementError::Blocked);
    }
    if !store::put_reply(&tx, (of, me), &words).await? {
        return Err(AgreementError::NotNow);
    }
    let about = about_name(tx.conn(), agreement, me).await?;
    let to = other(agreement, me);
    alerts::tell(&tx, ctx, to, AlertKind::ThanksAnswered, about).await?;
    audit::acted(&tx, ctx, "thanked", of).await?;
    Ok(tx.commit().await?)
}

/// What was written to thank somebody in the communities that I belong to, the latest first. A
/// visitor reads none of it.
///
/// # Errors
/// [`AgreementError::Db`].
pub async fn thanks_to(
    ctx: &Ctx,
    domain: &Domain,
    member: MemberId,
) -> Result<Vec<Thanks>, AgreementError> {
    policy::check(ctx, Action::ReadBoard)?;
    let Actor::Member(me) = ctx.actor else { return Ok(Vec::new()) };
    let eyes = posts::eyes(ctx, domain).await?;
    if eyes.blocked.contains(&member) {
        return Ok(Vec::new());
    }
    let db = domain.db.reader();
    let all = store::thanks_to(db, member, PAGE_MAX.into()).await?;
    let is_mine = |it: &KeptThanks| it.by == me.member || it.to == me.member;
    let seen = |it: &KeptThanks| {
        is_mine(it) || (eyes.communities.contains(&it.community) && !eyes.blocked.contains(&it.by))
    };
    let all: Vec<KeptThanks> = all.into_iter().filter(seen).collect();
    let names = profiles::named(db, all.iter().map(|it| it.by)).await?;
    let one = |it: &KeptThanks| {
        let is_known = is_mine(it) || eyes.know(it.community);
        let by = shown(names.get(&it.by)?, is_known);
        Some(told(it, by, me.member))
    };
    Ok(all.iter().filter_map(one).collect())
}

/// What was told to the stewards of a community, the latest first; nobody reads what was said of
/// themselves.
///
/// # Errors
/// [`AgreementError::SignedOut`], [`AgreementError::Denied`].
pub async fn for_stewards(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
) -> Result<Vec<Private>, AgreementError> {
    let Actor::Member(me) = ctx.actor else { return Err(AgreementError::SignedOut) };
    let db = domain.db.reader();
    let standing = communities::standing_in(ctx, db, of).await?;
    policy::check_on(ctx, Action::SettleAgreement, standing)?;
    let all = store::private_in(db, (of, me.member), PAGE_MAX.into()).await?;
    let names = profiles::named(db, all.iter().flat_map(|it| [it.by, it.to])).await?;
    let eyes = posts::eyes(ctx, domain).await?;
    let one = |it: KeptThanks| {
        let named = |who: MemberId| names.get(&who).map(|named| shown(named, eyes.know(of)));
        Some(Private {
            agreement: it.agreement,
            by: named(it.by)?,
            to: named(it.to)?,
            kept: it.said.kept,
            words: it.said.private?,
            at: it.at,
        })
    };
    Ok(all.into_iter().filter_map(one).collect())
}
