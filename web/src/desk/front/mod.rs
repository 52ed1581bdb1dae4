//! The front page of the desk: what waits, and where to go for it.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::communities::model::{NAME_MAX, Settings};
use koop_domain::communities::{self, Waiting};
use koop_domain::language::Language;
use koop_domain::listings::claims;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::reports::{self, Desk};
use koop_domain::policy::{self, Action};
use serde::Deserialize;

use super::launch::Card;
use super::{AtDesk, CLAIMS, COMMUNITY, DeskHead, PEOPLE, REPORTS};
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
    let mut waiting = None;
    if let Some(here) = &desk.here {
        waiting = Some(communities::waiting(ctx, domain, here.community.id).await?);
        let claims = claims::waiting(ctx, domain).await.map(|all| all.len());
        let reports = reports::desk(ctx, domain, Desk::default()).await.map(|all| all.len());
        for (path, count) in [(CLAIMS, claims), (REPORTS, reports)] {
            match count {
                Ok(count) => desk.waits.push((path, count as u64)),
                Err(ListingError::Denied(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    let may_found = policy::allows(ctx.actor, Action::FoundCommunity);
    let mut page = Page::own(web, reader, "desk-title", "desk-lead", &slips).await;
    "/beheer".clone_into(&mut page.here);
    let head = DeskHead::new(&page, ctx.actor, &desk, "/beheer");
    let must_accept = desk.here.as_ref().is_some_and(communities::Seen::must_accept);
    let status = slips.status();
    let name = may_found.then_some(typed);
    let known = (waiting, &desk.waits[..]);
    let mut page = FrontPage::new(page, head, known, (must_accept, name), slips);
    if let Some(here) = &desk.here {
        let launch = communities::launch::launch(ctx, domain, here.community.id).await?;
        page.launch = Some(Card::new(&page.page, &here.community.slug, &launch));
    }
    answer_privately(status, &page.page, &page)
}

impl FrontPage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        (known, counts): (Option<Waiting>, &[(&str, u64)]),
        (must_accept, name): (bool, Option<&str>),
        slips: Slips,
    ) -> Self {
        let people = desk.way(PEOPLE).map(str::to_owned);
        let waits = |key: &str, count: u64, href: Option<String>| Waits {
            count,
            what: page.with(key, &[("count", count.into())]),
            href,
        };
        let mut waiting = Vec::new();
        if let Some(it) = known {
            waiting.push(waits("desk-asked", it.asked, people.clone()));
            for (path, key) in [(CLAIMS, "desk-claims"), (REPORTS, "desk-waiting-reports")] {
                let count = counts.iter().find(|(at, _)| *at == path).map(|(_, count)| *count);
                waiting.extend(count.map(|count| waits(key, count, Some(path.to_owned()))));
            }
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
