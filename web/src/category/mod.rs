//! The page of a category: what belongs to it, what is below it, what is open first.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use koop_domain::language::Language;
use koop_domain::listings::categories::{Category as Node, tree};
use koop_domain::listings::search::{Filter, ListingQuery, Sort};
use koop_domain::listings::{self, SearchPage};

use crate::behind::Behind;
use crate::card::{Card, Cards, put_photos};
use crate::error::Failure;
use crate::feed;
use crate::home::{CategoryLink, Link};
use crate::page::{Page, answer};
use crate::pulse::Counts;
use crate::reader::Reader;
use crate::results::links;
use crate::texts::{self, clock};
use crate::{Web, art};

/// How many places are shown before the list itself.
const PLACES: u32 = 12;

#[derive(Template)]
#[template(path = "category/category.html")]
pub(crate) struct Category {
    pub page: Page,
    pub breadcrumbs: Vec<Link>,
    pub name: String,
    pub count_words: String,
    pub terms: String,
    pub chips: Vec<Link>,
    pub children: Vec<CategoryLink>,
    pub street: String,
    pub places: Vec<Card>,
    pub all_href: String,
    pub all_label: String,
    pub feed: String,
}

/// `GET /categorie/{key}`
pub(crate) async fn get(
    State(web): State<Web>,
    Path(key): Path<String>,
    reader: Reader,
) -> Result<Response, Failure> {
    if let Some(key) = key.strip_suffix(".atom") {
        return feed::category(&web, &reader, key).await;
    }
    let node = tree().get(&key).ok_or(Failure::NOT_FOUND)?;
    let ctx = &reader.ctx;
    let query = ListingQuery {
        language: reader.language,
        filter: Filter { categories: vec![key], ..Filter::default() },
        sort: Sort::OpenFirst,
        first: PLACES,
        ..ListingQuery::new(ctx.now)
    };
    let found = listings::search(ctx, &web.site.domain, query.clone()).await?;
    let counts = web.counts(ctx).await?;
    let name = node.name(reader.language);
    let values = [("category", name.into()), ("count", found.total.into())];
    let description = texts::text_with(reader.language, "category-description", &values);
    let lasting = format!("/categorie/{}", node.key);
    // A page without anything on it is nothing to keep.
    let lasting = (found.total > 0).then_some(lasting.as_str());
    let behind = Behind::list(&query);
    let mut page = Page::new(&web, &reader, name.to_owned(), description, lasting, &behind).await;
    page.degraded = found.degraded;
    let mut category = Category::new(page, node, &found, &counts, ctx.now);
    put_photos(&web, ctx, category.places.iter_mut()).await?;
    answer(&category.page, &category)
}

impl Category {
    pub(crate) fn new(
        page: Page,
        node: &Node,
        found: &SearchPage,
        counts: &Counts,
        now: DateTime<Utc>,
    ) -> Self {
        let language = page.language;
        let name = node.name(language).to_owned();
        let cards = Cards::now(language, now);
        let count = [("count", found.total.into())];
        let chip = |key: &str, href: String| Link { href, label: page.t(key) };
        Self {
            breadcrumbs: breadcrumbs(language, node),
            count_words: page.with(
                if found.approximate { "category-count-about" } else { "category-count" },
                &count,
            ),
            feed: format!("/categorie/{}.atom", node.key),
            terms: node.terms(language).join(", "),
            chips: vec![
                chip("chip-open", links::category_open(node.key)),
                chip("category-search", links::category(node.key)),
            ],
            children: children(language, node, counts),
            street: art::unlit(now),
            places: found.found.iter().map(|(it, hit)| cards.hit(it, hit)).collect(),
            all_href: links::category(node.key),
            all_label: page.with("category-all", &count),
            name,
            page,
        }
    }
}

/// The categories above it.
fn breadcrumbs(language: Language, node: &Node) -> Vec<Link> {
    let mut line: Vec<Link> = tree()
        .lineage(node.key)
        .skip(1)
        .map(|it| Link {
            href: format!("/categorie/{}", it.key),
            label: it.name(language).to_owned(),
        })
        .collect();
    line.reverse();
    line
}

/// The categories right below it that have anything.
fn children(language: Language, node: &Node, counts: &Counts) -> Vec<CategoryLink> {
    let with_count = tree().children(node.key).map(|it| (it, counts.of_category(it.key)));
    with_count
        .filter(|(_, count)| *count > 0)
        .map(|(it, count)| CategoryLink {
            href: format!("/categorie/{}", it.key),
            label: it.name(language).to_owned(),
            count: clock::number(language, count),
        })
        .collect()
}
