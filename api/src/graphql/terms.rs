//! The closed lists of the schema, each the domain's own list under its public name.

use async_graphql::Enum;
use koop_domain::areas;
use koop_domain::geo;
use koop_domain::listings::{delivery, model, opening_hours, provenance, search};

/// What kind of area it is, the largest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "areas::model::AreaKind")]
pub(crate) enum AreaKind {
    /// Gemeente.
    Municipality,
    /// Stadsdeel.
    District,
    /// Wijk.
    Quarter,
    /// Buurt, or kern.
    Neighbourhood,
}

/// What kind of place a listing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Kind")]
pub(crate) enum ListingKind {
    /// A shop.
    Shop,
    /// Eating, drinking, taking away.
    Food,
    /// Things are repaired here.
    Repair,
    /// Second-hand, give-away, swapping.
    SecondHand,
    /// Things are made here.
    Maker,
    /// A farm or garden that sells.
    Farm,
    /// A market.
    Market,
    /// Culture.
    Culture,
    /// A community place.
    Community,
    /// A service; lodging and offices too.
    Service,
}

/// A service that keeps hours of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Service")]
pub(crate) enum Service {
    /// Walk in.
    Counter,
    /// Collect what was ordered.
    Pickup,
    /// It is brought.
    Delivery,
    /// The kitchen, which often closes before the door.
    Kitchen,
}

/// What a place is at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "opening_hours::State")]
pub(crate) enum OpenState {
    /// Open.
    Open,
    /// Closed.
    Closed,
    /// By appointment.
    ByAppointment,
    /// Not known: no hours, unreadable, contradicted, or after the start of an open end.
    Unknown,
}

/// How sure a state is, from where the hours came and when they were last confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "opening_hours::Certainty")]
pub(crate) enum Certainty {
    /// Confirmed not long ago.
    Confirmed,
    /// From a source that does not say when it was confirmed, or somewhat long ago.
    Likely,
    /// Confirmed long ago.
    Old,
}

/// How somebody travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "geo::TravelMode")]
pub(crate) enum TravelMode {
    /// On foot.
    Walk,
    /// By bike.
    Bike,
}

/// In which order listings are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "search::Sort")]
pub(crate) enum ListingSort {
    /// The best answer to the words first; without words the nearest, else by name.
    Best,
    /// The nearest first; without a point as BEST.
    Nearest,
    /// Open at the instant first, then what opens soonest.
    OpenFirst,
    /// What entered the directory last first.
    Newest,
}

/// OSM's yes, no, only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Offered")]
pub(crate) enum Offered {
    /// Among other things.
    Yes,
    /// Not.
    No,
    /// Nothing else.
    Only,
}

/// Access with a wheelchair, in OSM's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Wheelchair")]
pub(crate) enum Wheelchair {
    /// Step-free.
    Yes,
    /// Partly, or with help.
    Limited,
    /// Not.
    No,
    /// Made for it.
    Designated,
}

/// A legal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::LegalForm")]
pub(crate) enum LegalForm {
    /// Eenmanszaak.
    SoleTrader,
    /// Vof, maatschap.
    Partnership,
    /// Bv, nv.
    Company,
    /// Coöperatie.
    Cooperative,
    /// Stichting.
    Foundation,
    /// Vereniging.
    Association,
    /// A public body.
    Public,
    /// Neighbours without a legal form.
    Informal,
}

/// Whether there is a door to go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Whereabouts")]
pub(crate) enum Whereabouts {
    /// A place with a door.
    Fixed,
    /// It moves: a stall, a van, a scissors grinder.
    Itinerant,
    /// Somebody's home; the door is not shown.
    AtHome,
    /// It comes to you, within an area.
    ServiceArea,
}

/// Who delivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "delivery::Courier")]
pub(crate) enum Courier {
    /// The business itself.
    Own,
    /// A cooperative of couriers.
    Cooperative,
    /// A platform.
    Platform,
}

/// A group of facts that are confirmed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "provenance::FactGroup")]
pub(crate) enum FactGroup {
    /// Name, kind, categories, tags, legal form, languages, description, ownership.
    Identity,
    /// Whereabouts, address, point.
    Place,
    /// Phone, mail, website.
    Contact,
    /// Hours and exceptions.
    Hours,
    /// Whether it still exists.
    State,
    /// Delivery and take-away.
    Delivery,
    /// Repairs, second-hand, organic, fair-trade, zero-waste.
    Goods,
    /// Wheelchair.
    Accessibility,
    /// Ways to pay.
    Payment,
    /// Local currencies that it is paid with.
    Currency,
}

/// Whether a listing still exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum Life {
    /// It runs.
    Running,
    /// It moved.
    Moved,
    /// It no longer exists.
    Gone,
}

/// Whose hands a business is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum Hands {
    /// Not known.
    Unknown,
    /// On its own.
    Independent,
    /// A branch of a chain.
    Chain,
}

/// How a delivery area is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum DeliveryAreaKind {
    /// Within a distance of the door.
    Radius,
    /// To some postcodes.
    Postcodes,
    /// Inside a ring on the map.
    Polygon,
    /// It delivers, but nobody said where.
    Unknown,
}

/// What a suggestion completes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum SuggestionKind {
    /// A listing.
    Listing,
    /// A category.
    Category,
}
