//! What the forms about a place are made of.

use chrono::{DateTime, NaiveTime, Utc};
use koop_domain::geo::TravelMode;
use koop_domain::language::Language;
use koop_domain::listings::model::{Listing, Service};
use serde::Deserialize;

use crate::art;
use crate::card::{Cards, StatusLine, traits};
use crate::form::Slips;
use crate::home::Link;
use crate::page::Page;
use crate::place::{self, Section, Week};
use crate::results::service_name;
use crate::texts;

/// What was sent: pairs, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(crate) struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// The value of a field, without what stands around it; nothing where it was not sent.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value.trim())
    }

    /// The values of a field that is ticked several times.
    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(it, _)| it == name).map(|(_, value)| value.trim())
    }

    /// A value that says something.
    pub(crate) fn some(&self, name: &str) -> Option<String> {
        Some(self.get(name).to_owned()).filter(|value| !value.is_empty())
    }

    /// Has a field have a value.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.0.retain(|(it, _)| it != name);
        self.0.push((name.to_owned(), value.to_owned()));
    }

    /// The pairs of some fields.
    pub(crate) fn only(&self, names: &[&str]) -> Self {
        let named = self.0.iter().filter(|(name, _)| names.contains(&name.as_str()));
        Self(named.cloned().collect())
    }
}

/// One choice of several.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// Choices under a word of their own, or under none.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub label: String,
    pub choices: Vec<Choice>,
}

/// A field in which is chosen.
#[derive(Clone, Debug)]
pub(crate) struct Choices {
    pub id: &'static str,
    pub label: String,
    pub hint: Option<String>,
    pub error: Option<String>,
    pub groups: Vec<Group>,
}

impl Choices {
    /// Choices without groups: each value with the key of its label.
    pub(crate) fn of(
        page: &Page,
        (id, label): (&'static str, &str),
        all: &[(&str, &str)],
        chosen: &str,
        slips: &Slips,
    ) -> Self {
        let choice = |(value, key): &(&str, &str)| Choice {
            value: (*value).to_owned(),
            label: page.t(key),
            chosen: *value == chosen,
        };
        Self::grouped(
            page,
            (id, label),
            vec![Group { label: String::new(), choices: all.iter().map(choice).collect() }],
            slips,
        )
    }

    /// Choices in groups.
    pub(crate) fn grouped(
        page: &Page,
        (id, label): (&'static str, &str),
        groups: Vec<Group>,
        slips: &Slips,
    ) -> Self {
        let error = slips.of(id).map(str::to_owned);
        Self { id, label: page.t(label), hint: None, error, groups }
    }

    /// The same with a hint.
    pub(crate) fn hinted(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    /// What else describes it, by id.
    pub(crate) fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-mis", self.id));
        let all: Vec<String> = error.into_iter().chain(hint).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }
}

/// A place as residents see it, before it is saved.
#[derive(Clone, Debug)]
pub(crate) struct Preview {
    pub art: String,
    pub name: String,
    pub place_line: String,
    pub status: StatusLine,
    pub description: String,
    pub tags: Vec<String>,
    pub weeks: Vec<Week>,
    pub sections: Vec<Section>,
}

impl Preview {
    pub(crate) fn of(page: &Page, listing: &Listing, now: DateTime<Utc>) -> Self {
        let (language, facts) = (page.language, &listing.facts);
        let cards = Cards { mode: TravelMode::Walk, ..Cards::now(language, now) };
        let status = cards.status(listing);
        let description = facts.description(language).map(|(_, text)| text.to_owned());
        Self {
            art: art::facade(listing, &status, now),
            name: facts.name.clone(),
            place_line: place::place_line(language, facts),
            status: cards.line(listing, &status),
            description: description.unwrap_or_default(),
            tags: traits(language, facts).into_iter().chain(facts.tags.iter().cloned()).collect(),
            weeks: place::weeks(page, listing, &cards),
            sections: place::sections(page, facts),
        }
    }
}

/// The way back to my places.
pub(crate) fn trail(language: Language) -> Vec<Link> {
    let label = texts::text(language, "places-title");
    vec![Link { href: "/mijn/plekken".to_owned(), label }]
}

/// A time as it stands in a field.
pub(crate) fn clock_value(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// A time as it was typed: `9`, `9.30`, `09:30`; midnight may be called 24.00.
pub(crate) fn read_clock(typed: &str) -> Option<NaiveTime> {
    let typed = typed.trim().trim_end_matches(" uur").replace('.', ":");
    if typed == "24:00" || typed == "24" {
        return Some(NaiveTime::MIN);
    }
    let (hour, minute) = typed.split_once(':').unwrap_or((&typed, "0"));
    // Some browsers send seconds along.
    let minute = minute.split(':').next()?;
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// The service of a name in the address bar; else the counter.
pub(crate) fn service_of(name: &str) -> Service {
    Service::ALL.into_iter().find(|it| service_name(*it) == name).unwrap_or(Service::Counter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_type_them() {
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
        for (typed, read) in [
            ("09:30", time(9, 30)),
            ("9.30 uur", time(9, 30)),
            ("9", time(9, 0)),
            ("24:00", time(0, 0)),
            ("17:00:00", time(17, 0)),
            ("25:00", None),
            ("", None),
            ("negen", None),
        ] {
            assert_eq!(read_clock(typed), read, "{typed:?}");
        }
    }
}
