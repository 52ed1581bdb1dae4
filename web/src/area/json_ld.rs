//! What search engines read about an area: where it lies, and the way to it on this site.

use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::Area;
use serde_json::{Value, json};

use super::around;
use crate::json::escape;

/// The script element's content, safe inside HTML.
pub(super) fn script(area: &Area, atlas: &Atlas, base_url: &str) -> String {
    let graph = json!({
        "@context": "https://schema.org",
        "@graph": [administrative(area, atlas, base_url), trail(area, atlas, base_url)],
    });
    escape(&graph.to_string())
}

fn administrative(area: &Area, atlas: &Atlas, base_url: &str) -> Value {
    let url = address(area, base_url);
    let mut value =
        json!({ "@type": "AdministrativeArea", "@id": url, "url": url, "name": area.name });
    if let Some(outer) = around(atlas, area).next() {
        let url = address(outer, base_url);
        value["containedInPlace"] =
            json!({ "@type": "AdministrativeArea", "@id": url, "name": outer.name });
    }
    if let Some(middle) = atlas.middle(area.id) {
        value["geo"] = json!({
            "@type": "GeoCoordinates", "latitude": middle.latitude, "longitude": middle.longitude
        });
    }
    value
}

fn trail(area: &Area, atlas: &Atlas, base_url: &str) -> Value {
    let mut line: Vec<&Area> = atlas.lineage(area.id).collect();
    line.reverse();
    let items = line.iter().enumerate().map(|(at, it)| {
        json!({
            "@type": "ListItem", "position": at + 1, "name": it.name, "item": address(it, base_url)
        })
    });
    json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() })
}

fn address(area: &Area, base_url: &str) -> String {
    format!("{base_url}/buurt/{}", area.slug)
}
