//! The first step: which column has what.

use std::collections::{BTreeMap, HashSet};

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::id::TableId;
use koop_domain::imports::tables::model::{Draft, Sheet};
use koop_domain::imports::tables::{self, Field};

use super::super::DeskHead;
use super::{PATH, frame, table_id, waiting};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::texts;

/// With what the name of a column's field in the form begins; its number follows.
const COLUMN: &str = "kolom-";

#[derive(Template)]
#[template(path = "desk/tables/columns.html")]
pub(crate) struct ColumnsPage {
    pub page: Page,
    pub desk: DeskHead,
    pub slips: Slips,
    pub heading: String,
    pub rows: String,
    /// Its own address.
    pub here: String,
    pub columns: Vec<Asked>,
    /// Whether it has columns without a name of their own, which cannot be chosen.
    pub has_unnamed: bool,
}

/// A column that is asked about.
pub(crate) struct Asked {
    /// The name of its field.
    pub id: String,
    pub name: String,
    pub examples: Vec<String>,
    /// What it may have: key, label, whether it is that.
    pub choices: Vec<(&'static str, String, bool)>,
    /// What it looks like, where another column has that.
    pub seems: Option<String>,
    /// Whether somebody has to look: nothing is recognised in it.
    pub is_unknown: bool,
}

/// `GET /beheer/tabel/{id}`
pub(super) async fn get(
    State(web): State<Web>,
    Path(id): Path<String>,
    mine: Mine,
) -> Result<Response, Failure> {
    show(&web, &mine, table_id(&id)?, None, Slips::default()).await
}

/// `POST /beheer/tabel/{id}`: says which column has what.
pub(super) async fn post(
    State(web): State<Web>,
    Path(id): Path<String>,
    mine: Mine,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let (id, language) = (table_id(&id)?, reader.language);
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let (_, sheet) = waiting(language, tables::look(ctx, domain, id).await)?;
    let said = match read(&sheet, &typed) {
        Ok(said) => said,
        Err((said, twice)) => {
            let field = texts::table_field(language, twice).into();
            let words = texts::text_with(language, "table-column-twice", &[("field", field)]);
            return show(&web, &mine, id, Some(said), Slips::in_all(words)).await;
        }
    };
    match tables::name_columns(ctx, domain, id, &said).await {
        Ok(()) => Ok(Redirect::to(&format!("{PATH}/{id}/proef")).into_response()),
        Err(error) => {
            let slips = Slips::of_table(language, error)?;
            show(&web, &mine, id, Some(said), slips).await
        }
    }
}

/// What was said: each field's key with the name of its column.
type Said = BTreeMap<String, String>;

/// What was sent, or with it the field that two columns were said to have.
fn read(sheet: &Sheet, typed: &[(String, String)]) -> Result<Said, (Said, Field)> {
    // What nobody chose is in no column, whatever was said of an earlier edition.
    let mut said: Said = Field::all().map(|it| (it.key().to_owned(), String::new())).collect();
    let mut twice = None;
    for (name, key) in typed {
        let at = name.strip_prefix(COLUMN).and_then(|at| at.parse::<usize>().ok());
        let column = at.and_then(|at| sheet.columns.get(at));
        let (Some(column), Some(field)) = (column, Field::from_key(key)) else { continue };
        let before = said.insert(key.clone(), column.name.clone());
        if before.is_some_and(|before| !before.is_empty()) {
            twice = Some(field);
        }
    }
    match twice {
        Some(field) => Err((said, field)),
        None => Ok(said),
    }
}

async fn show(
    web: &Web,
    mine: &Mine,
    id: TableId,
    typed: Option<Said>,
    slips: Slips,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = mine;
    let found = tables::look(&reader.ctx, &web.site.domain, id).await;
    let (draft, mut sheet) = waiting(reader.language, found)?;
    if let Some(typed) = typed {
        sheet.named = typed.into_iter().filter(|(_, name)| !name.is_empty()).collect();
    }
    let title = ("table-columns-title", &slips);
    let (mut page, head, _) = frame(web, reader, draft.community, title).await?;
    page.here = format!("{PATH}/{id}");
    let status = slips.status();
    let page = ColumnsPage::new(page, head, (&draft, &sheet), slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl ColumnsPage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        (draft, sheet): (&Draft, &Sheet),
        slips: Slips,
    ) -> Self {
        let (mut asked, mut names) = (Vec::<Asked>::new(), HashSet::new());
        for (at, column) in sheet.columns.iter().enumerate() {
            // A table tells its columns apart by their names.
            if column.name.is_empty() || !names.insert(column.name.as_str()) {
                continue;
            }
            let has = |field: &Field| sheet.named.get(field.key()) == Some(&column.name);
            let choice =
                |field: Field| (field.key(), texts::table_field(page.language, field), has(&field));
            let choices: Vec<_> = Field::all().map(choice).collect();
            let seems = column.seems.and_then(|field| {
                let other = sheet.named.get(field.key()).filter(|it| **it != column.name)?;
                let field = texts::table_field(page.language, field).into();
                let values = [("field", field), ("column", other.clone().into())];
                Some(page.with("table-column-seems", &values))
            });
            asked.push(Asked {
                seems,
                id: format!("{COLUMN}{at}"),
                name: column.name.clone(),
                examples: column.examples.clone(),
                is_unknown: !choices.iter().any(|(.., chosen)| *chosen),
                choices,
            });
        }
        Self {
            heading: page.with("table-columns-of", &[("name", draft.publisher.clone().into())]),
            rows: page.with("table-rows", &[("count", sheet.rows.into())]),
            here: format!("{PATH}/{}", draft.id),
            has_unnamed: asked.len() < sheet.columns.len(),
            columns: asked,
            desk,
            slips,
            page,
        }
    }
}
