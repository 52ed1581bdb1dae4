//! An account in the books of one currency.

use serde::{Deserialize, Serialize};

use super::amount::{Amount, Balance};
use super::rejected::Rejected;
use crate::id::{AccountId, CurrencyId};
use crate::keyed::keyed;

keyed! {
    /// Whose account it is.
    pub enum AccountKind {
        /// A person's.
        Member = "member",
        /// A household's.
        Household = "household",
        /// An association's or institution's.
        Organisation = "organisation",
        /// A shop's or a business's.
        Merchant = "merchant",
        /// The community's own, that levies go to.
        Fund = "fund",
        /// What an issued currency comes from and goes back to. It alone owes without a limit.
        Issuer = "issuer",
    }

    /// What can be done with it.
    pub enum AccountState {
        /// Everything.
        Open = "open",
        /// Nothing, until somebody lets it go on.
        Frozen = "frozen",
        /// Nothing any more.
        Closed = "closed",
    }
}

/// Between what a balance stays, in minor units: `min` ≤ 0 ≤ `max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Limits {
    /// The least, zero or below: how much may be owed. None: without end.
    pub min: Option<i64>,
    /// The most, zero or above. None: without end.
    pub max: Option<i64>,
}

impl Limits {
    /// Neither.
    pub const NONE: Self = Self { min: None, max: None };

    /// Whether zero lies between them, so that towards zero there is always a way.
    #[must_use]
    pub fn are_sound(self) -> bool {
        self.min.is_none_or(|min| min <= 0) && self.max.is_none_or(|max| max >= 0)
    }
}

/// An account. Its balance is what it received less what it paid, always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// In whose books it stands.
    pub currency: CurrencyId,
    /// Whose it is.
    pub kind: AccountKind,
    /// What can be done with it.
    pub state: AccountState,
    /// Between what it stays.
    pub limits: Limits,
    /// Everything that it ever received, in minor units.
    pub received: i64,
    /// Everything that it ever paid, in minor units.
    pub paid: i64,
    /// What is set apart of it for others, in minor units.
    pub reserved: i64,
    /// What others set apart for it, in minor units.
    pub expected: i64,
    /// Whether whoever held it left and settled with the fund, which stands in for them.
    pub is_settled: bool,
}

impl Account {
    /// A new one, with nothing in it.
    #[must_use]
    pub fn opened(id: AccountId, currency: CurrencyId, kind: AccountKind, limits: Limits) -> Self {
        let limits = match kind {
            AccountKind::Issuer => Limits::NONE,
            AccountKind::Fund => Limits { max: None, ..limits },
            _ => limits,
        };
        let (received, paid, reserved, expected) = (0, 0, 0, 0);
        let (state, is_settled) = (AccountState::Open, false);
        Self { id, currency, kind, state, limits, received, paid, reserved, expected, is_settled }
    }

    /// What it holds or owes.
    #[must_use]
    pub fn balance(&self) -> Balance {
        // Both are kept within what a balance can hold by `may_pay` and `may_receive`.
        Balance::new(self.received.saturating_sub(self.paid)).unwrap_or_default()
    }

    /// How much it may pay: the balance and what may be owed, less what is set apart. None:
    /// without end.
    #[must_use]
    pub fn available(&self) -> Option<i64> {
        let owed = self.limits.min?.saturating_neg();
        Some(self.balance().minor().saturating_add(owed).saturating_sub(self.reserved))
    }

    /// How much it may still receive. None: without end.
    #[must_use]
    pub fn room(&self) -> Option<i64> {
        let held = self.balance().minor().saturating_add(self.expected);
        Some(self.limits.max?.saturating_sub(held))
    }

    /// Whether it may pay an amount. Paying moves away from zero only below it, so what is owed
    /// at most is all that is asked: who holds something may always spend it down to nothing.
    ///
    /// # Errors
    /// [`Rejected::AmountTooLarge`] and [`Rejected::PayerLimit`].
    pub(super) fn may_pay(&self, amount: Amount) -> Result<(), Rejected> {
        self.fits_paid(amount)?;
        match self.available() {
            Some(available) if amount.minor() > available => Err(Rejected::PayerLimit),
            _ => Ok(()),
        }
    }

    /// Whether it may receive an amount. Receiving moves away from zero only above it, so what is
    /// held at most is all that is asked: who owes something may always earn it back.
    ///
    /// # Errors
    /// [`Rejected::AmountTooLarge`] and [`Rejected::PayeeLimit`].
    pub(super) fn may_receive(&self, amount: Amount) -> Result<(), Rejected> {
        self.fits_received(amount)?;
        match self.room() {
            Some(room) if amount.minor() > room && !self.stays_owing(amount) => {
                Err(Rejected::PayeeLimit)
            }
            _ => Ok(()),
        }
    }

    /// Whether it owes at least as much after everything that it is to receive.
    fn stays_owing(&self, amount: Amount) -> bool {
        let held = self.balance().minor().saturating_add(self.expected);
        held.saturating_add(amount.minor()) <= 0
    }

    /// Whether the books can hold it as paid.
    pub(super) fn fits_paid(&self, amount: Amount) -> Result<(), Rejected> {
        let paid = self.paid.checked_add(amount.minor()).ok_or(Rejected::AmountTooLarge)?;
        let reserved = paid.checked_add(self.reserved).ok_or(Rejected::AmountTooLarge)?;
        Balance::ZERO.plus(self.received)?.less(reserved).map(|_| ())?;
        Balance::ZERO.less(paid).map(|_| ())
    }

    /// Whether the books can hold it as received.
    pub(super) fn fits_received(&self, amount: Amount) -> Result<(), Rejected> {
        let received = self.received.checked_add(amount.minor());
        Balance::ZERO.plus(received.ok_or(Rejected::AmountTooLarge)?).map(|_| ())
    }
}
