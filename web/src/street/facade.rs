//! One façade: the wall with its gable, the windows of the people upstairs, and the shop below.

use std::fmt::Write as _;

use super::draw::{Draws, capitals_width_tenths, escaped};
use super::gables::Gable;
use super::{GROUND, House};

/// How many colours of brick the style sheet has.
const BRICKS: u8 = 10;
/// The narrowest and the widest façade.
const WIDTH: (i32, i32) = (76, 148);
/// From one row of windows to the next.
const STOREY: i32 = 36;
/// From one window to the next, how wide a pane is, and its frame; the style sheet's dashes
/// repeat these numbers.
const PITCH: i32 = 26;
const PANE: i32 = 14;
const SASH: i32 = 2;
/// The top of the name board.
const BOARD_TOP: i32 = 173;
/// The shop window, top and height.
const GLASS: (i32, i32) = (199, 42);
/// How wide a door is.
const DOOR: i32 = 18;
/// What a board keeps free on either side of the name.
const BOARD_AIR: i32 = 8;
/// The longest name a board tries to show, in characters.
const NAME_CHARS_MAX: usize = 22;
/// Words that say what a place is, not what it is called; the window shows that already.
const TRADES: [&str; 24] = [
    "atelier",
    "bakkerij",
    "banketbakkerij",
    "boekhandel",
    "boerderij",
    "buurtkamer",
    "café",
    "eetcafé",
    "eethuis",
    "fietsenmaker",
    "galerie",
    "gereedschapsbieb",
    "kapsalon",
    "kringloop",
    "moestuin",
    "naaiatelier",
    "repaircafé",
    "restaurant",
    "scharenslijper",
    "schoenmakerij",
    "slagerij",
    "stichting",
    "tuincentrum",
    "winkel",
];

/// What the id decides: everything about a façade but its light.
pub(super) struct Plan {
    /// How wide the façade is.
    pub(super) width: i32,
    brick: i32,
    storeys: i32,
    gable: Gable,
    columns: i32,
    door_left: bool,
    wood: i32,
    awning: i32,
    hoist: bool,
    home: i32,
    cat: bool,
    board: Board,
}

struct Board {
    name: String,
    /// The width the name is squeezed into, when it is longer than the board.
    squeezed: Option<i32>,
}

impl Plan {
    pub(super) fn of(house: &House) -> Self {
        let mut draws = Draws::of(house.id.0.as_u128());
        let name = board_name(&house.name);
        let needed = capitals_width_tenths(&name) / 10 + 2 * BOARD_AIR;
        let width = (WIDTH.0 + 4 * draws.below(10)).max(needed).min(WIDTH.1) / 2 * 2;
        let gable = Gable::ALL[usize::try_from(draws.below(7)).unwrap_or_default()];
        // A straight cornice on a low house looks like a shed.
        let low = i32::from(gable == Gable::Cornice);
        Self {
            width,
            brick: draws.below(BRICKS),
            storeys: (1 + low + draws.below(3)).min(3),
            gable,
            columns: (width - 6) / PITCH,
            door_left: draws.once_in(3),
            wood: draws.below(4),
            awning: draws.below(5),
            hoist: draws.once_in(2),
            home: draws.below(12),
            cat: draws.once_in(9),
            board: Board { name, squeezed: (needed > width).then_some(width - 2 * BOARD_AIR) },
        }
    }

    /// Where the wall ends and the gable begins.
    fn shoulder(&self) -> i32 {
        BOARD_TOP - 11 - STOREY * self.storeys
    }

    /// The top of the gable.
    pub(super) fn top(&self) -> i32 {
        self.shoulder() - self.gable.height(self.width)
    }

    #[cfg(test)]
    pub(super) fn gable(&self) -> Gable {
        self.gable
    }

    /// Where the door begins.
    fn door(&self) -> i32 {
        if self.door_left { 6 } else { self.width - 6 - DOOR }
    }

    /// Where the shop window begins, and how wide it is.
    fn glass(&self) -> (i32, i32) {
        let x = if self.door_left { 6 + DOOR + 4 } else { 7 };
        (x, self.width - DOOR - 17)
    }
}

/// Draws a façade with its left side at `x`.
pub(super) fn draw(svg: &mut String, house: &House, plan: &Plan, x: i32) {
    let (tag, link) = match &house.href {
        Some(href) => {
            ("a", format!(r#" href="{}" aria-label="{}""#, escaped(href), escaped(&house.label)))
        }
        None => ("g", String::new()),
    };
    let (light, brick, wood) = (house.light.class(), plan.brick, plan.wood);
    let _ = write!(
        svg,
        r#"<{tag} class="house {light} b{brick} f{wood}" transform="translate({x})"{link}>"#
    );
    wall(svg, plan);
    upstairs(svg, plan);
    shop(svg, house, plan);
    board(svg, plan);
    door(svg, house, plan);
    let _ = write!(svg, "</{tag}>");
}

fn wall(svg: &mut String, plan: &Plan) {
    let (w, t) = (plan.width, plan.shoulder());
    let line = plan.gable.line(w, t);
    path(svg, "wall", &format!("M0 {GROUND}V{t}{line}V{GROUND}z"));
    path(svg, "coping", &format!("M0 {t}{line}"));
    if !plan.gable.has_attic() {
        return;
    }
    let middle = w / 2;
    let eye = t - plan.gable.height(w) * 45 / 100;
    path(svg, "eye", &format!("M{} {}v-7a4 4 0 0 1 8 0v7z", middle - 4, eye + 5));
    if plan.hoist {
        // The beam and hook by which furniture still goes up.
        path(svg, "hoist", &format!("M{middle} {}v5m-2 0h4v2h-3", eye - 11));
    }
}

fn upstairs(svg: &mut String, plan: &Plan) {
    let row = PITCH * plan.columns - (PITCH - PANE) + 2 * SASH;
    let left = (plan.width - row) / 2;
    let first = plan.shoulder() + 20;
    let rows = format!("M{left} {first}h{row}")
        + &format!("m-{row} {STOREY}h{row}").repeat(usize::try_from(plan.storeys - 1).unwrap_or(0));
    let window = |number: i32| {
        let (column, storey) = (number % plan.columns, number / plan.columns % plan.storeys);
        (left + SASH + PITCH * column, first + STOREY * storey)
    };
    let ((x, y), (x2, y2)) = (window(plan.home), window(plan.home * 7 + 5));
    path(svg, "sash", &rows);
    path(svg, "pane", &rows);
    path(svg, "home", &format!("M{x} {y}h{PANE}M{x2} {y2}h{PANE}"));
    if plan.cat {
        path(svg, "cat", &format!("M{} {}v-5q0-3 1-6l2 2h2l2-2v5q2 2 2 6z", x + 2, y + 12));
    }
}

fn shop(svg: &mut String, house: &House, plan: &Plan) {
    let (x, width) = plan.glass();
    let (y, height) = GLASS;
    let foot = y + height;
    let w = plan.width;
    path(svg, "front", &format!("M3 {}h{}", (188 + GROUND) / 2, w - 6));
    if house.light.is_on() {
        path(svg, "pool", &format!("M{x} {GROUND}h{width}l9 13H{}z", x - 9));
    }
    path(svg, "glass", &format!("M{x} {y}h{width}v{height}H{x}z"));
    // Elaborate things stand alone, plain ones in pairs.
    let pieces = if width > 52 && house.goods.shape().len() < 80 { 2 } else { 1 };
    let display = (0..pieces).fold(String::new(), |mut d, piece| {
        let middle = x + width * (2 * piece + 1) / (2 * pieces);
        let _ = write!(d, "M{middle} {foot}{}", house.goods.shape());
        d
    });
    path(svg, "goods", &display);
    let lamps = if width > 72 { 2 } else { 1 };
    let hanging = (0..lamps).fold(String::new(), |mut d, lamp| {
        let _ = write!(d, "M{} {y}v7l6 5h-12l6-5", x + width * (2 * lamp + 1) / (2 * lamps));
        d
    });
    path(svg, "lamp", &hanging);
    if house.light.curtain() {
        // Drawn from the side away from the door.
        let half = width / 2;
        let from = if plan.door_left { x + width - half } else { x };
        path(svg, "curtain", &format!("M{from} {}h{half}", y + height / 2));
    }
    if house.light.is_on() && plan.awning < 3 {
        let d = format!("M{} {}h{}", x - 3, y - 1, width + 6);
        path(svg, "awning", &d);
        path(svg, "stripe", &d);
    }
}

fn board(svg: &mut String, plan: &Plan) {
    let w = plan.width;
    path(svg, "board", &format!("M2 {}h{}", BOARD_TOP + 8, w - 4));
    if plan.board.name.is_empty() {
        return;
    }
    let fit = plan.board.squeezed.map_or(String::new(), |width| {
        format!(r#" textLength="{width}" lengthAdjust="spacingAndGlyphs""#)
    });
    let _ = write!(
        svg,
        r#"<text class="name" x="{}" y="{}"{fit}>{}</text>"#,
        w / 2,
        BOARD_TOP + 11,
        escaped(&plan.board.name)
    );
}

fn door(svg: &mut String, house: &House, plan: &Plan) {
    let x = plan.door();
    let knob = if plan.door_left { x + DOOR - 5 } else { x + 3 };
    path(svg, "door", &format!("M{x} {GROUND}v-58h{DOOR}v58z"));
    path(svg, "light", &format!("M{} 202h12v9h-12zM{knob} 230h2v4h-2z", x + 3));
    if house.note {
        path(svg, "note", &format!("M{} 213l11 1-1 13-11-1z", x + 4));
        path(svg, "ink", &format!("M{} 217l6 .5m-6.3 2.5 6 .5m-6.3 2.5 4 .4", x + 6));
    }
}

/// The name as it stands on the board: capitals, without the trade, its end rather than its
/// beginning where it is long, for that is what people call a place by.
fn board_name(name: &str) -> String {
    let own = name.split([',', '(', '|', '–', '—']).next().unwrap_or(name);
    let mut words: Vec<&str> = own.split_whitespace().collect();
    let is_trade = |word: &str| TRADES.contains(&word.to_lowercase().as_str());
    let is_small = |word: &str| word.chars().all(char::is_lowercase);
    let length = |words: &[&str]| words.iter().map(|it| it.chars().count() + 1).sum::<usize>();
    if words.len() > 1 && is_trade(words[0]) {
        words.remove(0);
    }
    while words.len() > 1 && length(&words) > NAME_CHARS_MAX + 1 {
        words.remove(0);
        while words.len() > 1 && is_small(words[0]) {
            words.remove(0);
        }
    }
    let board = words.join(" ").to_uppercase();
    if board.chars().count() <= NAME_CHARS_MAX {
        return board;
    }
    board.chars().take(NAME_CHARS_MAX - 1).chain(['…']).collect()
}

fn path(svg: &mut String, class: &str, d: &str) {
    let _ = write!(svg, r#"<path class="{class}" d="{d}"/>"#);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_shows_the_name_and_leaves_the_trade_to_the_window() {
        assert_eq!(board_name("Bakkerij De Vroege Vogel"), "DE VROEGE VOGEL");
        assert_eq!(board_name("Spaak & Zoon, fietsenmaker"), "SPAAK & ZOON");
        assert_eq!(board_name("Kringloop"), "KRINGLOOP");
        assert_eq!(board_name("Fietscafé De Kettingkast"), "DE KETTINGKAST");
        assert_eq!(board_name("Moskee en buurtzaal Al Wasat"), "AL WASAT");
        assert_eq!(board_name("Hottentottententententoonstelling"), "HOTTENTOTTENTENTENTEN…");
        assert_eq!(board_name("  "), "");
    }
}
