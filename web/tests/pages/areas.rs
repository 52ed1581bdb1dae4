//! Areas: their pages, the list of them, and places named in words.

use http::StatusCode;
use http::header::LOCATION;

use crate::house::{BASE, House, SPARE};

#[tokio::test]
async fn an_area_says_what_lies_in_it_and_what_it_lies_in() {
    let house = House::with_areas().await;
    let page = house.get("/buurt/dapperbuurt").await;
    assert_eq!(page.status, StatusCode::OK);
    for part in [
        "<h1>Dapperbuurt</h1>",
        "Buurt in Oost, Amsterdam · 1 plek",
        "1 van de 1 zaken is nu open.",
        "href=\"/zoeken?buurt=dapperbuurt&#38;soort=repair\"",
        "href=\"/buurt/oost\">Oost</a>",
        "href=\"/zoeken?open=nu&#38;buurt=dapperbuurt\"",
        "href=\"/plek/spaak-zoon\" aria-label=\"Spaak &amp; Zoon: Waarschijnlijk open",
        "href=\"/buurt/dapperbuurt.atom\"",
        "href=\"/zoeken.csv?buurt=dapperbuurt\"",
        "href=\"/zoeken.geojson?buurt=dapperbuurt\"",
        "\"@type\":\"AdministrativeArea\"",
        "\"@type\":\"BreadcrumbList\"",
        "© Kaartenmakers",
    ] {
        assert!(page.text.contains(part), "{part}");
    }
    assert!(page.text.contains(&format!("rel=\"canonical\" href=\"{BASE}/buurt/dapperbuurt\"")));
    assert_eq!(house.get("/buurt/nergens").await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get("/buurt/nergens.atom").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_list_of_areas_finds_one_by_name() {
    let house = House::with_areas().await;
    let list = house.get("/buurten").await;
    assert!(
        list.text.contains("href=\"/buurt/dapperbuurt\"")
            && list.text.contains("href=\"/buurt/oost\"")
    );
    // What has no place has no line; its page is there and is not kept.
    assert!(!list.text.contains("href=\"/buurt/betondorp\""));
    let found = house.get("/buurten?zoek=dapper").await;
    assert_eq!(
        (found.status, found.header(LOCATION)),
        (StatusCode::SEE_OTHER, "/buurt/dapperbuurt")
    );
    let alike = house.get("/buurten?zoek=daperburt").await;
    assert!(alike.text.contains("We kennen geen buurt met de naam “daperburt”."));
    assert!(alike.text.contains("href=\"/buurt/dapperbuurt\""));
    let near = house.get("/buurten?zoek=1094").await;
    assert!(near.text.contains("href=\"/zoeken?waar=1094\">Zoek bij 1094 Amsterdam</a>"));
}

#[tokio::test]
async fn without_a_map_there_are_no_areas_to_see() {
    let house = House::new().await;
    assert_eq!(house.get("/buurten").await.status, StatusCode::NOT_FOUND);
    for path in ["/", "/zoeken?q=brood", "/plek/spaak-zoon", "/sitemap/paginas.xml"] {
        let page = house.get(path).await;
        assert!(!page.text.contains("/buurt"), "{path}");
        assert!(!page.text.contains("name=\"waar\""), "{path}");
    }
}

#[tokio::test]
async fn with_a_map_every_page_leads_to_areas() {
    let house = House::with_areas().await;
    for path in ["/", "/plek/spaak-zoon", "/sitemap/paginas.xml"] {
        assert!(house.get(path).await.text.contains("/buurt/dapperbuurt"), "{path}");
    }
    let list = house.get("/sitemap/paginas.xml").await;
    assert!(list.text.contains(&format!("<loc>{BASE}/buurten</loc>")));
    assert!(!list.text.contains("betondorp"), "a page without places is nothing to keep");
}

#[tokio::test]
async fn who_shares_no_location_names_a_place() {
    let house = House::with_areas().await;
    let page = house.get("/zoeken?waar=1094&minuten=10&met=fiets").await;
    assert_eq!(page.status, StatusCode::OK);
    for part in [
        "name=\"waar\" value=\"1094\"",
        "Ongeveer 10 minuten fietsen van 1094 Amsterdam",
        "<h1>1 plek bij 1094 Amsterdam</h1>",
        "data-here=\"52.362,4.941\"",
        "href=\"/plek/spaak-zoon?waar=1094&#38;minuten=10&#38;met=fiets\"",
    ] {
        assert!(page.text.contains(part), "{part}");
    }
    // The letters of a postcode name a street: they are not kept.
    let page = house.get("/zoeken?waar=1094+AB").await;
    assert_eq!((page.status, page.header(LOCATION)), (StatusCode::SEE_OTHER, "/zoeken?waar=1094"));
    // What nobody knows is told by its field; the rest stays, and so do the words.
    let page = house.get("/zoeken?q=brood&waar=daperbuurt").await;
    for part in [
        "Waar: “daperbuurt” kennen we niet. Bedoel je:",
        "href=\"/zoeken?q=brood&#38;waar=Dapperbuurt\">Dapperbuurt</a>",
        "aria-invalid=\"true\" aria-describedby=\"waar-mis\"",
        "id=\"waar-mis\"",
        "name=\"waar\" value=\"daperbuurt\"",
        "value=\"brood\"",
    ] {
        assert!(page.text.contains(part), "{part}");
    }
    let page = house.get("/zoeken?waar=qqqqq").await;
    assert!(
        page.text.contains("Vul de vier cijfers van een postcode in, of de naam van een buurt.")
    );
}

#[tokio::test]
async fn an_area_is_a_filter_with_a_name() {
    let house = House::with_areas().await;
    let page = house.get("/zoeken?buurt=dapperbuurt&categorie=bicycle-repair").await;
    assert!(page.text.contains("<title>Fietsenmakers in de Dapperbuurt · Koop Lokaal</title>"));
    assert!(page.text.contains("<h1>Fietsenmakers in de Dapperbuurt: 1 plek</h1>"));
    assert!(page.text.contains("href=\"/zoeken?categorie=bicycle-repair\">Dapperbuurt <span"));
    let page = house.get("/zoeken?q=brood&buurt=nergens").await;
    assert!(page.text.contains("Buurt: deze keuze kennen we niet.") && page.text.contains("brood"));
}

#[tokio::test]
async fn who_makes_it_just_in_time_is_told() {
    let house = House::with_areas().await;
    // It is half past two and the place closes at six: 200 minutes leave ten.
    let list = house.get("/zoeken?waar=1094").await;
    let line = "Je haalt het misschien net: sluit waarschijnlijk 10 minuten na aankomst";
    assert!(list.text.contains(line), "{}", list.text);
    assert!(!house.get("/zoeken").await.text.contains("na aankomst"));
    let place = house.get("/plek/spaak-zoon?waar=1094").await;
    assert!(place.text.contains("minuten fietsen vanaf 1094 Amsterdam"));
    assert!(!house.get("/plek/spaak-zoon").await.text.contains("vanaf 1094"));
}

#[tokio::test]
async fn a_spare_engine_is_no_secret() {
    let house = House::new().await;
    let page = house.get(&format!("/zoeken?q={SPARE}")).await;
    assert!(page.text.contains("We zoeken nu met onze reservezoekmachine."));
    assert!(page.text.contains("Ongeveer 1 plek"));
    assert!(!house.get("/zoeken?q=brood").await.text.contains("reservezoekmachine"));
}

#[tokio::test]
async fn open_now_in_words_is_the_filter() {
    let house = House::new().await;
    let page = house.get("/zoeken?q=fietsenmaker+nu+open").await;
    let tidy = "/zoeken?q=fietsenmaker&open=nu";
    assert_eq!((page.status, page.header(LOCATION)), (StatusCode::SEE_OTHER, tidy));
    assert!(house.get(tidy).await.text.contains("Nu open <span class=\"sr-only\">weghalen"));
}

#[tokio::test]
async fn a_list_of_areas_keeps_the_language_and_no_letters_of_a_postcode() {
    let house = House::with_areas().await;
    for (path, tidy) in [
        ("/buurten?zoek=1094+AB", "/buurten?zoek=1094"),
        ("/buurten?zoek=1094ab&taal=en", "/buurten?zoek=1094&taal=en"),
        ("/buurten?zoek=dapper", "/buurt/dapperbuurt"),
        ("/buurten?zoek=dapper&taal=en", "/buurt/dapperbuurt?taal=en"),
    ] {
        let page = house.get(path).await;
        assert_eq!((page.status, page.header(LOCATION)), (StatusCode::SEE_OTHER, tidy), "{path}");
    }
    let page = house.get("/buurten?zoek=1094").await;
    assert!(page.status == StatusCode::OK && page.text.contains("Zoek bij 1094 Amsterdam"));
}
