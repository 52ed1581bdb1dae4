//! Keeping one's own account and devices.

use async_graphql::{ID, InputObject, SimpleObject};
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::id::SessionId;
use koop_domain::members::codes::Proof;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::Secret;
use koop_domain::members::{self, sessions};

use super::errors::{member_failed, token_failed};
use super::scalars::Instant;
use super::signing_in::DonePayload;
use super::user_errors::{UserError, settle};
use super::viewer::{Language, Viewer, viewer};
use super::visit::Visit;

/// Which device to sign out.
#[derive(InputObject)]
pub(crate) struct EndSessionInput {
    /// The id of a session of the viewer's.
    session_id: ID,
}

/// What to change of oneself; what is left out stays as it is.
#[derive(InputObject)]
pub(crate) struct EditMeInput {
    /// The name, as others see it.
    name: Option<String>,
    /// In which language to be written to.
    language: Option<Language>,
}

/// Another password.
#[derive(InputObject)]
pub(crate) struct ChangePasswordInput {
    /// The one that holds now; whoever has none yet leaves it out.
    password: Option<String>,
    /// The one that shall hold.
    new_password: String,
}

/// Another mail address.
#[derive(InputObject)]
pub(crate) struct RequestNewAddressInput {
    /// The address that shall hold.
    email: String,
    /// The password, of whoever has one.
    password: Option<String>,
}

/// That mail to the other address is read.
#[derive(InputObject)]
pub(crate) struct ConfirmNewAddressInput {
    /// The address that shall hold.
    email: String,
    /// The six digits that were mailed to it.
    code: String,
}

/// Leaving for good.
#[derive(InputObject)]
pub(crate) struct DeleteMeInput {
    /// The password, of whoever has one.
    password: Option<String>,
}

/// The member as they are now.
#[derive(Default, SimpleObject)]
pub(crate) struct ViewerPayload {
    /// Who is signed in, as they are now.
    viewer: Option<Viewer>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What changing the password came to. It ends every access token that was given out, so there is
/// a new one.
#[derive(Default, SimpleObject)]
pub(crate) struct ChangePasswordPayload {
    /// What stands behind `Bearer` from now on.
    access_token: Option<String>,
    /// From when it holds no more.
    expires_at: Option<Instant>,
    /// Who is signed in.
    viewer: Option<Viewer>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// Signs this device out.
pub(crate) async fn sign_out(visit: &Visit) -> async_graphql::Result<DonePayload> {
    done(visit, sessions::end(&visit.ctx, &visit.domain, None).await)
}

/// Signs every device out, at once.
pub(crate) async fn sign_out_everywhere(visit: &Visit) -> async_graphql::Result<DonePayload> {
    done(visit, sessions::end_all(&visit.ctx, &visit.domain).await)
}

/// Signs a device out.
pub(crate) async fn end_session(
    visit: &Visit,
    EndSessionInput { session_id }: EndSessionInput,
) -> async_graphql::Result<DonePayload> {
    let ended = match SessionId::parse(&session_id) {
        Ok(id) => sessions::end(&visit.ctx, &visit.domain, Some(id)).await,
        // Nobody has such an id; a visitor is told to sign in, as with any other.
        Err(_) => Err(match visit.ctx.actor {
            Actor::Member(_) => MemberError::NotFound,
            _ => MemberError::SignedOut,
        }),
    };
    done(visit, ended)
}

/// Changes name or language.
pub(crate) async fn edit_me(
    visit: &Visit,
    EditMeInput { name, language }: EditMeInput,
) -> async_graphql::Result<ViewerPayload> {
    let before = members::viewer(&visit.ctx, &visit.domain).await;
    let (before, _) = before.map_err(|error| member_failed(visit, &error))?;
    let name = name.unwrap_or(before.name);
    let language = language.map_or(before.language, Into::into);
    let edited = members::edit_me(&visit.ctx, &visit.domain, &name, language).await;
    ViewerPayload::settled(visit, edited).await
}

/// Changes the password.
pub(crate) async fn change_password(
    visit: &Visit,
    ChangePasswordInput { password, new_password }: ChangePasswordInput,
) -> async_graphql::Result<ChangePasswordPayload> {
    let (old, new) = (Secret::new(password.unwrap_or_default()), Secret::new(new_password));
    let changed = members::change_password(&visit.ctx, &visit.domain, (&old, &new)).await;
    visit.parts.bell.ring();
    match settle(visit, changed)? {
        Ok(()) => ChangePasswordPayload::of(visit).await,
        Err(user_errors) => Ok(ChangePasswordPayload { user_errors, ..Default::default() }),
    }
}

/// Mails a code to another address.
pub(crate) async fn request_new_address(
    visit: &Visit,
    RequestNewAddressInput { email, password }: RequestNewAddressInput,
) -> async_graphql::Result<DonePayload> {
    let (ctx, domain, net) = (&visit.ctx, &visit.domain, &visit.client.net);
    let password = Secret::new(password.unwrap_or_default());
    let asked = members::ask_new_address(ctx, domain, (&email, &password), net).await;
    visit.parts.bell.ring();
    done(visit, asked.map(|_| ()))
}

/// Takes another address.
pub(crate) async fn confirm_new_address(
    visit: &Visit,
    ConfirmNewAddressInput { email, code }: ConfirmNewAddressInput,
) -> async_graphql::Result<ViewerPayload> {
    let taken = match Proof::typed(&email, &code) {
        Ok(proof) => {
            let net = &visit.client.net;
            members::take_new_address(&visit.ctx, &visit.domain, &proof, net).await
        }
        Err(error) => Err(error),
    };
    visit.parts.bell.ring();
    ViewerPayload::settled(visit, taken).await
}

/// Forgets the member.
pub(crate) async fn delete_me(
    visit: &Visit,
    DeleteMeInput { password }: DeleteMeInput,
) -> async_graphql::Result<DonePayload> {
    let password = Secret::new(password.unwrap_or_default());
    done(visit, members::delete_me(&visit.ctx, &visit.domain, &password).await)
}

fn done(visit: &Visit, result: Result<(), MemberError>) -> async_graphql::Result<DonePayload> {
    Ok(DonePayload { user_errors: settle(visit, result)?.err().unwrap_or_default() })
}

impl ViewerPayload {
    async fn settled(
        visit: &Visit,
        result: Result<(), MemberError>,
    ) -> async_graphql::Result<Self> {
        match settle(visit, result)? {
            Ok(()) => Ok(Self { viewer: viewer(visit).await?, user_errors: Vec::new() }),
            Err(user_errors) => Ok(Self { user_errors, ..Default::default() }),
        }
    }
}

impl ChangePasswordPayload {
    async fn of(visit: &Visit) -> async_graphql::Result<Self> {
        let Visit { ctx, domain, parts, .. } = visit;
        let viewer = members::viewer(ctx, domain).await;
        let (member, _) = viewer.map_err(|error| member_failed(visit, &error))?;
        let Actor::Member(me) = ctx.actor else { return Ok(Self::default()) };
        let access = parts.tokens.issue(ctx, domain, &member, me.session).await;
        let access = access.map_err(|error| token_failed(visit, &error))?;
        Ok(Self {
            access_token: Some(access.token.reveal().to_owned()),
            expires_at: Some(access.ends_at.into()),
            viewer: Some(Viewer::new(Ctx::clone(ctx), member)),
            user_errors: Vec::new(),
        })
    }
}
