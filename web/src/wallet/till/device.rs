//! The till that a device is: it is known by what it keeps, and by nobody signed in.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use koop_domain::error::Kind;
use koop_domain::ledger::tills;

use super::pairing::{Look, out};
use super::{Seat, done, seat, show, stand};
use crate::Web;
use crate::cookies::TILL;
use crate::error::{Failure, status};
use crate::form::Slips;
use crate::home::Link;
use crate::keeping::Typed;
use crate::reader::Reader;
use crate::visit::Who;
use crate::wallet::face::called;

/// `GET /kassa`: the till of this device; of who is signed in, the way to theirs.
pub(super) async fn get(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    if let Some(counter) = seat::of_device(&web, &reader).await? {
        let mut answer =
            show(&web, &reader, &counter, (Typed::default(), Slips::default())).await?;
        if let Some(secret) = &reader.till {
            seat::keep(&web, secret, &mut answer);
        }
        return Ok(answer);
    }
    if reader.till.is_some() {
        return refused(&web, &reader, StatusCode::OK).await;
    }
    if !matches!(reader.who, Who::Member(_)) {
        return out(&web, &reader, (Look::None, StatusCode::OK), Slips::default()).await;
    }
    let all = tills::of_mine(&reader.ctx, &web.site.domain).await?;
    let seats: Vec<Seat> = all.iter().map(Seat::of).collect();
    if let [only] = seats.as_slice() {
        return Ok(Redirect::to(&only.path()).into_response());
    }
    let several = seats.iter().map(|it| {
        let name = called(reader.language, &it.holder);
        let currency = it.currency.name(reader.language);
        Link { href: it.path(), label: format!("{name} · {currency}") }
    });
    let look = Look::Several(several.collect());
    out(&web, &reader, (look, StatusCode::OK), Slips::default()).await
}

/// `POST /kassa`: an amount is asked on this device, or nobody pays it after all.
pub(super) async fn post(
    State(web): State<Web>,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    match seat::of_device(&web, &reader).await? {
        Some(counter) => done(&web, &reader, &counter, Typed(pairs)).await,
        None => refused(&web, &reader, status(Kind::Denied)).await,
    }
}

/// `GET /kassa/stand/{request}`: whether it is paid, for a page that asks again. A device that is
/// no till any more finds that there, and says so.
pub(super) async fn state(
    State(web): State<Web>,
    Path(request): Path<String>,
    reader: Reader,
) -> Result<Response, Failure> {
    match seat::of_device(&web, &reader).await? {
        Some(counter) => stand::state(&web, &reader, &counter, &request).await,
        // What it keeps is taken away by the page that people see, which comes next.
        None => out(&web, &reader, (Look::Ended, StatusCode::OK), Slips::default()).await,
    }
}

/// Says that a device is no till, or none any more.
pub(super) async fn refused(
    web: &Web,
    reader: &Reader,
    status: StatusCode,
) -> Result<Response, Failure> {
    let look = if reader.till.is_some() { Look::Ended } else { Look::None };
    let mut answer = out(web, reader, (look, status), Slips::default()).await?;
    if reader.till.is_some() {
        TILL.forget(&web.site, answer.headers_mut());
    }
    Ok(answer)
}
