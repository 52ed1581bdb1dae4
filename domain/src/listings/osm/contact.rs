//! How to reach a place: telephone, mail and web, as people really type them into OSM.

use crate::listings::model::Contact;

use super::{Tags, first};

/// The fewest digits of a telephone number.
const PHONE_DIGITS_MIN: usize = 5;

/// Pages elsewhere: the tags, and where a bare name stands.
const SOCIAL: [(&[&str], &str); 7] = [
    (&["contact:facebook", "facebook"], "https://www.facebook.com/"),
    (&["contact:instagram", "instagram"], "https://www.instagram.com/"),
    (&["contact:mastodon"], ""),
    (&["contact:linkedin"], "https://www.linkedin.com/company/"),
    (&["contact:youtube"], "https://www.youtube.com/"),
    (&["contact:tiktok"], "https://www.tiktok.com/@"),
    (&["contact:twitter", "twitter"], "https://x.com/"),
];

const PHONE: [&str; 5] = ["phone", "contact:phone", "contact:mobile", "phone:mobile", "mobile"];
const EMAIL: [&str; 2] = ["email", "contact:email"];
const WEBSITE: [&str; 6] =
    ["website", "contact:website", "website:nl", "url", "website:en", "contact:url"];

/// Reads the contact of a place.
pub(super) fn read(tags: &Tags) -> Contact {
    Contact {
        phone: PHONE.iter().find_map(|key| phone(first(tags, &[key])?)),
        email: EMAIL.iter().find_map(|key| email(first(tags, &[key])?)),
        website: WEBSITE.iter().find_map(|key| web_address(first(tags, &[key])?)),
        social: SOCIAL.iter().filter_map(|(keys, home)| social(first(tags, keys)?, home)).collect(),
    }
}

/// Writes the contact of a place into its tags. Pages elsewhere are read in the order of
/// [`SOCIAL`]: each goes to the tag of its host where that keeps their order, else to the next
/// that is free.
pub(in crate::listings) fn write(contact: &Contact, tags: &mut Tags) {
    let known =
        [("phone", &contact.phone), ("email", &contact.email), ("website", &contact.website)];
    for (key, value) in known {
        tags.extend(value.iter().map(|value| (key.to_owned(), value.clone())));
    }
    let mut next = 0;
    for (at, page) in contact.social.iter().enumerate().take(SOCIAL.len()) {
        let own = SOCIAL.iter().position(|(_, home)| is_at(page, home));
        let rest = contact.social.len().min(SOCIAL.len()) - at;
        let place = own.unwrap_or(next).clamp(next, SOCIAL.len() - rest);
        tags.insert(SOCIAL[place].0[0].to_owned(), page.clone());
        next = place + 1;
    }
}

/// Whether [`read`] looks at a key.
pub(super) fn is_read(key: &str) -> bool {
    let social = SOCIAL.iter().any(|(keys, _)| keys.contains(&key));
    social || PHONE.contains(&key) || EMAIL.contains(&key) || WEBSITE.contains(&key)
}

/// Whether a page is on the host of a network.
fn is_at(page: &str, home: &str) -> bool {
    let host = |url: &str| url.split('/').nth(2).unwrap_or_default().replacen("www.", "", 1);
    !home.is_empty() && host(page) == host(home)
}

/// The first of several numbers; something without digits is not one (some put `yes` or a web
/// address there).
fn phone(text: &str) -> Option<String> {
    let number = text.split([';', ',']).next()?.trim();
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let plain = number.chars().all(|c| c.is_ascii_digit() || " +()-./".contains(c));
    (digits >= PHONE_DIGITS_MIN && plain).then(|| number.to_owned())
}

fn email(text: &str) -> Option<String> {
    let address = text.split([';', ',']).next()?.trim().trim_start_matches("mailto:");
    let (name, host) = address.split_once('@')?;
    let plain = !name.is_empty() && is_host(host) && !address.contains(char::is_whitespace);
    plain.then(|| address.to_owned())
}

/// An http or https address, with the scheme added when it is missing.
fn web_address(text: &str) -> Option<String> {
    let text = text.split(';').next()?.trim();
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("https".to_owned(), text.trim_start_matches("//")),
    };
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let plain = matches!(scheme.as_str(), "http" | "https")
        && is_host(host)
        && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"'`".contains(c));
    plain.then(|| format!("{scheme}://{rest}"))
}

/// A page elsewhere, from an address or the bare name that most people type.
fn social(text: &str, home: &str) -> Option<String> {
    let text = text.split(';').next()?.trim();
    let name = text.trim_start_matches('@');
    let is_name = !name.is_empty()
        && !home.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || "._-".contains(c));
    let host = home.split('/').nth(2).unwrap_or_default().trim_start_matches("www.");
    if is_name && !name.ends_with(host) { Some(format!("{home}{name}")) } else { web_address(text) }
}

/// Letters, digits, dots and hyphens, with a dot between. A name and password before the host
/// (`bank.nl@evil.example`) do not pass.
fn is_host(host: &str) -> bool {
    host.contains('.')
        && host.split('.').all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn contact(tags: &[(&str, &str)]) -> Contact {
        read(&tags.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    proptest! {
        #[test]
        fn every_address_that_is_shown_is_http_or_https(text in ".{0,60}", key in 0..4_usize) {
            let key = ["website", "url", "contact:facebook", "contact:mastodon"][key];
            let contact = contact(&[(key, &text)]);
            for address in contact.website.iter().chain(&contact.social) {
                prop_assert!(address.starts_with("https://") || address.starts_with("http://"));
                prop_assert!(!address.contains(char::is_whitespace));
            }
        }
    }

    #[test]
    fn a_missing_scheme_is_added() {
        assert_eq!(
            contact(&[("website", "www.albertcuypmarkt.nl")]).website.as_deref(),
            Some("https://www.albertcuypmarkt.nl")
        );
        assert_eq!(
            contact(&[("website", "HTTP://example.nl:8080/a?b#c")]).website.as_deref(),
            Some("http://example.nl:8080/a?b#c")
        );
    }

    #[test]
    fn what_is_not_a_web_address_is_not_shown() {
        for text in ["javascript:alert(1)", "ftp://example.nl", "yes", "https://a@b.nl", "a b.nl"] {
            assert_eq!(contact(&[("website", text)]).website, None, "{text}");
        }
    }

    #[test]
    fn an_unusable_tag_does_not_hide_a_usable_one() {
        let contact = contact(&[
            ("phone", "https://www.viinitie.example/"),
            ("contact:phone", "020 123 45 67; 06 1"),
            ("website", "zie facebook"),
            ("url", "example.nl"),
        ]);
        assert_eq!(contact.phone.as_deref(), Some("020 123 45 67"));
        assert_eq!(contact.website.as_deref(), Some("https://example.nl"));
    }

    #[test]
    fn bare_names_become_pages() {
        let contact = contact(&[
            ("contact:facebook", "StadsboerderijOsdorp"),
            ("contact:instagram", "@stadsboerderij.osdorp"),
            ("contact:twitter", "twitter.com/osdorp"),
            ("contact:mastodon", "@osdorp@example.social"),
        ]);
        assert_eq!(
            contact.social,
            [
                "https://www.facebook.com/StadsboerderijOsdorp",
                "https://www.instagram.com/stadsboerderij.osdorp",
                "https://twitter.com/osdorp",
            ]
        );
    }

    #[test]
    fn mail_needs_a_name_and_a_host() {
        let mail = |text| contact(&[("email", text)]).email;
        assert_eq!(mail("info@example.nl;b@example.nl").as_deref(), Some("info@example.nl"));
        for text in ["example.nl", "@example.nl", "info@", "in fo@example.nl"] {
            assert_eq!(mail(text), None, "{text}");
        }
    }
}
