//! Lines that a spreadsheet reads, whatever stands in them.

use proptest::prelude::*;

use super::super::sample::{cover, exported, facts};
use super::*;
use crate::listings::model::Whereabouts;

/// Reads lines as another program would.
fn read(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix(MARK).unwrap_or(text);
    let mut reader =
        ::csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text.as_bytes());
    let cells = |record: ::csv::StringRecord| record.iter().map(str::to_owned).collect();
    reader.records().map(|record| cells(record.unwrap())).collect()
}

fn cell<'a>(cells: &'a [String], column: &str) -> &'a str {
    &cells[COLUMNS.iter().position(|it| *it == column).unwrap()]
}

proptest! {
    #[test]
    fn whatever_a_cell_holds_comes_back(
        name in any::<String>(),
        street in "[;\"\r\n a-zé=+@-]{0,12}",
        description in any::<String>(),
    ) {
        let mut facts = facts(&name);
        facts.address = Some(Address { street: Some(street.clone()), ..Address::default() });
        facts.description = [("nl".to_owned(), description.clone())].into();
        let text = head() + &row(&cover(), &exported(facts));
        let lines = read(&text);
        prop_assert_eq!(lines.len(), 2);
        prop_assert_eq!(&lines[0][..], &COLUMNS[..]);
        let line = &lines[1];
        for (column, given) in [("naam", name), ("straat", street), ("omschrijving", description)] {
            let read = cell(line, column);
            prop_assert_eq!(read.strip_prefix('\'').filter(|it| *it == given).unwrap_or(read), given);
        }
    }

    #[test]
    fn no_cell_is_a_formula(sign in "[ ]{0,2}[=+@\t\r-]", rest in "\\PC{0,12}") {
        let evil = format!("{sign}{rest}");
        let mut facts = facts(&evil);
        facts.tags = vec![evil.clone()];
        facts.repairs = vec![evil.clone()];
        facts.description = [("nl".to_owned(), evil.clone())].into();
        facts.hours = Service::ALL.into_iter().map(|service| (service, evil.clone())).collect();
        facts.contact.phone = Some(evil.clone());
        facts.payment = [(evil, true)].into();
        let lines = read(&row(&cover(), &exported(facts)));
        for cell in &lines[0] {
            let begins = cell.trim_start_matches(' ').chars().next().unwrap_or('x');
            prop_assert!(!"=+-@\t\r".contains(begins), "{cell:?}");
        }
    }
}

#[test]
fn a_line_says_what_people_ask() {
    let mut facts = facts("Spaak & Zoon");
    facts.kind = Kind::Repair;
    facts.categories = vec!["bicycle-repair".to_owned()];
    facts.contact.phone = Some("+31 20 555 0191".to_owned());
    let lines = read(&row(&cover(), &exported(facts)));
    let is = |column: &str| cell(&lines[0], column).to_owned();
    assert_eq!(is("naam"), "Spaak & Zoon");
    assert_eq!(is("soort"), "reparatie");
    assert_eq!(is("categorieën"), "Fietsenmaker");
    assert_eq!(is("breedtegraad"), "52,3600000");
    assert_eq!(is("telefoon"), "'+31 20 555 0191");
    assert_eq!(is("pagina"), "https://koop.example/plek/spaak");
    assert_eq!(is("licentie"), "ODbL-1.0");
    assert_eq!(is("bronvermelding"), "© OpenStreetMap contributors");
    assert_eq!(is("demo"), "");
}

#[test]
fn the_door_of_a_home_is_nobodys_business() {
    let facts = Facts {
        whereabouts: Whereabouts::AtHome,
        address: Some(Address {
            street: Some("Balistraat".to_owned()),
            house_number: Some("12".to_owned()),
            postcode: Some("1094 JA".to_owned()),
            city: Some("Amsterdam".to_owned()),
        }),
        ..facts("Naaiatelier")
    };
    let mut home = exported(facts);
    home.listing.source.as_mut().unwrap().url = Some("https://osm.example/1".to_owned());
    let line = row(&cover(), &home);
    for hidden in ["Balistraat", "1094 JA", "52,36", ";12;", "node/1", "osm.example"] {
        assert!(!line.contains(hidden), "{hidden} in {line}");
    }
    assert!(line.contains(";1094;Amsterdam;"));
    assert!(line.contains(";OpenStreetMap;;ODbL-1.0;"), "{line}");
}

#[test]
fn every_line_ends_as_windows_ends_it_and_the_text_is_marked() {
    let text = head() + &row(&cover(), &exported(facts("Noor"))) + &cut("de eerste 1 van 12");
    assert!(text.as_bytes().starts_with(b"\xEF\xBB\xBFnaam;"));
    assert_eq!(text.matches("\r\n").count(), 3);
    assert_eq!(read(&text)[2][0], "de eerste 1 van 12");
}
