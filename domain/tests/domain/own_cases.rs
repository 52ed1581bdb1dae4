//! Nobody decides a case of their own, whatever hat they wore when they began it, on both databases.

use koop_domain::appeals;
use koop_domain::communities::model::Role;
use koop_domain::communities::{NewPlace, enter, freeze};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::desk::QueueQuery;
use koop_domain::language::Language;
use koop_domain::listings::claims::{self, Claim, Wish};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::model::Listing;
use koop_domain::listings::reports::{self, About, Said};
use koop_domain::profiles::mandates::{Deed, end};
use koop_domain::profiles::model::{Part, ProfileKind};
use koop_domain::profiles::{act_as, make};

use crate::communities::id;
use crate::desk::queue;
use crate::harness::{House, on_both_databases};
use crate::mandates::oost;
use crate::members::HANNEKE;
use crate::profiles::{join, somebody};
use crate::stewards::{around, shops};

on_both_databases! {
    who_acts_for_somebody_decides_nothing_for_them;
    who_may_act_for_somebody_decides_nothing_about_them;
    who_belongs_to_a_shop_decides_nothing_for_it;
}

/// Lets somebody look after the quarter of a shop.
async fn steward_of(house: &House, ctx: &Ctx) -> Listing {
    let (place, _) = shops(house).await;
    let community = around(house, "Buurt 0", "BU0").await.id;
    let place_of = NewPlace { community, role: Role::Steward };
    enter(&house.operator(), &house.domain, id(ctx), place_of).await.unwrap();
    place
}

async fn claim(house: &House, ctx: &Ctx, place: &Listing, wish: Wish) -> (Claim, String) {
    let wish = (wish, Language::Nl);
    let (claim, code) = claims::claim(ctx, &house.domain, place.id, wish).await.unwrap();
    (claim, code.map(|it| it.reveal().to_owned()).unwrap_or_default())
}

async fn is_refused(house: &House, ctx: &Ctx, (claim, code): (&Claim, &str)) {
    let seen = claims::at_counter(ctx, &house.domain, claim.listing, code).await;
    assert!(matches!(seen, Err(ListingError::Denied(_))), "{seen:?}");
    let decided = claims::decide(ctx, &house.domain, claim.id, (false, "Nee")).await;
    assert!(matches!(decided, Err(ListingError::Denied(_))), "{decided:?}");
    let query = QueueQuery { first: 9, ..QueueQuery::default() };
    let cases = queue(house, ctx, query).await.cases;
    assert!(!cases.is_empty() && cases.iter().all(|it| it.is_own), "{cases:?}");
}

async fn who_acts_for_somebody_decides_nothing_for_them(house: &House) {
    let it = oost(house).await;
    let place = steward_of(house, &it.joke).await;
    let mandate = it.mandate(house, &[Deed::KeepPlaces, Deed::TellWrong]).await;
    let acting = it.acting(house).await.unwrap();
    let (by_code, code) = claim(house, &acting, &place, Wish::CounterCode).await;
    let said =
        Said { about: About::Phone, proposed: "020 555 01 91".to_owned(), note: String::new() };
    let report =
        reports::report(&acting, &house.domain, place.id, &said, "192.0.2.1").await.unwrap();
    for ended in [false, true] {
        if ended {
            end(&it.organiser, &house.domain, mandate).await.unwrap();
        }
        is_refused(house, &it.joke, (&by_code, &code)).await;
        let decided = reports::decide(&it.joke, &house.domain, report.id, (true, "")).await;
        assert!(matches!(decided, Err(ListingError::Denied(_))), "{decided:?}");
    }
    // Anybody else may.
    reports::decide(&house.operator(), &house.domain, report.id, (true, "")).await.unwrap();
    claims::at_counter(&house.operator(), &house.domain, place.id, &code).await.unwrap();
}

/// What somebody said and asked themselves is no case of who may act for them either.
async fn who_may_act_for_somebody_decides_nothing_about_them(house: &House) {
    let it = oost(house).await;
    let place = steward_of(house, &it.joke).await;
    let role = NewPlace { community: it.of, role: Role::Organiser };
    enter(&house.operator(), &house.domain, id(&it.joke), role).await.unwrap();
    let Actor::Member(signed) = it.joke.actor else { panic!("somebody") };
    let wit = Actor::Member(Signed { member: it.wit.who.member, ..signed });
    let wit = Ctx { actor: wit, ..it.joke.clone() };
    let say = async |about, proposed: &str| {
        let said = Said { about, proposed: proposed.to_owned(), note: String::new() };
        reports::report(&wit, &house.domain, place.id, &said, "192.0.2.1").await.unwrap()
    };
    let waits = say(About::Phone, "020 555 01 91").await;
    let refused = say(About::Name, "Naaikamer").await;
    let verdict = (false, "Nee");
    reports::decide(&house.operator(), &house.domain, refused.id, verdict).await.unwrap();
    let who = (it.of, it.wit.who.member);
    freeze(&it.organiser, &house.domain, who, (true, "Voor de rust.")).await.unwrap();
    let mut appeals = Vec::new();
    for chance in appeals::mine(&wit, &house.domain).await.unwrap().0 {
        let why = "Kijk nog eens";
        appeals.push(appeals::appeal(&wit, &house.domain, chance.subject, why).await.unwrap());
    }
    assert_eq!(appeals.len(), 2, "against the report, and against being kept out");
    let mandate = it.mandate(house, &[Deed::TellWrong]).await;
    let query = || QueueQuery { first: 9, ..QueueQuery::default() };
    let cases = queue(house, &it.joke, query()).await.cases;
    assert!(cases.len() == 3 && cases.iter().all(|it| it.is_own), "{cases:?}");
    let decided = reports::decide(&it.joke, &house.domain, waits.id, (true, "")).await;
    assert!(matches!(decided, Err(ListingError::Denied(_))), "{decided:?}");
    for appeal in &appeals {
        let verdict = (true, "Je hebt gelijk");
        let decided = appeals::decide(&it.joke, &house.domain, appeal.id, verdict).await;
        assert!(matches!(decided, Err(ListingError::Denied(_))), "{decided:?}");
    }
    // Once the mandate has ended they are anybody's.
    end(&it.organiser, &house.domain, mandate).await.unwrap();
    let cases = queue(house, &it.joke, query()).await.cases;
    assert!(cases.iter().all(|it| !it.is_own), "{cases:?}");
    reports::decide(&it.joke, &house.domain, waits.id, (true, "")).await.unwrap();
}

async fn who_belongs_to_a_shop_decides_nothing_for_it(house: &House) {
    let (piet, handle) = somebody(house, "piet@voorbeeld.nl", "Piet").await;
    let (hanneke, _) = somebody(house, HANNEKE, "Hanneke").await;
    let place = steward_of(house, &piet).await;
    let noor = (ProfileKind::Merchant, "Bakkerij Noor");
    let noor = make(&hanneke, &house.domain, noor).await.unwrap();
    join(house, (&hanneke, noor.id), (&piet, &handle, Part::Member)).await;
    let (as_noor, _) = act_as(&hanneke, &house.domain, noor.id).await.unwrap();
    let (by_code, code) = claim(house, &as_noor, &place, Wish::CounterCode).await;
    is_refused(house, &piet, (&by_code, &code)).await;
    claims::withdraw(&hanneke, &house.domain, by_code.id).await.unwrap();
    claim(house, &as_noor, &place, Wish::Letter).await;
    let printed = claims::print_letters(&piet, &house.domain).await.unwrap();
    assert!(printed.is_empty(), "nobody reads a code of their own");
    assert_eq!(claims::print_letters(&house.operator(), &house.domain).await.unwrap().len(), 1);
}
