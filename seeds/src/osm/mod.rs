//! The OpenStreetMap importer: `.osm.pbf` and GeoJSON, told apart by content, streamed.

use std::path::{Path, PathBuf};

use koop_domain::Domain;
use koop_domain::ctx::Ctx;
use koop_domain::imports::error::ImportError;
use koop_domain::imports::model::Counts;

/// What to import.
#[derive(Clone, Debug)]
pub struct OsmImport {
    /// The file.
    pub file: PathBuf,
    /// The data set it is an edition of; default the file's name.
    pub dataset: Option<String>,
    /// Say what would happen, and write nothing.
    pub dry_run: bool,
    /// Show progress on standard error.
    pub progress: bool,
}

/// Why a file cannot be imported. Nothing of it is in the directory then.
#[derive(Debug, thiserror::Error)]
pub enum OsmError {
    /// The file cannot be read.
    #[error("cannot read {path}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// It is neither an OSM extract nor GeoJSON.
    #[error("{path} is neither an .osm.pbf extract nor GeoJSON")]
    Format {
        /// Which.
        path: PathBuf,
    },
    /// It breaks off or is damaged.
    #[error("{path} is damaged at {at}: {what}")]
    Damaged {
        /// Which.
        path: PathBuf,
        /// Where, in words (`byte 1024`, `feature 17`).
        at: String,
        /// What is wrong.
        what: String,
    },
    /// The directory refused or failed.
    #[error("the import failed")]
    Import(#[from] ImportError),
}

/// Imports a file and says what it did.
///
/// # Errors
/// [`OsmError`]; then nothing was published.
pub async fn import(ctx: &Ctx, domain: &Domain, what: &OsmImport) -> Result<Counts, OsmError> {
    let _ = (ctx, domain, what);
    todo!()
}

/// The data set's name when none is given.
#[must_use]
pub fn default_dataset(file: &Path) -> String {
    file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
