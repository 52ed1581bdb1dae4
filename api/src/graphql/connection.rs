//! Pages of listings in Relay's shape: the one helper for every list that goes on.

use async_graphql::SimpleObject;
use koop_domain::areas::atlas::Atlas;
use koop_domain::id::AreaId;
use koop_domain::language::Language;
use koop_domain::ledger::currencies::Currency;
use koop_domain::listings::error::{ListingError, Problem};
use koop_domain::listings::search::{
    Facet as Counts, FacetField, Hit, ListingQuery, Why as Reason,
};
use koop_domain::listings::{self, SearchPage, model};
use koop_web::texts;

use super::areas;
use super::errors::failed;
use super::listings::{Asked, Listing};
use super::visit::Visit;

/// A page of listings that were found.
#[derive(SimpleObject)]
pub(crate) struct ListingConnection {
    /// How many there are in all.
    total_count: u64,
    /// Whether the counts are estimates.
    approximate: bool,
    /// Whether a spare engine answered, because the one that should is gone or slow.
    degraded: bool,
    /// What the results could be narrowed by; each facet ignores its own filter.
    facets: Vec<Facet>,
    /// Where the page stands in the list.
    page_info: PageInfo,
    /// The listings with what is known about them as hits.
    edges: Vec<ListingEdge>,
}

/// Where a page stands in its list.
#[derive(Default, SimpleObject)]
pub(crate) struct PageInfo {
    /// Whether there is more after this page.
    pub(crate) has_next_page: bool,
    /// Whether there is more before this page.
    pub(crate) has_previous_page: bool,
    /// The cursor of the first edge.
    pub(crate) start_cursor: Option<String>,
    /// The cursor of the last edge: give it as `after` for the next page.
    pub(crate) end_cursor: Option<String>,
}

/// A listing as a hit.
#[derive(SimpleObject)]
pub(crate) struct ListingEdge {
    /// Where the list goes on after it.
    cursor: String,
    /// How far it is in a straight line, in metres, when asked from somewhere.
    distance_m: Option<u32>,
    /// About how many minutes it takes, when asked from somewhere.
    minutes: Option<u32>,
    /// Why it is here, the weightiest reason first.
    why: Vec<Why>,
    /// The listing.
    node: Listing,
}

/// A reason why a listing was found.
#[derive(SimpleObject)]
pub(crate) struct Why {
    /// A stable code, such as NAME or OPEN.
    pub(super) code: &'static str,
    /// The same in words.
    pub(super) text: String,
}

/// Counts of results per value of one field.
#[derive(SimpleObject)]
pub(crate) struct Facet {
    /// What is counted by: of listings `kind`, `category`, `open` and `trait`, of posts
    /// `direction`, `subject`, `topic`, `term` and `language`, of both `area` and `type`.
    pub(super) field: &'static str,
    /// Values and counts, the most frequent first.
    pub(super) values: Vec<FacetValue>,
}

/// How many results have a value.
#[derive(SimpleObject)]
pub(crate) struct FacetValue {
    /// The value, as a filter takes it: SHOP, bicycle-repair, secondHand, are_01J….
    pub(super) value: String,
    /// The value in words.
    pub(super) label: String,
    /// How many results have it.
    pub(super) count: u64,
}

/// Finds listings. A cursor of another list finds nothing: after it, nothing comes.
pub(crate) async fn find(
    visit: &Visit,
    query: ListingQuery,
) -> async_graphql::Result<ListingConnection> {
    let asked = Asked { at: query.instant(), service: query.service() };
    let later = query.after.is_some();
    match listings::search(&visit.ctx, &visit.domain, query).await {
        Ok(page) => {
            let atlas = areas::atlas(visit).await?;
            Ok(ListingConnection::of(visit.language, &atlas, page, asked, later))
        }
        Err(ListingError::Invalid { problem: Problem::BadCursor, .. }) => {
            Ok(ListingConnection::empty())
        }
        Err(error) => Err(failed(visit, &error)),
    }
}

impl ListingConnection {
    /// Nothing.
    pub(crate) fn empty() -> Self {
        Self {
            total_count: 0,
            approximate: false,
            degraded: false,
            facets: Vec::new(),
            page_info: PageInfo::default(),
            edges: Vec::new(),
        }
    }

    fn of(language: Language, atlas: &Atlas, page: SearchPage, asked: Asked, later: bool) -> Self {
        let edge = |(row, hit): (_, Hit)| ListingEdge::of(language, row, &hit, asked);
        let facet =
            |it: Counts, on: &[Currency]| Facet::of(language, atlas, it).named(language, on);
        let edges: Vec<ListingEdge> = page.found.into_iter().map(edge).collect();
        Self {
            total_count: page.total,
            approximate: page.approximate,
            degraded: page.degraded,
            facets: page.facets.into_iter().map(|it| facet(it, &page.currencies)).collect(),
            page_info: PageInfo {
                has_next_page: page.more,
                has_previous_page: later,
                start_cursor: edges.first().map(|edge| edge.cursor.clone()),
                end_cursor: edges.last().map(|edge| edge.cursor.clone()),
            },
            edges,
        }
    }
}

impl ListingEdge {
    fn of(language: Language, row: model::Listing, hit: &Hit, asked: Asked) -> Self {
        Self {
            cursor: hit.cursor.encode(),
            distance_m: hit.distance_m,
            minutes: hit.minutes,
            why: hit.why.iter().map(|reason| Why::of(language, reason)).collect(),
            node: Listing::new(row.into(), asked),
        }
    }
}

impl Why {
    /// Why a listing was found.
    pub(super) fn of(language: Language, reason: &Reason) -> Self {
        Self { code: reason.code(), text: texts::why(language, reason) }
    }
}

impl Facet {
    /// Counts, in words and as a filter takes them.
    pub(super) fn of(language: Language, atlas: &Atlas, counts: Counts) -> Self {
        let field = counts.field;
        let value = |(value, count): (String, u64)| FacetValue {
            label: label(language, atlas, field, &value),
            value: as_filter(field, value),
            count,
        };
        Self { field: field.code(), values: counts.values.into_iter().map(value).collect() }
    }

    /// The same with the names of local currencies in the place of their short names.
    pub(super) fn named(mut self, language: Language, on: &[Currency]) -> Self {
        if self.field == FacetField::Currency.code() {
            for value in &mut self.values {
                if let Some(known) = on.iter().find(|it| it.code == value.value) {
                    known.name(language).clone_into(&mut value.label);
                }
            }
        }
        self
    }
}

/// A facet's value in words. Areas have the names of the map, in every language.
fn label(language: Language, atlas: &Atlas, field: FacetField, value: &str) -> String {
    let area = || atlas.get(AreaId::parse(value).ok()?);
    match field {
        FacetField::Area => area().map_or_else(|| value.to_owned(), |area| area.name.clone()),
        _ => texts::facet_value(language, field, value),
    }
}

/// A facet's value as this schema writes it where it is filtered by.
fn as_filter(field: FacetField, value: String) -> String {
    match (field, value.as_str()) {
        (
            FacetField::Kind | FacetField::Direction | FacetField::Subject | FacetField::Term,
            key,
        ) => key.to_ascii_uppercase(),
        (FacetField::Trait, "second_hand") => "secondHand".to_owned(),
        _ => value,
    }
}
