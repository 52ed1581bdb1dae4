//! Currencies: making them, their rules and when these hold, and what their figures say. On both
//! databases.

use chrono::TimeDelta;
use koop_domain::communities;
use koop_domain::communities::model::Role;
use koop_domain::error::{Kind, Problem};
use koop_domain::id::TransferId;
use koop_domain::language::Language;
use koop_domain::ledger::account::Limits;
use koop_domain::ledger::accounts;
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::book::{CurrencyKind, TransferKind};
use koop_domain::ledger::chain::note_digest;
use koop_domain::ledger::command::Ask;
use koop_domain::ledger::currencies::error::CurrencyError;
use koop_domain::ledger::currencies::model::{
    CODE_MAX, CODE_MIN, CURRENCIES_MAX, FIGURES_DAYS, METER_MAX_CENTS, METER_WARNS_PERCENT,
    RULES_AHEAD_DAYS, check_limits, tidy_code,
};
use koop_domain::ledger::currencies::{
    Currency, CurrencyDraft, Figures, Meter, all_of_mine, by_code, by_id, by_ids, change_rules,
    create, edit as change, figures, of_community, rulings, switch, withdraw_rules,
};
use proptest::prelude::*;

use crate::agreements::now;
use crate::communities::{community, outsider, person};
use crate::harness::{House, on_both_databases};
use crate::ledger_market::{edit, lat, market, rules};

on_both_databases! {
    a_currency_begins_off_with_rules_and_a_fund;
    what_is_issued_has_an_issuer;
    a_field_that_breaks_a_rule_is_named;
    a_code_belongs_to_one_currency;
    a_community_has_only_so_many;
    nobody_keeps_it_but_who_runs_the_community;
    it_is_changed_by_who_saw_it_last;
    rules_hold_from_their_moment_on_one_after_the_other;
    rules_that_wait_can_be_taken_back;
    only_what_is_on_where_one_belongs_is_paid_with;
    figures_say_what_was_paid_and_what_is_held;
    the_invented_currencies_go_with_their_community;
}

proptest! {
    #[test]
    fn a_code_is_a_few_capital_letters_and_digits(code in "[A-Za-z0-9 é]{0,14}") {
        let fits = (CODE_MIN..=CODE_MAX).contains(&code.len())
            && code.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
        match tidy_code(&format!(" {code} ")) {
            Ok(kept) => prop_assert!(fits || kept == code.trim()),
            Err(error) => prop_assert!(!fits, "{error}"),
        }
    }

    #[test]
    fn limits_that_are_taken_have_zero_between_them_and_the_soft_ones_within(
        min in prop::option::of(-300_i64..100), max in prop::option::of(-100_i64..300),
        soft_min in prop::option::of(-300_i64..100), soft_max in prop::option::of(-100_i64..300),
    ) {
        let (limits, soft) = (Limits { min, max }, Limits { min: soft_min, max: soft_max });
        let within = |it: Option<i64>, from: i64, to: i64| it.is_none_or(|it| (from..=to).contains(&it));
        let sound = min.is_some_and(|min| min <= 0 && within(soft_min, min, 0))
            && within(max, 0, i64::MAX) && within(soft_max, 0, max.unwrap_or(i64::MAX));
        for kind in CurrencyKind::ALL {
            let owes = *kind != CurrencyKind::Issued || min == Some(0);
            prop_assert_eq!(check_limits(*kind, limits, soft).is_ok(), sound && owes);
        }
        prop_assert!(!sound || (limits.are_sound() && soft.are_sound()));
    }

    #[test]
    fn the_meter_only_rises_and_warns_from_its_mark_on(
        volume in 0_i64..1_000_000_000, more in 0_i64..1_000_000_000, scale in 0_u8..=4,
        cents in 1_i64..100_000,
    ) {
        let (one, next) = (Meter::of(volume, scale, cents), Meter::of(volume + more, scale, cents));
        prop_assert!(one.cents <= next.cents && one.percent <= next.percent);
        prop_assert_eq!(one.warns, one.cents >= METER_MAX_CENTS / 100 * METER_WARNS_PERCENT);
    }

    #[test]
    fn velocity_is_what_was_paid_by_what_is_held(volume in 0_i64.., supply in 0_i64..) {
        let figures = Figures { volume, supply, ..Figures::default() };
        let expected = (supply > 0).then(|| i128::from(volume) * 100 / i128::from(supply));
        let expected = expected.and_then(|it| i64::try_from(it).ok());
        prop_assert_eq!(figures.velocity_hundredths(), expected);
    }
}

async fn a_currency_begins_off_with_rules_and_a_fund(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, "beheer@voorbeeld.nl", oost.id, Role::Organiser).await;
    let made = create(&organiser, &house.domain, lat(oost.id)).await.unwrap();
    assert!(!made.is_on && !made.demo && made.revision == 1 && made.last_number == 0);
    assert_eq!(made.name(Language::En), "Op de Lat");
    for ctx in [&organiser, &house.operator()] {
        assert_eq!(by_id(ctx, &house.domain, made.id).await.unwrap(), made);
        assert_eq!(by_code(ctx, &house.domain, "LAT").await.unwrap(), made);
        assert_eq!(
            of_community(ctx, &house.domain, oost.id).await.unwrap(),
            std::slice::from_ref(&made)
        );
        assert_eq!(by_ids(ctx, &house.domain, &[made.id]).await.unwrap()[&made.id], made);
    }
    let versions = rulings(&organiser, &house.domain, made.id).await.unwrap();
    assert_eq!(versions.len(), 1);
    let first = &versions[0];
    assert_eq!((first.version, first.effective_at), (1, made.created_at));
    assert_eq!((first.step, first.levy_bp, first.limits), (1, 0, lat(oost.id).limits));
    assert_eq!(first.decided_by, organiser.actor.hands());
    assert_eq!(house.count("accounts where kind = 'fund' and min_minor = 0").await, 1);
    assert_eq!(house.count("accounts").await, 1);
    let is = figures(&organiser, &house.domain, made.id).await.unwrap();
    let meter = Some(Meter { cents: 0, percent: 0, warns: false });
    assert_eq!(is, Figures { meter, ..Figures::default() }, "and nothing is paid yet");
    assert_eq!(is.velocity_hundredths(), None);
}

async fn what_is_issued_has_an_issuer(house: &House) {
    let kind = CurrencyKind::Issued;
    let (limits, soft) = (Limits { min: Some(0), max: None }, Limits::NONE);
    market(house, |of| CurrencyDraft { kind, step: 50, limits, soft, ..lat(of) }).await;
    let issuer = "accounts where kind = 'issuer' and min_minor is null and max_minor is null";
    assert_eq!(house.count(issuer).await, 1);
}

async fn a_field_that_breaks_a_rule_is_named(house: &House) {
    let oost = community(house, "Oost").await;
    let organiser = person(house, "beheer@voorbeeld.nl", oost.id, Role::Organiser).await;
    let good = lat(oost.id);
    let dutch = [(Language::Nl, "Op de Lat".to_owned())].into();
    let min = |min| Limits { min, ..good.limits };
    let (long, time) = ("x".repeat(501), CurrencyKind::Time);
    let soft = Limits { min: Some(-10_001), max: None };
    let issued = CurrencyKind::Issued;
    for (field, problem, draft) in [
        ("code", Problem::Unreadable, CurrencyDraft { code: "lat".into(), ..good.clone() }),
        ("code", Problem::TooShort, CurrencyDraft { code: "L".into(), ..good.clone() }),
        ("names", Problem::Empty, CurrencyDraft { names: dutch, ..good.clone() }),
        ("symbol", Problem::Empty, CurrencyDraft { symbol: " ".into(), ..good.clone() }),
        ("symbol", Problem::TooLong, CurrencyDraft { symbol: "Dappertje".into(), ..good.clone() }),
        ("euroCents", Problem::OutOfRange, CurrencyDraft { euro_cents: Some(0), ..good.clone() }),
        ("scale", Problem::OutOfRange, CurrencyDraft { scale: 5, ..good.clone() }),
        ("scale", Problem::OutOfRange, CurrencyDraft { kind: time, ..good.clone() }),
        ("step", Problem::OutOfRange, CurrencyDraft { step: 0, ..good.clone() }),
        ("levyBp", Problem::OutOfRange, CurrencyDraft { levy_bp: 10_001, ..good.clone() }),
        ("min", Problem::Empty, CurrencyDraft { limits: min(None), ..good.clone() }),
        ("min", Problem::OutOfRange, CurrencyDraft { limits: min(Some(1)), ..good.clone() }),
        ("min", Problem::OutOfRange, CurrencyDraft { kind: issued, ..good.clone() }),
        ("softMin", Problem::OutOfRange, CurrencyDraft { soft, ..good.clone() }),
        ("reason", Problem::Empty, CurrencyDraft { reason: "".into(), ..good.clone() }),
        ("reason", Problem::TooLong, CurrencyDraft { reason: long, ..good.clone() }),
    ] {
        match create(&organiser, &house.domain, draft).await {
            Err(CurrencyError::Invalid { field: named, problem: said }) => {
                assert_eq!((named, said), (field, problem));
            }
            other => panic!("{field}: {other:?}"),
        }
    }
    assert_eq!(house.count("currencies").await, 0);
}

async fn a_code_belongs_to_one_currency(house: &House) {
    let market = market(house, lat).await;
    let west = community(house, "West").await;
    for of in [market.oost.id, west.id] {
        let again = create(&house.operator(), &house.domain, lat(of)).await;
        assert!(matches!(again, Err(CurrencyError::Duplicate { field: "code" })), "{again:?}");
    }
    assert_eq!(house.count("currencies").await, 1);
}

async fn a_community_has_only_so_many(house: &House) {
    let oost = community(house, "Oost").await;
    let draft = |nth: usize| CurrencyDraft { code: format!("LAT{nth}"), ..lat(oost.id) };
    for nth in 0..CURRENCIES_MAX {
        create(&house.operator(), &house.domain, draft(nth)).await.unwrap();
    }
    let more = create(&house.operator(), &house.domain, draft(99)).await;
    assert!(matches!(more, Err(CurrencyError::TooMany)), "{more:?}");
}

async fn nobody_keeps_it_but_who_runs_the_community(house: &House) {
    let market = market(house, lat).await;
    let (domain, of, oost) = (&house.domain, market.currency, market.oost.id);
    let member = person(house, "lid@voorbeeld.nl", oost, Role::Member).await;
    let steward = person(house, "buurt@voorbeeld.nl", oost, Role::Steward).await;
    let visitor = house.visitor();
    for ctx in [&member, &steward, &visitor] {
        let later = rules(ctx.now + TimeDelta::days(2));
        for tried in [
            create(ctx, domain, CurrencyDraft { code: "ANDER".into(), ..lat(oost) }).await.err(),
            change(ctx, domain, (of, 2), edit("Iets")).await.err(),
            switch(ctx, domain, (of, 2), false).await.err(),
            change_rules(ctx, domain, of, later.clone()).await.err(),
        ] {
            assert_eq!(tried.map(|it| it.kind()), Some(Kind::Denied));
        }
        assert!(by_id(ctx, domain, of).await.is_ok(), "everybody reads what is paid with");
        assert_eq!(rulings(ctx, domain, of).await.unwrap().len(), 1, "and by which rules");
        assert!(figures(ctx, domain, of).await.is_ok());
    }
    // What is off is not for them to know.
    switch(&market.organiser, domain, (of, 2), false).await.unwrap();
    for ctx in [&member, &steward, &visitor] {
        assert!(matches!(by_id(ctx, domain, of).await, Err(CurrencyError::NotFound)));
        assert!(matches!(by_code(ctx, domain, "LAT").await, Err(CurrencyError::NotFound)));
        assert!(matches!(rulings(ctx, domain, of).await, Err(CurrencyError::NotFound)));
        assert!(matches!(figures(ctx, domain, of).await, Err(CurrencyError::NotFound)));
        assert!(of_community(ctx, domain, oost).await.unwrap().is_empty());
        assert!(by_ids(ctx, domain, &[of]).await.unwrap().is_empty());
        let tried = change(ctx, domain, (of, 3), edit("Iets")).await;
        assert!(matches!(tried, Err(CurrencyError::NotFound)), "{tried:?}");
    }
}

async fn it_is_changed_by_who_saw_it_last(house: &House) {
    let market = market(house, lat).await;
    let (ctx, domain, of) = (&market.organiser, &house.domain, market.currency);
    let stale = change(ctx, domain, (of, 1), edit("Oostje")).await;
    assert!(matches!(stale, Err(CurrencyError::Conflict)), "{stale:?}");
    let is = change(ctx, domain, (of, 2), edit("Oostje")).await.unwrap();
    assert_eq!((is.name(Language::Nl), is.revision, is.euro_cents), ("Oostje", 3, None));
    assert_eq!(by_id(ctx, domain, of).await.unwrap(), is);
    let same = change(ctx, domain, (of, 3), edit("Oostje")).await.unwrap();
    assert_eq!(same, is, "nothing is no change");
    let stale = switch(ctx, domain, (of, 2), false).await;
    assert!(matches!(stale, Err(CurrencyError::Conflict)));
    assert!(!switch(ctx, domain, (of, 3), false).await.unwrap().is_on);
}

async fn rules_that_wait_can_be_taken_back(house: &House) {
    let market = market(house, lat).await;
    let (domain, of) = (&house.domain, market.currency);
    house.clock.advance(TimeDelta::hours(1));
    let ctx = &now(house, &market.organiser);
    let why = "Verkeerde dag";
    let none = withdraw_rules(ctx, domain, of, why).await;
    assert!(matches!(none, Err(CurrencyError::NothingWaits)), "{none:?}");
    let slip = rules(ctx.now + TimeDelta::days(300));
    change_rules(ctx, domain, of, slip).await.unwrap();
    let silent = withdraw_rules(ctx, domain, of, " ").await;
    assert!(matches!(silent, Err(CurrencyError::Invalid { field: "reason", .. })), "{silent:?}");
    let member = person(house, "lid@voorbeeld.nl", market.oost.id, Role::Member).await;
    let denied = withdraw_rules(&member, domain, of, why).await;
    assert_eq!(denied.map_err(|it| it.kind()).map(|_| ()), Err(Kind::Denied));
    withdraw_rules(ctx, domain, of, why).await.unwrap();
    assert_eq!(rulings(ctx, domain, of).await.unwrap().len(), 1);
    let said = house.text("select details from audit_log where act = 'rules_withdrawn'").await;
    assert!(said.contains(why) && said.contains("-20000"), "{said}");
    let none = withdraw_rules(ctx, domain, of, why).await;
    assert!(matches!(none, Err(CurrencyError::NothingWaits)), "{none:?}");
    // What was meant is decided at once, and what is in force stays.
    let meant = rules(ctx.now + TimeDelta::days(3));
    assert_eq!(change_rules(ctx, domain, of, meant).await.unwrap().version, 2);
    house.clock.advance(TimeDelta::days(4));
    let late = withdraw_rules(&now(house, ctx), domain, of, why).await;
    assert!(matches!(late, Err(CurrencyError::NothingWaits)), "{late:?}");
}

async fn rules_hold_from_their_moment_on_one_after_the_other(house: &House) {
    let market = market(house, lat).await;
    let (domain, of) = (&house.domain, market.currency);
    let (_, early) = market.neighbour(house, "vroeg").await;
    house.clock.advance(TimeDelta::hours(1));
    let ctx = &now(house, &market.organiser);
    let in_a_week = ctx.now + TimeDelta::days(7);
    for wrong in [ctx.now - TimeDelta::seconds(1), ctx.now + TimeDelta::days(RULES_AHEAD_DAYS + 1)]
    {
        let tried = change_rules(ctx, domain, of, rules(wrong)).await;
        assert!(
            matches!(tried, Err(CurrencyError::Invalid { field: "effectiveAt", .. })),
            "{tried:?}"
        );
    }
    let next = change_rules(ctx, domain, of, rules(in_a_week)).await.unwrap();
    assert_eq!((next.version, next.levy_bp), (2, 100));
    let more = change_rules(ctx, domain, of, rules(in_a_week + TimeDelta::days(1))).await;
    assert!(matches!(more, Err(CurrencyError::RulesWait)), "{more:?}");
    // Who comes before has the limits of before, and keeps them.
    let (_, before) = market.neighbour(house, "ervoor").await;
    house.clock.advance(TimeDelta::days(7));
    let (_, after) = market.neighbour(house, "erna").await;
    for (id, min) in [(early, -10_000), (before, -10_000), (after, -20_000)] {
        let held = accounts::by_id(&now(house, &market.organiser), domain, id).await.unwrap();
        assert_eq!(held.account.limits.min, Some(min));
    }
    let too_fine = Ask::Pay {
        id: TransferId(ctx.ids.next()),
        to: before,
        amount: Amount::new(75).unwrap(),
        kind: TransferKind::Payment,
        note: note_digest(None, &[]),
    };
    assert!(market.asks(house, early, too_fine).await.is_err(), "the step is coarser now");
    market.pays(house, (early, before), 200).await;
    assert_eq!(house.count("transfers where kind = 'levy'").await, 0, "less than a step");
    let ctx = &now(house, &market.organiser);
    let third = change_rules(ctx, domain, of, rules(ctx.now + TimeDelta::days(1))).await.unwrap();
    assert_eq!(third.version, 3);
    let all = rulings(ctx, domain, of).await.unwrap();
    assert_eq!(all.iter().map(|it| it.version).collect::<Vec<_>>(), [3, 2, 1]);
}

async fn only_what_is_on_where_one_belongs_is_paid_with(house: &House) {
    let market = market(house, lat).await;
    let domain = &house.domain;
    let west = community(house, "West").await;
    let elsewhere = CurrencyDraft { code: "WEST".into(), ..lat(west.id) };
    let made = create(&house.operator(), domain, elsewhere).await.unwrap();
    switch(&house.operator(), domain, (made.id, 1), true).await.unwrap();
    let off = CurrencyDraft { code: "UIT".into(), ..lat(market.oost.id) };
    create(&house.operator(), domain, off).await.unwrap();
    let (member, _) = market.neighbour(house, "buur").await;
    for ctx in [&member, &market.organiser] {
        let mine: Vec<Currency> = all_of_mine(ctx, domain).await.unwrap();
        assert_eq!(mine.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ["LAT"]);
    }
    let stranger = outsider(house, "vreemd@voorbeeld.nl").await;
    assert!(all_of_mine(&stranger, domain).await.unwrap().is_empty());
    let nobody = all_of_mine(&house.visitor(), domain).await;
    assert!(matches!(nobody, Err(CurrencyError::SignedOut)));
}

async fn figures_say_what_was_paid_and_what_is_held(house: &House) {
    let market = market(house, |of| CurrencyDraft { levy_bp: 1_000, ..lat(of) }).await;
    let (one, two) = (market.neighbour(house, "een").await, market.neighbour(house, "twee").await);
    market.pays(house, (one.1, two.1), 1_000).await;
    let mistaken = market.pays(house, (one.1, two.1), 5_000).await;
    let id = TransferId(house.operator().ids.next());
    let back = Ask::Reverse { id, transfer: mistaken, note: note_digest(None, &[]), decided: true };
    market.asks(house, two.1, back).await.unwrap();
    let of = async || figures(&now(house, &one.0), &house.domain, market.currency).await.unwrap();
    let is = of().await;
    assert_eq!((is.sum, is.supply, is.accounts), (0, 900, 2), "the fund holds the levy");
    assert_eq!((is.transfers, is.volume), (1, 1_000), "what was taken back was not paid");
    assert_eq!(is.velocity_hundredths(), Some(111));
    assert_eq!(is.meter, Some(Meter { cents: 1_000, percent: 0, warns: false }));
    house.clock.advance(TimeDelta::days(FIGURES_DAYS - 1));
    market.pays(house, (two.1, one.1), 100).await;
    assert_eq!(of().await.transfers, 2);
    house.clock.advance(TimeDelta::days(1));
    let is = of().await;
    assert_eq!((is.transfers, is.volume), (1, 100), "a year later the first is history");
    assert_eq!(is.sum, 0);
}

async fn the_invented_currencies_go_with_their_community(house: &House) {
    let market = market(house, lat).await;
    let (one, two) = (market.neighbour(house, "een").await, market.neighbour(house, "twee").await);
    market.pays(house, (one.1, two.1), 1_000).await;
    assert!(house.tried("delete from transfers").await.is_err(), "real books stand for good");
    let people = [crate::communities::id(&one.0)];
    communities::mark_demo(&house.operator(), &house.domain, market.oost.id, &people)
        .await
        .unwrap();
    let west = community(house, "West").await;
    let real = CurrencyDraft { code: "WEST".into(), ..lat(west.id) };
    create(&house.operator(), &house.domain, real).await.unwrap();
    assert_eq!(communities::remove_demo(&house.operator(), &house.domain).await.unwrap(), 1);
    assert_eq!(house.count("transfers").await, 0);
    assert_eq!(house.text("select code from currencies").await, "WEST");
    assert_eq!(house.count("accounts").await, 1, "the fund of the real one");
}
