//! What somebody does about their own belonging to a community.

use async_graphql::{Context, Description, ID, InputObject, Object, SimpleObject};
use koop_domain::communities;
use koop_domain::communities::error::CommunityError;
use koop_domain::id::CommunityId;
use koop_domain::members::model::Secret;

use super::super::signing_in::DonePayload;
use super::super::user_errors::{Settled, UserError, settle_community};
use super::super::visit::Visit;
use super::types::{Community, Membership};
use super::{community_of, failed};

/// A community to join.
#[derive(InputObject)]
pub(crate) struct JoinCommunityInput {
    /// Which.
    community_id: ID,
    /// The version of what is agreed that was read and is accepted; needed where there is one.
    accept_version: Option<i32>,
}

/// A community to leave.
#[derive(InputObject)]
pub(crate) struct LeaveCommunityInput {
    /// Which.
    community_id: ID,
}

/// What is agreed and accepted.
#[derive(InputObject)]
pub(crate) struct AcceptAgreementsInput {
    /// In which community.
    community_id: ID,
    /// The version that was read: the newest.
    version: i32,
}

/// An invitation to accept.
#[derive(InputObject)]
pub(crate) struct AcceptInvitationInput {
    /// The secret of the link that was mailed.
    secret: String,
    /// The version of what is agreed that was read and is accepted; needed where there is one.
    accept_version: Option<i32>,
}

/// What becoming something to a community came to.
#[derive(Default, SimpleObject)]
pub(crate) struct MembershipPayload {
    /// What they are to it now.
    pub(super) membership: Option<Membership>,
    /// What has to be mended; empty when it is done.
    pub(super) user_errors: Vec<UserError>,
}

/// What a person does about communities.
#[derive(Description)]
pub(crate) struct Belonging;

#[Object(use_type_description)]
impl Belonging {
    /// Joins a community, or asks to.
    async fn join_community(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and what is accepted.")] input: JoinCommunityInput,
    ) -> async_graphql::Result<MembershipPayload> {
        let visit = Visit::of(ctx);
        let done = match community_of(&input.community_id) {
            Ok(id) => {
                let version = input.accept_version;
                communities::join(&visit.ctx, &visit.domain, id, version).await.map(|_| id)
            }
            Err(error) => Err(error),
        };
        mine(visit, done).await
    }

    /// Leaves a community, or takes back that one asked.
    async fn leave_community(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: LeaveCommunityInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let done = match community_of(&input.community_id) {
            Ok(id) => communities::leave(&visit.ctx, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        let user_errors = settle_community(visit, done)?.err().unwrap_or_default();
        Ok(DonePayload { user_errors })
    }

    /// Accepts the newest version of what is agreed.
    async fn accept_agreements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where, and which version.")] input: AcceptAgreementsInput,
    ) -> async_graphql::Result<MembershipPayload> {
        let visit = Visit::of(ctx);
        let done = match community_of(&input.community_id) {
            Ok(id) => {
                let version = input.version;
                let done = communities::accept_agreements(&visit.ctx, &visit.domain, id, version);
                done.await.map(|()| id)
            }
            Err(error) => Err(error),
        };
        mine(visit, done).await
    }

    /// Joins a community by an invitation that was mailed to the viewer's address.
    async fn accept_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The invitation, and what is accepted.")] input: AcceptInvitationInput,
    ) -> async_graphql::Result<MembershipPayload> {
        let visit = Visit::of(ctx);
        let (link, version) = (Secret::new(input.secret), input.accept_version);
        let done = communities::accept_invitation(&visit.ctx, &visit.domain, &link, version).await;
        mine(visit, done.map(|(id, _)| id)).await
    }
}

/// What the viewer is to a community after something was done.
async fn mine(
    visit: &Visit,
    done: Result<CommunityId, CommunityError>,
) -> async_graphql::Result<MembershipPayload> {
    let settled: Settled<CommunityId> = settle_community(visit, done)?;
    let id = match settled {
        Ok(id) => id,
        Err(user_errors) => return Ok(MembershipPayload { user_errors, ..Default::default() }),
    };
    let seen = communities::by_id(&visit.ctx, &visit.domain, id).await;
    let seen = seen.map_err(|error| failed(visit, &error))?;
    let membership = seen.and_then(|seen| {
        let mine = seen.membership.clone()?;
        Some(Membership::new(&mine, Community(seen)))
    });
    Ok(MembershipPayload { membership, user_errors: Vec::new() })
}
