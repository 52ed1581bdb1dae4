//! Everything that is kept about a member, as they take it along: all but what nobody may read,
//! which is hashes.

use chrono::{DateTime, NaiveDate, Utc};
use koop_domain::Domain;
use koop_domain::audit::{self, model::Line};
use koop_domain::communities::model::Invitation;
use koop_domain::communities::{self as belonging, Seen};
use koop_domain::ctx::Ctx;
use koop_domain::drafts::{self, Draft};
use koop_domain::id::ListingId;
use koop_domain::listings::claims::{self, Claim};
use koop_domain::listings::keepers::{self, CoworkerInvitation, Edit, Keeper, MINE_MAX};
use koop_domain::listings::model::Listing;
use koop_domain::listings::reports::{self, Report};
use koop_domain::listings::rounds::{self, Answer};
use koop_domain::media::{self, Added};
use koop_domain::members::model::{Member, Profile, Session, SessionKind};
use koop_domain::members::{self, sessions};
use serde_json::{Value, json};

use crate::error::Failure;

/// All of it, a noun a key.
pub(super) async fn everything(ctx: &Ctx, domain: &Domain) -> Result<Value, Failure> {
    let (me, profiles) = members::viewer(ctx, domain).await?;
    let mails: Vec<DateTime<Utc>> = members::my_waiting_mail(ctx, domain).await?;
    let mut communities = Vec::new();
    for seen in belonging::mine(ctx, domain).await? {
        let accepted = belonging::my_acceptances(ctx, domain, seen.community.id).await?;
        communities.push(community(&seen, &accepted));
    }
    Ok(json!({
        "member": member(&me),
        "profiles": each(&profiles, profile),
        "communities": communities,
        "devices": each(&sessions::mine(ctx, domain).await?, device),
        "places": each(&keepers::mine(ctx, domain, MINE_MAX).await?, place),
        "coworkerInvitations": each(&keepers::my_invitations(ctx, domain).await?, asked_along),
        "claims": each(&claims::mine(ctx, domain).await?, claim),
        "photos": each(&media::mine(ctx, domain).await?, photo),
        "changes": each(&keepers::my_edits(ctx, domain).await?, edit),
        "reports": each(&reports::mine(ctx, domain).await?, report),
        "streetAnswers": each(&rounds::mine(ctx, domain).await?, answer),
        "invitations": each(&belonging::my_invitations(ctx, domain).await?, invitation),
        "log": each(&audit::mine(ctx, domain).await?, line),
        "drafts": each(&drafts::mine(ctx, domain).await?, draft),
        "mailsWaitingSince": mails,
    }))
}

fn each<T>(all: &[T], one: impl Fn(&T) -> Value) -> Value {
    all.iter().map(one).collect()
}

fn member(it: &Member) -> Value {
    json!({
        "id": it.id.to_string(),
        "name": it.name,
        "email": it.email.as_ref().map(|it| it.as_typed()),
        "emailConfirmedAt": it.email_confirmed_at,
        "hasPassword": it.has_password,
        "language": it.language.code(),
        "operator": it.operator,
        "createdAt": it.created_at,
    })
}

fn profile(it: &Profile) -> Value {
    json!({
        "id": it.id.to_string(),
        "kind": it.kind.key(),
        "name": it.name,
        "handle": it.handle,
    })
}

fn device(it: &Session) -> Value {
    let kind = match it.kind {
        SessionKind::Page => "page",
        SessionKind::Api => "api",
    };
    json!({
        "id": it.id.to_string(),
        "kind": kind,
        "device": it.device,
        "createdAt": it.created_at,
        "lastSeenAt": it.last_seen_at,
    })
}

fn place((keeper, listing): &(Keeper, Listing)) -> Value {
    json!({
        "id": listing.id.to_string(),
        "name": listing.facts.name,
        "role": keeper.key(),
    })
}

/// An invitation that they sent or that was sent to them.
fn asked_along(it: &CoworkerInvitation) -> Value {
    json!({
        "listing": it.listing.to_string(),
        "email": it.email.as_typed(),
        "role": it.keeper.key(),
        "createdAt": it.created_at,
        "endsAt": it.ends_at,
    })
}

fn draft(it: &Draft) -> Value {
    json!({ "form": it.form, "typed": it.typed, "keptAt": it.kept_at })
}

fn claim(it: &Claim) -> Value {
    json!({
        "id": it.id.to_string(),
        "listing": it.listing.to_string(),
        "proof": it.proof.key(),
        "state": it.state.key(),
        "reason": it.reason,
        "createdAt": it.created_at,
        "endsAt": it.ends_at,
    })
}

fn edit(it: &Edit) -> Value {
    json!({ "listing": it.listing.to_string(), "revision": it.revision, "at": it.at })
}

fn photo(it: &Added) -> Value {
    json!({
        "id": it.photo.to_string(),
        "listing": it.listing.to_string(),
        "alt": it.alt.as_str(),
        "addedAt": it.at,
    })
}

fn report(it: &Report) -> Value {
    json!({
        "listing": it.listing.to_string(),
        "about": it.about.key(),
        "proposed": it.proposed,
        "note": it.note,
        "state": it.state.key(),
        "reason": it.reason,
        "createdAt": it.created_at,
    })
}

fn answer((listing, day, answer): &(ListingId, NaiveDate, Answer)) -> Value {
    json!({ "listing": listing.to_string(), "day": day, "answer": answer.key() })
}

fn invitation(it: &Invitation) -> Value {
    json!({
        "community": it.community.to_string(),
        "role": it.role.key(),
        "createdAt": it.created_at,
        "endsAt": it.ends_at,
    })
}

/// A line of the log by or about me. Whoever else it names is not mine to take along.
fn line(it: &Line) -> Value {
    json!({ "at": it.at, "act": it.act, "community": it.community.map(|id| id.to_string()) })
}

/// What somebody is to a community, and what they accepted there when.
fn community(seen: &Seen, accepted: &[(i32, DateTime<Utc>)]) -> Value {
    let accepted = accepted.iter().map(|(version, at)| json!({ "version": version, "at": at }));
    let it = seen.membership.as_ref();
    json!({
        "name": seen.community.settings.name,
        "slug": seen.community.slug,
        "role": it.map(|it| it.role.key()),
        "permissionSets": it.map(|it| it.sets.iter().map(|set| set.key()).collect::<Vec<_>>()),
        "state": it.map(|it| it.state.key()),
        "since": it.map(|it| it.since),
        "accepted": accepted.collect::<Vec<_>>(),
    })
}
