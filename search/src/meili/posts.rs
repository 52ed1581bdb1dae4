//! From a question to the board to its answer: look how much it concerns, fetch the candidates,
//! judge them.
//!
//! Where all candidates can be read the answer is exact. Elsewhere those are read that can come
//! first, the newest, the nearest and those with the words, and the counts are Meilisearch's,
//! called approximate.

use std::collections::{HashMap, HashSet};
use std::slice::from_ref;

use koop_domain::geo::Point;
use koop_domain::listings::search::{Facet, FacetField};
use koop_domain::page::Cursor;
use koop_domain::ports::IndexError;
use koop_domain::posts::model::Post;
use koop_domain::posts::search::{PostAnswer, PostQuery, PostSort};

use super::boxes::around;
use super::document::POSITION;
use super::error::MeiliError;
use super::filter::{both, not_newer};
use super::judge;
use super::post_document::EVENT;
use super::post_filter::{Filters, Own};
use super::readings::Readings;
use super::server::{Question, Reply, Source};
use crate::embedded::facet;

/// Half the sides of the boxes that are tried around a point, in metres: each holds four times
/// the area of the one before.
const SIDES_M: [f64; 10] =
    [300.0, 600.0, 1_200.0, 2_400.0, 4_800.0, 9_600.0, 19_200.0, 38_400.0, 76_800.0, 153_600.0];
/// The newest first.
const NEWEST: &str = "created_ms:desc";

/// A question, taken apart.
struct Asked<'a> {
    query: &'a PostQuery,
    filters: Filters,
    readings: Readings,
    /// The words to ask with, once for each way in which they can be read; one `None` without.
    words: Vec<Option<String>>,
}

/// How many posts a question may concern.
struct Survey {
    /// Posts with the words that these eyes may see, whatever else was asked.
    worded: usize,
    /// Of these, those that pass all but the facets' own filters.
    unowned: usize,
    /// Of these, those that pass all filters.
    all: usize,
}

/// Finds posts.
pub(super) async fn search(
    source: &Source<'_>,
    query: &PostQuery,
) -> Result<PostAnswer, IndexError> {
    let asked = Asked::new(query);
    let survey = survey(source, &asked).await?;
    if asked.readings.is_noise {
        return judge::posts(Vec::new(), query).await;
    }
    if asked.has_words() && survey.worded == 0 {
        let (posts, complete) = half(source, &asked).await?;
        let answer = judge::posts(posts, query).await?;
        return Ok(PostAnswer { approximate: !complete, ..answer });
    }
    let most = source.candidates_max;
    if survey.unowned <= most {
        let posts = fetch(source, &asked, &[asked.filters.unowned()], (&[], most)).await?;
        return judge::posts(posts, query).await;
    }
    let posts = if survey.all <= most {
        fetch(source, &asked, &[asked.filters.all()], (&[], most)).await?
    } else {
        first_of_many(source, &asked, most).await?
    };
    let mut answer = judge::posts(posts, query).await?;
    if survey.all > most {
        let counted = (survey.all / asked.words.len()) as u64;
        answer.total = answer.total.max(counted);
        answer.approximate = true;
        let first = query.first as usize;
        // A full page of candidates that were cut off is followed by others.
        answer.more |= answer.hits.len() >= first && answer.total > answer.hits.len() as u64;
    }
    if query.facets {
        answer.approximate = true;
        answer.facets = facets(source, &asked).await?;
    }
    Ok(answer)
}

impl<'a> Asked<'a> {
    fn new(query: &'a PostQuery) -> Self {
        let readings = Readings::of_text(query.text.as_deref());
        let words = if readings.whole.is_empty() {
            vec![None]
        } else {
            readings.whole.iter().cloned().map(Some).collect()
        };
        Self { query, filters: Filters::new(query), readings, words }
    }

    fn has_words(&self) -> bool {
        !self.readings.whole.is_empty()
    }

    /// A question in every reading.
    fn in_all_readings(&self, question: &Question) -> Vec<Question> {
        let read = |words: &Option<String>| Question { words: words.clone(), ..question.clone() };
        self.words.iter().map(read).collect()
    }
}

/// Counts, and looks whether there is an index at all.
async fn survey(source: &Source<'_>, asked: &Asked<'_>) -> Result<Survey, MeiliError> {
    let first = Question { filter: format!("id = {POSITION}"), limit: 1, ..Question::default() };
    let mut questions = vec![first];
    for filter in [asked.filters.seen(), asked.filters.unowned(), asked.filters.all()] {
        questions.extend(asked.in_all_readings(&Question { filter, ..Question::default() }));
    }
    let replies = source.ask(&questions).await?;
    let Some((first, counts)) = replies.split_first() else { return Err(MeiliError::Unanswered) };
    if !first.hits.iter().any(|kept| kept.position().is_some()) {
        return Err(MeiliError::NotBuilt);
    }
    let mut sums = counts
        .chunks(asked.words.len())
        .map(|replies| replies.iter().map(|reply| reply.total).sum());
    let mut next = || sums.next().unwrap_or(0);
    Ok(Survey { worded: next(), unowned: next(), all: next() })
}

/// No post has all the words: what has at least one of them, and whether that is all.
async fn half(source: &Source<'_>, asked: &Asked<'_>) -> Result<(Vec<Post>, bool), MeiliError> {
    let single = &asked.readings.single;
    if single.is_empty() {
        return Ok((Vec::new(), true));
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
    Ok((read(&replies)?, complete))
}

/// The candidates that can come first.
async fn first_of_many(
    source: &Source<'_>,
    asked: &Asked<'_>,
    most: usize,
) -> Result<Vec<Post>, MeiliError> {
    let (query, all) = (asked.query, asked.filters.all());
    let newer = match (query.sort, query.after) {
        // The key is in microseconds, and the newest is the smallest.
        (PostSort::Newest, Some(Cursor::Key { key, .. })) => {
            both(&all, &not_newer((u64::MAX - key) / 1_000 + 1))
        }
        _ => all.clone(),
    };
    let events = both(&all, &format!("traits = {EVENT}"));
    let mut posts = match query.sort {
        PostSort::Newest => return fetch(source, asked, &[newer], (&[NEWEST], most)).await,
        PostSort::Soonest => fetch(source, asked, &[events, newer], (&[NEWEST], most)).await?,
        // With words the best come as they are; without, the newest are the likeliest.
        _ if asked.has_words() => fetch(source, asked, from_ref(&all), (&[], most)).await?,
        _ => fetch(source, asked, from_ref(&all), (&[NEWEST], most)).await?,
    };
    if let Some(near) = query.near {
        let close = nearest(source, asked, (near.point, &all), most).await?;
        posts.extend(fetch(source, asked, &[close], (&[], most)).await?);
    }
    Ok(once(posts))
}

/// The largest box around a point that holds no more than can be read; the smallest where none
/// does.
async fn nearest(
    source: &Source<'_>,
    asked: &Asked<'_>,
    (middle, filter): (Point, &str),
    most: usize,
) -> Result<String, MeiliError> {
    let boxes = SIDES_M.map(|side_m| both(filter, &around(middle, side_m)));
    let question = |filter: &String| Question { filter: filter.clone(), ..Question::default() };
    let questions: Vec<Question> =
        boxes.iter().flat_map(|it| asked.in_all_readings(&question(it))).collect();
    let replies = source.ask(&questions).await?;
    let fits = replies
        .chunks(asked.words.len())
        .rposition(|replies| replies.iter().all(|reply| reply.total <= most));
    Ok(boxes[fits.unwrap_or(0).min(boxes.len() - 1)].clone())
}

/// The posts that filters keep, each once.
async fn fetch(
    source: &Source<'_>,
    asked: &Asked<'_>,
    filters: &[String],
    (sort, limit): (&[&str], usize),
) -> Result<Vec<Post>, MeiliError> {
    let sort: Vec<String> = sort.iter().map(|&by| by.to_owned()).collect();
    let question = |filter: &String| Question {
        filter: filter.clone(),
        sort: sort.clone(),
        limit,
        ..Question::default()
    };
    let questions: Vec<Question> =
        filters.iter().flat_map(|it| asked.in_all_readings(&question(it))).collect();
    read(&source.ask(&questions).await?)
}

fn read(replies: &[Reply]) -> Result<Vec<Post>, MeiliError> {
    let kept = replies.iter().flat_map(|reply| &reply.hits);
    let posts: Result<Vec<Post>, serde_json::Error> = kept.filter_map(|kept| kept.post()).collect();
    Ok(once(posts?))
}

fn once(mut posts: Vec<Post>) -> Vec<Post> {
    let mut seen = HashSet::new();
    posts.retain(|post| seen.insert(post.id));
    posts
}

/// All facets, each leaving its own filter out, as Meilisearch counts them.
async fn facets(source: &Source<'_>, asked: &Asked<'_>) -> Result<Vec<Facet>, MeiliError> {
    let mut questions = Vec::new();
    for own in Own::ALL {
        let filter = asked.filters.without(own);
        let question = Question { filter, facets: vec![own.field()], ..Question::default() };
        questions.extend(asked.in_all_readings(&question));
    }
    let replies = source.ask(&questions).await?;
    let counted = Own::ALL.into_iter().zip(replies.chunks(asked.words.len()));
    let facets = counted.map(|(own, replies)| {
        // Of several readings each value's larger count.
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let all = replies.iter().filter_map(|reply| reply.counts.get(own.field())).flatten();
        for (value, count) in all {
            let best = counts.entry(value).or_default();
            *best = (*best).max(*count);
        }
        let counts = counts.into_iter().map(|(value, count)| (value.to_owned(), count as u64));
        facet(field(own), counts)
    });
    Ok(facets.collect())
}

fn field(own: Own) -> FacetField {
    match own {
        Own::Direction => FacetField::Direction,
        Own::Subject => FacetField::Subject,
        Own::Topic => FacetField::Topic,
        Own::Term => FacetField::Term,
        Own::Language => FacetField::Language,
        Own::Area => FacetField::Area,
    }
}
