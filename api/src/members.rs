//! The commands for members and for the keys that sign their access tokens.

use std::io::{self, BufRead, IsTerminal};

use console::Term;
use koop_domain::Domain;
use koop_domain::communities::model::Role;
use koop_domain::communities::{self, NewPlace};
use koop_domain::ctx::Ctx;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::{Email, Secret};
use koop_domain::members::{self, NewMember};

use crate::app::Tokens;
use crate::commands::{CommandError, House, say};
use crate::config::{MemberArgs, RoleArg, Settings};
use crate::secret::secret;

/// Enters a member, and into a community if they have a role in one.
pub(crate) async fn add((ctx, domain): House, args: MemberArgs) -> Result<(), CommandError> {
    let unreadable = |problem| MemberError::Invalid { field: "email", problem };
    let email = Email::read(&args.email).map_err(unreadable)?;
    let place = place(&ctx, &domain, args.role, args.community.as_deref()).await?;
    let password = password(&args)?;
    let operator = args.role == Some(RoleArg::Operator);
    let new = NewMember { name: args.name, email, password, language: args.language, operator };
    let id = members::add(&ctx, &domain, new).await?;
    let Some(place) = place else { return say(&format!("member {id} can sign in")) };
    let community = communities::enter(&ctx, &domain, id, place).await?;
    let (role, name) = (place.role.key(), community.settings.name);
    say(&format!("member {id} can sign in, and is {role} of {name}"))
}

/// Into which community, as what. Whoever runs the installation needs none; one that is named
/// gets an organiser.
async fn place(
    ctx: &Ctx,
    domain: &Domain,
    role: Option<RoleArg>,
    wanted: Option<&str>,
) -> Result<Option<NewPlace>, CommandError> {
    let role = match (role, wanted) {
        (None, _) | (Some(RoleArg::Operator), None) => return Ok(None),
        (Some(RoleArg::Operator | RoleArg::Organiser), _) => Role::Organiser,
        (Some(RoleArg::Steward), _) => Role::Steward,
        (Some(RoleArg::Member), _) => Role::Member,
    };
    let all = communities::all(ctx, domain).await?;
    let known = match all.as_slice() {
        [] => "none yet".to_owned(),
        all => {
            let names = all.iter().map(|it| it.community.slug.as_str());
            names.collect::<Vec<_>>().join(", ")
        }
    };
    let found = match (wanted, all.as_slice()) {
        (None, [one]) => one,
        (None, _) => return Err(CommandError::WhichCommunity { known }),
        (Some(wanted), all) => {
            let found = all.iter().find(|it| it.community.slug == wanted);
            let wanted = wanted.to_owned();
            found.ok_or(CommandError::NoSuchCommunity { wanted, known })?
        }
    };
    Ok(Some(NewPlace { community: found.community.id, role }))
}

/// The password that was given, read, or typed unseen where somebody can be asked.
fn password(args: &MemberArgs) -> Result<Option<Secret>, CommandError> {
    match &args.password {
        Some(Some(password)) => Ok(Some(Secret::new(password.reveal()))),
        _ if args.password_stdin => Ok(Some(read_line()?)),
        Some(None) if !io::stdin().is_terminal() => Err(CommandError::NoTerminal),
        None if !io::stdin().is_terminal() => Ok(None),
        _ => ask(&Term::stderr()),
    }
}

/// Asks twice for a password that nobody sees; an empty one is none.
fn ask(terminal: &Term) -> Result<Option<Secret>, CommandError> {
    terminal.write_str("Password (empty: they sign in by mail): ")?;
    let typed = terminal.read_secure_line()?;
    if typed.is_empty() {
        return Ok(None);
    }
    terminal.write_str("The same again: ")?;
    if terminal.read_secure_line()? == typed {
        Ok(Some(Secret::new(typed)))
    } else {
        Err(CommandError::TypedOtherwise)
    }
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
