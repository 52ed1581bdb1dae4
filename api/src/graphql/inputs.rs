//! Arguments as clients give them, read into a question to the domain.

use async_graphql::{ID, InputObject, OneofObject};
use koop_domain::areas::atlas::Atlas;
use koop_domain::geo::{self, Point};
use koop_domain::id::AreaId;
use koop_domain::listings::error::Problem;
use koop_domain::listings::search::{self, DeliverTo, ListingQuery, Near, Open, Reach, When};
use koop_domain::page::Cursor;

use super::errors::Wrong;
use super::limits;
use super::scalars::Instant;
pub(crate) use super::terms::ListingSort;
use super::terms::{ListingKind, Service, TravelMode};
use super::visit::Visit;

/// The field of the span that is asked for.
const BETWEEN: &str = "open.between";

/// From where, and how far: from a point (`latitude` and `longitude`) or a named `place`; within
/// a radius, or within about so many minutes. Without either the point only sorts and tells
/// distances.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct NearInput {
    /// Degrees north, WGS 84.
    latitude: Option<f64>,
    /// Degrees east, WGS 84.
    longitude: Option<f64>,
    /// Instead of a point: a postcode (its four digits are enough) or the name of an area.
    place: Option<String>,
    /// Not further than this in a straight line, in metres.
    radius_m: Option<i32>,
    /// Not further than about this many minutes.
    minutes: Option<i32>,
    /// How the minutes are travelled; BIKE if nothing is said.
    by: Option<TravelMode>,
}

/// Open when: exactly one of `now`, `at` and `between`.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct OpenInput {
    /// Now.
    now: Option<bool>,
    /// At this instant.
    at: Option<Instant>,
    /// All the time from one instant to another.
    between: Option<TimeSpanInput>,
    /// For which service; COUNTER if nothing is said, DELIVERY when `deliversTo` is given.
    service: Option<Service>,
}

/// From one instant to another.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct TimeSpanInput {
    /// From this instant.
    from: Instant,
    /// Until this instant.
    to: Instant,
}

/// A place on earth.
#[derive(Clone, Copy, Debug, InputObject)]
pub(crate) struct PointInput {
    /// Degrees north, WGS 84.
    pub(crate) latitude: f64,
    /// Degrees east, WGS 84.
    pub(crate) longitude: f64,
}

/// A box on the map. A west beyond the east crosses the date line.
#[derive(Clone, Copy, Debug, InputObject)]
pub(crate) struct BoundsInput {
    /// The southern edge in degrees.
    south: f64,
    /// The western edge in degrees.
    west: f64,
    /// The northern edge in degrees.
    north: f64,
    /// The eastern edge in degrees.
    east: f64,
}

/// Where it must be delivered: one of the two.
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum DeliversToInput {
    /// At this point.
    Point(PointInput),
    /// In this postcode; its four digits are enough.
    Postcode(String),
}

/// What must hold. What is left out, and `false`, ask nothing.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct ListingFilter {
    /// One of these kinds.
    kinds: Option<Vec<ListingKind>>,
    /// In one of these categories, by key, or below them.
    categories: Option<Vec<String>>,
    /// Delivers there at the instant, so its delivery hours and pauses count.
    delivers_to: Option<DeliversToInput>,
    /// In this area or in one inside it.
    area_id: Option<ID>,
    /// Inside this box.
    bounds: Option<BoundsInput>,
    /// Can be taken away.
    takeaway: Option<bool>,
    /// Can be entered with a wheelchair.
    wheelchair: Option<bool>,
    /// Sells second-hand goods.
    second_hand: Option<bool>,
    /// Repairs things.
    repair: Option<bool>,
    /// Sells organic goods.
    organic: Option<bool>,
    /// Known to be independent.
    independent: Option<bool>,
    /// Is paid with one of these local currencies, by their codes. With one that is not paid with,
    /// nothing is found.
    accepts_currency: Option<Vec<String>>,
}

/// The arguments of `listings`.
pub(crate) struct Asked {
    pub(crate) text: Option<String>,
    pub(crate) near: Option<NearInput>,
    pub(crate) open: Option<OpenInput>,
    pub(crate) filter: Option<ListingFilter>,
    pub(crate) sort: Option<ListingSort>,
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
}

impl Asked {
    /// The question, or nothing when `after` is no cursor or the area none that is known: there,
    /// nothing is found.
    pub(crate) fn read(self, visit: &Visit, atlas: &Atlas) -> Result<Option<ListingQuery>, Wrong> {
        let filter = self.filter.unwrap_or_default();
        if filter.area_id.as_ref().is_some_and(|id| AreaId::parse(id).is_err()) {
            return Ok(None);
        }
        let after = self.after.as_deref().map(Cursor::decode);
        let query = ListingQuery {
            text: self.text.filter(|text| !text.trim().is_empty()),
            language: visit.language,
            near: self.near.map(|near| near.read(atlas)).transpose()?,
            open: self.open.map(OpenInput::read).transpose()?,
            filter: filter.read()?,
            sort: self.sort.map(Into::into).unwrap_or_default(),
            first: limits::page_size(self.first),
            ..ListingQuery::new(visit.ctx.now)
        };
        Ok(match after {
            None => Some(query),
            Some(Ok(after)) => Some(ListingQuery { after: Some(after), ..query }),
            Some(Err(_)) => None,
        })
    }
}

impl NearInput {
    /// From where, by the map of areas.
    pub(crate) fn read(self, atlas: &Atlas) -> Result<Near, Wrong> {
        let whole = |field, number| {
            u32::try_from(number).map_err(|_| Wrong::Field(field, Problem::OutOfRange))
        };
        let reach = match (self.radius_m, self.minutes) {
            (None, None) => None,
            (Some(metres), None) => Some(Reach::Metres(whole("near.radiusM", metres)?)),
            (None, Some(minutes)) => {
                let mode = self.by.map_or(geo::TravelMode::Bike, Into::into);
                Some(Reach::Minutes(whole("near.minutes", minutes)?, mode))
            }
            (Some(_), Some(_)) => return Err(Wrong::Choice("near", "api-near-choice")),
        };
        let point = match (self.latitude, self.longitude, self.place) {
            (Some(latitude), Some(longitude), None) => point("near", latitude, longitude)?,
            (None, None, Some(place)) => {
                let located = atlas.locate(&place);
                located.ok_or(Wrong::Field("near.place", Problem::Unknown))?.point
            }
            _ => return Err(Wrong::Choice("near", "api-near-from")),
        };
        Ok(Near { point, reach })
    }
}

impl OpenInput {
    fn read(self) -> Result<Open, Wrong> {
        // `now: false` says nothing, as every `false` in a filter.
        let when = match (self.now.unwrap_or(false), self.at, self.between) {
            (true, None, None) => When::Now,
            (false, Some(at), None) => When::At(at.read("open.at")?),
            (false, None, Some(span)) => {
                When::Between(span.from.read(BETWEEN)?, span.to.read(BETWEEN)?)
            }
            _ => return Err(Wrong::Choice("open", "api-open-choice")),
        };
        Ok(Open { when, service: self.service.map(Into::into) })
    }
}

impl ListingFilter {
    fn read(self) -> Result<search::Filter, Wrong> {
        Ok(search::Filter {
            kinds: self.kinds.unwrap_or_default().into_iter().map(Into::into).collect(),
            categories: self.categories.unwrap_or_default(),
            delivers_to: self.delivers_to.map(DeliversToInput::read).transpose()?,
            area: self.area_id.and_then(|id| AreaId::parse(&id).ok()),
            bounds: self.bounds.map(BoundsInput::read).transpose()?,
            takeaway: self.takeaway.unwrap_or(false),
            wheelchair: self.wheelchair.unwrap_or(false),
            second_hand: self.second_hand.unwrap_or(false),
            repair: self.repair.unwrap_or(false),
            organic: self.organic.unwrap_or(false),
            independent: self.independent.unwrap_or(false),
            currencies: self.accepts_currency.unwrap_or_default(),
        })
    }
}

impl DeliversToInput {
    fn read(self) -> Result<DeliverTo, Wrong> {
        match self {
            Self::Point(at) => {
                point("filter.deliversTo", at.latitude, at.longitude).map(DeliverTo::point)
            }
            Self::Postcode(code) => Ok(DeliverTo::postcode(digits(&code))),
        }
    }
}

impl BoundsInput {
    /// The box, if it is one.
    pub(crate) fn read(self) -> Result<geo::Bounds, Wrong> {
        let Self { south, west, north, east } = self;
        point("filter.bounds", south, west)?;
        point("filter.bounds", north, east)?;
        if south > north {
            return Err(Wrong::Field("filter.bounds", Problem::OutOfRange));
        }
        Ok(geo::Bounds { south, west, north, east })
    }
}

fn point(field: &'static str, latitude: f64, longitude: f64) -> Result<Point, Wrong> {
    Point::new(latitude, longitude).map_err(|_| Wrong::Field(field, Problem::OutOfRange))
}

/// The digits of a postcode written with its letters, `1093 AB`; anything else as it is, for
/// the domain to judge.
fn digits(code: &str) -> &str {
    let code = code.trim();
    let (digits, letters) = code.split_at_checked(4).unwrap_or((code, ""));
    let letters = letters.trim_start();
    let whole = letters.len() == 2 && letters.bytes().all(|b| b.is_ascii_alphabetic());
    if whole { digits } else { code }
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn a_postcode_may_have_its_letters() {
        assert_eq!(["1093", " 1093AB ", "1093 ab"].map(digits), ["1093"; 3]);
        assert_eq!(
            ["109", "1093 A", "1093 ABC", "é093AB"].map(digits),
            ["109", "1093 A", "1093 ABC", "é093AB"]
        );
    }
}
