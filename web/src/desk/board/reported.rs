//! What was reported: of a post, of a conversation, or of what a payment was for.

use chrono::{DateTime, Utc};
use koop_domain::posts::PostReport;

use super::Case;
use crate::community::paragraphs;
use crate::page::Page;
use crate::texts;

impl Case {
    pub(super) fn report(page: &Page, it: &PostReport, now: DateTime<Utc>) -> Self {
        let is_purpose = it.is_purpose();
        let kind = page.t(match (is_purpose, it.is_conversation) {
            (true, _) => "desk-board-purpose",
            (false, true) => "desk-board-conversation",
            (false, false) => "desk-board-post",
        });
        let (mut title, times) = (it.words.title.clone(), (it.created_at, now));
        if is_purpose && title.is_empty() {
            title = page.t("alert-about-none");
        }
        let mut case = Self::new(page, it.id.to_string(), (&title, &kind), times);
        let reason = texts::posts::report_reason(page.language, it.reason);
        case.facts.push((page.t("desk-board-why"), reason));
        if let Some(note) = &it.note {
            case.facts.push((page.t("reports-note"), note.clone()));
        }
        let of = |is_theirs| match (it.is_conversation, is_theirs) {
            (false, _) => page.t("desk-board-text"),
            (true, true) => page.t("desk-board-theirs"),
            (true, false) => page.t("desk-board-reporter"),
        };
        let lines = it.words.lines.iter();
        case.words = lines.map(|line| (of(line.is_theirs), paragraphs(Some(&line.text)))).collect();
        case.yes = page.t(match (is_purpose, it.is_conversation) {
            (true, _) => "desk-board-uphold-purpose",
            (false, true) => "desk-board-uphold-conversation",
            (false, false) => "desk-board-uphold",
        });
        if is_purpose {
            let key = match it.request {
                Some(_) => "desk-board-request-of",
                None => "desk-board-purpose-of",
            };
            case.title = page.with(key, &[("name", title.into())]);
        }
        case.no = Some(page.t("desk-board-leave"));
        case
    }
}
