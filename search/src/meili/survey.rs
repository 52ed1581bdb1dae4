//! The first look: how many listings a question may concern, before any is read.

use koop_domain::geo::Point;
use koop_domain::id::ListingId;
use koop_domain::listings::model::Listing;
use koop_domain::listings::search::{ListingQuery, Sort};
use koop_domain::page::Cursor;

use super::boxes::around;
use super::document::POSITION;
use super::error::MeiliError;
use super::filter::{Filters, LISTINGS, both, named};
use super::readings::Readings;
use super::server::{Question, Source};

/// Half the sides of the boxes that are tried around a point, in metres: each holds twice the
/// area of the one before.
const RUNGS: usize = 20;
const FIRST_RUNG_M: f64 = 150.0;

/// A question, taken apart.
pub(super) struct Asked<'a> {
    pub(super) query: &'a ListingQuery,
    pub(super) filters: Filters,
    pub(super) readings: Readings,
    /// The words to ask with, once for each way in which they can be read; one `None` where
    /// there are no words.
    pub(super) words: Vec<Option<String>>,
}

/// What the first look showed.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Listings with the words, whatever else was asked.
    pub(super) worded: usize,
    /// Of these, listings that pass all but the facets' own filters.
    pub(super) unowned: usize,
    /// Of these, listings that pass all filters.
    pub(super) all: usize,
    /// The listing after which the page begins, where the order needs to know it.
    pub(super) after: Option<Listing>,
}

impl<'a> Asked<'a> {
    pub(super) fn new(query: &'a ListingQuery) -> Self {
        let readings = Readings::of(query);
        let words = if readings.whole.is_empty() {
            vec![None]
        } else {
            readings.whole.iter().cloned().map(Some).collect()
        };
        Self { query, filters: Filters::new(query), readings, words }
    }

    /// A question in every reading.
    pub(super) fn in_all_readings(&self, question: &Question) -> impl Iterator<Item = Question> {
        self.words.iter().map(|words| Question { words: words.clone(), ..question.clone() })
    }

    /// Whether answers stand in groups of how sure it is that they are open.
    pub(super) fn is_grouped(&self) -> bool {
        let query = self.query;
        query.open.is_some() || query.filter.delivers_to.is_some() || query.sort == Sort::OpenFirst
    }

    pub(super) fn has_words(&self) -> bool {
        !self.readings.whole.is_empty()
    }
}

/// Counts, and looks whether there is an index at all.
pub(super) async fn survey(source: &Source<'_>, asked: &Asked<'_>) -> Result<Survey, MeiliError> {
    let counting = |filter: String| Question { filter, ..Question::default() };
    let first = Question { filter: format!("id = {POSITION}"), limit: 1, ..Question::default() };
    let after = match asked.query.after {
        Some(Cursor::Key { id, .. }) => named(&ListingId(id).to_string()),
        _ => "id = nobody".to_owned(),
    };
    let mut questions = vec![first, Question { filter: after, limit: 1, ..Question::default() }];
    let filters = [LISTINGS.to_owned(), asked.filters.unowned(), asked.filters.all()];
    let [worded, unowned, all] = filters.map(counting);
    for question in [&worded, &unowned, &all] {
        questions.extend(asked.in_all_readings(question));
    }
    let replies = source.ask(&questions).await?;
    let (fixed, counts) = replies.split_at(2);
    if !fixed[0].hits.iter().any(|kept| kept.position().is_some()) {
        return Err(MeiliError::NotBuilt);
    }
    let after = fixed[1].hits.first().and_then(|kept| kept.listing()).transpose()?;
    let mut sums = counts
        .chunks(asked.words.len())
        .map(|replies| replies.iter().map(|reply| reply.total).sum());
    let mut next = || sums.next().unwrap_or(0);
    Ok(Survey { worded: next(), unowned: next(), all: next(), after })
}

/// The largest box around a point that holds no more of what a filter keeps than can be read, by
/// half its side, and larger if that is no page; none when no box holds so many.
pub(super) async fn rung(
    source: &Source<'_>,
    asked: &Asked<'_>,
    (middle, filter): (Point, &str),
    most: usize,
) -> Result<Option<f64>, MeiliError> {
    let sides = std::iter::successors(Some(FIRST_RUNG_M), |m| Some(m * std::f64::consts::SQRT_2));
    let sides: Vec<f64> = sides.take(RUNGS).collect();
    let count = |side: &f64| {
        let filter = both(filter, &around(middle, *side));
        let question = Question { filter, ..Question::default() };
        asked.in_all_readings(&question).collect::<Vec<_>>()
    };
    let questions: Vec<Question> = sides.iter().flat_map(count).collect();
    let replies = source.ask(&questions).await?;
    let counts: Vec<usize> = replies
        .chunks(asked.words.len())
        .map(|replies| replies.iter().map(|reply| reply.total).max().unwrap_or(0))
        .collect();
    let page = (asked.query.first as usize).min(most);
    let is_page = |at: &usize| counts[*at] >= page;
    let readable = (0..sides.len()).rev().find(|at| counts[*at] <= most).filter(is_page);
    let enough = readable.or_else(|| (0..sides.len()).find(is_page));
    Ok(enough.map(|at| sides[at]))
}
