//! The link that was mailed. Opening it does nothing: scanners of mail open links, and so do
//! people who only wonder. What lets in is the button.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use http::HeaderMap;
use koop_domain::members::codes::Proof;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::{Email, Secret};
use koop_domain::members::sessions::PAGE_DAYS;
use koop_domain::members::{self, Entered, Entry};
use serde::Deserialize;

use super::{Goal, Way, let_in};
use crate::Web;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

#[derive(Template)]
#[template(path = "entering/link/link.html")]
pub(crate) struct LinkPage {
    pub page: Page,
    pub slips: Slips,
    /// As whom, and the secret that goes along; none when the link holds no more.
    pub holds: Option<(String, String)>,
    /// For how long.
    pub stays: String,
    /// Where somebody is new.
    pub name: Option<Field>,
    /// Where somebody may have forgotten theirs.
    pub password: Option<Field>,
    /// Whether they said so.
    pub forgot: bool,
}

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    geheim: String,
    naam: String,
    nieuw: String,
}

/// `GET /inloggen/link/{secret}`
pub(crate) async fn get(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
    Path(secret): Path<String>,
) -> Result<Response, Failure> {
    let way = Way::read(&web.site, &headers).unwrap_or_default();
    show(&web, &reader, (&secret, &way.name, way.goal), Slips::default()).await
}

/// `POST /inloggen/link`
pub(crate) async fn post(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let way = Way::read(&web.site, &headers).unwrap_or_default();
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let proof = Proof::Link(Secret::new(&typed.geheim));
    let name = Some(typed.naam.clone());
    let password = Some(&typed.nieuw).filter(|it| !it.is_empty()).map(Secret::new);
    let goal = if password.is_some() { Goal::Password } else { way.goal };
    let entry = Entry { proof, name, password, language: reader.language };
    let slips = match members::enter(ctx, domain, entry, &reader.origin).await {
        Ok(Entered::In(signed_in)) => return Ok(let_in(&web, &reader, &signed_in, &way.back).await),
        Ok(Entered::NameNeeded) => Slips::default(),
        // On this page the only password is a new one.
        Err(MemberError::Invalid { field: "password", problem }) => {
            let error = MemberError::Invalid { field: "newPassword", problem };
            Slips::read(reader.language, error)?
        }
        Err(error) => Slips::read(reader.language, error)?,
    };
    show(&web, &reader, (&typed.geheim, &typed.naam, goal), slips).await
}

async fn show(
    web: &Web,
    reader: &Reader,
    (secret, name, goal): (&str, &str, Goal),
    mut slips: Slips,
) -> Result<Response, Failure> {
    let link = Secret::new(secret);
    let looked = members::look_at_link(&reader.ctx, &web.site.domain, &link).await;
    let known = match looked {
        Ok(known) => Some(known),
        Err(error @ MemberError::WrongCode) => {
            slips = Slips::read(reader.language, error)?.above();
            None
        }
        Err(error) => return Err(error.into()),
    };
    let mut page = Page::own(web, reader, "link-title", "sign-in-lead", &slips).await;
    if known.is_none() {
        page.here = "/inloggen".to_owned();
    }
    let status = slips.status();
    let page = LinkPage::new(page, (secret, name, goal), known.as_ref(), slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl LinkPage {
    pub(crate) fn new(
        page: Page,
        (secret, name, goal): (&str, &str, Goal),
        known: Option<&(Email, bool)>,
        slips: Slips,
    ) -> Self {
        let holds = known.map(|(email, _)| {
            let words = page.with("link-whom", &[("email", email.masked().into())]);
            (words, secret.to_owned())
        });
        let is_new = known.is_some_and(|(_, is_known)| !is_known);
        let may_forget = known.is_some_and(|(_, is_known)| *is_known);
        let name = is_new.then(|| Field::name(page.language, name, &slips));
        let password = may_forget.then(|| Field::new_password(page.language, false, &slips));
        let stays = page.with("link-stays", &[("count", PAGE_DAYS.into())]);
        let forgot = goal == Goal::Password;
        Self { holds, stays, name, password, forgot, slips, page }
    }
}
