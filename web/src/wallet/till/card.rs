//! A card for the counter: the name of the shop, and the code by which it is paid any amount.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use koop_domain::language::Language;
use koop_domain::ledger::accounts;
use koop_domain::ledger::tills::error::TillError;

use super::{Seat, seat, till_path, to_account};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::page::{Page, answer_privately};
use crate::texts;
use crate::wallet::ask::Payable;

#[derive(Template)]
#[template(path = "wallet/till/card.html")]
pub(crate) struct CardPage {
    pub page: Page,
    pub trail: Vec<Link>,
    pub name: String,
    /// In both languages, the reader's first.
    pub words: Vec<(&'static str, String)>,
    pub payable: Payable,
    pub address: String,
    pub is_large: bool,
    /// The same in the other size.
    pub other: String,
}

/// `GET /kassa/{account}/kaart`, for who holds the account and who works there.
pub(in crate::wallet) async fn get(
    State(web): State<Web>,
    Path(account): Path<String>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let seat = match seat::of_member(&web, reader, &account).await {
        Ok(counter) => Seat::of(&counter),
        // An account without a till has a page all the same.
        Err(TillError::NotFound) => return to_account(&web, reader, &account).await,
        Err(error) => return Err(error.into()),
    };
    let id = seat.account;
    let code = accounts::code(&reader.ctx, &web.site.domain, id).await?;
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "counter-title", "counter-lead", &slips).await;
    page.here = format!("{}/kaart", till_path(id));
    let is_large = reader.value("maat") == Some("a4");
    let payable = Payable::of(&page, &code)?;
    let page = CardPage::new(page, &seat, payable, is_large);
    answer_privately(slips.status(), &page.page, &page)
}

impl CardPage {
    pub(crate) fn new(page: Page, seat: &Seat, payable: Payable, is_large: bool) -> Self {
        let mut languages = Language::ALL;
        languages.sort_by_key(|it| *it != page.language);
        let words = |it: Language| {
            let values = [("currency", seat.currency.name(it).to_owned().into())];
            (it.code(), texts::text_with(it, "counter-pay", &values))
        };
        let path = till_path(seat.account);
        let trail = vec![Link { href: path.clone(), label: page.t("till-title") }];
        let href = payable.href.as_str();
        let other = if is_large { "a6" } else { "a4" };
        Self {
            trail,
            name: seat.name(&page),
            words: languages.map(words).into(),
            address: href.split_once("://").map_or(href, |(_, rest)| rest).to_owned(),
            payable,
            is_large,
            other: format!("{path}/kaart?maat={other}"),
            page,
        }
    }
}
