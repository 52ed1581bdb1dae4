//! What is known of those who pay and are paid, read for all who ask at the same time: a statement
//! for each kind of thing to know, and not for each payment.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;

use super::error::PaymentError;
use super::model::Counterparty;
use super::store::known::{self, Answered};
use super::{REFUSALS, reading, signed};
use crate::Domain;
use crate::communities::model::{Community, Membership};
use crate::communities::{self, standing_of};
use crate::ctx::Ctx;
use crate::db::{Db, DbError};
use crate::id::{AccountId, CommunityId, CurrencyId, MemberId, ProfileId};
use crate::ledger::accounts;
use crate::ledger::accounts::model::Held;
use crate::ledger::currencies;
use crate::ledger::currencies::model::Currency;
use crate::policy::{self, Action, Standing};
use crate::profiles;

/// What somebody who pays names.
pub(in crate::ledger) struct Named {
    member: MemberId,
    acting_as: Option<ProfileId>,
    from: AccountId,
    /// The id that the client made, where something is posted.
    key: Option<Uuid>,
    /// Who is paid, where an account was named.
    to: Option<AccountId>,
    /// Under what their refusals are counted.
    refusals: String,
}

/// What is known of it.
pub(in crate::ledger) struct Known {
    /// As whom they hold accounts.
    holder: Option<ProfileId>,
    from: Option<Held>,
    currency: Option<Currency>,
    standing: Standing,
    /// The account that was named as who is paid.
    pub(super) to: Option<Held>,
    /// Whose that is, as they are called.
    pub(super) other: Option<Counterparty>,
    /// Whether the two keep away from each other.
    pub(super) is_apart: bool,
    /// What was answered before.
    pub(super) answered: Option<Answered>,
    refused: Option<(i32, DateTime<Utc>)>,
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
    let named = Named { member, acting_as: ctx.acting_as, from, key, to, refusals };
    let db = domain.db.clone();
    let read = move |all: Vec<Named>| {
        let db = db.clone();
        async move { read(&db, &all).await }
    };
    Ok(domain.books.known.ask(named, read).await?)
}

impl Known {
    /// The account from which is paid, with its currency: the actor's own, in a community to
    /// which they belong.
    pub(super) fn mine(&mut self, ctx: &Ctx) -> Result<(Held, Currency), PaymentError> {
        let holder = self.holder.ok_or(PaymentError::SignedOut)?;
        let held = self.from.take().filter(|it| it.holder.is_some_and(|it| it.profile == holder));
        let (held, currency) = held.zip(self.currency.take()).ok_or(PaymentError::NotFound)?;
        policy::check_on(ctx, Action::HoldAccount, self.standing)?;
        Ok((held, currency))
    }

    /// Refuses who was refused too often of late.
    pub(super) fn may_ask(&self, ctx: &Ctx) -> Result<(), PaymentError> {
        Ok(REFUSALS.judged(self.refused, ctx.now)?)
    }
}

/// What all of them name, by its ids.
struct Facts {
    persons: HashMap<MemberId, ProfileId>,
    accounts: HashMap<AccountId, Held>,
    currencies: HashMap<CurrencyId, Currency>,
    communities: HashMap<CommunityId, Community>,
    memberships: HashMap<(CommunityId, MemberId), Membership>,
    answered: HashMap<(AccountId, Uuid), Answered>,
    apart: HashSet<(MemberId, ProfileId)>,
    others: HashMap<AccountId, Counterparty>,
    tries: HashMap<String, (i32, DateTime<Utc>)>,
}

async fn read(db: &Db, all: &[Named]) -> Result<Vec<Known>, DbError> {
    let facts = Facts::read(db, all).await?;
    Ok(all.iter().map(|it| facts.known(it)).collect())
}

impl Facts {
    async fn read(db: &Db, all: &[Named]) -> Result<Self, DbError> {
        let reader = db.reader();
        let people: BTreeSet<MemberId> = all.iter().map(|it| it.member).collect();
        let themselves = all.iter().filter(|it| it.acting_as.is_none()).map(|it| it.member);
        let persons = profiles::store::persons(reader, themselves).await?;
        let ids: BTreeSet<AccountId> =
            all.iter().flat_map(|it| [Some(it.from), it.to]).flatten().collect();
        let accounts = accounts::store::by_ids(db, ids).await?;
        let of: BTreeSet<CurrencyId> = all
            .iter()
            .filter_map(|it| accounts.get(&it.from))
            .map(|it| it.account.currency)
            .collect();
        let of: Vec<CurrencyId> = of.into_iter().collect();
        let currencies = currencies::store::by_ids(reader, &of).await?;
        let of: BTreeSet<CommunityId> = currencies.iter().map(|it| it.community).collect();
        let communities = communities::store::by_ids(reader, of.iter().copied()).await?;
        let memberships = communities::store::memberships_among(reader, &people, &of).await?;
        let keys = all.iter().filter_map(|it| Some((it.from, it.key?)));
        let homes = all.iter().filter_map(|it| Some((it.member, home(accounts.get(&it.to?)?)?)));
        let others = all.iter().filter_map(|it| it.to).collect();
        let others = reading::called(reader, others).await?.into_iter().collect();
        Ok(Self {
            answered: known::answered(db, keys).await?,
            apart: known::apart(db, homes).await?,
            tries: known::tries(db, all.iter().map(|it| it.refusals.as_str())).await?,
            currencies: currencies.into_iter().map(|it| (it.id, it)).collect(),
            communities: communities.into_iter().map(|it| (it.id, it)).collect(),
            memberships: memberships
                .into_iter()
                .map(|it| ((it.community, it.member), it))
                .collect(),
            persons: persons.into_iter().map(|(of, it)| (of, it.id)).collect(),
            accounts,
            others,
        })
    }

    fn known(&self, it: &Named) -> Known {
        let from = self.accounts.get(&it.from);
        let currency = from.and_then(|it| self.currencies.get(&it.account.currency));
        let community = currency.and_then(|it| self.communities.get(&it.community));
        let standing = community.map_or(Standing::NONE, |community| {
            standing_of(self.memberships.get(&(community.id, it.member)), community)
        });
        let to = it.to.and_then(|it| self.accounts.get(&it));
        let apart = to.and_then(home).map(|home| (it.member, home));
        Known {
            holder: it.acting_as.or_else(|| self.persons.get(&it.member).copied()),
            from: from.cloned(),
            currency: currency.cloned(),
            standing,
            to: to.cloned(),
            other: it.to.and_then(|it| self.others.get(&it)).cloned(),
            is_apart: apart.is_some_and(|it| self.apart.contains(&it)),
            answered: it.key.and_then(|key| self.answered.get(&(it.from, key))).cloned(),
            refused: self.tries.get(&it.refusals).copied(),
        }
    }
}

/// Whose account it is, where they are somebody from whom one may keep away: a place is open to
/// everybody.
fn home(held: &Held) -> Option<ProfileId> {
    held.holder.filter(|it| it.listing.is_none()).map(|it| it.profile)
}
