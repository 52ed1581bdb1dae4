//! Communities: joining and leaving, who is what, what is agreed, on both databases.

use chrono::TimeDelta;
use koop_domain::audit::model::AuditQuery;
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{
    Colour, Colours, Community, Joining, PeopleQuery, PermissionSet, Role, Sets, Settings, Texts,
};
use koop_domain::communities::{
    self, INVITATION_DAYS, Joined, NewPlace, accept_agreements, accept_invitation, admit, edit,
    enter, freeze, invite, join, leave, people, publish_agreements, set_role, set_sets,
};
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::id::{CommunityId, MemberId};
use koop_domain::jobs::Letter;
use koop_domain::language::Language;
use koop_domain::members::model::Secret;
use koop_domain::{audit, members};

use crate::harness::{House, on_both_databases};
use crate::members::{HANNEKE, as_member, member, one_mail};

on_both_databases! {
    an_open_community_is_joined_with_what_is_agreed;
    who_asks_waits_to_be_let_in;
    an_invitation_is_for_who_reads_the_mail;
    a_new_version_asks_again;
    nobody_raises_themselves;
    the_last_organiser_stays;
    two_organisers_do_not_both_leave_at_once;
    who_is_kept_out_is_nobody;
    sets_let_people_do_one_thing;
    settings_are_changed_by_who_keeps_them;
}

pub(crate) const PIET: &str = "piet@voorbeeld.nl";
/// A reason.
pub(crate) const WHY: &str = "Zo is het afgesproken.";

/// A community, open to all.
pub(crate) async fn community(house: &House, name: &str) -> Community {
    let settings =
        Settings { name: name.to_owned(), languages: vec![Language::Nl], ..Settings::default() };
    communities::found(&house.operator(), &house.domain, settings).await.unwrap()
}

/// Somebody who has a role in it, and their requests.
pub(crate) async fn person(house: &House, email: &str, of: CommunityId, role: Role) -> Ctx {
    let who = member(house, email, "Iemand", None).await;
    let place = NewPlace { community: of, role };
    enter(&house.operator(), &house.domain, who.member.id, place).await.unwrap();
    as_member(house, &who)
}

pub(crate) fn id(ctx: &Ctx) -> MemberId {
    match ctx.actor {
        Actor::Member(me) => me.member,
        _ => panic!("nobody is signed in"),
    }
}

pub(crate) async fn outsider(house: &House, email: &str) -> Ctx {
    let who = member(house, email, "Iemand", None).await;
    as_member(house, &who)
}

fn dutch(text: &str) -> Texts {
    [(Language::Nl, text.to_owned())].into()
}

pub(crate) async fn role_of(house: &House, ctx: &Ctx, of: CommunityId) -> Role {
    let seen = communities::by_id(ctx, &house.domain, of).await.unwrap().unwrap();
    seen.standing().role
}

pub(crate) async fn agreed(house: &House, of: CommunityId, text: &str) -> i32 {
    let ctx = house.operator();
    publish_agreements(&ctx, &house.domain, of, &dutch(text)).await.unwrap().version
}

async fn an_open_community_is_joined_with_what_is_agreed(house: &House) {
    let oost = community(house, "Oost").await;
    assert_eq!(oost.slug, "oost");
    assert_eq!(community(house, "Oost").await.slug, "oost-2");
    let ctx = outsider(house, HANNEKE).await;
    agreed(house, oost.id, "Wees aardig.").await;
    for seen in [None, Some(2)] {
        let unseen = join(&ctx, &house.domain, oost.id, seen).await;
        assert!(matches!(unseen, Err(CommunityError::NotAccepted { newest: 1 })), "{unseen:?}");
    }
    let joined = join(&ctx, &house.domain, oost.id, Some(1)).await.unwrap();
    assert_eq!((joined, role_of(house, &ctx, oost.id).await), (Joined::In, Role::Member));
    let accepted = communities::my_acceptances(&ctx, &house.domain).await.unwrap();
    assert_eq!(accepted[&oost.id], [(1, ctx.now)]);
    let twice = join(&ctx, &house.domain, oost.id, Some(1)).await;
    assert!(matches!(twice, Err(CommunityError::Duplicate)));
    let visitor = join(&house.visitor(), &house.domain, oost.id, Some(1)).await;
    assert!(matches!(visitor, Err(CommunityError::SignedOut)));
    assert_eq!(communities::mine(&ctx, &house.domain).await.unwrap().len(), 1);
    leave(&ctx, &house.domain, oost.id).await.unwrap();
    assert!(communities::mine(&ctx, &house.domain).await.unwrap().is_empty());
    assert_eq!(house.count("community_acceptances").await, 0);
}

async fn who_asks_waits_to_be_let_in(house: &House) {
    let oost = community(house, "Oost").await;
    let settings = Settings { joining: Joining::Request, ..oost.settings.clone() };
    edit(&house.operator(), &house.domain, oost.id, settings).await.unwrap();
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let ctx = outsider(house, HANNEKE).await;
    assert_eq!(join(&ctx, &house.domain, oost.id, None).await.unwrap(), Joined::Asked);
    assert_eq!(role_of(house, &ctx, oost.id).await, Role::Visitor);
    let about = (oost.id, id(&ctx));
    for too_early in [
        set_role(&organiser, &house.domain, about, (Role::Steward, WHY)).await,
        freeze(&organiser, &house.domain, about, (true, WHY)).await,
    ] {
        assert!(matches!(too_early, Err(CommunityError::NotFound)));
    }
    let oneself = admit(&ctx, &house.domain, about, (true, "")).await;
    assert!(matches!(oneself, Err(CommunityError::Denied(_))));
    let waits = communities::waiting(&organiser, &house.domain, oost.id).await.unwrap();
    assert_eq!((waits.asked, waits.members), (1, 1));
    admit(&organiser, &house.domain, about, (true, "")).await.unwrap();
    assert_eq!(role_of(house, &ctx, oost.id).await, Role::Member);
    let again = admit(&organiser, &house.domain, about, (false, WHY)).await;
    assert!(matches!(again, Err(CommunityError::NotFound)), "it is decided");
    // Who is not let in is nothing, and may ask again.
    let other = outsider(house, "ander@voorbeeld.nl").await;
    join(&other, &house.domain, oost.id, None).await.unwrap();
    admit(&organiser, &house.domain, (oost.id, id(&other)), (false, WHY)).await.unwrap();
    assert_eq!(join(&other, &house.domain, oost.id, None).await.unwrap(), Joined::Asked);
}

/// The link of the one letter that waits.
pub(crate) async fn mailed_link(house: &House) -> Secret {
    let Letter::Invitation { link, community } = one_mail(house).await.letter else {
        panic!("no invitation")
    };
    assert_eq!(community, "Oost");
    Secret::new(link)
}

async fn an_invitation_is_for_who_reads_the_mail(house: &House) {
    let oost = community(house, "Oost").await;
    let settings = Settings { joining: Joining::Invitation, ..oost.settings.clone() };
    edit(&house.operator(), &house.domain, oost.id, settings).await.unwrap();
    agreed(house, oost.id, "Wees aardig.").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let ctx = outsider(house, HANNEKE).await;
    let shut = join(&ctx, &house.domain, oost.id, Some(1)).await;
    assert!(matches!(shut, Err(CommunityError::ByInvitation)));
    let to = |role| (HANNEKE, role, Language::Nl);
    let operator = invite(&organiser, &house.domain, oost.id, to(Role::Operator)).await;
    assert!(matches!(operator, Err(CommunityError::Invalid { field: "role", .. })));
    let anybody = invite(&ctx, &house.domain, oost.id, to(Role::Organiser)).await;
    assert!(matches!(anybody, Err(CommunityError::Denied(_))));
    invite(&organiser, &house.domain, oost.id, to(Role::Steward)).await.unwrap();
    let link = mailed_link(house).await;
    let (shown, role) =
        communities::look_at_invitation(&house.visitor(), &house.domain, &link).await.unwrap();
    assert_eq!((shown.id, role), (oost.id, Role::Steward));
    let other = outsider(house, "ander@voorbeeld.nl").await;
    let passed_on = accept_invitation(&other, &house.domain, &link, Some(1)).await;
    assert!(matches!(passed_on, Err(CommunityError::WrongInvitation)));
    let unseen = accept_invitation(&ctx, &house.domain, &link, None).await;
    assert!(matches!(unseen, Err(CommunityError::NotAccepted { .. })), "and it still holds");
    accept_invitation(&ctx, &house.domain, &link, Some(1)).await.unwrap();
    assert_eq!(role_of(house, &ctx, oost.id).await, Role::Steward);
    let twice = accept_invitation(&ctx, &house.domain, &link, Some(1)).await;
    assert!(matches!(twice, Err(CommunityError::WrongInvitation)));
    // A letter that is too old, and one that was taken back.
    let late = invite(&organiser, &house.domain, oost.id, to(Role::Organiser)).await.unwrap();
    let link = mailed_link(house).await;
    let then = Ctx { now: ctx.now + TimeDelta::days(INVITATION_DAYS), ..ctx.clone() };
    let too_late = accept_invitation(&then, &house.domain, &link, Some(1)).await;
    assert!(matches!(too_late, Err(CommunityError::WrongInvitation)));
    let take_back =
        || communities::withdraw_invitation(&organiser, &house.domain, oost.id, late.id);
    take_back().await.unwrap();
    assert!(matches!(take_back().await, Err(CommunityError::NotFound)));
    let taken_back = accept_invitation(&ctx, &house.domain, &link, Some(1)).await;
    assert!(matches!(taken_back, Err(CommunityError::WrongInvitation)));
}

async fn a_new_version_asks_again(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let steward = person(house, HANNEKE, oost.id, Role::Steward).await;
    let first = publish_agreements(&organiser, &house.domain, oost.id, &dutch("Een")).await;
    assert_eq!(first.unwrap().version, 1);
    let same = publish_agreements(&organiser, &house.domain, oost.id, &dutch(" Een ")).await;
    assert!(matches!(same, Err(CommunityError::Duplicate)));
    for empty in [dutch(" "), [(Language::En, "One".to_owned())].into()] {
        let refused = publish_agreements(&organiser, &house.domain, oost.id, &empty).await;
        assert!(matches!(refused, Err(CommunityError::Invalid { field: "text", .. })));
    }
    assert_eq!(role_of(house, &organiser, oost.id).await, Role::Organiser, "she published it");
    assert_eq!(role_of(house, &steward, oost.id).await, Role::Visitor, "until he accepts it");
    let old = accept_agreements(&steward, &house.domain, oost.id, 0).await;
    assert!(matches!(old, Err(CommunityError::NotAccepted { newest: 1 })));
    accept_agreements(&steward, &house.domain, oost.id, 1).await.unwrap();
    accept_agreements(&steward, &house.domain, oost.id, 1).await.unwrap();
    assert_eq!(role_of(house, &steward, oost.id).await, Role::Steward);
    let stranger = outsider(house, "ander@voorbeeld.nl").await;
    let none = accept_agreements(&stranger, &house.domain, oost.id, 1).await;
    assert!(matches!(none, Err(CommunityError::NotFound)));
    let versions = communities::agreements(&stranger, &house.domain, oost.id, 9).await.unwrap();
    assert_eq!((versions.len(), versions[0].text[&Language::Nl].as_str()), (1, "Een"));
}

async fn nobody_raises_themselves(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let second = person(house, "twee@voorbeeld.nl", oost.id, Role::Organiser).await;
    let steward = person(house, HANNEKE, oost.id, Role::Steward).await;
    let domain = &house.domain;
    for ctx in [&steward, &house.visitor()] {
        let tried = set_role(ctx, domain, (oost.id, id(&steward)), (Role::Organiser, WHY)).await;
        assert!(matches!(tried, Err(CommunityError::Denied(_))), "{tried:?}");
    }
    let operator =
        set_role(&organiser, domain, (oost.id, id(&steward)), (Role::Operator, WHY)).await;
    assert!(matches!(operator, Err(CommunityError::Invalid { field: "role", .. })));
    let own = set_sets(&organiser, domain, (oost.id, id(&organiser)), (Sets::NONE, WHY)).await;
    assert!(matches!(own, Err(CommunityError::OwnCase)));
    let own = freeze(&organiser, domain, (oost.id, id(&organiser)), (true, WHY)).await;
    assert!(matches!(own, Err(CommunityError::OwnCase)));
    // Stepping back is her own to do; stepping up again is not.
    set_role(&second, domain, (oost.id, id(&second)), (Role::Member, WHY)).await.unwrap();
    let up = set_role(&second, domain, (oost.id, id(&second)), (Role::Organiser, WHY)).await;
    assert!(matches!(up, Err(CommunityError::Denied(_))));
    let mut operator = second.clone();
    if let Actor::Member(me) = &mut operator.actor {
        me.operator = true;
    }
    let up = set_role(&operator, domain, (oost.id, id(&second)), (Role::Organiser, WHY)).await;
    assert!(matches!(up, Err(CommunityError::OwnCase)), "not even who runs the house: {up:?}");
    // Another community's organiser is nobody here.
    let west = community(house, "West").await;
    let elsewhere = person(house, "west@voorbeeld.nl", west.id, Role::Organiser).await;
    let tried = set_role(&elsewhere, domain, (oost.id, id(&steward)), (Role::Member, WHY)).await;
    assert!(matches!(tried, Err(CommunityError::Denied(_))));
}

async fn the_last_organiser_stays(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let domain = &house.domain;
    let left = leave(&organiser, domain, oost.id).await;
    assert!(matches!(left, Err(CommunityError::LastOrganiser)));
    let stepped =
        set_role(&organiser, domain, (oost.id, id(&organiser)), (Role::Steward, WHY)).await;
    assert!(matches!(stepped, Err(CommunityError::LastOrganiser)));
    let frozen = freeze(&house.operator(), domain, (oost.id, id(&organiser)), (true, WHY)).await;
    assert!(matches!(frozen, Err(CommunityError::LastOrganiser)));
    let place = NewPlace { community: oost.id, role: Role::Member };
    let entered = enter(&house.operator(), domain, id(&organiser), place).await;
    assert!(matches!(entered, Err(CommunityError::LastOrganiser)));
    let second = person(house, HANNEKE, oost.id, Role::Organiser).await;
    leave(&organiser, domain, oost.id).await.unwrap();
    // Whoever goes from the house goes: who runs it appoints another.
    members::delete_me(&second, domain, &Secret::new("")).await.unwrap();
    assert_eq!(house.count("community_members").await, 0);
}

async fn two_organisers_do_not_both_leave_at_once(house: &House) {
    let oost = community(house, "Oost").await;
    let one = person(house, PIET, oost.id, Role::Organiser).await;
    let other = person(house, HANNEKE, oost.id, Role::Organiser).await;
    let (one, other) =
        tokio::join!(leave(&one, &house.domain, oost.id), leave(&other, &house.domain, oost.id));
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
    assert_eq!(house.count("community_members").await, 1);
}

async fn who_is_kept_out_is_nobody(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let steward = person(house, HANNEKE, oost.id, Role::Steward).await;
    let about = (oost.id, id(&steward));
    freeze(&organiser, &house.domain, about, (true, WHY)).await.unwrap();
    assert_eq!(role_of(house, &steward, oost.id).await, Role::Visitor);
    let joined = join(&steward, &house.domain, oost.id, None).await;
    assert!(matches!(joined, Err(CommunityError::Frozen)));
    freeze(&organiser, &house.domain, about, (false, WHY)).await.unwrap();
    assert_eq!(role_of(house, &steward, oost.id).await, Role::Steward);
}

async fn sets_let_people_do_one_thing(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let helper = person(house, HANNEKE, oost.id, Role::Member).await;
    let domain = &house.domain;
    let query = PeopleQuery { first: 10, ..PeopleQuery::default() };
    let unseen = people(&helper, domain, oost.id, &query).await;
    assert!(matches!(unseen, Err(CommunityError::Denied(_))));
    let give = async |set| {
        let sets = [set].into_iter().collect();
        set_sets(&organiser, domain, (oost.id, id(&helper)), (sets, WHY)).await.unwrap();
    };
    give(PermissionSet::HelpCoordinator).await;
    assert_eq!(people(&helper, domain, oost.id, &query).await.unwrap().len(), 2);
    let wish = |role| ("nieuw@voorbeeld.nl", role, Language::Nl);
    invite(&helper, domain, oost.id, wish(Role::Member)).await.unwrap();
    let more = invite(&helper, domain, oost.id, wish(Role::Steward)).await;
    assert!(matches!(more, Err(CommunityError::Denied(_))));
    give(PermissionSet::Auditor).await;
    let log = AuditQuery { first: 9, ..AuditQuery::default() };
    assert!(!audit::read(&helper, domain, Some(oost.id), &log).await.unwrap().is_empty());
    assert!(audit::read(&helper, domain, None, &log).await.is_err(), "of her community only");
    let changed = invite(&helper, domain, oost.id, wish(Role::Member)).await;
    assert!(matches!(changed, Err(CommunityError::Denied(_))), "she reads and changes nothing");
    let text = |text: &str| PeopleQuery { text: Some(text.to_owned()), ..query.clone() };
    assert_eq!(people(&helper, domain, oost.id, &text("IEM")).await.unwrap().len(), 2);
    for wild in ["%", "_", "\\", "Piet"] {
        assert!(people(&helper, domain, oost.id, &text(wild)).await.unwrap().is_empty(), "{wild}");
    }
}

async fn settings_are_changed_by_who_keeps_them(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let steward = person(house, HANNEKE, oost.id, Role::Steward).await;
    let colour = |text| Colour::read(text).unwrap();
    let settings = Settings {
        name: "Amsterdam-Oost".to_owned(),
        languages: vec![Language::Nl, Language::En],
        colours: Some(Colours { brick: colour("7a2a5f"), ..Colours::HOUSE }),
        joining: Joining::Request,
        terms: [(Role::Steward, "gangmaker".to_owned())].into(),
        about: dutch("Van de Dapper tot Betondorp."),
        ..oost.settings.clone()
    };
    let domain = &house.domain;
    let refused = edit(&steward, domain, oost.id, settings.clone()).await;
    assert!(matches!(refused, Err(CommunityError::Denied(_))));
    let pale = Colours { brick: colour("ffcccc"), ..Colours::HOUSE };
    let pale = Settings { colours: Some(pale), ..settings.clone() };
    let pale = edit(&organiser, domain, oost.id, pale).await;
    assert!(matches!(pale, Err(CommunityError::LowContrast(low)) if low.field == "brick"));
    let nowhere = Some(koop_domain::id::AreaId(uuid::Uuid::nil()));
    let nowhere = Settings { area: nowhere, ..settings.clone() };
    let nowhere = edit(&organiser, domain, oost.id, nowhere).await;
    assert!(matches!(nowhere, Err(CommunityError::Invalid { field: "area", .. })));
    edit(&organiser, domain, oost.id, settings.clone()).await.unwrap();
    let seen = communities::by_slug(&house.visitor(), domain, "oost").await.unwrap().unwrap();
    assert_eq!(seen.community.settings, settings);
}
