//! A question to the board that somebody keeps, and when they are told what answers it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::super::kinds::{Audience, Direction, Subject, TermKind, Topic};
use super::super::model::Post;
use super::super::search::{PostFilter, PostQuery};
use super::super::seeing::Eyes;
use crate::geo::{Point, cell};
use crate::id::{AreaId, CommunityId, ListingId, MemberId, SavedSearchId};
use crate::language::Language;
use crate::members::codes::hash;
use crate::text::fold;

/// How many questions a member keeps at most.
pub const SAVED_MAX: u64 = 20;
/// The longest name of one, in characters.
pub const SAVED_NAME_MAX: usize = 80;
/// How far around a point is looked when nobody says, in metres: a list shows what is near first
/// and all the rest after it, of which nobody wants to be told.
pub const SAVED_NEAR_M: u32 = 2_000;
/// How far around a point is looked at most, in metres.
pub const SAVED_NEAR_MAX_M: u32 = 10_000;
/// After how many alerts in a row that nobody looked at a question falls silent: nobody gets the
/// same alert three times running.
pub const UNLOOKED_MAX: u8 = 2;
/// How many days it is remembered that somebody was told of a post: for longer than any stands
/// without being renewed.
pub const SAVED_TOLD_DAYS: i64 = 365;

/// Around which cell, and how far.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NearCell {
    /// The middle of the cell in which somebody pointed; where in it is not kept.
    pub point: Point,
    /// How far from there, in metres.
    pub within_m: u32,
}

/// What is asked: words and filters, without the page, the order and the hour of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    /// Words, with typos and all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The language whose words come first.
    pub language: Language,
    /// From where, and how far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<NearCell>,
    /// Offered, or asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// One of these subjects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Subject>,
    /// One of these topics.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    /// On one of these terms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<TermKind>,
    /// In one of these languages; what names none is in none of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Only what this audience may see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// In this area or in one inside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaId>,
    /// Of this community.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub community: Option<CommunityId>,
    /// Of this listing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listing: Option<ListingId>,
}

/// By what a kept question is found when something is new, so that none is read for what is written
/// elsewhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scope {
    /// An area.
    Area(AreaId),
    /// A community.
    Community(CommunityId),
    /// A cell and what lies around it.
    Near(Point),
    /// No place: the communities that its owner belongs to.
    Own,
}

/// How many alerts in a row somebody has not looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unlooked(u8);

/// A question that somebody keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedSearch {
    /// Which.
    pub id: SavedSearchId,
    /// Whose.
    pub member: MemberId,
    /// What they call it.
    pub name: String,
    /// What is asked.
    pub question: Question,
    /// Since when it is kept.
    pub created_at: DateTime<Utc>,
    /// Nothing from before is told: since it is kept, or goes on after a pause.
    pub since: DateTime<Utc>,
    /// Since when it rests, if it does.
    pub paused_at: Option<DateTime<Utc>>,
    /// How many alerts in a row its owner has not looked at.
    pub unlooked: Unlooked,
    /// When something was last told of it.
    pub told_at: Option<DateTime<Utc>>,
}

impl Unlooked {
    /// So many of them; more than silence takes are as many.
    #[must_use]
    pub fn of(count: u8) -> Self {
        Self(count.min(UNLOOKED_MAX))
    }

    /// How many.
    #[must_use]
    pub fn count(self) -> u8 {
        self.0
    }

    /// Whether one more is told.
    #[must_use]
    pub fn speaks(self) -> bool {
        self.0 < UNLOOKED_MAX
    }

    /// After one more was told.
    #[must_use]
    pub fn told(self) -> Self {
        Self::of(self.0.saturating_add(1))
    }

    /// After its owner looked, at the question or at what they were told of it.
    #[must_use]
    pub fn looked(self) -> Self {
        Self(0)
    }
}

impl From<PostQuery> for Question {
    /// What of a question to a list is kept, before anything of it is checked.
    fn from(query: PostQuery) -> Self {
        let PostQuery { text, language, near, filter, .. } = query;
        let near = near.map(|near| {
            let within_m = near.radius_m().map_or(f64::from(SAVED_NEAR_M), f64::ceil);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
            let within_m = within_m.clamp(1.0, f64::from(u32::MAX)) as u32;
            NearCell { point: cell(near.point), within_m }
        });
        Self {
            text,
            language,
            near,
            direction: filter.direction,
            subjects: filter.subjects,
            topics: filter.topics,
            terms: filter.terms,
            languages: filter.languages,
            audience: filter.audience,
            area: filter.area,
            community: filter.community,
            listing: filter.listing,
        }
        .sorted()
    }
}

impl Question {
    /// By what it is found.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match (self.area, self.near, self.community) {
            (Some(area), ..) => Scope::Area(area),
            (None, Some(near), _) => Scope::Near(near.point),
            (None, None, Some(community)) => Scope::Community(community),
            (None, None, None) => Scope::Own,
        }
    }

    /// The name of what is asked: the same of questions that ask the same, in whatever order, letters
    /// or language of the page they were asked.
    #[must_use]
    pub fn print(&self) -> String {
        let text = self.text.as_deref().map(fold).filter(|it| !it.is_empty());
        let same = Self { text, language: Language::default(), ..self.clone().sorted() };
        // Nothing in it can fail to be written; an empty name would only find nothing again.
        hash(&serde_json::to_string(&same).unwrap_or_default())
    }

    /// The same with each list in its order and each value once.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        fn tidy<T: Ord>(list: &mut Vec<T>) {
            list.sort_unstable();
            list.dedup();
        }
        tidy(&mut self.subjects);
        tidy(&mut self.topics);
        tidy(&mut self.terms);
        tidy(&mut self.languages);
        self
    }

    /// The filter of an engine that asks the same, but for where from.
    #[must_use]
    pub fn filter(&self) -> PostFilter {
        PostFilter {
            direction: self.direction,
            subjects: self.subjects.clone(),
            topics: self.topics.clone(),
            terms: self.terms.clone(),
            languages: self.languages.clone(),
            audience: self.audience,
            area: self.area,
            community: self.community,
            listing: self.listing,
            bounds: None,
            between: None,
        }
    }

    /// Whether a post passes every filter, as an engine would have it; its words are not asked.
    #[must_use]
    pub fn fits(&self, post: &Post) -> bool {
        fn among<T: PartialEq>(list: &[T], one: &T) -> bool {
            list.is_empty() || list.contains(one)
        }
        let content = &post.content;
        let any_term = || content.terms.iter().any(|it| self.terms.contains(&it.kind));
        let any_language = || content.languages.iter().any(|it| self.languages.contains(it));
        self.direction.is_none_or(|it| it == post.direction)
            && among(&self.subjects, &post.subject)
            && among(&self.topics, &post.topic)
            && (self.terms.is_empty() || any_term())
            && (self.languages.is_empty() || any_language())
            // The audiences stand in the order of who may see more.
            && self.audience.is_none_or(|least| post.audience >= least)
            && self.area.is_none_or(|it| post.areas.contains(&it))
            && self.community.is_none_or(|it| it == post.community)
            && self.listing.is_none_or(|it| post.listing == Some(it))
            && self.near.is_none_or(|near| {
                near.point.distance_m(post.around.point) <= f64::from(near.within_m)
            })
    }
}

/// Whether somebody who keeps a question is to hear of a post by it, its words apart: it passes
/// every filter, is news since the question is kept, and these eyes see it and did not write it. A
/// question without a place hears of the communities that its owner belongs to, and not of the
/// whole region.
#[must_use]
pub fn matches(saved: &SavedSearch, post: &Post, eyes: &Eyes) -> bool {
    let is_here =
        saved.question.scope() != Scope::Own || eyes.communities.contains(&post.community);
    may_match(saved, post) && is_here && eyes.see(post)
}

/// What of that can be said without the eyes.
pub(super) fn may_match(saved: &SavedSearch, post: &Post) -> bool {
    saved.paused_at.is_none()
        && post.author != saved.member
        && post.renewed_at >= saved.since
        && saved.question.fits(post)
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
