//! The progress picture: a street of houses, one a step, whose lights go on.

use std::fmt::Write as _;

use koop_domain::communities::launch::model::Step;

/// How wide a house stands, in units of the picture.
const WIDE: usize = 52;
/// How high the roofs are, house by house, so that it is a street and no fence.
const HEIGHTS: [usize; 7] = [74, 88, 68, 94, 78, 86, 70];
/// How high the picture is.
const HIGH: usize = 112;

/// Draws it. It says nothing that the words beside it do not, so it is hidden from who hears them.
pub(super) fn draw(steps: &[Step]) -> String {
    let wide = WIDE * steps.len() + 8;
    let mut svg = format!(
        "<svg class=\"launch-street\" viewBox=\"0 0 {wide} {HIGH}\" aria-hidden=\"true\" focusable=\"false\">"
    );
    for (at, step) in steps.iter().enumerate() {
        let lit = if step.is_done() { " is-lit" } else { "" };
        let high = HEIGHTS[at % HEIGHTS.len()];
        let (left, top) = (4 + at * WIDE, HIGH - 8 - high);
        let (right, middle, eaves) = (left + WIDE - 4, left + (WIDE - 4) / 2, top + 22);
        let floor = HIGH - 8;
        // Writing to a string does not fail.
        let _ = write!(
            svg,
            "<g class=\"launch-house{lit}\">\
             <path class=\"launch-wall\" d=\"M{left} {floor}V{eaves}L{middle} {top}L{right} {eaves}V{floor}Z\"/>"
        );
        for (column, row) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            let (x, y) = (left + 9 + column * 17, eaves + 4 + row * 20);
            if y + 14 <= floor {
                let _ = write!(
                    svg,
                    "<rect class=\"launch-window\" x=\"{x}\" y=\"{y}\" width=\"13\" height=\"13\" rx=\"2\"/>"
                );
            }
        }
        svg.push_str("</g>");
    }
    let _ = write!(svg, "<path class=\"launch-ground\" d=\"M0 {}H{wide}\"/></svg>", HIGH - 7);
    svg
}

#[cfg(test)]
mod tests {
    use koop_domain::communities::launch::model::StepKey;

    use super::*;

    #[test]
    fn a_house_a_step_and_light_where_one_is_done() {
        let step = |(at, key): (usize, StepKey)| Step { key, done: at as u64, of: 3 };
        let steps: Vec<Step> = StepKey::ALL.into_iter().enumerate().map(step).collect();
        let svg = draw(&steps);
        assert_eq!(svg.matches("<g class=\"launch-house").count(), steps.len());
        assert_eq!(svg.matches("is-lit").count(), 4);
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>") && !svg.contains("style="));
    }
}
