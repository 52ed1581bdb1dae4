//! Who reads: in which language, when, and at which address.

use axum::extract::FromRequestParts;
use http::header::COOKIE;
use http::request::Parts;
use http::{Extensions, HeaderMap, Uri};
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::id::RequestId;
use koop_domain::language::Language;
use std::convert::Infallible;

use crate::Web;
use crate::texts;

/// The parameter and the cookie that carry a choice of language.
pub(crate) const LANGUAGE: &str = "taal";

/// The reader of one page.
#[derive(Clone)]
pub(crate) struct Reader {
    /// In which language.
    pub language: Language,
    /// The circumstances of the request; its time is read once.
    pub ctx: Ctx,
    /// The path, without the query.
    pub path: String,
    /// The decoded pairs of the query, the choice of language left out.
    pub pairs: Vec<(String, String)>,
    /// Whether the address itself names the language.
    pub language_in_address: bool,
}

impl Reader {
    /// Reads a request. One that the house has named already keeps its name, so that the number
    /// on a page about trouble is the one in the log.
    pub(crate) fn of(web: &Web, uri: &Uri, headers: &HeaderMap, known: &Extensions) -> Self {
        let query = uri.query().unwrap_or_default();
        let all: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
        let (choice, pairs): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(name, _)| name == LANGUAGE);
        let in_address = choice.iter().find_map(|(_, tag)| Language::from_tag(tag));
        let language =
            in_address.or_else(|| chosen(headers)).unwrap_or_else(|| texts::negotiate(headers));
        let mut ctx = Ctx::new(Actor::Visitor, web.site.clock.as_ref(), web.site.ids.clone());
        if let Some(id) = known.get::<RequestId>() {
            ctx.request_id = *id;
        }
        Self {
            language,
            ctx,
            path: uri.path().to_owned(),
            pairs,
            language_in_address: in_address.is_some(),
        }
    }

    /// The first value of a parameter.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// Another address that names the language where this one does.
    pub(crate) fn in_language(&self, href: &str) -> String {
        if !self.language_in_address {
            return href.to_owned();
        }
        let joint = if href.contains('?') { '&' } else { '?' };
        format!("{href}{joint}{LANGUAGE}={}", self.language.code())
    }

    /// The address of this page without a choice of language, to come back to.
    pub(crate) fn here(&self) -> String {
        match serde_urlencoded::to_string(&self.pairs) {
            Ok(query) if !query.is_empty() => format!("{}?{query}", self.path),
            _ => self.path.clone(),
        }
    }
}

impl FromRequestParts<Web> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        Ok(Self::of(web, &parts.uri, &parts.headers, &parts.extensions))
    }
}

/// The language of the cookie, if there is one.
pub(crate) fn chosen(headers: &HeaderMap) -> Option<Language> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| *name == LANGUAGE)
        .and_then(|(_, tag)| Language::from_tag(tag))
}
