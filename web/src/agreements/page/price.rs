//! What is paid for what two agree on: what stands, what is set apart, and the fields of it.

use koop_domain::agreements::model::{AgreementState, Seen};
use koop_domain::agreements::price::{HeldPart, Part, PayoutDraft, Price, PriceDraft, Side};
use koop_domain::alerts::Sum;
use koop_domain::language::Language;
use koop_domain::ledger::book::{CurrencyKind, HoldState};
use koop_domain::ledger::currencies::Currency;

use crate::form::{Field, Slips};
use crate::keeping::Typed;
use crate::page::Page;
use crate::texts::money::Coin;
use crate::texts::posts::price_words;

/// How many letters an amount has at most.
const AMOUNT_MAX: usize = 20;

/// A moment that the other waits for a yes to, and the price that is said with it.
#[derive(Clone)]
pub(crate) struct Fits {
    pub from: String,
    pub until: String,
    pub price: Option<Said>,
}

/// A price as it is sent, and what it comes to for the one who reads.
#[derive(Clone)]
pub(crate) struct Said {
    pub code: String,
    pub amount: String,
    pub deposit: String,
    pub words: String,
}

/// The fields of a price.
pub(crate) struct PriceFields {
    /// The short names and names of what can be paid with; of one nobody chooses.
    pub currencies: Vec<(String, String, bool)>,
    pub amount: Field,
    pub deposit: Option<Field>,
}

/// What is paid in the end, as it is typed.
pub(crate) struct PaidFields {
    pub lead: String,
    pub amount: Field,
    pub deposit: Option<Field>,
}

/// How amounts of a price are written: as those of its currency are, whether or not that is paid
/// with any more.
pub(crate) fn coin(language: Language, seen: &Seen, price: &Price) -> Coin {
    let known = seen.currencies.iter().find(|it| it.id == price.currency);
    known.map_or_else(
        || {
            let (code, scale) = (price.code.clone(), price.scale);
            let sum = Sum { minor: 0, symbol: code.clone(), code, scale, is_time: false };
            Coin::told(language, &sum)
        },
        |it| Coin::of(language, it),
    )
}

/// What a telephone shows to type amounts with: decimals have no colon, which hours have.
fn keys(is_time: bool) -> &'static str {
    if is_time { "text" } else { "decimal" }
}

/// Which of the two reads.
fn side(seen: &Seen) -> Side {
    if seen.is_owner { Side::Owner } else { Side::Replier }
}

fn pays(seen: &Seen) -> bool {
    Side::that_pays(seen.direction) == side(seen)
}

/// The price that waits for an answer, or stands.
fn waiting(seen: &Seen) -> Option<&Price> {
    let it = &seen.agreement;
    let wanted = it.terms.wanted.as_ref().and_then(|it| it.price.as_ref());
    wanted.or(it.terms.priced.price.as_ref())
}

/// The price that goes along with a yes.
pub(super) fn said(page: &Page, seen: &Seen) -> Option<Said> {
    let price = waiting(seen)?;
    let coin = coin(page.language, seen, price);
    Some(Said {
        code: price.code.clone(),
        amount: coin.typed(price.amount),
        deposit: coin.typed(price.deposit),
        words: promise(page, seen, price),
    })
}

/// "Jij betaalt 2,50 LAT, en 20,00 LAT borg."
fn promise(page: &Page, seen: &Seen, price: &Price) -> String {
    let coin = coin(page.language, seen, price);
    let [amount, deposit] = [price.amount, price.deposit].map(|it| price_words(&coin, it));
    let name = seen.other.name.clone();
    let key = match (pays(seen), price.amount > 0, price.deposit > 0) {
        (true, _, false) => "price-you-pay",
        (true, true, true) => "price-you-pay-both",
        (true, false, true) => "price-you-leave",
        (false, _, false) => "price-they-pay",
        (false, true, true) => "price-they-pay-both",
        (false, false, true) => "price-they-leave",
    };
    let values = [("amount", amount.into()), ("deposit", deposit.into()), ("name", name.into())];
    page.with(key, &values)
}

/// What stands of it: the price, the deposit, and what is set apart.
pub(super) fn facts(page: &Page, seen: &Seen) -> Vec<(String, String)> {
    let it = &seen.agreement;
    let Some(price) = &it.terms.priced.price else { return Vec::new() };
    let coin = coin(page.language, seen, price);
    let mut facts = Vec::new();
    for (part, key) in [(Part::Price, "price-fact"), (Part::Deposit, "price-fact-deposit")] {
        let minor = price.of(part);
        if minor == 0 {
            continue;
        }
        let amount = price_words(&coin, minor);
        let held = seen.held.iter().find(|it| it.part == part);
        let words = match held {
            Some(held) => stands(page, held, (amount, &coin)),
            None => amount,
        };
        facts.push((page.t(key), words));
    }
    facts
}

/// "2,50 LAT, gereserveerd".
fn stands(page: &Page, held: &HeldPart, (amount, coin): (String, &Coin)) -> String {
    let paid = price_words(coin, held.captured);
    let key = match (held.state, held.captured) {
        (HoldState::Standing, _) if held.disputed => "price-held-disputed",
        (HoldState::Standing, _) => "price-held",
        (_, 0) => "price-back",
        (HoldState::Captured, _) => "price-paid",
        (HoldState::Released | HoldState::Expired, _) => "price-paid-part",
    };
    page.with(key, &[("amount", amount.into()), ("paid", paid.into())])
}

/// What comes of it at this step, in a sentence.
pub(super) fn next(page: &Page, seen: &Seen) -> Option<String> {
    let it = &seen.agreement;
    let price = it.terms.priced.price.as_ref()?;
    let name = || ("name", seen.other.name.clone().into());
    match it.state {
        AgreementState::Proposed => {
            let promise = promise(page, seen, price);
            let waits = match it.terms.priced.said_by {
                Some(by) if by == side(seen) => page.with("price-waits-theirs", &[name()]),
                Some(_) => page.t("price-waits-yours"),
                None => page.t("price-then-held"),
            };
            Some(format!("{promise} {waits}"))
        }
        state if state.is_in_force() => {
            let promise = promise(page, seen, price);
            Some(format!("{promise} {}", page.t("price-when-done")))
        }
        AgreementState::Disputed => Some(page.t("price-stays")),
        _ => None,
    }
}

impl PriceFields {
    /// Nothing where no currency of the community is paid with.
    pub(super) fn new(
        page: &Page,
        (seen, on): (&Seen, &[Currency]),
        (typed, is_typed): (&Typed, bool),
        slips: &Slips,
    ) -> Option<Self> {
        let stands = waiting(seen);
        let chosen = match (is_typed, stands) {
            (true, _) => typed.get("munt").to_owned(),
            (false, Some(price)) => price.code.clone(),
            (false, None) => on.first()?.code.clone(),
        };
        let currency =
            |it: &Currency| (it.code.clone(), it.name(page.language).to_owned(), it.code == chosen);
        let currencies: Vec<_> = on.iter().map(currency).collect();
        if currencies.is_empty() {
            return None;
        }
        let is_time = on.iter().any(|it| it.kind == CurrencyKind::Time);
        let line = |id: &'static str, key: &str, part: Part| {
            let known = stands.filter(|it| it.of(part) > 0);
            let known = known.map(|it| coin(page.language, seen, it).typed(it.of(part)));
            let known = known.unwrap_or_default();
            let value = if is_typed { typed.get(id) } else { &known };
            Field::line(id, page.t(key), value, AMOUNT_MAX, slips).typed("text", keys(is_time))
        };
        let hint = if is_time { "price-field-hint-hours" } else { "price-field-hint" };
        let key = if pays(seen) { "price-field-pay" } else { "price-field-get" };
        let amount = line("prijs", key, Part::Price);
        let is_lent = seen.agreement.is_loan || seen.agreement.terms.may_be_lent();
        Some(Self {
            currencies,
            amount: amount.hinted(page.t(hint)),
            deposit: is_lent.then(|| {
                let field = line("borg", "price-field-deposit", Part::Deposit);
                field.hinted(page.t("price-field-deposit-hint"))
            }),
        })
    }
}

impl PaidFields {
    /// What the other said, else the price and nothing of the deposit.
    pub(super) fn new(
        page: &Page,
        seen: &Seen,
        (typed, is_typed): (&Typed, bool),
        slips: &Slips,
    ) -> Option<Self> {
        let priced = &seen.agreement.terms.priced;
        let price = priced.price.as_ref()?;
        let payout = priced.payout.unwrap_or_else(|| price.payout());
        let coin = coin(page.language, seen, price);
        let line = |id: &'static str, key: &str, minor: i64| {
            let known = coin.typed(minor);
            let value = if is_typed { typed.get(id) } else { &known };
            let label = page.with(key, &[("code", price.code.clone().into())]);
            let field = Field::line(id, label, value, AMOUNT_MAX, slips);
            let field = field.typed("text", keys(coin.is_time));
            if coin.is_time { field.hinted(page.t("price-hours-hint")) } else { field }
        };
        Some(Self {
            lead: page.t(if pays(seen) { "price-complete-pay" } else { "price-complete-get" }),
            amount: line("betaald", "price-field-paid", payout.amount),
            deposit: (price.deposit > 0)
                .then(|| line("van-borg", "price-field-kept", payout.deposit)),
        })
    }
}

/// A price as it was typed, in one of the currencies that are paid with.
pub(crate) fn typed(language: Language, typed: &Typed, on: &[Currency]) -> PriceDraft {
    let currency = typed.get("munt").to_owned();
    let coin = on.iter().find(|it| it.code == currency).map(|it| Coin::of(language, it));
    let [amount, deposit] = ["prijs", "borg"].map(|id| read(coin.as_ref(), typed.some(id)));
    PriceDraft { currency, amount, deposit }
}

/// What is paid in the end, as it was typed.
pub(crate) fn paid(language: Language, typed: &Typed, seen: &Seen) -> PayoutDraft {
    let price = seen.agreement.terms.priced.price.as_ref();
    let coin = price.map(|it| coin(language, seen, it));
    let [amount, deposit] = ["betaald", "van-borg"].map(|id| read(coin.as_ref(), typed.some(id)));
    PayoutDraft { amount, deposit }
}

fn read(coin: Option<&Coin>, typed: Option<String>) -> Option<String> {
    typed.map(|it| coin.map_or(it.clone(), |coin| coin.read(&it)))
}
