//! What is known of those who pay and are paid, read for all who ask at the same time: a statement
//! for each kind of thing to know, and not for each payment.

use std::collections::{BTreeSet, HashMap};

use sea_orm::prelude::Uuid;

use super::error::PaymentError;
use super::model::Counterparty;
use super::reading::as_called;
use super::store::known::Found;
pub(in crate::ledger) use super::store::known::Named;
use super::{REFUSALS, signed, store};
use crate::Domain;
use crate::ctx::Ctx;
use crate::db::{Db, DbError};
use crate::id::{AccountId, CurrencyId};
use crate::ledger::accounts::model::Held;
use crate::ledger::currencies;
use crate::ledger::currencies::model::Currency;
use crate::policy::{self, Action, Standing};

/// What is known of what a payment names.
pub(in crate::ledger) struct Known {
    pub(super) found: Found,
    from: Option<Held>,
    currency: Option<Currency>,
    /// The account that was named as who is paid.
    pub(super) to: Option<Held>,
    /// Whose that is, as they are called.
    pub(super) other: Option<Counterparty>,
}

/// What is known of an account from which the actor would pay, of what was answered to it under a
/// key, and of an account that would be paid.
pub(super) async fn of(
    ctx: &Ctx,
    domain: &Domain,
    (from, key, to): (AccountId, Option<Uuid>, Option<AccountId>),
) -> Result<Known, PaymentError> {
    let member = signed(ctx)?;
    policy::check_on(ctx, Action::HoldAccount, Standing::PARTY)?;
    let refusals = REFUSALS.key(domain.db.tries_key(), &member.to_string());
    let named = Named { member, from, key, to, refusals };
    let db = domain.db.clone();
    let read = move |all: Vec<Named>| {
        let db = db.clone();
        async move { read(&db, all).await }
    };
    Ok(domain.books.known.ask(named, read).await?)
}

impl Known {
    /// The account from which is paid, with its currency: the actor's own, in a community to
    /// which they belong.
    pub(super) fn mine(&mut self, ctx: &Ctx) -> Result<(Held, Currency), PaymentError> {
        let holder = ctx.acting_as.or(self.found.person).ok_or(PaymentError::SignedOut)?;
        let held = self.from.take().filter(|it| it.holder.is_some_and(|it| it.profile == holder));
        let (held, currency) = held.zip(self.currency.take()).ok_or(PaymentError::NotFound)?;
        policy::check_on(ctx, Action::HoldAccount, self.found.standing)?;
        Ok((held, currency))
    }

    /// Refuses who was refused too often of late.
    pub(super) fn may_ask(&self, ctx: &Ctx) -> Result<(), PaymentError> {
        Ok(REFUSALS.judged(self.found.refused, ctx.now)?)
    }
}

async fn read(db: &Db, all: Vec<Named>) -> Result<Vec<Known>, DbError> {
    let reader = db.reader();
    let found = store::known::found(db, &all).await?;
    let ids: BTreeSet<AccountId> =
        all.iter().flat_map(|it| [Some(it.from), it.to]).flatten().collect();
    let accounts = store::whose(reader, ids).await?.into_iter();
    let accounts = accounts.map(|it| (it.held.account.id, (it.held.clone(), as_called(it))));
    let accounts: HashMap<AccountId, (Held, Counterparty)> = accounts.collect();
    let from = |it: &Named| accounts.get(&it.from).map(|(held, _)| held.clone());
    let of: BTreeSet<CurrencyId> =
        all.iter().filter_map(from).map(|it| it.account.currency).collect();
    let of: Vec<CurrencyId> = of.into_iter().collect();
    let currencies = currencies::store::by_ids(reader, &of).await?;
    let known = all.iter().zip(found).map(|(it, found)| {
        let from = from(it);
        let currency = from.as_ref().map(|it| it.account.currency);
        let (to, other) = it.to.and_then(|it| accounts.get(&it)).cloned().unzip();
        let currency = currencies.iter().find(|it| Some(it.id) == currency).cloned();
        Known { found, from, currency, to, other }
    });
    Ok(known.collect())
}
