//! The list of what I keep: how it stands with each question, and what to do about it.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::areas::atlas::Atlas;
use koop_domain::id::SavedSearchId;
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::posts::saved;
use koop_domain::posts::saved::error::SavedError;
use koop_domain::posts::saved::model::{SAVED_NAME_MAX, SavedSearch};

use super::super::state::Board;
use super::saving::{self, NAME};
use super::{LIST, href_of};
use crate::Web;
use crate::account::Mine;
use crate::entering::sign_in_href;
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::{self, clock};
use crate::visit::Who;

#[derive(Template)]
#[template(path = "board/saved/list.html")]
pub(crate) struct SavedPage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    pub rows: Vec<Row>,
    /// Where one finds something to keep.
    pub ways: Vec<Link>,
    pub name_max: usize,
}

/// A kept question.
pub(crate) struct Row {
    pub id: String,
    pub href: String,
    pub name: String,
    /// What is asked, in words, where its name does not say so.
    pub said: String,
    /// How it stands with it.
    pub state: String,
    pub is_paused: bool,
}

/// `GET /mijn/zoekvragen`
pub(super) async fn get(Shared(web): Shared<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine.reader, Slips::default()).await
}

/// `GET /mijn/zoekvragen/{id}`: the list that answers a question of mine. Looking has it speak
/// again where it had fallen silent; a browser that looks ahead does no harm by that.
pub(super) async fn look(
    Shared(web): Shared<Web>,
    Mine { reader, .. }: Mine,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let gone = || Failure::NOT_FOUND.told(texts::text(reader.language, "saved-gone"));
    let id = SavedSearchId::parse(&id).map_err(|_| gone())?;
    let looked = saved::look_at(&reader.ctx, &web.site.domain, id).await;
    let looked = looked.map_err(|error| match error {
        SavedError::NotFound => gone(),
        error => error.into(),
    })?;
    let atlas = web.atlas(&reader.ctx).await?;
    let href = reader.in_language(&href_of(&atlas, &looked.question));
    Ok(Redirect::to(&href).into_response())
}

/// `POST /mijn/zoekvragen`: I keep a question, rename it, have it rest or go on, or forget it.
pub(super) async fn post(
    Shared(web): Shared<Web>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    match &reader.who {
        Who::Member(_) => {}
        Who::Unsure => return Err(Failure::UNAVAILABLE),
        Who::Visitor | Who::Gone => {
            // Whoever wants to keep a question keeps it once they are signed in.
            let back = match typed.get("doe") {
                "bewaar" | "" => saving::go_on_href(&typed.0),
                _ => LIST.to_owned(),
            };
            return Ok(Redirect::to(&sign_in_href(&back)).into_response());
        }
    }
    let reader = reader.oneself();
    let done = match typed.get("doe") {
        "bewaar" | "" => return keep(&web, &reader, &typed).await,
        doe => change(&web, &reader, (doe, &typed)).await?,
    };
    match done {
        Ok(done) => Ok(Redirect::to(&format!("{LIST}?gedaan={done}")).into_response()),
        Err(error) => {
            let slips = Slips::of_saved(reader.language, error)?;
            show(&web, &reader, slips).await
        }
    }
}

async fn keep(web: &Web, reader: &Reader, typed: &Typed) -> Result<Response, Failure> {
    let atlas = web.atlas(&reader.ctx).await?;
    let state = match saving::read(reader, &atlas, &typed.0) {
        Some(Ok(state)) => state,
        Some(Err(list)) => return Ok(Redirect::to(&list).into_response()),
        None => return Err(Failure::INVALID),
    };
    let has_name = typed.0.iter().any(|(name, _)| name == NAME);
    let name = has_name.then(|| typed.get(NAME).to_owned());
    match saving::keep(web, reader, &atlas, (&state, name.clone())).await {
        Ok((_, is_new)) => {
            let done = if is_new { "bewaard" } else { "had-je-al" };
            Ok(Redirect::to(&format!("{LIST}?gedaan={done}")).into_response())
        }
        Err(error) => {
            let is_name = matches!(error, SavedError::Invalid { field: "name", .. });
            let is_full = matches!(error, SavedError::Full);
            let mut slips = Slips::of_saved(reader.language, error)?;
            if is_name {
                slips = slips.beside(NAME);
            } else if is_full {
                let words = texts::text(reader.language, "saved-title");
                slips = slips.leading(LIST.to_owned(), words);
            }
            saving::show(web, reader, &atlas, (&state, name), slips).await
        }
    }
}

/// What is done with a question that is kept; its word in the address, or what can be mended.
async fn change(
    web: &Web,
    reader: &Reader,
    (doe, typed): (&str, &Typed),
) -> Result<Result<&'static str, SavedError>, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let Ok(id) = SavedSearchId::parse(typed.get("vraag")) else {
        return Ok(Err(SavedError::NotFound));
    };
    Ok(match doe {
        "naam" => saved::rename(ctx, domain, id, typed.get(NAME)).await.map(|_| "naam"),
        "rust" => saved::pause(ctx, domain, id, true).await.map(|_| "rust"),
        "verder" => saved::pause(ctx, domain, id, false).await.map(|_| "verder"),
        "weg" => saved::forget(ctx, domain, id).await.map(|()| "weg"),
        _ => return Err(Failure::INVALID),
    })
}

async fn show(web: &Web, reader: &Reader, slips: Slips) -> Result<Response, Failure> {
    let all = saved::mine(&reader.ctx, &web.site.domain).await?;
    let atlas = web.atlas(&reader.ctx).await?;
    let mut page = Page::own(web, reader, "saved-title", "saved-lead", &slips).await;
    LIST.clone_into(&mut page.here);
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(|what| match what {
        "bewaard" => Some("saved-done-kept"),
        "had-je-al" => Some("saved-done-there"),
        "naam" => Some("saved-done-named"),
        "rust" => Some("saved-done-paused"),
        "verder" => Some("saved-done-resumed"),
        "weg" => Some("saved-done-gone"),
        _ => None,
    });
    let done = done.map(|key| page.t(key));
    let page = SavedPage::new(page, (&all, &atlas), reader.ctx.now, (done, slips));
    let status = page.slips.status();
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl SavedPage {
    pub(crate) fn new(
        page: Page,
        (all, atlas): (&[SavedSearch], &Atlas),
        now: DateTime<Utc>,
        (done, slips): (Option<String>, Slips),
    ) -> Self {
        let boards = [Board::Help, Board::Share, Board::Agenda];
        let way = |it: Board| Link { href: it.path().to_owned(), label: page.t(it.title()) };
        Self {
            rows: all.iter().map(|it| Row::of(&page, atlas, it, now)).collect(),
            ways: boards.into_iter().map(way).collect(),
            name_max: SAVED_NAME_MAX,
            done,
            slips,
            page,
        }
    }
}

impl Row {
    fn of(page: &Page, atlas: &Atlas, it: &SavedSearch, now: DateTime<Utc>) -> Self {
        let language = page.language;
        let day = |at: DateTime<Utc>| {
            let day = at.with_timezone(&ZONE).date_naive();
            vec![("day", clock::day(language, day, clock::today(now)).into())]
        };
        let state = match (it.paused_at, it.told_at) {
            (Some(at), _) => page.with("saved-state-paused", &day(at)),
            (None, _) if !it.unlooked.speaks() => page.t("saved-state-silent"),
            (None, Some(at)) => page.with("saved-state-told", &day(at)),
            (None, None) => page.with("saved-state-since", &day(it.created_at)),
        };
        let made = texts::saved::name(language, atlas, &it.question);
        Self {
            id: it.id.to_string(),
            href: super::path(it.id),
            name: it.name.clone(),
            said: if it.name == made { String::new() } else { made },
            state,
            is_paused: it.paused_at.is_some(),
        }
    }
}
