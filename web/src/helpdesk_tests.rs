//! Every page of the help desk, in every language, from hand-made values: strict HTML, errors
//! beside their fields, no stranger's words taken for ours, and no name of anybody on a page of
//! who is only asked.

use askama::Template;
use chrono::TimeDelta;
use koop_domain::ctx::Actor;
use koop_domain::error::Problem;
use koop_domain::helpdesk::error::HelpdeskError;
use koop_domain::helpdesk::{
    Asked, Contact, Need, NeedState, Offer, Person, Reason, Step, Suggestion, Urgency,
};
use koop_domain::id::{AgreementId, CommunityId, MemberId, NeedId, PostId, ProfileId};
use koop_domain::language::Language;
use koop_domain::posts::model::{Around, Availability, Day, DayPart, Topic};
use koop_domain::profiles::mandates::Named;
use uuid::Uuid;

use crate::desk::{
    AtDesk, DeskHead, NeedFormPage, NeedFormShown, NeedKnown, NeedListPage, NeedPage,
};
use crate::form::Slips;
use crate::keeping::Typed;
use crate::needs::NeedsPage;
use crate::page::Page;
use crate::sample::{EVIL, area_id, atlas, check, now, own};

/// Somebody who is nobody's business but the desk's.
const SECRET: &str = "Fatima";

fn who(number: u128, name: &str) -> Named {
    Named {
        member: MemberId(Uuid::from_u128(number)),
        profile: ProfileId(Uuid::from_u128(number)),
        name: name.into(),
        handle: format!("wie-{number}"),
    }
}

fn times() -> Vec<Availability> {
    vec![Availability { days: vec![Day::Monday], parts: vec![DayPart::Morning] }]
}

fn around() -> Around {
    let point = koop_domain::geo::Point { latitude: 52.361, longitude: 4.928 };
    Around { point, radius_m: 230 }
}

fn need(state: NeedState, person: Person) -> Need {
    let is_helped = matches!(state, NeedState::Assigned | NeedState::Done);
    Need {
        id: NeedId(Uuid::from_u128(7)),
        community: CommunityId(Uuid::nil()),
        topic: Topic::Groceries,
        availability: times(),
        languages: vec!["nl".into(), "xx".into()],
        around: around(),
        areas: vec![area_id(6)],
        urgency: Urgency::ThisWeek,
        notes: format!("{EVIL}\nen nog wat"),
        state,
        agreement: (is_helped && matches!(person, Person::Member(_)))
            .then(|| AgreementId(Uuid::from_u128(8))),
        person,
        entered_at: now() - TimeDelta::days(4),
        entered_by: Some(who(3, EVIL)),
        asked: 2,
        said_yes: 0,
        assigned_to: is_helped.then(|| who(4, EVIL)),
        closed_at: state.is_end().then(now),
        revision: 2,
        steps: Step::ALL.to_vec(),
        has_contact: true,
    }
}

fn people() -> Vec<Person> {
    vec![
        Person::Member(who(1, EVIL)),
        Person::Named { first_name: Some(EVIL.into()) },
        Person::Named { first_name: None },
    ]
}

fn suggestion(number: u128, asked: bool, answer: Option<bool>) -> Suggestion {
    let offer = Offer {
        post: PostId(Uuid::from_u128(number)),
        title: EVIL.into(),
        slug: "boodschappen".into(),
    };
    Suggestion {
        member: who(number, EVIL),
        offer: (number != 12).then_some(offer),
        why: vec![
            Reason::SameTopic,
            Reason::Distance { m: 730 },
            Reason::Language("ti".into()),
            Reason::Load { asked_in_30_days: 1 },
        ],
        asked,
        answer,
    }
}

fn head(page: &Page) -> DeskHead {
    let desk = AtDesk { all: Vec::new(), here: None, waits: Vec::new() };
    DeskHead::new(page, Actor::Operator, &desk, "/beheer/hulp")
}

fn wrong(language: Language, field: &'static str) -> Slips {
    let error = HelpdeskError::Invalid { field, problem: Problem::Empty };
    let ids = [
        ("person", "voor"),
        ("firstName", "voornaam"),
        ("phone", "telefoon"),
        ("topic", "wat"),
        ("urgency", "haast"),
        ("availability", "wanneer"),
        ("place", "waar"),
        ("languages", "talen"),
        ("notes", "notitie"),
        ("members", "vraag"),
    ];
    Slips::of_need(language, error, &ids).unwrap()
}

fn shown(language: Language, need: &Need, all: &[Suggestion], contact: bool) -> String {
    let (page, atlas) = (own(language), atlas());
    let head = head(&page);
    let contact = contact.then(|| Contact { name: EVIL.into(), phone: Some("020 555".into()) });
    let known = NeedKnown {
        need,
        suggestions: all,
        contact: contact.as_ref(),
        acts: true,
        atlas: &atlas,
        now: now(),
    };
    let typed = Typed(vec![("vraag".into(), who(11, "").member.to_string())]);
    let slips = wrong(language, "members");
    NeedPage::new(page, head, &known, &typed, (None, slips)).render().unwrap()
}

fn form(language: Language, typed: &Typed, slips: Slips, need: Option<&Need>) -> String {
    let page = own(language);
    let head = head(&page);
    let people = [who(1, EVIL)];
    let need = need.map(|it| (it, Some(EVIL.to_owned())));
    let shown = NeedFormShown { typed, people: &people, need };
    NeedFormPage::new(page, head, &shown, slips).render().unwrap()
}

fn asked(state: NeedState, answer: Option<bool>, is_assigned: bool) -> Asked {
    let it = need(state, Person::Named { first_name: Some(SECRET.into()) });
    Asked {
        need: it.id,
        community: it.community,
        topic: it.topic,
        availability: Vec::new(),
        languages: it.languages,
        around: it.around,
        areas: it.areas,
        urgency: it.urgency,
        notes: it.notes,
        state,
        asked_at: now(),
        answer,
        is_assigned,
        agreement: None,
        has_contact: is_assigned,
        closed_at: it.closed_at,
    }
}

fn mine(language: Language, all: &[Asked], contact: Option<Contact>) -> String {
    let contact = contact.map(|it| (NeedId(Uuid::from_u128(7)), it));
    let known = (all, contact.as_ref());
    let said = (Some(EVIL.to_owned()), Slips::default());
    NeedsPage::new(own(language), &atlas(), known, said).render().unwrap()
}

fn every(language: Language) -> Vec<(String, String)> {
    let some = [
        suggestion(10, true, Some(true)),
        suggestion(11, false, None),
        suggestion(12, true, None),
        suggestion(13, true, Some(false)),
    ];
    let many: Vec<Suggestion> = (20..25).map(|it| suggestion(it, true, None)).collect();
    let mut pages = Vec::new();
    let mut all = Vec::new();
    for state in NeedState::ALL {
        for person in people() {
            let need = need(*state, person);
            for (suggested, contact) in [(&some[..], true), (&many, false), (&[], false)] {
                let name = format!("{state:?} {:?} {}", need.person, suggested.len());
                pages.push((name, shown(language, &need, suggested, contact)));
            }
            all.push(need);
        }
    }
    for (name, needs) in [("list", &all[..]), ("empty list", &[])] {
        let page = own(language);
        let head = head(&page);
        let told = (Some(EVIL.to_owned()), now());
        let list = NeedListPage::new(page, head, (needs, true, true), &atlas(), told);
        pages.push((name.into(), list.render().unwrap()));
    }
    let typed = Typed(vec![
        ("voor".into(), "ander".into()),
        ("voornaam".into(), EVIL.into()),
        ("notitie".into(), EVIL.into()),
        ("talen".into(), "xx".into()),
    ]);
    pages.push(("form".into(), form(language, &typed, Slips::default(), None)));
    pages.push(("change".into(), form(language, &typed, Slips::default(), all.first())));
    let asks = [
        asked(NeedState::Suggested, None, false),
        asked(NeedState::Suggested, Some(true), false),
        asked(NeedState::Suggested, Some(false), false),
        asked(NeedState::Assigned, Some(true), true),
        asked(NeedState::Done, Some(true), true),
    ];
    for ask in &asks {
        let one = std::slice::from_ref(ask);
        pages.push((format!("mine {:?}", ask.state), mine(language, one, None)));
    }
    let contact = Contact { name: EVIL.into(), phone: None };
    pages.push(("mine, shown".into(), mine(language, &asks[3..4], Some(contact))));
    pages.push(("mine, none".into(), mine(language, &[], None)));
    pages
}

#[test]
fn every_page_is_strict_html_in_every_language() {
    for language in Language::ALL {
        for (name, html) in every(language) {
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
    let typed = Typed(vec![("voor".into(), "ander".into())]);
    for language in Language::ALL {
        for (field, id) in [
            ("person", "voor"),
            ("firstName", "voornaam"),
            ("phone", "telefoon"),
            ("topic", "wat"),
            ("urgency", "haast"),
            ("availability", "wanneer"),
            ("place", "waar"),
            ("languages", "talen"),
            ("notes", "notitie"),
        ] {
            let html = form(language, &typed, wrong(language, field), None);
            check(&html);
            assert!(html.contains("class=\"form-error\""), "{id}");
            assert!(html.contains(&format!("role=\"alert\"><a href=\"#{id}\"")), "{id}");
            assert!(html.contains(&format!("id=\"{id}\"")), "{id}");
        }
    }
}

#[test]
fn nobody_more_is_asked_than_may_be_at_once() {
    let need = need(NeedState::Suggested, Person::Named { first_name: Some("Ria".into()) });
    let mut all: Vec<Suggestion> = (20..25).map(|it| suggestion(it, true, None)).collect();
    all.push(suggestion(30, false, None));
    let html = shown(Language::Nl, &need, &all, false);
    assert!(!html.contains("type=\"checkbox\""));
    all[0].answer = Some(false);
    let html = shown(Language::Nl, &need, &all, false);
    assert_eq!(html.matches("type=\"checkbox\"").count(), 1, "one of them said no");
}

#[test]
fn only_what_can_be_done_has_a_button() {
    let steps = [
        (Step::Ask, "vraag"),
        (Step::Assign, "kies"),
        (Step::Finish, "gelukt"),
        (Step::Drop, "niet-nodig"),
    ];
    let some = [suggestion(10, true, Some(true)), suggestion(11, false, None)];
    for (one, _) in steps {
        let mut need = need(NeedState::Suggested, Person::Named { first_name: None });
        need.steps = vec![one];
        let html = shown(Language::Nl, &need, &some, false);
        for (step, value) in steps {
            let has = html.contains(&format!("name=\"doe\" value=\"{value}\""));
            assert_eq!(has, step == one, "{step:?} where only {one:?} can be done");
        }
    }
}

#[test]
fn what_waits_longest_is_a_part_of_its_own() {
    let person = Person::Named { first_name: Some("Ria".into()) };
    let mut fresh = need(NeedState::Open, person.clone());
    fresh.entered_at = now() - TimeDelta::hours(3);
    let all = [need(NeedState::Suggested, person.clone()), fresh, need(NeedState::Done, person)];
    let page = own(Language::Nl);
    let head = head(&page);
    let list = NeedListPage::new(page, head, (&all, false, false), &atlas(), (None, now()));
    let parts: Vec<_> = list.groups.iter().map(|(id, _, rows)| (*id, rows.len())).collect();
    assert_eq!(parts, [("blijft-liggen", 1), ("loopt", 1), ("klaar", 1)]);
    assert_eq!(list.groups[0].2[0].waits, "Wacht al 4 dagen");
    assert_eq!(list.groups[1].2[0].waits, "Vandaag binnengekomen");
    assert!(!list.render().unwrap().contains("Ria"), "a name is read where the need is opened");
}
