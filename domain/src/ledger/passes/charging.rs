//! Paying with a card at a till.

use uuid::Uuid;

use super::error::PassError;
use super::model::{Charge, Consent, PIN_TRIES, PassState, Presented};
use super::store::{self, Kept};
use crate::Domain;
use crate::ctx::{Actor, Ctx};
use crate::error::Problem;
use crate::id::{AccountId, TillId, TransferId};
use crate::ledger::accounts::model::Held;
use crate::ledger::accounts::{self, at_till};
use crate::ledger::amount::Amount;
use crate::ledger::book::TransferKind;
use crate::ledger::command::{Ask, Command};
use crate::ledger::currencies;
use crate::ledger::currencies::model::Currency;
use crate::ledger::journal::{Beside, Entry, post_in};
use crate::ledger::payments::model::Moved;
use crate::ledger::payments::{self, digest, moved, noted};
use crate::ledger::rejected::Rejected;
use crate::ledger::tills::model::Taking;
use crate::ledger::tills::store::insert_taking;
use crate::listings::opening_hours::ZONE;
use crate::members::attempts::{DAY, Limit};
use crate::members::codes;
use crate::members::model::Secret;

/// Codes that are no card's, from one member in a day: nobody finds one by trying.
const WRONG: Limit = Limit { name: "pass-codes", tries: 50, minutes: DAY };

/// What a till sees of a card, before anything is paid.
///
/// # Errors
/// [`PassError::NotFound`], [`PassError::Blocked`], [`PassError::TooMany`] after too many wrong
/// codes.
pub async fn presented(
    ctx: &Ctx,
    domain: &Domain,
    till: AccountId,
    secret: &Secret,
) -> Result<Presented, PassError> {
    let (to, who) = stands_at(ctx, domain, till).await?;
    presented_at(ctx, domain, (&to, &who), secret).await
}

/// The same, at a till of which is known who stands there.
pub(in crate::ledger) async fn presented_at(
    ctx: &Ctx,
    domain: &Domain,
    till: (&Held, &str),
    secret: &Secret,
) -> Result<Presented, PassError> {
    let (kept, _) = read(ctx, domain, till, secret).await?;
    let db = domain.db.reader();
    let today = ctx.now.with_timezone(&ZONE).date_naive();
    let left = kept.pass.day_limit - store::paid_on(db, kept.pass.id, today).await?;
    let holder = payments::holder_of(db, kept.pass.account).await?;
    let holder = holder.ok_or(PassError::NotFound)?;
    Ok(Presented { holder, left_today: left.max(0), has_pin: kept.pass.has_pin })
}

/// Pays from a card to a till. Sent again under the same key, it is paid once.
///
/// # Errors
/// As [`presented`], and [`PassError::WrongPin`], [`PassError::DayLimit`], [`PassError::Invalid`]
/// for `pin` or `purpose`, [`PassError::Rejected`].
pub async fn charge(
    ctx: &Ctx,
    domain: &Domain,
    key: Uuid,
    (till, secret): (AccountId, &Secret),
    it: Charge,
) -> Result<Moved, PassError> {
    let (to, who) = stands_at(ctx, domain, till).await?;
    charge_at(ctx, domain, key, ((&to, who, None), secret), it).await
}

/// The account of a till, under which name its tries are counted, and which device it is.
pub(in crate::ledger) type At<'a> = (&'a Held, String, Option<TillId>);

/// The same, at a till of which is known who stands there.
pub(in crate::ledger) async fn charge_at(
    ctx: &Ctx,
    domain: &Domain,
    key: Uuid,
    ((to, who, device), secret): (At<'_>, &Secret),
    Charge { amount, purpose, consent }: Charge,
) -> Result<Moved, PassError> {
    let (kept, currency) = read(ctx, domain, (to, &who), secret).await?;
    let amount = Amount::parse(&amount, currency.scale)?;
    let note = noted(ctx, purpose.as_deref(), None)?;
    agreed(domain, &kept, &consent).await?;
    let (id, account) = (kept.pass.id, kept.pass.account);
    let today = ctx.now.with_timezone(&ZONE).date_naive();
    let ask = Ask::Pay {
        id: TransferId(ctx.ids.next()),
        to: to.account.id,
        amount,
        kind: TransferKind::Payment,
        note: digest(note.as_ref()),
    };
    let command = Command { account, key, ask };
    let beside = Beside { note, ..Beside::default() };
    let entry = Entry { currency: currency.id, command, at: ctx.now, beside };
    let tx = domain.db.write().await?;
    let pass = store::lock(&tx, id).await?.ok_or(PassError::NotFound)?.pass;
    if pass.state != PassState::Active {
        return Err(PassError::Blocked);
    }
    let is_new = !accounts::store::is_answered(&tx, (account, key)).await?;
    let left = pass.day_limit - store::paid_on(tx.conn(), id, today).await?;
    if is_new && amount.minor() > left {
        return Err(PassError::DayLimit { left: left.max(0) });
    }
    let said = post_in(&tx, &[entry]).await?.pop().unwrap_or(Err(Rejected::CurrencyUnknown));
    let posted = match said {
        Ok(posted) => posted,
        Err(why) => {
            // The refusal is an answer too, and is kept.
            tx.commit().await?;
            return Err(why.into());
        }
    };
    let first = posted.transfers.first().copied();
    if let Some(first) = first.filter(|_| is_new) {
        store::insert_payment(&tx, (id, first), (amount.minor(), today, ctx.now)).await?;
        let by = (ctx.ids.next(), to.account.id, device);
        insert_taking(&tx, by, (Taking::Transfer(first), ctx.now)).await?;
    }
    tx.commit().await?;
    Ok(moved(ctx, domain, (to.account.id, &posted)).await?)
}

/// The account at whose till the actor stands, and under which name their tries are counted.
async fn stands_at(
    ctx: &Ctx,
    domain: &Domain,
    till: AccountId,
) -> Result<(Held, String), PassError> {
    let Actor::Member(me) = ctx.actor else { return Err(PassError::SignedOut) };
    Ok((at_till(ctx, domain, till).await?, me.member.to_string()))
}

/// The card, and the currency of it and the till.
async fn read(
    ctx: &Ctx,
    domain: &Domain,
    (to, who): (&Held, &str),
    secret: &Secret,
) -> Result<(Kept, Currency), PassError> {
    let db = domain.db.reader();
    WRONG.spent(&domain.db, ctx, who).await?;
    let kept = store::by_secret(db, &codes::hash(secret.reveal())).await?;
    let Some(kept) = kept.filter(|it| it.pass.state != PassState::Ended) else {
        let tx = domain.db.write().await?;
        WRONG.take(&tx, ctx, who).await?;
        tx.commit().await?;
        return Err(PassError::NotFound);
    };
    let from = accounts::store::by_id(db, kept.pass.account).await?.ok_or(PassError::NotFound)?;
    if from.account.currency != to.account.currency {
        return Err(Rejected::CurrencyDiffers.into());
    }
    if kept.pass.state == PassState::Blocked {
        return Err(PassError::Blocked);
    }
    let currency = currencies::store::by_id(db, to.account.currency).await?;
    Ok((kept, currency.ok_or(PassError::NotFound)?))
}

/// Whether who holds the card agreed. Wrong PINs are counted before they are compared, for many
/// at once would count as none.
async fn agreed(domain: &Domain, kept: &Kept, consent: &Consent) -> Result<(), PassError> {
    let Some(hash) = kept.pin_hash.clone() else { return Ok(()) };
    let Consent::Pin(pin) = consent else {
        return Err(super::invalid("pin", Problem::Empty));
    };
    let id = kept.pass.id;
    let tx = domain.db.write().await?;
    let was = store::lock(&tx, id).await?.ok_or(PassError::NotFound)?;
    if was.pass.state != PassState::Active || was.wrong_pins >= PIN_TRIES {
        return Err(PassError::Blocked);
    }
    let tried = was.wrong_pins + 1;
    store::count_pin(&tx, id, tried).await?;
    tx.commit().await?;
    let is_right = domain.passwords.is_right(pin, Some(hash)).await?;
    let tx = domain.db.write().await?;
    store::lock(&tx, id).await?;
    if is_right {
        store::count_pin(&tx, id, 0).await?;
    } else if tried >= PIN_TRIES {
        store::become_state(&tx, id, (PassState::Blocked, None)).await?;
    }
    tx.commit().await?;
    let left = u32::try_from(PIN_TRIES - tried).unwrap_or(0);
    if is_right { Ok(()) } else { Err(PassError::WrongPin { left }) }
}
