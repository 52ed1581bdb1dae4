//! Communities: what they are, who belongs to them, what is agreed there, and the log of what was
//! done by whoever may do more than others.

mod audit;
mod input;
mod kinds;
mod managing;
mod person;
mod types;

use async_graphql::{Context, Description, ID, Object};
use koop_domain::audit::error::AuditError;
use koop_domain::communities;
use koop_domain::communities::error::CommunityError;
use koop_domain::ctx::Actor;
use koop_domain::id::CommunityId;
use koop_domain::members::error::MemberError;

use self::audit::{AuditLogConnection, AuditLogFilter};
pub(crate) use self::managing::Managing;
pub(crate) use self::person::Belonging;
pub(crate) use self::types::{Community, Membership};
use super::visit::Visit;
use super::{errors, limits};

/// What can be asked about communities.
#[derive(Description)]
pub struct CommunityQuery;

#[Object(use_type_description)]
impl CommunityQuery {
    /// All communities, by name.
    #[graphql(complexity = "limits::page(Some(100), child_complexity)")]
    async fn communities(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Community>> {
        let visit = Visit::of(ctx);
        let all = communities::all(&visit.ctx, &visit.domain).await;
        let all = all.map_err(|error| failed(visit, &error))?;
        Ok(all.into_iter().map(Community).collect())
    }

    /// The community with this slug, the name in its address.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn community(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Such as oost.")] slug: String,
    ) -> async_graphql::Result<Option<Community>> {
        let visit = Visit::of(ctx);
        let found = communities::by_slug(&visit.ctx, &visit.domain, &slug).await;
        Ok(found.map_err(|error| failed(visit, &error))?.map(Community))
    }

    /// What was done by whoever may do more than others, the latest first. Of a community, its
    /// organisers and auditors may read it; of the whole house, who runs it.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn audit_log(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which community; of the whole house when none is named.")]
        community_id: Option<ID>,
        #[graphql(desc = "What to look for.")] filter: Option<AuditLogFilter>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
        #[graphql(desc = "The cursor of the edge after which to go on.")] after: Option<String>,
    ) -> async_graphql::Result<Option<AuditLogConnection>> {
        let filter = filter.unwrap_or_default();
        audit::read(Visit::of(ctx), community_id, filter, (first, after)).await
    }
}

/// An id that cannot be read is that of nothing.
fn community_of(id: &ID) -> Result<CommunityId, CommunityError> {
    CommunityId::parse(id).map_err(|_| CommunityError::NotFound)
}

/// A failure that is nothing a person can mend in the input.
pub(super) fn failed(visit: &Visit, error: &CommunityError) -> async_graphql::Error {
    let visitor = !matches!(visit.ctx.actor, Actor::Member(_));
    let nobody = matches!(error, CommunityError::SignedOut)
        || (visitor && matches!(error, CommunityError::Denied(_)));
    if nobody {
        return errors::member_failed(visit, &MemberError::SignedOut);
    }
    errors::of_kind(visit, error.kind(), error)
}

fn audit_failed(visit: &Visit, error: &AuditError) -> async_graphql::Error {
    match error {
        AuditError::Denied(denied) => failed(visit, &CommunityError::Denied(*denied)),
        AuditError::Db(_) => errors::of_kind(visit, error.kind(), error),
    }
}

/// The community with this id.
pub(crate) async fn by_id(
    visit: &Visit,
    id: CommunityId,
) -> async_graphql::Result<Option<Community>> {
    let found = communities::by_id(&visit.ctx, &visit.domain, id).await;
    Ok(found.map_err(|error| failed(visit, &error))?.map(Community))
}
