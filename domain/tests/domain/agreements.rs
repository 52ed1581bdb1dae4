//! Two neighbours agree on something, and time passes, on both databases.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::model::{
    Agreement, AgreementState as S, Details, Expenses, Move, MoveKind, Seen, ThankYou,
};
use koop_domain::agreements::{
    self, act, answer_thanks, by_id, calendar, disputes, of_post, reply, thank, thanks_to, wait,
};
use koop_domain::alerts::{self, AlertKind};
use koop_domain::communities::model::Role;
use koop_domain::ctx::Ctx;
use koop_domain::db::Backend;
use koop_domain::id::{AgreementId, CommunityId, PostId};
use uuid::Uuid;

use crate::communities::{PIET, community, id, person};
use crate::harness::{House, on_both_databases};
use crate::members::HANNEKE;

on_both_databases! {
    from_a_reply_to_thanks;
    a_reply_is_made_once_and_not_to_oneself;
    no_more_is_agreed_than_there_is;
    nobody_is_chosen_while_replies_are_collected;
    what_is_lent_goes_out_and_comes_back;
    where_they_meet_is_for_the_two_and_goes;
    another_moment_waits_for_the_other;
    what_two_differ_about_a_steward_settles;
    the_calendar_has_the_moment_and_no_door;
    the_list_goes_on_page_by_page;
}

pub(crate) const STEWARD: &str = "steward@voorbeeld.nl";
pub(crate) const THIRD: &str = "derde@voorbeeld.nl";

/// Neighbours: whose post it is, who replies, somebody else, and a steward.
pub(crate) struct Street {
    pub(crate) of: CommunityId,
    pub(crate) owner: Ctx,
    pub(crate) replier: Ctx,
    pub(crate) third: Ctx,
    pub(crate) steward: Ctx,
}

pub(crate) async fn street(house: &House) -> Street {
    let of = community(house, "Oost").await.id;
    let owner = person(house, HANNEKE, of, Role::Member).await;
    let replier = person(house, PIET, of, Role::Member).await;
    house.clock.advance(TimeDelta::hours(1));
    let third = person(house, THIRD, of, Role::Member).await;
    let steward = person(house, STEWARD, of, Role::Steward).await;
    Street { of, owner, replier, third, steward }
}

/// The same person, now.
pub(crate) fn now(house: &House, ctx: &Ctx) -> Ctx {
    Ctx { now: house.visitor().now, ..ctx.clone() }
}

pub(crate) fn literal(house: &House, id: Uuid) -> String {
    match house.domain.db.backend() {
        Backend::Sqlite => format!("x'{}'", id.simple()),
        Backend::Postgres => format!("'{id}'"),
    }
}

pub(crate) fn at(time: DateTime<Utc>) -> String {
    time.format("'%Y-%m-%dT%H:%M:%S+00:00'").to_string()
}

/// A post that somebody wrote: of a direction and a subject, on terms, for so many.
pub(crate) async fn post(
    house: &House,
    (author, of): (&Ctx, CommunityId),
    (direction, subject): (&str, &str),
    (terms, capacity): (&str, u32),
) -> PostId {
    let ctx = house.visitor();
    let post = PostId(ctx.ids.next());
    let (now, later) = (at(ctx.now), at(ctx.now + TimeDelta::days(60)));
    let content = format!(r#"{{"title":"De boormachine","text":"Zwaar","terms":[{terms}]}}"#);
    house
        .run(&format!(
            "insert into posts (id, slug, community_id, author_id, direction, subject, topic, \
             audience, state, title, content, latitude, longitude, radius_m, capacity, \
             expires_at, created_at, renewed_at, revision) values ({}, '{post}', {}, {}, \
             '{direction}', '{subject}', 'other', 'community', 'open', 'De boormachine', \
             '{content}', 52.36, 4.93, 200, {capacity}, {later}, {now}, {now}, 1)",
            literal(house, post.0),
            literal(house, of.0),
            literal(house, id(author).0),
        ))
        .await;
    post
}

pub(crate) const GIFT: &str = r#"{"kind":"gift"}"#;
pub(crate) const LOAN: &str = r#"{"kind":"loan","days":3}"#;

/// Help that is offered, as a gift, to one.
pub(crate) async fn help(house: &House, street: &Street) -> PostId {
    post(house, (&street.owner, street.of), ("offer", "help"), (GIFT, 1)).await
}

pub(crate) async fn replied(house: &House, who: &Ctx, post: PostId) -> Agreement {
    let who = now(house, who);
    reply(&who, &house.domain, post, " Graag donderdag ", 1).await.unwrap()
}

/// A yes to two hours, so many hours from now.
pub(crate) fn yes(house: &House, hours: i64) -> Move {
    let from = house.visitor().now + TimeDelta::hours(hours);
    Move::Agree { from, until: from + TimeDelta::hours(2), details: Details::default() }
}

pub(crate) async fn does(
    house: &House,
    who: &Ctx,
    it: AgreementId,
    what: Move,
) -> Result<Agreement, AgreementError> {
    act(&now(house, who), &house.domain, it, what).await
}

pub(crate) async fn seen(house: &House, who: &Ctx, it: AgreementId) -> Seen {
    by_id(&now(house, who), &house.domain, it).await.unwrap().unwrap()
}

pub(crate) fn done() -> Move {
    Move::Complete { returned: None, payout: None }
}

/// What somebody was told, the earliest first.
pub(crate) async fn told(house: &House, who: &Ctx) -> Vec<AlertKind> {
    let mine = alerts::mine(&now(house, who), &house.domain, 100, None).await.unwrap().0;
    mine.into_iter().rev().map(|it| it.kind).collect()
}

/// An agreement in a day.
pub(crate) async fn agreed(house: &House, street: &Street) -> Agreement {
    let post = help(house, street).await;
    let it = replied(house, &street.replier, post).await;
    does(house, &street.owner, it.id, yes(house, 24)).await.unwrap()
}

pub(crate) async fn passes(house: &House, time: TimeDelta) {
    house.clock.advance(time);
    wait(&house.operator(), &house.domain).await.unwrap();
}

async fn from_a_reply_to_thanks(house: &House) {
    let street = street(house).await;
    let post = help(house, &street).await;
    let it = replied(house, &street.replier, post).await;
    assert_eq!((it.state, it.moment, it.is_loan), (S::Proposed, None, false));
    let first = seen(house, &street.owner, it.id).await;
    assert!(first.is_owner && first.is_first && first.unread == 1);
    assert_eq!(first.moves, [MoveKind::Agree, MoveKind::Decline]);
    assert_eq!((first.post_title.as_str(), first.place.as_deref()), ("De boormachine", None));
    let theirs = seen(house, &street.replier, it.id).await;
    assert_eq!(theirs.moves, [MoveKind::Agree, MoveKind::Withdraw]);
    assert_eq!(theirs.unread, 0);
    let proposed = does(house, &street.replier, it.id, yes(house, 30)).await.unwrap();
    assert_eq!(proposed.state, S::Proposed);
    let agreed = does(house, &street.owner, it.id, yes(house, 24)).await.unwrap();
    assert_eq!(agreed.state, S::Agreed);
    let early = does(house, &street.replier, it.id, done()).await.unwrap();
    assert_eq!(early.state, S::Agreed, "who is early is written down");
    let again = does(house, &street.replier, it.id, done()).await;
    assert!(matches!(again, Err(AgreementError::NotNow)));
    let ended = does(house, &street.owner, it.id, done()).await.unwrap();
    assert_eq!(ended.state, S::Done);
    let words = |words: &str| ThankYou { words: Some(words.into()), ..ThankYou::default() };
    let ctx = now(house, &street.owner);
    thank(&ctx, &house.domain, it.id, words("Dank je wel!")).await.unwrap();
    let twice = thank(&ctx, &house.domain, it.id, words("Nog eens")).await;
    assert!(matches!(twice, Err(AgreementError::NotNow)));
    let ctx = now(house, &street.replier);
    answer_thanks(&ctx, &house.domain, it.id, "Graag gedaan").await.unwrap();
    let all = thanks_to(&ctx, &house.domain, id(&street.replier)).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].reply.as_deref(), Some("Graag gedaan"));
    use AlertKind as A;
    let owner = [A::Replied, A::MomentProposed, A::Done, A::AllTaken, A::ThanksAnswered];
    let mut heard = told(house, &street.owner).await;
    heard.sort_unstable();
    let mut expected = owner.to_vec();
    expected.sort_unstable();
    assert_eq!(heard, expected);
    assert_eq!(told(house, &street.replier).await, [A::Agreed, A::Done, A::Thanked]);
}

async fn a_reply_is_made_once_and_not_to_oneself(house: &House) {
    let street = street(house).await;
    let post = help(house, &street).await;
    let own = reply(&street.owner, &house.domain, post, "Ik zelf", 1).await;
    assert!(matches!(own, Err(AgreementError::Own)), "{own:?}");
    let (who, house_) = (now(house, &street.replier), &house.domain);
    let empty = reply(&who, house_, post, "  ", 1).await;
    assert!(matches!(empty, Err(AgreementError::Invalid { field: "message", .. })));
    let many = reply(&who, house_, post, "Graag", 2).await;
    assert!(matches!(many, Err(AgreementError::Invalid { field: "quantity", .. })));
    let it = replied(house, &street.replier, post).await;
    let twice = reply(&who, house_, post, "Graag", 1).await;
    assert!(matches!(twice, Err(AgreementError::Duplicate)), "{twice:?}");
    does(house, &street.replier, it.id, Move::Withdraw).await.unwrap();
    replied(house, &street.replier, post).await;
    let nothing = reply(&who, house_, PostId(Uuid::nil()), "Graag", 1).await;
    assert!(matches!(nothing, Err(AgreementError::NotFound)));
}

async fn no_more_is_agreed_than_there_is(house: &House) {
    let street = street(house).await;
    let soup = post(house, (&street.owner, street.of), ("offer", "meal"), (GIFT, 2)).await;
    let one = replied(house, &street.replier, soup).await;
    let ctx = now(house, &street.third);
    let other = reply(&ctx, &house.domain, soup, "Twee graag", 2).await.unwrap();
    does(house, &street.owner, one.id, yes(house, 1)).await.unwrap();
    let full = does(house, &street.owner, other.id, yes(house, 1)).await;
    assert!(matches!(full, Err(AgreementError::Full)), "{full:?}");
    let details = Details { quantity: Some(1), ..Details::default() };
    let Move::Agree { from, until, .. } = yes(house, 1) else { unreachable!() };
    let fewer = Move::Agree { from, until, details };
    assert_eq!(does(house, &street.owner, other.id, fewer).await.unwrap().quantity, 1);
    let late = reply(&now(house, &street.steward), &house.domain, soup, "Nog wat?", 1).await;
    assert!(matches!(late, Err(AgreementError::Full)));
    does(house, &street.owner, one.id, done()).await.unwrap();
    does(house, &street.replier, one.id, done()).await.unwrap();
    let gone = reply(&now(house, &street.steward), &house.domain, soup, "Nog wat?", 1).await;
    assert!(matches!(gone, Err(AgreementError::Full)), "what was eaten is gone");
    let it = reply(&now(house, &street.third), &house.domain, soup, "Nog wat?", 1).await;
    assert!(matches!(it, Err(AgreementError::Full)), "{it:?}");
}

async fn nobody_is_chosen_while_replies_are_collected(house: &House) {
    let street = street(house).await;
    let post = help(house, &street).await;
    let until = house.visitor().now + TimeDelta::days(2);
    house.run(&format!("update posts set replies_until = {}", at(until))).await;
    let it = replied(house, &street.replier, post).await;
    let early = does(house, &street.owner, it.id, yes(house, 72)).await;
    assert!(
        matches!(early, Err(AgreementError::TooEarly { until: told }) if told == until),
        "{early:?}"
    );
    assert_eq!(seen(house, &street.owner, it.id).await.moves, [MoveKind::Decline]);
    house.clock.advance(TimeDelta::days(2));
    does(house, &street.owner, it.id, yes(house, 72)).await.unwrap();
}

async fn what_is_lent_goes_out_and_comes_back(house: &House) {
    let street = street(house).await;
    let drill = post(house, (&street.owner, street.of), ("offer", "item"), (LOAN, 1)).await;
    let it = replied(house, &street.replier, drill).await;
    assert!(it.is_loan);
    does(house, &street.owner, it.id, yes(house, 2)).await.unwrap();
    let borrowed = does(house, &street.replier, it.id, Move::HandOver).await;
    assert!(matches!(borrowed, Err(AgreementError::NotNow)), "who lends hands it over");
    let out = does(house, &street.owner, it.id, Move::HandOver).await.unwrap();
    assert_eq!((out.state, out.due_on), (S::Out, NaiveDate::from_ymd_opt(2026, 4, 23)));
    let sooner = Move::Prolong { due_on: NaiveDate::from_ymd_opt(2026, 4, 22).unwrap() };
    let sooner = does(house, &street.owner, it.id, sooner).await;
    assert!(matches!(sooner, Err(AgreementError::Invalid { field: "dueOn", .. })));
    passes(house, TimeDelta::days(4)).await;
    assert_eq!(seen(house, &street.replier, it.id).await.agreement.state, S::Due);
    assert!(told(house, &street.replier).await.contains(&AlertKind::Due));
    let on = NaiveDate::from_ymd_opt(2026, 4, 28).unwrap();
    let longer = does(house, &street.owner, it.id, Move::Prolong { due_on: on }).await.unwrap();
    assert_eq!(longer.state, S::Out);
    let back = Move::Complete { returned: Some("Schoon, boortje stuk".into()), payout: None };
    does(house, &street.replier, it.id, back).await.unwrap();
    let done = does(house, &street.owner, it.id, done()).await.unwrap();
    assert_eq!((done.state, done.returned.as_deref()), (S::Done, Some("Schoon, boortje stuk")));
    // A drill that is back can be lent again.
    replied(house, &street.third, drill).await;
}

async fn where_they_meet_is_for_the_two_and_goes(house: &House) {
    let street = street(house).await;
    let post = help(house, &street).await;
    let it = replied(house, &street.replier, post).await;
    let Move::Agree { from, until, .. } = yes(house, 24) else { unreachable!() };
    let door = "Javastraat 12, tweede bel";
    let details = Details { place: Some(door.into()), ..Details::default() };
    does(house, &street.owner, it.id, Move::Agree { from, until, details }).await.unwrap();
    for who in [&street.owner, &street.replier] {
        assert_eq!(seen(house, who, it.id).await.place.as_deref(), Some(door));
    }
    let kept = if house.is_postgres() { "upper(encode(place, 'hex'))" } else { "hex(place)" };
    let kept = house.text(&format!("select {kept} from agreements")).await;
    assert!(!kept.contains("4A61766173747261617"), "it is sealed");
    let cancel = Move::Cancel { reason: "Ziek".into() };
    does(house, &street.replier, it.id, cancel).await.unwrap();
    assert_eq!(seen(house, &street.owner, it.id).await.place, None, "it matters no more");
    let placed = "select count(*) from agreements where place is not null";
    assert_eq!(house.number(placed).await, 1);
    passes(house, TimeDelta::days(7)).await;
    assert_eq!(house.number(placed).await, 0);
}

async fn another_moment_waits_for_the_other(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    let Move::Agree { from, until, .. } = yes(house, 48) else { unreachable!() };
    let expenses = Expenses { amount: "4,50".into(), how: "Tikkie".into() };
    let details = Details { expenses: Some(expenses), ..Details::default() };
    let other = Move::Agree { from, until, details };
    let wished = does(house, &street.replier, it.id, other).await.unwrap();
    assert_eq!((wished.moment, wished.wanted), (it.moment, Some((from, until))));
    assert!(wished.terms.expenses.is_none());
    let yes = Move::Agree { from, until, details: Details::default() };
    let agreed = does(house, &street.owner, it.id, yes).await.unwrap();
    assert_eq!((agreed.moment, agreed.wanted), (Some((from, until)), None));
    assert_eq!(agreed.terms.expenses.unwrap().amount, "4.50");
    let past = Move::Agree {
        from: house.visitor().now - TimeDelta::hours(3),
        until: house.visitor().now - TimeDelta::hours(1),
        details: Details::default(),
    };
    let past = does(house, &street.owner, it.id, past).await;
    assert!(matches!(past, Err(AgreementError::Invalid { field: "from", .. })));
    let back = Details { due_on: NaiveDate::from_ymd_opt(2026, 4, 30), ..Details::default() };
    let back = Move::Agree { from, until, details: back };
    let back = does(house, &street.owner, it.id, back).await;
    assert!(matches!(back, Err(AgreementError::Invalid { field: "dueOn", .. })), "{back:?}");
}

async fn what_two_differ_about_a_steward_settles(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    let settle = || Move::Settle { reason: "De boor is betaald.".into(), payout: None };
    let early = does(house, &street.steward, it.id, settle()).await;
    assert!(matches!(early, Err(AgreementError::NotNow)));
    let reason = "Hij kwam niet.".to_owned();
    does(house, &street.owner, it.id, Move::Dispute { reason: reason.clone() }).await.unwrap();
    let ctx = now(house, &street.steward);
    let all = disputes(&ctx, &house.domain, street.of).await.unwrap();
    let [case] = all.as_slice() else { panic!("one case: {all:?}") };
    assert_eq!(
        (case.moves.as_slice(), &case.agreement.reason),
        (&[MoveKind::Settle][..], &Some(reason))
    );
    assert!(case.agreement.moment.is_none() && case.agreement.terms.terms.is_empty());
    assert_eq!((case.unread, case.place.as_deref()), (0, None));
    let settled = does(house, &street.steward, it.id, settle()).await.unwrap();
    assert_eq!((settled.state, settled.settled_by), (S::Settled, Some(id(&street.steward))));
    for who in [&street.owner, &street.replier] {
        assert!(told(house, who).await.contains(&AlertKind::Settled));
    }
}

async fn the_calendar_has_the_moment_and_no_door(house: &House) {
    let street = street(house).await;
    let post = help(house, &street).await;
    let it = replied(house, &street.replier, post).await;
    let ctx = now(house, &street.replier);
    assert_eq!(calendar(&ctx, &house.domain, it.id).await.unwrap(), None, "nothing is agreed");
    let Move::Agree { from, until, .. } = yes(house, 24) else { unreachable!() };
    let details = Details { place: Some("Javastraat 12".into()), ..Details::default() };
    does(house, &street.owner, it.id, Move::Agree { from, until, details }).await.unwrap();
    let text = calendar(&ctx, &house.domain, it.id).await.unwrap().unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.contains(&format!("UID:{}\r\n", it.id)));
    assert!(text.contains(&format!("DTSTART:{}\r\n", from.format("%Y%m%dT%H%M%SZ"))));
    assert!(text.contains("SUMMARY:De boormachine\r\n") && !text.contains("Javastraat"));
    let third = calendar(&now(house, &street.third), &house.domain, it.id).await.unwrap();
    assert_eq!(third, None, "it is the two's");
}

async fn the_list_goes_on_page_by_page(house: &House) {
    let street = street(house).await;
    for _ in 0..5 {
        house.clock.advance(TimeDelta::minutes(1));
        agreed(house, &street).await;
    }
    let ctx = now(house, &street.replier);
    let (first, more) = agreements::mine(&ctx, &house.domain, 3, None).await.unwrap();
    assert!(more && first.len() == 3);
    let after = Some(first[2].agreement.cursor());
    let (rest, more) = agreements::mine(&ctx, &house.domain, 3, after).await.unwrap();
    assert!(!more && rest.len() == 2);
    let mut all: Vec<_> = first.iter().chain(&rest).map(|it| it.agreement.id).collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 5, "each once");
    let before = house.domain.db.statements();
    agreements::mine(&ctx, &house.domain, 100, None).await.unwrap();
    assert!(house.domain.db.statements() - before < 20, "as many for five as for fifty");
    let own = of_post(&now(house, &street.owner), &house.domain, first[0].agreement.post).await;
    assert_eq!(own.unwrap().len(), 1);
    let theirs = of_post(&ctx, &house.domain, first[0].agreement.post).await.unwrap();
    assert!(theirs.is_empty(), "only the owner's");
}
