//! The answer to a question: its words first, then its candidates are counted and ranked.
//!
//! With words the candidates are what has them. Without, they are what lies in the cells that a
//! circle or a box touches, else every listing. Over every listing it pays to count apart from
//! ranking: counts are the same for everybody who asks in this minute, from wherever, so they
//! are kept; and the nearest are found by walking outward (`nearest`).

use std::sync::Arc;

use koop_domain::listings::model::Listing;
use koop_domain::listings::search::{Answer, Hit, ListingQuery};
use tantivy::schema::Value as _;
use tantivy::{DocAddress, Searcher, TantivyDocument};

use super::category_words::Named;
use super::counted::{Counted, Kept, Surest};
use super::facets::Counts;
use super::filter::{Asker, CountKey};
use super::matching::{self, Findings, Found};
use super::nearest;
use super::order::{Order, Page, Ranker, group};
use super::reasons::{Reasons, whole_metres};
use super::shelf::{Row, Shelf};
use super::sight::Sight;
use super::tables::{self, Fields, Label};
use super::words::{Asked, Speech};

/// So many listings are looked at before the walk to the nearest is given up for one look at
/// every listing.
const ROWS_MAX: u32 = 20_000;
/// And so many while others wait for the answer.
const ROWS_AT_ONCE: u32 = 2_000;

/// What a question is asked of.
pub(super) struct Library<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) fields: &'a Fields,
    pub(super) shelf: &'a Shelf,
    pub(super) kept: &'a Kept,
}

/// Answers a question.
pub(super) fn answer(query: &ListingQuery, library: &Library<'_>) -> tantivy::Result<Answer> {
    let Library { searcher, fields, shelf, .. } = *library;
    let asked = query.text.as_deref().map_or_else(Asked::default, |t| Speech::new().asked(t));
    let order = Order::of(query, !asked.words.is_empty());
    let asker = Asker::new(query, shelf);
    let ranker = Ranker::new(order, &asker, &asked);
    let mut page = Page::new(query, order, shelf);
    let mut findings = Findings::default();
    let counted = if !asked.words.is_empty() {
        let sight = Sight::of_listings(fields);
        let hints = (query.language, query.area_words.as_slice());
        findings = matching::find(searcher, &sight, &asked, hints)?;
        let found = findings.found.drain(..);
        let rows = found.filter_map(|found| Some((shelf.get(found.row)?, Some(found))));
        pass(query, shelf, &ranker, &mut page, rows)
    } else if !says_something(query) {
        pass(query, shelf, &ranker, &mut page, std::iter::empty())
    } else if let Some(block) = asker.block() {
        let rows = shelf.grid.rows_in(block).into_iter();
        let rows = rows.filter_map(|row| Some((shelf.get(row)?, None)));
        pass(query, shelf, &ranker, &mut page, rows)
    } else {
        everywhere(query, library, &ranker, &mut page)
    };
    Ok(told(query, library, &ranker, &findings.named, page, &counted))
}

/// Answers at once, without reading anything from the disk, if that is a matter of microseconds:
/// what is nearest, of what was counted already.
pub(super) fn at_once(query: &ListingQuery, library: &Library<'_>) -> Option<Answer> {
    let Library { shelf, kept, .. } = *library;
    let order = Order::of(query, false);
    if query.text.is_some() || query.near.is_none() || !order.is_by_distance(0) {
        return None;
    }
    let (asked, asker) = (Asked::default(), Asker::new(query, shelf));
    if asker.block().is_some() || !asker.is_ready() {
        return None;
    }
    let counted = kept.get(&CountKey::of(query, asker.grouped)?)?;
    let ranker = Ranker::new(order, &asker, &asked);
    let mut page = Page::new(query, order, shelf);
    let found = nearest::walk(shelf, &ranker, &counted, &mut page, ROWS_AT_ONCE);
    found.then(|| told(query, library, &ranker, &[], page, &counted))
}

/// The answer, told of a page.
fn told(
    query: &ListingQuery,
    library: &Library<'_>,
    ranker: &Ranker<'_>,
    named: &[Named],
    page: Page<'_>,
    counted: &Counted,
) -> Answer {
    let Library { searcher, fields, .. } = *library;
    let Ranker { asker, asked, .. } = *ranker;
    let (ranked, more) = page.finish();
    let mut reasons = Reasons::new(query, asked, asker.grouped, &asker.categories, named);
    let hits = ranked.into_iter().map(|(hit, cursor)| {
        let distance_m = asker.distance_m(hit.row, &hit.seen);
        let labels = || labels(searcher, fields, hit.found.as_ref());
        Hit {
            id: hit.row.id(),
            openness: asker.grouped.then_some(hit.seen.group),
            distance_m: distance_m.map(whole_metres),
            minutes: distance_m.and_then(|distance_m| asker.minutes(hit.row, distance_m)),
            why: reasons.why(&hit, distance_m, labels),
            cursor,
        }
    });
    let hits = hits.collect();
    let (total, facets) = (counted.total, counted.facets.clone());
    Answer { total, approximate: false, degraded: false, hits, more, facets }
}

/// Counts candidates and offers those that are hits, in one pass.
fn pass<'a>(
    query: &ListingQuery,
    shelf: &'a Shelf,
    ranker: &Ranker<'_>,
    page: &mut Page<'a>,
    rows: impl Iterator<Item = (Row<'a>, Option<Found>)>,
) -> Arc<Counted> {
    let asker = ranker.asker;
    let mut counts = Counts::new(shelf, query.facets);
    for (row, found) in rows {
        let Some(seen) = asker.look(row) else { continue };
        counts.count(row.glance(), &seen, asker.grouped);
        if seen.fails.is_none() {
            page.offer(ranker, row, seen, found);
        }
    }
    Arc::new(counts.finish(shelf))
}

/// Every listing is a candidate.
fn everywhere<'a>(
    query: &ListingQuery,
    library: &Library<'a>,
    ranker: &Ranker<'_>,
    page: &mut Page<'a>,
) -> Arc<Counted> {
    let Library { shelf, kept, .. } = *library;
    let by_distance = query.near.is_some() && ranker.order.is_by_distance(0);
    let key = CountKey::of(query, ranker.asker.grouped);
    let known = key.as_ref().and_then(|key| kept.get(key));
    let counted = match &known {
        Some(known) => Arc::clone(known),
        None if by_distance => count(query, shelf, ranker.asker),
        None => pass(query, shelf, ranker, page, shelf.rows().map(|row| (row, None))),
    };
    if by_distance {
        let mut near = Page::new(query, ranker.order, shelf);
        if nearest::walk(shelf, ranker, &counted, &mut near, ROWS_MAX) {
            *page = near;
        } else {
            offer_all(shelf, ranker, page);
        }
    } else if known.is_some() {
        offer_all(shelf, ranker, page);
    }
    if let (None, Some(key)) = (known, key) {
        kept.put(key, Arc::clone(&counted));
    }
    counted
}

/// Counts every listing, whatever the order, and keeps those that are surely open by where they
/// lie: whoever asks next in this minute looks at few others.
fn count(query: &ListingQuery, shelf: &Shelf, asker: &Asker<'_>) -> Arc<Counted> {
    let mut counts = Counts::new(shelf, query.facets);
    let mut surest = asker.is_sure().then(Surest::default);
    for row in shelf.rows() {
        let Some(seen) = asker.look(row) else { continue };
        counts.count(row.glance(), &seen, asker.grouped);
        if let Some(surest) = &mut surest
            && seen.fails.is_none()
            && group(row.glance(), &seen, true) == 0
        {
            surest.push(row);
        }
    }
    let surest = surest.and_then(Surest::finish);
    Arc::new(Counted { surest, ..counts.finish(shelf) })
}

/// Offers every hit.
fn offer_all<'a>(shelf: &'a Shelf, ranker: &Ranker<'_>, page: &mut Page<'a>) {
    let seen = |row| Some((row, ranker.asker.look(row)?));
    for (row, seen) in shelf.rows().filter_map(seen) {
        if seen.fails.is_none() {
            page.offer(ranker, row, seen, None);
        }
    }
}

/// A text of nothing but signs finds nothing; no text at all finds everything.
fn says_something(query: &ListingQuery) -> bool {
    query.text.as_deref().is_none_or(|text| text.trim().is_empty())
}

/// The labels of a hit, from the card that the index keeps of it.
fn labels(searcher: &Searcher, fields: &Fields, found: Option<&Found>) -> Vec<Label> {
    let read = |found: &Found| {
        let at = DocAddress::new(found.segment, found.doc);
        listing(&searcher.doc(at).ok()?, fields)
    };
    found.and_then(read).map(|listing| tables::labels(&listing.facts)).unwrap_or_default()
}

/// The listing on a document's card.
pub(super) fn listing(document: &TantivyDocument, fields: &Fields) -> Option<Listing> {
    let card = document.get_first(fields.card)?.as_bytes()?;
    serde_json::from_slice(card).ok()
}
