//! What whoever decides whose a place is reads of who claims it, on both databases.

use koop_domain::attestations::{Kind, note_vog, vouch};
use koop_domain::communities::model::{PermissionSet, Role};
use koop_domain::communities::set_sets;
use koop_domain::ctx::Ctx;
use koop_domain::desk::{self, Case, CaseKind, Matter, QueueQuery};
use koop_domain::id::ListingId;
use koop_domain::language::Language;
use koop_domain::listings::claims::{self, AtDesk, Wish};
use koop_domain::listings::error::ListingError;

use crate::attestations::{Oost, handle};
use crate::communities::{PIET, WHY, id, person};
use crate::harness::{House, on_both_databases};
use crate::members::HANNEKE;
use crate::stewards::{around, shops};

/// What is told of a claimant: of which kind, and whether by whom.
type Known = Option<Vec<(Kind, bool)>>;

on_both_databases! {
    who_decides_on_a_claim_reads_what_is_known_of_the_claimant;
    neighbours_elsewhere_say_nothing_about_a_place;
    what_is_known_is_read_only_where_it_is_asked;
    many_claims_take_as_many_statements_as_one;
    the_desk_for_claims_says_what_another_decides;
}

/// The quarter around the first shop.
async fn quarter(house: &House) -> Oost {
    let of = around(house, "Buurt 0", "BU0").await.id;
    Oost { of, organiser: person(house, HANNEKE, of, Role::Organiser).await }
}

/// Two who live there say that they know somebody.
async fn make_known(house: &House, oost: &Oost, who: &Ctx) {
    for email in ["een@voorbeeld.nl", "twee@voorbeeld.nl"] {
        let neighbour = oost.resident(house, email).await;
        vouch(&neighbour, &house.domain, &handle(house, who).await).await.unwrap();
    }
}

fn wish() -> (Wish, Language) {
    (Wish::CounterCode, Language::Nl)
}

fn query() -> QueueQuery {
    QueueQuery { kind: Some(CaseKind::Claim), first: 9, with_known: true, ..QueueQuery::default() }
}

async fn queue(house: &House, ctx: &Ctx) -> Vec<Case> {
    desk::queue(ctx, &house.domain, &query()).await.unwrap().cases
}

async fn who_decides_on_a_claim_reads_what_is_known_of_the_claimant(house: &House) {
    let (here, there) = shops(house).await;
    let oost = quarter(house).await;
    let of = oost.of;
    let owner = oost.resident(house, PIET).await;
    make_known(house, &oost, &owner).await;
    let organisation = ("Stichting", owner.now.date_naive());
    note_vog(&oost.organiser, &house.domain, (of, id(&owner)), organisation).await.unwrap();
    let told = async |ctx: &Ctx| -> Vec<(ListingId, Known)> {
        let cases = queue(house, ctx).await;
        let of_case = |it: Case| {
            let known =
                it.known.map(|all| all.iter().map(|it| (it.kind, it.by.is_some())).collect());
            let Matter::Claim(it) = it.matter else { panic!("a claim") };
            (it.2.id, known)
        };
        cases.into_iter().map(of_case).collect()
    };
    claims::claim(&owner, &house.domain, here.id, wish()).await.unwrap();
    let known = [Kind::EmailConfirmed, Kind::AddressConfirmed, Kind::KnownByNeighbours];
    let known = known.map(|kind| (kind, false)).to_vec();
    assert_eq!(told(&oost.organiser).await, [(here.id, Some(known))], "and not by whom, nor more");
    // Of one's own case one reads nothing, and a place elsewhere is another's to decide on.
    claims::claim(&owner, &house.domain, there.id, wish()).await.unwrap();
    claims::claim(&oost.organiser, &house.domain, here.id, wish()).await.unwrap();
    let own = told(&oost.organiser).await;
    assert!(own.iter().any(|(_, known)| known.is_none()), "{own:?}");
}

async fn neighbours_elsewhere_say_nothing_about_a_place(house: &House) {
    let (here, there) = shops(house).await;
    let oost = quarter(house).await;
    around(house, "Buurt 1", "BU1").await;
    let owner = oost.member(house, PIET).await;
    make_known(house, &oost, &owner).await;
    for place in [here.id, there.id] {
        claims::claim(&owner, &house.domain, place, wish()).await.unwrap();
    }
    let mut told = Vec::new();
    for case in queue(house, &house.operator()).await {
        let known = case.known.unwrap();
        assert_eq!(known[0].kind, Kind::EmailConfirmed);
        let by_neighbours = known.iter().any(|it| it.kind == Kind::KnownByNeighbours);
        let Matter::Claim(it) = case.matter else { panic!("a claim") };
        told.push((it.2.id, by_neighbours));
    }
    assert_eq!(told, [(here.id, true), (there.id, false)], "each by its own neighbours");
}

async fn what_is_known_is_read_only_where_it_is_asked(house: &House) {
    let (here, _) = shops(house).await;
    let oost = quarter(house).await;
    let owner = oost.member(house, PIET).await;
    claims::claim(&owner, &house.domain, here.id, wish()).await.unwrap();
    let cost = async |query: &QueueQuery| {
        let before = house.domain.db.statements();
        let queue = desk::queue(&oost.organiser, &house.domain, query).await.unwrap();
        (queue.cases[0].known.is_some(), house.domain.db.statements() - before)
    };
    let (told, with_known) = cost(&query()).await;
    let (not_told, without) = cost(&QueueQuery { with_known: false, ..query() }).await;
    assert!(told && !not_told && with_known > without, "{with_known} and {without}");
}

async fn many_claims_take_as_many_statements_as_one(house: &House) {
    let (here, there) = shops(house).await;
    let oost = quarter(house).await;
    around(house, "Amsterdam", "GM0363").await;
    let cost = async |claims: usize| {
        let before = house.domain.db.statements();
        assert_eq!(queue(house, &house.operator()).await.len(), claims);
        let desk = claims::at_desk(&house.operator(), &house.domain, true).await.unwrap();
        assert_eq!(desk.len(), claims);
        house.domain.db.statements() - before
    };
    let owner = oost.member(house, PIET).await;
    claims::claim(&owner, &house.domain, here.id, wish()).await.unwrap();
    let one = cost(1).await;
    claims::claim(&owner, &house.domain, there.id, wish()).await.unwrap();
    for email in ["drie@voorbeeld.nl", "vier@voorbeeld.nl"] {
        let other = oost.member(house, email).await;
        claims::claim(&other, &house.domain, here.id, wish()).await.unwrap();
    }
    assert_eq!(cost(4).await, one);
}

async fn the_desk_for_claims_says_what_another_decides(house: &House) {
    let (here, _) = shops(house).await;
    let quarter = around(house, "Buurt 0", "BU0").await;
    let domain = &house.domain;
    let steward = person(house, PIET, quarter.id, Role::Steward).await;
    let claimant = person(house, HANNEKE, quarter.id, Role::Member).await;
    let helper = person(house, "drie@voorbeeld.nl", quarter.id, Role::Member).await;
    let seen = async |ctx: &Ctx, with_known| -> AtDesk {
        let all = claims::at_desk(ctx, domain, with_known).await.unwrap();
        let [it] = all.try_into().unwrap();
        it
    };
    let (_, code) = claims::claim(&steward, domain, here.id, wish()).await.unwrap();
    claims::at_counter(&house.operator(), domain, here.id, code.unwrap().reveal()).await.unwrap();
    claims::claim(&claimant, domain, here.id, wish()).await.unwrap();
    // Who keeps the place decides nothing about it, and is told nothing.
    let own = seen(&steward, true).await;
    assert!(own.is_own && own.decides, "{own:?}");
    assert_eq!((own.claimant, own.known), (None, None));
    let others = seen(&house.operator(), true).await;
    assert!(!others.is_own && others.decides && others.claimant.is_some(), "{others:?}");
    assert_eq!(others.known.map(|it| it[0].kind), Some(Kind::EmailConfirmed));
    assert_eq!(seen(&house.operator(), false).await.known, None);
    // Who only sees codes is not told who.
    assert!(matches!(claims::at_desk(&helper, domain, true).await, Err(ListingError::Denied(_))));
    let sets = ([PermissionSet::HelpCoordinator].into_iter().collect(), WHY);
    set_sets(&house.operator(), domain, (quarter.id, id(&helper)), sets).await.unwrap();
    let code_only = seen(&helper, true).await;
    assert!(!code_only.is_own && !code_only.decides, "{code_only:?}");
    assert_eq!((code_only.claimant, code_only.known), (None, None));
}
