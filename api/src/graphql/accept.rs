//! What a client wants to read, by its `Accept` header.

use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, HeaderValue};

/// A form in which a query can be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    /// `application/graphql-response+json`: the status says whether the request was well-formed.
    GraphqlResponse,
    /// `application/json`: always 200 for a request that could be read, as clients of old expect.
    Json,
    /// A page for people.
    Html,
}

impl Media {
    /// All of them; of equal wishes the first named here counts.
    const ALL: [Self; 3] = [Self::Json, Self::GraphqlResponse, Self::Html];

    /// What stands in `Content-Type`.
    pub(crate) fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
        })
    }

    fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::GraphqlResponse => ("application", "graphql-response+json"),
            Self::Json => ("application", "json"),
            Self::Html => ("text", "html"),
        }
    }

    /// The form a client wants most, or nothing when it wants none of ours. Without a wish, and
    /// for `*/*`, that is JSON; a page goes only to those who name it.
    pub(crate) fn wanted(headers: &HeaderMap) -> Option<Self> {
        let wishes: Vec<Wish> = headers
            .get_all(ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .filter_map(Wish::read)
            .collect();
        if wishes.is_empty() {
            return Some(Self::Json);
        }
        let weighed = Self::ALL.map(|media| (media, media.weight(&wishes)));
        let heaviest = weighed.iter().map(|(_, weight)| *weight).max().filter(|w| w.0 > 0)?;
        weighed.into_iter().find(|(_, weight)| *weight == heaviest).map(|(media, _)| media)
    }

    /// How much it is wanted, and how exactly it is named: the exactest wish counts.
    fn weight(self, wishes: &[Wish]) -> (u16, u8) {
        let (main, sub) = self.name();
        let exactness = |wish: &Wish| match (wish.main.as_str(), wish.sub.as_str()) {
            (m, s) if m == main && s == sub => Some(2),
            (m, "*") if m == main => Some(1),
            ("*", "*") => Some(0),
            _ => None,
        };
        let fitting = wishes.iter().filter_map(|wish| Some((exactness(wish)?, wish.weight)));
        match fitting.max_by_key(|(exactness, _)| *exactness) {
            Some((exactness, _)) if self == Self::Html && exactness < 2 => (0, 0),
            Some((exactness, weight)) => (weight, exactness),
            None => (0, 0),
        }
    }
}

/// Whether a client wants events, and none of what else we write.
pub(crate) fn wants_events(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let wishes = lines.flat_map(|value| value.split(',')).filter_map(Wish::read);
    let events = |it: &Wish| it.main == "text" && it.sub == "event-stream" && it.weight > 0;
    wishes.into_iter().any(|it| events(&it)) && Media::wanted(headers).is_none()
}

/// One entry of `Accept`: `type/subtype;q=0.8`, the weight in thousandths.
struct Wish {
    main: String,
    sub: String,
    weight: u16,
}

impl Wish {
    fn read(entry: &str) -> Option<Self> {
        let mut parts = entry.split(';').map(str::trim);
        let (main, sub) = parts.next()?.split_once('/')?;
        let weight = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
        let weight = match weight {
            None => 1_000,
            Some(text) => thousandths(text)?,
        };
        Some(Self { main: main.to_ascii_lowercase(), sub: sub.to_ascii_lowercase(), weight })
    }
}

/// A weight from 0 to 1 with up to three digits; nothing for anything else.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = rest.len() <= 3 && rest.bytes().all(|b| b.is_ascii_digit());
    let whole: u16 = whole.parse().ok().filter(|_| digits)?;
    let rest: u16 = format!("{rest:0<3}").parse().ok()?;
    whole.checked_mul(1_000)?.checked_add(rest).filter(|weight| *weight <= 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(accept: &'static str) -> Option<Media> {
        let value = HeaderValue::from_static(accept);
        Media::wanted(&HeaderMap::from_iter([(ACCEPT, value)]))
    }

    #[test]
    fn a_browser_gets_a_page_and_a_program_gets_json() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
        assert_eq!(wanted(browser), Some(Media::Html));
        assert_eq!(wanted("*/*"), Some(Media::Json));
        assert_eq!(wanted("application/*"), Some(Media::Json));
        assert_eq!(Media::wanted(&HeaderMap::new()), Some(Media::Json));
        assert_eq!(wanted("application/graphql-response+json"), Some(Media::GraphqlResponse));
    }

    #[test]
    fn weights_decide_and_zero_means_no() {
        let both = "application/json;q=0.5, application/graphql-response+json;q=0.9";
        assert_eq!(wanted(both), Some(Media::GraphqlResponse));
        let recommended = "application/graphql-response+json, application/json;q=0.9";
        assert_eq!(wanted(recommended), Some(Media::GraphqlResponse));
        assert_eq!(wanted("application/json;q=0, */*"), Some(Media::GraphqlResponse));
        assert_eq!(wanted("application/json; charset=utf-8"), Some(Media::Json));
    }

    #[test]
    fn what_we_do_not_write_is_refused() {
        assert_eq!(wanted("text/event-stream"), None);
        assert_eq!(wanted("text/*"), None);
        assert_eq!(wanted("image/png, text/csv;q=0.5"), None);
        assert_eq!(wanted("nonsense"), Some(Media::Json));
    }
}
