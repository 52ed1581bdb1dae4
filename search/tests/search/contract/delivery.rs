//! Delivers to this point now: area, hours and pauses together.

use koop_domain::listings::search::{DeliverTo, Openness, When, Why};
use koop_domain::ports::SearchIndex;

use crate::asking::{ask, bring_to, open};
use crate::street::at;

/// Friday evening, when everybody delivers.
const FRIDAY: &str = "2026-11-27T19:00:00+01:00";

pub(crate) async fn a_radius_reaches_so_far(index: &dyn SearchIndex) {
    let brought = async |north_m| {
        ask(index, |q| {
            q.filter.delivers_to = bring_to(north_m, 0.0);
            q.open = open(When::At(at(FRIDAY)));
        })
        .await
    };
    let close = brought(0.0).await;
    assert_eq!(close.hit("roti").openness, Some(Openness::Certain));
    assert!(close.hit("roti").why.contains(&Why::Delivers));
    brought(-900.0).await.must_not_have(&["roti"]).must_have(&["pauze"]);
}

pub(crate) async fn a_polygon_holds_what_lies_in_it(index: &dyn SearchIndex) {
    ask(index, |q| q.filter.delivers_to = bring_to(150.0, 150.0)).await.must_have(&["creperie"]);
    ask(index, |q| q.filter.delivers_to = bring_to(250.0, 0.0)).await.must_not_have(&["creperie"]);
}

/// Which half belongs to which is the map's to know: each is asked of whoever delivers by it.
pub(crate) async fn both_halves_of_a_place_count(index: &dyn SearchIndex) {
    let brought = async |postcode: &str| {
        let to = bring_to(0.0, 0.0).map(|to| DeliverTo { postcode: Some(postcode.into()), ..to });
        ask(index, |q| (q.filter.delivers_to, q.now) = (to, at(FRIDAY))).await
    };
    brought("1098").await.must_have(&["adulis", "roti", "creperie"]);
    brought("1094").await.must_have(&["roti", "creperie"]).must_not_have(&["adulis"]);
    // Without a postcode nobody is found who delivers by one.
    ask(index, |q| q.filter.delivers_to = bring_to(0.0, 0.0)).await.must_not_have(&["adulis"]);
    let nowhere = ask(index, |q| q.filter.delivers_to = bring_to(-9_000.0, 0.0)).await;
    nowhere.only(&[]);
}

pub(crate) async fn an_unknown_area_is_a_maybe(index: &dyn SearchIndex) {
    let heard = ask(index, |q| q.filter.delivers_to = bring_to(0.0, 0.0)).await;
    assert_eq!(heard.hit("super").openness, Some(Openness::Maybe));
    heard.in_order(&["creperie", "super"]);
    let far = ask(index, |q| q.filter.delivers_to = bring_to(-2_400.0, 0.0)).await;
    far.must_not_have(&["super"]);
}

pub(crate) async fn a_pause_ends(index: &dyn SearchIndex) {
    let here = bring_to(0.0, 0.0);
    ask(index, |q| q.filter.delivers_to = here.clone()).await.must_not_have(&["pauze"]);
    let when = |instant| open(When::At(at(instant)));
    let before = ask(index, |q| {
        q.filter.delivers_to = here.clone();
        q.open = when("2026-11-24T14:59:59+01:00");
    });
    before.await.must_not_have(&["pauze"]);
    let after = ask(index, |q| {
        q.filter.delivers_to = here.clone();
        q.open = when("2026-11-24T15:00:00+01:00");
    });
    after.await.must_have(&["pauze"]);
}

/// On Tuesday the counter is open and nobody delivers: asking to be brought something asks for
/// the delivery hours, also without asking to be open.
pub(crate) async fn delivery_hours_count(index: &dyn SearchIndex) {
    ask(index, |q| q.filter.delivers_to = bring_to(0.0, 0.0)).await.must_not_have(&["roti"]);
    ask(index, |q| q.open = open(When::Now)).await.must_have(&["roti"]);
    ask(index, |q| {
        q.filter.delivers_to = bring_to(0.0, 0.0);
        q.now = at(FRIDAY);
    })
    .await
    .must_have(&["roti"]);
}

/// A postcode that no map places reaches only who delivers by postcode.
pub(crate) async fn an_asked_postcode_is_reached(index: &dyn SearchIndex) {
    let to = |postcode: &str| Some(DeliverTo::postcode(postcode));
    ask(index, |q| q.filter.delivers_to = to("1098")).await.only(&["adulis"]);
    ask(index, |q| (q.filter.delivers_to, q.now) = (to("1094"), at(FRIDAY))).await.only(&[]);
}
