//! Handing in for euros, as a merchant: what one asks is set apart, and one sees how far it is.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::error::Problem;
use koop_domain::id::{AccountId, RedemptionId};
use koop_domain::ledger::account::AccountKind;
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::issuing::{self, Redemption, RedemptionDraft, RedemptionState};
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::model::Purse;
use uuid::Uuid;

use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::{Field, Named, Slips};
use crate::home::Link;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::clock;
use crate::wallet::Coin;

/// The longest amount that is typed.
const AMOUNT_MAX: usize = 24;
/// What the domain calls the field, its id in the form, and the key of its label.
const FIELDS: &[Named] = &[("amount", "bedrag", "redeem-field-amount")];

#[derive(Template)]
#[template(path = "handing/redeeming/redeeming.html")]
pub(crate) struct MyRedeemingPage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    pub trail: Vec<Link>,
    pub action: String,
    pub key: String,
    /// What there is, and what one of it is worth.
    pub words: String,
    pub amount: Field,
    pub all: Vec<HandedIn>,
}

/// What was handed in.
pub(crate) struct HandedIn {
    pub id: String,
    pub amount: String,
    pub euros: String,
    pub state: String,
    pub when: String,
    pub why: Option<String>,
    pub can_go_back: bool,
}

/// `GET /mijn/saldo/{account}/inleveren`
pub(super) async fn get(
    State(web): State<Web>,
    mine: Mine,
    Path(account): Path<String>,
) -> Result<Response, Failure> {
    let purse = purse(&web, &mine.reader, &account).await?;
    show(&web, &mine.reader, &purse, (&Typed::default(), Slips::default())).await
}

/// `POST /mijn/saldo/{account}/inleveren`: asks, or takes back what was asked.
pub(super) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Path(account): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let purse = purse(&web, reader, &account).await?;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let (done, result) = match typed.get("daad") {
        "terug" => {
            let id = RedemptionId::parse(typed.get("inlevering"));
            let id = id.map_err(|_| Failure::NOT_FOUND)?;
            ("terug", issuing::take_back(ctx, domain, id).await)
        }
        _ => {
            let key: Uuid = typed.get("sleutel").parse().map_err(|_| Failure::INVALID)?;
            let coin = Coin::of(reader.language, &purse.currency);
            let amount = coin.read(typed.get("bedrag"));
            if amount.is_empty() {
                let slips = Slips::wrong(reader.language, ("amount", Problem::Empty), FIELDS);
                return show(&web, reader, &purse, (&typed, slips)).await;
            }
            let draft = RedemptionDraft { key, account: purse.held.account.id, amount };
            ("gevraagd", issuing::redeem(ctx, domain, draft).await)
        }
    };
    match result {
        Ok(_) => {
            let to = format!("{}?gedaan={done}#inhoud", path(&purse));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let slips = Slips::of_issuing(reader.language, error, FIELDS)?;
            show(&web, reader, &purse, (&typed, slips)).await
        }
    }
}

fn path(purse: &Purse) -> String {
    format!("/mijn/saldo/{}/inleveren", purse.held.account.id)
}

/// An account of a merchant's own, of a currency that can be handed in.
async fn purse(web: &Web, reader: &Reader, account: &str) -> Result<Purse, Failure> {
    let id = AccountId::parse(account).map_err(|_| Failure::NOT_FOUND)?;
    let purse = payments::purse(&reader.ctx, &web.site.domain, id).await?;
    let is_merchant = purse.held.account.kind == AccountKind::Merchant;
    let fits = is_merchant
        && purse.currency.kind == CurrencyKind::Issued
        && purse.currency.euro_cents.is_some();
    if fits { Ok(purse) } else { Err(Failure::NOT_FOUND) }
}

async fn show(
    web: &Web,
    reader: &Reader,
    purse: &Purse,
    (typed, slips): (&Typed, Slips),
) -> Result<Response, Failure> {
    let (ctx, id) = (&reader.ctx, purse.held.account.id);
    let all = issuing::my_redemptions(ctx, &web.site.domain, id).await?;
    let mut page = Page::own(web, reader, "redeem-mine", "redeem-mine-lead", &slips).await;
    page.here = path(purse);
    let key = ctx.ids.next();
    let mut page = MyRedeemingPage::new(page, (purse, &all), (typed, key), slips);
    page.done = reader.value("gedaan").and_then(|what| match what {
        "gevraagd" => Some(page.page.t("redeem-mine-asked")),
        "terug" => Some(page.page.t("redeem-mine-back")),
        _ => None,
    });
    answer_privately(page.slips.status(), &page.page, &page)
}

impl MyRedeemingPage {
    pub(crate) fn new(
        page: Page,
        (purse, all): (&Purse, &[Redemption]),
        (typed, key): (&Typed, Uuid),
        slips: Slips,
    ) -> Self {
        let coin = Coin::of(page.language, &purse.currency);
        let account = &purse.held.account;
        // What may be owed is no money of theirs to hand in.
        let there = (account.balance().minor() - account.reserved).max(0);
        let one = purse.currency.euro_cents.unwrap_or_default();
        let values = [
            ("there", coin.words(there).into()),
            ("euros", clock::euros(page.language, one).into()),
        ];
        let label = page.t("redeem-field-amount");
        let amount = Field::line("bedrag", label, typed.get("bedrag"), AMOUNT_MAX, &slips);
        let href = format!("/mijn/saldo/{}", account.id);
        Self {
            words: page.with("redeem-mine-words", &values),
            trail: vec![Link { href, label: coin.name.clone() }],
            action: path(purse),
            key: key.to_string(),
            amount: amount.typed("text", "decimal"),
            all: all.iter().map(|it| told(&page, &coin, it)).collect(),
            done: None,
            slips,
            page,
        }
    }
}

fn told(page: &Page, coin: &Coin, it: &Redemption) -> HandedIn {
    let date = |at| clock::date(page.language, clock::today(at));
    let state = match it.state {
        RedemptionState::Asked => "redeem-asked",
        RedemptionState::Approved => "redeem-approved",
        RedemptionState::Paid => "redeem-paid",
        RedemptionState::Refused => "redeem-refused",
        RedemptionState::Withdrawn => "redeem-withdrawn",
        RedemptionState::Expired => "redeem-expired",
    };
    HandedIn {
        id: it.id.to_string(),
        amount: coin.words(it.amount),
        euros: clock::euros(page.language, it.euro_cents),
        state: page.t(state),
        when: match it.paid_at {
            Some(paid) => page.with("redeem-paid-on", &[("day", date(paid).into())]),
            None => page.with("redeem-asked-on", &[("day", date(it.asked_at).into())]),
        },
        why: it.reason.clone(),
        can_go_back: it.state == RedemptionState::Asked,
    }
}
