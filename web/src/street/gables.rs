//! The gables of Amsterdam, and its rooflines of a later day.
//!
//! A gable is the line that closes a wall: it starts at the left shoulder, ends at the right one,
//! and is drawn twice, once as the wall's edge and once as its white coping stones.

/// How a wall ends at the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gable {
    /// Klokgevel: the bell.
    Bell,
    /// Trapgevel: the steps.
    Steps,
    /// Halsgevel: the neck between two scrolls.
    Neck,
    /// Tuitgevel: the plain spout of a warehouse.
    Spout,
    /// Lijstgevel: the straight cornice.
    Cornice,
    /// The rounded parapet of the Amsterdam School.
    Parapet,
}

impl Gable {
    /// All of them, the cornice twice: it is what most streets of Oost have.
    pub(super) const ALL: [Self; 7] = [
        Self::Bell,
        Self::Steps,
        Self::Cornice,
        Self::Neck,
        Self::Spout,
        Self::Parapet,
        Self::Cornice,
    ];

    /// How high it rises above the shoulders of a wall of this width.
    pub(super) fn height(self, width: i32) -> i32 {
        match self {
            Self::Bell => 22 + width / 5,
            Self::Steps => 15 + width / 4,
            Self::Neck => 22 + width / 5,
            Self::Spout => 15 + width / 4,
            Self::Cornice => 9,
            Self::Parapet => 15,
        }
    }

    /// Whether there is room for an attic window and a hoisting beam under it.
    pub(super) fn has_attic(self) -> bool {
        !matches!(self, Self::Cornice | Self::Parapet)
    }

    /// The line from `(0, shoulder)` to `(width, shoulder)`, as path commands without the first
    /// point.
    pub(super) fn line(self, width: i32, shoulder: i32) -> String {
        let (w, t, g) = (width, shoulder, self.height(width));
        let x = |percent: i32| w * percent / 100;
        let y = |percent: i32| t - g * percent / 100;
        match self {
            Self::Bell => format!(
                "C{} {t} {} {} {} {}Q{} {} {} {} {} {} {} {}C{} {} {} {t} {w} {t}",
                x(18),
                x(12),
                y(55),
                x(24),
                y(68),
                x(32),
                y(100),
                x(50),
                y(100),
                x(68),
                y(100),
                x(76),
                y(68),
                x(88),
                y(55),
                x(82)
            ),
            Self::Steps => {
                let (run, rise) = (w * 13 / 100, g / 3);
                let flat = w - 2 * (run * 2 + 4);
                format!(
                    "v-4h4v-{rise}h{run}v-{rise}h{run}v-{rise}h{flat}v{rise}h{run}v{rise}h{run}v{rise}h4v4"
                )
            }
            Self::Neck => format!(
                "Q{} {t} {} {}V{}h-3L{} {}L{} {}h-3V{}Q{} {t} {w} {t}",
                x(27),
                x(27),
                y(55),
                y(76),
                x(50),
                y(100),
                w - x(27) + 3,
                y(76),
                y(55),
                w - x(27)
            ),
            Self::Spout => {
                format!("L{} {}V{}H{}V{}L{w} {t}", x(39), y(78), y(100), w - x(39), y(78))
            }
            Self::Cornice => format!("h-3v-4h-2v-5H{}v5h-2v4H{w}", w + 5),
            Self::Parapet => {
                let flat = w - 2 * x(24);
                format!("q0 -{g} {} -{g}h{flat}q{} 0 {} {g}", x(24), x(24), x(24))
            }
        }
    }
}
