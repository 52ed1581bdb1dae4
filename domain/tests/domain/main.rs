//! The domain's verbs over a real database: SQLite always, PostgreSQL where there is one.
//!
//! `cfg(test)` is always true here; it tells clippy that helpers, too, are tests and may unwrap.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod agreement_people;
#[cfg(test)]
mod agreement_time;
#[cfg(test)]
mod agreements;
#[cfg(test)]
mod alerts;
#[cfg(test)]
mod appeals;
#[cfg(test)]
mod areas;
#[cfg(test)]
mod asked_along;
#[cfg(test)]
mod attestations;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod audited;
#[cfg(test)]
mod audited_acts;
#[cfg(test)]
mod by_mail;
#[cfg(test)]
mod changes;
#[cfg(test)]
mod children;
#[cfg(test)]
mod claimants;
#[cfg(test)]
mod claims;
#[cfg(test)]
mod communities;
#[cfg(test)]
mod confirming;
#[cfg(test)]
mod coworkers;
#[cfg(test)]
mod database;
#[cfg(test)]
mod days;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod differences;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod duplicates;
#[cfg(test)]
mod editing;
#[cfg(test)]
mod entry_codes;
#[cfg(test)]
mod freezing;
#[cfg(test)]
mod guessing;
#[cfg(test)]
mod hands;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod helpdesk;
#[cfg(test)]
mod helpdesk_passing;
#[cfg(test)]
mod helpdesk_seen;
#[cfg(test)]
mod history;
#[cfg(test)]
mod import_laws;
#[cfg(test)]
mod import_safety;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod interrupted;
#[cfg(test)]
mod inviting;
#[cfg(test)]
mod keepers;
#[cfg(test)]
mod launch;
#[cfg(test)]
mod leases;
#[cfg(test)]
mod ledger_accounts;
#[cfg(test)]
mod ledger_again;
#[cfg(test)]
mod ledger_books;
#[cfg(test)]
mod ledger_codes;
#[cfg(test)]
mod ledger_currencies;
#[cfg(test)]
mod ledger_decided;
#[cfg(test)]
mod ledger_history;
#[cfg(test)]
mod ledger_issuing;
#[cfg(test)]
mod ledger_journal;
#[cfg(test)]
mod ledger_leaving;
#[cfg(test)]
mod ledger_listed;
#[cfg(test)]
mod ledger_market;
#[cfg(test)]
mod ledger_mended;
#[cfg(test)]
mod ledger_months;
#[cfg(test)]
mod ledger_passes;
#[cfg(test)]
mod ledger_passes_kept;
#[cfg(test)]
mod ledger_payments;
#[cfg(test)]
mod ledger_purposes;
#[cfg(test)]
mod ledger_redeeming;
#[cfg(test)]
mod ledger_searched;
#[cfg(test)]
mod ledger_seen;
#[cfg(test)]
mod ledger_tills;
#[cfg(test)]
mod ledger_tills_ended;
#[cfg(test)]
mod ledger_time;
#[cfg(test)]
mod ledger_told;
#[cfg(test)]
mod left;
#[cfg(test)]
mod listings;
#[cfg(test)]
mod losing;
#[cfg(test)]
mod mandates;
#[cfg(test)]
mod mandates_paged;
#[cfg(test)]
mod map_upkeep;
#[cfg(test)]
mod media;
#[cfg(test)]
mod members;
#[cfg(test)]
mod merged_along;
#[cfg(test)]
mod merging;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod names;
#[cfg(test)]
mod numbers;
#[cfg(test)]
mod own_cases;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod posts;
#[cfg(test)]
mod posts_deciding;
#[cfg(test)]
mod posts_seeing;
#[cfg(test)]
mod prices;
#[cfg(test)]
mod prices_laws;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod reasons;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod rounds;
#[cfg(test)]
mod saved;
#[cfg(test)]
mod saved_told;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod setup;
#[cfg(test)]
mod stewards;
#[cfg(test)]
mod table_rows;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod undoing;
