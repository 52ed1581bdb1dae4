//! Bringing in listings from outside, again and again, without losing what people here wrote.
//!
//! An import stages its records in chunks and publishes them by one flip of the batch; what a
//! file no longer holds is gone, unless another data set still holds it.

pub mod entity;
pub mod error;
pub mod model;
pub mod store;

use self::error::ImportError;
use self::model::{Counts, Record};
use crate::Domain;
use crate::ctx::Ctx;

/// An import under way. Drop it without [`Import::publish`] and nothing has happened.
pub struct Import {
    _private: (),
}

impl Import {
    /// Begins an import of a data set. With `dry_run` nothing is written at all. Leftovers of
    /// an import that was cut off are cleared first; one that was cut off while publishing is
    /// finished first.
    ///
    /// # Errors
    /// [`ImportError`].
    pub async fn begin(
        ctx: &Ctx,
        domain: &Domain,
        dataset: &str,
        dry_run: bool,
    ) -> Result<Self, ImportError> {
        let _ = (ctx, domain, dataset, dry_run);
        todo!()
    }

    /// Stages a record; buffers up to [`model::CHUNK_MAX`] and writes them in one transaction.
    ///
    /// # Errors
    /// [`ImportError`]; a record that breaks a rule is counted as skipped with its reason, not
    /// an error.
    pub async fn add(&mut self, ctx: &Ctx, record: Record) -> Result<(), ImportError> {
        let _ = (ctx, record);
        todo!()
    }

    /// Counts an object that the importer itself leaves out, with the reason.
    pub fn skip(&mut self, reason: &'static str) {
        let _ = reason;
        todo!()
    }

    /// Publishes what was staged and says what it did.
    ///
    /// # Errors
    /// [`ImportError`].
    pub async fn publish(self, ctx: &Ctx) -> Result<Counts, ImportError> {
        let _ = ctx;
        todo!()
    }
}

/// Finishes an import that was cut off while it was being published. `serve` and every import
/// ask this first.
///
/// # Errors
/// [`ImportError`].
pub async fn finish_interrupted(ctx: &Ctx, domain: &Domain) -> Result<(), ImportError> {
    let _ = (ctx, domain);
    todo!()
}

/// Puts the demo's listings in, unless the directory already has listings. Answers how many.
///
/// # Errors
/// [`ImportError`].
pub async fn seed_demo(
    ctx: &Ctx,
    domain: &Domain,
    records: Vec<Record>,
) -> Result<u64, ImportError> {
    let _ = (ctx, domain, records);
    todo!()
}

/// Removes every listing of the demo, with its revisions, and answers how many.
///
/// # Errors
/// [`ImportError`].
pub async fn remove_demo(ctx: &Ctx, domain: &Domain) -> Result<u64, ImportError> {
    let _ = (ctx, domain);
    todo!()
}
