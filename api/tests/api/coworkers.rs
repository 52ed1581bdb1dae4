//! Asking somebody by mail to keep a listing along, through the API.

use serde_json::{Value, json};

use crate::harness::code;
use crate::people::{ask, settled};

const INVITE: &str = "mutation I($l: ID!, $e: String!) { inviteCoworker(input: {listingId: $l, \
    email: $e, role: EDITOR, language: NL}) { invitation { id listingId email role createdAt endsAt } \
    userErrors { field code message } } }";
const ACCEPT: &str = "mutation A($s: String!) { acceptCoworkerInvitation(input: {secret: $s}) { \
    listing { id name } userErrors { field code message } } }";
const WITHDRAW: &str = "mutation W($l: ID!, $i: ID!) { withdrawCoworkerInvitation(input: \
    {listingId: $l, invitationId: $i}) { userErrors { code } } }";
const MINE: &str = "{ viewer { coworkerInvitations { id listingId email role } \
    listings { edges { role node { id } } } } }";

const PEOPLE: &str = "query P($l: ID!) { node(id: $l) { ... on Listing { \
    coworkers { name handle role } coworkerInvitations { id email role } } } }";

/// The secret of the link in a letter.
fn secret(letter: &str) -> String {
    let rest = letter.split("/medewerker/link/").nth(1).expect("a link");
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}

fn error<'a>(answer: &'a Value, field: &str) -> (&'a Value, &'a Value) {
    let error = &answer["data"][field]["userErrors"][0];
    (&error["field"], &error["code"])
}

#[tokio::test]
async fn whoever_was_asked_keeps_a_listing_along() {
    let app = settled().await;
    let shop = ask(&app, "merchant", MINE, json!({})).await;
    let shop = shop["data"]["viewer"]["listings"]["edges"][0]["node"]["id"].clone();
    let to = "bea@voorbeeld.nl";
    let asked = |email: &str| json!({ "l": shop, "e": email });
    let denied = ask(&app, "member", INVITE, asked(to)).await;
    assert_eq!(error(&denied, "inviteCoworker").1, "DENIED");
    let visitor = ask(&app, "visitor", INVITE, asked(to)).await;
    assert_eq!(code(&visitor), "UNAUTHENTICATED");
    let odd = ask(&app, "merchant", INVITE, asked("geen adres")).await;
    assert_eq!(error(&odd, "inviteCoworker"), (&json!("email"), &json!("INVALID")));

    // Bea is a member and nobody else has the other address: what is answered is alike.
    let [known, unknown] = [to, "niemand@voorbeeld.nl"].map(asked);
    let known = ask(&app, "merchant", INVITE, known).await["data"]["inviteCoworker"].clone();
    let unknown = ask(&app, "merchant", INVITE, unknown).await["data"]["inviteCoworker"].clone();
    for answer in [&known, &unknown] {
        assert_eq!(answer["userErrors"], json!([]), "{answer}");
        assert_eq!(
            (&answer["invitation"]["role"], &answer["invitation"]["listingId"]),
            (&json!("EDITOR"), &shop)
        );
    }
    let sent = ask(&app, "merchant", MINE, json!({})).await;
    assert_eq!(sent["data"]["viewer"]["coworkerInvitations"].as_array().map(Vec::len), Some(2));
    let got = ask(&app, "operator", MINE, json!({})).await;
    assert_eq!(got["data"]["viewer"]["coworkerInvitations"][0]["id"], known["invitation"]["id"]);

    // Who keeps it sees who else does, its owner whom they asked, and nobody else either.
    let seen = async |who: &str| {
        let seen = ask(&app, who, PEOPLE, json!({ "l": shop })).await["data"]["node"].clone();
        (seen["coworkers"].clone(), seen["coworkerInvitations"].clone())
    };
    let (keepers, waiting) = seen("merchant").await;
    assert_eq!(keepers[0]["role"], "OWNER", "{keepers}");
    assert_eq!(waiting.as_array().map(Vec::len), Some(2), "{waiting}");
    for who in ["visitor", "member"] {
        assert_eq!(seen(who).await, (Value::Null, Value::Null), "{who}");
    }

    let letters = app.mails().await;
    let letter = letters.iter().find(|it| it.contains(&format!("To: {to}"))).expect("a letter");
    let secret = json!({ "s": secret(letter) });
    let stranger = ask(&app, "member", ACCEPT, secret.clone()).await;
    assert_eq!(error(&stranger, "acceptCoworkerInvitation"), (&json!("secret"), &json!("INVALID")));
    let done = ask(&app, "operator", ACCEPT, secret.clone()).await;
    assert_eq!(done["data"]["acceptCoworkerInvitation"]["listing"]["id"], shop, "{done}");
    let mine = ask(&app, "operator", MINE, json!({})).await;
    assert_eq!(mine["data"]["viewer"]["listings"]["edges"][0]["role"], "EDITOR");
    let (keepers, waiting) = seen("operator").await;
    assert_eq!((keepers.as_array().map(Vec::len), waiting), (Some(2), Value::Null));
    let twice = ask(&app, "operator", ACCEPT, secret).await;
    assert_eq!(error(&twice, "acceptCoworkerInvitation").1, "INVALID");

    let other = json!({ "l": shop, "i": unknown["invitation"]["id"] });
    let stranger = ask(&app, "operator", WITHDRAW, other.clone()).await;
    assert_eq!(error(&stranger, "withdrawCoworkerInvitation").1, "DENIED", "an editor asks nobody");
    let gone = ask(&app, "merchant", WITHDRAW, other.clone()).await;
    assert_eq!(gone["data"]["withdrawCoworkerInvitation"]["userErrors"], json!([]));
    let twice = ask(&app, "merchant", WITHDRAW, other).await;
    assert_eq!(error(&twice, "withdrawCoworkerInvitation").1, "NOT_FOUND");
}
