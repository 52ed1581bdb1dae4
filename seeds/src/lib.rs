//! First contents: the OpenStreetMap importer and the demo neighbourhood.

pub mod demo;
pub mod osm;
