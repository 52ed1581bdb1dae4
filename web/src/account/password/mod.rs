//! My password: to choose one, or another.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::members;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::{Member, Secret};
use serde::Deserialize;

use super::Mine;
use crate::Web;
use crate::entering::{HOME, sign_in_href};
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};

#[derive(Template)]
#[template(path = "account/password/password.html")]
pub(crate) struct PasswordPage {
    pub page: Page,
    pub slips: Slips,
    /// For whom a keeper of passwords keeps it.
    pub email: Option<String>,
    /// Where there is one already.
    pub old: Option<Field>,
    pub new: Field,
}

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    wachtwoord: String,
    nieuw: String,
}

/// `GET /mijn/wachtwoord`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine, Slips::default()).await
}

/// `POST /mijn/wachtwoord`
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let (old, new) = (Secret::new(typed.wachtwoord), Secret::new(typed.nieuw));
    match members::change_password(&reader.ctx, &web.site.domain, (&old, &new)).await {
        Ok(()) => Ok(Redirect::to("/mijn?gedaan=wachtwoord").into_response()),
        Err(error) => show(&web, &mine, own_password(&mine, error)?).await,
    }
}

/// What is wrong, said for somebody whose account it is.
pub(super) fn own_password(mine: &Mine, error: MemberError) -> Result<Slips, Failure> {
    let language = mine.reader.language;
    if matches!(error, MemberError::WrongPassword) {
        let words = crate::texts::text(language, "member-wrong-own-password");
        return Ok(Slips::read(language, error)?.saying(words).beside("wachtwoord"));
    }
    let is_stale = matches!(error, MemberError::Stale);
    let slips = Slips::read(language, error)?;
    if is_stale {
        let words = crate::texts::text(language, "member-stale-way");
        return Ok(slips.leading(sign_in_href(HOME), words));
    }
    Ok(slips)
}

async fn show(web: &Web, mine: &Mine, slips: Slips) -> Result<Response, Failure> {
    let mut page = Page::own(web, &mine.reader, "password-title", "password-lead", &slips).await;
    "/mijn/wachtwoord".clone_into(&mut page.here);
    let status = slips.status();
    let page = PasswordPage::new(page, &mine.known.member, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl PasswordPage {
    pub(crate) fn new(page: Page, member: &Member, slips: Slips) -> Self {
        let language = page.language;
        let has = member.has_password;
        Self {
            email: member.email.as_ref().map(|it| it.as_typed().to_owned()),
            old: has.then(|| Field::password(language, "form-own-password", &slips)),
            new: Field::new_password(language, true, &slips),
            slips,
            page,
        }
    }
}
