//! A post as it stands in the text files.
//!
//! A file per subject; a blank line between blocks; `#` begins a comment. A block has five lines:
//!
//! ```text
//! title
//! who | direction topic audience | when it was put up (see `when`)
//! term; term; …         (`gift`, `loan 7 deposit`, `swap for what`, `price 2 DAPPER`, `euro words`)
//! trait; trait; …       (`-`: none)
//! the words
//! ```
//!
//! Traits, each a word and its value:
//!
//! - `at`: another street than the one where its author lives; `org`: put up by their
//!   organisation; `listing`: the slug of the place for which it is;
//! - `languages nl ar`, `when mo th morning`, `reach 1500` in metres, `capacity 3`;
//! - `stands 90`: so many days from when it was put up; `closed found -2`: with what outcome, and
//!   when; `reported -1 Marloes unsafe note` and `removed -2 Ineke advertising why`;
//! - of a meal: `portions 4`, `pickup` a stretch, `allergens celery milk`, or `none`, or `unknown`,
//!   `halal`, `vegetarian`, `box`;
//! - of material: `quantity`, `size`, `origin`, `until +18`;
//! - of an event: `event` a stretch and how often it comes back, `venue`.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::posts::model::{
    Allergen, Audience, Availability, Content, Day, DayPart, Direction, Event, Material, Meal,
    Outcome, Recurrence, ReportReason, STANDS_DAYS, Subject, Term, TermKind, Topic,
};

use super::super::moment::Moment;
use super::when;

/// One block.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// What it is about: the file it stands in.
    pub(super) subject: Subject,
    /// Its title.
    pub(super) title: &'static str,
    /// The first name of its author.
    pub(super) who: &'static str,
    /// Who gives and who gets.
    pub(super) direction: Direction,
    /// More precisely what it is about.
    pub(super) topic: Topic,
    /// Who may see it.
    pub(super) audience: Audience,
    /// When it was put up.
    when: &'static str,
    terms: &'static str,
    traits: Vec<(&'static str, &'static str)>,
    /// Its words.
    pub(super) text: &'static str,
}

/// What somebody said of a post, and when.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// When.
    pub(super) at: DateTime<Utc>,
    /// Who.
    pub(super) who: &'static str,
    /// Why.
    pub(super) reason: ReportReason,
    /// In words, or in those of whoever took the post off.
    pub(super) words: &'static str,
}

/// The files, one a subject.
const FILES: [(Subject, &str); 6] = [
    (Subject::Help, include_str!("posts/help.txt")),
    (Subject::Item, include_str!("posts/item.txt")),
    (Subject::Meal, include_str!("posts/meal.txt")),
    (Subject::Material, include_str!("posts/material.txt")),
    (Subject::Skill, include_str!("posts/skill.txt")),
    (Subject::Event, include_str!("posts/event.txt")),
];

const DAYS: [(&str, Day); 7] = [
    ("mo", Day::Monday),
    ("tu", Day::Tuesday),
    ("we", Day::Wednesday),
    ("th", Day::Thursday),
    ("fr", Day::Friday),
    ("sa", Day::Saturday),
    ("su", Day::Sunday),
];

/// Every post, in the order of the files.
pub(super) fn all() -> Vec<Block> {
    let read = |(subject, text): (Subject, &'static str)| {
        blocks(text).filter_map(move |lines| read(subject, &lines))
    };
    FILES.into_iter().flat_map(read).collect()
}

/// The blocks of a file: their lines without the comments.
pub(super) fn blocks(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let blocks = text.split("\n\n").map(|block| {
        block.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect::<Vec<_>>()
    });
    blocks.filter(|block| !block.is_empty())
}

/// How many blocks there are, readable or not.
#[cfg(test)]
pub(super) fn count() -> usize {
    FILES.iter().map(|(_, text)| blocks(text).count()).sum()
}

fn read(subject: Subject, lines: &[&'static str]) -> Option<Block> {
    let &[title, head, terms, traits, text] = lines else { return None };
    let mut head = head.split(" | ");
    let (who, kind, when) = (head.next()?, head.next()?, head.next()?);
    let mut kind = kind.split(' ');
    let traits = traits.split("; ").filter(|it| *it != "-");
    Some(Block {
        subject,
        title,
        who,
        direction: Direction::from_key(kind.next()?)?,
        topic: Topic::from_key(kind.next()?)?,
        audience: Audience::from_key(kind.next()?)?,
        when,
        terms,
        traits: traits.map(|it| it.split_once(' ').unwrap_or((it, ""))).collect(),
        text,
    })
}

impl Block {
    /// The value of a trait, if it has it.
    pub(super) fn value(&self, word: &str) -> Option<&'static str> {
        self.traits.iter().find(|(it, _)| *it == word).map(|(_, value)| *value)
    }

    /// Whether it has a trait.
    pub(super) fn has(&self, word: &str) -> bool {
        self.value(word).is_some()
    }

    /// How many can take it.
    pub(super) fn capacity(&self) -> Option<u32> {
        let portions = self.value("portions");
        self.value("capacity").or(portions).map_or(Some(1), |it| it.parse().ok())
    }

    /// When it was put up.
    pub(super) fn published(&self, moment: &Moment) -> Option<DateTime<Utc>> {
        when::past(self.when, self.title, moment)
    }

    /// When it was closed, and with what outcome; none: it stands.
    pub(super) fn closed(&self, moment: &Moment) -> Option<(DateTime<Utc>, Outcome)> {
        let (outcome, day) = self.value("closed")?.split_once(' ')?;
        // In the evening, after whatever came of it.
        let at = when::past(&format!("{day} 21:30"), self.title, moment)?;
        Some((at, Outcome::from_key(outcome)?))
    }

    /// What somebody said of it, that nobody has decided about (`reported`), or for which it was
    /// taken off (`removed`).
    pub(super) fn said(&self, word: &str, moment: &Moment) -> Option<Said> {
        let mut parts = self.value(word)?.splitn(4, ' ');
        let (day, who) = (parts.next()?, parts.next()?);
        let reason = ReportReason::from_key(parts.next()?)?;
        let at = when::past(&format!("{day} 18:30"), self.title, moment)?;
        Some(Said { at, who, reason, words: parts.next()? })
    }

    /// The last day on which it stands; none: until it is over.
    pub(super) fn expires_on(&self, content: &Content, at: DateTime<Utc>) -> Option<NaiveDate> {
        let is_once = content.event.as_ref().is_some_and(|it| it.recurs.is_none());
        if is_once || content.meal.as_ref().is_some_and(|it| it.pickup.is_some()) {
            return None;
        }
        let stands = self.value("stands").and_then(|it| it.parse().ok()).unwrap_or(STANDS_DAYS);
        let last = at.with_timezone(&ZONE).date_naive() + TimeDelta::days(stands);
        // Whoever has something until a day takes it off then.
        content.material.as_ref().and_then(|it| it.until).or(Some(last))
    }

    /// What it says; none: one of its lines cannot be read.
    pub(super) fn content(&self, moment: &Moment) -> Option<Content> {
        let mut content = Content {
            title: self.title.to_owned(),
            text: self.text.to_owned(),
            terms: self.terms.split("; ").map(term).collect::<Option<_>>()?,
            languages: vec!["nl".to_owned()],
            availability: Vec::new(),
            reach_m: None,
            meal: (self.subject == Subject::Meal).then(Meal::default),
            material: (self.subject == Subject::Material).then(Material::default),
            event: None,
        };
        for (word, value) in &self.traits {
            apply(&mut content, word, value, moment)?;
        }
        Some(content)
    }
}

fn apply(content: &mut Content, word: &str, value: &str, moment: &Moment) -> Option<()> {
    match word {
        "languages" => content.languages = value.split(' ').map(str::to_owned).collect(),
        "when" => content.availability = vec![availability(value)?],
        "reach" => content.reach_m = Some(value.parse().ok()?),
        "event" => content.event = Some(event(value, moment)?),
        "venue" => content.event.as_mut()?.venue = Some(value.to_owned()),
        "portions" | "pickup" | "allergens" | "halal" | "vegetarian" | "box" => {
            of_meal(content.meal.as_mut()?, word, value, moment)?;
        }
        "quantity" | "size" | "origin" | "until" => {
            of_material(content.material.as_mut()?, word, value, moment)?;
        }
        // What is not said in the post itself.
        "at" | "org" | "listing" | "capacity" | "stands" | "closed" | "reported" | "removed" => (),
        _ => return None,
    }
    Some(())
}

fn of_meal(meal: &mut Meal, word: &str, value: &str, moment: &Moment) -> Option<()> {
    match (word, value) {
        ("portions", _) => meal.portions = Some(value.parse().ok()?),
        ("pickup", _) => meal.pickup = Some(when::stretch(value, moment)?),
        ("allergens", "unknown") => meal.allergens = None,
        ("allergens", "none") => meal.allergens = Some(Vec::new()),
        ("allergens", _) => {
            let all: Option<_> = value.split(' ').map(Allergen::from_key).collect();
            meal.allergens = Some(all?);
        }
        ("halal", "") => meal.halal = true,
        ("vegetarian", "") => meal.vegetarian = true,
        ("box", "") => meal.bring_box = true,
        _ => return None,
    }
    Some(())
}

fn of_material(it: &mut Material, word: &str, value: &str, moment: &Moment) -> Option<()> {
    match word {
        "quantity" => it.quantity = Some(value.to_owned()),
        "size" => it.size = Some(value.to_owned()),
        "origin" => it.origin = Some(value.to_owned()),
        "until" => it.until = Some(when::day(value, moment)?),
        _ => return None,
    }
    Some(())
}

/// `gift`, `loan 7 deposit`, `swap for what`, `price 2 DAPPER`, `euro words`.
fn term(text: &'static str) -> Option<Term> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let kind = TermKind::from_key(word)?;
    let mut term = Term { kind, days: None, words: None, amount: None, currency: None };
    let said = |words: &str| Some(words.to_owned()).filter(|it| !it.is_empty());
    match kind {
        TermKind::Gift => (),
        TermKind::Loan => {
            let (days, deposit) = rest.split_once(' ').unwrap_or((rest, ""));
            term.days = Some(days.parse().ok()?);
            term.words = said(deposit);
        }
        TermKind::Swap | TermKind::Euro => term.words = said(rest),
        TermKind::Price => {
            let (amount, currency) = rest.split_once(' ')?;
            (term.amount, term.currency) = (said(amount), said(currency));
        }
    }
    Some(term)
}

/// `mo th morning`.
pub(super) fn availability(text: &str) -> Option<Availability> {
    let mut availability = Availability::default();
    for word in text.split(' ') {
        match DAYS.iter().find(|(it, _)| *it == word) {
            Some((_, day)) => availability.days.push(*day),
            None => availability.parts.push(DayPart::from_key(word)?),
        }
    }
    Some(availability)
}

/// `sat2 13:00-16:00 monthly`, or without how often.
fn event(text: &str, moment: &Moment) -> Option<Event> {
    let mut parts = text.splitn(3, ' ');
    let stretch = format!("{} {}", parts.next()?, parts.next()?);
    let (from, until) = when::stretch(&stretch, moment)?;
    let recurs = match parts.next() {
        Some(key) => Some(Recurrence::from_key(key)?),
        None => None,
    };
    Some(Event { from, until, recurs, venue: None })
}
