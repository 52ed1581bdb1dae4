//! What organisations hand out of a currency: a budget a month, decided by two organisers. Of an
//! issued currency it comes from the issuer, so handing out brings it into the world; of the others
//! it comes out of the fund, as far as there is something in it.

use super::error::{IssuingError, invalid};
use super::model::{
    Budget, Handout, HandoutDraft, LISTED_MAX, Proposal, ProposalKind, derived_key,
};
use super::{belongs, house, post_one, store};
use crate::Domain;
use crate::agreements::names::initialled;
use crate::audit;
use crate::audit::model::{Act, Note};
use crate::communities::standing_in;
use crate::ctx::{Actor, Ctx};
use crate::db::WriteTx;
use crate::error::Problem;
use crate::id::{AccountId, BudgetId, CurrencyId, MemberId, ProfileId, TransferId};
use crate::ledger::account::AccountKind;
use crate::ledger::accounts;
use crate::ledger::amount::{Amount, decimal};
use crate::ledger::book::{CurrencyKind, TransferKind};
use crate::ledger::command::{Ask, Command};
use crate::ledger::currencies;
use crate::ledger::currencies::model::Currency;
use crate::ledger::journal::Beside;
use crate::ledger::overview::month_of;
use crate::ledger::payments::{digest, found, noted};
use crate::policy::{self, Action, Standing};

/// The budgets of a currency, by the name of whose they are, for who may issue it.
///
/// # Errors
/// [`IssuingError::NotFound`], [`IssuingError::Denied`].
pub async fn budgets(
    ctx: &Ctx,
    domain: &Domain,
    of: CurrencyId,
) -> Result<Vec<Budget>, IssuingError> {
    let currency = currencies::by_id(ctx, domain, of).await?;
    let db = domain.db.reader();
    let standing = standing_in(ctx, db, currency.community).await?;
    policy::check_on(ctx, Action::IssueCurrency, standing)?;
    Ok(store::budgets::of_currency(db, of, month_of(ctx.now)).await?)
}

/// The budgets out of which the actor may hand out: those of the organisations to which they
/// belong, where their community lets them.
///
/// # Errors
/// [`IssuingError::SignedOut`].
pub async fn my_budgets(ctx: &Ctx, domain: &Domain) -> Result<Vec<Budget>, IssuingError> {
    let Actor::Member(me) = ctx.actor else { return Err(IssuingError::SignedOut) };
    let db = domain.db.reader();
    let all = store::budgets::of_member(db, me.member, month_of(ctx.now)).await?;
    let mut mine = Vec::new();
    for (budget, community) in all {
        // Somebody hands out for one or two organisations.
        let standing = standing_in(ctx, db, community).await?;
        let standing = Standing { is_party: true, ..standing };
        if policy::allows_on(ctx.actor, Action::HandOut, standing) {
            mine.push(budget);
        }
    }
    Ok(mine)
}

/// What was handed out of a budget, the latest first: for who hands it out, and for who may issue
/// the currency. At most [`LISTED_MAX`].
///
/// # Errors
/// [`IssuingError::NotFound`].
pub async fn handouts(
    ctx: &Ctx,
    domain: &Domain,
    id: BudgetId,
) -> Result<Vec<Handout>, IssuingError> {
    let Actor::Member(me) = ctx.actor else { return Err(IssuingError::SignedOut) };
    let db = domain.db.reader();
    let (of, profile) = store::budgets::whose(db, id).await?.ok_or(IssuingError::NotFound)?;
    let currency = currencies::store::by_id(db, of).await?.ok_or(IssuingError::NotFound)?;
    let is_party = belongs(db, me.member, profile).await?;
    let standing = standing_in(ctx, db, currency.community).await?;
    let standing = Standing { is_party, ..standing };
    let may = |action| policy::allows_on(ctx.actor, action, standing);
    if !may(Action::HandOut) && !may(Action::IssueCurrency) {
        return Err(IssuingError::NotFound);
    }
    let all = store::budgets::handouts(db, id, LISTED_MAX).await?;
    let told = |(it, is_person): (Handout, bool)| match is_person {
        true => Handout { name: it.name.as_deref().map(initialled), ..it },
        false => it,
    };
    Ok(all.into_iter().map(told).collect())
}

/// Hands out, for an organisation: never more than the month has left. Sent again under the same
/// key, it is handed out once.
///
/// # Errors
/// [`IssuingError::BudgetSpent`], [`IssuingError::OwnCase`] for who would hand out to themselves or
/// to the organisation, [`IssuingError::Invalid`] for `to` or `purpose`,
/// [`IssuingError::Rejected`], [`IssuingError::NotFound`], [`IssuingError::Denied`].
pub async fn hand_out(
    ctx: &Ctx,
    domain: &Domain,
    draft: HandoutDraft,
) -> Result<Handout, IssuingError> {
    let (me, profile, currency) = giver(ctx, domain, draft.budget).await?;
    let amount = Amount::parse(&draft.amount, currency.scale)?;
    let words = noted(ctx, draft.purpose.as_deref(), None)?;
    let to = found(ctx, domain, &currency, &draft.to, "to").await?;
    let tx = domain.db.write().await?;
    let locked = currencies::store::lock(&tx, currency.id).await?;
    let currency = locked.ok_or(IssuingError::NotFound)?;
    not_themselves(&tx, (me, profile), to).await?;
    let from = source(&tx, &currency).await?;
    let key = derived_key(draft.budget.0, draft.key);
    let is_new = !accounts::store::is_answered(&tx, (from, key)).await?;
    let (id, kind) = (TransferId(ctx.ids.next()), TransferKind::Handout);
    let ask = Ask::Pay { id, to, amount, kind, note: digest(words.as_ref()) };
    let command = Command { account: from, key, ask };
    let beside = Beside { note: words, ..Beside::default() };
    let posted = match post_one(&tx, ctx, (currency.id, command), beside).await? {
        Ok(posted) => posted,
        Err(why) => {
            // The refusal is an answer too, and is kept.
            tx.commit().await?;
            return Err(why.into());
        }
    };
    let transfer = posted.transfers.first().copied().ok_or(IssuingError::NotFound)?;
    if is_new {
        spend(&tx, ctx, (draft.budget, transfer, me), amount).await?;
        let note = Note::new(Act::HandedOut).of(currency.community).to(transfer);
        let note = note.with("code", currency.code.as_str());
        let note = note.with("amount", decimal(amount.minor(), currency.scale));
        audit::note(&tx, ctx, note).await?;
    }
    tx.commit().await?;
    let all = store::budgets::handout(domain.db.reader(), transfer).await?;
    let (it, is_person) = all.ok_or(IssuingError::NotFound)?;
    let name = if is_person { it.name.as_deref().map(initialled) } else { it.name };
    Ok(Handout { name, ..it })
}

/// Lets a budget be as it was decided, in the transaction that confirmed it.
pub(super) async fn decided(tx: &WriteTx, ctx: &Ctx, it: &Proposal) -> Result<(), IssuingError> {
    let (ProposalKind::Budget, Some((profile, from))) = (it.kind, it.budget) else {
        return Err(IssuingError::NotFound);
    };
    let new = BudgetId(ctx.ids.next());
    let id = store::budgets::ensure(tx, (new, ctx.now), (it.currency, profile)).await?;
    store::budgets::put_version(tx, (id, from), it).await?;
    let this = month_of(ctx.now);
    if from > this {
        return Ok(());
    }
    // A later decision about this month stands, also where this one was confirmed after it.
    let granted = store::budgets::granted(tx.conn(), (id, this)).await?;
    // What was spent this month was spent.
    let spent = store::budgets::spent(tx.conn(), (id, this)).await?;
    if spent > granted {
        return Err(IssuingError::Invalid { field: "amount", problem: Problem::OutOfRange });
    }
    Ok(store::budgets::regrant(tx, (id, this), granted).await?)
}

/// Who hands out, for which organisation and in which currency.
async fn giver(
    ctx: &Ctx,
    domain: &Domain,
    id: BudgetId,
) -> Result<(MemberId, ProfileId, Currency), IssuingError> {
    let Actor::Member(me) = ctx.actor else { return Err(IssuingError::SignedOut) };
    let db = domain.db.reader();
    let (of, profile) = store::budgets::whose(db, id).await?.ok_or(IssuingError::NotFound)?;
    if !belongs(db, me.member, profile).await? {
        return Err(IssuingError::NotFound);
    }
    let currency = currencies::store::by_id(db, of).await?.ok_or(IssuingError::NotFound)?;
    let standing = standing_in(ctx, db, currency.community).await?;
    policy::check_on(ctx, Action::HandOut, Standing { is_party: true, ..standing })?;
    Ok((me.member, profile, currency))
}

/// Nobody hands out to themselves, nor an organisation to itself.
async fn not_themselves(
    tx: &WriteTx,
    (me, profile): (MemberId, ProfileId),
    to: AccountId,
) -> Result<(), IssuingError> {
    let held = accounts::store::by_id(tx.conn(), to).await?;
    // What is nobody's is not handed out to: the fund has its own way in.
    let holder = held.and_then(|it| it.holder);
    let holder = holder.ok_or_else(|| invalid("to", Problem::Unknown))?;
    if holder.profile == profile || belongs(tx.conn(), me, holder.profile).await? {
        return Err(IssuingError::OwnCase);
    }
    Ok(())
}

/// From which account it is handed out.
async fn source(tx: &WriteTx, of: &Currency) -> Result<AccountId, IssuingError> {
    let kind = match of.kind {
        CurrencyKind::Issued => AccountKind::Issuer,
        CurrencyKind::MutualCredit | CurrencyKind::Time => AccountKind::Fund,
    };
    Ok(house(tx.conn(), of.id, kind).await?.account.id)
}

/// Counts what was handed out, as far as the month has it; the database says so too.
async fn spend(
    tx: &WriteTx,
    ctx: &Ctx,
    (budget, transfer, me): (BudgetId, TransferId, MemberId),
    amount: Amount,
) -> Result<(), IssuingError> {
    let month = month_of(ctx.now);
    store::budgets::open_month(tx, (budget, month)).await?;
    if !store::budgets::spend(tx, (budget, month), amount.minor()).await? {
        let left = store::budgets::left(tx.conn(), (budget, month)).await?;
        return Err(IssuingError::BudgetSpent { left });
    }
    Ok(store::budgets::insert_handout(tx, (transfer, budget), (month, me)).await?)
}
