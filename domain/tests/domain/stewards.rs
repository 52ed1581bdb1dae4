//! Who looks after a place: the stewards of the smallest community whose area contains it, and
//! not in their own case. On both databases.

use chrono::TimeDelta;
use koop_domain::areas::model::Surveyed;
use koop_domain::audit;
use koop_domain::audit::model::{Act, AuditQuery};
use koop_domain::communities::model::{Community, PermissionSet, Role};
use koop_domain::communities::{self, freeze, standing_over};
use koop_domain::ctx::Ctx;
use koop_domain::desk::{CaseKind, Matter};
use koop_domain::id::AreaId;
use koop_domain::language::Language;
use koop_domain::listings::claims::{
    self, ClaimState, Wish, at_counter, at_counters, decide, waiting,
};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{self, Added, FactsEdit, Keeper, edit_facts, set_hours};
use koop_domain::listings::model::{Facts, Listing, Service};
use koop_domain::listings::provenance::FactGroup;
use koop_domain::listings::reports::{self, About, Desk, OWNER_DAYS};
use koop_domain::listings::{confirming, history};
use koop_domain::media::error::MediaError;
use koop_domain::media::{self, NewPhoto};
use koop_domain::members::model::Secret;

use crate::areas::{draw, shop, survey};
use crate::communities::{PIET, WHY, community, id, person};
use crate::desk::{say, waits};
use crate::harness::{House, on_both_databases};
use crate::imports::{by_slug, import};
use crate::media::shot;
use crate::members::{HANNEKE, as_member, member};
use crate::reports::{letters, owner_of};

on_both_databases! {
    the_smallest_community_around_a_place_looks_after_it;
    a_steward_sees_and_decides_what_is_hers;
    a_steward_does_not_decide_her_own_case;
    a_volunteer_sees_a_code_at_a_counter_and_decides_nothing;
    a_steward_may_do_by_every_door_what_she_may;
    a_finder_does_not_take_a_place_off_the_map;
    an_owner_is_asked_first_and_not_for_ever;
}

/// A community that looks after an area.
pub(crate) async fn around(house: &House, name: &str, code: &str) -> Community {
    let community = community(house, name).await;
    let settings = communities::model::Settings {
        area: Some(area(house, code)),
        ..community.settings.clone()
    };
    communities::edit(&house.operator(), &house.domain, community.id, settings).await.unwrap()
}

fn area(_: &House, code: &str) -> AreaId {
    let all = survey(3).areas;
    let found: Option<&Surveyed> = all.iter().find(|it| it.code == code);
    found.unwrap().id()
}

/// Two shops, each in a square of its own, on a map.
pub(crate) async fn shops(house: &House) -> (Listing, Listing) {
    draw(house, "oost", survey(3)).await;
    import(house, "oost", vec![shop("1", 0), shop("2", 1)]).await;
    let names = [shop("1", 0).facts.name, shop("2", 1).facts.name];
    let slug = |name: &str| name.to_lowercase().replace(' ', "-");
    (by_slug(house, &slug(&names[0])).await, by_slug(house, &slug(&names[1])).await)
}

async fn opens(
    house: &House,
    ctx: &Ctx,
    listing: &Listing,
    raw: &str,
) -> Result<Listing, ListingError> {
    set_hours(ctx, &house.domain, listing.id, None, (Service::Counter, raw)).await
}

async fn the_smallest_community_around_a_place_looks_after_it(house: &House) {
    let (here, there) = shops(house).await;
    let town = around(house, "Amsterdam", "GM0363").await;
    let quarter = around(house, "Buurt 0", "BU0").await;
    let of_town = person(house, PIET, town.id, Role::Organiser).await;
    let of_quarter = person(house, HANNEKE, quarter.id, Role::Steward).await;
    let plain = person(house, "lid@voorbeeld.nl", quarter.id, Role::Member).await;
    let db = house.domain.db.reader();
    let role = async |ctx: &Ctx, listing: &Listing| {
        standing_over(ctx, db, Keeper::Nobody, listing).await.unwrap().role
    };
    assert_eq!(role(&of_quarter, &here).await, Role::Steward);
    assert_eq!(role(&of_quarter, &there).await, Role::Visitor, "it is another's");
    assert_eq!(role(&of_town, &here).await, Role::Visitor, "a smaller community has it");
    assert_eq!(role(&of_town, &there).await, Role::Organiser);
    let edited = opens(house, &of_quarter, &here, "Mo-Su 09:00-18:00").await.unwrap();
    assert!(format!("{:?}", edited.provenance[&FactGroup::Hours]).contains("steward"));
    opens(house, &of_town, &there, "Mo-Su 09:00-18:00").await.unwrap();
    for (ctx, listing) in [(&of_quarter, &there), (&of_town, &here), (&plain, &here)] {
        let denied = opens(house, ctx, listing, "24/7").await;
        assert!(matches!(denied, Err(ListingError::Denied(_))), "{denied:?}");
    }
    let edits = AuditQuery { act: Some(Act::ListingEdited), first: 9, ..AuditQuery::default() };
    let lines = audit::read(&of_town, &house.domain, Some(town.id), &edits).await.unwrap();
    assert_eq!((lines.len(), lines[0].subject.clone()), (1, Some(there.id.to_string())));
    // Who is kept out looks after nothing.
    let second = person(house, "twee@voorbeeld.nl", quarter.id, Role::Organiser).await;
    freeze(&second, &house.domain, (quarter.id, id(&of_quarter)), (true, WHY)).await.unwrap();
    let denied = opens(house, &of_quarter, &here, "24/7").await;
    assert!(matches!(denied, Err(ListingError::Denied(_))));
    // Of two communities with one area, either will do.
    let beside = around(house, "Winkeliers", "BU0").await;
    let of_shops = person(house, "drie@voorbeeld.nl", beside.id, Role::Steward).await;
    opens(house, &of_shops, &here, "Mo-Su 10:00-18:00").await.unwrap();
    opens(house, &second, &here, "Mo-Su 11:00-18:00").await.unwrap();
}

async fn a_steward_sees_and_decides_what_is_hers(house: &House) {
    let (here, there) = shops(house).await;
    let quarter = around(house, "Buurt 0", "BU0").await;
    let steward = person(house, PIET, quarter.id, Role::Steward).await;
    let plain = person(house, "lid@voorbeeld.nl", quarter.id, Role::Member).await;
    let claimant = as_member(house, &member(house, HANNEKE, "Hanneke", None).await);
    let wish = || (Wish::CounterCode, Language::Nl);
    let (mine, code) = claims::claim(&claimant, &house.domain, here.id, wish()).await.unwrap();
    let (other, _) = claims::claim(&claimant, &house.domain, there.id, wish()).await.unwrap();
    let queue = waiting(&steward, &house.domain).await.unwrap();
    assert_eq!(queue.iter().map(|(it, _)| it.id).collect::<Vec<_>>(), [mine.id]);
    assert_eq!(waiting(&house.operator(), &house.domain).await.unwrap().len(), 2);
    let refused = decide(&steward, &house.domain, other.id, (false, "nee")).await;
    assert!(matches!(refused, Err(ListingError::Denied(_))), "{refused:?}");
    let seen = at_counter(&steward, &house.domain, there.id, "AAAA-AAAA").await;
    assert!(matches!(seen, Err(ListingError::Denied(_))));
    for nobody in [&plain, &claimant, &house.visitor()] {
        assert!(matches!(waiting(nobody, &house.domain).await, Err(ListingError::Denied(_))));
        let refused = decide(nobody, &house.domain, mine.id, (false, "nee")).await;
        assert!(matches!(refused, Err(ListingError::Denied(_))));
    }
    at_counter(&steward, &house.domain, here.id, code.unwrap().reveal()).await.unwrap();
    let text = house.text("select details from audit_log where act = 'claim_decided'").await;
    assert!(text.contains("confirmed"), "{text}");
}

async fn a_steward_does_not_decide_her_own_case(house: &House) {
    let (here, _) = shops(house).await;
    let quarter = around(house, "Buurt 0", "BU0").await;
    let steward = person(house, PIET, quarter.id, Role::Steward).await;
    let wish = (Wish::CounterCode, Language::Nl);
    let (own, code) = claims::claim(&steward, &house.domain, here.id, wish).await.unwrap();
    let code = code.unwrap();
    let seen = at_counter(&steward, &house.domain, here.id, code.reveal()).await;
    assert!(matches!(seen, Err(ListingError::Denied(_))));
    let decided = decide(&steward, &house.domain, own.id, (false, "zomaar")).await;
    assert!(matches!(decided, Err(ListingError::Denied(_))));
    assert_eq!(
        house.text("select count(*) || '' from audit_log where act = 'claim_decided'").await,
        "0"
    );
}

async fn a_volunteer_sees_a_code_at_a_counter_and_decides_nothing(house: &House) {
    let (here, there) = shops(house).await;
    let quarter = around(house, "Buurt 0", "BU0").await;
    let domain = &house.domain;
    let helper = person(house, PIET, quarter.id, Role::Member).await;
    let claimant = person(house, HANNEKE, quarter.id, Role::Member).await;
    let wish = || (Wish::CounterCode, Language::Nl);
    let (claim, code) = claims::claim(&claimant, domain, here.id, wish()).await.unwrap();
    let (_, elsewhere) = claims::claim(&claimant, domain, there.id, wish()).await.unwrap();
    let (code, elsewhere) = (code.unwrap(), elsewhere.unwrap());
    let sees = async |ctx: &Ctx, place: &Listing, code: &Secret| {
        at_counter(ctx, domain, place.id, code.reveal()).await
    };
    let denied = |it: &Result<_, ListingError>| matches!(it, Err(ListingError::Denied(_)));
    assert!(denied(&sees(&helper, &here, &code).await), "a member like any other");
    let about = (quarter.id, id(&helper));
    for set in PermissionSet::ALL {
        let sets = ([set].into_iter().collect(), WHY);
        communities::set_sets(&house.operator(), domain, about, sets).await.unwrap();
        let may = set == PermissionSet::HelpCoordinator;
        assert_eq!(at_counters(&helper, domain).await.is_ok(), may, "{set:?}");
        assert!(may || denied(&sees(&helper, &here, &code).await), "{set:?}");
    }
    let sets = ([PermissionSet::HelpCoordinator].into_iter().collect(), WHY);
    communities::set_sets(&house.operator(), domain, about, sets).await.unwrap();
    let waits = at_counters(&helper, domain).await.unwrap();
    assert_eq!(waits.iter().map(|(it, _)| it.id).collect::<Vec<_>>(), [claim.id]);
    assert!(denied(&sees(&helper, &there, &elsewhere).await), "it is another's");
    let decided = decide(&helper, domain, claim.id, (false, "nee")).await;
    assert!(matches!(decided, Err(ListingError::Denied(_))));
    assert!(matches!(waiting(&helper, domain).await, Err(ListingError::Denied(_))));
    // Never what they claim themselves.
    let (own, own_code) = claims::claim(&helper, domain, here.id, wish()).await.unwrap();
    assert!(denied(&sees(&helper, &here, &own_code.unwrap()).await));
    claims::withdraw(&helper, domain, own.id).await.unwrap();
    let seen = sees(&helper, &here, &code).await.unwrap();
    assert_eq!(seen.state, ClaimState::Confirmed);
    let line =
        "select count(*) from audit_log where act = 'claim_decided' and actor_id is not null";
    assert_eq!(house.number(line).await, 1, "and it is written down who did");
    // Nor at the counter of a place that they keep.
    let owner = owner_of(house, there.id, "baas@voorbeeld.nl").await;
    let of_town = around(house, "Amsterdam", "GM0363").await;
    let role = communities::NewPlace { community: of_town.id, role: Role::Steward };
    communities::enter(&house.operator(), domain, id(&owner), role).await.unwrap();
    assert!(denied(&sees(&owner, &there, &elsewhere).await), "their own place");
}

async fn a_steward_may_do_by_every_door_what_she_may(house: &House) {
    let (here, there) = shops(house).await;
    let quarter = around(house, "Buurt 0", "BU0").await;
    let steward = person(house, PIET, quarter.id, Role::Steward).await;
    let domain = &house.domain;
    let added = media::add(&house.operator(), domain, here.id, photo()).await.unwrap();
    let kept = keepers::kept(&steward, domain, here.id).await.unwrap();
    assert_eq!(kept.0, Keeper::Nobody);
    assert!(history::of(&steward, domain, here.id, (None, 9)).await.unwrap().may_revert);
    reports::of_listing(&steward, domain, here.id).await.unwrap();
    confirming::confirm(&steward, domain, here.id).await.unwrap();
    media::remove(&steward, domain, added.id).await.unwrap();
    let acts =
        house.text("select count(*) || '' from audit_log where act = 'photos_changed'").await;
    assert_eq!(acts, "2", "one by the operator, one by the steward");
    // Next door she is nobody.
    let denied = [
        keepers::kept(&steward, domain, there.id).await.err(),
        reports::of_listing(&steward, domain, there.id).await.err(),
        confirming::confirm(&steward, domain, there.id).await.err(),
    ];
    assert!(denied.iter().all(|it| matches!(it, Some(ListingError::Denied(_)))), "{denied:?}");
    assert!(!history::of(&steward, domain, there.id, (None, 9)).await.unwrap().may_revert);
    let refused = media::add(&steward, domain, there.id, photo()).await;
    assert!(matches!(refused, Err(MediaError::Denied(_))));
}

async fn a_finder_does_not_take_a_place_off_the_map(house: &House) {
    let (here, _) = shops(house).await;
    let finder = as_member(house, &member(house, HANNEKE, "Hanneke", None).await);
    let facts = Facts { name: "Nep".to_owned(), point: here.facts.point, ..Facts::default() };
    let Ok(Added::New(fake)) = keepers::add(&finder, &house.domain, facts, true).await else {
        panic!("it is new")
    };
    let away = FactsEdit { point: Some(None), ..FactsEdit::default() };
    let refused = edit_facts(&finder, &house.domain, fake.id, None, away.clone()).await;
    assert!(matches!(refused, Err(ListingError::Invalid { field: "location", .. })), "{refused:?}");
    edit_facts(&house.operator(), &house.domain, fake.id, None, away).await.unwrap();
}

fn photo() -> NewPhoto {
    NewPhoto { bytes: shot(1), alt: "De gevel".to_owned(), decorative: false }
}

/// What an owner leaves unanswered waits at the desk after a while, and says so.
async fn an_owner_is_asked_first_and_not_for_ever(house: &House) {
    let (here, there) = shops(house).await;
    let quarter = around(house, "Buurt 0", "BU0").await;
    let steward = person(house, PIET, quarter.id, Role::Steward).await;
    let owner = owner_of(house, here.id, "eigenaar@voorbeeld.nl").await;
    house.run("delete from jobs").await;
    say(house, &house.visitor(), here.id, About::Gone, "").await;
    say(house, &house.visitor(), here.id, About::Phone, "020 555 01 91").await;
    say(house, &house.visitor(), there.id, About::Gone, "").await;
    let told = letters(house).await;
    assert!(told.iter().any(|(to, _)| to == "eigenaar@voorbeeld.nl"), "the owner is asked first");
    house.clock.advance(TimeDelta::days(OWNER_DAYS) - TimeDelta::seconds(1));
    let first = |it: &Ctx| Ctx { now: house.visitor().now, ..it.clone() };
    assert!(waits(house, &steward, CaseKind::Report).await.is_empty());
    let desk = reports::desk(&first(&steward), &house.domain, Desk::default()).await.unwrap();
    assert!(desk.is_empty());

    house.clock.advance(TimeDelta::seconds(1));
    for kind in [CaseKind::Report, CaseKind::Suggestion] {
        let cases = waits(house, &steward, kind).await;
        let [case] = cases.as_slice() else { panic!("{cases:?}") };
        let Matter::Report(it) = &case.matter else { panic!("another") };
        assert_eq!((it.1.id, case.is_silent, case.is_own), (here.id, true, false));
    }
    let desk = reports::desk(&first(&steward), &house.domain, Desk::default()).await.unwrap();
    assert_eq!(desk.len(), 2);
    let all = waits(house, &house.operator(), CaseKind::Report).await;
    let silent: Vec<bool> = all.iter().map(|it| it.is_silent).collect();
    assert_eq!(
        silent.iter().filter(|it| **it).count(),
        1,
        "what is nobody's has no owner to wait for"
    );

    // It is still the owner's too, and whoever decides first has decided.
    let owner = first(&owner);
    let (_, mine) = reports::of_listing(&owner, &house.domain, here.id).await.unwrap();
    for report in &mine {
        reports::decide(&owner, &house.domain, report.id, (false, "Ik sta er elke dag"))
            .await
            .unwrap();
    }
    assert!(waits(house, &steward, CaseKind::Report).await.is_empty());
}
