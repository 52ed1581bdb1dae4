//! What one can do at once about a place: ring, go there, look around it.

use koop_domain::listings::model::{Facts, Whereabouts};

use super::facts::web_href;
use crate::card::Phone;
use crate::page::Page;
use crate::results::links;

/// Something to do: ring, go, look.
pub(crate) struct Action {
    pub href: String,
    pub label: String,
    pub outside: bool,
}

/// What the facts of a place allow, the nearest first.
pub(super) fn actions(page: &Page, facts: &Facts) -> Vec<Action> {
    let mut actions = Vec::new();
    let mut action = |href: String, key: &str, outside: bool| {
        actions.push(Action { href, label: page.t(key), outside });
    };
    if let Some(phone) = facts.contact.phone.as_deref().and_then(Phone::read) {
        action(phone.href, "place-ring", false);
    }
    if let Some(point) = facts.shown_point().filter(|_| facts.whereabouts == Whereabouts::Fixed) {
        let (lat, lon) = (point.latitude, point.longitude);
        action(format!("geo:{lat:.6},{lon:.6}"), "place-route", false);
        let map = format!(
            "https://www.openstreetmap.org/?mlat={lat:.6}&mlon={lon:.6}#map=18/{lat:.6}/{lon:.6}"
        );
        action(map, "place-map", true);
    }
    if let Some(website) = facts.contact.website.as_deref().and_then(web_href) {
        action(website, "place-website", true);
    }
    if let Some(point) = facts.shown_point() {
        action(links::near(point), "place-around", false);
    }
    actions
}
