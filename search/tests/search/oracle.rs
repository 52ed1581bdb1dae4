//! The same questions answered the slow way: every listing is asked every filter anew, its hours
//! by [`status`], one instant at a time. What it does not know is text.

use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::listings::categories::tree;
use koop_domain::listings::model::{Kind, LifeState, Listing, Offered, Service, Wheelchair};
use koop_domain::listings::opening_hours::{Certainty, State, status};
use koop_domain::listings::search::{Filter, ListingQuery, Openness, Reach, When};

/// Which filter is left out, for a facet that ignores its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum But {
    Nothing,
    Kinds,
    Categories,
    Open,
    Area,
    Currency,
}

/// Whether the listing answers the question.
pub(crate) fn answers(listing: &Listing, query: &ListingQuery, but: But) -> bool {
    !matches!(listing.facts.state, LifeState::Gone { .. })
        && (but == But::Kinds || is_of_kind(listing, &query.filter))
        && (but == But::Categories || is_in_category(listing, &query.filter))
        && (but == But::Area || query.filter.area.is_none_or(|area| listing.areas.contains(&area)))
        && (but == But::Currency || is_paid_with(listing, &query.filter))
        && has_facts(listing, &query.filter)
        && is_near(listing, query)
        && (but == But::Open || is_open(listing, query))
}

fn is_paid_with(listing: &Listing, filter: &Filter) -> bool {
    let taken = |code: &String| listing.facts.currencies.iter().any(|it| it.code == *code);
    filter.currencies.is_empty() || filter.currencies.iter().any(taken)
}

/// How sure it is that the listing is open at the question's instant.
pub(crate) fn openness(listing: &Listing, query: &ListingQuery) -> Openness {
    openness_at(listing, query.service(), query.instant())
}

/// How many minutes it takes from where the question was asked.
pub(crate) fn minutes(listing: &Listing, query: &ListingQuery) -> Option<u32> {
    let near = query.near?;
    let minutes = near.mode().minutes(way_m(listing, query)?);
    match near.reach {
        Some(Reach::Minutes(most, _)) => Some(minutes.min(most)),
        _ => Some(minutes),
    }
}

fn way_m(listing: &Listing, query: &ListingQuery) -> Option<f64> {
    let point = listing.facts.point?;
    let straight_m = query.near?.point.distance_m(point);
    match &query.ways {
        Some(ways) => ways.way_m(point, straight_m),
        None => Some(straight_m),
    }
}

/// The keys under which a listing is counted by category.
pub(crate) fn categories(listing: &Listing) -> Vec<&'static str> {
    let keys = listing.facts.categories.iter();
    let mut all: Vec<_> = keys.flat_map(|key| tree().lineage(key).map(|c| c.key)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The traits under which a listing is counted.
pub(crate) fn traits(listing: &Listing) -> Vec<&'static str> {
    let one = |key: &'static str, ask: fn(&mut Filter)| {
        let mut filter = Filter::default();
        ask(&mut filter);
        has_facts(listing, &filter).then_some(key)
    };
    [
        one("takeaway", |f| f.takeaway = true),
        one("wheelchair", |f| f.wheelchair = true),
        one("second_hand", |f| f.second_hand = true),
        one("repair", |f| f.repair = true),
        one("organic", |f| f.organic = true),
        delivers(listing).then_some("delivery"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn is_of_kind(listing: &Listing, filter: &Filter) -> bool {
    filter.kinds.is_empty() || filter.kinds.contains(&listing.facts.kind)
}

fn is_in_category(listing: &Listing, filter: &Filter) -> bool {
    let keys = categories(listing);
    filter.categories.is_empty() || filter.categories.iter().any(|c| keys.contains(&c.as_str()))
}

fn has_facts(listing: &Listing, filter: &Filter) -> bool {
    let facts = &listing.facts;
    let offered = |value: Option<Offered>| value.is_some_and(Offered::is_offered);
    let reachable = matches!(facts.wheelchair, Some(Wheelchair::Yes | Wheelchair::Designated));
    let inside = filter.bounds.is_none_or(|b| facts.point.is_some_and(|p| b.contains(p)));
    (!filter.takeaway || offered(facts.takeaway))
        && (!filter.organic || offered(facts.organic))
        && (!filter.wheelchair || reachable)
        && (!filter.second_hand || facts.kind == Kind::SecondHand || offered(facts.second_hand))
        && (!filter.repair || facts.kind == Kind::Repair || !facts.repairs.is_empty())
        && inside
}

fn is_near(listing: &Listing, query: &ListingQuery) -> bool {
    let Some(near) = query.near else { return true };
    let Some(radius_m) = near.radius_m() else { return true };
    let Some(point) = listing.facts.point else { return false };
    let distance_m = near.point.distance_m(point);
    match near.reach {
        Some(Reach::Minutes(..)) => way_m(listing, query).is_some_and(|way_m| way_m <= radius_m),
        _ => distance_m <= radius_m,
    }
}

fn is_open(listing: &Listing, query: &ListingQuery) -> bool {
    let Some(open) = query.open else { return true };
    let service = query.service();
    let shut = |at| openness_at(listing, service, at) == Openness::Closed;
    match open.when {
        When::Now | When::At(_) => !shut(query.instant()),
        When::Between(from, to) => {
            let mut minute = from;
            while minute < to {
                if shut(minute) {
                    return false;
                }
                minute += TimeDelta::minutes(1);
            }
            true
        }
    }
}

fn openness_at(listing: &Listing, service: Service, at: DateTime<Utc>) -> Openness {
    if service == Service::Delivery && !delivers(listing) {
        return Openness::Closed;
    }
    let status = status(listing, service, at);
    match (status.state, status.certainty) {
        (State::Closed, _) => Openness::Closed,
        (State::Unknown | State::ByAppointment, _) => Openness::Maybe,
        (State::Open, Certainty::Confirmed) => Openness::Certain,
        (State::Open, Certainty::Likely | Certainty::Old) => Openness::Probable,
    }
}

fn delivers(listing: &Listing) -> bool {
    listing.facts.delivery.is_some() || listing.facts.hours.contains_key(&Service::Delivery)
}
