//! Which categories a question names. The tree's names and search terms in both languages are
//! read once; a question's words are held against them, several words together where a term has
//! several ("lek band").
//!
//! A term counts when all its words were asked for, in any order. Listings carry only their
//! categories' keys, so the tree may gain words without any listing being indexed again.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use koop_domain::language::Language;
use koop_domain::listings::categories::{Category, tree};

use super::compounds;
use super::typos;
use super::words::{Asked, Speech, Token, is_soft, words};
use koop_domain::listings::ranking::Evidence;

/// A category that some words of a question name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Its place in the tree.
    pub(super) category: u16,
    /// A bit per word of the question that the term covers.
    pub(super) covers: u16,
    pub(super) evidence: Evidence,
}

impl Named {
    /// Whether it is named by whole words, not by a beginning or a typo.
    pub(super) fn is_whole(&self) -> bool {
        self.evidence >= Evidence::CategoryForeign
    }
}

/// The terms of categories in a language, folded, with the words to show, for completing.
pub(super) fn terms(language: Language) -> impl Iterator<Item = (&'static Category, &'static str)> {
    tree().all().iter().flat_map(move |category| {
        let name = std::iter::once(category.name(language));
        name.chain(category.terms(language).iter().copied()).map(move |term| (category, term))
    })
}

/// The categories in and below one, by their place in the tree.
pub(super) fn below(category: u16) -> Vec<&'static Category> {
    static BELOW: LazyLock<Vec<Vec<&'static Category>>> = LazyLock::new(|| {
        let all = tree().all();
        let mut below = vec![Vec::new(); all.len()];
        for category in all {
            for above in tree().lineage(category.key).filter_map(|above| place(above.key)) {
                below[usize::from(above)].push(category);
            }
        }
        below
    });
    BELOW.get(usize::from(category)).cloned().unwrap_or_default()
}

/// Where a category stands in the tree.
pub(super) fn place(key: &str) -> Option<u16> {
    static PLACES: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
        tree().all().iter().zip(0..).map(|(category, at)| (category.key, at)).collect()
    });
    PLACES.get(key).copied()
}

/// The key of the category that stands there.
pub(super) fn key(place: u16) -> &'static str {
    tree().all()[usize::from(place)].key
}

/// A way in which one or two words of the question can be read.
struct Spoken<'a> {
    token: &'a Token,
    /// The words it stands for.
    covers: u16,
    /// A piece of a compound stands for its word only together with the other piece.
    piece: Option<u8>,
    last: bool,
}

/// One slot of a phrase, filled by what was spoken.
#[derive(Clone, Copy)]
struct Filled {
    slot: u8,
    covers: u16,
    piece: Option<u8>,
    evidence: Evidence,
}

struct Phrase {
    category: u16,
    language: Language,
    slots: u8,
    /// Slots that may stay empty.
    soft: u8,
}

type Spots = Vec<(u32, u8)>;

/// Words by which categories, or topics of posts, are named.
pub(super) struct Vocabulary {
    phrases: Vec<Phrase>,
    plain: BTreeMap<String, Spots>,
    stems: HashMap<String, Spots>,
}

/// The words of the tree of categories.
pub(super) fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
        Vocabulary::of(Language::ALL.into_iter().flat_map(|language| {
            terms(language).filter_map(move |(it, term)| Some((place(it.key)?, language, term)))
        }))
    });
    &VOCABULARY
}

fn spoken(asked: &Asked) -> Vec<Spoken<'_>> {
    let mut spoken = Vec::new();
    for (at, word) in asked.words.iter().enumerate() {
        let covers = 1 << at;
        spoken.push(Spoken { token: &word.token, covers, piece: None, last: word.last });
        // The shop in "bloemenzaak" adds nothing to the flowers.
        let is_shop = |token: &Token| is_soft(&token.plain);
        let ends_in_shop = word.parts.as_ref().is_some_and(|[_, end]| is_shop(end));
        for (piece, token) in (0..).zip(word.parts.iter().flatten()) {
            let piece = (!ends_in_shop).then_some(piece);
            if !(ends_in_shop && is_shop(token)) {
                spoken.push(Spoken { token, covers, piece, last: false });
            }
        }
        if let Some(token) = &word.joined {
            let last = at + 2 == asked.words.len();
            spoken.push(Spoken { token, covers: 0b11 << at, piece: None, last });
        }
    }
    spoken
}

impl Vocabulary {
    /// What the question names. `mistyped` has a bit per word that may be one.
    pub(super) fn named(&self, asked: &Asked, language: Language, mistyped: u16) -> Vec<Named> {
        let mut slots: HashMap<u32, Vec<Filled>> = HashMap::new();
        for spoken in spoken(asked) {
            for (phrase, filled) in self.fill(&spoken, mistyped) {
                slots.entry(phrase).or_default().push(filled);
            }
        }
        let mut named: Vec<Named> = slots
            .into_iter()
            .filter_map(|(phrase, filled)| {
                self.phrases[phrase as usize].complete(&filled, language)
            })
            .collect();
        named.sort_by_key(|n| (n.category, std::cmp::Reverse(n.evidence), n.covers));
        named.dedup_by_key(|n| (n.category, n.covers));
        named
    }

    /// Of terms, each with the place of what it names.
    pub(super) fn of(terms: impl Iterator<Item = (u16, Language, &'static str)>) -> Self {
        let mut all = Self { phrases: Vec::new(), plain: BTreeMap::new(), stems: HashMap::new() };
        let mut speech = Speech::new();
        for (category, language, term) in terms {
            for term in alternatives(term) {
                let whole: Vec<String> = words(&term).collect();
                let parted = parted(&whole);
                all.add(&mut speech, category, language, &whole);
                if parted != whole {
                    all.add(&mut speech, category, language, &parted);
                }
            }
        }
        all
    }

    fn add(&mut self, speech: &mut Speech, category: u16, language: Language, phrase: &[String]) {
        let Ok(id) = u32::try_from(self.phrases.len()) else { return };
        // A slot is a bit of a byte; the few longer names are not what people type.
        if phrase.is_empty() || phrase.len() > 8 {
            return;
        }
        let mut soft = 0;
        for (slot, word) in (0_u8..).zip(phrase) {
            let token = speech.token(word);
            soft |= u8::from(is_soft(word)) << slot;
            self.plain.entry(token.plain).or_default().push((id, slot));
            for stem in token.stems {
                self.stems.entry(stem).or_default().push((id, slot));
            }
        }
        let slots = u8::MAX >> (8 - phrase.len());
        let soft = if soft == slots { 0 } else { soft };
        self.phrases.push(Phrase { category, language, slots, soft });
    }

    /// The slots that a spoken word fills.
    fn fill(&self, spoken: &Spoken<'_>, mistyped: u16) -> Vec<(u32, Filled)> {
        let mut filled = Vec::new();
        let mut take = |spots: &Spots, evidence| {
            let Spoken { covers, piece, .. } = *spoken;
            let fill = |slot| Filled { slot, covers, piece, evidence };
            filled.extend(spots.iter().map(|(phrase, slot)| (*phrase, fill(*slot))));
        };
        let plain = spoken.token.plain.as_str();
        if let Some(spots) = self.plain.get(plain) {
            take(spots, Evidence::Category);
        }
        for spots in spoken.token.stems.iter().filter_map(|stem| self.stems.get(stem)) {
            take(spots, Evidence::CategoryRoot);
        }
        if spoken.last && plain.chars().nth(1).is_some() {
            let from = self.plain.range(plain.to_owned()..);
            for (_, spots) in from.take_while(|(word, _)| word.starts_with(plain)) {
                take(spots, Evidence::CategoryBegins);
            }
        }
        let slips = typos::allowed(plain);
        if spoken.piece.is_none() && spoken.covers & !mistyped == 0 && slips > 0 {
            let near = |word: &str| typos::between(plain, word, slips).is_some();
            for (_, spots) in self.plain.iter().filter(|(word, _)| near(word)) {
                take(spots, Evidence::CategoryTypo);
            }
        }
        filled
    }
}

impl Phrase {
    /// What the phrase says when these slots are filled: nothing while one is empty.
    fn complete(&self, filled: &[Filled], language: Language) -> Option<Named> {
        let best = |slot: u8| {
            filled.iter().filter(|f| f.slot == slot).max_by_key(|f| (f.evidence, f.covers))
        };
        let mut named = Named { category: self.category, covers: 0, evidence: Evidence::Category };
        let mut pieces: HashSet<(u16, u8)> = HashSet::new();
        let mut has = 0_u8;
        for slot in 0..8_u8 {
            let Some(fill) = best(slot) else { continue };
            has |= 1 << slot;
            named.evidence = named.evidence.min(fill.evidence);
            match fill.piece {
                None => named.covers |= fill.covers,
                Some(piece) => {
                    pieces.insert((fill.covers, piece));
                }
            }
        }
        for (covers, _) in pieces.iter().filter(|(_, piece)| *piece == 0) {
            if pieces.contains(&(*covers, 1)) {
                named.covers |= covers;
            }
        }
        if self.language != language {
            named.evidence = named.evidence.min(Evidence::CategoryForeign);
        }
        let complete = (has | self.soft) & self.slots == self.slots;
        (complete && named.covers != 0).then_some(named)
    }
}

/// A name such as "Café en kroeg" names either.
fn alternatives(term: &str) -> Vec<String> {
    let mut all = vec![term.to_owned()];
    let parted = [" en ", " and ", " of ", " or ", ", "]
        .iter()
        .fold(vec![term], |parts, by| parts.into_iter().flat_map(|p| p.split(by)).collect());
    if parted.len() > 1 {
        all.extend(parted.into_iter().map(str::to_owned));
    }
    all
}

fn parted(phrase: &[String]) -> Vec<String> {
    let parts = phrase.iter().flat_map(|word| match compounds::split(word) {
        Some((front, end)) => vec![front.to_owned(), end.to_owned()],
        None => vec![word.clone()],
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<&'static str> {
        let asked = Speech::new().asked(text);
        let all = (1 << asked.words.len()) - 1;
        let named = vocabulary().named(&asked, Language::Nl, 0);
        let named = named.iter().filter(|n| n.covers == all);
        named.map(|n| key(n.category)).collect()
    }

    #[test]
    fn people_s_words_name_the_bicycle_repairer() {
        let said = [
            "fietsenmaker",
            "fietsen maker",
            "fiets maker",
            "lek band",
            "lekke band",
            "band lek",
            "flat tyre",
            "fietsenm",
            "lekke banden",
            "fietsenmakers",
        ];
        for text in said {
            assert!(keys(text).contains(&"bicycle-repair"), "{text}: {:?}", keys(text));
        }
    }

    #[test]
    fn half_a_term_names_nothing() {
        assert!(!keys("band").contains(&"bicycle-repair"));
        assert!(!keys("maker").contains(&"bicycle-repair"));
    }

    #[test]
    fn either_half_of_a_double_name_will_do() {
        assert!(keys("kroeg").contains(&"pub"));
        assert!(keys("kringloop winkel").contains(&"thrift-shop"));
    }

    #[test]
    fn a_mistyped_word_is_read_over_only_when_it_may() {
        let asked = Speech::new().asked("fietsnmaker");
        assert!(vocabulary().named(&asked, Language::Nl, 0).is_empty());
        let named = vocabulary().named(&asked, Language::Nl, 1);
        assert!(named.iter().any(|n| key(n.category) == "bicycle-repair"));
        assert!(named.iter().all(|n| n.evidence == Evidence::CategoryTypo));
    }

    #[test]
    fn below_a_category_lie_its_children_and_itself() {
        let repair: Vec<_> = below(place("repair").unwrap()).iter().map(|c| c.key).collect();
        assert!(repair.contains(&"repair"));
        assert!(repair.contains(&"bicycle-repair"));
        assert!(!repair.contains(&"bakery"));
    }
}
