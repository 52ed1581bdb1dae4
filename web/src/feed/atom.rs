//! Atom (RFC 4287), written out.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

use crate::xml::{element, escape};

/// Who publishes the feed: an entry without an author of its own needs one above it.
const PUBLISHER: &str = "Koop Lokaal";

/// A feed.
pub(crate) struct Feed {
    pub language: &'static str,
    /// For ever the same, in every language.
    pub id: String,
    /// Its own address.
    pub this: String,
    /// The page that shows the same.
    pub page: String,
    pub title: String,
    pub subtitle: String,
    pub rights: String,
    pub entries: Vec<Entry>,
}

/// A place in a feed.
pub(crate) struct Entry {
    pub id: Uuid,
    pub title: String,
    pub page: String,
    pub published: DateTime<Utc>,
    pub updated: DateTime<Utc>,
    /// Who wrote it down, when that was not us.
    pub author: Option<String>,
    pub rights: Option<String>,
    pub summary: String,
    /// Keys and their labels.
    pub categories: Vec<(String, String)>,
}

impl Feed {
    /// The document.
    pub(crate) fn write(&self) -> String {
        // An empty feed changed last when nothing was there yet.
        let updated = self.entries.iter().map(|it| it.updated).max().unwrap_or_default();
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
            self.language
        );
        let parts = [
            element("id", &self.id),
            element("title", &self.title),
            element("subtitle", &self.subtitle),
            element("updated", &date(updated)),
            link("self", "application/atom+xml", &self.this),
            link("alternate", "text/html", &self.page),
            format!("<author>{}</author>", element("name", PUBLISHER)),
            element("generator", PUBLISHER),
        ];
        let rights = (!self.rights.is_empty()).then(|| element("rights", &self.rights));
        for part in parts.into_iter().chain(rights) {
            let _ = writeln!(xml, "{part}");
        }
        self.entries.iter().for_each(|entry| entry.write(&mut xml));
        xml.push_str("</feed>\n");
        xml
    }
}

impl Entry {
    fn write(&self, xml: &mut String) {
        let author = self.author.as_ref().filter(|it| !it.trim().is_empty());
        let parts = [
            element("id", &format!("urn:uuid:{}", self.id)),
            element("title", &self.title),
            link("alternate", "text/html", &self.page),
            element("published", &date(self.published)),
            element("updated", &date(self.updated)),
            element("summary", &self.summary),
        ];
        let author = author.map(|it| format!("<author>{}</author>", element("name", it)));
        let rights = self.rights.as_ref().map(|it| element("rights", it));
        let categories = self.categories.iter().map(|(term, label)| {
            format!(r#"<category term="{}" label="{}"/>"#, escape(term), escape(label))
        });
        xml.push_str("<entry>\n");
        for part in parts.into_iter().chain(author).chain(rights).chain(categories) {
            let _ = writeln!(xml, "{part}");
        }
        xml.push_str("</entry>\n");
    }
}

fn link(rel: &str, kind: &str, href: &str) -> String {
    format!(r#"<link rel="{rel}" type="{kind}" href="{}"/>"#, escape(href))
}

fn date(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
