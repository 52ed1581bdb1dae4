//! Counts where not every candidate is read: from Meilisearch's own, each facet leaving its own
//! filter out. Openness is counted by slots, so to the hour.

use std::collections::HashMap;

use koop_domain::listings::search::{Facet, FacetField};

use super::document::PAID_WITH;
use super::error::MeiliError;
use super::filter::{Own, both, is_certain, is_known, may_be_open};
use super::server::{Question, Reply, Source};
use super::survey::Asked;
use crate::embedded::facet;

/// The field with what holds of a place.
const TRAITS: &str = "traits";
/// How many questions openness is counted by.
const OPEN: usize = 3;
/// The facets that Meilisearch counts by a field of ours, and whose own filter is left out.
const FIELDS: [(FacetField, &str, &[Own]); 4] = [
    (FacetField::Kind, "kind", &[Own::Kinds]),
    (FacetField::Category, "categories", &[Own::Categories]),
    (FacetField::Trait, TRAITS, &[]),
    (FacetField::Area, "areas", &[Own::Area]),
];

/// All facets of a question.
pub(super) async fn facets(
    source: &Source<'_>,
    asked: &Asked<'_>,
) -> Result<Vec<Facet>, MeiliError> {
    let filters = &asked.filters;
    let mut questions = Vec::new();
    for (_, field, own) in FIELDS {
        let filter = filters.without(own);
        let question = Question { filter, facets: vec![field], ..Question::default() };
        questions.extend(asked.in_all_readings(&question));
    }
    let (service, at) = (asked.query.service(), asked.query.instant());
    let open = both(&filters.without(&[Own::Open]), &may_be_open(service, at));
    let certain = both(&open, &is_certain(service, at));
    let known = both(&open, &is_known(service));
    for filter in [certain, known, open] {
        let question = Question { filter, ..Question::default() };
        questions.extend(asked.in_all_readings(&question));
    }
    // What is paid with is counted among the traits, but where it was asked for.
    let is_paid = !asked.query.filter.currencies.is_empty();
    if is_paid {
        let filter = filters.without(&[Own::Currency]);
        let question = Question { filter, facets: vec![TRAITS], ..Question::default() };
        questions.extend(asked.in_all_readings(&question));
    }
    let replies = source.ask(&questions).await?;
    let (counted, open) = replies.split_at(FIELDS.len() * asked.words.len());
    let (open, paid) = open.split_at(OPEN * asked.words.len());
    let mut facets: Vec<Facet> = FIELDS
        .iter()
        .zip(counted.chunks(asked.words.len()))
        .map(|((facet, field, _), replies)| of_field(*facet, field, replies))
        .collect();
    let totals = open
        .chunks(asked.words.len())
        .map(|replies| replies.iter().map(|reply| reply.total).max().unwrap_or(0));
    let totals: Vec<u64> = totals.map(|total| total as u64).collect();
    let paid = is_paid.then(|| of_field(FacetField::Trait, TRAITS, paid));
    paid_apart(&mut facets, paid.as_ref());
    if let [certain, known, open] = totals[..] {
        let groups = [
            ("open", certain),
            ("likely", known.saturating_sub(certain)),
            ("maybe", open.saturating_sub(known)),
        ];
        let values = groups.map(|(key, count)| (key.to_owned(), count));
        facets.push(facet(FacetField::Open, values.into_iter()));
    }
    Ok(facets)
}

/// What is paid with, taken out of the counts of the traits, or out of counts of its own.
fn paid_apart(facets: &mut Vec<Facet>, own: Option<&Facet>) {
    let code = |value: &str| value.strip_prefix(PAID_WITH).map(str::to_owned);
    let Some(traits) = facets.iter_mut().find(|it| it.field == FacetField::Trait) else { return };
    let among = own.unwrap_or(traits);
    let paid = among.values.iter().filter_map(|(value, count)| Some((code(value)?, *count)));
    let paid = facet(FacetField::Currency, paid);
    traits.values.retain(|(value, _)| code(value).is_none());
    facets.push(paid);
}

/// Of several readings each value's larger count.
fn of_field(of: FacetField, field: &str, replies: &[Reply]) -> Facet {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (value, count) in replies.iter().filter_map(|reply| reply.counts.get(field)).flatten() {
        let best = counts.entry(value).or_default();
        *best = (*best).max(*count);
    }
    facet(of, counts.into_iter().map(|(value, count)| (value.to_owned(), count as u64)))
}
