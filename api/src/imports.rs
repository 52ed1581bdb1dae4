//! The commands around imports: what one did, and where sources say something else.

use koop_domain::imports;
use koop_domain::imports::difference::Differing;
use koop_domain::imports::model::Counts;
use koop_domain::listings::duplicates::{self, Among};
use koop_domain::listings::provenance::FactGroup;
use koop_domain::page::PAGE_MAX;
use koop_seeds::osm::{self, OsmImport};
use koop_seeds::table::{self, TableImport};
use serde_json::{Value, json};

use crate::commands::{CommandError, House, say, tell};

/// Why facts stay as they are although a file says something else.
const CHANGED_HERE: &str = "changed here";
/// So many rows with something wrong are told.
const FAULTS_SHOWN: usize = 50;
/// What stands for a fact of which one side says nothing.
const NOTHING: &str = "–";

/// Imports a file, and says what that did, and how many of its places look like others.
pub(crate) async fn import((ctx, domain): House, what: &OsmImport) -> Result<(), CommandError> {
    let counts = osm::import(&ctx, &domain, what).await?;
    say(&account(&counts))?;
    // Looking takes as long as an import; what is as it was, was looked at before.
    if what.dry_run || counts.created + counts.updated == 0 {
        return Ok(());
    }
    let dataset = Some(osm::dataset(&domain, what).await?);
    let among = Among { dataset, area: None };
    match duplicates::duplicates(&ctx, &domain, &among).await?.double {
        0 => Ok(()),
        double => tell(&format!("{double} look like places we have: koop-lokaal duplicates")),
    }
}

/// Imports a table: first what is wrong with which rows, then what it did.
pub(crate) async fn table((ctx, domain): House, what: &TableImport) -> Result<(), CommandError> {
    let table::Outcome { counts, faults, off_map, .. } = table::import(&ctx, &domain, what).await?;
    for fault in faults.iter().take(FAULTS_SHOWN) {
        let value = one_line(&fault.value);
        let fate = if fault.is_fatal() { "left out" } else { "taken without it" };
        tell(&format!("line {}, {fault}: \"{value}\" ({fate})", fault.line))?;
    }
    if let Some(more @ 1..) = faults.len().checked_sub(FAULTS_SHOWN) {
        tell(&format!("and {more} more"))?;
    }
    if off_map > 0 {
        tell(&format!("{off_map} without a point: found by name, and on no map or neighbourhood"))?;
    }
    say(&account(&counts))
}

/// Undoes the last edition of a table.
pub(crate) async fn undo((ctx, domain): House, dataset: &str) -> Result<(), CommandError> {
    let imports::Undone { removed, restored, kept } = imports::undo(&ctx, &domain, dataset).await?;
    if kept > 0 {
        say(&format!("kept {kept}: {CHANGED_HERE}"))?;
    }
    say(&format!("removed {removed} restored {restored} kept {kept}"))
}

/// Says where sources say something else than people here wrote: to read, or as JSON, a listing a
/// line.
pub(crate) async fn differences(
    (ctx, domain): House,
    dataset: Option<&str>,
    as_json: bool,
) -> Result<(), CommandError> {
    let (mut after, mut count) = (None, 0);
    loop {
        let page = imports::differences(&ctx, &domain, dataset, after, PAGE_MAX).await?;
        for differing in &page {
            say(&if as_json { in_json(differing).to_string() } else { in_words(differing) })?;
        }
        count += page.len();
        match page.last() {
            Some(last) => after = Some(last.listing.id),
            None if as_json => return Ok(()),
            None if count == 1 => return say("1 listing differs from what its source says"),
            None => return say(&format!("{count} listings differ from what their source says")),
        }
    }
}

/// The reasons, then the counts: the last line is the same in every language, for scripts.
pub(crate) fn account(counts: &Counts) -> String {
    let Counts { created, updated, unchanged, gone, kept, skipped, reasons } = counts;
    let reasons: String = reasons.iter().map(|(why, n)| format!("skipped {n}: {why}\n")).collect();
    let kept = match kept {
        0 => String::new(),
        kept => format!("kept {kept}: {CHANGED_HERE}\n"),
    };
    format!(
        "{reasons}{kept}created {created} updated {updated} unchanged {unchanged} gone {gone} skipped {skipped}"
    )
}

fn in_words(differing: &Differing) -> String {
    let Differing { listing, differences } = differing;
    let mut words = format!("{} ({})", listing.facts.name, listing.slug);
    for difference in differences {
        let source = &difference.source;
        let read = source.read_at.format("%Y-%m-%d");
        let group = group_key(difference.group);
        words += &format!("\n  {group}, {} {} read on {read}", source.name, source.id);
        for field in difference.fields() {
            let [ours, theirs] = [&field.ours, &field.theirs]
                .map(|fact| one_line(fact.as_deref().unwrap_or(NOTHING)));
            words += &format!("\n    {}: {ours} → {theirs}", field.field);
        }
    }
    words
}

fn in_json(Differing { listing, differences }: &Differing) -> Value {
    let differences: Vec<Value> = differences
        .iter()
        .map(|difference| {
            json!({
                "group": difference.group,
                "source": difference.source,
                "fields": difference.fields(),
            })
        })
        .collect();
    json!({
        "id": listing.id.to_string(),
        "slug": listing.slug,
        "name": listing.facts.name,
        "differences": differences,
    })
}

/// The name under which a group of facts is stored.
fn group_key(group: FactGroup) -> String {
    json!(group).as_str().unwrap_or_default().to_owned()
}

/// A text that cannot play tricks on a terminal.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_ends_on_its_counts() {
        let reasons = [("parking".to_owned(), 3), ("no name".to_owned(), 1)].into();
        let counts =
            Counts { created: 1, updated: 2, unchanged: 3, gone: 4, kept: 0, skipped: 4, reasons };
        assert_eq!(
            account(&counts),
            "skipped 1: no name\nskipped 3: parking\n\
             created 1 updated 2 unchanged 3 gone 4 skipped 4"
        );
        let counts = Counts { kept: 3, ..Counts::default() };
        assert_eq!(
            account(&counts),
            "kept 3: changed here\ncreated 0 updated 0 unchanged 0 gone 0 skipped 0"
        );
    }
}
