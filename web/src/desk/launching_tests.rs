//! Every page of bringing in a table, of the launch list and of private numbers, in every language,
//! from hand-made values: strict HTML, nothing of a stranger's words taken for ours.

use std::collections::BTreeMap;

use askama::Template;
use chrono::TimeDelta;
use koop_domain::communities::Seen;
use koop_domain::communities::launch::model::{Figures, LAUNCH_DAYS, Launch};
use koop_domain::communities::model::{
    Community, Membership, MembershipState, Role, Sets, Settings,
};
use koop_domain::ctx::{Actor, Signed};
use koop_domain::error::Problem;
use koop_domain::id::{BatchId, CommunityId, MemberId, SessionId, TableId};
use koop_domain::imports::Undone;
use koop_domain::imports::model::{Counts, RecordKey};
use koop_domain::imports::tables::error::TableError;
use koop_domain::imports::tables::model::{Alike, Batch, Draft, Outlook, Sheet};
use koop_domain::imports::tables::{Fault, Table};
use koop_domain::language::Language;
use koop_domain::listings::rounds::{Street, Stretch};
use koop_domain::policy::{Action, allows_on};
use uuid::Uuid;

use super::launch::LaunchPage;
use super::tables::{ColumnsPage, OutlookPage, TablesPage, Typed, UndoPage};
use super::{AtDesk, DeskHead};
use crate::form::Slips;
use crate::page::Page;
use crate::sample::{EVIL, area_id, atlas, check, now, own};

fn organiser() -> Actor {
    let id = Uuid::nil();
    Actor::Member(Signed {
        member: MemberId(id),
        session: SessionId(id),
        operator: false,
        under: None,
    })
}

fn head(page: &Page, path: &str) -> (DeskHead, Seen) {
    let membership = Membership {
        community: CommunityId(Uuid::nil()),
        member: MemberId(Uuid::nil()),
        role: Role::Organiser,
        sets: Sets::NONE,
        state: MembershipState::Active,
        since: now(),
        accepted_version: 0,
    };
    let community = Community {
        id: membership.community,
        slug: "oost".into(),
        settings: Settings { name: EVIL.into(), ..Settings::default() },
        agreements_version: 0,
        demo: false,
        created_at: now(),
    };
    let here = Seen { community, membership: Some(membership) };
    let desk = AtDesk { all: vec![here.clone()], here: Some(here.clone()), waits: Vec::new() };
    (DeskHead::new(page, organiser(), &desk, path), here)
}

fn draft() -> Draft {
    Draft {
        id: TableId(Uuid::nil()),
        community: CommunityId(Uuid::nil()),
        member: MemberId(Uuid::nil()),
        dataset: format!("oost/{EVIL}"),
        publisher: EVIL.into(),
        licence: EVIL.into(),
        columns: BTreeMap::new(),
        content: format!("naam;{EVIL};;naam\n{EVIL};{EVIL};x;y\n"),
        created_at: now(),
        ends_at: now() + TimeDelta::hours(1),
    }
}

fn counts(each: u64) -> Counts {
    Counts {
        created: each,
        updated: each,
        unchanged: each,
        gone: each,
        kept: each,
        skipped: each,
        ..Counts::default()
    }
}

fn batch(number: u128, undone: bool, each: u64) -> Batch {
    Batch {
        id: BatchId(Uuid::from_u128(number)),
        dataset: format!("oost/{EVIL}"),
        community: Some(CommunityId(Uuid::nil())),
        member: number.is_multiple_of(2).then_some(MemberId(Uuid::nil())),
        member_name: number.is_multiple_of(3).then(|| EVIL.to_owned()),
        counts: counts(each),
        started_at: now(),
        finished_at: (number != 1).then(now),
        undone_at: undone.then(now),
        is_undoing: false,
        can_undo: !undone,
    }
}

fn start(language: Language, needs_area: bool, batches: &[Batch], slips: Slips) -> String {
    let page = own(language);
    let (head, _) = head(&page, "/beheer/tabel");
    let typed = Typed { source: EVIL.into(), licence: "CC0-1.0".into() };
    let known = (batches, needs_area, Some(EVIL.to_owned()));
    TablesPage::new(page, head, known, &typed, slips).render().unwrap()
}

fn undo(language: Language) -> String {
    let page = own(language);
    let (head, _) = head(&page, "/beheer/tabel");
    let would = Undone { removed: 12, restored: 1, kept: 3 };
    UndoPage::new(page, head, (&batch(1, false, 2), would)).render().unwrap()
}

fn columns(language: Language, slips: Slips) -> String {
    let page = own(language);
    let (head, _) = head(&page, "/beheer/tabel");
    let draft = draft();
    let table = Table::read(draft.content.as_bytes()).unwrap();
    let sheet = Sheet::of(&table, &BTreeMap::new(), &BTreeMap::new());
    ColumnsPage::new(page, head, (&draft, &sheet), slips).render().unwrap()
}

fn outlook(language: Language, outlook: &Outlook, slips: Slips) -> String {
    let page = own(language);
    let (head, _) = head(&page, "/beheer/tabel");
    OutlookPage::new(page, head, (&draft(), outlook), slips).render().unwrap()
}

fn faulty() -> Outlook {
    let fault = |line: u64| Fault {
        line,
        column: line.is_multiple_of(2).then(|| EVIL.to_owned()),
        value: EVIL.into(),
        problem: if line.is_multiple_of(3) { Problem::Outside } else { Problem::Twice },
        key: line.is_multiple_of(4).then_some(RecordKey(Uuid::nil())),
    };
    let alike = Alike {
        line: 2,
        name: EVIL.into(),
        others: vec![(EVIL.into(), "spaak-zoon".into()), (EVIL.into(), "noor".into())],
    };
    Outlook {
        counts: counts(300),
        faults: (2..40).map(fault).collect(),
        alike: vec![alike; 30],
        compared: 200,
        off_map: 1,
        is_emptying: true,
    }
}

fn launch(language: Language, figures: Figures, days: i64, slips: Slips) -> String {
    let page = own(language);
    let (head, here) = head(&page, "/beheer/lancering");
    let street = |name: &str, area| Street {
        stretch: Stretch { street: name.into(), area },
        places: 12,
        done: 7,
        distance_m: None,
    };
    let streets = vec![street(EVIL, Some(area_id(2))), street("Javastraat", None)];
    let today = now().date_naive();
    let launch = Launch::of((today - TimeDelta::days(days), today), figures, streets);
    let may = |action: Action| allows_on(organiser(), action, here.standing());
    let typed = (!slips.is_empty()).then(|| EVIL.to_owned());
    LaunchPage::new(page, head, (&launch, &atlas()), (&may, typed), slips).render().unwrap()
}

fn all(language: Language) -> Vec<(&'static str, String)> {
    let wrong = |error| Slips::of_table(language, error).unwrap();
    let batches = [batch(1, false, 0), batch(2, true, 3), batch(3, false, 1)];
    let full = Figures {
        agreements: 1,
        has_area: true,
        places: 900,
        doors: 10,
        walked: 10,
        owned: 10,
        posters: 10,
        people: 12,
    };
    vec![
        ("tables", start(language, false, &batches, Slips::default())),
        ("tables, none", start(language, true, &[], Slips::default())),
        ("tables, wrong file", start(language, false, &[], wrong(TableError::Empty))),
        ("tables, unnamed", start(language, false, &[], wrong(TableError::Unnamed))),
        ("tables, licence", start(language, false, &[], wrong(TableError::Licence))),
        ("undo", undo(language)),
        ("columns", columns(language, Slips::default())),
        ("columns, wrong", columns(language, Slips::in_all(EVIL.into()))),
        ("outlook", outlook(language, &faulty(), Slips::default())),
        ("outlook, nothing", outlook(language, &Outlook::default(), wrong(TableError::NoArea))),
        ("launch", launch(language, Figures::default(), 0, Slips::default())),
        ("launch, wrong", launch(language, full, 3, Slips::own("posters", EVIL.into()))),
        ("launch, done", launch(language, full, LAUNCH_DAYS, Slips::default())),
    ]
}

#[test]
fn every_page_is_strict_html_in_every_language() {
    for language in Language::ALL {
        for (name, html) in all(language) {
            let caught = std::panic::catch_unwind(|| check(&html));
            assert!(caught.is_ok(), "{name} in {language:?}");
            assert!(!html.contains("nknown localization"), "{name}");
            for trap in ["<script>alert", "<b>", " style=\""] {
                assert!(!html.contains(trap), "{name} has {trap}");
            }
        }
    }
}

#[test]
fn columns_say_what_is_recognised() {
    let html = columns(Language::Nl, Slips::default());
    assert_eq!(
        html.matches("<select").count(),
        2,
        "those without a name of their own are left out"
    );
    assert!(html.contains("value=\"name\" selected"), "{html}");
    assert!(html.contains("Kolommen zonder eigen naam"));
    assert!(!columns(Language::Nl, Slips::default()).contains("aria-invalid"));
}

#[test]
fn nothing_is_undone_before_it_is_told_how_many_places_go() {
    let batches = [batch(1, false, 0)];
    let list = start(Language::Nl, false, &batches, Slips::default());
    assert!(list.contains("href=\"/beheer/tabel/terug?gemeenschap="), "{list}");
    assert!(!list.contains("action=\"/beheer/tabel/terug\""), "{list}");
    let asked = undo(Language::Nl);
    assert!(asked.contains("<strong>12</strong> <span>plekken gaan weer weg"), "{asked}");
    assert!(asked.contains("action=\"/beheer/tabel/terug\""), "{asked}");
    let under_way = Batch { is_undoing: true, ..batch(1, true, 3) };
    let list = start(Language::Nl, false, &[under_way], Slips::default());
    assert!(list.contains("wordt teruggedraaid"), "{list}");
}

#[test]
fn an_outlook_tells_some_and_counts_the_rest() {
    let html = outlook(Language::Nl, &faulty(), Slips::default());
    assert_eq!(html.matches("<strong>Regel").count(), 25 + 25);
    assert!(html.contains("En nog 13.") && html.contains("fouten.csv"), "{html}");
    assert!(html.contains("name=\"weg\""), "so much goes only when it is ticked");
    assert!(html.contains("Plaats 600 rijen"));
    let nothing = outlook(Language::Nl, &Outlook::default(), Slips::default());
    assert!(!nothing.contains("/plaatsen"), "there is nothing to place");
}

#[test]
fn what_to_do_next_comes_first() {
    let html = launch(Language::Nl, Figures::default(), 0, Slips::default());
    assert!(html.contains("Dag 1 van 30") && html.contains("0 van de 7 stappen"), "{html}");
    let next = html.split("launch-next").nth(1).unwrap();
    assert!(next.contains("Schrijf op wat jullie afspreken"), "{next}");
    assert_eq!(html.matches("is-lit").count(), 0);
}
