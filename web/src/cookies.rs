//! Cookies: by name, and none that a script or another site can read.

use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};

use crate::Site;

/// Where the site has a certificate, this name tells the browser to take the cookie from nobody
/// but this host (RFC 6265bis, 4.1.3.2).
const OF_THIS_HOST: &str = "__Host-";

/// A cookie of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cookie(&'static str);

/// By which a browser that is signed in is known.
pub(crate) const SESSION: Cookie = Cookie("koop");
/// What is remembered from asking for a code until it is given.
pub(crate) const WAY: Cookie = Cookie("koop-weg");
/// By which a browser finds what was typed in it while nobody was signed in.
pub(crate) const DRAFT: Cookie = Cookie("koop-klad");
/// By which a device that is a till is known.
pub(crate) const TILL: Cookie = Cookie("koop-kassa");

/// What is remembered while a house is begun.
pub(crate) const BEGIN: Cookie = Cookie("koop-begin");

impl Cookie {
    /// What the browser sent under this name.
    pub(crate) fn read(self, site: &Site, headers: &HeaderMap) -> Option<String> {
        let name = self.name(site);
        named(headers, &name).filter(|value| !value.is_empty()).map(str::to_owned)
    }

    /// Has the browser keep a value for so many seconds. The value is of ours: letters that need
    /// no quotes.
    pub(crate) fn keep(self, site: &Site, value: &str, seconds: i64, to: &mut HeaderMap) {
        let secure = if site.is_secure() { "; Secure" } else { "" };
        let name = self.name(site);
        let line =
            format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
        if let Ok(mut line) = HeaderValue::try_from(line) {
            line.set_sensitive(true);
            to.append(SET_COOKIE, line);
        }
    }

    /// Has the browser forget it.
    pub(crate) fn forget(self, site: &Site, to: &mut HeaderMap) {
        self.keep(site, "", 0, to);
    }

    /// Whether an answer already says something about it.
    pub(crate) fn is_in(self, site: &Site, answer: &HeaderMap) -> bool {
        let begin = format!("{}=", self.name(site));
        answer.get_all(SET_COOKIE).iter().any(|line| line.as_bytes().starts_with(begin.as_bytes()))
    }

    fn name(self, site: &Site) -> String {
        let prefix = if site.is_secure() { OF_THIS_HOST } else { "" };
        format!("{prefix}{}", self.0)
    }
}

/// The value of a cookie by its name.
pub(crate) fn named<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(it, _)| *it == name)
        .map(|(_, value)| value)
}
