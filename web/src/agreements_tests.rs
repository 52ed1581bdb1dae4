//! Every page of agreements and alerts, in every language, from hand-made values: strict HTML in
//! every state, for each of the two, and no stranger's words taken for ours.

use std::collections::{HashMap, HashSet};

use askama::Template;
use chrono::{NaiveDate, TimeDelta};
use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::model::{
    Agreement, AgreementState, Expenses, Message, MoveKind, Private, Seen, Terms, Thanks, Words,
};
use koop_domain::alerts::{Alert, AlertKind, Mails, PaymentAlerts};
use koop_domain::error::Problem;
use koop_domain::id::{
    AccountId, AgreementId, AlertId, CommunityId, MemberId, MessageId, PostId, PostReportId,
    ProfileId,
};
use koop_domain::language::Language;
use koop_domain::posts::model::{Direction, ReportReason, Subject, Term, TermKind};
use koop_domain::posts::reports::{Line, PostReport, Waiting, Words as Reported};
use koop_domain::profiles::mandates::Named;
use uuid::Uuid;

use crate::agreements::sample::{currency, held, priced};
use crate::agreements::{AgreementPage, Known, ListPage};
use crate::alerts::{AlertsPage, Beside, StopPage, Wishes};
use crate::desk::{AtDesk, BoardKnown, BoardPage, DeskHead};
use crate::form::Slips;
use crate::keeping::Typed;
use crate::sample::{EVIL, check, now, own};
use crate::{texts, wallet};

fn who(number: u128) -> Named {
    Named {
        member: MemberId(Uuid::from_u128(number)),
        profile: ProfileId(Uuid::from_u128(number)),
        name: EVIL.into(),
        handle: String::new(),
    }
}

/// An agreement of two, of whom the first has the post.
fn agreement(state: AgreementState, is_loan: bool) -> Agreement {
    let moment =
        Some((now() + TimeDelta::days(2), now() + TimeDelta::days(2) + TimeDelta::hours(2)));
    Agreement {
        id: AgreementId(Uuid::from_u128(7)),
        post: PostId(Uuid::from_u128(8)),
        community: CommunityId(Uuid::nil()),
        owner: who(1).member,
        replier: who(2).member,
        by: None,
        state,
        is_loan,
        moment,
        proposed_by: Some(who(2).member),
        wanted: (state == AgreementState::Agreed).then_some(moment).flatten(),
        quantity: 3,
        terms: Terms {
            terms: vec![Term {
                kind: TermKind::Swap,
                days: None,
                words: Some(EVIL.into()),
                amount: None,
                currency: None,
            }],
            expenses: Some(Expenses { amount: "4.50".into(), how: EVIL.into() }),
            wanted: None,
            priced: priced(state, is_loan),
        },
        due_on: is_loan.then(|| NaiveDate::from_ymd_opt(2026, 11, 30).unwrap()),
        returned: Some(EVIL.into()),
        owner_done_at: (state == AgreementState::UnderWay).then(now),
        replier_done_at: None,
        answered_at: None,
        created_at: now(),
        changed_at: now(),
        ended_at: state.is_end().then(now),
        reason: Some(EVIL.into()),
        disputed_by: Some(who(2).member),
        settled_by: None,
        revision: 1,
    }
}

pub(crate) fn seen(state: AgreementState, is_owner: bool, is_loan: bool) -> Seen {
    let thanks = |by: u128, reply: Option<&str>| Thanks {
        agreement: AgreementId(Uuid::from_u128(7)),
        by: who(by),
        to: who(3 - by).member,
        words: Some(EVIL.into()),
        kept: Some(true),
        reply: reply.map(str::to_owned),
        at: now(),
    };
    let is_done = state == AgreementState::Done;
    Seen {
        held: held(state),
        currencies: vec![currency("LAT")],
        agreement: agreement(state, is_loan),
        post_title: EVIL.into(),
        post_slug: "soep".into(),
        direction: Direction::Offer,
        subject: Subject::Meal,
        owner: who(1),
        replier: who(2),
        other: who(if is_owner { 2 } else { 1 }),
        is_owner,
        place: Some(EVIL.into()),
        moves: MoveKind::ALL.to_vec(),
        unread: 1,
        thanks: if is_done { vec![thanks(2, None)] } else { Vec::new() },
        is_first: is_owner,
        with_parent: !is_owner,
    }
}

fn messages() -> Vec<Message> {
    let message = |number, is_mine, words| Message {
        id: MessageId(Uuid::from_u128(number)),
        agreement: AgreementId(Uuid::from_u128(7)),
        author: who(1).member,
        by: None,
        is_mine,
        words,
        photo: None,
        at: now() - TimeDelta::days(3) + TimeDelta::days(i64::try_from(number).unwrap()),
    };
    let (from, until) = (now() + TimeDelta::days(1), now() + TimeDelta::days(2));
    vec![
        message(1, true, Words::Text(format!("{EVIL}\n{EVIL}"))),
        message(2, false, Words::Moment { from, until }),
        message(3, false, Words::Text(EVIL.into())),
    ]
}

pub(crate) fn shown(language: Language, seen: &Seen, typed: &Typed, slips: Slips) -> String {
    let known = Known {
        currencies: &[currency("LAT"), currency("UUR")],
        seen,
        messages: &messages(),
        more: true,
        is_older: !seen.is_owner,
        is_oneself: seen.is_owner,
        now: now(),
    };
    let done = slips.is_empty().then(|| EVIL.to_owned());
    AgreementPage::new(own(language), &known, typed, (done, slips)).render().unwrap()
}

fn every_agreement(language: Language) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for state in AgreementState::ALL {
        for (is_owner, is_loan) in [(true, false), (false, true), (true, true), (false, false)] {
            let seen = seen(*state, is_owner, is_loan);
            let html = shown(language, &seen, &Typed::default(), Slips::default());
            all.push((format!("{state:?}, {is_owner}, {is_loan}"), html));
        }
    }
    all
}

fn wrong(language: Language, field: &'static str, id: &'static str) -> Slips {
    let error = AgreementError::Invalid { field, problem: Problem::TooLong };
    Slips::of_agreement(language, error, &[(field, id)]).unwrap()
}

fn alert(kind: AlertKind, is_new: bool) -> Alert {
    Alert {
        id: AlertId(Uuid::from_u128(kind as u128)),
        member: who(1).member,
        kind,
        post: Some(PostId(Uuid::from_u128(8))),
        agreement: (kind < AlertKind::PostEnding).then(|| AgreementId(Uuid::from_u128(7))),
        search: None,
        payment: (kind >= AlertKind::Paid).then(wallet::sample::told),
        about: EVIL.into(),
        at: now(),
        seen_at: (!is_new).then(now),
    }
}

fn others(language: Language) -> Vec<(String, String)> {
    let list = |states: &[AgreementState]| {
        let all: Vec<Seen> = states.iter().map(|it| seen(*it, true, false)).collect();
        let mut all = all;
        for (at, it) in all.iter_mut().enumerate() {
            it.unread = at as u64;
        }
        ListPage::new(own(language), &all, (true, true), (Some(EVIL.into()), now()))
            .render()
            .unwrap()
    };
    let alerts = |is_new, slips: Slips| {
        let all: Vec<Alert> = AlertKind::ALL.iter().map(|it| alert(*it, is_new)).collect();
        let slugs = HashMap::from([(PostId(Uuid::from_u128(8)), "soep".to_owned())]);
        let known = (all.as_slice(), true, true);
        let accounts = HashSet::from([AccountId(Uuid::from_u128(3))]);
        let payments = is_new.then_some(PaymentAlerts::House);
        let wishes = Wishes { mails: Mails::Weekly, payments };
        let beside = Beside { slugs, accounts };
        AlertsPage::new(own(language), known, &beside, (wishes, now()), (None, slips))
            .render()
            .unwrap()
    };
    let stop = |stopped| {
        StopPage { page: own(language), secret: "5ecre7".into(), stopped }.render().unwrap()
    };
    vec![
        ("list".into(), list(AgreementState::ALL)),
        ("list, empty".into(), list(&[])),
        ("alerts".into(), alerts(true, Slips::default())),
        ("alerts, wrong".into(), alerts(false, Slips::own("mail", EVIL.into()))),
        ("stop".into(), stop(None)),
        ("stop, done".into(), stop(Some(true))),
        ("stop, gone".into(), stop(Some(false))),
        ("desk".into(), desk(language, true)),
        ("desk, empty".into(), desk(language, false)),
    ]
}

fn desk(language: Language, is_full: bool) -> String {
    let page = own(language);
    let desk = AtDesk { all: Vec::new(), here: None, waits: Vec::new() };
    let head = DeskHead::new(&page, koop_domain::ctx::Actor::Operator, &desk, "/beheer/prikbord");
    let report = |number, is_conversation| PostReport {
        id: PostReportId(Uuid::from_u128(number)),
        community: CommunityId(Uuid::nil()),
        post: None,
        transfer: None,
        request: None,
        about: None,
        is_conversation,
        words: Reported {
            title: EVIL.into(),
            lines: vec![Line {
                is_theirs: is_conversation,
                text: EVIL.into(),
                at: now(),
                photo: None,
            }],
        },
        reason: ReportReason::Fraud,
        note: Some(EVIL.into()),
        created_at: now(),
    };
    let transfer = Some(koop_domain::id::TransferId(Uuid::from_u128(3)));
    let paid = PostReport { transfer, ..report(3, false) };
    let waiting =
        Waiting { reviews: Vec::new(), reports: vec![report(1, true), report(2, false), paid] };
    let told = Private {
        agreement: AgreementId(Uuid::nil()),
        by: who(1),
        to: who(2),
        kept: None,
        words: EVIL.into(),
        at: now(),
    };
    let disputes = [seen(AgreementState::Disputed, true, false)];
    let empty = Waiting::default();
    let photos = waiting.reviews.iter().map(|it| (it.id, crate::board::sample::photos())).collect();
    let known = BoardKnown {
        waiting: if is_full { &waiting } else { &empty },
        authors: &HashMap::new(),
        photos: &photos,
        disputes: if is_full { &disputes } else { &[] },
        told: if is_full { std::slice::from_ref(&told) } else { &[] },
        coins: &[],
        now: now(),
    };
    let case = disputes[0].agreement.id.to_string();
    let typed = Typed(vec![("zaak".into(), case), ("reden".into(), EVIL.into())]);
    let slips = if is_full { Slips::own("reden", EVIL.into()) } else { Slips::default() };
    BoardPage::new(page, head, &known, (&typed, None), slips).render().unwrap()
}

#[test]
fn every_page_is_strict_html_in_every_language() {
    for language in Language::ALL {
        for (name, html) in every_agreement(language).into_iter().chain(others(language)) {
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
fn only_the_moves_that_there_are_have_a_button() {
    let buttons = [
        (MoveKind::Decline, "niet"),
        (MoveKind::Withdraw, "intrekken"),
        (MoveKind::Cancel, "afzeggen"),
        (MoveKind::HandOver, "meegegeven"),
        (MoveKind::Complete, "gelukt"),
        (MoveKind::Prolong, "langer"),
        (MoveKind::Dispute, "mis"),
        (MoveKind::Agree, "afspreken"),
    ];
    for (one, _) in buttons {
        let mut seen = seen(AgreementState::Proposed, true, true);
        seen.moves = vec![one];
        let html = shown(Language::Nl, &seen, &Typed::default(), Slips::default());
        for (kind, deed) in buttons {
            let has = html.contains(&format!("name=\"doe\" value=\"{deed}\""));
            assert_eq!(has, kind == one, "{kind:?} where only {one:?} can be done");
        }
        let suits = html.contains("name=\"doe\" value=\"past\"");
        assert_eq!(suits, one == MoveKind::Agree, "{one:?}");
    }
}

#[test]
fn what_somebody_does_for_another_is_neither_reporting_nor_blocking() {
    let seen = seen(AgreementState::Agreed, false, false);
    let html = shown(Language::Nl, &seen, &Typed::default(), Slips::default());
    assert!(!html.contains("value=\"meld\"") && !html.contains("value=\"blokkeer\""));
}

#[test]
fn what_is_wrong_is_said_beside_its_field_and_named_above() {
    let forms = [
        ("from", "dag", "afspreken"),
        ("place", "waar", "afspreken"),
        ("reason", "nee", "niet"),
        ("reason", "af", "afzeggen"),
        ("returned", "staat", "gelukt"),
        ("dueOn", "verleng", "langer"),
        ("reason", "mis", "mis"),
        ("text", "bericht", "stuur"),
        ("from", "m-dag", "moment"),
    ];
    for language in Language::ALL {
        for (field, id, doe) in forms {
            let typed = Typed(vec![("doe".into(), doe.into()), (id.into(), EVIL.into())]);
            let seen = seen(AgreementState::Proposed, true, true);
            let html = shown(language, &seen, &typed, wrong(language, field, id));
            check(&html);
            assert!(html.contains("aria-invalid=\"true\""), "{id}");
            assert!(html.contains(&format!("role=\"alert\"><a href=\"#{id}\"")), "{id}");
        }
    }
}

#[test]
fn every_mistake_has_its_words() {
    let problems = [Problem::Empty, Problem::TooLong, Problem::Unreadable, Problem::OutOfRange];
    let fields = [
        "from",
        "until",
        "place",
        "quantity",
        "dueOn",
        "expenses.amount",
        "reason",
        "text",
        "price.currency",
        "price.deposit",
        "payout",
        "payout.deposit",
    ];
    for language in Language::ALL {
        let invalid = fields
            .iter()
            .flat_map(|field| problems.map(|problem| AgreementError::Invalid { field, problem }));
        let others = [
            AgreementError::NotFound,
            AgreementError::SignedOut,
            AgreementError::Own,
            AgreementError::Guarded,
            AgreementError::Child,
            AgreementError::Duplicate,
            AgreementError::Full,
            AgreementError::Closed,
            AgreementError::TooEarly { until: now() },
            AgreementError::NotNow,
            AgreementError::Blocked,
            AgreementError::TooMany { wait_s: 1 },
        ];
        for error in invalid.chain(others) {
            let words = texts::agreement_error(language, &error).unwrap();
            assert!(words.len() > 8 && !words.contains(['{', '$']), "{error}: {words}");
        }
    }
}

#[test]
fn the_head_counts_what_is_new() {
    assert_eq!(crate::alerts::bell(Language::Nl, 0), "Meldingen");
    assert_eq!(crate::alerts::bell(Language::Nl, 3), "Meldingen (3)");
    assert_eq!(crate::alerts::bell(Language::En, 1), "Alerts (1)");
}
