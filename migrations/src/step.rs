//! One step of the schema: a name and its SQL.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// A step forward. There is no way back: a backup is.
pub(crate) struct Step {
    /// The name under which the database remembers the step.
    pub(crate) name: &'static str,
    /// What both databases run first.
    pub(crate) both: &'static str,
    /// What each runs after it, where they must differ.
    pub(crate) differing: Differing,
}

/// SQL that differs between the databases.
pub(crate) struct Differing {
    /// For SQLite.
    pub(crate) sqlite: &'static str,
    /// For PostgreSQL.
    pub(crate) postgres: &'static str,
}

impl Differing {
    /// Nothing differs.
    pub(crate) const NOTHING: Self = Self { sqlite: "", postgres: "" };
}

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    /// Both databases can undo a schema step, so a step that fails leaves nothing behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let differing = match db.get_database_backend() {
            DbBackend::Sqlite => self.differing.sqlite,
            _ => self.differing.postgres,
        };
        for sql in [self.both, differing] {
            if !sql.is_empty() {
                db.execute_unprepared(sql).await?;
            }
        }
        Ok(())
    }
}
