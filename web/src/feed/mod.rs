//! Feeds of new places: of any list of results, of a category, of an area.
//!
//! When a place is open, and where somebody stands who looks for one, is no matter of news: a
//! feed asks the same as its list, without the moment and in the order of arrival.

pub(crate) mod atom;

use axum::extract::State as Shared;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY};
use koop_domain::language::Language;
use koop_domain::listings;
use koop_domain::listings::categories::tree;
use koop_domain::listings::model::Listing;
use koop_domain::listings::search::{Filter, ListingQuery, Sort};

use self::atom::{Entry, Feed};
use crate::Web;
use crate::card::whereabouts;
use crate::error::Failure;
use crate::reader::Reader;
use crate::results::{asked_exactly, place_words};
use crate::texts;

/// How many places a feed holds.
pub(crate) const ENTRIES: u32 = 50;
/// How long a reader of feeds keeps it, in seconds.
pub(crate) const FRESH: &str = "private, max-age=900";
/// What a feed is.
pub(crate) const ATOM: &str = "application/atom+xml; charset=utf-8";

/// `GET /zoeken.atom?…`
pub(crate) async fn get(Shared(web): Shared<Web>, reader: Reader) -> Result<Response, Failure> {
    let state = asked_exactly(&web, &reader).await?;
    let now = reader.ctx.now;
    let list = state.as_news();
    let query = list.query(reader.language, now).ok_or(Failure::INVALID)?;
    let what = list.text.clone().map(|text| format!("“{text}”"));
    let mut what: Vec<String> = what.into_iter().collect();
    what.extend(list.kinds.iter().map(|it| texts::kind(reader.language, *it)));
    what.extend(list.categories.iter().map(|it| texts::category(reader.language, it)));
    let place = place_words(reader.language, &list);
    let key = match (what.is_empty(), place.is_empty()) {
        (true, true) => "feed-title",
        (true, false) => "feed-title-where",
        (false, _) => "feed-title-what",
    };
    let values = [("what", what.join(", ").into()), ("where", place.into())];
    let title = texts::text_with(reader.language, key, &values);
    let this = list.feed_href();
    write(&web, &reader, query, title, &this, &list.href()).await
}

/// `GET /categorie/{key}.atom`
pub(crate) async fn category(web: &Web, reader: &Reader, key: &str) -> Result<Response, Failure> {
    let node = tree().get(key).ok_or(Failure::NOT_FOUND)?;
    let filter = Filter { categories: vec![key.to_owned()], ..Filter::default() };
    let name = node.name(reader.language).to_owned();
    let values = [("what", name.into()), ("where", String::new().into())];
    let title = texts::text_with(reader.language, "feed-title-what", &values);
    let query = ListingQuery { filter, ..ListingQuery::new(reader.ctx.now) };
    let page = format!("/categorie/{key}");
    write(web, reader, query, title, &format!("{page}.atom"), &page).await
}

/// `GET /buurt/{slug}.atom`
pub(crate) async fn area(web: &Web, reader: &Reader, slug: &str) -> Result<Response, Failure> {
    let atlas = web.atlas(&reader.ctx).await?;
    let area = atlas.by_slug(slug).ok_or(Failure::NOT_FOUND)?;
    let filter = Filter { area: Some(area.id), ..Filter::default() };
    let place = format!(" {}", texts::in_area(reader.language, &area.name));
    let title = texts::text_with(reader.language, "feed-title-where", &[("where", place.into())]);
    let query = ListingQuery { filter, ..ListingQuery::new(reader.ctx.now) };
    let page = format!("/buurt/{slug}");
    write(web, reader, query, title, &format!("{page}.atom"), &page).await
}

async fn write(
    web: &Web,
    reader: &Reader,
    query: ListingQuery,
    title: String,
    this: &str,
    page: &str,
) -> Result<Response, Failure> {
    let newest = ListingQuery {
        language: reader.language,
        sort: Sort::Newest,
        first: ENTRIES,
        after: None,
        open: None,
        facets: false,
        ..query
    };
    let found = listings::search(&reader.ctx, &web.site.domain, newest).await?;
    let base = &web.site.base_url;
    let language = reader.language;
    let address = |path: &str| format!("{base}{}", reader.in_language(path));
    let is_demo = web.is_demo(&reader.ctx).await;
    let feed = Feed {
        language: language.code(),
        id: format!("{base}{this}"),
        this: address(this),
        page: address(page),
        title,
        subtitle: texts::text(language, if is_demo { "page-demo" } else { "home-description" }),
        rights: rights(found.found.iter().map(|(it, _)| it)),
        entries: found.found.iter().map(|(it, _)| entry(language, base, it)).collect(),
    };
    let headers = [(CONTENT_TYPE, ATOM), (CACHE_CONTROL, FRESH), (VARY, "accept-language, cookie")];
    Ok((headers, feed.write()).into_response())
}

/// Every line of attribution once, with its licence.
fn rights<'a>(listings: impl Iterator<Item = &'a Listing>) -> String {
    let mut lines: Vec<String> = listings.filter_map(right).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.join("; ")
}

fn right(listing: &Listing) -> Option<String> {
    let source = listing.source.as_ref()?;
    Some(format!("{} ({})", source.attribution, source.licence))
}

fn entry(language: Language, base: &str, listing: &Listing) -> Entry {
    let facts = &listing.facts;
    let own = facts.description(language).map(|(_, text)| text.to_owned());
    let categories: Vec<(String, String)> =
        facts.categories.iter().map(|key| (key.clone(), texts::category(language, key))).collect();
    let labels = categories.iter().map(|(_, label)| label.clone());
    let place = whereabouts(language, facts);
    let said = labels.chain([place]).filter(|it| !it.is_empty());
    let said = said.chain(own).collect::<Vec<_>>().join(" · ");
    let demo = listing.demo.then(|| ("demo".to_owned(), texts::text(language, "feed-demo")));
    Entry {
        id: listing.id.0,
        title: facts.name.clone(),
        page: format!("{base}/plek/{}", listing.slug),
        published: listing.created_at,
        updated: listing.updated_at.max(listing.created_at),
        author: listing.source.as_ref().map(|it| it.name.clone()),
        rights: right(listing),
        summary: said,
        categories: categories.into_iter().chain(demo).collect(),
    }
}
