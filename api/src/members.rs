//! The commands for members and for the keys that sign their access tokens.

use std::io::{self, BufRead};

use koop_domain::members::error::MemberError;
use koop_domain::members::model::{Email, Secret};
use koop_domain::members::{self, NewMember};

use crate::app::Tokens;
use crate::commands::{CommandError, House, say};
use crate::config::{MemberArgs, Settings};
use crate::secret::secret;

/// Enters a member.
pub(crate) async fn add((ctx, domain): House, args: MemberArgs) -> Result<(), CommandError> {
    let password = match args.password {
        Some(password) => Some(Secret::new(password.reveal())),
        None if args.password_stdin => Some(read_line()?),
        None => None,
    };
    let unreadable = |problem| MemberError::Invalid { field: "email", problem };
    let email = Email::read(&args.email).map_err(unreadable)?;
    let (name, language, operator) = (args.name, args.language, args.operator);
    let new = NewMember { name, email, password, language, operator };
    let id = members::add(&ctx, &domain, new).await?;
    say(&format!("member {id} can sign in"))
}

/// Has a new key sign.
pub(crate) async fn rotate(settings: &Settings, (ctx, domain): House) -> Result<(), CommandError> {
    let secret = secret(settings, ctx.ids.as_ref())?;
    // Keys are the same whatever the address of the house.
    let kid = Tokens::new("", &secret).rotate(&ctx, &domain).await?;
    say(&format!("the key {kid} signs from now on, within five minutes on every node"))
}

fn read_line() -> io::Result<Secret> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(Secret::new(line.trim_end_matches(['\r', '\n'])))
}
