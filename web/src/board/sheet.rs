//! The buurtblad: what is for everybody this week, and which places there are, on paper in large
//! type, for who has no telephone that shows pages. It is the same whoever prints it.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, Days, Utc};
use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::Area;
use koop_domain::ledger::currencies::Currency;
use koop_domain::listings::model::Listing;
use koop_domain::listings::search::{Filter, ListingQuery};
use koop_domain::listings::{self};
use koop_domain::page::PAGE_MAX;
use koop_domain::posts;
use koop_domain::posts::Found;
use koop_domain::posts::model::{Audience, Post, Subject};
use koop_domain::posts::search::{PostFilter, PostQuery, PostSort};

use super::as_visitor;
use super::cards::{PostCard, PostCards, coins};
use super::days::{Day, by_day};
use super::state::start_of;
use crate::Web;
use crate::behind::Behind;
use crate::card::{Cards, pick, richness, whereabouts};
use crate::error::Failure;
use crate::page::{Page, answer};
use crate::place::{DayRow, weeks};
use crate::reader::Reader;
use crate::texts::{self, clock};

/// How many posts stand on a sheet.
const POSTS: u32 = 16;
/// How many places.
const PLACES: usize = 14;
/// How many days a sheet is about.
const DAYS: u64 = 7;

#[derive(Template)]
#[template(path = "board/sheet.html")]
pub(crate) struct Sheet {
    pub page: Page,
    pub slug: String,
    pub name: String,
    pub heading: String,
    /// `zaterdag 21 november tot en met vrijdag 27 november`
    pub week: String,
    pub days: Vec<Day>,
    pub cards: Vec<PostCard>,
    pub places: Vec<SheetPlace>,
    pub help: String,
}

/// A place on a sheet.
pub(crate) struct SheetPlace {
    pub name: String,
    pub place: String,
    pub phone: Option<String>,
    pub hours: Vec<String>,
}

/// What a sheet is made of.
pub(crate) struct Known<'a> {
    pub area: &'a Area,
    pub atlas: &'a Atlas,
    pub coins: &'a [Currency],
    pub found: &'a Found,
    pub events: &'a Found,
    pub places: Vec<Listing>,
}

/// `GET /buurtblad/{slug}`
pub(super) async fn get(
    State(web): State<Web>,
    Path(slug): Path<String>,
    reader: Reader,
) -> Result<Response, Failure> {
    let atlas = web.atlas(&reader.ctx).await?;
    let area = atlas.by_slug(&slug).ok_or(Failure::NOT_FOUND)?;
    let (ctx, domain) = (as_visitor(&reader.ctx), &web.site.domain);
    let now = ctx.now;
    let today = clock::today(now);
    let week = (start_of(today), start_of(today + Days::new(DAYS)));
    let filter = PostFilter {
        area: Some(area.id),
        audience: Some(Audience::Public),
        subjects: vec![
            Subject::Help,
            Subject::Item,
            Subject::Meal,
            Subject::Material,
            Subject::Skill,
        ],
        ..PostFilter::default()
    };
    let query = PostQuery {
        language: reader.language,
        filter: filter.clone(),
        first: POSTS,
        facets: false,
        ..PostQuery::new(now)
    };
    let found = posts::search(&ctx, domain, query.clone()).await?;
    let subjects = vec![Subject::Event];
    let events = PostQuery {
        filter: PostFilter { subjects, between: Some(week), ..filter },
        sort: PostSort::Soonest,
        ..query
    };
    let events = posts::search(&ctx, domain, events).await?;
    let filter = Filter { area: Some(area.id), ..Filter::default() };
    let places = ListingQuery { filter, first: PAGE_MAX, facets: false, ..ListingQuery::new(now) };
    let behind = Behind::list(&places);
    let places = listings::search(&ctx, domain, places).await?;
    let with_phone = places.found.into_iter().map(|(it, _)| it);
    let with_phone = with_phone.filter(|it| it.facts.contact.phone.is_some()).collect();
    let coins = coins(&web, found.posts.values().chain(events.posts.values())).await?;
    let known = Known {
        area,
        atlas: &atlas,
        coins: &coins,
        found: &found,
        events: &events,
        places: pick(with_phone, PLACES, |it| it, richness),
    };
    let language = reader.language;
    let name = [("name", area.name.clone().into())];
    let title = texts::text_with(language, "board-sheet-title", &name);
    let lead = texts::text(language, "board-sheet-lead");
    let page = Page::new(&web, &reader, title, lead, None, &behind).await;
    let sheet = Sheet::new(page, known, now);
    answer(&sheet.page, &sheet)
}

impl Sheet {
    pub(crate) fn new(page: Page, known: Known<'_>, now: DateTime<Utc>) -> Self {
        let Known { area, atlas, coins, found, events, places } = known;
        let language = page.language;
        let today = clock::today(now);
        let left = found.left.iter().chain(&events.left).map(|(id, left)| (*id, *left)).collect();
        let cards = PostCards {
            coins,
            language,
            now,
            atlas,
            authors: &HashMap::new(),
            searched: false,
            photos: &HashMap::new(),
            left: &left,
        };
        let with_post = events.answer.hits.iter().filter_map(|hit| {
            let post: &Post = events.posts.get(&hit.id)?;
            Some((post, cards.plain(post)))
        });
        let last = today + Days::new(DAYS - 1);
        let day =
            |it| format!("{} {}", clock::weekday(language, it), clock::day_month(language, it));
        let week = [("from", day(today).into()), ("until", day(last).into())];
        let name = area.name.clone();
        Self {
            slug: area.slug.clone(),
            heading: page.with("board-sheet-title", &[("name", name.clone().into())]),
            name,
            week: page.with("board-sheet-week", &week),
            days: by_day(language, (today, today + Days::new(DAYS)), now, with_post),
            cards: cards.found(found),
            places: places.iter().map(|it| SheetPlace::of(&page, it, now)).collect(),
            help: match &page.help {
                Some(help) => {
                    page.with("board-sheet-help", &[("help", help.text.to_string().into())])
                }
                None => page.t("board-sheet-help-nobody"),
            },
            page,
        }
    }
}

impl SheetPlace {
    fn of(page: &Page, listing: &Listing, now: DateTime<Utc>) -> Self {
        let cards = Cards::now(page.language, now);
        let week = weeks(page, listing, &cards).into_iter().next();
        Self {
            name: listing.facts.name.clone(),
            place: whereabouts(page.language, &listing.facts),
            phone: listing.facts.contact.phone.clone(),
            hours: week.map(|it| hours(page, &it.days)).unwrap_or_default(),
        }
    }
}

/// The hours of a week, days with the same ones together: `maandag t/m vrijdag 9.00–18.00 uur`.
fn hours(page: &Page, days: &[DayRow]) -> Vec<String> {
    let times = |day: &DayRow| {
        let said = |time: &crate::place::Time| match &time.word {
            Some(word) => format!("{} ({word})", time.stretch),
            None => time.stretch.clone(),
        };
        let all: Vec<String> = day.times.iter().map(said).collect();
        let all = all.join(", ");
        if day.note.is_empty() { all } else { format!("{all} {}", day.note).trim().to_owned() }
    };
    let mut stretches: Vec<(&str, &str, String)> = Vec::new();
    for day in days {
        let said = times(day);
        match stretches.last_mut().filter(|(_, _, last)| *last == said) {
            Some((_, until, _)) => *until = &day.weekday,
            None => stretches.push((&day.weekday, &day.weekday, said)),
        }
    }
    let line = |(from, until, said): (&str, &str, String)| {
        if from == until {
            return format!("{from} {said}");
        }
        let values = [("from", from.to_owned().into()), ("until", until.to_owned().into())];
        format!("{} {said}", page.with("board-days", &values))
    };
    stretches.into_iter().map(line).collect()
}
