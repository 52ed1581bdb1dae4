//! What somebody says, as it is kept: without the space around it, and within its bounds.

use chrono::{DateTime, Days, NaiveDate, SubsecRound, TimeDelta, Utc};

use super::model::{
    AHEAD_DAYS_MAX, Details, Expenses, MESSAGE_MAX, Moment, Move, PLACE_MAX, PRIVATE_MAX, ThankYou,
    WORDS_MAX, Words,
};
use crate::error::Problem;
use crate::listings::opening_hours::ZONE;
use crate::posts::model::CAPACITY_MAX;
use crate::text::without_nul;

/// A field, and the rule that it breaks.
type Broken = (&'static str, Problem);

/// A move as it is kept.
pub(super) fn tidy(it: Move, now: DateTime<Utc>) -> Result<Move, Broken> {
    Ok(match it {
        Move::Agree { from, until, details } => {
            let (from, until) = moment((from, until), now)?;
            Move::Agree { from, until, details: tidy_details(details, from, now)? }
        }
        Move::Decline { reason: given } => {
            Move::Decline { reason: optional("reason", given, WORDS_MAX)? }
        }
        Move::Cancel { reason } => Move::Cancel { reason: required("reason", reason, WORDS_MAX)? },
        Move::Complete { returned, payout } => {
            Move::Complete { returned: optional("returned", returned, WORDS_MAX)?, payout }
        }
        Move::Prolong { due_on: on } => Move::Prolong { due_on: due_on(on, now)? },
        Move::Dispute { reason } => {
            Move::Dispute { reason: required("reason", reason, WORDS_MAX)? }
        }
        Move::Settle { reason, payout } => {
            Move::Settle { reason: required("reason", reason, WORDS_MAX)?, payout }
        }
        Move::Withdraw | Move::HandOver => it,
    })
}

/// A message as it is kept.
pub(super) fn tidy_words(it: Words, now: DateTime<Utc>) -> Result<Words, Broken> {
    Ok(match it {
        Words::Text(text) => Words::Text(required("text", text, MESSAGE_MAX)?),
        Words::Moment { from, until } => {
            let (from, until) = moment((from, until), now)?;
            Words::Moment { from, until }
        }
    })
}

/// Thanks as they are kept; there is something in them.
pub(super) fn tidy_thanks(it: ThankYou) -> Result<ThankYou, Broken> {
    let words = optional("words", it.words, WORDS_MAX)?;
    let private = optional("private", it.private, PRIVATE_MAX)?;
    if words.is_none() && private.is_none() && it.kept.is_none() {
        return Err(("words", Problem::Empty));
    }
    Ok(ThankYou { words, kept: it.kept, private })
}

/// Words that must be there.
pub(super) fn required(field: &'static str, it: String, most: usize) -> Result<String, Broken> {
    optional(field, Some(it), most)?.ok_or((field, Problem::Empty))
}

/// Words that may be there.
fn optional(
    field: &'static str,
    it: Option<String>,
    most: usize,
) -> Result<Option<String>, Broken> {
    let it = it.map(|it| without_nul(&it).trim().to_owned()).filter(|it| !it.is_empty());
    let is_long = it.as_ref().is_some_and(|it| it.chars().count() > most);
    if is_long { Err((field, Problem::TooLong)) } else { Ok(it) }
}

/// A moment that begins before it ends, has not ended yet and is not years away.
fn moment((from, until): Moment, now: DateTime<Utc>) -> Result<Moment, Broken> {
    let (from, until) = (from.trunc_subsecs(6), until.trunc_subsecs(6));
    if until <= from {
        return Err(("until", Problem::EndsBeforeStart));
    }
    if until <= now {
        return Err(("from", Problem::OutOfRange));
    }
    if until > now + TimeDelta::days(AHEAD_DAYS_MAX) {
        return Err(("until", Problem::OutOfRange));
    }
    Ok((from, until))
}

fn tidy_details(it: Details, from: DateTime<Utc>, now: DateTime<Utc>) -> Result<Details, Broken> {
    if it.quantity.is_some_and(|so_many| so_many == 0 || so_many > CAPACITY_MAX) {
        return Err(("quantity", Problem::OutOfRange));
    }
    let place = it.place.map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "));
    let due_on = it.due_on.map(|on| due_on(on, from.max(now))).transpose()?;
    Ok(Details {
        place: optional("place", place, PLACE_MAX)?,
        quantity: it.quantity,
        price: it.price,
        expenses: it.expenses.map(tidy_expenses).transpose()?,
        due_on,
    })
}

/// An amount of digits with at most two behind the point, and words on how it is paid.
fn tidy_expenses(it: Expenses) -> Result<Expenses, Broken> {
    let amount = it.amount.trim().replace(',', ".");
    let (whole, cents) = amount.split_once('.').unwrap_or((&amount, "0"));
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit())
    };
    if !digits(whole, 5) || !digits(cents, 2) {
        return Err(("expenses.amount", Problem::Unreadable));
    }
    Ok(Expenses { how: required("expenses.how", it.how, PLACE_MAX)?, amount })
}

/// A day on which something comes back: not before a time, and not years after it.
fn due_on(on: NaiveDate, from: DateTime<Utc>) -> Result<NaiveDate, Broken> {
    let from = from.with_timezone(&ZONE).date_naive();
    let last = from.checked_add_days(Days::new(AHEAD_DAYS_MAX.unsigned_abs())).unwrap_or(from);
    if (from..=last).contains(&on) { Ok(on) } else { Err(("dueOn", Problem::OutOfRange)) }
}
