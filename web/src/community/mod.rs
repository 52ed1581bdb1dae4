//! A community as people see it: what it is, how one joins, what is agreed, and mine.

mod agree;
mod colours;
mod invited;
mod leaving;
mod list;
mod locked;
mod mine;
mod page;
mod why;

use axum::Router;
use axum::routing::{get, post};
use koop_domain::communities;
use koop_domain::communities::model::{Community, PermissionSet, Role};
use koop_domain::ctx::Ctx;
use koop_domain::error::chain;
use koop_domain::language::Language;
use koop_domain::members::sessions::SignedIn;
use percent_encoding::utf8_percent_encode;

use crate::Web;
use crate::entering::PLAIN;
use crate::reader::Reader;
use crate::texts;

pub(crate) use self::list::LIST;
pub(crate) use self::locked::ask_first;
pub(crate) use self::page::{Agreed, kind_key};
pub(crate) use self::why::Why;
#[cfg(test)]
pub(crate) use self::{
    agree::Agree,
    invited::Invited,
    list::CommunityList,
    mine::{Known as MyKnown, MyCommunities},
    page::{CommunityPage, Known},
};

/// Where what is agreed is accepted.
const ACCEPT: &str = "/mijn/gemeenschappen/akkoord";
/// What one is where.
const MINE: &str = "/mijn/gemeenschappen";

/// The pages of communities.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(LIST, get(list::get))
        .route("/gemeenschap/{slug}", get(page::get).post(page::join))
        .route("/gemeenschap/{slug}/weg", post(page::leave))
        .route("/gemeenschap/{slug}/kleuren.css", get(colours::get))
        .route(MINE, get(mine::get))
        .route(ACCEPT, get(agree::get).post(agree::post))
        .route("/uitnodiging/link/{secret}", get(invited::get).post(invited::post))
}

/// A text in paragraphs, as it was typed with empty lines between them; each in its lines.
pub(crate) fn paragraphs(text: Option<&str>) -> Vec<Vec<String>> {
    let parts = text.unwrap_or_default().split("\n\n");
    let parts = parts.map(|part| part.lines().map(str::trim).filter(|line| !line.is_empty()));
    let parts = parts.map(|lines| lines.map(str::to_owned).collect::<Vec<_>>());
    parts.filter(|lines| !lines.is_empty()).collect()
}

/// The word for a role, in the community's own words where it has some.
pub(crate) fn role_word(language: Language, community: Option<&Community>, role: Role) -> String {
    let own = community.and_then(|it| it.settings.terms.get(&role)).cloned();
    own.unwrap_or_else(|| texts::text(language, role_key(role)))
}

/// The key of a role.
pub(crate) fn role_key(role: Role) -> &'static str {
    match role {
        Role::Visitor => "role-visitor",
        Role::Member => "role-member",
        Role::Steward => "role-steward",
        Role::Organiser => "role-organiser",
        Role::Operator => "role-operator",
    }
}

/// The key of what more somebody may.
pub(crate) fn set_key(set: PermissionSet) -> &'static str {
    match set {
        PermissionSet::HelpCoordinator => "set-help-coordinator",
        PermissionSet::Auditor => "set-auditor",
        PermissionSet::CurrencyIssuer => "set-currency-issuer",
    }
}

/// Whether something waits to be accepted by who has just come in. When nobody can say, they
/// come in: it is asked again wherever it counts.
pub(crate) async fn must_accept(web: &Web, reader: &Reader, signed_in: &SignedIn) -> bool {
    let ctx = Ctx { actor: signed_in.actor(), ..reader.ctx.clone() };
    match communities::mine(&ctx, &web.site.domain).await {
        Ok(mine) => mine.iter().any(communities::Seen::must_accept),
        Err(error) => {
            tracing::warn!(error = chain(&error), "nobody could say what is to be accepted");
            false
        }
    }
}

/// Where what is agreed is accepted, to go on to a page.
pub(crate) fn accept_href(back: &str) -> String {
    format!("{ACCEPT}?terug={}", utf8_percent_encode(back, PLAIN))
}
