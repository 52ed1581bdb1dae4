use chrono::DateTime;
use koop_domain::geo::Point;
use koop_domain::id::AreaId;
use koop_domain::listings::model::Kind;
use koop_domain::listings::search::{Near, Open, Reach, When};

use super::*;

/// Tuesday 24 November 2026, 14.00 in Amsterdam: slot 38 of the week.
fn query() -> ListingQuery {
    let now = DateTime::parse_from_rfc3339("2026-11-24T14:00:00+01:00").unwrap();
    ListingQuery::new(now.to_utc())
}

#[test]
fn no_wish_is_every_listing() {
    assert_eq!(Filters::new(&query()).all(), "what = listing");
}

#[test]
fn a_facet_leaves_its_own_filter_out() {
    let mut query = query();
    query.filter.kinds = vec![Kind::Food, Kind::Shop];
    query.filter.categories = vec!["bakery".to_owned()];
    query.filter.area = Some(AreaId(uuid::Uuid::nil()));
    query.filter.takeaway = true;
    let filters = Filters::new(&query);
    let area = "areas = \"are_00000000000000000000000000\"";
    assert_eq!(
        filters.all(),
        format!(
            "what = listing AND traits = takeaway AND {area} AND kind IN [\"food\", \"shop\"] \
             AND categories IN [\"bakery\"]"
        )
    );
    assert!(!filters.without(&[Own::Kinds]).contains("kind IN"));
    assert!(!filters.without(&[Own::Categories]).contains("categories"));
    assert!(!filters.without(&[Own::Area]).contains("areas"));
    assert_eq!(filters.unowned(), "what = listing AND traits = takeaway");
}

#[test]
fn open_asks_for_the_hour_and_for_who_says_nothing_of_that_day() {
    let mut query = query();
    query.open = Some(Open { when: When::Now, service: None });
    let filter = Filters::new(&query).all();
    assert!(filter.contains("counter IN [38, -1]"), "{filter}");
    assert!(filter.contains("slots_until <= "), "{filter}");
    query.open = Some(Open { when: When::Now, service: Some(Service::Kitchen) });
    let filter = Filters::new(&query).all();
    assert!(filter.contains("(NOT own = kitchen AND counter IN [38, -1])"), "{filter}");
}

#[test]
fn a_reach_is_a_box_and_never_a_circle() {
    let mut query = query();
    let point = Point { latitude: 52.36, longitude: 4.93 };
    query.near = Some(Near { point, reach: Some(Reach::Metres(500)) });
    query.filter.delivers_to = Some(DeliverTo::point(point));
    let filter = Filters::new(&query).all();
    assert!(filter.contains("latitude 52.35"), "{filter}");
    assert!(!filter.contains("_geo"), "a circle copies the whole tree of points: {filter}");
}

#[test]
fn nothing_in_a_value_ends_its_quotes() {
    assert_eq!(quoted("a\" OR what = \"gone"), "\"a\\\" OR what = \\\"gone\"");
    assert_eq!(quoted("back\\"), "\"back\\\\\"");
}
