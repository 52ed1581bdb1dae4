//! Listings from a table: what a municipality, a shopkeepers' association or a spreadsheet has.
//!
//! A table is small, so it is read whole (`read`), its columns are told apart by their names or
//! by what somebody says (`columns`), and every row is judged (`row`) before anything is written.
//! A row that cannot be taken is told with its line and column; the others go in as one edition of
//! their data set, by the same import as any other source.

mod columns;
mod read;
mod row;

use std::collections::BTreeMap;
use std::path::PathBuf;

use koop_domain::Domain;
use koop_domain::ctx::Ctx;
use koop_domain::imports::error::ImportError;
use koop_domain::imports::model::Counts;
use koop_domain::imports::{self, Import};
use tokio::task::spawn_blocking;

pub use self::columns::{Columns, Field};
pub use self::read::{TABLE_MAX_BYTES, Table};
pub use self::row::{Fault, Judged, Source, judge};
use crate::osm::default_dataset;

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
    /// It is larger than tables are.
    #[error("it holds more than {} MiB: import it in parts, each a data set", TABLE_MAX_BYTES >> 20)]
    TooLarge,
    /// Nothing stands in it.
    #[error("it has no header and rows")]
    Empty,
    /// It breaks off or is no table.
    #[error("line {line}: {what}")]
    Damaged {
        /// Where.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// No column has the name of the places.
    #[error("no column is called {names}; say which one has the names: --column name=…")]
    Nameless {
        /// What it may be called.
        names: String,
    },
    /// There is no such column.
    #[error("no column is called \"{name}\"; there are {header}")]
    NoColumn {
        /// What was asked for.
        name: String,
        /// What there is.
        header: String,
    },
    /// There is no such field.
    #[error("a listing has no \"{key}\"; choose {fields}")]
    NoField {
        /// What was asked for.
        key: String,
        /// What there is.
        fields: String,
    },
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
    let bytes = spawn_blocking(move || read::bytes(&path)).await.unwrap_or(Err(TableError::Empty));
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
    for record in judged.records {
        import.add(ctx, record).await?;
    }
    for fault in judged.faults.iter().filter(|fault| fault.is_fatal()) {
        import.skip(fault.key, &fault.to_string());
    }
    let counts = import.publish(ctx).await?;
    if !what.dry_run {
        imports::remember_columns(ctx, domain, &dataset, &columns.named(table.header())).await?;
    }
    Ok(Outcome { counts, faults: judged.faults, columns })
}
