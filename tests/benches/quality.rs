//! How good the answers are: prints the table and writes it into `docs/performance.md`.
//!
//! `cargo bench -p koop-tests --bench quality`; with `-- --show` the first three answers of every
//! question come before the table, to be read by eye.

use std::error::Error;
use std::fs;
use std::io::{self, Write};

use koop_tests::quality::{Region, queries, render};

const DOCUMENTATION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/performance.md");
const BEGIN: &str = "<!-- quality:begin -->\n";
const END: &str = "<!-- quality:end -->";

fn main() -> Result<(), Box<dyn Error>> {
    let show = std::env::args().any(|arg| arg == "--show");
    tokio::runtime::Runtime::new()?.block_on(measure(show))
}

async fn measure(show: bool) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let region = Region::fill().await;
    let mut outcomes = Vec::new();
    for query in queries() {
        let outcome = region.ask(query).await;
        if show {
            writeln!(out, "{:?}", outcome.query.text)?;
            for (answer, is_right) in &outcome.answers {
                writeln!(out, "  {} {answer}", if *is_right { '+' } else { '-' })?;
            }
        }
        outcomes.push(outcome);
    }
    let section = render(&outcomes);
    writeln!(out, "{section}")?;
    let text = fs::read_to_string(DOCUMENTATION)?;
    let (before, rest) = text.split_once(BEGIN).ok_or("no place for the figures")?;
    let (_, after) = rest.split_once(END).ok_or("no end of the place for the figures")?;
    fs::write(DOCUMENTATION, format!("{before}{BEGIN}{section}{END}{after}"))?;
    Ok(())
}
