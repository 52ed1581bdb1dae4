//! What is known of somebody: dated, never a document and never a score.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use koop_domain::attestations::{self, Home};
use koop_domain::ctx::Ctx;

use super::super::errors::of_kind;
use super::super::scalars::{Date, Instant};
use super::super::signing_in::DonePayload;
use super::super::user_errors::{UserError, settle_profile};
use super::super::visit::Visit;
use super::done;
use super::mandates::{about, community_of};

/// What is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "attestations::Kind")]
pub(crate) enum AttestationKind {
    /// A mail to their address was answered.
    EmailConfirmed,
    /// The code of a letter to their home was given.
    AddressConfirmed,
    /// Two neighbours who are known themselves say that they know them.
    KnownByNeighbours,
    /// An organisation saw their certificate of conduct.
    VogSeen,
}

/// Something that is known of somebody.
#[derive(SimpleObject)]
pub(crate) struct Attestation {
    /// What.
    kind: AttestationKind,
    /// Since when.
    since: Instant,
    /// Until when it counts; null for as long as it is so.
    until: Option<Instant>,
    /// Who says so, where that is somebody.
    by: Option<String>,
}

/// How far it is with the letter to the viewer's home.
#[derive(SimpleObject)]
pub(crate) struct HomeLetterState {
    /// When it was asked for.
    asked_at: Instant,
    /// Whether it was printed, and is on its way.
    printed: bool,
    /// Until when its address is kept.
    ends_at: Instant,
}

/// Where a letter goes. The address is kept until its code is used or holds no more.
#[derive(InputObject)]
pub(crate) struct AskLetterInput {
    /// Whose organisers print it.
    community_id: ID,
    /// The street.
    street: String,
    /// The number, with what stands behind it.
    house_number: String,
    /// Such as `1094 HA`.
    postcode: String,
    /// The town.
    city: String,
}

/// The code of a letter.
#[derive(InputObject)]
pub(crate) struct ConfirmAddressInput {
    /// Such as `K7PM-3XQA`.
    code: String,
}

/// Somebody whom the viewer knows.
#[derive(InputObject)]
pub(crate) struct VouchInput {
    /// The short name of their own profile.
    handle: String,
}

/// That somebody's certificate of conduct was seen.
#[derive(InputObject)]
pub(crate) struct NoteVogInput {
    /// In which community.
    community_id: ID,
    /// Whose.
    member_id: ID,
    /// Which organisation saw it.
    organisation: String,
    /// When.
    seen_on: Date,
}

/// Whose certificate of conduct.
#[derive(InputObject)]
pub(crate) struct NoteVogOfInput {
    /// In which community.
    community_id: ID,
    /// Whose.
    member_id: ID,
}

/// To whom a letter is printed once more.
#[derive(InputObject)]
pub(crate) struct PrintHomeLetterAgainInput {
    /// Of which community.
    community_id: ID,
    /// To whom.
    member_id: ID,
}

/// Of which community letters are printed.
#[derive(InputObject)]
pub(crate) struct PrintHomeLettersInput {
    /// Which community.
    community_id: ID,
}

/// What printing the letters came to.
#[derive(Default, SimpleObject)]
pub(crate) struct HomeLettersPayload {
    /// The letters that were not printed yet; what is not among them is printed by asking again.
    letters: Vec<HomeLetter>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// A letter to somebody's home, to print. Its code is told here and nowhere else.
#[derive(SimpleObject)]
pub(crate) struct HomeLetter {
    /// To whom.
    name: String,
    /// The street.
    street: String,
    /// The number, with what stands behind it.
    house_number: String,
    /// Such as `1094 HA`.
    postcode: String,
    /// The town.
    city: String,
    /// What it says.
    code: String,
}

/// What printing a letter came to.
#[derive(Default, SimpleObject)]
pub(crate) struct HomeLetterPayload {
    /// The letter.
    letter: Option<HomeLetter>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

impl From<attestations::HomeLetter> for HomeLetter {
    fn from(it: attestations::HomeLetter) -> Self {
        let Home { street, house_number, postcode, city } = it.home;
        let code = it.code.reveal().to_owned();
        Self { name: it.name, street, house_number, postcode, city, code }
    }
}

impl From<attestations::Attestation> for Attestation {
    fn from(it: attestations::Attestation) -> Self {
        let until = it.ends_at.map(Instant::from);
        Self { kind: it.kind.into(), since: it.since.into(), until, by: it.by }
    }
}

impl Attestation {
    /// Several of them.
    pub(crate) fn all(known: Vec<attestations::Attestation>) -> Vec<Self> {
        known.into_iter().map(Self::from).collect()
    }
}

/// What is known of the viewer.
pub(crate) async fn mine(visit: &Visit, own: &Ctx) -> async_graphql::Result<Vec<Attestation>> {
    let mine = attestations::mine(own, &visit.domain).await;
    let mine = mine.map_err(|error| of_kind(visit, error.kind(), &error))?;
    Ok(Attestation::all(mine))
}

/// How far it is with the letter to the viewer's home.
pub(crate) async fn letter(
    visit: &Visit,
    own: &Ctx,
) -> async_graphql::Result<Option<HomeLetterState>> {
    let letter = attestations::my_letter(own, &visit.domain).await;
    let letter = letter.map_err(|error| of_kind(visit, error.kind(), &error))?;
    Ok(letter.map(|(it, _)| HomeLetterState {
        asked_at: it.asked_at.into(),
        printed: it.is_printed,
        ends_at: it.ends_at.into(),
    }))
}

pub(super) async fn ask_letter(
    visit: &Visit,
    input: AskLetterInput,
) -> async_graphql::Result<DonePayload> {
    let AskLetterInput { community_id, street, house_number, postcode, city } = input;
    let home = Home { street, house_number, postcode, city };
    let asked = match community_of(&community_id) {
        Ok(id) => attestations::ask_letter(&visit.ctx, &visit.domain, (id, &home)).await,
        Err(error) => Err(error),
    };
    done(visit, asked.map(|_| ()))
}

pub(super) async fn print_all(
    visit: &Visit,
    input: PrintHomeLettersInput,
) -> async_graphql::Result<HomeLettersPayload> {
    let done = match community_of(&input.community_id) {
        Ok(id) => attestations::print_letters(&visit.ctx, &visit.domain, id).await,
        Err(error) => Err(error),
    };
    Ok(match settle_profile(visit, done)? {
        Ok(all) => HomeLettersPayload {
            letters: all.into_iter().map(HomeLetter::from).collect(),
            user_errors: Vec::new(),
        },
        Err(user_errors) => HomeLettersPayload { user_errors, ..Default::default() },
    })
}

pub(super) async fn print_again(
    visit: &Visit,
    input: PrintHomeLetterAgainInput,
) -> async_graphql::Result<HomeLetterPayload> {
    let done = match about(&input.community_id, &input.member_id) {
        Ok(who) => attestations::print_again(&visit.ctx, &visit.domain, who).await,
        Err(error) => Err(error),
    };
    Ok(match settle_profile(visit, done)? {
        Ok(letter) => HomeLetterPayload { letter: Some(letter.into()), ..Default::default() },
        Err(user_errors) => HomeLetterPayload { user_errors, ..Default::default() },
    })
}

pub(super) async fn confirm(
    visit: &Visit,
    input: ConfirmAddressInput,
) -> async_graphql::Result<DonePayload> {
    done(visit, attestations::confirm_address(&visit.ctx, &visit.domain, &input.code).await)
}

pub(super) async fn moved(visit: &Visit) -> async_graphql::Result<DonePayload> {
    done(visit, attestations::moved(&visit.ctx, &visit.domain).await)
}

pub(super) async fn vouch(visit: &Visit, input: VouchInput) -> async_graphql::Result<DonePayload> {
    done(visit, attestations::vouch(&visit.ctx, &visit.domain, &input.handle).await)
}

pub(super) async fn unvouch(
    visit: &Visit,
    input: VouchInput,
) -> async_graphql::Result<DonePayload> {
    done(visit, attestations::unvouch(&visit.ctx, &visit.domain, &input.handle).await)
}

pub(super) async fn note_vog(
    visit: &Visit,
    input: NoteVogInput,
) -> async_graphql::Result<DonePayload> {
    let seen = (input.organisation.as_str(), input.seen_on.0);
    let noted = match about(&input.community_id, &input.member_id) {
        Ok(who) => attestations::note_vog(&visit.ctx, &visit.domain, who, seen).await,
        Err(error) => Err(error),
    };
    done(visit, noted)
}

pub(super) async fn withdraw_vog(
    visit: &Visit,
    input: NoteVogOfInput,
) -> async_graphql::Result<DonePayload> {
    let gone = match about(&input.community_id, &input.member_id) {
        Ok(who) => attestations::withdraw_vog(&visit.ctx, &visit.domain, who).await,
        Err(error) => Err(error),
    };
    done(visit, gone)
}
