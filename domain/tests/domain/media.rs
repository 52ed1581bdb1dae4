//! Photos of places, on both databases.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use koop_domain::changes;
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::id::{ListingId, PhotoId};
use koop_domain::listings::keepers::{self, Added};
use koop_domain::listings::model::{Facts, Kind, LifeState};
use koop_domain::listings::{self, find_many};
use koop_domain::media::error::MediaError;
use koop_domain::media::model::{ALT_MAX, PHOTOS_MAX};
use koop_domain::media::{
    self, Alt, GONE_KEPT_DAYS, NewPhoto, Photo, PhotoSize, UNNAMED_KEPT_HOURS, UPLOADS_A_DAY_MAX,
    Unfit,
};
use koop_domain::members::{self, model::Secret};

use crate::harness::{House, on_both_databases};
use crate::members::{HANNEKE, as_member, member};

on_both_databases! {
    a_photo_is_added_and_shown;
    photos_keep_their_order_without_gaps;
    a_place_has_so_many_photos_and_no_more;
    nobody_else_changes_photos;
    what_is_no_photo_is_refused;
    a_member_sends_so_many_a_day;
    whoever_leaves_is_not_named;
    files_go_a_day_after_what_named_them;
    a_place_that_is_gone_shows_no_photos;
    untrue_photos_are_refused;
    photos_of_many_places_are_one_statement;
}

/// A picture that no other number has.
pub(crate) fn shot(number: u8) -> Vec<u8> {
    let colour = Rgb([number.wrapping_mul(31), 90, 200 - number]);
    let mut bytes = Vec::new();
    let pixels = RgbImage::from_pixel(400, 300, colour);
    JpegEncoder::new_with_quality(&mut bytes, 70).encode_image(&pixels).unwrap();
    bytes
}

fn new(number: u8) -> NewPhoto {
    NewPhoto { bytes: shot(number), alt: format!("Foto {number}"), decorative: false }
}

/// A member with a place that they brought in.
async fn keeper(house: &House) -> (Ctx, ListingId) {
    let who = member(house, HANNEKE, "Hanneke", None).await;
    let ctx = as_member(house, &who);
    let facts = Facts { name: "Spaak".to_owned(), kind: Kind::Repair, ..Facts::default() };
    let added = keepers::add(&ctx, &house.domain, facts, true).await.unwrap();
    let Added::New(listing) = added else { panic!("it is new") };
    (ctx, listing.id)
}

async fn add(ctx: &Ctx, house: &House, id: ListingId, number: u8) -> Photo {
    media::add(ctx, &house.domain, id, new(number)).await.unwrap()
}

/// What anybody sees of a place, in order.
async fn shown(house: &House, id: ListingId) -> Vec<Photo> {
    let mut all = media::of(&house.visitor(), &house.domain, &[id]).await.unwrap();
    all.remove(&id).unwrap_or_default()
}

async fn alts(house: &House, id: ListingId) -> String {
    let shown = shown(house, id).await;
    let words: Vec<&str> = shown.iter().map(|it| it.alt.as_str()).collect();
    words.join(" ").replace("Foto ", "")
}

async fn a_photo_is_added_and_shown(house: &House) {
    let (ctx, id) = keeper(house).await;
    let before = changes::head(&ctx, &house.domain).await.unwrap();
    let photo = add(&ctx, house, id, 1).await;
    let news = changes::after(&ctx, &house.domain, before).await.unwrap().unwrap();
    assert_eq!(news.listings, [id], "who keeps a copy of the place hears of it");
    assert_eq!(shown(house, id).await, std::slice::from_ref(&photo));
    let medium = photo.picture(PhotoSize::Medium);
    assert_eq!((medium.width, medium.height), (400, 300));
    let visitor = house.visitor();
    let file = media::file(&visitor, &house.domain, medium.name).await.unwrap().unwrap();
    assert!(file.starts_with(&[0xff, 0xd8, 0xff]));
    let told = media::set_alt(&ctx, &house.domain, photo.id, (" De\nwerkplaats ", false)).await;
    assert_eq!(told.unwrap(), id);
    assert_eq!(shown(house, id).await[0].alt, Alt::Words("De werkplaats".to_owned()));
    media::set_alt(&ctx, &house.domain, photo.id, ("", true)).await.unwrap();
    assert_eq!(shown(house, id).await[0].alt, Alt::Decorative);
    media::remove(&ctx, &house.domain, photo.id).await.unwrap();
    assert_eq!(shown(house, id).await, []);
    assert!(media::first_of(&visitor, &house.domain, &[id]).await.unwrap().is_empty());
    assert_eq!(media::file(&visitor, &house.domain, medium.name).await.unwrap(), None, "at once");
    let again = media::remove(&ctx, &house.domain, photo.id).await;
    assert!(matches!(again, Err(MediaError::NotFound)));
}

async fn photos_keep_their_order_without_gaps(house: &House) {
    let (ctx, id) = keeper(house).await;
    let mut photos = Vec::new();
    for number in 1..=4 {
        photos.push(add(&ctx, house, id, number).await.id);
    }
    let domain = &house.domain;
    for (photo, to, order) in [
        (3, 1, "4 1 2 3"),
        (3, 4, "1 2 3 4"),
        (0, 3, "2 3 1 4"),
        (2, 99, "2 1 4 3"),
        (0, 0, "1 2 4 3"),
        (0, 1, "1 2 4 3"),
    ] {
        assert_eq!(media::move_to(&ctx, domain, photos[photo], to).await.unwrap(), id);
        assert_eq!(alts(house, id).await, order, "photo {photo} to {to}");
    }
    media::remove(&ctx, domain, photos[1]).await.unwrap();
    assert_eq!(alts(house, id).await, "1 4 3");
    let places = house.text("select cast(sum(place) as text) from photos").await;
    assert_eq!(places, "6", "1 and 2 and 3");
    add(&ctx, house, id, 5).await;
    assert_eq!(alts(house, id).await, "1 4 3 5");
}

async fn a_place_has_so_many_photos_and_no_more(house: &House) {
    let (ctx, id) = keeper(house).await;
    let numbers = 1..=u8::try_from(PHOTOS_MAX).unwrap() - 1;
    for number in numbers {
        add(&ctx, house, id, number).await;
    }
    // Two who come with the last one at once.
    let (one, other) = tokio::join!(
        media::add(&ctx, &house.domain, id, new(60)),
        media::add(&ctx, &house.domain, id, new(61)),
    );
    let full =
        [one, other].into_iter().filter(|it| matches!(it, Err(MediaError::Full { .. }))).count();
    assert_eq!((full, shown(house, id).await.len()), (1, PHOTOS_MAX));
}

async fn nobody_else_changes_photos(house: &House) {
    let (ctx, id) = keeper(house).await;
    let photo = add(&ctx, house, id, 1).await.id;
    let other = member(house, "ander@voorbeeld.nl", "Ander", None).await;
    let other = as_member(house, &other);
    let domain = &house.domain;
    for who in [&other, &house.visitor()] {
        let tries = [
            media::add(who, domain, id, new(2)).await.map(|_| ()),
            media::kept(who, domain, id).await.map(|_| ()),
            media::set_alt(who, domain, photo, ("", true)).await.map(|_| ()),
            media::move_to(who, domain, photo, 1).await.map(|_| ()),
            media::remove(who, domain, photo).await.map(|_| ()),
            media::tidy(who, domain).await.map(|_| ()),
        ];
        assert!(tries.iter().all(|it| matches!(it, Err(MediaError::Denied(_)))), "{tries:?}");
    }
    assert_eq!(alts(house, id).await, "1");
    let (nowhere, nothing) = (ListingId(ctx.ids.next()), PhotoId(ctx.ids.next()));
    let unknown = media::add(&other, domain, nowhere, new(2)).await.map(|_| ());
    assert!(matches!(unknown, Err(MediaError::NotFound)));
    let unknown = media::remove(&other, domain, nothing).await.map(|_| ());
    assert!(matches!(unknown, Err(MediaError::NotFound)));
    // Whoever runs the house may, as with every fact.
    assert_eq!(media::remove(&house.operator(), domain, photo).await.unwrap(), id);
}

async fn what_is_no_photo_is_refused(house: &House) {
    let (ctx, id) = keeper(house).await;
    let send = |photo: NewPhoto| media::add(&ctx, &house.domain, id, photo);
    let script = NewPhoto { bytes: b"GIF89a=1;alert(1)".to_vec(), ..new(1) };
    assert!(matches!(send(script).await, Err(MediaError::Unfit(Unfit::WrongKind))));
    let mute = NewPhoto { alt: " \u{7}".to_owned(), ..new(1) };
    assert!(matches!(send(mute).await, Err(MediaError::Alt(Problem::Empty))));
    let long = NewPhoto { alt: "a".repeat(ALT_MAX + 1), ..new(1) };
    assert!(matches!(send(long).await, Err(MediaError::Alt(Problem::TooLong))));
    assert_eq!((shown(house, id).await, house.files.names()), (vec![], vec![]));
}

async fn a_member_sends_so_many_a_day(house: &House) {
    let (ctx, id) = keeper(house).await;
    let photo = || NewPhoto { bytes: Vec::new(), ..new(1) };
    for _ in 0..UPLOADS_A_DAY_MAX {
        let empty = media::add(&ctx, &house.domain, id, photo()).await;
        assert!(matches!(empty, Err(MediaError::Unfit(Unfit::Empty))));
    }
    let refused = media::add(&ctx, &house.domain, id, new(1)).await;
    assert!(matches!(refused, Err(MediaError::TooMany { wait_s: 1.. })));
    house.clock.advance(TimeDelta::days(1));
    let ctx = Ctx { now: ctx.now + TimeDelta::days(1), ..ctx };
    add(&ctx, house, id, 1).await;
}

async fn whoever_leaves_is_not_named(house: &House) {
    let (ctx, id) = keeper(house).await;
    let photo = add(&ctx, house, id, 1).await;
    let mine = media::mine(&ctx, &house.domain).await.unwrap();
    let told: Vec<_> = mine.iter().map(|it| (it.photo, it.listing, it.at)).collect();
    assert_eq!(told, [(photo.id, id, ctx.now)]);
    members::delete_me(&ctx, &house.domain, &Secret::new("")).await.unwrap();
    assert_eq!(alts(house, id).await, "1", "the photo is the place's");
    let unnamed = "select cast(count(*) as text) from photos where added_by is null";
    assert_eq!(house.text(unnamed).await, "1");
}

async fn files_go_a_day_after_what_named_them(house: &House) {
    let (ctx, id) = keeper(house).await;
    let gone = add(&ctx, house, id, 1).await;
    let stays = add(&ctx, house, id, 2).await;
    media::remove(&ctx, &house.domain, gone.id).await.unwrap();
    let tidy = async || media::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(tidy().await, 0, "it may be on its way to its row");
    house.clock.advance(TimeDelta::hours(UNNAMED_KEPT_HOURS) + TimeDelta::seconds(1));
    let again = Ctx { now: house.visitor().now, ..ctx };
    let twin = media::add(&again, &house.domain, id, new(3)).await.unwrap();
    media::remove(&again, &house.domain, twin.id).await.unwrap();
    let of = |photo: &Photo| photo.sizes.map(|it| it.name).into_iter().collect::<BTreeSet<_>>();
    assert_eq!(tidy().await, of(&gone).len() as u64);
    let left: BTreeSet<_> = house.files.names().into_iter().collect();
    assert_eq!(left, of(&stays).union(&of(&twin)).copied().collect());
}

async fn a_place_that_is_gone_shows_no_photos(house: &House) {
    let (ctx, id) = keeper(house).await;
    let photo = add(&ctx, house, id, 1).await;
    let mut facts = find_many(&ctx, &house.domain, &[id]).await.unwrap()[&id].facts.clone();
    facts.state = LifeState::Gone { since: None };
    listings::edit(&ctx, &house.domain, id, 1, facts.clone()).await.unwrap();
    let name = photo.picture(PhotoSize::Small).name;
    let visitor = house.visitor();
    assert_eq!(shown(house, id).await, []);
    assert_eq!(media::file(&visitor, &house.domain, name).await.unwrap(), None);
    let late = media::add(&ctx, &house.domain, id, new(2)).await;
    assert!(matches!(late, Err(MediaError::NotFound)));
    media::tidy(&house.operator(), &house.domain).await.unwrap();
    facts.state = LifeState::Running;
    let back = listings::edit(&ctx, &house.domain, id, 2, facts.clone()).await.unwrap();
    assert_eq!(shown(house, id).await.len(), 1, "some come back");
    facts.state = LifeState::Gone { since: None };
    listings::edit(&ctx, &house.domain, id, back.revision, facts).await.unwrap();
    house.clock.advance(TimeDelta::days(GONE_KEPT_DAYS) + TimeDelta::seconds(1));
    media::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!((house.count("photos").await, house.files.names()), (0, vec![]));
}

async fn untrue_photos_are_refused(house: &House) {
    let (ctx, id) = keeper(house).await;
    add(&ctx, house, id, 1).await;
    add(&ctx, house, id, 2).await;
    let long = format!("alt = '{}'", "a".repeat(ALT_MAX + 1));
    for untrue in [
        "place = 2",
        "place = 13",
        "place = -1",
        "alt = null",
        &long,
        "small_name = 'evil.html'",
        "large_width = 0",
        "medium_height = large_height + 1",
        "listing_id = id",
    ] {
        let sql = format!("update photos set {untrue} where place = 1");
        crate::schema::refuses(house, &sql).await;
    }
    house.run("delete from listings").await;
    assert_eq!(house.count("photos").await, 0, "they go with their place");
}

async fn photos_of_many_places_are_one_statement(house: &House) {
    let (ctx, id) = keeper(house).await;
    add(&ctx, house, id, 1).await;
    let others: Vec<ListingId> = (0..100).map(|_| ListingId(ctx.ids.next())).collect();
    let before = house.domain.db.statements();
    let all = [&[id][..], &others].concat();
    let found = media::of(&house.visitor(), &house.domain, &all).await.unwrap();
    assert_eq!((found.len(), house.domain.db.statements() - before), (1, 1));
    let second = add(&ctx, house, id, 2).await;
    media::move_to(&ctx, &house.domain, second.id, 1).await.unwrap();
    let before = house.domain.db.statements();
    let first = media::first_of(&house.visitor(), &house.domain, &all).await.unwrap();
    assert_eq!(house.domain.db.statements() - before, 1);
    assert_eq!((first.len(), first[&id].id), (1, second.id), "the first in their order");
}
