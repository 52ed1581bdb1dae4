//! Coming in with a code from the desk: who was registered without a mail address says where they
//! read mail now, and the mail that goes there lets them in.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use koop_domain::profiles::mandates;

use crate::Web;
use crate::entering::mailed;
use crate::error::Failure;
use crate::form::{Field, Named, Slips};
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

const FIELDS: &[Named] = &[("email", "email", "form-email"), ("code", "code", "entry-code")];

#[derive(Template)]
#[template(path = "people/entry/entry.html")]
pub(crate) struct EntryPage {
    pub page: Page,
    pub slips: Slips,
    pub email: Field,
    pub code: Field,
}

/// `GET /inloggen/balie`
pub(crate) async fn get(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    show(&web, &reader, &Typed::default(), Slips::default()).await
}

/// `POST /inloggen/balie`
pub(crate) async fn post(
    State(web): State<Web>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let said = (typed.get("email"), typed.get("code"));
    let from = (reader.language, reader.origin.net.as_str());
    match mandates::come_in(&reader.ctx, &web.site.domain, said, from).await {
        Ok(to) => Ok(mailed(&web, to.as_typed())),
        Err(error) => {
            let slips = Slips::of_profile(reader.language, error, FIELDS)?;
            show(&web, &reader, &typed, slips).await
        }
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    typed: &Typed,
    slips: Slips,
) -> Result<Response, Failure> {
    let mut page = Page::own(web, reader, "entry-title", "entry-lead", &slips).await;
    "/inloggen/balie".clone_into(&mut page.here);
    let status = slips.status();
    let page = EntryPage::new(page, typed, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl EntryPage {
    pub(crate) fn new(page: Page, typed: &Typed, slips: Slips) -> Self {
        let code = Field::fact(page.language, ("code", "entry-code"), typed.get("code"), &slips)
            .hinted(page.t("entry-code-hint"));
        Self { email: Field::email(page.language, typed.get("email"), &slips), code, slips, page }
    }
}
