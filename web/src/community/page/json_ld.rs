//! What search engines read about a community: what it is, and what it looks after.

use koop_domain::areas::model::Area;
use koop_domain::communities::model::{Community, Kind};
use koop_domain::language::Language;
use serde_json::json;

use crate::json::escape;

/// The script element's content, safe inside HTML. It names nobody.
pub(super) fn script(
    language: Language,
    it: &Community,
    area: Option<&Area>,
    base_url: &str,
) -> String {
    let url = format!("{base_url}/gemeenschap/{}", it.slug);
    let kind = match it.settings.kind {
        Kind::Association => "NGO",
        Kind::Town | Kind::Neighbourhood => "Organization",
    };
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": kind,
        "@id": url,
        "url": url,
        "name": it.settings.name,
    });
    if let Some(about) = it.text(&it.settings.about, language) {
        value["description"] = json!(about);
    }
    if let Some(area) = area {
        let url = format!("{base_url}/buurt/{}", area.slug);
        value["areaServed"] =
            json!({ "@type": "AdministrativeArea", "@id": url, "name": area.name });
    }
    escape(&value.to_string())
}
