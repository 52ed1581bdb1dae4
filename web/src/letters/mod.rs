//! Letters: what is mailed to members, in plain text and in their language.
//!
//! A link in a letter only opens a page; what it does is done by a button there, for scanners
//! of mail open every link.

mod alerts;
mod desk;
#[cfg(test)]
mod letters_tests;
mod membership;

use koop_domain::communities::INVITATION_DAYS;
use koop_domain::jobs::{Letter, Mail};
use koop_domain::language::Language;
use koop_domain::listings::claims::CLAIM_DAYS;
use koop_domain::listings::confirming::LINK_DAYS;
use koop_domain::listings::keepers::COWORKER_INVITATION_DAYS;
use koop_domain::members::codes::CODE_MINUTES;

use crate::texts::{self, Value};

/// The page that a link to sign in opens, before its secret.
const ENTER_LINK: &str = "/inloggen/link/";
/// The page that a link to confirm a new address opens, before its secret.
const ADDRESS_LINK: &str = "/mijn/adres/link/";

/// The page that a letter with "Klopt dit nog?" opens, before its secret.
pub(crate) const STILL_RIGHT_LINK: &str = "/klopt/link/";
/// The page that an invitation opens, before its secret.
const INVITATION_LINK: &str = "/uitnodiging/link/";
/// The page that an invitation to keep a place along opens, before its secret.
pub(crate) const COWORKER_LINK: &str = "/medewerker/link/";
/// The page on which one says whether one belongs to a profile.
const OFFERS: &str = "/mijn/namens";

/// A letter, ready to be mailed.
#[derive(Clone, PartialEq, Eq)]
pub struct Written {
    /// The line above it.
    pub subject: String,
    /// What it says, as plain text.
    pub text: String,
    /// Moments that go along for a calendar (RFC 5545), without the place.
    pub calendars: Vec<String>,
}

impl std::fmt::Debug for Written {
    /// Codes stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Written")
    }
}

/// Writes a letter. Its links lead to `base_url`, the address under which the site is known.
#[must_use]
pub fn write(mail: &Mail, base_url: &str) -> Written {
    let language = mail.language;
    match &mail.letter {
        Letter::Enter { code, link } => {
            let values = with_code(code, &format!("{base_url}{ENTER_LINK}{link}"));
            written(language, ["letter-enter-subject", "letter-enter"], &values)
        }
        Letter::Address { code, link } => {
            let values = with_code(code, &format!("{base_url}{ADDRESS_LINK}{link}"));
            written(language, ["letter-address-subject", "letter-address"], &values)
        }
        Letter::AddressChanged { to } => {
            let values = [("to", to.clone().into()), ("site", base_url.to_owned().into())];
            let keys = ["letter-address-changed-subject", "letter-address-changed"];
            written(language, keys, &values)
        }
        Letter::PasswordChanged => {
            let values = [("site", base_url.to_owned().into())];
            let keys = ["letter-password-changed-subject", "letter-password-changed"];
            written(language, keys, &values)
        }
        Letter::Invitation { link, community } => {
            invited(language, community, &format!("{base_url}{INVITATION_LINK}{link}"))
        }
        Letter::Coworker { link, place, is_editor } => {
            asked_along(language, place, &format!("{base_url}{COWORKER_LINK}{link}"), *is_editor)
        }
        Letter::ProfileOffered { profile, by } => {
            offered(language, (profile, by), &format!("{base_url}{OFFERS}"))
        }
        Letter::Membership(it) => membership::write(language, it, base_url),
        Letter::Claim { code, place } => {
            let values = [
                ("code", code.clone().into()),
                ("place", place.clone().into()),
                ("days", CLAIM_DAYS.into()),
            ];
            written(language, ["letter-claim-subject", "letter-claim"], &values)
        }
        Letter::Reported { place, listing, count } => {
            let link = format!("{base_url}/mijn/plekken/{listing}/meldingen");
            let values = [
                ("place", place.clone().into()),
                ("count", (*count).into()),
                ("link", link.into()),
            ];
            written(language, ["letter-reported-subject", "letter-reported"], &values)
        }
        Letter::ReportDecided { .. }
        | Letter::ClaimDecided { .. }
        | Letter::AppealDecided { .. }
        | Letter::Frozen { .. }
        | Letter::Unfrozen { .. }
        | Letter::Disputed { .. }
        | Letter::PlaceLost { .. }
        | Letter::Merged { .. }
        | Letter::PutBack { .. } => desk::write(mail, base_url),
        Letter::Alerts { alerts, more, is_weekly, stop } => {
            let told = alerts::Told { alerts, more: *more, is_weekly: *is_weekly, stop };
            alerts::write(language, &told, base_url)
        }
        Letter::StillRight { place, link } => {
            let values = [
                ("place", place.clone().into()),
                ("link", format!("{base_url}{STILL_RIGHT_LINK}{link}").into()),
                ("days", LINK_DAYS.into()),
            ];
            written(language, ["letter-still-right-subject", "letter-still-right"], &values)
        }
    }
}

/// To whoever is asked to belong to a profile.
fn offered(language: Language, (profile, by): (&str, &str), link: &str) -> Written {
    let values = [
        ("profile", profile.to_owned().into()),
        ("by", by.to_owned().into()),
        ("link", link.to_owned().into()),
    ];
    written(language, ["letter-offer-subject", "letter-offer"], &values)
}

/// To whoever is asked to join a community.
fn invited(language: Language, community: &str, link: &str) -> Written {
    let values = [
        ("community", community.to_owned().into()),
        ("link", link.to_owned().into()),
        ("days", INVITATION_DAYS.into()),
    ];
    written(language, ["letter-invitation-subject", "letter-invitation"], &values)
}

/// To whoever is asked to keep a place along.
fn asked_along(language: Language, place: &str, link: &str, is_editor: bool) -> Written {
    let values = [
        ("place", place.to_owned().into()),
        ("link", link.to_owned().into()),
        ("days", COWORKER_INVITATION_DAYS.into()),
    ];
    let keys = match is_editor {
        true => ["letter-coworker-subject", "letter-coworker"],
        false => ["letter-coworker-till-subject", "letter-coworker-till"],
    };
    written(language, keys, &values)
}

fn with_code(code: &str, link: &str) -> [(&'static str, Value); 3] {
    [
        ("code", in_threes(code).into()),
        ("link", link.to_owned().into()),
        ("minutes", CODE_MINUTES.into()),
    ]
}

fn written(language: Language, keys: [&str; 2], values: &[(&'static str, Value)]) -> Written {
    let [subject, text] = keys.map(|key| texts::text_with(language, key, values));
    Written { subject, text: format!("{}\n", text.trim_end()), calendars: Vec::new() }
}

/// Six digits as people read them aloud: `482 913`.
fn in_threes(code: &str) -> String {
    code.split_at_checked(3).map_or_else(|| code.to_owned(), |(one, two)| format!("{one} {two}"))
}
