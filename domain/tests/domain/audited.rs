//! Every deed that needs more than being a member writes a line, in the transaction that does it.
//! On both databases.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use koop_domain::agreements::model::Move;
use koop_domain::appeals::{self, Subject};
use koop_domain::audit::model::Act;
use koop_domain::communities::model::{PermissionSet, Role, Settings};
use koop_domain::communities::{self, NewPlace};
use koop_domain::ctx::Ctx;
use koop_domain::desk::{CaseKind, Matter, QueueQuery};
use koop_domain::id::MemberId;
use koop_domain::imports::tables::model::Brought;
use koop_domain::imports::{self, Import, tables};
use koop_domain::language::Language;
use koop_domain::ledger::account::AccountKind;
use koop_domain::ledger::accounts::LimitsDraft;
use koop_domain::ledger::issuing::{self, Plan};
use koop_domain::ledger::passes::{self, model::PassDraft};
use koop_domain::ledger::{accounts, currencies, payments};
use koop_domain::listings::claims::{self, Wish};
use koop_domain::listings::keepers::{self, set_hours};
use koop_domain::listings::model::{Facts, Service};
use koop_domain::listings::reports::{self, About, Said};
use koop_domain::listings::{self, confirming, differences, duplicates, merging};
use koop_domain::media::NewPhoto;
use koop_domain::members::signing_keys::{self, SigningKey};
use koop_domain::posts::kinds::ReportReason;
use koop_domain::profiles::act_as;
use koop_domain::profiles::mandates::{
    self, Deed, NewRegistered, Wish as MandateWish, forget_registered, give_entry_code, register,
    write_down,
};
use koop_domain::{areas, attestations, helpdesk, media, members, posts, setup};

use crate::agreements::{does, now, replied, yes};
use crate::areas::{draw, middle, shop, survey};
use crate::communities::{PIET, id, person};
use crate::desk::queue;
use crate::harness::{House, on_both_databases};
use crate::helpdesk::{desk, groceries};
use crate::imports::{by_slug, import};
use crate::ledger_issuing::{dapper, desk_of};
use crate::ledger_market::{Market, edit, lat, rules};
use crate::ledger_redeeming::{asks, shopkeeper};
use crate::media::shot;
use crate::members::{HANNEKE, as_member, member};
use crate::posts::draft;
use crate::stewards::around;

on_both_databases! {
    every_privileged_deed_writes_its_line;
}

/// Why somebody becomes something else.
const WHY: &str = "Afgesproken op de vergadering.";

/// Somebody new, whatever mail still waits for others.
async fn somebody(house: &House, email: &str) -> (MemberId, Ctx) {
    house.run("delete from jobs").await;
    let who = member(house, email, "Iemand", None).await;
    (who.member.id, as_member(house, &who))
}

async fn lines(house: &House, act: Act) -> i64 {
    house.count(&format!("audit_log where act = '{}'", act.key())).await
}

/// Does something, and looks whether it wrote these lines.
macro_rules! writes {
    ($house:ident, $done:ident, $($act:ident),+ => $deed:expr) => {{
        let before = [$(lines($house, Act::$act).await),+];
        let made = $deed.await.expect(stringify!($($act),+));
        let after = [$(lines($house, Act::$act).await),+];
        for (at, (before, after)) in before.into_iter().zip(after).enumerate() {
            let act = [$(Act::$act),+][at];
            assert!(after > before, "{act:?} is not in the log");
            $done.insert(act.key());
        }
        made
    }};
}

async fn every_privileged_deed_writes_its_line(house: &House) {
    let (domain, operator) = (&house.domain, &house.operator());
    let mut done = BTreeSet::new();
    let settings =
        Settings { name: "Oost".into(), languages: vec![Language::Nl], ..Settings::default() };

    let code = setup::prepare(operator, domain).await.unwrap().unwrap();
    let (_, first) = somebody(house, HANNEKE).await;
    let agreed = [(Language::Nl, "Wees aardig.".to_owned())].into();
    writes!(house, done, HouseBegun => setup::begin(&first, domain, (&code, "192.0.2.1"), settings.clone(), &agreed));

    house.run("delete from founding").await;
    writes!(house, done, DemoSeeded => imports::seed_demo(operator, domain, vec![shop("1", 0)]));
    writes!(house, done, DemoRemoved => imports::remove_demo(operator, domain));
    writes!(house, done, MapRemoved => areas::remove_demo(operator, domain));

    let before = lines(house, Act::MapPublished).await;
    draw(house, "kaart", survey(3)).await;
    assert_eq!(lines(house, Act::MapPublished).await, before + 1);
    draw(house, "kaart", survey(3)).await;
    assert_eq!(lines(house, Act::MapPublished).await, before + 1, "nothing is no deed");
    done.insert(Act::MapPublished.key());

    writes!(house, done, CommunityFounded => communities::found(operator, domain, settings));
    let oost = around(house, "Oost", "BU0").await;
    let organiser = person(house, PIET, oost.id, Role::Organiser).await;
    community_deeds(house, (&oost, &organiser), &mut done).await;
    place_deeds(house, (&oost, &organiser), &mut done).await;
    desk_deeds(house, (&oost, &organiser), &mut done).await;
    people_deeds(house, (&oost, &organiser), &mut done).await;
    board_deeds(house, (&oost, &organiser), &mut done).await;
    house.run("delete from jobs").await;
    helpdesk_deeds(house, &mut done).await;
    house.run("delete from jobs").await;
    ledger_deeds(house, (&oost, &organiser), &mut done).await;
    issuing_deeds(house, (&oost, &organiser), &mut done).await;

    let key = SigningKey {
        kid: "proef".to_owned(),
        public_key: "00".repeat(32),
        sealed_key: "00".repeat(64),
        created_at: operator.now,
        retired_at: None,
    };
    writes!(house, done, KeyRotated => signing_keys::put_first(operator, domain, &key));

    let all: BTreeSet<&str> = Act::ALL.iter().map(|act| act.key()).collect();
    assert_eq!(done, all, "every act was done here");
    let dumb = "audit_log where details like '%@%' or details like '%Iemand%'";
    assert_eq!(house.count(dumb).await, 0, "and no line names anybody");
}

type Here<'a> = (&'a communities::model::Community, &'a Ctx);

async fn community_deeds(
    house: &House,
    (oost, organiser): Here<'_>,
    done: &mut BTreeSet<&'static str>,
) {
    let (domain, of) = (&house.domain, oost.id);
    let about = (of, somebody(house, "buur@voorbeeld.nl").await.0);
    let place = NewPlace { community: of, role: Role::Member };
    writes!(house, done, MemberEntered => communities::enter(&house.operator(), domain, about.1, place));
    house.run("delete from jobs").await;
    let second = person(house, "steward@voorbeeld.nl", of, Role::Steward).await;
    writes!(house, done, RoleGivenUp => communities::leave(&second, domain, of));
    writes!(house, done, RoleSet => communities::set_role(organiser, domain, about, (Role::Steward, WHY)));
    let sets = [PermissionSet::Auditor].into_iter().collect();
    writes!(house, done, SetsSet => communities::set_sets(organiser, domain, about, (sets, WHY)));
    writes!(house, done, MemberFrozen => communities::freeze(organiser, domain, about, (true, WHY)));
    writes!(house, done, MemberUnfrozen => communities::freeze(organiser, domain, about, (false, WHY)));
    let wish = ("nieuw@voorbeeld.nl", Role::Member, Language::Nl);
    let invitation =
        writes!(house, done, MemberInvited => communities::invite(organiser, domain, of, wish));
    writes!(house, done, InvitationWithdrawn => communities::withdraw_invitation(organiser, domain, of, invitation.id));
    let asking = communities::model::Joining::Request;
    let settings = Settings { joining: asking, ..oost.settings.clone() };
    writes!(house, done, CommunityEdited => communities::edit(organiser, domain, of, settings));
    for (email, accept) in [("een@voorbeeld.nl", true), ("twee@voorbeeld.nl", false)] {
        let (id, who) = somebody(house, email).await;
        communities::join(&who, domain, of, None).await.unwrap();
        let about = (of, id);
        if accept {
            writes!(house, done, MemberAdmitted => communities::admit(organiser, domain, about, (true, WHY)));
        } else {
            writes!(house, done, MemberRefused => communities::admit(organiser, domain, about, (false, WHY)));
        }
    }
    writes!(house, done, CommunityEdited => communities::launch::set_posters(organiser, domain, of, 3));
    let agreed = [(Language::Nl, "Wees nog aardiger.".to_owned())].into();
    writes!(house, done, AgreementsPublished => communities::publish_agreements(organiser, domain, of, &agreed));
}

async fn place_deeds(
    house: &House,
    (oost, organiser): Here<'_>,
    done: &mut BTreeSet<&'static str>,
) {
    let domain = &house.domain;
    let mut door = shop("1", 0);
    door.facts.name = "Noor".to_owned();
    let before = lines(house, Act::ListingsImported).await;
    import(house, "osm", vec![door]).await;
    assert_eq!(lines(house, Act::ListingsImported).await, before + 1);
    let dry = Import::begin(&house.operator(), domain, "osm", true).await.unwrap();
    dry.publish(&house.operator()).await.unwrap();
    assert_eq!(lines(house, Act::ListingsImported).await, before + 1, "looking is no deed");
    let noor = by_slug(house, "noor").await.id;
    let hours = (Service::Counter, "Mo-Su 09:00-18:00");
    writes!(house, done, ListingEdited => set_hours(organiser, domain, noor, None, hours));

    let photo = NewPhoto { bytes: shot(1), alt: "De gevel".to_owned(), decorative: false };
    writes!(house, done, PhotosChanged => media::add(organiser, domain, noor, photo));

    let said = Said { about: About::Gone, proposed: String::new(), note: String::new() };
    let report = reports::report(&house.visitor(), domain, noor, &said, "192.0.2.1").await.unwrap();
    writes!(house, done, ReportDecided => reports::decide(organiser, domain, report.id, (false, "Ik stond er net.")));

    let (_, claimant) = somebody(house, "zaak@voorbeeld.nl").await;
    let wish = (Wish::Letter, Language::Nl);
    let (claim, _) = claims::claim(&claimant, domain, noor, wish).await.unwrap();
    writes!(house, done, LettersPrinted => claims::print_letters(organiser, domain));
    writes!(house, done, ClaimDecided => claims::decide(organiser, domain, claim.id, (false, "Dit is een ander.")));

    let point = middle(0);
    let rows = format!("naam;lat;lon\nSpaak;{};{}\n", point.latitude, point.longitude);
    let brought =
        Brought { bytes: rows.into_bytes(), source: "Lijst".to_owned(), ..Brought::default() };
    let draft = tables::bring(organiser, domain, oost.id, brought).await.unwrap();
    let batch = writes!(house, done, ListingsImported => tables::publish(organiser, domain, draft.id, false));
    writes!(house, done, ImportUndone => tables::take_back(organiser, domain, batch.id));
}

async fn desk_deeds(house: &House, (oost, organiser): Here<'_>, done: &mut BTreeSet<&'static str>) {
    let domain = &house.domain;
    let noor = by_slug(house, "noor").await;
    writes!(house, done, ListingConfirmed => confirming::confirm(organiser, domain, noor.id));
    let mut facts = noor.facts.clone();
    facts.contact.phone = Some("020 555 01 91".to_owned());
    let revision = by_slug(house, "noor").await.revision;
    listings::edit(organiser, domain, noor.id, revision, facts).await.unwrap();
    let mut doors = [shop("1", 0), shop("2", 0)];
    for door in &mut doors {
        door.facts.name = "Noor".to_owned();
    }
    doors[0].facts.contact.phone = Some("020 222 22 22".to_owned());
    import(house, "osm", doors.into()).await;
    let waiting = |kind| async move {
        let query = QueueQuery { kind: Some(kind), first: 1, ..QueueQuery::default() };
        queue(house, organiser, query).await.cases.remove(0).matter
    };
    let Matter::Difference(it) = waiting(CaseKind::Difference).await else { panic!("another") };
    writes!(house, done, DifferenceDecided => differences::decide(organiser, domain, it.0.id, true));
    duplicates::seek(&house.operator(), domain).await.unwrap();
    let Matter::Duplicate(it) = waiting(CaseKind::Duplicate).await else { panic!("another") };
    let pair = (it.1[0].id, it.1[1].id);
    let (merge, _) =
        writes!(house, done, ListingsMerged => merging::merge(organiser, domain, pair, None));
    writes!(house, done, MergeUndone => merging::undo(organiser, domain, merge));
    writes!(house, done, DuplicateRefused => duplicates::unlike(organiser, domain, it.0.id));

    house.run("delete from jobs").await;
    let second = person(house, "tweede@voorbeeld.nl", oost.id, Role::Organiser).await;
    let (_, claimant) = somebody(house, "nog@voorbeeld.nl").await;
    let wish = (Wish::CounterCode, Language::Nl);
    let (claim, _) = claims::claim(&claimant, domain, noor.id, wish).await.unwrap();
    claims::decide(organiser, domain, claim.id, (false, "Dit is een ander.")).await.unwrap();
    let against = Subject::Claim(claim.id);
    let it = appeals::appeal(&claimant, domain, against, "Kijk nog eens").await.unwrap();
    writes!(house, done, AppealDecided => appeals::decide(&second, domain, it.id, (true, "Het klopt.")));
}

async fn people_deeds(
    house: &House,
    (oost, organiser): Here<'_>,
    done: &mut BTreeSet<&'static str>,
) {
    let (domain, of) = (&house.domain, oost.id);
    let today = house.visitor().now.date_naive();
    let (phone, note, child) = ("", "", None);
    let new = NewRegistered { name: "Mevrouw De Wit", phone, note, signed_on: today, child };
    let wit = writes!(house, done, MemberRegistered => register(organiser, domain, of, &new));
    let about = (of, wit.who.member);
    writes!(house, done, EntryCodeGiven => give_entry_code(organiser, domain, about));
    house.run("delete from jobs").await;
    let agent = person(house, "joke@voorbeeld.nl", of, Role::Member).await;
    let (_, profiles) = members::viewer(&agent, domain).await.unwrap();
    let deeds = [Deed::KeepPlaces].into_iter().collect();
    let wish =
        MandateWish { handle: &profiles[0].handle, deeds, until: today + TimeDelta::days(30) };
    let told =
        writes!(house, done, MandateGiven => write_down(organiser, domain, about, (&wish, today)));
    let (acting, _) = act_as(&agent, domain, wit.who.profile).await.unwrap();
    let facts = Facts { name: "Naaikamer".to_owned(), ..Facts::default() };
    writes!(house, done, ActedFor => keepers::add(&acting, domain, facts, true));
    writes!(house, done, MandateEnded => mandates::end(organiser, domain, told.mandate.id));
    let seen = ("Stichting Oost", today);
    let about_agent = (of, id(&agent));
    writes!(house, done, VogNoted => attestations::note_vog(organiser, domain, about_agent, seen));
    writes!(house, done, VogWithdrawn => attestations::withdraw_vog(organiser, domain, about_agent));
    writes!(house, done, MemberForgotten => forget_registered(organiser, domain, about));
}

async fn board_deeds(
    house: &House,
    (oost, organiser): Here<'_>,
    done: &mut BTreeSet<&'static str>,
) {
    let domain = &house.domain;
    house.run("delete from jobs").await;
    let author = person(house, "prikt@voorbeeld.nl", oost.id, Role::Member).await;
    house.run("delete from jobs").await;
    let other = person(house, "leest@voorbeeld.nl", oost.id, Role::Member).await;
    let flagged = draft("Wie wil er wiet knippen?");
    let post = posts::publish(&author, domain, flagged).await.unwrap();
    writes!(house, done, PostReviewed => posts::decide_review(organiser, domain, post.id, (true, "")));
    let about = posts::About::Post(post.id);
    let report = posts::report(&other, domain, about, ReportReason::Forbidden, None).await.unwrap();
    writes!(house, done, PostReportDecided => posts::decide_report(organiser, domain, report, (false, WHY)));
    let it = replied(house, &other, post.id).await;
    does(house, &author, it.id, yes(house, 2)).await.unwrap();
    let reason = "Er kwam niemand".to_owned();
    does(house, &author, it.id, Move::Dispute { reason }).await.unwrap();
    let settle = Move::Settle { reason: WHY.to_owned(), payout: None };
    writes!(house, done, AgreementSettled => does(house, organiser, it.id, settle));
}

async fn helpdesk_deeds(house: &House, done: &mut BTreeSet<&'static str>) {
    let (desk, of) = (desk(house).await, &house.domain);
    let joke = &desk.joke(house);
    let draft = groceries(desk.oost.of);
    let need = writes!(house, done, NeedEntered => helpdesk::enter(joke, of, draft.clone()));
    let (it, revision) = (need.id, need.revision);
    writes!(house, done, NeedChanged => helpdesk::change(joke, of, it, revision, draft));
    let ana = &desk.offering[0].0;
    writes!(house, done, NeedAsked => helpdesk::ask(joke, of, it, &[id(ana)]));
    helpdesk::answer(&now(house, ana), of, it, true).await.unwrap();
    writes!(house, done, NeedAssigned => helpdesk::assign(joke, of, it, id(ana)));
    writes!(house, done, NeedRead => helpdesk::open(joke, of, it));
    writes!(house, done, NeedRead => helpdesk::contact(joke, of, it));
    writes!(house, done, NeedClosed => helpdesk::close(joke, of, it, helpdesk::Ended::Done));
}

async fn ledger_deeds(
    house: &House,
    (oost, organiser): Here<'_>,
    done: &mut BTreeSet<&'static str>,
) {
    let (domain, organiser) = (&house.domain, &now(house, organiser));
    let holder = person(house, "betaalt@voorbeeld.nl", oost.id, Role::Member).await;
    let key = || organiser.ids.next();
    let made =
        writes!(house, done, CurrencyMade => currencies::create(organiser, domain, lat(oost.id)));
    let of = made.id;
    writes!(house, done, CurrencySwitchedOn => currencies::switch(organiser, domain, (of, 1), true));
    writes!(house, done, CurrencySwitchedOff => currencies::switch(organiser, domain, (of, 2), false));
    currencies::switch(organiser, domain, (of, 3), true).await.unwrap();
    writes!(house, done, CurrencyEdited => currencies::edit(organiser, domain, (of, 4), edit("Op de Lat")));
    let next = rules(organiser.now + TimeDelta::days(7));
    writes!(house, done, RulesChanged => currencies::change_rules(organiser, domain, of, next));
    writes!(house, done, RulesWithdrawn => currencies::withdraw_rules(organiser, domain, of, WHY));
    let held = accounts::open(&holder, domain, of).await.unwrap();
    let (id, limits, reason) = (held.account.id, held.account.limits, WHY.to_owned());
    let draft = LimitsDraft { limits, soft: held.soft, reason };
    writes!(house, done, LimitsSet => accounts::set_limits(organiser, domain, (id, key()), draft));
    writes!(house, done, AccountFrozen => accounts::freeze(organiser, domain, (id, key()), WHY));
    writes!(house, done, AccountThawed => accounts::thaw(organiser, domain, (id, key()), WHY));
    let market = Market { oost: oost.clone(), organiser: organiser.clone(), currency: of };
    let (_, other) = market.neighbour(house, "betaald").await;
    let paid = (key(), market.pays(house, (id, other), 100).await);
    writes!(house, done, TransferReversed => payments::reverse_for(organiser, domain, paid, WHY));
    let card = || PassDraft { key: key(), day_limit: "20".to_owned(), pin: None };
    let (pass, _) = writes!(house, done, PassMade => passes::issue(organiser, domain, id, card()));
    writes!(house, done, PassBlocked => passes::block(organiser, domain, pass.id, WHY));
    writes!(house, done, PassUnblocked => passes::unblock(organiser, domain, pass.id, WHY));
    house.run("update passes set state = 'blocked', wrong_pins = 3").await;
    writes!(house, done, PassPinAllowed => passes::allow_pin(organiser, domain, pass.id, WHY));
    writes!(house, done, PassEnded => passes::end(organiser, domain, pass.id, WHY));
    writes!(house, done, AccountClosed => accounts::close(organiser, domain, (id, key()), WHY));
}

async fn issuing_deeds(
    house: &House,
    (oost, organiser): Here<'_>,
    done: &mut BTreeSet<&'static str>,
) {
    let (domain, organiser) = (&house.domain, &now(house, organiser));
    let made = currencies::create(organiser, domain, dapper(oost.id)).await.unwrap();
    let it = currencies::switch(organiser, domain, (made.id, 1), true).await.unwrap();
    let market = Market { oost: oost.clone(), organiser: organiser.clone(), currency: it.id };
    let desk = &desk_of(house, market).await;
    let (shop, account) = shopkeeper(house, desk).await;
    let of = (it.id, AccountKind::Merchant, organiser.ids.next());
    let held = accounts::by_id(&shop, domain, account).await.unwrap();
    let (limits, soft, reason) = (held.account.limits, held.soft, WHY.to_owned());
    let draft = LimitsDraft { limits, soft, reason };
    writes!(house, done, GroupLimitsSet => accounts::set_group_limits(organiser, domain, of, draft));
    let draft = || desk.draft(Plan::Destroy, "1");
    let it = writes!(house, done, IssueProposed => issuing::propose(organiser, domain, draft()));
    writes!(house, done, IssueConfirmed => issuing::confirm(&desk.second, domain, it.id));
    let it = issuing::propose(organiser, domain, draft()).await.unwrap();
    writes!(house, done, IssueWithdrawn => issuing::withdraw(organiser, domain, it.id));
    let budget = desk.budget(house, "5").await;
    let handout = desk.handout(budget, account, "1", organiser.ids.next());
    writes!(house, done, HandedOut => issuing::hand_out(&desk.giver, domain, handout));
    let it = asks(house, &shop, account, "1").await;
    writes!(house, done, RedemptionApproved => issuing::approve(organiser, domain, it.id));
    writes!(house, done, RedemptionPaid => issuing::paid(organiser, domain, it.id));
    crate::ledger_tills_ended::deeds(house, (&shop, account), done).await;
    let it = asks(house, &shop, account, "1").await;
    writes!(house, done, RedemptionRefused => issuing::refuse(organiser, domain, it.id, WHY));
}
