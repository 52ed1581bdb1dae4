//! What is new on the board, as Atom, and what takes place, as a calendar. Both carry what is for
//! everybody and nothing else, whoever asks.

use axum::extract::State as Shared;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, TimeZone, Utc};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, VARY};
use koop_domain::areas::atlas::Atlas;
use koop_domain::language::Language;
use koop_domain::ledger::currencies::Currency;
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::page::PAGE_MAX;
use koop_domain::posts::model::{Audience, Event, Post, Recurrence, Subject, Topic, told_at};
use koop_domain::posts::search::{PostFilter, PostQuery, PostSort};
use koop_domain::posts::{self, times};

use super::cards::{area_name, beginning, coins, topic_words};
use super::state::{Board, State};
use super::{as_visitor, href};
use crate::Web;
use crate::error::Failure;
use crate::feed::atom::{Entry, Feed};
use crate::feed::{ATOM, ENTRIES, FRESH};
use crate::home::Link;
use crate::ical::{Calendar, Meeting};
use crate::page::Page;
use crate::reader::Reader;
use crate::texts::{self, clock, posts as words};

/// How far ahead the calendar looks, in days.
const AHEAD_DAYS: i64 = 366;
/// How much the calendar holds at most, the soonest of it: more than a town has in a year, and no
/// more than a phone reads in a moment.
const EVENTS_MAX: usize = 2_000;
/// The fifth week of a month, in which not every month has a day.
const FIFTH: u32 = 4;
/// The last second of a day.
const LAST_SECOND: (u32, u32, u32) = (23, 59, 59);

/// Where what is new, or what takes place, is told of a list.
pub(super) fn link(page: &Page, state: &State) -> Link {
    let buurt = state.within.as_ref().map(|it| ("buurt", it.slug.as_str()));
    let query = |pairs: &[(&str, &str)]| {
        let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
        if query.is_empty() { query } else { format!("?{query}") }
    };
    if state.board == Board::Agenda {
        let pairs: Vec<(&str, &str)> = buurt.into_iter().collect();
        let href = format!("/agenda.ics{}", query(&pairs));
        return Link { href, label: page.t("board-calendar") };
    }
    let only = match state.board.subjects() {
        [only] => Some(*only),
        _ => None,
    };
    let subject = state.subject.or(only).map(|it| ("soort", it.key()));
    let mut topics = state.topics.iter();
    // A feed is about one topic, or about all of a subject.
    let topic = match (topics.next(), topics.next()) {
        (Some(only), None) => Some(("onderwerp", only.key())),
        _ => None,
    };
    let pairs: Vec<(&str, &str)> = subject.into_iter().chain(topic).chain(buurt).collect();
    Link { href: format!("/prikbord.atom{}", query(&pairs)), label: page.t("board-feed-link") }
}

/// What both ask: a subject and a topic, and an area by its name in the address bar. There is no feed
/// of what nobody knows.
struct Asked {
    subjects: Vec<Subject>,
    topic: Option<Topic>,
    filter: PostFilter,
    place: String,
    /// Its own address, behind the path.
    query: String,
}

fn asked(reader: &Reader, atlas: &Atlas) -> Result<Asked, Failure> {
    let subjects = match reader.value("soort").filter(|it| !it.is_empty()) {
        Some(key) => vec![Subject::from_key(key).ok_or(Failure::NOT_FOUND)?],
        None => Vec::new(),
    };
    let topic = match reader.value("onderwerp").filter(|it| !it.is_empty()) {
        Some(key) => Some(Topic::from_key(key).ok_or(Failure::NOT_FOUND)?),
        None => None,
    };
    let area = match reader.value("buurt").filter(|it| !it.is_empty()) {
        Some(slug) => Some(atlas.by_slug(slug).ok_or(Failure::NOT_FOUND)?),
        None => None,
    };
    let place = area.map(|it| format!(" {}", texts::in_area(reader.language, &it.name)));
    let pairs: Vec<(&str, &str)> = subjects
        .iter()
        .map(|it| ("soort", it.key()))
        .chain(topic.map(|it| ("onderwerp", it.key())))
        .chain(area.map(|it| ("buurt", it.slug.as_str())))
        .collect();
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    Ok(Asked {
        filter: PostFilter {
            subjects: subjects.clone(),
            topics: topic.into_iter().collect(),
            area: area.map(|it| it.id),
            audience: Some(Audience::Public),
            ..PostFilter::default()
        },
        subjects,
        topic,
        place: place.unwrap_or_default(),
        query: if query.is_empty() { query } else { format!("?{query}") },
    })
}

/// The posts of a question in its order, so many at most, page by page.
async fn find(
    web: &Web,
    reader: &Reader,
    (mut query, most): (PostQuery, usize),
) -> Result<Vec<Post>, Failure> {
    let ctx = as_visitor(&reader.ctx);
    // What is not for everybody is in no feed, whatever an engine says.
    let is_public = |it: &Post| it.audience == Audience::Public;
    let mut all = Vec::new();
    loop {
        let mut found = posts::search(&ctx, &web.site.domain, query.clone()).await?;
        let ids = found.answer.hits.iter().map(|it| it.id);
        all.extend(ids.filter_map(|id| found.posts.remove(&id)).filter(is_public));
        let last = found.answer.hits.last().map(|it| it.cursor);
        if !found.answer.more || last.is_none() || last == query.after || all.len() >= most {
            all.truncate(most);
            return Ok(all);
        }
        query.after = last;
    }
}

/// `GET /prikbord.atom?soort=&onderwerp=&buurt=`
pub(super) async fn atom(Shared(web): Shared<Web>, reader: Reader) -> Result<Response, Failure> {
    let atlas = web.atlas(&reader.ctx).await?;
    let language = reader.language;
    let Asked { subjects, topic, filter, place, query: own } = asked(&reader, &atlas)?;
    let query = PostQuery {
        language,
        filter,
        sort: PostSort::Newest,
        first: ENTRIES,
        facets: false,
        ..PostQuery::new(reader.ctx.now)
    };
    let posts = find(&web, &reader, (query, ENTRIES as usize)).await?;
    let coins = coins(&web, &posts).await?;
    let base = &web.site.base_url;
    let what = match (topic, subjects.first()) {
        (Some(topic), _) => words::topic(language, topic),
        (None, Some(only)) => words::subject(language, *only),
        (None, None) => texts::text(language, "board-feed-all"),
    };
    let board = subjects.first().map_or(Board::Help, |it| Board::of(*it));
    let values = [("what", what.into()), ("where", place.into())];
    let demo = web.is_demo(&reader.ctx).await;
    let feed = Feed {
        language: language.code(),
        id: format!("{base}/prikbord.atom{own}"),
        this: format!("{base}{}", reader.in_language(&format!("/prikbord.atom{own}"))),
        page: format!("{base}{}", reader.in_language(board.path())),
        title: texts::text_with(language, "board-feed-title", &values),
        subtitle: texts::text(language, if demo { "page-demo" } else { "board-description" }),
        rights: String::new(),
        entries: posts.iter().map(|it| entry(language, base, (&atlas, &coins), it)).collect(),
    };
    let headers = [(CONTENT_TYPE, ATOM), (CACHE_CONTROL, FRESH), (VARY, "accept-language, cookie")];
    Ok((headers, feed.write()).into_response())
}

fn entry(
    language: Language,
    base: &str,
    (atlas, coins): (&Atlas, &[Currency]),
    post: &Post,
) -> Entry {
    let said = [
        words::direction(language, post.direction),
        topic_words(language, post),
        words::terms(language, &post.content.terms, coins),
        area_name(atlas, post).unwrap_or_default(),
        beginning(&post.content.text),
    ];
    let said: Vec<String> = said.into_iter().filter(|it| !it.is_empty()).collect();
    let demo = post.demo.then(|| ("demo".to_owned(), texts::text(language, "feed-demo")));
    let subject = (post.subject.key().to_owned(), words::subject(language, post.subject));
    Entry {
        id: post.id.0,
        title: post.content.title.clone(),
        page: format!("{base}{}", href(post)),
        // To the day: who reads a feed knows nobody.
        published: told_at(post.created_at, false),
        updated: told_at(post.renewed_at.max(post.created_at), false),
        // Whose it is stands in no feed.
        author: None,
        rights: None,
        summary: said.join(" · "),
        categories: std::iter::once(subject).chain(demo).collect(),
    }
}

/// `GET /agenda.ics?buurt=`
pub(super) async fn agenda(Shared(web): Shared<Web>, reader: Reader) -> Result<Response, Failure> {
    let atlas = web.atlas(&reader.ctx).await?;
    let (language, now) = (reader.language, reader.ctx.now);
    let Asked { filter, place, .. } = asked(&reader, &atlas)?;
    let filter = PostFilter {
        subjects: vec![Subject::Event],
        between: Some((now, now + TimeDelta::days(AHEAD_DAYS))),
        ..filter
    };
    let query = PostQuery {
        language,
        filter,
        sort: PostSort::Soonest,
        first: PAGE_MAX,
        facets: false,
        ..PostQuery::new(now)
    };
    let posts = find(&web, &reader, (query, EVENTS_MAX)).await?;
    let base = &web.site.base_url;
    let demo = web.is_demo(&reader.ctx).await;
    let calendar = Calendar {
        name: texts::text_with(language, "board-calendar-name", &[("where", place.into())]),
        description: texts::text(language, if demo { "page-demo" } else { "board-description" }),
        events: Vec::new(),
        meetings: posts.iter().filter_map(|it| meeting(base, &atlas, it, now)).collect(),
    };
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "inline; filename=\"agenda.ics\""),
        (CACHE_CONTROL, FRESH),
        (VARY, "accept-language, cookie"),
    ];
    Ok((headers, calendar.write()).into_response())
}

fn meeting(base: &str, atlas: &Atlas, post: &Post, now: DateTime<Utc>) -> Option<Meeting> {
    let event = post.content.event.as_ref()?;
    // What is over is told no more; what comes back is told from its next time on.
    let next = times::next(event, now)?;
    let wall = |at: DateTime<Utc>| at.with_timezone(&ZONE).naive_local();
    let from = wall(next.from);
    let place = area_name(atlas, post).unwrap_or_default();
    let place = event.venue.clone().into_iter().chain(Some(place)).filter(|it| !it.is_empty());
    Some(Meeting {
        uid: format!("{}@koop-lokaal", post.id),
        sequence: post.revision,
        changed: told_at(post.renewed_at.max(post.created_at), false),
        from,
        until: wall(next.until),
        // What comes back only after its post ends is told once.
        rule: rule(event, wall(event.from).date(), post.expires_at)
            .filter(|_| next.from < post.expires_at),
        summary: post.content.title.clone(),
        description: post.content.text.clone(),
        location: place.collect::<Vec<_>>().join(", "),
        url: format!("{base}{}", href(post)),
    })
}

/// How something comes back, until the last day on which its post stands: the second in which it
/// ends tells that in which it was written, and what was written in one second is of one person.
fn rule(event: &Event, first: NaiveDate, ends: DateTime<Utc>) -> Option<String> {
    let how = match event.recurs? {
        Recurrence::Weekly => "FREQ=WEEKLY".to_owned(),
        Recurrence::Biweekly => "FREQ=WEEKLY;INTERVAL=2".to_owned(),
        Recurrence::Monthly => {
            let day = &first.weekday().to_string().to_uppercase()[..2];
            match first.day0() / 7 {
                FIFTH => format!("FREQ=MONTHLY;BYDAY=-1{day}"),
                week => format!("FREQ=MONTHLY;BYDAY={}{day}", week + 1),
            }
        }
    };
    let (hour, minute, second) = LAST_SECOND;
    let last = clock::last_day(ends).and_hms_opt(hour, minute, second)?;
    let until = ZONE.from_local_datetime(&last).latest()?.to_utc();
    Some(format!("{how};UNTIL={}", until.format("%Y%m%dT%H%M%SZ")))
}

#[cfg(test)]
mod tests {
    use koop_domain::posts::model::Direction;

    use super::*;

    fn at(day: u32) -> DateTime<Utc> {
        ZONE.with_ymd_and_hms(2026, 11, day, 10, 0, 0).unwrap().to_utc()
    }

    fn rule_of(day: u32, recurs: Option<Recurrence>) -> Option<String> {
        let event =
            Event { from: at(day), until: at(day) + TimeDelta::hours(2), recurs, venue: None };
        rule(&event, at(day).date_naive(), at(30))
    }

    #[test]
    fn what_comes_back_says_how() {
        assert_eq!(rule_of(14, None), None);
        // At ten the post ends; nobody is told more than the day.
        let until = "UNTIL=20261130T225959Z";
        for (day, recurs, said) in [
            (14, Recurrence::Weekly, "FREQ=WEEKLY"),
            (14, Recurrence::Biweekly, "FREQ=WEEKLY;INTERVAL=2"),
            (14, Recurrence::Monthly, "FREQ=MONTHLY;BYDAY=2SA"),
            (30, Recurrence::Monthly, "FREQ=MONTHLY;BYDAY=-1MO"),
        ] {
            assert_eq!(rule_of(day, Some(recurs)).unwrap(), format!("{said};{until}"));
        }
    }
    #[test]
    fn what_comes_back_only_after_its_post_ends_is_told_once() {
        let now = crate::sample::now();
        let mut post = super::super::sample::post(1, Direction::Offer, Subject::Event);
        let told = |post: &Post| meeting("", &Atlas::default(), post, now).unwrap().rule;
        assert!(told(&post).is_some());
        post.expires_at = now + TimeDelta::days(1);
        assert_eq!(told(&post), None, "no rule ends before it begins");
    }
}
