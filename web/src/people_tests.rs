//! Every page of people, in every language, from hand-made values: strict HTML, errors beside
//! their fields, no stranger's words taken for ours.

use askama::Template;
use chrono::{NaiveDate, TimeDelta};
use koop_domain::attestations::{Attestation, Home, HomeLetter, Kind, Letter, Neighbour};
use koop_domain::audit::model::Line;
use koop_domain::communities::Seen;
use koop_domain::communities::model::{
    Community, Membership, MembershipState, Role, Sets, Settings,
};
use koop_domain::ctx::{Actor, Signed};
use koop_domain::error::Problem;
use koop_domain::id::{AuditId, CommunityId, MandateId, MemberId, ProfileId, RequestId, SessionId};
use koop_domain::language::Language;
use koop_domain::members::model::Secret;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::mandates::{Deed, Mandate, Named, Registered, Told};
use koop_domain::profiles::model::{Companion, Hat, Offer, Part, Profile, ProfileKind};
use serde_json::json;
use uuid::Uuid;

use crate::desk::{AtDesk, DeskHead};
use crate::form::Slips;
use crate::keeping::Typed;
use crate::page::Page;
use crate::people::{
    ActingPage, DeskKnown, DeskPage, DonePage, EntryPage, LettersPage, MandatesPage, Offered,
    ProfilePage, TrustKnown, TrustPage, VogPage,
};
use crate::sample::{EVIL, check, now, page};

fn own(language: Language) -> Page {
    let mut page = page(language);
    page.lasting = None;
    page.member = Some(EVIL.into());
    page.acting = Some(EVIL.into());
    page
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 1).unwrap()
}

fn who(number: u128) -> Named {
    Named {
        member: MemberId(Uuid::from_u128(number)),
        profile: ProfileId(Uuid::from_u128(number)),
        name: EVIL.into(),
        handle: format!("wie-{number}"),
    }
}

fn profile(kind: ProfileKind) -> Profile {
    let id = ProfileId(Uuid::from_u128(kind as u128));
    Profile { id, kind, name: EVIL.into(), handle: "noor".into() }
}

fn told(number: u128, ended: bool) -> Told {
    let (giver, agent) = (who(1), who(2));
    let mandate = Mandate {
        id: MandateId(Uuid::from_u128(number)),
        community: CommunityId(Uuid::nil()),
        giver: giver.member,
        agent: agent.member,
        deeds: Deed::ALL.into_iter().collect(),
        signed_on: ended.then(day),
        given_at: now(),
        ends_at: now() + TimeDelta::days(3),
        ended_at: ended.then(now),
    };
    Told { mandate, giver, agent }
}

fn line() -> Line {
    Line {
        id: AuditId(Uuid::nil()),
        at: now(),
        actor: Some(who(2).member),
        actor_name: Some(EVIL.into()),
        behalf: Some(who(1).member),
        behalf_name: None,
        profile: None,
        mandate: None,
        community: None,
        act: "acted_for".into(),
        subject: None,
        subject_name: Some(EVIL.into()),
        details: json!({ "what": "edited" }).as_object().unwrap().clone(),
        request: RequestId(Uuid::nil()),
    }
}

fn seen() -> Seen {
    let id = CommunityId(Uuid::nil());
    let settings =
        Settings { name: EVIL.into(), languages: vec![Language::Nl], ..Settings::default() };
    let membership = Membership {
        community: id,
        member: who(3).member,
        role: Role::Organiser,
        sets: Sets::NONE,
        state: MembershipState::Active,
        since: now(),
        accepted_version: 0,
    };
    Seen {
        community: Community {
            id,
            slug: "oost".into(),
            settings,
            agreements_version: 0,
            demo: false,
            created_at: now(),
        },
        membership: Some(membership),
    }
}

fn home() -> Home {
    Home {
        street: EVIL.into(),
        house_number: EVIL.into(),
        postcode: "1094 HA".into(),
        city: EVIL.into(),
    }
}

fn known() -> Vec<Attestation> {
    let attestation = |kind| Attestation {
        kind,
        since: now(),
        ends_at: (kind == Kind::VogSeen).then(now),
        by: matches!(kind, Kind::VogSeen | Kind::KnownByNeighbours).then(|| EVIL.into()),
        community: None,
    };
    Kind::ALL.map(attestation).into()
}

fn typed(pairs: &[(&str, &str)]) -> Typed {
    Typed(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
}

/// A form that came back with a mistake in a field.
fn wrong(language: Language, field: &'static str, id: &'static str) -> Slips {
    let error = ProfileError::Invalid { field, problem: Problem::Unknown };
    Slips::of_profile(language, error, &[(field, id, "profile-name")]).unwrap()
}

fn acting(language: Language) -> Vec<(&'static str, String)> {
    let (page, none) = (|| own(language), Slips::default);
    let mine: Vec<_> = ProfileKind::ALL.map(|kind| (profile(kind), Part::Owner)).into();
    let hat = Hat { profile: profile(ProfileKind::Merchant), mandate: None };
    let offers = [Some(EVIL.to_owned()), None].map(|by| Offer {
        profile: profile(ProfileKind::Household),
        part: if by.is_some() { Part::Owner } else { Part::Member },
        by,
        at: now(),
    });
    let chosen = |hat: Option<&Hat>, slips| {
        let all = (mine.as_slice(), &[told(1, false)][..], (hat, false));
        let typed = typed(&[("naam", EVIL), ("soort", "merchant")]);
        let mut page = ActingPage::new(page(), all, &typed, (Some(EVIL.into()), slips));
        page.offers = offers.iter().map(|it| Offered::of(&page.page, it)).collect();
        page.render().unwrap()
    };
    let people = [Part::Owner, Part::Member].map(|part| Companion {
        member: who(part as u128).member,
        name: EVIL.into(),
        handle: "wie".into(),
        part,
        is_in: part == Part::Owner,
    });
    let shown = |part, slips| {
        let found = (profile(ProfileKind::Organisation), part);
        let typed = typed(&[("doe", "binnen"), ("wie", EVIL)]);
        let known = (&found, &people[..], who(2).member);
        ProfilePage::new(page(), known, &typed, (None, slips)).render().unwrap()
    };
    vec![
        ("acting", chosen(Some(&hat), none())),
        ("acting, wrong", chosen(None, wrong(language, "name", "naam"))),
        ("profile, owner", shown(Part::Owner, wrong(language, "handle", "wie"))),
        ("profile, member", shown(Part::Member, none())),
        ("entry", EntryPage::new(page(), &Typed::default(), none()).render().unwrap()),
        (
            "entry, wrong",
            EntryPage::new(page(), &typed(&[("email", EVIL)]), wrong(language, "code", "code"))
                .render()
                .unwrap(),
        ),
    ]
}

fn mandates(language: Language) -> Vec<(&'static str, String)> {
    let (page, none) = (|| own(language), Slips::default);
    let all = [told(1, false), told(2, true)];
    let mine = |me: Named, slips| {
        let typed = typed(&[("wat", "keep_places"), ("wie", EVIL)]);
        let known = (&all[..], (me.member, me.handle.as_str()));
        MandatesPage::new(page(), known, (&typed, now()), (None, slips)).render().unwrap()
    };
    let lines = [line()];
    let done = |lines: &[Line]| DonePage::new(page(), &all[0], lines, now()).render().unwrap();
    let known = |people: Vec<Registered>| DeskKnown {
        facts: all.iter().map(|_| vec![EVIL.to_owned()]).collect(),
        mandates: all.to_vec(),
        people,
        now: now(),
    };
    let wit = Registered {
        who: who(1),
        phone: Some(EVIL.into()),
        note: Some(EVIL.into()),
        signed_on: day(),
        at: now(),
        sixteen_on: Some(day()),
    };
    let desk = |people, code, slips| {
        let page = page();
        let id = Uuid::from_u128(3);
        let signed =
            Signed { member: MemberId(id), session: SessionId(id), operator: false, under: None };
        let desk = AtDesk { all: vec![seen()], here: Some(seen()), waits: Vec::new() };
        let head = DeskHead::new(&page, Actor::Member(signed), &desk, "/beheer/machtigingen");
        let typed = typed(&[("lid", &who(1).member.to_string()), ("naam", EVIL)]);
        DeskPage::new(page, head, &known(people), (&typed, code), (None, slips)).render().unwrap()
    };
    vec![
        ("mandates, giver", mine(who(1), none())),
        ("mandates, agent", mine(who(2), wrong(language, "handle", "wie"))),
        ("mandate log", done(&lines)),
        ("mandate log, empty", done(&[])),
        ("desk", desk(vec![wit.clone()], Some((EVIL.into(), wit.who.member)), none())),
        ("desk, empty", desk(vec![], None, wrong(language, "phone", "telefoon"))),
        ("desk, wrong", desk(vec![wit], None, wrong(language, "signedOn", "getekend"))),
    ]
}

fn trust(language: Language) -> Vec<(&'static str, String)> {
    let page = || own(language);
    let neighbours = [true, false].map(|is_mine| Neighbour { who: who(1), at: now(), is_mine });
    let shown = |attested: &[Attestation], printed: Option<bool>, slips| {
        let letter = printed.map(|is_printed| {
            let (asked_at, ends_at) = (now(), now());
            (Letter { community: CommunityId(Uuid::nil()), is_printed, asked_at, ends_at }, home())
        });
        let communities = [seen()];
        let known =
            TrustKnown { attested, letter, neighbours: &neighbours, communities: &communities };
        let typed = typed(&[("doe", "ken"), ("wie", EVIL), ("straat", EVIL)]);
        TrustPage::new(page(), &known, &typed, (Some(EVIL.into()), slips)).render().unwrap()
    };
    let letter = HomeLetter {
        member: who(1).member,
        name: EVIL.into(),
        home: home(),
        code: Secret::new("AAAA-BBBB"),
    };
    let letters = |letters| LettersPage::new(page(), ("oost", EVIL), letters).render().unwrap();
    vec![
        ("trust, all", shown(&known(), None, Slips::default())),
        ("trust, nothing", shown(&[], None, wrong(language, "postcode", "postcode"))),
        ("trust, asked", shown(&[], Some(false), Slips::default())),
        ("trust, printed", shown(&[], Some(true), wrong(language, "code", "code"))),
        ("letters", letters(vec![letter])),
        ("letters, none", letters(vec![])),
        ("vog, wrong", {
            let slips = wrong(language, "organisation", "organisatie");
            let typed = typed(&[("organisatie", EVIL)]);
            VogPage::new(page(), ("oost", true, Vec::new()), &typed, slips).render().unwrap()
        }),
    ]
}

fn all(language: Language) -> impl Iterator<Item = (&'static str, String)> {
    acting(language).into_iter().chain(mandates(language)).chain(trust(language))
}

#[test]
fn every_page_is_strict_html_in_every_language() {
    for language in Language::ALL {
        for (name, html) in all(language) {
            let caught = std::panic::catch_unwind(|| check(&html));
            assert!(caught.is_ok(), "{name} in {language:?}");
            assert!(html.contains("name=\"robots\" content=\"noindex\""), "{name}");
            assert!(!html.contains("nknown localization"), "{name}");
            for trap in ["<script>alert", "<b>"] {
                assert!(!html.contains(trap), "{name} has {trap}");
            }
        }
    }
}

#[test]
fn what_is_wrong_is_said_beside_its_field_and_named_above() {
    for language in Language::ALL {
        for (name, html) in all(language).filter(|(name, _)| name.contains("wrong")) {
            assert!(html.contains("aria-invalid=\"true\""), "{name}");
            assert!(html.contains("role=\"alert\"><a href=\"#"), "{name}");
        }
    }
}

#[test]
fn every_mistake_has_its_words() {
    let problems = [
        Problem::Empty,
        Problem::TooLong,
        Problem::Unreadable,
        Problem::Unknown,
        Problem::OutOfRange,
    ];
    let fields = [
        "name",
        "kind",
        "handle",
        "part",
        "deeds",
        "until",
        "signedOn",
        "phone",
        "note",
        "email",
        "code",
        "postcode",
        "street",
        "houseNumber",
        "city",
        "organisation",
        "seenOn",
        "child.sixteenOn",
        "child.parent",
    ];
    for language in Language::ALL {
        let invalid = fields
            .iter()
            .flat_map(|field| problems.map(|problem| ProfileError::Invalid { field, problem }));
        let others = [
            ProfileError::NotFound,
            ProfileError::SignedOut,
            ProfileError::Duplicate,
            ProfileError::Ended,
            ProfileError::LastOwner,
            ProfileError::OwnCase,
            ProfileError::Child,
            ProfileError::NotKnown,
            ProfileError::TooMany { wait_s: 1 },
        ];
        for error in invalid.chain(others) {
            let words = crate::texts::profile_error(language, &error).unwrap();
            assert!(words.len() > 8 && !words.contains(['{', '$']), "{error}: {words}");
        }
    }
}
