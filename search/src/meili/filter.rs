//! A question's filters as Meilisearch reads them. Each lets through all that may answer, and
//! some more: what is exact to the minute and to the metre is judged afterwards, here.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use koop_domain::listings::model::Service;
use koop_domain::listings::opening_hours::wall_time;
use koop_domain::listings::search::{DeliverTo, Filter, ListingQuery, Trait};

use super::boxes::{around, inside};
use super::document::{ANYWHERE, PAID_WITH, REACHES_M, service_key};
use super::slots::{ALWAYS, certain_since, day_number, slot};

/// The filters of a question, apart where a facet must leave its own out.
#[derive(Clone, Debug, Default)]
pub(super) struct Filters {
    /// What every answer keeps to: traits, places, deliveries.
    common: Vec<String>,
    area: Option<String>,
    currencies: Option<String>,
    kinds: Option<String>,
    categories: Option<String>,
    open: Option<String>,
}

/// A facet's own filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    Area,
    Currency,
    Kinds,
    Categories,
    Open,
}

impl Filters {
    pub(super) fn new(query: &ListingQuery) -> Self {
        let filter = &query.filter;
        let mut common = vec![LISTINGS.to_owned()];
        common.extend(traits(filter).map(|asked| format!("traits = {}", asked.key())));
        common.extend(filter.bounds.as_ref().map(inside));
        common.extend(query.near.and_then(|near| Some(around(near.point, near.radius_m()?))));
        if let Some(to) = &filter.delivers_to {
            common.push(delivers(to));
            common.push(may_be_open(Service::Delivery, query.instant()));
        }
        let categories = filter.categories.iter().map(String::as_str);
        let paid = filter.currencies.iter().map(|code| format!("{PAID_WITH}{code}"));
        let paid: Vec<String> = paid.collect();
        Self {
            common,
            area: filter.area.map(|area| format!("areas = {}", quoted(&area.to_string()))),
            currencies: any("traits", paid.iter().map(String::as_str)),
            kinds: any("kind", filter.kinds.iter().map(|kind| kind.key())),
            categories: any("categories", categories),
            open: query.open.map(|_| may_be_open(query.service(), query.instant())),
        }
    }

    /// What the answer keeps to.
    pub(super) fn all(&self) -> String {
        self.without(&[])
    }

    /// What the answer keeps to whatever facets are about.
    pub(super) fn unowned(&self) -> String {
        self.without(&[Own::Area, Own::Currency, Own::Kinds, Own::Categories, Own::Open])
    }

    /// All but some.
    pub(super) fn without(&self, left_out: &[Own]) -> String {
        let owned = [
            (Own::Area, &self.area),
            (Own::Currency, &self.currencies),
            (Own::Kinds, &self.kinds),
            (Own::Categories, &self.categories),
            (Own::Open, &self.open),
        ];
        let kept = owned.into_iter().filter(|(own, _)| !left_out.contains(own));
        let kept = kept.filter_map(|(_, filter)| filter.as_deref());
        self.common.iter().map(String::as_str).chain(kept).collect::<Vec<_>>().join(" AND ")
    }
}

/// Every listing.
pub(super) const LISTINGS: &str = "what = listing";
/// What is gone and was not swept away yet.
pub(super) const GONE: &str = "what = gone";

/// Two filters together.
pub(super) fn both(one: &str, other: &str) -> String {
    format!("{one} AND {other}")
}

/// The listing with an id.
pub(super) fn named(id: &str) -> String {
    both(LISTINGS, &format!("id = {}", quoted(id)))
}

/// Names from one on.
pub(super) fn from_name(name_key: &str) -> String {
    format!("name_key >= {}", quoted(name_key))
}

/// What was new at an instant, in milliseconds, or before.
pub(super) fn not_newer(created_ms: u64) -> String {
    format!("created_ms <= {created_ms}")
}

/// What may be open for a service at an instant.
pub(super) fn may_be_open(service: Service, at: DateTime<Utc>) -> String {
    let (slot, day) = (slot(at), day_number(wall_time(at).date()));
    let counter = format!("counter IN [{slot}, {ALWAYS}]");
    let slots = match service {
        Service::Counter => counter,
        other => {
            let key = service_key(other);
            format!("({key} IN [{slot}, {ALWAYS}] OR (NOT own = {key} AND {counter}))")
        }
    };
    // Slots say nothing of days that they were not worked out for.
    let other_days = format!("slots_from > {day} OR slots_until <= {day}");
    let open = format!("({slots} OR {other_days})");
    match service {
        Service::Delivery => both("traits = delivery", &open),
        _ => open,
    }
}

/// What is known to be open when it is: not by appointment, nor without hours.
pub(super) fn is_known(service: Service) -> String {
    let key = service_key(service);
    match service {
        Service::Counter => "known = counter".to_owned(),
        _ => format!("(known = {key} OR (NOT own = {key} AND known = counter))"),
    }
}

/// What is certain: hours of its own, and confirmed lately enough.
pub(super) fn is_certain(service: Service, at: DateTime<Utc>) -> String {
    let key = service_key(service);
    format!("known = {key} AND own = {key} AND confirmed_day >= {}", certain_since(at))
}

/// Who may deliver there.
fn delivers(to: &DeliverTo) -> String {
    let mut ways: Vec<String> = Vec::new();
    ways.extend(
        to.postcode.as_deref().map(|code| format!("delivery_postcodes = {}", quoted(code))),
    );
    if let Some(point) = to.point {
        ways.push(format!("delivery_reach_m = {ANYWHERE}"));
        ways.extend(REACHES_M.iter().map(|metres| {
            let around = around(point, f64::from(*metres));
            format!("(delivery_reach_m = {metres} AND {around})")
        }));
    }
    format!("({})", ways.join(" OR "))
}

fn traits(filter: &Filter) -> impl Iterator<Item = Trait> {
    let asked = [
        (filter.takeaway, Trait::Takeaway),
        (filter.wheelchair, Trait::Wheelchair),
        (filter.second_hand, Trait::SecondHand),
        (filter.repair, Trait::Repair),
        (filter.organic, Trait::Organic),
        (filter.independent, Trait::Independent),
    ];
    asked.into_iter().filter(|(asked, _)| *asked).map(|(_, a_trait)| a_trait)
}

/// One of the values, or no filter where none is asked for.
pub(super) fn any<'a>(field: &str, values: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut list = String::new();
    for value in values {
        let comma = if list.is_empty() { "" } else { ", " };
        // Writing to a string cannot fail.
        let _written = write!(list, "{comma}{}", quoted(value));
    }
    (!list.is_empty()).then(|| format!("{field} IN [{list}]"))
}

/// A value between quotes, whatever it holds.
pub(super) fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
#[path = "filter_tests.rs"]
mod tests;
