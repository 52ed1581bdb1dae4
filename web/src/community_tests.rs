//! Every page of communities, of their desk and of beginning a house, in every language, from
//! hand-made values: strict HTML, errors beside their fields, no stranger's words taken for ours.

use askama::Template;
use chrono::TimeDelta;
use koop_domain::audit::model::{Act, Line};
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{
    Agreement, Colours, Community, Decided, Decision, Invitation, Joining, LowContrast, Membership,
    MembershipState, PermissionSet, Person, Role, Settings,
};
use koop_domain::communities::{Seen, Waiting};
use koop_domain::ctx::{Actor, Signed};
use koop_domain::error::Problem;
use koop_domain::id::{AuditId, CommunityId, InvitationId, MemberId, RequestId, SessionId};
use koop_domain::language::Language;
use serde_json::{Map, json};
use uuid::Uuid;

use crate::begin::{Begun, CodePage, DonePage, LookPage, MailedPage, PersonPage, PlacePage};
use crate::community::{Agree, CommunityList, CommunityPage, Invited, Known, MyCommunities};
use crate::desk::{
    AtDesk, Change, Counts, DeskHead, Filter, FrontPage, Invite, LogPage, MemberKnown, MemberPage,
    PeopleKnown, PeoplePage, SettingsForm, SettingsPage, Typed,
};
use crate::form::Slips;
use crate::page::Page;
use crate::sample::{EVIL, area_id, atlas, check, now, own};

fn community() -> Community {
    Community {
        id: CommunityId(Uuid::nil()),
        slug: "oost".into(),
        settings: Settings {
            name: EVIL.into(),
            about: [(Language::Nl, format!("{EVIL}\n\n{EVIL}"))].into(),
            area: Some(area_id(2)),
            languages: vec![Language::Nl],
            colours: Some(Colours::HOUSE),
            joining: Joining::Open,
            terms: [(Role::Steward, EVIL.to_owned())].into(),
            ..Settings::default()
        },
        agreements_version: 2,
        demo: false,
        created_at: now(),
    }
}

fn membership(role: Role, state: MembershipState) -> Membership {
    Membership {
        community: CommunityId(Uuid::nil()),
        member: MemberId(Uuid::from_u128(role as u128 + 10 * state as u128)),
        role,
        sets: PermissionSet::ALL.into_iter().collect(),
        state,
        since: now(),
        accepted_version: 2,
    }
}

fn seen(membership: Option<Membership>) -> Seen {
    Seen { community: community(), membership }
}

fn agreement() -> Agreement {
    let text = [(Language::Nl, format!("{EVIL}\n\nTwee\nregels"))].into();
    Agreement { version: 2, text, published_at: now() }
}

fn organiser() -> Actor {
    let id = Uuid::from_u128(Role::Organiser as u128 + 10);
    Actor::Member(Signed {
        member: MemberId(id),
        session: SessionId(id),
        operator: false,
        under: None,
    })
}

fn slips(language: Language, error: CommunityError) -> Slips {
    Slips::of_community(language, error).unwrap()
}

fn invalid(field: &'static str) -> CommunityError {
    CommunityError::Invalid { field, problem: Problem::Empty }
}

fn decision(what: Decided) -> Decision {
    Decision {
        community: CommunityId(Uuid::nil()),
        member: MemberId(Uuid::nil()),
        what,
        reason: Some(format!("{EVIL}\n\n{EVIL}")),
        by: None,
        at: now(),
    }
}

fn list(language: Language, all: &[Seen]) -> String {
    let counts = [(CommunityId(Uuid::nil()), 2)].into();
    CommunityList::new(own(language), all, &counts, &atlas()).render().unwrap()
}

fn communities(language: Language) -> Vec<(&'static str, String)> {
    let (atlas, agreed) = (atlas(), agreement());
    let (frozen, organisers) = (decision(Decided::Frozen), [EVIL.to_owned(), EVIL.to_owned()]);
    let whole = |membership: Option<Membership>, signed_in, slips| {
        let decision =
            membership.as_ref().filter(|it| it.state == MembershipState::Frozen).map(|_| &frozen);
        let seen = seen(membership);
        let known = Known {
            seen: &seen,
            agreed: Some(&agreed),
            members: 2,
            atlas: &atlas,
            signed_in,
            decision,
            organisers: if signed_in { &organisers } else { &[] },
        };
        CommunityPage::new(own(language), &known, Some(EVIL.into()), slips).render().unwrap()
    };
    let kept_out = membership(Role::Steward, MembershipState::Frozen);
    let asked = membership(Role::Member, MembershipState::Asked);
    let unsure = || Slips::own("zeker", "?".into());
    let active = membership(Role::Steward, MembershipState::Active);
    let pending =
        Membership { accepted_version: 1, ..membership(Role::Steward, MembershipState::Active) };
    let unsaid = || Slips::own("akkoord", "?".into());
    let mine = |it: Membership| crate::community::MyKnown {
        seen: seen(Some(it)),
        accepted: vec![(1, now()), (2, now())],
        has_desk: true,
        decision: Some(decision(Decided::Frozen)),
        organisers: organisers.to_vec(),
    };
    let invited = |found, signed_in, slips| {
        Invited::new(own(language), EVIL, found, Some(&agreed), signed_in, slips).render().unwrap()
    };
    let pending_seen = seen(Some(pending.clone()));
    vec![
        ("community, visitor", whole(None, false, Slips::default())),
        ("community, joining", whole(None, true, unsaid())),
        ("community, member", whole(Some(active.clone()), true, Slips::default())),
        ("community, pending", whole(Some(pending.clone()), true, unsaid())),
        (
            "community, last organiser",
            whole(Some(active.clone()), true, slips(language, CommunityError::LastOrganiser)),
        ),
        ("community, kept out", whole(Some(kept_out), true, unsure())),
        ("community, asked", whole(Some(asked), true, Slips::default())),
        ("communities", list(language, &[seen(None), seen(Some(active.clone()))])),
        ("communities, none", list(language, &[])),
        (
            "mine",
            MyCommunities::new(
                own(language),
                &[mine(active), mine(pending)],
                &Decided::ALL.map(|what| (community(), decision(what))),
                &[seen(None)],
            )
            .render()
            .unwrap(),
        ),
        (
            "agree",
            Agree::new(own(language), &pending_seen, &agreed, "/", unsaid()).render().unwrap(),
        ),
        ("invited", invited(Some((community(), Role::Organiser)), true, unsaid())),
        ("invited, visitor", invited(Some((community(), Role::Member)), false, Slips::default())),
        ("invited, gone", invited(None, true, slips(language, CommunityError::WrongInvitation))),
    ]
}

fn head(page: &Page, path: &str) -> (DeskHead, Seen) {
    let here = seen(Some(membership(Role::Organiser, MembershipState::Active)));
    let mut other = here.clone();
    other.community.slug = "west".into();
    let waits = vec![("/beheer/leden", 3), ("/beheer/wachtrij", 0)];
    let desk = AtDesk { all: vec![here.clone(), other], here: Some(here.clone()), waits };
    (DeskHead::new(page, organiser(), &desk, path), here)
}

fn people(language: Language, slips: Slips) -> String {
    let page = own(language);
    let (head, here) = head(&page, "/beheer/leden");
    let all = Role::GIVEN.into_iter().flat_map(|role| MembershipState::ALL.map(|it| (role, it)));
    let one = |((role, state), id)| Person {
        name: EVIL.into(),
        membership: Membership { member: MemberId(Uuid::from_u128(id)), ..membership(role, state) },
    };
    let people = std::iter::repeat_n(all, 9).flatten().zip(1_000..).map(one).collect();
    let invitation = Invitation {
        id: InvitationId(Uuid::nil()),
        community: here.community.id,
        email: EVIL.into(),
        role: Role::Member,
        by: None,
        created_at: now(),
        ends_at: now() + TimeDelta::days(1),
    };
    let known = PeopleKnown {
        here: &here,
        actor: organiser(),
        people,
        invitations: vec![invitation],
        filter: Filter { text: EVIL.into(), role: Some(Role::Steward), stage: None },
        offset: 0,
    };
    let typed = Invite { email: EVIL.into(), rol: "steward".into(), ..Invite::default() };
    PeoplePage::new(page, head, known, (&typed, Some(EVIL.into())), slips).render().unwrap()
}

fn person(language: Language, state: MembershipState, daad: &str, slips: Slips) -> String {
    let page = own(language);
    let (head, here) = head(&page, "/beheer/leden");
    let person = Person { name: EVIL.into(), membership: membership(Role::Member, state) };
    let decision = Some(decision(Decided::Role));
    let house = Some(state == MembershipState::Frozen);
    let has_letter = state == MembershipState::Active;
    let known = MemberKnown {
        here: &here,
        actor: organiser(),
        person: &person,
        decision,
        house,
        has_letter,
    };
    let typed = Change {
        daad: daad.into(),
        waarom: EVIL.into(),
        rol: "steward".into(),
        auditor: "ja".into(),
        ..Change::default()
    };
    MemberPage::new(page, head, &known, (&typed, Some(EVIL.into())), slips).render().unwrap()
}

fn settings(language: Language, typed: &Typed, slips: Slips) -> String {
    let page = own(language);
    let (head, here) = head(&page, "/beheer/gemeenschap");
    let form = SettingsForm::new(language, typed, &atlas(), &slips);
    let known = (&here, &[agreement()][..], None);
    SettingsPage::new(page, head, known, (form, Some(EVIL.into())), slips).render().unwrap()
}

fn log(language: Language) -> String {
    let page = own(language);
    let (head, _) = head(&page, "/beheer/logboek");
    let line = |act: &Act| Line {
        id: AuditId(Uuid::nil()),
        at: now(),
        actor: None,
        actor_name: Some(EVIL.into()),
        behalf: Some(MemberId(Uuid::nil())),
        behalf_name: Some(EVIL.into()),
        profile: None,
        mandate: None,
        community: None,
        act: act.key().into(),
        subject: Some(EVIL.into()),
        subject_name: Some(EVIL.into()),
        details: Map::from_iter([("to".to_owned(), json!(EVIL))]),
        request: RequestId(Uuid::nil()),
    };
    let lines: Vec<Line> = Act::ALL.iter().map(line).collect();
    LogPage::new(page, head, crate::desk::Asked::default(), &lines).render().unwrap()
}

fn desk(language: Language) -> Vec<(&'static str, String)> {
    let front = |must_accept, name| {
        let page = own(language);
        let (head, _) = head(&page, "/beheer");
        let waiting = Waiting { asked: 2, members: 1, invited: 0 };
        let slips = slips(language, invalid("name"));
        let counts = Counts { cases: Some(1), posted: Some(2), needs: Some(3) };
        let known = (Some(waiting), counts);
        FrontPage::new(page, head, known, (must_accept, name), slips).render().unwrap()
    };
    use MembershipState::{Active, Asked, Frozen};
    let typed = Typed::of(&community(), &atlas());
    let odd = Typed { baksteen: EVIL.into(), gebied: EVIL.into(), ..typed.clone() };
    let low = CommunityError::LowContrast(LowContrast { field: "brick", ratio: 3.999 });
    vec![
        ("desk", front(true, None)),
        ("desk, operator", front(false, Some(EVIL))),
        ("people", people(language, slips(language, invalid("email")))),
        ("people, own case", people(language, slips(language, CommunityError::OwnCase))),
        ("person", person(language, Active, "rol", slips(language, invalid("reason")))),
        (
            "person, kept out",
            person(language, Frozen, "losmaken", slips(language, invalid("reason"))),
        ),
        ("person, asks", person(language, Asked, "weigeren", slips(language, invalid("reason")))),
        (
            "person, own case",
            person(language, Active, "", slips(language, CommunityError::OwnCase)),
        ),
        ("settings", settings(language, &typed, slips(language, low))),
        ("settings, odd", settings(language, &odd, slips(language, invalid("area")))),
        ("settings, no text", settings(language, &typed, slips(language, invalid("text")))),
        ("log", log(language)),
    ]
}

fn begin(language: Language) -> Vec<(&'static str, String)> {
    let begun = Begun { wie: EVIL.into(), email: EVIL.into(), ..Begun::default() };
    let typed = Typed::of(&community(), &atlas());
    let none = koop_domain::areas::atlas::Atlas::default();
    let wrong = |error| slips(language, error);
    let own = || own(language);
    vec![
        ("code", CodePage::new(own(), EVIL, wrong(CommunityError::WrongCode)).render().unwrap()),
        (
            "place",
            PlacePage::new(own(), &typed, &atlas(), wrong(invalid("name"))).render().unwrap(),
        ),
        ("place, no map", PlacePage::new(own(), &typed, &none, Slips::default()).render().unwrap()),
        (
            "look",
            LookPage::new(own(), &typed, &atlas(), wrong(invalid("languages"))).render().unwrap(),
        ),
        ("person", PersonPage::new(own(), &begun, Slips::default()).render().unwrap()),
        ("mailed", MailedPage::new(own(), &begun, EVIL, Slips::default()).render().unwrap()),
        ("done", DonePage::new(own(), &seen(None)).render().unwrap()),
    ]
}

fn all(language: Language) -> Vec<(&'static str, String)> {
    let all = communities(language).into_iter().chain(desk(language)).chain(begin(language));
    all.collect()
}

#[test]
fn every_page_is_strict_html_in_every_language() {
    for language in Language::ALL {
        for (name, html) in all(language) {
            let caught = std::panic::catch_unwind(|| check(&html));
            assert!(caught.is_ok(), "{name} in {language:?}");
            assert!(!html.contains("nknown localization"), "{name}");
            let data = html.matches("<script type=\"application/ld+json\">").count();
            assert_eq!(html.matches("<script").count() - data, 1, "{name}: one script of ours");
            for trap in ["<script>alert", "<b>", " style=\""] {
                assert!(!html.contains(trap), "{name} has {trap}");
            }
        }
    }
}

#[test]
fn what_is_wrong_is_said_beside_its_field() {
    for language in Language::ALL {
        for (name, html) in all(language) {
            for field in html.split(['<']).filter(|it| it.contains("aria-invalid")) {
                let ids = field.split("aria-describedby=\"").nth(1);
                let ids = ids.and_then(|it| it.split('"').next()).unwrap_or_default();
                assert!(ids.contains("-mis"), "{name}: {field}");
                for id in ids.split(' ') {
                    assert!(html.contains(&format!("id=\"{id}\"")), "{name}: {id}");
                }
            }
        }
    }
}

#[test]
fn a_list_of_people_is_asked_for_by_role_and_goes_on_so() {
    let html = people(Language::Nl, Slips::default());
    assert!(html.contains("<option value=\"steward\" selected>"), "{html}");
    assert!(html.contains("rol=steward&#38;na=50"), "{html}");
}

#[test]
fn who_is_kept_out_reads_so_in_the_colour_of_a_warning() {
    let named = |name: &str| communities(Language::Nl).into_iter().find(|it| it.0 == name).unwrap();
    assert!(named("community, kept out").1.contains("account-here is-out"));
    let out = person(Language::Nl, MembershipState::Frozen, "", Slips::default());
    let active = person(Language::Nl, MembershipState::Active, "", Slips::default());
    assert!(out.contains("desk-chips is-out") && !active.contains("is-out"));
    assert!(active.contains("name=\"lid\""), "{active}");
}

/// What somebody had chosen is chosen still, and what they wrote stands where they wrote it.
#[test]
fn what_was_sent_is_kept() {
    let language = Language::Nl;
    let invited = people(language, slips(language, invalid("email")));
    let chosen = |html: &str, value: &str| {
        let mut inputs = html.split("<input").map(|it| it.split('>').next().unwrap());
        let value = format!("value=\"{value}\"");
        inputs.find(|it| it.contains(&value)).is_some_and(|it| it.ends_with(" checked"))
    };
    assert!(chosen(&invited, "steward") && !chosen(&invited, "member"), "{invited}");
    let role = person(language, MembershipState::Active, "rol", slips(language, invalid("reason")));
    assert!(chosen(&role, "steward"), "{role}");
    assert_eq!(role.matches("aria-invalid").count(), 1, "beside the deed that was tried");
    assert!(role.contains("id=\"waarom-rol-mis\"") && !role.contains("id=\"waarom-taken-mis\""));
}
