//! What a place offers: for whom, how it is paid, in which languages.

use std::collections::BTreeMap;

use koop_domain::language::Language;
use koop_domain::listings::model::{Facts, Offered, Wheelchair};

use super::super::parts::{Choice, Choices, Group, Typed};
use super::form::Item;
use crate::form::Slips;
use crate::page::Page;
use crate::texts;

/// Ways to pay that are asked about, by OSM's names.
const WAYS: [&str; 6] = ["cash", "cards", "contactless", "credit_cards", "qr_code", "invoice"];
/// Languages that are asked about.
const SPOKEN: [&str; 10] = ["nl", "en", "tr", "ar", "de", "fr", "es", "pl", "uk", "ti"];
const OFFERED: [(&str, &str); 4] = [
    ("", "facts-not-said"),
    ("yes", "offered-yes"),
    ("only", "offered-only"),
    ("no", "offered-no"),
];
const ACCESS: [(&str, &str); 5] = [
    ("", "facts-not-said"),
    ("yes", "wheelchair-yes"),
    ("limited", "wheelchair-limited"),
    ("designated", "wheelchair-designated"),
    ("no", "wheelchair-no"),
];
/// What is offered or not: the id, the label, and where it stands among the facts.
const OFFERS: [(&str, &str); 5] = [
    ("meenemen", "know-takeaway"),
    ("tweedehands", "know-second-hand"),
    ("biologisch", "know-organic"),
    ("eerlijk", "know-fair-trade"),
    ("verpakking", "know-zero-waste"),
];

/// What is offered as it stands in the form.
pub(super) fn typed_of(facts: &Facts, typed: &mut Typed) {
    let mut set = |name: &str, value: &str| typed.0.push((name.to_owned(), value.to_owned()));
    for ((id, _), offered) in OFFERS.iter().zip(offers(facts)) {
        set(id, offered.map_or("", Offered::osm));
    }
    set("rolstoel", access_name(facts.wheelchair));
    let taken = facts.payment.iter().filter(|(_, taken)| **taken);
    taken.for_each(|(way, _)| set("betalen", way));
    facts.languages.iter().for_each(|code| set("talen", code));
}

/// What was typed, in the order of the facts: take-away, second-hand, organic, fair-trade,
/// without packaging.
pub(super) fn offers_of(typed: &Typed) -> [Option<Option<Offered>>; 5] {
    OFFERS.map(|(id, _)| Some(Offered::from_osm(typed.get(id))))
}

/// The fields of it.
pub(super) fn items(page: &Page, typed: &Typed, slips: &Slips) -> Vec<Item> {
    let select = |id, label: &str, all: &[(&str, &str)]| {
        Item::Select(Choices::of(page, (id, label), all, typed.get(id), slips))
    };
    let ticks = |id, label: &str, all: &[&str], name: fn(Language, &str) -> String| {
        let tick = |key: &&str| Choice {
            value: (*key).to_owned(),
            label: name(page.language, key),
            chosen: typed.all(id).any(|it| it == *key),
        };
        let group = Group { label: String::new(), choices: all.iter().map(tick).collect() };
        Item::Checks(Choices::grouped(page, (id, label), vec![group], slips))
    };
    let mut items: Vec<Item> =
        OFFERS.into_iter().map(|(id, label)| select(id, label, &OFFERED)).collect();
    items.push(select("rolstoel", "know-wheelchair", &ACCESS));
    items.push(ticks("betalen", "payment-taken", &WAYS, texts::payment));
    items.push(ticks("talen", "know-languages", &SPOKEN, texts::spoken));
    items
}

/// What is ticked, and what nobody asked about.
pub(super) fn languages_of(typed: &Typed, now: &Facts) -> Vec<String> {
    let ticked = |code: &str| typed.all("talen").any(|it| it == code);
    let kept = now.languages.iter().filter(|code| !SPOKEN.contains(&code.as_str()) || ticked(code));
    let new = SPOKEN
        .into_iter()
        .filter(|code| ticked(code) && !now.languages.iter().any(|it| it == code));
    kept.cloned().chain(new.map(str::to_owned)).collect()
}

/// What is ticked is taken; what was taken and is ticked no more, nobody says any more.
pub(super) fn payment_of(typed: &Typed, now: &Facts) -> BTreeMap<String, Option<bool>> {
    let ways = WAYS.into_iter().filter_map(|way| {
        let ticked = typed.all("betalen").any(|it| it == way);
        match (ticked, now.payment.get(way)) {
            (true, Some(true)) | (false, None | Some(false)) => None,
            (true, _) => Some((way.to_owned(), Some(true))),
            (false, Some(true)) => Some((way.to_owned(), None)),
        }
    });
    ways.collect()
}

fn access_name(access: Option<Wheelchair>) -> &'static str {
    match access {
        None => "",
        Some(Wheelchair::Yes) => "yes",
        Some(Wheelchair::Limited) => "limited",
        Some(Wheelchair::Designated) => "designated",
        Some(Wheelchair::No) => "no",
    }
}

/// Access by its name in the form.
pub(super) fn access_of(name: &str) -> Option<Wheelchair> {
    match name {
        "yes" => Some(Wheelchair::Yes),
        "limited" => Some(Wheelchair::Limited),
        "designated" => Some(Wheelchair::Designated),
        "no" => Some(Wheelchair::No),
        _ => None,
    }
}

fn offers(facts: &Facts) -> [Option<Offered>; 5] {
    [facts.takeaway, facts.second_hand, facts.organic, facts.fair_trade, facts.zero_waste]
}
