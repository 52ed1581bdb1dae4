//! Claims about the whole, from outside.

mod documents;
mod follower;
mod house;
mod imported;
mod pages;
