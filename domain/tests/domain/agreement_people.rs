//! Who may do what with an agreement, and who learns nothing of it, on both databases.

use chrono::TimeDelta;
use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::model::{
    AgreementState as S, Details, Move, MoveKind, ThankYou, Words,
};
use koop_domain::agreements::{
    self, answer_thanks, by_id, calendar, disputes, for_stewards, messages, of_post, reply, thank,
    thanks_to,
};
use koop_domain::communities::model::Role;
use koop_domain::ctx::Ctx;
use koop_domain::error::Kind;
use koop_domain::id::AgreementId;
use koop_domain::profiles::make;
use koop_domain::profiles::mandates::Deed;
use koop_domain::profiles::model::ProfileKind;

use crate::agreements::{
    GIFT, agreed, at, does, help, now, passes, post, replied, seen, street, yes,
};
use crate::communities::{id, person};
use crate::harness::{House, on_both_databases};
use crate::mandates;

on_both_databases! {
    nobody_else_learns_of_an_agreement;
    a_steward_settles_no_case_of_their_own;
    a_block_leaves_the_ways_out_only;
    somebody_agrees_for_somebody_under_a_mandate;
    nobody_says_yes_to_themselves;
    what_is_told_to_stewards_only_they_read;
    what_the_two_are_called;
    who_leaves_takes_it_along;
    what_is_asked_at_anothers_mercy_an_organisation_answers;
}

fn every_move(house: &House) -> Vec<Move> {
    let reason = || "Zo is het.".to_owned();
    vec![
        yes(house, 24),
        Move::Decline { reason: None },
        Move::Withdraw,
        Move::Cancel { reason: reason() },
        Move::HandOver,
        Move::Complete { returned: None, payout: None },
        Move::Prolong { due_on: house.visitor().now.date_naive() + TimeDelta::days(3) },
        Move::Dispute { reason: reason() },
        Move::Settle { reason: reason(), payout: None },
    ]
}

/// What every verb answers to somebody whose agreement it is not.
async fn finds_nothing(house: &House, ctx: &Ctx, it: AgreementId, kinds: &[Kind]) {
    let of = &house.domain;
    let refused = |what: &str, error: AgreementError| {
        assert!(kinds.contains(&error.kind()), "{what}: {error:?}");
    };
    for what in every_move(house) {
        let name = format!("{:?}", what.kind());
        refused(&name, does(house, ctx, it, what).await.unwrap_err());
    }
    match by_id(ctx, of, it).await {
        Ok(found) => assert!(found.is_none()),
        Err(error) => refused("by_id", error),
    }
    match calendar(ctx, of, it).await {
        Ok(found) => assert!(found.is_none()),
        Err(error) => refused("calendar", error),
    }
    let words = Words::Text("Hallo".into());
    refused("send", messages::send(ctx, of, it, words).await.unwrap_err());
    let from = house.visitor().now + TimeDelta::hours(5);
    let moment = Words::Moment { from, until: from + TimeDelta::hours(1) };
    refused("propose", messages::send(ctx, of, it, moment).await.unwrap_err());
    refused("list", messages::list(ctx, of, it, 10, None).await.unwrap_err());
    refused("read", messages::read(ctx, of, it).await.unwrap_err());
    let thanks = ThankYou { words: Some("Dank".into()), ..ThankYou::default() };
    refused("thank", thank(ctx, of, it, thanks).await.unwrap_err());
    refused("answer", answer_thanks(ctx, of, it, "Graag").await.unwrap_err());
}

async fn nobody_else_learns_of_an_agreement(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    let west = crate::communities::community(house, "West").await.id;
    house.clock.advance(TimeDelta::hours(1));
    let away = person(house, "weg@voorbeeld.nl", west, Role::Organiser).await;
    let only_not_found = [Kind::NotFound];
    finds_nothing(house, &now(house, &street.third), it.id, &only_not_found).await;
    finds_nothing(house, &now(house, &away), it.id, &only_not_found).await;
    let denied = [Kind::Denied];
    finds_nothing(house, &house.visitor(), it.id, &denied).await;
    finds_nothing(house, &house.operator(), it.id, &denied).await;
    // A steward may settle, once there is something to settle, and reads nothing.
    let steward = now(house, &street.steward);
    finds_nothing(house, &steward, it.id, &[Kind::NotFound, Kind::Rejected]).await;
    for ctx in [&street.third, &away, &street.steward] {
        let ctx = now(house, ctx);
        assert!(agreements::mine(&ctx, &house.domain, 10, None).await.unwrap().0.is_empty());
        assert!(of_post(&ctx, &house.domain, it.post).await.unwrap().is_empty());
        assert_eq!(messages::unread(&ctx, &house.domain).await.unwrap(), 0);
    }
    for ctx in [&now(house, &street.third), &now(house, &away), &house.visitor(), &house.operator()]
    {
        let tried = disputes(ctx, &house.domain, street.of).await;
        assert_eq!(tried.unwrap_err().kind(), Kind::Denied);
        let tried = for_stewards(ctx, &house.domain, street.of).await;
        assert_eq!(tried.unwrap_err().kind(), Kind::Denied);
    }
    let thanks = thanks_to(&house.visitor(), &house.domain, id(&street.owner)).await.unwrap();
    assert!(thanks.is_empty());
    assert_eq!(seen(house, &street.owner, it.id).await.agreement.state, S::Agreed, "as it was");
}

async fn a_steward_settles_no_case_of_their_own(house: &House) {
    let street = street(house).await;
    let post = help(house, &street).await;
    let it = replied(house, &street.steward, post).await;
    does(house, &street.owner, it.id, yes(house, 2)).await.unwrap();
    let differ = Move::Dispute { reason: "Te laat.".into() };
    does(house, &street.steward, it.id, differ).await.unwrap();
    let own =
        does(house, &street.steward, it.id, Move::Settle { reason: "Klaar.".into(), payout: None })
            .await;
    assert_eq!(own.unwrap_err().kind(), Kind::Denied);
    let ctx = now(house, &street.steward);
    assert!(disputes(&ctx, &house.domain, street.of).await.unwrap().is_empty());
    let seen = seen(house, &street.steward, it.id).await;
    assert!(!seen.moves.contains(&MoveKind::Settle));
    // The two can still solve it.
    let done = || Move::Complete { returned: None, payout: None };
    does(house, &street.steward, it.id, done()).await.unwrap();
    assert_eq!(does(house, &street.owner, it.id, done()).await.unwrap().state, S::Done);
}

async fn block(house: &House, one: &Ctx, other: &Ctx) {
    let (one, other, now) = (id(one), id(other), at(house.visitor().now));
    let literal = |it: koop_domain::id::MemberId| {
        if house.is_postgres() { format!("'{}'", it.0) } else { format!("x'{}'", it.0.simple()) }
    };
    house
        .run(&format!(
            "insert into member_blocks values ({}, {}, {now})",
            literal(one),
            literal(other)
        ))
        .await;
}

async fn a_block_leaves_the_ways_out_only(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    let (one, other) = (help(house, &street).await, help(house, &street).await);
    let waiting = replied(house, &street.replier, one).await;
    block(house, &street.replier, &street.owner).await;
    for who in [&street.owner, &street.replier] {
        let moves = seen(house, who, it.id).await.moves;
        assert_eq!(moves, [MoveKind::Cancel, MoveKind::Complete, MoveKind::Dispute]);
        let ctx = now(house, who);
        let said = messages::send(&ctx, &house.domain, it.id, Words::Text("Hé".into())).await;
        assert!(matches!(said, Err(AgreementError::Blocked)), "{said:?}");
    }
    let yes_ = does(house, &street.owner, waiting.id, yes(house, 2)).await;
    assert!(matches!(yes_, Err(AgreementError::Blocked)));
    does(house, &street.owner, waiting.id, Move::Decline { reason: None }).await.unwrap();
    let more = reply(&now(house, &street.replier), &house.domain, other, "Toch?", 1).await;
    assert!(matches!(more, Err(AgreementError::NotFound)), "{more:?}");
    does(house, &street.owner, it.id, Move::Cancel { reason: "Nee.".into() }).await.unwrap();
}

async fn somebody_agrees_for_somebody_under_a_mandate(house: &House) {
    let oost = mandates::oost(house).await;
    house.clock.advance(TimeDelta::hours(1));
    let owner = person(house, "buur@voorbeeld.nl", oost.of, Role::Member).await;
    let help = post(house, (&owner, oost.of), ("offer", "help"), (GIFT, 1)).await;
    oost.mandate(house, &[Deed::PostHelp]).await;
    let without = oost.acting(house).await.unwrap();
    let tried = reply(&without, &house.domain, help, "Voor mevrouw De Wit", 1).await;
    assert_eq!(tried.unwrap_err().kind(), Kind::Denied, "that is another deed");
    house.run("update mandates set ended_at = given_at").await;
    oost.mandate(house, &[Deed::Agree]).await;
    let acting = oost.acting(house).await.unwrap();
    let it = reply(&acting, &house.domain, help, "Voor mevrouw De Wit", 1).await.unwrap();
    assert_eq!((it.replier, it.by), (oost.wit.who.member, Some(id(&oost.joke))));
    let own = by_id(&now(house, &oost.joke), &house.domain, it.id).await.unwrap();
    assert!(own.is_none(), "it is hers, and not of who acts for her");
    does(house, &owner, it.id, yes(house, 2)).await.unwrap();
    let hers = by_id(&acting, &house.domain, it.id).await.unwrap().unwrap();
    assert!(hers.moves.contains(&MoveKind::Complete));
    assert_eq!(hers.other.member, id(&owner));
    let told = koop_domain::alerts::unseen(&acting, &house.domain).await.unwrap();
    assert_eq!(told, 1, "who agrees for her reads what she is told");
    let lines = "select count(*) from audit_log where act = 'acted_for'";
    assert_eq!(house.number(lines).await, 1);
}

async fn nobody_says_yes_to_themselves(house: &House) {
    let oost = mandates::oost(house).await;
    oost.mandate(house, &[Deed::Agree, Deed::PostHelp]).await;
    let acting = oost.acting(house).await.unwrap();
    // Mrs De Wit's post, to which her agent replies for themselves.
    let asked = post(house, (&acting, oost.of), ("request", "help"), (GIFT, 1)).await;
    let it = replied(house, &oost.joke, asked).await;
    let from = house.visitor().now + TimeDelta::hours(2);
    let until = from + TimeDelta::hours(1);
    let yes_ = Move::Agree { from, until, details: Details::default() };
    let both = does(house, &acting, it.id, yes_).await;
    assert!(matches!(both, Err(AgreementError::Own)), "{both:?}");
    let moment = Words::Moment { from, until };
    let both = messages::send(&acting, &house.domain, it.id, moment).await;
    assert!(matches!(both, Err(AgreementError::Own)), "{both:?}");
    does(house, &acting, it.id, Move::Decline { reason: None }).await.unwrap();
    // And the other way round: their own post, to which they reply for her.
    let own = post(house, (&oost.joke, oost.of), ("offer", "help"), (GIFT, 1)).await;
    let both = reply(&acting, &house.domain, own, "Voor haar", 1).await;
    assert!(matches!(both, Err(AgreementError::Own)), "{both:?}");
}

async fn what_is_told_to_stewards_only_they_read(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    let done = || Move::Complete { returned: None, payout: None };
    does(house, &street.owner, it.id, done()).await.unwrap();
    does(house, &street.replier, it.id, done()).await.unwrap();
    let said =
        ThankYou { words: None, kept: Some(false), private: Some("Hij was dronken.".into()) };
    thank(&now(house, &street.owner), &house.domain, it.id, said).await.unwrap();
    let told = seen(house, &street.replier, it.id).await.thanks;
    assert!(told.is_empty(), "{told:?}");
    let own = seen(house, &street.owner, it.id).await.thanks;
    assert_eq!(own[0].kept, Some(false));
    let all = for_stewards(&now(house, &street.steward), &house.domain, street.of).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(
        (all[0].words.as_str(), all[0].to.member),
        ("Hij was dronken.", id(&street.replier))
    );
}

async fn what_the_two_are_called(house: &House) {
    let street = street(house).await;
    let named = |ctx: &Ctx, name: &str| {
        let who = id(ctx).0;
        let who =
            if house.is_postgres() { format!("'{who}'") } else { format!("x'{}'", who.simple()) };
        format!(
            "update profiles set name = '{name}' where id in \
             (select profile_id from profile_members where member_id = {who})"
        )
    };
    house.run(&named(&street.owner, "Hanneke de Wit")).await;
    house.run(&named(&street.replier, "Piet Jansen")).await;
    let post = help(house, &street).await;
    let it = replied(house, &street.replier, post).await;
    let first = seen(house, &street.owner, it.id).await;
    assert_eq!((first.other.name.as_str(), first.other.handle.as_str()), ("Piet J.", ""));
    assert_eq!(first.owner.name, "Hanneke de Wit", "oneself in full");
    does(house, &street.owner, it.id, yes(house, 2)).await.unwrap();
    assert_eq!(seen(house, &street.owner, it.id).await.other.name, "Piet Jansen");
    assert_eq!(seen(house, &street.replier, it.id).await.other.name, "Hanneke de Wit");
}

async fn who_leaves_takes_it_along(house: &House) {
    let street = street(house).await;
    agreed(house, &street).await;
    let who = id(&street.replier).0;
    let who = if house.is_postgres() { format!("'{who}'") } else { format!("x'{}'", who.simple()) };
    house.run(&format!("delete from members where id = {who}")).await;
    passes(house, TimeDelta::days(1)).await;
    for table in ["agreements", "messages", "agreement_steps", "agreement_reads", "thanks"] {
        assert_eq!(house.count(table).await, 0, "{table}");
    }
}

async fn what_is_asked_at_anothers_mercy_an_organisation_answers(house: &House) {
    let street = street(house).await;
    let asked = post(house, (&street.owner, street.of), ("request", "help"), (GIFT, 1)).await;
    house.run("update posts set topic = 'childcare'").await;
    let me = now(house, &street.replier);
    let alone = reply(&me, &house.domain, asked, "Ik pas op", 1).await;
    assert!(matches!(alone, Err(AgreementError::Guarded)), "{alone:?}");
    assert_eq!(AgreementError::Guarded.kind(), Kind::Rejected);
    let shop = make(&me, &house.domain, (ProfileKind::Merchant, "Bakkerij Noor")).await.unwrap();
    let of = make(&me, &house.domain, (ProfileKind::Organisation, "Buurthuis")).await.unwrap();
    let shop = Ctx { acting_as: Some(shop.id), ..me.clone() };
    let shop = reply(&shop, &house.domain, asked, "Wij passen op", 1).await;
    assert!(matches!(shop, Err(AgreementError::Guarded)), "{shop:?}");
    let others = Ctx { acting_as: Some(of.id), ..now(house, &street.third) };
    let others = reply(&others, &house.domain, asked, "Wij passen op", 1).await;
    assert!(matches!(others, Err(AgreementError::Guarded)), "of whom they are not");
    let own = Ctx { acting_as: Some(of.id), ..me };
    reply(&own, &house.domain, asked, "Wij passen op", 1).await.unwrap();
    house.run("update posts set direction = 'offer'").await;
    replied(house, &street.third, asked).await;
}
