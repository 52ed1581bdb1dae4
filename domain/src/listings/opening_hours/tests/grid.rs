//! A week at a glance: it says what its text says, and is never taken for one that says more.

use chrono::{NaiveTime, TimeDelta};
use proptest::prelude::*;

use super::super::Schedule;
use super::super::grid::{ClockSpan, DaySpans, WeekGrid, is_sound_day};
use super::corpus::corpus;
use super::laws::text;
use super::time;

/// Three weeks with Christmas among them, and three without a holiday.
const WINDOWS: [(&str, &str); 2] =
    [("2026-12-14T00:00", "2027-01-04T00:00"), ("2026-09-07T00:00", "2026-09-28T00:00")];

fn at(minutes: u32) -> NaiveTime {
    NaiveTime::MIN + TimeDelta::minutes(minutes.into())
}

fn span() -> impl Strategy<Value = ClockSpan> {
    (0_u32..24 * 60, 0_u32..24 * 60).prop_map(|(from, to)| ClockSpan::new(at(from), at(to)))
}

fn day() -> impl Strategy<Value = DaySpans> {
    prop::collection::vec(span(), 0..=2).prop_map(|mut spans| {
        spans.sort_unstable();
        if !is_sound_day(&spans) {
            spans.truncate(1);
        }
        spans
    })
}

/// Weeks in which some days are alike, as real ones are.
fn grid() -> impl Strategy<Value = WeekGrid> {
    let days = (prop::collection::vec(day(), 1..4), prop::array::uniform7(0_usize..12));
    (days, prop::option::of(day())).prop_map(|((kinds, which), holidays)| WeekGrid {
        days: which.map(|at| kinds[at % kinds.len()].clone()),
        holidays,
    })
}

fn says_the_same(one: &str, other: &str) {
    let spans = |text: &str| {
        let of = |(from, to)| Schedule::parse(text).spans(time(from), time(to));
        WINDOWS.map(of)
    };
    assert_eq!(spans(one), spans(other), "{one:?} and {other:?}");
}

#[test]
fn ordinary_hours_are_a_week_at_a_glance() {
    for (raw, written) in [
        ("Mo-Fr 09:00-18:00; Sa 09:00-17:00; PH off", None),
        ("ma t/m vr 8.30 - 12 uur, 13-17.30 uur", Some("Mo-Fr 08:30-12:00,13:00-17:30")),
        ("Mo-Su 18:00-02:00", None),
        ("24/7", Some("Mo-Su 00:00-24:00")),
        ("Mo-Sa 10:00-18:00; We off", Some("Mo,Tu,Th-Sa 10:00-18:00")),
        ("off", Some("Mo-Su off")),
        ("Tu-Sa 10:00-18:00; Su,PH off", Some("Tu-Sa 10:00-18:00; PH off")),
        ("Mo-Su 10:00-18:00; PH 12:00-17:00", None),
    ] {
        let grid = WeekGrid::read(raw).unwrap_or_else(|| panic!("{raw:?} has no grid"));
        assert_eq!(grid.raw(), written.unwrap_or(raw));
        says_the_same(raw, &grid.raw());
    }
}

#[test]
fn what_says_more_has_no_grid() {
    for raw in [
        "Apr-Sep: Mo-Fr 09:00-18:00",
        "Mo-Fr 09:00-18:00; SH off",
        "Mo-Fr 17:00+",
        "Mo-Fr sunrise-sunset",
        "Su[1] 10:00-12:00",
        "Mo-Fr 09:00-12:00,13:00-15:00,16:00-18:00",
        "Mo-Fr 09:00-18:00 \"bel eerst\"",
        "Mo-Fr 09:00-18:00 || \"op afspraak\"",
        "PH off; Mo-Fr 09:00-18:00",
        "Fr-Sa 11:00-04:00; Su 12:00-24:00",
        "Dec 24 09:00-15:00",
        "op afspraak",
        "soms 25:99",
        "",
    ] {
        assert_eq!(WeekGrid::read(raw), None, "{raw:?}");
    }
}

#[test]
fn real_hours_that_have_a_grid_keep_their_sense() {
    let Some(corpus) = corpus() else { return };
    let raws = || corpus.iter().filter_map(|line| line["value"].as_str());
    let (mut all, mut with) = (0, 0);
    for raw in raws() {
        all += 1;
        if let Some(grid) = WeekGrid::read(raw) {
            with += 1;
            says_the_same(raw, &grid.raw());
        }
    }
    assert!(with * 2 > all, "{with} of {all} real texts have a grid");
}

proptest! {
    #[test]
    fn written_out_and_read_again_a_grid_is_the_same(grid in grid()) {
        prop_assert_eq!(WeekGrid::read(&grid.raw()), Some(grid));
    }

    /// Whoever saves the grid that a text has shown changes nothing of what it says.
    #[test]
    fn a_grid_says_what_its_text_says(raw in text()) {
        if let Some(grid) = WeekGrid::read(&raw) {
            says_the_same(&raw, &grid.raw());
        }
    }
}
