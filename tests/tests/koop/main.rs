//! Claims about the whole, from outside.

mod documents;
mod house;
mod imported;
mod pages;
