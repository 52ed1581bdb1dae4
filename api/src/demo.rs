//! The invented members: everybody knows their passwords, so they come in only where nobody but
//! the machine itself can ask.

use std::net::SocketAddr;

use koop_domain::Domain;
use koop_domain::ctx::Ctx;
use koop_domain::imports::error::ImportError;
use koop_seeds::demo::{self, DemoError, board, people};

use crate::commands::{CommandError, House, say, tell};

/// Whether the invented members may sign in: the house listens on the loopback alone, is known
/// under no other name, and no proxy stands in front that would let others in.
pub(crate) fn may_sign_in(listens: SocketAddr, base_url: &str, proxies: usize) -> bool {
    let host = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or_default();
    let host = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let is_here = host == "localhost"
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    listens.ip().is_loopback() && is_here && proxies == 0
}

/// Fills the demo in, and tells how its people sign in.
pub(crate) async fn seed((ctx, domain): House, if_empty: bool) -> Result<(), CommandError> {
    match demo::seed(&ctx, &domain).await {
        Ok(count) => {
            people::settle(&ctx, &domain).await?;
            say(&format!("seeded {count} listings of the demo"))?;
        }
        Err(DemoError::Listings(ImportError::NotEmpty)) if if_empty => {
            say("the directory has listings: no demo added")?;
        }
        Err(error) => return Err(error.into()),
    }
    let posts = board::put_up(&ctx, &domain).await?;
    if posts > 0 {
        say(&format!("put {posts} posts of the demo's neighbours on the board"))?;
    }
    tell_sign_ins(&ctx, &domain).await
}

/// How the invented members sign in, if they are there.
async fn tell_sign_ins(ctx: &Ctx, domain: &Domain) -> Result<(), CommandError> {
    if !people::are_settled(ctx, domain).await? {
        return Ok(());
    }
    tell("The demo's people sign in so, on this machine alone:")?;
    for it in people::SIGN_INS {
        let (what, name) = (it.what, it.name);
        tell(&format!("  {what:<10} {name:<8} {:<26} {}", it.email, it.password))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invented_members_come_in_on_the_machine_itself_only() {
        let may = |listens: &str, base_url: &str, proxies| {
            may_sign_in(listens.parse().unwrap(), base_url, proxies)
        };
        for (listens, base_url) in [
            ("127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("127.0.0.1:8080", "http://localhost:8080"),
            ("[::1]:8080", "http://[::1]:8080"),
            ("127.0.0.2:1", "https://127.0.0.1"),
        ] {
            assert!(may(listens, base_url, 0), "{listens} {base_url}");
            assert!(!may(listens, base_url, 1), "a proxy lets others in");
        }
        for (listens, base_url) in [
            ("0.0.0.0:8080", "http://127.0.0.1:8080"),
            ("[::]:8080", "http://[::1]:8080"),
            ("192.0.2.7:8080", "http://127.0.0.1:8080"),
            ("127.0.0.1:8080", "https://oost.example"),
            ("127.0.0.1:8080", "https://localhost.evil.example"),
            ("127.0.0.1:8080", "https://127.0.0.1.evil.example"),
            ("127.0.0.1:8080", "https://oost.example/127.0.0.1"),
        ] {
            assert!(!may(listens, base_url, 0), "{listens} {base_url}");
        }
    }
}
