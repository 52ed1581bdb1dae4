//! What was brought in, as it is listed.

use koop_domain::imports::tables::model::Batch;
use koop_domain::listings::opening_hours::ZONE;

use crate::page::Page;
use crate::reader::Reader;
use crate::texts::clock;

/// A batch of the list.
pub(crate) struct Row {
    pub id: String,
    pub name: String,
    /// Who and when.
    pub words: String,
    pub instant: String,
    /// What it did, a few words each.
    pub did: Vec<String>,
    /// What became of it, where that is worth saying.
    pub state: Option<String>,
    pub can_undo: bool,
}

impl Row {
    pub(super) fn new(page: &Page, it: &Batch) -> Self {
        let local = it.started_at.with_timezone(&ZONE);
        let day = clock::date(page.language, local.date_naive());
        let at = format!("{day}, {}", clock::hour(page.language, local.time()));
        let who = match (&it.member_name, it.member) {
            (Some(name), _) => name.clone(),
            (None, Some(_)) => page.t("audit-gone"),
            (None, None) => page.t("audit-house"),
        };
        let counts = &it.counts;
        let did = [
            ("table-did-created", counts.created),
            ("table-did-updated", counts.updated),
            ("table-did-gone", counts.gone),
            ("table-did-kept", counts.kept),
            ("table-did-skipped", counts.skipped),
        ];
        let did = did.into_iter().filter(|(_, count)| *count > 0);
        let mut did: Vec<String> =
            did.map(|(key, count)| page.with(key, &[("count", count.into())])).collect();
        if did.is_empty() {
            did.push(page.t("table-did-nothing"));
        }
        let state = match (it.undone_at, it.finished_at) {
            (Some(_), _) if it.is_undoing => Some(page.t("table-state-undoing")),
            (Some(_), _) => Some(page.t("table-state-undone")),
            (None, None) => Some(page.t("table-state-busy")),
            (None, Some(_)) => None,
        };
        Self {
            id: it.id.to_string(),
            name: it.name().to_owned(),
            words: page.with("table-who-when", &[("who", who.into()), ("when", at.into())]),
            instant: it.started_at.to_rfc3339(),
            did,
            state,
            can_undo: it.can_undo,
        }
    }
}

/// What has just been done, in a sentence.
pub(super) fn done(page: &Page, reader: &Reader) -> Option<String> {
    let count = |name: &str| reader.value(name).and_then(|it| it.parse::<u64>().ok()).unwrap_or(0);
    match reader.value("gedaan")? {
        "geplaatst" => {
            let values = [
                ("created", count("nieuw").into()),
                ("updated", count("anders").into()),
                ("gone", count("weg").into()),
            ];
            Some(page.with("table-done-published", &values))
        }
        "terug" => {
            let values = [
                ("removed", count("weg").into()),
                ("restored", count("als-eerst").into()),
                ("kept", count("gebleven").into()),
            ];
            Some(page.with("table-done-undone", &values))
        }
        "weggelegd" => Some(page.t("table-done-withdrawn")),
        _ => None,
    }
}
