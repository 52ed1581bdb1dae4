//! Slugs of areas: given once and kept for ever, the nicest that is free.

use std::collections::{HashMap, HashSet};

use geo::InteriorPoint as _;

use super::atlas::Atlas;
use super::model::{AreaKind, Surveyed};
use crate::geo::Point;
use crate::id::AreaId;
use crate::listings::slug::{SLUG_MAX, cut, join, words};
use crate::text::fold;

/// A slug for each area: the one that it has, else its name (`dapperbuurt`), else with the town
/// around it (`centrum-almere`), else with its code. The larger kinds choose first, so that a
/// town's own name is the town's.
pub(super) fn slugs(
    areas: &[Surveyed],
    atlas: &Atlas,
    mut given: HashMap<AreaId, String>,
) -> HashMap<AreaId, String> {
    let mut taken: HashSet<String> = given.values().cloned().collect();
    let towns = Towns::new(areas, atlas);
    let mut nameless: Vec<&Surveyed> =
        areas.iter().filter(|area| !given.contains_key(&area.id())).collect();
    nameless.sort_by_cached_key(|area| (area.kind, fold(&area.name), area.id()));
    for area in nameless {
        let candidates = candidates(area, towns.of(area).as_deref());
        // The last candidate is the whole id, and no other area has that.
        let free = candidates.into_iter().find(|slug| !taken.contains(slug)).unwrap_or_default();
        taken.insert(free.clone());
        given.insert(area.id(), free);
    }
    given
}

fn candidates(area: &Surveyed, town: Option<&str>) -> Vec<String> {
    let name = words(&area.name);
    let base = if name.is_empty() { area.kind.key().to_owned() } else { name.clone() };
    let mut candidates = Vec::with_capacity(4);
    if !name.is_empty() {
        candidates.push(cut(&name, SLUG_MAX).to_owned());
        let town = town.map(words).filter(|town| !town.is_empty());
        candidates.extend(town.map(|town| join(&name, &town)));
    }
    candidates.push(join(&base, &words(&area.code)));
    candidates.push(area.id().0.simple().to_string());
    candidates
}

/// The municipality around an area, from the file itself or from the map as it is.
struct Towns<'a> {
    by_code: HashMap<&'a str, &'a Surveyed>,
    known: HashMap<&'a str, AreaId>,
    atlas: &'a Atlas,
}

impl<'a> Towns<'a> {
    fn new(areas: &'a [Surveyed], atlas: &'a Atlas) -> Self {
        let may_hold = |kind| kind != AreaKind::Neighbourhood;
        let by_code = areas.iter().filter(|area| may_hold(area.kind));
        let known = atlas.areas().filter(|area| may_hold(area.kind));
        Self {
            by_code: by_code.map(|area| (area.code.as_str(), area)).collect(),
            known: known.map(|area| (area.code.as_str(), area.id)).collect(),
            atlas,
        }
    }

    fn of(&self, area: &Surveyed) -> Option<String> {
        let mut around = area;
        for _ in AreaKind::ALL {
            let Some(code) = around.parent_code.as_deref() else { break };
            match self.by_code.get(code) {
                Some(outer) if outer.kind == AreaKind::Municipality => {
                    return Some(outer.name.clone());
                }
                Some(outer) => around = outer,
                None => match self.known.get(code) {
                    Some(id) => return self.outermost(*id),
                    None => break,
                },
            }
        }
        let inside = area.outline.interior_point()?;
        let point = Point { latitude: inside.y(), longitude: inside.x() };
        self.outermost(*self.atlas.around(point).last()?)
    }

    fn outermost(&self, id: AreaId) -> Option<String> {
        let outermost = self.atlas.lineage(id).last()?;
        (outermost.kind == AreaKind::Municipality).then(|| outermost.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slugs_of(areas: &[Surveyed]) -> Vec<String> {
        let slugs = slugs(areas, &Atlas::default(), HashMap::new());
        areas.iter().map(|area| slugs[&area.id()].clone()).collect()
    }

    #[test]
    fn the_nicest_that_is_free() {
        let areas = [
            Surveyed::named(AreaKind::Neighbourhood, "BU1", "Centrum", Some("WK1")),
            Surveyed::named(AreaKind::Quarter, "WK1", "Centrum", Some("GM1")),
            Surveyed::named(AreaKind::Municipality, "GM1", "Almere", None),
            Surveyed::named(AreaKind::Neighbourhood, "BU2", "Centrum", Some("WK1")),
            Surveyed::named(AreaKind::Neighbourhood, "BU3", "Almere", Some("WK1")),
            Surveyed::named(AreaKind::Neighbourhood, "BU4", "北京", None),
        ];
        assert_eq!(
            slugs_of(&areas),
            [
                "centrum-almere",
                "centrum",
                "almere",
                "centrum-bu2",
                "almere-almere",
                "neighbourhood-bu4",
            ],
        );
    }

    #[test]
    fn a_town_that_is_on_the_map_already_tells_namesakes_apart() {
        let town = Surveyed::named(AreaKind::Municipality, "GM1", "Almere", None);
        let atlas = Atlas::joined(
            1,
            vec![("almere".to_owned(), town.clone())],
            Vec::new(),
            crate::areas::ways::Water::default(),
        );
        let centre = Surveyed::named(AreaKind::Neighbourhood, "BU1", "Centrum", Some("GM1"));
        let other = AreaId(uuid::Uuid::nil());
        let given = [(other, "centrum".to_owned()), (town.id(), "almere".to_owned())].into();
        let slugs = slugs(std::slice::from_ref(&centre), &atlas, given);
        assert_eq!(slugs[&centre.id()], "centrum-almere");
        assert_eq!(slugs[&other], "centrum", "what was given stays");
    }

    proptest! {
        /// Slugs are plain and nobody else's, whatever things are called.
        #[test]
        fn slugs_are_plain_and_unique(names in prop::collection::vec("\\PC{0,90}", 1..12)) {
            let areas: Vec<Surveyed> = names
                .iter()
                .enumerate()
                .map(|(n, name)| Surveyed::named(AreaKind::Neighbourhood, &format!("BU{n}"), name, None))
                .collect();
            let slugs = slugs_of(&areas);
            for slug in &slugs {
                prop_assert!((1..=SLUG_MAX).contains(&slug.len()), "{slug}");
                let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                prop_assert!(slug.chars().all(plain), "{slug}");
            }
            let unique: HashSet<&String> = slugs.iter().collect();
            prop_assert_eq!(unique.len(), areas.len());
        }

        /// Who has a slug keeps it, whoever comes after.
        #[test]
        fn what_was_given_stays(first in 1_usize..8, then in 1_usize..8) {
            let areas: Vec<Surveyed> = (0..first.max(then))
                .map(|n| Surveyed::named(AreaKind::Neighbourhood, &format!("BU{n}"), "Centrum", None))
                .collect();
            let given = slugs(&areas[..first], &Atlas::default(), HashMap::new());
            let after = slugs(&areas[..then], &Atlas::default(), given.clone());
            for (id, slug) in &given {
                prop_assert_eq!(&after[id], slug);
            }
        }
    }
}
