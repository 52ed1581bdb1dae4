//! What is kept about a member, why, and how long: one table, from which the page is made.

use koop_domain::agreements::{ENDED_DAYS, PLACE_DAYS};
use koop_domain::alerts;
use koop_domain::attestations::LETTER_DAYS;
use koop_domain::communities::INVITATION_DAYS;
use koop_domain::drafts::MEMBER_DAYS;
use koop_domain::helpdesk;
use koop_domain::imports::tables::model::WAITS_MINUTES;
use koop_domain::listings::keepers::COWORKER_INVITATION_DAYS;
use koop_domain::listings::merging::UNDO_DAYS;
use koop_domain::members::codes::CODE_MINUTES;
use koop_domain::members::sessions::PAGE_DAYS;
use koop_domain::posts;
use koop_domain::posts::saved::model::SAVED_TOLD_DAYS;

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
    /// Until so many days after it has ended.
    After(i64),
    /// Until the member says yes or no.
    Answered,
    /// A day at most.
    Day,
    /// A year at most.
    Year,
    /// For ever, under a number that is nobody once the member has gone.
    Number,
}

/// All that is kept.
pub(crate) const HELD: &[Held] = &[
    held("held-name", "held-name-why", HowLong::Stay),
    held("held-email", "held-email-why", HowLong::Stay),
    held("held-password", "held-password-why", HowLong::Stay),
    held("held-language", "held-language-why", HowLong::Stay),
    held("held-profiles", "held-profiles-why", HowLong::Stay),
    held("held-offers", "held-offers-why", HowLong::Answered),
    held("held-places", "held-places-why", HowLong::Stay),
    held("held-claims", "held-claims-why", HowLong::Stay),
    held("held-losses", "held-losses-why", HowLong::Stay),
    held("held-edits", "held-edits-why", HowLong::Stay),
    held("held-draft", "held-draft-why", HowLong::AtMost(MEMBER_DAYS)),
    held("held-place-letters", "held-place-letters-why", HowLong::Stay),
    held("held-merged", "held-merged-why", HowLong::AtMost(UNDO_DAYS)),
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
    held("held-child", "held-child-why", HowLong::Done),
    held("held-home", "held-home-why", HowLong::AtMost(LETTER_DAYS)),
    held("held-attested", "held-attested-why", HowLong::Stay),
    held("held-vouches", "held-vouches-why", HowLong::Stay),
    held("held-tables", "held-tables-why", HowLong::Stay),
    held("held-drafted-table", "held-drafted-table-why", HowLong::Minutes(WAITS_MINUTES)),
    held("held-deciding", "held-deciding-why", HowLong::Stay),
    held("held-posts", "held-posts-why", HowLong::After(posts::KEPT_DAYS)),
    held("held-agreements", "held-agreements-why", HowLong::After(ENDED_DAYS)),
    held("held-meeting", "held-meeting-why", HowLong::After(PLACE_DAYS)),
    held("held-messages", "held-messages-why", HowLong::Year),
    held("held-thanks", "held-thanks-why", HowLong::After(ENDED_DAYS)),
    held("held-alerts", "held-alerts-why", HowLong::AtMost(alerts::model::KEPT_DAYS)),
    held("held-saved", "held-saved-why", HowLong::Stay),
    held("held-told", "held-told-why", HowLong::AtMost(SAVED_TOLD_DAYS)),
    held("held-turned-away", "held-turned-away-why", HowLong::Stay),
    held("held-post-reports", "held-post-reports-why", HowLong::Year),
    held("held-needs", "held-needs-why", HowLong::After(helpdesk::KEPT_DAYS)),
    held("held-need-asked", "held-need-asked-why", HowLong::After(helpdesk::KEPT_DAYS)),
    held("held-accounts", "held-accounts-why", HowLong::Stay),
    held("held-passes", "held-passes-why", HowLong::Stay),
    held("held-tills", "held-tills-why", HowLong::Stay),
    held("held-transfers", "held-transfers-why", HowLong::Number),
    held("held-redemptions", "held-redemptions-why", HowLong::Stay),
    held("held-log", "held-log-why", HowLong::Number),
];

const fn held(what: &'static str, why: &'static str, how_long: HowLong) -> Held {
    Held { what, why, how_long }
}

#[cfg(test)]
mod tests {
    use koop_domain::db::Db;
    use sea_orm::ConnectionTrait;

    use super::HELD;

    /// Every table that names a member, by what the page calls it.
    const TABLES: &[(&str, &str)] = &[
        ("account_limits", "held-deciding"),
        ("address_letters", "held-home"),
        ("agreement_reads", "held-messages"),
        ("agreement_steps", "held-agreements"),
        ("agreements", "held-agreements"),
        ("alert_wishes", "held-alerts"),
        ("alerts", "held-alerts"),
        ("appeals", "held-appeals"),
        ("attestations", "held-attested"),
        ("children", "held-child"),
        ("community_decisions", "held-decisions"),
        ("community_invitations", "held-invitations"),
        ("community_members", "held-communities"),
        ("coworker_invitations", "held-coworkers"),
        ("currency_rules", "held-deciding"),
        ("demo_members", "held-name"),
        ("drafts", "held-draft"),
        ("duplicate_pairs", "held-deciding"),
        ("freezes", "held-freezes"),
        ("group_limits", "held-deciding"),
        ("import_batches", "held-tables"),
        ("issue_handouts", "held-deciding"),
        ("issue_proposals", "held-deciding"),
        ("keeper_letters", "held-place-letters"),
        ("listing_claims", "held-claims"),
        ("listing_differences", "held-deciding"),
        ("listing_keepers", "held-places"),
        ("listing_losses", "held-losses"),
        ("listing_merge_keepers", "held-merged"),
        ("listing_merges", "held-deciding"),
        ("listing_reports", "held-reports"),
        ("listing_reverts", "held-deciding"),
        ("mailed_codes", "held-codes"),
        ("mandates", "held-mandates"),
        ("member_blocks", "held-turned-away"),
        ("messages", "held-messages"),
        ("need_asked", "held-need-asked"),
        ("needs", "held-needs"),
        ("passes", "held-passes"),
        ("photos", "held-photos"),
        ("post_dismissals", "held-turned-away"),
        ("post_reports", "held-post-reports"),
        ("posts", "held-posts"),
        ("profile_members", "held-profiles"),
        ("profile_offers", "held-offers"),
        ("profiles", "held-profiles"),
        ("redemptions", "held-redemptions"),
        ("registered_members", "held-registered"),
        ("saved_searches", "held-saved"),
        ("saved_told", "held-told"),
        ("sessions", "held-devices"),
        ("still_right_links", "held-place-letters"),
        ("street_answers", "held-answers"),
        ("table_drafts", "held-drafted-table"),
        ("thanks", "held-thanks"),
        ("tills", "held-tills"),
        ("vouches", "held-vouches"),
    ];

    /// What the page leaves out would be kept in secret.
    #[tokio::test]
    async fn every_table_that_names_a_member_is_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/koop.db?mode=rwc", folder.path().display());
        let db = Db::open(&url).await.unwrap();
        koop_migrations::migrate(db.migrator()).await.unwrap();
        let keys = "select distinct m.name from sqlite_master m \
            join pragma_foreign_key_list(m.name) k \
            where m.type = 'table' and k.\"table\" = 'members' order by 1";
        let rows = db.reader().query_all_raw(sea_orm::Statement::from_string(
            sea_orm::DbBackend::Sqlite,
            keys.to_owned(),
        ));
        let rows = rows.await.unwrap();
        let named: Vec<String> = rows.iter().map(|it| it.try_get_by_index(0).unwrap()).collect();
        let told: Vec<&str> = TABLES.iter().map(|(table, _)| *table).collect();
        assert_eq!(named, told);
        for (table, what) in TABLES {
            assert!(HELD.iter().any(|it| it.what == *what), "{table}: {what}");
        }
    }
}
