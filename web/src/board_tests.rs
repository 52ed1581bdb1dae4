//! Every page of the board, in every language, from hand-made values: strict HTML, errors beside
//! their fields, no stranger's words taken for ours, and nothing of a visitor's page that says
//! whose a post is.

use std::collections::HashMap;

use askama::Template;
use koop_domain::agreements::model::{Reliability, Thanks};
use koop_domain::id::{AgreementId, MemberId, ProfileId, SavedSearchId};
use koop_domain::language::Language::{self, En, Nl};
use koop_domain::posts::model::{Direction, Outcome, Post, PostState, Subject, TermKind, Topic};
use koop_domain::posts::saved::model::{Question, SavedSearch, Unlooked};
use koop_domain::posts::{Wanted, kinds::Audience};
use koop_domain::profiles::mandates::Named;
use uuid::Uuid;

use crate::board::sample::{author, coins, every, found, photos, post};
use crate::board::saved::{SavedPage, SavingPage};
use crate::board::{
    BeginPage, BlockedPage, Board, BoardPage, FormPage, Listed, MinePage, PostKnown, PostPage,
    Sheet, SheetKnown, State,
};
use crate::form::Slips;
use crate::home::Link;
use crate::keeping::Typed;
use crate::sample::{EVIL, area_id, atlas, check, now, own, page, rich};

fn state(board: Board, query: &str) -> State {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap();
    let (mut state, misread) = State::read(board, &pairs);
    assert_eq!(misread, vec![], "{query}");
    assert_eq!(state.settle(&atlas(), now().date_naive()), vec![], "{query}");
    state
}

fn list(
    language: Language,
    board: Board,
    (query, posts, known): (&str, Vec<Post>, bool),
) -> String {
    let (state, atlas) = (state(board, query), atlas());
    let found = found(posts);
    let authors = found.posts.keys().map(|id| (*id, author())).filter(|_| known).collect();
    // Every other one has a photo.
    let with = found.posts.keys().filter(|id| id.0.as_u128() % 2 == 0);
    let shown = with.map(|id| (*id, photos().remove(0))).collect();
    let counts = vec![Link { href: "/burenhulp".into(), label: EVIL.into() }];
    let listed = Listed {
        state: &state,
        misread: &[("board-distance", koop_domain::error::Problem::OutOfRange)],
        found: &found,
        authors: &authors,
        photos: &shown,
        coins: &coins(),
        atlas: &atlas,
        widened_from: Some("Betondorp".into()),
        counts: if known { Vec::new() } else { counts },
    };
    let page = if known { own(language) } else { page(language) };
    BoardPage::new(page, listed, now()).render().unwrap()
}

fn lists(language: Language) -> Vec<(String, String)> {
    let all = "q=boor&richting=offer&onderwerp=tools&op=gift&op=loan&spreekt=ti&waar=1094\
        &afstand=1000&buurt=dapperbuurt&volgorde=dichtbij";
    let of = |board: Board| {
        every().into_iter().filter(move |it| board.subjects().contains(&it.subject)).collect()
    };
    let mut pages = Vec::new();
    for board in [Board::Help, Board::Share, Board::Agenda] {
        for (query, posts, known) in [
            ("", of(board), false),
            ("", of(board), true),
            ("", Vec::new(), false),
            (all, of(board), true),
            (all, Vec::new(), true),
        ] {
            let name = format!("{board:?} {query} {} {known}", posts.len());
            pages.push((name, list(language, board, (query, posts, known))));
        }
    }
    pages
}

fn shown(language: Language, post: &Post, is_own: bool, known: bool, slips: Slips) -> String {
    let (atlas, author) = (atlas(), author());
    let thanks = [Thanks {
        agreement: AgreementId(Uuid::nil()),
        by: named(),
        to: author.member,
        words: Some(EVIL.into()),
        kept: None,
        reply: Some(EVIL.into()),
        at: now(),
    }];
    let reliability = Reliability { replies_within_hours: Some(4), kept: 3, finished: 4 };
    let photos = photos();
    let known_to = PostKnown {
        post,
        atlas: &atlas,
        author: known.then_some(&author),
        reliability: known.then_some(reliability),
        thanks: &thanks,
        is_own,
        left: post.capacity,
        replies: &[],
        why: is_own.then(|| EVIL.to_owned()),
        photos: if known { &photos } else { &[] },
        coins: &coins(),
    };
    let page = if known { own(language) } else { page(language) };
    let typed = typed(&[("bericht", EVIL), ("aantal", EVIL), ("toelichting", EVIL)]);
    PostPage::new(page, &known_to, (&typed, slips), now()).render().unwrap()
}

fn typed(pairs: &[(&str, &str)]) -> Typed {
    Typed(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
}

fn named() -> Named {
    Named {
        member: MemberId(Uuid::from_u128(3)),
        profile: ProfileId(Uuid::from_u128(3)),
        name: EVIL.into(),
        handle: String::new(),
    }
}

fn posts(language: Language) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for post in every() {
        let name = format!("{:?} {:?}", post.direction, post.subject);
        pages.push((
            format!("{name}, visitor"),
            shown(language, &post, false, false, Slips::default()),
        ));
        let slips = Slips::own("bericht", EVIL.into());
        pages.push((format!("{name}, member"), shown(language, &post, false, true, slips)));
        let slips = Slips::own("uitkomst", EVIL.into());
        pages.push((format!("{name}, its own"), shown(language, &post, true, true, slips)));
    }
    for state in [PostState::Review, PostState::Closed, PostState::Removed] {
        let closed = state == PostState::Closed;
        let outcome = closed.then_some(Outcome::Found);
        let post = Post { state, outcome, ..post(9, Direction::Offer, Subject::Item) };
        pages.push((format!("{state:?}"), shown(language, &post, true, true, Slips::default())));
    }
    pages
}

fn forms(language: Language) -> Vec<(String, String)> {
    let all = typed(&[
        ("titel", EVIL),
        ("tekst", EVIL),
        ("onderwerp", "other"),
        ("op", "loan"),
        ("op", "swap"),
        ("borg", EVIL),
        ("ruil", EVIL),
        ("wanneer", "monday.morning"),
        ("talen", "xx"),
        ("afstand", "1234"),
        ("allergeen", "geen"),
        ("waar", EVIL),
        ("punt", EVIL),
        ("tot", EVIL),
    ]);
    let wanted = [Wanted { subject: Subject::Help, topic: Topic::Groceries, count: 7 }];
    let mut pages =
        vec![("begin".to_owned(), BeginPage::new(own(language), &wanted).render().unwrap())];
    for direction in Direction::ALL {
        for subject in Subject::ALL {
            for (name, typed, slip) in [
                ("empty", typed(&[("op", "gift")]), None),
                ("full", all.clone(), None),
                ("wrong", all.clone(), Some("op")),
                ("wrong", all.clone(), Some("allergeen")),
                ("wrong", all.clone(), Some("titel")),
            ] {
                let slips = slip.map_or_else(Slips::default, |id| Slips::own(id, EVIL.to_owned()));
                let kind = (*direction, *subject);
                let page = own(language);
                let mut form = FormPage::new(page, &typed, kind, (None, None), slips);
                form.masked = vec![(EVIL.into(), EVIL.into())];
                form.is_back = true;
                let name = format!("form, {direction:?} {subject:?}, {name} {slip:?}");
                pages.push((name, form.render().unwrap()));
            }
            let mine = post(7, *direction, *subject);
            let stays = Some(EVIL.to_owned());
            let form = FormPage::new(
                own(language),
                &all,
                (*direction, *subject),
                (Some(&mine), stays),
                Slips::default(),
            );
            pages.push((format!("change, {direction:?} {subject:?}"), form.render().unwrap()));
        }
    }
    pages
}

/// Kept questions, in every state.
fn kept() -> Vec<SavedSearch> {
    let question = Question {
        text: Some(EVIL.into()),
        direction: Some(Direction::Offer),
        subjects: vec![Subject::Item, Subject::Meal, Subject::Material, Subject::Skill],
        terms: vec![TermKind::Loan],
        languages: vec!["ti".into()],
        area: Some(area_id(3)),
        ..Question::default()
    };
    let one = |number: u128, unlooked| SavedSearch {
        id: SavedSearchId(Uuid::from_u128(number)),
        member: MemberId(Uuid::from_u128(3)),
        name: EVIL.into(),
        question: question.clone(),
        created_at: now(),
        since: now(),
        paused_at: None,
        unlooked: Unlooked::of(unlooked),
        told_at: (number > 1).then(now),
    };
    let rests = SavedSearch { paused_at: Some(now()), ..one(4, 0) };
    vec![one(1, 0), one(2, 1), one(3, 2), rests]
}

fn rest(language: Language) -> Vec<(String, String)> {
    let states = [PostState::Review, PostState::Open, PostState::Closed, PostState::Removed];
    let mine: Vec<Post> =
        states.map(|state| Post { state, ..post(4, Direction::Offer, Subject::Event) }).into();
    let (atlas, kept, left) = (atlas(), kept(), HashMap::new());
    let my = |it: &[Post]| MinePage::new(own(language), (it, &left), now()).render().unwrap();
    let people = |people: &[Named]| BlockedPage::new(own(language), people).render().unwrap();
    let saved = |all: &[SavedSearch]| {
        let done = (Some(EVIL.to_owned()), Slips::default());
        SavedPage::new(own(language), (all, &atlas), now(), done).render().unwrap()
    };
    let saving = |slips| {
        let state = state(Board::Share, "q=boor&soort=item&buurt=dapperbuurt");
        let said = (vec![EVIL.to_owned()], EVIL);
        SavingPage::new(own(language), &state, said, slips).render().unwrap()
    };
    let sheet = |posts: Vec<Post>| {
        let events = posts.iter().filter(|it| it.subject == Subject::Event).cloned().collect();
        let known = SheetKnown {
            area: atlas.by_slug("dapperbuurt").unwrap(),
            atlas: &atlas,
            coins: &coins(),
            found: &found(posts),
            events: &found(events),
            places: vec![rich(), crate::sample::evil()],
        };
        Sheet::new(page(language), known, now()).render().unwrap()
    };
    vec![
        ("mine".into(), my(&mine)),
        ("mine, none".into(), my(&[])),
        ("blocked".into(), people(&[named()])),
        ("blocked, none".into(), people(&[])),
        ("saved".into(), saved(&kept)),
        ("saved, none".into(), saved(&[])),
        ("saving".into(), saving(Slips::default())),
        ("saving, wrong".into(), saving(Slips::own("naam", EVIL.into()))),
        ("sheet".into(), sheet(every())),
        ("sheet, none".into(), sheet(Vec::new())),
    ]
}

fn all(language: Language) -> Vec<(String, String)> {
    [lists(language), posts(language), forms(language), rest(language)].concat()
}

#[test]
fn every_page_is_strict_html_in_every_language() {
    for language in Language::ALL {
        for (name, html) in all(language) {
            let read = std::panic::catch_unwind(|| check(&html));
            assert!(read.is_ok(), "{name} in {language:?}");
            assert!(!html.contains("<script>alert"), "{name} in {language:?}");
            assert!(!html.contains("Unknown localization"), "{name} in {language:?}");
        }
    }
}

#[test]
fn what_a_visitor_sees_says_nothing_of_who() {
    for (name, html) in [lists(Nl), posts(Nl)].concat() {
        if name.ends_with("false") || name.ends_with("visitor") {
            assert!(!html.contains("Hanneke"), "{name}");
            assert!(!html.contains(&ProfileId(Uuid::from_u128(2)).to_string()), "{name}");
        }
    }
    for (name, html) in all(En) {
        assert!(!html.contains("52.361234") && !html.contains("4.928456"), "{name}: a door");
        assert!(
            html.contains("noindex")
                || name.contains("visitor")
                || name.contains("false")
                || name.starts_with("sheet"),
            "{name}"
        );
    }
}

#[test]
fn an_address_says_what_a_list_shows() {
    let query = "q=boor&richting=offer&soort=item&onderwerp=tools&op=loan&spreekt=nl&waar=1094\
        &afstand=1000&buurt=dapperbuurt&volgorde=dichtbij";
    let state = state(Board::Share, query);
    assert_eq!(state.href(), format!("/delen?{query}"));
    let asked = state.query(Nl, now());
    assert_eq!(asked.filter.subjects, vec![Subject::Item]);
    assert_eq!(asked.filter.area, Some(area_id(3)));
    assert!(asked.near.is_some_and(|it| it.radius_m() == Some(1_000.0)));
    // Without a place, how far away it may be asks nothing.
    let pairs = vec![("afstand".to_owned(), "1000".to_owned())];
    let (mut far, _) = State::read(Board::Share, &pairs);
    assert_eq!(far.settle(&atlas(), now().date_naive()), vec![]);
    assert_eq!(far.href(), "/delen");
    // What is none of ours is left out and told.
    let pairs = vec![("soort".to_owned(), "event".to_owned())];
    assert_eq!(State::read(Board::Share, &pairs).1.len(), 1);
}

#[test]
fn what_comes_back_stands_on_each_of_its_days() {
    let weekly = vec![post(5, Direction::Offer, Subject::Event)];
    let html = list(Nl, Board::Agenda, ("", weekly, true));
    for day in ["maandag 23 november", "maandag 30 november", "maandag 7 december"] {
        assert!(html.contains(&format!("<h3>{day}</h3>")), "{day}");
    }
    assert!(html.contains("elke week"), "how often it is on");
    assert!(!html.contains("atom+xml"), "it is no feed but a calendar");
}

#[test]
fn nobody_keeps_what_is_the_desks() {
    let desk = Post { audience: Audience::Desk, ..post(9, Direction::Request, Subject::Help) };
    let html = shown(Nl, &desk, true, true, Slips::default());
    assert!(!["verleng", "/wijzigen", "\"sluiten\""].iter().any(|way| html.contains(way)));
}

#[test]
fn the_map_tells_of_areas_with_enough_in_them_and_of_no_point() {
    let html = list(Nl, Board::Help, ("", Vec::new(), false));
    let map =
        html.split_once("<svg class=\"area-map\"").and_then(|(_, rest)| rest.split_once("</svg>"));
    let (map, _) = map.expect("a map");
    assert_eq!(map.matches("<path").count(), 4, "every neighbourhood is drawn");
    assert!(map.contains("href=\"/burenhulp?buurt=dapperbuurt\""), "five can be seen apart");
    assert!(map.contains("<title>Indische Buurt</title>"), "four are told with what is around");
    assert_eq!(map.matches("<a ").count(), map.matches("tabindex=\"-1\"").count());
    assert!(!map.contains("<circle") && !map.contains("52."), "and no point");
}
