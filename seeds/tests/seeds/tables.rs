//! Tables as municipalities and shopkeepers have them: read, judged, brought in and taken back.

use std::collections::BTreeMap;

use koop_domain::error::Problem;
use koop_domain::imports::error::ImportError;
use koop_domain::imports::tables::error::TableError as Unfit;
use koop_domain::imports::tables::{Columns, Field, Source, Table, judge};
use koop_domain::imports::{self, Undone};
use koop_domain::listings::model::{Kind, LifeState, Service};
use koop_domain::listings::provenance::FactGroup;
use koop_seeds::table::{self, Outcome, TableError, TableImport};
use proptest::prelude::*;

use crate::harness::Town;

const SHOPS: &str = "\
Bedrijfsnaam;Categorie;Adres;Postcode;Plaats;Breedtegraad;Lengtegraad;Website;Openingstijden;Gecontroleerd
Brood & Co;Bakker;Javastraat 12 A;1094hg;Amsterdam;52,3637;4,9384;broodenco.example;ma-za 8.00-18.00;15-03-2026
\"De \"\"Oude\"\" Fiets\";fietsenmaker, tweedehands fietsen;Dappermarkt 3;1093 BS;Amsterdam;;;;;
";

async fn bring(town: &Town, content: impl AsRef<[u8]>) -> Outcome {
    try_bring(town, content, &[]).await.unwrap()
}

async fn try_bring(
    town: &Town,
    content: impl AsRef<[u8]>,
    columns: &[(&str, &str)],
) -> Result<Outcome, TableError> {
    let said = |(field, column): &(&str, &str)| ((*field).to_owned(), (*column).to_owned());
    let what = TableImport {
        file: town.file("winkels.csv", content),
        columns: columns.iter().map(said).collect(),
        publisher: Some("Winkeliersvereniging".to_owned()),
        licence: "CC0-1.0".to_owned(),
        ..TableImport::default()
    };
    table::import(&town.ctx(), &town.domain, &what).await
}

#[tokio::test]
async fn a_table_becomes_listings() {
    let town = Town::new().await;
    let Outcome { counts, faults, off_map, .. } = bring(&town, SHOPS).await;
    assert_eq!((counts.created, counts.skipped), (2, 0), "{faults:?}");
    assert_eq!(off_map, 1, "told, for it stands on no map");
    let bakery = town.listing("brood-co").await;
    let facts = &bakery.facts;
    assert_eq!((facts.kind, facts.categories.as_slice()), (Kind::Shop, &["bakery".to_owned()][..]));
    let address = facts.address.as_ref().unwrap();
    assert_eq!(address.street.as_deref(), Some("Javastraat"));
    assert_eq!(address.house_number.as_deref(), Some("12 A"));
    assert_eq!(address.postcode.as_deref(), Some("1094 HG"));
    assert!((facts.point.unwrap().latitude - 52.3637).abs() < 1e-9);
    assert_eq!(facts.contact.website.as_deref(), Some("https://broodenco.example"));
    assert_eq!(facts.hours[&Service::Counter], "ma-za 8.00-18.00");
    let confirmed = bakery.provenance[&FactGroup::Hours].confirmed_on.unwrap();
    assert_eq!(confirmed.to_string(), "2026-03-15");
    let source = bakery.source.as_ref().unwrap();
    assert_eq!(
        (source.name.as_str(), source.licence.as_str()),
        ("Winkeliersvereniging", "CC0-1.0")
    );
    assert_eq!(town.listing("de-oude-fiets").await.facts.name, "De \"Oude\" Fiets");
    let again = bring(&town, SHOPS).await.counts;
    assert_eq!((again.unchanged, again.updated, again.gone), (2, 0, 0));
}

#[tokio::test]
async fn what_is_wrong_is_told_by_line_and_column() {
    let town = Town::new().await;
    let table = "naam,soort,lat,lon,uren,categorie\n\
        ,winkel,52.1,4.9,,\n\
        Goed,winkel,,,,\n\
        Bijna,kasteel,abc,4.9,nooit niet,drakenstal\n\
        Ver,winkel,152.1,4.9,,\n";
    let Outcome { counts, faults, .. } =
        try_bring(&town, table, &[("hours", "uren")]).await.unwrap();
    let told: Vec<_> = faults
        .iter()
        .map(|it| (it.line, it.column.as_deref().unwrap(), it.problem, it.is_fatal()))
        .collect();
    assert_eq!(
        told,
        [
            (2, "naam", Problem::Empty, true),
            (4, "categorie", Problem::Unknown, false),
            (4, "soort", Problem::Unknown, false),
            (4, "uren", Problem::Unreadable, false),
            (4, "lat", Problem::Unreadable, false),
            (5, "lat", Problem::OutOfRange, false),
        ]
    );
    assert_eq!((counts.created, counts.skipped), (3, 1));
    assert!(town.listing("bijna").await.facts.hours.is_empty(), "it takes part without them");
    assert_eq!(counts.reasons, [("naam: empty".to_owned(), 1)].into());
}

#[tokio::test]
async fn what_columns_have_is_remembered() {
    let town = Town::new().await;
    let table = "Wie,Wat\nBrood & Co,bakker\n";
    let nameless = try_bring(&town, table, &[]).await;
    assert!(matches!(nameless, Err(TableError::Unfit(Unfit::Nameless { .. }))), "{nameless:?}");
    let said = [("name", "Wie"), ("categories", "wat")];
    assert_eq!(try_bring(&town, table, &said).await.unwrap().counts.created, 1);
    let next = "Wat,Wie\nbakker,Brood & Co\nslager,Vlees & Co\n";
    let counts = bring(&town, next).await.counts;
    assert_eq!(
        (counts.created, counts.unchanged),
        (1, 1),
        "its row says the same in another order"
    );
    let missing = try_bring(&town, next, &[("phone", "Telefoon")]).await;
    assert!(matches!(missing, Err(TableError::Unfit(Unfit::NoColumn { .. }))), "{missing:?}");
    let odd = try_bring(&town, next, &[("kleur", "Wat")]).await;
    assert!(matches!(odd, Err(TableError::Unfit(Unfit::NoField { .. }))), "{odd:?}");
}

#[tokio::test]
async fn a_dry_run_writes_nothing() {
    let town = Town::new().await;
    let what = TableImport {
        file: town.file("winkels.csv", SHOPS),
        dry_run: true,
        columns: [("tags".to_owned(), "Plaats".to_owned())].into(),
        ..TableImport::default()
    };
    let counts = table::import(&town.ctx(), &town.domain, &what).await.unwrap().counts;
    assert_eq!(counts.created, 2);
    assert!(town.newest().await.is_empty());
    let remembered = imports::columns(&town.ctx(), &town.domain, "winkels.csv").await.unwrap();
    assert!(remembered.is_empty());
}

#[tokio::test]
async fn an_edition_is_taken_back() {
    let town = Town::new().await;
    bring(&town, SHOPS).await;
    let before = town.listing("brood-co").await;
    // Columns that were mixed up, one place away, and one that is new.
    let mixed = "Bedrijfsnaam;Plaats;Postcode;Adres\n\
        Brood & Co;Javastraat 12 A;1094hg;Amsterdam\nNieuw;Amsterdam;1094 AA;Hier 1\n";
    let counts = bring(&town, mixed).await.counts;
    assert_eq!((counts.created, counts.updated, counts.gone), (2, 0, 2), "other ids");
    let undo = async || imports::undo(&town.ctx(), &town.domain, "winkels.csv").await;
    assert_eq!(undo().await.unwrap(), Undone { removed: 2, restored: 2, kept: 0 });
    assert_eq!(town.newest().await.len(), 2);
    let after = town.listing("brood-co").await;
    assert_eq!((&after.facts, &after.provenance), (&before.facts, &before.provenance));
    assert_eq!(after.facts.state, LifeState::Running);
    assert!(matches!(undo().await, Err(ImportError::NotUndoable)), "once");
    // The next edition is compared with what was restored, and takes away what it has no longer.
    let one = SHOPS.lines().take(2).map(|line| format!("{line}\n")).collect::<String>();
    let counts = bring(&town, one).await.counts;
    assert_eq!((counts.created, counts.updated, counts.gone), (0, 1, 1));
    assert_eq!(undo().await.unwrap().kept, 0);
    assert_eq!(town.listing("de-oude-fiets").await.facts.state, LifeState::Running);
}

#[tokio::test]
async fn windows_letters_tabs_and_empty_rows_are_read() {
    let town = Town::new().await;
    let table = b"Naam\tOmschrijving\r\n\r\nCaf\xe9 Zo\xeb\tEen kop \x80 2\r\n\t\r\n".to_vec();
    assert_eq!(bring(&town, table).await.counts.created, 1);
    let listing = town.listing("cafe-zoe").await;
    assert_eq!(listing.facts.name, "Café Zoë");
    assert_eq!(listing.facts.description["nl"], "Een kop € 2");
    for empty in ["", "naam\n", "\n\n"] {
        assert!(matches!(Table::read(empty.as_bytes()), Err(Unfit::Empty)), "{empty:?}");
    }
}

proptest! {
    #[test]
    fn no_bytes_are_too_odd(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let Ok(table) = Table::read(&bytes) else { return Ok(()) };
        let none = BTreeMap::new();
        let first = [("name".to_owned(), table.header()[0].clone())].into();
        let Ok(columns) = Columns::of(table.header(), &none, &first) else { return Ok(()) };
        let source = Source {
            dataset: "proef".to_owned(),
            publisher: "Proef".to_owned(),
            licence: String::new(),
        };
        let day = "2026-04-20".parse().unwrap();
        let judged = judge(&table, &columns, &source, day);
        let fatal = judged.faults.iter().filter(|fault| fault.is_fatal()).count();
        prop_assert_eq!(judged.rows.len() + fatal, table.rows().len());
        prop_assert!(judged.rows.iter().all(|(_, record)| record.check().is_ok()));
    }

    #[test]
    fn a_header_names_its_fields(order in Just(Field::all().collect::<Vec<_>>()).prop_shuffle()) {
        let header: Vec<String> = order.iter().map(|field| field.key().to_owned()).collect();
        let said: BTreeMap<_, _> = header.iter().map(|key| (key.clone(), key.clone())).collect();
        let columns = Columns::of(&header, &BTreeMap::new(), &said).unwrap();
        for (at, field) in order.into_iter().enumerate() {
            prop_assert_eq!(columns.at(field), Some(at));
        }
        prop_assert_eq!(columns.named(&header), said);
    }
}

/// What our own spreadsheet says can be read back.
#[tokio::test]
async fn our_own_table_is_read_back() {
    let town = Town::new().await;
    let table = "naam;soort;categorieën\n\
        Wol;winkel;Hobby, stoffen en wol, Bakkerij\nTuin;boerderij en tuin;\nHuis;buurt;\n";
    let Outcome { counts, faults, .. } = bring(&town, table).await;
    assert_eq!((counts.created, faults.len()), (3, 0), "{faults:?}");
    assert_eq!(town.listing("wol").await.facts.categories.len(), 2);
    assert_eq!(town.listing("tuin").await.facts.kind, Kind::Farm);
    assert_eq!(town.listing("huis").await.facts.kind, Kind::Community);
}
