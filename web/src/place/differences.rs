//! What a source says otherwise than people here wrote: said once, quietly, where the facts came
//! from. The reader may know which of the two is right.

use koop_domain::imports::difference::Difference;
use koop_domain::listings::model::{Facts, LifeState};
use koop_domain::listings::provenance::FactGroup;

use super::freshness::group_key;
use super::place_line;
use crate::page::Page;

/// A line for each group of facts that differs.
pub(super) fn lines(page: &Page, differences: &[Difference]) -> Vec<String> {
    differences.iter().map(|it| line(page, it)).collect()
}

fn line(page: &Page, difference: &Difference) -> String {
    let words = words(page, difference.group, &difference.theirs);
    let key = if words.is_empty() { "difference-about" } else { "difference-says" };
    let values = [
        ("source", difference.source.name.clone().into()),
        ("group", page.t(group_key(difference.group)).into()),
        ("words", words.into()),
    ];
    page.with(key, &values)
}

/// The facts of a group in a few words, where they fit in such.
fn words(page: &Page, group: FactGroup, facts: &Facts) -> String {
    match group {
        FactGroup::Identity => facts.name.clone(),
        FactGroup::Place => place_line(page.language, facts),
        FactGroup::Contact => {
            let contact = &facts.contact;
            let all = [&contact.phone, &contact.email, &contact.website];
            all.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
        }
        FactGroup::Hours => facts.hours.values().cloned().collect::<Vec<_>>().join(" / "),
        FactGroup::State => match &facts.state {
            LifeState::Running => page.t("difference-running"),
            LifeState::Moved { to } => page.with("status-moved", &[("to", to.clone().into())]),
            LifeState::Gone { .. } => page.t("status-gone"),
        },
        FactGroup::Delivery
        | FactGroup::Goods
        | FactGroup::Accessibility
        | FactGroup::Payment
        | FactGroup::Currency => String::new(),
    }
}
