//! Whoever has a place and loses it hears why, and may have it back, on both databases.

use koop_domain::appeals::{self, Subject};
use koop_domain::ctx::Ctx;
use koop_domain::jobs::Letter;
use koop_domain::language::Language;
use koop_domain::listings::claims::{self, Claim, ClaimState, Wish};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{self, Keeper};

use crate::appeals::{Quarter, ask, chance, now, uphold};
use crate::harness::{House, on_both_databases};
use crate::members::{as_member, member};
use crate::reports::letters;
use crate::schema::refuses;

on_both_databases! {
    who_has_a_place_hears_that_somebody_says_it_is_theirs;
    who_lost_a_place_gets_it_back;
    a_place_that_was_given_back_is_not_fought_over_for_ever;
    untrue_losses_are_refused;
}

const BOSS: &str = "baas@voorbeeld.nl";

/// Somebody who has the place, and a second who has shown that it is theirs.
async fn disputed(house: &House, it: &Quarter) -> (Ctx, Claim) {
    let owner = as_member(house, &member(house, BOSS, "Baas", None).await);
    for ctx in [&owner, &it.asker] {
        letters(house).await;
        let wish = (Wish::CounterCode, Language::Nl);
        let (_, code) = claims::claim(ctx, &house.domain, it.place.id, wish).await.unwrap();
        let code = code.unwrap();
        claims::at_counter(&it.second, &house.domain, it.place.id, code.reveal()).await.unwrap();
    }
    let [claim] = claims::mine(&it.asker, &house.domain).await.unwrap().try_into().unwrap();
    (owner, claim)
}

async fn keeper(house: &House, ctx: &Ctx, it: &Quarter) -> Keeper {
    keepers::of(ctx, &house.domain, it.place.id).await.unwrap()
}

async fn who_has_a_place_hears_that_somebody_says_it_is_theirs(house: &House) {
    let it = Quarter::of(house).await;
    let (owner, claim) = disputed(house, &it).await;
    let [(to, letter)] = letters(house).await.try_into().unwrap();
    assert!(to == BOSS && matches!(letter, Letter::Disputed { .. }), "{to} {letter:?}");
    let told = async |ctx: &Ctx| {
        let all = claims::disputes(ctx, &house.domain, &[it.place.id]).await.unwrap();
        all.contains(&it.place.id)
    };
    assert!(told(&owner).await);
    assert!(!told(&it.asker).await && !told(&it.first).await, "it is nobody else's business");
    claims::decide(&it.first, &house.domain, claim.id, (false, "Nee")).await.unwrap();
    assert!(!told(&owner).await);
    let stays = letters(house).await;
    assert!(stays.iter().all(|(to, _)| to != BOSS), "nothing was taken: {stays:?}");
}

async fn who_lost_a_place_gets_it_back(house: &House) {
    let it = Quarter::of(house).await;
    let (owner, claim) = disputed(house, &it).await;
    letters(house).await;
    claims::decide(&it.first, &house.domain, claim.id, (true, "Akte gezien")).await.unwrap();
    assert_eq!(keeper(house, &owner, &it).await, Keeper::Nobody);
    let all = letters(house).await;
    let lost = all.iter().find(|(to, _)| to == BOSS).map(|(_, letter)| letter);
    let Some(Letter::PlaceLost { reason, may_appeal: true, .. }) = lost else { panic!("{all:?}") };
    assert_eq!(reason, "Akte gezien");
    let appeal = ask(house, &owner).await;
    assert!(matches!(appeal.subject, Subject::Loss(_)));
    for nobody in [&it.first, &owner, &it.asker, &house.operator()] {
        let denied = uphold(house, nobody, &appeal).await;
        assert!(matches!(denied, Err(ListingError::Denied(_))), "{denied:?}");
    }
    uphold(house, &it.second, &appeal).await.unwrap();
    assert_eq!(keeper(house, &owner, &it).await, Keeper::Owner);
    assert_eq!(keeper(house, &it.asker, &it).await, Keeper::Nobody);
    let [claim] = claims::mine(&it.asker, &house.domain).await.unwrap().try_into().unwrap();
    assert_eq!(
        (claim.state, claim.reason.as_deref()),
        (ClaimState::Refused, Some("Je hebt gelijk"))
    );
    let [loss] = claims::my_losses(&owner, &house.domain).await.unwrap().try_into().unwrap();
    assert!(loss.returned_at.is_some() && loss.reason.as_deref() == Some("Akte gezien"));
    let all = letters(house).await;
    let told = |letter: &Letter| matches!(letter, Letter::PlaceLost { may_appeal: false, .. });
    assert!(all.iter().any(|(to, letter)| to != BOSS && told(letter)), "{all:?}");
}

async fn a_place_that_was_given_back_is_not_fought_over_for_ever(house: &House) {
    let it = Quarter::of(house).await;
    let (owner, claim) = disputed(house, &it).await;
    claims::decide(&it.first, &house.domain, claim.id, (false, "Nee")).await.unwrap();
    let appeal = ask(house, &it.asker).await;
    uphold(house, &it.second, &appeal).await.unwrap();
    let [claim] = claims::mine(&it.asker, &house.domain).await.unwrap().try_into().unwrap();
    assert_eq!(claim.reason.as_deref(), Some("Je hebt gelijk"), "not why it was refused");
    // The second person took it away, so the first may look at it now.
    let Subject::Loss(_) = chance(house, &owner).await else { panic!("a loss") };
    let appeal = ask(house, &owner).await;
    let same = uphold(house, &it.second, &appeal).await;
    assert!(matches!(same, Err(ListingError::Denied(_))));
    uphold(house, &it.first, &appeal).await.unwrap();
    assert_eq!(keeper(house, &owner, &it).await, Keeper::Owner);
    for ctx in [&owner, &it.asker] {
        let (may, _) = appeals::mine(&now(house, ctx), &house.domain).await.unwrap();
        assert_eq!(may, [], "it was looked at twice");
    }
}

async fn untrue_losses_are_refused(house: &House) {
    let it = Quarter::of(house).await;
    let (_, claim) = disputed(house, &it).await;
    claims::decide(&it.first, &house.domain, claim.id, (true, "Akte gezien")).await.unwrap();
    for untrue in ["decided_by = member_id", "reason = ''", "member_id = null", "lost_at = null"] {
        refuses(house, &format!("update listing_losses set {untrue}")).await;
    }
}
