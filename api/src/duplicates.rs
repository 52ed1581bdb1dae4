//! `duplicates`: which places stand in the directory twice, for somebody to look at.

use koop_domain::listings::duplicates::{self, Among, Duplicate, Named, Reason};
use koop_seeds::osm;
use serde_json::{Value, json};

use crate::commands::{CommandError, House, say};
use crate::config::{DuplicatesArgs, SiteArgs};

/// Prints the pairs, the surest first: to read, or as JSON, a pair a line.
pub(crate) async fn run((ctx, domain): House, args: &DuplicatesArgs) -> Result<(), CommandError> {
    let area = match &args.area {
        Some(name) => Some(osm::area_called(&domain, name).await?),
        None => None,
    };
    let among = Among { area, dataset: args.dataset.clone() };
    let report = duplicates::duplicates(&ctx, &domain, &among).await?;
    for pair in &report.pairs {
        let lines = if args.json {
            in_json(&args.site, pair).to_string()
        } else {
            in_words(&args.site, pair)
        };
        say(&lines)?;
    }
    if args.json {
        return Ok(());
    }
    let (pairs, compared) = (report.pairs.len(), report.compared);
    let more = if report.more { "more than " } else { "" };
    say(&format!("pairs that look like one place: {more}{pairs}, among {compared} places"))
}

fn in_words(site: &SiteArgs, pair: &Duplicate) -> String {
    let metres = pair.metres.map(|metres| format!(", {metres:.0} m apart")).unwrap_or_default();
    let reasons: Vec<&str> = pair.reasons.iter().map(|it| reason(*it)).collect();
    let place = |place: &Named| {
        let name = place.name.replace(char::is_control, " ");
        format!("  {name}  {}", link(site, place))
    };
    let (one, other) = (place(&pair.one), place(&pair.other));
    format!("{}{metres}\n{one}\n{other}", reasons.join(", "))
}

fn in_json(site: &SiteArgs, pair: &Duplicate) -> Value {
    let place = |place: &Named| json!({ "id": place.id.to_string(), "name": place.name, "url": link(site, place) });
    json!({
        "reasons": pair.reasons.iter().map(|it| it.code()).collect::<Vec<_>>(),
        "metres": pair.metres.map(f64::round),
        "places": [place(&pair.one), place(&pair.other)],
    })
}

fn link(site: &SiteArgs, place: &Named) -> String {
    format!("{}/plek/{}", site.url(), place.slug)
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Record => "one record of one source",
        Reason::Branch => "one branch number",
        Reason::Website => "one website",
        Reason::Name => "one name",
    }
}
