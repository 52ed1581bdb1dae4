//! Photos of a post on its pages, and in a conversation.

use http::StatusCode;
use http::header::CACHE_CONTROL;
use koop_domain::posts::model::{Audience, TermKind};
use koop_domain::posts::photos::PHOTOS_MAX;

use crate::agreements::{Street, audience};
use crate::browser::Browser;
use crate::house::{Answered, House};
use crate::photos::shot;

/// The first address of a picture of a kind on a page.
fn picture(page: &Answered, of: &str) -> String {
    let begin = format!("src=\"/media/{of}/");
    let rest = page.text.split(&begin).nth(1).unwrap_or_else(|| panic!("none: {}", page.text));
    format!("/media/{of}/{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn an_author_keeps_the_photos_of_a_post() {
    let house = House::with_areas().await;
    let mut street = Street::new(&house, TermKind::Gift).await;
    let post = format!("/prikbord/{}", street.post.slug);
    let here = format!("{post}/fotos");
    let id = street.post.id.to_string();
    let bare = street.fatma.browser.get(&post).await;
    assert!(bare.text.contains(&format!("href=\"{here}\"")), "here one begins");
    let theirs = street.joke.browser.get(&post).await;
    assert!(!theirs.text.contains(&here), "nobody else is asked to");
    for (number, alt) in [(1, "De boor"), (2, "De koffer")] {
        let of = [("post", id.as_str()), ("alt", alt)];
        let sent = street.fatma.browser.upload(&of, &shot(number)).await;
        assert_eq!(sent.to(), format!("{here}?gedaan=erbij"), "{}", sent.text);
    }
    let page = street.fatma.browser.get(&here).await;
    assert_eq!(page.header(CACHE_CONTROL), "no-store");
    assert!(page.text.contains("2 foto’s") && page.text.contains("De koffer"));
    assert!(page.text.contains(&format!("Hooguit {PHOTOS_MAX}")));
    let odd = [("post", id.as_str()), ("alt", "Met boren")];
    let refused = street.fatma.browser.upload(&odd, b"<script>").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text.contains("geen foto die we kunnen lezen"), "{}", refused.text);
    assert!(refused.text.contains(">Met boren</textarea>"), "what was typed stays");
    let action = refused.text.split(&format!("action=\"{here}/")).nth(3).unwrap();
    let second = format!("{here}/{}", action.split(['"', '/']).next().unwrap());
    let told = street.fatma.browser.post(&second, &[("alt", "De grijze koffer")]).await;
    assert_eq!(told.to(), format!("{here}?gedaan=tekst#foto-2"), "{}", told.text);
    let moved = street.fatma.browser.post(&format!("{second}/plaats"), &[("naar", "1")]).await;
    assert_eq!(moved.to(), format!("{here}?gedaan=plaats#foto-1"));
    let shown = street.joke.browser.get(&post).await;
    assert!(shown.text.contains("alt=\"De grijze koffer\" fetchpriority"), "{}", shown.text);
    assert!(!shown.text.contains("og:image\" content=\"https://koop.example/media"));

    let file = picture(&shown, "prikbord");
    let mut stranger = Browser::of(&house, "ander@voorbeeld.nl", "Ander").await;
    for path in [&here, &file] {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(house.get(&file).await.status, StatusCode::NOT_FOUND);
    assert!(house.get(&here).await.to().starts_with("/inloggen"), "they may be hers");
    let seen = street.joke.browser.get(&file).await;
    assert_eq!((seen.status, seen.header(CACHE_CONTROL)), (StatusCode::OK, "private, no-store"));
    let asked = street.fatma.browser.get(&format!("{second}/weg")).await;
    assert!(asked.text.contains("Foto weghalen?"));
    let gone = street.fatma.browser.post(&format!("{second}/weg"), &[]).await;
    assert_eq!(gone.to(), format!("{here}?gedaan=weg"));
    assert_eq!(street.joke.browser.get(&file).await.status, StatusCode::NOT_FOUND, "at once");
}

#[tokio::test]
async fn the_first_photo_of_a_public_post_stands_for_it() {
    let house = House::with_areas().await;
    let mut street = Street::new(&house, TermKind::Gift).await;
    audience(&house, &mut street, Audience::Public).await;
    let post = format!("/prikbord/{}", street.post.slug);
    let of = [("post", &*street.post.id.to_string()), ("alt", "De boor")];
    street.fatma.browser.upload(&of, &shot(1)).await;
    let page = house.get(&post).await;
    let file = picture(&page, "prikbord");
    let image = format!("og:image\" content=\"https://koop.example{file}");
    assert!(page.text.contains(&image), "{}", page.text);
    let seen = house.get(&file).await;
    let kept = "public, max-age=300";
    assert_eq!((seen.status, seen.header(CACHE_CONTROL)), (StatusCode::OK, kept));
    let closed = [("daad", "sluit"), ("uitkomst", "found")];
    street.fatma.browser.post(&post, &closed).await;
    assert_eq!(house.get(&file).await.status, StatusCode::NOT_FOUND);
    assert_eq!(street.fatma.browser.get(&file).await.status, StatusCode::OK, "it is hers");
}

#[tokio::test]
async fn a_photo_goes_along_with_a_message() {
    let house = House::with_areas().await;
    let mut street = Street::new(&house, TermKind::Gift).await;
    let deal = street.agreement.to_string();
    let words = |text: &'static str, alt: &'static str| {
        vec![("agreement", deal.clone()), ("bericht", text.to_owned()), ("alt", alt.to_owned())]
    };
    let mut send = async |all: Vec<(&'static str, String)>, photo: &[u8]| {
        let all: Vec<(&str, &str)> = all.iter().map(|(name, it)| (*name, it.as_str())).collect();
        street.joke.browser.upload(&all, photo).await
    };
    let plain = send(words("Tot donderdag!", ""), b"").await;
    assert_eq!(plain.to(), format!("/mijn/afspraken/{deal}?gedaan=verstuurd"), "{}", plain.text);
    let odd = send(words("Is het deze?", "De boor"), b"GIF89a").await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
    assert!(odd.text.contains("geen foto die we kunnen lezen") && odd.text.contains("foto-mis"));
    assert!(odd.text.contains("Is het deze?</textarea>"), "what was typed stays");
    assert!(odd.text.contains("De boor</textarea>") && odd.text.contains("talk-add\" open"));
    let mute = send(words("Is het deze?", ""), &shot(1)).await;
    assert_eq!(mute.status, StatusCode::BAD_REQUEST);
    assert!(mute.text.contains("alt-mis") && mute.text.contains("Is het deze?</textarea>"));
    let none = send(words("Is het deze?", "De boor"), b"").await;
    assert!(none.text.contains("Kies eerst een foto."), "{}", none.text);
    let nothing = send(words("", ""), b"").await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
    let long = "é".repeat(2_100);
    let all = vec![("agreement", deal.clone()), ("bericht", long.clone())];
    let long_one = send(all, b"").await;
    assert_eq!(long_one.status, StatusCode::BAD_REQUEST);
    assert!(long_one.text.contains(&long), "what was typed stays");
    let sent = send(words("", "De boor op tafel"), &shot(1)).await;
    assert_eq!(sent.to(), format!("/mijn/afspraken/{deal}?gedaan=verstuurd"), "{}", sent.text);
    let page = street.fatma.browser.get(&street.path).await;
    assert!(page.text.contains("alt=\"De boor op tafel\""), "{}", page.text);
    assert_eq!(page.text.matches("De boor op tafel").count(), 1, "it is said once");
    let file = picture(&page, "gesprek");
    let seen = street.fatma.browser.get(&file).await;
    assert_eq!((seen.status, seen.header(CACHE_CONTROL)), (StatusCode::OK, "private, no-store"));
    let mut stranger = Browser::of(&house, "ander@voorbeeld.nl", "Ander").await;
    assert_eq!(stranger.get(&file).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&file).await.status, StatusCode::NOT_FOUND);
    let of = [("agreement", deal.as_str()), ("alt", "Van mij")];
    let strange = stranger.upload(&of, &shot(2)).await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND);
}
