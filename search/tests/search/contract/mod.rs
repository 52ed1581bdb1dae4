//! The claims, by subject.

pub(crate) mod delivery;
pub(crate) mod filters;
pub(crate) mod finding;
pub(crate) mod open;
pub(crate) mod pages;
pub(crate) mod seeing;
pub(crate) mod suggestions;
pub(crate) mod upkeep;
pub(crate) mod words;
