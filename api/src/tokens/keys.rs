//! The keys, as this node knows them. They stand in the database; here they are kept in memory,
//! and read again every few minutes and when a token names one that we do not know.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{DecodingKey, EncodingKey};
use koop_domain::Domain;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::members::signing_keys;
use tokio::sync::RwLock;

use super::TokenError;
use super::claims::{ALGORITHM, SigningKey};
use super::seal::{Seal, hex, unhex};

/// How long keys are taken from memory: after that a new one signs, and a retired one no more.
const KEPT: TimeDelta = TimeDelta::minutes(5);
/// How soon they are read again for a name that we do not know, which anybody may make up.
const AGAIN: TimeDelta = TimeDelta::seconds(5);
/// What stands before the 32 bytes of a private key in PKCS#8: RFC 8410, 7.
const PKCS8_HEAD: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// The public half of a key.
struct Known {
    kid: String,
    check: Arc<DecodingKey>,
    shown: Jwk,
}

/// What the database had, and when.
#[derive(Default)]
struct Ring {
    read_at: Option<DateTime<Utc>>,
    known: Vec<Known>,
    /// None when there is no key, or the first one is sealed with another secret.
    signing: Option<Arc<SigningKey>>,
}

/// The keys of this node.
pub(super) struct Keys {
    seal: Seal,
    ring: RwLock<Ring>,
}

impl Keys {
    pub(super) fn new(seal: Seal) -> Self {
        Self { seal, ring: RwLock::default() }
    }

    /// The key that signs; the first one of all is made when it is needed.
    pub(super) async fn signing(
        &self,
        ctx: &Ctx,
        domain: &Domain,
    ) -> Result<Arc<SigningKey>, TokenError> {
        self.read_if_older(ctx, domain, KEPT).await?;
        let (signing, none) = {
            let ring = self.ring.read().await;
            (ring.signing.clone(), ring.known.is_empty())
        };
        match signing {
            Some(key) => Ok(key),
            None if none => {
                self.rotate(ctx, domain).await?;
                self.ring.read().await.signing.clone().ok_or(TokenError::Sealed)
            }
            None => Err(TokenError::Sealed),
        }
    }

    /// The key of a name, if it is believed.
    pub(super) async fn known(
        &self,
        ctx: &Ctx,
        domain: &Domain,
        kid: &str,
    ) -> Result<Option<Arc<DecodingKey>>, TokenError> {
        self.read_if_older(ctx, domain, KEPT).await?;
        let found = self.ring.read().await.find(kid);
        if found.is_some() {
            return Ok(found);
        }
        self.read_if_older(ctx, domain, AGAIN).await?;
        Ok(self.ring.read().await.find(kid))
    }

    /// The public halves, to be shown.
    pub(super) async fn shown(&self, ctx: &Ctx, domain: &Domain) -> Result<Vec<Jwk>, TokenError> {
        self.read_if_older(ctx, domain, KEPT).await?;
        Ok(self.ring.read().await.known.iter().map(|known| known.shown.clone()).collect())
    }

    /// Makes a key and puts it first.
    pub(super) async fn rotate(&self, ctx: &Ctx, domain: &Domain) -> Result<String, TokenError> {
        let house = Ctx { actor: Actor::Operator, ..ctx.clone() };
        let private = [&PKCS8_HEAD[..], &ctx.ids.secret()].concat();
        let shown = Jwk::from_encoding_key(&EncodingKey::from_ed_der(&private), ALGORITHM)?;
        let kid = shown.thumbprint(ThumbprintHash::SHA256)?;
        let sealed = self.seal.close(&kid, &private, ctx.ids.secret());
        let key = signing_keys::SigningKey {
            public_key: public_key(&shown)?,
            sealed_key: sealed.ok_or(TokenError::Sealed)?,
            kid: kid.clone(),
            created_at: ctx.now,
            retired_at: None,
        };
        signing_keys::put_first(&house, domain, &key).await?;
        self.read(ctx, domain).await?;
        Ok(kid)
    }

    /// Reads the keys unless that was done of late. A clock that was set back is no reason to
    /// wait.
    async fn read_if_older(
        &self,
        ctx: &Ctx,
        domain: &Domain,
        age: TimeDelta,
    ) -> Result<(), TokenError> {
        let read_at = self.ring.read().await.read_at;
        if read_at.is_some_and(|at| (ctx.now - at).abs() < age) {
            return Ok(());
        }
        self.read(ctx, domain).await
    }

    async fn read(&self, ctx: &Ctx, domain: &Domain) -> Result<(), TokenError> {
        let rows = signing_keys::all(ctx, domain).await?;
        let first = rows.first().filter(|key| key.retired_at.is_none());
        let signing = first.and_then(|key| {
            let private = self.seal.open(&key.kid, &key.sealed_key)?;
            let kid = key.kid.clone();
            Some(Arc::new(SigningKey { kid, key: EncodingKey::from_ed_der(&private) }))
        });
        let known = rows.iter().filter_map(Known::read).collect();
        *self.ring.write().await = Ring { read_at: Some(ctx.now), known, signing };
        Ok(())
    }
}

impl Ring {
    fn find(&self, kid: &str) -> Option<Arc<DecodingKey>> {
        self.known.iter().find(|known| known.kid == kid).map(|known| Arc::clone(&known.check))
    }
}

impl Known {
    fn read(key: &signing_keys::SigningKey) -> Option<Self> {
        let public: [u8; 32] = unhex(&key.public_key)?.try_into().ok()?;
        let check = DecodingKey::from_ed_der(&public);
        let mut shown = Jwk::from_decoding_key(&check, Some(ALGORITHM)).ok()?;
        shown.common.key_id = Some(key.kid.clone());
        shown.common.public_key_use = Some(PublicKeyUse::Signature);
        Some(Self { kid: key.kid.clone(), check: Arc::new(check), shown })
    }
}

/// The public half, in hexadecimal digits.
fn public_key(shown: &Jwk) -> Result<String, TokenError> {
    let AlgorithmParameters::OctetKeyPair(pair) = &shown.algorithm else {
        return Err(TokenError::Sealed);
    };
    let key = DecodingKey::from_ed_components(&pair.x)?;
    Ok(hex(key.try_get_as_bytes()?))
}
