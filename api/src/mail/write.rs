//! A mail as it travels: plain text, from nobody who reads answers, and no thread of its own.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use koop_domain::ctx::Ctx;
use koop_domain::jobs::Job;
use koop_web::letters::{self, Written};
use lettre::Message;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};

/// RFC 3834: machines do not answer what a machine wrote.
const AUTOMATIC: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// A moment for a calendar: nobody is asked to answer it.
const CALENDAR: &str = "text/calendar; method=PUBLISH; charset=utf-8";
/// What its file is called.
const CALENDAR_NAME: &str = "afspraak.ics";

/// The mail of a job; none where the address cannot be mailed to. Sent twice, it has one name.
pub(super) fn message(ctx: &Ctx, job: &Job, from: &Mailbox, base_url: &str) -> Option<Message> {
    at(ctx.now, job, from, base_url)
}

fn at(now: DateTime<Utc>, job: &Job, from: &Mailbox, base_url: &str) -> Option<Message> {
    let Written { subject, text, calendars } = letters::write(&job.mail, base_url);
    let to = Mailbox::new(None, job.mail.to.parse().ok()?);
    let id = format!("<{}@{}>", job.id.simple(), host(base_url));
    let message = Message::builder()
        .from(from.clone())
        .to(to)
        .subject(subject)
        .date(SystemTime::from(now))
        .message_id(Some(id))
        .raw_header(HeaderValue::new(AUTOMATIC, "auto-generated".to_owned()));
    if calendars.is_empty() {
        return message.header(ContentType::TEXT_PLAIN).body(text).ok();
    }
    let kind = ContentType::parse(CALENDAR).ok()?;
    let along = |calendar| Attachment::new(CALENDAR_NAME.to_owned()).body(calendar, kind.clone());
    let parts = MultiPart::mixed().singlepart(SinglePart::plain(text));
    let parts = calendars.into_iter().map(along).fold(parts, MultiPart::singlepart);
    message.multipart(parts).ok()
}

/// The host of an address, without its port.
pub(super) fn host(base_url: &str) -> &str {
    let host = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    match host.rsplit_once(':') {
        // The last colon of an IPv6 address is none before a port.
        Some((name, _)) if !host.ends_with(']') => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use koop_domain::jobs::{Letter, Mail, ToldInLetter};
    use koop_domain::language::Language;
    use uuid::Uuid;

    use super::*;

    fn mailed(calendar: Option<&str>) -> String {
        let told = |kind: &str, calendar: Option<&str>| ToldInLetter {
            kind: kind.into(),
            about: "Joke".into(),
            sum: None,
            until: None,
            calendar: calendar.map(str::to_owned),
        };
        let alerts = vec![told("agreed", calendar), told("message", None)];
        let letter = Letter::Alerts { alerts, more: 0, is_weekly: false, stop: "5ecre7".into() };
        let mail = Mail { to: "mia@voorbeeld.nl".into(), language: Language::Nl, letter };
        let job = Job { id: Uuid::nil(), mail, tries: 1 };
        let from = "Koop Lokaal <noreply@koop.example>".parse().unwrap();
        let message = at(DateTime::UNIX_EPOCH, &job, &from, "https://koop.example").unwrap();
        String::from_utf8(message.formatted()).unwrap()
    }

    #[test]
    fn a_moment_goes_along_as_a_calendar_reads_it() {
        let mail = mailed(Some("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"));
        assert_eq!(mail.matches("multipart/mixed").count(), 1);
        assert_eq!(mail.matches("text/calendar").count(), 1);
        assert!(mail.contains("method=PUBLISH") && mail.contains("afspraak.ics"), "{mail}");
        assert!(mail.contains("BEGIN:VCALENDAR\r\nEND:VCALENDAR"), "{mail}");
        assert!(mail.contains("Auto-Submitted: auto-generated"));
    }

    #[test]
    fn a_mail_about_no_moment_is_plain_text() {
        let mail = mailed(None);
        assert!(!mail.contains("multipart") && mail.contains("text/plain"), "{mail}");
    }
}
