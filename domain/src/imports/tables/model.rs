//! A table on its way into the directory, and what became of those that went in.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::columns::{Columns, Field};
use super::error::TableError;
use super::read::Table;
use super::row::{Fault, Source};
use crate::id::{BatchId, CommunityId, MemberId, TableId};
use crate::imports::model::Counts;
use crate::text::fold;

/// The largest file that comes in by a page: some ten thousand rows.
pub const UPLOAD_MAX_BYTES: usize = 2 << 20;
/// The most rows of such a file: they go in while somebody waits.
pub const ROWS_MAX: usize = 5_000;
/// How long a table waits for its bringer, in minutes.
pub const WAITS_MINUTES: i64 = 60;
/// How many tables one member brings within a day.
pub const BROUGHT_A_DAY_MAX: i32 = 40;
/// The longest name of a source, in characters.
pub const NAME_MAX: usize = 80;
/// The longest name of a licence, in characters.
pub const LICENCE_MAX: usize = 80;
/// How many example values of a column are shown.
pub const EXAMPLES: usize = 3;
/// The longest example value, in characters.
const EXAMPLE_MAX: usize = 60;
/// How many new places are compared with those that are there.
pub const COMPARED_MAX: usize = 200;
/// For how many of them what is found is read at once.
pub const COMPARED_AT_ONCE: usize = 25;
/// How many batches are listed.
pub const BATCHES_MAX: u64 = 100;

/// A table that somebody brings.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// The file, as it was sent.
    pub bytes: Vec<u8>,
    /// Whose list it is, as it will be shown at its places. A list of that name that comes again
    /// is another edition of it.
    pub source: String,
    /// Under which licence, as an SPDX name where there is one; empty where nobody said.
    pub licence: String,
}

/// A table that waits for its columns to be named, and to be published.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Which.
    pub id: TableId,
    /// For which community.
    pub community: CommunityId,
    /// Who brought it.
    pub member: MemberId,
    /// The data set that it is an edition of.
    pub dataset: String,
    /// Whose list it is.
    pub publisher: String,
    /// Under which licence.
    pub licence: String,
    /// What was said of its columns: a field's key and a column's name each; no name where no
    /// column has it.
    pub columns: BTreeMap<String, String>,
    /// The table.
    pub content: String,
    /// When it was brought.
    pub created_at: DateTime<Utc>,
    /// When it is thrown away.
    pub ends_at: DateTime<Utc>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it is called.
    pub name: String,
    /// What stands in it, where something does.
    pub examples: Vec<String>,
    /// What it seems to have by its name, where another column is taken to have that.
    pub seems: Option<Field>,
}

/// The columns of a table, and what is taken to stand in each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The columns from the left.
    pub columns: Vec<Column>,
    /// How many rows there are.
    pub rows: usize,
    /// In which column each field stands, by the field's key.
    pub named: BTreeMap<String, String>,
}

/// A new place that looks like one that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Its line in the file.
    pub line: u64,
    /// Its name.
    pub name: String,
    /// What it looks like: name and slug.
    pub others: Vec<(String, String)>,
}

/// What publishing a table would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlook {
    /// What it would do.
    pub counts: Counts,
    /// What is wrong, in the order of the rows.
    pub faults: Vec<Fault>,
    /// New places that look like one that is there.
    pub alike: Vec<Alike>,
    /// Of how many new places that was looked for; of the others it was not.
    pub compared: u64,
    /// How many rows go in without a place on the map.
    pub off_map: u64,
    /// Whether far more would be gone than a new edition takes away.
    pub is_emptying: bool,
}

/// An edition of a data set that went in.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// Which.
    pub id: BatchId,
    /// Of which data set.
    pub dataset: String,
    /// For which community; none where it was brought in for the whole house.
    pub community: Option<CommunityId>,
    /// Who brought it in; nobody where it was the operator at the command line, or who is gone.
    pub member: Option<MemberId>,
    /// Their name.
    pub member_name: Option<String>,
    /// What it did.
    pub counts: Counts,
    /// When it was begun.
    pub started_at: DateTime<Utc>,
    /// When all of it stood in the directory; none while it is being written there.
    pub finished_at: Option<DateTime<Utc>>,
    /// When it was undone.
    pub undone_at: Option<DateTime<Utc>>,
    /// Whether undoing it was begun and is not done yet.
    pub is_undoing: bool,
    /// Whether it can be undone: it is the last of its data set, of late, and did something.
    pub can_undo: bool,
}

impl Batch {
    /// What its data set is called where everybody knows of which community it is.
    #[must_use]
    pub fn name(&self) -> &str {
        match (self.community, self.dataset.split_once('/')) {
            (Some(_), Some((_, name))) => name,
            _ => &self.dataset,
        }
    }
}

impl Draft {
    /// Where its rows come from.
    #[must_use]
    pub fn source(&self) -> Source {
        Source {
            dataset: self.dataset.clone(),
            publisher: self.publisher.clone(),
            licence: self.licence.clone(),
        }
    }
}

impl Sheet {
    /// What stands in a table, by what its columns are called, what was said of an earlier
    /// edition, and what is said now. A table whose names nobody has pointed out yet has no
    /// column for them here.
    #[must_use]
    pub fn of(
        table: &Table,
        remembered: &BTreeMap<String, String>,
        said: &BTreeMap<String, String>,
    ) -> Self {
        let header = table.header();
        let named = match Columns::of(header, remembered, said) {
            Ok(columns) => columns.named(header),
            Err(_) => {
                let mut named = Columns::guess(header).named(header);
                named.extend(said.clone());
                named.retain(|_, name| !name.is_empty());
                named
            }
        };
        let column = |(at, name): (usize, &String)| {
            let mut examples = Vec::new();
            for (_, fields) in table.rows() {
                let value = fields.get(at).map_or("", String::as_str);
                let value: String = value.chars().take(EXAMPLE_MAX).collect();
                if !value.is_empty() && !examples.contains(&value) {
                    examples.push(value);
                }
                if examples.len() == EXAMPLES {
                    break;
                }
            }
            let seems = Field::called(name)
                .filter(|field| named.get(field.key()).is_some_and(|other| other != name));
            Column { name: name.clone(), examples, seems }
        };
        let columns = header.iter().enumerate().map(column).collect();
        Self { columns, rows: table.rows().len(), named }
    }
}

/// Whose list it is, tidied, and the data set that stands for it in a community: two communities
/// never write over each other's.
///
/// # Errors
/// [`TableError::Unnamed`].
pub fn named(slug: &str, typed: &str) -> Result<(String, String), TableError> {
    let name = line(typed, NAME_MAX).ok_or(TableError::Unnamed)?;
    let key = fold(&name);
    if key.is_empty() { Err(TableError::Unnamed) } else { Ok((name, format!("{slug}/{key}"))) }
}

/// A line of words, trimmed; an empty one is one. None where it is too long or cannot be read.
#[must_use]
pub fn line(typed: &str, most: usize) -> Option<String> {
    let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_fit = line.chars().count() <= most && !line.chars().any(char::is_control);
    is_fit.then_some(line)
}

/// The column that says where places are, to point at.
#[must_use]
pub fn place_column(columns: &Columns, header: &[String]) -> Option<String> {
    let fields = [Field::Latitude, Field::Postcode, Field::Address, Field::Street, Field::City];
    let at = fields.into_iter().find_map(|field| columns.at(field))?;
    header.get(at).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_known_again_and_stays_in_its_community() {
        let (name, dataset) = named("oost", "  Winkeliers   Oost ").unwrap();
        assert_eq!((name.as_str(), dataset.as_str()), ("Winkeliers Oost", "oost/winkeliers oost"));
        assert_eq!(named("oost", "winkeliers oost").unwrap().1, dataset);
        assert_ne!(named("west", "Winkeliers Oost").unwrap().1, dataset);
        for odd in ["", " ", "…", &"a".repeat(NAME_MAX + 1)] {
            assert!(matches!(named("oost", odd), Err(TableError::Unnamed)), "{odd:?}");
        }
    }

    #[test]
    fn columns_show_what_stands_in_them() {
        let table = Table::read(b"Wie;Wat\nNoor;bakker\nNoor;\nSpaak;fietsen\nAd;x\n").unwrap();
        let none = BTreeMap::new();
        let sheet = Sheet::of(&table, &none, &none);
        assert_eq!(sheet.columns[0].examples, ["Noor", "Spaak", "Ad"]);
        assert_eq!(sheet.columns[1].examples, ["bakker", "fietsen", "x"]);
        assert_eq!((sheet.rows, sheet.named.len()), (4, 0), "no column is called as names are");
        assert!(sheet.columns.iter().all(|it| it.seems.is_none()));
        let said = [("name".to_owned(), "Wie".to_owned())].into();
        assert_eq!(Sheet::of(&table, &none, &said).named["name"], "Wie");
        assert_eq!(Sheet::of(&table, &said, &none).named["name"], "Wie");
    }

    #[test]
    fn of_two_columns_that_seem_one_field_the_second_is_told_of() {
        let table = Table::read(b"Naam;Tel;Telefoonnummer\nNoor;1;2\n").unwrap();
        let none = BTreeMap::new();
        let seems = |sheet: &Sheet| sheet.columns.iter().map(|it| it.seems).collect::<Vec<_>>();
        let sheet = Sheet::of(&table, &none, &none);
        assert_eq!(sheet.named["phone"], "Tel");
        assert_eq!(seems(&sheet), [None, None, Some(Field::Phone)]);
        let said = [("phone".to_owned(), "Telefoonnummer".to_owned())].into();
        assert_eq!(seems(&Sheet::of(&table, &none, &said)), [None, Some(Field::Phone), None]);
    }

    #[test]
    fn a_licence_is_a_line() {
        assert_eq!(line(" CC BY\t4.0 ", LICENCE_MAX).as_deref(), Some("CC BY 4.0"));
        assert_eq!(line(&"a".repeat(LICENCE_MAX + 1), LICENCE_MAX), None);
    }
}
