//! Who is meant: by an id, a short name, a name, or a code.

use koop_domain::error::Problem;
use koop_domain::id::{AccountId, ListingId, MemberId};
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{CODE_LETTERS, Facing, Payee, Purse, tidy_code};

use super::form::{KNOWN, TO, WHO};
use crate::Web;
use crate::keeping::Typed;
use crate::reader::Reader;
use crate::wallet::face::Face;

/// How many letters the code of an account has.
const ACCOUNT_LETTERS: usize = 6;

/// Who was found.
pub(super) enum Found {
    One(Box<Facing>),
    Several(Vec<Facing>),
    /// Somebody asks for something by this code.
    Code(String),
}

/// One of several who could be meant.
pub(crate) struct Choice {
    pub value: String,
    pub face: Face,
}

/// Somebody as a form carries them.
pub(crate) fn token(it: &Facing) -> String {
    match (&it.account, &it.to) {
        (Some(id), _) | (None, Payee::Account(id)) => id.to_string(),
        (None, Payee::Listing(id)) => id.to_string(),
        (None, Payee::Member(id)) => id.to_string(),
        (None, Payee::Handle(handle)) => format!("@{handle}"),
        (None, Payee::Code(code)) => code.clone(),
    }
}

/// Somebody by an id or a short name; nobody where it is neither.
pub(crate) fn of_token(text: &str) -> Option<Payee> {
    if let Some(handle) = text.strip_prefix('@') {
        return Some(Payee::Handle(handle.to_owned()));
    }
    let account = AccountId::parse(text).map(Payee::Account);
    let listing = || ListingId::parse(text).map(Payee::Listing);
    let member = || MemberId::parse(text).map(Payee::Member);
    account.or_else(|_| listing()).or_else(|_| member()).ok()
}

/// Whether something looks like a code.
fn is_code(text: &str) -> bool {
    let is_plain = text.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | ' '));
    is_plain && matches!(tidy_code(text).len(), ACCOUNT_LETTERS | CODE_LETTERS)
}

/// Who was typed or chosen.
pub(super) async fn sought(
    web: &Web,
    reader: &Reader,
    from: &Purse,
    typed: &Typed,
) -> Result<Found, PaymentError> {
    let (ctx, domain, currency) = (&reader.ctx, &web.site.domain, Some(from.currency.id));
    let said = typed.get(TO);
    // Who was chosen from a list, or is known from a link, unless another name was typed since.
    let is_known = said.is_empty() || said == typed.get(KNOWN);
    let chosen = of_token(typed.get(WHO)).filter(|_| is_known);
    if let Some(to) = chosen.or_else(|| of_token(said)) {
        return one(payments::facing(ctx, domain, &to, currency).await?);
    }
    let mut found = payments::find(ctx, domain, from.held.account.id, said).await?;
    match found.len() {
        0 if is_code(said) => {
            one(payments::facing(ctx, domain, &Payee::Code(tidy_code(said)), currency).await?)
        }
        0 => Err(PaymentError::Invalid { field: "to", problem: Problem::Unknown }),
        1 => one(found.remove(0)),
        _ => Ok(Found::Several(found)),
    }
}

fn one(found: Facing) -> Result<Found, PaymentError> {
    Ok(match (&found.request, &found.to) {
        (Some(_), Payee::Code(code)) => Found::Code(code.clone()),
        _ => Found::One(Box::new(found)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_told_from_a_name() {
        for code in ["K7P-2QX", "k7p2qx", "K7PM 2QXW"] {
            assert!(is_code(code), "{code}");
        }
        for name in ["Noor", "Bakkerij Noor", "Spaak & Zoon", "K7P", "Yılmaz", ""] {
            assert!(!is_code(name), "{name}");
        }
        assert_eq!(of_token("@mia"), Some(Payee::Handle("mia".into())));
        assert_eq!(of_token("Mia"), None);
    }
}
