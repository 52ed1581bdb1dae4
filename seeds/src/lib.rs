//! First contents: the importers, the demo neighbourhood and the region to measure on.

pub mod areas;
pub mod books;
pub mod demo;
pub mod osm;
pub mod region;
pub mod table;
