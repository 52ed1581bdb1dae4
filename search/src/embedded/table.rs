//! The best evidence of a word for each document of a segment: a place per document, and a list of
//! those that have any, so that nobody walks over all documents for a word that few have.

use koop_domain::listings::ranking::Evidence;

/// The evidence by document; without places while there is none.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    evidence: Vec<Evidence>,
    /// Those with evidence, each once.
    documents: Vec<u32>,
}

impl Table {
    /// Raises the evidence for one of so many documents.
    #[inline]
    pub(super) fn mark(&mut self, document: u32, evidence: Evidence, documents: u32) {
        if evidence == Evidence::Nothing {
            return;
        }
        if self.evidence.is_empty() {
            self.evidence.resize(documents as usize, Evidence::Nothing);
        }
        let best = &mut self.evidence[document as usize];
        if *best == Evidence::Nothing {
            self.documents.push(document);
        }
        *best = evidence.max(*best);
    }

    /// The evidence for a document.
    #[inline]
    pub(super) fn of(&self, document: u32) -> Evidence {
        self.evidence.get(document as usize).copied().unwrap_or_default()
    }

    /// How many documents have evidence.
    pub(super) fn len(&self) -> usize {
        self.documents.len()
    }

    /// Documents with evidence, and what it is.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, Evidence)> {
        self.documents.iter().map(|document| (*document, self.of(*document)))
    }

    /// Keeps the better evidence of two tables.
    pub(super) fn raise(&mut self, by: &Self) {
        let documents = u32::try_from(by.evidence.len()).unwrap_or(u32::MAX);
        by.iter().for_each(|(document, evidence)| self.mark(document, evidence, documents));
    }

    /// What holds in both tables: the weaker evidence.
    pub(super) fn both(&self, other: &Self) -> Self {
        let documents = u32::try_from(self.evidence.len()).unwrap_or(u32::MAX);
        let mut both = Self::default();
        for (document, evidence) in self.iter() {
            both.mark(document, evidence.min(other.of(document)), documents);
        }
        both
    }

    /// Changes the evidence of each document that has any.
    pub(super) fn change(&mut self, change: impl Fn(u32, Evidence) -> Evidence) {
        let Self { evidence, documents } = self;
        documents.retain(|document| {
            let best = &mut evidence[*document as usize];
            *best = change(*document, *best);
            *best > Evidence::Nothing
        });
    }
}
