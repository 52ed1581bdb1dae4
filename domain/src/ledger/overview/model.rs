//! What organisers see of a currency.

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};

use crate::id::{AccountId, MemberId};
use crate::keyed::keyed;
use crate::ledger::accounts::model::Held;
use crate::listings::opening_hours::ZONE;

/// Over how many months what is paid is shown.
pub const MONTHS: usize = 12;
/// How many who have no part yet are named.
pub const NAMED_MAX: usize = 50;
/// From how many accounts and organisations one chooses at most.
pub const GIVEN_MAX: u32 = 500;
/// From which part of a limit on an account comes near it, in percent, where no soft limit was
/// decided.
pub const NEAR_PERCENT: i64 = 90;

keyed! {
    /// Which accounts are asked for.
    pub enum AccountFilter {
        /// Those that come near a limit, or are beyond it.
        NearLimit = "near_limit",
        /// Those that stand still.
        Frozen = "frozen",
        /// Those to and from which nothing was ever paid.
        Unused = "unused",
    }
}

/// Which accounts of a currency are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountsQuery {
    /// A part of a name; empty: everybody.
    pub text: String,
    /// Only these.
    pub only: Option<AccountFilter>,
    /// How many.
    pub first: u32,
    /// After which account: where the page before it ended.
    pub after: Option<AccountId>,
}

/// An account as organisers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The account.
    pub held: Held,
    /// What its holder is called, a place by its own name; none: the community's own, or that of
    /// somebody who has gone.
    pub name: Option<String>,
}

impl Listed {
    /// Whether it comes near a limit, or is beyond it: from the soft limit on, else from
    /// [`NEAR_PERCENT`] of the hard one.
    #[must_use]
    pub fn is_near(&self) -> bool {
        let (balance, hard, soft) =
            (self.held.account.balance().minor(), self.held.account.limits, self.held.soft);
        let part = |it: i64| it / 100 * NEAR_PERCENT;
        let below = hard.min.filter(|it| *it < 0).map(|it| soft.min.unwrap_or_else(|| part(it)));
        let above = hard.max.filter(|it| *it > 0).map(|it| soft.max.unwrap_or_else(|| part(it)));
        below.is_some_and(|it| balance <= it) || above.is_some_and(|it| balance >= it)
    }
}

/// What was paid in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// How many payments there were that stand.
    pub payments: u64,
    /// How much was paid in them, in minor units.
    pub paid: i64,
    /// How much came into the world, handed out or issued.
    pub brought_in: i64,
    /// How much went back to the issuer.
    pub taken_back: i64,
}

/// What the community itself holds, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// What is in its fund.
    pub fund: i64,
    /// How much its issuer brought into the world and did not get back; none where it has none.
    pub issued: Option<i64>,
    /// How much goes round on paper.
    pub paper: i64,
}

/// Who has no part yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quiet {
    /// How many.
    pub count: u64,
    /// The first of them by name.
    pub named: Vec<(MemberId, String)>,
}

/// The first day of the month in which a moment lies, as the clock on the wall says.
#[must_use]
pub fn month_of(at: DateTime<Utc>) -> NaiveDate {
    first_of(at.with_timezone(&ZONE).date_naive())
}

/// The first day of the month in which a day lies.
#[must_use]
pub fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The first days of the last so many months, that of `now` last.
#[must_use]
pub fn months_before(now: DateTime<Utc>, many: usize) -> Vec<NaiveDate> {
    let this = month_of(now);
    let back = |nth: usize| {
        let months = Months::new(u32::try_from(nth).unwrap_or(u32::MAX));
        this.checked_sub_months(months)
    };
    (0..many).rev().filter_map(back).collect()
}
