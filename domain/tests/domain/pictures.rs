//! Photos of posts and in messages, and who sees them, on both databases.

use chrono::TimeDelta;
use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::messages::{self, list};
use koop_domain::agreements::model::{Agreement, Move, Words};
use koop_domain::agreements::photos as talk;
use koop_domain::communities::model::Role;
use koop_domain::ctx::Ctx;
use koop_domain::id::{MessageId, PhotoId, PostId};
use koop_domain::media::error::MediaError;
use koop_domain::media::{self, Alt, Attached, NewPhoto, PhotoSize, UNNAMED_KEPT_HOURS, Unfit};
use koop_domain::members::{self, model::Secret};
use koop_domain::posts::kinds::{Audience, Outcome, PostState, ReportReason};
use koop_domain::posts::model::{Draft, Post};
use koop_domain::posts::photos::{self, PHOTOS_MAX};
use koop_domain::posts::{self, About, KEPT_DAYS, publish};
use koop_domain::profiles::act_as;
use koop_domain::profiles::mandates::{Deed, Wish, write_down};

use crate::agreements::{Street, does, help, replied, street};
use crate::communities::{community, outsider, person};
use crate::harness::{House, on_both_databases};
use crate::helpdesk::desk;
use crate::mandates::{deeds, oost, register_wit, today};
use crate::media::shot;
use crate::posts::{draft, now, two};

on_both_databases! {
    an_author_adds_orders_tells_and_removes;
    a_post_has_so_many_photos_and_no_more;
    nobody_else_works_on_them;
    hands_work_on_them_under_a_mandate;
    what_the_desk_wrote_down_takes_no_photos;
    who_sees_the_post_sees_its_photos_and_nobody_else;
    after_the_end_only_its_author_and_who_decides_see_them;
    words_about_a_photo_are_looked_at_as_others_are;
    what_is_no_photo_leaves_nothing;
    photos_go_with_their_posts;
    a_message_has_a_photo_that_two_see;
    a_steward_sees_the_photo_that_was_reported_and_no_other;
    photos_go_with_their_messages;
}

fn new(number: u8) -> NewPhoto {
    NewPhoto { bytes: shot(number), alt: format!("Foto {number}"), decorative: false }
}

async fn put(house: &House, who: &Ctx, audience: Audience) -> Post {
    let draft = Draft { audience: Some(audience), ..draft("Boodschappen doen") };
    publish(&now(house, who), &house.domain, draft).await.unwrap()
}

async fn add(house: &House, who: &Ctx, post: PostId, number: u8) -> Attached {
    photos::add(&now(house, who), &house.domain, post, new(number)).await.unwrap()
}

async fn alts(house: &House, post: PostId) -> String {
    let all = photos::of(&house.visitor(), &house.domain, &[post]).await.unwrap();
    let words = all.get(&post).into_iter().flatten().map(|it| it.alt.as_str());
    words.collect::<Vec<_>>().join(" ").replace("Foto ", "")
}

/// Whether somebody is given the file of a photo now, and whether anybody would be.
async fn sees(house: &House, who: &Ctx, of: (PostId, PhotoId)) -> Option<bool> {
    let file = photos::file(&now(house, who), &house.domain, of, PhotoSize::Small).await.unwrap();
    file.map(|it| it.is_public)
}

async fn hears(house: &House, who: &Ctx, of: MessageId) -> bool {
    let ctx = now(house, who);
    talk::file(&ctx, &house.domain, of, PhotoSize::Large).await.unwrap().is_some()
}

async fn an_author_adds_orders_tells_and_removes(house: &House) {
    let (_, one, _) = two(house).await;
    let domain = &house.domain;
    let post = put(house, &one, Audience::Community).await.id;
    let mut all = Vec::new();
    for number in 1..=4 {
        all.push(add(house, &one, post, number).await);
    }
    let medium = all[0].picture(PhotoSize::Medium);
    assert_eq!((medium.width, medium.height), (400, 300));
    let ids: Vec<PhotoId> = all.iter().map(|it| it.id).collect();
    photos::order(&one, domain, post, &[ids[3], ids[1]]).await.unwrap();
    assert_eq!(alts(house, post).await, "4 2 1 3");
    photos::move_to(&one, domain, ids[3], 99).await.unwrap();
    assert_eq!(alts(house, post).await, "2 1 3 4");
    photos::move_to(&one, domain, ids[3], 0).await.unwrap();
    assert_eq!(alts(house, post).await, "4 2 1 3");
    let first = photos::first_of(&one, domain, &[post]).await.unwrap();
    assert_eq!(first[&post].id, ids[3]);
    photos::set_alt(&one, domain, ids[3], (" De\nboor ", false)).await.unwrap();
    photos::remove(&one, domain, ids[1]).await.unwrap();
    assert_eq!(alts(house, post).await, "De boor 1 3");
    assert_eq!(house.number("select cast(sum(place) as bigint) from post_photos").await, 6);
    add(house, &one, post, 5).await;
    assert_eq!(alts(house, post).await, "De boor 1 3 5");
    let again = photos::remove(&one, domain, ids[1]).await;
    assert!(matches!(again, Err(MediaError::NotFound)), "{again:?}");
    let strange = photos::order(&one, domain, post, &[ids[1]]).await;
    assert!(matches!(strange, Err(MediaError::NotFound)), "{strange:?}");
}

async fn a_post_has_so_many_photos_and_no_more(house: &House) {
    let (_, one, _) = two(house).await;
    let post = put(house, &one, Audience::Community).await.id;
    for number in 1..u8::try_from(PHOTOS_MAX).unwrap() {
        add(house, &one, post, number).await;
    }
    // Two who come with the last one at once.
    let (first, second) = tokio::join!(
        photos::add(&one, &house.domain, post, new(60)),
        photos::add(&one, &house.domain, post, new(61)),
    );
    let full = |it: &Result<_, _>| matches!(it, Err(MediaError::Full { most: PHOTOS_MAX }));
    assert_eq!([first, second].iter().filter(|it| full(it)).count(), 1);
    assert_eq!(house.count("post_photos").await, 6);
}

async fn nobody_else_works_on_them(house: &House) {
    let (of, one, other) = two(house).await;
    let steward = person(house, "steward@voorbeeld.nl", of, Role::Steward).await;
    let post = put(house, &one, Audience::Community).await.id;
    let photo = add(house, &one, post, 1).await.id;
    let domain = &house.domain;
    for who in [&other, &steward] {
        let tried = [
            photos::add(who, domain, post, new(2)).await.map(drop),
            photos::set_alt(who, domain, photo, ("Van mij", false)).await.map(drop),
            photos::move_to(who, domain, photo, 1).await.map(drop),
            photos::order(who, domain, post, &[photo]).await.map(drop),
            photos::remove(who, domain, photo).await.map(drop),
            photos::kept(who, domain, post).await.map(drop),
        ];
        for it in tried {
            assert!(matches!(it, Err(MediaError::NotFound)), "{it:?}");
        }
    }
    for who in [house.visitor(), house.operator()] {
        let refused = photos::remove(&who, domain, photo).await;
        assert!(matches!(refused, Err(MediaError::Denied(_))), "{refused:?}");
    }
    assert_eq!(alts(house, post).await, "1");
}

async fn hands_work_on_them_under_a_mandate(house: &House) {
    let oost = oost(house).await;
    let wit = register_wit(house, &oost.organiser, oost.of).await.who;
    let until = today(house) + TimeDelta::days(300);
    let wish = Wish { handle: &oost.handle, deeds: deeds([Deed::PostHelp]), until };
    let whose = (oost.of, wit.member);
    let signed = (&wish, today(house));
    write_down(&oost.organiser, &house.domain, whose, signed).await.unwrap();
    let joke = now(house, &oost.joke);
    let acting = act_as(&joke, &house.domain, wit.profile).await.unwrap().0;
    let post = publish(&acting, &house.domain, draft("Soep over")).await.unwrap();
    let photo = add(house, &acting, post.id, 1).await;
    assert!(sees(house, &acting, (post.id, photo.id)).await.is_some());
    let own = photos::remove(&joke, &house.domain, photo.id).await;
    assert!(matches!(own, Err(MediaError::NotFound)), "as herself it is not hers: {own:?}");
    photos::remove(&acting, &house.domain, photo.id).await.unwrap();
    let log = "select count(*) from audit_log where act = 'acted_for'";
    assert_eq!(house.number(log).await, 3, "what was done for somebody stands in the log");
}

async fn what_the_desk_wrote_down_takes_no_photos(house: &House) {
    let desk = desk(house).await;
    let need = desk.of_wit(house).await;
    desk.given_to(house, &need, &desk.offering[0].0).await;
    let wit = desk.oost.wit.who.profile;
    let acting = act_as(&desk.joke(house), &house.domain, wit).await.unwrap().0;
    let post = posts::mine(&acting, &house.domain).await.unwrap().remove(0);
    assert_eq!(post.audience, Audience::Desk);
    let tried = [
        photos::add(&acting, &house.domain, post.id, new(1)).await.map(drop),
        photos::order(&acting, &house.domain, post.id, &[]).await.map(drop),
        photos::kept(&acting, &house.domain, post.id).await.map(drop),
    ];
    for it in tried {
        assert!(matches!(it, Err(MediaError::AtDesk)), "{it:?}");
    }
    let helper = photos::add(&desk.offering[0].0, &house.domain, post.id, new(1)).await;
    assert!(matches!(helper, Err(MediaError::NotFound)), "{helper:?}");
    assert!(house.files.names().is_empty());
}

async fn who_sees_the_post_sees_its_photos_and_nobody_else(house: &House) {
    let (_, one, other) = two(house).await;
    let elsewhere = community(house, "West").await.id;
    let stranger = person(house, "west@voorbeeld.nl", elsewhere, Role::Organiser).await;
    let (visitor, domain) = (house.visitor(), &house.domain);
    let public = put(house, &one, Audience::Public).await.id;
    let inside = put(house, &one, Audience::Community).await.id;
    let known = put(house, &one, Audience::Confirmed).await.id;
    for (number, post, seers) in [
        (1, public, [Some(true); 4]),
        (2, inside, [Some(false), Some(false), None, None]),
        (3, known, [Some(false), None, None, None]),
    ] {
        let photo = add(house, &one, post, number).await;
        let of = (post, photo.id);
        for (who, sees_it) in [&one, &other, &stranger, &visitor].into_iter().zip(seers) {
            assert_eq!(sees(house, who, of).await, sees_it, "{number}");
        }
        // By the name of its file nobody finds it, nor by that of another post.
        for picture in photo.sizes {
            assert_eq!(media::file(&one, domain, picture.name).await.unwrap(), None);
        }
        let mixed = if post == public { inside } else { public };
        assert_eq!(sees(house, &one, (mixed, photo.id)).await, None);
    }
    let photo = photos::of(&one, domain, &[public]).await.unwrap()[&public][0].id;
    posts::block_author(&other, domain, public).await.unwrap();
    assert_eq!(sees(house, &other, (public, photo)).await, None, "neither sees the other");
    assert_eq!(sees(house, &one, (public, photo)).await, Some(true));
    photos::remove(&one, domain, photo).await.unwrap();
    assert_eq!(sees(house, &one, (public, photo)).await, None, "at once");
}

async fn after_the_end_only_its_author_and_who_decides_see_them(house: &House) {
    let (of, one, other) = two(house).await;
    let steward = person(house, "steward@voorbeeld.nl", of, Role::Steward).await;
    let elsewhere = community(house, "West").await.id;
    let stranger = person(house, "west@voorbeeld.nl", elsewhere, Role::Organiser).await;
    let (visitor, domain) = (house.visitor(), &house.domain);
    let post = put(house, &one, Audience::Public).await.id;
    let it = (post, add(house, &one, post, 1).await.id);
    let about = About::Post(post);
    let said = posts::report(&other, domain, about, ReportReason::Hurtful, None).await.unwrap();
    posts::close(&one, domain, post, Outcome::Found).await.unwrap();
    for who in [&other, &stranger, &visitor] {
        assert_eq!(sees(house, who, it).await, None);
    }
    assert_eq!(sees(house, &one, it).await, Some(false), "it is still theirs");
    assert_eq!(sees(house, &steward, it).await, Some(false), "it is to be decided");
    posts::decide_report(&steward, domain, said, (true, "Dat mag niet")).await.unwrap();
    assert_eq!(sees(house, &steward, it).await, None, "once it is decided it is nobody's matter");
    assert_eq!(sees(house, &one, it).await, Some(false));
    let late = photos::add(&one, domain, post, new(2)).await;
    assert!(matches!(late, Err(MediaError::NotFound)), "{late:?}");
    // A post that has only ended is the same.
    let post = put(house, &one, Audience::Public).await.id;
    let it = (post, add(house, &one, post, 3).await.id);
    house.clock.advance(TimeDelta::days(61));
    assert_eq!(sees(house, &other, it).await, None);
    assert_eq!(sees(house, &one, it).await, Some(false));
}

async fn words_about_a_photo_are_looked_at_as_others_are(house: &House) {
    let (of, one, other) = two(house).await;
    let steward = person(house, "steward@voorbeeld.nl", of, Role::Steward).await;
    let elsewhere = community(house, "West").await.id;
    let stranger = person(house, "west@voorbeeld.nl", elsewhere, Role::Organiser).await;
    let domain = &house.domain;
    let post = put(house, &one, Audience::Community).await.id;
    let photo = add(house, &one, post, 1).await.id;
    photos::set_alt(&one, domain, photo, ("Bel 06-12345678", false)).await.unwrap();
    assert!(!alts(house, post).await.contains("12345678"), "{}", alts(house, post).await);
    photos::set_alt(&one, domain, photo, ("Wiet te koop", false)).await.unwrap();
    let (kept, _) = photos::kept(&one, domain, post).await.unwrap();
    assert_eq!(kept.state, PostState::Review);
    let who_sees = [(&one, true), (&steward, true), (&other, false), (&stranger, false)];
    for (who, sees_it) in who_sees {
        assert_eq!(sees(house, who, (post, photo)).await.is_some(), sees_it);
    }
}

async fn what_is_no_photo_leaves_nothing(house: &House) {
    let (_, one, _) = two(house).await;
    let domain = &house.domain;
    let post = put(house, &one, Audience::Community).await.id;
    let page = NewPhoto { bytes: b"<script>".to_vec(), ..new(1) };
    let wrong = photos::add(&one, domain, post, page).await;
    assert!(matches!(wrong, Err(MediaError::Unfit(Unfit::WrongKind))), "{wrong:?}");
    let silent = NewPhoto { alt: " ".into(), ..new(1) };
    let wrong = photos::add(&one, domain, post, silent).await;
    assert!(matches!(wrong, Err(MediaError::Alt(_))), "{wrong:?}");
    assert_eq!(house.count("post_photos").await, 0);
    assert!(house.files.names().is_empty());
    for place in [-1, 7] {
        let row = format!("update post_photos set place = {place}");
        add(house, &one, post, 1).await;
        assert!(house.tried(&row).await.is_err(), "{place}");
    }
}

async fn photos_go_with_their_posts(house: &House) {
    let (_, one, other) = two(house).await;
    let domain = &house.domain;
    let closed = put(house, &one, Audience::Community).await.id;
    add(house, &one, closed, 1).await;
    posts::close(&one, domain, closed, Outcome::Found).await.unwrap();
    let left = put(house, &other, Audience::Community).await.id;
    add(house, &other, left, 2).await;
    members::delete_me(&other, domain, &Secret::new("")).await.unwrap();
    assert_eq!(house.count("post_photos").await, 1, "whoever leaves takes them along");
    house.clock.advance(TimeDelta::days(KEPT_DAYS + 1));
    posts::tidy(&house.operator(), domain).await.unwrap();
    assert_eq!(house.count("post_photos").await, 0);
    media::tidy(&house.operator(), domain).await.unwrap();
    assert!(house.files.names().is_empty(), "and their files");
}

/// An agreement in which somebody may still write, and a photo in it.
async fn shown(house: &House, street: &Street, text: &str) -> (Agreement, MessageId) {
    let post = help(house, street).await;
    let it = replied(house, &street.replier, post).await;
    let ctx = now(house, &street.replier);
    let sent = talk::send(&ctx, &house.domain, it.id, text, new(7)).await.unwrap();
    (it, sent.id)
}

async fn a_message_has_a_photo_that_two_see(house: &House) {
    let street = street(house).await;
    let (it, id) = shown(house, &street, " ").await;
    let domain = &house.domain;
    let (all, _) = list(&now(house, &street.owner), domain, it.id, 10, None).await.unwrap();
    let last = all.last().unwrap();
    assert_eq!(last.words, Words::Text("Foto 7".into()), "it says what is to be seen");
    assert_eq!(last.photo.as_ref().map(|it| it.alt.clone()), Some(Alt::Words("Foto 7".into())));
    assert_eq!(all[0].photo, None);
    for (who, sees_it) in [
        (&street.owner, true),
        (&street.replier, true),
        (&street.third, false),
        (&street.steward, false),
        (&house.visitor(), false),
        (&house.operator(), false),
    ] {
        assert_eq!(hears(house, who, id).await, sees_it);
    }
    let mine = messages::of_member(&now(house, &street.replier), domain).await.unwrap();
    assert_eq!(mine.iter().filter(|it| it.photo.is_some()).count(), 1, "it is taken along");
    let ctx = now(house, &street.third);
    let strange = talk::send(&ctx, domain, it.id, "Hoi", new(8)).await;
    assert!(matches!(strange, Err(AgreementError::NotFound)), "{strange:?}");
    let ctx = now(house, &street.replier);
    let page = NewPhoto { bytes: b"%PDF-1.7".to_vec(), ..new(1) };
    let wrong = talk::send(&ctx, domain, it.id, "Kijk", page).await;
    assert!(matches!(wrong, Err(AgreementError::Photo(MediaError::Unfit(_)))), "{wrong:?}");
    does(house, &street.owner, it.id, Move::Decline { reason: None }).await.unwrap();
    let late = talk::send(&now(house, &street.replier), domain, it.id, "Toch?", new(9)).await;
    assert!(matches!(late, Err(AgreementError::NotNow)), "{late:?}");
    assert_eq!(house.count("message_photos").await, 1);
}

async fn a_steward_sees_the_photo_that_was_reported_and_no_other(house: &House) {
    let street = street(house).await;
    let (it, id) = shown(house, &street, "Kijk dan").await;
    let elsewhere = community(house, "West").await.id;
    let stranger = person(house, "west@voorbeeld.nl", elsewhere, Role::Organiser).await;
    let domain = &house.domain;
    let about = About::Conversation(it.id);
    let ctx = now(house, &street.owner);
    let said = posts::report(&ctx, domain, about, ReportReason::Hurtful, None).await.unwrap();
    let ctx = now(house, &street.replier);
    let after = talk::send(&ctx, domain, it.id, "Nog een", new(9)).await.unwrap().id;
    let steward = now(house, &street.steward);
    let queue = posts::waiting(&steward, domain, street.of).await.unwrap();
    let lines: Vec<_> = queue.reports[0].words.lines.iter().map(|it| it.photo).collect();
    assert_eq!(lines, [None, Some(id)]);
    assert!(hears(house, &street.steward, id).await);
    assert!(!hears(house, &street.steward, after).await, "it was not reported");
    assert!(!hears(house, &stranger, id).await);
    assert!(!hears(house, &street.third, id).await);
    posts::decide_report(&steward, domain, said, (false, "Kan gebeuren")).await.unwrap();
    assert!(!hears(house, &street.steward, id).await, "until it is decided");
    let out = outsider(house, "buiten@voorbeeld.nl").await;
    assert!(!hears(house, &out, id).await);
}

async fn photos_go_with_their_messages(house: &House) {
    let street = street(house).await;
    shown(house, &street, "Kijk").await;
    assert!(!house.files.names().is_empty());
    members::delete_me(&street.replier, &house.domain, &Secret::new("")).await.unwrap();
    assert_eq!(house.count("message_photos").await, 0);
    let tidy = async || media::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(tidy().await, 0, "a day after nothing has named them");
    house.clock.advance(TimeDelta::hours(UNNAMED_KEPT_HOURS) + TimeDelta::seconds(1));
    assert!(tidy().await > 0);
    assert!(house.files.names().is_empty());
}
