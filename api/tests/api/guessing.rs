//! No mutation does anything to what is somebody else's, whoever sends its real id.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use crate::actors::outcome;
use crate::crowd::{House, Step};
use crate::fields::{all_done, mutation};
use crate::harness::App;

/// Who has no business with any of it: somebody who is nothing to the neighbour, a steward who is
/// kept out, and who may do all of it elsewhere.
const STRANGERS: [&str; 3] = ["stranger", "frozen", "elsewhere"];

/// Somebody runs a community in another area and coordinates help there, and owns a place in it: no
/// door keeps them out for being nobody anywhere, only for what this is about.
const ELSEWHERE: [Step; 7] = [
    ("elsewhere", "{ viewer { id } }", &[("$runner", "/viewer/id")]),
    ("visitor", r#"{ area(slug: "czaar-peterbuurt") { id } }"#, &[("$away", "/area/id")]),
    (
        "operator",
        r#"foundCommunity(settings: {name: "Czaar Peter", kind: NEIGHBOURHOOD, areaId: "$away", languages: [NL], joining: OPEN}) { community { id } }"#,
        &[("$quarter", "/community/id")],
    ),
    ("elsewhere", r#"joinCommunity(communityId: "$quarter", acceptVersion: 0)"#, &[]),
    (
        "operator",
        r#"setRole(communityId: "$quarter", memberId: "$runner", role: ORGANISER, reason: "Zo.")"#,
        &[],
    ),
    (
        "operator",
        r#"setPermissionSets(communityId: "$quarter", memberId: "$runner", permissionSets: [HELP_COORDINATOR], reason: "Zo.")"#,
        &[],
    ),
    (
        "elsewhere",
        r#"addListing(name: "Ver weg", kind: SHOP, location: {latitude: 52.3693, longitude: 4.9291}, ignoreDuplicates: true) { listing { id } }"#,
        &[("$far", "/listing/id")],
    ),
];
/// The place is theirs, as somebody saw at its counter.
const OWNING: [Step; 2] = [
    (
        "elsewhere",
        r#"claimListing(listingId: "$far", proof: COUNTER_CODE) { code }"#,
        &[("$farCode", "/code")],
    ),
    ("operator", r#"showClaim(listingId: "$far", code: "$farCode")"#, &[]),
];

/// Mutations that name what is another's and are for everybody, with the reason.
const FOR_ALL: [(&str, &str); 8] = [
    ("answerStreetRound", "it says what the asker saw, and changes no fact of the place"),
    ("reportListing", "it only asks: nothing changes until somebody decides"),
    ("claimListing", "saying so only asks: the place stays whose it is until it is shown"),
    ("joinCommunity", "it is the asker's own belonging that it changes"),
    ("leaveCommunity", "it is the asker's own belonging that it changes"),
    ("acceptAgreements", "it is the asker's own word, also of who is kept out"),
    ("blockMember", "it is the asker's own sight that it changes"),
    ("unblockMember", "it is the asker's own sight that it changes"),
];

/// Where who is named by a short name is nobody to the asker, which is no other answer than that
/// nobody is called so.
const BY_SHORT_NAME: [&str; 2] = ["giveMandate", "vouchFor"];

/// What counts tries: asking writes there.
const OF_ASKING: [&str; 1] = ["attempts"];
/// When a session was last seen: asking writes that, and nothing else of it.
const SEEN: &str = "last_seen_at";

#[tokio::test]
async fn nobody_changes_what_is_anothers_by_a_guessed_id() {
    let mut house = House::lived_in().await;
    house.steps(&ELSEWHERE).await;
    house.steps(&OWNING).await;
    let before = state(&house.app).await;
    for stranger in STRANGERS {
        for (name, input) in guesses(stranger) {
            let field = name.split(' ').next().unwrap_or_default();
            let document = house.filled(&mutation(field, &input));
            let answer = house.ask(&house.app, stranger, &document).await;
            let code = outcome(&answer, &[field]);
            let refused = match code.as_str() {
                "DENIED" | "NOT_FOUND" => true,
                "INVALID" => BY_SHORT_NAME.contains(&name),
                _ => false,
            };
            assert!(refused, "{stranger}, {name}({input}): {answer}");
            let after = state(&house.app).await;
            let changed: Vec<&String> =
                after.keys().filter(|it| after[*it] != before[*it]).collect();
            assert!(changed.is_empty(), "{stranger}, {name}({input}) wrote to {changed:?}");
        }
    }
}

/// The door of whoever may do all of it elsewhere opens: else only the door was tried.
#[tokio::test]
async fn who_guesses_may_do_it_at_home() {
    let mut house = House::lived_in().await;
    house.steps(&ELSEWHERE).await;
    house.steps(&OWNING).await;
    let at_home: [Step; 4] = [
        ("elsewhere", r#"editListing(listingId: "$far", tags: ["ver"])"#, &[]),
        ("elsewhere", r#"setPosters(communityId: "$quarter", posters: 3)"#, &[]),
        (
            "elsewhere",
            r#"registerMember(communityId: "$quarter", name: "Jan", signedOn: "2026-11-20") { registered { person { memberId } } }"#,
            &[("$jan", "/registered/person/memberId")],
        ),
        ("elsewhere", r#"forgetRegisteredMember(communityId: "$quarter", memberId: "$jan")"#, &[]),
    ];
    house.steps(&at_home).await;
    let desk = "{ queue { counts { count } } reports { node { id } } }";
    let answer = house.ask(&house.app, "elsewhere", desk).await;
    assert!(
        answer["data"]["queue"].is_object() && answer["data"]["reports"].is_array(),
        "{answer}"
    );
}

/// What a stranger sends: everything that names what is another's, and, where they run a community
/// themselves, the same as if it were about that.
fn guesses(stranger: &str) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for (name, input) in all_done() {
        let is_for_all = FOR_ALL.iter().any(|(it, reason)| it == name && !reason.is_empty());
        if is_for_all || !input.contains('$') {
            continue;
        }
        all.push((*name, (*input).to_owned()));
        let at_home = input.replace("$community", "$quarter");
        let names_more = at_home.replace("$quarter", "").contains('$');
        if stranger == "elsewhere" && at_home != *input && names_more {
            all.push((*name, at_home));
        }
    }
    all
}

/// Every input that names a thing does so by the real id of one in the house.
#[tokio::test]
async fn what_is_guessed_is_there() {
    let app = App::empty().await;
    let of_inputs = "{ __schema { mutationType { fields { name args { type { ofType { \
        inputFields { name } } } } } } } }";
    let answer = app.ask(of_inputs, json!({})).await;
    let fields = answer["data"]["__schema"]["mutationType"]["fields"].as_array().expect("fields");
    let text = |value: &Value| value["name"].as_str().expect("a name").to_owned();
    for field in fields {
        let name = text(field);
        let inputs = field["args"][0]["type"]["ofType"]["inputFields"].as_array();
        // What a post is about is a word, and no thing of anybody's.
        let is_word = |it: &String| name == "publishPost" && it == "subject";
        let inputs = inputs.into_iter().flatten().map(text).filter(|it| !is_word(it));
        let named = |it: &String| it.ends_with("Id") || ["handle", "subject"].contains(&&**it);
        for input in inputs.filter(named) {
            let real =
                |row: &str| row.contains(&format!("{input}: \"$")) || row.contains("\"joke\"");
            // What is about one of several things has a row for each.
            let is_real = all_done().any(|(it, row)| *it == name && real(row));
            assert!(is_real, "{name} names no real {input}");
        }
    }
}

/// All that is kept, a text for each table.
async fn state(app: &App) -> BTreeMap<String, String> {
    let tables = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";
    let mut state = BTreeMap::new();
    for table in texts(app, tables).await {
        if OF_ASKING.contains(&table.as_str()) {
            continue;
        }
        let columns = format!(
            "select 'quote(' || name || ')' from pragma_table_info('{table}') where name <> '{SEEN}'"
        );
        let columns = texts(app, &columns).await.join(" || ',' || ");
        let rows = texts(app, &format!("select {columns} from {table} order by 1")).await;
        state.insert(table, rows.join("\n"));
    }
    assert!(state.len() > 40 && !state["listings"].is_empty(), "{:?}", state.keys());
    state
}

async fn texts(app: &App, question: &str) -> Vec<String> {
    let db = app.parts.domain.db.reader();
    let statement = Statement::from_string(db.get_database_backend(), question);
    let rows = db.query_all_raw(statement).await.expect("it is read");
    rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
}
