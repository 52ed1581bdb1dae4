//! Tables as clients see them, and what they send about them.

use async_graphql::{ID, InputObject, SimpleObject};
use koop_domain::imports::model::Counts;
use koop_domain::imports::tables::Fault;
use koop_domain::imports::tables::model::{Alike, Batch, Outlook};
use koop_web::texts;

use super::super::scalars::Instant;
use super::super::user_errors::UserError;
use super::super::visit::Visit;
use super::Table;

/// A column of a table.
#[derive(SimpleObject)]
pub(crate) struct TableColumn {
    /// What it is called.
    pub(super) name: String,
    /// Some of what stands in it.
    pub(super) examples: Vec<String>,
    /// What it is taken to have, such as name or postcode; null: nothing of ours.
    pub(super) field: Option<String>,
}

/// What publishing a table would do.
#[derive(SimpleObject)]
pub(crate) struct TableOutlook {
    /// What it would do.
    pub(super) counts: ImportCounts,
    /// What is wrong, in the order of the rows.
    pub(super) faults: Vec<TableFault>,
    /// New places that look like one that is there.
    pub(super) alike: Vec<TableAlike>,
    /// Of how many new places that was looked for.
    pub(super) compared: u64,
    /// How many rows go in without a place on the map.
    pub(super) off_map: u64,
    /// Whether so much would be gone that it has to be allowed.
    pub(super) emptying: bool,
}

/// What an import does to the directory.
#[derive(SimpleObject)]
pub(crate) struct ImportCounts {
    /// New listings.
    pub(super) created: u64,
    /// Listings that change.
    pub(super) updated: u64,
    /// Rows that are as they were.
    pub(super) unchanged: u64,
    /// Listings that no list has any more.
    pub(super) gone: u64,
    /// Listings that stay as people here made them, though the file says something else.
    pub(super) kept: u64,
    /// Rows that are left out.
    pub(super) skipped: u64,
}

/// Something that is wrong with a row.
#[derive(SimpleObject)]
pub(crate) struct TableFault {
    /// The line in the file.
    pub(super) line: u64,
    /// What the column is called, if it is about one.
    pub(super) column: Option<String>,
    /// What stands there.
    pub(super) value: String,
    /// Whether the row is left out; else it goes in without this.
    pub(super) left_out: bool,
    /// What is wrong, in the reader's language.
    pub(super) message: String,
}

/// A new place that looks like one that is there.
#[derive(SimpleObject)]
pub(crate) struct TableAlike {
    /// Its line in the file.
    pub(super) line: u64,
    /// Its name.
    pub(super) name: String,
    /// The slugs of what it looks like.
    pub(super) slugs: Vec<String>,
}

/// An edition of a list that went in.
#[derive(SimpleObject)]
pub(crate) struct ImportBatch {
    /// Its id.
    pub(super) id: ID,
    /// What the list is called.
    pub(super) name: String,
    /// Who brought it in; null where it was the operator at the command line, or who is gone.
    pub(super) member_name: Option<String>,
    /// What it did.
    pub(super) counts: ImportCounts,
    /// When it was begun.
    pub(super) started_at: Instant,
    /// When all of it stood in the directory; null while it is being written there.
    pub(super) finished_at: Option<Instant>,
    /// When it was undone.
    pub(super) undone_at: Option<Instant>,
    /// Whether it can be undone.
    pub(super) can_undo: bool,
}

/// Which column has what.
#[derive(InputObject)]
pub(crate) struct NameTableColumnsInput {
    /// Of which table.
    pub(super) table_id: ID,
    /// The columns that have something.
    pub(super) columns: Vec<TableColumnInput>,
}

/// What a column has.
#[derive(InputObject)]
pub(crate) struct TableColumnInput {
    /// What it has, such as name or postcode.
    pub(super) field: String,
    /// What it is called; empty where no column has it.
    pub(super) column: String,
}

/// Which table is published.
#[derive(InputObject)]
pub(crate) struct PublishTableInput {
    /// Which.
    pub(super) table_id: ID,
    /// Whether far more may be gone than a new edition takes away.
    #[graphql(default)]
    pub(super) allow_gone: bool,
}

/// Which table is thrown away.
#[derive(InputObject)]
pub(crate) struct WithdrawTableInput {
    /// Which.
    pub(super) table_id: ID,
}

/// Which import is undone.
#[derive(InputObject)]
pub(crate) struct UndoImportInput {
    /// Which.
    pub(super) batch_id: ID,
}

/// What naming columns came to.
#[derive(Default, SimpleObject)]
pub(crate) struct TablePayload {
    /// The table.
    pub(super) table: Option<Table>,
    /// What has to be mended; empty when it is done.
    pub(super) user_errors: Vec<UserError>,
}

/// What publishing a table came to.
#[derive(Default, SimpleObject)]
pub(crate) struct ImportPayload {
    /// What went in.
    pub(super) batch: Option<ImportBatch>,
    /// What has to be mended; empty when it is done.
    pub(super) user_errors: Vec<UserError>,
}

/// What undoing an import came to.
#[derive(Default, SimpleObject)]
pub(crate) struct UndoImportPayload {
    /// Listings that it had brought in, and that are out again.
    pub(super) removed: u64,
    /// Listings that are as they were before it.
    pub(super) restored: u64,
    /// Listings that somebody changed since, and that stay as they are.
    pub(super) kept: u64,
    /// What has to be mended; empty when it is done.
    pub(super) user_errors: Vec<UserError>,
}

pub(super) fn shown(visit: &Visit, it: Outlook) -> TableOutlook {
    let fault = |it: &Fault| TableFault {
        line: it.line,
        column: it.column.clone(),
        value: it.value.clone(),
        left_out: it.is_fatal(),
        message: texts::table_fault(visit.language, it),
    };
    let alike = |it: Alike| TableAlike {
        line: it.line,
        name: it.name,
        slugs: it.others.into_iter().map(|(_, slug)| slug).collect(),
    };
    TableOutlook {
        counts: (&it.counts).into(),
        faults: it.faults.iter().map(fault).collect(),
        alike: it.alike.into_iter().map(alike).collect(),
        compared: it.compared,
        off_map: it.off_map,
        emptying: it.is_emptying,
    }
}

impl From<&Counts> for ImportCounts {
    fn from(it: &Counts) -> Self {
        Self {
            created: it.created,
            updated: it.updated,
            unchanged: it.unchanged,
            gone: it.gone,
            kept: it.kept,
            skipped: it.skipped,
        }
    }
}

impl From<&Batch> for ImportBatch {
    fn from(it: &Batch) -> Self {
        Self {
            id: it.id.to_string().into(),
            name: it.name().to_owned(),
            member_name: it.member_name.clone(),
            counts: (&it.counts).into(),
            started_at: it.started_at.into(),
            finished_at: it.finished_at.map(Into::into),
            undone_at: it.undone_at.map(Into::into),
            can_undo: it.can_undo,
        }
    }
}
