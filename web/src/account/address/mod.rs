//! My mail address: a new one counts once a mail to it was answered.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use koop_domain::members;
use koop_domain::members::codes::Proof;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::{Member, Secret};
use serde::Deserialize;

use super::Mine;
use super::password::own_password;
use crate::Web;
use crate::cookies::WAY;
use crate::entering::{Goal, Way};
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};

#[derive(Template)]
#[template(path = "account/address/address.html")]
pub(crate) struct AddressPage {
    pub page: Page,
    pub slips: Slips,
    pub now: Option<String>,
    pub email: Field,
    /// Where there is one.
    pub password: Option<Field>,
}

/// The code, or the link, of the mail to the new address.
#[derive(Template)]
#[template(path = "account/address/address_code.html")]
pub(crate) struct AddressCode {
    pub page: Page,
    pub slips: Slips,
    pub sent: String,
    /// Where the link was opened: its secret.
    pub link: Option<String>,
    pub code: Field,
}

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    email: String,
    wachtwoord: String,
}

/// What shows that the mail was read.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Shown {
    pub code: String,
    pub geheim: String,
}

/// `GET /mijn/adres`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine, "", Slips::default()).await
}

/// `POST /mijn/adres`
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let (ctx, net) = (&mine.reader.ctx, &mine.reader.origin.net);
    let pair = (typed.email.as_str(), &Secret::new(typed.wachtwoord));
    match members::ask_new_address(ctx, &web.site.domain, pair, net).await {
        Ok(to) => {
            let email = to.as_typed().to_owned();
            let way = Way { email, goal: Goal::Address, ..Way::default() };
            let mut response = Redirect::to("/mijn/adres/code").into_response();
            way.keep(&web.site, response.headers_mut());
            Ok(response)
        }
        Err(error) => show(&web, &mine, &typed.email, own_password(&mine, error)?).await,
    }
}

/// `GET /mijn/adres/code`
pub(crate) async fn code(
    State(web): State<Web>,
    mine: Mine,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    match way(&web, &headers) {
        Some(way) => ask(&web, &mine, Some(&way), Shown::default(), Slips::default()).await,
        None => Ok(Redirect::to("/mijn/adres").into_response()),
    }
}

/// `POST /mijn/adres/code`
pub(crate) async fn confirm(
    State(web): State<Web>,
    mine: Mine,
    headers: HeaderMap,
    Form(shown): Form<Shown>,
) -> Result<Response, Failure> {
    let Some(way) = way(&web, &headers) else {
        return Ok(Redirect::to("/mijn/adres").into_response());
    };
    let taken = match Proof::typed(&way.email, &shown.code) {
        Ok(proof) => take(&web, &mine, &proof).await,
        Err(error) => Err(error),
    };
    match taken {
        Ok(response) => Ok(response),
        Err(error) => {
            let slips = Slips::read(mine.reader.language, error)?;
            let shown = Shown { geheim: String::new(), ..shown };
            ask(&web, &mine, Some(&way), shown, slips).await
        }
    }
}

/// `GET /mijn/adres/link/{secret}`: a page with a button.
pub(crate) async fn link(
    State(web): State<Web>,
    mine: Mine,
    Path(geheim): Path<String>,
) -> Result<Response, Failure> {
    let shown = Shown { geheim, ..Shown::default() };
    ask(&web, &mine, None, shown, Slips::default()).await
}

/// `POST /mijn/adres/link`
pub(crate) async fn confirm_link(
    State(web): State<Web>,
    mine: Mine,
    Form(shown): Form<Shown>,
) -> Result<Response, Failure> {
    let proof = Proof::Link(Secret::new(&shown.geheim));
    match take(&web, &mine, &proof).await {
        Ok(response) => Ok(response),
        Err(error) => {
            let slips = Slips::read(mine.reader.language, error)?.above();
            ask(&web, &mine, None, shown, slips).await
        }
    }
}

async fn take(web: &Web, mine: &Mine, proof: &Proof) -> Result<Response, MemberError> {
    let (ctx, net) = (&mine.reader.ctx, &mine.reader.origin.net);
    members::take_new_address(ctx, &web.site.domain, proof, net).await?;
    let mut response = Redirect::to("/mijn?gedaan=adres").into_response();
    WAY.forget(&web.site, response.headers_mut());
    Ok(response)
}

fn way(web: &Web, headers: &HeaderMap) -> Option<Way> {
    Way::read(&web.site, headers).filter(|way| way.goal == Goal::Address)
}

async fn show(web: &Web, mine: &Mine, email: &str, slips: Slips) -> Result<Response, Failure> {
    let mut page = Page::own(web, &mine.reader, "address-title", "address-lead", &slips).await;
    "/mijn/adres".clone_into(&mut page.here);
    let status = slips.status();
    let page = AddressPage::new(page, &mine.known.member, email, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

async fn ask(
    web: &Web,
    mine: &Mine,
    way: Option<&Way>,
    shown: Shown,
    slips: Slips,
) -> Result<Response, Failure> {
    let (title, lead) = ("address-code-title", "address-lead");
    let mut page = Page::own(web, &mine.reader, title, lead, &slips).await;
    "/mijn/adres".clone_into(&mut page.here);
    let status = slips.status();
    let page = AddressCode::new(page, way, shown, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl AddressPage {
    pub(crate) fn new(page: Page, member: &Member, email: &str, slips: Slips) -> Self {
        let language = page.language;
        let mut field = Field::email(language, email, &slips);
        field.label = page.t("address-new");
        let has = member.has_password;
        Self {
            now: member.email.as_ref().map(|it| it.as_typed().to_owned()),
            email: field,
            password: has.then(|| Field::password(language, "form-own-password", &slips)),
            slips,
            page,
        }
    }
}

impl AddressCode {
    pub(crate) fn new(page: Page, way: Option<&Way>, shown: Shown, slips: Slips) -> Self {
        let sent = match way {
            Some(way) => page.with("code-sent", &[("email", way.email.clone().into())]),
            None => page.t("address-link-lead"),
        };
        let link = Some(shown.geheim).filter(|it| !it.is_empty());
        Self { sent, link, code: Field::code(page.language, &shown.code, &slips), slips, page }
    }
}
