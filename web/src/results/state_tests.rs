//! The address bar: what is written is read back, and what cannot be read is told.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeZone, Utc};
use koop_domain::geo::TravelMode;
use koop_domain::language::Language;
use koop_domain::listings::categories::tree;
use koop_domain::listings::error::{ListingError, Problem};
use koop_domain::listings::model::{Kind, Service};
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::listings::phrases::without_open_now;
use koop_domain::listings::search::{DeliverTo, MINUTES_MAX, Reach, Sort, TEXT_MAX, Trait};
use koop_domain::page::Cursor;
use proptest::prelude::*;
use proptest::sample::select;

use super::names::TRAITS;
use super::query::instant;
use super::spot::{DeliverWhere, Frame, Spot};
use super::state::{Misread, OpenWhen, State};
use super::whence::{Whence, Within};
use crate::sample::atlas;

fn read(query: &str) -> (State, Vec<Misread>) {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap();
    State::read(&pairs)
}

fn spot() -> impl Strategy<Value = Spot> {
    (-90_000..=90_000, -180_000..=180_000).prop_map(|(north, east)| Spot { north, east })
}

fn open() -> impl Strategy<Value = OpenWhen> {
    let at = (1970_i32..2200, 1_u32..=365, 0_u32..24, 0_u32..60).prop_map(
        |(year, day, hour, minute)| {
            let date = NaiveDate::from_yo_opt(year, day).unwrap();
            OpenWhen::At(date.and_hms_opt(hour, minute, 0).unwrap())
        },
    );
    prop_oneof![Just(OpenWhen::Now), at]
}

fn deliver() -> impl Strategy<Value = DeliverWhere> {
    let postcode = (1000_u32..=9999).prop_map(|it| DeliverWhere::Postcode(it.to_string()));
    prop_oneof![Just(DeliverWhere::Here), postcode]
}

fn frame() -> impl Strategy<Value = Frame> {
    (spot(), spot()).prop_map(|(a, b)| Frame {
        low: Spot { north: a.north.min(b.north), east: a.east },
        high: Spot { north: a.north.max(b.north), east: b.east },
    })
}

fn mode() -> impl Strategy<Value = TravelMode> {
    prop_oneof![Just(TravelMode::Walk), Just(TravelMode::Bike)]
}

fn keys() -> Vec<String> {
    tree().all().iter().map(|it| it.key.to_owned()).collect()
}

prop_compose! {
    fn state()(
        text in proptest::option::of("\\PC{0,20}[a-z&=+%#é ]{0,20}"),
        open in proptest::option::of(open()),
        service in proptest::option::of(select(Service::ALL.to_vec())),
        whence in proptest::option::of("[A-Za-z0-9é&=]{1,12}( [A-Za-z]{1,8})?"),
        spot in proptest::option::of(spot()),
        reach in proptest::option::of((1..=MINUTES_MAX, mode())),
        deliver in proptest::option::of(deliver()),
        within in proptest::option::of("[a-z]{1,8}(-[a-z]{1,8})?"),
        frame in proptest::option::of(frame()),
        kinds in proptest::collection::btree_set(select(Kind::ALL.to_vec()), 0..4),
        categories in proptest::collection::btree_set(select(keys()), 0..4),
        traits in proptest::collection::btree_set(select(TRAITS.map(|(it, _)| it).to_vec()), 0..4),
        currencies in proptest::collection::btree_set(select(vec!["LAT".to_owned(), "DAPPER".to_owned()]), 0..3),
        sort in select(vec![Sort::Best, Sort::Nearest, Sort::OpenFirst]),
        after in proptest::option::of((any::<u32>(), any::<u64>())),
    ) -> State {
        let text = text.map(|it: String| it.trim().to_owned()).filter(|it| !it.is_empty() && without_open_now(it).is_none());
let after = after.map(|(offset, query)| Cursor::Offset { offset, query });
        let whence = whence.map(|words| Whence { words, located: None });
        let within = within.map(|slug| Within { slug, area: None });
        State { text, open, service, whence, spot, reach, deliver, within, frame, kinds, categories, traits, currencies, sort, after }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(state in state()) {
        let href = state.href();
        let query = href.split_once('?').map_or("", |(_, query)| query);
        let (again, misread) = read(query);
        prop_assert_eq!(misread, vec![]);
        prop_assert_eq!(&again, &state);
        prop_assert_eq!(again.href(), href);
    }

    #[test]
    fn no_address_breaks_the_reading(query in "\\PC{0,80}", name in select(vec!["q", "open", "waar", "plek", "minuten", "met", "bezorgt", "buurt", "kader", "soort", "categorie", "na", "rolstoel"])) {
        let pairs = vec![(name.to_owned(), query)];
        let (state, misread) = State::read(&pairs);
        prop_assert!(misread.len() <= 1);
        prop_assert!(misread.is_empty() || state == State::default());
        // What was understood is tidy from then on.
        let tidy: Vec<(String, String)> = state.pairs().into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
        prop_assert_eq!(State::read(&tidy), (state, vec![]));
    }

    #[test]
    fn where_somebody_is_keeps_three_decimals(north in -90.0..=90.0_f64, east in -180.0..=180.0_f64) {
        let (state, misread) = read(&format!("plek={north},{east}"));
        prop_assert_eq!(misread, vec![]);
        let href = state.href();
        let (_, after) = href.split_once("plek=").unwrap();
        for number in after.split("%2C") {
            let (_, decimals) = number.split_once('.').unwrap();
            prop_assert_eq!(decimals.len(), 3);
        }
    }
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_kept() {
    let cases = [
        ("open=gisteren", "open", Problem::Unreadable),
        ("open=2026-02-30T10:00", "open", Problem::Unreadable),
        ("dienst=drone", "dienst", Problem::Unknown),
        ("plek=hier", "plek", Problem::Unreadable),
        ("plek=NaN,4.9", "plek", Problem::OutOfRange),
        ("plek=91,4.9", "plek", Problem::OutOfRange),
        ("plek=52.3,4.9,1", "plek", Problem::Unreadable),
        ("minuten=veel", "minuten", Problem::Unreadable),
        ("minuten=0", "minuten", Problem::OutOfRange),
        ("minuten=241", "minuten", Problem::OutOfRange),
        ("minuten=5&met=raket", "met", Problem::Unknown),
        ("bezorgt=0123", "bezorgt", Problem::Unreadable),
        ("bezorgt=1093 ABC", "bezorgt", Problem::Unreadable),
        ("kader=52.4,4.9,52.3,5.0", "kader", Problem::EndsBeforeStart),
        ("kader=52.4,4.9", "kader", Problem::Unreadable),
        ("soort=kasteel", "soort", Problem::Unknown),
        ("categorie=kasteel", "categorie", Problem::Unknown),
        ("volgorde=duurste", "volgorde", Problem::Unknown),
        ("na=x", "na", Problem::BadCursor),
        ("rolstoel=misschien", "rolstoel", Problem::Unknown),
    ];
    for (query, name, problem) in cases {
        let (state, misread) = read(&format!("q=brood&{query}&tweedehands=ja"));
        assert_eq!(misread, vec![Misread { name, problem }], "{query}");
        assert_eq!(state.text.as_deref(), Some("brood"), "{query}");
        assert_eq!(state.traits, BTreeSet::from([Trait::SecondHand]), "{query}");
    }
}

#[test]
fn forms_send_empty_fields_and_others_send_their_marks() {
    let (state, misread) = read("q=&open=&open=nu&minuten=&met=fiets&bezorgt=&utm_source=x");
    assert_eq!(misread, vec![]);
    assert_eq!(state, State { open: Some(OpenWhen::Now), ..State::default() });
    // A date that is filled in overrules the box beside it.
    let (state, _) = read("open=nu&open=2026-11-24T14:00");
    assert!(matches!(state.open, Some(OpenWhen::At(_))));
    let (state, _) = read("met=lopen&minuten=10");
    assert_eq!(state.reach, Some((10, TravelMode::Walk)));
    let (state, _) = read("bezorgt=hier&bezorgt=1093%20ab");
    assert_eq!(state.deliver, Some(DeliverWhere::Postcode("1093".to_owned())));
    let (state, _) = read(&format!("q={}", "a".repeat(TEXT_MAX + 50)));
    assert_eq!(state.text.map(|it| it.chars().count()), Some(TEXT_MAX));
}

#[test]
fn the_state_becomes_the_question() {
    let now = Utc.with_ymd_and_hms(2026, 11, 21, 13, 30, 0).unwrap();
    let (state, _) = read(
        "q=brood&open=2026-11-24T14:00&dienst=afhalen&plek=52.3612345,4.9278912&minuten=10&met=lopen&bezorgt=hier&soort=food&categorie=bakery&biologisch=ja&volgorde=dichtbij",
    );
    let query = state.query(Language::Nl, now).unwrap();
    assert_eq!(query.text.as_deref(), Some("brood"));
    assert_eq!(query.instant(), Utc.with_ymd_and_hms(2026, 11, 24, 13, 0, 0).unwrap());
    assert_eq!(query.service(), Service::Pickup);
    let near = query.near.unwrap();
    assert_eq!((near.point.latitude, near.point.longitude), (52.361, 4.928));
    assert_eq!(near.reach, Some(Reach::Minutes(10, TravelMode::Walk)));
    assert_eq!(query.filter.delivers_to, Some(DeliverTo::point(near.point)));
    assert_eq!(query.filter.kinds, vec![Kind::Food]);
    assert!(query.filter.organic && !query.filter.wheelchair);
    assert_eq!(query.sort, Sort::Nearest);
}

#[test]
fn delivery_to_nowhere_asks_first() {
    let now = Utc.with_ymd_and_hms(2026, 11, 21, 13, 30, 0).unwrap();
    let (state, _) = read("bezorgt=hier");
    assert!(state.asks_where());
    assert_eq!(state.query(Language::Nl, now), None);
    let (state, _) = read("bezorgt=hier&plek=52.361,4.928");
    assert!(state.query(Language::Nl, now).is_some());
}

#[test]
fn clock_changes_have_an_instant_too() {
    let wall = |month, day, hour| {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap().and_hms_opt(hour, 30, 0).unwrap()
    };
    // 02.30 does not exist in the last night of March; it exists twice in that of October.
    let spring = instant(wall(3, 29, 2)).with_timezone(&ZONE).naive_local();
    assert_eq!(spring, wall(3, 29, 3));
    assert_eq!(instant(wall(10, 25, 2)), Utc.with_ymd_and_hms(2026, 10, 25, 0, 30, 0).unwrap());
}

#[test]
fn what_the_directory_refuses_is_left_out_once() {
    let (state, _) = read("q=brood&na=o14.1f&open=nu&plek=52.361,4.928");
    let refused = |field| ListingError::Invalid { field, problem: Problem::BadCursor };
    let (less, wrong) = state.without(&refused("after")).unwrap();
    assert_eq!((less.after, wrong.name), (None, "na"));
    assert_eq!(less.text, state.text);
    assert!(less.without(&refused("after")).is_none());
    let (less, wrong) = state.without(&refused("near.minutes")).unwrap();
    assert_eq!((less.spot, wrong.name), (None, "plek"));
    assert!(state.without(&ListingError::NotFound).is_none());
}

#[test]
fn open_now_is_a_filter_that_can_be_taken_away() {
    for (query, tidy) in [
        ("q=kapper+nu+open", "/zoeken?q=kapper&open=nu"),
        ("q=Open+nu", "/zoeken?open=nu"),
        ("q=bike+shop+open+now", "/zoeken?q=bike+shop&open=nu"),
        // Who chose another moment keeps it.
        ("q=kapper+nu+open&open=2026-11-24T14:00", "/zoeken?q=kapper&open=2026-11-24T14%3A00"),
        ("q=de+open+hof", "/zoeken?q=de+open+hof"),
    ] {
        let (state, misread) = read(query);
        assert_eq!((state.href().as_str(), misread), (tidy, vec![]), "{query}");
    }
}

#[test]
fn words_for_places_are_looked_up_on_the_map() {
    let settled = |query: &str| {
        let (mut state, _) = read(query);
        let misread = state.settle(&atlas());
        (state, misread)
    };
    let (state, misread) = settled("waar=1094%20AB&plek=52.3,4.8&minuten=10&met=lopen");
    assert_eq!(misread, vec![]);
    // The letters name a street, and what was typed goes before where the telephone is.
    assert_eq!(state.href(), "/zoeken?waar=1094&minuten=10&met=lopen");
    let now = Utc.with_ymd_and_hms(2026, 11, 21, 13, 30, 0).unwrap();
    let near = state.query(Language::Nl, now).unwrap().near.unwrap();
    assert_eq!(near.point, atlas().postcode("1094").unwrap().point);
    assert_eq!(near.reach, Some(Reach::Minutes(10, TravelMode::Walk)));
    assert!(state.sorts().contains(&Sort::Nearest));
    // Near a neighbourhood, in another, brought to the postcode.
    let (state, _) = settled("waar=dapper&buurt=betondorp&bezorgt=hier");
    assert_eq!(state.href(), "/zoeken?waar=Dapperbuurt&bezorgt=hier&buurt=betondorp");
    let query = state.query(Language::Nl, now).unwrap();
    let area = atlas().by_slug("betondorp").unwrap().id;
    assert_eq!(query.filter.area, Some(area));
    assert_eq!(query.filter.delivers_to, Some(DeliverTo::point(query.near.unwrap().point)));
    let (state, _) = settled("waar=1094&bezorgt=hier");
    let to = state.query(Language::Nl, now).unwrap().filter.delivers_to.unwrap();
    assert_eq!(to.postcode.as_deref(), Some("1094"));
    // What nobody knows is told, and the rest is kept.
    let (state, misread) = settled("q=brood&waar=Nergenshuizen&buurt=nergens&plek=52.3,4.8");
    let names: Vec<_> = misread.iter().map(|it| (it.name, it.problem)).collect();
    assert_eq!(names, [("buurt", Problem::Unknown), ("waar", Problem::Unknown)]);
    assert_eq!(state.href(), "/zoeken?q=brood&plek=52.300%2C4.800");
}

#[test]
fn a_feed_keeps_what_is_news() {
    let (mut state, _) = read("q=brood&open=nu&waar=1094&plek=52.3,4.8&volgorde=open&soort=food");
    assert_eq!(state.settle(&atlas()), vec![]);
    assert_eq!(state.feed_href(), "/zoeken.atom?q=brood&soort=food");
    let (state, _) = read("plek=52.3,4.8&minuten=10");
    assert_eq!(state.feed_href(), "/zoeken.atom?plek=52.300%2C4.800&minuten=10&met=fiets");
}
