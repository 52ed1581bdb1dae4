//! `POST /media` and `POST /beheer/tabel` for programs: the form of the page, with a token instead of
//! a cookie, and an answer in JSON. Without a token the request is the page's.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Extension, Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use koop_domain::agreements::error::AgreementError;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::error::{Kind, chain};
use koop_domain::id::{AgreementId, ListingId, PhotoId, PostId, RequestId};
use koop_domain::imports::tables::error::TableError;
use koop_domain::imports::tables::model::Draft;
use koop_domain::language::Language;
use koop_domain::media::error::MediaError;
use koop_domain::media::{self, Alt, PhotoSize, Picture};
use koop_domain::{agreements, communities, imports, posts};
use koop_web::photos::{self, FORM_MAX_BYTES, Upload};
use koop_web::tables::{self, TableUpload};
use koop_web::texts;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::app::{Parts, TokenError};
use crate::graphql;

/// Who asks from another origin may say who they are.
const ALLOWED: [(HeaderName, HeaderValue); 2] = [
    (
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("authorization, koop-acting-as"),
    ),
    (header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("POST")),
];

/// What an answer calls what it made.
const PHOTO: &str = "photo";
const TABLE: &str = "table";
/// After how many seconds another file may be sent, where too many of somebody's come in at once:
/// by then a photo has arrived over the line of a telephone.
const ARRIVING_WAIT_S: u64 = 10;
/// Where files are sent to.
const PATHS: [&str; 2] = [photos::PATH, tables::PATH];

/// Whether a request brings a file.
pub(crate) fn is_upload(request: &Request) -> bool {
    PATHS.contains(&request.uri().path()) && request.method() == Method::POST
}

/// Answers programs; the rest goes on to the pages. It stands before the pages' own check of where
/// a form comes from: who brings a token borrows nothing from a visitor.
pub(crate) async fn programs(
    State(parts): State<Arc<Parts>>,
    request: Request,
    next: Next,
) -> Response {
    let is_here = PATHS.contains(&request.uri().path());
    let is_program = is_here && graphql::has_token(request.headers());
    if is_picture(&request) {
        // It is seldom, and would make every other answer larger.
        return Box::pin(picture(&parts, request)).await;
    }
    let is_preflight = is_here && request.method() == Method::OPTIONS;
    if !is_program && !is_preflight {
        return next.run(request).await;
    }
    let allowed = || async { (ALLOWED, StatusCode::NO_CONTENT) };
    let door = Router::new()
        .route(tables::PATH, post(receive_table).options(allowed))
        .layer(DefaultBodyLimit::max(tables::FORM_MAX_BYTES))
        .route(
            photos::PATH,
            post(receive).options(allowed).layer(DefaultBodyLimit::max(FORM_MAX_BYTES)),
        )
        .with_state(Parts::clone(&parts));
    let Ok(mut response) = door.oneshot(request).await;
    let any = HeaderValue::from_static("*");
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, any);
    response
}

/// Whether a program asks for a picture that not everybody may see.
fn is_picture(request: &Request) -> bool {
    let is_asked = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_ours = photos::is_attached(request.uri().path());
    is_asked && is_ours && graphql::has_token(request.headers())
}

/// A picture of a post or of a message, for whose token it is.
async fn picture(parts: &Parts, request: Request) -> Response {
    let id = request.extensions().get::<RequestId>().copied().unwrap_or_else(|| {
        Ctx::new(Actor::Visitor, parts.clock.as_ref(), parts.ids.clone()).request_id
    });
    let (headers, path) = (request.headers(), request.uri().path());
    let language = texts::negotiate(headers);
    let ctx = match context(parts, id, headers, (language, PHOTO)).await {
        Ok(ctx) => ctx,
        Err(refused) => return refused,
    };
    let found = photos::file_of(&ctx, &parts.domain, path, headers).await;
    let mut response = found.unwrap_or_else(|kind| failed((language, PHOTO), kind));
    let any = HeaderValue::from_static("*");
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, any);
    response
}

async fn receive(
    State(parts): State<Parts>,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
    form: Request,
) -> Response {
    let language = texts::negotiate(&headers);
    let ctx = match context(&parts, id, &headers, (language, PHOTO)).await {
        Ok(ctx) => ctx,
        Err(refused) => return refused,
    };
    let _arrival = match media::arrive(&ctx, &parts.domain) {
        Ok(arrival) => arrival,
        Err(error) => return crowded((language, PHOTO), &error),
    };
    let Ok(upload) = Upload::read(form).await else {
        let words = texts::text(language, "photo-upload-odd");
        return refuse(StatusCode::BAD_REQUEST, PHOTO, ("INVALID", &words));
    };
    let done = match (upload.post.is_empty(), upload.agreement.is_empty()) {
        (_, false) => return Box::pin(say((&parts, id), &ctx, language, upload)).await,
        (false, true) => add_to_post(&parts, &ctx, upload).await,
        (true, true) => add(&parts, &ctx, upload).await,
    };
    match done {
        Ok(photo) => answer(StatusCode::OK, &json!({ "photo": photo, "userErrors": [] })),
        Err(error) => refused(language, &error, id),
    }
}

/// A message to the other one of an agreement, with a photo.
async fn say(
    (parts, id): (&Parts, RequestId),
    ctx: &Ctx,
    language: Language,
    upload: Upload,
) -> Response {
    match add_to_message(parts, ctx, upload).await {
        Ok(photo) => {
            parts.bell.ring();
            answer(StatusCode::OK, &json!({ "photo": photo, "userErrors": [] }))
        }
        Err(AgreementError::Photo(error)) => refused(language, &error, id),
        Err(error) => match texts::agreement_error(language, &error) {
            Some(words) => {
                let code = graphql::code(error.kind());
                refuse(koop_web::status(error.kind()), PHOTO, (code, &words))
            }
            None => {
                tracing::error!(request_id = %id, error = chain(&error), "a message was not kept");
                failed((language, PHOTO), error.kind())
            }
        },
    }
}

/// Who asks, by their token, and as whom.
async fn context(
    parts: &Parts,
    id: RequestId,
    headers: &HeaderMap,
    (language, what): (Language, &str),
) -> Result<Ctx, Response> {
    let mut ctx = Ctx::new(Actor::Visitor, parts.clock.as_ref(), parts.ids.clone());
    ctx.request_id = id;
    let actor = graphql::actor(parts, &ctx, headers).await;
    ctx.actor = actor.map_err(|error| unknown((language, what), &error, id))?;
    let acting = graphql::acting(parts, &ctx, headers).await;
    acting.map(|(ctx, _)| ctx).map_err(|_| {
        let words = texts::text(language, "profile-not-yours");
        refuse(StatusCode::FORBIDDEN, what, ("DENIED", &words))
    })
}

/// As many of somebody's files come in as may at once; of this one nothing was read.
fn crowded((language, what): (Language, &str), error: &MediaError) -> Response {
    let wrong = graphql::photo_error(language, error);
    let made = json!({ what: Value::Null, "userErrors": [wrong] });
    let mut response = answer(koop_web::status(error.kind()), &made);
    let wait = HeaderValue::from(ARRIVING_WAIT_S);
    response.headers_mut().insert(header::RETRY_AFTER, wait);
    response
}

/// A table comes in.
async fn receive_table(
    State(parts): State<Parts>,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
    form: Request,
) -> Response {
    let language = texts::negotiate(&headers);
    let ctx = match context(&parts, id, &headers, (language, TABLE)).await {
        Ok(ctx) => ctx,
        Err(refused) => return refused,
    };
    let _arrival = match media::arrive(&ctx, &parts.domain) {
        Ok(arrival) => arrival,
        Err(error) => return crowded((language, TABLE), &error),
    };
    let Ok(upload) = TableUpload::read(form).await else {
        let words = texts::text(language, "table-upload-odd");
        return refuse(StatusCode::BAD_REQUEST, TABLE, ("INVALID", &words));
    };
    match bring(&parts, &ctx, upload).await {
        Ok(it) => {
            let table = json!({ "id": it.id.to_string(), "source": it.publisher });
            answer(StatusCode::OK, &json!({ "table": table, "userErrors": [] }))
        }
        Err(error) => match graphql::sent_table_error(language, &error) {
            Some(wrong) => {
                let made = json!({ "table": Value::Null, "userErrors": [wrong] });
                let mut response = answer(koop_web::status(error.kind()), &made);
                if let TableError::TooMany { wait_s } = error {
                    let wait = HeaderValue::from(wait_s);
                    response.headers_mut().insert(header::RETRY_AFTER, wait);
                }
                response
            }
            None => {
                tracing::error!(request_id = %id, error = chain(&error), "a table was not kept");
                failed((language, TABLE), error.kind())
            }
        },
    }
}

async fn bring(parts: &Parts, ctx: &Ctx, mut upload: TableUpload) -> Result<Draft, TableError> {
    let here = communities::by_slug(ctx, &parts.domain, &upload.community).await?;
    let here = here.ok_or(TableError::NotFound)?.community.id;
    imports::tables::bring(ctx, &parts.domain, here, upload.table()?).await
}

async fn add(parts: &Parts, ctx: &Ctx, mut upload: Upload) -> Result<Value, MediaError> {
    let id = ListingId::parse(&upload.listing).map_err(|_| MediaError::NotFound)?;
    let photo = media::add(ctx, &parts.domain, id, upload.photo()?).await?;
    let sizes = photo.sizes.map(|it| (photos::path(it), it));
    Ok(shown(parts, (photo.id, &photo.alt), sizes))
}

/// A photo of a post.
async fn add_to_post(parts: &Parts, ctx: &Ctx, mut upload: Upload) -> Result<Value, MediaError> {
    let id = PostId::parse(&upload.post).map_err(|_| MediaError::NotFound)?;
    let photo = posts::photos::add(ctx, &parts.domain, id, upload.photo()?).await?;
    let path = |size| (photos::post_path(id, photo.id, size), photo.picture(size));
    Ok(shown(parts, (photo.id, &photo.alt), PhotoSize::ALL.map(path)))
}

/// A photo of a message, which tells of which.
async fn add_to_message(
    parts: &Parts,
    ctx: &Ctx,
    mut upload: Upload,
) -> Result<Value, AgreementError> {
    let id = AgreementId::parse(&upload.agreement).map_err(|_| AgreementError::NotFound)?;
    let new = upload.photo()?;
    let message = agreements::photos::send(ctx, &parts.domain, id, &upload.text, new).await?;
    let Some(photo) = message.photo else { return Ok(Value::Null) };
    let path = |size| (photos::message_path(message.id, size), photo.picture(size));
    let mut made = shown(parts, (photo.id, &photo.alt), PhotoSize::ALL.map(path));
    made["message"] = message.id.to_string().into();
    Ok(made)
}

/// The photo as a program sees it: as in the API, in all sizes at once.
fn shown(parts: &Parts, (id, alt): (PhotoId, &Alt), sizes: [(String, Picture); 3]) -> Value {
    let picture = |(path, it): (String, Picture)| {
        json!({
            "url": format!("{}{path}", parts.base_url),
            "width": it.width,
            "height": it.height,
        })
    };
    let [small, medium, large] = sizes.map(picture);
    json!({
        "id": id.to_string(),
        "alt": alt.as_str(),
        "small": small,
        "medium": medium,
        "large": large,
    })
}

/// What a person can mend, or what is nobody's fault outside.
fn refused(language: Language, error: &MediaError, id: RequestId) -> Response {
    let kind = error.kind();
    if let Some(wrong) = graphql::photo_error(language, error) {
        let made = json!({ "photo": Value::Null, "userErrors": [wrong] });
        let mut response = answer(koop_web::status(kind), &made);
        if let MediaError::TooMany { wait_s } = error {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*wait_s));
        }
        return response;
    }
    tracing::error!(request_id = %id, error = chain(error), "a photo could not be kept");
    failed((language, PHOTO), kind)
}

/// A token that does not hold is no visitor.
fn unknown((language, what): (Language, &str), error: &TokenError, id: RequestId) -> Response {
    if !matches!(error, TokenError::Refused) {
        tracing::error!(request_id = %id, error = chain(error), "a token cannot be checked");
        return failed((language, what), error.kind());
    }
    let words = texts::text(language, "member-wrong-token");
    let mut response = refuse(StatusCode::UNAUTHORIZED, what, ("UNAUTHENTICATED", &words));
    response.headers_mut().insert(header::WWW_AUTHENTICATE, graphql::CHALLENGE);
    response
}

fn failed((language, what): (Language, &str), kind: Kind) -> Response {
    let words = graphql::sentence(language, kind);
    refuse(koop_web::status(kind), what, (graphql::code(kind), &words))
}

/// Nothing was made of what was sent.
fn refuse(status: StatusCode, what: &str, (code, message): (&str, &str)) -> Response {
    let wrong = json!({ "field": Value::Null, "code": code, "message": message });
    answer(status, &json!({ what: Value::Null, "userErrors": [wrong] }))
}

fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
