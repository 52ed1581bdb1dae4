//! The database schema, a file a step, for SQLite and PostgreSQL.
//!
//! The steps are plain SQL that both databases read: the type names are PostgreSQL's, and SQLite
//! takes any name. Where the two must differ, a step says so.
//! Constraints live here as well as in the code that they guard, so that no mistake of ours and
//! no hand in the database can store what is not true: kinds, coordinates, both halves of a
//! point, unique slugs, one listing per outside record.

mod m0001_listings;
mod m0002_changes;
mod m0003_imports;
mod m0004_areas;
mod m0005_reports;
mod m0006_leases;
mod m0007_homes;
mod m0008_members;
mod m0009_keepers;
mod m0010_claims;
mod m0011_traces;
mod m0012_communities;
mod m0014_reports;
mod m0015_rounds;
mod m0016_photos;
mod m0017_tables;
mod m0018_profiles;
mod m0019_people;
mod m0020_desk;
mod m0021_merges;
mod m0022_launch;
mod m0023_numbers;
mod m0024_coworkers;
mod m0025_drafts;
mod m0026_reasons;
mod m0027_offers;
mod m0029_losses;
mod m0030_wares;
mod m0031_posts;
mod m0032_agreements;
mod m0033_helpdesk;
mod m0034_saved;
mod m0035_pictures;
mod m0036_children;
mod m0037_ledger;
mod m0038_ledger_mended;
mod m0039_issuing;
mod m0040_prices;
mod m0042_passes;
mod m0043_payment_alerts;
mod m0044_tills;
mod m0045_purposes;
mod m0046_open_balances;
mod m0047_issued_limits;
mod m0048_once;
mod m0049_request_reports;
mod m0050_group_limits;
mod m0051_within;
mod m0053_wallets_mended;
mod step;

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseConnection;

struct Steps;

#[async_trait::async_trait]
impl MigratorTrait for Steps {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_listings::STEP),
            Box::new(m0002_changes::STEP),
            Box::new(m0003_imports::STEP),
            Box::new(m0004_areas::STEP),
            Box::new(m0005_reports::STEP),
            Box::new(m0006_leases::STEP),
            Box::new(m0007_homes::STEP),
            Box::new(m0008_members::STEP),
            Box::new(m0009_keepers::STEP),
            Box::new(m0010_claims::STEP),
            Box::new(m0011_traces::STEP),
            Box::new(m0012_communities::STEP),
            Box::new(m0014_reports::STEP),
            Box::new(m0015_rounds::STEP),
            Box::new(m0016_photos::STEP),
            Box::new(m0017_tables::STEP),
            Box::new(m0018_profiles::STEP),
            Box::new(m0019_people::STEP),
            Box::new(m0020_desk::STEP),
            Box::new(m0021_merges::STEP),
            Box::new(m0022_launch::STEP),
            Box::new(m0023_numbers::STEP),
            Box::new(m0024_coworkers::STEP),
            Box::new(m0025_drafts::STEP),
            Box::new(m0026_reasons::STEP),
            Box::new(m0027_offers::STEP),
            Box::new(m0029_losses::STEP),
            Box::new(m0030_wares::STEP),
            Box::new(m0031_posts::STEP),
            Box::new(m0032_agreements::STEP),
            Box::new(m0033_helpdesk::STEP),
            Box::new(m0034_saved::STEP),
            Box::new(m0035_pictures::STEP),
            Box::new(m0036_children::STEP),
            Box::new(m0037_ledger::STEP),
            Box::new(m0038_ledger_mended::STEP),
            Box::new(m0039_issuing::STEP),
            Box::new(m0040_prices::STEP),
            Box::new(m0042_passes::STEP),
            Box::new(m0043_payment_alerts::STEP),
            Box::new(m0044_tills::STEP),
            Box::new(m0045_purposes::STEP),
            Box::new(m0046_open_balances::STEP),
            Box::new(m0047_issued_limits::STEP),
            Box::new(m0048_once::STEP),
            Box::new(m0049_request_reports::STEP),
            Box::new(m0050_group_limits::STEP),
            Box::new(m0051_within::STEP),
            Box::new(m0053_wallets_mended::STEP),
        ]
    }
}

/// Brings the schema to the newest step.
///
/// # Errors
/// [`DbErr`] when a step fails; that step is undone.
pub async fn migrate(db: &DatabaseConnection) -> Result<(), DbErr> {
    Steps::up(db, None).await
}

/// Whether the schema is at the newest step. Only reads.
///
/// # Errors
/// [`DbErr`] when the database does not answer, or has steps that this program does not know.
pub async fn is_current(db: &DatabaseConnection) -> Result<bool, DbErr> {
    Ok(Steps::get_pending_migrations_read_only(db).await?.is_empty())
}
