//! How the client talks: HTTP with time limits, for the client's own has none, and takes eight
//! megabytes of memory for each body that it sends.

use std::time::Duration;

use async_trait::async_trait;
use futures_util::io::{AsyncRead, AsyncReadExt as _};
use meilisearch_sdk::errors::Error;
use meilisearch_sdk::request::{HttpClient, Method, parse_response};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How long a connection may take to come about.
const CONNECT_WITHIN: Duration = Duration::from_secs(2);
/// How long any request may take: the longest brings a batch of documents.
const REQUEST_WITHIN: Duration = Duration::from_secs(60);

/// The connections to one server.
#[derive(Clone, Debug)]
pub(super) struct Http(reqwest::Client);

impl Http {
    /// Speaks with a key, if there is one; it is never shown.
    pub(super) fn new(key: Option<&str>) -> Result<Self, Error> {
        let mut headers = HeaderMap::new();
        if let Some(key) = key {
            let bearer = HeaderValue::from_str(&format!("Bearer {key}"));
            let mut bearer = bearer.map_err(|_| Error::InvalidRequest)?;
            bearer.set_sensitive(true);
            headers.insert(AUTHORIZATION, bearer);
        }
        let client = reqwest::Client::builder()
            .default_headers(headers)
            .connect_timeout(CONNECT_WITHIN)
            .timeout(REQUEST_WITHIN)
            .build();
        client.map(Self).map_err(other)
    }
}

#[async_trait]
impl HttpClient for Http {
    async fn stream_request<
        Query: Serialize + Send + Sync,
        Body: AsyncRead + Send + Sync + 'static,
        Output: DeserializeOwned + 'static,
    >(
        &self,
        url: &str,
        method: Method<Query, Body>,
        content_type: &str,
        expected_status_code: u16,
    ) -> Result<Output, Error> {
        let address = address(url, method.query())?;
        let mut request = self.0.request(verb(&method), &address);
        if let Some(body) = method.into_body() {
            let mut bytes = Vec::new();
            std::pin::pin!(body).read_to_end(&mut bytes).await.map_err(other)?;
            request = request.header(CONTENT_TYPE, content_type).body(bytes);
        }
        let response = request.send().await.map_err(other)?;
        let status = response.status().as_u16();
        let text = response.text().await.map_err(other)?;
        let text = if text.is_empty() { "null" } else { &text };
        parse_response(status, expected_status_code, text, address)
    }
}

fn address<Query: Serialize>(url: &str, query: &Query) -> Result<String, Error> {
    let query = serde_urlencoded::to_string(query).map_err(other)?;
    Ok(if query.is_empty() { url.to_owned() } else { format!("{url}?{query}") })
}

fn verb<Query, Body>(method: &Method<Query, Body>) -> reqwest::Method {
    match method {
        Method::Get { .. } => reqwest::Method::GET,
        Method::Post { .. } => reqwest::Method::POST,
        Method::Put { .. } => reqwest::Method::PUT,
        Method::Patch { .. } => reqwest::Method::PATCH,
        Method::Delete { .. } => reqwest::Method::DELETE,
    }
}

fn other(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Other(Box::new(error))
}
