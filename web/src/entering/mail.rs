//! Having a code mailed. The answer is the same for every address.

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use koop_domain::members;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::tidy_name;

use super::{Goal, Way, forgotten, sign_in, sign_up, wish};
use crate::Web;
use crate::error::Failure;
use crate::form::Slips;
use crate::reader::Reader;

/// Where a code is typed.
const CODE: &str = "/inloggen/code";

/// `POST /inloggen/mail`
pub(crate) async fn post(
    State(web): State<Web>,
    reader: Reader,
    Form(mut way): Form<Way>,
) -> Result<Response, Failure> {
    way.back = wish(&way.back).to_owned();
    let Err(error) = send(&web, &reader, &mut way).await else { return Ok(on(&web, &way)) };
    let slips = Slips::read(reader.language, error)?;
    match way.goal {
        Goal::Join => sign_up::show(&web, &reader, &way, slips).await,
        Goal::Password => forgotten::show(&web, &reader, &way, slips).await,
        Goal::Enter | Goal::Address => {
            sign_in::show(&web, &reader, &way.email, &way.back, slips).await
        }
    }
}

/// `POST /inloggen/code/nieuw`: another code for the same address.
pub(crate) async fn again(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Some(mut way) = Way::read(&web.site, &headers) else {
        return Ok(Redirect::to("/inloggen").into_response());
    };
    match send(&web, &reader, &mut way).await {
        Ok(()) => {
            let mut response = on(&web, &way);
            *response.headers_mut().entry(http::header::LOCATION).or_insert(NEW) = NEW;
            Ok(response)
        }
        Err(error) => {
            let slips = Slips::read(reader.language, error)?.above();
            super::code::show(&web, &reader, &way, super::code::Typed::default(), slips).await
        }
    }
}

/// Where it is said that another code was mailed.
const NEW: http::HeaderValue = http::HeaderValue::from_static("/inloggen/code?gedaan=nieuw");

/// On to where the code of a mail is typed that went to an address.
pub(crate) fn mailed(web: &Web, email: &str) -> Response {
    on(web, &Way { email: email.to_owned(), ..Way::default() })
}

async fn send(web: &Web, reader: &Reader, way: &mut Way) -> Result<(), MemberError> {
    if way.goal == Goal::Join {
        // A name is checked before a mail is sent in vain.
        let wrong = |problem| MemberError::Invalid { field: "name", problem };
        way.name = tidy_name(&way.name).map_err(wrong)?;
    } else {
        way.name = String::new();
    }
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let net = &reader.origin.net;
    let to = members::ask_code(ctx, domain, &way.email, reader.language, net).await?;
    way.email = to.as_typed().to_owned();
    Ok(())
}

fn on(web: &Web, way: &Way) -> Response {
    let mut response = Redirect::to(CODE).into_response();
    way.keep(&web.site, response.headers_mut());
    response
}
