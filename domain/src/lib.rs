//! What a neighbourhood knows, and the rules it keeps.
//!
//! A folder per noun, always with the same file names: `mod.rs` has the verbs (each asks
//! [`policy`] first, then runs one transaction), `model.rs` the pure types and rules,
//! `entity.rs` the tables, `store.rs` every SQL statement, `error.rs` what can go wrong.
//! This crate names no web framework, no engine, no environment and no wall clock: what it
//! needs from outside arrives through [`ports`] and [`ctx::Ctx`].

pub mod agreements;
pub mod alerts;
pub mod appeals;
pub mod areas;
pub mod attestations;
pub mod audit;
pub mod changes;
pub mod communities;
pub mod ctx;
pub mod db;
pub mod desk;
pub mod drafts;
pub mod error;
pub mod everything;
mod gather;
pub mod geo;
pub mod helpdesk;
pub mod id;
pub mod imports;
pub mod jobs;
mod keyed;
pub mod language;
pub mod leases;
pub mod ledger;
pub mod listings;
pub mod media;
pub mod members;
pub mod page;
pub mod policy;
pub mod ports;
pub mod posts;
pub mod profiles;
pub mod setup;
mod standing;
pub mod text;

use std::sync::Arc;

/// What every verb works on: the database and the index beside it.
#[derive(Clone)]
pub struct Domain {
    /// The database, SQLite or PostgreSQL.
    pub db: db::Db,
    /// The engine that finds listings.
    pub index: Arc<dyn ports::SearchIndex>,
    /// The map of areas, read once and kept in memory.
    pub areas: areas::Known,
    /// What hashes passwords.
    pub passwords: members::passwords::Passwords,
    /// Whether the invented members may sign in, whose passwords everybody knows.
    pub demo_sign_ins: bool,
    /// Where photos lie.
    pub files: Arc<dyn ports::Files>,
    /// What makes photos ready to be shown.
    pub studio: media::Studio,
    /// How often places were looked at since it was written last.
    pub tally: listings::numbers::Tally,
    /// What seals where two neighbours meet.
    pub seal: Arc<dyn ports::Seal>,
    /// How much stands on the board, as it was counted last.
    pub counted: posts::Counted,
    /// Whose sessions are looked up, for all requests that come in at the same time.
    pub tokens: members::sessions::Tokens,
    /// What writes in the books of local currencies.
    pub books: ledger::writer::Writer,
}

impl Domain {
    /// A house over a database and an engine, with no place for photos yet.
    #[must_use]
    pub fn new(db: db::Db, index: Arc<dyn ports::SearchIndex>) -> Self {
        let (areas, passwords, studio, tally) = Default::default();
        let (counted, tokens, books) = Default::default();
        let files = Arc::new(ports::NoFiles);
        let seal = Arc::new(ports::NoSeal);
        let demo_sign_ins = false;
        Self {
            db,
            index,
            areas,
            passwords,
            demo_sign_ins,
            files,
            studio,
            tally,
            seal,
            counted,
            tokens,
            books,
        }
    }
}
