//! The other facts of a listing, and how deliveries go just now.

use async_graphql::{ID, InputObject, MaybeUndefined};
use koop_domain::error::Problem;
use koop_domain::geo::Point;
use koop_domain::listings::delivery::{self, DeliveryArea};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{self, FactsEdit};
use koop_domain::listings::model::{self, LifeState};

use super::keeping::{AddressInput, ListingPayload, LocationInput, changed, listing_of};
use super::ledger::taken::ListingCurrencyInput;
use super::scalars::{Date, Instant};
use super::terms::{Courier, Life, ListingKind, Offered, Wheelchair, Whereabouts};
use super::visit::Visit;

/// A text in a language.
#[derive(InputObject)]
pub(crate) struct LocalTextInput {
    /// The language, as a BCP 47 code.
    language: String,
    /// The text; an empty one takes that language's away.
    text: String,
}

/// A way to pay.
#[derive(InputObject)]
pub(crate) struct PaymentInput {
    /// By OSM's name: `cash`, `cards`, `contactless`.
    key: String,
    /// Whether it is taken; null where nobody says.
    accepted: Option<bool>,
}

/// How a listing delivers.
#[derive(InputObject)]
pub(crate) struct DeliveryInput {
    /// Within so many metres of the door.
    radius_m: Option<u32>,
    /// To these four-digit postcodes; they go before a distance.
    #[graphql(default)]
    postcodes: Vec<String>,
    /// The least order, in euro cents.
    minimum_cents: Option<i64>,
    /// The fee, in euro cents.
    fee_cents: Option<i64>,
    /// Who brings it.
    courier: Option<Courier>,
    /// By bike.
    #[graphql(default)]
    by_bike: bool,
    /// In packaging that goes back.
    #[graphql(default)]
    returnable_packaging: bool,
}

/// Whether a listing still exists.
#[derive(InputObject)]
pub(crate) struct StateInput {
    /// Whether it runs, moved or is gone.
    life: Life,
    /// Where it moved to, in words.
    moved_to: Option<String>,
    /// Since when it is gone.
    since: Option<Date>,
}

/// What is to be changed of a listing. What is left out stays as it is; null takes it away.
#[derive(InputObject)]
pub(crate) struct EditListingInput {
    /// Which listing.
    listing_id: ID,
    /// The revision that was seen; a later one is a CONFLICT.
    expected_revision: Option<i32>,
    /// The name on the board.
    name: Option<String>,
    /// What kind of place it is.
    kind: Option<ListingKind>,
    /// Keys of categories, the most telling first.
    categories: Option<Vec<String>>,
    /// Free words.
    tags: Option<Vec<String>>,
    /// Languages spoken, as BCP 47 codes.
    languages: Option<Vec<String>>,
    /// Descriptions; other languages stay as they are.
    description: Option<Vec<LocalTextInput>>,
    /// Whether there is a door to go to.
    whereabouts: Option<Whereabouts>,
    /// Where its door is, as a whole.
    address: MaybeUndefined<AddressInput>,
    /// Where it is on the map.
    location: MaybeUndefined<LocationInput>,
    /// Its telephone number.
    phone: MaybeUndefined<String>,
    /// Its mail address.
    email: MaybeUndefined<String>,
    /// Its site.
    website: MaybeUndefined<String>,
    /// Its pages elsewhere.
    social: Option<Vec<String>>,
    /// How it delivers, as a whole; null: it does not.
    delivery: MaybeUndefined<DeliveryInput>,
    /// Whether things can be taken away.
    takeaway: MaybeUndefined<Offered>,
    /// Second-hand goods.
    second_hand: MaybeUndefined<Offered>,
    /// Organic goods.
    organic: MaybeUndefined<Offered>,
    /// Fair-trade goods.
    fair_trade: MaybeUndefined<Offered>,
    /// Without packaging.
    zero_waste: MaybeUndefined<Offered>,
    /// Access with a wheelchair.
    wheelchair: MaybeUndefined<Wheelchair>,
    /// Ways to pay; others stay as they are.
    #[graphql(default)]
    payment: Vec<PaymentInput>,
    /// Local currencies that it is paid with, as a whole.
    currencies: Option<Vec<ListingCurrencyInput>>,
    /// Whether it still exists.
    state: Option<StateInput>,
}

/// How deliveries go just now; none of both: as always.
#[derive(InputObject)]
pub(crate) struct SetDeliveryPaceInput {
    /// Of which listing.
    listing_id: ID,
    /// Busy: so many minutes longer.
    busy_minutes: Option<u32>,
    /// No deliveries until then.
    paused_until: Option<Instant>,
}

/// Changes what a listing is, apart from its hours.
pub(crate) async fn edit_listing(
    visit: &Visit,
    input: EditListingInput,
) -> async_graphql::Result<ListingPayload> {
    let revision = input.expected_revision;
    let done = match listing_of(&input.listing_id) {
        Ok(id) => {
            let edit = FactsEdit::from(input);
            keepers::edit_facts(&visit.ctx, &visit.domain, id, revision, edit).await
        }
        Err(error) => Err(error),
    };
    changed(visit, done)
}

/// Says how deliveries go just now.
pub(crate) async fn set_delivery_pace(
    visit: &Visit,
    input: SetDeliveryPaceInput,
) -> async_graphql::Result<ListingPayload> {
    let unreadable =
        || ListingError::Invalid { field: "pausedUntil", problem: Problem::Unreadable };
    let until = input.paused_until.map(|it| it.read("pausedUntil")).transpose();
    let done = match (listing_of(&input.listing_id), until) {
        (Ok(id), Ok(until)) => {
            let pace = (input.busy_minutes, until);
            keepers::set_pace(&visit.ctx, &visit.domain, id, pace).await
        }
        (Ok(_), Err(_)) => Err(unreadable()),
        (Err(error), _) => Err(error),
    };
    changed(visit, done)
}

impl From<EditListingInput> for FactsEdit {
    fn from(it: EditListingInput) -> Self {
        let texts =
            |all: Vec<LocalTextInput>| all.into_iter().map(|it| (it.language, it.text)).collect();
        Self {
            name: it.name,
            kind: it.kind.map(Into::into),
            categories: it.categories,
            tags: it.tags,
            languages: it.languages,
            description: it.description.map(texts),
            whereabouts: it.whereabouts.map(Into::into),
            address: said(it.address, AddressInput::into_address),
            point: said(it.location, Point::from),
            phone: said(it.phone, |text| text),
            email: said(it.email, |text| text),
            website: said(it.website, |text| text),
            social: it.social,
            delivery: said(it.delivery, delivery::Delivery::from),
            takeaway: said(it.takeaway, Into::into),
            second_hand: said(it.second_hand, Into::into),
            organic: said(it.organic, Into::into),
            fair_trade: said(it.fair_trade, Into::into),
            zero_waste: said(it.zero_waste, Into::into),
            wheelchair: said::<_, model::Wheelchair>(it.wheelchair, Into::into),
            payment: it.payment.into_iter().map(|it| (it.key, it.accepted)).collect(),
            currencies: it.currencies.map(|all| all.into_iter().map(Into::into).collect()),
            state: it.state.map(Into::into),
        }
    }
}

impl From<DeliveryInput> for delivery::Delivery {
    fn from(it: DeliveryInput) -> Self {
        let area = match (it.postcodes, it.radius_m) {
            (postcodes, _) if !postcodes.is_empty() => DeliveryArea::Postcodes { postcodes },
            (_, Some(radius_m)) => DeliveryArea::Radius { radius_m },
            (_, None) => DeliveryArea::Unknown,
        };
        Self {
            area,
            minimum_cents: it.minimum_cents,
            fee_cents: it.fee_cents,
            courier: it.courier.map(Into::into),
            by_bike: it.by_bike,
            returnable_packaging: it.returnable_packaging,
            paused_until: None,
            busy_minutes: None,
        }
    }
}

impl From<StateInput> for LifeState {
    fn from(it: StateInput) -> Self {
        match it.life {
            Life::Running => Self::Running,
            Life::Moved => Self::Moved { to: it.moved_to.unwrap_or_default() },
            Life::Gone => Self::Gone { since: it.since.map(|it| it.0) },
        }
    }
}

/// What is left out is not said; null says that there is none.
fn said<T, U>(value: MaybeUndefined<T>, into: impl Fn(T) -> U) -> Option<Option<U>> {
    match value {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(into(value))),
    }
}
