//! The nearest hits, ring after ring of cells outward.
//!
//! How many hits each group has is known before, so it is known when a group has no more to
//! find, and about how far it is to a page of them. A walk ends when the page is full and
//! whatever was not met yet comes after it; it is not begun, or given up, when that takes more
//! than looking at every listing once would.

use super::counted::Counted;
use super::grid::Ring;
use super::order::{GROUPS, Page, Ranker, centimetres, group};
use super::shelf::Shelf;

/// Offers the nearest hits to a page; false when there is no telling whether they are all, after
/// so many listings.
pub(super) fn walk<'a>(
    shelf: &'a Shelf,
    ranker: &Ranker<'_>,
    counted: &Counted,
    page: &mut Page<'a>,
    rows_max: u32,
) -> bool {
    let Some(from) = ranker.asker.from() else { return false };
    // What stands before the cursor's group was on earlier pages.
    let least = page.least_group();
    let ahead = || (0_u8..).zip(counted.groups).skip(least);
    let Some((_, nearest)) = ahead().find(|(_, all)| *all > 0) else { return true };
    let listings_each = u64::from(shelf.len()) / nearest;
    if listings_each.saturating_mul(page.wanted().min(nearest)) > u64::from(rows_max) {
        return false;
    }
    let (mut met, mut looked) = ([0_u64; GROUPS], 0);
    for ring in Ring::outward() {
        shelf.grid.each_in_ring(from, ring, |at| {
            looked += 1;
            let Some(row) = shelf.get(at) else { return };
            let Some(seen) = ranker.asker.look(row).filter(|seen| seen.fails.is_none()) else {
                return;
            };
            met[usize::from(group(row.glance(), &seen, ranker.asker.grouped))] += 1;
            page.offer(ranker, row, seen, None);
        });
        let left = ahead().find(|(group, all)| met[usize::from(*group)] < *all);
        let beyond = centimetres(ring.beyond_m(from));
        let is_beyond =
            |group| page.is_beyond(group, || ranker.order.is_by_distance(group).then_some(beyond));
        if left.is_none_or(|(group, _)| is_beyond(group)) {
            page.skip(ahead().map(|(group, all)| all - met[usize::from(group)].min(all)).sum());
            return true;
        }
        if looked > rows_max {
            break;
        }
    }
    false
}
