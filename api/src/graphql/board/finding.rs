//! Finding posts, and how much there is.

use async_graphql::{ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use koop_domain::areas::atlas::Atlas;
use koop_domain::error::Problem;
use koop_domain::id::{AreaId, CommunityId, ListingId};
use koop_domain::language::Language;
use koop_domain::page::Cursor;
use koop_domain::posts::error::PostError;
use koop_domain::posts::model::Topic;
use koop_domain::posts::search::{self, PostHit, PostQuery, PostWhy};
use koop_domain::posts::{self, model};
use koop_web::texts;

use super::super::areas::{self, Area};
use super::super::connection::{Facet, PageInfo, Why};
use super::super::errors::Wrong;
use super::super::inputs::{BoundsInput, NearInput};
use super::super::limits;
use super::super::visit::Visit;
use super::errors::post_failed;
use super::input::{PostTimeInput, instant};
use super::post::Post;
use super::terms::{Audience, PostDirection, PostSort, PostSubject, TermKind};

/// What must hold of posts. What is left out asks nothing.
#[derive(Default, InputObject)]
pub(crate) struct PostFilter {
    /// Offered, or asked for.
    direction: Option<PostDirection>,
    /// One of these subjects.
    subjects: Option<Vec<PostSubject>>,
    /// In one of these categories, by key.
    categories: Option<Vec<String>>,
    /// On one of these terms.
    terms: Option<Vec<TermKind>>,
    /// In one of these languages, as BCP 47 codes.
    languages: Option<Vec<String>>,
    /// Only what this audience may see.
    audience: Option<Audience>,
    /// In this area or in one inside it.
    area_id: Option<ID>,
    /// Of this community.
    community_id: Option<ID>,
    /// Of this listing.
    listing_id: Option<ID>,
    /// Inside this box.
    bounds: Option<BoundsInput>,
    /// What takes place in this stretch of time.
    between: Option<PostTimeInput>,
}

/// The arguments of `posts`.
pub(super) struct Asked {
    pub(super) text: Option<String>,
    pub(super) near: Option<NearInput>,
    pub(super) filter: Option<PostFilter>,
    pub(super) sort: Option<PostSort>,
    pub(super) first: Option<i32>,
    pub(super) after: Option<String>,
}

/// A page of posts that were found.
#[derive(SimpleObject)]
pub(crate) struct PostConnection {
    /// How many there are in all that the viewer sees.
    total_count: u64,
    /// Whether the counts are estimates.
    approximate: bool,
    /// Whether a spare engine answered, because the one that should is gone or slow.
    degraded: bool,
    /// What the results could be narrowed by; each facet ignores its own filter.
    facets: Vec<Facet>,
    /// Where the page stands in the list.
    page_info: PageInfo,
    /// The posts with what is known about them as hits.
    edges: Vec<PostEdge>,
}

/// A post as a hit.
#[derive(SimpleObject)]
pub(crate) struct PostEdge {
    /// Where the list goes on after it.
    cursor: String,
    /// How far its cell is in a straight line, in metres, when asked from somewhere.
    distance_m: Option<u32>,
    /// Why it is here, the weightiest reason first.
    why: Vec<Why>,
    /// The post.
    node: Post,
}

/// How much stands on the board, and where. Everybody is told the same.
#[derive(SimpleObject)]
pub(crate) struct PostCounts {
    /// In which area; null: everywhere. One with fewer than five posts answers for the one around
    /// it.
    area: Option<Area>,
    /// How many of each kind of which there are any.
    counts: Vec<PostCount>,
}

/// How many posts of a kind there are.
#[derive(SimpleObject)]
pub(crate) struct PostCount {
    /// Offered, or asked for.
    direction: PostDirection,
    /// What they are about.
    subject: PostSubject,
    /// How many.
    count: u64,
}

impl Asked {
    /// The question, or nothing where `after` is no cursor, or an id none that is known: there,
    /// nothing is found.
    pub(super) fn read(self, visit: &Visit, atlas: &Atlas) -> Result<Option<PostQuery>, Wrong> {
        let Some(filter) = self.filter.unwrap_or_default().read()? else { return Ok(None) };
        let query = PostQuery {
            text: self.text.filter(|text| !text.trim().is_empty()),
            language: visit.language,
            near: self.near.map(|near| near.read(atlas)).transpose()?,
            filter,
            sort: self.sort.map(Into::into).unwrap_or_default(),
            first: limits::page_size(self.first),
            ..PostQuery::new(visit.ctx.now)
        };
        Ok(match self.after.as_deref().map(Cursor::decode) {
            None => Some(query),
            Some(Ok(after)) => Some(PostQuery { after: Some(after), ..query }),
            Some(Err(_)) => None,
        })
    }
}

impl PostFilter {
    fn read(self) -> Result<Option<search::PostFilter>, Wrong> {
        let area = self.area_id.map(|id| AreaId::parse(&id)).transpose();
        let community = self.community_id.map(|id| CommunityId::parse(&id)).transpose();
        let listing = self.listing_id.map(|id| ListingId::parse(&id)).transpose();
        let (Ok(area), Ok(community), Ok(listing)) = (area, community, listing) else {
            return Ok(None);
        };
        let topic = |key: &String| {
            Topic::from_key(key).ok_or(Wrong::Field("filter.categories", Problem::Unknown))
        };
        let topics: Result<Vec<Topic>, Wrong> =
            self.categories.unwrap_or_default().iter().map(topic).collect();
        let between = self.between.map(|span| span.read("filter.between")).transpose()?;
        Ok(Some(search::PostFilter {
            direction: self.direction.map(Into::into),
            subjects: self.subjects.unwrap_or_default().into_iter().map(Into::into).collect(),
            topics: topics?,
            terms: self.terms.unwrap_or_default().into_iter().map(Into::into).collect(),
            languages: self.languages.unwrap_or_default(),
            audience: self.audience.map(Into::into),
            area,
            community,
            listing,
            bounds: self.bounds.map(BoundsInput::read).transpose()?,
            between,
        }))
    }
}

/// Finds posts. A cursor of another list finds nothing: after it, nothing comes.
pub(super) async fn find(visit: &Visit, query: PostQuery) -> async_graphql::Result<PostConnection> {
    let later = query.after.is_some();
    let found = match posts::search(&visit.ctx, &visit.domain, query).await {
        Ok(found) => found,
        Err(PostError::Invalid { problem: Problem::BadCursor, .. }) => {
            return Ok(PostConnection::default());
        }
        Err(error) => return Err(post_failed(visit, &error)),
    };
    let atlas = areas::atlas(visit).await?;
    let posts::Found { answer, posts: mut rows, .. } = found;
    let edge = |hit: PostHit| {
        let row = rows.remove(&hit.id)?;
        Some(PostEdge::of(visit.language, row, &hit))
    };
    let edges: Vec<PostEdge> = answer.hits.into_iter().filter_map(edge).collect();
    Ok(PostConnection {
        total_count: answer.total,
        approximate: answer.approximate,
        degraded: answer.degraded,
        facets: answer.facets.into_iter().map(|it| Facet::of(visit.language, &atlas, it)).collect(),
        page_info: PageInfo {
            has_next_page: answer.more,
            has_previous_page: later,
            start_cursor: edges.first().map(|edge| edge.cursor.clone()),
            end_cursor: edges.last().map(|edge| edge.cursor.clone()),
        },
        edges,
    })
}

impl Default for PostConnection {
    /// Nothing.
    fn default() -> Self {
        Self {
            total_count: 0,
            approximate: false,
            degraded: false,
            facets: Vec::new(),
            page_info: PageInfo::default(),
            edges: Vec::new(),
        }
    }
}

impl PostEdge {
    fn of(language: Language, row: model::Post, hit: &PostHit) -> Self {
        Self {
            cursor: hit.cursor.encode(),
            distance_m: hit.distance_m,
            why: hit.why.iter().map(|reason| why(language, *reason)).collect(),
            node: Post(row.into()),
        }
    }
}

/// A reason why a post was found.
pub(super) fn why(language: Language, reason: PostWhy) -> Why {
    Why { code: reason.code(), text: texts::posts::post_why(language, reason) }
}

impl PostTimeInput {
    /// Both instants of a field.
    fn read(self, field: &'static str) -> Result<(DateTime<Utc>, DateTime<Utc>), Wrong> {
        let unreadable = |_: PostError| Wrong::Field(field, Problem::Unreadable);
        let (from, until) = self.parts();
        let from = instant(field, &from).map_err(unreadable)?;
        let until = instant(field, &until).map_err(unreadable)?;
        if until <= from {
            return Err(Wrong::Field(field, Problem::EndsBeforeStart));
        }
        Ok((from, until))
    }
}

/// How much stands on the board in an area.
pub(super) async fn counts(
    visit: &Visit,
    area: Option<ID>,
) -> async_graphql::Result<Option<PostCounts>> {
    let Ok(area) = area.map(|id| AreaId::parse(&id)).transpose() else { return Ok(None) };
    let counted = posts::counts(&visit.ctx, &visit.domain, area).await;
    let counted = counted.map_err(|error| post_failed(visit, &error))?;
    let area = match counted.area {
        Some(id) => areas::by_id(visit, id).await?,
        None => None,
    };
    let count = |it: posts::Count| PostCount {
        direction: it.direction.into(),
        subject: it.subject.into(),
        count: it.count,
    };
    Ok(Some(PostCounts { area, counts: counted.counts.into_iter().map(count).collect() }))
}
