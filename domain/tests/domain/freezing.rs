//! Keeping somebody out of the house, and of a community, on both databases.

use koop_domain::communities::model::{Decided, MembershipState, PermissionSet, Role};
use koop_domain::communities::{self, freeze, join, leave, my_decision, set_role, set_sets};
use koop_domain::error::Problem;
use koop_domain::jobs::Letter;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::Secret;
use koop_domain::members::{freezing, sessions};
use koop_domain::{appeals, ctx::Ctx};

use crate::communities::{PIET, community, id, person};
use crate::harness::{House, on_both_databases};
use crate::members::{GOOD, HANNEKE, as_member, member, sign_in};
use crate::reports::letters;

on_both_databases! {
    who_is_kept_out_of_the_house_is_out_at_once;
    nobody_is_kept_out_of_the_house_without_a_reason;
    who_left_while_kept_out_may_come_back_when_that_was_wrong;
    what_else_is_decided_of_who_is_kept_out_hides_no_reason;
}

async fn who_is_kept_out_of_the_house_is_out_at_once(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", Some(GOOD)).await;
    let ctx = as_member(house, &who);
    letters(house).await;
    for actor in [&ctx, &house.visitor()] {
        let denied = freezing::set_frozen(actor, &house.domain, who.member.id, (true, "")).await;
        assert!(matches!(denied, Err(MemberError::Denied(_) | MemberError::SignedOut)));
    }
    let why = (true, "Beledigde buren");
    freezing::set_frozen(&house.operator(), &house.domain, id(&ctx), why).await.unwrap();
    let [(to, letter)] = letters(house).await.try_into().unwrap();
    assert_eq!(to, HANNEKE);
    assert!(matches!(letter, Letter::Frozen { .. }));
    let secret = Secret::new(who.secret.reveal());
    let visitor = house.visitor();
    let known = sessions::of_cookie(&visitor, &house.domain, &secret).await;
    assert!(known.unwrap().is_none(), "every device is signed out");
    let wrong = sign_in(house, HANNEKE, GOOD).await;
    assert!(matches!(wrong, Err(MemberError::WrongPassword)));
    freezing::set_frozen(&house.operator(), &house.domain, id(&ctx), (false, "")).await.unwrap();
    let [(to, letter)] = letters(house).await.try_into().unwrap();
    assert!(to == HANNEKE && matches!(letter, Letter::Unfrozen { .. }), "they are let in again");
    assert!(sign_in(house, HANNEKE, GOOD).await.is_ok());
    let mine = freezing::mine(&ctx, &house.domain).await.unwrap();
    assert!(mine.len() == 1 && mine[0].until.is_some() && mine[0].reason.is_some());
    assert_eq!(house.text("select count(*) || '' from audit_log").await, "2");
}

async fn nobody_is_kept_out_of_the_house_without_a_reason(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", Some(GOOD)).await;
    let silent = (true, "  ");
    let silent =
        freezing::set_frozen(&house.operator(), &house.domain, who.member.id, silent).await;
    let empty = MemberError::Invalid { field: "reason", problem: Problem::Empty };
    assert_eq!(format!("{:?}", silent.unwrap_err()), format!("{empty:?}"));
    assert!(sign_in(house, HANNEKE, GOOD).await.is_ok());
}

/// What was decided about somebody outlives their leaving, and so must its undoing.
async fn who_left_while_kept_out_may_come_back_when_that_was_wrong(house: &House) {
    let of = community(house, "Oost").await.id;
    let first = person(house, HANNEKE, of, Role::Organiser).await;
    let second = person(house, "twee@voorbeeld.nl", of, Role::Organiser).await;
    let kept = person(house, PIET, of, Role::Member).await;
    freeze(&first, &house.domain, (of, id(&kept)), (true, "Voor de rust.")).await.unwrap();
    let said = my_decision(&kept, &house.domain, of).await.unwrap().unwrap();
    assert_eq!((said.what, said.reason.as_deref()), (Decided::Frozen, Some("Voor de rust.")));
    leave(&kept, &house.domain, of).await.unwrap();
    let now = Ctx { now: house.visitor().now, ..kept.clone() };
    let (chances, _) = appeals::mine(&now, &house.domain).await.unwrap();
    assert_eq!(chances[0].reason.as_deref(), Some("Voor de rust."));
    let why = "Ik was er niet eens.";
    let it = appeals::appeal(&now, &house.domain, chances[0].subject, why).await.unwrap();
    let answer = (true, "Dat was een vergissing.");
    appeals::decide(&second, &house.domain, it.id, answer).await.unwrap();
    let said = my_decision(&kept, &house.domain, of).await.unwrap().unwrap();
    assert_eq!(
        (said.what, said.reason.as_deref()),
        (Decided::Unfrozen, Some("Dat was een vergissing."))
    );
    join(&kept, &house.domain, of, None).await.unwrap();
    let (seen, _) = communities::person(&first, &house.domain, (of, id(&kept))).await.unwrap();
    assert_eq!(seen.membership.state, MembershipState::Active);
    // Entering somebody by hand ends it as well, and they can be kept out another time.
    let who = (of, id(&kept));
    freeze(&first, &house.domain, who, (true, "Toch weer.")).await.unwrap();
    let place = communities::NewPlace { community: of, role: Role::Member };
    communities::enter(&house.operator(), &house.domain, id(&kept), place).await.unwrap();
    freeze(&first, &house.domain, who, (true, "En nog eens.")).await.unwrap();
    assert_eq!(house.count("freezes where lifted_at is null").await, 1);
}

async fn what_else_is_decided_of_who_is_kept_out_hides_no_reason(house: &House) {
    let of = community(house, "Oost").await.id;
    let organiser = person(house, HANNEKE, of, Role::Organiser).await;
    let kept = person(house, PIET, of, Role::Steward).await;
    let (who, domain) = ((of, id(&kept)), &house.domain);
    freeze(&organiser, domain, who, (true, "Voor de rust.")).await.unwrap();
    letters(house).await;
    let sets = [PermissionSet::Auditor].into_iter().collect();
    set_sets(&organiser, domain, who, (sets, "Voor straks.")).await.unwrap();
    set_role(&organiser, domain, who, (Role::Member, "Een stap terug.")).await.unwrap();
    assert_eq!(letters(house).await.len(), 2, "of both is written");
    let why = async || {
        let said = my_decision(&kept, domain, of).await.unwrap().unwrap();
        (said.what, said.reason)
    };
    let kept_out = (Decided::Frozen, Some("Voor de rust.".to_owned()));
    assert_eq!(why().await, kept_out);
    // Where it was hidden before, it is found again.
    house.run("update community_decisions set what = 'role', reason = 'Een stap terug.'").await;
    leave(&kept, domain, of).await.unwrap();
    assert_eq!(why().await, kept_out);
    assert_eq!(join(&kept, domain, of, None).await.unwrap(), communities::Joined::KeptOut);
}
