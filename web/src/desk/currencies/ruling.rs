//! The fields about rules: the same where a currency is made and where its rules are changed.

use chrono::{DateTime, Utc};
use koop_domain::error::Problem;
use koop_domain::ledger::account::Limits;
use koop_domain::ledger::amount::{Amount, decimal};
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::currencies::{RulesDraft, Ruling};
use koop_domain::ledger::rejected::Rejected;

use crate::form::{Field, Named, Slips};
use crate::keeping::Typed;
use crate::page::Page;
use crate::wallet::Coin;

/// How many letters an amount has at most.
const AMOUNT_MAX: usize = 24;
/// How many digits a levy in hundredths of a percent has after the point.
const PERCENT_SCALE: u8 = 2;

/// What the domain calls the fields, their ids in the form, and the keys of their labels.
pub(super) const FIELDS: &[Named] = &[
    ("names", "naam_nl", "coin-field-name-nl"),
    ("code", "code", "coin-field-code"),
    ("symbol", "symbool", "coin-field-symbol"),
    ("scale", "cijfers", "coin-field-scale"),
    ("euroCents", "euro", "coin-field-euro"),
    ("advice", "advies_nl", "coin-field-advice-nl"),
    ("step", "stap", "coin-field-step"),
    ("levyBp", "bijdrage", "coin-field-levy"),
    ("min", "schuld", "coin-field-min"),
    ("max", "bezit", "coin-field-max"),
    ("softMin", "let_op_schuld", "coin-field-soft-min"),
    ("softMax", "let_op_bezit", "coin-field-soft-max"),
    ("reason", "reden", "coin-field-reason"),
    ("effectiveAt", "vanaf", "coin-field-from"),
];

/// Which field breaks which rule.
pub(super) type Wrong = (&'static str, Problem);

/// A field in which an amount is typed.
pub(super) fn amount_field(
    page: &Page,
    (id, label): (&'static str, &str),
    typed: &Typed,
    slips: &Slips,
) -> Field {
    Field::line(id, page.t(label), typed.get(id), AMOUNT_MAX, slips).typed("text", "decimal")
}

/// The same of a currency of some kind: hours are typed with more than figures, and it says how.
fn kind_field(
    page: &Page,
    kind: CurrencyKind,
    (id, label, hint): (&'static str, &str, &str),
    (typed, slips): (&Typed, &Slips),
) -> Field {
    let field = amount_field(page, (id, label), typed, slips);
    if kind != CurrencyKind::Time {
        return field.hinted(page.t(hint));
    }
    let hint = format!("{} {}", page.t(hint), page.t("pay-time-hint"));
    Field { keys: "text", ..field.hinted(hint) }
}

/// The fields of limits. What is issued nobody owes, so there only what is held has a limit.
pub(super) fn limit_fields(
    page: &Page,
    kind: CurrencyKind,
    (typed, slips): (&Typed, &Slips),
) -> Vec<Field> {
    let field = |id, label, hint| kind_field(page, kind, (id, label, hint), (typed, slips));
    let mut all = vec![
        field("schuld", "coin-field-min", "coin-field-min-hint"),
        field("bezit", "coin-field-max", "coin-field-max-hint"),
        field("let_op_schuld", "coin-field-soft-min", "coin-field-soft-min-hint"),
        field("let_op_bezit", "coin-field-soft-max", "coin-field-soft-max-hint"),
    ];
    if kind == CurrencyKind::Issued {
        all.retain(|it| it.id != "schuld" && it.id != "let_op_schuld");
    }
    all
}

/// The fields of rules.
pub(super) fn rule_fields(
    page: &Page,
    kind: CurrencyKind,
    (typed, slips): (&Typed, &Slips),
) -> Vec<Field> {
    let step = ("stap", "coin-field-step", "coin-field-step-hint");
    let mut all = vec![kind_field(page, kind, step, (typed, slips))];
    all.extend(limit_fields(page, kind, (typed, slips)));
    let levy = amount_field(page, ("bijdrage", "coin-field-levy"), typed, slips);
    all.push(levy.hinted(page.t("coin-field-levy-hint")));
    all
}

/// An amount that may be nothing, in minor units; none where nothing was typed.
pub(super) fn minor(typed: &str, scale: u8) -> Result<Option<i64>, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    // What may be owed is typed with a minus by some, and without by others.
    let typed = typed.trim_start_matches(['-', '\u{2212}']).trim();
    match Amount::parse(typed, scale) {
        Ok(amount) => Ok(Some(amount.minor())),
        Err(Rejected::AmountNotPositive) => Ok(Some(0)),
        Err(Rejected::AmountTooLarge) => Err(Problem::OutOfRange),
        Err(_) => Err(Problem::Unreadable),
    }
}

/// The limits that were typed, hard and soft.
pub(super) fn limits(typed: &Typed, coin: &Coin) -> Result<(Limits, Limits), Wrong> {
    let read = |id: &str, field| {
        minor(&coin.read(typed.get(id)), coin.scale()).map_err(|problem| (field, problem))
    };
    let (min, max) = (read("schuld", "min")?.unwrap_or(0), read("bezit", "max")?);
    let (soft_min, soft_max) =
        (read("let_op_schuld", "softMin")?, read("let_op_bezit", "softMax")?);
    let soft = Limits { min: soft_min.map(|it| -it), max: soft_max };
    Ok((Limits { min: Some(-min), max }, soft))
}

/// The rules that were typed, from a moment on.
pub(super) fn rules(
    typed: &Typed,
    coin: &Coin,
    effective_at: DateTime<Utc>,
) -> Result<RulesDraft, Wrong> {
    let (limits, soft) = limits(typed, coin)?;
    let step = minor(&coin.read(typed.get("stap")), coin.scale());
    let step = step.map_err(|it| ("step", it))?.unwrap_or(1);
    let levy = minor(typed.get("bijdrage").trim_end_matches('%'), PERCENT_SCALE);
    let levy = levy.map_err(|it| ("levyBp", it))?.unwrap_or(0);
    let levy_bp = u32::try_from(levy).map_err(|_| ("levyBp", Problem::OutOfRange))?;
    let reason = typed.get("reden").to_owned();
    let open_balances = typed.get("openbaar") == "ja";
    Ok(RulesDraft { effective_at, step, levy_bp, limits, soft, open_balances, reason })
}

/// What would have been typed for limits.
pub(super) fn type_limits(typed: &mut Typed, coin: &Coin, limits: Limits, soft: Limits) {
    let mut put = |id: &str, minor: Option<i64>| {
        // A limit is a distance from zero.
        let words = minor.map(|it| coin.typed(it.saturating_abs())).unwrap_or_default();
        typed.set(id, &words);
    };
    put("schuld", limits.min);
    put("bezit", limits.max);
    put("let_op_schuld", soft.min);
    put("let_op_bezit", soft.max);
}

/// What would have been typed for rules.
pub(super) fn type_rules(typed: &mut Typed, coin: &Coin, it: &Ruling) {
    typed.set("stap", &coin.typed(it.step));
    type_limits(typed, coin, it.limits, it.soft);
    let levy = decimal(it.levy_bp.into(), PERCENT_SCALE);
    typed.set("bijdrage", levy.trim_end_matches('0').trim_end_matches('.'));
    if it.open_balances {
        typed.set("openbaar", "ja");
    }
}

/// What limits say, in words.
pub(super) fn limit_words(page: &Page, coin: &Coin, limits: Limits) -> String {
    let min = limits.min.map(|it| coin.words(it));
    let max = limits.max.map(|it| coin.words(it));
    match (min, max) {
        (Some(min), Some(max)) => {
            page.with("coin-limits", &[("min", min.into()), ("max", max.into())])
        }
        (Some(min), None) => page.with("coin-limits-min", &[("min", min.into())]),
        (None, Some(max)) => page.with("coin-limits-max", &[("max", max.into())]),
        (None, None) => page.t("coin-limits-none"),
    }
}

#[cfg(test)]
mod tests {
    use koop_domain::language::Language;
    use proptest::prelude::*;

    use super::*;
    use crate::desk_currencies_tests::lat;

    proptest! {
        #[test]
        fn limits_that_are_shown_are_read_as_they_were(
            min in 0_i64..=1_000_000,
            max in proptest::option::of(0_i64..=1_000_000),
            soft in proptest::option::of(0_i64..=1_000_000),
        ) {
            let coin = Coin::of(Language::Nl, &lat());
            let limits_were = Limits { min: Some(-min), max };
            let soft_were = Limits { min: soft.map(|it| -it), max: None };
            let mut typed = Typed::default();
            type_limits(&mut typed, &coin, limits_were, soft_were);
            prop_assert_eq!(limits(&typed, &coin), Ok((limits_were, soft_were)));
        }
    }

    #[test]
    fn what_may_be_owed_is_typed_with_a_minus_or_without() {
        assert_eq!(minor("-100", 2), Ok(Some(10_000)));
        assert_eq!(minor(" 100,50 ", 2), Ok(Some(10_050)));
        assert_eq!(minor("0", 2), Ok(Some(0)));
        assert_eq!(minor("", 2), Ok(None));
        assert_eq!(minor("veel", 2), Err(Problem::Unreadable));
    }
}
