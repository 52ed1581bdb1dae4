//! Everything that can be changed.

use async_graphql::{Context, Description, Object};

use super::account::{
    self, ChangePasswordInput, ChangePasswordPayload, ConfirmNewAddressInput, DeleteMeInput,
    EditMeInput, EndSessionInput, RequestNewAddressInput, ViewerPayload,
};
use super::claiming::{self, ClaimListingInput, ClaimPayload, ConfirmClaimInput};
use super::keeping::{
    self, AddExceptionInput, AddListingInput, AddListingPayload, ListingPayload,
    RemoveExceptionInput, SetHoursInput,
};
use super::photos::{self, MovePhotoInput, PhotosPayload, RemovePhotoInput, SetPhotoAltInput};
use super::signing_in::{
    self, DonePayload, EnterInput, EnterPayload, RefreshInput, RequestCodeInput, SignInInput,
    SignInPayload,
};
use super::visit::Visit;

/// Everything that can be changed. Whatever shows a secret or sends a mail may be asked once a
/// request.
#[derive(Description)]
pub struct Mutation;

#[Object(use_type_description)]
impl Mutation {
    /// Mails a code by which somebody signs in or becomes a member.
    async fn request_code(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To whom.")] input: RequestCodeInput,
    ) -> async_graphql::Result<DonePayload> {
        signing_in::request_code(Visit::of(ctx), input).await
    }

    /// Signs in, or becomes a member, by a mailed code.
    async fn enter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code, and what a new member brings.")] input: EnterInput,
    ) -> async_graphql::Result<EnterPayload> {
        signing_in::enter(Visit::of(ctx), input).await
    }

    /// Signs in with a mail address and a password.
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Address and password.")] input: SignInInput,
    ) -> async_graphql::Result<SignInPayload> {
        signing_in::sign_in(Visit::of(ctx), input).await
    }

    /// Exchanges a refresh token for the next, and a new access token. One that is sent again
    /// later signs the device out, for somebody else has it. Ask without an `Authorization` header:
    /// an access token that has ended there is answered with 401.
    async fn refresh(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token of before.")] input: RefreshInput,
    ) -> async_graphql::Result<SignInPayload> {
        signing_in::refresh(Visit::of(ctx), input).await
    }

    /// Signs this device out; its tokens hold no more.
    async fn sign_out(&self, ctx: &Context<'_>) -> async_graphql::Result<DonePayload> {
        account::sign_out(Visit::of(ctx)).await
    }

    /// Signs every device out, this one too, at once.
    async fn sign_out_everywhere(&self, ctx: &Context<'_>) -> async_graphql::Result<DonePayload> {
        account::sign_out_everywhere(Visit::of(ctx)).await
    }

    /// Signs a device out.
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which device.")] input: EndSessionInput,
    ) -> async_graphql::Result<DonePayload> {
        account::end_session(Visit::of(ctx), input).await
    }

    /// Changes the viewer's name or language.
    async fn edit_me(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to change.")] input: EditMeInput,
    ) -> async_graphql::Result<ViewerPayload> {
        account::edit_me(Visit::of(ctx), input).await
    }

    /// Changes the viewer's password, and signs every other device out.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The old one and the new one.")] input: ChangePasswordInput,
    ) -> async_graphql::Result<ChangePasswordPayload> {
        account::change_password(Visit::of(ctx), input).await
    }

    /// Mails a code to the address that shall be the viewer's.
    async fn request_new_address(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new address.")] input: RequestNewAddressInput,
    ) -> async_graphql::Result<DonePayload> {
        account::request_new_address(Visit::of(ctx), input).await
    }

    /// Takes the address that a code was mailed to as the viewer's.
    async fn confirm_new_address(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new address and its code.")] input: ConfirmNewAddressInput,
    ) -> async_graphql::Result<ViewerPayload> {
        account::confirm_new_address(Visit::of(ctx), input).await
    }

    /// Forgets the viewer, at once and for good.
    async fn delete_me(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The password, once more.")] input: DeleteMeInput,
    ) -> async_graphql::Result<DonePayload> {
        account::delete_me(Visit::of(ctx), input).await
    }

    /// Brings a place into the directory. Whoever does so keeps it until somebody shows that it
    /// is theirs.
    async fn add_listing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The place.")] input: AddListingInput,
    ) -> async_graphql::Result<AddListingPayload> {
        keeping::add_listing(Visit::of(ctx), input).await
    }

    /// Sets the weekly hours of a listing that the viewer keeps.
    async fn set_hours(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The hours.")] input: SetHoursInput,
    ) -> async_graphql::Result<ListingPayload> {
        keeping::set_hours(Visit::of(ctx), input).await
    }

    /// Says that some days differ from the weekly hours.
    async fn add_exception(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The days.")] input: AddExceptionInput,
    ) -> async_graphql::Result<ListingPayload> {
        keeping::add_exception(Visit::of(ctx), input).await
    }

    /// Takes back that some days differ.
    async fn remove_exception(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The days, as they were said.")] input: RemoveExceptionInput,
    ) -> async_graphql::Result<ListingPayload> {
        keeping::remove_exception(Visit::of(ctx), input).await
    }

    /// Says that a place is the viewer's, and how that will be shown.
    async fn claim_listing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which place, and how.")] input: ClaimListingInput,
    ) -> async_graphql::Result<ClaimPayload> {
        claiming::claim_listing(Visit::of(ctx), input).await
    }

    /// Shows that a place is the viewer's, by the code that arrived there.
    async fn confirm_claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code.")] input: ConfirmClaimInput,
    ) -> async_graphql::Result<ClaimPayload> {
        claiming::confirm_claim(Visit::of(ctx), input).await
    }
    /// Tells what is to be seen on a photo of a listing that the viewer keeps.
    async fn set_photo_alt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which photo, and the words.")] input: SetPhotoAltInput,
    ) -> async_graphql::Result<PhotosPayload> {
        photos::set_alt(Visit::of(ctx), input).await
    }

    /// Moves a photo to a place among the others of its listing.
    async fn move_photo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which photo, and where to.")] input: MovePhotoInput,
    ) -> async_graphql::Result<PhotosPayload> {
        photos::move_to(Visit::of(ctx), input).await
    }

    /// Takes a photo away, for good.
    async fn remove_photo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which photo.")] input: RemovePhotoInput,
    ) -> async_graphql::Result<PhotosPayload> {
        photos::remove(Visit::of(ctx), input).await
    }
}
