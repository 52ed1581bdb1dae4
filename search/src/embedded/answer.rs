//! The answer to a question: words first, then one pass over what has them.

use koop_domain::listings::model::Listing;
use koop_domain::listings::search::{Answer, Hit, ListingQuery};
use tantivy::schema::Value as _;
use tantivy::{DocAddress, Searcher, TantivyDocument};

use super::facets::Counts;
use super::filter::{Asker, minutes_asked};
use super::matching::{self, Findings, Found};
use super::order::{Order, Page, Ranked, Ranker};
use super::reasons::{Reasons, whole_metres};
use super::shelf::Shelf;
use super::tables::{self, Fields, Label};
use super::words::{Asked, Speech};

/// Answers a question.
pub(super) fn answer(
    query: &ListingQuery,
    searcher: &Searcher,
    fields: &Fields,
    shelf: &Shelf,
) -> tantivy::Result<Answer> {
    let asked = query.text.as_deref().map_or_else(Asked::default, |t| Speech::new().asked(t));
    let has_words = !asked.words.is_empty();
    let order = Order::of(query, has_words);
    let asker = Asker::new(query, shelf);
    let ranker = Ranker::new(order, &asked, asker.grouped);
    let mut page = Page::new(query, order, shelf);
    let mut counts = Counts::new();
    let mut total = 0;
    let mut consider = |row, found| {
        let Some(seen) = asker.look(row) else { return };
        counts.count(row, &seen);
        if seen.fails.is_none() {
            total += 1;
            page.offer(ranker.rank(&asker, row, seen, found));
        }
    };
    let mut findings = Findings::default();
    if has_words {
        findings = matching::find(searcher, fields, &asked, query.language)?;
        for found in findings.found.drain(..) {
            if let Some(row) = shelf.get(found.row) {
                consider(row, Some(found));
            }
        }
    } else if says_something(query) {
        shelf.rows().for_each(|(_, row)| consider(row, None));
    }
    let (ranked, more) = page.finish();
    let mut reasons =
        Reasons::new(query, &asked, asker.grouped, &asker.categories, &findings.named);
    let hits = ranked
        .into_iter()
        .map(|(hit, cursor)| Hit {
            id: hit.row.id,
            openness: asker.grouped.then_some(hit.seen.group),
            distance_m: hit.seen.distance_m.map(whole_metres),
            minutes: minutes(query, &hit),
            why: reasons.why(&hit, || labels(searcher, fields, hit.found.as_ref())),
            cursor,
        })
        .collect();
    Ok(Answer { total, approximate: false, degraded: false, hits, more, facets: counts.finish() })
}

/// A text of nothing but signs finds nothing; no text at all finds everything.
fn says_something(query: &ListingQuery) -> bool {
    query.text.as_deref().is_none_or(|text| text.trim().is_empty())
}

/// About how long it takes, and never longer than was asked for: where the limit was minutes,
/// rounding up must not pass it.
fn minutes(query: &ListingQuery, hit: &Ranked<'_>) -> Option<u32> {
    let minutes = query.near?.mode().minutes(hit.seen.distance_m?);
    Some(minutes_asked(query).map_or(minutes, |most| minutes.min(most.max(1))))
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
