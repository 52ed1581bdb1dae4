//! What is decided at the desk, and asking for a second person.

use async_graphql::{Context, Description, ID, InputObject, Object, SimpleObject};
use koop_domain::appeals::{self, Subject};
use koop_domain::id::{AppealId, ClaimId, DifferenceId, MemberId, MergeId, PairId};
use koop_domain::listings::error::{ListingError, Problem};
use koop_domain::listings::history::Field;
use koop_domain::listings::{claims, differences, duplicates, merging};
use koop_domain::members::freezing;

use super::super::facts::Address;
use super::super::keeping::{ListingPayload, changed, listing_of, shown};
use super::super::limits;
use super::super::listings::Listing;
use super::super::signing_in::DonePayload;
use super::super::user_errors::{DeskWords, UserError, settle, settle_desk, settle_listing};
use super::super::visit::Visit;
use super::types::Appeal;

/// Somebody asks a second person.
#[derive(InputObject)]
pub(crate) struct AppealInput {
    /// Against what, as `myAppeals` tells it.
    subject: String,
    /// Why; at most 1,000 characters.
    reason: String,
}

/// What a second person decides.
#[derive(InputObject)]
pub(crate) struct DecideAppealInput {
    /// Which appeal.
    appeal_id: ID,
    /// Whether who appeals is right after all.
    uphold: bool,
    /// Why; they read it.
    reason: String,
}

/// Whether a source is right.
#[derive(InputObject)]
pub(crate) struct DecideDifferenceInput {
    /// Which difference.
    difference_id: ID,
    /// Whether the place says from now on what the source says.
    accept: bool,
}

/// Two places that are two.
#[derive(InputObject)]
pub(crate) struct KeepApartInput {
    /// Which pair.
    pair_id: ID,
}

/// Two listings of one place.
#[derive(InputObject)]
pub(crate) struct MergeListingsInput {
    /// The one that goes on.
    survivor_id: ID,
    /// The one whose address leads there.
    lost_id: ID,
    /// The fields that are taken from the lost one, by key; those that it tells better, where
    /// nothing is said.
    from_lost: Option<Vec<String>>,
}

/// A merge that was a mistake.
#[derive(InputObject)]
pub(crate) struct UndoMergeInput {
    /// Which merge.
    merge_id: ID,
}

/// Somebody who is kept out of the whole house.
#[derive(InputObject)]
pub(crate) struct FreezeAccountInput {
    /// Who.
    member_id: ID,
    /// Whether they are; what is theirs stays.
    frozen: bool,
    /// Why; they read it.
    reason: Option<String>,
}

/// A letter that did not arrive.
#[derive(InputObject)]
pub(crate) struct PrintLetterAgainInput {
    /// Of which claim.
    claim_id: ID,
}

/// A letter to a place, to print. Its code is told here and nowhere else.
#[derive(SimpleObject)]
pub(crate) struct ClaimLetter {
    /// Of which claim.
    claim_id: ID,
    /// To which place.
    name: String,
    /// Where it goes.
    address: Address,
    /// What it says.
    code: String,
}

/// What printing the letters came to.
#[derive(Default, SimpleObject)]
pub(crate) struct LettersPayload {
    /// The letters that were not printed yet; what is not among them is printed by asking again.
    letters: Vec<ClaimLetter>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What an appeal came to.
#[derive(Default, SimpleObject)]
pub(crate) struct AppealPayload {
    /// The appeal.
    appeal: Option<Appeal>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What merging came to.
#[derive(Default, SimpleObject)]
pub(crate) struct MergePayload {
    /// The merge, to undo it by.
    merge_id: Option<ID>,
    /// The listing that goes on.
    listing: Option<Listing>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What undoing a merge came to.
#[derive(Default, SimpleObject)]
pub(crate) struct UndoMergePayload {
    /// Both, as they were.
    listings: Vec<Listing>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What looking for pairs came to.
#[derive(Default, SimpleObject)]
pub(crate) struct SeekDuplicatesPayload {
    /// How many are new.
    found: Option<u64>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// A letter to print. Its code is told here and nowhere else.
#[derive(Default, SimpleObject)]
pub(crate) struct LetterPayload {
    /// To which place.
    name: Option<String>,
    /// What it says.
    code: Option<String>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What is decided at the desk.
#[derive(Description)]
pub(crate) struct Deciding;

#[Object(use_type_description)]
impl Deciding {
    /// Asks a second person about what was decided against the viewer, once and within fourteen
    /// days.
    async fn appeal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Against what, and why.")] input: AppealInput,
    ) -> async_graphql::Result<AppealPayload> {
        let visit = Visit::of(ctx);
        let done = match Subject::read(&input.subject) {
            Some(it) => appeals::appeal(&visit.ctx, &visit.domain, it, &input.reason).await,
            None => Err(ListingError::NotFound),
        };
        appealed(visit, done, DeskWords::APPEALING)
    }

    /// Decides an appeal, as a second person.
    async fn decide_appeal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and what becomes of it.")] input: DecideAppealInput,
    ) -> async_graphql::Result<AppealPayload> {
        let visit = Visit::of(ctx);
        let verdict = (input.uphold, input.reason.as_str());
        let done = match AppealId::parse(&input.appeal_id) {
            Ok(id) => appeals::decide(&visit.ctx, &visit.domain, id, verdict).await,
            Err(_) => Err(ListingError::NotFound),
        };
        appealed(visit, done, DeskWords::DECIDING)
    }

    /// Accepts what a source says, or refuses it until it says something else.
    async fn decide_difference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and what becomes of it.")] input: DecideDifferenceInput,
    ) -> async_graphql::Result<ListingPayload> {
        let visit = Visit::of(ctx);
        let done = match DifferenceId::parse(&input.difference_id) {
            Ok(id) => differences::decide(&visit.ctx, &visit.domain, id, input.accept).await,
            Err(_) => Err(ListingError::NotFound),
        };
        changed(visit, done)
    }

    /// Says that two places are two. It is not asked again.
    async fn keep_apart(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which two.")] input: KeepApartInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let done = match PairId::parse(&input.pair_id) {
            Ok(id) => duplicates::unlike(&visit.ctx, &visit.domain, id).await,
            Err(_) => Err(ListingError::NotFound),
        };
        let user_errors = settle_listing(visit, done)?.err().unwrap_or_default();
        Ok(DonePayload { user_errors })
    }

    /// Makes two listings of one place one. Undone by `undoMerge` within thirty days.
    async fn merge_listings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which two, and what is taken.")] input: MergeListingsInput,
    ) -> async_graphql::Result<MergePayload> {
        let visit = Visit::of(ctx);
        let pair = listing_of(&input.survivor_id)
            .and_then(|survivor| Ok((survivor, listing_of(&input.lost_id)?)));
        let done = match (pair, fields(input.from_lost.as_deref())) {
            (Ok(pair), Ok(fields)) => {
                merging::merge(&visit.ctx, &visit.domain, pair, fields.as_deref()).await
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        Ok(match settle_desk(visit, done, DeskWords::MERGING)? {
            Ok((id, listing)) => MergePayload {
                merge_id: Some(id.to_string().into()),
                listing: Some(shown(visit, listing)),
                user_errors: Vec::new(),
            },
            Err(user_errors) => MergePayload { user_errors, ..Default::default() },
        })
    }

    /// Has both listings as they were, unless something was written since.
    async fn undo_merge(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which merge.")] input: UndoMergeInput,
    ) -> async_graphql::Result<UndoMergePayload> {
        let visit = Visit::of(ctx);
        let done = match MergeId::parse(&input.merge_id) {
            Ok(id) => merging::undo(&visit.ctx, &visit.domain, id).await,
            Err(_) => Err(ListingError::NotFound),
        };
        Ok(match settle_desk(visit, done, DeskWords::UNDOING)? {
            Ok(both) => UndoMergePayload {
                listings: both.into_iter().map(|it| shown(visit, it)).collect(),
                user_errors: Vec::new(),
            },
            Err(user_errors) => UndoMergePayload { user_errors, ..Default::default() },
        })
    }

    /// Looks for places that stand in the directory twice; for who runs the installation.
    async fn seek_duplicates(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<SeekDuplicatesPayload> {
        let visit = Visit::of(ctx);
        let done = duplicates::seek(&visit.ctx, &visit.domain).await;
        Ok(match settle_listing(visit, done)? {
            Ok(found) => SeekDuplicatesPayload { found: Some(found), ..Default::default() },
            Err(user_errors) => SeekDuplicatesPayload { user_errors, ..Default::default() },
        })
    }

    /// Keeps somebody out of the whole house, or lets them in again; for who runs the
    /// installation.
    async fn freeze_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and whether.")] input: FreezeAccountInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let wish = (input.frozen, input.reason.as_deref().unwrap_or_default());
        let done = match MemberId::parse(&input.member_id) {
            Ok(id) => freezing::set_frozen(&visit.ctx, &visit.domain, id, wish).await,
            Err(_) => Err(koop_domain::members::error::MemberError::NotFound),
        };
        visit.parts.bell.ring();
        let user_errors = settle(visit, done)?.err().unwrap_or_default();
        Ok(DonePayload { user_errors })
    }

    /// Prints the letters to places that were not printed yet, at most 100 of the oldest: each gets
    /// its code, which is told here and nowhere else.
    #[graphql(complexity = "limits::page(Some(100), child_complexity)")]
    async fn print_letters(&self, ctx: &Context<'_>) -> async_graphql::Result<LettersPayload> {
        let visit = Visit::of(ctx);
        let printed = claims::print_letters(&visit.ctx, &visit.domain).await;
        let letter = |it: claims::PrintedLetter| ClaimLetter {
            claim_id: it.claim.to_string().into(),
            name: it.name,
            address: Address(it.address),
            code: it.code.reveal().to_owned(),
        };
        Ok(match settle_listing(visit, printed)? {
            Ok(all) => LettersPayload {
                letters: all.into_iter().map(letter).collect(),
                user_errors: Vec::new(),
            },
            Err(user_errors) => LettersPayload { user_errors, ..Default::default() },
        })
    }

    /// Prints a letter once more: only its code holds from now on.
    async fn print_letter_again(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which claim.")] input: PrintLetterAgainInput,
    ) -> async_graphql::Result<LetterPayload> {
        let visit = Visit::of(ctx);
        let done = match ClaimId::parse(&input.claim_id) {
            Ok(id) => claims::print_again(&visit.ctx, &visit.domain, id).await,
            Err(_) => Err(ListingError::NotFound),
        };
        Ok(match settle_listing(visit, done)? {
            Ok(letter) => LetterPayload {
                name: Some(letter.name),
                code: Some(letter.code.reveal().to_owned()),
                user_errors: Vec::new(),
            },
            Err(user_errors) => LetterPayload { user_errors, ..Default::default() },
        })
    }
}

fn appealed(
    visit: &Visit,
    done: Result<appeals::Appeal, ListingError>,
    words: DeskWords,
) -> async_graphql::Result<AppealPayload> {
    visit.parts.bell.ring();
    Ok(match settle_desk(visit, done, words)? {
        Ok(appeal) => AppealPayload { appeal: Some(appeal.into()), ..Default::default() },
        Err(user_errors) => AppealPayload { user_errors, ..Default::default() },
    })
}

fn fields(keys: Option<&[String]>) -> Result<Option<Vec<Field>>, ListingError> {
    let unknown = || ListingError::Invalid { field: "fromLost", problem: Problem::Unknown };
    let read = |key: &String| Field::from_key(key).ok_or_else(unknown);
    keys.map(|keys| keys.iter().map(read).collect()).transpose()
}
