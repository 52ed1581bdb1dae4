//! Claims about the whole, from outside.

mod areas;
mod documents;
mod follower;
mod house;
mod imported;
mod pages;
mod quality;
