//! The tables of imports.
