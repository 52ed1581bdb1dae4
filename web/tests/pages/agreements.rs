//! Two neighbours agree on something on their pages: a reply, a moment, a conversation, done, and
//! thanks; what each is told; and what a steward sees of it.

use std::time::Duration;

use axum::body::BodyDataStream;
use futures_util::StreamExt;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use koop_domain::agreements;
use koop_domain::communities::model::{Joining, Role, Settings};
use koop_domain::communities::{self, NewPlace};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::geo::Point;
use koop_domain::id::{AgreementId, CommunityId, MemberId, SessionId};
use koop_domain::language::Language;
use koop_domain::members::model::Email;
use koop_domain::members::{self, NewMember};
use koop_domain::posts;
use koop_domain::posts::model::{
    Audience, Content, Direction, Draft, Post, Subject, Term, TermKind, Topic,
};

use crate::browser::Browser;
use crate::house::{Answered, House};

const FATMA: &str = "fatma@voorbeeld.nl";
const JOKE: &str = "joke@voorbeeld.nl";
const NOOR: &str = "noor@voorbeeld.nl";
/// A Thursday to come: the clock of the house stands on a Saturday.
const DAY: &str = "2026-11-26";

/// Somebody in the community, signed in.
pub(crate) struct Neighbour<'a> {
    pub(crate) browser: Browser<'a>,
    id: MemberId,
}

/// A house with a community, in which Fatma offers something and Joke has replied.
pub(crate) struct Street<'a> {
    house: &'a House,
    community: CommunityId,
    pub(crate) fatma: Neighbour<'a>,
    pub(crate) joke: Neighbour<'a>,
    pub(crate) post: Post,
    pub(crate) agreement: AgreementId,
    pub(crate) path: String,
}

async fn neighbour<'a>(
    house: &'a House,
    (email, name): (&str, &str),
    (community, role): (CommunityId, Role),
) -> Neighbour<'a> {
    let browser = Browser::of(house, email, name).await;
    let (ctx, domain) = house.keys();
    let new = NewMember {
        name: name.to_owned(),
        email: Email::read(email).unwrap(),
        password: None,
        language: Language::Nl,
        operator: false,
    };
    let id = members::add(&ctx, domain, new).await.unwrap();
    communities::enter(&ctx, domain, id, NewPlace { community, role }).await.unwrap();
    Neighbour { browser, id }
}

impl Neighbour<'_> {
    fn ctx(&self, house: &House) -> Ctx {
        let (ctx, _) = house.keys();
        let session = SessionId(ctx.ids.next());
        let signed = Signed { member: self.id, session, operator: false, under: None };
        Ctx { actor: Actor::Member(signed), ..ctx }
    }
}

fn draft(kind: TermKind) -> Draft {
    let term = Term { kind, days: None, words: None, amount: None, currency: None };
    Draft {
        direction: Direction::Offer,
        subject: Subject::Item,
        topic: Topic::Tools,
        audience: Some(Audience::Community),
        content: Content {
            title: "Klopboormachine".into(),
            text: "Met boren erbij.".into(),
            terms: vec![term],
            languages: Vec::new(),
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

impl<'a> Street<'a> {
    pub(crate) async fn new(house: &'a House, kind: TermKind) -> Self {
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
        let place = (community, Role::Member);
        let fatma = neighbour(house, (FATMA, "Fatma Yılmaz"), place).await;
        let joke = neighbour(house, (JOKE, "Joke Bakker"), place).await;
        let post = posts::publish(&fatma.ctx(house), domain, draft(kind)).await.unwrap();
        let words = "Mag ik hem donderdag lenen?";
        let replied = agreements::reply(&joke.ctx(house), domain, post.id, words, 1).await;
        let agreement = replied.unwrap().id;
        let path = format!("/mijn/afspraken/{agreement}");
        Self { house, community, fatma, joke, post, agreement, path }
    }

    /// Fatma agrees on Thursday morning.
    async fn agree(&mut self) -> Answered {
        let form = [
            ("doe", "afspreken"),
            ("dag", DAY),
            ("van", "9.00"),
            ("tot", "11.00"),
            ("waar", "Javastraat 11, bel bij Yılmaz"),
        ];
        self.fatma.browser.post(&self.path, &form).await
    }

    async fn both_done(&mut self) {
        let done = [("doe", "gelukt")];
        let first = self.fatma.browser.post(&self.path, &done).await;
        assert_eq!(first.to(), format!("{}?gedaan=bewaard", self.path), "{}", first.text);
        let second = self.joke.browser.post(&self.path, &done).await;
        assert_eq!(second.to(), format!("{}?gedaan=bewaard", self.path), "{}", second.text);
    }
}

/// Fatma has others see her post.
pub(crate) async fn audience(house: &House, street: &mut Street<'_>, audience: Audience) {
    let (id, revision) = (street.post.id, street.post.revision);
    let draft = Draft { audience: Some(audience), ..draft(TermKind::Gift) };
    let (_, domain) = house.keys();
    let ctx = street.fatma.ctx(house);
    street.post = posts::edit(&ctx, domain, id, revision, draft).await.unwrap();
}

/// What the head says of alerts.
fn bell(page: &Answered) -> &str {
    let rest = page.text.split("class=\"bell\"").nth(1).unwrap();
    rest.split_once('>').unwrap().1.split('<').next().unwrap()
}

/// The next piece of an answer that goes on.
async fn piece(body: &mut BodyDataStream) -> String {
    let piece = tokio::time::timeout(Duration::from_secs(5), body.next()).await;
    String::from_utf8(piece.unwrap().unwrap().unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn two_neighbours_agree_do_it_and_thank_each_other() {
    let house = House::with_areas().await;
    let mut street = Street::new(&house, TermKind::Gift).await;
    let path = street.path.clone();

    let list = street.fatma.browser.get("/mijn/afspraken").await;
    assert!(list.text.contains("Voorgesteld") && list.text.contains("1 nieuw bericht"));
    assert!(list.text.contains(&format!("href=\"{path}\"")) && list.text.contains("Loopt nog"));
    assert_eq!(bell(&list), "Meldingen (1)");

    let page = street.fatma.browser.get(&path).await;
    assert_eq!(page.header(CACHE_CONTROL), "no-store");
    assert!(page.text.contains("Klopboormachine") && page.text.contains("lenen?"));
    assert!(page.text.contains("Nieuw sinds je hier was"), "the new is marked");
    assert!(page.text.contains("Geef nooit je pas of pincode"), "it is her first");
    let again = street.fatma.browser.get(&path).await.text;
    assert!(!again.contains("Nieuw sinds je hier was"), "she has read it");

    let wrong = [("doe", "afspreken"), ("dag", DAY), ("van", "9.00"), ("tot", "laat")];
    let wrong = street.fatma.browser.post(&path, &wrong).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.text.contains("href=\"#tot\"") && wrong.text.contains("value=\"9.00\""));
    let agreed = street.agree().await;
    assert_eq!(agreed.to(), format!("{path}?gedaan=afgesproken"), "{}", agreed.text);
    let mine = street.fatma.browser.get("/mijn/prikbord").await.text;
    assert!(mine.contains("Alles is vergeven"), "{mine}");

    let hers = street.joke.browser.get(&path).await;
    assert!(hers.text.contains("donderdag, 9.00–11.00 uur"), "{}", hers.text);
    assert!(hers.text.contains("Javastraat 11"), "the two of them know where");
    let calendar = street.joke.browser.get(&format!("{path}/afspraak.ics")).await;
    assert!(calendar.header(CONTENT_TYPE).starts_with("text/calendar"));
    assert!(calendar.text.contains("DTSTART") && !calendar.text.contains("Javastraat"));

    street.both_done().await;
    let thanks =
        [("doe", "bedank"), ("bedankje", "Fijn gedaan!"), ("kwam", "ja"), ("stil", "Niets.")];
    let thanked = street.joke.browser.post(&path, &thanks).await;
    assert_eq!(thanked.to(), format!("{path}?gedaan=bedankt"), "{}", thanked.text);
    let read = street.fatma.browser.get(&path).await.text;
    assert!(read.contains("Fijn gedaan!") && !read.contains("Niets."), "that is for stewards");
    let answer = [("doe", "antwoord"), ("antwoord", "Graag gedaan.")];
    let answered = street.fatma.browser.post(&path, &answer).await;
    assert_eq!(answered.to(), format!("{path}?gedaan=geantwoord"));
    assert!(street.joke.browser.get(&path).await.text.contains("Graag gedaan."));
    let list = street.joke.browser.get("/mijn/afspraken").await.text;
    assert!(list.contains("Voorbij") && list.contains("Gelukt"));
}

#[tokio::test]
async fn who_replied_proposes_a_moment_and_one_tap_says_that_it_suits() {
    let house = House::with_areas().await;
    let mut street = Street::new(&house, TermKind::Gift).await;
    let path = street.path.clone();
    let propose = [("doe", "moment"), ("m-dag", DAY), ("m-van", "14:00"), ("m-tot", "15:00")];
    let proposed = street.joke.browser.post(&path, &propose).await;
    assert_eq!(proposed.to(), format!("{path}?gedaan=verstuurd"), "{}", proposed.text);
    let page = street.fatma.browser.get(&path).await.text;
    assert!(page.contains("stelt voor: donderdag, 14.00–15.00 uur"), "{page}");
    assert!(page.contains("Voorstel: donderdag, 14.00–15.00 uur"), "a card in the conversation");
    let hidden = |name: &str| {
        let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        rest.split('"').next().unwrap().replace("&#43;", "+")
    };
    let (from, until) = (hidden("vanaf"), hidden("tot-en"));
    let fits = [("doe", "past"), ("vanaf", from.as_str()), ("tot-en", until.as_str())];
    let agreed = street.fatma.browser.post(&path, &fits).await;
    assert_eq!(agreed.to(), format!("{path}?gedaan=afgesproken"), "{}", agreed.text);
    let page = street.joke.browser.get(&path).await.text;
    assert!(page.contains("aria-current=\"step\">Afgesproken"), "{page}");
}

#[tokio::test]
async fn nobody_else_sees_an_agreement_or_does_anything_with_it() {
    let house = House::with_areas().await;
    let mut street = Street::new(&house, TermKind::Gift).await;
    let place = (street.community, Role::Steward);
    let mut noor = neighbour(&house, (NOOR, "Noor"), place).await;
    let path = street.path.clone();
    street.agree().await;
    for at in [path.clone(), format!("{path}/afspraak.ics")] {
        assert_eq!(noor.browser.get(&at).await.status, StatusCode::NOT_FOUND, "{at}");
    }
    for deed in ["niet", "gelukt", "stuur", "bedank", "meld", "blokkeer"] {
        let form = [("doe", deed), ("bericht", "hoi"), ("reden", "fraud"), ("bedankje", "ja")];
        let tried = noor.browser.post(&path, &form).await;
        assert_eq!(tried.status, StatusCode::NOT_FOUND, "{deed}");
    }
    let mut visitor = Browser::new(&house);
    for at in ["/mijn/afspraken", "/mijn/meldingen", "/mijn/meldingen/live", path.as_str()] {
        let led = visitor.get(at).await;
        assert_eq!(led.to(), format!("/inloggen?terug={at}"), "{at}");
    }
    let odd = street.joke.browser.post(&path, &[("doe", "oplossen")]).await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn alerts_are_seen_by_a_button_and_mails_stop_by_one() {
    let house = House::with_areas().await;
    let mut street = Street::new(&house, TermKind::Gift).await;
    let page = street.fatma.browser.get("/mijn/meldingen").await;
    assert!(page.text.contains("Joke reageert op iets van jou"), "{}", page.text);
    assert_eq!(bell(&page), "Meldingen (1)");
    let again = street.fatma.browser.get("/mijn/meldingen").await;
    assert_eq!(bell(&again), "Meldingen (1)", "to open the list is not to have seen it");
    let seen = street.fatma.browser.post("/mijn/meldingen", &[("doe", "alles-gezien")]).await;
    assert_eq!(seen.to(), "/mijn/meldingen?gedaan=gezien");
    assert_eq!(bell(&street.fatma.browser.get("/").await), "Meldingen");
    let none = street.fatma.browser.post("/mijn/meldingen", &[("doe", "mail")]).await;
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
    let weekly = [("doe", "mail"), ("mail", "weekly")];
    let kept = street.fatma.browser.post("/mijn/meldingen", &weekly).await;
    assert_eq!(kept.to(), "/mijn/meldingen?gedaan=mail");
    let page = street.fatma.browser.get("/mijn/meldingen").await.text;
    assert!(page.contains("value=\"weekly\" checked"));
    let mut nobody = Browser::new(&house);
    let asked = nobody.get("/meldingen/stop/nietvanons").await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.text.contains("Stuur me geen mail meer") && asked.text.contains("noindex"));
    let gone = nobody.post("/meldingen/stop/nietvanons", &[]).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(nobody.get("/").await.text.contains("Inloggen"), "no bell for who is nobody");
    assert!(!nobody.get("/").await.text.contains("class=\"bell\""));
}

#[tokio::test]
async fn an_open_page_hears_what_comes() {
    let house = House::with_areas().await;
    let mut street = Street::new(&house, TermKind::Gift).await;
    let answer = street.fatma.browser.open("/mijn/meldingen/live").await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()[CONTENT_TYPE], "text/event-stream");
    let mut body = answer.into_body().into_data_stream();
    let first = piece(&mut body).await;
    assert!(first.contains("event: alert") && first.contains("Meldingen (1)"), "{first}");
    let say = [("doe", "stuur"), ("bericht", "Kan het ook om tien uur?")];
    street.joke.browser.post(&street.path, &say).await;
    house.tell_what_is_new().await;
    // What is told comes in its order, each in a piece of its own.
    let replied = piece(&mut body).await;
    assert!(replied.contains("Joke reageert"), "{replied}");
    let told = piece(&mut body).await;
    assert!(told.contains("Joke schreef je een bericht"), "{told}");
    assert!(told.contains(&street.agreement.to_string()), "{told}");
    assert!(!told.contains("tien uur"), "what was written stays in the conversation");
}

#[tokio::test]
async fn a_steward_settles_and_reads_only_the_reason() {
    let house = House::with_areas().await;
    let mut street = Street::new(&house, TermKind::Gift).await;
    let place = (street.community, Role::Steward);
    let mut noor = neighbour(&house, (NOOR, "Noor"), place).await;
    street.agree().await;
    let say = [("doe", "stuur"), ("bericht", "Tussen ons gezegd.")];
    street.joke.browser.post(&street.path, &say).await;
    let differ = [("doe", "mis"), ("mis", "De boor kwam niet.")];
    let differed = street.joke.browser.post(&street.path, &differ).await;
    assert_eq!(differed.to(), format!("{}?gedaan=bewaard", street.path), "{}", differed.text);
    let front = noor.browser.get("/beheer").await.text;
    assert!(front.contains("<strong>1</strong> <a href=\"/beheer/prikbord"), "{front}");
    let desk = noor.browser.get("/beheer/prikbord").await.text;
    assert!(desk.contains("De boor kwam niet.") && !desk.contains("Tussen ons"), "{desk}");
    assert!(!desk.contains("Javastraat"));
    let id = street.agreement.to_string();
    let empty = [("zaak", id.as_str()), ("besluit", "ja"), ("reden", " ")];
    let unsaid = noor.browser.post("/beheer/prikbord?gemeenschap=oost", &empty).await;
    assert_eq!(unsaid.status, StatusCode::BAD_REQUEST);
    assert!(unsaid.text.contains("Schrijf een reden."));
    let settle = [("zaak", id.as_str()), ("besluit", "ja"), ("reden", "Jullie spraken elkaar.")];
    let settled = noor.browser.post("/beheer/prikbord?gemeenschap=oost", &settle).await;
    assert_eq!(settled.to(), "/beheer/prikbord?gemeenschap=oost&gedaan=besloten");
    let late = noor.browser.post("/beheer/prikbord?gemeenschap=oost", &settle).await;
    assert_eq!(late.to(), "/beheer/prikbord?gemeenschap=oost&gedaan=laat");
    let page = street.fatma.browser.get(&street.path).await.text;
    assert!(page.contains("Opgelost") && page.contains("Jullie spraken elkaar."));
    let theirs = street.joke.browser.get("/beheer/prikbord").await;
    assert_eq!(theirs.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_reported_conversation_reaches_a_steward_as_it_was() {
    let house = House::with_areas().await;
    let mut street = Street::new(&house, TermKind::Gift).await;
    let place = (street.community, Role::Steward);
    let mut noor = neighbour(&house, (NOOR, "Noor"), place).await;
    let say = [("doe", "stuur"), ("bericht", "Maak eerst geld over.")];
    street.joke.browser.post(&street.path, &say).await;
    let none = street.fatma.browser.post(&street.path, &[("doe", "meld")]).await;
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
    let report = [("doe", "meld"), ("reden", "fraud"), ("toelichting", "Dit wil ik niet.")];
    let reported = street.fatma.browser.post(&street.path, &report).await;
    assert_eq!(reported.to(), format!("{}?gedaan=gemeld", street.path), "{}", reported.text);
    let desk = noor.browser.get("/beheer/prikbord").await.text;
    assert!(desk.contains("Maak eerst geld over.") && desk.contains("Dit wil ik niet."), "{desk}");
    let blocked = street.fatma.browser.post(&street.path, &[("doe", "blokkeer")]).await;
    assert_eq!(blocked.to(), "/mijn/afspraken?gedaan=geblokkeerd");
    let refused = street.joke.browser.post(&street.path, &say).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
}

#[tokio::test]
async fn what_is_theirs_is_in_the_file_they_take_along() {
    let house = House::with_areas().await;
    let mut street = Street::new(&house, TermKind::Loan).await;
    street.agree().await;
    let file = street.joke.browser.post("/mijn/gegevens/alles", &[]).await;
    let all: serde_json::Value = serde_json::from_str(&file.text).unwrap();
    assert_eq!(all["agreements"][0]["post"], "Klopboormachine");
    assert_eq!(all["messages"][0]["text"], "Mag ik hem donderdag lenen?");
    assert_eq!(all["alerts"][0]["kind"], "agreed");
    let file = street.fatma.browser.post("/mijn/gegevens/alles", &[]).await;
    let all: serde_json::Value = serde_json::from_str(&file.text).unwrap();
    assert_eq!(all["posts"][0]["slug"], street.post.slug);
    let page = street.house.get("/privacy").await.text;
    assert!(page.contains("Alleen jullie twee lezen het."));
}
