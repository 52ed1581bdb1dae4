//! Claims about the whole neighbourhood; the named businesses, the hours and the streets have
//! files of their own.

mod hours;
mod map;
mod named;
mod streets;

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Utc};
use koop_domain::id::ListingId;
use koop_domain::imports::model::Record;
use koop_domain::listings::categories;
use koop_domain::listings::delivery::DeliveryArea;
use koop_domain::listings::model::{
    Facts, Kind, LegalForm, LifeState, Listing, Ownership, Wheelchair, Whereabouts,
};
use koop_domain::listings::provenance::{Confirmation, FactGroup, Origin};
use koop_domain::listings::rules;

use super::{business, records};

/// A Saturday afternoon in autumn.
fn saturday() -> DateTime<Utc> {
    instant("2026-11-21T14:30:00+01:00")
}

fn instant(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn find<'a>(records: &'a [Record], slug: &str) -> &'a Record {
    let id = format!("demo/{slug}");
    records.iter().find(|r| r.source_id == id).unwrap_or_else(|| panic!("no {id}"))
}

/// The record as a listing, as the directory would hold it.
fn listing(record: &Record, now: DateTime<Utc>) -> Listing {
    let confirmation = |(group, date): (&FactGroup, &chrono::NaiveDate)| {
        let origin = Origin::Import { source: record.source_name.clone() };
        (*group, Confirmation { origin, confirmed_on: Some(*date) })
    };
    Listing {
        id: ListingId::parse("lst_00000000000000000000000001").unwrap(),
        slug: record.source_id.replace("demo/", ""),
        revision: 1,
        facts: record.facts.clone(),
        provenance: record.confirmed.iter().map(confirmation).collect(),
        source: None,
        areas: Vec::new(),
        demo: true,
        created_at: now,
        updated_at: now,
    }
}

#[test]
fn every_block_in_the_files_becomes_one_of_about_four_hundred_records() {
    let records = records(saturday());
    let slugs: HashSet<_> = records.iter().map(|r| r.source_id.clone()).collect();
    let lost: Vec<_> = business::all()
        .into_iter()
        .filter(|b| !slugs.contains(&format!("demo/{}", b.slug)))
        .map(|b| b.name)
        .collect();
    assert_eq!(lost, Vec::<&str>::new(), "these blocks cannot be written down as facts");
    assert_eq!(records.len(), business::count(), "a block has a line too few or too many");
    assert!((380..=450).contains(&records.len()), "{}", records.len());
}

#[test]
fn ids_and_names_are_unique() {
    let records = records(saturday());
    let ids: HashSet<_> = records.iter().map(|r| &r.source_id).collect();
    let names: HashSet<_> = records.iter().map(|r| &r.facts.name).collect();
    assert_eq!((ids.len(), names.len()), (records.len(), records.len()));
    assert!(ids.contains(&"demo/spaak-en-zoon".to_owned()));
    assert!(ids.contains(&"demo/firin-anadolu".to_owned()), "letters of every script are folded");
}

#[test]
fn the_facts_keep_the_rules_of_the_directory() {
    for record in records(saturday()) {
        rules::check(&record.facts).unwrap_or_else(|e| panic!("{}: {e}", record.facts.name));
    }
}

#[test]
fn every_kind_occurs_and_every_category_exists() {
    let records = records(saturday());
    for kind in Kind::ALL {
        let count = records.iter().filter(|r| r.facts.kind == kind).count();
        assert!(count >= 8, "{kind:?} occurs {count} times");
    }
    for record in &records {
        assert!(!record.facts.categories.is_empty(), "{}", record.facts.name);
        for key in &record.facts.categories {
            assert!(categories::tree().get(key).is_some(), "{}: {key}", record.facts.name);
        }
    }
}

#[test]
fn the_same_moment_gives_the_same_neighbourhood() {
    assert_eq!(records(saturday()), records(saturday()));
}

#[test]
fn another_moment_changes_only_what_hangs_on_dates() {
    let later = records(instant("2027-06-03T09:12:00+02:00"));
    for (now, then) in records(saturday()).iter().zip(&later) {
        let timeless = |record: &Record| {
            let mut record = record.clone();
            record.confirmed.clear();
            record.facts.exceptions.clear();
            if record.source_id == "demo/bakkerij-de-vroege-vogel" {
                record.facts.hours.clear();
            }
            if let Some(delivery) = &mut record.facts.delivery {
                delivery.paused_until = None;
            }
            if let LifeState::Gone { since } = &mut record.facts.state {
                *since = None;
            }
            record
        };
        assert_eq!(timeless(now), timeless(then));
    }
}

#[test]
fn descriptions_are_unique_and_in_both_languages() {
    let mut seen = HashSet::new();
    for record in records(saturday()) {
        let Facts { name, description, .. } = record.facts;
        for code in ["nl", "en"] {
            let text = &description[code];
            assert!(text.len() > 50, "{name}: {text}");
            assert!(text.ends_with('.'), "{name}: {text}");
            assert!(seen.insert(text.clone()), "{name} repeats: {text}");
        }
    }
}

#[test]
fn nobody_real_is_called_or_visited() {
    for Record { facts, .. } in records(saturday()) {
        let contact = facts.contact;
        assert!(contact.phone.iter().all(|p| p.starts_with("020 555 0")), "{:?}", contact.phone);
        assert!(contact.email.iter().all(|e| e.ends_with(".example")), "{:?}", contact.email);
        assert!(contact.website.iter().all(|w| w.ends_with(".example")), "{:?}", contact.website);
    }
}

#[test]
fn whoever_works_by_appointment_can_be_rung() {
    for Record { facts, .. } in records(saturday()) {
        if facts.hours.values().any(|hours| hours.contains("op afspraak")) {
            assert!(facts.contact.phone.is_some(), "{}", facts.name);
        }
    }
}

#[test]
fn where_there_is_no_public_door_none_is_shown() {
    let mut seen = BTreeMap::new();
    for Record { facts, .. } in records(saturday()) {
        *seen.entry(format!("{:?}", facts.whereabouts)).or_insert(0) += 1;
        let fixed = facts.whereabouts == Whereabouts::Fixed;
        assert_eq!(facts.address.is_some(), fixed, "{}", facts.name);
        let point = facts.point.expect(&facts.name);
        if matches!(facts.whereabouts, Whereabouts::AtHome | Whereabouts::ServiceArea) {
            let coarse = (point.latitude * 1_000.0).fract().abs();
            assert!(!(1e-6..=1.0 - 1e-6).contains(&coarse), "{}: {point:?}", facts.name);
        }
    }
    assert!(seen.len() == 4 && seen.values().all(|count| *count >= 5), "{seen:?}");
}

/// Whether enough of the records have a property, so that no page or filter stays empty.
#[track_caller]
fn at_least(count: usize, what: &str, holds: impl Fn(&Record) -> bool) {
    let found = records(saturday()).iter().filter(|r| holds(r)).count();
    assert!(found >= count, "{what}: {found}, not {count}");
}

#[test]
fn there_is_something_to_find_for_every_filter() {
    at_least(30, "delivers", |r| r.facts.delivery.is_some());
    at_least(20, "by bike", |r| r.facts.delivery.as_ref().is_some_and(|d| d.by_bike));
    at_least(60, "takeaway", |r| r.facts.takeaway.is_some_and(|t| t.is_offered()));
    at_least(40, "repairs", |r| r.facts.repairs_things());
    at_least(30, "second-hand", |r| r.facts.sells_second_hand());
    at_least(30, "organic", |r| r.facts.organic.is_some());
    at_least(5, "fair trade", |r| r.facts.fair_trade.is_some());
    at_least(15, "zero waste", |r| r.facts.zero_waste.is_some());
    at_least(350, "independent", |r| r.facts.ownership == Ownership::Independent);
    at_least(3, "chain", |r| matches!(r.facts.ownership, Ownership::Chain { .. }));
    at_least(2, "moved", |r| matches!(r.facts.state, LifeState::Moved { .. }));
    at_least(2, "gone", |r| matches!(r.facts.state, LifeState::Gone { .. }));
    for access in [Wheelchair::Yes, Wheelchair::Limited, Wheelchair::No, Wheelchair::Designated] {
        at_least(10, "wheelchair", |r| r.facts.wheelchair == Some(access));
    }
    at_least(50, "wheelchair unknown", |r| r.facts.wheelchair.is_none());
    for form in [LegalForm::Cooperative, LegalForm::Foundation, LegalForm::Association] {
        at_least(8, "legal form", |r| r.facts.legal_form == Some(form));
    }
    for code in ["en", "tr", "ar", "ti", "srn", "es", "pap"] {
        at_least(4, code, |r| r.facts.languages.iter().any(|l| l == code));
    }
}

#[test]
fn deliveries_show_every_kind_of_area_and_trouble() {
    fn delivers(what: &str, holds: impl Fn(&koop_domain::listings::delivery::Delivery) -> bool) {
        at_least(1, what, |r| r.facts.delivery.as_ref().is_some_and(&holds));
    }
    delivers("radius", |d| matches!(d.area, DeliveryArea::Radius { .. }));
    delivers("postcodes", |d| matches!(d.area, DeliveryArea::Postcodes { .. }));
    delivers("polygon", |d| matches!(&d.area, DeliveryArea::Polygon { ring } if ring.len() > 4));
    delivers("paused", |d| d.paused_until.is_some_and(|until| until > saturday()));
    delivers("busy", |d| d.busy_minutes == Some(30));
    delivers("fee", |d| d.fee_cents == Some(250) && d.minimum_cents == Some(1_500));
    delivers("returnable", |d| d.returnable_packaging);
}

#[test]
fn most_facts_were_confirmed_within_the_year_some_long_ago_some_never() {
    let days = |record: &Record| {
        let date = record.confirmed.get(&FactGroup::Hours)?;
        Some((saturday().date_naive() - *date).num_days())
    };
    at_least(250, "within a year", |r| days(r).is_some_and(|d| d <= 365));
    at_least(25, "one to three years", |r| days(r).is_some_and(|d| (366..=1_095).contains(&d)));
    at_least(10, "longer ago", |r| days(r).is_some_and(|d| d > 1_095));
    at_least(15, "never", |r| days(r).is_none());
}
