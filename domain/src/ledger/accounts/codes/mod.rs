//! The short code by which an account is paid: on a card at the counter, or typed.

mod store;

use super::error::AccountError;
use super::held_by_me;
use super::store as accounts;
use crate::Domain;
use crate::ctx::{Actor, Ctx};
use crate::id::AccountId;
use crate::ledger::account::AccountState;
use crate::ledger::tills::works_at;
use crate::policy::{self, Action, Standing};

pub(in crate::ledger) use self::store::by_code;

/// How many letters the code of an account has.
pub const LETTERS: usize = 6;
/// Crockford's alphabet: no I, L, O or U, so that a code survives being read aloud.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many codes are drawn until one is free. One of a thousand million seldom is not.
const DRAWS: usize = 8;

/// The code of an account, which is made when it is first asked for, for its holder and, for a
/// place, its keepers: six letters of Crockford's alphabet.
///
/// # Errors
/// [`AccountError::NotFound`], also for an account that is closed.
pub async fn code(ctx: &Ctx, domain: &Domain, id: AccountId) -> Result<String, AccountError> {
    shows(ctx, domain, id).await?;
    if let Some(code) = store::of(domain.db.reader(), id).await? {
        return Ok(code);
    }
    draw(ctx, domain, id, false).await
}

/// Gives an account another code, as its holder; by the one before nobody is paid any more.
///
/// # Errors
/// As [`code`].
pub async fn renew_code(ctx: &Ctx, domain: &Domain, id: AccountId) -> Result<String, AccountError> {
    let held = held_by_me(ctx, domain.db.reader(), id).await?;
    if held.account.state == AccountState::Closed {
        return Err(AccountError::NotFound);
    }
    draw(ctx, domain, id, true).await
}

/// Draws a code that no other account has.
async fn draw(
    ctx: &Ctx,
    domain: &Domain,
    id: AccountId,
    renews: bool,
) -> Result<String, AccountError> {
    let tx = domain.db.write().await?;
    if renews {
        store::remove(&tx, id).await?;
    }
    for _ in 0..DRAWS {
        store::insert(&tx, &letters(ctx, LETTERS), (id, ctx.now)).await?;
        // Of two who ask at once both get the first one's.
        if let Some(code) = store::of(tx.conn(), id).await? {
            tx.commit().await?;
            return Ok(code);
        }
    }
    Err(AccountError::NotFound)
}

/// Letters that nobody guesses, five bits each.
pub(in crate::ledger) fn letters(ctx: &Ctx, many: usize) -> String {
    let secret = ctx.ids.secret();
    let bit = |nth: usize| usize::from(secret[nth / 8 % secret.len()] >> (nth % 8) & 1);
    let letter = |nth: usize| (0..5).fold(0, |five, at| five << 1 | bit(5 * nth + at));
    (0..many).map(|nth| char::from(ALPHABET[letter(nth)])).collect()
}

/// Asks whether the actor may show the code of an account: theirs, or that of a place at which they
/// work.
async fn shows(ctx: &Ctx, domain: &Domain, id: AccountId) -> Result<(), AccountError> {
    let db = domain.db.reader();
    let Actor::Member(me) = ctx.actor else { return Err(AccountError::SignedOut) };
    policy::check_on(ctx, Action::HoldAccount, Standing::PARTY)?;
    let held = accounts::by_id(db, id).await?.ok_or(AccountError::NotFound)?;
    if held.account.state == AccountState::Closed {
        return Err(AccountError::NotFound);
    }
    let keeper = works_at(db, me, &held).await?;
    let standing = Standing { keeper, ..Standing::NONE };
    if !policy::allows_on(ctx.actor, Action::WorkTill, standing) {
        held_by_me(ctx, db, id).await?;
    }
    Ok(())
}
