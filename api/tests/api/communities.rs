//! Joining a community, running it, and what was written down of that, through the API and the
//! pages' own door.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use koop_domain::setup;
use serde_json::{Value, json};

use crate::harness::{App, Reply, code};
use crate::people::{ask, id, settled, token};

const ME: &str = "query Me { viewer { id name email handle profiles { id kind name } \
    memberships { role state inForce community { slug name } } } }";

async fn community(app: &App) -> Value {
    app.ask("{ community(slug: \"oost\") { id } }", json!({})).await["data"]["community"]["id"]
        .clone()
}

#[tokio::test]
async fn a_member_joins_with_what_is_agreed_and_leaves() {
    let app = settled().await;
    app.member("nieuw@voorbeeld.nl").await;
    let of = community(&app).await;
    let sign_in = include_str!("../../src/graphql/examples/sign-in.graphql");
    let who = json!({ "email": "nieuw@voorbeeld.nl", "password": crate::harness::PASSWORD });
    let signed = app.ask(sign_in, who).await;
    let token = signed["data"]["signIn"]["accessToken"].as_str().expect("a token").to_owned();
    let join = "mutation J($c: ID!, $v: Int) { joinCommunity(input: {communityId: $c, \
        acceptVersion: $v}) { membership { role inForce acceptedVersion } userErrors { field code \
        message } } }";
    let unseen = app.ask_as(&token, join, json!({ "c": of })).await.json();
    let error = &unseen["data"]["joinCommunity"]["userErrors"][0];
    assert_eq!((&error["code"], &error["field"]), (&json!("CONFLICT"), &json!("acceptVersion")));
    let joined = app.ask_as(&token, join, json!({ "c": of, "v": 1 })).await.json();
    let membership = &joined["data"]["joinCommunity"]["membership"];
    assert_eq!((&membership["role"], &membership["inForce"]), (&json!("MEMBER"), &json!(true)));
    let me = app.ask_as(&token, ME, json!({})).await.json();
    assert_eq!(me["data"]["viewer"]["memberships"][0]["community"]["slug"], "oost");
    let leave = "mutation L($c: ID!) { leaveCommunity(input: {communityId: $c}) { userErrors { \
        code } } }";
    let left = app.ask_as(&token, leave, json!({ "c": of })).await.json();
    assert_eq!(left["data"]["leaveCommunity"]["userErrors"], json!([]));
    let visitor = app.ask(join, json!({ "c": of, "v": 1 })).await;
    assert_eq!(code(&visitor), "UNAUTHENTICATED");
}

#[tokio::test]
async fn an_organiser_invites_sets_a_role_and_reads_the_log() {
    let app = settled().await;
    let (of, who) = (community(&app).await, id(&app, "member").await);
    let invite = "mutation I($c: ID!) { inviteMember(input: {communityId: $c, email: \
        \"Nieuw@voorbeeld.nl\", role: STEWARD}) { invitation { id email role } userErrors { code } } }";
    let invited = ask(&app, "organiser", invite, json!({ "c": of })).await;
    assert_eq!(invited["data"]["inviteMember"]["invitation"]["role"], "STEWARD", "{invited}");
    let mails = app.mails().await;
    assert!(mails[0].contains("/uitnodiging/link/") && mails[0].contains("Oost"), "{mails:?}");
    let set = "mutation S($c: ID!, $m: ID!) { setRole(input: {communityId: $c, memberId: $m, \
        role: STEWARD, reason: \"Je kent de buurt.\"}) { membership { role } userErrors { code message } } }";
    let own = id(&app, "organiser").await;
    let denied = ask(&app, "steward", set, json!({ "c": of, "m": who })).await;
    assert_eq!(denied["data"]["setRole"]["userErrors"][0]["code"], "DENIED");
    let last = ask(&app, "organiser", set, json!({ "c": of, "m": own })).await;
    let last = &last["data"]["setRole"]["userErrors"][0];
    assert_eq!(last["code"], "CONFLICT", "{last}");
    let done = ask(&app, "organiser", set, json!({ "c": of, "m": who })).await;
    assert_eq!(done["data"]["setRole"]["membership"]["role"], "STEWARD");
    let log = "query L($c: ID!) { auditLog(communityId: $c, first: 2) { edges { cursor node { act \
        actorName subjectName details } } pageInfo { hasNextPage endCursor } } }";
    let log = ask(&app, "organiser", log, json!({ "c": of })).await;
    let edges = &log["data"]["auditLog"]["edges"];
    assert_eq!(edges[0]["node"]["act"], "role_set", "{log}");
    assert_eq!(
        (&edges[0]["node"]["actorName"], &edges[0]["node"]["subjectName"]),
        (&json!("Hanneke"), &json!("Samira"))
    );
    assert!(!log.to_string().contains("voorbeeld.nl"), "no address is written down");
    assert_eq!(log["data"]["auditLog"]["pageInfo"]["hasNextPage"], true);
}

#[tokio::test]
async fn who_is_kept_out_reads_why_and_whom_to_ask() {
    let app = settled().await;
    let (of, who) = (community(&app).await, id(&app, "member").await);
    let freeze = "mutation F($c: ID!, $m: ID!, $r: String!) { freezeMember(input: {communityId: $c, \
        memberId: $m, reason: $r}) { membership { state } userErrors { field code message } } }";
    for reason in [" ".to_owned(), "a".repeat(501)] {
        let asked = json!({ "c": of, "m": who, "r": reason });
        let refused = ask(&app, "organiser", freeze, asked).await;
        let error = &refused["data"]["freezeMember"]["userErrors"][0];
        assert_eq!((&error["field"], &error["code"]), (&json!("reason"), &json!("INVALID")));
    }
    let asked = json!({ "c": of, "m": who, "r": "Reclame in de buurtapp." });
    let done = ask(&app, "organiser", freeze, asked).await;
    assert_eq!(done["data"]["freezeMember"]["membership"]["state"], "FROZEN", "{done}");
    let mails = app.mails().await;
    assert!(mails[0].contains("Reclame in de buurtapp.") && mails[0].contains("/gemeenschap/oost"));
    let look = "{ community(slug: \"oost\") { organisers viewerMembership { state } \
        viewerDecision { what reason decidedAt } } }";
    let seen = ask(&app, "member", look, json!({})).await;
    let seen = &seen["data"]["community"];
    assert_eq!(seen["organisers"], json!(["Hanneke"]));
    assert_eq!(seen["viewerDecision"]["what"], "FROZEN");
    assert_eq!(seen["viewerDecision"]["reason"], "Reclame in de buurtapp.");
    let log = "query L($c: ID!) { auditLog(communityId: $c, first: 5) { edges { node { act details \
        } } } }";
    let log = ask(&app, "organiser", log, json!({ "c": of })).await;
    assert!(!log.to_string().contains("Reclame"), "the log gives no reason: {log}");
    let leave = "mutation L($c: ID!) { leaveCommunity(input: {communityId: $c}) { userErrors { \
        code } } }";
    let left = ask(&app, "member", leave, json!({ "c": of })).await;
    assert_eq!(left["data"]["leaveCommunity"]["userErrors"], json!([]));
    let join = "mutation J($c: ID!) { joinCommunity(input: {communityId: $c, acceptVersion: 1}) { \
        membership { state inForce } userErrors { code } } }";
    let back = ask(&app, "member", join, json!({ "c": of })).await;
    let back = &back["data"]["joinCommunity"]["membership"];
    assert_eq!((&back["state"], &back["inForce"]), (&json!("FROZEN"), &json!(false)));
}

#[tokio::test]
async fn words_on_a_colour_must_be_readable() {
    let app = settled().await;
    let edit = "mutation E($c: ID!) { editCommunity(input: {communityId: $c, settings: {name: \
        \"Oost\", kind: NEIGHBOURHOOD, languages: [NL], colours: {brick: \"#ffcccc\", paper: \
        \"#fbf7f0\", door: \"#14332c\"}}}) { community { id } userErrors { field code message } } }";
    let of = community(&app).await;
    let pale = ask(&app, "organiser", edit, json!({ "c": of })).await;
    let error = &pale["data"]["editCommunity"]["userErrors"][0];
    assert_eq!((&error["field"], &error["code"]), (&json!("brick"), &json!("INVALID")));
    assert!(error["message"].as_str().is_some_and(|it| it.contains("4.5")), "{error}");
}

#[tokio::test]
async fn invented_people_come_in_only_where_the_house_says_so() {
    let app = settled().await;
    assert!(token(&app, "organiser").await.is_some());
    let mut beyond = app;
    beyond.parts.domain.demo_sign_ins = false;
    let beyond = beyond.again();
    let sign_in = include_str!("../../src/graphql/examples/sign-in.graphql");
    for it in koop_seeds::demo::people::SIGN_INS {
        let pair = json!({ "email": it.email, "password": it.password });
        let answer = beyond.ask(sign_in, pair).await;
        assert_eq!(answer["data"]["signIn"]["userErrors"][0]["code"], "DENIED", "{answer}");
    }
    assert!(token(&beyond, "operator").await.is_some(), "real people come in");
}

async fn page(app: &App, path: &str) -> Reply {
    let request = Request::get(path).header(header::ACCEPT, "text/html").body(Body::empty());
    app.send(request.expect("a request")).await
}

#[tokio::test]
async fn an_empty_house_is_begun_on_its_pages_alone() {
    let app = App::empty().await;
    for path in ["/", "/inloggen", "/aanmelden"] {
        let reply = page(&app, path).await;
        assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, "/begin"));
    }
    for path in ["/zoeken.atom", "/zoeken.csv", "/zoeken.geojson", "/healthz", "/graphql"] {
        assert_ne!(page(&app, path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    let begin = page(&app, "/begin").await;
    assert!(begin.status == StatusCode::OK && begin.text.contains("name=\"begincode\""));
    assert_eq!(page(&app, "/begin/organisator").await.header("location"), "/begin");
    // Without the code that was shown, nobody goes on.
    let post = |code: String| {
        let body = serde_urlencoded::to_string([("begincode", code)]).expect("a form");
        Request::post("/begin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .expect("a request")
    };
    let wrong = app.send(post("AAAA-BBBB-CCCC".to_owned())).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let code = setup::prepare(&app.operator(), &app.parts.domain).await.expect("a code");
    let code = code.expect("the house is empty").reveal().to_owned();
    let right = app.send(post(code)).await;
    assert_eq!(right.header("location"), "/begin/plaats");
    let cookie = right.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("Secure"), "{cookie}");
    // Once somebody runs it, there is nothing to begin.
    let settled = settled().await;
    assert_eq!(page(&settled, "/").await.status, StatusCode::OK);
    assert_eq!(page(&settled, "/begin").await.header("location"), "/");
}
