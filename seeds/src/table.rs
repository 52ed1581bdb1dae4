//! Listings from a table in a file: what a municipality, a shopkeepers' association or a
//! spreadsheet has. How a table is read and judged is the domain's; here is where the file comes
//! from.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use koop_domain::Domain;
use koop_domain::ctx::Ctx;
use koop_domain::imports::error::ImportError;
use koop_domain::imports::model::Counts;
use koop_domain::imports::tables::error::TableError as Unfit;
use koop_domain::imports::tables::{Columns, Fault, Source, TABLE_MAX_BYTES, Table, judge};
use koop_domain::imports::{self, Import};
use tokio::task::spawn_blocking;

use crate::osm::default_dataset;

/// How every gzip file begins.
const GZIP: &[u8] = b"\x1f\x8b";

/// What to import.
#[derive(Clone, Debug, Default)]
pub struct TableImport {
    /// The file.
    pub file: PathBuf,
    /// The data set it is an edition of; without it, the file's name.
    pub dataset: Option<String>,
    /// Which column has what, where its name does not say so: a field and the column's name.
    pub columns: BTreeMap<String, String>,
    /// Who publishes it, as it is shown; without it, the data set's name.
    pub publisher: Option<String>,
    /// Under which licence, as an SPDX name where there is one.
    pub licence: String,
    /// Say what would happen, and write nothing.
    pub dry_run: bool,
    /// Take away whatever the file no longer has, be it more than half of the data set.
    pub allow_gone: bool,
}

/// What importing a table came to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What it did.
    pub counts: Counts,
    /// What is wrong with rows, in their order.
    pub faults: Vec<Fault>,
    /// Which column was taken for what.
    pub columns: Columns,
    /// How many rows have no place on the map.
    pub off_map: usize,
}

/// Why a table cannot be imported. Nothing of it is in the directory then.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file cannot be read.
    #[error("cannot read {path}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// It is no table, or one that says too little.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The directory refused or failed.
    #[error("the import failed")]
    Import(#[from] ImportError),
}

/// Imports a table and says what it did.
///
/// # Errors
/// [`TableError`]; then nothing was published.
pub async fn import(ctx: &Ctx, domain: &Domain, what: &TableImport) -> Result<Outcome, TableError> {
    let dataset = what.dataset.clone().unwrap_or_else(|| default_dataset(&what.file, None));
    let path = what.file.clone();
    let bytes = spawn_blocking(move || bytes(&path)).await.unwrap_or(Err(Unfit::Empty.into()));
    let table = Table::read(&bytes?)?;
    // What somebody said of an earlier edition holds for this one, where it has the columns.
    let remembered = imports::columns(ctx, domain, &dataset).await?;
    let columns = Columns::of(table.header(), &remembered, &what.columns)?;
    let source = Source {
        dataset: dataset.clone(),
        publisher: what.publisher.clone().unwrap_or_else(|| dataset.clone()),
        licence: what.licence.clone(),
    };
    let judged = judge(&table, &columns, &source, ctx.now.date_naive());
    let mut import = Import::begin_undoable(ctx, domain, &dataset, what.dry_run).await?;
    if what.allow_gone {
        import = import.allowing_gone();
    }
    let off_map = judged.rows.iter().filter(|(_, it)| it.facts.point.is_none()).count();
    for (_, record) in judged.rows {
        import.add(ctx, record).await?;
    }
    for fault in judged.faults.iter().filter(|fault| fault.is_fatal()) {
        import.skip(fault.key, &fault.to_string());
    }
    let counts = import.publish(ctx).await?;
    if !what.dry_run {
        imports::remember_columns(ctx, domain, &dataset, &columns.named(table.header())).await?;
    }
    Ok(Outcome { counts, faults: judged.faults, columns, off_map })
}

/// The bytes of a file, unpacked.
fn bytes(path: &Path) -> Result<Vec<u8>, TableError> {
    let failed = |source| TableError::File { path: path.to_owned(), source };
    let mut file = BufReader::new(File::open(path).map_err(failed)?);
    let is_packed = file.fill_buf().map_err(failed)?.starts_with(GZIP);
    let mut bytes = Vec::new();
    let most = TABLE_MAX_BYTES + 1;
    if is_packed {
        MultiGzDecoder::new(file).take(most).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        file.take(most).read_to_end(&mut bytes).map_err(failed)?;
    }
    Ok(bytes)
}
