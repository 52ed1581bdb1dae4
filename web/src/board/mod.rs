//! The board: what neighbours offer and ask, in three lists; a post; writing one; one's own.

mod blocked;
mod cards;
mod counted;
mod days;
mod feeds;
mod filters;
mod form;
mod list;
mod map;
mod mine;
mod post;
mod ready;
#[cfg(test)]
pub(crate) mod sample;
pub(crate) mod saved;
mod sheet;
mod state;

use axum::Router;
use axum::routing::get;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::posts;
use koop_domain::posts::model::Post;

pub(crate) use self::cards::{PostCard, PostCards, coins};
pub(crate) use self::counted::{BoardGlance, glance};
pub(crate) use self::form::{choosing, rough};
pub(crate) use self::state::{Board, State};
#[cfg(test)]
pub(crate) use self::{
    blocked::BlockedPage,
    form::{BeginPage, FormPage},
    list::{BoardPage, Listed},
    mine::MinePage,
    post::{Known as PostKnown, PostPage},
    sheet::{Known as SheetKnown, Sheet},
};
use crate::Web;
use crate::error::Failure;
use crate::reader::Reader;
use crate::texts;

/// The address of the form in which something is put on the board.
pub(crate) const NEW: &str = "/prikbord/nieuw";

/// The pages of the board.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/burenhulp", get(list::help))
        .route("/delen", get(list::share))
        .route("/agenda", get(list::agenda))
        .route("/agenda.ics", get(feeds::agenda))
        .route("/prikbord.atom", get(feeds::atom))
        .route(NEW, get(form::get).post(form::publish))
        .route("/prikbord/{slug}", get(post::get).post(post::act))
        .route("/prikbord/{slug}/wijzigen", get(form::change).post(form::edit))
        .route("/mijn/prikbord", get(mine::get))
        .route("/mijn/prikbord/geblokkeerd", get(blocked::get).post(blocked::post))
        .route("/buurtblad/{slug}", get(sheet::get))
        .merge(saved::routes())
}

/// The address of a post.
pub(crate) fn href(post: &Post) -> String {
    format!("/prikbord/{}", post.slug)
}

/// The post with this name in the address bar, as far as the reader sees it. To a visitor what is
/// not for everybody is told the same as what is not there.
async fn seen(web: &Web, reader: &Reader, slug: &str) -> Result<Post, Failure> {
    let found = posts::by_slug(&reader.ctx, &web.site.domain, slug).await?;
    found.ok_or_else(|| gone(reader))
}

/// That there is no such post, or none for this reader.
fn gone(reader: &Reader) -> Failure {
    let key = if reader.member().is_some() { "board-post-gone" } else { "board-post-gone-visitor" };
    Failure::NOT_FOUND.told(texts::text(reader.language, key))
}

/// The same circumstances for somebody whom nobody knows: what is printed, and what feeds carry,
/// hangs on nobody's cookie.
fn as_visitor(ctx: &Ctx) -> Ctx {
    Ctx { actor: Actor::Visitor, acting_as: None, ..ctx.clone() }
}
