//! The help desk through its pages: somebody calls, a coordinator writes it down, asks a neighbour,
//! and chooses her; she sees whom to call only then. Nobody else sees anything of it.

use http::StatusCode;
use http::header::CACHE_CONTROL;
use koop_domain::communities::model::{Joining, Role, Settings};
use koop_domain::communities::{self, NewPlace};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::geo::Point;
use koop_domain::id::{CommunityId, MemberId, SessionId};
use koop_domain::language::Language;
use koop_domain::members::model::Email;
use koop_domain::members::{self, NewMember};
use koop_domain::posts;
use koop_domain::posts::model::{
    Audience, Content, Direction, Draft, Subject, Term, TermKind, Topic,
};

use crate::browser::Browser;
use crate::house::House;

const NEW: &str = "/beheer/hulp/nieuw?gemeenschap=oost";
const MINE: &str = "/mijn/hulpvragen";
/// What is typed of somebody who calls.
const CALL: [(&str, &str); 9] = [
    ("voor", "ander"),
    ("voornaam", "Riet"),
    ("telefoon", "020 555 01 72"),
    ("wat", "groceries"),
    ("haast", "this_week"),
    ("wanneer", "monday.morning"),
    ("waar", "Dapperbuurt"),
    ("talen", "nl"),
    ("notitie", "Een tas van de markt."),
];

/// Somebody in the community, signed in.
struct Neighbour<'a> {
    browser: Browser<'a>,
    id: MemberId,
}

/// A community: Hanneke coordinates, Joke offers to do the shopping, Milan only lives there.
struct Oost<'a> {
    house: &'a House,
    hanneke: Neighbour<'a>,
    joke: Neighbour<'a>,
    milan: Neighbour<'a>,
}

async fn neighbour<'a>(
    house: &'a House,
    name: &str,
    (community, role): (CommunityId, Role),
) -> Neighbour<'a> {
    let email = format!("{}@voorbeeld.nl", name.to_lowercase());
    let browser = Browser::of(house, &email, name).await;
    let (ctx, domain) = house.keys();
    let new = NewMember {
        name: name.to_owned(),
        email: Email::read(&email).unwrap(),
        password: None,
        language: Language::Nl,
        operator: false,
    };
    let id = members::add(&ctx, domain, new).await.unwrap();
    communities::enter(&ctx, domain, id, NewPlace { community, role }).await.unwrap();
    Neighbour { browser, id }
}

fn offer() -> Draft {
    let kind = TermKind::Gift;
    Draft {
        direction: Direction::Offer,
        subject: Subject::Help,
        topic: Topic::Groceries,
        audience: Some(Audience::Community),
        content: Content {
            title: "Boodschappen halen".into(),
            text: "Ik ga toch naar de markt.".into(),
            terms: vec![Term { kind, days: None, words: None, amount: None, currency: None }],
            languages: vec!["nl".into()],
            availability: Vec::new(),
            reach_m: None,
            meal: None,
            material: None,
            event: None,
        },
        place: Point { latitude: 52.361, longitude: 4.93 },
        community: None,
        listing: None,
        capacity: 1,
        expires_on: None,
        replies_until: None,
        mask_contacts: false,
    }
}

impl<'a> Oost<'a> {
    async fn new(house: &'a House) -> Self {
        let (ctx, domain) = house.keys();
        let atlas = koop_domain::areas::atlas(&ctx, domain).await.unwrap();
        let settings = Settings {
            name: "Oost".into(),
            area: atlas.by_slug("oost").map(|it| it.id),
            languages: vec![Language::Nl],
            joining: Joining::Open,
            ..Settings::default()
        };
        let community = communities::found(&ctx, domain, settings).await.unwrap().id;
        let hanneke = neighbour(house, "Hanneke", (community, Role::Organiser)).await;
        let joke = neighbour(house, "Joke", (community, Role::Member)).await;
        let milan = neighbour(house, "Milan", (community, Role::Steward)).await;
        let session = SessionId(ctx.ids.next());
        let signed = Signed { member: joke.id, session, operator: false, under: None };
        let hers = Ctx { actor: Actor::Member(signed), ..ctx };
        posts::publish(&hers, domain, offer()).await.unwrap();
        Self { house, hanneke, joke, milan }
    }

    /// Writes down what somebody calls about, and answers its page.
    async fn call(&mut self) -> String {
        let entered = self.hanneke.browser.post(NEW, &CALL).await;
        let (path, done) = entered.to().split_once('?').expect(&entered.text);
        assert_eq!(done, "gedaan=opgeschreven");
        path.to_owned()
    }

    /// Asks Joke.
    async fn ask(&mut self, path: &str) {
        let joke = self.joke.id.to_string();
        let asked = self.hanneke.browser.post(path, &[("doe", "vraag"), ("vraag", &joke)]).await;
        assert_eq!(asked.to(), format!("{path}?gedaan=gevraagd"), "{}", asked.text);
    }
}

fn id_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

#[tokio::test]
async fn somebody_calls_and_a_neighbour_helps() {
    let house = House::with_areas().await;
    let mut oost = Oost::new(&house).await;
    let path = oost.call().await;
    let page = oost.hanneke.browser.get(&path).await;
    assert!(page.header(CACHE_CONTROL).contains("no-store"));
    assert!(page.text.contains("Riet") && page.text.contains("Een tas van de markt."));
    assert!(!page.text.contains("555 01 72"), "a number is shown by a button alone");
    assert!(page.text.contains("Precies dit") && page.text.contains("Spreekt Nederlands"));
    oost.ask(&path).await;
    let mine = oost.joke.browser.get("/mijn").await.text;
    assert!(mine.contains("De hulpdesk vraagt of jij iemand kunt helpen."), "{mine}");
    let alerts = oost.joke.browser.get("/mijn/meldingen").await.text;
    let told = "<a href=\"/mijn/hulpvragen\">De hulpdesk vraagt of jij iemand kunt helpen: ";
    assert!(alerts.contains(told), "{alerts}");
    let asks = oost.joke.browser.get(MINE).await.text;
    assert!(asks.contains("Een tas van de markt.") && asks.contains("Dapperbuurt"), "{asks}");
    assert!(!asks.contains("Riet") && !asks.contains("555"), "not before she is chosen");
    let id = id_of(&path).to_owned();
    let early = oost.joke.browser.post(MINE, &[("vraag", &id), ("doe", "toon")]).await;
    assert!(!early.text.contains("555") && early.status.is_client_error(), "{}", early.text);
    let yes = oost.joke.browser.post(MINE, &[("vraag", &id), ("doe", "ja")]).await;
    assert_eq!(yes.to(), format!("{MINE}?gedaan=ja"), "{}", yes.text);

    let told = oost.hanneke.browser.get("/mijn/meldingen").await.text;
    assert!(told.contains("Er is nieuws over een hulpvraag"), "{told}");
    let joke = oost.joke.id.to_string();
    let chosen = oost.hanneke.browser.post(&path, &[("doe", "kies"), ("wie", &joke)]).await;
    assert_eq!(chosen.to(), format!("{path}?gedaan=gekozen"), "{}", chosen.text);
    let shown = oost.joke.browser.post(MINE, &[("vraag", &id), ("doe", "toon")]).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.text.contains("Riet") && shown.text.contains("tel:0205550172"));
    assert!(shown.header(CACHE_CONTROL).contains("no-store"));
    let done = oost.joke.browser.post(MINE, &[("vraag", &id), ("doe", "gelukt")]).await;
    assert_eq!(done.to(), format!("{MINE}?gedaan=gelukt"), "{}", done.text);
    let list = oost.hanneke.browser.get("/beheer/hulp?gemeenschap=oost").await.text;
    assert!(list.contains("id=\"klaar\"") && list.contains("Gelukt"), "{list}");
    let log = oost.hanneke.browser.get("/beheer/logboek?gemeenschap=oost").await.text;
    let read = log.matches("bekeek de naam of het nummer bij een hulpvraag").count();
    assert!(read > 1, "beside the choice of what is shown: {log}");
    assert!(!log.contains("Riet") && !log.contains("555 01"), "the log names nobody who called");
}

#[tokio::test]
async fn what_waits_is_counted_on_the_front_of_the_desk() {
    let house = House::with_areas().await;
    let mut oost = Oost::new(&house).await;
    oost.call().await;
    let front = oost.hanneke.browser.get("/beheer").await.text;
    assert!(front.contains("<strong>0</strong> <a href=\"/beheer/hulp"), "{front}");
    oost.house.wait(4 * 24 * 60);
    let front = oost.hanneke.browser.get("/beheer").await.text;
    assert!(front.contains("<strong>1</strong> <a href=\"/beheer/hulp"), "{front}");
    let list = oost.hanneke.browser.get("/beheer/hulp").await.text;
    assert!(list.contains("id=\"blijft-liggen\"") && list.contains("Wacht al 4 dagen"), "{list}");
}

#[tokio::test]
async fn nothing_that_was_typed_is_lost() {
    let house = House::with_areas().await;
    let mut oost = Oost::new(&house).await;
    for (field, value, id) in [
        ("telefoon", "morgen bellen", "telefoon"),
        ("voornaam", "", "voornaam"),
        ("wat", "", "wat"),
        ("waar", "Nergenshuizen", "waar"),
        ("notitie", "Bel 06 12345678 maar", "notitie"),
    ] {
        let mut typed = CALL;
        for pair in typed.iter_mut().filter(|(name, _)| *name == field) {
            pair.1 = value;
        }
        let page = oost.hanneke.browser.post(NEW, &typed).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{field}");
        let named = format!("role=\"alert\"><a href=\"#{id}\"");
        assert!(page.text.contains(&named), "{field}: {}", page.text);
        for (name, value) in typed.iter().filter(|(name, _)| *name != field) {
            assert!(page.text.contains(value), "{name} after a wrong {field}");
        }
    }
    // Nor by being signed out meanwhile.
    let mut nobody = Browser::new(&house);
    let page = nobody.post(NEW, &CALL).await;
    assert!(page.text.contains("value=\"Een tas van de markt.\""), "{}", page.text);
}

#[tokio::test]
async fn nobody_else_reads_anything_of_it() {
    let house = House::with_areas().await;
    let mut oost = Oost::new(&house).await;
    let path = oost.call().await;
    let mut nobody = Browser::new(&house);
    for way in [path.as_str(), "/beheer/hulp", "/beheer/hulp/nieuw", MINE] {
        assert!(nobody.get(way).await.to().starts_with("/inloggen?"), "{way}");
    }
    for who in [&mut oost.milan, &mut oost.joke] {
        assert_eq!(who.browser.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            who.browser.get(&format!("{path}/wijzigen")).await.status,
            StatusCode::NOT_FOUND
        );
        for doe in ["toon", "gelukt", "vraag", "kies"] {
            let done = who.browser.post(&path, &[("doe", doe)]).await;
            assert_eq!(done.status, StatusCode::NOT_FOUND, "{doe}");
        }
        assert_eq!(who.browser.get("/beheer/hulp").await.status, StatusCode::FORBIDDEN);
        assert_eq!(who.browser.post(NEW, &CALL).await.status, StatusCode::FORBIDDEN);
        let mine = who.browser.get(MINE).await.text;
        assert!(!mine.contains("Een tas van de markt."), "{mine}");
        for page in ["/burenhulp", "/mijn/gegevens", "/mijn"] {
            assert!(!who.browser.get(page).await.text.contains("Een tas van de markt."), "{page}");
        }
    }
    let desk = oost.milan.browser.get("/beheer").await.text;
    assert!(!desk.contains("/beheer/hulp"), "a steward keeps no needs");
}

#[tokio::test]
async fn a_neighbour_says_no_and_who_helps_gives_it_back() {
    let house = House::with_areas().await;
    let mut oost = Oost::new(&house).await;
    let path = oost.call().await;
    let id = id_of(&path).to_owned();
    oost.ask(&path).await;
    let no = oost.joke.browser.post(MINE, &[("vraag", &id), ("doe", "nee")]).await;
    assert_eq!(no.to(), format!("{MINE}?gedaan=nee"), "{}", no.text);
    let page = oost.hanneke.browser.get(&path).await.text;
    assert!(page.contains("Zei nee") && !page.contains("value=\"kies\""), "{page}");
    let yes = oost.joke.browser.post(MINE, &[("vraag", &id), ("doe", "ja")]).await;
    assert_eq!(yes.to(), format!("{MINE}?gedaan=ja"), "{}", yes.text);
    let joke = oost.joke.id.to_string();
    oost.hanneke.browser.post(&path, &[("doe", "kies"), ("wie", &joke)]).await;
    let back = oost.joke.browser.post(MINE, &[("vraag", &id), ("doe", "lukt-niet")]).await;
    assert_eq!(back.to(), format!("{MINE}?gedaan=terug"), "{}", back.text);
    let gone = oost.joke.browser.post(MINE, &[("vraag", &id), ("doe", "toon")]).await;
    assert!(gone.status.is_client_error() && !gone.text.contains("555"), "{}", gone.text);
    let page = oost.hanneke.browser.get(&path).await.text;
    assert!(page.contains("Wacht al") || page.contains("Vandaag binnengekomen"), "{page}");
    let closed = oost.hanneke.browser.post(&path, &[("doe", "niet-nodig")]).await;
    assert_eq!(closed.to(), "/beheer/hulp?gemeenschap=oost&gedaan=gesloten", "{}", closed.text);
    let late = oost.hanneke.browser.post(&path, &[("doe", "niet-nodig")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_need_is_changed_without_asking_for_the_number_again() {
    let house = House::with_areas().await;
    let mut oost = Oost::new(&house).await;
    let path = oost.call().await;
    let way = format!("{path}/wijzigen");
    let form = oost.hanneke.browser.get(&way).await.text;
    assert!(form.contains("Het blijft voor Riet") && !form.contains("555 01 72"), "{form}");
    let typed = [
        ("voor", "zelfde"),
        ("revisie", "1"),
        ("wat", "company"),
        ("haast", "no_hurry"),
        ("notitie", "Samen naar de markt."),
    ];
    let changed = oost.hanneke.browser.post(&way, &typed).await;
    assert_eq!(changed.to(), format!("{path}?gedaan=gewijzigd"), "{}", changed.text);
    let late = oost.hanneke.browser.post(&way, &typed).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("name=\"revisie\" value=\"2\""), "{}", late.text);
    let shown = oost.hanneke.browser.post(&path, &[("doe", "toon")]).await;
    assert!(shown.text.contains("020 555 01 72") && shown.text.contains("Samen naar de markt."));
}

#[tokio::test]
async fn what_the_desk_asked_is_in_the_file_they_take_along_and_nobody_elses_number() {
    let house = House::with_areas().await;
    let mut oost = Oost::new(&house).await;
    let path = oost.call().await;
    oost.ask(&path).await;
    let id = id_of(&path).to_owned();
    oost.joke.browser.post(MINE, &[("vraag", &id), ("doe", "ja")]).await;
    let joke = oost.joke.id.to_string();
    oost.hanneke.browser.post(&path, &[("doe", "kies"), ("wie", &joke)]).await;
    let file = oost.joke.browser.post("/mijn/gegevens/alles", &[]).await;
    let all: serde_json::Value = serde_json::from_str(&file.text).unwrap();
    assert_eq!(all["askedNeeds"][0]["topic"], "groceries");
    assert_eq!(all["askedNeeds"][0]["helps"], true);
    assert!(!file.text.contains("Riet") && !file.text.contains("555"), "{}", file.text);
    let kept = oost.house.get("/privacy").await.text;
    assert!(kept.contains("Of de hulpdesk je om hulp vroeg"), "{kept}");
}
