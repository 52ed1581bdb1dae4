//! What comes into the world of a currency and goes out of it: what two organisers decide, what
//! organisations hand out, and what merchants hand in for euros.

mod input;
mod verbs;

use std::sync::Arc;

use async_graphql::{Context, Description, Enum, ID, Object, SimpleObject};
use koop_domain::id::{AccountId, BudgetId};
use koop_domain::ledger::amount::decimal;
use koop_domain::ledger::currencies::{self, Currency as Known};
use koop_domain::ledger::issuing::{self, Budget, Proposal};

pub(crate) use self::verbs::Issuing;
use super::super::limits;
use super::super::scalars::{Date, Instant};
use super::super::visit::Visit;
use super::errors::{currency_failed, issuing_failed};
use super::money::{Decimal, Money};

/// How many digits euros have after the point.
const CENTS: u8 = 2;

/// What is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "issuing::ProposalKind")]
pub(crate) enum IssueKind {
    /// To bring an amount into the world.
    Issue,
    /// To take an amount of the fund out of it.
    Destroy,
    /// To make an amount of the fund notes of paper.
    PaperOut,
    /// To make notes of paper an account's again.
    PaperIn,
    /// What an organisation may hand out in a month.
    Budget,
}

/// What has become of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "issuing::ProposalState")]
pub(crate) enum IssueState {
    /// It waits for a second person.
    Waiting,
    /// A second person confirmed it.
    Confirmed,
    /// It was taken back.
    Withdrawn,
    /// Nobody confirmed it in time.
    Expired,
}

/// What has become of what was handed in for euros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "issuing::RedemptionState")]
pub(crate) enum RedemptionState {
    /// It is asked; the amount is set apart.
    Asked,
    /// The euros will be paid.
    Approved,
    /// They were paid, and the amount went back to the issuer.
    Paid,
    /// It was refused, and the amount let go.
    Refused,
    /// The merchant took it back, and the amount was let go.
    Withdrawn,
    /// Nobody paid in time, or the account was closed: the amount was let go.
    Expired,
}

/// What waits for a second organiser, or was decided by two.
#[derive(SimpleObject)]
pub(crate) struct IssueProposal {
    /// Its id, for ever.
    id: ID,
    /// What it is.
    kind: IssueKind,
    /// What has become of it.
    state: IssueState,
    /// How much; of a budget, in a month.
    amount: Money,
    /// The account that it goes to or comes from; null of a budget.
    account_id: Option<ID>,
    /// The organisation whose budget it is.
    profile_id: Option<ID>,
    /// From which month on: its first day.
    from: Option<Date>,
    /// How many notes of paper.
    note_count: Option<i64>,
    /// What each of them is worth.
    note_value: Option<Money>,
    /// Why.
    reason: String,
    /// Whether the viewer proposed it, and so does not confirm it.
    is_mine: bool,
    /// When it was proposed.
    created_at: Instant,
    /// Until when it can be confirmed.
    expires_at: Instant,
    /// When it was confirmed or taken back.
    decided_at: Option<Instant>,
    /// As which transfer it was posted.
    transfer_id: Option<ID>,
}

/// How much an organisation may hand out in a month, from a month on.
#[derive(SimpleObject)]
pub(crate) struct BudgetVersion {
    /// From which month on: its first day.
    from: Date,
    /// How much in a month.
    amount: Money,
    /// Why.
    reason: String,
}

/// An organisation that hands out a currency, and how far it is this month.
#[derive(Clone, Description)]
pub(crate) struct HandoutBudget(Arc<Budget>);

/// What was handed out.
#[derive(SimpleObject)]
pub(crate) struct Handout {
    /// As which transfer.
    transfer_id: ID,
    /// To whose account.
    account_id: ID,
    /// What they are called, as who pays is told; null where they have gone.
    name: Option<String>,
    /// How much.
    amount: Money,
    /// What for, while that is kept.
    purpose: Option<String>,
    /// When.
    posted_at: Instant,
    /// Whether it was taken back. The month stays counted.
    is_reversed: bool,
}

/// What a merchant hands in for euros.
#[derive(SimpleObject)]
pub(crate) struct Redemption {
    /// Its id, for ever.
    id: ID,
    /// From which account.
    account_id: ID,
    /// What they are called; null where they have gone.
    name: Option<String>,
    /// How much, which is set apart until it is paid or let go.
    amount: Money,
    /// What is paid for it outside the books, in euros.
    euros: Decimal,
    /// What has become of it.
    state: RedemptionState,
    /// When it was asked.
    asked_at: Instant,
    /// When it was approved or refused.
    decided_at: Option<Instant>,
    /// Why it was refused.
    reason: Option<String>,
    /// When the euros were paid.
    paid_at: Option<Instant>,
    /// As which transfer it went back to the issuer.
    transfer_id: Option<ID>,
}

/// What who runs a community sees of how a currency comes and goes.
#[derive(Clone, Description)]
pub(crate) struct CurrencyIssuing(Arc<Known>);

impl IssueProposal {
    fn of(visit: &Visit, it: Proposal, currency: &Known) -> Self {
        let money = |minor| Money::in_currency(minor, currency);
        Self {
            id: it.id.to_string().into(),
            kind: it.kind.into(),
            state: it.state.into(),
            amount: money(it.amount),
            account_id: it.account.map(|it| it.to_string().into()),
            profile_id: it.budget.map(|it| it.0.to_string().into()),
            from: it.budget.map(|it| Date(it.1)),
            note_count: it.notes.map(|it| it.count),
            note_value: it.notes.map(|it| money(it.value)),
            reason: it.reason,
            is_mine: it.proposed_by.is_some() && it.proposed_by == visit.ctx.actor.hands(),
            created_at: it.created_at.into(),
            expires_at: it.expires_at.into(),
            decided_at: it.decided_at.map(Into::into),
            transfer_id: it.transfer.map(|it| it.to_string().into()),
        }
    }
}

impl Handout {
    fn of(it: issuing::Handout, budget: &Budget) -> Self {
        Self {
            transfer_id: it.transfer.to_string().into(),
            account_id: it.to.to_string().into(),
            name: it.name,
            amount: Money::of(it.amount, &budget.unit),
            purpose: it.purpose,
            posted_at: it.posted_at.into(),
            is_reversed: it.is_reversed,
        }
    }
}

impl From<issuing::Redemption> for Redemption {
    fn from(it: issuing::Redemption) -> Self {
        Self {
            id: it.id.to_string().into(),
            account_id: it.account.to_string().into(),
            name: it.name,
            amount: Money::of(it.amount, &it.unit),
            euros: Decimal(decimal(it.euro_cents, CENTS)),
            state: it.state.into(),
            asked_at: it.asked_at.into(),
            decided_at: it.decided_at.map(Into::into),
            reason: it.reason,
            paid_at: it.paid_at.map(Into::into),
            transfer_id: it.transfer.map(|it| it.to_string().into()),
        }
    }
}

#[Object(use_type_description)]
impl HandoutBudget {
    /// Its id, for ever.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// The organisation whose it is.
    async fn profile_id(&self) -> ID {
        self.0.profile.to_string().into()
    }

    /// What it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// How much it may hand out this month.
    async fn granted(&self) -> Money {
        Money::of(self.0.granted, &self.0.unit)
    }

    /// How much it handed out this month.
    async fn spent(&self) -> Money {
        Money::of(self.0.spent, &self.0.unit)
    }

    /// How much is left this month.
    async fn left(&self) -> Money {
        Money::of(self.0.left(), &self.0.unit)
    }

    /// What was decided, the latest month first.
    #[graphql(complexity = "limits::page(Some(10), child_complexity)")]
    async fn versions(&self) -> Vec<BudgetVersion> {
        let version = |it: &issuing::BudgetVersion| BudgetVersion {
            from: Date(it.from),
            amount: Money::of(it.amount, &self.0.unit),
            reason: it.reason.clone(),
        };
        self.0.versions.iter().map(version).collect()
    }

    /// What was handed out of it, the latest first: at most a hundred.
    #[graphql(complexity = "limits::page(Some(100), child_complexity)")]
    async fn handouts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Handout>> {
        let visit = Visit::of(ctx);
        let all = issuing::handouts(&visit.ctx, &visit.domain, self.0.id).await;
        let all = issuing_failed(visit, all)?.unwrap_or_default();
        Ok(all.into_iter().map(|it| Handout::of(it, &self.0)).collect())
    }
}

#[Object(use_type_description)]
impl CurrencyIssuing {
    /// What waits for a second organiser, the oldest first, then what was decided last.
    #[graphql(complexity = "limits::page(Some(20), child_complexity)")]
    async fn proposals(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<IssueProposal>> {
        let visit = Visit::of(ctx);
        let all = issuing::proposals(&visit.ctx, &visit.domain, self.0.id).await;
        let all = issuing_failed(visit, all)?.unwrap_or_default();
        Ok(all.into_iter().map(|it| IssueProposal::of(visit, it, &self.0)).collect())
    }

    /// The organisations that hand it out, by their names.
    #[graphql(complexity = "limits::page(Some(20), child_complexity)")]
    async fn budgets(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<HandoutBudget>> {
        let visit = Visit::of(ctx);
        let all = issuing::budgets(&visit.ctx, &visit.domain, self.0.id).await;
        let all = issuing_failed(visit, all)?.unwrap_or_default();
        Ok(all.into_iter().map(HandoutBudget::from).collect())
    }

    /// What merchants hand in for euros, what waits first.
    #[graphql(complexity = "limits::page(Some(100), child_complexity)")]
    async fn redemptions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Redemption>> {
        let visit = Visit::of(ctx);
        let all = issuing::redemptions(&visit.ctx, &visit.domain, self.0.id).await;
        let all = issuing_failed(visit, all)?.unwrap_or_default();
        Ok(all.into_iter().map(Into::into).collect())
    }
}

impl From<Budget> for HandoutBudget {
    fn from(it: Budget) -> Self {
        Self(Arc::new(it))
    }
}

/// What comes and goes of a currency; nothing for who may not issue it.
pub(super) async fn of_currency(
    visit: &Visit,
    code: &str,
) -> async_graphql::Result<Option<CurrencyIssuing>> {
    let found = match currencies::by_code(&visit.ctx, &visit.domain, code).await {
        Ok(found) => found,
        Err(currencies::error::CurrencyError::NotFound) => return Ok(None),
        Err(error) => return Err(currency_failed(visit, &error)),
    };
    let may = issuing::may_issue(&visit.ctx, &visit.domain, found.id).await;
    let may = issuing_failed(visit, may)?.unwrap_or_default();
    Ok(may.then(|| CurrencyIssuing(Arc::new(found))))
}

/// The budgets out of which the viewer may hand out.
pub(crate) async fn my_budgets(visit: &Visit) -> async_graphql::Result<Vec<HandoutBudget>> {
    let all = issuing::my_budgets(&visit.own, &visit.domain).await;
    let all = issuing_failed(visit, all)?.unwrap_or_default();
    Ok(all.into_iter().map(HandoutBudget::from).collect())
}

/// The budget of the viewer's with an id.
async fn my_budget(visit: &Visit, id: BudgetId) -> async_graphql::Result<Option<Budget>> {
    let all = issuing::my_budgets(&visit.own, &visit.domain).await;
    Ok(issuing_failed(visit, all)?.unwrap_or_default().into_iter().find(|it| it.id == id))
}

/// What was handed in from an account, the latest first, for its holder.
pub(super) async fn of_account(
    visit: &Visit,
    id: AccountId,
) -> async_graphql::Result<Vec<Redemption>> {
    let all = issuing::my_redemptions(&visit.ctx, &visit.domain, id).await;
    let all = issuing_failed(visit, all)?.unwrap_or_default();
    Ok(all.into_iter().map(Into::into).collect())
}
