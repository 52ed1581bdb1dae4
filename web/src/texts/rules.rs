//! By which rules a currency goes, in plain words.

use koop_domain::language::Language;
use koop_domain::ledger::amount::decimal;
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::currencies::{Currency, Ruling};

use super::money::{Coin, in_figures};
use super::{text, text_with};

/// How many digits a levy in hundredths of a percent has after the point.
const PERCENT_SCALE: u8 = 2;

/// What kind of currency it is and the rules as far as they are in force, in a few sentences.
#[must_use]
pub fn currency_rules(language: Language, of: &Currency, ruling: Option<&Ruling>) -> String {
    let coin = Coin::of(language, of);
    let rules = ruling.map(|it| ruled(&coin, it)).unwrap_or_default();
    let all: Vec<String> = std::iter::once(kind_words(language, of.kind)).chain(rules).collect();
    all.join(" ")
}

/// What a kind of currency is, to who never heard of it.
pub(crate) fn kind_words(language: Language, kind: CurrencyKind) -> String {
    let key = match kind {
        CurrencyKind::MutualCredit => "currency-kind-mutual-credit",
        CurrencyKind::Time => "currency-kind-time",
        CurrencyKind::Issued => "currency-kind-issued",
    };
    text(language, key)
}

/// A version of the rules, a sentence each.
pub(crate) fn ruled(coin: &Coin, it: &Ruling) -> Vec<String> {
    let language = coin.language;
    let with = |key, minor: i64| text_with(language, key, &[("amount", coin.words(minor).into())]);
    let mut all = Vec::new();
    match it.limits.min {
        Some(0) | None => all.push(text(language, "currency-rule-no-debt")),
        Some(min) => all.push(with("currency-rule-min", min.saturating_neg())),
    }
    all.extend(it.limits.max.map(|max| with("currency-rule-max", max)));
    all.push(match it.levy_bp {
        0 => text(language, "currency-rule-no-levy"),
        levy => {
            let percent = decimal(levy.into(), PERCENT_SCALE);
            let percent = percent.trim_end_matches('0').trim_end_matches('.');
            let percent = in_figures(language, percent);
            text_with(language, "currency-rule-levy", &[("percent", percent.into())])
        }
    });
    all.push(with("currency-rule-step", it.step));
    all.extend(it.open_balances.then(|| text(language, "currency-rule-open")));
    all
}
