//! What can be asked of the board, and what an engine answers: the port's vocabulary.

use std::hash::{Hash, Hasher};

use chrono::{DateTime, Utc};

use super::kinds::{Audience, Direction, Subject, TermKind, Topic};
use super::seeing::Eyes;
use crate::geo::Bounds;
use crate::id::{AreaId, CommunityId, ListingId, PostId};
use crate::language::Language;
use crate::listings::search::{Facet, Near};
use crate::page::{Cursor, Print};

/// A question to the board.
#[derive(Clone, Debug, PartialEq)]
pub struct PostQuery {
    /// Words, with typos and all.
    pub text: Option<String>,
    /// The language whose words and stems come first.
    pub language: Language,
    /// From where. Distances are to the middle of a cell, for the door is known to nobody.
    pub near: Option<Near>,
    /// What else must hold.
    pub filter: PostFilter,
    /// In which order.
    pub sort: PostSort,
    /// When this is asked.
    pub now: DateTime<Utc>,
    /// How many hits at most, 1 to [`crate::page::PAGE_MAX`].
    pub first: u32,
    /// After which hit.
    pub after: Option<Cursor>,
    /// Whether the facets are wanted.
    pub facets: bool,
    /// Who asks; the verb fills it in, and engines answer nothing that these may not see.
    pub eyes: Eyes,
}

impl PostQuery {
    /// Everything, best first, at a time, for a visitor.
    #[must_use]
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            text: None,
            language: Language::default(),
            near: None,
            filter: PostFilter::default(),
            sort: PostSort::default(),
            now,
            first: crate::page::PAGE_DEFAULT,
            after: None,
            facets: true,
            eyes: Eyes::default(),
        }
    }

    /// Names the question apart from its page and its time, so that the pages of one list share
    /// it and a cursor of another list, or of somebody else's, is known as such.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let Self { text, language, near, filter, sort, eyes, .. } = self;
        let text = text.as_deref().map(crate::text::fold);
        let mut print = Print::default();
        (text, language, near, filter, sort, eyes).hash(&mut print);
        print.finish()
    }
}

/// What must hold. An empty list asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct PostFilter {
    /// Offered, or asked for.
    pub direction: Option<Direction>,
    /// One of these subjects.
    pub subjects: Vec<Subject>,
    /// One of these topics.
    pub topics: Vec<Topic>,
    /// On one of these terms.
    pub terms: Vec<TermKind>,
    /// In one of these languages; what names none is in none of them.
    pub languages: Vec<String>,
    /// Only what this audience may see: feeds carry [`Audience::Public`] and nothing else.
    pub audience: Option<Audience>,
    /// In this area or in one inside it.
    pub area: Option<AreaId>,
    /// Of this community.
    pub community: Option<CommunityId>,
    /// Of this listing.
    pub listing: Option<ListingId>,
    /// Whose cell's middle lies inside this box.
    pub bounds: Option<Bounds>,
    /// What takes place in this stretch of time, the first instant included.
    pub between: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PostSort {
    /// With words, the best answer first; without, by fair exposure ([`super::ranking`]).
    #[default]
    Best,
    /// The nearest cell first; without a point as [`PostSort::Best`].
    Nearest,
    /// What was written or renewed last first.
    Newest,
    /// What takes place soonest first; what takes place at no time comes last.
    Soonest,
}

/// What an engine answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PostAnswer {
    /// How many hits there are in all.
    pub total: u64,
    /// Whether the counts are estimates.
    pub approximate: bool,
    /// Whether a spare engine answered because the one that should is gone or slow.
    pub degraded: bool,
    /// The hits of this page, in order.
    pub hits: Vec<PostHit>,
    /// Whether there are more after these.
    pub more: bool,
    /// Counts per value; each facet ignores its own filter.
    pub facets: Vec<Facet>,
}

/// A post that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct PostHit {
    /// Which.
    pub id: PostId,
    /// How far its cell is in metres, when asked from somewhere.
    pub distance_m: Option<u32>,
    /// Why it is here, the weightiest first.
    pub why: Vec<PostWhy>,
    /// How well it answers the words, the best answer of a list being 1; 1 without words.
    pub score: f32,
    /// Where the list continues after it.
    pub cursor: Cursor,
}

/// A reason why a post was found. Codes are stable; `web` has the sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostWhy {
    /// Its title has the words.
    Title,
    /// Its title almost has them.
    TitleTypo,
    /// It is about this, found by its name or a search term.
    Topic(Topic),
    /// The words stand in its text.
    Text,
    /// It is this close, in metres.
    Near(u32),
    /// Its neighbour goes as far as where was asked from.
    WithinReach,
    /// It was written or renewed in the last days.
    Fresh,
    /// It takes place soon.
    Soon,
}

impl PostWhy {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Title => "TITLE",
            Self::TitleTypo => "TITLE_TYPO",
            Self::Topic(_) => "TOPIC",
            Self::Text => "TEXT",
            Self::Near(_) => "NEAR",
            Self::WithinReach => "WITHIN_REACH",
            Self::Fresh => "FRESH",
            Self::Soon => "SOON",
        }
    }
}
