//! The commands about members, and the settings of what they are mailed.

use std::path::Path;

use clap::{Args, Subcommand, ValueEnum};
use koop_domain::language::Language;
use lettre::message::Mailbox;

use super::Secret;
use crate::mail::{Post, PostError};

/// What to do with members.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum MemberCommand {
    /// Enter a member whose address needs no mail; one who is there gets the password and the role
    Add(MemberArgs),
}

/// Whom to enter.
#[derive(Clone, Debug, Args)]
pub(crate) struct MemberArgs {
    /// Their mail address, taken as confirmed
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) email: String,
    /// Their name, as others see it
    #[arg(long, value_name = "NAME")]
    pub(crate) name: String,
    /// What they are: whoever runs the installation is so everywhere, the others in a community
    #[arg(long, value_name = "ROLE")]
    pub(crate) role: Option<RoleArg>,
    /// In which community, by its slug; without it, in the only one there is
    #[arg(long, value_name = "SLUG", requires = "role")]
    pub(crate) community: Option<String>,
    /// Their password; others on this machine may see it, so rather give none and type it unseen.
    /// An empty one: they sign in by mail
    #[arg(long, value_name = "PASSWORD", num_args = 0..=1, conflicts_with = "password_stdin")]
    pub(crate) password: Option<Option<Secret>>,
    /// Read their password from standard input, a line
    #[arg(long)]
    pub(crate) password_stdin: bool,
    /// In which language they are written to: nl or en
    #[arg(long, value_name = "TAG", default_value = "nl", value_parser = language)]
    pub(crate) language: Language,
}

/// A role that can be given at the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RoleArg {
    /// Runs the installation
    Operator,
    /// Runs the community
    Organiser,
    /// Looks after the places in its area
    Steward,
    /// Belongs to it
    Member,
}

/// What to do with keys.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Sign with a new key; what the old one signed holds until it ends
    Rotate,
}

/// How to send mail.
#[derive(Clone, Debug, Args)]
pub(crate) struct MailArgs {
    /// A mail server, such as smtps://user:password@mail.example; without it, mails become files
    /// in the data folder
    #[arg(
        long,
        env = "KOOP_SMTP_URL",
        value_name = "URL",
        requires = "mail_from",
        hide_env_values = true
    )]
    smtp_url: Option<Secret>,
    /// From whom mails come, such as "Buurt Oost <post@oost.example>"
    #[arg(long, env = "KOOP_MAIL_FROM", value_name = "ADDRESS", value_parser = mailbox)]
    mail_from: Option<Mailbox>,
}

impl MailArgs {
    /// Where mails go.
    pub(crate) fn post(&self, data_dir: &Path, base_url: &str) -> Result<Post, PostError> {
        match (&self.smtp_url, &self.mail_from) {
            (Some(url), Some(from)) => Post::to_server(url.reveal(), from.clone(), base_url),
            _ => Ok(Post::to_folder(&data_dir.join("mail"), base_url)),
        }
    }
}

fn mailbox(text: &str) -> Result<Mailbox, String> {
    let mailbox = text.parse();
    mailbox.map_err(|_| "give an address such as \"Buurt Oost <post@oost.example>\"".to_owned())
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_tag(text).ok_or_else(|| "give nl or en".to_owned())
}
