//! Handing out for an organisation: to whom, how much and what for; who it goes to is shown before
//! it goes.

use std::cmp::Reverse;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::Domain;
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::id::{BudgetId, CurrencyId};
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::currencies::{self, Currency};
use koop_domain::ledger::issuing::{self, Budget, Handout, HandoutDraft};
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::model::{CODE_LETTERS, PURPOSE_MAX, Payee, tidy_code};
use uuid::Uuid;

use super::GIVE;
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::{Field, Named, Slips};
use crate::keeping::{Choice, Choices, Group, Typed};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::{self, clock};
use crate::wallet::{Coin, Face};

/// The longest name or code that is typed.
const TO_MAX: usize = 80;
/// The longest amount that is typed.
const AMOUNT_MAX: usize = 24;
/// How many handouts are shown at first.
const LATEST: usize = 10;
/// The parameter that shows them all.
const ALL: &str = "alles";
/// How many letters the code of an account has.
const ACCOUNT_LETTERS: usize = 6;

/// What the domain calls the fields, their ids in the form, and the keys of their labels.
const FIELDS: &[Named] = &[
    ("to", "aan", "give-field-to"),
    ("amount", "bedrag", "give-field-amount"),
    ("purpose", "waarvoor", "give-field-purpose"),
];

#[derive(Template)]
#[template(path = "handing/giving/giving.html")]
pub(crate) struct GivingPage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    pub action: &'static str,
    pub key: String,
    /// What each organisation has left, in words.
    pub budgets: Vec<(String, String)>,
    /// Out of which budget; none where there is but one.
    pub choice: Option<Choices>,
    pub only: Option<String>,
    pub fields: Vec<Field>,
    /// Who it goes to, once they are found, and how much.
    pub check: Option<(Face, String)>,
    /// What was handed out lately.
    pub latest: Vec<Given>,
    /// Where what was handed out before stands too.
    pub older: Option<String>,
}

/// What was handed out.
pub(crate) struct Given {
    pub name: String,
    pub amount: String,
    pub about: String,
}

/// `GET /mijn/uitdelen`
pub(super) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine.reader, &Typed::default(), (None, Slips::default())).await
}

/// `POST /mijn/uitdelen`: looks who is meant, then hands out.
pub(super) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(mut typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let id = BudgetId::parse(typed.get("budget")).map_err(|_| Failure::NOT_FOUND)?;
    let all = issuing::my_budgets(ctx, domain).await?;
    let budget = all.iter().find(|it| it.id == id).ok_or(Failure::NOT_FOUND)?;
    let currency = currencies::by_id(ctx, domain, budget.currency).await?;
    let Some(to) = payee((ctx, domain), currency.id, typed.get("aan")).await else {
        let slips = Slips::wrong(reader.language, ("to", Problem::Unknown), FIELDS);
        let slips = slips.saying(texts::text(reader.language, "give-to-unknown"));
        return show(&web, reader, &typed, (None, slips)).await;
    };
    let coin = Coin::of(reader.language, &currency);
    let amount = coin.read(typed.get("bedrag"));
    if typed.get("daad") != "geef" {
        let face = match payments::facing(ctx, domain, &to, Some(currency.id)).await {
            Ok(facing) => Face::of(&web, reader, &facing).await?,
            Err(error) => {
                let slips = Slips::of_issuing(reader.language, error.into(), FIELDS)?;
                return show(&web, reader, &typed, (None, slips)).await;
            }
        };
        let much = Amount::parse(&amount, currency.scale).map(Amount::minor);
        return match much {
            Ok(minor) => {
                let check = (face, coin.words(minor));
                show(&web, reader, &typed, (Some(check), Slips::default())).await
            }
            Err(error) => {
                let slips = Slips::of_issuing(reader.language, error.into(), FIELDS)?;
                show(&web, reader, &typed, (None, slips)).await
            }
        };
    }
    let key: Uuid = typed.get("sleutel").parse().map_err(|_| Failure::INVALID)?;
    let draft = HandoutDraft { key, budget: id, to, amount, purpose: typed.some("waarvoor") };
    match issuing::hand_out(ctx, domain, draft).await {
        Ok(_) => Ok(Redirect::to(&format!("{GIVE}?gedaan=ja#inhoud")).into_response()),
        Err(error) => {
            let slips = Slips::of_issuing(reader.language, error, FIELDS)?;
            // The books may have kept the refusal: what is mended is asked under another id.
            typed.set("sleutel", "");
            show(&web, reader, &typed, (None, slips)).await
        }
    }
}

/// Who is meant: by the code of an account, else by a short name, which may have as many letters.
async fn payee((ctx, domain): (&Ctx, &Domain), currency: CurrencyId, typed: &str) -> Option<Payee> {
    let handle = typed.strip_prefix('@').unwrap_or(typed);
    let plain = tidy_code(handle);
    if handle == typed && matches!(plain.len(), ACCOUNT_LETTERS | CODE_LETTERS) {
        let code = Payee::Code(plain);
        if payments::facing(ctx, domain, &code, Some(currency)).await.is_ok() {
            return Some(code);
        }
    }
    (!handle.is_empty()).then(|| Payee::Handle(handle.to_owned()))
}

async fn show(
    web: &Web,
    reader: &Reader,
    typed: &Typed,
    (check, slips): (Option<(Face, String)>, Slips),
) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let budgets = issuing::my_budgets(ctx, domain).await?;
    let of: Vec<_> = budgets.iter().map(|it| it.currency).collect();
    let coins = currencies::by_ids(ctx, domain, &of).await?;
    let mut known = Vec::new();
    // Somebody hands out for one or two organisations.
    for budget in budgets {
        let handouts = issuing::handouts(ctx, domain, budget.id).await?;
        if let Some(coin) = coins.get(&budget.currency) {
            known.push((budget, coin.clone(), handouts));
        }
    }
    let mut page = Page::own(web, reader, "give-title", "give-lead", &slips).await;
    GIVE.clone_into(&mut page.here);
    let key = match typed.get("sleutel") {
        "" => ctx.ids.next().to_string(),
        key => key.to_owned(),
    };
    let mut page = GivingPage::new(page, &known, (typed, key), slips);
    if reader.value(ALL) != Some("ja") && page.latest.len() > LATEST {
        page.latest.truncate(LATEST);
        page.older = Some(format!("{GIVE}?{ALL}=ja#gegeven"));
    }
    page.check = check;
    page.done = (reader.value("gedaan") == Some("ja")).then(|| page.page.t("give-done"));
    answer_privately(page.slips.status(), &page.page, &page)
}

impl GivingPage {
    pub(crate) fn new(
        page: Page,
        known: &[(Budget, Currency, Vec<Handout>)],
        (typed, key): (&Typed, String),
        slips: Slips,
    ) -> Self {
        let line =
            |id, label: &str, most| Field::line(id, page.t(label), typed.get(id), most, &slips);
        let fields = vec![
            line("aan", "give-field-to", TO_MAX).hinted(page.t("give-field-to-hint")),
            line("bedrag", "give-field-amount", AMOUNT_MAX).typed("text", "decimal"),
            line("waarvoor", "give-field-purpose", PURPOSE_MAX),
        ];
        let mut budgets = Vec::new();
        let (mut choices, mut latest) = (Vec::new(), Vec::new());
        for (budget, coin, handouts) in known {
            let written = Coin::of(page.language, coin);
            let values = [
                ("left", written.words(budget.left()).into()),
                ("granted", written.words(budget.granted).into()),
            ];
            let name = format!("{} · {}", budget.name, written.name);
            budgets.push((name.clone(), page.with("give-left", &values)));
            let (value, chosen) =
                (budget.id.to_string(), budget.id.to_string() == typed.get("budget"));
            choices.push(Choice { value, label: name, chosen });
            latest.extend(handouts.iter().map(|it| (it.posted_at, given(&page, &written, it))));
        }
        latest.sort_by_key(|(at, _)| Reverse(*at));
        let only = match known {
            [(budget, ..)] => Some(budget.id.to_string()),
            _ => None,
        };
        let choice = (known.len() > 1).then(|| {
            let group = Group { label: String::new(), choices };
            Choices::grouped(&page, ("budget", "give-field-budget"), vec![group], &slips)
        });
        Self {
            action: GIVE,
            key,
            budgets,
            choice,
            only,
            fields,
            check: None,
            latest: latest.into_iter().map(|(_, it)| it).collect(),
            older: None,
            done: None,
            slips,
            page,
        }
    }
}

fn given(page: &Page, coin: &Coin, it: &Handout) -> Given {
    let day = clock::date(page.language, clock::today(it.posted_at));
    let about = match (&it.purpose, it.is_reversed) {
        (_, true) => format!("{day} · {}", page.t("coin-is-back")),
        (Some(purpose), false) => format!("{day} · {purpose}"),
        (None, false) => day,
    };
    let name = it.name.clone().unwrap_or_else(|| page.t("coin-account-gone"));
    Given { name, amount: coin.words(it.amount), about }
}
