//! My data: what is kept about me and why, all of it as a file, and the way out.

mod board;
mod everything;
mod held;
mod ledger;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use koop_domain::members;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::{Member, Secret};
use serde::Deserialize;

use self::everything::everything;
pub use self::everything::my_data;
use self::held::{HELD, HowLong};
use super::Mine;
use super::password::own_password;
use crate::Web;
use crate::cookies::{DRAFT, SESSION};
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};

/// What the file is called.
const FILE: &str = "attachment; filename=\"koop-lokaal-mijn-gegevens.json\"";
/// What a ticked box sends.
const YES: &str = "ja";

#[derive(Template)]
#[template(path = "account/data/data.html")]
pub(crate) struct DataPage {
    pub page: Page,
    pub slips: Slips,
    pub held: Vec<Row>,
    /// Where there is one.
    pub password: Option<Field>,
    /// What is wrong with the box that was not ticked.
    pub unsure: Option<String>,
}

/// A row of what is kept.
pub(crate) struct Row {
    pub what: String,
    pub why: String,
    pub how_long: String,
}

/// All that is kept of a member, in words.
pub(crate) fn rows(page: &Page) -> Vec<Row> {
    let how_long = |how_long| match how_long {
        HowLong::Stay => page.t("held-stay"),
        HowLong::Days(days) => page.with("held-days", &[("count", days.into())]),
        HowLong::AtMost(days) => page.with("held-at-most", &[("count", days.into())]),
        HowLong::Minutes(minutes) => page.with("held-minutes", &[("count", minutes.into())]),
        HowLong::After(days) => page.with("held-after", &[("count", days.into())]),
        HowLong::Done => page.t("held-done"),
        HowLong::Answered => page.t("held-answered"),
        HowLong::Day => page.t("held-day"),
        HowLong::Year => page.t("held-year"),
        HowLong::Number => page.t("held-number"),
    };
    let row = |it: held::Held| Row {
        what: page.t(it.what),
        why: page.t(it.why),
        how_long: how_long(it.how_long),
    };
    HELD.iter().copied().map(row).collect()
}

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    wachtwoord: String,
    zeker: String,
}

/// `GET /mijn/gegevens`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine, Slips::default()).await
}

/// `POST /mijn/gegevens/alles`: everything as a file.
pub(crate) async fn export(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let (ctx, domain) = (&mine.reader.ctx, &web.site.domain);
    let everything = everything(ctx, domain).await?;
    let file = serde_json::to_string_pretty(&everything).map_err(|it| Failure::internal(&it))?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (CONTENT_DISPOSITION, HeaderValue::from_static(FILE)),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, file).into_response())
}

/// `POST /mijn/gegevens/weg`: forgets the member, at once and for good.
pub(crate) async fn forget(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let language = mine.reader.language;
    if typed.zeker != YES {
        let words = crate::texts::text(language, "data-forget-unsure");
        return show(&web, &mine, Slips::own("zeker", words)).await;
    }
    let password = Secret::new(typed.wachtwoord);
    match members::delete_me(&mine.reader.ctx, &web.site.domain, &password).await {
        Ok(()) | Err(MemberError::SignedOut) => {
            let mut response = Redirect::to("/tot-ziens").into_response();
            SESSION.forget(&web.site, response.headers_mut());
            DRAFT.forget(&web.site, response.headers_mut());
            Ok(response)
        }
        Err(error) => show(&web, &mine, own_password(&mine, error)?).await,
    }
}

async fn show(web: &Web, mine: &Mine, slips: Slips) -> Result<Response, Failure> {
    let mut page = Page::own(web, &mine.reader, "data-title", "data-lead", &slips).await;
    "/mijn/gegevens".clone_into(&mut page.here);
    let status = slips.status();
    let page = DataPage::new(page, &mine.known.member, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl DataPage {
    pub(crate) fn new(page: Page, member: &Member, slips: Slips) -> Self {
        let has = member.has_password;
        Self {
            held: rows(&page),
            password: has.then(|| Field::password(page.language, "form-own-password", &slips)),
            unsure: slips.of("zeker").map(str::to_owned),
            slips,
            page,
        }
    }
}
