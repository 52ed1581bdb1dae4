//! What is agreed in my communities and waits for my word, after coming in or when I look.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::communities::model::Agreement;
use koop_domain::communities::{self, Seen};
use serde::Deserialize;

use super::leaving::Leaving;
use super::locked::is_locked;
use super::page::Agreed;
use super::{ACCEPT, MINE, accept_href};
use crate::Web;
use crate::account::Mine;
use crate::entering::after;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::texts;

#[derive(Template)]
#[template(path = "community/agree/agree.html")]
pub(crate) struct Agree {
    pub page: Page,
    pub slips: Slips,
    pub slug: String,
    pub lead: String,
    pub agreed: Agreed,
    /// Where who has accepted it goes on.
    pub back: String,
    /// Where who puts it off goes.
    pub later: String,
    pub leaving: Option<Leaving>,
}

/// What was sent.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    gemeenschap: String,
    versie: i32,
    akkoord: String,
    terug: String,
}

/// `GET /mijn/gemeenschappen/akkoord`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let back = mine.reader.value("terug").unwrap_or_default().to_owned();
    show(&web, &mine, &back, Slips::default()).await
}

/// `POST /mijn/gemeenschappen/akkoord`
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    if typed.akkoord.is_empty() {
        let words = texts::text(reader.language, "community-say-yes");
        return show(&web, &mine, &typed.terug, Slips::own("akkoord", words)).await;
    }
    let seen = communities::by_slug(ctx, domain, &typed.gemeenschap).await?;
    let id = seen.ok_or(Failure::NOT_FOUND)?.community.id;
    match communities::accept_agreements(ctx, domain, id, typed.versie).await {
        // The next of them, if another waits.
        Ok(()) => Ok(Redirect::to(&accept_href(&typed.terug)).into_response()),
        Err(error) => {
            let slips = Slips::of_community(reader.language, error)?;
            show(&web, &mine, &typed.terug, slips).await
        }
    }
}

async fn show(web: &Web, mine: &Mine, back: &str, slips: Slips) -> Result<Response, Failure> {
    let Mine { reader, .. } = mine;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let back = after(back);
    let all = communities::mine(ctx, domain).await?;
    let Some(seen) = all.into_iter().find(Seen::must_accept) else {
        return Ok(Redirect::to(back).into_response());
    };
    let agreed = communities::agreements(ctx, domain, seen.community.id, 1).await?.pop();
    let agreed = agreed.ok_or(Failure::NOT_FOUND)?;
    let mut page = Page::own(web, reader, "agree-title", "agree-description", &slips).await;
    ACCEPT.clone_into(&mut page.here);
    let status = slips.status();
    let page = Agree::new(page, &seen, &agreed, back, slips);
    answer_privately(status, &page.page, &page)
}

impl Agree {
    pub(crate) fn new(
        page: Page,
        seen: &Seen,
        agreed: &Agreement,
        back: &str,
        slips: Slips,
    ) -> Self {
        let name = seen.community.settings.name.clone();
        Self {
            slug: seen.community.slug.clone(),
            lead: page.with("agree-lead", &[("name", name.into())]),
            agreed: Agreed::new(page.language, seen, agreed),
            back: back.to_owned(),
            // A page that sent them here would only do so again.
            later: if is_locked(back) { MINE } else { back }.to_owned(),
            leaving: Leaving::new(page.language, seen, &slips),
            slips,
            page,
        }
    }
}
