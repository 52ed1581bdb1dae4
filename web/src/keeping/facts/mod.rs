//! Everything else about a place: its name and kind, where it is, how it is reached, what it
//! offers. It can be looked at as residents see it before it is saved.

mod delivery;
mod form;
mod goods;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
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
}

/// `GET /mijn/plekken/{id}/wijzigen`
pub(crate) async fn get(
    State(web): State<Web>,
    Acting(mine): Acting,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (_, listing) = kept(&web, &mine, &id).await?;
    let typed = typed_of(&listing.facts);
    show(&web, &mine, &listing, &typed, Above::default()).await
}

/// `POST /mijn/plekken/{id}/wijzigen`
pub(crate) async fn post(
    State(web): State<Web>,
    Acting(mine): Acting,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
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
            let to = format!("/mijn/plekken/{}/wijzigen?gedaan=bewaard", saved.id);
            Ok(Redirect::to(&to).into_response())
        }
        Err(ListingError::Conflict { current }) => {
            let error = ListingError::Conflict { current: current.clone() };
            let slips = Slips::of_listing(reader.language, error, FIELDS)?;
            let above = Above { slips, preview: Some(seen), theirs: true };
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
        Self {
            trail: trail(page.language),
            name: listing.facts.name.clone(),
            href: format!("/mijn/plekken/{}/wijzigen", listing.id),
            slug: listing.slug.clone(),
            done: (done && above.preview.is_none()).then(|| page.t("hours-done")),
            revision: listing.revision,
            sections: sections(&page, typed, &above.slips),
            preview: above.preview.as_ref().map(look),
            theirs: above.theirs.then(|| look(listing)),
            slips: above.slips,
            page,
        }
    }
}
