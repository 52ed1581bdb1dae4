//! Where mails go: to a mail server, or to a folder where whoever tries the house out reads them.

use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use koop_domain::ctx::Ctx;
use koop_domain::jobs::Job;
use lettre::message::Mailbox;
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::write::{self, host};
use crate::secret::write_private;

/// How long a mail server may take over each thing that it is asked.
const SERVER_MAX: Duration = Duration::from_secs(20);
/// The part of an address that says how the line to the server is closed.
const TLS: &str = "tls=";

/// Why a mail was not sent. None of it names an address.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// The address is none, though it was taken for one.
    #[error("the mail cannot be written")]
    Unwritable,
    /// The folder does not take it.
    #[error("the folder for mail cannot be written to: {0}")]
    Folder(#[from] io::Error),
    /// The server refused.
    #[error("the mail server answered {0}")]
    Refused(u16),
    /// The server could not be asked.
    #[error("the mail server cannot be reached: {0}")]
    Unreachable(&'static str),
    /// The server talks, and does not come to an end.
    #[error("the mail server takes too long")]
    Slow,
    /// The setting is no address of a server.
    #[error("KOOP_SMTP_URL must be an address such as smtps://user:password@mail.example")]
    NoServer,
}

/// What sends mails.
#[derive(Clone)]
pub struct Post {
    /// None where the house has no name that a mail could come from.
    from: Option<Mailbox>,
    way: Way,
}

#[derive(Clone)]
enum Way {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

impl Post {
    /// Mails become files in a folder, from the address that the house would have.
    #[must_use]
    pub fn to_folder(folder: &Path, base_url: &str) -> Self {
        let hosts = [host(base_url), "localhost"].into_iter();
        let mut from = hosts.filter_map(|it| format!("Koop Lokaal <noreply@{it}>").parse().ok());
        Self { from: from.next(), way: Way::Folder(folder.to_owned()) }
    }

    /// Mails go to a server, from an address of the operator's.
    ///
    /// # Errors
    /// [`PostError::NoServer`].
    pub fn to_server(url: &str, from: Mailbox, base_url: &str) -> Result<Self, PostError> {
        let url = with_tls(url).ok_or(PostError::NoServer)?;
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url);
        let builder = builder.map_err(|_| PostError::NoServer)?.timeout(Some(SERVER_MAX));
        let builder = builder.hello_name(ClientId::Domain(host(base_url).to_owned()));
        Ok(Self { from: Some(from), way: Way::Server(builder.build()) })
    }

    /// Sends one.
    pub(crate) async fn send(&self, ctx: &Ctx, job: &Job, base_url: &str) -> Result<(), PostError> {
        let from = self.from.as_ref().ok_or(PostError::Unwritable)?;
        let message = write::message(ctx, job, from, base_url);
        let message = message.ok_or(PostError::Unwritable)?;
        match &self.way {
            Way::Server(server) => match server.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(without_words(&error)),
            },
            Way::Folder(folder) => {
                let stamp = ctx.now.format("%Y%m%dT%H%M%S%.6f");
                let name = format!("{stamp}-{}", job.id.simple());
                let (folder, bytes) = (folder.clone(), message.formatted());
                let kept = tokio::task::spawn_blocking(move || keep(&folder, &name, &bytes));
                Ok(kept.await.map_err(io::Error::other)??)
            }
        }
    }
}

/// A mail as a file has its name only once it is whole. Its owner alone reads it: codes are in it.
fn keep(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let part = folder.join(format!("{name}.part"));
    write_private(&part, bytes)?;
    std::fs::rename(part, folder.join(format!("{name}.eml")))
}

/// What went wrong, without what the server said of it.
fn without_words(error: &lettre::transport::smtp::Error) -> PostError {
    match error.status() {
        Some(code) => PostError::Refused(code.into()),
        None if error.is_timeout() => PostError::Slow,
        None if error.is_tls() => {
            PostError::Unreachable("the line to it cannot be closed to others")
        }
        None => PostError::Unreachable("there is no line to it"),
    }
}

/// `smtp://` means that the line is closed before anything is said, unless the server is on this
/// machine or the address says otherwise: a password must not travel open by mistake.
fn with_tls(url: &str) -> Option<String> {
    let rest = url.strip_prefix("smtps://").or_else(|| url.strip_prefix("smtp://"))?;
    let host = rest.split(['/', '?']).next()?.rsplit('@').next()?;
    let open = ["localhost", "127.0.0.1", "[::1]"];
    let here = open.iter().any(|it| host.strip_prefix(it).is_some_and(is_port));
    let (bare, asked) = url.split_once('?').unwrap_or((url, ""));
    let tls = asked.split('&').find_map(|pair| pair.strip_prefix(TLS));
    match tls {
        Some("none") => Some(bare.to_owned()),
        None if url.starts_with("smtp://") && !here => Some(format!("{bare}?{TLS}required")),
        _ => Some(url.to_owned()),
    }
}

fn is_port(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(':')
}

#[cfg(test)]
mod tests {
    use super::with_tls;

    #[test]
    fn a_password_does_not_travel_open_by_mistake() {
        let says = |url| with_tls(url).unwrap_or_default();
        assert_eq!(says("smtp://u:p@mail.example"), "smtp://u:p@mail.example?tls=required");
        assert_eq!(says("smtp://mail.example:25?tls=none"), "smtp://mail.example:25");
        for kept in [
            "smtps://u:p@mail.example",
            "smtp://mail.example?tls=opportunistic",
            "smtp://localhost:1025",
            "smtp://127.0.0.1",
            "smtp://[::1]:25",
        ] {
            assert_eq!(says(kept), kept);
        }
        assert_eq!(
            says("smtp://localhost.evil.example"),
            "smtp://localhost.evil.example?tls=required"
        );
        assert_eq!(with_tls("http://mail.example"), None);
    }
}
