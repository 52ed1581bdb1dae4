//! Who learns of what the desk for help knows, and who learns nothing, on both databases.

use chrono::TimeDelta;
use koop_domain::agreements;
use koop_domain::agreements::model::Move;
use koop_domain::communities::model::Role;
use koop_domain::communities::{freeze, leave};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::error::Kind;
use koop_domain::helpdesk::error::HelpdeskError;
use koop_domain::helpdesk::{self, Ended, Need, NeedDraft, NeedState, PersonDraft};
use koop_domain::id::{MemberId, NeedId};
use koop_domain::posts;
use koop_domain::posts::kinds::Topic;
use koop_domain::profiles::mandates::Deed;
use koop_domain::profiles::{act_as, make, model::ProfileKind};
use koop_domain::{attestations, members};

use crate::agreements::{STEWARD, THIRD, does, now};
use crate::communities::{community, id, outsider, person};
use crate::harness::{House, on_both_databases};
use crate::helpdesk::{Desk, PHONE, coordinates, desk, groceries, offers};
use crate::posts::draft;

on_both_databases! {
    nobody_else_learns_of_a_need;
    who_was_asked_reads_what_is_to_be_done_and_not_whose_it_is;
    who_coordinates_no_more_reads_no_more;
    what_is_taken_along_has_no_contact_of_others;
    whoever_blocked_another_is_not_sent_to_them;
    what_puts_somebody_at_anothers_mercy_is_not_asked_of_anybody;
    who_leaves_takes_their_need_along;
    who_left_takes_along_what_they_said_and_no_more;
    who_did_it_reads_it_for_a_few_days_more;
}

/// What every verb answers to somebody who is neither a coordinator there nor asked.
async fn finds_nothing(house: &House, desk: &Desk, who: &Ctx, need: NeedId) {
    let (ctx, of) = (&now(house, who), &house.domain);
    let nobody = matches!(ctx.actor, Actor::Visitor | Actor::Operator);
    let hidden = |what: &str, error: HelpdeskError| match error {
        HelpdeskError::NotFound => assert!(!nobody, "{what}"),
        HelpdeskError::SignedOut => assert!(nobody, "{what}"),
        other => panic!("{what}: {other:?}"),
    };
    let typed = || groceries(desk.oost.of);
    hidden("enter", helpdesk::enter(ctx, of, typed()).await.unwrap_err());
    hidden("change", helpdesk::change(ctx, of, need, 1, typed()).await.unwrap_err());
    hidden("list", helpdesk::list(ctx, of, desk.oost.of, 10, None).await.unwrap_err());
    hidden("unanswered", helpdesk::unanswered(ctx, of, desk.oost.of).await.unwrap_err());
    hidden("suggestions", helpdesk::suggestions(ctx, of, need).await.unwrap_err());
    let ana = [id(&desk.offering[0].0)];
    hidden("ask", helpdesk::ask(ctx, of, need, &ana).await.unwrap_err());
    hidden("assign", helpdesk::assign(ctx, of, need, ana[0]).await.unwrap_err());
    hidden("close", helpdesk::close(ctx, of, need, Ended::Dropped).await.unwrap_err());
    hidden("contact", helpdesk::contact(ctx, of, need).await.unwrap_err());
    assert!(helpdesk::by_id(ctx, of, need).await.unwrap().is_none());
    assert!(helpdesk::open(ctx, of, need).await.unwrap().is_none());
}

async fn is_asked_nothing(house: &House, who: &Ctx, need: NeedId) {
    let (ctx, of) = (&now(house, who), &house.domain);
    assert!(helpdesk::asked_by_id(ctx, of, need).await.unwrap().is_none());
    for error in [
        helpdesk::answer(ctx, of, need, true).await.unwrap_err(),
        helpdesk::finish(ctx, of, need).await.unwrap_err(),
        helpdesk::give_back(ctx, of, need).await.unwrap_err(),
    ] {
        assert!(matches!(error.kind(), Kind::NotFound | Kind::Denied), "{error:?}");
        assert!(matches!(error, HelpdeskError::NotFound | HelpdeskError::SignedOut), "{error:?}");
    }
}

/// Everybody who has no business at the desk of Oost.
async fn others(house: &House, desk: &Desk) -> Vec<(&'static str, Ctx)> {
    let oost = &desk.oost;
    let west = community(house, "West").await.id;
    let steward = person(house, STEWARD, oost.of, Role::Steward).await;
    let neighbour = person(house, THIRD, oost.of, Role::Member).await;
    let elsewhere = person(house, "west@voorbeeld.nl", west, Role::Organiser).await;
    let stranger = outsider(house, "vreemd@voorbeeld.nl").await;
    let frozen = person(house, "koud@voorbeeld.nl", oost.of, Role::Member).await;
    coordinates(house, oost, &frozen, true).await;
    let about = (oost.of, id(&frozen));
    let organiser = now(house, &oost.organiser);
    freeze(&organiser, &house.domain, about, (true, "Zo is het.")).await.unwrap();
    let Actor::Member(me) = stranger.actor else { panic!("signed in") };
    let operator =
        Ctx { actor: Actor::Member(Signed { operator: true, ..me }), ..stranger.clone() };
    // Under a mandate whoever coordinates help is who gave it.
    let (acting, _) = act_as(&desk.joke(house), &house.domain, oost.wit.who.profile).await.unwrap();
    vec![
        ("visitor", house.visitor()),
        ("house", house.operator()),
        ("steward", steward),
        ("neighbour", neighbour),
        ("coordinator elsewhere", elsewhere),
        ("stranger", stranger),
        ("frozen coordinator", frozen),
        ("operator", operator),
        ("under a mandate", acting),
        ("not asked", desk.offering[2].0.clone()),
    ]
}

async fn nobody_else_learns_of_a_need(house: &House) {
    let desk = desk(house).await;
    let ana = desk.offering[0].0.clone();
    desk.oost.mandate(house, &[Deed::PostHelp, Deed::Agree]).await;
    let needs = [desk.named(house).await, {
        let person = PersonDraft::Member(desk.oost.wit.who.member);
        desk.entered(house, NeedDraft { person, ..groceries(desk.oost.of) }).await
    }];
    let others = others(house, &desk).await;
    let nothing = NeedId(uuid::Uuid::from_u128(7));
    for need in &needs {
        for given in [false, true] {
            if given {
                desk.given_to(house, need, &ana).await;
            }
            for (name, who) in &others {
                println!("{name}");
                // What is there looks like what is not.
                for id in [need.id, nothing] {
                    finds_nothing(house, &desk, who, id).await;
                    is_asked_nothing(house, who, id).await;
                }
                let member = matches!(who.actor, Actor::Member(_));
                if member && who.actor.under().is_none() {
                    assert_eq!(helpdesk::asked_of_me(who, &house.domain).await.unwrap(), []);
                }
            }
        }
    }
    let read = "select count(*) from audit_log where act = 'need_read'";
    assert_eq!(house.number(read).await, 0, "nobody read how anybody is reached");
}

async fn who_was_asked_reads_what_is_to_be_done_and_not_whose_it_is(house: &House) {
    let desk = desk(house).await;
    let (ana, bram) = (desk.offering[0].0.clone(), desk.offering[1].0.clone());
    let need = desk.named(house).await;
    desk.asks(house, &need, &[id(&ana), id(&bram)]).await;
    for who in [&ana, &bram] {
        helpdesk::answer(&now(house, who), &house.domain, need.id, true).await.unwrap();
        finds_nothing(house, &desk, who, need.id).await;
    }
    helpdesk::assign(&desk.joke(house), &house.domain, need.id, id(&ana)).await.unwrap();
    // Who said yes and was not chosen reads no more than before, and does nothing.
    finds_nothing(house, &desk, &bram, need.id).await;
    assert_eq!(helpdesk::asked_of_me(&now(house, &bram), &house.domain).await.unwrap(), []);
    for error in [
        helpdesk::finish(&now(house, &bram), &house.domain, need.id).await.unwrap_err(),
        helpdesk::give_back(&now(house, &bram), &house.domain, need.id).await.unwrap_err(),
        helpdesk::answer(&now(house, &bram), &house.domain, need.id, false).await.unwrap_err(),
    ] {
        assert!(matches!(error, HelpdeskError::NotNow), "{error:?}");
    }
    // With a member the neighbour agrees as on anything, and reads no number here.
    let of_wit = desk.of_wit(house).await;
    desk.given_to(house, &of_wit, &bram).await;
    let number = helpdesk::contact(&now(house, &bram), &house.domain, of_wit.id).await;
    assert!(matches!(number, Err(HelpdeskError::NotFound)), "{number:?}");
}

async fn who_coordinates_no_more_reads_no_more(house: &House) {
    let desk = desk(house).await;
    let ana = desk.offering[0].0.clone();
    let need = desk.named(house).await;
    desk.asks(house, &need, &[id(&ana)]).await;
    coordinates(house, &desk.oost, &desk.joke, false).await;
    finds_nothing(house, &desk, &desk.joke, need.id).await;
    // Whoever entered it and coordinates no more is told nothing of it either.
    let told = crate::agreements::told(house, &desk.joke).await.len();
    helpdesk::answer(&now(house, &ana), &house.domain, need.id, true).await.unwrap();
    assert_eq!(crate::agreements::told(house, &desk.joke).await.len(), told);
    let organiser = now(house, &desk.oost.organiser);
    assert!(helpdesk::by_id(&organiser, &house.domain, need.id).await.unwrap().is_some());
}

async fn what_is_taken_along_has_no_contact_of_others(house: &House) {
    let desk = desk(house).await;
    let ana = desk.offering[0].0.clone();
    let need = desk.named(house).await;
    desk.given_to(house, &need, &ana).await;
    let (mine, asked) = helpdesk::of_member(&now(house, &ana), &house.domain).await.unwrap();
    assert!(mine.is_empty() && asked.len() == 1);
    let all = format!("{asked:?}");
    assert!(!all.contains(PHONE) && !all.contains("Truus"), "{all}");
    let of_wit = desk.of_wit(house).await;
    let (acting, _) =
        act_as(&desk.joke(house), &house.domain, desk.oost.wit.who.profile).await.unwrap();
    let denied = helpdesk::of_member(&acting, &house.domain).await;
    assert!(matches!(denied, Err(HelpdeskError::Denied(_))), "what is kept of her is hers");
    let Actor::Member(signed) = acting.actor else { panic!("signed in") };
    let wit = Ctx { actor: Actor::Member(Signed { under: None, ..signed }), ..acting };
    let (mine, _) = helpdesk::of_member(&wit, &house.domain).await.unwrap();
    assert_eq!(mine.iter().map(|it| it.need).collect::<Vec<_>>(), [of_wit.id]);
    finds_nothing(house, &desk, &wit, of_wit.id).await;
}

async fn suggested(house: &House, desk: &Desk, need: &Need) -> Vec<MemberId> {
    let all = helpdesk::suggestions(&desk.joke(house), &house.domain, need.id).await.unwrap();
    all.into_iter().filter(|it| !it.asked).map(|it| it.member.member).collect()
}

async fn whoever_blocked_another_is_not_sent_to_them(house: &House) {
    let desk = desk(house).await;
    let [ana, bram, carla] = [0, 1, 2].map(|nth: usize| desk.offering[nth].0.clone());
    let need = desk.of_wit(house).await;
    let (wit, of) = (desk.oost.wit.who.clone(), &house.domain);
    posts::block(&now(house, &ana), of, wit.profile).await.unwrap();
    assert_eq!(suggested(house, &desk, &need).await, [id(&bram), id(&carla)]);
    desk.asks(house, &need, &[id(&bram)]).await;
    helpdesk::answer(&now(house, &bram), of, need.id, true).await.unwrap();
    posts::block(&now(house, &bram), of, wit.profile).await.unwrap();
    let sent = helpdesk::assign(&desk.joke(house), of, need.id, id(&bram)).await;
    let Err(HelpdeskError::Invalid { field: "member", .. }) = sent else { panic!("{sent:?}") };
    let about = (desk.oost.of, id(&carla));
    let organiser = now(house, &desk.oost.organiser);
    freeze(&organiser, of, about, (true, "Zo is het.")).await.unwrap();
    assert_eq!(suggested(house, &desk, &need).await, []);
    assert_eq!(house.count("agreements").await, 0);
}

async fn what_puts_somebody_at_anothers_mercy_is_not_asked_of_anybody(house: &House) {
    let desk = desk(house).await;
    let (ana, of) = (desk.offering[0].0.clone(), &house.domain);
    let tech = posts::model::Draft { topic: Topic::Tech, ..draft("Hulp met de computer") };
    for (who, _) in &desk.offering {
        offers(house, who, tech.clone()).await;
    }
    let letters = NeedDraft { topic: Topic::Paperwork, ..groceries(desk.oost.of) };
    let need = desk.entered(house, letters).await;
    assert_eq!(suggested(house, &desk, &need).await, [], "anybody could offer that");
    let organiser = now(house, &desk.oost.organiser);
    let seen = ("Stichting Oost", organiser.now.date_naive());
    let about = (desk.oost.of, id(&ana));
    attestations::note_vog(&organiser, of, about, seen).await.unwrap();
    assert_eq!(suggested(house, &desk, &need).await, [], "nor of anybody who shows a certificate");
    // Calling oneself an organisation is not enough; a steward looks at what it offers first.
    let bram = desk.offering[1].0.clone();
    let profile = make(&bram, of, (ProfileKind::Organisation, "Formulierenhulp")).await.unwrap();
    let acting = Ctx { acting_as: Some(profile.id), ..now(house, &bram) };
    let offer = posts::model::Draft { topic: Topic::Paperwork, ..draft("Hulp met formulieren") };
    let waiting = offers(house, &acting, offer).await;
    assert_eq!(suggested(house, &desk, &need).await, []);
    posts::decide_review(&organiser, of, waiting, (true, "")).await.unwrap();
    assert_eq!(suggested(house, &desk, &need).await, [id(&bram)]);
    // Who was trusted when they said yes and is not any more is not sent.
    desk.asks(house, &need, &[id(&bram)]).await;
    helpdesk::answer(&now(house, &bram), of, need.id, true).await.unwrap();
    house.run("update profiles set kind = 'household' where kind = 'organisation'").await;
    let sent = helpdesk::assign(&desk.joke(house), of, need.id, id(&bram)).await;
    let Err(HelpdeskError::Invalid { field: "member", .. }) = sent else { panic!("{sent:?}") };
}

async fn who_leaves_takes_their_need_along(house: &House) {
    let desk = desk(house).await;
    let (ana, of) = (desk.offering[0].0.clone(), &house.domain);
    let need = desk.of_wit(house).await;
    let given = desk.given_to(house, &need, &ana).await;
    assert_eq!(given.state, NeedState::Assigned);
    house.clock.advance(TimeDelta::hours(1));
    let organiser = now(house, &desk.oost.organiser);
    let about = (desk.oost.of, desk.oost.wit.who.member);
    koop_domain::profiles::mandates::forget_registered(&organiser, of, about).await.unwrap();
    assert_eq!(house.count("needs").await + house.count("need_asked").await, 0);
    let agreement = given.agreement.unwrap();
    assert!(agreements::by_id(&now(house, &ana), of, agreement).await.unwrap().is_none());
    assert!(members::viewer(&now(house, &ana), of).await.is_ok());
}

async fn who_left_takes_along_what_they_said_and_no_more(house: &House) {
    let desk = desk(house).await;
    let [ana, bram] = [0, 1].map(|nth: usize| desk.offering[nth].0.clone());
    let need = desk.named(house).await;
    desk.asks(house, &need, &[id(&ana), id(&bram)]).await;
    let notes = async |who: &Ctx| {
        let (_, asked) = helpdesk::of_member(&now(house, who), &house.domain).await.unwrap();
        let [it] = asked.as_slice() else { panic!("{asked:?}") };
        (it.topic, !it.notes.is_empty())
    };
    assert_eq!(notes(&bram).await, (Topic::Groceries, true));
    desk.given_to(house, &need, &ana).await;
    assert_eq!(notes(&ana).await, (Topic::Groceries, true));
    assert_eq!(notes(&bram).await, (Topic::Groceries, false), "another does it");
    leave(&now(house, &ana), &house.domain, desk.oost.of).await.unwrap();
    assert_eq!(notes(&ana).await, (Topic::Groceries, false), "they left");
}

async fn who_did_it_reads_it_for_a_few_days_more(house: &House) {
    let desk = desk(house).await;
    let (ana, of) = (desk.offering[0].0.clone(), &house.domain);
    let need = desk.of_wit(house).await;
    let given = desk.given_to(house, &need, &ana).await;
    let posts = "select count(*) from posts where audience = 'desk'";
    assert_eq!(house.number(posts).await, 1);
    let (acting, _) = act_as(&desk.joke(house), of, desk.oost.wit.who.profile).await.unwrap();
    let post = posts::mine(&acting, of).await.unwrap().remove(0);
    does(house, &ana, given.agreement.unwrap(), Move::Withdraw).await.unwrap();
    house.clock.advance(TimeDelta::days(6));
    assert!(posts::by_id(&now(house, &ana), of, post.id).await.unwrap().is_some());
    house.clock.advance(TimeDelta::days(2));
    assert!(posts::by_id(&now(house, &ana), of, post.id).await.unwrap().is_none());
}
