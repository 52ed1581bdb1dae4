//! What is kept about a member, why, and how long: one table, from which the page is made.

use koop_domain::attestations::LETTER_DAYS;
use koop_domain::communities::INVITATION_DAYS;
use koop_domain::drafts::MEMBER_DAYS;
use koop_domain::imports::tables::model::WAITS_MINUTES;
use koop_domain::listings::keepers::COWORKER_INVITATION_DAYS;
use koop_domain::members::codes::CODE_MINUTES;
use koop_domain::members::sessions::PAGE_DAYS;

/// Something that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    /// The key of what it is called.
    pub what: &'static str,
    /// The key of why it is kept.
    pub why: &'static str,
    /// How long.
    pub how_long: HowLong,
}

/// How long something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HowLong {
    /// Until the member goes.
    Stay,
    /// So many days, or until the member ends it.
    Days(i64),
    /// So many days, or until it has been done.
    AtMost(i64),
    /// So many minutes.
    Minutes(i64),
    /// Until it has been done.
    Done,
    /// A day at most.
    Day,
    /// A year at most.
    Year,
    /// For ever, under a number that is nobody once the member has gone.
    Number,
}

/// All that is kept.
pub(crate) const HELD: [Held; 32] = [
    held("held-name", "held-name-why", HowLong::Stay),
    held("held-email", "held-email-why", HowLong::Stay),
    held("held-password", "held-password-why", HowLong::Stay),
    held("held-language", "held-language-why", HowLong::Stay),
    held("held-profiles", "held-profiles-why", HowLong::Stay),
    held("held-places", "held-places-why", HowLong::Stay),
    held("held-claims", "held-claims-why", HowLong::Stay),
    held("held-losses", "held-losses-why", HowLong::Stay),
    held("held-edits", "held-edits-why", HowLong::Stay),
    held("held-draft", "held-draft-why", HowLong::AtMost(MEMBER_DAYS)),
    held("held-photos", "held-photos-why", HowLong::Stay),
    held("held-devices", "held-devices-why", HowLong::Days(PAGE_DAYS)),
    held("held-reports", "held-reports-why", HowLong::Year),
    held("held-appeals", "held-appeals-why", HowLong::Stay),
    held("held-freezes", "held-freezes-why", HowLong::Stay),
    held("held-answers", "held-answers-why", HowLong::Year),
    held("held-codes", "held-codes-why", HowLong::Minutes(CODE_MINUTES)),
    held("held-letters", "held-letters-why", HowLong::Done),
    held("held-tries", "held-tries-why", HowLong::Day),
    held("held-communities", "held-communities-why", HowLong::Stay),
    held("held-decisions", "held-decisions-why", HowLong::Year),
    held("held-invitations", "held-invitations-why", HowLong::AtMost(INVITATION_DAYS)),
    held("held-coworkers", "held-coworkers-why", HowLong::AtMost(COWORKER_INVITATION_DAYS)),
    held("held-acting", "held-acting-why", HowLong::Days(PAGE_DAYS)),
    held("held-mandates", "held-mandates-why", HowLong::Stay),
    held("held-registered", "held-registered-why", HowLong::Stay),
    held("held-home", "held-home-why", HowLong::Days(LETTER_DAYS)),
    held("held-attested", "held-attested-why", HowLong::Stay),
    held("held-vouches", "held-vouches-why", HowLong::Stay),
    held("held-tables", "held-tables-why", HowLong::Stay),
    held("held-drafted-table", "held-drafted-table-why", HowLong::Minutes(WAITS_MINUTES)),
    held("held-log", "held-log-why", HowLong::Number),
];

const fn held(what: &'static str, why: &'static str, how_long: HowLong) -> Held {
    Held { what, why, how_long }
}
