//! What a community is, and what is agreed there.

mod form;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::communities::model::{Agreement, Settings, Texts};
use koop_domain::communities::{self, Seen};
use koop_domain::language::Language;
use koop_domain::policy::{self, Action};
use serde::Deserialize;

pub(crate) use self::form::{SettingsForm, Typed};
use super::{AtDesk, COMMUNITY, DeskHead};
use crate::Web;
use crate::account::Mine;
use crate::community::Agreed;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

/// How many versions of what is agreed are shown.
const VERSIONS: u32 = 20;

#[derive(Template)]
#[template(path = "desk/settings/settings.html")]
pub(crate) struct SettingsPage {
    pub page: Page,
    pub desk: DeskHead,
    pub slips: Slips,
    pub form: SettingsForm,
    /// The text of the newest version, or what was typed, per language.
    pub text_nl: String,
    pub text_en: String,
    pub versions: Vec<Agreed>,
    pub done: Option<String>,
}

/// What was typed of what is agreed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Published {
    gemeenschap: String,
    tekst_nl: String,
    tekst_en: String,
}

/// `GET /beheer/gemeenschap`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let named = mine.reader.value(COMMUNITY).map(str::to_owned);
    show(&web, &mine.reader, named.as_deref(), (None, None), Slips::default()).await
}

/// `POST /beheer/gemeenschap`
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let slug = typed.gemeenschap.clone();
    let desk = AtDesk::open(&web, reader, Action::KeepCommunity, Some(&slug)).await?;
    let here = &desk.here()?.community;
    let atlas = web.atlas(&reader.ctx).await?;
    if typed.is_look() {
        return show(&web, reader, Some(&slug), (Some(typed), None), Slips::default()).await;
    }
    let founds = policy::allows(reader.ctx.actor, Action::FoundCommunity);
    let done = match typed.settings(&atlas) {
        Ok(settings) => {
            // Two areas may have one name, so that its words are not it.
            let area = if founds { settings.area } else { here.settings.area };
            let settings = Settings { area, ..settings };
            communities::edit(&reader.ctx, &web.site.domain, here.id, settings).await.map(|_| ())
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(back(&slug, "bewaard")),
        Err(error) => {
            let slips = Slips::of_community(reader.language, error)?;
            show(&web, reader, Some(&slug), (Some(typed), None), slips).await
        }
    }
}

/// `POST /beheer/gemeenschap/afspraken`
pub(crate) async fn publish(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Published>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let slug = typed.gemeenschap.clone();
    let desk = AtDesk::open(&web, reader, Action::KeepCommunity, Some(&slug)).await?;
    let id = desk.here()?.community.id;
    let text: Texts =
        [(Language::Nl, typed.tekst_nl.clone()), (Language::En, typed.tekst_en.clone())].into();
    match communities::publish_agreements(&reader.ctx, &web.site.domain, id, &text).await {
        Ok(_) => Ok(back(&slug, "afspraken")),
        Err(error) => {
            let slips = Slips::of_community(reader.language, error)?;
            show(&web, reader, Some(&slug), (None, Some(typed)), slips).await
        }
    }
}

fn back(slug: &str, done: &str) -> Response {
    Redirect::to(&format!("/beheer/gemeenschap?{COMMUNITY}={slug}&gedaan={done}")).into_response()
}

async fn show(
    web: &Web,
    reader: &Reader,
    named: Option<&str>,
    (typed, published): (Option<Typed>, Option<Published>),
    slips: Slips,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let desk = AtDesk::open(web, reader, Action::KeepCommunity, named).await?;
    let here = desk.here()?;
    let versions = communities::agreements(ctx, domain, here.community.id, VERSIONS).await?;
    let atlas = web.atlas(ctx).await?;
    let mut page = Page::own(web, reader, "desk-settings", "desk-settings-lead", &slips).await;
    "/beheer/gemeenschap".clone_into(&mut page.here);
    let head = DeskHead::new(&page, ctx.actor, &desk, "/beheer/gemeenschap");
    let done = reader.value("gedaan").and_then(|what| match what {
        "bewaard" => Some(page.t("desk-done-saved")),
        "afspraken" => Some(page.t("desk-done-published")),
        _ => None,
    });
    let status = slips.status();
    let typed = typed.unwrap_or_else(|| Typed::of(&here.community, &atlas));
    let form = SettingsForm::new(page.language, &typed, &atlas, &slips);
    let founds = policy::allows(ctx.actor, Action::FoundCommunity);
    let form = if founds { form } else { form.without_area(page.language) };
    let page = SettingsPage::new(page, head, (here, &versions, published), (form, done), slips);
    answer_privately(status, &page.page, &page)
}

impl SettingsPage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        (here, versions, published): (&Seen, &[Agreement], Option<Published>),
        (form, done): (SettingsForm, Option<String>),
        slips: Slips,
    ) -> Self {
        let newest = |language| {
            let text = versions.first().and_then(|it| it.text.get(&language));
            text.cloned().unwrap_or_default()
        };
        let (text_nl, text_en) = match published {
            Some(it) => (it.tekst_nl, it.tekst_en),
            None => (newest(Language::Nl), newest(Language::En)),
        };
        let versions = versions.iter().map(|it| Agreed::new(page.language, here, it)).collect();
        Self { form, text_nl, text_en, versions, desk, done, slips, page }
    }

    /// What is wrong with what is agreed.
    pub(crate) fn text_error(&self) -> Option<&str> {
        self.slips.of("tekst")
    }
}
