//! The desk for help by GraphQL alone: from a call to a word of thanks, and who is told nothing.

use serde_json::{Value, json};

use crate::board::{Street, groceries};
use crate::harness::code;

/// The documents that a program writes, word by word.
const NEEDS: &str = r#"query Needs($after: String) { community(slug: "oost") { needs(first: 2, after: $after) { unanswered pageInfo { hasNextPage endCursor } edges { cursor node { id state isUnanswered } } } } }"#;
const NAMES: &str =
    r#"{ community(slug: "oost") { needs(first: 5) { edges { node { person { name } } } } } }"#;
const NEED: &str = "query Need($id: ID!) { need(id: $id) { id communityId category availability { \
    days parts } languages around { latitude longitude radiusM } area { id } urgency notes state \
    actions person { memberId profileId name } enteredAt enteredBy { name } asked saidYes \
    assignedTo { memberId } agreementId closedAt revision hasContact suggestions { person { \
    memberId name } post { title } offer why { code text } asked answer } } }";
const ASKED: &str = "{ viewer { askedNeeds { id communityId category availability { days parts } \
    languages around { radiusM } area { id } urgency notes state askedAt answer isAssigned \
    agreement { id state actions } hasContact closedAt } } }";
const NODE: &str = "query Node($id: ID!) { node(id: $id) { __typename id } }";
const ENTER: &str = "mutation Enter($input: EnterNeedInput!) { enterNeed(input: $input) { need { id \
    revision } userErrors { field code message } } }";
const CHANGE: &str = "mutation Change($input: ChangeNeedInput!) { changeNeed(input: $input) { need { \
    notes saidYes } userErrors { field code } } }";
const ASK: &str = "mutation Ask($id: ID!, $members: [ID!]!) { askForNeed(input: {needId: $id, \
    memberIds: $members}) { need { state asked } userErrors { field code message } } }";
const ANSWER: &str = "mutation Answer($id: ID!, $yes: Boolean!) { answerNeed(input: {needId: $id, \
    yes: $yes}) { asked { answer } userErrors { code } } }";
const ASSIGN: &str = "mutation Assign($id: ID!, $member: ID!) { assignNeed(input: {needId: $id, \
    memberId: $member}) { need { state agreementId } userErrors { field code } } }";
const CLOSE: &str = "mutation Close($id: ID!, $ended: NeedEnded!) { closeNeed(input: {needId: $id, \
    ended: $ended}) { need { state actions } userErrors { code } } }";
const FINISH: &str = "mutation Finish($id: ID!) { finishNeed(input: {needId: $id}) { userErrors { \
    code } } }";
const GIVE_BACK: &str = "mutation Back($id: ID!) { giveBackNeed(input: {needId: $id}) { userErrors \
    { code } } }";
const CONTACT: &str = "mutation Contact($id: ID!) { readNeedContact(input: {needId: $id}) { contact \
    { name phone } userErrors { code } } }";
const ALERTS: &str = "{ viewer { alerts { edges { node { kind text } } } } }";

/// A street with a desk: chris coordinates help, and anna and bram bring groceries.
struct Desk {
    street: Street,
    community: Value,
}

impl Desk {
    async fn new() -> Self {
        let street = Street::new().await;
        let found = street.app.ask(r#"{ community(slug: "oost") { id } }"#, json!({})).await;
        let desk = Self { community: found["data"]["community"]["id"].clone(), street };
        desk.organise("chris", json!(["HELP_COORDINATOR"])).await;
        for name in ["anna", "bram"] {
            desk.street.publish(name, groceries()).await;
        }
        desk
    }

    async fn ask(&self, name: &str, query: &str, variables: Value) -> Value {
        self.street.ask(name, query, variables).await
    }

    async fn organise(&self, name: &str, sets: Value) {
        let token = crate::people::token(&self.street.app, "organiser").await.expect("a token");
        let set = "mutation($of: ID!, $who: ID!, $sets: [PermissionSet!]!) { setPermissionSets(\
            input: {communityId: $of, memberId: $who, permissionSets: $sets, reason: \"Zo.\"}) { \
            userErrors { code } } }";
        let who = self.id(name).await;
        let variables = json!({ "of": self.community, "who": who, "sets": sets });
        let answer = self.street.app.ask_as(&token, set, variables).await.json();
        assert_eq!(answer["data"]["setPermissionSets"]["userErrors"], json!([]), "{answer}");
    }

    async fn id(&self, name: &str) -> Value {
        self.ask(name, "{ viewer { id } }", json!({})).await["data"]["viewer"]["id"].clone()
    }

    fn typed(&self, person: &Value, notes: &str) -> Value {
        json!({ "input": {
            "communityId": self.community,
            "person": person,
            "need": {
                "category": "groceries",
                "availability": [{ "days": ["THURSDAY"], "parts": ["MORNING"] }],
                "languages": ["nl"],
                "place": { "latitude": 52.3617, "longitude": 4.9276 },
                "urgency": "THIS_WEEK",
                "notes": notes,
            },
        } })
    }

    /// Somebody who is just named needs groceries; the id.
    async fn entered(&self) -> Value {
        let person = json!({ "firstName": "Truus", "phone": "020 555 01 23" });
        let answer = self.ask("chris", ENTER, self.typed(&person, "Twee tassen")).await;
        let id = answer["data"]["enterNeed"]["need"]["id"].clone();
        assert!(id.is_string(), "{answer}");
        id
    }

    async fn told(&self, name: &str) -> Vec<Value> {
        let answer = self.ask(name, ALERTS, json!({})).await;
        let edges = answer["data"]["viewer"]["alerts"]["edges"].as_array().expect("edges").clone();
        edges.into_iter().map(|it| it["node"]["kind"].clone()).collect()
    }
}

fn made<'a>(answer: &'a Value, field: &str) -> &'a Value {
    let made = &answer["data"][field];
    assert_eq!(made["userErrors"], json!([]), "{answer}");
    made
}

#[tokio::test]
async fn somebody_who_is_just_named_is_helped() {
    let desk = Desk::new().await;
    let id = desk.entered().await;
    let of = json!({ "id": id });
    let answer = desk.ask("chris", NEED, of.clone()).await;
    let need = &answer["data"]["need"];
    assert_eq!(need["person"], json!({ "memberId": null, "profileId": null, "name": "Truus" }));
    assert_eq!(need["actions"], json!(["CHANGE", "ASK", "ASSIGN", "FINISH", "DROP"]), "{answer}");
    let suggested = need["suggestions"].as_array().expect("suggestions");
    assert_eq!(suggested.len(), 2, "{answer}");
    let codes: Vec<&Value> =
        suggested[0]["why"].as_array().expect("why").iter().map(|it| &it["code"]).collect();
    assert_eq!(codes, ["SAME_TOPIC", "DISTANCE", "LANGUAGE", "TIMES", "LOAD"]);
    assert_eq!(suggested[0]["offer"], "Boodschappen doen in de Dapperbuurt");

    let anna = desk.id("anna").await;
    let asked = desk.ask("chris", ASK, json!({ "id": id, "members": [anna] })).await;
    assert_eq!(made(&asked, "askForNeed")["need"], json!({ "state": "SUGGESTED", "asked": 1 }));
    assert_eq!(desk.told("anna").await, ["NEED_ASKED"]);
    let mine = desk.ask("anna", ASKED, json!({})).await;
    let mine = &mine["data"]["viewer"]["askedNeeds"][0];
    assert_eq!((&mine["id"], &mine["notes"]), (&id, &json!("Twee tassen")));
    assert!(!mine.to_string().contains("Truus"), "{mine}");
    let answer = desk.ask("anna", ANSWER, json!({ "id": id, "yes": true })).await;
    assert_eq!(made(&answer, "answerNeed")["asked"]["answer"], true);
    assert_eq!(desk.told("chris").await, ["NEED_ANSWERED"]);
    let none = desk.ask("anna", CONTACT, of.clone()).await;
    assert_eq!(none["data"]["readNeedContact"]["userErrors"][0]["code"], "NOT_FOUND");

    let given = desk.ask("chris", ASSIGN, json!({ "id": id, "member": anna })).await;
    let expected = json!({ "state": "ASSIGNED", "agreementId": null });
    assert_eq!(made(&given, "assignNeed")["need"], expected);
    let contact = desk.ask("anna", CONTACT, of.clone()).await;
    let expected = json!({ "name": "Truus", "phone": "020 555 01 23" });
    assert_eq!(made(&contact, "readNeedContact")["contact"], expected);
    let node = desk.ask("anna", NODE, of.clone()).await;
    assert_eq!(node["data"]["node"]["__typename"], "AskedNeed");
    let node = desk.ask("chris", NODE, of.clone()).await;
    assert_eq!(node["data"]["node"]["__typename"], "Need");
    made(&desk.ask("anna", GIVE_BACK, of.clone()).await, "giveBackNeed");
    let gone = desk.ask("anna", CONTACT, of.clone()).await;
    assert_eq!(gone["data"]["readNeedContact"]["userErrors"][0]["code"], "NOT_FOUND");
    let bram = desk.id("bram").await;
    desk.ask("chris", ASK, json!({ "id": id, "members": [bram] })).await;
    desk.ask("bram", ANSWER, json!({ "id": id, "yes": true })).await;
    made(&desk.ask("chris", ASSIGN, json!({ "id": id, "member": bram })).await, "assignNeed");
    made(&desk.ask("bram", FINISH, of.clone()).await, "finishNeed");
    let late = desk.ask("chris", CLOSE, json!({ "id": id, "ended": "DROPPED" })).await;
    assert_eq!(late["data"]["closeNeed"]["userErrors"][0]["code"], "NOT_NOW");
}

#[tokio::test]
async fn what_can_be_mended_comes_back_as_data() {
    let desk = Desk::new().await;
    let named = json!({ "firstName": "Truus", "phone": "020 555 01 23" });
    let nobody = json!({ "memberId": desk.id("anna").await });
    let both = json!({ "memberId": "mem_x", "firstName": "Truus", "phone": "1" });
    for (person, notes, field, expected) in [
        (&named, "Bel 06 12345678", "notes", "CONTACT_IN_TEXT"),
        (&json!({}), "", "person", "INVALID"),
        (&json!({ "firstName": "Truus" }), "", "phone", "INVALID"),
        (&json!({ "phone": "020 555 01 23" }), "", "firstName", "INVALID"),
        (&nobody, "", "person", "DENIED"),
        (&both, "", "person", "INVALID"),
    ] {
        let answer = desk.ask("chris", ENTER, desk.typed(person, notes)).await;
        let error = &answer["data"]["enterNeed"]["userErrors"][0];
        assert_eq!(
            (&error["field"], &error["code"]),
            (&json!(field), &json!(expected)),
            "{answer}"
        );
        let message = error["message"].as_str().expect("a sentence");
        assert!(!message.is_empty() && !message.contains("020 555"), "{message}");
    }
    let id = desk.entered().await;
    let mut input = desk.typed(&named, "Drie tassen")["input"].clone();
    let fields = input.as_object_mut().expect("fields");
    fields.remove("communityId");
    fields.remove("person");
    fields.insert("needId".to_owned(), id.clone());
    fields.insert("expectedRevision".to_owned(), json!(1));
    let changed = desk.ask("chris", CHANGE, json!({ "input": input })).await;
    assert_eq!(made(&changed, "changeNeed")["need"]["notes"], "Drie tassen");
    let stale = desk.ask("chris", CHANGE, json!({ "input": input })).await;
    let error = &stale["data"]["changeNeed"]["userErrors"][0];
    assert_eq!(*error, json!({ "field": "expectedRevision", "code": "CONFLICT" }));
    let asked = desk.ask("chris", ASK, json!({ "id": id, "members": ["mem_x"] })).await;
    let error = &asked["data"]["askForNeed"]["userErrors"][0];
    assert_eq!((&error["field"], &error["code"]), (&json!("memberIds"), &json!("INVALID")));
    desk.entered().await;
    desk.entered().await;
    let names = desk.ask("chris", NAMES, json!({})).await;
    assert!(!names.to_string().contains("Truus"), "a list has no names: {names}");
    let page = desk.ask("chris", NEEDS, json!({})).await;
    let needs = &page["data"]["community"]["needs"];
    assert_eq!(needs["edges"].as_array().expect("edges").len(), 2, "{page}");
    assert_eq!(needs["pageInfo"]["hasNextPage"], true);
    let after = json!({ "after": needs["pageInfo"]["endCursor"] });
    let page = desk.ask("chris", NEEDS, after).await;
    let needs = &page["data"]["community"]["needs"];
    assert_eq!(needs["edges"].as_array().expect("edges").len(), 1, "{page}");
    let wrong = desk.ask("chris", NEEDS, json!({ "after": "x" })).await;
    assert_eq!(code(&wrong), "BAD_USER_INPUT", "{wrong}");
    let closed = desk.ask("chris", CLOSE, json!({ "id": id, "ended": "DONE" })).await;
    assert_eq!(made(&closed, "closeNeed")["need"], json!({ "state": "DONE", "actions": [] }));
}

#[tokio::test]
async fn nobody_else_is_told_of_a_need() {
    let desk = Desk::new().await;
    let id = desk.entered().await;
    let anna = desk.id("anna").await;
    desk.ask("chris", ASK, json!({ "id": id, "members": [anna] })).await;
    let nothing = json!("ned_0000000000000000000000001X");
    for name in ["anna", "bram", "nobody"] {
        // What is there looks like what is not; but for what she was asked.
        for id in [&id, &nothing] {
            let of = json!({ "id": id });
            let needs = desk.ask(name, NEEDS, json!({})).await;
            assert_eq!(needs["data"]["community"]["needs"], Value::Null, "{needs}");
            assert_eq!(desk.ask(name, NEED, of.clone()).await["data"]["need"], Value::Null);
            let node = desk.ask(name, NODE, of.clone()).await;
            let is_asked = name == "anna" && *id != nothing;
            assert_eq!(node["data"]["node"].is_null(), !is_asked, "{node}");
            for (document, field, more) in [
                (ASK, "askForNeed", json!({ "id": id, "members": [anna] })),
                (ASSIGN, "assignNeed", json!({ "id": id, "member": anna })),
                (CLOSE, "closeNeed", json!({ "id": id, "ended": "DONE" })),
                (CONTACT, "readNeedContact", of.clone()),
                (FINISH, "finishNeed", of.clone()),
                (GIVE_BACK, "giveBackNeed", of.clone()),
            ] {
                let answer = desk.ask(name, document, more).await;
                match name {
                    "nobody" => assert_eq!(code(&answer), "UNAUTHENTICATED", "{answer}"),
                    _ if is_asked && matches!(field, "finishNeed" | "giveBackNeed") => {
                        assert_eq!(answer["data"][field]["userErrors"][0]["code"], "NOT_NOW");
                    }
                    _ => {
                        let error = &answer["data"][field]["userErrors"][0]["code"];
                        assert_eq!(error, "NOT_FOUND", "{name} {answer}");
                    }
                }
            }
        }
    }
    let mine = desk.ask("bram", ASKED, json!({})).await;
    assert_eq!(mine["data"]["viewer"]["askedNeeds"], json!([]));
    // Whoever coordinates no more is told nothing from then on.
    desk.organise("chris", json!([])).await;
    let of = json!({ "id": id });
    assert_eq!(desk.ask("chris", NEED, of.clone()).await["data"]["need"], Value::Null);
    assert_eq!(desk.ask("chris", NODE, of).await["data"]["node"], Value::Null);
}

#[tokio::test]
async fn what_a_neighbour_takes_along_has_no_contact_of_others() {
    let desk = Desk::new().await;
    let id = desk.entered().await;
    let anna = desk.id("anna").await;
    desk.ask("chris", ASK, json!({ "id": id, "members": [anna] })).await;
    desk.ask("anna", ANSWER, json!({ "id": id, "yes": true })).await;
    made(&desk.ask("chris", ASSIGN, json!({ "id": id, "member": anna })).await, "assignNeed");
    made(&desk.ask("anna", CONTACT, json!({ "id": id })).await, "readNeedContact");
    for name in ["anna", "chris"] {
        let data = desk.ask(name, "{ viewer { data } }", json!({})).await.to_string();
        assert!(!data.contains("Truus") && !data.contains("555 01 23"), "{name}: {data}");
    }
}
