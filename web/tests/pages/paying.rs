//! What is typed on the pages of paying is read as it is meant, and nothing of it is lost on the
//! way: a neighbour who is asked stays asked, and what waits while somebody signs in is there again.

use std::collections::BTreeMap;

use http::StatusCode;
use koop_domain::communities::model::Role;
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::id::{CommunityId, MemberId, SessionId};
use koop_domain::language::Language;
use koop_domain::ledger::account::Limits;
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::currencies::{self, CurrencyDraft};
use sea_orm::ConnectionTrait;

use crate::browser::{Browser, SESSION};
use crate::house::House;
use crate::wallet::{between, community, currency, email, member, neighbour, opened};

const ONCE: &str = "0190aaaa-0000-7000-8000-000000000001";
const MENDED: &str = "0190aaaa-0000-7000-8000-000000000002";

/// A house with a member, as the verbs know them.
fn of(house: &House, member: MemberId) -> Ctx {
    let (ctx, _) = house.keys();
    let session = SessionId(ctx.ids.next());
    let signed = Signed { member, session, operator: false, under: None };
    Ctx { actor: Actor::Member(signed), ..ctx }
}

/// Hours, which the community counts beside its other currency.
async fn hours(house: &House, community: CommunityId) -> String {
    let runs = member(house, "Uri", community, Role::Organiser).await;
    let (ctx, domain) = (of(house, runs), house.keys().1);
    let draft = CurrencyDraft {
        community,
        code: "UUR".to_owned(),
        names: BTreeMap::from(Language::ALL.map(|it| (it, "Uren".to_owned()))),
        advice: BTreeMap::new(),
        symbol: "uur".to_owned(),
        scale: 0,
        kind: CurrencyKind::Time,
        euro_cents: None,
        step: 1,
        levy_bp: 0,
        limits: Limits { min: Some(-6_000), max: Some(6_000) },
        soft: Limits::NONE,
        reason: "Zo begonnen".to_owned(),
    };
    let made = currencies::create(&ctx, domain, draft).await.unwrap();
    currencies::switch(&ctx, domain, (made.id, 1), true).await.unwrap();
    made.id.to_string()
}

/// The code of an account, as it is typed.
async fn code_of(browser: &mut Browser<'_>, account: &str) -> String {
    let page = browser.get(&format!("{account}/vragen")).await.text;
    between(&page, "<strong>", "</strong>").to_owned()
}

#[tokio::test]
async fn a_thousand_is_a_thousand_and_what_may_be_one_is_asked_again() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let mut joke = neighbour(&house, "Joke", oost).await;
    let [hers, other] = [opened(&mut fatma, &lat).await, opened(&mut joke, &lat).await];
    let ask = |amount, once| [("sleutel", once), ("bedrag", amount), ("waarvoor", "Taart")];
    let made = fatma.post(&format!("{hers}/vragen"), &ask("1.250", ONCE)).await.to().to_owned();
    assert!(fatma.get(&made).await.text.contains("LAT\u{a0}1.250,00"), "no thousandth of it");
    let either = fatma.post(&format!("{hers}/vragen"), &ask("1,250", MENDED)).await;
    assert_eq!(either.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(either.text.contains("geen bedrag dat we zeker kunnen lezen"), "{}", either.text);
    let to = code_of(&mut joke, &other).await;
    let pay = [("doe", "verder"), ("sleutel", MENDED), ("aan", to.as_str()), ("bedrag", "1.000")];
    let said = fatma.post("/betalen", &pay).await;
    assert!(said.text.contains("je kunt nog LAT\u{a0}100,00 betalen"), "{}", said.text);
}

#[tokio::test]
async fn hours_and_minutes_are_never_taken_for_each_other() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let uur = hours(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let mut joke = neighbour(&house, "Joke", oost).await;
    let [hers, other] = [opened(&mut fatma, &uur).await, opened(&mut joke, &uur).await];
    let code = code_of(&mut joke, &other).await;
    let form = fatma.get(&format!("/betaal/{code}")).await.text;
    assert!(form.contains("Schrijf bijvoorbeeld 1:30"), "{form}");
    assert!(form.contains("inputmode=\"text\""), "a telephone shows the colon: {form}");
    let pay = async |fatma: &mut Browser<'_>, amount: &str| {
        let form =
            [("doe", "verder"), ("sleutel", ONCE), ("aan", code.as_str()), ("bedrag", amount)];
        fatma.post("/betalen", &form).await
    };
    for amount in ["2", "45"] {
        let said = pay(&mut fatma, amount).await;
        assert_eq!(said.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(said.text.contains("Zijn het uren of minuten?"), "{amount}: {}", said.text);
    }
    for (amount, words) in [("1,5", "1\u{a0}uur\u{a0}30\u{a0}min"), ("2 uur", "2\u{a0}uur")] {
        let said = pay(&mut fatma, amount).await.text;
        assert!(said.contains(&format!("<p class=\"pay-sum\">{words}</p>")), "{amount}: {said}");
    }
    // Where one pays in another currency first, the hours are told of too.
    opened(&mut fatma, &lat).await;
    let form = fatma.get(&format!("/betalen?from={}", hers.rsplit('/').next().unwrap())).await;
    assert!(form.text.contains("Schrijf bijvoorbeeld 1:30"), "{}", form.text);
    let form = fatma.get("/betalen").await.text;
    assert!(form.contains("1:30, 2 uur of 45 min"), "{form}");
}

#[tokio::test]
async fn a_neighbour_who_is_asked_stays_asked_while_the_amount_is_mended() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let hers = opened(&mut fatma, &lat).await;
    let path = format!("{hers}/vragen");
    let to = code_of(&mut fatma, &hers).await;
    // Two neighbours who are called alike, and who have paid her before.
    for (name, once) in [("Jan", ONCE), ("Janneke", MENDED)] {
        let mut jan = neighbour(&house, name, oost).await;
        opened(&mut jan, &lat).await;
        let form = [("doe", "verder"), ("sleutel", once), ("aan", to.as_str()), ("bedrag", "1")];
        let check = jan.post("/betalen", &form).await.text;
        let who = between(&check, "name=\"wie\" value=\"", "\"").to_owned();
        let paid = [("doe", "betaal"), ("sleutel", once), ("wie", who.as_str()), ("bedrag", "1")];
        assert!(jan.post("/betalen", &paid).await.to().contains("/betaling/"));
    }
    let ask = [("sleutel", ONCE), ("bedrag", "2,505"), ("waarvoor", "Taart"), ("wie", "jan")];
    let choices = fatma.post(&path, &ask).await.text;
    assert_eq!(choices.matches("name=\"gekozen\"").count(), 2, "{choices}");
    let carried = |page: &str, name: &str| {
        between(page, &format!("name=\"{name}\" value=\""), "\"").to_owned()
    };
    let (known, chosen) = (carried(&choices, "naam"), carried(&choices, "gekozen"));
    assert_eq!((known.as_str(), carried(&choices, "wie").as_str()), ("jan", "jan"));

    // The amount is refused; whom she chose is not forgotten.
    let sent = |amount, wie, naam, gekozen| {
        [
            ("sleutel", ONCE),
            ("bedrag", amount),
            ("waarvoor", "Taart"),
            ("wie", wie),
            ("naam", naam),
            ("gekozen", gekozen),
        ]
    };
    let refused = fatma.post(&path, &sent("2,505", "jan", "jan", &chosen)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (naam, gekozen) = (carried(&refused.text, "naam"), carried(&refused.text, "gekozen"));
    assert!(naam.starts_with("Jan"), "{naam}");
    assert_eq!(gekozen, chosen);
    let made = fatma.post(&path, &sent("2,50", &naam, &naam, &gekozen)).await;
    let made = fatma.get(made.to()).await.text;
    assert!(made.contains(&naam), "it is asked of him: {made}");
    assert!(!made.contains("Wie de link heeft"), "{made}");
    // Another name is another one, and none is whoever has the link.
    let other = fatma.post(&path, &sent("2,50", "Niemand hier", &naam, &gekozen)).await;
    assert_eq!(other.status, StatusCode::BAD_REQUEST);
    let again = [("doe", "wijzig"), ("wie", "jan"), ("naam", "jan"), ("gekozen", chosen.as_str())];
    let again = fatma.post(&path, &again).await.text;
    assert!(again.contains("value=\"jan\"") && !again.contains("name=\"gekozen\" value=\"acc"));
}

#[tokio::test]
async fn words_that_hurt_are_reported_where_they_are_asked_with() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let mut joke = neighbour(&house, "Joke", oost).await;
    let [_, other] = [opened(&mut fatma, &lat).await, opened(&mut joke, &lat).await];
    let ask = [("sleutel", ONCE), ("bedrag", "7,50"), ("waarvoor", "lelijke taart")];
    let made = joke.post(&format!("{other}/vragen"), &ask).await.to().to_owned();
    let code = between(&joke.get(&made).await.text, "<strong>", "</strong>").to_owned();
    let path = format!("/betaal/{code}");
    let one = fatma.get(&path).await.text;
    assert!(!one.contains("<select id=\"van\""), "who has one account chooses none");

    // What hurts is reported where it is asked, and the form to pay it is there still.
    let without = fatma.post(&path, &[("doe", "meld")]).await;
    assert!(without.text.contains("Kies wat ermee is.") && without.text.contains("7,50"));
    assert!(without.text.contains("name=\"sleutel\" value=\"0"), "{}", without.text);
    let told = fatma.post(&path, &[("doe", "meld"), ("waarom", "hurtful")]).await.to().to_owned();
    assert_eq!(told, format!("{path}?gedaan=gemeld"));
    assert!(fatma.get(&told).await.text.contains("Een buurtmoderator kijkt ernaar"));
}

#[tokio::test]
async fn a_code_is_paid_from_the_account_that_is_chosen() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let mut joke = neighbour(&house, "Joke", oost).await;
    let place = house.place_of(&email("Fatma")).await.id.to_string();
    let owns = "update listing_keepers set role = 'owner'";
    house.keys().1.db.migrator().execute_unprepared(owns).await.unwrap();
    let [hers, other] = [opened(&mut fatma, &lat).await, opened(&mut joke, &lat).await];
    let open = [("munt", lat.as_str()), ("plek", place.as_str())];
    let shops = fatma.post("/mijn/saldo", &open).await.to().replace("?gedaan=open", "");
    let [own, shop] = [&hers, &shops].map(|it| it.rsplit('/').next().unwrap().to_owned());
    let ask = [("sleutel", ONCE), ("bedrag", "7,50")];
    let made = joke.post(&format!("{other}/vragen"), &ask).await.to().to_owned();
    let code = between(&joke.get(&made).await.text, "<strong>", "</strong>").to_owned();
    let path = format!("/betaal/{code}");
    let select = |page: &str| between(page, "<select id=\"van\"", "</select>").to_owned();
    let page = fatma.get(&path).await.text;
    let both = select(&page);
    assert!(both.contains(&own) && both.contains(&shop) && both.contains("werkplaats"), "{both}");
    assert!(!page.contains("Daarna is je saldo"), "that depends on which is chosen");
    let chosen = fatma.get(&format!("{path}?from={shop}")).await.text;
    assert!(select(&chosen).contains(&format!("value=\"{shop}\" selected")), "{chosen}");
    // Who types the code where they pay by name keeps the account that they chose there.
    let typed = [
        ("doe", "verder"),
        ("sleutel", ONCE),
        ("van", shop.as_str()),
        ("aan", code.as_str()),
        ("bedrag", "1"),
    ];
    assert_eq!(fatma.post("/betalen", &typed).await.to(), format!("{path}?from={shop}"));

    let once = between(&page, "name=\"sleutel\" value=\"", "\"").to_owned();
    let sent = [("doe", "betaal"), ("sleutel", once.as_str()), ("van", shop.as_str())];
    let paid = fatma.post(&path, &sent).await;
    assert!(paid.to().contains("/betaling/"), "{}", paid.text);
    assert!(fatma.get(&shops).await.text.contains("\u{2212}7,50"), "the shop paid");
    assert!(!fatma.get(&hers).await.text.contains("\u{2212}7,50"), "and not she");
}

#[tokio::test]
async fn what_was_typed_at_a_code_waits_while_somebody_signs_in() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let mut joke = neighbour(&house, "Joke", oost).await;
    let [_, other] = [opened(&mut fatma, &lat).await, opened(&mut joke, &lat).await];
    let path = format!("/betaal/{}", code_of(&mut joke, &other).await);
    let page = fatma.get(&path).await.text;
    let whose = between(&page, "name=\"lid\" value=\"", "\"").to_owned();
    let once = between(&page, "name=\"sleutel\" value=\"", "\"").to_owned();
    let typed = [
        ("lid", whose.as_str()),
        ("doe", "betaal"),
        ("sleutel", once.as_str()),
        ("bedrag", "2,50"),
        ("waarvoor", "Brood"),
    ];
    let session = fatma.cookies.remove(SESSION).unwrap();
    let led = fatma.post(&path, &typed).await;
    assert!(led.to().starts_with("/inloggen?terug="), "{}", led.text);
    fatma.cookies.insert(SESSION.into(), session);
    let back = format!("{path}?verder=ja");
    let page = fatma.get(&back).await.text;
    assert!(page.contains("LAT\u{a0}2,50") && page.contains("Brood"), "{page}");
    assert!(page.contains(&once), "sent twice it is paid once");
    let paid = fatma.post(&path, &typed).await;
    assert!(paid.to().contains("/betaling/"), "{}", paid.text);
    assert!(!fatma.get(&back).await.text.contains("Brood"), "it waits no more");
}

#[tokio::test]
async fn what_a_link_asks_waits_until_there_is_an_account() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let mut joke = neighbour(&house, "Joke", oost).await;
    let other = opened(&mut joke, &lat).await;
    let to = other.rsplit('/').next().unwrap();
    let link = format!("/betalen?to={to}&amount=2%2C50&for=Brood+%26+kaas");
    let list = fatma.get(&link).await.to().to_owned();
    assert!(list.starts_with("/mijn/saldo?"), "{list}");
    let page = fatma.get(&list).await.text;
    assert!(page.contains("Daarna ga je verder met deze betaling"), "{page}");
    let asked = between(&page, "name=\"betaal\" value=\"", "\"").replace("&#38;", "&");
    let led = fatma.post("/mijn/saldo", &[("munt", lat.as_str()), ("betaal", &asked)]).await;
    let form = fatma.get(led.to()).await.text;
    assert!(form.contains("value=\"2,50\"") && form.contains("Brood &#38; kaas"), "{form}");
    assert!(form.contains("value=\"Joke\""), "{form}");
    // Nothing else is led to by it.
    let odd = [("munt", lat.as_str()), ("betaal", "//elders.example?x=1")];
    let mut piet = neighbour(&house, "Piet", oost).await;
    assert!(piet.post("/mijn/saldo", &odd).await.to().ends_with("?gedaan=open"));
}

#[tokio::test]
async fn who_says_no_to_a_code_is_told_that_they_did() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let mut joke = neighbour(&house, "Joke", oost).await;
    let [hers, other] = [opened(&mut fatma, &lat).await, opened(&mut joke, &lat).await];
    let who = other.rsplit('/').next().unwrap();
    for (amount, once) in [("150", ONCE), ("7,50", MENDED)] {
        let ask = [("sleutel", once), ("bedrag", amount), ("wie", who)];
        let made = fatma.post(&format!("{hers}/vragen"), &ask).await.to().to_owned();
        let code = between(&fatma.get(&made).await.text, "<strong>", "</strong>").to_owned();
        // Also where it is more than she can pay.
        let page = joke.get(&format!("/betaal/{code}")).await.text;
        assert!(page.contains("value=\"weiger\""), "{amount}: {page}");
        let no = [("doe", "weiger"), ("sleutel", once)];
        let led = joke.post(&format!("/betaal/{code}"), &no).await.to().to_owned();
        assert_eq!(led, format!("{other}?gedaan=geweigerd"));
        assert!(joke.get(&led).await.text.contains("role=\"status\""), "it is said");
    }
}

#[tokio::test]
async fn a_history_is_searched_by_whom_and_by_kind() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let mut joke = neighbour(&house, "Joke", oost).await;
    let [hers, other] = [opened(&mut fatma, &lat).await, opened(&mut joke, &lat).await];
    let to = other.rsplit('/').next().unwrap();
    let sent = [
        ("doe", "betaal"),
        ("sleutel", ONCE),
        ("wie", to),
        ("bedrag", "5"),
        ("waarvoor", "Één taart"),
        ("soort", "Eten en drinken"),
    ];
    assert!(fatma.post("/betalen", &sent).await.to().contains("/betaling/"));
    for found in ["zoek=joke", "zoek=een+TAART", "soort=drinken", "zoek=joke&soort=eten"] {
        let page = fatma.get(&format!("{hers}?{found}")).await.text;
        assert!(page.contains("class=\"pay-line"), "{found}: {page}");
    }
    for none in ["zoek=piet", "soort=les", "zoek=joke&soort=les"] {
        let page = fatma.get(&format!("{hers}?{none}")).await.text;
        assert!(page.contains("Hier past niets bij"), "{none}: {page}");
    }
}
