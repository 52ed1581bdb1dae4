//! Every page of keeping a place, in every language, from hand-made values: strict HTML, nothing
//! of a stranger's words taken for ours.

use askama::Template;
use chrono::TimeDelta;
use koop_domain::id::{ClaimId, InvitationId, MemberId};
use koop_domain::language::Language;
use koop_domain::listings::claims::{AtDesk, Claim, ClaimState, PrintedLetter, Proof};
use koop_domain::listings::keepers::{Coworker, CoworkerInvitation, Keeper, Opened};
use koop_domain::listings::model::{Address, Listing, Service};
use koop_domain::members::model::{Email, Secret};
use uuid::Uuid;

use super::adding::AddingPage;
use super::claiming::{ClaimPage, Stand};
use super::coworkers::{Asked, CoworkersPage};
use super::days::DaysPage;
use super::desk::{DeskPage, LettersPage};
use super::facts::{Above, FactsPage, typed_of};
use super::hours::{HoursPage, Shown};
use super::invited::InvitedPage;
use super::parts::{Preview, Typed};
use super::places::PlacesPage;
use crate::card::Cards;
use crate::desk::{DeskHead, DeskWay};
use crate::form::Slips;
use crate::sample::{EVIL, at_home, check, now, own, poor, rich};

/// A place whose keeper writes what nobody should.
fn evil() -> Listing {
    let mut listing = rich();
    let facts = &mut listing.facts;
    facts.name = EVIL.into();
    facts.tags = vec![EVIL.into()];
    facts.description.insert("nl".into(), EVIL.into());
    facts.contact.website = Some("javascript:alert(1)".into());
    facts.hours.insert(Service::Kitchen, EVIL.into());
    facts.exceptions.iter_mut().for_each(|it| it.note = Some(EVIL.into()));
    listing
}

fn claim(state: ClaimState, proof: Proof) -> Claim {
    Claim {
        id: ClaimId(Uuid::from_u128(state as u128 * 4 + proof as u128)),
        listing: rich().id,
        member: MemberId(Uuid::nil()),
        profile: None,
        proof,
        state,
        created_at: now(),
        ends_at: now() + TimeDelta::days(60),
        reason: Some(EVIL.into()),
    }
}

fn invitation() -> CoworkerInvitation {
    CoworkerInvitation {
        id: InvitationId(Uuid::nil()),
        listing: rich().id,
        email: Email::read("o'neill&co@voorbeeld.nl").unwrap(),
        keeper: Keeper::Till,
        created_at: now(),
        ends_at: now() + TimeDelta::days(7),
    }
}

fn typed(pairs: &[(&str, &str)]) -> Typed {
    Typed(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
}

type Pages = Vec<(String, String)>;

fn add(all: &mut Pages, name: &str, html: askama::Result<String>) {
    all.push((name.to_owned(), html.unwrap()));
}

fn slip(id: &'static str) -> Slips {
    Slips::own(id, EVIL.into())
}

fn keeping(language: Language) -> Pages {
    let own = || own(language);
    let mut all = Vec::new();
    let kept: Vec<(Keeper, Listing)> = vec![
        (Keeper::Finder, evil()),
        (Keeper::Owner, Listing { id: poor().id, ..rich() }),
        (Keeper::Till, at_home()),
    ];
    let claims = vec![(claim(ClaimState::Refused, Proof::Letter), evil())];
    let places = PlacesPage::new(own(), &kept, &claims, Some(EVIL.into()), now());
    add(&mut all, "my places", places.render());
    add(&mut all, "no places", PlacesPage::new(own(), &[], &[], None, now()).render());
    for listing in [evil(), poor(), at_home()] {
        of_place(language, &listing, &mut all);
    }
    let people = [Keeper::Owner, Keeper::Editor, Keeper::Till].map(|keeper| Coworker {
        member: MemberId(Uuid::nil()),
        name: EVIL.into(),
        handle: "hanneke".into(),
        keeper,
    });
    for keeper in [Keeper::Owner, Keeper::Editor] {
        let asked = typed(&[("doe", "binnen"), ("wie", EVIL)]);
        let above = (Some(EVIL.to_owned()), slip("wie"));
        let mut crew = CoworkersPage::new(own(), (&evil(), keeper), &people, &asked, above);
        crew.waiting = vec![Asked::of(&own(), &invitation(), now())];
        add(&mut all, "co-workers", crew.render());
    }
    for keeper in [Keeper::Editor, Keeper::Till] {
        for (is_mine, signed_in) in [(false, false), (false, true), (true, true)] {
            let opened = Opened { listing: evil(), keeper, to: EVIL.into(), is_mine };
            let page = InvitedPage::new(own(), Some(&opened), signed_in, slip("zeker").above());
            add(&mut all, "invited", page.render());
        }
    }
    add(
        &mut all,
        "invited no more",
        InvitedPage::new(own(), None, true, Slips::default()).render(),
    );
    adding(language, &mut all);
    desk(language, &mut all);
    all
}

/// The pages of one place.
fn of_place(language: Language, listing: &Listing, all: &mut Pages) {
    let own = || own(language);
    for service in [Service::Counter, Service::Kitchen] {
        let shown = Shown::stored(listing.clone(), service);
        add(all, "the week", HoursPage::new(own(), shown, true, now()).render());
    }
    let asked = typed(&[("week", "ja"), ("ma1v", EVIL), ("tekst", EVIL), ("vervangt", "ja")]);
    let shown = Shown::typed(listing.clone(), &asked);
    add(all, "the week, typed", HoursPage::new(own(), shown, false, now()).render());
    let asked = typed(&[("van", EVIL), ("noot", EVIL)]);
    let days = DaysPage::new(own(), listing, &asked, None, slip("noot"), now());
    add(all, "days", days.render());
    let above = Above { slips: slip("naam"), preview: Some(listing.clone()), ..Above::default() };
    let written = typed_of(&listing.facts);
    let facts = FactsPage::new(own(), listing, &written, (above, false), now());
    add(all, "facts", facts.render());
    let stands = [
        Stand::Visitor("/inloggen".into()),
        Stand::Owner,
        Stand::Free { taken: true, refused: Some(EVIL.into()) },
        Stand::Waiting {
            id: EVIL.into(),
            state: EVIL.into(),
            next: EVIL.into(),
            asks_code: true,
            shown_code: Some(EVIL.into()),
        },
    ];
    for stand in stands {
        let page = ClaimPage::new(own(), listing, stand, Some(EVIL.into()), slip("code"));
        add(all, "claim", page.render());
    }
}

fn adding(language: Language, all: &mut Pages) {
    let own = || own(language);
    let asked = typed(&[("naam", EVIL), ("punt", EVIL), ("tijden", EVIL)]);
    for step in 1..=4 {
        let preview = (step == 4).then(|| Preview::of(&own(), &evil(), now()));
        let above = (slip("naam"), false);
        let page = AddingPage::new(own(), (&asked, step), preview, Vec::new(), above);
        add(all, "adding", page.render());
    }
    let alike = vec![Cards::now(language, now()).plain(&evil())];
    let page = AddingPage::new(own(), (&asked, 4), None, alike, (Slips::default(), true));
    add(all, "alike", page.render());
}

fn head() -> DeskHead {
    let way =
        |href: &str| DeskWay { href: href.into(), name: EVIL.into(), here: false, count: None };
    let ways = ["/beheer", "/beheer/claims"].map(way).into();
    DeskHead { name: EVIL.into(), slug: "oost".into(), ways, others: Vec::new() }
}

fn desk(language: Language, all: &mut Pages) {
    let own = || own(language);
    let at = |is_own: bool, decides: bool, slips| {
        let waiting = [
            claim(ClaimState::Disputed, Proof::DomainEmail),
            claim(ClaimState::Open, Proof::Letter),
            claim(ClaimState::Open, Proof::CounterCode),
        ];
        let told = decides && !is_own;
        let waiting = waiting.map(|claim| AtDesk {
            claim,
            listing: evil(),
            is_own,
            decides,
            claimant: told.then(|| EVIL.into()),
            known: told.then(Vec::new),
        });
        let chosen = "?gemeenschap=oost".to_owned();
        DeskPage::new((own(), head()), (&waiting, chosen), None, slips).render()
    };
    let html = at(false, true, slip("reden")).unwrap();
    assert!(html.contains("action=\"/beheer/claims/brieven?gemeenschap=oost\""), "{html}");
    assert_eq!(html.matches("<dl class=\"report-facts\">").count(), 3, "who says so: {html}");
    add(all, "desk", Ok(html));
    let html = at(true, true, Slips::default()).unwrap();
    assert!(!html.contains("name=\"doe\"") && !html.contains("/beheer/claims/brieven"), "{html}");
    assert!(!html.contains("report-facts"), "nothing of one's own case: {html}");
    add(all, "desk, own", Ok(html));
    let html = at(false, false, Slips::default()).unwrap();
    assert!(html.contains("value=\"code\"") && !html.contains("name=\"reden\""), "{html}");
    assert!(!html.contains("report-facts"), "who only sees codes is not told: {html}");
    assert!(html.contains("class=\"desk-nav\""), "{html}");
    add(all, "desk, codes only", Ok(html));
    let letter = PrintedLetter {
        claim: ClaimId(Uuid::nil()),
        name: EVIL.into(),
        address: Address { street: Some(EVIL.into()), ..Address::default() },
        code: Secret::new(EVIL),
    };
    add(all, "letters", LettersPage::new(own(), vec![letter.clone(), letter]).render());
}

#[test]
fn every_page_is_strict_html_in_every_language() {
    for language in Language::ALL {
        for (name, html) in keeping(language) {
            let caught = std::panic::catch_unwind(|| check(&html));
            assert!(caught.is_ok(), "{name} in {language:?}");
            assert!(html.contains("name=\"robots\" content=\"noindex\""), "{name}");
            assert!(!html.contains("nknown localization"), "{name}");
            assert_eq!(html.matches("<script").count(), 1, "{name}: one script of ours");
            for trap in ["<script>alert", "<b>", "href=\"javascript:"] {
                assert!(!html.contains(trap), "{name} has {trap}");
            }
        }
    }
}

#[test]
fn what_is_wrong_is_said_beside_its_field() {
    for (name, html) in keeping(Language::Nl) {
        for field in html.split("<input ").chain(html.split("<textarea ")).skip(1) {
            let field = field.split('>').next().unwrap();
            let ids = field.split("aria-describedby=\"").nth(1);
            let ids = ids.and_then(|it| it.split('"').next()).unwrap_or_default();
            assert_eq!(ids.contains("-mis"), field.contains("aria-invalid"), "{name}: {field}");
            for id in ids.split(' ').filter(|it| !it.is_empty()) {
                assert!(html.contains(&format!("id=\"{id}\"")), "{name}: {id}");
            }
        }
    }
}
