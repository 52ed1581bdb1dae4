//! Beginning a house that has nothing in it: its first community and the first person who runs
//! it. No password is known beforehand. Whoever starts the program is shown a code, so that no
//! stranger on the net takes the house before its people do.

mod store;

use sea_orm::ActiveValue::Set;
use sha2::{Digest, Sha256};

use crate::Domain;
use crate::audit;
use crate::audit::model::{Act, Note};
use crate::communities::error::CommunityError;
use crate::communities::model::{Agreement, Community, Role, Settings, Texts, tidy_agreement};
use crate::communities::{found_in, put_first, store as communities_store};
use crate::ctx::{Actor, Ctx};
use crate::db::DbError;
use crate::id::MemberId;
use crate::language::Language;
use crate::members::attempts::Limit;
use crate::members::codes::hash;
use crate::members::model::{Email, Secret};
use crate::members::{self, NewMember};
use crate::policy::{self, Action};

/// Letters and digits that nobody takes for one another, read aloud or printed.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// How many of them a code has: sixty bits.
const CODE_LETTERS: usize = 12;
/// In groups of so many.
const GROUP: usize = 4;
/// How many codes hold at once: one of each node that has started.
const CODES_MAX: u64 = 8;
/// Wrong codes from one network.
const WRONG: Limit = Limit { name: "setup", tries: 20, minutes: 15 };

/// The first person of a house.
#[derive(Clone, Debug)]
pub struct FirstPerson {
    /// As others see it.
    pub name: String,
    /// Where mail arrives.
    pub email: Email,
    /// By what they come in.
    pub password: Secret,
    /// In which language they read.
    pub language: Language,
}

/// Whether the house has nothing in it: no listing, no community, nobody who runs it.
///
/// # Errors
/// [`CommunityError::Db`].
pub async fn is_needed(ctx: &Ctx, domain: &Domain) -> Result<bool, CommunityError> {
    policy::check(ctx, Action::BeginHouse)?;
    Ok(store::is_empty(domain.db.reader()).await?)
}

/// Makes a code to begin the house with, where it has nothing in it. It is told once.
///
/// # Errors
/// [`CommunityError::Denied`].
pub async fn prepare(ctx: &Ctx, domain: &Domain) -> Result<Option<Secret>, CommunityError> {
    policy::check(ctx, Action::KeepHouse)?;
    if !store::is_empty(domain.db.reader()).await? {
        return Ok(None);
    }
    let drawn = Sha256::digest(ctx.ids.secret());
    let letters = drawn.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    let letters: String = letters.take(CODE_LETTERS).collect();
    let tx = domain.db.write().await?;
    store::put_code(&tx, &hash(&letters), ctx.now, CODES_MAX).await?;
    tx.commit().await?;
    let groups: Vec<&str> =
        (0..CODE_LETTERS / GROUP).map(|at| &letters[at * GROUP..(at + 1) * GROUP]).collect();
    Ok(Some(Secret::new(groups.join("-"))))
}

/// Whether a code is the one that was shown. The try counts before it is known how it ends.
///
/// # Errors
/// [`CommunityError::WrongCode`], [`CommunityError::Begun`], [`CommunityError::Member`] when it
/// was tried too often.
pub async fn check(
    ctx: &Ctx,
    domain: &Domain,
    code: &Secret,
    net: &str,
) -> Result<(), CommunityError> {
    policy::check(ctx, Action::BeginHouse)?;
    if !store::is_empty(domain.db.reader()).await? {
        return Err(CommunityError::Begun);
    }
    let tx = domain.db.write().await?;
    WRONG.take(&tx, ctx, net).await?;
    let is_right = store::has_code(tx.conn(), &hash(&tidy(code))).await?;
    if is_right {
        WRONG.give_back(&tx, net).await.map_err(DbError::from)?;
    }
    tx.commit().await?;
    if is_right { Ok(()) } else { Err(CommunityError::WrongCode) }
}

/// Enters the first person with a password: the code stands for the mail that they would answer.
///
/// # Errors
/// As [`check`], and [`CommunityError::Member`] for `name` or `password`.
pub async fn enter(
    ctx: &Ctx,
    domain: &Domain,
    (code, net): (&Secret, &str),
    person: FirstPerson,
) -> Result<MemberId, CommunityError> {
    check(ctx, domain, code, net).await?;
    let FirstPerson { name, email, password, language } = person;
    let new = NewMember { name, email, password: Some(password), language, operator: false };
    let house = Ctx { actor: Actor::Operator, ..ctx.clone() };
    Ok(members::add(&house, domain, new).await?)
}

/// Begins the house: whoever asks runs it from now on, and is the organiser of its first
/// community. The code is used up by that.
///
/// # Errors
/// As [`check`], [`CommunityError::SignedOut`], and those of the settings and of `text`.
pub async fn begin(
    ctx: &Ctx,
    domain: &Domain,
    (code, net): (&Secret, &str),
    settings: Settings,
    agreed: &Texts,
) -> Result<Community, CommunityError> {
    let Actor::Member(me) = ctx.actor else { return Err(CommunityError::SignedOut) };
    check(ctx, domain, code, net).await?;
    let tx = domain.db.write().await?;
    if !store::begin(&tx, ctx.now).await? {
        return Err(CommunityError::Begun);
    }
    let mut community = found_in(&tx, ctx, domain, settings).await?;
    if !agreed.is_empty() {
        let first = community.settings.languages.first().copied().unwrap_or_default();
        let text = tidy_agreement(agreed, first)?;
        let agreement = Agreement { version: 1, text, published_at: ctx.now };
        communities_store::insert_agreement(&tx, community.id, &agreement).await?;
        community.agreements_version = agreement.version;
        communities_store::update(&tx, &community, ctx.now).await?;
    }
    let known = members::store::lock(&tx, me.member).await.map_err(DbError::from)?;
    known.ok_or(CommunityError::SignedOut)?;
    members::store::update(&tx, me.member, ctx.now, |row| row.operator = Set(true))
        .await
        .map_err(DbError::from)?;
    put_first(&tx, ctx, &community, (me.member, Role::Organiser)).await?;
    store::forget_codes(&tx).await?;
    audit::note(&tx, ctx, Note::new(Act::HouseBegun).of(community.id).to(me.member)).await?;
    tx.commit().await?;
    Ok(community)
}

/// A code as somebody typed it.
fn tidy(code: &Secret) -> String {
    let letters = code.reveal().chars().filter(char::is_ascii_alphanumeric);
    letters.take(2 * CODE_LETTERS).map(|c| c.to_ascii_uppercase()).collect()
}
