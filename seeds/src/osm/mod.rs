//! The OpenStreetMap importer: `.osm.pbf` and GeoJSON, told apart by content, streamed.
//!
//! A thread of its own reads the file (`pbf`, `geojson`), judges each object by its tags and
//! turns it into a record (`place`); what tags mean, the domain knows (`listings::osm`). Records
//! pass through a short queue to the import, which stages them; only when the whole file has been read without a fault are they published. So a
//! damaged file leaves the directory as it was, and memory holds a queue, not a file.

mod geojson;
mod geometry;
mod pbf;
mod place;
mod reading;

use std::path::{Path, PathBuf};

use koop_domain::Domain;
use koop_domain::ctx::Ctx;
use koop_domain::imports::Import;
use koop_domain::imports::error::ImportError;
use koop_domain::imports::model::{Counts, Record};
use koop_domain::listings::osm::{Tags, one_line};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

use self::reading::{Progress, ReadError, Source};

/// How many records may wait between the reading thread and the import.
const QUEUE_MAX: usize = 256;

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
    /// It asks its readers for something that this one cannot do.
    #[error("{path} needs a reader that knows \"{feature}\"")]
    Unsupported {
        /// Which.
        path: PathBuf,
        /// What it asks for, in its own words.
        feature: String,
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

/// What the reading thread hands over.
enum Item {
    Record(Box<Record>),
    Skip(&'static str),
}

/// Imports a file and says what it did.
///
/// # Errors
/// [`OsmError`]; then nothing was published.
pub async fn import(ctx: &Ctx, domain: &Domain, what: &OsmImport) -> Result<Counts, OsmError> {
    let dataset = what.dataset.clone().unwrap_or_else(|| default_dataset(&what.file));
    let progress = Progress::new(what.progress);
    let path = what.file.clone();
    let source = blocking(&what.file, &progress, move || Source::open(&path)).await?;

    let mut import = Import::begin(ctx, domain, &dataset, what.dry_run).await?;
    let (sender, mut items) = mpsc::channel(QUEUE_MAX);
    let today = ctx.now.date_naive();
    let reader = blocking(&what.file, &progress, {
        let progress = progress.clone();
        move || {
            let mut send = |item| sender.blocking_send(item).map_err(|_| ReadError::stopped());
            reading::read(source, &dataset, today, &progress, &mut send)
        }
    });
    let staging = async {
        while let Some(item) = items.recv().await {
            match item {
                Item::Record(record) => import.add(ctx, *record).await?,
                Item::Skip(reason) => import.skip(reason),
            }
        }
        // Dropping the queue tells the reader to stop.
        drop(items);
        Ok::<_, ImportError>(import)
    };
    let (read, staged) = tokio::join!(reader, staging);
    let import = staged?;
    read?;
    Ok(import.publish(ctx).await?)
}

/// The data set's name when none is given.
#[must_use]
pub fn default_dataset(file: &Path) -> String {
    file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Runs the reading off the async threads. Decoders may panic on hostile input; that is damage
/// like any other.
async fn blocking<T: Send + 'static>(
    path: &Path,
    progress: &Progress,
    work: impl FnOnce() -> Result<T, ReadError> + Send + 'static,
) -> Result<T, OsmError> {
    let done = spawn_blocking(work).await.unwrap_or_else(|_| {
        Err(ReadError::damaged(progress.place(), "the decoder cannot make sense of it"))
    });
    done.map_err(|error| error.of(path))
}

/// A text without NUL, which PostgreSQL cannot store; no honest tag has one.
fn storable(text: &str) -> String {
    text.replace('\0', "")
}
