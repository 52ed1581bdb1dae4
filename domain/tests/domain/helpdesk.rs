//! The desk for help: from a call to a thank-you, on both databases.

use chrono::TimeDelta;
use koop_domain::agreements::model::AgreementState;
use koop_domain::agreements::{messages, thank};
use koop_domain::alerts::{self, AlertKind};
use koop_domain::audit::{self, model::AuditQuery};
use koop_domain::communities::model::{PermissionSet, Role};
use koop_domain::communities::set_sets;
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::helpdesk::error::HelpdeskError;
use koop_domain::helpdesk::{
    self, ASK_MAX, Need, NeedDraft, NeedState, Person, PersonDraft, Reason, Step, Urgency,
};
use koop_domain::id::{CommunityId, MemberId, PostId};
use koop_domain::posts::kinds::{Audience, Topic};
use koop_domain::posts::model::Draft;
use koop_domain::posts::{self, by_id, publish};
use koop_domain::profiles::act_as;
use koop_domain::profiles::mandates::Deed;

use crate::agreements::{at, does, done, now, told, yes};
use crate::communities::{id, person};
use crate::harness::{House, on_both_databases};
use crate::mandates::{Oost, oost};
use crate::posts::{DOOR, draft};

on_both_databases! {
    somebody_who_is_just_named_is_helped;
    a_member_without_mail_is_helped_through_an_agreement;
    what_breaks_a_rule_names_its_field_and_leaves_nothing;
    a_member_is_entered_under_their_mandate_only;
    who_was_asked_less_is_suggested_first_and_few_are_asked_at_once;
    a_need_is_in_no_count_and_no_search;
    the_database_keeps_the_laws_of_needs;
}

pub(crate) const PHONE: &str = "020 555 01 23";

/// A community with a desk: Joke coordinates help, Mrs De Wit has no mail address, and three
/// neighbours offer to bring groceries.
pub(crate) struct Desk {
    pub(crate) oost: Oost,
    pub(crate) joke: Ctx,
    pub(crate) offering: Vec<(Ctx, PostId)>,
}

pub(crate) async fn coordinates(house: &House, oost: &Oost, who: &Ctx, how: bool) {
    let sets = how.then_some(PermissionSet::HelpCoordinator).into_iter().collect();
    let about = (oost.of, id(who));
    let organiser = now(house, &oost.organiser);
    set_sets(&organiser, &house.domain, about, (sets, "Zo is het.")).await.unwrap();
}

pub(crate) async fn offers(house: &House, who: &Ctx, of: Draft) -> PostId {
    publish(&now(house, who), &house.domain, of).await.unwrap().id
}

pub(crate) async fn desk(house: &House) -> Desk {
    let oost = oost(house).await;
    coordinates(house, &oost, &oost.joke, true).await;
    let mut offering = Vec::new();
    for nth in 0..3 {
        let who = person(house, &format!("buur{nth}@voorbeeld.nl"), oost.of, Role::Member).await;
        let post = offers(house, &who, draft("Boodschappen doen")).await;
        offering.push((who, post));
    }
    Desk { joke: oost.joke.clone(), oost, offering }
}

/// Groceries for somebody who is just named.
pub(crate) fn groceries(of: CommunityId) -> NeedDraft {
    NeedDraft {
        community: of,
        person: PersonDraft::Named { first_name: " Truus ".to_owned(), phone: PHONE.to_owned() },
        topic: Topic::Groceries,
        availability: Vec::new(),
        languages: vec!["nl".to_owned()],
        place: DOOR,
        urgency: Urgency::ThisWeek,
        notes: "Twee tassen, liefst donderdag.".to_owned(),
    }
}

impl Desk {
    pub(crate) fn joke(&self, house: &House) -> Ctx {
        now(house, &self.joke)
    }

    pub(crate) async fn entered(&self, house: &House, draft: NeedDraft) -> Need {
        helpdesk::enter(&self.joke(house), &house.domain, draft).await.unwrap()
    }

    pub(crate) async fn named(&self, house: &House) -> Need {
        self.entered(house, groceries(self.oost.of)).await
    }

    /// Mrs De Wit's need, under her mandate.
    pub(crate) async fn of_wit(&self, house: &House) -> Need {
        self.oost.mandate(house, &[Deed::PostHelp, Deed::Agree]).await;
        let person = PersonDraft::Member(self.oost.wit.who.member);
        self.entered(house, NeedDraft { person, ..groceries(self.oost.of) }).await
    }

    pub(crate) async fn asks(&self, house: &House, need: &Need, all: &[MemberId]) -> Need {
        helpdesk::ask(&self.joke(house), &house.domain, need.id, all).await.unwrap()
    }

    /// Asks somebody, who says yes, and chooses them.
    pub(crate) async fn given_to(&self, house: &House, need: &Need, who: &Ctx) -> Need {
        self.asks(house, need, &[id(who)]).await;
        helpdesk::answer(&now(house, who), &house.domain, need.id, true).await.unwrap();
        helpdesk::assign(&self.joke(house), &house.domain, need.id, id(who)).await.unwrap()
    }

    pub(crate) async fn now_is(&self, house: &House, need: &Need) -> Need {
        helpdesk::by_id(&self.joke(house), &house.domain, need.id).await.unwrap().unwrap()
    }
}

/// What the log says of a need, the first first.
async fn acts(house: &House, need: &Need) -> Vec<String> {
    let query = AuditQuery { text: Some(need.id.to_string()), first: 100, ..AuditQuery::default() };
    let lines = audit::read(&house.operator(), &house.domain, None, &query).await.unwrap();
    lines.into_iter().rev().map(|it| it.act).collect()
}

async fn somebody_who_is_just_named_is_helped(house: &House) {
    let desk = desk(house).await;
    let (ana, of) = (&desk.offering[0].0, &house.domain);
    let need = desk.named(house).await;
    assert_eq!((need.state, need.asked, need.said_yes), (NeedState::Open, 0, 0));
    assert_eq!(need.person, Person::Named { first_name: None }, "only who opens it reads a name");
    let opened = helpdesk::open(&desk.joke(house), of, need.id).await.unwrap().unwrap();
    assert_eq!(opened.person, Person::Named { first_name: Some("Truus".to_owned()) });
    let (all, _) = helpdesk::list(&desk.joke(house), of, need.community, 10, None).await.unwrap();
    assert_eq!(all[0].person, need.person);
    assert!(need.around.point != DOOR && need.has_contact && need.agreement.is_none());
    let steps = [Step::Change, Step::Ask, Step::Assign, Step::Finish, Step::Drop];
    assert_eq!(need.steps, steps);

    let all = helpdesk::suggestions(&desk.joke(house), of, need.id).await.unwrap();
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|it| !it.asked && it.why.contains(&Reason::SameTopic)), "{all:?}");
    assert_eq!(all[0].offer.as_ref().unwrap().title, "Boodschappen doen");
    let asked = desk.asks(house, &need, &[id(ana), id(&desk.offering[1].0)]).await;
    assert_eq!((asked.state, asked.asked), (NeedState::Suggested, 2));
    assert_eq!(told(house, ana).await, [AlertKind::NeedAsked]);

    let mine = helpdesk::asked_of_me(&now(house, ana), of).await.unwrap();
    let [it] = mine.as_slice() else { panic!("{mine:?}") };
    assert!(it.answer.is_none() && !it.is_assigned && !it.has_contact);
    assert_eq!(helpdesk::waiting_for_me(&now(house, ana), of).await.unwrap(), 1);
    let said = helpdesk::answer(&now(house, ana), of, need.id, true).await.unwrap();
    assert_eq!(said.answer, Some(true));
    assert_eq!(told(house, &desk.joke).await, [AlertKind::NeedAnswered]);
    let need = helpdesk::assign(&desk.joke(house), of, need.id, id(ana)).await.unwrap();
    assert_eq!(need.assigned_to.as_ref().map(|it| it.member), Some(id(ana)));
    assert_eq!(told(house, ana).await, [AlertKind::NeedAsked, AlertKind::NeedAssigned]);

    let mine = helpdesk::asked_by_id(&now(house, ana), of, need.id).await.unwrap().unwrap();
    assert!(mine.is_assigned && mine.has_contact);
    let contact = helpdesk::contact(&now(house, ana), of, need.id).await.unwrap();
    assert_eq!((contact.name.as_str(), contact.phone.as_deref()), ("Truus", Some(PHONE)));
    assert!(!format!("{contact:?} {need:?}").contains(PHONE));
    helpdesk::finish(&now(house, ana), of, need.id).await.unwrap();
    let need = desk.now_is(house, &need).await;
    assert_eq!((need.state, need.steps.as_slice()), (NeedState::Done, [].as_slice()));
    let said = ["need_entered", "need_read", "need_asked", "need_assigned", "need_read"];
    assert_eq!(acts(house, &need).await, said);
    let log = "select count(*) from audit_log where details like '%Truus%' or details like '%555%'";
    assert_eq!(house.number(log).await, 0, "names and numbers stand in no log");
}

async fn a_member_without_mail_is_helped_through_an_agreement(house: &House) {
    let desk = desk(house).await;
    let (ana, of) = (desk.offering[0].0.clone(), &house.domain);
    let need = desk.of_wit(house).await;
    let wit = desk.oost.wit.who.clone();
    assert_eq!(need.person, Person::Member(wit.clone()));
    let contact = helpdesk::contact(&desk.joke(house), of, need.id).await.unwrap();
    assert_eq!(contact.phone.as_deref(), Some("020 123 45 67"));
    let need = desk.given_to(house, &need, &ana).await;
    let agreement = need.agreement.expect("the two agree as on anything");
    assert!(!need.steps.contains(&Step::GiveBack), "its steps decide");

    // The neighbour proposes a moment, and Joke says yes for Mrs De Wit.
    let seen = crate::agreements::seen(house, &ana, agreement).await;
    assert_eq!((seen.agreement.state, seen.is_owner), (AgreementState::Proposed, false));
    let words = messages::list(&now(house, &ana), of, agreement, 10, None).await.unwrap();
    assert!(words.0.is_empty());
    does(house, &ana, agreement, yes(house, 5)).await.unwrap();
    let (acting, _) = act_as(&desk.joke(house), of, wit.profile).await.unwrap();
    let it = does(house, &acting, agreement, yes(house, 5)).await.unwrap();
    assert_eq!(it.state, AgreementState::Agreed);
    let refused = helpdesk::finish(&now(house, &ana), of, need.id).await;
    assert!(matches!(refused, Err(HelpdeskError::NotNow)), "{refused:?}");
    house.clock.advance(TimeDelta::hours(8));
    does(house, &ana, agreement, done()).await.unwrap();
    let (acting, _) = act_as(&desk.joke(house), of, wit.profile).await.unwrap();
    does(house, &acting, agreement, done()).await.unwrap();
    assert_eq!(desk.now_is(house, &need).await.state, NeedState::Done);
    let dank = koop_domain::agreements::model::ThankYou {
        words: Some("Dank je wel".to_owned()),
        ..Default::default()
    };
    thank(&now(house, &acting), of, agreement, dank).await.unwrap();
    // In the log it stands as done for Mrs De Wit.
    let for_wit = "select count(*) from audit_log where act = 'acted_for' and for_id is not null";
    assert!(house.number(for_wit).await >= 3);
}

async fn what_breaks_a_rule_names_its_field_and_leaves_nothing(house: &House) {
    let desk = desk(house).await;
    let good = || groceries(desk.oost.of);
    let named = |first_name: &str, phone: &str| {
        let (first_name, phone) = (first_name.to_owned(), phone.to_owned());
        NeedDraft { person: PersonDraft::Named { first_name, phone }, ..good() }
    };
    let wrong = [
        ("firstName", Problem::Empty, named("  ", PHONE)),
        ("firstName", Problem::TooLong, named(&"a".repeat(41), PHONE)),
        ("firstName", Problem::Unreadable, named("Truus 06", PHONE)),
        ("phone", Problem::Empty, named("Truus", " ")),
        ("phone", Problem::Unreadable, named("Truus", "bel me")),
        ("person", Problem::Empty, NeedDraft { person: PersonDraft::Same, ..good() }),
        ("topic", Problem::Unknown, NeedDraft { topic: Topic::Tools, ..good() }),
        (
            "languages",
            Problem::Unknown,
            NeedDraft { languages: vec!["Nederlands".into()], ..good() },
        ),
        ("notes", Problem::TooLong, NeedDraft { notes: "a".repeat(301), ..good() }),
        ("place", Problem::OutOfRange, {
            let place = koop_domain::geo::Point { latitude: 95.0, longitude: 4.9 };
            NeedDraft { place, ..good() }
        }),
    ];
    for (name, rule, draft) in wrong {
        let refused = helpdesk::enter(&desk.joke(house), &house.domain, draft).await;
        let Err(HelpdeskError::Invalid { field, problem }) = refused else { panic!("{refused:?}") };
        assert_eq!((field, problem), (name, rule));
    }
    for typed in ["Bel 06 12345678", "Javastraat 12", "truus@voorbeeld.nl"] {
        let draft = NeedDraft { notes: typed.to_owned(), ..good() };
        let refused = helpdesk::enter(&desk.joke(house), &house.domain, draft).await;
        let Err(HelpdeskError::Contacts { fields }) = refused else { panic!("{refused:?}") };
        assert_eq!(fields, ["notes"]);
    }
    assert_eq!(house.count("needs").await, 0);
    assert_eq!(house.number("select count(*) from audit_log where act like 'need%'").await, 0);
}

async fn a_member_is_entered_under_their_mandate_only(house: &House) {
    let desk = desk(house).await;
    let wit = PersonDraft::Member(desk.oost.wit.who.member);
    let enter = async |who: &Ctx| {
        let draft = NeedDraft { person: wit.clone(), ..groceries(desk.oost.of) };
        helpdesk::enter(&now(house, who), &house.domain, draft).await
    };
    assert!(matches!(enter(&desk.joke).await, Err(HelpdeskError::NoMandate)), "there is none");
    let id = desk.oost.mandate(house, &[Deed::PostHelp]).await;
    assert!(matches!(enter(&desk.joke).await, Err(HelpdeskError::NoMandate)), "it covers less");
    let organiser = now(house, &desk.oost.organiser);
    koop_domain::profiles::mandates::end(&organiser, &house.domain, id).await.unwrap();
    let need = desk.of_wit(house).await;
    // Whoever coordinates too, and has no mandate, does not choose for her either.
    assert!(matches!(enter(&organiser).await, Err(HelpdeskError::NoMandate)));
    let ana = &desk.offering[0].0;
    desk.asks(house, &need, &[crate::communities::id(ana)]).await;
    helpdesk::answer(&now(house, ana), &house.domain, need.id, true).await.unwrap();
    let member = crate::communities::id(ana);
    let refused = helpdesk::assign(&organiser, &house.domain, need.id, member).await;
    assert!(matches!(refused, Err(HelpdeskError::NoMandate)), "{refused:?}");
    assert_eq!(house.count("agreements").await, 0);
}

async fn who_was_asked_less_is_suggested_first_and_few_are_asked_at_once(house: &House) {
    let mut desk = desk(house).await;
    for nth in 3..7 {
        let mail = format!("buur{nth}@voorbeeld.nl");
        let who = person(house, &mail, desk.oost.of, Role::Member).await;
        let post = offers(house, &who, draft("Boodschappen doen")).await;
        desk.offering.push((who, post));
    }
    let people: Vec<MemberId> = desk.offering.iter().map(|it| id(&it.0)).collect();
    let (first, need) = (desk.named(house).await, desk.named(house).await);
    desk.asks(house, &first, &people[..2]).await;
    let suggested = async |need: &Need| {
        let all = helpdesk::suggestions(&desk.joke(house), &house.domain, need.id).await.unwrap();
        all.into_iter().map(|it| it.member.member).collect::<Vec<_>>()
    };
    assert_eq!(suggested(&need).await[5..], people[..2], "they were asked already");
    assert_eq!(suggested(&first).await[..2], people[..2], "who was asked stands first");
    let too_many = helpdesk::ask(&desk.joke(house), &house.domain, need.id, &people).await;
    assert!(matches!(too_many, Err(HelpdeskError::Full)), "{too_many:?}");
    desk.asks(house, &need, &people[..ASK_MAX]).await;
    let again = desk.asks(house, &need, &people[..1]).await;
    assert_eq!(again.asked, 5, "nobody is asked twice");
    let one_more = helpdesk::ask(&desk.joke(house), &house.domain, need.id, &people[5..6]).await;
    assert!(matches!(one_more, Err(HelpdeskError::Full)));
    helpdesk::answer(&now(house, &desk.offering[0].0), &house.domain, need.id, false)
        .await
        .unwrap();
    desk.asks(house, &need, &people[5..6]).await;
    for (members, rule) in [(vec![], Problem::Empty), (vec![id(&desk.joke)], Problem::Unknown)] {
        let refused = helpdesk::ask(&desk.joke(house), &house.domain, need.id, &members).await;
        let Err(HelpdeskError::Invalid { field: "members", problem }) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(problem, rule);
    }
    // Who does not want to see who needs it, who left, and whose post has ended is not suggested.
    house.clock.advance(TimeDelta::days(61));
    assert!(suggested(&first).await.len() == 2, "only who was asked");
}

async fn a_need_is_in_no_count_and_no_search(house: &House) {
    let desk = desk(house).await;
    let (ana, bram) = (desk.offering[0].0.clone(), desk.offering[1].0.clone());
    let of = &house.domain;
    let before = posts::counts(&house.visitor(), of, None).await.unwrap();
    let need = desk.of_wit(house).await;
    desk.given_to(house, &need, &ana).await;
    assert_eq!(posts::counts(&house.visitor(), of, None).await.unwrap(), before);
    let (acting, _) = act_as(&desk.joke(house), of, desk.oost.wit.who.profile).await.unwrap();
    let mine = posts::mine(&acting, of).await.unwrap();
    let [post] = mine.as_slice() else { panic!("{mine:?}") };
    assert_eq!((post.audience, post.by), (Audience::Desk, Some(id(&desk.joke))));
    let indexed = posts::for_index(&house.visitor(), of, &[post.id]).await.unwrap();
    assert!(indexed.is_empty());
    for (who, sees) in [
        (&acting, true),
        (&ana, true),
        (&desk.joke, true),
        (&bram, false),
        (&house.visitor(), false),
    ] {
        let who = now(house, who);
        let found = by_id(&who, of, post.id).await.unwrap();
        assert_eq!(found.is_some(), sees, "{:?}", who.actor);
        let found = posts::by_slug(&who, of, &post.slug).await.unwrap();
        assert_eq!(found.is_some(), sees, "{:?}", who.actor);
        if sees && who.actor != acting.actor {
            let replied = koop_domain::agreements::reply(&who, of, post.id, "Ik ook", 1).await;
            assert!(replied.is_err(), "the desk chooses: {replied:?}");
        }
    }
    let alerts = alerts::mine(&now(house, &bram), of, 10, None).await.unwrap().0;
    assert!(alerts.is_empty(), "{alerts:?}");
}

async fn the_database_keeps_the_laws_of_needs(house: &House) {
    let desk = desk(house).await;
    desk.named(house).await;
    let when = at(house.visitor().now);
    for broken in [
        "state = 'done'".to_owned(),
        format!("closed_at = {when}"),
        "phone = null".to_owned(),
        "urgency = 'now'".to_owned(),
        "notes = substr('x', 1, 1) || replace(cast(1000000 as text), '0', \
         'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')"
            .to_owned(),
        "assigned_to = entered_by".to_owned(),
        "person_id = entered_by".to_owned(),
        "radius_m = 0".to_owned(),
    ] {
        let tried = house.tried(&format!("update needs set {broken}")).await;
        assert!(tried.is_err(), "{broken}");
    }
}
