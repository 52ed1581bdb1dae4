//! One map out of many data sets: an area that several hold becomes one, and each finds the
//! area around it, whichever file that came from and in whatever order.

use std::collections::HashMap;

use geo::{InteriorPoint as _, Intersects as _, MultiPolygon, Point};

use super::model::{Area, AreaKind, Surveyed, bounds};
use crate::geo::Bounds;
use crate::id::AreaId;

/// Joins areas with their slugs, as the data sets hold them, the older editions first.
pub(super) fn join(surveyed: Vec<(String, Surveyed)>) -> Vec<Area> {
    let mut areas: Vec<(String, AreaId, Surveyed)> = Vec::with_capacity(surveyed.len());
    let mut by_id = HashMap::new();
    for (slug, area) in surveyed {
        let id = area.id();
        match by_id.get(&id) {
            Some(&at) => {
                let (_, _, known): &mut (_, _, Surveyed) = &mut areas[at];
                complete(known, area);
            }
            None => {
                by_id.insert(id, areas.len());
                areas.push((slug, id, area));
            }
        }
    }
    let around = Around::new(areas.iter().map(|(_, id, area)| (*id, area)));
    let parents: Vec<_> = areas.iter().map(|(_, _, area)| around.parent(area)).collect();
    let joined = areas.into_iter().zip(parents).map(|((slug, id, area), parent)| Area {
        id,
        slug,
        kind: area.kind,
        code: area.code,
        name: area.name,
        parent,
        outline: area.outline,
        inhabitants: area.inhabitants,
    });
    joined.collect()
}

/// The newer edition's word holds, but it takes nothing away of which it does not speak.
fn complete(known: &mut Surveyed, newer: Surveyed) {
    known.name = newer.name;
    known.parent_code = newer.parent_code.or(known.parent_code.take());
    known.inhabitants = newer.inhabitants.or(known.inhabitants);
    if !newer.outline.0.is_empty() {
        known.outline = newer.outline;
    }
}

/// What an area can lie in.
struct Around<'a> {
    by_code: HashMap<&'a str, Vec<(AreaKind, AreaId)>>,
    /// The drawn ones that can hold others.
    drawn: Vec<(AreaKind, AreaId, Bounds, &'a MultiPolygon)>,
}

impl<'a> Around<'a> {
    fn new(areas: impl Iterator<Item = (AreaId, &'a Surveyed)>) -> Self {
        let (mut by_code, mut drawn) = (HashMap::<&str, Vec<_>>::new(), Vec::new());
        for (id, area) in areas {
            by_code.entry(&area.code).or_default().push((area.kind, id));
            if let (Some(bounds), true) =
                (bounds(&area.outline), area.kind != AreaKind::Neighbourhood)
            {
                drawn.push((area.kind, id, bounds, &area.outline));
            }
        }
        Self { by_code, drawn }
    }

    fn parent(&self, area: &Surveyed) -> Option<AreaId> {
        self.by_code(area).or_else(|| self.by_place(area))
    }

    /// The smallest larger kind with the code that the publisher names.
    fn by_code(&self, area: &Surveyed) -> Option<AreaId> {
        let of_code = self.by_code.get(area.parent_code.as_deref()?)?;
        let larger = of_code.iter().filter(|(kind, _)| *kind < area.kind);
        larger.max_by_key(|(kind, _)| *kind).map(|(_, id)| *id)
    }

    /// The smallest larger kind that holds a point in the midst of the area.
    fn by_place(&self, area: &Surveyed) -> Option<AreaId> {
        let inside: Point = area.outline.interior_point()?;
        let point = crate::geo::Point { latitude: inside.y(), longitude: inside.x() };
        let holds = |(kind, _, bounds, outline): &&(AreaKind, AreaId, Bounds, &MultiPolygon)| {
            *kind < area.kind && bounds.contains(point) && outline.intersects(&inside)
        };
        self.drawn.iter().filter(holds).max_by_key(|(kind, ..)| *kind).map(|(_, id, ..)| *id)
    }
}

#[cfg(test)]
mod tests {
    use geo::{Coord, Rect};

    use super::*;

    fn area(kind: AreaKind, code: &str, parent: Option<&str>, west: f64) -> Surveyed {
        let (low, high) = (Coord { x: west, y: 52.0 }, Coord { x: west + 0.1, y: 52.1 });
        let outline = MultiPolygon::new(vec![Rect::new(low, high).to_polygon()]);
        Surveyed { outline, ..Surveyed::named(kind, code, code, parent) }
    }

    fn join_all(areas: &[Surveyed]) -> Vec<Area> {
        join(areas.iter().map(|area| (area.code.to_lowercase(), area.clone())).collect())
    }

    #[test]
    fn parents_are_found_in_whatever_order_the_files_come() {
        let town = area(AreaKind::Municipality, "GM0363", None, 4.9);
        let district = Surveyed {
            outline: MultiPolygon::new(Vec::new()),
            ..area(AreaKind::District, "SD0363M", Some("GM0363"), 4.9)
        };
        let here = area(AreaKind::Neighbourhood, "BU0363MA", Some("SD0363M"), 4.9);
        for order in [[&town, &district, &here], [&here, &district, &town]] {
            let joined = join_all(&order.map(Clone::clone));
            let find = |code: &str| joined.iter().find(|area| area.code == code).unwrap();
            assert_eq!(find("BU0363MA").parent, Some(district.id()));
            assert_eq!(find("SD0363M").parent, Some(town.id()));
            assert_eq!(find("GM0363").parent, None);
        }
    }

    #[test]
    fn an_unknown_parent_is_looked_for_on_the_map() {
        let town = area(AreaKind::Municipality, "GM1", None, 4.9);
        let other = area(AreaKind::Municipality, "GM2", None, 5.2);
        let nearby = area(AreaKind::Neighbourhood, "BU1", Some("WK1"), 4.9);
        let alone = area(AreaKind::Neighbourhood, "BU2", None, 6.2);
        let joined = join_all(&[alone, other, nearby, town.clone()]);
        let parent = |code: &str| joined.iter().find(|area| area.code == code).unwrap().parent;
        assert_eq!(parent("BU1"), Some(town.id()));
        assert_eq!(parent("BU2"), None);
    }

    #[test]
    fn no_area_lies_in_one_of_its_own_kind_or_in_itself() {
        let one = area(AreaKind::Quarter, "A", Some("A"), 4.9);
        let other = area(AreaKind::Quarter, "B", Some("A"), 4.9);
        assert!(join_all(&[one, other]).iter().all(|area| area.parent.is_none()));
    }

    #[test]
    fn a_newer_edition_takes_nothing_away_of_which_it_does_not_speak() {
        let drawn =
            Surveyed { inhabitants: Some(7), ..area(AreaKind::District, "M", Some("GM0363"), 4.9) };
        let named = Surveyed {
            name: "Oost".to_owned(),
            parent_code: None,
            outline: MultiPolygon::new(Vec::new()),
            ..area(AreaKind::District, "M", None, 4.9)
        };
        let joined = join_all(&[drawn.clone(), named]);
        assert_eq!(joined.len(), 1);
        assert_eq!((joined[0].name.as_str(), joined[0].inhabitants), ("Oost", Some(7)));
        assert_eq!(joined[0].outline, drawn.outline);
    }
}
