//! What waits at the desk, as the schema shows it.

use async_graphql::{Enum, ID, SimpleObject};
use koop_domain::appeals;
use koop_domain::desk;
use koop_domain::listings::history::Field;
use koop_domain::listings::merging::{Made, Merges, differing};
use koop_domain::listings::{differences, model};
use koop_web::{fact_label, fact_words};

use super::super::claiming::Claim;
use super::super::connection::PageInfo;
use super::super::keeping::shown;
use super::super::listings::Listing;
use super::super::people::Attestation;
use super::super::reports::Report;
use super::super::scalars::Instant;
use super::super::visit::Visit;

/// A kind of thing that waits to be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "desk::CaseKind")]
pub(crate) enum CaseKind {
    /// Somebody asks a second person.
    Appeal,
    /// Somebody says that a place is theirs.
    Claim,
    /// Somebody says that something is wrong.
    Report,
    /// Somebody says what it should be.
    Suggestion,
    /// A source says something else than people here wrote.
    Difference,
    /// Two places look like one.
    Duplicate,
}

/// How far an appeal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "appeals::AppealState")]
pub(crate) enum AppealState {
    /// It waits for a second person.
    Open,
    /// Who was refused is right after all.
    Upheld,
    /// It stays as it was.
    Refused,
}

/// What waits for whoever looks after places.
#[derive(SimpleObject)]
pub(crate) struct QueueConnection {
    /// How many of each kind wait, whichever kind is asked for.
    counts: Vec<CaseCount>,
    /// Where the page stands in the queue.
    page_info: PageInfo,
    /// What waits, the oldest first.
    edges: Vec<QueueEdge>,
}

/// How many of a kind wait.
#[derive(SimpleObject)]
pub(crate) struct CaseCount {
    /// Of which kind.
    kind: CaseKind,
    /// How many.
    count: u64,
}

/// Something that waits, in its place in the queue.
#[derive(SimpleObject)]
pub(crate) struct QueueEdge {
    /// Where the queue goes on after it.
    cursor: String,
    /// What waits.
    node: Case,
}

/// Something that waits to be decided. Of its last fields one says what it is about.
#[derive(SimpleObject)]
pub(crate) struct Case {
    /// Of which kind.
    kind: CaseKind,
    /// Since when.
    since: Instant,
    /// Whether it is the viewer's own, or one that they decided first: another decides.
    is_own: bool,
    /// Whether the listing has an owner, who was asked first and does not answer.
    owner_silent: bool,
    /// About which place; null where somebody is kept out of a community.
    listing: Option<Listing>,
    /// A report or a suggestion.
    report: Option<Report>,
    /// A claim.
    claim: Option<Claim>,
    /// Who says so: the claimant, or who appeals.
    claimant: Option<String>,
    /// What is known of the claimant: dated, never a document and never a score. Null where it is
    /// about no claim, or the viewer's own.
    claimant_attestations: Option<Vec<Attestation>>,
    /// What a source says.
    difference: Option<SourceDifference>,
    /// What looks like the same place.
    duplicate: Option<DuplicatePair>,
    /// An appeal.
    appeal: Option<Appeal>,
}

/// A source says something else than people here wrote.
#[derive(SimpleObject)]
pub(crate) struct SourceDifference {
    /// Its id.
    id: ID,
    /// Of which field, by key.
    field: &'static str,
    /// The same in the viewer's language.
    label: String,
    /// What people here wrote, in words; null where nothing.
    ours: Option<String>,
    /// What the source says; null where nothing.
    theirs: Option<String>,
    /// Who publishes it.
    source: String,
}

/// Two places that look like one.
#[derive(SimpleObject)]
pub(crate) struct DuplicatePair {
    /// Its id.
    id: ID,
    /// Why: RECORD, BRANCH, WEBSITE or NAME, the weightiest first.
    reasons: Vec<String>,
    /// The other one.
    other: Listing,
    /// In what they differ.
    fields: Vec<FieldComparison>,
}

/// A field of two places.
#[derive(SimpleObject)]
pub(crate) struct FieldComparison {
    /// Which, by key; as `mergeListings` takes it.
    field: &'static str,
    /// The same in the viewer's language.
    label: String,
    /// What the one says, in words; null where nothing.
    one: Option<String>,
    /// What the other says.
    other: Option<String>,
}

/// Somebody asks a second person to decide.
#[derive(SimpleObject)]
pub(crate) struct Appeal {
    /// Its id.
    id: ID,
    /// Against what, as `appeal` takes it.
    subject: String,
    /// Why.
    reason: String,
    /// How far it is.
    state: AppealState,
    /// Since when.
    created_at: Instant,
    /// Why it was decided so.
    answer: Option<String>,
}

/// What one may appeal against.
#[derive(SimpleObject)]
pub(crate) struct AppealChance {
    /// What, as `appeal` takes it.
    subject: String,
    /// The place that it is about, by id.
    listing_id: Option<ID>,
    /// The community that it is about, by name.
    community: Option<String>,
    /// Why it was decided so, if that was told.
    reason: Option<String>,
    /// When.
    decided_at: Instant,
}

/// Two listings that were made one.
#[derive(SimpleObject)]
pub(crate) struct Merge {
    /// Its id, by which `undoMerge` takes it.
    id: ID,
    /// When.
    merged_at: Instant,
    /// When it was undone.
    undone_at: Option<Instant>,
    /// Whether it can be undone still, unless something was written since.
    undoable: bool,
    /// The one that goes on.
    survivor: Listing,
    /// The one whose address leads there.
    lost: Listing,
}

/// A merge in its list.
#[derive(SimpleObject)]
pub(crate) struct MergeEdge {
    /// Where the list goes on after it.
    cursor: String,
    /// The merge.
    node: Merge,
}

/// A page of merges: those that can be undone first, then the latest.
#[derive(SimpleObject)]
pub(crate) struct MergeConnection {
    /// Where the page stands in the list.
    page_info: PageInfo,
    /// The merges.
    edges: Vec<MergeEdge>,
}

impl MergeConnection {
    pub(super) fn of(visit: &Visit, merges: Merges, has_previous_page: bool) -> Self {
        let edge = |it: Made| {
            let [survivor, lost] = it.pair.map(|it| shown(visit, it));
            let node = Merge {
                id: it.merge.id.to_string().into(),
                merged_at: it.merge.at.into(),
                undone_at: it.merge.undone_at.map(Into::into),
                undoable: it.is_undoable,
                survivor,
                lost,
            };
            MergeEdge { cursor: it.cursor.encode(), node }
        };
        let edges: Vec<MergeEdge> = merges.made.into_iter().map(edge).collect();
        let page_info = PageInfo {
            has_next_page: merges.more,
            has_previous_page,
            start_cursor: edges.first().map(|it| it.cursor.clone()),
            end_cursor: edges.last().map(|it| it.cursor.clone()),
        };
        Self { page_info, edges }
    }
}

/// The viewer's appeals.
#[derive(SimpleObject)]
pub(crate) struct MyAppeals {
    /// What they may appeal against now.
    may: Vec<AppealChance>,
    /// What they appealed against, the latest first.
    made: Vec<Appeal>,
}

impl QueueConnection {
    pub(super) fn of(visit: &Visit, queue: desk::Queue, has_previous_page: bool) -> Self {
        let edge =
            |it: desk::Case| QueueEdge { cursor: it.cursor.encode(), node: Case::of(visit, it) };
        let edges: Vec<QueueEdge> = queue.cases.into_iter().map(edge).collect();
        let page_info = PageInfo {
            has_next_page: queue.more,
            has_previous_page,
            start_cursor: edges.first().map(|it| it.cursor.clone()),
            end_cursor: edges.last().map(|it| it.cursor.clone()),
        };
        let count = |(kind, count): (desk::CaseKind, u64)| CaseCount { kind: kind.into(), count };
        Self { counts: queue.counts.into_iter().map(count).collect(), page_info, edges }
    }
}

impl Case {
    fn of(visit: &Visit, it: desk::Case) -> Self {
        use desk::{CaseKind as Kind, Matter};
        let mut case = Self {
            kind: CaseKind::Report,
            since: it.since.into(),
            is_own: it.is_own,
            owner_silent: it.is_silent,
            listing: None,
            report: None,
            claim: None,
            claimant: None,
            claimant_attestations: it.known.map(Attestation::all),
            difference: None,
            duplicate: None,
            appeal: None,
        };
        let (kind, listing) = match it.matter {
            Matter::Report(it) => {
                let (report, listing) = *it;
                let is_report = report.proposed.is_none();
                case.report = Some(report.into());
                (if is_report { Kind::Report } else { Kind::Suggestion }, Some(listing))
            }
            Matter::Claim(it) => {
                let (claim, claimant, listing) = *it;
                (case.claim, case.claimant) = (Some(claim.into()), Some(claimant));
                (Kind::Claim, Some(listing))
            }
            Matter::Difference(it) => {
                let (pending, listing) = *it;
                case.difference = Some(SourceDifference::of(visit, &pending, &listing));
                (Kind::Difference, Some(listing))
            }
            Matter::Duplicate(it) => {
                let (pair, [one, other]) = *it;
                let fields = differing(&one.facts, &other.facts);
                let fields = fields.into_iter().map(|it| compared(visit, it, (&one, &other)));
                case.duplicate = Some(DuplicatePair {
                    id: pair.id.to_string().into(),
                    reasons: pair.reasons,
                    fields: fields.collect(),
                    other: shown(visit, other),
                });
                (Kind::Duplicate, Some(one))
            }
            Matter::Appeal(it) => {
                let (appeal, name, listing, _) = *it;
                (case.appeal, case.claimant) = (Some(appeal.into()), Some(name));
                (Kind::Appeal, listing)
            }
        };
        case.kind = kind.into();
        case.listing = listing.map(|it| shown(visit, it));
        case
    }
}

impl SourceDifference {
    fn of(visit: &Visit, it: &differences::Pending, listing: &model::Listing) -> Self {
        Self {
            id: it.id.to_string().into(),
            field: it.field.key(),
            label: fact_label(visit.language, it.field),
            ours: words(visit, it.field, &listing.facts),
            theirs: words(visit, it.field, &it.theirs),
            source: it.source.clone(),
        }
    }
}

fn compared(
    visit: &Visit,
    field: Field,
    (one, other): (&model::Listing, &model::Listing),
) -> FieldComparison {
    FieldComparison {
        field: field.key(),
        label: fact_label(visit.language, field),
        one: words(visit, field, &one.facts),
        other: words(visit, field, &other.facts),
    }
}

pub(super) fn words(visit: &Visit, field: Field, facts: &model::Facts) -> Option<String> {
    Some(fact_words(visit.language, field, facts)).filter(|it| !it.is_empty())
}

impl From<appeals::Appeal> for Appeal {
    fn from(it: appeals::Appeal) -> Self {
        Self {
            id: it.id.to_string().into(),
            subject: it.subject.word(),
            reason: it.reason,
            state: it.state.into(),
            created_at: it.created_at.into(),
            answer: it.answer,
        }
    }
}

impl MyAppeals {
    pub(super) fn of(may: Vec<appeals::Chance>, made: Vec<appeals::Appeal>) -> Self {
        let chance = |it: appeals::Chance| AppealChance {
            subject: it.subject.word(),
            listing_id: it.listing.map(|id| id.to_string().into()),
            community: it.community,
            reason: it.reason,
            decided_at: it.decided_at.into(),
        };
        Self {
            may: may.into_iter().map(chance).collect(),
            made: made.into_iter().map(Appeal::from).collect(),
        }
    }
}
