//! Everything that can be changed.

use async_graphql::{Context, Description, Object};

use super::account::{
    self, ChangePasswordInput, ChangePasswordPayload, ConfirmNewAddressInput, DeleteMeInput,
    EditMeInput, EndSessionInput, RequestNewAddressInput, ViewerPayload,
};
use super::claiming::{
    self, ClaimListingInput, ClaimPayload, ConfirmClaimInput, DecideClaimInput, ShowClaimInput,
    WithdrawClaimInput,
};
use super::editing::{self, EditListingInput, SetDeliveryPaceInput};
use super::history::{self, RevertListingInput};
use super::keeping::{
    self, AddExceptionInput, AddListingInput, AddListingPayload, ListingPayload,
    RemoveExceptionInput, SetHoursInput,
};
use super::photos::{self, MovePhotoInput, PhotosPayload, RemovePhotoInput, SetPhotoAltInput};
use super::reports::{
    self, ConfirmListingInput, DecideReportInput, ReportListingInput, ReportPayload,
};
use super::rounds::{self, AnswerStreetRoundInput, StreetAnswerPayload, UndoStreetAnswerInput};
use super::sharing::{self, AddCoworkerInput, CoworkerInput, CoworkersPayload, KeptListingInput};
use super::signing_in::{
    self, DonePayload, EnterInput, EnterPayload, RefreshInput, RequestCodeInput, SignInInput,
    SignInPayload,
};
use super::visit::Visit;

/// What can be changed of oneself, and of listings.
#[derive(Description)]
pub(crate) struct Mutation;

#[Object(use_type_description, name = "OwnMutation")]
impl Mutation {
    /// Mails a code by which somebody signs in or becomes a member. One becomes a member from the
    /// age of sixteen; whoever is younger an organiser registers, together with a parent or guardian.
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

    /// Takes back that a place is the viewer's.
    async fn withdraw_claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which claim.")] input: WithdrawClaimInput,
    ) -> async_graphql::Result<ClaimPayload> {
        claiming::withdraw_claim(Visit::of(ctx), input).await
    }

    /// Says that a code was seen at a counter; for who looks after the directory, and volunteers who
    /// see people.
    async fn show_claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The place and the code.")] input: ShowClaimInput,
    ) -> async_graphql::Result<ClaimPayload> {
        claiming::show_claim(Visit::of(ctx), input).await
    }

    /// Decides whose a place is, with a reason; for who looks after the directory.
    async fn decide_claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The decision.")] input: DecideClaimInput,
    ) -> async_graphql::Result<ClaimPayload> {
        claiming::decide_claim(Visit::of(ctx), input).await
    }

    /// Changes what a listing is, apart from its hours.
    async fn edit_listing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to change.")] input: EditListingInput,
    ) -> async_graphql::Result<ListingPayload> {
        editing::edit_listing(Visit::of(ctx), input).await
    }

    /// Says how deliveries go just now: busy, or paused until a time.
    async fn set_delivery_pace(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How they go.")] input: SetDeliveryPaceInput,
    ) -> async_graphql::Result<ListingPayload> {
        editing::set_delivery_pace(Visit::of(ctx), input).await
    }

    /// Lets somebody in to keep a listing of the viewer's, by their short name.
    async fn add_coworker(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and as what.")] input: AddCoworkerInput,
    ) -> async_graphql::Result<CoworkersPayload> {
        sharing::add_coworker(Visit::of(ctx), input).await
    }

    /// Lets somebody in no more.
    async fn remove_coworker(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] input: CoworkerInput,
    ) -> async_graphql::Result<CoworkersPayload> {
        sharing::remove_coworker(Visit::of(ctx), input).await
    }

    /// Makes somebody who is in the owner; the viewer edits from now on.
    async fn hand_over_listing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] input: CoworkerInput,
    ) -> async_graphql::Result<CoworkersPayload> {
        sharing::hand_over(Visit::of(ctx), input).await
    }

    /// Gives a listing up: nobody keeps it any more.
    async fn release_listing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which listing.")] input: KeptListingInput,
    ) -> async_graphql::Result<CoworkersPayload> {
        sharing::release(Visit::of(ctx), input).await
    }

    /// Keeps a listing of somebody else no more.
    async fn leave_listing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which listing.")] input: KeptListingInput,
    ) -> async_graphql::Result<CoworkersPayload> {
        sharing::leave(Visit::of(ctx), input).await
    }

    /// Says that something of a listing is wrong. Nothing changes by that; nobody has to be signed
    /// in.
    async fn report_listing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is wrong, and how it should be.")] input: ReportListingInput,
    ) -> async_graphql::Result<ReportPayload> {
        reports::report_listing(Visit::of(ctx), input).await
    }

    /// Accepts a report, by which the listing says what was proposed, or refuses it.
    async fn decide_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which report, and why.")] input: DecideReportInput,
    ) -> async_graphql::Result<ReportPayload> {
        reports::decide_report(Visit::of(ctx), input).await
    }

    /// Says of a listing that the viewer keeps that it is all still right.
    async fn confirm_listing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which listing.")] input: ConfirmListingInput,
    ) -> async_graphql::Result<ListingPayload> {
        reports::confirm_listing(Visit::of(ctx), input).await
    }

    /// Has a listing that the viewer keeps as it was at an earlier revision.
    async fn revert_listing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which revision.")] input: RevertListingInput,
    ) -> async_graphql::Result<ListingPayload> {
        history::revert_listing(Visit::of(ctx), input).await
    }

    /// Says of a place in a street whether it is still there.
    async fn answer_street_round(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which place, and the answer.")] input: AnswerStreetRoundInput,
    ) -> async_graphql::Result<StreetAnswerPayload> {
        rounds::answer(Visit::of(ctx), input).await
    }

    /// Takes back what the viewer said last today in a street.
    async fn undo_street_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which street.")] input: UndoStreetAnswerInput,
    ) -> async_graphql::Result<StreetAnswerPayload> {
        rounds::undo(Visit::of(ctx), input).await
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
