//! Maps from files: what comes in, what is left out, and what is refused whole.

use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::AreaKind;
use koop_domain::geo::Point;
use koop_domain::imports::model::Counts;
use koop_domain::listings::model::Listing;
use koop_domain::{areas, changes, listings};
use koop_seeds::areas::{MapError, MapImport, import_areas, import_postcodes};
use koop_seeds::demo;
use serde_json::Value;

use crate::harness::Town;
use crate::real_data::folder;

/// A town, a neighbourhood in it with its quarter and district by name, a canal, and a tree.
const MAP: &str = r#"{"type": "FeatureCollection", "attribution": "CBS/Kadaster, CC BY 4.0",
"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}, "features": [
{"type": "Feature", "properties": {"code": "BU0363MD01", "naam": "Transvaalbuurt-West",
 "wijk_code": "MD", "wijk": "Transvaalbuurt", "stadsdeel_code": "M", "stadsdeel": "Oost"},
 "geometry": {"type": "Polygon", "coordinates": [[[4.91,52.35],[4.92,52.35],[4.92,52.36],[4.91,52.35]]]}},
{"type": "Feature", "properties": {"code": "GM0363", "naam": "Amsterdam", "inwoners": 918117},
 "geometry": {"type": "MultiPolygon", "coordinates": [[[[4.8,52.3],[5.0,52.3],[5.0,52.4],[4.8,52.4],[4.8,52.3]]]]}},
{"type": "Feature", "properties": {"barrier": "water", "name": "Ringvaart"},
 "geometry": {"type": "LineString", "coordinates": [[4.91,52.349],[4.93,52.351, -1.5]]}},
{"type": "Feature", "properties": {"natural": "tree"}, "geometry": {"type": "Point", "coordinates": [4.9,52.3]}}
]}"#;

const CODES: &str = "postcode;woonplaats;latitude;longitude;soort\n\
                     1091;Amsterdam;52,356;4,912;Adres\n1000;Amsterdam;52,336;4,869;Postbus\n";

impl Town {
    async fn draw(&self, file: PathBuf) -> Result<Counts, MapError> {
        let what = MapImport { file, ..MapImport::default() };
        import_areas(&self.ctx(), &self.domain, &what).await
    }

    async fn draw_codes(&self, file: PathBuf) -> Result<Counts, MapError> {
        let what = MapImport { file, ..MapImport::default() };
        import_postcodes(&self.ctx(), &self.domain, &what).await
    }

    /// Every listing.
    async fn everything(&self) -> Vec<Listing> {
        let (ctx, mut all, mut after) = (self.ctx(), Vec::new(), None);
        loop {
            let ids = changes::everything(&ctx, &self.domain, after).await.unwrap();
            let Some(last) = ids.last() else { return all };
            after = Some(*last);
            all.extend(listings::find_many(&ctx, &self.domain, &ids).await.unwrap().into_values());
        }
    }

    async fn atlas(&self) -> std::sync::Arc<Atlas> {
        areas::refresh(&self.domain).await.unwrap()
    }
}

fn lineage(atlas: &Atlas, slug: &str) -> Vec<String> {
    let area = atlas.by_slug(slug).unwrap_or_else(|| panic!("no area {slug}"));
    atlas.lineage(area.id).map(|area| format!("{} {}", area.code, area.name)).collect()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

#[tokio::test]
async fn a_map_comes_in_with_what_it_only_names() {
    let town = Town::new().await;
    let counts = town.draw(town.file("kaart.geojson", MAP)).await.unwrap();
    let reasons = [("neither an area nor water".to_owned(), 1)].into();
    assert_eq!(counts, Counts { created: 5, skipped: 1, reasons, ..Counts::default() });
    let atlas = town.atlas().await;
    assert_eq!(
        lineage(&atlas, "transvaalbuurt-west"),
        [
            "BU0363MD01 Transvaalbuurt-West",
            "WK0363MD Transvaalbuurt",
            "SD0363M Oost",
            "GM0363 Amsterdam"
        ],
    );
    assert_eq!(atlas.by_slug("amsterdam").unwrap().inhabitants, Some(918_117));
    assert!(atlas.ways_from(Point { latitude: 52.34, longitude: 4.92 }).is_some());
    let lines = areas::attributions(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!(lines, ["CBS/Kadaster, CC BY 4.0"]);

    let again = town.draw(town.file("kaart.geojson.gz", gzip(&format!("\u{feff}{MAP}"))));
    let again = again.await.unwrap();
    assert_eq!(
        (again.unchanged, again.created, again.gone),
        (5, 0, 0),
        "packed, the same data set"
    );
}

#[tokio::test]
async fn postcodes_come_in_and_post_boxes_do_not() {
    let town = Town::new().await;
    let counts = town.draw_codes(town.file("codes.csv", CODES)).await.unwrap();
    assert_eq!((counts.created, counts.skipped), (1, 1));
    let again = town.draw_codes(town.file("codes.csv.gz", gzip(CODES))).await.unwrap();
    assert_eq!((again.unchanged, again.skipped), (1, 1));
    let there = town.atlas().await.locate("1091 AB").unwrap();
    assert_eq!((there.name.as_str(), there.point.latitude), ("1091 Amsterdam", 52.356));
}

/// Files with one fault each, and what is said of it.
const FAULTS: [(&str, &str, &str); 12] = [
    ("CRS84", "EPSG::28992", "crs: its positions are in urn:ogc:def:crs:OGC:1.3:EPSG::28992"),
    (
        r#""code": "GM0363""#,
        r#""code": "BU0363MD01""#,
        "feature 2 (Amsterdam): feature 1 has the code BU0363MD01 too",
    ),
    (r#""naam": "Amsterdam", "#, "", "feature 2 (GM0363): it has no name"),
    (r#""code": "GM0363", "#, "", "feature 2 (Amsterdam): it has neither a kind"),
    (
        "[4.91,52.35],[4.92,52.35]",
        "[121000,487000],[4.92,52.35]",
        "feature 1 (Transvaalbuurt-West): the position 121000, 487000 is not",
    ),
    (
        "[4.92,52.36]",
        "[4.90,52.35]",
        "feature 1 (Transvaalbuurt-West): its outline encloses nothing",
    ),
    (
        "[4.92,52.36]",
        r#"["4.92",52.35]"#,
        "feature 1 (Transvaalbuurt-West): its coordinates are not pairs of numbers",
    ),
    (
        r#""coordinates": [[4.91,52.349],[4.93,52.351, -1.5]]"#,
        r#""coordinates": [[4.91,52.349]]"#,
        "feature 3 (Ringvaart): its line has fewer than two",
    ),
    (
        "[4.93,52.351, -1.5]",
        "[4.93,52.351],[4.91,52.349]",
        "feature 3 (Ringvaart): its line ends where it began",
    ),
    (
        r#""natural": "tree"}, "geometry": {"type": "Point""#,
        r#""natural": "tree"}, "geometry": {"type": "Polygon""#,
        "feature 4: its coordinates are not lists",
    ),
    ("\"features\"", "\"houses\"", "the top: it is not a GeoJSON feature collection"),
    (r#"{"natural": "tree"}"#, r#"{"natural": "tree""#, "feature 4, line"),
];

#[tokio::test]
async fn a_fault_is_named_and_changes_nothing() {
    let town = Town::new().await;
    for (right, wrong, said) in FAULTS {
        assert!(MAP.contains(right), "{right}");
        let file = town.file("kaart.geojson", MAP.replacen(right, wrong, 1));
        let fault = town.draw(file).await.err().unwrap_or_else(|| panic!("taken: {said}"));
        assert!(fault.to_string().contains(said), "{fault} is not: {said}");
    }
    for content in [&b""[..], b"\xff\xfe{\0", b"[]", b"{}", &gzip(MAP)[..200]] {
        let fault = town.draw(town.file("kaart.geojson", content)).await;
        assert!(matches!(fault, Err(MapError::Damaged { .. })), "{fault:?}");
        assert!(town.draw_codes(town.file("codes.csv", content)).await.is_err());
    }
    let nowhere = town.draw(PathBuf::from("/nowhere/kaart.geojson")).await;
    assert!(matches!(nowhere, Err(MapError::File { .. })));
    assert_eq!(town.atlas().await.version(), 0, "nothing was drawn");
}

#[tokio::test]
async fn the_demo_stands_on_its_own_map() {
    let town = Town::new().await;
    let count = demo::seed(&town.ctx(), &town.domain).await.unwrap();
    let counts = areas::counts(&town.ctx(), &town.domain).await.unwrap();
    let atlas = town.atlas().await;
    let amsterdam = atlas.by_slug("amsterdam").unwrap();
    let gone = 2..10;
    let on_the_map = counts[&amsterdam.id];
    assert!(gone.contains(&(count - on_the_map)), "{on_the_map} of {count}, less what is gone");
    let oost = atlas.by_slug("oost").unwrap();
    assert_eq!(atlas.locate("dapperbuurt").unwrap().name, "Dapperbuurt");
    assert!(counts[&oost.id] > 300 && atlas.inside(Some(oost.id)).count() >= 12);
    let noor = town.newest().await.into_iter().find(|it| it.areas.len() == 3).unwrap();
    assert!(noor.areas.contains(&oost.id));
    demo::remove(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!(town.atlas().await.areas().count(), 0);
}

#[tokio::test]
async fn a_real_region_is_drawn_and_each_listing_finds_its_neighbourhood() {
    let Some(folder) = folder() else { return };
    let town = Town::new().await;
    let first = town.try_import(folder.join("amsterdam-region-listings.geojson")).await.unwrap();
    let towns = folder.join("region-municipalities.geojson");
    let neighbourhoods = folder.join("amsterdam-neighbourhoods.geojson");
    for (file, created) in [(&neighbourhoods, 637), (&towns, 30)] {
        assert_eq!(town.draw(file.clone()).await.unwrap().created, created, "{}", file.display());
        let again = town.draw(file.clone()).await.unwrap();
        assert_eq!((again.unchanged, again.created + again.updated + again.gone), (created, 0));
    }
    let codes = folder.join("postcodes-pc4.csv");
    let drawn = town.draw_codes(codes.clone()).await.unwrap();
    println!("postcodes: {drawn:?}");
    assert_eq!((drawn.created, drawn.skipped), (4_066, 633));
    assert_eq!(town.draw_codes(codes).await.unwrap().unchanged, 4_066);
    let atlas = town.atlas().await;
    let amsterdam = atlas.by_slug("amsterdam").unwrap();
    assert_eq!(atlas.inside(Some(amsterdam.id)).count(), 9, "districts");
    assert_eq!(atlas.locate("1094").unwrap().name, "1094 Amsterdam");
    let loose = atlas.areas().filter(|area| area.parent.is_none());
    assert_eq!(loose.count(), 30, "only municipalities lie in nothing");
    agrees(&folder, &town, &atlas).await;
    let placed = areas::counts(&town.ctx(), &town.domain).await.unwrap();
    let placed: u64 = atlas.inside(None).filter_map(|area| placed.get(&area.id)).sum();
    println!("{placed} of {} listings lie in the region", first.created);
    assert!(placed > 750, "{placed}");
}

/// Compares the neighbourhood of every row with the one in which its listing was placed.
async fn agrees(folder: &std::path::Path, town: &Town, atlas: &Atlas) {
    let file = std::fs::read(folder.join("amsterdam-region-listings.geojson")).unwrap();
    let rows: Value = serde_json::from_slice(&file).unwrap();
    let mut codes = HashMap::new();
    for row in rows["features"].as_array().unwrap() {
        let row = &row["properties"];
        if let (Some(code), Some(id)) = (row["buurt_code"].as_str(), row["source_id"].as_str()) {
            codes.insert(id.to_owned(), code.to_owned());
        }
    }
    let (mut same, mut all) = (0_u32, 0_u32);
    for listing in town.everything().await {
        let source = listing.source.as_ref().unwrap();
        let Some(code) = codes.get(&source.id) else { continue };
        all += 1;
        let area = listing.areas.first().and_then(|id| atlas.get(*id));
        let is_same = area.is_some_and(|area| {
            area.kind == AreaKind::Neighbourhood && area.code.ends_with(code.as_str())
        });
        if !is_same {
            println!("{}: {code}, not {:?}", listing.slug, area.map(|area| &area.code));
        }
        same += u32::from(is_same);
    }
    let agreement = 100.0 * f64::from(same) / f64::from(all);
    println!("neighbourhoods agree for {same} of {all} listings: {agreement:.2} %");
    assert!(all > 400 && agreement >= 99.5, "{agreement:.2} % of {all}");
}
