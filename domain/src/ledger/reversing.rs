//! What was paid goes back, once, with its levy.

use chrono::{DateTime, Utc};

use super::account::{AccountKind, AccountState};
use super::book::{Book, Posted, Transfer, TransferKind};
use super::chain::Hash;
use super::moving::{Draft, Moves, Way, levy_id};
use super::rejected::Rejected;
use crate::id::{AccountId, TransferId};

/// Takes a transfer back. Who was paid gives back what they may pay: two friends would make money
/// of nothing by limits that a reversal does not ask. What is decided posts whatever the limits,
/// and whatever stands still. The fund stands in for who has left. What two decided nobody takes
/// back alone, so it is no way to issue or to destroy either.
pub(super) fn reverse(
    book: &mut Book,
    (party, id): (AccountId, TransferId),
    (new, note, decided): (TransferId, Hash, bool),
    now: DateTime<Utc>,
) -> Result<Posted, Rejected> {
    let found = book.transfers.get(&id).filter(|it| it.levy_of.is_none());
    let fund = book.rules.fund.filter(|_| decided);
    let may = |it: &&Transfer| {
        it.credit == party || decided && (it.debit == party || fund == Some(party))
    };
    let old = found.filter(may).ok_or(Rejected::TransferUnknown)?.clone();
    let levy = book.transfers.get(&levy_id(id)).cloned();
    let back = way_back(book, &old)?.ok_or(Rejected::PayeeClosed)?;
    if !decided {
        stands_open(book, back)?;
    }
    if book.reversed.contains_key(&id) {
        return Err(Rejected::AlreadyReversed);
    }
    if old.reverses.is_some() {
        return Err(Rejected::IsReversal);
    }
    if !old.kind.is_reversible() || is_paid_to_issuer(book, &old) {
        return Err(Rejected::NotReversible);
    }
    let mut all = vec![(back, old, new)];
    if let Some(levy) = levy {
        // A levy of who has settled is the fund's on both sides, and stays where it is.
        all.extend(way_back(book, &levy)?.map(|way| (way, levy, levy_id(new))));
    }
    if !decided {
        within_limits(book, back, all.get(1).map(|(way, ..)| *way))?;
    }
    let mut moves = Moves::new(book);
    for (way, old, new) in all {
        let draft =
            Draft { reverses: Some(old.id), ..Draft::of(new, TransferKind::Reversal, note) };
        moves.unlimited(way, draft)?;
    }
    Ok(Posted { transfers: moves.write(now), ..Posted::default() })
}

/// Between whom a transfer goes back; none where it would go from the fund to the fund. Who has
/// closed an account and is still here is asked to open another, and pays from that.
fn way_back(book: &Book, old: &Transfer) -> Result<Option<Way>, Rejected> {
    let stands_in = |id: AccountId, closed: Rejected| match book.accounts.get(&id) {
        Some(it) if it.is_settled => book.rules.fund.ok_or(closed),
        Some(it) if it.state == AccountState::Closed => Err(closed),
        _ => Ok(id),
    };
    let debit = stands_in(old.credit, Rejected::PayerClosed)?;
    let credit = stands_in(old.debit, Rejected::PayeeClosed)?;
    Ok((debit != credit).then_some(Way { debit, credit, amount: old.amount }))
}

/// Whether it went to the issuer: taken back it would come into the world again.
fn is_paid_to_issuer(book: &Book, old: &Transfer) -> bool {
    book.accounts.get(&old.credit).is_some_and(|it| it.kind == AccountKind::Issuer)
}

/// Whether nothing stands still on the way back.
fn stands_open(book: &Book, way: Way) -> Result<(), Rejected> {
    let is_frozen = |id| book.accounts.get(&id).is_some_and(|it| it.state == AccountState::Frozen);
    if is_frozen(way.debit) {
        return Err(Rejected::PayerFrozen);
    }
    if is_frozen(way.credit) { Err(Rejected::PayeeFrozen) } else { Ok(()) }
}

/// Whether both may, once what the levy took is back.
fn within_limits(book: &Book, way: Way, levy: Option<Way>) -> Result<(), Rejected> {
    let mut payer = book.accounts.get(&way.debit).ok_or(Rejected::PayerUnknown)?.clone();
    if let Some(levy) = levy.filter(|it| it.credit == way.debit) {
        payer.fits_received(levy.amount)?;
        payer.received += levy.amount.minor();
    }
    payer.may_pay(way.amount)?;
    book.accounts.get(&way.credit).ok_or(Rejected::PayeeUnknown)?.may_receive(way.amount)
}
