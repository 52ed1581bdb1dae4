//! What opening has to work out again, counted: the cards that were read.

use koop_domain::listings::model::Facts;

use super::*;

fn put(number: u128, name: &str) -> IndexChange {
    let facts = Facts { name: name.to_owned(), ..Facts::default() };
    IndexChange::Put(Box::new(Listing {
        id: ListingId(uuid::Uuid::from_u128(number)),
        slug: format!("plek-{number}"),
        revision: 1,
        facts,
        provenance: Default::default(),
        source: None,
        areas: Vec::new(),
        demo: false,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }))
}

fn at(seq: i64) -> IndexPosition {
    IndexPosition { generation: 1, seq }
}

fn read_again(folder: &Path) -> usize {
    Engine::open(folder).unwrap().unsaved.load(Ordering::Relaxed)
}

#[test]
fn only_what_changed_since_is_read_from_its_card() {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::open(folder.path()).unwrap();
    engine.apply((0..30).map(|n| put(n, "Bakker")).collect(), at(1)).unwrap();
    drop(engine);
    assert_eq!(read_again(folder.path()), 30);
    Engine::open(folder.path()).unwrap().save();
    assert_eq!(read_again(folder.path()), 0);
    let engine = Engine::open(folder.path()).unwrap();
    engine
        .apply(vec![put(3, "Slager"), IndexChange::Remove(ListingId(uuid::Uuid::nil()))], at(2))
        .unwrap();
    drop(engine);
    assert_eq!(read_again(folder.path()), 1);
}

#[test]
fn the_shelf_is_written_down_when_enough_has_changed() {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::open(folder.path()).unwrap();
    let many = u128::try_from(UNSAVED_MIN).unwrap();
    engine.apply((1..many).map(|n| put(n, "Bakker")).collect(), at(1)).unwrap();
    assert!(!engine.wants_saving());
    engine.apply(vec![put(1, "Slager")], at(2)).unwrap();
    assert!(engine.wants_saving());
    engine.save();
    assert!(!engine.wants_saving());
    assert!(!Engine::in_memory().unwrap().wants_saving());
}

/// Tomorrow's questions are answered from today's hours until tomorrow's lie ready; one from a
/// moment before midnight undoes nothing.
#[test]
fn the_day_turns_once() {
    let engine = Engine::in_memory().unwrap();
    engine.apply(vec![put(1, "Bakker")], at(1)).unwrap();
    let noon = DateTime::UNIX_EPOCH + chrono::TimeDelta::hours(12);
    engine.search(&ListingQuery::new(noon)).unwrap();
    assert!(!engine.is_behind(noon));
    let tomorrow = noon + chrono::TimeDelta::days(1);
    assert!(engine.is_behind(tomorrow));
    engine.search(&ListingQuery::new(tomorrow)).unwrap();
    assert!(engine.is_behind(tomorrow), "it answers from what lies ready");
    engine.turn_to(tomorrow);
    engine.search(&ListingQuery::new(noon)).unwrap();
    assert!(!engine.is_behind(tomorrow));
}
