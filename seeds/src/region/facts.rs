//! What is known about a business, as much of it as maps and their readers usually know.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};
use koop_domain::language::Language;
use koop_domain::listings::categories::tree;
use koop_domain::listings::model::{
    Address, Contact, Facts, Kind, Offered, Ownership, Service, Wheelchair, Whereabouts,
};
use koop_domain::listings::provenance::FactGroup;
use koop_domain::text::fold;

use super::chance::Chance;
use super::goods;
use super::hours;
use super::names::{self, Name};
use super::places::{Place, Street};
use super::tables::{self, Lists, Sentence, Trade};

/// Hours of a group, and what stands in descriptions.
#[derive(Debug)]
pub(super) struct Texts {
    hours: Lists,
    sentences: HashMap<&'static str, Vec<Sentence>>,
}

impl Texts {
    pub(super) fn read() -> Self {
        Self { hours: tables::hours(), sentences: tables::sentences() }
    }

    /// One of the hours of a group, those in front more often.
    fn pattern(&self, group: &str, chance: &mut Chance) -> &'static str {
        self.hours.get(group).map_or("24/7", |patterns| *chance.pick_early(patterns))
    }
}

/// Draws the facts of the `nth` business.
pub(super) fn facts(
    nth: usize,
    trade: &Trade,
    place: &Place,
    texts: &Texts,
    chance: &mut Chance,
) -> Facts {
    let street = place.street(trade.zone, chance);
    let (number, point) = street.door(chance);
    let Name { text: name, brand } = names::name(trade, place, street, chance);
    let kind = trade.category.kind;
    let whereabouts = whereabouts(kind, chance);
    let address = Address {
        street: Some(street.name.clone()),
        house_number: (kind != Kind::Market).then_some(number),
        postcode: Some(street.postcode.clone()),
        city: Some(place.row.town.to_owned()),
    };
    let delivery = goods::delivery(trade, place, chance);
    Facts {
        contact: contact(nth, &name, chance),
        kind,
        categories: categories(trade, chance),
        tags: tags(trade, chance),
        description: description(trade, place, street, &name, texts, chance),
        whereabouts,
        address: (whereabouts == Whereabouts::Fixed || chance.percent(50)).then_some(address),
        point: Some(point),
        hours: opening(trade, delivery.is_some(), texts, chance),
        takeaway: (kind == Kind::Food && chance.percent(45)).then_some(Offered::Yes),
        repairs: goods::repairs(trade.category.key, chance),
        second_hand: goods::second_hand(trade, chance),
        organic: (matches!(kind, Kind::Farm | Kind::Food) || trade.category.key == "organic-shop")
            .then(|| chance.percent(15).then_some(Offered::Yes))
            .flatten(),
        wheelchair: wheelchair(chance),
        payment: payment(chance),
        ownership: match brand {
            Some(brand) => Ownership::Chain { brand: brand.to_owned() },
            None if chance.percent(60) => Ownership::Independent,
            None => Ownership::Unknown,
        },
        delivery,
        name,
        ..Facts::default()
    }
}

/// When groups of facts were last confirmed: of half of the places nobody ever said.
pub(super) fn confirmed(chance: &mut Chance) -> BTreeMap<FactGroup, NaiveDate> {
    let newest = NaiveDate::from_ymd_opt(2026, 9, 1);
    let days_ago = match chance.below(100) {
        0..=24 => chance.below(200),
        25..=39 => 200 + chance.below(500),
        40..=47 => 700 + chance.below(1_500),
        _ => return BTreeMap::new(),
    };
    let day = newest.and_then(|day| day.checked_sub_days(Days::new(days_ago as u64)));
    day.map(|day| [FactGroup::Hours, FactGroup::Contact].map(|group| (group, day)).into())
        .unwrap_or_default()
}

fn whereabouts(kind: Kind, chance: &mut Chance) -> Whereabouts {
    match (kind, chance.below(100)) {
        (Kind::Maker | Kind::Service, 0..=3) => Whereabouts::AtHome,
        (Kind::Repair | Kind::Service, 4..=6) => Whereabouts::ServiceArea,
        _ => Whereabouts::Fixed,
    }
}

/// Most are one thing; some are something beside it, where the tree keeps few things together:
/// a bookshop is rarely an optician too.
fn categories(trade: &Trade, chance: &mut Chance) -> Vec<String> {
    const FEW: usize = 14;
    let first = trade.category.key.to_owned();
    let parent = trade.category.parent.unwrap_or_default();
    let beside: Vec<&str> =
        tree().children(parent).map(|c| c.key).filter(|key| *key != first).collect();
    let is_more = chance.percent(10) && (1..=FEW).contains(&beside.len());
    let other = is_more.then(|| (*chance.pick(&beside)).to_owned());
    [Some(first), other].into_iter().flatten().collect()
}

/// One of the words by which people look for such a thing.
fn term(trade: &Trade, language: Language, chance: &mut Chance) -> &'static str {
    match trade.category.terms(language) {
        [] => trade.category.name(language),
        terms => chance.pick::<&str>(terms),
    }
}

fn tags(trade: &Trade, chance: &mut Chance) -> Vec<String> {
    let count = if chance.percent(13) { 1 + chance.below(3) } else { 0 };
    let mut tags: Vec<String> =
        (0..count).map(|_| term(trade, Language::Nl, chance).to_owned()).collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

fn description(
    trade: &Trade,
    place: &Place,
    street: &Street,
    name: &str,
    texts: &Texts,
    chance: &mut Chance,
) -> BTreeMap<String, String> {
    let mut description = BTreeMap::new();
    let sentences = texts.sentences.get(trade.category.kind.key());
    let Some(sentences) = sentences.filter(|_| chance.percent(40)) else { return description };
    let year = (1950 + chance.below(75)).to_string();
    let names = if chance.percent(70) { "first" } else { "first_abroad" };
    let who = *chance.pick(tables::list(names));
    let languages: &[_] = match chance.below(10) {
        0 => &[Language::En],
        1 | 2 => &[Language::Nl, Language::En],
        _ => &[Language::Nl],
    };
    for language in languages {
        let code = language.code();
        let fitting: Vec<&Sentence> = sentences.iter().filter(|s| s.language == code).collect();
        if fitting.is_empty() {
            continue;
        }
        let first = chance.below(fitting.len());
        let second = (first + 1 + chance.below(fitting.len())) % fitting.len();
        let two = second != first && chance.percent(60);
        let text = [Some(first), two.then_some(second)].into_iter().flatten().map(|nth| {
            let sentence = fitting[nth]
                .text
                .replace("{term}", term(trade, *language, chance))
                .replace("{other}", term(trade, *language, chance))
                .replace("{name}", name)
                .replace("{place}", place.row.name)
                .replace("{street}", &street.name)
                .replace("{year}", &year)
                .replace("{who}", who);
            capital(&sentence)
        });
        description.insert(code.to_owned(), text.collect::<Vec<_>>().join(" "));
    }
    description
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Numbers that belong to nobody, and addresses under `.example` (RFC 2606).
fn contact(nth: usize, name: &str, chance: &mut Chance) -> Contact {
    let host = format!("{}-{nth}.example", fold(name).replace(' ', "-"));
    let phone = chance.percent(45).then(|| format!("020 555 {:04}", chance.below(10_000)));
    let website = chance.percent(60).then(|| format!("https://www.{host}/"));
    let email = (website.is_some() && chance.percent(25)).then(|| format!("info@{host}"));
    Contact { phone, email, website, social: Vec::new() }
}

/// Of a hundred places five say no hours, and three say them in their own way.
fn opening(
    trade: &Trade,
    delivers: bool,
    texts: &Texts,
    chance: &mut Chance,
) -> BTreeMap<Service, String> {
    let drawn = chance.below(100);
    if drawn < 5 {
        return BTreeMap::new();
    }
    let mut counter = hours::vary(texts.pattern(trade.hours, chance), chance);
    if drawn < 8 {
        // Where such hours cannot be written otherwise, those of a shop can.
        let sloppy = hours::sloppy(&counter, chance).or_else(|| {
            let plain = hours::vary("Mo-Fr 09:00-17:30; Sa 09:30-17:00", chance);
            hours::sloppy(&plain, chance)
        });
        counter = sloppy.unwrap_or(counter);
    }
    let mut all = BTreeMap::from([(Service::Counter, counter)]);
    if trade.hours == "restaurant" && chance.percent(12) {
        all.insert(Service::Kitchen, hours::vary(texts.pattern("kitchen", chance), chance));
    }
    if delivers && chance.percent(30) {
        all.insert(Service::Delivery, hours::vary(texts.pattern("delivery", chance), chance));
    }
    all
}

/// Known of a quarter of the places, as on the map.
fn wheelchair(chance: &mut Chance) -> Option<Wheelchair> {
    match chance.below(100) {
        0..=13 => Some(Wheelchair::Yes),
        14..=19 => Some(Wheelchair::No),
        20..=23 => Some(Wheelchair::Limited),
        _ => None,
    }
}

fn payment(chance: &mut Chance) -> BTreeMap<String, bool> {
    let ways: &[(&str, bool)] = match chance.below(100) {
        0..=5 => &[("cash", true), ("cards", true)],
        6..=8 => &[("cash", false), ("cards", true), ("contactless", true)],
        9 => &[("cash", true), ("cards", false)],
        _ => &[],
    };
    ways.iter().map(|(way, taken)| ((*way).to_owned(), *taken)).collect()
}
