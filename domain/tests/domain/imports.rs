//! Importing: repeatable, never over people's own words, all or nothing.

use koop_domain::ctx::Ctx;
use koop_domain::geo::Point;
use koop_domain::imports::Import;
use koop_domain::imports::model::{Counts, Record};
use koop_domain::listings;
use koop_domain::listings::model::{Address, Facts, Kind};

use crate::harness::{House, on_both_databases};

on_both_databases! {
    a_repeated_import_changes_nothing;
}

async fn a_repeated_import_changes_nothing(house: &House) {
    let records = vec![record("1", "Bakkerij Noor"), record("2", "Spaak & Zoon")];
    let ctx = house.operator();
    let first = import(house, &ctx, "oost", records.clone()).await;
    assert_eq!(first, Counts { created: 2, ..Counts::default() });
    let second = import(house, &ctx, "oost", records).await;
    assert_eq!(second, Counts { unchanged: 2, ..Counts::default() });
    let noor = listings::by_slug(&ctx, &house.domain, "bakkerij-noor").await.unwrap().unwrap();
    assert_eq!((noor.revision, noor.facts.name.as_str()), (1, "Bakkerij Noor"));
}

/// Imports records and says what that did.
pub(crate) async fn import(
    house: &House,
    ctx: &Ctx,
    dataset: &str,
    records: Vec<Record>,
) -> Counts {
    let mut import = Import::begin(ctx, &house.domain, dataset, false).await.unwrap();
    for record in records {
        import.add(ctx, record).await.unwrap();
    }
    import.publish(ctx).await.unwrap()
}

/// A record with a name, on the Javastraat.
pub(crate) fn record(id: &str, name: &str) -> Record {
    Record {
        source: "osm".to_owned(),
        source_id: format!("node/{id}"),
        source_name: "OpenStreetMap".to_owned(),
        licence: "ODbL-1.0".to_owned(),
        attribution: "© OpenStreetMap contributors".to_owned(),
        url: None,
        facts: Facts {
            name: name.to_owned(),
            kind: Kind::Shop,
            address: Some(Address {
                street: Some("Javastraat".to_owned()),
                city: Some("Amsterdam".to_owned()),
                ..Address::default()
            }),
            point: Some(Point { latitude: 52.3625, longitude: 4.9400 }),
            ..Facts::default()
        },
        tags: [("name".to_owned(), name.to_owned())].into(),
        confirmed: [].into(),
    }
}
