//! Importing: repeatable, never over people's own words, shared between data sets.

use koop_domain::ctx::Ctx;
use koop_domain::error::Kind as ErrorKind;
use koop_domain::geo::Point;
use koop_domain::imports::error::ImportError;
use koop_domain::imports::model::{Counts, DATASET_MAX, PUBLISH_MAX, RECORD_MAX_BYTES, Record};
use koop_domain::imports::{self, Import};
use koop_domain::listings;
use koop_domain::listings::model::{Address, Facts, Kind, LifeState, Listing, Service, Wheelchair};
use koop_domain::listings::provenance::{Confirmation, FactGroup, Origin};

use crate::harness::{House, on_both_databases};

on_both_databases! {
    a_repeated_import_changes_nothing;
    a_changed_record_changes_its_listing;
    what_people_wrote_stays;
    what_no_data_set_holds_is_gone_and_comes_back;
    another_files_records_are_never_gone;
    two_files_may_hold_one_record;
    a_record_twice_in_a_file_counts_once;
    unfit_records_are_left_out_with_the_reason;
    a_dry_run_writes_nothing;
    a_dropped_import_leaves_nothing;
    the_later_of_two_imports_goes_on;
    imports_that_begin_at_once_do_not_fail;
    statements_are_set_based;
    namesakes_get_slugs_of_their_own;
    only_the_operator_imports;
    a_data_set_needs_a_name;
    every_tag_and_every_revision_is_kept;
}

async fn a_repeated_import_changes_nothing(house: &House) {
    let records = vec![record("1", "Bakkerij Noor"), record("2", "Spaak & Zoon")];
    let first = import(house, "oost", records.clone()).await;
    assert_eq!(first, Counts { created: 2, ..Counts::default() });
    let before = house.count("changes").await;
    let second = import(house, "oost", records).await;
    assert_eq!(second, Counts { unchanged: 2, ..Counts::default() });
    assert_eq!(house.count("changes").await, before, "what is unchanged is not written");
    let noor = by_slug(house, "bakkerij-noor").await;
    assert_eq!((noor.revision, noor.facts.name.as_str()), (1, "Bakkerij Noor"));
}

async fn a_changed_record_changes_its_listing(house: &House) {
    import(house, "oost", vec![record("1", "Bakkerij Noor")]).await;
    let created = by_slug(house, "bakkerij-noor").await;
    house.clock.advance(chrono::TimeDelta::hours(1));
    let mut changed = record("1", "Bakkerij Noor");
    changed.facts.hours = [(Service::Counter, "Mo-Sa 08:00-18:00".to_owned())].into();
    changed.confirmed = [(FactGroup::Hours, "2026-03-01".parse().unwrap())].into();
    let counts = import(house, "oost", vec![changed.clone()]).await;
    assert_eq!(counts, Counts { updated: 1, ..Counts::default() });
    let noor = by_slug(house, "bakkerij-noor").await;
    assert_eq!((noor.id, noor.revision), (created.id, 2));
    assert_eq!(noor.facts, changed.facts);
    assert_eq!(noor.created_at, created.created_at);
    assert!(noor.updated_at > created.updated_at);
    assert_eq!(
        noor.provenance.get(&FactGroup::Hours),
        Some(&Confirmation {
            origin: Origin::Import { source: "OpenStreetMap".to_owned() },
            confirmed_on: Some("2026-03-01".parse().unwrap()),
        }),
    );
    let again = import(house, "oost", vec![record("1", "Bakkerij Noor")]).await;
    assert_eq!(again.updated, 1);
    let noor = by_slug(house, "bakkerij-noor").await;
    assert_eq!(noor.facts, record("1", "Bakkerij Noor").facts);
    assert_eq!(noor.provenance.get(&FactGroup::Hours), None, "nothing is said of its hours");
}

async fn what_people_wrote_stays(house: &House) {
    import(house, "oost", vec![record("1", "Bakkerij Noor")]).await;
    let ctx = house.operator();
    let noor = by_slug(house, "bakkerij-noor").await;
    let mut facts = noor.facts.clone();
    facts.contact.phone = Some("020 123 45 67".to_owned());
    listings::edit(&ctx, &house.domain, noor.id, 1, facts).await.unwrap();
    let mut changed = record("1", "Bakkerij Noor en zoon");
    changed.facts.contact.phone = Some("020 000 00 00".to_owned());
    assert_eq!(import(house, "oost", vec![changed]).await.updated, 1);
    let noor = by_slug(house, "bakkerij-noor").await;
    assert_eq!(noor.facts.contact.phone.as_deref(), Some("020 123 45 67"));
    assert_eq!(noor.facts.name, "Bakkerij Noor en zoon", "nobody here wrote the name");
    let origin = &noor.provenance[&FactGroup::Contact].origin;
    assert_eq!(*origin, Origin::Edit { editor: "operator".to_owned() });
}

async fn what_no_data_set_holds_is_gone_and_comes_back(house: &House) {
    let both = vec![record("1", "Bakkerij Noor"), record("2", "Spaak & Zoon")];
    import(house, "oost", both.clone()).await;
    let counts = import(house, "oost", vec![record("1", "Bakkerij Noor")]).await;
    assert_eq!(counts, Counts { unchanged: 1, gone: 1, ..Counts::default() });
    let spaak = by_slug(house, "spaak-zoon").await;
    assert_eq!(spaak.facts.state, LifeState::Gone { since: None });
    let counts = import(house, "oost", vec![record("1", "Bakkerij Noor")]).await;
    assert_eq!(counts, Counts { unchanged: 1, ..Counts::default() }, "it is gone once");
    let counts = import(house, "oost", both).await;
    assert_eq!(counts, Counts { unchanged: 1, updated: 1, ..Counts::default() });
    let back = by_slug(house, "spaak-zoon").await;
    assert_eq!((back.id, back.facts.state), (spaak.id, LifeState::Running));
}

async fn another_files_records_are_never_gone(house: &House) {
    import(house, "oost", vec![record("1", "Bakkerij Noor")]).await;
    let counts = import(house, "west", vec![record("2", "Spaak & Zoon")]).await;
    assert_eq!(counts, Counts { created: 1, ..Counts::default() });
    assert_eq!(by_slug(house, "bakkerij-noor").await.facts.state, LifeState::Running);
}

async fn two_files_may_hold_one_record(house: &House) {
    let mut newer = record("1", "Bakkerij Noor");
    newer.facts.wheelchair = Some(Wheelchair::Yes);
    import(house, "oost", vec![record("1", "Bakkerij Noor")]).await;
    let counts = import(house, "stad", vec![record("1", "Bakkerij Noor")]).await;
    assert_eq!(counts, Counts { unchanged: 1, ..Counts::default() });
    let counts = import(house, "stad", vec![newer.clone()]).await;
    assert_eq!(counts, Counts { updated: 1, ..Counts::default() });
    for (dataset, record) in [("oost", record("1", "Bakkerij Noor")), ("stad", newer.clone())] {
        let counts = import(house, dataset, vec![record]).await;
        assert_eq!(counts, Counts { unchanged: 1, ..Counts::default() }, "{dataset} again");
    }
    assert_eq!(by_slug(house, "bakkerij-noor").await.facts, newer.facts, "the last news holds");
    let counts = import(house, "stad", vec![]).await;
    assert_eq!(counts, Counts::default(), "oost still holds it");
    assert_eq!(import(house, "oost", vec![]).await.gone, 1);
}

async fn a_record_twice_in_a_file_counts_once(house: &House) {
    let twice = vec![record("1", "Bakkerij Noor"), record("1", "Bakkerij Noor (dubbel)")];
    let counts = import(house, "oost", twice).await;
    assert_eq!((counts.created, counts.skipped), (1, 1));
    assert_eq!(counts.reasons, [("twice in the file".to_owned(), 1)].into());
    assert_eq!(by_slug(house, "bakkerij-noor").await.facts.name, "Bakkerij Noor");
}

async fn unfit_records_are_left_out_with_the_reason(house: &House) {
    let at = |latitude, longitude| Some(Point { latitude, longitude });
    let mut off_earth = record("2", "Maan");
    off_earth.facts.point = at(91.0, 4.9);
    let mut nan = record("3", "Nergens");
    nan.facts.point = at(f64::NAN, 4.9);
    let mut script = record("4", "Val");
    script.facts.contact.website = Some("javascript:alert(1)".to_owned());
    let mut unknown = record("5", "Anders");
    unknown.facts.categories = vec!["no-such-category".to_owned()];
    let mut huge = record("6", "Reus");
    huge.tags = [("note".to_owned(), "x".repeat(RECORD_MAX_BYTES))].into();
    let mut nameless = record("", "Zonder nummer");
    nameless.source_id = " ".to_owned();
    let counts = import(
        house,
        "oost",
        vec![
            record("1", " … "),
            off_earth,
            nan,
            script,
            unknown,
            huge,
            nameless,
            record("7", "Goed"),
        ],
    )
    .await;
    assert_eq!((counts.created, counts.skipped), (1, 7));
    let reasons: Vec<_> = counts.reasons.iter().map(|(why, n)| (why.as_str(), *n)).collect();
    assert_eq!(
        reasons,
        [
            ("categories: not a known value", 1),
            ("no name", 1),
            ("no usable id at the source", 1),
            ("the point is not on earth", 2),
            ("too large", 1),
            ("website: unreadable", 1),
        ],
    );
}

async fn a_dry_run_writes_nothing(house: &House) {
    import(house, "oost", vec![record("1", "Bakkerij Noor"), record("2", "Weg")]).await;
    let tables = ["changes", "import_batches", "listing_revisions"];
    let before =
        [house.count(tables[0]).await, house.count(tables[1]).await, house.count(tables[2]).await];
    let next = vec![record("1", "Bakkerij Noor en zoon"), record("3", "Nieuw")];
    let counts = run(house, "oost", next, true).await.unwrap();
    assert_eq!(counts, Counts { created: 1, updated: 1, gone: 1, ..Counts::default() });
    assert_eq!(house.count("listings").await, 2);
    for (table, before) in tables.into_iter().zip(before) {
        assert_eq!(house.count(table).await, before, "{table}");
    }
    assert_eq!(house.count("import_rows").await, 0);
}

async fn a_dropped_import_leaves_nothing(house: &House) {
    let ctx = house.operator();
    let mut dropped = Import::begin(&ctx, &house.domain, "oost", false).await.unwrap();
    for n in 0..501 {
        dropped.add(&ctx, record(&n.to_string(), &format!("Zaak {n}"))).await.unwrap();
    }
    drop(dropped);
    assert_eq!(house.count("import_rows").await, 500, "one chunk was staged");
    assert_eq!(house.count("listings").await, 0);
    imports::finish_interrupted(&ctx, &house.domain).await.unwrap();
    assert_eq!(house.count("listings").await, 0, "it was never published");
    let counts = import(house, "oost", vec![record("1", "Zaak 1")]).await;
    assert_eq!(counts, Counts { created: 1, ..Counts::default() });
    assert_eq!(house.count("import_rows").await, 0, "the leftovers are cleared");
}

async fn the_later_of_two_imports_goes_on(house: &House) {
    let ctx = house.operator();
    let mut earlier = Import::begin(&ctx, &house.domain, "oost", false).await.unwrap();
    earlier.add(&ctx, record("1", "Eerder")).await.unwrap();
    let mut later = Import::begin(&ctx, &house.domain, "oost", false).await.unwrap();
    later.add(&ctx, record("2", "Later")).await.unwrap();
    let refused = earlier.publish(&ctx).await.unwrap_err();
    assert!(matches!(refused, ImportError::Busy), "{refused:?}");
    assert_eq!(later.publish(&ctx).await.unwrap().created, 1);
    assert_eq!(house.count("listings").await, 1);
}

async fn imports_that_begin_at_once_do_not_fail(house: &House) {
    let (one, other) = tokio::join!(
        run(house, "oost", vec![record("1", "Noor")], false),
        run(house, "oost", vec![record("1", "Noor")], false),
    );
    let ended = [&one, &other].map(|run| match run {
        Ok(_) => "published",
        Err(ImportError::Busy) => "busy",
        Err(_) => "failed",
    });
    assert!(!ended.contains(&"failed") && ended.contains(&"published"), "{one:?} {other:?}");
    assert_eq!(house.count("listings").await, 1);
}

/// A chunk costs as many statements as a single record: there is no loop over rows in SQL.
async fn statements_are_set_based(house: &House) {
    let batch = |n: usize| -> Vec<Record> {
        (0..n).map(|i| record(&format!("{i}-of-{n}"), &format!("Zaak {i}"))).collect()
    };
    let before = house.domain.db.statements();
    import(house, "one", batch(1)).await;
    let for_one = house.domain.db.statements() - before;
    let before = house.domain.db.statements();
    import(house, "chunk", batch(PUBLISH_MAX)).await;
    assert_eq!(house.domain.db.statements() - before, for_one);
    let before = house.domain.db.statements();
    import(house, "chunk", batch(PUBLISH_MAX)).await;
    let unchanged = house.domain.db.statements() - before;
    assert!(unchanged < for_one, "{unchanged} statements for what is unchanged");
}

async fn namesakes_get_slugs_of_their_own(house: &House) {
    let mut records: Vec<Record> = (0..4).map(|n| record(&n.to_string(), "Noor")).collect();
    records.push(record("4", "北京饭店"));
    import(house, "oost", records).await;
    let ctx = house.visitor();
    let entries = listings::sitemap(&ctx, &house.domain, None, 10).await.unwrap();
    let slugs: Vec<&str> = entries.iter().map(|entry| entry.slug.as_str()).collect();
    assert_eq!(slugs.len(), 5);
    for nice in ["noor", "noor-javastraat", "noor-amsterdam"] {
        assert!(slugs.contains(&nice), "{slugs:?}");
    }
    assert!(slugs.iter().any(|slug| slug.starts_with("shop-")), "{slugs:?}");
}

async fn only_the_operator_imports(house: &House) {
    let ctx = house.visitor();
    let refused = Import::begin(&ctx, &house.domain, "oost", false).await.err().unwrap();
    assert_eq!(refused.kind(), ErrorKind::Denied);
    let refused = imports::seed_demo(&ctx, &house.domain, vec![]).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Denied);
    let refused = imports::remove_demo(&ctx, &house.domain).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Denied);
}

async fn a_data_set_needs_a_name(house: &House) {
    for name in ["", "  ", "a\0b", &"x".repeat(DATASET_MAX + 1)] {
        let refused = Import::begin(&house.operator(), &house.domain, name, true).await;
        assert_eq!(refused.err().unwrap().kind(), ErrorKind::Invalid, "{name:?}");
    }
}

async fn every_tag_and_every_revision_is_kept(house: &House) {
    let mut first = record("1", "Noor");
    first.tags =
        [("shop".to_owned(), "bakery".to_owned()), ("x:y".to_owned(), "\"é\0".to_owned())].into();
    import(house, "oost", vec![first.clone()]).await;
    let tags = house.text("select tags from source_records").await;
    assert_eq!(
        serde_json::from_str::<std::collections::BTreeMap<_, _>>(&tags).unwrap(),
        first.tags
    );
    import(house, "oost", vec![record("1", "Noor & Co")]).await;
    let body = house.text("select body from listing_revisions where revision = 1").await;
    let then: Listing = serde_json::from_str(&body).unwrap();
    assert_eq!((then.revision, then.facts.name.as_str()), (1, "Noor"));
    let changed = house.text("select changed from listing_revisions where revision = 2").await;
    assert_eq!(changed, r#"["identity"]"#);
}

/// The listing with a slug.
pub(crate) async fn by_slug(house: &House, slug: &str) -> Listing {
    listings::by_slug(&house.visitor(), &house.domain, slug).await.unwrap().unwrap()
}

/// Imports records and says what that did.
pub(crate) async fn import(house: &House, dataset: &str, records: Vec<Record>) -> Counts {
    run(house, dataset, records, false).await.unwrap()
}

/// Imports records, or tries.
pub(crate) async fn run(
    house: &House,
    dataset: &str,
    records: Vec<Record>,
    dry_run: bool,
) -> Result<Counts, ImportError> {
    let ctx: Ctx = house.operator();
    let mut import = Import::begin(&ctx, &house.domain, dataset, dry_run).await?;
    for record in records {
        import.add(&ctx, record).await?;
    }
    import.publish(&ctx).await
}

/// A record with a name, on the Javastraat.
pub(crate) fn record(id: &str, name: &str) -> Record {
    Record {
        source: "osm".to_owned(),
        source_id: format!("node/{id}"),
        source_name: "OpenStreetMap".to_owned(),
        licence: "ODbL-1.0".to_owned(),
        attribution: "© OpenStreetMap contributors".to_owned(),
        url: None,
        facts: Facts {
            name: name.to_owned(),
            kind: Kind::Shop,
            address: Some(Address {
                street: Some("Javastraat".to_owned()),
                city: Some("Amsterdam".to_owned()),
                ..Address::default()
            }),
            point: Some(Point { latitude: 52.3625, longitude: 4.9400 }),
            ..Facts::default()
        },
        tags: [("name".to_owned(), name.to_owned())].into(),
        confirmed: [].into(),
    }
}
