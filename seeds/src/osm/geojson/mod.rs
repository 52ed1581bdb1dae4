//! GeoJSON: a feature as it stands in the file, and the place that it describes.

mod row;
mod shape;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value};

pub(super) use self::row::texts;
pub(super) use self::shape::Geometry;
use super::Item;

/// A feature as it stands in the file.
#[derive(Deserialize)]
pub(super) struct Feature {
    #[serde(rename = "type")]
    _type: Type,
    #[serde(default)]
    id: Option<Value>,
    #[serde(default)]
    geometry: Option<Geometry>,
    #[serde(default)]
    properties: Option<Map<String, Value>>,
}

/// Collections hold features and nothing else.
#[derive(Deserialize)]
enum Type {
    Feature,
}

impl Feature {
    /// A feature of its parts.
    pub(super) fn new(
        id: Option<Value>,
        geometry: Option<Geometry>,
        properties: Option<Map<String, Value>>,
    ) -> Self {
        Self { _type: Type::Feature, id, geometry, properties }
    }

    /// The place that it describes; nothing for what is not a place.
    ///
    /// # Errors
    /// What is wrong with a damaged one.
    pub(super) fn item(
        self,
        dataset: &str,
        today: NaiveDate,
    ) -> Result<Option<Item>, &'static str> {
        row::item(self, dataset, today)
    }
}
