//! Amounts and balances, in the smallest unit of their currency.

use serde::Serialize;

use super::rejected::Rejected;

/// The finest scale: digits after the point.
pub const SCALE_MAX: u8 = 4;
/// The largest amount, and the largest distance of a balance from zero, in minor units. Sums of
/// a hundred thousand of them still fit, and a JSON number holds it.
pub const MINOR_MAX: i64 = 9_007_199_254_740_991;

/// What is paid: more than nothing, in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Amount(i64);

impl Amount {
    /// An amount of minor units.
    ///
    /// # Errors
    /// [`Rejected::AmountNotPositive`] and [`Rejected::AmountTooLarge`].
    pub fn new(minor: i64) -> Result<Self, Rejected> {
        match minor {
            ..=0 => Err(Rejected::AmountNotPositive),
            1..=MINOR_MAX => Ok(Self(minor)),
            _ => Err(Rejected::AmountTooLarge),
        }
    }

    /// In minor units.
    #[must_use]
    pub fn minor(self) -> i64 {
        self.0
    }

    /// Reads a decimal with a point or a comma, as a currency of `scale` digits after it writes
    /// it; zeros beyond them say nothing.
    ///
    /// # Errors
    /// [`Rejected::AmountMalformed`], [`Rejected::AmountTooFine`] for more digits than the
    /// currency has, and those of [`Amount::new`].
    pub fn parse(text: &str, scale: u8) -> Result<Self, Rejected> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
        let is_number = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(fraction) {
            return Err(Rejected::AmountMalformed);
        }
        if negative {
            return Err(Rejected::AmountNotPositive);
        }
        let fraction = fraction.trim_end_matches('0');
        let scale = usize::from(scale);
        if fraction.len() > scale {
            return Err(Rejected::AmountTooFine);
        }
        let minor = format!("{whole}{fraction:0<scale$}");
        Self::new(minor.parse().map_err(|_| Rejected::AmountTooLarge)?)
    }
}

/// What an account holds or owes, in minor units; below zero it owes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Balance(i64);

impl Balance {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A balance of minor units; none where it lies further from zero than [`MINOR_MAX`].
    #[must_use]
    pub fn new(minor: i64) -> Option<Self> {
        (-MINOR_MAX..=MINOR_MAX).contains(&minor).then_some(Self(minor))
    }

    /// In minor units.
    #[must_use]
    pub fn minor(self) -> i64 {
        self.0
    }

    /// With an amount more.
    ///
    /// # Errors
    /// [`Rejected::AmountTooLarge`] where the books cannot hold it.
    pub fn plus(self, amount: i64) -> Result<Self, Rejected> {
        self.0.checked_add(amount).and_then(Self::new).ok_or(Rejected::AmountTooLarge)
    }

    /// With an amount less.
    ///
    /// # Errors
    /// [`Rejected::AmountTooLarge`] where the books cannot hold it.
    pub fn less(self, amount: i64) -> Result<Self, Rejected> {
        self.0.checked_sub(amount).and_then(Self::new).ok_or(Rejected::AmountTooLarge)
    }
}

/// Minor units as a decimal with a point: `-1.50`.
#[must_use]
pub fn decimal(minor: i64, scale: u8) -> String {
    let digits = usize::from(scale);
    let text = format!("{:0>width$}", minor.unsigned_abs(), width = digits + 1);
    let (whole, fraction) = text.split_at(text.len() - digits);
    let sign = if minor < 0 { "-" } else { "" };
    if digits == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}
