//! Jobs: what has to be done beside a request, such as a mail. They stand in the database in the
//! transaction that wants them, so that none is lost and none is done for what never happened.
//!
//! Whoever takes a job holds it for a while. One that is not done by then is taken again, so a
//! mail may come twice, and never not at all; after some tries it is given up, and told.

mod store;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};

use crate::Domain;
use crate::alerts::model::Sum;
use crate::communities::model::Decided;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::language::Language;
use crate::members::model::Email;
use crate::policy::{self, Action, Denied};

/// How many are taken at once.
const TAKEN_MAX: u64 = 20;
/// How long a job is held, in minutes, before somebody else may take it.
const HELD_MINUTES: i64 = 5;
/// How often it is tried.
const TRIES_MAX: i32 = 8;

/// What is written to a member, in their language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// In which language.
    pub language: Language,
    /// What it says.
    pub letter: Letter,
}

/// What a mail says; `web` has the sentences.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Letter {
    /// A code and a link to sign in or become a member.
    Enter {
        /// Six digits.
        code: String,
        /// The secret of the link.
        link: String,
    },
    /// A code and a link to confirm a new address.
    Address {
        /// Six digits.
        code: String,
        /// The secret of the link.
        link: String,
    },
    /// To the old address: another one holds now.
    AddressChanged {
        /// The new one, masked.
        to: String,
    },
    /// The password was changed.
    PasswordChanged,
    /// Somebody is invited to join a community.
    Invitation {
        /// The secret of the link.
        link: String,
        /// What it is called.
        community: String,
    },
    /// Somebody is asked to keep a place along.
    Coworker {
        /// The secret of the link.
        link: String,
        /// The name on the board.
        place: String,
        /// Whether they would keep all of it, and not its till only.
        is_editor: bool,
    },
    /// To a member: somebody asks whether they belong to a household, an organisation or a
    /// merchant.
    ProfileOffered {
        /// What it is called.
        profile: String,
        /// Who asks, as others see them.
        by: String,
    },
    /// To somebody about whom something was decided in a community.
    Membership(Verdict),
    /// To a place's own domain: somebody says that it is theirs.
    Claim {
        /// Letters and digits.
        code: String,
        /// The name on the board.
        place: String,
    },
    /// To an owner: somebody says that something of their place is wrong.
    Reported {
        /// The name on the board.
        place: String,
        /// The id of the listing.
        listing: String,
        /// How much waits.
        count: u64,
    },
    /// To whoever said so: what became of it.
    ReportDecided {
        /// The name on the board.
        place: String,
        /// The name in the address bar.
        slug: String,
        /// Whether it was right.
        accepted: bool,
        /// Why it was decided so.
        reason: Option<String>,
    },
    /// To a claimant: whether a place is theirs.
    ClaimDecided {
        /// The name on the board.
        place: String,
        /// The name in the address bar.
        slug: String,
        /// Whether it is.
        accepted: bool,
        /// Why it was decided so.
        reason: String,
    },
    /// To whoever appealed: what a second person decided.
    AppealDecided {
        /// The name of the place, or of the community.
        about: String,
        /// The name of the place in the address bar, if it is about one.
        slug: Option<String>,
        /// Whether they are right.
        upheld: bool,
        /// Why it was decided so.
        reason: String,
    },
    /// Somebody is kept out of the whole house for a while.
    Frozen {
        /// Why.
        reason: String,
    },
    /// Somebody is let in again who was kept out of the whole house.
    Unfrozen {
        /// Why, if that was said.
        reason: String,
    },
    /// To an owner: somebody else has shown that the place is theirs.
    Disputed {
        /// The name on the board.
        place: String,
        /// The name in the address bar.
        slug: String,
    },
    /// To whoever had a place: it is somebody else's now.
    PlaceLost {
        /// The name on the board.
        place: String,
        /// The name in the address bar.
        slug: String,
        /// Why it was decided so.
        reason: String,
        /// Whether they may ask a second person: not when a second person decided it.
        may_appeal: bool,
    },
    /// To an owner: two listings of their place were made one.
    Merged {
        /// The name of the one that goes on.
        place: String,
        /// Its name in the address bar.
        slug: String,
        /// What the other was called.
        other: String,
    },
    /// To whoever wrote something: it was put back as it was.
    PutBack {
        /// The name on the board.
        place: String,
        /// The name in the address bar.
        slug: String,
        /// Why, if that was said.
        reason: Option<String>,
    },
    /// To an owner: are the hours still right?
    StillRight {
        /// The name on the board.
        place: String,
        /// The secret of the link.
        link: String,
    },
    /// To a member: what they were told since the last mail.
    Alerts {
        /// The latest of it, the latest first.
        alerts: Vec<ToldInLetter>,
        /// How much there is beside that.
        more: u64,
        /// Whether it is the letter of the week.
        is_weekly: bool,
        /// The secret of the one button that ends these mails.
        stop: String,
    },
}

/// Something that a member was told, as a mail says it: no words of a message, and no place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldInLetter {
    /// The key of its kind.
    pub kind: String,
    /// The first name or the title in it.
    pub about: String,
    /// The amount in it; what it was for is in no mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Sum>,
    /// Until when that is set apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
    /// The moment that it is about, as a calendar reads it (RFC 5545).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
}

/// What was decided about somebody in a community.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// What the community is called.
    pub community: String,
    /// Its name in the address bar.
    pub slug: String,
    /// What was decided.
    pub what: Decided,
    /// What they are there now, by key.
    pub role: String,
    /// The community's own word for that.
    pub term: Option<String>,
    /// What more they may there now, by key.
    pub sets: Vec<String>,
    /// Why; who is let in asks no reason.
    pub reason: Option<String>,
}

impl std::fmt::Debug for Letter {
    /// Codes stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Enter { .. } => "Enter",
            Self::Address { .. } => "Address",
            Self::AddressChanged { .. } => "AddressChanged",
            Self::PasswordChanged => "PasswordChanged",
            Self::Invitation { .. } => "Invitation",
            Self::Coworker { .. } => "Coworker",
            Self::ProfileOffered { .. } => "ProfileOffered",
            Self::Membership(_) => "Membership",
            Self::Claim { .. } => "Claim",
            Self::Reported { .. } => "Reported",
            Self::ReportDecided { .. } => "ReportDecided",
            Self::ClaimDecided { .. } => "ClaimDecided",
            Self::AppealDecided { .. } => "AppealDecided",
            Self::Frozen { .. } => "Frozen",
            Self::Unfrozen { .. } => "Unfrozen",
            Self::Disputed { .. } => "Disputed",
            Self::PlaceLost { .. } => "PlaceLost",
            Self::Merged { .. } => "Merged",
            Self::PutBack { .. } => "PutBack",
            Self::StillRight { .. } => "StillRight",
            Self::Alerts { .. } => "Alerts",
        })
    }
}

/// A job that was taken.
#[derive(Clone, Debug)]
pub struct Job {
    /// Which.
    pub id: Uuid,
    /// The mail to send.
    pub mail: Mail,
    /// How often it was tried, this time included.
    pub tries: i32,
}

/// Why jobs could not be taken or put back.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database does not answer.
    #[error("the database does not answer")]
    Db(#[from] DbError),
}

/// Has a mail sent, once the transaction is committed.
pub(crate) async fn mail(tx: &WriteTx, ctx: &Ctx, mail: Mail) -> Result<(), DbError> {
    let payload = serde_json::to_string(&mail)?;
    let to_key = mail.to.to_lowercase();
    Ok(store::insert(tx, ctx.ids.next(), (payload, to_key), ctx.now).await?)
}

/// Has nothing sent to an address that has not gone yet.
pub(crate) async fn forget(tx: &WriteTx, to: &Email) -> Result<(), DbError> {
    Ok(store::delete_to(tx, to.key()).await?)
}

/// Since when mails to an address wait.
pub(crate) async fn waiting(domain: &Domain, to: &Email) -> Result<Vec<DateTime<Utc>>, DbError> {
    Ok(store::waiting(domain.db.reader(), to.key()).await?)
}

/// Takes jobs that are due, the oldest first.
///
/// # Errors
/// [`JobError`].
pub async fn take(ctx: &Ctx, domain: &Domain) -> Result<Vec<Job>, JobError> {
    policy::check(ctx, Action::KeepHouse)?;
    if !store::any_due(domain.db.reader(), ctx.now).await.map_err(DbError::from)? {
        return Ok(Vec::new());
    }
    let tx = domain.db.write().await?;
    let until = ctx.now + TimeDelta::minutes(HELD_MINUTES);
    let rows = store::take(&tx, ctx.now, until, TAKEN_MAX).await.map_err(DbError::from)?;
    let mut jobs = Vec::with_capacity(rows.len());
    for (id, payload, tries) in rows {
        match serde_json::from_str(&payload) {
            Ok(mail) => jobs.push(Job { id, mail, tries: tries + 1 }),
            // It would stop all others, again and again. What it says may be secret.
            Err(_) => {
                tracing::error!(job = %id, "a job that cannot be read was given up");
                store::delete(&tx, id).await.map_err(DbError::from)?;
            }
        }
    }
    tx.commit().await?;
    Ok(jobs)
}

/// A job is done: nothing is kept of it.
///
/// # Errors
/// [`JobError`].
pub async fn done(ctx: &Ctx, domain: &Domain, id: Uuid) -> Result<(), JobError> {
    policy::check(ctx, Action::KeepHouse)?;
    let tx = domain.db.write().await?;
    store::delete(&tx, id).await.map_err(DbError::from)?;
    Ok(tx.commit().await?)
}

/// A job failed: it is tried again later, each time after twice as long, or given up. Answers
/// whether it is.
///
/// # Errors
/// [`JobError`].
pub async fn failed(ctx: &Ctx, domain: &Domain, job: &Job) -> Result<bool, JobError> {
    policy::check(ctx, Action::KeepHouse)?;
    let given_up = job.tries >= TRIES_MAX;
    let tx = domain.db.write().await?;
    if given_up {
        store::delete(&tx, job.id).await.map_err(DbError::from)?;
    } else {
        store::put_off(&tx, job.id, again_at(ctx.now, job.tries)).await.map_err(DbError::from)?;
    }
    tx.commit().await?;
    Ok(given_up)
}

/// After one minute, then two, four, … up to an hour or so.
fn again_at(now: DateTime<Utc>, tries: i32) -> DateTime<Utc> {
    now + TimeDelta::minutes(1_i64 << tries.clamp(1, 7).abs_diff(1))
}
