//! A place that is not in the directory yet. What looks like it is shown before it is saved.

use std::collections::BTreeSet;

use super::super::edit::{moment, shown};
use super::super::error::ListingError;
use super::super::model::{Facts, Listing};
use super::super::search::{ListingQuery, Near, Reach, Sort};
use super::super::{duplicates, revise, rules, slug, store as listings_store};
use super::{Keeper, store};
use crate::ctx::{Actor, Ctx};
use crate::id::ListingId;
use crate::members::attempts::{DAY, Limit};
use crate::page::PAGE_MAX;
use crate::policy::{self, Action};
use crate::{Domain, areas, audit, profiles};

/// How many places a member brings in within a day.
pub const ADDED_A_DAY_MAX: i32 = 30;
const ADDED: Limit = Limit { name: "added", tries: ADDED_A_DAY_MAX, minutes: DAY };
/// How far around it is looked for what may be the same place, in metres.
const NEAR_M: u32 = 200;

/// What adding a place came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Added {
    /// It is in the directory.
    New(Box<Listing>),
    /// These look like it; nothing was saved.
    Known(Vec<Listing>),
}

/// Brings a place into the directory. Its finder keeps it until somebody shows that it is theirs.
///
/// # Errors
/// [`ListingError::Invalid`] naming the field, [`ListingError::TooMany`],
/// [`ListingError::Denied`] for who has not signed in.
pub async fn add(
    ctx: &Ctx,
    domain: &Domain,
    facts: Facts,
    ignore_duplicates: bool,
) -> Result<Added, ListingError> {
    policy::check(ctx, Action::AddListing)?;
    rules::check(&facts)?;
    let listing = Listing::new(ListingId(ctx.ids.next()), String::new(), facts, ctx.now);
    if !ignore_duplicates {
        let alike = alike(ctx, domain, &listing).await?;
        if !alike.is_empty() {
            return Ok(Added::Known(alike));
        }
    }
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    let slugs = slug::candidates(&listing.facts, listing.id.0.as_u128());
    let taken = listings_store::taken_slugs(tx.conn(), slugs.clone()).await?;
    // The last candidate holds the whole id, and no other listing has that.
    let slug = slugs.into_iter().find(|slug| !taken.contains(slug)).unwrap_or_default();
    let keeper = match ctx.actor {
        Actor::Member(_) => Keeper::Finder,
        Actor::Visitor | Actor::Operator => Keeper::Nobody,
    };
    let mut change = revise::added(Listing { slug, ..listing }, shown(keeper), moment(ctx));
    listings_store::save(&tx, ctx, &atlas, std::slice::from_mut(&mut change)).await?;
    if let Actor::Member(me) = ctx.actor {
        // Whoever acts for several adds no more than one.
        let hands = ctx.actor.hands().unwrap_or(me.member);
        ADDED.take(&tx, ctx, &hands.to_string()).await?;
        let whose = (me.member, profiles::still_in(&tx, me.member, ctx.acting_as).await?);
        store::give(&tx, (change.listing.id, keeper), whose, ctx.now).await?;
        audit::acted(&tx, ctx, "added", change.listing.id).await?;
    }
    tx.commit().await?;
    Ok(Added::New(Box::new(change.listing)))
}

/// What stands around it or is called like it, and looks like the same place.
pub(crate) async fn alike(
    ctx: &Ctx,
    domain: &Domain,
    listing: &Listing,
) -> Result<Vec<Listing>, ListingError> {
    let mut each = each_alike(ctx, domain, std::slice::from_ref(listing)).await?;
    Ok(each.pop().unwrap_or_default())
}

/// The same of each of several: what is found for all of them is read at once.
pub(crate) async fn each_alike(
    ctx: &Ctx,
    domain: &Domain,
    listings: &[Listing],
) -> Result<Vec<Vec<Listing>>, ListingError> {
    let mut found = Vec::with_capacity(listings.len());
    for listing in listings {
        found.push(around(ctx, domain, listing).await?);
    }
    let ids: BTreeSet<ListingId> = found.iter().flatten().copied().collect();
    let rows = listings_store::by_ids(domain.db.reader(), ids).await?;
    let alike = |(listing, ids): (&Listing, BTreeSet<ListingId>)| {
        let others = ids.iter().filter_map(|id| rows.get(id).cloned()).collect();
        duplicates::alike(listing, others)
    };
    Ok(listings.iter().zip(found).map(alike).collect())
}

/// What the engine finds around a listing, and by its name.
async fn around(
    ctx: &Ctx,
    domain: &Domain,
    listing: &Listing,
) -> Result<BTreeSet<ListingId>, ListingError> {
    let all = ListingQuery { facets: false, first: PAGE_MAX, ..ListingQuery::new(ctx.now) };
    let near = listing.facts.point.map(|point| ListingQuery {
        near: Some(Near { point, reach: Some(Reach::Metres(NEAR_M)) }),
        sort: Sort::Nearest,
        ..all.clone()
    });
    let called = ListingQuery { text: Some(listing.facts.name.clone()), ..all };
    let mut ids = BTreeSet::new();
    for query in near.into_iter().chain([called]) {
        ids.extend(domain.index.search(&query).await?.hits.into_iter().map(|hit| hit.id));
    }
    Ok(ids)
}
