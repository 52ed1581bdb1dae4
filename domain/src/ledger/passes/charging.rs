//! Paying with a card at a till. Who stands there was asked by [`crate::ledger::tills`], which
//! alone makes a [`Counter`].
//!
//! Rows are locked in this order: the currency, the card, and last what the books hold.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::error::PassError;
use super::model::{Charge, Consent, PIN_TRIES, Pass, PassState, Presented};
use super::store::{self, Kept};
use crate::Domain;
use crate::ctx::Ctx;
use crate::db::DbError;
use crate::error::Problem;
use crate::id::{ProfileId, TransferId};
use crate::ledger::accounts;
use crate::ledger::amount::Amount;
use crate::ledger::book::TransferKind;
use crate::ledger::command::{Ask, Command};
use crate::ledger::currencies;
use crate::ledger::currencies::model::Currency;
use crate::ledger::journal::{Beside, Entry, post_in};
use crate::ledger::payments::model::{Moved, said_amount};
use crate::ledger::payments::{self, digest, moved, noted, said_at, said_before};
use crate::ledger::rejected::Rejected;
use crate::ledger::tills::Counter;
use crate::ledger::tills::model::Taking;
use crate::ledger::tills::store::insert_taking;
use crate::listings::opening_hours::ZONE;
use crate::members::attempts::{DAY, Limit};
use crate::members::codes;
use crate::members::model::Secret;

/// Codes that are no card's, from one member or device in a day: nobody finds one by trying.
const WRONG: Limit = Limit { name: "pass-codes", tries: 50, minutes: DAY };
/// What the books refused at one till in a day: every refusal is kept for good.
const REFUSALS: Limit = Limit { name: "pass-refusals", tries: 200, minutes: DAY };

/// What a till sees of a card, before anything is paid.
///
/// # Errors
/// [`PassError::NotFound`], [`PassError::Blocked`], also where its holder does not belong to the
/// community any more, [`PassError::TooMany`] after too many wrong codes.
pub async fn presented(
    ctx: &Ctx,
    domain: &Domain,
    at: &Counter,
    secret: &Secret,
) -> Result<Presented, PassError> {
    let card = read(ctx, domain, at, secret).await?;
    let db = domain.db.reader();
    if !card.pays(db, &card.kept.pass).await? {
        return Err(PassError::Blocked);
    }
    let pass = card.kept.pass;
    let today = ctx.now.with_timezone(&ZONE).date_naive();
    let left = pass.day_limit - store::paid_on(db, pass.id, today).await?;
    let holder = payments::holder_of(db, pass.account).await?;
    let holder = holder.ok_or(PassError::NotFound)?;
    Ok(Presented { holder, left_today: left.max(0), has_pin: pass.has_pin })
}

/// Pays from a card to a till. Sent again under the same key, it is paid once and answered as
/// before, whatever has become of the card.
///
/// # Errors
/// As [`presented`], and [`PassError::WrongPin`], [`PassError::DayLimit`], [`PassError::Invalid`]
/// for `pin` or `purpose`, [`PassError::Rejected`].
pub async fn charge(
    ctx: &Ctx,
    domain: &Domain,
    at: &Counter,
    (key, secret): (Uuid, &Secret),
    Charge { amount, purpose, consent }: Charge,
) -> Result<Moved, PassError> {
    let card = read(ctx, domain, at, secret).await?;
    let (db, account) = (domain.db.reader(), card.kept.pass.account);
    let parts = (at.account().0, card.kept.pass.id.0);
    let parts = (parts, said_amount(&amount, card.currency.scale), &purpose);
    let said = said_at(domain, "charge", &parts);
    if let Some(posted) = said_before(db, (account, key), &said).await? {
        return Ok(moved(domain, (at.account(), &posted)).await?);
    }
    if !card.pays(db, &card.kept.pass).await? {
        return Err(PassError::Blocked);
    }
    REFUSALS.spent(&domain.db, ctx, &at.who()).await?;
    let amount = Amount::parse(&amount, card.currency.scale)?;
    let note = noted(ctx, purpose.as_deref(), None)?;
    agreed(domain, &card.kept, &consent).await?;
    let ask = Ask::Pay {
        id: TransferId(ctx.ids.next()),
        to: at.account(),
        amount,
        kind: TransferKind::Payment,
        note: digest(note.as_ref()),
    };
    let command = Command { account, key, ask };
    let beside = Beside { note, said: Some(said), ..Beside::default() };
    let entry = Entry { currency: card.currency.id, command, at: ctx.now, beside };
    taken(ctx, domain, at, (&card, amount.minor()), entry).await
}

/// Posts what was agreed to, as far as the card still pays today.
async fn taken(
    ctx: &Ctx,
    domain: &Domain,
    at: &Counter,
    (card, amount): (&Card, i64),
    entry: Entry,
) -> Result<Moved, PassError> {
    let (id, today) = (card.kept.pass.id, ctx.now.with_timezone(&ZONE).date_naive());
    let tx = domain.db.write().await?;
    currencies::store::lock(&tx, card.currency.id).await?;
    let pass = store::lock(&tx, id).await?.ok_or(PassError::NotFound)?.pass;
    let sent = (entry.command.account, entry.command.key);
    let is_new = !accounts::store::is_answered(&tx, sent).await?;
    if is_new && !card.pays(tx.conn(), &pass).await? {
        return Err(PassError::Blocked);
    }
    let left = pass.day_limit - store::paid_on(tx.conn(), id, today).await?;
    if is_new && amount > left {
        return Err(PassError::DayLimit { left: left.max(0) });
    }
    let said = post_in(&tx, &[entry]).await?.pop().unwrap_or(Err(Rejected::CurrencyUnknown));
    let posted = match said {
        Ok(posted) => posted,
        Err(why) => {
            // Whoever was refused too often hears so the next time.
            let _ = REFUSALS.take(&tx, ctx, &at.who()).await;
            // The refusal is an answer too, and is kept.
            tx.commit().await?;
            return Err(why.into());
        }
    };
    let first = posted.transfers.first().copied();
    if let Some(first) = first.filter(|_| is_new) {
        store::insert_payment(&tx, (id, first), (amount, today, ctx.now)).await?;
        let by = (ctx.ids.next(), at.account(), at.till());
        insert_taking(&tx, by, (Taking::Transfer(first), ctx.now)).await?;
    }
    tx.commit().await?;
    Ok(moved(domain, (at.account(), &posted)).await?)
}

/// A card that was read, whether it pays or not.
struct Card {
    kept: Kept,
    currency: Currency,
    /// Whose it is.
    holder: ProfileId,
}

impl Card {
    /// Whether it can be paid with now: like anybody else, who is kept out of the community or has
    /// left it pays nobody there.
    async fn pays(&self, db: &impl ConnectionTrait, pass: &Pass) -> Result<bool, DbError> {
        let is_active = pass.state == PassState::Active && !pass.pins_spent;
        Ok(is_active && payments::belongs(db, self.currency.community, self.holder).await?)
    }
}

/// The card with a code, and the currency of it and the till.
async fn read(
    ctx: &Ctx,
    domain: &Domain,
    at: &Counter,
    secret: &Secret,
) -> Result<Card, PassError> {
    let (db, who) = (domain.db.reader(), at.who());
    WRONG.spent(&domain.db, ctx, &who).await?;
    let kept = store::by_secret(db, &codes::hash(secret.reveal())).await?;
    let Some(kept) = kept.filter(|it| it.pass.state != PassState::Ended) else {
        let tx = domain.db.write().await?;
        WRONG.take(&tx, ctx, &who).await?;
        tx.commit().await?;
        return Err(PassError::NotFound);
    };
    let from = accounts::store::by_id(db, kept.pass.account).await?.ok_or(PassError::NotFound)?;
    if from.account.currency != at.currency().id {
        return Err(Rejected::CurrencyDiffers.into());
    }
    let holder = from.holder.ok_or(PassError::NotFound)?.profile;
    Ok(Card { kept, currency: at.currency().clone(), holder })
}

/// Whether who holds the card agreed. A PIN is counted as wrong before it is compared, for many at
/// once would count as none, and the last blocks the card with it, so that nothing that is cut off
/// in between leaves a card that neither pays nor is blocked.
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
    if domain.passwords.is_right(pin, Some(hash)).await? {
        let tx = domain.db.write().await?;
        store::forgive_pins(&tx, id, tried).await?;
        return Ok(tx.commit().await?);
    }
    let left = u32::try_from(PIN_TRIES - tried).unwrap_or(0);
    Err(PassError::WrongPin { left })
}
