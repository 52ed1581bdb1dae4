//! A block written down as the facts of a listing.
//!
//! Traits, each a word and its value:
//!
//! - `repairs a, b`, `tag a, b`; `speaks tr ar`, beside Dutch;
//! - `second_hand`, `organic`, `fair_trade`, `zero_waste`, `takeaway`: yes, no or only;
//! - `wheelchair`: yes, limited, no or designated; `form`: a legal form; `chain`: the brand;
//! - `pays a b !c`, or `nothing` where nothing is to pay; `offline`: no website;
//! - `itinerant`, `at_home`, `service_area`; `moved`: where to; `gone`: how many days ago;
//! - `confirmed`: how many days ago, or `never`;
//! - `closed -2..+8 note`, `instead +3..+3 10:00-14:00 note`, `ramadan 12:00-22:00 note`: days
//!   from today, and the note on the door, in which `{back}` is the day after;
//! - `takes LAT 50 words = the same in English`: a local currency, which part of a bill in percent,
//!   and what it is worth there; `LAT@300` where one is worth three euros there;
//! - `delivers`: as `delivery` reads it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use koop_domain::geo::Point;
use koop_domain::listings::currencies::TakenCurrency;
use koop_domain::listings::model::{
    Address, Contact, Facts, HoursException, Kind, LegalForm, LifeState, Ownership, Service,
    Whereabouts,
};
use koop_domain::listings::provenance::FactGroup;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use super::business::Business;
use super::chance::{draw, percent};
use super::delivery;
use super::moment::{Moment, in_words};
use super::streets::Place;

/// The facts, or none if the block cannot be read.
pub(super) fn facts(at: usize, business: &Business, place: Place, now: &Moment) -> Option<Facts> {
    let slug = business.slug.as_str();
    let mut facts = Facts {
        name: business.name.to_owned(),
        kind: business.kind,
        categories: business.categories.iter().map(ToString::to_string).collect(),
        legal_form: usual_form(business),
        languages: languages(slug),
        description: [("nl", business.nl), ("en", business.en)]
            .map(|(code, text)| (code.to_owned(), text.to_owned()))
            .into(),
        contact: contact(at, business),
        hours: hours(business.hours, now)?,
        payment: usual_payment(slug),
        ownership: Ownership::Independent,
        ..Facts::default()
    };
    for (word, value) in &business.traits {
        apply(&mut facts, word, value, now)?;
    }
    settle(&mut facts, business.street, place);
    Some(facts)
}

/// When the groups of facts were last confirmed: most within the year, some years ago, some
/// never. Hours are looked at more often than the rest.
pub(super) fn confirmed(
    business: &Business,
    now: &Moment,
) -> Option<BTreeMap<FactGroup, NaiveDate>> {
    let slug = business.slug.as_str();
    let spread = |days: u64| i64::try_from(draw(slug, "day") % days).ok();
    let days = match (business.value("confirmed"), percent(slug, "confirmed")) {
        (Some("never"), _) => return Some(BTreeMap::new()),
        (Some(days), _) => days.parse().ok()?,
        (None, 0..=71) => 2 + spread(300)?,
        (None, 72..=84) => 430 + spread(500)?,
        (None, 85..=91) => 1_100 + spread(250)?,
        (None, _) => return Some(BTreeMap::new()),
    };
    let of = |group| {
        let days = if group == FactGroup::Hours { days } else { days + days / 3 };
        Some((group, now.day(-days)?))
    };
    FactGroup::ALL.into_iter().map(of).collect()
}

fn apply(facts: &mut Facts, word: &str, value: &str, now: &Moment) -> Option<()> {
    match word {
        "repairs" => facts.repairs = list(value),
        "tag" => facts.tags = list(value),
        "speaks" => speak(&mut facts.languages, value),
        "second_hand" => facts.second_hand = Some(named(value)?),
        "organic" => facts.organic = Some(named(value)?),
        "fair_trade" => facts.fair_trade = Some(named(value)?),
        "zero_waste" => facts.zero_waste = Some(named(value)?),
        "takeaway" => facts.takeaway = Some(named(value)?),
        "wheelchair" => facts.wheelchair = Some(named(value)?),
        "form" => facts.legal_form = Some(named(value)?),
        "chain" => facts.ownership = Ownership::Chain { brand: value.to_owned() },
        "pays" => facts.payment = payment(value),
        "takes" => facts.currencies.push(taken(value)?),
        "itinerant" => facts.whereabouts = Whereabouts::Itinerant,
        "at_home" => facts.whereabouts = Whereabouts::AtHome,
        "service_area" => facts.whereabouts = Whereabouts::ServiceArea,
        "moved" => facts.state = LifeState::Moved { to: value.to_owned() },
        "gone" => {
            let since = now.day(-value.parse::<i64>().ok()?)?;
            facts.state = LifeState::Gone { since: Some(since) };
        }
        "closed" => facts.exceptions.push(closed(value, now)?),
        "instead" => facts.exceptions.push(instead(value, now)?),
        "ramadan" => facts.exceptions.push(ramadan(value, now)?),
        "delivers" => facts.delivery = Some(delivery::read(value, now)?),
        "confirmed" | "offline" => (),
        _ => return None,
    }
    Some(())
}

/// Gives the facts their place. What has no public door shows none: no address, and a point
/// that is rounded to about a hundred metres, unless it stands in the open street.
fn settle(facts: &mut Facts, street: &str, place: Place) {
    let round = |degrees: f64| (degrees * 1_000.0).round() / 1_000.0;
    facts.point = Some(match facts.whereabouts {
        Whereabouts::Fixed | Whereabouts::Itinerant => place.point,
        Whereabouts::AtHome | Whereabouts::ServiceArea => {
            Point { latitude: round(place.point.latitude), longitude: round(place.point.longitude) }
        }
    });
    if facts.whereabouts == Whereabouts::Fixed {
        let open_air = facts.kind == Kind::Market;
        facts.address = Some(Address {
            street: Some(street.to_owned()),
            house_number: (!open_air).then_some(place.number),
            postcode: Some(place.postcode.to_owned()),
            city: Some("Amsterdam".to_owned()),
        });
    }
}

/// `hours / kitchen hours / delivery hours`.
fn hours(text: &str, now: &Moment) -> Option<BTreeMap<Service, String>> {
    let text = text.trim_start_matches('~');
    if text == "-" {
        return Some(BTreeMap::new());
    }
    let soon = now.soon();
    let of = |(nth, part): (usize, &str)| {
        let part = part.replace("{soon}", &soon);
        if nth == 0 {
            return Some((Service::Counter, part));
        }
        let (service, hours) = part.split_once(' ')?;
        Some((named(service)?, hours.to_owned()))
    };
    text.split(" / ").enumerate().map(of).collect()
}

/// `-2..+8 Terug op {back}`: closed on those days.
fn closed(text: &str, now: &Moment) -> Option<HoursException> {
    let (days, note) = text.split_once(' ')?;
    exception(period(days, now)?, None, note)
}

/// `+3..+3 10:00-14:00 note`: other hours on those days.
fn instead(text: &str, now: &Moment) -> Option<HoursException> {
    let (days, rest) = text.split_once(' ')?;
    let (spans, note) = rest.split_once(' ')?;
    exception(period(days, now)?, Some(spans), note)
}

/// `12:00-22:00 note`: other hours during Ramadan.
fn ramadan(text: &str, now: &Moment) -> Option<HoursException> {
    let (spans, note) = text.split_once(' ')?;
    exception(now.ramadan()?, Some(spans), note)
}

fn exception(
    (from, to): (NaiveDate, NaiveDate),
    spans: Option<&str>,
    note: &str,
) -> Option<HoursException> {
    let note = note.replace("{back}", &in_words(to.succ_opt()?));
    let spans = spans.map(str::to_owned);
    Some(HoursException { from, to, service: None, spans, note: Some(note) })
}

fn period(text: &str, now: &Moment) -> Option<(NaiveDate, NaiveDate)> {
    let (from, to) = text.split_once("..")?;
    Some((now.day(from.parse().ok()?)?, now.day(to.parse().ok()?)?))
}

fn languages(slug: &str) -> Vec<String> {
    let english = percent(slug, "english") < 55;
    ["nl"].into_iter().chain(english.then_some("en")).map(str::to_owned).collect()
}

fn speak(languages: &mut Vec<String>, more: &str) {
    for code in more.split(' ') {
        if languages.iter().all(|known| known != code) {
            languages.push(code.to_owned());
        }
    }
}

/// Most small businesses are one person's; clubs and foundations say so themselves.
fn usual_form(business: &Business) -> Option<LegalForm> {
    let trades = [Kind::Shop, Kind::Food, Kind::Repair, Kind::Maker, Kind::Service];
    match percent(&business.slug, "form") {
        _ if !trades.contains(&business.kind) => None,
        0..=39 => Some(LegalForm::SoleTrader),
        40..=54 => Some(LegalForm::Partnership),
        55..=64 => Some(LegalForm::Company),
        _ => None,
    }
}

/// The number belongs to nobody, and so does everything under `.example` (RFC 2606).
fn contact(at: usize, business: &Business) -> Contact {
    let slug = business.slug.as_str();
    let online = business.value("offline").is_none() && percent(slug, "online") < 80;
    Contact {
        phone: has_phone(business).then(|| format!("020 555 {at:04}")),
        email: (online && percent(slug, "mail") < 70).then(|| format!("hallo@{slug}.example")),
        website: online.then(|| format!("https://{slug}.example")),
        social: Vec::new(),
    }
}

/// Who works by appointment, at home or at yours can be rung, and so can every trade.
fn has_phone(business: &Business) -> bool {
    let comes_to_you = ["at_home", "service_area"].iter().any(|w| business.value(w).is_some());
    let appointments = business.hours.contains("op afspraak");
    let trade = matches!(business.kind, Kind::Repair | Kind::Service);
    let nobody_there = business.value("form") == Some("informal");
    !nobody_there
        && (comes_to_you || appointments || trade || percent(&business.slug, "phone") < 85)
}

fn usual_payment(slug: &str) -> BTreeMap<String, bool> {
    payment(match percent(slug, "payment") {
        0..=64 => "cash cards contactless",
        65..=81 => "!cash cards contactless",
        82..=89 => "cash !cards",
        _ => return BTreeMap::new(),
    })
}

/// `cash !cards`: taken, and not taken; `nothing`: there is nothing to pay.
fn payment(text: &str) -> BTreeMap<String, bool> {
    if text == "nothing" {
        return BTreeMap::new();
    }
    let way = |word: &str| (word.trim_start_matches('!').to_owned(), !word.starts_with('!'));
    text.split(' ').map(way).collect()
}

/// `LAT 50 words = words in English`.
fn taken(text: &str) -> Option<TakenCurrency> {
    let mut parts = text.splitn(3, ' ');
    let (code, share, words) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
    let (code, rate) = code.split_once('@').map_or((code, None), |(code, rate)| (code, Some(rate)));
    let (nl, en) = words.split_once(" = ")?;
    let words = [("nl", nl), ("en", en)].map(|(code, text)| (code.to_owned(), text.to_owned()));
    let rate_cents = match rate {
        Some(rate) => Some(rate.parse().ok()?),
        None => None,
    };
    Some(TakenCurrency { code: code.to_owned(), share, words: words.into(), rate_cents })
}

fn list(text: &str) -> Vec<String> {
    text.split(", ").map(str::to_owned).collect()
}

/// A value by the name under which it is stored.
fn named<'de, T: Deserialize<'de>>(name: &'de str) -> Option<T> {
    let name: StrDeserializer<'de, Error> = name.into_deserializer();
    T::deserialize(name).ok()
}
