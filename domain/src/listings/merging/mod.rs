//! Two listings of one place become one, and two again for thirty days.
//!
//! One survives with its slug; the other is gone, keeps its history, and its slug leads to the
//! survivor. Photos, keepers, what waits and the outside records go along, so that a later edition
//! of either data set meets the survivor and brings no third one in. All of it is one transaction.

mod leading;
mod model;
pub(crate) mod store;

use std::collections::BTreeSet;

use chrono::TimeDelta;

pub(crate) use self::leading::survivor_of;
pub(super) use self::leading::{as_homes, led_on};
use self::model::{Keeping, Taken, Trail, kept, left, merged, parted};
pub use self::model::{Made, Merge, Merges, UNDO_DAYS, better, differing};
pub(crate) use self::model::{PLACE, is_home};
use super::differences::held_at_desk;
use super::edit::moment;
use super::error::{ListingError, Problem};
use super::history::Field;
use super::keepers::{self, Keeper};
use super::model::{Listing, Whereabouts};
use super::provenance::{OPERATOR, STEWARD as BY_STEWARD};
use super::reports::write_to;
use super::{rules, store as listings_store};
use crate::Domain;
use crate::appeals::APPEAL_DAYS;
use crate::areas::atlas::Atlas;
use crate::audit::model::{Act, Note};
use crate::communities::territory;
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::desk::{check_anywhere, decider};
use crate::id::{CommunityId, ListingId, MemberId, MergeId};
use crate::jobs::Letter;
use crate::media;
use crate::page::{Cursor, PAGE_MAX};
use crate::policy::{self, Action};
use crate::{areas, audit, posts};

/// How often a slug is led on: a place that was merged into one that was merged.
const STEPS_MAX: usize = 10;

/// Two listings beside one another.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The one that would survive, and the other.
    pub pair: [Listing; 2],
    /// Whether each has an owner.
    pub owned: [bool; 2],
    /// In which fields they differ.
    pub fields: Vec<Field>,
    /// Of these, which the other tells better.
    pub better: Vec<Field>,
}

/// Lays two listings beside one another. The first one survives; asked in no order, it is the one
/// with an owner, else the older.
///
/// # Errors
/// [`ListingError::Denied`] for who does not look after both, [`ListingError::NotFound`].
pub async fn compare(
    ctx: &Ctx,
    domain: &Domain,
    (one, other): (ListingId, ListingId),
    in_order: bool,
) -> Result<Comparison, ListingError> {
    check_anywhere(ctx, domain.db.reader(), Action::MergeListings).await?;
    let db = domain.db.reader();
    let mut rows = listings_store::by_ids(db, [one, other]).await?;
    let one = rows.remove(&one).ok_or(ListingError::NotFound)?;
    let other = rows.remove(&other).ok_or(ListingError::NotFound)?;
    let mut pair = [one, other];
    for it in &pair {
        let standing = crate::communities::standing_over(ctx, db, Keeper::Nobody, it).await?;
        policy::check_on(ctx, Action::MergeListings, standing)?;
    }
    let mut owned = [false; 2];
    for (owned, it) in owned.iter_mut().zip(&pair) {
        *owned = keepers::store::owner(db, it.id).await?.is_some();
    }
    let rank = |nth: usize| (!owned[nth], pair[nth].created_at, pair[nth].id);
    if !in_order && rank(1) < rank(0) {
        pair.reverse();
        owned.reverse();
    }
    let fields = differing(&pair[0].facts, &pair[1].facts);
    let better = better(&pair[0], &pair[1]);
    Ok(Comparison { pair, owned, fields, better })
}

/// Makes two listings one. Of the fields in which they differ, those that are named are taken from
/// the lost one; where nothing is said, those that it tells better.
///
/// # Errors
/// [`ListingError::Denied`] for who does not look after both, or keeps one,
/// [`ListingError::Invalid`] for `lostId` when they cannot be one, and for `owner` when each has
/// another owner, [`ListingError::Duplicate`] when one was merged already,
/// [`ListingError::NotFound`].
pub async fn merge(
    ctx: &Ctx,
    domain: &Domain,
    (survivor, lost): (ListingId, ListingId),
    from_lost: Option<&[Field]>,
) -> Result<(MergeId, Listing), ListingError> {
    check_anywhere(ctx, domain.db.reader(), Action::MergeListings).await?;
    let invalid = |field| ListingError::Invalid { field, problem: Problem::Unknown };
    if survivor == lost {
        return Err(invalid("lostId"));
    }
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    let (survivor, lost, community) = both(&tx, ctx, (survivor, lost)).await?;
    if survivor.demo != lost.demo {
        return Err(invalid("lostId"));
    }
    for it in [&survivor, &lost] {
        if store::active(tx.conn(), it.id).await?.is_some() {
            return Err(ListingError::Duplicate);
        }
    }
    let keepings = [
        store::keepings(tx.conn(), survivor.id).await?,
        store::keepings(tx.conn(), lost.id).await?,
    ];
    let keepers = kept(&keepings[0], &keepings[1]).ok_or_else(|| invalid("owner"))?;
    let chosen = from_lost.map_or_else(|| better(&survivor, &lost), <[Field]>::to_vec);
    let by = (editor(ctx), moment(ctx));
    let taken = Taken { fields: &chosen, is_chosen: from_lost.is_some() };
    let whole = merged(&survivor, &lost, taken, by);
    let gone = left(&lost, &whole.listing, by);
    let mut changes = [whole, gone];
    rules::check(&changes[0].listing.facts)?;
    listings_store::save(&tx, ctx, &atlas, &mut changes).await?;
    let [whole, _] = changes;
    let id = MergeId(ctx.ids.next());
    let pair = (survivor.id, lost.id);
    store::insert(&tx, (id, pair), decider(ctx), ctx.now).await?;
    store::remember_keepers(&tx, id, (pair.0, &keepings[0])).await?;
    store::remember_keepers(&tx, id, (pair.1, &keepings[1])).await?;
    store::set_keepers(&tx, pair.0, &keepers).await?;
    store::set_keepers(&tx, pair.1, &[]).await?;
    posts::store::look_again_at(&tx, ctx, &[pair.0, pair.1]).await?;
    let trail = Trail {
        photos: media::take_along(&tx, pair).await?,
        along: store::take_along(&tx, pair, ctx.now - TimeDelta::days(APPEAL_DAYS)).await?,
        merged: whole.listing.clone(),
        survivor,
        lost,
    };
    store::set_trail(&tx, id, Some(&trail)).await?;
    tell_owners(&tx, ctx, &keepings, (&whole.listing, &trail.lost)).await?;
    let note = Note::new(Act::ListingsMerged).of(community).to(pair.0);
    audit::note(&tx, ctx, note.with("other", pair.1.to_string())).await?;
    tx.commit().await?;
    Ok((id, whole.listing))
}

/// Writes to whoever owns one of two that were made one.
async fn tell_owners(
    tx: &WriteTx,
    ctx: &Ctx,
    keepings: &[Vec<Keeping>; 2],
    (survivor, lost): (&Listing, &Listing),
) -> Result<(), ListingError> {
    let owners = keepings.iter().flatten().filter(|it| it.keeper == Keeper::Owner);
    let owners: BTreeSet<MemberId> = owners.map(|it| it.member).collect();
    for owner in owners {
        let letter = Letter::Merged {
            place: survivor.facts.name.clone(),
            slug: survivor.slug.clone(),
            other: lost.facts.name.clone(),
        };
        write_to(tx, ctx, owner, letter).await?;
    }
    Ok(())
}

/// Undoes a merge: both are as they were.
///
/// # Errors
/// [`ListingError::Conflict`] when something was written since that would be lost,
/// [`ListingError::NotFound`] when it was undone or is older than [`UNDO_DAYS`] days,
/// [`ListingError::Denied`].
pub async fn undo(ctx: &Ctx, domain: &Domain, id: MergeId) -> Result<[Listing; 2], ListingError> {
    check_anywhere(ctx, domain.db.reader(), Action::MergeListings).await?;
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    let (merge, _) = store::by_id(tx.conn(), id).await?.ok_or(ListingError::NotFound)?;
    let (survivor, lost, community) = both(&tx, ctx, (merge.survivor, merge.lost)).await?;
    // It may have been undone while its listings were waited for.
    let (merge, trail) = store::by_id(tx.conn(), id).await?.ok_or(ListingError::NotFound)?;
    let is_late = ctx.now - merge.at > TimeDelta::days(UNDO_DAYS);
    let trail = trail.filter(|_| merge.undone_at.is_none() && !is_late);
    let trail = trail.ok_or(ListingError::NotFound)?;
    let restored = part(&tx, (ctx, &atlas), (survivor, lost), (id, &trail)).await?;
    if !store::undone(&tx, id, decider(ctx), ctx.now).await? {
        return Err(ListingError::NotFound);
    }
    let note = Note::new(Act::MergeUndone).of(community).to(merge.survivor);
    audit::note(&tx, ctx, note.with("other", merge.lost.to_string())).await?;
    tx.commit().await?;
    Ok(restored)
}

async fn part(
    tx: &WriteTx,
    (ctx, atlas): (&Ctx, &Atlas),
    (survivor, lost): (Listing, Listing),
    (id, trail): (MergeId, &Trail),
) -> Result<[Listing; 2], ListingError> {
    let pair = (survivor.id, lost.id);
    let keepings = [
        store::remembered(tx.conn(), id, pair.0).await?,
        store::remembered(tx.conn(), id, pair.1).await?,
    ];
    let since = kept(&keepings[0], &keepings[1]).unwrap_or_default();
    let mut now = store::keepings(tx.conn(), pair.0).await?;
    let mut since: Vec<_> = since;
    since.sort_unstable();
    now.sort_unstable();
    // Whoever was given the lost one since would lose it.
    let is_free = store::keepings(tx.conn(), pair.1).await?.is_empty();
    let gone = left(&trail.lost, &trail.merged, (editor(ctx), moment(ctx))).listing;
    let changes = (now == since && is_free)
        .then(|| {
            let one = parted(&survivor, &trail.merged, &trail.survivor, ctx.now)?;
            // Of the lost one its end is all that was written.
            let end = Listing { provenance: lost.provenance.clone(), ..gone };
            let other = parted(&lost, &end, &trail.lost, ctx.now)?;
            Some([one, other])
        })
        .flatten();
    let Some(mut changes) = changes else {
        return Err(ListingError::Conflict { current: Box::new(survivor) });
    };
    listings_store::save(tx, ctx, atlas, &mut changes).await?;
    store::set_keepers(tx, pair.0, &keepings[0]).await?;
    store::set_keepers(tx, pair.1, &keepings[1]).await?;
    media::bring_back(tx, pair, &trail.photos).await?;
    store::bring_back(tx, pair, &trail.along).await?;
    posts::store::look_again_at(tx, ctx, &[pair.0, pair.1]).await?;
    Ok(changes.map(|change| change.listing))
}

/// A page of merges where the actor looks after places: those that can be undone first, then the
/// latest.
///
/// # Errors
/// [`ListingError::Denied`], [`ListingError::Invalid`] for `after`.
pub async fn latest(
    ctx: &Ctx,
    domain: &Domain,
    (first, after): (u32, Option<Cursor>),
) -> Result<Merges, ListingError> {
    check_anywhere(ctx, domain.db.reader(), Action::MergeListings).await?;
    let bad = |_| ListingError::Invalid { field: "after", problem: Problem::BadCursor };
    let after = after.map(model::place).transpose().map_err(bad)?;
    let db = domain.db.reader();
    let mine = territory(ctx, db, Action::MergeListings).await?;
    let first = first.clamp(1, PAGE_MAX) as usize;
    let since = ctx.now - TimeDelta::days(UNDO_DAYS);
    let mut merges: Vec<(bool, Merge)> = Vec::new();
    for undoable in [true, false] {
        // What comes after one that cannot be undone cannot either.
        let place = match after {
            Some((false, _)) if undoable => continue,
            Some((it, place)) if it == undoable => Some(place),
            _ => None,
        };
        let rest = (first + 1).saturating_sub(merges.len()) as u64;
        let found = store::latest(db, (&mine, since), (undoable, place), rest).await?;
        merges.extend(found.into_iter().map(|it| (undoable, it)));
    }
    let more = merges.len() > first;
    merges.truncate(first);
    let ids = merges.iter().flat_map(|(_, it)| [it.survivor, it.lost]);
    let mut rows = listings_store::by_ids(db, ids).await?;
    as_homes(db, rows.values_mut()).await?;
    let both = |(is_undoable, merge): (bool, Merge)| {
        let pair = [rows.get(&merge.survivor)?.clone(), rows.get(&merge.lost)?.clone()];
        Some(Made { cursor: model::cursor(is_undoable, &merge), is_undoable, merge, pair })
    };
    Ok(Merges { made: merges.into_iter().filter_map(both).collect(), more })
}

/// The listings that became part of one, as they were left: whose facts it tells, and on what
/// terms, stands with them.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn absorbed(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
) -> Result<Vec<Listing>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let db = domain.db.reader();
    let (mut all, mut last) = (Vec::new(), vec![id]);
    // What was merged into one that was merged came along with it.
    for _ in 0..STEPS_MAX {
        last = store::into(db, &last).await?;
        if last.is_empty() {
            break;
        }
        all.extend(last.iter().copied());
    }
    let mut rows = listings_store::by_ids(db, all.iter().copied().chain([id])).await?;
    let is_home = rows.remove(&id).is_some_and(|it| is_home(&it));
    let of_home = |mut it: Listing| {
        // It may have become one since.
        if is_home {
            it.facts.whereabouts = Whereabouts::AtHome;
        }
        it
    };
    Ok(all.iter().filter_map(|id| rows.remove(id)).map(of_home).collect())
}

/// What became part of some listings of a member, and what was theirs until it did.
pub(crate) async fn of_member(
    tx: &WriteTx,
    member: MemberId,
    own: &[ListingId],
) -> Result<Vec<ListingId>, DbError> {
    let mut all = store::was_of(tx.conn(), member).await?;
    let mut last = own.to_vec();
    for _ in 0..STEPS_MAX {
        last = store::into(tx.conn(), &last).await?;
        if last.is_empty() {
            break;
        }
        all.extend(last.iter().copied());
    }
    Ok(all)
}

/// Forgets what is needed to undo what can be undone no more.
///
/// # Errors
/// [`ListingError::Denied`].
pub async fn tidy(ctx: &Ctx, domain: &Domain) -> Result<(), ListingError> {
    policy::check(ctx, Action::KeepHouse)?;
    let tx = domain.db.write().await?;
    store::forget(&tx, ctx.now - TimeDelta::days(UNDO_DAYS)).await?;
    Ok(tx.commit().await?)
}

/// Both listings, held in the order of their ids, and for which community the actor decides.
async fn both(
    tx: &WriteTx,
    ctx: &Ctx,
    (survivor, lost): (ListingId, ListingId),
) -> Result<(Listing, Listing, Option<CommunityId>), ListingError> {
    listings_store::lock(tx, [survivor, lost]).await?;
    let action = Action::MergeListings;
    let (survivor, community) = held_at_desk(tx, ctx, survivor, action).await?;
    let (lost, _) = held_at_desk(tx, ctx, lost, action).await?;
    Ok((survivor, lost, community))
}

fn editor(ctx: &Ctx) -> &'static str {
    match ctx.actor {
        Actor::Member(_) => BY_STEWARD,
        Actor::Visitor | Actor::Operator => OPERATOR,
    }
}
