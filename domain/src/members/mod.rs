//! Members: becoming one, signing in, keeping one's account.
//!
//! No answer here, and no time that it takes, tells whether an address is known: whoever asks
//! for a mail gets one, and whoever gives a wrong password waits as long as with a right one.

mod account;
pub(crate) mod attempts;
pub mod codes;
pub mod entity;
pub mod error;
pub mod freezing;
pub mod model;
pub mod passwords;
pub mod sessions;
pub mod signing_keys;
pub(crate) mod store;

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;

pub use self::account::{
    FRESH_MINUTES, ask_new_address, change_password, delete_me, edit_me, my_waiting_mail,
    take_new_address, viewer,
};
use self::codes::{Proof, Purpose};
use self::error::{MemberError, invalid};
use self::model::{Email, Member, ProfileKind, Secret, State, tidy_name};
use self::sessions::{Origin, SignedIn};
use crate::Domain;
use crate::agreements;
use crate::audit;
use crate::audit::model::{Act, Note};
use crate::communities;
use crate::communities::model::REASON_DAYS;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::drafts;
use crate::id::MemberId;
use crate::language::Language;
use crate::ledger::accounts;
use crate::listings::keepers;
use crate::policy::{self, Action};
use crate::profiles::{self, mandates};

/// How many names are folded in one transaction.
const FOLDED_AT_ONCE: u64 = 500;

/// What somebody who enters by a mailed code brings.
#[derive(Clone, Debug)]
pub struct Entry {
    /// That they read the mail.
    pub proof: Proof,
    /// The name of who becomes a member.
    pub name: Option<String>,
    /// A password, new or instead of a forgotten one.
    pub password: Option<Secret>,
    /// In which language they read.
    pub language: Language,
}

/// What entering by a mailed code came to.
#[derive(Clone, Debug)]
pub enum Entered {
    /// Signed in.
    In(Box<SignedIn>),
    /// Nobody has that address yet: with a name they become a member. The code still holds.
    NameNeeded,
}

/// A member whom the operator enters.
#[derive(Clone, Debug)]
pub struct NewMember {
    /// As others see it.
    pub name: String,
    /// Confirmed, for the operator says so.
    pub email: Email,
    /// Without one, they sign in by mail.
    pub password: Option<Secret>,
    /// In which language they are written to.
    pub language: Language,
    /// Whether they run the installation.
    pub operator: bool,
}

/// Mails a code and a link by which somebody signs in or becomes a member.
///
/// # Errors
/// [`MemberError::Invalid`] for `email`, [`MemberError::TooMany`].
pub async fn ask_code(
    ctx: &Ctx,
    domain: &Domain,
    email: &str,
    language: Language,
    net: &str,
) -> Result<Email, MemberError> {
    policy::check(ctx, Action::SignIn)?;
    let email = Email::read(email).map_err(invalid("email"))?;
    let tx = domain.db.write().await?;
    attempts::MAILS_TO.take(&tx, ctx, email.key()).await?;
    attempts::MAILS_FROM.take(&tx, ctx, net).await?;
    let known = store::by_email(tx.conn(), &email).await.map_err(DbError::from)?;
    // A member is written to where they said, whatever capitals somebody else types.
    let to = known.and_then(|kept| kept.member.email).unwrap_or_else(|| email.clone());
    codes::send(&tx, ctx, &to, (Purpose::Enter, None), language).await?;
    tx.commit().await?;
    Ok(email)
}

/// The address that a mailed link was sent to, if it still holds. Looking uses nothing up.
///
/// # Errors
/// [`MemberError::WrongCode`].
pub async fn look_at_link(
    ctx: &Ctx,
    domain: &Domain,
    link: &Secret,
) -> Result<(Email, bool), MemberError> {
    policy::check(ctx, Action::SignIn)?;
    let proof = Proof::Link(link.clone());
    let code = codes::find(ctx, domain, &proof, Purpose::Enter, "").await?;
    let email = codes::address(&code)?;
    let known = store::by_email(domain.db.reader(), &email).await.map_err(DbError::from)?;
    Ok((email, known.is_some()))
}

/// Signs in, or becomes a member, by a mailed code. With a password, that is the password from
/// now on, and every other device is signed out.
///
/// # Errors
/// [`MemberError::WrongCode`], [`MemberError::Invalid`] for `name` or `password`,
/// [`MemberError::TooMany`].
pub async fn enter(
    ctx: &Ctx,
    domain: &Domain,
    entry: Entry,
    from: &Origin,
) -> Result<Entered, MemberError> {
    policy::check(ctx, Action::SignIn)?;
    let code = codes::find(ctx, domain, &entry.proof, Purpose::Enter, &from.net).await?;
    let email = codes::address(&code)?;
    let db = domain.db.reader();
    let known = store::by_email(db, &email).await.map_err(DbError::from)?;
    // Somebody who was registered without an address, and said at the desk that this is theirs.
    let waits = match &known {
        Some(_) => None,
        None => mandates::waits_for(db, ctx, &email).await?,
    };
    let registered = match waits {
        Some(member) => store::by_id(db, member).await.map_err(DbError::from)?,
        None => None,
    };
    let name = match (known.as_ref().or(registered.as_ref()), entry.name.as_deref()) {
        (Some(known), _) => known.member.name.clone(),
        (None, Some(name)) => tidy_name(name).map_err(invalid("name"))?,
        (None, None) => return Ok(Entered::NameNeeded),
    };
    let hash = match &entry.password {
        Some(password) => {
            passwords::check_new("password", password, &name, Some(&email))?;
            Some(domain.passwords.hash(password, ctx.ids.secret()).await?)
        }
        None => None,
    };
    let tx = domain.db.write().await?;
    codes::use_up(&tx, &code).await?;
    // Somebody may have become a member by another code meanwhile.
    let now_known = store::lock_by_email(&tx, &email).await.map_err(DbError::from)?;
    let member = match now_known {
        Some(kept) if kept.member.state == State::Frozen => return Err(MemberError::WrongCode),
        Some(kept) if is_refused(&tx, domain, kept.member.id).await? => {
            return Err(MemberError::WrongCode);
        }
        Some(kept) => welcome_back(&tx, ctx, kept.member, hash).await?,
        None => match bring_mail(&tx, ctx, (waits, &email)).await? {
            Some(member) => welcome_back(&tx, ctx, member, hash).await?,
            None => join(&tx, ctx, (name, Some(email.clone())), entry.language, hash).await?,
        },
    };
    attempts::PASSWORDS.forget(&tx, email.key()).await.map_err(DbError::from)?;
    let signed_in = sessions::begin(&tx, ctx, member, from).await?;
    tx.commit().await?;
    Ok(Entered::In(Box::new(signed_in)))
}

/// Signs in with an address and a password.
///
/// # Errors
/// [`MemberError::WrongPassword`], [`MemberError::TooMany`], [`MemberError::Invalid`].
pub async fn sign_in(
    ctx: &Ctx,
    domain: &Domain,
    (email, password): (&str, &Secret),
    from: &Origin,
) -> Result<SignedIn, MemberError> {
    policy::check(ctx, Action::SignIn)?;
    let email = Email::read(email).map_err(invalid("email"))?;
    if password.reveal().is_empty() {
        return Err(invalid("password")(crate::error::Problem::Empty));
    }
    if password.reveal().chars().count() > model::PASSWORD_MAX {
        return Err(MemberError::WrongPassword);
    }
    let tx = domain.db.write().await?;
    attempts::PASSWORDS.take(&tx, ctx, email.key()).await?;
    attempts::WRONG_FROM.take(&tx, ctx, &from.net).await?;
    tx.commit().await?;
    let known = store::by_email(domain.db.reader(), &email).await.map_err(DbError::from)?;
    let hash = known.as_ref().and_then(|kept| kept.password_hash.clone());
    let is_right = domain.passwords.is_right(password, hash.clone()).await?;
    if !is_right {
        return Err(MemberError::WrongPassword);
    }
    let tx = domain.db.write().await?;
    let again = store::lock_by_email(&tx, &email).await.map_err(DbError::from)?;
    // What held when it was read may have changed while it was compared.
    let member = again
        .filter(|kept| kept.password_hash == hash && kept.member.state == State::Active)
        .ok_or(MemberError::WrongPassword)?
        .member;
    if is_refused(&tx, domain, member.id).await? {
        return Err(MemberError::WrongPassword);
    }
    attempts::PASSWORDS.forget(&tx, email.key()).await.map_err(DbError::from)?;
    attempts::WRONG_FROM.give_back(&tx, &from.net).await.map_err(DbError::from)?;
    let signed_in = sessions::begin(&tx, ctx, member, from).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Enters a member whose address the operator vouches for; one who is there already gets the
/// password and the role.
///
/// # Errors
/// [`MemberError::Invalid`] for `name` or `password`.
pub async fn add(ctx: &Ctx, domain: &Domain, new: NewMember) -> Result<MemberId, MemberError> {
    policy::check(ctx, Action::AddMember)?;
    let name = tidy_name(&new.name).map_err(invalid("name"))?;
    let hash = match &new.password {
        Some(password) => {
            passwords::check_new("password", password, &name, Some(&new.email))?;
            Some(domain.passwords.hash(password, ctx.ids.secret()).await?)
        }
        None => None,
    };
    let tx = domain.db.write().await?;
    let known = store::by_email(tx.conn(), &new.email).await.map_err(DbError::from)?;
    let member = match known {
        Some(kept) => welcome_back(&tx, ctx, kept.member, hash).await?,
        None => join(&tx, ctx, (name, Some(new.email)), new.language, hash).await?,
    };
    if new.operator {
        store::update(&tx, member.id, ctx.now, |row| row.operator = Set(true))
            .await
            .map_err(DbError::from)?;
    }
    let note = Note::new(Act::MemberEntered).to(member.id).with("operator", new.operator);
    audit::note(&tx, ctx, note).await?;
    tx.commit().await?;
    Ok(member.id)
}

/// Takes away sessions, codes, counted tries, invitations and drafts that have ended, and reasons
/// that are old; and folds the names that an earlier program left as they were.
///
/// # Errors
/// [`MemberError`].
pub async fn tidy(ctx: &Ctx, domain: &Domain) -> Result<u64, MemberError> {
    policy::check(ctx, Action::KeepHouse)?;
    let mut left = true;
    while left {
        let tx = domain.db.write().await?;
        left = store::fold_names(&tx, FOLDED_AT_ONCE).await.map_err(DbError::from)? > 0;
        tx.commit().await?;
    }
    let tx = domain.db.write().await?;
    let old = ctx.now - TimeDelta::days(REASON_DAYS);
    let gone = store::tidy(&tx, ctx.now, attempts::KEPT).await.map_err(DbError::from)?
        + communities::store::tidy_invitations(&tx, ctx.now).await?
        + keepers::store::tidy_invitations(&tx, ctx.now).await?
        + drafts::store::tidy(&tx, ctx.now).await?
        + communities::store::tidy_decisions(&tx, old).await?
        + mandates::tidy(&tx, ctx).await?;
    tx.commit().await?;
    Ok(gone)
}

/// Whether a member has shown that they read the mail of an address, by its key.
pub(crate) async fn reads_mail_of(
    db: &impl ConnectionTrait,
    member: MemberId,
    key: &str,
) -> Result<bool, DbError> {
    let known = store::by_id(db, member).await?.map(|kept| kept.member);
    let confirmed = known.filter(|it| it.email_confirmed_at.is_some());
    Ok(confirmed.and_then(|it| it.email).is_some_and(|email| email.key() == key))
}

/// Somebody who was registered has the address that they said at the desk, from now on; nobody
/// else, where they are kept from signing in, or wait for this mail no more: it was to bring in them,
/// and nobody of their name.
async fn bring_mail(
    tx: &WriteTx,
    ctx: &Ctx,
    (waits, email): (Option<MemberId>, &Email),
) -> Result<Option<Member>, MemberError> {
    let Some(member) = waits else { return Ok(None) };
    match mandates::bring_mail(tx, ctx, (member, email)).await? {
        None => Err(MemberError::WrongCode),
        Some(member) if member.state == State::Frozen => Err(MemberError::WrongCode),
        member => Ok(member),
    }
}

/// Everybody knows how the invented members sign in: they do so on the machine itself only.
async fn is_refused(tx: &WriteTx, domain: &Domain, member: MemberId) -> Result<bool, DbError> {
    Ok(!domain.demo_sign_ins && store::is_demo(tx.conn(), member).await?)
}

/// Forgets a member and all that names them, once they have settled what they hold and owe. What
/// they looked after for a profile another of its people does from now on.
pub(crate) async fn forget(tx: &WriteTx, ctx: &Ctx, member: MemberId) -> Result<(), DbError> {
    agreements::lock_of(tx, member).await?;
    accounts::settle_in(tx, ctx, &[member]).await?;
    keepers::store::forget_editor(tx, member).await?;
    profiles::forget(tx, member).await?;
    Ok(store::delete(tx, member).await?)
}

/// A new member, as a person.
pub(crate) async fn join(
    tx: &WriteTx,
    ctx: &Ctx,
    (name, email): (String, Option<Email>),
    language: Language,
    password_hash: Option<String>,
) -> Result<Member, DbError> {
    let email_confirmed_at = email.as_ref().map(|_| ctx.now);
    let member = Member {
        id: MemberId(ctx.ids.next()),
        name,
        email,
        email_confirmed_at,
        has_password: password_hash.is_some(),
        language,
        operator: false,
        state: State::Active,
        epoch: 1,
        created_at: ctx.now,
    };
    store::insert(tx, &member, password_hash).await?;
    profiles::insert(tx, ctx, member.id, (ProfileKind::Person, &member.name)).await?;
    Ok(member)
}

/// Somebody who reads the mail of a member: the address is confirmed, and a new password ends
/// what the old one had begun.
async fn welcome_back(
    tx: &WriteTx,
    ctx: &Ctx,
    mut member: Member,
    password_hash: Option<String>,
) -> Result<Member, DbError> {
    let changes = password_hash.is_some() || member.email_confirmed_at.is_none();
    if !changes {
        return Ok(member);
    }
    let ends = password_hash.is_some();
    member.has_password |= ends;
    let confirmed = *member.email_confirmed_at.get_or_insert(ctx.now);
    store::update(tx, member.id, ctx.now, |row| {
        row.email_confirmed_at = Set(Some(confirmed));
        if password_hash.is_some() {
            row.password_hash = Set(password_hash);
        }
    })
    .await?;
    if ends {
        sessions::end_in(tx, ctx, member.id, None).await?;
        member.epoch += 1;
    }
    Ok(member)
}
