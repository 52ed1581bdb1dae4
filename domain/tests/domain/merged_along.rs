//! What goes along with a merge, who hears of it, and which merges are told, on both databases.

use chrono::TimeDelta;
use koop_domain::appeals::{APPEAL_DAYS, Subject};
use koop_domain::jobs::Letter;
use koop_domain::language::Language;
use koop_domain::listings::claims::{self, ClaimState, Wish};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{self, Keeper};
use koop_domain::listings::merging::{self, UNDO_DAYS};
use koop_domain::listings::model::Whereabouts;
use koop_domain::listings::reports::{self, About, Said};
use koop_domain::listings::{self, history};

use crate::appeals::{Quarter, ask, uphold};
use crate::communities::{WHY, outsider, person};
use crate::harness::{House, on_both_databases};
use crate::imports::by_slug;
use crate::merging::{merge, pair, undo};
use crate::reports::{letters, owner_of};

on_both_databases! {
    whose_place_it_is_hears_of_a_merge;
    who_was_asked_along_is_asked_still;
    an_appeal_is_about_the_place_that_goes_on;
    a_change_that_was_put_back_is_put_forth_where_it_went_on;
    who_was_given_the_lost_one_keeps_it;
    what_can_be_undone_is_told_first;
    no_door_is_told_of_what_became_a_home_since;
}

async fn whose_place_it_is_hears_of_a_merge(house: &House) {
    let (one, other) = pair(house).await;
    owner_of(house, other.id, "baas@voorbeeld.nl").await;
    letters(house).await;
    merge(house, (&one, &other), None).await.unwrap();
    let [(to, letter)] = letters(house).await.try_into().unwrap();
    assert_eq!(to, "baas@voorbeeld.nl");
    let Letter::Merged { slug, .. } = letter else { panic!("{letter:?}") };
    assert_eq!(slug, one.slug);
}

async fn who_was_asked_along_is_asked_still(house: &House) {
    let (one, other) = pair(house).await;
    let owner = owner_of(house, one.id, "baas@voorbeeld.nl").await;
    let ask = async |id, email| {
        let asked = (email, Keeper::Editor, Language::Nl);
        keepers::invite(&owner, &house.domain, id, asked).await.unwrap();
    };
    let asked = async |id| {
        let all = keepers::invitations(&owner, &house.domain, id).await.unwrap();
        all.iter().map(|it| it.email.as_typed().to_owned()).collect::<Vec<_>>()
    };
    ask(one.id, "hulp@voorbeeld.nl").await;
    let (id, _) = merge(house, (&one, &other), None).await.unwrap();
    assert_eq!(asked(one.id).await, ["hulp@voorbeeld.nl"]);
    undo(house, id).await.unwrap();
    assert_eq!(asked(one.id).await, ["hulp@voorbeeld.nl"]);
    // And the other way round it goes along, and back.
    let (id, _) = merge(house, (&other, &one), None).await.unwrap();
    assert_eq!(asked(other.id).await, ["hulp@voorbeeld.nl"]);
    undo(house, id).await.unwrap();
    assert_eq!(asked(one.id).await, ["hulp@voorbeeld.nl"]);
}

async fn an_appeal_is_about_the_place_that_goes_on(house: &House) {
    let it = Quarter::of(house).await;
    let (place, domain) = (&it.place, &house.domain);
    let wish = (Wish::CounterCode, Language::Nl);
    let (claim, _) = claims::claim(&it.asker, domain, place.id, wish).await.unwrap();
    claims::decide(&it.first, domain, claim.id, (false, "Nee")).await.unwrap();
    let facts = listings::model::Facts { name: "Weg".to_owned(), ..place.facts.clone() };
    let added = keepers::add(&house.operator(), domain, facts, true).await.unwrap();
    let keepers::Added::New(survivor) = added else { panic!("it is new") };
    let (id, _) = merge(house, (&survivor, place), None).await.unwrap();
    let of = async || claims::mine(&it.asker, domain).await.unwrap()[0].listing;
    assert_eq!(of().await, survivor.id);
    undo(house, id).await.unwrap();
    assert_eq!(of().await, place.id, "and back");
    let appeal = ask(house, &it.asker).await;
    merge(house, (&survivor, place), None).await.unwrap();
    uphold(house, &it.second, &appeal).await.unwrap();
    let [claim] = claims::mine(&it.asker, domain).await.unwrap().try_into().unwrap();
    assert_eq!((claim.state, claim.listing), (ClaimState::Open, survivor.id));
    // What is too long ago to appeal against stays where it was.
    let phone = "020 555 01 91";
    let said = Said { about: About::Phone, proposed: phone.to_owned(), note: String::new() };
    let old = reports::report(&it.first, domain, survivor.id, &said, "192.0.2.1").await.unwrap();
    reports::decide(&it.second, domain, old.id, (false, "Nee")).await.unwrap();
    house.clock.advance(TimeDelta::days(APPEAL_DAYS + 1));
    let other = by_slug(house, &survivor.slug).await;
    let facts = listings::model::Facts { name: "Nog een".to_owned(), ..place.facts.clone() };
    let added = keepers::add(&house.operator(), domain, facts, true).await.unwrap();
    let keepers::Added::New(third) = added else { panic!("it is new") };
    merge(house, (&third, &other), None).await.unwrap();
    assert_eq!(reports::mine(&it.first, domain).await.unwrap()[0].listing, survivor.id);
}

async fn a_change_that_was_put_back_is_put_forth_where_it_went_on(house: &House) {
    let it = Quarter::of(house).await;
    let (place, domain) = (&it.place, &house.domain);
    let writer = person(
        house,
        "schrijft@voorbeeld.nl",
        it.community.id,
        koop_domain::communities::model::Role::Steward,
    )
    .await;
    let mut facts = place.facts.clone();
    facts.tags = vec!["koffie".to_owned()];
    listings::edit(&writer, domain, place.id, 1, facts).await.unwrap();
    history::revert(&it.first, domain, place.id, (1, None), WHY).await.unwrap();
    let added = keepers::add(&house.operator(), domain, place.facts.clone(), true).await.unwrap();
    let keepers::Added::New(survivor) = added else { panic!("it is new") };
    let back = by_slug(house, &place.slug).await;
    let appeal = ask(house, &writer).await;
    assert!(matches!(appeal.subject, Subject::Revert(..)));
    merge(house, (&survivor, &back), None).await.unwrap();
    uphold(house, &it.second, &appeal).await.unwrap();
    assert_eq!(by_slug(house, &survivor.slug).await.facts.tags, ["koffie"]);
}

async fn who_was_given_the_lost_one_keeps_it(house: &House) {
    let (one, other) = pair(house).await;
    let (id, _) = merge(house, (&one, &other), None).await.unwrap();
    // Nobody can claim what is gone; a hand in the database can give it.
    outsider(house, "baas@voorbeeld.nl").await;
    let given = format!(
        "insert into listing_keepers (listing_id, member_id, role, since) \
        select l.id, m.id, 'owner', m.created_at from listings l, members m where l.slug = '{}'",
        other.slug
    );
    house.run(&given).await;
    let lost = undo(house, id).await;
    assert!(matches!(lost, Err(ListingError::Conflict { .. })), "{lost:?}");
}

async fn what_can_be_undone_is_told_first(house: &House) {
    let (one, other) = pair(house).await;
    let ctx = || house.operator();
    let (old, _) = merge(house, (&one, &other), None).await.unwrap();
    house.clock.advance(TimeDelta::days(UNDO_DAYS + 1));
    let spare = |name: &str| listings::model::Facts { name: name.to_owned(), ..Default::default() };
    let mut made = Vec::new();
    for name in ["Een", "Twee", "Drie"] {
        let added = keepers::add(&ctx(), &house.domain, spare(name), true).await.unwrap();
        let keepers::Added::New(it) = added else { panic!("it is new") };
        made.push(merge(house, (&one, &it), None).await.unwrap().0);
        house.clock.advance(TimeDelta::minutes(1));
    }
    undo(house, made[2]).await.unwrap();
    let mut told = Vec::new();
    let mut after = None;
    loop {
        let page = merging::latest(&ctx(), &house.domain, (1, after)).await.unwrap();
        told.extend(page.made.iter().map(|it| (it.merge.id, it.is_undoable)));
        after = page.made.last().map(|it| it.cursor);
        if !page.more {
            break;
        }
    }
    let (first, second, undone) = (made[1], made[0], made[2]);
    assert_eq!(told, [(first, true), (second, true), (undone, false), (old, false)]);
    let odd = koop_domain::page::Cursor::Offset { offset: 1, query: 1 };
    let odd = merging::latest(&ctx(), &house.domain, (1, Some(odd))).await;
    assert!(matches!(odd, Err(ListingError::Invalid { field: "after", .. })));
}

async fn no_door_is_told_of_what_became_a_home_since(house: &House) {
    let (one, other) = pair(house).await;
    let spare = listings::model::Facts { name: "Noor aan huis".to_owned(), ..one.facts.clone() };
    let added = keepers::add(&house.operator(), &house.domain, spare, true).await.unwrap();
    let keepers::Added::New(last) = added else { panic!("it is new") };
    merge(house, (&one, &other), None).await.unwrap();
    let now = by_slug(house, &one.slug).await;
    merge(house, (&last, &now), None).await.unwrap();
    let (visitor, domain) = (house.visitor(), &house.domain);
    let streets = async || {
        let ids = [one.id, other.id];
        let found = listings::find_many(&visitor, domain, &ids).await.unwrap();
        let by_id = found.values().filter_map(|it| it.facts.shown_address()?.street);
        let told = history::of(&visitor, domain, other.id, (None, 20)).await.unwrap();
        let before = told.entries.iter().filter_map(|it| it.after.address.clone()?.street);
        let made = merging::latest(&house.operator(), domain, (20, None)).await.unwrap().made;
        let lost = made.iter().filter_map(|it| it.pair[1].facts.shown_address()?.street);
        [by_id.count(), before.count(), lost.count()]
    };
    assert!(streets().await.iter().all(|count| *count > 0), "a shop's door is told");
    let now = by_slug(house, &last.slug).await;
    let facts = listings::model::Facts { whereabouts: Whereabouts::AtHome, ..now.facts.clone() };
    listings::edit(&house.operator(), domain, last.id, now.revision, facts).await.unwrap();
    assert_eq!(streets().await, [0, 0, 0], "two steps on it is a home");
}
