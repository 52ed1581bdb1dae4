//! All areas that have any place, by what they lie in; and a field to find one by its name.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::Area;
use koop_domain::language::Language;

use crate::Web;
use crate::area::{AreaCounts, AreaLink};
use crate::behind::Behind;
use crate::error::Failure;
use crate::home::Link;
use crate::page::{Page, answer};
use crate::reader::Reader;
use crate::results::links;
use crate::texts;

/// The parameter that holds the name to find.
const FIND: &str = "zoek";
/// The longest name that is looked for, in characters.
const FIND_MAX: usize = 80;
/// How many names are offered for one that nobody knows.
const ALIKE_MAX: usize = 8;

#[derive(Template)]
#[template(path = "area_list/area_list.html")]
pub(crate) struct AreaList {
    pub page: Page,
    /// The name that is looked for.
    pub text: String,
    /// What stands above the answer to it.
    pub answer: Option<String>,
    pub groups: Vec<Group>,
    /// From where one can search as well, when the name is no area but a postcode.
    pub near: Option<Link>,
}

/// The areas inside one.
pub(crate) struct Group {
    /// What they lie in; none where they lie in nothing else.
    pub outer: Option<AreaLink>,
    pub areas: Vec<AreaLink>,
}

/// `GET /buurten`
pub(crate) async fn get(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    let atlas = web.atlas().await?;
    if atlas.is_empty() {
        return Err(Failure::NOT_FOUND);
    }
    let text: String =
        reader.value(FIND).unwrap_or_default().trim().chars().take(FIND_MAX).collect();
    let mut named = atlas.named(&text, None);
    if let (false, Some(only), None) = (text.is_empty(), named.next(), named.next()) {
        return Ok(Redirect::to(&format!("/buurt/{}", only.slug)).into_response());
    }
    let counts = web.counts(&reader.ctx).await?;
    let language = reader.language;
    let title = texts::text(language, "areas-title");
    let description = texts::text(language, "areas-description");
    let lasting = text.is_empty().then_some("/buurten");
    let page = Page::new(&web, &reader, title, description, lasting, &Behind::areas(&text)).await;
    let list = AreaList::new(page, &text, &atlas, &counts.areas);
    answer(&list.page, &list)
}

impl AreaList {
    pub(crate) fn new(page: Page, text: &str, atlas: &Atlas, counts: &AreaCounts) -> Self {
        let language = page.language;
        if text.is_empty() {
            let groups = groups(language, atlas, counts);
            return Self { page, text: String::new(), answer: None, groups, near: None };
        }
        let link = |area: &Area| {
            let count = counts.of_area(area.id);
            AreaLink { name: full_name(atlas, area), ..AreaLink::of(language, area, count) }
        };
        let mut areas: Vec<AreaLink> = atlas.named(text, None).map(link).collect();
        let key = if areas.is_empty() { "areas-none" } else { "areas-found" };
        if areas.is_empty() {
            areas = atlas.alike(text).take(ALIKE_MAX).map(link).collect();
        }
        let located = atlas.locate(text).filter(|it| it.area.is_none());
        let near = located.map(|it| Link {
            href: links::whence(text),
            label: page.with("areas-near", &[("place", it.name.into())]),
        });
        let answer = page.with(key, &[("text", text.to_owned().into())]);
        let groups = vec![Group { outer: None, areas }];
        Self { text: text.to_owned(), answer: Some(answer), groups, near, page }
    }
}

/// Each area that holds others, with those: a town with its districts, a district with its
/// neighbourhoods. Areas without any place are left out.
fn groups(language: Language, atlas: &Atlas, counts: &AreaCounts) -> Vec<Group> {
    let links = |areas: Vec<(&Area, u64)>| {
        areas.into_iter().map(|(area, count)| AreaLink::of(language, area, count)).collect()
    };
    let holds_smallest = |area: &&Area| {
        let below = atlas.inside(Some(area.id));
        below.into_iter().any(|it| atlas.inside(Some(it.id)).next().is_none())
    };
    let alone = counts.inside(atlas, None);
    let alone: Vec<_> = alone
        .into_iter()
        .filter(|(area, _)| atlas.inside(Some(area.id)).next().is_none())
        .collect();
    let outer = atlas.areas().filter(holds_smallest).map(|area| Group {
        outer: Some(AreaLink {
            name: full_name(atlas, area),
            ..AreaLink::of(language, area, counts.of_area(area.id))
        }),
        areas: links(by_name(counts.inside(atlas, Some(area.id)))),
    });
    let alone = Group { outer: None, areas: links(by_name(alone)) };
    std::iter::once(alone).chain(outer).filter(|group| !group.areas.is_empty()).collect()
}

fn by_name(mut areas: Vec<(&Area, u64)>) -> Vec<(&Area, u64)> {
    areas.sort_by_cached_key(|(area, _)| koop_domain::text::fold(&area.name));
    areas
}

/// `Oost, Amsterdam`
fn full_name(atlas: &Atlas, area: &Area) -> String {
    let names: Vec<&str> = atlas.lineage(area.id).map(|it| it.name.as_str()).collect();
    names.join(", ")
}
