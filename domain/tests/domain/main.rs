//! The domain's verbs over a real database: SQLite always, PostgreSQL where there is one.

mod harness;
mod imports;
