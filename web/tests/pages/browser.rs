//! A browser that keeps cookies and sends forms, and somebody who reads their mail.

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::body::Body;
use axum::response::Response;
use http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE, USER_AGENT};
use http::{Request, StatusCode};
use koop_domain::jobs::Letter;

use crate::house::{Answered, House};

/// By which the house knows a browser that is signed in.
pub(crate) const SESSION: &str = "__Host-koop";

/// A browser of somebody.
pub(crate) struct Browser<'a> {
    house: &'a House,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) language: &'static str,
}

impl<'a> Browser<'a> {
    /// One that has never been here.
    pub(crate) fn new(house: &'a House) -> Self {
        Self { house, cookies: BTreeMap::new(), language: "nl" }
    }

    /// One in which somebody is signed in, a member already or from now on.
    pub(crate) async fn of(house: &'a House, email: &str, name: &str) -> Self {
        let mut browser = Self::new(house);
        let asked = [("doel", "aanmelden"), ("email", email), ("naam", name)];
        assert_eq!(browser.post("/inloggen/mail", &asked).await.to(), "/inloggen/code");
        let (code, _) = mailed(house, email).await;
        let entered = browser.post("/inloggen/code", &[("code", &code)]).await;
        assert_eq!(entered.to(), "/mijn", "{}", entered.text);
        browser
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answered {
        let request = self.request(Request::get(path)).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// An answer that comes in pieces, for as long as it lasts.
    pub(crate) async fn open(&self, path: &str) -> Response {
        self.house.answer(self.request(Request::get(path)).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answered {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let request = self
            .request(Request::post(path))
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends a form in parts: texts, and a file under `photo`.
    pub(crate) async fn upload(&mut self, fields: &[(&str, &str)], photo: &[u8]) -> Answered {
        const EDGE: &str = "----koop";
        const PIECE: usize = 64 * 1024;
        let begin = |about: &str| format!("--{EDGE}\r\nContent-Disposition: form-data; {about}");
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("{}\r\n\r\n{value}\r\n", begin(&format!("name=\"{name}\"")));
            body.extend_from_slice(part.as_bytes());
        }
        let about = "name=\"photo\"; filename=\"../../evil.html\"\r\nContent-Type: text/html";
        body.extend_from_slice(format!("{}\r\n\r\n", begin(about)).as_bytes());
        body.extend_from_slice(photo);
        body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
        let request = self
            .request(Request::post("/media"))
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"));
        // It comes piece by piece, as over a line.
        let pieces: Vec<_> =
            body.chunks(PIECE).map(|it| Ok::<_, Infallible>(it.to_vec())).collect();
        let body = Body::from_stream(futures_util::stream::iter(pieces));
        self.send(request.body(body).unwrap()).await
    }

    fn request(&self, request: http::request::Builder) -> http::request::Builder {
        let cookies: Vec<_> =
            self.cookies.iter().map(|(name, it)| format!("{name}={it}")).collect();
        let request = request
            .header(HOST, "koop.example")
            .header(ACCEPT_LANGUAGE, self.language)
            .header(USER_AGENT, "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Firefox/130.0");
        if cookies.is_empty() { request } else { request.header(COOKIE, cookies.join("; ")) }
    }

    async fn send(&mut self, request: Request<Body>) -> Answered {
        let answered = self.house.send(request).await;
        for line in answered.headers.get_all(SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, rest) = line.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if rest.contains("Max-Age=0;") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answered
    }
}

impl Answered {
    /// Where a form led.
    pub(crate) fn to(&self) -> &str {
        let led = self.status == StatusCode::SEE_OTHER;
        if led { self.header(LOCATION) } else { "" }
    }

    /// The page without what differs each time: what it cost.
    pub(crate) fn calm(&self) -> String {
        let (before, rest) = self.text.split_once("<p class=\"page-cost\"").unwrap();
        format!("{before}{}", rest.split_once("</p>").unwrap().1)
    }
}

/// The code and the secret of the link in the one letter to somebody.
pub(crate) async fn mailed(house: &House, email: &str) -> (String, String) {
    let mut letters = house.letters().await;
    letters.retain(|mail| mail.to == email);
    assert_eq!(letters.len(), 1, "one letter to {email}");
    match letters.remove(0).letter {
        Letter::Enter { code, link } | Letter::Address { code, link } => (code, link),
        other => panic!("{other:?}"),
    }
}
