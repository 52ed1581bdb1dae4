//! What waits, in words: what is said, what stands there now, and what can be done with it.

use koop_domain::appeals::{Appeal, First, Subject};
use koop_domain::attestations::Attestation;
use koop_domain::desk::{Case, CaseKind, Matter};
use koop_domain::listings::claims::{ClaimState, Proof};
use koop_domain::listings::differences::Pending;
use koop_domain::listings::keepers::proofs::proofs;
use koop_domain::listings::model::Listing;
use koop_domain::listings::reports::{About, OWNER_DAYS, Report};

use crate::form::Slips;
use crate::keeping::{Typed, why_not as why};
use crate::mending::{about_key, fact_label, fact_words};
use crate::page::Page;
use crate::people::Known;
use crate::place::place_line;
use crate::texts::clock;

/// Something that waits.
#[derive(Default)]
pub(crate) struct Item {
    /// Its id, by which forms name it.
    pub id: String,
    pub kind: String,
    pub kind_key: &'static str,
    /// The place, or who it is about.
    pub name: String,
    pub href: Option<String>,
    pub place_line: String,
    pub what: String,
    pub since: String,
    pub is_own: bool,
    /// What is said of it: label and words.
    pub facts: Vec<(String, String)>,
    /// What somebody wrote.
    pub note: Option<String>,
    /// What the button says that accepts it, if it can be accepted here.
    pub accept: Option<String>,
    pub refuse: String,
    /// What is to be known before deciding.
    pub hint: Option<String>,
    /// A link to where more can be done: address and words.
    pub way: Option<(String, String)>,
    /// A letter that can be printed once more.
    pub letter: bool,
    /// The place, where it may be said that all of it is right.
    pub listing: Option<String>,
    /// Reasons to choose from: key and words.
    pub templates: Vec<(&'static str, String)>,
    /// What was chosen and typed, and what is wrong with that.
    pub template: String,
    pub reason: String,
    pub error: Option<String>,
    /// Who reads the reason.
    pub reason_hint: String,
}

/// The reasons that are offered for a kind, by the keys of their words.
pub(super) fn templates(kind: CaseKind) -> &'static [&'static str] {
    match kind {
        CaseKind::Report | CaseKind::Suggestion => &[
            "reports-template-checked",
            "reports-template-been",
            "reports-template-unclear",
            "reports-template-temporary",
        ],
        CaseKind::Claim => {
            &["whose-reason-visited", "whose-reason-register", "whose-reason-not-there"]
        }
        // Nobody asked, so nobody reads why.
        CaseKind::Difference | CaseKind::Duplicate => &[],
        CaseKind::Appeal => {
            &["queue-reason-first-right", "queue-reason-new-facts", "queue-reason-mistake"]
        }
    }
}

/// The key of what one of a kind is called.
fn kind_key(kind: CaseKind) -> &'static str {
    match kind {
        CaseKind::Appeal => "queue-appeal",
        CaseKind::Claim => "queue-claim",
        CaseKind::Report => "queue-report",
        CaseKind::Suggestion => "queue-suggestion",
        CaseKind::Difference => "queue-difference",
        CaseKind::Duplicate => "queue-duplicate",
    }
}

/// The key of what all of a kind are called.
pub(super) fn kinds_key(kind: CaseKind) -> &'static str {
    match kind {
        CaseKind::Appeal => "queue-appeals",
        CaseKind::Claim => "queue-claims",
        CaseKind::Report => "queue-reports",
        CaseKind::Suggestion => "queue-suggestions",
        CaseKind::Difference => "queue-differences",
        CaseKind::Duplicate => "queue-duplicates",
    }
}

impl Item {
    pub(super) fn of(page: &Page, case: &Case, typed: &Typed, slips: &Slips) -> Self {
        let (kind, mut item) = match &case.matter {
            Matter::Report(it) => {
                let is_report = it.0.proposed.is_none();
                let kind = if is_report { CaseKind::Report } else { CaseKind::Suggestion };
                (kind, report(page, &it.0, &it.1))
            }
            Matter::Claim(it) => (CaseKind::Claim, claim(page, it, case.known.as_deref())),
            Matter::Difference(it) => (CaseKind::Difference, difference(page, &it.0, &it.1)),
            Matter::Duplicate(it) => (CaseKind::Duplicate, duplicate(page, it)),
            Matter::Appeal(it) => (CaseKind::Appeal, appeal(page, it)),
        };
        let since = clock::date(page.language, clock::today(case.since));
        item.kind = page.t(kind_key(kind));
        item.kind_key = kind.key();
        item.since = page.with("queue-since", &[("date", since.into())]);
        item.is_own = case.is_own;
        if case.is_silent {
            let waited = page.with("queue-owner-silent", &[("days", OWNER_DAYS.into())]);
            let known = item.hint.map(|hint| format!("{waited} {hint}"));
            item.hint = Some(known.unwrap_or(waited));
        }
        if item.reason_hint.is_empty() {
            item.reason_hint = page.t("queue-reason-hint");
        }
        item.templates = templates(kind).iter().map(|key| (*key, page.t(key))).collect();
        if typed.get("zaak") == item.id {
            typed.get("sjabloon").clone_into(&mut item.template);
            typed.get("reden").clone_into(&mut item.reason);
            item.error = slips.of("reden").map(str::to_owned);
        }
        item
    }

    fn about(page: &Page, listing: &Listing) -> Self {
        Self {
            name: listing.facts.name.clone(),
            href: Some(format!("/plek/{}", listing.slug)),
            place_line: place_line(page.language, &listing.facts),
            refuse: page.t("reports-refuse"),
            ..Self::default()
        }
    }
}

fn report(page: &Page, it: &Report, place: &Listing) -> Item {
    let by_hand = !it.about.applies(it.proposed.as_deref());
    let accept = match it.about {
        About::Gone => "reports-accept-gone",
        _ if by_hand => "reports-accept-by-hand",
        _ => "reports-accept",
    };
    let now = it.about.has_value().then(|| it.about.now(&place.facts).map(str::to_owned));
    let now = now.map(|it| it.unwrap_or_else(|| page.t("reports-nothing")));
    let facts = [("reports-now", now), ("reports-proposed", it.proposed.clone())];
    let fact = |(key, words): (&str, Option<String>)| Some((page.t(key), words?));
    Item {
        id: it.id.to_string(),
        what: page.t(about_key(it.about)),
        facts: facts.into_iter().filter_map(fact).collect(),
        note: it.note.clone(),
        accept: Some(page.t(accept)),
        hint: by_hand.then(|| page.t("reports-by-hand")),
        reason_hint: match it.member {
            Some(_) => String::new(),
            None => page.t("queue-reason-hint-quiet"),
        },
        listing: Some(place.id.to_string()),
        ..Item::about(page, place)
    }
}

fn claim(
    page: &Page,
    (it, claimant, place): &(koop_domain::listings::claims::Claim, String, Listing),
    known: Option<&[Attestation]>,
) -> Item {
    let is_disputed = it.state == ClaimState::Disputed;
    let is_open = it.state == ClaimState::Open;
    let state = page.t(if is_disputed { "whose-disputed" } else { "whose-open" });
    let way = is_open && it.proof == Proof::CounterCode;
    let is_letter = is_open && it.proof == Proof::Letter;
    // What was written since may be the claimant's own: then no letter shows anything.
    let why_not = proofs(place).into_iter().find(|(proof, _)| *proof == it.proof);
    let why_not = why_not.and_then(|(_, why)| why).filter(|_| is_letter);
    let why_not = why_not.map(|it| page.with("queue-letter-not", &[("why", why(page, it).into())]));
    let known = known.map(|known| (page.t("queue-claimant-known"), known_words(page, known)));
    let mut facts = vec![(page.t("queue-claimant"), claimant.clone())];
    facts.extend(known);
    facts.push((page.t("queue-claim-state"), state));
    facts.push((page.t("queue-claim-proof"), page.t(proof_key(it.proof))));
    Item {
        id: it.id.to_string(),
        what: page.with("queue-claim-what", &[("name", claimant.clone().into())]),
        facts,
        accept: is_disputed.then(|| page.t("whose-yes")),
        refuse: page.t("whose-no"),
        letter: is_letter && why_not.is_none(),
        hint: why_not.or_else(|| (!is_disputed).then(|| page.t("queue-claim-hint"))),
        way: way.then(|| ("/beheer/claims".to_owned(), page.t("queue-to-claims"))),
        ..Item::about(page, place)
    }
}

/// What is known of who claims, in a line.
pub(crate) fn known_words(page: &Page, known: &[Attestation]) -> String {
    let known = known.iter().map(|it| Known::of(page.language, it));
    let known: Vec<String> = known.map(|it| format!("{} {}", it.what, it.since)).collect();
    if known.is_empty() { page.t("queue-claimant-unknown") } else { known.join(" · ") }
}

fn proof_key(proof: Proof) -> &'static str {
    match proof {
        Proof::DomainEmail => "claim-by-mail",
        Proof::Letter => "claim-by-letter",
        Proof::CounterCode => "claim-at-counter",
    }
}

fn difference(page: &Page, it: &Pending, place: &Listing) -> Item {
    let words = |facts| {
        let words = fact_words(page.language, it.field, facts);
        if words.is_empty() { page.t("reports-nothing") } else { words }
    };
    let source = [("source", it.source.clone().into())];
    Item {
        id: it.id.to_string(),
        what: fact_label(page.language, it.field),
        facts: vec![
            (page.t("queue-difference-ours"), words(&place.facts)),
            (page.with("queue-difference-theirs", &source), words(&it.theirs)),
        ],
        accept: Some(page.t("queue-difference-yes")),
        refuse: page.t("queue-difference-no"),
        hint: Some(page.t("queue-difference-hint")),
        listing: Some(place.id.to_string()),
        ..Item::about(page, place)
    }
}

fn duplicate(
    page: &Page,
    (it, [one, other]): &(koop_domain::listings::duplicates::Pair, [Listing; 2]),
) -> Item {
    let reason = |code: &String| match code.as_str() {
        "RECORD" => page.t("queue-alike-record"),
        "BRANCH" => page.t("queue-alike-branch"),
        "WEBSITE" => page.t("queue-alike-website"),
        _ => page.t("queue-alike-name"),
    };
    let reasons: Vec<String> = it.reasons.iter().map(reason).collect();
    let line = place_line(page.language, &other.facts);
    Item {
        id: it.id.to_string(),
        what: page.with("queue-duplicate-what", &[("name", other.facts.name.clone().into())]),
        facts: vec![
            (page.t("queue-duplicate-other"), format!("{} · {line}", other.facts.name)),
            (page.t("queue-duplicate-why"), reasons.join(", ")),
        ],
        refuse: page.t("queue-duplicate-no"),
        way: Some((
            format!("/beheer/samenvoegen?een={}&ander={}", one.id, other.id),
            page.t("queue-duplicate-yes"),
        )),
        ..Item::about(page, one)
    }
}

fn appeal(
    page: &Page,
    (it, name, place, first): &(Appeal, String, Option<Listing>, First),
) -> Item {
    let about = place.as_ref().map_or_else(Item::default, |place| Item::about(page, place));
    let heading = place.as_ref().map_or_else(|| name.clone(), |it| it.facts.name.clone());
    let hint = match it.subject {
        Subject::Loss(_) => page.with("queue-appeal-hint-loss", &[("name", name.clone().into())]),
        _ => page.t("queue-appeal-hint"),
    };
    let mut facts = vec![(page.t("queue-appellant"), name.clone())];
    facts.extend(decided_first(page, first, place.as_ref()));
    Item {
        id: it.id.to_string(),
        name: heading,
        what: page.t(subject_key(it.subject.kind())),
        facts,
        note: Some(it.reason.clone()),
        accept: Some(page.t("queue-appeal-yes")),
        refuse: page.t("queue-appeal-no"),
        hint: Some(hint),
        ..about
    }
}

/// What was decided first and why, and about what.
fn decided_first(page: &Page, it: &First, place: Option<&Listing>) -> Vec<(String, String)> {
    let date = it.decided_at.map(|at| clock::date(page.language, clock::today(at)));
    let decided = date.map(|date| match &it.reason {
        Some(reason) => page
            .with("queue-first-why", &[("date", date.into()), ("reason", reason.clone().into())]),
        None => page.with("queue-first-silent", &[("date", date.into())]),
    });
    let report = it.report.as_ref();
    let now = report.filter(|it| it.about.has_value()).zip(place).map(|(it, place)| {
        it.about.now(&place.facts).map_or_else(|| page.t("reports-nothing"), str::to_owned)
    });
    let facts = [
        ("queue-first", decided),
        ("queue-first-community", it.community.clone()),
        ("queue-claim-proof", it.claim.as_ref().map(|it| page.t(proof_key(it.proof)))),
        ("queue-first-about", report.map(|it| page.t(about_key(it.about)))),
        ("reports-now", now),
        ("reports-proposed", report.and_then(|it| it.proposed.clone())),
        ("queue-first-note", report.and_then(|it| it.note.clone())),
    ];
    facts.into_iter().filter_map(|(key, words)| Some((page.t(key), words?))).collect()
}

/// The key of what an appeal is against.
pub(crate) fn subject_key(kind: &str) -> &'static str {
    match kind {
        "claim" => "appeal-of-claim",
        "report" => "appeal-of-report",
        "freeze" => "appeal-of-freeze",
        "loss" => "appeal-of-loss",
        _ => "appeal-of-revert",
    }
}
