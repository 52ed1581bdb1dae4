//! Everything else about a place, how deliveries go, and by which proofs a place can be shown to
//! be somebody's, on both databases.

use chrono::TimeDelta;
use koop_domain::error::Problem;
use koop_domain::id::ListingId;
use koop_domain::imports::Import;
use koop_domain::imports::model::Record;
use koop_domain::language::Language;
use koop_domain::listings::claims::{self, Proof, Wish};
use koop_domain::listings::delivery::{Delivery, DeliveryArea};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::proofs::{WhyNot, proofs};
use koop_domain::listings::keepers::{self, Added, FactsEdit, PAUSE_DAYS_MAX};
use koop_domain::listings::model::{
    Address, Contact, Facts, Kind, Listing, Offered, Ownership, Service,
};
use koop_domain::listings::opening_hours::{Reason, status};
use koop_domain::listings::provenance::{FactGroup, Origin};
use koop_domain::listings::{self};

use crate::harness::{House, on_both_databases};
use crate::members::{HANNEKE, as_member, member};

on_both_databases! {
    what_is_left_out_stays_as_it_is;
    deliveries_pause_and_go_on;
    only_who_keeps_a_place_edits_it;
    what_the_page_says_of_proofs_is_what_a_claim_finds;
}

fn bakery() -> Facts {
    Facts {
        name: "Bakkerij Proef".to_owned(),
        kind: Kind::Food,
        contact: Contact { phone: Some("020 555 0123".to_owned()), ..Contact::default() },
        delivery: Some(Delivery {
            area: DeliveryArea::Radius { radius_m: 2_000 },
            minimum_cents: None,
            fee_cents: None,
            courier: None,
            by_bike: true,
            returnable_packaging: false,
            paused_until: None,
            busy_minutes: None,
        }),
        hours: [(Service::Counter, "Mo-Su 08:00-18:00".to_owned())].into(),
        ..Facts::default()
    }
}

async fn brought_in(house: &House, facts: Facts) -> (koop_domain::ctx::Ctx, Listing) {
    let who = member(house, HANNEKE, "Hanneke", None).await;
    let ctx = as_member(house, &who);
    match keepers::add(&ctx, &house.domain, facts, true).await.unwrap() {
        Added::New(listing) => (ctx, *listing),
        Added::Known(known) => panic!("{known:?}"),
    }
}

async fn what_is_left_out_stays_as_it_is(house: &House) {
    let (ctx, listing) = brought_in(house, bakery()).await;
    let edit = FactsEdit {
        name: Some(" Bakkerij De Vroege Vogel ".to_owned()),
        website: Some(Some("https://vogel.example".to_owned())),
        takeaway: Some(Some(Offered::Yes)),
        description: Some([("nl".to_owned(), "Vers brood.".to_owned())].into()),
        payment: [("cash".to_owned(), Some(true))].into(),
        ..FactsEdit::default()
    };
    let revision = Some(listing.revision);
    let saved = keepers::edit_facts(&ctx, &house.domain, listing.id, revision, edit.clone());
    let saved = saved.await.unwrap();
    let mut expected = listing.facts.clone();
    edit.clone().apply(&mut expected);
    assert_eq!(saved.facts, expected);
    assert_eq!(saved.facts.name, "Bakkerij De Vroege Vogel");
    assert_eq!(saved.facts.contact.phone, listing.facts.contact.phone);
    assert_eq!(saved.facts.delivery, listing.facts.delivery);
    // What was not touched is not said to be confirmed anew.
    let by = |group: FactGroup| saved.provenance.get(&group).map(|it| it.origin.clone());
    let resident = Some(Origin::Edit { editor: "resident".to_owned() });
    assert_eq!(by(FactGroup::Goods), None);
    assert_eq!(by(FactGroup::Payment), resident);

    let late = keepers::edit_facts(&ctx, &house.domain, listing.id, revision, edit).await;
    assert!(matches!(late, Err(ListingError::Conflict { .. })));
    let evil =
        FactsEdit { website: Some(Some("javascript:alert(1)".to_owned())), ..FactsEdit::default() };
    let evil = keepers::edit_facts(&ctx, &house.domain, listing.id, None, evil).await;
    assert!(matches!(evil, Err(ListingError::Invalid { field: "website", .. })), "{evil:?}");
    let none = FactsEdit {
        website: Some(None),
        delivery: Some(None),
        payment: [("cash".to_owned(), None)].into(),
        description: Some([("nl".to_owned(), String::new())].into()),
        ..FactsEdit::default()
    };
    let saved = keepers::edit_facts(&ctx, &house.domain, listing.id, None, none).await.unwrap();
    assert_eq!((&saved.facts.contact.website, &saved.facts.delivery), (&None, &None));
    assert!(saved.facts.payment.is_empty() && saved.facts.description.is_empty());
}

async fn deliveries_pause_and_go_on(house: &House) {
    let (ctx, listing) = brought_in(house, bakery()).await;
    let set = |pace| keepers::set_pace(&ctx, &house.domain, listing.id, pace);
    let soon = ctx.now + TimeDelta::hours(1);
    let paused = set((None, Some(soon))).await.unwrap();
    assert_eq!(status(&paused, Service::Delivery, ctx.now).reason, Some(Reason::Paused));
    assert_ne!(status(&paused, Service::Counter, ctx.now).reason, Some(Reason::Paused));
    let busy = set((Some(30), None)).await.unwrap();
    let delivery = busy.facts.delivery.as_ref().unwrap();
    assert_eq!((delivery.busy_minutes, delivery.paused_until), (Some(30), None));
    // Whoever writes how it delivers says nothing of how busy it is.
    let plain = bakery().delivery;
    let edit = FactsEdit { delivery: Some(plain), ..FactsEdit::default() };
    let edited = keepers::edit_facts(&ctx, &house.domain, listing.id, None, edit).await.unwrap();
    assert_eq!(edited.facts.delivery.unwrap().busy_minutes, Some(30));
    for late in [ctx.now, ctx.now + TimeDelta::days(PAUSE_DAYS_MAX + 1)] {
        let wrong = set((None, Some(late))).await;
        let at = "pausedUntil";
        assert!(matches!(wrong, Err(ListingError::Invalid { field, .. }) if field == at));
    }
    let too_busy = set((Some(100_000), None)).await;
    assert!(matches!(too_busy, Err(ListingError::Invalid { field: "delivery", .. })));
    let none = FactsEdit { delivery: Some(None), ..FactsEdit::default() };
    keepers::edit_facts(&ctx, &house.domain, listing.id, None, none).await.unwrap();
    let nothing = set((Some(15), None)).await;
    assert!(matches!(nothing, Err(ListingError::Invalid { problem: Problem::Empty, .. })));
}

async fn only_who_keeps_a_place_edits_it(house: &House) {
    let (ctx, listing) = brought_in(house, bakery()).await;
    let other = member(house, "ander@voorbeeld.nl", "Ander", None).await;
    for stranger in [house.visitor(), as_member(house, &other)] {
        let edit = FactsEdit { name: Some("Mijn".to_owned()), ..FactsEdit::default() };
        let tried = keepers::edit_facts(&stranger, &house.domain, listing.id, None, edit).await;
        assert!(matches!(tried, Err(ListingError::Denied(_))));
        let tried = keepers::set_pace(&stranger, &house.domain, listing.id, (Some(15), None)).await;
        assert!(matches!(tried, Err(ListingError::Denied(_))));
        let seen = keepers::kept(&stranger, &house.domain, listing.id).await;
        assert!(matches!(seen, Err(ListingError::Denied(_))));
    }
    let (keeper, seen) = keepers::kept(&ctx, &house.domain, listing.id).await.unwrap();
    assert_eq!((keeper, seen.facts.name.as_str()), (keepers::Keeper::Finder, "Bakkerij Proef"));
    assert!(!keepers::is_owned(&house.visitor(), &house.domain, listing.id).await.unwrap());
    let nowhere = keepers::kept(&ctx, &house.domain, ListingId(ctx.ids.next())).await;
    assert!(matches!(nowhere, Err(ListingError::NotFound)));
}

/// A place with an address and a site, as a data set has them.
fn whole() -> Facts {
    let address = Address {
        street: Some("Dapperstraat".to_owned()),
        city: Some("Amsterdam".to_owned()),
        ..Address::default()
    };
    let website = Some("https://www.vogel.example/".to_owned());
    Facts {
        name: "Vogel".to_owned(),
        address: Some(address),
        contact: Contact { website, ..Contact::default() },
        ..Facts::default()
    }
}

async fn what_the_page_says_of_proofs_is_what_a_claim_finds(house: &House) {
    let poor = Facts { name: "Arm".to_owned(), ..Facts::default() };
    let chain = Facts { ownership: Ownership::Chain { brand: "Keten".to_owned() }, ..whole() };
    let hosted = Facts {
        contact: Contact {
            website: Some("https://sites.example/vogel".to_owned()),
            ..Contact::default()
        },
        ..whole()
    };
    let imported = [whole(), poor, chain, hosted];
    let mut import = Import::begin(&house.operator(), &house.domain, "test", false).await.unwrap();
    for (at, facts) in imported.into_iter().enumerate() {
        let record = Record {
            source: "osm".into(),
            source_id: format!("node/{at}"),
            source_name: "OpenStreetMap".into(),
            licence: "ODbL-1.0".into(),
            attribution: "© OpenStreetMap".into(),
            url: None,
            facts,
            tags: [].into(),
            confirmed: [].into(),
        };
        import.add(&house.operator(), record).await.unwrap();
    }
    import.publish(&house.operator()).await.unwrap();
    let (_, ours) = brought_in(house, whole()).await;
    let mut all = listings::newest(&house.visitor(), &house.domain, 10).await.unwrap();
    assert_eq!(all.len(), 5);
    let claimant = member(house, "piet@voorbeeld.nl", "Piet", None).await;
    let ctx = as_member(house, &claimant);
    let mut told = Vec::new();
    all.sort_by_key(|listing| listing.id != ours.id);
    for listing in all {
        for (proof, why_not) in proofs(&listing) {
            let wish = match proof {
                Proof::DomainEmail => Wish::DomainEmail("info".to_owned()),
                Proof::Letter => Wish::Letter,
                Proof::CounterCode => Wish::CounterCode,
            };
            let said = claims::claim(&ctx, &house.domain, listing.id, (wish, Language::Nl)).await;
            assert_eq!(said.is_ok(), why_not.is_none(), "{proof:?} of {listing:?}: {said:?}");
            if let Ok((claim, _)) = said {
                claims::withdraw(&ctx, &house.domain, claim.id).await.unwrap();
            }
            told.extend(why_not);
        }
    }
    for why in [
        WhyNot::NoAddress,
        WhyNot::AddressOfOurs,
        WhyNot::NoSite,
        WhyNot::SiteOfOurs,
        WhyNot::SiteOfChain,
    ] {
        assert!(told.contains(&why), "{why:?} was told of no place");
    }
}
