//! What the two of an agreement send along, read into moves of the domain.

use async_graphql::{ID, InputObject};
use chrono::{DateTime, Utc};
use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::model::{self, Details, Move};
use koop_domain::error::Problem;

use super::super::scalars::{Date, Instant};
use super::super::visit::Visit;
use super::pricing::{PayoutInput, PriceInput, price_of};

/// A reply to a post.
#[derive(InputObject)]
pub(crate) struct ReplyToPostInput {
    /// To which.
    pub(super) post_id: ID,
    /// The first message.
    pub(super) message: String,
    /// How many; one where nothing is said.
    #[graphql(default = 1)]
    pub(super) quantity: u32,
    /// The price that the viewer says yes to, or would like: by the one that the post asks it is
    /// agreed to. Left out, nothing is said of it.
    pub(super) price: Option<PriceInput>,
}

/// An agreement.
#[derive(InputObject)]
pub(crate) struct AgreementInput {
    /// Which.
    pub(super) agreement_id: ID,
}

/// What is paid back of what somebody spent.
#[derive(InputObject)]
pub(crate) struct ExpensesInput {
    /// How much, such as 4.50.
    pub(super) amount: String,
    /// How, in words.
    #[graphql(default)]
    pub(super) how: String,
}

/// A moment to say yes to, and what goes with it; what is left out stays as it is.
#[derive(InputObject)]
pub(crate) struct AgreeInput {
    /// Which agreement.
    pub(super) agreement_id: ID,
    /// From when.
    pub(super) from: Instant,
    /// Until when.
    pub(super) until: Instant,
    /// Where the two meet, in words: for the two of them only.
    pub(super) place: Option<String>,
    /// How many.
    pub(super) quantity: Option<u32>,
    /// What is paid back of what somebody spent.
    pub(super) expenses: Option<ExpensesInput>,
    /// On which day what is lent comes back.
    pub(super) due_on: Option<Date>,
    /// The price that the viewer says yes to, or would like. Something is agreed once both have
    /// named the same; left out, nothing is said of it.
    pub(super) price: Option<PriceInput>,
}

/// A no.
#[derive(InputObject)]
pub(crate) struct DeclineInput {
    /// To which.
    pub(super) agreement_id: ID,
    /// Why, in words.
    pub(super) reason: Option<String>,
}

/// An agreement, and why.
#[derive(InputObject)]
pub(crate) struct AgreementReasonInput {
    /// Which.
    pub(super) agreement_id: ID,
    /// Why, in words.
    pub(super) reason: String,
}

/// Something was done.
#[derive(InputObject)]
pub(crate) struct CompleteInput {
    /// Which.
    pub(super) agreement_id: ID,
    /// In which state what was lent came back, in words.
    pub(super) returned: Option<String>,
    /// What is paid of what was set apart; left out, the price, and the deposit goes back. Where
    /// the other said something else, they are asked again.
    pub(super) payout: Option<PayoutInput>,
}

/// A dispute is settled.
#[derive(InputObject)]
pub(crate) struct SettleInput {
    /// Which.
    pub(super) agreement_id: ID,
    /// How, in words.
    pub(super) reason: String,
    /// What is paid of what was set apart; left out, nothing.
    pub(super) payout: Option<PayoutInput>,
}

/// Something is lent for longer.
#[derive(InputObject)]
pub(crate) struct ProlongInput {
    /// Which.
    pub(super) agreement_id: ID,
    /// Until which day.
    pub(super) due_on: Date,
}

/// What one writes of the other once it was done.
#[derive(InputObject)]
pub(crate) struct ThankInput {
    /// About which agreement.
    pub(super) agreement_id: ID,
    /// In words that others read.
    pub(super) words: Option<String>,
    /// Whether the other kept what was agreed.
    pub(super) kept: Option<bool>,
    /// What only stewards read.
    pub(super) private: Option<String>,
}

/// A reply to thanks.
#[derive(InputObject)]
pub(crate) struct AnswerThanksInput {
    /// About which agreement.
    pub(super) agreement_id: ID,
    /// In words.
    pub(super) words: String,
}

/// A message.
#[derive(InputObject)]
pub(crate) struct SendMessageInput {
    /// In which agreement.
    pub(super) agreement_id: ID,
    /// Its words.
    pub(super) text: String,
}

/// A moment.
#[derive(InputObject)]
pub(crate) struct ProposeMomentInput {
    /// In which agreement.
    pub(super) agreement_id: ID,
    /// From when.
    pub(super) from: Instant,
    /// Until when.
    pub(super) until: Instant,
}

impl AgreeInput {
    /// The move, or the field that cannot be.
    pub(super) async fn read(self, visit: &Visit) -> Result<Move, AgreementError> {
        let (from, until) = moment(&self.from, &self.until)?;
        let expenses = |it: ExpensesInput| model::Expenses { amount: it.amount, how: it.how };
        let details = Details {
            place: filled(self.place),
            quantity: self.quantity,
            expenses: self.expenses.map(expenses),
            due_on: self.due_on.map(|day| day.0),
            price: price_of(visit, self.price).await?,
        };
        Ok(Move::Agree { from, until, details })
    }
}

/// From when until when.
pub(super) fn moment(from: &Instant, until: &Instant) -> Result<model::Moment, AgreementError> {
    Ok((instant("from", from)?, instant("until", until)?))
}

fn instant(field: &'static str, at: &Instant) -> Result<DateTime<Utc>, AgreementError> {
    let unreadable = |_| AgreementError::Invalid { field, problem: Problem::Unreadable };
    at.read(field).map_err(unreadable)
}

/// Words, where there are any.
pub(super) fn filled(words: Option<String>) -> Option<String> {
    words.filter(|it| !it.trim().is_empty())
}
