//! What is paid for what two agree on: what they send along, and what is set apart.

use async_graphql::{Description, ID, InputObject, Object, SimpleObject};
use koop_domain::agreements::machine::Party;
use koop_domain::agreements::model::Seen;
use koop_domain::agreements::price::{self, Part, PayoutDraft, PriceDraft, Side};
use koop_domain::agreements::{self, error::AgreementError};
use koop_domain::id::AgreementId;

use super::super::ledger::money::{Decimal, Money};
use super::super::ledger::terms::HoldState;
use super::super::scalars::Instant;
use super::super::visit::Visit;

/// A price in a currency of the community, of who gets to who gives. Nought is for nothing.
#[derive(InputObject)]
pub(crate) struct PriceInput {
    /// The code of the currency.
    currency: String,
    /// How much.
    amount: Option<Decimal>,
    /// How much is left as a deposit of what is lent.
    deposit: Option<Decimal>,
}

/// What is paid in the end; the rest of what was set apart goes back.
#[derive(InputObject)]
pub(crate) struct PayoutInput {
    /// Of the price. Left out, it is all of it where one of the two says so, and nothing where a
    /// steward does.
    amount: Option<Decimal>,
    /// Of the deposit; left out, nothing.
    deposit: Option<Decimal>,
}

/// An amount that is set apart for an agreement, in the books of its currency.
#[derive(SimpleObject)]
pub(crate) struct AgreementHold {
    /// Its id.
    id: ID,
    /// What has become of it.
    state: HoldState,
    /// How much was set apart.
    amount: Money,
    /// How much of it was paid.
    captured: Money,
    /// Whether it stays as it is, because the two differ.
    disputed: bool,
    /// When what is left of it is let go.
    expires_at: Instant,
}

/// What is paid for what two agree on.
#[derive(Description)]
pub(crate) struct AgreementMoney<'a>(pub(super) &'a Seen);

#[Object(use_type_description)]
impl AgreementMoney<'_> {
    /// What it costs; null where nothing is paid.
    async fn price(&self) -> Option<Money> {
        self.amount(Part::Price)
    }

    /// What who borrows leaves until it is back.
    async fn deposit(&self) -> Option<Money> {
        self.amount(Part::Deposit)
    }

    /// Whether it is the viewer who pays.
    async fn i_pay(&self) -> bool {
        self.0.agreement.terms.priced.price.is_some()
            && self.0.agreement.payer(self.0.direction) == self.party()
    }

    /// Whether a price waits for the viewer to name the same.
    async fn price_awaits_me(&self) -> bool {
        let said_by = self.0.agreement.terms.priced.said_by;
        said_by.is_some() && said_by != Side::of(self.party())
    }

    /// A price that one of the two would like instead.
    async fn wanted_price(&self) -> Option<Money> {
        let wanted = self.0.agreement.terms.wanted.as_ref()?.price.as_ref()?;
        Some(Money::plain(wanted.amount, (&wanted.code, wanted.scale)))
    }

    /// What shall be paid of the price in the end, as one of them said last, or a steward.
    async fn payout(&self) -> Option<Money> {
        let priced = &self.0.agreement.terms.priced;
        let price = priced.price.as_ref()?;
        Some(Money::plain(priced.payout?.amount, (&price.code, price.scale)))
    }

    /// What shall be paid of the deposit, likewise.
    async fn deposit_payout(&self) -> Option<Money> {
        let priced = &self.0.agreement.terms.priced;
        let price = priced.price.as_ref()?;
        Some(Money::plain(priced.payout?.deposit, (&price.code, price.scale)))
    }

    /// What is set apart of the price.
    async fn hold(&self) -> Option<AgreementHold> {
        self.held(Part::Price)
    }

    /// What is set apart as a deposit.
    async fn deposit_hold(&self) -> Option<AgreementHold> {
        self.held(Part::Deposit)
    }
}

impl AgreementMoney<'_> {
    fn party(&self) -> Party {
        if self.0.is_owner { Party::Owner } else { Party::Replier }
    }

    fn amount(&self, part: Part) -> Option<Money> {
        let price = self.0.agreement.terms.priced.price.as_ref()?;
        let minor = price.of(part);
        (minor > 0).then(|| Money::plain(minor, (&price.code, price.scale)))
    }

    fn held(&self, part: Part) -> Option<AgreementHold> {
        let it = self.0.held.iter().find(|it| it.part == part)?;
        let price = self.0.agreement.terms.priced.price.as_ref()?;
        let money = |minor| Money::plain(minor, (&price.code, price.scale));
        Some(AgreementHold {
            id: it.hold.to_string().into(),
            state: it.state.into(),
            amount: money(it.amount),
            captured: money(it.captured),
            disputed: it.disputed,
            expires_at: it.expires_at.into(),
        })
    }
}

/// A price that was sent along.
pub(super) async fn price_of(
    visit: &Visit,
    sent: Option<PriceInput>,
) -> Result<Option<price::Price>, AgreementError> {
    let Some(sent) = sent else { return Ok(None) };
    let draft = PriceDraft {
        currency: sent.currency,
        amount: sent.amount.map(Decimal::into_text),
        deposit: sent.deposit.map(Decimal::into_text),
    };
    agreements::price_of(&visit.ctx, &visit.domain, &draft).await.map(Some)
}

/// What shall be paid, as it was sent along.
pub(super) async fn payout_of(
    visit: &Visit,
    id: Result<AgreementId, AgreementError>,
    sent: Option<PayoutInput>,
) -> Result<Option<price::Payout>, AgreementError> {
    let Some(sent) = sent else { return Ok(None) };
    let draft = PayoutDraft {
        amount: sent.amount.map(Decimal::into_text),
        deposit: sent.deposit.map(Decimal::into_text),
    };
    agreements::payout(&visit.ctx, &visit.domain, id?, &draft).await
}
