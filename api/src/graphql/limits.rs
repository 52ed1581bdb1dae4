//! What a query may cost, and how that is reckoned. A real introspection query is some 13 deep.

use koop_domain::page::{PAGE_DEFAULT, PAGE_MAX};

/// How deep fields may nest.
pub(crate) const DEPTH_MAX: usize = 16;
/// How deep selections and fragments may nest in the library's own walk.
pub(crate) const RECURSION_MAX: usize = 40;
/// What a query may cost in all: a page of a hundred listings with all that there is to show.
pub(crate) const COMPLEXITY_MAX: usize = 30_000;
/// How many directives one field may carry.
pub(crate) const DIRECTIVES_A_FIELD_MAX: usize = 8;

/// What a search costs before it has found anything.
pub(crate) const SEARCH: usize = 50;
/// What reading a row costs.
pub(crate) const ROW: usize = 5;
/// What counting the directory costs.
pub(crate) const CENSUS: usize = 200;
/// What evaluating a schedule costs.
pub(crate) const SCHEDULE: usize = 2;
/// What a week of hours costs, each of its seven days included.
pub(crate) const WEEK: usize = 7;

/// The size of a page, clamped rather than refused.
pub(crate) fn page_size(first: Option<i32>) -> u32 {
    first.map_or(PAGE_DEFAULT, |first| u32::try_from(first).unwrap_or(0).clamp(1, PAGE_MAX))
}

/// What a page of so many entries costs, with so much asked of each.
pub(crate) fn page(first: Option<i32>, each: usize) -> usize {
    SEARCH.saturating_add(each.saturating_mul(page_size(first) as usize))
}

#[cfg(test)]
mod tests {
    use super::page_size;

    #[test]
    fn a_page_has_at_least_one_entry_and_at_most_a_hundred() {
        let sizes = [None, Some(i32::MIN), Some(0), Some(1), Some(100), Some(i32::MAX)];
        assert_eq!(sizes.map(page_size), [20, 1, 1, 1, 100, 100]);
    }
}
