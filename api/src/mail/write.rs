//! A mail as it travels: plain text, from nobody who reads answers, and no thread of its own.

use std::time::SystemTime;

use koop_domain::ctx::Ctx;
use koop_domain::jobs::Job;
use koop_web::letters::{self, Written};
use lettre::Message;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};

/// RFC 3834: machines do not answer what a machine wrote.
const AUTOMATIC: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// The mail of a job; none where the address cannot be mailed to. Sent twice, it has one name.
pub(super) fn message(ctx: &Ctx, job: &Job, from: &Mailbox, base_url: &str) -> Option<Message> {
    let Written { subject, text } = letters::write(&job.mail, base_url);
    let to = Mailbox::new(None, job.mail.to.parse().ok()?);
    let id = format!("<{}@{}>", job.id.simple(), host(base_url));
    Message::builder()
        .from(from.clone())
        .to(to)
        .subject(subject)
        .date(SystemTime::from(ctx.now))
        .message_id(Some(id))
        .raw_header(HeaderValue::new(AUTOMATIC, "auto-generated".to_owned()))
        .header(ContentType::TEXT_PLAIN)
        .body(text)
        .ok()
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
