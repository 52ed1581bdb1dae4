//! What is done in the queue.

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::appeals;
use koop_domain::desk::CaseKind;
use koop_domain::error::Problem;
use koop_domain::id::{AppealId, ClaimId, DifferenceId, ListingId, PairId, ReportId, prefix};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::reports::REASON_MAX;
use koop_domain::listings::{claims, confirming, differences, duplicates, reports};

use super::items::templates;
use super::{Chosen, QUEUE, show};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::{LettersPage, Typed};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts;

/// The key of what was just done.
pub(super) fn done_key(what: &str) -> Option<&'static str> {
    match what {
        "ja" => Some("queue-done-yes"),
        "nee" => Some("queue-done-no"),
        "ja-stil" => Some("queue-done-yes-quiet"),
        "nee-stil" => Some("queue-done-no-quiet"),
        "klopt" => Some("queue-done-right"),
        "laat" => Some("queue-done-late"),
        _ => None,
    }
}

/// Decides, fills in a reason that was chosen, or says that a place is right.
pub(super) async fn decide(web: &Web, mine: &Mine, mut typed: Typed) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let deed = typed.get("besluit").to_owned();
    let chosen = template(reader, typed.get("sjabloon"));
    match deed.as_str() {
        "vul" => {
            typed.set("reden", &chosen.unwrap_or_default());
            return show(web, mine, &typed, Slips::default()).await;
        }
        "klopt" | "ja" | "nee" => {}
        _ => return Err(Failure::INVALID),
    }
    // What somebody writes says more than what they chose.
    let own = typed.get("reden").to_owned();
    let reason = if own.is_empty() { chosen.unwrap_or_default() } else { own };
    let error = match act(web, reader, &typed, (&deed, &reason)).await? {
        // Only who asked as a member is told.
        Ok(is_told) if is_told || deed == "klopt" => return Ok(back(reader, &deed)),
        Ok(_) => return Ok(back(reader, &format!("{deed}-stil"))),
        // Somebody else was faster.
        Err(ListingError::NotFound) => return Ok(back(reader, "laat")),
        Err(error) => error,
    };
    let language = reader.language;
    let slips = match error {
        ListingError::Denied(_) => Slips::in_all(texts::text(language, "queue-own")),
        ListingError::Invalid { field: "reason", problem: Problem::TooLong } => {
            let most = [("count", REASON_MAX.into())];
            Slips::own("reden", texts::text_with(language, "reports-slip-long", &most))
        }
        ListingError::Invalid { field: "reason", .. } => {
            Slips::own("reden", texts::text(language, "queue-slip-reason"))
        }
        ListingError::Invalid { .. } => Slips::in_all(texts::text(language, "queue-slip-cannot")),
        error => return Err(error.into()),
    };
    show(web, mine, &typed, slips).await
}

/// Answers whether somebody is told of it.
async fn act(
    web: &Web,
    reader: &Reader,
    typed: &Typed,
    (deed, reason): (&str, &str),
) -> Result<Result<bool, ListingError>, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let no = |_| Failure::NOT_FOUND;
    if deed == "klopt" {
        let id = ListingId::parse(typed.get("plek")).map_err(no)?;
        return Ok(confirming::confirm(ctx, domain, id).await.map(|_| false));
    }
    let (id, verdict) = (typed.get("zaak"), (deed == "ja", reason));
    Ok(match prefix(id) {
        Some(ReportId::PREFIX) => {
            let id = ReportId::parse(id).map_err(no)?;
            reports::decide(ctx, domain, id, verdict).await.map(|(it, _)| it.member.is_some())
        }
        Some(ClaimId::PREFIX) => {
            let id = ClaimId::parse(id).map_err(no)?;
            claims::decide(ctx, domain, id, verdict).await.map(|_| true)
        }
        Some(DifferenceId::PREFIX) => {
            let id = DifferenceId::parse(id).map_err(no)?;
            differences::decide(ctx, domain, id, verdict.0).await.map(|_| false)
        }
        Some(AppealId::PREFIX) => {
            let id = AppealId::parse(id).map_err(no)?;
            appeals::decide(ctx, domain, id, verdict).await.map(|_| true)
        }
        Some(PairId::PREFIX) if deed == "nee" => {
            let id = PairId::parse(id).map_err(no)?;
            duplicates::unlike(ctx, domain, id).await.map(|()| false)
        }
        _ => return Err(Failure::NOT_FOUND),
    })
}

/// `POST /beheer/wachtrij/brief`: prints a letter once more. Its code stands here and nowhere
/// else.
pub(crate) async fn again(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let id = ClaimId::parse(typed.get("zaak")).map_err(|_| Failure::NOT_FOUND)?;
    let letter = match claims::print_again(&reader.ctx, &web.site.domain, id).await {
        Ok(letter) => letter,
        Err(ListingError::NotFound) => return Ok(back(reader, "laat")),
        Err(ListingError::Denied(_)) => {
            let slips = Slips::in_all(texts::text(reader.language, "queue-own"));
            return show(&web, &mine, &typed, slips).await;
        }
        // Beside it stands why.
        Err(ListingError::Invalid { .. }) => {
            let slips = Slips::in_all(texts::text(reader.language, "claim-not-so"));
            return show(&web, &mine, &typed, slips).await;
        }
        Err(error) => return Err(error.into()),
    };
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "letters-title", "letters-lead", &slips).await;
    QUEUE.clone_into(&mut page.here);
    let page = LettersPage::new(page, vec![letter]);
    answer_privately(slips.status(), &page.page, &page)
}

/// The words of a reason that was chosen; of none, where it is no reason.
fn template(reader: &Reader, key: &str) -> Option<String> {
    let all = CaseKind::ALL.into_iter().flat_map(templates);
    let known = all.copied().find(|it| *it == key)?;
    Some(texts::text(reader.language, known))
}

fn back(reader: &Reader, done: &str) -> Response {
    // From the beginning: the page after the last that was decided begins elsewhere.
    let chosen = Chosen { after: None, ..Chosen::of(reader) };
    Redirect::to(&chosen.href(&[("gedaan", done)])).into_response()
}
