//! A row becomes a record, or is told with what is wrong with it.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use chrono::NaiveDate;

use super::columns::{Columns, Field};
use super::read::Table;
use crate::error::Problem;
use crate::geo::Point;
use crate::imports::model::{RECORD_MAX_BYTES, Record, RecordKey, Unfit};
use crate::language::Language;
use crate::listings::categories;
use crate::listings::exports::csv;
use crate::listings::model::{Address, Contact, Facts, Kind, Service};
use crate::listings::opening_hours::Schedule;
use crate::listings::osm::postcode;
use crate::listings::provenance::FactGroup;
use crate::text::fold;

/// What kinds are called in tables beside their keys and the words of our own tables, folded.
const KINDS: [(&str, Kind); 8] = [
    ("horeca", Kind::Food),
    ("restaurant", Kind::Food),
    ("reparateur", Kind::Repair),
    ("kringloop", Kind::SecondHand),
    ("ambacht", Kind::Maker),
    ("boer", Kind::Farm),
    ("boerderij", Kind::Farm),
    ("buurtplek", Kind::Community),
];
/// Of so many parts a category's name is made at most, where it has commas.
const NAME_PARTS_MAX: usize = 4;
/// How days are written in tables.
const DAYS: [&str; 4] = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"];

/// Where a table comes from.
#[derive(Clone, Debug)]
pub struct Source {
    /// The data set, which names its records.
    pub dataset: String,
    /// Who publishes it, as it is shown.
    pub publisher: String,
    /// Under which licence.
    pub licence: String,
}

/// What became of the rows.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// Those that can be taken, each with its line.
    pub rows: Vec<(u64, Record)>,
    /// What is wrong, in the order of the rows.
    pub faults: Vec<Fault>,
}

/// Something that is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line in the file.
    pub line: u64,
    /// What the column is called, if it is about one.
    pub column: Option<String>,
    /// What stands there.
    pub value: String,
    /// What is wrong with it.
    pub problem: Problem,
    /// The record that is left out for it; without one the row goes in without this fact.
    pub key: Option<RecordKey>,
}

impl Fault {
    /// Whether the row is left out.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        self.key.is_some()
    }
}

impl fmt::Display for Fault {
    /// In English, for the command line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "{column}: {}", self.problem),
            None => write!(f, "{}", self.problem),
        }
    }
}

/// Judges every row.
#[must_use]
pub fn judge(table: &Table, columns: &Columns, source: &Source, today: NaiveDate) -> Judged {
    let categories = categories_by_name();
    let judge = Judge { table, columns, source, today, categories };
    let mut judged = Judged::default();
    for (line, fields) in table.rows() {
        let mut row = Row { judge: &judge, line, fields, faults: Vec::new() };
        let record = row.record();
        let faults = row.faults;
        if !faults.iter().any(Fault::is_fatal) {
            judged.rows.push((line, record));
        }
        judged.faults.extend(faults);
    }
    judged
}

impl Judged {
    /// Leaves out what is wrong in a way that only the whole table or the map shows.
    pub(super) fn leave_out(
        &mut self,
        column: Option<&str>,
        mut wrong: impl FnMut(&Record) -> Option<Problem>,
    ) {
        let faults = &mut self.faults;
        self.rows.retain(|(line, record)| {
            let Some(problem) = wrong(record) else { return true };
            let column = column.map(str::to_owned);
            let value = match &column {
                Some(column) => record.tags.get(column).cloned().unwrap_or_default(),
                None => record.facts.name.clone(),
            };
            faults.push(Fault { line: *line, column, value, problem, key: Some(record.key()) });
            false
        });
        self.faults.sort_by_key(|fault| fault.line);
    }
}

/// What all rows are judged by.
struct Judge<'a> {
    table: &'a Table,
    columns: &'a Columns,
    source: &'a Source,
    today: NaiveDate,
    categories: HashMap<String, &'static str>,
}

/// A row under judgement.
struct Row<'a> {
    judge: &'a Judge<'a>,
    line: u64,
    fields: &'a [String],
    faults: Vec<Fault>,
}

impl Row<'_> {
    fn record(&mut self) -> Record {
        let facts = self.facts();
        let source = self.judge.source;
        let confirmed = self.confirmed(&facts);
        let record = Record {
            source: format!("table:{}", source.dataset),
            source_id: self.id(&facts),
            source_name: source.publisher.clone(),
            licence: source.licence.clone(),
            attribution: source.publisher.clone(),
            url: None,
            facts,
            tags: self.tags(),
            confirmed,
        };
        // Without a name it may have no id either, and that is not what somebody has to mend.
        let nameless = fold(&record.facts.name).is_empty();
        let fit = match nameless {
            true => Err(Unfit::Nameless),
            false => record.check().and_then(|()| is_light(&record)),
        };
        if let Err(unfit) = fit {
            let (field, problem) = place(&unfit);
            self.fault(field, problem, Some(record.key()));
        }
        record
    }

    fn facts(&mut self) -> Facts {
        let categories = self.categories();
        let of_category = categories.first().and_then(|key| categories::tree().get(key));
        let kind = self.kind().or(of_category.map(|category| category.kind));
        let hours = self.hours();
        let description = self.text(Field::Description);
        Facts {
            name: self.text(Field::Name).unwrap_or_default(),
            kind: kind.unwrap_or_default(),
            categories,
            tags: self.parts(Field::Tags).map(str::to_owned).collect(),
            branch_number: self.text(Field::BranchNumber),
            description: description
                .map(|text| (Language::Nl.code().to_owned(), text))
                .into_iter()
                .collect(),
            address: self.address(),
            point: self.point(),
            contact: Contact {
                phone: self.text(Field::Phone),
                email: self.text(Field::Email),
                website: self.text(Field::Website).map(with_scheme),
                social: Vec::new(),
            },
            hours: hours.map(|it| (Service::Counter, it)).into_iter().collect(),
            ..Facts::default()
        }
    }

    /// Its hours, where somebody can read them; what stands there otherwise stays in the tags.
    fn hours(&mut self) -> Option<String> {
        let hours = self.text(Field::Hours)?;
        if Schedule::parse(&hours).is_readable() {
            return Some(hours);
        }
        self.fault(Some(Field::Hours), Problem::Unreadable, None);
        None
    }

    /// Under which id the place is known again: its own, else its name and where it is.
    fn id(&self, facts: &Facts) -> String {
        let address = facts.address.clone().unwrap_or_default();
        let made = || {
            let place = address.postcode.or(address.street).or(address.city);
            let parts = [Some(facts.name.clone()), place, address.house_number];
            parts.into_iter().flatten().map(|part| fold(&part)).collect::<Vec<_>>().join("/")
        };
        self.text(Field::Id).unwrap_or_else(made)
    }

    fn kind(&mut self) -> Option<Kind> {
        let word = fold(&self.text(Field::Kind)?);
        let known = KINDS.into_iter().find(|(name, _)| *name == word).map(|(_, kind)| kind);
        let of_ours = || Kind::ALL.into_iter().find(|kind| fold(csv::kind(*kind)) == word);
        let kind = known.or_else(of_ours).or_else(|| Kind::from_key(&word.replace(' ', "_")));
        if kind.is_none() {
            self.fault(Some(Field::Kind), Problem::Unknown, None);
        }
        kind
    }

    fn categories(&mut self) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        let parts: Vec<&str> = self.parts(Field::Categories).collect();
        let mut rest = parts.as_slice();
        let mut unknown = false;
        while !rest.is_empty() {
            // Some names have commas of their own, so the longest that is known counts.
            let known = (1..=rest.len().min(NAME_PARTS_MAX)).rev().find_map(|count| {
                let key = self.judge.categories.get(&fold(&rest[..count].join(" ")))?;
                Some((count, *key))
            });
            let (count, key) = known.map_or((1, None), |(count, key)| (count, Some(key)));
            rest = &rest[count..];
            unknown |= key.is_none();
            keys.extend(key.filter(|key| !keys.iter().any(|it| it == key)).map(str::to_owned));
        }
        if unknown {
            self.fault(Some(Field::Categories), Problem::Unknown, None);
        }
        keys
    }

    fn address(&self) -> Option<Address> {
        let whole = self.text(Field::Address).unwrap_or_default();
        let (street, number) = parted(&whole);
        let address = Address {
            street: self.text(Field::Street).or(street),
            house_number: self.text(Field::HouseNumber).or(number),
            postcode: self.text(Field::Postcode).map(|text| postcode(&text)),
            city: self.text(Field::City),
        };
        (address != Address::default()).then_some(address)
    }

    fn point(&mut self) -> Option<Point> {
        let latitude = self.degrees(Field::Latitude);
        let longitude = self.degrees(Field::Longitude);
        let point = Point { latitude: latitude?, longitude: longitude? };
        if Point::new(point.latitude, point.longitude).is_err() {
            self.fault(Some(Field::Latitude), Problem::OutOfRange, None);
            return None;
        }
        Some(point)
    }

    fn degrees(&mut self, field: Field) -> Option<f64> {
        let text = self.text(field)?;
        let commas = self.judge.table.has_decimal_commas();
        let plain = if commas { text.replace(',', ".") } else { text };
        let degrees = plain.parse::<f64>().ok().filter(|degrees| degrees.is_finite());
        if degrees.is_none() {
            self.fault(Some(field), Problem::Unreadable, None);
        }
        degrees
    }

    /// When the facts that the row has were confirmed, where it says so.
    fn confirmed(&mut self, facts: &Facts) -> BTreeMap<FactGroup, NaiveDate> {
        let Some(text) = self.text(Field::ConfirmedOn) else { return BTreeMap::new() };
        let day = DAYS.iter().find_map(|form| NaiveDate::parse_from_str(&text, form).ok());
        let Some(day) = day.filter(|day| *day <= self.judge.today) else {
            let problem = if day.is_some() { Problem::OutOfRange } else { Problem::Unreadable };
            self.fault(Some(Field::ConfirmedOn), problem, None);
            return BTreeMap::new();
        };
        let mut groups = vec![FactGroup::Place, FactGroup::Contact];
        groups.extend((!facts.hours.is_empty()).then_some(FactGroup::Hours));
        groups.into_iter().map(|group| (group, day)).collect()
    }

    /// Everything that the row says, by the names of its columns.
    fn tags(&self) -> BTreeMap<String, String> {
        let header = self.judge.table.header();
        let pairs =
            header.iter().zip(self.fields).filter(|(name, it)| !name.is_empty() && !it.is_empty());
        pairs.map(|(name, it)| (name.clone(), it.clone())).collect()
    }

    /// What stands in the column of a field, if anything does.
    fn text(&self, field: Field) -> Option<String> {
        let text = self.fields.get(self.judge.columns.at(field)?)?;
        (!text.is_empty()).then(|| text.clone())
    }

    /// The parts of what stands there.
    fn parts(&self, field: Field) -> impl Iterator<Item = &str> {
        let at = self.judge.columns.at(field);
        let text = at.and_then(|at| self.fields.get(at)).map_or("", String::as_str);
        text.split([',', ';', '|']).map(str::trim).filter(|part| !part.is_empty())
    }

    fn fault(&mut self, field: Option<Field>, problem: Problem, key: Option<RecordKey>) {
        let at = field.and_then(|field| self.judge.columns.at(field));
        let column = at.and_then(|at| self.judge.table.header().get(at)).cloned();
        let value = at.and_then(|at| self.fields.get(at)).cloned().unwrap_or_default();
        self.faults.push(Fault { line: self.line, column, value, problem, key });
    }
}

/// A record that is too large to be staged would be skipped without a word.
fn is_light(record: &Record) -> Result<(), Unfit> {
    let body = serde_json::to_string(record).map_err(|_| Unfit::TooLarge)?;
    if body.len() > RECORD_MAX_BYTES { Err(Unfit::TooLarge) } else { Ok(()) }
}

/// In which field something is wrong, and what.
fn place(unfit: &Unfit) -> (Option<Field>, Problem) {
    match unfit {
        Unfit::Identity => (Some(Field::Id), Problem::Unreadable),
        Unfit::Nameless => (Some(Field::Name), Problem::Empty),
        Unfit::OffEarth => (Some(Field::Latitude), Problem::OutOfRange),
        Unfit::Terms | Unfit::TooLarge => (None, Problem::TooLong),
        Unfit::Rule(broken) => {
            let field = match broken.field {
                "branchNumber" => Some(Field::BranchNumber),
                "categories" => Some(Field::Categories),
                "description" => Some(Field::Description),
                "hours" | "raw" => Some(Field::Hours),
                "address" => Some(Field::Address),
                "tags" => Some(Field::Tags),
                other => Field::from_key(other),
            };
            (field, broken.problem)
        }
    }
}

/// `Javastraat 12 A` as street and number: what begins with the last digit that follows a space.
fn parted(address: &str) -> (Option<String>, Option<String>) {
    let begins = |(at, c): &(usize, char)| c.is_ascii_digit() && address[..*at].ends_with(' ');
    let at = address.char_indices().filter(begins).map(|(at, _)| at).next_back();
    let (street, number) = at.map_or((address, ""), |at| address.split_at(at));
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    (some(street), some(number))
}

/// A site as people write it.
fn with_scheme(site: String) -> String {
    if site.contains("://") { site } else { format!("https://{site}") }
}

/// The keys of categories by key, by name and by the words they are found by. A name wins over a
/// word that is another's too.
fn categories_by_name() -> HashMap<String, &'static str> {
    let all = categories::tree().all();
    let mut names = HashMap::new();
    let mut put = |word: &str, key: &'static str| {
        names.entry(fold(word)).or_insert(key);
    };
    for category in all {
        put(category.key, category.key);
        for language in [Language::Nl, Language::En] {
            put(category.name(language), category.key);
        }
    }
    for category in all {
        for language in [Language::Nl, Language::En] {
            category.terms(language).iter().for_each(|term| put(term, category.key));
        }
    }
    names
}
