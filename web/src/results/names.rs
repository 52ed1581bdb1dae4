//! The words of the address bar for values of the domain: Dutch, and meant to last.

use koop_domain::geo::TravelMode;
use koop_domain::listings::model::Service;
use koop_domain::listings::search::{Sort, Trait};

/// The names of services in the address bar.
const SERVICES: [(Service, &str); 4] = [
    (Service::Counter, "balie"),
    (Service::Pickup, "afhalen"),
    (Service::Delivery, "bezorgen"),
    (Service::Kitchen, "keuken"),
];
/// The names of orders in the address bar.
const SORTS: [(Sort, &str); 4] = [
    (Sort::Best, "beste"),
    (Sort::Nearest, "dichtbij"),
    (Sort::OpenFirst, "open"),
    (Sort::Newest, "nieuwste"),
];
/// The names of ways to travel in the address bar.
const MODES: [(TravelMode, &str); 2] = [(TravelMode::Walk, "lopen"), (TravelMode::Bike, "fiets")];

/// What can be asked to hold, by its name in the address bar, in the order in which it stands
/// there. Delivery is not among them: it is asked for by saying where to.
pub(super) const TRAITS: [(Trait, &str); 6] = [
    (Trait::Takeaway, "meenemen"),
    (Trait::Wheelchair, "rolstoel"),
    (Trait::SecondHand, "tweedehands"),
    (Trait::Repair, "repareren"),
    (Trait::Organic, "biologisch"),
    (Trait::Independent, "zelfstandig"),
];

/// The name of a service in the address bar.
#[must_use]
pub(crate) fn service_name(service: Service) -> &'static str {
    name_of(&SERVICES, service)
}

/// The name of a way to travel in the address bar.
#[must_use]
pub(crate) fn mode_name(mode: TravelMode) -> &'static str {
    name_of(&MODES, mode)
}

/// The service of a name.
pub(super) fn service_of(name: &str) -> Option<Service> {
    value_of(&SERVICES, name)
}

/// The way to travel of a name.
pub(super) fn mode_of(name: &str) -> Option<TravelMode> {
    value_of(&MODES, name)
}

/// The name of an order in the address bar.
pub(super) fn sort_name(sort: Sort) -> &'static str {
    name_of(&SORTS, sort)
}

/// The order of a name.
pub(super) fn sort_of(name: &str) -> Option<Sort> {
    value_of(&SORTS, name)
}

fn name_of<T: PartialEq + Copy>(table: &[(T, &'static str)], value: T) -> &'static str {
    table.iter().find(|(it, _)| *it == value).map_or("", |(_, name)| name)
}

fn value_of<T: Copy>(table: &[(T, &'static str)], name: &str) -> Option<T> {
    table.iter().find(|(_, it)| *it == name).map(|(value, _)| *value)
}
