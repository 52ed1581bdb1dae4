//! Open: how sure, when, for what.

use koop_domain::listings::model::Service;
use koop_domain::listings::search::{FacetField, Open, Openness, Sort, When};
use koop_domain::ports::SearchIndex;

use crate::asking::{ask, near, open};
use crate::street::at;

pub(crate) async fn certain_before_probable_before_maybe(index: &dyn SearchIndex) {
    for sort in [Sort::Best, Sort::Nearest, Sort::OpenFirst] {
        let heard = ask(index, |q| {
            q.open = open(When::Now);
            q.near = near(0.0, 600.0, None);
            q.sort = sort;
        });
        let heard = heard.await;
        heard.in_order(&["vogel", "noor", "bord"]).in_order(&["spaak", "noor", "yeter"]);
        assert_eq!(heard.hit("vogel").openness, Some(Openness::Certain));
        assert_eq!(heard.hit("noor").openness, Some(Openness::Probable));
        for maybe in ["bord", "yeter", "kees"] {
            assert_eq!(heard.hit(maybe).openness, Some(Openness::Maybe), "{maybe}");
        }
    }
}

pub(crate) async fn closed_places_are_dropped(index: &dyn SearchIndex) {
    let heard = ask(index, |q| q.open = open(When::Now)).await;
    heard.must_not_have(&["tram", "schroefje", "kade", "moved", "gone"]);
    // The facet ignores the filter, and closed places are in no group of it.
    let all = ask(index, |_| {}).await;
    for value in ["open", "likely", "maybe"] {
        let count = heard.count(FacetField::Open, value);
        assert_eq!(count, all.count(FacetField::Open, value), "{value}");
    }
    let groups = ["open", "likely", "maybe"].map(|value| heard.count(FacetField::Open, value));
    assert_eq!(heard.answer.total, groups.iter().sum::<u64>());
}

/// The cobbler is away until the thirtieth.
pub(crate) async fn an_exception_overrides(index: &dyn SearchIndex) {
    ask(index, |q| q.open = open(When::Now)).await.must_not_have(&["ouassif"]);
    let back = When::At(at("2026-11-30T14:00:00+01:00"));
    ask(index, |q| q.open = open(back)).await.must_have(&["ouassif"]);
}

pub(crate) async fn between_means_all_the_time(index: &dyn SearchIndex) {
    let span = |from: &str, to: &str| {
        let on = |time: &str| at(&format!("2026-11-24T{time}:00+01:00"));
        open(When::Between(on(from), on(to)))
    };
    let afternoon = ask(index, |q| q.open = span("14:00", "17:20")).await;
    afternoon.must_have(&["spaak", "vogel", "bord"]).must_not_have(&["ronde", "tram"]);
    let evening = ask(index, |q| q.open = span("16:00", "17:45")).await;
    evening.must_have(&["vogel"]).must_not_have(&["spaak"]);
    // Open at the first minute, so it counts as open in the facet, which ignores the filter.
    assert_eq!(evening.count(FacetField::Open, "open"), {
        let at_four = When::At(at("2026-11-24T16:00:00+01:00"));
        ask(index, |q| q.open = open(at_four)).await.count(FacetField::Open, "open")
    });
    // Until the very minute of closing.
    ask(index, |q| q.open = span("16:00", "17:30")).await.must_have(&["spaak"]);
    ask(index, |q| q.open = span("16:00", "17:31")).await.must_not_have(&["spaak"]);
}

pub(crate) async fn services_have_their_own_hours(index: &dyn SearchIndex) {
    let friday = When::At(at("2026-11-27T20:45:00+01:00"));
    let served = |service| Some(Open { when: friday, service: Some(service) });
    ask(index, |q| q.open = served(Service::Counter)).await.must_have(&["roti"]);
    ask(index, |q| q.open = served(Service::Kitchen)).await.must_not_have(&["roti"]);
    let delivering = ask(index, |q| q.open = served(Service::Delivery)).await;
    // Who does not deliver is not open for deliveries, whatever the counter's hours.
    delivering.must_have(&["roti", "adulis"]).must_not_have(&["tram", "bord"]);
    // Hours borrowed from the counter are never certain.
    let borrowed = ask(index, |q| q.open = served(Service::Pickup)).await;
    assert_eq!(borrowed.hit("tram").openness, Some(Openness::Probable));
}

pub(crate) async fn past_midnight_belongs_to_the_night(index: &dyn SearchIndex) {
    let late = When::At(at("2026-11-25T01:59:00+01:00"));
    ask(index, |q| q.open = open(late)).await.must_have(&["tram"]).must_not_have(&["vogel"]);
    let later = When::At(at("2026-11-25T02:00:00+01:00"));
    ask(index, |q| q.open = open(later)).await.must_not_have(&["tram"]);
}

pub(crate) async fn open_first_then_what_opens_soonest(index: &dyn SearchIndex) {
    let heard = ask(index, |q| q.sort = Sort::OpenFirst).await;
    // Open, probably open, perhaps open; then the night shop at 18.00 today, the potter
    // tomorrow, the cobbler on Monday, the repair café next month.
    heard.in_order(&["vogel", "noor", "bord", "tram", "kade", "ouassif", "schroefje", "moved"]);
    assert_eq!(heard.hit("tram").openness, Some(Openness::Closed));
    let all = ask(index, |_| {}).await;
    assert_eq!(heard.answer.total, all.answer.total);
    assert_eq!(all.hit("tram").openness, None);
}

/// Weeks ahead, months back, and on a day with another clock, the answer is as exact.
pub(crate) async fn another_week_is_as_exact(index: &dyn SearchIndex) {
    let second_saturday = When::At(at("2026-12-12T14:00:00+01:00"));
    ask(index, |q| q.open = open(second_saturday)).await.must_have(&["schroefje", "ouassif"]);
    let third_saturday = When::At(at("2026-12-19T14:00:00+01:00"));
    ask(index, |q| q.open = open(third_saturday)).await.must_not_have(&["schroefje"]);
    let summer = When::At(at("2026-07-07T08:59:00+02:00"));
    ask(index, |q| q.open = open(summer)).await.must_not_have(&["spaak"]).must_have(&["vogel"]);
    let opened = When::At(at("2026-07-07T09:00:00+02:00"));
    ask(index, |q| q.open = open(opened)).await.must_have(&["spaak"]);
}
