//! Access tokens for the API: short-lived, signed by a key that any node may check, and worth
//! nothing once their session or epoch has ended, for that is asked of the database.
//!
//! `claims` writes and reads a token to the letter of RFC 8725 and RFC 9068, `keys` keeps the
//! keys that the database has, `seal` closes and opens their private halves, and `jwks` shows the
//! public ones.

mod claims;
mod jwks;
mod keys;
mod seal;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use koop_domain::Domain;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::error::Kind;
use koop_domain::id::SessionId;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::{Member, Secret};
use koop_domain::members::sessions;

use self::claims::{Claims, Door};
pub(crate) use self::jwks::router;
use self::keys::Keys;
use self::seal::Seal;
pub(crate) use self::seal::hex;

/// Why there is no token, or why one is not believed.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The token is not one of ours, or has ended. Which of it is nobody's business.
    #[error("the token does not hold")]
    Refused,
    /// The keys cannot be read or written.
    #[error("the signing keys cannot be read")]
    Keys(#[from] MemberError),
    /// The private half was sealed with another secret.
    #[error(
        "KOOP_SECRET is not the one that sealed the signing key: give that one, or make a new key \
         with koop-lokaal keys rotate"
    )]
    Sealed,
    /// The library does not sign.
    #[error("a token cannot be signed")]
    Signing(#[from] jsonwebtoken::errors::Error),
}

impl TokenError {
    /// What it means to whoever asked.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Refused => Kind::Denied,
            Self::Keys(error) => error.kind(),
            Self::Sealed | Self::Signing(_) => Kind::Internal,
        }
    }
}

/// A token, and when it ends.
#[derive(Clone, Debug)]
pub struct Access {
    /// What stands behind `Bearer`.
    pub token: Secret,
    /// From when it is believed no more.
    pub ends_at: DateTime<Utc>,
}

/// What signs tokens and checks them.
#[derive(Clone)]
pub struct Tokens {
    door: Door,
    keys: Arc<Keys>,
}

impl Tokens {
    /// The tokens of the house at this address. The secret seals what is kept of the keys.
    #[must_use]
    pub fn new(base_url: &str, secret: &Secret) -> Self {
        Self { door: Door::new(base_url), keys: Arc::new(Keys::new(Seal::new(secret))) }
    }

    /// Sees to it that there is a key, and that it can be opened.
    ///
    /// # Errors
    /// [`TokenError`].
    pub async fn prepare(&self, ctx: &Ctx, domain: &Domain) -> Result<(), TokenError> {
        self.keys.signing(ctx, domain).await.map(|_| ())
    }

    /// Puts a new key first; what the old one signed holds until it ends.
    ///
    /// # Errors
    /// [`TokenError`].
    pub async fn rotate(&self, ctx: &Ctx, domain: &Domain) -> Result<String, TokenError> {
        self.keys.rotate(ctx, domain).await
    }

    /// A token for a member in a session.
    ///
    /// # Errors
    /// [`TokenError`].
    pub async fn issue(
        &self,
        ctx: &Ctx,
        domain: &Domain,
        member: &Member,
        session: SessionId,
    ) -> Result<Access, TokenError> {
        let key = self.keys.signing(ctx, domain).await?;
        let claims = Claims::new(ctx, &self.door, member, session);
        let ends_at = claims.ends_at();
        Ok(Access { token: claims.sign(&key)?, ends_at })
    }

    /// Whom a token speaks for.
    ///
    /// # Errors
    /// [`TokenError::Refused`] for whatever does not hold.
    pub async fn actor(
        &self,
        ctx: &Ctx,
        domain: &Domain,
        token: &str,
    ) -> Result<Actor, TokenError> {
        let kid = claims::kid(token).ok_or(TokenError::Refused)?;
        let key = self.keys.known(ctx, domain, &kid).await?.ok_or(TokenError::Refused)?;
        let claims = self.door.read(token, &key, ctx.now).ok_or(TokenError::Refused)?;
        let member = sessions::of_token(ctx, domain, claims.session, claims.epoch).await;
        let member = member.map_err(MemberError::from)?.filter(|it| it.id == claims.member);
        let member = member.ok_or(TokenError::Refused)?;
        Ok(sessions::actor(&member, claims.session))
    }
}
