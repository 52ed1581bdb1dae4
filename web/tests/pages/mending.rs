//! Keeping the directory true through the pages' own door.

use http::StatusCode;
use http::header::CACHE_CONTROL;

use crate::browser::Browser;
use crate::house::House;

const HANNEKE: &str = "hanneke@voorbeeld.nl";
const WRONG: &str = "/plek/spaak-zoon/klopt-niet";
const HISTORY: &str = "/plek/spaak-zoon/geschiedenis";

#[tokio::test]
async fn anybody_says_what_is_wrong_and_what_was_typed_stays() {
    let house = House::new().await;
    let mut browser = Browser::new(&house);
    let choices = browser.get(WRONG).await;
    assert!(choices.text.contains("Wat klopt er niet bij Spaak &#38; Zoon?"));
    let form = browser.get(&format!("{WRONG}?wat=hours")).await;
    assert!(form.text.contains("Nu staat er: Mo-Sa 09:00-18:00; PH off"), "{}", form.text);
    let typed = [("wat", "hours"), ("voorstel", "soms 25:99"), ("toelichting", "Echt waar")];
    let refused = browser.post(WRONG, &typed).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    for words in ["We kunnen deze tijden niet lezen", "value=\"soms 25:99\"", ">Echt waar<"] {
        assert!(refused.text.contains(words), "{words}");
    }
    let sent = browser.post(WRONG, &[("wat", "hours"), ("voorstel", "24/7")]).await;
    assert_eq!(sent.to(), "/plek/spaak-zoon/klopt-niet?gedaan=ja");
    assert!(browser.get(sent.to()).await.text.contains("Dank je wel"));
    assert!(browser.get("/plek/spaak-zoon").await.text.contains("18.00 uur"), "it only waits");
    assert_eq!(browser.post(WRONG, &[("wat", "iets")]).await.to(), WRONG);
    let nowhere = browser.post("/plek/nergens/klopt-niet", &[("wat", "gone")]).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_fills_in_what_nobody_sees_is_thanked_and_not_heard() {
    let house = House::new().await;
    let mut robot = Browser::of(&house, HANNEKE, "Hanneke").await;
    let gone = |nummer| [("wat", "gone"), ("toelichting", ""), ("nummer", nummer)];
    assert_eq!(robot.post(WRONG, &gone("1")).await.to(), format!("{WRONG}?gedaan=ja"));
    // Said by a person it is new; said twice it is known.
    assert_eq!(robot.post(WRONG, &gone("")).await.to(), format!("{WRONG}?gedaan=ja"));
    let twice = robot.post(WRONG, &gone("")).await;
    assert!(twice.text.contains("je gaf het al door"), "{}", twice.text);
}

#[tokio::test]
async fn too_many_reports_of_one_network_wait() {
    let house = House::new().await;
    let mut browser = Browser::new(&house);
    let say = [("wat", "otherwise"), ("toelichting", "Er klopt iets niet.")];
    for _ in 0..20 {
        assert!(!browser.post(WRONG, &say).await.to().is_empty());
    }
    let more = browser.post(WRONG, &say).await;
    assert_eq!(more.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!more.header("retry-after").is_empty());
    assert!(more.text.contains(">Er klopt iets niet.<"), "what was typed stays");
}

#[tokio::test]
async fn only_who_keeps_a_place_sees_what_is_theirs() {
    let house = House::new().await;
    let mut visitor = Browser::new(&house);
    let mut member = Browser::of(&house, HANNEKE, "Hanneke").await;
    let id = "lst_00000000000000000000000001";
    let meldingen = format!("/mijn/plekken/{id}/meldingen");
    for path in [&meldingen, "/beheer/meldingen", "/straatronde", "/plek/spaak-zoon/poster"] {
        assert!(visitor.get(path).await.to().starts_with("/inloggen?terug="), "{path}");
    }
    assert_eq!(member.get(&meldingen).await.status, StatusCode::NOT_FOUND);
    assert_eq!(member.get("/beheer/meldingen").await.status, StatusCode::FORBIDDEN);
    assert_eq!(member.get("/plek/spaak-zoon/poster").await.status, StatusCode::FORBIDDEN);
    let tap = member.post("/plek/spaak-zoon/klopt-nog", &[]).await;
    assert_eq!(tap.status, StatusCode::FORBIDDEN);
    let back = member.post(HISTORY, &[("versie", "1"), ("gezien", "1")]).await;
    assert_eq!(back.status, StatusCode::FORBIDDEN);
    let place = member.get("/plek/spaak-zoon").await.text;
    assert!(!place.contains("keeper-tools") && place.contains(WRONG) && place.contains(HISTORY));
    let told = visitor.get(HISTORY).await;
    assert!(
        told.text.contains("Deze plek kwam in de gids.") && !told.text.contains("name=\"versie\"")
    );
    assert_eq!(told.header(CACHE_CONTROL), "no-store");
}

#[tokio::test]
async fn a_link_that_nobody_sent_opens_nothing() {
    let house = House::new().await;
    let mut browser = Browser::new(&house);
    let looked = browser.get("/klopt/link/0123456789abcdef").await;
    assert_eq!(looked.status, StatusCode::BAD_REQUEST);
    assert!(looked.text.contains("Deze link werkt niet meer"));
    assert!(!looked.text.contains("0123456789abcdef"), "the secret goes nowhere else");
    let sent = browser.post("/klopt/link", &[("geheim", "0123456789abcdef")]).await;
    assert_eq!(sent.status, StatusCode::BAD_REQUEST);
    assert_eq!(browser.get("/klopt/link").await.to(), "/inloggen");
}

#[tokio::test]
async fn what_only_forms_do_is_not_done_by_opening_it() {
    let house = House::with_areas().await;
    let mut member = Browser::of(&house, HANNEKE, "Hanneke").await;
    for path in ["/straatronde/antwoord", "/straatronde/terug"] {
        assert_eq!(member.get(path).await.to(), "/straatronde");
    }
    assert_eq!(member.get("/plek/spaak-zoon/klopt-nog").await.to(), "/plek/spaak-zoon");
    let streets = member.get("/straatronde?zoek=1094+AB").await.text;
    assert!(streets.contains("value=\"1094\""), "the letters of a postcode name a street");
    let none = member.get("/straatronde?straat=Nergensstraat").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let odd = [("straat", "Javastraat"), ("plek", "lst_x"), ("antwoord", "yes")];
    assert_eq!(member.post("/straatronde/antwoord", &odd).await.status, StatusCode::NOT_FOUND);
    let all = member.post("/mijn/gegevens/alles", &[]).await.text;
    assert!(all.contains("\"reports\": []") && all.contains("\"streetAnswers\": []"), "{all}");
}

#[tokio::test]
async fn who_acts_for_nobody_any_more_is_told_before_anything_is_sent() {
    let house = House::new().await;
    let mut hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
    let mut piet = Browser::of(&house, "piet@voorbeeld.nl", "Piet").await;
    let made =
        hanneke.post("/mijn/namens/nieuw", &[("soort", "household"), ("naam", "Thuis")]).await;
    let home = made.to().split('?').next().unwrap().to_owned();
    let id = home.rsplit('/').next().unwrap();
    let asked = [("doe", "binnen"), ("wie", "piet"), ("deel", "member")];
    assert_eq!(hanneke.post(&home, &asked).await.to(), format!("{home}?gedaan=binnen"));
    assert!(hanneke.get(&home).await.text.contains("zei nog geen ja"));
    let offered = piet.get("/mijn/namens").await.text;
    assert!(offered.contains("Hoor je erbij?") && offered.contains("gevraagd door Hanneke"));
    let early = piet.post("/mijn/namens", &[("wie", id)]).await;
    assert_eq!(early.status, StatusCode::NOT_FOUND, "not before he says yes");
    assert_eq!(piet.post(&home, &[("doe", "ja")]).await.to(), "/mijn/namens?gedaan=erbij");
    assert_eq!(piet.post("/mijn/namens", &[("wie", id)]).await.to(), "/mijn/plekken");
    hanneke.post(&home, &[("doe", "op"), ("zeker", "ja")]).await;

    let line = "Namens wie je dit deed, kan dat niet meer.";
    assert!(piet.get("/").await.text.contains(line), "the next page says so");
    let typed = [("wat", "otherwise"), ("toelichting", "De bel <doet> het niet.")];
    let refused = piet.post(WRONG, &typed).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    for words in
        ["Dit is nog niet verstuurd", "De bel &#60;doet&#62; het niet.", "href=\"/mijn/namens\""]
    {
        assert!(refused.text.contains(words), "{words}: {}", refused.text);
    }
    assert!(refused.text.contains("name=\"zelf\" value=\"ja\""));
    let sent = piet.post(WRONG, &[typed[0], typed[1], ("zelf", "ja")]).await;
    assert_eq!(sent.to(), format!("{WRONG}?gedaan=ja"), "said again, he means it");
    piet.post("/mijn/namens", &[("wie", "")]).await;
    assert!(!piet.get("/").await.text.contains(line));
    assert_eq!(piet.post(WRONG, &[("wat", "gone")]).await.to(), format!("{WRONG}?gedaan=ja"));
}
