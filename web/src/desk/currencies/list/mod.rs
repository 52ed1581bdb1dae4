//! The currencies of a community, also those that are off.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use koop_domain::ledger::currencies::{self, Currency, Figures};
use koop_domain::policy::Action;

use super::{NEW, PATH, kind_key, named, path};
use crate::Web;
use crate::account::Mine;
use crate::desk::{AtDesk, COMMUNITY, DeskHead};
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::wallet::Coin;

#[derive(Template)]
#[template(path = "desk/currencies/list/list.html")]
pub(crate) struct ListPage {
    pub page: Page,
    pub desk: DeskHead,
    /// Where one is made.
    pub new: String,
    pub coins: Vec<Card>,
}

/// A currency of the list.
pub(crate) struct Card {
    pub href: String,
    pub name: String,
    pub kind: String,
    pub is_on: bool,
    pub state: String,
    /// What it does, in a few words; none before anybody has an account.
    pub does: Option<String>,
}

/// `GET /beheer/munten`
pub(super) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let desk = AtDesk::open(&web, reader, Action::KeepCurrency, named(reader)).await?;
    let here = desk.here().map_err(|_| Failure::DENIED)?.community.id;
    let mut known = Vec::new();
    // A community has a handful of them at most.
    for coin in currencies::of_community(ctx, domain, here).await? {
        let figures = currencies::figures(ctx, domain, coin.id).await?;
        known.push((coin, figures));
    }
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "coin-title", "coin-lead", &slips).await;
    PATH.clone_into(&mut page.here);
    let head = DeskHead::new(&page, ctx.actor, &desk, PATH);
    let page = ListPage::new(page, head, &known);
    answer_privately(slips.status(), &page.page, &page)
}

impl ListPage {
    pub(crate) fn new(page: Page, desk: DeskHead, known: &[(Currency, Figures)]) -> Self {
        let coins = known.iter().map(|(coin, figures)| card(&page, coin, figures)).collect();
        Self { new: format!("{NEW}?{COMMUNITY}={}", desk.slug), coins, desk, page }
    }
}

fn card(page: &Page, coin: &Currency, figures: &Figures) -> Card {
    let written = Coin::of(page.language, coin);
    let does = (figures.accounts > 0).then(|| {
        let values = [
            ("accounts", figures.accounts.into()),
            ("payments", figures.transfers.into()),
            ("supply", written.words(figures.supply).into()),
        ];
        page.with("coin-does", &values)
    });
    Card {
        href: path(&coin.code, ""),
        name: written.name,
        kind: page.t(kind_key(coin.kind)),
        is_on: coin.is_on,
        state: page.t(if coin.is_on { "coin-is-on" } else { "coin-is-off" }),
        does,
    }
}
