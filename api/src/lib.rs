//! The program koop-lokaal: the only crate that reads settings, the clock and chance.
//!
//! [`main`] reads the settings (`config`) and runs a command. The important one, `serve`,
//! opens the database and the index, lets a follower keep the index true, and answers at one
//! address: the pages of `koop_web`, the API of [`graphql`], and two words about its health.
//! [`app`] puts these doors into one router, with the limits and headers that hold for all; it
//! is what tests start in process.

pub mod app;
mod books;
mod commands;
mod config;
mod connections;
mod demo;
mod duplicates;
mod export;
mod faults;
mod files;
mod follow;
pub mod graphql;
mod health;
mod hours;
mod imports;
mod layers;
mod live;
mod logs;
mod mail;
mod maps;
mod members;
mod net;
mod outside;
mod sealing;
mod secret;
mod serve;
mod tokens;
mod upkeep;
mod uploads;

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use koop_domain::error::chain;
use koop_domain::ports::Clock;

/// GraphQL allocates much in small pieces, at which the system's allocator is slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A worker's stack. Rust's default is 2 MiB; the guard keeps every query far below that, and
/// this is the second belt.
const STACK_BYTES: usize = 4 << 20;

/// Runs the program by the machine's clock. Errors are one plain line on standard error and
/// exit code 1; wrong usage is exit code 2.
#[must_use]
pub fn main() -> ExitCode {
    main_at(Arc::new(outside::WallClock))
}

/// Runs the program by another clock, for journeys that must say the same every day.
#[must_use]
pub fn main_at(clock: Arc<dyn Clock>) -> ExitCode {
    let cli = config::Cli::parse();
    if let Err(error) = logs::start(&cli.settings.log) {
        return fail(&error);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK_BYTES)
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error),
    };
    match runtime.block_on(commands::run(cli, clock)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

fn fail(error: &dyn std::error::Error) -> ExitCode {
    // Where nobody listens, there is nobody to tell that nobody listens.
    let _unheard = writeln!(std::io::stderr().lock(), "koop-lokaal: {}", chain(error));
    ExitCode::FAILURE
}
