//! When and how a place serves: hours per service, delivery, take-away.

use crate::listings::delivery::{Courier, Delivery, DeliveryArea};
use crate::listings::model::{Facts, Offered, Service};

use super::{Tags, first};

/// Where the hours of a service stand, the most usual tag first.
const HOURS: [(Service, &[&str]); 4] = [
    (Service::Counter, &["opening_hours"]),
    (Service::Kitchen, &["opening_hours:kitchen", "kitchen_hours"]),
    (Service::Delivery, &["opening_hours:delivery", "delivery_hours", "delivery:hours"]),
    (Service::Pickup, &["opening_hours:pickup", "opening_hours:takeaway", "takeaway:hours"]),
];

/// Writes the hours, delivery and take-away into the facts.
pub(super) fn read(tags: &Tags, facts: &mut Facts) {
    for (service, keys) in HOURS {
        if let Some(hours) = first(tags, keys) {
            facts.hours.insert(service, hours.to_owned());
        }
    }
    let delivers = offer(tags, "delivery", Service::Delivery, facts);
    if delivers.is_some_and(Offered::is_offered) {
        facts.delivery = Some(delivery(tags));
    }
    facts.takeaway = offer(tags, "takeaway", Service::Pickup, facts);
}

/// Writes the hours, delivery and take-away into the tags.
pub(in crate::listings) fn write(facts: &Facts, tags: &mut Tags) {
    for (service, keys) in HOURS {
        tags.extend(facts.hours.get(&service).map(|hours| (keys[0].to_owned(), hours.clone())));
    }
    let mut say = |key: &str, value: &str| tags.insert(key.to_owned(), value.to_owned());
    if let Some(takeaway) = facts.takeaway {
        say("takeaway", takeaway.osm());
    }
    let Some(delivery) = &facts.delivery else { return };
    say("delivery", "yes");
    if let Some(courier) = delivery.courier {
        let partner = match courier {
            Courier::Own => "own",
            Courier::Cooperative => "cooperative",
            Courier::Platform => "platform",
        };
        say("delivery:partner", partner);
    }
    if delivery.by_bike {
        say("delivery:bicycle", "yes");
    }
    if delivery.returnable_packaging {
        say("reusable_packaging:offer", "yes");
    }
}

/// Whether [`read`] looks at a key.
pub(super) fn is_read(key: &str) -> bool {
    const MORE: [&str; 7] = [
        "delivery",
        "delivery:bicycle",
        "delivery:partner",
        "delivery:vehicle",
        "reusable_packaging",
        "reusable_packaging:offer",
        "takeaway",
    ];
    MORE.contains(&key) || HOURS.iter().any(|(_, keys)| keys.contains(&key))
}

/// What `delivery` or `takeaway` says. People also put the hours themselves there; whoever gives
/// hours for a service offers it. A plain no is stronger than leftover hours.
fn offer(tags: &Tags, key: &str, service: Service, facts: &mut Facts) -> Option<Offered> {
    let value = first(tags, &[key]).unwrap_or_default();
    if let Some(offered) = Offered::from_osm(value) {
        if !offered.is_offered() {
            facts.hours.remove(&service);
        }
        return Some(offered);
    }
    if value.contains(|c: char| c.is_ascii_digit()) && value.contains(':') {
        facts.hours.entry(service).or_insert_with(|| value.to_owned());
    }
    facts.hours.contains_key(&service).then_some(Offered::Yes)
}

fn delivery(tags: &Tags) -> Delivery {
    let is_yes = |key: &str| tags.get(key).is_some_and(|v| matches!(v.as_str(), "yes" | "only"));
    let vehicle = first(tags, &["delivery:vehicle"]).unwrap_or_default();
    Delivery {
        area: DeliveryArea::Unknown,
        minimum_cents: None,
        fee_cents: None,
        courier: first(tags, &["delivery:partner"]).map(courier),
        by_bike: is_yes("delivery:bicycle")
            || vehicle.contains("bicycle")
            || vehicle.contains("bike"),
        returnable_packaging: is_yes("reusable_packaging:offer") || is_yes("reusable_packaging"),
        paused_until: None,
        busy_minutes: None,
    }
}

fn courier(partner: &str) -> Courier {
    let partner = partner.to_lowercase();
    match partner.as_str() {
        "no" | "none" | "self" | "own" => Courier::Own,
        _ if partner.contains("coop") || partner.contains("coöp") => Courier::Cooperative,
        _ => Courier::Platform,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serving(tags: &[(&str, &str)]) -> Facts {
        let tags = tags.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let mut facts = Facts::default();
        read(&tags, &mut facts);
        facts
    }

    #[test]
    fn each_service_has_its_own_hours() {
        let facts = serving(&[
            ("opening_hours", "Mo-Su 12:00-23:00"),
            ("opening_hours:kitchen", "Mo-Su 17:00-21:30"),
            ("delivery_hours", "Fr-Su 17:00-21:00"),
            ("opening_hours:pickup", "Mo-Su 16:00-21:00"),
        ]);
        let hours: Vec<_> = facts.hours.iter().map(|(s, h)| (*s, h.as_str())).collect();
        assert_eq!(
            hours,
            [
                (Service::Counter, "Mo-Su 12:00-23:00"),
                (Service::Pickup, "Mo-Su 16:00-21:00"),
                (Service::Delivery, "Fr-Su 17:00-21:00"),
                (Service::Kitchen, "Mo-Su 17:00-21:30"),
            ]
        );
        assert!(facts.delivery.is_some(), "whoever gives delivery hours delivers");
        assert_eq!(facts.takeaway, Some(Offered::Yes));
    }

    #[test]
    fn hours_may_stand_in_the_delivery_tag_itself() {
        let facts = serving(&[("delivery", "Fr-Su 17:00-21:00"), ("takeaway", "only")]);
        assert_eq!(facts.hours[&Service::Delivery], "Fr-Su 17:00-21:00");
        assert!(facts.delivery.is_some());
        assert_eq!(facts.takeaway, Some(Offered::Only));
    }

    #[test]
    fn a_no_is_a_no() {
        let facts = serving(&[("delivery", "no"), ("opening_hours:delivery", "Fr 17:00-21:00")]);
        assert_eq!(facts.delivery, None);
        assert!(facts.hours.is_empty());
        assert_eq!(serving(&[("takeaway", "no")]).takeaway, Some(Offered::No));
    }

    #[test]
    fn nothing_said_is_nothing_known() {
        let facts = serving(&[("delivery", "perhaps"), ("opening_hours", " ")]);
        assert_eq!((facts.delivery, facts.takeaway, facts.hours.len()), (None, None, 0));
    }

    #[test]
    fn who_brings_it_and_how() {
        let by = |partner: &str| {
            serving(&[("delivery", "yes"), ("delivery:partner", partner)]).delivery.unwrap().courier
        };
        assert_eq!(by("no"), Some(Courier::Own));
        assert_eq!(by("CoopCycle"), Some(Courier::Cooperative));
        assert_eq!(by("BigPlatform;OtherPlatform"), Some(Courier::Platform));
        let facts = serving(&[
            ("delivery", "only"),
            ("delivery:bicycle", "yes"),
            ("reusable_packaging:offer", "yes"),
        ]);
        let delivery = facts.delivery.unwrap();
        assert!(delivery.by_bike && delivery.returnable_packaging);
        assert_eq!(delivery.area, DeliveryArea::Unknown);
        assert_eq!(delivery.courier, None);
    }
}
