//! How many places lie in which area.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::Area;
use koop_domain::id::AreaId;

/// Places by area, those in the areas inside it included.
#[derive(Clone, Debug, Default)]
pub(crate) struct AreaCounts(HashMap<AreaId, u64>);

impl AreaCounts {
    /// The values of a facet.
    pub(crate) fn of_facet(values: &[(String, u64)]) -> Self {
        let read = |(id, count): &(String, u64)| Some((AreaId::parse(id).ok()?, *count));
        Self(values.iter().filter_map(read).collect())
    }

    /// How many lie in an area.
    pub(crate) fn of_area(&self, id: AreaId) -> u64 {
        self.0.get(&id).copied().unwrap_or_default()
    }

    /// The areas right inside another that have any, the fullest first.
    pub(crate) fn inside<'a>(
        &self,
        atlas: &'a Atlas,
        parent: Option<AreaId>,
    ) -> Vec<(&'a Area, u64)> {
        let counted = atlas.inside(parent).map(|area| (area, self.of_area(area.id)));
        let mut some: Vec<_> = counted.filter(|(_, count)| *count > 0).collect();
        some.sort_by_key(|(_, count)| Reverse(*count));
        some
    }

    /// The largest areas that tell places apart: one that holds all the others does not.
    pub(crate) fn telling<'a>(&self, atlas: &'a Atlas) -> Vec<(&'a Area, u64)> {
        let mut level = self.inside(atlas, None);
        while let [(only, _)] = level[..] {
            level = self.inside(atlas, Some(only.id));
        }
        level
    }

    /// The fullest of the areas that have no other inside them.
    pub(crate) fn fullest<'a>(&self, atlas: &'a Atlas, most: usize) -> Vec<(&'a Area, u64)> {
        let outer: HashSet<AreaId> = atlas.areas().filter_map(|it| it.parent).collect();
        let smallest = atlas.areas().filter(|it| !outer.contains(&it.id));
        let counted = smallest.map(|area| (area, self.of_area(area.id)));
        let mut some: Vec<_> = counted.filter(|(_, count)| *count > 0).collect();
        some.sort_by_key(|(_, count)| Reverse(*count));
        some.truncate(most);
        some
    }
}
