//! Devices that are tills: paired, named and unpaired by who holds the account. What is done at a
//! till is done on its own page, by what the device keeps, and by no token.

use async_graphql::{Context, Description, ID, InputObject, Object, SimpleObject};
use koop_domain::error::Kind;
use koop_domain::id::{AccountId, TillId};
use koop_domain::ledger::payments::model::Purse;
use koop_domain::ledger::tills::error::TillError;
use koop_domain::ledger::tills::model::{self, Offer, TillState};
use koop_domain::ledger::{payments, tills};
use koop_web::texts;

use super::super::errors;
use super::super::scalars::Instant;
use super::super::user_errors::{UserError, UserErrorCode};
use super::super::visit::Visit;
use super::errors::{payment_failed, signed_in, to_mend};
use super::money::{ClientId, Decimal, Money};

/// A device that asks to be paid at a counter, or that is offered to. Only who holds the account
/// sees it.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Till {
    /// Its id, for ever.
    id: ID,
    /// What its owner calls it.
    name: String,
    /// Whether a device was paired; before, it waits for one.
    is_paired: bool,
    /// How much it gives back in a day by itself.
    refund_limit: Money,
    /// Until when a device can be paired.
    offered_until: Instant,
    /// Since when it is a till.
    paired_at: Option<Instant>,
    /// When it was last used, to some minutes.
    used_at: Option<Instant>,
}

impl Till {
    pub(super) fn of(it: model::Till, purse: &Purse) -> Self {
        Self {
            id: it.id.to_string().into(),
            name: it.name,
            is_paired: it.state == TillState::Paired,
            refund_limit: Money::in_currency(it.refund_limit, &purse.currency),
            offered_until: it.offered_until.into(),
            paired_at: it.paired_at.map(Into::into),
            used_at: it.used_at.map(Into::into),
        }
    }
}

/// The till to offer.
#[derive(InputObject)]
pub(crate) struct OfferTillInput {
    /// An id that the client makes: sent again with the same, it offers no second one.
    id: Option<ClientId>,
    /// Of which account.
    account_id: ID,
    /// What it is called; at most 60 characters.
    name: String,
}

/// The till to change.
#[derive(InputObject)]
pub(crate) struct ChangeTillInput {
    /// Which.
    till_id: ID,
    /// What it is called.
    name: String,
    /// How much it gives back in a day by itself; nothing: only who holds the account gives back.
    refund_limit: Option<Decimal>,
}

/// The till to unpair.
#[derive(InputObject)]
pub(crate) struct UnpairTillInput {
    /// Which.
    till_id: ID,
}

/// What offering, changing or unpairing a till came to.
#[derive(Default, SimpleObject)]
pub(crate) struct TillPayload {
    /// The till as it is now.
    till: Option<Till>,
    /// What pairs a device, this once: an address that ends in it, after `/kassa/koppelen/`.
    secret: Option<String>,
    /// What can be typed on the device instead, at `/kassa/koppelen`.
    code: Option<String>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What is done with tills.
#[derive(Description, Default)]
pub(crate) struct Tills;

#[Object(use_type_description)]
impl Tills {
    /// Offers to make a device the till of an account, as its holder: for ten minutes, and once.
    async fn offer_till(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which account, and its name.")] input: OfferTillInput,
    ) -> async_graphql::Result<TillPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let Ok(id) = AccountId::parse(&input.account_id) else {
            return Ok(missing(visit, "accountId"));
        };
        let key = match input.id.map(|it| it.read()).transpose() {
            Ok(key) => key.unwrap_or_else(|| visit.ctx.ids.next()),
            Err(error) => return stopped(visit, &error.into()),
        };
        match tills::offer(&visit.ctx, &visit.domain, id, (key, &input.name)).await {
            Ok(Offer { till, secret, code }) => {
                let secret = Some(secret.reveal().to_owned());
                Ok(TillPayload { secret, code: Some(code), ..done(visit, till).await? })
            }
            Err(error) => stopped(visit, &error),
        }
    }

    /// Says what a till is called, and how much it gives back in a day by itself.
    async fn change_till(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and what of it.")] input: ChangeTillInput,
    ) -> async_graphql::Result<TillPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let Ok(id) = TillId::parse(&input.till_id) else { return Ok(missing(visit, "tillId")) };
        let limit = input.refund_limit.map(Decimal::into_text).unwrap_or_default();
        changed(visit, tills::change(&visit.ctx, &visit.domain, id, (&input.name, &limit)).await)
            .await
    }

    /// Makes a device no till any more, at once.
    async fn unpair_till(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: UnpairTillInput,
    ) -> async_graphql::Result<TillPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let Ok(id) = TillId::parse(&input.till_id) else { return Ok(missing(visit, "tillId")) };
        changed(visit, tills::unpair(&visit.ctx, &visit.domain, id).await).await
    }
}

/// The tills of an account; none for who does not hold it.
pub(super) async fn of_account(visit: &Visit, purse: &Purse) -> async_graphql::Result<Vec<Till>> {
    match tills::of_account(&visit.ctx, &visit.domain, purse.held.account.id).await {
        Ok(all) => Ok(all.into_iter().map(|it| Till::of(it, purse)).collect()),
        Err(error) if matches!(error.kind(), Kind::NotFound | Kind::Denied) => Ok(Vec::new()),
        Err(error) => Err(errors::of_kind(visit, error.kind(), &error)),
    }
}

async fn changed(
    visit: &Visit,
    made: Result<model::Till, TillError>,
) -> async_graphql::Result<TillPayload> {
    match made {
        Ok(till) => done(visit, till).await,
        Err(error) => stopped(visit, &error),
    }
}

async fn done(visit: &Visit, till: model::Till) -> async_graphql::Result<TillPayload> {
    let purse = payments::purse(&visit.ctx, &visit.domain, till.account).await;
    let purse = purse.map_err(|error| payment_failed(visit, &error))?;
    Ok(TillPayload { till: Some(Till::of(till, &purse)), ..TillPayload::default() })
}

fn missing(visit: &Visit, field: &'static str) -> TillPayload {
    let words = errors::sentence(visit.language, Kind::NotFound);
    let user_errors = vec![UserError::new(Some(field), UserErrorCode::NotFound, words)];
    TillPayload { user_errors, ..TillPayload::default() }
}

/// What a person can mend; the rest is an error of the request.
fn stopped(visit: &Visit, error: &TillError) -> async_graphql::Result<TillPayload> {
    let (field, code) = match error {
        TillError::NotFound => (None, UserErrorCode::NotFound),
        TillError::Denied(_) => (None, UserErrorCode::Denied),
        TillError::Invalid { field, .. } => (Some(*field), UserErrorCode::Invalid),
        TillError::TooManyTills => (None, UserErrorCode::Invalid),
        TillError::AlreadyOffered => (Some("id"), UserErrorCode::Duplicate),
        TillError::TooMany { .. } => (None, UserErrorCode::TooManyAttempts),
        error => return Err(errors::of_kind(visit, error.kind(), error)),
    };
    let words = texts::till_error(visit.language, error);
    let user_errors = vec![to_mend(visit, (field, code), words, error.kind())];
    Ok(TillPayload { user_errors, ..TillPayload::default() })
}
