//! What search engines read is what people read.

use koop_domain::language::Language::Nl;
use koop_domain::listings::categories::tree;
use koop_domain::listings::model::Service;
use serde_json::{Value, json};

use super::json_ld::{TYPES, script};
use crate::photos::Gallery;
use crate::sample::{EVIL, at_home, evil, moved, now, poor, rich};

fn read(listing: &koop_domain::listings::model::Listing) -> Value {
    let text =
        script((listing, &Gallery::default()), "https://koop.example/plek/x", Nl, now()).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_business_has_its_hours_and_its_special_hours() {
    let it = read(&rich());
    assert_eq!(it["@type"], "LocalBusiness");
    assert_eq!(it["name"], "Spaak & Zoon");
    assert_eq!(it["address"]["streetAddress"], "Eerste van Swindenstraat 717");
    assert_eq!(it["geo"]["latitude"], 52.361_23);
    let weekly = it["openingHoursSpecification"].as_array().unwrap();
    assert_eq!(weekly.len(), 6, "{weekly:?}");
    assert_eq!(weekly[0]["dayOfWeek"], "https://schema.org/Monday");
    assert_eq!((&weekly[5]["opens"], &weekly[5]["closes"]), (&json!("09:00"), &json!("17:00")));
    let special = it["specialOpeningHoursSpecification"].as_array().unwrap();
    assert_eq!(special.len(), 1, "{special:?}");
    assert_eq!(special[0]["validFrom"], "2026-11-24");
    assert_eq!((&special[0]["opens"], &special[0]["closes"]), (&json!("13:00"), &json!("15:00")));
}

#[test]
fn nights_belong_to_the_evening_they_began_in() {
    let mut late = rich();
    late.facts.exceptions.clear();
    late.facts.hours.insert(Service::Counter, "Mo-Su 18:00-02:00".into());
    let it = read(&late);
    let weekly = it["openingHoursSpecification"].as_array().unwrap();
    assert_eq!(weekly.len(), 7, "{weekly:?}");
    assert!(weekly.iter().all(|day| day["opens"] == "18:00" && day["closes"] == "02:00"));
    assert_eq!(it["specialOpeningHoursSpecification"], Value::Null);
}

#[test]
fn a_day_off_is_closed_by_two_equal_times() {
    let mut off = rich();
    off.facts.exceptions[0].spans = None;
    let it = read(&off);
    let special = &it["specialOpeningHoursSpecification"][0];
    assert_eq!((&special["opens"], &special["closes"]), (&json!("00:00"), &json!("00:00")));
}

#[test]
fn day_and_night_is_every_day_from_midnight() {
    let mut always = rich();
    always.facts.exceptions.clear();
    always.facts.hours.insert(Service::Counter, "24/7".into());
    let it = read(&always);
    let weekly = it["openingHoursSpecification"].as_array().unwrap();
    assert_eq!(weekly.len(), 7, "{weekly:?}");
    assert!(weekly.iter().all(|day| day["opens"] == "00:00" && day["closes"] == "23:59"));
}

#[test]
fn strangers_words_do_not_end_the_script() {
    let text =
        script((&evil(), &Gallery::default()), "https://koop.example/plek/x", Nl, now()).unwrap();
    assert!(!text.contains(['<', '>', '&']), "{text}");
    assert_eq!(read(&evil())["name"], EVIL);
}

#[test]
fn little_is_said_where_little_is_known() {
    let it = read(&poor());
    assert_eq!(it["@type"], "Store");
    assert_eq!(it["openingHoursSpecification"], Value::Null);
    assert_eq!(it["address"], Value::Null);
    let home = read(&at_home());
    assert_eq!(
        home["address"],
        json!({ "@type": "PostalAddress", "addressLocality": "Amsterdam" })
    );
    assert_eq!(home["geo"], Value::Null);
    assert_eq!(
        script((&moved(), &Gallery::default()), "https://koop.example/plek/x", Nl, now()),
        None
    );
}

#[test]
fn the_types_are_of_categories_that_exist() {
    for (key, _) in TYPES {
        assert!(tree().get(key).is_some(), "{key}");
    }
    let mut sushi = rich();
    sushi.facts.categories = vec!["japanese-restaurant".into()];
    assert_eq!(read(&sushi)["@type"], "Restaurant");
}
