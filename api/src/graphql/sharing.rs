//! Keeping a listing together: whom its owner lets in, and how it changes hands.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use koop_domain::id::ListingId;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{self, Keeper};

use super::errors;
use super::keeping::{ListingRole, listing_of};
use super::user_errors::{UserError, settle_listing};
use super::visit::Visit;

/// As what somebody is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum CoworkerRole {
    /// Edits the listing.
    Editor,
    /// Works its till, and nothing else.
    Till,
}

impl From<CoworkerRole> for Keeper {
    fn from(role: CoworkerRole) -> Self {
        match role {
            CoworkerRole::Editor => Self::Editor,
            CoworkerRole::Till => Self::Till,
        }
    }
}

/// Whom to let in.
#[derive(InputObject)]
pub(crate) struct AddCoworkerInput {
    /// To which listing.
    listing_id: ID,
    /// The short name of their own profile.
    handle: String,
    /// As what.
    role: CoworkerRole,
}

/// One of those who keep a listing.
#[derive(InputObject)]
pub(crate) struct CoworkerInput {
    /// Which listing.
    listing_id: ID,
    /// Their short name.
    handle: String,
}

/// A listing that the viewer keeps.
#[derive(InputObject)]
pub(crate) struct KeptListingInput {
    /// Which listing.
    pub(super) listing_id: ID,
}

/// Somebody who keeps a listing.
#[derive(SimpleObject)]
pub(crate) struct Coworker {
    /// Their name, as others see it.
    name: String,
    /// The short name of their own profile.
    handle: String,
    /// What they are to the listing.
    role: ListingRole,
}

/// Who keeps a listing after a change.
#[derive(Default, SimpleObject)]
pub(crate) struct CoworkersPayload {
    /// Who keeps it, the owner first; empty to who keeps it no more.
    coworkers: Vec<Coworker>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What is done to who keeps a listing.
enum Deed {
    LetIn(String, Keeper),
    SendAway(String),
    HandOver(String),
    Release,
    Leave,
}

/// Lets somebody in.
pub(crate) async fn add_coworker(
    visit: &Visit,
    input: AddCoworkerInput,
) -> async_graphql::Result<CoworkersPayload> {
    perform(visit, &input.listing_id, Deed::LetIn(input.handle, input.role.into())).await
}

/// Lets somebody in no more.
pub(crate) async fn remove_coworker(
    visit: &Visit,
    input: CoworkerInput,
) -> async_graphql::Result<CoworkersPayload> {
    perform(visit, &input.listing_id, Deed::SendAway(input.handle)).await
}

/// Makes somebody who is in the owner.
pub(crate) async fn hand_over(
    visit: &Visit,
    input: CoworkerInput,
) -> async_graphql::Result<CoworkersPayload> {
    perform(visit, &input.listing_id, Deed::HandOver(input.handle)).await
}

/// Gives a listing up.
pub(crate) async fn release(
    visit: &Visit,
    input: KeptListingInput,
) -> async_graphql::Result<CoworkersPayload> {
    perform(visit, &input.listing_id, Deed::Release).await
}

/// Keeps a listing no more.
pub(crate) async fn leave(
    visit: &Visit,
    input: KeptListingInput,
) -> async_graphql::Result<CoworkersPayload> {
    perform(visit, &input.listing_id, Deed::Leave).await
}

async fn perform(
    visit: &Visit,
    listing: &ID,
    deed: Deed,
) -> async_graphql::Result<CoworkersPayload> {
    let (ctx, domain) = (&visit.ctx, &visit.domain);
    let done = match (listing_of(listing), deed) {
        (Err(error), _) => Err(error),
        (Ok(id), Deed::LetIn(handle, role)) => {
            keepers::let_in(ctx, domain, id, (&handle, role)).await
        }
        (Ok(id), Deed::SendAway(handle)) => keepers::send_away(ctx, domain, id, &handle).await,
        (Ok(id), Deed::HandOver(handle)) => keepers::hand_over(ctx, domain, id, &handle).await,
        (Ok(id), Deed::Release) => keepers::release(ctx, domain, id).await,
        (Ok(id), Deed::Leave) => keepers::leave(ctx, domain, id).await,
    };
    match settle_listing(visit, done)? {
        Ok(()) => {
            Ok(CoworkersPayload { coworkers: of(visit, listing).await?, user_errors: vec![] })
        }
        Err(user_errors) => Ok(CoworkersPayload { user_errors, ..Default::default() }),
    }
}

/// Who keeps a listing, the owner first; null to who does not keep it.
pub(crate) async fn of_listing(
    visit: &Visit,
    id: ListingId,
) -> async_graphql::Result<Option<Vec<Coworker>>> {
    let all = match keepers::coworkers(&visit.ctx, &visit.domain, id).await {
        Err(ListingError::Denied(_)) => return Ok(None),
        all => all.map_err(|error| errors::failed(visit, &error))?,
    };
    let coworker = |it: keepers::Coworker| Coworker {
        name: it.name,
        handle: it.handle,
        role: it.keeper.into(),
    };
    Ok(Some(all.into_iter().map(coworker).collect()))
}

/// Who keeps a listing, as far as the viewer may know.
async fn of(visit: &Visit, listing: &ID) -> async_graphql::Result<Vec<Coworker>> {
    let id = listing_of(listing).map_err(|error| errors::failed(visit, &error))?;
    Ok(of_listing(visit, id).await?.unwrap_or_default())
}
