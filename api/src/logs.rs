//! Logs: text on a terminal, JSON otherwise, always on standard error.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::EnvFilter;

/// The level of parts that talk much about little.
const QUIET: [&str; 4] = ["sqlx=warn", "tantivy=warn", "hyper=warn", "sea_orm=warn"];

/// The levels cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the log levels {0:?}")]
pub(crate) struct BadLevels(String, #[source] tracing_subscriber::filter::ParseError);

/// Starts logging. A second start in one process, as tests do, changes nothing.
pub(crate) fn start(levels: &str) -> Result<(), BadLevels> {
    let all = QUIET.iter().fold(String::new(), |all, part| all + part + ",") + levels;
    let filter = EnvFilter::try_new(all).map_err(|e| BadLevels(levels.to_owned(), e))?;
    let logs = tracing_subscriber::fmt().with_writer(stderr).with_env_filter(filter);
    let terminal = stderr().is_terminal();
    let _already_started = if terminal {
        logs.try_init()
    } else {
        logs.with_ansi(false).json().flatten_event(true).try_init()
    };
    Ok(())
}
