//! What time does to the books: holds and requests that are over end.

use std::collections::BTreeSet;

use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;

use super::command::{Ask, Command};
use super::journal::{Beside, Entry, post_in};
use super::tills;
use crate::Domain;
use crate::ctx::Ctx;
use crate::db::{DbError, sql};
use crate::id::{AccountId, CurrencyId};
use crate::policy::{self, Action, Denied};

/// How many accounts are looked through in one transaction.
const CHUNK: usize = 200;

/// Why time did nothing.
#[derive(Debug, thiserror::Error)]
pub enum PassingError {
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

/// Lets go of what is set apart and over, unless two disagree about it, and ends requests that are
/// over. Answers on how many accounts.
///
/// # Errors
/// [`PassingError`].
pub async fn wait(ctx: &Ctx, domain: &Domain) -> Result<usize, PassingError> {
    policy::check(ctx, Action::KeepHouse)?;
    let tx = domain.db.write().await?;
    tills::store::tidy(&tx, ctx.now).await?;
    tx.commit().await?;
    let mut all = 0;
    loop {
        let over = over(domain.db.reader(), ctx).await?;
        if over.is_empty() {
            return Ok(all);
        }
        let many = over.len();
        all += many;
        let entry = |(currency, account): (CurrencyId, AccountId)| Entry {
            currency,
            command: Command { account, key: ctx.ids.next(), ask: Ask::Expire },
            at: ctx.now,
            beside: Beside::default(),
        };
        let entries: Vec<Entry> = over.into_iter().map(entry).collect();
        let tx = domain.db.write().await?;
        post_in(&tx, &entries).await?;
        tx.commit().await?;
        if many < CHUNK {
            return Ok(all);
        }
    }
}

/// Accounts with something that is over, so many at most.
async fn over(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
) -> Result<BTreeSet<(CurrencyId, AccountId)>, DbError> {
    let text = format!(
        "select a.currency_id, a.id from holds h join accounts a on a.id = h.payer_id \
         where h.state = 'standing' and not h.disputed and h.expires_at <= $1 \
         union select a.currency_id, a.id from payment_requests q \
         join accounts a on a.id = q.payee_id \
         where q.state = 'waiting' and q.expires_at <= $1 limit {CHUNK}"
    );
    let found = db.query_all_raw(sql(db, &text, [ctx.now.into()])).await?;
    let mut all = BTreeSet::new();
    for row in &found {
        let id = |at: usize| row.try_get_by_index::<Uuid>(at);
        all.insert((CurrencyId(id(0)?), AccountId(id(1)?)));
    }
    Ok(all)
}
