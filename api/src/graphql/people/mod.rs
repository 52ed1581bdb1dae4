//! People: as whom they act, who acts for whom, and what is known of them.

mod attestations;
mod mandates;
mod profiles;
mod registering;

use async_graphql::{Context, Description, ID, Object};
use koop_domain::profiles::error::ProfileError;

use self::attestations::{
    AskLetterInput, ConfirmAddressInput, HomeLetterPayload, HomeLettersPayload, NoteVogInput,
    NoteVogOfInput, PrintHomeLetterAgainInput, PrintHomeLettersInput, VouchInput,
};
pub(crate) use self::attestations::{
    Attestation, HomeLetterState, letter as letter_of, mine as attestations_of,
};
use self::mandates::{
    EntryCodePayload, GiveMandateInput, MandateDone, MandateInput, MandatePayload, RegisteredInput,
    UseEntryCodeInput,
};
pub(crate) use self::mandates::{Mandate, mine as mandates_of};
pub(crate) use self::profiles::{ActingAs, ProfileOffer, offers as offers_to};
use self::profiles::{
    LetIntoProfileInput, MakeProfileInput, ProfileInput, ProfilePayload, ProfilePeoplePayload,
    ProfilePersonInput, RenameProfileInput,
};
use self::registering::{RegisterMemberInput, Registered, RegisteredPayload};
use super::limits;
use super::signing_in::DonePayload;
use super::user_errors::settle_profile;
use super::visit::Visit;

/// How many a list has at most, and where nobody says how many.
pub(crate) const WHOLE: Option<i32> = Some(100);

/// What can be asked about people.
#[derive(Description)]
pub struct PeopleQuery;

#[Object(use_type_description)]
impl PeopleQuery {
    /// The mandates that a community sees to, the latest first, for who registers its people. Null
    /// to anybody else.
    #[graphql(complexity = "limits::page(first.or(WHOLE), child_complexity)")]
    async fn mandates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which community.")] community_id: ID,
        #[graphql(desc = "How many at most; 100 where nothing is said.")] first: Option<i32>,
        #[graphql(desc = "After which, by its id: those that were given before it.")] after: Option<
            ID,
        >,
    ) -> async_graphql::Result<Option<Vec<Mandate>>> {
        let page = (limits::page_size(first.or(WHOLE)), after);
        mandates::of_community(Visit::of(ctx), &community_id, page).await
    }

    /// What was done under a mandate, the latest first: for whom it names, and the organisers who
    /// see to it. Null to anybody else.
    #[graphql(complexity = "limits::page(first.or(WHOLE), child_complexity)")]
    async fn mandate_log(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which mandate.")] mandate_id: ID,
        #[graphql(desc = "How many at most; 100 where nothing is said.")] first: Option<i32>,
        #[graphql(desc = "After which, by its id: what was done before it.")] after: Option<ID>,
    ) -> async_graphql::Result<Option<Vec<MandateDone>>> {
        let page = (limits::page_size(first.or(WHOLE)), after);
        mandates::log(Visit::of(ctx), &mandate_id, page).await
    }

    /// Who was registered in a community and has no mail address yet, for who registers its
    /// people. Null to anybody else.
    #[graphql(complexity = "limits::page(first.or(WHOLE), child_complexity)")]
    async fn registered_members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which community.")] community_id: ID,
        #[graphql(desc = "How many at most; 100 where nothing is said.")] first: Option<i32>,
        #[graphql(desc = "After whom, by their id: those who were registered before them.")]
        after: Option<ID>,
    ) -> async_graphql::Result<Option<Vec<Registered>>> {
        let page = (limits::page_size(first.or(WHOLE)), after);
        registering::registered(Visit::of(ctx), &community_id, page).await
    }
}

/// What people do with profiles, mandates and what is known of them.
#[derive(Description)]
pub(crate) struct Together;

#[Object(use_type_description)]
impl Together {
    /// Makes a household, an organisation or a merchant, to act as.
    async fn make_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which kind, and its name.")] input: MakeProfileInput,
    ) -> async_graphql::Result<ProfilePayload> {
        profiles::make(Visit::of(ctx), input).await
    }

    /// Gives a profile another name.
    async fn rename_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its name.")] input: RenameProfileInput,
    ) -> async_graphql::Result<ProfilePayload> {
        profiles::rename(Visit::of(ctx), input).await
    }

    /// Ends a profile; what was kept for it is nobody's.
    async fn end_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ProfileInput,
    ) -> async_graphql::Result<DonePayload> {
        profiles::end(Visit::of(ctx), input).await
    }

    /// Lets somebody into a profile once they say yes, or makes who is in something else in it.
    async fn let_into_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and as what.")] input: LetIntoProfileInput,
    ) -> async_graphql::Result<ProfilePeoplePayload> {
        profiles::let_in(Visit::of(ctx), input).await
    }

    /// Lets somebody into a profile no more.
    async fn send_from_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] input: ProfilePersonInput,
    ) -> async_graphql::Result<ProfilePeoplePayload> {
        profiles::send_away(Visit::of(ctx), input).await
    }

    /// Says yes to belonging to a profile; `leaveProfile` says no.
    async fn accept_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ProfileInput,
    ) -> async_graphql::Result<ProfilePayload> {
        profiles::accept(Visit::of(ctx), input).await
    }

    /// Belongs to a profile no more, or does not want to.
    async fn leave_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ProfileInput,
    ) -> async_graphql::Result<DonePayload> {
        profiles::leave(Visit::of(ctx), input).await
    }

    /// Registers somebody who has no mail address, as they signed on paper.
    async fn register_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, and where.")] input: RegisterMemberInput,
    ) -> async_graphql::Result<RegisteredPayload> {
        registering::register(Visit::of(ctx), input).await
    }

    /// Forgets somebody who was registered, as they asked.
    async fn forget_registered_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who.")] input: RegisteredInput,
    ) -> async_graphql::Result<DonePayload> {
        mandates::forget(Visit::of(ctx), input).await
    }

    /// Gives somebody who was registered a code, with which they say where they read mail.
    async fn issue_entry_code(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To whom.")] input: RegisteredInput,
    ) -> async_graphql::Result<EntryCodePayload> {
        mandates::issue_code(Visit::of(ctx), input).await
    }

    /// Says with such a code where one reads mail; the mail that goes there lets one in.
    async fn use_entry_code(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code, and the address.")] input: UseEntryCodeInput,
    ) -> async_graphql::Result<DonePayload> {
        mandates::use_code(Visit::of(ctx), input).await
    }

    /// Lets somebody act for the viewer, or, on paper, for somebody who was registered.
    async fn give_mandate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To whom, what, and until when.")] input: GiveMandateInput,
    ) -> async_graphql::Result<MandatePayload> {
        mandates::give(Visit::of(ctx), input).await
    }

    /// Ends a mandate.
    async fn end_mandate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: MandateInput,
    ) -> async_graphql::Result<DonePayload> {
        mandates::end(Visit::of(ctx), input).await
    }

    /// Asks for a letter to the viewer's home, with a code that confirms their address.
    async fn request_address_letter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where to.")] input: AskLetterInput,
    ) -> async_graphql::Result<DonePayload> {
        attestations::ask_letter(Visit::of(ctx), input).await
    }

    /// Prints the letters to people's homes that were not printed yet, at most 100 of the oldest: each
    /// gets its code, which is told here and nowhere else.
    #[graphql(complexity = "limits::page(WHOLE, child_complexity)")]
    async fn print_home_letters(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which community.")] input: PrintHomeLettersInput,
    ) -> async_graphql::Result<HomeLettersPayload> {
        attestations::print_all(Visit::of(ctx), input).await
    }

    /// Prints the letter to somebody's home once more, for one that did not arrive: only its code
    /// holds from now on.
    async fn print_home_letter_again(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To whom.")] input: PrintHomeLetterAgainInput,
    ) -> async_graphql::Result<HomeLetterPayload> {
        attestations::print_again(Visit::of(ctx), input).await
    }

    /// Confirms the viewer's address by the code of the letter.
    async fn confirm_address(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code.")] input: ConfirmAddressInput,
    ) -> async_graphql::Result<DonePayload> {
        attestations::confirm(Visit::of(ctx), input).await
    }

    /// Takes back that the viewer's address is confirmed: they moved.
    async fn withdraw_address(&self, ctx: &Context<'_>) -> async_graphql::Result<DonePayload> {
        attestations::moved(Visit::of(ctx)).await
    }

    /// Says that the viewer knows somebody.
    async fn vouch_for(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] input: VouchInput,
    ) -> async_graphql::Result<DonePayload> {
        attestations::vouch(Visit::of(ctx), input).await
    }

    /// Takes back that the viewer knows somebody.
    async fn withdraw_vouch(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] input: VouchInput,
    ) -> async_graphql::Result<DonePayload> {
        attestations::unvouch(Visit::of(ctx), input).await
    }

    /// Writes down that an organisation saw somebody's certificate of conduct, never the document.
    async fn note_vog(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose, who saw it, when.")] input: NoteVogInput,
    ) -> async_graphql::Result<DonePayload> {
        attestations::note_vog(Visit::of(ctx), input).await
    }

    /// Takes that back.
    async fn withdraw_vog(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose.")] input: NoteVogOfInput,
    ) -> async_graphql::Result<DonePayload> {
        attestations::withdraw_vog(Visit::of(ctx), input).await
    }
}

/// What having done something came to.
fn done(visit: &Visit, done: Result<(), ProfileError>) -> async_graphql::Result<DonePayload> {
    let user_errors = settle_profile(visit, done)?.err().unwrap_or_default();
    Ok(DonePayload { user_errors })
}

/// An answer that is for some only: nothing to who may not know of it.
fn for_some<T>(visit: &Visit, found: Result<T, ProfileError>) -> async_graphql::Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(ProfileError::NotFound | ProfileError::Denied(_) | ProfileError::SignedOut) => Ok(None),
        Err(error) => Err(super::errors::of_kind(visit, error.kind(), &error)),
    }
}
