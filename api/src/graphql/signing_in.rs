//! Signing in: by a password, by a mailed code, or with the token of before.

use async_graphql::{InputObject, SimpleObject};
use koop_domain::ctx::Ctx;
use koop_domain::members::codes::Proof;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::Secret;
use koop_domain::members::sessions::{self, SignedIn};
use koop_domain::members::{self, Entered, Entry};

use super::errors::token_failed;
use super::scalars::Instant;
use super::user_errors::{UserError, settle};
use super::viewer::Viewer;
use super::visit::Visit;

/// To whom a code is mailed.
#[derive(InputObject)]
pub(crate) struct RequestCodeInput {
    /// The mail address.
    email: String,
}

/// Entering by a mailed code.
#[derive(InputObject)]
pub(crate) struct EnterInput {
    /// The mail address, with its code.
    email: Option<String>,
    /// The six digits that were mailed last.
    code: Option<String>,
    /// Instead of both: the secret at the end of the mailed link.
    link: Option<String>,
    /// The name of who becomes a member.
    name: Option<String>,
    /// A password, new or instead of a forgotten one; every other device is then signed out.
    password: Option<String>,
    /// What the device calls itself, such as `Buurtapp on my phone`.
    device: Option<String>,
}

/// Signing in with a password.
#[derive(InputObject)]
pub(crate) struct SignInInput {
    /// The mail address.
    email: String,
    /// The password.
    password: String,
    /// What the device calls itself, such as `Buurtapp on my phone`.
    device: Option<String>,
}

/// Going on with the token of before.
#[derive(InputObject)]
pub(crate) struct RefreshInput {
    /// The refresh token that was given last. It is used once, and the answer has the next.
    refresh_token: String,
}

/// What there is to show of having done something.
#[derive(Default, SimpleObject)]
pub(crate) struct DonePayload {
    /// What has to be mended; empty when it is done.
    pub(crate) user_errors: Vec<UserError>,
}

/// What signing in came to.
#[derive(Default, SimpleObject)]
pub(crate) struct SignInPayload {
    /// What stands behind `Bearer` in the header `Authorization`.
    access_token: Option<String>,
    /// What gets the next access token, once. Keep it as you would a password.
    refresh_token: Option<String>,
    /// From when the access token holds no more.
    expires_at: Option<Instant>,
    /// Who is signed in.
    viewer: Option<Viewer>,
    /// What has to be mended; empty when somebody is signed in.
    user_errors: Vec<UserError>,
}

/// What entering by a mailed code came to.
#[derive(Default, SimpleObject)]
pub(crate) struct EnterPayload {
    /// What stands behind `Bearer` in the header `Authorization`.
    access_token: Option<String>,
    /// What gets the next access token, once. Keep it as you would a password.
    refresh_token: Option<String>,
    /// From when the access token holds no more.
    expires_at: Option<Instant>,
    /// Who is signed in.
    viewer: Option<Viewer>,
    /// Nobody has this address yet: with a name they become a member. The code still holds.
    name_needed: bool,
    /// What has to be mended; empty when somebody is signed in or a name is needed.
    user_errors: Vec<UserError>,
}

/// Mails a code, whoever has the address.
pub(crate) async fn request_code(
    visit: &Visit,
    RequestCodeInput { email }: RequestCodeInput,
) -> async_graphql::Result<DonePayload> {
    let Visit { ctx, domain, language, .. } = visit;
    let asked = members::ask_code(ctx, domain, &email, *language, &visit.client.net).await;
    visit.parts.bell.ring();
    Ok(DonePayload { user_errors: settle(visit, asked)?.err().unwrap_or_default() })
}

/// Signs in, or becomes a member, by a mailed code.
pub(crate) async fn enter(visit: &Visit, input: EnterInput) -> async_graphql::Result<EnterPayload> {
    match settle(visit, entered(visit, input).await)? {
        Ok(Entered::NameNeeded) => Ok(EnterPayload { name_needed: true, ..Default::default() }),
        Ok(Entered::In(signed)) => SignInPayload::of(visit, *signed).await.map(EnterPayload::from),
        Err(user_errors) => Ok(EnterPayload { user_errors, ..Default::default() }),
    }
}

/// Signs in with a password.
pub(crate) async fn sign_in(
    visit: &Visit,
    SignInInput { email, password, device }: SignInInput,
) -> async_graphql::Result<SignInPayload> {
    let (password, from) = (Secret::new(password), visit.origin(device));
    let signed = members::sign_in(&visit.ctx, &visit.domain, (&email, &password), &from).await;
    SignInPayload::settled(visit, signed).await
}

/// Exchanges a refresh token for the next.
pub(crate) async fn refresh(
    visit: &Visit,
    RefreshInput { refresh_token }: RefreshInput,
) -> async_graphql::Result<SignInPayload> {
    let token = Secret::new(refresh_token);
    let signed = sessions::refresh(&visit.ctx, &visit.domain, &token).await;
    SignInPayload::settled(visit, signed).await
}

async fn entered(visit: &Visit, input: EnterInput) -> Result<Entered, MemberError> {
    let proof = match input.link {
        Some(link) => Proof::Link(Secret::new(link)),
        None => {
            let (email, code) = (input.email.unwrap_or_default(), input.code.unwrap_or_default());
            Proof::typed(&email, &code)?
        }
    };
    let entry = Entry {
        proof,
        name: input.name,
        password: input.password.map(Secret::new),
        language: visit.language,
    };
    members::enter(&visit.ctx, &visit.domain, entry, &visit.origin(input.device)).await
}

impl SignInPayload {
    async fn settled(
        visit: &Visit,
        signed: Result<SignedIn, MemberError>,
    ) -> async_graphql::Result<Self> {
        match settle(visit, signed)? {
            Ok(signed) => Self::of(visit, signed).await,
            Err(user_errors) => Ok(Self { user_errors, ..Default::default() }),
        }
    }

    async fn of(visit: &Visit, signed: SignedIn) -> async_graphql::Result<Self> {
        let ctx = Ctx { actor: signed.actor(), ..visit.ctx.clone() };
        let tokens = &visit.parts.tokens;
        let access = tokens.issue(&ctx, &visit.domain, &signed.member, signed.session).await;
        let access = access.map_err(|error| token_failed(visit, &error))?;
        Ok(Self {
            access_token: Some(access.token.reveal().to_owned()),
            refresh_token: Some(signed.secret.reveal().to_owned()),
            expires_at: Some(access.ends_at.into()),
            viewer: Some(Viewer::new(ctx, signed.member)),
            user_errors: Vec::new(),
        })
    }
}

impl From<SignInPayload> for EnterPayload {
    fn from(it: SignInPayload) -> Self {
        let SignInPayload { access_token, refresh_token, expires_at, viewer, user_errors } = it;
        let name_needed = false;
        Self { access_token, refresh_token, expires_at, viewer, name_needed, user_errors }
    }
}
