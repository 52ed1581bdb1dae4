//! Which street: by neighbourhood, by name, or near a postcode.

use askama::Template;
use axum::response::Response;
use koop_domain::areas;
use koop_domain::areas::atlas::{Atlas, postcode_digits};
use koop_domain::areas::model::Area;
use koop_domain::listings::rounds::{self, Street, Where};
use koop_domain::text::fold;

use super::{START, href, name};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::page::{Page, answer_privately};
use crate::texts::clock;

/// The longest text that is looked for, in characters.
const TEXT_MAX: usize = 80;

#[derive(Template)]
#[template(path = "mending/round/streets.html")]
pub(crate) struct StreetsPage {
    pub page: Page,
    pub text: String,
    pub heading: Option<String>,
    pub streets: Vec<StreetLine>,
    /// Neighbourhoods to choose from.
    pub areas: Vec<Link>,
}

/// A street to choose.
pub(crate) struct StreetLine {
    pub name: String,
    pub href: String,
    pub list: String,
    pub progress: String,
    pub done: u64,
    pub places: u64,
    pub is_ready: bool,
    pub distance: Option<String>,
}

/// What was asked for: where, and how that is called.
pub(super) struct Asked {
    pub(super) wanted: Where,
    pub(super) heading: String,
}

/// `GET /straatronde` without a street.
pub(super) async fn get(web: &Web, mine: &Mine, atlas: &Atlas) -> Result<Response, Failure> {
    let (reader, slips) = (&mine.reader, Slips::default());
    let mut page = Page::own(web, reader, "round-title", "round-lead", &slips).await;
    let text = reader.value("zoek").unwrap_or_default().trim();
    let text: String = text.chars().take(TEXT_MAX).collect();
    let area = reader.value("buurt").unwrap_or_default();
    // The letters of a postcode name a street: they do not stay in the address.
    let text = postcode_digits(&text).map_or(text.clone(), str::to_owned);
    START.clone_into(&mut page.here);
    let asked = asked(&page, atlas, &text, area);
    let streets = match &asked {
        Some(asked) => rounds::streets(&reader.ctx, &web.site.domain, &asked.wanted).await?,
        None => Vec::new(),
    };
    let counts = areas::counts(&reader.ctx, &web.site.domain).await?;
    let mut smallest: Vec<_> = atlas
        .areas()
        .filter(|it| counts.contains_key(&it.id) && atlas.inside(Some(it.id)).next().is_none())
        .collect();
    smallest.sort_by_cached_key(|it| fold(&it.name));
    let link =
        |it: &Area| Link { href: format!("{START}?buurt={}", it.slug), label: it.name.clone() };
    let areas = if asked.is_some() { Vec::new() } else { smallest.into_iter().map(link).collect() };
    let heading = asked.map(|it| it.heading);
    let page = StreetsPage::new(page, text, heading, &streets, areas, atlas);
    answer_privately(slips.status(), &page.page, &page)
}

/// What words mean: a neighbourhood, a postcode, else the name of a street. Where there is no
/// map, all streets are asked for.
pub(super) fn asked(page: &Page, atlas: &Atlas, text: &str, area: &str) -> Option<Asked> {
    if let Some(area) = atlas.by_slug(area) {
        let heading = page.with("round-streets-in", &[("area", area.name.clone().into())]);
        return Some(Asked { wanted: Where { area: Some(area.id), ..Where::default() }, heading });
    }
    if text.is_empty() {
        let all = || Asked { wanted: Where::default(), heading: page.t("round-streets-all") };
        return atlas.is_empty().then(all);
    }
    let located = atlas.locate(text);
    if let Some(postcode) = located.as_ref().filter(|it| it.area.is_none()) {
        let around = atlas.around(postcode.point).into_iter().next();
        let wanted = Where { area: around, near: Some(postcode.point), street: None };
        let heading = page.with("round-streets-near", &[("place", postcode.name.clone().into())]);
        return Some(Asked { wanted, heading });
    }
    let whole = |name: &str| fold(name) == fold(text);
    if let Some(found) = located.filter(|it| whole(&it.name)) {
        let heading = page.with("round-streets-in", &[("area", found.name.into())]);
        return Some(Asked { wanted: Where { area: found.area, ..Where::default() }, heading });
    }
    let wanted = Where { street: Some(text.to_owned()), ..Where::default() };
    let heading = page.with("round-streets-called", &[("name", text.to_owned().into())]);
    Some(Asked { wanted, heading })
}

impl StreetsPage {
    pub(crate) fn new(
        page: Page,
        text: String,
        heading: Option<String>,
        streets: &[Street],
        areas: Vec<Link>,
        atlas: &Atlas,
    ) -> Self {
        let line = |it: &Street| {
            let counted = [("done", it.done.into()), ("total", it.places.into())];
            let distance = it.distance_m.map(|metres| clock::distance(page.language, metres));
            StreetLine {
                name: name(&page, &it.stretch, atlas),
                href: href(START, &it.stretch, atlas),
                list: href("/straatronde/lijst", &it.stretch, atlas),
                progress: page.with("round-progress", &counted),
                done: it.done,
                places: it.places,
                is_ready: it.done >= it.places,
                distance: distance
                    .map(|it| page.with("round-distance", &[("distance", it.into())])),
            }
        };
        Self { text, heading, streets: streets.iter().map(line).collect(), areas, page }
    }
}
