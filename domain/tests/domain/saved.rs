//! Keeping questions to the board, on both databases.

use chrono::TimeDelta;
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::geo::{Bounds, Point};
use koop_domain::id::SavedSearchId;
use koop_domain::listings::search::{Near, Reach};
use koop_domain::members;
use koop_domain::members::model::Secret;
use koop_domain::posts::kinds::{Direction, Subject, Topic};
use koop_domain::posts::saved::error::SavedError;
use koop_domain::posts::saved::model::{
    SAVED_MAX, SAVED_NAME_MAX, SAVED_NEAR_M, SAVED_NEAR_MAX_M, SavedSearch,
};
use koop_domain::posts::saved::{forget, look_at, mine, pause, rename, save};
use koop_domain::posts::search::{PostFilter, PostQuery};
use uuid::Uuid;

use crate::communities::outsider;
use crate::harness::{House, on_both_databases};
use crate::members::{GOOD, HANNEKE, as_member, member};
use crate::posts::{DOOR, now, two};

on_both_databases! {
    the_same_question_is_kept_once;
    there_is_a_most_and_room_again;
    of_where_from_only_the_cell_is_kept;
    what_passes_is_not_kept;
    who_belongs_nowhere_names_a_place;
    it_is_renamed_and_rests_and_goes_on;
    it_is_nobody_elses;
    it_goes_with_its_owner;
}

/// Help that is offered.
pub(crate) fn help(house: &House) -> PostQuery {
    let filter = PostFilter {
        direction: Some(Direction::Offer),
        subjects: vec![Subject::Help],
        ..PostFilter::default()
    };
    PostQuery { filter, ..PostQuery::new(house.visitor().now) }
}

/// The same, from a point.
pub(crate) fn near(house: &House, point: Point, metres: Option<u32>) -> PostQuery {
    let near = Some(Near { point, reach: metres.map(Reach::Metres) });
    PostQuery { near, ..help(house) }
}

/// Keeps a question.
pub(crate) async fn kept(house: &House, who: &Ctx, name: &str, query: PostQuery) -> SavedSearch {
    let (it, is_new) = save(&now(house, who), &house.domain, name, query).await.unwrap();
    assert!(is_new, "{name}");
    it
}

async fn the_same_question_is_kept_once(house: &House) {
    let (_, one, other) = two(house).await;
    let topics = |list: &[Topic]| {
        let mut it = help(house);
        it.filter.topics = list.to_vec();
        it.text = Some("Boodschappen".into());
        it
    };
    let first =
        kept(house, &one, " Hulp  in huis ", topics(&[Topic::Keys, Topic::Groceries])).await;
    assert_eq!(first.name, "Hulp in huis");
    let mut same = topics(&[Topic::Groceries, Topic::Keys, Topic::Keys]);
    same.text = Some(" BOODSCHAPPEN ".into());
    let (again, is_new) = save(&one, &house.domain, "Anders", same.clone()).await.unwrap();
    assert!(!is_new);
    assert_eq!(again, first, "the one that is there, under its name");
    kept(house, &other, "Van een ander", same).await;
    assert_eq!(mine(&one, &house.domain).await.unwrap(), [first]);
}

async fn there_is_a_most_and_room_again(house: &House) {
    let (_, one, _) = two(house).await;
    let words = |at: u64| PostQuery { text: Some(format!("fiets {at}")), ..help(house) };
    for at in 0..SAVED_MAX {
        kept(house, &one, "Fiets", words(at)).await;
        house.clock.advance(TimeDelta::seconds(1));
    }
    let full = save(&one, &house.domain, "Fiets", words(SAVED_MAX)).await;
    assert!(matches!(full, Err(SavedError::Full)), "{full:?}");
    let all = mine(&one, &house.domain).await.unwrap();
    assert_eq!(all.len() as u64, SAVED_MAX);
    assert!(all.is_sorted_by(|a, b| a.created_at > b.created_at), "the latest first");
    assert!(!save(&one, &house.domain, "Fiets", words(3)).await.unwrap().1, "one that is there");
    forget(&one, &house.domain, all[0].id).await.unwrap();
    kept(house, &one, "Fiets", words(SAVED_MAX)).await;
}

async fn of_where_from_only_the_cell_is_kept(house: &House) {
    let (_, one, _) = two(house).await;
    let it = kept(house, &one, "Dichtbij", near(house, DOOR, None)).await;
    let cell = it.question.near.unwrap();
    assert_ne!(cell.point, DOOR);
    assert_eq!(cell.within_m, SAVED_NEAR_M, "as far as nobody said");
    let door = Point { latitude: DOOR.latitude - 0.000_2, longitude: DOOR.longitude + 0.000_3 };
    let (same, is_new) = save(&one, &house.domain, "x", near(house, door, None)).await.unwrap();
    assert!(!is_new && same.id == it.id, "every door of a cell asks the same");
    let row = house.text("select question || '' from saved_searches").await;
    assert!(!row.contains("52.3617") && !row.contains("4.92761"), "{row}");
    let further = kept(house, &one, "Verder", near(house, DOOR, Some(SAVED_NEAR_MAX_M))).await;
    assert_eq!(further.question.near.unwrap().within_m, SAVED_NEAR_MAX_M);
}

async fn what_passes_is_not_kept(house: &House) {
    let (_, one, _) = two(house).await;
    let with = |change: &dyn Fn(&mut PostQuery)| {
        let mut it = help(house);
        change(&mut it);
        it
    };
    let bounds = Bounds { south: 52.0, west: 4.0, north: 53.0, east: 5.0 };
    let between = (one.now, one.now + TimeDelta::days(1));
    let far = Reach::Metres(SAVED_NEAR_MAX_M + 1);
    let long = "x".repeat(SAVED_NAME_MAX + 1);
    for (field, name, query) in [
        ("filter.bounds", "Kaart", with(&|it| it.filter.bounds = Some(bounds))),
        ("filter.between", "Morgen", with(&|it| it.filter.between = Some(between))),
        ("near", "Ver", with(&|it| it.near = Some(Near { point: DOOR, reach: Some(far) }))),
        ("name", " \n ", help(house)),
        ("name", long.as_str(), help(house)),
    ] {
        match save(&one, &house.domain, name, query).await {
            Err(SavedError::Invalid { field: broken, .. }) => assert_eq!(broken, field),
            other => panic!("{field}: {other:?}"),
        }
    }
    assert_eq!(house.count("saved_searches").await, 0);
}

async fn who_belongs_nowhere_names_a_place(house: &House) {
    two(house).await;
    let nowhere = outsider(house, "nergens@voorbeeld.nl").await;
    let anywhere = save(&nowhere, &house.domain, "Alles", help(house)).await;
    assert!(matches!(anywhere, Err(SavedError::NoPlace)), "{anywhere:?}");
    kept(house, &nowhere, "Hier", near(house, DOOR, None)).await;
}

async fn it_is_renamed_and_rests_and_goes_on(house: &House) {
    let (_, one, _) = two(house).await;
    let it = kept(house, &one, "Hulp", help(house)).await;
    let renamed = rename(&one, &house.domain, it.id, "  Hulp   in huis").await.unwrap();
    assert_eq!(renamed.name, "Hulp in huis");
    let empty = rename(&one, &house.domain, it.id, "").await;
    assert!(
        matches!(empty, Err(SavedError::Invalid { field: "name", problem: Problem::Empty })),
        "{empty:?}"
    );
    house.clock.advance(TimeDelta::hours(1));
    let then = now(house, &one);
    let rests = pause(&then, &house.domain, it.id, true).await.unwrap();
    assert_eq!(rests.paused_at, Some(then.now));
    house.clock.advance(TimeDelta::hours(1));
    let still = pause(&now(house, &one), &house.domain, it.id, true).await.unwrap();
    assert_eq!(still, rests, "since the first time");
    let later = now(house, &one);
    let goes_on = pause(&later, &house.domain, it.id, false).await.unwrap();
    assert_eq!((goes_on.paused_at, goes_on.since), (None, later.now));
    assert_eq!(mine(&one, &house.domain).await.unwrap(), [goes_on]);
}

async fn it_is_nobody_elses(house: &House) {
    let (_, one, other) = two(house).await;
    let it = kept(house, &one, "Hulp", help(house)).await;
    let id = it.id;
    let nothing = SavedSearchId(Uuid::from_u128(7));
    for (who, id) in [(&other, id), (&one, nothing)] {
        let tried = [
            rename(who, &house.domain, id, "Van mij").await.map(|_| ()),
            pause(who, &house.domain, id, true).await.map(|_| ()),
            look_at(who, &house.domain, id).await.map(|_| ()),
            forget(who, &house.domain, id).await,
        ];
        assert!(tried.iter().all(|it| matches!(it, Err(SavedError::NotFound))), "{tried:?}");
    }
    for nobody in [house.visitor(), house.operator()] {
        let tried = [
            save(&nobody, &house.domain, "x", help(house)).await.map(|_| ()),
            mine(&nobody, &house.domain).await.map(|_| ()),
            rename(&nobody, &house.domain, id, "x").await.map(|_| ()),
            pause(&nobody, &house.domain, id, true).await.map(|_| ()),
            look_at(&nobody, &house.domain, id).await.map(|_| ()),
            forget(&nobody, &house.domain, id).await,
        ];
        assert!(tried.iter().all(|it| matches!(it, Err(SavedError::SignedOut))), "{tried:?}");
    }
    assert!(mine(&other, &house.domain).await.unwrap().is_empty());
    assert_eq!(mine(&one, &house.domain).await.unwrap(), [it]);
}

async fn it_goes_with_its_owner(house: &House) {
    let one = as_member(house, &member(house, HANNEKE, "Hanneke", Some(GOOD)).await);
    kept(house, &one, "Hier", near(house, DOOR, None)).await;
    members::delete_me(&one, &house.domain, &Secret::new(GOOD)).await.unwrap();
    assert_eq!(house.count("saved_searches").await, 0);
}
