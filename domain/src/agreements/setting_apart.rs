//! What an agreement sets apart, pays and lets go, in the transaction of its step.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};

use super::error::{AgreementError, invalid};
use super::machine::Party;
use super::model::{Agreement, Move};
use super::price::{self, Deed, HeldPart, Part, Payout, Price, Side};
use super::saying;
use super::store::{self, Kept};
use crate::communities;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::error::Problem;
use crate::id::{AccountId, CurrencyId, HoldId, MemberId};
use crate::ledger::agreed::{self, Between};
use crate::ledger::book::HoldState;
use crate::ledger::model::TERM_DAYS_MAX;
use crate::listings::opening_hours::ZONE;
use crate::policy::{self, Action};
use crate::posts::model::{Post, TermKind};

/// How many days before the end of the longest hold something that is paid for comes back.
const BACK_DAYS: i64 = TERM_DAYS_MAX - 7;

/// Whether what a move says of a price can be, and whether the actor may say it: nobody promises
/// or pays somebody else's.
pub(super) async fn check(
    tx: &WriteTx,
    ctx: &Ctx,
    (kept, party): (&Kept, Party),
    it: &Move,
) -> Result<(), AgreementError> {
    let was = &kept.agreement;
    let price = was.terms.priced.price.as_ref();
    let says_yes = match it {
        Move::Agree { details, .. } => {
            if let Some(said) = &details.price {
                saying::is_of(tx.conn(), said, was.community).await?;
                if said.deposit > 0 && !(was.is_loan || was.terms.may_be_lent()) {
                    return Err(invalid("price.deposit")(Problem::Unknown));
                }
            }
            // A price that is said once the day stands is held until that day too.
            let is_priced = match &details.price {
                Some(said) => said.some().is_some(),
                None => price.is_some(),
            };
            let due_on = details.due_on.or(was.due_on.filter(|_| details.price.is_some()));
            check_back(ctx, due_on.filter(|_| is_priced))?;
            details.price.as_ref().is_some_and(|it| it.some().is_some())
        }
        Move::Prolong { due_on } => {
            check_back(ctx, Some(*due_on).filter(|_| price.is_some()))?;
            false
        }
        Move::Complete { payout, .. } => {
            check_payout(was, *payout)?;
            price.is_some()
        }
        Move::Settle { payout, .. } => {
            check_payout(was, *payout)?;
            false
        }
        _ => false,
    };
    let pays = Side::of(party) == Some(Side::that_pays(kept.about.direction));
    if says_yes && pays {
        let there = communities::standing_in(ctx, tx.conn(), was.community).await?;
        policy::check_on(ctx, Action::HoldAccount, there)?;
    }
    Ok(())
}

/// Whether what is set apart can wait until something is back.
fn check_back(ctx: &Ctx, due_on: Option<NaiveDate>) -> Result<(), AgreementError> {
    let last = (ctx.now + TimeDelta::days(BACK_DAYS)).with_timezone(&ZONE);
    if due_on.is_some_and(|on| on > last.date_naive()) {
        return Err(invalid("dueOn")(Problem::OutOfRange));
    }
    Ok(())
}

/// The same of a price that is said with a reply.
pub(super) async fn check_reply(
    tx: &WriteTx,
    ctx: &Ctx,
    post: &Post,
    said: Option<&Price>,
) -> Result<(), AgreementError> {
    let Some(said) = said else { return Ok(()) };
    saying::is_of(tx.conn(), said, post.community).await?;
    let is_lent = post.content.terms.iter().any(|it| it.kind == TermKind::Loan);
    if said.deposit > 0 && !is_lent {
        return Err(invalid("price.deposit")(Problem::Unknown));
    }
    if said.some().is_some() && Side::that_pays(post.direction) == Side::Replier {
        let there = communities::standing_in(ctx, tx.conn(), post.community).await?;
        policy::check_on(ctx, Action::HoldAccount, there)?;
    }
    Ok(())
}

/// No more is paid than is set apart.
fn check_payout(it: &Agreement, said: Option<Payout>) -> Result<(), AgreementError> {
    let Some(said) = said else { return Ok(()) };
    match &it.terms.priced.price {
        None => Err(invalid("payout")(Problem::Unknown)),
        Some(price) if said.fits(price) => Ok(()),
        Some(price) if (0..=price.amount).contains(&said.amount) => {
            Err(invalid("payout.deposit")(Problem::OutOfRange))
        }
        Some(_) => Err(invalid("payout")(Problem::OutOfRange)),
    }
}

/// Has the books follow a step. The last thing that its transaction does: what the books refuse
/// refuses the step.
///
/// # Errors
/// [`AgreementError::Rejected`].
pub(super) async fn follow(
    tx: &WriteTx,
    ctx: &Ctx,
    (kept, next): (&Kept, &Agreement),
) -> Result<(), AgreementError> {
    let deeds = price::deeds(&kept.agreement, next, ctx.now);
    if deeds.is_empty() {
        return Ok(());
    }
    let held = held(tx, next).await?;
    let priced = &next.terms.priced.price;
    let holds = deeds.iter().any(|it| matches!(it, Deed::Hold(..)));
    let mut accounts = None;
    let mut locked: BTreeSet<CurrencyId> = held.iter().map(|it| it.currency).collect();
    if let Some(price) = priced.as_ref().filter(|_| holds) {
        let between = between(kept);
        let at = (price.currency, &locked);
        accounts = Some((price.currency, agreed::accounts(tx, ctx, at, &between).await?));
        locked.insert(price.currency);
    } else {
        agreed::lock(tx, &locked).await?;
    }
    // As it is once nobody else writes.
    let mut books = Books { held: self::held(tx, next).await?, accounts };
    let title = &kept.about.title;
    let mut asked = Vec::with_capacity(deeds.len());
    for deed in deeds {
        asked.extend(books.asked(ctx, deed, title));
    }
    agreed::post(tx, ctx, next.id, asked).await?;
    for it in &books.held {
        agreed::keep_as(tx, (next.id, it.part), it.hold).await?;
    }
    Ok(())
}

/// What time lets go of, for the end of its transaction.
pub(super) async fn over(tx: &WriteTx, ctx: &Ctx, some: &[Agreement]) -> Result<(), DbError> {
    let ids: Vec<_> = some.iter().map(|it| it.id).collect();
    let mut all = Vec::new();
    for (_, it) in agreed::held_of(tx.conn(), &ids).await? {
        if it.state == HoldState::Standing {
            all.push((it.currency, it.hold, it.payer));
        }
    }
    agreed::lock(tx, &all.iter().map(|(currency, ..)| *currency).collect()).await?;
    agreed::let_go(tx, ctx, all).await
}

/// Holds the open agreements of somebody who leaves, before what they hold and owe is settled: in
/// the order in which a step holds them.
pub(crate) async fn lock_of(tx: &WriteTx, member: MemberId) -> Result<(), DbError> {
    store::lock_of(tx, member).await
}

async fn held(tx: &WriteTx, it: &Agreement) -> Result<Vec<HeldPart>, DbError> {
    let all = agreed::held_of(tx.conn(), &[it.id]).await?;
    Ok(all.into_iter().map(|(_, it)| it).collect())
}

/// Who pays whom: who gets, and who gives.
fn between(kept: &Kept) -> Between {
    let it = &kept.agreement;
    let (payer, payee) = match Side::that_pays(kept.about.direction) {
        Side::Owner => (it.owner, it.replier),
        Side::Replier => (it.replier, it.owner),
    };
    let listing = kept.about.listing.filter(|_| payee == it.owner);
    Between { community: it.community, payer, payee, listing }
}

/// What is set apart, as the deeds so far leave it.
struct Books {
    held: Vec<HeldPart>,
    accounts: Option<(CurrencyId, (AccountId, AccountId))>,
}

impl Books {
    /// What a deed comes to; nothing where nothing is set apart any more.
    fn asked(&mut self, ctx: &Ctx, deed: Deed, title: &str) -> Option<(CurrencyId, agreed::Deed)> {
        let stands = |it: &&HeldPart| it.state == HoldState::Standing;
        let of = |part: Part| self.held.iter().find(|it| it.part == part);
        let find = |part: Part| of(part).filter(stands).copied();
        match deed {
            Deed::Hold(part, amount, until) => {
                let (currency, between) = self.accounts?;
                let hold = HoldId(ctx.ids.next());
                let (payer, payee) = between;
                self.held.retain(|it| it.part != part);
                self.held.push(HeldPart {
                    part,
                    hold,
                    currency,
                    payer,
                    payee,
                    amount,
                    captured: 0,
                    state: HoldState::Standing,
                    disputed: false,
                    expires_at: until,
                });
                Some((currency, agreed::Deed::Hold(hold, between, amount, until)))
            }
            Deed::Freeze(part) => {
                let it = find(part)?;
                Some((it.currency, agreed::Deed::Dispute(it.hold, it.payer, true)))
            }
            Deed::Thaw(part) => {
                let it = find(part)?;
                Some((it.currency, agreed::Deed::Dispute(it.hold, it.payer, false)))
            }
            Deed::Pay(part, amount) => {
                let it = *of(part)?;
                let words = title.to_owned();
                Some((it.currency, agreed::Deed::Pay(it.hold, it.payer, amount, words)))
            }
            Deed::LetGo(part) => {
                let it = find(part)?;
                Some((it.currency, agreed::Deed::LetGo(it.hold, it.payer)))
            }
        }
    }
}
