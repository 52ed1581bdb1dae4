//! Importing one area of a larger file.
//!
//! What lies outside is left out, and so it is no part of the data set: the data set is that
//! area's edition of the file, and has a name of its own. A place that moves over the border is
//! gone from it, like one that the file no longer has.

use std::sync::Arc;

use koop_domain::Domain;
use koop_domain::areas;
use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::Area;
use koop_domain::geo::Point;
use koop_domain::id::AreaId;
use koop_domain::imports::error::ImportError;
use koop_domain::text::fold;

use super::OsmError;

/// The reason for places that lie elsewhere.
pub(super) const OUTSIDE: &str = "outside the area";

/// The most areas that are proposed instead of one that is not known.
const PROPOSED_MAX: usize = 12;

/// The area that an import keeps to.
pub(super) struct Within {
    atlas: Arc<Atlas>,
    pub(super) area: AreaId,
    /// Its name in the address bar, which the data set is named after.
    pub(super) slug: String,
}

impl Within {
    /// The area with this slug, code or name.
    pub(super) async fn find(domain: &Domain, name: &str) -> Result<Self, OsmError> {
        let atlas = areas::refresh(domain).await.map_err(ImportError::from)?;
        let candidates = match named(&atlas, name).as_slice() {
            [only] => {
                let (area, slug) = (only.id, only.slug.clone());
                return Ok(Self { atlas: Arc::clone(&atlas), area, slug });
            }
            several => several.iter().map(|area| in_words(&atlas, area)).collect::<Vec<_>>(),
        };
        let name = name.to_owned();
        if !candidates.is_empty() {
            return Err(OsmError::AmbiguousArea { name, candidates: candidates.join(", ") });
        }
        if atlas.areas().next().is_none() {
            return Err(OsmError::NoAreas);
        }
        let alike = alike(&atlas, &name).map(|area| in_words(&atlas, area));
        let candidates = alike.take(PROPOSED_MAX).collect::<Vec<_>>().join(", ");
        Err(OsmError::UnknownArea { name, candidates })
    }

    /// Whether a point lies in the area.
    pub(super) fn holds(&self, point: Option<Point>) -> bool {
        point.is_some_and(|point| self.atlas.around(point).contains(&self.area))
    }
}

/// The areas that a name means: a slug or a code is one's own, a name may be shared. Slugs are
/// taken as they are written, so that whoever is shown some to choose from can type one.
fn named<'a>(atlas: &'a Atlas, name: &str) -> Vec<&'a Area> {
    let name = name.trim();
    let by_code = || atlas.areas().find(|area| area.code.eq_ignore_ascii_case(name));
    if let Some(area) = atlas.by_slug(name).or_else(by_code) {
        return vec![area];
    }
    let folded = fold(name);
    atlas.areas().filter(|area| !folded.is_empty() && fold(&area.name) == folded).collect()
}

/// Areas to propose: those that begin with the name, else with its first letters, else the
/// largest.
fn alike<'a>(atlas: &'a Atlas, name: &str) -> Box<dyn Iterator<Item = &'a Area> + 'a> {
    let begin: String = fold(name).chars().take(3).collect();
    for text in [name, &begin, ""] {
        if atlas.named(text, None).next().is_some() {
            return Box::new(atlas.named(text, None));
        }
    }
    Box::new(std::iter::empty())
}

/// `Oost (amsterdam-oost, in Amsterdam)`: what to type, and which one it is.
fn in_words(atlas: &Atlas, area: &Area) -> String {
    let around = area.parent.and_then(|parent| atlas.get(parent));
    let around = around.map_or_else(String::new, |around| format!(", in {}", around.name));
    format!("{} ({}{around})", area.name, area.slug)
}
