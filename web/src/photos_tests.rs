//! The pages of photos, in every language, from hand-made values: strict HTML, errors beside their
//! fields, nothing of a stranger's words taken for ours.

use askama::Template;
use koop_domain::error::Problem;
use koop_domain::id::{ListingId, PhotoId};
use koop_domain::language::Language;
use koop_domain::media::error::MediaError;
use koop_domain::media::model::{PHOTOS_MAX, Unfit};
use koop_domain::media::{Alt, FileName, Photo, Picture};
use koop_domain::policy::{Action, Denied};
use uuid::Uuid;

use crate::form::Slips;
use crate::photos::{Gallery, PhotosPage, RemovePage, Wrong};
use crate::place::{Place, Surroundings};
use crate::sample::{EVIL, check, evil, now, own, page, rich};
use crate::texts;

fn photo(number: u128) -> Photo {
    let high = number.is_multiple_of(2);
    let picture = |side: u32| Picture {
        name: FileName::of(&[number.to_be_bytes(), u128::from(side).to_be_bytes()].concat()),
        width: if high { side * 3 / 4 } else { side },
        height: if high { side } else { side * 3 / 4 },
    };
    Photo {
        id: PhotoId(Uuid::from_u128(number)),
        listing: ListingId(Uuid::nil()),
        alt: if number == 3 { Alt::Decorative } else { Alt::Words(EVIL.into()) },
        sizes: [320, 960, 1920].map(picture),
        added_at: now(),
    }
}

fn photos(count: u128) -> Vec<Photo> {
    (1..=count).map(photo).collect()
}

fn wrong(language: Language, of: Option<PhotoId>, error: MediaError) -> Wrong {
    let slips = Slips::media(language, error).unwrap();
    Wrong { of, alt: EVIL.into(), decorative: true, slips }
}

fn work(language: Language) -> Vec<(&'static str, String)> {
    let (listing, most) = (evil(), PHOTOS_MAX as u128);
    let show = |photos: &[Photo], wrong, done: Option<&str>| {
        let done = done.map(str::to_owned);
        PhotosPage::new(own(language), &listing, photos, wrong, done).render().unwrap()
    };
    let of = Some(photo(2).id);
    let no_photo = wrong(language, None, MediaError::Unfit(Unfit::WrongKind));
    let no_words = wrong(language, None, MediaError::Alt(Problem::Empty));
    let too_long = wrong(language, of, MediaError::Alt(Problem::TooLong));
    vec![
        ("none", show(&[], Wrong::default(), None)),
        ("some", show(&photos(4), Wrong::default(), Some(EVIL))),
        (
            "full",
            show(&photos(most), wrong(language, None, MediaError::Full { most: PHOTOS_MAX }), None),
        ),
        ("no photo", show(&photos(1), no_photo, None)),
        ("no words", show(&photos(1), no_words, None)),
        ("too long", show(&photos(3), too_long, None)),
        ("remove", RemovePage::new(own(language), &listing, &photo(1)).render().unwrap()),
        ("remove, mute", RemovePage::new(own(language), &listing, &photo(3)).render().unwrap()),
    ]
}

fn place(language: Language, photos: &[Photo], keep: Option<&str>) -> String {
    let gallery = Gallery::of(photos, "https://koop.example", keep.map(str::to_owned));
    let around = Surroundings { gallery, ..Surroundings::default() };
    Place::new(page(language), &rich(), &around, now()).render().unwrap()
}

#[test]
fn every_page_is_strict_html_in_every_language() {
    for language in Language::ALL {
        let places = [place(language, &photos(4), Some("/x")), place(language, &[], Some("/x"))];
        let places = places.into_iter().map(|html| ("place", html));
        for (name, html) in work(language).into_iter().chain(places) {
            let caught = std::panic::catch_unwind(|| check(&html));
            assert!(caught.is_ok(), "{name} in {language:?}");
            assert!(!html.contains("nknown localization"), "{name}");
            for trap in ["<script>alert", "<b>"] {
                assert!(!html.contains(trap), "{name} has {trap}");
            }
        }
    }
}

#[test]
fn what_is_wrong_is_said_beside_its_field() {
    for language in Language::ALL {
        for (name, html) in work(language) {
            let inputs = html.split("<input ").skip(1);
            for field in inputs.chain(html.split("<textarea ").skip(1)) {
                let field = field.split('>').next().unwrap();
                let wrong = field.contains("aria-invalid");
                let ids = field.split("aria-describedby=\"").nth(1);
                let ids = ids.and_then(|it| it.split('"').next()).unwrap_or_default();
                assert_eq!(ids.contains("-mis"), wrong, "{name}: {field}");
                for id in ids.split(' ').filter(|it| !it.is_empty()) {
                    assert!(html.contains(&format!("id=\"{id}\"")), "{name}: {id}");
                }
            }
        }
    }
    let pages = work(Language::Nl);
    let invalid = |at: usize| pages[at].1.matches("aria-invalid").count();
    assert_eq!([0, 1, 2, 3, 4, 5].map(invalid), [0, 0, 0, 1, 1, 1]);
    assert!(pages[3].1.contains("Kies een JPEG, PNG of WebP."));
    assert!(!pages[2].1.contains("type=\"file\""), "there is no room for more");
    assert!(pages[2].1.contains("Er staan al 12 foto’s."));
}

#[test]
fn the_first_photo_stands_large_and_nothing_jumps() {
    let html = place(Language::Nl, &photos(3), None);
    let images: Vec<&str> =
        html.split("<img ").skip(1).filter_map(|it| it.split('>').next()).collect();
    assert_eq!(images.len(), 3);
    for image in &images {
        for known in [" width=\"", " height=\"", " alt=\"", " sizes=\""] {
            assert!(image.contains(known), "{image}");
        }
        assert_eq!(image.matches(".jpg ").count(), 3, "each size has its width: {image}");
    }
    assert!(images[0].contains("srcset=\"/media/") && images[0].contains("1920w"));
    assert!(!images[0].contains("lazy") && images[1].contains("lazy"));
    assert!(images[2].contains("alt=\"\""), "it only decorates");
    let large = photo(1).sizes[2].name;
    assert!(html.contains(&format!("\"image\":[\"https://koop.example/media/{large}.jpg\"")));
    assert!(!html.contains("/mijn/plekken"), "who does not keep it is not asked to");
    assert!(
        !place(Language::Nl, &[], None).contains("class=\"gallery"),
        "nothing where nothing is"
    );
}

#[test]
fn every_error_of_a_person_is_a_sentence() {
    for language in Language::ALL {
        let unfit = Unfit::ALL.map(MediaError::Unfit);
        let others = [
            MediaError::Arriving,
            MediaError::Alt(Problem::Empty),
            MediaError::Alt(Problem::TooLong),
            MediaError::Full { most: PHOTOS_MAX },
            MediaError::TooMany { wait_s: 3_601 },
            MediaError::NotFound,
            MediaError::AtDesk,
            MediaError::Denied(Denied { action: Action::EditListing }),
        ];
        let said: Vec<String> = unfit
            .into_iter()
            .chain(others)
            .map(|error| texts::media_error(language, &error).unwrap())
            .collect();
        for words in &said {
            assert!(words.ends_with(['.']) && !words.contains(['{', '$']), "{words}");
            assert_eq!(said.iter().filter(|it| *it == words).count(), 1, "{words}");
        }
    }
}
