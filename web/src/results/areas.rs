//! The counts by area: at first of the largest areas that tell the hits apart, then of those
//! inside the chosen one.

use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::Area;
use koop_domain::language::Language;
use koop_domain::listings::SearchPage;
use koop_domain::listings::search::FacetField;

use super::filters::FacetLink;
use super::state::State;
use super::whence::{Named, Within};
use crate::area::AreaCounts;
use crate::pulse::facet;
use crate::texts::clock;

/// How many areas are offered.
const AREAS_MAX: usize = 12;

/// The values of the facet as links.
pub(super) fn area_values(
    language: Language,
    state: &State,
    found: &SearchPage,
    atlas: &Atlas,
) -> Vec<FacetLink> {
    let counts = AreaCounts::of_facet(facet(found, FacetField::Area));
    let chosen = state.within.as_ref().and_then(|it| it.area.as_ref());
    let chosen = chosen.and_then(|it| atlas.get(it.id));
    let others = match chosen {
        None => counts.telling(atlas),
        Some(area) => {
            let below = counts.inside(atlas, Some(area.id));
            // Where it goes no deeper, one steps aside.
            if below.is_empty() { counts.inside(atlas, area.parent) } else { below }
        }
    };
    let others = others.into_iter().filter(|(area, _)| chosen.is_none_or(|it| it.id != area.id));
    let chosen = chosen.map(|area| (area, counts.of_area(area.id)));
    let link = |(area, count): (&Area, u64)| {
        let current = chosen.is_some_and(|(it, _)| it.id == area.id);
        let within = (!current).then(|| Within {
            slug: area.slug.clone(),
            area: Some(Named { id: area.id, name: area.name.clone() }),
        });
        FacetLink {
            href: state.with(|it| it.within = within).href(),
            label: area.name.clone(),
            count: clock::number(language, count),
            current,
        }
    };
    chosen.into_iter().chain(others).take(AREAS_MAX).map(link).collect()
}
