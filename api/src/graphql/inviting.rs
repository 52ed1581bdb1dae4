//! Asking somebody by mail to keep a listing along, and keeping it along.

use async_graphql::{Context, Description, ID, InputObject, Object, SimpleObject};
use koop_domain::ctx::Ctx;
use koop_domain::id::{InvitationId, ListingId};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers;
use koop_domain::members::model::Secret;

use super::errors;
use super::keeping::{ListingPayload, ListingRole, changed, listing_of};
use super::scalars::Instant;
use super::sharing::CoworkerRole;
use super::signing_in::DonePayload;
use super::user_errors::{UserError, settle_listing};
use super::viewer::Language;
use super::visit::Visit;

/// Whom to ask.
#[derive(InputObject)]
pub(crate) struct InviteCoworkerInput {
    /// To keep which listing along.
    listing_id: ID,
    /// Where the letter goes. Whether somebody here has the address is told to nobody.
    email: String,
    /// As what.
    role: CoworkerRole,
    /// In which language the letter is; else in that of the request.
    language: Option<Language>,
}

/// An invitation to take back.
#[derive(InputObject)]
pub(crate) struct WithdrawCoworkerInvitationInput {
    /// Of which listing.
    listing_id: ID,
    /// Which.
    invitation_id: ID,
}

/// An invitation to accept.
#[derive(InputObject)]
pub(crate) struct AcceptCoworkerInvitationInput {
    /// The secret of the link that was mailed.
    secret: String,
}

/// Somebody was asked by mail to keep a listing along.
#[derive(SimpleObject)]
pub(crate) struct CoworkerInvitation {
    /// Its id, by which it can be taken back.
    id: ID,
    /// Which listing.
    listing_id: ID,
    /// Where it was mailed.
    email: String,
    /// As what.
    role: ListingRole,
    /// When it was mailed.
    created_at: Instant,
    /// Until when it holds.
    ends_at: Instant,
}

/// What asking came to.
#[derive(Default, SimpleObject)]
pub(crate) struct CoworkerInvitationPayload {
    /// The invitation, which is on its way.
    invitation: Option<CoworkerInvitation>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What owners and those whom they ask do.
#[derive(Description)]
pub(crate) struct Inviting;

#[Object(use_type_description)]
impl Inviting {
    /// Asks somebody by mail to keep a listing of the viewer's along. An earlier letter to the same
    /// address holds no more, so asking again sends it again.
    async fn invite_coworker(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and as what.")] input: InviteCoworkerInput,
    ) -> async_graphql::Result<CoworkerInvitationPayload> {
        let visit = Visit::of(ctx);
        let language = input.language.map_or(visit.language, Into::into);
        let wish = (input.email.as_str(), input.role.into(), language);
        let done = match listing_of(&input.listing_id) {
            Ok(id) => keepers::invite(&visit.ctx, &visit.domain, id, wish).await,
            Err(error) => Err(error),
        };
        Ok(match settle_listing(visit, done)? {
            Ok(it) => {
                CoworkerInvitationPayload { invitation: Some((&it).into()), ..Default::default() }
            }
            Err(user_errors) => CoworkerInvitationPayload { user_errors, ..Default::default() },
        })
    }

    /// Takes an invitation back.
    async fn withdraw_coworker_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: WithdrawCoworkerInvitationInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let id = InvitationId::parse(&input.invitation_id).map_err(|_| ListingError::NotFound);
        let done = match (listing_of(&input.listing_id), id) {
            (Ok(of), Ok(id)) => {
                keepers::withdraw_invitation(&visit.ctx, &visit.domain, of, id).await
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        let user_errors = settle_listing(visit, done)?.err().unwrap_or_default();
        Ok(DonePayload { user_errors })
    }

    /// Keeps a listing along from now on, by an invitation that was mailed to the viewer's
    /// address.
    async fn accept_coworker_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The invitation.")] input: AcceptCoworkerInvitationInput,
    ) -> async_graphql::Result<ListingPayload> {
        let visit = Visit::of(ctx);
        let link = Secret::new(input.secret);
        changed(visit, keepers::accept_invitation(&visit.ctx, &visit.domain, &link).await)
    }
}

/// Who was asked to keep a listing along and has not come yet; null to who is not its owner.
pub(crate) async fn of_listing(
    visit: &Visit,
    id: ListingId,
) -> async_graphql::Result<Option<Vec<CoworkerInvitation>>> {
    match keepers::invitations(&visit.ctx, &visit.domain, id).await {
        Ok(sent) => Ok(Some(sent.iter().map(Into::into).collect())),
        Err(ListingError::Denied(_)) => Ok(None),
        Err(error) => Err(errors::failed(visit, &error)),
    }
}

/// The invitations that the viewer sent, and those that were sent to them.
pub(crate) async fn mine(
    visit: &Visit,
    ctx: &Ctx,
) -> async_graphql::Result<Vec<CoworkerInvitation>> {
    let mine = keepers::my_invitations(ctx, &visit.domain).await;
    let mine = mine.map_err(|error| errors::failed(visit, &error))?;
    Ok(mine.iter().map(Into::into).collect())
}

impl From<&keepers::CoworkerInvitation> for CoworkerInvitation {
    fn from(it: &keepers::CoworkerInvitation) -> Self {
        Self {
            id: it.id.to_string().into(),
            listing_id: it.listing.to_string().into(),
            email: it.email.as_typed().to_owned(),
            role: it.keeper.into(),
            created_at: it.created_at.into(),
            ends_at: it.ends_at.into(),
        }
    }
}
