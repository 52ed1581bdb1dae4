//! The code that was mailed, and the name of who is new.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use koop_domain::members::codes::Proof;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::Secret;
use koop_domain::members::{self, Entered, Entry};
use serde::Deserialize;

use super::{Goal, Way, let_in};
use crate::Web;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

/// The step in which a name is asked for.
const NAME_STEP: &str = "naam";

#[derive(Template)]
#[template(path = "entering/code/code.html")]
pub(crate) struct CodePage {
    pub page: Page,
    pub slips: Slips,
    pub sent: String,
    pub code: Field,
    /// Where somebody is new.
    pub name: Option<Field>,
    /// Where somebody forgot theirs.
    pub password: Option<Field>,
    /// What has just happened.
    pub done: Option<String>,
}

/// What was typed.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    code: String,
    naam: String,
    nieuw: String,
    stap: String,
}

/// `GET /inloggen/code`
pub(crate) async fn get(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    match Way::read(&web.site, &headers) {
        Some(way) => show(&web, &reader, &way, Typed::default(), Slips::default()).await,
        None => Ok(Redirect::to("/inloggen").into_response()),
    }
}

/// `POST /inloggen/code`
pub(crate) async fn post(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
    Form(mut typed): Form<Typed>,
) -> Result<Response, Failure> {
    let Some(way) = Way::read(&web.site, &headers) else {
        return Ok(Redirect::to("/inloggen").into_response());
    };
    let error = match enter(&web, &reader, &way, &typed).await {
        Ok(Entered::In(signed_in)) => return Ok(let_in(&web, &reader, &signed_in, &way.back).await),
        Ok(Entered::NameNeeded) => {
            NAME_STEP.clone_into(&mut typed.stap);
            return show(&web, &reader, &way, typed, Slips::default()).await;
        }
        // On this page the only password is a new one.
        Err(MemberError::Invalid { field: "password", problem }) => {
            MemberError::Invalid { field: "newPassword", problem }
        }
        Err(error) => error,
    };
    let slips = Slips::read(reader.language, error)?;
    show(&web, &reader, &way, typed, slips).await
}

async fn enter(
    web: &Web,
    reader: &Reader,
    way: &Way,
    typed: &Typed,
) -> Result<Entered, MemberError> {
    let proof = Proof::typed(&way.email, &typed.code)?;
    let name = if typed.stap == NAME_STEP {
        Some(typed.naam.clone())
    } else {
        Some(way.name.clone()).filter(|name| !name.is_empty())
    };
    let new = Some(&typed.nieuw).filter(|it| way.goal == Goal::Password && !it.is_empty());
    let password = new.map(Secret::new);
    let entry = Entry { proof, name, password, language: reader.language };
    members::enter(&reader.ctx, &web.site.domain, entry, &reader.origin).await
}

/// Shows the page, with what was typed.
pub(super) async fn show(
    web: &Web,
    reader: &Reader,
    way: &Way,
    typed: Typed,
    slips: Slips,
) -> Result<Response, Failure> {
    let title = if typed.stap == NAME_STEP { "code-name-title" } else { "code-title" };
    let mut page = Page::own(web, reader, title, "code-later", &slips).await;
    page.here = "/inloggen/code".to_owned();
    let status = slips.status();
    let done =
        reader.value("gedaan").filter(|it| *it == "nieuw").map(|_| page.t("code-again-done"));
    let page = CodePage::new(page, way, &typed, done, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl Typed {
    /// Somebody who gave the code and has no name yet.
    #[cfg(test)]
    pub(crate) fn nameless(code: &str) -> Self {
        Self { code: code.to_owned(), stap: NAME_STEP.to_owned(), ..Self::default() }
    }
}

impl CodePage {
    pub(crate) fn new(
        page: Page,
        way: &Way,
        typed: &Typed,
        done: Option<String>,
        slips: Slips,
    ) -> Self {
        let language = page.language;
        let asks_name = typed.stap == NAME_STEP;
        Self {
            sent: page.with("code-sent", &[("email", way.email.clone().into())]),
            code: Field::code(language, &typed.code, &slips),
            name: asks_name.then(|| Field::name(language, &typed.naam, &slips)),
            password: (way.goal == Goal::Password)
                .then(|| Field::new_password(language, false, &slips)),
            done,
            slips,
            page,
        }
    }

    /// Whether the code is asked for: once it was right, it goes along unseen.
    pub(crate) fn asks_code(&self) -> bool {
        self.name.is_none() || self.code.error.is_some() || self.slips.whole.is_some()
    }
}
