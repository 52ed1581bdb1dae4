//! What is paid for what two agree on: what stands, what is set apart, and the fields of it.

use koop_domain::agreements::model::{AgreementState, Seen};
use koop_domain::agreements::price::{HeldPart, Part, Price, PriceDraft, Side};
use koop_domain::language::Language;
use koop_domain::ledger::amount::decimal;
use koop_domain::ledger::book::HoldState;
use koop_domain::ledger::currencies::Currency;

use crate::form::{Field, Slips};
use crate::keeping::Typed;
use crate::page::Page;

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

/// An amount as it is read, with its short name.
fn money(language: Language, minor: i64, (code, scale): (&str, u8)) -> String {
    format!("{} {code}", plain(language, minor, scale))
}

fn plain(language: Language, minor: i64, scale: u8) -> String {
    let text = decimal(minor, scale);
    if language == Language::Nl { text.replace('.', ",") } else { text }
}

fn unit(price: &Price) -> (&str, u8) {
    (&price.code, price.scale)
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
    let language = page.language;
    Some(Said {
        code: price.code.clone(),
        amount: plain(language, price.amount, price.scale),
        deposit: plain(language, price.deposit, price.scale),
        words: promise(page, seen, price),
    })
}

/// "Jij betaalt 2,50 LAT, en 20,00 LAT borg."
fn promise(page: &Page, seen: &Seen, price: &Price) -> String {
    let amount = money(page.language, price.amount, unit(price));
    let deposit = money(page.language, price.deposit, unit(price));
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
    let mut facts = Vec::new();
    for (part, key) in [(Part::Price, "price-fact"), (Part::Deposit, "price-fact-deposit")] {
        let minor = price.of(part);
        if minor == 0 {
            continue;
        }
        let amount = money(page.language, minor, unit(price));
        let held = seen.held.iter().find(|it| it.part == part);
        let words = match held {
            Some(held) => stands(page, held, (amount, price)),
            None => amount,
        };
        facts.push((page.t(key), words));
    }
    facts
}

/// "2,50 LAT, gereserveerd".
fn stands(page: &Page, held: &HeldPart, (amount, price): (String, &Price)) -> String {
    let paid = money(page.language, held.captured, unit(price));
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
        let line = |id: &'static str, key: &str, minor: Option<i64>| {
            let scale = stands.map_or(0, |it| it.scale);
            let known = minor.filter(|it| *it > 0).map(|it| plain(page.language, it, scale));
            let known = known.unwrap_or_default();
            let value = if is_typed { typed.get(id) } else { &known };
            Field::line(id, page.t(key), value, AMOUNT_MAX, slips).typed("text", "decimal")
        };
        let key = if pays(seen) { "price-field-pay" } else { "price-field-get" };
        let amount = line("prijs", key, stands.map(|it| it.amount));
        let is_lent = seen.agreement.is_loan || seen.agreement.terms.may_be_lent();
        Some(Self {
            currencies,
            amount: amount.hinted(page.t("price-field-hint")),
            deposit: is_lent.then(|| {
                let field = line("borg", "price-field-deposit", stands.map(|it| it.deposit));
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
        let line = |id: &'static str, key: &str, minor: i64| {
            let known = plain(page.language, minor, price.scale);
            let value = if is_typed { typed.get(id) } else { &known };
            let label = page.with(key, &[("code", price.code.clone().into())]);
            Field::line(id, label, value, AMOUNT_MAX, slips).typed("text", "decimal")
        };
        Some(Self {
            lead: page.t(if pays(seen) { "price-complete-pay" } else { "price-complete-get" }),
            amount: line("betaald", "price-field-paid", payout.amount),
            deposit: (price.deposit > 0)
                .then(|| line("van-borg", "price-field-kept", payout.deposit)),
        })
    }
}

/// A price as it was typed; nothing where the form has none.
pub(super) fn typed(typed: &Typed) -> Option<PriceDraft> {
    let currency = typed.some("munt")?;
    Some(PriceDraft { currency, amount: typed.some("prijs"), deposit: typed.some("borg") })
}
