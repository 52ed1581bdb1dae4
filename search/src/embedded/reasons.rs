//! Why a hit is a hit, the weightiest reason first.

use koop_domain::listings::search::{ListingQuery, Openness, Trait, Why};

use super::category_words::{Named as NamedCategory, key};
use super::order::{Named, Ranked, evidence};
use super::shelf::Row;
use super::tables::{Label, LabelKind};
use super::typos;
use super::words::{Asked, AskedWord, Speech, words};
use koop_domain::listings::ranking::Evidence;

/// Explains the hits of one answer.
pub(super) struct Reasons<'a> {
    query: &'a ListingQuery,
    asked: &'a Asked,
    grouped: bool,
    /// Categories that the filter asked for.
    categories: &'a [u16],
    /// Categories that the words name.
    named: &'a [NamedCategory],
    /// For labels; made when the first is compared.
    speech: Option<Speech>,
}

impl<'a> Reasons<'a> {
    pub(super) fn new(
        query: &'a ListingQuery,
        asked: &'a Asked,
        grouped: bool,
        categories: &'a [u16],
        named: &'a [NamedCategory],
    ) -> Self {
        Self { query, asked, grouped, categories, named, speech: None }
    }

    /// Why this is a hit; never nothing. `labels` are asked for only where one counted.
    pub(super) fn why(
        &mut self,
        hit: &Ranked<'_>,
        distance_m: Option<f64>,
        labels: impl FnOnce() -> Vec<Label>,
    ) -> Vec<Why> {
        let mut why = self.of_words(hit, labels);
        let row = hit.row;
        if let Some(category) = self.categories.iter().find(|c| row.categories().contains(c)) {
            why.push(Why::Category(key(*category).to_owned()));
        }
        if self.query.filter.delivers_to.is_some() {
            why.push(Why::Delivers);
        }
        let has_words = !self.asked.words.is_empty();
        match hit.seen.group {
            Openness::Certain if self.grouped || has_words => why.push(Why::Open),
            Openness::Probable if self.grouped || has_words => why.push(Why::OpenLikely),
            Openness::Maybe if self.grouped => why.push(Why::OpenMaybe),
            _ => {}
        }
        why.extend(distance_m.map(|metres| Why::Near(whole_metres(metres))));
        let asked = self.query.filter.independent || has_words;
        if row.has(Trait::Independent) && (asked || why.is_empty()) {
            why.push(Why::Independent);
        }
        if why.is_empty() {
            why.push(what_it_is(row));
        }
        // Only words can find the same thing twice.
        if has_words { each_once(why) } else { why }
    }

    fn of_words(&mut self, hit: &Ranked<'_>, labels: impl FnOnce() -> Vec<Label>) -> Vec<Why> {
        match hit.named {
            Some(Named::Exactly) => return vec![Why::NameExact],
            Some(Named::Begins) => return vec![Why::Name],
            None => {}
        }
        let asked = self.asked;
        let mut found: Vec<(Evidence, usize)> = (0..asked.words.len())
            .map(|word| (evidence(hit, word), word))
            .filter(|(evidence, _)| *evidence > Evidence::Nothing)
            .collect();
        found.sort_by_key(|(evidence, word)| (std::cmp::Reverse(*evidence), *word));
        let labelled = found.iter().any(|(evidence, _)| is_label(*evidence));
        let labels = if labelled { labels() } else { Vec::new() };
        let reason =
            |(evidence, word): &(Evidence, usize)| self.of_word(hit.row, *evidence, *word, &labels);
        found.iter().map(reason).collect()
    }

    fn of_word(&mut self, row: Row<'_>, evidence: Evidence, word: usize, labels: &[Label]) -> Why {
        use Evidence as E;
        match evidence {
            E::Name | E::NameRoot | E::NameOnly | E::NameBegins => Why::Name,
            E::NameTypo => Why::NameTypo,
            E::Category
            | E::CategoryRoot
            | E::CategoryForeign
            | E::CategoryBegins
            | E::CategoryTypo => self.category(row, word).unwrap_or(Why::Text),
            E::Tag | E::TagRoot | E::TagBegins | E::TagTypo => {
                self.label(word, labels).unwrap_or(Why::Text)
            }
            _ => Why::Text,
        }
    }

    /// The category of the listing that the word names best, its own before those above.
    fn category(&self, row: Row<'_>, word: usize) -> Option<Why> {
        let naming = self.named.iter().filter(|named| named.covers >> word & 1 == 1);
        let best = naming
            .filter_map(|named| {
                let place = row.categories().iter().position(|c| *c == named.category)?;
                Some((std::cmp::Reverse(named.evidence), place, named.category))
            })
            .min()?;
        Some(Why::Category(key(best.2).to_owned()))
    }

    fn label(&mut self, word: usize, labels: &[Label]) -> Option<Why> {
        let asked = &self.asked.words[word];
        let speech = self.speech.get_or_insert_with(Speech::new);
        let (_, label) = labels
            .iter()
            .filter_map(|label| Some((likeness(speech, asked, &label.words)?, label)))
            .min_by_key(|(unlike, _)| *unlike)?;
        Some(match label.kind {
            LabelKind::Tag => Why::Tag(label.shown.clone()),
            LabelKind::Repairs => Why::Repairs(label.shown.clone()),
        })
    }
}

fn each_once(why: Vec<Why>) -> Vec<Why> {
    let mut once = Vec::with_capacity(why.len());
    for reason in why {
        if !once.contains(&reason) {
            once.push(reason);
        }
    }
    once
}

/// How a text has the word: as it is, in another form, as its beginning, mistyped; the smaller
/// the better.
fn likeness(speech: &mut Speech, asked: &AskedWord, text: &str) -> Option<u8> {
    let plain = asked.token.plain.as_str();
    let slips = typos::allowed(plain);
    let forms: Vec<&str> = std::iter::once(&asked.token)
        .chain(asked.parts.iter().flatten())
        .chain(&asked.joined)
        .flat_map(|token| token.stems.iter().map(String::as_str))
        .collect();
    let like = |word: String| {
        if word == plain {
            Some(0)
        } else if speech.roots(&word).iter().any(|root| forms.contains(&root.as_str())) {
            Some(1)
        } else if word.starts_with(plain) {
            Some(2)
        } else {
            typos::between(&word, plain, slips).map(|slips| 2 + slips)
        }
    };
    words(text).filter_map(like).min()
}

/// Without words, place or time in the question, a listing is there for what it is.
fn what_it_is(row: Row<'_>) -> Why {
    match (row.categories().first(), row.first_tag()) {
        (Some(category), _) => Why::Category(key(*category).to_owned()),
        (None, Some(tag)) => Why::Tag(tag.to_string()),
        // The list is by name, and the name is all that is known.
        (None, None) => Why::Name,
    }
}

fn is_label(evidence: Evidence) -> bool {
    matches!(evidence, Evidence::Tag | Evidence::TagRoot | Evidence::TagBegins | Evidence::TagTypo)
}

/// Metres as they are told, cut rather than rounded: nothing is told to be beyond the radius
/// in which it was found.
pub(super) fn whole_metres(metres: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "no two points on earth are further apart than 20,100 km"
    )]
    let metres = metres.clamp(0.0, f64::from(u32::MAX)) as u32;
    metres
}
