//! From which network a request comes, as far as tries are counted by it.
//!
//! Whoever has an IPv6 address has a whole /64 of them, so that is what counts. What proxies say
//! counts only where the operator says how many stand in front: the others anybody may write.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::HeaderName;
use axum::middleware::Next;
use axum::response::Response;
use koop_web::Net;

const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");
/// How many of the 128 bits of an IPv6 address name a network.
const NETWORK_BITS: u32 = 64;

/// Who is at the other end of the connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Writes down the network of a request, for whoever counts.
pub(crate) async fn note(
    State(proxies): State<usize>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0);
    let client = forwarded(request.headers(), proxies).or(peer);
    // A request that comes over no connection, as in tests, has no network.
    let net = client.map(network).unwrap_or_default();
    request.extensions_mut().insert(Net(net));
    next.run(request).await
}

/// The address that the outermost of our proxies saw: so many from the right.
fn forwarded(headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    let back = proxies.checked_sub(1)?;
    let lines = headers.get_all(FORWARDED).iter().filter_map(|line| line.to_str().ok());
    let all: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let entry = all.iter().rev().nth(back)?;
    let bare = entry.trim_matches(['[', ']']).parse();
    bare.ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|it| it.ip()))
}

/// An IPv4 address, or the network of an IPv6 one.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let network = address.to_bits() >> NETWORK_BITS << NETWORK_BITS;
            format!("{}/{NETWORK_BITS}", Ipv6Addr::from_bits(network))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_network_is_what_one_household_has() {
        let of = |address: &str| network(address.parse().unwrap());
        assert_eq!(of("192.0.2.7"), "192.0.2.7");
        assert_eq!(of("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(of("2001:db8:1:2::9"), of("2001:db8:1:2:ffff::"));
    }

    #[test]
    fn only_as_many_proxies_are_believed_as_there_are() {
        let mut headers = HeaderMap::new();
        headers.append(FORWARDED, HeaderValue::from_static("6.6.6.6, 192.0.2.1"));
        headers.append(FORWARDED, HeaderValue::from_static("[2001:db8::1]:443"));
        let says = |proxies| forwarded(&headers, proxies).map(|it| it.to_string());
        assert_eq!(says(0), None);
        assert_eq!(says(1).as_deref(), Some("2001:db8::1"));
        assert_eq!(says(2).as_deref(), Some("192.0.2.1"));
        assert_eq!(says(9), None);
        headers.append(FORWARDED, HeaderValue::from_static("unknown"));
        assert_eq!(forwarded(&headers, 1), None);
    }
}
