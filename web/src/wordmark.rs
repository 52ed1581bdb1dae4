//! The brand's own sign: a small stepped gable whose windows are lit, and the name.

/// The mark with its name, to stand inside a link that says the name in words.
///
/// Inline, because its wall takes the colour of the page: door green by day, paper by night.
#[must_use]
pub fn svg() -> &'static str {
    concat!(
        include_str!("../front/brand/wordmark.svg"),
        r#"<span class="wordmark-name" aria-hidden="true">koop lokaal</span>"#
    )
}
