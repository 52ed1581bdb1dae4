//! The home page: one search box, and a street that shows that the neighbourhood is awake.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Datelike, Days, NaiveTime, TimeZone, Utc, Weekday};
use koop_domain::areas::atlas::Atlas;
use koop_domain::language::Language;
use koop_domain::listings::categories::{Category, tree};
use koop_domain::listings::model::Listing;
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::listings::search::{FacetField, ListingQuery, Open, Openness, When};
use koop_domain::listings::{self, SearchPage};
use koop_domain::text::fold;

use crate::area::AreaLink;
use crate::behind::Behind;
use crate::board::{self, BoardGlance};
use crate::card::{Card, Cards, moment, pick, put_photos, richness, whereabouts};
use crate::error::Failure;
use crate::page::{Page, answer};
use crate::pulse::{Counts, facet};
use crate::reader::Reader;
use crate::results::links;
use crate::texts::status::closes_soon;
use crate::texts::{self, clock};
use crate::{Web, art, street};

/// How many open places are shown.
const OPEN_CARDS: usize = 8;
/// Out of how many they are chosen.
const OPEN_POOL: u32 = 60;
/// How much closing soon weighs beside what is known of a place.
const SOON_WEIGHT: usize = 5;
/// How many new places are shown.
const NEW_PLACES: u32 = 6;
/// How many neighbourhoods are shown.
const AREAS: usize = 8;
/// How many categories are shown.
const CATEGORIES: usize = 15;
/// "Tonight" begins when most shops have closed.
const EVENING: NaiveTime = hour(20);
/// The busiest hour of a Saturday.
const SATURDAY: NaiveTime = hour(14);

#[derive(Template)]
#[template(path = "home/home.html")]
pub(crate) struct Home {
    pub page: Page,
    pub chips: Vec<Link>,
    pub street: String,
    pub street_words: String,
    pub times: Vec<TimeLink>,
    pub open_heading: String,
    pub open: Vec<Card>,
    pub open_all: String,
    pub categories: Vec<CategoryLink>,
    /// The fullest neighbourhoods.
    pub areas: Vec<AreaLink>,
    pub newest: Vec<NewPlace>,
    /// What neighbours do for each other.
    pub board: BoardGlance,
    /// Whether there is nothing yet: the operator is told what to do.
    pub is_empty: bool,
}

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub href: String,
    pub label: String,
}

/// A place of the time switch.
pub(crate) struct TimeLink {
    pub href: &'static str,
    pub label: String,
    pub current: bool,
}

/// A category with its count.
pub(crate) struct CategoryLink {
    pub href: String,
    pub label: String,
    pub count: String,
}

/// A place that came in lately.
pub(crate) struct NewPlace {
    pub slug: String,
    pub name: String,
    pub place: String,
    pub day: String,
}

/// When the street is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    Now,
    Tonight,
    Saturday,
}

/// What the home page is made of.
pub(crate) struct Known<'a> {
    pub open: &'a SearchPage,
    pub counts: &'a Counts,
    pub street: &'a [Listing],
    pub newest: &'a [Listing],
    pub atlas: &'a Atlas,
}

/// `GET /`
pub(crate) async fn get(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    let time = Time::of(reader.value("tijd"));
    let query = query(&reader, time);
    let ctx = &reader.ctx;
    let open = listings::search(ctx, &web.site.domain, query.clone()).await?;
    let newest = listings::newest(ctx, &web.site.domain, NEW_PLACES).await?;
    let counts = web.counts(ctx).await?;
    let houses = web.street(ctx, None, &counts).await?;
    let atlas = web.atlas(&reader.ctx).await?;
    let known =
        Known { open: &open, counts: &counts, street: &houses, newest: &newest, atlas: &atlas };
    let description = texts::text(reader.language, "home-description");
    let behind = Behind::list(&query);
    let mut page = Page::new(&web, &reader, String::new(), description, Some("/"), &behind).await;
    page.degraded = open.degraded;
    let mut home = Home::new(page, time, query.instant(), ctx.now, &known);
    put_photos(&web, ctx, home.open.iter_mut()).await?;
    home.board = board::glance(&web, ctx, (reader.language, &atlas), None).await;
    answer(&home.page, &home)
}

fn query(reader: &Reader, time: Time) -> ListingQuery {
    let now = reader.ctx.now;
    let when = match time {
        Time::Now => When::Now,
        later => When::At(later.instant(now)),
    };
    ListingQuery {
        language: reader.language,
        open: Some(Open { when, service: None }),
        first: OPEN_POOL,
        ..ListingQuery::new(now)
    }
}

impl Home {
    pub(crate) fn new(
        page: Page,
        time: Time,
        at: DateTime<Utc>,
        now: DateTime<Utc>,
        known: &Known<'_>,
    ) -> Self {
        let language = page.language;
        let cards = Cards { at, ..Cards::now(language, now) };
        let when = moment(language, at, now);
        let words = street_words(&page, time, &when, known);
        let open_heading = match time {
            Time::Now => page.t("home-open"),
            _ => page.with("home-open-then", &[("when", when.into())]),
        };
        let sure = known.open.found.iter().filter(|(_, hit)| hit.openness != Some(Openness::Maybe));
        // What closes soon is worth the most to somebody who is about to leave.
        let weight = |it: &Listing| {
            richness(it) + if closes_soon(&cards.status(it), at) { SOON_WEIGHT } else { 0 }
        };
        let chosen = pick(sure.collect(), OPEN_CARDS, |(listing, _)| listing, weight);
        Self {
            chips: chips(&page),
            street: street_picture(&cards, known.street, &words),
            street_words: words,
            times: Time::ALL.map(|it| it.link(&page, time)).into(),
            open_heading,
            open: chosen.into_iter().map(|(listing, _)| cards.plain(listing)).collect(),
            open_all: links::open(time, at),
            categories: category_links(language, known.counts, |key| format!("/categorie/{key}")),
            areas: area_links(language, known),
            is_empty: known.counts.total == 0,
            newest: known.newest.iter().map(|it| new_place(language, it, now)).collect(),
            board: BoardGlance::nothing(),
            page,
        }
    }
}

impl Time {
    const ALL: [Self; 3] = [Self::Now, Self::Tonight, Self::Saturday];

    /// The time of a word in the address; another word is now.
    pub(crate) fn of(word: Option<&str>) -> Self {
        match word {
            Some("vanavond") => Self::Tonight,
            Some("zaterdag") => Self::Saturday,
            _ => Self::Now,
        }
    }

    /// The next such moment. In the evening, tonight is now.
    pub(crate) fn instant(self, now: DateTime<Utc>) -> DateTime<Utc> {
        let local = now.with_timezone(&ZONE);
        let today = local.date_naive();
        let (date, time) = match self {
            Self::Now => return now,
            Self::Tonight if local.time() >= EVENING => return now,
            Self::Tonight => (today, EVENING),
            Self::Saturday => {
                let saturday = i64::from(Weekday::Sat.num_days_from_monday());
                let ahead = (saturday - i64::from(today.weekday().num_days_from_monday()))
                    .rem_euclid(7)
                    .unsigned_abs();
                // A Saturday that is half over is not the one people plan for.
                let ahead = if ahead == 0 && local.time() >= SATURDAY { 7 } else { ahead };
                (today + Days::new(ahead), SATURDAY)
            }
        };
        let wall = date.and_time(time);
        ZONE.from_local_datetime(&wall).earliest().map_or(now, |at| at.to_utc())
    }

    fn link(self, page: &Page, current: Self) -> TimeLink {
        let (href, key) = match self {
            Self::Now => ("/", "street-now"),
            Self::Tonight => ("/?tijd=vanavond", "street-tonight"),
            Self::Saturday => ("/?tijd=zaterdag", "street-saturday"),
        };
        TimeLink { href, label: page.t(key), current: self == current }
    }
}

/// "231 van de 400 zaken zijn nu open", and nothing more than is known.
fn street_words(page: &Page, time: Time, when: &str, known: &Known<'_>) -> String {
    let total = known.counts.total;
    if total == 0 {
        return page.t("street-empty");
    }
    // The filter would count those that are perhaps open as well.
    let of = |wanted: &str| {
        let values = facet(known.open, FacetField::Open).iter();
        values.filter(|(value, _)| value == wanted).map(|(_, count)| *count).sum::<u64>()
    };
    let open = of("open") + of("likely");
    let about = known.counts.approximate || known.open.approximate;
    let values = [
        ("open", open.into()),
        ("total", total.into()),
        ("about", if about { "yes" } else { "no" }.into()),
        ("when", when.to_owned().into()),
    ];
    match time {
        Time::Now => page.with("street-words", &values),
        _ => page.with("street-words-then", &values),
    }
}

/// Façades as links, their lights as the cards' moment has them.
pub(crate) fn street_picture(cards: &Cards, houses: &[Listing], words: &str) -> String {
    let drawn: Vec<street::House> = houses
        .iter()
        .map(|listing| {
            let status = cards.status(listing);
            let line = cards.line(listing, &status);
            let label = format!("{}: {}", listing.facts.name, line.text);
            art::house(listing, &status, label, Some(format!("/plek/{}", listing.slug)))
        })
        .collect();
    if drawn.is_empty() {
        return art::unlit(cards.at);
    }
    street::street_svg(&drawn, art::sky(cards.at), words)
}

fn chips(page: &Page) -> Vec<Link> {
    let chip = |key: &str, href: String| Link { href, label: page.t(key) };
    vec![
        chip("chip-open", links::open_now()),
        chip("chip-delivers", links::delivers()),
        chip("chip-repair", links::repairs()),
        chip("chip-second-hand", links::second_hand()),
        chip("board-chip", "/burenhulp".to_owned()),
    ]
}

/// The roots of the tree that have anything, the fullest first.
pub(crate) fn category_links(
    language: Language,
    counts: &Counts,
    href: impl Fn(&str) -> String,
) -> Vec<CategoryLink> {
    let mut roots: Vec<_> =
        tree().roots().map(|it| (it, counts.of_category(it.key))).filter(|it| it.1 > 0).collect();
    roots.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    roots.truncate(CATEGORIES);
    let link = |(it, count): (&Category, u64)| CategoryLink {
        href: href(it.key),
        label: it.name(language).to_owned(),
        count: clock::number(language, count),
    };
    roots.into_iter().map(link).collect()
}

/// The fullest neighbourhoods, by name.
fn area_links(language: Language, known: &Known<'_>) -> Vec<AreaLink> {
    let mut some = known.counts.areas.fullest(known.atlas, AREAS);
    some.sort_by_cached_key(|(area, _)| fold(&area.name));
    some.into_iter().map(|(area, count)| AreaLink::of(language, area, count)).collect()
}

/// A place that came in, and when.
pub(crate) fn new_place(language: Language, listing: &Listing, now: DateTime<Utc>) -> NewPlace {
    let day = clock::day(language, clock::today(listing.created_at), clock::today(now));
    NewPlace {
        slug: listing.slug.clone(),
        name: listing.facts.name.clone(),
        place: whereabouts(language, &listing.facts),
        day: texts::text_with(language, "home-new-day", &[("day", day.into())]),
    }
}

const fn hour(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}
