//! What organisers decide about all accounts of a kind at once.

use uuid::Uuid;

use super::error::AccountError;
use super::model::{Held, LimitsDraft};
use super::store;
use crate::Domain;
use crate::audit;
use crate::audit::model::{Act, Note};
use crate::communities::model::tidy_reason;
use crate::communities::standing_in;
use crate::ctx::{Actor, Ctx};
use crate::db::WriteTx;
use crate::error::Problem;
use crate::id::{AccountId, CommunityId, CurrencyId};
use crate::ledger::account::{Account, AccountKind, Limits};
use crate::ledger::command::{Ask, Command};
use crate::ledger::currencies;
use crate::ledger::currencies::model::check_limits;
use crate::ledger::journal::{Beside, Entry, post_in};
use crate::policy::{self, Action};

/// How many accounts one transaction changes: few enough that it is over at once.
const AT_ONCE: u32 = 10;

/// How many accounts were given other limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grouped {
    /// How many have them.
    pub changed: u64,
    /// How many keep what they had: what is set apart of them stands in the way, or they are of
    /// who decides.
    pub left_out: u64,
}

/// Gives all accounts of a kind other limits, some at a time; those that are closed keep theirs,
/// and so do those of who decides. Sent again under the same key, it goes on where it stopped.
///
/// # Errors
/// [`AccountError::Invalid`] with the field, `kind` for one of the community's own,
/// [`AccountError::NotFound`], [`AccountError::Denied`].
pub async fn set_group_limits(
    ctx: &Ctx,
    domain: &Domain,
    (currency, kind, key): (CurrencyId, AccountKind, Uuid),
    draft: LimitsDraft,
) -> Result<Grouped, AccountError> {
    let LimitsDraft { limits, soft, reason } = draft;
    let invalid = |field, problem| AccountError::Invalid { field, problem };
    check_limits(limits, soft).map_err(|(field, problem)| invalid(field, problem))?;
    let reason = tidy_reason(&reason).map_err(|problem| invalid("reason", problem))?;
    if matches!(kind, AccountKind::Fund | AccountKind::Issuer) {
        return Err(invalid("kind", Problem::Unknown));
    }
    let (mut grouped, mut after) = (Grouped::default(), None);
    loop {
        let tx = domain.db.write().await?;
        let community = managed(&tx, ctx, currency).await?;
        let some = store::of_kind(tx.conn(), (currency, kind), after, AT_ONCE).await?;
        after = some.last().map(|it| it.account.id);
        let is_last = some.len() < AT_ONCE as usize;
        let mine = own(&tx, ctx, &some).await?;
        let (theirs, own): (Vec<_>, Vec<_>) =
            some.into_iter().partition(|it| !mine.contains(&it.account.id));
        let changed = set(&tx, ctx, (currency, key), theirs, (limits, soft, &reason)).await?;
        grouped.changed += changed.changed;
        grouped.left_out += changed.left_out + own.len() as u64;
        if is_last {
            let note = Note::new(Act::GroupLimitsSet).of(community).to(currency);
            let note = note.with("kind", kind.key()).with("accounts", grouped.changed);
            audit::note(&tx, ctx, note).await?;
            tx.commit().await?;
            return Ok(grouped);
        }
        tx.commit().await?;
    }
}

/// Gives some accounts other limits.
async fn set(
    tx: &WriteTx,
    ctx: &Ctx,
    (currency, key): (CurrencyId, Uuid),
    of: Vec<Held>,
    (limits, soft, reason): (Limits, Limits, &str),
) -> Result<Grouped, AccountError> {
    let mut grouped = Grouped::default();
    for was in of {
        let id = was.account.id;
        if store::is_answered(tx, (id, key)).await? {
            grouped.changed += 1;
            continue;
        }
        let command = Command { account: id, key, ask: Ask::Limit { limits } };
        let entry = Entry { currency, command, at: ctx.now, beside: Beside::default() };
        let said = post_in(tx, &[entry]).await?.pop();
        if !matches!(said, Some(Ok(_))) {
            grouped.left_out += 1;
            continue;
        }
        store::set_soft(tx, id, soft).await?;
        let account = Account { limits, ..was.account };
        let is = Held { account, soft, ..was };
        store::insert_change(tx, &is, (ctx.actor.hands(), reason), ctx.now).await?;
        grouped.changed += 1;
    }
    Ok(grouped)
}

/// The community of a currency of which the actor is an organiser, with its books held.
async fn managed(tx: &WriteTx, ctx: &Ctx, id: CurrencyId) -> Result<CommunityId, AccountError> {
    let currency = currencies::store::lock(tx, id).await?.ok_or(AccountError::NotFound)?;
    let standing = standing_in(ctx, tx.conn(), currency.community).await?;
    match policy::check_on(ctx, Action::ManageAccounts, standing) {
        // That it is there is not for everybody to know.
        Err(_) if !currency.is_on => Err(AccountError::NotFound),
        may => Ok(may.map(|()| currency.community)?),
    }
}

/// Which of some accounts are the actor's own, or of a profile of theirs.
async fn own(tx: &WriteTx, ctx: &Ctx, of: &[Held]) -> Result<Vec<AccountId>, AccountError> {
    let Actor::Member(me) = ctx.actor else { return Ok(Vec::new()) };
    let profiles = store::profiles_of(tx.conn(), me.member).await?;
    let is_own = |it: &&Held| it.holder.is_some_and(|holder| profiles.contains(&holder.profile));
    Ok(of.iter().filter(is_own).map(|it| it.account.id).collect())
}
