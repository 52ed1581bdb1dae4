//! What stands in a token, and when one is believed.
//!
//! RFC 8725, point by point: one algorithm and no other (3.1), a key that we know by name (3.10:
//! addresses and keys that a token brings itself are not looked at), issuer and audience (3.8,
//! 3.9), a type of its own (3.11). Times are compared with the clock of the request, so the
//! library is told to leave them alone.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header,
};
use koop_domain::ctx::Ctx;
use koop_domain::id::{MemberId, SessionId};
use koop_domain::members::model::{Member, Secret};
use koop_domain::members::signing_keys::TOKEN_MINUTES;
use serde::{Deserialize, Serialize};

/// The only algorithm.
pub(super) const ALGORITHM: Algorithm = Algorithm::EdDSA;
/// Whom tokens are for.
const AUDIENCE: &str = "koop-lokaal api";
/// What kind of token it is: RFC 9068, 2.1.
const TYPE: &str = "at+jwt";
/// How far the clocks of two nodes may lie apart, in seconds.
const LEEWAY_S: i64 = 5;
/// The longest token that is looked at, in bytes; ours have some 500.
const TOKEN_MAX_BYTES: usize = 2_048;

/// A token as it is written. A number that comes as a string is no number.
#[derive(Debug, Serialize, Deserialize)]
struct Written {
    iss: String,
    aud: String,
    sub: String,
    sid: String,
    ep: i32,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: String,
}

/// What a token says.
#[derive(Debug)]
pub(super) struct Claims {
    written: Written,
    /// Who.
    pub(super) member: MemberId,
    /// On which device.
    pub(super) session: SessionId,
    /// The epoch in which it was given out.
    pub(super) epoch: i32,
}

/// A key that signs, with the name that stands in what it signs.
pub(super) struct SigningKey {
    pub(super) kid: String,
    pub(super) key: EncodingKey,
}

impl Claims {
    /// What a new token says.
    pub(super) fn new(ctx: &Ctx, door: &Door, member: &Member, session: SessionId) -> Self {
        let now = ctx.now.timestamp();
        let written = Written {
            iss: door.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub: member.id.to_string(),
            sid: session.to_string(),
            ep: member.epoch,
            iat: now,
            nbf: now,
            exp: now + TimeDelta::minutes(TOKEN_MINUTES).num_seconds(),
            jti: ctx.ids.next().simple().to_string(),
        };
        Self { written, member: member.id, session, epoch: member.epoch }
    }

    /// From when it is believed no more.
    pub(super) fn ends_at(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.written.exp, 0).unwrap_or_default()
    }

    /// The token.
    pub(super) fn sign(&self, by: &SigningKey) -> jsonwebtoken::errors::Result<Secret> {
        let mut header = Header::new(ALGORITHM);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(by.kid.clone());
        jsonwebtoken::encode(&header, &self.written, &by.key).map(Secret::new)
    }
}

/// The name of the key that a token says it was signed with, if its head is one of ours.
pub(super) fn kid(token: &str) -> Option<String> {
    if token.len() > TOKEN_MAX_BYTES {
        return None;
    }
    let header = decode_header(token).ok()?;
    let ours = header.alg == ALGORITHM && header.typ.as_deref().is_some_and(is_type);
    // What it says must be understood is nothing that we understand: RFC 7515, 4.1.11.
    (ours && header.crit.is_none()).then_some(header.kid).flatten()
}

/// RFC 9068, 4: with the whole name of the media type, too, in whatever letters.
fn is_type(typ: &str) -> bool {
    let bare = match typ.split_at_checked("application/".len()) {
        Some((start, bare)) if start.eq_ignore_ascii_case("application/") => bare,
        _ => typ,
    };
    bare.eq_ignore_ascii_case(TYPE)
}

/// What every token of this house has in common.
#[derive(Clone)]
pub(super) struct Door {
    issuer: String,
    rules: Validation,
}

impl Door {
    /// The house at this address.
    pub(super) fn new(base_url: &str) -> Self {
        let mut rules = Validation::new(ALGORITHM);
        rules.validate_exp = false;
        rules.set_required_spec_claims(&["iss", "aud", "sub", "exp", "nbf"]);
        rules.set_issuer(&[base_url]);
        rules.set_audience(&[AUDIENCE]);
        Self { issuer: base_url.to_owned(), rules }
    }

    /// What a token says, if it is signed with this key, for us, and holds now.
    pub(super) fn read(
        &self,
        token: &str,
        key: &DecodingKey,
        now: DateTime<Utc>,
    ) -> Option<Claims> {
        let written = decode::<Written>(token, key, &self.rules).ok()?.claims;
        let now = now.timestamp();
        let begun = now.saturating_add(LEEWAY_S);
        let holds = now < written.exp.saturating_add(LEEWAY_S)
            && written.nbf <= begun
            && written.iat <= begun;
        let member = MemberId::parse(&written.sub).ok()?;
        let session = SessionId::parse(&written.sid).ok()?;
        let epoch = written.ep;
        holds.then_some(Claims { written, member, session, epoch })
    }
}
