//! One question to the directory and the board together.

use async_graphql::{Enum, SimpleObject, Union};
use koop_domain::areas::atlas::Atlas;
use koop_domain::everything::{self, Page, Place, Question, SearchError, Thing, Which};
use koop_domain::language::Language;
use koop_domain::posts::search::PostQuery;
use koop_web::texts;

use super::super::connection::{Facet, FacetValue, PageInfo, Why};
use super::super::errors::{Wrong, failed, wrong};
use super::super::inputs::{self, NearInput, OpenInput};
use super::super::listings::{self, Listing};
use super::super::visit::Visit;
use super::super::{areas, limits};
use super::errors::post_failed;
use super::finding::why;
use super::post::Post;

/// What is counted by here, beside what the two count by themselves.
const TYPE: &str = "type";

/// A place or something on the board.
#[derive(Union)]
pub(crate) enum SearchResult {
    Listing(Box<Listing>),
    Post(Box<Post>),
}

/// A kind of what is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Which")]
pub(crate) enum SearchType {
    /// Places and businesses.
    Listing,
    /// What stands on the board.
    Post,
}

/// A page of listings and posts together.
#[derive(SimpleObject)]
pub(crate) struct SearchConnection {
    /// How many there are in all that the viewer sees.
    total_count: u64,
    /// Whether the counts are estimates.
    approximate: bool,
    /// Whether a spare engine answered, because the one that should is gone or slow.
    degraded: bool,
    /// What the results could be narrowed by: first `type`, then what `listings` and `posts` count
    /// by.
    facets: Vec<Facet>,
    /// Where the page stands in the list.
    page_info: PageInfo,
    /// What was found.
    edges: Vec<SearchEdge>,
}

/// Something as a hit.
#[derive(SimpleObject)]
pub(crate) struct SearchEdge {
    /// Where the list goes on after it.
    cursor: String,
    /// How far it is in a straight line, in metres, when asked from somewhere; of a post, how far
    /// its cell is.
    distance_m: Option<u32>,
    /// Why it is here, the weightiest reason first.
    why: Vec<Why>,
    /// What was found.
    node: SearchResult,
}

/// The arguments of `search`.
pub(super) struct Asked {
    pub(super) text: Option<String>,
    pub(super) near: Option<NearInput>,
    pub(super) open: Option<OpenInput>,
    pub(super) only: Option<SearchType>,
    pub(super) first: Option<i32>,
    pub(super) after: Option<String>,
    pub(super) facets: bool,
}

impl Asked {
    /// The question, or nothing when `after` is no cursor.
    fn read(self, visit: &Visit, atlas: &Atlas) -> Result<Option<Question>, Wrong> {
        let Ok(after) = self.after.as_deref().map(Place::decode).transpose() else {
            return Ok(None);
        };
        let asked = inputs::Asked {
            text: self.text,
            near: self.near,
            open: self.open,
            filter: None,
            sort: None,
            first: self.first,
            after: None,
        };
        let Some(mut listings) = asked.read(visit, atlas)? else { return Ok(None) };
        listings.facets = self.facets;
        let posts = PostQuery {
            text: listings.text.clone(),
            language: listings.language,
            near: listings.near,
            facets: self.facets,
            ..PostQuery::new(listings.now)
        };
        let first = limits::page_size(self.first);
        Ok(Some(Question { listings, posts, first, after, only: self.only.map(Into::into) }))
    }
}

/// Finds both. A cursor of another list finds nothing: after it, nothing comes.
pub(super) async fn search(visit: &Visit, asked: Asked) -> async_graphql::Result<SearchConnection> {
    let atlas = areas::atlas(visit).await?;
    let counts = asked.facets;
    let question = asked.read(visit, &atlas).map_err(|error| wrong(visit, &error))?;
    let Some(question) = question else { return Ok(SearchConnection::default()) };
    let later = question.after.is_some();
    let about =
        listings::Asked { at: question.listings.instant(), service: question.listings.service() };
    let page = match everything::search(&visit.ctx, &visit.domain, question).await {
        Ok(page) => page,
        Err(error) if is_bad_cursor(&error) => return Ok(SearchConnection::default()),
        Err(SearchError::Listings(error)) => return Err(failed(visit, &error)),
        Err(SearchError::Posts(error)) => return Err(post_failed(visit, &error)),
    };
    Ok(SearchConnection::of(visit.language, &atlas, page, (about, later, counts)))
}

fn is_bad_cursor(error: &SearchError) -> bool {
    use koop_domain::error::Problem;
    error.invalid().is_some_and(|(_, problem)| problem == Problem::BadCursor)
}

impl SearchConnection {
    fn of(
        language: Language,
        atlas: &Atlas,
        page: Page,
        (about, later, counts): (listings::Asked, bool, bool),
    ) -> Self {
        let types = counts.then(|| types(language, &page));
        let facets = page.facets.into_iter().map(|it| Facet::of(language, atlas, it));
        let facets = facets.map(|it| it.named(language, &page.currencies));
        let facets = types.into_iter().chain(facets).collect();
        let edge = |(thing, place): (Thing, Place)| SearchEdge::of(language, thing, place, about);
        let edges: Vec<SearchEdge> = page.found.into_iter().map(edge).collect();
        Self {
            total_count: page.listings + page.posts,
            approximate: page.approximate,
            degraded: page.degraded,
            facets,
            page_info: PageInfo {
                has_next_page: page.more,
                has_previous_page: later,
                start_cursor: edges.first().map(|edge| edge.cursor.clone()),
                end_cursor: edges.last().map(|edge| edge.cursor.clone()),
            },
            edges,
        }
    }
}

impl Default for SearchConnection {
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

impl SearchEdge {
    fn of(language: Language, thing: Thing, place: Place, about: listings::Asked) -> Self {
        let cursor = place.encode();
        match thing {
            Thing::Listing(row, hit) => Self {
                cursor,
                distance_m: hit.distance_m,
                why: hit.why.iter().map(|reason| Why::of(language, reason)).collect(),
                node: SearchResult::Listing(Box::new(Listing::new((*row).into(), about))),
            },
            Thing::Post(row, hit) => Self {
                cursor,
                distance_m: hit.distance_m,
                why: hit.why.iter().map(|reason| why(language, *reason)).collect(),
                node: SearchResult::Post(Box::new(Post((*row).into()))),
            },
        }
    }
}

/// How many there are of each kind.
fn types(language: Language, page: &Page) -> Facet {
    let counted = [
        (Which::Listing, page.listings, "board-type-listing"),
        (Which::Post, page.posts, "board-type-post"),
    ];
    let value = |(which, count, key): (Which, u64, &str)| FacetValue {
        value: which.key().to_ascii_uppercase(),
        label: texts::text(language, key),
        count,
    };
    let mut values: Vec<FacetValue> =
        counted.into_iter().filter(|(_, count, _)| *count > 0).map(value).collect();
    values.sort_by_key(|it| std::cmp::Reverse(it.count));
    Facet { field: TYPE, values }
}
