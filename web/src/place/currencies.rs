//! With which local currencies a place is paid, and what they are worth there.

use koop_domain::language::Language;
use koop_domain::ledger::currencies::Currency;
use koop_domain::listings::currencies::{SHARE_MAX, TakenCurrency, shown};
use koop_domain::listings::model::{Facts, Listing};

use super::{Fact, Section};
use crate::page::Page;
use crate::texts::{self, clock};

/// What is paid there, as a block of facts; nothing where no currency is paid with.
pub(crate) fn section(page: &Page, facts: &Facts, on: &[Currency]) -> Option<Section> {
    let all = shown(&facts.currencies, on);
    let names: Vec<&str> = all.iter().map(|(_, it)| it.name(page.language)).collect();
    let (last, first) = names.split_last()?;
    let names = match first {
        [] => (*last).to_owned(),
        first => {
            let first = first.join(", ").into();
            page.with("price-names", &[("first", first), ("last", (*last).to_owned().into())])
        }
    };
    let fact = |(taken, known): &(&TakenCurrency, &Currency)| Fact {
        label: known.name(page.language).to_owned(),
        value: worth(page, taken),
        href: None,
    };
    Some(Section {
        id: "munten",
        heading: page.with("price-place", &[("names", names.into())]),
        facts: all.iter().map(fact).collect(),
    })
}

/// The share of a bill, what it is worth in words, and the rate.
fn worth(page: &Page, taken: &TakenCurrency) -> String {
    let share = match taken.share {
        SHARE_MAX => page.t("price-share-all"),
        share => page.with("price-share", &[("share", u32::from(share).into())]),
    };
    let words = taken.worth(page.language).map(|(_, words)| words.to_owned());
    let rate = taken.rate_cents.map(|cents| {
        page.with("price-rate", &[("euros", clock::euros(page.language, cents).into())])
    });
    [Some(share), words, rate].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The same in one line, with its short name.
pub(crate) fn line(page: &Page, taken: &TakenCurrency) -> String {
    format!("{}: {}", taken.code, worth(page, taken))
}

/// What a card says of it.
pub(crate) fn tags(language: Language, listing: &Listing, on: &[Currency]) -> Vec<String> {
    let all = shown(&listing.facts.currencies, on);
    let tag = |(_, known): (&TakenCurrency, &Currency)| {
        let name = known.name(language).to_owned();
        texts::text_with(language, "price-card", &[("name", name.into())])
    };
    all.into_iter().map(tag).collect()
}
