//! Everything else about a place: its name and kind, where it is, how it is reached, what it
//! offers. It can be looked at as residents see it before it is saved.

mod delivery;
mod form;
mod goods;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use http::HeaderMap;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers;
use koop_domain::listings::model::Listing;
use koop_domain::listings::rules;

pub(super) use self::form::typed_of;
use self::form::{FIELDS, Item, Section, edit_of, sections};
use super::kept;
use super::parts::{Preview, Typed, trail};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::drafts::{Sent, Waiting};
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::page::{Page, answer_privately};

#[derive(Template)]
#[template(path = "keeping/facts/facts.html")]
pub(crate) struct FactsPage {
    pub page: Page,
    pub slips: Slips,
    pub trail: Vec<Link>,
    pub name: String,
    pub href: String,
    pub slug: String,
    pub done: Option<String>,
    pub revision: i32,
    pub sections: Vec<Section>,
    pub preview: Option<Preview>,
    /// What somebody else wrote meanwhile.
    pub theirs: Option<Preview>,
}

/// What stands above the form.
#[derive(Default)]
pub(super) struct Above {
    pub(super) slips: Slips,
    pub(super) preview: Option<Listing>,
    pub(super) theirs: bool,
    /// Whether what was typed had waited.
    pub(super) waited: bool,
}

/// `GET /mijn/plekken/{id}/wijzigen`
pub(crate) async fn get(
    State(web): State<Web>,
    Acting(mine): Acting,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (_, listing) = kept(&web, &mine, &id).await?;
    let waited = Waiting::of(&web.site, &headers).asked(&web, &mine.reader).await?;
    let above = Above { waited: waited.is_some(), ..Above::default() };
    let typed = waited.unwrap_or_else(|| typed_of(&listing.facts));
    show(&web, &mine, &listing, &typed, above).await
}

/// `POST /mijn/plekken/{id}/wijzigen`
pub(crate) async fn post(
    State(web): State<Web>,
    Path(id): Path<String>,
    Sent { mine, typed, waiting }: Sent,
) -> Result<Response, Failure> {
    let (_, listing) = kept(&web, &mine, &id).await?;
    let (reader, domain) = (&mine.reader, &web.site.domain);
    let atlas = web.atlas(&reader.ctx).await?;
    let edit = match edit_of(reader.language, &typed, &listing.facts, &atlas) {
        Ok(edit) => edit,
        Err(slips) => {
            return show(&web, &mine, &listing, &typed, Above { slips, ..Above::default() }).await;
        }
    };
    let mut seen = listing.clone();
    edit.clone().apply(&mut seen.facts);
    if let Err(broken) = rules::check(&seen.facts) {
        let slips = Slips::of_listing(reader.language, broken.into(), FIELDS)?;
        return show(&web, &mine, &listing, &typed, Above { slips, ..Above::default() }).await;
    }
    if typed.get("doe") != "bewaar" {
        let above = Above { preview: Some(seen), ..Above::default() };
        return show(&web, &mine, &listing, &typed, above).await;
    }
    let revision = typed.get("revisie").parse().ok();
    match keepers::edit_facts(&reader.ctx, domain, listing.id, revision, edit).await {
        Ok(saved) => {
            waiting.done(&web, &mine.reader).await?;
            let to = format!("/mijn/plekken/{}/wijzigen?gedaan=bewaard", saved.id);
            Ok(Redirect::to(&to).into_response())
        }
        Err(ListingError::Conflict { current }) => {
            let error = ListingError::Conflict { current: current.clone() };
            let slips = Slips::of_listing(reader.language, error, FIELDS)?;
            let above = Above { slips, preview: Some(seen), theirs: true, ..Above::default() };
            show(&web, &mine, &current, &typed, above).await
        }
        Err(error) => {
            let slips = Slips::of_listing(reader.language, error, FIELDS)?;
            show(&web, &mine, &listing, &typed, Above { slips, ..Above::default() }).await
        }
    }
}

async fn show(
    web: &Web,
    mine: &Mine,
    listing: &Listing,
    typed: &Typed,
    above: Above,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let done = reader.value("gedaan").is_some() && above.slips.is_empty();
    let mut page = Page::own(web, reader, "facts-title", "facts-lead", &above.slips).await;
    page.here = format!("/mijn/plekken/{}/wijzigen", listing.id);
    let status = above.slips.status();
    let page = FactsPage::new(page, listing, typed, (above, done), reader.ctx.now);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl FactsPage {
    pub(super) fn new(
        page: Page,
        listing: &Listing,
        typed: &Typed,
        (above, done): (Above, bool),
        now: DateTime<Utc>,
    ) -> Self {
        let look = |it: &Listing| Preview::of(&page, it, now);
        let done = match (done && above.preview.is_none(), above.waited) {
            (_, true) => Some(page.t("draft-back")),
            (true, false) => Some(page.t("hours-done")),
            (false, false) => None,
        };
        // What was typed is about what was seen then, unless both are shown side by side.
        let seen = typed.get("revisie").parse().ok().filter(|_| !above.theirs);
        Self {
            trail: trail(page.language),
            name: listing.facts.name.clone(),
            href: format!("/mijn/plekken/{}/wijzigen", listing.id),
            slug: listing.slug.clone(),
            done,
            revision: seen.unwrap_or(listing.revision),
            sections: sections(&page, typed, &above.slips),
            preview: above.preview.as_ref().map(look),
            theirs: above.theirs.then(|| look(listing)),
            slips: above.slips,
            page,
        }
    }
}
