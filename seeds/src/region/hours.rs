//! Hours: a pattern that such places keep, with times of the place's own.

use super::chance::Chance;

/// Minutes in a day.
const DAY: i32 = 24 * 60;
/// By how many minutes a place opens or closes otherwise than the pattern.
const SHIFTS: [i32; 20] =
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30, 30, -30, -30, 60, -60, 15, -15, 45, -90];
/// Days in the words of OpenStreetMap and in Dutch.
const DAYS: [(&str, &str); 7] = [
    ("Mo", "Ma"),
    ("Tu", "Di"),
    ("We", "Wo"),
    ("Th", "Do"),
    ("Fr", "Vr"),
    ("Sa", "Za"),
    ("Su", "Zo"),
];

/// A pattern with the times of one place.
pub(super) fn vary(pattern: &str, chance: &mut Chance) -> String {
    let together = chance.percent(70);
    let mut shift = [*chance.pick(&SHIFTS), *chance.pick(&SHIFTS)];
    let rules = pattern.split("; ").map(|rule| {
        if !together {
            shift = [*chance.pick(&SHIFTS), *chance.pick(&SHIFTS)];
        }
        shifted(rule, shift)
    });
    let rules = rules.collect::<Vec<_>>().join("; ");
    match holidays(&rules, chance) {
        Some(days) => format!("{rules}; {days}"),
        None => rules,
    }
}

/// The same hours as people write them, if they are simple enough to be written so: by the
/// clock on days of the week.
pub(super) fn sloppy(text: &str, chance: &mut Chance) -> Option<String> {
    let simple = text.split("; ").all(|rule| {
        let Some((days, times)) = rule.split_once(' ') else { return false };
        let days = days.split([',', '-']).all(|day| DAYS.iter().any(|(osm, _)| *osm == day));
        days && times.bytes().all(|b| b.is_ascii_digit() || b":-,".contains(&b))
    });
    if !simple {
        return None;
    }
    let dutch = || DAYS.iter().fold(text.to_owned(), |t, (osm, nl)| t.replace(osm, nl));
    let dotted = |text: &str| text.replace(':', ".");
    let bare = |text: String| short(&text);
    Some(match chance.below(6) {
        0 => bare(dotted(&dutch())),
        1 => dotted(&dutch().to_lowercase()),
        2 => dotted(text),
        3 => bare(text.to_owned()),
        4 => text.replace('-', "–"),
        _ => dutch(),
    })
}

/// Full hours without their zeros: `09.00-17.30` becomes `9-17.30`.
fn short(text: &str) -> String {
    let text = text.replace(".00", "").replace(":00", "");
    let mut short = String::with_capacity(text.len());
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let leads = letter == '0' && !before.is_ascii_digit() && before != '.' && before != ':';
        if !(leads && letters.peek().is_some_and(char::is_ascii_digit)) {
            short.push(letter);
        }
        before = letter;
    }
    short
}

/// Days that differ, for a few of those that do not say so already.
fn holidays(rules: &str, chance: &mut Chance) -> Option<String> {
    let by_the_clock = rules.contains(':') && !rules.contains(['"', '+']);
    if !by_the_clock || ["PH", "Dec", "Jul", "Apr"].iter().any(|word| rules.contains(word)) {
        return None;
    }
    match chance.below(100) {
        0..=4 => Some("PH off".to_owned()),
        5 => Some("Dec 25,26 off".to_owned()),
        6 => Some("Dec 24,31 09:00-16:00".to_owned()),
        7 => Some(format!("Jul {:02}-Aug {:02} off", 10 + chance.below(20), 1 + chance.below(20))),
        8 => Some(format!("PH {:02}:00-17:00", 10 + chance.below(4))),
        _ => None,
    }
}

/// A rule that opens and closes otherwise. What would turn a span over stays as it is.
fn shifted(rule: &str, [open, close]: [i32; 2]) -> String {
    let times: Vec<(usize, i32)> = times(rule).collect();
    let Some(last) = times.len().checked_sub(1) else { return rule.to_owned() };
    let new: Vec<i32> = times
        .iter()
        .enumerate()
        .map(|(nth, (_, minutes))| match nth {
            0 => minutes + open,
            _ if nth == last => minutes + close,
            _ => *minutes,
        })
        .collect();
    let order = |pair: &[i32]| pair[0].cmp(&pair[1]);
    let old: Vec<i32> = times.iter().map(|(_, minutes)| *minutes).collect();
    let kept = old.windows(2).map(order).eq(new.windows(2).map(order));
    let on_the_clock = new.iter().all(|minutes| (0..=DAY).contains(minutes));
    if !kept || !on_the_clock {
        return rule.to_owned();
    }
    let mut written = rule.to_owned();
    for ((at, _), minutes) in times.iter().zip(&new) {
        written.replace_range(*at..at + 5, &format!("{:02}:{:02}", minutes / 60, minutes % 60));
    }
    written
}

/// Where a rule has times, and which.
fn times(rule: &str) -> impl Iterator<Item = (usize, i32)> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i32::from(byte - b'0'));
    rule.as_bytes().windows(5).enumerate().filter_map(move |(at, time)| {
        let &[a, b, b':', c, d] = time else { return None };
        let hours = digit(a)? * 10 + digit(b)?;
        Some((at, hours * 60 + digit(c)? * 10 + digit(d)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_keeps_the_order_of_times() {
        assert_eq!(shifted("Mo-Fr 09:00-17:30", [-30, 60]), "Mo-Fr 08:30-18:30");
        assert_eq!(shifted("Tu 09:00-12:30,13:30-18:00", [30, -60]), "Tu 09:30-12:30,13:30-17:00");
        assert_eq!(shifted("Fr,Sa 17:00-03:00", [60, 60]), "Fr,Sa 18:00-04:00");
        assert_eq!(shifted("Mo-Su 12:00-24:00", [0, 60]), "Mo-Su 12:00-24:00", "off the clock");
        assert_eq!(shifted("We 14:00-14:30", [60, -60]), "We 14:00-14:30", "turned over");
        assert_eq!(shifted("Mo-Su 17:00+", [30, 0]), "Mo-Su 17:30+");
        assert_eq!(shifted("24/7", [30, 0]), "24/7");
    }

    #[test]
    fn zeros_go_where_nobody_writes_them() {
        assert_eq!(short("Ma-Vr 09.00-17.30"), "Ma-Vr 9-17.30");
        assert_eq!(short("Za 10:00-00:30"), "Za 10-0:30");
    }

    #[test]
    fn only_simple_hours_are_written_sloppily() {
        let mut chance = Chance::new(1, 1, 0);
        for text in
            ["24/7", "PH off", "Sa[2] 13:00-16:00", "Mo \"op afspraak\"", "Apr-Oct Mo 09:00-12:00"]
        {
            assert_eq!(sloppy(text, &mut chance), None, "{text}");
        }
        let written: Vec<_> =
            (0..60).filter_map(|_| sloppy("Mo-Fr 09:00-17:00", &mut chance)).collect();
        assert!(written.contains(&"Ma-Vr 9-17".to_owned()), "{written:?}");
    }
}
