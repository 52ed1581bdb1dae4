//! The curated tree of categories: stable English keys, names and search terms in every
//! language of the house.
//!
//! The tree is a text file that a volunteer can edit, `categories.tsv`; nobody is ever blocked
//! by it, because a listing may carry free tags as well.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::model::Kind;
use crate::language::Language;

/// A category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The stable English key, such as `bicycle-repair`.
    pub key: &'static str,
    /// The key of the category above it, if any.
    pub parent: Option<&'static str>,
    /// The kind of most listings in it.
    pub kind: Kind,
    name_nl: &'static str,
    name_en: &'static str,
    terms_nl: Vec<&'static str>,
    terms_en: Vec<&'static str>,
}

impl Category {
    /// Its name.
    #[must_use]
    pub fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Nl => self.name_nl,
            Language::En => self.name_en,
        }
    }

    /// Other words by which people look for it.
    #[must_use]
    pub fn terms(&self, language: Language) -> &[&'static str] {
        match language {
            Language::Nl => &self.terms_nl,
            Language::En => &self.terms_en,
        }
    }
}

/// The tree.
#[derive(Debug)]
pub struct Tree {
    all: Vec<Category>,
    by_key: HashMap<&'static str, usize>,
}

/// The tree, read once.
#[must_use]
pub fn tree() -> &'static Tree {
    static TREE: LazyLock<Tree> = LazyLock::new(|| Tree::read(include_str!("categories.tsv")));
    &TREE
}

impl Tree {
    /// All categories, parents before children, in the order of the file.
    #[must_use]
    pub fn all(&self) -> &[Category] {
        &self.all
    }

    /// The category of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Category> {
        self.by_key.get(key).map(|at| &self.all[*at])
    }

    /// Categories without a parent.
    pub fn roots(&self) -> impl Iterator<Item = &Category> {
        self.all.iter().filter(|c| c.parent.is_none())
    }

    /// Categories right below one.
    pub fn children<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Category> {
        self.all.iter().filter(move |c| c.parent == Some(key))
    }

    /// The category and those above it, lowest first.
    pub fn lineage<'a>(&'a self, key: &str) -> impl Iterator<Item = &'a Category> {
        let mut next = self.get(key);
        std::iter::from_fn(move || {
            let category = next?;
            next = category.parent.and_then(|parent| self.get(parent));
            Some(category)
        })
    }

    /// Reads lines of `key, parent, kind, nl, en, terms_nl, terms_en`, parted by tabs, terms by
    /// commas; `#` begins a comment.
    fn read(text: &'static str) -> Self {
        let all: Vec<Category> = text
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .map(read_line)
            .collect();
        let by_key = all.iter().enumerate().map(|(at, c)| (c.key, at)).collect();
        Self { all, by_key }
    }
}

fn read_line(line: &'static str) -> Category {
    let mut cells = line.split('\t').map(str::trim);
    let mut cell = || cells.next().unwrap_or_default();
    let terms = |cell: &'static str| -> Vec<&'static str> {
        cell.split(',').map(str::trim).filter(|t| !t.is_empty()).collect()
    };
    let (key, parent, kind) = (cell(), cell(), cell());
    Category {
        key,
        parent: (!parent.is_empty()).then_some(parent),
        kind: Kind::from_key(kind).unwrap_or_default(),
        name_nl: cell(),
        name_en: cell(),
        terms_nl: terms(cell()),
        terms_en: terms(cell()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::text::fold;

    const TEXT: &str = include_str!("categories.tsv");

    fn rows() -> impl Iterator<Item = Vec<&'static str>> {
        TEXT.lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .map(|line| line.split('\t').collect())
    }

    fn is_kebab(key: &str) -> bool {
        key.split('-').all(|word| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
    }

    #[test]
    fn every_line_has_seven_cells_and_a_known_kind() {
        for row in rows() {
            assert_eq!(row.len(), 7, "{row:?}");
            assert!(Kind::from_key(row[2]).is_some(), "{row:?}");
        }
    }

    #[test]
    fn keys_are_unique_and_kebab_case() {
        let mut seen = HashSet::new();
        for category in tree().all() {
            assert!(is_kebab(category.key), "{}", category.key);
            assert!(seen.insert(category.key), "{} stands twice", category.key);
        }
    }

    #[test]
    fn parents_come_before_their_children_so_that_no_category_is_above_itself() {
        let mut seen = HashSet::new();
        for category in tree().all() {
            assert!(category.parent.is_none_or(|p| seen.contains(p)), "{}", category.key);
            seen.insert(category.key);
            let depth = tree().lineage(category.key).count();
            assert!(depth <= 4, "{} lies {depth} deep", category.key);
        }
    }

    #[test]
    fn names_and_terms_stand_in_every_language() {
        for category in tree().all() {
            for language in Language::ALL {
                let name = category.name(language);
                assert!(!name.is_empty(), "{} has no name", category.key);
                let terms = category.terms(language);
                assert!(!terms.is_empty(), "{} has no terms", category.key);
                let mut seen = HashSet::from([fold(name)]);
                for term in terms {
                    assert!(seen.insert(fold(term)), "{}: {term} stands twice", category.key);
                }
            }
        }
    }

    #[test]
    fn siblings_can_be_told_apart_by_name() {
        for language in Language::ALL {
            let mut seen = HashSet::new();
            for category in tree().all() {
                assert!(
                    seen.insert((category.parent, category.name(language))),
                    "{}",
                    category.key
                );
            }
        }
    }

    #[test]
    fn every_kind_has_a_category() {
        for kind in Kind::ALL {
            assert!(tree().all().iter().any(|c| c.kind == kind), "{kind:?}");
        }
    }

    #[test]
    fn people_s_own_words_lead_to_the_category() {
        let words = [
            ("lek band", "bicycle-repair"),
            ("lekke band", "bicycle-repair"),
            ("kringloop", "thrift-shop"),
            ("brood", "bakery"),
            ("boormachine lenen", "library-of-things"),
            ("schoenmaker", "shoe-repair"),
            ("naaimachine", "clothing-repair"),
            ("boodschappen doen", "supermarket"),
            ("boer", "farm"),
        ];
        for (word, key) in words {
            let category = tree().get(key).unwrap();
            let own = std::iter::once(category.name(Language::Nl))
                .chain(category.terms(Language::Nl).iter().copied());
            assert!(own.map(fold).any(|term| term == fold(word)), "{word} → {key}");
        }
    }

    #[test]
    fn the_tree_can_be_walked_both_ways() {
        let lineage: Vec<_> = tree().lineage("chinese-restaurant").map(|c| c.key).collect();
        assert_eq!(lineage, ["chinese-restaurant", "asian-restaurant", "restaurant", "eating"]);
        assert!(tree().children("repair").any(|c| c.key == "bicycle-repair"));
        assert!(tree().roots().all(|c| c.parent.is_none()));
        assert_eq!(tree().lineage("no-such-key").count(), 0);
    }
}
