//! What was typed survives that somebody is signed out meanwhile, and is shown to nobody else.

use http::StatusCode;

use crate::browser::{Browser, SESSION};
use crate::house::House;

const HANNEKE: &str = "hanneke@voorbeeld.nl";
const DRAFT: &str = "__Host-koop-klad";
const WIZARD: &str = "/plek-toevoegen";

/// The value of a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    rest.split('"').next().unwrap()
}

/// Where a place of somebody's is kept; they sign in by mail.
async fn kept(house: &House, email: &str) -> String {
    format!("/mijn/plekken/{}", house.place_of(email).await.id)
}

/// The session ends while a page stands open, as after "sign out everywhere" on another device.
async fn ended_elsewhere(browser: &mut Browser<'_>) {
    let session = browser.cookies[SESSION].clone();
    browser.post("/mijn/apparaten/alle", &[]).await;
    browser.cookies.insert(SESSION.into(), session);
}

#[tokio::test]
async fn facts_and_a_week_wait_for_who_typed_them() {
    let house = House::with_areas().await;
    let place = kept(&house, HANNEKE).await;
    let mut hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
    for (form, field, value) in [
        ("wijzigen", "omschrijving", "Alles met wielen & wat <niet> rolt."),
        ("openingstijden", "tekst", "Mo-Fr 09:00-17:00; PH off"),
    ] {
        let form = format!("{place}/{form}");
        let page = hanneke.get(&form).await;
        assert_eq!(page.status, StatusCode::OK, "{form}");
        let (whose, revision) = (hidden(&page.text, "lid"), hidden(&page.text, "revisie"));
        let typed = [
            ("lid", whose),
            ("revisie", revision),
            ("naam", "Werkplaats"),
            ("soort", "maker"),
            ("dienst", "balie"),
            (field, value),
            ("doe", "bekijk"),
        ];
        ended_elsewhere(&mut hanneke).await;
        let led = hanneke.post(&form, &typed).await;
        let back = format!("{form}?verder=ja");
        assert_eq!(led.to(), format!("/inloggen?terug={form}%3Fverder%3Dja"));
        assert!(hanneke.get(led.to()).await.text.contains("Wat je hebt ingevuld is bewaard."));
        let secret = hanneke.cookies[DRAFT].clone();

        // Somebody else who may edit the place, in the same browser.
        let mut other = Browser::of(&house, "piet@voorbeeld.nl", "Piet").await;
        other.cookies.insert(DRAFT.into(), secret.clone());
        assert_eq!(other.get(&back).await.status, StatusCode::FORBIDDEN);
        // The same member in another browser sees what is saved.
        hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
        assert!(!hanneke.get(&back).await.text.contains("staat er weer"));
        hanneke.cookies.insert(DRAFT.into(), secret);
        let page = hanneke.get(&back).await.text;
        assert!(page.contains("Wat je had ingevuld staat er weer."), "{page}");
        assert!(page.contains("wat &#60;niet&#62; rolt.") || page.contains("PH off"), "{page}");
        assert_eq!(hidden(&page, "revisie"), revision, "it is about what was seen then");
        let save = if field == "tekst" { "tekst-bewaar" } else { "bewaar" };
        let typed: Vec<_> =
            typed.iter().map(|it| if it.0 == "doe" { ("doe", save) } else { *it }).collect();
        let saved = hanneke.post(&form, &typed).await;
        assert!(saved.to().contains("gedaan=bewaard"), "{}", saved.text);
        assert!(!hanneke.get(&back).await.text.contains("staat er weer"), "it is done");
    }
}

#[tokio::test]
async fn a_report_waits_for_whoever_will_hear_of_it() {
    let house = House::with_areas().await;
    let mut hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
    let form = "/plek/spaak-zoon/klopt-niet";
    let page = hanneke.get(&format!("{form}?wat=otherwise")).await.text;
    let typed = [
        ("lid", hidden(&page, "lid")),
        ("wat", "otherwise"),
        ("toelichting", "De bel doet het niet."),
    ];
    hanneke.cookies.remove(SESSION);
    let led = hanneke.post(form, &typed).await;
    assert_eq!(led.to(), format!("/inloggen?terug={form}%3Fverder%3Dja"));
    let secret = hanneke.cookies[DRAFT].clone();
    let mut hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
    hanneke.cookies.insert(DRAFT.into(), secret);
    let page = hanneke.get(&format!("{form}?verder=ja")).await.text;
    assert!(page.contains("De bel doet het niet."), "{page}");
    assert_eq!(hidden(&page, "wat"), "otherwise");
    assert_eq!(hanneke.post(form, &typed).await.to(), format!("{form}?gedaan=ja"));
    assert!(!hanneke.get(&format!("{form}?verder=ja")).await.text.contains("De bel doet"));
    // Who has no account reports as ever.
    let mut visitor = Browser::new(&house);
    let sent = visitor.post(form, &[("wat", "gone")]).await;
    assert_eq!(sent.to(), format!("{form}?gedaan=ja"));
}

#[tokio::test]
async fn without_a_name_nothing_is_kept() {
    let house = House::with_areas().await;
    let form = format!("{}/wijzigen", kept(&house, HANNEKE).await);
    let mut browser = Browser::new(&house);
    let to_sign_in = format!("/inloggen?terug={form}");
    for whose in ["", "lst_onzin", "mem_00000000000000000000000000"] {
        let led = browser.post(&form, &[("lid", whose), ("naam", "Iets")]).await;
        assert_eq!(led.to(), to_sign_in, "{whose}");
        assert!(!browser.cookies.contains_key(DRAFT), "{whose}");
    }
    // Whoever knows the id of a member has nothing kept as theirs, and does not learn who is one.
    let mut hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
    let page = hanneke.get(&form).await.text;
    let id = hidden(&page, "lid").split('.').next().unwrap();
    assert!(id.starts_with("mem_"));
    for whose in [id.to_owned(), format!("{id}."), format!("{id}.{}", "0a".repeat(32))] {
        let led = browser.post(&form, &[("lid", &*whose), ("naam", "Iets")]).await;
        assert_eq!(led.to(), to_sign_in, "{whose}");
        let report = [("lid", &*whose), ("wat", "otherwise"), ("toelichting", "Van wie?")];
        let sent = browser.post("/plek/spaak-zoon/klopt-niet", &report).await;
        assert!(!browser.cookies.contains_key(DRAFT), "{whose}: {}", sent.to());
    }
    let file = hanneke.post("/mijn/gegevens/alles", &[]).await.text;
    assert!(file.contains("\"drafts\": []"), "{file}");
}

#[tokio::test]
async fn what_cannot_wait_stays_on_the_page() {
    let house = House::with_areas().await;
    let form = format!("{}/wijzigen", kept(&house, HANNEKE).await);
    let mut hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
    let page = hanneke.get(&form).await.text;
    let (whose, revision) = (hidden(&page, "lid"), hidden(&page, "revisie"));
    let step = [("naam", "Naaiatelier"), ("soort", "maker"), ("stap", "1"), ("naar", "2")];
    let mut visitor = Browser::new(&house);
    let full = loop {
        let sent = visitor.post(WIZARD, &step).await;
        if sent.status != StatusCode::SEE_OTHER {
            break sent;
        }
    };
    assert_eq!(full.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(full.text.contains("value=\"Naaiatelier\""), "{}", full.text);
    assert!(full.text.contains("Het staat nog op deze pagina"), "{}", full.text);
    assert_eq!(hidden(&full.text, "stap"), "1");
    let facts = [
        ("lid", whose),
        ("revisie", revision),
        ("naam", "Werkplaats"),
        ("soort", "maker"),
        ("omschrijving", "Alles met <wielen>."),
        ("doe", "bewaar"),
    ];
    let report = [("lid", whose), ("wat", "otherwise"), ("toelichting", "De <bel>.")];
    let session = hanneke.cookies.remove(SESSION).unwrap();
    let told = hanneke.post("/plek/spaak-zoon/klopt-niet", &report).await;
    assert_eq!(hidden(&told.text, "toelichting"), "De &#60;bel&#62;.");
    let full = hanneke.post(&form, &facts).await;
    assert_eq!(full.status, StatusCode::TOO_MANY_REQUESTS);
    for (name, value) in [("omschrijving", "Alles met &#60;wielen&#62;."), ("doe", "bewaar")] {
        assert_eq!(hidden(&full.text, name), value);
    }
    assert!(full.text.contains(&format!("method=\"post\" action=\"{form}\"")));
    // Signed in in another tab, the same is sent once more.
    hanneke.cookies.insert(SESSION.into(), session);
    assert!(hanneke.post(&form, &facts).await.to().contains("gedaan=bewaard"));
}

#[tokio::test]
async fn what_a_visitor_typed_is_whose_who_goes_on_with_it() {
    let house = House::with_areas().await;
    let mut browser = Browser::new(&house);
    let typed = [("naam", "Naaiatelier"), ("soort", "maker"), ("stap", "1"), ("naar", "2")];
    browser.post(WIZARD, &typed).await;
    let secret = browser.cookies[DRAFT].clone();
    let go_on = "/plek-toevoegen?verder=ja";
    let mut hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
    hanneke.cookies.insert(DRAFT.into(), secret.clone());
    let page = hanneke.get(go_on).await.text;
    assert!(page.contains("Naaiatelier") && page.contains("Waar is het?"), "{page}");
    let mut next = Browser::of(&house, "piet@voorbeeld.nl", "Piet").await;
    next.cookies.insert(DRAFT.into(), secret);
    assert!(!next.get(WIZARD).await.text.contains("Naaiatelier"), "it is Hanneke's");
    hanneke.post("/uitloggen", &[]).await;
    let mut hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
    assert!(hanneke.get(WIZARD).await.text.contains("Je was bezig met “Naaiatelier”."));
}

#[tokio::test]
async fn a_place_that_was_left_half_way_is_found_again() {
    let house = House::with_areas().await;
    let mut hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
    let typed = [("naam", "Naaiatelier <b>"), ("soort", "maker"), ("stap", "1"), ("naar", "2")];
    assert_eq!(hanneke.post(WIZARD, &typed).await.status, StatusCode::OK);
    hanneke.post("/uitloggen", &[]).await;
    assert!(!hanneke.get(WIZARD).await.text.contains("Naaiatelier"), "nobody else sees it");
    let mut other = Browser::of(&house, "piet@voorbeeld.nl", "Piet").await;
    assert!(!other.get("/plek-toevoegen?verder=ja").await.text.contains("Naaiatelier"));
    house.wait(6 * 24 * 60);
    // What nobody said was sent is due again.
    house.letters().await;
    let mut hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
    let first = hanneke.get(WIZARD).await.text;
    assert!(first.contains("Je was bezig met “Naaiatelier &#60;b&#62;”."), "{first}");
    assert!(first.contains("href=\"/plek-toevoegen?verder=ja\""));
    let second = hanneke.get("/plek-toevoegen?verder=ja").await.text;
    assert!(second.contains("Waar is het?") && second.contains("Naaiatelier &#60;b&#62;"));
    let file = hanneke.post("/mijn/gegevens/alles", &[]).await.text;
    assert!(file.contains("\"form\": \"/plek-toevoegen\"") && file.contains("Naaiatelier"));
    assert_eq!(hanneke.post(WIZARD, &[("naar", "weg")]).await.to(), WIZARD);
    assert!(!hanneke.get(WIZARD).await.text.contains("Je was bezig"));
}

#[tokio::test]
async fn a_place_that_a_member_was_adding_is_not_the_next_ones() {
    let house = House::with_areas().await;
    let mut hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
    let page = hanneke.get(WIZARD).await.text;
    let typed = [
        ("lid", hidden(&page, "lid")),
        ("naam", "Naaiatelier"),
        ("soort", "maker"),
        ("stap", "1"),
        ("naar", "2"),
    ];
    hanneke.cookies.remove(SESSION);
    let led = hanneke.post(WIZARD, &typed).await;
    assert_eq!(led.to(), "/inloggen?terug=/plek-toevoegen%3Fverder%3Dja");
    let secret = hanneke.cookies[DRAFT].clone();
    for (email, sees) in [("piet@voorbeeld.nl", false), (HANNEKE, true)] {
        let mut next = Browser::of(&house, email, "Iemand").await;
        next.cookies.insert(DRAFT.into(), secret.clone());
        let page = next.get("/plek-toevoegen?verder=ja").await.text;
        assert_eq!(page.contains("Naaiatelier"), sees, "{email}");
    }
}

#[tokio::test]
async fn signing_out_leaves_nothing_in_the_browser() {
    let house = House::with_areas().await;
    let mut browser = Browser::new(&house);
    let typed = [("naam", "Naaiatelier"), ("soort", "maker"), ("stap", "1"), ("naar", "2")];
    browser.post(WIZARD, &typed).await;
    assert!(browser.cookies.contains_key(DRAFT));
    browser.post("/uitloggen", &[]).await;
    assert!(!browser.cookies.contains_key(DRAFT));
}

#[tokio::test]
async fn a_second_place_takes_no_place_of_the_first_unasked() {
    let house = House::with_areas().await;
    let mut hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
    let step = |name| [("naam", name), ("soort", "maker"), ("stap", "1"), ("naar", "2")];
    let first = hanneke.post(WIZARD, &step("Naaiatelier")).await;
    assert_eq!(hidden(&first.text, "bezig"), "Naaiatelier");
    // Another name for the same place asks nothing.
    let renamed = [step("Naaikamer").as_slice(), &[("bezig", "Naaiatelier")]].concat();
    assert_eq!(hanneke.post(WIZARD, &renamed).await.status, StatusCode::OK);
    let told = hanneke.post(WIZARD, &step("Smederij")).await;
    assert_eq!(told.status, StatusCode::BAD_REQUEST);
    for words in ["Je was al bezig met “Naaikamer”", "value=\"Smederij\"", "verder=eerder"] {
        assert!(told.text.contains(words), "{words}: {}", told.text);
    }
    assert!(hanneke.get(WIZARD).await.text.contains("Je was bezig met “Naaikamer”."));
    let back = hanneke.get("/plek-toevoegen?verder=eerder").await.text;
    assert!(back.contains("Waar is het?") && back.contains("value=\"Naaikamer\""), "{back}");
    let over = [step("Smederij").as_slice(), &[("over", hidden(&told.text, "over"))]].concat();
    assert!(hanneke.post(WIZARD, &over).await.text.contains("Waar is het?"));
    assert!(hanneke.get(WIZARD).await.text.contains("Je was bezig met “Smederij”."));

    // The same of what was typed before signing in.
    let mut browser = Browser::new(&house);
    browser.post(WIZARD, &step("Drukkerij")).await;
    let secret = browser.cookies[DRAFT].clone();
    let mut hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
    hanneke.cookies.insert(DRAFT.into(), secret);
    let told = hanneke.get("/plek-toevoegen?verder=ja").await.text;
    assert!(
        told.contains("Je was al bezig met “Smederij”") && told.contains("Drukkerij"),
        "{told}"
    );
}

#[tokio::test]
async fn what_has_nowhere_to_wait_is_given_back() {
    let house = House::with_areas().await;
    let mut hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
    ended_elsewhere(&mut hanneke).await;
    let reason = "Ik stond er die dag gewoon, en de buren hebben dat gezien.";
    let typed = [("zaak", "clm_0"), ("reden", reason)];
    let given = hanneke.post("/mijn/bezwaar", &typed).await;
    assert_eq!(given.status, StatusCode::BAD_REQUEST);
    assert_eq!(hidden(&given.text, "reden"), reason);
    assert!(given.text.contains("action=\"/mijn/bezwaar\""), "it is sent once more from there");
    let led = hanneke.post("/mijn/bezwaar", &[("zaak", "clm_0"), ("reden", "Nee")]).await;
    assert!(led.to().starts_with("/inloggen"), "a word is soon written again");
    let words = [("wachtwoord", "drie lange woorden die niemand anders mag lezen")];
    let led = hanneke.post("/mijn/wachtwoord", &words).await;
    assert!(led.to().starts_with("/inloggen"), "what is secret is shown to nobody");
}
