//! What was paid in a month as bars. The table beside it says the same in words.

use std::fmt::Write as _;

use koop_domain::ledger::overview::Month;

/// How wide a month stands, in units of the picture.
const WIDE: usize = 40;
/// How high the tallest bar is.
const HIGH: i128 = 96;
/// How high a bar is at least where anything was paid.
const LEAST: i128 = 3;

/// Draws how much was paid.
pub(super) fn draw(months: &[Month]) -> String {
    let most = months.iter().map(|it| it.paid).max().unwrap_or(0).max(1);
    let wide = WIDE * months.len();
    let mut svg = format!(
        "<svg class=\"numbers-chart\" viewBox=\"0 0 {wide} {}\" aria-hidden=\"true\" focusable=\"false\">",
        HIGH + 8
    );
    for (at, month) in months.iter().enumerate() {
        let high = match month.paid {
            ..=0 => 0,
            paid => (i128::from(paid) * HIGH / i128::from(most)).max(LEAST),
        };
        let (x, y) = (at * WIDE + 6, 4 + HIGH - high);
        // Writing to a string does not fail.
        let _ = write!(
            svg,
            "<rect class=\"numbers-bar\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{high}\" rx=\"4\"/>",
            WIDE - 12
        );
    }
    let _ = write!(svg, "<path class=\"numbers-ground\" d=\"M0 {}H{wide}\"/></svg>", HIGH + 5);
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(paid: i64) -> Month {
        let first = "2026-11-01".parse().unwrap();
        Month { first, payments: 1, paid, brought_in: 0, taken_back: 0 }
    }

    #[test]
    fn the_most_is_the_tallest_and_a_little_is_still_seen() {
        let svg = draw(&[month(0), month(1), month(9_007_199_254_740_991)]);
        let high = |at| svg.split("height=\"").nth(at).unwrap().split('"').next().unwrap();
        assert_eq!((high(1), high(2), high(3)), ("0", "3", "96"));
    }
}
