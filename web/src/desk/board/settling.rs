//! Settling about what two neighbours differ, and what is paid of what was set apart between them.

use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::model::{Move, Seen};
use koop_domain::agreements::price::Part;
use koop_domain::ctx::Ctx;
use koop_domain::id::AgreementId;
use koop_domain::language::Language;
use koop_domain::{Domain, agreements};

use super::Refused;
use crate::agreements::price;
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::page::Page;
use crate::texts::posts::price_words;

/// Where the amounts stand in the form.
const FIELDS: &[(&str, &str)] =
    &[("payout", PRICE), ("payout.amount", PRICE), ("payout.deposit", DEPOSIT)];
const PRICE: &str = "betaald";
const DEPOSIT: &str = "van-borg";

/// What a steward can have paid: of the price, and of the deposit.
#[derive(Clone, Debug)]
pub(crate) struct Pays {
    pub fields: Vec<Paying>,
}

/// A field for what is paid of what is set apart.
#[derive(Clone, Debug)]
pub(crate) struct Paying {
    pub name: &'static str,
    /// How much is set apart, as it is read.
    pub label: String,
    pub hint: Option<String>,
    /// Which keys a telephone shows: decimals have no colon, which hours have.
    pub keys: &'static str,
    pub value: String,
    pub error: Option<String>,
}

impl Pays {
    pub(super) fn of(page: &Page, it: &Seen) -> Option<Self> {
        let price = it.agreement.terms.priced.price.as_ref()?;
        let coin = price::coin(page.language, it, price);
        let parts = [
            (Part::Price, PRICE, "price-settle"),
            (Part::Deposit, DEPOSIT, "price-settle-deposit"),
        ];
        let parts = parts.into_iter().filter(|(part, ..)| price.of(*part) > 0);
        let field = |(part, name, key)| {
            let amount = price_words(&coin, price.of(part));
            Paying {
                name,
                label: page.with(key, &[("amount", amount.into())]),
                hint: coin.is_time.then(|| page.t("price-hours-hint")),
                keys: if coin.is_time { "text" } else { "decimal" },
                value: String::new(),
                error: None,
            }
        };
        Some(Self { fields: parts.map(field).collect() })
    }

    /// As it was typed, with what is wrong with it.
    pub(super) fn again(&mut self, typed: &Typed, slips: &Slips) {
        for field in &mut self.fields {
            typed.get(field.name).clone_into(&mut field.value);
            field.error = slips.of(field.name).map(str::to_owned);
        }
    }
}

pub(super) async fn settle(
    (ctx, domain): (&Ctx, &Domain),
    (id, language): (AgreementId, Language),
    typed: &Typed,
) -> Result<Result<(), Refused>, Failure> {
    match settled((ctx, domain), (id, language), typed).await {
        Ok(()) => Ok(Ok(())),
        Err(AgreementError::NotFound | AgreementError::NotNow) => Ok(Err(Refused::Late)),
        Err(AgreementError::Own | AgreementError::Denied(_)) => Ok(Err(Refused::Own)),
        Err(AgreementError::Invalid { field: "reason", problem }) => {
            Ok(Err(Refused::Reason(problem)))
        }
        Err(
            error @ (AgreementError::Rejected(_)
            | AgreementError::Amount { .. }
            | AgreementError::Invalid { field: "payout" | "payout.deposit", .. }),
        ) => Ok(Err(Refused::Payout(Slips::of_agreement(language, error, FIELDS)?))),
        Err(error) => Err(error.into()),
    }
}

async fn settled(
    (ctx, domain): (&Ctx, &Domain),
    (id, language): (AgreementId, Language),
    typed: &Typed,
) -> Result<(), AgreementError> {
    let seen = agreements::to_settle(ctx, domain, id).await?;
    let draft = price::paid(language, typed, &seen);
    let payout = agreements::payout(ctx, domain, id, &draft).await?;
    let settle = Move::Settle { reason: typed.get("reden").to_owned(), payout };
    agreements::act(ctx, domain, id, settle).await.map(drop)
}
