//! Counting, without who, how often a place is looked at, rung and walked to.

use axum::Form;
use axum::extract::{Path, State};
use http::header::USER_AGENT;
use http::{HeaderMap, Method, StatusCode};
use koop_domain::listings;
use koop_domain::listings::keepers::{self, Keeper};
use koop_domain::listings::model::Listing;
use koop_domain::listings::numbers::count;
use koop_domain::listings::numbers::model::{What, is_machine};
use serde::Deserialize;

use crate::Web;
use crate::error::Failure;
use crate::reader::Reader;

/// What a browser that only looks ahead says.
const PURPOSE: [&str; 2] = ["sec-purpose", "purpose"];

/// What was tapped.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Tapped {
    wat: String,
}

/// `POST /plek/{slug}/geteld`: a telephone number or a way was tapped. A script says so beside the
/// link, which is a plain one; nobody waits for the answer.
pub(crate) async fn tapped(
    State(web): State<Web>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    reader: Reader,
    Form(tapped): Form<Tapped>,
) -> Result<StatusCode, Failure> {
    let what = match tapped.wat.as_str() {
        "gebeld" => What::Called,
        "route" => What::Routed,
        _ => return Err(Failure::INVALID),
    };
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let listing = listings::by_slug(ctx, domain, &slug).await?.ok_or(Failure::NOT_FOUND)?;
    let keeps = keepers::of(ctx, domain, listing.id).await? > Keeper::Nobody;
    if !keeps && is_person(&headers) {
        count(ctx, domain, listing.id, (what, &reader.origin.net))?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Counts that a page was opened by somebody who does not keep the place. Nothing is written.
pub(super) fn seen(
    web: &Web,
    reader: &Reader,
    (listing, keeps): (&Listing, bool),
    (method, headers): (&Method, &HeaderMap),
) -> Result<(), Failure> {
    let looks_ahead = PURPOSE.iter().any(|name| headers.contains_key(*name));
    if keeps || looks_ahead || method != Method::GET || !is_person(headers) {
        return Ok(());
    }
    let what = (What::Seen, reader.origin.net.as_str());
    Ok(count(&reader.ctx, &web.site.domain, listing.id, what)?)
}

fn is_person(headers: &HeaderMap) -> bool {
    let agent = headers.get(USER_AGENT).and_then(|it| it.to_str().ok());
    agent.is_some_and(|agent| !is_machine(agent))
}
