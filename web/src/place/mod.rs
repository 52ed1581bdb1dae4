//! The page of a place: whether it is open, in words; when, how and where; who says so.

mod actions;
mod calendar;
mod counting;
pub(crate) mod currencies;
mod differences;
mod facts;
mod freshness;
mod hours;
mod json_ld;
#[cfg(test)]
mod json_ld_tests;
mod keeping;
mod mending;
mod way;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use http::header::{CACHE_CONTROL, LOCATION};
use http::{HeaderMap, Method, StatusCode};
use koop_domain::areas::atlas::Atlas;
use koop_domain::geo::TravelMode;
use koop_domain::imports;
use koop_domain::imports::difference::Difference;
use koop_domain::language::Language;
use koop_domain::listings;
use koop_domain::listings::categories::tree;
use koop_domain::listings::model::{Facts, LifeState, Listing, Service, Whereabouts};
use koop_domain::listings::opening_hours::{Reason, Schedule, Status};
use koop_domain::listings::provenance::FactGroup;
use koop_domain::listings::search::{Hit, ListingQuery, Near, Sort};
use koop_domain::listings::{keepers, merging};

pub(crate) use self::actions::Action;
use self::actions::actions;
pub(crate) use self::counting::tapped;
use self::facts::web_href;
pub(crate) use self::facts::{Fact, Section, sections};
pub(crate) use self::freshness::group_key;
use self::freshness::{freshness, freshness_line};
pub(crate) use self::hours::{DayRow, Time, Week, announce, time, weeks};
use self::keeping::Keeping;
pub(crate) use self::mending::{Known, Mending};
pub(crate) use self::way::{Way, WayLine};
use crate::behind::Behind;
use crate::card::{Card, Cards, StatusLine, put_photos, traits, whereabouts};
use crate::error::Failure;
use crate::home::Link;
use crate::page::{Page, answer};
use crate::photos::{self, Gallery};
use crate::reader::Reader;
use crate::results::{Asked, asked};
use crate::texts;
use crate::{Web, art};

/// What stands behind the address of a place for its calendar.
const CALENDAR: &str = ".ics";
/// How many neighbours are shown.
const NEIGHBOURS: usize = 3;

#[derive(Template)]
#[template(path = "place/place.html")]
pub(crate) struct Place {
    pub page: Page,
    pub json_ld: Option<String>,
    pub breadcrumbs: Vec<Link>,
    pub art: String,
    pub gallery: Gallery,
    pub name: String,
    pub slug: String,
    pub place_line: String,
    /// The areas it lies in, the smallest first.
    pub areas: Vec<Link>,
    pub way: Option<WayLine>,
    pub status: StatusLine,
    pub status_notes: Vec<String>,
    pub actions: Vec<Action>,
    pub description: Option<Description>,
    pub tags: Vec<String>,
    pub weeks: Vec<Week>,
    pub unreadable: Option<String>,
    pub upcoming: Vec<String>,
    pub hours_freshness: String,
    /// Its special days as a calendar.
    pub calendar: Option<String>,
    pub sections: Vec<Section>,
    pub mending: Mending,
    pub mend_words: String,
    pub mend_url: Option<String>,
    pub freshness: Vec<String>,
    /// Whose its facts are, and on what terms.
    pub terms: Vec<String>,
    /// What a source says otherwise.
    pub differences: Vec<String>,
    pub share_url: String,
    pub nearby: Vec<Card>,
    pub same: Option<Link>,
    pub keeping: Keeping,
}

/// What the place says of itself; `lang` when it is not in the reader's language.
pub(crate) struct Description {
    pub lang: Option<String>,
    pub text: String,
}

/// What lies around a place.
#[derive(Default)]
pub(crate) struct Surroundings {
    pub nearby: Vec<(Listing, Hit)>,
    pub areas: Vec<Link>,
    pub way: Option<Way>,
    pub differences: Vec<Difference>,
    /// What was made one with it.
    pub merged: Vec<Listing>,
    pub mending: Known,
    pub keeping: Keeping,
    pub gallery: Gallery,
}

/// `GET /plek/{slug}`, and with `.ics` behind it the calendar of its special days.
pub(crate) async fn get(
    State(web): State<Web>,
    Path(slug): Path<String>,
    (method, headers): (Method, HeaderMap),
    reader: Reader,
) -> Result<Response, Failure> {
    let ctx = &reader.ctx;
    let name = slug.strip_suffix(CALENDAR);
    let listing = listings::by_slug(ctx, &web.site.domain, name.unwrap_or(&slug)).await?;
    let listing = listing.ok_or(Failure::NOT_FOUND)?;
    if listing.slug != name.unwrap_or(&slug) {
        // It was made one with another, which has the word from now on.
        let calendar = name.map_or("", |_| CALENDAR);
        let to = reader.in_language(&format!("/plek/{}{calendar}", listing.slug));
        // Undone within thirty days, it is where it was: no browser keeps this.
        let head = [(LOCATION, to.as_str()), (CACHE_CONTROL, "no-cache")];
        return Ok((StatusCode::MOVED_PERMANENTLY, head).into_response());
    }
    if name.is_some() {
        return Ok(calendar::answer(reader.language, &listing, &web.site.base_url, ctx.now));
    }
    let Asked { state, atlas, .. } = asked(&web, &reader).await?;
    let standing = keepers::standing(ctx, &web.site.domain, &listing).await?;
    let around = Surroundings {
        nearby: neighbours(&web, &reader, &listing).await?,
        areas: area_links(&listing, &atlas),
        way: Way::of(&state, &listing, &atlas),
        differences: imports::differences_of(ctx, &web.site.domain, listing.id).await?,
        merged: merging::absorbed(ctx, &web.site.domain, listing.id).await?,
        mending: Known::of(&web, &reader, &listing, standing).await?,
        keeping: Keeping::of(&web, &reader, &listing, standing).await?,
        gallery: photos::gallery(&web, &reader, &listing, standing).await?,
    };
    let keeps = around.keeping.keeps;
    counting::seen(&web, &reader, (&listing, keeps), (&method, &headers))?;
    let status = Cards::now(reader.language, ctx.now).status(&listing);
    let lasting = format!("/plek/{slug}");
    // What is no more is found by its address, not by a search engine.
    let lasting = (listing.facts.state == LifeState::Running).then_some(lasting.as_str());
    let mut page = Page::new(
        &web,
        &reader,
        title(reader.language, &listing.facts),
        describe(reader.language, &listing, &status, ctx.now),
        lasting,
        &Behind::place(&slug),
    )
    .await;
    page.image = around.gallery.first().map(|photo| photo.src.clone());
    let mut place = Place::new(page, &listing, &around, ctx.now);
    if !listing.facts.currencies.is_empty() {
        let on = listings::currencies::on(&web.site.domain).await?;
        place.sections.extend(currencies::section(&place.page, &listing.facts, &on));
    }
    put_photos(&web, ctx, place.nearby.iter_mut()).await?;
    answer(&place.page, &place)
}

/// The nearest others. At somebody's home nobody is told what is next door.
async fn neighbours(
    web: &Web,
    reader: &Reader,
    listing: &Listing,
) -> Result<Vec<(Listing, Hit)>, Failure> {
    let Some(point) = listing.facts.shown_point() else { return Ok(Vec::new()) };
    let query = ListingQuery {
        language: reader.language,
        near: Some(Near { point, reach: None }),
        sort: Sort::Nearest,
        // One more, because the nearest is the place itself.
        first: u32::try_from(NEIGHBOURS + 1).unwrap_or(u32::MAX),
        facets: false,
        ..ListingQuery::new(reader.ctx.now)
    };
    let found = listings::search(&reader.ctx, &web.site.domain, query).await?.found;
    let others = found.into_iter().filter(|(other, _)| other.id != listing.id);
    Ok(others.take(NEIGHBOURS).collect())
}

impl Place {
    pub(crate) fn new(
        page: Page,
        listing: &Listing,
        around: &Surroundings,
        now: DateTime<Utc>,
    ) -> Self {
        let language = page.language;
        let facts = &listing.facts;
        let cards = Cards { mode: TravelMode::Walk, ..Cards::now(language, now) };
        let status = cards.status(listing);
        let share_url = format!("{}/plek/{}", page.base_url, listing.slug);
        Self {
            json_ld: json_ld::script((listing, &around.gallery), &share_url, language, now),
            breadcrumbs: breadcrumbs(language, facts),
            gallery: around.gallery.clone(),
            art: art::facade(listing, &status, now),
            name: facts.name.clone(),
            slug: listing.slug.clone(),
            place_line: place_line(language, facts),
            areas: around.areas.clone(),
            way: around.way.as_ref().map(|way| {
                way.line(&page, &Cards { mode: way.mode, ..Cards::now(language, now) }, listing)
            }),
            calendar: has_calendar(facts).then(|| format!("/plek/{}{CALENDAR}", listing.slug)),
            status: cards.line(listing, &status),
            status_notes: status_notes(&page, listing, &cards),
            actions: actions(&page, facts),
            description: description(language, facts),
            tags: traits(language, facts).into_iter().chain(facts.tags.iter().cloned()).collect(),
            weeks: weeks(&page, listing, &cards),
            unreadable: unreadable(facts),
            upcoming: hours::upcoming(&page, facts, now),
            hours_freshness: freshness_line(&page, listing, FactGroup::Hours),
            sections: sections(&page, facts),
            mending: around.mending.told(&page, listing),
            mend_words: mending::words(&page, listing),
            mend_url: mend_url(listing),
            freshness: freshness(&page, listing),
            terms: terms(&page, listing, &around.merged),
            differences: differences::lines(&page, &around.differences),
            share_url,
            nearby: around.nearby.iter().map(|(it, hit)| cards.hit(it, hit)).collect(),
            same: same(&page, facts),
            keeping: around.keeping.clone(),
            page,
        }
    }
}

impl Place {
    /// Where a script says that a number or a way was tapped.
    fn counted(&self) -> String {
        format!("/plek/{}/geteld", self.slug)
    }
}

/// The areas it lies in, the smallest first.
pub(crate) fn area_links(listing: &Listing, atlas: &Atlas) -> Vec<Link> {
    let known = listing.areas.iter().filter_map(|id| atlas.get(*id));
    known.map(|it| Link { href: format!("/buurt/{}", it.slug), label: it.name.clone() }).collect()
}

/// Whether there may ever be a day on which its hours differ.
fn has_calendar(facts: &Facts) -> bool {
    facts.state == LifeState::Running && !(facts.hours.is_empty() && facts.exceptions.is_empty())
}

fn title(language: Language, facts: &Facts) -> String {
    let place = whereabouts(language, facts);
    if place.is_empty() { facts.name.clone() } else { format!("{}, {place}", facts.name) }
}

/// The sentence that a search engine shows: what it says of itself, else what and whether open.
fn describe(language: Language, listing: &Listing, status: &Status, now: DateTime<Utc>) -> String {
    let own = listing.facts.description.get(language.code());
    own.cloned().unwrap_or_else(|| {
        let what = listing.facts.categories.first();
        let what = what.map_or_else(
            || texts::kind(language, listing.facts.kind),
            |key| texts::category(language, key),
        );
        let place = place_line(language, &listing.facts);
        let open = texts::listing_status(language, listing, status, now, now);
        [what, place, open].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ")
    })
}

fn breadcrumbs(language: Language, facts: &Facts) -> Vec<Link> {
    let Some(key) = facts.categories.first() else { return Vec::new() };
    let mut line: Vec<Link> =
        tree().lineage(key).map(|it| category_link(language, it.key)).collect();
    line.reverse();
    line
}

fn category_link(language: Language, key: &str) -> Link {
    Link { href: format!("/categorie/{key}"), label: texts::category(language, key) }
}

/// The address in one line; of a home only the town.
pub(crate) fn place_line(language: Language, facts: &Facts) -> String {
    let address = facts.shown_address();
    let city = address.as_ref().and_then(|it| it.city.clone()).unwrap_or_default();
    match (&address, facts.whereabouts) {
        (Some(address), Whereabouts::Fixed) => {
            let door = [&address.street, &address.house_number];
            let door: Vec<&str> = door.into_iter().flatten().map(String::as_str).collect();
            // A postcode is read in one go.
            let postcode = address.postcode.as_ref().map(|it| it.replace(' ', "\u{a0}"));
            let town = [&postcode, &address.city];
            let town: Vec<&str> = town.into_iter().flatten().map(String::as_str).collect();
            let parts = [door.join(" "), town.join(" ")];
            parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
        }
        (None, Whereabouts::Fixed) => String::new(),
        (_, _) => {
            let parts = [whereabouts(language, facts), city];
            parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ")
        }
    }
}

/// What is different just now, apart from the hours.
fn status_notes(page: &Page, listing: &Listing, cards: &Cards) -> Vec<String> {
    let Some(delivery) = &listing.facts.delivery else { return Vec::new() };
    let cards = Cards { service: Service::Delivery, ..*cards };
    let status = cards.status(listing);
    if status.reason == Some(Reason::Paused) {
        return vec![cards.line(listing, &status).text];
    }
    let busy = delivery.busy_minutes.filter(|it| *it > 0);
    busy.map(|it| page.with("status-busy", &[("minutes", it.into())])).into_iter().collect()
}

fn description(language: Language, facts: &Facts) -> Option<Description> {
    let (code, text) = facts.description(language)?;
    let lang = (code != language.code()).then(|| code.to_owned());
    Some(Description { lang, text: text.to_owned() })
}

/// The hours as they were given, where we cannot read them: a person often can.
fn unreadable(facts: &Facts) -> Option<String> {
    let raw = facts.hours.get(&Service::Counter)?;
    (!Schedule::parse(raw).is_readable()).then(|| raw.clone())
}

fn mend_url(listing: &Listing) -> Option<String> {
    listing.shown_source()?.url.and_then(web_href)
}

/// The lines of all whose facts may be told here: its own source's, and those of the listings that
/// were made one with it.
fn terms(page: &Page, listing: &Listing, merged: &[Listing]) -> Vec<String> {
    let mut lines = Vec::new();
    for source in std::iter::once(listing).chain(merged).filter_map(Listing::shown_source) {
        let licence = page.t("place-licence");
        let line = format!("{} · {licence} {}", source.attribution, source.licence);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn same(page: &Page, facts: &Facts) -> Option<Link> {
    let key = facts.categories.first()?;
    let name = texts::category(page.language, key);
    let label = page.with("place-same", &[("category", name.into())]);
    Some(Link { href: format!("/categorie/{key}"), label })
}
