//! Facts in words, a field at a time: what a history and a report tell of them.

use koop_domain::listings::history::Field;
use koop_domain::listings::model::{
    Contact, Facts, HoursException, LifeState, Service, Whereabouts,
};
use koop_domain::listings::provenance::{Confirmation, FactGroup, Origin};

use crate::card::whereabouts;
use crate::page::Page;
use crate::place::{place_line, sections};
use crate::texts::{self, clock};

/// What a field is called.
pub(super) fn label(page: &Page, field: Field) -> String {
    page.t(match field {
        Field::Name => "field-name",
        Field::Kind => "field-kind",
        Field::Categories => "field-categories",
        Field::Tags => "field-tags",
        Field::BranchNumber => "field-branch-number",
        Field::LegalForm => "field-legal-form",
        Field::Languages => "field-languages",
        Field::Description => "field-description",
        Field::Ownership => "field-ownership",
        Field::Whereabouts => "field-whereabouts",
        Field::Address => "field-address",
        Field::Point => "field-point",
        Field::Phone => "field-phone",
        Field::Email => "field-email",
        Field::Website => "field-website",
        Field::Social => "field-social",
        Field::Hours(Service::Counter) => "field-hours-counter",
        Field::Hours(Service::Pickup) => "field-hours-pickup",
        Field::Hours(Service::Delivery) => "field-hours-delivery",
        Field::Hours(Service::Kitchen) => "field-hours-kitchen",
        Field::Exceptions => "field-exceptions",
        Field::State => "field-state",
        Field::Delivery => "field-delivery",
        Field::Takeaway => "field-takeaway",
        Field::Repairs => "field-repairs",
        Field::SecondHand => "field-second-hand",
        Field::Organic => "field-organic",
        Field::FairTrade => "field-fair-trade",
        Field::ZeroWaste => "field-zero-waste",
        Field::Wheelchair => "field-wheelchair",
        Field::Payment => "field-payment",
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
            Whereabouts::Fixed => page.t("whereabouts-fixed"),
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
    let hours = it.spans.clone().unwrap_or_else(|| page.t("exception-closed"));
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
