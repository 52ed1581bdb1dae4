//! A currency, by which rules it is paid with, and what its figures say.

use chrono::{DateTime, TimeDelta, Utc};

use super::error::CurrencyError;
use crate::communities::model::{Texts, tidy_reason};
use crate::error::Problem;
use crate::id::{CommunityId, CurrencyId, MemberId};
use crate::language::Language;
use crate::ledger::account::Limits;
use crate::ledger::amount::{MINOR_MAX, SCALE_MAX};
use crate::ledger::book::CurrencyKind;

/// The most currencies of a community.
pub const CURRENCIES_MAX: usize = 10;
/// The shortest code, in characters.
pub const CODE_MIN: usize = 2;
/// The longest code, in characters.
pub const CODE_MAX: usize = 12;
/// The longest name, in characters a language.
pub const NAME_MAX: usize = 40;
/// The longest text about benefits and taxes, in characters a language.
pub const ADVICE_MAX: usize = 5_000;
/// The longest symbol, in characters.
pub const SYMBOL_MAX: usize = 8;
/// The coarsest smallest step of an amount, in minor units.
pub const STEP_MAX: i64 = 1_000_000;
/// The highest levy, in hundredths of a percent: all of it.
pub const LEVY_BP_MAX: u32 = 10_000;
/// The most that one unit of a currency is worth, in euro cents.
pub const EURO_CENTS_MAX: i64 = 100_000;
/// How far ahead rules can be decided, in days.
pub const RULES_AHEAD_DAYS: i64 = 366;
/// For how many days members know beforehand that their balances will be seen.
pub const OPENING_DAYS: i64 = 14;
/// The most versions of rules that a currency has.
pub const RULES_MAX: i32 = 1_000;
/// Over how many days what is paid is counted.
pub const FIGURES_DAYS: i64 = 365;
/// How much may be paid in twelve months before a limited network must be reported to the central
/// bank, in euro cents: one million euros (Directive (EU) 2015/2366, article 37, second paragraph).
pub const METER_MAX_CENTS: i64 = 100_000_000;
/// From which part of that on there is a warning, in percent.
pub const METER_WARNS_PERCENT: i64 = 80;

/// A currency of a community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency {
    /// Which.
    pub id: CurrencyId,
    /// Whose it is.
    pub community: CommunityId,
    /// Its short name, for ever: capital letters and digits.
    pub code: String,
    /// Its name, in every language of the house.
    pub names: Texts,
    /// What the community wrote of benefits and taxes, per language.
    pub advice: Texts,
    /// What stands beside an amount.
    pub symbol: String,
    /// How many digits amounts have after the point.
    pub scale: u8,
    /// What kind of currency it is.
    pub kind: CurrencyKind,
    /// What one of it is worth, in euro cents, where the community says so.
    pub euro_cents: Option<i64>,
    /// Whether it is paid with.
    pub is_on: bool,
    /// Whether it belongs to the invented neighbourhood.
    pub demo: bool,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// The number of its last transfer; nought before the first.
    pub last_number: u64,
    /// How often it was changed, from 1.
    pub revision: i32,
}

impl Currency {
    /// Its name in a language.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        let name = self.names.get(&language).or_else(|| self.names.values().next());
        name.map_or(self.code.as_str(), String::as_str)
    }
}

/// A currency that shall be. It is off until it is switched on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrencyDraft {
    /// Whose.
    pub community: CommunityId,
    /// Its short name.
    pub code: String,
    /// Its name, in every language of the house.
    pub names: Texts,
    /// What there is to know of benefits and taxes, per language.
    pub advice: Texts,
    /// What stands beside an amount.
    pub symbol: String,
    /// How many digits amounts have after the point.
    pub scale: u8,
    /// What kind of currency it is.
    pub kind: CurrencyKind,
    /// What one of it is worth, in euro cents; none: nothing in euros.
    pub euro_cents: Option<i64>,
    /// The smallest step of amounts, in minor units.
    pub step: i64,
    /// What the fund receives of each payment, in hundredths of a percent.
    pub levy_bp: u32,
    /// Between what a new account stays.
    pub limits: Limits,
    /// From where on it is said that a new account comes near them.
    pub soft: Limits,
    /// Why it has these rules.
    pub reason: String,
}

/// What of a currency can be changed at any time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrencyEdit {
    /// Its name, in every language of the house.
    pub names: Texts,
    /// What there is to know of benefits and taxes, per language.
    pub advice: Texts,
    /// What stands beside an amount.
    pub symbol: String,
    /// What one of it is worth, in euro cents; none: nothing in euros.
    pub euro_cents: Option<i64>,
}

/// Rules that shall hold from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesDraft {
    /// From when on.
    pub effective_at: DateTime<Utc>,
    /// The smallest step of amounts, in minor units.
    pub step: i64,
    /// What the fund receives of each payment, in hundredths of a percent.
    pub levy_bp: u32,
    /// Between what a new account stays.
    pub limits: Limits,
    /// From where on it is said that a new account comes near them.
    pub soft: Limits,
    /// Whether members of the community see each other's balances.
    pub open_balances: bool,
    /// Why.
    pub reason: String,
}

/// A version of the rules of a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Which version, from 1.
    pub version: i32,
    /// From when on it holds.
    pub effective_at: DateTime<Utc>,
    /// The smallest step of amounts, in minor units.
    pub step: i64,
    /// What the fund receives of each payment, in hundredths of a percent.
    pub levy_bp: u32,
    /// Between what a new account stays.
    pub limits: Limits,
    /// From where on it is said that a new account comes near them.
    pub soft: Limits,
    /// Whether members of the community see each other's balances.
    pub open_balances: bool,
    /// Who decided; nobody where they have gone, or it was the house.
    pub decided_by: Option<MemberId>,
    /// Why.
    pub reason: String,
    /// When it was decided.
    pub decided_at: DateTime<Utc>,
}

/// What a currency does, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// All balances together: nothing, always.
    pub sum: i64,
    /// What people and places hold, those who owe left out, as well as the fund and the issuer.
    pub supply: i64,
    /// How many accounts people and places have.
    pub accounts: u64,
    /// How many payments there were in the last [`FIGURES_DAYS`] days that stand.
    pub transfers: u64,
    /// How much was paid in them.
    pub volume: i64,
    /// How much that is beside what a limited network may do; none where the community does not
    /// say what it is worth in euros.
    pub meter: Option<Meter>,
}

impl Figures {
    /// How often all that is held was paid with in those days, in hundredths; none where nobody
    /// holds anything.
    #[must_use]
    pub fn velocity_hundredths(&self) -> Option<i64> {
        let hundredfold = i128::from(self.volume) * 100;
        i64::try_from(hundredfold.checked_div(i128::from(self.supply))?).ok()
    }
}

/// What was paid in twelve months, beside what a limited network may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meter {
    /// How much was paid, in euro cents.
    pub cents: i64,
    /// How much that is of [`METER_MAX_CENTS`], in percent, rounded down.
    pub percent: i64,
    /// Whether it comes near.
    pub warns: bool,
}

impl Meter {
    /// The meter of a volume in minor units of a currency.
    #[must_use]
    pub fn of(volume: i64, scale: u8, euro_cents: i64) -> Self {
        let cents = i128::from(volume) * i128::from(euro_cents) / 10_i128.pow(scale.into());
        let cents = i64::try_from(cents).unwrap_or(i64::MAX);
        let percent = i128::from(cents) * 100 / i128::from(METER_MAX_CENTS);
        let percent = i64::try_from(percent).unwrap_or(i64::MAX);
        Self { cents, percent, warns: percent >= METER_WARNS_PERCENT }
    }
}

fn broken(field: &'static str, problem: Problem) -> CurrencyError {
    CurrencyError::Invalid { field, problem }
}

impl CurrencyDraft {
    /// The draft as it is kept: trimmed, and by the rules.
    ///
    /// # Errors
    /// [`CurrencyError::Invalid`] with the first field that breaks one.
    pub fn tidy(mut self, now: DateTime<Utc>) -> Result<(Self, RulesDraft), CurrencyError> {
        self.code = tidy_code(&self.code)?;
        let edit = CurrencyEdit {
            names: self.names,
            advice: self.advice,
            symbol: self.symbol,
            euro_cents: self.euro_cents,
        };
        let edit = edit.tidy()?;
        (self.names, self.advice, self.symbol) = (edit.names, edit.advice, edit.symbol);
        // Time is in whole minutes.
        let scale_max = if self.kind == CurrencyKind::Time { 0 } else { SCALE_MAX };
        if self.scale > scale_max {
            return Err(broken("scale", Problem::OutOfRange));
        }
        let rules = RulesDraft {
            effective_at: now,
            step: self.step,
            levy_bp: self.levy_bp,
            limits: self.limits,
            soft: self.soft,
            open_balances: false,
            reason: std::mem::take(&mut self.reason),
        };
        let rules = rules.tidy(now, self.kind)?;
        Ok((self, rules))
    }
}

impl CurrencyEdit {
    /// The change as it is kept: trimmed, and by the rules.
    ///
    /// # Errors
    /// [`CurrencyError::Invalid`] with the first field that breaks one.
    pub fn tidy(self) -> Result<Self, CurrencyError> {
        let names = tidy_texts("names", &self.names, NAME_MAX, false)?;
        if Language::ALL.iter().any(|it| !names.contains_key(it)) {
            return Err(broken("names", Problem::Empty));
        }
        let advice = tidy_texts("advice", &self.advice, ADVICE_MAX, true)?;
        let symbol = tidy_text("symbol", &self.symbol, SYMBOL_MAX, false)?;
        if symbol.is_empty() {
            return Err(broken("symbol", Problem::Empty));
        }
        if self.euro_cents.is_some_and(|it| !(1..=EURO_CENTS_MAX).contains(&it)) {
            return Err(broken("euroCents", Problem::OutOfRange));
        }
        Ok(Self { names, advice, symbol, ..self })
    }

    /// In which fields it differs from what a currency is.
    #[must_use]
    pub fn differing(&self, was: &Currency) -> Vec<&'static str> {
        let differs = [
            ("names", was.names != self.names),
            ("advice", was.advice != self.advice),
            ("symbol", was.symbol != self.symbol),
            ("euroCents", was.euro_cents != self.euro_cents),
        ];
        differs.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
    }
}

impl RulesDraft {
    /// The rules of a currency of a kind as they are kept, decided now.
    ///
    /// # Errors
    /// [`CurrencyError::Invalid`] with the first field that breaks a rule.
    pub fn tidy(mut self, now: DateTime<Utc>, kind: CurrencyKind) -> Result<Self, CurrencyError> {
        let last = now + TimeDelta::days(RULES_AHEAD_DAYS);
        if self.effective_at < now || self.effective_at > last {
            return Err(broken("effectiveAt", Problem::OutOfRange));
        }
        if !(1..=STEP_MAX).contains(&self.step) {
            return Err(broken("step", Problem::OutOfRange));
        }
        if self.levy_bp > LEVY_BP_MAX {
            return Err(broken("levyBp", Problem::OutOfRange));
        }
        check_limits(kind, self.limits, self.soft).map_err(|(field, it)| broken(field, it))?;
        let reason = tidy_reason(&self.reason);
        self.reason = reason.map_err(|problem| broken("reason", problem))?;
        Ok(self)
    }
}

/// Whether somebody's account in a currency of a kind can have these limits: what may be owed has an
/// end, and is nothing where an issuer brings the currency in, zero lies between them, and the soft
/// ones lie within.
///
/// # Errors
/// The field that breaks a rule, and which.
pub fn check_limits(
    kind: CurrencyKind,
    limits: Limits,
    soft: Limits,
) -> Result<(), (&'static str, Problem)> {
    let (Limits { min, max }, out) = (limits, Problem::OutOfRange);
    let min = min.ok_or(("min", Problem::Empty))?;
    // Who owes what is issued would have made it, without an issuer.
    let most_owed = if kind == CurrencyKind::Issued { 0 } else { -MINOR_MAX };
    if !(most_owed..=0).contains(&min) {
        return Err(("min", out));
    }
    if max.is_some_and(|max| !(0..=MINOR_MAX).contains(&max)) {
        return Err(("max", out));
    }
    if soft.min.is_some_and(|it| !(min..=0).contains(&it)) {
        return Err(("softMin", out));
    }
    if soft.max.is_some_and(|it| !(0..=max.unwrap_or(MINOR_MAX)).contains(&it)) {
        return Err(("softMax", out));
    }
    Ok(())
}

/// A code as it is kept.
///
/// # Errors
/// [`CurrencyError::Invalid`] for `code`.
pub fn tidy_code(code: &str) -> Result<String, CurrencyError> {
    let code = code.trim();
    let problem = match code.len() {
        0 => Problem::Empty,
        length if length < CODE_MIN => Problem::TooShort,
        length if length > CODE_MAX => Problem::TooLong,
        _ if !code.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit()) => {
            Problem::Unreadable
        }
        _ => return Ok(code.to_owned()),
    };
    Err(broken("code", problem))
}

fn tidy_texts(
    field: &'static str,
    texts: &Texts,
    most: usize,
    has_lines: bool,
) -> Result<Texts, CurrencyError> {
    let mut kept = Texts::new();
    for (language, text) in texts {
        let text = tidy_text(field, text, most, has_lines)?;
        if !text.is_empty() {
            kept.insert(*language, text);
        }
    }
    Ok(kept)
}

fn tidy_text(
    field: &'static str,
    text: &str,
    most: usize,
    has_lines: bool,
) -> Result<String, CurrencyError> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.chars().count() > most {
        return Err(broken(field, Problem::TooLong));
    }
    if text.chars().any(|it| it.is_control() && !(has_lines && it == '\n')) {
        return Err(broken(field, Problem::Unreadable));
    }
    Ok(text)
}
