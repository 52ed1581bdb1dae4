//! Every page of paying, in every language, from hand-made values: strict HTML in every state, and
//! no stranger's words taken for ours.

use askama::Template;
use chrono::{NaiveDate, TimeDelta};
use koop_domain::communities::model::{Community, Settings};
use koop_domain::id::{CommunityId, MemberId, ProfileId, TillId, TransferId};
use koop_domain::language::Language;
use koop_domain::ledger::account::{AccountKind, AccountState, Limits};
use koop_domain::ledger::accounts::Holder;
use koop_domain::ledger::book::{CurrencyKind, PaymentRequestState};
use koop_domain::ledger::currencies::{Figures, Meter, Ruling};
use koop_domain::ledger::payments::model::Purse;
use koop_domain::ledger::tills::model::{Day, Offer as Offered, Taken, Till, TillState, Where};
use koop_domain::members::model::Secret;
use uuid::Uuid;

use crate::form::{Field, Slips};
use crate::home::Link;
use crate::page::Page;
use crate::sample::{EVIL, check, now, own, page, rich};
use crate::wallet::pages::{
    AccountFilters, AccountKnown, AccountPage, AccountStand, AskPage, AskedPage, CardPage, Check,
    CodeForm, CodeLook, CodePage, CodeSeen, CurrencyPage, DevicesPage, LeavePage, ListPage, Offer,
    Offering, OutPage, PairLook, PairOffering, PairPage, PayChoice, PayForm, PayLook, PayPage,
    Payable, Payer, ReceiptPage, RefundPage, Seat, Stand, StandPage, Stands, Statement,
    StatementPage, TillPage, Words, checked,
};
use crate::wallet::sample::{apart, asked, currency, face, history, purse, typed};
use crate::wallet::{Coin, Wallet};

fn wrong(field: &'static str) -> Slips {
    Slips::own(field, EVIL.into())
}

type Shown = Vec<(String, String)>;

fn put(all: &mut Shown, name: &str, page: &impl Template) {
    all.push((name.to_owned(), page.render().unwrap()));
}

fn accounts(language: Language, all: &mut Shown) {
    for kind in [AccountKind::Member, AccountKind::Merchant] {
        for money in CurrencyKind::ALL {
            for state in AccountState::ALL {
                let of = purse(kind, currency(*money), *state);
                let wallet =
                    Wallet { purses: vec![of.clone()], currencies: vec![of.currency.clone()] };
                let waits = PaymentRequestState::Waiting;
                let filters = AccountFilters {
                    words: EVIL.into(),
                    category: EVIL.into(),
                    month: NaiveDate::from_ymd_opt(2026, 11, 1),
                    is_out: Some(true),
                    before: Some(9),
                };
                let found = history();
                let known = AccountKnown {
                    asked: &[asked(waits, true), asked(waits, false)],
                    apart: &[
                        apart(false, true),
                        apart(true, false),
                        apart(true, true),
                        apart(false, false),
                    ],
                    found: &found,
                    goes_on: Some(3),
                    first: 3,
                    filters: &filters,
                };
                let said = (Some(EVIL.to_owned()), Slips::default());
                let at = (now(), "sleutel".to_owned());
                let page = AccountPage::new(own(language), (&wallet, &of), &known, said, at);
                put(all, "account", &page);
                let none = AccountKnown {
                    asked: &[],
                    apart: &[],
                    found: &[],
                    filters: &AccountFilters::default(),
                    ..known
                };
                let at = (now(), "sleutel".to_owned());
                let said = (None, wrong("aan").above());
                let page = AccountPage::new(own(language), (&wallet, &of), &none, said, at);
                put(all, "an empty account", &page);
                let offer = || Offer {
                    id: "cur_x".into(),
                    name: EVIL.into(),
                    rules: EVIL.into(),
                    more: "/munt/LAT".into(),
                };
                let list = ListPage::new(own(language), &wallet, vec![offer()], &[rich()]);
                put(all, "accounts", &list);
                let empty = Wallet { purses: vec![], currencies: vec![of.currency.clone()] };
                let list = ListPage::new(own(language), &empty, vec![offer()], &[]);
                put(all, "nothing opened", &list);
            }
        }
    }
}

fn frame(language: Language, slips: Slips) -> (Page, Slips, Vec<Link>) {
    (own(language), slips, vec![Link { href: "/mijn".into(), label: EVIL.into() }])
}

fn paying(language: Language, all: &mut Shown) {
    let of = purse(AccountKind::Member, currency(CurrencyKind::MutualCredit), AccountState::Open);
    let time = purse(AccountKind::Member, currency(CurrencyKind::Time), AccountState::Open);
    let one = Wallet { purses: vec![of.clone()], currencies: vec![] };
    let two = Wallet { purses: vec![of.clone(), time], currencies: vec![] };
    for wallet in [&one, &two] {
        for field in ["van", "aan", "bedrag", "waarvoor", "soort", ""] {
            let slips = if field.is_empty() { Slips::default() } else { wrong(field) };
            let (page, slips, trail) = frame(language, slips);
            let form = PayForm::new(&page, wallet, &typed(), &slips);
            let look = PayLook::Form(Box::new(form));
            put(all, "paying", &PayPage { page, slips, trail, look });
        }
    }
    let (page, slips, trail) = frame(language, Slips::default());
    let choice = |at: bool| PayChoice { value: EVIL.into(), face: face(at) };
    let look = PayLook::Choose(vec![choice(true), choice(false)], typed().0);
    put(all, "which of several", &PayPage { page, slips, trail, look });
    let check = |page: &Page| -> Box<Check> {
        let from = Some(EVIL.to_owned());
        Box::new(checked(page, Payer::of(&of), (face(true), 1_250), (&typed(), from)))
    };
    let (page, slips, trail) = frame(language, wrong("aan").above());
    let look = PayLook::Check(check(&page));
    put(all, "a last look", &PayPage { page, slips, trail, look });

    let code = |look: CodeLook, slips: Slips| CodePage {
        page: own(language),
        path: "/betaal/K7P-2QX".into(),
        done: Some(EVIL.into()),
        words: Words::of_request(
            &own(language),
            &asked(PaymentRequestState::Waiting, false),
            &typed(),
            &wrong("waarom"),
        ),
        look,
        slips,
    };
    let field = |id: &'static str| Field::line(id, EVIL.into(), EVIL, 20, &wrong(id));
    put(all, "typing a code", &code(CodeLook::Typing(Box::new(field("code"))), wrong("code")));
    let seen = CodeSeen {
        face: face(false),
        amount: Some(EVIL.into()),
        purpose: Some(EVIL.into()),
        way: Link { href: "/inloggen".into(), label: EVIL.into() },
        why: Some(EVIL.into()),
    };
    put(all, "seen by a visitor", &code(CodeLook::Seen(Box::new(seen)), Slips::default()));
    let form = CodeForm {
        face: face(true),
        from: None,
        amount: field("bedrag"),
        purpose: field("waarvoor"),
        kept: typed().0,
    };
    put(all, "how much", &code(CodeLook::Form(Box::new(form)), wrong("bedrag")));
    let check = check(&own(language));
    put(all, "a last look at a code", &code(CodeLook::Check(check, true), Slips::default()));
}

fn paid(language: Language, all: &mut Shown) {
    let of = purse(AccountKind::Merchant, currency(CurrencyKind::MutualCredit), AccountState::Open);
    for it in history() {
        for slips in [Slips::default(), wrong("reden")] {
            let said = (Some(EVIL.to_owned()), slips);
            let seen = (&it, &of, face(!it.is_out));
            put(all, "a receipt", &ReceiptPage::new(own(language), seen, said, (&typed(), now())));
        }
    }
    let wallet = Wallet { purses: vec![of.clone()], currencies: vec![] };
    let month = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    for lines in [history(), vec![]] {
        let is_long = lines.is_empty();
        let it = Statement { month, opening: -500, closing: 1_250, all: lines, is_long };
        put(
            all,
            "a statement",
            &StatementPage::new(
                own(language),
                (frame(language, Slips::default()).2, &of),
                &it,
                now(),
            ),
        );
        let file = it.file(language, &of);
        assert!(!file.contains(";=") && file.starts_with('\u{feff}'), "{file}");
    }
    let payable = || Payable::of(&page(language), "K7P2QX").unwrap();
    let choices = || vec![PayChoice { value: EVIL.into(), face: face(true) }];
    for (choices, slips) in [(choices(), Slips::default()), (vec![], wrong("wie"))] {
        let sent = (&typed(), choices, slips);
        let own = own(language);
        let stand = AccountStand::of(&of, &[]);
        put(all, "asking", &AskPage::new(own, (&wallet, &of), sent, Some((payable(), stand))));
    }
    for state in PaymentRequestState::ALL {
        let it = asked(*state, true);
        let said = (Some(EVIL.to_owned()), Slips::default());
        let known = (&it, Some(payable()), ("sleutel".to_owned(), AccountStand::of(&of, &[])));
        let page = AskedPage::new(own(language), (&wallet, &of), known, said, now());
        put(all, "what I asked", &page);
        let seat = seat(&of, Stands::Holder);
        let stand = || Stand::of(&own(language), &seat, &it, "sleutel".into()).unwrap();
        let alone = StandPage { page: own(language), path: "/kassa/x".into(), stand: stand() };
        put(all, "how it stands", &alone);
        let seen = (Some(stand()), &day(), Where::Anywhere);
        let till = TillPage::new(own(language), &seat, seen, (&typed(), None, Slips::default()));
        put(all, "a till that asks", &till);
    }
    tills(language, all, &of);
    for is_large in [true, false] {
        let card = CardPage::new(own(language), &seat(&of, Stands::Holder), payable(), is_large);
        put(all, "a card", &card);
    }
}

fn seat(of: &Purse, stands: Stands) -> Seat {
    let (account, currency) = (of.held.account.id, of.currency.clone());
    Seat { account, currency, holder: of.holder.clone(), stands }
}

fn taken(may_refund: bool) -> Taken {
    Taken {
        id: TransferId(Uuid::nil()),
        at: now(),
        amount: 1_250,
        name: may_refund.then(|| EVIL.to_owned()),
        kind: AccountKind::Member,
        purpose: Some(EVIL.to_owned()),
        is_back: !may_refund,
        till: Some(TillId(Uuid::nil())),
        may_refund,
    }
}

fn day() -> Day {
    let tills = vec![(TillId(Uuid::nil()), EVIL.to_owned())];
    Day { total: 1_250, count: 1, taken: vec![taken(true), taken(false)], tills }
}

fn device(of: &Purse, state: TillState) -> Till {
    Till {
        id: TillId(Uuid::nil()),
        account: of.held.account.id,
        holder: Holder { profile: ProfileId(Uuid::nil()), listing: None },
        name: EVIL.to_owned(),
        state,
        offered_until: now(),
        refund_limit: if state == TillState::Paired { 500 } else { 0 },
        paired_by: MemberId(Uuid::nil()),
        made_at: now(),
        paired_at: None,
        used_at: (state == TillState::Paired).then(now),
    }
}

fn tills(language: Language, all: &mut Shown, of: &Purse) {
    let own = || own(language);
    for stands in [Stands::Holder, Stands::Coworker, Stands::Device(EVIL.to_owned())] {
        let seat = seat(of, stands);
        for day in [Day::default(), day()] {
            let said = (&typed(), Some(EVIL.to_owned()), wrong("bedrag"));
            let seen = (None, &day, Where::Anywhere);
            put(all, "a till", &TillPage::new(own(), &seat, seen, said));
        }
        let paid = Stand::taken(&own(), &seat, &taken(true));
        let seen = (Some(paid), &day(), Where::On(TillId(Uuid::nil())));
        let said = (&typed(), None, Slips::default());
        put(all, "a till that took a card", &TillPage::new(own(), &seat, seen, said));
        for may in [true, false] {
            let said = (&typed(), wrong("reden"));
            put(all, "giving back", &RefundPage::new(own(), &seat, (&taken(may), 700), said));
        }
        put(all, "leaving", &LeavePage::new(own(), &seat));
    }
    let offering = || PairOffering {
        place: EVIL.into(),
        name: EVIL.into(),
        path: "/kassa/koppelen".into(),
        kept: Some(EVIL.into()),
    };
    let link = || Link { href: "/kassa/x".into(), label: EVIL.into() };
    let looks = [
        PairLook::None,
        PairLook::Ended,
        PairLook::Several(vec![link()]),
        PairLook::Several(vec![]),
        PairLook::Offered(Box::new(offering())),
    ];
    for look in looks {
        let sign_in = Some("/inloggen".to_owned());
        put(all, "no till", &OutPage::new(own(), look, sign_in, wrong("code")));
    }
    let seat = seat(of, Stands::Holder);
    let devices = [device(of, TillState::Paired), device(of, TillState::Offered)];
    for devices in [devices.as_slice(), &[]] {
        let said = (&typed(), Some(EVIL.to_owned()), wrong("apparaatnaam"));
        put(all, "devices", &DevicesPage::new(own(), &seat, (devices, now()), said));
    }
    let offer = Offered {
        till: device(of, TillState::Offered),
        secret: Secret::new("0".repeat(64)),
        code: "K7PM2QXW".into(),
    };
    let offering = Offering::of(&page(language), &seat, &offer).unwrap();
    put(all, "pairing", &PairPage { page: own(), trail: vec![link()], offering });
}

fn currencies(language: Language, all: &mut Shown) {
    let ruling = |version: i32, days, levy_bp, min| Ruling {
        version,
        effective_at: now() + TimeDelta::days(days),
        step: 50,
        levy_bp,
        limits: Limits { min: Some(min), max: (min != 0).then_some(50_000) },
        soft: Limits::NONE,
        open_balances: levy_bp > 0,
        decided_by: None,
        reason: EVIL.into(),
        decided_at: now(),
    };
    let community = Community {
        id: CommunityId(Uuid::nil()),
        slug: "oost".into(),
        settings: Settings { name: EVIL.into(), ..Settings::default() },
        agreements_version: 0,
        demo: true,
        created_at: now(),
    };
    for kind in CurrencyKind::ALL {
        let of = currency(*kind);
        for volume in [0, 9_000_000_000] {
            let meter = Some(Meter::of(volume, of.scale, 100));
            let supply = volume / 3;
            let figures = Figures { supply, accounts: 7, volume, meter, ..Figures::default() };
            let rulings = [ruling(3, 9, 150, 0), ruling(2, -1, 150, -100), ruling(1, -9, 0, 0)];
            let known = (rulings.as_slice(), &figures);
            let said = (volume > 0, true, now());
            put(
                all,
                "a currency",
                &CurrencyPage::new(page(language), (&of, &community), known, said),
            );
        }
    }
}

#[test]
fn every_page_of_paying_is_whole_whatever_people_wrote() {
    for language in Language::ALL {
        let mut all = Vec::new();
        accounts(language, &mut all);
        paying(language, &mut all);
        paid(language, &mut all);
        currencies(language, &mut all);
        assert!(all.len() > 100, "{}", all.len());
        for (name, html) in all {
            assert!(!html.contains("No localization"), "{name}");
            assert!(!html.contains("Unknown localization"), "{name}");
            let told = std::panic::catch_unwind(|| check(&html));
            assert!(told.is_ok(), "{name} in {language:?}: {html}");
        }
    }
}

#[test]
fn an_amount_is_told_with_what_can_still_be_paid() {
    let of = purse(AccountKind::Member, currency(CurrencyKind::MutualCredit), AccountState::Open);
    let coin = Coin::of(Language::Nl, &of.currency);
    // Owing 90 of 100 while 5 are set apart.
    assert_eq!(of.held.account.available(), Some(500));
    let known = AccountKnown {
        asked: &[],
        apart: &[],
        found: &[],
        goes_on: None,
        first: 20,
        filters: &AccountFilters::default(),
    };
    let wallet = Wallet { purses: vec![of.clone()], currencies: vec![] };
    let said = (None, Slips::default());
    let page =
        AccountPage::new(own(Language::Nl), (&wallet, &of), &known, said, (now(), String::new()));
    assert_eq!((page.head.unit, page.head.figure), coin.parted(-9_000));
    let may = "Je kunt nog <L>\u{a0}5,00 betalen. Je mag <L>\u{a0}100,00 rood staan.";
    assert_eq!(page.head.available, may);
    assert!(page.head.near.is_some(), "it lies beyond the soft limit");
}
