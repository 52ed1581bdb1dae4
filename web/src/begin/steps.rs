//! The first three steps: the code, the town, its languages and colours.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use koop_domain::areas::atlas::Atlas;
use koop_domain::communities::error::CommunityError;
use koop_domain::setup;
use serde::Deserialize;

use super::map::Map;
use super::{Begun, is_needed, sent, step};
use crate::Web;
use crate::desk::{SettingsForm, Typed as SettingsTyped};
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

/// The longest code that is typed, with spaces and dashes.
const CODE_MAX: usize = 40;

#[derive(Template)]
#[template(path = "begin/code.html")]
pub(crate) struct CodePage {
    pub page: Page,
    pub slips: Slips,
    pub code: Field,
}

#[derive(Template)]
#[template(path = "begin/place.html")]
pub(crate) struct PlacePage {
    pub page: Page,
    pub slips: Slips,
    pub form: SettingsForm,
    pub map: Option<Map>,
}

#[derive(Template)]
#[template(path = "begin/look.html")]
pub(crate) struct LookPage {
    pub page: Page,
    pub slips: Slips,
    pub form: SettingsForm,
}

/// The code that was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Code {
    begincode: String,
}

/// `GET /begin`
pub(crate) async fn code(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    if !is_needed(&web).await {
        return Ok(Redirect::to("/").into_response());
    }
    show_code(&web, &reader, "", Slips::default()).await
}

/// `POST /begin`
pub(crate) async fn give_code(
    State(web): State<Web>,
    reader: Reader,
    Form(typed): Form<Code>,
) -> Result<Response, Failure> {
    let begun = Begun::new(typed.begincode.chars().take(CODE_MAX).collect());
    let net = &reader.origin.net;
    match setup::check(&reader.ctx, &web.site.domain, &begun.secret(), net).await {
        Ok(()) => Ok(begun.go(&web.site, "/begin/plaats")),
        Err(CommunityError::Begun) => Ok(Redirect::to("/").into_response()),
        Err(error) => {
            let slips = Slips::of_community(reader.language, error)?;
            show_code(&web, &reader, &begun.code, slips).await
        }
    }
}

async fn show_code(
    web: &Web,
    reader: &Reader,
    typed: &str,
    slips: Slips,
) -> Result<Response, Failure> {
    let page = page(web, reader, "begin-title", "/begin", &slips).await;
    let status = slips.status();
    let page = CodePage::new(page, typed, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

/// `GET /begin/plaats`
pub(crate) async fn place(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let mut begun = match step(&web, &headers).await {
        Ok(begun) => begun,
        Err(elsewhere) => return Ok(elsewhere),
    };
    // An area that was tapped on the map.
    if let Some(area) = reader.value("gebied") {
        let atlas = web.atlas(&reader.ctx).await?;
        if let Some(area) = atlas.by_slug(area) {
            begun.tapped(area, &atlas, (reader.value("naam"), reader.value("soort")));
        }
    }
    show_place(&web, &reader, &begun, Slips::default()).await
}

/// `POST /begin/plaats`
pub(crate) async fn give_place(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
    Form(typed): Form<SettingsTyped>,
) -> Result<Response, Failure> {
    let begun = match sent(&web, &reader, &headers).await {
        Ok(begun) => begun,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let SettingsTyped { naam, soort, gebied, .. } = typed;
    let begun = Begun { naam, soort, gebied, ..begun };
    let atlas = web.atlas(&reader.ctx).await?;
    match begun.settings(&atlas) {
        Ok(_) => Ok(begun.go(&web.site, "/begin/kleuren")),
        Err(error) => {
            let slips = Slips::of_community(reader.language, error)?;
            show_place(&web, &reader, &begun, slips).await
        }
    }
}

async fn show_place(
    web: &Web,
    reader: &Reader,
    begun: &Begun,
    slips: Slips,
) -> Result<Response, Failure> {
    let atlas = web.atlas(&reader.ctx).await?;
    let page = page(web, reader, "begin-place-title", "/begin/plaats", &slips).await;
    let status = slips.status();
    let page = PlacePage::new(page, &begun.typed(), &atlas, slips);
    answer_privately(status, &page.page, &page)
}

/// `GET /begin/kleuren`
pub(crate) async fn look(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    match step(&web, &headers).await {
        Ok(begun) => show_look(&web, &reader, &begun, Slips::default()).await,
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// `POST /begin/kleuren`
pub(crate) async fn give_look(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
    Form(typed): Form<SettingsTyped>,
) -> Result<Response, Failure> {
    let begun = match sent(&web, &reader, &headers).await {
        Ok(begun) => begun,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let is_look = typed.is_look();
    let SettingsTyped { taal_nl, taal_en, eerst, eigen, baksteen, papier, deur, .. } = typed;
    let begun = Begun { taal_nl, taal_en, eerst, eigen, baksteen, papier, deur, ..begun };
    let atlas = web.atlas(&reader.ctx).await?;
    if is_look && begun.typed().colours().is_ok() {
        return Ok(begun.go(&web.site, "/begin/kleuren"));
    }
    match begun.settings(&atlas) {
        Ok(_) => Ok(begun.go(&web.site, "/begin/organisator")),
        Err(error) => {
            let slips = Slips::of_community(reader.language, error)?;
            show_look(&web, &reader, &begun, slips).await
        }
    }
}

async fn show_look(
    web: &Web,
    reader: &Reader,
    begun: &Begun,
    slips: Slips,
) -> Result<Response, Failure> {
    let atlas = web.atlas(&reader.ctx).await?;
    let page = page(web, reader, "begin-look-title", "/begin/kleuren", &slips).await;
    let status = slips.status();
    let page = LookPage::new(page, &begun.typed(), &atlas, slips);
    answer_privately(status, &page.page, &page)
}

/// The frame of a step.
pub(super) async fn page(
    web: &Web,
    reader: &Reader,
    title: &str,
    here: &str,
    slips: &Slips,
) -> Page {
    let mut page = Page::own(web, reader, title, "begin-lead", slips).await;
    here.clone_into(&mut page.here);
    page
}

impl CodePage {
    pub(crate) fn new(page: Page, typed: &str, slips: Slips) -> Self {
        let field = Field::line("begincode", page.t("begin-code"), typed, CODE_MAX, &slips);
        let code = Field { hint: Some(page.t("begin-code-hint")), required: true, ..field };
        Self { code, slips, page }
    }
}

impl PlacePage {
    pub(crate) fn new(page: Page, typed: &SettingsTyped, atlas: &Atlas, slips: Slips) -> Self {
        let form = SettingsForm::new(page.language, typed, atlas, &slips);
        Self { form, map: Map::draw(atlas, typed), slips, page }
    }

    pub(crate) fn step(&self) -> String {
        self.page.with("begin-step", &[("step", 2.into())])
    }
}

impl LookPage {
    pub(crate) fn new(page: Page, typed: &SettingsTyped, atlas: &Atlas, slips: Slips) -> Self {
        Self { form: SettingsForm::new(page.language, typed, atlas, &slips), slips, page }
    }

    pub(crate) fn step(&self) -> String {
        self.page.with("begin-step", &[("step", 3.into())])
    }
}
