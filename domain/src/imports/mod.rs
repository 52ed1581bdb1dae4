//! Bringing in listings from outside, again and again, without losing what people here wrote.
//!
//! An import stages its records in chunks that nobody sees, and publishes them by one flip of
//! its batch. Before the flip nothing has happened: a damaged file, a lost connection or a
//! killed process leave only staged rows, which the next import of the data set clears. After
//! it everything will happen: the rows are taken over in chunks, each one transaction, and a
//! process that dies half-way leaves the rest to whoever starts next ([`finish_interrupted`]).
//!
//! Records that are as they were are not written at all. What a data set held before and does
//! not hold now is gone, unless another data set still holds it. See `docs/decisions`.

pub mod difference;
pub mod entity;
pub mod error;
mod import;
pub mod model;
mod opening;
mod publish;
mod store;
pub mod tables;
mod undo;

use std::collections::{BTreeMap, HashMap};

use self::difference::{Difference, Differing, between};
use self::error::ImportError;
pub use self::import::Import;
use self::import::Purpose;
use self::model::{CHUNK_MAX, Record};
use self::store::{Of, Reported};
use self::store::{staging, tables as remembered};
pub use self::undo::{Undone, undo};
use crate::audit::model::{Act, Note};
use crate::ctx::Ctx;
use crate::id::ListingId;
use crate::listings::model::Listing;
use crate::listings::provenance::Source;
use crate::page::PAGE_MAX;
use crate::policy::{self, Action};
use crate::{Domain, audit, listings};

/// The data set of the demo neighbourhood.
const DEMO_DATASET: &str = "demo";
/// The data set of the invented region.
const REGION_DATASET: &str = "region";

/// Finishes an import that was cut off while it was being published, or while it was being undone.
/// `serve` and every import ask this first. There is nothing to allow here: whoever flipped the
/// batch or began to undo it was allowed to.
///
/// # Errors
/// [`ImportError`].
pub async fn finish_interrupted(ctx: &Ctx, domain: &Domain) -> Result<(), ImportError> {
    finish(ctx, domain, None).await
}

/// The same of one data set, or of all.
async fn finish(ctx: &Ctx, domain: &Domain, dataset: Option<&str>) -> Result<(), ImportError> {
    finish_publishing(ctx, domain, dataset).await?;
    undo::finish(ctx, domain, dataset).await
}

async fn finish_publishing(
    ctx: &Ctx,
    domain: &Domain,
    dataset: Option<&str>,
) -> Result<(), ImportError> {
    for batch in staging::publishing(domain.db.reader(), dataset).await? {
        publish::complete(ctx, domain, batch).await?;
    }
    Ok(())
}

/// Puts the demo's listings in, unless the directory already has listings. Answers how many.
///
/// # Errors
/// [`ImportError`].
pub async fn seed_demo(
    ctx: &Ctx,
    domain: &Domain,
    records: Vec<Record>,
) -> Result<u64, ImportError> {
    seed(ctx, domain, DEMO_DATASET, records).await
}

/// Puts an invented region in, unless the directory already has listings. Answers how many. The
/// listings are marked as the demo's are, and go with them.
///
/// # Errors
/// [`ImportError`].
pub async fn seed_region(
    ctx: &Ctx,
    domain: &Domain,
    records: impl IntoIterator<Item = Record>,
) -> Result<u64, ImportError> {
    seed(ctx, domain, REGION_DATASET, records).await
}

async fn seed(
    ctx: &Ctx,
    domain: &Domain,
    dataset: &str,
    records: impl IntoIterator<Item = Record>,
) -> Result<u64, ImportError> {
    policy::check(ctx, Action::KeepDemo)?;
    finish_interrupted(ctx, domain).await?;
    if !listings::store::is_empty(domain.db.reader()).await? {
        return Err(ImportError::NotEmpty);
    }
    let purpose = Purpose { demo: true, ..Purpose::default() };
    let mut import = Import::begin_as(ctx, domain, dataset, purpose).await?;
    for record in records {
        import.add(ctx, record).await?;
    }
    Ok(import.publish(ctx).await?.created)
}

/// Removes every listing of the demo, with its revisions, and answers how many.
///
/// # Errors
/// [`ImportError`].
pub async fn remove_demo(ctx: &Ctx, domain: &Domain) -> Result<u64, ImportError> {
    policy::check(ctx, Action::KeepDemo)?;
    finish_interrupted(ctx, domain).await?;
    let mut removed = 0;
    let mut noted = false;
    loop {
        let tx = domain.db.write().await?;
        if !std::mem::replace(&mut noted, true) {
            audit::note(&tx, ctx, Note::new(Act::DemoRemoved)).await?;
        }
        let ids = listings::store::demo_ids(tx.conn(), CHUNK_MAX as u64).await?;
        if ids.is_empty() {
            staging::delete_demo_batches(&tx).await?;
            tx.commit().await?;
            return Ok(removed);
        }
        listings::store::delete(&tx, ctx, &ids).await?;
        tx.commit().await?;
        removed += ids.len() as u64;
    }
}

/// Which column of a table has what, as it was said for the last edition of a data set: fields with
/// the names of their columns.
///
/// # Errors
/// [`ImportError`].
pub async fn columns(
    ctx: &Ctx,
    domain: &Domain,
    dataset: &str,
) -> Result<BTreeMap<String, String>, ImportError> {
    policy::check(ctx, Action::ImportListings)?;
    Ok(remembered::columns(domain.db.reader(), dataset).await?)
}

/// Remembers that for the next edition.
///
/// # Errors
/// [`ImportError`].
pub async fn remember_columns(
    ctx: &Ctx,
    domain: &Domain,
    dataset: &str,
    columns: &BTreeMap<String, String>,
) -> Result<(), ImportError> {
    policy::check(ctx, Action::ImportListings)?;
    let tx = domain.db.write().await?;
    remembered::set_columns(&tx, dataset, columns).await?;
    Ok(tx.commit().await?)
}

/// Listings of which a source says something else than people here wrote, in the order of their
/// ids, after one; of all sources or of one data set. There may be more when `first` of them
/// came, which is clamped to [`PAGE_MAX`].
///
/// # Errors
/// [`ImportError`].
pub async fn differences(
    ctx: &Ctx,
    domain: &Domain,
    dataset: Option<&str>,
    after: Option<ListingId>,
    first: u32,
) -> Result<Vec<Differing>, ImportError> {
    policy::check(ctx, Action::ImportListings)?;
    let first = first.clamp(1, PAGE_MAX) as usize;
    let of = dataset.map_or(Of::All, Of::Dataset);
    let (mut found, mut after) = (Vec::new(), after);
    loop {
        let db = domain.db.reader();
        let reports = store::reported(db, of, after, CHUNK_MAX as u64).await?;
        let Some(last) = reports.last().map(|report| report.listing) else { return Ok(found) };
        after = Some(last);
        let ids = reports.iter().map(|report| report.listing);
        let mut listings = listings::store::by_ids(db, ids).await?;
        for report in reports {
            let Some(listing) = listings.remove(&report.listing) else { continue };
            let differences = compare(&listing, &report);
            if !differences.is_empty() {
                found.push(Differing { listing, differences });
            }
            if found.len() == first {
                return Ok(found);
            }
        }
    }
}

/// Where the source of a listing says something else than people here wrote: a group each, none
/// where they agree, as anybody may read it.
///
/// # Errors
/// [`ImportError`].
pub async fn differences_of(
    ctx: &Ctx,
    domain: &Domain,
    listing: ListingId,
) -> Result<Vec<Difference>, ImportError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let db = domain.db.reader();
    let reports = store::reported(db, Of::Listing(listing), None, CHUNK_MAX as u64).await?;
    if reports.is_empty() {
        return Ok(Vec::new());
    }
    let found: HashMap<ListingId, Listing> = listings::store::by_ids(db, [listing]).await?;
    let both = reports.iter().filter_map(|report| Some((found.get(&report.listing)?, report)));
    let differences = both.flat_map(|(listing, report)| compare(listing, report));
    Ok(differences.map(Difference::told).collect())
}

fn compare(listing: &Listing, report: &Reported) -> Vec<Difference> {
    let Some(source) = &listing.source else { return Vec::new() };
    let source = Source { read_at: report.read_at, ..source.clone() };
    match (&report.facts, report.held) {
        (_, false) => between(listing, None, &source),
        (Some(facts), true) => between(listing, Some(facts), &source),
        (None, true) => Vec::new(),
    }
}
