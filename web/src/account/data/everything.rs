//! Everything that is kept about a member, as they take it along: all but what nobody may read,
//! which is hashes.

use chrono::{DateTime, NaiveDate, Utc};
use koop_domain::alerts;
use koop_domain::appeals::{self, Appeal};
use koop_domain::attestations::{self, Attestation, Home, Letter, Neighbour};
use koop_domain::audit::{self, model::Line};
use koop_domain::communities::model::{Community, Decision, Invitation};
use koop_domain::communities::{self as belonging, Seen};
use koop_domain::ctx::Ctx;
use koop_domain::drafts::{self, Draft};
use koop_domain::error::Kind;
use koop_domain::helpdesk;
use koop_domain::id::{ListingId, PostId};
use koop_domain::imports::tables;
use koop_domain::imports::tables::model::{self as table, Batch};
use koop_domain::ledger::{accounts, issuing, tills};
use koop_domain::listings::claims::{self, Claim, Loss};
use koop_domain::listings::keepers::{self, CoworkerInvitation, Edit, Keeper, MINE_MAX};
use koop_domain::listings::model::Listing;
use koop_domain::listings::reports::{self, Report};
use koop_domain::listings::rounds::{self, Answer};
use koop_domain::media::{self, Added};
use koop_domain::members::freezing::KeptOut;
use koop_domain::members::model::{Member, Profile, Session, SessionKind};
use koop_domain::members::{self, freezing, sessions};
use koop_domain::page::PAGE_MAX;
use koop_domain::posts;
use koop_domain::profiles;
use koop_domain::profiles::mandates::{self, Deed, Told};
use koop_domain::profiles::model::{Offer, Part};
use koop_domain::{Domain, agreements};
use serde_json::{Value, json};

use super::board::{agreement, alert, asked, message, need, post, saved};
use super::ledger::{account, redemption, till};
use crate::error::Failure;

/// Everything that is kept about the member who asks, a noun a key: what the page of their data
/// gives along as a file.
///
/// # Errors
/// The kind of what went wrong; it is in the log by then.
pub async fn my_data(ctx: &Ctx, domain: &Domain) -> Result<Value, Kind> {
    everything(ctx, domain).await.map_err(|failure| failure.kind())
}

/// The mandates that name the member, page by page.
async fn all_mandates(ctx: &Ctx, domain: &Domain) -> Result<Vec<Told>, Failure> {
    let mut all: Vec<Told> = Vec::new();
    loop {
        let after = all.last().map(|it| it.mandate.id);
        let page = mandates::mine(ctx, domain, (PAGE_MAX, after)).await?;
        let is_last = page.len() < PAGE_MAX as usize;
        all.extend(page);
        if is_last {
            return Ok(all);
        }
    }
}

/// The member's posts, with their photos.
async fn my_posts(ctx: &Ctx, domain: &Domain) -> Result<Vec<Value>, Failure> {
    let mine = posts::mine(ctx, domain).await?;
    let ids: Vec<PostId> = mine.iter().map(|it| it.id).collect();
    let photos = posts::photos::of(ctx, domain, &ids).await?;
    let photos = |id| photos.get(&id).map_or(&[][..], Vec::as_slice);
    Ok(mine.iter().map(|it| post(it, photos(it.id))).collect())
}

/// All of it, a noun a key.
pub(super) async fn everything(ctx: &Ctx, domain: &Domain) -> Result<Value, Failure> {
    let (me, _) = members::viewer(ctx, domain).await?;
    let profiles = profiles::mine(ctx, domain).await?;
    let mails: Vec<DateTime<Utc>> = members::my_waiting_mail(ctx, domain).await?;
    let accepted = belonging::my_acceptances(ctx, domain).await?;
    let mut communities = Vec::new();
    for seen in belonging::mine(ctx, domain).await? {
        let accepted = accepted.get(&seen.community.id).map_or(&[][..], Vec::as_slice);
        communities.push(community(&seen, accepted));
    }
    let (needs, asked_needs) = helpdesk::of_member(ctx, domain).await?;
    Ok(json!({
        "member": member(&me),
        "profiles": each(&profiles, profile),
        "profileOffers": each(&profiles::offers(ctx, domain).await?, offer),
        "sixteenOn": mandates::sixteen_on(ctx, domain).await?,
        "mandates": each(&all_mandates(ctx, domain).await?, mandate),
        "attestations": each(&attestations::mine(ctx, domain).await?, attestation),
        "neighbours": each(&attestations::my_neighbours(ctx, domain).await?, neighbour),
        "addressLetter": attestations::my_letter(ctx, domain).await?.as_ref().map(letter),
        "communities": communities,
        "decisions": each(&belonging::my_decisions(ctx, domain).await?, decision),
        "devices": each(&sessions::mine(ctx, domain).await?, device),
        "places": each(&keepers::mine(ctx, domain, MINE_MAX).await?, place),
        "coworkerInvitations": each(&keepers::my_invitations(ctx, domain).await?, asked_along),
        "claims": each(&claims::mine(ctx, domain).await?, claim),
        "lostPlaces": each(&claims::my_losses(ctx, domain).await?, loss),
        "photos": each(&media::mine(ctx, domain).await?, photo),
        "changes": each(&keepers::my_edits(ctx, domain).await?, edit),
        "reports": each(&reports::mine(ctx, domain).await?, report),
        "appeals": each(&appeals::mine(ctx, domain).await?.1, appeal),
        "keptOut": each(&freezing::mine(ctx, domain).await?, kept_out),
        "tables": each(&tables::mine(ctx, domain).await?, table),
        "tablesWaiting": each(&tables::my_waiting(ctx, domain).await?, waiting_table),
        "streetAnswers": each(&rounds::mine(ctx, domain).await?, answer),
        "invitations": each(&belonging::my_invitations(ctx, domain).await?, invitation),
        "posts": my_posts(ctx, domain).await?,
        "agreements": each(&agreements::of_member(ctx, domain).await?, agreement),
        "messages": each(&agreements::messages::of_member(ctx, domain).await?, message),
        "needs": each(&needs, need),
        "askedNeeds": each(&asked_needs, asked),
        "alerts": each(&alerts::of_member(ctx, domain).await?, alert),
        "alertMails": alerts::wishes(ctx, domain).await?.key(),
        "alertsOfPayments": alerts::payment_wishes(ctx, domain).await?.key(),
        "savedSearches": each(&posts::saved::mine(ctx, domain).await?, saved),
        "blocked": each(&posts::blocked(ctx, domain).await?, |it| json!(it.name)),
        "accounts": each(&accounts::of_member(ctx, domain).await?, account),
        "tills": each(&tills::of_member(ctx, domain).await?, till),
        "redemptions": each(&issuing::redemptions_of_member(ctx, domain).await?, redemption),
        "log": each(&audit::mine(ctx, domain).await?, line),
        "drafts": each(&drafts::mine(ctx, domain).await?, draft),
        "mailsWaitingSince": mails,
    }))
}

pub(super) fn each<T>(all: &[T], one: impl Fn(&T) -> Value) -> Value {
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

fn profile((it, part): &(Profile, Part)) -> Value {
    json!({
        "part": part.key(),
        "id": it.id.to_string(),
        "kind": it.kind.key(),
        "name": it.name,
        "handle": it.handle,
    })
}

fn offer(it: &Offer) -> Value {
    json!({
        "profile": it.profile.name,
        "kind": it.profile.kind.key(),
        "part": it.part.key(),
        "by": it.by,
        "at": it.at,
    })
}

fn mandate(it: &Told) -> Value {
    let deeds: Vec<&str> = it.mandate.deeds.iter().map(Deed::key).collect();
    json!({
        "id": it.mandate.id.to_string(),
        "for": it.giver.name,
        "by": it.agent.name,
        "deeds": deeds,
        "signedOn": it.mandate.signed_on,
        "givenAt": it.mandate.given_at,
        "endsAt": it.mandate.ends_at,
        "endedAt": it.mandate.ended_at,
    })
}

fn attestation(it: &Attestation) -> Value {
    json!({
        "kind": it.kind.key(),
        "since": it.since,
        "endsAt": it.ends_at,
        "by": it.by,
        "community": it.community.map(|id| id.to_string()),
    })
}

fn neighbour(it: &Neighbour) -> Value {
    json!({ "name": it.who.name, "at": it.at, "saidByMe": it.is_mine })
}

fn letter((it, home): &(Letter, Home)) -> Value {
    json!({
        "street": home.street,
        "houseNumber": home.house_number,
        "postcode": home.postcode,
        "city": home.city,
        "askedAt": it.asked_at,
        "printed": it.is_printed,
        "endsAt": it.ends_at,
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
        "actingAs": it.acting_as.map(|id| id.to_string()),
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
        "profile": it.profile.map(|id| id.to_string()),
        "reason": it.reason,
        "createdAt": it.created_at,
        "endsAt": it.ends_at,
    })
}

/// A place that was theirs. By whose claim it no longer is, is not theirs to take along.
fn loss(it: &Loss) -> Value {
    json!({
        "listing": it.listing.to_string(),
        "profile": it.profile.map(|id| id.to_string()),
        "reason": it.reason,
        "lostAt": it.lost_at,
        "returnedAt": it.returned_at,
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

fn table(it: &Batch) -> Value {
    json!({
        "id": it.id.to_string(),
        "dataset": it.dataset,
        "startedAt": it.started_at,
        "undoneAt": it.undone_at,
    })
}

fn waiting_table(it: &table::Draft) -> Value {
    json!({
        "id": it.id.to_string(),
        "source": it.publisher,
        "content": it.content,
        "createdAt": it.created_at,
        "endsAt": it.ends_at,
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

fn decision((community, it): &(Community, Decision)) -> Value {
    json!({
        "community": community.settings.name,
        "what": it.what.key(),
        "reason": it.reason,
        "at": it.at,
    })
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

fn appeal(it: &Appeal) -> Value {
    json!({
        "about": it.subject.word(),
        "reason": it.reason,
        "state": it.state.key(),
        "answer": it.answer,
        "createdAt": it.created_at,
        "decidedAt": it.decided_at,
    })
}

fn kept_out(it: &KeptOut) -> Value {
    json!({
        "communityId": it.community.map(|id| id.to_string()),
        "reason": it.reason,
        "from": it.from,
        "until": it.until,
    })
}
