//! What a payment was or is asked for, where somebody does not want to read it: hidden on their own side, shown
//! again, or reported.

use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::id::TransferId;
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::model::{Asked, Moved};
use koop_domain::posts;
use koop_domain::posts::About;
use koop_domain::posts::error::PostError;
use koop_domain::posts::model::ReportReason;
use koop_domain::posts::reports::NOTE_MAX;

use super::show;
use crate::Web;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::keeping::{Choice, Choices, Group, Typed};
use crate::page::Page;
use crate::reader::Reader;
use crate::texts;
use crate::wallet::receipt_path;

/// Why it is reported, and more words to it.
const WHY: &str = "waarom";
const NOTE: &str = "toelichting";

/// What can be done about the words.
pub(crate) struct Words {
    /// Whether they are hidden now.
    pub is_hidden: bool,
    /// Whether who looks can hide them: whoever has a link to pay cannot.
    pub can_hide: bool,
    pub reasons: Choices,
    pub note: Field,
    pub is_open: bool,
}

impl Words {
    /// Nothing where nothing is written.
    pub(super) fn of(page: &Page, it: &Moved, typed: &Typed, slips: &Slips) -> Option<Self> {
        if it.purpose.is_none() && !it.is_hidden {
            return None;
        }
        let reporting = Self::reporting(page, typed, slips);
        Some(Self { is_hidden: it.is_hidden, can_hide: true, ..reporting })
    }

    /// The same of what somebody is asked to pay for.
    pub(crate) fn of_request(
        page: &Page,
        it: &Asked,
        typed: &Typed,
        slips: &Slips,
    ) -> Option<Self> {
        if it.purpose.is_none() && !it.is_hidden {
            return None;
        }
        let (is_hidden, can_hide) = (it.is_hidden, it.from.is_some());
        Some(Self { is_hidden, can_hide, ..Self::reporting(page, typed, slips) })
    }

    /// The form by which words that show are reported.
    pub(crate) fn reporting(page: &Page, typed: &Typed, slips: &Slips) -> Self {
        let choice = |it: &ReportReason| Choice {
            value: it.key().to_owned(),
            label: texts::posts::report_reason(page.language, *it),
            chosen: it.key() == typed.get(WHY),
        };
        let choices = ReportReason::ALL.iter().map(choice).collect();
        let group = vec![Group { label: String::new(), choices }];
        let note = Field::line(NOTE, page.t("purpose-note"), typed.get(NOTE), NOTE_MAX, slips);
        Self {
            is_hidden: false,
            can_hide: false,
            reasons: Choices::grouped(page, (WHY, "purpose-reason"), group, slips),
            note,
            is_open: slips.of(WHY).is_some() || slips.of(NOTE).is_some(),
        }
    }
}

/// What was just done about them.
pub(crate) fn done_key(what: &str) -> Option<&'static str> {
    match what {
        "verborgen" => Some("purpose-done-hidden"),
        "getoond" => Some("purpose-done-shown"),
        "gemeld" => Some("purpose-done-reported"),
        _ => None,
    }
}

/// Hides them, shows them again, or reports them.
pub(super) async fn post(
    web: &Web,
    reader: &Reader,
    id: TransferId,
    typed: Typed,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let back = |done| Redirect::to(&format!("{}?gedaan={done}", receipt_path(id))).into_response();
    let doe = typed.get("doe");
    if doe == "meld" {
        return report(web, reader, id, typed).await;
    }
    let hidden = hides(doe).ok_or(Failure::INVALID)?;
    payments::hide_purpose(ctx, domain, id, hidden).await?;
    Ok(back(hidden_done(hidden)))
}

/// Whether what is pressed hides the words, or shows them again; none where it does neither.
pub(crate) fn hides(doe: &str) -> Option<bool> {
    match doe {
        "verberg" => Some(true),
        "toon" => Some(false),
        _ => None,
    }
}

/// What is told of it afterwards.
pub(crate) fn hidden_done(hidden: bool) -> &'static str {
    if hidden { "verborgen" } else { "getoond" }
}

async fn report(
    web: &Web,
    reader: &Reader,
    id: TransferId,
    typed: Typed,
) -> Result<Response, Failure> {
    match told(web, reader, About::Purpose(id), &typed).await? {
        None => {
            let href = format!("{}?gedaan=gemeld", receipt_path(id));
            Ok(Redirect::to(&href).into_response())
        }
        Some(slips) => show(web, reader, &id.to_string(), (typed, slips)).await,
    }
}

/// Reports words; what can be mended of that, where something can.
pub(crate) async fn told(
    web: &Web,
    reader: &Reader,
    about: About,
    typed: &Typed,
) -> Result<Option<Slips>, Failure> {
    let language = reader.language;
    let Some(reason) = ReportReason::from_key(typed.get(WHY)) else {
        return Ok(Some(Slips::own(WHY, texts::text(language, "purpose-report-choose"))));
    };
    let (ctx, domain, note) = (&reader.ctx, &web.site.domain, typed.some(NOTE));
    match posts::report(ctx, domain, about, reason, note.as_deref()).await {
        Ok(_) => Ok(None),
        Err(error @ (PostError::Invalid { .. } | PostError::TooMany { .. })) => {
            let words = texts::posts::post_error(language, &error).unwrap_or_default();
            let slips = Slips::in_all(words);
            let is_note = matches!(error, PostError::Invalid { field: "note", .. });
            Ok(Some(if is_note { slips.beside(NOTE) } else { slips }))
        }
        Err(error) => Err(error.into()),
    }
}
