//! Our facts in the tags of OpenStreetMap.
//!
//! The law: where facts came from tags, reading the tags that are written here gives the same
//! facts again. Most groups have a tag of their own. What kind of place it is has many ways to
//! be said, and which of them says just this depends on the rest: `trades` tries them.

use crate::geo::Point;
use crate::listings::model::{Facts, LegalForm, Listing, Ownership, Wheelchair, Whereabouts};
use crate::listings::osm::{self, Tags, contact, serving};
use crate::listings::provenance::FactGroup;
use crate::listings::revise::is_edited;

use super::trades;

/// How keys begin that lead to a door or a person.
const PERSONAL: [&str; 6] = ["addr:", "contact:", "email", "fax", "mobile", "phone"];

/// The facts as tags. Of somebody's home no street and no door.
#[must_use]
pub fn osm_tags(facts: &Facts) -> Tags {
    let mut tags = Tags::new();
    let mut say = |key: &str, value: &str| tags.insert(key.to_owned(), value.to_owned());
    say("name", &facts.name);
    if let Some(number) = facts.shown_branch_number() {
        say(osm::branch::KEYS[0], number);
    }
    if let Some(form) = facts.legal_form.and_then(legal_form) {
        say("operator:type", form);
    }
    if facts.whereabouts == Whereabouts::Itinerant {
        say("street_vendor", "yes");
    }
    match &facts.ownership {
        Ownership::Unknown => None,
        Ownership::Independent => say("chain", "no"),
        Ownership::Chain { brand } => say("brand", brand),
    };
    if let Some(wheelchair) = facts.wheelchair {
        say("wheelchair", self::wheelchair(wheelchair));
    }
    let goods = [
        ("second_hand", facts.second_hand),
        ("organic", facts.organic),
        ("fair_trade", facts.fair_trade),
        ("bulk_purchase", facts.zero_waste),
    ];
    for (key, offered) in goods {
        if let Some(offered) = offered {
            say(key, offered.osm());
        }
    }
    for code in &facts.languages {
        say(&format!("language:{code}"), "yes");
    }
    for (code, text) in &facts.description {
        match code.as_str() {
            "und" => say("description", text),
            code => say(&format!("description:{code}"), text),
        };
    }
    for (way, accepted) in &facts.payment {
        say(&format!("payment:{way}"), if *accepted { "yes" } else { "no" });
    }
    address(facts, &mut tags);
    contact::write(&facts.contact, &mut tags);
    serving::write(facts, &mut tags);
    trades::say(tags, facts)
}

/// The facts as tags, with what the source says beside them: its own words where they still say
/// the same, else ours and those of its tags that no fact comes from. Nothing that a source says
/// of somebody's home goes on, and nothing of how to reach a listing where people here wrote that
/// themselves: what they left out is not there.
#[must_use]
pub fn osm_tags_beside(listing: &Listing, source: &Tags) -> Tags {
    let facts = &listing.facts;
    if facts.whereabouts == Whereabouts::AtHome {
        return osm_tags(facts);
    }
    let written_here =
        [FactGroup::Place, FactGroup::Contact].into_iter().any(|group| is_edited(listing, group));
    let hides =
        |key: &str| written_here && PERSONAL.into_iter().any(|begin| key.starts_with(begin));
    if says(source, facts) && !source.keys().any(|key| hides(key)) {
        return source.clone();
    }
    let mut tags = osm_tags(facts);
    let beside = source.iter().filter(|(key, _)| !osm::is_read(key) && !hides(key));
    tags.extend(beside.map(|(key, value)| (key.clone(), value.clone())));
    tags
}

/// Whether tags say just these facts, the point aside, which is no tag.
#[must_use]
pub fn says(tags: &Tags, facts: &Facts) -> bool {
    let point = facts.point.unwrap_or(Point { latitude: 0.0, longitude: 0.0 });
    osm::read(tags, point).is_some_and(|read| Facts { point: facts.point, ..read } == *facts)
}

fn address(facts: &Facts, tags: &mut Tags) {
    let Some(address) = facts.shown_address() else { return };
    let parts = [
        ("addr:street", address.street),
        ("addr:housenumber", address.house_number),
        ("addr:postcode", address.postcode),
        ("addr:city", address.city),
    ];
    let said = parts.into_iter().filter_map(|(key, part)| Some((key.to_owned(), part?)));
    tags.extend(said);
}

/// OpenStreetMap has no word for the others.
fn legal_form(form: LegalForm) -> Option<&'static str> {
    match form {
        LegalForm::Cooperative => Some("cooperative"),
        LegalForm::Foundation => Some("foundation"),
        LegalForm::Association => Some("association"),
        LegalForm::Public => Some("public"),
        LegalForm::SoleTrader
        | LegalForm::Partnership
        | LegalForm::Company
        | LegalForm::Informal => None,
    }
}

fn wheelchair(access: Wheelchair) -> &'static str {
    match access {
        Wheelchair::Yes => "yes",
        Wheelchair::Limited => "limited",
        Wheelchair::No => "no",
        Wheelchair::Designated => "designated",
    }
}

#[cfg(test)]
#[path = "osm_tags_tests.rs"]
mod tests;
