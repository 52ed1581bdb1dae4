//! The desk: everything that waits for whoever looks after places, in one queue. Reports, claims,
//! suggested changes, what imports would change, places that look alike, and appeals.
//!
//! Each kind is one statement that already asks where the actor decides, so that nothing is left
//! out of a page for being somebody else's. What is one's own is shown, and another decides it.

mod model;
mod store;

use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use self::model::Place;
pub use self::model::{Case, CaseKind, Matter, Queue, QueueQuery};
use self::store::Asked;
pub(crate) use self::store::{kept_of, names};
use crate::attestations::Attestation;
use crate::communities::{communities_where, territory};
use crate::ctx::{Actor, Ctx};
use crate::db::DbError;
use crate::error::Problem;
use crate::id::{ListingId, MemberId};
use crate::listings::error::ListingError;
use crate::listings::reports::{OWNER_DAYS, REASON_MAX};
use crate::listings::{claims, differences, duplicates, reports, store as listings_store};
use crate::page::PAGE_MAX;
use crate::policy::Action;
use crate::profiles::mandates::store::acts_for;
use crate::{Domain, appeals, communities};

/// The most days that something is asked to have waited: nothing is as old, and no calendar ends.
pub const WAITING_DAYS_MAX: u32 = 36_500;

/// What waits for the actor, the oldest first.
///
/// # Errors
/// [`ListingError::Denied`] for who decides nowhere, [`ListingError::Invalid`] for `after`, and for
/// `waitingDays` beyond [`WAITING_DAYS_MAX`].
pub async fn queue(ctx: &Ctx, domain: &Domain, query: &QueueQuery) -> Result<Queue, ListingError> {
    let db = domain.db.reader();
    check_anywhere(ctx, db, Action::DecideReports).await?;
    let bad = |_| ListingError::Invalid { field: "after", problem: Problem::BadCursor };
    let after = query.place().map_err(bad)?;
    if query.days.is_some_and(|days| days > WAITING_DAYS_MAX) {
        return Err(ListingError::Invalid { field: "waitingDays", problem: Problem::OutOfRange });
    }
    let asked = Asked {
        territory: territory(ctx, db, Action::DecideReports).await?,
        communities: communities_where(ctx, db, Action::ManageMembers).await?,
        area: query.area,
        silent_since: ctx.now - TimeDelta::days(OWNER_DAYS),
        before: query.days.map(|days| ctx.now - TimeDelta::days(days.into())),
    };
    let first = query.first.clamp(1, PAGE_MAX) as usize;
    let mut queue = Queue::default();
    let mut places: Vec<(CaseKind, Place)> = Vec::new();
    for kind in CaseKind::ALL {
        queue.counts.push((kind, store::count(db, kind, &asked).await?));
        if query.kind.is_none_or(|only| only == kind) {
            let found = store::places(db, (kind, &asked), after, first as u64 + 1).await?;
            places.extend(found.into_iter().map(|place| (kind, place)));
        }
    }
    places.sort_by_key(|(_, place)| *place);
    queue.more = places.len() > first;
    places.truncate(first);
    let mut matters = matters(db, &places).await?;
    let own = own(ctx, db, &matters).await?;
    let reported = matters.values().filter_map(|it| match it {
        Matter::Report(it) => Some(it.1.id),
        _ => None,
    });
    let owned = store::owned_among(db, reported).await?;
    let mut known = match query.with_known {
        true => known(ctx, db, &matters, &own).await?,
        false => HashMap::new(),
    };
    for (_, place) in places {
        // What was decided meanwhile waits no more.
        let Some(matter) = matters.remove(&place.1) else { continue };
        let is_own = own.contains(&place.1);
        let is_silent = matches!(&matter, Matter::Report(it) if owned.contains(&it.1.id));
        let (since, cursor) = (place.0, query.cursor(place));
        let known = known.remove(&place.1);
        queue.cases.push(Case { since, is_own, is_silent, matter, known, cursor });
    }
    Ok(queue)
}

/// How much waits for the actor; nothing for who decides nowhere.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn waiting(ctx: &Ctx, domain: &Domain) -> Result<u64, ListingError> {
    let query = QueueQuery { first: 1, ..QueueQuery::default() };
    match queue(ctx, domain, &query).await {
        Ok(queue) => Ok(queue.counts.iter().map(|(_, count)| count).sum()),
        Err(ListingError::Denied(_)) => Ok(0),
        Err(error) => Err(error),
    }
}

/// What the places in the queue are about, each kind and all listings in one statement.
async fn matters(
    db: &impl ConnectionTrait,
    places: &[(CaseKind, Place)],
) -> Result<HashMap<Uuid, Matter>, DbError> {
    let of = |kinds: &[CaseKind]| -> Vec<Uuid> {
        places.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, (_, id))| *id).collect()
    };
    let reports = reports::store::some(db, of(&[CaseKind::Report, CaseKind::Suggestion])).await?;
    let claims = claims::store::some(db, of(&[CaseKind::Claim])).await?;
    let differences = differences::store::some(db, of(&[CaseKind::Difference])).await?;
    let pairs = duplicates::store::some(db, of(&[CaseKind::Duplicate])).await?;
    let appeals = appeals::store::some(db, of(&[CaseKind::Appeal])).await?;
    let ids = reports.iter().map(|it| it.listing).chain(claims.iter().map(|it| it.listing));
    let ids = ids.chain(differences.iter().map(|it| it.listing));
    let ids = ids.chain(pairs.iter().flat_map(|it| [it.one, it.other]));
    let ids = ids.chain(appeals.iter().filter_map(|it| it.listing));
    let rows = listings_store::by_ids(db, ids.collect::<HashSet<_>>()).await?;
    let place = |id: ListingId| rows.get(&id).cloned();
    let people = claims.iter().map(|it| it.member).chain(appeals.iter().map(|it| it.member));
    let names = names(db, people).await?;
    let name = |id: MemberId| names.get(&id).cloned().unwrap_or_default();
    let mut matters = HashMap::new();
    for it in reports {
        let Some(listing) = place(it.listing) else { continue };
        matters.insert(it.id.0, Matter::Report(Box::new((it, listing))));
    }
    for it in claims {
        let Some(listing) = place(it.listing) else { continue };
        matters.insert(it.id.0, Matter::Claim(Box::new((it.clone(), name(it.member), listing))));
    }
    for it in differences {
        let Some(listing) = place(it.listing) else { continue };
        matters.insert(it.id.0, Matter::Difference(Box::new((it, listing))));
    }
    for it in pairs {
        let (Some(one), Some(other)) = (place(it.one), place(it.other)) else { continue };
        matters.insert(it.id.0, Matter::Duplicate(Box::new((it, [one, other]))));
    }
    let mut firsts = appeals::first(db, &appeals).await?;
    for it in appeals {
        let listing = it.listing.and_then(place);
        let (name, first) = (name(it.member), firsts.remove(&it.id).unwrap_or_default());
        matters.insert(it.id.0, Matter::Appeal(Box::new((it, name, listing, first))));
    }
    Ok(matters)
}

/// What is known of who says that places are theirs, by the claim. Who does not decide it is told
/// no more than who says so.
async fn known(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    matters: &HashMap<Uuid, Matter>,
    own: &HashSet<Uuid>,
) -> Result<HashMap<Uuid, Vec<Attestation>>, DbError> {
    let claims = || {
        matters.iter().filter(|(id, _)| !own.contains(*id)).filter_map(|(id, it)| match it {
            Matter::Claim(it) => Some((*id, &it.0, &it.2)),
            _ => None,
        })
    };
    let all = claims::known_of(ctx, db, claims().map(|(_, claim, place)| (claim, place))).await?;
    Ok(claims().map(|(id, _, _)| id).zip(all).collect())
}

/// Which of them are the actor's own: what they said, what is theirs, what they decided first, and
/// all of that of who let them act for them.
async fn own(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    matters: &HashMap<Uuid, Matter>,
) -> Result<HashSet<Uuid>, DbError> {
    let Some(me) = decider(ctx) else { return Ok(HashSet::new()) };
    let places: HashSet<ListingId> = matters.values().flat_map(Matter::places).collect();
    let kept = kept_of(db, me, places).await?;
    let claims = matters.values().filter_map(Matter::claim);
    let claimed = claims::store::own_among(db, (me, ctx.now), claims).await?;
    let reported = matters.values().filter_map(Matter::report);
    let reported = reports::own_among(ctx, db, reported).await?;
    let appellants = matters.values().filter_map(Matter::appellant);
    let theirs = acts_for(db, (&people(ctx), ctx.now), appellants).await?;
    let is_own = |it: &Matter| {
        let keeps = it.places().iter().any(|id| kept.contains(id));
        let is_said = it.claim().is_some_and(|id| claimed.contains(&id))
            || it.report().is_some_and(|it| reported.contains(&it.id));
        match it {
            // Whoever keeps a place decides what is said of it.
            Matter::Report(_) => is_said,
            Matter::Claim(_) => keeps || is_said,
            Matter::Difference(_) | Matter::Duplicate(_) => keeps,
            Matter::Appeal(it) => {
                let is_mine = it.0.member == me || theirs.contains(&it.0.member);
                keeps || is_said || is_mine || it.0.first_decider == Some(me)
            }
        }
    };
    Ok(matters.iter().filter(|(_, it)| is_own(it)).map(|(id, _)| *id).collect())
}

/// Whoever may do something at the desk of any community.
pub(crate) async fn check_anywhere(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    action: Action,
) -> Result<(), ListingError> {
    Ok(communities::check_anywhere(ctx, db, action).await??)
}

/// Whose deeds are the actor's: their own, and those of whose hands are at work.
pub(crate) fn people(ctx: &Ctx) -> Vec<MemberId> {
    let mut people: Vec<MemberId> = decider(ctx).into_iter().chain(ctx.actor.hands()).collect();
    people.dedup();
    people
}

/// The member who decides; nobody where the house does.
pub(crate) fn decider(ctx: &Ctx) -> Option<MemberId> {
    match ctx.actor {
        Actor::Member(me) => Some(me.member),
        Actor::Visitor | Actor::Operator => None,
    }
}

/// A reason as it is kept; it may be left out where it is optional.
pub(crate) fn tidy_reason(is_optional: bool, reason: &str) -> Result<Option<String>, ListingError> {
    let reason = reason.trim();
    let invalid = |problem| Err(ListingError::Invalid { field: "reason", problem });
    match reason.chars().count() {
        0 if is_optional => Ok(None),
        0 => invalid(Problem::Empty),
        count if count > REASON_MAX => invalid(Problem::TooLong),
        _ => Ok(Some(reason.to_owned())),
    }
}
