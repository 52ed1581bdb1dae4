//! A device becomes a till: by the link in a code that is scanned, or by what stands beside it. It
//! looks at what it would be, and presses one button; looking pairs nothing.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use koop_domain::ledger::tills;
use koop_domain::ledger::tills::error::TillError;
use koop_domain::ledger::tills::model::{Key, OFFER_LETTERS, Offered};
use koop_domain::members::model::Secret;

use super::{DEVICE, PAIR, seat};
use crate::Web;
use crate::entering::sign_in_href;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::home::Link;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts;
use crate::visit::Who;
use crate::wallet::face::called;

/// The field of the code.
const CODE: &str = "code";
/// How many letters of a code people type, with what stands between them.
const CODE_TYPED_MAX: usize = 2 * OFFER_LETTERS;

/// A device that is no till.
#[derive(Template)]
#[template(path = "wallet/till/out.html")]
pub(crate) struct OutPage {
    pub page: Page,
    pub slips: Slips,
    pub heading: String,
    pub words: String,
    pub look: Look,
    pub code: Field,
    /// Where one signs in, for who is not.
    pub sign_in: Option<String>,
}

/// What it is told.
pub(crate) enum Look {
    /// It is none.
    None,
    /// It was one, and is no more.
    Ended,
    /// Whoever is signed in has these.
    Several(Vec<Link>),
    /// It would be this one, by what is sent along.
    Offered(Box<Offering>),
}

/// What a device would be.
pub(crate) struct Offering {
    pub place: String,
    pub name: String,
    pub path: String,
    pub kept: Option<String>,
}

/// `GET /kassa/koppelen`: where the code is typed.
pub(super) async fn typing(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    out(&web, &reader, (Look::None, StatusCode::OK), Slips::default()).await
}

/// `POST /kassa/koppelen`: what the code would make of this device, or it does.
pub(super) async fn typed(
    State(web): State<Web>,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let typed = Typed(pairs);
    let code = typed.get(CODE).to_owned();
    let key = Key::Code(code.clone());
    match typed.get("doe") {
        "koppel" => take(&web, &reader, &key).await,
        _ => look(&web, &reader, &key, (PAIR.to_owned(), Some(code))).await,
    }
}

/// `GET /kassa/koppelen/{secret}`: what this device would be. Nothing is paired by looking.
pub(super) async fn get(
    State(web): State<Web>,
    Path(secret): Path<String>,
    reader: Reader,
) -> Result<Response, Failure> {
    let key = Key::Link(Secret::new(secret.as_str()));
    look(&web, &reader, &key, (format!("{PAIR}/{secret}"), None)).await
}

/// `POST /kassa/koppelen/{secret}`: this device is the till from now on.
pub(super) async fn post(
    State(web): State<Web>,
    Path(secret): Path<String>,
    reader: Reader,
) -> Result<Response, Failure> {
    take(&web, &reader, &Key::Link(Secret::new(secret))).await
}

async fn look(
    web: &Web,
    reader: &Reader,
    key: &Key,
    (path, kept): (String, Option<String>),
) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    match tills::look_at(ctx, domain, key, &reader.origin.net).await {
        Ok(Offered { name, holder, .. }) => {
            let place = called(reader.language, &holder);
            let offering = Box::new(Offering { place, name, path, kept });
            let look = (Look::Offered(offering), StatusCode::OK);
            out(web, reader, look, Slips::default()).await
        }
        Err(error) => wrong(web, reader, error).await,
    }
}

async fn take(web: &Web, reader: &Reader, key: &Key) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    match tills::pair(ctx, domain, key, &reader.origin.net).await {
        Ok((_, secret)) => {
            let to = format!("{DEVICE}?gedaan=gekoppeld");
            let mut answer = Redirect::to(&to).into_response();
            seat::keep(web, &secret, &mut answer);
            Ok(answer)
        }
        Err(error) => wrong(web, reader, error).await,
    }
}

/// What pairs nothing, in words beside the field of the code.
async fn wrong(web: &Web, reader: &Reader, error: TillError) -> Result<Response, Failure> {
    let slips = super::slips(reader.language, error, &[])?;
    let status = slips.status();
    out(web, reader, (Look::None, status), slips).await
}

/// The page of a device that is no till.
pub(super) async fn out(
    web: &Web,
    reader: &Reader,
    (look, status): (Look, StatusCode),
    slips: Slips,
) -> Result<Response, Failure> {
    let mut page = Page::own(web, reader, "till-title", "till-lead", &slips).await;
    DEVICE.clone_into(&mut page.here);
    let is_out = !matches!(reader.who, Who::Member(_));
    let page = OutPage::new(page, look, is_out.then(|| sign_in_href(DEVICE)), slips);
    let answer = answer_privately(status, &page.page, &page)?;
    Ok(page.slips.on(answer))
}

impl OutPage {
    pub(crate) fn new(page: Page, look: Look, sign_in: Option<String>, slips: Slips) -> Self {
        let (heading, words) = match &look {
            Look::None => (page.t("till-none"), page.t("till-none-words")),
            Look::Ended => (page.t("till-ended"), page.t("till-ended-words")),
            Look::Several(all) if all.is_empty() => {
                (page.t("till-no-mine"), page.t("till-no-mine-words"))
            }
            Look::Several(_) => (page.t("till-which"), page.t("till-which-words")),
            Look::Offered(it) => {
                let values = [("name", it.place.clone().into())];
                (page.with("till-offered", &values), page.t("till-offered-words"))
            }
        };
        let field =
            Field::line(CODE, texts::text(page.language, "till-code"), "", CODE_TYPED_MAX, &slips);
        let code = Field { required: true, ..field }.hinted(page.t("till-code-hint"));
        Self { heading, words, code, look, sign_in, slips, page }
    }
}
