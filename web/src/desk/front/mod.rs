//! The front page of the desk: what waits, and where to go for it.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::communities::launch::model::Launch;
use koop_domain::communities::model::{NAME_MAX, Settings};
use koop_domain::communities::{self, Waiting};
use koop_domain::desk as queue;
use koop_domain::helpdesk::UNANSWERED_DAYS;
use koop_domain::language::Language;
use koop_domain::policy::{self, Action};
use serde::Deserialize;

use super::board::BOARD;
use super::helpdesk::{self, HELP};
use super::launch::{Card, OnCard, list_href};
use super::queue::QUEUE;
use super::{AtDesk, COMMUNITY, DeskHead, PEOPLE, board};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};

#[derive(Template)]
#[template(path = "desk/front/front.html")]
pub(crate) struct FrontPage {
    pub page: Page,
    pub desk: DeskHead,
    pub slips: Slips,
    /// What waits: how many, what that is, and where to go for it.
    pub waiting: Vec<Waits>,
    pub members: Option<String>,
    pub must_accept: bool,
    /// The first thirty days.
    pub launch: Option<Card>,
    /// For who may make another community.
    pub name: Option<Field>,
}

/// How much waits on which page; none where the reader has nothing to do there.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    pub cases: Option<u64>,
    pub posted: Option<u64>,
    pub needs: Option<u64>,
}

/// Something that waits.
pub(crate) struct Waits {
    pub count: u64,
    pub what: String,
    pub href: Option<String>,
}

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    naam: String,
}

/// `GET /beheer`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine, "", Slips::default()).await
}

/// `POST /beheer/nieuw`: makes a community.
pub(crate) async fn found(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let settings = Settings {
        name: typed.naam.clone(),
        languages: Language::ALL.to_vec(),
        ..Settings::default()
    };
    match communities::found(&reader.ctx, &web.site.domain, settings).await {
        Ok(it) => {
            let to = format!("/beheer/gemeenschap?{COMMUNITY}={}", it.slug);
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let slips = Slips::of_community(reader.language, error)?;
            show(&web, &mine, &typed.naam, slips).await
        }
    }
}

async fn show(web: &Web, mine: &Mine, typed: &str, slips: Slips) -> Result<Response, Failure> {
    let Mine { reader, .. } = mine;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let mut desk = AtDesk::open(web, reader, Action::SeeDesk, reader.value(COMMUNITY)).await?;
    let (mut waiting, mut counts) = (None, Counts::default());
    if let Some(here) = &desk.here {
        waiting = Some(communities::waiting(ctx, domain, here.community.id).await?);
        if policy::allows_on(ctx.actor, Action::DecideReports, here.standing()) {
            counts.cases = Some(queue::waiting(ctx, domain).await?);
        }
        counts.posted = board::count(ctx, domain, here).await?;
        counts.needs = helpdesk::count(ctx, domain, here).await?;
        desk.waits.extend(counts.cases.map(|count| (QUEUE, count)));
        desk.waits.extend(counts.needs.map(|count| (HELP, count)));
        desk.waits.extend(counts.posted.map(|count| (BOARD, count)));
    }
    let may_found = policy::allows(ctx.actor, Action::FoundCommunity);
    let mut page = Page::own(web, reader, "desk-title", "desk-lead", &slips).await;
    "/beheer".clone_into(&mut page.here);
    let head = DeskHead::new(&page, ctx.actor, &desk, "/beheer");
    let must_accept = desk.here.as_ref().is_some_and(communities::Seen::must_accept);
    let status = slips.status();
    let name = may_found.then_some(typed);
    let known = (waiting, counts);
    let mut page = FrontPage::new(page, head, known, (must_accept, name), slips);
    if let Some(here) = &desk.here {
        let slug = &here.community.slug;
        let launch = communities::launch::first_days(ctx, domain, here.community.id).await?;
        page.launch = Some(match launch.filter(Launch::is_on) {
            Some(launch) => Card::On(Box::new(OnCard::new(&page.page, slug, &launch))),
            None => Card::Over(list_href(slug)),
        });
    }
    answer_privately(status, &page.page, &page)
}

impl FrontPage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        (known, counts): (Option<Waiting>, Counts),
        (must_accept, name): (bool, Option<&str>),
        slips: Slips,
    ) -> Self {
        let people = desk.way(PEOPLE).map(str::to_owned);
        let waits = |key: &str, count: u64, href: Option<String>| Waits {
            count,
            what: page.with(key, &[("count", count.into()), ("days", UNANSWERED_DAYS.into())]),
            href,
        };
        let mut waiting = Vec::new();
        if let Some(it) = known {
            waiting.push(waits("desk-asked", it.asked, people.clone()));
            let to_queue = Some(QUEUE.to_owned());
            waiting.extend(counts.cases.map(|count| waits("queue-waiting", count, to_queue)));
            let to_help = desk.way(HELP).map(str::to_owned);
            waiting.extend(counts.needs.map(|count| waits("need-waiting", count, to_help)));
            let to_board = desk.way(BOARD).map(str::to_owned);
            waiting.extend(counts.posted.map(|count| waits("desk-board-waiting", count, to_board)));
            waiting.push(waits("desk-invited", it.invited, people));
        }
        let members =
            known.map(|it| page.with("community-members", &[("count", it.members.into())]));
        let field = |typed: &str| {
            let label = page.t("desk-new-name");
            Field { required: true, ..Field::line("naam", label, typed, NAME_MAX, &slips) }
        };
        Self {
            name: name.map(field),
            members,
            must_accept,
            launch: None,
            waiting,
            desk,
            slips,
            page,
        }
    }
}
