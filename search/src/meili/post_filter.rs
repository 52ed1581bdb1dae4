//! A question to the board as Meilisearch reads it. Who may see what is part of every filter;
//! it is asked once more of the cards, by the code that the embedded engine runs.

use koop_domain::id::{CommunityId, MemberId, PostId};
use koop_domain::posts::model::Audience;
use koop_domain::posts::search::PostQuery;
use koop_domain::posts::seeing::Eyes;

use super::boxes::{around, inside};
use super::filter::{any, quoted};
use super::post_document::EVENT;

/// Every post.
const POSTS: &str = "what = post";

/// A facet's own filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    Direction,
    Subject,
    Topic,
    Term,
    Language,
    Area,
}

impl Own {
    pub(super) const ALL: [Self; 6] =
        [Self::Direction, Self::Subject, Self::Topic, Self::Term, Self::Language, Self::Area];

    /// The field that it asks for.
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::Direction => "direction",
            Self::Subject => "kind",
            Self::Topic => "categories",
            Self::Term => "terms",
            Self::Language => "languages",
            Self::Area => "areas",
        }
    }
}

/// The filters of a question, apart where a facet must leave its own out.
pub(super) struct Filters {
    /// What these eyes may see at all, whatever was asked.
    seen: String,
    common: Vec<String>,
    owned: Vec<(Own, String)>,
}

impl Filters {
    pub(super) fn new(query: &PostQuery) -> Self {
        let filter = &query.filter;
        let mut common = Vec::new();
        common.extend(filter.audience.map(for_at_least));
        common.extend(filter.community.map(|it| is("community", &it.to_string())));
        common.extend(filter.listing.map(|it| is("listing", &it.to_string())));
        common.extend(filter.between.map(|_| is("traits", EVENT)));
        common.extend(filter.bounds.as_ref().map(inside));
        common.extend(query.near.and_then(|near| Some(around(near.point, near.radius_m()?))));
        let direction = filter.direction.map(|it| is("direction", it.key()));
        let area = filter.area.map(|it| is("areas", &it.to_string()));
        let owned = [
            (Own::Direction, direction),
            (Own::Subject, any("kind", filter.subjects.iter().map(|it| it.key()))),
            (Own::Topic, any("categories", filter.topics.iter().map(|it| it.key()))),
            (Own::Term, any("terms", filter.terms.iter().map(|it| it.key()))),
            (Own::Language, any("languages", filter.languages.iter().map(String::as_str))),
            (Own::Area, area),
        ];
        let owned = owned.into_iter().filter_map(|(own, filter)| Some((own, filter?))).collect();
        let stands = format!("expires_s > {}", query.now.timestamp());
        let seen = format!("{POSTS} AND {stands} AND {}", may_see(&query.eyes));
        Self { seen, common, owned }
    }

    /// What these eyes may see, whatever was asked.
    pub(super) fn seen(&self) -> String {
        self.seen.clone()
    }

    /// What the answer keeps to.
    pub(super) fn all(&self) -> String {
        self.kept(|_| true)
    }

    /// What the answer keeps to whatever facets are about.
    pub(super) fn unowned(&self) -> String {
        self.kept(|_| false)
    }

    /// All but a facet's own.
    pub(super) fn without(&self, own: Own) -> String {
        self.kept(|other| other != own)
    }

    fn kept(&self, keep: impl Fn(Own) -> bool) -> String {
        let owned = self.owned.iter().filter(|(own, _)| keep(*own)).map(|(_, filter)| filter);
        let all = std::iter::once(&self.seen).chain(&self.common).chain(owned);
        all.map(String::as_str).collect::<Vec<_>>().join(" AND ")
    }
}

/// The rule of [`Eyes`]: what is theirs, and what is meant for them and not of whom they or who
/// them turned away.
fn may_see(eyes: &Eyes) -> String {
    let Eyes { member, communities, known, desks, blocked, dismissed } = eyes;
    let in_one_of = |audience: Audience, communities: Vec<String>| {
        let communities = any("community", communities.iter().map(String::as_str))?;
        Some(format!("({} AND {communities})", is("audience", audience.key())))
    };
    let ids = |ids: &std::collections::BTreeSet<CommunityId>| -> Vec<String> {
        ids.iter().map(ToString::to_string).collect()
    };
    let mut meant = vec![is("audience", Audience::Public.key())];
    meant.extend(in_one_of(Audience::Community, ids(communities)));
    meant.extend(in_one_of(Audience::Confirmed, ids(known)));
    meant.extend(in_one_of(Audience::Desk, ids(desks)));
    let meant = format!("({})", meant.join(" OR "));
    let blocked: Vec<String> = blocked.iter().map(MemberId::to_string).collect();
    let meant = match any("author", blocked.iter().map(String::as_str)) {
        Some(blocked) => format!("({meant} AND NOT {blocked})"),
        None => meant,
    };
    let seen = match member {
        Some(member) => format!("({} OR {meant})", is("author", &member.to_string())),
        None => meant,
    };
    let dismissed: Vec<String> = dismissed.iter().map(PostId::to_string).collect();
    match any("id", dismissed.iter().map(String::as_str)) {
        Some(dismissed) => format!("({seen} AND NOT {dismissed})"),
        None => seen,
    }
}

/// What this audience, and whoever sees less, may see.
fn for_at_least(least: Audience) -> String {
    let audiences = Audience::ALL.iter().filter(|it| **it >= least).map(|it| it.key());
    any("audience", audiences).unwrap_or_default()
}

fn is(field: &str, value: &str) -> String {
    format!("{field} = {}", quoted(value))
}

#[cfg(test)]
#[path = "post_filter_tests.rs"]
mod tests;
