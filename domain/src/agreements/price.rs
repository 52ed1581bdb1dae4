//! What is paid for what two agree on, in a currency of their community, and the deposit of what is
//! lent: what each said of it, until when it stays set apart, and what the books are asked by a
//! step. On paper: no database, and no clock.
//!
//! | the agreement | what is set apart |
//! | --- | --- |
//! | becomes agreed | price and deposit are held, of who gets for who gives |
//! | gets another price, moment or day | they are held anew |
//! | is done, both say so | what both said is paid, the rest is let go |
//! | is cancelled, or expires | all of it is let go |
//! | is disputed | it stays as it is |
//! | is settled | what the steward said is paid, the rest is let go |
//!
//! Silence pays nothing: where one of them said nothing, what is set apart waits for its end, and
//! is let go.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::kinds::AgreementState;
use super::machine::Party;
use super::model::{Agreement, Details};
use crate::id::{AccountId, CurrencyId, HoldId};
use crate::keyed::keyed;
use crate::ledger::book::HoldState;
use crate::ledger::model::TERM_DAYS_MAX;
use crate::posts::model::Direction;

/// How many days after the moment, or the day on which something comes back, it stays set apart
/// while nobody says anything.
pub const HELD_DAYS: i64 = 60;
/// For how many hours something is held again that was over when two agreed about a dispute.
const AGAIN_HOURS: i64 = 24;

keyed! {
    /// What is set apart.
    pub enum Part {
        /// What it costs.
        Price = "price",
        /// What who borrows leaves until it is back.
        Deposit = "deposit",
    }
}

/// One of the two, as it stands in the terms of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Whose post it is.
    Owner,
    /// Who replied.
    Replier,
}

impl Side {
    /// Who pays: who gets what is offered, or asked for.
    #[must_use]
    pub fn that_pays(direction: Direction) -> Self {
        match direction {
            Direction::Offer => Self::Replier,
            Direction::Request => Self::Owner,
        }
    }

    /// Which of the two a party is; a steward is neither.
    #[must_use]
    pub fn of(party: Party) -> Option<Self> {
        match party {
            Party::Owner => Some(Self::Owner),
            Party::Replier => Some(Self::Replier),
            Party::Steward(_) => None,
        }
    }
}

/// What is paid, of who gets to who gives, in the smallest unit of a currency. Nothing at all is
/// said by two noughts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// In which currency.
    pub currency: CurrencyId,
    /// Its short name, which stays.
    pub code: String,
    /// How many digits its amounts have after the point, which stays too.
    pub scale: u8,
    /// How much it costs.
    pub amount: i64,
    /// How much is left as a deposit.
    #[serde(default)]
    pub deposit: i64,
}

impl Price {
    /// The price, unless it is nothing.
    #[must_use]
    pub fn some(&self) -> Option<Self> {
        (self.amount > 0 || self.deposit > 0).then(|| self.clone())
    }

    /// How much of it is set apart as a part.
    #[must_use]
    pub fn of(&self, part: Part) -> i64 {
        match part {
            Part::Price => self.amount,
            Part::Deposit => self.deposit,
        }
    }

    /// What is paid of it where nobody says otherwise: what it costs, and nothing of the deposit.
    #[must_use]
    pub fn payout(&self) -> Payout {
        Payout { amount: self.amount, deposit: 0 }
    }
}

/// What of a price is paid in the end, in the smallest unit; the rest goes back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payout {
    /// Of what it costs.
    pub amount: i64,
    /// Of the deposit.
    pub deposit: i64,
}

impl Payout {
    fn of(self, part: Part) -> i64 {
        match part {
            Part::Price => self.amount,
            Part::Deposit => self.deposit,
        }
    }

    /// Whether there is so much.
    #[must_use]
    pub fn fits(self, price: &Price) -> bool {
        (0..=price.amount).contains(&self.amount) && (0..=price.deposit).contains(&self.deposit)
    }
}

/// What stands of the price in the terms of an agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Priced {
    /// The price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    /// Whose word it is, while the other has not said the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_by: Option<Side>,
    /// What shall be paid of it, as one of them said last, or a steward.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payout: Option<Payout>,
    /// Until when it stays set apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_until: Option<DateTime<Utc>>,
}

impl Priced {
    /// Of a reply to a post that asks a price: who replies says one, or leaves it to the owner.
    #[must_use]
    pub fn replied(said: Option<&Price>, asked: Option<Price>) -> Self {
        match said {
            Some(said) => {
                let price = said.some();
                let said_by = (price != asked).then_some(Side::Replier);
                Self { price, said_by, ..Self::default() }
            }
            None => {
                let said_by = asked.is_some().then_some(Side::Owner);
                Self { price: asked, said_by, ..Self::default() }
            }
        }
    }

    /// Whether there is nothing to tell of it.
    pub(super) fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a price would be another than stands.
    pub(super) fn differs(&self, said: &Price) -> bool {
        said.some() != self.price
    }
}

/// What a draft of a price says, in words of whoever typed it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceDraft {
    /// The short name of the currency.
    pub currency: String,
    /// How much, as a decimal; none, or nought: nothing.
    pub amount: Option<String>,
    /// How much is left as a deposit, likewise.
    pub deposit: Option<String>,
}

/// What is typed about what is paid in the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PayoutDraft {
    /// Of what it costs, as a decimal; none: all of it, or of a steward nothing.
    pub amount: Option<String>,
    /// Of the deposit, likewise; none: nothing.
    pub deposit: Option<String>,
}

/// What is set apart of an agreement, as it stands in the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldPart {
    /// For what.
    pub part: Part,
    /// The hold.
    pub hold: HoldId,
    /// In which currency.
    pub currency: CurrencyId,
    /// Whose it is.
    pub payer: AccountId,
    /// For whom.
    pub payee: AccountId,
    /// How much was set apart, in the smallest unit.
    pub amount: i64,
    /// How much of it was paid.
    pub captured: i64,
    /// What has become of it.
    pub state: HoldState,
    /// Whether it stays as it is, because two differ.
    pub disputed: bool,
    /// When what is left of it is let go.
    pub expires_at: DateTime<Utc>,
}

/// Who of the two says what of the price with a yes to a moment; answers whether both have said
/// the same by then. Who leaves it out says nothing about it, and for another number of things the
/// other is asked again.
pub(super) fn say(it: &mut Agreement, party: Party, details: &Details) -> bool {
    let side = Side::of(party);
    let is_other = details.quantity.is_some_and(|so_many| so_many != it.quantity);
    let priced = &mut it.terms.priced;
    match &details.price {
        Some(said) if priced.differs(said) => priced.said_by = side,
        None if priced.price.is_none() => {}
        _ if is_other => priced.said_by = side,
        Some(_) if priced.said_by != side => priced.said_by = None,
        _ => {}
    }
    priced.said_by.is_none()
}

/// Says what is paid in the end: as long as both do not say the same, the other is asked again.
pub(super) fn complete(it: &mut Agreement, party: Party, said: Option<Payout>) {
    let Some(price) = &it.terms.priced.price else { return };
    let said = said.unwrap_or_else(|| price.payout());
    if it.terms.priced.payout.is_some_and(|was| was != said) {
        match party {
            Party::Owner => it.replier_done_at = None,
            Party::Replier => it.owner_done_at = None,
            Party::Steward(_) => {}
        }
    }
    it.terms.priced.payout = Some(said);
}

/// Whether something is set apart in a state: while something is agreed, and while two differ.
fn stands(state: AgreementState) -> bool {
    state.is_in_force() || state == AgreementState::Disputed
}

/// Until when it stays set apart, as the agreement is now.
pub(super) fn fix(was: &Agreement, next: &mut Agreement, now: DateTime<Utc>) {
    let is_same = stands(was.state)
        && (was.moment, was.due_on) == (next.moment, next.due_on)
        && was.terms.priced.price == next.terms.priced.price;
    let has_price = next.terms.priced.price.is_some();
    if !has_price || !stands(next.state) {
        next.terms.priced.held_until = None;
    } else if !is_same {
        next.terms.priced.held_until = Some(until(next, now));
    }
}

fn until(it: &Agreement, now: DateTime<Utc>) -> DateTime<Utc> {
    let back = it.due_on.and_then(|on| on.checked_add_days(Days::new(1)));
    let back = back.map(|on| on.and_time(NaiveTime::MIN).and_utc());
    let end = it.moment.map(|(_, until)| until).max(back).unwrap_or(now).max(now);
    (end + TimeDelta::days(HELD_DAYS)).min(now + TimeDelta::days(TERM_DAYS_MAX))
}

/// What the books are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Set an amount apart until a moment.
    Hold(Part, i64, DateTime<Utc>),
    /// Keep it as it is.
    Freeze(Part),
    /// Let it go on.
    Thaw(Part),
    /// Pay an amount of it.
    Pay(Part, i64),
    /// Let go of what is left.
    LetGo(Part),
}

/// What stands of a price: how much, and until when.
fn standing(it: &Agreement) -> Option<(&Price, DateTime<Utc>)> {
    let priced = &it.terms.priced;
    priced.price.as_ref().zip(priced.held_until).filter(|_| stands(it.state))
}

/// What a step asks of the books, in order.
pub(super) fn deeds(was: &Agreement, next: &Agreement, now: DateTime<Utc>) -> Vec<Deed> {
    let parts = |price: &Price| Part::ALL.iter().copied().filter(|it| price.of(*it) > 0).collect();
    let held: Vec<Part> = standing(was).map(|(price, _)| parts(price)).unwrap_or_default();
    let is_disputed = next.state == AgreementState::Disputed;
    let mut deeds = Vec::new();
    match (standing(was), standing(next)) {
        (None, None) => {}
        (Some(before), Some(after)) if before == after => {
            if is_disputed && was.state != next.state {
                deeds.extend(held.into_iter().map(Deed::Freeze));
            }
        }
        (_, Some((price, until))) => {
            deeds.extend(held.into_iter().map(Deed::LetGo));
            let anew: Vec<Part> = parts(price);
            deeds.extend(anew.into_iter().map(|it| Deed::Hold(it, price.of(it), until)));
        }
        (Some((price, until)), None) => {
            if was.state == AgreementState::Disputed {
                deeds.extend(held.iter().copied().map(Deed::Thaw));
            }
            let paid = paid(next);
            for part in held {
                ends(&mut deeds, (part, price.of(part), paid.of(part)), (until, now));
            }
        }
    }
    deeds
}

/// What is paid by how it ended: what both said, or a steward; by silence nothing.
fn paid(it: &Agreement) -> Payout {
    let ends_paid = matches!(it.state, AgreementState::Done | AgreementState::Settled);
    it.terms.priced.payout.filter(|_| ends_paid).unwrap_or_default()
}

/// The end of one part. What is over while two differ is held once more, for a moment: nothing is
/// paid out of what is over.
fn ends(
    deeds: &mut Vec<Deed>,
    (part, held, paid): (Part, i64, i64),
    (until, now): (DateTime<Utc>, DateTime<Utc>),
) {
    if paid == 0 {
        deeds.push(Deed::LetGo(part));
    } else if until <= now {
        let again = now + TimeDelta::hours(AGAIN_HOURS);
        deeds.extend([Deed::LetGo(part), Deed::Hold(part, paid, again), Deed::Pay(part, paid)]);
    } else {
        deeds.push(Deed::Pay(part, paid));
        if paid < held {
            deeds.push(Deed::LetGo(part));
        }
    }
}
