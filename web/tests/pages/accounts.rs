//! One's own pages: name, devices, password, address, data, and leaving.

use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use koop_domain::jobs::Letter;

use crate::browser::{Browser, SESSION, mailed};
use crate::house::House;

const HANNEKE: &str = "hanneke@voorbeeld.nl";
const ELSEWHERE: &str = "hanneke@elders.example";
const PASSWORD: &str = "fiets lantaarn peper";
const OTHER: &str = "drie gele tulpen in mei";

const PAGES: [&str; 6] = [
    "/mijn",
    "/mijn/apparaten",
    "/mijn/wachtwoord",
    "/mijn/adres",
    "/mijn/gegevens",
    "/mijn/plekken",
];

#[tokio::test]
async fn a_visitor_is_led_to_where_one_signs_in() {
    let house = House::new().await;
    let mut browser = Browser::new(&house);
    for path in PAGES {
        assert_eq!(browser.get(path).await.to(), format!("/inloggen?terug={path}"));
    }
    let posts = ["/mijn/gegevens/weg", "/mijn/gegevens/alles", "/mijn/apparaten/alle"];
    for path in posts {
        assert_eq!(browser.post(path, &[]).await.to(), "/inloggen?terug=/mijn", "{path}");
    }
}

#[tokio::test]
async fn every_page_comes_in_every_language_and_is_kept_by_nobody() {
    let house = House::new().await;
    let mut browser = Browser::of(&house, HANNEKE, "Hanneke").await;
    for (code, word) in [("nl", "Taal"), ("en", "Language")] {
        let saved = browser.post("/mijn", &[("naam", "Hanneke"), ("taal", code)]).await;
        assert_eq!(saved.to(), "/mijn?gedaan=bewaard");
        for path in PAGES {
            let page = browser.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.text.contains(&format!("<html lang=\"{code}\">")), "{path}");
            assert!(page.text.contains("noindex"), "{path}");
            assert_eq!(page.header(CACHE_CONTROL), "no-store", "{path}");
        }
        assert!(browser.get("/mijn").await.text.contains(word));
    }
    // A member reads in their own language where the browser never chose.
    browser.cookies.remove("taal");
    assert!(browser.get("/").await.text.contains("<html lang=\"en\">"));
}

#[tokio::test]
async fn a_name_can_be_changed() {
    let house = House::new().await;
    let mut browser = Browser::of(&house, HANNEKE, "Hanneke").await;
    let refused = browser.post("/mijn", &[("naam", "mail@evil.example"), ("taal", "nl")]).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text.contains("Schrijf alleen je naam"));
    assert!(refused.text.contains("value=\"mail@evil.example\""), "what was typed stays");
    browser.post("/mijn", &[("naam", "Mevrouw De Wit"), ("taal", "nl")]).await;
    let page = browser.get("/mijn?gedaan=bewaard").await;
    assert!(page.text.contains("Het is bewaard.") && page.text.contains("Hallo, Mevrouw De Wit"));
    assert!(page.text.contains("<strong>Mevrouw De Wit</strong>"));
}

#[tokio::test]
async fn devices_end_one_by_one_and_all_at_once() {
    let house = House::new().await;
    let mut here = Browser::of(&house, HANNEKE, "Hanneke").await;
    let mut there = Browser::of(&house, HANNEKE, "Hanneke").await;
    let mut third = Browser::of(&house, HANNEKE, "Hanneke").await;
    let page = here.get("/mijn/apparaten").await.text;
    let ids: Vec<&str> = page
        .split("name=\"apparaat\" value=\"")
        .skip(1)
        .filter_map(|it| it.split('"').next())
        .collect();
    assert_eq!(ids.len(), 3);
    assert_eq!(page.matches("Dit apparaat</p>").count(), 1);
    let mine = page.split("Dit apparaat</p>").nth(1).unwrap();
    let mine = mine.split("name=\"apparaat\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let other = ids.iter().find(|id| **id != mine).unwrap();
    let ended = here.post("/mijn/apparaten", &[("apparaat", other)]).await;
    assert_eq!(ended.to(), "/mijn/apparaten?gedaan=uit");
    let still = [&mut there, &mut third];
    let mut left = 0;
    for browser in still {
        left += usize::from(browser.get("/mijn").await.status == StatusCode::OK);
    }
    assert_eq!(left, 1);
    // Nobody ends the device of another, nor learns that there is one.
    let mut piet = Browser::of(&house, "piet@voorbeeld.nl", "Piet").await;
    let tried = piet.post("/mijn/apparaten", &[("apparaat", mine)]).await;
    assert_eq!(tried.to(), "/mijn/apparaten?gedaan=uit");
    assert_eq!(here.get("/mijn").await.status, StatusCode::OK);
    let odd = here.post("/mijn/apparaten", &[("apparaat", "lst_1")]).await;
    assert_eq!(odd.status, StatusCode::NOT_FOUND);
    let all = here.post("/mijn/apparaten/alle", &[]).await;
    assert_eq!(all.to(), "/inloggen?gedaan=overal");
    assert!(!here.cookies.contains_key(SESSION));
    assert_eq!(third.get("/mijn").await.to(), "/inloggen?terug=/mijn");
    assert_eq!(piet.get("/mijn").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_password_lets_in_and_a_forgotten_one_is_replaced() {
    let house = House::new().await;
    let mut browser = Browser::of(&house, HANNEKE, "Hanneke").await;
    let guessable = browser.post("/mijn/wachtwoord", &[("nieuw", "welkom01")]).await;
    assert_eq!(guessable.status, StatusCode::BAD_REQUEST);
    assert!(guessable.text.contains("als eerste geraden") && !guessable.text.contains("welkom01"));
    browser.post("/mijn/wachtwoord", &[("nieuw", PASSWORD)]).await;
    assert!(matches!(house.letters().await[0].letter, Letter::PasswordChanged));
    let wrong = [("wachtwoord", "een ander woord"), ("nieuw", OTHER)];
    let wrong = browser.post("/mijn/wachtwoord", &wrong).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    assert!(wrong.text.contains("Dit is niet je wachtwoord."));

    let mut other = Browser::new(&house);
    let typed =
        [("email", "HANNEKE@voorbeeld.nl"), ("wachtwoord", PASSWORD), ("terug", "/buurten")];
    assert_eq!(other.post("/inloggen", &typed).await.to(), "/buurten");

    let mut forgetful = Browser::new(&house);
    let asked = [("doel", "wachtwoord"), ("email", HANNEKE)];
    assert_eq!(forgetful.post("/inloggen/mail", &asked).await.to(), "/inloggen/code");
    assert!(forgetful.get("/inloggen/code").await.text.contains("Nieuw wachtwoord"));
    let (code, _) = mailed(&house, HANNEKE).await;
    let short = forgetful.post("/inloggen/code", &[("code", &code), ("nieuw", "kort")]).await;
    assert!(short.text.contains("Neem minstens 8 tekens."));
    assert!(short.text.contains("aria-describedby=\"nieuw-mis nieuw-hint\""));
    let done = forgetful.post("/inloggen/code", &[("code", &code), ("nieuw", OTHER)]).await;
    assert_eq!(done.to(), "/mijn");
    // What the old password had begun is over.
    assert_eq!(other.get("/mijn").await.to(), "/inloggen?terug=/mijn");
    let mut again = Browser::new(&house);
    let old = [("email", HANNEKE), ("wachtwoord", PASSWORD)];
    assert_eq!(again.post("/inloggen", &old).await.status, StatusCode::FORBIDDEN);
    let new = [("email", HANNEKE), ("wachtwoord", OTHER)];
    assert_eq!(again.post("/inloggen", &new).await.to(), "/mijn");
}

#[tokio::test]
async fn a_new_address_counts_once_its_mail_was_read() {
    let house = House::new().await;
    let mut browser = Browser::of(&house, HANNEKE, "Hanneke").await;
    assert_eq!(browser.post("/mijn/adres", &[("email", ELSEWHERE)]).await.to(), "/mijn/adres/code");
    let (code, _) = mailed(&house, ELSEWHERE).await;
    assert!(browser.get("/mijn").await.text.contains(HANNEKE), "not yet");
    let wrong = browser.post("/mijn/adres/code", &[("code", "12 34")]).await;
    assert!(wrong.text.contains("De code is 6 cijfers."));
    let taken = browser.post("/mijn/adres/code", &[("code", &code)]).await;
    assert_eq!(taken.to(), "/mijn?gedaan=adres");
    let page = browser.get("/mijn").await.text;
    assert!(page.contains(ELSEWHERE) && !page.contains(HANNEKE));
    let told = house.letters().await;
    assert!(matches!(&told[0].letter, Letter::AddressChanged { to } if to == "h…@elders.example"));
    assert_eq!(told[0].to, HANNEKE);

    // By the link, and back again: opening it does nothing.
    browser.post("/mijn/adres", &[("email", HANNEKE)]).await;
    let (_, link) = mailed(&house, HANNEKE).await;
    for _ in 0..2 {
        let page = browser.get(&format!("/mijn/adres/link/{link}")).await;
        assert!(page.text.contains("Bevestig je nieuwe adres"));
    }
    assert!(browser.get("/mijn").await.text.contains(ELSEWHERE));
    // Nobody else can take it.
    let mut piet = Browser::of(&house, "piet@voorbeeld.nl", "Piet").await;
    let tried = piet.post("/mijn/adres/link", &[("geheim", &link)]).await;
    assert_eq!(tried.status, StatusCode::BAD_REQUEST);
    let taken = browser.post("/mijn/adres/link", &[("geheim", &link)]).await;
    assert_eq!(taken.to(), "/mijn?gedaan=adres");
    assert!(browser.get("/mijn").await.text.contains(HANNEKE));
}

#[tokio::test]
async fn a_member_takes_everything_along_and_is_forgotten() {
    let house = House::new().await;
    let mut browser = Browser::of(&house, HANNEKE, "Hanneke").await;
    browser.post("/mijn/wachtwoord", &[("nieuw", PASSWORD)]).await;
    let page = browser.get("/mijn/gegevens").await;
    for words in ["Je e-mailadres, en wanneer", "Hooguit 90 dagen", "Hooguit 15 minuten"] {
        assert!(page.text.contains(words), "{words}");
    }
    let file = browser.post("/mijn/gegevens/alles", &[]).await;
    assert_eq!(file.header(CONTENT_TYPE), "application/json");
    assert!(file.header(CONTENT_DISPOSITION).starts_with("attachment; filename="));
    assert_eq!(file.header(CACHE_CONTROL), "no-store");
    let json: serde_json::Value = serde_json::from_str(&file.text).unwrap();
    assert_eq!(json["member"]["email"], HANNEKE);
    assert_eq!(json["profiles"][0]["name"], "Hanneke");
    assert_eq!(json["devices"][0]["device"], "Firefox op Android");
    assert!(!file.text.contains("argon2"), "nobody reads the hash");

    let unsure = browser.post("/mijn/gegevens/weg", &[("wachtwoord", PASSWORD)]).await;
    assert!(unsure.text.contains("Zet hier een vinkje"));
    let wrong = [("wachtwoord", OTHER), ("zeker", "ja")];
    let wrong = browser.post("/mijn/gegevens/weg", &wrong).await;
    assert!(wrong.text.contains("Dit is niet je wachtwoord."));
    assert_eq!(browser.get("/mijn").await.status, StatusCode::OK);
    let stolen = browser.cookies.clone();
    let sure = [("wachtwoord", PASSWORD), ("zeker", "ja")];
    assert_eq!(browser.post("/mijn/gegevens/weg", &sure).await.to(), "/tot-ziens");
    assert!(browser.cookies.is_empty());
    let goodbye = browser.get("/tot-ziens").await;
    assert!(goodbye.text.contains("We zijn je vergeten.") && goodbye.text.contains("Inloggen"));
    browser.cookies = stolen;
    assert_eq!(browser.get("/mijn").await.to(), "/inloggen?terug=/mijn");
    let typed = [("email", HANNEKE), ("wachtwoord", PASSWORD)];
    assert_eq!(browser.post("/inloggen", &typed).await.status, StatusCode::FORBIDDEN);
}
