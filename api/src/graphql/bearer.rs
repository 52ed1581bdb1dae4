//! Who asks, by the token behind `Bearer` in the header `Authorization`, and by nothing else.

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, USER_AGENT};
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::id::ProfileId;
use koop_domain::members::model::SessionKind;
use koop_domain::members::sessions::Origin;
use koop_domain::profiles;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::model::Hat;

use super::visit::Visit;
use crate::app::{Parts, TokenError};

const SCHEME: &str = "Bearer";
/// The header that names the profile as which a request acts.
const ACTING_AS: &str = "koop-acting-as";

/// Why it cannot be said who asks, or as whom.
#[derive(Debug)]
pub(crate) enum AskerError {
    /// The token does not hold.
    Token(TokenError),
    /// The profile is not theirs.
    Acting(ProfileError),
}

impl From<TokenError> for AskerError {
    fn from(error: TokenError) -> Self {
        Self::Token(error)
    }
}

/// What is known of the program that asks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Client {
    /// Its network, by which tries are counted.
    pub(crate) net: String,
    /// What it calls itself.
    agent: String,
}

impl Client {
    /// Reads a request.
    pub(crate) fn read(net: String, headers: &HeaderMap) -> Self {
        let agent = headers.get(USER_AGENT).and_then(|it| it.to_str().ok());
        Self { net, agent: agent.unwrap_or_default().to_owned() }
    }
}

impl Visit {
    /// Where somebody signs in from.
    pub(crate) fn origin(&self, device: Option<String>) -> Origin {
        let named = device.filter(|it| !it.trim().is_empty());
        let device = named.unwrap_or_else(|| self.client.agent.clone());
        Origin { kind: SessionKind::Api, device, net: self.client.net.clone() }
    }
}

/// Whether a request brings a token.
pub(crate) fn has_token(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(AUTHORIZATION).iter().filter_map(|line| line.to_str().ok());
    let mut schemes = lines.map(|line| line.trim().split(' ').next().unwrap_or_default());
    schemes.any(|scheme| scheme.eq_ignore_ascii_case(SCHEME))
}

/// Whom the token of a request speaks for; without one, a visitor.
pub(crate) async fn actor(
    parts: &Parts,
    ctx: &Ctx,
    headers: &HeaderMap,
) -> Result<Actor, TokenError> {
    let mut lines = headers.get_all(AUTHORIZATION).iter();
    let Some(line) = lines.next() else { return Ok(Actor::Visitor) };
    let line = line.to_str().map_err(|_| TokenError::Refused)?;
    let (scheme, token) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
    // Whatever else stands there is for somebody in front of us.
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        return Ok(Actor::Visitor);
    }
    if lines.next().is_some() {
        return Err(TokenError::Refused);
    }
    parts.tokens.actor(ctx, &parts.domain, token.trim()).await
}

/// As whom a request acts, by its header; without one, as themselves.
pub(crate) async fn acting(
    parts: &Parts,
    own: &Ctx,
    headers: &HeaderMap,
) -> Result<(Ctx, Option<Hat>), AskerError> {
    let Some(line) = headers.get(ACTING_AS) else { return Ok((own.clone(), None)) };
    let id = line.to_str().ok().and_then(|id| ProfileId::parse(id.trim()).ok());
    let id = id.ok_or(AskerError::Acting(ProfileError::NotFound))?;
    profiles::act_as(own, &parts.domain, id).await.map_err(AskerError::Acting)
}
