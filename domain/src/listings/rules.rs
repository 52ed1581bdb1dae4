//! The rules that a listing's facts keep, whoever brings them: one function that edits and
//! imports both ask.
//!
//! Lengths are generous: no value of OpenStreetMap, which stops at 255 characters, is refused
//! for its length alone.

use super::delivery::{Delivery, DeliveryArea};
use super::error::Problem;
use super::model::{Facts, HoursException, LifeState, Ownership};
use super::search::RADIUS_MAX_M;
use super::{categories, currencies};
use crate::geo::Point;

/// The longest name, address line, tag or other single line, in characters.
pub const LINE_MAX: usize = 255;
/// The digits of KvK's number of a branch (vestigingsnummer).
pub const BRANCH_NUMBER_DIGITS: usize = 12;
/// The longest web address, in characters.
pub const LINK_MAX: usize = 2_000;
/// The longest description or opening hours, in characters.
pub const TEXT_MAX: usize = 5_000;
/// The most entries of any list, such as tags or languages.
pub const ENTRIES_MAX: usize = 100;
/// The most dated exceptions: every day of a year.
pub const EXCEPTIONS_MAX: usize = 366;
/// The most postcodes, and the most corners, of a delivery area.
pub const AREA_MAX: usize = 1_000;
/// The highest minimum order or fee, in euro cents.
pub const CENTS_MAX: i64 = 10_000_000;
/// The longest delay of a delivery, in minutes.
pub const BUSY_MINUTES_MAX: u32 = 24 * 60;

/// A rule that a field breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct Broken {
    /// The field, as GraphQL and the forms name it.
    pub field: &'static str,
    /// The rule.
    pub problem: Problem,
}

/// Checks every rule, and answers the first that is broken.
///
/// # Errors
/// [`Broken`] with the field and the rule.
pub fn check(facts: &Facts) -> Result<(), Broken> {
    check_identity(facts)?;
    check_place(facts)?;
    check_contact(facts)?;
    check_hours(facts)?;
    if let LifeState::Moved { to } = &facts.state {
        line("state", to)?;
        filled("state", to)?;
    }
    if let Some(delivery) = &facts.delivery {
        check_delivery(delivery)?;
    }
    lines("repairs", &facts.repairs)?;
    entries("payment", facts.payment.len(), ENTRIES_MAX)?;
    facts.payment.keys().try_for_each(|way| line("payment", way))?;
    currencies::check(&facts.currencies)
}

fn check_identity(facts: &Facts) -> Result<(), Broken> {
    filled("name", &facts.name)?;
    line("name", &facts.name)?;
    entries("categories", facts.categories.len(), ENTRIES_MAX)?;
    let tree = categories::tree();
    if facts.categories.iter().any(|key| tree.get(key).is_none()) {
        return Err(Broken { field: "categories", problem: Problem::Unknown });
    }
    lines("tags", &facts.tags)?;
    facts.branch_number.iter().try_for_each(|number| branch_number(number))?;
    lines("languages", &facts.languages)?;
    entries("description", facts.description.len(), ENTRIES_MAX)?;
    for (language, text) in &facts.description {
        line("description", language)?;
        at_most("description", text, TEXT_MAX)?;
    }
    match &facts.ownership {
        Ownership::Chain { brand } => line("ownership", brand),
        Ownership::Unknown | Ownership::Independent => Ok(()),
    }
}

fn check_place(facts: &Facts) -> Result<(), Broken> {
    if let Some(address) = &facts.address {
        let parts = [&address.street, &address.house_number, &address.postcode, &address.city];
        parts.into_iter().flatten().try_for_each(|part| line("address", part))?;
    }
    facts.point.map_or(Ok(()), |point| on_earth("location", point))
}

fn check_contact(facts: &Facts) -> Result<(), Broken> {
    let contact = &facts.contact;
    contact.phone.iter().try_for_each(|phone| line("phone", phone))?;
    contact.email.iter().try_for_each(|email| line("email", email))?;
    contact.website.iter().try_for_each(|website| link("website", website))?;
    entries("social", contact.social.len(), ENTRIES_MAX)?;
    contact.social.iter().try_for_each(|page| link("social", page))
}

fn check_hours(facts: &Facts) -> Result<(), Broken> {
    facts.hours.values().try_for_each(|hours| at_most("hours", hours, TEXT_MAX))?;
    if facts.exceptions.len() > EXCEPTIONS_MAX {
        return Err(Broken { field: "exceptions", problem: Problem::TooManyDays });
    }
    facts.exceptions.iter().try_for_each(check_exception)
}

fn check_exception(exception: &HoursException) -> Result<(), Broken> {
    if exception.from > exception.to {
        return Err(Broken { field: "exceptions", problem: Problem::EndsBeforeStart });
    }
    exception.spans.iter().try_for_each(|spans| line("exceptions", spans))?;
    exception.note.iter().try_for_each(|note| at_most("exceptions", note, TEXT_MAX))
}

fn check_delivery(delivery: &Delivery) -> Result<(), Broken> {
    const FIELD: &str = "delivery";
    match &delivery.area {
        DeliveryArea::Radius { radius_m } => within(FIELD, (1..=RADIUS_MAX_M).contains(radius_m))?,
        DeliveryArea::Postcodes { postcodes } => {
            entries(FIELD, postcodes.len(), AREA_MAX)?;
            postcodes.iter().try_for_each(|postcode| line(FIELD, postcode))?;
        }
        DeliveryArea::Polygon { ring } => {
            entries(FIELD, ring.len(), AREA_MAX)?;
            within(FIELD, ring.len() >= 3)?;
            ring.iter().try_for_each(|corner| on_earth(FIELD, *corner))?;
        }
        DeliveryArea::Unknown => {}
    }
    for cents in [delivery.minimum_cents, delivery.fee_cents].into_iter().flatten() {
        within(FIELD, (0..=CENTS_MAX).contains(&cents))?;
    }
    within(FIELD, delivery.busy_minutes.is_none_or(|minutes| minutes <= BUSY_MINUTES_MAX))
}

fn filled(field: &'static str, text: &str) -> Result<(), Broken> {
    // A name of dots alone folds to nothing: it can be neither sorted nor found.
    let empty = crate::text::fold(text).is_empty();
    if empty { Err(Broken { field, problem: Problem::Empty }) } else { Ok(()) }
}

fn line(field: &'static str, text: &str) -> Result<(), Broken> {
    if text.chars().any(char::is_control) {
        return Err(Broken { field, problem: Problem::Unreadable });
    }
    at_most(field, text, LINE_MAX)
}

fn lines(field: &'static str, texts: &[String]) -> Result<(), Broken> {
    entries(field, texts.len(), ENTRIES_MAX)?;
    texts.iter().try_for_each(|text| line(field, text))
}

fn branch_number(number: &str) -> Result<(), Broken> {
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    if digits && number.len() == BRANCH_NUMBER_DIGITS {
        return Ok(());
    }
    Err(Broken { field: "branchNumber", problem: Problem::Unreadable })
}

/// Only http and https: a `javascript:` link would run in a reader's page.
fn link(field: &'static str, address: &str) -> Result<(), Broken> {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let web = lower.starts_with("http://") || lower.starts_with("https://");
    if !web || address.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(Broken { field, problem: Problem::Unreadable });
    }
    at_most(field, address, LINK_MAX)
}

fn at_most(field: &'static str, text: &str, most: usize) -> Result<(), Broken> {
    let long = text.len() > most && text.chars().count() > most;
    if long { Err(Broken { field, problem: Problem::TooLong }) } else { Ok(()) }
}

fn entries(field: &'static str, count: usize, most: usize) -> Result<(), Broken> {
    if count > most { Err(Broken { field, problem: Problem::TooLong }) } else { Ok(()) }
}

fn within(field: &'static str, holds: bool) -> Result<(), Broken> {
    if holds { Ok(()) } else { Err(Broken { field, problem: Problem::OutOfRange }) }
}

fn on_earth(field: &'static str, point: Point) -> Result<(), Broken> {
    within(field, Point::new(point.latitude, point.longitude).is_ok())
}
