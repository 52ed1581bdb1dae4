//! Prints pieces as the `opening_hours` text that the parser reads the way people mean it.
//!
//! A comma means two things in OSM's grammar: tight, it joins two of a kind (`We,Sa 08:00-13:00`);
//! with a space, it begins another rule. People write a space in both places, so what stands on
//! either side decides. A remark without a state means "not known, see the remark".

use super::pieces::Piece;

/// The four parts of a rule, in the order of the grammar, and its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Nothing,
    Date,
    Day,
    Time,
    State,
    Remark,
}

/// Prints pieces; `None` where their order has no meaning, or several.
pub(super) fn print(pieces: &[Piece]) -> Option<String> {
    let mut printer = Printer {
        text: String::new(),
        last: Part::Nothing,
        joint: Joint::Space,
        rule: 0,
        days: None,
        times: None,
        implied: false,
        lost: false,
        month: None,
        after_year: false,
        from_nth_day: false,
    };
    for (at, piece) in pieces.iter().enumerate() {
        printer.piece(piece, &pieces[at + 1..])?;
    }
    printer.end_rule("");
    if printer.lost {
        return None;
    }
    Some(printer.text.trim_end_matches([' ', ';', '|', ',']).trim_start().to_owned())
}

/// What was written since the last part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    Space,
    Tight,
    And,
}

struct Printer {
    text: String,
    last: Part,
    joint: Joint,
    /// Where the present rule begins in the text.
    rule: usize,
    /// Where its list of weekdays and holidays begins, while that grows.
    days: Option<usize>,
    /// Where its times begin, if it has any yet.
    times: Option<usize>,
    /// Whether this rule began where no sign said so.
    implied: bool,
    /// Whether such a rule ended without saying when.
    lost: bool,
    month: Option<&'static str>,
    after_year: bool,
    /// Whether a date such as `Mar Su[-1]` has begun a range.
    from_nth_day: bool,
}

impl Printer {
    fn piece(&mut self, piece: &Piece, rest: &[Piece]) -> Option<()> {
        match piece {
            Piece::To => return self.tight('-'),
            Piece::Step => return self.tight('/'),
            Piece::And => self.joint = Joint::And,
            Piece::Semicolon => self.end_rule("; "),
            Piece::Fallback => self.end_rule(" || "),
            Piece::Plus => self.text.push('+'),
            Piece::Nth(inner) => self.text.push_str(&format!("[{inner}]")),
            Piece::Offset(days) => self.text.push_str(&format!(" {days}")),
            Piece::Day(day) => return self.day(day, rest),
            Piece::Month(month) => return self.month(month),
            Piece::DayOfMonth(day) => return self.day_of_month(*day),
            Piece::Year(year) => {
                self.part(Part::Date, &year.to_string())?;
                self.after_year = true;
            }
            Piece::Week => return self.part(Part::Date, "week"),
            Piece::WeekNumber(number) => return self.part(Part::Date, &number.to_string()),
            Piece::Easter => return self.part(Part::Date, "easter"),
            Piece::Clock(minutes) => {
                let clock = format!("{:02}:{:02}", minutes / 60, minutes % 60);
                return self.part(Part::Time, &clock);
            }
            Piece::Sun(event) => return self.part(Part::Time, event),
            Piece::Always if self.last == Part::Nothing => {
                return self.part(Part::Time, "24/7");
            }
            Piece::Always => return self.part(Part::Time, "00:00-24:00"),
            Piece::State(state) => return self.part(Part::State, state),
            Piece::Remark(remark) => return self.remark(remark),
        }
        Some(())
    }

    fn tight(&mut self, sign: char) -> Option<()> {
        if self.last == Part::Nothing {
            return None;
        }
        self.text.push(sign);
        self.joint = Joint::Tight;
        Some(())
    }

    fn end_rule(&mut self, separator: &str) {
        self.close_days();
        // `10:00-18:00 Mo-Sa` has its days last; all of those days are not meant.
        self.lost |= self.implied && matches!(self.last, Part::Day | Part::Date);
        self.implied = false;
        if self.last != Part::Nothing {
            self.text.push_str(separator);
        } else if separator == " || " && self.text.ends_with("; ") {
            self.text.truncate(self.text.len() - 2);
            self.text.push_str(separator);
        }
        self.last = Part::Nothing;
        self.joint = Joint::Space;
        self.rule = self.text.len();
        self.times = None;
    }

    fn part(&mut self, part: Part, text: &str) -> Option<()> {
        if part != Part::Day {
            self.close_days();
        }
        match self.joint {
            Joint::Tight => {}
            Joint::And => self.after_and(part)?,
            Joint::Space => self.after_space(part)?,
        }
        self.after_year = false;
        let begin = self.text.len();
        match part {
            Part::Day => self.days = self.days.or(Some(begin)),
            Part::Time => self.times = self.times.or(Some(begin)),
            _ => {}
        }
        self.text.push_str(text);
        self.last = part;
        self.joint = Joint::Space;
        Some(())
    }

    fn after_and(&mut self, part: Part) -> Option<()> {
        match (self.last, part) {
            (Part::Nothing, _) => {}
            (Part::Time, Part::Time) | (Part::Day, Part::Day) | (Part::Date, Part::Date) => {
                self.text.push(',');
            }
            (Part::Date | Part::Day, Part::Time | Part::State) => self.text.push(' '),
            (Part::Date, Part::Day) | (_, Part::State) => return None,
            (Part::State | Part::Remark, Part::Time) => self.same_days(),
            _ => self.end_rule(", "),
        }
        Some(())
    }

    fn after_space(&mut self, part: Part) -> Option<()> {
        match (self.last, part) {
            (Part::Nothing, _) => {}
            (Part::Time, Part::Time) | (Part::Day, Part::Day) => self.text.push(','),
            // Without the colon, `May,Sep Su[1]` would be all of May and a Sunday in September.
            (Part::Date, Part::Day) => self.text.push_str(": "),
            (Part::Day, Part::Date) | (Part::State, Part::State | Part::Time) => return None,
            (Part::Time | Part::State | Part::Remark, Part::Day | Part::Date) => {
                self.end_rule(", ");
                self.implied = true;
            }
            (Part::Remark, Part::Time) => self.same_days(),
            _ => self.text.push(' '),
        }
        Some(())
    }

    /// The grammar wants holidays and weekdays each together: `Mo,PH,Su` is `PH,Mo,Su`.
    fn close_days(&mut self) {
        let Some(begin) = self.days.take() else { return };
        let list = self.text.split_off(begin);
        let mut nth = false;
        let mut days: Vec<&str> = list
            .split(|c| {
                nth = (nth || c == '[') && c != ']';
                c == ',' && !nth
            })
            .collect();
        days.sort_by_key(|day| !(day.starts_with("PH") || day.starts_with("SH")));
        self.text.push_str(&days.join(","));
    }

    /// Begins another rule for the days of this one.
    fn same_days(&mut self) {
        let days = self.text[self.rule..self.times.unwrap_or(self.rule)].to_owned();
        self.end_rule(", ");
        self.text.push_str(&days);
    }

    /// `SH Mo-Su` are the days of school holidays, but `SH,Mo-Su` every day. Narrowing holidays
    /// to some weekdays is more than the parser can do.
    fn day(&mut self, day: &str, rest: &[Piece]) -> Option<()> {
        let begins_range = matches!(
            rest,
            [Piece::Nth(_), Piece::To, ..] | [Piece::Nth(_), Piece::Offset(_), Piece::To, ..]
        );
        if self.last == Part::Date && (begins_range || self.from_nth_day) {
            self.from_nth_day = begins_range;
            return self.part(Part::Date, day);
        }
        let narrows = self.joint == Joint::Space && self.last == Part::Day;
        if narrows && (self.text.ends_with("SH") || self.text.ends_with("PH")) {
            // "PH Su" is how people write "Sundays and holidays".
            match day {
                "Mo-Su" => return Some(()),
                "Su" if self.text.ends_with("PH") => {}
                _ => return None,
            }
        }
        self.part(Part::Day, day)
    }

    /// The parser reads `2024 Sep` as a year and a month apart, and prints them as one.
    fn month(&mut self, month: &'static str) -> Option<()> {
        if self.after_year && self.joint == Joint::Space {
            self.joint = Joint::Tight;
        }
        self.month = Some(month);
        self.part(Part::Date, month)
    }

    /// `Dec 24,31` are two dates; the grammar wants the month again.
    fn day_of_month(&mut self, day: u16) -> Option<()> {
        if self.joint == Joint::And && self.last == Part::Date {
            let month = self.month?;
            self.text.push_str(&format!(",{month} {day:02}"));
            self.joint = Joint::Space;
            return Some(());
        }
        self.part(Part::Date, &format!("{day:02}"))
    }

    /// A remark that belongs to no days or times is for whenever nothing else holds.
    fn remark(&mut self, remark: &str) -> Option<()> {
        self.close_days();
        let first = self.last == Part::Nothing;
        let apart = if first { self.text.ends_with("; ") } else { self.joint == Joint::And };
        if apart {
            self.end_rule(" || ");
        }
        if self.last == Part::Nothing {
            self.text.push_str("unknown ");
        } else if self.last == Part::State {
            self.text.push(' ');
        } else {
            self.text.push_str(" unknown ");
        }
        self.text.push_str(&format!("\"{remark}\""));
        self.last = Part::Remark;
        self.joint = Joint::Space;
        Some(())
    }
}
