//! The help desk of a community (`/beheer/hulp`): somebody calls, whoever coordinates help writes
//! down what is needed, asks neighbours who offer such a thing, and chooses one who says yes. All
//! of it goes with a telephone in the hand: one page to fill in, in the order of a conversation.

mod act;
mod form;
mod list;
mod need;

use axum::Router;
use axum::routing::get;
use koop_domain::ctx::Ctx;
use koop_domain::helpdesk::{self, Need};
use koop_domain::id::NeedId;
use koop_domain::policy::{self, Action};
use koop_domain::{Domain, communities};

#[cfg(test)]
pub(crate) use self::{
    form::{FormPage, Shown as FormShown},
    list::ListPage,
    need::{Known, NeedPage},
};
use super::{AtDesk, COMMUNITY};
use crate::Web;
use crate::error::Failure;
use crate::reader::Reader;

/// Where it is.
pub(crate) const HELP: &str = "/beheer/hulp";
/// The form in which a need is written down.
const NEW: &str = "/beheer/hulp/nieuw";

/// The pages of the help desk.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route(HELP, get(list::get))
        .route(NEW, get(form::new).post(form::enter))
        .route("/beheer/hulp/{id}", get(need::get).post(act::post))
        .route("/beheer/hulp/{id}/wijzigen", get(form::edit).post(form::change))
}

/// The page of a need.
fn path(id: NeedId) -> String {
    format!("{HELP}/{id}")
}

/// A page of the desk of one community.
fn of(path: &str, slug: &str) -> String {
    format!("{path}?{COMMUNITY}={slug}")
}

/// To how many needs of a community nobody said yes for long, for who may read them.
pub(super) async fn count(
    ctx: &Ctx,
    domain: &Domain,
    here: &communities::Seen,
) -> Result<Option<u64>, Failure> {
    if !policy::allows_on(ctx.actor, Action::KeepNeeds, here.standing()) {
        return Ok(None);
    }
    Ok(Some(helpdesk::unanswered(ctx, domain, here.community.id).await?))
}

/// The desk at which needs are kept, with what waits there.
async fn open(web: &Web, reader: &Reader, named: Option<&str>) -> Result<AtDesk, Failure> {
    let mut desk = AtDesk::open(web, reader, Action::KeepNeeds, named).await?;
    if let Some(here) = &desk.here {
        let waits = count(&reader.ctx, &web.site.domain, here).await?;
        desk.waits.extend(waits.map(|count| (HELP, count)));
    }
    Ok(desk)
}

/// A need, and the desk at which it is kept; without the first name of who was just named.
async fn find(web: &Web, reader: &Reader, id: &str) -> Result<(AtDesk, Need), Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let id = NeedId::parse(id).map_err(|_| Failure::NOT_FOUND)?;
    let need = helpdesk::by_id(ctx, domain, id).await?.ok_or(Failure::NOT_FOUND)?;
    let all = communities::where_i_may(ctx, domain, Action::KeepNeeds).await?;
    let here = all.into_iter().find(|it| it.community.id == need.community);
    let here = here.ok_or(Failure::NOT_FOUND)?;
    Ok((open(web, reader, Some(&here.community.slug)).await?, need))
}

/// The same need with the first name of who was just named, which leaves a trace.
async fn opened(web: &Web, reader: &Reader, need: &Need) -> Result<Need, Failure> {
    let opened = helpdesk::open(&reader.ctx, &web.site.domain, need.id).await?;
    opened.ok_or(Failure::NOT_FOUND)
}
