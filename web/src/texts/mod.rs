//! Texts per language, from Fluent files; also the sentences that GraphQL answers.
//!
//! A third language is one folder beside `texts/nl`. Fluent picks plurals; times and dates are
//! written by [`clock`], because "18.00 uur" and "18:00" are no matter of words alone.

mod agreements;
mod alerts;
pub mod clock;
mod communities;
pub(crate) mod figures;
mod helpdesk;
mod issuing;
mod labels;
mod ledger;
mod media;
mod members;
pub(crate) mod money;
mod notes;
pub mod posts;
mod profiles;
pub(crate) mod rules;
pub mod saved;
#[cfg(test)]
mod service_tests;
pub mod status;
mod tables;
#[cfg(test)]
mod texts_tests;
mod tills;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader};
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use koop_domain::language::Language;

pub use self::agreements::{agreement_error, agreement_state, alert_error};
pub use self::alerts::alert;
pub use self::clock::{day, number};
pub use self::communities::{community_error, ratio};
pub use self::helpdesk::{need_error, need_reason, need_state, urgency};
pub use self::issuing::issuing_error;
pub use self::labels::{
    categories, category, facet_value, in_area, kind, payment, problem, repairs, spoken, why,
};
pub use self::ledger::{account_error, currency_error, ledger_rejected, pass_error, payment_error};
pub use self::media::{media_error, upload_max_megabytes};
pub use self::members::member_error;
pub use self::notes::note;
pub use self::profiles::profile_error;
pub use self::rules::currency_rules;
pub use self::status::{listing_status, service_status, status, status_at};
pub use self::tables::{table_error, table_fault, table_field, table_part};
pub use self::tills::till_error;

/// A value that stands in a text.
pub type Value = FluentValue<'static>;

fluent_templates::static_loader! {
    static TEXTS = {
        locales: "./texts",
        fallback_language: "nl",
        // The invisible marks around values are for mixed directions; they would stand in every
        // sentence that a program compares. A right-to-left language turns them on again.
        customise: |bundle| {
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(match bundle.locales.first() {
                Some(locale) if locale.language.as_str() == "en" => grouped_en,
                _ => grouped_nl,
            }));
        },
    };
}

/// The text of a key without arguments.
#[must_use]
pub fn text(language: Language, key: &str) -> String {
    TEXTS.lookup(identifier(language), key)
}

/// The text of a key with values.
#[must_use]
pub fn text_with(language: Language, key: &str, values: &[(&'static str, Value)]) -> String {
    let values: HashMap<Cow<'static, str>, Value> =
        values.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
    TEXTS.lookup_with_args(identifier(language), key, &values)
}

/// The text of a key that need not exist, such as the name of a word from outside.
#[must_use]
pub(crate) fn known(language: Language, key: &str) -> Option<String> {
    // Fluent's keys are letters, digits, `-` and `_`: another character would be a broken key.
    let is_key = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    is_key.then(|| TEXTS.try_lookup(identifier(language), key)).flatten()
}

/// The language of a request by its `Accept-Language`, else Dutch.
#[must_use]
pub fn negotiate(headers: &HeaderMap) -> Language {
    let wishes = headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
    let mut best: Option<(f32, Language)> = None;
    for wish in wishes.flat_map(|value| value.split(',')) {
        let (tag, weight) = wish.split_once(';').unwrap_or((wish, ""));
        let weight = match weight.trim().strip_prefix("q=") {
            Some(q) => q.trim().parse::<f32>().unwrap_or(0.0),
            None => 1.0,
        };
        let Some(language) = Language::from_tag(tag.trim()) else { continue };
        // Of equal wishes the first counts; `q=0` means: not this one.
        if weight > 0.0 && best.is_none_or(|(heaviest, _)| weight > heaviest) {
            best = Some((weight, language));
        }
    }
    best.map_or_else(Language::default, |(_, language)| language)
}

fn identifier(language: Language) -> &'static LanguageIdentifier {
    static NL: LazyLock<LanguageIdentifier> =
        LazyLock::new(|| Language::Nl.code().parse().unwrap_or_default());
    static EN: LazyLock<LanguageIdentifier> =
        LazyLock::new(|| Language::En.code().parse().unwrap_or_default());
    match language {
        Language::Nl => &NL,
        Language::En => &EN,
    }
}

fn grouped_nl<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    grouped(value, Language::Nl)
}

fn grouped_en<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    grouped(value, Language::En)
}

fn grouped(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let whole = number.value >= 0.0 && number.value.fract() == 0.0 && number.value < 1e15;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number below 10^15"
    )]
    let count = number.value as u64;
    whole.then(|| clock::number(language, count))
}
