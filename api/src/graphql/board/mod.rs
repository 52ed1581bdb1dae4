//! The board: what neighbours offer each other and ask of each other, what they agree on, and what
//! they are told of it.

mod agreeing;
pub(crate) mod agreement;
pub(crate) mod alerts;
mod details;
mod errors;
mod everything;
mod finding;
pub(crate) mod helpdesk;
pub(crate) mod helpdesk_asked;
mod helpdesk_steps;
mod input;
mod live;
mod loaders;
mod moves;
mod photos;
pub(crate) mod post;
mod pricing;
mod publishing;
mod reports;
pub(crate) mod saved;
mod terms;
pub(crate) mod viewer;

use async_graphql::{Context, Description, ID, Object};
use koop_domain::id::{AgreementId, NeedId, PostId};

pub(crate) use self::agreeing::Agreeing;
use self::agreement::PostAgreement;
pub(crate) use self::alerts::Alerting;
use self::everything::{SearchConnection, SearchType};
use self::finding::{PostConnection, PostCounts, PostFilter};
use self::helpdesk::Need;
pub(crate) use self::helpdesk_steps::Helping;
pub use self::live::Live;
pub(crate) use self::live::{Feed, Following};
pub(crate) use self::loaders::Board;
pub(crate) use self::photos::Picturing;
use self::post::Post;
pub(crate) use self::publishing::{PostReportPayload, Publishing, report};
use self::reports::BoardQueue;
pub(crate) use self::saved::Saving;
pub(crate) use self::terms::PostReportReason;
use self::terms::PostSort;
use super::areas;
use super::inputs::{NearInput, OpenInput};
use super::limits;
use super::visit::Visit;

/// What can be asked of the board.
#[derive(Description)]
pub struct BoardQuery;

#[Object(use_type_description)]
impl BoardQuery {
    /// Finds posts by words, place and what they are about. Each hit says why it is there. Who may
    /// not see a post is not told of it, in counts neither.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the query")]
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn posts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Words, with typos and all; at most 200 characters count.")] text: Option<
            String,
        >,
        #[graphql(desc = "From where, and how far; of posts only their cell is known.")]
        near: Option<NearInput>,
        #[graphql(desc = "What else must hold.")] filter: Option<PostFilter>,
        #[graphql(desc = "In which order; BEST if nothing is said.")] sort: Option<PostSort>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
        #[graphql(desc = "The cursor of the edge after which to go on.")] after: Option<String>,
    ) -> async_graphql::Result<PostConnection> {
        let visit = Visit::of(ctx);
        let asked = finding::Asked { text, near, filter, sort, first, after };
        let atlas = areas::atlas(visit).await?;
        let query = asked.read(visit, &atlas).map_err(|error| super::errors::wrong(visit, &error));
        let Some(mut query) = query? else { return Ok(PostConnection::default()) };
        query.facets = ctx.look_ahead().field("facets").exists();
        finding::find(visit, query).await
    }

    /// The post with this id or this slug, the name in its address; null to who may not see it.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn post(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Such as pst_01J….")] id: Option<ID>,
        #[graphql(desc = "Such as boodschappen-doen.")] slug: Option<String>,
    ) -> async_graphql::Result<Option<Post>> {
        let visit = Visit::of(ctx);
        match (id.map(|id| PostId::parse(&id)), slug) {
            (Some(Ok(id)), None) => post::by_id(visit, id).await,
            (None, Some(slug)) => post::by_slug(visit, &slug).await,
            _ => Ok(None),
        }
    }

    /// How much stands on the board, in an area or everywhere. Everybody is told the same.
    #[graphql(complexity = "limits::CENSUS + child_complexity")]
    async fn post_counts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only in this area.")] area_id: Option<ID>,
    ) -> async_graphql::Result<Option<PostCounts>> {
        finding::counts(Visit::of(ctx), area_id).await
    }

    /// One of the viewer's agreements; null to whom it is not about.
    #[graphql(complexity = "limits::SEARCH + child_complexity")]
    async fn agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Such as agr_01J….")] id: ID,
    ) -> async_graphql::Result<Option<PostAgreement>> {
        let Ok(id) = AgreementId::parse(&id) else { return Ok(None) };
        agreement::by_id(Visit::of(ctx), id).await
    }

    /// What somebody needs who told it to the desk for help; null to who does not coordinate help in
    /// its community. It tells whose it is, so that each time it is asked for stands in the log.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Such as ned_01J….")] id: ID,
    ) -> async_graphql::Result<Option<Need>> {
        let Ok(id) = NeedId::parse(&id) else { return Ok(None) };
        helpdesk::by_id(Visit::of(ctx), id).await
    }

    /// What of the board waits for the viewer to decide, in a community of which they are a
    /// steward. Null to anybody else.
    #[graphql(complexity = "limits::CENSUS + 100 * child_complexity")]
    async fn board_queue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which community.")] community_id: ID,
    ) -> async_graphql::Result<Option<BoardQueue>> {
        reports::queue(Visit::of(ctx), &community_id).await
    }

    /// Finds listings and posts together: what answers the words better comes first, and where both
    /// answer as well, the two kinds take turns.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the query")]
    #[graphql(complexity = "2 * limits::SEARCH + limits::page(first, child_complexity)")]
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Words, with typos and all; at most 200 characters count.")] text: Option<
            String,
        >,
        #[graphql(desc = "From where, and how far.")] near: Option<NearInput>,
        #[graphql(desc = "Open when; it asks nothing of posts, which have no hours.")] open: Option<
            OpenInput,
        >,
        #[graphql(desc = "Only these; both are counted all the same.", name = "type")] only: Option<
            SearchType,
        >,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
        #[graphql(desc = "The cursor of the edge after which to go on.")] after: Option<String>,
    ) -> async_graphql::Result<SearchConnection> {
        let facets = ctx.look_ahead().field("facets").exists();
        let asked = everything::Asked { text, near, open, only, first, after, facets };
        everything::search(Visit::of(ctx), asked).await
    }
}
