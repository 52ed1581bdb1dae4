//! Claims about the whole: what they start, and how they ask.
//!
//! [`House`](house::House) is the real thing in one process: the router, a database of its own, the embedded
//! engine, a clock that stands still. The same story is told on SQLite and on PostgreSQL.

pub mod house;
pub mod paying;
pub mod quality;
pub mod still;
