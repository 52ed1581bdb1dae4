//! The log: what was done by whoever may do more than others, searched and taken along.

mod file;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use koop_domain::audit;
use koop_domain::audit::model::{Act, AuditQuery, Line, TEXT_MAX};
use koop_domain::communities::model::{PermissionSet, Role};
use koop_domain::id::AuditId;
use koop_domain::language::Language;
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::policy::Action;
use koop_domain::profiles::mandates::Deed;
use serde_json::Value;

pub(super) use self::file::quoted;
use super::{AtDesk, COMMUNITY, DeskHead};
use crate::Web;
use crate::account::Mine;
use crate::community::role_word;
use crate::community::set_key;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::people;
use crate::reader::Reader;
use crate::texts::{self, clock};

/// How many lines stand on a page.
const SHOWN: u32 = 50;

#[derive(Template)]
#[template(path = "desk/log/log.html")]
pub(crate) struct LogPage {
    pub page: Page,
    pub desk: DeskHead,
    pub asked: Asked,
    /// What was done: key, word, whether it is looked for.
    pub acts: Vec<(&'static str, String, bool)>,
    pub lines: Vec<Row>,
    pub next: Option<String>,
    pub as_csv: String,
    pub as_jsonl: String,
}

/// What is looked for, as it was typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub text: String,
    pub act: String,
    pub from: String,
    pub to: String,
    pub after: String,
}

/// A line of the log.
pub(crate) struct Row {
    pub at: String,
    pub instant: String,
    pub who: String,
    pub what: String,
    pub about: Option<String>,
    pub more: Vec<String>,
}

/// `GET /beheer/logboek`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let desk = AtDesk::open(&web, reader, Action::ReadAudit, reader.value(COMMUNITY)).await?;
    let asked = Asked::read(reader);
    let query = AuditQuery { first: SHOWN, ..asked.query() };
    let of = desk.here()?.community.id;
    let lines = audit::read(ctx, domain, Some(of), &query).await?;
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "desk-log", "desk-log-lead", &slips).await;
    "/beheer/logboek".clone_into(&mut page.here);
    let head = DeskHead::new(&page, ctx.actor, &desk, "/beheer/logboek");
    let page = LogPage::new(page, head, asked, &lines);
    answer_privately(slips.status(), &page.page, &page)
}

/// `GET /beheer/logboek.csv`
pub(crate) async fn csv(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let lines = whole(&web, &mine).await?;
    Ok(download("logboek.csv", "text/csv; charset=utf-8", file::csv(&lines)))
}

/// `GET /beheer/logboek.jsonl`
pub(crate) async fn jsonl(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let lines = whole(&web, &mine).await?;
    Ok(download("logboek.jsonl", "application/jsonl; charset=utf-8", file::jsonl(&lines)))
}

async fn whole(web: &Web, mine: &Mine) -> Result<Vec<Line>, Failure> {
    let Mine { reader, .. } = mine;
    let desk = AtDesk::open(web, reader, Action::ReadAudit, reader.value(COMMUNITY)).await?;
    let of = desk.here()?.community.id;
    let query = Asked::read(reader).query();
    Ok(audit::export(&reader.ctx, &web.site.domain, Some(of), &query).await?)
}

pub(super) fn download(name: &str, kind: &'static str, body: String) -> Response {
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, body).into_response()
}

impl Asked {
    fn read(reader: &Reader) -> Self {
        let value = |name: &str| {
            let value = reader.value(name).unwrap_or_default();
            value.chars().take(TEXT_MAX).collect::<String>()
        };
        Self {
            text: value("zoek"),
            act: value("daad"),
            from: value("van"),
            to: value("tot"),
            after: value("na"),
        }
    }

    fn query(&self) -> AuditQuery {
        let day = |typed: &str| NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok();
        AuditQuery {
            act: Act::from_key(&self.act),
            text: Some(self.text.clone()).filter(|it| !it.is_empty()),
            from: day(&self.from).and_then(begin_of),
            // The last day is looked at too.
            to: day(&self.to).and_then(|it| it.succ_opt()).and_then(begin_of),
            under: None,
            first: SHOWN,
            after: AuditId::parse(&self.after).ok(),
        }
    }

    /// The same question as the address of another page of the log.
    fn href(&self, path: &str, slug: &str, after: &str) -> String {
        let pairs = [
            (COMMUNITY, slug),
            ("zoek", &self.text),
            ("daad", &self.act),
            ("van", &self.from),
            ("tot", &self.to),
            ("na", after),
        ];
        let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        format!("{path}?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    }
}

/// The first instant of a day here.
fn begin_of(day: NaiveDate) -> Option<DateTime<Utc>> {
    let midnight = day.and_hms_opt(0, 0, 0)?;
    ZONE.from_local_datetime(&midnight).earliest().map(|it| it.to_utc())
}

impl LogPage {
    pub(crate) fn new(page: Page, desk: DeskHead, asked: Asked, lines: &[Line]) -> Self {
        let act = |it: &Act| (it.key(), page.t(act_key(*it)), it.key() == asked.act);
        let full = lines.len() >= SHOWN as usize;
        let next = lines
            .last()
            .filter(|_| full)
            .map(|last| asked.href("/beheer/logboek", &desk.slug, &last.id.to_string()));
        Self {
            acts: Act::ALL.iter().map(act).collect(),
            lines: lines.iter().map(|line| row(&page, line)).collect(),
            next,
            as_csv: asked.href("/beheer/logboek.csv", &desk.slug, ""),
            as_jsonl: asked.href("/beheer/logboek.jsonl", &desk.slug, ""),
            asked,
            desk,
            page,
        }
    }
}

fn row(page: &Page, line: &Line) -> Row {
    let who = match (&line.actor_name, line.actor) {
        (Some(name), _) => name.clone(),
        (None, Some(_)) => page.t("audit-gone"),
        (None, None) => page.t("audit-house"),
    };
    let who = match (&line.behalf_name, line.behalf) {
        (Some(name), _) => people::for_whom(page.language, &who, name),
        (None, Some(_)) => people::for_whom(page.language, &who, &page.t("audit-gone")),
        (None, None) => who,
    };
    let what = Act::from_key(&line.act).map_or_else(|| line.act.clone(), |it| page.t(act_key(it)));
    let local = line.at.with_timezone(&ZONE);
    let day = clock::date(page.language, local.date_naive());
    let more = line.details.iter().filter_map(|(key, value)| {
        let key = match key.as_str() {
            "role" => "audit-role",
            "from" => "audit-was",
            "to" => "audit-is",
            "version" => "audit-version",
            "fields" => "audit-fields",
            "state" => "audit-state",
            "revision" => "audit-revision",
            "what" => "audit-what",
            "deeds" => "audit-deeds",
            "dataset" => "audit-dataset",
            "created" => "audit-created",
            "updated" => "audit-updated",
            "gone" => "audit-went",
            "code" => "audit-code",
            // The rest is for programs.
            _ => return None,
        };
        Some(format!("{}: {}", page.t(key), told(page.language, value)))
    });
    Row {
        at: format!("{day}, {}", clock::hour(page.language, local.time())),
        instant: line.at.to_rfc3339(),
        who,
        what,
        about: line.subject_name.clone().or_else(|| line.subject.clone()),
        more: more.collect(),
    }
}

/// A value in the reader's words, where it is one of ours.
fn told(language: Language, value: &Value) -> String {
    match value {
        Value::Array(values) => {
            let values = values.iter().map(|it| told(language, it));
            values.collect::<Vec<_>>().join(", ")
        }
        Value::String(key) => {
            let role = Role::from_key(key).map(|role| role_word(language, None, role));
            let set = || PermissionSet::from_key(key).map(|it| texts::text(language, set_key(it)));
            let state = || match key.as_str() {
                "confirmed" => Some(texts::text(language, "audit-confirmed")),
                "accepted" => Some(texts::text(language, "audit-accepted")),
                "refused" => Some(texts::text(language, "audit-refused")),
                "disputed" => Some(texts::text(language, "audit-disputed")),
                "upheld" => Some(texts::text(language, "audit-upheld")),
                _ => None,
            };
            let done = || people::done_words(language, key);
            let deed = || Deed::from_key(key).map(|it| texts::text(language, people::deed_key(it)));
            role.or_else(set)
                .or_else(state)
                .or_else(done)
                .or_else(deed)
                .unwrap_or_else(|| key.clone())
        }
        value => value.to_string(),
    }
}

#[expect(clippy::too_many_lines, reason = "one line an act")]
fn act_key(act: Act) -> &'static str {
    match act {
        Act::HouseBegun => "audit-house-begun",
        Act::CommunityFounded => "audit-community-founded",
        Act::CommunityEdited => "audit-community-edited",
        Act::AgreementsPublished => "audit-agreements-published",
        Act::MemberEntered => "audit-member-entered",
        Act::MemberInvited => "audit-member-invited",
        Act::InvitationWithdrawn => "audit-invitation-withdrawn",
        Act::MemberAdmitted => "audit-member-admitted",
        Act::MemberRefused => "audit-member-refused",
        Act::RoleSet => "audit-role-set",
        Act::RoleGivenUp => "audit-role-given-up",
        Act::SetsSet => "audit-sets-set",
        Act::MemberFrozen => "audit-member-frozen",
        Act::MemberUnfrozen => "audit-member-unfrozen",
        Act::ListingEdited => "audit-listing-edited",
        Act::PhotosChanged => "audit-photos-changed",
        Act::ClaimDecided => "audit-claim-decided",
        Act::LettersPrinted => "audit-letters-printed",
        Act::MemberRegistered => "audit-member-registered",
        Act::EntryCodeGiven => "audit-entry-code-given",
        Act::MemberForgotten => "audit-member-forgotten",
        Act::MandateGiven => "audit-mandate-given",
        Act::MandateEnded => "audit-mandate-ended",
        Act::ActedFor => "audit-acted-for",
        Act::VogNoted => "audit-vog-noted",
        Act::VogWithdrawn => "audit-vog-withdrawn",
        Act::ReportDecided => "audit-report-decided",
        Act::ListingsImported => "audit-listings-imported",
        Act::ImportUndone => "audit-import-undone",
        Act::MapPublished => "audit-map-published",
        Act::MapRemoved => "audit-map-removed",
        Act::DemoSeeded => "audit-demo-seeded",
        Act::DemoRemoved => "audit-demo-removed",
        Act::KeyRotated => "audit-key-rotated",
        Act::AppealDecided => "audit-appeal-decided",
        Act::DifferenceDecided => "audit-difference-decided",
        Act::ListingsMerged => "audit-listings-merged",
        Act::MergeUndone => "audit-merge-undone",
        Act::DuplicateRefused => "audit-duplicate-refused",
        Act::ListingConfirmed => "audit-listing-confirmed",
        Act::PostReviewed => "audit-post-reviewed",
        Act::PostReportDecided => "audit-post-report-decided",
        Act::AgreementSettled => "audit-agreement-settled",
        Act::NeedEntered => "audit-need-entered",
        Act::NeedChanged => "audit-need-changed",
        Act::NeedAsked => "audit-need-asked",
        Act::NeedAssigned => "audit-need-assigned",
        Act::NeedClosed => "audit-need-closed",
        Act::NeedRead => "audit-need-read",
        Act::CurrencyMade => "audit-currency-made",
        Act::CurrencyEdited => "audit-currency-edited",
        Act::CurrencySwitchedOn => "audit-currency-switched-on",
        Act::CurrencySwitchedOff => "audit-currency-switched-off",
        Act::RulesChanged => "audit-rules-changed",
        Act::RulesWithdrawn => "audit-rules-withdrawn",
        Act::LimitsSet => "audit-limits-set",
        Act::TransferReversed => "audit-transfer-reversed",
        Act::AccountFrozen => "audit-account-frozen",
        Act::AccountThawed => "audit-account-thawed",
        Act::AccountClosed => "audit-account-closed",
        Act::TillOffered => "audit-till-offered",
        Act::TillPaired => "audit-till-paired",
        Act::TillChanged => "audit-till-changed",
        Act::TillUnpaired => "audit-till-unpaired",
        Act::PassMade => "audit-pass-made",
        Act::PassBlocked => "audit-pass-blocked",
        Act::PassUnblocked => "audit-pass-unblocked",
        Act::PassPinAllowed => "audit-pass-pin-allowed",
        Act::PassEnded => "audit-pass-ended",
        Act::GroupLimitsSet => "audit-group-limits-set",
        Act::IssueProposed => "audit-issue-proposed",
        Act::IssueConfirmed => "audit-issue-confirmed",
        Act::IssueWithdrawn => "audit-issue-withdrawn",
        Act::HandedOut => "audit-handed-out",
        Act::RedemptionApproved => "audit-redemption-approved",
        Act::RedemptionRefused => "audit-redemption-refused",
        Act::RedemptionPaid => "audit-redemption-paid",
    }
}
