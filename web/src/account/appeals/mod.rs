//! Appeals (`/mijn/bezwaar`): what was decided against the member, and asking a second person.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::appeals::{self, APPEAL_DAYS, Appeal, AppealState, Chance, REASON_MAX, Subject};
use koop_domain::error::Problem;
use koop_domain::id::ListingId;
use koop_domain::listings;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::model::Listing;
use serde::Deserialize;
use std::collections::HashMap;

use super::Mine;
use crate::Web;
use crate::desk::subject_key;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::texts::{self, clock};

const APPEALS: &str = "/mijn/bezwaar";

#[derive(Template)]
#[template(path = "account/appeals/appeals.html")]
pub(crate) struct AppealsPage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    pub may: Vec<May>,
    pub made: Vec<Made>,
    pub reason_max: usize,
}

/// Something that one may appeal against.
pub(crate) struct May {
    pub subject: String,
    pub what: String,
    pub name: String,
    pub href: Option<String>,
    pub decided: String,
    pub reason: Option<String>,
    pub typed: String,
    pub error: Option<String>,
}

/// An appeal that was made.
pub(crate) struct Made {
    pub what: String,
    pub name: String,
    pub href: Option<String>,
    pub state: String,
    pub reason: String,
    pub answer: Option<String>,
}

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    pub(crate) zaak: String,
    pub(crate) reden: String,
}

/// `GET /mijn/bezwaar`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine, &Typed::default(), Slips::default()).await
}

/// `POST /mijn/bezwaar`
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let subject = Subject::read(&typed.zaak).ok_or(Failure::NOT_FOUND)?;
    let error = match appeals::appeal(&reader.ctx, &web.site.domain, subject, &typed.reden).await {
        Ok(_) => return Ok(Redirect::to("/mijn/bezwaar?gedaan=ja").into_response()),
        // The page says that it was sent already, or that it is too late.
        Err(ListingError::Duplicate) => return Ok(Redirect::to(APPEALS).into_response()),
        Err(error) => error,
    };
    let text = |key| texts::text(reader.language, key);
    let slips = match error {
        ListingError::NotFound => Slips::in_all(text("appeal-slip-late")),
        ListingError::Invalid { problem: Problem::TooLong, .. } => {
            let most = [("count", REASON_MAX.into())];
            Slips::own("reden", texts::text_with(reader.language, "appeal-slip-long", &most))
        }
        ListingError::Invalid { .. } => Slips::own("reden", text("appeal-slip-reason")),
        error => return Err(error.into()),
    };
    show(&web, &mine, &typed, slips).await
}

async fn show(web: &Web, mine: &Mine, typed: &Typed, slips: Slips) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let (may, made) = appeals::mine(&reader.ctx, &web.site.domain).await?;
    let ids = may.iter().filter_map(|it| it.listing);
    let ids: Vec<ListingId> = ids.chain(made.iter().filter_map(|it| it.listing)).collect();
    let places = listings::find_many(&reader.ctx, &web.site.domain, &ids).await?;
    let mut page = Page::own(web, reader, "appeal-title", "appeal-lead", &slips).await;
    APPEALS.clone_into(&mut page.here);
    let done = reader.value("gedaan").filter(|_| slips.is_empty());
    let done = done.map(|_| page.t("appeal-done"));
    let page = AppealsPage::new(page, (&may, &made, &places), (typed, done), slips);
    answer_privately(page.slips.status(), &page.page, &page)
}

type Known<'a> = (&'a [Chance], &'a [Appeal], &'a HashMap<ListingId, Listing>);

impl AppealsPage {
    pub(crate) fn new(
        page: Page,
        (may, made, places): Known<'_>,
        (typed, done): (&Typed, Option<String>),
        slips: Slips,
    ) -> Self {
        let day = |at: DateTime<Utc>| clock::date(page.language, clock::today(at));
        let place = |id: Option<ListingId>| id.and_then(|id| places.get(&id));
        let href = |it: Option<&Listing>| it.map(|it| format!("/plek/{}", it.slug));
        let name = |it: Option<&Listing>| it.map(|it| it.facts.name.clone());
        let chance = |it: &Chance| {
            let subject = it.subject.word();
            let is_typed = typed.zaak == subject;
            let until = it.decided_at + TimeDelta::days(APPEAL_DAYS);
            let values = [("date", day(it.decided_at).into()), ("until", day(until).into())];
            let listing = place(it.listing);
            May {
                what: page.t(subject_key(it.subject.kind())),
                name: name(listing).or_else(|| it.community.clone()).unwrap_or_default(),
                href: href(listing),
                decided: page.with("appeal-decided", &values),
                reason: it.reason.clone(),
                typed: if is_typed { typed.reden.clone() } else { String::new() },
                error: slips.of("reden").filter(|_| is_typed).map(str::to_owned),
                subject,
            }
        };
        let appeal = |it: &Appeal| {
            let state = match it.state {
                AppealState::Open => "appeal-state-open",
                AppealState::Upheld => "appeal-state-upheld",
                AppealState::Refused => "appeal-state-refused",
            };
            let date = day(it.decided_at.unwrap_or(it.created_at));
            Made {
                what: page.t(subject_key(it.subject.kind())),
                name: name(place(it.listing)).unwrap_or_default(),
                href: href(place(it.listing)),
                state: page.with(state, &[("date", date.into())]),
                reason: it.reason.clone(),
                answer: it.answer.clone(),
            }
        };
        Self {
            may: may.iter().map(chance).collect(),
            made: made.iter().map(appeal).collect(),
            reason_max: REASON_MAX,
            done,
            slips,
            page,
        }
    }
}
