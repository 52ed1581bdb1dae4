//! The directory's verbs: find, read, change.

use koop_domain::error::Kind as ErrorKind;
use koop_domain::geo::{Bounds, Point, TravelMode};
use koop_domain::language::Language;
use koop_domain::listings::error::{ListingError, Problem};
use koop_domain::listings::model::{Kind, LifeState, Listing, Wheelchair};
use koop_domain::listings::provenance::{FactGroup, Origin};
use koop_domain::listings::search::{
    ListingQuery, Near, Open, RADIUS_MAX_M, Reach, SuggestQuery, Suggestion, TEXT_MAX, When,
};
use koop_domain::listings::{self, SitemapEntry};
use koop_domain::page::{Cursor, OFFSET_MAX};

use crate::harness::{House, on_both_databases};
use crate::imports::{by_slug, import, record};

on_both_databases! {
    an_edit_makes_a_revision;
    a_stale_edit_shows_what_is_there;
    an_edit_without_a_difference_writes_nothing;
    edits_keep_the_rules;
    of_two_edits_at_once_one_wins;
    what_is_found_is_read_again;
    what_is_gone_keeps_its_page;
    the_newest_come_first;
    the_sitemap_goes_on_where_it_stopped;
    the_census_counts_what_exists;
}

async fn an_edit_makes_a_revision(house: &House) {
    let noor = noor(house).await;
    house.clock.advance(chrono::TimeDelta::days(1));
    let mut facts = noor.facts.clone();
    facts.wheelchair = Some(Wheelchair::Yes);
    let ctx = house.operator();
    let edited = listings::edit(&ctx, &house.domain, noor.id, 1, facts).await.unwrap();
    assert_eq!((edited.revision, edited.updated_at), (2, ctx.now));
    assert_eq!(edited, by_slug(house, "noor").await, "it answers what it stored");
    let confirmation = &edited.provenance[&FactGroup::Accessibility];
    assert_eq!(confirmation.origin, Origin::Edit { editor: "operator".to_owned() });
    assert_eq!(confirmation.confirmed_on, Some("2026-04-21".parse().unwrap()));
    assert_eq!(edited.provenance[&FactGroup::Place], noor.provenance[&FactGroup::Place]);
    let changed = house.text("select changed from listing_revisions where revision = 2").await;
    assert_eq!(changed, r#"["accessibility"]"#);
}

async fn a_stale_edit_shows_what_is_there(house: &House) {
    let noor = noor(house).await;
    let ctx = house.operator();
    let mut facts = noor.facts.clone();
    facts.name = "Noor & Co".to_owned();
    listings::edit(&ctx, &house.domain, noor.id, 1, facts).await.unwrap();
    let stale = listings::edit(&ctx, &house.domain, noor.id, 1, noor.facts).await.unwrap_err();
    assert_eq!(stale.kind(), ErrorKind::Conflict);
    let ListingError::Conflict { current } = stale else { panic!("{stale:?}") };
    assert_eq!((current.revision, current.facts.name.as_str()), (2, "Noor & Co"));
    assert_eq!(current.slug, "noor", "a slug is for ever");
}

async fn an_edit_without_a_difference_writes_nothing(house: &House) {
    let noor = noor(house).await;
    let ctx = house.operator();
    let same = listings::edit(&ctx, &house.domain, noor.id, 1, noor.facts.clone()).await.unwrap();
    assert_eq!(same, noor);
    assert_eq!(house.count("listing_revisions").await, 1);
}

async fn edits_keep_the_rules(house: &House) {
    let noor = noor(house).await;
    let mut facts = noor.facts.clone();
    facts.name = " ".to_owned();
    let ctx = house.operator();
    let empty = listings::edit(&ctx, &house.domain, noor.id, 1, facts.clone()).await.unwrap_err();
    let invalid = ListingError::Invalid { field: "name", problem: Problem::Empty };
    assert_eq!(empty.to_string(), invalid.to_string());
    let visitor = house.visitor();
    let denied = listings::edit(&visitor, &house.domain, noor.id, 1, facts).await.unwrap_err();
    assert_eq!(denied.kind(), ErrorKind::Denied, "who may not is told nothing about the rules");
    let nobody = koop_domain::id::ListingId(ctx.ids.next());
    let missing = listings::edit(&ctx, &house.domain, nobody, 1, noor.facts).await.unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::NotFound);
    assert_eq!(house.count("listing_revisions").await, 1);
}

async fn of_two_edits_at_once_one_wins(house: &House) {
    let noor = noor(house).await;
    let ctx = house.operator();
    let edit = |name: &str| {
        let mut facts = noor.facts.clone();
        facts.name = name.to_owned();
        listings::edit(&ctx, &house.domain, noor.id, 1, facts)
    };
    let (one, other) = tokio::join!(edit("Een"), edit("Ander"));
    let won = [one.is_ok(), other.is_ok()];
    assert!(won == [true, false] || won == [false, true], "{one:?} {other:?}");
    assert_eq!(by_slug(house, "noor").await.revision, 2);
}

async fn what_is_found_is_read_again(house: &House) {
    import(house, "oost", vec![record("1", "Noor"), record("2", "Weg")]).await;
    let (noor, weg) = (by_slug(house, "noor").await, by_slug(house, "weg").await);
    import(house, "oost", vec![record("1", "Noor")]).await;
    let ctx = house.visitor();
    let nobody = koop_domain::id::ListingId(ctx.ids.next());
    let mut query = ListingQuery::new(ctx.now);
    query.text = Some(format!("{} {nobody} {}", weg.id, noor.id));
    let before = house.domain.db.statements();
    let page = listings::search(&ctx, &house.domain, query).await.unwrap();
    assert_eq!(house.domain.db.statements() - before, 1, "all rows in one statement");
    let found: Vec<_> = page.found.iter().map(|(listing, hit)| (listing.id, hit.id)).collect();
    assert_eq!(found, [(noor.id, noor.id)], "neither what is gone nor what never was");
    for (id, expected) in [(noor.id, 2), (weg.id, 1)] {
        let query = SuggestQuery { text: id.to_string(), language: Language::Nl, first: 8 };
        let suggestions = listings::suggest(&ctx, &house.domain, query).await.unwrap();
        assert_eq!(suggestions.len(), expected);
    }
}

#[tokio::test]
async fn one_letter_completes_to_nothing() {
    let house = House::sqlite().await;
    let ctx = house.visitor();
    for text in ["", "b", " b ", "b!"] {
        let query = SuggestQuery { text: text.to_owned(), language: Language::Nl, first: 8 };
        let none: Vec<Suggestion> = listings::suggest(&ctx, &house.domain, query).await.unwrap();
        assert!(none.is_empty(), "{text:?}");
    }
}

async fn what_is_gone_keeps_its_page(house: &House) {
    import(house, "oost", vec![record("1", "Noor")]).await;
    let noor = by_slug(house, "noor").await;
    import(house, "oost", vec![]).await;
    let ctx = house.visitor();
    let gone = by_slug(house, "noor").await;
    assert!(matches!(gone.facts.state, LifeState::Gone { .. }));
    let found = listings::find_many(&ctx, &house.domain, &[noor.id]).await.unwrap();
    assert_eq!(found.get(&noor.id), Some(&gone));
    assert!(listings::newest(&ctx, &house.domain, 9).await.unwrap().is_empty());
    assert!(listings::sitemap(&ctx, &house.domain, None, 9).await.unwrap().is_empty());
    assert!(listings::by_slug(&ctx, &house.domain, "nergens").await.unwrap().is_none());
}

async fn the_newest_come_first(house: &House) {
    for (n, name) in ["Een", "Twee", "Drie"].into_iter().enumerate() {
        house.clock.advance(chrono::TimeDelta::hours(1));
        import(house, name, vec![record(&n.to_string(), name)]).await;
    }
    let newest = listings::newest(&house.visitor(), &house.domain, 2).await.unwrap();
    let names: Vec<&str> = newest.iter().map(|listing| listing.facts.name.as_str()).collect();
    assert_eq!(names, ["Drie", "Twee"]);
}

async fn the_sitemap_goes_on_where_it_stopped(house: &House) {
    // A locale would sort these otherwise than bytes do.
    let names = ["a-b", "ab", "a b c", "b", "10", "2"];
    let records = names.iter().enumerate().map(|(n, name)| record(&n.to_string(), name));
    import(house, "oost", records.collect()).await;
    let ctx = house.visitor();
    let mut slugs: Vec<String> = Vec::new();
    loop {
        let after = slugs.last().map(String::as_str);
        let page = listings::sitemap(&ctx, &house.domain, after, 2).await.unwrap();
        if page.is_empty() {
            break;
        }
        slugs.extend(page.into_iter().map(|SitemapEntry { slug, .. }| slug));
    }
    assert_eq!(slugs, ["10", "2", "a-b", "a-b-c", "ab", "b"]);
}

async fn the_census_counts_what_exists(house: &House) {
    let mut cbs = record("3", "Markt");
    cbs.licence = "CC-BY-4.0".to_owned();
    cbs.attribution = "Gemeente Amsterdam".to_owned();
    import(house, "oost", vec![record("1", "Noor"), record("2", "Spaak"), cbs.clone()]).await;
    import(house, "oost", vec![record("1", "Noor"), cbs]).await;
    let census = listings::census(&house.visitor(), &house.domain).await.unwrap();
    assert_eq!((census.listings, census.demo), (2, 0));
    let (osm, city) = ("© OpenStreetMap contributors", "Gemeente Amsterdam");
    let expected = [("CC-BY-4.0", city, 1), ("ODbL-1.0", osm, 1)];
    let sources = census.sources.iter().map(|(l, a, n)| (l.as_str(), a.as_str(), *n));
    assert_eq!(sources.collect::<Vec<_>>(), expected);
}

/// What pages ask often is answered from an index, whole tables are never read for it.
#[tokio::test]
async fn frequent_questions_are_answered_from_an_index() {
    let house = House::sqlite().await;
    for (question, index) in [
        (
            "select id from listings where edited and id > x'00' order by id",
            "INDEX listings_edited",
        ),
        (
            "select * from listings where state <> 'gone' order by created_at desc, id desc",
            "INDEX listings_newest",
        ),
        ("select id from listings where demo limit 500", "INDEX listings_demo"),
    ] {
        let plan = house.plan(question).await;
        assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{question}: {plan}");
    }
}

/// Questions that cannot be asked are refused by the name of their field.
#[tokio::test]
async fn questions_that_cannot_be_asked() {
    let house = House::sqlite().await;
    let ctx = house.visitor();
    let point = Point { latitude: 52.36, longitude: 4.94 };
    let near = |point, reach| move |q: &mut ListingQuery| q.near = Some(Near { point, reach });
    let open = |when| move |q: &mut ListingQuery| q.open = Some(Open { when, service: None });
    let bounds = |south, north| {
        move |q: &mut ListingQuery| {
            q.filter.bounds = Some(Bounds { south, west: 4.0, north, east: 5.0 });
        }
    };
    let offset = |offset, query| {
        move |q: &mut ListingQuery| q.after = Some(Cursor::Offset { offset, query })
    };
    let own = ListingQuery::new(ctx.now).fingerprint();
    let far = ctx.now + chrono::TimeDelta::days(4_000);
    let nowhere = Point { latitude: f64::NAN, longitude: 0.0 };
    type Spoil = Box<dyn Fn(&mut ListingQuery)>;
    let cases: Vec<(&str, Problem, Spoil)> = vec![
        ("near", Problem::OutOfRange, Box::new(near(nowhere, None))),
        ("near.radiusM", Problem::OutOfRange, Box::new(near(point, Some(Reach::Metres(0))))),
        (
            "near.radiusM",
            Problem::OutOfRange,
            Box::new(near(point, Some(Reach::Metres(RADIUS_MAX_M + 1)))),
        ),
        (
            "near.minutes",
            Problem::OutOfRange,
            Box::new(near(point, Some(Reach::Minutes(241, TravelMode::Bike)))),
        ),
        ("open.at", Problem::OutOfRange, Box::new(open(When::At(far)))),
        ("open.between", Problem::EndsBeforeStart, Box::new(open(When::Between(far, ctx.now)))),
        ("open.between", Problem::OutOfRange, Box::new(open(When::Between(ctx.now, far)))),
        ("filter.bounds", Problem::OutOfRange, Box::new(bounds(53.0, 52.0))),
        ("filter.bounds", Problem::OutOfRange, Box::new(bounds(52.0, 91.0))),
        (
            "filter.categories",
            Problem::Unknown,
            Box::new(|q| q.filter.categories = vec!["no-such-category".to_owned()]),
        ),
        ("after", Problem::BadCursor, Box::new(offset(20, own ^ 1))),
        ("after", Problem::TooDeep, Box::new(offset(OFFSET_MAX + 1, own))),
    ];
    for (field, problem, spoil) in cases {
        let mut query = ListingQuery::new(ctx.now);
        spoil(&mut query);
        let refused = listings::search(&ctx, &house.domain, query).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Invalid);
        let expected = ListingError::Invalid { field, problem };
        assert_eq!(refused.to_string(), expected.to_string());
    }
}

/// What is too much is cut where that is harmless.
#[tokio::test]
async fn questions_that_are_too_much() {
    let house = House::sqlite().await;
    let noor = noor(&house).await;
    let ctx = house.visitor();
    let mut query = ListingQuery::new(ctx.now);
    query.text = Some(format!("  {}{}", noor.id, " é".repeat(TEXT_MAX)));
    query.first = u32::MAX;
    query.filter.kinds = vec![Kind::Shop];
    let page = listings::search(&ctx, &house.domain, query).await.unwrap();
    assert_eq!(page.found.len(), 1);
}

async fn noor(house: &House) -> Listing {
    import(house, "oost", vec![record("1", "Noor")]).await;
    by_slug(house, "noor").await
}
