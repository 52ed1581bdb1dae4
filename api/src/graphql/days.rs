//! Today at the door: closed, away until a day, open after all.

use async_graphql::{Context, Description, ID, InputObject, Object};
use koop_domain::listings::keepers;

use super::keeping::{ListingPayload, changed, listing_of};
use super::scalars::Date;
use super::sharing::KeptListingInput;
use super::visit::Visit;

/// Until when a place is closed.
#[derive(InputObject)]
pub(crate) struct CloseUntilInput {
    /// Which listing.
    listing_id: ID,
    /// The day on which it is open again: tomorrow or later.
    open_on: Date,
}

/// What can be changed of a place today.
#[derive(Description)]
pub(crate) struct Mutation;

#[Object(use_type_description, name = "DaysMutation")]
impl Mutation {
    /// Closes a listing that the viewer keeps for today, whatever was to be today.
    async fn close_today(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which listing.")] input: KeptListingInput,
    ) -> async_graphql::Result<ListingPayload> {
        let visit = Visit::of(ctx);
        let done = match listing_of(&input.listing_id) {
            Ok(id) => keepers::close_today(&visit.ctx, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        changed(visit, done)
    }

    /// Closes a listing that the viewer keeps from today until the day on which it is open again.
    /// Exceptions that would open it on the days between lose those days.
    async fn close_until(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which listing, and until when.")] input: CloseUntilInput,
    ) -> async_graphql::Result<ListingPayload> {
        let visit = Visit::of(ctx);
        let done = match listing_of(&input.listing_id) {
            Ok(id) => keepers::close_until(&visit.ctx, &visit.domain, id, input.open_on.0).await,
            Err(error) => Err(error),
        };
        changed(visit, done)
    }

    /// Opens a listing that the viewer keeps today after all, as on any such weekday where it is
    /// closed for longer. INVALID on `hours` where nobody knows its hours of such a weekday.
    async fn open_today(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which listing.")] input: KeptListingInput,
    ) -> async_graphql::Result<ListingPayload> {
        let visit = Visit::of(ctx);
        let done = match listing_of(&input.listing_id) {
            Ok(id) => keepers::open_today(&visit.ctx, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        changed(visit, done)
    }
}
