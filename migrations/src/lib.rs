//! The database schema, a file a step, for SQLite and PostgreSQL.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseConnection;

/// Brings the schema to the newest step.
///
/// # Errors
/// [`DbErr`] when a step fails; that step is undone.
pub async fn migrate(db: &DatabaseConnection) -> Result<(), DbErr> {
    let _ = db;
    todo!()
}

/// Whether the schema is at the newest step.
///
/// # Errors
/// [`DbErr`] when the database does not answer.
pub async fn is_current(db: &DatabaseConnection) -> Result<bool, DbErr> {
    let _ = db;
    todo!()
}
