//! The currencies at the desk, in every language, from hand-made values: strict HTML, errors beside
//! their fields, no stranger's words taken for ours, and no button that would refuse.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use koop_domain::communities::Seen;
use koop_domain::communities::model::{
    Community, Joining, Membership, MembershipState, Role, Settings,
};
use koop_domain::ctx::{Actor, Signed};
use koop_domain::error::Problem;
use koop_domain::id::{
    AccountId, BudgetId, CommunityId, CurrencyId, HoldId, MemberId, ProfileId, ProposalId,
    RedemptionId, SessionId,
};
use koop_domain::language::Language;
use koop_domain::ledger::account::{Account, AccountKind, AccountState, Limits};
use koop_domain::ledger::accounts::{Held, LimitChange};
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::currencies::{Currency, Figures, Meter, Ruling};
use koop_domain::ledger::issuing::{
    Budget, BudgetVersion, Notes, Proposal, ProposalKind, ProposalState, Redemption,
    RedemptionState,
};
use koop_domain::ledger::overview::{AccountsQuery, House, Listed, Month, Quiet};
use koop_domain::ledger::payments::model::Unit;
use uuid::Uuid;

use crate::desk::currencies::{
    AccountKnown, AccountPage, AccountsPage, CoinFormPage, CoinHead, CoinsPage, GroupsKnown,
    GroupsPage, IssuingKnown, IssuingPage, OverviewKnown, OverviewPage, RedeemingPage, RulesPage,
    groups_sample,
};
use crate::desk::{AtDesk, DeskHead};
use crate::form::Slips;
use crate::keeping::Typed;
use crate::page::Page;
use crate::sample::{EVIL, check, now, own};

const ID: Uuid = Uuid::nil();

/// The currency of shops and neighbours.
pub(crate) fn lat() -> Currency {
    Currency {
        id: CurrencyId(ID),
        community: CommunityId(ID),
        code: "LAT".into(),
        names: Language::ALL.map(|it| (it, EVIL.to_owned())).into(),
        advice: BTreeMap::new(),
        symbol: "L".into(),
        scale: 2,
        kind: CurrencyKind::Issued,
        euro_cents: Some(1_000),
        is_on: true,
        demo: false,
        created_at: now(),
        last_number: 3,
        revision: 2,
    }
}

pub(crate) fn heads(page: &Page) -> (DeskHead, CoinHead) {
    let settings = Settings { name: EVIL.into(), joining: Joining::Open, ..Settings::default() };
    let community = Community {
        id: CommunityId(ID),
        slug: "oost".into(),
        settings,
        agreements_version: 0,
        demo: false,
        created_at: now(),
    };
    let membership = Membership {
        community: CommunityId(ID),
        member: MemberId(ID),
        role: Role::Organiser,
        sets: Default::default(),
        state: MembershipState::Active,
        since: now(),
        accepted_version: 0,
    };
    let here = Seen { community, membership: Some(membership) };
    let desk = AtDesk { all: vec![here.clone()], here: Some(here), waits: Vec::new() };
    let head = DeskHead::new(page, me(), &desk, "/beheer/munten");
    (head, CoinHead::new(page, &lat(), "", |_| true))
}

fn me() -> Actor {
    let (member, session) = (MemberId(ID), SessionId(ID));
    Actor::Member(Signed { member, session, operator: false, under: None })
}

fn ruling() -> Ruling {
    Ruling {
        version: 1,
        effective_at: now(),
        step: 50,
        levy_bp: 125,
        limits: Limits { min: Some(-10_000), max: Some(50_000) },
        soft: Limits { min: Some(-8_000), max: None },
        open_balances: false,
        decided_by: Some(MemberId(ID)),
        reason: EVIL.into(),
        decided_at: now(),
    }
}

pub(crate) fn names() -> HashMap<MemberId, String> {
    [(MemberId(ID), EVIL.to_owned())].into()
}

pub(crate) fn listed(kind: AccountKind, state: AccountState, nth: u128) -> Listed {
    let limits = Limits { min: Some(-10_000), max: Some(50_000) };
    let account = Account::opened(AccountId(Uuid::from_u128(nth)), CurrencyId(ID), kind, limits);
    let account = Account { state, paid: 9_500, reserved: 250, ..account };
    let soft = Limits::NONE;
    let (opened_at, moved_at, at_place) = (now(), None, false);
    let held = Held { account, holder: None, soft, opened_at, moved_at, at_place };
    let is_house = matches!(kind, AccountKind::Fund | AccountKind::Issuer);
    Listed { held, name: (!is_house).then(|| EVIL.to_owned()) }
}

fn slip(id: &'static str) -> Slips {
    Slips::own(id, "?".into())
}

fn typed(ids: &[&str]) -> Typed {
    Typed(ids.iter().map(|it| ((*it).to_owned(), EVIL.to_owned())).collect())
}

fn forms(language: Language) -> Vec<(String, String)> {
    let (coin, ruling) = (lat(), ruling());
    let preview = (coin.clone(), ruling.clone());
    let whole = |is_new, id: &'static str| {
        let page = own(language);
        let (desk, head) = heads(&page);
        let head = if is_new { None } else { Some(head) };
        let typed = typed(&[id]);
        let seen = is_new.then_some(&preview);
        CoinFormPage::new(page, (desk, head), &typed, (seen, slip(id))).render().unwrap()
    };
    let rules = |id: &'static str| {
        let page = own(language);
        let heads = heads(&page);
        let later = Ruling {
            version: 2,
            effective_at: now() + chrono::TimeDelta::days(2),
            ..ruling.clone()
        };
        let all = if id.is_empty() { vec![later, ruling.clone()] } else { vec![ruling.clone()] };
        let known = (&coin, all.as_slice(), &names(), now());
        let slips = if id.is_empty() { Slips::default() } else { slip(id) };
        RulesPage::new(page, heads, known, (&typed(&[id]), slips)).render().unwrap()
    };
    let groups = || {
        let page = own(language);
        let heads = heads(&page);
        let decided = [None, Some(now())].map(groups_sample::grouped);
        let names = names();
        let known = GroupsKnown { of: &coin, key: ID, decided: &decided, names: &names };
        GroupsPage::new(page, heads, &known, (&typed(&["reden"]), slip("reden"))).render().unwrap()
    };
    vec![
        ("a new one".into(), whole(true, "naam_nl")),
        ("a new one's rules".into(), whole(true, "schuld")),
        ("changed".into(), whole(false, "symbool")),
        ("rules".into(), rules("vanaf")),
        ("rules that wait".into(), rules("")),
        ("groups".into(), groups()),
    ]
}

fn seen(language: Language) -> Vec<(String, String)> {
    let (coin, ruling) = (lat(), ruling());
    let figures = Figures {
        supply: 100,
        accounts: 2,
        transfers: 1,
        volume: 250,
        meter: Some(Meter { cents: 90_000_000, percent: 90, warns: true }),
        ..Figures::default()
    };
    let list = || {
        let page = own(language);
        let (desk, _) = heads(&page);
        let off = Currency { is_on: false, ..coin.clone() };
        let known = [(coin.clone(), figures), (off, Figures::default())];
        CoinsPage::new(page, desk, &known).render().unwrap()
    };
    let overview = || {
        let page = own(language);
        let heads = heads(&page);
        let first = "2026-11-01".parse().unwrap();
        let month = Month { first, payments: 1, paid: 250, brought_in: 100, taken_back: 0 };
        let quiet = Quiet { count: 60, named: vec![(MemberId(ID), EVIL.into())] };
        let known = OverviewKnown {
            coin: &coin,
            ruling: Some(&ruling),
            figures,
            house: House { fund: 10, issued: Some(200), paper: 50 },
            months: vec![month],
            quiet: Some((quiet, Quiet::default())),
        };
        OverviewPage::new(page, heads, known, (None, Slips::default())).render().unwrap()
    };
    let accounts = || {
        let page = own(language);
        let heads = heads(&page);
        let query = AccountsQuery { text: EVIL.into(), ..AccountsQuery::default() };
        let all = (0..60).map(|nth| listed(AccountKind::Member, AccountState::Frozen, nth));
        let all = all.collect();
        AccountsPage::new(page, heads, (&coin, &query), all).render().unwrap()
    };
    vec![("list".into(), list()), ("overview".into(), overview()), ("accounts".into(), accounts())]
}

fn account(language: Language, kind: AccountKind, slips: Slips) -> String {
    let (coin, page) = (lat(), own(language));
    let heads = heads(&page);
    let change = LimitChange {
        nth: 1,
        state: AccountState::Open,
        limits: Limits { min: Some(0), max: None },
        soft: Limits::NONE,
        by: Some(MemberId(ID)),
        reason: EVIL.into(),
        at: now(),
    };
    let known = AccountKnown {
        of: &coin,
        listed: listed(kind, AccountState::Open, 1),
        changes: vec![change],
        names: names(),
        moved: Vec::new(),
        before: Some(7),
        key: ID,
    };
    let typed = typed(&["schuld", "waarom"]);
    AccountPage::new(page, heads, known, (Some(typed), slips)).render().unwrap()
}

fn proposal(kind: ProposalKind, state: ProposalState, nth: u128) -> Proposal {
    let is_budget = kind == ProposalKind::Budget;
    let first = "2026-11-01".parse().unwrap();
    let is_paper = matches!(kind, ProposalKind::PaperIn | ProposalKind::PaperOut);
    Proposal {
        id: ProposalId(Uuid::from_u128(nth)),
        currency: CurrencyId(ID),
        kind,
        account: (!is_budget).then_some(AccountId(Uuid::from_u128(9))),
        budget: is_budget.then_some((ProfileId(ID), first)),
        amount: 1_000,
        notes: is_paper.then_some(Notes { count: 2, value: 500 }),
        reason: EVIL.into(),
        state,
        proposed_by: Some(MemberId(Uuid::from_u128(nth % 2))),
        created_at: now(),
        expires_at: now(),
        decided_by: None,
        decided_at: None,
        transfer: None,
    }
}

fn issuing(language: Language, slips: Slips) -> String {
    let (coin, page) = (lat(), own(language));
    let heads = heads(&page);
    let unit = Unit { currency: CurrencyId(ID), code: "LAT".into(), scale: 2 };
    let version = BudgetVersion {
        from: "2026-11-01".parse().unwrap(),
        amount: 1_000,
        reason: EVIL.into(),
        proposed_by: None,
        confirmed_by: Some(MemberId(ID)),
    };
    let budget = Budget {
        id: BudgetId(ID),
        currency: CurrencyId(ID),
        unit,
        profile: ProfileId(ID),
        name: EVIL.into(),
        granted: 1_000,
        spent: 1_000,
        versions: vec![version],
    };
    let kinds = ProposalKind::ALL.iter().zip(1..);
    let waiting = kinds.map(|(kind, nth)| proposal(*kind, ProposalState::Waiting, nth));
    let states = ProposalState::ALL.iter().zip(20..);
    let decided = states.map(|(state, nth)| proposal(ProposalKind::Issue, *state, nth));
    let known = IssuingKnown {
        of: &coin,
        actor: me(),
        now: now(),
        proposals: waiting.chain(decided).collect(),
        budgets: vec![budget],
        accounts: vec![listed(AccountKind::Fund, AccountState::Open, 9)],
        names: names(),
        organisations: vec![(ProfileId(ID), EVIL.into())],
    };
    let typed = typed(&["uitgeven-bedrag"]);
    IssuingPage::new(page, heads, &known, (&typed, slips)).render().unwrap()
}

fn redeeming(language: Language, refused: &str) -> String {
    let (coin, page) = (lat(), own(language));
    let heads = heads(&page);
    let one = |(state, nth): (&RedemptionState, u128)| Redemption {
        id: RedemptionId(Uuid::from_u128(nth)),
        currency: CurrencyId(ID),
        unit: Unit { currency: CurrencyId(ID), code: "LAT".into(), scale: 2 },
        account: AccountId(ID),
        name: Some(EVIL.into()),
        hold: HoldId(ID),
        amount: 250,
        euro_cents: 2_500,
        state: *state,
        asked_at: now(),
        decided_at: None,
        reason: Some(EVIL.into()),
        paid_at: None,
        transfer: None,
    };
    let all: Vec<Redemption> = RedemptionState::ALL.iter().zip(1..).map(one).collect();
    let slips = if refused.is_empty() { Slips::default() } else { slip("waarom") };
    RedeemingPage::new(page, heads, (&coin, &all), (refused, slips)).render().unwrap()
}

fn all(language: Language) -> Vec<(String, String)> {
    let first = RedemptionId(Uuid::from_u128(1)).to_string();
    let mut all = forms(language);
    all.extend(seen(language));
    all.extend([
        ("account".into(), account(language, AccountKind::Member, slip("schuld"))),
        ("account, still".into(), account(language, AccountKind::Member, slip("waarom"))),
        ("the fund".into(), account(language, AccountKind::Fund, Slips::default())),
        ("issuing".into(), issuing(language, slip("uitgeven-bedrag"))),
        ("redeeming".into(), redeeming(language, "")),
        ("refusing".into(), redeeming(language, &first)),
    ]);
    all
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
fn what_is_wrong_is_said_beside_its_field() {
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
        }
    }
    assert!(wrong > 7, "only {wrong} fields were wrong");
}

#[test]
fn who_proposed_it_has_no_button_to_confirm_it() {
    let html = issuing(Language::Nl, Slips::default());
    let waiting = html.split("is-waiting").skip(1);
    for one in waiting {
        let one = one.split("</li>").next().unwrap();
        // Those with an even number are the reader's own.
        assert_eq!(one.contains("value=\"bevestig\""), !one.contains("form-hint"));
    }
    assert!(html.contains("value=\"bevestig\"") && html.contains("value=\"intrekken\""));
}

#[test]
fn nothing_is_decided_about_the_fund_and_it_owes_no_names() {
    let html = account(Language::Nl, AccountKind::Fund, Slips::default());
    assert!(!html.contains("value=\"grenzen\"") && !html.contains("value=\"stil\""));
    assert!(html.contains("Buurtpot"));
}

#[test]
fn what_the_domain_refuses_has_words_of_its_field() {
    let fields = [("min", "schuld", "coin-field-min")];
    let slips = Slips::wrong(Language::Nl, ("min", Problem::OutOfRange), &fields);
    assert!(slips.of("schuld").unwrap().contains("schuldig"), "{slips:?}");
}
