//! CSV for people with a spreadsheet: Dutch columns, semicolons and a byte order mark, as a Dutch
//! Excel reads them, and cells that no spreadsheet takes for a formula.

use super::{Cover, Exported};
use crate::language::Language;
use crate::listings::categories::tree;
use crate::listings::model::{Address, Facts, Kind, Listing, Offered, Service, Wheelchair};
use crate::listings::shown::ShownSource;

/// What tells a spreadsheet that the text is UTF-8.
pub const MARK: &str = "\u{feff}";

/// The columns, in an order that stays: new ones come at the end.
pub const COLUMNS: [&str; 34] = [
    "naam",
    "soort",
    "categorieën",
    "kenmerken",
    "straat",
    "huisnummer",
    "postcode",
    "plaats",
    "breedtegraad",
    "lengtegraad",
    "telefoon",
    "e-mail",
    "website",
    "openingstijden",
    "afhalen",
    "bezorgen",
    "keuken",
    "meenemen",
    "bezorgt",
    "repareert",
    "tweedehands",
    "biologisch",
    "rolstoel",
    "betalen",
    "omschrijving",
    "pagina",
    "id",
    "demo",
    "bron",
    "bronpagina",
    "licentie",
    "bronvermelding",
    "bijgewerkt",
    "buurtmunten",
];

/// The first line.
#[must_use]
pub fn head() -> String {
    format!("{MARK}{}", line(COLUMNS.map(str::to_owned)))
}

/// A listing's line.
#[must_use]
pub fn row(cover: &Cover, row: &Exported) -> String {
    let listing = &row.listing;
    let facts = &listing.facts;
    let Address { street, house_number, postcode, city } =
        facts.shown_address().unwrap_or_default();
    let point = facts.shown_point();
    let source = listing.shown_source();
    let text = |text: Option<&String>| safe(text.map_or("", String::as_str));
    let hours = |service| text(facts.hours.get(&service));
    let description = facts.description(Language::Nl).map_or("", |(_, text)| text);
    line([
        safe(&facts.name),
        kind(facts.kind).to_owned(),
        safe(&categories(facts)),
        safe(&facts.tags.join(", ")),
        text(street.as_ref()),
        text(house_number.as_ref()),
        text(postcode.as_ref()),
        text(city.as_ref()),
        degrees(point.map(|point| point.latitude)),
        degrees(point.map(|point| point.longitude)),
        text(facts.contact.phone.as_ref()),
        text(facts.contact.email.as_ref()),
        text(facts.contact.website.as_ref()),
        hours(Service::Counter),
        hours(Service::Pickup),
        hours(Service::Delivery),
        hours(Service::Kitchen),
        offered(facts.takeaway).to_owned(),
        yes(facts.delivery.is_some()).to_owned(),
        safe(&facts.repairs.join(", ")),
        offered(facts.second_hand).to_owned(),
        offered(facts.organic).to_owned(),
        wheelchair(facts.wheelchair).to_owned(),
        safe(&payment(facts)),
        safe(description),
        safe(&cover.url(listing)),
        listing.id.to_string(),
        yes(listing.demo).to_owned(),
        safe(&source.map(|it| record(&it)).unwrap_or_default()),
        safe(source.and_then(|it| it.url).unwrap_or_default()),
        safe(source.map_or("", |it| it.licence)),
        safe(source.map_or("", |it| it.attribution)),
        updated(listing),
        safe(&currencies(facts)),
    ])
}

/// A last line that says that the list is longer.
#[must_use]
pub fn cut(words: &str) -> String {
    let mut cells = [const { String::new() }; COLUMNS.len()];
    words.clone_into(&mut cells[0]);
    line(cells)
}

/// A cell that a spreadsheet takes for text: one that begins like a formula gets an apostrophe
/// before it (CWE-1236).
#[must_use]
pub fn safe(text: &str) -> String {
    let begins = text.trim_start_matches(' ').chars().next();
    if begins.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r')) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Cells as a line (RFC 4180 with semicolons): what holds a semicolon, a quote or a line break
/// stands between quotes, and quotes inside are doubled.
#[must_use]
pub fn line<const N: usize>(cells: [String; N]) -> String {
    let quoted = cells.map(|cell| {
        if cell.contains([';', '"', '\r', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    });
    quoted.join(";") + "\r\n"
}

/// The Dutch word of a kind, as the column has it.
#[must_use]
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Shop => "winkel",
        Kind::Food => "eten en drinken",
        Kind::Repair => "reparatie",
        Kind::SecondHand => "tweedehands",
        Kind::Maker => "maker",
        Kind::Farm => "boerderij en tuin",
        Kind::Market => "markt",
        Kind::Culture => "cultuur",
        Kind::Community => "buurt",
        Kind::Service => "dienst",
    }
}

fn categories(facts: &Facts) -> String {
    let names = facts.categories.iter().filter_map(|key| tree().get(key));
    names.map(|category| category.name(Language::Nl)).collect::<Vec<_>>().join(", ")
}

fn payment(facts: &Facts) -> String {
    let accepted = facts.payment.iter().filter(|(_, accepted)| **accepted);
    accepted.map(|(way, _)| way.as_str()).collect::<Vec<_>>().join(", ")
}

/// The local currencies that it is paid with, each with the part of a bill.
fn currencies(facts: &Facts) -> String {
    let all = facts.currencies.iter().map(|it| format!("{} {}%", it.code, it.share));
    all.collect::<Vec<_>>().join(", ")
}

/// Degrees with a comma: with a point, a Dutch spreadsheet reads thousands.
fn degrees(degrees: Option<f64>) -> String {
    degrees.map(|it| format!("{it:.7}").replace('.', ",")).unwrap_or_default()
}

/// Who publishes the record, and its id there.
fn record(source: &ShownSource<'_>) -> String {
    [Some(source.name), source.id].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn updated(listing: &Listing) -> String {
    let zone = crate::listings::opening_hours::ZONE;
    listing.updated_at.with_timezone(&zone).format("%Y-%m-%d").to_string()
}

fn yes(yes: bool) -> &'static str {
    if yes { "ja" } else { "" }
}

fn offered(offered: Option<Offered>) -> &'static str {
    match offered {
        Some(Offered::Yes) => "ja",
        Some(Offered::No) => "nee",
        Some(Offered::Only) => "alleen",
        None => "",
    }
}

fn wheelchair(access: Option<Wheelchair>) -> &'static str {
    match access {
        Some(Wheelchair::Yes | Wheelchair::Designated) => "ja",
        Some(Wheelchair::Limited) => "beperkt",
        Some(Wheelchair::No) => "nee",
        None => "",
    }
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
