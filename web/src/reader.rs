//! Who reads: in which language, when, and at which address.

use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{Extensions, HeaderMap, Uri};
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::id::RequestId;
use koop_domain::language::Language;
use koop_domain::members::model::{Secret, SessionKind};
use koop_domain::members::sessions::{self, Origin};
use koop_domain::profiles::model::Hat;
use std::convert::Infallible;

use crate::cookies::{SESSION, TILL, named};
use crate::visit::{Acting, Known, Visit, Who};
use crate::{Net, Web, device, texts};

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
    /// Who it is, as far as a cookie tells.
    pub who: Who,
    /// From where they would sign in.
    pub origin: Origin,
    /// What a device keeps that is a till: read by the pages of tills alone.
    pub till: Option<Secret>,
    language_chosen: bool,
    session: Option<Secret>,
}

impl Reader {
    /// Reads a request, but not yet who sent it. One that the house has named already keeps its name, so that the number
    /// on a page about trouble is the one in the log.
    pub(crate) fn of(web: &Web, uri: &Uri, headers: &HeaderMap, known: &Extensions) -> Self {
        let query = uri.query().unwrap_or_default();
        let all: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
        let (choice, pairs): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(name, _)| name == LANGUAGE);
        let in_address = choice.iter().find_map(|(_, tag)| Language::from_tag(tag));
        let choice = in_address.or_else(|| chosen(headers));
        let language = choice.unwrap_or_else(|| texts::negotiate(headers));
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
            who: Who::Visitor,
            origin: Origin {
                kind: SessionKind::Page,
                device: device::name(language, headers),
                net: known.get::<Net>().map(|net| net.0.clone()).unwrap_or_default(),
            },
            till: TILL.read(&web.site, headers).map(Secret::new),
            language_chosen: choice.is_some(),
            session: SESSION.read(&web.site, headers).map(Secret::new),
        }
    }

    /// Finds out who it is. A member reads in their own language, unless the browser or the
    /// address says another.
    pub(crate) async fn recognise(&mut self, web: &Web, visit: &Visit) {
        self.who = visit.who(web, &self.ctx, self.session.as_ref()).await;
        if let Who::Member(known) = &self.who {
            self.ctx.actor = sessions::actor(&known.member, known.session.id);
            if let Acting::As(worn) = &known.acting {
                (self.ctx.actor, self.ctx.acting_as) = (worn.actor, worn.acting_as);
            }
            if !self.language_chosen {
                self.language = known.member.language;
            }
        }
    }

    /// The member who reads, if one is signed in.
    pub(crate) fn member(&self) -> Option<&Known> {
        match &self.who {
            Who::Member(known) => Some(known),
            _ => None,
        }
    }

    /// As themselves, whomever they act for. What a household or a merchant keeps they keep still.
    pub(crate) fn oneself(mut self) -> Self {
        if let Who::Member(known) = &self.who {
            self.ctx.actor = sessions::actor(&known.member, known.session.id);
        }
        self
    }

    /// As whom they act, where that is not themselves.
    pub(crate) fn hat(&self) -> Option<&Hat> {
        match &self.member()?.acting {
            Acting::As(worn) => Some(&worn.hat),
            Acting::Oneself | Acting::Lapsed => None,
        }
    }

    /// Whether they chose to act as somebody as whom they may act no more.
    pub(crate) fn has_lapsed(&self) -> bool {
        self.member().is_some_and(|known| matches!(known.acting, Acting::Lapsed))
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
        let mut reader = Self::of(web, &parts.uri, &parts.headers, &parts.extensions);
        let visit = parts.extensions.get::<Visit>().cloned().unwrap_or_default();
        reader.recognise(web, &visit).await;
        Ok(reader)
    }
}

/// The language of the cookie, if there is one.
pub(crate) fn chosen(headers: &HeaderMap) -> Option<Language> {
    named(headers, LANGUAGE).and_then(Language::from_tag)
}
