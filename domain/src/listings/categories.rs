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
