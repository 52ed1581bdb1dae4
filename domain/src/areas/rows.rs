//! The rows of an edition, with the hashes that tell what has changed.

use std::collections::HashMap;

use sea_orm::prelude::Uuid;
use sha2::{Digest, Sha256};

use super::entity::{area, postcode, water_line};
use super::model::{Drawing, Postcode, Surveyed, first_half, micro};
use super::ways::Line;
use crate::id::AreaId;

/// Which part of the map a data set makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Areas and water.
    Areas,
    /// Postcodes.
    Postcodes,
}

impl What {
    /// The word under which it is stored.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Areas => "areas",
            Self::Postcodes => "postcodes",
        }
    }
}

/// A row of an edition.
pub(crate) enum Row {
    /// An area.
    Area(area::Model),
    /// A line of water.
    Water(water_line::Model),
    /// A postcode.
    Postcode(postcode::Model),
}

impl Row {
    /// An area with the slug that was found for it.
    pub(super) fn area(
        area: Surveyed,
        slugs: &HashMap<AreaId, String>,
        edition: Uuid,
    ) -> Result<Self, serde_json::Error> {
        let id = area.id();
        let outline = Drawing::of(&area.outline).map(|drawing| serde_json::to_string(&drawing));
        let outline = outline.transpose()?;
        let inhabitants = area.inhabitants.and_then(|count| i32::try_from(count).ok());
        let all = (&area.name, &area.parent_code, &outline, inhabitants);
        let content = hash(&serde_json::to_string(&all)?);
        let Surveyed { kind, code, name, parent_code, .. } = area;
        Ok(Self::Area(area::Model {
            edition,
            id: id.0,
            slug: slugs.get(&id).cloned().unwrap_or_default(),
            kind: kind.key().to_owned(),
            code,
            name,
            parent_code,
            inhabitants,
            outline,
            content,
        }))
    }

    /// A line of water.
    pub(super) fn water(line: &Line, edition: Uuid) -> Result<Self, serde_json::Error> {
        let spots: Vec<[f64; 2]> =
            line.iter().map(|point| [micro(point.longitude), micro(point.latitude)]).collect();
        let line = serde_json::to_string(&spots)?;
        Ok(Self::Water(water_line::Model { edition, content: hash(&line), line }))
    }

    /// A postcode.
    pub(super) fn postcode(Postcode { code, place, point }: Postcode, edition: Uuid) -> Self {
        let (latitude, longitude) = (micro(point.latitude), micro(point.longitude));
        Self::Postcode(postcode::Model { edition, code, place, latitude, longitude })
    }

    /// What names it within its edition, and the hash of all of it.
    pub(crate) fn named(&self) -> (Uuid, Uuid) {
        match self {
            Self::Area(row) => (row.id, row.content),
            // A line has no name: another course is another line.
            Self::Water(row) => (row.content, row.content),
            Self::Postcode(row) => {
                let (latitude, longitude) = (row.latitude.to_bits(), row.longitude.to_bits());
                let all = format!("{}\0{latitude}\0{longitude}", row.place);
                (hash(&row.code), hash(&all))
            }
        }
    }

    /// Roughly how much there is to write.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Area(row) => row.outline.as_ref().map_or(0, String::len) + row.name.len(),
            Self::Water(row) => row.line.len(),
            Self::Postcode(row) => row.place.len(),
        }
    }
}

fn hash(text: &str) -> Uuid {
    first_half(Sha256::new().chain_update(text))
}
