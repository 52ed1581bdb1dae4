//! Whom I do not want to see, and seeing them again.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::id::ProfileId;
use koop_domain::posts;
use koop_domain::profiles::mandates::Named;

use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::texts;

/// The address of the list.
const LIST: &str = "/mijn/prikbord/geblokkeerd";

#[derive(Template)]
#[template(path = "board/blocked.html")]
pub(crate) struct BlockedPage {
    pub page: Page,
    pub done: Option<String>,
    /// The id and the name of each.
    pub people: Vec<(String, String)>,
}

/// `GET /mijn/prikbord/geblokkeerd`
pub(super) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let people = posts::blocked(&reader.ctx, &web.site.domain).await?;
    let slips = Slips::default();
    let page = Page::own(&web, reader, "board-blocked-title", "board-blocked-lead", &slips).await;
    let done = reader.value("gedaan").and_then(|done| match done {
        "geblokkeerd" => Some("board-done-blocked"),
        "weer-zien" => Some("board-done-unblocked"),
        _ => None,
    });
    let done = done.map(|key| texts::text(reader.language, key));
    let page = BlockedPage { done, ..BlockedPage::new(page, &people) };
    answer_privately(slips.status(), &page.page, &page)
}

/// `POST /mijn/prikbord/geblokkeerd`
pub(super) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let profile = ProfileId::parse(typed.get("wie")).map_err(|_| Failure::NOT_FOUND)?;
    posts::unblock(&mine.reader.ctx, &web.site.domain, profile).await?;
    Ok(Redirect::to(&format!("{LIST}?gedaan=weer-zien")).into_response())
}

impl BlockedPage {
    pub(crate) fn new(page: Page, people: &[Named]) -> Self {
        let person = |it: &Named| (it.profile.to_string(), it.name.clone());
        Self { people: people.iter().map(person).collect(), done: None, page }
    }
}
