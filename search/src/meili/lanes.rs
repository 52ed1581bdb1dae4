//! Which candidates to fetch where not all can be: for every order the ones that can come first,
//! each kind in a lane of its own.

use chrono::TimeDelta;
use koop_domain::geo::Point;
use koop_domain::listings::search::{ListingQuery, Sort};
use koop_domain::page::Cursor;
use koop_domain::text::fold;

use super::boxes::{around, beyond};
use super::error::MeiliError;
use super::filter::{both, from_name, is_certain, is_known, may_be_open, not_newer};
use super::server::{Question, Source};
use super::survey::{Asked, Survey, rung};

/// How many hours ahead are asked for what opens soonest.
const SOON_HOURS: i64 = 12;

/// The candidates of one kind.
struct Lane {
    filter: String,
    sort: Vec<String>,
    /// Whether the nearest are wanted.
    nearest: bool,
}

/// A question that brings candidates of a page.
pub(super) struct Asking {
    pub(super) question: Question,
    /// Only what lies in this circle is known whole: a box has corners.
    pub(super) within: Option<(Point, f64)>,
}

/// The questions that bring the candidates of a page.
pub(super) async fn lanes(
    source: &Source<'_>,
    asked: &Asked<'_>,
    survey: &Survey,
    limit: usize,
) -> Result<Vec<Asking>, MeiliError> {
    let mut asking = Vec::new();
    for lane in plan(asked, survey) {
        let (mut filter, mut within) = (lane.filter, None);
        if let Some(near) = asked.query.near.filter(|_| lane.nearest)
            && let Some(side_m) = rung(source, asked, (near.point, &filter), limit).await?
        {
            filter = both(&filter, &around(near.point, side_m));
            within = Some((near.point, side_m));
        }
        let question = Question { filter, sort: lane.sort, limit, ..Question::default() };
        let readings = asked.in_all_readings(&question);
        asking.extend(readings.map(|question| Asking { question, within }));
    }
    Ok(asking)
}

/// How much of what may be read one lane may bring: first, and when that made no full page.
pub(super) fn portions(candidates_max: usize) -> [usize; 2] {
    [candidates_max / 2, candidates_max * 2]
}

fn plan(asked: &Asked<'_>, survey: &Survey) -> Vec<Lane> {
    let query = asked.query;
    let words = asked.has_words();
    let key = match query.after {
        Some(Cursor::Key { group, key, .. }) => Some((group, key)),
        _ => None,
    };
    let groups = groups(asked).into_iter().enumerate();
    // What stands in a group before the cursor's has been shown.
    let ahead =
        groups.filter(|(at, _)| key.is_none_or(|(group, _)| *at >= usize::from(group).min(2)));
    let in_group = |at: usize| key.filter(|(group, _)| usize::from(*group) == at);
    let mut lanes = Vec::new();
    for (at, filter) in ahead {
        let key = in_group(at).map(|(_, key)| key);
        let from = key.and_then(|key| passed(query, words, key, survey));
        let filter = from.map_or(filter.clone(), |from| both(&filter, &from));
        let lane = |sort: &[&str], nearest| Lane {
            filter: filter.clone(),
            sort: sort.iter().map(|&by| by.to_owned()).collect(),
            nearest,
        };
        match (query.sort, query.near) {
            (Sort::Newest, _) => lanes.push(lane(&["moved:asc", "created_ms:desc"], false)),
            (Sort::Nearest, Some(_)) => lanes.push(lane(&[], true)),
            (_, Some(_)) if !words => lanes.push(lane(&[], true)),
            // The best anywhere, and the best around.
            (_, Some(_)) => lanes.extend([lane(&[], false), lane(&[], true)]),
            (_, None) if words => lanes.push(lane(&[], false)),
            (_, None) => lanes.push(lane(&["moved:asc", "name_key:asc"], false)),
        }
    }
    lanes
}

/// Filters that let through what can stand in each group, the surest first.
fn groups(asked: &Asked<'_>) -> Vec<String> {
    let (query, all) = (asked.query, asked.filters.all());
    if !asked.is_grouped() {
        return vec![all];
    }
    let (service, at) = (query.service(), query.instant());
    let open = both(&all, &may_be_open(service, at));
    let mut groups =
        vec![both(&open, &is_certain(service, at)), both(&open, &is_known(service)), open];
    if query.sort == Sort::OpenFirst {
        let later =
            (1..=SOON_HOURS).map(|hours| may_be_open(service, at + TimeDelta::hours(hours)));
        groups.push(both(&all, &format!("({})", later.collect::<Vec<_>>().join(" OR "))));
        groups.push(all);
    }
    groups
}

/// What leaves out most of what stands before a cursor in its group.
fn passed(query: &ListingQuery, words: bool, key: u64, survey: &Survey) -> Option<String> {
    match (query.sort, query.near) {
        (Sort::OpenFirst, _) => None,
        (Sort::Newest, _) => Some(not_newer(u64::MAX - key)),
        (sort, Some(near)) if sort == Sort::Nearest || !words => {
            // The key is in centimetres, and 2^32 of them go around the earth.
            let metres = u32::try_from(key).map_or(f64::INFINITY, f64::from) / 100.0;
            if metres.is_finite() { beyond(near.point, metres) } else { None }
        }
        (_, None) if !words => {
            let name = survey.after.as_ref().map(|listing| fold(&listing.facts.name));
            name.as_deref().map(from_name)
        }
        _ => None,
    }
}
