//! How much of a post is left, what is told of when, and members who are younger than sixteen, by
//! GraphQL.

use serde_json::{Value, json};

use crate::board::{Street, groceries};
use crate::people::{ask, settled, token};

const LEFT: &str = "query($id: ID!) { post(id: $id) { left canReply createdAt renewedAt } }";

#[tokio::test]
async fn what_is_agreed_is_not_left_and_takes_no_replies() {
    let street = Street::new().await;
    let (post, id) = street.agreement().await;
    let asked = json!({ "id": post });
    let before = street.ask("chris", LEFT, asked.clone()).await;
    assert_eq!(before["data"]["post"]["left"], 1, "{before}");
    assert_eq!(before["data"]["post"]["canReply"], true);
    let agree = "mutation($id: ID!) { agree(input: {agreementId: $id, from: \
        \"2026-11-26T10:00:00+01:00\", until: \"2026-11-26T11:00:00+01:00\"}) { agreement { state \
        withParent } } }";
    let agreed = street.ask("anna", agree, json!({ "id": id })).await;
    assert_eq!(agreed["data"]["agree"]["agreement"]["withParent"], false, "{agreed}");
    let taken = street.ask("chris", LEFT, asked.clone()).await;
    assert_eq!(taken["data"]["post"]["left"], 0, "{taken}");
    assert_eq!(taken["data"]["post"]["canReply"], false);
    let cancel = "mutation($id: ID!) { cancel(input: {agreementId: $id, reason: \"Ziek\"}) \
        { agreement { state } userErrors { code } } }";
    let off = street.ask("bram", cancel, json!({ "id": id })).await;
    assert_eq!(off["data"]["cancel"]["agreement"]["state"], "CANCELLED", "{off}");
    let again = street.ask("chris", LEFT, asked).await;
    assert_eq!(again["data"]["post"]["left"], 1, "{again}");
}

#[tokio::test]
async fn who_does_not_know_whose_a_post_is_is_told_of_days_alone() {
    let street = Street::new().await;
    let (post, _) = street.publish("anna", groceries()).await;
    let of = async |who: &str| {
        let told = street.ask(who, LEFT, json!({ "id": post })).await;
        let at = |field: &str| told["data"]["post"][field].as_str().unwrap_or_default().to_owned();
        [at("createdAt"), at("renewedAt")]
    };
    let own = of("anna").await;
    for who in ["nobody", "bram"] {
        let told = of(who).await;
        assert_ne!(told, own, "{who}");
        assert!(told.iter().all(|it| it.contains(":00:00")), "{who}: {told:?}");
    }
}

#[tokio::test]
async fn a_parent_posts_for_a_child_and_not_everything() {
    let app = settled().await;
    let here = ask(&app, "organiser", "{ community(slug: \"oost\") { id } }", json!({})).await;
    let of = &here["data"]["community"]["id"];
    let register = "mutation($input: RegisterMemberInput!) { registerMember(input: $input) { \
        registered { person { profileId } sixteenOn } userErrors { field code message } } }";
    let input = |day: &str, parent: &str| {
        json!({ "input": { "communityId": of, "name": "Sem", "signedOn": "2026-11-20",
            "child": { "sixteenOn": day, "parent": parent } } })
    };
    for (day, parent, field) in
        [("2020-01-01", "joke", "child.sixteenOn"), ("2030-05-01", "niemand", "child.parent")]
    {
        let wrong = ask(&app, "organiser", register, input(day, parent)).await;
        let error = &wrong["data"]["registerMember"]["userErrors"][0];
        assert_eq!(
            (&error["field"], &error["code"]),
            (&json!(field), &json!("INVALID")),
            "{wrong}"
        );
    }
    let made = ask(&app, "organiser", register, input("2030-05-01", "joke")).await;
    let made = &made["data"]["registerMember"]["registered"];
    assert_eq!(made["sixteenOn"], "2030-05-01", "{made}");
    let profile = made["person"]["profileId"].as_str().expect("a profile");
    let parent = token(&app, "steward").await.expect("a member");
    let publish = "mutation($input: PublishPostInput!) { publishPost(input: $input) { post { id } \
        userErrors { field code message } } }";
    let mut post = groceries();
    let refused =
        app.ask_acting((&parent, Some(profile)), publish, json!({ "input": post })).await.json();
    let error = &refused["data"]["publishPost"]["userErrors"][0];
    assert_eq!(error["code"], "CHILD", "{refused}");
    assert!(error["message"].as_str().is_some_and(|it| it.contains("16")), "{refused}");
    (post["subject"], post["category"]) = (json!("ITEM"), json!("kids"));
    let put =
        app.ask_acting((&parent, Some(profile)), publish, json!({ "input": post })).await.json();
    assert_ne!(put["data"]["publishPost"]["post"], Value::Null, "{put}");
}
