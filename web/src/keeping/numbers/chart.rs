//! The weeks as bars. The table beside it says the same in words.

use std::fmt::Write as _;

use koop_domain::listings::numbers::model::{FEW_BELOW, Figure, Week};

/// How wide a week stands, in units of the picture.
const WIDE: u64 = 40;
/// How high the tallest bar is.
const HIGH: u64 = 96;
/// How high a bar is of which only a few are told.
const FEW_HIGH: u64 = 5;

/// Draws how often the place was looked at.
pub(super) fn draw(weeks: &[Week]) -> String {
    let most = weeks.iter().map(|it| height(it.seen)).max().unwrap_or(0).max(FEW_BELOW);
    let wide = WIDE * weeks.len() as u64;
    let mut svg = format!(
        "<svg class=\"numbers-chart\" viewBox=\"0 0 {wide} {}\" aria-hidden=\"true\" focusable=\"false\">",
        HIGH + 8
    );
    for (at, week) in weeks.iter().enumerate() {
        let high = match week.seen {
            Figure::None => 0,
            Figure::Few => FEW_HIGH,
            Figure::Count(count) => (count * HIGH / most).max(FEW_HIGH),
        };
        let (x, y) = (at as u64 * WIDE + 6, 4 + HIGH - high);
        let few = if week.seen == Figure::Few { " is-few" } else { "" };
        // Writing to a string does not fail.
        let _ = write!(
            svg,
            "<rect class=\"numbers-bar{few}\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{high}\" rx=\"4\"/>",
            WIDE - 12
        );
    }
    let _ = write!(svg, "<path class=\"numbers-ground\" d=\"M0 {}H{wide}\"/></svg>", HIGH + 5);
    svg
}

fn height(figure: Figure) -> u64 {
    match figure {
        Figure::Count(count) => count,
        Figure::None | Figure::Few => 0,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn bars_say_no_more_than_the_words() {
        let week = |seen: u64| Week::of(NaiveDate::default(), [seen, 0, 0]);
        let drawn = |counts: [u64; 3]| draw(&counts.map(week));
        assert_eq!(drawn([0, 1, 100]), drawn([0, 4, 100]), "a few are a few");
        assert!(drawn([0, 50, 100]).contains("height=\"48\""));
        assert_eq!(drawn([3, 2, 1]).matches("is-few").count(), 3);
        assert!(!drawn([1, 2, 3]).contains("style="));
    }
}
