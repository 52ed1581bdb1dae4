//! The books of local currencies: what somebody holds another owes, so that all of it adds up to
//! nothing, always.
//!
//! [`model`] is the rule without a database, [`journal`] the same with one, and [`writer`] posts
//! what many ask at once in one transaction.

pub mod account;
pub mod accounts;
pub(crate) mod agreed;
pub mod amount;
pub mod book;
pub mod chain;
pub mod command;
pub mod currencies;
pub mod history;
mod holds;
pub mod issuing;
pub mod journal;
#[cfg(test)]
mod laws;
pub mod model;
mod moving;
pub mod overview;
pub mod passes;
mod passing;
pub mod payments;
pub mod rejected;
mod requests;
mod reversing;
mod said;
#[cfg(test)]
mod sample;
mod settling;
mod store;
pub mod telling;
pub mod tills;
pub mod writer;

pub use self::passing::{PassingError, wait};

#[cfg(test)]
mod amount_tests;
#[cfg(test)]
mod model_tests;
#[cfg(test)]
mod refused_tests;
#[cfg(test)]
mod reversing_tests;
