//! What organisers do with a community and the people in it.

use async_graphql::{Context, Description, ID, Object, SimpleObject};
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{self, Sets};
use koop_domain::communities::{self, Seen};
use koop_domain::id::{CommunityId, InvitationId, MemberId};

use super::super::signing_in::DonePayload;
use super::super::user_errors::{UserError, settle_community};
use super::super::visit::Visit;
use super::input::{
    AdmitMemberInput, EditCommunityInput, FoundCommunityInput, FreezeMemberInput,
    InviteMemberInput, PublishAgreementsInput, SetPermissionSetsInput, SetRoleInput,
    WithdrawInvitationInput, texts,
};
use super::person::MembershipPayload;
use super::types::{Agreement, Community, Invitation, Membership, shown};
use super::{community_of, failed};

/// What making or changing a community came to.
#[derive(Default, SimpleObject)]
pub(crate) struct CommunityPayload {
    /// The community as it is now.
    community: Option<Community>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What publishing what is agreed came to.
#[derive(Default, SimpleObject)]
pub(crate) struct PublishAgreementsPayload {
    /// The new version.
    agreement: Option<Agreement>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What inviting somebody came to.
#[derive(Default, SimpleObject)]
pub(crate) struct InvitationPayload {
    /// The invitation.
    invitation: Option<Invitation>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What organisers do.
#[derive(Description)]
pub(crate) struct Managing;

#[Object(use_type_description)]
impl Managing {
    /// Makes a community; for who runs the installation.
    async fn found_community(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is.")] input: FoundCommunityInput,
    ) -> async_graphql::Result<CommunityPayload> {
        let visit = Visit::of(ctx);
        let done = match input.settings.read() {
            Ok(settings) => communities::found(&visit.ctx, &visit.domain, settings).await,
            Err(error) => Err(error),
        };
        kept(visit, done).await
    }

    /// Changes what a community is.
    async fn edit_community(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and what it is.")] input: EditCommunityInput,
    ) -> async_graphql::Result<CommunityPayload> {
        let visit = Visit::of(ctx);
        let done = match (community_of(&input.community_id), input.settings.read()) {
            (Ok(id), Ok(settings)) => {
                communities::edit(&visit.ctx, &visit.domain, id, settings).await
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        kept(visit, done).await
    }

    /// Publishes a version of what is agreed. Everybody is asked to accept it.
    async fn publish_agreements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where, and what.")] input: PublishAgreementsInput,
    ) -> async_graphql::Result<PublishAgreementsPayload> {
        let visit = Visit::of(ctx);
        let text = texts(input.text);
        let done = match community_of(&input.community_id) {
            Ok(id) => communities::publish_agreements(&visit.ctx, &visit.domain, id, &text)
                .await
                .map(|agreement| (id, agreement)),
            Err(error) => Err(error),
        };
        Ok(match settle_community(visit, done)? {
            Ok((id, agreement)) => {
                let seen = seen(visit, id).await?;
                let agreement = seen.map(|it| shown(&it.community, &agreement, visit.language));
                PublishAgreementsPayload { agreement, ..Default::default() }
            }
            Err(user_errors) => PublishAgreementsPayload { user_errors, ..Default::default() },
        })
    }

    /// Invites somebody by mail.
    async fn invite_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, where, as what.")] input: InviteMemberInput,
    ) -> async_graphql::Result<InvitationPayload> {
        let visit = Visit::of(ctx);
        let language = input.language.map_or(visit.language, Into::into);
        let wish = (input.email.as_str(), input.role.into(), language);
        let done = match community_of(&input.community_id) {
            Ok(id) => communities::invite(&visit.ctx, &visit.domain, id, wish).await,
            Err(error) => Err(error),
        };
        Ok(match settle_community(visit, done)? {
            Ok(it) => InvitationPayload { invitation: Some((&it).into()), ..Default::default() },
            Err(user_errors) => InvitationPayload { user_errors, ..Default::default() },
        })
    }

    /// Takes an invitation back.
    async fn withdraw_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: WithdrawInvitationInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let id = InvitationId::parse(&input.invitation_id);
        let done = match (community_of(&input.community_id), id) {
            (Ok(of), Ok(id)) => {
                communities::withdraw_invitation(&visit.ctx, &visit.domain, of, id).await
            }
            _ => Err(CommunityError::NotFound),
        };
        let user_errors = settle_community(visit, done)?.err().unwrap_or_default();
        Ok(DonePayload { user_errors })
    }

    /// Lets in who asked to join, or not. They are told by mail.
    async fn admit_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and whether.")] input: AdmitMemberInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let done = match about(&input.community_id, &input.member_id) {
            Ok(who) => {
                let verdict = (input.accept, input.reason.as_str());
                communities::admit(&visit.ctx, &visit.domain, who, verdict).await
            }
            Err(error) => Err(error),
        };
        let user_errors = settle_community(visit, done)?.err().unwrap_or_default();
        Ok(DonePayload { user_errors })
    }

    /// Says what somebody is from now on, and why. They are told by mail.
    async fn set_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, where, as what.")] input: SetRoleInput,
    ) -> async_graphql::Result<MembershipPayload> {
        let visit = Visit::of(ctx);
        let done = match about(&input.community_id, &input.member_id) {
            Ok(who) => {
                let what = (input.role.into(), input.reason.as_str());
                communities::set_role(&visit.ctx, &visit.domain, who, what).await
            }
            Err(error) => Err(error),
        };
        is_now(visit, done).await
    }

    /// Says what more somebody may, and why. They are told by mail.
    async fn set_permission_sets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, where, what.")] input: SetPermissionSetsInput,
    ) -> async_graphql::Result<MembershipPayload> {
        let visit = Visit::of(ctx);
        let sets: Sets = input.permission_sets.into_iter().map(Into::into).collect();
        let done = match about(&input.community_id, &input.member_id) {
            Ok(who) => {
                let what = (sets, input.reason.as_str());
                communities::set_sets(&visit.ctx, &visit.domain, who, what).await
            }
            Err(error) => Err(error),
        };
        is_now(visit, done).await
    }

    /// Keeps somebody out for a while, or lets them in again, and says why. They are told by mail.
    async fn freeze_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, where, whether.")] input: FreezeMemberInput,
    ) -> async_graphql::Result<MembershipPayload> {
        let visit = Visit::of(ctx);
        let done = match about(&input.community_id, &input.member_id) {
            Ok(who) => {
                let what = (input.frozen, input.reason.as_str());
                communities::freeze(&visit.ctx, &visit.domain, who, what).await
            }
            Err(error) => Err(error),
        };
        is_now(visit, done).await
    }
}

/// Ids that cannot be read are those of nobody.
fn about(community: &ID, member: &ID) -> Result<(CommunityId, MemberId), CommunityError> {
    let member = MemberId::parse(member).map_err(|_| CommunityError::NotFound)?;
    Ok((community_of(community)?, member))
}

async fn seen(visit: &Visit, id: CommunityId) -> async_graphql::Result<Option<Seen>> {
    let seen = communities::by_id(&visit.ctx, &visit.domain, id).await;
    seen.map_err(|error| failed(visit, &error))
}

async fn kept(
    visit: &Visit,
    done: Result<model::Community, CommunityError>,
) -> async_graphql::Result<CommunityPayload> {
    Ok(match settle_community(visit, done)? {
        Ok(it) => {
            let community = seen(visit, it.id).await?.map(Community);
            CommunityPayload { community, ..Default::default() }
        }
        Err(user_errors) => CommunityPayload { user_errors, ..Default::default() },
    })
}

async fn is_now(
    visit: &Visit,
    done: Result<model::Membership, CommunityError>,
) -> async_graphql::Result<MembershipPayload> {
    Ok(match settle_community(visit, done)? {
        Ok(it) => {
            let community = seen(visit, it.community).await?.map(Community);
            let membership = community.map(|community| Membership::new(&it, community));
            MembershipPayload { membership, user_errors: Vec::new() }
        }
        Err(user_errors) => MembershipPayload { user_errors, ..Default::default() },
    })
}
