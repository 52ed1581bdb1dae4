//! Keeping one's own account: name, password, address, and leaving.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;

use super::codes::{self, Proof, Purpose};
use super::error::{MemberError, invalid};
use super::model::{Email, Member, Profile, Secret, State, tidy_name};
use super::sessions::{self, me};
use super::{attempts, passwords, store};
use crate::Domain;
use crate::communities;
use crate::ctx::{Ctx, Signed};
use crate::db::{DbError, WriteTx};
use crate::id::MemberId;
use crate::jobs::{self, Letter, Mail};
use crate::language::Language;
use crate::listings::keepers;
use crate::policy::Action;
use crate::posts;
use crate::profiles;

/// Who has no password changes what their account hangs on within so many minutes of signing in.
pub const FRESH_MINUTES: i64 = 15;

/// The member who asks, with the profiles they may act as.
///
/// # Errors
/// [`MemberError::SignedOut`].
pub async fn viewer(ctx: &Ctx, domain: &Domain) -> Result<(Member, Vec<Profile>), MemberError> {
    let me = me(ctx, Action::KeepAccount)?;
    let db = domain.db.reader();
    let kept = store::by_id(db, me.member).await.map_err(DbError::from)?;
    let member = kept.ok_or(MemberError::SignedOut)?.member;
    let mine = profiles::store::of_member(db, me.member).await.map_err(DbError::from)?;
    Ok((member, mine.into_iter().map(|(it, _)| it).collect()))
}

/// Changes my name or language.
///
/// # Errors
/// [`MemberError::Invalid`] for `name`.
pub async fn edit_me(
    ctx: &Ctx,
    domain: &Domain,
    name: &str,
    language: Language,
) -> Result<(), MemberError> {
    let me = me(ctx, Action::KeepAccount)?;
    let name = tidy_name(name).map_err(invalid("name"))?;
    let tx = domain.db.write().await?;
    store::update(&tx, me.member, ctx.now, |row| {
        store::rename(row, &name);
        row.language = Set(language.code().to_owned());
    })
    .await
    .map_err(DbError::from)?;
    profiles::store::rename_person(&tx, me.member, &name).await.map_err(DbError::from)?;
    Ok(tx.commit().await?)
}

/// Changes my password; whoever has none yet gives none. Every other device is signed out, and a
/// mail tells so.
///
/// # Errors
/// [`MemberError::WrongPassword`], [`MemberError::Stale`], [`MemberError::Invalid`] for
/// `newPassword`, [`MemberError::TooMany`].
pub async fn change_password(
    ctx: &Ctx,
    domain: &Domain,
    (old, new): (&Secret, &Secret),
) -> Result<(), MemberError> {
    let me = me(ctx, Action::KeepAccount)?;
    let kept = my_row(domain, me.member).await?;
    let Member { name, email, language, .. } = &kept.member;
    passwords::check_new("newPassword", new, name, email.as_ref())?;
    check_password(ctx, domain, (me, &kept), old).await?;
    let hash = domain.passwords.hash(new, ctx.ids.secret()).await?;
    let tx = domain.db.write().await?;
    still_as_checked(&tx, ctx, me, &kept).await?;
    store::update(&tx, me.member, ctx.now, |row| row.password_hash = Set(Some(hash)))
        .await
        .map_err(DbError::from)?;
    sessions::end_in(&tx, ctx, me.member, Some(me.session)).await?;
    if let Some(email) = email {
        let to = email.as_typed().to_owned();
        let mail = Mail { to, language: *language, letter: Letter::PasswordChanged };
        jobs::mail(&tx, ctx, mail).await?;
    }
    Ok(tx.commit().await?)
}

/// Mails a code to the address that shall be mine.
///
/// # Errors
/// [`MemberError::WrongPassword`], [`MemberError::Stale`], [`MemberError::Invalid`] for `email`,
/// [`MemberError::TooMany`].
pub async fn ask_new_address(
    ctx: &Ctx,
    domain: &Domain,
    (email, password): (&str, &Secret),
    net: &str,
) -> Result<Email, MemberError> {
    let me = me(ctx, Action::KeepAccount)?;
    let email = Email::read(email).map_err(invalid("email"))?;
    let kept = my_row(domain, me.member).await?;
    check_password(ctx, domain, (me, &kept), password).await?;
    let tx = domain.db.write().await?;
    still_as_checked(&tx, ctx, me, &kept).await?;
    attempts::MAILS_TO.take(&tx, ctx, email.key()).await?;
    attempts::MAILS_FROM.take(&tx, ctx, net).await?;
    let purpose = (Purpose::Address, Some(me.member));
    codes::send(&tx, ctx, &email, purpose, kept.member.language).await?;
    tx.commit().await?;
    Ok(email)
}

/// Takes the address that a code was mailed to as mine; the old one gets a mail.
///
/// # Errors
/// [`MemberError::WrongCode`], [`MemberError::AddressTaken`], [`MemberError::TooMany`].
pub async fn take_new_address(
    ctx: &Ctx,
    domain: &Domain,
    proof: &Proof,
    net: &str,
) -> Result<(), MemberError> {
    let me = me(ctx, Action::KeepAccount)?;
    let code = codes::find(ctx, domain, proof, Purpose::Address, net).await?;
    if code.member_id != Some(me.member.0) {
        return Err(MemberError::WrongCode);
    }
    let email = codes::address(&code)?;
    let tx = domain.db.write().await?;
    codes::use_up(&tx, &code).await?;
    let taken = store::by_email(tx.conn(), &email).await.map_err(DbError::from)?;
    if taken.is_some_and(|kept| kept.member.id != me.member) {
        return Err(MemberError::AddressTaken);
    }
    let old = still_here(&tx, ctx, me).await?.member;
    store::update(&tx, me.member, ctx.now, |row| {
        row.email = Set(Some(email.as_typed().to_owned()));
        row.email_key = Set(Some(email.key().to_owned()));
        row.email_confirmed_at = Set(Some(ctx.now));
    })
    .await
    .map_err(DbError::from)?;
    if let Some(to) = old.email {
        let letter = Letter::AddressChanged { to: email.masked() };
        let mail = Mail { to: to.as_typed().to_owned(), language: old.language, letter };
        jobs::mail(&tx, ctx, mail).await?;
    }
    Ok(tx.commit().await?)
}

/// Forgets me, at once and for good. A place at my home that I brought in myself goes along; others
/// that I keep go on without me.
///
/// # Errors
/// [`MemberError::WrongPassword`] where I have one and it is not this, [`MemberError::Stale`]
/// where I have none.
pub async fn delete_me(ctx: &Ctx, domain: &Domain, password: &Secret) -> Result<(), MemberError> {
    let me = me(ctx, Action::KeepAccount)?;
    let kept = my_row(domain, me.member).await?;
    check_password(ctx, domain, (me, &kept), password).await?;
    let tx = domain.db.write().await?;
    still_as_checked(&tx, ctx, me, &kept).await?;
    keepers::take_home_along(&tx, ctx, me.member).await?;
    communities::store::forget_invitations(&tx, me.member, kept.member.email.as_ref()).await?;
    posts::store::take_off(&tx, ctx, me.member).await?;
    posts::store::reporter_leaves(&tx, me.member, ctx.now).await?;
    super::forget(&tx, ctx, me.member).await?;
    if let Some(email) = &kept.member.email {
        store::forget_codes_to(&tx, email).await.map_err(DbError::from)?;
        jobs::forget(&tx, email).await?;
        keepers::store::forget_invitations_to(&tx, email).await?;
    }
    Ok(tx.commit().await?)
}

/// Since when mails to me wait to be sent, the oldest first.
///
/// # Errors
/// [`MemberError::SignedOut`].
pub async fn my_waiting_mail(
    ctx: &Ctx,
    domain: &Domain,
) -> Result<Vec<DateTime<Utc>>, MemberError> {
    let (member, _) = viewer(ctx, domain).await?;
    match member.email {
        Some(email) => Ok(jobs::waiting(domain, &email).await?),
        None => Ok(Vec::new()),
    }
}

/// The member who asks, if their session has not been ended meanwhile: nothing that was begun in
/// it outlives that.
async fn still_here(tx: &WriteTx, ctx: &Ctx, me: Signed) -> Result<store::Kept, MemberError> {
    let kept = store::lock(tx, me.member).await.map_err(DbError::from)?;
    let session = store::member_of_session(tx.conn(), me.session, ctx.now).await;
    let holds = session.map_err(DbError::from)?.is_some();
    let active = kept.filter(|kept| holds && kept.member.state == State::Active);
    active.ok_or(MemberError::SignedOut)
}

/// The same, if the password is still the one that was compared.
async fn still_as_checked(
    tx: &WriteTx,
    ctx: &Ctx,
    me: Signed,
    checked: &store::Kept,
) -> Result<(), MemberError> {
    let now = still_here(tx, ctx, me).await?;
    let same = now.password_hash == checked.password_hash;
    if same { Ok(()) } else { Err(MemberError::SignedOut) }
}

async fn my_row(domain: &Domain, id: MemberId) -> Result<store::Kept, MemberError> {
    let kept = store::by_id(domain.db.reader(), id).await.map_err(DbError::from)?;
    kept.ok_or(MemberError::SignedOut)
}

/// Whoever changes what an account hangs on shows once more that it is theirs; who has no
/// password, by having signed in by mail just now.
async fn check_password(
    ctx: &Ctx,
    domain: &Domain,
    (me, kept): (Signed, &store::Kept),
    password: &Secret,
) -> Result<(), MemberError> {
    let Some(hash) = &kept.password_hash else {
        let since = store::begun_at(domain.db.reader(), me.session).await.map_err(DbError::from)?;
        let fresh = ctx.now - TimeDelta::minutes(FRESH_MINUTES);
        let is_fresh = since.is_some_and(|since| since > fresh);
        return if is_fresh { Ok(()) } else { Err(MemberError::Stale) };
    };
    let who = kept.member.id.to_string();
    let tx = domain.db.write().await?;
    attempts::PASSWORDS.take(&tx, ctx, &who).await?;
    tx.commit().await?;
    if !domain.passwords.is_right(password, Some(hash.clone())).await? {
        return Err(MemberError::WrongPassword);
    }
    let tx = domain.db.write().await?;
    attempts::PASSWORDS.forget(&tx, &who).await.map_err(DbError::from)?;
    Ok(tx.commit().await?)
}
