//! Facts in words, a field at a time: what a history and a report tell of them.

use koop_domain::language::Language;
use koop_domain::listings::history::Field;
use koop_domain::listings::model::{
    Contact, Facts, HoursException, LifeState, Service, Whereabouts,
};
use koop_domain::listings::provenance::{Confirmation, FactGroup, Origin};

use crate::behind::Behind;
use crate::card::whereabouts;
use crate::page::Page;
use crate::place::{currencies, place_line, sections};
use crate::texts::{self, clock};

/// What a field is called, for who has no page.
#[must_use]
pub fn fact_label(language: Language, field: Field) -> String {
    label(&bare(language), field)
}

/// What facts say in a field, for who has no page; nothing where they say nothing.
#[must_use]
pub fn fact_words(language: Language, field: Field, facts: &Facts) -> String {
    value(&bare(language), field, facts)
}

fn bare(language: Language) -> Page {
    Page::bare(language, String::new(), String::new(), &Behind::tree())
}

/// What a field is called.
pub(super) fn label(page: &Page, field: Field) -> String {
    page.t(match field {
        Field::Name => "fact-name",
        Field::Kind => "fact-kind",
        Field::Categories => "fact-categories",
        Field::Tags => "fact-tags",
        Field::BranchNumber => "fact-branch-number",
        Field::LegalForm => "fact-legal-form",
        Field::Languages => "fact-languages",
        Field::Description => "fact-description",
        Field::Ownership => "fact-ownership",
        Field::Whereabouts => "fact-whereabouts",
        Field::Address => "fact-address",
        Field::Point => "fact-point",
        Field::Phone => "fact-phone",
        Field::Email => "fact-email",
        Field::Website => "fact-website",
        Field::Social => "fact-social",
        Field::Hours(Service::Counter) => "fact-hours-counter",
        Field::Hours(Service::Pickup) => "fact-hours-pickup",
        Field::Hours(Service::Delivery) => "fact-hours-delivery",
        Field::Hours(Service::Kitchen) => "fact-hours-kitchen",
        Field::Exceptions => "fact-exceptions",
        Field::State => "fact-state",
        Field::Delivery => "fact-delivery",
        Field::Takeaway => "fact-takeaway",
        Field::Repairs => "fact-repairs",
        Field::SecondHand => "fact-second-hand",
        Field::Organic => "fact-organic",
        Field::FairTrade => "fact-fair-trade",
        Field::ZeroWaste => "fact-zero-waste",
        Field::Wheelchair => "fact-wheelchair",
        Field::Payment => "fact-payment",
        Field::Currencies => "fact-currencies",
    })
}

/// What facts say in a field; nothing where they say nothing.
pub(super) fn value(page: &Page, field: Field, facts: &Facts) -> String {
    let language = page.language;
    match field {
        Field::Name => facts.name.clone(),
        Field::Kind => texts::kind(language, facts.kind),
        Field::Categories => {
            let names = facts.categories.iter().map(|key| texts::category(language, key));
            names.collect::<Vec<_>>().join(", ")
        }
        Field::Tags => facts.tags.join(", "),
        Field::BranchNumber => facts.branch_number.clone().unwrap_or_default(),
        Field::Description => facts.description.values().cloned().collect::<Vec<_>>().join(" / "),
        Field::Whereabouts => match facts.whereabouts {
            Whereabouts::Fixed => page.t("fact-whereabouts-fixed"),
            _ => whereabouts(language, facts),
        },
        Field::Address => {
            let door = Facts { whereabouts: Whereabouts::Fixed, ..facts.clone() };
            place_line(language, &door)
        }
        Field::Point => facts.point.map_or_else(String::new, |point| {
            format!("{:.5}, {:.5}", point.latitude, point.longitude)
        }),
        Field::Hours(service) => facts.hours.get(&service).cloned().unwrap_or_default(),
        Field::Exceptions => {
            let days = facts.exceptions.iter().map(|it| exception(page, it));
            days.collect::<Vec<_>>().join("; ")
        }
        Field::Currencies => {
            let told = facts.currencies.iter().map(|it| currencies::line(page, it));
            told.collect::<Vec<_>>().join(" · ")
        }
        Field::State => match &facts.state {
            LifeState::Running => page.t("difference-running"),
            LifeState::Moved { to } => page.with("status-moved", &[("to", to.clone().into())]),
            LifeState::Gone { .. } => page.t("status-gone"),
        },
        field => {
            let rows = sections(page, &only(field, facts)).into_iter().flat_map(|it| it.facts);
            rows.map(|row| row.value).collect::<Vec<_>>().join(" · ")
        }
    }
}

fn exception(page: &Page, it: &HoursException) -> String {
    let (from, to) = (clock::date(page.language, it.from), clock::date(page.language, it.to));
    let days = if it.from == it.to {
        from
    } else {
        page.with("exception-days", &[("from", from.into()), ("to", to.into())])
    };
    let hours = it.spans.clone().unwrap_or_else(|| page.t("fact-closed"));
    format!("{days}: {hours}")
}

/// Facts that say nothing but one field.
fn only(field: Field, facts: &Facts) -> Facts {
    let contact = &facts.contact;
    let none = Facts::default;
    match field {
        Field::LegalForm => Facts { legal_form: facts.legal_form, ..none() },
        Field::Languages => Facts { languages: facts.languages.clone(), ..none() },
        Field::Ownership => Facts { ownership: facts.ownership.clone(), ..none() },
        Field::Phone => reached(Contact { phone: contact.phone.clone(), ..Contact::default() }),
        Field::Email => reached(Contact { email: contact.email.clone(), ..Contact::default() }),
        Field::Website => {
            reached(Contact { website: contact.website.clone(), ..Contact::default() })
        }
        Field::Social => reached(Contact { social: contact.social.clone(), ..Contact::default() }),
        Field::Delivery => Facts { delivery: facts.delivery.clone(), ..none() },
        Field::Takeaway => Facts { takeaway: facts.takeaway, ..none() },
        Field::Repairs => Facts { repairs: facts.repairs.clone(), ..none() },
        Field::SecondHand => Facts { second_hand: facts.second_hand, ..none() },
        Field::Organic => Facts { organic: facts.organic, ..none() },
        Field::FairTrade => Facts { fair_trade: facts.fair_trade, ..none() },
        Field::ZeroWaste => Facts { zero_waste: facts.zero_waste, ..none() },
        Field::Wheelchair => Facts { wheelchair: facts.wheelchair, ..none() },
        Field::Payment => Facts { payment: facts.payment.clone(), ..none() },
        _ => none(),
    }
}

fn reached(contact: Contact) -> Facts {
    Facts { contact, ..Facts::default() }
}

/// Who says so, as everybody may see it.
pub(super) fn who(page: &Page, origin: &Origin) -> String {
    match origin {
        Origin::Import { source } => source.clone(),
        Origin::Edit { editor } | Origin::Seen { editor, .. } => {
            texts::known(page.language, &format!("editor-{editor}"))
                .unwrap_or_else(|| editor.clone())
        }
    }
}

/// When and by whom the hours were last confirmed.
pub(super) fn hours_confirmed(page: &Page, known: Option<&Confirmation>) -> String {
    let Some(known) = known else { return page.t("fresh-unknown") };
    let who = who(page, &known.origin);
    match known.confirmed_on {
        Some(date) => {
            let date = clock::date(page.language, date);
            page.with("fresh-confirmed", &[("date", date.into()), ("who", who.into())])
        }
        None => page.with("fresh-unconfirmed", &[("who", who.into())]),
    }
}

/// What a group of facts is called.
pub(super) fn group(page: &Page, group: FactGroup) -> String {
    page.t(crate::place::group_key(group))
}
