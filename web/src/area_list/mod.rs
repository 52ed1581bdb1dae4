//! All areas that have any place, town by town; and a field to find one by its name.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::areas::atlas::{Atlas, postcode_digits};
use koop_domain::areas::model::Area;
use koop_domain::language::Language;
use koop_domain::text::fold;

use crate::Web;
use crate::area::{AreaCounts, AreaLink};
use crate::behind::Behind;
use crate::error::Failure;
use crate::home::Link;
use crate::page::{Page, answer};
use crate::reader::Reader;
use crate::results::{WHENCE_MAX, links};
use crate::texts;

/// The parameter that holds the name to find.
const FIND: &str = "zoek";
/// How many names are offered for one that nobody knows.
const ALIKE_MAX: usize = 8;
/// How many areas are shown whose names begin with what is looked for.
const FOUND_MAX: usize = 100;

#[derive(Template)]
#[template(path = "area_list/area_list.html")]
pub(crate) struct AreaList {
    pub page: Page,
    /// The name that is looked for.
    pub text: String,
    /// What stands above the answer to it.
    pub answer: Option<String>,
    /// The areas that answer it.
    pub found: Vec<AreaLink>,
    /// How many of all these are, when there are more.
    pub cut: Option<String>,
    /// From where one can search as well, when the name is no area but a postcode.
    pub near: Option<Link>,
    /// All of them, when no name is looked for.
    pub towns: Vec<Town>,
}

/// An area that lies in no other, and what lies in it.
pub(crate) struct Town {
    pub link: AreaLink,
    pub parts: Vec<Part>,
}

/// The smallest areas right inside one.
pub(crate) struct Part {
    /// That one; none where it is the town itself.
    pub outer: Option<AreaLink>,
    pub areas: Vec<AreaLink>,
}

/// `GET /buurten`
pub(crate) async fn get(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    let atlas = web.atlas(&reader.ctx).await?;
    if atlas.is_empty() {
        return Err(Failure::NOT_FOUND);
    }
    let text = reader.value(FIND).unwrap_or_default().trim();
    let text: String = text.chars().take(WHENCE_MAX).collect();
    // The letters of a postcode name a street: they do not stay in the address.
    if let Some(digits) = postcode_digits(&text).filter(|digits| *digits != text) {
        return Ok(redirect(&reader, &format!("/buurten?{FIND}={digits}")));
    }
    let mut named = atlas.named(&text, None);
    if let (false, Some(only), None) = (text.is_empty(), named.next(), named.next()) {
        return Ok(redirect(&reader, &format!("/buurt/{}", only.slug)));
    }
    let counts = web.counts(&reader.ctx).await?;
    let title = texts::text(reader.language, "areas-title");
    let description = texts::text(reader.language, "areas-description");
    let lasting = text.is_empty().then_some("/buurten");
    let behind = Behind::areas(&text);
    let page = Page::new(&web, &reader, title, description, lasting, &behind).await;
    let list = AreaList::new(page, &text, &atlas, &counts.areas);
    answer(&list.page, &list)
}

fn redirect(reader: &Reader, href: &str) -> Response {
    Redirect::to(&reader.in_language(href)).into_response()
}

impl AreaList {
    pub(crate) fn new(page: Page, text: &str, atlas: &Atlas, counts: &AreaCounts) -> Self {
        if text.is_empty() {
            let towns = towns(page.language, atlas, counts);
            let (text, found) = (String::new(), Vec::new());
            return Self { page, text, answer: None, found, cut: None, near: None, towns };
        }
        let link = |area: &Area| {
            let names: Vec<&str> = atlas.lineage(area.id).map(|it| it.name.as_str()).collect();
            let count = counts.of_area(area.id);
            AreaLink { name: names.join(", "), ..AreaLink::of(page.language, area, count) }
        };
        let total = atlas.named(text, None).count();
        let mut found: Vec<AreaLink> = atlas.named(text, None).take(FOUND_MAX).map(link).collect();
        let cut = (total > FOUND_MAX).then(|| {
            page.with("areas-cut", &[("most", FOUND_MAX.into()), ("total", total.into())])
        });
        let mut key = "areas-found";
        if found.is_empty() {
            found = atlas.alike(text).take(ALIKE_MAX).map(link).collect();
            key = if found.is_empty() { "areas-none" } else { "areas-none-alike" };
        }
        let located = atlas.locate(text).filter(|it| it.area.is_none());
        let near = located.map(|it| Link {
            href: links::whence(text),
            label: page.with("areas-near", &[("place", it.name.into())]),
        });
        // A postcode is no name that nobody knows.
        let answer = near.is_none().then(|| page.with(key, &[("text", text.to_owned().into())]));
        Self { text: text.to_owned(), answer, found, cut, near, towns: Vec::new(), page }
    }
}

/// Every area that lies in no other, by name. Areas without any place are left out.
fn towns(language: Language, atlas: &Atlas, counts: &AreaCounts) -> Vec<Town> {
    let towns = by_name(counts.inside(atlas, None)).into_iter();
    towns
        .map(|(area, count)| {
            let mut parts = Vec::new();
            put_parts(&mut parts, language, atlas, counts, area, true);
            Town { link: AreaLink::of(language, area, count), parts }
        })
        .collect()
}

/// The smallest areas right inside an area, then those inside the others.
fn put_parts(
    parts: &mut Vec<Part>,
    language: Language,
    atlas: &Atlas,
    counts: &AreaCounts,
    outer: &Area,
    is_town: bool,
) {
    let inside = by_name(counts.inside(atlas, Some(outer.id)));
    let is_smallest = |(area, _): &(&Area, u64)| atlas.inside(Some(area.id)).next().is_none();
    let (smallest, others): (Vec<_>, Vec<_>) = inside.into_iter().partition(is_smallest);
    let link = |area: &Area| AreaLink::of(language, area, counts.of_area(area.id));
    if !smallest.is_empty() {
        let areas = smallest.into_iter().map(|(area, _)| link(area)).collect();
        parts.push(Part { outer: (!is_town).then(|| link(outer)), areas });
    }
    for (area, _) in others {
        put_parts(parts, language, atlas, counts, area, false);
    }
}

fn by_name(mut areas: Vec<(&Area, u64)>) -> Vec<(&Area, u64)> {
    areas.sort_by_cached_key(|(area, _)| fold(&area.name));
    areas
}

#[cfg(test)]
mod tests {
    use koop_domain::areas::model::AreaKind;
    use koop_domain::areas::ways::Water;

    use super::*;
    use crate::sample::{area_id, page};

    fn atlas(areas: usize) -> Atlas {
        let area = |number: usize| Area {
            id: area_id(number as u128),
            slug: format!("buurt-{number}"),
            kind: AreaKind::Neighbourhood,
            code: number.to_string(),
            name: format!("Buurt {number}"),
            parent: None,
            outline: geo::MultiPolygon(Vec::new()),
            inhabitants: None,
        };
        Atlas::new(1, (0..areas).map(area).collect(), Vec::new(), Water::default())
    }

    #[test]
    fn a_long_answer_is_cut_and_says_so() {
        for (areas, shown, told) in [
            (FOUND_MAX, FOUND_MAX, None),
            (
                FOUND_MAX + 1,
                FOUND_MAX,
                Some("Dit zijn de eerste 100 van 101. Typ meer van de naam."),
            ),
        ] {
            let counts = AreaCounts::default();
            let list = AreaList::new(page(Language::Nl), "buurt", &atlas(areas), &counts);
            assert_eq!((list.found.len(), list.cut.as_deref()), (shown, told));
        }
    }
}
