//! The domain's verbs over a real database: SQLite always, PostgreSQL where there is one.

mod changes;
mod database;
mod demo;
mod harness;
mod import_laws;
mod imports;
mod interrupted;
mod listings;
mod schema;
