//! Tables that an organiser brings: what would happen, in whose area, and having it back. On both
//! databases.

use chrono::TimeDelta;
use koop_domain::communities::model::{Community, Role};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::error::{Kind, Problem};
use koop_domain::id::TableId;
use koop_domain::imports::model::UNDO_DAYS;
use koop_domain::imports::tables::error::TableError;
use koop_domain::imports::tables::model::{
    BROUGHT_A_DAY_MAX, Batch, Brought, COMPARED_AT_ONCE, LICENCE_MAX, ROWS_MAX, UPLOAD_MAX_BYTES,
    WAITS_MINUTES,
};
use koop_domain::imports::tables::{self, COLUMNS_MAX, foresee, foresee_undo, publish, take_back};
use koop_domain::imports::{self, Undone};
use koop_domain::listings::model::LifeState;
use koop_domain::{areas, members};

use crate::areas::{draw, middle, postcode, survey};
use crate::communities::{PIET, community, person};
use crate::harness::{House, killed_after, on_both_databases};
use crate::imports::by_slug;
use crate::members::HANNEKE;
use crate::reports::owner_of;
use crate::stewards::around;

on_both_databases! {
    a_table_is_looked_at_published_and_taken_back;
    rows_outside_the_area_stay_out;
    what_columns_have_is_said_and_remembered;
    nobody_sees_or_undoes_what_is_anothers;
    two_communities_never_write_over_each_others_lists;
    a_table_waits_an_hour;
    what_is_no_table_is_refused;
    so_much_may_only_go_when_somebody_says_so;
    what_looks_like_another_is_told;
    an_edition_is_undone_within_thirty_days;
    a_bringer_who_leaves_is_forgotten;
    the_database_keeps_the_laws_of_tables;
}

/// An organiser of a community around the first square of a map.
async fn organiser(house: &House) -> (Community, Ctx) {
    draw(house, "kaart", survey(3)).await;
    let codes = vec![postcode("1094", 0), postcode("1095", 1)];
    let ctx = house.operator();
    areas::publish_postcodes(&ctx, &house.domain, "codes", codes, false).await.unwrap();
    let oost = around(house, "Oost", "BU0").await;
    let ctx = person(house, PIET, oost.id, Role::Organiser).await;
    (oost, ctx)
}

fn row(name: &str, square: u32) -> String {
    let point = middle(square);
    format!("{name};{};{}\n", point.latitude, point.longitude)
}

fn table(rows: &[(&str, u32)]) -> String {
    let rows = rows.iter().map(|(name, square)| row(name, *square));
    std::iter::once("naam;lat;lon\n".to_owned()).chain(rows).collect()
}

async fn bring(
    house: &House,
    (ctx, of): (&Ctx, &Community),
    content: impl AsRef<[u8]>,
) -> Result<TableId, TableError> {
    let brought = Brought {
        bytes: content.as_ref().to_vec(),
        source: "Winkeliers".to_owned(),
        licence: "CC0-1.0".to_owned(),
    };
    tables::bring(ctx, &house.domain, of.id, brought).await.map(|draft| draft.id)
}

async fn place(house: &House, who: (&Ctx, &Community), rows: &[(&str, u32)]) -> Batch {
    let id = bring(house, who, table(rows)).await.unwrap();
    publish(who.0, &house.domain, id, false).await.unwrap()
}

async fn a_table_is_looked_at_published_and_taken_back(house: &House) {
    let (oost, ctx) = organiser(house).await;
    let id = bring(house, (&ctx, &oost), table(&[("Noor", 0), ("Spaak", 0), ("Noor", 0)])).await;
    let id = id.unwrap();
    let before = house.count("changes").await;
    let outlook = foresee(&ctx, &house.domain, id).await.unwrap();
    assert_eq!((outlook.counts.created, outlook.counts.skipped), (2, 1));
    let [fault] = outlook.faults.as_slice() else { panic!("one fault: {outlook:?}") };
    assert_eq!((fault.line, fault.problem, fault.is_fatal()), (4, Problem::Twice, true));
    assert_eq!(house.count("changes").await, before, "looking writes nothing");
    assert_eq!(house.count("listings").await, 0);

    let batch = publish(&ctx, &house.domain, id, false).await.unwrap();
    assert_eq!((batch.name(), batch.counts.created), ("winkeliers", 2));
    assert_eq!(batch.member_name.as_deref(), Some("Iemand"));
    assert!(batch.can_undo && batch.finished_at.is_some() && batch.undone_at.is_none());
    assert_eq!(by_slug(house, "noor").await.source.unwrap().name, "Winkeliers");
    assert_eq!(house.count("table_drafts").await, 0, "it waits no more");
    let twice = publish(&ctx, &house.domain, id, false).await;
    assert!(matches!(twice, Err(TableError::NotFound)), "{twice:?}");

    // A second edition changes, adds and takes away; what somebody changed since stays.
    let next = place(house, (&ctx, &oost), &[("Noor", 0), ("Nieuw", 0)]).await;
    assert_eq!((next.counts.created, next.counts.unchanged, next.counts.gone), (1, 1, 1));
    let listed = tables::batches(&ctx, &house.domain, oost.id).await.unwrap();
    let told: Vec<_> = listed.iter().map(|it| (it.id, it.can_undo)).collect();
    assert_eq!(told, [(next.id, true), (batch.id, false)]);
    let early = take_back(&ctx, &house.domain, batch.id).await;
    assert_eq!(early.unwrap_err().kind(), Kind::NotFound, "a later edition stands on it");
    let (_, would) = foresee_undo(&ctx, &house.domain, next.id).await.unwrap();
    let undone = take_back(&ctx, &house.domain, next.id).await.unwrap();
    assert_eq!(undone, Undone { removed: 1, restored: 1, kept: 0 });
    assert_eq!(would, undone, "it was told before");
    assert_eq!(by_slug(house, "spaak").await.facts.state, LifeState::Running);
    let again = take_back(&ctx, &house.domain, next.id).await;
    assert_eq!(again.unwrap_err().kind(), Kind::NotFound, "once");
    let listed = tables::batches(&ctx, &house.domain, oost.id).await.unwrap();
    assert!(listed[0].undone_at.is_some() && !listed[0].can_undo);
    let acts = "select count(*) || '' from audit_log where act in \
        ('listings_imported', 'import_undone') and community_id is not null";
    assert_eq!(house.text(acts).await, "3");
}

async fn rows_outside_the_area_stay_out(house: &House) {
    let (oost, ctx) = organiser(house).await;
    let rows = "naam;lat;lon;postcode\n".to_owned()
        + &row("Binnen", 0).replace('\n', ";\n")
        + &row("Buiten", 1).replace('\n', ";1094 AB\n")
        + "Op postcode;;;1094 AB\nElders op postcode;;;1095AB\nNergens;;;\nVerzonnen;;;9999 ZZ\n";
    let id = bring(house, (&ctx, &oost), &rows).await.unwrap();
    let outlook = foresee(&ctx, &house.domain, id).await.unwrap();
    let told: Vec<_> = outlook.faults.iter().map(|it| (it.line, it.problem)).collect();
    assert_eq!(told, [3, 5, 6, 7].map(|line| (line, Problem::Outside)), "{outlook:?}");
    let (column, value) = (outlook.faults[0].column.as_deref(), &outlook.faults[0].value);
    assert_eq!(
        (column, value),
        (Some("lat"), &middle(1).latitude.to_string()),
        "what stands there"
    );
    let faults = tables::faults(&ctx, &house.domain, id).await.unwrap();
    assert_eq!(faults, outlook.faults);
    assert_eq!((outlook.counts.created, outlook.off_map), (2, 1));
    publish(&ctx, &house.domain, id, false).await.unwrap();
    assert_eq!(house.count("listings").await, 2);
    // Whoever runs the house brings in what they like.
    let Actor::Member(me) = ctx.actor else { panic!("nobody is signed in") };
    let operator = Ctx { actor: Actor::Member(Signed { operator: true, ..me }), ..ctx.clone() };
    let id = bring(house, (&operator, &oost), &rows).await.unwrap();
    let outlook = foresee(&operator, &house.domain, id).await.unwrap();
    assert_eq!((outlook.faults.len(), outlook.counts.created), (0, 4));
    // Without an area nothing lies in one.
    let west = community(house, "West").await;
    let of_west = person(house, HANNEKE, west.id, Role::Organiser).await;
    let id = bring(house, (&of_west, &west), &rows).await.unwrap();
    let refused = foresee(&of_west, &house.domain, id).await;
    assert!(matches!(refused, Err(TableError::NoArea)), "{refused:?}");
}

async fn what_columns_have_is_said_and_remembered(house: &House) {
    let (oost, ctx) = organiser(house).await;
    let point = middle(0);
    let rows = format!("Wie;B;L\nNoor;{};{}\n", point.latitude, point.longitude);
    let id = bring(house, (&ctx, &oost), &rows).await.unwrap();
    let (_, sheet) = tables::look(&ctx, &house.domain, id).await.unwrap();
    assert_eq!((sheet.columns[0].name.as_str(), sheet.named.len()), ("Wie", 0));
    let nameless = foresee(&ctx, &house.domain, id).await;
    assert!(matches!(nameless, Err(TableError::Nameless { .. })), "{nameless:?}");
    let say = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect()
    };
    let odd = tables::name_columns(&ctx, &house.domain, id, &say(&[("name", "Wat")])).await;
    assert!(matches!(odd, Err(TableError::NoColumn { .. })), "{odd:?}");
    let said = say(&[("name", "Wie"), ("latitude", "B"), ("longitude", "L")]);
    tables::name_columns(&ctx, &house.domain, id, &said).await.unwrap();
    publish(&ctx, &house.domain, id, false).await.unwrap();
    let next = bring(house, (&ctx, &oost), &rows).await.unwrap();
    let (_, sheet) = tables::look(&ctx, &house.domain, next).await.unwrap();
    assert_eq!(sheet.named, said, "it is known the next time");
    assert_eq!(foresee(&ctx, &house.domain, next).await.unwrap().counts.unchanged, 1);
}

async fn nobody_sees_or_undoes_what_is_anothers(house: &House) {
    let (oost, ctx) = organiser(house).await;
    let batch = place(house, (&ctx, &oost), &[("Noor", 0)]).await;
    let waiting = bring(house, (&ctx, &oost), table(&[("Spaak", 0)])).await.unwrap();
    let west = around(house, "West", "BU1").await;
    let other = person(house, HANNEKE, west.id, Role::Organiser).await;
    let second = person(house, "twee@voorbeeld.nl", oost.id, Role::Organiser).await;
    let steward = person(house, "drie@voorbeeld.nl", oost.id, Role::Steward).await;
    let domain = &house.domain;
    for (who, kind) in [
        (&other, Kind::NotFound),
        (&second, Kind::NotFound),
        (&steward, Kind::Denied),
        (&house.visitor(), Kind::Denied),
    ] {
        assert_eq!(tables::look(who, domain, waiting).await.unwrap_err().kind(), kind);
        assert_eq!(foresee(who, domain, waiting).await.unwrap_err().kind(), kind);
        assert_eq!(tables::faults(who, domain, waiting).await.unwrap_err().kind(), kind);
        assert_eq!(publish(who, domain, waiting, true).await.unwrap_err().kind(), kind);
        assert_eq!(tables::withdraw(who, domain, waiting).await.unwrap_err().kind(), kind);
        let named = tables::name_columns(who, domain, waiting, &Default::default()).await;
        assert_eq!(named.unwrap_err().kind(), kind);
    }
    for who in [&other, &steward, &house.visitor()] {
        assert_eq!(take_back(who, domain, batch.id).await.unwrap_err().kind(), Kind::Denied);
        assert_eq!(foresee_undo(who, domain, batch.id).await.unwrap_err().kind(), Kind::Denied);
        let listed = tables::batches(who, domain, oost.id).await;
        assert_eq!(listed.unwrap_err().kind(), Kind::Denied);
        let brought = bring(house, (who, &oost), table(&[("X", 0)])).await;
        assert_eq!(brought.unwrap_err().kind(), Kind::Denied);
    }
    assert!(
        imports::undo(&ctx, domain, "oost/winkeliers").await.is_err(),
        "by name only the house"
    );
    assert_eq!(house.count("listings").await, 1);
    // Another organiser of the same community may.
    take_back(&second, domain, batch.id).await.unwrap();
    assert_eq!(house.count("listings").await, 0);
}

async fn two_communities_never_write_over_each_others_lists(house: &House) {
    let (oost, ctx) = organiser(house).await;
    let west = around(house, "West", "BU1").await;
    let other = person(house, HANNEKE, west.id, Role::Organiser).await;
    place(house, (&ctx, &oost), &[("Noor", 0)]).await;
    let batch = place(house, (&other, &west), &[("Zus", 1)]).await;
    assert_eq!((batch.counts.created, batch.counts.gone), (1, 0));
    assert_eq!(by_slug(house, "noor").await.facts.state, LifeState::Running);
}

async fn a_table_waits_an_hour(house: &House) {
    let (oost, ctx) = organiser(house).await;
    let first = bring(house, (&ctx, &oost), table(&[("Noor", 0)])).await.unwrap();
    let second = bring(house, (&ctx, &oost), table(&[("Spaak", 0)])).await.unwrap();
    let gone = tables::look(&ctx, &house.domain, first).await;
    assert!(matches!(gone, Err(TableError::NotFound)), "the next one took its place");
    tables::withdraw(&ctx, &house.domain, second).await.unwrap();
    assert_eq!(house.count("table_drafts").await, 0);
    let third = bring(house, (&ctx, &oost), table(&[("Tram", 0)])).await.unwrap();
    assert_eq!(tables::my_waiting(&ctx, &house.domain).await.unwrap().len(), 1);
    house.clock.advance(TimeDelta::minutes(WAITS_MINUTES));
    let later = Ctx { now: ctx.now + TimeDelta::minutes(WAITS_MINUTES), ..ctx.clone() };
    let gone = tables::look(&later, &house.domain, third).await;
    assert!(matches!(gone, Err(TableError::NotFound)), "{gone:?}");
    assert!(tables::tidy(&ctx, &house.domain).await.is_err(), "the house does that");
    assert_eq!(tables::tidy(&house.operator(), &house.domain).await.unwrap(), 1);
    assert_eq!(house.count("table_drafts").await, 0);
}

async fn what_is_no_table_is_refused(house: &House) {
    let (oost, ctx) = organiser(house).await;
    let many = "naam\n".to_owned() + &"x\n".repeat(ROWS_MAX + 1);
    let refused = async |content: &[u8]| bring(house, (&ctx, &oost), content).await.unwrap_err();
    assert!(matches!(refused(b"").await, TableError::Empty));
    assert!(matches!(refused(b"naam\n").await, TableError::Empty));
    assert!(matches!(refused(many.as_bytes()).await, TableError::TooMuch));
    assert!(matches!(refused(&vec![b'a'; UPLOAD_MAX_BYTES + 1]).await, TableError::TooMuch));
    let unnamed = Brought { bytes: b"naam\nx\n".to_vec(), ..Brought::default() };
    let unnamed = tables::bring(&ctx, &house.domain, oost.id, unnamed).await;
    assert!(matches!(unnamed, Err(TableError::Unnamed)), "{unnamed:?}");
    let licence = "x".repeat(LICENCE_MAX + 1);
    let long = Brought { bytes: b"naam\nx\n".to_vec(), source: "Noor".into(), licence };
    let long = tables::bring(&ctx, &house.domain, oost.id, long).await;
    assert!(matches!(long, Err(TableError::Licence)), "{long:?}");
    let wide = "naam;".repeat(COLUMNS_MAX + 1) + "\nx\n";
    assert!(matches!(refused(wide.as_bytes()).await, TableError::TooWide));
    // What is sent again and again is counted, right or wrong.
    for _ in 5..BROUGHT_A_DAY_MAX {
        bring(house, (&ctx, &oost), b"naam\0\nNo\0or\n").await.unwrap();
    }
    let wait = bring(house, (&ctx, &oost), b"naam\nx\n").await;
    assert!(matches!(wait, Err(TableError::TooMany { .. })), "{wait:?}");
}

async fn so_much_may_only_go_when_somebody_says_so(house: &House) {
    let (oost, ctx) = organiser(house).await;
    let names: Vec<String> = (0..30).map(|number| format!("Zaak {number}")).collect();
    let all: Vec<(&str, u32)> = names.iter().map(|name| (name.as_str(), 0)).collect();
    place(house, (&ctx, &oost), &all).await;
    let id = bring(house, (&ctx, &oost), table(&all[..2])).await.unwrap();
    let outlook = foresee(&ctx, &house.domain, id).await.unwrap();
    assert!(outlook.is_emptying && outlook.counts.gone == 28, "{outlook:?}");
    let refused = publish(&ctx, &house.domain, id, false).await.unwrap_err();
    assert_eq!(refused.kind(), Kind::Conflict);
    let batch = publish(&ctx, &house.domain, id, true).await.unwrap();
    assert_eq!(batch.counts.gone, 28);
}

async fn what_looks_like_another_is_told(house: &House) {
    let (oost, ctx) = organiser(house).await;
    place(house, (&ctx, &oost), &[("Bakkerij Noor", 0)]).await;
    let noor = by_slug(house, "bakkerij-noor").await;
    // The engine of these tests finds the places whose ids stand in the words.
    let name = format!("Bakkerij Noor {}", noor.id);
    house
        .run(&format!("update listings set facts = replace(facts, 'Bakkerij Noor', '{name}')"))
        .await;
    let rows = table(&[(&name, 0), ("Spaak", 0)]);
    let again =
        Brought { bytes: rows.into_bytes(), source: "Gemeente".into(), ..Brought::default() };
    let draft = tables::bring(&ctx, &house.domain, oost.id, again).await.unwrap();
    let outlook = foresee(&ctx, &house.domain, draft.id).await.unwrap();
    assert_eq!((outlook.counts.created, outlook.compared), (2, 2));
    let [alike] = outlook.alike.as_slice() else { panic!("one: {outlook:?}") };
    assert_eq!((alike.line, alike.others.as_slice()), (2, &[(name.clone(), noor.slug)][..]));
    // However many look like others, these are read at once.
    let mut statements = Vec::new();
    for count in [1, COMPARED_AT_ONCE] {
        let names: Vec<String> = (0..count).map(|number| format!("{name} {number}")).collect();
        let rows: Vec<(&str, u32)> = names.iter().map(|name| (name.as_str(), 0)).collect();
        let id = bring(house, (&ctx, &oost), table(&rows)).await.unwrap();
        let before = house.domain.db.statements();
        foresee(&ctx, &house.domain, id).await.unwrap();
        statements.push(house.domain.db.statements() - before);
    }
    assert_eq!(statements[0], statements[1]);
}

async fn an_edition_is_undone_within_thirty_days(house: &House) {
    let (oost, ctx) = organiser(house).await;
    let batch = place(house, (&ctx, &oost), &[("Noor", 0), ("Spaak", 0)]).await;
    owner_of(house, by_slug(house, "noor").await.id, HANNEKE).await;
    for (days, holds) in [(UNDO_DAYS, true), (UNDO_DAYS + 1, false)] {
        let then = Ctx { now: ctx.now + TimeDelta::days(days), ..ctx.clone() };
        let listed = tables::batches(&then, &house.domain, oost.id).await.unwrap();
        assert_eq!(listed[0].can_undo, holds, "after {days} days");
        let told = foresee_undo(&then, &house.domain, batch.id).await;
        match holds {
            true => assert_eq!(told.unwrap().1, Undone { removed: 1, restored: 0, kept: 1 }),
            false => {
                assert_eq!(told.unwrap_err().kind(), Kind::NotFound);
                let late = take_back(&then, &house.domain, batch.id).await;
                assert_eq!(late.unwrap_err().kind(), Kind::NotFound);
            }
        }
    }
    // While it is being undone that is told, and nobody does it a second time.
    house.run("update import_batches set undone_at = started_at").await;
    let listed = tables::batches(&ctx, &house.domain, oost.id).await.unwrap();
    assert!(listed[0].is_undoing && !listed[0].can_undo, "{listed:?}");
    imports::finish_interrupted(&house.operator(), &house.domain).await.unwrap();
    let listed = tables::batches(&ctx, &house.domain, oost.id).await.unwrap();
    assert!(!listed[0].is_undoing && !listed[0].can_undo, "{listed:?}");
    assert_eq!(house.count("listings").await, 1);
}

/// From the moment on which it will stand in the directory it does not wait any more, whatever
/// becomes of who looks on.
#[tokio::test]
async fn a_table_that_goes_in_waits_no_more() {
    let house = House::sqlite().await;
    let (oost, ctx) = organiser(&house).await;
    let id = bring(&house, (&ctx, &oost), table(&[("Noor", 0), ("Spaak", 0)])).await.unwrap();
    for steps in 1.. {
        killed_after(steps, publish(&ctx, &house.domain, id, false)).await;
        if house.count("import_batches where counts is not null").await == 1 {
            break;
        }
        assert_eq!(house.count("table_drafts").await, 1, "after {steps} steps");
    }
    assert_eq!(house.count("table_drafts").await, 0);
    assert_eq!(house.count("import_columns").await, 3);
    let twice = publish(&ctx, &house.domain, id, false).await;
    assert!(matches!(twice, Err(TableError::NotFound)), "{twice:?}");
}

async fn a_bringer_who_leaves_is_forgotten(house: &House) {
    let (oost, ctx) = organiser(house).await;
    let second = person(house, HANNEKE, oost.id, Role::Organiser).await;
    place(house, (&ctx, &oost), &[("Noor", 0)]).await;
    bring(house, (&ctx, &oost), table(&[("Spaak", 0)])).await.unwrap();
    assert_eq!(tables::mine(&ctx, &house.domain).await.unwrap().len(), 1);
    members::delete_me(&ctx, &house.domain, &members::model::Secret::new("")).await.unwrap();
    assert_eq!(house.count("table_drafts").await, 0);
    let listed = tables::batches(&second, &house.domain, oost.id).await.unwrap();
    assert_eq!((listed.len(), listed[0].member, &listed[0].member_name), (1, None, &None));
    assert_eq!(by_slug(house, "noor").await.facts.state, LifeState::Running, "the places stay");
}

async fn the_database_keeps_the_laws_of_tables(house: &House) {
    let (oost, ctx) = organiser(house).await;
    bring(house, (&ctx, &oost), table(&[("Noor", 0)])).await.unwrap();
    for sql in [
        "update table_drafts set dataset = ''",
        "update table_drafts set publisher = ''",
        "update table_drafts set ends_at = created_at",
        "insert into listing_numbers (listing_id, week, seen, called, routed) \
            select id, '2026-04-20', 1, 0, 0 from communities",
        "insert into community_posters (community_id, posters, updated_at) \
            select id, -1, created_at from communities",
    ] {
        crate::schema::refuses(house, sql).await;
    }
    house.run("delete from communities").await;
    assert_eq!(house.count("table_drafts").await, 0);
}
