//! Why something was decided about somebody, who reads it, and who comes back as what, on both
//! databases.

use chrono::TimeDelta;
use koop_domain::audit::model::{Act, AuditQuery};
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{
    Community, Decided, Decision, Joining, MembershipState, PermissionSet, REASON_DAYS, REASON_MAX,
    Role, Sets, Settings,
};
use koop_domain::communities::{
    self, Joined, NewPlace, accept_invitation, admit, edit, enter, freeze, has_desk, invite, join,
    leave, my_decisions, organisers, set_role, set_sets,
};
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::id::CommunityId;
use koop_domain::jobs::{self, Letter, Mail};
use koop_domain::language::Language;
use koop_domain::members::model::Secret;
use koop_domain::{audit, members};

use crate::areas::{draw, survey};
use crate::communities::{PIET, WHY, agreed, community, id, outsider, person};
use crate::harness::{House, on_both_databases};
use crate::members::{HANNEKE, as_member, member};
use crate::schema::refuses;

on_both_databases! {
    nothing_is_decided_without_a_reason;
    whom_it_is_about_reads_why_and_gets_a_mail;
    who_is_not_let_in_reads_why_until_they_ask_again;
    who_leaves_while_kept_out_comes_back_kept_out;
    an_invitation_lets_nobody_in_who_is_kept_out;
    who_runs_the_house_may_put_it_right;
    a_role_that_is_given_up_is_written_down;
    a_reason_is_kept_a_year_and_a_freeze_as_long_as_it_lasts;
    who_belongs_knows_whom_to_ask;
    a_desk_waits_for_a_yes;
    areas_know_their_communities;
}

/// The mails that wait, taken.
async fn mails(house: &House) -> Vec<Mail> {
    let jobs = jobs::take(&house.operator(), &house.domain).await.unwrap();
    for job in &jobs {
        jobs::done(&house.operator(), &house.domain, job.id).await.unwrap();
    }
    jobs.into_iter().map(|job| job.mail).collect()
}

async fn decided(house: &House, ctx: &Ctx) -> Option<Decision> {
    let mut all = my_decisions(ctx, &house.domain).await.unwrap();
    assert!(all.len() <= 1);
    all.pop().map(|(_, it)| it)
}

async fn state(house: &House, ctx: &Ctx, of: CommunityId) -> Option<(Role, MembershipState)> {
    let seen = communities::by_id(ctx, &house.domain, of).await.unwrap().unwrap();
    seen.membership.map(|it| (it.role, it.state))
}

async fn joined_by(house: &House, oost: &Community, joining: Joining) {
    let settings = Settings { joining, ..oost.settings.clone() };
    edit(&house.operator(), &house.domain, oost.id, settings).await.unwrap();
}

async fn nothing_is_decided_without_a_reason(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let steward = person(house, HANNEKE, oost.id, Role::Steward).await;
    joined_by(house, &oost, Joining::Request).await;
    let asks = as_member(house, &member(house, "ander@voorbeeld.nl", "Ander", None).await);
    join(&asks, &house.domain, oost.id, None).await.unwrap();
    mails(house).await;
    let (who, domain) = ((oost.id, id(&steward)), &house.domain);
    let lines = house.count("audit_log").await;
    let sets: Sets = [PermissionSet::Auditor].into_iter().collect();
    for (why, wrong) in [
        ("", Problem::Empty),
        (" \r\n ", Problem::Empty),
        ("é".repeat(REASON_MAX + 1).as_str(), Problem::TooLong),
        ("nul\u{0}", Problem::Unreadable),
    ] {
        let tried = [
            set_role(&organiser, domain, who, (Role::Member, why)).await.map(|_| ()),
            set_sets(&organiser, domain, who, (sets, why)).await.map(|_| ()),
            freeze(&organiser, domain, who, (true, why)).await.map(|_| ()),
            freeze(&organiser, domain, who, (false, why)).await.map(|_| ()),
            admit(&organiser, domain, (oost.id, id(&asks)), (false, why)).await,
        ];
        for it in tried {
            let refused = matches!(&it, Err(CommunityError::Invalid { field: "reason", problem }) if *problem == wrong);
            assert!(refused, "{why:?}: {it:?}");
        }
    }
    let still = Some((Role::Steward, MembershipState::Active));
    assert_eq!(state(house, &steward, oost.id).await, still);
    assert_eq!(state(house, &asks, oost.id).await, Some((Role::Member, MembershipState::Asked)));
    assert_eq!(house.count("audit_log").await, lines);
    assert_eq!((house.count("community_decisions").await, mails(house).await.len()), (0, 0));
}

async fn whom_it_is_about_reads_why_and_gets_a_mail(house: &House) {
    let oost = community(house, "Oost").await;
    let terms = [(Role::Steward, "gangmaker".to_owned())].into();
    let settings = Settings { terms, ..oost.settings.clone() };
    edit(&house.operator(), &house.domain, oost.id, settings).await.unwrap();
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let hanneke = person(house, HANNEKE, oost.id, Role::Member).await;
    mails(house).await;
    let (who, domain) = ((oost.id, id(&hanneke)), &house.domain);
    let sets: Sets = [PermissionSet::Auditor].into_iter().collect();
    set_role(&organiser, domain, who, (Role::Steward, " Je kent iedereen.\r\nDank! "))
        .await
        .unwrap();
    let made = decided(house, &hanneke).await.unwrap();
    assert_eq!(made.reason.as_deref(), Some("Je kent iedereen.\nDank!"));
    assert_eq!((made.what, made.by, made.at), (Decided::Role, Some(id(&organiser)), organiser.now));
    set_sets(&organiser, domain, who, (sets, "Voor de kascontrole.")).await.unwrap();
    freeze(&organiser, domain, who, (true, "Reclame.")).await.unwrap();
    let frozen = decided(house, &hanneke).await.unwrap();
    assert_eq!((frozen.what, frozen.reason.as_deref()), (Decided::Frozen, Some("Reclame.")));
    freeze(&organiser, domain, who, (false, "Het is besproken.")).await.unwrap();
    let mails = mails(house).await;
    let mut told = Vec::new();
    for mail in &mails {
        let Letter::Membership(it) = &mail.letter else { panic!("{mail:?}") };
        assert_eq!((mail.to.as_str(), it.community.as_str()), (HANNEKE, "Oost"));
        assert_eq!((it.slug.as_str(), it.role.as_str()), ("oost", "steward"));
        assert_eq!(it.term.as_deref(), Some("gangmaker"));
        told.push((it.what, it.sets.len(), it.reason.as_deref().unwrap()));
    }
    assert_eq!(
        told,
        [
            (Decided::Role, 0, "Je kent iedereen.\nDank!"),
            (Decided::Sets, 1, "Voor de kascontrole."),
            (Decided::Frozen, 1, "Reclame."),
            (Decided::Unfrozen, 1, "Het is besproken."),
        ]
    );
    let query = AuditQuery { first: 9, ..AuditQuery::default() };
    let lines = audit::read(&organiser, domain, Some(oost.id), &query).await.unwrap();
    let log = format!("{lines:?}");
    for reason in ["iedereen", "kascontrole", "Reclame", "besproken"] {
        assert!(!log.contains(reason), "the log names nobody and gives no reason: {log}");
    }
    let (seen, why) = communities::person(&organiser, domain, who).await.unwrap();
    assert_eq!((seen.name.as_str(), why.unwrap().what), ("Iemand", Decided::Unfrozen));
    for nobody in [house.visitor(), outsider(house, "ander@voorbeeld.nl").await] {
        let others = communities::person(&nobody, domain, who).await;
        assert!(matches!(others, Err(CommunityError::Denied(_))));
    }
    // Nothing is said of what changes nothing, nor to who steps back.
    freeze(&organiser, domain, who, (false, "Nog eens.")).await.unwrap();
    set_sets(&organiser, domain, who, (sets, "Nog eens.")).await.unwrap();
    let second = person(house, "twee@voorbeeld.nl", oost.id, Role::Organiser).await;
    self::mails(house).await;
    set_role(&second, domain, (oost.id, id(&second)), (Role::Member, "Geen tijd.")).await.unwrap();
    assert!(decided(house, &second).await.is_none() && self::mails(house).await.is_empty());
    // It goes with who leaves, and with who is forgotten.
    leave(&hanneke, domain, oost.id).await.unwrap();
    assert!(decided(house, &hanneke).await.is_none());
}

async fn who_is_not_let_in_reads_why_until_they_ask_again(house: &House) {
    let oost = community(house, "Oost").await;
    joined_by(house, &oost, Joining::Request).await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let asks = as_member(house, &member(house, HANNEKE, "Hanneke", None).await);
    join(&asks, &house.domain, oost.id, None).await.unwrap();
    mails(house).await;
    let who = (oost.id, id(&asks));
    admit(&organiser, &house.domain, who, (false, "Je woont elders.")).await.unwrap();
    let refused = decided(house, &asks).await.unwrap();
    assert_eq!(refused.reason.as_deref(), Some("Je woont elders."));
    assert_eq!((refused.what, state(house, &asks, oost.id).await), (Decided::Refused, None));
    assert_eq!(join(&asks, &house.domain, oost.id, None).await.unwrap(), Joined::Asked);
    assert!(decided(house, &asks).await.is_none(), "it is asked anew");
    admit(&organiser, &house.domain, who, (true, "")).await.unwrap();
    let mails = mails(house).await;
    let told: Vec<_> = mails
        .iter()
        .map(|mail| match &mail.letter {
            Letter::Membership(it) => (it.what, it.reason.is_some()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(told, [(Decided::Refused, true), (Decided::Admitted, false)]);
    assert!(decided(house, &asks).await.is_none());
}

async fn who_leaves_while_kept_out_comes_back_kept_out(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let steward = person(house, HANNEKE, oost.id, Role::Steward).await;
    let (who, domain) = ((oost.id, id(&steward)), &house.domain);
    freeze(&organiser, domain, who, (true, WHY)).await.unwrap();
    leave(&steward, domain, oost.id).await.unwrap();
    assert_eq!(state(house, &steward, oost.id).await, None);
    assert_eq!(decided(house, &steward).await.unwrap().reason.as_deref(), Some(WHY));
    // The database says so too, whoever asks it.
    let back = "insert into community_members (community_id, member_id, role, sets, state, since, \
        accepted_version) select community_id, member_id, 'member', '[]', 'active', decided_at, 0 \
        from community_decisions";
    refuses(house, back).await;
    assert_eq!(join(&steward, domain, oost.id, None).await.unwrap(), Joined::KeptOut);
    let kept_out = Some((Role::Member, MembershipState::Frozen));
    assert_eq!(state(house, &steward, oost.id).await, kept_out);
    // However often, and however one joins.
    leave(&steward, domain, oost.id).await.unwrap();
    joined_by(house, &oost, Joining::Request).await;
    assert_eq!(join(&steward, domain, oost.id, None).await.unwrap(), Joined::KeptOut);
    assert_eq!(state(house, &steward, oost.id).await, kept_out);
    freeze(&organiser, domain, who, (false, WHY)).await.unwrap();
    assert_eq!(
        state(house, &steward, oost.id).await,
        Some((Role::Member, MembershipState::Active)),
        "what they were they gave up"
    );
    leave(&steward, domain, oost.id).await.unwrap();
    assert_eq!(join(&steward, domain, oost.id, None).await.unwrap(), Joined::Asked);
}

async fn an_invitation_lets_nobody_in_who_is_kept_out(house: &House) {
    let oost = community(house, "Oost").await;
    joined_by(house, &oost, Joining::Invitation).await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let hanneke = person(house, HANNEKE, oost.id, Role::Member).await;
    let (who, domain) = ((oost.id, id(&hanneke)), &house.domain);
    freeze(&organiser, domain, who, (true, WHY)).await.unwrap();
    leave(&hanneke, domain, oost.id).await.unwrap();
    mails(house).await;
    let wish = (HANNEKE, Role::Organiser, Language::Nl);
    invite(&organiser, domain, oost.id, wish).await.unwrap();
    let mails = mails(house).await;
    let [Mail { letter: Letter::Invitation { link, .. }, .. }] = mails.as_slice() else {
        panic!("{mails:?}")
    };
    let link = Secret::new(link.clone());
    let came = accept_invitation(&hanneke, domain, &link, None).await.unwrap();
    assert_eq!(came, (oost.id, Joined::KeptOut), "and hears so");
    let kept_out = Some((Role::Member, MembershipState::Frozen));
    assert_eq!(state(house, &hanneke, oost.id).await, kept_out, "and no organiser");
    let raised = AuditQuery { act: Some(Act::RoleSet), first: 9, ..AuditQuery::default() };
    assert!(audit::read(&organiser, domain, Some(oost.id), &raised).await.unwrap().is_empty());
}

async fn who_runs_the_house_may_put_it_right(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let hanneke = person(house, HANNEKE, oost.id, Role::Member).await;
    let domain = &house.domain;
    freeze(&organiser, domain, (oost.id, id(&hanneke)), (true, WHY)).await.unwrap();
    leave(&hanneke, domain, oost.id).await.unwrap();
    let place = NewPlace { community: oost.id, role: Role::Steward };
    enter(&house.operator(), domain, id(&hanneke), place).await.unwrap();
    assert_eq!(
        state(house, &hanneke, oost.id).await,
        Some((Role::Steward, MembershipState::Active))
    );
    assert!(decided(house, &hanneke).await.is_none());
}

async fn a_role_that_is_given_up_is_written_down(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let plain = person(house, "lid@voorbeeld.nl", oost.id, Role::Member).await;
    let helper = person(house, "helper@voorbeeld.nl", oost.id, Role::Member).await;
    let steward = person(house, HANNEKE, oost.id, Role::Steward).await;
    let domain = &house.domain;
    let sets: Sets = [PermissionSet::Auditor].into_iter().collect();
    set_sets(&organiser, domain, (oost.id, id(&helper)), (sets, WHY)).await.unwrap();
    for ctx in [&plain, &helper, &steward] {
        leave(ctx, domain, oost.id).await.unwrap();
    }
    let query = AuditQuery { act: Some(Act::RoleGivenUp), first: 9, ..AuditQuery::default() };
    let lines = audit::read(&organiser, domain, Some(oost.id), &query).await.unwrap();
    let who: Vec<_> = lines.iter().map(|it| (it.actor, it.details["from"].clone())).collect();
    assert_eq!(who, [(Some(id(&steward)), "steward".into()), (Some(id(&helper)), "member".into())]);
}

async fn a_reason_is_kept_a_year_and_a_freeze_as_long_as_it_lasts(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let one = person(house, HANNEKE, oost.id, Role::Member).await;
    let other = person(house, "ander@voorbeeld.nl", oost.id, Role::Member).await;
    let domain = &house.domain;
    set_role(&organiser, domain, (oost.id, id(&one)), (Role::Steward, WHY)).await.unwrap();
    freeze(&organiser, domain, (oost.id, id(&other)), (true, WHY)).await.unwrap();
    let third = person(house, "derde@voorbeeld.nl", oost.id, Role::Member).await;
    freeze(&organiser, domain, (oost.id, id(&third)), (true, WHY)).await.unwrap();
    leave(&third, domain, oost.id).await.unwrap();
    assert_eq!(house.count("community_decisions").await, 3);
    members::delete_me(&third, domain, &Secret::new("")).await.unwrap();
    assert_eq!(house.count("community_decisions").await, 2, "it goes with who is forgotten");
    for (days, kept) in [(REASON_DAYS, 2), (REASON_DAYS + 1, 1)] {
        let operator = house.operator();
        let then = Ctx { now: operator.now + TimeDelta::days(days), ..operator };
        members::tidy(&then, domain).await.unwrap();
        assert_eq!(house.count("community_decisions").await, kept, "after {days} days");
    }
    assert_eq!(decided(house, &other).await.unwrap().what, Decided::Frozen);
}

async fn who_belongs_knows_whom_to_ask(house: &House) {
    let oost = community(house, "Oost").await;
    let domain = &house.domain;
    let place = NewPlace { community: oost.id, role: Role::Organiser };
    let mut organiser = None;
    for (email, name) in [(PIET, "Piet de Boer"), ("yeter@voorbeeld.nl", "Yeter")] {
        let who = member(house, email, name, None).await;
        enter(&house.operator(), domain, who.member.id, place).await.unwrap();
        organiser = Some(as_member(house, &who));
    }
    let organiser = organiser.unwrap();
    let plain = person(house, HANNEKE, oost.id, Role::Member).await;
    let names = ["Piet", "Yeter"];
    assert_eq!(organisers(&plain, domain, oost.id).await.unwrap(), names, "no family names");
    agreed(house, oost.id, "Wees aardig.").await;
    assert_eq!(organisers(&plain, domain, oost.id).await.unwrap(), names, "before a yes too");
    freeze(&house.operator(), domain, (oost.id, id(&plain)), (true, WHY)).await.unwrap();
    assert_eq!(organisers(&plain, domain, oost.id).await.unwrap(), names, "who is kept out too");
    let west = community(house, "West").await;
    let elsewhere = person(house, "west@voorbeeld.nl", west.id, Role::Organiser).await;
    joined_by(house, &oost, Joining::Request).await;
    let asks = as_member(house, &member(house, "vraagt@voorbeeld.nl", "Vraagt", None).await);
    join(&asks, domain, oost.id, Some(1)).await.unwrap();
    for ctx in [&house.visitor(), &elsewhere, &asks] {
        let denied = organisers(ctx, domain, oost.id).await;
        assert!(matches!(denied, Err(CommunityError::Denied(_))), "{denied:?}");
    }
    // Of several at once in as many statements.
    let before = domain.db.statements();
    organisers(&plain, domain, oost.id).await.unwrap();
    let once = domain.db.statements() - before;
    let place = NewPlace { community: west.id, role: Role::Member };
    enter(&house.operator(), domain, id(&plain), place).await.unwrap();
    let before = domain.db.statements();
    let both = communities::organisers_of(&plain, domain, &[oost.id, west.id]).await.unwrap();
    assert_eq!(domain.db.statements() - before, once);
    assert_eq!(
        (both[&oost.id].as_slice(), both[&west.id].len()),
        (&names.map(String::from)[..], 1)
    );
    leave(&organiser, domain, oost.id).await.unwrap();
    assert_eq!(organisers(&plain, domain, oost.id).await.unwrap(), ["Piet"]);
}

async fn a_desk_waits_for_a_yes(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    let steward = person(house, HANNEKE, oost.id, Role::Steward).await;
    let plain = person(house, "lid@voorbeeld.nl", oost.id, Role::Member).await;
    let domain = &house.domain;
    agreed(house, oost.id, "Wees aardig.").await;
    assert!(has_desk(&steward, domain).await.unwrap(), "once she has said yes");
    assert!(!has_desk(&plain, domain).await.unwrap());
    assert!(!has_desk(&house.visitor(), domain).await.unwrap());
    assert!(has_desk(&house.operator(), domain).await.unwrap());
    let who = (oost.id, id(&steward));
    let denied = freeze(&organiser, domain, who, (true, WHY)).await;
    assert!(matches!(denied, Err(CommunityError::Denied(_))), "he has not said yes himself");
    communities::accept_agreements(&organiser, domain, oost.id, 1).await.unwrap();
    freeze(&organiser, domain, who, (true, WHY)).await.unwrap();
    assert!(!has_desk(&steward, domain).await.unwrap());
}

async fn areas_know_their_communities(house: &House) {
    draw(house, "oost", survey(2)).await;
    let all = survey(2).areas;
    let area = |code: &str| all.iter().find(|it| it.code == code).unwrap().id();
    for (name, code) in [("Stad", "GM0363"), ("Winkeliers", "BU0"), ("Buurt", "BU0")] {
        let it = community(house, name).await;
        let settings = Settings { area: Some(area(code)), ..it.settings.clone() };
        edit(&house.operator(), &house.domain, it.id, settings).await.unwrap();
    }
    community(house, "Zonder gebied").await;
    let named = async |codes: &[&str]| {
        let areas: Vec<_> = codes.iter().map(|code| area(code)).collect();
        let found = communities::of_areas(&house.visitor(), &house.domain, &areas).await.unwrap();
        found.into_iter().map(|it| it.settings.name).collect::<Vec<_>>()
    };
    assert_eq!(named(&["BU0", "SD0363M", "GM0363"]).await, ["Buurt", "Winkeliers", "Stad"]);
    assert_eq!(named(&["BU1", "SD0363M", "GM0363"]).await, ["Stad"]);
    assert!(named(&["BU1"]).await.is_empty() && named(&[]).await.is_empty());
}
