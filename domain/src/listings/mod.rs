//! The directory's verbs: find, read, change. Each asks the policy first.

pub mod categories;
pub mod entity;
pub mod error;
pub mod model;
pub mod opening_hours;
pub mod search;
pub mod store;

use std::collections::HashMap;

use self::error::ListingError;
use self::model::{Facts, Listing};
use self::search::{Facet, Hit, ListingQuery, SuggestQuery, Suggestion};
use crate::Domain;
use crate::ctx::Ctx;
use crate::id::ListingId;

/// A page of what was found: rows as they are now, with the reasons.
#[derive(Clone, Debug, Default)]
pub struct SearchPage {
    /// How many hits there are in all.
    pub total: u64,
    /// Whether the counts are estimates.
    pub approximate: bool,
    /// The listings found, in order.
    pub found: Vec<(Listing, Hit)>,
    /// Whether there are more after these.
    pub more: bool,
    /// Counts per value; each facet ignores its own filter.
    pub facets: Vec<Facet>,
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
    let _ = (ctx, domain, query);
    todo!()
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
    let _ = (ctx, domain, query);
    todo!()
}

/// The listing with this slug.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn by_slug(
    ctx: &Ctx,
    domain: &Domain,
    slug: &str,
) -> Result<Option<Listing>, ListingError> {
    let _ = (ctx, domain, slug);
    todo!()
}

/// The listings with these ids that the actor may see, in one statement.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn find_many(
    ctx: &Ctx,
    domain: &Domain,
    ids: &[ListingId],
) -> Result<HashMap<ListingId, Listing>, ListingError> {
    let _ = (ctx, domain, ids);
    todo!()
}

/// The listings that entered the directory last, newest first.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn newest(ctx: &Ctx, domain: &Domain, first: u32) -> Result<Vec<Listing>, ListingError> {
    let _ = (ctx, domain, first);
    todo!()
}

/// What the sitemap needs of a listing.
#[derive(Clone, Debug)]
pub struct SitemapEntry {
    /// Its slug.
    pub slug: String,
    /// When it last changed.
    pub updated_at: chrono::DateTime<chrono::Utc>,
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
    let _ = (ctx, domain, after, first);
    todo!()
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
    let _ = (ctx, domain);
    todo!()
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
    let _ = (ctx, domain, id, expected_revision, facts);
    todo!()
}
