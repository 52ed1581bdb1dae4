//! Neighbours pay each other on their pages: nothing before there is a currency, once for a form
//! that is sent twice, and a code that says who is paid.

use std::collections::BTreeMap;

use http::StatusCode;
use http::header::CACHE_CONTROL;
use koop_domain::communities::model::{Joining, Role, Settings};
use koop_domain::communities::{self, NewPlace};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::id::{CommunityId, MemberId, SessionId};
use koop_domain::language::Language;
use koop_domain::ledger::account::Limits;
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::currencies::{self, CurrencyDraft};
use koop_domain::members::model::Email;
use koop_domain::members::{self, NewMember};

use crate::browser::Browser;
use crate::house::House;

const ONCE: &str = "0190aaaa-0000-7000-8000-000000000001";

pub(crate) async fn community(house: &House) -> CommunityId {
    let (ctx, domain) = house.keys();
    let atlas = koop_domain::areas::atlas(&ctx, domain).await.unwrap();
    let settings = Settings {
        name: "Oost".into(),
        area: atlas.by_slug("oost").map(|it| it.id),
        languages: vec![Language::Nl],
        joining: Joining::Open,
        ..Settings::default()
    };
    communities::found(&ctx, domain, settings).await.unwrap().id
}

pub(crate) async fn member(
    house: &House,
    name: &str,
    community: CommunityId,
    role: Role,
) -> MemberId {
    let (ctx, domain) = house.keys();
    let new = NewMember {
        name: name.to_owned(),
        email: Email::read(&email(name)).unwrap(),
        password: None,
        language: Language::Nl,
        operator: false,
    };
    let id = members::add(&ctx, domain, new).await.unwrap();
    communities::enter(&ctx, domain, id, NewPlace { community, role }).await.unwrap();
    id
}

pub(crate) fn email(name: &str) -> String {
    format!("{}@voorbeeld.nl", name.to_lowercase())
}

/// Somebody of the community, signed in.
pub(crate) async fn neighbour<'a>(
    house: &'a House,
    name: &str,
    community: CommunityId,
) -> Browser<'a> {
    let browser = Browser::of(house, &email(name), name).await;
    member(house, name, community, Role::Member).await;
    browser
}

fn draft(community: CommunityId) -> CurrencyDraft {
    let names = |nl: &str| BTreeMap::from(Language::ALL.map(|it| (it, nl.to_owned())));
    CurrencyDraft {
        community,
        code: "LAT".to_owned(),
        names: names("Op de Lat"),
        advice: BTreeMap::new(),
        symbol: "LAT".to_owned(),
        scale: 2,
        kind: CurrencyKind::MutualCredit,
        euro_cents: Some(100),
        step: 50,
        levy_bp: 0,
        limits: Limits { min: Some(-10_000), max: Some(50_000) },
        soft: Limits { min: Some(-8_000), max: None },
        reason: "Zo begonnen".to_owned(),
    }
}

/// A currency that is paid with, and a page of hers on which it can be opened.
pub(crate) async fn currency(house: &House, community: CommunityId) -> String {
    let (ctx, domain) = house.keys();
    let member = member(house, "Noor", community, Role::Organiser).await;
    let session = SessionId(ctx.ids.next());
    let signed = Signed { member, session, operator: false, under: None };
    let ctx = Ctx { actor: Actor::Member(signed), ..ctx };
    let made = currencies::create(&ctx, domain, draft(community)).await.unwrap();
    currencies::switch(&ctx, domain, (made.id, 1), true).await.unwrap();
    made.id.to_string()
}

/// Opens a balance; the address of its page.
pub(crate) async fn opened(browser: &mut Browser<'_>, currency: &str) -> String {
    let led = browser.post("/mijn/saldo", &[("munt", currency)]).await;
    led.to().strip_suffix("?gedaan=open").unwrap().to_owned()
}

/// What stands between two pieces of a page.
pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).unwrap_or_else(|| panic!("{text}")).1.split(after).next().unwrap()
}

#[tokio::test]
async fn nothing_about_a_balance_is_there_before_a_currency_is() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    assert!(!fatma.get("/mijn").await.text.contains("/mijn/saldo"));
    assert_eq!(fatma.get("/mijn/saldo").await.status, StatusCode::NOT_FOUND);
    assert_eq!(fatma.get("/betalen").await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get("/munt/LAT").await.status, StatusCode::NOT_FOUND);

    let lat = currency(&house, oost).await;
    assert!(fatma.get("/mijn").await.text.contains("href=\"/mijn/saldo\""));
    let list = fatma.get("/mijn/saldo").await.text;
    assert!(list.contains("Een nieuwe rekening mag LAT\u{a0}100,00 rood staan"), "{list}");
    assert_eq!(fatma.get("/betalen").await.to(), "/mijn/saldo", "it is opened first");
    let account = opened(&mut fatma, &lat).await;
    assert_eq!(fatma.get("/mijn/saldo").await.to(), account, "one account is all of them");
    let page = fatma.get(&account).await;
    assert_eq!(page.header(CACHE_CONTROL), "no-store");
    assert_eq!(page.header("x-robots-tag"), "noindex");
    assert!(page.text.contains("<h1>Mijn saldo</h1>"), "one currency needs no name");
    assert!(page.text.contains("LAT&nbsp;</span>0,00"), "{}", page.text);
    let rules = house.get("/munt/LAT").await;
    assert!(
        rules.text.contains("Samen is het altijd nul") && !rules.text.contains("Nederlandsche")
    );
}

#[tokio::test]
async fn who_sends_a_form_twice_pays_once() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let mut joke = neighbour(&house, "Joke", oost).await;
    let [hers, other] = [opened(&mut fatma, &lat).await, opened(&mut joke, &lat).await];
    let code = joke.get(&format!("{other}/vragen")).await.text;
    let code = between(&code, "<strong>", "</strong>").to_owned();
    assert_eq!(code.len(), "K7P-2QX".len());

    let form = |doe, amount, to| {
        [("doe", doe), ("sleutel", ONCE), ("aan", to), ("bedrag", amount), ("waarvoor", "=1+1")]
    };
    for (amount, status, words) in [
        ("twaalf", StatusCode::UNPROCESSABLE_ENTITY, "Dit is geen bedrag"),
        ("0,25", StatusCode::UNPROCESSABLE_ENTITY, "Het kleinste bedrag is LAT\u{a0}0,50"),
        ("100,50", StatusCode::UNPROCESSABLE_ENTITY, "je kunt nog LAT\u{a0}100,00 betalen"),
    ] {
        let said = fatma.post("/betalen", &form("verder", amount, code.as_str())).await;
        assert_eq!(said.status, status, "{amount}");
        assert!(said.text.contains(words), "{amount}: {}", said.text);
        assert!(said.text.contains(&format!("value=\"{amount}\"")), "it stands there still");
    }
    let nobody = fatma.post("/betalen", &form("verder", "5", "Niemand hier")).await;
    assert_eq!(nobody.status, StatusCode::BAD_REQUEST);
    assert!(nobody.text.contains("kun je niet betalen"));

    let check = fatma.post("/betalen", &form("verder", "12,50", code.as_str())).await.text;
    assert!(check.contains("Joke") && check.contains("Daarna is je saldo LAT\u{a0}\u{2212}12,50."));
    let who = between(&check, "name=\"wie\" value=\"", "\"").to_owned();
    let sent = [
        ("doe", "betaal"),
        ("sleutel", ONCE),
        ("wie", who.as_str()),
        ("bedrag", "12,50"),
        ("waarvoor", "=1+1"),
    ];
    let first = fatma.post("/betalen", &sent).await.to().to_owned();
    assert!(first.ends_with("?gedaan=betaald"), "{first}");
    assert_eq!(fatma.post("/betalen", &sent).await.to(), first);
    assert!(fatma.get(&hers).await.text.contains("LAT\u{a0}\u{2212}12,50"));
    let receipt = joke.get(&first).await.text;
    assert!(receipt.contains("Je kreeg") && receipt.contains("Geef dit terug"), "{receipt}");
    assert!(!receipt.contains("role=\"status\">Betaald"), "she paid nothing");

    let month = format!("{hers}/afschrift/2026-11");
    let file = fatma.get(&format!("{month}.csv")).await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.text.starts_with("\u{feff}datum;nummer;tegenpartij"), "{}", file.text);
    assert!(file.text.contains(";'=1+1;"), "no formula: {}", file.text);
    assert!(!file.text.contains("btw"), "a resident has no VAT");
    assert_eq!(joke.get(&month).await.status, StatusCode::NOT_FOUND, "it is hers alone");
    assert_eq!(fatma.get(&format!("{hers}/afschrift/2026-12")).await.status, StatusCode::NOT_FOUND);

    let back = first.split('?').next().unwrap();
    let without = joke.post(back, &[("sleutel", ONCE), ("reden", " ")]).await;
    assert!(without.text.contains("Schrijf erbij waarom"), "{}", without.text);
    let given = joke.post(back, &[("sleutel", ONCE), ("reden", "Te veel")]).await;
    assert!(given.to().ends_with("?gedaan=terug"), "{}", given.text);
    assert!(fatma.get(&hers).await.text.contains("teruggeboekt"));
}

#[tokio::test]
async fn a_code_is_scanned_where_one_pays_and_nowhere_else() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let hers = opened(&mut fatma, &lat).await;
    for path in ["/betalen", "/betaal"] {
        let page = fatma.get(path).await;
        assert!(page.header("permissions-policy").contains("camera=(self)"), "{path}");
        // Without a script there is no button, and nothing that is said of a camera.
        let box_of_it = between(&page.text, "<div class=\"scanner\"", ">");
        assert_eq!(box_of_it, " data-scan=\"/betaal/\" hidden", "{path}");
        assert!(page.text.contains(">Scannen</button>"), "{path}");
    }
    for path in ["/", "/mijn", hers.as_str()] {
        let page = fatma.get(path).await;
        assert_eq!(page.header("permissions-policy"), "", "{path}: the house refuses it");
        assert!(!page.text.contains("data-scan"), "{path}");
    }
}

#[tokio::test]
async fn the_page_about_what_is_kept_says_that_what_a_camera_sees_stays_where_it_is() {
    let house = House::new().await;
    for (language, words) in [
        ("nl", "blijft het beeld op je eigen apparaat. We bewaren het niet"),
        ("en", "the picture stays on your own device. We neither keep it nor send it"),
    ] {
        let mut browser = Browser::new(&house);
        browser.language = language;
        let page = browser.get("/privacy").await.text;
        assert!(page.contains(words), "{page}");
    }
}

#[tokio::test]
async fn an_open_page_hears_that_something_came_and_nobody_elses_does() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let mut joke = neighbour(&house, "Joke", oost).await;
    let [hers, other] = [opened(&mut fatma, &lat).await, opened(&mut joke, &lat).await];
    let page = joke.get(&other).await.text;
    let look = between(&page, "data-look=\"", "\"").to_owned();
    let was = format!("{look}?was={}", between(&page, "data-mark=\"", "\""));
    let nothing = joke.get(&was).await;
    assert_eq!((nothing.status, nothing.text.as_str()), (StatusCode::NO_CONTENT, ""));
    assert_eq!(fatma.get(&was).await.status, StatusCode::NOT_FOUND, "it is hers alone");

    let code = joke.get(&format!("{other}/vragen")).await.text;
    let code = between(&code, "<strong>", "</strong>").to_owned();
    let form = [("doe", "verder"), ("sleutel", ONCE), ("aan", code.as_str()), ("bedrag", "7,50")];
    let who = fatma.post("/betalen", &form).await.text;
    let who = between(&who, "name=\"wie\" value=\"", "\"").to_owned();
    let sent = [("doe", "betaal"), ("sleutel", ONCE), ("wie", who.as_str()), ("bedrag", "7,50")];
    assert!(fatma.post("/betalen", &sent).await.to().ends_with("?gedaan=betaald"));
    let told = joke.get(&was).await;
    assert_eq!((told.status, told.header(CACHE_CONTROL)), (StatusCode::OK, "no-store"));
    let words = "Je kreeg LAT\u{a0}7,50 van Fatma. Je saldo is nu LAT\u{a0}7,50.";
    assert!(told.text.contains(words), "{}", told.text);
    let mine = fatma.get(&format!("{hers}/stand")).await.text;
    assert!(mine.contains("Je saldo is nu LAT\u{a0}\u{2212}7,50."), "{mine}");
}

#[tokio::test]
async fn a_code_says_who_is_paid_before_anybody_signs_in() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let mut joke = neighbour(&house, "Joke", oost).await;
    let hers = opened(&mut fatma, &lat).await;
    let ask = [("sleutel", ONCE), ("bedrag", "7,50"), ("waarvoor", "Taart")];
    let made = fatma.post(&format!("{hers}/vragen"), &ask).await.to().to_owned();
    assert!(made.ends_with("?gedaan=gevraagd"), "{made}");
    let shown = fatma.get(&made).await.text;
    let code = between(&shown, "<strong>", "</strong>").to_owned();
    let path = format!("/betaal/{code}");

    let visitor = house.get(&path).await;
    assert_eq!(visitor.header("x-robots-tag"), "noindex");
    assert!(visitor.text.contains("Fatma") && visitor.text.contains("LAT\u{a0}7,50"));
    assert!(visitor.text.contains("Taart") && visitor.text.contains("/inloggen?terug="));
    // Who asks sees what they asked; who has no account gets one by paying.
    assert_eq!(fatma.get(&path).await.to(), made.split('?').next().unwrap());
    let look = joke.get(&path).await.text;
    let once = between(&look, "name=\"sleutel\" value=\"", "\"").to_owned();
    let sent = [("doe", "betaal"), ("sleutel", once.as_str()), ("bedrag", "0,50")];
    let paid = joke.post(&path, &sent).await;
    assert!(paid.to().contains("/betaling/"), "{}", paid.text);
    assert_eq!(joke.post(&path, &sent).await.to(), paid.to(), "a double tap");
    let receipt = joke.get(paid.to()).await.text;
    assert!(receipt.contains("LAT\u{a0}7,50"), "what was asked, not what was sent");
    assert!(fatma.get(&made).await.text.contains("Dit is betaald"));
    assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND, "it is over");

    // A link may say how much; codes that nobody has are counted.
    let own = between(&fatma.get(&format!("{hers}/vragen")).await.text, "<strong>", "</strong>")
        .to_owned();
    let link = format!("/betaal/{own}?amount=2,50&for=Brood");
    let seen = house.get(&link).await.text;
    assert!(seen.contains("LAT\u{a0}2,50") && seen.contains("Brood"), "{seen}");
    let typed = house.get(&format!("/betaal?code={}", own.to_lowercase())).await;
    assert_eq!(typed.to(), format!("/betaal/{own}"));
    let mut last = StatusCode::OK;
    for _ in 0..101 {
        last = house.get("/betaal/ZZZZZZ").await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}
