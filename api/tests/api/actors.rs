//! Every field of the schema as every kind of actor: the table is read by people, and a field that
//! is missing from it fails.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::crowd::{ACTORS, House};
use crate::fields::{
    AMONG_PEOPLE, ASKED, DONE, HELPING, ON_BOARD, WITH_PLACES, all_done, mutation,
};
use crate::harness::App;

/// How wide the names of fields are.
const NAMES: usize = 26;

/// In a letter: Y for done or told, 0 where nothing is told, - for who has to sign in first, and
/// else why not.
fn letter(answer: &Value, path: &[&str]) -> char {
    match outcome(answer, path).as_str() {
        "YES" => 'Y',
        "NULL" => '0',
        "UNAUTHENTICATED" => '-',
        "FORBIDDEN" => 'f',
        "DENIED" => 'd',
        "NOT_FOUND" => 'n',
        "INVALID" => 'i',
        "DUPLICATE" => '2',
        "CONFLICT" => 'c',
        "OWN" => 'o',
        "NOT_NOW" => 'w',
        "NO_COMMUNITY" => 'h',
        other => panic!("{other} has no letter: {answer}"),
    }
}

/// In a word: done, or why not.
pub(crate) fn outcome(answer: &Value, path: &[&str]) -> String {
    if let Some(code) = answer["errors"][0]["extensions"]["code"].as_str() {
        return code.to_owned();
    }
    let made = path.iter().fold(&answer["data"], |at, name| &at[name]);
    match made["userErrors"][0]["code"].as_str() {
        Some(code) => code.to_owned(),
        None if made.is_null() => "NULL".to_owned(),
        None => "YES".to_owned(),
    }
}

/// Where the answer to a row stands: at its field, or at the one in it that the row is about.
fn path<'a>(field: &'a str, arguments: &'a str) -> Vec<&'a str> {
    let inner = arguments.strip_suffix('}').and_then(|it| it.split_once("{ "));
    let inner = inner.and_then(|(_, inner)| inner.split(' ').next());
    std::iter::once(field).chain(inner).collect()
}

fn line(name: &str, cells: impl IntoIterator<Item = String>) -> String {
    let cells: String = cells.into_iter().map(|cell| format!(" {cell:<3}")).collect();
    format!("{name:<NAMES$}{cells}").trim_end().to_owned()
}

/// Rows as everybody, who stand above them by the first letters of what they are. There is one
/// house; whoever did something to it goes on in a twin of it as it was, so that no row is about
/// what another did.
pub(crate) async fn table(rows: &[(&str, &str)], write: impl Fn(&str, &str) -> String) -> String {
    let house = House::lived_in().await;
    let mut cells: Vec<Vec<String>> = vec![Vec::new(); rows.len()];
    for actor in ACTORS {
        let me = house.ask(&house.app, actor, "{ viewer { id } }").await;
        let me = me["data"]["viewer"]["id"].as_str().unwrap_or("nobody");
        let mut twin = house.app.twin().await;
        for ((name, arguments), cells) in rows.iter().zip(&mut cells) {
            let field = name.split(' ').next().unwrap_or_default();
            let document = house.filled(&write(field, arguments)).replace("$self", me);
            let answer = house.ask(&twin, actor, &document).await;
            let letter = letter(&answer, &path(field, arguments));
            if letter == 'Y' && document.starts_with("mutation") {
                twin = house.app.twin().await;
            }
            cells.push(letter.to_string());
        }
    }
    let head = line("", ACTORS.map(|actor| actor[..3].to_owned()));
    let rows = rows.iter().zip(cells).map(|((name, _), cells)| line(name, cells));
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}

async fn names(of: &str) -> BTreeSet<String> {
    let app = App::empty().await;
    let query = format!("{{ __schema {{ {of} {{ fields {{ name }} }} }} }}");
    let answer = app.ask(&query, json!({})).await;
    let fields = answer["data"]["__schema"][of]["fields"].as_array().expect("fields").clone();
    fields.iter().map(|it| it["name"].as_str().expect("a name").to_owned()).collect()
}

fn named<'a>(rows: impl IntoIterator<Item = &'a (&'a str, &'a str)>) -> BTreeSet<String> {
    let first = |(name, _): &(&str, &str)| name.split(' ').next().unwrap_or_default().to_owned();
    rows.into_iter().map(first).collect()
}

/// How many questions stand in the first table.
const FIRST: usize = 35;

fn question(field: &str, arguments: &str) -> String {
    let whole = if arguments.ends_with('}') { "" } else { " { __typename }" };
    format!("{{ {field}{arguments}{whole} }}")
}

#[tokio::test]
async fn what_everybody_is_answered() {
    assert_eq!(names("queryType").await, named(&ASKED), "a field is missing from the table");
    insta::assert_snapshot!(table(&ASKED[..FIRST], question).await, @r"
                               vis mem til edi own coo aud iss ste org ope pro man fro
    account                    0   0   0   0   0   0   0   0   0   Y   0   0   0   0
    account decisions          0   0   0   0   0   0   0   0   0   Y   0   0   0   0
    agreement                  0   0   0   0   0   0   0   0   0   0   0   0   0   0
    area                       Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    areas                      Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    auditLog                   -   f   f   f   f   f   Y   f   f   Y   Y   f   f   f
    auditLog of all            -   f   f   f   f   f   f   f   f   f   Y   f   f   f
    boardQueue                 0   0   0   0   0   0   0   0   Y   Y   Y   0   0   0
    categories                 Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    category                   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    communities                Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    community                  Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    community members          -   f   f   f   f   Y   Y   Y   f   Y   Y   f   f   f
    community invitations      -   f   f   f   f   Y   f   f   f   Y   Y   f   f   f
    community imports          -   f   f   f   f   f   f   f   f   Y   Y   f   f   f
    community launch           0   0   0   0   0   Y   Y   Y   Y   Y   Y   0   0   0
    community needs            0   0   0   0   0   Y   0   0   0   Y   0   0   0   0
    community organisers       -   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   f   Y
    community decision         0   0   0   0   0   Y   Y   Y   0   0   0   0   0   Y
    compareListings            0   0   0   0   0   0   0   0   Y   Y   Y   0   0   0
    currencies                 Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    currency                   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    currencyIssuing            0   0   0   0   0   0   0   0   0   Y   0   0   0   0
    directory                  Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    listing                    Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    listing coworkers          0   0   0   Y   Y   0   0   0   0   0   Y   0   0   0
    listing invitations        0   0   0   0   Y   0   0   0   0   0   0   0   0   0
    listing proofs             0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    listing holidays           0   0   0   Y   Y   0   0   0   Y   Y   Y   0   0   0
    listings                   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    mandateLog                 0   0   0   0   0   Y   0   0   0   Y   Y   0   0   0
    mandates                   0   0   0   0   0   Y   0   0   0   Y   Y   0   0   0
    merges                     0   0   0   0   0   0   0   0   Y   Y   Y   0   0   0
    need                       0   0   0   0   0   Y   0   0   0   Y   0   0   0   0
    newest                     Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    ");
}

#[tokio::test]
async fn what_everybody_is_answered_from_node_on() {
    insta::assert_snapshot!(table(&ASKED[FIRST..], question).await, @r"
                               vis mem til edi own coo aud iss ste org ope pro man fro
    node                       Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    node of a post             0   Y   Y   Y   Y   Y   Y   Y   Y   Y   0   Y   0   0
    node of an agreement       0   0   0   0   0   0   0   0   0   0   0   0   0   0
    node of a need             0   0   0   0   0   Y   0   0   0   Y   0   0   0   0
    node of an account         0   0   0   0   0   0   0   0   0   Y   0   0   0   0
    node of a hold             0   0   0   0   0   0   0   0   0   0   0   0   0   0
    node of a request          0   0   0   0   0   0   0   0   0   0   0   0   0   0
    node of a transfer         0   0   0   0   0   0   0   0   0   0   0   0   0   0
    myAppeals                  0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   0   Y
    payee                      -   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    paymentRequest             0   0   0   0   0   0   0   0   0   0   0   0   0   0
    paymentRequest to all      0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    pendingClaims              Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    post                       0   Y   Y   Y   Y   Y   Y   Y   Y   Y   0   Y   0   0
    post for everybody         Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    post for who is known      0   0   0   0   0   0   0   0   0   0   0   0   0   0
    post that waits            0   0   0   0   0   0   0   0   0   0   0   0   0   0
    post author                0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   0   Y
    postCounts                 Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    posts                      Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    queue                      0   0   0   0   0   0   0   0   Y   Y   Y   0   0   0
    registeredMembers          0   0   0   0   0   Y   0   0   0   Y   Y   0   0   0
    reports                    0   0   0   0   0   0   0   0   Y   Y   Y   0   0   0
    search                     Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    streetRound                0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   0   Y
    streets                    0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   0   Y
    suggest                    Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    table                      -   f   f   f   f   f   f   f   f   Y   0   f   f   f
    viewer                     0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    viewer accounts            0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   f   Y
    viewer askedNeeds          0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    viewer data                0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    viewer handoutBudgets      0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    viewer posts               0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   f   Y
    viewer agreements          0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   f   Y
    viewer alerts              0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    viewer blocked             0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    viewer savedSearches       0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    viewer reports             0   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    ");
}

#[tokio::test]
async fn what_everybody_may_do() {
    let all = named(all_done());
    assert_eq!(names("mutationType").await, all, "a field is missing from the table");
    insta::assert_snapshot!(table(&DONE, mutation).await, @r"
                               vis mem til edi own coo aud iss ste org ope pro man fro
    acceptAgreements           -   Y   Y   Y   Y   Y   Y   Y   Y   Y   n   Y   d   Y
    acceptInvitation           -   i   i   i   i   i   i   i   i   i   i   i   d   i
    admitMember                -   d   d   d   d   d   d   d   d   Y   Y   d   d   d
    changePassword             -   d   d   d   d   d   d   d   d   d   d   d   d   d
    confirmNewAddress          -   i   i   i   i   i   i   i   i   i   i   i   d   i
    deleteMe                   -   d   d   d   d   d   d   d   d   d   d   d   d   d
    editCommunity              -   d   d   d   d   d   d   d   d   Y   Y   d   d   d
    editMe                     -   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   f   Y
    endSession                 -   n   n   n   n   n   n   n   n   n   n   n   d   n
    enter                      i   i   i   i   i   i   i   i   i   i   i   i   i   i
    foundCommunity             -   d   d   d   d   d   d   d   d   d   Y   d   d   d
    freezeMember               -   d   d   d   d   d   d   d   d   Y   Y   d   d   d
    inviteMember               -   d   d   d   d   Y   d   d   d   Y   Y   d   d   d
    joinCommunity              -   2   2   2   2   2   2   2   2   2   Y   2   d   d
    publishAgreements          -   d   d   d   d   d   d   d   d   Y   Y   d   d   d
    refresh                    d   d   d   d   d   d   d   d   d   d   d   d   d   d
    requestCode                Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    requestNewAddress          -   d   d   d   d   d   d   d   d   d   d   d   d   d
    setPermissionSets          -   d   d   d   d   d   d   d   d   Y   Y   d   d   d
    setRole                    -   d   d   d   d   d   d   d   d   Y   Y   d   d   d
    signIn                     d   d   d   d   d   d   d   d   d   d   d   d   d   d
    freezeAccount              -   d   d   d   d   d   d   d   d   d   Y   d   d   d
    withdrawInvitation         -   d   d   d   d   Y   d   d   d   Y   Y   d   d   d
    setPosters                 -   d   d   d   d   d   d   d   d   Y   Y   d   d   d
    leaveCommunity             -   Y   Y   Y   Y   Y   Y   Y   Y   c   n   Y   d   Y
    signOut                    -   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   d   Y
    signOutEverywhere          -   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   d   Y
    setRole to operator        -   d   d   d   d   d   d   d   d   i   i   d   d   d
    setRole of oneself         n   d   d   d   d   d   d   d   d   Y   n   d   d   d
    ");
}

#[tokio::test]
async fn what_everybody_may_do_with_places() {
    insta::assert_snapshot!(table(&WITH_PLACES, mutation).await, @r"
                               vis mem til edi own coo aud iss ste org ope pro man fro
    addException               -   d   d   Y   Y   d   d   d   Y   Y   Y   d   d   d
    addListing                 -   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    claimListing               -   Y   Y   Y   2   Y   Y   Y   Y   Y   Y   Y   Y   Y
    closeToday                 -   d   d   Y   Y   d   d   d   Y   Y   Y   d   d   d
    closeUntil                 -   d   d   Y   Y   d   d   d   Y   Y   Y   d   d   d
    openToday                  -   d   d   Y   Y   d   d   d   Y   Y   Y   d   d   d
    confirmClaim               -   n   n   n   n   n   n   n   n   n   n   n   n   n
    removeException            -   d   d   Y   Y   d   d   d   Y   Y   Y   d   d   d
    setHours                   -   d   d   Y   Y   d   d   d   Y   Y   Y   d   d   d
    appeal                     -   n   n   n   n   n   n   n   n   n   n   n   d   n
    decideAppeal               -   d   d   d   d   d   d   d   Y   Y   d   d   d   d
    decideDifference           -   d   d   d   d   d   d   d   Y   Y   Y   d   d   d
    keepApart                  -   d   d   d   d   d   d   d   Y   Y   Y   d   d   d
    mergeListings              -   d   d   d   d   d   d   d   Y   Y   Y   d   d   d
    printLetterAgain           -   d   d   d   d   d   d   d   Y   Y   Y   d   d   d
    printLetters               -   d   d   d   d   d   d   d   Y   Y   Y   d   d   d
    seekDuplicates             -   d   d   d   d   d   d   d   d   d   Y   d   d   d
    undoMerge                  -   d   d   d   d   d   d   d   Y   Y   Y   d   d   d
    addCoworker                -   d   d   d   Y   d   d   d   d   d   d   d   d   d
    inviteCoworker             -   d   d   d   Y   d   d   d   d   d   d   d   d   d
    withdrawCoworkerInvitation -   d   d   d   Y   d   d   d   d   d   d   d   d   d
    acceptCoworkerInvitation   -   i   i   i   i   i   i   i   i   i   i   i   d   i
    answerStreetRound          -   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   d   Y
    confirmListing             -   d   d   Y   Y   d   d   d   Y   Y   Y   d   d   d
    decideClaim                -   d   d   d   d   d   d   d   Y   Y   Y   d   d   d
    decideReport               -   d   d   d   d   d   d   d   Y   Y   Y   d   d   d
    editListing                -   d   d   Y   Y   d   d   d   Y   Y   Y   d   d   d
    handOverListing            -   d   d   d   Y   d   d   d   d   d   d   d   d   d
    leaveListing               -   n   Y   Y   d   n   n   n   n   n   n   n   d   n
    movePhoto                  -   d   d   Y   Y   d   d   d   Y   Y   Y   d   d   d
    removePhoto                -   d   d   Y   Y   d   d   d   Y   Y   Y   d   d   d
    setPhotoAlt                -   d   d   Y   Y   d   d   d   Y   Y   Y   d   d   d
    releaseListing             -   d   d   d   Y   d   d   d   d   d   d   d   d   d
    removeCoworker             -   d   d   d   Y   d   d   d   d   d   d   d   d   d
    reportListing              Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    revertListing              -   d   d   Y   Y   d   d   d   Y   Y   Y   d   d   d
    setDeliveryPace            -   d   d   i   i   d   d   d   i   i   i   d   d   d
    showClaim                  -   d   d   d   d   Y   d   d   Y   Y   Y   d   d   d
    undoStreetAnswer           -   n   n   n   n   n   n   n   n   n   n   n   d   n
    withdrawClaim              -   n   n   n   n   n   n   n   n   n   n   n   n   n
    nameTableColumns           -   d   d   d   d   d   d   d   d   Y   n   d   d   d
    publishTable               -   d   d   d   d   d   d   d   d   Y   n   d   d   d
    withdrawTable              -   d   d   d   d   d   d   d   d   Y   n   d   d   d
    undoImport                 -   d   d   d   d   d   d   d   d   Y   Y   d   d   d
    ");
}

#[tokio::test]
async fn what_everybody_may_do_among_people() {
    insta::assert_snapshot!(table(&AMONG_PEOPLE, mutation).await, @r"
                               vis mem til edi own coo aud iss ste org ope pro man fro
    makeProfile                -   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   d   Y
    renameProfile              -   n   n   n   n   n   n   n   n   n   n   n   d   n
    endProfile                 -   n   n   n   n   n   n   n   n   n   n   n   d   n
    letIntoProfile             -   n   n   n   n   n   n   n   n   n   n   n   d   n
    sendFromProfile            -   n   n   n   n   n   n   n   n   n   n   n   d   n
    acceptProfile              -   n   n   n   n   n   n   n   Y   n   n   n   d   n
    leaveProfile               -   n   n   n   n   n   n   n   Y   n   n   n   d   n
    registerMember             -   d   d   d   d   Y   d   d   d   Y   Y   d   d   d
    forgetRegisteredMember     -   d   d   d   d   Y   d   d   d   Y   Y   d   d   d
    issueEntryCode             -   d   d   d   d   Y   d   d   d   Y   Y   d   d   d
    useEntryCode               i   i   i   i   i   i   i   i   i   i   i   i   i   i
    giveMandate                -   Y   Y   Y   Y   Y   Y   Y   Y   Y   i   Y   d   i
    endMandate                 -   n   n   n   n   Y   n   n   n   Y   Y   n   d   n
    requestAddressLetter       -   Y   Y   Y   Y   Y   Y   Y   Y   Y   n   Y   d   n
    printHomeLetterAgain       -   d   d   d   d   d   d   d   d   Y   Y   d   d   d
    printHomeLetters           -   d   d   d   d   d   d   d   d   Y   Y   d   d   d
    confirmAddress             -   n   n   n   n   n   n   n   n   n   n   n   d   n
    withdrawAddress            -   n   n   n   n   n   n   n   n   n   n   n   d   n
    vouchFor                   -   d   d   d   d   d   d   d   d   d   i   d   d   i
    withdrawVouch              -   n   n   n   n   n   n   n   n   n   n   n   d   n
    noteVog                    -   d   d   d   d   Y   d   d   d   Y   Y   d   d   d
    withdrawVog                -   d   d   d   d   Y   d   d   d   Y   Y   d   d   d
    ");
}

#[tokio::test]
async fn what_everybody_may_do_at_the_desk_for_help() {
    insta::assert_snapshot!(table(&HELPING, mutation).await, @r"
                               vis mem til edi own coo aud iss ste org ope pro man fro
    enterNeed                  -   n   n   n   n   Y   n   n   n   Y   n   n   n   n
    changeNeed                 -   n   n   n   n   Y   n   n   n   Y   n   n   n   n
    askForNeed                 -   n   n   n   n   Y   n   n   n   Y   n   n   n   n
    answerNeed                 -   n   n   n   n   n   n   n   n   n   n   n   n   n
    assignNeed                 -   n   n   n   n   i   n   n   n   i   n   n   n   n
    closeNeed                  -   n   n   n   n   Y   n   n   n   Y   n   n   n   n
    finishNeed                 -   n   n   n   n   n   n   n   n   n   n   n   n   n
    giveBackNeed               -   n   n   n   n   w   n   n   n   w   n   n   n   n
    readNeedContact            -   n   n   n   n   Y   n   n   n   Y   n   n   n   n
    ");
}

#[tokio::test]
async fn what_everybody_may_do_on_the_board() {
    insta::assert_snapshot!(table(&ON_BOARD, mutation).await, @r"
                               vis mem til edi own coo aud iss ste org ope pro man fro
    publishPost                -   Y   Y   Y   Y   Y   Y   Y   Y   Y   h   Y   h   h
    editPost                   -   n   n   n   n   n   n   n   n   n   n   n   n   n
    describePostPhoto          -   n   n   n   n   n   n   n   n   n   n   n   d   n
    orderPostPhotos            -   n   n   n   n   n   n   n   n   n   n   n   d   n
    removePostPhoto            -   n   n   n   n   n   n   n   n   n   n   n   d   n
    renewPost                  -   n   n   n   n   n   n   n   n   n   n   n   n   n
    closePost                  -   n   n   n   n   n   n   n   n   n   n   n   n   n
    dismissPost                -   Y   Y   Y   Y   Y   Y   Y   Y   Y   n   Y   d   n
    blockMember                -   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   d   Y
    unblockMember              -   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   d   Y
    reportPost                 -   Y   Y   Y   Y   Y   Y   Y   Y   Y   n   Y   d   n
    reportConversation         -   n   n   n   n   n   n   n   n   n   n   n   d   n
    decidePost                 -   d   d   d   d   d   d   d   Y   Y   Y   d   d   d
    decidePostReport           -   d   d   d   d   d   d   d   Y   Y   Y   d   d   d
    replyToPost                -   Y   Y   Y   Y   Y   Y   Y   Y   Y   n   Y   d   n
    agree                      -   n   n   n   n   n   n   n   n   n   n   n   d   n
    decline                    -   n   n   n   n   n   n   n   n   n   n   n   d   n
    withdraw                   -   n   n   n   n   n   n   n   n   n   n   n   d   n
    cancel                     -   n   n   n   n   n   n   n   n   n   n   n   d   n
    handOver                   -   n   n   n   n   n   n   n   n   n   n   n   d   n
    complete                   -   n   n   n   n   n   n   n   n   n   n   n   d   n
    prolong                    -   n   n   n   n   n   n   n   n   n   n   n   d   n
    dispute                    -   n   n   n   n   n   n   n   n   n   n   n   d   n
    settle                     -   n   n   n   n   n   n   n   w   w   n   n   n   n
    settle a difference        -   n   n   n   n   n   n   n   Y   Y   n   n   n   n
    thank                      -   n   n   n   n   n   n   n   n   n   n   n   d   n
    answerThanks               -   n   n   n   n   n   n   n   n   n   n   n   d   n
    sendMessage                -   n   n   n   n   n   n   n   n   n   n   n   d   n
    proposeMoment              -   n   n   n   n   n   n   n   n   n   n   n   d   n
    readConversation           -   n   n   n   n   n   n   n   n   n   n   n   d   n
    seeAlerts                  -   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    setAlertMails              -   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    setPaymentAlerts           -   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    saveSearch                 -   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y   Y
    renameSavedSearch          -   n   n   n   n   n   n   n   n   n   n   n   n   n
    pauseSearch                -   n   n   n   n   n   n   n   n   n   n   n   n   n
    lookAtSearch               -   n   n   n   n   n   n   n   n   n   n   n   n   n
    forgetSearch               -   n   n   n   n   n   n   n   n   n   n   n   n   n
    ");
}
