//! Who sees what of the board, whatever they ask, on both databases.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::communities::model::Role;
use koop_domain::ctx::Ctx;
use koop_domain::geo::Point;
use koop_domain::id::{CommunityId, MemberId, PostId};
use koop_domain::members;
use koop_domain::posts::error::PostError;
use koop_domain::posts::kinds::{Audience, Direction, PostState, Subject, Topic};
use koop_domain::posts::model::{Around, Draft, Post};
use koop_domain::posts::seeing::Eyes;
use koop_domain::posts::{
    self, authors, block, block_author, by_slug, counts, eyes, find_many, for_index, publish,
    unblock,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::communities::{community, id, outsider, person};
use crate::harness::{House, on_both_databases};
use crate::posts::{DOOR, draft, now, two};

on_both_databases! {
    each_audience_is_kept;
    a_block_hides_both_ways;
    who_is_kept_out_is_seen_by_nobody;
    doors_in_one_cell_are_one_point;
    names_are_told_to_who_is_known;
    everybody_counts_the_same;
}

async fn of_audience(house: &House, who: &Ctx, audience: Audience) -> Post {
    let it = Draft { audience: Some(audience), ..draft("Boodschappen doen") };
    publish(&now(house, who), &house.domain, it).await.unwrap()
}

/// That somebody's address is confirmed.
pub(crate) async fn confirm(house: &House, who: &Ctx, of: CommunityId) {
    let (member, of) = (literal(house, id(who).0), literal(house, of.0));
    let at = house.visitor().now.format("'%Y-%m-%dT%H:%M:%S+00:00'");
    house
        .run(&format!(
            "insert into attestations (member_id, community_id, kind, since) \
             values ({member}, {of}, 'address', {at})"
        ))
        .await;
}

fn literal(house: &House, id: Uuid) -> String {
    if house.is_postgres() { format!("'{id}'") } else { format!("x'{}'", id.simple()) }
}

async fn sees(house: &House, who: &Ctx, post: &Post) -> bool {
    let found = find_many(who, &house.domain, &[post.id]).await.unwrap();
    let by_slug = by_slug(who, &house.domain, &post.slug).await.unwrap();
    assert_eq!(found.contains_key(&post.id), by_slug.is_some(), "both doors say the same");
    by_slug.is_some()
}

async fn each_audience_is_kept(house: &House) {
    let (of, one, other) = two(house).await;
    let known = person(house, "bekend@voorbeeld.nl", of, Role::Member).await;
    confirm(house, &known, of).await;
    let elsewhere = community(house, "West").await.id;
    let stranger = person(house, "west@voorbeeld.nl", elsewhere, Role::Organiser).await;
    confirm(house, &stranger, elsewhere).await;
    let nowhere = outsider(house, "nergens@voorbeeld.nl").await;
    let visitor = house.visitor();
    let everybody = [&visitor, &nowhere, &stranger, &other, &known, &one];
    for (audience, expected) in [
        (Audience::Public, [true; 6]),
        (Audience::Community, [false, false, false, true, true, true]),
        (Audience::Confirmed, [false, false, false, false, true, true]),
    ] {
        let post = of_audience(house, &one, audience).await;
        for (who, expected) in everybody.iter().zip(expected) {
            let who = now(house, who);
            assert_eq!(sees(house, &who, &post).await, expected, "{audience:?} {:?}", who.actor);
        }
        assert!(for_index(&visitor, &house.domain, &[post.id]).await.unwrap().len() == 1);
    }
}

async fn a_block_hides_both_ways(house: &House) {
    let (_, one, other) = two(house).await;
    let (mine, theirs) = (
        of_audience(house, &one, Audience::Public).await,
        of_audience(house, &other, Audience::Public).await,
    );
    let (_, profiles) = members::viewer(&other, &house.domain).await.unwrap();
    block(&one, &house.domain, profiles[0].id).await.unwrap();
    assert!(!sees(house, &now(house, &one), &theirs).await);
    assert!(!sees(house, &now(house, &other), &mine).await);
    let blocked = posts::blocked(&one, &house.domain).await.unwrap();
    assert_eq!(blocked.iter().map(|it| it.member).collect::<Vec<_>>(), [id(&other)]);
    assert!(posts::blocked(&other, &house.domain).await.unwrap().is_empty(), "nobody is told");
    unblock(&one, &house.domain, profiles[0].id).await.unwrap();
    assert!(sees(house, &now(house, &one), &theirs).await);
    let own = block_author(&one, &house.domain, mine.id).await;
    assert!(matches!(own, Err(PostError::NotFound)), "{own:?}");
    block_author(&now(house, &one), &house.domain, theirs.id).await.unwrap();
    assert!(!sees(house, &now(house, &one), &theirs).await);
    let again = block_author(&now(house, &one), &house.domain, theirs.id).await;
    assert!(matches!(again, Err(PostError::NotFound)), "what is not seen is nobody's: {again:?}");
}

async fn who_is_kept_out_is_seen_by_nobody(house: &House) {
    let (_, one, other) = two(house).await;
    let post = of_audience(house, &one, Audience::Public).await;
    let member = literal(house, id(&one).0);
    house
        .run(&format!("update community_members set state = 'frozen' where member_id = {member}"))
        .await;
    assert!(!sees(house, &other, &post).await);
    assert!(for_index(&other, &house.domain, &[post.id]).await.unwrap().is_empty());
}

/// Two members in one cell, and many posts of one of them, show one point; nothing of the door is
/// in the database.
async fn doors_in_one_cell_are_one_point(house: &House) {
    let (_, one, other) = two(house).await;
    let mut points = BTreeSet::new();
    for nth in 0..42_u32 {
        // Steps of a hand within one door, and as many of one member as there may be in two days.
        let nudge = f64::from(nth) * 0.000_000_5;
        let place = Point { latitude: DOOR.latitude + nudge, longitude: DOOR.longitude + nudge };
        let who = if nth % 21 == 20 { &other } else { &one };
        if nth == 21 {
            house.clock.advance(TimeDelta::days(1));
        }
        let it = Draft { place, ..draft("Boodschappen doen") };
        let Around { point, radius_m } =
            publish(&now(house, who), &house.domain, it).await.unwrap().around;
        points.insert((point.latitude.to_bits(), point.longitude.to_bits(), radius_m));
    }
    assert_eq!(points.len(), 1);
    assert_eq!(house.count("posts").await, 42);
    let columns = columns(house).await;
    assert!(columns.contains(&("posts".to_owned(), "latitude".to_owned())), "{columns:?}");
    for (table, column) in columns {
        for digits in ["52.3617", "4.9276"] {
            let told = format!("{table} where cast(\"{column}\" as text) like '%{digits}%'");
            assert_eq!(house.count(&told).await, 0, "{digits} in {table}.{column}");
        }
    }
}

/// Every column of every table, as the database itself tells them.
async fn columns(house: &House) -> Vec<(String, String)> {
    let question = if house.is_postgres() {
        "select table_name || ' ' || column_name as detail from information_schema.columns \
         where table_schema = current_schema()"
    } else {
        "select m.name || ' ' || c.name as detail from sqlite_master m \
         join pragma_table_info(m.name) c where m.type = 'table'"
    };
    let lines = house.lines(question).await;
    let pair = |it: &String| it.split_once(' ').map(|(a, b)| (a.to_owned(), b.to_owned()));
    lines.iter().filter_map(pair).collect()
}

async fn names_are_told_to_who_is_known(house: &House) {
    let (of, one, other) = two(house).await;
    let post = of_audience(house, &one, Audience::Public).await;
    let posts = [post.clone()];
    let visitors = authors(&house.visitor(), &house.domain, &posts).await.unwrap();
    assert!(visitors.is_empty(), "nothing links one's posts");
    let short = authors(&other, &house.domain, &posts).await.unwrap().remove(&post.id).unwrap();
    assert!(!short.is_known && short.handle.is_none());
    confirm(house, &other, of).await;
    let full = authors(&other, &house.domain, &posts).await.unwrap().remove(&post.id).unwrap();
    assert!(full.is_known && full.handle.is_some());
}

async fn everybody_counts_the_same(house: &House) {
    let (_, one, other) = two(house).await;
    for audience in [Audience::Public, Audience::Community, Audience::Confirmed] {
        of_audience(house, &one, audience).await;
    }
    let all = counts(&house.visitor(), &house.domain, None).await.unwrap();
    assert_eq!(all.counts.iter().map(|it| it.count).sum::<u64>(), 3);
    assert_eq!(counts(&other, &house.domain, None).await.unwrap(), all);
    let eyes = eyes(&house.visitor(), &house.domain).await.unwrap();
    assert_eq!(eyes, Eyes::default());
}

fn some_id() -> impl Strategy<Value = Uuid> {
    (0_u128..4).prop_map(Uuid::from_u128)
}

fn some_eyes() -> impl Strategy<Value = Eyes> {
    let ids = || proptest::collection::btree_set(some_id(), 0..4);
    (proptest::option::of(some_id()), ids(), ids(), ids()).prop_map(
        |(member, communities, known, blocked)| {
            let communities: BTreeSet<_> = communities.into_iter().map(CommunityId).collect();
            let known = known.into_iter().map(CommunityId);
            Eyes {
                member: member.map(MemberId),
                known: known.filter(|it| communities.contains(it)).collect(),
                communities,
                desks: BTreeSet::new(),
                blocked: blocked.into_iter().map(MemberId).collect(),
                dismissed: BTreeSet::new(),
            }
        },
    )
}

fn post(author: Uuid, community: Uuid, audience: Audience, state: PostState) -> Post {
    let now = DateTime::<Utc>::UNIX_EPOCH;
    Post {
        id: PostId(Uuid::from_u128(9)),
        slug: String::new(),
        community: CommunityId(community),
        author: MemberId(author),
        profile: None,
        listing: None,
        by: None,
        direction: Direction::Offer,
        subject: Subject::Help,
        topic: Topic::Groceries,
        audience,
        state,
        outcome: None,
        content: draft("Boodschappen").content,
        around: Around { point: DOOR, radius_m: 200 },
        areas: Vec::new(),
        capacity: 1,
        expires_at: now + TimeDelta::days(1),
        replies_until: None,
        created_at: now,
        renewed_at: now,
        closed_at: None,
        revision: 1,
        demo: false,
    }
}

proptest! {
    /// Whoever belongs to more sees no less, and a wider audience is seen by no fewer.
    #[test]
    fn more_is_more(eyes in some_eyes(), author in some_id(), community in some_id()) {
        let sees = |audience: &Audience| {
            eyes.see(&post(author, community, *audience, PostState::Open))
        };
        let all: Vec<bool> = Audience::ALL.iter().map(sees).collect();
        prop_assert!(all.is_sorted() || eyes.member == Some(MemberId(author)), "{all:?}");
        let visitor = Eyes::default();
        for audience in Audience::ALL {
            let it = post(author, community, *audience, PostState::Open);
            prop_assert_eq!(visitor.see(&it), *audience == Audience::Public);
        }
    }

    /// What does not stand on the board is its author's alone, and what was taken off nobody's.
    #[test]
    fn what_does_not_stand_is_the_authors(eyes in some_eyes(), author in some_id(), community in some_id()) {
        for state in PostState::ALL.iter().filter(|it| **it != PostState::Open) {
            let it = post(author, community, Audience::Public, *state);
            let is_own = eyes.member == Some(MemberId(author));
            prop_assert_eq!(eyes.see(&it), is_own && *state != PostState::Removed);
        }
    }
}
