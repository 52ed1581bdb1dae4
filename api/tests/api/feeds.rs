//! What of the board goes out to programs that follow it, with an engine that really searches: news
//! by topic as Atom, and what takes place as a calendar. Only what is for everybody is in them.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chrono::TimeDelta;
use koop_domain::communities::model::Role;
use koop_domain::communities::{self, NewPlace};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::geo::Point;
use koop_domain::id::{CommunityId, SessionId};
use koop_domain::language::Language;
use koop_domain::members::model::Email;
use koop_domain::members::{self, NewMember};
use koop_domain::page::PAGE_MAX;
use koop_domain::posts;
use koop_domain::posts::model::{
    Audience, Content, Direction, Draft, Event, Recurrence, Subject, Term, TermKind, Topic,
};
use serde_json::{Value, json};

use crate::board::{Street, groceries, with};
use crate::harness::App;

/// How many neighbours have something take place.
const HOSTS: usize = 6;
/// How many of what each has take place are for everybody, and how many for the community.
const PUBLIC: usize = 20;
const WITHIN: usize = 5;

/// What stands between two words.
fn between<'a>(text: &'a str, open: &str, close: &str) -> &'a str {
    let rest = text.split(open).nth(1).expect("a beginning");
    rest.split(close).next().expect("an end")
}

/// The titles of a feed's entries, in order.
fn titles(feed: &str) -> Vec<&str> {
    let entries = feed.split("<entry>").skip(1);
    entries.map(|it| between(it, "<title>", "</title>")).collect()
}

/// The lines of a calendar, unfolded, that begin with a name.
fn lines(calendar: &str, name: &str) -> Vec<String> {
    let whole = calendar.replace("\r\n ", "");
    whole.split("\r\n").filter_map(|it| it.strip_prefix(name)).map(str::to_owned).collect()
}

async fn feed(app: &App, query: &str) -> String {
    let reply = app.get("*/*", &format!("/prikbord.atom{query}")).await;
    assert_eq!(reply.status, StatusCode::OK, "{query}: {}", reply.text);
    assert!(reply.header("content-type").starts_with("application/atom+xml"), "{query}");
    reply.text
}

#[tokio::test]
async fn a_feed_of_a_topic_has_what_is_public_of_it_and_nothing_else() {
    let street = Street::new().await;
    let put = async |name: &str, title: &str, more: Value| {
        let input = with(with(groceries(), json!({ "title": title })), more);
        street.publish(name, input).await.0
    };
    put("anna", "Boodschappen voor iedereen", json!({})).await;
    put("bram", "Boodschappen gevraagd", json!({ "direction": "REQUEST" })).await;
    put("anna", "Voor leden", json!({ "audience": "COMMUNITY" })).await;
    put("anna", "Voor buren", json!({ "audience": "CONFIRMED" })).await;
    let item = json!({ "subject": "ITEM", "category": "tools" });
    put("anna", "Boormachine", item.clone()).await;
    put("bram", "Pistool te koop", json!({ "subject": "ITEM", "category": "other" })).await;
    let gone = put("bram", "Ladder", item).await;
    let close = "mutation($id: ID!) { closePost(input: {postId: $id, outcome: FOUND}) { userErrors \
        { code } } }";
    let closed = street.ask("bram", close, json!({ "id": gone })).await;
    assert_eq!(closed["data"]["closePost"]["userErrors"], json!([]), "{closed}");
    street.app.parts.catch_up().await.expect("the index follows");

    let app = &street.app;
    let groceries = BTreeSet::from(["Boodschappen voor iedereen", "Boodschappen gevraagd"]);
    let tools = BTreeSet::from(["Boormachine"]);
    for topic in Topic::ALL {
        let text = feed(app, &format!("?onderwerp={}", topic.key())).await;
        let found = titles(&text);
        let expected = match topic {
            Topic::Groceries => groceries.clone(),
            Topic::Tools => tools.clone(),
            _ => BTreeSet::new(),
        };
        assert_eq!(found.len(), expected.len(), "each once: {text}");
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected, "{topic:?}");
    }
    for (query, expected) in [
        ("", &groceries | &tools),
        ("?soort=help&onderwerp=groceries", groceries.clone()),
        ("?soort=help&onderwerp=groceries&buurt=dapperbuurt", groceries.clone()),
        ("?soort=item&onderwerp=tools", tools),
        ("?soort=item&onderwerp=groceries", BTreeSet::new()),
        ("?onderwerp=groceries&buurt=betondorp", BTreeSet::new()),
        // What is asked beyond that opens nothing.
        ("?onderwerp=groceries&zichtbaar=community&audience=CONFIRMED", groceries),
    ] {
        let text = feed(app, query).await;
        assert_eq!(titles(&text).into_iter().collect::<BTreeSet<_>>(), expected, "{query}");
        // Nobody is named, and of when something was written only the day is told.
        assert!(!text.contains("Hanneke") && !text.contains("Visser"), "{query}: {text}");
        let times = text.split("<updated>").skip(1).chain(text.split("<published>").skip(1));
        for time in times {
            let time = time.split('<').next().expect("a time");
            assert!(time.ends_with("T23:00:00Z") || time.starts_with("1970"), "{query}: {time}");
        }
    }
    for of in ["onderwerp", "soort", "buurt"] {
        let unknown = app.get("*/*", &format!("/prikbord.atom?{of}=kasteel")).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND, "{of}");
    }
}

/// Somebody of the community, who may put up no more than so much a day.
async fn host(app: &App, community: CommunityId, number: usize) -> Ctx {
    let (ctx, domain) = (app.operator(), &app.parts.domain);
    let new = NewMember {
        name: format!("Gastvrouw {number}"),
        email: Email::read(&format!("gast{number}@voorbeeld.nl")).expect("an address"),
        password: None,
        language: Language::Nl,
        operator: false,
    };
    let member = members::add(&ctx, domain, new).await.expect("a member");
    let place = NewPlace { community, role: Role::Member };
    communities::enter(&ctx, domain, member, place).await.expect("a member of the community");
    let session = SessionId(ctx.ids.next());
    let signed = Signed { member, session, operator: false, under: None };
    Ctx { actor: Actor::Member(signed), ..ctx }
}

/// Something that takes place so many days from now.
fn meeting(ctx: &Ctx, title: &str, days: i64, audience: Audience) -> Draft {
    let from = ctx.now + TimeDelta::days(days);
    let gift = Term { kind: TermKind::Gift, days: None, words: None, amount: None, currency: None };
    Draft {
        direction: Direction::Offer,
        subject: Subject::Event,
        topic: Topic::Meeting,
        audience: Some(audience),
        content: Content {
            title: title.to_owned(),
            text: String::new(),
            terms: vec![gift],
            languages: Vec::new(),
            availability: Vec::new(),
            reach_m: None,
            meal: None,
            material: None,
            event: Some(Event {
                from,
                until: from + TimeDelta::hours(2),
                recurs: None,
                venue: Some("Buurtkamer De Ringdijk".to_owned()),
            }),
        },
        place: Point { latitude: 52.3620, longitude: 4.9290 },
        community: None,
        listing: None,
        capacity: 1,
        expires_on: None,
        replies_until: None,
        mask_contacts: false,
    }
}

#[tokio::test]
async fn the_calendar_has_each_public_event_once_however_many_there_are() {
    let street = Street::new().await;
    let app = &street.app;
    let found = app.ask(r#"{ community(slug: "oost") { id } }"#, json!({})).await;
    let community = found["data"]["community"]["id"].as_str().expect("a community");
    let community = CommunityId::parse(community).expect("an id");
    let mut expected = BTreeSet::new();
    for number in 0..HOSTS {
        let ctx = host(app, community, number).await;
        for nth in 0..PUBLIC + WITHIN {
            let audience = if nth < PUBLIC { Audience::Public } else { Audience::Community };
            let title = format!("Ontmoeting {number} {nth} {}", audience.key());
            // Many begin at one moment, so that pages are cut in the midst of them.
            let days = i64::try_from(1 + nth % 4).expect("a few days");
            let mut draft = meeting(&ctx, &title, days, audience);
            if let (Some(event), 0) = (&mut draft.content.event, nth % 5) {
                event.recurs = Some(Recurrence::Weekly);
            }
            posts::publish(&ctx, &app.parts.domain, draft).await.expect("it is put up");
            if audience == Audience::Public {
                expected.insert(title);
            }
        }
    }
    assert!(expected.len() > PAGE_MAX as usize, "more than a page of the search");
    app.parts.catch_up().await.expect("the index follows");

    for path in ["/agenda.ics", "/agenda.ics?buurt=dapperbuurt"] {
        let reply = app.get("*/*", path).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
        assert!(reply.header("content-type").starts_with("text/calendar"));
        let text = &reply.text;
        let all = lines(text, "SUMMARY:");
        assert_eq!(all.len(), expected.len(), "each once");
        assert_eq!(all.into_iter().collect::<BTreeSet<_>>(), expected, "{path}");
        let names: BTreeSet<String> = lines(text, "UID:").into_iter().collect();
        assert_eq!(names.len(), expected.len(), "each is another one");
        let begins = lines(text, "DTSTART;TZID=Europe/Amsterdam:");
        assert!(begins.len() == expected.len() && begins.is_sorted(), "the soonest first");
        assert!(!text.contains("Gastvrouw"), "nobody is named");
        // What has no last day ends in the second in which it was written; of that the day is told.
        let rules = lines(text, "RRULE:FREQ=WEEKLY;UNTIL=");
        assert_eq!(rules.len(), HOSTS * PUBLIC.div_ceil(5));
        assert!(rules.iter().all(|it| it.ends_with("T225959Z")), "only a day: {rules:?}");
    }
    let elsewhere = app.get("*/*", "/agenda.ics?buurt=betondorp").await;
    assert_eq!(lines(&elsewhere.text, "SUMMARY:"), Vec::<String>::new());
    let unknown = app.get("*/*", "/agenda.ics?buurt=kasteel").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
