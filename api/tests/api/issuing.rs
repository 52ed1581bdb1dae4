//! Issuing by GraphQL alone: a budget that two decide, handing out of it, and handing in for euros.

use koop_domain::ledger::account::Limits;
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::currencies::{self, CurrencyDraft};
use serde_json::{Value, json};

use crate::crowd::{House, Step};
use crate::ledger::draft;

/// Who decides beside the organiser, who hands out, and who has a shop.
const PEOPLE: [Step; 5] = [
    ("steward", "{ viewer { id } }", &[("$steward", "/viewer/id")]),
    (
        "operator",
        r#"setRole(communityId: "$community", memberId: "$steward", role: ORGANISER, reason: "Zo.")"#,
        &[],
    ),
    (
        "issuer",
        r#"makeProfile(kind: ORGANISATION, name: "Vrijwilligers") { profile { id } }"#,
        &[("$as-issuer", "/profile/id")],
    ),
    (
        "helper",
        r#"makeProfile(kind: MERCHANT, name: "Bakkerij Noor") { profile { id } }"#,
        &[("$as-helper", "/profile/id")],
    ),
    (
        "helper",
        r#"openAccount(currency: "DAPPER") { account { id } }"#,
        &[("$shop", "/account/id")],
    ),
];

const PROPOSE: &str = r#"mutation { proposeIssue(input: {currency: "DAPPER", plan: {budget: {profileId: "$as-issuer", from: "2026-11-01"}}, amount: "10", reason: "Voor vrijwilligers"}) { proposal { id kind state isMine amount { amount currency } from } rejected { code } userErrors { field code } } }"#;
const CONFIRM: &str = r#"mutation { confirmIssue(input: {proposalId: "$proposal"}) { proposal { id state } rejected { code } userErrors { code } } }"#;
const BUDGETS: &str = "{ viewer { handoutBudgets { id name granted { amount } spent { amount } \
    left { amount } versions { amount { amount } reason } handouts { amount { amount } purpose \
    isReversed } } } }";
const HAND_OUT: &str = r#"mutation { handOut(input: {id: "00000000-0000-4000-8000-000000000301", budgetId: "$budget", to: {account: "$shop"}, amount: "7.50", purpose: "Zaal geveegd"}) { handout { transferId amount { amount currency } purpose } rejected { code } userErrors { field code } } }"#;
const REDEEM: &str = r#"mutation { redeem(input: {id: "00000000-0000-4000-8000-000000000302", from: "$shop", amount: "5"}) { redemption { id state euros amount { amount } } rejected { code } userErrors { field code } } }"#;
const OF_DESK: &str = r#"{ currencyIssuing(code: "DAPPER") { proposals { state } budgets { name } redemptions { state euros } } }"#;

/// The house in which somebody of every kind lives, with a currency that is issued.
async fn desk() -> House {
    let mut house = House::lived_in().await;
    let community = house.filled("$community");
    let drawn = CurrencyDraft {
        code: "DAPPER".to_owned(),
        symbol: "D".to_owned(),
        kind: CurrencyKind::Issued,
        euro_cents: Some(1_000),
        step: 50,
        limits: Limits { min: Some(0), max: None },
        soft: Limits::NONE,
        ..draft(&community)
    };
    let (ctx, domain) = (house.app.operator(), house.app.parts.domain.clone());
    let made = currencies::create(&ctx, &domain, drawn).await.expect("a currency");
    currencies::switch(&ctx, &domain, (made.id, 1), true).await.expect("it is on");
    house.steps(&PEOPLE).await;
    house
}

impl House {
    async fn asks(&self, who: &str, document: &str) -> Value {
        self.ask(&self.app, who, &self.filled(document)).await["data"].clone()
    }

    fn knows(&mut self, name: &'static str, id: &Value) {
        self.known.insert(name, id.as_str().expect("an id").to_owned());
    }
}

#[tokio::test]
async fn a_budget_is_decided_by_two_handed_out_once_and_handed_in_for_euros() {
    let mut house = desk().await;
    let proposed = house.asks("organiser", PROPOSE).await["proposeIssue"].clone();
    let it = &proposed["proposal"];
    assert_eq!(
        (&it["kind"], &it["state"], &it["isMine"]),
        (&json!("BUDGET"), &json!("WAITING"), &json!(true)),
        "{proposed}"
    );
    assert_eq!(it["amount"], json!({ "amount": "10.00", "currency": "DAPPER" }));
    house.knows("$proposal", &it["id"]);
    let alone = house.asks("organiser", CONFIRM).await;
    assert_eq!(alone["confirmIssue"]["userErrors"][0]["code"], "DENIED", "{alone}");
    let confirmed = house.asks("steward", CONFIRM).await;
    assert_eq!(confirmed["confirmIssue"]["proposal"]["state"], "CONFIRMED", "{confirmed}");
    assert_eq!(house.asks("steward", CONFIRM).await, confirmed, "sent again, answered the same");

    let told = house.asks("issuer", BUDGETS).await;
    let budget = told["viewer"]["handoutBudgets"][0].clone();
    assert_eq!(
        (&budget["name"], &budget["left"]["amount"]),
        (&json!("Vrijwilligers"), &json!("10.00")),
        "{told}"
    );
    house.knows("$budget", &budget["id"]);
    let given = house.asks("issuer", HAND_OUT).await;
    assert_eq!(given["handOut"]["handout"]["amount"]["amount"], "7.50", "{given}");
    assert_eq!(house.asks("issuer", HAND_OUT).await, given, "once");
    let other = house.asks("issuer", &HAND_OUT.replace("7.50", "1.00")).await;
    assert_eq!(other["handOut"]["rejected"]["code"], "EXISTS_WITH_DIFFERENT_CONTENT", "{other}");
    let much = house.asks("issuer", &HAND_OUT.replace("000301", "000303")).await;
    let much = &much["handOut"];
    assert_eq!(
        (&much["userErrors"][0]["field"], &much["rejected"]),
        (&json!("amount"), &Value::Null)
    );
    let told = house.asks("issuer", BUDGETS).await;
    let budget = &told["viewer"]["handoutBudgets"][0];
    assert_eq!(
        (&budget["spent"]["amount"], &budget["handouts"][0]["purpose"]),
        (&json!("7.50"), &json!("Zaal geveegd"))
    );

    let asked = house.asks("helper", REDEEM).await;
    let it = asked["redeem"]["redemption"].clone();
    assert_eq!((&it["state"], &it["euros"]), (&json!("ASKED"), &json!("50.00")), "{asked}");
    assert_eq!(house.asks("helper", REDEEM).await, asked, "once");
    house.knows("$redemption", &it["id"]);
    let does = |verb: &str| {
        format!(
            r#"mutation {{ {verb}(input: {{redemptionId: "$redemption"}}) {{ redemption {{ state }} rejected {{ code }} userErrors {{ code }} }} }}"#
        )
    };
    let strangers = house.asks("member", &does("approveRedemption")).await;
    assert_eq!(strangers["approveRedemption"]["userErrors"][0]["code"], "DENIED", "{strangers}");
    for (who, verb, state) in
        [("organiser", "approveRedemption", "APPROVED"), ("steward", "payRedemption", "PAID")]
    {
        let done = house.asks(who, &does(verb)).await;
        assert_eq!(done[verb]["redemption"]["state"], state, "{done}");
    }
    let late = house.asks("helper", &does("takeBackRedemption")).await;
    assert_eq!(late["takeBackRedemption"]["userErrors"][0]["code"], "INVALID", "{late}");
    let desk = house.asks("organiser", OF_DESK).await;
    let expected = json!({ "proposals": [{ "state": "CONFIRMED" }], "budgets": [{ "name": "Vrijwilligers" }], "redemptions": [{ "state": "PAID", "euros": "50.00" }] });
    assert_eq!(desk["currencyIssuing"], expected);
    assert_eq!(house.asks("issuer", OF_DESK).await["currencyIssuing"], Value::Null);
}
