//! Keeping a listing: bringing it in, and its hours.

use std::sync::Arc;

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::geo::Point;
use koop_domain::id::ListingId;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{self, Added, DayHours};
use koop_domain::listings::model;
use koop_domain::page::PAGE_MAX;

use super::errors;
use super::listings::{self, Listing};
use super::scalars::Date;
use super::terms::{ListingKind, Service};
use super::user_errors::{UserError, settle_listing};
use super::visit::Visit;

/// A point on the map.
#[derive(InputObject)]
pub(crate) struct LocationInput {
    /// Degrees north, WGS 84.
    latitude: f64,
    /// Degrees east, WGS 84.
    longitude: f64,
}

/// Where a door is.
#[derive(InputObject)]
pub(crate) struct AddressInput {
    /// The street.
    street: Option<String>,
    /// The house number, with what is added to it.
    house_number: Option<String>,
    /// The postcode.
    postcode: Option<String>,
    /// The town.
    city: Option<String>,
}

/// A place that is not in the directory yet.
#[derive(InputObject)]
pub(crate) struct AddListingInput {
    /// The name on the board.
    name: String,
    /// What kind of place it is.
    kind: ListingKind,
    /// Keys of categories, the most telling first.
    #[graphql(default)]
    categories: Vec<String>,
    /// Where it is on the map.
    location: Option<LocationInput>,
    /// Where its door is.
    address: Option<AddressInput>,
    /// Its telephone number.
    phone: Option<String>,
    /// Its site.
    website: Option<String>,
    /// Save it, though it looks like a place that is there already.
    #[graphql(default)]
    ignore_duplicates: bool,
}

/// The weekly hours of a service.
#[derive(InputObject)]
pub(crate) struct SetHoursInput {
    /// Of which listing.
    listing_id: ID,
    /// Of which service.
    #[graphql(default_with = "Service::Counter")]
    service: Service,
    /// As OSM writes them, or as a Dutch door does: `ma-vr 9.00-17.00`. Empty takes them away.
    raw: String,
    /// The revision that was seen; a later one is a CONFLICT.
    expected_revision: Option<i32>,
}

/// Days that differ from the weekly hours.
#[derive(InputObject)]
pub(crate) struct AddExceptionInput {
    /// Of which listing.
    listing_id: ID,
    /// The first day.
    from: Date,
    /// The last day, included.
    to: Date,
    /// Closed all day; this or `hours`.
    #[graphql(default)]
    closed: bool,
    /// Open at these times: `10:00-14:00,15:00-17:00`.
    hours: Option<String>,
    /// For which service; for all where none is named.
    service: Option<Service>,
    /// What the note on the door says.
    note: Option<String>,
}

/// Days that do not differ after all.
#[derive(InputObject)]
pub(crate) struct RemoveExceptionInput {
    /// Of which listing.
    listing_id: ID,
    /// The first day, as it was said.
    from: Date,
    /// The last day, as it was said.
    to: Date,
    /// The service that was named.
    service: Option<Service>,
}

/// What bringing a place in came to.
#[derive(Default, SimpleObject)]
pub(crate) struct AddListingPayload {
    /// The place, where it was saved.
    listing: Option<Listing>,
    /// What looks like it; then nothing was saved, unless that was asked for.
    duplicates: Vec<Listing>,
    /// What has to be mended; empty when it is saved.
    user_errors: Vec<UserError>,
}

/// What changing a listing came to.
#[derive(Default, SimpleObject)]
pub(crate) struct ListingPayload {
    /// The listing as it is now.
    listing: Option<Listing>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What somebody is to a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "keepers::Keeper")]
pub(crate) enum ListingRole {
    /// Nobody in particular.
    Nobody,
    /// Works its till, and nothing else.
    Till,
    /// Brought it in; nobody has shown yet that it is theirs.
    Finder,
    /// Whom the owner lets edit it.
    Editor,
    /// Whose it is.
    Owner,
}

/// A listing that somebody keeps.
#[derive(SimpleObject)]
pub(crate) struct KeptListingEdge {
    /// What they are to it.
    role: ListingRole,
    /// The listing.
    node: Listing,
}

/// The listings that somebody keeps, the latest first; a hundred at most.
#[derive(SimpleObject)]
pub(crate) struct KeptListingConnection {
    /// Each with what they are to it.
    edges: Vec<KeptListingEdge>,
}

/// What the viewer keeps.
pub(crate) async fn kept(visit: &Visit, ctx: &Ctx) -> async_graphql::Result<KeptListingConnection> {
    let kept = keepers::mine(ctx, &visit.domain, PAGE_MAX).await;
    let kept = kept.map_err(|error| errors::failed(visit, &error))?;
    let edge = |(role, listing): (keepers::Keeper, model::Listing)| KeptListingEdge {
        role: role.into(),
        node: shown(visit, listing),
    };
    Ok(KeptListingConnection { edges: kept.into_iter().map(edge).collect() })
}

/// Brings a place in.
pub(crate) async fn add_listing(
    visit: &Visit,
    input: AddListingInput,
) -> async_graphql::Result<AddListingPayload> {
    let ignore = input.ignore_duplicates;
    let done = keepers::add(&visit.ctx, &visit.domain, input.into_facts(), ignore).await;
    Ok(match settle_listing(visit, done)? {
        Ok(Added::New(listing)) => {
            AddListingPayload { listing: Some(shown(visit, *listing)), ..Default::default() }
        }
        Ok(Added::Known(known)) => AddListingPayload {
            duplicates: known.into_iter().map(|it| shown(visit, it)).collect(),
            user_errors: vec![UserError::duplicates(visit)],
            ..Default::default()
        },
        Err(user_errors) => AddListingPayload { user_errors, ..Default::default() },
    })
}

/// Sets weekly hours.
pub(crate) async fn set_hours(
    visit: &Visit,
    input: SetHoursInput,
) -> async_graphql::Result<ListingPayload> {
    let SetHoursInput { listing_id, service, raw, expected_revision } = input;
    let done = match listing_of(&listing_id) {
        Ok(id) => {
            let hours = (service.into(), raw.as_str());
            keepers::set_hours(&visit.ctx, &visit.domain, id, expected_revision, hours).await
        }
        Err(error) => Err(error),
    };
    changed(visit, done)
}

/// Says that some days differ.
pub(crate) async fn add_exception(
    visit: &Visit,
    input: AddExceptionInput,
) -> async_graphql::Result<ListingPayload> {
    let AddExceptionInput { listing_id, from, to, closed, hours, service, note } = input;
    let days = ((from.0, to.0), service.map(Into::into));
    let done = match (listing_of(&listing_id), closed, hours) {
        (Err(error), ..) => Err(error),
        (Ok(id), true, None) => {
            let hours = (DayHours::Closed, note);
            keepers::add_exception(&visit.ctx, &visit.domain, id, days, hours).await
        }
        (Ok(id), false, Some(spans)) => {
            let hours = (DayHours::Open(spans), note);
            keepers::add_exception(&visit.ctx, &visit.domain, id, days, hours).await
        }
        (Ok(_), _, _) => Err(ListingError::Invalid { field: "hours", problem: Problem::Empty }),
    };
    changed(visit, done)
}

/// Takes back that some days differ.
pub(crate) async fn remove_exception(
    visit: &Visit,
    input: RemoveExceptionInput,
) -> async_graphql::Result<ListingPayload> {
    let RemoveExceptionInput { listing_id, from, to, service } = input;
    let (days, service) = ((from.0, to.0), service.map(Into::into));
    let done = match listing_of(&listing_id) {
        Ok(id) => keepers::remove_exception(&visit.ctx, &visit.domain, id, days, service).await,
        Err(error) => Err(error),
    };
    changed(visit, done)
}

impl AddListingInput {
    fn into_facts(self) -> model::Facts {
        let address = self.address.map(AddressInput::into_address);
        let point = self.location.map(Point::from);
        let contact = model::Contact {
            phone: some(self.phone),
            website: some(self.website),
            ..model::Contact::default()
        };
        model::Facts {
            name: self.name.trim().to_owned(),
            kind: self.kind.into(),
            categories: self.categories,
            address,
            point,
            contact,
            ..model::Facts::default()
        }
    }
}

impl AddressInput {
    /// The address; a part that says nothing is none.
    pub(super) fn into_address(self) -> model::Address {
        model::Address {
            street: some(self.street),
            house_number: some(self.house_number),
            postcode: some(self.postcode),
            city: some(self.city),
        }
    }
}

impl From<LocationInput> for Point {
    fn from(it: LocationInput) -> Self {
        Self { latitude: it.latitude, longitude: it.longitude }
    }
}

fn some(text: Option<String>) -> Option<String> {
    text.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty())
}

/// What changing a listing came to, for the client.
pub(super) fn changed(
    visit: &Visit,
    done: Result<model::Listing, ListingError>,
) -> async_graphql::Result<ListingPayload> {
    Ok(match settle_listing(visit, done)? {
        Ok(listing) => {
            ListingPayload { listing: Some(shown(visit, listing)), ..Default::default() }
        }
        Err(user_errors) => ListingPayload { listing: None, user_errors },
    })
}

pub(super) fn shown(visit: &Visit, listing: model::Listing) -> Listing {
    Listing::new(Arc::new(listing), listings::Asked::now(visit))
}

/// An id that cannot be read is that of nothing.
pub(super) fn listing_of(id: &ID) -> Result<ListingId, ListingError> {
    ListingId::parse(id).map_err(|_| ListingError::NotFound)
}
