use std::collections::BTreeSet;

use chrono::DateTime;
use koop_domain::posts::model::{Direction, Subject};
use uuid::Uuid;

use super::*;

fn query() -> PostQuery {
    PostQuery::new(DateTime::from_timestamp(1_000, 0).unwrap())
}

const SEEN: &str = "what = post AND expires_s > 1000";

#[test]
fn visitors_ask_for_what_is_public() {
    let all = Filters::new(&query()).all();
    assert_eq!(all, format!("{SEEN} AND (audience = \"public\")"));
}

#[test]
fn everybody_asks_for_what_is_meant_for_them() {
    let here = CommunityId(Uuid::from_u128(1));
    let (me, other) = (MemberId(Uuid::from_u128(2)), MemberId(Uuid::from_u128(3)));
    let gone = PostId(Uuid::from_u128(4));
    let eyes = Eyes {
        member: Some(me),
        communities: BTreeSet::from([here]),
        known: BTreeSet::from([here]),
        desks: BTreeSet::new(),
        blocked: BTreeSet::from([other]),
        dismissed: BTreeSet::from([gone]),
    };
    let filter = Filters::new(&PostQuery { eyes, ..query() }).all();
    let in_here = |audience| format!("(audience = \"{audience}\" AND community IN [\"{here}\"])");
    let meant =
        format!("(audience = \"public\" OR {} OR {})", in_here("community"), in_here("confirmed"));
    let meant = format!("({meant} AND NOT author IN [\"{other}\"])");
    let seen = format!("(author = \"{me}\" OR {meant})");
    assert_eq!(filter, format!("{SEEN} AND ({seen} AND NOT id IN [\"{gone}\"])"));
}

#[test]
fn a_facet_leaves_its_own_filter_out_and_never_whose_eyes_they_are() {
    let mut query = query();
    query.filter.direction = Some(Direction::Offer);
    query.filter.subjects = vec![Subject::Meal, Subject::Item];
    query.filter.audience = Some(Audience::Community);
    let filters = Filters::new(&query);
    let common =
        format!("{SEEN} AND (audience = \"public\") AND audience IN [\"community\", \"public\"]");
    let (direction, subjects) = ("direction = \"offer\"", "kind IN [\"meal\", \"item\"]");
    assert_eq!(filters.all(), format!("{common} AND {direction} AND {subjects}"));
    assert_eq!(filters.without(Own::Direction), format!("{common} AND {subjects}"));
    assert_eq!(filters.unowned(), common);
    assert!(common.starts_with(&filters.seen()));
}
