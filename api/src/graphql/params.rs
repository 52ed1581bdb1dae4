//! What a client sends: a JSON body, or the same four parameters in the address.

use async_graphql::{Request, Variables};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::layers::BODY_MAX_BYTES;

/// The parameters of a request.
#[derive(Clone, Debug)]
pub(crate) struct Params {
    pub(crate) query: String,
    pub(crate) operation_name: Option<String>,
    pub(crate) variables: Map<String, Value>,
}

/// Why the parameters cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error("Send the query as application/json in UTF-8.")]
    NotSaidJson,
    #[error("Send the query as it is, without compressing it.")]
    Encoded,
    #[error("The body is larger than {BODY_MAX_BYTES} bytes: ask in several requests.")]
    TooLarge,
    #[error("The body broke off.")]
    BrokeOff,
    #[error("The body is not JSON.")]
    NotJson,
    #[error("The body must be one JSON object; several queries go in several requests.")]
    NotAnObject,
    #[error("The parameter query is missing.")]
    NoQuery,
    #[error("The parameter {0} has the wrong type.")]
    WrongType(&'static str),
    #[error("The parameters in the address cannot be read.")]
    BadAddress,
}

/// The parameters as they stand in an address, all of them text.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AddressParams {
    pub(crate) query: Option<String>,
    pub(crate) operation_name: Option<String>,
    pub(crate) variables: Option<String>,
    extensions: Option<String>,
}

/// Whether the body is said to be JSON in UTF-8. Any other form could be sent by a form on
/// somebody else's page.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(Ok(value)) = headers.get(CONTENT_TYPE).map(|value| value.to_str()) else {
        return false;
    };
    let mut parts = value.split(';').map(|part| part.trim().to_ascii_lowercase());
    let json = parts.next().is_some_and(|name| name == "application/json");
    let utf8 = |part: String| match part.strip_prefix("charset=") {
        Some(charset) => matches!(charset.trim_matches('"'), "utf-8" | "utf8"),
        None => true,
    };
    json && parts.all(utf8)
}

impl Unreadable {
    /// What it is as a status.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::NotSaidJson | Self::Encoded => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}

impl Params {
    /// Reads a request that was posted.
    pub(crate) fn from_post(
        headers: &HeaderMap,
        body: Result<Bytes, BytesRejection>,
    ) -> Result<Self, Unreadable> {
        if !is_json(headers) {
            return Err(Unreadable::NotSaidJson);
        }
        if headers.get(CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
            return Err(Unreadable::Encoded);
        }
        match body {
            Ok(body) => Self::from_body(&body),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(Unreadable::TooLarge)
            }
            Err(_) => Err(Unreadable::BrokeOff),
        }
    }

    /// Reads a JSON body. A list of queries is refused: a batch would escape every limit that
    /// holds for a request.
    fn from_body(body: &[u8]) -> Result<Self, Unreadable> {
        Self::from_value(serde_json::from_slice(body).map_err(|_| Unreadable::NotJson)?)
    }

    /// Reads what a body or a message holds.
    pub(crate) fn from_value(body: Value) -> Result<Self, Unreadable> {
        let Value::Object(mut body) = body else { return Err(Unreadable::NotAnObject) };
        let query = match body.remove("query") {
            Some(Value::String(query)) => query,
            Some(Value::Null) | None => return Err(Unreadable::NoQuery),
            Some(_) => return Err(Unreadable::WrongType("query")),
        };
        let operation_name = match body.remove("operationName") {
            Some(Value::String(name)) => Some(name),
            Some(Value::Null) | None => None,
            Some(_) => return Err(Unreadable::WrongType("operationName")),
        };
        let variables = map(body.remove("variables"), "variables")?;
        map(body.remove("extensions"), "extensions")?;
        Ok(Self { query, operation_name, variables })
    }

    /// Reads an address's parameters.
    pub(crate) fn from_address(address: AddressParams) -> Result<Self, Unreadable> {
        let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let json = |text: Option<String>, name| {
            let value = filled(text).map(|text| serde_json::from_str(&text));
            map(value.transpose().map_err(|_| Unreadable::WrongType(name))?, name)
        };
        let variables = json(address.variables, "variables")?;
        json(address.extensions, "extensions")?;
        let query = filled(address.query).ok_or(Unreadable::NoQuery)?;
        Ok(Self { query, operation_name: filled(address.operation_name), variables })
    }

    /// The request to execute.
    pub(crate) fn into_request(self) -> Request {
        let variables = Variables::from_json(Value::Object(self.variables));
        let request = Request::new(self.query).variables(variables);
        match self.operation_name {
            Some(name) => request.operation_name(name),
            None => request,
        }
    }
}

impl AddressParams {
    /// Reads what stands behind the question mark.
    pub(crate) fn read(query: Option<&str>) -> Result<Self, Unreadable> {
        serde_urlencoded::from_str(query.unwrap_or_default()).map_err(|_| Unreadable::BadAddress)
    }
}

fn map(value: Option<Value>, name: &'static str) -> Result<Map<String, Value>, Unreadable> {
    match value {
        Some(Value::Object(map)) => Ok(map),
        Some(Value::Null) | None => Ok(Map::new()),
        Some(_) => Err(Unreadable::WrongType(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_refused_even_where_they_look_like_a_request() {
        for body in [r#"[{"query":"{a}"}]"#, r#"["{a}"]"#, "[]", "1", "null", r#""{a}""#] {
            assert_eq!(Params::from_body(body.as_bytes()).err(), Some(Unreadable::NotAnObject));
        }
    }

    #[test]
    fn deep_variables_are_refused_before_they_can_hurt() {
        let deep = "[".repeat(30_000) + &"]".repeat(30_000);
        let body = format!(r#"{{"query":"{{a}}","variables":{{"a":{deep}}}}}"#);
        assert_eq!(Params::from_body(body.as_bytes()).err(), Some(Unreadable::NotJson));
    }

    #[test]
    fn only_json_in_utf8_is_read() {
        let says = |value: &'static str| {
            let value = axum::http::HeaderValue::from_static(value);
            is_json(&HeaderMap::from_iter([(CONTENT_TYPE, value)]))
        };
        assert!(says("application/json") && says("Application/JSON; charset=UTF-8"));
        assert!(!says("application/json; charset=iso-8859-1"));
        assert!(!says("text/plain") && !says("application/x-www-form-urlencoded"));
        assert!(!is_json(&HeaderMap::new()));
    }
}
