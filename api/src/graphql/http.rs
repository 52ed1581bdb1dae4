//! GraphQL over HTTP, to the letter of its specification.
//!
//! Questions come by POST with a JSON body, or by GET with the same parameters in the address.
//! Who asks is told by a token in a header; cookies are not looked at, and any origin may ask, for
//! there is nothing here that an origin could borrow from a visitor. Nothing may be stored on the
//! way: an address can say where somebody is.

use std::ops::Deref;
use std::sync::Arc;

use async_graphql::{Request, Response as Answer};
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{Extension, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::error::{Kind, chain};
use koop_domain::id::RequestId;
use koop_domain::language::Language;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::model::Hat;
use koop_web::explorer::Frame;
use koop_web::{Net, texts};
use serde::Serialize;

use super::accept::Media;
use super::bearer::{AskerError, Client};
use super::guard::Transport;
use super::live::Caller;
use super::params::{AddressParams, Params, Unreadable};
use super::visit::Visit;
use super::{Api, PATH, accept, bearer, errors, explorer, live, schema, socket};
use crate::app::{Parts, TokenError};

/// How long a browser may remember that any origin may ask, in seconds.
const PREFLIGHT_MAX_AGE: HeaderValue = HeaderValue::from_static("86400");

/// What a token that does not hold is answered with: RFC 6750, 3.1.
pub(crate) const CHALLENGE: HeaderValue =
    HeaderValue::from_static("Bearer error=\"invalid_token\"");

/// Where everything is answered by events, whatever a client says that it accepts.
const STREAM: &str = "/graphql/stream";

/// The door to the API. Every handler takes one of its own for each request, so it is one pointer.
#[derive(Clone)]
pub(crate) struct Door(Arc<Shared>);

pub(crate) struct Shared {
    schema: Api,
    parts: Parts,
    frame: Frame,
}

/// The address of the API, and that of its events.
pub(crate) fn router(parts: &Parts) -> Router {
    let frame = Frame::new(parts.site());
    let shared = Shared { schema: schema(), parts: parts.clone(), frame: frame.clone() };
    let door = Door(Arc::new(shared));
    let api = Router::new()
        .route(PATH, get(by_get).post(by_post).options(preflight))
        .route(STREAM, get(stream_by_get).post(stream_by_post).options(preflight))
        .layer(from_fn(any_origin))
        .with_state(door);
    frame.around(api)
}

/// A failure outside the resolvers, in the API's form.
pub(crate) fn fault(kind: Kind, headers: &HeaderMap, id: Option<RequestId>) -> Response {
    let language = texts::negotiate(headers);
    let status = match kind {
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let media = Media::wanted(headers).filter(|media| *media != Media::Html);
    let error = errors::unvisited(language, kind, id);
    let mut response = Reply { media: media.unwrap_or(Media::Json), language }.send(status, &error);
    let any = HeaderValue::from_static("*");
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, any);
    response
}

async fn by_post(
    State(door): State<Door>,
    Extension(id): Extension<RequestId>,
    Extension(net): Extension<Net>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let language = texts::negotiate(&headers);
    if accept::wants_events(&headers) {
        let params = Params::from_post(&headers, body);
        let caller = Caller { language, id, net, headers };
        return door.stream(caller, params, Transport::Post).await;
    }
    let media = Media::wanted(&headers).filter(|media| *media != Media::Html);
    let Some(media) = media else { return Reply::unacceptable(language) };
    let reply = Reply { media, language };
    let asker = match door.asker(language, id, net, &headers).await {
        Ok(asker) => asker,
        Err(error) => return reply.unknown(&error, &headers, id),
    };
    match Params::from_post(&headers, body) {
        Ok(params) => reply.answer(&door.ask(params, Transport::Post, asker).await),
        Err(error) => reply.unreadable(error),
    }
}

async fn by_get(
    State(door): State<Door>,
    Extension(id): Extension<RequestId>,
    Extension(net): Extension<Net>,
    uri: Uri,
    headers: HeaderMap,
    socket: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let language = texts::negotiate(&headers);
    match socket {
        Ok(upgrade) => {
            return socket::open(upgrade, door, Caller { language, id, net, headers });
        }
        Err(why) if headers.contains_key(header::UPGRADE) => return why.into_response(),
        Err(_) => {}
    }
    if accept::wants_events(&headers) {
        let params = AddressParams::read(uri.query()).and_then(Params::from_address);
        let caller = Caller { language, id, net, headers };
        return door.stream(caller, params, Transport::Get).await;
    }
    let Some(media) = Media::wanted(&headers) else { return Reply::unacceptable(language) };
    let address = AddressParams::read(uri.query());
    if media == Media::Html {
        return explorer::page(&door, id, &uri, &headers, address.unwrap_or_default()).await;
    }
    let reply = Reply { media, language };
    let asker = match door.asker(language, id, net, &headers).await {
        Ok(asker) => asker,
        Err(error) => return reply.unknown(&error, &headers, id),
    };
    match address.and_then(Params::from_address) {
        Ok(params) => reply.answer(&door.ask(params, Transport::Get, asker).await),
        Err(error) => reply.unreadable(error),
    }
}

async fn stream_by_post(
    State(door): State<Door>,
    Extension(id): Extension<RequestId>,
    Extension(net): Extension<Net>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let language = texts::negotiate(&headers);
    let params = Params::from_post(&headers, body);
    door.stream(Caller { language, id, net, headers }, params, Transport::Post).await
}

async fn stream_by_get(
    State(door): State<Door>,
    Extension(id): Extension<RequestId>,
    Extension(net): Extension<Net>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let language = texts::negotiate(&headers);
    let params = AddressParams::read(uri.query()).and_then(Params::from_address);
    door.stream(Caller { language, id, net, headers }, params, Transport::Get).await
}

/// What another origin may do here: all that there is.
async fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, OPTIONS")),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static(
                "content-type, accept, accept-language, authorization, koop-acting-as",
            ),
        ),
        (header::ACCESS_CONTROL_MAX_AGE, PREFLIGHT_MAX_AGE),
        (header::ALLOW, HeaderValue::from_static("GET, HEAD, POST, OPTIONS")),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

async fn any_origin(request: axum::extract::Request, next: Next) -> Response {
    const EXPOSED: HeaderValue =
        HeaderValue::from_static("x-request-id, content-language, www-authenticate");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    response
}

impl Deref for Door {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl Door {
    /// Who asks: by their token, or anybody.
    pub(super) async fn asker(
        &self,
        language: Language,
        id: RequestId,
        net: Net,
        headers: &HeaderMap,
    ) -> Result<Asker, AskerError> {
        let mut asker = self.visitor(language, id);
        asker.client = Client::read(net.0, headers);
        asker.own.actor = bearer::actor(&self.parts, &asker.own, headers).await?;
        (asker.ctx, asker.hat) = bearer::acting(&self.parts, &asker.own, headers).await?;
        Ok(asker)
    }

    /// Anybody.
    pub(crate) fn visitor(&self, language: Language, id: RequestId) -> Asker {
        let Parts { clock, ids, .. } = &self.parts;
        let ctx = Ctx::new(Actor::Visitor, clock.as_ref(), ids.clone());
        let own = Ctx { request_id: id, ..ctx };
        Asker { ctx: own.clone(), own, hat: None, language, client: Client::default() }
    }

    /// A request as it is executed.
    pub(super) fn request(&self, params: Params, transport: Transport, asker: Asker) -> Request {
        let Asker { ctx, own, hat, language, client } = asker;
        let visit = Visit::new((ctx, own, hat), self.parts.clone(), language, client);
        params.into_request().data(visit).data(transport)
    }

    /// Answers by events.
    async fn stream(
        self,
        caller: Caller,
        params: Result<Params, Unreadable>,
        transport: Transport,
    ) -> Response {
        let reply = Reply { media: Media::Json, language: caller.language };
        let asker = match caller.asker(&self).await {
            Ok(asker) => asker,
            Err(error) => return reply.unknown(&error, &caller.headers, caller.id),
        };
        match params {
            Ok(params) => live::events(self, caller, asker, (params, transport)).await,
            Err(error) => reply.unreadable(error),
        }
    }

    /// Executes a request.
    pub(crate) async fn ask(&self, params: Params, transport: Transport, asker: Asker) -> Answer {
        let request = self.request(params, transport, asker);
        let mut answer = self.schema.execute(request).await;
        errors::give_codes(&mut answer);
        answer
    }

    /// The schema.
    pub(super) fn schema(&self) -> &Api {
        &self.schema
    }

    /// The parts.
    pub(crate) fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The frame of that page.
    pub(crate) fn frame(&self) -> &Frame {
        &self.frame
    }
}

/// Who asks, in which language and with what.
pub(crate) struct Asker {
    ctx: Ctx,
    own: Ctx,
    hat: Option<Hat>,
    language: Language,
    client: Client,
}

impl Asker {
    /// Who asks, as themselves.
    pub(super) fn own_actor(&self) -> Actor {
        self.own.actor
    }
}

/// Whether the request was refused before it was executed; then the answer has no `data`. What
/// goes wrong while executing says at which field.
pub(crate) fn is_refused(answer: &Answer) -> bool {
    let before = |error: &async_graphql::ServerError| error.path.is_empty();
    !answer.errors.is_empty() && answer.errors.iter().all(before)
}

/// How to write an answer.
#[derive(Clone, Copy)]
struct Reply {
    media: Media,
    language: Language,
}

/// An answer as it travels.
#[derive(Serialize)]
pub(crate) struct Wire<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [async_graphql::ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a async_graphql::Value>,
}

impl<'a> Wire<'a> {
    /// An answer without `data` when it was refused.
    pub(crate) fn of(answer: &'a Answer) -> Self {
        let data = (!is_refused(answer)).then_some(&answer.data);
        Self { errors: &answer.errors, data }
    }
}

impl Reply {
    fn answer(self, answer: &Answer) -> Response {
        let status = if errors::is_wrong_method(answer) {
            StatusCode::METHOD_NOT_ALLOWED
        } else if is_refused(answer) && self.media == Media::GraphqlResponse {
            StatusCode::BAD_REQUEST
        } else {
            StatusCode::OK
        };
        let mut response = self.send(status, answer);
        if status == StatusCode::METHOD_NOT_ALLOWED {
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
        }
        response
    }

    /// A token that does not hold is no visitor, and a profile that is not theirs not themselves: a
    /// program that went on so would not notice.
    fn unknown(self, error: &AskerError, headers: &HeaderMap, id: RequestId) -> Response {
        let error = match error {
            AskerError::Token(error) => error,
            AskerError::Acting(error) => return self.not_acting(error, headers, id),
        };
        if !matches!(error, TokenError::Refused) {
            tracing::error!(request_id = %id, error = chain(error), "a token cannot be checked");
            return fault(error.kind(), headers, Some(id));
        }
        let refusal = errors::unauthenticated(self.language);
        let mut response = self.send(StatusCode::UNAUTHORIZED, &refusal);
        response.headers_mut().insert(header::WWW_AUTHENTICATE, CHALLENGE);
        response
    }

    /// Nobody acts as whom they are not.
    fn not_acting(self, error: &ProfileError, headers: &HeaderMap, id: RequestId) -> Response {
        let kind = error.kind();
        if matches!(kind, Kind::Internal | Kind::Unavailable) {
            tracing::error!(request_id = %id, error = chain(error), "nobody could say as whom");
            return fault(kind, headers, Some(id));
        }
        self.send(StatusCode::FORBIDDEN, &errors::not_acting(self.language, error))
    }

    fn unreadable(self, error: Unreadable) -> Response {
        self.refuse(error.status(), &error.to_string())
    }

    fn refuse(self, status: StatusCode, why: &str) -> Response {
        self.send(status, &errors::bad_request(why))
    }

    fn unacceptable(language: Language) -> Response {
        let why = "Accept application/graphql-response+json or application/json.";
        Self { media: Media::Json, language }.refuse(StatusCode::NOT_ACCEPTABLE, why)
    }

    fn send(self, status: StatusCode, answer: &Answer) -> Response {
        let headers: [(HeaderName, HeaderValue); 4] = [
            (header::CONTENT_TYPE, self.media.content_type()),
            (header::CONTENT_LANGUAGE, HeaderValue::from_static(self.language.code())),
            (header::VARY, HeaderValue::from_static("accept, accept-language")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        match serde_json::to_vec(&Wire::of(answer)) {
            Ok(body) => (status, headers, body).into_response(),
            // Values of GraphQL are values of JSON.
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}
