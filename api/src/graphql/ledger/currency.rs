//! A currency: its rules in words and in figures, and what it does.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, SimpleObject};
use koop_domain::communities::Seen;
use koop_domain::id::{CommunityId, CurrencyId};
use koop_domain::ledger::amount::decimal;
use koop_domain::ledger::currencies::error::CurrencyError;
use koop_domain::ledger::currencies::{self, Currency as Known, Figures, Ruling};
use koop_domain::policy::{self, Action};
use koop_web::texts;

use super::super::communities::Community;
use super::super::errors;
use super::super::limits;
use super::super::scalars::Instant;
use super::super::visit::Visit;
use super::account::AccountLimits;
use super::errors::currency_failed;
use super::money::{Decimal, Money};
use super::terms::CurrencyKind;

/// How many digits a levy in hundredths of a percent, and a velocity in hundredths, have after the
/// point.
const HUNDREDTHS: u8 = 2;

/// What the people of a community pay each other with.
#[derive(Clone, Description)]
pub(crate) struct Currency(pub(super) Arc<Known>);

/// A version of the rules of a currency.
#[derive(SimpleObject)]
pub(crate) struct CurrencyRuling {
    /// Which version, from 1.
    version: i32,
    /// From when on it holds.
    effective_at: Instant,
    /// The smallest step of amounts.
    step: Money,
    /// What the fund of the community receives of each payment, in percent.
    levy_percent: Decimal,
    /// Between what a new account stays.
    limits: AccountLimits,
    /// Whether members of the community see each other's balances.
    open_balances: bool,
    /// Why it was decided.
    reason: String,
    /// When it was decided.
    decided_at: Instant,
}

/// What was paid with a currency in twelve months, beside the million euros from which on a limited
/// network has to be reported.
#[derive(SimpleObject)]
pub(crate) struct CurrencyMeter {
    /// How much was paid, in euros.
    euros: Decimal,
    /// How much that is of a million euros, in percent, rounded down.
    percent: i64,
    /// Whether it comes near.
    warns: bool,
}

#[Object(use_type_description)]
impl Currency {
    /// Its id, for ever.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Its short name, for ever, such as LAT.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Its name, in the reader's language.
    async fn name(&self, ctx: &Context<'_>) -> &str {
        self.0.name(Visit::of(ctx).language)
    }

    /// What stands beside an amount.
    async fn symbol(&self) -> &str {
        &self.0.symbol
    }

    /// How many digits amounts have after the point.
    async fn scale(&self) -> u8 {
        self.0.scale
    }

    /// The smallest step of amounts; null to who may not know its rules.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn step(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Money>> {
        let ruling = self.in_force(Visit::of(ctx)).await?;
        Ok(ruling.map(|it| Money::in_currency(it.step, &self.0)))
    }

    /// What kind of currency it is.
    async fn kind(&self) -> CurrencyKind {
        self.0.kind.into()
    }

    /// Whether it is paid with.
    async fn is_on(&self) -> bool {
        self.0.is_on
    }

    /// The rules that are in force, in plain words of the reader's language.
    #[graphql(complexity = "limits::ROW")]
    async fn rules(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let visit = Visit::of(ctx);
        let ruling = self.in_force(visit).await?;
        Ok(texts::currency_rules(visit.language, &self.0, ruling.as_ref()))
    }

    /// What the community wrote of benefits and taxes, in the reader's language where it did.
    async fn advice(&self, ctx: &Context<'_>) -> Option<&str> {
        let advice = &self.0.advice;
        let text = advice.get(&Visit::of(ctx).language).or_else(|| advice.values().next());
        text.map(String::as_str)
    }

    /// Every version of the rules, the latest first.
    #[graphql(complexity = "limits::page(Some(20), child_complexity)")]
    async fn rulings(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CurrencyRuling>> {
        let all = self.all_rulings(Visit::of(ctx)).await?;
        Ok(all.iter().map(|it| CurrencyRuling::of(it, &self.0)).collect())
    }

    /// All balances together: nothing, always. Null, as all figures, where it is off and the viewer
    /// does not run its community.
    #[graphql(complexity = "limits::CENSUS + child_complexity")]
    async fn sum(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Money>> {
        self.money(ctx, |it| it.sum).await
    }

    /// What people and places hold together, those who owe left out, as well as the fund and the
    /// issuer.
    #[graphql(complexity = "limits::CENSUS + child_complexity")]
    async fn supply(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Money>> {
        self.money(ctx, |it| it.supply).await
    }

    /// How many accounts people and places have.
    #[graphql(complexity = "limits::CENSUS")]
    async fn account_count(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<u64>> {
        Ok(self.figures(Visit::of(ctx)).await?.map(|it| it.accounts))
    }

    /// How many payments there were in the last twelve months; those that were taken back do not
    /// count.
    #[graphql(name = "transfersLast12Months", complexity = "limits::CENSUS")]
    async fn transfers_last_year(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<u64>> {
        Ok(self.figures(Visit::of(ctx)).await?.map(|it| it.transfers))
    }

    /// How much was paid in them.
    #[graphql(name = "volumeLast12Months", complexity = "limits::CENSUS + child_complexity")]
    async fn volume_last_year(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Money>> {
        self.money(ctx, |it| it.volume).await
    }

    /// How often all that is held was paid with in the last twelve months; null where nobody holds
    /// anything.
    #[graphql(complexity = "limits::CENSUS")]
    async fn velocity(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Decimal>> {
        let hundredths =
            self.figures(Visit::of(ctx)).await?.and_then(|it| it.velocity_hundredths());
        Ok(hundredths.map(|it| Decimal(decimal(it, HUNDREDTHS))))
    }

    /// What was paid in the last twelve months, beside what a limited network may do, for who keeps
    /// the accounts of the community; null for everybody else, and where the community does not say
    /// what the currency is worth.
    #[graphql(complexity = "limits::CENSUS + child_complexity")]
    async fn meter(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CurrencyMeter>> {
        let visit = Visit::of(ctx);
        let here = visit.board.community((&visit.ctx, &visit.domain), self.0.community).await;
        let here = here.map_err(|error| errors::of_kind(visit, error.kind(), &error))?;
        let may = |it: Seen| policy::allows_on(visit.ctx.actor, Action::SeeAccounts, it.standing());
        if !here.is_some_and(may) {
            return Ok(None);
        }
        let meter = self.figures(visit).await?.and_then(|it| it.meter);
        Ok(meter.map(|it| CurrencyMeter {
            euros: Decimal(decimal(it.cents, HUNDREDTHS)),
            percent: it.percent,
            warns: it.warns,
        }))
    }

    /// Whose currency it is.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn community(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Community>> {
        let visit = Visit::of(ctx);
        let found = visit.board.community((&visit.ctx, &visit.domain), self.0.community).await;
        let found = found.map_err(|error| errors::of_kind(visit, error.kind(), &error))?;
        Ok(found.map(Community))
    }
}

impl Currency {
    async fn figures(&self, visit: &Visit) -> async_graphql::Result<Option<Figures>> {
        let found = visit.books.figures.load_one(self.0.id).await;
        found.map_err(|error| currency_failed(visit, &error))
    }

    async fn money(
        &self,
        ctx: &Context<'_>,
        minor: impl Fn(&Figures) -> i64,
    ) -> async_graphql::Result<Option<Money>> {
        let figures = self.figures(Visit::of(ctx)).await?;
        Ok(figures.map(|it| Money::in_currency(minor(&it), &self.0)))
    }

    async fn all_rulings(&self, visit: &Visit) -> async_graphql::Result<Arc<[Ruling]>> {
        let found = visit.books.rulings.load_one(self.0.id).await;
        Ok(found.map_err(|error| currency_failed(visit, &error))?.unwrap_or_default())
    }

    async fn in_force(&self, visit: &Visit) -> async_graphql::Result<Option<Ruling>> {
        let all = self.all_rulings(visit).await?;
        Ok(all.iter().find(|it| it.effective_at <= visit.ctx.now).cloned())
    }
}

impl CurrencyRuling {
    fn of(it: &Ruling, currency: &Known) -> Self {
        Self {
            version: it.version,
            effective_at: it.effective_at.into(),
            step: Money::in_currency(it.step, currency),
            levy_percent: Decimal(decimal(it.levy_bp.into(), HUNDREDTHS)),
            limits: AccountLimits::of(it.limits, it.soft, currency),
            open_balances: it.open_balances,
            reason: it.reason.clone(),
            decided_at: it.decided_at.into(),
        }
    }
}

/// The currency with an id; nothing where it is not for the actor to know.
pub(crate) async fn by_id(
    visit: &Visit,
    id: CurrencyId,
) -> async_graphql::Result<Option<Currency>> {
    known(visit, currencies::by_id(&visit.ctx, &visit.domain, id).await)
}

/// The currency with a code.
pub(super) async fn by_code(visit: &Visit, code: &str) -> async_graphql::Result<Option<Currency>> {
    known(visit, currencies::by_code(&visit.ctx, &visit.domain, code).await)
}

/// The currencies of a community, the oldest first.
pub(super) async fn of_community(visit: &Visit, id: &ID) -> async_graphql::Result<Vec<Currency>> {
    let Ok(id) = CommunityId::parse(id) else { return Ok(Vec::new()) };
    let found = currencies::of_community(&visit.ctx, &visit.domain, id).await;
    let found = found.map_err(|error| currency_failed(visit, &error))?;
    Ok(found.into_iter().map(|it| Currency(it.into())).collect())
}

fn known(
    visit: &Visit,
    found: Result<Known, CurrencyError>,
) -> async_graphql::Result<Option<Currency>> {
    match found {
        Ok(it) => Ok(Some(Currency(it.into()))),
        Err(CurrencyError::NotFound) => Ok(None),
        Err(error) => Err(currency_failed(visit, &error)),
    }
}
