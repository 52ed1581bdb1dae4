//! A post on a card: whether it is offered or asked for, what, on what terms, when, and roughly
//! where. Where somebody lives stands on none.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use koop_domain::areas::atlas::Atlas;
use koop_domain::id::PostId;
use koop_domain::language::Language;
use koop_domain::ledger::currencies::Currency;
use koop_domain::listings::currencies;
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::media::Attached;
use koop_domain::posts::model::{Direction, Meal, Post, Subject, TermKind, Topic};
use koop_domain::posts::search::{PostHit, PostWhy};
use koop_domain::posts::times::{self, Occurrence};
use koop_domain::posts::{Author, Found};

use super::href;
use crate::Web;
use crate::error::Failure;
use crate::photos::Shown;
use crate::texts::{self, clock, posts as words};

/// Nearer than this is "vlakbij", in metres: a cell is hardly smaller.
const CLOSE_M: u32 = 250;
/// Distances between cells are told in hundreds of metres.
const ROUGH_M: u32 = 100;
/// The longest beginning of a text on a card, in characters.
const BEGINNING_CHARS: usize = 140;

/// A post on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PostCard {
    pub href: String,
    pub title: String,
    /// `Aanbod` or `Vraag`.
    pub direction: String,
    pub is_request: bool,
    /// What it is about.
    pub topic: String,
    pub beginning: String,
    pub terms: String,
    /// When it is, or when it can be fetched.
    pub when: Option<String>,
    /// How much of it is left, where some of it is taken.
    pub left: Option<String>,
    /// The neighbourhood, and roughly how far it is.
    pub place: String,
    /// Whose it is, for who may know.
    pub by: Option<String>,
    pub why: String,
    /// Its first photo.
    pub photo: Option<Shown>,
}

/// What cards of posts are made of.
pub(crate) struct PostCards<'a> {
    pub language: Language,
    pub now: DateTime<Utc>,
    pub atlas: &'a Atlas,
    /// Of visitors' lists empty.
    pub authors: &'a HashMap<PostId, Author>,
    /// Whether words were searched for.
    pub searched: bool,
    /// How many can still take each.
    pub left: &'a HashMap<PostId, u32>,
    /// The first photo of each, where a list shows them.
    pub photos: &'a HashMap<PostId, Attached>,
    /// In which currencies something is asked: a price in another is none.
    pub coins: &'a [Currency],
}

/// The currencies that are paid with, where one of some posts asks a price.
pub(crate) async fn coins<'a>(
    web: &Web,
    posts: impl IntoIterator<Item = &'a Post>,
) -> Result<Vec<Currency>, Failure> {
    let asks = |it: &Post| it.content.terms.iter().any(|it| it.kind == TermKind::Price);
    let is_asked = posts.into_iter().any(asks);
    if is_asked { Ok(currencies::on(&web.site.domain).await?) } else { Ok(Vec::new()) }
}

impl PostCards<'_> {
    /// The cards of what was found, in its order.
    pub(crate) fn found(&self, found: &Found) -> Vec<PostCard> {
        let card = |hit: &PostHit| found.posts.get(&hit.id).map(|post| self.hit(post, hit));
        found.answer.hits.iter().filter_map(card).collect()
    }

    /// A card of a hit.
    pub(crate) fn hit(&self, post: &Post, hit: &PostHit) -> PostCard {
        // What it is about stands on the card already; only after words does it say more.
        let told = hit.why.iter().filter(|it| self.searched || !matches!(it, PostWhy::Topic(_)));
        let why: Vec<String> = told.map(|it| words::post_why(self.language, *it)).collect();
        let place = [area_name(self.atlas, post), hit.distance_m.map(|it| self.distance(it))];
        let place = place.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        PostCard { place, why: why.join(" · "), ..self.plain(post) }
    }

    /// A card of a post that nobody searched for.
    pub(crate) fn plain(&self, post: &Post) -> PostCard {
        let language = self.language;
        let left = self.left.get(&post.id).copied();
        let name = self.authors.get(&post.id).map(|it| it.name.clone());
        let by = name.map(|name| texts::text_with(language, "board-by", &[("name", name.into())]));
        PostCard {
            href: href(post),
            title: post.content.title.clone(),
            direction: words::direction(language, post.direction),
            is_request: post.direction == Direction::Request,
            topic: topic_words(language, post),
            beginning: beginning(&post.content.text),
            terms: words::terms(language, &post.content.terms, self.coins),
            when: when(language, post, left, self.now),
            left: left_words(language, post, left),
            place: area_name(self.atlas, post).unwrap_or_default(),
            by,
            why: String::new(),
            photo: self.photos.get(&post.id).map(|it| Shown::of_post(post.id, it)),
        }
    }

    fn distance(&self, metres: u32) -> String {
        if metres < CLOSE_M {
            return texts::text(self.language, "board-near");
        }
        let rough = (metres + ROUGH_M / 2) / ROUGH_M * ROUGH_M;
        let distance = clock::distance(self.language, rough);
        texts::text_with(self.language, "board-about", &[("distance", distance.into())])
    }
}

/// What it is about, as precisely as its author said.
pub(super) fn topic_words(language: Language, post: &Post) -> String {
    match post.topic {
        Topic::Other => words::subject(language, post.subject),
        topic => words::topic(language, topic),
    }
}

/// The smallest area in which it is.
pub(super) fn area_name(atlas: &Atlas, post: &Post) -> Option<String> {
    post.areas.iter().find_map(|id| atlas.get(*id)).map(|it| it.name.clone())
}

/// When something takes place next, can be fetched, or is gone; none where that is not said.
pub(super) fn when(
    language: Language,
    post: &Post,
    left: Option<u32>,
    now: DateTime<Utc>,
) -> Option<String> {
    let content = &post.content;
    if let Some(event) = &content.event {
        let next = times::next(event, now)?;
        let said = stretch(language, next, now);
        return Some(match event.recurs {
            Some(recurs) => format!("{said} ({})", words::recurrence(language, recurs)),
            None => said,
        });
    }
    if let Some(meal) = &content.meal {
        return meal_words(language, meal, left, now);
    }
    let until = content.material.as_ref()?.until?;
    let day = clock::day(language, until, clock::today(now));
    Some(texts::text_with(language, "board-until-day", &[("day", day.into())]))
}

/// `Nog 4 porties, vandaag 17.30–19.00 uur`
fn meal_words(
    language: Language,
    meal: &Meal,
    left: Option<u32>,
    now: DateTime<Utc>,
) -> Option<String> {
    // Where nothing is left that is said in words of its own.
    let portions = meal.portions.map(|all| left.unwrap_or(all)).filter(|count| *count > 0);
    let portions = portions
        .map(|count| texts::text_with(language, "board-portions-left", &[("count", count.into())]));
    let pickup = meal.pickup.map(|(from, until)| {
        let times = stretch(language, Occurrence { from, until }, now);
        texts::text_with(language, "board-pickup-at", &[("times", times.into())])
    });
    let said: Vec<String> = portions.into_iter().chain(pickup).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// How much of a post is left, where some of it is taken: that nothing is, or how many there are
/// still. Of a meal the portions say it, while there are any.
pub(super) fn left_words(language: Language, post: &Post, left: Option<u32>) -> Option<String> {
    let left = left.filter(|left| *left < post.capacity)?;
    let key = match (left, post.direction, post.subject) {
        (0, Direction::Request, _) => "board-left-none-request",
        (0, _, Subject::Event) => "board-left-none-event",
        (0, _, Subject::Help | Subject::Skill) => "board-left-none-help",
        (0, ..) => "board-left-none",
        _ if post.content.meal.as_ref().is_some_and(|it| it.portions.is_some()) => return None,
        _ => return Some(texts::text_with(language, "board-left", &[("count", left.into())])),
    };
    Some(texts::text(language, key))
}

/// A stretch of time: `zaterdag 28 november, 10.00–13.00 uur`.
pub(super) fn stretch(language: Language, it: Occurrence, now: DateTime<Utc>) -> String {
    let (from, until) = (it.from.with_timezone(&ZONE), it.until.with_timezone(&ZONE));
    let today = clock::today(now);
    let day = clock::day(language, from.date_naive(), today);
    if from.date_naive() == clock::last_day(it.until) {
        return format!("{day}, {}", clock::stretch(language, from.time(), until.time()));
    }
    let last = clock::moment(language, it.until, today);
    let begin = clock::hour(language, from.time());
    let values = [("from", format!("{day} {begin}").into()), ("until", last.into())];
    texts::text_with(language, "board-from-until", &values)
}

/// How a text begins, whole words of it, in one line.
pub(super) fn beginning(text: &str) -> String {
    let mut said = String::new();
    for word in text.split_whitespace() {
        if said.chars().count() + word.chars().count() >= BEGINNING_CHARS {
            if said.is_empty() {
                said = word.chars().take(BEGINNING_CHARS).collect();
            }
            said.push('…');
            return said;
        }
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(word);
    }
    said
}
