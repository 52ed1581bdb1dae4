//! The books of local currencies: what somebody holds and owes, what is paid, asked and set apart.
//!
//! What the books refuse comes back as `rejected` with a code out of their closed list, everything
//! else that a person can mend as `userErrors`; a payload has one of the three, never two.

pub(crate) mod account;
pub(crate) mod currency;
mod decided;
pub(crate) mod errors;
pub(crate) mod holding;
mod input;
pub(crate) mod issuing;
mod loaders;
pub(crate) mod money;
mod passes;
mod payee;
mod paying;
mod purposes;
pub(crate) mod taken;
pub(crate) mod terms;
mod tills;
pub(crate) mod transfer;

use async_graphql::{Context, Description, ID, Object};
use koop_domain::id::AccountId;

use self::account::Account;
use self::currency::Currency;
use self::holding::PaymentRequest;
use self::input::PayeeInput;
use self::issuing::CurrencyIssuing;
pub(crate) use self::issuing::Issuing;
pub(crate) use self::loaders::Books;
pub(crate) use self::passes::Passes;
use self::payee::Payee;
pub(crate) use self::paying::Paying;
pub(crate) use self::purposes::Purposes;
pub(crate) use self::tills::Tills;
use super::limits;
use super::visit::Visit;

/// What can be asked of the books.
#[derive(Description)]
pub struct LedgerQuery;

#[Object(use_type_description)]
impl LedgerQuery {
    /// An account, for its holder and for who runs the community of its currency; null to anybody
    /// else.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Such as acc_01J….")] id: ID,
    ) -> async_graphql::Result<Option<Account>> {
        let Ok(id) = AccountId::parse(&id) else { return Ok(None) };
        account::by_id(Visit::of(ctx), id).await
    }

    /// The currency with this code. One that is off is null, but to who runs its community.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn currency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Such as LAT.")] code: String,
    ) -> async_graphql::Result<Option<Currency>> {
        currency::by_code(Visit::of(ctx), &code).await
    }

    /// The currencies of a community, the oldest first.
    #[graphql(complexity = "limits::page(Some(10), child_complexity)")]
    async fn currencies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which, such as com_01J….")] community: ID,
    ) -> async_graphql::Result<Vec<Currency>> {
        currency::of_community(Visit::of(ctx), &community).await
    }

    /// What comes into the world of a currency and goes out of it; null to who may not issue it.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn currency_issuing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Such as DAPPER.")] code: String,
    ) -> async_graphql::Result<Option<CurrencyIssuing>> {
        issuing::of_currency(Visit::of(ctx), &code).await
    }

    /// Who would be paid, before anybody pays: null where nobody is meant whom the viewer can pay.
    /// Codes that nobody has are counted, and after too many of them the viewer waits.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn payee(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who is meant.")] to: PayeeInput,
        #[graphql(
            desc = "The code of the currency to pay in, such as LAT. An account and a code say \
            it themselves."
        )]
        currency: Option<String>,
    ) -> async_graphql::Result<Option<Payee>> {
        payee::seen(Visit::of(ctx), to, currency.as_deref()).await
    }

    /// What is asked by the code in a link. Where somebody is asked by name it is null to anybody
    /// but the two.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn payment_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As it is typed, such as K7PM-2QXW.")] code: String,
    ) -> async_graphql::Result<Option<PaymentRequest>> {
        holding::by_code(Visit::of(ctx), &code).await
    }
}
