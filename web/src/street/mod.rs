//! "De straat is wakker": the picture is the data.
//!
//! A row of Amsterdam façades, one per listing. Its id decides the gable, the bricks, the width,
//! the storeys and which side the door is on, so a place looks the same on every page and every
//! day. Its state decides the light: on when it is open, a curtain half drawn when that is only
//! likely or by appointment, dark when it is closed, a note on the door for a day that differs.
//!
//! Everything here is a pure function from plain values to SVG text. Colours and the time of day
//! live in the style sheet (`web/front/css/street.css`): no shape carries an id or an inline
//! style, so any number of pictures fit in one page under a strict policy. Rows of windows, stripes
//! and bollards are dashed strokes: a row costs as much as a window.

mod draw;
mod facade;
mod gables;
mod goods;
mod scenery;
#[cfg(test)]
mod street_tests;

use std::fmt::Write as _;

use koop_domain::id::ListingId;
use uuid::Uuid;

pub use self::goods::Goods;

use self::draw::{Draws, escaped};
use self::facade::Plan;

/// The height of every picture, in its own units.
const HEIGHT: i32 = 300;
/// Where the pavement begins.
const GROUND: i32 = 256;
/// Air beside the first and last house.
const MARGIN: i32 = 16;
/// A street with few houses is filled up with trees to this width.
const STREET_WIDTH_MIN: i32 = 1000;
/// More houses than this are not drawn: a page must stay light.
pub const HOUSES_MAX: usize = 12;
/// The picture of one façade: the house, air for a tree, and a strip of pavement.
const PORTRAIT: (i32, i32) = (216, 278);

/// One façade.
#[derive(Clone, Debug)]
pub struct House {
    /// What it is drawn from.
    pub id: ListingId,
    /// The listing's name; the board shows as much of it as fits.
    pub name: String,
    /// The same in words, for who does not see it: `Bakkerij Noor: nu open tot 18.00 uur`.
    pub label: String,
    /// How its window looks.
    pub light: Light,
    /// Whether a note hangs on the door, because today differs from other weeks.
    pub note: bool,
    /// What stands in the window.
    pub goods: Goods,
    /// Where it leads; without it the façade is only a picture.
    pub href: Option<String>,
}

/// How a shop window looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// Open: the lights are on.
    Open,
    /// Probably open: on, behind a curtain half drawn.
    Probable,
    /// By appointment, or not known: a curtain half drawn, one lamp.
    Maybe,
    /// Closed: dark.
    Closed,
}

impl Light {
    /// The class that the style sheet knows it by.
    fn class(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Probable => "likely",
            Self::Maybe => "maybe",
            Self::Closed => "shut",
        }
    }

    fn curtain(self) -> bool {
        matches!(self, Self::Probable | Self::Maybe)
    }

    fn is_on(self) -> bool {
        matches!(self, Self::Open | Self::Probable)
    }
}

/// The sky over a street. A reader who prefers dark pages always sees the night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sky {
    /// The sun is out.
    Day,
    /// The moon is out.
    Night,
}

impl Sky {
    /// The sky at an hour of the clock (0–23): night from 18.00 to 7.00 uur.
    #[must_use]
    pub fn at_hour(hour: u32) -> Self {
        if (7..18).contains(&hour) { Self::Day } else { Self::Night }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Night => "night",
        }
    }
}

/// The street: at most [`HOUSES_MAX`] façades under a sky. `label` says in words what is seen.
///
/// With addresses the façades are links, each with its own words; without, the whole is one
/// picture.
#[must_use]
pub fn street_svg(houses: &[House], sky: Sky, label: &str) -> String {
    row("street-picture", houses, sky, label)
}

/// One façade, for a card or the page of a place; decoration beside words, so it is hidden from
/// who listens. The picture is cut at the top where its box is flat: the shop front always shows.
#[must_use]
pub fn facade_svg(house: &House, sky: Sky) -> String {
    let plan = Plan::of(house);
    let mut svg = String::with_capacity(1600);
    let _ = write!(
        svg,
        r#"<svg class="facade-picture {}" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">"#,
        sky.class(),
        PORTRAIT.0,
        PORTRAIT.1
    );
    let x = (PORTRAIT.0 - plan.width) / 2;
    let mut draws = Draws::of(house.id.0.as_u128());
    scenery::beside(&mut svg, PORTRAIT.0, x, plan.width, &mut draws);
    let unlinked = House { href: None, label: String::new(), ..house.clone() };
    facade::draw(&mut svg, &unlinked, &plan, x);
    svg.push_str("</svg>");
    svg
}

/// An unlit row without names, for a page that found nothing.
#[must_use]
pub fn empty_street_svg(sky: Sky) -> String {
    let asleep: Vec<House> = (1..=8_u128).map(asleep).collect();
    row("street-picture asleep", &asleep, sky, "")
}

fn row(class: &str, houses: &[House], sky: Sky, label: &str) -> String {
    let houses = &houses[..houses.len().min(HOUSES_MAX)];
    let plans: Vec<Plan> = houses.iter().map(Plan::of).collect();
    let built: i32 = plans.iter().map(|plan| plan.width).sum();
    let width = (built + 2 * MARGIN).max(STREET_WIDTH_MIN);
    let linked = houses.iter().any(|house| house.href.is_some());
    let mut svg = opening(class, width, sky, linked, label);
    let mut edges = vec![(width - built) / 2];
    for plan in &plans {
        edges.push(edges[edges.len() - 1] + plan.width);
    }
    // The sun and the moon stand over the lowest roof, where they are seen best.
    let lowest = plans.iter().zip(&edges).max_by_key(|(plan, _)| plan.top());
    let light_x = lowest.map_or(width / 2, |(plan, x)| x + plan.width / 2);
    scenery::behind(&mut svg, width, light_x);
    for ((house, plan), x) in houses.iter().zip(&plans).zip(&edges) {
        facade::draw(&mut svg, house, plan, *x);
    }
    scenery::before(&mut svg, width, &edges);
    svg.push_str("</svg>");
    svg
}

fn asleep(number: u128) -> House {
    House {
        id: ListingId(Uuid::from_u128(number)),
        name: String::new(),
        label: String::new(),
        light: Light::Closed,
        note: false,
        goods: Goods::Boxes,
        href: None,
    }
}

fn opening(class: &str, width: i32, sky: Sky, linked: bool, label: &str) -> String {
    let role = match (linked, label.is_empty()) {
        (_, true) => r#"aria-hidden="true""#.to_owned(),
        (true, false) => format!(r#"role="group" aria-label="{}""#, escaped(label)),
        (false, false) => format!(r#"role="img" aria-label="{}""#, escaped(label)),
    };
    format!(
        r#"<svg class="{class} {}" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" preserveAspectRatio="xMidYMax slice" {role}>"#,
        sky.class()
    )
}
