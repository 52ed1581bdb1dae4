//! Coming in: signing in, becoming a member, and the way from asking for a code to giving it.
//!
//! The same mail and the same page come whether or not an address is known. What was typed on
//! the way is kept in the browser alone, for as long as the code holds.

mod code;
mod forgotten;
mod link;
mod mail;
mod sign_in;
mod sign_out;
mod sign_up;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use http::HeaderMap;
use koop_domain::error::chain;
use koop_domain::members::codes::CODE_MINUTES;
use koop_domain::members::error::MemberError;
use koop_domain::members::sessions::{self, SignedIn};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use crate::community;
use crate::cookies::{DRAFT, SESSION, WAY};
use crate::language::own_path;
use crate::reader::Reader;
use crate::visit::Who;
use crate::{Site, Web};

pub(crate) use self::mail::mailed;
#[cfg(test)]
pub(crate) use self::{
    code::{CodePage, Typed},
    forgotten::Forgotten,
    link::LinkPage,
    sign_in::SignIn,
    sign_up::SignUp,
};

/// Where who has come in goes when they wanted to go nowhere else.
pub(crate) const HOME: &str = "/mijn";
/// The longest address to come back to, in letters.
const BACK_MAX: usize = 1_000;
/// Pages that nobody wants to come back to once they are in.
const DOORS: [&str; 5] =
    ["/inloggen", "/uitloggen", "/aanmelden", "/wachtwoord-vergeten", "/tot-ziens"];
/// What stays as it is in the address of an address.
pub(crate) const PLAIN: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'/');

/// The pages of coming in.
pub(crate) fn routes() -> Router<Web> {
    let to_sign_in = || async { Redirect::to("/inloggen") };
    Router::new()
        .route("/inloggen", get(sign_in::get).post(sign_in::post))
        .route("/inloggen/mail", get(to_sign_in).post(mail::post))
        .route("/inloggen/code", get(code::get).post(code::post))
        .route("/inloggen/code/nieuw", get(to_sign_in).post(mail::again))
        .route("/inloggen/link", get(to_sign_in).post(link::post))
        .route("/inloggen/link/{secret}", get(link::get))
        .route("/aanmelden", get(sign_up::get))
        .route("/wachtwoord-vergeten", get(forgotten::get))
        .route("/uitloggen", get(|| async { Redirect::to("/") }).merge(post(sign_out::post)))
}

/// What somebody is on the way to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Goal {
    /// To come in.
    #[default]
    #[serde(rename = "inloggen")]
    Enter,
    /// To become a member.
    #[serde(rename = "aanmelden")]
    Join,
    /// To choose another password.
    #[serde(rename = "wachtwoord")]
    Password,
    /// To have another address.
    #[serde(rename = "adres")]
    Address,
}

/// What is kept from asking for a code until it is given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Way {
    pub email: String,
    #[serde(rename = "naam")]
    pub name: String,
    #[serde(rename = "terug")]
    pub back: String,
    #[serde(rename = "doel")]
    pub goal: Goal,
}

impl Way {
    /// What the browser kept.
    pub(crate) fn read(site: &Site, headers: &HeaderMap) -> Option<Self> {
        let kept = WAY.read(site, headers)?;
        serde_urlencoded::from_str(&kept).ok().filter(|it: &Self| !it.email.is_empty())
    }

    /// Has the browser keep it while the code holds.
    pub(crate) fn keep(&self, site: &Site, to: &mut HeaderMap) {
        let value = serde_urlencoded::to_string(self).unwrap_or_default();
        WAY.keep(site, &value, CODE_MINUTES * 60, to);
    }
}

/// Where somebody goes once they are in: a page of ours, and none of these doors.
pub(crate) fn after(back: &str) -> &str {
    match wish(back) {
        "" => HOME,
        back => back,
    }
}

/// A page of ours that somebody wants to come back to; else nothing.
pub(crate) fn wish(back: &str) -> &str {
    let is_door = DOORS.iter().any(|door| back.starts_with(door));
    let own = back.len() <= BACK_MAX && own_path(back) == back && !is_door;
    if own { back } else { "" }
}

/// The address where one signs in to come back to a page.
pub(crate) fn sign_in_href(back: &str) -> String {
    match wish(back) {
        "" | "/" => "/inloggen".to_owned(),
        back => format!("/inloggen?terug={}", utf8_percent_encode(back, PLAIN)),
    }
}

/// Lets somebody in: this browser gets a new secret, whatever it had before, and a session that
/// it had ends.
pub(crate) async fn let_in(
    web: &Web,
    reader: &Reader,
    signed_in: &SignedIn,
    back: &str,
) -> Response {
    let mut is_next = false;
    if let Who::Member(known) = &reader.who {
        is_next = known.member.id != signed_in.member.id;
        match sessions::end(&reader.ctx, &web.site.domain, None).await {
            // A new password has ended it already.
            Ok(()) | Err(MemberError::NotFound) => {}
            Err(error) => {
                tracing::warn!(error = chain(&error), "a session that was replaced goes on");
            }
        }
    }
    let back = if community::must_accept(web, reader, signed_in).await {
        community::accept_href(after(back))
    } else {
        after(back).to_owned()
    };
    let mut response = Redirect::to(&back).into_response();
    let seconds = (signed_in.ends_at - reader.ctx.now).num_seconds();
    let headers = response.headers_mut();
    SESSION.keep(&web.site, signed_in.secret.reveal(), seconds, headers);
    WAY.forget(&web.site, headers);
    if is_next {
        // Whoever sits here next does not go on with what the one before typed.
        DRAFT.forget(&web.site, headers);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_comes_in_elsewhere_or_in_a_circle() {
        let elsewhere = ["//evil.example", "/\\evil", "https://evil.example", "", "/inloggen/code"];
        for back in elsewhere {
            assert_eq!(after(back), HOME, "{back}");
            assert_eq!(sign_in_href(back), "/inloggen");
        }
        assert_eq!(after(&format!("/{}", "a".repeat(BACK_MAX))), HOME);
        assert_eq!(after("/zoeken?q=brood"), "/zoeken?q=brood");
        assert_eq!(sign_in_href("/zoeken?q=a&b=c"), "/inloggen?terug=/zoeken%3Fq%3Da%26b%3Dc");
    }
}
