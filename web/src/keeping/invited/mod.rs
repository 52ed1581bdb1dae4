//! The page that an invitation to keep a place along opens. It does nothing until its button is
//! pressed; signing in or becoming a member leads back to it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::error::Problem;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{self, KEEPERS_MAX, Keeper, Opened};
use koop_domain::members::model::Secret;

use crate::Web;
use crate::account::Mine;
use crate::entering::sign_in_href;
use crate::error::Failure;
use crate::form::Slips;
use crate::letters::COWORKER_LINK;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts;

#[derive(Template)]
#[template(path = "keeping/invited/invited.html")]
pub(crate) struct InvitedPage {
    pub page: Page,
    pub slips: Slips,
    pub href: String,
    /// What it invites to; none when it holds no more.
    pub invites: Option<Invites>,
}

/// What an invitation is for, and what the reader can do with it.
pub(crate) struct Invites {
    pub words: String,
    /// The public page of the place.
    pub place: (String, String),
    pub way: Way,
}

/// What the reader can do with an invitation.
pub(crate) enum Way {
    /// Sign in first: what to know, and where.
    SignIn(String, String),
    /// Sign in as who it was sent to.
    Other(String),
    /// Press the button.
    Press,
}

/// `GET /medewerker/link/{secret}`
pub(crate) async fn get(
    State(web): State<Web>,
    reader: Reader,
    Path(secret): Path<String>,
) -> Result<Response, Failure> {
    show(&web, &reader.oneself(), &secret, Slips::default()).await
}

/// `POST /medewerker/link/{secret}`
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Path(secret): Path<String>,
) -> Result<Response, Failure> {
    let link = Secret::new(secret.as_str());
    let done = keepers::accept_invitation(&mine.reader.ctx, &web.site.domain, &link).await;
    let to = match done {
        Ok(listing) => format!("/mijn/plekken?gedaan=erbij&plek={}", listing.id),
        Err(error @ ListingError::Invalid { problem: Problem::OutOfRange, .. }) => {
            let language = mine.reader.language;
            let most = [("count", KEEPERS_MAX.into())];
            let words = texts::text_with(language, "crew-invited-full", &most);
            let slips = Slips::of_listing(language, error, &[])?.saying(words).above();
            return show(&web, &mine.reader, &secret, slips).await;
        }
        // The page itself says what is the matter with it.
        Err(ListingError::Invalid { .. }) => format!("{COWORKER_LINK}{secret}"),
        Err(error) => return Err(error.into()),
    };
    Ok(Redirect::to(&to).into_response())
}

async fn show(web: &Web, reader: &Reader, secret: &str, slips: Slips) -> Result<Response, Failure> {
    let link = Secret::new(secret);
    let opened = keepers::look_at_invitation(&reader.ctx, &web.site.domain, &link).await;
    let opened = match opened {
        Ok(opened) => Some(opened),
        Err(ListingError::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    let mut page = Page::own(web, reader, "crew-invited-title", "crew-invited-lead", &slips).await;
    page.here = format!("{COWORKER_LINK}{secret}");
    let signed_in = reader.member().is_some();
    let page = InvitedPage::new(page, opened.as_ref(), signed_in, slips);
    answer_privately(page.slips.status(), &page.page, &page)
}

impl InvitedPage {
    pub(crate) fn new(page: Page, opened: Option<&Opened>, signed_in: bool, slips: Slips) -> Self {
        let invites = opened.map(|it| {
            let to = [("to", it.to.clone().into())];
            let name = it.listing.facts.name.clone();
            let key = match it.keeper {
                Keeper::Till => "crew-invited-till",
                _ => "crew-invited-editor",
            };
            let way = match (it.is_mine, signed_in) {
                (true, _) => Way::Press,
                (false, true) => Way::Other(page.with("crew-invited-other", &to)),
                (false, false) => {
                    let words = page.with("crew-invited-sign-in", &to);
                    Way::SignIn(words, sign_in_href(&page.here))
                }
            };
            let words = page.with(key, &[("name", name.clone().into())]);
            Invites { words, place: (format!("/plek/{}", it.listing.slug), name), way }
        });
        Self { href: page.here.clone(), invites, slips, page }
    }
}
