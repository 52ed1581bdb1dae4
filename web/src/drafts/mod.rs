//! What was typed and could not be sent off: it waits while somebody signs in, and stands in its
//! form again after that. Where it waits is up to the domain; the browser keeps a secret. It is
//! whose hands typed it, whomever they act for.

mod holding;

use askama::Template;
use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use koop_domain::drafts::error::DraftError;
use koop_domain::drafts::{self, BROWSER_HOURS, Left};
use koop_domain::id::MemberId;
use koop_domain::members::model::Secret;

pub(crate) use self::holding::{NotDone, hold};
use crate::account::{Acting, Mine};
use crate::board::rough;
use crate::cookies::DRAFT;
use crate::entering::sign_in_href;
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::visit::{Known, Who};
use crate::{Site, Web};

/// The parameter of an address that leads back into a form in which something was typed.
pub(crate) const GO_ON: &str = "verder";
/// Its value where a member goes on with what is theirs on every device, whatever waits in this
/// browser since.
pub(crate) const EARLIER: &str = "eerder";
/// The field by which a form says whose it is.
pub(crate) const WHOSE: &str = "lid";

/// What was typed, where it can neither be sent off nor wait.
#[derive(Template)]
#[template(path = "drafts/refused.html")]
pub(crate) struct RefusedPage {
    pub page: Page,
    pub slips: Slips,
    pub typed: Vec<(String, String)>,
    /// Where one signs in, in another tab.
    pub sign_in: String,
}

/// What a member sent from a form of their own. Who is signed in no more is led to where one
/// signs in, and back to what they typed.
pub(crate) struct Sent {
    pub(crate) mine: Mine,
    pub(crate) typed: Typed,
    /// What the browser keeps of what waits.
    pub(crate) waiting: Waiting,
}

/// The secret by which a browser finds what waits for it, if it has one.
#[derive(Clone)]
pub(crate) struct Waiting(Option<Secret>);

impl Waiting {
    pub(crate) fn of(site: &Site, headers: &HeaderMap) -> Self {
        Self(DRAFT.read(site, headers).map(Secret::new))
    }

    /// Of a browser in which nothing waits: what is found is the member's own.
    pub(crate) fn none() -> Self {
        Self(None)
    }

    /// What waits for this reader in the form that they ask for, if its address says so.
    pub(crate) async fn asked(&self, web: &Web, reader: &Reader) -> Result<Option<Typed>, Failure> {
        if reader.value(GO_ON).is_none() {
            return Ok(None);
        }
        self.find(web, reader).await
    }

    /// What waits for this reader in the form that they ask for.
    pub(crate) async fn find(&self, web: &Web, reader: &Reader) -> Result<Option<Typed>, Failure> {
        let (reader, domain) = (reader.clone().oneself(), &web.site.domain);
        let found = drafts::find(&reader.ctx, domain, &reader.path, self.0.as_ref()).await?;
        Ok(found.map(|draft| Typed(draft.typed)))
    }

    /// Has what was typed wait in this browser, and leads to where one signs in and back. Where it
    /// cannot wait, it stands on a page that sends it once more.
    pub(crate) async fn leave(
        &self,
        web: &Web,
        reader: &Reader,
        (typed, whose): (Typed, Option<MemberId>),
    ) -> Result<Response, Failure> {
        match self.try_leave(web, reader, (typed.clone(), whose)).await? {
            Ok(led) => Ok(led),
            Err(slips) => refused(web, reader, typed, slips).await,
        }
    }

    /// The same; where it cannot wait, in words.
    pub(crate) async fn try_leave(
        &self,
        web: &Web,
        reader: &Reader,
        (typed, whose): (Typed, Option<MemberId>),
    ) -> Result<Result<Response, Slips>, Failure> {
        let (ctx, domain) = (&reader.ctx, &web.site.domain);
        let typed = rough(&reader.path, typed).0;
        let left = Left { form: reader.path.clone(), typed, whose };
        let by = (self.0.as_ref(), reader.origin.net.as_str());
        let secret = match drafts::leave(ctx, domain, left, by).await {
            Ok(secret) => secret,
            // Whoever is here no more comes back to nothing.
            Err(DraftError::NotFound) => return Ok(Ok(to_sign_in(&reader.path))),
            Err(error) => return Slips::of_draft(reader.language, error).map(Err),
        };
        let mut response = to_sign_in(&go_on_href(&reader.path));
        DRAFT.keep(&web.site, secret.reveal(), BROWSER_HOURS * 3600, response.headers_mut());
        Ok(Ok(response))
    }

    /// What was typed into a form waits no longer in this browser.
    pub(crate) async fn done(&self, web: &Web, reader: &Reader) -> Result<(), Failure> {
        if self.0.is_none() {
            return Ok(());
        }
        self.forget(web, reader).await
    }

    /// What was typed into a form waits nowhere any more.
    pub(crate) async fn forget(&self, web: &Web, reader: &Reader) -> Result<(), Failure> {
        let (reader, domain) = (reader.clone().oneself(), &web.site.domain);
        Ok(drafts::forget(&reader.ctx, domain, &reader.path, self.0.as_ref()).await?)
    }
}

impl FromRequest<Web> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let entering = Acting::from_request_parts(&mut parts, web).await;
        let Ok(reader) = Reader::from_request_parts(&mut parts, web).await;
        let waiting = Waiting::of(&web.site, &parts.headers);
        let typed = Form::<Typed>::from_request(Request::from_parts(parts, body), web).await;
        let Form(typed) = typed.map_err(IntoResponse::into_response)?;
        let led = match entering {
            Ok(Acting(mine)) => return Ok(Self { mine, typed, waiting }),
            Err(led) => led,
        };
        if !matches!(reader.who, Who::Visitor | Who::Gone) {
            return Err(led);
        }
        // Without a name it could be shown to anybody who signs in here.
        let Some(whose) = whose(web, typed.get(WHOSE)) else {
            return Err(to_sign_in(&reader.path));
        };
        let left = waiting.leave(web, &reader, (typed, Some(whose))).await;
        Err(left.unwrap_or_else(IntoResponse::into_response))
    }
}

/// Whose a form says that it is, if it was shown to somebody who was signed in.
pub(crate) fn whose(web: &Web, said: &str) -> Option<MemberId> {
    drafts::marked(&web.site.domain, said)
}

/// By what a form says whose it is.
pub(crate) fn mark_of(web: &Web, reader: &Reader) -> String {
    let mark = |known: &Known| drafts::mark(&web.site.domain, known.member.id);
    reader.member().map(mark).unwrap_or_default()
}

/// What was typed and cannot wait, on a page that sends it once more.
async fn refused(
    web: &Web,
    reader: &Reader,
    typed: Typed,
    slips: Slips,
) -> Result<Response, Failure> {
    let mut page = Page::own(web, reader, "draft-refused-title", "draft-refused", &slips).await;
    page.here = reader.here();
    let status = slips.status();
    let page = RefusedPage { typed: typed.0, sign_in: sign_in_href(&reader.path), slips, page };
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

/// Whether an address leads back into a form in which something was typed.
pub(crate) fn goes_on(back: &str) -> bool {
    let asked = back.split_once('?').map_or("", |(_, query)| query);
    asked.split('&').any(|pair| pair.split('=').next() == Some(GO_ON))
}

/// The address of a form with what was typed into it.
pub(crate) fn go_on_href(form: &str) -> String {
    format!("{form}?{GO_ON}=ja")
}

fn to_sign_in(back: &str) -> Response {
    Redirect::to(&sign_in_href(back)).into_response()
}
