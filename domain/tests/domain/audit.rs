//! The log of what was done, and what the database itself refuses, on both databases.

use koop_domain::audit::model::AuditQuery;
use koop_domain::communities::model::{MembershipState, Role};
use koop_domain::communities::{freeze, set_role};
use koop_domain::members::model::Secret;
use koop_domain::{audit, members};

use crate::communities::{PIET, WHY, agreed, community, id, person};
use crate::harness::{House, on_both_databases};
use crate::members::HANNEKE;
use crate::schema::refuses;

on_both_databases! {
    every_act_is_written_down_and_stays;
    the_database_repeats_the_laws;
}

async fn every_act_is_written_down_and_stays(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let steward = person(house, HANNEKE, oost.id, Role::Member).await;
    let domain = &house.domain;
    set_role(&organiser, domain, (oost.id, id(&steward)), (Role::Steward, WHY)).await.unwrap();
    freeze(&organiser, domain, (oost.id, id(&steward)), (true, WHY)).await.unwrap();
    let all = AuditQuery { first: 100, ..AuditQuery::default() };
    let lines = audit::read(&organiser, domain, Some(oost.id), &all).await.unwrap();
    let acts: Vec<&str> = lines.iter().map(|line| line.act.as_str()).collect();
    assert_eq!(
        acts,
        ["member_frozen", "role_set", "member_entered", "member_entered", "community_founded"]
    );
    assert_eq!(lines[1].actor, Some(id(&organiser)));
    assert_eq!(lines[1].subject_name.as_deref(), Some("Iemand"));
    assert_eq!(lines[1].details["to"], "steward");
    let next = AuditQuery { first: 2, after: Some(lines[1].id), ..all.clone() };
    let next = audit::read(&organiser, domain, Some(oost.id), &next).await.unwrap();
    assert_eq!(next, lines[2..4]);
    for (text, count) in [("iemand", 4), ("%", 0), (id(&steward).to_string().as_str(), 3)] {
        let query = AuditQuery { text: Some(text.to_owned()), ..all.clone() };
        let found = audit::read(&organiser, domain, Some(oost.id), &query).await.unwrap();
        assert_eq!(found.len(), count, "{text}");
    }
    assert!(audit::read(&steward, domain, Some(oost.id), &all).await.is_err());
    for sql in [
        "update audit_log set act = 'nothing'",
        "delete from audit_log",
        "delete from audit_log where act = 'role_set'",
    ] {
        refuses(house, sql).await;
    }
    // Who is forgotten is no person there any more, and the line stays.
    members::delete_me(&steward, domain, &Secret::new("")).await.unwrap();
    let after = audit::read(&organiser, domain, Some(oost.id), &all).await.unwrap();
    assert_eq!((after.len(), after[1].subject_name.as_deref()), (lines.len(), None));
    let text = house.text("select details from audit_log where act = 'role_set'").await;
    assert!(!text.contains("Iemand") && !text.contains('@'), "{text}");
}

async fn the_database_repeats_the_laws(house: &House) {
    let oost = community(house, "Oost").await;
    person(house, PIET, oost.id, Role::Organiser).await;
    agreed(house, oost.id, "Wees aardig.").await;
    for sql in [
        "delete from community_members",
        "update community_members set role = 'member'",
        "update community_members set state = 'frozen'",
        "update community_members set role = 'operator'",
        "update community_members set state = 'asked'",
        "update community_agreements set text = '{\"nl\":\"Anders\"}'",
        "update communities set joining = 'never'",
        "update communities set kind = 'planet'",
        "update communities set slug = ''",
        "insert into founding (id, at) values (2, '2026-01-01T00:00:00Z')",
    ] {
        refuses(house, sql).await;
    }
    let state = MembershipState::Active.key();
    assert_eq!(house.text("select state from community_members").await, state);
    house.run("delete from communities").await;
    assert_eq!(house.count("community_members").await, 0, "with the community all goes");
}
