//! Claims about the program's own doors: GraphQL over HTTP, the guard, the explorer, tokens, mail,
//! health, the commands.

mod acting;
mod actors;
mod asking;
mod beside;
mod commands;
mod communities;
mod coworkers;
mod crowd;
mod desk;
mod editing;
mod explorer;
mod exports;
mod faults;
mod fields;
mod guard;
mod guessing;
mod harness;
mod health;
mod http;
mod imports;
mod introspection;
mod keeping;
mod keys;
mod launching;
mod mails;
mod maps;
mod members;
mod mending;
mod people;
mod photos;
mod schema;
mod signing_in;
mod tokens;
mod upkeep;
