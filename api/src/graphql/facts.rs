//! The smaller facts about a listing.

use async_graphql::{Context, Description, Object, SimpleObject};
use koop_domain::geo::Point;
use koop_domain::listings::delivery::{self, DeliveryArea};
use koop_domain::listings::model::{self, LifeState};
use koop_domain::listings::provenance::{self, Origin, Provenance};
use koop_domain::listings::shown::ShownSource;
use koop_web::texts;

use super::scalars::{Date, Instant};
use super::terms::{Courier, DeliveryAreaKind, FactGroup, Hands, Life};
use super::visit::Visit;

/// A text in a language.
#[derive(SimpleObject)]
pub(crate) struct LocalText {
    /// The language, as a BCP 47 code.
    language: String,
    /// The text.
    text: String,
}

impl LocalText {
    /// A text in a language.
    pub(crate) fn of(language: &str, text: &str) -> Self {
        Self { language: language.to_owned(), text: text.to_owned() }
    }
}

/// A place on earth.
#[derive(SimpleObject)]
pub(crate) struct GeoPoint {
    /// Degrees north, WGS 84.
    latitude: f64,
    /// Degrees east, WGS 84.
    longitude: f64,
}

impl From<Point> for GeoPoint {
    fn from(point: Point) -> Self {
        Self { latitude: point.latitude, longitude: point.longitude }
    }
}

/// A postal address.
#[derive(Description)]
pub(crate) struct Address(pub(crate) model::Address);

#[Object(use_type_description)]
impl Address {
    /// The street.
    async fn street(&self) -> Option<&str> {
        self.0.street.as_deref()
    }

    /// The house number with its letters.
    async fn house_number(&self) -> Option<&str> {
        self.0.house_number.as_deref()
    }

    /// The postcode, in the Netherlands as `1093 AB`.
    async fn postcode(&self) -> Option<&str> {
        self.0.postcode.as_deref()
    }

    /// The place.
    async fn city(&self) -> Option<&str> {
        self.0.city.as_deref()
    }
}

/// How to reach a listing.
#[derive(Description)]
pub(crate) struct Contact(pub(crate) model::Contact);

#[Object(use_type_description)]
impl Contact {
    /// Telephone, as it was given.
    async fn phone(&self) -> Option<&str> {
        self.0.phone.as_deref()
    }

    /// E-mail address.
    async fn email(&self) -> Option<&str> {
        self.0.email.as_deref()
    }

    /// Website.
    async fn website(&self) -> Option<&str> {
        self.0.website.as_deref()
    }

    /// Pages elsewhere.
    async fn social(&self) -> &[String] {
        &self.0.social
    }
}

/// How a listing delivers.
#[derive(Description)]
pub(crate) struct Delivery(pub(crate) delivery::Delivery);

#[Object(use_type_description)]
impl Delivery {
    /// How the area is given.
    async fn area(&self) -> DeliveryAreaKind {
        match self.0.area {
            DeliveryArea::Radius { .. } => DeliveryAreaKind::Radius,
            DeliveryArea::Postcodes { .. } => DeliveryAreaKind::Postcodes,
            DeliveryArea::Polygon { .. } => DeliveryAreaKind::Polygon,
            DeliveryArea::Unknown => DeliveryAreaKind::Unknown,
        }
    }

    /// Within so many metres of the door, if that is the area.
    async fn radius_m(&self) -> Option<u32> {
        match self.0.area {
            DeliveryArea::Radius { radius_m } => Some(radius_m),
            _ => None,
        }
    }

    /// To these four-digit postcodes, if that is the area.
    async fn postcodes(&self) -> Option<&[String]> {
        match &self.0.area {
            DeliveryArea::Postcodes { postcodes } => Some(postcodes),
            _ => None,
        }
    }

    /// Inside this ring, if that is the area.
    async fn polygon(&self) -> Option<Vec<GeoPoint>> {
        match &self.0.area {
            DeliveryArea::Polygon { ring } => Some(ring.iter().map(|p| (*p).into()).collect()),
            _ => None,
        }
    }

    /// The least order, in euro cents.
    async fn minimum_cents(&self) -> Option<i64> {
        self.0.minimum_cents
    }

    /// The fee, in euro cents.
    async fn fee_cents(&self) -> Option<i64> {
        self.0.fee_cents
    }

    /// Who brings it.
    async fn courier(&self) -> Option<Courier> {
        self.0.courier.map(Into::into)
    }

    /// Whether it comes by bike.
    async fn by_bike(&self) -> bool {
        self.0.by_bike
    }

    /// Whether the packaging goes back.
    async fn returnable_packaging(&self) -> bool {
        self.0.returnable_packaging
    }

    /// No deliveries until then.
    async fn paused_until(&self) -> Option<Instant> {
        self.0.paused_until.map(Instant::from)
    }

    /// Busy: so many minutes longer.
    async fn busy_minutes(&self) -> Option<u32> {
        self.0.busy_minutes
    }
}

/// Whether a listing still exists.
#[derive(Description)]
pub(crate) struct StateOfLife(pub(crate) LifeState);

#[Object(name = "LifeState", use_type_description)]
impl StateOfLife {
    /// Which.
    async fn is(&self) -> Life {
        match self.0 {
            LifeState::Running => Life::Running,
            LifeState::Moved { .. } => Life::Moved,
            LifeState::Gone { .. } => Life::Gone,
        }
    }

    /// Where it moved to, in words.
    async fn moved_to(&self) -> Option<&str> {
        match &self.0 {
            LifeState::Moved { to } => Some(to),
            _ => None,
        }
    }

    /// Since when it is gone, if that is known.
    async fn gone_since(&self) -> Option<Date> {
        match self.0 {
            LifeState::Gone { since } => since.map(Date),
            _ => None,
        }
    }
}

/// Whose hands a business is in.
#[derive(Description)]
pub(crate) struct Ownership(pub(crate) model::Ownership);

#[Object(use_type_description)]
impl Ownership {
    /// Which.
    async fn is(&self) -> Hands {
        match self.0 {
            model::Ownership::Unknown => Hands::Unknown,
            model::Ownership::Independent => Hands::Independent,
            model::Ownership::Chain { .. } => Hands::Chain,
        }
    }

    /// The chain's brand.
    async fn brand(&self) -> Option<&str> {
        match &self.0 {
            model::Ownership::Chain { brand } => Some(brand),
            _ => None,
        }
    }
}

/// A way to pay.
#[derive(Description)]
pub(crate) struct PaymentMethod {
    key: String,
    accepted: bool,
}

impl PaymentMethod {
    /// A way to pay that is taken or not.
    pub(crate) fn of(key: &str, accepted: bool) -> Self {
        Self { key: key.to_owned(), accepted }
    }
}

#[Object(use_type_description)]
impl PaymentMethod {
    /// OSM's name for it, such as cash or cards.
    async fn key(&self) -> &str {
        &self.key
    }

    /// The same in words.
    async fn label(&self, ctx: &Context<'_>) -> String {
        texts::payment(Visit::of(ctx).language, &self.key)
    }

    /// Whether it is taken.
    async fn accepted(&self) -> bool {
        self.accepted
    }
}

/// Where a group of facts came from, and when it was last confirmed.
#[derive(SimpleObject)]
pub(crate) struct Confirmation {
    /// Which facts.
    group: FactGroup,
    /// The source that an importer read them from, such as OpenStreetMap.
    source: Option<String>,
    /// Who wrote them here, or saw that they are right, as it may be shown.
    editor: Option<String>,
    /// When somebody last saw that they are right, if that is known.
    confirmed_on: Option<Date>,
}

impl Confirmation {
    /// A group's provenance.
    pub(crate) fn of(group: provenance::FactGroup, told: &provenance::Confirmation) -> Self {
        let (source, editor) = told_by(&told.origin);
        Self { group: group.into(), source, editor, confirmed_on: told.confirmed_on.map(Date) }
    }
}

/// The source that says so, and who wrote it here or saw that it is right.
pub(crate) fn told_by(origin: &Origin) -> (Option<String>, Option<String>) {
    match origin {
        Origin::Import { source } => (Some(source.clone()), None),
        Origin::Edit { editor } => (None, Some(editor.clone())),
        Origin::Seen { editor, source } => (source.clone(), Some(editor.clone())),
    }
}

/// The outside record behind a listing.
#[derive(SimpleObject)]
pub(crate) struct Source {
    /// Who publishes it.
    name: String,
    /// Its id there; none for somebody's home, whose door stands under it.
    id: Option<String>,
    /// The licence, as an SPDX name where there is one.
    licence: String,
    /// The line that must be shown with the data.
    attribution: String,
    /// Where a reader can see and mend the record; none for somebody's home.
    url: Option<String>,
    /// The last day on which somebody there saw that something of it is right, if they say.
    confirmed_at: Option<Date>,
    /// When we last read it there.
    read_at: Instant,
}

impl Source {
    /// A record with the last confirmation among the facts that still stand as it gave them.
    pub(crate) fn of(source: ShownSource<'_>, provenance: &Provenance) -> Self {
        let imported =
            |told: &&provenance::Confirmation| matches!(told.origin, Origin::Import { .. });
        let confirmed = provenance.values().filter(imported).filter_map(|told| told.confirmed_on);
        Self {
            confirmed_at: confirmed.max().map(Date),
            name: source.name.to_owned(),
            id: source.id.map(str::to_owned),
            licence: source.licence.to_owned(),
            attribution: source.attribution.to_owned(),
            url: source.url.map(str::to_owned),
            read_at: source.read_at.into(),
        }
    }
}
