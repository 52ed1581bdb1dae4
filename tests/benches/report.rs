//! The table of a run: printed as it grows, and written to `docs/performance.md` at the end.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use crate::duel::{Duel, Spread};
use crate::{machine, plot};

/// The page that the bench writes in, between the marks of a part; what stands around them is
/// written by hand.
const PAGE: &str = "../docs/performance.md";
/// The part in which all figures stand that grow with the region.
const REGION: &str = "bench";

/// Goals are set for so many listings.
const GOALS_AT: usize = 300_000;

/// A goal in words and whether it is reached, at the size for which it is set.
pub(crate) fn goal(listings: usize, words: &str, reached: bool) -> Option<(String, bool)> {
    (listings >= GOALS_AT).then(|| (words.to_owned(), reached))
}

/// Something that was measured at a size.
pub(crate) struct Figure {
    /// What, the same at every size.
    pub(crate) name: &'static str,
    /// How many listings.
    pub(crate) listings: usize,
    /// What we took.
    pub(crate) ours: Spread,
    /// The peer's name and the duel with it.
    pub(crate) peer: Option<(&'static str, Duel)>,
    /// What to reach, in words, and whether it is.
    pub(crate) goal: Option<(String, bool)>,
    /// Memory or room beside it, in words.
    pub(crate) room: String,
}

/// All that was measured.
pub(crate) struct Report {
    full: bool,
    rows: Vec<Figure>,
}

impl Report {
    pub(crate) fn new(full: bool) -> Self {
        Self { full, rows: Vec::new() }
    }

    /// A line for whoever waits.
    pub(crate) fn say(&self, line: &str) {
        let _unheard = writeln!(std::io::stdout().lock(), "{line}");
    }

    /// Adds a figure, and prints it.
    pub(crate) fn add(&mut self, figure: Figure) {
        self.say(&figure.row());
        self.rows.push(figure);
    }

    /// Adds a time that has no peer.
    pub(crate) fn time(
        &mut self,
        name: &'static str,
        listings: usize,
        took: Duration,
        goal: Option<Duration>,
        room: String,
    ) {
        let goal =
            goal.and_then(|most| self::goal(listings, &format!("≤ {}", shown(most)), took <= most));
        let ours = Spread { median: took, p99: took };
        self.add(Figure { name, listings, ours, peer: None, goal, room });
    }

    /// Writes the page and its plot.
    pub(crate) fn finish(&self) -> std::io::Result<()> {
        if !self.full {
            self.count();
            self.say("docs/performance.md is written by a full run: make bench FULL=1");
            return Ok(());
        }
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
        let plot = page.with_file_name("pictures/performance.svg");
        std::fs::write(plot, plot::draw(&self.series()))?;
        let picture = "\n![How each figure grows from 3,000 listings to 300,000]\
            (pictures/performance.svg)\n";
        self.write(REGION, picture)
    }

    /// Writes a part of the page: the machine, the table and what comes under it.
    pub(crate) fn write(&self, part: &str, under: &str) -> std::io::Result<()> {
        self.count();
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
        write_between(&page, part, &(self.table() + under))
    }

    fn count(&self) {
        let missed = self.rows.iter().filter_map(|row| row.goal.as_ref().filter(|goal| !goal.1));
        self.say(&format!("{} figures, {} goals missed", self.rows.len(), missed.count()));
    }

    fn table(&self) -> String {
        let head = "| what | listings | ours, median | p99 | peer | its median | times as fast, \
            median round (worst) | goal | memory |\n|---|---:|---:|---:|---|---:|---:|---|---|\n";
        let rows: String = self.rows.iter().map(|row| row.row() + "\n").collect();
        let machine = machine::lines().join("  \n");
        format!("{machine}\n\n{head}{rows}")
    }

    /// Per figure its medians by size.
    fn series(&self) -> BTreeMap<&'static str, Vec<(usize, Duration)>> {
        let mut series: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in &self.rows {
            series.entry(row.name).or_default().push((row.listings, row.ours.median));
        }
        series.retain(|_, points| points.iter().any(|(size, _)| *size != points[0].0));
        series
    }
}

impl Figure {
    fn row(&self) -> String {
        let Self { name, listings, ours, peer, goal, room } = self;
        let (peer, theirs, ratio) = match peer {
            Some((peer, duel)) => {
                let (median, worst) = duel.ratios();
                let ratio = format!("{} ({})", times(median), times(worst));
                (*peer, shown(duel.theirs().median), ratio)
            }
            None => ("", String::new(), String::new()),
        };
        let goal = goal.as_ref().map_or_else(String::new, |(goal, reached)| {
            format!("{goal}{}", if *reached { " ✓" } else { " **missed**" })
        });
        format!(
            "| {name} | {listings} | {} | {} | {peer} | {theirs} | {ratio} | {goal} | {room} |",
            shown(ours.median),
            shown(ours.p99)
        )
    }
}

/// A duration as people read it.
pub(crate) fn shown(time: Duration) -> String {
    format!("{time:.2?}")
}

/// Bytes as people read them.
pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes / 1_000_000)
}

/// Why a run could not be written down.
pub(crate) fn complain(error: &std::io::Error) {
    let _unheard = writeln!(std::io::stderr().lock(), "the figures cannot be written: {error}");
}

fn times(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.2}x") } else { format!("{ratio:.0}x") }
}

fn write_between(path: &Path, part: &str, text: &str) -> std::io::Result<()> {
    let (begin, end) = (format!("<!-- {part}:begin -->"), format!("<!-- {part}:end -->"));
    let page = std::fs::read_to_string(path)?;
    let parts = page.split_once(&begin).zip(page.split_once(&end));
    let ((before, _), (_, after)) =
        parts.ok_or_else(|| std::io::Error::other(format!("{begin} or {end} is missing")))?;
    std::fs::write(path, format!("{before}{begin}\n{text}{end}{after}"))
}
