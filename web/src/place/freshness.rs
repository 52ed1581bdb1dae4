//! How fresh the facts are: who said them and when.

use koop_domain::listings::model::Listing;
use koop_domain::listings::provenance::{FactGroup, Origin};

use crate::page::Page;
use crate::texts::{self, clock};

/// Who said it and when, for one group of facts.
pub(super) fn freshness_line(page: &Page, listing: &Listing, group: FactGroup) -> String {
    let Some(known) = listing.provenance.get(&group) else {
        return page.t("fresh-unknown");
    };
    let who = match &known.origin {
        Origin::Import { source } => source.clone(),
        Origin::Edit { editor } | Origin::Seen { editor, .. } => {
            texts::known(page.language, &format!("editor-{editor}"))
                .unwrap_or_else(|| editor.clone())
        }
    };
    match known.confirmed_on {
        Some(date) => {
            let date = clock::date(page.language, date);
            page.with("fresh-confirmed", &[("date", date.into()), ("who", who.into())])
        }
        None => page.with("fresh-unconfirmed", &[("who", who.into())]),
    }
}

/// How fresh the groups are, those alike told together.
pub(super) fn freshness(page: &Page, listing: &Listing) -> Vec<String> {
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for group in listing.provenance.keys() {
        let line = freshness_line(page, listing, *group);
        let name = page.t(group_key(*group));
        match lines.iter_mut().find(|(it, _)| *it == line) {
            Some((_, names)) => names.push(name),
            None => lines.push((line, vec![name])),
        }
    }
    lines.into_iter().map(|(line, names)| format!("{}: {line}", names.join(", "))).collect()
}

/// The key of what a group is called.
pub(crate) fn group_key(group: FactGroup) -> &'static str {
    match group {
        FactGroup::Identity => "group-identity",
        FactGroup::Place => "group-place",
        FactGroup::Contact => "group-contact",
        FactGroup::Hours => "group-hours",
        FactGroup::State => "group-state",
        FactGroup::Delivery => "group-delivery",
        FactGroup::Goods => "group-goods",
        FactGroup::Accessibility => "group-accessibility",
        FactGroup::Payment => "group-payment",
        FactGroup::Currency => "group-currency",
    }
}
