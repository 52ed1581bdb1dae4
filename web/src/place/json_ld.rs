//! What search engines read: schema.org's LocalBusiness, with hours and special hours.
//!
//! Only what the page itself shows stands in it, so nothing of a home but its town.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use koop_domain::language::Language;
use koop_domain::listings::categories::{Category, tree};
use koop_domain::listings::model::{Facts, Kind, LifeState, Listing, Service, Whereabouts};
use koop_domain::listings::opening_hours::{self, Span, State};
use serde_json::{Map, Value, json};

use super::facts::web_href;
use crate::json::escape;
use crate::photos::Gallery;
use crate::texts::clock;

/// How far ahead special hours are given, in days.
const SPECIAL_DAYS: i64 = 28;

/// Categories of our tree that schema.org has a type for; those below them share it.
pub(super) const TYPES: [(&str, &str); 30] = [
    ("bakery", "Bakery"),
    ("supermarket", "GroceryStore"),
    ("liquor", "LiquorStore"),
    ("restaurant", "Restaurant"),
    ("cafe", "CafeOrCoffeeShop"),
    ("snackbar", "FastFoodRestaurant"),
    ("bar", "BarOrPub"),
    ("pub", "BarOrPub"),
    ("ice-cream", "IceCreamShop"),
    ("bicycle-shop", "BikeStore"),
    ("books", "BookStore"),
    ("clothes", "ClothingStore"),
    ("shoes", "ShoeStore"),
    ("florist", "Florist"),
    ("hardware", "HardwareStore"),
    ("garden-centre", "GardenStore"),
    ("furniture", "FurnitureStore"),
    ("electronics", "ElectronicsStore"),
    ("jewellery", "JewelryStore"),
    ("toys", "ToyStore"),
    ("hairdresser", "HairSalon"),
    ("pharmacy", "Pharmacy"),
    ("dentist", "Dentist"),
    ("library", "Library"),
    ("hotel", "Hotel"),
    ("hostel", "Hostel"),
    ("travel-agency", "TravelAgency"),
    ("cinema", "MovieTheater"),
    ("museum", "Museum"),
    ("gallery", "ArtGallery"),
];

/// The script element's content, safe inside HTML; none for what no longer exists.
pub(crate) fn script(
    (listing, gallery): (&Listing, &Gallery),
    url: &str,
    language: Language,
    now: DateTime<Utc>,
) -> Option<String> {
    (listing.facts.state == LifeState::Running)
        .then(|| escape(&business((listing, gallery), url, language, now).to_string()))
}

fn business(
    (listing, gallery): (&Listing, &Gallery),
    url: &str,
    language: Language,
    now: DateTime<Utc>,
) -> Value {
    let facts = &listing.facts;
    let mut all = Map::new();
    let mut put = |name: &str, value: Value| {
        let empty = value.is_null()
            || value.as_array().is_some_and(Vec::is_empty)
            || value.as_str().is_some_and(str::is_empty);
        if !empty {
            all.insert(name.to_owned(), value);
        }
    };
    put("@context", json!("https://schema.org"));
    put("@type", json!(kind(facts)));
    put("@id", json!(url));
    put(
        "url",
        json!(facts.contact.website.as_deref().and_then(web_href).as_deref().unwrap_or(url)),
    );
    put("name", json!(facts.name));
    put("description", json!(facts.description(language).map(|(_, text)| text)));
    put("telephone", json!(facts.contact.phone));
    put("email", json!(facts.contact.email));
    let social: Vec<String> = facts.contact.social.iter().filter_map(|it| web_href(it)).collect();
    put("sameAs", json!(social));
    put("image", json!(gallery.urls));
    put("address", address(facts));
    if let Some(point) = facts.shown_point() {
        put(
            "geo",
            json!({
                "@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude
            }),
        );
    }
    let payment: Vec<&str> =
        facts.payment.iter().filter(|(_, taken)| **taken).map(|(key, _)| key.as_str()).collect();
    put("paymentAccepted", json!(payment.join(", ")));
    put("knowsLanguage", json!(facts.languages));
    let (weekly, special) = hours(listing, now);
    put("openingHoursSpecification", json!(weekly));
    put("specialOpeningHoursSpecification", json!(special));
    Value::Object(all)
}

fn address(facts: &Facts) -> Value {
    let Some(address) = facts.shown_address() else { return Value::Null };
    let mut all = Map::from_iter([("@type".to_owned(), json!("PostalAddress"))]);
    let door = facts.whereabouts == Whereabouts::Fixed;
    let street = [&address.street, &address.house_number];
    let street: Vec<&str> = street.into_iter().flatten().map(String::as_str).collect();
    if door && !street.is_empty() {
        all.insert("streetAddress".to_owned(), json!(street.join(" ")));
    }
    if let Some(postcode) = address.postcode.as_ref().filter(|_| door) {
        all.insert("postalCode".to_owned(), json!(postcode));
    }
    if let Some(city) = &address.city {
        all.insert("addressLocality".to_owned(), json!(city));
    }
    Value::Object(all)
}

/// The nearest type that schema.org has; LocalBusiness where it has none.
fn kind(facts: &Facts) -> &'static str {
    let lines = facts.categories.iter().flat_map(|key| tree().lineage(key));
    let named = |node: &Category| TYPES.iter().find(|(key, _)| *key == node.key);
    let found = lines.into_iter().find_map(named).map(|(_, name)| *name);
    found.unwrap_or(match facts.kind {
        Kind::Shop | Kind::SecondHand | Kind::Farm => "Store",
        Kind::Food => "FoodEstablishment",
        _ => "LocalBusiness",
    })
}

/// The hours of the coming weeks. A day like the same weekday in the other weeks is an ordinary
/// one; a day that differs is special. Read off the same function that the page shows.
fn hours(listing: &Listing, now: DateTime<Utc>) -> (Vec<Value>, Vec<Value>) {
    if !listing.facts.hours.contains_key(&Service::Counter) {
        return (Vec::new(), Vec::new());
    }
    let today = clock::today(now);
    let days: Vec<(NaiveDate, Vec<(NaiveTime, NaiveTime)>)> = (0..SPECIAL_DAYS)
        .map(|ahead| today + TimeDelta::days(ahead))
        .map(|date| (date, open_times(listing, date)))
        .collect();
    let mut weekly = Vec::new();
    let mut special = Vec::new();
    for weekday in WEEK {
        let same: Vec<_> = days.iter().filter(|(date, _)| date.weekday() == weekday).collect();
        let usual = same
            .iter()
            .map(|(_, times)| times)
            .max_by_key(|times| same.iter().filter(|(_, others)| others == *times).count());
        let Some(usual) = usual else { continue };
        weekly.extend(usual.iter().map(|(opens, closes)| {
            json!({
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": format!("https://schema.org/{}", name(weekday)),
                "opens": wall(*opens),
                "closes": closing(*closes),
            })
        }));
        for (date, times) in same.iter().filter(|(_, times)| times != usual) {
            special.extend(special_day(*date, times));
        }
    }
    special.sort_by_key(|it| it["validFrom"].to_string());
    (weekly, special)
}

/// The stretches that begin on a date and are known to be open.
fn open_times(listing: &Listing, date: NaiveDate) -> Vec<(NaiveTime, NaiveTime)> {
    let from = date.and_time(NaiveTime::MIN);
    // Past midnight a stretch still belongs to the evening it began in.
    let spans = opening_hours::spans(listing, Service::Counter, from, from + TimeDelta::hours(36));
    let begins_here = |span: &&Span| span.from.date() == date && span.state == State::Open;
    let went_on = |span: &Span| {
        let before =
            opening_hours::spans(listing, Service::Counter, from - TimeDelta::minutes(1), from);
        span.from == from
            && span.to - span.from < TimeDelta::hours(12)
            && before.iter().any(|it| it.state == State::Open)
    };
    spans
        .iter()
        .filter(begins_here)
        .filter(|span| !went_on(span))
        .map(|span| match span.to - span.from >= TimeDelta::days(1) {
            // Round the clock: each day stands for itself.
            true => (span.from.time(), NaiveTime::MIN),
            false => (span.from.time(), span.to.time()),
        })
        .collect()
}

/// A day that differs; closed is written as no time at all.
fn special_day(date: NaiveDate, times: &[(NaiveTime, NaiveTime)]) -> Vec<Value> {
    let day = |opens: String, closes: String| {
        json!({
            "@type": "OpeningHoursSpecification",
            "validFrom": date.to_string(),
            "validThrough": date.to_string(),
            "opens": opens,
            "closes": closes,
        })
    };
    if times.is_empty() {
        return vec![day("00:00".to_owned(), "00:00".to_owned())];
    }
    times.iter().map(|(opens, closes)| day(wall(*opens), closing(*closes))).collect()
}

fn wall(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// Midnight at the end of a day: 00:00 twice would read as closed.
fn closing(time: NaiveTime) -> String {
    if time == NaiveTime::MIN { "23:59".to_owned() } else { wall(time) }
}

const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
