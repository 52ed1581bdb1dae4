//! How figures grow with the number of listings, as a drawing: both axes by powers of ten.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 560.0;
/// Room for the words at the left, at the right and below.
const LEFT: f64 = 80.0;
const RIGHT: f64 = 280.0;
const BELOW: f64 = 50.0;
const ABOVE: f64 = 20.0;
/// The least room between two names, so that none covers another.
const LINE: f64 = 15.0;
const COLOURS: [&str; 8] =
    ["#7a2e1d", "#1d5c63", "#a8761f", "#3f5f2c", "#5b3f78", "#a34a67", "#2c4a7a", "#6b5a4a"];

/// Draws the series.
pub(crate) fn draw(series: &BTreeMap<&'static str, Vec<(usize, Duration)>>) -> String {
    let axes = Axes::around(series);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"Georgia, serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fbf8f1\"/>\n"
    );
    axes.draw(&mut svg);
    let mut lines: Vec<_> = series.iter().collect();
    lines.sort_by_key(|(_, points)| points.last().map(|(_, time)| std::cmp::Reverse(*time)));
    let mut above = f64::MIN;
    for (at, (name, points)) in lines.into_iter().enumerate() {
        let colour = COLOURS[at % COLOURS.len()];
        let path: Vec<String> = points
            .iter()
            .map(|(size, time)| format!("{:.1},{:.1}", axes.x(*size), axes.y(*time)))
            .collect();
        let Some((size, time)) = points.last() else { continue };
        let label = axes.y(*time).max(above + LINE);
        above = label;
        let _infallible = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" fill=\"{colour}\">{name}</text>",
            path.join(" "),
            axes.x(*size) + 8.0,
            label + 4.0
        );
    }
    svg + "</svg>\n"
}

/// The powers of ten between which everything lies.
struct Axes {
    sizes: (f64, f64),
    seconds: (f64, f64),
}

impl Axes {
    fn around(series: &BTreeMap<&'static str, Vec<(usize, Duration)>>) -> Self {
        let points = series.values().flatten();
        let sizes = points.clone().map(|(size, _)| log(*size));
        let seconds = points.map(|(_, time)| time.as_secs_f64().max(1e-9).log10());
        let (low, high) = range(seconds);
        Self { sizes: range(sizes), seconds: (low.floor(), high.ceil().max(low.floor() + 1.0)) }
    }

    fn x(&self, size: usize) -> f64 {
        let share = (log(size) - self.sizes.0) / (self.sizes.1 - self.sizes.0).max(1e-9);
        LEFT + share * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, time: Duration) -> f64 {
        self.height(time.as_secs_f64().max(1e-9).log10())
    }

    fn height(&self, power: f64) -> f64 {
        let share = (power - self.seconds.0) / (self.seconds.1 - self.seconds.0);
        HEIGHT - BELOW - share * (HEIGHT - BELOW - ABOVE)
    }

    fn draw(&self, svg: &mut String) {
        let mut power = self.seconds.0;
        while power <= self.seconds.1 {
            let y = self.height(power);
            let _infallible = writeln!(
                svg,
                "<line x1=\"{LEFT}\" x2=\"{:.0}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#ddd3c0\"/>\
                 <text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#5a5045\">{}</text>",
                WIDTH - RIGHT,
                LEFT - 8.0,
                y + 4.0,
                unit(power)
            );
            power += 1.0;
        }
        for size in [3_000, 10_000, 30_000, 100_000, 300_000] {
            if log(size) <= self.sizes.1 + 1e-9 {
                let _infallible = writeln!(
                    svg,
                    "<text x=\"{:.1}\" y=\"{:.0}\" text-anchor=\"middle\" fill=\"#5a5045\">{}</text>",
                    self.x(size),
                    HEIGHT - BELOW / 2.0,
                    thousands(size)
                );
            }
        }
    }
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values.fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
    if low > high { (0.0, 1.0) } else { (low, high) }
}

fn log(size: usize) -> f64 {
    f64::from(u32::try_from(size).unwrap_or(u32::MAX)).log10()
}

fn thousands(size: usize) -> String {
    format!("{},000", size / 1_000)
}

/// A power of ten of a second as a time.
fn unit(power: f64) -> String {
    let seconds = Duration::from_secs_f64(10_f64.powf(power).min(1e6));
    format!("{seconds:.0?}")
}
