//! The board on its pages: putting something up, finding it, answering it, who sees what, and what
//! feeds, the calendar and the sheet carry.

use http::StatusCode;
use koop_domain::communities::model::{Joining, Role, Settings};
use koop_domain::communities::{self, NewPlace};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::id::{CommunityId, MemberId, SessionId};
use koop_domain::language::Language;
use koop_domain::members::model::Email;
use koop_domain::members::{self, NewMember};
use koop_domain::posts;
use koop_domain::posts::model::{Audience, Post};

use crate::browser::Browser;
use crate::house::{Answered, House};

const FATMA: (&str, &str) = ("fatma@voorbeeld.nl", "Fatma Yılmaz");
const JOKE: (&str, &str) = ("joke@voorbeeld.nl", "Joke Bakker");
const NEW: &str = "/prikbord/nieuw";
const DRAFT: &str = "__Host-koop-klad";

/// Somebody in the community, signed in.
struct Neighbour<'a> {
    browser: Browser<'a>,
    id: MemberId,
}

async fn oost(house: &House) -> CommunityId {
    let (ctx, domain) = house.keys();
    let atlas = koop_domain::areas::atlas(&ctx, domain).await.unwrap();
    let settings = Settings {
        name: "Oost".into(),
        area: atlas.by_slug("oost").map(|it| it.id),
        languages: vec![Language::Nl],
        joining: Joining::Open,
        ..Settings::default()
    };
    communities::found(&ctx, domain, settings).await.unwrap().id
}

async fn neighbour<'a>(
    house: &'a House,
    (email, name): (&str, &str),
    community: CommunityId,
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
    let role = Role::Member;
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

/// A drill to borrow, as it is typed; what is changed or left out last.
fn drill<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut typed = vec![
        ("richting", "offer"),
        ("soort", "item"),
        ("onderwerp", "tools"),
        ("titel", "Klopboormachine"),
        ("tekst", "Met boren erbij."),
        ("op", "loan"),
        ("leendagen", "3"),
        ("waar", "Dapperbuurt"),
        ("zichtbaar", "public"),
    ];
    typed.retain(|(name, _)| changed.iter().all(|(it, _)| it != name));
    typed.extend(changed.iter().filter(|(_, value)| !value.is_empty()));
    typed
}

fn slug(published: &Answered) -> String {
    let to = published.to();
    assert!(to.ends_with("?gedaan=geplaatst"), "{to} {}", published.text);
    to.trim_start_matches("/prikbord/").split('?').next().unwrap().to_owned()
}

/// Puts it up, and has the engine find it.
async fn up(house: &House, who: &mut Neighbour<'_>, changed: &[(&str, &str)]) -> Post {
    let published = who.browser.post(NEW, &drill(changed)).await;
    let (ctx, slug) = (who.ctx(house), slug(&published));
    let (_, domain) = house.keys();
    let post = posts::by_slug(&ctx, domain, &slug).await.unwrap().unwrap();
    house.pin([post.id]);
    post
}

#[tokio::test]
async fn one_form_puts_something_up_and_names_what_is_wrong() {
    let house = House::with_areas().await;
    let oost = oost(&house).await;
    let mut fatma = neighbour(&house, FATMA, oost).await;
    let begin = fatma.browser.get(NEW).await;
    assert_eq!(begin.status, StatusCode::OK);
    assert!(begin.text.contains("richting=offer&#38;soort=item"), "{}", begin.text);
    let form = fatma.browser.get(&format!("{NEW}?richting=offer&soort=item")).await;
    // Where her community is stands there already.
    assert!(form.text.contains("name=\"waar\" type=\"text\" value=\"Oost\""), "{}", form.text);
    for (changed, id) in [
        (("titel", ""), "titel"),
        (("onderwerp", ""), "onderwerp"),
        (("onderwerp", "cooked"), "onderwerp"),
        (("op", ""), "op"),
        (("leendagen", "veel"), "op"),
        (("waar", "Nergensbuurt"), "waar"),
        (("punt", "hier"), "punt"),
        (("tot", "2020-01-01"), "tot"),
        (("aantal", "0"), "aantal"),
    ] {
        let wrong = fatma.browser.post(NEW, &drill(&[changed])).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST, "{changed:?}");
        assert!(wrong.text.contains(&format!("href=\"#{id}\"")), "{changed:?} {}", wrong.text);
        assert!(wrong.text.contains("Met boren erbij."), "what was typed stays: {changed:?}");
    }
    let post = up(&house, &mut fatma, &[]).await;
    assert_eq!(post.content.terms[0].days, Some(3));
    let page = fatma.browser.get(&format!("/prikbord/{}", post.slug)).await;
    assert!(page.text.contains("Te leen, 3 dagen") && page.text.contains("Verleng"));
    let mine = fatma.browser.get("/mijn/prikbord").await.text;
    assert!(mine.contains("Klopboormachine") && mine.contains("Hangt op het prikbord"), "{mine}");
}

#[tokio::test]
async fn numbers_in_public_words_are_asked_about_before_they_go() {
    let house = House::with_areas().await;
    let oost = oost(&house).await;
    let mut fatma = neighbour(&house, FATMA, oost).await;
    let told = ("tekst", "Bel me op 06 1234 5678, dan praten we verder.");
    let asked = fatma.browser.post(NEW, &drill(&[told])).await;
    assert_eq!(asked.status, StatusCode::BAD_REQUEST);
    assert!(asked.text.contains("name=\"maskeer\""), "{}", asked.text);
    assert!(asked.text.contains("06 1234 5678"), "it is still there to be changed");
    let deposit = ("borg", "20 euro, bel 06 1234 5678");
    let asked = fatma.browser.post(NEW, &drill(&[deposit])).await;
    assert!(asked.text.contains("name=\"maskeer\""), "{}", asked.text);
    let post = up(&house, &mut fatma, &[told, deposit, ("maskeer", "ja")]).await;
    assert!(!post.content.text.contains("1234"), "{}", post.content.text);
}

#[tokio::test]
async fn what_a_visitor_typed_waits_while_they_sign_in() {
    let house = House::with_areas().await;
    let oost = oost(&house).await;
    let mut visitor = Browser::new(&house);
    let led = visitor.post(NEW, &drill(&[("punt", "52.361234, 4.928765")])).await;
    assert_eq!(led.to(), "/inloggen?terug=/prikbord/nieuw%3Fverder%3Dja");
    let secret = visitor.cookies[DRAFT].clone();
    let mut fatma = neighbour(&house, FATMA, oost).await;
    fatma.browser.cookies.insert(DRAFT.into(), secret);
    let back = fatma.browser.get(&format!("{NEW}?verder=ja")).await.text;
    assert!(back.contains("value=\"Klopboormachine\"") && back.contains("staat er weer"), "{back}");
    // Where exactly they stood is kept nowhere, and the cell that it lies in is.
    assert!(
        !back.contains("52.361234") && back.contains("name=\"punt\" type=\"text\" value=\"52.36")
    );
    up(&house, &mut fatma, &[]).await;
    let again = fatma.browser.get(&format!("{NEW}?verder=ja")).await.text;
    assert!(!again.contains("Klopboormachine"), "it is done");
}

#[tokio::test]
async fn everybody_sees_what_is_theirs_to_see() {
    let house = House::with_areas().await;
    let oost = oost(&house).await;
    let mut fatma = neighbour(&house, FATMA, oost).await;
    let mut joke = neighbour(&house, JOKE, oost).await;
    let mut stranger = Browser::of(&house, "ver@voorbeeld.nl", "Ver Weg").await;
    let open = up(&house, &mut fatma, &[]).await;
    let title = [("titel", "Trapje voor buren"), ("zichtbaar", "community")];
    let ours = up(&house, &mut fatma, &title).await;
    assert_eq!((open.audience, ours.audience), (Audience::Public, Audience::Community));
    let page = |post: &Post| format!("/prikbord/{}", post.slug);

    for path in ["/delen".to_owned(), page(&open)] {
        let seen = house.get(&path).await;
        assert_eq!(seen.status, StatusCode::OK, "{path}");
        assert!(seen.text.contains("Klopboormachine"), "{path}: {}", seen.text);
        assert!(!seen.text.contains("Fatma") && !seen.text.contains("Trapje"), "{path}");
        assert!(seen.text.contains("noindex") && seen.text.contains("Inloggen"), "{path}");
    }
    let preview = house.get(&page(&open)).await.text;
    assert!(preview.contains("property=\"og:title\" content=\"Klopboormachine"), "{preview}");
    let hidden = house.get(&page(&ours)).await;
    let nothing = house.get("/prikbord/bestaat-niet").await;
    assert_eq!((hidden.status, nothing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert!(!hidden.text.contains("Trapje") && hidden.text.contains("Log in en kijk nog eens"));
    assert_eq!(stranger.get(&page(&ours)).await.status, StatusCode::NOT_FOUND);

    let seen = joke.browser.get(&page(&ours)).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.text.contains("Fatma Y."), "{}", seen.text);
    assert!(!seen.text.contains("Yılmaz"), "a first name and an initial");
    // What previews show says nothing of what is not for everybody.
    let head = seen.text.split("</head>").next().unwrap();
    assert!(head.contains("og:title\" content=\"Een bericht op het prikbord\""), "{head}");
    assert!(seen.headers["cache-control"].to_str().unwrap().contains("no-store"));
    let list = joke.browser.get("/delen").await.text;
    assert!(list.contains("Trapje voor buren") && list.contains("van Fatma Y."), "{list}");
    assert!(!list.contains("Er is meer dan je hier ziet"), "who is in needs no door");
}

#[tokio::test]
async fn a_reply_begins_with_a_tap_and_opens_an_agreement() {
    let house = House::with_areas().await;
    let oost = oost(&house).await;
    let mut fatma = neighbour(&house, FATMA, oost).await;
    let mut joke = neighbour(&house, JOKE, oost).await;
    let post = up(&house, &mut fatma, &[]).await;
    let path = format!("/prikbord/{}", post.slug);
    let page = joke.browser.get(&path).await.text;
    assert_eq!(page.matches("name=\"zin\"").count(), 12);
    let tapped = joke.browser.get(&format!("{path}?zin=1")).await.text;
    assert!(tapped.contains(">\nIs dit er nog?"), "{tapped}");
    let said = [("daad", "reageer"), ("bericht", "Hoi!"), ("zin", "9")];
    let more = joke.browser.post(&path, &said).await;
    assert_eq!(more.status, StatusCode::OK, "nothing is sent yet");
    assert!(more.text.contains("Hoi! Ik kan"), "{}", more.text);
    let empty = joke.browser.post(&path, &[("daad", "reageer"), ("bericht", " ")]).await;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
    assert!(empty.text.contains("id=\"bericht-mis\""), "{}", empty.text);
    let sent = joke.browser.post(&path, &[("daad", "reageer"), ("bericht", "Hoi!")]).await;
    assert!(sent.to().starts_with("/mijn/afspraken/agr_"), "{} {}", sent.to(), sent.text);
    let own = fatma.browser.get(&path).await.text;
    assert!(own.contains("Joke B.") && own.contains(sent.to()), "{own}");
}

#[tokio::test]
async fn its_author_changes_renews_and_closes_it_and_nobody_else() {
    let house = House::with_areas().await;
    let oost = oost(&house).await;
    let mut fatma = neighbour(&house, FATMA, oost).await;
    let mut joke = neighbour(&house, JOKE, oost).await;
    let post = up(&house, &mut fatma, &[]).await;
    let path = format!("/prikbord/{}", post.slug);
    let form = format!("{path}/wijzigen");
    assert_eq!(joke.browser.get(&form).await.status, StatusCode::FORBIDDEN);
    for daad in [[("daad", "verleng"), ("", "")], [("daad", "sluit"), ("uitkomst", "found")]] {
        let refused = joke.browser.post(&path, &daad).await.status;
        assert!(refused == StatusCode::FORBIDDEN || refused == StatusCode::NOT_FOUND, "{refused}");
    }
    let page = fatma.browser.get(&form).await.text;
    assert!(page.contains("value=\"Klopboormachine\"") && page.contains("name=\"revisie\""));
    let revision = post.revision.to_string();
    let changed = [("titel", "Boormachine"), ("waar", ""), ("revisie", revision.as_str())];
    let saved = fatma.browser.post(&form, &drill(&changed)).await;
    assert_eq!(saved.to(), format!("{path}?gedaan=bewaard"), "{}", saved.text);
    let stale = fatma.browser.post(&form, &drill(&changed)).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("ondertussen gewijzigd"), "{}", stale.text);
    house.wait(60 * 24 * 61);
    assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND, "its time is over");
    let renewed = fatma.browser.post(&path, &[("daad", "verleng"), ("vanaf", "mijn")]).await;
    assert!(renewed.to() == "/mijn/prikbord?gedaan=verlengd" || renewed.to().contains("inloggen"));
}

#[tokio::test]
async fn one_turns_away_from_a_post_and_from_somebody() {
    let house = House::with_areas().await;
    let oost = oost(&house).await;
    let mut fatma = neighbour(&house, FATMA, oost).await;
    let mut joke = neighbour(&house, JOKE, oost).await;
    let post = up(&house, &mut fatma, &[]).await;
    let path = format!("/prikbord/{}", post.slug);
    let unsaid = joke.browser.post(&path, &[("daad", "meld")]).await;
    assert_eq!(unsaid.status, StatusCode::BAD_REQUEST);
    assert!(unsaid.text.contains("Kies wat er mis is"), "{}", unsaid.text);
    let said = joke.browser.post(&path, &[("daad", "meld"), ("reden", "fraud")]).await;
    assert_eq!(said.to(), format!("{path}?gedaan=gemeld"), "{}", said.text);
    let away = joke.browser.post(&path, &[("daad", "niet-voor-mij")]).await;
    assert_eq!(away.to(), "/delen");
    let blocked = joke.browser.post(&path, &[("daad", "blokkeer")]).await;
    assert_eq!(blocked.to(), "/mijn/prikbord/geblokkeerd?gedaan=geblokkeerd");
    assert_eq!(joke.browser.get(&path).await.status, StatusCode::NOT_FOUND);
    let list = joke.browser.get("/mijn/prikbord/geblokkeerd").await.text;
    assert!(list.contains("Fatma Y."), "{list}");
    let who = list.split("name=\"wie\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    joke.browser.post("/mijn/prikbord/geblokkeerd", &[("wie", who)]).await;
    assert_eq!(joke.browser.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn feeds_the_calendar_and_the_sheet_carry_what_is_for_everybody() {
    let house = House::with_areas().await;
    let oost = oost(&house).await;
    let mut fatma = neighbour(&house, FATMA, oost).await;
    up(&house, &mut fatma, &[]).await;
    up(&house, &mut fatma, &[("titel", "Trapje"), ("zichtbaar", "community")]).await;
    let event = [
        ("soort", "event"),
        ("onderwerp", "swap_party"),
        ("titel", "Sint-ruil"),
        ("op", "gift"),
        ("leendagen", ""),
        ("begin", "2026-11-28T10:00"),
        ("eind", "2026-11-28T13:00"),
        ("herhaalt", "weekly"),
        ("zaal", "Makassarplein"),
    ];
    up(&house, &mut fatma, &event).await;
    for feed in ["/prikbord.atom", "/agenda.ics", "/buurtblad/dapperbuurt"] {
        // The same for her whose it is.
        for seen in [house.get(feed).await, fatma.browser.get(feed).await] {
            assert_eq!(seen.status, StatusCode::OK, "{feed}");
            assert!(seen.text.contains("Sint-ruil"), "{feed}: {}", seen.text);
            assert!(!seen.text.contains("Trapje"), "{feed}");
        }
        assert!(!house.get(feed).await.text.contains("Fatma"), "{feed}");
    }
    let calendar = house.get("/agenda.ics").await;
    assert!(calendar.header("content-type").starts_with("text/calendar"));
    for line in [
        "DTSTART;TZID=Europe/Amsterdam:20261128T100000\r\n",
        "DTEND;TZID=Europe/Amsterdam:20261128T130000\r\n",
        "RRULE:FREQ=WEEKLY;UNTIL=",
        "LOCATION:Makassarplein",
    ] {
        assert!(calendar.text.contains(line), "{line} in {}", calendar.text);
    }
    assert!(calendar.text.lines().all(|it| it.len() <= 75), "lines are folded");
    for of in ["soort", "onderwerp", "buurt"] {
        let unknown = house.get(&format!("/prikbord.atom?{of}=onzin")).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND, "{of}");
    }
    assert_eq!(house.get("/buurtblad/onzin").await.status, StatusCode::NOT_FOUND);
    let agenda = house.get("/agenda").await.text;
    assert!(agenda.contains("zaterdag 28 november") && agenda.contains("zaterdag 5 december"));
    for path in ["/", "/buurt/dapperbuurt"] {
        let glance = house.get(path).await.text;
        assert!(glance.contains("Klopboormachine") && !glance.contains("Trapje"), "{path}");
    }
    let area = house.get("/buurt/dapperbuurt").await.text;
    assert!(area.contains("/buurtblad/dapperbuurt"), "{area}");
}

#[tokio::test]
async fn lists_read_their_address_and_tell_what_they_cannot() {
    let house = House::with_areas().await;
    let tidied = house.get("/delen?q=&richting=offer&waar=").await;
    assert_eq!(tidied.status, StatusCode::SEE_OTHER);
    assert_eq!(tidied.to(), "/delen?richting=offer");
    let rounded = house.get("/burenhulp?plek=52.361234,4.928456").await;
    assert_eq!(rounded.to(), "/burenhulp?plek=52.361%2C4.928");
    let odd = house.get("/delen?soort=event&afstand=3").await;
    assert_eq!(odd.status, StatusCode::OK);
    assert_eq!(odd.text.matches("class=\"notice\"").count(), 2, "{}", odd.text);
    let unknown = house.get("/delen?waar=Nergens").await;
    assert!(unknown.text.contains("value=\"Nergens\""), "it stays there to be mended");
    let empty = house.get("/burenhulp").await.text;
    assert!(empty.contains("Het eerste bericht is van jou") && empty.contains("zin=1"), "{empty}");
    for path in ["/burenhulp", "/delen", "/agenda"] {
        let english = house.get(&format!("{path}?taal=en")).await;
        assert!(english.text.contains("lang=\"en\"") && english.text.contains("noindex"), "{path}");
        assert_eq!(house.get(&format!("{path}?na=onzin")).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn what_neighbours_have_stands_beside_the_places_that_answer_the_same_words() {
    let house = House::with_areas().await;
    let oost = oost(&house).await;
    let mut fatma = neighbour(&house, FATMA, oost).await;
    let none = house.get("/zoeken?q=boor").await.text;
    assert!(!none.contains("Van buren"), "{none}");
    let post = up(&house, &mut fatma, &[]).await;
    let beside = house.get("/zoeken?q=boor").await.text;
    assert!(beside.contains("Van buren") && beside.contains(&post.slug), "{beside}");
    assert!(beside.contains("/burenhulp?q=boor") && beside.contains("/delen?q=boor"), "{beside}");
    assert!(!house.get("/zoeken").await.text.contains("Van buren"), "no words, no question");
}
