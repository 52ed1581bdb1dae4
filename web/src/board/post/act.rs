//! What is done with a post: answered, turned away from, reported; by whose it is renewed and
//! closed.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::agreements;
use koop_domain::error::Problem;
use koop_domain::posts::model::{Outcome, Post, ReportReason};
use koop_domain::posts::{self, About};

use super::super::state::Board;
use super::super::{href, ready, seen};
use super::{price, show};
use crate::Web;
use crate::agreements::path as agreement_path;
use crate::drafts::{Sent, Waiting};
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::reader::Reader;
use crate::texts::{self, posts as words};

/// What the domain calls the fields, and their ids.
const FIELDS: &[(&str, &str)] = &[
    ("message", "bericht"),
    ("quantity", "aantal"),
    ("note", "toelichting"),
    ("reason", "reden"),
    ("outcome", "uitkomst"),
];

/// `POST /prikbord/{slug}`
pub(in crate::board) async fn act(
    State(web): State<Web>,
    Path(slug): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let Sent { mine, typed, waiting } = sent;
    let reader = &mine.reader;
    let post = seen(&web, reader, &slug).await?;
    match typed.get("daad") {
        "reageer" => reply(&web, reader, post, (&typed, &waiting)).await,
        "niet-voor-mij" => {
            posts::dismiss(&reader.ctx, &web.site.domain, post.id).await?;
            Ok(Redirect::to(Board::of(post.subject).path()).into_response())
        }
        "blokkeer" => {
            posts::block_author(&reader.ctx, &web.site.domain, post.id).await?;
            Ok(Redirect::to("/mijn/prikbord/geblokkeerd?gedaan=geblokkeerd").into_response())
        }
        "meld" => report(&web, reader, post, &typed).await,
        "verleng" => {
            posts::renew(&reader.ctx, &web.site.domain, post.id).await?;
            Ok(to(&post, &typed, "verlengd"))
        }
        "sluit" => close(&web, reader, post, &typed).await,
        _ => Err(Failure::INVALID),
    }
}

/// The page that it was done on, told that it was.
fn to(post: &Post, typed: &Typed, done: &str) -> Response {
    let page = match typed.get("vanaf") {
        "mijn" => "/mijn/prikbord".to_owned(),
        _ => href(post),
    };
    Redirect::to(&format!("{page}?gedaan={done}")).into_response()
}

async fn reply(
    web: &Web,
    reader: &Reader,
    post: Post,
    (typed, waiting): (&Typed, &Waiting),
) -> Result<Response, Failure> {
    let language = reader.language;
    if let Some(number) = typed.some("zin") {
        // A sentence was tapped: nothing is sent, and nothing that was typed is lost.
        let message = ready::answered(language, post.direction, (typed.get("bericht"), &number));
        let mut typed = typed.clone();
        typed.set("bericht", &message);
        return show(web, reader, post, (&typed, Slips::default())).await;
    }
    let wrong = |field: &str, problem| {
        let label = words::field_label(language, field);
        texts::problem(language, &label, problem)
    };
    if typed.get("bericht").is_empty() {
        let slips = Slips::own("bericht", wrong("message", Problem::Empty));
        return show(web, reader, post, (typed, slips)).await;
    }
    let quantity = match typed.some("aantal").map(|it| it.parse::<u32>()) {
        None => 1,
        Some(Ok(quantity)) => quantity,
        Some(Err(_)) => {
            let slips = Slips::own("aantal", wrong("quantity", Problem::Unreadable));
            return show(web, reader, post, (typed, slips)).await;
        }
    };
    let said = (typed.get("bericht"), quantity);
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    // Who read the price that is asked says yes to it; to another nobody has.
    let price = match typed.get("gevraagd") {
        "" => None,
        seen if price::sent(web, reader, post.id).await?.as_deref() == Some(seen) => {
            agreements::asked_price(ctx, domain, post.id, quantity).await.unwrap_or_default()
        }
        _ => None,
    };
    match agreements::reply_at(ctx, domain, post.id, said, price).await {
        Ok(agreement) => {
            waiting.done(web, reader).await?;
            Ok(Redirect::to(&agreement_path(agreement.id)).into_response())
        }
        Err(error) => {
            let slips = Slips::of_agreement(language, error, FIELDS)?;
            show(web, reader, post, (typed, slips)).await
        }
    }
}

async fn report(
    web: &Web,
    reader: &Reader,
    post: Post,
    typed: &Typed,
) -> Result<Response, Failure> {
    let language = reader.language;
    let Some(reason) = ReportReason::from_key(typed.get("reden")) else {
        let words = texts::text(language, "board-report-choose");
        return show(web, reader, post, (typed, Slips::own("reden", words))).await;
    };
    let note = typed.some("toelichting");
    let about = About::Post(post.id);
    match posts::report(&reader.ctx, &web.site.domain, about, reason, note.as_deref()).await {
        Ok(_) => Ok(to(&post, typed, "gemeld")),
        Err(error) => {
            let slips = Slips::of_post(language, error, FIELDS)?;
            show(web, reader, post, (typed, slips)).await
        }
    }
}

async fn close(web: &Web, reader: &Reader, post: Post, typed: &Typed) -> Result<Response, Failure> {
    let Some(outcome) = Outcome::from_key(typed.get("uitkomst")) else {
        let words = texts::text(reader.language, "board-outcome-choose");
        return show(web, reader, post, (typed, Slips::own("uitkomst", words))).await;
    };
    match posts::close(&reader.ctx, &web.site.domain, post.id, outcome).await {
        Ok(_) => Ok(to(&post, typed, "afgesloten")),
        Err(error) => {
            let slips = Slips::of_post(reader.language, error, FIELDS)?;
            show(web, reader, post, (typed, slips)).await
        }
    }
}
