//! What is to be had: what is repaired, what was used before, what is brought to the door.

use koop_domain::listings::delivery::{Courier, Delivery, DeliveryArea};
use koop_domain::listings::model::{Kind, Offered};

use super::chance::Chance;
use super::places::Place;
use super::tables::Trade;

/// What is repaired there: who lives by it, and shops that also do it.
pub(super) fn repairs(category: &str, chance: &mut Chance) -> Vec<String> {
    let (percent, things): (usize, &[&str]) = match category {
        "bicycle-repair" => (90, &["bicycle"]),
        "shoe-repair" => (90, &["shoes", "bag", "belt"]),
        "clothing-repair" => (90, &["clothing", "curtain"]),
        "phone-repair" => (90, &["phone", "tablet"]),
        "computer-repair" => (90, &["computer", "printer"]),
        "electronics-repair" => (90, &["appliance", "electronics", "audio"]),
        "watch-repair" => (90, &["watch", "clock"]),
        "furniture-repair" => (90, &["furniture", "chair"]),
        "instrument-repair" => (90, &["instrument"]),
        "car-repair" => (60, &["car"]),
        "scooter-repair" => (90, &["scooter", "motorcycle"]),
        "sharpening" => (90, &["knife", "scissors"]),
        "repair-cafe" => (90, &["appliance", "bicycle", "clothing", "furniture"]),
        "bicycle-shop" | "second-hand-bicycles" => (60, &["bicycle"]),
        "jewellery" | "goldsmith" => (30, &["jewellery", "watch"]),
        "phones" => (35, &["phone"]),
        "computers" => (45, &["computer"]),
        "music-shop" => (30, &["instrument"]),
        "optician" => (30, &["glasses"]),
        "laundry" => (20, &["clothing"]),
        _ => return Vec::new(),
    };
    if !chance.percent(percent) {
        return Vec::new();
    }
    let count = 1 + chance.below(things.len());
    things.iter().take(count).map(|thing| (*thing).to_owned()).collect()
}

pub(super) fn second_hand(trade: &Trade, chance: &mut Chance) -> Option<Offered> {
    let percent = match trade.category.key {
        _ if trade.category.kind == Kind::SecondHand => {
            return chance.percent(70).then_some(Offered::Only);
        }
        "bicycle-shop" | "bicycle-repair" | "car-shop" => 30,
        "books" | "music-shop" | "phones" | "computers" => 15,
        "clothes" | "furniture" | "toys" | "children-clothes" => 5,
        _ => 0,
    };
    chance.percent(percent).then_some(Offered::Yes)
}

pub(super) fn delivery(trade: &Trade, place: &Place, chance: &mut Chance) -> Option<Delivery> {
    let percent = match (trade.hours, trade.category.key) {
        ("takeaway", _) => 50,
        ("restaurant", _) => 20,
        (_, "florist" | "pharmacy" | "supermarket" | "catering") => 30,
        (_, "bakery" | "greengrocer" | "liquor" | "organic-shop" | "appliances") => 10,
        _ => 1,
    };
    if !chance.percent(percent) {
        return None;
    }
    let area = match chance.below(10) {
        0 | 1 => DeliveryArea::Postcodes {
            postcodes: place.row.postcodes.iter().map(|code| (*code).to_owned()).collect(),
        },
        2 => DeliveryArea::Unknown,
        _ => DeliveryArea::Radius { radius_m: *chance.pick(&[1_500, 2_500, 3_500, 5_000, 10_000]) },
    };
    Some(Delivery {
        area,
        minimum_cents: chance
            .percent(70)
            .then(|| *chance.pick(&[1_000, 1_250, 1_500, 2_000, 2_500])),
        fee_cents: chance.percent(70).then(|| *chance.pick(&[0, 150, 200, 250, 299, 395])),
        courier: match chance.below(10) {
            0..=4 => Some(Courier::Own),
            5 => Some(Courier::Cooperative),
            6..=8 => Some(Courier::Platform),
            _ => None,
        },
        by_bike: chance.percent(55),
        returnable_packaging: chance.percent(5),
        paused_until: None,
        busy_minutes: None,
    })
}
