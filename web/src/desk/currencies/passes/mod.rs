//! A card for somebody who has no telephone, or no account yet: looked for among the members of
//! the community, and made for them. What stands on the card is shown this once.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use koop_domain::communities;
use koop_domain::communities::model::{MembershipState, PeopleQuery, Person};
use koop_domain::id::MemberId;
use koop_domain::ledger::passes;
use koop_domain::ledger::passes::error::PassError;
use koop_domain::ledger::payments;
use koop_domain::policy::Action;

use super::{ACCOUNTS, AtCoin, CARDS, CoinHead, path};
use crate::Web;
use crate::account::Mine;
use crate::desk::DeskHead;
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::wallet::{Coin, MakeForm, Said, pass_draft, pass_slips, show_card};

/// How many are listed; a longer name finds fewer.
const SHOWN: u32 = 20;
/// The longest part of a name that is looked for.
const TEXT_MAX: usize = 80;
/// Who it is for, in the address and in the form.
const WHO: &str = "lid";
/// The id of the form, under which it makes one card.
const KEY: &str = "sleutel";

#[derive(Template)]
#[template(path = "desk/currencies/passes/passes.html")]
pub(crate) struct CardsPage {
    pub page: Page,
    pub desk: DeskHead,
    pub coin: CoinHead,
    pub slips: Slips,
    pub action: String,
    pub list: String,
    pub text: String,
    pub look: Look,
}

/// How far the organiser is.
pub(crate) enum Look {
    /// Looking for who it is for: their names and where the form is.
    Finding(Vec<(String, String)>),
    /// Making one for somebody: their id, what the form is called, and the form.
    Making(String, String, Box<MakeForm>),
}

/// `GET /beheer/munten/{code}/passen`
pub(super) async fn get(
    State(web): State<Web>,
    mine: Mine,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let at = AtCoin::open(&web, reader, &code, Action::ManageAccounts).await?;
    let who = reader.value(WHO).unwrap_or_default().to_owned();
    show(&web, reader, &at, (&who, &Typed::default(), Slips::default())).await
}

/// `POST /beheer/munten/{code}/passen`: the card is made, and is the answer.
pub(super) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Path(code): Path<String>,
    Form(mut typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let at = AtCoin::open(&web, reader, &code, Action::ManageAccounts).await?;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let member = MemberId::parse(typed.get(WHO)).map_err(|_| Failure::INVALID)?;
    let coin = Coin::of(reader.language, &at.coin);
    let (draft, letter) = pass_draft(ctx, &coin, said(&typed))?;
    match passes::issue_for_member(ctx, domain, (at.coin.id, member), draft).await {
        Ok((pass, secret)) => {
            let purse = payments::purse(ctx, domain, pass.account).await?;
            show_card(&web, reader, (&purse, &pass), (&secret, letter.as_ref())).await
        }
        Err(error) => {
            if let PassError::AlreadyMade = error {
                typed.set(KEY, "");
            }
            let slips = pass_slips(reader.language, error, Some(&coin))?;
            show(&web, reader, &at, (typed.get(WHO), &typed, slips)).await
        }
    }
}

fn said(typed: &Typed) -> Said<'_> {
    let (key, per_day) = (typed.get(KEY), typed.get("per-dag"));
    Said { key, per_day, pin: typed.get("pin"), way: typed.get("akkoord") }
}

async fn show(
    web: &Web,
    reader: &Reader,
    at: &AtCoin,
    (who, typed, slips): (&str, &Typed, Slips),
) -> Result<Response, Failure> {
    let (ctx, domain, of) = (&reader.ctx, &web.site.domain, at.coin.community);
    let text = reader.value("zoek").unwrap_or_default().trim();
    let text: String = text.chars().take(TEXT_MAX).collect();
    let mut page = Page::own(web, reader, "pass-desk-title", "pass-desk-lead", &slips).await;
    page.here = path(&at.coin.code, CARDS);
    let look = if who.is_empty() {
        let query = PeopleQuery {
            text: Some(text.clone()).filter(|it| !it.is_empty()),
            state: Some(MembershipState::Active),
            first: SHOWN,
            ..PeopleQuery::default()
        };
        let found = match query.text {
            Some(_) => communities::people(ctx, domain, of, &query).await?,
            None => Vec::new(),
        };
        Look::finding(&at.coin.code, &found)
    } else {
        let member = MemberId::parse(who).map_err(|_| Failure::NOT_FOUND)?;
        let (person, _) = communities::person(ctx, domain, (of, member)).await?;
        let mut typed = typed.clone();
        if typed.get(KEY).is_empty() {
            typed.set(KEY, &ctx.ids.next().to_string());
        }
        Look::making(&page, &Coin::of(page.language, &at.coin), &person, (&typed, &slips))
    };
    let heads = at.heads(&page, ctx.actor, CARDS);
    let page = CardsPage::new(page, heads, (text, look), slips);
    let status = page.slips.status();
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl Look {
    pub(crate) fn finding(code: &str, found: &[Person]) -> Self {
        let row = |it: &Person| {
            let href = format!("{}?{WHO}={}", path(code, CARDS), it.membership.member);
            (it.name.clone(), href)
        };
        Self::Finding(found.iter().map(row).collect())
    }

    pub(crate) fn making(
        page: &Page,
        coin: &Coin,
        person: &Person,
        (typed, slips): (&Typed, &Slips),
    ) -> Self {
        let heading = page.with("pass-desk-for", &[("name", person.name.clone().into())]);
        let form = MakeForm::new(page, coin, (said(typed), slips), true);
        Self::Making(person.membership.member.to_string(), heading, Box::new(form))
    }
}

impl CardsPage {
    pub(crate) fn new(
        page: Page,
        (desk, coin): (DeskHead, CoinHead),
        (text, look): (String, Look),
        slips: Slips,
    ) -> Self {
        let (action, list) = (path(&coin.code, CARDS), path(&coin.code, ACCOUNTS));
        Self { action, list, text, look, slips, coin, desk, page }
    }
}
