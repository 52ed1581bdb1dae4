//! Where a post is, as roughly as we keep it: what waits of a form knows no more than its cell.

use koop_domain::geo::cell;

use super::draft::read_point;
use crate::keeping::Typed;

/// Under which addresses the forms of posts are.
const FORMS: &str = "/prikbord/";

/// What was typed into a form, fit to be kept. Of a form of the board the point becomes the middle
/// of its cell, and what is no point is left out: it could tell a place as well.
pub(crate) fn rough(form: &str, mut typed: Typed) -> Typed {
    if !form.starts_with(FORMS) {
        return typed;
    }
    for (_, value) in typed.0.iter_mut().filter(|(name, _)| name == "punt") {
        *value = read_point(value)
            .map(cell)
            .map_or_else(String::new, |it| format!("{:.6}, {:.6}", it.latitude, it.longitude));
    }
    typed
}

#[cfg(test)]
mod tests {
    use koop_domain::geo::Point;

    use super::*;

    fn typed(point: &str) -> Typed {
        Typed(vec![("titel".to_owned(), "Soep".to_owned()), ("punt".to_owned(), point.to_owned())])
    }

    #[test]
    fn only_the_cell_of_a_point_is_kept() {
        let exact = "52.361234, 4.928765";
        let middle = cell(Point::new(52.361_234, 4.928_765).unwrap());
        for form in ["/prikbord/nieuw", "/prikbord/soep-1234/wijzigen"] {
            let kept = rough(form, typed(exact));
            assert_eq!(kept.get("titel"), "Soep");
            assert_ne!(kept.get("punt"), exact);
            let read = read_point(kept.get("punt")).unwrap();
            assert!(read.distance_m(middle) < 1.0, "{read:?}");
            // Kept once more, it stays where it is.
            assert_eq!(rough(form, kept.clone()).get("punt"), kept.get("punt"));
        }
    }

    #[test]
    fn what_is_no_point_is_not_kept() {
        assert_eq!(rough("/prikbord/nieuw", typed("52,361234 4,928765")).get("punt"), "");
    }

    #[test]
    fn the_place_of_a_listing_stays_exact() {
        let exact = "52.361234, 4.928765";
        assert_eq!(rough("/plek-toevoegen", typed(exact)).get("punt"), exact);
    }
}
