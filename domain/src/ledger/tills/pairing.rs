//! A device becomes a till: it looks at what it would be, and takes it by one button.

use super::error::TillError;
use super::model::{Key, Offered, Till};
use super::{code_hash, note, store};
use crate::Domain;
use crate::audit::model::Act;
use crate::ctx::Ctx;
use crate::db::WriteTx;
use crate::ledger::payments::holder_of;
use crate::ledger::payments::model::tidy_code;
use crate::members::attempts::{DAY, Limit, hex};
use crate::members::codes;
use crate::members::model::Secret;
use crate::policy::{self, Action};

/// Links and codes that pair nothing, from one network in a day: nobody finds one of a million
/// million in ten minutes.
const WRONG_FROM: Limit = Limit { name: "till-codes-from", tries: 30, minutes: DAY };

/// What a device would be the till of. Looking pairs nothing.
///
/// # Errors
/// [`TillError::Over`] for what pairs nothing, or nothing any more, [`TillError::TooMany`] after
/// too many of those from one network.
pub async fn look_at(
    ctx: &Ctx,
    domain: &Domain,
    key: &Key,
    net: &str,
) -> Result<Offered, TillError> {
    let till = offered(ctx, domain, key, net).await?;
    let holder = holder_of(domain.db.reader(), till.account).await?.ok_or(TillError::Over)?;
    Ok(Offered { name: till.name, holder, until: till.offered_until })
}

/// Makes the device that asks the till: what it is known by from now on is told this once, and
/// what paired it is nothing any more.
///
/// # Errors
/// As [`look_at`].
pub async fn pair(
    ctx: &Ctx,
    domain: &Domain,
    key: &Key,
    net: &str,
) -> Result<(Till, Secret), TillError> {
    let till = offered(ctx, domain, key, net).await?;
    let secret = Secret::new(hex(&ctx.ids.secret()));
    let tx = domain.db.write().await?;
    if !store::pair(&tx, till.id, (&codes::hash(secret.reveal()), ctx.now)).await? {
        return Err(TillError::Over);
    }
    note(&tx, ctx, (Act::TillPaired, &till)).await?;
    let till = store::by_id(tx.conn(), till.id).await?.ok_or(TillError::Over)?;
    tx.commit().await?;
    Ok((till, secret))
}

/// What is offered under a link or a code. One that is wrong is counted.
async fn offered(ctx: &Ctx, domain: &Domain, key: &Key, net: &str) -> Result<Till, TillError> {
    policy::check(ctx, Action::SignIn)?;
    WRONG_FROM.spent(&domain.db, ctx, net).await?;
    let db = domain.db.reader();
    let found = match key {
        Key::Link(secret) => {
            let hash = codes::hash(secret.reveal());
            store::by_hash(db, store::By::Link(&hash)).await?
        }
        Key::Code(typed) => {
            let hash = code_hash(domain.db.tries_key(), &tidy_code(typed));
            store::by_hash(db, store::By::Code(&hash)).await?
        }
    };
    if let Some(till) = found.filter(|it| it.is_offered(ctx.now))
        && super::counter::stands(db, &till).await?.is_some()
    {
        return Ok(till);
    }
    let tx = domain.db.write().await?;
    missed(&tx, ctx, net).await?;
    tx.commit().await?;
    Err(TillError::Over)
}

async fn missed(tx: &WriteTx, ctx: &Ctx, net: &str) -> Result<(), TillError> {
    Ok(WRONG_FROM.take(tx, ctx, net).await?)
}
