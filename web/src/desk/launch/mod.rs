//! The launch list: the first thirty days of a community, each step with its live figure.

mod street;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::areas::atlas::Atlas;
use koop_domain::communities::launch::model::{
    LAUNCH_DAYS, Launch, POSTERS_MAX, SHARE_WANTED, Step, StepKey,
};
use koop_domain::communities::launch::{launch, set_posters};
use koop_domain::listings::rounds::Street;
use koop_domain::policy::{self, Action};
use serde::Deserialize;

use super::{AtDesk, COMMUNITY, DeskHead};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::mending::street_href;
use crate::page::{Page, answer_privately};
use crate::texts;

/// Where the list stands.
pub(super) const PATH: &str = "/beheer/lancering";

#[derive(Template)]
#[template(path = "desk/launch/launch.html")]
pub(crate) struct LaunchPage {
    pub page: Page,
    pub desk: DeskHead,
    pub slips: Slips,
    pub day: String,
    pub done_words: String,
    /// The street, a house a step, with light where one is done.
    pub street: String,
    pub next: Option<Row>,
    pub steps: Vec<Row>,
    pub streets: Vec<Walked>,
    pub streets_hint: String,
    /// For who may say how many posters hang.
    pub posters: Option<Field>,
    pub done: Option<String>,
}

/// A step.
pub(crate) struct Row {
    pub title: String,
    pub why: String,
    pub figure: String,
    pub percent: u64,
    pub is_done: bool,
    /// Where it is done, and what the link says, for who may.
    pub way: Option<(String, String)>,
}

/// A street.
pub(crate) struct Walked {
    pub name: String,
    pub href: String,
    pub figure: String,
    pub percent: u64,
}

/// The list in a few words, for the front of the desk.
pub(crate) enum Card {
    /// It still stands there by itself.
    On(Box<OnCard>),
    /// A link is enough: where it leads.
    Over(String),
}

/// How far it is, at a glance.
pub(crate) struct OnCard {
    pub href: String,
    pub day: String,
    pub done_words: String,
    pub street: String,
    pub next: Option<String>,
}

/// How many posters hang.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    gemeenschap: String,
    posters: String,
}

/// `GET /beheer/lancering`
pub(super) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let named = mine.reader.value(COMMUNITY).map(str::to_owned);
    show(&web, &mine, named.as_deref(), None, Slips::default()).await
}

/// `POST /beheer/lancering`: says how many posters hang.
pub(super) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let slug = typed.gemeenschap.clone();
    let desk = AtDesk::open(&web, reader, Action::KeepCommunity, Some(&slug)).await?;
    let of = desk.here()?.community.id;
    let posters = typed.posters.trim().parse::<u32>().ok().filter(|it| *it <= POSTERS_MAX);
    let Some(posters) = posters else {
        let slips = Slips::own("posters", texts::text(reader.language, "launch-posters-wrong"));
        return show(&web, &mine, Some(&slug), Some(typed.posters), slips).await;
    };
    set_posters(&reader.ctx, &web.site.domain, of, posters).await?;
    let to = format!("{PATH}?{COMMUNITY}={slug}&gedaan=posters");
    Ok(Redirect::to(&to).into_response())
}

async fn show(
    web: &Web,
    mine: &Mine,
    named: Option<&str>,
    typed: Option<String>,
    slips: Slips,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = mine;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let desk = AtDesk::open(web, reader, Action::SeeDesk, named).await?;
    let here = desk.here()?;
    let found = launch(ctx, domain, here.community.id).await?;
    let atlas = web.atlas(ctx).await?;
    let mut page = Page::own(web, reader, "launch-title", "launch-lead", &slips).await;
    PATH.clone_into(&mut page.here);
    let head = DeskHead::new(&page, ctx.actor, &desk, PATH);
    let standing = here.standing();
    let may = |action| policy::allows_on(ctx.actor, action, standing);
    let done = reader.value("gedaan").filter(|_| slips.is_empty());
    let done = done.filter(|it| *it == "posters").map(|_| page.t("launch-done-posters"));
    let status = slips.status();
    let mut page = LaunchPage::new(page, head, (&found, &atlas), (&may, typed), slips);
    page.done = done;
    answer_privately(status, &page.page, &page)
}

impl LaunchPage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        (launch, atlas): (&Launch, &Atlas),
        (may, typed): (&dyn Fn(Action) -> bool, Option<String>),
        slips: Slips,
    ) -> Self {
        let row = |step: &Step| row(&page, &desk.slug, *step, may);
        let hung = launch.steps.iter().find(|it| it.key == StepKey::Posters).map(|it| it.done);
        let posters = may(Action::KeepCommunity).then(|| {
            let value = typed.unwrap_or_else(|| hung.unwrap_or_default().to_string());
            let label = page.t("launch-posters-label");
            Field::line("posters", label, &value, POSTERS_MAX.to_string().len(), &slips)
                .typed("text", "numeric")
        });
        let walked = |it: &Street| Walked {
            name: it.stretch.street.clone(),
            href: street_href(&it.stretch, atlas),
            figure: page.with(
                "launch-street-figure",
                &[("done", it.done.into()), ("of", it.places.into())],
            ),
            percent: percent(it.done, it.places),
        };
        Self {
            day: day(&page, launch),
            done_words: done_words(&page, launch),
            street: street::draw(&launch.steps),
            next: launch.next().map(|it| row(&it)),
            steps: launch.steps.iter().map(row).collect(),
            streets: launch.streets.iter().map(walked).collect(),
            streets_hint: page.with("launch-streets-hint", &[("share", SHARE_WANTED.into())]),
            posters,
            done: None,
            desk,
            slips,
            page,
        }
    }
}

/// Where the list is.
pub(super) fn list_href(slug: &str) -> String {
    format!("{PATH}?{COMMUNITY}={slug}")
}

impl OnCard {
    /// The list as it stands at the front of the desk.
    pub(super) fn new(page: &Page, slug: &str, launch: &Launch) -> Self {
        Self {
            href: list_href(slug),
            day: day(page, launch),
            done_words: done_words(page, launch),
            street: street::draw(&launch.steps),
            next: launch.next().map(|it| page.t(words(it.key).0)),
        }
    }
}

fn day(page: &Page, launch: &Launch) -> String {
    if launch.day > LAUNCH_DAYS {
        return page.with("launch-day-after", &[("day", launch.day.into())]);
    }
    page.with("launch-day", &[("day", launch.day.into()), ("of", LAUNCH_DAYS.into())])
}

fn done_words(page: &Page, launch: &Launch) -> String {
    let values = [("done", launch.done().into()), ("of", launch.steps.len().into())];
    page.with("launch-done", &values)
}

fn row(page: &Page, slug: &str, step: Step, may: &dyn Fn(Action) -> bool) -> Row {
    let (title, why, way, path, action) = words(step.key);
    let href = match step.key {
        StepKey::Posters => path.to_owned(),
        _ if path.starts_with("/beheer") => format!("{path}?{COMMUNITY}={slug}"),
        _ => path.to_owned(),
    };
    let of = [("done", step.done.into()), ("of", step.of.into())];
    Row {
        title: page.t(title),
        why: page.t(why),
        figure: page.with("launch-figure", &of),
        percent: percent(step.done, step.of),
        is_done: step.is_done(),
        way: may(action).then(|| (href, page.t(way))),
    }
}

/// What a step is called, why it is done, what the link says, where it leads, and what one must be
/// allowed to go there.
fn words(key: StepKey) -> (&'static str, &'static str, &'static str, &'static str, Action) {
    match key {
        StepKey::Agreements => (
            "launch-agreements",
            "launch-agreements-why",
            "launch-agreements-way",
            "/beheer/gemeenschap",
            Action::KeepCommunity,
        ),
        StepKey::Area => (
            "launch-area",
            "launch-area-why",
            "launch-area-way",
            "/beheer/gemeenschap",
            Action::KeepCommunity,
        ),
        StepKey::Places => (
            "launch-places",
            "launch-places-why",
            "launch-places-way",
            super::tables::PATH,
            Action::ImportListings,
        ),
        StepKey::Streets => (
            "launch-streets",
            "launch-streets-why",
            "launch-streets-way",
            "/straatronde",
            Action::WalkStreets,
        ),
        StepKey::Owners => (
            "launch-owners",
            "launch-owners-why",
            "launch-owners-way",
            "/beheer/claims",
            Action::DecideClaims,
        ),
        StepKey::Posters => (
            "launch-posters",
            "launch-posters-why",
            "launch-posters-way",
            "#posters",
            Action::KeepCommunity,
        ),
        StepKey::People => (
            "launch-people",
            "launch-people-why",
            "launch-people-way",
            "/beheer/leden",
            Action::InviteMember,
        ),
    }
}

/// How far, in whole percents, all of it at most.
fn percent(done: u64, of: u64) -> u64 {
    (done * 100).checked_div(of).unwrap_or(0).min(100)
}
