//! What the rule needs of a listing, and two of them compared.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::name::Name;
use super::rule::{Agreement, Pair};
use super::website::{Hosts, Site};
use crate::geo::Point;
use crate::id::ListingId;
use crate::listings::categories::tree;
use crate::listings::model::{Address, Kind, Listing};
use crate::text::fold;

/// House numbers on one street that are no farther apart are next doors: they say nothing.
const NEXT_DOOR: u32 = 4;

/// So many digits at the end tell a telephone number from another.
const PHONE_DIGITS: usize = 8;

/// A listing, as far as the rule looks at it.
#[derive(Clone, Debug)]
pub struct Place {
    /// Which.
    pub id: ListingId,
    pub(super) point: Option<Point>,
    pub(super) site: Option<Site>,
    pub(super) demo: bool,
    name: Name,
    kind: Kind,
    categories: Box<[u16]>,
    address: Option<Door>,
    phone: Option<u64>,
    source: Option<u64>,
    record: Option<u64>,
    branch: Option<u64>,
}

/// A street and a span of house numbers.
#[derive(Clone, Debug)]
struct Door {
    street: u64,
    numbers: Option<(u32, u32)>,
}

impl Place {
    /// Reads a listing.
    #[must_use]
    pub fn of(listing: &Listing) -> Self {
        let facts = &listing.facts;
        let all = tree().all();
        let number = |key: &String| {
            let at = all.iter().position(|category| category.key == key)?;
            u16::try_from(at).ok()
        };
        let source = listing.source.as_ref();
        Self {
            id: listing.id,
            point: facts.point,
            site: facts.contact.website.as_deref().and_then(Site::read),
            demo: listing.demo,
            name: Name::read(&facts.name),
            kind: facts.kind,
            categories: facts.categories.iter().filter_map(number).collect(),
            address: facts.address.as_ref().and_then(Door::of),
            phone: facts.contact.phone.as_deref().and_then(phone),
            source: source.map(|source| hash(&source.name)),
            record: source.map(|source| hash(&(&source.name, &source.id))),
            branch: facts.branch_number.as_ref().map(|number| hash(&digits(number))),
        }
    }

    /// How far apart two places are, where both have a point.
    pub(super) fn metres_to(&self, other: &Self) -> Option<f64> {
        Some(self.point?.distance_m(other.point?))
    }

    /// Names its record.
    pub(super) fn record_key(&self) -> Option<u64> {
        self.record
    }

    /// Names its branch.
    pub(super) fn branch_key(&self) -> Option<u64> {
        self.branch
    }

    /// Two places compared.
    pub(super) fn beside<'a>(
        &'a self,
        other: &'a Self,
        metres: Option<f64>,
        hosts: &Hosts<'_>,
    ) -> Pair<'a> {
        let source = agree(self.source, other.source);
        let category = match source {
            Agreement::Same => self.category_agreement(other),
            // The rule does not ask, and most pairs are of this kind.
            Agreement::Different | Agreement::Unknown => Agreement::Unknown,
        };
        Pair {
            names: [&self.name, &other.name],
            metres,
            kind: agree(Some(self.kind), Some(other.kind)),
            category,
            source,
            address: self.address_agreement(other),
            phone: agree(self.phone, other.phone),
            site: hosts.compare(self.site.as_ref(), other.site.as_ref()),
            branch: agree(self.branch, other.branch),
            record: agree(self.record, other.record),
        }
    }

    fn category_agreement(&self, other: &Self) -> Agreement {
        if self.categories.is_empty() || other.categories.is_empty() {
            return Agreement::Unknown;
        }
        let key = |number: &u16| tree().all().get(usize::from(*number)).map_or("", |it| it.key);
        let is_in = |one: &u16, other: &u16| tree().lineage(key(one)).any(|c| c.key == key(other));
        let go = |one: &u16| other.categories.iter().any(|it| is_in(one, it) || is_in(it, one));
        if self.categories.iter().any(go) { Agreement::Same } else { Agreement::Different }
    }

    fn address_agreement(&self, other: &Self) -> Agreement {
        let Some((one, other)) = self.address.as_ref().zip(other.address.as_ref()) else {
            return Agreement::Unknown;
        };
        if one.street != other.street {
            return Agreement::Different;
        }
        let Some((one, other)) = one.numbers.zip(other.numbers) else { return Agreement::Unknown };
        let gap = one.0.max(other.0).saturating_sub(one.1.min(other.1));
        match gap {
            0 => Agreement::Same,
            1..=NEXT_DOOR => Agreement::Unknown,
            _ => Agreement::Different,
        }
    }
}

impl Door {
    fn of(address: &Address) -> Option<Self> {
        let street = fold(address.street.as_deref()?);
        let numbers = address.house_number.as_deref().and_then(span);
        (!street.is_empty()).then(|| Self { street: hash(&street), numbers })
    }
}

/// The first and last number of `12`, `12-H`, `12-14` or `12a, 14b`.
fn span(house_number: &str) -> Option<(u32, u32)> {
    let numbers = house_number.split(|c: char| !c.is_ascii_digit());
    let numbers: Vec<u32> = numbers.filter_map(|number| number.parse().ok()).collect();
    // `12-2` is the second floor of number 12, not a row of houses.
    let first = *numbers.first()?;
    let last = numbers.get(1).copied().filter(|last| *last > first).unwrap_or(first);
    Some((first, last))
}

/// The last digits of a telephone number, by which it is the same with and without the country.
fn phone(number: &str) -> Option<u64> {
    let digits = digits(number);
    digits.get(digits.len().checked_sub(PHONE_DIGITS)?..).and_then(|last| last.parse().ok())
}

fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

fn agree<T: PartialEq>(one: Option<T>, other: Option<T>) -> Agreement {
    match one.zip(other) {
        Some((one, other)) if one == other => Agreement::Same,
        Some(_) => Agreement::Different,
        None => Agreement::Unknown,
    }
}

/// Names a value within this run; nothing of it is kept.
fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
