//! Websites, as far as they tell one business from another.

use std::collections::HashMap;

use super::rule::SiteAgreement;

/// A host that more listings than this have is shared by many.
const HOST_SHARED_ABOVE: u32 = 3;
/// Hosts that are shared by many however few of them are here: networks and marketplaces.
const SHARED: [&str; 20] = [
    "airbnb.com",
    "airbnb.nl",
    "booking.com",
    "deliveroo.nl",
    "etsy.com",
    "facebook.com",
    "goo.gl",
    "google.com",
    "instagram.com",
    "linkedin.com",
    "linktr.ee",
    "marktplaats.nl",
    "sites.google.com",
    "thuisbezorgd.nl",
    "tiktok.com",
    "tripadvisor.com",
    "tripadvisor.nl",
    "twitter.com",
    "ubereats.com",
    "youtube.com",
];

/// A website without what makes no difference: scheme, `www`, port, closing slash, and marks that
/// tell where a visitor came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Site {
    host: Box<str>,
    /// Empty for the front page.
    path: Box<str>,
}

impl Site {
    /// Reads an address.
    pub(super) fn read(address: &str) -> Option<Self> {
        let (_, rest) = address.split_once("://")?;
        let rest = rest.split('#').next().unwrap_or_default();
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host.split(':').next().unwrap_or_default().to_lowercase();
        let host = ["www.", "m.", "nl-nl."]
            .iter()
            .fold(host.as_str(), |host, prefix| host.strip_prefix(prefix).unwrap_or(host));
        let mut path = path.trim_end_matches('/').to_owned();
        if !query.is_empty() && !query.starts_with("utm_") {
            path.push('?');
            path.push_str(query);
        }
        (!host.is_empty()).then(|| Self { host: host.into(), path: path.into() })
    }
}

/// How many listings have each host.
pub(super) struct Hosts<'a>(HashMap<&'a str, u32>);

impl<'a> Hosts<'a> {
    /// Counts the hosts.
    pub(super) fn count(sites: impl Iterator<Item = &'a Site>) -> Self {
        let mut hosts = HashMap::new();
        for site in sites {
            *hosts.entry(&*site.host).or_default() += 1;
        }
        Self(hosts)
    }

    /// What two websites have in common.
    pub(super) fn compare(&self, one: Option<&Site>, other: Option<&Site>) -> SiteAgreement {
        match one.zip(other) {
            Some((one, other)) if one.host == other.host => {
                if one.path == other.path && !one.path.is_empty() {
                    SiteAgreement::Page
                } else if self.is_shared(&one.host) {
                    SiteAgreement::Nothing
                } else {
                    SiteAgreement::Host
                }
            }
            _ => SiteAgreement::Nothing,
        }
    }

    fn is_shared(&self, host: &str) -> bool {
        SHARED.contains(&host) || self.0.get(host).is_some_and(|count| *count > HOST_SHARED_ABOVE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreement(one: &str, other: &str, others: &[&str]) -> SiteAgreement {
        let sites: Vec<Site> =
            [one, other].iter().chain(others).filter_map(|it| Site::read(it)).collect();
        Hosts::count(sites.iter()).compare(sites.first(), sites.get(1))
    }

    #[test]
    fn what_makes_no_difference_is_left_out() {
        let site = Site::read("http://www.Noor.example:80/winkel/?utm_source=x#top").unwrap();
        assert_eq!(site, Site { host: "noor.example".into(), path: "winkel".into() });
        assert_eq!(Site::read("noor"), None);
    }

    #[test]
    fn a_host_of_many_tells_nothing_but_a_whole_path_does() {
        use SiteAgreement::{Host, Nothing, Page};
        assert_eq!(agreement("https://noor.nl/", "http://www.noor.nl", &[]), Host);
        assert_eq!(agreement("https://noor.nl/a", "https://noor.nl/b", &[]), Host);
        assert_eq!(agreement("https://noor.nl/a", "https://vogel.nl/a", &[]), Nothing);
        let entry = "https://gids.nl/plek.php?id=1";
        assert_eq!(agreement(entry, entry, &[]), Page);
        assert_eq!(agreement(entry, "https://gids.nl/plek.php?id=2", &[]), Host);
        let branches = ["https://keten.nl/1", "https://keten.nl/2"];
        assert_eq!(agreement("https://keten.nl/3", "https://keten.nl/4", &branches), Nothing);
        assert_eq!(agreement("https://keten.nl/3", "https://keten.nl/3/", &branches), Page);
        // A chain's front page is no page of a branch.
        assert_eq!(agreement("https://keten.nl/", "https://keten.nl/", &branches), Nothing);
        let page = "https://www.facebook.com/noor";
        assert_eq!(agreement(page, "https://m.facebook.com/vogel", &[]), Nothing);
        assert_eq!(agreement(page, "https://facebook.com/noor/", &[]), Page);
    }
}
