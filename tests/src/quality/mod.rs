//! How good the answers are: questions as people type them, each with a rule for its answers.
//!
//! `queries.tsv` is the set, a question a line, over the demo and a generated region in one
//! directory. A rule says what a right answer is, not which listing must win, so that it stays
//! true when the region changes; only questions for a name expect one listing. What counts:
//!
//! - *success at 1 and 3*: how often the first, or one of the first three, is right;
//! - *MRR*: the mean of one over the place of the first right answer among ten;
//! - *by eye*: how many of the first three a reader of the page would call sensible, written
//!   down by hand the last time the set was read through.
//!
//! The questions go through the same verb as the pages', so what the domain reads from the
//! words ("nu open") is measured too.

mod asking;
mod judge;
mod report;

pub use asking::{Outcome, Region};
pub use judge::Rule;
pub use report::{committed, figures, render};

/// A question of the set.
#[derive(Clone, Debug)]
pub struct Query {
    /// What kind of question it is.
    pub group: &'static str,
    /// The language of who asks.
    pub language: &'static str,
    /// What is typed.
    pub text: &'static str,
    /// What a right answer is.
    pub rule: Rule,
    /// How many of the first three a reader called sensible.
    pub by_eye: u8,
}

/// How one group of questions is answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The group.
    pub group: String,
    /// How many questions.
    pub questions: usize,
    /// The part whose first answer is right.
    pub at_1: f64,
    /// The part with a right answer among the first three.
    pub at_3: f64,
    /// The mean reciprocal rank.
    pub mrr: f64,
    /// The part of the first three that a reader called sensible.
    pub by_eye: f64,
}

/// The whole set.
///
/// # Panics
/// When a line of it cannot be read.
#[must_use]
pub fn queries() -> Vec<Query> {
    let lines = include_str!("queries.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).map(read).collect()
}

fn read(line: &'static str) -> Query {
    let cells: Vec<&'static str> = line.split('\t').collect();
    let &[group, language, text, rule, by_eye] = cells.as_slice() else {
        panic!("five cells a line: {line}")
    };
    let rule = Rule::read(rule).unwrap_or_else(|| panic!("a rule: {line}"));
    let by_eye = by_eye.parse().unwrap_or_else(|_| panic!("a number from 0 to 3: {line}"));
    Query { group, language, text, rule, by_eye }
}
