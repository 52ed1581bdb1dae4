//! A small hand-made street: each listing is there to show something.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use koop_domain::geo::Point;
use koop_domain::id::{AreaId, ListingId};
use koop_domain::listings::currencies::TakenCurrency;
use koop_domain::listings::delivery::{Delivery, DeliveryArea};
use koop_domain::listings::model::{
    Address, Facts, HoursException, Kind, LifeState, Listing, Offered, Ownership, Service,
    Wheelchair, Whereabouts,
};
use koop_domain::listings::provenance::{Confirmation, FactGroup, Origin};
use koop_domain::ports::{IndexChange, IndexPosition, SearchIndex};
use uuid::Uuid;

/// Tuesday 24 November 2026, 14.00 in Amsterdam.
pub(crate) fn now() -> DateTime<Utc> {
    at("2026-11-24T14:00:00+01:00")
}

pub(crate) fn at(instant: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(instant).unwrap().to_utc()
}

/// So many metres north and east of the square.
pub(crate) fn point(north_m: f64, east_m: f64) -> Point {
    Point { latitude: 52.3627 + north_m / 111_195.0, longitude: 4.9390 + east_m / 67_900.0 }
}

/// A neighbourhood, and the district that it lies in.
pub(crate) const JAVA: AreaId = AreaId(Uuid::from_u128(0xa1));
pub(crate) const EAST: AreaId = AreaId(Uuid::from_u128(0xa2));

pub(crate) const POSITION: IndexPosition = IndexPosition { generation: 1, seq: 7 };

/// Puts the street into an index.
pub(crate) async fn fill(index: &dyn SearchIndex) {
    let puts = street().into_iter().map(|listing| IndexChange::Put(Box::new(listing))).collect();
    index.apply(puts, POSITION).await.unwrap();
}

pub(crate) fn id(number: u128) -> ListingId {
    ListingId(Uuid::from_u128(number))
}

/// A listing with hours that were confirmed lately.
pub(crate) fn listing(number: u128, slug: &str, facts: Facts) -> Listing {
    let confirmed_on = NaiveDate::from_ymd_opt(2026, 10, 1);
    let minutes = i64::try_from(number).expect("a small number");
    let created_at = now() - TimeDelta::days(30) + TimeDelta::minutes(minutes);
    let origin = Origin::Edit { editor: "operator".to_owned() };
    Listing {
        id: id(number),
        slug: slug.to_owned(),
        revision: 1,
        facts,
        provenance: [(FactGroup::Hours, Confirmation { origin, confirmed_on })].into(),
        source: None,
        areas: Vec::new(),
        demo: false,
        created_at,
        updated_at: created_at,
    }
}

/// Hours from a data set that does not say when they were confirmed.
pub(crate) fn imported(mut listing: Listing) -> Listing {
    let origin = Origin::Import { source: "OpenStreetMap".to_owned() };
    listing.provenance.insert(FactGroup::Hours, Confirmation { origin, confirmed_on: None });
    listing
}

fn place(name: &str, kind: Kind, categories: &[&str], street: &str, spot: Point) -> Facts {
    Facts {
        name: name.to_owned(),
        kind,
        categories: strings(categories),
        point: Some(spot),
        address: Some(Address {
            street: Some(street.to_owned()),
            house_number: Some("901".to_owned()),
            postcode: Some("1094 AB".to_owned()),
            city: Some("Amsterdam".to_owned()),
        }),
        ..Facts::default()
    }
}

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|&one| one.to_owned()).collect()
}

/// Local currencies that a place is paid with.
pub(crate) fn paid_with(codes: &[&str]) -> Vec<TakenCurrency> {
    let one = |code: &&str| TakenCurrency {
        code: (**code).to_owned(),
        share: 50,
        words: [("nl".to_owned(), "band plakken: 1".to_owned())].into(),
        rate_cents: Some(500),
    };
    codes.iter().map(one).collect()
}

fn counter(mut facts: Facts, hours: &str) -> Facts {
    facts.hours.insert(Service::Counter, hours.to_owned());
    facts
}

pub(crate) fn delivers(area: DeliveryArea) -> Delivery {
    Delivery {
        area,
        minimum_cents: None,
        fee_cents: None,
        courier: None,
        by_bike: true,
        returnable_packaging: false,
        paused_until: None,
        busy_minutes: None,
    }
}

/// The street; numbers are ids, and the higher came later.
pub(crate) fn street() -> Vec<Listing> {
    let mut all = repairers();
    all.extend(shops());
    all.extend(kitchens());
    all.extend(others());
    all.iter_mut().for_each(|listing| listing.areas = areas(listing));
    all
}

fn areas(listing: &Listing) -> Vec<AreaId> {
    let street = listing.facts.address.as_ref().and_then(|address| address.street.as_deref());
    match street {
        Some("Javastraat" | "Javaplein") => vec![JAVA, EAST],
        Some(_) => vec![EAST],
        None => Vec::new(),
    }
}

fn repairers() -> Vec<Listing> {
    use Kind::Repair;
    let spaak = place("Spaak & Zoon", Repair, &["bicycle-repair"], "Javastraat", point(100.0, 0.0));
    let spaak = Facts {
        repairs: strings(&["bicycle"]),
        ownership: Ownership::Independent,
        currencies: paid_with(&["DAPPER", "LAT"]),
        ..counter(spaak, "Mo-Fr 09:00-17:30")
    };
    let ali = place("Fiets Maker Ali", Repair, &[], "Molukkenstraat", point(900.0, 0.0));
    let ali = counter(ali, "Mo-Sa 10:00-18:00");
    let yeter =
        place("Naaiatelier Yeter", Repair, &["clothing-repair"], "Balistraat", point(0.0, 300.0));
    let yeter = Facts { repairs: strings(&["clothing"]), ..counter(yeter, "\"op afspraak\"") };
    let schroefje =
        place("Het Losse Schroefje", Repair, &["repair-cafe"], "Krugerplein", point(-900.0, 0.0));
    let schroefje = Facts {
        repairs: strings(&["appliance", "phone"]),
        ..counter(schroefje, "Sa[2] 13:00-16:00")
    };
    let ouassif = place("Ouassif", Repair, &["shoe-repair"], "Zeeburgerdijk", point(500.0, 500.0));
    let away = HoursException {
        from: NaiveDate::from_ymd_opt(2026, 11, 16).unwrap(),
        to: NaiveDate::from_ymd_opt(2026, 11, 29).unwrap(),
        service: None,
        spans: None,
        note: Some("Terug op 30 november".to_owned()),
    };
    let ouassif = Facts { exceptions: vec![away], ..counter(ouassif, "Mo-Sa 09:00-18:00") };
    let moved =
        place("Rijwielhuis Fatima", Repair, &["bicycle-repair"], "Javastraat", point(10.0, 0.0));
    let moved = Facts {
        state: LifeState::Moved { to: "Weesp".to_owned() },
        ..counter(moved, "Mo-Su 00:00-24:00")
    };
    let gone = place("Voorbij", Repair, &["bicycle-repair"], "Javastraat", point(20.0, 0.0));
    let gone = Facts { state: LifeState::Gone { since: None }, ..gone };
    vec![
        listing(1, "spaak", spaak),
        listing(2, "ali", ali),
        listing(3, "yeter", yeter),
        listing(4, "schroefje", schroefje),
        listing(5, "ouassif", ouassif),
        listing(6, "moved", moved),
        listing(7, "gone", gone),
    ]
}

fn shops() -> Vec<Listing> {
    use Kind::Shop;
    let vogel =
        place("Bakkerij De Vroege Vogel", Shop, &["bakery"], "Javastraat", point(0.0, 50.0));
    let vogel = Facts {
        takeaway: Some(Offered::Yes),
        ownership: Ownership::Independent,
        description: [
            ("nl".to_owned(), "Zuurdesem en krentenwegge uit de houtoven.".to_owned()),
            ("en".to_owned(), "Sourdough from a wood-fired oven.".to_owned()),
        ]
        .into(),
        ..counter(vogel, "Mo-Sa 07:00-18:00")
    };
    let noor = place("Bakkerij Noor", Shop, &["bakery"], "Sumatrastraat", point(0.0, 600.0));
    let noor = counter(noor, "Mo-Su 08:00-18:00");
    let ronde = place(
        "De Tweede Ronde",
        Kind::SecondHand,
        &["thrift-shop"],
        "Insulindeweg",
        point(300.0, 300.0),
    );
    let ronde = Facts {
        second_hand: Some(Offered::Only),
        wheelchair: Some(Wheelchair::Yes),
        currencies: paid_with(&["LAT"]),
        ..counter(ronde, "Tu-Sa 10:00-17:00")
    };
    let tram = place("De Late Tram", Shop, &["night-shop"], "Linnaeusstraat", point(-300.0, 0.0));
    let tram = counter(tram, "Mo-Su 18:00-02:00");
    let omslag = place("De Omslag", Shop, &["books"], "Middenweg", point(-2_500.0, 0.0));
    let omslag = Facts {
        tags: strings(&["#streekroman"]),
        wheelchair: Some(Wheelchair::Limited),
        address: Some(Address {
            street: Some("Middenweg".to_owned()),
            postcode: Some("1098 XX".to_owned()),
            ..Address::default()
        }),
        ..counter(omslag, "Tu-Sa 10:00-18:00")
    };
    let weg = place("De Groene Weg", Shop, &["organic-shop"], "Javastraat", point(50.0, 50.0));
    let weg = Facts { organic: Some(Offered::Only), ..counter(weg, "Mo-Sa 09:00-19:00") };
    let super_oost =
        place("Super Oost", Shop, &["supermarket"], "Molukkenstraat", point(1_000.0, 50.0));
    let super_oost = Facts {
        ownership: Ownership::Chain { brand: "Superketen".to_owned() },
        delivery: Some(delivers(DeliveryArea::Unknown)),
        ..counter(super_oost, "Mo-Su 08:00-22:00")
    };
    vec![
        listing(11, "vogel", vogel),
        imported(listing(12, "noor", noor)),
        listing(13, "ronde", ronde),
        listing(14, "tram", tram),
        listing(15, "omslag", omslag),
        listing(16, "weg", weg),
        listing(17, "super", super_oost),
    ]
}

fn kitchens() -> Vec<Listing> {
    use Kind::Food;
    let roti = place(
        "Roti op Wielen",
        Food,
        &["surinamese-restaurant"],
        "Molukkenstraat",
        point(700.0, 100.0),
    );
    let mut roti = Facts {
        delivery: Some(delivers(DeliveryArea::Radius { radius_m: 1_500 })),
        takeaway: Some(Offered::Yes),
        ..counter(roti, "Tu-Su 12:00-22:00")
    };
    roti.hours.insert(Service::Delivery, "Fr-Su 17:00-21:00".to_owned());
    roti.hours.insert(Service::Kitchen, "Tu-Su 12:00-20:30".to_owned());
    let adulis =
        place("Eethuis Adulis", Food, &["african-restaurant"], "Sumatrastraat", point(0.0, 500.0));
    let mut adulis = Facts {
        delivery: Some(delivers(DeliveryArea::Postcodes { postcodes: strings(&["1098"]) })),
        ..counter(adulis, "Mo-Su 12:00-22:00")
    };
    adulis.hours.insert(Service::Delivery, "Mo-Su 12:00-21:00".to_owned());
    let creperie =
        place("Crêperie Élodie", Food, &["french-restaurant"], "Javaplein", point(0.0, 0.0));
    let ring = vec![
        point(-200.0, -200.0),
        point(-200.0, 200.0),
        point(200.0, 200.0),
        point(200.0, -200.0),
    ];
    let mut creperie = Facts {
        delivery: Some(delivers(DeliveryArea::Polygon { ring })),
        ..counter(creperie, "Mo-Su 10:00-22:00")
    };
    creperie.hours.insert(Service::Delivery, "Mo-Su 10:00-22:00".to_owned());
    let pauze = place("Pizzeria Pauze", Food, &["pizzeria"], "Javaplein", point(5.0, 5.0));
    let paused = Delivery {
        paused_until: Some(now() + TimeDelta::hours(1)),
        ..delivers(DeliveryArea::Radius { radius_m: 4_000 })
    };
    let excuse = "Als de fiets een lekke band heeft, bezorgen we even niet.";
    let mut pauze = Facts {
        delivery: Some(paused),
        description: [("nl".to_owned(), excuse.to_owned())].into(),
        ..counter(pauze, "Mo-Su 12:00-23:00")
    };
    pauze.hours.insert(Service::Delivery, "Mo-Su 12:00-23:00".to_owned());
    let broodje =
        place("Broodje Bakkeljauw", Food, &["sandwich-bar"], "Beukenplein", point(-600.0, 0.0));
    let broodje = counter(broodje, "Mo-Su 07:00-23:00");
    let bord = place("Café Zonder Bord", Food, &["pub"], "Beukenplein", point(-600.0, 100.0));
    vec![
        listing(21, "roti", roti),
        listing(22, "adulis", adulis),
        listing(23, "creperie", creperie),
        listing(24, "pauze", pauze),
        imported(listing(25, "bord", bord)),
        listing(26, "broodje", broodje),
    ]
}

fn others() -> Vec<Listing> {
    let kees = Facts {
        name: "Kees".to_owned(),
        kind: Kind::Repair,
        categories: strings(&["sharpening"]),
        whereabouts: Whereabouts::Itinerant,
        tags: strings(&["Dappermarkt"]),
        ..Facts::default()
    };
    let tineke =
        place("Taarten van Tineke", Kind::Maker, &["pastry"], "Geheimstraat", point(123.0, 77.0));
    let tineke = Facts { whereabouts: Whereabouts::AtHome, ..tineke };
    let kade = place("Klei & Kade", Kind::Maker, &[], "Cruquiusweg", point(2_000.0, 2_000.0));
    let kade =
        Facts { tags: strings(&["keramiek", "draaischijf"]), ..counter(kade, "We-Sa 11:00-17:00") };
    vec![listing(31, "kees", kees), listing(32, "tineke", tineke), listing(33, "kade", kade)]
}
