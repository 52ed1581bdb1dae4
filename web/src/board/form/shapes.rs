//! What the form of a post is made of.

use crate::form::Field;
use crate::keeping::Choices;

/// All fields of a form.
pub(crate) struct Fields {
    pub title: Field,
    pub text: Field,
    pub topic: Choices,
    pub terms: Vec<TermBox>,
    pub terms_error: Option<String>,
    pub meal: Option<MealFields>,
    pub lines: Vec<Field>,
    pub recurs: Option<Choices>,
    pub place: Field,
    pub point: Field,
    pub audiences: Vec<AudienceChoice>,
    pub audience_error: Option<String>,
    pub capacity: Option<Field>,
    pub days: Vec<DayRow>,
    pub parts: Vec<String>,
    pub reach: Choices,
    pub languages: Choices,
    pub dates: Vec<Field>,
    /// Whether something was filled in that few need.
    pub has_more: bool,
}

/// A kind of terms, and what it asks beside it.
pub(crate) struct TermBox {
    pub value: &'static str,
    pub label: String,
    pub chosen: bool,
    pub fields: Vec<Field>,
    /// Of which currency.
    pub choice: Option<Choices>,
}

/// What a meal asks.
pub(crate) struct MealFields {
    pub lines: Vec<Field>,
    pub allergens: Option<Choices>,
    pub kinds: Vec<Tick>,
    pub hygiene: Option<String>,
}

/// Something that holds or does not.
pub(crate) struct Tick {
    pub name: &'static str,
    pub label: String,
    pub chosen: bool,
}

/// Who may see it, and what that means.
pub(crate) struct AudienceChoice {
    pub value: &'static str,
    pub label: String,
    pub means: String,
    pub chosen: bool,
}

/// A day of the week, and the parts of it.
pub(crate) struct DayRow {
    pub label: String,
    pub cells: Vec<DayCell>,
}

/// A part of a day.
pub(crate) struct DayCell {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}
