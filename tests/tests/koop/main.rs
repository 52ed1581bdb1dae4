//! Claims about the whole, from outside.

mod areas;
mod documents;
mod exports;
mod follower;
mod house;
mod imported;
mod killed;
mod member_documents;
mod pages;
mod quality;
