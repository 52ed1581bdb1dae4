//! From when to when on a day, and when it is closed in between: the fields, and what they say.

use chrono::NaiveTime;
use koop_domain::language::Language;
use koop_domain::listings::error::Problem;
use koop_domain::listings::keepers::{DayHours, HOLIDAYS_ASKED_MAX};
use koop_domain::listings::opening_hours::grid::{ClockSpan, osm, pauses};

use super::super::parts::{Typed, clock_value, read_clock};
use crate::form::Slips;
use crate::page::Page;
use crate::texts;

/// The four fields of a day's times: it opens, closes, and is closed in between from and to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names {
    ids: [&'static str; 4],
    names: [&'static str; 4],
}

impl Names {
    const fn same(names: [&'static str; 4]) -> Self {
        Self { ids: names, names }
    }

    const fn of_holiday(ids: [&'static str; 4]) -> Self {
        Self { ids, names: ["hvan", "htot", "htussen-van", "htussen-tot"] }
    }

    /// The field in which it opens, for the address bar.
    pub(super) fn first(self) -> &'static str {
        self.names[0]
    }
}

/// Of today.
pub(super) const TODAY: Names = Names::same(["van", "tot", "tussen-van", "tussen-tot"]);
/// Of a period.
pub(super) const PERIOD: Names = Names::same(["pvan", "ptot", "ptussen-van", "ptussen-tot"]);
/// Of the holidays that are asked about at once: in a form of its own each, with the same names.
pub(super) const HOLIDAYS: [Names; HOLIDAYS_ASKED_MAX] = [
    Names::of_holiday(["van-1", "tot-1", "tussen-van-1", "tussen-tot-1"]),
    Names::of_holiday(["van-2", "tot-2", "tussen-van-2", "tussen-tot-2"]),
    Names::of_holiday(["van-3", "tot-3", "tussen-van-3", "tussen-tot-3"]),
    Names::of_holiday(["van-4", "tot-4", "tussen-van-4", "tussen-tot-4"]),
];

const LABELS: [&str; 4] = ["hours-from", "hours-to", "days-pause-from", "days-pause-to"];

/// The fields of a day's times as they are shown.
pub(crate) struct Times {
    pub open: [TimeField; 2],
    pub pause: [TimeField; 2],
    /// Whether the pause says something, or something is wrong with it.
    pub has_pause: bool,
}

/// A field for a time of the clock.
pub(crate) struct TimeField {
    pub id: &'static str,
    pub name: &'static str,
    pub label: String,
    pub value: String,
    pub error: Option<String>,
}

impl Times {
    /// The fields with what was typed; what was not sent begins with some spans.
    pub(super) fn of(
        page: &Page,
        names: Names,
        (typed, spans): (&Typed, &[ClockSpan]),
        slips: &Slips,
    ) -> Self {
        let was_sent = typed.all(names.first()).next().is_some();
        let begun = written(spans);
        let field = |at: usize| TimeField {
            id: names.ids[at],
            name: names.names[at],
            label: page.t(LABELS[at]),
            value: if was_sent { typed.get(names.names[at]).to_owned() } else { begun[at].clone() },
            error: slips.of(names.ids[at]).map(str::to_owned),
        };
        let pause = [field(2), field(3)];
        let says = |it: &TimeField| !it.value.is_empty() || it.error.is_some();
        Self { open: [field(0), field(1)], has_pause: pause.iter().any(says), pause }
    }

    /// Whether something is wrong with one of them.
    pub(crate) fn is_wrong(&self) -> bool {
        self.open.iter().chain(&self.pause).any(|it| it.error.is_some())
    }
}

/// What was typed, or what is wrong with it. Of the usual spans, the first pause stood in the
/// form; whoever closes before it has none that day, and further ones stay.
pub(super) fn read(
    language: Language,
    typed: &Typed,
    names: Names,
    usual: &[ClockSpan],
) -> Result<DayHours, Slips> {
    let time =
        |at: usize| clock_of(language, typed.get(names.names[at]), names.ids[at], LABELS[at]);
    let day = ClockSpan::new(time(0)?, time(1)?);
    let says = |at: usize| !typed.get(names.names[at]).is_empty();
    let known = pauses(usual);
    let mut all: Vec<ClockSpan> = known.iter().skip(1).copied().collect();
    if says(2) || says(3) {
        let pause = ClockSpan::new(time(2)?, time(3)?);
        if !day.has(pause) && known.first() != Some(&pause) {
            return Err(Slips::own(names.ids[2], texts::text(language, "days-pause-outside")));
        }
        all.push(pause);
    }
    Ok(DayHours::Open(osm(&day.parted(&all))))
}

/// A time that was typed in a field, or what is wrong with it.
pub(super) fn clock_of(
    language: Language,
    typed: &str,
    id: &'static str,
    label: &str,
) -> Result<NaiveTime, Slips> {
    let problem = if typed.is_empty() { Problem::Empty } else { Problem::Unreadable };
    let words = || texts::problem(language, &texts::text(language, label), problem);
    read_clock(typed).ok_or_else(|| Slips::own(id, words()))
}

/// What the fields of some spans begin with.
fn written(spans: &[ClockSpan]) -> [String; 4] {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return Default::default();
    };
    let pause = pauses(spans).first().copied();
    let value = |time: Option<NaiveTime>| time.map(clock_value).unwrap_or_default();
    [
        clock_value(first.from()),
        clock_value(last.to()),
        value(pause.map(ClockSpan::from)),
        value(pause.map(ClockSpan::to)),
    ]
}

/// A typed form that begins with some spans.
pub(super) fn begin(typed: &mut Typed, names: Names, spans: &[ClockSpan]) {
    for (name, value) in names.names.into_iter().zip(written(spans)) {
        typed.set(name, &value);
    }
}

/// A typed form that closes at another time.
pub(super) fn close_at(typed: &mut Typed, names: Names, closes: &str) {
    typed.set(names.names[1], closes);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: &str, to: &str) -> ClockSpan {
        ClockSpan::new(read_clock(from).unwrap(), read_clock(to).unwrap())
    }

    fn said(fields: [&str; 4], usual: &[ClockSpan]) -> Result<String, &'static str> {
        let mut typed = Typed::default();
        for (name, value) in TODAY.names.into_iter().zip(fields) {
            typed.set(name, value);
        }
        match read(Language::Nl, &typed, TODAY, usual) {
            Ok(DayHours::Open(spans)) => Ok(spans),
            Ok(DayHours::Closed) => Ok("off".to_owned()),
            Err(slips) => Err(slips.named().unwrap().0),
        }
    }

    #[test]
    fn closing_early_keeps_the_lunch_break() {
        let usual = [span("9:00", "12:30"), span("13:30", "18:00")];
        assert_eq!(written(&usual), ["09:00", "18:00", "12:30", "13:30"]);
        let with_break = |from, to| said([from, to, "12:30", "13:30"], &usual);
        assert_eq!(with_break("9:00", "16:00"), Ok("09:00-12:30,13:30-16:00".into()));
        assert_eq!(with_break("11:00", "18:00"), Ok("11:00-12:30,13:30-18:00".into()));
        assert_eq!(with_break("9:00", "21:00"), Ok("09:00-12:30,13:30-21:00".into()));
        // Who closes before lunch, or opens in it, has none.
        assert_eq!(with_break("9:00", "12:00"), Ok("09:00-12:00".into()));
        assert_eq!(with_break("13:00", "18:00"), Ok("13:00-18:00".into()));
        // Who takes the break away is open through it.
        assert_eq!(said(["9:00", "16:00", "", ""], &usual), Ok("09:00-16:00".into()));
        // Another break, and a third stretch that the form has no room for.
        let three = [span("8:00", "10:00"), span("11:00", "13:00"), span("14:00", "18:00")];
        let other = said(["8:00", "18:00", "10:00", "10:30"], &three);
        assert_eq!(other, Ok("08:00-10:00,10:30-13:00,14:00-18:00".into()));
    }

    #[test]
    fn what_cannot_be_so_is_named() {
        assert_eq!(said(["9:00", "", "", ""], &[]), Err("tot"));
        assert_eq!(said(["9:00", "17:00", "12:00", ""], &[]), Err("tussen-tot"));
        assert_eq!(said(["9:00", "17:00", "18:00", "19:00"], &[]), Err("tussen-van"));
        assert_eq!(said(["18:00", "2:00", "", ""], &[]), Ok("18:00-02:00".into()));
    }
}
