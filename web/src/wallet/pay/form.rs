//! The form of a payment.

use koop_domain::ledger::payments::model::{CATEGORY_MAX, PURPOSE_MAX, Purse};
use koop_domain::members::model::NAME_MAX;

use crate::form::{Field, Slips};
use crate::keeping::{Choice, Choices, Group, Typed};
use crate::page::Page;
use crate::wallet::account::available;
use crate::wallet::{Coin, Wallet};

/// The fields, by their ids.
pub(crate) const FROM: &str = "van";
pub(crate) const TO: &str = "aan";
pub(crate) const AMOUNT: &str = "bedrag";
pub(crate) const PURPOSE: &str = "waarvoor";
pub(crate) const CATEGORY: &str = "soort";
/// Who is paid, once that is known, and the name under which.
pub(crate) const WHO: &str = "wie";
pub(crate) const KNOWN: &str = "naam";
/// The id under which it is done once.
pub(crate) const KEY: &str = "sleutel";
/// That somebody was chosen among several just now.
pub(crate) const CHOSEN: &str = "keuze";

/// The most letters of an amount.
pub(crate) const AMOUNT_TYPED_MAX: usize = 20;
/// What people pay each other for.
pub(crate) const CATEGORIES: [&str; 7] = [
    "pay-category-groceries",
    "pay-category-meal",
    "pay-category-repair",
    "pay-category-lesson",
    "pay-category-help",
    "pay-category-thing",
    "pay-category-transport",
];

/// Who, how much, what for.
pub(crate) struct PayForm {
    pub from: Option<Choices>,
    pub to: Field,
    pub amount: Field,
    pub purpose: Field,
    pub category: Field,
    pub categories: Vec<String>,
    /// What is carried along.
    pub kept: Vec<(String, String)>,
}

impl PayForm {
    pub(crate) fn new(page: &Page, wallet: &Wallet, typed: &Typed, slips: &Slips) -> Self {
        let line = |id: &'static str, key, longest| {
            Field::line(id, page.t(key), typed.get(id), longest, slips)
        };
        let chosen = wallet.purse(typed.get(FROM)).ok().or_else(|| wallet.purses.first());
        let amount =
            Self::amount(page, wallet, chosen, line(AMOUNT, "pay-amount", AMOUNT_TYPED_MAX));
        let mut kept = typed.only(&[KEY, WHO, KNOWN]);
        let from = accounts(page, wallet, wallet.purses.iter(), (typed, slips));
        if let (None, Some(only)) = (&from, chosen) {
            kept.set(FROM, &only.held.account.id.to_string());
        }
        Self {
            from,
            to: Field { required: true, ..line(TO, "pay-to", NAME_MAX) }
                .hinted(page.t("pay-to-hint")),
            amount,
            purpose: line(PURPOSE, "pay-purpose", PURPOSE_MAX).hinted(page.t("pay-purpose-hint")),
            category: line(CATEGORY, "pay-category", CATEGORY_MAX),
            categories: CATEGORIES.iter().map(|key| page.t(key)).collect(),
            kept: kept.0,
        }
    }

    /// How much, with what can still be paid; hours may be chosen after it was read.
    fn amount(page: &Page, wallet: &Wallet, chosen: Option<&Purse>, field: Field) -> Field {
        let Some(chosen) = chosen else { return amount_field(field, None) };
        let coin = Coin::of(page.language, &chosen.currency);
        let words = available(page, &coin, &chosen.held.account);
        let is_time = |it: &Purse| Coin::of(page.language, &it.currency).is_time;
        if coin.is_time || !wallet.purses.iter().any(is_time) {
            return coin_field(page, &coin, field, Some(words));
        }
        let words = format!("{words} {}", page.t("pay-time-some"));
        Field { keys: "text", ..amount_field(field, Some(words)) }
    }
}

/// From which account, where there are several.
pub(crate) fn accounts<'a>(
    page: &Page,
    wallet: &Wallet,
    among: impl Iterator<Item = &'a Purse>,
    (typed, slips): (&Typed, &Slips),
) -> Option<Choices> {
    let choice = |it: &Purse| {
        let coin = Coin::of(page.language, &it.currency);
        let balance = coin.words(it.held.account.balance().minor());
        let id = it.held.account.id.to_string();
        let chosen = typed.get(FROM) == id;
        Choice { value: id, label: format!("{} ({balance})", wallet.label(page, it)), chosen }
    };
    let choices: Vec<Choice> = among.map(choice).collect();
    if choices.len() < 2 {
        return None;
    }
    let groups = vec![Group { label: String::new(), choices }];
    Some(Choices::grouped(page, (FROM, "pay-from"), groups, slips))
}

/// A field for an amount, on a telephone with the keys for it.
fn amount_field(field: Field, hint: Option<String>) -> Field {
    let field = Field { required: true, ..field.typed("text", "decimal") };
    match hint {
        Some(hint) => field.hinted(hint),
        None => field,
    }
}

/// The same of a currency: hours are typed with more than figures, and it says how.
pub(crate) fn coin_field(page: &Page, coin: &Coin, field: Field, words: Option<String>) -> Field {
    if !coin.is_time {
        return amount_field(field, words);
    }
    let hint = page.t("pay-time-hint");
    let hint = words.map_or_else(|| hint.clone(), |words| format!("{words} {hint}"));
    Field { keys: "text", ..amount_field(field, Some(hint)) }
}
