//! What is known of a place, in blocks of a word and its value. What is not known has no row.

use koop_domain::listings::delivery::{Courier, Delivery, DeliveryArea};
use koop_domain::listings::model::{Facts, LegalForm, Offered, Ownership, Wheelchair};

use crate::card::Phone;
use crate::page::Page;
use crate::texts::{self, clock};

/// A block of facts under a heading.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub id: &'static str,
    pub heading: String,
    pub facts: Vec<Fact>,
}

/// A word and its value.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub label: String,
    pub value: String,
    pub href: Option<String>,
}

/// The blocks that have anything to say.
pub(crate) fn sections(page: &Page, facts: &Facts) -> Vec<Section> {
    let section = |id, key: &str, facts| Section { id, heading: page.t(key), facts };
    let delivery = facts.delivery.as_ref().map(|it| delivery(page, it)).unwrap_or_default();
    let all = [
        section("contact", "place-contact", contact(page, facts)),
        section("bezorgen", "place-delivery", delivery),
        section("repareren", "place-repairs", repairs(page, facts)),
        section("weten", "place-know", traits(page, facts)),
        section("betalen", "place-payment", payment(page, facts)),
    ];
    all.into_iter().filter(|section| !section.facts.is_empty()).collect()
}

fn contact(page: &Page, facts: &Facts) -> Vec<Fact> {
    let mut rows = Vec::new();
    if let Some(phone) = &facts.contact.phone {
        let href = Phone::read(phone).map(|it| it.href);
        rows.push(Fact { label: page.t("contact-phone"), value: phone.clone(), href });
    }
    if let Some(email) = &facts.contact.email {
        let href = mailto(email);
        rows.push(Fact { label: page.t("contact-email"), value: email.clone(), href });
    }
    if let Some(website) = &facts.contact.website {
        rows.push(web_row(page, "contact-website", website));
    }
    rows.extend(facts.contact.social.iter().map(|it| web_row(page, "contact-social", it)));
    rows
}

fn web_row(page: &Page, key: &str, address: &str) -> Fact {
    Fact { label: page.t(key), value: short(address), href: web_href(address) }
}

/// Only the web's own addresses become links, whatever an import brought.
pub(super) fn web_href(address: &str) -> Option<String> {
    let web = ["https://", "http://"]
        .iter()
        .any(|it| address.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it)));
    web.then(|| address.to_owned())
}

fn mailto(email: &str) -> Option<String> {
    let plain =
        email.contains('@') && !email.contains(|c: char| c.is_whitespace() || "?&<>\"".contains(c));
    plain.then(|| format!("mailto:{email}"))
}

/// An address as people say it.
fn short(address: &str) -> String {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    bare.trim_start_matches("www.").trim_end_matches('/').to_owned()
}

fn delivery(page: &Page, delivery: &Delivery) -> Vec<Fact> {
    let mut rows = Vec::new();
    let mut row = |key: &str, value: String| {
        rows.push(Fact { label: page.t(key), value, href: None });
    };
    row("delivery-area", area(page, &delivery.area));
    if let Some(cents) = delivery.minimum_cents {
        row("delivery-minimum", clock::euros(page.language, cents));
    }
    if let Some(cents) = delivery.fee_cents {
        let free = cents == 0;
        let price = if free { page.t("delivery-free") } else { clock::euros(page.language, cents) };
        row("delivery-fee", price);
    }
    if let Some(courier) = delivery.courier {
        row(
            "delivery-courier",
            page.t(match courier {
                Courier::Own => "courier-own",
                Courier::Cooperative => "courier-cooperative",
                Courier::Platform => "courier-platform",
            }),
        );
    }
    if delivery.by_bike {
        row("delivery-how", page.t("delivery-by-bike"));
    }
    if delivery.returnable_packaging {
        row("delivery-packaging", page.t("delivery-returnable"));
    }
    rows
}

fn area(page: &Page, area: &DeliveryArea) -> String {
    match area {
        DeliveryArea::Radius { radius_m } => {
            let distance = clock::distance(page.language, *radius_m);
            page.with("area-radius", &[("distance", distance.into())])
        }
        DeliveryArea::Postcodes { postcodes } => {
            page.with("area-postcodes", &[("postcodes", postcodes.join(", ").into())])
        }
        DeliveryArea::Polygon { .. } => page.t("area-polygon"),
        DeliveryArea::Unknown => page.t("area-unknown"),
    }
}

fn repairs(page: &Page, facts: &Facts) -> Vec<Fact> {
    if facts.repairs.is_empty() {
        return Vec::new();
    }
    let words: Vec<String> =
        facts.repairs.iter().map(|key| texts::repairs(page.language, key)).collect();
    vec![Fact { label: page.t("repairs-what"), value: words.join(", "), href: None }]
}

fn traits(page: &Page, facts: &Facts) -> Vec<Fact> {
    let mut rows = Vec::new();
    let mut row = |key: &str, value: String| {
        rows.push(Fact { label: page.t(key), value, href: None });
    };
    if let Some(access) = facts.wheelchair {
        row(
            "know-wheelchair",
            page.t(match access {
                Wheelchair::Yes => "wheelchair-yes",
                Wheelchair::Limited => "wheelchair-limited",
                Wheelchair::No => "wheelchair-no",
                Wheelchair::Designated => "wheelchair-designated",
            }),
        );
    }
    let offers = [
        ("know-takeaway", facts.takeaway),
        ("know-second-hand", facts.second_hand),
        ("know-organic", facts.organic),
        ("know-fair-trade", facts.fair_trade),
        ("know-zero-waste", facts.zero_waste),
    ];
    for (key, offer) in offers {
        if let Some(offer) = offer {
            row(
                key,
                page.t(match offer {
                    Offered::Yes => "offered-yes",
                    Offered::No => "offered-no",
                    Offered::Only => "offered-only",
                }),
            );
        }
    }
    if !facts.languages.is_empty() {
        let words: Vec<String> =
            facts.languages.iter().map(|code| texts::spoken(page.language, code)).collect();
        row("know-languages", words.join(", "));
    }
    match &facts.ownership {
        Ownership::Unknown => {}
        Ownership::Independent => row("know-ownership", page.t("ownership-independent")),
        Ownership::Chain { brand } => {
            row("know-ownership", page.with("ownership-chain", &[("brand", brand.clone().into())]));
        }
    }
    if let Some(form) = facts.legal_form {
        row("know-legal-form", page.t(legal_form_key(form)));
    }
    rows
}

fn legal_form_key(form: LegalForm) -> &'static str {
    match form {
        LegalForm::SoleTrader => "legal-sole-trader",
        LegalForm::Partnership => "legal-partnership",
        LegalForm::Company => "legal-company",
        LegalForm::Cooperative => "legal-cooperative",
        LegalForm::Foundation => "legal-foundation",
        LegalForm::Association => "legal-association",
        LegalForm::Public => "legal-public",
        LegalForm::Informal => "legal-informal",
    }
}

fn payment(page: &Page, facts: &Facts) -> Vec<Fact> {
    let words = |wanted: bool| {
        let ways = facts.payment.iter().filter(|(_, taken)| **taken == wanted);
        let words: Vec<String> = ways.map(|(key, _)| texts::payment(page.language, key)).collect();
        words.join(", ")
    };
    let rows = [("payment-taken", words(true)), ("payment-refused", words(false))];
    rows.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| Fact { label: page.t(key), value, href: None })
        .collect()
}
