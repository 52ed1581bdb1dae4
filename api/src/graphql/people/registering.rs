//! Registering members without a mail address, and children together with a parent or guardian.

use async_graphql::{ID, InputObject, SimpleObject};
use koop_domain::id::MemberId;
use koop_domain::profiles::mandates::{self, NewChild, NewRegistered};

use super::super::errors;
use super::super::scalars::Date;
use super::super::user_errors::{UserError, settle_profile};
use super::super::visit::Visit;
use super::for_some;
use super::mandates::{BAD_CURSOR, MandatePerson, community_of};

/// Somebody to register.
#[derive(InputObject)]
pub(crate) struct RegisterMemberInput {
    /// In which community.
    community_id: ID,
    /// Their name, as others see it.
    name: String,
    /// Their telephone number, where it helps.
    phone: Option<String>,
    /// How else they are reached; never an address.
    note: Option<String>,
    /// When they signed on paper; of a child the parent or guardian did.
    signed_on: Date,
    /// Only of who is younger than sixteen: everybody else is registered without.
    child: Option<ChildInput>,
}

/// Somebody to register who is younger than sixteen. A parent or guardian acts for them.
#[derive(InputObject)]
pub(crate) struct ChildInput {
    /// The day on which they become sixteen. When they were born is not asked.
    sixteen_on: Date,
    /// The short name of the parent or guardian, who belongs to the same community. They may post
    /// and agree for the child from now on.
    parent: String,
}

/// Somebody without a mail address.
#[derive(SimpleObject)]
pub(crate) struct Registered {
    /// Who.
    person: MandatePerson,
    /// Their telephone number.
    phone: Option<String>,
    /// How else they are reached.
    note: Option<String>,
    /// When they signed on paper.
    signed_on: Date,
    /// Where they are younger than sixteen: the day on which they become that.
    sixteen_on: Option<Date>,
}

/// What registering somebody came to.
#[derive(Default, SimpleObject)]
pub(crate) struct RegisteredPayload {
    /// Who was registered.
    registered: Option<Registered>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

impl From<mandates::Registered> for Registered {
    fn from(it: mandates::Registered) -> Self {
        let (signed_on, sixteen_on) = (Date(it.signed_on), it.sixteen_on.map(Date));
        Self { person: it.who.into(), phone: it.phone, note: it.note, signed_on, sixteen_on }
    }
}

pub(super) async fn register(
    visit: &Visit,
    input: RegisterMemberInput,
) -> async_graphql::Result<RegisteredPayload> {
    let (phone, note) = (input.phone.unwrap_or_default(), input.note.unwrap_or_default());
    let new = NewRegistered {
        name: &input.name,
        phone: &phone,
        note: &note,
        signed_on: input.signed_on.0,
        child: input
            .child
            .as_ref()
            .map(|it| NewChild { sixteen_on: it.sixteen_on.0, parent: &it.parent }),
    };
    let registered = match community_of(&input.community_id) {
        Ok(id) => mandates::register(&visit.ctx, &visit.domain, id, &new).await,
        Err(error) => Err(error),
    };
    Ok(match settle_profile(visit, registered)? {
        Ok(it) => RegisteredPayload { registered: Some(it.into()), ..Default::default() },
        Err(user_errors) => RegisteredPayload { user_errors, ..Default::default() },
    })
}

pub(super) async fn registered(
    visit: &Visit,
    id: &ID,
    (first, after): (u32, Option<ID>),
) -> async_graphql::Result<Option<Vec<Registered>>> {
    let after = after.map(|it| MemberId::parse(&it)).transpose();
    let after = after.map_err(|_| errors::wrong(visit, &BAD_CURSOR))?;
    let found = match community_of(id) {
        Ok(id) => mandates::registered(&visit.ctx, &visit.domain, id, (first, after)).await,
        Err(error) => Err(error),
    };
    let told = for_some(visit, found)?;
    Ok(told.map(|all| all.into_iter().map(Registered::from).collect()))
}
