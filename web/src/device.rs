//! What a device is called in the list of devices: "Firefox op Android", and no more of what a
//! browser tells about itself than its owner needs to know it again.

use http::HeaderMap;
use http::header::USER_AGENT;
use koop_domain::language::Language;

use crate::texts;

/// Marks of browsers. Most call themselves by several names: the first that is found is theirs.
const BROWSERS: [(&str, &str); 10] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Safari/", "Safari"),
];
/// Marks of systems, in the same way.
const SYSTEMS: [(&str, &str); 8] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

/// A few words for the device that sent a request.
pub(crate) fn name(language: Language, headers: &HeaderMap) -> String {
    let told = headers.get(USER_AGENT).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let known = |marks: &[(&str, &'static str)]| {
        marks.iter().find(|(mark, _)| told.contains(mark)).map(|(_, name)| *name)
    };
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => {
            let values = [("browser", browser.into()), ("system", system.into())];
            texts::text_with(language, "device-on", &values)
        }
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => texts::text(language, "device-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use koop_domain::language::Language::{En, Nl};

    use super::*;

    #[test]
    fn a_device_is_known_again() {
        let cases = [
            (
                "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0",
                "Firefox op Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
                "Safari op iPhone",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36 Edg/128.0.0.0",
                "Edge op Windows",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36",
                "Chrome op Linux",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
                "Safari op Mac",
            ),
            ("curl/8.5.0", "Onbekend apparaat"),
            ("<script>alert(1)</script>", "Onbekend apparaat"),
        ];
        for (told, name_of_it) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(USER_AGENT, told.parse().unwrap());
            assert_eq!(name(Nl, &headers), name_of_it);
        }
        assert_eq!(name(En, &HeaderMap::new()), "Unknown device");
    }
}
