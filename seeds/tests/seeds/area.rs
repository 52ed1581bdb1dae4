//! One area of a larger file.

use geo::{MultiPolygon, polygon};
use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::{Area, AreaKind};
use koop_domain::areas::ways::Water;
use koop_domain::id::AreaId;
use koop_domain::imports::model::Counts;
use koop_domain::listings::model::LifeState;
use koop_seeds::osm::{OsmError, OsmImport, import};
use uuid::Uuid;

use crate::harness::Town;

/// A square of a hundredth of a degree, so many hundredths to the east.
fn square(number: u128, name: &str, slug: &str, parent: Option<u128>, east: i32) -> Area {
    let west = 4.90 + f64::from(east) * 0.01;
    let outline = polygon![(x: west, y: 52.36), (x: west + 0.01, y: 52.36),
        (x: west + 0.01, y: 52.37), (x: west, y: 52.37)];
    Area {
        id: AreaId(Uuid::from_u128(number)),
        slug: slug.to_owned(),
        kind: if parent.is_some() { AreaKind::Neighbourhood } else { AreaKind::Municipality },
        code: format!("BU{number:04}"),
        name: name.to_owned(),
        parent: parent.map(|parent| AreaId(Uuid::from_u128(parent))),
        outline: MultiPolygon::new(vec![outline]),
        inhabitants: None,
    }
}

/// A town with two municipalities; the first only has the outlines of its neighbourhoods.
async fn town() -> Town {
    let town = Town::new().await;
    let around =
        Area { outline: MultiPolygon::new(vec![]), ..square(1, "Amsterdam", "amsterdam", None, 0) };
    let areas = vec![
        around,
        square(2, "Centrum", "centrum", Some(1), 0),
        square(3, "Dapperbuurt", "dapperbuurt", Some(1), 1),
        square(4, "Diemen", "diemen", None, 2),
        square(5, "Centrum", "centrum-diemen", Some(4), 2),
    ];
    town.domain.areas.replace(Atlas::new(0, areas, vec![], Water::default()));
    town
}

/// Shops, each at a longitude.
fn shops(places: &[(u32, f64)]) -> String {
    let shop = |(id, longitude): &(u32, f64)| {
        format!(
            r#"{{"type":"Feature","id":"node/{id}","geometry":{{"type":"Point","coordinates":[{longitude},52.365]}},"properties":{{"name":"Zaak {id}","shop":"bakery"}}}}"#
        )
    };
    places.iter().map(shop).collect::<Vec<_>>().join("\n")
}

const ALL: [(u32, f64); 4] = [(1, 4.905), (2, 4.915), (3, 4.925), (4, 4.955)];

async fn keep_to(town: &Town, area: &str, content: &str) -> Result<Counts, OsmError> {
    let what = OsmImport {
        file: town.file("region.ndjson", content),
        area: Some(area.to_owned()),
        ..OsmImport::default()
    };
    import(&town.ctx(), &town.domain, &what).await
}

#[tokio::test]
async fn only_what_lies_inside_comes_in() {
    for (area, inside) in
        [("dapperbuurt", 1), ("Amsterdam", 2), ("amsterdam", 2), ("bu0003", 1), (" DIEMEN ", 1)]
    {
        let town = town().await;
        let counts = keep_to(&town, area, &shops(&ALL)).await.unwrap();
        assert_eq!(counts.created, inside, "{area}");
        assert_eq!(counts.reasons, [("outside the area".to_owned(), 4 - inside)].into(), "{area}");
    }
}

#[tokio::test]
async fn an_area_is_a_data_set_of_its_own() {
    let town = town().await;
    let all = town.import("region.ndjson", shops(&ALL)).await;
    assert_eq!(all.created, 4);
    let part = keep_to(&town, "dapperbuurt", &shops(&ALL)).await.unwrap();
    assert_eq!((part.unchanged, part.gone), (1, 0), "the rest of the region is not taken away");
    let other = keep_to(&town, "diemen", &shops(&ALL)).await.unwrap();
    assert_eq!((other.unchanged, other.gone), (1, 0), "nor is the area beside it");
    let again = town.import("region.ndjson", shops(&ALL)).await;
    assert_eq!((again.unchanged, again.gone), (4, 0));
}

#[tokio::test]
async fn what_moves_over_the_border_is_gone_from_the_area() {
    let town = town().await;
    keep_to(&town, "dapperbuurt", &shops(&[(2, 4.915)])).await.unwrap();
    let moved = keep_to(&town, "dapperbuurt", &shops(&[(2, 4.925)])).await.unwrap();
    assert_eq!((moved.gone, moved.skipped), (1, 1));
    let zaak = town.listing("zaak-2").await;
    assert_eq!(zaak.facts.state, LifeState::Gone { since: None });
}

#[tokio::test]
async fn a_name_that_means_no_area_or_several_is_refused_with_proposals() {
    let town = town().await;
    let refused = keep_to(&town, "Centrum", &shops(&ALL)).await.unwrap_err();
    assert!(matches!(refused, OsmError::AmbiguousArea { .. }), "{refused}");
    let sentence = refused.to_string();
    for candidate in ["Centrum (centrum, in Amsterdam)", "Centrum (centrum-diemen, in Diemen)"] {
        assert!(sentence.contains(candidate), "{sentence}");
    }
    assert_eq!(keep_to(&town, "centrum-diemen", &shops(&ALL)).await.unwrap().created, 1);
    for (typed, meant) in [("Dapper", "dapperbuurt"), ("Dapperbuurd", "dapperbuurt")] {
        let refused = keep_to(&town, typed, &shops(&ALL)).await.unwrap_err();
        assert!(matches!(refused, OsmError::UnknownArea { .. }), "{refused}");
        assert!(refused.to_string().contains(meant), "{refused}");
    }
    for typed in ["", "  ", "…", "Xanadu"] {
        let refused = keep_to(&town, typed, &shops(&ALL)).await.unwrap_err();
        assert!(refused.to_string().contains("Amsterdam (amsterdam)"), "{refused}");
    }
    let none = Town::new().await;
    let refused = keep_to(&none, "Amsterdam", &shops(&ALL)).await.unwrap_err();
    assert!(matches!(refused, OsmError::NoAreas), "{refused}");
}
