//! The page of an area: its own street, what lies in it, what is open there, what is new.

mod counts;
mod json_ld;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use koop_domain::areas;
use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::{self, AreaKind};
use koop_domain::communities;
use koop_domain::communities::model::Community;
use koop_domain::id::AreaId;
use koop_domain::language::Language;
use koop_domain::listings::model::{Kind, Listing};
use koop_domain::listings::search::{FacetField, Filter, ListingQuery, Open, Openness, Sort, When};
use koop_domain::listings::{self, SearchPage};

pub(crate) use self::counts::AreaCounts;
use crate::behind::Behind;
use crate::board::{self, BoardGlance};
use crate::card::{Card, Cards, pick, put_photos, richness};
use crate::error::Failure;
use crate::home::{CategoryLink, Link, NewPlace, category_links, new_place, street_picture};
use crate::page::{Page, answer};
use crate::pulse::{Counts, facet};
use crate::reader::Reader;
use crate::results::links;
use crate::texts::{self, clock};
use crate::{Web, feed};

/// How many open places are shown.
const OPEN_CARDS: usize = 8;
/// Out of how many they are chosen.
const OPEN_POOL: u32 = 60;
/// How many new places are shown.
const NEW_PLACES: u32 = 6;
/// How many communities are named that look after it.
const COMMUNITIES_NAMED: usize = 4;
/// How many areas inside it are named in its description.
const NAMED_INSIDE: usize = 3;

#[derive(Template)]
#[template(path = "area/area.html")]
pub(crate) struct AreaPage {
    pub page: Page,
    pub json_ld: String,
    pub breadcrumbs: Vec<Link>,
    pub name: String,
    pub kind_words: String,
    pub count_words: String,
    /// The communities that look after it, the nearest first.
    pub communities: Vec<Link>,
    pub chips: Vec<Link>,
    pub street: String,
    pub street_words: String,
    pub open: Vec<Card>,
    pub open_heading: String,
    pub open_all: String,
    pub inside_heading: String,
    pub inside: Vec<AreaLink>,
    pub categories: Vec<CategoryLink>,
    pub kinds: Vec<CategoryLink>,
    pub newest: Vec<NewPlace>,
    pub all: Link,
    pub feed: String,
    pub downloads: Vec<Link>,
    /// The lines that the publishers of the map want shown.
    pub attributions: Vec<String>,
    pub slug: String,
    /// What neighbours do for each other here.
    pub board: BoardGlance,
}

/// An area with its count.
#[derive(Clone, Debug)]
pub(crate) struct AreaLink {
    pub href: String,
    pub name: String,
    pub count: String,
}

/// What the page of an area is made of.
pub(crate) struct Known<'a> {
    pub area: &'a model::Area,
    pub atlas: &'a Atlas,
    /// Everything in it, with the counts.
    pub all: &'a SearchPage,
    /// What is open in it.
    pub open: &'a SearchPage,
    pub street: &'a [Listing],
    pub newest: &'a [Listing],
    pub attributions: &'a [String],
}

/// `GET /buurt/{slug}`, and with `.atom` behind it the feed of what is new there.
pub(crate) async fn get(
    State(web): State<Web>,
    Path(slug): Path<String>,
    reader: Reader,
) -> Result<Response, Failure> {
    if let Some(slug) = slug.strip_suffix(".atom") {
        return feed::area(&web, &reader, slug).await;
    }
    let atlas: Arc<Atlas> = web.atlas(&reader.ctx).await?;
    let area = atlas.by_slug(&slug).ok_or(Failure::NOT_FOUND)?;
    let ctx = &reader.ctx;
    let domain = &web.site.domain;
    let filter = Filter { area: Some(area.id), ..Filter::default() };
    let query = ListingQuery { language: reader.language, filter, ..ListingQuery::new(ctx.now) };
    let all = listings::search(ctx, domain, ListingQuery { first: 1, ..query.clone() }).await?;
    let open_now = ListingQuery {
        open: Some(Open { when: When::Now, service: None }),
        first: OPEN_POOL,
        ..query.clone()
    };
    let few = ListingQuery { facets: false, ..open_now.clone() };
    let open = listings::search(ctx, domain, few).await?;
    let latest = ListingQuery { sort: Sort::Newest, first: NEW_PLACES, facets: false, ..query };
    let latest = listings::search(ctx, domain, latest).await?;
    let newest: Vec<Listing> = latest.found.into_iter().map(|(it, _)| it).collect();
    let street = web.street(ctx, Some(area.id), &Counts::of(&all)).await?;
    let attributions = areas::attributions(ctx, domain).await?;
    let known = Known {
        area,
        atlas: &atlas,
        all: &all,
        open: &open,
        street: &street,
        newest: &newest,
        attributions: &attributions,
    };
    let lasting = format!("/buurt/{}", area.slug);
    // A page without anything on it is nothing to keep.
    let lasting = (all.total > 0).then_some(lasting.as_str());
    let description = describe(reader.language, &known);
    let title = title(reader.language, &known);
    let behind = Behind::list(&open_now);
    let mut page = Page::new(&web, &reader, title, description, lasting, &behind).await;
    page.degraded = all.degraded || open.degraded;
    let mut area = AreaPage::new(page, &known, ctx.now);
    area.communities = communities_of(&web, &reader, known.area, &atlas).await?;
    put_photos(&web, ctx, area.open.iter_mut()).await?;
    area.board = board::glance(&web, ctx, (reader.language, &atlas), Some(known.area.id)).await;
    answer(&area.page, &area)
}

/// Who looks after an area, or after one around it.
async fn communities_of(
    web: &Web,
    reader: &Reader,
    area: &model::Area,
    atlas: &Atlas,
) -> Result<Vec<Link>, Failure> {
    let areas: Vec<AreaId> = atlas.lineage(area.id).map(|it| it.id).collect();
    let all = communities::of_areas(&reader.ctx, &web.site.domain, &areas).await?;
    let link =
        |it: Community| Link { href: format!("/gemeenschap/{}", it.slug), label: it.settings.name };
    Ok(all.into_iter().take(COMMUNITIES_NAMED).map(link).collect())
}

impl AreaPage {
    pub(crate) fn new(page: Page, known: &Known<'_>, now: DateTime<Utc>) -> Self {
        let language = page.language;
        let area = known.area;
        let cards = Cards::now(language, now);
        let counts = Counts::of(known.all);
        let slug = area.slug.as_str();
        let sure = known.open.found.iter().filter(|(_, hit)| hit.openness != Some(Openness::Maybe));
        let chosen = pick(sure.collect(), OPEN_CARDS, |(listing, _)| listing, richness);
        let words = street_words(&page, known);
        let place = texts::in_area(language, &area.name);
        let inside = counts.areas.inside(known.atlas, Some(area.id));
        let inside = inside.into_iter().map(|(area, count)| AreaLink::of(language, area, count));
        let chip = |key: &str, href: String| Link { href, label: page.t(key) };
        Self {
            json_ld: json_ld::script(known.area, known.atlas, &page.base_url),
            breadcrumbs: breadcrumbs(&page, known),
            name: area.name.clone(),
            kind_words: kind_words(language, known),
            count_words: count_words(language, known),
            communities: Vec::new(),
            chips: vec![
                chip("chip-open", links::area_open(slug)),
                chip("category-search", links::area(slug)),
            ],
            street: street_picture(&cards, known.street, &words),
            street_words: words,
            open: chosen.into_iter().map(|(listing, _)| cards.plain(listing)).collect(),
            open_heading: page.with("area-open", &[("where", place.into())]),
            open_all: links::area_open(slug),
            inside_heading: page.with("area-inside", &[("name", area.name.clone().into())]),
            inside: inside.collect(),
            categories: category_links(language, &counts, |key| links::area_category(slug, key)),
            kinds: kind_links(language, slug, &counts),
            newest: known.newest.iter().map(|it| new_place(language, it, now)).collect(),
            all: Link {
                href: links::area(slug),
                label: page.with("category-all", &[("count", known.all.total.into())]),
            },
            feed: format!("/buurt/{slug}.atom"),
            downloads: if known.all.total > 0 { links::area_downloads(slug) } else { Vec::new() },
            attributions: known.attributions.to_vec(),
            slug: slug.to_owned(),
            board: BoardGlance::nothing(),
            page,
        }
    }
}

impl AreaLink {
    pub(crate) fn of(language: Language, area: &model::Area, count: u64) -> Self {
        let href = format!("/buurt/{}", area.slug);
        Self { href, name: area.name.clone(), count: clock::number(language, count) }
    }
}

/// The word for a kind of area.
pub(crate) fn kind_name(language: Language, kind: AreaKind) -> String {
    texts::text(
        language,
        match kind {
            AreaKind::Municipality => "area-municipality",
            AreaKind::District => "area-district",
            AreaKind::Quarter => "area-quarter",
            AreaKind::Neighbourhood => "area-neighbourhood",
        },
    )
}

/// The areas around an area, the nearest first.
pub(crate) fn around<'a>(
    atlas: &'a Atlas,
    area: &model::Area,
) -> impl Iterator<Item = &'a model::Area> + use<'a> {
    atlas.lineage(area.id).skip(1)
}

/// `Dapperbuurt, Oost`: with what lies around it, because many towns have a Centrum.
fn title(language: Language, known: &Known<'_>) -> String {
    let name = &known.area.name;
    let place = around(known.atlas, known.area).next().map(|it| it.name.clone());
    let name = place.map_or_else(|| name.clone(), |place| format!("{name}, {place}"));
    texts::text_with(language, "area-title", &[("name", name.into())])
}

/// What a search engine shows: how much there is, of what most, and the areas inside it.
fn describe(language: Language, known: &Known<'_>) -> String {
    let counts = Counts::of(known.all);
    let most = category_links(language, &counts, |_| String::new());
    let most: Vec<String> = most.into_iter().take(NAMED_INSIDE).map(|it| it.label).collect();
    let values = [
        ("count", known.all.total.into()),
        ("where", texts::in_area(language, &known.area.name).into()),
        ("most", most.join(", ").into()),
    ];
    let key = if most.is_empty() { "area-description-empty" } else { "area-description" };
    texts::text_with(language, key, &values)
}

fn breadcrumbs(page: &Page, known: &Known<'_>) -> Vec<Link> {
    let link =
        |it: &model::Area| Link { href: format!("/buurt/{}", it.slug), label: it.name.clone() };
    let mut line: Vec<Link> = around(known.atlas, known.area).map(link).collect();
    line.push(Link { href: "/buurten".to_owned(), label: page.t("page-nav-areas") });
    line.reverse();
    line
}

/// `Buurt in Oost, Amsterdam · 5.020 inwoners`
fn kind_words(language: Language, known: &Known<'_>) -> String {
    let kind = kind_name(language, known.area.kind);
    let around: Vec<&str> = around(known.atlas, known.area).map(|it| it.name.as_str()).collect();
    let kind = match around.is_empty() {
        true => kind,
        false => {
            let values = [("kind", kind.into()), ("around", around.join(", ").into())];
            texts::text_with(language, "area-kind-in", &values)
        }
    };
    let people =
        known.area.inhabitants.filter(|count| *count > 0).map(|count| {
            texts::text_with(language, "area-inhabitants", &[("count", count.into())])
        });
    std::iter::once(kind).chain(people).collect::<Vec<_>>().join(" · ")
}

fn count_words(language: Language, known: &Known<'_>) -> String {
    let key = if known.all.approximate { "category-count-about" } else { "category-count" };
    texts::text_with(language, key, &[("count", known.all.total.into())])
}

/// "12 van de 40 zaken zijn nu open", and nothing more than is known.
fn street_words(page: &Page, known: &Known<'_>) -> String {
    let total = known.all.total;
    if total == 0 {
        return page.t("area-empty");
    }
    let of = |wanted: &str| {
        let values = facet(known.all, FacetField::Open).iter();
        values.filter(|(value, _)| value == wanted).map(|(_, count)| *count).sum::<u64>()
    };
    let open = of("open") + of("likely");
    let about = if known.all.approximate { "yes" } else { "no" };
    let values = [("open", open.into()), ("total", total.into()), ("about", about.into())];
    page.with("street-words", &values)
}

fn kind_links(language: Language, slug: &str, counts: &Counts) -> Vec<CategoryLink> {
    let link = |(key, count): &(String, u64)| {
        let kind = Kind::from_key(key)?;
        Some(CategoryLink {
            href: links::area_kind(slug, kind),
            label: texts::kind(language, kind),
            count: clock::number(language, *count),
        })
    };
    counts.kinds.iter().filter_map(link).collect()
}
