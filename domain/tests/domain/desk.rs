//! The queue of whoever looks after places, and what imports would change, on both databases.

use chrono::TimeDelta;
use koop_domain::communities::model::Role;
use koop_domain::communities::standing_over;
use koop_domain::ctx::Ctx;
use koop_domain::desk::{self, Case, CaseKind, Matter, Queue, QueueQuery};
use koop_domain::error::Problem;
use koop_domain::id::{DifferenceId, ListingId};
use koop_domain::imports::model::Record;
use koop_domain::jobs::Letter;
use koop_domain::language::Language;
use koop_domain::listings::claims::{self, Wish};
use koop_domain::listings::confirming;
use koop_domain::listings::differences;
use koop_domain::listings::duplicates;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::history::Field;
use koop_domain::listings::keepers::Keeper;
use koop_domain::listings::model::{Facts, LifeState};
use koop_domain::listings::provenance::{FactGroup, Origin};
use koop_domain::listings::reports::{self, About, Said};
use koop_domain::listings::{self, claims::ClaimState};
use koop_domain::policy::{self, Action};

use crate::areas::{draw, shop, survey};
use crate::communities::{PIET, person};
use crate::harness::{House, on_both_databases};
use crate::imports::{by_slug, import, record};
use crate::members::{HANNEKE, as_member, member};
use crate::reports::letters;
use crate::stewards::{around, shops};

on_both_databases! {
    everything_waits_in_one_queue;
    the_queue_is_what_its_reader_decides;
    the_queue_goes_on_where_it_stopped;
    a_page_costs_as_much_however_much_waits;
    a_source_is_heard_when_it_says_something_new;
    a_difference_is_accepted_or_refused;
    who_keeps_a_place_decides_nothing_about_it_at_the_desk;
    a_claimant_hears_why;
    a_steward_says_that_it_is_still_right;
    what_is_two_places_is_asked_once;
}

pub(crate) async fn queue(house: &House, ctx: &Ctx, query: QueueQuery) -> Queue {
    let ctx = Ctx { now: house.visitor().now, ..ctx.clone() };
    desk::queue(&ctx, &house.domain, &query).await.unwrap()
}

pub(crate) async fn waits(house: &House, ctx: &Ctx, kind: CaseKind) -> Vec<Case> {
    let query = QueueQuery { kind: Some(kind), first: 100, ..QueueQuery::default() };
    queue(house, ctx, query).await.cases
}

pub(crate) fn count(queue: &Queue, kind: CaseKind) -> u64 {
    queue.counts.iter().find(|(it, _)| *it == kind).map_or(0, |(_, count)| *count)
}

pub(crate) async fn say(
    house: &House,
    ctx: &Ctx,
    listing: ListingId,
    about: About,
    proposed: &str,
) {
    let note = if about.has_value() { "" } else { "Staat leeg" }.to_owned();
    let said = Said { about, proposed: proposed.to_owned(), note };
    reports::report(ctx, &house.domain, listing, &said, "192.0.2.1").await.unwrap();
}

fn with_phone(phone: &str) -> Record {
    let mut record = record("1", "Noor");
    record.facts.contact.phone = Some(phone.to_owned());
    record
}

/// An imported place whose telephone somebody here wrote.
async fn edited(house: &House) -> ListingId {
    import(house, "oost", vec![with_phone("020 111 11 11")]).await;
    let noor = by_slug(house, "noor").await;
    let mut facts = noor.facts.clone();
    facts.contact.phone = Some("020 555 01 91".to_owned());
    listings::edit(&house.operator(), &house.domain, noor.id, 1, facts).await.unwrap();
    noor.id
}

async fn pending(house: &House) -> Vec<(DifferenceId, Field)> {
    let cases = waits(house, &house.operator(), CaseKind::Difference).await;
    let pending = cases.into_iter().map(|case| match case.matter {
        Matter::Difference(it) => (it.0.id, it.0.field),
        other => panic!("{other:?}"),
    });
    pending.collect()
}

async fn everything_waits_in_one_queue(house: &House) {
    draw(house, "oost", survey(3)).await;
    let mut twin = shop("2", 0);
    twin.facts.name = shop("1", 0).facts.name;
    import(house, "oost", vec![shop("1", 0), twin]).await;
    let ctx = house.operator();
    let all = listings::newest(&ctx, &house.domain, 9).await.unwrap();
    let [one, other] = [all[0].id, all[1].id];
    say(house, &house.visitor(), one, About::Gone, "").await;
    house.clock.advance(TimeDelta::days(1));
    say(house, &house.visitor(), other, About::Phone, "020 555 01 91").await;
    house.clock.advance(TimeDelta::days(1));
    let claimant = as_member(house, &member(house, HANNEKE, "Hanneke", None).await);
    let wish = (Wish::CounterCode, Language::Nl);
    claims::claim(&claimant, &house.domain, one, wish).await.unwrap();
    let later = house.operator();
    assert_eq!(duplicates::seek(&later, &house.domain).await.unwrap(), 1);
    assert_eq!(duplicates::seek(&later, &house.domain).await.unwrap(), 0, "it is known");
    let whole = queue(house, &ctx, QueueQuery { first: 9, ..QueueQuery::default() }).await;
    let kinds: Vec<_> = whole.cases.iter().map(|it| kind(&it.matter)).collect();
    assert_eq!(kinds[..2], [CaseKind::Report, CaseKind::Suggestion]);
    assert_eq!((whole.cases.len(), whole.more), (4, false));
    for of in [CaseKind::Report, CaseKind::Suggestion, CaseKind::Claim, CaseKind::Duplicate] {
        assert_eq!(count(&whole, of), 1, "{of:?}");
        assert_eq!(waits(house, &ctx, of).await.len(), 1, "{of:?}");
    }
    let claim = whole.cases.iter().find_map(|it| match &it.matter {
        Matter::Claim(it) => Some(it.1.clone()),
        _ => None,
    });
    assert_eq!(claim.as_deref(), Some("Hanneke"), "who decides knows who says so");
    let old = QueueQuery { days: Some(2), first: 9, ..QueueQuery::default() };
    let old = queue(house, &ctx, old).await;
    assert_eq!((old.cases.len(), count(&old, CaseKind::Claim)), (1, 0));
    let there = by_slug(house, &all[0].slug).await.areas.first().copied();
    let here = QueueQuery { area: there, first: 9, ..QueueQuery::default() };
    assert_eq!(queue(house, &ctx, here).await.cases.len(), 4);
}

fn kind(matter: &Matter) -> CaseKind {
    match matter {
        Matter::Report(it) if it.0.proposed.is_some() => CaseKind::Suggestion,
        Matter::Report(_) => CaseKind::Report,
        Matter::Claim(_) => CaseKind::Claim,
        Matter::Difference(_) => CaseKind::Difference,
        Matter::Duplicate(_) => CaseKind::Duplicate,
        Matter::Appeal(_) => CaseKind::Appeal,
    }
}

/// Asking where one decides in the statement answers what asking place by place does.
async fn the_queue_is_what_its_reader_decides(house: &House) {
    let (here, there) = shops(house).await;
    let town = around(house, "Amsterdam", "GM0363").await;
    let quarter = around(house, "Buurt 0", "BU0").await;
    let beside = around(house, "Winkeliers", "BU0").await;
    let people = [
        person(house, PIET, town.id, Role::Organiser).await,
        person(house, HANNEKE, quarter.id, Role::Steward).await,
        person(house, "drie@voorbeeld.nl", beside.id, Role::Steward).await,
        person(house, "vier@voorbeeld.nl", quarter.id, Role::Member).await,
    ];
    for listing in [here.id, there.id] {
        say(house, &house.visitor(), listing, About::Gone, "").await;
    }
    let mut seen = Vec::new();
    for ctx in &people {
        let mut mine = Vec::new();
        for listing in [&here, &there] {
            let db = house.domain.db.reader();
            let standing = standing_over(ctx, db, Keeper::Nobody, listing).await.unwrap();
            if policy::allows_on(ctx.actor, Action::DecideReports, standing) {
                mine.push(listing.id);
            }
        }
        let queue =
            desk::queue(ctx, &house.domain, &QueueQuery { first: 9, ..QueueQuery::default() })
                .await;
        if mine.is_empty() {
            assert!(matches!(queue, Err(ListingError::Denied(_))), "who decides nothing");
            continue;
        }
        let queue = queue.unwrap();
        let told: Vec<ListingId> = queue
            .cases
            .iter()
            .map(|it| match &it.matter {
                Matter::Report(it) => it.1.id,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(told, mine);
        assert_eq!(count(&queue, CaseKind::Report), mine.len() as u64);
        seen.push(mine.len());
    }
    assert_eq!(seen, [1, 1, 1], "each has a part of it, and none is empty");
    let nobody = house.visitor();
    let denied = desk::queue(&nobody, &house.domain, &QueueQuery::default()).await;
    assert!(matches!(denied, Err(ListingError::Denied(_))));
    assert_eq!(desk::waiting(&nobody, &house.domain).await.unwrap(), 0);
    assert_eq!(desk::waiting(&house.operator(), &house.domain).await.unwrap(), 2);
}

async fn the_queue_goes_on_where_it_stopped(house: &House) {
    let long = QueueQuery { days: Some(100_000_000), ..QueueQuery::default() };
    let long = desk::queue(&house.operator(), &house.domain, &long).await;
    assert!(matches!(long, Err(ListingError::Invalid { field: "waitingDays", .. })), "{long:?}");
    let (here, there) = shops(house).await;
    for listing in [here.id, there.id] {
        for (about, proposed) in
            [(About::Gone, ""), (About::Phone, "020 555 01 91"), (About::Address, "")]
        {
            say(house, &house.visitor(), listing, about, proposed).await;
        }
        house.clock.advance(TimeDelta::minutes(1));
    }
    let ctx = house.operator();
    let whole = queue(house, &ctx, QueueQuery { first: 9, ..QueueQuery::default() }).await;
    let order: Vec<_> = whole.cases.iter().map(|it| it.since).collect();
    assert!(order.is_sorted() && order.len() == 6);
    let (mut pages, mut after) = (Vec::new(), None);
    loop {
        let page =
            queue(house, &ctx, QueueQuery { first: 2, after, ..QueueQuery::default() }).await;
        after = page.cases.last().map(|it| it.cursor);
        pages.extend(page.cases);
        if !page.more {
            break;
        }
    }
    assert_eq!(pages, whole.cases);
    let other = QueueQuery { days: Some(1), after, first: 9, ..QueueQuery::default() };
    let wrong = desk::queue(&ctx, &house.domain, &other).await;
    let bad = ListingError::Invalid { field: "after", problem: Problem::BadCursor };
    assert_eq!(format!("{wrong:?}"), format!("{:?}", Err::<Queue, _>(bad)));
}

async fn a_page_costs_as_much_however_much_waits(house: &House) {
    let (here, there) = shops(house).await;
    let quarter = around(house, "Buurt 0", "BU0").await;
    let steward = person(house, PIET, quarter.id, Role::Steward).await;
    say(house, &house.visitor(), here.id, About::Gone, "").await;
    let cost = async || {
        let before = house.domain.db.statements();
        queue(house, &steward, QueueQuery { first: 50, ..QueueQuery::default() }).await;
        house.domain.db.statements() - before
    };
    let one = cost().await;
    for listing in [here.id, there.id] {
        for _ in 0..9 {
            say(house, &house.visitor(), listing, About::Gone, "").await;
        }
    }
    assert_eq!(cost().await, one, "no statement a place");
    assert_eq!(waits(house, &steward, CaseKind::Report).await.len(), 10);
}

async fn a_source_is_heard_when_it_says_something_new(house: &House) {
    let id = edited(house).await;
    import(house, "oost", vec![with_phone("020 111 11 11")]).await;
    assert_eq!(pending(house).await, [], "it said so before");
    import(house, "oost", vec![with_phone("020 222 22 22")]).await;
    let asked = pending(house).await;
    assert_eq!(asked.iter().map(|it| it.1).collect::<Vec<_>>(), [Field::Phone]);
    import(house, "oost", vec![with_phone("020 555 01 91")]).await;
    assert_eq!(pending(house).await, [], "theirs became ours");
    import(house, "oost", vec![with_phone("020 333 33 33")]).await;
    assert_eq!(pending(house).await.len(), 1);
    let now = by_slug(house, "noor").await;
    let mut facts = now.facts.clone();
    facts.contact.phone = Some("020 444 44 44".to_owned());
    listings::edit(&house.operator(), &house.domain, id, now.revision, facts).await.unwrap();
    assert_eq!(pending(house).await, [], "what people write afterwards is newer");
    // A file that loses a place which somebody here keeps open says something, too.
    for state in [LifeState::Gone { since: None }, LifeState::Running] {
        let now = by_slug(house, "noor").await;
        let facts = Facts { state, ..now.facts.clone() };
        listings::edit(&house.operator(), &house.domain, id, now.revision, facts).await.unwrap();
    }
    import(house, "oost", vec![]).await;
    let asked = pending(house).await;
    assert_eq!(asked.iter().map(|it| it.1).collect::<Vec<_>>(), [Field::State]);
    import(house, "oost", vec![with_phone("020 333 33 33")]).await;
    assert_eq!(pending(house).await, [], "it is back");
}

async fn a_difference_is_accepted_or_refused(house: &House) {
    let id = edited(house).await;
    import(house, "oost", vec![with_phone("020 222 22 22")]).await;
    let [(asked, _)] = pending(house).await.try_into().unwrap();
    let ctx = house.operator();
    differences::decide(&ctx, &house.domain, asked, false).await.unwrap();
    assert_eq!(pending(house).await, []);
    let twice = differences::decide(&ctx, &house.domain, asked, true).await;
    assert!(matches!(twice, Err(ListingError::NotFound)));
    let mut more = with_phone("020 222 22 22");
    more.facts.tags = vec!["nieuw".to_owned()];
    import(house, "oost", vec![more]).await;
    assert_eq!(pending(house).await, [], "it says the same of the telephone");
    import(house, "oost", vec![with_phone("020 333 33 33")]).await;
    let [(asked, _)] = pending(house).await.try_into().unwrap();
    let listing = differences::decide(&ctx, &house.domain, asked, true).await.unwrap();
    assert_eq!(listing.id, id);
    assert_eq!(listing.facts.contact.phone.as_deref(), Some("020 333 33 33"));
    let origin = &listing.provenance[&FactGroup::Contact].origin;
    assert_eq!(*origin, Origin::Edit { editor: "operator".to_owned() });
    assert_eq!(pending(house).await, []);
    assert_eq!(house.count("listing_differences").await, 0);
}

async fn who_keeps_a_place_decides_nothing_about_it_at_the_desk(house: &House) {
    let (here, _) = shops(house).await;
    let quarter = around(house, "Buurt 0", "BU0").await;
    let steward = person(house, PIET, quarter.id, Role::Steward).await;
    let wish = (Wish::CounterCode, Language::Nl);
    let (_, code) = claims::claim(&steward, &house.domain, here.id, wish).await.unwrap();
    let own = waits(house, &steward, CaseKind::Claim).await;
    assert!(own[0].is_own, "she sees it, and another decides");
    let code = code.unwrap();
    claims::at_counter(&house.operator(), &house.domain, here.id, code.reveal()).await.unwrap();
    let mut facts = by_slug(house, &here.slug).await.facts;
    facts.contact.phone = Some("020 555 01 91".to_owned());
    listings::edit(&steward, &house.domain, here.id, 1, facts).await.unwrap();
    let mut record = shop("1", 0);
    record.facts.contact.phone = Some("020 111 11 11".to_owned());
    import(house, "oost", vec![record, shop("2", 1)]).await;
    let cases = waits(house, &steward, CaseKind::Difference).await;
    assert!(cases[0].is_own);
    let [(asked, _)] = pending(house).await.try_into().unwrap();
    let denied = differences::decide(&steward, &house.domain, asked, true).await;
    assert!(matches!(denied, Err(ListingError::Denied(_))));
    let other = person(house, "ander@voorbeeld.nl", quarter.id, Role::Steward).await;
    differences::decide(&other, &house.domain, asked, true).await.unwrap();
    let stranger = person(house, "lid@voorbeeld.nl", quarter.id, Role::Member).await;
    let denied = differences::decide(&stranger, &house.domain, asked, true).await;
    assert!(matches!(denied, Err(ListingError::Denied(_))));
}

async fn a_claimant_hears_why(house: &House) {
    import(house, "oost", vec![record("1", "Noor")]).await;
    let noor = by_slug(house, "noor").await;
    let claimant = as_member(house, &member(house, HANNEKE, "Hanneke", None).await);
    let wish = (Wish::CounterCode, Language::Nl);
    let (claim, _) = claims::claim(&claimant, &house.domain, noor.id, wish).await.unwrap();
    letters(house).await;
    let verdict = (false, "We kennen je niet");
    let refused =
        claims::decide(&house.operator(), &house.domain, claim.id, verdict).await.unwrap();
    assert_eq!(refused.state, ClaimState::Refused);
    let [(to, letter)] = letters(house).await.try_into().unwrap();
    assert_eq!(to, HANNEKE);
    let Letter::ClaimDecided { place, accepted, reason, .. } = letter else { panic!("{letter:?}") };
    assert_eq!((place.as_str(), accepted, reason.as_str()), ("Noor", false, "We kennen je niet"));
}

async fn a_steward_says_that_it_is_still_right(house: &House) {
    let (here, there) = shops(house).await;
    let quarter = around(house, "Buurt 0", "BU0").await;
    let steward = person(house, PIET, quarter.id, Role::Steward).await;
    let seen = confirming::confirm(&steward, &house.domain, here.id).await.unwrap();
    let known = &seen.provenance[&FactGroup::Place];
    assert!(matches!(&known.origin, Origin::Seen { editor, .. } if editor == "steward"));
    assert_eq!(seen.facts, here.facts);
    assert_eq!(
        house.text("select count(*) || '' from audit_log where act = 'listing_confirmed'").await,
        "1"
    );
    let denied = confirming::confirm(&steward, &house.domain, there.id).await;
    assert!(matches!(denied, Err(ListingError::Denied(_))), "it is another's");
}

async fn what_is_two_places_is_asked_once(house: &House) {
    import(house, "oost", vec![record("1", "Noor"), record("2", "Noor")]).await;
    let ctx = house.operator();
    duplicates::seek(&ctx, &house.domain).await.unwrap();
    let cases = waits(house, &ctx, CaseKind::Duplicate).await;
    let Matter::Duplicate(it) = &cases[0].matter else { panic!("{cases:?}") };
    assert_eq!(it.0.reasons, ["NAME"]);
    duplicates::unlike(&ctx, &house.domain, it.0.id).await.unwrap();
    let twice = duplicates::unlike(&ctx, &house.domain, it.0.id).await;
    assert!(matches!(twice, Err(ListingError::NotFound)));
    assert_eq!(duplicates::seek(&ctx, &house.domain).await.unwrap(), 0);
    assert_eq!(waits(house, &ctx, CaseKind::Duplicate).await, []);
    // What looks alike no more is asked no more.
    house.run("delete from duplicate_pairs").await;
    assert_eq!(duplicates::seek(&ctx, &house.domain).await.unwrap(), 1);
    import(house, "oost", vec![record("1", "Noor"), record("2", "Schoenen De Lange")]).await;
    duplicates::seek(&ctx, &house.domain).await.unwrap();
    assert_eq!(waits(house, &ctx, CaseKind::Duplicate).await, []);
}
