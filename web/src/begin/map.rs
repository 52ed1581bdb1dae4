//! A small map of the areas that are known, each a link: it needs no script and asks nobody.

use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::{Area, AreaKind};

use crate::desk::Typed;
use crate::outline::{self, AREAS_MAX, Outlines, Shape};

/// The map.
#[derive(Clone, Debug)]
pub(crate) struct Map {
    pub height: f64,
    pub areas: Vec<Drawn>,
}

/// An area on it.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    pub name: String,
    pub href: String,
    pub path: String,
    pub chosen: bool,
}

impl Map {
    /// The map of the smallest kind of area that has few enough; none without one.
    pub(crate) fn draw(atlas: &Atlas, typed: &Typed) -> Option<Self> {
        let chosen = typed.gebied.as_str();
        let of_kind = |kind| -> Vec<&Area> {
            let all = atlas.areas().filter(|it| it.kind == kind && !it.outline.0.is_empty());
            all.collect()
        };
        let fits = |all: &Vec<&Area>| (2..=AREAS_MAX).contains(&all.len());
        let areas = AreaKind::ALL.into_iter().rev().map(of_kind).find(fits)?;
        let outlines: Vec<_> = areas.iter().map(|it| it.outline.clone()).collect();
        let Outlines { height, shapes } = outline::draw(&outlines)?;
        let drawn = |(it, shape): (&&Area, Shape)| {
            let words = atlas.words_for(it.id).unwrap_or_default();
            // What was typed beside it goes along.
            let mut pairs = vec![("gebied", it.slug.as_str())];
            pairs.extend(
                [("naam", &*typed.naam), ("soort", &*typed.soort)]
                    .into_iter()
                    .filter(|(_, typed)| !typed.is_empty()),
            );
            let query = serde_urlencoded::to_string(pairs);
            Drawn {
                name: it.name.clone(),
                href: format!("/begin/plaats?{}", query.unwrap_or_default()),
                path: shape.path,
                chosen: !chosen.is_empty() && (words == chosen || it.slug == chosen),
            }
        };
        Some(Self { height, areas: areas.iter().zip(shapes).map(drawn).collect() })
    }
}
