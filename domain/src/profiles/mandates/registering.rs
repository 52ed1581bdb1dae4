//! Members without a mail address. An organiser registers them, by what they signed on paper; they
//! sign in once they have an address: with a code from the desk they say which, and the mail to it
//! lets them in.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;

use super::children;
use super::model::{NewRegistered, Registered, check_signed, tidy_note, tidy_phone};
use super::store::{self, KeptRegistered};
use super::{by, held, today};
use crate::audit::model::{Act, Note};
use crate::communities::model::Role;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::error::Problem;
use crate::id::{CommunityId, MemberId};
use crate::language::Language;
use crate::listings::claims::{draw_code, tidy_code};
use crate::members::attempts::{DAY, Limit};
use crate::members::codes::hash;
use crate::members::model::{Email, Member, Secret, tidy_name};
use crate::page::PAGE_MAX;
use crate::policy::{self, Action};
use crate::profiles::error::{ProfileError, invalid};
use crate::{Domain, audit, communities, members, posts, profiles};

/// How long the code of somebody who was registered holds, in days.
pub const ENTRY_CODE_DAYS: i64 = 30;
/// People whom one member registers.
const REGISTERED: Limit = Limit { name: "registered", tries: 60, minutes: DAY };
/// Codes that one network tries.
const CODES_FROM: Limit = Limit { name: "entry-codes-from", tries: 20, minutes: 60 };

/// Registers somebody who has no mail address, as a member of a community who accepted on paper
/// what is agreed there.
///
/// # Errors
/// [`ProfileError::Invalid`] for `name`, `phone`, `note` or `signedOn`, and for `child.sixteenOn` or
/// `child.parent` of who is younger than sixteen; [`ProfileError::OwnCase`] for who registers a
/// child of their own, [`ProfileError::TooMany`], [`ProfileError::NotFound`],
/// [`ProfileError::Denied`].
pub async fn register(
    ctx: &Ctx,
    domain: &Domain,
    community: CommunityId,
    new: &NewRegistered<'_>,
) -> Result<Registered, ProfileError> {
    let standing = communities::standing_in(ctx, domain.db.reader(), community).await?;
    policy::check_on(ctx, Action::RegisterMember, standing)?;
    let name = tidy_name(new.name).map_err(invalid("name"))?;
    let phone = tidy_phone(new.phone).map_err(invalid("phone"))?;
    let note = tidy_note(new.note).map_err(invalid("note"))?;
    check_signed(new.signed_on, today(ctx)).map_err(invalid("signedOn"))?;
    if let Some(child) = &new.child {
        child.check(today(ctx)).map_err(invalid("child.sixteenOn"))?;
    }
    let tx = domain.db.write().await?;
    held(&tx, ctx, community).await?;
    if let Some(by) = by(ctx) {
        REGISTERED.take(&tx, ctx, &by.to_string()).await?;
    }
    let parent = children::parent(&tx, ctx, community, new.child.as_ref()).await?;
    if new.child.is_some() && parent.is_none() {
        // The try counts, or short names could be guessed.
        tx.commit().await?;
        return Err(invalid("child.parent")(Problem::Unknown));
    }
    let here = communities::store::by_id(tx.conn(), community).await?;
    let here = here.ok_or(ProfileError::NotFound)?;
    let language = here.settings.languages.first().copied().unwrap_or(Language::Nl);
    let member = members::join(&tx, ctx, (name, None), language, None).await?;
    communities::put_first(&tx, ctx, &here, (member.id, Role::Member)).await?;
    let kept = KeptRegistered {
        member: member.id,
        community,
        phone,
        note,
        signed_on: new.signed_on,
        at: ctx.now,
    };
    store::register(&tx, &kept, by(ctx)).await?;
    let note = Note::new(Act::MemberRegistered).of(community).to(member.id);
    audit::note(&tx, ctx, note).await?;
    if let Some((child, parent)) = new.child.as_ref().zip(parent) {
        let between = (kept.member, parent, community);
        children::put(&tx, ctx, between, (child.sixteen_on, new.signed_on)).await?;
    }
    let told = tell(&tx, ctx, kept).await?;
    tx.commit().await?;
    Ok(told)
}

/// A page of who was registered in a community and has no mail address yet, the latest first: so
/// many at most, after one of them.
///
/// # Errors
/// [`ProfileError::Denied`], [`ProfileError::Invalid`] for `after` when it is none of theirs.
pub async fn registered(
    ctx: &Ctx,
    domain: &Domain,
    community: CommunityId,
    (first, after): (u32, Option<MemberId>),
) -> Result<Vec<Registered>, ProfileError> {
    let db = domain.db.reader();
    let standing = communities::standing_in(ctx, db, community).await?;
    policy::check_on(ctx, Action::RegisterMember, standing)?;
    let after = match after {
        Some(after) => {
            let found = store::registered_as(db, after).await?;
            let found = found.filter(|it| it.community == community);
            Some(found.ok_or_else(|| invalid("after")(Problem::BadCursor))?)
        }
        None => None,
    };
    let most = u64::from(first.clamp(1, PAGE_MAX));
    let kept = store::registered_in(db, community, (most, after.as_ref())).await?;
    let people = profiles::named(db, kept.iter().map(|it| it.member)).await?;
    let children = store::children(db, today(ctx), kept.iter().map(|it| it.member)).await?;
    let told = |it: KeptRegistered| {
        let who = people.get(&it.member)?.clone();
        let sixteen_on = children.get(&it.member).copied();
        let KeptRegistered { phone, note, signed_on, at, .. } = it;
        Some(Registered { who, phone, note, signed_on, at, sixteen_on })
    };
    Ok(kept.into_iter().filter_map(told).collect())
}

/// Gives somebody who was registered a code, with which they say at which address they read mail.
/// It is told once; an earlier one holds no more.
///
/// # Errors
/// [`ProfileError::NotFound`], [`ProfileError::Denied`].
pub async fn give_entry_code(
    ctx: &Ctx,
    domain: &Domain,
    about: (CommunityId, MemberId),
) -> Result<Secret, ProfileError> {
    let tx = domain.db.write().await?;
    let member = registered_here(&tx, ctx, about).await?;
    let code = draw_code(ctx);
    let ends_at = ctx.now + TimeDelta::days(ENTRY_CODE_DAYS);
    store::give_code(&tx, member, (hash_of(code.reveal()), ends_at)).await?;
    audit::note(&tx, ctx, Note::new(Act::EntryCodeGiven).of(about.0).to(member)).await?;
    tx.commit().await?;
    Ok(code)
}

/// Forgets somebody who was registered, as they asked: they cannot say so here themselves.
///
/// # Errors
/// [`ProfileError::NotFound`], [`ProfileError::Denied`].
pub async fn forget_registered(
    ctx: &Ctx,
    domain: &Domain,
    about: (CommunityId, MemberId),
) -> Result<(), ProfileError> {
    let tx = domain.db.write().await?;
    let member = registered_here(&tx, ctx, about).await?;
    audit::note(&tx, ctx, Note::new(Act::MemberForgotten).of(about.0).to(member)).await?;
    posts::store::take_off(&tx, ctx, member).await?;
    posts::store::reporter_leaves(&tx, member, ctx.now).await?;
    members::forget(&tx, ctx, member).await?;
    Ok(tx.commit().await?)
}

/// Says with a code from the desk at which address somebody reads mail. The mail that goes there
/// lets them in; nothing here tells whether anybody has that address already.
///
/// # Errors
/// [`ProfileError::Invalid`] for `email` or `code`, [`ProfileError::TooMany`].
pub async fn come_in(
    ctx: &Ctx,
    domain: &Domain,
    (email, code): (&str, &str),
    (language, net): (Language, &str),
) -> Result<Email, ProfileError> {
    policy::check(ctx, Action::SignIn)?;
    let email = Email::read(email).map_err(invalid("email"))?;
    let hash = hash_of(code);
    let tx = domain.db.write().await?;
    CODES_FROM.take(&tx, ctx, net).await?;
    let found = store::has_code(tx.conn(), &hash, ctx.now).await?;
    if found {
        store::forget_wanted(&tx, email.key()).await?;
        store::want_email(&tx, (&hash, email.key())).await?;
    }
    tx.commit().await?;
    if !found {
        return Err(invalid("code")(Problem::Unknown));
    }
    Ok(members::ask_code(ctx, domain, email.as_typed(), language, net).await?)
}

/// Who waits for a mail to an address that nobody has yet.
pub(crate) async fn waits_for(
    db: &impl sea_orm::ConnectionTrait,
    ctx: &Ctx,
    email: &Email,
) -> Result<Option<MemberId>, DbError> {
    store::waits_for(db, email.key(), ctx.now).await
}

/// Whoever read the mail is who had the code: the address is theirs from now on. What was kept to
/// reach them otherwise is forgotten. Nothing is done where they wait for that mail no more: they
/// got another address meanwhile, or another code.
pub(crate) async fn bring_mail(
    tx: &WriteTx,
    ctx: &Ctx,
    (member, email): (MemberId, &Email),
) -> Result<Option<Member>, DbError> {
    let known = members::store::lock(tx, member).await?;
    let is_without = known.is_some_and(|kept| kept.member.email.is_none());
    if !is_without || !store::unregister(tx, member, (email.key(), ctx.now)).await? {
        return Ok(None);
    }
    members::store::update(tx, member, ctx.now, |row| {
        row.email = Set(Some(email.as_typed().to_owned()));
        row.email_key = Set(Some(email.key().to_owned()));
        row.email_confirmed_at = Set(Some(ctx.now));
    })
    .await?;
    Ok(members::store::by_id(tx.conn(), member).await?.map(|kept| kept.member))
}

/// Takes codes away that hold no more, and forgets of who became sixteen that they were younger.
pub(crate) async fn tidy(tx: &WriteTx, ctx: &Ctx) -> Result<u64, DbError> {
    Ok(store::tidy(tx, ctx.now).await? + store::grown_up(tx, today(ctx)).await?)
}

/// Somebody who was registered in a community whose people the actor registers, which is held.
async fn registered_here(
    tx: &WriteTx,
    ctx: &Ctx,
    (community, member): (CommunityId, MemberId),
) -> Result<MemberId, ProfileError> {
    held(tx, ctx, community).await?;
    members::store::lock(tx, member).await?;
    let known = store::registered_as(tx.conn(), member).await?;
    let known = known.filter(|it| it.community == community).ok_or(ProfileError::NotFound)?;
    Ok(known.member)
}

async fn tell(tx: &WriteTx, ctx: &Ctx, it: KeptRegistered) -> Result<Registered, ProfileError> {
    let who = profiles::named(tx.conn(), [it.member]).await?.remove(&it.member);
    let who = who.ok_or(ProfileError::NotFound)?;
    let sixteen_on = children::until(tx.conn(), ctx, it.member).await?;
    let KeptRegistered { phone, note, signed_on, at, .. } = it;
    Ok(Registered { who, phone, note, signed_on, at, sixteen_on })
}

fn hash_of(code: &str) -> String {
    hash(&format!("entry\n{}", tidy_code(code)))
}
