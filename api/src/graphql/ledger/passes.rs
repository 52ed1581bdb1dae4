//! Cards for who has no telephone: made, blocked, and read by a till.

use async_graphql::{Context, Description, ID, InputObject, Object, SimpleObject};
use koop_domain::error::Kind;
use koop_domain::id::{AccountId, PassId};
use koop_domain::ledger::amount::decimal;
use koop_domain::ledger::passes::error::PassError;
use koop_domain::ledger::passes::model::{self, Charge, Consent, PassDraft};
use koop_domain::ledger::payments::model::Purse;
use koop_domain::ledger::tills::error::TillError;
use koop_domain::ledger::tills::{self, By};
use koop_domain::ledger::{passes, payments};
use koop_domain::members::model::Secret;
use koop_web::texts;

use super::super::errors;
use super::super::scalars::Instant;
use super::super::user_errors::{UserError, UserErrorCode};
use super::super::visit::Visit;
use super::errors::{Rejection, payment_failed, signed_in, to_mend};
use super::money::{ClientId, Decimal, Money};
use super::paying::TransferPayload;
use super::terms::PassState;
use super::transfer::Transfer;

/// A card with which somebody pays at a till. Its holder sees it, and who runs the community.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Pass {
    /// Its id, for ever.
    id: ID,
    /// Whether it can be paid with.
    state: PassState,
    /// Whether its PIN was wrong too often: nothing is paid with it until who runs the community
    /// lets the PIN be tried again.
    pins_spent: bool,
    /// Why it is so, where somebody said.
    reason: Option<String>,
    /// How much it pays in a day.
    day_limit: Money,
    /// Whether a PIN is asked; without one whoever stands at the till says yes.
    has_pin: bool,
    /// Since when.
    made_at: Instant,
    /// When it was last paid with.
    used_at: Option<Instant>,
}

impl Pass {
    pub(super) fn of(it: model::Pass, purse: &Purse) -> Self {
        Self {
            id: it.id.to_string().into(),
            state: it.state.into(),
            pins_spent: it.pins_spent,
            reason: it.reason,
            day_limit: Money::in_currency(it.day_limit, &purse.currency),
            has_pin: it.has_pin,
            made_at: it.made_at.into(),
            used_at: it.used_at.map(Into::into),
        }
    }
}

/// The card to make.
#[derive(InputObject)]
pub(crate) struct MakePassInput {
    /// An id that the client makes: sent again with the same, it makes no second card.
    id: Option<ClientId>,
    /// From which account it pays.
    account_id: ID,
    /// How much it pays in a day.
    day_limit: Decimal,
    /// Four digits that are asked at the till; nothing: whoever stands there says yes.
    pin: Option<String>,
}

/// The card to change.
#[derive(InputObject)]
pub(crate) struct ChangePassInput {
    /// Which.
    pass_id: ID,
    /// Why.
    reason: String,
}

/// What a till takes from a card.
#[derive(InputObject)]
pub(crate) struct ChargePassInput {
    /// An id that the client makes.
    id: ClientId,
    /// To which account: the viewer's own that has a till, or that of a place at which they work.
    to: ID,
    /// What stands in the code of the card, after `/pas/`.
    secret: String,
    /// How much.
    amount: Decimal,
    /// The PIN; nothing where the card asks none and its holder said yes.
    pin: Option<String>,
    /// What for, in words; at most 140 characters.
    purpose: Option<String>,
}

/// What making or changing a card came to.
#[derive(Default, SimpleObject)]
pub(crate) struct PassPayload {
    /// The card as it is now.
    pass: Option<Pass>,
    /// What stands in its code, this once: an address that ends in it is what a till reads.
    secret: Option<String>,
    /// Why the books refused.
    rejected: Option<Rejection>,
    /// What else has to be mended; empty when it is done, or the books refused.
    user_errors: Vec<UserError>,
}

/// What is done with cards.
#[derive(Description, Default)]
pub(crate) struct Passes;

#[Object(use_type_description)]
impl Passes {
    /// Makes a card for an account, as its holder or as who runs the community of its currency.
    async fn make_pass(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "For which account.")] input: MakePassInput,
    ) -> async_graphql::Result<PassPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let Ok(account) = AccountId::parse(&input.account_id) else {
            return missing(visit, "accountId");
        };
        let key = match input.id.map(|it| it.read()).transpose() {
            Ok(key) => key.unwrap_or_else(|| visit.ctx.ids.next()),
            Err(error) => return stopped(visit, &error.into()),
        };
        let pin = input.pin.filter(|it| !it.is_empty()).map(Secret::new);
        let draft = PassDraft { key, day_limit: input.day_limit.into_text(), pin };
        match passes::issue(&visit.ctx, &visit.domain, account, draft).await {
            Ok((pass, secret)) => {
                let secret = Some(secret.reveal().to_owned());
                Ok(PassPayload { secret, ..done(visit, pass).await? })
            }
            Err(error) => stopped(visit, &error),
        }
    }

    /// Blocks a card at once, as its holder or as who runs the community, whom they called.
    async fn block_pass(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: ChangePassInput,
    ) -> async_graphql::Result<PassPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let Ok(id) = PassId::parse(&input.pass_id) else { return missing(visit, "passId") };
        changed(visit, passes::block(&visit.ctx, &visit.domain, id, &input.reason).await).await
    }

    /// Lets a blocked card go on, as who runs the community.
    async fn unblock_pass(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: ChangePassInput,
    ) -> async_graphql::Result<PassPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let Ok(id) = PassId::parse(&input.pass_id) else { return missing(visit, "passId") };
        changed(visit, passes::unblock(&visit.ctx, &visit.domain, id, &input.reason).await).await
    }

    /// Lets the PIN of a card be tried again that was wrong too often, as who runs the community.
    /// What somebody blocked meanwhile stays so.
    async fn allow_pass_pin(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: ChangePassInput,
    ) -> async_graphql::Result<PassPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let Ok(id) = PassId::parse(&input.pass_id) else { return missing(visit, "passId") };
        changed(visit, passes::allow_pin(&visit.ctx, &visit.domain, id, &input.reason).await).await
    }

    /// Ends a card: it is lost, or another comes.
    async fn end_pass(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: ChangePassInput,
    ) -> async_graphql::Result<PassPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let Ok(id) = PassId::parse(&input.pass_id) else { return missing(visit, "passId") };
        changed(visit, passes::end(&visit.ctx, &visit.domain, id, &input.reason).await).await
    }

    /// Takes from a card at a till, once its holder agreed. Sent again with the same id, it is
    /// paid once.
    async fn charge_pass(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "From which card, to which till, how much.")] input: ChargePassInput,
    ) -> async_graphql::Result<TransferPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let none = TransferPayload::default;
        let Ok(till) = AccountId::parse(&input.to) else {
            return Ok(TransferPayload { user_errors: vec![not_there(visit, "to")], ..none() });
        };
        let counter = match tills::at(&visit.ctx, &visit.domain, till).await {
            Ok(counter) => counter,
            Err(TillError::NotFound) => {
                return Ok(TransferPayload { user_errors: vec![not_there(visit, "to")], ..none() });
            }
            Err(error) => return refused(visit, &error.into(), 0),
        };
        let scale = counter.currency().scale;
        let key = match input.id.read() {
            Ok(key) => key,
            Err(error) => return refused(visit, &error.into(), scale),
        };
        let secret = Secret::new(input.secret);
        let consent = match input.pin.filter(|it| !it.is_empty()) {
            Some(pin) => Consent::Pin(Secret::new(pin)),
            None => Consent::Yes,
        };
        let it = Charge { amount: input.amount.into_text(), purpose: input.purpose, consent };
        let at = (key, &secret);
        match passes::charge(&visit.ctx, &visit.domain, &counter, at, it).await {
            Ok(moved) => {
                let transfer = Some(match counter.by() {
                    By::Member { is_holder: true, .. } => Transfer::from(moved),
                    By::Member { .. } | By::Device(_) => Transfer::at_till(moved),
                });
                Ok(TransferPayload { transfer, ..none() })
            }
            Err(error) => refused(visit, &error, scale),
        }
    }
}

/// Why nothing was taken from a card.
fn refused(visit: &Visit, error: &PassError, scale: u8) -> async_graphql::Result<TransferPayload> {
    let none = TransferPayload::default;
    if let PassError::Rejected(why) = error {
        let rejected = Some(Rejection::of_card(visit, *why));
        return Ok(TransferPayload { rejected, ..none() });
    }
    Ok(TransferPayload { user_errors: vec![mendable(visit, error, scale)?], ..none() })
}

async fn changed(
    visit: &Visit,
    made: Result<model::Pass, PassError>,
) -> async_graphql::Result<PassPayload> {
    match made {
        Ok(pass) => done(visit, pass).await,
        Err(error) => stopped(visit, &error),
    }
}

async fn done(visit: &Visit, pass: model::Pass) -> async_graphql::Result<PassPayload> {
    let purse = payments::purse(&visit.ctx, &visit.domain, pass.account).await;
    let purse = purse.map_err(|error| payment_failed(visit, &error))?;
    Ok(PassPayload { pass: Some(Pass::of(pass, &purse)), ..PassPayload::default() })
}

fn missing(visit: &Visit, field: &'static str) -> async_graphql::Result<PassPayload> {
    Ok(PassPayload { user_errors: vec![not_there(visit, field)], ..PassPayload::default() })
}

fn not_there(visit: &Visit, field: &'static str) -> UserError {
    let words = errors::sentence(visit.language, Kind::NotFound);
    UserError::new(Some(field), UserErrorCode::NotFound, words)
}

fn stopped(visit: &Visit, error: &PassError) -> async_graphql::Result<PassPayload> {
    if let PassError::Rejected(why) = error {
        let rejected = Some(Rejection::of(visit, *why));
        return Ok(PassPayload { rejected, ..PassPayload::default() });
    }
    Ok(PassPayload { user_errors: vec![mendable(visit, error, 0)?], ..PassPayload::default() })
}

/// What a person can mend; the rest is an error of the request.
fn mendable(visit: &Visit, error: &PassError, scale: u8) -> async_graphql::Result<UserError> {
    let (field, code) = match error {
        PassError::NotFound => (None, UserErrorCode::NotFound),
        PassError::Denied(_) | PassError::OwnCase => (None, UserErrorCode::Denied),
        PassError::Invalid { field, .. } => (Some(*field), UserErrorCode::Invalid),
        PassError::WrongPin { .. } => (Some("pin"), UserErrorCode::Invalid),
        PassError::DayLimit { .. } => (Some("amount"), UserErrorCode::Invalid),
        PassError::Blocked | PassError::TooManyPasses => (None, UserErrorCode::Invalid),
        PassError::AlreadyMade => (Some("id"), UserErrorCode::Duplicate),
        PassError::TooMany { .. } => (None, UserErrorCode::TooManyAttempts),
        error => return Err(errors::of_kind(visit, error.kind(), error)),
    };
    let words = texts::pass_error(visit.language, error, |minor| decimal(minor, scale));
    Ok(to_mend(visit, (field, code), words, error.kind()))
}
