//! Every page by which the directory is kept true, in every language, from hand-made values:
//! strict HTML, nothing of a stranger's words taken for ours, nothing of a home told.

use std::sync::Arc;

use askama::Template;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::id::{MemberId, ReportId, RequestId, SessionId};
use koop_domain::language::Language;
use koop_domain::listings::history::{Changed, Entry, Field, History};
use koop_domain::listings::model::{Facts, Listing};
use koop_domain::listings::provenance::{FactGroup, Origin};
use koop_domain::listings::reports::{About, Report, ReportState};
use koop_domain::listings::rounds::{Answer, Round, Stop, Street, Stretch};
use koop_domain::ports::Ids;
use uuid::Uuid;

use super::history::{HistoryPage, Known, Typed as HistoryTyped};
use super::poster::{Poster, StreetPosters};
use super::report::{ReportPage, Typed};
use super::reports::{Filters, Frame, ReportsPage, Typed as Verdict};
use super::round::{ListPage, RoundPage};
use super::still_right::StillRight;
use crate::error::Failure;
use crate::form::Slips;
use crate::place::{Place, Surroundings};
use crate::sample::{EVIL, area_id, at_home, atlas, check, evil, now, own, page, poor, rich};

struct NoIds;

impl Ids for NoIds {
    fn next(&self) -> Uuid {
        Uuid::nil()
    }

    fn secret(&self) -> [u8; 32] {
        [0; 32]
    }
}

fn ctx() -> Ctx {
    let signed = koop_domain::ctx::Signed {
        member: MemberId(Uuid::nil()),
        session: SessionId(Uuid::nil()),
        operator: false,
        under: None,
    };
    Ctx {
        actor: Actor::Member(signed),
        acting_as: None,
        now: now(),
        ids: Arc::new(NoIds),
        request_id: RequestId(Uuid::nil()),
    }
}

fn report(number: u128, about: About, state: ReportState, member: Option<u128>) -> Report {
    Report {
        id: ReportId(Uuid::from_u128(number)),
        listing: rich().id,
        about,
        proposed: about.has_value().then(|| EVIL.to_owned()),
        note: Some(EVIL.into()),
        member: member.map(|it| MemberId(Uuid::from_u128(it))),
        by: None,
        is_seasoned: true,
        state,
        created_at: now(),
        decided_at: (state != ReportState::Open).then(now),
        reason: Some(EVIL.into()),
    }
}

fn reports(language: Language, filters: bool, slips: Slips) -> String {
    let all = About::ALL.into_iter().zip(1..).map(|(about, number)| {
        let state = [ReportState::Open, ReportState::Accepted, ReportState::Refused]
            [usize::try_from(number % 3).unwrap()];
        // The first is the reader's own.
        (report(number, about, state, Some(number - 1)), evil())
    });
    let all: Vec<_> = all.collect();
    let filters = filters.then(|| Filters { abouts: Vec::new(), is_decided: false });
    let frame = Frame {
        heading: EVIL.into(),
        lead: EVIL.into(),
        action: "/beheer/meldingen".into(),
        from: ("/mijn".into(), EVIL.into()),
        done: Some("ja".into()),
        filters,
    };
    let melding = ReportId(Uuid::from_u128(3)).to_string();
    let typed = Verdict { melding, reden: EVIL.into(), ..Verdict::default() };
    ReportsPage::new(own(language), &ctx(), frame, &all, (&typed, slips)).render().unwrap()
}

fn entry(before: Facts, after: Facts, withheld: bool) -> Entry {
    let changes = Field::ALL
        .into_iter()
        .filter(|it| it.differs(&before, &after))
        .map(|field| Changed { field, is_withheld: withheld && field.is_private() });
    Entry {
        revision: 2,
        at: now(),
        by: Origin::Edit { editor: "owner".into() },
        is_first: false,
        changes: changes.collect(),
        confirmed: vec![FactGroup::Hours, FactGroup::State],
        before,
        after,
    }
}

fn history(language: Language, withheld: bool, may_revert: bool) -> String {
    history_of(language, (withheld, may_revert), false)
}

fn history_of(language: Language, (withheld, may_revert): (bool, bool), is_part: bool) -> String {
    let entries = vec![
        entry(Facts::default(), evil().facts, withheld),
        Entry { revision: 1, is_first: true, ..entry(Facts::default(), Facts::default(), false) },
    ];
    let history = History { entries, more: true, may_revert, asks_reason: withheld };
    let slips = Slips::own("", EVIL.into()).above();
    let done = Some(EVIL.to_owned());
    let place = evil();
    let part = is_part.then_some(&place);
    let merged = std::slice::from_ref(&place);
    let known = Known { place: &place, part, merged, history: &history };
    let typed = HistoryTyped { versie: 1, reden: EVIL.into(), ..HistoryTyped::default() };
    HistoryPage::new(own(language), &known, &typed, done, slips).render().unwrap()
}

fn said(language: Language, listing: &Listing, wat: &str, slips: Slips) -> String {
    let typed = Typed {
        wat: wat.into(),
        voorstel: EVIL.into(),
        toelichting: EVIL.into(),
        ..Typed::default()
    };
    ReportPage::new(own(language), listing, &typed, false, slips).render().unwrap()
}

fn round(last: Option<(usize, Answer)>, done: bool) -> Round {
    let stop = |listing, is_done| Stop { listing, is_done, mine: None };
    Round { stops: vec![stop(rich(), true), stop(evil(), done)], last }
}

/// The posters of a street of so many doors, after some of them.
fn posters(language: Language, doors: usize, after: usize) -> Result<StreetPosters, Failure> {
    let street = Stretch { street: EVIL.into(), area: None };
    let stops = round(None, false).stops.into_iter().cycle().take(doors).collect();
    let round = Round { stops, last: None };
    StreetPosters::new(own(language), &atlas(), &street, (&round, after))
}

fn pages(language: Language) -> Vec<(String, String)> {
    let own = || own(language);
    let mut all: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, html: String| all.push((name.to_owned(), html));
    for about in About::ALL {
        let slips = || Slips::own("voorstel", "?".into());
        add(about.key(), said(language, &evil(), about.key(), Slips::default()));
        add(about.key(), said(language, &poor(), about.key(), slips()));
        add(
            about.key(),
            said(language, &rich(), about.key(), Slips::own("toelichting", "?".into())),
        );
    }
    add("choices", said(language, &evil(), "", Slips::default()));
    let typed = Typed::default();
    let thanks = ReportPage::new(own(), &evil(), &typed, true, Slips::default());
    add("thanks", thanks.render().unwrap());
    add("reports", reports(language, false, Slips::default()));
    add("desk", reports(language, true, Slips::own("reden", "?".into())));
    for (withheld, may_revert) in [(false, true), (true, false)] {
        add("history", history(language, withheld, may_revert));
    }
    for (listing, secret) in
        [(Some(evil()), Some(EVIL.to_owned())), (Some(at_home()), None), (None, None)]
    {
        add("still right", StillRight::new(own(), listing.as_ref(), secret).render().unwrap());
    }
    let stretch = Stretch { street: EVIL.into(), area: Some(area_id(3)) };
    for (last, done) in [(None, false), (Some((1, Answer::Skipped)), true)] {
        let page = RoundPage::new(own(), &atlas(), &stretch, &round(last, done), Some(EVIL.into()));
        add("round", page.render().unwrap());
    }
    let list = ListPage::new(own(), &atlas(), &stretch, &round(None, false));
    add("list", list.render().unwrap());
    let street = Street { stretch, places: 2, done: 2, distance_m: Some(20) };
    add("streets", super::round::streets_page(own(), &[street], &atlas()).render().unwrap());
    add("posters", posters(language, 2, 0).unwrap().render().unwrap());
    add("posters, part", posters(language, 101, 0).unwrap().render().unwrap());
    add("poster", Poster::new(own(), &evil()).unwrap().render().unwrap());
    all
}

#[test]
fn every_page_is_strict_html_in_every_language() {
    for language in Language::ALL {
        for (name, html) in pages(language) {
            let caught = std::panic::catch_unwind(|| check(&html));
            assert!(caught.is_ok(), "{name} in {language:?}: {html}");
            assert!(html.contains("name=\"robots\" content=\"noindex\""), "{name}");
            assert!(!html.contains("nknown localization"), "{name}: {html}");
            assert_eq!(html.matches("<script").count(), 1, "{name}: one script of ours");
            for trap in ["<script>alert", "<b>"] {
                assert!(!html.contains(trap), "{name} has {trap}");
            }
        }
    }
}

#[test]
fn what_is_wrong_is_said_beside_its_field() {
    let html = said(Language::Nl, &rich(), "hours", Slips::own("voorstel", "Zo niet.".into()));
    assert!(html.contains("<p class=\"form-error\" id=\"voorstel-mis\">Zo niet.</p>"));
    assert!(html.contains("aria-describedby=\"voorstel-mis voorstel-hint\" aria-invalid=\"true\""));
    assert!(html.contains("Nu staat er: Mo-Fr 09:00-18:00; Sa 09:00-17:00; PH off"));
    assert!(html.contains("value=\"&#60;/title&#62;"), "what was typed stays");
}

#[test]
fn a_long_street_is_printed_in_parts_and_ends() {
    let told = |doors, after| {
        let it = posters(Language::Nl, doors, after).unwrap();
        (it.sheets.len(), it.count, it.next)
    };
    let whole = (2, "2 posters, in de volgorde van de deuren.".to_owned(), None);
    assert_eq!(told(2, 0), whole, "one for every door");
    let (sheets, count, next) = told(240, 0);
    assert_eq!((sheets, &*count), (100, "Posters 1–100 van 240, in de volgorde van de deuren."));
    assert!(next.is_some_and(|it| it.ends_with("&na=100")));
    let (sheets, count, next) = told(240, 200);
    assert_eq!((sheets, &*count), (40, "Posters 201–240 van 240, in de volgorde van de deuren."));
    assert_eq!(next, None);
    for after in [240, 241, usize::MAX] {
        assert_eq!(posters(Language::Nl, 240, after).err(), Some(Failure::NOT_FOUND), "{after}");
    }
    assert!(posters(Language::Nl, 0, 0).is_ok(), "a street without doors is no slip");
}

#[test]
fn every_field_of_a_history_has_words() {
    let (none, all) = (Facts::default(), rich().facts);
    for field in Field::ALL.into_iter().filter(|it| it.differs(&none, &all)) {
        for language in Language::ALL {
            let words = super::fact_words(language, field, &all);
            assert!(!words.is_empty(), "{field:?} says nothing");
            assert!(!super::fact_label(language, field).contains("nknown"), "{field:?}");
        }
    }
    let told = history(Language::Nl, true, false);
    assert!(told.contains("laten we niet zien") && !told.contains("geschiedenis\"><input"));
}

/// What a place was made of keeps its history and its terms, and the place leads to both.
#[test]
fn what_was_made_one_with_a_place_is_told_with_it() {
    let language = Language::Nl;
    let whole = history(language, false, true);
    assert!(whole.contains("/geschiedenis?van=lst_"), "{whole}");
    let part = history_of(language, (false, false), true);
    let (back, on) = ("Naar de geschiedenis van de hele plek", "Nu is het er één");
    assert!(whole.contains(on) && !whole.contains(back), "{whole}");
    assert!(part.contains(back) && !part.contains(on), "{part}");
    assert!(part.contains("&#38;voor=") && !part.contains("name=\"versie\""), "{part}");

    let (mut lost, mut same) = (rich(), rich());
    let source = lost.source.as_mut().unwrap();
    "© Gids".clone_into(&mut source.attribution);
    "CC-BY-4.0".clone_into(&mut source.licence);
    same.slug = "spaak-zoon-2".to_owned();
    let around = Surroundings { merged: vec![lost, same], ..Surroundings::default() };
    let html = Place::new(page(language), &rich(), &around, now()).render().unwrap();
    let lines = html.matches("<p class=\"attribution\">").count();
    assert!(html.contains("© Gids") && html.contains("CC-BY-4.0") && lines == 2, "{html}");
}
