//! What organisers decide about all accounts of a kind at once. A decision stands in a row of its
//! own: as many accounts as are few are changed at once, and upkeep goes on with the rest, whatever
//! was cut off.

mod store;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::error::AccountError;
use super::model::{Held, LimitsDraft};
use super::store as accounts;
use crate::Domain;
use crate::audit;
use crate::audit::model::{Act, Note};
use crate::communities::model::tidy_reason;
use crate::communities::standing_in;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::error::Problem;
use crate::id::{AccountId, CurrencyId, MemberId};
use crate::ledger::PassingError;
use crate::ledger::account::{AccountKind, Limits};
use crate::ledger::command::{Ask, Command};
use crate::ledger::currencies;
use crate::ledger::currencies::model::{Currency, check_limits};
use crate::ledger::journal::{Beside, Entry, post_in};
use crate::ledger::rejected::Rejected;
use crate::policy::{self, Action};

/// How many accounts one transaction changes: few enough that who pays meanwhile hardly waits.
const CHUNK: u32 = 100;
/// How many accounts whoever decides waits for. The others follow within minutes.
const AT_ONCE: u32 = 500;
/// How many decisions are told.
const TOLD: u32 = 10;

/// Other limits for all accounts of a kind, and how far that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouped {
    /// Which decision it is, in the house.
    pub id: Uuid,
    /// Of which currency.
    pub currency: CurrencyId,
    /// The id that the client made.
    pub key: Uuid,
    /// For which accounts.
    pub kind: AccountKind,
    /// Between what they stay.
    pub limits: Limits,
    /// From where on it is said that they come near them.
    pub soft: Limits,
    /// Why.
    pub reason: String,
    /// Who decided; nobody where they have gone.
    pub by: Option<MemberId>,
    /// When.
    pub at: DateTime<Utc>,
    /// How many accounts there were.
    pub total: u64,
    /// After which account it goes on.
    pub after: Option<AccountId>,
    /// How many have them.
    pub changed: u64,
    /// How many keep what they had: what is set apart of them stands in the way, or they are of
    /// who decided.
    pub left_out: u64,
    /// When all of them had been looked at.
    pub done_at: Option<DateTime<Utc>>,
}

impl Grouped {
    /// Whether it says the same as another.
    fn is_same(&self, kind: AccountKind, draft: &LimitsDraft) -> bool {
        self.kind == kind
            && (self.limits, self.soft) == (draft.limits, draft.soft)
            && self.reason == draft.reason
    }
}

/// Gives all accounts of a kind other limits; those that are closed keep theirs, and so do those
/// of who decides. Sent again under the same key, it is the same decision. Where there are many
/// accounts, it is answered before all of them have been changed.
///
/// # Errors
/// [`AccountError::Invalid`] with the field, `kind` for one of the community's own,
/// [`AccountError::Rejected`] for other content under the same key, [`AccountError::NotFound`],
/// [`AccountError::Denied`].
pub async fn set_group_limits(
    ctx: &Ctx,
    domain: &Domain,
    (currency, kind, key): (CurrencyId, AccountKind, Uuid),
    draft: LimitsDraft,
) -> Result<Grouped, AccountError> {
    let invalid = |field, problem| AccountError::Invalid { field, problem };
    let reason = tidy_reason(&draft.reason).map_err(|problem| invalid("reason", problem))?;
    let draft = LimitsDraft { reason, ..draft };
    if matches!(kind, AccountKind::Fund | AccountKind::Issuer) {
        return Err(invalid("kind", Problem::Unknown));
    }
    let tx = domain.db.write().await?;
    let of = managed(&tx, ctx, currency).await?;
    let checked = check_limits(of.kind, draft.limits, draft.soft);
    checked.map_err(|(field, problem)| invalid(field, problem))?;
    let mut it = match store::by_key(tx.conn(), (currency, key)).await? {
        Some(it) if it.is_same(kind, &draft) => it,
        Some(_) => return Err(AccountError::Rejected(Rejected::ExistsWithDifferentContent)),
        None => decide(&tx, ctx, (&of, kind, key), draft).await?,
    };
    tx.commit().await?;
    for _ in 0..AT_ONCE / CHUNK {
        if it.done_at.is_some() {
            break;
        }
        it = go_on(ctx, domain, it.id).await?.unwrap_or(it);
    }
    Ok(it)
}

/// What was decided about groups of accounts of late, the latest first.
///
/// # Errors
/// [`AccountError::NotFound`], [`AccountError::Denied`].
pub async fn group_limits(
    ctx: &Ctx,
    domain: &Domain,
    currency: CurrencyId,
) -> Result<Vec<Grouped>, AccountError> {
    let db = domain.db.reader();
    let of = currencies::store::by_id(db, currency).await?.ok_or(AccountError::NotFound)?;
    let standing = standing_in(ctx, db, of.community).await?;
    match policy::check_on(ctx, Action::SeeAccounts, standing) {
        Err(_) if !of.is_on => Err(AccountError::NotFound),
        Err(denied) => Err(denied.into()),
        Ok(()) => Ok(store::latest(db, currency, TOLD).await?),
    }
}

/// Goes on with what was decided about many accounts, to its end. Answers how many it looked at.
///
/// # Errors
/// [`PassingError`]; trying again goes on where it stopped.
pub async fn go_on_with_groups(ctx: &Ctx, domain: &Domain) -> Result<u64, PassingError> {
    policy::check(ctx, Action::KeepHouse)?;
    let mut all = 0;
    for it in store::waiting(domain.db.reader()).await? {
        let (mut seen, mut is_done) = (it.changed + it.left_out, false);
        while !is_done {
            let Some(it) = go_on(ctx, domain, it.id).await? else { break };
            all += (it.changed + it.left_out).saturating_sub(seen);
            (seen, is_done) = (it.changed + it.left_out, it.done_at.is_some());
        }
    }
    Ok(all)
}

/// Writes a decision down, and that it was taken.
async fn decide(
    tx: &WriteTx,
    ctx: &Ctx,
    (of, kind, key): (&Currency, AccountKind, Uuid),
    draft: LimitsDraft,
) -> Result<Grouped, AccountError> {
    let LimitsDraft { limits, soft, reason } = draft;
    let total = store::count(tx.conn(), (of.id, kind), ctx.now).await?;
    let it = Grouped {
        id: ctx.ids.next(),
        currency: of.id,
        key,
        kind,
        limits,
        soft,
        reason,
        by: ctx.actor.hands(),
        at: ctx.now,
        total,
        after: None,
        changed: 0,
        left_out: 0,
        done_at: None,
    };
    store::insert(tx, &it).await?;
    let note = Note::new(Act::GroupLimitsSet).of(of.community).to(of.id);
    let note = note.with("kind", kind.key()).with("accounts", total);
    audit::note(tx, ctx, note).await?;
    Ok(it)
}

/// Changes the next accounts of a decision; answers how far it is then. Who does so at the same
/// moment waits, and goes on after them.
async fn go_on(ctx: &Ctx, domain: &Domain, id: Uuid) -> Result<Option<Grouped>, DbError> {
    let tx = domain.db.write().await?;
    let Some(it) = store::lock(&tx, id).await? else { return Ok(None) };
    if it.done_at.is_some() {
        return Ok(Some(it));
    }
    currencies::store::lock(&tx, it.currency).await?;
    let some = store::of_kind(tx.conn(), &it, CHUNK).await?;
    let is_last = some.len() < CHUNK as usize;
    let after = some.last().map(|held| held.account.id).or(it.after);
    let looked_at = some.len() as u64;
    let changed = set(&tx, ctx, &it, some).await?;
    let it = Grouped {
        after,
        changed: it.changed + changed,
        left_out: it.left_out + looked_at - changed,
        done_at: is_last.then_some(ctx.now),
        ..it
    };
    store::put(&tx, &it).await?;
    tx.commit().await?;
    Ok(Some(it))
}

/// Gives some accounts the limits that were decided; answers how many have them.
async fn set(tx: &WriteTx, ctx: &Ctx, it: &Grouped, of: Vec<Held>) -> Result<u64, DbError> {
    let own = match it.by {
        Some(by) => accounts::profiles_of(tx.conn(), by).await?,
        None => Vec::new(),
    };
    let is_own = |held: &Held| held.holder.is_some_and(|holder| own.contains(&holder.profile));
    let theirs = of.into_iter().filter(|held| !is_own(held)).map(|held| held.account.id);
    let theirs: Vec<AccountId> = theirs.collect();
    let entry = |account: &AccountId| Entry {
        currency: it.currency,
        command: Command { account: *account, key: it.key, ask: Ask::Limit { limits: it.limits } },
        at: ctx.now,
        beside: Beside::default(),
    };
    let entries: Vec<Entry> = theirs.iter().map(entry).collect();
    let said = post_in(tx, &entries).await?;
    let done = theirs.into_iter().zip(said).filter(|(_, said)| said.is_ok());
    let done: Vec<AccountId> = done.map(|(id, _)| id).collect();
    store::note_changed(tx, it, (&done, ctx.now)).await?;
    Ok(done.len() as u64)
}

/// A currency of whose community the actor is an organiser, with its books held.
async fn managed(tx: &WriteTx, ctx: &Ctx, id: CurrencyId) -> Result<Currency, AccountError> {
    let currency = currencies::store::lock(tx, id).await?.ok_or(AccountError::NotFound)?;
    let standing = standing_in(ctx, tx.conn(), currency.community).await?;
    match policy::check_on(ctx, Action::ManageAccounts, standing) {
        // That it is there is not for everybody to know.
        Err(_) if !currency.is_on => Err(AccountError::NotFound),
        may => Ok(may.map(|()| currency)?),
    }
}
