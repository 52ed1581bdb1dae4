//! What was decided about the reader in a community, and why, as they read it.

use koop_domain::communities::model::{Decided, Decision};
use koop_domain::language::Language;

use super::paragraphs;
use crate::texts::{self, Value, clock};

/// What was decided, in words.
#[derive(Clone, Debug)]
pub(crate) struct Why {
    pub heading: String,
    /// The reason as it was typed: paragraphs and their lines.
    pub reason: Vec<Vec<String>>,
    /// By whom and when.
    pub when: String,
}

impl Why {
    pub(crate) fn new(language: Language, it: &Decision) -> Self {
        let day = Value::from(clock::date(language, clock::today(it.at)));
        Self {
            heading: texts::text(language, heading(it.what)),
            reason: paragraphs(it.reason.as_deref()),
            when: texts::text_with(language, "town-why-when", &[("day", day)]),
        }
    }
}

fn heading(what: Decided) -> &'static str {
    match what {
        Decided::Admitted => "town-why-admitted",
        Decided::Refused => "town-why-refused",
        Decided::Role => "town-why-role",
        Decided::Sets => "town-why-sets",
        Decided::Frozen => "town-why-frozen",
        Decided::Unfrozen => "town-why-unfrozen",
    }
}
