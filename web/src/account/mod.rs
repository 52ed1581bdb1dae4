//! A member's own pages: who they are here, on which devices, and what is kept about them.

mod address;
mod appeals;
mod data;
mod devices;
mod goodbye;
mod mine;
mod password;

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use http::Method;
use http::request::Parts;

use crate::Web;
use crate::drafts::NotDone;
use crate::entering::{HOME, sign_in_href};
use crate::error::Failure;
use crate::reader::Reader;
use crate::visit::{Known, Who};

pub use self::data::my_data;
pub(crate) use self::data::{Row as HeldRow, rows as held_rows};
#[cfg(test)]
pub(crate) use self::{
    address::{AddressCode, AddressPage, Shown},
    appeals::{AppealsPage, Typed as AppealTyped},
    data::DataPage,
    devices::Devices,
    goodbye::Goodbye,
    mine::MinePage,
    password::PasswordPage,
};

/// The pages of an account.
pub(crate) fn routes() -> Router<Web> {
    let to = |path: &'static str| get(move || async move { Redirect::to(path) });
    Router::new()
        .route("/mijn", get(mine::get).post(mine::post))
        .route("/mijn/apparaten", get(devices::get).post(devices::post))
        .route("/mijn/apparaten/alle", to("/mijn/apparaten").merge(post(devices::all)))
        .route("/mijn/wachtwoord", get(password::get).post(password::post))
        .route("/mijn/adres", get(address::get).post(address::post))
        .route("/mijn/adres/code", get(address::code).post(address::confirm))
        .route("/mijn/adres/link", to("/mijn/adres").merge(post(address::confirm_link)))
        .route("/mijn/adres/link/{secret}", get(address::link))
        .route("/mijn/bezwaar", get(appeals::get).post(appeals::post))
        .route("/mijn/gegevens", get(data::get))
        .route("/mijn/gegevens/alles", to("/mijn/gegevens").merge(post(data::export)))
        .route("/mijn/gegevens/weg", to("/mijn/gegevens").merge(post(data::forget)))
        .route("/tot-ziens", get(goodbye::get))
}

/// A member on a page where they do something for whom they act for. Who chose to act for somebody
/// whose mandate has ended is told so first: nothing is done as oneself by mistake.
pub(crate) struct Acting(pub Mine);

impl FromRequestParts<Web> for Acting {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let Ok(reader) = Reader::from_request_parts(parts, web).await;
        let Mine { known, .. } = Mine::from_request_parts(parts, web).await?;
        if reader.has_lapsed() {
            return Err(Redirect::to(LAPSED).into_response());
        }
        Ok(Self(Mine { reader, known }))
    }
}

/// Where who acts for nobody any more is told so.
pub(crate) const LAPSED: &str = "/mijn/namens?gedaan=voorbij";

/// A member on a page of their own, as themselves. Anybody else is led to where one signs in, and
/// back.
pub(crate) struct Mine {
    pub reader: Reader,
    pub known: Arc<Known>,
}

impl FromRequestParts<Web> for Mine {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let Ok(reader) = Reader::from_request_parts(parts, web).await;
        match &reader.who {
            Who::Member(known) => {
                let known = Arc::clone(known);
                Ok(Self { known, reader: reader.oneself() })
            }
            Who::Unsure => Err(Failure::UNAVAILABLE.into_response()),
            Who::Visitor | Who::Gone => {
                // What was sent is not sent again by coming back.
                let back =
                    if parts.method == Method::POST { HOME.to_owned() } else { reader.here() };
                let mut led = Redirect::to(&sign_in_href(&back)).into_response();
                led.extensions_mut().insert(NotDone);
                Err(led)
            }
        }
    }
}
