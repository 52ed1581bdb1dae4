//! What stands around the houses: the sky, roofs far off, trees, bollards, a bicycle.

use std::fmt::Write as _;

use super::draw::Draws;
use super::{GROUND, HEIGHT};

/// A church tower and the roofs around it, repeated along the horizon.
const SKYLINE: &str = "h40l9-14 9 14h30v-30h26v30h22l14-20 14 20h18v-64h4l9-34 9 34h4v64h34v-22h40v22h28l11-16 11 16h36";
/// How wide one skyline is.
const SKYLINE_WIDTH: i32 = 368;
/// A bicycle against nothing in particular, from the foot of its back wheel.
const BICYCLE: &str = "m10 0a10 10 0 1 1 .1 0m33 0a10 10 0 1 1 .1 0m-33-10 8-17h19l6 17m-6-17-2-5h6m-25 5-3-4m-3 0h8m-3 4 8 17h-11m11 0 8-17";

/// Sky and horizon.
pub(super) fn behind(svg: &mut String, width: i32) {
    let _ = write!(
        svg,
        r#"<circle class="sun" cx="{0}" cy="52" r="26"/><circle class="moon" cx="{0}" cy="52" r="18"/>"#,
        width * 11 / 20
    );
    let stars = [(30, 22), (80, 66), (10, 108)].iter().fold(String::new(), |mut d, (x, y)| {
        let _ = write!(d, "M{x} {y}H{width}");
        d
    });
    let _ = write!(svg, r#"<path class="stars" stroke-dasharray="0 83 0 139 0 57" d="{stars}"/>"#);
    let times = width / SKYLINE_WIDTH + 1;
    let roofs = SKYLINE.repeat(usize::try_from(times).unwrap_or(1));
    let _ = write!(svg, r#"<path class="far" d="M-20 {GROUND}v-76{roofs}V{GROUND}z"/>"#);
    pavement(svg, width);
}

/// What stands in front of the houses; `edges` are the lines between them.
pub(super) fn before(svg: &mut String, width: i32, edges: &[i32]) {
    let _ = write!(
        svg,
        r#"<path class="bollards" stroke-dasharray="5 91" d="M40 {}H{width}"/>"#,
        GROUND + 10
    );
    // Trees where they hide least: before the party walls, not before the doors.
    let (first, last) = (edges[0], edges[edges.len() - 1]);
    for nth in [2, 7, 10] {
        if let Some(edge) = edges.get(nth).filter(|_| edges.len() > nth + 1) {
            tree(svg, *edge, GROUND + 14, 1);
        }
    }
    for x in (40..first - 30).chain(last + 40..width - 30).step_by(90) {
        tree(svg, x, GROUND + 4, 2);
    }
    let parked = edges.get(5).map_or(width / 2, |edge| edge - 20);
    bicycle(svg, parked, GROUND + 30);
}

/// What stands beside one façade.
pub(super) fn beside(svg: &mut String, width: i32, x: i32, house: i32, draws: &mut Draws) {
    pavement(svg, width);
    let right = x + house;
    match draws.below(4) {
        0 => tree(svg, x - 24, GROUND + 2, 2),
        1 => bicycle(svg, right + 2, GROUND + 6),
        2 => tree(svg, right + 26, GROUND + 2, 2),
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

/// A young elm; the smaller it is, the less it hides.
fn tree(svg: &mut String, x: i32, foot: i32, size: i32) {
    let (trunk, crown) = (34 + 20 * size, 12 + 5 * size);
    let _ = write!(
        svg,
        r#"<path class="trunk" d="M{x} {foot}v-{trunk}"/><circle class="crown" cx="{x}" cy="{}" r="{crown}"/>"#,
        foot - trunk,
    );
}

fn bicycle(svg: &mut String, x: i32, foot: i32) {
    let _ = write!(svg, r#"<path class="bicycle" d="M{x} {foot}{BICYCLE}"/>"#);
}
