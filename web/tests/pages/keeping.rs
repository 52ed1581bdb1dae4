//! Keeping a place through its pages: bringing it in, its week, days, facts, and whose it is.

use http::StatusCode;
use http::header::CACHE_CONTROL;

use crate::browser::Browser;
use crate::house::House;

const HANNEKE: &str = "hanneke@voorbeeld.nl";
const DRAFT: &str = "__Host-koop-klad";
const CLAIM: &str = "/plek/spaak-zoon/dit-is-mijn-zaak";
/// Everything that the steps ask for.
const TYPED: [(&str, &str); 6] = [
    ("naam", "Naaiatelier Proef"),
    ("soort", "maker"),
    ("straat", "Dapperstraat"),
    ("postcode", "1094 AB"),
    ("tijden", "ma-za 9.00-17.00"),
    ("site", "proef.example"),
];

fn with<'a>(typed: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let other = typed.iter().filter(|(name, _)| !more.iter().any(|(it, _)| it == name));
    other.chain(more).copied().collect()
}

/// Brings a place in; answers where it is kept.
async fn brought_in(browser: &mut Browser<'_>) -> String {
    let saved =
        browser.post("/plek-toevoegen", &with(&TYPED, &[("stap", "4"), ("naar", "klaar")])).await;
    assert_eq!(saved.to(), "/plek/naaiatelier-proef?gedaan=toegevoegd", "{}", saved.text);
    let page = browser.get("/mijn/plekken").await.text;
    let id = page.split("/mijn/plekken/").nth(1).unwrap().split('/').next().unwrap();
    format!("/mijn/plekken/{id}")
}

/// The value of a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    rest.split('"').next().unwrap()
}

#[tokio::test]
async fn a_place_comes_in_step_by_step_and_is_kept_while_somebody_signs_in() {
    let house = House::with_areas().await;
    let mut browser = Browser::new(&house);
    let first = browser.get("/plek-toevoegen").await;
    assert_eq!(first.status, StatusCode::OK);
    assert!(!first.text.contains("form-error"), "nobody was asked anything yet");
    let wrong = browser.post("/plek-toevoegen", &[("stap", "1"), ("naar", "2")]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.text.contains("<a href=\"#naam\">Naam: vul iets in.</a>"), "it is named above");
    let typed = with(&TYPED[..2], &[("stap", "1"), ("naar", "2")]);
    let led = browser.post("/plek-toevoegen", &typed).await;
    assert_eq!(led.to(), "/inloggen?terug=/plek-toevoegen%3Fverder%3Dja");
    let secret = browser.cookies[DRAFT].clone();
    assert!(!secret.contains("Naai"), "the browser keeps a secret, and nothing of what was typed");
    let waits = browser.get("/inloggen?terug=/plek-toevoegen%3Fverder%3Dja").await.text;
    assert!(waits.contains("Wat je hebt ingevuld is bewaard."));
    let mut member = Browser::of(&house, HANNEKE, "Hanneke").await;
    member.cookies.insert(DRAFT.into(), secret);
    let second = member.get("/plek-toevoegen?verder=ja").await;
    assert_eq!(hidden(&second.text, "naam"), "Naaiatelier Proef");
    assert!(second.text.contains("Waar is het?"));
    let unknown = with(&TYPED, &[("postcode", "9999 ZZ"), ("stap", "2"), ("naar", "3")]);
    let unknown = member.post("/plek-toevoegen", &unknown).await;
    assert!(
        unknown.text.contains("id=\"postcode-mis\"") && unknown.text.contains("value=\"9999 ZZ\"")
    );
    let back = member.post("/plek-toevoegen", &with(&TYPED, &[("stap", "3"), ("naar", "2")])).await;
    assert!(
        back.text.contains("value=\"Dapperstraat\"") && back.text.contains("value=\"1094 AB\"")
    );
    let look = member.post("/plek-toevoegen", &with(&TYPED, &[("stap", "3"), ("naar", "4")])).await;
    assert!(look.text.contains("Klopt het zo?") && look.text.contains("9.00–17.00 uur"));
    assert!(look.text.contains("proef.example") && look.text.contains("1094\u{a0}AB Amsterdam"));
    let kept = brought_in(&mut member).await;
    let again = member.get("/plek-toevoegen?verder=ja").await.text;
    assert!(!again.contains("Naaiatelier") && !again.contains("Je was bezig"), "it is done");
    let place = member.get("/plek/naaiatelier-proef?gedaan=toegevoegd").await.text;
    assert!(place.contains("Naaiatelier Proef staat erop.") && place.contains(&kept));
    let visitor = browser.get("/plek/naaiatelier-proef?gedaan=toegevoegd").await.text;
    assert!(!visitor.contains("staat erop") && !visitor.contains("/mijn/plekken/"));
    assert!(visitor.contains("Houd de openingstijden en de rest zelf bij."));
}

#[tokio::test]
async fn what_looks_like_it_is_offered_before_it_is_saved() {
    let house = House::with_areas().await;
    let mut browser = Browser::of(&house, HANNEKE, "Hanneke").await;
    let same = [("naam", "Spaak & Zoon"), ("soort", "repair"), ("punt", "52.361, 4.928")];
    let asked =
        browser.post("/plek-toevoegen", &with(&same, &[("stap", "4"), ("naar", "klaar")])).await;
    assert!(asked.text.contains("Is het een van deze?"), "{}", asked.text);
    assert!(asked.text.contains("href=\"/plek/spaak-zoon"));
    let other = with(&same, &[("stap", "4"), ("naar", "een-andere")]);
    let saved = browser.post("/plek-toevoegen", &other).await;
    assert!(saved.to().starts_with("/plek/spaak-zoon-"), "{}", saved.to());
}

#[tokio::test]
async fn a_week_is_filled_in_looked_at_and_saved() {
    let house = House::with_areas().await;
    let mut browser = Browser::of(&house, HANNEKE, "Hanneke").await;
    let week = format!("{}/openingstijden", brought_in(&mut browser).await);
    let page = browser.get(&week).await;
    assert_eq!(page.header(CACHE_CONTROL), "no-store");
    assert!(page.text.contains("id=\"ma1v\" name=\"ma1v\" type=\"time\" value=\"09:00\""));
    let revision = hidden(&page.text, "revisie").to_owned();
    let typed = [
        ("week", "ja"),
        ("revisie", revision.as_str()),
        ("dienst", "balie"),
        ("ma1v", "09:00"),
        ("ma1t", "18:00"),
        ("feestdagen", "dicht"),
    ];
    let copied = browser.post(&week, &with(&typed, &[("doe", "werkdagen")])).await.text;
    assert!(copied.contains("id=\"vr1t\" name=\"vr1t\" type=\"time\" value=\"18:00\""));
    assert!(copied.contains("id=\"za1t\" name=\"za1t\" type=\"time\" value=\"\""));
    let like = browser.post(&week, &with(&typed, &[("doe", "als-di")])).await.text;
    assert!(like.contains("id=\"di1v\" name=\"di1v\" type=\"time\" value=\"09:00\""));
    let cleared = browser.post(&week, &with(&typed, &[("doe", "dicht-ma")])).await.text;
    assert!(cleared.contains("id=\"ma1v\" name=\"ma1v\" type=\"time\" value=\"\""));
    let half = browser.post(&week, &with(&typed, &[("wo1v", "10:00"), ("doe", "bewaar")])).await;
    assert_eq!(half.status, StatusCode::BAD_REQUEST);
    assert!(half.text.contains("<a href=\"#wo1t\">") && half.text.contains("id=\"wo-mis\""));
    let look = browser.post(&week, &with(&typed, &[("doe", "bekijk")])).await.text;
    assert!(look.contains("<strong>maandag</strong> 9.00–18.00 uur"), "{look}");
    assert!(look.contains("<strong>feestdagen</strong> dicht"));
    let saved = browser.post(&week, &with(&typed, &[("doe", "bewaar")])).await;
    assert_eq!(saved.to(), format!("{week}?dienst=balie&gedaan=bewaard"));
    // Whoever saw the hours of before gets to see both.
    let late = browser.post(&week, &with(&typed, &[("ma1t", "12:00"), ("doe", "bewaar")])).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("Dit staat er nu") && late.text.contains("value=\"12:00\""));
    assert!(late.text.contains("<strong>maandag</strong> 9.00–18.00 uur"));
    let revision = hidden(&late.text, "revisie").to_owned();
    let mine = [("ma1t", "12:00"), ("revisie", revision.as_str()), ("doe", "bewaar")];
    assert!(!browser.post(&week, &with(&typed, &mine)).await.to().is_empty());
}

#[tokio::test]
async fn hours_that_say_more_than_a_week_are_never_lost_by_one() {
    let house = House::with_areas().await;
    let mut browser = Browser::of(&house, HANNEKE, "Hanneke").await;
    let week = format!("{}/openingstijden", brought_in(&mut browser).await);
    let more = "Apr-Sep: Mo-Fr 09:00-18:00";
    let saved = browser.post(&week, &[("doe", "tekst-bewaar"), ("tekst", more)]).await;
    assert!(!saved.to().is_empty(), "{}", saved.text);
    let page = browser.get(&week).await.text;
    assert!(page.contains("zeggen meer dan een week kan laten zien") && page.contains(more));
    assert!(!page.contains("id=\"ma1v\""), "no week stands for them");
    // A week that comes from elsewhere, such as another window, replaces nothing by itself.
    let sly = [("week", "ja"), ("ma1v", "09:00"), ("ma1t", "10:00"), ("doe", "bewaar")];
    let refused = browser.post(&week, &sly).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(browser.get(&week).await.text.contains(more));
    let empty = browser.post(&week, &[("doe", "leeg"), ("tekst", more)]).await.text;
    assert!(empty.contains("name=\"vervangt\"") && empty.contains("id=\"ma1v\""));
    let replaced = browser.post(&week, &with(&sly, &[("vervangt", "ja")])).await;
    assert!(!replaced.to().is_empty());
    assert!(!browser.get(&week).await.text.contains("Apr-Sep"));
    let odd = browser.post(&week, &[("doe", "tekst-bewaar"), ("tekst", "soms 25:99")]).await;
    assert!(odd.text.contains("id=\"tekst-mis\""));
    browser.post(&week, &[("doe", "weg")]).await;
    assert!(
        browser
            .get("/plek/naaiatelier-proef")
            .await
            .text
            .contains("Niemand heeft ze nog opgeschreven")
    );
}

#[tokio::test]
async fn days_differ_at_the_touch_of_a_button() {
    let house = House::with_areas().await;
    let mut browser = Browser::of(&house, HANNEKE, "Hanneke").await;
    let days = format!("{}/dagen", brought_in(&mut browser).await);
    let place = "/plek/naaiatelier-proef";
    assert!(browser.get(place).await.text.contains("Nu open tot 17.00 uur"));
    let closed = browser.post(&days, &[("doe", "dicht"), ("terug", "plekken")]).await;
    assert_eq!(closed.to(), "/mijn/plekken?gedaan=dicht");
    assert!(!browser.get(place).await.text.contains("Nu open tot"));
    assert!(browser.get("/mijn/plekken").await.text.contains("Toch open vandaag"));
    browser.post(&days, &[("doe", "toch-open")]).await;
    browser.post(&days, &[("doe", "vandaag"), ("van", "09:00"), ("tot", "16:00")]).await;
    assert!(browser.get(place).await.text.contains("Nu open tot 16.00 uur"));
    let wrong = browser.post(&days, &[("doe", "vandaag"), ("van", "09:00"), ("tot", "")]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.text.contains("id=\"tot-mis\""));
    let back = browser.post(&days, &[("doe", "weer"), ("weer", "2026-11-30")]).await;
    assert_eq!(back.to(), format!("{days}?gedaan=bewaard"));
    assert!(browser.get(place).await.text.contains("terug op 30 november"));
    let past = browser.post(&days, &[("doe", "weer"), ("weer", "2026-11-21")]).await;
    assert!(past.text.contains("id=\"weer-mis\""));
    let page = browser.get(&format!("{days}?sjabloon=koopavond")).await.text;
    assert!(page.contains("value=\"2026-11-26\"") && page.contains("value=\"21:00\""), "{page}");
    assert!(page.contains("één avond") && page.contains("/openingstijden\">Naar je weektijden"));
    let page = browser.get(&format!("{days}?sjabloon=ramadan")).await.text;
    assert!(
        page.contains("value=\"2027-02-08\"") && page.contains("value=\"2027-03-09\""),
        "{page}"
    );
    assert!(page.contains("het kan een dag schelen"));
    let christmas =
        [("doe", "feest-tijden"), ("dag", "2026-12-25"), ("hvan", "10:00"), ("htot", "14:00")];
    browser.post(&days, &christmas).await;
    let page = browser.get(&days).await.text;
    assert!(page.contains("25 december: 10.00–14.00 uur"), "{page}");
    assert!(!page.contains("eerste kerstdag, vrijdag 25 december: open"));
    assert!(page.contains("tweede kerstdag, zaterdag 26 december: open"));
    let removed =
        [("doe", "weg"), ("van-dag", "2026-12-25"), ("tot-dag", "2026-12-25"), ("dienst", "")];
    browser.post(&days, &removed).await;
    assert!(browser.get(&days).await.text.contains("eerste kerstdag, vrijdag 25 december: open"));
    assert_eq!(browser.post(&days, &[("doe", "onzin")]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn everything_else_is_looked_at_and_saved() {
    let house = House::with_areas().await;
    let mut browser = Browser::of(&house, HANNEKE, "Hanneke").await;
    let facts = format!("{}/wijzigen", brought_in(&mut browser).await);
    let page = browser.get(&facts).await.text;
    let revision = hidden(&page, "revisie").to_owned();
    let typed = [
        ("naam", "Naaiatelier Yeter"),
        ("soort", "maker"),
        ("waar", "thuis"),
        ("straat", "Balistraat"),
        ("postcode", "1094 AB"),
        ("omschrijving", "Op maat & meer"),
        ("bezorgt", "ja"),
        ("kosten", "2,50"),
        ("betalen", "cash"),
        ("punt", "52.361, 4.928"),
        ("revisie", &revision),
    ];
    let look = browser.post(&facts, &with(&typed, &[("doe", "bekijk")])).await.text;
    assert!(look.contains("Op maat &amp; meer") || look.contains("Op maat &#38; meer"), "{look}");
    assert!(look.contains("Dit is nog niet bewaard."));
    let shown = look.split("class=\"preview\"").nth(1).unwrap().split("<form").next().unwrap();
    assert!(!shown.contains("Balistraat"), "residents never see a home's door");
    let saved = browser.post(&facts, &with(&typed, &[("doe", "bewaar")])).await;
    assert_eq!(saved.to(), format!("{facts}?gedaan=bewaard"), "{}", saved.text);
    let place = browser.get("/plek/naaiatelier-proef").await.text;
    assert!(place.contains("Naaiatelier Yeter") && place.contains("€\u{a0}2,50"));
    assert!(!place.contains("Balistraat"));
    let late = browser.post(&facts, &with(&typed, &[("naam", "Anders"), ("doe", "bewaar")])).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("Dit staat er nu") && late.text.contains("value=\"Anders\""));
    let nameless = browser.post(&facts, &with(&typed, &[("naam", " "), ("doe", "bewaar")])).await;
    assert!(nameless.text.contains("id=\"naam-mis\""));
    let cents = browser.post(&facts, &with(&typed, &[("kosten", "veel"), ("doe", "bekijk")])).await;
    assert!(cents.text.contains("id=\"kosten-mis\""));
}

#[tokio::test]
async fn a_stranger_keeps_nothing() {
    let house = House::with_areas().await;
    let mut owner = Browser::of(&house, HANNEKE, "Hanneke").await;
    let kept = brought_in(&mut owner).await;
    let mut stranger = Browser::of(&house, "ander@voorbeeld.nl", "Ander").await;
    let mut visitor = Browser::new(&house);
    for page in ["openingstijden", "dagen", "wijzigen"] {
        let path = format!("{kept}/{page}");
        assert_eq!(stranger.get(&path).await.status, StatusCode::FORBIDDEN);
        let tried =
            stranger.post(&path, &[("doe", "dicht"), ("naam", "Mijn"), ("tekst", "24/7")]).await;
        assert_eq!(tried.status, StatusCode::FORBIDDEN);
        assert_eq!(visitor.get(&path).await.to(), format!("/inloggen?terug={path}"));
        let nowhere = path.replace("lst_", "are_");
        assert_eq!(stranger.get(&nowhere).await.status, StatusCode::NOT_FOUND);
    }
    for path in ["/beheer/claims", "/mijn/plekken"] {
        assert_eq!(visitor.get(path).await.to(), format!("/inloggen?terug={path}"));
    }
    assert_eq!(stranger.get("/beheer/claims").await.status, StatusCode::FORBIDDEN);
    assert_eq!(stranger.post("/beheer/claims/brieven", &[]).await.status, StatusCode::FORBIDDEN);
    assert!(!stranger.get("/mijn/plekken").await.text.contains("/beheer/"));
}

#[tokio::test]
async fn a_claim_is_said_shown_and_taken_back() {
    let house = House::with_areas().await;
    let mut visitor = Browser::new(&house);
    let page = visitor.get(CLAIM).await.text;
    assert!(page.contains("er staat geen heel adres bij") && page.contains("Log in en ga verder"));
    assert_eq!(
        visitor.post(CLAIM, &[("doe", "balie")]).await.to(),
        format!("/inloggen?terug={CLAIM}")
    );
    let mut browser = Browser::of(&house, HANNEKE, "Hanneke").await;
    let refused = browser.post(CLAIM, &[("doe", "brief")]).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{}", refused.text);
    let told = browser.post(CLAIM, &[("doe", "balie")]).await;
    assert!(told.text.contains("class=\"big-code\""));
    let claim = hidden(&told.text, "claim").to_owned();
    let again = browser.get(CLAIM).await.text;
    assert!(!again.contains("big-code"), "a code is told once");
    assert!(again.contains("Wacht op je code"));
    assert!(browser.get("/mijn/plekken").await.text.contains("Wacht op bewijs"));
    let twice = browser.post(CLAIM, &[("doe", "balie")]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    let mut other = Browser::of(&house, "ander@voorbeeld.nl", "Ander").await;
    let tried = other.post(CLAIM, &[("doe", "intrekken"), ("claim", &claim)]).await;
    assert_eq!(tried.status, StatusCode::NOT_FOUND);
    let gone = browser.post(CLAIM, &[("doe", "intrekken"), ("claim", &claim)]).await;
    assert_eq!(gone.to(), "/mijn/plekken?gedaan=ingetrokken");
    assert!(!browser.get("/mijn/plekken").await.text.contains("Wacht op bewijs"));
}

/// The short name that stands at the foot of my places.
async fn handle(browser: &mut Browser<'_>) -> String {
    let page = browser.get("/mijn/plekken").await.text;
    let rest = page.split("erbij zetten: @").nth(1).unwrap();
    rest.split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_owner_lets_others_in_hands_over_and_goes() {
    let house = House::with_areas().await;
    let mut owner = Browser::of(&house, HANNEKE, "Hanneke").await;
    let told = owner.post(CLAIM, &[("doe", "balie")]).await.text;
    let code = told.split("class=\"big-code\">").nth(1).unwrap().split('<').next().unwrap();
    house.seen_at_counter(code).await;
    assert!(owner.get(CLAIM).await.text.contains("Dit is jouw zaak."));
    let page = owner.get("/mijn/plekken").await.text;
    assert!(page.contains("Jouw zaak") && page.contains("/medewerkers"));
    let id = page.split("/mijn/plekken/").nth(1).unwrap().split('/').next().unwrap();
    let crew = format!("/mijn/plekken/{id}/medewerkers");
    let mut piet = Browser::of(&house, "piet@voorbeeld.nl", "Piet").await;
    let name = handle(&mut piet).await;
    assert_eq!(piet.get(&crew).await.status, StatusCode::FORBIDDEN);
    let unknown = [("doe", "binnen"), ("wie", "niemand"), ("rol", "till")];
    let unknown = owner.post(&crew, &unknown).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    assert!(unknown.text.contains("id=\"wie-mis\"") && unknown.text.contains("value=\"niemand\""));
    let till = [("doe", "binnen"), ("wie", name.as_str()), ("rol", "till")];
    assert_eq!(owner.post(&crew, &till).await.to(), format!("{crew}?gedaan=binnen"));
    let at_till = piet.get("/mijn/plekken").await.text;
    assert!(at_till.contains("Jij werkt aan de kassa") && !at_till.contains("/openingstijden"));
    assert_eq!(piet.get(&crew).await.status, StatusCode::FORBIDDEN, "a till sees no more");
    let editor = [("doe", "binnen"), ("wie", name.as_str()), ("rol", "editor")];
    owner.post(&crew, &editor).await;
    assert!(piet.get(&crew).await.text.contains("van wie de zaak is"));
    let sly = [("doe", "over"), ("wie", name.as_str()), ("zeker", "ja")];
    assert_eq!(piet.post(&crew, &sly).await.status, StatusCode::FORBIDDEN);
    let unsure = owner.post(&crew, &sly[..2]).await;
    assert_eq!(unsure.status, StatusCode::BAD_REQUEST);
    assert!(unsure.text.contains("Zet eerst een vinkje"));
    assert_eq!(owner.post(&crew, &sly).await.to(), format!("{crew}?gedaan=over"));
    assert!(piet.get(CLAIM).await.text.contains("Dit is jouw zaak."));
    assert_eq!(owner.post(&crew, &[("doe", "ik-weg")]).await.to(), "/mijn/plekken?gedaan=weg");
    assert!(!owner.get("/mijn/plekken").await.text.contains("Spaak"));
    let given_up = piet.post(&crew, &[("doe", "op"), ("zeker", "ja")]).await;
    assert_eq!(given_up.to(), "/mijn/plekken?gedaan=weg");
    assert!(!owner.get(CLAIM).await.text.contains("Iemand anders houdt deze plek al bij"));
}
