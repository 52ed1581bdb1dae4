//! Letters to somebody's home, with a code that only whoever lives there reads. The address is kept
//! until the code is used or holds no more, in that one row.

use chrono::TimeDelta;

use super::model::{Attestation, Home, Kind, Letter};
use super::{by, hold, store};
use crate::audit::model::{Act, Note};
use crate::communities::model::MembershipState;
use crate::ctx::Ctx;
use crate::db::WriteTx;
use crate::error::Problem;
use crate::id::{CommunityId, MemberId};
use crate::listings::claims::{draw_code, tidy_code};
use crate::members::attempts::{DAY, Limit};
use crate::members::codes::hash;
use crate::members::model::Secret;
use crate::page::PAGE_MAX;
use crate::policy::{self, Action};
use crate::profiles::error::{ProfileError, invalid};
use crate::{Domain, audit, communities, profiles};

/// How long a letter and its code are kept, in days: an organiser prints now and then, and the post
/// takes some.
pub const LETTER_DAYS: i64 = 60;
/// How often a wrong code is tried before the letter holds no more.
const TRIES_MAX: i32 = 5;
/// Letters that one member asks for.
const LETTERS: Limit = Limit { name: "address-letters", tries: 3, minutes: DAY };

/// A letter to print. Its code is not kept: it stands in the letter and nowhere else.
#[derive(Clone, Debug)]
pub struct HomeLetter {
    /// To whom.
    pub member: MemberId,
    /// Their name.
    pub name: String,
    /// Where it goes.
    pub home: Home,
    /// What it says.
    pub code: Secret,
}

/// Asks for a letter to my home, from a community that I belong to. One that I asked for before is
/// not sent any more.
///
/// # Errors
/// [`ProfileError::Invalid`] naming the field of the address, [`ProfileError::NotFound`] for a
/// community that I do not belong to, [`ProfileError::TooMany`].
pub async fn ask_letter(
    ctx: &Ctx,
    domain: &Domain,
    (community, typed): (CommunityId, &Home),
) -> Result<Letter, ProfileError> {
    let me = profiles::me(ctx, Action::Attest)?;
    let home = Home::read(typed).map_err(|(field, problem)| invalid(field)(problem))?;
    let tx = domain.db.write().await?;
    LETTERS.take(&tx, ctx, &me.member.to_string()).await?;
    let there = communities::store::membership(tx.conn(), community, me.member).await?;
    there.filter(|it| it.state == MembershipState::Active).ok_or(ProfileError::NotFound)?;
    let letter = Letter {
        community,
        is_printed: false,
        asked_at: ctx.now,
        ends_at: ctx.now + TimeDelta::days(LETTER_DAYS),
    };
    store::ask_letter(&tx, me.member, (&letter, &home)).await?;
    tx.commit().await?;
    Ok(letter)
}

/// How far it is with the letter to my home, and where it goes.
///
/// # Errors
/// [`ProfileError::SignedOut`].
pub async fn my_letter(ctx: &Ctx, domain: &Domain) -> Result<Option<(Letter, Home)>, ProfileError> {
    let me = profiles::me(ctx, Action::KeepAccount)?;
    let kept = store::letter(domain.db.reader(), me.member, ctx.now).await?;
    Ok(kept.map(|kept| (kept.letter, kept.home)))
}

/// Takes back that I asked for a letter; the address is forgotten.
///
/// # Errors
/// [`ProfileError::NotFound`] when I did not ask.
pub async fn take_letter_back(ctx: &Ctx, domain: &Domain) -> Result<(), ProfileError> {
    let me = profiles::me(ctx, Action::Attest)?;
    let tx = domain.db.write().await?;
    if !store::drop_letter(&tx, me.member).await? {
        return Err(ProfileError::NotFound);
    }
    Ok(tx.commit().await?)
}

/// Confirms my address by the code of the letter. The address is forgotten: that it is confirmed
/// is what stays.
///
/// # Errors
/// [`ProfileError::NotFound`] when no letter waits, [`ProfileError::Invalid`] for `code` after
/// counting the try.
pub async fn confirm_address(ctx: &Ctx, domain: &Domain, code: &str) -> Result<(), ProfileError> {
    let me = profiles::me(ctx, Action::Attest)?;
    let tx = domain.db.write().await?;
    // The try counts before it is known how it ends, and holds the row.
    store::miss(&tx, me.member).await?;
    let kept = store::letter(tx.conn(), me.member, ctx.now).await?;
    let kept = kept.filter(|it| it.letter.is_printed).ok_or(ProfileError::NotFound)?;
    let is_right = kept.tries <= TRIES_MAX
        && kept.code_hash.as_deref() == Some(hash_of(me.member, code).as_str());
    if !is_right {
        // Whoever guesses on has to ask for another letter.
        if kept.tries >= TRIES_MAX {
            store::drop_letter(&tx, me.member).await?;
        }
        tx.commit().await?;
        return Err(invalid("code")(Problem::Unknown));
    }
    store::drop_letter(&tx, me.member).await?;
    let (kind, since) = (Kind::AddressConfirmed, ctx.now);
    let community = Some(kept.letter.community);
    let confirmed = Attestation { kind, since, ends_at: None, by: None, community };
    store::put(&tx, (me.member, kept.letter.community), &confirmed, None).await?;
    Ok(tx.commit().await?)
}

/// How many letters of a community wait to be printed.
///
/// # Errors
/// [`ProfileError::Denied`].
pub async fn letters_waiting(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
) -> Result<u64, ProfileError> {
    let db = domain.db.reader();
    let standing = communities::standing_in(ctx, db, of).await?;
    policy::check_on(ctx, Action::PrintHomeLetters, standing)?;
    Ok(store::count_unprinted(db, of, (by(ctx), ctx.now)).await?)
}

/// Gives every letter of a community that was not printed yet its code, to print them together;
/// but for the one to whoever prints.
///
/// # Errors
/// [`ProfileError::Denied`].
pub async fn print_letters(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
) -> Result<Vec<HomeLetter>, ProfileError> {
    let standing = communities::standing_in(ctx, domain.db.reader(), of).await?;
    policy::check_on(ctx, Action::PrintHomeLetters, standing)?;
    let tx = domain.db.write().await?;
    communities::store::lock(&tx, of).await?.ok_or(ProfileError::NotFound)?;
    let standing = communities::standing_in(ctx, tx.conn(), of).await?;
    policy::check_on(ctx, Action::PrintHomeLetters, standing)?;
    let kept = store::unprinted(tx.conn(), of, (by(ctx), ctx.now), PAGE_MAX.into()).await?;
    let mut letters = Vec::new();
    for kept in kept {
        letters.extend(print(&tx, ctx, (of, kept), true).await?);
    }
    tx.commit().await?;
    Ok(letters)
}

/// Prints a letter once more, for one that did not arrive: only its code holds from now on.
///
/// # Errors
/// [`ProfileError::NotFound`] when none waits, [`ProfileError::OwnCase`], [`ProfileError::Denied`].
pub async fn print_again(
    ctx: &Ctx,
    domain: &Domain,
    (of, member): (CommunityId, MemberId),
) -> Result<HomeLetter, ProfileError> {
    let tx = domain.db.write().await?;
    hold(&tx, ctx, (of, Action::PrintHomeLetters), member).await?;
    let kept = store::letter(tx.conn(), member, ctx.now).await?;
    let kept = kept.filter(|it| it.letter.community == of).ok_or(ProfileError::NotFound)?;
    let letter = print(&tx, ctx, (of, kept), false).await?.ok_or(ProfileError::NotFound)?;
    tx.commit().await?;
    Ok(letter)
}

/// Whether a letter to somebody was printed and waits for its answer, so that it can be printed
/// once more; never of the one to whoever asks.
///
/// # Errors
/// [`ProfileError::Denied`].
pub async fn is_underway(
    ctx: &Ctx,
    domain: &Domain,
    (of, member): (CommunityId, MemberId),
) -> Result<bool, ProfileError> {
    let db = domain.db.reader();
    let standing = communities::standing_in(ctx, db, of).await?;
    policy::check_on(ctx, Action::PrintHomeLetters, standing)?;
    let kept = store::letter(db, member, ctx.now).await?;
    let is_theirs = |it: &Letter| it.community == of && it.is_printed && by(ctx) != Some(member);
    Ok(kept.is_some_and(|kept| is_theirs(&kept.letter)))
}

async fn print(
    tx: &WriteTx,
    ctx: &Ctx,
    (of, kept): (CommunityId, store::Kept),
    is_first: bool,
) -> Result<Option<HomeLetter>, ProfileError> {
    let (member, code) = (kept.member, draw_code(ctx));
    let ends_at = ctx.now + TimeDelta::days(LETTER_DAYS);
    let given = (hash_of(member, code.reveal()), by(ctx), ends_at);
    if !store::print(tx, member, given, is_first).await? {
        return Ok(None);
    }
    let who = profiles::named(tx.conn(), [member]).await?.remove(&member);
    let name = who.ok_or(ProfileError::NotFound)?.name;
    audit::note(tx, ctx, Note::new(Act::LettersPrinted).of(of).to(member)).await?;
    Ok(Some(HomeLetter { member, name, home: kept.home, code }))
}

fn hash_of(member: MemberId, code: &str) -> String {
    hash(&format!("{member}\n{}", tidy_code(code)))
}
