//! Bringing in a table, in three steps: the file, its columns, and what would happen; then what
//! was brought in, each time with a way back.

mod batches;
mod columns;
mod outlook;
mod undo;
mod upload;

use askama::Template;
use axum::Form;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use koop_domain::communities::{self, Seen};
use koop_domain::id::{CommunityId, TableId};
use koop_domain::imports::model::UNDO_DAYS;
use koop_domain::imports::tables;
use koop_domain::imports::tables::error::TableError;
use koop_domain::imports::tables::model::{Batch, NAME_MAX};
use koop_domain::language::Language;
use koop_domain::policy::{self, Action};
use serde::Deserialize;

use self::batches::{Row, done};
pub use self::upload::{FORM_MAX_BYTES, TableUpload};
#[cfg(test)]
pub(crate) use self::{columns::ColumnsPage, outlook::OutlookPage, undo::UndoPage};
use super::{AtDesk, COMMUNITY, DeskHead};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::{photos, texts};

/// Where a table is sent to.
pub const PATH: &str = "/beheer/tabel";
/// Licences to choose from: the SPDX name, and the key of what it means.
const LICENCES: [(&str, &str); 4] = [
    ("", "table-licence-none"),
    ("CC0-1.0", "table-licence-cc0"),
    ("CC-BY-4.0", "table-licence-by"),
    ("ODbL-1.0", "table-licence-odbl"),
];

/// The pages.
pub(super) fn routes() -> Router<Web> {
    let to_start = get(|| async { Redirect::to(PATH) });
    Router::new()
        .route(PATH, get(start).post(send))
        .layer(DefaultBodyLimit::max(FORM_MAX_BYTES))
        .route("/beheer/tabel/terug", get(undo::get).post(undo::post))
        .route("/beheer/tabel/{id}", get(columns::get).post(columns::post))
        .route("/beheer/tabel/{id}/proef", get(outlook::get))
        .route("/beheer/tabel/{id}/fouten.csv", get(outlook::faults))
        .route("/beheer/tabel/{id}/plaatsen", to_start.clone().merge(post(outlook::publish)))
        .route("/beheer/tabel/{id}/weg", to_start.merge(post(withdraw)))
}

#[derive(Template)]
#[template(path = "desk/tables/tables.html")]
pub(crate) struct TablesPage {
    pub page: Page,
    pub desk: DeskHead,
    pub slips: Slips,
    pub source: Field,
    /// Names that were used before, to choose from.
    pub known: Vec<String>,
    /// Licences: value, label, whether it is chosen.
    pub licences: Vec<(&'static str, String, bool)>,
    pub file_hint: String,
    pub file_wrong: Option<String>,
    pub licence_wrong: Option<String>,
    /// What is said where nothing can be brought in yet, because nothing lies in no area.
    pub needs_area: bool,
    pub batches: Vec<Row>,
    pub undo_hint: String,
    pub done: Option<String>,
}

/// What was typed beside the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    pub source: String,
    pub licence: String,
}

/// At whose desk a table is thrown away.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Away {
    gemeenschap: String,
}

/// `GET /beheer/tabel`
async fn start(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let named = mine.reader.value(COMMUNITY).map(str::to_owned);
    show(&web, &mine.reader, named.as_deref(), Typed::default(), Slips::default()).await
}

/// `POST /beheer/tabel`: a table comes in.
async fn send(State(web): State<Web>, mine: Mine, form: Request) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let odd = || Failure::INVALID.told(texts::text(reader.language, "table-upload-odd"));
    let _arrival = photos::arrive(&web, reader)?;
    let mut upload = TableUpload::read(form).await.map_err(|_| odd())?;
    let slug = upload.community.clone();
    let desk = AtDesk::open(&web, reader, Action::ImportListings, Some(&slug)).await?;
    let of = desk.here()?.community.id;
    let brought = match upload.table() {
        Ok(brought) => tables::bring(&reader.ctx, &web.site.domain, of, brought).await,
        Err(error) => Err(error),
    };
    match brought {
        Ok(draft) => Ok(Redirect::to(&format!("{PATH}/{}", draft.id)).into_response()),
        Err(error) => {
            let slips = Slips::of_table(reader.language, error)?;
            let TableUpload { source, licence, .. } = upload;
            show(&web, reader, Some(&slug), Typed { source, licence }, slips).await
        }
    }
}

/// `POST /beheer/tabel/{id}/weg`: throws a table away that waits.
async fn withdraw(
    State(web): State<Web>,
    Path(id): Path<String>,
    mine: Mine,
    Form(away): Form<Away>,
) -> Result<Response, Failure> {
    match tables::withdraw(&mine.reader.ctx, &web.site.domain, table_id(&id)?).await {
        // What waits no more is thrown away already.
        Ok(()) | Err(TableError::NotFound) => {
            let pairs = [(COMMUNITY, away.gemeenschap.as_str()), ("gedaan", "weggelegd")];
            Ok(Redirect::to(&with_query(&pairs)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    named: Option<&str>,
    typed: Typed,
    slips: Slips,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let desk = AtDesk::open(web, reader, Action::ImportListings, named).await?;
    let here = desk.here()?;
    let batches = tables::batches(ctx, domain, here.community.id).await?;
    let mut page = Page::own(web, reader, "table-title", "table-lead", &slips).await;
    PATH.clone_into(&mut page.here);
    let head = DeskHead::new(&page, ctx.actor, &desk, PATH);
    let everywhere = policy::allows(ctx.actor, Action::ImportListings);
    let needs_area = !everywhere && here.community.settings.area.is_none();
    let done = slips.is_empty().then(|| done(&page, reader)).flatten();
    let status = slips.status();
    let page = TablesPage::new(page, head, (&batches, needs_area, done), &typed, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

/// The start of tables, with what is told there.
fn with_query(pairs: &[(&str, &str)]) -> String {
    format!("{PATH}?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
}

/// A table of the reader's that waits; for one that does not, where they bring another.
fn waiting<T>(language: Language, found: Result<T, TableError>) -> Result<T, Failure> {
    found.map_err(|error| match error {
        TableError::NotFound => Failure::NOT_FOUND.told(texts::text(language, "table-gone")),
        error => error.into(),
    })
}

fn table_id(text: &str) -> Result<TableId, Failure> {
    TableId::parse(text).map_err(|_| Failure::NOT_FOUND)
}

/// The frame of a page about a table that waits, at the desk of its community.
async fn frame(
    web: &Web,
    reader: &Reader,
    of: CommunityId,
    (title, slips): (&str, &Slips),
) -> Result<(Page, DeskHead, Seen), Failure> {
    let seen = communities::by_id(&reader.ctx, &web.site.domain, of).await?;
    let slug = seen.ok_or(Failure::NOT_FOUND)?.community.slug;
    let desk = AtDesk::open(web, reader, Action::ImportListings, Some(&slug)).await?;
    let here = desk.here()?.clone();
    let mut page = Page::own(web, reader, title, "table-lead", slips).await;
    reader.path.clone_into(&mut page.here);
    let head = DeskHead::new(&page, reader.ctx.actor, &desk, PATH);
    Ok((page, head, here))
}

impl TablesPage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        (batches, needs_area, done): (&[Batch], bool, Option<String>),
        typed: &Typed,
        slips: Slips,
    ) -> Self {
        let label = page.t("table-source");
        let source = Field::line("bron", label, &typed.source, NAME_MAX, &slips);
        let source = Field { required: true, ..source.hinted(page.t("table-source-hint")) };
        let mut known: Vec<String> = batches
            .iter()
            .filter(|it| it.community.is_some())
            .map(|it| it.name().to_owned())
            .collect();
        known.sort_unstable();
        known.dedup();
        let licence =
            |(value, key): (&'static str, &str)| (value, page.t(key), value == typed.licence);
        Self {
            file_hint: page.with("table-file-hint", &upload::limits(page.language)),
            file_wrong: slips.of("tabel").map(str::to_owned),
            licence_wrong: slips.of("licentie").map(str::to_owned),
            undo_hint: page.with("table-undo-hint", &[("days", UNDO_DAYS.into())]),
            licences: LICENCES.map(licence).into(),
            batches: batches.iter().map(|it| Row::new(&page, it)).collect(),
            source,
            known,
            needs_area,
            done,
            desk,
            slips,
            page,
        }
    }
}
