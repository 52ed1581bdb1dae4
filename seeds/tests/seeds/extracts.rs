//! Extracts: nodes, ways and relations become places, again and again.

use koop_domain::geo::Point;
use koop_domain::listings::model::{Kind, LifeState, Service};
use koop_seeds::osm::{OsmImport, import};

use crate::harness::Town;
use crate::pbf::Extract;

const HERE: (i64, i64) = (523_600_001, 49_300_000);

/// The corners of a square, as plain nodes 1 to 4 without tags.
fn square() -> Extract {
    Extract::new().dense(&[
        (1, (523_600_000, 49_300_000), &[]),
        (2, (523_600_000, 49_304_000), &[]),
        (3, (523_604_000, 49_304_000), &[]),
        (4, (523_604_000, 49_300_000), &[]),
    ])
}

fn is_inside(point: Option<Point>) -> bool {
    point.is_some_and(|at| {
        (52.36..52.3604).contains(&at.latitude) && (4.93..4.9304).contains(&at.longitude)
    })
}

#[tokio::test]
async fn nodes_become_listings_with_all_they_say() {
    let town = Town::new().await;
    let extract = Extract::new()
        .node(
            7,
            HERE,
            &[
                ("name", "Spaak & Zoon"),
                ("shop", "bicycle"),
                ("service:bicycle:repair", "yes"),
                ("opening_hours", "Tu-Sa 09:00-17:30"),
                ("addr:street", "Eerste van Swindenstraat"),
                ("addr:postcode", "1093GA"),
            ],
        )
        .dense(&[
            (8, HERE, &[("name", "Noor"), ("shop", "bakery")]),
            (9, HERE, &[("amenity", "bench")]),
            (10, HERE, &[]),
            (11, HERE, &[("shop", "bakery")]),
        ]);
    for file in [extract.file(), extract.compressed_file()] {
        let counts = town.import("oost.osm.pbf", file).await;
        assert_eq!((counts.created + counts.unchanged, counts.skipped), (2, 2));
        assert_eq!((counts.reasons["street furniture"], counts.reasons["no name"]), (1, 1));
    }
    let shop = town.listing("spaak-zoon").await;
    assert_eq!(shop.facts.kind, Kind::Shop);
    assert_eq!(shop.facts.categories, ["bicycle-shop", "bicycle-repair"]);
    assert_eq!(shop.facts.repairs, ["bicycle"]);
    assert_eq!(shop.facts.hours[&Service::Counter], "Tu-Sa 09:00-17:30");
    assert_eq!(shop.facts.address.unwrap().postcode.as_deref(), Some("1093 GA"));
    assert_eq!(shop.facts.point, Some(Point { latitude: 52.360_000_1, longitude: 4.93 }));
    let source = shop.source.unwrap();
    assert_eq!((source.name.as_str(), source.id.as_str()), ("OpenStreetMap", "node/7"));
    assert_eq!(source.licence, "ODbL-1.0");
    assert_eq!(source.attribution, "© OpenStreetMap contributors");
}

#[tokio::test]
async fn ways_and_relations_lie_at_a_point_inside_them() {
    let town = Town::new().await;
    let museum: &[(&str, &str)] =
        &[("name", "Museum"), ("tourism", "museum"), ("type", "multipolygon")];
    let extract = square()
        .way(5, &[1, 2, 3, 4, 1], &[("name", "Hal"), ("amenity", "marketplace")])
        .way(6, &[1, 2, 3], &[])
        .way(7, &[1, 4, 3], &[])
        .way(8, &[1, 3], &[("name", "Diagonaal"), ("leisure", "track")])
        .relation(9, &[("outer", 6, 1), ("outer", 7, 1)], museum)
        .relation(10, &[("", 2, 0)], &[("name", "Plek"), ("tourism", "attraction")])
        .way(11, &[1, 2, 99, 4, 1], &[("name", "Kapot"), ("leisure", "park")])
        .way(12, &[98, 99], &[("name", "Nergens"), ("leisure", "park")])
        .relation(13, &[("outer", 97, 1)], &[("name", "Ook nergens"), ("tourism", "museum")]);
    let counts = town.import("oost.osm.pbf", extract.file()).await;
    assert_eq!((counts.created, counts.skipped), (5, 2), "{:?}", counts.reasons);
    assert_eq!(counts.reasons["no position"], 2);
    for slug in ["hal", "museum", "diagonaal", "kapot"] {
        assert!(is_inside(town.listing(slug).await.facts.point), "{slug}");
    }
    let corner = town.listing("plek").await.facts.point.unwrap();
    assert!((corner.longitude - 4.9304).abs() < 1e-7);
    assert_eq!(town.listing("museum").await.source.unwrap().id, "relation/9");
    assert_eq!(town.listing("hal").await.source.unwrap().id, "way/5");
}

#[tokio::test]
async fn the_order_of_objects_in_the_file_does_not_matter() {
    let town = Town::new().await;
    let extract = Extract::new()
        .relation(9, &[("outer", 5, 1)], &[("name", "Museum"), ("tourism", "museum")])
        .way(5, &[1, 2, 3, 1], &[])
        .node(1, (523_600_000, 49_300_000), &[])
        .node(2, (523_600_000, 49_304_000), &[])
        .node(3, (523_604_000, 49_304_000), &[]);
    let counts = town.import("turned.osm.pbf", extract.file()).await;
    assert_eq!(counts.created, 1, "{:?}", counts.reasons);
    assert!(is_inside(town.listing("museum").await.facts.point));
}

#[tokio::test]
async fn a_second_import_changes_nothing_and_a_third_what_changed() {
    let town = Town::new().await;
    let noor: &[(&str, &str)] = &[("name", "Noor"), ("shop", "bakery")];
    let vogel: &[(&str, &str)] = &[("name", "De Vroege Vogel"), ("shop", "bakery")];
    let both = Extract::new().node(1, HERE, noor).node(2, HERE, vogel).file();
    let first = town.import("oost.osm.pbf", &both).await;
    assert_eq!((first.created, first.unchanged), (2, 0));
    let second = town.import("oost.osm.pbf", &both).await;
    assert_eq!((second.created, second.updated, second.unchanged, second.gone), (0, 0, 2, 0));

    let noor_now: &[(&str, &str)] = &[("name", "Noor"), ("shop", "bakery"), ("organic", "yes")];
    let third = Extract::new().node(1, HERE, noor_now).file();
    let third = town.import("oost.osm.pbf", third).await;
    assert_eq!((third.created, third.updated, third.unchanged, third.gone), (0, 1, 0, 1));
    assert_eq!(town.listing("noor").await.revision, 2);
    assert!(matches!(town.listing("de-vroege-vogel").await.facts.state, LifeState::Gone { .. }));
}

#[tokio::test]
async fn a_file_is_an_edition_of_the_data_set_that_was_named() {
    let town = Town::new().await;
    let noor = Extract::new().node(1, HERE, &[("name", "Noor"), ("shop", "bakery")]).file();
    let vogel = Extract::new().node(2, HERE, &[("name", "Vogel"), ("shop", "bakery")]).file();
    let edition = async |name: &str, content: &[u8], dataset: &str| {
        let what = OsmImport {
            file: town.file(name, content),
            dataset: Some(dataset.to_owned()),
            ..OsmImport::default()
        };
        import(&town.ctx(), &town.domain, &what).await.unwrap()
    };
    assert_eq!(edition("monday.osm.pbf", &noor, "oost").await.created, 1);
    let other = edition("west.osm.pbf", &vogel, "west").await;
    assert_eq!((other.created, other.gone), (1, 0), "another data set takes nothing away");
    let tuesday = edition("tuesday.osm.pbf", &vogel, "oost").await;
    assert_eq!((tuesday.unchanged, tuesday.gone), (1, 1));
}

#[tokio::test]
async fn a_dry_run_says_what_would_happen_and_writes_nothing() {
    let town = Town::new().await;
    let noor = Extract::new().node(1, HERE, &[("name", "Noor"), ("shop", "bakery")]).file();
    let what = OsmImport {
        file: town.file("oost.osm.pbf", noor),
        dry_run: true,
        progress: true,
        ..OsmImport::default()
    };
    let counts = import(&town.ctx(), &town.domain, &what).await.unwrap();
    assert_eq!(counts.created, 1);
    assert!(town.newest().await.is_empty());
}
