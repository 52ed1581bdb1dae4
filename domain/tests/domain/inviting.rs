//! Whom an invitation makes what: never more than whoever sent it may still give. On both
//! databases.

use koop_domain::audit::model::Act;
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{PermissionSet, Role, Sets, Settings};
use koop_domain::communities::{
    accept_invitation, edit, freeze, invite, my_invitations, set_role, set_sets,
    withdraw_invitation,
};
use koop_domain::ctx::Ctx;
use koop_domain::id::CommunityId;
use koop_domain::language::Language;
use koop_domain::members::delete_me;
use koop_domain::members::model::Secret;

use crate::areas::{draw, survey};
use crate::communities::{PIET, WHY, community, id, mailed_link, outsider, person, role_of};
use crate::harness::{House, on_both_databases};
use crate::members::HANNEKE;

on_both_databases! {
    nobody_invites_themselves;
    what_somebody_lost_they_do_not_hand_out;
    an_organisers_invitation_is_an_organisers_to_undo;
    who_leaves_takes_invitations_along;
    an_area_is_given_and_not_taken;
}

const SECOND: &str = "twee@voorbeeld.nl";

async fn invites(
    house: &House,
    ctx: &Ctx,
    of: CommunityId,
    (to, role): (&str, Role),
) -> Result<koop_domain::communities::model::Invitation, CommunityError> {
    invite(ctx, &house.domain, of, (to, role, Language::Nl)).await
}

async fn nobody_invites_themselves(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    for role in Role::GIVEN {
        let own = invites(house, &organiser, oost.id, (PIET, role)).await;
        assert!(matches!(own, Err(CommunityError::OwnCase)), "{own:?}");
    }
    let capitals = invites(house, &organiser, oost.id, ("Piet@Voorbeeld.nl", Role::Member)).await;
    assert!(matches!(capitals, Err(CommunityError::OwnCase)));
    assert_eq!(house.count("community_invitations").await, 0);
}

async fn what_somebody_lost_they_do_not_hand_out(house: &House) {
    let oost = community(house, "Oost").await;
    let first = person(house, PIET, oost.id, Role::Organiser).await;
    let second = person(house, SECOND, oost.id, Role::Organiser).await;
    let friend = outsider(house, HANNEKE).await;
    invites(house, &first, oost.id, (HANNEKE, Role::Organiser)).await.unwrap();
    let link = mailed_link(house).await;
    let about = (oost.id, id(&first));
    set_role(&second, &house.domain, about, (Role::Steward, WHY)).await.unwrap();
    let lost = accept_invitation(&friend, &house.domain, &link, None).await;
    assert!(matches!(lost, Err(CommunityError::WrongInvitation)), "{lost:?}");
    assert_eq!(role_of(house, &friend, oost.id).await, Role::Visitor);
    set_role(&second, &house.domain, about, (Role::Organiser, WHY)).await.unwrap();
    freeze(&second, &house.domain, about, (true, WHY)).await.unwrap();
    let frozen = accept_invitation(&friend, &house.domain, &link, None).await;
    assert!(matches!(frozen, Err(CommunityError::WrongInvitation)));
    freeze(&second, &house.domain, about, (false, WHY)).await.unwrap();
    accept_invitation(&friend, &house.domain, &link, None).await.unwrap();
    assert_eq!(role_of(house, &friend, oost.id).await, Role::Organiser);
    let last = format!(
        "select details from audit_log where act = '{}' order by id desc limit 1",
        Act::RoleSet.key()
    );
    let line = house.text(&last).await;
    assert!(line.contains("invitation") && line.contains("organiser"), "{line}");
}

async fn an_organisers_invitation_is_an_organisers_to_undo(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let helper = person(house, SECOND, oost.id, Role::Member).await;
    let sets: Sets = [PermissionSet::HelpCoordinator].into_iter().collect();
    set_sets(&organiser, &house.domain, (oost.id, id(&helper)), (sets, WHY)).await.unwrap();
    let steward = invites(house, &organiser, oost.id, (HANNEKE, Role::Steward)).await.unwrap();
    let over = invites(house, &helper, oost.id, (HANNEKE, Role::Member)).await;
    assert!(matches!(over, Err(CommunityError::Denied(_))), "{over:?}");
    let back = withdraw_invitation(&helper, &house.domain, oost.id, steward.id).await;
    assert!(matches!(back, Err(CommunityError::Denied(_))), "{back:?}");
    let own = invites(house, &helper, oost.id, ("lid@voorbeeld.nl", Role::Member)).await.unwrap();
    withdraw_invitation(&helper, &house.domain, oost.id, own.id).await.unwrap();
    assert_eq!(house.count("community_invitations").await, 1);
}

async fn who_leaves_takes_invitations_along(house: &House) {
    let oost = community(house, "Oost").await;
    let west = community(house, "West").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let second = person(house, SECOND, oost.id, Role::Organiser).await;
    let friend = outsider(house, HANNEKE).await;
    invites(house, &organiser, oost.id, (HANNEKE, Role::Organiser)).await.unwrap();
    invites(house, &second, oost.id, ("ander@voorbeeld.nl", Role::Member)).await.unwrap();
    invites(house, &house.operator(), west.id, (HANNEKE, Role::Member)).await.unwrap();
    let mine = my_invitations(&friend, &house.domain).await.unwrap();
    assert_eq!(mine.len(), 2, "{mine:?}");
    delete_me(&organiser, &house.domain, &Secret::new(String::new())).await.unwrap();
    assert_eq!(house.count("community_invitations").await, 2, "none that nobody answers for");
    delete_me(&friend, &house.domain, &Secret::new(String::new())).await.unwrap();
    assert_eq!(house.count("community_invitations").await, 1, "no address of who is gone");
}

async fn an_area_is_given_and_not_taken(house: &House) {
    draw(house, "oost", survey(3)).await;
    let club = community(house, "Kaartclub").await;
    let organiser = person(house, PIET, club.id, Role::Organiser).await;
    let area = survey(3).areas.iter().find(|it| it.code == "BU0").map(|it| it.id());
    let wanted = Settings { area, ..club.settings.clone() };
    let taken = edit(&organiser, &house.domain, club.id, wanted.clone()).await;
    assert!(matches!(taken, Err(CommunityError::Denied(_))), "{taken:?}");
    edit(&house.operator(), &house.domain, club.id, wanted.clone()).await.unwrap();
    let renamed = Settings { name: "Kaartclub Oost".to_owned(), ..wanted.clone() };
    edit(&organiser, &house.domain, club.id, renamed).await.unwrap();
    let dropped = edit(&organiser, &house.domain, club.id, club.settings.clone()).await;
    assert!(matches!(dropped, Err(CommunityError::Denied(_))), "nor given up");
}
