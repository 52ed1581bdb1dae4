//! Which column has what.

use std::collections::BTreeMap;

use super::error::TableError;
use crate::text::fold;

/// What a column may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Its id at whoever publishes the table: so a place is known again under another name.
    Id,
    /// The name on the board; the only one that is needed.
    Name,
    /// What kind of place it is.
    Kind,
    /// Categories, by their keys or names.
    Categories,
    /// The street, without number.
    Street,
    /// The house number.
    HouseNumber,
    /// Street and number together.
    Address,
    /// The postcode.
    Postcode,
    /// The place.
    City,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// The telephone.
    Phone,
    /// The mail address.
    Email,
    /// The site.
    Website,
    /// Opening hours, as OSM writes them or as people do.
    Hours,
    /// What it says of itself, in Dutch.
    Description,
    /// Free words.
    Tags,
    /// KvK's number of the branch.
    BranchNumber,
    /// On which day all this was last confirmed.
    ConfirmedOn,
}

/// Each with its key and what a column with it may be called, folded.
const FIELDS: [(Field, &str, &[&str]); 19] = [
    (Field::Id, "id", &["id", "nummer", "code", "sleutel", "key"]),
    (
        Field::Name,
        "name",
        &["naam", "name", "bedrijfsnaam", "winkelnaam", "handelsnaam", "zaak", "bedrijf"],
    ),
    (Field::Kind, "kind", &["soort", "kind", "type"]),
    (
        Field::Categories,
        "categories",
        &["categorie", "categorieen", "category", "categories", "branche", "rubriek"],
    ),
    (Field::Street, "street", &["straat", "straatnaam", "street"]),
    (
        Field::HouseNumber,
        "houseNumber",
        &["huisnummer", "huisnr", "nr", "house number", "housenumber"],
    ),
    (Field::Address, "address", &["adres", "address", "vestigingsadres", "bezoekadres"]),
    (Field::Postcode, "postcode", &["postcode", "pc", "postal code", "zip"]),
    (Field::City, "city", &["plaats", "woonplaats", "vestigingsplaats", "stad", "city", "town"]),
    (Field::Latitude, "latitude", &["latitude", "lat", "breedtegraad"]),
    (Field::Longitude, "longitude", &["longitude", "lon", "lng", "lengtegraad"]),
    (Field::Phone, "phone", &["telefoon", "telefoonnummer", "tel", "phone", "telephone"]),
    (Field::Email, "email", &["e mail", "email", "mail", "emailadres", "e mailadres"]),
    (Field::Website, "website", &["website", "site", "url", "web", "webadres", "homepage"]),
    (
        Field::Hours,
        "hours",
        &["openingstijden", "openingsuren", "opening hours", "hours", "open", "tijden"],
    ),
    (
        Field::Description,
        "description",
        &["omschrijving", "beschrijving", "description", "tekst", "over"],
    ),
    (Field::Tags, "tags", &["trefwoorden", "tags", "keywords", "labels"]),
    (
        Field::BranchNumber,
        "branchNumber",
        &["vestigingsnummer", "branch number", "kvk vestigingsnummer"],
    ),
    (
        Field::ConfirmedOn,
        "confirmedOn",
        &["bevestigd", "bevestigd op", "gecontroleerd", "gecontroleerd op", "confirmed", "checked"],
    ),
];

impl Field {
    /// All of them, in the order in which they are listed.
    pub fn all() -> impl Iterator<Item = Self> {
        FIELDS.into_iter().map(|(field, ..)| field)
    }

    /// The key by which somebody names it.
    #[must_use]
    pub fn key(self) -> &'static str {
        FIELDS.iter().find(|(field, ..)| *field == self).map_or("", |(_, key, _)| key)
    }

    /// The field that a column of this name may have.
    #[must_use]
    pub fn called(name: &str) -> Option<Self> {
        let name = fold(name);
        let of = |(.., called): &(Self, &str, &[&str])| called.contains(&name.as_str());
        FIELDS.iter().find(|it| of(it)).map(|(field, ..)| *field)
    }

    /// The field of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::all().find(|field| field.key() == key)
    }
}

/// Which column has what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(BTreeMap<Field, usize>);

impl Columns {
    /// By what the columns are called, then by what was said of an earlier edition where that has
    /// them too, then by what somebody says now: a key and a column's name each, or no name where
    /// no column has it.
    ///
    /// # Errors
    /// [`TableError::NoField`], [`TableError::NoColumn`] and [`TableError::Nameless`].
    pub fn of(
        header: &[String],
        remembered: &BTreeMap<String, String>,
        said: &BTreeMap<String, String>,
    ) -> Result<Self, TableError> {
        let mut columns = Self::guess(header);
        for (key, name) in remembered {
            if let (Some(field), Some(at)) = (Field::from_key(key), position(header, name)) {
                columns.0.insert(field, at);
            }
        }
        for (key, name) in said {
            let field = Field::from_key(key).ok_or_else(|| TableError::NoField {
                key: key.clone(),
                fields: Field::all().map(Field::key).collect::<Vec<_>>().join(", "),
            })?;
            if name.is_empty() {
                columns.0.remove(&field);
                continue;
            }
            let at = position(header, name).ok_or_else(|| TableError::NoColumn {
                name: name.clone(),
                header: header.join(", "),
            })?;
            columns.0.insert(field, at);
        }
        if columns.at(Field::Name).is_none() {
            let names = FIELDS.iter().find(|(field, ..)| *field == Field::Name);
            let names = names.map_or(String::new(), |(.., names)| names.join(", "));
            return Err(TableError::Nameless { names });
        }
        Ok(columns)
    }

    /// By what the columns are called; of several that may have a field, the first.
    #[must_use]
    pub fn guess(header: &[String]) -> Self {
        let names: Vec<String> = header.iter().map(|name| fold(name)).collect();
        let at = |(field, _, called): (Field, &str, &[&str])| {
            let at = names.iter().position(|name| called.contains(&name.as_str()))?;
            Some((field, at))
        };
        Self(FIELDS.into_iter().filter_map(at).collect())
    }

    /// Where a field stands.
    #[must_use]
    pub fn at(&self, field: Field) -> Option<usize> {
        self.0.get(&field).copied()
    }

    /// Each field's key with the name of its column.
    #[must_use]
    pub fn named(&self, header: &[String]) -> BTreeMap<String, String> {
        let name = |at: usize| header.get(at).cloned().unwrap_or_default();
        self.0.iter().map(|(field, at)| (field.key().to_owned(), name(*at))).collect()
    }
}

fn position(header: &[String], name: &str) -> Option<usize> {
    header.iter().position(|it| it == name).or_else(|| {
        let folded = fold(name);
        header.iter().position(|it| fold(it) == folded)
    })
}
