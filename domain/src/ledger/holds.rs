//! What is set apart of an account for another: paid out of in parts, let go, or over; it ends once.

use chrono::{DateTime, Utc};

use super::amount::Amount;
use super::book::{Book, Hold, HoldState, Posted, TransferKind};
use super::chain::Hash;
use super::model::{fits_step, in_term, is_on, passable};
use super::moving::{Draft, Moves, Way};
use super::rejected::Rejected;
use crate::id::{AccountId, HoldId, TransferId};

pub(super) fn hold(
    book: &mut Book,
    way: Way,
    id: HoldId,
    (now, expires_at): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Posted, Rejected> {
    fits_step(book, way.amount)?;
    let (payer, payee) = passable(book, way)?;
    payer.fits_paid(way.amount)?;
    payee.fits_received(way.amount)?;
    in_term(now, expires_at)?;
    payer.may_pay(way.amount)?;
    payee.may_receive(way.amount)?;
    set_apart(book, way, way.amount.minor());
    let hold = Hold {
        id,
        payer: way.debit,
        payee: way.credit,
        amount: way.amount,
        captured: 0,
        state: HoldState::Standing,
        disputed: false,
        expires_at,
    };
    book.holds.insert(id, hold);
    Ok(Posted { hold: Some(id), ..Posted::default() })
}

pub(super) fn capture(
    book: &mut Book,
    named: (AccountId, HoldId),
    amount: Amount,
    (id, note): (TransferId, Hash),
    now: DateTime<Utc>,
) -> Result<Posted, Rejected> {
    let hold = book.holds.get(&named.1).filter(|it| it.payer == named.0);
    // All that is left was promised, also by a step that has changed since.
    match hold {
        Some(hold) if hold.left() == amount.minor() => is_on(book)?,
        _ => fits_step(book, amount)?,
    }
    let hold = hold.ok_or(Rejected::HoldUnknown)?.clone();
    let way = Way { debit: hold.payer, credit: hold.payee, amount };
    passable(book, way)?;
    standing(book, named)?;
    if hold.expires_at <= now {
        return Err(Rejected::HoldEnded);
    }
    if amount.minor() > hold.left() {
        return Err(Rejected::HoldExceeded);
    }
    if hold.disputed {
        return Err(Rejected::HoldDisputed);
    }
    let mut moves = Moves::new(book);
    moves.let_go(way);
    let draft = Draft { hold: Some(hold.id), ..Draft::of(id, TransferKind::Payment, note) };
    moves.ordinary(way, draft)?;
    moves.levied(way, id, TransferKind::Payment)?;
    let transfers = moves.write(now);
    let captured = hold.captured + amount.minor();
    let whole = captured == hold.amount.minor();
    let state = if whole { HoldState::Captured } else { HoldState::Standing };
    let id = hold.id;
    book.holds.insert(id, Hold { captured, state, ..hold });
    Ok(Posted { transfers, hold: Some(id), ..Posted::default() })
}

pub(super) fn release(book: &mut Book, named: (AccountId, HoldId)) -> Result<Posted, Rejected> {
    let hold = standing(book, named)?.clone();
    if hold.disputed {
        return Err(Rejected::HoldDisputed);
    }
    end(book, &hold, HoldState::Released);
    Ok(Posted { hold: Some(named.1), ..Posted::default() })
}

/// Keeps a hold as it is until two agree, or lets it go on.
pub(super) fn dispute(
    book: &mut Book,
    named: (AccountId, HoldId),
    disputed: bool,
) -> Result<Posted, Rejected> {
    let hold = Hold { disputed, ..standing(book, named)?.clone() };
    book.holds.insert(hold.id, hold);
    Ok(Posted { hold: Some(named.1), ..Posted::default() })
}

/// A hold of one of the two, while it stands.
fn standing(book: &Book, (party, id): (AccountId, HoldId)) -> Result<&Hold, Rejected> {
    let hold = book.holds.get(&id).filter(|it| it.payer == party || it.payee == party);
    let hold = hold.ok_or(Rejected::HoldUnknown)?;
    if hold.state == HoldState::Standing { Ok(hold) } else { Err(Rejected::HoldEnded) }
}

/// Lets go of what is left of a hold.
pub(super) fn end(book: &mut Book, hold: &Hold, state: HoldState) {
    let way = Way { debit: hold.payer, credit: hold.payee, amount: hold.amount };
    set_apart(book, way, -hold.left());
    book.holds.insert(hold.id, Hold { state, ..hold.clone() });
}

/// Sets more apart on both sides, or less.
fn set_apart(book: &mut Book, way: Way, minor: i64) {
    if let Some(payer) = book.accounts.get_mut(&way.debit) {
        payer.reserved += minor;
    }
    if let Some(payee) = book.accounts.get_mut(&way.credit) {
        payee.expected += minor;
    }
}

/// What is set apart and over is let go; what two disagree about stays.
pub(super) fn expire(book: &mut Book, payer: AccountId, now: DateTime<Utc>) {
    let over = |it: &&Hold| {
        it.payer == payer && it.state == HoldState::Standing && !it.disputed && it.expires_at <= now
    };
    let holds: Vec<Hold> = book.holds.values().filter(over).cloned().collect();
    for hold in holds {
        end(book, &hold, HoldState::Expired);
    }
}
