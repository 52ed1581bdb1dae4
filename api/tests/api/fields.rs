//! Every question and every mutation of the schema, for the table of who is answered what.

/// What is asked and done, each with the arguments that the table is about. `$x` stands for what
/// only a running house knows: the ids of what `crowd` put there, mostly a neighbour's.
pub(crate) const ASKED: [(&str, &str); 74] = [
    ("account", "(id: \"$account\")"),
    ("account decisions", "(id: \"$account\") { decisions { reason } }"),
    ("agreement", "(id: \"$agreement\")"),
    ("area", "(slug: \"oost\")"),
    ("areas", ""),
    ("auditLog", "(communityId: \"$community\")"),
    ("auditLog of all", ""),
    ("boardQueue", "(communityId: \"$community\")"),
    ("categories", ""),
    ("category", "(key: \"bicycle-repair\")"),
    ("communities", ""),
    ("community", "(slug: \"oost\")"),
    ("community members", "(slug: \"oost\") { members { name } }"),
    ("community invitations", "(slug: \"oost\") { invitations { id } }"),
    ("community imports", "(slug: \"oost\") { imports { id } }"),
    ("community launch", "(slug: \"oost\") { launch { day } }"),
    ("community needs", "(slug: \"oost\") { needs { unanswered } }"),
    ("community organisers", "(slug: \"oost\") { organisers }"),
    ("community decision", "(slug: \"oost\") { viewerDecision { what reason } }"),
    ("compareListings", "(oneId: \"$listing\", otherId: \"$other\")"),
    ("currencies", "(community: \"$community\")"),
    ("currency", "(code: \"LAT\")"),
    ("currencyIssuing", "(code: \"LAT\")"),
    ("directory", ""),
    ("listing", "(slug: \"spaak-zoon\")"),
    ("listing coworkers", "(slug: \"spaak-zoon\") { coworkers { name } }"),
    ("listing invitations", "(slug: \"spaak-zoon\") { coworkerInvitations { id } }"),
    ("listing proofs", "(slug: \"spaak-zoon\") { claimProofs { proof } }"),
    ("listing holidays", "(slug: \"spaak-zoon\") { holidaysAsked { date } }"),
    ("listings", ""),
    ("mandateLog", "(mandateId: \"$mandate\")"),
    ("mandates", "(communityId: \"$community\")"),
    ("merges", ""),
    ("need", "(id: \"$need\")"),
    ("newest", ""),
    ("node", "(id: \"$listing\")"),
    ("node of a post", "(id: \"$post\")"),
    ("node of an agreement", "(id: \"$agreement\")"),
    ("node of a need", "(id: \"$need\")"),
    ("node of an account", "(id: \"$account\")"),
    ("node of a hold", "(id: \"$hold\")"),
    ("node of a request", "(id: \"$request\")"),
    ("node of a transfer", "(id: \"$transfer\")"),
    ("myAppeals", ""),
    ("payee", "(to: {account: \"$account\"}, currency: \"LAT\")"),
    ("paymentRequest", "(code: \"$requested\")"),
    ("paymentRequest to all", "(code: \"$link\")"),
    ("pendingClaims", ""),
    ("post", "(id: \"$post\")"),
    ("post for everybody", "(id: \"$public\")"),
    ("post for who is known", "(id: \"$confirmed\")"),
    ("post that waits", "(id: \"$review\")"),
    ("post author", "(id: \"$public\") { postedBy { name } }"),
    ("postCounts", ""),
    ("posts", ""),
    ("queue", ""),
    ("registeredMembers", "(communityId: \"$community\")"),
    ("reports", ""),
    ("search", ""),
    ("streetRound", "(street: \"Javastraat\")"),
    ("streets", ""),
    ("suggest", "(text: \"ba\")"),
    ("table", "(id: \"$table\")"),
    ("viewer", ""),
    ("viewer accounts", " { accounts { id } }"),
    ("viewer askedNeeds", " { askedNeeds { id } }"),
    ("viewer data", " { data }"),
    ("viewer handoutBudgets", " { handoutBudgets { id } }"),
    ("viewer posts", " { posts { id } }"),
    ("viewer agreements", " { agreements { edges { cursor } } }"),
    ("viewer alerts", " { alerts { edges { cursor } } }"),
    ("viewer blocked", " { blocked { id } }"),
    ("viewer savedSearches", " { savedSearches { id } }"),
    ("viewer reports", " { reports { node { id } } }"),
];

/// What is done with one's account and in communities, in the same way.
pub(crate) const DONE: [(&str, &str); 29] = [
    ("acceptAgreements", "communityId: \"$community\", version: 1"),
    ("acceptInvitation", "secret: \"nothing\""),
    ("admitMember", "communityId: \"$community\", memberId: \"$waiting\", accept: true"),
    ("changePassword", "password: \"wrong\", newPassword: \"vier losse woorden hier\""),
    ("confirmNewAddress", "email: \"nieuw@voorbeeld.nl\", code: \"000000\""),
    ("deleteMe", "password: \"wrong\""),
    (
        "editCommunity",
        "communityId: \"$community\", settings: {name: \"Oost\", kind: TOWN, areaId: \"$area\", languages: [NL, EN]}",
    ),
    ("editMe", "name: \"Anders\""),
    ("endSession", "sessionId: \"$session\""),
    ("enter", "email: \"nieuw@voorbeeld.nl\", code: \"000000\""),
    ("foundCommunity", "settings: {name: \"West\", kind: TOWN, languages: [NL]}"),
    (
        "freezeMember",
        "communityId: \"$community\", memberId: \"$neighbour\", frozen: true, reason: \"Zo.\"",
    ),
    ("inviteMember", "communityId: \"$community\", email: \"nieuw@voorbeeld.nl\""),
    ("joinCommunity", "communityId: \"$community\", acceptVersion: 1"),
    (
        "publishAgreements",
        "communityId: \"$community\", text: [{language: NL, text: \"Wees aardig.\"}]",
    ),
    ("refresh", "refreshToken: \"nothing\""),
    ("requestCode", "email: \"nieuw@voorbeeld.nl\""),
    ("requestNewAddress", "email: \"nieuw@voorbeeld.nl\", password: \"wrong\""),
    (
        "setPermissionSets",
        "communityId: \"$community\", memberId: \"$neighbour\", permissionSets: [AUDITOR], reason: \"Zo.\"",
    ),
    (
        "setRole",
        "communityId: \"$community\", memberId: \"$neighbour\", role: STEWARD, reason: \"Zo.\"",
    ),
    ("signIn", "email: \"nieuw@voorbeeld.nl\", password: \"wrong\""),
    ("freezeAccount", "memberId: \"$neighbour\", frozen: true, reason: \"Zo.\""),
    ("withdrawInvitation", "communityId: \"$community\", invitationId: \"$invitation\""),
    ("setPosters", "communityId: \"$community\", posters: 3"),
    ("leaveCommunity", "communityId: \"$community\""),
    ("signOut", ""),
    ("signOutEverywhere", ""),
    (
        "setRole to operator",
        "communityId: \"$community\", memberId: \"$neighbour\", role: OPERATOR, reason: \"Zo.\"",
    ),
    (
        "setRole of oneself",
        "communityId: \"$community\", memberId: \"$self\", role: ORGANISER, reason: \"Zo.\"",
    ),
];

/// What is done with places, and what is decided about them.
pub(crate) const WITH_PLACES: [(&str, &str); 44] = [
    (
        "addException",
        "listingId: \"$listing\", from: \"2026-12-24\", to: \"2026-12-24\", closed: true",
    ),
    ("addListing", "name: \"Proef\", kind: REPAIR, ignoreDuplicates: true"),
    ("claimListing", "listingId: \"$listing\", proof: LETTER"),
    ("closeToday", "listingId: \"$listing\""),
    ("closeUntil", "listingId: \"$listing\", openOn: \"2026-12-24\""),
    ("openToday", "listingId: \"$listing\""),
    ("confirmClaim", "claimId: \"$claim\", code: \"$code\""),
    ("removeException", "listingId: \"$listing\", from: \"2026-12-25\", to: \"2026-12-25\""),
    ("setHours", "listingId: \"$listing\", raw: \"Mo-Sa 09:00-17:00\""),
    ("appeal", "subject: \"$refused\", reason: \"Kijk nog eens\""),
    ("decideAppeal", "appealId: \"$appeal\", uphold: true, reason: \"Ja\""),
    ("decideDifference", "differenceId: \"$difference\", accept: true"),
    ("keepApart", "pairId: \"$pair\""),
    ("mergeListings", "survivorId: \"$other\", lostId: \"$fifth\""),
    ("printLetterAgain", "claimId: \"$letter\""),
    ("printLetters", ""),
    ("seekDuplicates", ""),
    ("undoMerge", "mergeId: \"$merge\""),
    ("addCoworker", "listingId: \"$listing\", handle: \"$handle\", role: EDITOR"),
    ("inviteCoworker", "listingId: \"$listing\", email: \"nieuw@voorbeeld.nl\", role: TILL"),
    ("withdrawCoworkerInvitation", "listingId: \"$listing\", invitationId: \"$asked\""),
    ("acceptCoworkerInvitation", "secret: \"nothing\""),
    ("answerStreetRound", "listingId: \"$listing\", answer: YES"),
    ("confirmListing", "listingId: \"$listing\""),
    ("decideClaim", "claimId: \"$claim\", accept: false, reason: \"Nee\""),
    ("decideReport", "reportId: \"$report\", accept: false, reason: \"Nee\""),
    ("editListing", "listingId: \"$listing\", tags: [\"proef\"]"),
    ("handOverListing", "listingId: \"$listing\", handle: \"$editorHandle\""),
    ("leaveListing", "listingId: \"$listing\""),
    ("movePhoto", "photoId: \"$photo\", to: 1"),
    ("removePhoto", "photoId: \"$photo\""),
    ("setPhotoAlt", "photoId: \"$photo\", alt: \"De winkel\""),
    ("releaseListing", "listingId: \"$listing\""),
    ("removeCoworker", "listingId: \"$listing\", handle: \"$tillHandle\""),
    ("reportListing", "listingId: \"$listing\", about: GONE"),
    ("revertListing", "listingId: \"$listing\", revision: 1, reason: \"Zo was het.\""),
    ("setDeliveryPace", "listingId: \"$listing\", busyMinutes: 10"),
    ("showClaim", "listingId: \"$other\", code: \"$code\""),
    ("undoStreetAnswer", "street: \"Javastraat\""),
    ("withdrawClaim", "claimId: \"$claim\""),
    ("nameTableColumns", "tableId: \"$table\", columns: [{field: \"name\", column: \"naam\"}]"),
    ("publishTable", "tableId: \"$table\""),
    ("withdrawTable", "tableId: \"$table\""),
    ("undoImport", "batchId: \"$batch\""),
];

/// What people do with profiles, mandates and what is known of them.
pub(crate) const AMONG_PEOPLE: [(&str, &str); 22] = [
    ("makeProfile", "kind: MERCHANT, name: \"Bakkerij Noor\""),
    ("renameProfile", "profileId: \"$profile\", name: \"Noor\""),
    ("endProfile", "profileId: \"$profile\""),
    ("letIntoProfile", "profileId: \"$profile\", handle: \"$tillHandle\", part: MEMBER"),
    ("sendFromProfile", "profileId: \"$profile\", handle: \"joke\""),
    ("acceptProfile", "profileId: \"$profile\""),
    ("leaveProfile", "profileId: \"$profile\""),
    ("registerMember", "communityId: \"$community\", name: \"De Wit\", signedOn: \"2026-11-20\""),
    ("forgetRegisteredMember", "communityId: \"$community\", memberId: \"$registered\""),
    ("issueEntryCode", "communityId: \"$community\", memberId: \"$registered\""),
    ("useEntryCode", "email: \"nieuw@voorbeeld.nl\", code: \"AAAA-AAAA\""),
    ("giveMandate", "handle: \"$handle\", deeds: [KEEP_PLACES], until: \"2026-12-24\""),
    ("endMandate", "mandateId: \"$mandate\""),
    (
        "requestAddressLetter",
        "communityId: \"$community\", street: \"Javastraat\", houseNumber: \"7\", \
            postcode: \"1094 HA\", city: \"Amsterdam\"",
    ),
    ("printHomeLetterAgain", "communityId: \"$community\", memberId: \"$neighbour\""),
    ("printHomeLetters", "communityId: \"$community\""),
    ("confirmAddress", "code: \"AAAA-AAAA\""),
    ("withdrawAddress", ""),
    ("vouchFor", "handle: \"$handle\""),
    ("withdrawVouch", "handle: \"$handle\""),
    (
        "noteVog",
        "communityId: \"$community\", memberId: \"$neighbour\", organisation: \"Stichting\", \
            seenOn: \"2026-11-20\"",
    ),
    ("withdrawVog", "communityId: \"$community\", memberId: \"$neighbour\""),
];

/// What neighbours do on the board, and with what they agree on.
pub(crate) const ON_BOARD: [(&str, &str); 38] = [
    (
        "publishPost",
        "direction: OFFER, subject: HELP, category: \"groceries\", title: \"Boodschappen\", \
            terms: [{kind: GIFT}], place: {latitude: 52.362, longitude: 4.929}",
    ),
    (
        "editPost",
        "postId: \"$post\", expectedRevision: 1, post: {direction: OFFER, subject: HELP, \
            category: \"groceries\", title: \"Anders\", terms: [{kind: GIFT}], \
            place: {latitude: 52.362, longitude: 4.929}}",
    ),
    ("describePostPhoto", "photoId: \"$picture\", alt: \"De tas\""),
    ("orderPostPhotos", "postId: \"$post\", photoIds: [\"$picture\"]"),
    ("removePostPhoto", "photoId: \"$picture\""),
    ("renewPost", "postId: \"$post\""),
    ("closePost", "postId: \"$post\", outcome: FOUND"),
    ("dismissPost", "postId: \"$post\""),
    ("blockMember", "profileId: \"$author\""),
    ("unblockMember", "profileId: \"$author\""),
    ("reportPost", "postId: \"$post\", reason: OTHER"),
    ("reportConversation", "agreementId: \"$agreement\", reason: OTHER"),
    ("decidePost", "postId: \"$review\", accept: true, reason: \"Kan\""),
    ("decidePostReport", "reportId: \"$complaint\", accept: false, reason: \"Kan\""),
    ("replyToPost", "postId: \"$post\", message: \"Graag\""),
    (
        "agree",
        "agreementId: \"$agreement\", from: \"2026-11-26T10:00:00+01:00\", \
            until: \"2026-11-26T11:00:00+01:00\"",
    ),
    ("decline", "agreementId: \"$agreement\""),
    ("withdraw", "agreementId: \"$agreement\""),
    ("cancel", "agreementId: \"$agreement\", reason: \"Ziek\""),
    ("handOver", "agreementId: \"$agreement\""),
    ("complete", "agreementId: \"$agreement\""),
    ("prolong", "agreementId: \"$agreement\", dueOn: \"2026-12-01\""),
    ("dispute", "agreementId: \"$agreement\", reason: \"Stuk\""),
    ("settle", "agreementId: \"$agreement\", reason: \"Zo\""),
    ("settle a difference", "agreementId: \"$disputed\", reason: \"Zo\""),
    ("thank", "agreementId: \"$agreement\", words: \"Dank\""),
    ("answerThanks", "agreementId: \"$agreement\", words: \"Graag\""),
    ("sendMessage", "agreementId: \"$agreement\", text: \"Hallo\""),
    (
        "proposeMoment",
        "agreementId: \"$agreement\", from: \"2026-11-26T10:00:00+01:00\", \
            until: \"2026-11-26T11:00:00+01:00\"",
    ),
    ("readConversation", "agreementId: \"$agreement\""),
    ("seeAlerts", ""),
    ("setAlertMails", "mails: NEVER"),
    ("setPaymentAlerts", "payments: NEVER"),
    ("saveSearch", "text: \"fiets\", near: {latitude: 52.362, longitude: 4.929}"),
    ("renameSavedSearch", "savedSearchId: \"$search\", name: \"Fiets\""),
    ("pauseSearch", "savedSearchId: \"$search\", paused: true"),
    ("lookAtSearch", "savedSearchId: \"$search\""),
    ("forgetSearch", "savedSearchId: \"$search\""),
];

/// What is done at the desk for help, and by the neighbours whom it asks.
pub(crate) const HELPING: [(&str, &str); 9] = [
    (
        "enterNeed",
        "communityId: \"$community\", person: {firstName: \"Joop\", phone: \"020 555 01 24\"}, \
            need: {category: \"tech\", place: {latitude: 52.362, longitude: 4.929}, \
            urgency: NO_HURRY}",
    ),
    (
        "changeNeed",
        "needId: \"$need\", expectedRevision: 2, need: {category: \"groceries\", \
            place: {latitude: 52.362, longitude: 4.929}, urgency: NO_HURRY}",
    ),
    ("askForNeed", "needId: \"$need\", memberIds: [\"$neighbour\"]"),
    ("answerNeed", "needId: \"$need\", yes: true"),
    ("assignNeed", "needId: \"$need\", memberId: \"$neighbour\""),
    ("closeNeed", "needId: \"$need\", ended: DROPPED"),
    ("finishNeed", "needId: \"$need\""),
    ("giveBackNeed", "needId: \"$need\""),
    ("readNeedContact", "needId: \"$need\""),
];

/// What people do with money.
pub(crate) const WITH_MONEY: [(&str, &str); 31] = [
    ("openAccount", "currency: \"LAT\""),
    (
        "pay",
        "id: \"00000000-0000-4000-8000-000000000011\", from: \"$account\", \
            to: {account: \"$helperAccount\"}, amount: \"1.00\"",
    ),
    (
        "requestPayment",
        "id: \"00000000-0000-4000-8000-000000000012\", from: {account: \"$helperAccount\"}, \
            to: \"$account\", amount: \"1.00\"",
    ),
    ("acceptPayment", "id: \"00000000-0000-4000-8000-000000000013\", requestId: \"$request\""),
    ("declinePayment", "id: \"00000000-0000-4000-8000-000000000014\", requestId: \"$request\""),
    (
        "hold",
        "id: \"00000000-0000-4000-8000-000000000015\", from: \"$account\", \
            to: {account: \"$helperAccount\"}, amount: \"1.00\", \
            expiresAt: \"2026-12-24T12:00:00+01:00\"",
    ),
    (
        "capture",
        "id: \"00000000-0000-4000-8000-000000000016\", holdId: \"$hold\", amount: \"1.00\"",
    ),
    ("release", "id: \"00000000-0000-4000-8000-000000000017\", holdId: \"$hold\""),
    (
        "reverse",
        "id: \"00000000-0000-4000-8000-000000000018\", transferId: \"$transfer\", \
            reason: \"Vergissing\"",
    ),
    ("makePass", "accountId: \"$account\", dayLimit: \"20\""),
    ("blockPass", "passId: \"$pass\", reason: \"Kwijt\""),
    ("unblockPass", "passId: \"$pass\", reason: \"Gevonden\""),
    ("allowPassPin", "passId: \"$pass\", reason: \"Zelf\""),
    ("endPass", "passId: \"$pass\", reason: \"Kwijt\""),
    (
        "chargePass",
        "id: \"00000000-0000-4000-8000-000000000019\", to: \"$account\", secret: \"00\", \
            amount: \"1.00\"",
    ),
    ("offerTill", "accountId: \"$shopAccount\", name: \"Tablet\""),
    ("changeTill", "tillId: \"$till\", name: \"Toonbank\", refundLimit: \"5\""),
    ("unpairTill", "tillId: \"$till\""),
    (
        "proposeIssue",
        "currency: \"LAT\", plan: {budget: {profileId: \"$as-profile\", from: \"2026-12-01\"}}, \
            amount: \"5\", reason: \"Hulp\"",
    ),
    ("confirmIssue", "proposalId: \"$proposal\""),
    ("withdrawIssue", "proposalId: \"$proposal\""),
    (
        "handOut",
        "id: \"00000000-0000-4000-8000-000000000020\", budgetId: \"$community\", \
            to: {account: \"$account\"}, amount: \"1.00\"",
    ),
    (
        "redeem",
        "id: \"00000000-0000-4000-8000-000000000021\", from: \"$account\", amount: \"1.00\"",
    ),
    ("takeBackRedemption", "redemptionId: \"$account\""),
    ("approveRedemption", "redemptionId: \"$account\""),
    ("refuseRedemption", "redemptionId: \"$account\", reason: \"Nee\""),
    ("payRedemption", "redemptionId: \"$account\""),
    ("hidePurpose", "transferId: \"$transfer\", hidden: true"),
    ("hideRequestPurpose", "requestId: \"$request\", hidden: true"),
    ("reportPurpose", "transferId: \"$transfer\", reason: HURTFUL"),
    ("reportPurpose", "requestId: \"$request\", reason: HURTFUL"),
];

/// Every mutation.
pub(crate) fn all_done() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    let places = DONE.iter().chain(&WITH_PLACES).chain(&AMONG_PEOPLE);
    places.chain(&ON_BOARD).chain(&HELPING).chain(&WITH_MONEY)
}

/// A mutation of a row, which tells what was wrong.
pub(crate) fn mutation(field: &str, arguments: &str) -> String {
    telling(field, arguments, "")
}

/// The same, which also tells something of what it made.
pub(crate) fn telling(field: &str, arguments: &str, told: &str) -> String {
    let input =
        if arguments.is_empty() { String::new() } else { format!("(input: {{{arguments}}})") };
    format!("mutation {{ {field}{input} {{ {told} userErrors {{ field code message }} }} }}")
}
