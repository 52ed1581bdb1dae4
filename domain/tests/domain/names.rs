//! Finding people by their names, whatever letters these have, and in the same order on both
//! databases.

use koop_domain::audit::model::AuditQuery;
use koop_domain::communities::model::{Community, PeopleQuery, Role};
use koop_domain::communities::{NewPlace, enter, people};
use koop_domain::ctx::Ctx;
use koop_domain::language::Language;
use koop_domain::{audit, members};

use crate::communities::{PIET, community, id, person};
use crate::harness::{House, on_both_databases};
use crate::members::{as_member, member};

on_both_databases! {
    names_are_found_whatever_their_letters;
    names_of_an_earlier_program_are_found_after_a_while;
}

const NAMES: [&str; 4] = ["Zeger", "Özlem Şahin", "Élise", "d'Ancona"];

/// People of a community, and its organiser.
async fn neighbours(house: &House) -> (Community, Ctx) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let place = NewPlace { community: oost.id, role: Role::Member };
    for (number, name) in NAMES.iter().enumerate() {
        let who = member(house, &format!("lid{number}@voorbeeld.nl"), name, None).await;
        enter(&house.operator(), &house.domain, who.member.id, place).await.unwrap();
    }
    (oost, organiser)
}

async fn found(house: &House, (oost, organiser): &(Community, Ctx), text: &str) -> Vec<String> {
    let query = PeopleQuery {
        text: Some(text.to_owned()),
        role: Some(Role::Member),
        first: 9,
        ..PeopleQuery::default()
    };
    let found = people(organiser, &house.domain, oost.id, &query).await.unwrap();
    found.into_iter().map(|it| it.name).collect()
}

async fn logged(house: &House, (oost, organiser): &(Community, Ctx), text: &str) -> usize {
    let query = AuditQuery { text: Some(text.to_owned()), first: 99, ..AuditQuery::default() };
    audit::read(organiser, &house.domain, Some(oost.id), &query).await.unwrap().len()
}

async fn names_are_found_whatever_their_letters(house: &House) {
    let there = neighbours(house).await;
    let order = ["d'Ancona", "Élise", "Özlem Şahin", "Zeger"];
    assert_eq!(found(house, &there, " ").await, order, "as people look them up");
    for (text, name) in [
        ("Özlem", "Özlem Şahin"),
        ("özlem", "Özlem Şahin"),
        ("OZLEM", "Özlem Şahin"),
        ("sahin", "Özlem Şahin"),
        ("Özlem  Şahin", "Özlem Şahin"),
        ("ÉLI", "Élise"),
        ("elise", "Élise"),
        ("D’Ancona", "d'Ancona"),
        ("ancona", "d'Ancona"),
    ] {
        assert_eq!(found(house, &there, text).await, [name], "{text}");
        assert_eq!(logged(house, &there, text).await, 1, "{text}");
    }
    for text in ["%", "_", "\\", "lis%e", "Ozge"] {
        assert!(found(house, &there, text).await.is_empty(), "{text}");
        assert_eq!(logged(house, &there, text).await, 0, "{text}");
    }
    // Whoever takes another name is found by that one.
    let who = member(house, "lid0@voorbeeld.nl", "", None).await;
    let ctx = as_member(house, &who);
    assert_eq!(who.member.id, id(&ctx));
    members::edit_me(&ctx, &house.domain, "Ægir", Language::Nl).await.unwrap();
    assert_eq!(found(house, &there, "aegir").await, ["Ægir"]);
    assert!(found(house, &there, "zeger").await.is_empty());
}

async fn names_of_an_earlier_program_are_found_after_a_while(house: &House) {
    let there = neighbours(house).await;
    house.run("update members set name_key = null").await;
    assert!(found(house, &there, "ozlem").await.is_empty());
    members::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(found(house, &there, "ozlem").await, ["Özlem Şahin"]);
    assert_eq!(
        house.text("select cast(count(*) as text) from members where name_key is null").await,
        "0"
    );
    let denied = members::tidy(&there.1, &house.domain).await;
    assert!(denied.is_err(), "the house does it");
}
