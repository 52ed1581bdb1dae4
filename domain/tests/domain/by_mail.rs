//! Whom an owner asks by mail to keep a place along, on both databases.

use chrono::TimeDelta;
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::id::ListingId;
use koop_domain::jobs::{self, Letter};
use koop_domain::language::Language;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{
    self, Added, COWORKER_INVITATION_DAYS, INVITES_A_DAY_MAX, KEEPERS_MAX, Keeper,
    accept_invitation, hand_over, invitations, invite, invite_again, look_at_invitation,
    my_invitations, release, withdraw_invitation,
};
use koop_domain::listings::model::Facts;
use koop_domain::members;
use koop_domain::members::model::Secret;

use crate::harness::{House, on_both_databases};
use crate::members::{HANNEKE, as_member, member};

const PIET: &str = "piet@voorbeeld.nl";

on_both_databases! {
    whoever_reads_the_mail_keeps_the_place_along;
    a_letter_lets_in_once_and_nobody_else;
    an_invitation_ends;
    only_the_owner_asks;
    nobody_is_mailed_without_end;
    a_full_place_says_so_and_keeps_the_letter;
    what_is_more_already_stays_more;
    who_leaves_takes_invitations_along;
    whoever_was_sent_away_comes_back_by_no_letter;
    who_owns_it_no_more_lets_nobody_in;
    letters_keep_nobody_from_signing_in;
}

async fn somebody(house: &House, email: &str, name: &str) -> Ctx {
    as_member(house, &member(house, email, name, None).await)
}

/// The same person, now.
fn later(house: &House, who: &Ctx) -> Ctx {
    Ctx { actor: who.actor, ..house.visitor() }
}

/// A place with its owner, as a claim that was shown would leave it.
async fn owned(house: &House, owner: &Ctx) -> ListingId {
    let facts = Facts { name: "Bakkerij Proef".to_owned(), ..Facts::default() };
    let added = keepers::add(owner, &house.domain, facts, true).await.unwrap();
    let Added::New(listing) = added else { panic!("{added:?}") };
    house.run("update listing_keepers set role = 'owner'").await;
    listing.id
}

/// The secret of the newest letter, which goes to this address and asks for this.
async fn letter(house: &House, to: &str, editor: bool) -> Secret {
    let operator = house.operator();
    let mut found = None;
    for job in jobs::take(&operator, &house.domain).await.unwrap() {
        if let Letter::Coworker { link, place, is_editor } = &job.mail.letter {
            assert_eq!((place.as_str(), *is_editor), ("Bakkerij Proef", editor));
            assert_eq!(job.mail.to, to);
            found = Some(Secret::new(link.as_str()));
        }
        jobs::done(&operator, &house.domain, job.id).await.unwrap();
    }
    found.expect("a letter")
}

async fn asked(house: &House, owner: &Ctx, id: ListingId, to: &str, keeper: Keeper) -> Secret {
    let wish = (to, keeper, Language::Nl);
    invite(owner, &house.domain, id, wish).await.unwrap();
    letter(house, to, keeper == Keeper::Editor).await
}

fn is_wrong<T>(done: &Result<T, ListingError>) -> bool {
    let unknown = Problem::Unknown;
    matches!(done, Err(ListingError::Invalid { field: "secret", problem }) if *problem == unknown)
}

async fn role(house: &House, who: &Ctx, id: ListingId) -> Keeper {
    keepers::of(who, &house.domain, id).await.unwrap()
}

async fn whoever_reads_the_mail_keeps_the_place_along(house: &House) {
    let owner = somebody(house, HANNEKE, "Hanneke").await;
    let id = owned(house, &owner).await;
    // Nobody here has the address yet, which changes nothing that anybody is told.
    let link = asked(house, &owner, id, PIET, Keeper::Editor).await;
    let waiting = invitations(&owner, &house.domain, id).await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].email.as_typed(), PIET);
    assert_eq!(waiting[0].ends_at - waiting[0].created_at, TimeDelta::days(7));
    let visitor = look_at_invitation(&house.visitor(), &house.domain, &link).await.unwrap();
    assert_eq!((visitor.to.as_str(), visitor.is_mine), ("p…@voorbeeld.nl", false));
    assert_eq!(visitor.keeper, Keeper::Editor);
    let piet = somebody(house, "Piet@Voorbeeld.nl", "Piet").await;
    assert!(look_at_invitation(&piet, &house.domain, &link).await.unwrap().is_mine);
    assert_eq!(role(house, &piet, id).await, Keeper::Nobody, "looking does nothing");
    assert_eq!(my_invitations(&piet, &house.domain).await.unwrap(), waiting);
    let place = accept_invitation(&piet, &house.domain, &link).await.unwrap();
    assert_eq!((place.id, role(house, &piet, id).await), (id, Keeper::Editor));
    assert!(invitations(&owner, &house.domain, id).await.unwrap().is_empty());
    assert!(my_invitations(&owner, &house.domain).await.unwrap().is_empty());
}

async fn a_letter_lets_in_once_and_nobody_else(house: &House) {
    let owner = somebody(house, HANNEKE, "Hanneke").await;
    let piet = somebody(house, PIET, "Piet").await;
    let sara = somebody(house, "sara@voorbeeld.nl", "Sara").await;
    let id = owned(house, &owner).await;
    let link = asked(house, &owner, id, PIET, Keeper::Till).await;
    assert!(is_wrong(&accept_invitation(&sara, &house.domain, &link).await));
    assert!(is_wrong(&accept_invitation(&piet, &house.domain, &Secret::new("0a")).await));
    let visitor = accept_invitation(&house.visitor(), &house.domain, &link).await;
    assert!(matches!(visitor, Err(ListingError::Denied(_))));
    // Who typed an address and never read its mail has shown nothing.
    house.run("update members set email_confirmed_at = null where name = 'Piet'").await;
    assert!(is_wrong(&accept_invitation(&piet, &house.domain, &link).await));
    house.run("update members set email_confirmed_at = created_at where name = 'Piet'").await;
    let (one, two) = tokio::join!(
        accept_invitation(&piet, &house.domain, &link),
        accept_invitation(&piet, &house.domain, &link),
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
    assert_eq!(role(house, &piet, id).await, Keeper::Till);
    assert_eq!(role(house, &sara, id).await, Keeper::Nobody);
}

async fn an_invitation_ends(house: &House) {
    let owner = somebody(house, HANNEKE, "Hanneke").await;
    let piet = somebody(house, PIET, "Piet").await;
    let id = owned(house, &owner).await;
    let first = asked(house, &owner, id, PIET, Keeper::Editor).await;
    let waiting = invitations(&owner, &house.domain, id).await.unwrap();
    let again = (waiting[0].id, Language::En);
    invite_again(&owner, &house.domain, id, again).await.unwrap();
    let second = letter(house, PIET, true).await;
    assert!(is_wrong(&accept_invitation(&piet, &house.domain, &first).await), "the later counts");
    let waiting = invitations(&owner, &house.domain, id).await.unwrap();
    assert_eq!(waiting.len(), 1);
    withdraw_invitation(&owner, &house.domain, id, waiting[0].id).await.unwrap();
    assert!(is_wrong(&accept_invitation(&piet, &house.domain, &second).await), "taken back");
    let gone = withdraw_invitation(&owner, &house.domain, id, waiting[0].id).await;
    assert!(matches!(gone, Err(ListingError::NotFound)));
    let gone = invite_again(&owner, &house.domain, id, (waiting[0].id, Language::Nl)).await;
    assert!(matches!(gone, Err(ListingError::NotFound)));

    let third = asked(house, &owner, id, PIET, Keeper::Editor).await;
    house.clock.advance(TimeDelta::days(COWORKER_INVITATION_DAYS));
    let piet = later(house, &piet);
    let late = look_at_invitation(&piet, &house.domain, &third).await;
    assert!(matches!(late, Err(ListingError::NotFound)));
    assert!(is_wrong(&accept_invitation(&piet, &house.domain, &third).await), "too late");
    assert_eq!(house.count("coworker_invitations").await, 1);
    members::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(house.count("coworker_invitations").await, 0);

    // Whom an owner asked who is the owner no more, nobody asks.
    let owner = later(house, &owner);
    let fourth = asked(house, &owner, id, PIET, Keeper::Editor).await;
    release(&owner, &house.domain, id).await.unwrap();
    assert!(is_wrong(&accept_invitation(&piet, &house.domain, &fourth).await), "given up");
    assert_eq!(house.count("coworker_invitations").await, 0);
}

async fn only_the_owner_asks(house: &House) {
    let owner = somebody(house, HANNEKE, "Hanneke").await;
    let piet = somebody(house, PIET, "Piet").await;
    let id = owned(house, &owner).await;
    let link = asked(house, &owner, id, PIET, Keeper::Editor).await;
    accept_invitation(&piet, &house.domain, &link).await.unwrap();
    let wish = ("sara@voorbeeld.nl", Keeper::Editor, Language::Nl);
    for who in [&piet, &house.visitor(), &house.operator()] {
        let done = invite(who, &house.domain, id, wish).await;
        assert!(matches!(done, Err(ListingError::Denied(_))), "{done:?}");
    }
    let seen = invitations(&piet, &house.domain, id).await;
    assert!(matches!(seen, Err(ListingError::Denied(_))));
    for keeper in [Keeper::Owner, Keeper::Finder, Keeper::Nobody] {
        let done = invite(&owner, &house.domain, id, ("a@b.nl", keeper, Language::Nl)).await;
        assert!(matches!(done, Err(ListingError::Invalid { field: "role", .. })));
    }
    let done = invite(&owner, &house.domain, id, ("geen adres", Keeper::Till, Language::Nl)).await;
    assert!(matches!(done, Err(ListingError::Invalid { field: "email", .. })));
    // The new owner asks anew.
    invite(&owner, &house.domain, id, wish).await.unwrap();
    let (_, profiles) = members::viewer(&piet, &house.domain).await.unwrap();
    hand_over(&owner, &house.domain, id, &profiles[0].handle).await.unwrap();
    assert!(invitations(&piet, &house.domain, id).await.unwrap().is_empty());
    assert!(matches!(invite(&owner, &house.domain, id, wish).await, Err(ListingError::Denied(_))));
}

async fn nobody_is_mailed_without_end(house: &House) {
    let owner = somebody(house, HANNEKE, "Hanneke").await;
    let id = owned(house, &owner).await;
    let wish = |to: &'static str| (to, Keeper::Till, Language::Nl);
    for _ in 0..5 {
        invite(&owner, &house.domain, id, wish(PIET)).await.unwrap();
    }
    let done = invite(&owner, &house.domain, id, wish(PIET)).await;
    assert!(matches!(done, Err(ListingError::TooMany { .. })), "{done:?}");
    assert_eq!(invitations(&owner, &house.domain, id).await.unwrap().len(), 1);
    for number in 5..INVITES_A_DAY_MAX {
        let to = format!("p{number}@voorbeeld.nl");
        let wish = (to.as_str(), Keeper::Till, Language::Nl);
        invite(&owner, &house.domain, id, wish).await.unwrap();
    }
    let done = invite(&owner, &house.domain, id, wish("nog@voorbeeld.nl")).await;
    assert!(matches!(done, Err(ListingError::TooMany { .. })), "{done:?}");
    house.clock.advance(TimeDelta::days(1));
    let owner = later(house, &owner);
    let room = KEEPERS_MAX - 1 - invitations(&owner, &house.domain, id).await.unwrap().len();
    for number in 0..room {
        let to = format!("q{number}@voorbeeld.nl");
        let wish = (to.as_str(), Keeper::Till, Language::Nl);
        invite(&owner, &house.domain, id, wish).await.unwrap();
    }
    let full = invite(&owner, &house.domain, id, wish("nog@voorbeeld.nl")).await;
    let problem = Problem::OutOfRange;
    assert!(
        matches!(full, Err(ListingError::Invalid { field: "email", problem: it }) if it == problem)
    );
}

async fn a_full_place_says_so_and_keeps_the_letter(house: &House) {
    let owner = somebody(house, HANNEKE, "Hanneke").await;
    let id = owned(house, &owner).await;
    let piet = somebody(house, PIET, "Piet").await;
    let link = asked(house, &owner, id, PIET, Keeper::Till).await;
    let handle =
        async |who: &Ctx| members::viewer(who, &house.domain).await.unwrap().1.remove(0).handle;
    for at in 2..KEEPERS_MAX {
        // Only so many become members from one network within an hour.
        house.clock.advance(TimeDelta::hours(1));
        let maat = somebody(house, &format!("m{at}@voorbeeld.nl"), "Maat").await;
        let wish = (&*handle(&maat).await, Keeper::Till);
        keepers::let_in(&later(house, &owner), &house.domain, id, wish).await.unwrap();
    }
    let last = somebody(house, "laat@voorbeeld.nl", "Laat").await;
    let wish = (&*handle(&last).await, Keeper::Till);
    let owner = later(house, &owner);
    let full = keepers::let_in(&owner, &house.domain, id, wish).await;
    let range = Problem::OutOfRange;
    assert!(
        matches!(&full, Err(ListingError::Invalid { field: "handle", problem }) if *problem == range),
        "who was asked has a seat: {full:?}"
    );
    house
        .run(
            "insert into listing_keepers (listing_id, member_id, role, since) select listing_id, \
         members.id, 'till', since from listing_keepers, members where role = 'owner' and \
         members.name = 'Laat'",
        )
        .await;
    let piet = later(house, &piet);
    let full = accept_invitation(&piet, &house.domain, &link).await;
    assert!(
        matches!(&full, Err(ListingError::Invalid { field: "secret", problem }) if *problem == range),
        "{full:?}"
    );
    keepers::send_away(&owner, &house.domain, id, wish.0).await.unwrap();
    accept_invitation(&piet, &house.domain, &link).await.unwrap();
    assert_eq!(role(house, &piet, id).await, Keeper::Till);
}

async fn what_is_more_already_stays_more(house: &House) {
    let owner = somebody(house, HANNEKE, "Hanneke").await;
    let piet = somebody(house, PIET, "Piet").await;
    let id = owned(house, &owner).await;
    for (keeper, is) in [
        (Keeper::Till, Keeper::Till),
        (Keeper::Editor, Keeper::Editor),
        (Keeper::Till, Keeper::Editor),
    ] {
        let link = asked(house, &owner, id, PIET, keeper).await;
        accept_invitation(&piet, &house.domain, &link).await.unwrap();
        assert_eq!(role(house, &piet, id).await, is);
    }
    let link = asked(house, &owner, id, HANNEKE, Keeper::Till).await;
    accept_invitation(&owner, &house.domain, &link).await.unwrap();
    assert_eq!(role(house, &owner, id).await, Keeper::Owner, "an owner stays the owner");
}

async fn who_leaves_takes_invitations_along(house: &House) {
    let owner = somebody(house, HANNEKE, "Hanneke").await;
    let piet = somebody(house, PIET, "Piet").await;
    let id = owned(house, &owner).await;
    asked(house, &owner, id, PIET, Keeper::Editor).await;
    asked(house, &owner, id, "sara@voorbeeld.nl", Keeper::Editor).await;
    members::delete_me(&piet, &house.domain, &Secret::new("")).await.unwrap();
    let waiting = invitations(&owner, &house.domain, id).await.unwrap();
    let to: Vec<&str> = waiting.iter().map(|it| it.email.as_typed()).collect();
    assert_eq!(to, ["sara@voorbeeld.nl"], "the address of who has left is nowhere");
    members::delete_me(&owner, &house.domain, &Secret::new("")).await.unwrap();
    assert_eq!(house.count("coworker_invitations").await, 0);
}

async fn whoever_was_sent_away_comes_back_by_no_letter(house: &House) {
    let owner = somebody(house, HANNEKE, "Hanneke").await;
    let piet = somebody(house, PIET, "Piet").await;
    let id = owned(house, &owner).await;
    let link = asked(house, &owner, id, PIET, Keeper::Editor).await;
    let handle = members::viewer(&piet, &house.domain).await.unwrap().1.remove(0).handle;
    keepers::let_in(&owner, &house.domain, id, (&handle, Keeper::Till)).await.unwrap();
    keepers::send_away(&owner, &house.domain, id, &handle).await.unwrap();
    assert!(is_wrong(&accept_invitation(&piet, &house.domain, &link).await));
    let seen = look_at_invitation(&piet, &house.domain, &link).await;
    assert!(matches!(seen, Err(ListingError::NotFound)));
    assert_eq!(role(house, &piet, id).await, Keeper::Nobody);
    let waiting = invitations(&owner, &house.domain, id).await.unwrap();
    assert_eq!(waiting.len(), 1, "nobody learns whose address it is");
    // Asked anew, he comes in.
    let again = (waiting[0].id, Language::Nl);
    invite_again(&owner, &house.domain, id, again).await.unwrap();
    let link = letter(house, PIET, true).await;
    accept_invitation(&piet, &house.domain, &link).await.unwrap();
}

async fn who_owns_it_no_more_lets_nobody_in(house: &House) {
    let owner = somebody(house, HANNEKE, "Hanneke").await;
    let piet = somebody(house, PIET, "Piet").await;
    let sara = somebody(house, "sara@voorbeeld.nl", "Sara").await;
    let id = owned(house, &owner).await;
    let link = asked(house, &owner, id, PIET, Keeper::Editor).await;
    let handle = members::viewer(&sara, &house.domain).await.unwrap().1.remove(0).handle;
    keepers::let_in(&owner, &house.domain, id, (&handle, Keeper::Editor)).await.unwrap();
    // As it would be handed on without a word of hers.
    house.run("update listing_keepers set role = 'till' where role = 'owner'").await;
    house.run("update listing_keepers set role = 'owner' where role = 'editor'").await;
    assert_eq!(role(house, &sara, id).await, Keeper::Owner);
    assert!(is_wrong(&accept_invitation(&piet, &house.domain, &link).await));
    let seen = look_at_invitation(&piet, &house.domain, &link).await;
    assert!(matches!(seen, Err(ListingError::NotFound)));
}

async fn letters_keep_nobody_from_signing_in(house: &House) {
    let owner = somebody(house, HANNEKE, "Hanneke").await;
    let id = owned(house, &owner).await;
    let wish = (PIET, Keeper::Till, Language::Nl);
    while invite(&owner, &house.domain, id, wish).await.is_ok() {}
    let ctx = house.visitor();
    members::ask_code(&ctx, &house.domain, PIET, Language::Nl, "192.0.2.9").await.unwrap();
}
