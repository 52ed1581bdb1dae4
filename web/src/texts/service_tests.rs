//! What is brought, who makes it in time, and where: sentences of their own.

use chrono::{DateTime, TimeZone, Utc};
use koop_domain::language::Language::{En, Nl};
use koop_domain::listings::model::{LifeState, Service};
use koop_domain::listings::opening_hours::{
    Arrival, Certainty, Holiday, Reason, State, Status, ZONE,
};

use super::status::arrival;
use super::{categories, in_area, service_status};
use crate::sample::rich;

fn at(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    // A Saturday in November is the 21st.
    ZONE.with_ymd_and_hms(2026, 11, day, hour, minute, 0).unwrap().to_utc()
}

fn known(state: State, until: Option<DateTime<Utc>>) -> Status {
    let opens_at = until.filter(|_| state == State::Closed);
    let certainty = Certainty::Confirmed;
    Status { state, certainty, until, opens_at, confirmed_on: None, reason: None }
}

#[test]
fn what_is_brought_says_that_it_is() {
    let now = at(21, 14, 30);
    let open = known(State::Open, Some(at(21, 21, 0)));
    let closed = known(State::Closed, Some(at(22, 17, 0)));
    let reason = Some(Reason::Holiday(Holiday::KingsDay));
    let holiday = Status { reason, ..known(State::Closed, Some(at(22, 17, 0))) };
    let cases = [
        (open.clone(), "Bezorgt tot 21.00 uur", "Delivers until 21:00"),
        (
            Status { certainty: Certainty::Likely, ..open.clone() },
            "Bezorgt waarschijnlijk tot 21.00 uur",
            "Probably delivers until 21:00",
        ),
        (
            known(State::Open, Some(at(21, 14, 50))),
            "Bezorgt nog 20 minuten",
            "Delivers for 20 more minutes",
        ),
        (known(State::Open, None), "Bezorgt dag en nacht", "Delivers day and night"),
        (
            closed,
            "Bezorgt nu niet, morgen weer vanaf 17.00 uur",
            "Does not deliver now, again tomorrow from 17:00",
        ),
        (holiday, "Bezorgt vandaag niet (Koningsdag)", "Does not deliver today (King's Day)"),
    ];
    for (status, dutch, english) in cases {
        for (language, words) in [(Nl, dutch), (En, english)] {
            let said = service_status(language, &rich(), Service::Delivery, &status, (now, now));
            assert_eq!(said, words);
        }
    }
    // At the counter nothing is brought, and what moved has moved.
    let said = service_status(Nl, &rich(), Service::Counter, &open, (now, now));
    assert_eq!(said, "Nu open tot 21.00 uur");
    let mut moved = rich();
    moved.facts.state = LifeState::Moved { to: "de Javastraat".into() };
    let said = service_status(Nl, &moved, Service::Delivery, &open, (now, now));
    assert_eq!(said, "Verhuisd naar de Javastraat");
}

#[test]
fn who_sets_out_now_hears_whether_it_is_in_time() {
    let sure = known(State::Open, Some(at(21, 18, 0)));
    let likely = Status { certainty: Certainty::Likely, ..sure.clone() };
    let just = Arrival::JustInTime { minutes_left: 8 };
    for (status, when, dutch, english) in [
        (
            &sure,
            just,
            "Je haalt het net: sluit 8 minuten na aankomst",
            "You just make it: closes 8 minutes after you arrive",
        ),
        (
            &likely,
            just,
            "Je haalt het misschien net: sluit waarschijnlijk 8 minuten na aankomst",
            "You may just make it: probably closes 8 minutes after you arrive",
        ),
        (
            &sure,
            Arrival::TooLate,
            "Dicht tegen de tijd dat je er bent",
            "Closed by the time you get there",
        ),
    ] {
        assert_eq!(
            (arrival(Nl, status, when), arrival(En, status, when)),
            (dutch.into(), english.into())
        );
    }
}

#[test]
fn areas_have_their_little_words() {
    for (name, dutch) in [
        ("Dapperbuurt", "in de Dapperbuurt"),
        ("Betondorp", "in Betondorp"),
        ("Oostelijk Havengebied", "in het Oostelijk Havengebied"),
        ("Zeeburgereiland", "op Zeeburgereiland"),
        ("Westelijke Eilanden", "in de Westelijke Eilanden"),
        ("Watergraafsmeer", "in de Watergraafsmeer"),
        ("Amsterdam", "in Amsterdam"),
    ] {
        assert_eq!(in_area(Nl, name), dutch);
        assert!(in_area(En, name).ends_with(name));
    }
}

#[test]
fn several_of_a_category_have_their_own_word() {
    for (key, dutch) in [
        ("bicycle-repair", "Fietsenmakers"),
        ("bakery", "Bakkerijen"),
        ("museum", "Musea"),
        ("restaurant", "Restaurants"),
        ("supermarket", "Supermarkten"),
        ("cafe", "Koffie en lunch"),
        ("italian-restaurant", "Italiaans restaurant"),
    ] {
        assert_eq!(categories(Nl, key), dutch);
    }
    assert_eq!(categories(En, "museum"), "Museum");
}
