//! Asking a second person, on both databases.

use chrono::TimeDelta;
use koop_domain::appeals::{self, APPEAL_DAYS, Appeal, AppealState, Subject};
use koop_domain::communities::model::{Community, Role};
use koop_domain::communities::{freeze, standing_in};
use koop_domain::ctx::Ctx;
use koop_domain::desk::{Matter, QueueQuery};
use koop_domain::error::Problem;
use koop_domain::jobs::Letter;
use koop_domain::language::Language;
use koop_domain::listings::claims::{self, ClaimState, Wish};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{self, Keeper};
use koop_domain::listings::model::Listing;
use koop_domain::listings::reports::{self, About, Said};
use koop_domain::listings::{self, history};

use crate::communities::{PIET, WHY, id, person};
use crate::desk::queue;
use crate::harness::{House, on_both_databases};
use crate::imports::by_slug;
use crate::members::{HANNEKE, as_member, member};
use crate::reports::letters;
use crate::schema::refuses;
use crate::stewards::{around, shops};

on_both_databases! {
    a_claim_is_looked_at_by_a_second_person;
    what_was_shown_is_the_claimants_after_all;
    a_report_is_right_after_all;
    who_is_kept_out_may_ask_why;
    a_change_that_was_put_back_is_put_forth;
    one_appeals_once_and_in_time;
    the_database_wants_a_second_person;
}

/// A quarter with two stewards, a place in it, and somebody who says something of it.
pub(crate) struct Quarter {
    pub(crate) community: Community,
    pub(crate) place: Listing,
    pub(crate) first: Ctx,
    pub(crate) second: Ctx,
    pub(crate) asker: Ctx,
}

impl Quarter {
    pub(crate) async fn of(house: &House) -> Self {
        let (place, _) = shops(house).await;
        let community = around(house, "Buurt 0", "BU0").await;
        let first = person(house, PIET, community.id, Role::Organiser).await;
        let second = person(house, "twee@voorbeeld.nl", community.id, Role::Organiser).await;
        let asker = as_member(house, &member(house, HANNEKE, "Hanneke", None).await);
        letters(house).await;
        Self { community, place, first, second, asker }
    }
}

pub(crate) fn now(house: &House, ctx: &Ctx) -> Ctx {
    Ctx { actor: ctx.actor, ..house.visitor() }
}

/// The one thing that somebody may appeal against.
pub(crate) async fn chance(house: &House, ctx: &Ctx) -> Subject {
    let (may, _) = appeals::mine(&now(house, ctx), &house.domain).await.unwrap();
    let [it] = may.as_slice() else { panic!("one: {may:?}") };
    it.subject
}

pub(crate) async fn ask(house: &House, ctx: &Ctx) -> Appeal {
    let subject = chance(house, ctx).await;
    appeals::appeal(&now(house, ctx), &house.domain, subject, "Kijk nog eens").await.unwrap()
}

pub(crate) async fn uphold(house: &House, ctx: &Ctx, it: &Appeal) -> Result<Appeal, ListingError> {
    appeals::decide(ctx, &house.domain, it.id, (true, "Je hebt gelijk")).await
}

async fn a_claim_is_looked_at_by_a_second_person(house: &House) {
    let it = Quarter::of(house).await;
    let wish = (Wish::CounterCode, Language::Nl);
    let (claim, _) = claims::claim(&it.asker, &house.domain, it.place.id, wish).await.unwrap();
    claims::decide(&it.first, &house.domain, claim.id, (false, "Nee")).await.unwrap();
    letters(house).await;
    let appeal = ask(house, &it.asker).await;
    assert_eq!(
        (appeal.subject, appeal.first_decider),
        (Subject::Claim(claim.id), Some(id(&it.first)))
    );
    for nobody in [&it.first, &it.asker, &house.operator(), &house.visitor()] {
        let denied = uphold(house, nobody, &appeal).await;
        assert!(matches!(denied, Err(ListingError::Denied(_))), "{denied:?}");
    }
    let silent = appeals::decide(&it.second, &house.domain, appeal.id, (true, " ")).await;
    assert!(matches!(
        silent,
        Err(ListingError::Invalid { field: "reason", problem: Problem::Empty })
    ));
    let upheld = uphold(house, &it.second, &appeal).await.unwrap();
    assert_eq!(upheld.state, AppealState::Upheld);
    let [mine] = claims::mine(&it.asker, &house.domain).await.unwrap().try_into().unwrap();
    assert_eq!(mine.state, ClaimState::Open, "it was not shown yet, so it waits for that");
    let [(to, letter)] = letters(house).await.try_into().unwrap();
    assert_eq!(to, HANNEKE);
    assert!(matches!(letter, Letter::AppealDecided { upheld: true, .. }));
    let twice = uphold(house, &it.second, &appeal).await;
    assert!(matches!(twice, Err(ListingError::NotFound)));
    let (may, made) = appeals::mine(&it.asker, &house.domain).await.unwrap();
    assert_eq!((may.len(), made[0].answer.as_deref()), (0, Some("Je hebt gelijk")));
}

async fn what_was_shown_is_the_claimants_after_all(house: &House) {
    let it = Quarter::of(house).await;
    let owner = as_member(house, &member(house, "baas@voorbeeld.nl", "Baas", None).await);
    for ctx in [&owner, &it.asker] {
        let wish = (Wish::CounterCode, Language::Nl);
        let (_, code) = claims::claim(ctx, &house.domain, it.place.id, wish).await.unwrap();
        let code = code.unwrap();
        claims::at_counter(&it.second, &house.domain, it.place.id, code.reveal()).await.unwrap();
    }
    let [claim] = claims::mine(&it.asker, &house.domain).await.unwrap().try_into().unwrap();
    assert_eq!(claim.state, ClaimState::Disputed);
    claims::decide(&it.first, &house.domain, claim.id, (false, "Nee")).await.unwrap();
    let appeal = ask(house, &it.asker).await;
    uphold(house, &it.second, &appeal).await.unwrap();
    let keeper = async |ctx: &Ctx| keepers::of(ctx, &house.domain, it.place.id).await.unwrap();
    assert_eq!(keeper(&it.asker).await, Keeper::Owner);
    assert_eq!(keeper(&owner).await, Keeper::Nobody);
}

async fn a_report_is_right_after_all(house: &House) {
    let it = Quarter::of(house).await;
    let phone = "020 555 01 91";
    let said = Said { about: About::Phone, proposed: phone.to_owned(), note: String::new() };
    let report =
        reports::report(&it.asker, &house.domain, it.place.id, &said, "192.0.2.1").await.unwrap();
    reports::decide(&it.first, &house.domain, report.id, (false, "Nee")).await.unwrap();
    let appeal = ask(house, &it.asker).await;
    let waits = queue(house, &it.second, QueueQuery { first: 9, ..QueueQuery::default() }).await;
    let Matter::Appeal(waits) = &waits.cases[0].matter else { panic!("{waits:?}") };
    assert_eq!(waits.3.reason.as_deref(), Some("Nee"), "the second person reads the first's why");
    let seen = waits.3.report.as_ref().and_then(|it| it.proposed.as_deref());
    assert_eq!(seen, Some(phone), "and what was said");
    let verdict = (false, "Het blijft zo");
    let stays = appeals::decide(&it.second, &house.domain, appeal.id, verdict).await.unwrap();
    assert_eq!(stays.state, AppealState::Refused);
    assert_eq!(by_slug(house, &it.place.slug).await.facts.contact.phone, None);
    let second = reports::report(&it.asker, &house.domain, it.place.id, &said, "192.0.2.1").await;
    reports::decide(&it.first, &house.domain, second.unwrap().id, (false, "Nee")).await.unwrap();
    let appeal = ask(house, &it.asker).await;
    uphold(house, &it.second, &appeal).await.unwrap();
    let listing = by_slug(house, &it.place.slug).await;
    assert_eq!(listing.facts.contact.phone.as_deref(), Some(phone));
    let states = "select state || ': ' || reason from listing_reports \
        order by created_at desc, id desc limit 1";
    assert_eq!(house.text(states).await, "accepted: Je hebt gelijk", "not why it was refused");
}

async fn who_is_kept_out_may_ask_why(house: &House) {
    let it = Quarter::of(house).await;
    let of = it.community.id;
    let kept = person(house, "drie@voorbeeld.nl", of, Role::Steward).await;
    letters(house).await;
    freeze(&it.first, &house.domain, (of, id(&kept)), (true, "Voor de rust.")).await.unwrap();
    let [(_, letter)] = letters(house).await.try_into().unwrap();
    assert!(matches!(letter, Letter::Membership(_)));
    let appeal = ask(house, &kept).await;
    let denied = uphold(house, &it.first, &appeal).await;
    assert!(matches!(denied, Err(ListingError::Denied(_))));
    let steward = person(house, "vier@voorbeeld.nl", of, Role::Steward).await;
    let denied = uphold(house, &steward, &appeal).await;
    assert!(matches!(denied, Err(ListingError::Denied(_))), "stewards let nobody in");
    uphold(house, &it.second, &appeal).await.unwrap();
    let standing = standing_in(&kept, house.domain.db.reader(), of).await.unwrap();
    assert_eq!(standing.role, Role::Steward);
    freeze(&it.first, &house.domain, (of, id(&kept)), (true, "Voor de rust.")).await.unwrap();
    assert!(matches!(chance(house, &kept).await, Subject::Freeze(_)), "another time is another");
}

async fn a_change_that_was_put_back_is_put_forth(house: &House) {
    let it = Quarter::of(house).await;
    let (place, ctx) = (&it.place, &it.second);
    let mut facts = place.facts.clone();
    facts.contact.phone = Some("020 555 01 91".to_owned());
    facts.tags = vec!["koffie".to_owned()];
    let writer = person(house, "schrijft@voorbeeld.nl", it.community.id, Role::Steward).await;
    listings::edit(&writer, &house.domain, place.id, 1, facts).await.unwrap();
    let silent = history::revert(&it.first, &house.domain, place.id, (1, None), " ").await;
    assert!(matches!(silent, Err(ListingError::Invalid { field: "reason", .. })), "{silent:?}");
    letters(house).await;
    history::revert(&it.first, &house.domain, place.id, (1, None), WHY).await.unwrap();
    let [(to, letter)] = letters(house).await.try_into().unwrap();
    assert_eq!(to, "schrijft@voorbeeld.nl");
    let Letter::PutBack { reason, .. } = letter else { panic!("{letter:?}") };
    assert_eq!(reason.as_deref(), Some(WHY));
    let mut facts = by_slug(house, &place.slug).await.facts;
    facts.tags = vec!["thee".to_owned()];
    listings::edit(&it.first, &house.domain, place.id, 3, facts).await.unwrap();
    let (none, _) = appeals::mine(&it.first, &house.domain).await.unwrap();
    assert_eq!(none, [], "nobody appeals against themselves");
    let appeal = ask(house, &writer).await;
    assert_eq!(appeal.subject, Subject::Revert(place.id, 3));
    let waits = queue(house, &it.second, QueueQuery { first: 9, ..QueueQuery::default() }).await;
    let Matter::Appeal(waits) = &waits.cases[0].matter else { panic!("{waits:?}") };
    assert_eq!(waits.3.reason.as_deref(), Some(WHY), "the second person reads why");
    uphold(house, ctx, &appeal).await.unwrap();
    let listing = by_slug(house, &place.slug).await;
    assert_eq!(listing.facts.contact.phone.as_deref(), Some("020 555 01 91"));
    assert_eq!(listing.facts.tags, ["thee"], "what was written since stays");
}

async fn one_appeals_once_and_in_time(house: &House) {
    let it = Quarter::of(house).await;
    let refuse = async || {
        let wish = (Wish::CounterCode, Language::Nl);
        let asker = now(house, &it.asker);
        let (claim, _) = claims::claim(&asker, &house.domain, it.place.id, wish).await.unwrap();
        let first = now(house, &it.first);
        claims::decide(&first, &house.domain, claim.id, (false, "Nee")).await.unwrap();
        Subject::Claim(claim.id)
    };
    let subject = refuse().await;
    let appeal = async |ctx: &Ctx, subject, reason: &str| {
        appeals::appeal(&now(house, ctx), &house.domain, subject, reason).await
    };
    let nothing = appeal(&it.asker, subject, " ").await;
    assert!(matches!(nothing, Err(ListingError::Invalid { field: "reason", .. })));
    let anothers = appeal(&it.second, subject, "Nee hoor").await;
    assert!(matches!(anothers, Err(ListingError::NotFound)));
    let visitor = appeal(&house.visitor(), subject, "Nee hoor").await;
    assert!(matches!(visitor, Err(ListingError::Denied(_))));
    appeal(&it.asker, subject, "Nee hoor").await.unwrap();
    let twice = appeal(&it.asker, subject, "Nee hoor").await;
    assert!(matches!(twice, Err(ListingError::Duplicate)));
    let subject = refuse().await;
    house.clock.advance(TimeDelta::days(APPEAL_DAYS) + TimeDelta::minutes(1));
    let late = appeal(&it.asker, subject, "Nee hoor").await;
    assert!(matches!(late, Err(ListingError::NotFound)));
    // Who leaves takes their appeals along.
    house.run("delete from members where name = 'Hanneke'").await;
    assert_eq!(house.count("appeals").await, 0);
}

async fn the_database_wants_a_second_person(house: &House) {
    let it = Quarter::of(house).await;
    let wish = (Wish::CounterCode, Language::Nl);
    let (claim, _) = claims::claim(&it.asker, &house.domain, it.place.id, wish).await.unwrap();
    claims::decide(&it.first, &house.domain, claim.id, (false, "Nee")).await.unwrap();
    ask(house, &it.asker).await;
    let decided = |by: &str| {
        format!(
            "update appeals set state = 'upheld', answer = 'ja', decided_at = created_at, decided_by = {by}"
        )
    };
    refuses(house, &decided("first_decider")).await;
    refuses(house, &decided("member_id")).await;
    refuses(house, "update appeals set state = 'upheld'").await;
    refuses(house, "update appeals set kind = 'report'").await;
    let other = "(select id from members where id <> appeals.member_id \
        and id <> appeals.first_decider limit 1)";
    house.run(&decided(other)).await;
}
