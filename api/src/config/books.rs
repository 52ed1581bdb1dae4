//! The commands about the books of local currencies.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What to do with the books.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum LedgerCommand {
    /// Recompute balances, sums and the chain from the rows alone, and name the first row that
    /// disagrees
    Verify,
    /// Write the books of a currency as lines of JSON, without people and without words
    Export {
        /// The code of the currency
        code: String,
        /// The file; without it, standard output
        file: Option<PathBuf>,
    },
    /// Play such lines again, on paper or into a currency, and say what was accepted and refused
    Replay(ReplayArgs),
}

/// What to play, and by which rules.
#[derive(Clone, Debug, Args)]
pub(crate) struct ReplayArgs {
    /// The file, gzipped or not: lines of JSON as export writes them, or a table with columns
    /// from, to, amount_cents and time
    pub(crate) file: PathBuf,
    /// Post them into the books of this currency, by its own rules, as if they were asked now
    #[arg(long, value_name = "CODE", conflicts_with_all = ["min", "max", "levy_bp", "step"])]
    pub(crate) into: Option<String>,
    /// On paper: the least that an account may hold, in the smallest unit, zero or below
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(i64).range(..=0))]
    pub(crate) min: Option<i64>,
    /// On paper: the most
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(i64).range(0..))]
    pub(crate) max: Option<i64>,
    /// On paper: what the fund receives of each payment, in hundredths of a percent
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=10_000))]
    pub(crate) levy_bp: Option<u32>,
    /// On paper: the smallest step of amounts
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(i64).range(1..))]
    pub(crate) step: Option<i64>,
}
