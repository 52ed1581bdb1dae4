//! Who would be paid, told to a program before anybody pays, as the page of a payment tells it.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object};
use koop_domain::error::Problem;
use koop_domain::id::CurrencyId;
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::Facing;

use super::super::limits;
use super::super::listings::{self, Listing};
use super::super::visit::Visit;
use super::currency::{self, Currency};
use super::errors::{signed_in, told};
use super::input::PayeeInput;
use super::money::Money;
use super::terms::AccountKind;

/// Who would be paid. Whoever has the wrong one before them sees it here.
#[derive(Clone, Description)]
pub(crate) struct Payee {
    it: Arc<Facing>,
    currency: Option<Currency>,
}

#[Object(use_type_description)]
impl Payee {
    /// What they are called: a place and an association by their names, a person by a first name
    /// and an initial. Null: the community's own account.
    async fn name(&self) -> Option<&str> {
        self.it.name.as_deref()
    }

    /// Whose kind of account it is, or would be.
    async fn kind(&self) -> AccountKind {
        self.it.kind.into()
    }

    /// The id of their account; null while they have none in the currency: being paid opens it.
    async fn account_id(&self) -> Option<ID> {
        self.it.account.map(|it| it.to_string().into())
    }

    /// The id of their profile.
    async fn profile_id(&self) -> Option<ID> {
        self.it.profile.map(|it| it.to_string().into())
    }

    /// For which place of theirs.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn listing(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Listing>> {
        let Some(id) = self.it.listing else { return Ok(None) };
        listings::by_id(Visit::of(ctx), id).await
    }

    /// The street and number of that place, while they are known.
    async fn street(&self) -> Option<&str> {
        self.it.place.as_ref()?.street.as_deref()
    }

    /// The town of that place.
    async fn town(&self) -> Option<&str> {
        self.it.place.as_ref()?.town.as_deref()
    }

    /// Whether somebody has shown that the place is theirs.
    async fn is_claimed(&self) -> bool {
        self.it.place.as_ref().is_some_and(|it| it.is_claimed)
    }

    /// Whether they are called as a place that somebody else has shown to be theirs: whoever means
    /// that place has the wrong one before them.
    async fn is_namesake(&self) -> bool {
        self.it.namesake
    }

    /// In which currency: that which was asked for, or that of the account or request.
    async fn currency(&self) -> Option<Currency> {
        self.currency.clone()
    }

    /// What the account holds, where the community decided that its members see so.
    async fn balance(&self) -> Option<Money> {
        let currency = self.currency.as_ref()?;
        Some(Money::in_currency(self.it.balance?, &currency.0))
    }

    /// The id of what they ask for, where it was the code of a request.
    async fn request_id(&self) -> Option<ID> {
        self.it.request.map(|it| it.to_string().into())
    }
}

/// Who is meant; nothing where nobody is, or nobody whom the viewer can pay.
pub(super) async fn seen(
    visit: &Visit,
    to: PayeeInput,
    code: Option<&str>,
) -> async_graphql::Result<Option<Payee>> {
    signed_in(visit)?;
    let named: Option<CurrencyId> = match code {
        Some(code) => match currency::by_code(visit, code).await? {
            Some(found) => Some(found.0.id),
            None => return Ok(None),
        },
        None => None,
    };
    let found = match to.read("to") {
        Ok(to) => payments::facing(&visit.ctx, &visit.domain, &to, named).await,
        Err(error) => Err(error),
    };
    let found = match found {
        Err(PaymentError::Invalid { field: "to", problem: Problem::Unknown }) => return Ok(None),
        found => told(visit, found)?,
    };
    let Some(it) = found else { return Ok(None) };
    // Who would be paid in another currency is not who was asked for.
    if named.is_some() && it.currency != named {
        return Ok(None);
    }
    let currency = match it.currency {
        Some(id) => currency::by_id(visit, id).await?,
        None => None,
    };
    Ok(Some(Payee { it: it.into(), currency }))
}
