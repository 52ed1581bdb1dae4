//! The demo's board in a house, as its neighbours made it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use koop_domain::agreements;
use koop_domain::agreements::model::{AgreementState, Seen};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::helpdesk::{NeedState, Person};
use koop_domain::id::SessionId;
use koop_domain::language::Language;
use koop_domain::ledger::issuing::{self, HandoutDraft};
use koop_domain::ledger::payments::model::Payee;
use koop_domain::ledger::{self, payments};
use koop_domain::members::model::Email;
use koop_domain::members::passwords::Passwords;
use koop_domain::members::{self, NewMember};
use koop_domain::page::PAGE_MAX;
use koop_domain::posts::model::{Outcome, PostState};
use koop_domain::{alerts, communities, helpdesk, posts};
use koop_seeds::demo::{self, board, people};
use sea_orm::ConnectionTrait;

use super::harness::{Sealing, Town};

/// What the house remembers of the demo, as it does of everything: what was done, what the index
/// has to look at, who tried how often, and which mails were to go out.
const REMEMBERED: [&str; 5] = ["attempts", "audit_log", "changes", "jobs", "followers"];
/// Seeding takes no longer.
const LONGEST: Duration = Duration::from_secs(20);

/// A house with the demo in it, and the people of its community.
async fn peopled() -> Town {
    let mut town = Town::new().await;
    town.domain.passwords = Passwords::cheap();
    town.domain.seal = Arc::new(Sealing);
    demo::seed(&town.ctx(), &town.domain).await.unwrap();
    people::settle(&town.ctx(), &town.domain).await.unwrap();
    town
}

async fn lively() -> (Town, usize) {
    let town = peopled().await;
    let posts = board::put_up(&town.ctx(), &town.domain).await.unwrap();
    (town, posts)
}

/// Somebody of the demo, or anybody who is let in for it.
async fn member(town: &Town, name: &str, email: &str) -> Ctx {
    let new = NewMember {
        name: name.to_owned(),
        email: Email::read(email).unwrap(),
        password: None,
        language: Language::Nl,
        operator: false,
    };
    let member = members::add(&town.ctx(), &town.domain, new).await.unwrap();
    let session = SessionId(town.ctx().ids.next());
    let signed = Signed { member, session, operator: false, under: None };
    Ctx { actor: Actor::Member(signed), ..town.ctx() }
}

/// The four who sign in, by what they are.
async fn four(town: &Town) -> BTreeMap<&'static str, Ctx> {
    let mut four = BTreeMap::new();
    for it in people::SIGN_INS {
        four.insert(it.what, member(town, it.name, it.email).await);
    }
    four
}

async fn rows(db: &impl ConnectionTrait, query: &str) -> Vec<(String, i64)> {
    let rows = db.query_all_raw(sea_orm::Statement::from_string(db.get_database_backend(), query));
    let read = |row: &sea_orm::QueryResult| {
        (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())
    };
    rows.await.unwrap().iter().map(read).collect()
}

/// How many rows each table has, but for what the house remembers.
async fn counts(town: &Town) -> BTreeMap<String, i64> {
    let db = town.domain.db.reader();
    let tables = rows(
        db,
        "select name, 0 from sqlite_master where type = 'table' and name not like 'sqlite%'",
    );
    let mut counts = BTreeMap::new();
    for (table, _) in tables.await {
        if !REMEMBERED.contains(&table.as_str()) {
            let count = rows(db, &format!("select '{table}', count(*) from {table}")).await;
            counts.extend(count);
        }
    }
    counts
}

#[tokio::test]
async fn the_board_is_put_up_within_seconds() {
    let town = peopled().await;
    let start = Instant::now();
    let posts = board::put_up(&town.ctx(), &town.domain).await.unwrap();
    let took = start.elapsed();
    assert!((150..=165).contains(&posts), "{posts}");
    assert!(took < LONGEST, "{took:?}");
}

#[tokio::test]
async fn the_board_can_be_put_up_at_any_hour() {
    let town = peopled().await;
    // The night, the evening on which soup is just not over, and the days on which the clock
    // changes; each more than a week after the last, so that it is put up anew.
    for now in [
        "2026-06-30T22:05:00Z",
        "2026-08-01T15:59:00Z",
        "2026-10-25T00:30:00Z",
        "2026-12-31T22:55:00Z",
        "2027-03-28T07:12:00Z",
    ] {
        let ctx = Ctx { now: now.parse().unwrap(), ..town.ctx() };
        let posts = board::put_up(&ctx, &town.domain).await;
        assert!(posts.is_ok_and(|it| it >= 150), "{now}");
        let by = "select state, count(*) from agreements group by state";
        let states = rows(town.domain.db.reader(), by).await;
        assert_eq!(states.len(), AgreementState::ALL.len(), "{now}: {states:?}");
    }
}

#[tokio::test]
async fn agreements_stand_in_every_state_and_posts_too() {
    let (town, _) = lively().await;
    let db = town.domain.db.reader();
    let by = |table: &str, column: &str| {
        format!("select {column}, count(*) from {table} group by {column} order by {column}")
    };
    let states: BTreeMap<_, _> = rows(db, &by("agreements", "state")).await.into_iter().collect();
    for state in AgreementState::ALL {
        assert!(states.contains_key(state.key()), "{state:?}: {states:?}");
    }
    assert!(states["done"] >= 20, "{states:?}");
    let states: BTreeMap<_, _> = rows(db, &by("posts", "state")).await.into_iter().collect();
    for state in PostState::ALL {
        assert!(states.contains_key(state.key()), "{state:?}: {states:?}");
    }
    assert!(states["open"] >= 145, "{states:?}");
    let outcomes = rows(db, &by("posts", "coalesce(outcome, '-')")).await;
    assert_eq!(outcomes.len(), 1 + Outcome::ALL.len(), "{outcomes:?}");
    let reports = rows(db, &by("post_reports", "state")).await;
    assert_eq!(reports.len(), 2, "one was upheld, one waits: {reports:?}");
    let demo = rows(db, "select 'posts', count(*) from posts where not demo").await;
    assert_eq!(demo[0].1, 0, "all of them are marked");
    let cells = rows(db, "select 'cells', count(distinct latitude * 1000 + longitude) from posts");
    assert!(cells.await[0].1 >= 25, "they are spread over the neighbourhood");
    let placed = rows(db, "select 'placed', count(*) from agreements where place is not null");
    assert!(placed.await[0].1 >= 10, "the two know where they meet");
}

#[tokio::test]
async fn everybody_who_signs_in_finds_something_to_do() {
    let (town, _) = lively().await;
    for (what, me) in four(&town).await {
        let (mine, _) = agreements::mine(&me, &town.domain, 100, None).await.unwrap();
        assert!(mine.len() >= 3, "{what}: {}", mine.len());
        assert!(mine.iter().any(|it: &Seen| !it.agreement.state.is_end()), "{what}");
        assert!(alerts::unseen(&me, &town.domain).await.unwrap() >= 1, "{what} is told nothing");
        let (told, _) = alerts::mine(&me, &town.domain, 100, None).await.unwrap();
        assert!(told.len() >= 4, "{what}: {}", told.len());
        let posts = posts::mine(&me, &town.domain).await.unwrap();
        assert!(posts.len() >= 2, "{what}: {}", posts.len());
    }
    let samira = &four(&town).await["resident"];
    let unread = agreements::messages::unread(samira, &town.domain).await.unwrap();
    assert!((1..=8).contains(&unread), "{unread}");
}

#[tokio::test]
async fn some_neighbours_are_known_to_keep_what_they_agree_on() {
    let (town, _) = lively().await;
    let samira = &four(&town).await["resident"];
    let mut reliable = 0;
    for (name, email) in [
        ("Mehmet Aydın", "mehmet.aydin@oost.example"),
        ("Selam Tesfay", "selam.tesfay@oost.example"),
        ("Elif Yıldız", "elif.yildiz@oost.example"),
        ("Joke", "vrijwilliger@oost.example"),
        ("Milan", "winkel@oost.example"),
    ] {
        let Actor::Member(it) = member(&town, name, email).await.actor else { continue };
        let all = agreements::reliability(samira, &town.domain, &[it.member]).await.unwrap();
        let thanks = agreements::thanks_to(samira, &town.domain, it.member).await.unwrap();
        assert!(!thanks.is_empty(), "{name} is thanked");
        reliable += usize::from(
            all.get(&it.member)
                .is_some_and(|it| it.finished >= 2 && it.replies_within_hours.is_some()),
        );
    }
    assert!(reliable >= 3, "{reliable}");
}

#[tokio::test]
async fn seeding_twice_changes_nothing_and_a_week_later_puts_it_up_anew() {
    let (town, first) = lively().await;
    let before = counts(&town).await;
    assert_eq!(board::put_up(&town.ctx(), &town.domain).await.unwrap(), 0);
    assert_eq!(counts(&town).await, before);

    let later = Ctx { now: town.ctx().now + TimeDelta::days(8), ..town.ctx() };
    assert_eq!(board::put_up(&later, &town.domain).await.unwrap(), first);
    let after = counts(&town).await;
    for table in ["posts", "agreements", "messages", "members", "attestations", "vouches", "thanks"]
    {
        assert_eq!(after[table], before[table], "{table}");
    }
}

#[tokio::test]
async fn removing_the_demo_leaves_nothing_of_the_board() {
    let bare = peopled().await;
    demo::remove(&bare.ctx(), &bare.domain).await.unwrap();
    let (town, _) = lively().await;
    demo::remove(&town.ctx(), &town.domain).await.unwrap();
    let left = counts(&town).await;
    assert_eq!(left, counts(&bare).await);
    for table in ["posts", "agreements", "messages", "alerts", "members", "profiles", "thanks"] {
        assert_eq!(left[table], 0, "{table}");
    }
}

#[tokio::test]
async fn what_is_seeded_where_nothing_can_be_sealed_has_no_places() {
    let mut town = peopled().await;
    town.domain.seal = Arc::new(koop_domain::ports::NoSeal);
    board::put_up(&town.ctx(), &town.domain).await.unwrap();
    let placed = "select 'placed', count(*) from agreements where place is not null";
    assert_eq!(rows(town.domain.db.reader(), placed).await[0].1, 0);
}

#[tokio::test]
async fn without_the_demo_there_is_no_board() {
    let town = Town::new().await;
    assert_eq!(board::put_up(&town.ctx(), &town.domain).await.unwrap(), 0);
    assert!(counts(&town).await["posts"] == 0);
}

#[tokio::test]
async fn visitors_count_neighbours_of_whom_they_see_nothing() {
    let (town, _) = lively().await;
    let nobody = Ctx { actor: Actor::Visitor, ..town.ctx() };
    let of = posts::counts(&nobody, &town.domain, None).await.unwrap();
    let all: u64 = of.counts.iter().map(|it| it.count).sum();
    assert!(all >= 140, "{all}");
    let title = "gevraagd-wie-helpt-een-buurvrouw-81-met-de-printer";
    let seen = posts::by_slug(&nobody, &town.domain, title).await.unwrap();
    assert!(seen.is_none(), "the printer is for confirmed neighbours");
}

#[tokio::test]
async fn the_help_desk_has_needs_in_every_state() {
    let (town, _) = lively().await;
    let (four, domain) = (four(&town).await, &town.domain);
    let all = communities::all(&town.ctx(), domain).await.unwrap();
    let here = all.iter().find(|it| it.community.demo).unwrap().community.id;
    let desk = &four["organiser"];
    let (needs, more) = helpdesk::list(desk, domain, here, PAGE_MAX, None).await.unwrap();
    assert!(!more && needs.len() == 7, "{needs:?}");
    for state in NeedState::ALL {
        assert!(needs.iter().any(|it| it.state == *state), "{state:?}");
    }
    assert_eq!(helpdesk::unanswered(desk, domain, here).await.unwrap(), 1);
    assert!(needs.iter().any(|it| matches!(it.person, Person::Member(_)) && it.said_yes == 1));
    let hers = &four["volunteer"];
    let asked = helpdesk::asked_of_me(hers, domain).await.unwrap();
    let helps = asked.iter().find(|it| it.is_assigned).unwrap();
    let contact = helpdesk::contact(hers, domain, helps.need).await.unwrap();
    assert!(contact.phone.is_some_and(|it| it.starts_with("020 555 01")), "a number of nobody");
    assert_eq!(helpdesk::waiting_for_me(&four["merchant"], domain).await.unwrap(), 1);
    // Put up anew, what still ran is closed, and as much stands there again.
    let later = Ctx { now: town.ctx().now + TimeDelta::days(8), ..town.ctx() };
    board::put_up(&later, domain).await.unwrap();
    let desk = Ctx { now: later.now, ..desk.clone() };
    let (needs, _) = helpdesk::list(&desk, domain, here, PAGE_MAX, None).await.unwrap();
    let runs = needs.iter().filter(|it| !it.state.is_end()).count();
    assert_eq!(runs, 5, "{needs:?}");
}

#[tokio::test]
async fn neighbours_pay_each_other_and_the_books_balance() {
    let (town, _) = lively().await;
    let four = four(&town).await;
    let checked = ledger::history::verify(&town.ctx(), &town.domain).await.unwrap();
    let found: Vec<_> = checked.iter().map(|it| (it.code.as_str(), it.found.clone())).collect();
    assert!(found.iter().all(|(_, it)| it.is_ok()), "{found:?}");
    for (code, least) in [("LAT", 90), ("UUR", 25), ("DAPPER", 120)] {
        let many = |it: &Result<u64, _>| it.as_ref().is_ok_and(|it| *it >= least);
        assert!(found.iter().any(|(of, it)| *of == code && many(it)), "{found:?}");
    }
    let purses = payments::purses(&four["resident"], &town.domain).await.unwrap();
    let lat = purses.iter().find(|it| it.currency.code == "LAT").unwrap();
    assert!(lat.held.account.balance().minor() != 0, "she pays and is paid");
    let waits = payments::requests(&four["resident"], &town.domain, lat.held.account.id).await;
    assert_eq!(waits.unwrap().len(), 2, "one she asks, one she is asked");
    let shop = payments::purses(&four["merchant"], &town.domain).await.unwrap();
    assert!(shop.iter().any(|it| it.held.holder.is_some_and(|it| it.listing.is_some())));
}

#[tokio::test]
async fn what_one_earns_by_helping_is_issued_handed_out_paid_with_and_handed_in() {
    let (town, _) = lively().await;
    let db = town.domain.db.reader();
    let states =
        |table: &str| format!("select state, count(*) from {table} group by state order by state");
    let proposals = rows(db, &states("issue_proposals")).await;
    assert_eq!(proposals, [("confirmed".into(), 2), ("waiting".into(), 1)]);
    let handed_in = rows(db, &states("redemptions")).await;
    assert_eq!(handed_in, [("approved".into(), 1), ("asked".into(), 1), ("paid".into(), 2)]);
    let given = rows(db, "select 'handed out', count(*) from issue_handouts").await;
    assert!(given[0].1 > 90, "{given:?}");
    // What two agreed on at a price: held now, paid, and frozen while they differ.
    let held = "select case when h.disputed then 'disputed' else h.state end, count(*) \
        from agreement_holds g join holds h on h.id = g.hold_id group by 1 order by 1";
    let held: BTreeMap<_, _> = rows(db, held).await.into_iter().collect();
    assert_eq!(held["captured"], 1);
    assert_eq!(held["disputed"], 1);
    assert_eq!(held["standing"], 3);
    let takes = "select 'take', count(*) from listings where facts like '%\"code\":\"DAPPER\"%'";
    assert!(rows(db, takes).await[0].1 >= 5);
}

#[tokio::test]
async fn the_volunteer_hands_out_for_the_organisation_that_may() {
    let (town, _) = lively().await;
    let (four, domain) = (four(&town).await, &town.domain);
    let hers = &four["volunteer"];
    let [budget] = issuing::my_budgets(hers, domain).await.unwrap().try_into().unwrap();
    assert_eq!(
        (budget.name.as_str(), budget.unit.code.as_str()),
        ("Buurtkamer De Ringdijk", "DAPPER")
    );
    assert!(budget.left() >= 1_000, "a visitor has something to hand out: {}", budget.left());
    let purses = payments::purses(&four["resident"], domain).await.unwrap();
    let to = purses.iter().find(|it| it.currency.code == "DAPPER").unwrap().held.account.id;
    let draft = HandoutDraft {
        key: town.ctx().ids.next(),
        budget: budget.id,
        to: Payee::Account(to),
        amount: "2.50".to_owned(),
        purpose: Some("Printer aan de praat".to_owned()),
    };
    issuing::hand_out(hers, domain, draft).await.unwrap();
    let left = issuing::my_budgets(hers, domain).await.unwrap()[0].left();
    assert_eq!(left, budget.left() - 250);
    let latest = issuing::handouts(hers, domain, budget.id).await.unwrap();
    assert_eq!(latest[0].purpose.as_deref(), Some("Printer aan de praat"));
    assert!(
        latest
            .iter()
            .any(|it| it.purpose.as_deref().is_some_and(|it| it.starts_with("Meegelezen")))
    );
    for what in ["resident", "merchant", "organiser"] {
        assert!(issuing::my_budgets(&four[what], domain).await.unwrap().is_empty(), "{what}");
    }
    // Put up anew, she belongs there all the same.
    let later = Ctx { now: town.ctx().now + TimeDelta::days(8), ..town.ctx() };
    board::put_up(&later, domain).await.unwrap();
    let hers = Ctx { now: later.now, ..hers.clone() };
    assert_eq!(issuing::my_budgets(&hers, domain).await.unwrap().len(), 1);
}
