//! Whole files through the importer, into a database of each test's own.
//!
//! `cfg(test)` is always true here; it tells clippy that helpers, too, are tests and may unwrap.

#[cfg(test)]
mod area;
#[cfg(test)]
mod areas;
#[cfg(test)]
mod board;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod extracts;
#[cfg(test)]
mod geojson;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod malformed;
#[cfg(test)]
mod overpass;
#[cfg(test)]
mod packed;
#[cfg(test)]
mod pbf;
#[cfg(test)]
mod real_data;
#[cfg(test)]
mod region;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod tables;
