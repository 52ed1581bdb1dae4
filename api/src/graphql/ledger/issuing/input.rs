//! What is sent to issue, to hand out and to hand in, and how it is read.

use async_graphql::{ID, InputObject, OneofObject};
use koop_domain::error::Problem;
use koop_domain::id::{AccountId, BudgetId, CurrencyId, ProfileId};
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::issuing::error::IssuingError;
use koop_domain::ledger::issuing::{HandoutDraft, Notes, Plan, ProposalDraft, RedemptionDraft};
use koop_domain::ledger::payments::error::PaymentError;

use super::super::super::scalars::Date;
use super::super::input::PayeeInput;
use super::super::money::{ClientId, Decimal};

/// What to propose: one of these.
#[derive(OneofObject)]
pub(crate) enum IssuePlanInput {
    /// To bring an amount into the world, to this account: the fund's, or an organisation's.
    Issue(ID),
    /// To take an amount of the fund out of it.
    Destroy(bool),
    /// To make an amount of the fund notes of paper.
    PaperOut(NotesInput),
    /// To make notes of paper an account's again.
    PaperIn(PaperInInput),
    /// What an organisation may hand out in a month; nothing ends it.
    Budget(BudgetInput),
}

/// Notes of paper.
#[derive(InputObject)]
pub(crate) struct NotesInput {
    /// How many.
    count: i64,
    /// What each is worth.
    value: Decimal,
}

/// Notes of paper that come back.
#[derive(InputObject)]
pub(crate) struct PaperInInput {
    /// To which account.
    account_id: ID,
    /// Which notes.
    notes: NotesInput,
}

/// Whose budget, and since when.
#[derive(InputObject)]
pub(crate) struct BudgetInput {
    /// Which organisation.
    profile_id: ID,
    /// From which month on; any day of it.
    from: Date,
}

/// What to propose to another organiser.
#[derive(InputObject)]
pub(crate) struct ProposeIssueInput {
    /// The code of the currency.
    pub(super) currency: String,
    /// What.
    plan: IssuePlanInput,
    /// How much; of a budget, in a month.
    amount: Decimal,
    /// Why.
    reason: String,
}

/// Which proposal. Its id is that under which it is posted, once.
#[derive(InputObject)]
pub(crate) struct IssueProposalInput {
    /// Which.
    pub(super) proposal_id: ID,
}

/// What to hand out.
#[derive(InputObject)]
pub(crate) struct HandOutInput {
    /// An id that the client makes.
    id: ClientId,
    /// Out of which budget of the viewer's.
    budget_id: ID,
    /// To whom.
    to: PayeeInput,
    /// How much.
    amount: Decimal,
    /// What for, in words; at most 140 characters.
    purpose: Option<String>,
}

/// What to hand in for euros.
#[derive(InputObject)]
pub(crate) struct RedeemInput {
    /// An id that the client makes.
    id: ClientId,
    /// From which account of the viewer's.
    from: ID,
    /// How much.
    amount: Decimal,
}

/// Which redemption. Its id is that under which it is posted, once.
#[derive(InputObject)]
pub(crate) struct RedemptionInput {
    /// Which.
    pub(super) redemption_id: ID,
}

/// Which redemption, and why not.
#[derive(InputObject)]
pub(crate) struct RefuseRedemptionInput {
    /// Which.
    pub(super) redemption_id: ID,
    /// Why.
    pub(super) reason: String,
}

impl NotesInput {
    fn read(self, scale: u8) -> Result<Notes, IssuingError> {
        let (field, problem) = ("noteValue", Problem::OutOfRange);
        let value = Amount::parse(&self.value.into_text(), scale);
        let value = value.map_err(|_| IssuingError::Invalid { field, problem })?;
        Ok(Notes { count: self.count, value: value.minor() })
    }
}

impl ProposeIssueInput {
    /// The draft, of a currency and the digits that its amounts have.
    pub(super) fn read(
        self,
        (currency, scale): (CurrencyId, u8),
    ) -> Result<ProposalDraft, IssuingError> {
        let account = |id: &ID| AccountId::parse(id).map_err(|_| unknown("account"));
        let plan = match self.plan {
            IssuePlanInput::Issue(to) => Plan::Issue { to: account(&to)? },
            IssuePlanInput::Destroy(true) => Plan::Destroy,
            IssuePlanInput::Destroy(false) => return Err(unknown("plan")),
            IssuePlanInput::PaperOut(notes) => Plan::PaperOut { notes: notes.read(scale)? },
            IssuePlanInput::PaperIn(it) => {
                Plan::PaperIn { to: account(&it.account_id)?, notes: it.notes.read(scale)? }
            }
            IssuePlanInput::Budget(it) => Plan::Budget {
                profile: ProfileId::parse(&it.profile_id).map_err(|_| unknown("profile"))?,
                from: it.from.0,
            },
        };
        let (amount, reason) = (self.amount.into_text(), self.reason);
        Ok(ProposalDraft { currency, plan, amount, reason })
    }
}

impl HandOutInput {
    /// The draft.
    pub(super) fn read(self) -> Result<HandoutDraft, IssuingError> {
        Ok(HandoutDraft {
            key: self.id.read().map_err(of_payment)?,
            budget: BudgetId::parse(&self.budget_id).map_err(|_| IssuingError::NotFound)?,
            to: self.to.read("to").map_err(of_payment)?,
            amount: self.amount.into_text(),
            purpose: self.purpose,
        })
    }
}

impl RedeemInput {
    /// The draft.
    pub(super) fn read(self) -> Result<RedemptionDraft, IssuingError> {
        Ok(RedemptionDraft {
            key: self.id.read().map_err(of_payment)?,
            account: AccountId::parse(&self.from).map_err(|_| IssuingError::NotFound)?,
            amount: self.amount.into_text(),
        })
    }
}

fn unknown(field: &'static str) -> IssuingError {
    IssuingError::Invalid { field, problem: Problem::Unknown }
}

fn of_payment(error: PaymentError) -> IssuingError {
    match error {
        PaymentError::Invalid { field, problem } => IssuingError::Invalid { field, problem },
        error => IssuingError::Payment(error),
    }
}
