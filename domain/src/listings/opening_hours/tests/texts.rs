//! What texts mean, an example for each trap.

use super::super::cleanup::{MAX_TEXT_CHARS, clean};
use super::super::{Schedule, State, intervals};
use super::time;

/// The intervals of the week from Monday 23 November 2026, as `Mo 09:00-17:00 open`, one a line.
fn week(text: &str) -> String {
    let intervals = intervals(text, time("2026-11-23T00:00"), time("2026-11-30T00:00"));
    let lines = intervals.into_iter().map(|i| {
        let day =
            |wall: &str| time(wall).format("%a").to_string()[..2].to_owned() + " " + &wall[11..];
        format!("{}-{} {}", day(&i.from), day(&i.to), i.state)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn same(texts: &[&str], expected: &str) {
    for text in texts {
        assert_eq!(week(text), expected, "{text} | {:?}", clean(text));
    }
}

#[test]
fn a_space_after_a_comma_joins_days() {
    let expected = "We 08:00-We 13:00 open\nSa 08:00-Sa 13:00 open";
    same(&["We,Sa 08:00-13:00", "We, Sa 08:00-13:00", "We , Sa 08:00 - 13:00"], expected);
    same(
        &["wo, za 8.00-13.00 uur", "wo en za: 8-13 uur", "Mi. und Sa. von 8 bis 13 Uhr"],
        expected,
    );
}

#[test]
fn a_comma_before_days_begins_another_rule() {
    same(
        &["We 08:00-13:00, Sa 09:00-12:00", "We 08:00-13:00,Sa 09:00-12:00", "We 8-13 Sa 9-12"],
        "We 08:00-We 13:00 open\nSa 09:00-Sa 12:00 open",
    );
    same(&["We 08:00-12:00, 13:00-18:00"], "We 08:00-We 12:00 open\nWe 13:00-We 18:00 open");
}

#[test]
fn days_have_names_in_several_languages() {
    same(
        &["Mo-Tu 09:00-17:00", "ma-di 9-17", "maandag t/m dinsdag 9.00 tot 17.00 uur"],
        "Mo 09:00-Mo 17:00 open\nTu 09:00-Tu 17:00 open",
    );
    same(&["Do 10:00-18:00", "donderdag 10u-18u", "Thursday 10am - 6pm"], "Th 10:00-Th 18:00 open");
    same(&["Zo 12–17", "so. 12:00 — 17:00", "zondags 12.00-17.00"], "Su 12:00-Su 17:00 open");
    let rest = "Tu 09:00-Tu 17:00 open\nWe 09:00-We 17:00 open";
    same(&["dinsdag tot en met woensdag 9-17 uur", "di., wo.: 9.00u – 17.00u"], rest);
    same(&["elke dag 9-17; ma, do t/m zo gesloten", "9-17; Th-Mo off"], rest);
    same(&["weekend 12:00-17:00; ma gesloten"], "Sa 12:00-Sa 17:00 open\nSu 12:00-Su 17:00 open");
}

#[test]
fn dutch_dates_are_read_with_the_day_first() {
    same(
        &["1 november - 25 november 10:00-11:00"],
        "Mo 10:00-Mo 11:00 open\nTu 10:00-Tu 11:00 open\nWe 10:00-We 11:00 open",
    );
    same(&["Nov 24,26 10:00-11:00"], "Tu 10:00-Tu 11:00 open\nTh 10:00-Th 11:00 open");
    same(&["Oct-Dec: Tu 8-13"], "Tu 08:00-Tu 13:00 open");
    same(&["May,Nov: We[4] 10:00-11:00", "May,Nov We[4] 10:00-11:00"], "We 10:00-We 11:00 open");
}

#[test]
fn days_are_counted_in_the_month() {
    same(
        &[
            "Sa[4] 13:00-16:00",
            "vierde zaterdag van de maand 13.00-16.00 uur",
            "2e en 4e zaterdag 13-16",
        ],
        "Sa 13:00-Sa 16:00 open",
    );
    same(&["eerste zaterdag 13-16", "1e, 2de en 3e zaterdag 13-16"], "");
    same(&["laatste vrijdag van de maand 20-22", "Fr[-1] 20:00-22:00"], "Fr 20:00-Fr 22:00 open");
    assert!(!Schedule::parse("eerste 13:00-16:00").is_readable());
}

#[test]
fn stray_signs_are_forgiven() {
    same(
        &["Fr 09:00-12:00;", " ; Fr 09:00-12:00 ; ;", "FR  09:00-12:00 ,"],
        "Fr 09:00-Fr 12:00 open",
    );
    same(&["Tu, Th-Fr,PH off; We:10:00-11:00"], "We 10:00-We 11:00 open");
}

#[test]
fn day_and_night() {
    for text in ["24/7", "24 uur", "Mo-Su 00:00-24:00", "00:00-24:00 open", "Mo-Su,PH 00:00+"] {
        same(&[text], "Mo 00:00-Mo 00:00 open");
    }
    same(&["Fr 24/7"], "Fr 00:00-Sa 00:00 open");
}

#[test]
fn by_appointment_is_not_open() {
    let texts = [
        "\"op afspraak\"",
        "op afspraak",
        "Nach Vereinbarung",
        "by appointment",
        "unknown \"op afspraak\"",
    ];
    same(&texts, "Mo 00:00-Mo 00:00 appointment");
    same(
        &["Mo \"op afspraak\"", "Mo 00:00-24:00 (na telefonische afspraak)"],
        "Mo 00:00-Tu 00:00 appointment",
    );
}

#[test]
fn a_remark_without_hours_is_for_other_times() {
    let expected =
        "Mo 00:00-Fr 09:00 appointment\nFr 09:00-Fr 12:00 open\nFr 12:00-Mo 00:00 appointment";
    for text in [
        "Fr 09:00-12:00 || \"op afspraak\"",
        "Fr 09:00-12:00; \"op afspraak\"",
        "Fr 09:00-12:00, \"op afspraak\"",
        "vr 9-12 uur, of op afspraak",
    ] {
        same(&[text], expected);
    }
}

#[test]
fn other_remarks_leave_it_unknown() {
    same(&["\"alleen bij mooi weer\"", "unknown"], "Mo 00:00-Mo 00:00 unknown");
    same(&["Fr 09:00-12:00 \"bel aan\""], "Fr 09:00-Fr 12:00 unknown");
    same(&["Fr 09:00-12:00 open \"bel aan\""], "Fr 09:00-Fr 12:00 open");
}

#[test]
fn after_the_start_of_an_open_end_nothing_is_known() {
    same(&["Fr 10:00+", "Fr 10:00-", "vr vanaf 10 uur"], "Fr 10:00-Sa 00:00 unknown");
    same(&["Fr 17:00+"], "Fr 17:00-Sa 03:00 unknown");
    same(&["Fr 10:00-14:00+"], "Fr 10:00-Fr 14:00 open\nFr 14:00-Sa 00:00 unknown");
    same(
        &["Fr 9:00-12:00+,14:00-18:00"],
        "Fr 09:00-Fr 12:00 open\nFr 12:00-Fr 14:00 unknown\nFr 14:00-Fr 18:00 open",
    );
}

#[test]
fn times_without_days_go_on_with_the_days_before() {
    same(&["Fr 09:00-12:00; 16:00-18:00"], "Fr 09:00-Fr 12:00 open\nFr 16:00-Fr 18:00 open");
    let contradicted = Schedule::parse("Mo-Fr 10:00-18:00; 11:00-15:00");
    assert!(!contradicted.is_readable());
}

#[test]
fn nights_last_past_midnight() {
    same(&["Fr 20:00-02:00", "Fr 20:00-26:00"], "Fr 20:00-Sa 02:00 open");
    same(&["Fr,Sa 20:00-02:00"], "Fr 20:00-Sa 02:00 open\nSa 20:00-Su 02:00 open");
    same(
        &["Su 10:00-12:00; Fr-Sa 20:00-02:00"],
        "Fr 20:00-Sa 02:00 open\nSa 20:00-Su 02:00 open\nSu 10:00-Su 12:00 open",
    );
}

#[test]
fn the_night_before_another_day_goes_on() {
    same(
        &["Th 16:00-01:00; Fr 16:00-03:00", "Fr 16:00-03:00; Th 16:00-01:00"],
        "Th 16:00-Fr 01:00 open\nFr 16:00-Sa 03:00 open",
    );
    same(&["Fr 20:00-03:00; Sa off", "Fr 20:00-03:00; Sa,PH gesloten"], "Fr 20:00-Sa 03:00 open");
    same(
        &["Fr 20:00-03:00; 2026 Nov 28 12:00-13:00"],
        "Fr 20:00-Sa 03:00 open\nSa 12:00-Sa 13:00 open",
    );
    same(&["Fr 20:00-03:00; Sa 00:00-01:00 off"], "Fr 20:00-Sa 00:00 open\nSa 01:00-Sa 03:00 open");
}

#[test]
fn ordinary_hours_stated_later_end_the_night() {
    same(&["Fr 11:00-04:00; Sa 12:00-24:00"], "Fr 11:00-Sa 00:00 open\nSa 12:00-Su 00:00 open");
    same(
        &["Th 11:00-01:00; Fr 11:00-04:00; Sa 12:00-20:00"],
        "Th 11:00-Fr 00:00 open\nFr 11:00-Sa 00:00 open\nSa 12:00-Sa 20:00 open",
    );
    same(&["Sa 12:00-20:00; Fr 11:00-04:00"], "Fr 11:00-Sa 04:00 open\nSa 12:00-Sa 20:00 open");
}

#[test]
fn holidays_narrowed_to_weekdays_are_not_guessed() {
    assert!(!Schedule::parse("Th 07:00-12:30; PH Th off").is_readable());
    assert!(!Schedule::parse("SH Mo-Fr 10:00-12:00").is_readable());
    assert!(Schedule::parse("SH Mo-Su 10:00-12:00").is_readable());
    same(&["Sa-Su 10:00-12:00; PH Su off"], "Sa 10:00-Sa 12:00 open");
}

#[test]
fn what_cannot_be_read_is_unknown() {
    let long = "Mo 09:00-10:00; ".repeat(MAX_TEXT_CHARS / 10);
    for text in [
        "",
        "saisonal",
        "Mo-Si 00:00-24:00",
        "Fr 7:00",
        "079 245 63 38",
        "Mo \"",
        "10:00-18:00 Mo-Sa",
        long.as_str(),
    ] {
        let schedule = Schedule::parse(text);
        assert!(!schedule.is_readable(), "{text}");
        let spans = schedule.spans(time("2026-11-23T08:00"), time("2026-11-24T09:00"));
        assert_eq!(spans.len(), 1);
        assert_eq!((spans[0].state, spans[0].from), (State::Unknown, time("2026-11-23T08:00")));
    }
}

#[test]
fn intervals_are_printed_as_agreed() {
    let printed = intervals(
        "Th 15:00-20:00, Th 20:00-21:00 open \"bij mooi weer\"; Fr off",
        time("2026-04-23T16:00"),
        time("2026-04-24T00:00"),
    );
    assert_eq!(
        serde_json::to_string(&printed).unwrap(),
        r#"[{"from":"2026-04-23T16:00","to":"2026-04-23T21:00","state":"open","comment":"bij mooi weer"}]"#
    );
    let midnight = intervals("Fr 20:00-24:00", time("2026-04-24T00:00"), time("2026-04-26T00:00"));
    assert_eq!(
        serde_json::to_string(&midnight).unwrap(),
        r#"[{"from":"2026-04-24T20:00","to":"2026-04-25T00:00","state":"open","comment":null}]"#
    );
}
