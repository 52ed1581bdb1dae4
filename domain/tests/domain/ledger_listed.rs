//! The accounts of a currency as organisers page through them. On both databases.

use koop_domain::id::{AccountId, CurrencyId};
use koop_domain::ledger::accounts::{self, open_for_listing};
use koop_domain::ledger::currencies::{CurrencyDraft, create};
use koop_domain::ledger::overview::{self, AccountFilter, AccountsQuery, Listed};
use koop_domain::listings;
use koop_domain::listings::model::Facts;
use koop_domain::profiles::model::ProfileKind;
use koop_domain::profiles::{act_as, make, rename};

use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::shop;
use crate::ledger_market::{Market, lat, market};

on_both_databases! {
    paging_shows_each_account_once_by_name;
    an_account_is_listed_by_the_name_that_its_holder_has_now;
    an_account_of_a_place_is_listed_by_the_name_of_the_place;
    a_page_begins_after_an_account_of_the_currency_alone;
}

/// Everything that is found, so many at a time.
async fn paged(house: &House, at: &Market, (text, first): (&str, u32)) -> Vec<Listed> {
    let mut query = AccountsQuery { text: text.to_owned(), first, ..AccountsQuery::default() };
    let mut all: Vec<Listed> = Vec::new();
    loop {
        let page = page(house, at, at.currency, &query).await;
        let Some(last) = page.last() else { return all };
        assert!(page.len() <= first as usize);
        query.after = Some(last.held.account.id);
        all.extend(page);
    }
}

async fn page(house: &House, at: &Market, of: CurrencyId, query: &AccountsQuery) -> Vec<Listed> {
    overview::accounts(&at.organiser, &house.domain, of, query).await.unwrap()
}

fn ids(all: &[Listed]) -> Vec<AccountId> {
    all.iter().map(|it| it.held.account.id).collect()
}

/// An account of what somebody made.
async fn made_by(
    house: &House,
    at: &Market,
    (owner, kind, name): (&str, ProfileKind, &str),
) -> AccountId {
    let (owner, _) = at.neighbour(house, owner).await;
    let made = make(&owner, &house.domain, (kind, name)).await.unwrap();
    let acting = act_as(&owner, &house.domain, made.id).await.unwrap().0;
    accounts::open(&acting, &house.domain, at.currency).await.unwrap().account.id
}

async fn paging_shows_each_account_once_by_name(house: &House) {
    let market = market(house, lat).await;
    for name in ["zoe", "anna", "bram", "carla", "dirk"] {
        market.neighbour(house, name).await;
    }
    // Two that are called alike stand beside each other, whoever opened theirs first.
    let soup = ("eerste", ProfileKind::Organisation, "Soepclub");
    let club = made_by(house, &market, soup).await;
    let alike = made_by(house, &market, ("tweede", ProfileKind::Merchant, "soepclub")).await;
    let whole = paged(house, &market, ("", 50)).await;
    assert_eq!(whole.len(), 10, "five, two who made something, what they made, and the fund");
    assert_eq!(whole[0].name, None, "the community's own stands first");
    let name = |it: &Listed| it.name.as_ref().map(|it| it.to_lowercase());
    let names: Vec<String> = whole.iter().filter_map(name).collect();
    let mut sorted = names.clone();
    sorted.sort();
    assert_eq!(names, sorted);
    let place = ids(&whole).iter().position(|it| *it == club).unwrap();
    assert_eq!(ids(&whole)[place + 1], alike);
    for first in 1..=11 {
        assert_eq!(ids(&paged(house, &market, ("", first)).await), ids(&whole), "{first} a page");
    }
    let found = paged(house, &market, ("soep", 1)).await;
    assert_eq!(ids(&found), [club, alike]);
    let query = AccountsQuery { only: Some(AccountFilter::Unused), first: 3, ..Default::default() };
    let unused = page(house, &market, market.currency, &query).await;
    let after = unused.last().map(|it| it.held.account.id);
    let rest = AccountsQuery { after, first: 50, ..query };
    let rest = page(house, &market, market.currency, &rest).await;
    assert_eq!([ids(&unused), ids(&rest)].concat(), ids(&whole)[1..]);
}

async fn an_account_is_listed_by_the_name_that_its_holder_has_now(house: &House) {
    let market = market(house, lat).await;
    let (owner, own) = market.neighbour(house, "midden").await;
    let made = make(&owner, &house.domain, (ProfileKind::Organisation, "Aardbeien")).await.unwrap();
    let acting = act_as(&owner, &house.domain, made.id).await.unwrap().0;
    let club = accounts::open(&acting, &house.domain, market.currency).await.unwrap().account.id;
    let listed = async || ids(&paged(house, &market, ("", 1)).await)[1..].to_vec();
    assert_eq!(listed().await, [club, own]);
    rename(&owner, &house.domain, made.id, "Zuurkool").await.unwrap();
    assert_eq!(listed().await, [own, club]);
}

async fn an_account_of_a_place_is_listed_by_the_name_of_the_place(house: &House) {
    let market = market(house, lat).await;
    let (noor, own) = market.neighbour(house, "noor").await;
    let place = shop(house, &noor, "Zadenwinkel").await;
    let of = (market.currency, place);
    let at_place = open_for_listing(&noor, &house.domain, of).await.unwrap().account.id;
    let listed = async || ids(&paged(house, &market, ("", 1)).await)[1..].to_vec();
    assert_eq!(listed().await, [own, at_place]);
    let facts = Facts { name: "Áppelboer".to_owned(), ..Facts::default() };
    listings::edit(&house.operator(), &house.domain, place, 1, facts).await.unwrap();
    assert_eq!(listed().await, [at_place, own]);
}

async fn a_page_begins_after_an_account_of_the_currency_alone(house: &House) {
    let market = market(house, lat).await;
    let (_, anna) = market.neighbour(house, "anna").await;
    let draft = CurrencyDraft { code: "ANDER".to_owned(), ..lat(market.oost.id) };
    let other = create(&market.organiser, &house.domain, draft).await.unwrap().id;
    let query = AccountsQuery { first: 50, after: Some(anna), ..AccountsQuery::default() };
    assert!(page(house, &market, other, &query).await.is_empty());
    let first = AccountsQuery { after: None, ..query };
    assert_eq!(page(house, &market, other, &first).await.len(), 1, "its fund");
}

/// What organisers page through is read from the index, and not sorted.
#[tokio::test]
async fn the_next_page_is_read_by_its_index() {
    let house = House::sqlite().await;
    let plan = house
        .plan(
            "select a.id from accounts a left join profiles p on p.id = a.profile_id \
             where a.currency_id = x'00' and a.state <> 'closed' and (a.name_key, a.id) > \
             ((select b.name_key from accounts b where b.id = x'00' and b.currency_id = x'00'), \
             x'00') order by a.name_key, a.id limit 51",
        )
        .await;
    assert!(plan.contains("accounts_named (currency_id=? AND (name_key,id)>(?,?))"), "{plan}");
    assert!(!plan.contains("TEMP B-TREE"), "{plan}");
}
