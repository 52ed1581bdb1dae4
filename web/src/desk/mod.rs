//! The desk of a community (`/beheer`): what waits, who belongs to it, what it is, and what was
//! done there.

mod board;
pub(crate) mod currencies;
mod front;
mod helpdesk;
mod launch;
#[cfg(test)]
mod launching_tests;
mod log;
mod merging;
mod people;
mod queue;
mod settings;
pub mod tables;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};
use koop_domain::communities::{self, Seen};
use koop_domain::ctx::Actor;
use koop_domain::policy::{self, Action};

use crate::Web;
use crate::error::Failure;
use crate::page::Page;
use crate::reader::Reader;

pub(crate) use self::board::BOARD;
pub(crate) use self::helpdesk::HELP;
pub(crate) use self::queue::{known_words, subject_key};
pub(crate) use self::settings::{SettingsForm, Typed};
#[cfg(test)]
pub(crate) use self::{
    board::{BoardPage, Known as BoardKnown},
    front::{Counts, FrontPage},
    helpdesk::{
        FormPage as NeedFormPage, FormShown as NeedFormShown, Known as NeedKnown,
        ListPage as NeedListPage, NeedPage,
    },
    log::{Asked, LogPage},
    merging::MergingPage,
    people::{Change, Filter, Invite, Known as PeopleKnown, MemberKnown, MemberPage, PeoplePage},
    queue::{Chosen, QueuePage},
    settings::SettingsPage,
};

/// The parameter that names a community.
pub(crate) const COMMUNITY: &str = "gemeenschap";

/// The pages of the desk.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/beheer", get(front::get))
        .route(BOARD, get(board::get).post(board::post))
        .route("/beheer/nieuw", post(front::found))
        .route(PEOPLE, get(people::get))
        .route("/beheer/leden/{id}", get(people::person).post(people::change))
        .route("/beheer/leden/uitnodigen", post(people::invite))
        .route("/beheer/leden/uitnodiging-weg", post(people::withdraw))
        .route("/beheer/gemeenschap", get(settings::get).post(settings::post))
        .route("/beheer/gemeenschap/afspraken", post(settings::publish))
        .route("/beheer/wachtrij", get(queue::get).post(queue::post))
        .route(
            "/beheer/wachtrij/brief",
            get(|| async { Redirect::to(queue::QUEUE) }).merge(post(queue::again)),
        )
        .route("/beheer/samenvoegen", get(merging::get).post(merging::post))
        .route("/beheer/logboek", get(log::get))
        .route("/beheer/logboek.csv", get(log::csv))
        .route("/beheer/logboek.jsonl", get(log::jsonl))
        .route("/beheer/lancering", get(launch::get).post(launch::post))
        .merge(currencies::routes())
        .merge(helpdesk::routes())
        .merge(tables::routes())
}

/// The communities at whose desk the reader may do something, and which of them it is about: the
/// one that is named, else the first.
pub(crate) struct AtDesk {
    pub all: Vec<Seen>,
    pub here: Option<Seen>,
    /// How much waits on which page, as far as it was counted.
    pub waits: Vec<(&'static str, u64)>,
}

impl AtDesk {
    /// Looks where the reader may do something.
    pub(crate) async fn open(
        web: &Web,
        reader: &Reader,
        action: Action,
        named: Option<&str>,
    ) -> Result<Self, Failure> {
        let (ctx, domain) = (&reader.ctx, &web.site.domain);
        let all = communities::where_i_may(ctx, domain, action).await?;
        let here = match named {
            Some(slug) => Some(
                all.iter().find(|it| it.community.slug == slug).ok_or(Failure::NOT_FOUND)?.clone(),
            ),
            None => all.first().cloned(),
        };
        let mut waits = Vec::new();
        if let Some(seen) = &here {
            let waiting = communities::waiting(ctx, domain, seen.community.id).await?;
            waits.push((PEOPLE, waiting.asked));
        }
        Ok(Self { all, here, waits })
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
    /// The pages of its desk that the reader may open.
    pub ways: Vec<DeskWay>,
    /// The other communities: address and name.
    pub others: Vec<(String, String)>,
}

/// A page of the desk, as its head leads there.
pub(crate) struct DeskWay {
    pub href: String,
    pub name: String,
    /// Whether it is this one.
    pub here: bool,
    /// How much waits there; none where nothing does.
    pub count: Option<u64>,
}

/// The members of a community.
pub(crate) const PEOPLE: &str = "/beheer/leden";

/// A page of the desk: its path, its name, and what one must be allowed to open it. These are all
/// of them, in their order.
const WAYS: [(&str, &str, Action); 12] = [
    ("/beheer", "desk-front", Action::SeeDesk),
    (queue::QUEUE, "desk-queue", Action::DecideReports),
    (HELP, "need-way", Action::KeepNeeds),
    (BOARD, "desk-board", Action::DecidePosts),
    ("/beheer/claims", "desk-way-claims", Action::SeeCounterCode),
    ("/beheer/samenvoegen", "desk-merging", Action::MergeListings),
    (PEOPLE, "desk-people", Action::SeeMembers),
    ("/beheer/machtigingen", "mandate-title", Action::RegisterMember),
    ("/beheer/gemeenschap", "desk-settings", Action::KeepCommunity),
    (currencies::PATH, "coin-title", Action::KeepCurrency),
    (tables::PATH, "desk-tables", Action::ImportListings),
    ("/beheer/logboek", "desk-log", Action::ReadAudit),
];

impl DeskHead {
    pub(crate) fn new(page: &Page, actor: Actor, desk: &AtDesk, path: &str) -> Self {
        let (name, slug) = match &desk.here {
            Some(it) => (it.community.settings.name.clone(), it.community.slug.clone()),
            None => (String::new(), String::new()),
        };
        let standing = desk.here.as_ref().map_or(policy::Standing::NONE, Seen::standing);
        let ways = WAYS.into_iter().filter(|(_, _, action)| {
            desk.here.is_some() && policy::allows_on(actor, *action, standing)
        });
        let way = |(way, key, _): (&str, &str, Action)| {
            let waits = desk.waits.iter().find(|(at, count)| *at == way && *count > 0);
            DeskWay {
                href: format!("{way}?{COMMUNITY}={slug}"),
                name: page.t(key),
                here: way == path,
                count: waits.map(|(_, count)| *count),
            }
        };
        let other = |it: &Seen| {
            let it = &it.community;
            (format!("{path}?{COMMUNITY}={}", it.slug), it.settings.name.clone())
        };
        let others = desk.all.iter().filter(|it| it.community.slug != slug);
        Self { ways: ways.map(way).collect(), others: others.map(other).collect(), name, slug }
    }

    /// The address of a page of the desk, if the reader may open it.
    pub(crate) fn way(&self, path: &str) -> Option<&str> {
        let found = self.ways.iter().find(|it| it.href.split('?').next() == Some(path));
        found.map(|it| it.href.as_str())
    }
}
