//! "Klopt dit nog?": one tap for who keeps a place, and the page that a letter leads to, with one
//! button, for which nobody has to sign in.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use koop_domain::listings::confirming::{self, LINK_DAYS};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::history::Field;
use koop_domain::listings::model::{Listing, Service};
use koop_domain::listings::provenance::FactGroup;
use koop_domain::members::model::Secret;
use serde::Deserialize;

use super::{place, words};
use crate::Web;
use crate::account::Acting;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

#[derive(Template)]
#[template(path = "mending/still_right/still_right.html")]
pub(crate) struct StillRight {
    pub page: Page,
    /// What is asked; none when the link holds no more.
    pub asked: Option<Asked>,
    pub old: String,
}

/// What somebody is asked, or was.
pub(crate) struct Asked {
    pub heading: String,
    pub rows: Vec<(String, String)>,
    pub fresh: String,
    /// The secret that goes along; none once it was answered.
    pub secret: Option<String>,
    pub slug: String,
    pub see: String,
}

/// What was sent.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    geheim: String,
}

/// `GET /klopt/link`: nothing is there without a secret.
pub(crate) async fn to_sign_in() -> Redirect {
    Redirect::to("/inloggen")
}

/// `GET /plek/{slug}/klopt-nog`: whoever came back from signing in.
pub(crate) async fn to_place(Path(slug): Path<String>) -> Redirect {
    Redirect::to(&format!("/plek/{slug}"))
}

/// `POST /plek/{slug}/klopt-nog`: one tap of who keeps it.
pub(crate) async fn tap(
    State(web): State<Web>,
    Path(slug): Path<String>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    let listing = place(&web, &mine.reader.ctx, &slug).await?;
    confirming::confirm(&mine.reader.ctx, &web.site.domain, listing.id).await?;
    Ok(Redirect::to(&format!("/plek/{slug}?gedaan=klopt")).into_response())
}

/// `GET /klopt/link/{secret}`: a page with one button. Looking changes nothing.
pub(crate) async fn get(
    State(web): State<Web>,
    Path(secret): Path<String>,
    reader: Reader,
) -> Result<Response, Failure> {
    let link = Secret::new(&secret);
    let found = confirming::look_at_link(&reader.ctx, &web.site.domain, &link).await;
    show(&web, &reader, found, Some(secret)).await
}

/// `POST /klopt/link`
pub(crate) async fn post(
    State(web): State<Web>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let link = Secret::new(typed.geheim);
    let found = confirming::confirm_by_link(&reader.ctx, &web.site.domain, &link).await;
    show(&web, &reader, found, None).await
}

async fn show(
    web: &Web,
    reader: &Reader,
    found: Result<Listing, ListingError>,
    secret: Option<String>,
) -> Result<Response, Failure> {
    let (listing, status) = match found {
        Ok(listing) => (Some(listing), StatusCode::OK),
        Err(ListingError::NotFound) => (None, StatusCode::BAD_REQUEST),
        Err(error) => return Err(error.into()),
    };
    let slips = Slips::default();
    let mut page = Page::own(web, reader, "still-right-title", "still-right-lead", &slips).await;
    // The address holds the secret: it goes nowhere else.
    "/".clone_into(&mut page.here);
    "/inloggen".clone_into(&mut page.sign_in);
    let page = StillRight::new(page, listing.as_ref(), secret);
    answer_privately(status, &page.page, &page)
}

impl StillRight {
    pub(crate) fn new(page: Page, listing: Option<&Listing>, secret: Option<String>) -> Self {
        let asked = listing.map(|it| {
            let name = [("name", it.facts.name.clone().into())];
            let row = |key: &str, field: Field| {
                let value = words::value(&page, field, &it.facts);
                (!value.is_empty()).then(|| (page.t(key), value))
            };
            let hours = row("still-right-hours", Field::Hours(Service::Counter));
            let none = || (page.t("still-right-hours"), page.t("still-right-hours-none"));
            let rows = [
                Some(hours.unwrap_or_else(none)),
                row("still-right-phone", Field::Phone),
                row("still-right-address", Field::Address),
            ];
            Asked {
                heading: page.with("still-right-of", &name),
                rows: rows.into_iter().flatten().collect(),
                fresh: words::hours_confirmed(&page, it.provenance.get(&FactGroup::Hours)),
                secret,
                slug: it.slug.clone(),
                see: page.with("still-right-see", &name),
            }
        });
        let old = page.with("still-right-old", &[("days", LINK_DAYS.into())]);
        Self { asked, old, page }
    }
}
