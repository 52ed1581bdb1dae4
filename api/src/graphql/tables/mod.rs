//! Tables that are brought in: their columns, what would happen, and what went in.

mod types;

use async_graphql::{Context, Description, ID, Object};
use koop_domain::ctx::Actor;
use koop_domain::error::Kind;
use koop_domain::id::{BatchId, CommunityId, TableId};
use koop_domain::imports::tables;
use koop_domain::imports::tables::error::TableError;
use koop_domain::imports::tables::model::{Column, Draft, Sheet};
use koop_domain::members::error::MemberError;

pub(crate) use self::types::ImportBatch;
use self::types::{
    ImportPayload, NameTableColumnsInput, PublishTableInput, TableColumn, TableOutlook,
    TablePayload, UndoImportInput, UndoImportPayload, WithdrawTableInput, shown,
};
use super::errors::{self, of_kind};
use super::limits;
use super::scalars::Instant;
use super::signing_in::DonePayload;
use super::user_errors::settle_table;
use super::visit::Visit;

/// A table that the viewer brought and did not publish yet.
#[derive(Description)]
pub(crate) struct Table {
    draft: Draft,
    sheet: Sheet,
}

#[Object(use_type_description)]
impl Table {
    /// Its id.
    async fn id(&self) -> ID {
        self.draft.id.to_string().into()
    }

    /// Whose list it is.
    async fn source(&self) -> &str {
        &self.draft.publisher
    }

    /// Under which licence; empty where nobody said.
    async fn licence(&self) -> &str {
        &self.draft.licence
    }

    /// How many rows it has.
    async fn rows(&self) -> u64 {
        self.sheet.rows as u64
    }

    /// Its columns from the left, and what each is taken to have.
    async fn columns(&self) -> Vec<TableColumn> {
        let named = &self.sheet.named;
        let column = |it: &Column| TableColumn {
            name: it.name.clone(),
            examples: it.examples.clone(),
            field: named.iter().find(|(_, name)| **name == it.name).map(|(key, _)| key.clone()),
        };
        self.sheet.columns.iter().map(column).collect()
    }

    /// When it is thrown away.
    async fn ends_at(&self) -> Instant {
        self.draft.ends_at.into()
    }

    /// What publishing it would do. Nothing is written.
    #[graphql(complexity = "10 * limits::CENSUS + child_complexity")]
    async fn outlook(&self, ctx: &Context<'_>) -> async_graphql::Result<TableOutlook> {
        let visit = Visit::of(ctx);
        let outlook = tables::foresee(&visit.ctx, &visit.domain, self.draft.id).await;
        Ok(shown(visit, outlook.map_err(|error| failed(visit, &error))?))
    }
}

/// What can be asked about tables.
#[derive(Description)]
pub struct TableQuery;

#[Object(use_type_description)]
impl TableQuery {
    /// A table that the viewer brought by `POST /beheer/tabel` and did not publish yet; null when
    /// it waits no more.
    #[graphql(complexity = "limits::CENSUS + child_complexity")]
    async fn table(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
    ) -> async_graphql::Result<Option<Table>> {
        let visit = Visit::of(ctx);
        match look(visit, &id).await {
            Ok(table) => Ok(Some(table)),
            Err(TableError::NotFound) => Ok(None),
            Err(error) => Err(failed(visit, &error)),
        }
    }
}

/// What can be done with tables.
#[derive(Description)]
pub(crate) struct Bringing;

#[Object(use_type_description, name = "TableMutation")]
impl Bringing {
    /// Says which column of a table has what.
    async fn name_table_columns(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which table, and its columns.")] input: NameTableColumnsInput,
    ) -> async_graphql::Result<TablePayload> {
        let visit = Visit::of(ctx);
        let said = input.columns.into_iter().map(|it| (it.field, it.column)).collect();
        let done = match table_id(&input.table_id) {
            Ok(id) => tables::name_columns(&visit.ctx, &visit.domain, id, &said).await,
            Err(error) => Err(error),
        };
        let done = match done {
            Ok(()) => look(visit, &input.table_id).await,
            Err(error) => Err(error),
        };
        Ok(match settle_table(visit, done)? {
            Ok(table) => TablePayload { table: Some(table), ..Default::default() },
            Err(user_errors) => TablePayload { user_errors, ..Default::default() },
        })
    }

    /// Publishes a table as one batch. Rows that cannot be taken stay out.
    async fn publish_table(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which table.")] input: PublishTableInput,
    ) -> async_graphql::Result<ImportPayload> {
        let visit = Visit::of(ctx);
        let done = match table_id(&input.table_id) {
            Ok(id) => tables::publish(&visit.ctx, &visit.domain, id, input.allow_gone).await,
            Err(error) => Err(error),
        };
        Ok(match settle_table(visit, done)? {
            Ok(batch) => ImportPayload { batch: Some((&batch).into()), ..Default::default() },
            Err(user_errors) => ImportPayload { user_errors, ..Default::default() },
        })
    }

    /// Throws a table away that waits.
    async fn withdraw_table(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which table.")] input: WithdrawTableInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let done = match table_id(&input.table_id) {
            Ok(id) => tables::withdraw(&visit.ctx, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        let user_errors = settle_table(visit, done)?.err().unwrap_or_default();
        Ok(DonePayload { user_errors })
    }

    /// Undoes an import: what it brought in goes, what it changed is as it was, and what somebody
    /// changed since stays.
    async fn undo_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which import.")] input: UndoImportInput,
    ) -> async_graphql::Result<UndoImportPayload> {
        let visit = Visit::of(ctx);
        let done = match BatchId::parse(&input.batch_id) {
            Ok(id) => tables::take_back(&visit.ctx, &visit.domain, id).await,
            Err(_) => Err(TableError::NotFound),
        };
        Ok(match settle_table(visit, done)? {
            Ok(it) => UndoImportPayload {
                removed: it.removed,
                restored: it.restored,
                kept: it.kept,
                user_errors: Vec::new(),
            },
            Err(user_errors) => UndoImportPayload { user_errors, ..Default::default() },
        })
    }
}

/// What was brought in for a community, the latest first.
pub(crate) async fn batches(
    visit: &Visit,
    of: CommunityId,
) -> async_graphql::Result<Vec<ImportBatch>> {
    let found = tables::batches(&visit.ctx, &visit.domain, of).await;
    let found = found.map_err(|error| failed(visit, &error))?;
    Ok(found.iter().map(ImportBatch::from).collect())
}

async fn look(visit: &Visit, id: &ID) -> Result<Table, TableError> {
    let (draft, sheet) = tables::look(&visit.ctx, &visit.domain, table_id(id)?).await?;
    Ok(Table { draft, sheet })
}

/// An id that cannot be read is that of nothing.
fn table_id(id: &ID) -> Result<TableId, TableError> {
    TableId::parse(id).map_err(|_| TableError::NotFound)
}

/// A failure that is nothing a person can mend in the input.
fn failed(visit: &Visit, error: &TableError) -> async_graphql::Error {
    let visitor = !matches!(visit.ctx.actor, Actor::Member(_));
    if visitor && error.kind() == Kind::Denied {
        return errors::member_failed(visit, &MemberError::SignedOut);
    }
    of_kind(visit, error.kind(), error)
}
