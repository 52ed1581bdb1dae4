//! The last step: the first organiser comes in, by a mailed code or a password, and the house
//! begins.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::{self, Seen};
use koop_domain::ctx::Ctx;
use koop_domain::members::codes::Proof;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::{Email, Secret};
use koop_domain::members::sessions::SignedIn;
use koop_domain::members::{self, Entered, Entry};
use koop_domain::setup::{self, FirstPerson};
use serde::Deserialize;

use super::steps::page;
use super::{Begun, sent, step};
use crate::Web;
use crate::account::Mine;
use crate::cookies::BEGIN;
use crate::entering::let_in;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

#[derive(Template)]
#[template(path = "begin/person.html")]
pub(crate) struct PersonPage {
    pub page: Page,
    pub slips: Slips,
    pub name: Field,
    pub email: Field,
    pub password: Field,
}

#[derive(Template)]
#[template(path = "begin/mailed.html")]
pub(crate) struct MailedPage {
    pub page: Page,
    pub slips: Slips,
    pub lead: String,
    pub code: Field,
}

#[derive(Template)]
#[template(path = "begin/done.html")]
pub(crate) struct DonePage {
    pub page: Page,
    pub title: String,
    pub slug: String,
}

/// Who begins.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    naam: String,
    email: String,
    nieuw: String,
    daad: String,
}

/// The code of the mail.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct MailedCode {
    code: String,
}

/// `GET /begin/organisator`
pub(crate) async fn get(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    match step(&web, &headers).await {
        Ok(begun) => show(&web, &reader, &begun, Slips::default()).await,
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// `POST /begin/organisator`
pub(crate) async fn post(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let begun = match sent(&web, &reader, &headers).await {
        Ok(begun) => begun,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let begun = Begun { wie: typed.naam, email: typed.email, ..begun };
    let done = if typed.daad == "wachtwoord" {
        with_password(&web, &reader, &begun, typed.nieuw).await
    } else {
        ask_mail(&web, &reader, &begun).await
    };
    match done {
        Ok(response) => Ok(response),
        Err(error) => {
            let slips = Slips::of_community(reader.language, on_page(error))?;
            show(&web, &reader, &begun, slips).await
        }
    }
}

/// On this page the only password is a new one.
fn on_page(error: CommunityError) -> CommunityError {
    match error {
        CommunityError::Member(MemberError::Invalid { field: "password", problem }) => {
            MemberError::Invalid { field: "newPassword", problem }.into()
        }
        error => error,
    }
}

async fn ask_mail(web: &Web, reader: &Reader, begun: &Begun) -> Result<Response, CommunityError> {
    members::model::tidy_name(&begun.wie)
        .map_err(|problem| MemberError::Invalid { field: "name", problem })?;
    let net = &reader.origin.net;
    let domain = &web.site.domain;
    members::ask_code(&reader.ctx, domain, &begun.email, reader.language, net).await?;
    Ok(begun.go(&web.site, "/begin/code"))
}

async fn with_password(
    web: &Web,
    reader: &Reader,
    begun: &Begun,
    password: String,
) -> Result<Response, CommunityError> {
    let (ctx, domain, from) = (&reader.ctx, &web.site.domain, &reader.origin);
    let email = Email::read(&begun.email)
        .map_err(|problem| MemberError::Invalid { field: "email", problem })?;
    let password = Secret::new(password);
    let (name, language) = (begun.wie.clone(), reader.language);
    let person = FirstPerson { name, email, password: password.clone(), language };
    setup::enter(ctx, domain, (&begun.secret(), &from.net), person).await?;
    let signed_in = members::sign_in(ctx, domain, (&begun.email, &password), from).await?;
    begin(web, reader, begun, &signed_in).await
}

/// `GET /begin/code`
pub(crate) async fn mailed(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    match step(&web, &headers).await {
        Ok(begun) => show_mailed(&web, &reader, &begun, "", Slips::default()).await,
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// `POST /begin/code`
pub(crate) async fn finish(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
    Form(typed): Form<MailedCode>,
) -> Result<Response, Failure> {
    let begun = match sent(&web, &reader, &headers).await {
        Ok(begun) => begun,
        Err(elsewhere) => return Ok(elsewhere),
    };
    match with_code(&web, &reader, &begun, &typed.code).await {
        Ok(response) => Ok(response),
        Err(error) => {
            let slips = Slips::of_community(reader.language, error)?;
            show_mailed(&web, &reader, &begun, &typed.code, slips).await
        }
    }
}

async fn with_code(
    web: &Web,
    reader: &Reader,
    begun: &Begun,
    code: &str,
) -> Result<Response, CommunityError> {
    let proof = Proof::typed(&begun.email, code)?;
    let name = Some(begun.wie.clone());
    let entry = Entry { proof, name, password: None, language: reader.language };
    let entered = members::enter(&reader.ctx, &web.site.domain, entry, &reader.origin).await?;
    match entered {
        Entered::In(signed_in) => begin(web, reader, begun, &signed_in).await,
        Entered::NameNeeded => {
            let problem = koop_domain::error::Problem::Empty;
            Err(MemberError::Invalid { field: "name", problem }.into())
        }
    }
}

/// The house begins, and its first organiser is in.
async fn begin(
    web: &Web,
    reader: &Reader,
    begun: &Begun,
    signed_in: &SignedIn,
) -> Result<Response, CommunityError> {
    let domain = &web.site.domain;
    let ctx = Ctx { actor: signed_in.actor(), ..reader.ctx.clone() };
    let atlas = koop_domain::areas::refresh(domain).await?;
    let settings = begun.settings(&atlas)?;
    let code = (&begun.secret(), reader.origin.net.as_str());
    setup::begin(&ctx, domain, code, settings, &communities::model::Texts::new()).await?;
    let mut response = let_in(web, reader, signed_in, "/begin/klaar").await;
    BEGIN.forget(&web.site, response.headers_mut());
    Ok(response)
}

/// `GET /begin/klaar`: how the house is filled.
pub(crate) async fn done(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let mine = communities::mine(&reader.ctx, &web.site.domain).await?;
    let Some(seen) = mine.into_iter().next() else {
        return Ok(Redirect::to("/").into_response());
    };
    let slips = Slips::default();
    let page = page(&web, reader, "begin-title", "/begin/klaar", &slips).await;
    let page = DonePage::new(page, &seen);
    answer_privately(slips.status(), &page.page, &page)
}

async fn show(
    web: &Web,
    reader: &Reader,
    begun: &Begun,
    slips: Slips,
) -> Result<Response, Failure> {
    let page = page(web, reader, "begin-person-title", "/begin/organisator", &slips).await;
    let status = slips.status();
    let page = PersonPage::new(page, begun, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

async fn show_mailed(
    web: &Web,
    reader: &Reader,
    begun: &Begun,
    typed: &str,
    slips: Slips,
) -> Result<Response, Failure> {
    let page = page(web, reader, "begin-mailed-title", "/begin/code", &slips).await;
    let status = slips.status();
    let page = MailedPage::new(page, begun, typed, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl PersonPage {
    pub(crate) fn new(page: Page, begun: &Begun, slips: Slips) -> Self {
        Self {
            name: Field::name(page.language, &begun.wie, &slips),
            email: Field::email(page.language, &begun.email, &slips),
            password: Field::new_password(page.language, false, &slips),
            slips,
            page,
        }
    }

    pub(crate) fn step(&self) -> String {
        self.page.with("begin-step", &[("step", 4.into())])
    }
}

impl MailedPage {
    pub(crate) fn new(page: Page, begun: &Begun, typed: &str, slips: Slips) -> Self {
        Self {
            lead: page.with("begin-mailed-lead", &[("email", begun.email.clone().into())]),
            code: Field::code(page.language, typed, &slips),
            slips,
            page,
        }
    }
}

impl DonePage {
    pub(crate) fn new(page: Page, seen: &Seen) -> Self {
        let name = seen.community.settings.name.clone();
        Self {
            title: page.with("begin-done-title", &[("name", name.into())]),
            slug: seen.community.slug.clone(),
            page,
        }
    }
}
