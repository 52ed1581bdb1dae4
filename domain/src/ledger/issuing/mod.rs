//! What comes into the world of a currency and goes out of it: by two organisers, out of the
//! budgets of organisations, and for euros of merchants.
//!
//! Nobody issues alone: one organiser proposes, another confirms, and both are none of those whose
//! account it is. What is posted is posted in the transaction in which it was confirmed, under an
//! id made of the proposal's, so that it is posted once.

mod budgets;
pub mod error;
pub mod model;
mod redeeming;
mod store;

use sea_orm::ConnectionTrait;

pub use self::budgets::{budgets, hand_out, handouts, my_budgets};
use self::error::{IssuingError, invalid};
pub use self::model::{
    Budget, BudgetVersion, Handout, HandoutDraft, Notes, Plan, Proposal, ProposalDraft,
    ProposalKind, ProposalState, Redemption, RedemptionDraft, RedemptionState,
};
use self::model::{ENDED_LISTED, PROPOSALS_MAX, budget_month, check_notes, proposal_ends};
pub use self::redeeming::{
    approve, my_redemptions, paid, redeem, redemptions, redemptions_of_member, refuse, take_back,
};
use super::account::AccountKind;
use super::accounts;
use super::accounts::model::Held;
use super::amount::Amount;
use super::book::{CurrencyKind, Posted};
use super::chain;
use super::command::{Ask, Command};
use super::currencies;
use super::currencies::model::Currency;
use super::journal::{Beside, Entry, post_in};
use super::payments;
use super::rejected::Rejected;
use crate::audit::model::{Act, Note};
use crate::communities::model::tidy_reason;
use crate::communities::standing_in;
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::error::Problem;
use crate::id::{AccountId, CurrencyId, MemberId, ProfileId, ProposalId, TransferId};
use crate::policy::{self, Action};
use crate::profiles::model::{Part, ProfileKind};
use crate::{Domain, audit, profiles};

/// Proposes that something comes into the world or goes out of it, or what an organisation may
/// hand out. Another organiser confirms it within [`model::PROPOSAL_DAYS`].
///
/// # Errors
/// [`IssuingError::Invalid`] with the field, [`IssuingError::Rejected`] for the amount,
/// [`IssuingError::NotIssued`], [`IssuingError::OwnCase`], [`IssuingError::TooMany`],
/// [`IssuingError::NotFound`], [`IssuingError::Denied`].
pub async fn propose(
    ctx: &Ctx,
    domain: &Domain,
    draft: ProposalDraft,
) -> Result<Proposal, IssuingError> {
    let reason = tidy_reason(&draft.reason).map_err(|it| invalid("reason", it))?;
    let tx = domain.db.write().await?;
    let (me, currency) = issued_by_me(&tx, ctx, draft.currency).await?;
    let kind = draft.plan.kind();
    let amount = amount_of(kind, &draft.amount, &currency)?;
    let (account, budget, notes) = about(&tx, ctx, (&currency, me), draft.plan).await?;
    if let (Some(notes), Ok(amount)) = (notes, Amount::new(amount)) {
        check_notes(notes, amount)?;
    }
    if store::proposals::count_waiting(tx.conn(), currency.id, ctx.now).await? >= PROPOSALS_MAX {
        return Err(IssuingError::TooMany);
    }
    let proposal = Proposal {
        id: ProposalId(ctx.ids.next()),
        currency: currency.id,
        kind,
        account,
        budget,
        amount,
        notes,
        reason,
        state: ProposalState::Waiting,
        proposed_by: Some(me),
        created_at: ctx.now,
        expires_at: proposal_ends(ctx.now),
        decided_by: None,
        decided_at: None,
        transfer: None,
    };
    store::proposals::insert(&tx, &proposal).await?;
    note(&tx, ctx, (&currency, &proposal), Act::IssueProposed).await?;
    tx.commit().await?;
    Ok(proposal)
}

/// Confirms what another organiser proposed, and posts it. Sent again, it is confirmed once.
///
/// # Errors
/// [`IssuingError::SamePerson`] for who proposed it, [`IssuingError::OwnCase`],
/// [`IssuingError::Ended`], [`IssuingError::Rejected`] where the books refuse: it still waits then,
/// [`IssuingError::BudgetSpent`] for a budget below what this month has spent,
/// [`IssuingError::NotFound`], [`IssuingError::Denied`].
pub async fn confirm(ctx: &Ctx, domain: &Domain, id: ProposalId) -> Result<Proposal, IssuingError> {
    let tx = domain.db.write().await?;
    let (me, currency, was) = match waiting(&tx, ctx, id).await {
        Err(IssuingError::Ended) => return confirmed_by_me(&tx, ctx, id).await,
        waits => waits?,
    };
    if was.proposed_by == Some(me) {
        return Err(IssuingError::SamePerson);
    }
    not_own(&tx, &was, me).await?;
    let transfer = match was.account {
        Some(account) => Some(post_proposed(&tx, ctx, (&currency, &was), account).await?),
        None => None,
    };
    let (state, decided_by, decided_at) = (ProposalState::Confirmed, Some(me), Some(ctx.now));
    let is = Proposal { state, decided_by, decided_at, transfer, ..was };
    store::proposals::decide(&tx, &is).await?;
    if is.budget.is_some() {
        budgets::decided(&tx, ctx, &is).await?;
    }
    note(&tx, ctx, (&currency, &is), Act::IssueConfirmed).await?;
    tx.commit().await?;
    Ok(is)
}

/// Takes back what waits, as any organiser.
///
/// # Errors
/// [`IssuingError::Ended`], [`IssuingError::NotFound`], [`IssuingError::Denied`].
pub async fn withdraw(
    ctx: &Ctx,
    domain: &Domain,
    id: ProposalId,
) -> Result<Proposal, IssuingError> {
    let tx = domain.db.write().await?;
    let (me, currency, was) = waiting(&tx, ctx, id).await?;
    let (state, decided_by, decided_at) = (ProposalState::Withdrawn, Some(me), Some(ctx.now));
    let is = Proposal { state, decided_by, decided_at, ..was };
    store::proposals::decide(&tx, &is).await?;
    note(&tx, ctx, (&currency, &is), Act::IssueWithdrawn).await?;
    tx.commit().await?;
    Ok(is)
}

/// What waits for a second person, the oldest first, then what was decided last.
///
/// # Errors
/// [`IssuingError::NotFound`], [`IssuingError::Denied`].
pub async fn proposals(
    ctx: &Ctx,
    domain: &Domain,
    of: CurrencyId,
) -> Result<Vec<Proposal>, IssuingError> {
    let currency = currencies::by_id(ctx, domain, of).await?;
    let db = domain.db.reader();
    let standing = standing_in(ctx, db, currency.community).await?;
    policy::check_on(ctx, Action::IssueCurrency, standing)?;
    Ok(store::proposals::of_currency(db, (of, ctx.now), ENDED_LISTED).await?)
}

/// Whether the actor may issue a currency.
///
/// # Errors
/// [`IssuingError::NotFound`], [`IssuingError::Db`].
pub async fn may_issue(ctx: &Ctx, domain: &Domain, of: CurrencyId) -> Result<bool, IssuingError> {
    let currency = currencies::by_id(ctx, domain, of).await?;
    let standing = standing_in(ctx, domain.db.reader(), currency.community).await?;
    Ok(policy::allows_on(ctx.actor, Action::IssueCurrency, standing))
}

/// A currency that the actor may issue, with its books held until the transaction ends.
async fn issued_by_me(
    tx: &WriteTx,
    ctx: &Ctx,
    id: CurrencyId,
) -> Result<(MemberId, Currency), IssuingError> {
    let Actor::Member(me) = ctx.actor else { return Err(IssuingError::SignedOut) };
    let currency = currencies::store::lock(tx, id).await?.ok_or(IssuingError::NotFound)?;
    let standing = standing_in(ctx, tx.conn(), currency.community).await?;
    match policy::check_on(ctx, Action::IssueCurrency, standing) {
        // That it is there is not for everybody to know.
        Err(_) if !currency.is_on => Err(IssuingError::NotFound),
        may => Ok(may.map(|()| (me.member, currency))?),
    }
}

/// A proposal that still waits, with the books of its currency held.
async fn waiting(
    tx: &WriteTx,
    ctx: &Ctx,
    id: ProposalId,
) -> Result<(MemberId, Currency, Proposal), IssuingError> {
    let found = store::proposals::by_id(tx.conn(), (id, ctx.now)).await?;
    let currency = found.ok_or(IssuingError::NotFound)?.currency;
    let (me, currency) = issued_by_me(tx, ctx, currency).await?;
    // Read again: it is as it is once nobody else decides.
    let found = store::proposals::by_id(tx.conn(), (id, ctx.now)).await?;
    let found = found.ok_or(IssuingError::NotFound)?;
    match found.state {
        ProposalState::Waiting => Ok((me, currency, found)),
        _ => Err(IssuingError::Ended),
    }
}

/// What the actor confirmed before: who hears no answer asks again.
async fn confirmed_by_me(
    tx: &WriteTx,
    ctx: &Ctx,
    id: ProposalId,
) -> Result<Proposal, IssuingError> {
    let Actor::Member(me) = ctx.actor else { return Err(IssuingError::SignedOut) };
    let found = store::proposals::by_id(tx.conn(), (id, ctx.now)).await?;
    let is_mine = |it: &Proposal| it.decided_by == Some(me.member);
    let mine = found.filter(|it| it.state == ProposalState::Confirmed && is_mine(it));
    mine.ok_or(IssuingError::Ended)
}

/// How much is proposed, in minor units. A budget may be none: then it ends.
fn amount_of(kind: ProposalKind, typed: &str, of: &Currency) -> Result<i64, IssuingError> {
    match Amount::parse(typed, of.scale) {
        Ok(amount) => Ok(amount.minor()),
        Err(Rejected::AmountNotPositive)
            if kind == ProposalKind::Budget && !typed.contains('-') =>
        {
            Ok(0)
        }
        Err(why) => Err(why.into()),
    }
}

/// What a proposal is about: whose account or whose budget, and which notes.
type About = (Option<AccountId>, Option<(ProfileId, chrono::NaiveDate)>, Option<Notes>);

async fn about(
    tx: &WriteTx,
    ctx: &Ctx,
    (of, me): (&Currency, MemberId),
    plan: Plan,
) -> Result<About, IssuingError> {
    let (to, notes) = match plan {
        Plan::Budget { profile, from } => {
            let from = budget_month(from, ctx.now)?;
            let found = profiles::store::by_id(tx.conn(), profile).await?;
            let is_one = found.is_some_and(|it| it.kind == ProfileKind::Organisation);
            if !is_one || !payments::belongs(tx.conn(), of.community, profile).await? {
                return Err(invalid("profile", Problem::Unknown));
            }
            if belongs(tx.conn(), me, profile).await? {
                return Err(IssuingError::OwnCase);
            }
            return Ok((None, Some((profile, from)), None));
        }
        Plan::Issue { to } => (Some(to), None),
        Plan::PaperIn { to, notes } => (Some(to), Some(notes)),
        Plan::Destroy => (None, None),
        Plan::PaperOut { notes } => (None, Some(notes)),
    };
    if of.kind != CurrencyKind::Issued {
        return Err(IssuingError::NotIssued);
    }
    let held = match to {
        Some(id) => accounts::store::by_id(tx.conn(), id).await?,
        None => Some(house(tx.conn(), of.id, AccountKind::Fund).await?),
    };
    let held = held.filter(|it| it.account.currency == of.id && plan.kind().fits(it.account.kind));
    let held = held.ok_or_else(|| invalid("account", Problem::Unknown))?;
    if let Some(holder) = held.holder
        && belongs(tx.conn(), me, holder.profile).await?
    {
        return Err(IssuingError::OwnCase);
    }
    Ok((Some(held.account.id), None, notes))
}

/// Nobody confirms what goes to their own account, or to that of a profile of theirs.
async fn not_own(tx: &WriteTx, it: &Proposal, me: MemberId) -> Result<(), IssuingError> {
    let held = match it.account {
        Some(id) => accounts::store::by_id(tx.conn(), id).await?.and_then(|it| it.holder),
        None => None,
    };
    let profile = held.map(|it| it.profile).or(it.budget.map(|(profile, _)| profile));
    match profile {
        Some(profile) if belongs(tx.conn(), me, profile).await? => Err(IssuingError::OwnCase),
        _ => Ok(()),
    }
}

/// Posts what was proposed. What the books refuse is not kept: it may fit tomorrow.
async fn post_proposed(
    tx: &WriteTx,
    ctx: &Ctx,
    (of, it): (&Currency, &Proposal),
    account: AccountId,
) -> Result<TransferId, IssuingError> {
    let issuer = house(tx.conn(), of.id, AccountKind::Issuer).await?.account.id;
    let (from, to) = if it.kind.brings_in() { (issuer, account) } else { (account, issuer) };
    let kind = it.kind.posted().ok_or(IssuingError::NotFound)?;
    let (id, amount) = (TransferId(ctx.ids.next()), Amount::new(it.amount)?);
    let ask = Ask::Pay { id, to, amount, kind, note: chain::note_digest(None, &[]) };
    let command = Command { account: from, key: it.id.0, ask };
    let posted = post_one(tx, ctx, (of.id, command), Beside::default()).await??;
    posted.transfers.first().copied().ok_or(IssuingError::NotFound)
}

/// Asks the books one thing, in this transaction.
async fn post_one(
    tx: &WriteTx,
    ctx: &Ctx,
    (currency, command): (CurrencyId, Command),
    beside: Beside,
) -> Result<Result<Posted, Rejected>, DbError> {
    let entry = Entry { currency, command, at: ctx.now, beside };
    Ok(post_in(tx, &[entry]).await?.pop().unwrap_or(Err(Rejected::CurrencyUnknown)))
}

/// The account of the community's own of a kind.
async fn house(
    db: &impl ConnectionTrait,
    of: CurrencyId,
    kind: AccountKind,
) -> Result<Held, IssuingError> {
    accounts::store::house(db, of, kind).await?.ok_or(IssuingError::NotIssued)
}

/// Whether somebody belongs to a profile.
async fn belongs(
    db: &impl ConnectionTrait,
    me: MemberId,
    profile: ProfileId,
) -> Result<bool, IssuingError> {
    Ok(profiles::store::part(db, profile, me).await? > Part::Nobody)
}

async fn note(
    tx: &WriteTx,
    ctx: &Ctx,
    (of, it): (&Currency, &Proposal),
    act: Act,
) -> Result<(), DbError> {
    let note = Note::new(act).of(of.community).to(it.id);
    let note = note.with("code", of.code.as_str()).with("kind", it.kind.key());
    let amount = super::amount::decimal(it.amount, of.scale);
    audit::note(tx, ctx, note.with("amount", amount)).await
}
