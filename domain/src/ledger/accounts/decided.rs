//! What was decided about accounts, many at once, for whoever may know it.

use std::collections::{BTreeSet, HashMap};

use sea_orm::ConnectionTrait;

use super::error::AccountError;
use super::model::{Decided, Held};
use super::{my_holder, store};
use crate::Domain;
use crate::communities::standing_in;
use crate::ctx::Ctx;
use crate::id::{AccountId, CurrencyId, MemberId};
use crate::ledger::currencies;
use crate::ledger::overview;
use crate::policy::{self, Action};

/// What was decided about some accounts, each for its holder and for who runs the community of its
/// currency, who also reads by whom; the others are left out.
///
/// # Errors
/// [`AccountError::Db`].
pub async fn decided(
    ctx: &Ctx,
    domain: &Domain,
    ids: &[AccountId],
) -> Result<HashMap<AccountId, Decided>, AccountError> {
    let db = domain.db.reader();
    let me = match my_holder(ctx, db).await {
        Ok(holder) => Some(holder.profile),
        Err(error @ AccountError::Db(_)) => return Err(error),
        Err(_) => None,
    };
    let is_mine = |it: &Held| me.is_some() && it.holder.map(|it| it.profile) == me;
    let (mine, others): (Vec<Held>, Vec<Held>) =
        store::by_ids(db, ids).await?.into_iter().partition(is_mine);
    let run = run_by_me(ctx, db, &others).await?;
    let mut found: HashMap<AccountId, Decided> =
        mine.iter().map(|it| (it.account.id, Decided::default())).collect();
    let others = others.iter().filter(|it| run.contains(&it.account.currency));
    let others: BTreeSet<AccountId> = others.map(|it| it.account.id).collect();
    found.extend(others.iter().map(|id| (*id, Decided::default())));
    let asked: Vec<AccountId> = found.keys().copied().collect();
    let changes = store::changes_of(db, &asked).await?;
    let of_others = changes.iter().filter(|(id, _)| others.contains(id));
    let by: BTreeSet<MemberId> = of_others.filter_map(|(_, it)| it.by).collect();
    let names = overview::called(db, &by).await?;
    for (id, change) in changes {
        let Some(of) = found.get_mut(&id) else { continue };
        let who = change.by.filter(|_| others.contains(&id));
        if let Some((who, name)) = who.and_then(|who| Some((who, names.get(&who)?))) {
            of.names.insert(who, name.clone());
        }
        of.changes.push(change);
    }
    Ok(found)
}

/// The currencies of some accounts of whose communities the actor is an organiser: each community
/// is asked about once.
async fn run_by_me(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    all: &[Held],
) -> Result<BTreeSet<CurrencyId>, AccountError> {
    let of: BTreeSet<CurrencyId> = all.iter().map(|it| it.account.currency).collect();
    let of: Vec<CurrencyId> = of.into_iter().collect();
    let mut known = currencies::store::by_ids(db, &of).await?;
    let communities: BTreeSet<_> = known.iter().map(|it| it.community).collect();
    let mut run = BTreeSet::new();
    for id in communities {
        let standing = standing_in(ctx, db, id).await?;
        if policy::allows_on(ctx.actor, Action::SeeAccounts, standing) {
            run.insert(id);
        }
    }
    known.retain(|it| run.contains(&it.community));
    Ok(known.into_iter().map(|it| it.id).collect())
}
