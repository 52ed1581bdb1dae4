//! The last look before a payment: who, how much, and what is left.

use koop_domain::language::Language;
use koop_domain::ledger::account::Account;
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::currencies::{self, Currency};
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::Purse;
use koop_domain::ledger::rejected::Rejected;

use super::FIELDS;
use super::form::{AMOUNT, CATEGORY, FROM, KEY, KNOWN, PURPOSE, TO, WHO};
use crate::Web;
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::{Choices, Typed};
use crate::page::Page;
use crate::reader::Reader;
use crate::texts;
use crate::wallet::Coin;
use crate::wallet::face::Face;

/// What is asked once more.
pub(crate) struct Check {
    pub face: Face,
    pub amount: String,
    pub purpose: Option<String>,
    pub category: Option<String>,
    /// From which account, where there are several.
    pub from: Option<String>,
    /// What is left after it; nothing where it depends on the account that is chosen here.
    pub after: Option<String>,
    /// From which account, where that can still be chosen.
    pub accounts: Option<Choices>,
    /// What the button says.
    pub button: String,
    /// What is carried along.
    pub kept: Vec<(String, String)>,
}

impl Check {
    /// The same, where the account can still be chosen: what is left says each of them.
    pub(crate) fn choosing(mut self, accounts: Option<Choices>) -> Self {
        if accounts.is_some() {
            self.kept.retain(|(name, _)| name != FROM);
            (self.from, self.after) = (None, None);
        }
        self.accounts = accounts;
        self
    }
}

/// From what is paid: an account, or one that paying opens.
#[derive(Clone, Copy)]
pub(crate) struct Payer<'a> {
    pub currency: &'a Currency,
    pub account: Option<&'a Account>,
}

impl<'a> Payer<'a> {
    pub(crate) fn of(purse: &'a Purse) -> Self {
        Self { currency: &purse.currency, account: Some(&purse.held.account) }
    }

    fn balance(&self) -> i64 {
        self.account.map_or(0, |it| it.balance().minor())
    }
}

/// How much it is, or what is wrong with it: said before the books refuse it, which have the last
/// word.
pub(crate) async fn weighed(
    web: &Web,
    reader: &Reader,
    payer: Payer<'_>,
    typed: &str,
) -> Result<Result<i64, Slips>, Failure> {
    let (language, currency) = (reader.language, payer.currency);
    let coin = Coin::of(language, currency);
    let wrong = |why| Slips::of_payment(language, PaymentError::Rejected(why), &FIELDS);
    let minor = match Amount::parse(&coin.read(typed), currency.scale) {
        Ok(amount) => amount.minor(),
        Err(Rejected::AmountMalformed) => {
            return Ok(Err(wrong(Rejected::AmountMalformed)?.saying(coin.unread())));
        }
        Err(why) => return Ok(Err(wrong(why)?)),
    };
    let rulings = currencies::rulings(&reader.ctx, &web.site.domain, currency.id).await?;
    let ruling = rulings.iter().find(|it| it.effective_at <= reader.ctx.now);
    let step = ruling.map_or(1, |it| it.step.max(1));
    if minor % step != 0 {
        let values = [("amount", coin.words(step).into())];
        let words = texts::text_with(language, "wallet-step", &values);
        return Ok(Err(wrong(Rejected::AmountTooFine)?.saying(words)));
    }
    let (available, owed) = match payer.account {
        Some(account) => (account.available(), account.limits.min),
        None => {
            let min = ruling.and_then(|it| it.limits.min);
            (min.map(i64::saturating_neg), min)
        }
    };
    if available.is_some_and(|available| minor > available) {
        let words = too_much(language, currency, (available, owed));
        return Ok(Err(wrong(Rejected::PayerLimit)?.saying(words)));
    }
    Ok(Ok(minor))
}

/// That somebody cannot pay so much, and how much they can.
pub(crate) fn too_much(
    language: Language,
    currency: &Currency,
    (available, owed): (Option<i64>, Option<i64>),
) -> String {
    let coin = Coin::of(language, currency);
    let amount = coin.words(available.unwrap_or_default().max(0)).into();
    match owed {
        Some(min) if min < 0 => {
            let values = [("amount", amount), ("owed", coin.words(min.saturating_neg()).into())];
            texts::text_with(language, "wallet-too-much-owed", &values)
        }
        _ => texts::text_with(language, "wallet-too-much", &[("amount", amount)]),
    }
}

/// What is asked once more of a payment.
pub(crate) fn checked(
    page: &Page,
    payer: Payer<'_>,
    (face, minor): (Face, i64),
    (typed, from): (&Typed, Option<String>),
) -> Check {
    let coin = Coin::of(page.language, payer.currency);
    let after = payer.balance().saturating_sub(minor);
    let amount = coin.words(minor);
    let mut kept = typed.only(&[KEY, TO, AMOUNT, PURPOSE, CATEGORY, WHO, KNOWN]);
    if let Some(account) = payer.account {
        kept.set(FROM, &account.id.to_string());
    }
    let values = [("amount", amount.clone().into())];
    Check {
        button: page.with("pay-button", &values),
        after: Some(page.with("pay-after", &[("amount", coin.words(after).into())])),
        accounts: None,
        purpose: typed.some(PURPOSE),
        category: typed.some(CATEGORY),
        amount,
        face,
        from: from.map(|label| page.with("pay-from-words", &[("account", label.into())])),
        kept: kept.0,
    }
}
