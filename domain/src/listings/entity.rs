//! The tables of listings.
