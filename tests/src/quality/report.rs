//! The figures as they stand in the documentation.

use std::fmt::Write as _;

use super::{Figures, Outcome};

/// The last row of the table.
const ALL: &str = "all";

/// The figures per group in the order of the set, and over all.
#[must_use]
pub fn figures(outcomes: &[Outcome]) -> Vec<Figures> {
    let mut groups: Vec<&str> = Vec::new();
    for outcome in outcomes {
        if !groups.contains(&outcome.query.group) {
            groups.push(outcome.query.group);
        }
    }
    let of = |group: &str| {
        let in_group = |o: &&Outcome| group == ALL || o.query.group == group;
        measured(group, &outcomes.iter().filter(in_group).collect::<Vec<_>>())
    };
    groups.into_iter().chain([ALL]).map(of).collect()
}

fn measured(group: &str, outcomes: &[&Outcome]) -> Figures {
    let count = outcomes.len() as f64;
    let mean = |of: &dyn Fn(&Outcome) -> f64| outcomes.iter().map(|o| of(o)).sum::<f64>() / count;
    let within = |o: &Outcome, places: usize| {
        f64::from(u8::from(o.place.is_some_and(|place| place <= places)))
    };
    Figures {
        group: group.to_owned(),
        questions: outcomes.len(),
        at_1: mean(&|o| within(o, 1)),
        at_3: mean(&|o| within(o, 3)),
        mrr: mean(&|o| o.place.map_or(0.0, |place| 1.0 / place as f64)),
        by_eye: mean(&|o| f64::from(o.query.by_eye) / 3.0),
    }
}

/// The section of the documentation: the table, then the questions whose first answer is not
/// right, with what came first instead.
#[must_use]
pub fn render(outcomes: &[Outcome]) -> String {
    let mut text = String::from(
        "| questions | how many | success@1 | success@3 | MRR | by eye |\n\
         |---|---:|---:|---:|---:|---:|\n",
    );
    for Figures { group, questions, at_1, at_3, mrr, by_eye } in figures(outcomes) {
        let row =
            format!("| {group} | {questions} | {at_1:.3} | {at_3:.3} | {mrr:.3} | {by_eye:.3} |");
        text.push_str(&row);
        text.push('\n');
    }
    text.push_str("\nWhere the first answer is not right:\n\n");
    for outcome in outcomes.iter().filter(|outcome| outcome.place != Some(1)) {
        let place = match outcome.place {
            Some(place) => format!("right at {place}"),
            None => "not among ten".to_owned(),
        };
        let first = outcome.answers.first().map_or("nothing", |(line, _)| line.as_str());
        // Writing to a string cannot fail.
        let _ = writeln!(text, "- \"{}\": {place}; first is {first}", outcome.query.text);
    }
    text
}

/// The figures of a table that [`render`] wrote, without the column that is not computed.
#[must_use]
pub fn committed(text: &str) -> Vec<Figures> {
    text.lines().filter_map(row).collect()
}

fn row(line: &str) -> Option<Figures> {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let &[group, questions, at_1, at_3, mrr, by_eye] = cells.as_slice() else { return None };
    Some(Figures {
        group: group.to_owned(),
        questions: questions.parse().ok()?,
        at_1: at_1.parse().ok()?,
        at_3: at_3.parse().ok()?,
        mrr: mrr.parse().ok()?,
        by_eye: by_eye.parse().ok()?,
    })
}
