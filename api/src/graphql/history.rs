//! What became of a listing, revision by revision, in words.

use async_graphql::{ID, InputObject, SimpleObject};
use koop_domain::listings::history::{self, Changed, Entry};
use koop_domain::listings::model;

use super::errors::failed;
use super::keeping::{ListingPayload, changed, listing_of};
use super::limits;
use super::scalars::Instant;
use super::terms::FactGroup;
use super::visit::Visit;

/// What became of a listing, the latest first.
#[derive(SimpleObject)]
pub(crate) struct ListingHistory {
    /// Its revisions.
    entries: Vec<HistoryEntry>,
    /// Whether there are earlier ones: ask again with `before`, the last revision of these.
    has_more: bool,
}

/// A revision, and what it changed.
#[derive(SimpleObject)]
pub(crate) struct HistoryEntry {
    /// Which revision.
    revision: i32,
    /// Since when.
    at: Instant,
    /// The source that it came from, such as OpenStreetMap.
    source: Option<String>,
    /// Who wrote it here, or saw that it is right, as everybody may see it; never by name.
    editor: Option<String>,
    /// What differs from the revision before, a field at a time.
    changes: Vec<HistoryChange>,
    /// Facts that somebody saw to be right as they were.
    confirmed: Vec<FactGroup>,
}

/// A field that differs.
#[derive(SimpleObject)]
pub(crate) struct HistoryChange {
    /// What it is called, in the reader's language.
    label: String,
    /// What it was, in words; null where it was nothing or is withheld.
    before: Option<String>,
    /// What it became.
    after: Option<String>,
    /// Whether both are kept from the viewer: who took away an address or a number did so to
    /// have it away.
    withheld: bool,
}

/// A listing as it was.
#[derive(InputObject)]
pub(crate) struct RevertListingInput {
    /// Which listing.
    listing_id: ID,
    /// As it was at this revision.
    revision: i32,
    /// The revision that was seen; a later one is a CONFLICT.
    expected_revision: Option<i32>,
    /// Why; whoever wrote what is put back reads it. Only who keeps the place may leave it out.
    reason: Option<String>,
}

/// The history of a listing before a revision, or all of it.
pub(crate) async fn of(
    visit: &Visit,
    listing: &model::Listing,
    (before, first): (Option<i32>, Option<i32>),
) -> async_graphql::Result<ListingHistory> {
    let page = (before, limits::page_size(first));
    let told = history::of(&visit.ctx, &visit.domain, listing.id, page).await;
    let told = told.map_err(|error| failed(visit, &error))?;
    let entries = told.entries.iter().map(|it| entry(visit, it)).collect();
    Ok(ListingHistory { entries, has_more: told.more })
}

/// Has a listing as it was.
pub(crate) async fn revert_listing(
    visit: &Visit,
    RevertListingInput { listing_id, revision, expected_revision, reason }: RevertListingInput,
) -> async_graphql::Result<ListingPayload> {
    let to = (revision, expected_revision);
    let reason = reason.unwrap_or_default();
    let done = match listing_of(&listing_id) {
        Ok(id) => history::revert(&visit.ctx, &visit.domain, id, to, &reason).await,
        Err(error) => Err(error),
    };
    changed(visit, done)
}

fn entry(visit: &Visit, it: &Entry) -> HistoryEntry {
    let (source, editor) = super::facts::told_by(&it.by);
    let change = |changed: &Changed| {
        let words = |facts| {
            let words = koop_web::fact_words(visit.language, changed.field, facts);
            Some(words).filter(|words| !changed.is_withheld && !words.is_empty())
        };
        HistoryChange {
            label: koop_web::fact_label(visit.language, changed.field),
            before: words(&it.before),
            after: words(&it.after),
            withheld: changed.is_withheld,
        }
    };
    HistoryEntry {
        revision: it.revision,
        at: it.at.into(),
        source,
        editor,
        changes: it.changes.iter().map(change).collect(),
        confirmed: it.confirmed.iter().map(|group| (*group).into()).collect(),
    }
}
