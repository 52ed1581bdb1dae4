//! "Dit klopt niet": saying so, deciding, and who hears of it, on both databases.

use chrono::TimeDelta;
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::id::ListingId;
use koop_domain::jobs::{self, Letter};
use koop_domain::language::Language;
use koop_domain::listings::claims::{self, Wish};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::model::{LifeState, Service};
use koop_domain::listings::provenance::{FactGroup, Origin};
use koop_domain::listings::reports::{
    self, About, Desk, GONE_MIN, REPORT_DAYS, Report, ReportState, SEASONED_DAYS, Said,
};
use koop_domain::members::model::Email;
use koop_domain::members::{self, NewMember};
use koop_domain::policy::Action;

use crate::harness::{House, on_both_databases};
use crate::imports::{by_slug, import, record};
use crate::members::{as_member, member};

on_both_databases! {
    a_visitors_word_changes_nothing_until_it_is_accepted;
    an_owner_decides_and_hears_once_a_day;
    nobody_decides_their_own_report;
    nobody_else_sees_or_decides_reports;
    three_neighbours_make_a_banner_and_one_decision_ends_it;
    what_cannot_be_is_refused_with_its_field;
    a_report_said_twice_is_one;
    reports_are_counted;
    a_refusal_says_why;
    what_is_a_year_old_goes;
    the_database_keeps_the_laws;
}

/// A member's request.
pub(crate) async fn person(house: &House, email: &str) -> Ctx {
    let who = member(house, email, "Iemand", None).await;
    as_member(house, &who)
}

/// Somebody who has shown that a place is theirs.
pub(crate) async fn owner_of(house: &House, id: ListingId, email: &str) -> Ctx {
    let ctx = person(house, email).await;
    let wish = (Wish::CounterCode, Language::Nl);
    let (_, code) = claims::claim(&ctx, &house.domain, id, wish).await.unwrap();
    let code = code.unwrap();
    claims::at_counter(&house.operator(), &house.domain, id, code.reveal()).await.unwrap();
    ctx
}

/// What waits to be mailed: to whom, and what.
pub(crate) async fn letters(house: &House) -> Vec<(String, Letter)> {
    let taken = jobs::take(&house.operator(), &house.domain).await.unwrap();
    for job in &taken {
        jobs::done(&house.operator(), &house.domain, job.id).await.unwrap();
    }
    taken.into_iter().map(|job| (job.mail.to, job.mail.letter)).collect()
}

async fn noor(house: &House) -> ListingId {
    import(house, "oost", vec![record("1", "Noor")]).await;
    by_slug(house, "noor").await.id
}

fn said(about: About, proposed: &str, note: &str) -> Said {
    Said { about, proposed: proposed.to_owned(), note: note.to_owned() }
}

async fn say(ctx: &Ctx, house: &House, id: ListingId, it: Said) -> Result<Report, ListingError> {
    reports::report(ctx, &house.domain, id, &it, "192.0.2.1").await
}

/// The same person, now.
fn again(house: &House, ctx: &Ctx) -> Ctx {
    Ctx { actor: ctx.actor, ..house.visitor() }
}

/// Somebody who looks after the directory.
async fn steward(house: &House, email: &str) -> Ctx {
    let new = NewMember {
        name: "Sara".to_owned(),
        email: Email::read(email).unwrap(),
        password: None,
        language: Language::Nl,
        operator: true,
    };
    members::add(&house.operator(), &house.domain, new).await.unwrap();
    person(house, email).await
}

async fn a_visitors_word_changes_nothing_until_it_is_accepted(house: &House) {
    let id = noor(house).await;
    let hours = said(About::Hours, " ma-za 9.00-17.00 ", "Staat op de deur");
    let report = say(&house.visitor(), house, id, hours).await.unwrap();
    assert_eq!(report.proposed.as_deref(), Some("ma-za 9.00-17.00"));
    assert_eq!((report.member, report.state), (None, ReportState::Open));
    let now = by_slug(house, "noor").await;
    assert_eq!((now.revision, now.facts.hours.len()), (1, 0), "it only waits");
    let desk = reports::desk(&house.operator(), &house.domain, Desk::default()).await.unwrap();
    assert_eq!((desk.len(), desk[0].0.id, desk[0].1.id), (1, report.id, id));
    let yes = (true, "");
    let (decided, listing) =
        reports::decide(&house.operator(), &house.domain, report.id, yes).await.unwrap();
    assert_eq!((decided.state, listing.revision), (ReportState::Accepted, 2));
    assert_eq!(listing.facts.hours[&Service::Counter], "ma-za 9.00-17.00");
    let origin = &listing.provenance[&FactGroup::Hours].origin;
    assert_eq!(*origin, Origin::Edit { editor: "operator".to_owned() });
    let twice = reports::decide(&house.operator(), &house.domain, report.id, yes).await;
    assert!(matches!(twice, Err(ListingError::NotFound)));
    assert!(letters(house).await.is_empty(), "nobody knows who said it");
}

async fn an_owner_decides_and_hears_once_a_day(house: &House) {
    let id = noor(house).await;
    let owner = owner_of(house, id, "eigenaar@voorbeeld.nl").await;
    let neighbour = person(house, "buur@voorbeeld.nl").await;
    let phone = said(About::Phone, "020 555 01 91", "");
    let report = say(&neighbour, house, id, phone).await.unwrap();
    house.clock.advance(TimeDelta::minutes(1));
    say(&house.visitor(), house, id, said(About::Otherwise, "", "De deur is groen")).await.unwrap();
    let sent = letters(house).await;
    let [(to, Letter::Reported { place, count, .. })] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!((to.as_str(), place.as_str(), *count), ("eigenaar@voorbeeld.nl", "Noor", 1));
    let desk = reports::desk(&house.operator(), &house.domain, Desk::default()).await.unwrap();
    assert!(desk.is_empty(), "the place is somebody's");
    let (listing, mine) = reports::of_listing(&owner, &house.domain, id).await.unwrap();
    assert_eq!(mine.len(), 2);
    assert_eq!(reports::waiting(&owner, &house.domain, &listing).await.unwrap(), 2);
    assert_eq!(reports::waiting(&neighbour, &house.domain, &listing).await.unwrap(), 0);

    let (_, listing) =
        reports::decide(&owner, &house.domain, report.id, (true, "Dank je")).await.unwrap();
    assert_eq!(listing.facts.contact.phone.as_deref(), Some("020 555 01 91"));
    let sent = letters(house).await;
    let [(to, Letter::ReportDecided { accepted: true, reason, .. })] = sent.as_slice() else {
        panic!("{sent:?}")
    };
    assert_eq!((to.as_str(), reason.as_deref()), ("buur@voorbeeld.nl", Some("Dank je")));

    // The one that she has not heard of is told a day later, once.
    house.clock.advance(TimeDelta::hours(25));
    for expected in [1, 0] {
        reports::tidy(&house.operator(), &house.domain).await.unwrap();
        assert_eq!(letters(house).await.len(), expected);
    }
}

async fn nobody_decides_their_own_report(house: &House) {
    let id = noor(house).await;
    let steward = steward(house, "sara@voorbeeld.nl").await;
    let other = steward_two(house).await;
    let report = say(&steward, house, id, said(About::Name, "Noor en zoon", "")).await.unwrap();
    let own = reports::decide(&steward, &house.domain, report.id, (true, "")).await;
    let Err(ListingError::Denied(denied)) = own else { panic!("{own:?}") };
    assert_eq!(denied.action, Action::DecideReports);
    assert_eq!(by_slug(house, "noor").await.revision, 1);
    reports::decide(&other, &house.domain, report.id, (true, "")).await.unwrap();
    assert_eq!(by_slug(house, "noor").await.facts.name, "Noor en zoon");
}

async fn steward_two(house: &House) -> Ctx {
    steward(house, "omar@voorbeeld.nl").await
}

async fn nobody_else_sees_or_decides_reports(house: &House) {
    let id = noor(house).await;
    let report = say(&house.visitor(), house, id, said(About::Gone, "", "")).await.unwrap();
    let other = person(house, "ander@voorbeeld.nl").await;
    for ctx in [house.visitor(), other] {
        let decided = reports::decide(&ctx, &house.domain, report.id, (true, "")).await;
        assert!(matches!(decided, Err(ListingError::Denied(_))), "{decided:?}");
        let desk = reports::desk(&ctx, &house.domain, Desk::default()).await;
        assert!(matches!(desk, Err(ListingError::Denied(_))));
        let seen = reports::of_listing(&ctx, &house.domain, id).await;
        assert!(matches!(seen, Err(ListingError::Denied(_))));
    }
    assert_eq!(by_slug(house, "noor").await.facts.state, LifeState::Running);
}

async fn three_neighbours_make_a_banner_and_one_decision_ends_it(house: &House) {
    let id = noor(house).await;
    let mut neighbours = Vec::new();
    for at in 0..=GONE_MIN {
        neighbours.push(person(house, &format!("buur{at}@voorbeeld.nl")).await);
    }
    // One is new, and a visitor is nobody in particular: neither counts.
    house.clock.advance(TimeDelta::days(SEASONED_DAYS));
    let new = person(house, "nieuw@voorbeeld.nl").await;
    let gone = || said(About::Gone, "", "");
    for ctx in [house.visitor(), house.visitor(), new] {
        say(&ctx, house, id, gone()).await.unwrap();
    }
    let place = by_slug(house, "noor").await;
    let is_said = async || reports::is_said_gone(&house.visitor(), &house.domain, &place).await;
    for (at, ctx) in neighbours.iter().take(GONE_MIN).enumerate() {
        assert!(!is_said().await.unwrap(), "{at} neighbours");
        say(&again(house, ctx), house, id, gone()).await.unwrap();
    }
    assert!(is_said().await.unwrap());
    letters(house).await;
    let desk = reports::desk(&house.operator(), &house.domain, Desk::default()).await.unwrap();
    let first = desk[0].0.id;
    let no = (false, "Ik was er vanochtend.");
    reports::decide(&house.operator(), &house.domain, first, no).await.unwrap();
    assert!(!is_said().await.unwrap(), "one decision is about them all");
    assert_eq!(letters(house).await.len(), GONE_MIN + 1, "all who said so with an account");

    let last = say(&again(house, &neighbours[GONE_MIN]), house, id, gone()).await.unwrap();
    reports::decide(&house.operator(), &house.domain, last.id, (true, "")).await.unwrap();
    let place = by_slug(house, "noor").await;
    assert_eq!(place.facts.state, LifeState::Gone { since: None });
    let more = say(&house.visitor(), house, id, gone()).await;
    assert!(matches!(more, Err(ListingError::Duplicate)), "it is gone already");
}

async fn what_cannot_be_is_refused_with_its_field(house: &House) {
    let id = noor(house).await;
    let long = "x".repeat(501);
    for (about, proposed, note, field, problem) in [
        (About::Hours, "meestal wel 25:99", "", "proposed", Problem::Unreadable),
        (About::Hours, "", "", "proposed", Problem::Empty),
        (About::Website, "javascript:alert(1)", "", "proposed", Problem::Unreadable),
        (About::Name, " . ", "", "proposed", Problem::Empty),
        (About::Otherwise, "weg", " ", "note", Problem::Empty),
        (About::Address, "", "", "note", Problem::Empty),
        (About::Gone, "", long.as_str(), "note", Problem::TooLong),
    ] {
        let tried = say(&house.visitor(), house, id, said(about, proposed, note)).await;
        let Err(ListingError::Invalid { field: f, problem: p }) = tried else {
            panic!("{about:?} {proposed}: {tried:?}")
        };
        assert_eq!((f, p), (field, problem), "{about:?} {proposed}");
    }
    assert_eq!(house.count("listing_reports").await, 0);
    let nowhere = ListingId(uuid::Uuid::nil());
    let tried = say(&house.visitor(), house, nowhere, said(About::Gone, "", "")).await;
    assert!(matches!(tried, Err(ListingError::NotFound)));
}

async fn a_report_said_twice_is_one(house: &House) {
    let id = noor(house).await;
    let ctx = person(house, "buur@voorbeeld.nl").await;
    let (one, other) = (
        say(&ctx, house, id, said(About::Gone, "", "")),
        say(&ctx, house, id, said(About::Gone, "", "")),
    );
    let (one, other) = tokio::join!(one, other);
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
    say(&ctx, house, id, said(About::Otherwise, "", "Iets anders")).await.unwrap();
    let same = said(About::Name, "Noor", "");
    assert!(matches!(say(&ctx, house, id, same).await, Err(ListingError::Duplicate)));
    assert_eq!(reports::mine(&ctx, &house.domain).await.unwrap().len(), 2);
}

async fn reports_are_counted(house: &House) {
    let id = noor(house).await;
    let one = |at: u32| said(About::Otherwise, "", &format!("Nummer {at}"));
    for at in 0..20 {
        say(&house.visitor(), house, id, one(at)).await.unwrap();
    }
    let more = say(&house.visitor(), house, id, one(21)).await;
    assert!(matches!(more, Err(ListingError::TooMany { wait_s: 1..=3600 })), "{more:?}");
    house.clock.advance(TimeDelta::minutes(61));
    let elsewhere =
        reports::report(&house.visitor(), &house.domain, id, &one(22), "198.51.100.7").await;
    elsewhere.unwrap();
}

async fn a_refusal_says_why(house: &House) {
    let id = noor(house).await;
    let report = say(&house.visitor(), house, id, said(About::Gone, "", "")).await.unwrap();
    let silent = reports::decide(&house.operator(), &house.domain, report.id, (false, " ")).await;
    assert!(matches!(
        silent,
        Err(ListingError::Invalid { field: "reason", problem: Problem::Empty })
    ));
    let no = (false, "De zaak is er nog.");
    let (report, listing) =
        reports::decide(&house.operator(), &house.domain, report.id, no).await.unwrap();
    assert_eq!((report.state, listing.revision), (ReportState::Refused, 1));
    let decided = Desk { is_decided: true, about: Some(About::Gone) };
    let desk = reports::desk(&house.operator(), &house.domain, decided).await.unwrap();
    assert_eq!(desk[0].0.reason.as_deref(), Some("De zaak is er nog."));
}

async fn what_is_a_year_old_goes(house: &House) {
    let id = noor(house).await;
    say(&house.visitor(), house, id, said(About::Gone, "", "")).await.unwrap();
    house.clock.advance(TimeDelta::days(REPORT_DAYS));
    reports::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(house.count("listing_reports").await, 1);
    house.clock.advance(TimeDelta::days(1));
    reports::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(house.count("listing_reports").await, 0);
}

async fn the_database_keeps_the_laws(house: &House) {
    let id = noor(house).await;
    let ctx = person(house, "buur@voorbeeld.nl").await;
    say(&ctx, house, id, said(About::Phone, "020 555 01 91", "")).await.unwrap();
    for untrue in [
        "about = 'palace'",
        "about = 'gone'",
        "state = 'accepted'",
        "state = 'refused', decided_at = created_at",
        "state = 'accepted', decided_at = created_at, decided_by = member_id",
        "proposed = ''",
    ] {
        use sea_orm::ConnectionTrait;
        let sql = format!("update listing_reports set {untrue}");
        let done = house.domain.db.migrator().execute_unprepared(&sql).await;
        assert!(done.is_err(), "the database accepts: {sql}");
    }
    let none = members::model::Secret::new("");
    members::delete_me(&ctx, &house.domain, &none).await.unwrap();
    assert_eq!(house.count("listing_reports where member_id is null").await, 1);
}
