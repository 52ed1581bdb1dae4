//! Beside a post: whose it is, as far as the reader may know, and words to pass it on with.

use koop_domain::agreements::model::{Reliability, Thanks};
use koop_domain::posts::Author;
use koop_domain::posts::model::{Direction, Post};

use super::super::href;
use super::Known;
use crate::page::Page;
use crate::texts;

/// How many bedankjes are shown.
const THANKS_SHOWN: usize = 3;

/// Whose it is.
pub(crate) struct By {
    pub name: String,
    /// What is known of how they keep what they agree.
    pub known: Vec<String>,
    pub thanks: Vec<ThanksLine>,
}

/// What somebody wrote to thank them.
pub(crate) struct ThanksLine {
    pub words: String,
    pub by: String,
    pub reply: Option<String>,
}

/// What can be sent to somebody else.
pub(crate) struct Share {
    pub url: String,
    pub words: String,
    pub mail: String,
}

impl By {
    pub(super) fn of(page: &Page, author: &Author, known: &Known<'_>) -> Self {
        let mut lines = Vec::new();
        if let Some(it) = known.reliability {
            lines.extend(reliability(page, it));
        }
        let line = |it: &Thanks| {
            let said = it.words.clone()?;
            let name = [("name", it.by.name.clone().into())];
            Some(ThanksLine {
                words: said,
                by: page.with("board-by", &name),
                reply: it.reply.clone(),
            })
        };
        Self {
            name: author.name.clone(),
            known: lines,
            thanks: known.thanks.iter().filter_map(line).take(THANKS_SHOWN).collect(),
        }
    }
}

/// How somebody keeps what they agree: never a mark.
fn reliability(page: &Page, it: Reliability) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(hours) = it.replies_within_hours {
        lines.push(page.with("board-replies-within", &[("hours", hours.into())]));
    }
    if it.finished > 0 {
        let values = [("kept", it.kept.into()), ("finished", it.finished.into())];
        lines.push(page.with("board-kept", &values));
    }
    lines
}

impl Share {
    pub(super) fn of(page: &Page, post: &Post, place: Option<String>) -> Self {
        let url = format!("{}{}", page.base_url, href(post));
        let key = match post.direction {
            Direction::Offer => "board-share-offer",
            Direction::Request => "board-share-request",
        };
        let place = place.map(|it| format!(" {}", texts::in_area(page.language, &it)));
        let values = [
            ("title", post.content.title.clone().into()),
            ("where", place.unwrap_or_default().into()),
        ];
        let words = format!("{} {url}", page.with(key, &values));
        let mail = [("subject", post.content.title.as_str()), ("body", &words)];
        // Mail programs know no plus for a space.
        let mail = serde_urlencoded::to_string(mail).unwrap_or_default().replace('+', "%20");
        Self { mail: format!("mailto:?{mail}"), url, words }
    }
}
