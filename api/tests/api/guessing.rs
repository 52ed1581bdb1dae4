//! No mutation does anything to what is somebody else's, whoever sends its real id.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use crate::actors::outcome;
use crate::crowd::House;
use crate::fields::{all_done, mutation};
use crate::harness::App;

/// Who has no business with any of it: somebody who is nothing to the neighbour, and a steward who
/// is kept out.
const STRANGERS: [&str; 2] = ["stranger", "frozen"];

/// Mutations that name what is another's and are for everybody, with the reason.
const FOR_ALL: [(&str, &str); 6] = [
    ("answerStreetRound", "it says what the asker saw, and changes no fact of the place"),
    ("reportListing", "it only asks: nothing changes until somebody decides"),
    ("claimListing", "saying so only asks: the place stays whose it is until it is shown"),
    ("joinCommunity", "it is the asker's own belonging that it changes"),
    ("leaveCommunity", "it is the asker's own belonging that it changes"),
    ("acceptAgreements", "it is the asker's own word, also of who is kept out"),
];

/// Where who is named by a short name is nobody to the asker, which is no other answer than that
/// nobody is called so.
const BY_SHORT_NAME: [&str; 2] = ["giveMandate", "vouchFor"];

/// What counts tries and remembers who is signed in: asking writes there, and nowhere else.
const OF_ASKING: [&str; 3] = ["attempts", "sessions", "session_secrets"];

#[tokio::test]
async fn nobody_changes_what_is_anothers_by_a_guessed_id() {
    let house = House::lived_in().await;
    let before = state(&house.app).await;
    for stranger in STRANGERS {
        for (name, input) in all_done() {
            let is_for_all = FOR_ALL.iter().any(|(it, reason)| it == name && !reason.is_empty());
            if is_for_all || !input.contains('$') {
                continue;
            }
            let field = name.split(' ').next().unwrap_or_default();
            let document = house.filled(&mutation(field, input));
            let answer = house.ask(&house.app, stranger, &document).await;
            let code = outcome(&answer, &[field]);
            let refused = match code.as_str() {
                "DENIED" | "NOT_FOUND" => true,
                "INVALID" => BY_SHORT_NAME.contains(name),
                _ => false,
            };
            assert!(refused, "{stranger}, {name}: {answer}");
            let after = state(&house.app).await;
            let changed: Vec<&String> =
                after.keys().filter(|it| after[*it] != before[*it]).collect();
            assert!(changed.is_empty(), "{stranger}, {name} wrote to {changed:?}");
        }
    }
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
        let inputs = inputs.into_iter().flatten().map(text);
        let named = |it: &String| it.ends_with("Id") || ["handle", "subject"].contains(&&**it);
        for input in inputs.filter(named) {
            let mut rows = all_done();
            let row = rows.find(|(it, _)| *it == name).expect("it is in the table").1;
            let is_real = row.contains(&format!("{input}: \"$")) || row.contains("\"joke\"");
            assert!(is_real, "{name} names no real {input}: {row}");
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
        let columns = format!("select 'quote(' || name || ')' from pragma_table_info('{table}')");
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
