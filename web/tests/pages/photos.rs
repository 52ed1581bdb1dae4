//! Photos of a place: sent, shown, told of, moved, taken away.

use axum::body::to_bytes;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HOST, IF_NONE_MATCH, RETRY_AFTER,
};
use http::{Request, StatusCode};
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use koop_domain::listings::model::Listing;
use koop_domain::media::UPLOADS_A_DAY_MAX;
use koop_domain::media::model::{PHOTOS_MAX, UPLOAD_MAX_BYTES};
use koop_web::photos::FORM_MAX_BYTES;

use crate::browser::Browser;
use crate::house::{Answered, BASE, House};

const HANNEKE: &str = "hanneke@voorbeeld.nl";
const PIET: &str = "piet@voorbeeld.nl";

pub(crate) fn shot(number: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels = RgbImage::from_pixel(400, 300, Rgb([number.wrapping_mul(29), 90, 200]));
    JpegEncoder::new_with_quality(&mut bytes, 70).encode_image(&pixels).unwrap();
    bytes
}

struct Shop<'a> {
    browser: Browser<'a>,
    listing: Listing,
    path: String,
}

/// Somebody with a place of their own.
async fn shop(house: &House) -> Shop<'_> {
    let listing = house.place_of(HANNEKE).await;
    let browser = Browser::of(house, HANNEKE, "Hanneke").await;
    let path = format!("/mijn/plekken/{}/fotos", listing.id);
    Shop { browser, listing, path }
}

impl Shop<'_> {
    async fn send(&mut self, alt: &str, photo: &[u8]) -> Answered {
        let id = self.listing.id.to_string();
        self.browser.upload(&[("listing", &id), ("alt", alt)], photo).await
    }

    /// What is told of each photo, on the page to look after them, and the addresses of its forms.
    async fn rows(&mut self) -> (Vec<String>, Vec<String>) {
        let page = self.browser.get(&self.path).await.text;
        let of = |text: &str, end: char| text.split(end).next().unwrap_or_default().to_owned();
        let alts = page.split("name=\"alt\" rows=\"2\" maxlength=\"250\">").skip(1);
        let action = format!("action=\"{}/", self.path);
        let paths = page.split(&action).skip(1).map(|it| format!("{}/{}", self.path, of(it, '"')));
        (alts.map(|it| of(it, '<')).collect(), paths.step_by(2).collect())
    }

    async fn public(&mut self) -> String {
        self.browser.get(&format!("/plek/{}", self.listing.slug)).await.text
    }
}

#[tokio::test]
async fn a_keeper_adds_tells_moves_and_removes() {
    let house = House::new().await;
    let mut shop = shop(&house).await;
    assert!(shop.public().await.contains(&format!("href=\"{}\"", shop.path)), "here one begins");
    for (number, alt) in [(1, "De gevel"), (2, "Binnen"), (3, "De bank")] {
        let sent = shop.send(alt, &shot(number)).await;
        assert_eq!(sent.to(), format!("{}?gedaan=erbij", shop.path), "{}", sent.text);
    }
    let added = shop.browser.get(&format!("{}?gedaan=erbij", shop.path)).await;
    assert!(added.text.contains("De foto staat erbij.") && added.text.contains("3 foto’s"));
    assert_eq!(added.header(CACHE_CONTROL), "no-store");
    let (alts, paths) = shop.rows().await;
    assert_eq!(alts, ["De gevel", "Binnen", "De bank"]);

    let moved = shop.browser.post(&format!("{}/plaats", paths[2]), &[("naar", "1")]).await;
    assert_eq!(moved.to(), format!("{}?gedaan=plaats#foto-1", shop.path));
    let mute = shop.browser.post(&paths[0], &[("alt", "  ")]).await;
    assert_eq!(mute.status, StatusCode::BAD_REQUEST);
    assert!(mute.text.contains("Vertel wat er te zien is") && mute.text.contains("alt-2-mis"));
    let long = shop.browser.post(&paths[0], &[("alt", &"é".repeat(251))]).await;
    assert!(long.text.contains("hooguit 250 tekens") && long.text.contains(&"é".repeat(251)));
    let told = shop.browser.post(&paths[0], &[("alt", ""), ("decorative", "ja")]).await;
    assert_eq!(told.to(), format!("{}?gedaan=tekst#foto-2", shop.path));
    assert_eq!(shop.rows().await.0, ["De bank", "", "Binnen"]);

    let page = shop.public().await;
    assert!(page.contains("alt=\"De bank\" fetchpriority=\"high\""));
    let image = page.split("property=\"og:image\" content=\"").nth(1).unwrap();
    let image = image.split('"').next().unwrap();
    assert!(image.starts_with(&format!("{BASE}/media/")) && image.ends_with(".jpg"), "{image}");
    let before = house.unread(image.strip_prefix(BASE).unwrap()).await;
    assert_eq!(before.status(), StatusCode::OK);

    let ask = shop.browser.get(&format!("{}/weg", paths[2])).await;
    assert!(ask.text.contains("Foto weghalen?"));
    assert_eq!(shop.rows().await.0.len(), 3, "asking takes nothing away");
    let gone = shop.browser.post(&format!("{}/weg", paths[2]), &[]).await;
    assert_eq!(gone.to(), format!("{}?gedaan=weg", shop.path));
    assert_eq!(shop.rows().await.0, ["", "Binnen"]);
    let after = house.unread(image.strip_prefix(BASE).unwrap()).await;
    assert_eq!(after.status(), StatusCode::NOT_FOUND, "at once");
    let again = shop.browser.get(&format!("{}/weg", paths[2])).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    for path in [paths[0].clone(), format!("{}/plaats", paths[0])] {
        assert_eq!(shop.browser.get(&path).await.to(), shop.path, "what only posts leads back");
    }
    assert_eq!(shop.browser.get("/media").await.to(), "/mijn");
    let told = shop.browser.post("/mijn/gegevens/alles", &[]).await.text;
    assert!(told.contains("\"photos\"") && told.contains("\"alt\": \"Binnen\""), "{told}");
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_typed_stays() {
    let house = House::new().await;
    let mut shop = shop(&house).await;
    let heavy = vec![0xff; UPLOAD_MAX_BYTES + 1];
    let endless = vec![0xff; FORM_MAX_BYTES + 1];
    for (photo, words) in [
        (&b""[..], "Kies eerst een foto."),
        (b"<script>alert(1)</script>", "Kies een JPEG, PNG of WebP."),
        (&shot(1)[..600], "beschadigd"),
        (&heavy, "hooguit 10 MB."),
        (&endless, "hooguit 10 MB."),
    ] {
        let refused = shop.send("De gevel & \"meer\"", photo).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{words}");
        assert!(refused.text.contains(words) && refused.text.contains("id=\"foto-mis\""));
        assert!(refused.text.contains(">De gevel &#38; &#34;meer&#34;</textarea>"), "{words}");
        assert!(refused.text.contains("<title>Klopt nog niet: "));
    }
    let mute = shop.send("", &shot(1)).await;
    assert!(mute.text.contains("id=\"alt-mis\"") && !mute.text.contains("id=\"foto-mis\""));
    assert_eq!(shop.rows().await.1.len(), 0);
    let odd = shop.browser.post("/media", &[("alt", "x")]).await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
    assert!(odd.text.contains("niet goed aangekomen"));
    let nowhere = shop.browser.upload(&[("listing", "../../etc")], &shot(1)).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn there_is_an_end_to_photos() {
    let house = House::new().await;
    let mut shop = shop(&house).await;
    for number in (1..).take(PHOTOS_MAX) {
        shop.send("De gevel", &shot(number)).await;
    }
    let full = shop.send("De gevel", &shot(99)).await;
    assert_eq!(full.status, StatusCode::BAD_REQUEST);
    assert!(full.text.contains("Er staan al 12 foto’s.") && !full.text.contains("type=\"file\""));
    let (_, paths) = shop.rows().await;
    shop.browser.post(&format!("{}/weg", paths[0]), &[]).await;
    let left = usize::try_from(UPLOADS_A_DAY_MAX).unwrap() - PHOTOS_MAX;
    for _ in 0..left {
        shop.send("De gevel", b"nothing").await;
    }
    let late = shop.send("De gevel", &shot(99)).await;
    assert_eq!(late.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(
        late.text.contains("Over 24 uur kan het weer.") && !late.header(RETRY_AFTER).is_empty()
    );
}

#[tokio::test]
async fn only_who_keeps_a_place_changes_its_photos() {
    let house = House::new().await;
    let mut shop = shop(&house).await;
    shop.send("De gevel", &shot(1)).await;
    let (_, paths) = shop.rows().await;
    let id = shop.listing.id.to_string();
    let upload = [("listing", id.as_str()), ("alt", "Van mij")];
    let mut visitor = Browser::new(&house);
    assert_eq!(visitor.upload(&upload, &shot(2)).await.to(), "/inloggen?terug=/mijn");
    assert_eq!(visitor.get(&shop.path).await.to(), format!("/inloggen?terug={}", shop.path));
    let mut piet = Browser::of(&house, PIET, "Piet").await;
    let public = format!("/plek/{}", shop.listing.slug);
    assert!(!piet.get(&public).await.text.contains("/mijn/plekken/"));
    let tries = [
        piet.get(&shop.path).await,
        piet.upload(&upload, &shot(2)).await,
        piet.post(&paths[0], &[("alt", "Van mij")]).await,
        piet.post(&format!("{}/plaats", paths[0]), &[("naar", "1")]).await,
        piet.get(&format!("{}/weg", paths[0])).await,
        piet.post(&format!("{}/weg", paths[0]), &[]).await,
    ];
    assert!(tries.iter().all(|it| it.status == StatusCode::FORBIDDEN));
    assert_eq!(shop.rows().await.0, ["De gevel"]);
    // A page of somebody else sends nothing.
    let cookies: Vec<_> =
        shop.browser.cookies.iter().map(|(name, it)| format!("{name}={it}")).collect();
    let request = Request::post("/media")
        .header("cookie", cookies.join("; "))
        .header("sec-fetch-site", "cross-site")
        .header(CONTENT_TYPE, "multipart/form-data; boundary=x");
    assert_eq!(house.ask(request).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_picture_is_a_picture_for_ever_and_nothing_else() {
    let house = House::new().await;
    let mut shop = shop(&house).await;
    shop.send("De gevel", &shot(1)).await;
    let page = shop.public().await;
    let src = page.split("src=\"/media/").nth(1).unwrap().split('"').next().unwrap();
    let path = format!("/media/{src}");
    let picture = house.unread(&path).await;
    let header = |name| picture.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header(CONTENT_TYPE), "image/jpeg");
    assert_eq!(header(CACHE_CONTROL), "public, max-age=31536000, immutable");
    assert_eq!(header(CONTENT_SECURITY_POLICY), "default-src 'none'; sandbox");
    assert_eq!(picture.headers()["x-content-type-options"], "nosniff");
    let etag = header(ETAG);
    let bytes = to_bytes(picture.into_body(), 1_000_000).await.unwrap();
    assert!(bytes.starts_with(&[0xff, 0xd8, 0xff]));
    let again = Request::get(&path).header(IF_NONE_MATCH, etag).header(HOST, "koop.example");
    assert_eq!(house.ask(again).await.status, StatusCode::NOT_MODIFIED);
    let hash = src.strip_suffix(".jpg").unwrap();
    let others = [
        format!("/media/{hash}"),
        format!("/media/{hash}.png"),
        format!("/media/{}.jpg", hash.to_uppercase()),
        format!("/media/{}.jpg", "0".repeat(64)),
        "/media/..%2f..%2fkoop.db".to_owned(),
        "/media/..%2fsecret.jpg".to_owned(),
        "/media/%00.jpg".to_owned(),
    ];
    for path in others {
        assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_first_photo_stands_on_cards() {
    let house = House::with_areas().await;
    let mut owner = Browser::of(&house, HANNEKE, "Hanneke").await;
    let claim = "/plek/spaak-zoon/dit-is-mijn-zaak";
    let told = owner.post(claim, &[("doe", "balie")]).await.text;
    let code = told.split("class=\"big-code\">").nth(1).unwrap().split('<').next().unwrap();
    house.seen_at_counter(code).await;
    let drawn = house.get("/zoeken?q=fiets").await.text;
    assert!(drawn.contains("class=\"card-art\" aria-hidden=\"true\"><svg"), "a house is drawn");
    let mine = owner.get("/mijn/plekken").await.text;
    let id = mine.split("/mijn/plekken/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    for (number, alt) in [(1, "De gevel"), (2, "De bank")] {
        let sent = owner.upload(&[("listing", &id), ("alt", alt)], &shot(number)).await;
        assert!(sent.to().ends_with("gedaan=erbij"), "{}", sent.text);
    }
    for path in ["/", "/zoeken?q=fiets", "/categorie/bicycle-repair", "/buurt/dapperbuurt"] {
        let page = house.get(path).await.text;
        let card = page.split("class=\"card-art\" aria-hidden=\"true\">").nth(1).unwrap();
        let art = card.split("</div>").next().unwrap();
        // What is to be seen is told on the place's own page; here its name stands beside it.
        let ends = "width=\"320\" height=\"240\" alt=\"\" loading=\"lazy\" decoding=\"async\">";
        assert!(art.starts_with("<img src=\"/media/") && art.ends_with(ends), "{path}: {art}");
    }
}
