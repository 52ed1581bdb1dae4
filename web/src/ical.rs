//! iCalendar (RFC 5545), written out: lines of at most 75 octets, joined by CRLF.

use std::fmt::Write as _;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

/// The longest line, in octets, the line break not counted.
const LINE_MAX: usize = 75;
/// Who wrote the calendar.
const PRODUCT: &str = "-//Koop Lokaal//Koop Lokaal//NL";
/// How often a reader should look again.
const AGAIN: &str = "P1D";
/// The clock of the Netherlands, with its two changes a year since 1996. A calendar needs at
/// least one component, and one without events has this.
const ZONE: [&str; 16] = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Amsterdam",
    "BEGIN:DAYLIGHT",
    "TZNAME:CEST",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZNAME:CET",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
];

/// A calendar to keep an eye on.
#[derive(Default)]
pub(crate) struct Calendar {
    pub name: String,
    pub description: String,
    pub events: Vec<Event>,
    pub meetings: Vec<Meeting>,
}

/// Something that takes place from a time until a time, once or again and again. Both are by the
/// clock on the wall, so that what comes back does so at the same hour in summer and in winter.
pub(crate) struct Meeting {
    /// For ever the same meeting, however it changes.
    pub uid: String,
    /// How often it changed.
    pub sequence: i32,
    /// When it last changed.
    pub changed: DateTime<Utc>,
    pub from: NaiveDateTime,
    pub until: NaiveDateTime,
    /// How it comes back, as an RRULE.
    pub rule: Option<String>,
    pub summary: String,
    pub description: String,
    pub location: String,
    pub url: String,
}

/// Whole days on which something differs. They take nobody's time: the reader stays free.
pub(crate) struct Event {
    /// For ever the same event, however it changes.
    pub uid: String,
    /// How often it changed.
    pub sequence: i32,
    /// When it last changed.
    pub changed: DateTime<Utc>,
    pub from: NaiveDate,
    /// The last day, included.
    pub to: NaiveDate,
    pub summary: String,
    pub description: String,
    pub location: String,
    pub url: String,
}

impl Calendar {
    /// The document.
    pub(crate) fn write(&self) -> String {
        let mut text = String::new();
        let mut put = |line: &str| fold(&mut text, line);
        put("BEGIN:VCALENDAR");
        put("VERSION:2.0");
        put(&format!("PRODID:{PRODUCT}"));
        put("CALSCALE:GREGORIAN");
        put("METHOD:PUBLISH");
        put(&format!("NAME:{}", escape(&self.name)));
        put(&format!("X-WR-CALNAME:{}", escape(&self.name)));
        put(&format!("X-WR-CALDESC:{}", escape(&self.description)));
        put("X-WR-TIMEZONE:Europe/Amsterdam");
        put(&format!("REFRESH-INTERVAL;VALUE=DURATION:{AGAIN}"));
        put(&format!("X-PUBLISHED-TTL:{AGAIN}"));
        ZONE.iter().for_each(|line| put(line));
        put("END:VTIMEZONE");
        self.events.iter().for_each(|event| event.write(&mut put));
        self.meetings.iter().for_each(|meeting| meeting.write(&mut put));
        put("END:VCALENDAR");
        text
    }
}

impl Event {
    fn write(&self, put: &mut impl FnMut(&str)) {
        let stamp = self.changed.format("%Y%m%dT%H%M%SZ");
        // The end is the first day on which it is over.
        let end = self.to.succ_opt().unwrap_or(self.to);
        put("BEGIN:VEVENT");
        put(&format!("UID:{}", escape(&self.uid)));
        put(&format!("DTSTAMP:{stamp}"));
        put(&format!("LAST-MODIFIED:{stamp}"));
        put(&format!("SEQUENCE:{}", self.sequence));
        put(&format!("DTSTART;VALUE=DATE:{}", self.from.format("%Y%m%d")));
        put(&format!("DTEND;VALUE=DATE:{}", end.format("%Y%m%d")));
        put(&format!("SUMMARY:{}", escape(&self.summary)));
        for (name, value) in [("DESCRIPTION", &self.description), ("LOCATION", &self.location)] {
            if !value.is_empty() {
                put(&format!("{name}:{}", escape(value)));
            }
        }
        put(&format!("URL:{}", self.url));
        put("TRANSP:TRANSPARENT");
        put("END:VEVENT");
    }
}

impl Meeting {
    fn write(&self, put: &mut impl FnMut(&str)) {
        let stamp = self.changed.format("%Y%m%dT%H%M%SZ");
        let wall = |at: NaiveDateTime| at.format("%Y%m%dT%H%M%S").to_string();
        put("BEGIN:VEVENT");
        put(&format!("UID:{}", escape(&self.uid)));
        put(&format!("DTSTAMP:{stamp}"));
        put(&format!("LAST-MODIFIED:{stamp}"));
        put(&format!("SEQUENCE:{}", self.sequence));
        put(&format!("DTSTART;TZID=Europe/Amsterdam:{}", wall(self.from)));
        put(&format!("DTEND;TZID=Europe/Amsterdam:{}", wall(self.until)));
        if let Some(rule) = &self.rule {
            put(&format!("RRULE:{rule}"));
        }
        put(&format!("SUMMARY:{}", escape(&self.summary)));
        for (name, value) in [("DESCRIPTION", &self.description), ("LOCATION", &self.location)] {
            if !value.is_empty() {
                put(&format!("{name}:{}", escape(value)));
            }
        }
        put(&format!("URL:{}", self.url));
        put("END:VEVENT");
    }
}

/// A text as a value: what would part values is escaped, other control characters are left out.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => {
                let _ = write!(safe, "\\{c}");
            }
            '\n' => safe.push_str("\\n"),
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}

/// Adds a line, folded: what goes on begins with a space, and no character is torn apart.
fn fold(text: &mut String, line: &str) {
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > LINE_MAX {
            text.push_str("\r\n ");
            width = 1;
        }
        text.push(c);
        width += c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unescape(value: &str) -> String {
        let mut text = String::new();
        let mut chars = value.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => text.extend(chars.next().map(|c| if c == 'n' { '\n' } else { c })),
                c => text.push(c),
            }
        }
        text
    }

    fn lines(text: &str) -> Vec<String> {
        let text = text.strip_suffix("\r\n").expect("a line break at the end");
        text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    fn event(summary: &str) -> Event {
        let date = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        Event {
            uid: "x".into(),
            sequence: 3,
            changed: DateTime::UNIX_EPOCH,
            from: date,
            to: date,
            summary: summary.into(),
            description: summary.into(),
            location: String::new(),
            url: "https://koop.example/plek/x".into(),
        }
    }

    proptest! {
        #[test]
        fn lines_are_short_and_come_back_whole(line in "\\PC{0,400}") {
            let mut text = String::new();
            fold(&mut text, &line);
            prop_assert!(text.split("\r\n").all(|it| it.len() <= LINE_MAX));
            prop_assert_eq!(lines(&text), vec![line]);
        }

        #[test]
        fn words_come_back_and_open_no_line(words in any::<String>()) {
            let safe = escape(&words);
            prop_assert!(!safe.chars().any(char::is_control));
            let words = words.replace("\r\n", "\n");
            let shown: String = words.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
            prop_assert_eq!(unescape(&safe), shown);
        }

        #[test]
        fn a_name_adds_no_event(name in any::<String>()) {
            let calendar = Calendar {
                name: name.clone(),
                description: String::new(),
                events: vec![event(&format!("{name}\r\nEND:VEVENT\r\nBEGIN:VEVENT"))],
                meetings: Vec::new(),
            };
            let text = calendar.write();
            prop_assert!(text.split("\r\n").all(|it| it.len() <= LINE_MAX));
            let lines = lines(&text);
            for (begin, end, times) in
                [("BEGIN:VCALENDAR", "END:VCALENDAR", 1), ("BEGIN:VEVENT", "END:VEVENT", 1)]
            {
                let count = |line: &str| lines.iter().filter(|it| *it == line).count();
                prop_assert_eq!((count(begin), count(end)), (times, times));
            }
        }
    }

    #[test]
    fn the_end_of_a_day_is_the_next() {
        let text = Calendar { events: vec![event("")], ..Calendar::default() };
        let text = text.write();
        assert!(text.contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"));
    }

    #[test]
    fn a_calendar_without_events_still_holds_something() {
        let text = Calendar::default();
        assert!(text.write().contains("BEGIN:VTIMEZONE\r\n"));
    }
}
