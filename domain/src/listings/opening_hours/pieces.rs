//! Gives tokens their meaning: which number is an hour, which a day of the month.

use super::lexer::Token;
use super::words::{self, Meaning};

/// A part of a rule with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A weekday, a range of them or a kind of holiday.
    Day(&'static str),
    /// Which of its kind in the month, `1,3` of `Su[1,3]`.
    Nth(String),
    /// A month.
    Month(&'static str),
    /// A day of the month.
    DayOfMonth(u16),
    /// A year.
    Year(u16),
    /// The word before numbers of weeks.
    Week,
    /// A number of a week, or of a step.
    WeekNumber(u16),
    /// Easter Sunday.
    Easter,
    /// Days before or after, `+39 days`.
    Offset(String),
    /// Minutes after midnight, up to 48:00.
    Clock(u16),
    /// A time by the sun.
    Sun(String),
    /// `off`, `open` or `unknown`.
    State(&'static str),
    /// Day and night.
    Always,
    /// A remark.
    Remark(String),
    /// From the one to the other.
    To,
    /// Without an end.
    Plus,
    /// Every so many.
    Step,
    /// A comma, or "and".
    And,
    /// The next rule.
    Semicolon,
    /// The rule for when nothing else holds.
    Fallback,
}

/// Years that hours are given for; other numbers of four digits are something else.
const YEARS: std::ops::Range<u16> = 1900..2200;

/// The end of a day, in minutes.
const MIDNIGHT: u16 = 24 * 60;

/// The latest time that hours may have, in minutes: OSM counts on past midnight.
const LATEST: u16 = 48 * 60;

/// Reads tokens as pieces; `None` for a word or number that has no place in hours.
pub(super) fn pieces(tokens: &[Token]) -> Option<Vec<Piece>> {
    let mut reader = Reader { rest: tokens, pieces: Vec::new(), from: false, nth: Vec::new() };
    while let Some((token, rest)) = reader.rest.split_first() {
        reader.rest = rest;
        reader.read(token)?;
    }
    reader.end_to();
    reader.end_from();
    reader.nth.is_empty().then_some(reader.pieces)
}

struct Reader<'a> {
    rest: &'a [Token],
    pieces: Vec<Piece>,
    /// Whether "from" was said and no end has been seen since.
    from: bool,
    /// "First" or "1e", until the day that is meant.
    nth: Vec<&'a str>,
}

impl<'a> Reader<'a> {
    fn read(&mut self, token: &'a Token) -> Option<()> {
        match token {
            Token::Word(word) => return self.word(word),
            Token::Number(digits) => return self.number(digits),
            Token::Sign(sign) => return self.sign(*sign),
            Token::Remark(remark) if remark.is_empty() => {}
            Token::Remark(remark) => self.push(Piece::Remark(remark.replace('"', "'"))),
            Token::Nth(inner) => self.push(Piece::Nth(inner.clone())),
            Token::SunOffset(inner) => self.push(Piece::Sun(format!("({inner})"))),
        }
        Some(())
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let piece = match words::meaning(word)? {
            Meaning::Day(day) => Piece::Day(day),
            Meaning::Month(month) => Piece::Month(month),
            Meaning::Sun(event) => Piece::Sun(event.to_owned()),
            Meaning::State(state) => Piece::State(state),
            Meaning::Easter => Piece::Easter,
            Meaning::Week => Piece::Week,
            Meaning::Nth(nth) => {
                self.nth.push(nth);
                return Some(());
            }
            Meaning::And => Piece::And,
            Meaning::To => {
                self.up_to_and_including();
                Piece::To
            }
            Meaning::From => {
                self.end_from();
                self.from = true;
                return Some(());
            }
            Meaning::Noise => {
                self.all_day();
                return Some(());
            }
        };
        self.push(piece);
        Some(())
    }

    /// "Tot en met" is one word to us.
    fn up_to_and_including(&mut self) {
        if let [Token::Word(and), Token::Word(with), rest @ ..] = self.rest
            && (and.as_str(), with.as_str()) == ("en", "met")
        {
            self.rest = rest;
        }
    }

    /// "24 uur" is day and night; "van 8 tot 24 uur" is not.
    fn all_day(&mut self) {
        if let [before @ .., Piece::Clock(MIDNIGHT)] = self.pieces.as_slice()
            && before.last() != Some(&Piece::To)
        {
            self.pieces.pop();
            self.pieces.push(Piece::Always);
        }
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        let piece = match sign {
            ',' | '&' => Piece::And,
            ';' => Piece::Semicolon,
            '|' => {
                while let [Token::Sign('|'), rest @ ..] = self.rest {
                    self.rest = rest;
                }
                Piece::Fallback
            }
            '-' | '+' if self.offset(sign) => return Some(()),
            '-' => Piece::To,
            '+' => match (self.last()?, self.rest.first()) {
                (Piece::Day(_), Some(Token::Word(_)))
                | (Piece::Clock(_), Some(Token::Number(_))) => Piece::And,
                // Nothing of the day is left for the end of `10:00-24:00+` to be open to.
                (Piece::Clock(MIDNIGHT), _) => return Some(()),
                _ => Piece::Plus,
            },
            '/' if matches!(self.last()?, Piece::Day(_)) => Piece::And,
            '/' => Piece::Step,
            // Between days and a time that follow each other without a space.
            '.' | ':' => return Some(()),
            _ => return None,
        };
        self.push(piece);
        Some(())
    }

    /// Reads a number of days after a plus or minus: a date is moved.
    fn offset(&mut self, sign: char) -> bool {
        let [Token::Number(digits), Token::Word(word), rest @ ..] = self.rest else { return false };
        let moves = word == "day" || word == "days";
        if moves {
            self.rest = rest;
            self.push(Piece::Offset(format!("{sign}{digits} days")));
        }
        moves
    }

    fn number(&mut self, digits: &'a str) -> Option<()> {
        let number: u16 = digits.parse().ok()?;
        if self.counts(number) {
            self.nth.push(digits);
            return Some(());
        }
        let piece = if self.always(digits) {
            Piece::Always
        } else if let Some(minute) = self.minute() {
            Piece::Clock(self.clock(number, minute)?)
        } else if self.among_weeks() {
            Piece::WeekNumber(number)
        } else if digits.len() == 4 && YEARS.contains(&number) {
            Piece::Year(number)
        } else if let Some(month) = self.month_ahead() {
            self.push(Piece::Month(month));
            Piece::DayOfMonth(number)
        } else if self.among_dates() {
            Piece::DayOfMonth(number)
        } else {
            Piece::Clock(self.clock(number, 0)?)
        };
        self.push(piece);
        Some(())
    }

    /// Whether this number is the beginning of "1e" or "2de".
    fn counts(&mut self, number: u16) -> bool {
        match self.rest {
            [Token::Word(word), rest @ ..]
                if (1..=5).contains(&number) && ["e", "de", "ste"].contains(&word.as_str()) =>
            {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Whether this number begins `24/7`.
    fn always(&mut self, digits: &str) -> bool {
        match self.rest {
            [Token::Sign('/'), Token::Number(days), rest @ ..] if digits == "24" && days == "7" => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// The minutes after an hour, if they follow: `8:30`, `8.30`, `8h30`, `8u30`; `8:0` too.
    fn minute(&mut self) -> Option<u16> {
        let [between, Token::Number(digits), rest @ ..] = self.rest else { return None };
        let separates = match between {
            Token::Sign(sign) => *sign == ':' || *sign == '.',
            Token::Word(word) => ["h", "u"].contains(&word.to_lowercase().as_str()),
            _ => false,
        };
        // In `Oct 26:10:00-16:00` the first number is a day, and the second its hour.
        let was_a_day = rest.first() == Some(&Token::Sign(':'));
        if !separates || was_a_day || (digits.len() != 2 && digits != "0") {
            return None;
        }
        let minute = digits.parse().ok().filter(|minute| *minute < 60)?;
        self.rest = rest;
        Some(minute)
    }

    /// Minutes after midnight, after a look at "am" and "pm".
    fn clock(&mut self, hour: u16, minute: u16) -> Option<u16> {
        let half = match self.rest.first() {
            Some(Token::Word(word)) => word.to_lowercase(),
            _ => String::new(),
        };
        let hour = match half.as_str() {
            "am" | "pm" => {
                self.rest = &self.rest[1..];
                (1..=12).contains(&hour).then_some(hour % 12)? + if half == "pm" { 12 } else { 0 }
            }
            _ => hour,
        };
        let minutes = hour.checked_mul(60)?.checked_add(minute)?;
        (minutes <= LATEST).then_some(minutes)
    }

    /// Whether a number here counts weeks, or is a step of anything but times.
    fn among_weeks(&self) -> bool {
        let counts =
            |p: &&Piece| matches!(p, Piece::WeekNumber(_) | Piece::To | Piece::And | Piece::Step);
        self.pieces.iter().rev().find(|p| !counts(p)) == Some(&Piece::Week)
    }

    /// Whether a number here is a day of the month. `Mar 8-13` are dates, but in `Oct-Mar 8-13`
    /// the months are a range already, and the numbers are hours.
    fn among_dates(&self) -> bool {
        match self.pieces.as_slice() {
            [.., Piece::DayOfMonth(_), Piece::To | Piece::And] => true,
            [.., Piece::Month(_), Piece::To, Piece::Month(_)] => false,
            [.., Piece::Month(_)] => true,
            _ => false,
        }
    }

    /// The month of a date that is written the day first, as in `15 april`.
    fn month_ahead(&mut self) -> Option<&'static str> {
        let [Token::Word(word), rest @ ..] = self.rest else { return None };
        match words::meaning(word) {
            Some(Meaning::Month(month)) if !matches!(self.last(), Some(Piece::Month(_))) => {
                self.rest = rest;
                Some(month)
            }
            _ => None,
        }
    }

    fn last(&self) -> Option<&Piece> {
        self.pieces.last()
    }

    fn push(&mut self, piece: Piece) {
        match piece {
            Piece::To => self.from = false,
            Piece::Clock(_) | Piece::Sun(_) => {}
            _ => self.end_from(),
        }
        if !self.nth.is_empty() {
            return self.push_counted(piece);
        }
        match (&piece, self.pieces.as_slice()) {
            (Piece::And | Piece::Semicolon, [.., Piece::To]) => self.end_to(),
            (Piece::And | Piece::To, [.., Piece::And]) => {
                self.pieces.pop();
            }
            (Piece::Day("Su"), [week @ .., Piece::Day("Mo"), Piece::To]) => {
                self.pieces.truncate(week.len());
                self.pieces.push(Piece::Day("Mo-Su"));
                return;
            }
            _ => {}
        }
        self.pieces.push(piece);
    }

    /// "Eerste en derde zaterdag": the commas between belong to the count, which ends at a day.
    fn push_counted(&mut self, piece: Piece) {
        match piece {
            Piece::And => {}
            Piece::Day(_) => {
                let nth = std::mem::take(&mut self.nth).join(",");
                self.pieces.extend([piece, Piece::Nth(nth)]);
            }
            // Counted what is not a day: `pieces` ends with a count left over.
            _ => self.pieces.push(piece),
        }
    }

    /// A dash without an end: after a time it is an open end (`16:00-`), elsewhere it says no
    /// more than what follows it ("Sonn- und Feiertags").
    fn end_to(&mut self) {
        if self.last() == Some(&Piece::To) {
            self.pieces.pop();
            if matches!(self.last(), Some(Piece::Clock(_))) {
                self.pieces.push(Piece::Plus);
            }
        }
    }

    /// "From ten" without an end is an open end.
    fn end_from(&mut self) {
        if self.from && matches!(self.last(), Some(Piece::Clock(_))) {
            self.pieces.push(Piece::Plus);
            self.from = false;
        }
    }
}
