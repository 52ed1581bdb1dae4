//! The desk: what waits for whoever looks after places, and what becomes of it.

mod comparing;
mod deciding;
mod types;

use async_graphql::{Context, Description, ID, InputObject, Object};
use koop_domain::appeals;
use koop_domain::desk::{self, QueueQuery};
use koop_domain::error::Problem;
use koop_domain::id::AreaId;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::merging;
use koop_domain::page::Cursor;

use self::comparing::ListingComparison;
pub(crate) use self::deciding::Deciding;
use self::types::{CaseKind, MergeConnection, MyAppeals, QueueConnection};
use super::errors::{Wrong, failed, wrong};
use super::limits;
use super::visit::Visit;

/// What can be asked about the desk, and about one's own appeals.
#[derive(Description)]
pub struct DeskQuery;

/// Which of what waits.
#[derive(Default, InputObject)]
pub(crate) struct QueueFilter {
    /// Only of this kind.
    kind: Option<CaseKind>,
    /// Only about places in this area.
    area_id: Option<ID>,
    /// Only what has waited for so many days at least.
    waiting_days: Option<u32>,
}

#[Object(use_type_description)]
impl DeskQuery {
    /// Everything that waits for the viewer to decide, the oldest first. Null to who decides
    /// nothing.
    #[graphql(complexity = "limits::CENSUS + limits::page(first, child_complexity)")]
    async fn queue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of it.")] filter: Option<QueueFilter>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
        #[graphql(desc = "The cursor of the edge after which to go on.")] after: Option<String>,
    ) -> async_graphql::Result<Option<QueueConnection>> {
        let visit = Visit::of(ctx);
        let asked = query(filter.unwrap_or_default(), (first, after));
        let mut asked = asked.map_err(|error| wrong(visit, &error))?;
        let node = ctx.look_ahead().field("edges").field("node");
        asked.with_known = node.field("claimantAttestations").exists();
        match desk::queue(&visit.ctx, &visit.domain, &asked).await {
            Ok(queue) => Ok(Some(QueueConnection::of(visit, queue, asked.after.is_some()))),
            Err(ListingError::Denied(_)) => Ok(None),
            Err(ListingError::Invalid { field, problem }) => {
                Err(wrong(visit, &Wrong::Field(field, problem)))
            }
            Err(error) => Err(failed(visit, &error)),
        }
    }

    /// The merges where the viewer looks after places: those that can be undone first, then the
    /// latest. Null to who decides nothing.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn merges(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
        #[graphql(desc = "The cursor of the edge after which to go on.")] after: Option<String>,
    ) -> async_graphql::Result<Option<MergeConnection>> {
        let visit = Visit::of(ctx);
        let after =
            after.as_deref().map(cursor).transpose().map_err(|error| wrong(visit, &error))?;
        let page = (limits::page_size(first), after);
        match merging::latest(&visit.ctx, &visit.domain, page).await {
            Ok(merges) => Ok(Some(MergeConnection::of(visit, merges, after.is_some()))),
            Err(ListingError::Denied(_)) => Ok(None),
            Err(ListingError::Invalid { field, problem }) => {
                Err(wrong(visit, &Wrong::Field(field, problem)))
            }
            Err(error) => Err(failed(visit, &error)),
        }
    }

    /// Two listings beside one another, for who may make them one: the one with an owner, else the
    /// older, goes on, unless the order is said. Null to anybody else, and of what is not there.
    #[graphql(complexity = "limits::SEARCH + 40 * child_complexity")]
    async fn compare_listings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "One of them.")] one_id: ID,
        #[graphql(desc = "The other.")] other_id: ID,
        #[graphql(desc = "Whether the first goes on.", default)] in_order: bool,
    ) -> async_graphql::Result<Option<ListingComparison>> {
        comparing::compare(Visit::of(ctx), (&one_id, &other_id), in_order).await
    }

    /// What the viewer may appeal against, and the appeals that they made. Null to a visitor.
    #[graphql(complexity = "limits::SEARCH + 20 * child_complexity")]
    async fn my_appeals(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<MyAppeals>> {
        let visit = Visit::of(ctx);
        match appeals::mine(&visit.ctx, &visit.domain).await {
            Ok((may, made)) => Ok(Some(MyAppeals::of(may, made))),
            Err(ListingError::Denied(_)) => Ok(None),
            Err(error) => Err(failed(visit, &error)),
        }
    }
}

fn query(
    filter: QueueFilter,
    (first, after): (Option<i32>, Option<String>),
) -> Result<QueueQuery, Wrong> {
    let area = |id: ID| AreaId::parse(&id).map_err(|_| Wrong::Field("areaId", Problem::Unknown));
    Ok(QueueQuery {
        kind: filter.kind.map(Into::into),
        area: filter.area_id.map(area).transpose()?,
        days: filter.waiting_days,
        first: limits::page_size(first),
        after: after.as_deref().map(cursor).transpose()?,
        with_known: false,
    })
}

fn cursor(it: &str) -> Result<Cursor, Wrong> {
    Cursor::decode(it).map_err(|_| Wrong::Field("after", Problem::BadCursor))
}
