//! The desk of a community (`/beheer`): what waits, who belongs to it, what it is, and what was
//! done there.

mod front;
mod launch;
#[cfg(test)]
mod launching_tests;
mod log;
mod people;
mod settings;
pub mod tables;

use axum::Router;
use axum::routing::{get, post};
use koop_domain::communities::{self, Seen};
use koop_domain::policy::{self, Action};

use crate::Web;
use crate::error::Failure;
use crate::page::Page;
use crate::reader::Reader;

pub(crate) use self::settings::{SettingsForm, Typed};
#[cfg(test)]
pub(crate) use self::{
    front::FrontPage,
    log::{Asked, LogPage},
    people::{Known as PeopleKnown, PeoplePage},
    settings::SettingsPage,
};

/// The parameter that names a community.
pub(crate) const COMMUNITY: &str = "gemeenschap";

/// The pages of the desk.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/beheer", get(front::get))
        .route("/beheer/nieuw", post(front::found))
        .route("/beheer/leden", get(people::get).post(people::change))
        .route("/beheer/leden/uitnodigen", post(people::invite))
        .route("/beheer/leden/uitnodiging-weg", post(people::withdraw))
        .route("/beheer/gemeenschap", get(settings::get).post(settings::post))
        .route("/beheer/gemeenschap/afspraken", post(settings::publish))
        .route("/beheer/logboek", get(log::get))
        .route("/beheer/logboek.csv", get(log::csv))
        .route("/beheer/logboek.jsonl", get(log::jsonl))
        .route("/beheer/lancering", get(launch::get).post(launch::post))
        .merge(tables::routes())
}

/// The communities at whose desk the reader may do something, and which of them it is about: the
/// one that is named, else the first.
pub(crate) struct AtDesk {
    pub all: Vec<Seen>,
    pub here: Option<Seen>,
}

impl AtDesk {
    /// Looks where the reader may do something.
    pub(crate) async fn open(
        web: &Web,
        reader: &Reader,
        action: Action,
        named: Option<&str>,
    ) -> Result<Self, Failure> {
        let all = communities::where_i_may(&reader.ctx, &web.site.domain, action).await?;
        let here = match named {
            Some(slug) => Some(
                all.iter().find(|it| it.community.slug == slug).ok_or(Failure::NOT_FOUND)?.clone(),
            ),
            None => all.first().cloned(),
        };
        Ok(Self { all, here })
    }

    /// The one that it is about; there must be one.
    pub(crate) fn here(&self) -> Result<&Seen, Failure> {
        self.here.as_ref().ok_or(Failure::NOT_FOUND)
    }
}

/// What stands at the head of every page of the desk.
pub(crate) struct DeskHead {
    /// The name of the community.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// The pages of its desk that the reader may open: address, name, whether it is this one.
    pub ways: Vec<(String, String, bool)>,
    /// The other communities: address and name.
    pub others: Vec<(String, String)>,
}

/// A page of the desk: its path, its name, and what one must be allowed to open it.
const WAYS: [(&str, &str, Action); 5] = [
    ("/beheer", "desk-front", Action::SeeDesk),
    ("/beheer/leden", "desk-people", Action::SeeMembers),
    ("/beheer/gemeenschap", "desk-settings", Action::KeepCommunity),
    (tables::PATH, "desk-tables", Action::ImportListings),
    ("/beheer/logboek", "desk-log", Action::ReadAudit),
];

impl DeskHead {
    pub(crate) fn new(
        page: &Page,
        reader_actor: koop_domain::ctx::Actor,
        desk: &AtDesk,
        path: &str,
    ) -> Self {
        let (name, slug) = match &desk.here {
            Some(it) => (it.community.settings.name.clone(), it.community.slug.clone()),
            None => (String::new(), String::new()),
        };
        let standing = desk.here.as_ref().map_or(policy::Standing::NONE, Seen::standing);
        let ways = WAYS.into_iter().filter(|(_, _, action)| {
            desk.here.is_some() && policy::allows_on(reader_actor, *action, standing)
        });
        let way = |(way, key, _): (&str, &str, Action)| {
            (format!("{way}?{COMMUNITY}={slug}"), page.t(key), way == path)
        };
        let other = |it: &Seen| {
            let it = &it.community;
            (format!("{path}?{COMMUNITY}={}", it.slug), it.settings.name.clone())
        };
        let others = desk.all.iter().filter(|it| it.community.slug != slug);
        Self { ways: ways.map(way).collect(), others: others.map(other).collect(), name, slug }
    }
}
