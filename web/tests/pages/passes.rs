//! Cards for who has no telephone, on their pages: made by who holds the account or at the desk,
//! and of a month no more is told there than the desk knows.

use http::StatusCode;
use http::header::CACHE_CONTROL;
use koop_domain::communities::model::Role;
use koop_domain::id::CommunityId;
use sea_orm::ConnectionTrait as _;

use crate::browser::Browser;
use crate::house::House;
use crate::wallet::{between, community, currency, email, member, neighbour, opened};

/// Before the id of the form, under which it makes one card.
const KEY: &str = "name=\"sleutel\" value=\"";
const DAY: [(&str, &str); 3] = [("doe", "maak"), ("per-dag", "20"), ("pin", "4827")];

/// Somebody who runs the community, signed in.
async fn organiser<'a>(house: &'a House, name: &str, oost: CommunityId) -> Browser<'a> {
    let browser = Browser::of(house, &email(name), name).await;
    member(house, name, oost, Role::Organiser).await;
    browser
}

#[tokio::test]
async fn who_holds_an_account_makes_a_card_and_the_desk_blocks_it() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let mut joke = neighbour(&house, "Joke", oost).await;
    let mut riet = organiser(&house, "Riet", oost).await;
    let hers = opened(&mut fatma, &lat).await;
    let cards = format!("{hers}/passen");
    assert_eq!(joke.get(&cards).await.status, StatusCode::NOT_FOUND, "they are hers");
    let key = between(&fatma.get(&cards).await.text, KEY, "\"").to_owned();
    let key = ("sleutel", key.as_str());
    let guessed = [DAY[0], DAY[1], ("pin", "1234"), key];
    let said = fatma.post(&cards, &guessed).await;
    assert!(said.status.is_client_error(), "{}", said.status);
    assert!(said.text.contains("niemand zo raadt") && !said.text.contains("1234\""));

    let month = format!("{cards}/afschrift/2026-11");
    assert_eq!(riet.get(&month).await.status, StatusCode::NOT_FOUND, "she has no card yet");
    let card = fatma.post(&cards, &[DAY[0], DAY[1], DAY[2], key]).await;
    assert_eq!((card.status, card.header(CACHE_CONTROL)), (StatusCode::OK, "no-store"));
    assert!(card.text.contains("pass-card") && !card.text.contains("/pas/"), "{}", card.text);
    assert!(!card.text.contains("pass-letter"), "she knows her PIN");
    // A page that is loaded again makes no second one, and its form another.
    let again = fatma.post(&cards, &[DAY[0], DAY[1], DAY[2], key]).await;
    assert!(again.text.contains("is al gemaakt") && !again.text.contains(key.1), "{}", again.text);
    assert_eq!(fatma.get(&cards).await.text.matches("In gebruik").count(), 1);

    let desk = riet.get(&cards).await.text;
    assert!(desk.contains("Buurtpassen van Fatma") && desk.contains(&month), "{desk}");
    assert!(desk.contains("/beheer/munten/LAT/rekeningen/"), "the way back is the desk's");
    let pass = between(&desk, "name=\"pas\" value=\"", "\"").to_owned();
    let block = |why: &'static str| [("doe", "blokkeer"), ("pas", pass.as_str()), ("reden", why)];
    assert!(riet.post(&cards, &block("")).await.text.contains("kort op waarom"));
    assert!(riet.post(&cards, &block("Kwijt")).await.to().ends_with("?gedaan=blokkeer"));
    let hers_now = fatma.get(&cards).await.text;
    assert!(hers_now.contains("Geblokkeerd") && hers_now.contains("Kwijt"));
    assert!(!hers_now.contains("Laat hem weer werken"), "who found it calls again");
    let paper = riet.get(&month).await;
    assert_eq!(paper.status, StatusCode::OK);
    assert!(paper.text.contains("Voor Fatma") && !paper.text.contains(".csv"), "{}", paper.text);
    assert_eq!(joke.get(&month).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_desk_lets_a_pin_be_tried_again_that_was_wrong_too_often() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let mut riet = organiser(&house, "Riet", oost).await;
    let hers = opened(&mut fatma, &lat).await;
    let cards = format!("{hers}/passen");
    let key = between(&fatma.get(&cards).await.text, KEY, "\"").to_owned();
    fatma.post(&cards, &[DAY[0], DAY[1], DAY[2], ("sleutel", key.as_str())]).await;
    let put = async |set: &str| {
        let text = format!("update passes set {set}");
        house.keys().1.db.migrator().execute_unprepared(&text).await.unwrap();
    };
    let desk = riet.get(&cards).await.text;
    assert!(!desk.contains("value=\"pincode\""), "nothing is wrong with it: {desk}");
    let pass = between(&desk, "name=\"pas\" value=\"", "\"").to_owned();
    put("state = 'blocked', wrong_pins = 3").await;
    let own = fatma.get(&cards).await.text;
    assert!(own.contains("3 keer verkeerd getypt. Bel de organisator"), "{own}");
    assert!(!own.contains("value=\"pincode\""), "{own}");
    let desk = riet.get(&cards).await.text;
    assert!(desk.contains("Laat de pincode weer proberen") && desk.contains("Vraag of"), "{desk}");
    let again = |why: &'static str| [("doe", "pincode"), ("pas", pass.as_str()), ("reden", why)];
    assert!(riet.post(&cards, &again("")).await.text.contains("kort op waarom"));
    let done = riet.post(&cards, &again("Ze was het zelf")).await;
    let told = riet.get(done.to()).await.text;
    assert!(told.contains("opnieuw 3 keer geprobeerd") && told.contains("In gebruik"), "{told}");
    // Called lost meanwhile, it stays so, and the desk reads why.
    put("state = 'blocked', reason = 'Kwijt', wrong_pins = 0").await;
    let late = riet.post(&cards, &again("Ze was het zelf")).await;
    assert!(late.status.is_client_error(), "{}", late.status);
    assert!(late.text.contains("intussen geblokkeerd") && late.text.contains("Kwijt"));
    assert!(late.text.contains("Laat hem weer werken"), "{}", late.text);
}

#[tokio::test]
async fn the_desk_makes_a_card_for_who_has_no_account_and_writes_a_letter() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    currency(&house, oost).await;
    let mut joke = neighbour(&house, "Joke", oost).await;
    let mut riet = organiser(&house, "Riet", oost).await;
    let desk = "/beheer/munten/LAT/passen";
    assert!(joke.get(desk).await.status.is_client_error());
    assert!(riet.get("/beheer/munten/LAT/rekeningen").await.text.contains(desk));
    let found = riet.get(&format!("{desk}?zoek=jok")).await.text;
    let who = between(&found, &format!("{desk}?lid="), "\"").to_owned();
    let form = riet.get(&format!("{desk}?lid={who}")).await.text;
    assert!(form.contains("Maak een pas voor Joke"), "{form}");
    let key = between(&form, KEY, "\"").to_owned();
    let sent = |limit: &'static str| {
        let letter = [("akkoord", "brief"), ("pin", "")];
        let who = [("lid", who.as_str()), ("sleutel", key.as_str()), ("per-dag", limit)];
        [who.as_slice(), &letter].concat()
    };
    let wrong = riet.post(desk, &sent("0")).await;
    assert!(wrong.text.contains("boven nul") && wrong.text.contains("Maak een pas voor Joke"));
    let card = riet.post(desk, &sent("15")).await;
    assert_eq!((card.status, card.header(CACHE_CONTROL)), (StatusCode::OK, "no-store"));
    assert!(card.text.contains("De pincode van Joke"), "{}", card.text);
    assert!(joke.get("/mijn/saldo").await.to().starts_with("/mijn/saldo/acc_"), "it is open now");
}
