//! What stands around the houses: the sky, roofs far off, trees, bollards, a bicycle.

use std::fmt::Write as _;

use super::draw::Draws;
use super::{GROUND, HEIGHT};

/// Roofs far off with a church tower, from the left to where the width ends it.
const SKYLINE: &str = "h90l22-26 22 26h34v-40h44v40h70l12-18 12 18h60v-104h8l7-44 7 44h8v104h96v-28h52v28h80l24-32 24 32h60v-52h36v52h90l14-22 14 22h70v-66h6l5-26 5 26h6v66";
/// A bicycle against nothing in particular, from the foot of its back wheel.
const BICYCLE: &str = "m10 0a10 10 0 1 1 .1 0m33 0a10 10 0 1 1 .1 0m-33-10 8-17h19l6 17m-6-17-2-5h6m-25 5-3-4m-3 0h8m-3 4 8 17h-11m11 0 8-17";

/// Sky and horizon, with the sun or the moon at `light_x`.
pub(super) fn behind(svg: &mut String, width: i32, light_x: i32) {
    let _ = write!(
        svg,
        r#"<circle class="sun" cx="{light_x}" cy="56" r="26"/><circle class="moon" cx="{light_x}" cy="52" r="18"/>"#
    );
    let stars = [(30, 22), (80, 66), (10, 108)].iter().fold(String::new(), |mut d, (x, y)| {
        let _ = write!(d, "M{x} {y}H{width}");
        d
    });
    let _ = write!(svg, r#"<path class="stars" d="{stars}"/>"#);
    let _ = write!(svg, r#"<path class="far" d="M-40 {GROUND}v-120{SKYLINE}H{width}V{GROUND}z"/>"#);
    pavement(svg, width);
}

/// What stands in front of the houses; `edges` are the lines between them.
pub(super) fn before(svg: &mut String, width: i32, edges: &[i32]) {
    let _ = write!(svg, r#"<path class="bollards" d="M40 {}H{width}"/>"#, GROUND + 10);
    // Before the party walls, with their crowns above the boards: a tree hides no shop.
    let (first, last) = (edges[0], edges[edges.len() - 1]);
    for nth in [2, 7, 10] {
        if let Some(edge) = edges.get(nth).filter(|_| edges.len() > nth + 1) {
            tree(svg, *edge, GROUND + 12, 110);
        }
    }
    for x in (40..first - 30).chain(last + 40..width - 30).step_by(90) {
        tree(svg, x, GROUND + 6, 110);
    }
    let parked = edges.get(5).map_or(width / 2, |edge| edge - 20);
    bicycle(svg, parked, GROUND + 30);
}

/// What stands beside one façade.
pub(super) fn beside(svg: &mut String, width: i32, x: i32, house: i32, draws: &mut Draws) {
    pavement(svg, width);
    let right = x + house;
    match draws.below(4) {
        0 => tree(svg, x - 26, GROUND + 6, 58),
        1 => bicycle(svg, right + 2, GROUND + 6),
        2 => tree(svg, right + 26, GROUND + 6, 58),
        _ => bicycle(svg, x - 52, GROUND + 6),
    }
}

fn pavement(svg: &mut String, width: i32) {
    let _ = write!(
        svg,
        r#"<path class="pavement" d="M0 {GROUND}h{width}v{}H0z"/><path class="kerb" d="M0 {}h{width}"/>"#,
        HEIGHT - GROUND,
        GROUND + 17
    );
}

/// A young elm: tufts on a thin trunk.
fn tree(svg: &mut String, x: i32, foot: i32, trunk: i32) {
    let _ = write!(
        svg,
        r#"<path class="trunk" d="M{x} {foot}v-{trunk}"/><path class="crown" d="M{} {}a13 13 0 0 1 6-20 14 14 0 0 1 24 0 13 13 0 0 1 6 20 20 9 0 0 1-36 0"/>"#,
        x - 18,
        foot - trunk - 2
    );
}

fn bicycle(svg: &mut String, x: i32, foot: i32) {
    let _ = write!(svg, r#"<path class="bicycle" d="M{x} {foot}{BICYCLE}"/>"#);
}
