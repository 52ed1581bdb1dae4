//! What a post says, and what must hold of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::kinds::{Allergen, Day, DayPart, Recurrence, Subject, TermKind};
use super::model::CAPACITY_MAX;
use crate::error::Problem;
use crate::ledger::amount::SCALE_MAX;
use crate::ledger::currencies::model::{CODE_MAX, CODE_MIN};
use crate::text::without_nul;

/// The shortest title, in characters.
pub const TITLE_MIN: usize = 4;
/// The longest title, in characters.
pub const TITLE_MAX: usize = 100;
/// The longest text, in characters.
pub const TEXT_MAX: usize = 4_000;
/// The longest line, such as what is swapped for, in characters.
pub const LINE_MAX: usize = 200;
/// The most languages of a post.
pub const LANGUAGES_MAX: usize = 12;
/// The furthest somebody goes, in metres.
pub const REACH_MAX_M: u32 = 50_000;

/// On what terms; which of the fields may be there hangs on the kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// Of which kind.
    pub kind: TermKind,
    /// For how many days it is lent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// In words: the deposit of a loan, what is swapped for, the price in euros.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The amount of a price, as it was written, such as `1.50`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// The code of the currency of a price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// Days of the week and parts of those days; an empty list says nothing about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Availability {
    /// On these days.
    pub days: Vec<Day>,
    /// In these parts of them.
    pub parts: Vec<DayPart>,
}

/// What is told of a meal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Meal {
    /// How many portions there are.
    pub portions: Option<u32>,
    /// When it can be fetched.
    pub pickup: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// What is in it; none: its cook does not know, and says so.
    pub allergens: Option<Vec<Allergen>>,
    /// Whether it is halal.
    pub halal: bool,
    /// Whether it is vegetarian.
    pub vegetarian: bool,
    /// Whether one brings a box.
    pub bring_box: bool,
}

/// What is told of material.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Material {
    /// How much, in words.
    pub quantity: Option<String>,
    /// How large, in words.
    pub size: Option<String>,
    /// Where it comes from, in words.
    pub origin: Option<String>,
    /// Until which day it can be had.
    pub until: Option<NaiveDate>,
}

/// When something takes place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// From when, the first time.
    pub from: DateTime<Utc>,
    /// Until when, the first time.
    pub until: DateTime<Utc>,
    /// How often it comes back.
    pub recurs: Option<Recurrence>,
    /// Where, in words that everybody may read.
    pub venue: Option<String>,
}

/// What a post says. Title and text are what everybody of its audience reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// Its title.
    pub title: String,
    /// Its words.
    #[serde(default)]
    pub text: String,
    /// On what terms, several at once.
    pub terms: Vec<Term>,
    /// In which languages, as BCP 47 tags.
    #[serde(default)]
    pub languages: Vec<String>,
    /// When.
    #[serde(default)]
    pub availability: Vec<Availability>,
    /// How far somebody goes for it, in metres.
    #[serde(default)]
    pub reach_m: Option<u32>,
    /// Of a meal.
    #[serde(default)]
    pub meal: Option<Meal>,
    /// Of material.
    #[serde(default)]
    pub material: Option<Material>,
    /// Of something to come to.
    #[serde(default)]
    pub event: Option<Event>,
}

/// What a field breaks.
pub type Broken = (&'static str, Problem);

impl Content {
    /// The words without the space around them, and a check of what must hold.
    ///
    /// # Errors
    /// The field, as forms and GraphQL name it, and the rule that it breaks.
    pub fn tidy(mut self, subject: Subject, now: DateTime<Utc>) -> Result<Self, Broken> {
        self.title = one_line(&self.title);
        within("title", self.title.chars().count(), TITLE_MIN, TITLE_MAX)?;
        self.text = without_nul(&self.text).trim().to_owned();
        within("text", self.text.chars().count(), 0, TEXT_MAX)?;
        self.languages.sort_unstable();
        self.languages.dedup();
        within("languages", self.languages.len(), 0, LANGUAGES_MAX)?;
        if !self.languages.iter().all(|it| is_tag(it)) {
            return Err(("languages", Problem::Unknown));
        }
        if self.reach_m.is_some_and(|it| it == 0 || it > REACH_MAX_M) {
            return Err(("reachM", Problem::OutOfRange));
        }
        self.terms = tidy_terms(self.terms)?;
        self.check_details(subject, now)?;
        Ok(self)
    }

    /// What belongs to another subject is no part of this one.
    fn check_details(&mut self, subject: Subject, now: DateTime<Utc>) -> Result<(), Broken> {
        if subject != Subject::Meal {
            self.meal = None;
        }
        if subject != Subject::Material {
            self.material = None;
        }
        if subject != Subject::Event {
            self.event = None;
        }
        if let Some(meal) = &self.meal {
            if meal.portions.is_some_and(|it| it == 0 || it > CAPACITY_MAX) {
                return Err(("meal.portions", Problem::OutOfRange));
            }
            if meal.pickup.is_some_and(|(from, until)| until <= from) {
                return Err(("meal.pickup", Problem::EndsBeforeStart));
            }
        }
        if let Some(it) = &mut self.material {
            for (field, line) in [
                ("material.quantity", &mut it.quantity),
                ("material.size", &mut it.size),
                ("material.origin", &mut it.origin),
            ] {
                tidy_line(field, line)?;
            }
        }
        match (&mut self.event, subject) {
            (None, Subject::Event) => Err(("event", Problem::Empty)),
            (Some(event), _) => {
                tidy_line("event.venue", &mut event.venue)?;
                if event.until <= event.from {
                    return Err(("event.until", Problem::EndsBeforeStart));
                }
                if event.recurs.is_none() && event.until <= now {
                    return Err(("event.until", Problem::OutOfRange));
                }
                Ok(())
            }
            (None, _) => Ok(()),
        }
    }
}

/// Terms without what does not belong to them, each kind once but for prices.
fn tidy_terms(terms: Vec<Term>) -> Result<Vec<Term>, Broken> {
    within("terms", terms.len(), 1, TermKind::ALL.len() + 2)?;
    let mut tidy: Vec<Term> = Vec::with_capacity(terms.len());
    for mut term in terms {
        tidy_line("terms.words", &mut term.words)?;
        match term.kind {
            TermKind::Gift => (term.days, term.words) = (None, None),
            TermKind::Loan if term.days.is_some_and(|it| it == 0 || it > 366) => {
                return Err(("terms.days", Problem::OutOfRange));
            }
            TermKind::Swap | TermKind::Euro if term.words.is_none() => {
                return Err(("terms.words", Problem::Empty));
            }
            TermKind::Price if term.amount.is_none() || term.currency.is_none() => {
                return Err(("terms.amount", Problem::Empty));
            }
            TermKind::Loan | TermKind::Swap | TermKind::Euro | TermKind::Price => {}
        }
        if term.kind != TermKind::Loan {
            term.days = None;
        }
        if term.kind == TermKind::Price {
            check_price(&term)?;
        } else {
            (term.amount, term.currency) = (None, None);
        }
        if tidy.contains(&term) || (term.kind != TermKind::Price && has(&tidy, term.kind)) {
            return Err(("terms", Problem::Twice));
        }
        tidy.push(term);
    }
    Ok(tidy)
}

fn has(terms: &[Term], kind: TermKind) -> bool {
    terms.iter().any(|it| it.kind == kind)
}

/// Digits, and a short name of a currency: the rest its currency says.
fn check_price(term: &Term) -> Result<(), Broken> {
    let amount = term.amount.as_deref().unwrap_or_default();
    let (whole, cents) = amount.split_once('.').unwrap_or((amount, "0"));
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit())
    };
    if !digits(whole, 6) || !digits(cents, usize::from(SCALE_MAX)) {
        return Err(("terms.amount", Problem::Unreadable));
    }
    if amount.bytes().all(|it| !(b'1'..=b'9').contains(&it)) {
        return Err(("terms.amount", Problem::OutOfRange));
    }
    let code = term.currency.as_deref().unwrap_or_default();
    let is_of_code = |it: u8| it.is_ascii_uppercase() || it.is_ascii_digit();
    let known = (CODE_MIN..=CODE_MAX).contains(&code.len()) && code.bytes().all(is_of_code);
    if known { Ok(()) } else { Err(("terms.currency", Problem::Unknown)) }
}

fn tidy_line(field: &'static str, line: &mut Option<String>) -> Result<(), Broken> {
    *line = line.as_deref().map(one_line).filter(|it| !it.is_empty());
    within(field, line.as_deref().map_or(0, |it| it.chars().count()), 0, LINE_MAX)
}

/// The words with one space between them, and nothing around them.
fn one_line(text: &str) -> String {
    without_nul(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn within(field: &'static str, count: usize, least: usize, most: usize) -> Result<(), Broken> {
    match count {
        0 if least > 0 => Err((field, Problem::Empty)),
        _ if count < least => Err((field, Problem::TooShort)),
        _ if count > most => Err((field, Problem::TooLong)),
        _ => Ok(()),
    }
}

/// A language as BCP 47 writes it, without its rarer parts.
pub(crate) fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let letters = |it: &str| it.bytes().all(|b| b.is_ascii_alphanumeric());
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|it| (2..=8).contains(&it.len()) && letters(it))
}
