//! The OpenStreetMap importer: `.osm.pbf`, GeoJSON and Overpass JSON, gzipped or not, told apart
//! by content, streamed.
//!
//! A thread of its own reads the file (`bytes`, then `pbf` or `json` with `geojson` and
//! `overpass`), judges each object by its tags and turns it into a record (`place`); what tags
//! mean, the domain knows (`listings::osm`). Records pass through a short queue to the import,
//! which stages them; only when the whole file has been read without a fault are they published.
//! So a damaged file leaves the directory as it was, and memory holds a queue, not a file.

mod bytes;
mod geojson;
mod geometry;
mod json;
mod outline;
mod overpass;
mod pbf;
mod place;
mod reading;
mod within;

use std::path::{Path, PathBuf};

use koop_domain::Domain;
use koop_domain::ctx::Ctx;
use koop_domain::id::AreaId;
use koop_domain::imports::Import;
use koop_domain::imports::error::ImportError;
use koop_domain::imports::model::{Counts, Record, RecordKey};
use koop_domain::listings::osm::{Tags, one_line};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

use self::reading::{Progress, ReadError, Source};
use self::within::Within;

/// How many records may wait between the reading thread and the import.
const QUEUE_MAX: usize = 256;

/// How the names of packed files end.
const PACKED: &str = ".gz";

/// What to import.
#[derive(Clone, Debug, Default)]
pub struct OsmImport {
    /// The file.
    pub file: PathBuf,
    /// The data set it is an edition of; without it, [`default_dataset`].
    pub dataset: Option<String>,
    /// Take only what lies inside this area: its slug, code or name.
    pub area: Option<String>,
    /// Say what would happen, and write nothing.
    pub dry_run: bool,
    /// Take away whatever the file no longer has, be it more than half of the data set.
    pub allow_gone: bool,
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
    /// It is of no format that is known here.
    #[error("{path} is neither an .osm.pbf extract nor GeoJSON nor an answer of Overpass")]
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
    /// No area is known at all.
    #[error("no areas are known yet: bring them in first with `import areas`")]
    NoAreas,
    /// No area has this name.
    #[error("no area is called \"{name}\"; perhaps you mean {candidates}")]
    UnknownArea {
        /// What was asked for.
        name: String,
        /// Areas with a name like it, each with its slug.
        candidates: String,
    },
    /// Several areas have this name.
    #[error("\"{name}\" is the name of several areas; choose {candidates}")]
    AmbiguousArea {
        /// What was asked for.
        name: String,
        /// The areas, each with its slug.
        candidates: String,
    },
    /// It would take away far more than a new edition does.
    #[error(
        "{path} would close {gone} of the {held} places of its data set; nothing was changed. \
         Is the file whole? If it is, import it again with --allow-gone"
    )]
    Emptied {
        /// Which.
        path: PathBuf,
        /// How many would be gone.
        gone: u64,
        /// How many places the data set has.
        held: u64,
    },
    /// The directory refused or failed.
    #[error("the import failed")]
    Import(#[from] ImportError),
}

/// What the reading thread hands over.
enum Item {
    Record(Box<Record>),
    /// Why an object is left out, and its key if it would be a place.
    Skip(Option<RecordKey>, &'static str),
}

/// Imports a file and says what it did.
///
/// # Errors
/// [`OsmError`]; then nothing was published.
pub async fn import(ctx: &Ctx, domain: &Domain, what: &OsmImport) -> Result<Counts, OsmError> {
    let within = within(domain, what).await?;
    let dataset = dataset_of(what, within.as_ref());
    let progress = Progress::new(what.progress);
    let source = blocking(&what.file, &progress, {
        let (path, progress) = (what.file.clone(), progress.clone());
        move || Source::open(&path, &progress)
    });
    let source = source.await?;

    let mut import = Import::begin(ctx, domain, &dataset, what.dry_run).await?;
    if what.allow_gone {
        import = import.allowing_gone();
    }
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
                Item::Record(record) if is_outside(within.as_ref(), &record) => {
                    import.skip(None, within::OUTSIDE);
                }
                Item::Record(record) => import.add(ctx, *record).await?,
                Item::Skip(key, reason) => import.skip(key, reason),
            }
        }
        // Dropping the queue tells the reader to stop.
        drop(items);
        Ok::<_, ImportError>(import)
    };
    let (read, staged) = tokio::join!(reader, staging);
    let import = staged?;
    read?;
    import.publish(ctx).await.map_err(|error| match error {
        ImportError::Emptied { gone, held } => {
            OsmError::Emptied { path: what.file.clone(), gone, held }
        }
        other => OsmError::Import(other),
    })
}

/// The data set that an import is an edition of.
///
/// # Errors
/// [`OsmError`] when no area or several have the name of the import's area.
pub async fn dataset(domain: &Domain, what: &OsmImport) -> Result<String, OsmError> {
    Ok(dataset_of(what, within(domain, what).await?.as_ref()))
}

/// The area with this slug, code or name.
///
/// # Errors
/// [`OsmError`] when there is none, or several have the name.
pub async fn area_called(domain: &Domain, name: &str) -> Result<AreaId, OsmError> {
    Ok(Within::find(domain, name).await?.area)
}

/// The data set's name when none is given: the file's, the same whether it is packed or not. One
/// area of a file is a data set of its own, or importing it would take all else away.
#[must_use]
pub fn default_dataset(file: &Path, area: Option<&str>) -> String {
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
    let plain = name.len().checked_sub(PACKED.len()).and_then(|at| name.split_at_checked(at));
    let plain = plain.filter(|(_, end)| end.eq_ignore_ascii_case(PACKED));
    let name = plain.map_or(name.as_str(), |(name, _)| name);
    area.map_or_else(|| name.to_owned(), |area| format!("{name} in {area}"))
}

async fn within(domain: &Domain, what: &OsmImport) -> Result<Option<Within>, OsmError> {
    match &what.area {
        Some(name) => Within::find(domain, name).await.map(Some),
        None => Ok(None),
    }
}

fn dataset_of(what: &OsmImport, within: Option<&Within>) -> String {
    let area = within.map(|within| within.slug.as_str());
    what.dataset.clone().unwrap_or_else(|| default_dataset(&what.file, area))
}

fn is_outside(within: Option<&Within>, record: &Record) -> bool {
    within.is_some_and(|within| !within.holds(record.facts.point))
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
