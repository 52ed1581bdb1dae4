//! The straatronde: choose a street, then one question at a time about the places in it. Every
//! answer is a form that leads back to the next question, so a telephone needs no script.

mod streets;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::areas::atlas::Atlas;
use koop_domain::id::ListingId;
use koop_domain::listings;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::model::Listing;
use koop_domain::listings::rounds::{self, Answer, Round, Stretch};
use serde::Deserialize;

use super::listing_id;
use super::poster::POSTERS;
use crate::Web;
use crate::account::Mine;
use crate::card::whereabouts;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts;

/// Where it begins.
const START: &str = "/straatronde";
/// Where a street is on paper.
pub(super) const LIST: &str = "/straatronde/lijst";

#[derive(Template)]
#[template(path = "mending/round/round.html")]
pub(crate) struct RoundPage {
    pub page: Page,
    pub heading: String,
    /// What has just been done.
    pub done: Option<String>,
    pub progress: String,
    pub finished: u64,
    pub total: u64,
    pub question: Option<Question>,
    pub done_words: String,
    pub can_undo: bool,
    pub street: String,
    pub area: String,
    pub list: String,
}

/// What is asked.
pub(crate) struct Question {
    pub id: String,
    pub ask: String,
    pub door: String,
    pub what: String,
    pub wrong: String,
}

#[derive(Template)]
#[template(path = "mending/round/list.html")]
pub(crate) struct ListPage {
    pub page: Page,
    pub heading: String,
    pub words: String,
    pub back: String,
    /// Where the posters of the street are.
    pub posters: String,
    pub rows: Vec<Row>,
}

/// A line of a list to print.
pub(crate) struct Row {
    pub number: String,
    pub name: String,
    pub what: String,
    pub is_done: bool,
}

/// What was sent.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    straat: String,
    buurt: String,
    plek: String,
    antwoord: String,
}

/// `GET /straatronde`: the question of a street, else the streets to choose from.
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let atlas = web.atlas(&reader.ctx).await?;
    let Some(stretch) = stretch_of(reader, &atlas) else {
        return streets::get(&web, &mine, &atlas).await;
    };
    let round = rounds::round(&reader.ctx, &web.site.domain, &stretch).await?;
    let done = done(&web, reader).await?;
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "round-title", "round-lead", &slips).await;
    page.here = href(START, &stretch, &atlas);
    let page = RoundPage::new(page, &atlas, &stretch, &round, done);
    answer_privately(slips.status(), &page.page, &page)
}

/// `GET` of what only forms do.
pub(crate) async fn to_start() -> Redirect {
    Redirect::to(START)
}

/// `POST /straatronde/antwoord`
pub(crate) async fn answer(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let ctx = &mine.reader.ctx;
    let atlas = web.atlas(ctx).await?;
    let stretch = typed.stretch(&atlas).ok_or(Failure::INVALID)?;
    let id = listing_id(&typed.plek)?;
    let answer = Answer::from_key(&typed.antwoord).ok_or(Failure::INVALID)?;
    let said = match rounds::answer(ctx, &web.site.domain, id, answer).await {
        Ok(()) => format!("&gezegd={}&over={id}", answer.key()),
        // Sent twice, or gone meanwhile: the way goes on.
        Err(ListingError::Duplicate | ListingError::NotFound) => String::new(),
        Err(ListingError::TooMany { .. }) => "&gezegd=genoeg".to_owned(),
        Err(error) => return Err(error.into()),
    };
    let next = format!("{}{said}", href(START, &stretch, &atlas));
    Ok(Redirect::to(&next).into_response())
}

/// `POST /straatronde/terug`: takes the last answer back.
pub(crate) async fn undo(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let ctx = &mine.reader.ctx;
    let atlas = web.atlas(ctx).await?;
    let stretch = typed.stretch(&atlas).ok_or(Failure::INVALID)?;
    let back = href(START, &stretch, &atlas);
    match rounds::undo(ctx, &web.site.domain, &stretch).await {
        Ok(id) => Ok(Redirect::to(&format!("{back}&gezegd=terug&over={id}")).into_response()),
        Err(ListingError::NotFound) => Ok(Redirect::to(&back).into_response()),
        Err(error) => Err(error.into()),
    }
}

/// `GET /straatronde/lijst`: the street on paper.
pub(crate) async fn list(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let atlas = web.atlas(&reader.ctx).await?;
    let stretch = stretch_of(reader, &atlas).ok_or(Failure::NOT_FOUND)?;
    let round = rounds::round(&reader.ctx, &web.site.domain, &stretch).await?;
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "round-list", "round-lead", &slips).await;
    page.here = href(LIST, &stretch, &atlas);
    let page = ListPage::new(page, &atlas, &stretch, &round);
    answer_privately(slips.status(), &page.page, &page)
}

impl Typed {
    fn stretch(&self, atlas: &Atlas) -> Option<Stretch> {
        stretch(&self.straat, &self.buurt, atlas)
    }
}

/// A page of streets, for tests.
#[cfg(test)]
pub(super) fn streets_page(
    page: Page,
    found: &[rounds::Street],
    atlas: &Atlas,
) -> streets::StreetsPage {
    let heading = Some(page.t("round-streets-all"));
    streets::StreetsPage::new(page, String::new(), heading, found, Vec::new(), atlas)
}

pub(super) fn stretch_of(reader: &Reader, atlas: &Atlas) -> Option<Stretch> {
    stretch(reader.value("straat")?, reader.value("buurt").unwrap_or_default(), atlas)
}

fn stretch(street: &str, area: &str, atlas: &Atlas) -> Option<Stretch> {
    let street = street.trim();
    let area = atlas.by_slug(area).map(|it| it.id);
    (!street.is_empty()).then(|| Stretch { street: street.to_owned(), area })
}

/// Where a street is walked.
pub(crate) fn street_href(stretch: &Stretch, atlas: &Atlas) -> String {
    href("/straatronde", stretch, atlas)
}

/// The address of a street's page.
pub(super) fn href(path: &str, stretch: &Stretch, atlas: &Atlas) -> String {
    let slug = area_slug(stretch, atlas);
    let pairs = [("straat", stretch.street.as_str()), ("buurt", slug)];
    let pairs = pairs.iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>();
    format!("{path}?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
}

fn area_slug<'a>(stretch: &Stretch, atlas: &'a Atlas) -> &'a str {
    stretch.area.and_then(|id| atlas.get(id)).map_or("", |it| it.slug.as_str())
}

/// What a street is called, with its area where it lies in one.
pub(super) fn name(page: &Page, stretch: &Stretch, atlas: &Atlas) -> String {
    let area = stretch.area.and_then(|id| atlas.get(id));
    area.map_or_else(
        || stretch.street.clone(),
        |it| {
            let values =
                [("street", stretch.street.clone().into()), ("area", it.name.clone().into())];
            page.with("round-street-in", &values)
        },
    )
}

/// What has just been said, in a sentence.
async fn done(web: &Web, reader: &Reader) -> Result<Option<String>, Failure> {
    let key = match reader.value("gezegd").unwrap_or_default() {
        "genoeg" => return Ok(Some(texts::text(reader.language, "round-too-many"))),
        "terug" => "round-undone",
        "yes" => "round-said-yes",
        "no" => "round-said-no",
        "unsure" => "round-said-unsure",
        "skipped" => "round-said-skipped",
        _ => return Ok(None),
    };
    let id = reader.value("over").and_then(|it| ListingId::parse(it).ok());
    let Some(id) = id else { return Ok(None) };
    let found = listings::find_many(&reader.ctx, &web.site.domain, &[id]).await?;
    Ok(found.get(&id).map(|it| {
        let name = [("name", it.facts.name.clone().into())];
        texts::text_with(reader.language, key, &name)
    }))
}

/// What kind of place it is, in a word.
fn what(page: &Page, listing: &Listing) -> String {
    let key = listing.facts.categories.first();
    key.map_or_else(
        || texts::kind(page.language, listing.facts.kind),
        |key| texts::category(page.language, key),
    )
}

fn number(listing: &Listing) -> String {
    let address = listing.facts.shown_address();
    address.and_then(|it| it.house_number).unwrap_or_default()
}

impl RoundPage {
    pub(crate) fn new(
        page: Page,
        atlas: &Atlas,
        stretch: &Stretch,
        round: &Round,
        done: Option<String>,
    ) -> Self {
        let (finished, total) = (round.done() as u64, round.stops.len() as u64);
        let counted = [("done", finished.into()), ("total", total.into())];
        let question = round.next().map(|stop| {
            let listing = &stop.listing;
            let name = [("name", listing.facts.name.clone().into())];
            let street = whereabouts(page.language, &listing.facts);
            let door = [("street", street.into()), ("number", number(listing).into())];
            Question {
                id: listing.id.to_string(),
                ask: page.with("round-question", &name),
                door: page.with("round-door", &door).trim().to_owned(),
                what: what(&page, listing),
                wrong: format!("/plek/{}/klopt-niet", listing.slug),
            }
        });
        Self {
            heading: name(&page, stretch, atlas),
            done,
            progress: page.with("round-progress-words", &counted),
            done_words: page.with("round-done-words", &counted),
            finished,
            total,
            question,
            can_undo: round.last.is_some(),
            street: stretch.street.clone(),
            area: area_slug(stretch, atlas).to_owned(),
            list: href(LIST, stretch, atlas),
            page,
        }
    }
}

impl ListPage {
    pub(crate) fn new(page: Page, atlas: &Atlas, stretch: &Stretch, round: &Round) -> Self {
        let address = page.base_url.split_once("://").map_or("", |(_, rest)| rest);
        let words = [("address", format!("{address}{START}").into())];
        let street = [("street", name(&page, stretch, atlas).into())];
        let row = |stop: &rounds::Stop| Row {
            number: number(&stop.listing),
            name: stop.listing.facts.name.clone(),
            what: what(&page, &stop.listing),
            is_done: stop.is_done,
        };
        Self {
            heading: page.with("round-list-title", &street),
            words: page.with("round-list-words", &words),
            back: href(START, stretch, atlas),
            posters: href(POSTERS, stretch, atlas),
            rows: round.stops.iter().map(row).collect(),
            page,
        }
    }
}
