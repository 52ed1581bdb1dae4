//! The queue, merging and appeals, in every language, from hand-made values: strict HTML, errors
//! beside their fields, no stranger's words taken for ours.

use std::collections::HashMap;

use askama::Template;
use koop_domain::appeals::{Appeal, AppealState, Chance, First, Subject};
use koop_domain::attestations::{self, Attestation};
use koop_domain::communities::Seen;
use koop_domain::communities::model::{
    Community, Joining, Membership, MembershipState, Role, Settings,
};
use koop_domain::ctx::{Actor, Signed};
use koop_domain::desk::{Case, CaseKind, Matter, Queue};
use koop_domain::id::{
    AppealId, ClaimId, CommunityId, DifferenceId, FreezeId, LossId, MemberId, MergeId, PairId,
    ReportId, SessionId,
};
use koop_domain::language::Language;
use koop_domain::listings::claims::{Claim, ClaimState, Proof};
use koop_domain::listings::differences::Pending;
use koop_domain::listings::duplicates::Pair;
use koop_domain::listings::history::Field;
use koop_domain::listings::merging::{Comparison, Made, Merge, Merges, better, differing};
use koop_domain::listings::model::Facts;
use koop_domain::listings::reports::{About, Report, ReportState};
use koop_domain::page::Cursor;
use uuid::Uuid;

use crate::account::{AppealTyped, AppealsPage};
use crate::desk::{AtDesk, Chosen, DeskHead, MergingPage, QueuePage};
use crate::form::Slips;
use crate::keeping::Typed;
use crate::page::Page;
use crate::sample::{EVIL, atlas, check, evil, now, page, poor};

const ID: Uuid = Uuid::nil();

fn head(page: &Page, path: &str) -> DeskHead {
    let community = Community {
        id: CommunityId(ID),
        slug: "oost".into(),
        settings: Settings { name: EVIL.into(), joining: Joining::Open, ..Settings::default() },
        agreements_version: 0,
        demo: false,
        created_at: now(),
    };
    let membership = Membership {
        community: CommunityId(ID),
        member: MemberId(ID),
        role: Role::Steward,
        sets: Default::default(),
        state: MembershipState::Active,
        since: now(),
        accepted_version: 0,
    };
    let here = Seen { community, membership: Some(membership) };
    let steward = Actor::Member(Signed {
        member: MemberId(ID),
        session: SessionId(ID),
        operator: false,
        under: None,
    });
    DeskHead::new(
        page,
        steward,
        &AtDesk { all: vec![here.clone()], here: Some(here), waits: Vec::new() },
        path,
    )
}

fn report(about: About, proposed: Option<&str>) -> Matter {
    let report = Report {
        id: ReportId(ID),
        listing: evil().id,
        about,
        proposed: proposed.map(str::to_owned),
        note: Some(EVIL.into()),
        member: None,
        by: None,
        is_seasoned: false,
        state: ReportState::Open,
        created_at: now(),
        decided_at: None,
        reason: None,
    };
    Matter::Report(Box::new((report, evil())))
}

fn claim(proof: Proof, state: ClaimState) -> Matter {
    let claim = Claim {
        id: ClaimId(ID),
        listing: evil().id,
        member: MemberId(ID),
        profile: None,
        proof,
        state,
        created_at: now(),
        ends_at: now(),
        reason: None,
    };
    Matter::Claim(Box::new((claim, EVIL.into(), evil())))
}

fn appeal(subject: Subject, state: AppealState) -> Appeal {
    Appeal {
        id: AppealId(ID),
        subject,
        listing: Some(evil().id),
        member: MemberId(ID),
        reason: EVIL.into(),
        first_decider: None,
        state,
        created_at: now(),
        decided_at: None,
        answer: Some(EVIL.into()),
    }
}

fn subjects() -> [Subject; 5] {
    [
        Subject::Claim(ClaimId(ID)),
        Subject::Report(ReportId(ID)),
        Subject::Freeze(FreezeId(ID)),
        Subject::Revert(evil().id, 2),
        Subject::Loss(LossId(ID)),
    ]
}

/// Each in its own case, so that no two forms have one id.
fn queue(matter: Matter, is_own: bool) -> Queue {
    let cursor = Cursor::Offset { offset: 1, query: 1 };
    let attested = |kind| Attestation {
        kind,
        since: now(),
        ends_at: None,
        by: Some(EVIL.into()),
        community: None,
    };
    let known = (!is_own).then(|| attestations::Kind::ALL.map(attested).into());
    let case = Case { since: now(), is_own, is_silent: true, matter, known, cursor };
    let counts = CaseKind::ALL.map(|kind| (kind, 2)).into();
    Queue { counts, cases: vec![case], more: true }
}

fn queues(language: Language) -> Vec<(String, String)> {
    let pending = Pending {
        id: DifferenceId(ID),
        listing: evil().id,
        field: Field::Phone,
        theirs: Facts::default(),
        source: EVIL.into(),
        since: now(),
    };
    let pair = Pair {
        id: PairId(ID),
        one: evil().id,
        other: poor().id,
        reasons: ["RECORD", "BRANCH", "WEBSITE", "NAME"].map(str::to_owned).into(),
        since: now(),
    };
    let mut matters = vec![
        report(About::Gone, None),
        report(About::Phone, Some(EVIL)),
        report(About::Otherwise, None),
        claim(Proof::Letter, ClaimState::Open),
        claim(Proof::CounterCode, ClaimState::Open),
        claim(Proof::DomainEmail, ClaimState::Disputed),
        Matter::Difference(Box::new((pending, evil()))),
        Matter::Duplicate(Box::new((pair, [evil(), poor()]))),
    ];
    matters.extend(subjects().map(|it| {
        let place = (!matches!(it, Subject::Freeze(_))).then(evil);
        let (Matter::Report(report), Matter::Claim(claim)) =
            (report(About::Phone, Some(EVIL)), claim(Proof::Letter, ClaimState::Refused))
        else {
            panic!("a report and a claim")
        };
        let first = First {
            decided_at: Some(now()),
            reason: Some(EVIL.into()),
            claim: matches!(it, Subject::Claim(_) | Subject::Loss(_)).then(|| claim.0),
            report: matches!(it, Subject::Report(_)).then(|| report.0),
            community: matches!(it, Subject::Freeze(_)).then(|| EVIL.into()),
        };
        Matter::Appeal(Box::new((appeal(it, AppealState::Open), EVIL.into(), place, first)))
    }));
    let ids = ["rep", "clm", "dif", "pai", "app"];
    let typed = |id: &str| {
        let zaak = format!("{id}_00000000000000000000000000");
        Typed(vec![("zaak".into(), zaak), ("reden".into(), EVIL.into())])
    };
    let mut pages = Vec::new();
    for (nth, matter) in matters.into_iter().enumerate() {
        for is_own in [false, true] {
            for id in ids {
                let page = page(language);
                let desk = head(&page, "/beheer/wachtrij");
                let slips = Slips::own("reden", "?".into());
                let known = (Chosen::default(), queue(matter.clone(), is_own), &atlas());
                let page =
                    QueuePage::new(page, desk, known, (&typed(id), Some(EVIL.into())), slips);
                pages.push((format!("queue {nth} {is_own} {id}"), page.render().unwrap()));
            }
        }
    }
    pages
}

fn merging(language: Language) -> Vec<(String, String)> {
    let (one, other) = (evil(), poor());
    let compared = |owned| Comparison {
        fields: differing(&one.facts, &other.facts),
        better: better(&one, &other),
        pair: [one.clone(), other.clone()],
        owned: [owned, !owned],
    };
    let merge = |undone: bool| {
        let merge = Merge {
            id: MergeId(Uuid::from_u128(u128::from(undone))),
            survivor: one.id,
            lost: other.id,
            at: now(),
            undone_at: undone.then(now),
        };
        let cursor = Cursor::Key { group: 0, key: 1, id: merge.id.0, query: 1 };
        Made { is_undoable: !undone, pair: [one.clone(), other.clone()], merge, cursor }
    };
    let whole = |compared, seeks| {
        let page = page(language);
        let desk = head(&page, "/beheer/samenvoegen");
        let merges = Merges { made: vec![merge(false), merge(true)], more: seeks };
        let known = (compared, merges, seeks, [EVIL.to_owned(), EVIL.to_owned()]);
        let slips = Slips::in_all("?".into());
        MergingPage::new(page, desk, known, Some(EVIL.into()), slips).render().unwrap()
    };
    vec![
        ("merging".into(), whole(None, true)),
        ("merging, two".into(), whole(Some(compared(true)), false)),
        ("merging, the other".into(), whole(Some(compared(false)), false)),
    ]
}

fn appeals(language: Language) -> Vec<(String, String)> {
    let chance = |subject| Chance {
        subject,
        listing: (!matches!(subject, Subject::Freeze(_))).then(|| evil().id),
        community: Some(EVIL.into()),
        reason: Some(EVIL.into()),
        decided_at: now(),
    };
    let may = subjects().map(chance);
    let made = AppealState::ALL.map(|state| appeal(Subject::Claim(ClaimId(ID)), state));
    let places = HashMap::from([(evil().id, evil())]);
    let typed = AppealTyped { zaak: subjects()[0].word(), reden: EVIL.into() };
    let whole = |may: &[Chance], made: &[Appeal], slips| {
        let known = (may, made, &places);
        AppealsPage::new(page(language), known, (&typed, Some(EVIL.into())), slips)
            .render()
            .unwrap()
    };
    vec![
        ("appeals".into(), whole(&may, &made, Slips::own("reden", "?".into()))),
        ("appeals, none".into(), whole(&[], &[], Slips::default())),
    ]
}

fn all(language: Language) -> Vec<(String, String)> {
    let all = queues(language).into_iter().chain(merging(language)).chain(appeals(language));
    all.collect()
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
fn what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept() {
    let mut wrong = 0;
    for (name, html) in all(Language::Nl) {
        for field in html.split('<').filter(|it| it.contains("aria-invalid")) {
            wrong += 1;
            let ids = field.split("aria-describedby=\"").nth(1);
            let ids = ids.and_then(|it| it.split('"').next()).unwrap_or_default();
            assert!(ids.contains("-mis"), "{name}: {field}");
            for id in ids.split(' ') {
                assert!(html.contains(&format!("id=\"{id}\"")), "{name}: {id}");
            }
            assert!(field.contains("script&"), "{name}: {field}");
        }
    }
    assert!(wrong > 8, "only {wrong} fields were wrong");
}

#[test]
fn ones_own_case_has_no_button() {
    let page = |is_own| {
        let page = page(Language::Nl);
        let desk = head(&page, "/beheer/wachtrij");
        let known = (Chosen::default(), queue(report(About::Gone, None), is_own), &atlas());
        let typed = Typed::default();
        let page = QueuePage::new(page, desk, known, (&typed, None), Slips::default());
        page.render().unwrap()
    };
    assert!(page(false).contains("name=\"besluit\""));
    assert!(!page(true).contains("name=\"besluit\""));
}

#[test]
fn what_is_known_of_a_claimant_is_told() {
    let told = |change: fn(&mut Option<Vec<Attestation>>)| {
        let page = page(Language::Nl);
        let desk = head(&page, "/beheer/wachtrij");
        let mut queue = queue(claim(Proof::Letter, ClaimState::Open), false);
        change(&mut queue.cases[0].known);
        let known = (Chosen::default(), queue, &atlas());
        let typed = Typed::default();
        QueuePage::new(page, desk, known, (&typed, None), Slips::default()).render().unwrap()
    };
    let all = told(|_| ());
    assert!(all.contains("Adres klopt sinds"), "{all}");
    let nothing = told(|known| *known = Some(Vec::new()));
    assert!(nothing.contains("Nog niets") && !nothing.contains("klopt sinds"), "{nothing}");
    // Of one's own case nothing is said, not even that nothing is known.
    let own = told(|known| *known = None);
    assert!(!own.contains("Wat bekend is") && !own.contains("Nog niets"), "{own}");
}
