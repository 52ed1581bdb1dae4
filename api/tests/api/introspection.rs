//! Tools read the schema by asking for it, with queries that are some 13 levels deep.

use serde_json::json;

use crate::harness::App;

/// As deep and as wide as the tools ask: nine levels of types within types.
fn introspection() -> String {
    let within =
        (0..9).fold("kind name".to_owned(), |inner, _| format!("kind name ofType {{ {inner} }}"));
    format!(
        "query Introspect {{ __schema {{ description queryType {{ name kind }} mutationType {{ name }} \
         subscriptionType {{ name }} types {{ ...Whole }} directives {{ name description \
         isRepeatable locations args(includeDeprecated: true) {{ ...Input }} }} }} }} \
         fragment Whole on __Type {{ kind name description specifiedByURL isOneOf \
         fields(includeDeprecated: true) {{ name description args(includeDeprecated: true) \
         {{ ...Input }} type {{ ...Within }} isDeprecated deprecationReason }} \
         inputFields(includeDeprecated: true) {{ ...Input }} interfaces {{ ...Within }} \
         enumValues(includeDeprecated: true) {{ name description isDeprecated \
         deprecationReason }} possibleTypes {{ ...Within }} }} \
         fragment Input on __InputValue {{ name description type {{ ...Within }} defaultValue \
         isDeprecated deprecationReason }} fragment Within on __Type {{ {within} }}"
    )
}

#[tokio::test]
async fn tools_can_read_the_schema() {
    let app = App::empty().await;
    let answer = app.ask(&introspection(), json!({})).await;
    assert!(answer.get("errors").is_none(), "{}", answer["errors"]);
    let types = answer["data"]["__schema"]["types"].as_array().expect("types");
    let names: Vec<&str> = types.iter().filter_map(|it| it["name"].as_str()).collect();
    for name in ["Query", "Listing", "NearInput", "OpenInput", "ListingFilter", "DateTime"] {
        assert!(names.contains(&name), "{name}");
    }
    assert!(app.ask_by_get(&introspection()).await.status.is_success());
}
