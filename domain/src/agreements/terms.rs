//! On what terms two agree.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::price::{Price, Priced};
use crate::posts::model::{Term, TermKind};

/// What is paid back of what somebody spent. The house pays nothing: it is a promise in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expenses {
    /// How much, as it was written, such as `4.50`.
    pub amount: String,
    /// How, in words.
    pub how: String,
}

/// On what terms two agree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The terms of the post when somebody replied.
    pub terms: Vec<Term>,
    /// What is paid back of what somebody spent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expenses: Option<Expenses>,
    /// What one of the two would like instead; it goes with the moment that they want.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<WantedTerms>,
    /// What is paid in a currency of the community, and the deposit.
    #[serde(default, skip_serializing_if = "Priced::is_nothing")]
    pub priced: Priced,
}

/// Terms that one of the two would like instead of those that stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WantedTerms {
    /// So many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// With these expenses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expenses: Option<Expenses>,
    /// Back on this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
    /// At this price; nought is for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
}

impl WantedTerms {
    /// Whether everything that it says stands in others too.
    pub(super) fn within(&self, other: &Self) -> bool {
        (self.quantity.is_none() || self.quantity == other.quantity)
            && (self.expenses.is_none() || self.expenses == other.expenses)
            && (self.due_on.is_none() || self.due_on == other.due_on)
            && self.price == other.price
    }
}

impl Terms {
    /// Whether it can be lent on these terms.
    #[must_use]
    pub fn may_be_lent(&self) -> bool {
        self.terms.iter().any(|it| it.kind == TermKind::Loan)
    }

    /// Whether it is lent on these terms where nobody says more: it can be, and it is not given.
    #[must_use]
    pub fn are_of_a_loan(&self) -> bool {
        self.may_be_lent() && !self.terms.iter().any(|it| it.kind == TermKind::Gift)
    }

    /// For how many days it is lent, where the post says so.
    #[must_use]
    pub fn loan_days(&self) -> Option<u32> {
        self.terms.iter().find(|it| it.kind == TermKind::Loan)?.days
    }
}

/// What goes with a moment that somebody says yes to; none of it changes what stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Where they meet, in words: for the two of them only.
    pub place: Option<String>,
    /// How many.
    pub quantity: Option<u32>,
    /// What is paid back of what somebody spent.
    pub expenses: Option<Expenses>,
    /// On which day what is lent comes back.
    pub due_on: Option<NaiveDate>,
    /// At which price; nought is for nothing. Nobody says yes to a price that they leave out.
    pub price: Option<Price>,
}
