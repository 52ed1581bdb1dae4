//! What was typed and not sent off, on both databases.

use chrono::TimeDelta;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::drafts::error::DraftError;
use koop_domain::drafts::{
    BROWSER_HOURS, Left, MEMBER_DAYS, Pairs, TYPED_MAX_BYTES, find, forget, keep, leave, mine,
};
use koop_domain::id::MemberId;
use koop_domain::members;
use koop_domain::members::model::Secret;

use crate::harness::{House, on_both_databases};
use crate::members::{HANNEKE, as_member, member};

const FORM: &str = "/plek-toevoegen";
const NET: &str = "192.0.2.1";

on_both_databases! {
    what_was_typed_waits_in_its_browser;
    nobody_else_sees_what_a_member_typed;
    a_member_goes_on_on_another_device;
    drafts_end;
    so_much_is_kept_and_no_more;
}

fn typed(name: &str) -> Pairs {
    vec![("naam".to_owned(), name.to_owned()), ("naar".to_owned(), "2".to_owned())]
}

fn left(name: &str, whose: Option<MemberId>) -> Left {
    Left { form: FORM.to_owned(), typed: typed(name), whose }
}

/// The same person, now.
fn later(house: &House, who: &Ctx) -> Ctx {
    Ctx { actor: who.actor, ..house.visitor() }
}

fn id(ctx: &Ctx) -> MemberId {
    let Actor::Member(me) = ctx.actor else { panic!("{:?}", ctx.actor) };
    me.member
}

async fn found(house: &House, ctx: &Ctx, browser: Option<&Secret>) -> Option<Pairs> {
    find(ctx, &house.domain, FORM, browser).await.unwrap().map(|it| it.typed)
}

async fn what_was_typed_waits_in_its_browser(house: &House) {
    let visitor = house.visitor();
    let secret = leave(&visitor, &house.domain, left("Een", None), (None, NET)).await.unwrap();
    assert_eq!(found(house, &visitor, Some(&secret)).await, Some(typed("Een")));
    assert_eq!(found(house, &visitor, None).await, None);
    assert_eq!(found(house, &visitor, Some(&Secret::new("0a".repeat(32)))).await, None);
    let by = (Some(&secret), NET);
    let same = leave(&visitor, &house.domain, left("Twee", None), by).await.unwrap();
    assert_eq!(same.reveal(), secret.reveal(), "a browser has one secret");
    let odd = Secret::new("verzonnen");
    let by = (Some(&odd), NET);
    let other = leave(&visitor, &house.domain, left("Drie", None), by).await.unwrap();
    assert_ne!(other.reveal(), odd.reveal(), "nobody brings a secret of their own making");
    let hanneke = as_member(house, &member(house, HANNEKE, "Hanneke", None).await);
    assert_eq!(found(house, &hanneke, Some(&secret)).await, Some(typed("Twee")));
    forget(&hanneke, &house.domain, FORM, Some(&secret)).await.unwrap();
    assert_eq!(found(house, &hanneke, Some(&secret)).await, None);
    assert_eq!(found(house, &visitor, Some(&other)).await, Some(typed("Drie")));
}

async fn nobody_else_sees_what_a_member_typed(house: &House) {
    let visitor = house.visitor();
    let hanneke = as_member(house, &member(house, HANNEKE, "Hanneke", None).await);
    let piet = as_member(house, &member(house, "piet@voorbeeld.nl", "Piet", None).await);
    let hers = left("Van Hanneke", Some(id(&hanneke)));
    let secret = leave(&visitor, &house.domain, hers, (None, NET)).await.unwrap();
    for other in [&visitor, &piet] {
        assert_eq!(found(house, other, Some(&secret)).await, None);
        forget(other, &house.domain, FORM, Some(&secret)).await.unwrap();
    }
    assert_eq!(found(house, &hanneke, None).await, None, "nor she herself elsewhere");
    assert_eq!(found(house, &hanneke, Some(&secret)).await, Some(typed("Van Hanneke")));
    let nobody = left("Van niemand", Some(MemberId(hanneke.ids.next())));
    let refused = leave(&visitor, &house.domain, nobody, (None, NET)).await;
    assert!(matches!(refused, Err(DraftError::NotFound)));
    // Whoever goes takes along what waits for them.
    members::delete_me(&hanneke, &house.domain, &Secret::new("")).await.unwrap();
    assert_eq!(house.count("drafts").await, 0);
}

async fn a_member_goes_on_on_another_device(house: &House) {
    let hanneke = as_member(house, &member(house, HANNEKE, "Hanneke", None).await);
    let piet = as_member(house, &member(house, "piet@voorbeeld.nl", "Piet", None).await);
    keep(&hanneke, &house.domain, (FORM, typed("Een"))).await.unwrap();
    house.clock.advance(TimeDelta::minutes(1));
    let hanneke = later(house, &hanneke);
    keep(&hanneke, &house.domain, (FORM, typed("Twee"))).await.unwrap();
    assert_eq!(found(house, &hanneke, None).await, Some(typed("Twee")));
    assert_eq!(found(house, &piet, None).await, None);
    assert_eq!(mine(&hanneke, &house.domain).await.unwrap().len(), 1);
    assert!(mine(&piet, &house.domain).await.unwrap().is_empty());
    assert!(matches!(mine(&house.visitor(), &house.domain).await, Err(DraftError::Denied(_))));
    let refused = keep(&house.visitor(), &house.domain, (FORM, typed("Drie"))).await;
    assert!(matches!(refused, Err(DraftError::Denied(_))));
    assert_eq!(find(&hanneke, &house.domain, "/elders", None).await.unwrap(), None);
    forget(&hanneke, &house.domain, FORM, None).await.unwrap();
    assert_eq!(found(house, &hanneke, None).await, None);
}

async fn drafts_end(house: &House) {
    let visitor = house.visitor();
    let secret = leave(&visitor, &house.domain, left("Een", None), (None, NET)).await.unwrap();
    let hanneke = as_member(house, &member(house, HANNEKE, "Hanneke", None).await);
    keep(&hanneke, &house.domain, (FORM, typed("Twee"))).await.unwrap();
    house.clock.advance(TimeDelta::hours(BROWSER_HOURS));
    assert_eq!(found(house, &house.visitor(), Some(&secret)).await, None);
    let hanneke = later(house, &hanneke);
    assert_eq!(found(house, &hanneke, None).await, Some(typed("Twee")));
    members::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(house.count("drafts").await, 1);
    house.clock.advance(TimeDelta::days(MEMBER_DAYS) - TimeDelta::hours(BROWSER_HOURS));
    let hanneke = later(house, &hanneke);
    assert_eq!(found(house, &hanneke, None).await, None);
    assert!(mine(&hanneke, &house.domain).await.unwrap().is_empty());
    members::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(house.count("drafts").await, 0);
}

async fn so_much_is_kept_and_no_more(house: &House) {
    let visitor = house.visitor();
    let long = left(&"x".repeat(TYPED_MAX_BYTES), None);
    let refused = leave(&visitor, &house.domain, long, (None, NET)).await;
    assert!(matches!(refused, Err(DraftError::TooLong)));
    let brim = vec![("naam".to_owned(), "\0é".repeat(TYPED_MAX_BYTES / 8 - 2))];
    let brim = Left { typed: brim, ..left("", None) };
    leave(&visitor, &house.domain, brim, (None, NET)).await.unwrap();
    for _ in 0..119 {
        leave(&visitor, &house.domain, left("Een", None), (None, NET)).await.unwrap();
    }
    let refused = leave(&visitor, &house.domain, left("Een", None), (None, NET)).await;
    assert!(matches!(refused, Err(DraftError::TooMany { .. })));
    leave(&visitor, &house.domain, left("Een", None), (None, "192.0.2.2")).await.unwrap();
}
