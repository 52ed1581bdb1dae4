//! The directory for other programs: in OpenStreetMap's tags, as GeoJSON, as CSV.
//!
//! An export is written piece by piece, so that a region passes through a small memory: a head,
//! a row per listing, a tail. Each row carries its licence and the line that must be shown.
//! What a page does not show of somebody's home, no export has.

pub mod csv;
pub mod geojson;
pub mod osm_tags;
#[cfg(test)]
mod sample;
mod store;
mod trades;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

pub use self::osm_tags::osm_tags;
use super::currencies;
use super::error::ListingError;
use super::model::Listing;
use super::osm::Tags;
use super::search::ListingQuery;
use super::store as listings_store;
use crate::Domain;
use crate::ctx::Ctx;
use crate::id::{AreaId, ListingId};
use crate::page::{Cursor, OFFSET_MAX, PAGE_MAX};
use crate::policy::{self, Action};

/// How many listings of the whole directory are read at once.
const CHUNK: u64 = 500;
/// The most hits of a search that are exported.
pub const HITS_MAX: u64 = 10_000;

/// A listing on its way out.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    /// The listing.
    pub listing: Listing,
    /// The outside record behind it, if there is one.
    pub record: Option<Record>,
}

/// The outside record behind a listing.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The stable key of its publisher, such as `osm`.
    pub source: String,
    /// Everything it says.
    pub tags: Tags,
}

/// What stands around an export.
#[derive(Clone, Debug)]
pub struct Cover {
    /// The address under which the site is known, without a slash at the end.
    pub base_url: String,
    /// What the export is of, such as the address of a list.
    pub about: String,
    /// When it was made.
    pub at: DateTime<Utc>,
}

impl Cover {
    /// The address of a listing's page.
    #[must_use]
    pub fn url(&self, listing: &Listing) -> String {
        format!("{}/plek/{}", self.base_url, listing.slug)
    }
}

/// Licence and attribution lines, with the number of rows under each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Licences(BTreeMap<(String, String), u64>);

impl Licences {
    /// Counts a listing.
    pub fn count(&mut self, listing: &Listing) {
        if let Some(source) = &listing.source {
            let line = (source.licence.clone(), source.attribution.clone());
            *self.0.entry(line).or_default() += 1;
        }
    }

    /// Licence, attribution, number of rows.
    pub fn lines(&self) -> impl Iterator<Item = (&str, &str, u64)> {
        self.0.iter().map(|((licence, line), count)| (licence.as_str(), line.as_str(), *count))
    }
}

/// A piece of the whole directory: up to 500 existing listings after one, in the order of their
/// ids, those outside the area left out.
///
/// # Errors
/// [`ListingError::Denied`], [`ListingError::Db`].
pub async fn everything(
    ctx: &Ctx,
    domain: &Domain,
    area: Option<AreaId>,
    after: Option<ListingId>,
) -> Result<Piece, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let mut listings = listings_store::after(domain.db.reader(), after, CHUNK).await?;
    let (next, read) = (listings.last().map(|listing| listing.id), listings.len() as u64);
    listings.retain(|listing| area.is_none_or(|area| listing.areas.contains(&area)));
    Ok(Piece { rows: with_records(domain, listings).await?, read, next })
}

/// A piece of an export.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its rows.
    pub rows: Vec<Exported>,
    /// How many listings were read for them.
    pub read: u64,
    /// After which listing the next piece begins; none at the end.
    pub next: Option<ListingId>,
}

/// A page of a search.
#[derive(Clone, Debug)]
pub struct HitsPage {
    /// Its rows, in order.
    pub rows: Vec<Exported>,
    /// How many hits there are in all.
    pub total: u64,
    /// Whether the total is an estimate.
    pub approximate: bool,
    /// How many hits an export of this search can have: [`HITS_MAX`], or less where the order is
    /// by relevance, which goes no deeper than [`OFFSET_MAX`].
    pub most: u64,
    /// Whether there are hits after these.
    pub more: bool,
    /// Where the next page begins; none at the end, and none where the list goes no deeper.
    pub next: Option<Cursor>,
}

impl HitsPage {
    /// Whether the search has more hits than an export of it can have.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.total > self.most
    }
}

/// A page of a search, as many hits as a page can have.
///
/// # Errors
/// As [`super::search()`].
pub async fn hits(
    ctx: &Ctx,
    domain: &Domain,
    query: ListingQuery,
) -> Result<HitsPage, ListingError> {
    let query = ListingQuery { first: PAGE_MAX, facets: false, ..query };
    let page = super::search(ctx, domain, query).await?;
    let last = page.found.last().map(|(_, hit)| hit.cursor);
    let by_relevance = matches!(last, Some(Cursor::Offset { .. }));
    let most = if by_relevance { u64::from(OFFSET_MAX) } else { HITS_MAX };
    let deep = matches!(last, Some(Cursor::Offset { offset, .. }) if offset >= OFFSET_MAX);
    let listings = page.found.into_iter().map(|(listing, _)| listing).collect();
    Ok(HitsPage {
        rows: with_records(domain, listings).await?,
        total: page.total,
        approximate: page.approximate,
        most,
        more: page.more,
        next: last.filter(|_| page.more && !deep),
    })
}

async fn with_records(
    domain: &Domain,
    mut listings: Vec<Listing>,
) -> Result<Vec<Exported>, ListingError> {
    if listings.is_empty() {
        return Ok(Vec::new());
    }
    currencies::only_on(domain, &mut listings).await?;
    let ids = listings.iter().map(|listing| listing.id);
    let mut records = store::records_of(domain.db.reader(), ids).await?;
    let rows = listings.into_iter();
    Ok(rows.map(|listing| Exported { record: records.remove(&listing.id), listing }).collect())
}
