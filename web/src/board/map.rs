//! The map of a list: areas with how much stands in each, and never a point.

use koop_domain::areas::atlas::Atlas;
use koop_domain::posts::COUNT_MIN;
use koop_domain::posts::search::PostAnswer;

use super::filters;
use super::state::State;
use crate::outline::{self, AREAS_MAX, Outlines, Shape};
use crate::page::Page;
use crate::texts::clock;

/// How high the letters are, in units of the map.
const LETTERS: f64 = 38.0;
/// How wide a letter is beside its height, roughly.
const LETTER_WIDTH: f64 = 0.56;
/// How many shades there are, from little to much.
const SHADES: u64 = 4;

/// The areas of one level, beside each other.
pub(crate) struct AreaMap {
    pub height: f64,
    pub areas: Vec<Drawn>,
}

/// An area on it.
pub(crate) struct Drawn {
    pub path: String,
    pub name: String,
    /// What lies there, and the way to it; none where there is too little to tell.
    pub told: Option<Told>,
    pub current: bool,
}

/// How much stands in an area.
pub(crate) struct Told {
    pub href: String,
    pub count: String,
    /// From 1, little, to [`SHADES`], much.
    pub shade: u64,
    pub x: f64,
    pub y: f64,
    /// Whether its name fits into it.
    pub is_named: bool,
}

impl AreaMap {
    /// The map of the areas among which the list can be narrowed; none where they would not tell
    /// anything apart.
    pub(super) fn draw(
        page: &Page,
        state: &State,
        found: &PostAnswer,
        atlas: &Atlas,
    ) -> Option<Self> {
        let counts = filters::area_counts(found);
        let chosen = state.area().and_then(|id| atlas.get(id));
        let first = filters::level(&counts, chosen, atlas).first()?.0;
        let outlined = atlas.inside(first.parent).map(|it| (it, outline::of(atlas, it)));
        let (areas, outlines): (Vec<_>, Vec<_>) =
            outlined.filter(|(_, outline)| !outline.0.is_empty()).unzip();
        if !(2..=AREAS_MAX).contains(&areas.len()) {
            return None;
        }
        let most = areas.iter().map(|it| counts.of_area(it.id)).max()?;
        let Outlines { height, shapes } = outline::draw(&outlines)?;
        let drawn = areas.iter().zip(shapes).map(|(area, shape)| {
            let number = counts.of_area(area.id);
            let current = chosen.is_some_and(|it| it.id == area.id);
            let told = (current || number >= COUNT_MIN).then(|| {
                let href = filters::narrowed(state, area, current).href();
                told(&shape, &area.name, href, (clock::number(page.language, number), number, most))
            });
            Drawn { path: shape.path, name: area.name.clone(), told, current }
        });
        let areas: Vec<Drawn> = drawn.collect();
        areas.iter().any(|it| it.told.is_some()).then_some(Self { height, areas })
    }
}

fn told(
    shape: &Shape,
    name: &str,
    href: String,
    (count, number, most): (String, u64, u64),
) -> Told {
    let letters = u32::try_from(name.chars().count()).unwrap_or(u32::MAX);
    let is_named = f64::from(letters) * LETTERS * LETTER_WIDTH <= shape.width;
    let (x, y) = (shape.middle.0.round(), shape.middle.1.round());
    let shade = (number * SHADES).div_ceil(most.max(1)).clamp(1, SHADES);
    Told { href, count, shade, x, y, is_named }
}
