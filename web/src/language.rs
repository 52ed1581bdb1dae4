//! The choice of a language: a form, a cookie, and back to the same page.

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::header::SET_COOKIE;
use koop_domain::language::Language;
use serde::Deserialize;

use crate::error::Failure;
use crate::reader::LANGUAGE;
use crate::{Site, Web};

/// A choice lasts a year.
const COOKIE_SECONDS: u32 = 365 * 24 * 60 * 60;

/// The form.
#[derive(Deserialize)]
pub(crate) struct Choice {
    taal: String,
    #[serde(default)]
    terug: String,
}

/// `POST /taal`
pub(crate) async fn choose(
    State(web): State<Web>,
    Form(choice): Form<Choice>,
) -> Result<Response, Failure> {
    let language = Language::from_tag(&choice.taal).ok_or(Failure::INVALID)?;
    let cookie = cookie(&web.site, language);
    Ok(([(SET_COOKIE, cookie)], Redirect::to(own_path(&choice.terug))).into_response())
}

/// The cookie that keeps a choice.
pub(crate) fn cookie(site: &Site, language: Language) -> String {
    let secure = if site.is_secure() { "; Secure" } else { "" };
    format!(
        "{LANGUAGE}={}; Path=/; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Lax{secure}",
        language.code()
    )
}

/// `GET /taal`: who reloads the form's address goes home.
pub(crate) async fn back() -> Redirect {
    Redirect::to("/")
}

/// Only a path of our own is gone back to: `//elsewhere` and `/\elsewhere` lead away.
pub(crate) fn own_path(back: &str) -> &str {
    let own = back.starts_with('/')
        && !back[1..].starts_with(['/', '\\'])
        && back.bytes().all(|b| b.is_ascii_graphic());
    if own { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn nobody_is_led_away() {
        for elsewhere in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "",
            "/a\r\nSet-Cookie: b",
            "/\t/evil",
        ] {
            assert_eq!(own_path(elsewhere), "/", "{elsewhere:?}");
        }
        assert_eq!(own_path("/zoeken?q=brood&open=nu"), "/zoeken?q=brood&open=nu");
    }
}
