//! Mandates: somebody lets somebody else do something for them, for a while. A member gives one
//! themselves; for who has no mail address an organiser writes down what was signed on paper.
//!
//! What is done under one is written down as "X for Y" in the log that never changes, for both of
//! them and the organisers to read. What has ended counts for nothing.

mod children;
mod model;
mod registering;
pub(crate) mod store;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;

pub use self::children::{CHILD_YEARS, NewChild, sixteen_on};
pub(crate) use self::children::{among as children_among, is_child, until as child_until};
pub(crate) use self::model::tidy_phone;
pub use self::model::{
    Deed, Deeds, MANDATE_DAYS_MAX, Mandate, NOTE_MAX, Named, NewRegistered, PHONE_MAX, Registered,
    SIGNED_DAYS_MAX, Told, Under, Wish, last_day, read_day,
};
pub use self::registering::{
    ENTRY_CODE_DAYS, come_in, forget_registered, give_entry_code, register, registered,
};
pub(crate) use self::registering::{bring_mail, tidy, waits_for};
use self::store::Whose;
use super::error::{ProfileError, invalid};
use super::people::tidy_handle;
use super::{me, store as profiles_store};
use crate::audit;
use crate::audit::model::{Act, AuditQuery, Line, Note};
use crate::communities;
use crate::communities::model::MembershipState;
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::error::Problem;
use crate::id::{AuditId, CommunityId, MandateId, MemberId};
use crate::listings::opening_hours::ZONE;
use crate::members;
use crate::members::attempts::{DAY, Limit};
use crate::members::model::State;
use crate::page::PAGE_MAX;
use crate::policy::{self, Action};
use crate::{Domain, profiles};

/// Mandates that one member gives or writes down.
const GIVEN: Limit = Limit { name: "mandates", tries: 30, minutes: DAY };

/// Gives somebody of my community a mandate.
///
/// # Errors
/// [`ProfileError::Invalid`] for `handle` when nobody of my communities is called so, for `deeds`
/// or `until`; [`ProfileError::Child`] for who is younger than sixteen,
/// [`ProfileError::Duplicate`] when they have one, [`ProfileError::TooMany`].
pub async fn give(ctx: &Ctx, domain: &Domain, wish: &Wish<'_>) -> Result<Told, ProfileError> {
    let me = me(ctx, Action::GiveMandate)?;
    wish.check(today(ctx)).map_err(|(field, problem)| invalid(field)(problem))?;
    let tx = domain.db.write().await?;
    if is_child(tx.conn(), ctx, me.member).await? {
        return Err(ProfileError::Child);
    }
    GIVEN.take(&tx, ctx, &me.member.to_string()).await?;
    let agent = profiles_store::of_handle(tx.conn(), &tidy_handle(wish.handle)).await?;
    let agent = match agent {
        Some(agent) if is_child(tx.conn(), ctx, agent).await? => None,
        other => other,
    };
    let shared = match agent.filter(|agent| *agent != me.member) {
        Some(agent) => store::shared(tx.conn(), (me.member, agent)).await?.first().copied(),
        None => None,
    };
    let (Some(agent), Some(community)) = (agent, shared) else {
        // The try counts, or short names could be guessed.
        tx.commit().await?;
        return Err(invalid("handle")(Problem::Unknown));
    };
    let mandate = write(&tx, ctx, (me.member, agent, community), (wish, None)).await?;
    let told = tell(tx.conn(), vec![mandate]).await?.pop().ok_or(ProfileError::NotFound)?;
    tx.commit().await?;
    Ok(told)
}

/// Writes down a mandate of somebody who was registered, as they signed it on paper. Nobody writes
/// down one for themselves.
///
/// # Errors
/// As [`give`], but for [`ProfileError::Child`]; for a child also [`ProfileError::Invalid`] for
/// `until` when they are sixteen by then; [`ProfileError::NotFound`] when nobody was registered so, [`ProfileError::OwnCase`],
/// [`ProfileError::Invalid`] for `signedOn`, [`ProfileError::Denied`].
pub async fn write_down(
    ctx: &Ctx,
    domain: &Domain,
    (community, giver): (CommunityId, MemberId),
    (wish, signed_on): (&Wish<'_>, NaiveDate),
) -> Result<Told, ProfileError> {
    let standing = communities::standing_in(ctx, domain.db.reader(), community).await?;
    policy::check_on(ctx, Action::RegisterMember, standing)?;
    wish.check(today(ctx)).map_err(|(field, problem)| invalid(field)(problem))?;
    model::check_signed(signed_on, today(ctx)).map_err(invalid("signedOn"))?;
    let tx = domain.db.write().await?;
    held(&tx, ctx, community).await?;
    if let Some(by) = by(ctx) {
        GIVEN.take(&tx, ctx, &by.to_string()).await?;
    }
    let known = store::registered_as(tx.conn(), giver).await?;
    known.filter(|it| it.community == community).ok_or(ProfileError::NotFound)?;
    if child_until(tx.conn(), ctx, giver).await?.is_some_and(|sixteen_on| wish.until >= sixteen_on)
    {
        // What a parent may do for them ends the day before they decide themselves.
        return Err(invalid("until")(Problem::OutOfRange));
    }
    let Some(agent) = agent_in(&tx, ctx, (community, giver), wish.handle).await? else {
        // The try counts, or short names could be guessed.
        tx.commit().await?;
        return Err(invalid("handle")(Problem::Unknown));
    };
    if by(ctx) == Some(agent) {
        return Err(ProfileError::OwnCase);
    }
    let mandate = write(&tx, ctx, (giver, agent, community), (wish, Some(signed_on))).await?;
    let told = tell(tx.conn(), vec![mandate]).await?.pop().ok_or(ProfileError::NotFound)?;
    tx.commit().await?;
    Ok(told)
}

/// Who is called so and belongs to a community, but for who gives the mandate. A child acts for
/// nobody: what it may not do for itself it may not do for others.
async fn agent_in(
    tx: &WriteTx,
    ctx: &Ctx,
    (community, giver): (CommunityId, MemberId),
    handle: &str,
) -> Result<Option<MemberId>, ProfileError> {
    let agent = profiles_store::of_handle(tx.conn(), &tidy_handle(handle)).await?;
    let Some(agent) = agent.filter(|agent| *agent != giver) else { return Ok(None) };
    if is_child(tx.conn(), ctx, agent).await? {
        return Ok(None);
    }
    let there = communities::store::membership(tx.conn(), community, agent).await?;
    let here = there.filter(|it| it.state == MembershipState::Active);
    Ok(here.map(|it| it.member))
}

/// Ends a mandate: whoever gave it, whoever has it, and the organisers who see to it may.
///
/// # Errors
/// [`ProfileError::NotFound`] for one that is none of theirs, or that has ended.
pub async fn end(ctx: &Ctx, domain: &Domain, id: MandateId) -> Result<(), ProfileError> {
    let tx = domain.db.write().await?;
    let mandate = seen(ctx, tx.conn(), id).await?;
    if !store::end(&tx, id, by(ctx), ctx.now).await? {
        return Err(ProfileError::NotFound);
    }
    let note = Note::new(Act::MandateEnded).of(mandate.community).to(mandate.giver);
    audit::note(&tx, ctx, note.with("mandate", id.to_string())).await?;
    Ok(tx.commit().await?)
}

/// A page of the mandates that name me, the latest first: so many at most, after one of them.
///
/// # Errors
/// [`ProfileError::SignedOut`], [`ProfileError::Invalid`] for `after` when it is none of mine.
pub async fn mine(
    ctx: &Ctx,
    domain: &Domain,
    page: (u32, Option<MandateId>),
) -> Result<Vec<Told>, ProfileError> {
    let me = me(ctx, Action::GiveMandate)?;
    let is_mine = |it: &Mandate| [it.giver, it.agent].contains(&me.member);
    paged(domain, Whose::Of(me.member), page, is_mine).await
}

/// Those under which I may act now, the latest first; at most [`PAGE_MAX`].
///
/// # Errors
/// [`ProfileError::SignedOut`].
pub async fn mine_now(ctx: &Ctx, domain: &Domain) -> Result<Vec<Told>, ProfileError> {
    let me = me(ctx, Action::GiveMandate)?;
    let db = domain.db.reader();
    let whose = Whose::HeldBy(me.member, ctx.now);
    tell(db, store::list(db, whose, (PAGE_MAX.into(), None)).await?).await
}

async fn paged(
    domain: &Domain,
    whose: Whose,
    (first, after): (u32, Option<MandateId>),
    is_of_it: impl Fn(&Mandate) -> bool,
) -> Result<Vec<Told>, ProfileError> {
    let db = domain.db.reader();
    let after = match after {
        Some(after) => {
            let found = store::by_id(db, after).await?.filter(is_of_it);
            Some(found.ok_or_else(|| invalid("after")(Problem::BadCursor))?)
        }
        None => None,
    };
    let most = u64::from(first.clamp(1, PAGE_MAX));
    tell(db, store::list(db, whose, (most, after.as_ref())).await?).await
}

/// A page of the mandates that a community sees to, the latest first: so many at most, after one
/// of them.
///
/// # Errors
/// [`ProfileError::Denied`], [`ProfileError::Invalid`] for `after` when it is none of theirs.
pub async fn of_community(
    ctx: &Ctx,
    domain: &Domain,
    id: CommunityId,
    page: (u32, Option<MandateId>),
) -> Result<Vec<Told>, ProfileError> {
    let standing = communities::standing_in(ctx, domain.db.reader(), id).await?;
    policy::check_on(ctx, Action::RegisterMember, standing)?;
    paged(domain, Whose::In(id), page, |it| it.community == id).await
}

/// A page of what was done under a mandate, the latest first: for both whom it names, and the
/// organisers who see to it. So many lines at most, those before one of them.
///
/// # Errors
/// [`ProfileError::NotFound`].
pub async fn done(
    ctx: &Ctx,
    domain: &Domain,
    id: MandateId,
    (first, after): (u32, Option<AuditId>),
) -> Result<(Told, Vec<Line>), ProfileError> {
    let db = domain.db.reader();
    let mandate = seen(ctx, db, id).await?;
    let told = tell(db, vec![mandate]).await?.pop().ok_or(ProfileError::NotFound)?;
    let first = first.clamp(1, PAGE_MAX);
    let query = AuditQuery { under: Some(id), first, after, ..AuditQuery::default() };
    Ok((told, audit::lines(domain, None, &query, first.into()).await?))
}

/// The mandate under which somebody may act for somebody now.
pub(crate) async fn running(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    (giver, agent): (MemberId, MemberId),
) -> Result<Mandate, ProfileError> {
    let mandate = store::last(db, (giver, agent)).await?.ok_or(ProfileError::NotFound)?;
    if !mandate.counts(ctx.now) {
        return Err(ProfileError::Ended);
    }
    // Whoever is kept out of the community acts for nobody in it, and nobody for them.
    let shared = store::shared(db, (giver, agent)).await?;
    let kept = members::store::by_id(db, giver).await?;
    let is_active = kept.is_some_and(|it| it.member.state == State::Active);
    if is_active && shared.contains(&mandate.community) {
        Ok(mandate)
    } else {
        Err(ProfileError::Ended)
    }
}

/// A mandate that somebody may see: theirs, or one that their community sees to.
async fn seen(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    id: MandateId,
) -> Result<Mandate, ProfileError> {
    let Actor::Member(me) = ctx.actor else { return Err(ProfileError::SignedOut) };
    policy::check(ctx, Action::GiveMandate)?;
    let mandate = store::by_id(db, id).await?.ok_or(ProfileError::NotFound)?;
    if [mandate.giver, mandate.agent].contains(&me.member) {
        return Ok(mandate);
    }
    let standing = communities::standing_in(ctx, db, mandate.community).await?;
    policy::check_on(ctx, Action::RegisterMember, standing).map_err(|_| ProfileError::NotFound)?;
    Ok(mandate)
}

async fn write(
    tx: &WriteTx,
    ctx: &Ctx,
    (giver, agent, community): (MemberId, MemberId, CommunityId),
    (wish, signed_on): (&Wish<'_>, Option<NaiveDate>),
) -> Result<Mandate, ProfileError> {
    // Two who write at once come one after the other.
    members::store::lock(tx, giver).await?;
    if let Some(last) = store::last(tx.conn(), (giver, agent)).await? {
        if last.counts(ctx.now) {
            return Err(ProfileError::Duplicate);
        }
        // What ran out is over before the next begins.
        store::end(tx, last.id, None, ctx.now).await?;
    }
    let mandate = Mandate {
        id: MandateId(ctx.ids.next()),
        community,
        giver,
        agent,
        deeds: wish.deeds,
        signed_on,
        given_at: ctx.now,
        ends_at: end_of(wish.until),
        ended_at: None,
    };
    store::insert(tx, &mandate, by(ctx).filter(|by| *by != giver)).await?;
    let deeds: Vec<&str> = mandate.deeds.iter().map(Deed::key).collect();
    let note = Note::new(Act::MandateGiven).of(community).to(giver);
    let note = note.with("mandate", mandate.id.to_string()).with("agent", agent.to_string());
    audit::note(tx, ctx, note.with("deeds", deeds)).await?;
    Ok(mandate)
}

/// Holds a community whose people the actor registers.
async fn held(tx: &WriteTx, ctx: &Ctx, id: CommunityId) -> Result<(), ProfileError> {
    communities::store::lock(tx, id).await?.ok_or(ProfileError::NotFound)?;
    let standing = communities::standing_in(ctx, tx.conn(), id).await?;
    Ok(policy::check_on(ctx, Action::RegisterMember, standing)?)
}

/// Mandates with whom they name.
async fn tell(db: &impl ConnectionTrait, all: Vec<Mandate>) -> Result<Vec<Told>, ProfileError> {
    let ids = all.iter().flat_map(|it| [it.giver, it.agent]);
    let people = profiles::named(db, ids).await?;
    let named = |id: MemberId| people.get(&id).cloned();
    let told = |mandate: Mandate| {
        Some(Told { giver: named(mandate.giver)?, agent: named(mandate.agent)?, mandate })
    };
    Ok(all.into_iter().filter_map(told).collect())
}

fn by(ctx: &Ctx) -> Option<MemberId> {
    match ctx.actor {
        Actor::Member(me) => Some(me.member),
        Actor::Visitor | Actor::Operator => None,
    }
}

fn today(ctx: &Ctx) -> NaiveDate {
    ctx.now.with_timezone(&ZONE).date_naive()
}

/// The end of a day here.
fn end_of(day: NaiveDate) -> DateTime<Utc> {
    use chrono::TimeZone;
    let next = day.succ_opt().unwrap_or(day).and_time(chrono::NaiveTime::MIN);
    ZONE.from_local_datetime(&next).earliest().map_or_else(|| next.and_utc(), |it| it.to_utc())
}

/// The communities that two people both belong to.
pub(crate) async fn shared(
    tx: &WriteTx,
    both: (MemberId, MemberId),
) -> Result<Vec<CommunityId>, DbError> {
    store::shared(tx.conn(), both).await
}
