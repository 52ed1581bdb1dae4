//! A place of mine: how often it is looked at, rung and walked to, and the way to everything that
//! can be done with it.

mod chart;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use koop_domain::id::ListingId;
use koop_domain::listings::currencies;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::model::Listing;
use koop_domain::listings::numbers::model::{FEW_BELOW, Figure, WEEKS, Week};
use koop_domain::listings::numbers::weeks;

use super::kept;
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::page::{Page, answer_privately};
use crate::texts::clock;

#[derive(Template)]
#[template(path = "keeping/numbers/numbers.html")]
pub(crate) struct NumbersPage {
    pub page: Page,
    pub name: String,
    pub public: String,
    pub ways: Vec<Link>,
    /// The weeks, for who may see them; the running one last.
    pub weeks: Option<Shown>,
}

/// Weeks as they are shown.
pub(crate) struct Shown {
    pub lead: String,
    pub chart: String,
    /// The latest first: when it began, and what was counted.
    pub rows: Vec<(String, [String; 3])>,
    pub honest: String,
}

/// `GET /mijn/plekken/{id}`
pub(crate) async fn get(
    State(web): State<Web>,
    Path(id): Path<String>,
    mine: Mine,
) -> Result<Response, Failure> {
    let (_, listing) = kept(&web, &mine, &id).await?;
    let weeks = match weeks(&mine.reader.ctx, &web.site.domain, listing.id).await {
        Ok(weeks) => Some(weeks),
        // Whoever found a place keeps it, and is not its owner.
        Err(ListingError::Denied(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let slips = Slips::default();
    let mut page = Page::own(&web, &mine.reader, "numbers-title", "numbers-lead", &slips).await;
    page.here = path(listing.id);
    let mut page = NumbersPage::new(page, &listing, weeks.as_deref());
    if !currencies::on(&web.site.domain).await?.is_empty() {
        let href = format!("{}/munten", path(listing.id));
        page.ways.push(Link { href, label: page.page.t("worth-title") });
    }
    answer_privately(slips.status(), &page.page, &page)
}

/// Where a place of mine has its page.
pub(crate) fn path(id: ListingId) -> String {
    format!("/mijn/plekken/{id}")
}

impl NumbersPage {
    pub(crate) fn new(page: Page, listing: &Listing, weeks: Option<&[Week]>) -> Self {
        let here = path(listing.id);
        let way =
            |behind: &str, key: &str| Link { href: format!("{here}/{behind}"), label: page.t(key) };
        Self {
            name: listing.facts.name.clone(),
            public: format!("/plek/{}", listing.slug),
            ways: vec![
                way("dagen", "place-keep-days"),
                way("openingstijden", "place-keep-hours"),
                way("wijzigen", "place-keep-facts"),
                way("fotos", "numbers-photos"),
                way("meldingen", "numbers-reports"),
            ],
            weeks: weeks.map(|weeks| Shown::new(&page, weeks)),
            page,
        }
    }
}

impl Shown {
    fn new(page: &Page, weeks: &[Week]) -> Self {
        let row = |it: &Week| {
            let day = clock::date(page.language, it.monday);
            let figures = [it.seen, it.called, it.routed].map(|it| figure(page, it));
            (page.with("numbers-week", &[("day", day.into())]), figures)
        };
        let lead = match weeks.last().map(|it| it.seen) {
            Some(Figure::Count(count)) => page.with("numbers-now", &[("count", count.into())]),
            Some(Figure::Few) => page.t("numbers-now-few"),
            _ => page.t("numbers-now-none"),
        };
        Self {
            lead,
            chart: chart::draw(weeks),
            rows: weeks.iter().rev().map(row).collect(),
            honest: page
                .with("numbers-honest", &[("weeks", WEEKS.into()), ("few", FEW_BELOW.into())]),
        }
    }
}

/// A figure in words.
fn figure(page: &Page, it: Figure) -> String {
    match it {
        Figure::None => page.t("numbers-none"),
        Figure::Few => page.t("numbers-few"),
        Figure::Count(count) => clock::number(page.language, count),
    }
}
