//! What went wrong with a table, and what its columns may have, in words.

use koop_domain::imports::error::ImportError;
use koop_domain::imports::tables::error::TableError;
use koop_domain::imports::tables::model::{LICENCE_MAX, ROWS_MAX, UPLOAD_MAX_BYTES};
use koop_domain::imports::tables::{COLUMNS_MAX, Fault, Field};
use koop_domain::language::Language;

use super::{clock, problem, text, text_with};

/// A minute, in seconds.
const MINUTE_S: u64 = 60;

/// The part of the form, page or program, by which was sent what is wrong; none where it is nothing
/// that was sent.
#[must_use]
pub fn table_part(error: &TableError) -> Option<&'static str> {
    match error {
        TableError::TooLarge
        | TableError::TooMuch
        | TableError::TooWide
        | TableError::Empty
        | TableError::Damaged { .. } => Some("tabel"),
        TableError::Unnamed => Some("bron"),
        TableError::Licence => Some("licentie"),
        _ => None,
    }
}

/// What a person can mend, in a sentence; the rest is no fault of theirs.
#[must_use]
pub fn table_error(language: Language, error: &TableError) -> Option<String> {
    let key = match error {
        TableError::TooLarge | TableError::TooMuch => {
            let rows = clock::number(language, ROWS_MAX as u64);
            let values = [("megabytes", (UPLOAD_MAX_BYTES >> 20).into()), ("rows", rows.into())];
            return Some(text_with(language, "table-too-much", &values));
        }
        TableError::TooWide => {
            let values = [("columns", COLUMNS_MAX.into())];
            return Some(text_with(language, "table-too-wide", &values));
        }
        TableError::Licence => {
            let values = [("characters", LICENCE_MAX.into())];
            return Some(text_with(language, "table-licence-long", &values));
        }
        TableError::Damaged { line, .. } => {
            return Some(text_with(language, "table-damaged", &[("line", (*line).into())]));
        }
        TableError::TooMany { wait_s } => {
            let minutes = wait_s.div_ceil(MINUTE_S).max(1);
            return Some(text_with(language, "member-too-many", &[("minutes", minutes.into())]));
        }
        TableError::Import(ImportError::Emptied { gone, held }) => {
            let values = [("gone", (*gone).into()), ("held", (*held).into())];
            return Some(text_with(language, "table-emptied", &values));
        }
        TableError::Empty => "table-empty",
        TableError::Nameless { .. } => "table-nameless",
        TableError::NoColumn { .. } | TableError::NoField { .. } => "table-no-column",
        TableError::Unnamed => "table-unnamed",
        TableError::NoArea => "table-no-area",
        TableError::Import(ImportError::NotUndoable) => "table-not-undoable",
        TableError::Import(ImportError::Busy) => "table-busy",
        TableError::NotFound | TableError::Import(_) => return None,
    };
    Some(text(language, key))
}

/// What is wrong with a row, in a sentence.
#[must_use]
pub fn table_fault(language: Language, fault: &Fault) -> String {
    let row = || text(language, "table-row");
    let column = fault.column.clone().filter(|it| !it.is_empty()).unwrap_or_else(row);
    problem(language, &column, fault.problem)
}

/// What a column may have.
#[must_use]
pub fn table_field(language: Language, field: Field) -> String {
    let key = match field {
        Field::Id => "table-field-id",
        Field::Name => "table-field-name",
        Field::Kind => "table-field-kind",
        Field::Categories => "table-field-categories",
        Field::Street => "table-field-street",
        Field::HouseNumber => "table-field-house-number",
        Field::Address => "table-field-address",
        Field::Postcode => "table-field-postcode",
        Field::City => "table-field-city",
        Field::Latitude => "table-field-latitude",
        Field::Longitude => "table-field-longitude",
        Field::Phone => "table-field-phone",
        Field::Email => "table-field-email",
        Field::Website => "table-field-website",
        Field::Hours => "table-field-hours",
        Field::Description => "table-field-description",
        Field::Tags => "table-field-tags",
        Field::BranchNumber => "table-field-branch-number",
        Field::ConfirmedOn => "table-field-confirmed-on",
    };
    text(language, key)
}
