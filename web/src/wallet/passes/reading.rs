//! A card that is read: at a till it pays, and to anybody else it says what it is.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::id::AccountId;
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::passes::error::PassError;
use koop_domain::ledger::passes::model::{Charge, Consent, PIN_DIGITS, Presented};
use koop_domain::ledger::payments::model::PURPOSE_MAX;
use koop_domain::ledger::rejected::Rejected;
use koop_domain::ledger::tills::{self, Counter};
use koop_domain::members::model::Secret;
use serde::Deserialize;

use super::slips;
use crate::Web;
use crate::entering::sign_in_href;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::visit::Who;
use crate::wallet::face::called;
use crate::wallet::pay::{AMOUNT, AMOUNT_TYPED_MAX, PURPOSE, coin_field};
use crate::wallet::till::{Seat, of_device};
use crate::wallet::{Coin, key, read_key};

#[derive(Template)]
#[template(path = "wallet/passes/reading.html")]
pub(crate) struct ReadingPage {
    pub page: Page,
    pub slips: Slips,
    pub path: String,
    pub look: Look,
}

/// What is shown of it.
pub(crate) enum Look {
    /// To who has no till: what it is, and where to sign in.
    Stranger(Option<String>),
    /// To a till: that nothing can be paid with it now.
    Blocked,
    /// How much.
    Amount(Box<Asking>),
    /// Who holds the card looks at it, and agrees.
    Agree(Box<Agreeing>),
}

/// A till that asks for an amount.
pub(crate) struct Asking {
    pub holder: String,
    pub left: String,
    /// The tills that one may take for: their accounts and names.
    pub tills: Vec<(String, String, bool)>,
    pub amount: Field,
    pub purpose: Field,
}

/// What the holder agrees to.
pub(crate) struct Agreeing {
    pub holder: String,
    pub till: String,
    pub amount: String,
    pub purpose: Option<String>,
    pub pin: Option<Field>,
    pub button: String,
    /// What is sent along.
    pub kept: Vec<(&'static str, String)>,
}

/// What was sent.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub(crate) struct Typed {
    doe: String,
    kassa: String,
    bedrag: String,
    waarvoor: String,
    pin: String,
    sleutel: String,
}

/// `GET /pas/{secret}`: nothing is paid by looking.
pub(in crate::wallet) async fn get(
    State(web): State<Web>,
    Path(secret): Path<String>,
    reader: Reader,
) -> Result<Response, Failure> {
    show(&web, &reader, &secret, (&Typed::default(), Slips::default())).await
}

/// `POST /pas/{secret}`: the amount is shown to who holds the card, or they agreed.
pub(in crate::wallet) async fn post(
    State(web): State<Web>,
    Path(secret): Path<String>,
    reader: Reader,
    Form(mut typed): Form<Typed>,
) -> Result<Response, Failure> {
    if typed.doe != "betaal" {
        return show(&web, &reader, &secret, (&typed, Slips::default())).await;
    }
    let till = AccountId::parse(&typed.kassa).map_err(|_| Failure::INVALID)?;
    let once = read_key(&typed.sleutel)?;
    let tills = tills_of(&web, &reader).await?;
    let counter = tills.iter().find(|it| it.account() == till).ok_or(Failure::NOT_FOUND)?;
    let seat = Seat::of(counter);
    let coin = Coin::of(reader.language, &seat.currency);
    let consent = match typed.pin.trim() {
        "" => Consent::Yes,
        pin => Consent::Pin(Secret::new(pin)),
    };
    let it = Charge {
        amount: coin.read(&typed.bedrag),
        purpose: Some(typed.waarvoor.clone()).filter(|it| !it.is_empty()),
        consent,
    };
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    match tills::charge(ctx, domain, counter, (once, &Secret::new(secret.as_str())), it).await {
        Ok(taken) => {
            // The till says, aloud too, that it is paid.
            let href = format!("{}?betaald={}", seat.path(), taken.id);
            Ok(Redirect::to(&href).into_response())
        }
        Err(error) => {
            // What is wrong with the amount is mended where that is typed.
            let again = matches!(
                error,
                PassError::DayLimit { .. }
                    | PassError::Rejected(_)
                    | PassError::Invalid { field: "purpose", .. }
            );
            if again {
                typed.doe.clear();
                typed.sleutel.clear();
            }
            let slips = slips(reader.language, error, Some(&coin))?;
            show(&web, &reader, &secret, (&typed, slips)).await
        }
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    secret: &str,
    (typed, slips): (&Typed, Slips),
) -> Result<Response, Failure> {
    let path = format!("/pas/{secret}");
    let mut page = Page::own(web, reader, "pass-read-title", "pass-read-lead", &slips).await;
    page.here.clone_from(&path);
    let tills = tills_of(web, reader).await?;
    let look = if matches!(reader.who, Who::Member(_)) || !tills.is_empty() {
        seen(web, reader, (&page, secret), (&tills, typed, &slips)).await?
    } else {
        Look::Stranger(Some(sign_in_href(&path)))
    };
    if let [only] = tills.as_slice() {
        Seat::of(only).frame(&mut page);
    }
    let page = ReadingPage { page, path, look, slips };
    let status = page.slips.status();
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

/// The tills at which the reader stands: the one that their device is, else those of who is signed
/// in.
async fn tills_of(web: &Web, reader: &Reader) -> Result<Vec<Counter>, Failure> {
    if let Some(counter) = of_device(web, reader).await? {
        return Ok(vec![counter]);
    }
    if !matches!(reader.who, Who::Member(_)) {
        return Ok(Vec::new());
    }
    Ok(tills::of_mine(&reader.ctx, &web.site.domain).await?)
}

/// What a till sees: of all that one has, those in whose currency the card pays.
async fn seen(
    web: &Web,
    reader: &Reader,
    (page, secret): (&Page, &str),
    (tills, typed, slips): (&[Counter], &Typed, &Slips),
) -> Result<Look, Failure> {
    let (ctx, domain, secret) = (&reader.ctx, &web.site.domain, Secret::new(secret));
    let mut fitting: Vec<(Seat, Presented)> = Vec::new();
    for till in tills {
        match tills::presented(ctx, domain, till, &secret).await {
            Ok(seen) => fitting.push((Seat::of(till), seen)),
            Err(PassError::Rejected(Rejected::CurrencyDiffers)) => (),
            Err(PassError::Blocked) => return Ok(Look::Blocked),
            Err(error) => return Err(error.into()),
        }
    }
    let chosen = fitting.iter().find(|(it, _)| it.account.to_string() == typed.kassa);
    let Some((till, seen)) = chosen.or(fitting.first()) else { return Ok(Look::Stranger(None)) };
    let coin = Coin::of(page.language, &till.currency);
    let holder = called(page.language, &seen.holder);
    let is_shown = !typed.doe.is_empty() && !typed.bedrag.trim().is_empty();
    if !is_shown {
        let line = |id: &'static str, key, value: &str, longest| {
            Field::line(id, page.t(key), value, longest, slips)
        };
        let amount = line(AMOUNT, "till-amount", &typed.bedrag, AMOUNT_TYPED_MAX);
        let option = |(it, _): &(Seat, Presented)| {
            (it.account.to_string(), it.name(page), it.account == till.account)
        };
        return Ok(Look::Amount(Box::new(Asking {
            left: page.with("pass-left", &[("amount", coin.words(seen.left_today).into())]),
            tills: fitting.iter().map(option).collect(),
            amount: coin_field(page, &coin, amount, None),
            purpose: line(PURPOSE, "till-purpose", &typed.waarvoor, PURPOSE_MAX),
            holder,
        })));
    }
    Ok(Look::Agree(Box::new(Agreeing::new(
        page,
        (till, seen.has_pin, holder),
        typed,
        (reader, slips),
    ))))
}

impl Agreeing {
    fn new(
        page: &Page,
        (till, has_pin, holder): (&Seat, bool, String),
        typed: &Typed,
        (reader, slips): (&Reader, &Slips),
    ) -> Self {
        let coin = Coin::of(page.language, &till.currency);
        let minor = Amount::parse(&coin.read(&typed.bedrag), coin.scale());
        let amount = minor.map_or_else(|_| typed.bedrag.clone(), |it| coin.words(it.minor()));
        let pin = has_pin.then(|| {
            let field = Field::line(super::PIN, page.t("pass-pin-ask"), "", PIN_DIGITS, slips);
            Field { kind: "password", keys: "numeric", required: true, ..field }
        });
        let once = if typed.sleutel.is_empty() { key(reader) } else { typed.sleutel.clone() };
        Self {
            till: called(page.language, &till.holder),
            button: page.with("pass-yes", &[("amount", amount.clone().into())]),
            purpose: Some(typed.waarvoor.clone()).filter(|it| !it.trim().is_empty()),
            kept: vec![
                ("kassa", till.account.to_string()),
                ("bedrag", typed.bedrag.clone()),
                ("waarvoor", typed.waarvoor.clone()),
                ("sleutel", once),
            ],
            holder,
            amount,
            pin,
        }
    }
}
