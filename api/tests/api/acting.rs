//! Acting as a merchant and for somebody else, by the header, and what is known of the viewer.

use serde_json::{Value, json};

use crate::harness::{App, Reply, code};
use crate::people::{ask, settled, token};

const ADD: &str = "mutation { addListing(input: {name: \"Naaikamer De Wit\", kind: SHOP, \
    ignoreDuplicates: true}) { listing { id } userErrors { code } } }";
const KEPT: &str = "{ viewer { name actingAs { profile { id kind name } mandateId } \
    listings { edges { role node { name } } } } }";

/// What an actor is answered who acts as a profile.
async fn acting(app: &App, actor: &str, profile: &str, query: &str) -> Reply {
    let token = token(app, actor).await.expect("a member");
    app.ask_acting((&token, Some(profile)), query, json!({})).await
}

async fn text(app: &App, actor: &str, query: &str, at: &str) -> String {
    let answer = ask(app, actor, query, json!({})).await;
    let found = answer.pointer(&format!("/data/{at}")).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("{at} in {answer}")).to_owned()
}

#[tokio::test]
async fn what_is_added_as_a_merchant_is_kept_by_all_of_its_people() {
    let app = settled().await;
    let make = "mutation { makeProfile(input: {kind: MERCHANT, name: \"Bakkerij Noor\"}) { \
        profile { id } } }";
    let noor = text(&app, "member", make, "makeProfile/profile/id").await;
    let handle = text(&app, "merchant", "{ viewer { handle } }", "viewer/handle").await;
    let let_in = format!(
        "mutation {{ letIntoProfile(input: {{profileId: \"{noor}\", handle: \"{handle}\", \
            part: MEMBER}}) {{ people {{ handle part isIn }} userErrors {{ code }} }} }}"
    );
    let people = ask(&app, "member", &let_in, json!({})).await;
    let people = &people["data"]["letIntoProfile"]["people"];
    assert_eq!(people[1], json!({ "handle": handle, "part": "MEMBER", "isIn": false }));
    let early = acting(&app, "merchant", &noor, KEPT).await;
    assert_eq!(early.status, 403, "nobody belongs anywhere before they say yes");
    let offers = "{ viewer { profileOffers { profile { id } part by } } }";
    assert_eq!(text(&app, "merchant", offers, "viewer/profileOffers/0/profile/id").await, noor);
    let accept = format!(
        "mutation {{ acceptProfile(input: {{profileId: \"{noor}\"}}) {{ profile {{ name }} }} }}"
    );
    assert_eq!(
        text(&app, "merchant", &accept, "acceptProfile/profile/name").await,
        "Bakkerij Noor"
    );
    let added = acting(&app, "member", &noor, ADD).await.json();
    assert_eq!(added["data"]["addListing"]["userErrors"], json!([]), "{added}");
    let of_other = ask(&app, "merchant", KEPT, json!({})).await;
    let edges = of_other["data"]["viewer"]["listings"]["edges"].as_array().expect("places");
    let names: Vec<&Value> = edges.iter().map(|it| &it["node"]["name"]).collect();
    assert!(names.contains(&&json!("Naaikamer De Wit")), "{of_other}");
    assert_eq!(of_other["data"]["viewer"]["actingAs"], json!(null));
    let as_noor = acting(&app, "merchant", &noor, KEPT).await.json();
    let hat = &as_noor["data"]["viewer"]["actingAs"];
    assert_eq!((&hat["profile"]["kind"], &hat["mandateId"]), (&json!("MERCHANT"), &json!(null)));
}

#[tokio::test]
async fn nobody_acts_as_whom_they_are_not() {
    let app = settled().await;
    let make = "mutation { makeProfile(input: {kind: HOUSEHOLD, name: \"Thuis\"}) { \
        profile { id } } }";
    let home = text(&app, "member", make, "makeProfile/profile/id").await;
    let own = "{ viewer { profiles { id } } }";
    let person = text(&app, "member", own, "viewer/profiles/0/id").await;
    let none = format!("prf_{}", "0".repeat(26));
    for profile in [home.as_str(), &person, &none, "lst_nothing", ""] {
        let refused = acting(&app, "organiser", profile, ADD).await;
        assert_eq!(refused.status, 403, "{profile}");
        assert_eq!(code(&refused.json()), "NOT_FOUND", "{profile}");
    }
    let as_oneself = acting(&app, "member", &person, KEPT).await.json();
    assert_eq!(as_oneself["data"]["viewer"]["actingAs"], json!(null));
}

#[tokio::test]
async fn what_is_done_for_somebody_is_read_by_both() {
    let app = settled().await;
    let of = text(&app, "organiser", "{ community(slug: \"oost\") { id } }", "community/id").await;
    let register = format!(
        "mutation {{ registerMember(input: {{communityId: \"{of}\", name: \"Mevrouw De Wit\", \
            phone: \"020 123 45 67\", signedOn: \"2026-11-20\"}}) {{ registered {{ \
            person {{ memberId profileId }} }} userErrors {{ field }} }} }}"
    );
    let answer = ask(&app, "organiser", &register, json!({})).await;
    let person = &answer["data"]["registerMember"]["registered"]["person"];
    let (member, profile) =
        (person["memberId"].as_str().unwrap(), person["profileId"].as_str().unwrap());
    let give = format!(
        "mutation {{ giveMandate(input: {{handle: \"joke\", deeds: [KEEP_PLACES], until: \
            \"2026-12-24\", onPaper: {{communityId: \"{of}\", memberId: \"{member}\", \
            signedOn: \"2026-11-20\"}}}}) {{ mandate {{ id counts deeds }} userErrors {{ field \
            message }} }} }}"
    );
    let given = ask(&app, "organiser", &give, json!({})).await;
    let mandate = &given["data"]["giveMandate"]["mandate"];
    assert_eq!((&mandate["counts"], &mandate["deeds"]), (&json!(true), &json!(["KEEP_PLACES"])));
    let id = mandate["id"].as_str().unwrap();
    let added = acting(&app, "steward", profile, ADD).await.json();
    assert_eq!(added["data"]["addListing"]["userErrors"], json!([]), "{added}");
    let kept = acting(&app, "steward", profile, KEPT).await.json();
    let viewer = &kept["data"]["viewer"];
    assert_eq!((&viewer["name"], &viewer["actingAs"]["mandateId"]), (&json!("Joke"), &json!(id)));
    assert_eq!(viewer["listings"]["edges"][0]["node"]["name"], "Naaikamer De Wit");
    let account = "mutation { editMe(input: {name: \"Anders\"}) { userErrors { code } } }";
    let refused = acting(&app, "steward", profile, account).await.json();
    assert_eq!(code(&refused), "FORBIDDEN", "{refused}");
    let log = format!("{{ mandateLog(mandateId: \"{id}\") {{ agent giver what subjectName }} }}");
    for reader in ["steward", "organiser"] {
        let lines = ask(&app, reader, &log, json!({})).await;
        let line = json!({ "agent": "Joke", "giver": "Mevrouw De Wit", "what": "added",
            "subjectName": "Naaikamer De Wit" });
        assert_eq!(lines["data"]["mandateLog"], json!([line]), "{reader}");
    }
    let other = ask(&app, "member", &log, json!({})).await;
    assert_eq!(other["data"]["mandateLog"], json!(null));
    is_paged(&app, id).await;
    let all = format!(
        "{{ auditLog(communityId: \"{of}\", filter: {{act: \"acted_for\"}}) {{ edges {{ node {{ \
            actorName forId forName profileId mandateId }} }} }} }}"
    );
    let lines = ask(&app, "organiser", &all, json!({})).await;
    let line = json!({ "actorName": "Joke", "forId": member, "forName": "Mevrouw De Wit",
        "profileId": null, "mandateId": id });
    assert_eq!(lines["data"]["auditLog"]["edges"][0]["node"], line, "{lines}");
    let page = |after: &str| {
        format!("{{ mandates(communityId: \"{of}\", first: 1, after: \"{after}\") {{ id }} }}")
    };
    let next = ask(&app, "organiser", &page(id), json!({})).await;
    assert_eq!(next["data"]["mandates"], json!([]), "{next}");
    let wrong = ask(&app, "organiser", &page("nothing"), json!({})).await;
    assert_eq!(code(&wrong), "BAD_USER_INPUT", "{wrong}");
    let end = format!(
        "mutation {{ endMandate(input: {{mandateId: \"{id}\"}}) {{ userErrors {{ code }} }} }}"
    );
    ask(&app, "steward", &end, json!({})).await;
    let late = acting(&app, "steward", profile, ADD).await;
    assert_eq!((late.status.as_u16(), code(&late.json())), (403, "FORBIDDEN"));
}

#[tokio::test]
async fn what_is_known_of_the_viewer() {
    let app = settled().await;
    let query = "{ viewer { attestations { kind since until by } addressLetter { printed } } }";
    let before = ask(&app, "member", query, json!({})).await;
    let known = &before["data"]["viewer"]["attestations"];
    assert_eq!((&known[0]["kind"], &known[0]["by"]), (&json!("EMAIL_CONFIRMED"), &json!(null)));
    let of = text(&app, "member", "{ community(slug: \"oost\") { id } }", "community/id").await;
    let asked = format!(
        "mutation {{ requestAddressLetter(input: {{communityId: \"{of}\", street: \
            \"Javastraat\", houseNumber: \"7\", postcode: \"94\", city: \"Amsterdam\"}}) {{ \
            userErrors {{ field code message }} }} }}"
    );
    let wrong = ask(&app, "member", &asked, json!({})).await;
    let wrong = &wrong["data"]["requestAddressLetter"]["userErrors"][0];
    assert_eq!((&wrong["field"], &wrong["code"]), (&json!("postcode"), &json!("INVALID")));
    let right = asked.replace("\"94\"", "\"1094 HA\"");
    ask(&app, "member", &right, json!({})).await;
    let after = ask(&app, "member", query, json!({})).await;
    assert_eq!(after["data"]["viewer"]["addressLetter"], json!({ "printed": false }));
}

/// What was done under a mandate, and the mandates of whom it names, go on after one of them.
async fn is_paged(app: &App, id: &str) {
    let first = format!("{{ mandateLog(mandateId: \"{id}\", first: 1) {{ id }} }}");
    let first = ask(app, "steward", &first, json!({})).await;
    let line = first["data"]["mandateLog"][0]["id"].as_str().expect("a line");
    let rest = format!("{{ mandateLog(mandateId: \"{id}\", after: \"{line}\") {{ id }} }}");
    let rest = ask(app, "steward", &rest, json!({})).await;
    assert_eq!(rest["data"]["mandateLog"], json!([]), "{rest}");
    let own =
        |after: &str| format!("{{ viewer {{ mandates(first: 1, after: \"{after}\") {{ id }} }} }}");
    let next = ask(app, "steward", &own(id), json!({})).await;
    assert_eq!(next["data"]["viewer"]["mandates"], json!([]), "{next}");
    for (reader, after) in [("steward", "nothing"), ("member", id)] {
        let wrong = ask(app, reader, &own(after), json!({})).await;
        assert_eq!(code(&wrong), "BAD_USER_INPUT", "{wrong}");
    }
}
