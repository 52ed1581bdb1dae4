//! A house in which somebody of every kind lives, and in which something of every kind is a
//! neighbour's: for the table of who is answered what, and for who guesses ids.

use std::collections::BTreeMap;

use koop_domain::attestations;
use koop_domain::id::CommunityId;
use koop_domain::listings::claims;
use serde_json::{Value, json};

use crate::fields::telling;
use crate::harness::App;
use crate::launching::brought;
use crate::on_board::{ON_BOARD, ON_BOOKS};
use crate::people::{settled, token};
use crate::photos::{send, send_to, shot};

/// Every kind of somebody who asks. The till, the editor and the owner keep one place together,
/// the coordinator, the auditor and the issuer are members with a set of permissions each. Then
/// who acts as an organisation, who acts for somebody without a mail address, and a steward who is
/// kept out of the community.
pub(crate) const ACTORS: [&str; 14] = [
    "visitor",
    "member",
    "till",
    "editor",
    "owner",
    "coordinator",
    "auditor",
    "issuer",
    "steward",
    "organiser",
    "operator",
    "profile",
    "mandate",
    "frozen",
];

/// Who joins the community of the demo, beside the people of the demo.
const JOINING: [&str; 10] = [
    "neighbour",
    "helper",
    "till",
    "editor",
    "coordinator",
    "auditor",
    "issuer",
    "profile",
    "mandate",
    "frozen",
];
/// Who does not: one asks to be let in, one is nothing to any of it, and one runs another community
/// elsewhere once a test says so.
const OUTSIDE: [&str; 3] = ["waiting", "stranger", "elsewhere"];

/// Something that is asked or done before anybody else asks: by whom, what, and where in the
/// answer stands what is remembered under a name. What begins with a brace is a question; the
/// rest is a mutation, its input as in a call and what it is to tell.
pub(crate) type Step = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Which places there are.
const PLACES: [Step; 3] = [
    (
        "visitor",
        r#"{ community(slug: "oost") { id area { id } } }"#,
        &[("$community", "/community/id"), ("$area", "/community/area/id")],
    ),
    ("visitor", r#"{ listing(slug: "spaak-zoon") { id } }"#, &[("$listing", "/listing/id")]),
    (
        "visitor",
        "{ newest(first: 6) { id } }",
        &[
            ("$other", "/newest/0/id"),
            ("$third", "/newest/1/id"),
            ("$fourth", "/newest/2/id"),
            ("$fifth", "/newest/3/id"),
            ("$survivor", "/newest/4/id"),
            ("$lost", "/newest/5/id"),
        ],
    ),
];

/// Who is what, and who acts as what.
const BECOMING: [Step; 19] = [
    ("till", "{ viewer { handle } }", &[("$tillHandle", "/viewer/handle")]),
    ("editor", "{ viewer { handle } }", &[("$editorHandle", "/viewer/handle")]),
    ("mandate", "{ viewer { handle } }", &[("$agentHandle", "/viewer/handle")]),
    (
        "neighbour",
        "{ viewer { id handle sessions { id } } }",
        &[
            ("$neighbour", "/viewer/id"),
            ("$handle", "/viewer/handle"),
            ("$session", "/viewer/sessions/0/id"),
        ],
    ),
    ("owner", r#"addCoworker(listingId: "$listing", handle: "$tillHandle", role: TILL)"#, &[]),
    ("owner", r#"addCoworker(listingId: "$listing", handle: "$editorHandle", role: EDITOR)"#, &[]),
    ("coordinator", "{ viewer { id } }", &[("$coordinator", "/viewer/id")]),
    ("auditor", "{ viewer { id } }", &[("$auditor", "/viewer/id")]),
    ("issuer", "{ viewer { id } }", &[("$issuer", "/viewer/id")]),
    (
        "organiser",
        r#"setPermissionSets(communityId: "$community", memberId: "$coordinator", permissionSets: [HELP_COORDINATOR], reason: "Zo.")"#,
        &[],
    ),
    (
        "organiser",
        r#"setPermissionSets(communityId: "$community", memberId: "$auditor", permissionSets: [AUDITOR], reason: "Zo.")"#,
        &[],
    ),
    (
        "organiser",
        r#"setPermissionSets(communityId: "$community", memberId: "$issuer", permissionSets: [CURRENCY_ISSUER], reason: "Zo.")"#,
        &[],
    ),
    (
        "profile",
        r#"makeProfile(kind: ORGANISATION, name: "Buurtraad") { profile { id } }"#,
        &[("$as-profile", "/profile/id")],
    ),
    (
        "organiser",
        r#"registerMember(communityId: "$community", name: "De Wit", signedOn: "2026-11-20") { registered { person { memberId profileId } } }"#,
        &[
            ("$giver", "/registered/person/memberId"),
            ("$as-mandate", "/registered/person/profileId"),
        ],
    ),
    (
        "organiser",
        r#"giveMandate(handle: "$agentHandle", deeds: [KEEP_PLACES, TELL_WRONG], until: "2026-12-24", onPaper: {communityId: "$community", memberId: "$giver", signedOn: "2026-11-20"})"#,
        &[],
    ),
    (
        "organiser",
        r#"registerMember(communityId: "$community", name: "Oud", signedOn: "2026-11-20") { registered { person { memberId } } }"#,
        &[("$registered", "/registered/person/memberId")],
    ),
    ("frozen", "{ viewer { id } }", &[("$frozen", "/viewer/id")]),
    (
        "organiser",
        r#"setRole(communityId: "$community", memberId: "$frozen", role: STEWARD, reason: "Zo.")"#,
        &[],
    ),
    (
        "organiser",
        r#"freezeMember(communityId: "$community", memberId: "$frozen", frozen: true, reason: "Zo.")"#,
        &[],
    ),
];

/// What is somebody's.
const HAVING: [Step; 23] = [
    (
        "neighbour",
        r#"claimListing(listingId: "$other", proof: COUNTER_CODE) { claim { id } code }"#,
        &[("$claim", "/claim/id"), ("$code", "/code")],
    ),
    (
        "neighbour",
        r#"claimListing(listingId: "$third", proof: LETTER) { claim { id } }"#,
        &[("$letter", "/claim/id")],
    ),
    (
        "neighbour",
        r#"claimListing(listingId: "$fourth", proof: COUNTER_CODE) { claim { id } }"#,
        &[("$gone", "/claim/id")],
    ),
    ("operator", r#"decideClaim(claimId: "$gone", accept: false, reason: "Nee")"#, &[]),
    (
        "neighbour",
        r#"appeal(subject: "$gone", reason: "Kijk nog eens") { appeal { id } }"#,
        &[("$appeal", "/appeal/id")],
    ),
    (
        "neighbour",
        r#"reportListing(listingId: "$other", about: GONE) { report { id } }"#,
        &[("$report", "/report/id")],
    ),
    (
        "neighbour",
        r#"reportListing(listingId: "$fifth", about: GONE) { report { id } }"#,
        &[("$refused", "/report/id")],
    ),
    ("operator", r#"decideReport(reportId: "$refused", accept: false, reason: "Nee")"#, &[]),
    (
        "neighbour",
        r#"makeProfile(kind: HOUSEHOLD, name: "Thuis") { profile { id } }"#,
        &[("$profile", "/profile/id")],
    ),
    ("neighbour", r#"letIntoProfile(profileId: "$profile", handle: "joke", part: MEMBER)"#, &[]),
    (
        "neighbour",
        r#"giveMandate(handle: "$agentHandle", deeds: [KEEP_PLACES], until: "2026-12-24") { mandate { id } }"#,
        &[("$mandate", "/mandate/id")],
    ),
    (
        "neighbour",
        r#"requestAddressLetter(communityId: "$community", street: "Javastraat", houseNumber: "7", postcode: "1094 HA", city: "Amsterdam")"#,
        &[],
    ),
    (
        "organiser",
        r#"noteVog(communityId: "$community", memberId: "$neighbour", organisation: "Stichting", seenOn: "2026-11-20")"#,
        &[],
    ),
    (
        "organiser",
        r#"inviteMember(communityId: "$community", email: "een@voorbeeld.nl") { invitation { id } }"#,
        &[("$invitation", "/invitation/id")],
    ),
    (
        "owner",
        r#"inviteCoworker(listingId: "$listing", email: "twee@voorbeeld.nl", role: TILL) { invitation { id } }"#,
        &[("$asked", "/invitation/id")],
    ),
    ("owner", r#"editListing(listingId: "$listing", tags: ["fiets"])"#, &[]),
    (
        "owner",
        r#"addException(listingId: "$listing", from: "2026-12-25", to: "2026-12-25", closed: true)"#,
        &[],
    ),
    (
        "organiser",
        r#"mergeListings(survivorId: "$survivor", lostId: "$lost") { mergeId }"#,
        &[("$merge", "/mergeId")],
    ),
    (
        "neighbour",
        r#"addListing(name: "Naaikamer Oost", kind: SHOP, location: {latitude: 52.3637, longitude: 4.9345}, ignoreDuplicates: true)"#,
        &[],
    ),
    (
        "neighbour",
        r#"addListing(name: "Naaikamer Oost", kind: SHOP, location: {latitude: 52.3637, longitude: 4.9345}, ignoreDuplicates: true)"#,
        &[],
    ),
    ("operator", "seekDuplicates()", &[]),
    (
        "organiser",
        r#"editCommunity(communityId: "$community", settings: {name: "Oost", kind: TOWN, areaId: "$area", languages: [NL, EN], joining: REQUEST})"#,
        &[],
    ),
    ("waiting", r#"joinCommunity(communityId: "$community", acceptVersion: 1)"#, &[]),
];

/// What an organiser wrote of a place that a table brought.
const WRITING: [Step; 2] = [
    ("visitor", r#"{ listing(slug: "proefwinkel") { id } }"#, &[("$brought", "/listing/id")]),
    ("organiser", r#"editListing(listingId: "$brought", phone: "020 555 01 92")"#, &[]),
];

/// What waits for somebody to decide.
const WAITING: [Step; 3] = [
    ("waiting", "{ viewer { id } }", &[("$waiting", "/viewer/id")]),
    (
        "operator",
        "{ queue(filter: {kind: DIFFERENCE}) { edges { node { difference { id } } } } }",
        &[("$difference", "/queue/edges/0/node/difference/id")],
    ),
    (
        "operator",
        "{ queue(filter: {kind: DUPLICATE}) { edges { node { duplicate { id } } } } }",
        &[("$pair", "/queue/edges/0/node/duplicate/id")],
    ),
];

/// The house, and what is known of it.
pub(crate) struct House {
    pub(crate) app: App,
    /// Ids, short names and a code, by the names under which documents have them.
    pub(crate) known: BTreeMap<&'static str, String>,
    /// The tokens of who lives there.
    tokens: BTreeMap<&'static str, String>,
}

impl House {
    /// Everybody lives there, and everything is somebody's.
    pub(crate) async fn lived_in() -> Self {
        let app = settled().await;
        let mut house = Self { app, known: BTreeMap::new(), tokens: BTreeMap::new() };
        for name in JOINING.into_iter().chain(OUTSIDE) {
            house.app.member(&format!("{name}@voorbeeld.nl")).await;
        }
        for actor in ACTORS.into_iter().chain(JOINING).chain(OUTSIDE) {
            if let Some(token) = token(&house.app, actor).await {
                house.tokens.insert(actor, token);
            }
        }
        house.steps(&PLACES).await;
        for name in JOINING {
            let join = r#"joinCommunity(communityId: "$community", acceptVersion: 1)"#;
            house.steps(&[(name, join, &[])]).await;
        }
        house.steps(&BECOMING).await;
        house.steps(&HAVING).await;
        house.print().await;
        house.take_photo().await;
        house.bring().await;
        house.steps(&WAITING).await;
        house.steps(&ON_BOARD).await;
        crate::ledger::lat(&house.app).await;
        house.steps(&ON_BOOKS).await;
        house.take_picture().await;
        house.app.parts.catch_up().await.expect("the index follows");
        house
    }

    /// What an actor is answered in this house or a twin of it.
    pub(crate) async fn ask(&self, app: &App, actor: &str, document: &str) -> Value {
        let Some(token) = self.tokens.get(actor) else {
            return app.ask(document, json!({})).await;
        };
        let hat = self.known.get(&*format!("$as-{actor}")).map(String::as_str);
        app.ask_acting((token, hat), document, json!({})).await.json()
    }

    /// A document with what is known of the house in the place of its names.
    pub(crate) fn filled(&self, document: &str) -> String {
        let mut names: Vec<_> = self.known.iter().collect();
        // One name may be how another begins.
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        names.into_iter().fold(document.to_owned(), |it, (name, known)| it.replace(name, known))
    }

    /// Does more of it.
    pub(crate) async fn steps(&mut self, steps: &[Step]) {
        for (who, what, names) in steps {
            let (document, at) = written(what);
            let answer = self.ask(&self.app, who, &self.filled(&document)).await;
            let made = &answer["data"][at];
            let made = if at.is_empty() { &answer["data"] } else { made };
            let wrong = made["userErrors"].as_array().is_some_and(|wrong| !wrong.is_empty());
            assert!(answer["errors"].is_null() && !wrong, "{who}, {what}: {answer}");
            for (name, pointer) in *names {
                let told = made.pointer(pointer).and_then(Value::as_str);
                let told = told.unwrap_or_else(|| panic!("{who}, {what}: no {name} in {answer}"));
                self.known.insert(name, told.to_owned());
            }
        }
    }

    /// Letters are printed beside the API.
    async fn print(&self) {
        let (ctx, domain) = (self.app.operator(), &self.app.parts.domain);
        let letters = claims::print_letters(&ctx, domain).await.expect("they are printed");
        assert_eq!(letters.len(), 1, "the neighbour's");
        let community = CommunityId::parse(&self.known["$community"]).expect("an id");
        let letters = attestations::print_letters(&ctx, domain, community).await;
        assert_eq!(letters.expect("they are printed").len(), 1, "the neighbour's");
    }

    async fn take_photo(&mut self) {
        let (owner, listing) = (self.tokens["owner"].as_str(), &self.known["$listing"]);
        let sent = send(&self.app, Some(owner), listing, "De gevel", &shot(1)).await.json();
        let photo = sent["photo"]["id"].as_str().unwrap_or_else(|| panic!("{sent}"));
        self.known.insert("$photo", photo.to_owned());
    }

    /// A photo of a neighbour's post.
    async fn take_picture(&mut self) {
        let (token, post) = (self.tokens["neighbour"].as_str(), self.known["$post"].as_str());
        let sent = send_to(&self.app, Some(token), ("post", post), "De tas", &shot(2)).await.json();
        let photo = sent["photo"]["id"].as_str().unwrap_or_else(|| panic!("{sent}"));
        self.known.insert("$picture", photo.to_owned());
    }

    /// A table is published twice, with a word of an organiser's in between, and waits once more.
    async fn bring(&mut self) {
        let publish: Step = (
            "organiser",
            r#"publishTable(tableId: "$table") { batch { id } }"#,
            &[("$batch", "/batch/id")],
        );
        for (steps, phone) in [(&[publish][..], "90"), (&[publish], "91"), (&[], "91")] {
            let rows = format!(
                "id;naam;lat;lon;telefoon\n1;Proefwinkel;52.3637;4.9352;020 555 01 {phone}\n"
            );
            let table = brought(&self.app, "organiser", &rows).await;
            self.known.insert("$table", table.as_str().expect("an id").to_owned());
            self.steps(steps).await;
            self.steps(&WRITING).await;
        }
    }
}

/// The document of a step, and where in the answer it tells what it made.
fn written(what: &str) -> (String, &str) {
    if what.starts_with('{') {
        return (what.to_owned(), "");
    }
    let (field, rest) = what.split_once('(').expect("an input");
    let (input, told) = rest.rsplit_once(") {").map_or_else(
        || (rest.strip_suffix(')').expect("an input that ends"), ""),
        |(input, told)| (input, told.strip_suffix('}').expect("what it tells ends")),
    );
    (telling(field, input, told), field)
}
