//! From an OpenStreetMap object to a record: whose it is, where it lies, what it says and when
//! that was last confirmed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use koop_domain::geo::Point;
use koop_domain::imports::model::{Record, RecordKey};
use koop_domain::listings::osm;
pub(super) use koop_domain::listings::osm::judge;
use koop_domain::listings::provenance::FactGroup;

use super::{Item, Tags};

/// The licence of everything in OpenStreetMap.
pub(super) const LICENCE: &str = "ODbL-1.0";
/// The line that must be shown with it.
pub(super) const ATTRIBUTION: &str = "© OpenStreetMap contributors";

/// The reason for objects that lie nowhere.
const NO_POSITION: &str = "no position";
/// The reason for positions that cannot be on earth.
pub(super) const OFF_EARTH: &str = "the point is not on earth";

/// Where a record comes from and on what terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Provider {
    /// A stable key of the publisher.
    pub(super) source: String,
    /// Its id there.
    pub(super) source_id: String,
    /// The publisher's name.
    pub(super) source_name: String,
    /// Licence.
    pub(super) licence: String,
    /// The line that must be shown.
    pub(super) attribution: String,
    /// Where a reader can see the record.
    pub(super) url: Option<String>,
}

impl Provider {
    /// OpenStreetMap itself; the id is `node/…`, `way/…` or `relation/…`.
    pub(super) fn osm(id: String) -> Self {
        Self {
            source: "osm".to_owned(),
            source_name: "OpenStreetMap".to_owned(),
            licence: LICENCE.to_owned(),
            attribution: ATTRIBUTION.to_owned(),
            url: Some(format!("https://www.openstreetmap.org/{id}")),
            source_id: id,
        }
    }
}

/// Makes a record of an object, or says why not; nothing for what is not a place. Dates of
/// confirmation after `today` are slips of the pen and ignored.
pub(super) fn item(
    provider: impl FnOnce() -> Provider,
    tags: Tags,
    point: Result<Point, &'static str>,
    today: NaiveDate,
) -> Option<Item> {
    let classes = match judge(&tags) {
        Ok(classes) => classes,
        Err(reason) => return reason.map(|reason| Item::Skip(None, reason)),
    };
    let Provider { source, source_id, source_name, licence, attribution, url } = provider();
    let point = match point {
        Ok(point) => point,
        Err(reason) => return Some(Item::Skip(Some(RecordKey::of(&source, &source_id)), reason)),
    };
    let facts = osm::facts(&tags, classes, point);
    let confirmed = confirmed(&tags, today);
    Some(Item::Record(Box::new(Record {
        source,
        source_id,
        source_name,
        licence,
        attribution,
        url,
        facts,
        tags,
        confirmed,
    })))
}

/// A point on earth, or the reason why there is none.
pub(super) fn position(point: Option<(f64, f64)>) -> Result<Point, &'static str> {
    let (latitude, longitude) = point.ok_or(NO_POSITION)?;
    Point::new(latitude, longitude).map_err(|_| OFF_EARTH)
}

/// `check_date` is about the whole place; a check date of its own says more about a group.
fn confirmed(tags: &Tags, today: NaiveDate) -> BTreeMap<FactGroup, NaiveDate> {
    const GENERAL: [&str; 4] = ["check_date", "survey:date", "lastcheck", "check:date"];
    const OWN: [(FactGroup, &[&str]); 5] = [
        (FactGroup::Hours, &["check_date:opening_hours", "opening_hours:check_date"]),
        (FactGroup::Contact, &["check_date:phone", "check_date:website"]),
        (FactGroup::Delivery, &["check_date:delivery", "check_date:takeaway"]),
        (FactGroup::Accessibility, &["check_date:wheelchair"]),
        (FactGroup::Payment, &["check_date:payment"]),
    ];
    let date_of = |keys: &[&str]| {
        keys.iter().filter_map(|key| day(tags.get(*key)?)).filter(|day| *day <= today).max()
    };
    let general = date_of(&GENERAL);
    let groups = FactGroup::ALL.into_iter().filter_map(|group| {
        let own = OWN.iter().find(|(own, _)| *own == group).and_then(|(_, keys)| date_of(keys));
        Some((group, own.or(general)?))
    });
    groups.collect()
}

/// A day, or the first of a month when the day is not given.
fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    day(text).or_else(|| day(&format!("{text}-01")))
}

#[cfg(test)]
#[path = "place_tests.rs"]
mod tests;
