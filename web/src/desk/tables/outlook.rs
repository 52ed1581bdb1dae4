//! The second step: what would happen. The third: it happens.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::communities::Seen;
use koop_domain::id::TableId;
use koop_domain::imports::model::Counts;
use koop_domain::imports::tables::error::TableError;
use koop_domain::imports::tables::model::{Alike, Draft, Outlook};
use koop_domain::imports::tables::{self, Fault};
use serde::Deserialize;

use super::super::log::{download, quoted};
use super::super::{COMMUNITY, DeskHead};
use super::{PATH, frame, table_id, waiting};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::page::{Page, answer_privately};
use crate::texts;

/// How many faults stand on the page; the file has them all.
const FAULTS_SHOWN: usize = 25;
/// How many places that look like others stand on the page.
const ALIKE_SHOWN: usize = 25;

#[derive(Template)]
#[template(path = "desk/tables/outlook.html")]
pub(crate) struct OutlookPage {
    pub page: Page,
    pub desk: DeskHead,
    pub slips: Slips,
    pub heading: String,
    /// Where the columns are named, and its own address for what is done with it.
    pub columns: String,
    /// What would happen: how many, what, and whether that is nothing.
    pub figures: Vec<(u64, String)>,
    /// Whether publishing would do anything.
    pub does_something: bool,
    pub off_map: Option<String>,
    pub faults: Vec<Wrong>,
    pub faults_heading: String,
    /// How many more there are.
    pub faults_more: Option<String>,
    pub faults_file: String,
    pub alike: Vec<Double>,
    pub alike_heading: String,
    pub alike_more: Option<String>,
    /// Asked to be sure where far more would be gone than usual.
    pub emptying: Option<String>,
    pub publish: String,
}

/// Something that is wrong with a row.
pub(crate) struct Wrong {
    pub line: String,
    pub words: String,
    pub value: String,
    /// What becomes of the row.
    pub fate: String,
}

/// A new place that looks like one that is there.
pub(crate) struct Double {
    pub line: String,
    pub name: String,
    pub others: Vec<Link>,
}

/// Whether so much may go.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Sure {
    weg: String,
}

/// `GET /beheer/tabel/{id}/proef`
pub(super) async fn get(
    State(web): State<Web>,
    Path(id): Path<String>,
    mine: Mine,
) -> Result<Response, Failure> {
    show(&web, &mine, table_id(&id)?, Slips::default()).await
}

/// `POST /beheer/tabel/{id}/plaatsen`
pub(super) async fn publish(
    State(web): State<Web>,
    Path(id): Path<String>,
    mine: Mine,
    Form(sure): Form<Sure>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let (ctx, domain, id) = (&reader.ctx, &web.site.domain, table_id(&id)?);
    let (draft, _) = waiting(reader.language, tables::look(ctx, domain, id).await)?;
    match tables::publish(ctx, domain, id, !sure.weg.is_empty()).await {
        Ok(batch) => {
            let (_, _, here) =
                frame(&web, reader, draft.community, ("table-title", &Slips::default())).await?;
            Ok(Redirect::to(&done(&here, &batch.counts)).into_response())
        }
        Err(error) => {
            let slips = Slips::of_table(reader.language, error)?;
            show(&web, &mine, id, slips).await
        }
    }
}

fn done(here: &Seen, counts: &Counts) -> String {
    let pairs = [
        (COMMUNITY, here.community.slug.clone()),
        ("gedaan", "geplaatst".to_owned()),
        ("nieuw", counts.created.to_string()),
        ("anders", counts.updated.to_string()),
        ("weg", counts.gone.to_string()),
    ];
    format!("{PATH}?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
}

/// `GET /beheer/tabel/{id}/fouten.csv`: all that is wrong, to mend it in the file.
pub(super) async fn faults(
    State(web): State<Web>,
    Path(id): Path<String>,
    mine: Mine,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let found = tables::faults(&reader.ctx, &web.site.domain, table_id(&id)?).await;
    let faults = waiting(reader.language, found)?;
    let t = |key: &str| texts::text(reader.language, key);
    let head = ["table-csv-line", "table-csv-column", "table-csv-value", "table-csv-wrong"].map(t);
    let mut file = head.map(|cell| quoted(&cell)).join(",") + "\r\n";
    for fault in &faults {
        let cells = [
            fault.line.to_string(),
            fault.column.clone().unwrap_or_default(),
            fault.value.clone(),
            texts::table_fault(reader.language, fault),
        ];
        file.push_str(&cells.map(|cell| quoted(&cell)).join(","));
        file.push_str("\r\n");
    }
    Ok(download("fouten.csv", "text/csv; charset=utf-8", file))
}

async fn show(web: &Web, mine: &Mine, id: TableId, slips: Slips) -> Result<Response, Failure> {
    let Mine { reader, .. } = mine;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let (draft, _) = waiting(reader.language, tables::look(ctx, domain, id).await)?;
    let outlook = match tables::foresee(ctx, domain, id).await {
        Ok(outlook) => outlook,
        // Somebody came here before they said which column has the names.
        Err(TableError::Nameless { .. }) => {
            return Ok(Redirect::to(&format!("{PATH}/{id}")).into_response());
        }
        found => waiting(reader.language, found)?,
    };
    let title = ("table-outlook-title", &slips);
    let (mut page, head, _) = frame(web, reader, draft.community, title).await?;
    page.here = format!("{PATH}/{id}/proef");
    let status = slips.status();
    let page = OutlookPage::new(page, head, (&draft, &outlook), slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl OutlookPage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        (draft, outlook): (&Draft, &Outlook),
        slips: Slips,
    ) -> Self {
        let it = &outlook.counts;
        let count = |key: &str, count: u64| page.with(key, &[("count", count.into())]);
        let figures = [
            (it.created, "table-would-create"),
            (it.updated, "table-would-update"),
            (it.unchanged, "table-would-leave"),
            (it.kept, "table-would-keep"),
            (it.gone, "table-would-go"),
            (it.skipped, "table-would-skip"),
        ];
        let changes = it.created + it.updated + it.gone;
        let more = |all: usize, shown: usize, key: &str| {
            all.checked_sub(shown).filter(|more| *more > 0).map(|more| count(key, more as u64))
        };
        let new = it.created;
        let compared = outlook.compared;
        let alike_more = more(outlook.alike.len(), ALIKE_SHOWN, "table-alike-more")
            .or_else(|| (new > compared).then(|| count("table-alike-first", compared)));
        let emptying = [("gone", it.gone.into())];
        Self {
            heading: page.with("table-outlook-of", &[("name", draft.publisher.clone().into())]),
            columns: format!("{PATH}/{}", draft.id),
            figures: figures.map(|(number, key)| (number, count(key, number))).into(),
            does_something: changes > 0,
            off_map: (outlook.off_map > 0).then(|| count("table-off-map", outlook.off_map)),
            faults: outlook.faults.iter().take(FAULTS_SHOWN).map(|it| wrong(&page, it)).collect(),
            faults_heading: count("table-faults", outlook.faults.len() as u64),
            faults_more: more(outlook.faults.len(), FAULTS_SHOWN, "table-faults-more"),
            faults_file: format!("{PATH}/{}/fouten.csv", draft.id),
            alike: outlook.alike.iter().take(ALIKE_SHOWN).map(|it| double(&page, it)).collect(),
            alike_heading: count("table-alike", outlook.alike.len() as u64),
            alike_more,
            emptying: outlook.is_emptying.then(|| page.with("table-emptying", &emptying)),
            publish: count("table-publish", it.created + it.updated),
            desk,
            slips,
            page,
        }
    }
}

fn wrong(page: &Page, it: &Fault) -> Wrong {
    let fate = if it.is_fatal() { "table-fate-out" } else { "table-fate-without" };
    Wrong {
        line: page.with("table-line", &[("line", it.line.into())]),
        words: texts::table_fault(page.language, it),
        value: it.value.clone(),
        fate: page.t(fate),
    }
}

fn double(page: &Page, it: &Alike) -> Double {
    let other = |(name, slug): &(String, String)| Link {
        href: format!("/plek/{slug}"),
        label: name.clone(),
    };
    Double {
        line: page.with("table-line", &[("line", it.line.into())]),
        name: it.name.clone(),
        others: it.others.iter().map(other).collect(),
    }
}
