//! Making a currency, and changing what is written about it.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::communities::model::{REASON_MAX, Texts};
use koop_domain::error::Problem;
use koop_domain::id::{CommunityId, CurrencyId};
use koop_domain::language::Language;
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::currencies::model::{ADVICE_MAX, CODE_MAX, NAME_MAX, SYMBOL_MAX};
use koop_domain::ledger::currencies::{
    self, Currency, CurrencyDraft, CurrencyEdit, Ruling, error::CurrencyError,
};
use koop_domain::policy::Action;

use super::ruling::{FIELDS, Wrong, amount_field, minor, rule_fields, rules};
use super::{AtCoin, CoinHead, EDIT, NEW, PATH, hint_key, kind_key, named, path};
use crate::Web;
use crate::account::Mine;
use crate::desk::{AtDesk, COMMUNITY, DeskHead};
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::keeping::{Choices, Typed};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts;
use crate::wallet::Coin;

/// How many digits after the point one may choose.
const SCALES: [(&str, &str); 2] = [("2", "coin-scale-2"), ("0", "coin-scale-0")];
/// How many digits euros have after the point.
const EURO_SCALE: u8 = 2;

#[derive(Template)]
#[template(path = "desk/currencies/making/form.html")]
pub(crate) struct FormPage {
    pub page: Page,
    pub desk: DeskHead,
    /// The currency that is changed; none where one is made.
    pub coin: Option<CoinHead>,
    pub slips: Slips,
    pub action: String,
    pub kept: Vec<(String, String)>,
    /// By which rules it would go, as residents read them, in each language.
    pub preview: Vec<(String, String)>,
    pub names: Vec<Field>,
    /// What kind it is; none where it is changed.
    pub kinds: Vec<KindChoice>,
    pub scale: Option<Choices>,
    pub rules: Vec<Field>,
    pub euro: Field,
    pub advice: Vec<Field>,
    pub reason: Option<Field>,
    pub done: Option<String>,
}

/// A kind of currency to choose.
pub(crate) struct KindChoice {
    pub value: &'static str,
    pub label: String,
    pub hint: String,
    pub chosen: bool,
}

/// `GET /beheer/munten/nieuw`
pub(super) async fn new(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let typed = Typed(vec![
        pair("soort", CurrencyKind::MutualCredit.key()),
        pair("cijfers", SCALES[0].0),
        pair("stap", "0,01"),
        pair("schuld", "100"),
        pair("bezit", "500"),
        pair("bijdrage", "0"),
    ]);
    let desk = at_desk(&web, reader).await?;
    show_new(&web, reader, &desk, &typed, (None, Slips::default())).await
}

/// `POST /beheer/munten/nieuw`
pub(super) async fn make(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let desk = at_desk(&web, reader).await?;
    let here = desk.here().map_err(|_| Failure::DENIED)?.community.id;
    let draft = match draft(reader, here, &typed) {
        Ok(draft) => draft,
        Err(wrong) => {
            let slips = Slips::wrong(reader.language, wrong, FIELDS);
            return show_new(&web, reader, &desk, &typed, (None, slips)).await;
        }
    };
    if typed.get("daad") == "bekijk" {
        let (preview, slips) = match looked(draft, ctx.now) {
            Ok(seen) => (Some(seen), Slips::default()),
            Err(error) => (None, Slips::of_currency(reader.language, error, FIELDS)?),
        };
        return show_new(&web, reader, &desk, &typed, (preview.as_ref(), slips)).await;
    }
    match currencies::create(ctx, domain, draft).await {
        Ok(made) => {
            let to = format!("{}?gedaan=gemaakt#inhoud", path(&made.code, ""));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let slips = Slips::of_currency(reader.language, error, FIELDS)?;
            show_new(&web, reader, &desk, &typed, (None, slips)).await
        }
    }
}

/// `GET /beheer/munten/{code}/aanpassen`
pub(super) async fn edit(
    State(web): State<Web>,
    mine: Mine,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    let at = AtCoin::open(&web, &mine.reader, &code, Action::KeepCurrency).await?;
    let typed = typed_of(&at.coin);
    show_edit(&web, &mine.reader, &at, &typed, Slips::default()).await
}

/// `POST /beheer/munten/{code}/aanpassen`
pub(super) async fn change(
    State(web): State<Web>,
    mine: Mine,
    Path(code): Path<String>,
    Form(mut typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let at = AtCoin::open(&web, reader, &code, Action::KeepCurrency).await?;
    let revision = typed.get("revisie").parse().unwrap_or(0);
    let edit = match edit_of(&typed, at.coin.kind) {
        Ok(edit) => edit,
        Err(wrong) => {
            let slips = Slips::wrong(reader.language, wrong, FIELDS);
            return show_edit(&web, reader, &at, &typed, slips).await;
        }
    };
    let of = (at.coin.id, revision);
    match currencies::edit(&reader.ctx, &web.site.domain, of, edit).await {
        Ok(_) => {
            let to = format!("{}?gedaan=bewaard#inhoud", path(&code, EDIT));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            if matches!(error, CurrencyError::Conflict) {
                // Saved once more, it stands for what was typed here.
                typed.set("revisie", &at.coin.revision.to_string());
            }
            let slips = Slips::of_currency(reader.language, error, FIELDS)?;
            show_edit(&web, reader, &at, &typed, slips).await
        }
    }
}

async fn at_desk(web: &Web, reader: &Reader) -> Result<AtDesk, Failure> {
    AtDesk::open(web, reader, Action::KeepCurrency, named(reader)).await
}

async fn show_new(
    web: &Web,
    reader: &Reader,
    desk: &AtDesk,
    typed: &Typed,
    (preview, slips): (Option<&(Currency, Ruling)>, Slips),
) -> Result<Response, Failure> {
    let mut page = Page::own(web, reader, "coin-new", "coin-lead", &slips).await;
    NEW.clone_into(&mut page.here);
    let head = DeskHead::new(&page, reader.ctx.actor, desk, PATH);
    let page = FormPage::new(page, (head, None), typed, (preview, slips));
    answer_privately(page.slips.status(), &page.page, &page)
}

async fn show_edit(
    web: &Web,
    reader: &Reader,
    at: &AtCoin,
    typed: &Typed,
    slips: Slips,
) -> Result<Response, Failure> {
    let mut page = Page::own(web, reader, "coin-way-edit", "coin-lead", &slips).await;
    page.here = path(&at.coin.code, EDIT);
    let (desk, coin) = at.heads(&page, reader.ctx.actor, EDIT);
    let mut page = FormPage::new(page, (desk, Some(coin)), typed, (None, slips));
    if reader.value("gedaan") == Some("bewaard") {
        page.done = Some(page.page.t("desk-done-saved"));
    }
    answer_privately(page.slips.status(), &page.page, &page)
}

/// What a currency would be, by its rules.
fn looked(draft: CurrencyDraft, now: DateTime<Utc>) -> Result<(Currency, Ruling), CurrencyError> {
    let (draft, rules) = draft.tidy(now)?;
    let nobody = uuid::Uuid::nil();
    let currency = Currency {
        id: CurrencyId(nobody),
        community: draft.community,
        code: draft.code,
        names: draft.names,
        advice: draft.advice,
        symbol: draft.symbol,
        scale: draft.scale,
        kind: draft.kind,
        euro_cents: draft.euro_cents,
        is_on: false,
        demo: false,
        created_at: now,
        last_number: 0,
        revision: 1,
    };
    let ruling = Ruling {
        version: 1,
        effective_at: rules.effective_at,
        step: rules.step,
        levy_bp: rules.levy_bp,
        limits: rules.limits,
        soft: rules.soft,
        open_balances: rules.open_balances,
        decided_by: None,
        reason: rules.reason,
        decided_at: now,
    };
    Ok((currency, ruling))
}

/// What was typed, as a draft; or the first thing in it that cannot be read.
fn draft(reader: &Reader, community: CommunityId, typed: &Typed) -> Result<CurrencyDraft, Wrong> {
    let kind = CurrencyKind::from_key(typed.get("soort")).unwrap_or(CurrencyKind::MutualCredit);
    // Time is in whole minutes.
    let scale = match kind {
        CurrencyKind::Time => 0,
        CurrencyKind::MutualCredit | CurrencyKind::Issued => {
            typed.get("cijfers").parse().map_err(|_| ("scale", Problem::Unknown))?
        }
    };
    let edit = edit_of(typed, kind)?;
    let written = coin_of(reader.language, typed, kind, scale);
    let mut rules = rules(typed, &written, reader.ctx.now)?;
    if kind == CurrencyKind::Issued {
        // Nobody owes what an issuer brings in.
        (rules.limits.min, rules.soft.min) = (Some(0), None);
    }
    Ok(CurrencyDraft {
        community,
        code: typed.get("code").to_uppercase(),
        names: edit.names,
        advice: edit.advice,
        symbol: edit.symbol,
        scale,
        kind,
        euro_cents: edit.euro_cents,
        step: rules.step,
        levy_bp: rules.levy_bp,
        limits: rules.limits,
        soft: rules.soft,
        reason: rules.reason,
    })
}

/// How amounts of a currency that shall be are read.
fn coin_of(language: Language, typed: &Typed, kind: CurrencyKind, scale: u8) -> Coin {
    let nobody = uuid::Uuid::nil();
    let currency = Currency {
        id: CurrencyId(nobody),
        community: CommunityId(nobody),
        code: String::new(),
        names: Texts::new(),
        advice: Texts::new(),
        symbol: typed.get("symbool").to_owned(),
        scale,
        kind,
        euro_cents: None,
        is_on: false,
        demo: false,
        created_at: DateTime::UNIX_EPOCH,
        last_number: 0,
        revision: 1,
    };
    Coin::of(language, &currency)
}

fn edit_of(typed: &Typed, kind: CurrencyKind) -> Result<CurrencyEdit, Wrong> {
    let both = |id: &str| -> Texts {
        Language::ALL.map(|it| (it, typed.get(&format!("{id}_{}", it.code())).to_owned())).into()
    };
    let euro = typed.get("euro").trim_start_matches('€').trim();
    let euro_cents = minor(euro, EURO_SCALE).map_err(|it| ("euroCents", it))?;
    // An hour of help is worth no euros.
    let euro_cents = euro_cents.filter(|_| kind != CurrencyKind::Time);
    let symbol = typed.get("symbool").to_owned();
    Ok(CurrencyEdit { names: both("naam"), advice: both("advies"), symbol, euro_cents })
}

/// What would have been typed for a currency as it is.
fn typed_of(coin: &Currency) -> Typed {
    let mut typed = Typed::default();
    for language in Language::ALL {
        let text = |of: &Texts| of.get(&language).cloned().unwrap_or_default();
        typed.set(&format!("naam_{}", language.code()), &text(&coin.names));
        typed.set(&format!("advies_{}", language.code()), &text(&coin.advice));
    }
    typed.set("symbool", &coin.symbol);
    typed.set("revisie", &coin.revision.to_string());
    let euro = coin
        .euro_cents
        .map(|it| koop_domain::ledger::amount::decimal(it, EURO_SCALE).replace('.', ","));
    typed.set("euro", &euro.unwrap_or_default());
    typed
}

impl FormPage {
    pub(crate) fn new(
        page: Page,
        (desk, coin): (DeskHead, Option<CoinHead>),
        typed: &Typed,
        (preview, slips): (Option<&(Currency, Ruling)>, Slips),
    ) -> Self {
        let is_new = coin.is_none();
        let preview = preview.map(|(coin, ruling)| seen(coin, ruling)).unwrap_or_default();
        let line =
            |id, label: &str, most| Field::line(id, page.t(label), typed.get(id), most, &slips);
        let hinted = |it: Field, hint: &str| it.hinted(page.t(hint));
        let mut names = vec![
            line("naam_nl", "coin-field-name-nl", NAME_MAX),
            line("naam_en", "coin-field-name-en", NAME_MAX),
        ];
        if is_new {
            names.push(hinted(line("code", "coin-field-code", CODE_MAX), "coin-field-code-hint"));
        }
        names.push(hinted(
            line("symbool", "coin-field-symbol", SYMBOL_MAX),
            "coin-field-symbol-hint",
        ));
        let chosen = CurrencyKind::from_key(typed.get("soort"));
        let kind = |it: &CurrencyKind| KindChoice {
            value: it.key(),
            label: page.t(kind_key(*it)),
            hint: page.t(hint_key(*it)),
            chosen: chosen == Some(*it),
        };
        let scale = is_new.then(|| {
            let of = ("cijfers", "coin-field-scale");
            let it = Choices::of(&page, of, &SCALES, typed.get("cijfers"), &slips);
            it.hinted(page.t("coin-field-scale-hint"))
        });
        let euro = amount_field(&page, ("euro", "coin-field-euro"), typed, &slips);
        let advice = vec![
            hinted(line("advies_nl", "coin-field-advice-nl", ADVICE_MAX), "coin-field-advice-hint"),
            line("advies_en", "coin-field-advice-en", ADVICE_MAX),
        ];
        let reason = is_new.then(|| {
            hinted(line("reden", "coin-field-reason", REASON_MAX), "coin-field-reason-hint")
        });
        let action = match &coin {
            Some(coin) => path(&coin.code, EDIT),
            None => format!("{NEW}?{COMMUNITY}={}", desk.slug),
        };
        let kept = ("revisie".to_owned(), typed.get("revisie").to_owned());
        Self {
            action,
            kept: if is_new { Vec::new() } else { vec![kept] },
            preview,
            names,
            kinds: if is_new { CurrencyKind::ALL.iter().map(kind).collect() } else { Vec::new() },
            scale,
            rules: match is_new {
                // Whatever kind is chosen in the end.
                true => rule_fields(&page, CurrencyKind::MutualCredit, (typed, &slips)),
                false => Vec::new(),
            },
            euro: hinted(euro, "coin-field-euro-hint"),
            advice,
            reason,
            done: None,
            coin,
            desk,
            slips,
            page,
        }
    }
}

/// The rules as residents read them, in each language.
fn seen(coin: &Currency, ruling: &Ruling) -> Vec<(String, String)> {
    let told = |language: Language| {
        let rules = texts::currency_rules(language, coin, Some(ruling));
        (language.code().to_owned(), rules)
    };
    Language::ALL.map(told).into()
}
