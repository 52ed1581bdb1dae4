//! The businesses that the project's texts name, each with what it is there to show.

use koop_domain::imports::model::Record;
use koop_domain::listings::delivery::{Courier, Delivery, DeliveryArea};
use koop_domain::listings::model::{
    Facts, Kind, LegalForm, Offered, Service, Wheelchair, Whereabouts,
};
use koop_domain::listings::opening_hours::{State, status};

use super::super::records;
use super::{find, instant, listing, saturday};

/// Slug, street, kind and first category of the twenty.
const NAMED: [(&str, &str, Kind, &str); 20] = [
    ("spaak-en-zoon", "Eerste van Swindenstraat", Kind::Repair, "bicycle-repair"),
    ("bakkerij-de-vroege-vogel", "Javastraat", Kind::Shop, "bakery"),
    ("bakkerij-noor", "Javastraat", Kind::Shop, "bakery"),
    ("roti-op-wielen", "Molukkenstraat", Kind::Food, "surinamese-restaurant"),
    ("naaiatelier-yeter", "Balistraat", Kind::Repair, "clothing-repair"),
    ("kringloop-de-tweede-ronde", "Insulindeweg", Kind::SecondHand, "thrift-shop"),
    ("repaircafe-het-losse-schroefje", "Krugerplein", Kind::Repair, "repair-cafe"),
    ("gereedschapsbieb-oost", "Commelinstraat", Kind::Community, "library-of-things"),
    ("scharenslijper-kees", "", Kind::Repair, "sharpening"),
    ("laagje-voor-laagje", "Carolina MacGillavrylaan", Kind::Maker, "makerspace"),
    ("moestuin-de-natte-laars", "Kramatweg", Kind::Farm, "allotment"),
    ("de-late-tram", "Linnaeusstraat", Kind::Shop, "night-shop"),
    ("schoenmakerij-ouassif", "Zeeburgerdijk", Kind::Repair, "shoe-repair"),
    ("eethuis-adulis", "Sumatrastraat", Kind::Food, "african-restaurant"),
    ("boekhandel-de-omslag", "Middenweg", Kind::Shop, "books"),
    ("de-brinkwinkel", "Brink", Kind::Shop, "convenience"),
    ("buurtkamer-de-ringdijk", "Ringdijk", Kind::Community, "community-centre"),
    ("trap-op", "Polderweg", Kind::Service, "courier"),
    ("klei-en-kade", "Cruquiusweg", Kind::Maker, "pottery"),
    ("muziekkamer-oost", "Beukenplein", Kind::Culture, "music-venue"),
];

fn facts(slug: &str) -> Facts {
    find(&records(saturday()), slug).facts.clone()
}

/// The state of a named business at a time of the week of the 21st of November 2026.
fn state(slug: &str, service: Service, at: &str) -> State {
    let records = records(saturday());
    let record: &Record = find(&records, slug);
    let at = instant(at);
    status(&listing(record, at), service, at).state
}

fn delivery(slug: &str) -> Delivery {
    facts(slug).delivery.expect(slug)
}

fn speaks(slug: &str, code: &str) -> bool {
    facts(slug).languages.iter().any(|language| language == code)
}

fn says(slug: &str, word: &str) -> bool {
    facts(slug).description["nl"].contains(word)
}

#[test]
fn all_twenty_stand_on_their_street_in_their_trade() {
    let records = records(saturday());
    for (slug, street, kind, category) in NAMED {
        let facts = &find(&records, slug).facts;
        let address = facts.address.clone().unwrap_or_default();
        assert_eq!(address.street.as_deref().unwrap_or_default(), street, "{slug}");
        assert_eq!((facts.kind, facts.categories[0].as_str()), (kind, category), "{slug}");
    }
}

#[test]
fn repairs_are_told_in_keys_and_words() {
    assert_eq!(facts("spaak-en-zoon").repairs[0], "bicycle");
    assert!(says("spaak-en-zoon", "met Dappertjes betalen"));
    assert_eq!(facts("schoenmakerij-ouassif").repairs[0], "shoes");
    assert!(says("laagje-voor-laagje", "op verzoek"));
    assert!(facts("repaircafe-het-losse-schroefje").repairs.len() > 3);
}

#[test]
fn the_tailor_works_by_appointment_and_speaks_turkish() {
    assert!(speaks("naaiatelier-yeter", "tr"));
    let at = "2026-11-24T11:00:00+01:00";
    assert_eq!(state("naaiatelier-yeter", Service::Counter, at), State::ByAppointment);
}

#[test]
fn the_bakery_keeps_other_hours_during_ramadan() {
    // Ramadan of 2027 begins about 8 February; the exception stands in the records of November.
    let evening = "2027-02-15T21:00:00+01:00";
    assert_eq!(state("bakkerij-noor", Service::Counter, evening), State::Open);
    let morning = "2027-02-15T09:00:00+01:00";
    assert_eq!(state("bakkerij-noor", Service::Counter, morning), State::Closed);
    let before = "2026-11-23T09:00:00+01:00";
    assert_eq!(state("bakkerij-noor", Service::Counter, before), State::Open);
}

#[test]
fn roti_comes_by_bike_from_friday_to_sunday_and_its_kitchen_closes_first() {
    let roti = delivery("roti-op-wielen");
    assert!(roti.by_bike && roti.courier == Some(Courier::Own));
    assert_eq!(roti.busy_minutes, Some(30));
    let delivers = |at| state("roti-op-wielen", Service::Delivery, at);
    assert_eq!(delivers("2026-11-27T18:00:00+01:00"), State::Open, "on Friday");
    assert_eq!(delivers("2026-11-29T18:00:00+01:00"), State::Open, "on Sunday");
    assert_eq!(delivers("2026-11-26T18:00:00+01:00"), State::Closed, "on Thursday");
    let late = "2026-11-27T21:30:00+01:00";
    assert_eq!(state("roti-op-wielen", Service::Kitchen, late), State::Closed);
    assert_eq!(state("roti-op-wielen", Service::Counter, late), State::Open);
}

#[test]
fn the_thrift_shop_is_second_hand_and_step_free() {
    let shop = facts("kringloop-de-tweede-ronde");
    assert_eq!(shop.second_hand, Some(Offered::Only));
    assert_eq!(shop.wheelchair, Some(Wheelchair::Yes));
}

#[test]
fn the_repair_cafe_opens_on_the_second_saturday() {
    let at = |at| state("repaircafe-het-losse-schroefje", Service::Counter, at);
    assert_eq!(at("2026-12-12T13:00:00+01:00"), State::Open);
    assert_eq!(at("2026-12-12T16:00:00+01:00"), State::Closed);
    assert_eq!(at("2026-12-05T14:00:00+01:00"), State::Closed);
}

#[test]
fn the_knife_grinder_is_on_the_square_on_saturdays_without_an_address() {
    let kees = facts("scharenslijper-kees");
    assert_eq!((kees.whereabouts, kees.address), (Whereabouts::Itinerant, None));
    assert!(kees.point.is_some());
    let at = |at| state("scharenslijper-kees", Service::Counter, at);
    assert_eq!(at("2026-11-21T12:00:00+01:00"), State::Open);
    assert_eq!(at("2026-11-20T12:00:00+01:00"), State::Closed);
}

#[test]
fn the_garden_harvests_on_saturday_and_the_night_shop_opens_at_six() {
    let at = |slug, at| state(slug, Service::Counter, at);
    assert_eq!(at("moestuin-de-natte-laars", "2026-11-21T11:00:00+01:00"), State::Open);
    assert_eq!(at("moestuin-de-natte-laars", "2026-11-22T11:00:00+01:00"), State::Closed);
    assert_eq!(at("de-late-tram", "2026-11-23T17:59:00+01:00"), State::Closed);
    assert_eq!(at("de-late-tram", "2026-11-23T18:00:00+01:00"), State::Open);
    assert_eq!(at("de-late-tram", "2026-11-24T01:59:00+01:00"), State::Open);
    assert_eq!(at("de-late-tram", "2026-11-24T02:00:00+01:00"), State::Closed);
}

#[test]
fn eethuis_adulis_speaks_tigrinya_and_takes_its_boxes_back() {
    assert!(speaks("eethuis-adulis", "ti"));
    assert!(delivery("eethuis-adulis").returnable_packaging);
    assert!(says("eethuis-adulis", "statiegeld"));
}

#[test]
fn the_couriers_are_a_cooperative_that_delivers_for_fourteen_shops() {
    assert_eq!(facts("trap-op").legal_form, Some(LegalForm::Cooperative));
    assert_eq!(delivery("trap-op").courier, Some(Courier::Cooperative));
    assert!(matches!(delivery("trap-op").area, DeliveryArea::Radius { radius_m: 4_000.. }));
    assert!(says("trap-op", "veertien winkels"));
    let carried = |r: &&Record| {
        let courier = r.facts.delivery.as_ref().and_then(|d| d.courier);
        courier == Some(Courier::Cooperative) && r.facts.name != "Trap Op"
    };
    let records = records(saturday());
    assert_eq!(records.iter().filter(carried).count(), 14, "the shops themselves say so");
}

#[test]
fn the_others_say_what_they_are_there_for() {
    assert!(says("gereedschapsbieb-oost", "Leen"));
    assert!(says("de-brinkwinkel", "laatste kruidenier van Betondorp"));
    assert!(says("buurtkamer-de-ringdijk", "taalcafé"));
    assert!(says("buurtkamer-de-ringdijk", "spreekuur"));
    assert!(facts("klei-en-kade").tags.iter().any(|tag| tag == "lessen"));
    assert!(facts("boekhandel-de-omslag").categories.contains(&"books".to_owned()));
}

#[test]
fn the_music_room_plays_tonight_whatever_the_day() {
    for (now, tonight) in [
        ("2026-11-21T14:30:00+01:00", "2026-11-21T21:00:00+01:00"),
        ("2026-11-23T09:00:00+01:00", "2026-11-23T21:00:00+01:00"),
    ] {
        let records = records(instant(now));
        let room = find(&records, "muziekkamer-oost");
        let at = instant(tonight);
        assert_eq!(status(&listing(room, at), Service::Counter, at).state, State::Open);
        let note = room.facts.exceptions[0].note.as_deref().unwrap_or_default();
        assert!(note.contains("lokale artiesten"), "{note}");
    }
}
