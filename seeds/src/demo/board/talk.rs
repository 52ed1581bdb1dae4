//! An agreement as it stands in `agreements.txt`: a post's title and who replied, then a line a
//! step.
//!
//! ```text
//! title | who replied
//! when | who | what | words
//! ```
//!
//! Who: `owner`, `replier`, or the first name of the steward who settles. What, and its words:
//!
//! - `reply`, `say`, `thank`, `answer` (to thanks): the words;
//! - `moment`: the stretch that is proposed;
//! - `agree`: a stretch; then any of `place`, `quantity`, `expenses 4.50 how`, `back +6`,
//!   `price 3 DAPPER`, `deposit 10.00 LAT`;
//! - `hand over`; `complete` and in which state it came back; `prolong +6`; `withdraw`;
//! - `decline`, `cancel`, `dispute`, `settle`: why, or how.

use chrono::{DateTime, Utc};
use koop_domain::agreements::model::{Details, Expenses, Move};
use koop_domain::agreements::price::PriceDraft;

use super::super::moment::Moment;
use super::block::blocks;
use super::when::{self, Stretch};

/// A conversation with what came of it.
#[derive(Clone, Debug)]
pub(super) struct Talk {
    /// The title of the post.
    pub(super) title: &'static str,
    /// The first name of who replied.
    pub(super) replier: &'static str,
    /// What was done, in order.
    pub(super) steps: Vec<Step>,
}

/// One thing that somebody did.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// When.
    pub(super) at: DateTime<Utc>,
    /// Who.
    pub(super) who: Who,
    /// What.
    pub(super) deed: Deed,
    /// At which price, where it is a yes that names one.
    pub(super) price: Option<PriceDraft>,
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// Whose post it is.
    Owner,
    /// Who replied.
    Replier,
    /// Somebody else, by their first name.
    Steward(&'static str),
}

/// What they did.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    /// Replied to the post.
    Reply(&'static str),
    /// Wrote.
    Say(&'static str),
    /// Proposed a moment.
    Propose(Stretch),
    /// Moved the agreement on.
    Act(Move),
    /// Thanked the other.
    Thank(&'static str),
    /// Replied to thanks.
    Answer(&'static str),
}

/// All of them; those that cannot be read are left out, and a test counts.
pub(super) fn all(moment: &Moment) -> Vec<Talk> {
    blocks(TALKS).filter_map(|lines| read(&lines, moment)).collect()
}

/// How many there are, readable or not.
#[cfg(test)]
pub(super) fn count() -> usize {
    blocks(TALKS).count()
}

const TALKS: &str = include_str!("agreements.txt");

impl Talk {
    /// How many the replier asks for.
    pub(super) fn quantity(&self) -> u32 {
        let asked = |step: &Step| match &step.deed {
            Deed::Act(Move::Agree { details, .. }) => details.quantity,
            _ => None,
        };
        self.steps.iter().find_map(asked).unwrap_or(1)
    }
}

fn read(lines: &[&'static str], moment: &Moment) -> Option<Talk> {
    let (head, steps) = lines.split_first()?;
    let (title, replier) = head.split_once(" | ")?;
    let steps = steps.iter().map(|line| step(line, title, moment)).collect::<Option<_>>()?;
    Some(Talk { title, replier, steps })
}

fn step(line: &'static str, title: &str, moment: &Moment) -> Option<Step> {
    let mut parts = line.splitn(4, " | ");
    let at = when::past(parts.next()?, title, moment)?;
    let who = match parts.next()? {
        "owner" => Who::Owner,
        "replier" => Who::Replier,
        name => Who::Steward(name),
    };
    let (what, words) = (parts.next()?, parts.next().unwrap_or_default());
    let deed = deed(what, words, moment)?;
    let is_priced = what == "agree" && is_priced(words);
    let price = if is_priced { Some(price(words)?) } else { None };
    Some(Step { at, who, deed, price })
}

fn deed(what: &str, words: &'static str, moment: &Moment) -> Option<Deed> {
    let reason = || words.to_owned();
    let act = match what {
        "reply" => return Some(Deed::Reply(words)),
        "say" => return Some(Deed::Say(words)),
        "thank" => return Some(Deed::Thank(words)),
        "answer" => return Some(Deed::Answer(words)),
        "moment" => return Some(Deed::Propose(when::stretch(words, moment)?)),
        "agree" => agree(words, moment)?,
        "hand over" => Move::HandOver,
        "complete" => Move::Complete { returned: said(words), payout: None },
        "prolong" => Move::Prolong { due_on: when::day(words, moment)? },
        "withdraw" => Move::Withdraw,
        "decline" => Move::Decline { reason: said(words) },
        "cancel" => Move::Cancel { reason: reason() },
        "dispute" => Move::Dispute { reason: reason() },
        "settle" => Move::Settle { reason: reason(), payout: None },
        _ => return None,
    };
    Some(Deed::Act(act))
}

/// `+1 14:00-15:30; place the gate; expenses 4.50 in cash; back +6`.
fn agree(words: &str, moment: &Moment) -> Option<Move> {
    let mut parts = words.split("; ");
    let (from, until) = when::stretch(parts.next()?, moment)?;
    let mut details = Details::default();
    for part in parts {
        let (word, value) = part.split_once(' ')?;
        match word {
            "place" => details.place = said(value),
            "quantity" => details.quantity = Some(value.parse().ok()?),
            "back" => details.due_on = Some(when::day(value, moment)?),
            "expenses" => {
                let (amount, how) = value.split_once(' ')?;
                details.expenses =
                    Some(Expenses { amount: amount.to_owned(), how: how.to_owned() });
            }
            // It is read apart: its currency is known to the books.
            "price" | "deposit" => (),
            _ => return None,
        }
    }
    Some(Move::Agree { from, until, details })
}

/// Whether a price is named among what goes with a yes.
fn is_priced(words: &str) -> bool {
    words.split("; ").any(|it| it.starts_with("price ") || it.starts_with("deposit "))
}

/// `price 3 DAPPER; deposit 10.00 LAT` among what goes with a yes.
fn price(words: &str) -> Option<PriceDraft> {
    let mut said = PriceDraft::default();
    for part in words.split("; ") {
        let Some((word @ ("price" | "deposit"), value)) = part.split_once(' ') else { continue };
        let (amount, currency) = value.split_once(' ')?;
        currency.clone_into(&mut said.currency);
        let amount = Some(amount.to_owned());
        if word == "price" {
            said.amount = amount;
        } else {
            said.deposit = amount;
        }
    }
    Some(said)
}

fn said(words: &str) -> Option<String> {
    Some(words.to_owned()).filter(|it| !it.is_empty())
}
