//! As whom somebody acts, who belongs to a profile, and what is kept for one, on both databases.

use chrono::TimeDelta;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::error::Problem;
use koop_domain::id::{ListingId, ProfileId};
use koop_domain::language::Language;
use koop_domain::listings::claims::{self, Wish};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{self, Added, Keeper};
use koop_domain::listings::model::{Facts, Service};
use koop_domain::members;
use koop_domain::members::model::Secret;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::model::{PROFILES_MAX, Part, Profile, ProfileKind};
use koop_domain::profiles::{
    accept, act_as, choose, dissolve, keeper_of, leave, let_in, make, mine, offers, people, rename,
    send_away,
};

use crate::harness::{House, on_both_databases};
use crate::members::{HANNEKE, as_member, member};

on_both_databases! {
    everybody_is_a_person_and_makes_others;
    what_is_brought_in_as_a_merchant_all_of_its_people_keep;
    what_is_claimed_as_a_merchant_is_the_merchants;
    who_leaves_hands_on_what_they_looked_after;
    the_last_owner_stays;
    nobody_acts_as_whom_they_are_not;
    a_profile_that_ends_keeps_nothing;
    the_database_keeps_the_laws_of_profiles;
    only_so_many_profiles_are_made;
    nobody_belongs_anywhere_before_they_say_yes;
    nobody_fills_what_another_may_make;
    whoever_goes_as_whom_they_acted_is_told;
}

const PIET: &str = "piet@voorbeeld.nl";

/// Somebody, and the short name of their own profile.
pub(crate) async fn somebody(house: &House, email: &str, name: &str) -> (Ctx, String) {
    let who = member(house, email, name, None).await;
    let ctx = as_member(house, &who);
    let own = mine(&ctx, &house.domain).await.unwrap();
    let [(own, Part::Owner)] = own.as_slice() else { panic!("one of their own: {own:?}") };
    assert_eq!((own.kind, own.name.as_str()), (ProfileKind::Person, name));
    (ctx, own.handle.clone())
}

pub(crate) async fn bakery(house: &House, ctx: &Ctx) -> Profile {
    make(ctx, &house.domain, (ProfileKind::Merchant, " Bakkerij  Noor ")).await.unwrap()
}

/// Lets somebody into a profile, who says yes.
pub(crate) async fn join(
    house: &House,
    (owner, id): (&Ctx, ProfileId),
    (who, handle, part): (&Ctx, &str, Part),
) {
    let_in(owner, &house.domain, id, (handle, part)).await.unwrap();
    accept(who, &house.domain, id).await.unwrap();
}

async fn acting(house: &House, ctx: &Ctx, id: ProfileId) -> Ctx {
    act_as(ctx, &house.domain, id).await.unwrap().0
}

async fn bring_in(house: &House, ctx: &Ctx, name: &str) -> ListingId {
    let facts = Facts { name: name.to_owned(), ..Facts::default() };
    let added = keepers::add(ctx, &house.domain, facts, true).await.unwrap();
    let Added::New(listing) = added else { panic!("{added:?}") };
    listing.id
}

async fn keeper(house: &House, ctx: &Ctx, id: ListingId) -> Keeper {
    keepers::of(ctx, &house.domain, id).await.unwrap()
}

async fn everybody_is_a_person_and_makes_others(house: &House) {
    let (hanneke, _) = somebody(house, HANNEKE, "Hanneke").await;
    let (piet, handle) = somebody(house, PIET, "Piet").await;
    let noor = bakery(house, &hanneke).await;
    assert_eq!((noor.name.as_str(), noor.handle.as_str()), ("Bakkerij Noor", "bakkerij-noor"));
    let again = bakery(house, &piet).await;
    assert_eq!(again.handle, "bakkerij-noor-2");
    let person = make(&hanneke, &house.domain, (ProfileKind::Person, "Ik")).await;
    assert!(matches!(person, Err(ProfileError::Invalid { field: "kind", .. })));
    let empty = make(&hanneke, &house.domain, (ProfileKind::Household, " ")).await;
    assert!(matches!(empty, Err(ProfileError::Invalid { field: "name", .. })));
    let typed = format!(" @{} ", handle.to_uppercase());
    join(house, (&hanneke, noor.id), (&piet, &typed, Part::Member)).await;
    let all = people(&piet, &house.domain, noor.id).await.unwrap();
    let parts: Vec<_> = all.iter().map(|it| (it.name.as_str(), it.part)).collect();
    assert_eq!(parts, [("Hanneke", Part::Owner), ("Piet", Part::Member)]);
    let of_piet: Vec<_> = mine(&piet, &house.domain).await.unwrap();
    assert_eq!(of_piet.len(), 3);
    rename(&hanneke, &house.domain, noor.id, "Noor").await.unwrap();
    let tried = rename(&piet, &house.domain, noor.id, "Piet").await;
    assert!(matches!(tried, Err(ProfileError::Denied(_))), "who only belongs names nothing");
    send_away(&hanneke, &house.domain, noor.id, &handle).await.unwrap();
    let gone = people(&piet, &house.domain, noor.id).await;
    assert!(matches!(gone, Err(ProfileError::NotFound)));
}

async fn what_is_brought_in_as_a_merchant_all_of_its_people_keep(house: &House) {
    let (hanneke, _) = somebody(house, HANNEKE, "Hanneke").await;
    let (piet, handle) = somebody(house, PIET, "Piet").await;
    let noor = bakery(house, &hanneke).await;
    let hers = bring_in(house, &hanneke, "Van haarzelf").await;
    let theirs = bring_in(house, &acting(house, &hanneke, noor.id).await, "Van de bakkerij").await;
    assert_eq!(keeper(house, &piet, theirs).await, Keeper::Nobody);
    join(house, (&hanneke, noor.id), (&piet, &handle, Part::Member)).await;
    assert_eq!(keeper(house, &piet, theirs).await, Keeper::Finder);
    assert_eq!(keeper(house, &piet, hers).await, Keeper::Nobody, "her own is hers");
    let hours = (Service::Counter, "24/7");
    keepers::set_hours(&piet, &house.domain, theirs, None, hours).await.unwrap();
    let kept: Vec<_> = keepers::mine(&piet, &house.domain, 20).await.unwrap();
    assert_eq!(
        kept.iter().map(|(it, listing)| (*it, listing.id)).collect::<Vec<_>>(),
        [(Keeper::Finder, theirs)]
    );
    // An owner of the profile owns what it owns; who only belongs to it edits.
    house.run("update listing_keepers set role = 'owner' where profile_id is not null").await;
    assert_eq!(keeper(house, &hanneke, theirs).await, Keeper::Owner);
    assert_eq!(keeper(house, &piet, theirs).await, Keeper::Editor);
    let away = keepers::release(&piet, &house.domain, theirs).await;
    assert!(matches!(away, Err(ListingError::Denied(_))), "and gives nothing away");
    let left = keepers::leave(&piet, &house.domain, theirs).await;
    assert!(matches!(left, Err(ListingError::NotFound)), "it is the profile that keeps it");
    let shown = keeper_of(&house.visitor(), &house.domain, theirs).await.unwrap();
    assert_eq!(shown.map(|it| it.name).as_deref(), Some("Bakkerij Noor"));
    house.run("update profiles set kind = 'household' where kind = 'merchant'").await;
    let home = keeper_of(&house.visitor(), &house.domain, theirs).await.unwrap();
    assert_eq!(home, None, "a household is somebody's home");
    let under = "select count(*) from listing_revisions where profile_id is not null";
    assert_eq!(house.number(under).await, 1, "the history says as whom");
}

async fn what_is_claimed_as_a_merchant_is_the_merchants(house: &House) {
    let (hanneke, _) = somebody(house, HANNEKE, "Hanneke").await;
    let (piet, handle) = somebody(house, PIET, "Piet").await;
    let noor = bakery(house, &hanneke).await;
    join(house, (&hanneke, noor.id), (&piet, &handle, Part::Owner)).await;
    let id = bring_in(house, &house.operator(), "Noor").await;
    let as_noor = acting(house, &hanneke, noor.id).await;
    let wish = (Wish::CounterCode, Language::Nl);
    let (_, code) = claims::claim(&as_noor, &house.domain, id, wish).await.unwrap();
    let code = code.unwrap();
    claims::at_counter(&house.operator(), &house.domain, id, code.reveal()).await.unwrap();
    assert_eq!(keeper(house, &hanneke, id).await, Keeper::Owner);
    assert_eq!(keeper(house, &piet, id).await, Keeper::Owner, "both own the bakery");
    // Who left the profile before it was shown keeps the place themselves.
    let other = bring_in(house, &house.operator(), "Ander").await;
    let as_noor = acting(house, &piet, noor.id).await;
    let wish = (Wish::CounterCode, Language::Nl);
    let (_, code) = claims::claim(&as_noor, &house.domain, other, wish).await.unwrap();
    leave(&piet, &house.domain, noor.id).await.unwrap();
    let code = code.unwrap();
    claims::at_counter(&house.operator(), &house.domain, other, code.reveal()).await.unwrap();
    assert_eq!(keeper(house, &piet, other).await, Keeper::Owner);
    assert_eq!(keeper(house, &hanneke, other).await, Keeper::Nobody);
}

async fn who_leaves_hands_on_what_they_looked_after(house: &House) {
    let (hanneke, _) = somebody(house, HANNEKE, "Hanneke").await;
    let (piet, handle) = somebody(house, PIET, "Piet").await;
    let noor = bakery(house, &hanneke).await;
    join(house, (&hanneke, noor.id), (&piet, &handle, Part::Member)).await;
    let by_her = bring_in(house, &acting(house, &hanneke, noor.id).await, "Eerste").await;
    let by_him = bring_in(house, &acting(house, &piet, noor.id).await, "Tweede").await;
    let his = bring_in(house, &piet, "Van hemzelf").await;
    leave(&piet, &house.domain, noor.id).await.unwrap();
    assert_eq!(keeper(house, &piet, by_him).await, Keeper::Nobody);
    assert_eq!(keeper(house, &hanneke, by_him).await, Keeper::Finder, "the bakery keeps it");
    assert_eq!(keeper(house, &piet, his).await, Keeper::Finder);
    join(house, (&hanneke, noor.id), (&piet, &handle, Part::Member)).await;
    // Deleting the account of its only owner leaves the profile to who is left.
    house.clock.advance(TimeDelta::minutes(1));
    members::delete_me(&hanneke, &house.domain, &Secret::new("")).await.unwrap();
    let all = people(&piet, &house.domain, noor.id).await.unwrap();
    assert_eq!(all.iter().map(|it| it.part).collect::<Vec<_>>(), [Part::Owner]);
    assert_eq!(keeper(house, &piet, by_her).await, Keeper::Finder);
    assert_eq!(keeper(house, &piet, by_him).await, Keeper::Finder);
    // And with the last of its people it goes, and what it kept is nobody's.
    members::delete_me(&piet, &house.domain, &Secret::new("")).await.unwrap();
    assert_eq!(house.count("profiles").await, 0);
    assert_eq!(house.count("listing_keepers").await, 0);
}

async fn the_last_owner_stays(house: &House) {
    let (hanneke, own) = somebody(house, HANNEKE, "Hanneke").await;
    let (piet, handle) = somebody(house, PIET, "Piet").await;
    let noor = bakery(house, &hanneke).await;
    let domain = &house.domain;
    let tries = [
        leave(&hanneke, domain, noor.id).await,
        send_away(&hanneke, domain, noor.id, &own).await,
        let_in(&hanneke, domain, noor.id, (&own, Part::Member)).await,
    ];
    for tried in tries {
        assert!(matches!(tried, Err(ProfileError::LastOwner)), "{tried:?}");
    }
    let_in(&hanneke, domain, noor.id, (&handle, Part::Owner)).await.unwrap();
    assert!(matches!(leave(&hanneke, domain, noor.id).await, Err(ProfileError::LastOwner)));
    accept(&piet, domain, noor.id).await.unwrap();
    leave(&hanneke, domain, noor.id).await.unwrap();
}

async fn nobody_acts_as_whom_they_are_not(house: &House) {
    let (hanneke, _) = somebody(house, HANNEKE, "Hanneke").await;
    let (piet, handle) = somebody(house, PIET, "Piet").await;
    let noor = bakery(house, &hanneke).await;
    let domain = &house.domain;
    let hers = mine(&hanneke, domain).await.unwrap()[0].0.id;
    for id in [noor.id, hers, ProfileId(uuid::Uuid::nil())] {
        let tried = act_as(&piet, domain, id).await;
        assert!(matches!(tried, Err(ProfileError::NotFound)), "{id}");
        assert!(matches!(choose(&piet, domain, Some(id)).await, Err(ProfileError::NotFound)));
    }
    let visitor = act_as(&house.visitor(), domain, noor.id).await;
    assert!(matches!(visitor, Err(ProfileError::SignedOut)));
    // By a guessed id nobody changes anything of it.
    let tries = [
        rename(&piet, domain, noor.id, "Piet").await.map(|_| ()),
        let_in(&piet, domain, noor.id, (&handle, Part::Owner)).await,
        send_away(&piet, domain, noor.id, "hanneke").await,
        leave(&piet, domain, noor.id).await,
        dissolve(&piet, domain, noor.id).await,
        dissolve(&hanneke, domain, hers).await,
        leave(&hanneke, domain, hers).await,
    ];
    for tried in tries {
        assert!(matches!(tried, Err(ProfileError::NotFound)), "{tried:?}");
    }
    let (as_oneself, hat) = act_as(&hanneke, domain, hers).await.unwrap();
    assert!(hat.is_none() && as_oneself.acting_as.is_none(), "as oneself is no hat");
    choose(&hanneke, domain, Some(noor.id)).await.unwrap();
    let chosen = "select count(*) from sessions where acting_as is not null";
    assert_eq!(house.number(chosen).await, 1);
    choose(&hanneke, domain, None).await.unwrap();
    assert_eq!(house.number(chosen).await, 0);
}

async fn a_profile_that_ends_keeps_nothing(house: &House) {
    let (hanneke, _) = somebody(house, HANNEKE, "Hanneke").await;
    let noor = bakery(house, &hanneke).await;
    let as_noor = acting(house, &hanneke, noor.id).await;
    let id = bring_in(house, &as_noor, "Noor").await;
    choose(&hanneke, &house.domain, Some(noor.id)).await.unwrap();
    dissolve(&hanneke, &house.domain, noor.id).await.unwrap();
    assert_eq!(keeper(house, &hanneke, id).await, Keeper::Nobody);
    let late = act_as(&hanneke, &house.domain, noor.id).await;
    assert!(matches!(late, Err(ProfileError::NotFound)));
    // A request that was settled before it ended brings the place in for oneself.
    let late = bring_in(house, &as_noor, "Laat").await;
    assert_eq!(keeper(house, &hanneke, late).await, Keeper::Finder);
}

async fn the_database_keeps_the_laws_of_profiles(house: &House) {
    let (hanneke, _) = somebody(house, HANNEKE, "Hanneke").await;
    let (piet, _) = somebody(house, PIET, "Piet").await;
    bakery(house, &hanneke).await;
    let Actor::Member(_) = piet.actor else { panic!("a member") };
    let refused = [
        // Two people in one person, and a profile without an owner.
        "insert into profile_members (profile_id, member_id, part) select p.id, m.id, 'owner' \
            from profiles p, members m where p.kind = 'person' and p.name = 'Hanneke' \
            and m.name = 'Piet'",
        "delete from profile_members where profile_id in \
            (select id from profiles where kind = 'merchant')",
        "update profile_members set part = 'member' where profile_id in \
            (select id from profiles where kind = 'merchant')",
    ];
    for sql in refused {
        assert!(house.tried(sql).await.is_err(), "{sql}");
    }
}

async fn only_so_many_profiles_are_made(house: &House) {
    let (hanneke, _) = somebody(house, HANNEKE, "Hanneke").await;
    for _ in 0..10 {
        bakery(house, &hanneke).await;
    }
    let many = make(&hanneke, &house.domain, (ProfileKind::Merchant, "Noor")).await;
    assert!(matches!(many, Err(ProfileError::TooMany { .. })), "{many:?}");
    house.clock.advance(TimeDelta::days(1));
    let later = Ctx { now: house.visitor().now, ..hanneke.clone() };
    for _ in 0..10 {
        bakery(house, &later).await;
    }
    house.clock.advance(TimeDelta::days(1));
    let latest = Ctx { now: house.visitor().now, ..hanneke };
    let full = make(&latest, &house.domain, (ProfileKind::Merchant, "Noor")).await;
    let expected = Problem::OutOfRange;
    assert!(
        matches!(full, Err(ProfileError::Invalid { field: "kind", problem }) if problem == expected)
    );
}

async fn nobody_belongs_anywhere_before_they_say_yes(house: &House) {
    let (hanneke, _) = somebody(house, HANNEKE, "Hanneke").await;
    let (piet, handle) = somebody(house, PIET, "Piet").await;
    let noor = bakery(house, &hanneke).await;
    let domain = &house.domain;
    let place = bring_in(house, &acting(house, &hanneke, noor.id).await, "Noor").await;
    let none = accept(&piet, domain, noor.id).await;
    assert!(matches!(none, Err(ProfileError::NotFound)), "nobody asked him");
    let_in(&hanneke, domain, noor.id, (&handle, Part::Owner)).await.unwrap();
    // The later counts.
    let_in(&hanneke, domain, noor.id, (&handle, Part::Member)).await.unwrap();
    let found = offers(&piet, domain).await.unwrap();
    let [offer] = found.as_slice() else { panic!("one offer: {found:?}") };
    assert_eq!((&offer.profile, offer.part), (&noor, Part::Member));
    assert_eq!(offer.by.as_deref(), Some("Hanneke"));
    assert_eq!(keeper(house, &piet, place).await, Keeper::Nobody);
    assert_eq!(mine(&piet, domain).await.unwrap().len(), 1);
    assert!(matches!(act_as(&piet, domain, noor.id).await, Err(ProfileError::NotFound)));
    assert!(matches!(people(&piet, domain, noor.id).await, Err(ProfileError::NotFound)));
    let seen = people(&hanneke, domain, noor.id).await.unwrap();
    let seen: Vec<_> = seen.iter().map(|it| (it.name.as_str(), it.is_in)).collect();
    assert_eq!(seen, [("Hanneke", true), ("Piet", false)]);
    // He says no, and then she takes it back herself.
    leave(&piet, domain, noor.id).await.unwrap();
    assert!(offers(&piet, domain).await.unwrap().is_empty());
    let_in(&hanneke, domain, noor.id, (&handle, Part::Member)).await.unwrap();
    send_away(&hanneke, domain, noor.id, &handle).await.unwrap();
    assert!(matches!(accept(&piet, domain, noor.id).await, Err(ProfileError::NotFound)));
    join(house, (&hanneke, noor.id), (&piet, &handle, Part::Member)).await;
    assert_eq!(keeper(house, &piet, place).await, Keeper::Finder);
    assert_eq!(house.count("profile_offers").await, 0);
    // Who is in already becomes something else at once.
    let_in(&hanneke, domain, noor.id, (&handle, Part::Owner)).await.unwrap();
    assert_eq!(mine(&piet, domain).await.unwrap()[1].1, Part::Owner);
    let refused = "insert into profile_offers (profile_id, member_id, part, offered_by, offered_at) \
        select p.id, m.id, 'owner', m.id, m.created_at from profiles p, members m \
        where p.kind = 'merchant' and m.name = 'Piet'";
    assert!(house.tried(refused).await.is_err(), "nobody lets themselves in");
}

async fn nobody_fills_what_another_may_make(house: &House) {
    let (hanneke, _) = somebody(house, HANNEKE, "Hanneke").await;
    let (piet, handle) = somebody(house, PIET, "Piet").await;
    for day in 0..2 {
        house.clock.advance(TimeDelta::days(day));
        let now = house.visitor().now;
        let (hanneke, piet) = (Ctx { now, ..hanneke.clone() }, Ctx { now, ..piet.clone() });
        for _ in 0..PROFILES_MAX / 2 {
            let noor = bakery(house, &hanneke).await;
            join(house, (&hanneke, noor.id), (&piet, &handle, Part::Owner)).await;
        }
    }
    assert_eq!(mine(&piet, &house.domain).await.unwrap().len(), 1 + PROFILES_MAX);
    bakery(house, &piet).await;
}

async fn whoever_goes_as_whom_they_acted_is_told(house: &House) {
    let (hanneke, _) = somebody(house, HANNEKE, "Hanneke").await;
    let (piet, handle) = somebody(house, PIET, "Piet").await;
    let noor = bakery(house, &hanneke).await;
    join(house, (&hanneke, noor.id), (&piet, &handle, Part::Member)).await;
    for who in [&hanneke, &piet] {
        choose(who, &house.domain, Some(noor.id)).await.unwrap();
    }
    dissolve(&hanneke, &house.domain, noor.id).await.unwrap();
    let acting = "select count(*) from sessions where acting_as is not null";
    // She ended it and knows; his session still says whom he meant.
    assert_eq!(house.number(acting).await, 1);
    choose(&piet, &house.domain, None).await.unwrap();
    assert_eq!(house.number(acting).await, 0);
}
