//! Two listings of one place, made one and two again, on both databases.

use chrono::TimeDelta;
use koop_domain::communities::model::Role;
use koop_domain::ctx::Ctx;
use koop_domain::desk::{CaseKind, QueueQuery};
use koop_domain::id::{ListingId, MergeId};
use koop_domain::imports::model::Record;
use koop_domain::language::Language;
use koop_domain::listings::claims::{self, Wish};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::history::Field;
use koop_domain::listings::keepers::{self, Keeper};
use koop_domain::listings::merging::{self, UNDO_DAYS};
use koop_domain::listings::model::{LifeState, Listing, Service};
use koop_domain::listings::reports::{self, About, Said};
use koop_domain::listings::{self, duplicates, find_many};
use koop_domain::media::{self, NewPhoto};
use koop_domain::profiles;
use koop_domain::profiles::model::ProfileKind;

use crate::areas::{draw, survey};
use crate::changes::read_on;
use crate::communities::{PIET, person};
use crate::desk::{count, queue};
use crate::harness::{House, on_both_databases};
use crate::imports::{by_slug, import, record};
use crate::members::{HANNEKE, as_member, member};
use crate::reports::owner_of;
use crate::schema::refuses;
use crate::stewards::{around, shops};

on_both_databases! {
    two_become_one_and_two_again;
    whatever_is_chosen_undone_is_as_before;
    a_later_edition_meets_the_survivor;
    a_place_is_there_as_long_as_one_record_is;
    a_record_of_the_lost_one_alone_has_the_word;
    what_was_written_since_is_not_lost;
    each_with_an_owner_they_stay_two;
    whoever_looks_after_both_merges_them;
    a_merge_is_undone_for_thirty_days;
    what_a_shop_keeps_it_keeps;
    the_index_follows;
    untrue_merges_are_refused;
}

fn noor(id: &str, phone: &str) -> Record {
    let mut record = record(id, "Noor");
    record.facts.contact.phone = Some(phone.to_owned()).filter(|it| !it.is_empty());
    record
}

/// Two listings of one shop, of two data sets.
pub(crate) async fn pair(house: &House) -> (Listing, Listing) {
    import(house, "oost", vec![noor("1", "")]).await;
    house.clock.advance(TimeDelta::days(1));
    let mut other = noor("2", "020 555 01 91");
    other.facts.hours = [(Service::Counter, "Mo-Sa 09:00-18:00".to_owned())].into();
    import(house, "gids", vec![other]).await;
    (by_slug(house, "noor").await, by_slug(house, "noor-javastraat").await)
}

pub(crate) async fn both(house: &House, (one, other): (ListingId, ListingId)) -> [Listing; 2] {
    let found = find_many(&house.visitor(), &house.domain, &[one, other]).await.unwrap();
    [found[&one].clone(), found[&other].clone()]
}

pub(crate) async fn merge(
    house: &House,
    pair: (&Listing, &Listing),
    fields: Option<&[Field]>,
) -> Result<(MergeId, Listing), ListingError> {
    merging::merge(&house.operator(), &house.domain, (pair.0.id, pair.1.id), fields).await
}

pub(crate) async fn undo(house: &House, id: MergeId) -> Result<[Listing; 2], ListingError> {
    merging::undo(&house.operator(), &house.domain, id).await
}

/// All that hangs on two listings, in words, revisions and times aside.
async fn whole(house: &House, pair: (ListingId, ListingId)) -> String {
    let mut words = String::new();
    for it in both(house, pair).await {
        words += &format!("{:?} {:?} {:?}\n", it.facts, it.provenance, it.source);
        let photos = media::of(&house.visitor(), &house.domain, &[it.id]).await.unwrap();
        words += &format!(
            "{:?}\n",
            photos.get(&it.id).map(|all| all.iter().map(|it| it.id).collect::<Vec<_>>())
        );
    }
    for (table, columns, order) in [
        ("listing_keepers", "t.role", "t.role, cast(t.since as text)"),
        ("listing_claims", "t.state", "cast(t.created_at as text), t.state"),
        ("listing_reports", "t.about", "t.about"),
        ("coworker_invitations", "t.email", "t.email"),
        ("source_records", "t.source_id || cast(t.joined as text)", "t.source_id"),
        ("photos", "t.alt || cast(t.place as text)", "t.alt"),
    ] {
        let text = format!(
            "select coalesce((select string_agg(slug || ' ' || what, ', ') from \
             (select l.slug, {columns} as what from {table} t \
              join listings l on l.id = t.listing_id order by l.slug, {order}) x), '')"
        );
        words += &house.text(&text).await;
        words += "\n";
    }
    words
}

fn shot(number: u8) -> NewPhoto {
    use image::codecs::jpeg::JpegEncoder;
    let mut bytes = Vec::new();
    let pixels = image::RgbImage::from_pixel(400, 300, image::Rgb([number * 31, 90, 7]));
    JpegEncoder::new_with_quality(&mut bytes, 70).encode_image(&pixels).unwrap();
    NewPhoto { bytes, alt: format!("Foto {number}"), decorative: false }
}

/// Hangs something of every kind on two listings; the second has an owner.
async fn furnish(house: &House, (one, other): (&Listing, &Listing)) {
    let ctx = house.operator();
    for (number, id) in [(1, one.id), (2, other.id), (3, other.id)] {
        media::add(&ctx, &house.domain, id, shot(number)).await.unwrap();
    }
    let owner = owner_of(house, other.id, "baas@voorbeeld.nl").await;
    let claimant = as_member(house, &member(house, HANNEKE, "Hanneke", None).await);
    let wish = (Wish::CounterCode, Language::Nl);
    claims::claim(&claimant, &house.domain, other.id, wish).await.unwrap();
    for id in [one.id, other.id] {
        let said = Said { about: About::Gone, proposed: String::new(), note: "Leeg".to_owned() };
        reports::report(&house.visitor(), &house.domain, id, &said, "192.0.2.1").await.unwrap();
    }
    let asked = ("hulp@voorbeeld.nl", Keeper::Editor, Language::Nl);
    keepers::invite(&owner, &house.domain, other.id, asked).await.unwrap();
}

async fn two_become_one_and_two_again(house: &House) {
    let (one, other) = pair(house).await;
    furnish(house, (&one, &other)).await;
    let ids = (one.id, other.id);
    let before = whole(house, ids).await;
    let (id, merged) = merge(house, (&one, &other), None).await.unwrap();
    assert_eq!((merged.id, merged.slug.as_str()), (one.id, "noor"));
    assert_eq!(
        merged.facts.contact.phone.as_deref(),
        Some("020 555 01 91"),
        "the one that says it"
    );
    assert_eq!(merged.facts.hours.len(), 1);
    let [_, lost] = both(house, ids).await;
    assert!(matches!(lost.facts.state, LifeState::Gone { .. }));
    assert_eq!(by_slug(house, "noor-javastraat").await.id, one.id, "its slug leads on");
    let photos = media::of(&house.visitor(), &house.domain, &[one.id]).await.unwrap();
    let alts: Vec<_> = photos[&one.id].iter().map(|it| it.alt.as_str().to_owned()).collect();
    assert_eq!(alts, ["Foto 1", "Foto 2", "Foto 3"]);
    assert!(keepers::is_owned(&house.visitor(), &house.domain, one.id).await.unwrap());
    let gone = merge(house, (&one, &other), None).await;
    assert!(matches!(gone, Err(ListingError::Duplicate)), "{gone:?}");
    let restored = undo(house, id).await.unwrap();
    assert_eq!(restored.map(|it| it.id), [one.id, other.id]);
    assert_eq!(whole(house, ids).await, before);
    assert_eq!(by_slug(house, "noor-javastraat").await.id, other.id);
    let twice = undo(house, id).await;
    assert!(matches!(twice, Err(ListingError::NotFound)));
    assert_eq!(house.count("listing_merge_keepers").await, 0, "nothing is remembered of people");
    // And once more, the other way round.
    let (again, survivor) = merge(house, (&other, &one), None).await.unwrap();
    assert_eq!(survivor.slug, "noor-javastraat");
    undo(house, again).await.unwrap();
    assert_eq!(whole(house, ids).await, before);
}

/// Merging and undoing is as if nothing had been, whatever is chosen.
async fn whatever_is_chosen_undone_is_as_before(house: &House) {
    let (one, other) = pair(house).await;
    furnish(house, (&one, &other)).await;
    let ids = (one.id, other.id);
    let before = whole(house, ids).await;
    let differing = merging::differing(&one.facts, &other.facts);
    assert_eq!(differing, [Field::Phone, Field::Hours(Service::Counter)]);
    for chosen in 0..1_u32 << differing.len() {
        let is_chosen = |nth: &usize| chosen & (1 << nth) != 0;
        let fields: Vec<Field> =
            (0..differing.len()).filter(is_chosen).map(|nth| differing[nth]).collect();
        for pair in [(&one, &other), (&other, &one)] {
            let (id, merged) = merge(house, pair, Some(&fields)).await.unwrap();
            for field in &differing {
                let from = if fields.contains(field) { pair.1 } else { pair.0 };
                assert!(!field.differs(&merged.facts, &from.facts), "{field:?}");
            }
            undo(house, id).await.unwrap();
            assert_eq!(whole(house, ids).await, before, "{fields:?}");
        }
    }
}

async fn a_later_edition_meets_the_survivor(house: &House) {
    let (one, other) = pair(house).await;
    merge(house, (&one, &other), None).await.unwrap();
    let listings = house.count("listings").await;
    let counts = import(house, "gids", vec![noor("2", "020 999 99 99")]).await;
    assert_eq!((counts.created, counts.updated, counts.gone), (0, 1, 0));
    assert_eq!(house.count("listings").await, listings, "no third one is born");
    let [now, lost] = both(house, (one.id, other.id)).await;
    assert_eq!(now.facts.contact.phone.as_deref(), Some("020 555 01 91"), "the first has the word");
    assert!(matches!(lost.facts.state, LifeState::Gone { .. }), "no file brings it back");
    let mut first = noor("1", "020 111 11 11");
    first.facts.name = "Noor en zoon".to_owned();
    import(house, "oost", vec![first]).await;
    let now = by_slug(house, "noor").await;
    assert_eq!(now.facts.name, "Noor en zoon");
    assert_eq!(now.facts.contact.phone.as_deref(), Some("020 111 11 11"));
    assert_eq!(duplicates::seek(&house.operator(), &house.domain).await.unwrap(), 0);
}

async fn a_place_is_there_as_long_as_one_record_is(house: &House) {
    let (one, other) = pair(house).await;
    merge(house, (&one, &other), None).await.unwrap();
    import(house, "oost", vec![]).await;
    let now = by_slug(house, "noor").await;
    assert_eq!(
        (now.id, &now.facts.state),
        (one.id, &LifeState::Running),
        "the other data set has it"
    );
    import(house, "gids", vec![noor("2", "020 222 22 22")]).await;
    let now = by_slug(house, "noor").await;
    assert_eq!(now.facts.contact.phone.as_deref(), Some("020 222 22 22"), "now it has the word");
    import(house, "gids", vec![]).await;
    let [now, _] = both(house, (one.id, other.id)).await;
    assert!(matches!(now.facts.state, LifeState::Gone { .. }));
    // Both records in one file are one change of one listing.
    import(house, "gids", vec![noor("1", "020 333 33 33"), noor("2", "020 444 44 44")]).await;
    let now = by_slug(house, "noor").await;
    assert_eq!(now.facts.state, LifeState::Running);
    import(house, "gids", vec![]).await;
}

async fn a_record_of_the_lost_one_alone_has_the_word(house: &House) {
    import(house, "oost", vec![noor("1", "020 111 11 11")]).await;
    let imported = by_slug(house, "noor").await;
    let ctx = house.operator();
    let facts = listings::model::Facts { name: "Noor".to_owned(), ..Default::default() };
    let keepers::Added::New(added) = keepers::add(&ctx, &house.domain, facts, true).await.unwrap()
    else {
        panic!("it is new")
    };
    let (id, merged) = merge(house, (&added, &imported), None).await.unwrap();
    assert_eq!(merged.source, imported.source);
    import(house, "oost", vec![noor("1", "020 222 22 22")]).await;
    let now = by_slug(house, &added.slug).await;
    assert_eq!(now.facts.contact.phone.as_deref(), Some("020 222 22 22"));
    let changed = undo(house, id).await;
    assert!(matches!(changed, Err(ListingError::Conflict { .. })), "a file wrote since");
}

async fn what_was_written_since_is_not_lost(house: &House) {
    let (one, other) = pair(house).await;
    let (id, merged) = merge(house, (&one, &other), None).await.unwrap();
    let ctx = house.operator();
    listings::confirming::confirm(&ctx, &house.domain, one.id).await.unwrap();
    let mut facts = merged.facts.clone();
    facts.tags = vec!["koffie".to_owned()];
    let edited =
        listings::edit(&ctx, &house.domain, one.id, merged.revision + 1, facts).await.unwrap();
    let changed = undo(house, id).await;
    let Err(ListingError::Conflict { current }) = changed else { panic!("{changed:?}") };
    assert_eq!(current.revision, edited.revision);
    listings::edit(&ctx, &house.domain, one.id, edited.revision, merged.facts).await.unwrap();
    let [back, _] = undo(house, id).await.unwrap();
    assert_eq!(back.facts, one.facts);
}

async fn each_with_an_owner_they_stay_two(house: &House) {
    let (one, other) = pair(house).await;
    owner_of(house, one.id, "een@voorbeeld.nl").await;
    let second = owner_of(house, other.id, "twee@voorbeeld.nl").await;
    let refused = merge(house, (&one, &other), None).await;
    assert!(matches!(refused, Err(ListingError::Invalid { field: "owner", .. })), "{refused:?}");
    keepers::release(&second, &house.domain, other.id).await.unwrap();
    let (id, _) = merge(house, (&one, &other), None).await.unwrap();
    // Another owner since is something that would be lost.
    house.run("delete from listing_keepers").await;
    assert!(matches!(undo(house, id).await, Err(ListingError::Conflict { .. })));
    for pair in [(&one, &one)] {
        let same = merge(house, pair, None).await;
        assert!(matches!(same, Err(ListingError::Invalid { field: "lostId", .. })));
    }
}

async fn whoever_looks_after_both_merges_them(house: &House) {
    let (here, there) = shops(house).await;
    let quarter = around(house, "Buurt 0", "BU0").await;
    let town = around(house, "Amsterdam", "GM0363").await;
    let steward = person(house, PIET, quarter.id, Role::Steward).await;
    let both =
        async |ctx: &Ctx| merging::merge(ctx, &house.domain, (here.id, there.id), None).await;
    for nobody in [&steward, &house.visitor()] {
        assert!(matches!(both(nobody).await, Err(ListingError::Denied(_))));
        let look = merging::compare(nobody, &house.domain, (here.id, there.id), false).await;
        assert!(matches!(look, Err(ListingError::Denied(_))));
    }
    let ctx = house.operator();
    let settings =
        koop_domain::communities::model::Settings { area: None, ..quarter.settings.clone() };
    koop_domain::communities::edit(&ctx, &house.domain, quarter.id, settings).await.unwrap();
    let of_town = person(house, "stad@voorbeeld.nl", town.id, Role::Steward).await;
    let look = merging::compare(&of_town, &house.domain, (there.id, here.id), false).await.unwrap();
    assert_eq!(look.pair[0].id, here.id, "the older one goes on");
    let (id, _) = both(&of_town).await.unwrap();
    let seen = async |ctx| merging::latest(ctx, &house.domain, (20, None)).await.unwrap().made;
    assert_eq!(seen(&of_town).await[0].merge.id, id);
    assert_eq!(seen(&steward).await, []);
    merging::undo(&of_town, &house.domain, id).await.unwrap();
    let acts = "select string_agg(act, ' ') from (select act from audit_log \
        where act in ('listings_merged', 'merge_undone') order by id) x";
    assert_eq!(house.text(acts).await, "listings_merged merge_undone");
}

async fn a_merge_is_undone_for_thirty_days(house: &House) {
    let (one, other) = pair(house).await;
    let (id, _) = merge(house, (&one, &other), None).await.unwrap();
    house.clock.advance(TimeDelta::days(UNDO_DAYS));
    merging::tidy(&house.operator(), &house.domain).await.unwrap();
    let latest = merging::latest(&house.operator(), &house.domain, (20, None)).await.unwrap();
    assert!(latest.made[0].is_undoable);
    house.clock.advance(TimeDelta::minutes(1));
    assert!(matches!(undo(house, id).await, Err(ListingError::NotFound)));
    merging::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(house.text("select coalesce(trail, 'none') from listing_merges").await, "none");
    assert_eq!(by_slug(house, &other.slug).await.id, one.id, "the slug leads on for ever");
}

async fn what_a_shop_keeps_it_keeps(house: &House) {
    let (one, other) = pair(house).await;
    let ctx = as_member(house, &member(house, HANNEKE, "Hanneke", None).await);
    let shop = (ProfileKind::Merchant, "Noor");
    let shop = profiles::make(&ctx, &house.domain, shop).await.unwrap();
    let (as_shop, _) = profiles::act_as(&ctx, &house.domain, shop.id).await.unwrap();
    let wish = (Wish::CounterCode, Language::Nl);
    let (_, code) = claims::claim(&as_shop, &house.domain, other.id, wish).await.unwrap();
    let code = code.unwrap();
    claims::at_counter(&house.operator(), &house.domain, other.id, code.reveal()).await.unwrap();
    let keeper = async |id| {
        let keeper = profiles::keeper_of(&house.visitor(), &house.domain, id).await.unwrap();
        keeper.map(|it| it.id)
    };
    let (id, _) = merge(house, (&one, &other), None).await.unwrap();
    assert_eq!((keeper(one.id).await, keeper(other.id).await), (Some(shop.id), None));
    undo(house, id).await.unwrap();
    assert_eq!((keeper(one.id).await, keeper(other.id).await), (None, Some(shop.id)));
}

async fn the_index_follows(house: &House) {
    draw(house, "oost", survey(3)).await;
    let (one, other) = pair(house).await;
    duplicates::seek(&house.operator(), &house.domain).await.unwrap();
    let waits = async || {
        let query = QueueQuery { first: 9, ..QueueQuery::default() };
        count(&queue(house, &house.operator(), query).await, CaseKind::Duplicate)
    };
    assert_eq!(waits().await, 1);
    let here = koop_domain::changes::head(&house.operator(), &house.domain).await.unwrap();
    let (id, _) = merge(house, (&one, &other), None).await.unwrap();
    let changed = read_on(house, here).await;
    assert!([one.id, other.id].iter().all(|it| changed.contains(it)));
    assert_eq!(waits().await, 0, "what was merged is a pair no more");
    undo(house, id).await.unwrap();
    assert_eq!(waits().await, 1);
}

async fn untrue_merges_are_refused(house: &House) {
    let (one, other) = pair(house).await;
    merge(house, (&one, &other), None).await.unwrap();
    refuses(house, "update listing_merges set survivor_id = lost_id").await;
    refuses(
        house,
        "update listing_merges set undone_by = (select id from members limit 1), merged_at = null",
    )
    .await;
    let twice = "insert into listing_merges (id, survivor_id, lost_id, merged_at) \
        select survivor_id, survivor_id, lost_id, merged_at from listing_merges";
    refuses(house, twice).await;
}
