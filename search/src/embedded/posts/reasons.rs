//! Why a post is there, the weightiest reason first.

use koop_domain::listings::ranking::Evidence;
use koop_domain::posts::search::PostWhy;

use super::super::matching::Found;
use super::super::reasons::whole_metres;
use super::filter::{Asker, FRESH, SOON};
use super::shelf::Row;

/// Why this is a hit; never nothing.
pub(super) fn why(asker: &Asker<'_>, row: &Row, found: Option<&Found>) -> Vec<PostWhy> {
    let mut why = found.map_or_else(Vec::new, |found| of_words(row, found));
    let now = asker.query.now;
    if let Some(distance_m) = asker.distance_m(row) {
        why.push(PostWhy::Near(whole_metres(distance_m)));
        if row.reach_m.is_some_and(|reach| distance_m <= f64::from(reach)) {
            why.push(PostWhy::WithinReach);
        }
    }
    if asker.next(row).is_some_and(|next| next <= now + SOON) {
        why.push(PostWhy::Soon);
    }
    if row.renewed_at > now - FRESH {
        why.push(PostWhy::Fresh);
    }
    if why.is_empty() {
        why.push(PostWhy::Topic(row.topic));
    }
    why
}

fn of_words(row: &Row, found: &Found) -> Vec<PostWhy> {
    use Evidence as E;
    let mut evidence: Vec<E> =
        found.evidence.iter().copied().filter(|it| *it > E::Nothing).collect();
    evidence.sort_unstable_by(|a, b| b.cmp(a));
    let mut why = Vec::new();
    for one in evidence {
        let reason = match one {
            E::Name | E::NameRoot | E::NameOnly | E::NameBegins => PostWhy::Title,
            E::NameTypo => PostWhy::TitleTypo,
            E::Category
            | E::CategoryRoot
            | E::CategoryForeign
            | E::CategoryBegins
            | E::CategoryTypo => PostWhy::Topic(row.topic),
            _ => PostWhy::Text,
        };
        if !why.contains(&reason) {
            why.push(reason);
        }
    }
    why
}
