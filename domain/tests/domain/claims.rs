//! Saying that a place is one's own, and showing it, on both databases.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::error::Problem;
use koop_domain::id::ListingId;
use koop_domain::imports::model::Record;
use koop_domain::jobs::{self, Letter};
use koop_domain::language::Language;
use koop_domain::listings::claims::{
    self, CLAIM_DAYS, Claim, ClaimState, OPEN_MAX, Wish, at_counter, confirm, decide, print_again,
    print_letters, waiting, withdraw,
};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{self, Keeper, set_hours};
use koop_domain::listings::model::{Address, Ownership, Service};
use koop_domain::members::model::Secret;

use crate::harness::{House, on_both_databases};
use crate::imports::{import, record};
use crate::members::{HANNEKE, as_member, member};

on_both_databases! {
    a_letter_makes_an_owner;
    a_finder_keeps_it_no_longer;
    a_mail_goes_to_the_places_own_domain;
    a_code_is_seen_at_the_counter;
    a_wrong_code_is_tried_a_few_times;
    a_letter_that_got_lost_is_printed_again;
    no_letter_goes_to_an_address_that_was_written_since;
    of_two_who_show_it_at_once_one_is_first;
    a_second_claimant_opens_a_dispute;
    nobody_decides_their_own_case;
    what_cannot_be_shown_so_is_refused;
    nobody_claims_without_end;
}

const OTHER: &str = "ander@voorbeeld.nl";

fn shop(id: &str, name: &str) -> Record {
    let mut record = record(id, name);
    record.facts.address = Some(Address {
        street: Some("Javastraat".to_owned()),
        house_number: Some("7".to_owned()),
        city: Some("Amsterdam".to_owned()),
        ..Address::default()
    });
    record.facts.contact.website = Some("https://www.noor.example/".to_owned());
    record.confirmed = BTreeMap::new();
    record
}

/// An imported shop.
async fn noor(house: &House) -> ListingId {
    import(house, "oost", vec![shop("1", "Noor")]).await;
    let ctx = house.visitor();
    let listing = koop_domain::listings::by_slug(&ctx, &house.domain, "noor").await.unwrap();
    listing.unwrap().id
}

async fn says(ctx: &Ctx, house: &House, id: ListingId, wish: Wish) -> Result<Claim, ListingError> {
    let said = claims::claim(ctx, &house.domain, id, (wish, Language::Nl)).await;
    said.map(|(claim, _)| claim)
}

/// Somebody who came by a mail, and their request.
async fn person(house: &House, email: &str) -> Ctx {
    let who = member(house, email, "Iemand", None).await;
    as_member(house, &who)
}

async fn printed(house: &House) -> String {
    let letters = print_letters(&house.operator(), &house.domain).await.unwrap();
    let [letter] = letters.as_slice() else { panic!("one letter: {letters:?}") };
    assert_eq!(letter.address.street.as_deref(), Some("Javastraat"));
    letter.code.reveal().to_owned()
}

async fn a_letter_makes_an_owner(house: &House) {
    let id = noor(house).await;
    let ctx = person(house, HANNEKE).await;
    let hours = (Service::Counter, "Mo-Su 09:00-17:00");
    let early = set_hours(&ctx, &house.domain, id, None, hours).await;
    assert!(matches!(early, Err(ListingError::Denied(_))));
    let claim = says(&ctx, house, id, Wish::Letter).await.unwrap();
    assert_eq!(claim.state, ClaimState::Open);
    let again = says(&ctx, house, id, Wish::CounterCode).await;
    assert!(matches!(again, Err(ListingError::Duplicate)));
    let code = printed(house).await;
    let none = print_letters(&house.operator(), &house.domain).await.unwrap();
    assert!(none.is_empty(), "a letter is printed once");
    let typed = code.to_lowercase().replace('-', " ");
    let shown = confirm(&ctx, &house.domain, claim.id, &typed).await.unwrap();
    assert_eq!(shown.state, ClaimState::Confirmed);
    assert_eq!(keepers::of(&ctx, &house.domain, id).await.unwrap(), Keeper::Owner);
    set_hours(&ctx, &house.domain, id, None, hours).await.unwrap();
    let twice = confirm(&ctx, &house.domain, claim.id, &code).await;
    assert!(matches!(twice, Err(ListingError::NotFound)));
    let mine = says(&ctx, house, id, Wish::Letter).await;
    assert!(matches!(mine, Err(ListingError::Duplicate)), "it is theirs already");
}

async fn a_finder_keeps_it_no_longer(house: &House) {
    let finder = person(house, OTHER).await;
    let facts = shop("1", "Noor").facts;
    let added = keepers::add(&finder, &house.domain, facts, true).await.unwrap();
    let keepers::Added::New(listing) = added else { panic!("it is new") };
    let owner = person(house, HANNEKE).await;
    let by_letter = says(&owner, house, listing.id, Wish::Letter).await;
    assert!(
        matches!(by_letter, Err(ListingError::Invalid { field: "proof", .. })),
        "a finder wrote it"
    );
    let wish = (Wish::CounterCode, Language::Nl);
    let (_, code) = claims::claim(&owner, &house.domain, listing.id, wish).await.unwrap();
    let code = code.unwrap();
    at_counter(&house.operator(), &house.domain, listing.id, code.reveal()).await.unwrap();
    let hours = (Service::Counter, "24/7");
    let late = set_hours(&finder, &house.domain, listing.id, None, hours).await;
    assert!(matches!(late, Err(ListingError::Denied(_))));
}

async fn a_mail_goes_to_the_places_own_domain(house: &House) {
    let id = noor(house).await;
    let ctx = person(house, HANNEKE).await;
    for mailbox in ["info@elders.example", "in fo", "", "hanneke"] {
        let odd = says(&ctx, house, id, Wish::DomainEmail(mailbox.to_owned())).await;
        assert!(matches!(odd, Err(ListingError::Invalid { field: "mailbox", .. })), "{mailbox}");
    }
    let claim = says(&ctx, house, id, Wish::DomainEmail(" info ".to_owned())).await.unwrap();
    let jobs = jobs::take(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(jobs[0].mail.to, "info@noor.example");
    let Letter::Claim { code, place } = &jobs[0].mail.letter else { panic!("{jobs:?}") };
    assert_eq!(place, "Noor");
    let shown = confirm(&ctx, &house.domain, claim.id, code).await.unwrap();
    assert_eq!(shown.state, ClaimState::Confirmed);
}

async fn a_code_is_seen_at_the_counter(house: &House) {
    let id = noor(house).await;
    let ctx = person(house, HANNEKE).await;
    let wish = (Wish::CounterCode, Language::Nl);
    let (claim, code) = claims::claim(&ctx, &house.domain, id, wish).await.unwrap();
    let code = code.unwrap();
    let by_oneself = confirm(&ctx, &house.domain, claim.id, code.reveal()).await;
    assert!(matches!(by_oneself, Err(ListingError::Invalid { field: "code", .. })));
    let by_anybody = at_counter(&ctx, &house.domain, id, code.reveal()).await;
    assert!(matches!(by_anybody, Err(ListingError::Denied(_))));
    let wrong = at_counter(&house.operator(), &house.domain, id, "AAAA-AAAA").await;
    assert!(matches!(wrong, Err(ListingError::Invalid { field: "code", .. })));
    let seen = at_counter(&house.operator(), &house.domain, id, code.reveal()).await.unwrap();
    assert_eq!(seen.state, ClaimState::Confirmed);
    assert_eq!(keepers::of(&ctx, &house.domain, id).await.unwrap(), Keeper::Owner);
}

async fn a_wrong_code_is_tried_a_few_times(house: &House) {
    let id = noor(house).await;
    let ctx = person(house, HANNEKE).await;
    let claim = says(&ctx, house, id, Wish::Letter).await.unwrap();
    let code = printed(house).await;
    for _ in 0..5 {
        let wrong = confirm(&ctx, &house.domain, claim.id, "ZZZZ-ZZZZ").await;
        assert!(matches!(
            wrong,
            Err(ListingError::Invalid { field: "code", problem: Problem::Unknown })
        ));
    }
    let right = confirm(&ctx, &house.domain, claim.id, &code).await;
    assert!(matches!(right, Err(ListingError::Invalid { .. })), "it holds no more");
    let anew = says(&ctx, house, id, Wish::Letter).await.unwrap();
    let code = printed(house).await;
    house.clock.advance(TimeDelta::days(CLAIM_DAYS));
    let late = Ctx { now: house.visitor().now, ..ctx };
    let late_code = confirm(&late, &house.domain, anew.id, &code).await;
    assert!(matches!(late_code, Err(ListingError::Invalid { .. })), "it came too late");
    claims::tidy(&house.operator(), &house.domain).await.unwrap();
    let ended = claims::mine(&late, &house.domain).await.unwrap();
    assert!(ended.iter().all(|claim| claim.state == ClaimState::Withdrawn), "{ended:?}");
    assert!(waiting(&house.operator(), &house.domain).await.unwrap().is_empty());
    says(&late, house, id, Wish::Letter).await.unwrap();
}

async fn a_letter_that_got_lost_is_printed_again(house: &House) {
    let id = noor(house).await;
    let ctx = person(house, HANNEKE).await;
    let claim = says(&ctx, house, id, Wish::Letter).await.unwrap();
    // It holds from when it is printed, not from when it was asked for.
    house.clock.advance(TimeDelta::days(CLAIM_DAYS - 1));
    let lost = printed(house).await;
    house.clock.advance(TimeDelta::days(CLAIM_DAYS - 1));
    let denied = print_again(&as_now(house, &ctx), &house.domain, claim.id).await;
    assert!(matches!(denied, Err(ListingError::Denied(_))));
    let again = print_again(&house.operator(), &house.domain, claim.id).await.unwrap();
    let ctx = as_now(house, &ctx);
    let old = confirm(&ctx, &house.domain, claim.id, &lost).await;
    assert!(matches!(old, Err(ListingError::Invalid { field: "code", .. })));
    let shown = confirm(&ctx, &house.domain, claim.id, again.code.reveal()).await.unwrap();
    assert_eq!(shown.state, ClaimState::Confirmed);
    let late = print_again(&house.operator(), &house.domain, claim.id).await;
    assert!(matches!(late, Err(ListingError::NotFound)));
}

/// Whoever claims a place may be who edits it: a letter to what they wrote shows nothing.
async fn no_letter_goes_to_an_address_that_was_written_since(house: &House) {
    let id = noor(house).await;
    let (one, other) = (person(house, HANNEKE).await, person(house, OTHER).await);
    let early = says(&one, house, id, Wish::Letter).await.unwrap();
    printed(house).await;
    says(&other, house, id, Wish::Letter).await.unwrap();
    let ctx = house.operator();
    let mut facts = shop("1", "Noor").facts;
    facts.address.as_mut().unwrap().street = Some("Elders".to_owned());
    koop_domain::listings::edit(&ctx, &house.domain, id, 1, facts).await.unwrap();
    let letters = print_letters(&ctx, &house.domain).await.unwrap();
    assert!(letters.is_empty(), "{letters:?}");
    let again = print_again(&ctx, &house.domain, early.id).await;
    assert!(matches!(again, Err(ListingError::Invalid { field: "proof", .. })), "{again:?}");
}

async fn of_two_who_show_it_at_once_one_is_first(house: &House) {
    let id = noor(house).await;
    let (one, other) = (person(house, HANNEKE).await, person(house, OTHER).await);
    let mut shows = Vec::new();
    for ctx in [&one, &other] {
        let claim = says(ctx, house, id, Wish::Letter).await.unwrap();
        shows.push((claim.id, printed(house).await));
    }
    let (first, second) = tokio::join!(
        confirm(&one, &house.domain, shows[0].0, &shows[0].1),
        confirm(&other, &house.domain, shows[1].0, &shows[1].1),
    );
    let mut states = [first.unwrap().state.key(), second.unwrap().state.key()];
    states.sort_unstable();
    assert_eq!(states, ["confirmed", "disputed"]);
    assert_eq!(house.count("listing_keepers").await, 1);
}

/// The same person, now.
fn as_now(house: &House, ctx: &Ctx) -> Ctx {
    Ctx { now: house.visitor().now, ..ctx.clone() }
}

async fn a_second_claimant_opens_a_dispute(house: &House) {
    let id = noor(house).await;
    let (one, other) = (person(house, HANNEKE).await, person(house, OTHER).await);
    let first = says(&one, house, id, Wish::Letter).await.unwrap();
    confirm(&one, &house.domain, first.id, &printed(house).await).await.unwrap();
    let second = says(&other, house, id, Wish::Letter).await.unwrap();
    let unshown = decide(&house.operator(), &house.domain, second.id, (true, "ja")).await;
    assert!(matches!(unshown, Err(ListingError::NotFound)), "nothing was shown yet");
    let shown = confirm(&other, &house.domain, second.id, &printed(house).await).await.unwrap();
    assert_eq!(shown.state, ClaimState::Disputed);
    assert_eq!(keepers::of(&one, &house.domain, id).await.unwrap(), Keeper::Owner);
    let queue = waiting(&house.operator(), &house.domain).await.unwrap();
    assert_eq!((queue.len(), queue[0].0.id, queue[0].1.id), (1, second.id, id));
    for reason in ["", " "] {
        let mute = decide(&house.operator(), &house.domain, second.id, (true, reason)).await;
        assert!(matches!(mute, Err(ListingError::Invalid { field: "reason", .. })));
    }
    let reason = (true, "Overgenomen, akte gezien");
    let decided = decide(&house.operator(), &house.domain, second.id, reason).await.unwrap();
    assert_eq!(decided.state, ClaimState::Confirmed);
    assert_eq!(keepers::of(&one, &house.domain, id).await.unwrap(), Keeper::Nobody);
    assert_eq!(keepers::of(&other, &house.domain, id).await.unwrap(), Keeper::Owner);
    let mine = claims::mine(&other, &house.domain).await.unwrap();
    assert_eq!(mine[0].reason.as_deref(), Some("Overgenomen, akte gezien"));
}

async fn nobody_decides_their_own_case(house: &House) {
    let id = noor(house).await;
    let mut judge = person(house, HANNEKE).await;
    if let Actor::Member(me) = &mut judge.actor {
        me.operator = true;
    }
    let own = says(&judge, house, id, Wish::Letter).await.unwrap();
    let none = print_letters(&judge, &house.domain).await.unwrap();
    assert!(none.is_empty(), "nobody reads a code of their own");
    let again = print_again(&judge, &house.domain, own.id).await;
    assert!(matches!(again, Err(ListingError::Denied(_))));
    let refused = decide(&judge, &house.domain, own.id, (false, "zomaar")).await;
    assert!(matches!(refused, Err(ListingError::Denied(_))));
    confirm(&judge, &house.domain, own.id, &printed(house).await).await.unwrap();
    // Nor one about a place that is theirs.
    let other = person(house, OTHER).await;
    let claim = says(&other, house, id, Wish::Letter).await.unwrap();
    confirm(&other, &house.domain, claim.id, &printed(house).await).await.unwrap();
    let refused = decide(&judge, &house.domain, claim.id, (false, "van mij")).await;
    assert!(matches!(refused, Err(ListingError::Denied(_))));
    for ctx in [&other, &house.visitor()] {
        let tried = decide(ctx, &house.domain, claim.id, (true, "ja")).await;
        assert!(matches!(tried, Err(ListingError::Denied(_))));
        assert!(matches!(waiting(ctx, &house.domain).await, Err(ListingError::Denied(_))));
        assert!(print_letters(ctx, &house.domain).await.is_err());
    }
    let withdrawn = withdraw(&judge, &house.domain, claim.id).await;
    assert!(matches!(withdrawn, Err(ListingError::NotFound)), "it is another's");
}

async fn what_cannot_be_shown_so_is_refused(house: &House) {
    let mut bare = record("1", "Noor");
    bare.facts.address = None;
    import(house, "oost", vec![bare]).await;
    let ctx = person(house, HANNEKE).await;
    let id = koop_domain::listings::by_slug(&ctx, &house.domain, "noor").await.unwrap().unwrap().id;
    let mailbox = || Wish::DomainEmail("info".to_owned());
    for wish in [Wish::Letter, mailbox()] {
        let refused = says(&ctx, house, id, wish).await;
        assert!(matches!(refused, Err(ListingError::Invalid { field: "proof", .. })));
    }
    // On a host of many, or of a chain, others have mailboxes too.
    let mut page = shop("2", "Jan");
    page.facts.contact.website = Some("https://home.kpn.example/jan".to_owned());
    let mut chain = shop("3", "Keten");
    chain.facts.ownership = Ownership::Chain { brand: "Keten".to_owned() };
    import(house, "west", vec![page, chain]).await;
    for slug in ["jan", "keten"] {
        let one = koop_domain::listings::by_slug(&ctx, &house.domain, slug).await.unwrap().unwrap();
        let refused = says(&ctx, house, one.id, mailbox()).await;
        assert!(matches!(refused, Err(ListingError::Invalid { field: "proof", .. })), "{slug}");
    }
    // A site that somebody here wrote may be their own.
    let facts = shop("1", "Eigen").facts;
    let added = keepers::add(&ctx, &house.domain, facts, true).await.unwrap();
    let keepers::Added::New(own) = added else { panic!("it is new") };
    let refused = says(&ctx, house, own.id, mailbox()).await;
    assert!(matches!(refused, Err(ListingError::Invalid { field: "proof", .. })));
    let visitor = says(&house.visitor(), house, id, Wish::CounterCode).await;
    assert!(matches!(visitor, Err(ListingError::Denied(_))));
    assert_eq!(house.count("listing_claims").await, 0);
}

async fn nobody_claims_without_end(house: &House) {
    let names: Vec<String> = (0..=OPEN_MAX).map(|at| format!("Zaak {at}")).collect();
    let shops = names.iter().enumerate().map(|(at, name)| shop(&at.to_string(), name)).collect();
    import(house, "oost", shops).await;
    let ctx = person(house, HANNEKE).await;
    for (at, _) in names.iter().enumerate() {
        let slug = format!("zaak-{at}");
        let listing = koop_domain::listings::by_slug(&ctx, &house.domain, &slug).await.unwrap();
        let said = says(&ctx, house, listing.unwrap().id, Wish::CounterCode).await;
        let many = matches!(said, Err(ListingError::TooMany { .. }));
        assert_eq!(many, at as u64 >= OPEN_MAX, "{said:?}");
    }
    let none = Secret::new("");
    koop_domain::members::delete_me(&ctx, &house.domain, &none).await.unwrap();
    assert_eq!(house.count("listing_claims").await, 0, "what somebody said goes with them");
}
