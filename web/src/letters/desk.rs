//! What was decided at the desk, told to whoever it was about.

use koop_domain::appeals::APPEAL_DAYS;
use koop_domain::jobs::{Letter, Mail};
use koop_domain::listings::merging::UNDO_DAYS;

use super::{Written, written};
use crate::texts::Value;

/// Where one asks a second person.
pub(super) const APPEALS: &str = "/mijn/bezwaar";

/// Writes a letter of the desk; any other says nothing.
pub(super) fn write(mail: &Mail, base_url: &str) -> Written {
    let language = mail.language;
    match &mail.letter {
        Letter::ReportDecided { place, slug, accepted, reason } => {
            let values = [
                ("place", place.clone().into()),
                ("link", format!("{base_url}/plek/{slug}").into()),
                ("reason", reason.clone().unwrap_or_default().into()),
                ("appeal", format!("{base_url}{APPEALS}").into()),
                ("days", APPEAL_DAYS.into()),
            ];
            let letter = match (accepted, reason) {
                (true, None) => "letter-report-accepted",
                (true, Some(_)) => "letter-report-accepted-reason",
                (false, _) => "letter-report-refused",
            };
            written(language, ["letter-report-decided-subject", letter], &values)
        }
        Letter::ClaimDecided { place, slug, accepted, reason } => {
            let (link, appeal) =
                (format!("{base_url}/plek/{slug}"), format!("{base_url}{APPEALS}"));
            let values = [
                ("place", place.clone().into()),
                ("link", link.into()),
                ("appeal", appeal.into()),
                ("days", APPEAL_DAYS.into()),
                ("reason", reason.clone().into()),
            ];
            let letter = if *accepted { "letter-claim-accepted" } else { "letter-claim-refused" };
            written(language, ["letter-claim-decided-subject", letter], &values)
        }
        Letter::AppealDecided { about, slug, upheld, reason } => {
            let path = slug.as_ref().map_or_else(|| APPEALS.to_owned(), |it| format!("/plek/{it}"));
            let values = [
                ("about", about.clone().into()),
                ("link", format!("{base_url}{path}").into()),
                ("reason", reason.clone().into()),
            ];
            let letter = if *upheld { "letter-appeal-upheld" } else { "letter-appeal-refused" };
            written(language, ["letter-appeal-decided-subject", letter], &values)
        }
        Letter::Frozen { reason } => {
            let values = [("reason", reason.clone().into())];
            written(language, ["letter-frozen-subject", "letter-frozen"], &values)
        }
        Letter::Unfrozen { reason } => {
            let link = format!("{base_url}/inloggen").into();
            let values = [("reason", reason.clone().into()), ("link", link)];
            let keys = ["letter-unfrozen", "letter-unfrozen-reason"];
            let letter = keys[usize::from(!reason.is_empty())];
            written(language, ["letter-unfrozen-subject", letter], &values)
        }
        _ => place(mail, base_url),
    }
}

/// What became of a place of theirs, or of what they wrote of one; any other letter says nothing.
fn place(mail: &Mail, base_url: &str) -> Written {
    let at = |slug: &str| Value::from(format!("{base_url}/plek/{slug}"));
    let appeal = || Value::from(format!("{base_url}{APPEALS}"));
    let (keys, values) = match &mail.letter {
        Letter::Disputed { place, slug } => (
            ["letter-disputed-subject", "letter-disputed"],
            vec![("place", place.clone().into()), ("link", at(slug))],
        ),
        Letter::PlaceLost { place, slug, reason, may_appeal } => (
            [
                "letter-place-lost-subject",
                if *may_appeal { "letter-place-lost" } else { "letter-place-returned" },
            ],
            vec![
                ("place", place.clone().into()),
                ("link", at(slug)),
                ("reason", reason.clone().into()),
                ("appeal", appeal()),
                ("days", APPEAL_DAYS.into()),
            ],
        ),
        Letter::Merged { place, slug, other } => (
            ["letter-merged-subject", "letter-merged"],
            vec![
                ("place", place.clone().into()),
                ("link", at(slug)),
                ("other", other.clone().into()),
                ("days", UNDO_DAYS.into()),
            ],
        ),
        Letter::PutBack { place, slug, reason } => (
            [
                "letter-put-back-subject",
                if reason.is_some() { "letter-put-back-reason" } else { "letter-put-back" },
            ],
            vec![
                ("place", place.clone().into()),
                ("link", format!("{base_url}/plek/{slug}/geschiedenis").into()),
                ("reason", reason.clone().unwrap_or_default().into()),
                ("appeal", appeal()),
                ("days", APPEAL_DAYS.into()),
            ],
        ),
        _ => return Written { subject: String::new(), text: String::new(), calendars: Vec::new() },
    };
    written(mail.language, keys, &values)
}
