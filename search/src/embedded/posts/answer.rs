//! The answer to a question: its words first, then each candidate is asked, counted and ordered.

use koop_domain::listings::ranking::Evidence;
use koop_domain::posts::search::{PostAnswer, PostHit, PostQuery};
use tantivy::Searcher;

use super::super::matching::{self, Found};
use super::super::reasons::whole_metres;
use super::super::sight::Sight;
use super::super::words::{Asked, Speech};
use super::facets::Counts;
use super::filter::Asker;
use super::order::{Answering, page};
use super::reasons::why;
use super::shelf::{Row, Shelf};

/// What a question is asked of.
pub(super) struct Library<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) sight: &'a Sight,
    pub(super) shelf: &'a Shelf,
}

/// Answers a question.
pub(super) fn answer(query: &PostQuery, library: &Library<'_>) -> tantivy::Result<PostAnswer> {
    let Library { searcher, sight, shelf } = *library;
    let text = query.text.as_deref().unwrap_or_default();
    let asked = Speech::new().asked(text);
    let asker = Asker::new(query, shelf);
    let mut counts = Counts::new(shelf, query.facets);
    let mut all = Vec::new();
    let mut offer = |row, found: Option<Found>| {
        let Some(fails) = asker.look(row) else { return };
        counts.count(row, fails);
        if fails.is_none() {
            let text = found.as_ref().map_or(1.0, |found| answers(&asked, found));
            all.push(Answering { row, found, text });
        }
    };
    if !asked.words.is_empty() {
        let found = matching::find(searcher, sight, &asked, (query.language, &[]))?.found;
        for found in found {
            if let Some(row) = shelf.get(found.row) {
                offer(row, Some(found));
            }
        }
    } else if text.trim().is_empty() {
        shelf.rows().for_each(|row: &Row| offer(row, None));
    }
    let best = all.iter().map(|one| one.text).fold(f64::MIN_POSITIVE, f64::max);
    let (hits, more) = page(&asker, all);
    let hits = hits.into_iter().map(|(one, cursor)| PostHit {
        id: one.row.id,
        distance_m: asker.distance_m(one.row).map(whole_metres),
        why: why(&asker, one.row, one.found.as_ref()),
        score: part(one.text, best),
        cursor,
    });
    Ok(PostAnswer {
        total: counts.total,
        approximate: false,
        degraded: false,
        hits: hits.collect(),
        more,
        facets: counts.finish(shelf),
    })
}

/// How well a post answers the words: the mean of the points of its best places, of those of a
/// title.
fn answers(asked: &Asked, found: &Found) -> f64 {
    let points = asked.required().map(|word| f64::from(found.evidence[word].points()));
    let count = asked.required().map(|_| 1.0).sum::<f64>().max(1.0);
    points.sum::<f64>() / count / f64::from(Evidence::Name.points())
}

/// A part of 1.
fn part(text: f64, best: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "a number up to 1 in less detail")]
    let part = (text / best) as f32;
    part
}
