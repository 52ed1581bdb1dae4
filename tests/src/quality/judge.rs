//! Whether an answer is right: conditions parted by `;`, all of which must hold.
//!
//! - `name:X`: it is called so;
//! - `category:a,b`: it is in one of these categories, or below one;
//! - `used`: it sells second-hand;
//! - `city:X`, `street:X`, `postcode:1234`: its address says so;
//! - `area:X`: it lies in an area of that name, or in a part of it (`X West`);
//! - `open`: it is open at the moment of asking;
//! - `says:x`: its name, its tags or its description have these letters.

use chrono::{DateTime, Utc};
use koop_domain::areas::atlas::Atlas;
use koop_domain::listings::categories::tree;
use koop_domain::listings::model::{Address, Listing, Service};
use koop_domain::listings::opening_hours::{State, status};
use koop_domain::text::fold;

/// What a right answer is.
#[derive(Clone, Debug)]
pub struct Rule(Vec<Condition>);

#[derive(Clone, Debug)]
enum Condition {
    Name(&'static str),
    Category(Vec<&'static str>),
    Used,
    City(&'static str),
    Street(&'static str),
    Postcode(&'static str),
    Area(&'static str),
    Open,
    Says(&'static str),
}

impl Rule {
    /// Reads a rule; none when a condition is not known.
    pub(super) fn read(text: &'static str) -> Option<Self> {
        text.split(';').map(Condition::read).collect::<Option<_>>().map(Self)
    }

    /// Whether a listing is a right answer at a moment.
    #[must_use]
    pub fn holds(&self, listing: &Listing, atlas: &Atlas, now: DateTime<Utc>) -> bool {
        self.0.iter().all(|condition| condition.holds(listing, atlas, now))
    }
}

impl Condition {
    fn read(text: &'static str) -> Option<Self> {
        let (word, value) = text.split_once(':').unwrap_or((text, ""));
        Some(match word {
            "name" => Self::Name(value),
            "category" => {
                let keys: Vec<_> = value.split(',').collect();
                let known = keys.iter().all(|key| tree().get(key).is_some());
                return known.then_some(Self::Category(keys));
            }
            "used" => Self::Used,
            "city" => Self::City(value),
            "street" => Self::Street(value),
            "postcode" => Self::Postcode(value),
            "area" => Self::Area(value),
            "open" => Self::Open,
            "says" => Self::Says(value),
            _ => return None,
        })
    }

    fn holds(&self, listing: &Listing, atlas: &Atlas, now: DateTime<Utc>) -> bool {
        let facts = &listing.facts;
        let address = |part: fn(&Address) -> &Option<String>, test: &dyn Fn(&str) -> bool| {
            facts.address.as_ref().and_then(|address| part(address).as_deref()).is_some_and(test)
        };
        match self {
            Self::Name(name) => fold(&facts.name) == fold(name),
            Self::Category(keys) => facts
                .categories
                .iter()
                .any(|category| tree().lineage(category).any(|above| keys.contains(&above.key))),
            Self::Used => facts.sells_second_hand(),
            Self::City(city) => address(|a| &a.city, &|known| known == *city),
            Self::Street(street) => address(|a| &a.street, &|known| known == *street),
            Self::Postcode(code) => address(|a| &a.postcode, &|known| known.starts_with(code)),
            Self::Area(name) => {
                let is_it = |known: &str| {
                    known
                        .strip_prefix(name)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
                };
                listing.areas.iter().any(|id| atlas.get(*id).is_some_and(|a| is_it(&a.name)))
            }
            Self::Open => status(listing, Service::Counter, now).state == State::Open,
            Self::Says(letters) => {
                let texts = facts.description.values().chain(&facts.tags);
                let has = |text: &String| fold(text).contains(&fold(letters));
                has(&facts.name) || texts.into_iter().any(has)
            }
        }
    }
}
