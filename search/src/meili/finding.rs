//! From a question to its answer: look how much it concerns, fetch the candidates, judge them.
//!
//! Where all candidates can be read, which is everywhere in a town, the answer is exact. In a
//! region a question without narrow words concerns more; then the ones that can come first are
//! read, and the counts are Meilisearch's, called approximate.

use std::collections::HashSet;

use koop_domain::geo::Point;
use koop_domain::id::ListingId;
use koop_domain::listings::model::Listing;
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::IndexError;

use super::counts::facets;
use super::error::MeiliError;
use super::filter::LISTINGS;
use super::judge;
use super::lanes::{Asking, lanes, portions};
use super::readings::Readings;
use super::server::{Question, Reply, Source};
use super::survey::{Asked, Survey, survey};
use crate::declaration::Field;

/// The most names that are read for what somebody is typing.
const NAMES_MAX: usize = 200;

/// Candidates, and whether they are all there are.
struct Candidates {
    listings: Vec<Listing>,
    /// All that may answer are among them.
    answers: bool,
    /// All that a facet may count are among them.
    counts: bool,
}

/// Answers a question.
pub(super) async fn search(
    source: &Source<'_>,
    query: &ListingQuery,
) -> Result<Answer, IndexError> {
    let asked = Asked::new(query);
    let survey = survey(source, &asked).await?;
    let (mut answer, counts) = match all_candidates(source, &asked, &survey).await? {
        Some(Candidates { listings, answers, counts }) => {
            let mut answer = judge::answer(listings, query).await?;
            answer.approximate = !answers;
            (answer, counts)
        }
        None => (first_of_many(source, &asked, &survey).await?, false),
    };
    if query.facets && !counts {
        answer.approximate = true;
        answer.facets = facets(source, &asked).await?;
    }
    Ok(answer)
}

/// Answers from the candidates that can come first.
async fn first_of_many(
    source: &Source<'_>,
    asked: &Asked<'_>,
    survey: &Survey,
) -> Result<Answer, IndexError> {
    let first = asked.query.first as usize;
    let mut answer = Answer::default();
    for portion in portions(source.candidates_max) {
        let asking = lanes(source, asked, survey, portion).await?;
        let listings = fetch(source, &asking, survey).await?;
        answer = judge::answer(listings, asked.query).await?;
        if answer.hits.len() >= first {
            break;
        }
    }
    // Two readings have most listings in common, so their sum would count them twice.
    answer.total = answer.total.max((survey.all / asked.words.len()) as u64);
    answer.approximate = true;
    // A full page of candidates that were cut off is followed by others.
    answer.more |= answer.hits.len() >= first && answer.total > answer.hits.len() as u64;
    Ok(answer)
}

/// Completes what somebody is typing.
pub(super) async fn suggest(
    source: &Source<'_>,
    query: &SuggestQuery,
) -> Result<Vec<Suggestion>, IndexError> {
    let fields = [Some(Field::Name.plain()), Field::Name.roots()];
    let words = Readings::typed(&query.text);
    let question = Question {
        words: Some(words).filter(|words| !words.is_empty()),
        filter: LISTINGS.to_owned(),
        limit: NAMES_MAX,
        fields: fields.into_iter().flatten().collect(),
        ..Question::default()
    };
    let found = match question.words {
        Some(_) => read(source.ask(&[question]).await?)?,
        None => Vec::new(),
    };
    judge::suggest(found, query).await
}

/// All candidates, or none where there are too many to read.
async fn all_candidates(
    source: &Source<'_>,
    asked: &Asked<'_>,
    survey: &Survey,
) -> Result<Option<Candidates>, MeiliError> {
    if asked.readings.is_noise {
        return Ok(Some(Candidates { listings: Vec::new(), answers: true, counts: true }));
    }
    if asked.has_words() && survey.worded == 0 {
        return half(source, asked).await.map(Some);
    }
    let most = source.candidates_max;
    let (filter, counts) = match survey {
        _ if survey.unowned <= most => (asked.filters.unowned(), true),
        _ if survey.all <= most => (asked.filters.all(), false),
        _ => return Ok(None),
    };
    let question = Question { filter, limit: most, ..Question::default() };
    let readings = asked.in_all_readings(&question);
    let asking: Vec<Asking> = readings.map(|question| Asking { question, within: None }).collect();
    let listings = fetch(source, &asking, survey).await?;
    Ok(Some(Candidates { listings, answers: true, counts }))
}

/// No listing has all the words: what has at least one of them.
async fn half(source: &Source<'_>, asked: &Asked<'_>) -> Result<Candidates, MeiliError> {
    let single = &asked.readings.single;
    if single.is_empty() {
        return Ok(Candidates { listings: Vec::new(), answers: true, counts: true });
    }
    let limit = source.candidates_max / single.len();
    let filter = asked.filters.unowned();
    let question = |word: &String| Question {
        words: Some(word.clone()),
        filter: filter.clone(),
        limit,
        ..Question::default()
    };
    let questions: Vec<Question> = single.iter().map(question).collect();
    let replies = source.ask(&questions).await?;
    let complete = replies.iter().all(|reply| reply.total <= limit);
    Ok(Candidates { listings: read(replies)?, answers: complete, counts: complete })
}

async fn fetch(
    source: &Source<'_>,
    asking: &[Asking],
    survey: &Survey,
) -> Result<Vec<Listing>, MeiliError> {
    let questions: Vec<Question> = asking.iter().map(|asking| asking.question.clone()).collect();
    let replies = source.ask(&questions).await?;
    let mut listings = Listings::default();
    for (reply, asking) in replies.into_iter().zip(asking) {
        listings.read(reply, asking.within)?;
    }
    // The order goes on after this one, so it must be known, even if it is no hit any more.
    survey.after.iter().for_each(|listing| listings.add(listing.clone()));
    Ok(listings.all)
}

/// Listings, each once.
#[derive(Default)]
struct Listings {
    all: Vec<Listing>,
    seen: HashSet<ListingId>,
}

impl Listings {
    /// Those of a reply that lie in a circle.
    fn read(&mut self, reply: Reply, within: Option<(Point, f64)>) -> Result<(), MeiliError> {
        for kept in reply.hits {
            if let Some(listing) = kept.listing() {
                let listing = listing?;
                let lies = |(middle, radius_m): (Point, f64)| {
                    listing.facts.point.is_some_and(|at| middle.distance_m(at) <= radius_m)
                };
                if within.is_none_or(lies) {
                    self.add(listing);
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, listing: Listing) {
        if self.seen.insert(listing.id) {
            self.all.push(listing);
        }
    }
}

fn read(replies: Vec<Reply>) -> Result<Vec<Listing>, MeiliError> {
    let mut listings = Listings::default();
    replies.into_iter().try_for_each(|reply| listings.read(reply, None))?;
    Ok(listings.all)
}
