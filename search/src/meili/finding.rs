//! From a question to its answer: look how much it concerns, fetch the candidates, judge them.
//!
//! Where all candidates can be read, which is everywhere in a town, the answer is exact. In a
//! region a question without narrow words concerns more; then the ones that can come first are
//! read, and the counts are Meilisearch's, called approximate.

use std::collections::HashSet;

use koop_domain::listings::model::Listing;
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::IndexError;

use super::counts::facets;
use super::error::MeiliError;
use super::filter::LISTINGS;
use super::judge;
use super::lanes::lanes;
use super::readings::Readings;
use super::server::{Question, Reply, Server};
use super::survey::{Asked, Survey, survey};
use crate::declaration::Field;

/// The most candidates of one question that are read for an exact answer.
const CANDIDATES_MAX: usize = 1_000;
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
    server: &Server,
    uid: &str,
    query: &ListingQuery,
) -> Result<Answer, IndexError> {
    let asked = Asked::new(query);
    let survey = survey(server, uid, &asked).await?;
    let Candidates { listings, answers, counts } = candidates(server, uid, &asked, &survey).await?;
    let mut answer = judge::answer(listings, query).await?;
    answer.approximate = !answers || (query.facets && !counts);
    if !answers {
        // Two readings have most listings in common, so their sum would count them twice.
        answer.total = answer.total.max((survey.all / asked.words.len()) as u64);
        // A full page of candidates that were cut off is followed by others.
        answer.more |= answer.hits.len() >= query.first as usize;
    }
    if query.facets && !counts {
        answer.facets = facets(server, uid, &asked).await?;
    }
    Ok(answer)
}

/// Completes what somebody is typing.
pub(super) async fn suggest(
    server: &Server,
    uid: &str,
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
        Some(_) => read(server.ask(uid, &[question]).await?)?,
        None => Vec::new(),
    };
    judge::suggest(found, query).await
}

async fn candidates(
    server: &Server,
    uid: &str,
    asked: &Asked<'_>,
    survey: &Survey,
) -> Result<Candidates, MeiliError> {
    let everything = |listings| Candidates { listings, answers: true, counts: true };
    if asked.readings.is_noise {
        return Ok(everything(Vec::new()));
    }
    if asked.has_words() && survey.worded == 0 {
        return half(server, uid, asked).await;
    }
    let all_of = |filter: String| Question { filter, limit: CANDIDATES_MAX, ..Question::default() };
    let (questions, answers, counts) = if survey.unowned <= CANDIDATES_MAX {
        let question = all_of(asked.filters.unowned());
        (asked.in_all_readings(&question).collect(), true, true)
    } else if survey.all <= CANDIDATES_MAX {
        let question = all_of(asked.filters.all());
        (asked.in_all_readings(&question).collect(), true, false)
    } else {
        (lanes(server, uid, asked, survey).await?, false, false)
    };
    let questions: Vec<Question> = questions;
    let mut listings = read(server.ask(uid, &questions).await?)?;
    let known: HashSet<_> = listings.iter().map(|listing| listing.id).collect();
    // The order goes on after this one, so it must be known, even if it is no hit any more.
    listings.extend(survey.after.clone().filter(|listing| !known.contains(&listing.id)));
    Ok(Candidates { listings, answers, counts })
}

/// No listing has all the words: what has at least one of them.
async fn half(server: &Server, uid: &str, asked: &Asked<'_>) -> Result<Candidates, MeiliError> {
    let single = &asked.readings.single;
    if single.is_empty() {
        return Ok(Candidates { listings: Vec::new(), answers: true, counts: true });
    }
    let limit = CANDIDATES_MAX / single.len();
    let filter = asked.filters.unowned();
    let question = |word: &String| Question {
        words: Some(word.clone()),
        filter: filter.clone(),
        limit,
        ..Question::default()
    };
    let questions: Vec<Question> = single.iter().map(question).collect();
    let replies = server.ask(uid, &questions).await?;
    let complete = replies.iter().all(|reply| reply.total <= limit);
    Ok(Candidates { listings: read(replies)?, answers: complete, counts: complete })
}

/// The listings of replies, each once.
fn read(replies: Vec<Reply>) -> Result<Vec<Listing>, MeiliError> {
    let mut seen = HashSet::new();
    let mut listings = Vec::new();
    for kept in replies.into_iter().flat_map(|reply| reply.hits) {
        if let Some(listing) = kept.listing() {
            let listing = listing?;
            if seen.insert(listing.id) {
                listings.push(listing);
            }
        }
    }
    Ok(listings)
}
