//! Coming in: by a code, a link or a password; and what must not get in.

use axum::body::Body;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, REFERRER_POLICY, SET_COOKIE};
use http::{Request, StatusCode};

use crate::browser::{Browser, SESSION, mailed};
use crate::house::House;

const HANNEKE: &str = "hanneke@voorbeeld.nl";
const STRANGER: &str = "piet-jan@voorbeeld.nl";
const PASSWORD: &str = "fiets lantaarn peper";

#[tokio::test]
async fn a_neighbour_becomes_a_member_and_goes_home_again() {
    let house = House::new().await;
    let mut browser = Browser::new(&house);
    let page = browser.get("/zoeken?q=brood").await;
    assert!(page.text.contains("href=\"/inloggen?terug=/zoeken%3Fq%3Dbrood\">Inloggen</a>"));
    let asked = [("email", HANNEKE), ("terug", "/zoeken?q=brood")];
    let mailing = browser.post("/inloggen/mail", &asked).await;
    assert_eq!(mailing.to(), "/inloggen/code");
    let way = mailing.header(SET_COOKIE);
    assert!(way.starts_with("__Host-koop-weg=") && way.contains("Max-Age=900"), "{way}");
    assert!(!mailing.text.contains(HANNEKE));
    assert!(browser.get("/inloggen/code").await.text.contains(HANNEKE));

    let (code, _) = mailed(&house, HANNEKE).await;
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let nameless = browser.post("/inloggen/code", &[("code", &spaced)]).await;
    assert_eq!(nameless.status, StatusCode::OK);
    assert!(nameless.text.contains("Hoe heet je?"));
    assert!(nameless.text.contains(&format!("type=\"hidden\" name=\"code\" value=\"{spaced}\"")));
    assert!(!browser.cookies.contains_key(SESSION));
    let empty = [("code", code.as_str()), ("stap", "naam"), ("naam", " ")];
    let empty = browser.post("/inloggen/code", &empty).await;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
    assert!(empty.text.contains("Vul je naam in.") && empty.text.contains("Klopt nog niet: Hoe"));

    let named = [("code", code.as_str()), ("stap", "naam"), ("naam", "Hanneke <b>")];
    let entered = browser.post("/inloggen/code", &named).await;
    assert_eq!(entered.to(), "/zoeken?q=brood");
    let lines: Vec<_> = entered.headers.get_all(SET_COOKIE).iter().collect();
    let session = lines[0].to_str().unwrap();
    assert!(session.starts_with("__Host-koop="), "{session}");
    for part in ["; Path=/", "; Max-Age=7776000", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(session.contains(part), "{session}");
    }
    assert!(!browser.cookies.contains_key("__Host-koop-weg"));

    let page = browser.get("/zoeken?q=brood").await;
    assert!(page.text.contains("<span class=\"account-name\">Hanneke &#60;b&#62;</span>"));
    assert!(!page.text.contains(">Inloggen</a>") && !page.text.contains("Hanneke <b>"));
    assert!(browser.get("/mijn").await.text.contains("Hallo, Hanneke &#60;b&#62;"));
    let devices = browser.get("/mijn/apparaten").await;
    assert!(devices.text.contains("Firefox op Android") && devices.text.contains("Dit apparaat"));

    let stolen = browser.cookies.clone();
    assert_eq!(browser.post("/uitloggen", &[]).await.to(), "/inloggen?gedaan=uit");
    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
    assert!(browser.get("/inloggen?gedaan=uit").await.text.contains("Je bent uitgelogd."));
    let mut thief = Browser::new(&house);
    thief.cookies = stolen;
    let led = thief.get("/mijn").await;
    assert_eq!(led.to(), "/inloggen?terug=/mijn");
    assert!(thief.cookies.is_empty(), "a cookie that holds no more is taken away");
}

#[tokio::test]
async fn five_wrong_codes_and_the_right_one_holds_no_more() {
    let house = House::new().await;
    let mut browser = Browser::new(&house);
    browser.post("/inloggen/mail", &[("email", HANNEKE)]).await;
    let (code, _) = mailed(&house, HANNEKE).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        let refused = browser.post("/inloggen/code", &[("code", wrong)]).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(refused.text.contains("aria-describedby=\"code-mis code-hint\""));
        assert!(refused.text.contains(&format!("value=\"{wrong}\"")), "what was typed stays");
    }
    let late = browser.post("/inloggen/code", &[("code", &code)]).await;
    assert_eq!(late.status, StatusCode::BAD_REQUEST);
    // A new code helps on.
    let again = browser.post("/inloggen/code/nieuw", &[]).await;
    assert_eq!(again.to(), "/inloggen/code?gedaan=nieuw");
    assert!(browser.get(again.to()).await.text.contains("We hebben een nieuwe code gemaild."));
    let (code, _) = mailed(&house, HANNEKE).await;
    let right = [("code", code.as_str()), ("stap", "naam"), ("naam", "Hanneke")];
    assert_eq!(browser.post("/inloggen/code", &right).await.to(), "/mijn");
}

#[tokio::test]
async fn a_link_does_nothing_until_somebody_presses_the_button() {
    let house = House::new().await;
    let mut browser = Browser::new(&house);
    browser.post("/inloggen/mail", &[("email", HANNEKE)]).await;
    let (_, link) = mailed(&house, HANNEKE).await;
    let mut scanner = Browser::new(&house);
    for _ in 0..3 {
        let page = scanner.get(&format!("/inloggen/link/{link}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("h…@voorbeeld.nl") && !page.text.contains(HANNEKE));
        assert_eq!(page.header(REFERRER_POLICY), "strict-origin");
        assert_eq!(page.header("x-robots-tag"), "noindex");
        assert_eq!(page.header(CACHE_CONTROL), "no-store");
    }
    assert!(scanner.cookies.is_empty());
    let pressed = [("geheim", link.as_str()), ("naam", "Hanneke")];
    assert_eq!(browser.post("/inloggen/link", &pressed).await.to(), "/mijn");
    let late = scanner.post("/inloggen/link", &pressed).await;
    assert_eq!(late.status, StatusCode::BAD_REQUEST);
    assert!(late.text.contains("Deze link werkt niet meer") && scanner.cookies.is_empty());
    for odd in ["x", "%00", &"a".repeat(5_000)] {
        let page = scanner.get(&format!("/inloggen/link/{odd}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn no_answer_tells_whether_an_address_is_known() {
    let house = House::new().await;
    let mut member = Browser::of(&house, HANNEKE, "Hanneke").await;
    let new = [("nieuw", PASSWORD)];
    assert_eq!(member.post("/mijn/wachtwoord", &new).await.to(), "/mijn?gedaan=wachtwoord");
    house.letters().await;
    let mut seen = Vec::new();
    for email in [HANNEKE, STRANGER] {
        let mut browser = Browser::new(&house);
        let mut pages = Vec::new();
        let typed = [("email", email), ("wachtwoord", "niet het goede woord")];
        let refused = browser.post("/inloggen", &typed).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.text.contains("laat je een code mailen"));
        assert!(!refused.text.contains("niet het goede woord"), "a password never comes back");
        pages.push(refused.calm());
        for goal in ["inloggen", "aanmelden", "wachtwoord"] {
            let asked = [("doel", goal), ("email", email), ("naam", "Iemand")];
            let led = browser.post("/inloggen/mail", &asked).await;
            assert_eq!(led.to(), "/inloggen/code");
            let names: Vec<_> = led.headers.keys().map(|it| it.as_str().to_owned()).collect();
            pages.push(names.join(","));
            pages.push(led.text.clone());
            pages.push(browser.get("/inloggen/code").await.calm());
            let wrong = browser.post("/inloggen/code", &[("code", "00 00 0x")]).await;
            pages.push(wrong.calm());
        }
        assert_eq!(house.letters().await.len(), 3, "the same letters");
        let pages: Vec<_> = pages.into_iter().map(|it| it.replace(email, "ADRES")).collect();
        seen.push(pages);
    }
    assert_eq!(seen[0], seen[1]);
}

#[tokio::test]
async fn nobody_is_led_away_after_coming_in() {
    let house = House::new().await;
    drop(Browser::of(&house, HANNEKE, "Hanneke").await);
    for away in ["//evil.example", "/\\evil.example", "https://evil.example", "/inloggen/code"] {
        let mut browser = Browser::new(&house);
        let query = serde_urlencoded::to_string([("terug", away)]).unwrap();
        let page = browser.get(&format!("/inloggen?{query}")).await;
        assert!(page.text.contains("<input type=\"hidden\" name=\"terug\" value=\"\">"), "{away}");
        browser.post("/inloggen/mail", &[("email", HANNEKE), ("terug", away)]).await;
        // Nor by a cookie that somebody made.
        let way = browser.cookies.get_mut("__Host-koop-weg").unwrap();
        *way = way.replace("terug=", &query);
        let (code, _) = mailed(&house, HANNEKE).await;
        assert_eq!(browser.post("/inloggen/code", &[("code", &code)]).await.to(), "/mijn");
        let led = browser.get(&format!("/inloggen?{query}")).await;
        assert_eq!(led.to(), "/mijn", "who is in already goes on");
    }
}

#[tokio::test]
async fn who_signs_in_gets_a_cookie_that_nobody_knew() {
    let house = House::new().await;
    let attacker = Browser::of(&house, STRANGER, "Piet-Jan").await;
    let theirs = attacker.cookies[SESSION].clone();
    for fixed in [theirs.as_str(), "ab12"] {
        let mut browser = Browser::new(&house);
        browser.cookies.insert(SESSION.into(), fixed.into());
        let asked = [("doel", "aanmelden"), ("email", HANNEKE), ("naam", "Hanneke")];
        browser.post("/inloggen/mail", &asked).await;
        // A cookie that holds no more may be gone by now; whoever fixed it sets it again.
        browser.cookies.insert(SESSION.into(), fixed.into());
        let (code, _) = mailed(&house, HANNEKE).await;
        let entered = browser.post("/inloggen/code", &[("code", &code)]).await;
        assert_eq!(entered.to(), "/mijn");
        assert_ne!(browser.cookies[SESSION], fixed);
        assert!(browser.get("/mijn").await.text.contains("Hallo, Hanneke"));
    }
    // The session that was replaced is over.
    let mut browser = Browser::new(&house);
    browser.cookies.insert(SESSION.into(), theirs);
    assert_eq!(browser.get("/mijn").await.to(), "/inloggen?terug=/mijn");
}

#[tokio::test]
async fn a_form_from_elsewhere_changes_nothing() {
    let house = House::new().await;
    let mut member = Browser::of(&house, HANNEKE, "Hanneke").await;
    let paths = [
        "/inloggen",
        "/inloggen/mail",
        "/inloggen/code",
        "/inloggen/code/nieuw",
        "/inloggen/link",
        "/uitloggen",
        "/mijn",
        "/mijn/apparaten",
        "/mijn/apparaten/alle",
        "/mijn/wachtwoord",
        "/mijn/adres",
        "/mijn/adres/code",
        "/mijn/adres/link",
        "/mijn/gegevens/alles",
        "/mijn/gegevens/weg",
    ];
    for path in paths {
        let foreign = Request::post(path)
            .header(HOST, "koop.example")
            .header("sec-fetch-site", "cross-site")
            .header("origin", "https://evil.example")
            .header("cookie", format!("{SESSION}={}", member.cookies[SESSION]))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("email=a%40b.nl&zeker=ja&nieuw=fiets+lantaarn+peper&naam=Kwaad"))
            .unwrap();
        let refused = house.send(foreign).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
        assert!(refused.header(SET_COOKIE).is_empty(), "{path}");
        // Who opens the address of a form is led to the page that has it, and no form is sent.
        let opened = member.get(path).await;
        assert!([StatusCode::OK, StatusCode::SEE_OTHER].contains(&opened.status), "{path}");
    }
    assert!(house.letters().await.is_empty());
    assert!(member.get("/mijn").await.text.contains("Hallo, Hanneke"));
}

#[tokio::test]
async fn every_page_comes_in_every_language_and_is_kept_by_nobody() {
    let house = House::new().await;
    let paths = ["/inloggen", "/aanmelden", "/wachtwoord-vergeten", "/inloggen/code", "/tot-ziens"];
    for (language, switch) in [("nl", "English"), ("en", "Nederlands")] {
        let mut browser = Browser::new(&house);
        browser.language = language;
        browser.post("/inloggen/mail", &[("email", HANNEKE)]).await;
        for path in paths {
            let page = browser.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.text.contains(&format!("<html lang=\"{language}\">")), "{path}");
            assert!(page.text.contains(switch) && page.text.contains("noindex"), "{path}");
            assert_eq!(page.header(CACHE_CONTROL), "no-store", "{path}");
        }
    }
}

#[tokio::test]
async fn a_mistake_is_told_where_it_was_made() {
    let house = House::new().await;
    let mut browser = Browser::new(&house);
    let cases = [
        ("inloggen", "hanneke", "", "<h1>Inloggen</h1>", "Dit lijkt geen e-mailadres"),
        ("aanmelden", HANNEKE, "", "<h1>Doe mee</h1>", "Vul je naam in."),
        ("aanmelden", "", "Hanneke", "<h1>Doe mee</h1>", "Vul je e-mailadres in."),
        ("wachtwoord", "", "", "<h1>Wachtwoord vergeten?</h1>", "Vul je e-mailadres in."),
    ];
    for (goal, email, name, heading, words) in cases {
        let typed = [("doel", goal), ("email", email), ("naam", name)];
        let page = browser.post("/inloggen/mail", &typed).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
        assert!(page.text.contains(heading) && page.text.contains(words), "{}", page.text);
        assert!(page.text.contains(&format!("value=\"{email}\"")), "what was typed stays");
    }
    let empty = browser.post("/inloggen", &[("email", HANNEKE)]).await;
    assert!(empty.text.contains("Vul je wachtwoord in. Of laat je een code mailen."));
    assert!(house.letters().await.is_empty());
    for _ in 0..5 {
        browser.post("/inloggen/mail", &[("email", HANNEKE)]).await;
    }
    let much = browser.post("/inloggen/mail", &[("email", HANNEKE)]).await;
    assert_eq!((much.status, much.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "3600"));
    assert!(much.text.contains("Wacht 60 minuten"));
}

#[tokio::test]
async fn a_code_and_a_session_end() {
    const DAY: i64 = 24 * 60;
    let house = House::new().await;
    let mut browser = Browser::of(&house, HANNEKE, "Hanneke").await;
    let mut late = Browser::new(&house);
    late.post("/inloggen/mail", &[("email", HANNEKE)]).await;
    let (code, link) = mailed(&house, HANNEKE).await;
    house.wait(15);
    let refused = late.post("/inloggen/code", &[("code", &code)]).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let opened = late.get(&format!("/inloggen/link/{link}")).await;
    assert_eq!(opened.status, StatusCode::BAD_REQUEST);
    // That a session was used is noted beside the answer, so it may take a moment.
    let mut noted = false;
    for _ in 0..200 {
        let file = browser.post("/mijn/gegevens/alles", &[]).await;
        let file: serde_json::Value = serde_json::from_str(&file.text).unwrap();
        noted = file["devices"][0]["lastSeenAt"] == "2026-11-21T13:45:00Z";
        if noted {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert!(noted, "nobody noted that the session was used");
    house.wait(90 * DAY - 16);
    assert_eq!(browser.get("/mijn").await.status, StatusCode::OK);
    house.wait(1);
    assert_eq!(browser.get("/mijn").await.to(), "/inloggen?terug=/mijn");
    assert!(!browser.cookies.contains_key(SESSION));
}

/// What a form does not ask is not taken from it, whatever it is called.
#[tokio::test]
async fn nobody_makes_themselves_more_than_a_member() {
    let house = House::new().await;
    let mut browser = Browser::new(&house);
    let more = [
        ("operator", "true"),
        ("is_operator", "ja"),
        ("rol", "organiser"),
        ("role", "operator"),
        ("state", "active"),
        ("id", "mem_00000000000000000000000000"),
    ];
    let with = |fields: &[(&'static str, &'static str)]| [fields, &more].concat();
    let asked = with(&[("doel", "aanmelden"), ("email", HANNEKE), ("naam", "Hanneke")]);
    browser.post("/inloggen/mail", &asked).await;
    let (code, _) = mailed(&house, HANNEKE).await;
    let mut typed: Vec<(&str, &str)> = more.to_vec();
    typed.push(("code", &code));
    assert_eq!(browser.post("/inloggen/code", &typed).await.to(), "/mijn");
    browser.post("/mijn", &with(&[("naam", "Hanneke"), ("taal", "nl")])).await;
    for desk in ["/beheer", "/beheer/wachtrij", "/beheer/samenvoegen", "/beheer/claims"] {
        let seen = browser.get(desk).await;
        assert_ne!(seen.status, StatusCode::OK, "{desk}");
    }
}
