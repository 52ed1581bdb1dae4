//! Completes what somebody is typing: listings by any word of their name, categories by their
//! name and terms in the asker's language.

use std::collections::HashSet;

use koop_domain::listings::search::{SUGGEST_LETTERS_MIN, SUGGEST_MAX, SuggestQuery, Suggestion};
use koop_domain::text::fold;
use tantivy::Searcher;

use super::category_words;
use super::matching;
use super::shelf::{Row, Shelf};
use super::sight::Sight;
use super::tables::Fields;
use super::typos;
use super::words::{Asked, Speech};
use koop_domain::listings::ranking::Evidence;

/// How well something completes the letters, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    Begins,
    /// A search term, not the name, begins with it.
    TermBegins,
    /// A later word begins with it.
    WordBegins,
    Typo,
}

/// Completes the letters, best first; fewer than two complete to nothing.
pub(super) fn suggest(
    query: &SuggestQuery,
    searcher: &Searcher,
    fields: &Fields,
    shelf: &Shelf,
) -> tantivy::Result<Vec<Suggestion>> {
    let asked = Speech::new().asked(&query.text);
    let letters = asked.folded.chars().filter(|c| *c != ' ').count();
    if letters < SUGGEST_LETTERS_MIN {
        return Ok(Vec::new());
    }
    let most = query.first.clamp(1, SUGGEST_MAX) as usize;
    let mut listings = listings(&asked, searcher, fields, shelf, most)?;
    let mut categories = categories(query, &asked);
    // What begins with the letters as they are leaves no reason to think them mistyped.
    if listings.iter().chain(&categories).any(|(fit, _)| *fit < Fit::Typo) {
        listings.retain(|(fit, _)| *fit < Fit::Typo);
        categories.retain(|(fit, _)| *fit < Fit::Typo);
    }
    // Both kinds get room: neither fills the list while the other has something to offer.
    let half = most.div_ceil(2);
    let kept = half.max(most.saturating_sub(listings.len()));
    let mut all: Vec<(Fit, Suggestion)> = categories.into_iter().take(kept).collect();
    let room = most.saturating_sub(all.len());
    all.extend(listings.into_iter().take(room));
    all.sort_by_key(|(fit, _)| *fit);
    Ok(all.into_iter().map(|(_, suggestion)| suggestion).collect())
}

fn listings(
    asked: &Asked,
    searcher: &Searcher,
    fields: &Fields,
    shelf: &Shelf,
    most: usize,
) -> tantivy::Result<Vec<(Fit, Suggestion)>> {
    let found = matching::find_names(searcher, &Sight::of_listings(fields), asked)?;
    let rows = found.iter().filter_map(|f| Some((f, shelf.get(f.row)?)));
    let mut fitting: Vec<(Fit, Row<'_>)> = rows
        .map(|(found, row)| {
            let evidence = &found.evidence[..asked.words.len()];
            (fit_of_name(&asked.folded, row, evidence), row)
        })
        .collect();
    fitting.sort_by_key(|(fit, row)| (row.moved(), *fit, row.name_key(), row.id()));
    // Branches of one chain would fill the list with one name; the results show them all.
    let mut names = HashSet::new();
    fitting.retain(|(_, row)| names.insert(row.name_key()));
    let suggestion = |(fit, row): (Fit, Row<'_>)| {
        let (name, slug) = (row.name().to_owned(), row.slug().to_owned());
        (fit, Suggestion::Listing { id: row.id(), name, slug })
    };
    Ok(fitting.into_iter().take(most).map(suggestion).collect())
}

fn fit_of_name(asked: &str, row: Row<'_>, evidence: &[Evidence]) -> Fit {
    match row.name_key().strip_prefix(asked) {
        Some("") => Fit::Exact,
        Some(_) => Fit::Begins,
        None if evidence.contains(&Evidence::NameTypo) => Fit::Typo,
        None => Fit::WordBegins,
    }
}

fn categories(query: &SuggestQuery, asked: &Asked) -> Vec<(Fit, Suggestion)> {
    let mut fitting: Vec<(Fit, &str, &str)> = category_words::terms(query.language)
        .filter_map(|(category, term)| {
            let is_name = term == category.name(query.language);
            let fit = fit_of_term(&asked.folded, &fold(term), is_name)?;
            Some((fit, category.key, term))
        })
        .collect();
    // The sort is stable: among equals the tree's order stays, and names before terms.
    fitting.sort_by_key(|(fit, ..)| *fit);
    let mut keys = HashSet::new();
    fitting.retain(|(_, key, _)| keys.insert(*key));
    let suggestion = |(fit, key, text): (Fit, &str, &str)| {
        (fit, Suggestion::Category { key: key.to_owned(), text: text.to_owned() })
    };
    fitting.into_iter().map(suggestion).collect()
}

fn fit_of_term(asked: &str, term: &str, is_name: bool) -> Option<Fit> {
    match term.strip_prefix(asked) {
        Some("") => return Some(Fit::Exact),
        Some(_) if is_name => return Some(Fit::Begins),
        Some(_) => return Some(Fit::TermBegins),
        None => {}
    }
    let mut later = term.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| &term[at + 1..]);
    if later.any(|rest| rest.starts_with(asked)) {
        return Some(Fit::WordBegins);
    }
    let slips = typos::allowed(asked);
    let letters = asked.chars().count();
    let spread = usize::from(slips);
    let mut lengths = letters.saturating_sub(spread)..=letters + spread;
    let begins_almost = lengths.any(|length| {
        let beginning: String = term.chars().take(length).collect();
        slips > 0
            && asked.chars().next() == beginning.chars().next()
            && typos::between(asked, &beginning, slips).is_some()
    });
    begins_almost.then_some(Fit::Typo)
}
