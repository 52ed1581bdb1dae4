//! Real texts, against the intervals on which two other programs agree.

use std::io::Read;

use serde_json::Value;

use super::super::cleanup::clean;
use super::super::{Schedule, intervals};
use super::{assert_in_order, time};

/// The windows of the corpus.
const WINDOWS: [(&str, &str); 3] = [
    ("2026-04-20T00:00", "2026-05-11T00:00"),
    ("2026-10-19T00:00", "2026-11-02T00:00"),
    ("2026-12-21T00:00", "2027-01-04T00:00"),
];

/// The share of agreed texts that must come out the same. Those that do not are nights that go
/// on, see `nights_end` beside the schedule.
const FLOOR: f64 = 0.995;

/// So many may be too wild to read: telephone numbers, market places, the season of asparagus.
const MAX_UNREADABLE: u32 = 170;

#[expect(clippy::disallowed_methods, reason = "where real data lies is the tester's to say")]
pub(super) fn corpus() -> Option<Vec<Value>> {
    let Ok(folder) = std::env::var("KOOP_REAL_DATA") else {
        println!("skipped: KOOP_REAL_DATA is not set");
        return None;
    };
    let path = std::path::Path::new(&folder).join("opening-hours-corpus.jsonl.gz");
    let mut text = String::new();
    let file = std::fs::File::open(path).unwrap();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// Intervals of a window as `from to state`, adjoining equal states joined.
pub(super) fn joined(window: &Value) -> Vec<[String; 3]> {
    let mut joined: Vec<[String; 3]> = Vec::new();
    for interval in window.as_array().unwrap() {
        let [from, to, state] = [0, 1, 2].map(|i| interval[i].as_str().unwrap().to_owned());
        match joined.last_mut() {
            Some(last) if last[1] == from && last[2] == state => last[1] = to,
            _ => joined.push([from, to, state]),
        }
    }
    joined
}

pub(super) fn ours(value: &str) -> Vec<Vec<[String; 3]>> {
    let window = |(from, to)| {
        let intervals = intervals(value, time(from), time(to));
        intervals.into_iter().map(|i| [i.from, i.to, i.state.to_owned()]).collect()
    };
    WINDOWS.into_iter().map(window).collect()
}

#[test]
fn agreed_texts_come_out_the_same() {
    let Some(corpus) = corpus() else { return };
    let (mut same, mut all) = (0_u32, 0_u32);
    let mut other = Vec::new();
    for row in &corpus {
        let (Some(open), true) = (row["open"].as_array(), row["agree"] == true) else { continue };
        let value = row["value"].as_str().unwrap();
        let agreed: Vec<_> = open.iter().map(joined).collect();
        all += 1;
        let ours = ours(value);
        if ours == agreed {
            same += 1;
        } else {
            other.push(value);
            assert_eq!(by_day(&ours), by_day(&agreed), "{value}: more than a night differs");
        }
    }
    let share = f64::from(same) / f64::from(all);
    println!("{same} of {all} agreed texts the same ({:.2} %)", share * 100.0);
    other.iter().take(40).for_each(|value| println!("  other: {value} | {:?}", clean(value)));
    assert!(share >= FLOOR);
}

/// What begins in the daytime: intervals without the hours after midnight, and those that last
/// until midnight as if they went on.
fn by_day(windows: &[Vec<[String; 3]>]) -> Vec<[String; 2]> {
    let begun = windows.iter().flatten().filter(|[from, ..]| &from[11..] >= "06:00");
    begun.map(|[from, _, state]| [from.clone(), state.clone()]).collect()
}

/// Texts that only one of the two programs could read, and how many of them must come out as it
/// read them; "by appointment" counts as its "unknown", and days of 5 May are left out, because
/// that program takes Liberation Day for a day on which shops are closed.
const REPAIRED_FLOOR: usize = 150;

#[test]
fn sloppy_texts_are_repaired() {
    let Some(corpus) = corpus() else { return };
    let comparable = |windows: Vec<Vec<[String; 3]>>| -> Vec<[String; 3]> {
        let mut all: Vec<_> = windows.into_iter().flatten().collect();
        all.retain(|interval| !interval[0].starts_with("2026-05-05"));
        all.iter_mut()
            .for_each(|interval| interval[2] = interval[2].replace("appointment", "unknown"));
        all
    };
    let sloppy = corpus.iter().filter(|row| row["valid_rs"] == false && row["open"].is_array());
    let (mut repaired, mut other) = (0, Vec::new());
    for row in sloppy {
        let value = row["value"].as_str().unwrap();
        let theirs = row["open"].as_array().unwrap().iter().map(joined).collect();
        if comparable(ours(value)) == comparable(theirs) {
            repaired += 1;
        } else {
            other.push(value);
        }
    }
    println!("{repaired} sloppy texts repaired, {} other", other.len());
    other.iter().for_each(|value| println!("  other: {value} | {:?}", clean(value)));
    assert!(repaired >= REPAIRED_FLOOR);
}

#[test]
fn every_real_text_is_answered_in_order() {
    let Some(corpus) = corpus() else { return };
    let mut unreadable = 0;
    for row in &corpus {
        let schedule = Schedule::parse(row["value"].as_str().unwrap());
        unreadable += u32::from(!schedule.is_readable());
        for (from, to) in WINDOWS {
            assert_in_order(&schedule.spans(time(from), time(to)), time(from), time(to));
        }
    }
    println!("{unreadable} of {} real texts cannot be read", corpus.len());
    assert!(unreadable <= MAX_UNREADABLE);
}
