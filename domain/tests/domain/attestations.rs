//! What is known of people: letters to their homes, neighbours, certificates, on both databases.

use chrono::TimeDelta;
use koop_domain::attestations::{
    self, Home, Kind, LETTER_DAYS, VOG_DAYS, ask_letter, confirm_address, is_underway, my_letter,
    note_vog, of_people, print_again, print_letters, take_letter_back, unvouch, vouch,
    withdraw_vog,
};
use koop_domain::communities::model::Role;
use koop_domain::communities::{NewPlace, enter};
use koop_domain::ctx::Ctx;
use koop_domain::id::CommunityId;
use koop_domain::members;
use koop_domain::members::model::Secret;
use koop_domain::posts;
use koop_domain::profiles::error::ProfileError;

use crate::communities::{PIET, community, id, person};
use crate::harness::{House, on_both_databases};
use crate::members::HANNEKE;

on_both_databases! {
    a_letter_confirms_an_address_and_is_forgotten;
    a_wrong_code_is_tried_a_few_times;
    a_letter_that_nobody_answers_goes_with_its_address;
    two_neighbours_make_somebody_known;
    what_is_taken_back_counts_no_more;
    an_organisation_saw_a_certificate;
    nobody_attests_about_themselves;
    who_leaves_is_attested_by_nobody;
    what_two_communities_saw_stands_there_twice;
    only_whose_word_counts_is_named;
}

fn home() -> Home {
    Home {
        street: " Javastraat".into(),
        house_number: "7 hs".into(),
        postcode: "1094ha".into(),
        city: "Amsterdam".into(),
    }
}

pub(crate) struct Oost {
    pub(crate) of: CommunityId,
    pub(crate) organiser: Ctx,
}

async fn oost(house: &House) -> Oost {
    let of = community(house, "Oost").await.id;
    Oost { of, organiser: person(house, HANNEKE, of, Role::Organiser).await }
}

impl Oost {
    pub(crate) async fn member(&self, house: &House, email: &str) -> Ctx {
        // Only so many become members from one network within an hour.
        house.clock.advance(TimeDelta::hours(1));
        person(house, email, self.of, Role::Member).await
    }

    async fn printed(&self, house: &House) -> String {
        let letters = print_letters(&self.organiser, &house.domain, self.of).await.unwrap();
        let [letter] = letters.as_slice() else { panic!("one letter: {letters:?}") };
        assert_eq!(
            (letter.home.street.as_str(), letter.home.postcode.as_str()),
            ("Javastraat", "1094 HA")
        );
        assert!(!format!("{letter:?}").contains("Java"), "no address in a log");
        letter.code.reveal().to_owned()
    }

    /// Somebody whose address is confirmed.
    pub(crate) async fn resident(&self, house: &House, email: &str) -> Ctx {
        let ctx = self.member(house, email).await;
        ask_letter(&ctx, &house.domain, (self.of, &home())).await.unwrap();
        let code = self.printed(house).await;
        confirm_address(&ctx, &house.domain, &code).await.unwrap();
        ctx
    }
}

async fn kinds(house: &House, ctx: &Ctx) -> Vec<Kind> {
    let mine = attestations::mine(ctx, &house.domain).await.unwrap();
    mine.into_iter().map(|it| it.kind).collect()
}

fn place(community: CommunityId) -> NewPlace {
    NewPlace { community, role: Role::Member }
}

pub(crate) async fn handle(house: &House, ctx: &Ctx) -> String {
    members::viewer(ctx, &house.domain).await.unwrap().1[0].handle.clone()
}

async fn a_letter_confirms_an_address_and_is_forgotten(house: &House) {
    let oost = oost(house).await;
    let piet = oost.member(house, PIET).await;
    assert_eq!(kinds(house, &piet).await, [Kind::EmailConfirmed]);
    let wrong = Home { postcode: "94".into(), ..home() };
    let tried = ask_letter(&piet, &house.domain, (oost.of, &wrong)).await;
    assert!(matches!(tried, Err(ProfileError::Invalid { field: "postcode", .. })));
    let west = community(house, "West").await.id;
    let tried = ask_letter(&piet, &house.domain, (west, &home())).await;
    assert!(matches!(tried, Err(ProfileError::NotFound)), "where I belong");
    ask_letter(&piet, &house.domain, (oost.of, &home())).await.unwrap();
    let early = confirm_address(&piet, &house.domain, "AAAA-AAAA").await;
    assert!(matches!(early, Err(ProfileError::NotFound)), "nothing was printed");
    let code = oost.printed(house).await;
    let none = print_letters(&oost.organiser, &house.domain, oost.of).await.unwrap();
    assert!(none.is_empty(), "a letter is printed once");
    assert!(my_letter(&piet, &house.domain).await.unwrap().unwrap().0.is_printed);
    let other = confirm_address(&oost.organiser, &house.domain, &code).await;
    assert!(matches!(other, Err(ProfileError::NotFound)), "it is a letter to him");
    let typed = code.to_lowercase().replace('-', " ");
    confirm_address(&piet, &house.domain, &typed).await.unwrap();
    assert_eq!(kinds(house, &piet).await, [Kind::EmailConfirmed, Kind::AddressConfirmed]);
    assert_eq!(house.count("address_letters").await, 0, "the address is forgotten");
    let twice = confirm_address(&piet, &house.domain, &code).await;
    assert!(matches!(twice, Err(ProfileError::NotFound)));
    attestations::moved(&piet, &house.domain).await.unwrap();
    assert_eq!(kinds(house, &piet).await, [Kind::EmailConfirmed]);
}

async fn a_wrong_code_is_tried_a_few_times(house: &House) {
    let oost = oost(house).await;
    let piet = oost.member(house, PIET).await;
    ask_letter(&piet, &house.domain, (oost.of, &home())).await.unwrap();
    let lost = oost.printed(house).await;
    let about = (oost.of, id(&piet));
    let lines = house.count("audit_log").await;
    let underway = is_underway(&oost.organiser, &house.domain, about).await;
    assert!(underway.unwrap(), "who prints sees that it can be printed once more");
    let again = print_again(&oost.organiser, &house.domain, about).await.unwrap();
    assert_eq!(house.count("audit_log").await, lines + 1, "and it is written down");
    let old = confirm_address(&piet, &house.domain, &lost).await;
    assert!(matches!(old, Err(ProfileError::Invalid { field: "code", .. })), "only the newest");
    for _ in 1..5 {
        let wrong = confirm_address(&piet, &house.domain, "AAAA-AAAA").await;
        assert!(matches!(wrong, Err(ProfileError::Invalid { field: "code", .. })), "{wrong:?}");
    }
    let late = confirm_address(&piet, &house.domain, again.code.reveal()).await;
    assert!(matches!(late, Err(ProfileError::NotFound)), "another letter is needed");
    assert_eq!(house.count("address_letters").await, 0);
    for _ in 0..2 {
        ask_letter(&piet, &house.domain, (oost.of, &home())).await.unwrap();
    }
    let many = ask_letter(&piet, &house.domain, (oost.of, &home())).await;
    assert!(matches!(many, Err(ProfileError::TooMany { .. })));
}

async fn a_letter_that_nobody_answers_goes_with_its_address(house: &House) {
    let oost = oost(house).await;
    let piet = oost.member(house, PIET).await;
    ask_letter(&piet, &house.domain, (oost.of, &home())).await.unwrap();
    let code = oost.printed(house).await;
    house.clock.advance(TimeDelta::days(LETTER_DAYS));
    let later = Ctx { now: house.visitor().now, ..piet.clone() };
    let late = confirm_address(&later, &house.domain, &code).await;
    assert!(matches!(late, Err(ProfileError::NotFound)));
    attestations::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(house.count("address_letters").await, 0);
    ask_letter(&later, &house.domain, (oost.of, &home())).await.unwrap();
    take_letter_back(&later, &house.domain).await.unwrap();
    assert_eq!(house.count("address_letters").await, 0);
    assert!(matches!(take_letter_back(&later, &house.domain).await, Err(ProfileError::NotFound)));
}

async fn two_neighbours_make_somebody_known(house: &House) {
    let oost = oost(house).await;
    let one = oost.resident(house, "een@voorbeeld.nl").await;
    let two = oost.resident(house, "twee@voorbeeld.nl").await;
    let piet = oost.member(house, PIET).await;
    let joke = oost.member(house, "joke@voorbeeld.nl").await;
    let (domain, of_piet) = (&house.domain, handle(house, &piet).await);
    let early = vouch(&joke, domain, &of_piet).await;
    assert!(matches!(early, Err(ProfileError::NotKnown)), "nobody knows her");
    vouch(&one, domain, &format!("@{}", of_piet.to_uppercase())).await.unwrap();
    assert!(matches!(vouch(&one, domain, &of_piet).await, Err(ProfileError::Duplicate)));
    assert_eq!(kinds(house, &piet).await, [Kind::EmailConfirmed], "one is not enough");
    vouch(&two, domain, &of_piet).await.unwrap();
    assert_eq!(kinds(house, &piet).await, [Kind::EmailConfirmed, Kind::KnownByNeighbours]);
    let mine = attestations::mine(&piet, domain).await.unwrap();
    assert_eq!(mine[1].by.as_deref(), Some("Iemand, Iemand"));
    // Who is known makes the next one known, and nobody in turn whom they stand on.
    let of_joke = handle(house, &joke).await;
    vouch(&piet, domain, &of_joke).await.unwrap();
    vouch(&one, domain, &of_joke).await.unwrap();
    assert!(kinds(house, &joke).await.contains(&Kind::KnownByNeighbours));
    let known = async |who: &Ctx| posts::eyes(who, domain).await.unwrap().know(oost.of);
    assert!(known(&joke).await && known(&piet).await, "the board says the same");
    vouch(&joke, domain, &of_piet).await.unwrap();
    unvouch(&two, domain, &of_piet).await.unwrap();
    assert_eq!(kinds(house, &piet).await, [Kind::EmailConfirmed], "not by whom he made known");
    assert_eq!(kinds(house, &joke).await, [Kind::EmailConfirmed]);
    assert!(!known(&joke).await && !known(&piet).await);
    let people = of_people(&oost.organiser, domain, oost.of, &[id(&one), id(&piet)]).await.unwrap();
    assert_eq!(people[&id(&one)].len(), 2);
    let tried = of_people(&piet, domain, oost.of, &[id(&one)]).await;
    assert!(matches!(tried, Err(ProfileError::Denied(_))));
}

async fn what_is_taken_back_counts_no_more(house: &House) {
    let oost = oost(house).await;
    let one = oost.resident(house, "een@voorbeeld.nl").await;
    let west = community(house, "West").await.id;
    let far = person(house, "ver@voorbeeld.nl", west, Role::Member).await;
    let (domain, of_far) = (&house.domain, handle(house, &far).await);
    let tried = vouch(&one, domain, &of_far).await;
    assert!(
        matches!(tried, Err(ProfileError::Invalid { field: "handle", .. })),
        "of another community"
    );
    let own = handle(house, &one).await;
    let tried = vouch(&one, domain, &own).await;
    assert!(matches!(tried, Err(ProfileError::Invalid { field: "handle", .. })), "not oneself");
    assert!(matches!(unvouch(&one, domain, &of_far).await, Err(ProfileError::NotFound)));
    for _ in 0..20 {
        let _ = vouch(&one, domain, "niemand").await;
    }
    let many = vouch(&one, domain, "niemand").await;
    assert!(matches!(many, Err(ProfileError::TooMany { .. })), "no short name is guessed");
}

async fn an_organisation_saw_a_certificate(house: &House) {
    let oost = oost(house).await;
    let piet = oost.member(house, PIET).await;
    let (domain, about) = (&house.domain, (oost.of, id(&piet)));
    let today = house.visitor().now.date_naive();
    let seen = ("Stichting Oost", today - TimeDelta::days(10));
    note_vog(&oost.organiser, domain, about, seen).await.unwrap();
    let mine = attestations::mine(&piet, domain).await.unwrap();
    assert_eq!((mine[1].kind, mine[1].by.as_deref()), (Kind::VogSeen, Some("Stichting Oost")));
    for seen_on in [today + TimeDelta::days(1), today - TimeDelta::days(VOG_DAYS)] {
        let tried = note_vog(&oost.organiser, domain, about, ("Stichting", seen_on)).await;
        assert!(matches!(tried, Err(ProfileError::Invalid { field: "seenOn", .. })), "{seen_on}");
    }
    let tried = note_vog(&oost.organiser, domain, about, (" ", today)).await;
    assert!(matches!(tried, Err(ProfileError::Invalid { field: "organisation", .. })));
    house.clock.advance(TimeDelta::days(VOG_DAYS));
    let later = Ctx { now: house.visitor().now, ..piet.clone() };
    assert_eq!(kinds(house, &later).await, [Kind::EmailConfirmed], "it counts for a while");
    attestations::tidy(&house.operator(), domain).await.unwrap();
    assert_eq!(house.count("attestations").await, 0);
    note_vog(&oost.organiser, domain, about, seen).await.unwrap();
    withdraw_vog(&oost.organiser, domain, about).await.unwrap();
    let twice = withdraw_vog(&oost.organiser, domain, about).await;
    assert!(matches!(twice, Err(ProfileError::NotFound)));
}

async fn nobody_attests_about_themselves(house: &House) {
    let oost = oost(house).await;
    let piet = oost.member(house, PIET).await;
    let (domain, today) = (&house.domain, house.visitor().now.date_naive());
    let own = (oost.of, id(&oost.organiser));
    let tried = note_vog(&oost.organiser, domain, own, ("Stichting", today)).await;
    assert!(matches!(tried, Err(ProfileError::OwnCase)));
    ask_letter(&oost.organiser, domain, (oost.of, &home())).await.unwrap();
    let letters = print_letters(&oost.organiser, domain, oost.of).await.unwrap();
    assert!(letters.is_empty(), "nobody reads a code of their own");
    assert!(!is_underway(&oost.organiser, domain, own).await.unwrap());
    let tried = print_again(&oost.organiser, domain, own).await;
    assert!(matches!(tried, Err(ProfileError::OwnCase)));
    // And who may not, may not about anybody.
    let about = (oost.of, id(&oost.organiser));
    let tries = [
        note_vog(&piet, domain, about, ("Stichting", today)).await,
        withdraw_vog(&piet, domain, about).await,
        print_letters(&piet, domain, oost.of).await.map(|_| ()),
        print_again(&piet, domain, about).await.map(|_| ()),
        is_underway(&piet, domain, about).await.map(|_| ()),
    ];
    for tried in tries {
        assert!(matches!(tried, Err(ProfileError::Denied(_))), "{tried:?}");
    }
}

async fn who_leaves_is_attested_by_nobody(house: &House) {
    let oost = oost(house).await;
    let one = oost.resident(house, "een@voorbeeld.nl").await;
    let piet = oost.member(house, PIET).await;
    let of_piet = handle(house, &piet).await;
    vouch(&one, &house.domain, &of_piet).await.unwrap();
    house.run("update sessions set created_at = (select max(created_at) from sessions)").await;
    members::delete_me(&one, &house.domain, &Secret::new("")).await.unwrap();
    for table in ["vouches", "attestations", "address_letters"] {
        assert_eq!(house.count(table).await, 0, "{table}");
    }
}

async fn what_two_communities_saw_stands_there_twice(house: &House) {
    let oost = oost(house).await;
    let piet = oost.member(house, PIET).await;
    let west = community(house, "West").await.id;
    enter(&house.operator(), &house.domain, id(&piet), place(west)).await.unwrap();
    let other = person(house, "sara@voorbeeld.nl", west, Role::Organiser).await;
    let day = house.visitor().now.date_naive();
    let domain = &house.domain;
    for (ctx, of, by) in [(&oost.organiser, oost.of, "Buurthulp"), (&other, west, "Voedselbank")] {
        note_vog(ctx, domain, (of, id(&piet)), (by, day)).await.unwrap();
    }
    let seen = async || {
        let mine = attestations::mine(&piet, domain).await.unwrap();
        let vog = mine.into_iter().filter(|it| it.kind == Kind::VogSeen);
        let mut by: Vec<_> = vog.filter_map(|it| Some((it.by?, it.community?))).collect();
        by.sort();
        by
    };
    let both = [("Buurthulp".to_owned(), oost.of), ("Voedselbank".to_owned(), west)];
    assert_eq!(seen().await, both);
    // The same community says it anew, and takes back its own only.
    note_vog(&other, domain, (west, id(&piet)), ("Stichting", day)).await.unwrap();
    withdraw_vog(&oost.organiser, domain, (oost.of, id(&piet))).await.unwrap();
    assert_eq!(seen().await, [("Stichting".to_owned(), west)]);
}

async fn only_whose_word_counts_is_named(house: &House) {
    let oost = oost(house).await;
    let piet = oost.member(house, PIET).await;
    let called = handle(house, &piet).await;
    let mut neighbours = Vec::new();
    for (at, name) in ["Anna", "Bea", "Cor"].into_iter().enumerate() {
        let buur = oost.resident(house, &format!("buur{at}@voorbeeld.nl")).await;
        house
            .run(&format!("update members set name = '{name}' where email_key like 'buur{at}%'"))
            .await;
        house
            .run(&format!(
                "update profiles set name = '{name}' where kind = 'person' and id in \
            (select pm.profile_id from profile_members pm join members m on m.id = pm.member_id \
            where m.name = '{name}')"
            ))
            .await;
        vouch(&buur, &house.domain, &called).await.unwrap();
        neighbours.push(buur);
    }
    let by = async || {
        let mine = attestations::mine(&piet, &house.domain).await.unwrap();
        let known = mine.into_iter().find(|it| it.kind == Kind::KnownByNeighbours);
        known.and_then(|it| it.by).unwrap_or_default()
    };
    assert_eq!(by().await, "Anna, Bea, Cor");
    // Who moved away counts no more, and who is kept out of the house does not either.
    attestations::moved(&neighbours[0], &house.domain).await.unwrap();
    assert_eq!(by().await, "Bea, Cor");
    house.run("update members set state = 'frozen' where name = 'Bea'").await;
    assert_eq!(by().await, "", "one is too few");
}
