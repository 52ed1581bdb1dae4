//! A new card, to be printed: its code is shown this once. A PIN that was made up stands in a
//! letter of its own.

use askama::Template;
use axum::response::Response;
use koop_domain::language::Language;
use koop_domain::ledger::passes::model::Pass;
use koop_domain::ledger::payments::model::Purse;
use koop_domain::members::model::Secret;

use super::passes_path;
use crate::Web;
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::mending::Code;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts;
use crate::wallet::Coin;
use crate::wallet::face::called;

#[derive(Template)]
#[template(path = "wallet/passes/card.html")]
pub(crate) struct PassCardPage {
    pub page: Page,
    pub trail: Vec<Link>,
    pub name: String,
    pub limit: String,
    /// What whoever reads it is told, in both languages, the reader's first.
    pub words: Vec<(&'static str, String)>,
    pub drawn: Code,
    pub label: String,
    pub address: String,
    pub letter: Option<PinLetter>,
}

/// The letter with the PIN of a card.
pub(crate) struct PinLetter {
    pub heading: String,
    /// The digits, each by itself, so that they are read one by one.
    pub digits: Vec<char>,
}

/// The card of a pass that was just made.
pub(crate) async fn show_card(
    web: &Web,
    reader: &Reader,
    (purse, pass): (&Purse, &Pass),
    (secret, pin): (&Secret, Option<&Secret>),
) -> Result<Response, Failure> {
    let slips = Slips::default();
    let mut page = Page::own(web, reader, "pass-card-title", "pass-card-lead", &slips).await;
    page.here = passes_path(purse.held.account.id);
    let page = PassCardPage::new(page, (purse, pass), (secret, pin))?;
    answer_privately(slips.status(), &page.page, &page)
}

impl PassCardPage {
    pub(crate) fn new(
        page: Page,
        (purse, pass): (&Purse, &Pass),
        (secret, pin): (&Secret, Option<&Secret>),
    ) -> Result<Self, Failure> {
        let href = format!("{}/pas/{}", page.base_url, secret.reveal());
        let coin = Coin::of(page.language, &purse.currency);
        let mut languages = Language::ALL;
        languages.sort_by_key(|it| *it != page.language);
        let words = languages.map(|it| (it.code(), texts::text(it, "pass-card-words"))).into();
        let here = page.base_url.clone();
        let name = called(page.language, &purse.holder);
        let letter = pin.map(|pin| PinLetter {
            heading: page.with("pass-letter-title", &[("name", name.clone().into())]),
            digits: pin.reveal().chars().collect(),
        });
        Ok(Self {
            trail: vec![Link { href: page.here.clone(), label: page.t("pass-title") }],
            limit: page.with("pass-a-day", &[("amount", coin.words(pass.day_limit).into())]),
            words,
            drawn: Code::leading_to(&href)?,
            label: page.t("pass-card-code"),
            address: here.split_once("://").map_or(here.clone(), |(_, rest)| rest.to_owned()),
            letter,
            name,
            page,
        })
    }
}
