//! What became of a place: every revision in words; and for who keeps it, the way back.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::error::Problem;
use koop_domain::language::Language;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::history::{self, Entry, History};
use koop_domain::listings::merging;
use koop_domain::listings::model::Listing;
use koop_domain::listings::reports::REASON_MAX;
use serde::Deserialize;

use super::{place, words};
use crate::Web;
use crate::account::Acting;
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::{self, clock};

/// What says whose history is told, of what was made one with the place.
const PART: &str = "van";
/// How many revisions a page tells.
const FIRST: u32 = 20;

#[derive(Template)]
#[template(path = "mending/history/history.html")]
pub(crate) struct HistoryPage {
    pub page: Page,
    pub slips: Slips,
    pub slug: String,
    pub name: String,
    pub heading: String,
    pub lead: String,
    pub done: Option<String>,
    /// The revision as it is now, which an older one replaces.
    pub now: i32,
    pub entries: Vec<Told>,
    pub may_revert: bool,
    /// Listings that were made one with it, and their histories.
    pub merged: Vec<Link>,
    /// Back to the history of the place, from that of one that was made one with it.
    pub whole: Option<String>,
    /// Whether who has it back says why, and how long that may be.
    pub asks_reason: bool,
    pub reason_max: usize,
    /// What was before these.
    pub earlier: Option<String>,
}

/// A revision in words.
pub(crate) struct Told {
    pub revision: i32,
    pub by: String,
    pub is_first: bool,
    pub is_now: bool,
    pub lines: Vec<Line>,
    /// What was found right.
    pub confirmed: Option<String>,
    /// What the button to have it as it was here is called in full.
    pub which: String,
    /// Why, as it was typed, and what is wrong with that.
    pub reason: String,
    pub error: Option<String>,
}

/// A field that changed.
pub(crate) struct Line {
    pub label: String,
    /// Before and after; none where that is nobody's business.
    pub values: Option<(String, String)>,
}

/// What was sent.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    pub(crate) versie: i32,
    pub(crate) gezien: i32,
    pub(crate) reden: String,
}

/// `GET /plek/{slug}/geschiedenis`
pub(crate) async fn get(
    State(web): State<Web>,
    Path(slug): Path<String>,
    reader: Reader,
) -> Result<Response, Failure> {
    show(&web, &reader, &slug, (&Typed::default(), Slips::default())).await
}

/// `POST /plek/{slug}/geschiedenis`: has the place as it was.
pub(crate) async fn post(
    State(web): State<Web>,
    Path(slug): Path<String>,
    Acting(mine): Acting,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let listing = place(&web, &reader.ctx, &slug).await?;
    let to = (typed.versie, Some(typed.gezien));
    match history::revert(&reader.ctx, &web.site.domain, listing.id, to, &typed.reden).await {
        Ok(_) => {
            let back = format!("/plek/{slug}/geschiedenis?gedaan=terug");
            Ok(Redirect::to(&back).into_response())
        }
        Err(ListingError::Conflict { .. }) => {
            let words = texts::text(reader.language, "history-conflict");
            show(&web, reader, &slug, (&typed, Slips::own("", words).above())).await
        }
        Err(ListingError::Invalid { field: "reason", problem: Problem::TooLong }) => {
            let most = [("count", REASON_MAX.into())];
            let words = texts::text_with(reader.language, "reports-slip-long", &most);
            show(&web, reader, &slug, (&typed, Slips::own("reden", words))).await
        }
        Err(ListingError::Invalid { field: "reason", .. }) => {
            let words = texts::text(reader.language, "history-slip-reason");
            show(&web, reader, &slug, (&typed, Slips::own("reden", words))).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    slug: &str,
    (typed, slips): (&Typed, Slips),
) -> Result<Response, Failure> {
    let listing = place(web, &reader.ctx, slug).await?;
    let before = reader.value("voor").and_then(|it| it.parse().ok());
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let mut merged = merging::absorbed(ctx, domain, listing.id).await?;
    let part = match reader.value(PART).filter(|it| !it.is_empty()) {
        Some(part) => {
            let at = merged.iter().position(|it| it.id.to_string() == part);
            Some(merged.swap_remove(at.ok_or(Failure::NOT_FOUND)?))
        }
        None => None,
    };
    let told = part.as_ref().unwrap_or(&listing);
    let mut history = history::of(ctx, domain, told.id, (before, FIRST)).await?;
    // What was made one with another is had back by undoing that, and not piece by piece.
    history.may_revert &= part.is_none();
    let mut page = Page::own(web, reader, "history-title", "history-lead", &slips).await;
    page.here = format!("/plek/{slug}/geschiedenis");
    let done = reader.value("gedaan").filter(|it| *it == "terug");
    let done = done.map(|_| page.t("history-reverted"));
    let status = slips.status();
    let known = Known { place: &listing, part: part.as_ref(), merged: &merged, history: &history };
    let page = HistoryPage::new(page, &known, typed, done, slips);
    answer_privately(status, &page.page, &page)
}

/// What is known of what became of a place.
pub(crate) struct Known<'a> {
    pub place: &'a Listing,
    /// Of what was made one with it, whose history is told; none: its own.
    pub part: Option<&'a Listing>,
    pub merged: &'a [Listing],
    pub history: &'a History,
}

impl HistoryPage {
    pub(crate) fn new(
        page: Page,
        known: &Known<'_>,
        typed: &Typed,
        done: Option<String>,
        slips: Slips,
    ) -> Self {
        let Known { place, part, merged, history } = known;
        let listing = part.unwrap_or(place);
        let own = format!("/plek/{}/geschiedenis", place.slug);
        let of = |it: &Listing| format!("{own}?{PART}={}", it.id);
        let link = |it: &Listing| Link {
            href: of(it),
            label: page.with("history-merged-of", &[("name", it.facts.name.clone().into())]),
        };
        let name = listing.facts.name.clone();
        let lead = if history.may_revert { "history-lead-keeper" } else { "history-lead" };
        let last = history.entries.last().filter(|_| history.more);
        Self {
            slug: place.slug.clone(),
            merged: merged.iter().filter(|_| part.is_none()).map(link).collect(),
            whole: part.map(|_| own.clone()),
            heading: page.with("history-title-of", &[("name", name.clone().into())]),
            name,
            lead: page.t(lead),
            done,
            now: listing.revision,
            entries: history
                .entries
                .iter()
                .map(|it| told(&page, listing, it).typed(typed, &slips))
                .collect(),
            may_revert: history.may_revert,
            asks_reason: history.asks_reason,
            reason_max: REASON_MAX,
            earlier: last.map(|it| match part {
                Some(part) => format!("{}&voor={}", of(part), it.revision),
                None => format!("{own}?voor={}", it.revision),
            }),
            slips,
            page,
        }
    }
}

fn told(page: &Page, listing: &Listing, entry: &Entry) -> Told {
    let date = day(page.language, entry);
    let who = words::who(page, &entry.by);
    let line = |it: &history::Changed| {
        let side = |facts| {
            let value = words::value(page, it.field, facts);
            if value.is_empty() { page.t("history-nothing") } else { value }
        };
        let values = (!it.is_withheld).then(|| (side(&entry.before), side(&entry.after)));
        Line { label: words::label(page, it.field), values }
    };
    let groups: Vec<String> =
        entry.confirmed.iter().map(|it| words::group(page, *it).to_lowercase()).collect();
    let groups = (!groups.is_empty()).then(|| groups.join(", "));
    Told {
        revision: entry.revision,
        which: page.with(
            "history-revert-which",
            &[("date", date.clone().into()), ("revision", entry.revision.into())],
        ),
        by: page.with("history-by", &[("date", date.into()), ("who", who.into())]),
        is_first: entry.is_first,
        is_now: entry.revision == listing.revision,
        lines: entry.changes.iter().map(line).collect(),
        confirmed: groups.map(|it| page.with("history-confirmed", &[("groups", it.into())])),
        reason: String::new(),
        error: None,
    }
}

impl Told {
    /// The same with what was typed for it, and what is wrong with that.
    fn typed(mut self, typed: &Typed, slips: &Slips) -> Self {
        if typed.versie == self.revision {
            typed.reden.clone_into(&mut self.reason);
            self.error = slips.of("reden").map(str::to_owned);
        }
        self
    }
}

fn day(language: Language, entry: &Entry) -> String {
    clock::date(language, clock::today(entry.at))
}
