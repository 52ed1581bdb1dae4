//! What somebody does with money: each is done once, however often it is sent under one id.

use async_graphql::{Context, Description, Object, SimpleObject};
use koop_domain::id::{ListingId, TransferId};
use koop_domain::ledger::accounts::error::AccountError;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{Asked, Moved, SetApart};
use koop_domain::ledger::{accounts, currencies, payments};

use super::super::user_errors::UserError;
use super::super::visit::Visit;
use super::account::{self, Account};
use super::errors::{
    Rejection, Stopped, settle_account, settle_currency, settle_payment, signed_in,
};
use super::holding::{Hold, PaymentRequest};
use super::input::{
    AcceptPaymentInput, CaptureInput, DeclinePaymentInput, HoldInput, OpenAccountInput, PayInput,
    ReleaseInput, RequestPaymentInput, ReverseInput,
};
use super::transfer::Transfer;

/// What opening an account came to.
#[derive(Default, SimpleObject)]
pub(crate) struct AccountPayload {
    /// The account, the one that there was where there was one.
    account: Option<Account>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What moving money came to.
#[derive(Default, SimpleObject)]
pub(crate) struct TransferPayload {
    /// The transfer as it was posted, the same when it is sent again.
    pub(super) transfer: Option<Transfer>,
    /// Why the books refused.
    pub(super) rejected: Option<Rejection>,
    /// What else has to be mended; empty when it is done, or the books refused.
    pub(super) user_errors: Vec<UserError>,
}

/// What asking came to.
#[derive(Default, SimpleObject)]
pub(crate) struct PaymentRequestPayload {
    /// The request; of one that is made, as it was then, also when it is sent again.
    request: Option<PaymentRequest>,
    /// Why the books refused.
    rejected: Option<Rejection>,
    /// What else has to be mended; empty when it is done, or the books refused.
    user_errors: Vec<UserError>,
}

/// What setting apart came to.
#[derive(Default, SimpleObject)]
pub(crate) struct HoldPayload {
    /// The hold; of one that is made, as it was then, also when it is sent again.
    hold: Option<Hold>,
    /// Why the books refused.
    rejected: Option<Rejection>,
    /// What else has to be mended; empty when it is done, or the books refused.
    user_errors: Vec<UserError>,
}

/// What somebody does with money.
#[derive(Description)]
pub(crate) struct Paying;

#[Object(use_type_description)]
impl Paying {
    /// Opens the viewer's account in a currency, or that of a place of theirs; the one that there
    /// is, where there is one.
    async fn open_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which currency.")] input: OpenAccountInput,
    ) -> async_graphql::Result<AccountPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        open(visit, input).await
    }

    /// Pays. Sent again with the same id, it is paid once.
    async fn pay(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "From where, to whom, how much.")] input: PayInput,
    ) -> async_graphql::Result<TransferPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match input.read() {
            Ok(draft) => payments::pay(&visit.ctx, &visit.domain, draft).await,
            Err(error) => Err(error),
        };
        moved(visit, done)
    }

    /// Asks to be paid, by somebody or by whoever has the link.
    async fn request_payment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "By whom, how much.")] input: RequestPaymentInput,
    ) -> async_graphql::Result<PaymentRequestPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match input.read() {
            Ok(draft) => payments::request(&visit.ctx, &visit.domain, draft).await,
            Err(error) => Err(error),
        };
        asked(visit, done)
    }

    /// Pays what was asked.
    async fn accept_payment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which request.")] input: AcceptPaymentInput,
    ) -> async_graphql::Result<TransferPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match input.read() {
            Ok((key, of)) => payments::accept(&visit.ctx, &visit.domain, key, of).await,
            Err(error) => Err(error),
        };
        moved(visit, done)
    }

    /// Says no to what was asked; who asked takes it back.
    async fn decline_payment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which request.")] input: DeclinePaymentInput,
    ) -> async_graphql::Result<PaymentRequestPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match input.read() {
            Ok((key, id)) => payments::decline(&visit.ctx, &visit.domain, key, id).await,
            Err(error) => Err(error),
        };
        asked(visit, done)
    }

    /// Sets an amount apart for somebody until a moment.
    async fn hold(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "For whom, how much, until when.")] input: HoldInput,
    ) -> async_graphql::Result<HoldPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match input.read() {
            Ok(draft) => payments::hold(&visit.ctx, &visit.domain, draft).await,
            Err(error) => Err(error),
        };
        set_apart(visit, done)
    }

    /// Pays out of what the viewer set apart, once or in parts. What two agreed on is paid by both
    /// saying that it was done.
    async fn capture(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Out of which hold, how much.")] input: CaptureInput,
    ) -> async_graphql::Result<TransferPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match input.read() {
            Ok((of, amount)) => payments::capture(&visit.ctx, &visit.domain, of, amount).await,
            Err(error) => Err(error),
        };
        moved(visit, done)
    }

    /// Lets go of what is left of what was set apart for the viewer; never as who set it apart.
    async fn release(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which hold.")] input: ReleaseInput,
    ) -> async_graphql::Result<HoldPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let done = match input.read() {
            Ok(of) => payments::release(&visit.ctx, &visit.domain, of).await,
            Err(error) => Err(error),
        };
        set_apart(visit, done)
    }

    /// Gives back what was paid to the viewer, all of it, by another transfer, as far as they may
    /// pay. Who runs the community takes back what others paid each other, whatever the limits.
    async fn reverse(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which transfer, and why.")] input: ReverseInput,
    ) -> async_graphql::Result<TransferPayload> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let of = input.id.read().and_then(|key| {
            let id = TransferId::parse(&input.transfer_id).map_err(|_| PaymentError::NotFound)?;
            Ok((key, id))
        });
        let done = match of {
            Ok(of) => give_back(visit, of, &input.reason).await,
            Err(error) => Err(error),
        };
        moved(visit, done)
    }
}

/// Takes back what was paid to the viewer, or what others paid each other where they run the
/// community.
async fn give_back(
    visit: &Visit,
    of: (uuid::Uuid, TransferId),
    reason: &str,
) -> Result<Moved, PaymentError> {
    let (ctx, domain) = (&visit.ctx, &visit.domain);
    match payments::give_back(ctx, domain, of, reason).await {
        Err(PaymentError::NotFound) => payments::reverse_for(ctx, domain, of, reason).await,
        done => done,
    }
}

async fn open(visit: &Visit, input: OpenAccountInput) -> async_graphql::Result<AccountPayload> {
    let (ctx, domain) = (&visit.ctx, &visit.domain);
    let wrong = |user_errors| AccountPayload { user_errors, ..AccountPayload::default() };
    let found = currencies::by_code(ctx, domain, &input.currency).await;
    let currency = match settle_currency(visit, found)? {
        Ok(currency) => currency.id,
        Err(errors) => return Ok(wrong(errors)),
    };
    let (done, field) = match input.listing.map(|it| ListingId::parse(&it)) {
        None => (accounts::open(ctx, domain, currency).await, "currency"),
        Some(Ok(id)) => (accounts::open_for_listing(ctx, domain, (currency, id)).await, "listing"),
        Some(Err(_)) => (Err(AccountError::NotFound), "listing"),
    };
    match settle_account(visit, done, field)? {
        Ok(held) => {
            let account = account::by_id(visit, held.account.id).await?;
            Ok(AccountPayload { account, ..AccountPayload::default() })
        }
        Err(errors) => Ok(wrong(errors)),
    }
}

pub(super) fn moved(
    visit: &Visit,
    done: Result<Moved, PaymentError>,
) -> async_graphql::Result<TransferPayload> {
    Ok(match settle_payment(visit, done)? {
        Ok(it) => TransferPayload { transfer: Some(it.into()), ..TransferPayload::default() },
        Err(Stopped { rejected, user_errors }) => {
            TransferPayload { transfer: None, rejected, user_errors }
        }
    })
}

pub(super) fn asked(
    visit: &Visit,
    done: Result<Asked, PaymentError>,
) -> async_graphql::Result<PaymentRequestPayload> {
    Ok(match settle_payment(visit, done)? {
        Ok(it) => {
            PaymentRequestPayload { request: Some(it.into()), ..PaymentRequestPayload::default() }
        }
        Err(Stopped { rejected, user_errors }) => {
            PaymentRequestPayload { request: None, rejected, user_errors }
        }
    })
}

fn set_apart(
    visit: &Visit,
    done: Result<SetApart, PaymentError>,
) -> async_graphql::Result<HoldPayload> {
    Ok(match settle_payment(visit, done)? {
        Ok(it) => HoldPayload { hold: Some(it.into()), ..HoldPayload::default() },
        Err(Stopped { rejected, user_errors }) => HoldPayload { hold: None, rejected, user_errors },
    })
}
