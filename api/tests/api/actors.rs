//! Every field of the schema as every kind of actor: the table is read by people, and a field that
//! is missing from it fails. And no mutation does anything to what is somebody else's.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::fields::{AMONG_PEOPLE, ASKED, DONE};
use crate::harness::App;
use crate::people::{ACTORS, ask, id, settled};

/// The ids that a document names.
async fn filled(app: &App, actor: &str, document: &str) -> String {
    let find = "{ listing(slug: \"spaak-zoon\") { id } community(slug: \"oost\") { id area { id } } \
        newest(first: 1) { id } }";
    let found = app.ask(find, json!({})).await;
    let text = |value: &Value| value.as_str().unwrap_or("none").to_owned();
    let ids = [
        ("$listing", text(&found["data"]["listing"]["id"])),
        ("$other", text(&found["data"]["newest"][0]["id"])),
        ("$community", text(&found["data"]["community"]["id"])),
        ("$resident", text(&id(app, "member").await)),
        ("$merchant", text(&id(app, "merchant").await)),
        ("$self", text(&id(app, actor).await)),
        ("$zero", "0".repeat(26)),
        ("$area", text(&found["data"]["community"]["area"]["id"])),
    ];
    ids.into_iter().fold(document.to_owned(), |it, (name, id)| it.replace(name, &id))
}

/// In a word: done, or why not.
fn outcome(answer: &Value, field: &str) -> String {
    if let Some(code) = answer["errors"][0]["extensions"]["code"].as_str() {
        return code.to_lowercase();
    }
    let made = &answer["data"][field];
    match made["userErrors"][0]["code"].as_str() {
        Some(code) => code.to_lowercase(),
        None if made.is_null() => "null".to_owned(),
        None => "yes".to_owned(),
    }
}

fn line(name: &str, cells: &[String]) -> String {
    let cells: String = cells.iter().map(|cell| format!(" {cell:<15}")).collect();
    format!("{name:<22}{cells}").trim_end().to_owned()
}

async fn table(rows: &[(&str, &str)], write: impl Fn(&str, &str) -> String) -> String {
    let mut cells: Vec<Vec<String>> = vec![Vec::new(); rows.len()];
    for actor in ACTORS {
        let app = settled().await;
        for ((name, arguments), cells) in rows.iter().zip(&mut cells) {
            let field = name.split(' ').next().unwrap_or_default();
            let document = filled(&app, actor, &write(field, arguments)).await;
            cells.push(outcome(&ask(&app, actor, &document, json!({})).await, field));
        }
    }
    let head = line("", &ACTORS.map(str::to_owned));
    let rows = rows.iter().zip(&cells).map(|((name, _), cells)| line(name, cells));
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}

async fn names(of: &str) -> BTreeSet<String> {
    let app = App::empty().await;
    let query = format!("{{ __schema {{ {of} {{ fields {{ name }} }} }} }}");
    let answer = app.ask(&query, json!({})).await;
    let fields = answer["data"]["__schema"][of]["fields"].as_array().expect("fields").clone();
    fields.iter().map(|it| it["name"].as_str().expect("a name").to_owned()).collect()
}

fn named(rows: &[(&str, &str)]) -> BTreeSet<String> {
    rows.iter().map(|(name, _)| name.split(' ').next().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn what_everybody_is_answered() {
    assert_eq!(names("queryType").await, named(&ASKED), "a field is missing from the table");
    let write = |field: &str, arguments: &str| {
        let whole = if arguments.ends_with('}') { "" } else { " { __typename }" };
        format!("{{ {field}{arguments}{whole} }}")
    };
    insta::assert_snapshot!(table(&ASKED, write).await, @r"
                           visitor         member          steward         organiser       operator
    area                   yes             yes             yes             yes             yes
    areas                  yes             yes             yes             yes             yes
    auditLog               unauthenticated forbidden       forbidden       yes             yes
    auditLog of all        unauthenticated forbidden       forbidden       forbidden       yes
    categories             yes             yes             yes             yes             yes
    category               yes             yes             yes             yes             yes
    communities            yes             yes             yes             yes             yes
    community              yes             yes             yes             yes             yes
    community members      unauthenticated forbidden       forbidden       yes             yes
    community invitations  unauthenticated forbidden       forbidden       yes             yes
    community imports      unauthenticated forbidden       forbidden       yes             yes
    community launch       yes             yes             yes             yes             yes
    community organisers   unauthenticated yes             yes             yes             yes
    community decision     yes             yes             yes             yes             yes
    compareListings        null            null            yes             yes             yes
    directory              yes             yes             yes             yes             yes
    listing                yes             yes             yes             yes             yes
    listing coworkers      yes             yes             yes             yes             yes
    listing invitations    yes             yes             yes             yes             yes
    listing proofs         yes             yes             yes             yes             yes
    listing holidays       yes             yes             yes             yes             yes
    listings               yes             yes             yes             yes             yes
    mandateLog             null            null            null            null            null
    mandates               null            null            null            yes             yes
    merges                 null            null            yes             yes             yes
    newest                 yes             yes             yes             yes             yes
    node                   yes             yes             yes             yes             yes
    myAppeals              null            yes             yes             yes             yes
    pendingClaims          yes             yes             yes             yes             yes
    queue                  null            null            yes             yes             yes
    registeredMembers      null            null            null            yes             yes
    reports                null            null            yes             yes             yes
    streetRound            null            yes             yes             yes             yes
    streets                null            yes             yes             yes             yes
    suggest                yes             yes             yes             yes             yes
    table                  unauthenticated forbidden       forbidden       null            null
    viewer                 null            yes             yes             yes             yes
    viewer data            null            yes             yes             yes             yes
    viewer reports         null            yes             yes             yes             yes
    ");
}

#[expect(clippy::too_many_lines, reason = "it is the table, which is read as a whole")]
#[tokio::test]
async fn what_everybody_may_do() {
    let all: BTreeSet<String> = named(&DONE).union(&named(&AMONG_PEOPLE)).cloned().collect();
    assert_eq!(names("mutationType").await, all, "a field is missing from the table");
    insta::assert_snapshot!(table(&DONE, mutation).await, @r"
                           visitor         member          steward         organiser       operator
    acceptAgreements       unauthenticated yes             yes             yes             not_found
    acceptInvitation       unauthenticated invalid         invalid         invalid         invalid
    addException           unauthenticated denied          yes             yes             yes
    addListing             unauthenticated yes             yes             yes             yes
    admitMember            unauthenticated denied          denied          not_found       not_found
    changePassword         unauthenticated denied          denied          denied          denied
    claimListing           unauthenticated yes             yes             yes             yes
    closeToday             unauthenticated denied          yes             yes             yes
    closeUntil             unauthenticated denied          yes             yes             yes
    openToday              unauthenticated denied          yes             yes             yes
    confirmClaim           unauthenticated not_found       not_found       not_found       not_found
    confirmNewAddress      unauthenticated invalid         invalid         invalid         invalid
    deleteMe               unauthenticated denied          denied          denied          denied
    editCommunity          unauthenticated denied          denied          yes             yes
    editMe                 unauthenticated yes             yes             yes             yes
    endSession             unauthenticated not_found       not_found       not_found       not_found
    enter                  invalid         invalid         invalid         invalid         invalid
    foundCommunity         unauthenticated denied          denied          denied          yes
    freezeMember           unauthenticated denied          denied          yes             yes
    inviteMember           unauthenticated denied          denied          yes             yes
    joinCommunity          unauthenticated duplicate       duplicate       duplicate       yes
    publishAgreements      unauthenticated denied          denied          invalid         invalid
    refresh                denied          denied          denied          denied          denied
    removeException        unauthenticated denied          yes             yes             yes
    requestCode            yes             yes             yes             yes             yes
    requestNewAddress      unauthenticated denied          denied          denied          denied
    setHours               unauthenticated denied          yes             yes             yes
    setPermissionSets      unauthenticated denied          denied          yes             yes
    setRole                unauthenticated denied          denied          yes             yes
    signIn                 denied          denied          denied          denied          denied
    appeal                 unauthenticated not_found       not_found       not_found       not_found
    decideAppeal           unauthenticated denied          not_found       not_found       not_found
    decideDifference       unauthenticated denied          not_found       not_found       not_found
    freezeAccount          unauthenticated denied          denied          denied          yes
    keepApart              unauthenticated denied          not_found       not_found       not_found
    mergeListings          unauthenticated denied          invalid         invalid         invalid
    printLetterAgain       unauthenticated denied          not_found       not_found       not_found
    printLetters           unauthenticated denied          yes             yes             yes
    seekDuplicates         unauthenticated denied          denied          denied          yes
    undoMerge              unauthenticated denied          not_found       not_found       not_found
    withdrawInvitation     unauthenticated denied          denied          not_found       not_found
    addCoworker            unauthenticated denied          denied          denied          denied
    inviteCoworker         unauthenticated denied          denied          denied          denied
    withdrawCoworkerInvitation unauthenticated denied          denied          denied          denied
    acceptCoworkerInvitation unauthenticated invalid         invalid         invalid         invalid
    answerStreetRound      unauthenticated yes             yes             yes             yes
    confirmListing         unauthenticated denied          yes             yes             yes
    decideClaim            unauthenticated denied          not_found       not_found       not_found
    decideReport           unauthenticated not_found       not_found       not_found       not_found
    editListing            unauthenticated denied          yes             yes             yes
    handOverListing        unauthenticated denied          denied          denied          denied
    leaveListing           unauthenticated not_found       not_found       not_found       not_found
    movePhoto              unauthenticated not_found       not_found       not_found       not_found
    removePhoto            unauthenticated not_found       not_found       not_found       not_found
    setPhotoAlt            unauthenticated not_found       not_found       not_found       not_found
    releaseListing         unauthenticated denied          denied          denied          denied
    removeCoworker         unauthenticated denied          denied          denied          denied
    reportListing          yes             yes             yes             yes             yes
    revertListing          unauthenticated denied          yes             yes             yes
    setDeliveryPace        unauthenticated denied          invalid         invalid         invalid
    showClaim              unauthenticated denied          not_found       not_found       not_found
    undoStreetAnswer       unauthenticated not_found       not_found       not_found       not_found
    withdrawClaim          unauthenticated not_found       not_found       not_found       not_found
    nameTableColumns       unauthenticated denied          denied          not_found       not_found
    publishTable           unauthenticated denied          denied          not_found       not_found
    withdrawTable          unauthenticated denied          denied          not_found       not_found
    undoImport             unauthenticated denied          denied          denied          not_found
    setPosters             unauthenticated denied          denied          yes             yes
    leaveCommunity         unauthenticated yes             yes             conflict        yes
    signOut                unauthenticated yes             yes             yes             yes
    signOutEverywhere      unauthenticated yes             yes             yes             yes
    setRole to operator    unauthenticated denied          denied          invalid         invalid
    setRole of oneself     not_found       denied          denied          yes             not_found
    ");
}

#[tokio::test]
async fn what_everybody_may_do_among_people() {
    insta::assert_snapshot!(table(&AMONG_PEOPLE, mutation).await, @r"
                           visitor         member          steward         organiser       operator
    makeProfile            unauthenticated yes             yes             yes             yes
    renameProfile          unauthenticated not_found       not_found       not_found       not_found
    endProfile             unauthenticated not_found       not_found       not_found       not_found
    letIntoProfile         unauthenticated not_found       not_found       not_found       not_found
    sendFromProfile        unauthenticated not_found       not_found       not_found       not_found
    acceptProfile          unauthenticated not_found       not_found       not_found       not_found
    leaveProfile           unauthenticated not_found       not_found       not_found       not_found
    registerMember         unauthenticated denied          denied          yes             yes
    forgetRegisteredMember unauthenticated denied          denied          not_found       not_found
    issueEntryCode         unauthenticated denied          denied          not_found       not_found
    useEntryCode           invalid         invalid         invalid         invalid         invalid
    giveMandate            unauthenticated invalid         invalid         invalid         invalid
    endMandate             unauthenticated not_found       not_found       not_found       not_found
    requestAddressLetter   unauthenticated yes             yes             yes             not_found
    printHomeLetterAgain   unauthenticated denied          denied          not_found       not_found
    printHomeLetters       unauthenticated denied          denied          yes             yes
    confirmAddress         unauthenticated not_found       not_found       not_found       not_found
    withdrawAddress        unauthenticated not_found       not_found       not_found       not_found
    vouchFor               unauthenticated invalid         invalid         invalid         invalid
    withdrawVouch          unauthenticated not_found       not_found       not_found       not_found
    noteVog                unauthenticated denied          denied          yes             yes
    withdrawVog            unauthenticated denied          denied          yes             yes
    ");
}

fn mutation(field: &str, arguments: &str) -> String {
    match arguments {
        "" => format!("mutation {{ {field} {{ userErrors {{ code }} }} }}"),
        input => {
            format!("mutation {{ {field}(input: {{{input}}}) {{ userErrors {{ code }} }} }}")
        }
    }
}

/// Mutations that name a thing by an id and are for everybody, with the reason.
const FOR_ALL: [(&str, &str); 4] = [
    ("answerStreetRound", "it says what the asker saw, and changes no fact of the place"),
    ("reportListing", "it only asks: nothing changes until somebody decides"),
    ("claimListing", "saying so only asks: the place stays whose it is until it is shown"),
    ("joinCommunity", "it is the asker's own belonging that it changes"),
];

#[tokio::test]
async fn nobody_changes_what_is_anothers_by_a_guessed_id() {
    let app = settled().await;
    let of_inputs = "{ __schema { mutationType { fields { name args { type { ofType { \
        inputFields { name } } } } } } } }";
    let answer = app.ask(of_inputs, json!({})).await;
    let fields = answer["data"]["__schema"]["mutationType"]["fields"].as_array().expect("fields");
    let takes_an_id = |field: &&Value| {
        let inputs = field["args"][0]["type"]["ofType"]["inputFields"].as_array();
        let is_id = |it: &Value| it["name"].as_str().is_some_and(|name| name.ends_with("Id"));
        inputs.is_some_and(|inputs| inputs.iter().any(is_id))
    };
    let theirs = Theirs::of(&app).await;
    let before = state(&app).await;
    // A stranger: a member of the house who is nothing to any of it.
    app.member("vreemd@voorbeeld.nl").await;
    for field in fields.iter().filter(takes_an_id) {
        let name = field["name"].as_str().expect("a name");
        if FOR_ALL.iter().any(|(it, reason)| *it == name && !reason.is_empty()) {
            continue;
        }
        let mut rows = DONE.iter().chain(&AMONG_PEOPLE);
        let row = rows.find(|(it, _)| *it == name).expect("it is in the table");
        let input = theirs.input(row);
        let document =
            format!("mutation {{ {name}(input: {{{input}}}) {{ userErrors {{ code }} }} }}");
        let document = filled(&app, "organiser", &document).await;
        let sign_in = include_str!("../../src/graphql/examples/sign-in.graphql");
        let who = json!({ "email": "vreemd@voorbeeld.nl", "password": crate::harness::PASSWORD });
        let signed = app.ask(sign_in, who).await;
        let token = signed["data"]["signIn"]["accessToken"].as_str().expect("a token").to_owned();
        let answer = app.ask_as(&token, &document, json!({})).await.json();
        let code = outcome(&answer, name);
        assert!(["denied", "not_found"].contains(&code.as_str()), "{name}: {answer}");
    }
    assert_eq!(state(&app).await, before, "something changed");
}

/// What is an organiser's, by its ids.
struct Theirs {
    session: String,
    claim: String,
    code: String,
    invitation: String,
    profile: String,
    mandate: String,
    registered: String,
}

impl Theirs {
    async fn of(app: &App) -> Self {
        let made = |document: &'static str, at: &'static str| async move {
            let document = filled(app, "organiser", document).await;
            let answer = ask(app, "organiser", &document, json!({})).await;
            let made = answer.pointer(&format!("/data/{at}")).and_then(Value::as_str);
            made.unwrap_or_else(|| panic!("{at} in {answer}")).to_owned()
        };
        let claim = filled(
            app,
            "organiser",
            "mutation { claimListing(input: {listingId: \"$other\", proof: COUNTER_CODE}) { \
                claim { id } code } }",
        );
        let claim = ask(app, "organiser", &claim.await, json!({})).await;
        let claim = &claim["data"]["claimListing"];
        Self {
            session: made("{ viewer { sessions { id } } }", "viewer/sessions/0/id").await,
            claim: claim["claim"]["id"].as_str().expect("it is told").to_owned(),
            code: claim["code"].as_str().expect("it is told").to_owned(),
            invitation: made(
                "mutation { inviteMember(input: {communityId: \"$community\", \
                    email: \"een@voorbeeld.nl\"}) { invitation { id } } }",
                "inviteMember/invitation/id",
            )
            .await,
            profile: made(
                "mutation { makeProfile(input: {kind: MERCHANT, name: \"Noor\"}) { profile { id } } }",
                "makeProfile/profile/id",
            )
            .await,
            mandate: made(
                "mutation { giveMandate(input: {handle: \"joke\", deeds: [KEEP_PLACES], \
                    until: \"2026-12-24\"}) { mandate { id } } }",
                "giveMandate/mandate/id",
            )
            .await,
            registered: made(
                "mutation { registerMember(input: {communityId: \"$community\", \
                    name: \"De Wit\", signedOn: \"2026-11-20\"}) { registered { person { \
                    memberId } } } }",
                "registerMember/registered/person/memberId",
            )
            .await,
        }
    }

    /// What a stranger sends who guessed its ids.
    fn input(&self, (name, input): &(&str, &str)) -> String {
        let Self { session, claim, code, invitation, profile, mandate, registered } = self;
        match *name {
            "endSession" => format!("sessionId: \"{session}\""),
            "confirmClaim" => format!("claimId: \"{claim}\", code: \"{code}\""),
            "withdrawClaim" => format!("claimId: \"{claim}\""),
            "decideClaim" => format!("claimId: \"{claim}\", accept: false, reason: \"Nee\""),
            "withdrawInvitation" => {
                format!("communityId: \"$community\", invitationId: \"{invitation}\"")
            }
            "forgetRegisteredMember" | "issueEntryCode" => {
                format!("communityId: \"$community\", memberId: \"{registered}\"")
            }
            "endMandate" => format!("mandateId: \"{mandate}\""),
            "freezeMember" => {
                "communityId: \"$community\", memberId: \"$merchant\", frozen: true, reason: \"Zo.\""
                    .to_owned()
            }
            "setRole" => {
                "communityId: \"$community\", memberId: \"$merchant\", role: STEWARD, \
                    reason: \"Zo.\""
                    .to_owned()
            }
            _ => input.replace("prf_$zero", profile).replace("niemand", "joke"),
        }
    }
}

/// What a stranger tries to change.
async fn state(app: &App) -> Value {
    let query = "{ listing(slug: \"spaak-zoon\") { revision } community(slug: \"oost\") { name \
        agreementsVersion members { name membership { role state permissionSets } } \
        invitations { id } } viewer { sessions { id } profiles { id name } mandates { endedAt } } \
        registeredMembers(communityId: \"$community\") { person { memberId } } }";
    let query = filled(app, "organiser", query).await;
    let query = query.as_str();
    let mut answer = ask(app, "organiser", query, json!({})).await;
    // Each look is a device more.
    let sessions = answer["data"]["viewer"]["sessions"].as_array().map_or(0, Vec::len);
    assert!(sessions > 0);
    answer["data"]["viewer"]["sessions"] = json!(null);
    answer
}
