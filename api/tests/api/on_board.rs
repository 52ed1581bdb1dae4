//! What neighbours put on the board, and what stands in the books, of the house in which somebody of
//! every kind lives.

use crate::crowd::Step;

/// What stands on the board, is agreed and was said of it.
pub(crate) const ON_BOARD: [Step; 14] = [
    (
        "neighbour",
        r#"publishPost(direction: OFFER, subject: HELP, category: "groceries", title: "Boodschappen doen", terms: [{kind: GIFT}], place: {latitude: 52.362, longitude: 4.929}, capacity: 3) { post { id postedBy { id } } }"#,
        &[("$post", "/post/id"), ("$author", "/post/postedBy/id")],
    ),
    (
        "neighbour",
        r#"publishPost(direction: OFFER, subject: ITEM, category: "tools", title: "Boormachine te leen", terms: [{kind: GIFT}], place: {latitude: 52.362, longitude: 4.929}, audience: PUBLIC) { post { id } }"#,
        &[("$public", "/post/id")],
    ),
    (
        "neighbour",
        r#"publishPost(direction: REQUEST, subject: HELP, category: "tech", title: "Wie helpt met de printer?", terms: [{kind: GIFT}], place: {latitude: 52.362, longitude: 4.929}, audience: CONFIRMED) { post { id } }"#,
        &[("$confirmed", "/post/id")],
    ),
    (
        "neighbour",
        r#"publishPost(direction: OFFER, subject: ITEM, category: "other", title: "Pistool te koop", terms: [{kind: GIFT}], place: {latitude: 52.362, longitude: 4.929}) { post { id state } }"#,
        &[("$review", "/post/id")],
    ),
    (
        "helper",
        r#"replyToPost(postId: "$post", message: "Graag donderdag") { agreement { id } }"#,
        &[("$agreement", "/agreement/id")],
    ),
    (
        "helper",
        r#"replyToPost(postId: "$public", message: "Mag ik hem lenen?") { agreement { id } }"#,
        &[("$disputed", "/agreement/id")],
    ),
    (
        "neighbour",
        r#"agree(agreementId: "$disputed", from: "2026-11-22T10:00:00+01:00", until: "2026-11-22T11:00:00+01:00")"#,
        &[],
    ),
    ("helper", r#"dispute(agreementId: "$disputed", reason: "Er was niemand.")"#, &[]),
    (
        "helper",
        r#"reportPost(postId: "$post", reason: OTHER) { reportId }"#,
        &[("$complaint", "/reportId")],
    ),
    ("neighbour", r#"sendMessage(agreementId: "$agreement", text: "Welkom")"#, &[]),
    ("neighbour", r#"setAlertMails(mails: WEEKLY)"#, &[]),
    (
        "neighbour",
        r#"saveSearch(text: "bakfiets", near: {latitude: 52.362, longitude: 4.929}) { savedSearch { id } }"#,
        &[("$search", "/savedSearch/id")],
    ),
    (
        "organiser",
        r#"enterNeed(communityId: "$community", person: {firstName: "Truus", phone: "020 555 01 23"}, need: {category: "groceries", place: {latitude: 52.362, longitude: 4.929}, urgency: THIS_WEEK}) { need { id } }"#,
        &[("$need", "/need/id")],
    ),
    ("organiser", r#"askForNeed(needId: "$need", memberIds: ["$neighbour"])"#, &[]),
];

/// Who has an account, and what was paid, asked and set apart.
pub(crate) const ON_BOOKS: [Step; 10] = [
    (
        "neighbour",
        r#"openAccount(currency: "LAT") { account { id } }"#,
        &[("$account", "/account/id")],
    ),
    (
        "helper",
        r#"openAccount(currency: "LAT") { account { id } }"#,
        &[("$helperAccount", "/account/id")],
    ),
    (
        "neighbour",
        r#"pay(id: "00000000-0000-4000-8000-000000000001", from: "$account", to: {account: "$helperAccount"}, amount: "1.00", purpose: "Taart") { transfer { id } }"#,
        &[("$transfer", "/transfer/id")],
    ),
    (
        "helper",
        r#"requestPayment(id: "00000000-0000-4000-8000-000000000002", from: {account: "$account"}, to: "$helperAccount", amount: "2.00") { request { id code } }"#,
        &[("$request", "/request/id"), ("$requested", "/request/code")],
    ),
    (
        "helper",
        r#"requestPayment(id: "00000000-0000-4000-8000-000000000003", to: "$helperAccount", amount: "2.00") { request { code } }"#,
        &[("$link", "/request/code")],
    ),
    (
        "neighbour",
        r#"hold(id: "00000000-0000-4000-8000-000000000004", from: "$account", to: {account: "$helperAccount"}, amount: "3.00", expiresAt: "2026-12-24T12:00:00+01:00") { hold { id } }"#,
        &[("$hold", "/hold/id")],
    ),
    (
        "neighbour",
        r#"makePass(accountId: "$account", dayLimit: "20") { pass { id } }"#,
        &[("$pass", "/pass/id")],
    ),
    (
        "owner",
        r#"openAccount(currency: "LAT", listing: "$listing") { account { id } }"#,
        &[("$shopAccount", "/account/id")],
    ),
    (
        "owner",
        r#"offerTill(accountId: "$shopAccount", name: "Tablet") { till { id } }"#,
        &[("$till", "/till/id")],
    ),
    (
        "organiser",
        r#"proposeIssue(currency: "LAT", plan: {budget: {profileId: "$as-profile", from: "2026-12-01"}}, amount: "10", reason: "Hulp") { proposal { id } }"#,
        &[("$proposal", "/proposal/id")],
    ),
];
