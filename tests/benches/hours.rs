//! "Is it open?" for every listing, against asking the `opening-hours` crate each time.

use std::hint::black_box;

use chrono::NaiveDateTime;
use koop_domain::listings::model::{Facts, Listing, Service};
use koop_domain::listings::opening_hours::{status, wall_time};
use koop_domain::listings::provenance::Provenance;
use koop_seeds::demo;
use koop_tests::still::saturday_afternoon;
use opening_hours::OpeningHours;

use crate::duel::Duel;
use crate::report::Figure;

/// How often the demo's listings are asked in a round.
const TURNS: usize = 20;

pub(crate) fn figures() -> Vec<Figure> {
    let now = saturday_afternoon();
    let local: NaiveDateTime = wall_time(now);
    let listings: Vec<Listing> =
        demo::records(now).into_iter().enumerate().map(|(at, r)| listing(at, r.facts)).collect();
    let ours = |_| {
        for listing in &listings {
            black_box(status(listing, Service::Counter, now));
        }
    };
    let theirs = |_| {
        for listing in &listings {
            let raw = listing.facts.hours.get(&Service::Counter);
            if let Some(Ok(hours)) = raw.map(|raw| raw.parse::<OpeningHours>()) {
                black_box((hours.state(local), hours.next_change(local)));
            }
        }
    };
    let texts = listings.iter().filter_map(|listing| listing.facts.hours.get(&Service::Counter));
    let parsed: Vec<OpeningHours> = texts.filter_map(|raw| raw.parse().ok()).collect();
    let once = |_| {
        for hours in &parsed {
            black_box((hours.state(local), hours.next_change(local)));
        }
    };
    let figure = |peer, duel: Duel| Figure {
        name: "status of every listing of the demo",
        listings: listings.len(),
        ours: duel.ours(),
        peer: Some((peer, duel)),
        goal: None,
        room: String::new(),
    };
    vec![
        figure("opening-hours 2.1, parsed each time", Duel::fight(TURNS, ours, theirs)),
        figure("opening-hours 2.1, parsed once", Duel::fight(TURNS, ours, once)),
    ]
}

pub(crate) fn listing(at: usize, facts: Facts) -> Listing {
    let now = saturday_afternoon();
    Listing {
        id: koop_domain::id::ListingId(uuid::Uuid::from_u128(at as u128 + 1)),
        slug: format!("plek-{at}"),
        revision: 1,
        facts,
        provenance: Provenance::new(),
        source: None,
        areas: Vec::new(),
        demo: true,
        created_at: now,
        updated_at: now,
    }
}
