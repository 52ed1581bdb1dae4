//! Asking somebody by mail to keep a place along, through the pages.

use http::StatusCode;
use koop_domain::jobs::Letter;

use crate::browser::Browser;
use crate::house::House;

const HANNEKE: &str = "hanneke@voorbeeld.nl";
const PIET: &str = "piet@voorbeeld.nl";
const CLAIM: &str = "/plek/spaak-zoon/dit-is-mijn-zaak";

/// The owner of the one place, and where its co-workers are kept.
async fn owner(house: &House) -> (Browser<'_>, String) {
    let mut owner = Browser::of(house, HANNEKE, "Hanneke").await;
    let told = owner.post(CLAIM, &[("doe", "balie")]).await.text;
    let code = told.split("class=\"big-code\">").nth(1).unwrap().split('<').next().unwrap();
    house.seen_at_counter(code).await;
    let page = owner.get("/mijn/plekken").await.text;
    let id = page.split("/mijn/plekken/").nth(1).unwrap().split('/').next().unwrap();
    (owner, format!("/mijn/plekken/{id}/medewerkers"))
}

/// The page that the one letter to somebody leads to.
async fn link(house: &House, email: &str) -> String {
    let mut letters = house.letters().await;
    letters.retain(|mail| mail.to == email);
    assert_eq!(letters.len(), 1, "one letter to {email}");
    match letters.remove(0).letter {
        Letter::Coworker { link, .. } => format!("/medewerker/link/{link}"),
        other => panic!("{other:?}"),
    }
}

fn asked<'a>(email: &'a str, role: &'a str) -> [(&'a str, &'a str); 3] {
    [("doe", "uitnodigen"), ("email", email), ("mail-rol", role)]
}

#[tokio::test]
async fn somebody_new_is_asked_joins_and_keeps_it_along() {
    let house = House::with_areas().await;
    let (mut owner, crew) = owner(&house).await;
    let wrong = owner.post(&crew, &asked("geen adres", "till")).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.text.contains("id=\"email-mis\"") && wrong.text.contains("value=\"geen adres\""));
    assert!(
        wrong.text.contains("name=\"mail-rol\" value=\"till\" checked"),
        "what was chosen stays"
    );
    let sent = owner.post(&crew, &asked(PIET, "editor")).await;
    assert_eq!(sent.to(), format!("{crew}?gedaan=uitgenodigd"));
    let page = owner.get(sent.to()).await.text;
    assert!(page.contains("De uitnodiging is onderweg.") && page.contains(PIET));
    assert!(page.contains("houdt mee bij · werkt nog 7 dagen"), "{page}");

    let link = link(&house, PIET).await;
    let mut guest = Browser::new(&house);
    let page = guest.get(&link).await;
    assert_eq!(page.header(http::header::CACHE_CONTROL), "no-store");
    assert!(page.text.contains("Houd je Spaak &#38; Zoon mee bij?"), "{}", page.text);
    assert!(page.text.contains("p…@voorbeeld.nl") && !page.text.contains(PIET));
    let back = link.replace("/medewerker", "/inloggen?terug=/medewerker");
    assert!(page.text.contains(&format!("href=\"{back}\"")), "{}", page.text);
    let led = guest.post(&link, &[]).await.to().to_owned();
    assert!(led.starts_with("/inloggen"), "nobody is in by a press of nobody: {led}");

    let mut stranger = Browser::of(&house, "sara@voorbeeld.nl", "Sara").await;
    assert!(stranger.get(&link).await.text.contains("niet het e-mailadres waarmee je nu bent"));
    assert_eq!(stranger.post(&link, &[]).await.to(), link);
    assert!(!stranger.get("/mijn/plekken").await.text.contains("Spaak"));
    let out = stranger.post("/uitloggen", &[("terug", link.as_str())]).await;
    assert_eq!(out.to(), format!("{back}&gedaan=uit"), "the invitation is kept");
    let out = stranger.post("/uitloggen", &[("terug", "//evil.example")]).await;
    assert_eq!(out.to(), "/inloggen?gedaan=uit");

    let mut piet = Browser::of(&house, PIET, "Piet").await;
    let page = piet.get(&link).await.text;
    assert!(page.contains("Ik doe mee"));
    assert!(!piet.get("/mijn/plekken").await.text.contains("Spaak"), "looking does nothing");
    let done = piet.post(&link, &[]).await;
    assert!(done.to().starts_with("/mijn/plekken?gedaan=erbij&plek=lst_"), "{}", done.to());
    let mine = piet.get(done.to()).await.text;
    assert!(mine.contains("Je houdt Spaak &#38; Zoon nu mee bij."), "{mine}");
    assert!(mine.contains("/fotos\"") && mine.contains("/meldingen\""));
    assert!(piet.get(&link).await.text.contains("Deze uitnodiging werkt niet meer."), "once");
    let page = owner.get(&crew).await.text;
    assert!(page.contains("Piet") && !page.contains("werkt nog"));
    assert!(!piet.get(&crew).await.text.contains("Verstuur de uitnodiging"), "owners invite");
    let tried = piet.post(&crew, &asked("a@voorbeeld.nl", "editor")).await;
    assert_eq!(tried.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_invitation_is_sent_again_and_taken_back() {
    let house = House::with_areas().await;
    let (mut owner, crew) = owner(&house).await;
    owner.post(&crew, &asked(PIET, "till")).await;
    let first = link(&house, PIET).await;
    let id = |page: &str| {
        let rest = page.split("name=\"uitnodiging\" value=\"").nth(1).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let one = id(&owner.get(&crew).await.text);
    let again = owner.post(&crew, &[("doe", "nog-eens"), ("uitnodiging", &one)]).await;
    assert_eq!(again.to(), format!("{crew}?gedaan=nog-eens"));
    let second = link(&house, PIET).await;
    let mut guest = Browser::new(&house);
    assert!(guest.get(&first).await.text.contains("werkt niet meer"), "the later counts");
    assert!(guest.get(&second).await.text.contains("aan de kassa van Spaak"));
    let two = id(&owner.get(&crew).await.text);
    let back = [("doe", "intrekken"), ("uitnodiging", two.as_str())];
    assert_eq!(owner.post(&crew, &back).await.to(), format!("{crew}?gedaan=ingetrokken"));
    assert!(guest.get(&second).await.text.contains("werkt niet meer"));
    for verb in ["intrekken", "nog-eens"] {
        let late = owner.post(&crew, &[("doe", verb), ("uitnodiging", two.as_str())]).await;
        assert_eq!(late.to(), format!("{crew}?gedaan=weg-al"), "{verb}: nothing was done");
        assert!(owner.get(late.to()).await.text.contains("Deze uitnodiging is er niet meer."));
    }
    assert!(!owner.get(&crew).await.text.contains(PIET));
    let odd = owner.post(&crew, &[("doe", "intrekken"), ("uitnodiging", "x")]).await;
    assert_eq!(odd.status, StatusCode::NOT_FOUND);
    house.wait(24 * 60);
    for _ in 0..5 {
        owner.post(&crew, &asked(PIET, "till")).await;
    }
    let full = owner.post(&crew, &asked(PIET, "till")).await;
    assert_eq!(full.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(full.text.contains(&format!("value=\"{PIET}\"")), "what was typed stays");
}
