//! The straatronde: a member goes through a street, door by door, and says which places are still
//! there. That is how a town gets from imported to trusted in a week.
//!
//! A yes confirms that the place exists, as something a resident saw; its facts stay the source's
//! (docs/decisions/0014). A no is a report that it is gone, and waits like any other.

mod model;
mod store;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};

use chrono::{NaiveDate, TimeDelta};

pub use self::model::{Answer, Round, Stop, Street, Stretch, by_door, street_of};
use super::confirming::{confirm_in, held};
use super::edit::keeper_in;
use super::error::ListingError;
use super::keepers::Keeper;
use super::model::LifeState;
use super::opening_hours::ZONE;
use super::provenance::{Confirmation, FactGroup, OWNER, Origin, RESIDENT};
use super::reports::{self, About, Said};
use super::{revise, store as listings_store};
use crate::ctx::{Actor, Ctx, Signed};
use crate::db::{DbError, WriteTx};
use crate::geo::Point;
use crate::id::{AreaId, ListingId};
use crate::members::attempts::{DAY, Limit, Refused};
use crate::policy::{self, Action, Denied};
use crate::{Domain, areas};

/// An answer counts in the progress of its street for so many days.
pub const ROUND_DAYS: i64 = 90;
/// Answers are kept for so many days.
pub const KEPT_DAYS: i64 = 365;
/// How many places somebody answers for within a day.
pub const ANSWERS_A_DAY_MAX: i32 = 500;
/// How many of them say that a place is gone: each may become a mail to its owner.
pub const NOES_A_DAY_MAX: i32 = 60;
const ANSWERS: Limit = Limit { name: "street-answers", tries: ANSWERS_A_DAY_MAX, minutes: DAY };
const NOES: Limit = Limit { name: "street-noes", tries: NOES_A_DAY_MAX, minutes: DAY };
/// The most streets at once: more than the largest town has, each counted once in every
/// neighbourhood that it runs through.
const STREETS_MAX: u64 = 20_000;
/// The most places of one street.
const STOPS_MAX: u64 = 1_000;

/// Where streets are looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Where {
    /// By this name.
    pub street: Option<String>,
    /// In this area, and those inside it.
    pub area: Option<AreaId>,
    /// Those nearest to here first, instead of by name.
    pub near: Option<Point>,
}

/// Streets with places in them, and how far each is. A street that runs through several areas is
/// one in each.
///
/// # Errors
/// [`ListingError::Denied`] for who is not signed in.
pub async fn streets(
    ctx: &Ctx,
    domain: &Domain,
    wanted: &Where,
) -> Result<Vec<Street>, ListingError> {
    me(ctx)?;
    let atlas = areas::atlas(ctx, domain).await?;
    let inside = wanted.area.map(|area| -> Vec<AreaId> {
        let lies_in = |id: AreaId| atlas.lineage(id).any(|outer| outer.id == area);
        atlas.areas().map(|it| it.id).filter(|id| lies_in(*id)).collect()
    });
    let named = (wanted.street.as_deref(), inside.as_deref());
    let since = today(ctx) - TimeDelta::days(ROUND_DAYS);
    let found = store::streets(domain.db.reader(), named, wanted.near, since, STREETS_MAX).await?;
    // The database knows no accents: what is written in two ways is one street here.
    let mut streets: BTreeMap<(String, Option<AreaId>), Street> = BTreeMap::new();
    for it in found {
        match streets.entry((crate::text::fold(&it.stretch.street), it.stretch.area)) {
            Entry::Vacant(entry) => {
                entry.insert(it);
            }
            Entry::Occupied(mut entry) => {
                let street = entry.get_mut();
                street.places += it.places;
                street.done += it.done;
                let far = [street.distance_m, it.distance_m];
                street.distance_m = far.into_iter().flatten().min();
            }
        }
    }
    let mut streets: Vec<Street> = streets.into_values().collect();
    if wanted.near.is_some() {
        streets.sort_by_key(|it| it.distance_m.unwrap_or(u32::MAX));
    }
    Ok(streets)
}

/// A street, door by door, with what was answered.
///
/// # Errors
/// [`ListingError::Denied`] for who is not signed in, [`ListingError::NotFound`] for a street in
/// which there is nothing.
pub async fn round(ctx: &Ctx, domain: &Domain, stretch: &Stretch) -> Result<Round, ListingError> {
    let me = me(ctx)?;
    let db = domain.db.reader();
    let mut places = store::places(db, stretch, STOPS_MAX).await?;
    if places.is_empty() {
        return Err(ListingError::NotFound);
    }
    places.sort_by(by_door);
    let ids: Vec<ListingId> = places.iter().map(|it| it.id).collect();
    let done = done(ctx, domain, &ids).await?;
    let mine = store::of_day(db, me.member, today(ctx)).await?;
    let given = ids.iter().enumerate().filter_map(|(at, id)| Some((at, mine.get(id)?)));
    let last = given.max_by_key(|(_, it)| it.at).map(|(at, it)| (at, it.answer));
    let stops = places.into_iter().map(|listing| Stop {
        is_done: done.contains(&listing.id),
        mine: mine.get(&listing.id).map(|it| it.answer),
        listing,
    });
    Ok(Round { stops: stops.collect(), last })
}

/// Says whether a place is still there.
///
/// # Errors
/// [`ListingError::Duplicate`] when I said so today already, [`ListingError::NotFound`] for what
/// has no door in a street, [`ListingError::TooMany`], [`ListingError::Denied`].
pub async fn answer(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    answer: Answer,
) -> Result<(), ListingError> {
    let me = me(ctx)?;
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    let current = held(&tx, id).await?;
    if current.facts.state != LifeState::Running || street_of(&current.facts).is_none() {
        return Err(ListingError::NotFound);
    }
    let day = today(ctx);
    let mine = store::of_day(tx.conn(), me.member, day).await?;
    if mine.contains_key(&id) {
        return Err(ListingError::Duplicate);
    }
    // What is taken back counts too: it was work, and may have been a mail.
    let who = me.member.to_string();
    ANSWERS.take(&tx, ctx, &who).await?;
    if answer == Answer::No {
        NOES.take(&tx, ctx, &who).await?;
    }
    let before = current.provenance.get(&FactGroup::State).map(serde_json::to_string).transpose();
    let before = before.map_err(DbError::from)?;
    let report = if answer == Answer::No { said_gone(&tx, ctx, &current).await? } else { None };
    if answer == Answer::Yes {
        let owns = keeper_in(&tx, ctx, id).await? >= Keeper::Editor;
        let editor = if owns { OWNER } else { RESIDENT };
        confirm_in(&tx, (ctx, &atlas), current, &[FactGroup::State], editor).await?;
    }
    let (member, at) = (me.member, ctx.now);
    let given = store::Given { listing: id, member, day, answer, at, before, report };
    if !store::insert(&tx, &given).await? {
        return Err(ListingError::Duplicate);
    }
    Ok(tx.commit().await?)
}

/// Takes back what I said last today in a street; answers of which place that was.
///
/// # Errors
/// [`ListingError::NotFound`] when I said nothing there today.
pub async fn undo(
    ctx: &Ctx,
    domain: &Domain,
    stretch: &Stretch,
) -> Result<ListingId, ListingError> {
    let me = me(ctx)?;
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    let mut places = store::places(tx.conn(), stretch, STOPS_MAX).await?;
    places.sort_by(by_door);
    let mut mine = store::of_day(tx.conn(), me.member, today(ctx)).await?;
    // Of two at once, the one further on.
    let given = places.iter().filter_map(|it| Some((mine.get(&it.id)?.at, it.id)));
    let last = given.max_by_key(|(at, _)| *at).map(|(_, id)| id);
    let last = last.and_then(|id| mine.remove(&id)).ok_or(ListingError::NotFound)?;
    let current = held(&tx, last.listing).await?;
    if !store::delete(&tx, &last).await? {
        return Err(ListingError::NotFound);
    }
    if let Some(report) = last.report {
        reports::store::withdraw(&tx, report, me.member).await?;
    }
    let is_ours = current.provenance.get(&FactGroup::State).is_some_and(|it| {
        let seen = matches!(&it.origin, Origin::Seen { editor, .. } if editor == RESIDENT);
        seen && it.confirmed_on == Some(last.day)
    });
    let alone = !store::others_saw(tx.conn(), &last).await?;
    if last.answer == Answer::Yes && is_ours && alone {
        let before = confirmation_before(&last);
        let mut change = revise::unconfirmed(&current, FactGroup::State, before, ctx.now);
        listings_store::save(&tx, ctx, &atlas, std::slice::from_mut(&mut change)).await?;
    }
    tx.commit().await?;
    Ok(last.listing)
}

/// What I answered in the last year, where and when, the latest first.
///
/// # Errors
/// [`ListingError::Denied`] when nobody is signed in.
pub async fn mine(
    ctx: &Ctx,
    domain: &Domain,
) -> Result<Vec<(ListingId, NaiveDate, Answer)>, ListingError> {
    let me = me(ctx)?;
    Ok(store::of_member(domain.db.reader(), me.member).await?)
}

/// Forgets old answers.
///
/// # Errors
/// [`ListingError::Denied`].
pub async fn tidy(ctx: &Ctx, domain: &Domain) -> Result<u64, ListingError> {
    policy::check(ctx, Action::KeepHouse)?;
    let tx = domain.db.write().await?;
    let gone = store::purge(&tx, today(ctx) - TimeDelta::days(KEPT_DAYS)).await?;
    tx.commit().await?;
    Ok(gone)
}

/// What was known of its existence before an answer.
fn confirmation_before(given: &store::Given) -> Option<Confirmation> {
    given.before.as_deref().and_then(|json| serde_json::from_str(json).ok())
}

/// A no is a report that it is gone; said twice, or after many others, it is those that wait.
async fn said_gone(
    tx: &WriteTx,
    ctx: &Ctx,
    listing: &super::model::Listing,
) -> Result<Option<crate::id::ReportId>, ListingError> {
    match reports::REPORTS_ON.take(tx, ctx, &listing.id.to_string()).await {
        Ok(()) => {}
        Err(Refused::TooMany { .. }) => return Ok(None),
        Err(Refused::Db(error)) => return Err(DbError::from(error).into()),
    }
    let said = Said { about: About::Gone, proposed: String::new(), note: String::new() };
    match reports::report_in(tx, ctx, listing, &said).await {
        Ok(report) => Ok(Some(report.id)),
        Err(ListingError::Duplicate) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn done(
    ctx: &Ctx,
    domain: &Domain,
    ids: &[ListingId],
) -> Result<HashSet<ListingId>, ListingError> {
    let since = today(ctx) - TimeDelta::days(ROUND_DAYS);
    let mut done = HashSet::new();
    for ids in ids.chunks(super::FIND_MAX) {
        done.extend(store::answered_since(domain.db.reader(), ids, since).await?);
    }
    Ok(done)
}

fn today(ctx: &Ctx) -> NaiveDate {
    ctx.now.with_timezone(&ZONE).date_naive()
}

fn me(ctx: &Ctx) -> Result<Signed, ListingError> {
    policy::check(ctx, Action::WalkStreets)?;
    match ctx.actor {
        Actor::Member(me) => Ok(me),
        Actor::Visitor | Actor::Operator => Err(Denied { action: Action::WalkStreets }.into()),
    }
}
