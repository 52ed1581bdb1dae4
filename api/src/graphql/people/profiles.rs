//! Profiles: as whom somebody acts, and who belongs to them.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use koop_domain::ctx::Ctx;
use koop_domain::id::ProfileId;
use koop_domain::profiles as domain;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::model::{self, Companion, Hat};

use super::super::errors;
use super::super::scalars::Instant;
use super::super::signing_in::DonePayload;
use super::super::user_errors::{UserError, settle_profile};
use super::super::viewer::{Profile, ProfileKind};
use super::super::visit::Visit;
use super::done;

/// What somebody is to a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum ProfilePart {
    /// Acts as it.
    Member,
    /// Also says who belongs to it.
    Owner,
}

impl From<ProfilePart> for model::Part {
    fn from(part: ProfilePart) -> Self {
        match part {
            ProfilePart::Member => Self::Member,
            ProfilePart::Owner => Self::Owner,
        }
    }
}

impl From<model::Part> for ProfilePart {
    fn from(part: model::Part) -> Self {
        if part == model::Part::Owner { Self::Owner } else { Self::Member }
    }
}

/// A profile to make.
#[derive(InputObject)]
pub(crate) struct MakeProfileInput {
    /// Of which kind; nobody makes another person.
    kind: ProfileKind,
    /// Its name, as others see it.
    name: String,
}

/// A profile to name.
#[derive(InputObject)]
pub(crate) struct RenameProfileInput {
    /// Which.
    profile_id: ID,
    /// Its name, as others see it.
    name: String,
}

/// A profile of the viewer.
#[derive(InputObject)]
pub(crate) struct ProfileInput {
    /// Which.
    profile_id: ID,
}

/// Somebody to let in.
#[derive(InputObject)]
pub(crate) struct LetIntoProfileInput {
    /// To which profile.
    profile_id: ID,
    /// The short name of their own profile.
    handle: String,
    /// As what.
    part: ProfilePart,
}

/// Somebody who belongs to a profile.
#[derive(InputObject)]
pub(crate) struct ProfilePersonInput {
    /// To which profile.
    profile_id: ID,
    /// Their short name.
    handle: String,
}

/// Somebody who belongs to a profile.
#[derive(SimpleObject)]
pub(crate) struct ProfilePerson {
    /// Their name, as others see it.
    name: String,
    /// The short name of their own profile.
    handle: String,
    /// What they are to it, or will be once they say yes.
    part: ProfilePart,
    /// Whether they said yes; until then they are nothing to it.
    is_in: bool,
}

/// That the viewer may belong to a profile. It is nothing until they say yes.
#[derive(SimpleObject)]
pub(crate) struct ProfileOffer {
    /// To which.
    profile: Profile,
    /// As what.
    part: ProfilePart,
    /// The name of who lets them in; null once they are gone.
    by: Option<String>,
    /// Since when.
    at: Instant,
}

/// As whom a request acts, where that is not the viewer themselves: by the header
/// `Koop-Acting-As`.
#[derive(SimpleObject)]
pub(crate) struct ActingAs {
    /// The profile.
    profile: Profile,
    /// The mandate under which it is somebody else's.
    mandate_id: Option<ID>,
}

/// What making or naming a profile came to.
#[derive(Default, SimpleObject)]
pub(crate) struct ProfilePayload {
    /// The profile as it is now.
    profile: Option<Profile>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// Who belongs to a profile after a change, and who was asked.
#[derive(Default, SimpleObject)]
pub(crate) struct ProfilePeoplePayload {
    /// Who belongs to it, its owners first, and after them who was asked to.
    people: Vec<ProfilePerson>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

impl From<&Hat> for ActingAs {
    fn from(hat: &Hat) -> Self {
        let mandate_id = hat.mandate.map(|(id, _)| id.to_string().into());
        Self { profile: hat.profile.clone().into(), mandate_id }
    }
}

impl From<Companion> for ProfilePerson {
    fn from(it: Companion) -> Self {
        Self { name: it.name, handle: it.handle, part: it.part.into(), is_in: it.is_in }
    }
}

impl From<model::Offer> for ProfileOffer {
    fn from(it: model::Offer) -> Self {
        Self { profile: it.profile.into(), part: it.part.into(), by: it.by, at: it.at.into() }
    }
}

/// To what the viewer may belong.
pub(crate) async fn offers(visit: &Visit, own: &Ctx) -> async_graphql::Result<Vec<ProfileOffer>> {
    let offers = domain::offers(own, &visit.domain).await;
    let offers = offers.map_err(|error| errors::of_kind(visit, error.kind(), &error))?;
    Ok(offers.into_iter().map(ProfileOffer::from).collect())
}

pub(super) async fn make(
    visit: &Visit,
    MakeProfileInput { kind, name }: MakeProfileInput,
) -> async_graphql::Result<ProfilePayload> {
    settled(visit, domain::make(&visit.ctx, &visit.domain, (kind.into(), &name)).await)
}

pub(super) async fn rename(
    visit: &Visit,
    input: RenameProfileInput,
) -> async_graphql::Result<ProfilePayload> {
    let renamed = match profile_of(&input.profile_id) {
        Ok(id) => domain::rename(&visit.ctx, &visit.domain, id, &input.name).await,
        Err(error) => Err(error),
    };
    settled(visit, renamed)
}

pub(super) async fn end(visit: &Visit, input: ProfileInput) -> async_graphql::Result<DonePayload> {
    let ended = match profile_of(&input.profile_id) {
        Ok(id) => domain::dissolve(&visit.ctx, &visit.domain, id).await,
        Err(error) => Err(error),
    };
    done(visit, ended)
}

pub(super) async fn accept(
    visit: &Visit,
    input: ProfileInput,
) -> async_graphql::Result<ProfilePayload> {
    let accepted = match profile_of(&input.profile_id) {
        Ok(id) => domain::accept(&visit.ctx, &visit.domain, id).await,
        Err(error) => Err(error),
    };
    settled(visit, accepted)
}

pub(super) async fn leave(
    visit: &Visit,
    input: ProfileInput,
) -> async_graphql::Result<DonePayload> {
    let left = match profile_of(&input.profile_id) {
        Ok(id) => domain::leave(&visit.ctx, &visit.domain, id).await,
        Err(error) => Err(error),
    };
    done(visit, left)
}

pub(super) async fn let_in(
    visit: &Visit,
    input: LetIntoProfileInput,
) -> async_graphql::Result<ProfilePeoplePayload> {
    let who = (input.handle.as_str(), input.part.into());
    let changed = match profile_of(&input.profile_id) {
        Ok(id) => domain::let_in(&visit.ctx, &visit.domain, id, who).await.map(|()| id),
        Err(error) => Err(error),
    };
    people(visit, changed).await
}

pub(super) async fn send_away(
    visit: &Visit,
    input: ProfilePersonInput,
) -> async_graphql::Result<ProfilePeoplePayload> {
    let changed = match profile_of(&input.profile_id) {
        Ok(id) => {
            let sent = domain::send_away(&visit.ctx, &visit.domain, id, &input.handle).await;
            sent.map(|()| id)
        }
        Err(error) => Err(error),
    };
    people(visit, changed).await
}

async fn people(
    visit: &Visit,
    changed: Result<ProfileId, ProfileError>,
) -> async_graphql::Result<ProfilePeoplePayload> {
    let people = match changed {
        Ok(id) => match domain::people(&visit.ctx, &visit.domain, id).await {
            // Who sent themselves away sees nobody any more.
            Err(ProfileError::NotFound) => Ok(Vec::new()),
            people => people,
        },
        Err(error) => Err(error),
    };
    Ok(match settle_profile(visit, people)? {
        Ok(people) => ProfilePeoplePayload {
            people: people.into_iter().map(ProfilePerson::from).collect(),
            user_errors: Vec::new(),
        },
        Err(user_errors) => ProfilePeoplePayload { user_errors, ..Default::default() },
    })
}

fn settled(
    visit: &Visit,
    made: Result<model::Profile, ProfileError>,
) -> async_graphql::Result<ProfilePayload> {
    Ok(match settle_profile(visit, made)? {
        Ok(it) => ProfilePayload { profile: Some(it.into()), ..Default::default() },
        Err(user_errors) => ProfilePayload { user_errors, ..Default::default() },
    })
}

/// An id that cannot be read is that of nothing.
fn profile_of(id: &ID) -> Result<ProfileId, ProfileError> {
    ProfileId::parse(id).map_err(|_| ProfileError::NotFound)
}
