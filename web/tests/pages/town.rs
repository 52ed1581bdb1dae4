//! Communities on their pages: how they are found, who reads what, who may leave, and who is asked
//! before their desk.

use http::StatusCode;
use koop_domain::communities::model::{Joining, Role, Settings, Texts};
use koop_domain::communities::{self, NewPlace};
use koop_domain::id::{CommunityId, MemberId, TableId};
use koop_domain::jobs::Letter;
use koop_domain::language::Language;
use koop_domain::members::model::Email;
use koop_domain::members::{self, NewMember};

use crate::browser::Browser;
use crate::house::House;

const PIET: &str = "piet@voorbeeld.nl";
const HANNEKE: &str = "hanneke@voorbeeld.nl";

/// A community that looks after an area, by its slug.
async fn community(house: &House, name: &str, area: Option<&str>, joining: Joining) -> CommunityId {
    let (ctx, domain) = house.keys();
    let atlas = koop_domain::areas::atlas(&ctx, domain).await.unwrap();
    let settings = Settings {
        name: name.to_owned(),
        area: area.and_then(|slug| atlas.by_slug(slug)).map(|it| it.id),
        languages: vec![Language::Nl],
        joining,
        ..Settings::default()
    };
    communities::found(&ctx, domain, settings).await.unwrap().id
}

async fn agree(house: &House, of: CommunityId, text: &str) {
    let (ctx, domain) = house.keys();
    let text: Texts = [(Language::Nl, text.to_owned())].into();
    communities::publish_agreements(&ctx, domain, of, &text).await.unwrap();
}

/// Somebody with a role in it, signed in; and their id.
async fn person<'a>(
    house: &'a House,
    (email, name): (&str, &str),
    (community, role): (CommunityId, Role),
) -> (Browser<'a>, String) {
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
    (browser, id.to_string())
}

#[tokio::test]
async fn a_community_is_found() {
    let house = House::with_areas().await;
    let none = house.get("/gemeenschappen").await;
    assert!(none.text.contains("nog geen gemeenschap") && none.text.contains("noindex"));
    assert!(!house.get("/sitemap/paginas.xml").await.text.contains("gemeenschap"));
    assert!(!house.get("/buurt/dapperbuurt").await.text.contains("Gemeenschap hier"));
    community(&house, "Stad", Some("amsterdam"), Joining::Open).await;
    community(&house, "Rond het plein", Some("dapperbuurt"), Joining::Request).await;
    let list = house.get("/gemeenschappen").await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(!list.text.contains("noindex"));
    for slug in ["stad", "rond-het-plein"] {
        assert!(list.text.contains(&format!("href=\"/gemeenschap/{slug}\"")), "{slug}");
        let map = house.get("/sitemap/paginas.xml").await.text;
        assert!(map.contains(&format!("<loc>https://koop.example/gemeenschap/{slug}</loc>")));
        assert!(map.contains("<loc>https://koop.example/gemeenschappen</loc>"));
    }
    let area = house.get("/buurt/dapperbuurt").await.text;
    let here = area.split("Gemeenschap hier:").nth(1).unwrap();
    let here = &here[..here.find("</p>").unwrap()];
    assert!(here.find("Rond het plein").unwrap() < here.find("Stad").unwrap(), "the nearest first");
    let other = house.get("/buurt/betondorp").await.text;
    assert!(other.contains("/gemeenschap/stad") && !other.contains("rond-het-plein"));
    assert!(house.get("/").await.text.contains("href=\"/gemeenschappen\""));
    let page = house.get("/gemeenschap/rond-het-plein").await.text;
    let data = page.split("application/ld+json\">").nth(1).unwrap().split("</script>").next();
    let data: serde_json::Value = serde_json::from_str(data.unwrap()).unwrap();
    assert_eq!(data["areaServed"]["name"], "Dapperbuurt");
}

#[tokio::test]
async fn why_is_for_whom_it_is_about_and_names_for_who_belongs() {
    let house = House::with_areas().await;
    let oost = community(&house, "Oost", Some("oost"), Joining::Request).await;
    let (mut organiser, own) =
        person(&house, (PIET, "Piet de Boer"), (oost, Role::Organiser)).await;
    let mut hanneke = Browser::of(&house, HANNEKE, "Hanneke").await;
    hanneke.post("/gemeenschap/oost", &[]).await;
    assert!(!hanneke.get("/gemeenschap/oost").await.text.contains("Piet"), "she is not in");
    let list = organiser.get("/beheer/leden").await.text;
    let id = list.split("action=\"/beheer/leden/").nth(1).unwrap().split('"').next().unwrap();
    let deed = format!("/beheer/leden/{id}");
    let refuse =
        |why: &'static str| [("gemeenschap", "oost"), ("daad", "weigeren"), ("waarom", why)];
    let unsaid = organiser.post(&deed, &refuse("  ")).await;
    assert_eq!(unsaid.status, StatusCode::BAD_REQUEST);
    assert!(
        unsaid.text.contains("Schrijf op waarom") && unsaid.text.contains("waarom-weigeren-mis")
    );
    let done = organiser.post(&deed, &refuse("Je woont <b>elders</b>.")).await;
    assert_eq!(done.to(), "/beheer/leden?gemeenschap=oost&gedaan=geweigerd#inhoud");
    for path in ["/gemeenschap/oost", "/mijn/gemeenschappen"] {
        let page = hanneke.get(path).await.text;
        assert!(page.contains("Je bent niet binnengelaten"), "{path}");
        assert!(page.contains("Je woont &#60;b&#62;elders&#60;/b&#62;."), "{path}");
        assert!(!page.contains("Piet"), "{path}");
    }
    assert!(!house.get("/gemeenschap/oost").await.text.contains("elders"), "it is hers to read");
    hanneke.post("/gemeenschap/oost", &[]).await;
    assert!(!hanneke.get("/gemeenschap/oost").await.text.contains("elders"), "it is asked anew");
    let let_in = organiser.post(&deed, &[("gemeenschap", "oost"), ("daad", "toelaten")]).await;
    assert_eq!(let_in.to(), "/beheer/leden?gemeenschap=oost&gedaan=toegelaten#inhoud");
    let inside = hanneke.get("/gemeenschap/oost").await.text;
    assert!(inside.contains("Organisator: Piet") && !inside.contains("de Boer"));
    let letters = house.letters().await;
    assert_eq!(letters.len(), 2, "refused, and let in");
    // Nobody decides about themselves, and a stranger sees no desk.
    let mine = organiser.get(&format!("/beheer/leden/{own}?gemeenschap=oost")).await;
    assert!(mine.status == StatusCode::OK && !mine.text.contains("name=\"waarom\""));
    let freeze = [("gemeenschap", "oost"), ("daad", "vastzetten"), ("waarom", "Zo.")];
    let denied = hanneke.post(&format!("/beheer/leden/{own}"), &freeze).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
    let mut stranger = Browser::of(&house, "ander@voorbeeld.nl", "Ander").await;
    let denied = stranger.get(&format!("{deed}?gemeenschap=oost")).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
    // All of it is in what one takes along, and nobody else's.
    organiser
        .post(
            &deed,
            &[
                ("gemeenschap", "oost"),
                ("daad", "rol"),
                ("rol", "steward"),
                ("waarom", "Kent iedereen."),
            ],
        )
        .await;
    let mine = hanneke.post("/mijn/gegevens/alles", &[]).await.text;
    let mine: serde_json::Value = serde_json::from_str(&mine).unwrap();
    assert_eq!(mine["decisions"][0]["what"], "role");
    assert_eq!(mine["decisions"][0]["reason"], "Kent iedereen.");
    let theirs = organiser.post("/mijn/gegevens/alles", &[]).await.text;
    assert!(!theirs.contains("Kent iedereen."));
}

#[tokio::test]
async fn what_is_hard_to_get_back_goes_by_a_tick() {
    let house = House::with_areas().await;
    for (name, joining, role, asks) in [
        ("Open", Joining::Open, Role::Member, false),
        ("Moderator", Joining::Open, Role::Steward, true),
        ("Vragen", Joining::Request, Role::Member, true),
        ("Besloten", Joining::Invitation, Role::Member, true),
    ] {
        let of = community(&house, name, None, joining).await;
        let slug = name.to_lowercase();
        let email = format!("{slug}@voorbeeld.nl");
        let (mut browser, _) = person(&house, (&email, "Iemand"), (of, role)).await;
        let path = format!("/gemeenschap/{slug}");
        let page = browser.get(&path).await.text;
        assert_eq!(page.contains("name=\"zeker\""), asks, "{name}");
        let gone = format!("{path}?gedaan=weg");
        let pressed = browser.post(&format!("{path}/weg"), &[]).await;
        if asks {
            assert_eq!(pressed.status, StatusCode::BAD_REQUEST, "{name}");
            assert!(pressed.text.contains("id=\"zeker-mis\""), "{name}");
            let ticked = browser.post(&format!("{path}/weg"), &[("zeker", "ja")]).await;
            assert_eq!(ticked.to(), gone, "{name}");
        } else {
            assert_eq!(pressed.to(), gone, "{name}");
        }
    }
}

#[tokio::test]
async fn who_must_agree_is_asked_and_not_locked_out() {
    let house = House::with_areas().await;
    let oost = community(&house, "Oost", Some("oost"), Joining::Open).await;
    let (mut steward, _) = person(&house, (HANNEKE, "Hanneke"), (oost, Role::Steward)).await;
    let (mut plain, _) = person(&house, (PIET, "Piet"), (oost, Role::Member)).await;
    assert!(steward.get("/mijn").await.text.contains("href=\"/beheer\""));
    assert!(!plain.get("/mijn").await.text.contains("href=\"/beheer\""));
    let desk = steward.get("/beheer").await.text;
    assert!(desk.contains("href=\"/beheer/wachtrij?gemeenschap=oost\""));
    assert!(!desk.contains("/beheer/leden?"), "what is not hers is not offered");
    agree(&house, oost, "Wees aardig.").await;
    for (path, back) in [
        ("/beheer", "/beheer"),
        ("/beheer/claims?gemeenschap=oost", "/beheer/claims%3Fgemeenschap%3Doost"),
        ("/beheer/meldingen", "/beheer/meldingen"),
    ] {
        let asked = steward.get(path).await;
        assert_eq!(asked.to(), format!("/mijn/gemeenschappen/akkoord?terug={back}"), "{path}");
        assert_eq!(plain.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert!(steward.get("/mijn").await.text.contains("href=\"/beheer\""), "it is there still");
    let wish = [("gemeenschap", "oost"), ("email", "buur@voorbeeld.nl")];
    let sent = steward.post("/beheer/leden/uitnodigen", &wish).await;
    assert_eq!(
        sent.to(),
        "/mijn/gemeenschappen/akkoord?terug=/beheer",
        "what was sent is not sent again"
    );
    let page = steward.get("/mijn/gemeenschappen/akkoord?terug=/beheer").await.text;
    assert!(page.contains("href=\"/mijn/gemeenschappen\">Niet nu"), "and not in a circle");
    assert!(page.contains("action=\"/gemeenschap/oost/weg\""), "who disagrees can leave");
    let elsewhere = steward.get("/mijn/gemeenschappen/akkoord?terug=/buurten").await.text;
    assert!(elsewhere.contains("href=\"/buurten\">Niet nu"));
    let yes = [("gemeenschap", "oost"), ("versie", "1"), ("akkoord", "ja"), ("terug", "/beheer")];
    let accepted = steward.post("/mijn/gemeenschappen/akkoord", &yes).await;
    let next = steward.get(accepted.to()).await;
    assert_eq!(next.to(), "/beheer");
    assert_eq!(steward.get("/beheer").await.status, StatusCode::OK);
    assert_eq!(
        steward.get("/beheer/leden").await.status,
        StatusCode::FORBIDDEN,
        "no more than hers"
    );
}

#[tokio::test]
async fn a_wrong_address_does_not_change_whom_one_invites() {
    let house = House::with_areas().await;
    let oost = community(&house, "Oost", Some("oost"), Joining::Open).await;
    let (mut organiser, _) = person(&house, (PIET, "Piet"), (oost, Role::Organiser)).await;
    let wish = [("gemeenschap", "oost"), ("email", "geen adres"), ("rol", "organiser")];
    let refused = organiser.post("/beheer/leden/uitnodigen", &wish).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text.contains("value=\"geen adres\""));
    assert!(refused.text.contains("value=\"organiser\" checked"));
    assert!(!refused.text.contains("value=\"member\" checked"));
}

#[tokio::test]
async fn who_is_kept_out_is_not_welcomed_by_an_invitation() {
    let house = House::with_areas().await;
    let oost = community(&house, "Oost", Some("oost"), Joining::Open).await;
    let (mut hanneke, id) = person(&house, (HANNEKE, "Hanneke"), (oost, Role::Member)).await;
    let (ctx, domain) = house.keys();
    let who = (oost, MemberId::parse(&id).unwrap());
    communities::freeze(&ctx, domain, who, (true, "Voor de rust.")).await.unwrap();
    let left = hanneke.post("/gemeenschap/oost/weg", &[("zeker", "ja")]).await;
    assert_eq!(left.to(), "/gemeenschap/oost?gedaan=weg");
    house.letters().await;
    let wish = (HANNEKE, Role::Member, Language::Nl);
    communities::invite(&ctx, domain, oost, wish).await.unwrap();
    let link = house.letters().await.into_iter().find_map(|mail| match mail.letter {
        Letter::Invitation { link, .. } => Some(link),
        _ => None,
    });
    let came = hanneke.post(&format!("/uitnodiging/link/{}", link.unwrap()), &[]).await;
    assert_eq!(came.to(), "/gemeenschap/oost?gedaan=stil");
    let page = hanneke.get(came.to()).await.text;
    assert!(!page.contains("Welkom"), "{page}");
}

#[tokio::test]
async fn a_table_that_is_put_away_leads_back_to_its_desk() {
    let house = House::with_areas().await;
    let oost = community(&house, "Oost", Some("oost"), Joining::Open).await;
    let (mut organiser, _) = person(&house, (PIET, "Piet"), (oost, Role::Organiser)).await;
    let gone = format!("/beheer/tabel/{}/weg", TableId(uuid::Uuid::nil()));
    let away = organiser.post(&gone, &[("gemeenschap", "oost")]).await;
    assert_eq!(away.to(), "/beheer/tabel?gemeenschap=oost&gedaan=weggelegd");
    assert_eq!(organiser.get("/beheer/tabel/terug").await.to(), "/beheer/tabel");
}

#[tokio::test]
async fn my_communities_take_as_many_statements_as_one() {
    let house = House::with_areas().await;
    let (ctx, domain) = house.keys();
    let one = community(&house, "Oost", Some("oost"), Joining::Open).await;
    let (mut hanneke, id) = person(&house, (HANNEKE, "Hanneke"), (one, Role::Member)).await;
    communities::freeze(&ctx, domain, (one, MemberId::parse(&id).unwrap()), (true, "Rust."))
        .await
        .unwrap();
    let mut asked = Vec::new();
    for name in ["West", "Noord", "Zuid"] {
        let before = domain.db.statements();
        assert_eq!(hanneke.get("/mijn/gemeenschappen").await.status, StatusCode::OK);
        asked.push(domain.db.statements() - before);
        let next = community(&house, name, None, Joining::Open).await;
        let place = NewPlace { community: next, role: Role::Member };
        communities::enter(&ctx, domain, MemberId::parse(&id).unwrap(), place).await.unwrap();
        communities::freeze(&ctx, domain, (next, MemberId::parse(&id).unwrap()), (true, "Rust."))
            .await
            .unwrap();
    }
    assert_eq!(asked[1], asked[2], "{asked:?}");
}

/// Says that the one place is somebody's, and answers the code to show at its counter.
async fn claimed(house: &House, email: &str, name: &str) -> String {
    let mut claimant = Browser::of(house, email, name).await;
    let told = claimant.post("/plek/spaak-zoon/dit-is-mijn-zaak", &[("doe", "balie")]).await.text;
    let code = told.split("class=\"big-code\">").nth(1).unwrap();
    code.split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_desk_for_claims_says_who_claims_and_stays_at_its_community() {
    let house = House::with_areas().await;
    let oost = community(&house, "Oost", Some("oost"), Joining::Open).await;
    let west = community(&house, "West", None, Joining::Open).await;
    let (mut steward, id) = person(&house, (HANNEKE, "Hanneke"), (oost, Role::Steward)).await;
    let (ctx, domain) = house.keys();
    let place = NewPlace { community: west, role: Role::Steward };
    communities::enter(&ctx, domain, MemberId::parse(&id).unwrap(), place).await.unwrap();
    let code = claimed(&house, PIET, "Piet").await;
    let desk = "/beheer/claims?gemeenschap=oost";
    let page = steward.get(desk).await.text;
    assert!(page.contains("<dd>Piet</dd>") && page.contains("Wat bekend is"), "{page}");
    assert!(page.contains("action=\"/beheer/claims?gemeenschap=oost\""), "{page}");
    assert!(!page.contains("desk-others"), "what waits is of all her communities: {page}");
    let place = page.split("name=\"plek\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let wrong = [("doe", "code"), ("plek", place), ("code", "AAAA-AAAA")];
    let wrong = steward.post(desk, &wrong).await;
    assert!(wrong.text.contains("action=\"/beheer/claims?gemeenschap=oost\""));
    let seen = [("doe", "code"), ("plek", place), ("code", &code)];
    let decided = steward.post(desk, &seen).await;
    assert_eq!(decided.to(), format!("{desk}&gedaan=besloten"));
    assert!(steward.get(decided.to()).await.text.contains("Het is besloten."));
    // The place is Piet's now: a code that is right decides nothing.
    let code = claimed(&house, "joke@voorbeeld.nl", "Joke").await;
    let seen = [("doe", "code"), ("plek", place), ("code", &code)];
    let waits = steward.post(desk, &seen).await;
    assert_eq!(waits.to(), format!("{desk}&gedaan=gezien"));
    let page = steward.get(waits.to()).await.text;
    assert!(page.contains("er wordt nog over beslist") && !page.contains("Het is besloten."));
}
