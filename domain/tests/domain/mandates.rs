//! Acting for somebody else, and members without a mail address, on both databases.

use chrono::{NaiveDate, TimeDelta};
use koop_domain::audit;
use koop_domain::audit::model::AuditQuery;
use koop_domain::communities::model::{PermissionSet, Role};
use koop_domain::communities::{self, leave, set_sets};
use koop_domain::ctx::Ctx;
use koop_domain::id::{CommunityId, ListingId, MandateId, MemberId};
use koop_domain::language::Language;
use koop_domain::listings::claims::{self, Wish as ClaimWish};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{self, Added, Keeper};
use koop_domain::listings::model::{Facts, Service};
use koop_domain::listings::reports::{self, About, Said};
use koop_domain::members;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::Secret;
use koop_domain::profiles::act_as;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::mandates::{
    Deed, Deeds, MANDATE_DAYS_MAX, NewRegistered, Registered, Wish, done, end, forget_registered,
    give, give_entry_code, mine, of_community, register, registered, write_down,
};

use crate::communities::{PIET, community, id, person};
use crate::harness::{House, on_both_databases};
use crate::members::HANNEKE;

on_both_databases! {
    somebody_without_mail_is_registered_and_acted_for;
    every_act_for_somebody_is_written_down;
    under_a_mandate_nobody_is_more_than_it_says;
    what_has_ended_counts_for_nothing;
    whoever_is_named_and_the_organisers_end_it;
    a_member_lets_a_neighbour_act;
    nobody_writes_down_a_mandate_for_themselves;
    who_leaves_ends_their_mandates;
    the_database_keeps_the_laws_of_mandates;
    the_desk_reads_page_by_page;
}

/// The first page of who was registered.
const ALL: (u32, Option<MemberId>) = (100, None);
pub(crate) const JOKE: &str = "joke@voorbeeld.nl";

pub(crate) fn today(house: &House) -> NaiveDate {
    house.visitor().now.date_naive()
}

pub(crate) fn deeds(all: impl IntoIterator<Item = Deed>) -> Deeds {
    all.into_iter().collect()
}

/// An organiser, a volunteer with their short name, and Mrs De Wit, who has no mail address.
pub(crate) struct Oost {
    pub(crate) of: CommunityId,
    pub(crate) organiser: Ctx,
    pub(crate) joke: Ctx,
    pub(crate) handle: String,
    pub(crate) wit: Registered,
}

pub(crate) async fn oost(house: &House) -> Oost {
    let of = community(house, "Oost").await.id;
    let organiser = person(house, HANNEKE, of, Role::Organiser).await;
    let joke = person(house, JOKE, of, Role::Member).await;
    let handle = handle(house, &joke).await;
    let wit = register_wit(house, &organiser, of).await;
    Oost { of, organiser, joke, handle, wit }
}

async fn handle(house: &House, ctx: &Ctx) -> String {
    members::viewer(ctx, &house.domain).await.unwrap().1[0].handle.clone()
}

pub(crate) async fn register_wit(house: &House, ctx: &Ctx, of: CommunityId) -> Registered {
    let new = NewRegistered {
        name: "Mevrouw De Wit",
        phone: "020 123 45 67",
        note: "Belt liever na tien uur",
        signed_on: today(house),
        child: None,
    };
    register(ctx, &house.domain, of, &new).await.unwrap()
}

impl Oost {
    pub(crate) async fn mandate(&self, house: &House, all: &[Deed]) -> MandateId {
        let wish = Wish {
            handle: &self.handle,
            deeds: deeds(all.iter().copied()),
            until: today(house) + TimeDelta::days(30),
        };
        let organiser = Ctx { now: house.visitor().now, ..self.organiser.clone() };
        let whose = (self.of, self.wit.who.member);
        let signed = (&wish, today(house));
        let told = write_down(&organiser, &house.domain, whose, signed).await.unwrap();
        assert_eq!(
            (told.agent.name.as_str(), told.giver.name.as_str()),
            ("Iemand", "Mevrouw De Wit")
        );
        told.mandate.id
    }

    pub(crate) async fn acting(&self, house: &House) -> Result<Ctx, ProfileError> {
        let now = Ctx { now: house.visitor().now, ..self.joke.clone() };
        act_as(&now, &house.domain, self.wit.who.profile).await.map(|(ctx, _)| ctx)
    }
}

pub(crate) async fn bring_in(house: &House, ctx: &Ctx) -> Result<ListingId, ListingError> {
    let facts = Facts { name: "Naaikamer De Wit".to_owned(), ..Facts::default() };
    match keepers::add(ctx, &house.domain, facts, true).await? {
        Added::New(listing) => Ok(listing.id),
        Added::Known(known) => panic!("{known:?}"),
    }
}

async fn somebody_without_mail_is_registered_and_acted_for(house: &House) {
    let oost = oost(house).await;
    let all = registered(&oost.organiser, &house.domain, oost.of, ALL).await.unwrap();
    assert_eq!(all, std::slice::from_ref(&oost.wit));
    assert_eq!(oost.wit.phone.as_deref(), Some("020 123 45 67"));
    let id = oost.mandate(house, &[Deed::KeepPlaces]).await;
    let acting = oost.acting(house).await.unwrap();
    let place = bring_in(house, &acting).await.unwrap();
    let hours = (Service::Counter, "Mo-Fr 09:00-17:00");
    keepers::set_hours(&acting, &house.domain, place, None, hours).await.unwrap();
    assert_eq!(keepers::of(&acting, &house.domain, place).await.unwrap(), Keeper::Finder);
    let own = keepers::of(&oost.joke, &house.domain, place).await.unwrap();
    assert_eq!(own, Keeper::Nobody, "it is hers, whoever brought it in");
    assert_eq!(keepers::mine(&acting, &house.domain, 20).await.unwrap().len(), 1);
    let (told, lines) = done(&oost.joke, &house.domain, id, (100, None)).await.unwrap();
    assert_eq!(told.mandate.signed_on, Some(today(house)));
    let told: Vec<_> = lines
        .iter()
        .map(|it| {
            (it.actor_name.as_deref(), it.behalf_name.as_deref(), it.details["what"].as_str())
        })
        .collect();
    let (joke, wit) = (Some("Iemand"), Some("Mevrouw De Wit"));
    assert_eq!(told, [(joke, wit, Some("edited")), (joke, wit, Some("added"))]);
    let by = "select count(*) from listing_revisions where mandate_id is not null";
    assert_eq!(house.number(by).await, 2, "the history says under which mandate");
    // Somebody else's organiser reads none of it.
    let west = community(house, "West").await.id;
    let other = person(house, PIET, west, Role::Organiser).await;
    let read = done(&other, &house.domain, id, (100, None)).await;
    assert!(matches!(read, Err(ProfileError::NotFound)));
    assert!(matches!(end(&other, &house.domain, id).await, Err(ProfileError::NotFound)));
    let seen = of_community(&other, &house.domain, oost.of, (100, None)).await;
    assert!(matches!(seen, Err(ProfileError::Denied(_))));
    let guessed = (west, oost.wit.who.member);
    let tried = forget_registered(&other, &house.domain, guessed).await;
    assert!(matches!(tried, Err(ProfileError::NotFound)), "of another community");
    let tried = give_entry_code(&other, &house.domain, guessed).await;
    assert!(matches!(tried, Err(ProfileError::NotFound)));
}

async fn every_act_for_somebody_is_written_down(house: &House) {
    let oost = oost(house).await;
    let id = oost.mandate(house, &[Deed::KeepPlaces, Deed::TellWrong]).await;
    let acting = oost.acting(house).await.unwrap();
    let domain = &house.domain;
    let place = bring_in(house, &acting).await.unwrap();
    let other = bring_in(house, &house.operator()).await.unwrap();
    let wish = (ClaimWish::CounterCode, Language::Nl);
    let (claim, _) = claims::claim(&acting, domain, other, wish).await.unwrap();
    claims::withdraw(&acting, domain, claim.id).await.unwrap();
    let said = Said { note: "De bel doet het niet".into(), ..said() };
    reports::report(&acting, domain, other, &said, "192.0.2.1").await.unwrap();
    keepers::set_hours(&acting, domain, place, None, (Service::Counter, "24/7")).await.unwrap();
    koop_domain::listings::confirming::confirm(&acting, domain, place).await.unwrap();
    let (_, lines) = done(&oost.organiser, domain, id, (100, None)).await.unwrap();
    let mut what: Vec<_> = lines.iter().filter_map(|it| it.details["what"].as_str()).collect();
    what.reverse();
    assert_eq!(what, ["added", "claimed", "withdrew", "reported", "edited", "confirmed"]);
    for line in &lines {
        assert_eq!(
            (line.actor, line.behalf),
            (Some(self::id(&oost.joke)), Some(oost.wit.who.member))
        );
        assert_eq!(line.mandate, Some(id));
    }
    // The organisers' log has them, by the name of either.
    let query = AuditQuery { text: Some("De Wit".into()), first: 100, ..AuditQuery::default() };
    let found = audit::read(&oost.organiser, domain, Some(oost.of), &query).await.unwrap();
    assert!(found.len() >= 6 + 2, "with what was registered and given: {}", found.len());
}

fn said() -> Said {
    Said { about: About::Otherwise, proposed: String::new(), note: String::new() }
}

async fn under_a_mandate_nobody_is_more_than_it_says(house: &House) {
    let oost = oost(house).await;
    oost.mandate(house, &[Deed::TellWrong]).await;
    // What she is trusted with in the community nobody does for her.
    house.run("update community_members set role = 'organiser' where role = 'member'").await;
    let acting = oost.acting(house).await.unwrap();
    let domain = &house.domain;
    assert!(matches!(bring_in(house, &acting).await, Err(ListingError::Denied(_))));
    let place = bring_in(house, &house.operator()).await.unwrap();
    let hours = (Service::Counter, "24/7");
    let edited = keepers::set_hours(&acting, domain, place, None, hours).await;
    assert!(matches!(edited, Err(ListingError::Denied(_))));
    let account = [
        members::viewer(&acting, domain).await.map(|_| ()),
        members::edit_me(&acting, domain, "Joke", Language::Nl).await,
        members::delete_me(&acting, domain, &Secret::new("")).await,
        members::sessions::end_all(&acting, domain).await,
    ];
    for tried in account {
        assert!(matches!(tried, Err(MemberError::Denied(_))), "{tried:?}");
    }
    let wish = Wish { handle: &oost.handle, deeds: deeds([Deed::KeepPlaces]), until: today(house) };
    let on = give(&acting, domain, &wish).await;
    assert!(matches!(on, Err(ProfileError::Denied(_))), "it is not passed on");
    let further = act_as(&acting, domain, oost.wit.who.profile).await;
    assert!(matches!(further, Err(ProfileError::Denied(_))));
    let left = leave(&acting, domain, oost.of).await;
    assert!(left.is_err());
    let standing = communities::where_i_may(&acting, domain, koop_domain::policy::Action::SeeDesk);
    assert!(standing.await.is_err(), "no desk is theirs");
}

async fn what_has_ended_counts_for_nothing(house: &House) {
    let oost = oost(house).await;
    oost.mandate(house, &[Deed::KeepPlaces]).await;
    oost.acting(house).await.unwrap();
    house.clock.advance(TimeDelta::days(31));
    assert!(matches!(oost.acting(house).await, Err(ProfileError::Ended)));
    // A new one begins, for a running one stands in nobody's way.
    let again = oost.mandate(house, &[Deed::KeepPlaces]).await;
    oost.acting(house).await.unwrap();
    house.run("update community_members set state = 'frozen' where role = 'member'").await;
    assert!(
        matches!(oost.acting(house).await, Err(ProfileError::Ended)),
        "who is kept out acts for nobody"
    );
    house.run("update community_members set state = 'active'").await;
    oost.acting(house).await.unwrap();
    end(&oost.joke, &house.domain, again).await.unwrap();
    assert!(matches!(oost.acting(house).await, Err(ProfileError::Ended)));
    assert!(matches!(end(&oost.joke, &house.domain, again).await, Err(ProfileError::NotFound)));
}

async fn whoever_is_named_and_the_organisers_end_it(house: &House) {
    let oost = oost(house).await;
    let id = oost.mandate(house, &[Deed::KeepPlaces]).await;
    let piet = person(house, PIET, oost.of, Role::Member).await;
    assert!(matches!(end(&piet, &house.domain, id).await, Err(ProfileError::NotFound)));
    let read = done(&piet, &house.domain, id, (100, None)).await;
    assert!(matches!(read, Err(ProfileError::NotFound)));
    end(&oost.organiser, &house.domain, id).await.unwrap();
    let all = mine(&oost.joke, &house.domain, (100, None)).await.unwrap();
    assert!(all[0].mandate.ended_at.is_some());
    assert!(!all[0].mandate.counts(house.visitor().now));
}

async fn a_member_lets_a_neighbour_act(house: &House) {
    let oost = oost(house).await;
    let piet = person(house, PIET, oost.of, Role::Member).await;
    let until = today(house) + TimeDelta::days(MANDATE_DAYS_MAX);
    let wish = Wish { handle: &oost.handle, deeds: deeds([Deed::KeepPlaces]), until };
    let told = give(&piet, &house.domain, &wish).await.unwrap();
    assert_eq!(told.mandate.signed_on, None);
    let twice = give(&piet, &house.domain, &wish).await;
    assert!(matches!(twice, Err(ProfileError::Duplicate)));
    let (acting, hat) = act_as(&oost.joke, &house.domain, told.giver.profile).await.unwrap();
    assert_eq!(hat.unwrap().mandate.map(|(id, _)| id), Some(told.mandate.id));
    bring_in(house, &acting).await.unwrap();
    let wrong = [
        Wish { handle: "niemand", ..wish.clone() },
        Wish { handle: &handle(house, &piet).await, ..wish.clone() },
    ];
    for wish in wrong {
        let tried = give(&piet, &house.domain, &wish).await;
        assert!(matches!(tried, Err(ProfileError::Invalid { field: "handle", .. })), "{tried:?}");
    }
    let longer = Wish { until: until + TimeDelta::days(1), ..wish.clone() };
    let tried = give(&piet, &house.domain, &longer).await;
    assert!(matches!(tried, Err(ProfileError::Invalid { field: "until", .. })));
    let paying = Wish { deeds: deeds([Deed::Pay]), ..wish.clone() };
    let tried = give(&piet, &house.domain, &paying).await;
    assert!(matches!(tried, Err(ProfileError::Invalid { field: "deeds", .. })), "not there yet");
    let west = community(house, "West").await.id;
    let stranger = person(house, "ver@voorbeeld.nl", west, Role::Member).await;
    let tried = give(&stranger, &house.domain, &wish).await;
    assert!(
        matches!(tried, Err(ProfileError::Invalid { field: "handle", .. })),
        "nobody of another community"
    );
}

async fn nobody_writes_down_a_mandate_for_themselves(house: &House) {
    let oost = oost(house).await;
    let own = handle(house, &oost.organiser).await;
    let wish = Wish { handle: &own, deeds: deeds([Deed::KeepPlaces]), until: today(house) };
    let whose = (oost.of, oost.wit.who.member);
    let tried = write_down(&oost.organiser, &house.domain, whose, (&wish, today(house))).await;
    assert!(matches!(tried, Err(ProfileError::OwnCase)), "{tried:?}");
    // Who finds help may register people, and a member may not.
    let helper = person(house, PIET, oost.of, Role::Member).await;
    let tried = registered(&helper, &house.domain, oost.of, ALL).await;
    assert!(matches!(tried, Err(ProfileError::Denied(_))));
    let sets = [PermissionSet::HelpCoordinator].into_iter().collect();
    let helps = (sets, "Zij helpt.");
    set_sets(&oost.organiser, &house.domain, (oost.of, id(&helper)), helps).await.unwrap();
    register_wit(house, &helper, oost.of).await;
    // A member who reads mail gives a mandate themselves.
    let wish = Wish { handle: &oost.handle, ..wish };
    let of_piet = (oost.of, id(&helper));
    let tried = write_down(&oost.organiser, &house.domain, of_piet, (&wish, today(house))).await;
    assert!(matches!(tried, Err(ProfileError::NotFound)), "{tried:?}");
    let old = today(house) - TimeDelta::days(91);
    let tried = write_down(&oost.organiser, &house.domain, whose, (&wish, old)).await;
    assert!(matches!(tried, Err(ProfileError::Invalid { field: "signedOn", .. })));
}

async fn who_leaves_ends_their_mandates(house: &House) {
    let oost = oost(house).await;
    oost.mandate(house, &[Deed::KeepPlaces]).await;
    let acting = oost.acting(house).await.unwrap();
    bring_in(house, &acting).await.unwrap();
    members::delete_me(&oost.joke, &house.domain, &Secret::new("")).await.unwrap();
    assert_eq!(house.count("mandates").await, 0);
    let named =
        format!("select count(*) from listing_revisions where actor = '{}'", id(&oost.joke));
    assert_eq!(house.number(&named).await, 0, "the history names nobody who left");
    forget_registered(&oost.organiser, &house.domain, (oost.of, oost.wit.who.member))
        .await
        .unwrap();
    assert_eq!(house.count("registered_members").await, 0);
    assert_eq!(house.count("listing_keepers").await, 0);
    let members = "select count(*) from members where name = 'Mevrouw De Wit'";
    assert_eq!(house.number(members).await, 0);
}

async fn the_database_keeps_the_laws_of_mandates(house: &House) {
    let oost = oost(house).await;
    oost.mandate(house, &[Deed::KeepPlaces]).await;
    let longer = if house.is_postgres() {
        "update mandates set given_at = given_at - interval '400 days'"
    } else {
        "insert into mandates (id, community_id, giver_id, agent_id, deeds, given_at, ends_at) \
            select randomblob(16), community_id, agent_id, giver_id, deeds, given_at, \
            '2030-01-01T00:00:00+00:00' from mandates"
    };
    let refused = [
        longer,
        "update mandates set agent_id = giver_id",
        "update mandates set deeds = '[\"pay\"]'",
        "update mandates set given_by = agent_id",
        "insert into vouches (community_id, member_id, by_id, at) \
            select community_id, giver_id, giver_id, given_at from mandates",
    ];
    for sql in refused {
        assert!(house.tried(sql).await.is_err(), "{sql}");
    }
}

async fn the_desk_reads_page_by_page(house: &House) {
    let oost = oost(house).await;
    let given = oost.mandate(house, &[Deed::KeepPlaces]).await;
    end(&oost.organiser, &house.domain, given).await.unwrap();
    let mut all = vec![oost.wit.who.member];
    for _ in 0..4 {
        all.push(register_wit(house, &oost.organiser, oost.of).await.who.member);
        // Two of each stand at one instant.
        let again = oost.mandate(house, &[Deed::KeepPlaces]).await;
        end(&oost.organiser, &house.domain, again).await.unwrap();
    }
    let (mut people, mut mandates) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let page = (2, people.last().copied());
        let found = registered(&oost.organiser, &house.domain, oost.of, page).await.unwrap();
        people.extend(found.into_iter().map(|it| it.who.member));
        let page = (2, mandates.last().copied());
        let found = of_community(&oost.organiser, &house.domain, oost.of, page).await.unwrap();
        mandates.extend(found.into_iter().map(|it| it.mandate.id));
    }
    assert_eq!((people.len(), mandates.len()), (5, 5));
    all.sort_unstable();
    people.sort_unstable();
    assert_eq!(people, all, "each once");
    mandates.sort_unstable();
    mandates.dedup();
    assert_eq!(mandates.len(), 5);
    let nobody = (2, Some(id(&oost.organiser)));
    let wrong = registered(&oost.organiser, &house.domain, oost.of, nobody).await;
    assert!(matches!(wrong, Err(ProfileError::Invalid { field: "after", .. })));
}
