//! Settling about what two neighbours differ, and what is paid of what was set apart between them.

use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::model::{Move, Seen};
use koop_domain::agreements::price::PayoutDraft;
use koop_domain::ctx::Ctx;
use koop_domain::id::AgreementId;
use koop_domain::language::Language;
use koop_domain::ledger::amount::decimal;
use koop_domain::{Domain, agreements};

use super::Refused;
use crate::error::Failure;
use crate::keeping::Typed;
use crate::page::Page;

/// What a steward can have paid: how much is set apart, as it is read.
#[derive(Clone, Debug)]
pub(crate) struct Pays {
    pub price: Option<String>,
    pub deposit: Option<String>,
}

impl Pays {
    pub(super) fn of(page: &Page, it: &Seen) -> Option<Self> {
        let price = it.agreement.terms.priced.price.as_ref()?;
        let label = |minor: i64, key: &str| {
            let amount = decimal(minor, price.scale);
            let amount = match page.language {
                Language::Nl => amount.replace('.', ","),
                Language::En => amount,
            };
            let amount = format!("{amount} {}", price.code);
            (minor > 0).then(|| page.with(key, &[("amount", amount.into())]))
        };
        Some(Self {
            price: label(price.amount, "price-settle"),
            deposit: label(price.deposit, "price-settle-deposit"),
        })
    }
}

pub(super) async fn settle(
    (ctx, domain): (&Ctx, &Domain),
    id: AgreementId,
    typed: &Typed,
) -> Result<Result<(), Refused>, Failure> {
    let draft = PayoutDraft { amount: typed.some("betaald"), deposit: typed.some("van-borg") };
    let done = match agreements::payout(ctx, domain, id, &draft).await {
        Ok(payout) => {
            let settle = Move::Settle { reason: typed.get("reden").to_owned(), payout };
            agreements::act(ctx, domain, id, settle).await.map(drop)
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(Ok(())),
        Err(AgreementError::NotFound | AgreementError::NotNow) => Ok(Err(Refused::Late)),
        Err(AgreementError::Own | AgreementError::Denied(_)) => Ok(Err(Refused::Own)),
        Err(AgreementError::Rejected(_) | AgreementError::Invalid { field: "payout", .. }) => {
            Ok(Err(Refused::Payout))
        }
        Err(AgreementError::Invalid { field: "reason", problem }) => {
            Ok(Err(Refused::Reason(problem)))
        }
        Err(error) => Err(error.into()),
    }
}
