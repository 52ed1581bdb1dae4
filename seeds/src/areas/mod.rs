//! The importers of the map: areas and water from GeoJSON, postcodes from CSV, gzipped or not.
//!
//! A map is small, so a file is read whole (`file`) and judged whole (`geojson` with `naming`,
//! `csv`) before anything is written: a file with a fault changes nothing. What the files look
//! like, operators read in `docs/operating.md`.

mod csv;
mod file;
mod geojson;
mod naming;

use std::path::{Path, PathBuf};

use koop_domain::Domain;
use koop_domain::areas::error::AreaError;
use koop_domain::areas::{self, model::Survey};
use koop_domain::ctx::Ctx;
use koop_domain::imports::model::Counts;
use tokio::task::spawn_blocking;

use self::file::FILE_MAX_BYTES;
use crate::osm::default_dataset;

/// What to import.
#[derive(Clone, Debug, Default)]
pub struct MapImport {
    /// The file.
    pub file: PathBuf,
    /// The data set it is an edition of; without it, the file's name.
    pub dataset: Option<String>,
    /// The line that must be shown with the map; without it, the one in the file.
    pub attribution: Option<String>,
    /// Say what would happen, and write nothing.
    pub dry_run: bool,
}

/// Why a file cannot be imported. Nothing of it is on the map then.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// The file cannot be read.
    #[error("cannot read {path}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// It is larger than any map.
    #[error("{path} holds more than {} MiB: import a smaller part", FILE_MAX_BYTES >> 20)]
    TooLarge {
        /// Which.
        path: PathBuf,
    },
    /// Something in it is wrong.
    #[error("{path}, {at}: {what}")]
    Damaged {
        /// Which.
        path: PathBuf,
        /// Where, in words (`feature 17`, `line 3, column latitude`).
        at: String,
        /// What is wrong.
        what: String,
    },
    /// The map refused it, or the database failed.
    #[error(transparent)]
    Area(#[from] AreaError),
}

/// Why reading stopped; the path is added outside.
#[derive(Debug)]
enum Fault {
    File(std::io::Error),
    TooLarge,
    Damaged { at: String, what: String },
}

impl Fault {
    fn damaged(at: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Damaged { at: at.into(), what: what.into() }
    }

    fn of(self, path: &Path) -> MapError {
        let path = path.to_owned();
        match self {
            Self::File(source) => MapError::File { path, source },
            Self::TooLarge => MapError::TooLarge { path },
            Self::Damaged { at, what } => MapError::Damaged { path, at, what },
        }
    }
}

/// Imports municipalities, districts, quarters, neighbourhoods and water, and says what it did.
///
/// # Errors
/// [`MapError`]; then nothing of the file is on the map.
pub async fn import_areas(
    ctx: &Ctx,
    domain: &Domain,
    what: &MapImport,
) -> Result<Counts, MapError> {
    let (survey, skipped) = read(&what.file, geojson::read).await?;
    let attribution = what.attribution.clone().or(survey.attribution);
    let survey = Survey { attribution, ..survey };
    let done = areas::publish(ctx, domain, &dataset(what), survey, what.dry_run).await?;
    Ok(with(done, skipped))
}

/// Imports four-digit postcodes, and says what it did.
///
/// # Errors
/// [`MapError`]; then nothing of the file is on the map.
pub async fn import_postcodes(
    ctx: &Ctx,
    domain: &Domain,
    what: &MapImport,
) -> Result<Counts, MapError> {
    let (postcodes, skipped) = read(&what.file, csv::read).await?;
    let dataset = dataset(what);
    let done = areas::publish_postcodes(ctx, domain, &dataset, postcodes, what.dry_run).await?;
    Ok(with(done, skipped))
}

/// Reads a file off the async threads, with what it leaves out.
async fn read<T: Send + 'static>(
    path: &Path,
    read: fn(&str) -> Result<(T, Counts), Fault>,
) -> Result<(T, Counts), MapError> {
    let file = path.to_owned();
    let reading = spawn_blocking(move || file::text(&file).and_then(|text| read(&text)));
    let done = reading
        .await
        .unwrap_or_else(|_| Err(Fault::damaged("somewhere", "the reader cannot make sense of it")));
    done.map_err(|fault| fault.of(path))
}

fn dataset(what: &MapImport) -> String {
    what.dataset.clone().unwrap_or_else(|| default_dataset(&what.file, None))
}

fn with(mut done: Counts, left_out: Counts) -> Counts {
    (done.skipped, done.reasons) = (left_out.skipped, left_out.reasons);
    done
}

/// The areas and water of a file that is part of the program.
pub(crate) fn survey(text: &str) -> Option<Survey> {
    geojson::read(text).ok().map(|(survey, _)| survey)
}

/// The postcodes of a file that is part of the program.
pub(crate) fn postcodes(text: &str) -> Option<Vec<areas::model::Postcode>> {
    csv::read(text).ok().map(|(postcodes, _)| postcodes)
}
