//! The directory's verbs: find, read, change. Each asks the policy first.
//!
//! What no longer exists keeps its page ("Bestaat niet meer") and its slug for ever, but is no
//! longer found, listed or counted.

pub mod area_words;
pub mod categories;
pub mod census;
pub mod claims;
pub mod confirming;
pub mod currencies;
pub mod delivery;
pub mod differences;
pub mod duplicates;
pub(crate) mod edit;
pub mod entity;
pub mod error;
pub mod exports;
pub mod facets;
pub mod history;
pub mod keepers;
pub mod merging;
pub mod model;
pub mod numbers;
pub mod opening_hours;
pub mod osm;
pub mod phrases;
pub mod provenance;
pub mod question;
pub mod ranking;
pub mod reports;
pub mod revise;
pub mod rounds;
pub mod rules;
pub mod search;
pub mod shown;
pub mod slug;
pub(crate) mod store;

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use self::error::ListingError;
use self::model::{Facts, LifeState, Listing};
use self::search::{Facet, Hit, ListingQuery, SuggestQuery, Suggestion};
use crate::ctx::Ctx;
use crate::id::ListingId;
use crate::ledger::currencies::Currency;
use crate::page::PAGE_MAX;
use crate::policy::{self, Action};
use crate::{Domain, areas};

/// The most entries on a page of the sitemap, as the protocol has it.
pub const SITEMAP_MAX: u32 = 50_000;
/// The most listings that are loaded by their ids at once.
pub const FIND_MAX: usize = 1_000;

/// A page of what was found: rows as they are now, with the reasons.
#[derive(Clone, Debug, Default)]
pub struct SearchPage {
    /// How many hits there are in all.
    pub total: u64,
    /// Whether the counts are estimates.
    pub approximate: bool,
    /// Whether a spare engine answered because the one that should is gone or slow.
    pub degraded: bool,
    /// The listings found, in order.
    pub found: Vec<(Listing, Hit)>,
    /// Whether there are more after these.
    pub more: bool,
    /// Counts per value; each facet ignores its own filter.
    pub facets: Vec<Facet>,
    /// The local currencies of the house that are paid with, where the page has to do with any.
    pub currencies: Vec<Currency>,
}

/// Finds listings. The engine answers ids; the rows are read again, and what the actor may
/// not see is dropped.
///
/// # Errors
/// [`ListingError::Invalid`] for a question that cannot be asked, [`ListingError::Index`] when
/// the engine does not answer.
pub async fn search(
    ctx: &Ctx,
    domain: &Domain,
    query: ListingQuery,
) -> Result<SearchPage, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let query = currencies::known(domain, query).await?;
    let query = question::tidy(query, areas::atlas(ctx, domain).await?.as_ref())?;
    let mut answer = domain.index.search(&query).await?;
    let ids = answer.hits.iter().map(|hit| hit.id);
    let mut rows = store::by_ids(domain.db.reader(), ids).await?;
    rows.retain(|_, listing| still_exists(listing));
    let paid = currencies::of_page(domain, &query, (&mut answer.facets, &rows)).await?;
    let found = answer.hits.into_iter().filter_map(|hit| Some((rows.remove(&hit.id)?, hit)));
    Ok(SearchPage {
        total: answer.total,
        approximate: answer.approximate,
        degraded: answer.degraded,
        found: found.collect(),
        more: answer.more,
        facets: answer.facets,
        currencies: paid,
    })
}

/// Completes what somebody is typing; fewer than two letters complete to nothing.
///
/// # Errors
/// [`ListingError::Index`] when the engine does not answer.
pub async fn suggest(
    ctx: &Ctx,
    domain: &Domain,
    query: SuggestQuery,
) -> Result<Vec<Suggestion>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let Some(query) = question::tidy_suggest(query) else { return Ok(Vec::new()) };
    let mut suggestions = domain.index.suggest(&query).await?;
    let ids = suggestions.iter().filter_map(|suggestion| match suggestion {
        Suggestion::Listing { id, .. } => Some(*id),
        Suggestion::Category { .. } => None,
    });
    let rows = store::by_ids(domain.db.reader(), ids.collect::<Vec<_>>()).await?;
    suggestions.retain(|suggestion| match suggestion {
        Suggestion::Listing { id, .. } => rows.get(id).is_some_and(still_exists),
        Suggestion::Category { .. } => true,
    });
    Ok(suggestions)
}

/// The listing with this slug. Of one that was merged into another it is the other, which has a
/// slug of its own.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn by_slug(
    ctx: &Ctx,
    domain: &Domain,
    slug: &str,
) -> Result<Option<Listing>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let found = store::by_slug(domain.db.reader(), slug).await?;
    match found {
        Some(gone) if !still_exists(&gone) => {
            Ok(merging::led_on(domain, gone.id).await?.or(Some(gone)))
        }
        found => Ok(found),
    }
}

/// The listings with these ids that the actor may see, in one statement per [`FIND_MAX`].
///
/// # Errors
/// [`ListingError::Db`].
pub async fn find_many(
    ctx: &Ctx,
    domain: &Domain,
    ids: &[ListingId],
) -> Result<HashMap<ListingId, Listing>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let mut found = HashMap::new();
    for ids in ids.chunks(FIND_MAX) {
        found.extend(store::by_ids(domain.db.reader(), ids.iter().copied()).await?);
    }
    merging::as_homes(domain.db.reader(), found.values_mut()).await?;
    Ok(found)
}

/// The listings that entered the directory last, newest first.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn newest(ctx: &Ctx, domain: &Domain, first: u32) -> Result<Vec<Listing>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    Ok(store::newest(domain.db.reader(), first.clamp(1, PAGE_MAX).into()).await?)
}

/// What the sitemap needs of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitemapEntry {
    /// Its slug.
    pub slug: String,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Whether it is invented: such pages are not for search engines.
    pub demo: bool,
}

/// A page of the sitemap: running listings in the order of their slugs, after a slug.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn sitemap(
    ctx: &Ctx,
    domain: &Domain,
    after: Option<&str>,
    first: u32,
) -> Result<Vec<SitemapEntry>, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    Ok(store::sitemap(domain.db.reader(), after, first.clamp(1, SITEMAP_MAX).into()).await?)
}

/// How many listings there are, how many are of the demo, and of which sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Listings in the directory that still exist.
    pub listings: u64,
    /// Of these, invented ones.
    pub demo: u64,
    /// Per attribution line: licence, attribution, number of listings.
    pub sources: Vec<(String, String, u64)>,
}

/// Counts the directory, for "over de gegevens" and the demo's banner.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn census(ctx: &Ctx, domain: &Domain) -> Result<Census, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    Ok(store::census(domain.db.reader()).await?)
}

/// Changes a listing's facts. Groups that differ get the editor as their origin, and no later
/// import replaces them.
///
/// # Errors
/// [`ListingError::Conflict`] with both when `expected_revision` is not the present one,
/// [`ListingError::Invalid`] naming the field, [`ListingError::NotFound`], [`ListingError::Denied`].
pub async fn edit(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    expected_revision: i32,
    facts: Facts,
) -> Result<Listing, ListingError> {
    let deed: edit::Deed<'_> = Box::new(move |now| {
        *now = facts;
        Ok(())
    });
    edit::change(ctx, domain, id, Some(expected_revision), deed).await
}

fn still_exists(listing: &Listing) -> bool {
    !matches!(listing.facts.state, LifeState::Gone { .. })
}
