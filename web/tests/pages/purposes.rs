//! What a payment was for is hidden, shown again and reported on its receipt; and what a post asks
//! in a currency is typed where it is made, once there is one.

use http::StatusCode;

use crate::house::House;
use crate::wallet::{between, community, currency, neighbour, opened};

const ONCE: &str = "0190aaaa-0000-7000-8000-000000000001";
const NEW: &str = "/prikbord/nieuw";

#[tokio::test]
async fn words_beside_a_payment_are_hidden_shown_and_reported_on_its_receipt() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let mut joke = neighbour(&house, "Joke", oost).await;
    let [_, other] = [opened(&mut fatma, &lat).await, opened(&mut joke, &lat).await];
    let code = joke.get(&format!("{other}/vragen")).await.text;
    let code = between(&code, "<strong>", "</strong>").to_owned();
    let form = |doe| {
        let words = ("waarvoor", "lelijke hond");
        [("doe", doe), ("sleutel", ONCE), ("aan", code.as_str()), ("bedrag", "5"), words]
    };
    let check = fatma.post("/betalen", &form("verder")).await.text;
    let who = between(&check, "name=\"wie\" value=\"", "\"").to_owned();
    let paid = [
        ("doe", "betaal"),
        ("sleutel", ONCE),
        ("wie", who.as_str()),
        ("bedrag", "5"),
        ("waarvoor", "lelijke hond"),
    ];
    let receipt = fatma.post("/betalen", &paid).await.to().to_owned();
    let receipt = receipt.split('?').next().unwrap();

    assert!(joke.get(receipt).await.text.contains("lelijke hond"));
    let hidden = joke.post(receipt, &[("doe", "verberg")]).await.to().to_owned();
    let text = joke.get(&hidden).await.text;
    assert!(text.contains("De woorden zijn verborgen") && !text.contains("lelijke hond"), "{text}");
    assert!(!joke.get(&other).await.text.contains("lelijke hond"), "nor in what was paid");
    assert!(fatma.get(receipt).await.text.contains("lelijke hond"), "hers stay");
    let shown = joke.post(receipt, &[("doe", "toon")]).await.to().to_owned();
    assert!(joke.get(&shown).await.text.contains("lelijke hond"));

    let without = joke.post(receipt, &[("doe", "meld"), ("toelichting", "Al weer")]).await;
    assert_eq!(without.status, StatusCode::BAD_REQUEST);
    assert!(without.text.contains("Kies wat ermee is.") && without.text.contains("Al weer"));
    let told = joke.post(receipt, &[("doe", "meld"), ("waarom", "hurtful")]).await;
    assert!(told.to().ends_with("?gedaan=gemeld"), "{}", told.text);
    assert_eq!(joke.post(receipt, &[("doe", "niets")]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn words_of_who_asks_are_hidden_and_shown_where_one_pays() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let lat = currency(&house, oost).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let mut joke = neighbour(&house, "Joke", oost).await;
    let [hers, other] = [opened(&mut fatma, &lat).await, opened(&mut joke, &lat).await];
    let code = joke.get(&format!("{other}/vragen")).await.text;
    let code = between(&code, "<strong>", "</strong>").to_owned();
    // She has paid Joke before, so that Joke finds her by her name.
    let form = |doe| [("doe", doe), ("sleutel", ONCE), ("aan", code.as_str()), ("bedrag", "5")];
    let check = fatma.post("/betalen", &form("verder")).await.text;
    let who = between(&check, "name=\"wie\" value=\"", "\"").to_owned();
    let paid = [("doe", "betaal"), ("sleutel", ONCE), ("wie", who.as_str()), ("bedrag", "5")];
    assert!(fatma.post("/betalen", &paid).await.to().contains("/betaling/"));
    let ask = [("sleutel", ONCE), ("bedrag", "2"), ("waarvoor", "lelijke hond"), ("wie", "fatma")];
    let made = joke.post(&format!("{other}/vragen"), &ask).await.to().to_owned();
    assert!(made.contains("/vragen/"), "{made}");

    let text = fatma.get(&hers).await.text;
    assert!(text.contains("lelijke hond"), "{text}");
    let code = between(&text, "href=\"/betaal/", "\"").to_owned();
    let path = format!("/betaal/{code}");
    let text = fatma.get(&path).await.text;
    assert!(text.contains("lelijke hond") && text.contains("Woorden verbergen"), "{text}");
    let hidden = fatma.post(&path, &[("doe", "verberg")]).await.to().to_owned();
    assert!(hidden.ends_with("?gedaan=verborgen"), "{hidden}");
    let text = fatma.get(&hidden).await.text;
    assert!(text.contains("De woorden zijn verborgen") && !text.contains("lelijke hond"), "{text}");
    assert!(!fatma.get(&hers).await.text.contains("lelijke hond"), "nor where it waits");
    assert!(joke.get(&made).await.text.contains("lelijke hond"), "hers stay");
    let shown = fatma.post(&path, &[("doe", "toon")]).await.to().to_owned();
    assert!(fatma.get(&shown).await.text.contains("lelijke hond"));
}

#[tokio::test]
async fn a_post_says_what_it_asks_in_a_currency_that_is_on() {
    let house = House::with_areas().await;
    let oost = community(&house).await;
    let mut fatma = neighbour(&house, "Fatma", oost).await;
    let form = format!("{NEW}?richting=offer&soort=skill");
    assert!(!fatma.get(&form).await.text.contains("name=\"prijs\""), "there is no currency yet");
    currency(&house, oost).await;
    assert!(fatma.get(&form).await.text.contains("name=\"prijs\""));
    let typed = |amount| {
        [
            ("richting", "offer"),
            ("soort", "skill"),
            ("onderwerp", "music"),
            ("titel", "Gitaarles voor wie nog nooit speelde"),
            ("tekst", "In vier keer speel je een liedje dat je buren herkennen."),
            ("op", "price"),
            ("prijs", amount),
            ("munt", "LAT"),
            ("waar", "Dapperbuurt"),
            ("talen", "nl"),
            ("zichtbaar", "community"),
        ]
    };
    let wrong = fatma.post(NEW, &typed("veel")).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.text.contains("id=\"prijs-mis\""), "{}", wrong.text);
    let done = fatma.post(NEW, &typed("7,5")).await;
    let post = done.to().split('?').next().unwrap().to_owned();
    assert!(fatma.get(&post).await.text.contains("Voor 7,50\u{a0}LAT"));
    let edit = fatma.get(&format!("{post}/wijzigen")).await.text;
    assert!(edit.contains("value=\"7,50\""), "{edit}");
}
