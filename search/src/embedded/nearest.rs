//! The nearest hits, ring after ring of cells outward.
//!
//! How many hits each group has is known before, so it is known when a group has no more to
//! find, and about how far it is to a page of them. A walk ends when the page is full and
//! whatever was not met yet comes after it; it is not begun, or given up, when that takes more
//! than looking at every listing once would. Where a page is full of those that are surely open,
//! only those are looked at whose hours were confirmed of late, which are few.

use std::ops::Range;

use koop_domain::geo::Point;
use koop_domain::listings::search::Openness;

use super::counted::{Counted, Surest};
use super::grid::{Grid, Ring};
use super::order::{GROUPS, Page, Ranker, centimetres, group};
use super::shelf::Shelf;
use super::tree::Tree;

/// Offers the nearest hits to a page; false when there is no telling whether they are all, after
/// so many listings.
pub(super) fn walk<'a>(
    shelf: &'a Shelf,
    ranker: &Ranker<'_>,
    counted: &Counted,
    page: &mut Page<'a>,
    rows_max: u32,
) -> bool {
    let from = ranker.asker.from();
    // The page is full of those that are surely open.
    let full = counted.groups[Openness::Certain as usize] >= page.wanted();
    let sure = ranker.asker.is_sure() && page.is_first() && full;
    // Those that are nowhere come last, and are not among those kept by where they lie.
    let kept = counted
        .surest
        .as_ref()
        .and_then(Surest::tree)
        .filter(|kept| sure && kept.len() >= page.wanted());
    if let (Some(surest), Some(from)) = (kept, from) {
        among(surest, from, shelf, ranker, counted, page);
        return true;
    }
    // What stands before the cursor's group was on earlier pages.
    let least = page.least_group();
    let (grid, groups) = if sure { (&shelf.confirmed, 0..1) } else { (&shelf.grid, least..GROUPS) };
    let Some(nearest) = groups.clone().map(|group| counted.groups[group]).find(|all| *all > 0)
    else {
        return true;
    };
    let listings_each = grid.len() / nearest;
    if listings_each.saturating_mul(page.wanted().min(nearest)) > u64::from(rows_max) {
        return false;
    }
    let met = outward(shelf, ranker, (grid, groups, counted), page, rows_max);
    let Some(met) = met else { return false };
    let unmet = (least..GROUPS).map(|group| counted.groups[group].saturating_sub(met[group]));
    page.skip(unmet.sum());
    true
}

/// Offers the nearest of those that are surely open, where they were kept apart.
fn among<'a>(
    surest: &Tree,
    from: Point,
    shelf: &'a Shelf,
    ranker: &Ranker<'_>,
    counted: &Counted,
    page: &mut Page<'a>,
) {
    let mut met = 0;
    surest.visit(from, |at_least_m, row| {
        let Some(row) = row else {
            return !page.is_beyond(0, || Some(centimetres(at_least_m)));
        };
        let hit = shelf.get(row).and_then(|row| Some((row, ranker.asker.look(row)?)));
        if let Some((row, seen)) = hit {
            met += 1;
            page.offer(ranker, row, seen, None);
        }
        true
    });
    page.skip(counted.groups.iter().sum::<u64>().saturating_sub(met));
}

/// Walks outward for the hits of some groups; how many of each were met, or nothing when it was
/// given up.
fn outward<'a>(
    shelf: &'a Shelf,
    ranker: &Ranker<'_>,
    (grid, groups, counted): (&Grid, Range<usize>, &Counted),
    page: &mut Page<'a>,
    rows_max: u32,
) -> Option<[u64; GROUPS]> {
    let from = ranker.asker.from()?;
    let (mut met, mut looked) = ([0_u64; GROUPS], 0);
    let (mut rows, mut hits) = (Vec::new(), Vec::new());
    for ring in Ring::outward() {
        // One step for the whole ring at a time: what lies far apart in memory is fetched at once.
        grid.each_in_ring(from, ring, |at| rows.push(at));
        looked += rows.len();
        let found = rows.drain(..).filter_map(|at| {
            let row = shelf.get(at)?;
            Some((row, ranker.asker.look(row).filter(|seen| seen.fails.is_none())?))
        });
        hits.extend(found);
        for (row, seen) in hits.drain(..) {
            let group = usize::from(group(row.glance(), &seen, ranker.asker.grouped));
            if group < groups.end {
                met[group] += 1;
                page.offer(ranker, row, seen, None);
            }
        }
        let left = groups.clone().find(|group| met[*group] < counted.groups[*group]);
        let beyond = centimetres(ring.beyond_m(from));
        let is_beyond = |group| {
            let group = u8::try_from(group).unwrap_or(u8::MAX);
            page.is_beyond(group, || ranker.order.is_by_distance(group).then_some(beyond))
        };
        if left.is_none_or(is_beyond) {
            return Some(met);
        }
        if looked > rows_max as usize {
            break;
        }
    }
    None
}
