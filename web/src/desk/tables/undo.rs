//! Taking a batch out again: first what that does, then it is done.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::id::BatchId;
use koop_domain::imports::Undone;
use koop_domain::imports::tables;
use koop_domain::imports::tables::model::Batch;
use koop_domain::policy::Action;
use serde::Deserialize;

use super::super::{AtDesk, COMMUNITY, DeskHead};
use super::{PATH, Typed, show, with_query};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};

#[derive(Template)]
#[template(path = "desk/tables/undo.html")]
pub(crate) struct UndoPage {
    pub page: Page,
    pub desk: DeskHead,
    pub heading: String,
    /// What would happen: how many, and what.
    pub figures: Vec<(u64, String)>,
    pub id: String,
    /// Back to the list.
    pub back: String,
}

/// Which batch is undone.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Undo {
    gemeenschap: String,
    keer: String,
}

/// `GET /beheer/tabel/terug`: what undoing a batch would do.
pub(super) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let Some(id) = reader.value("keer") else { return Ok(Redirect::to(PATH).into_response()) };
    let id = BatchId::parse(id).map_err(|_| Failure::NOT_FOUND)?;
    let slug = reader.value(COMMUNITY);
    match tables::foresee_undo(&reader.ctx, &web.site.domain, id).await {
        Ok((batch, would)) => {
            let desk = AtDesk::open(&web, reader, Action::ImportListings, slug).await?;
            let calm = Slips::default();
            let mut page = Page::own(&web, reader, "table-undo-title", "table-lead", &calm).await;
            page.here = format!("{PATH}/terug");
            let head = DeskHead::new(&page, reader.ctx.actor, &desk, PATH);
            let page = UndoPage::new(page, head, (&batch, would));
            answer_privately(calm.status(), &page.page, &page)
        }
        Err(error) => {
            let slips = Slips::of_table(reader.language, error)?;
            show(&web, reader, slug, Typed::default(), slips).await
        }
    }
}

/// `POST /beheer/tabel/terug`: takes a batch out again.
pub(super) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Undo>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let id = BatchId::parse(&typed.keer).map_err(|_| Failure::NOT_FOUND)?;
    let slug = typed.gemeenschap.as_str();
    match tables::take_back(&reader.ctx, &web.site.domain, id).await {
        Ok(Undone { removed, restored, kept }) => {
            let [removed, restored, kept] = [removed, restored, kept].map(|it| it.to_string());
            let pairs = [
                (COMMUNITY, slug),
                ("gedaan", "terug"),
                ("weg", &removed),
                ("als-eerst", &restored),
                ("gebleven", &kept),
            ];
            Ok(Redirect::to(&with_query(&pairs)).into_response())
        }
        Err(error) => {
            let slips = Slips::of_table(reader.language, error)?;
            show(&web, reader, Some(slug), Typed::default(), slips).await
        }
    }
}

impl UndoPage {
    pub(crate) fn new(page: Page, desk: DeskHead, (batch, would): (&Batch, Undone)) -> Self {
        let figures = [
            (would.removed, "table-undo-goes"),
            (would.restored, "table-undo-returns"),
            (would.kept, "table-undo-stays"),
        ];
        let figure =
            |(count, key): (u64, &str)| (count, page.with(key, &[("count", count.into())]));
        Self {
            heading: page.with("table-undo-of", &[("name", batch.name().to_owned().into())]),
            figures: figures.map(figure).into(),
            id: batch.id.to_string(),
            back: with_query(&[(COMMUNITY, desk.slug.as_str())]),
            desk,
            page,
        }
    }
}
