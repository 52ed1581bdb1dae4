//! Codes and links that are mailed: whoever has them reads the mail of that address.
//!
//! The same mail lets in who is a member and who is not yet, so that no answer tells which
//! addresses are known. The link only opens a page: scanners of mail open links.

use chrono::TimeDelta;
use sea_orm::DbErr;
use sha2::{Digest, Sha256};

use super::attempts::{self, hex};
use super::entity::mailed_code;
use super::error::{MemberError, invalid};
use super::model::{CODE_DIGITS, Email, Secret, tidy_code};
use super::store;
use crate::Domain;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::error::Problem;
use crate::id::MemberId;
use crate::jobs::{self, Letter, Mail};
use crate::language::Language;

/// How long a code holds, in minutes.
pub const CODE_MINUTES: i64 = 15;
/// How often a wrong code is tried before it holds no more.
const TRIES_MAX: i32 = 5;

/// What a code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To sign in, or to become a member.
    Enter,
    /// To have an address changed to the one that was mailed to.
    Address,
}

impl Purpose {
    fn key(self) -> &'static str {
        match self {
            Self::Enter => "enter",
            Self::Address => "address",
        }
    }
}

/// By what somebody shows that they read the mail.
#[derive(Clone, Debug)]
pub enum Proof {
    /// The address that was mailed to, and the code.
    Code(Email, Secret),
    /// The secret of the link.
    Link(Secret),
}

impl Proof {
    /// What somebody typed.
    ///
    /// # Errors
    /// [`MemberError::Invalid`] for `email` or `code`.
    pub fn typed(email: &str, code: &str) -> Result<Self, MemberError> {
        let email = Email::read(email).map_err(invalid("email"))?;
        let code = tidy_code(code).map_err(invalid("code"))?;
        Ok(Self::Code(email, Secret::new(code)))
    }
}

/// Mails a code and a link.
pub(crate) async fn send(
    tx: &WriteTx,
    ctx: &Ctx,
    to: &Email,
    (purpose, member): (Purpose, Option<MemberId>),
    language: Language,
) -> Result<(), DbError> {
    let (id, code, link) = (ctx.ids.next(), draw_code(ctx), hex(&ctx.ids.secret()));
    let row = mailed_code::Model {
        id,
        purpose: purpose.key().to_owned(),
        email: to.as_typed().to_owned(),
        email_key: to.key().to_owned(),
        member_id: member.map(|member| member.0),
        code_hash: hash_code(id, &code),
        link_hash: hash(&link),
        tries: 0,
        created_at: ctx.now,
        ends_at: ctx.now + TimeDelta::minutes(CODE_MINUTES),
    };
    store::insert_code(tx, row).await?;
    let letter = match purpose {
        Purpose::Enter => Letter::Enter { code, link },
        Purpose::Address => Letter::Address { code, link },
    };
    jobs::mail(tx, ctx, Mail { to: to.as_typed().to_owned(), language, letter }).await
}

/// The code that a proof shows, if it holds. It is not used up by that.
///
/// # Errors
/// [`MemberError::WrongCode`] after counting the try, [`MemberError::TooMany`].
pub(crate) async fn find(
    ctx: &Ctx,
    domain: &Domain,
    proof: &Proof,
    purpose: Purpose,
    net: &str,
) -> Result<mailed_code::Model, MemberError> {
    let db = domain.db.reader();
    let (email, code) = match proof {
        Proof::Link(link) => {
            let found = store::code_of_link(db, &hash(link.reveal()), ctx.now).await;
            let found = found.map_err(DbError::from)?;
            let right = found.filter(|found| found.purpose == purpose.key());
            return right.ok_or(MemberError::WrongCode);
        }
        Proof::Code(email, code) => (email, code),
    };
    // The try counts before it is known how it ends.
    let tx = domain.db.write().await?;
    attempts::WRONG_FROM.take(&tx, ctx, net).await?;
    attempts::WRONG_CODES.take(&tx, ctx, email.key()).await?;
    let sent = store::try_code_to(&tx, email.key(), purpose.key(), TRIES_MAX, ctx.now).await;
    let sent = sent.map_err(DbError::from)?;
    let right = |sent: &mailed_code::Model| sent.code_hash == hash_code(sent.id, code.reveal());
    let found = sent.filter(right);
    if let Some(found) = &found {
        give_back(&tx, found, email, net).await.map_err(DbError::from)?;
    }
    tx.commit().await?;
    found.ok_or(MemberError::WrongCode)
}

/// A right code was no guess, also where it is shown again with a name or another password.
async fn give_back(
    tx: &WriteTx,
    found: &mailed_code::Model,
    email: &Email,
    net: &str,
) -> Result<(), DbErr> {
    attempts::WRONG_FROM.give_back(tx, net).await?;
    attempts::WRONG_CODES.give_back(tx, email.key()).await?;
    store::untry_code(tx, found).await
}

/// Uses a code up.
///
/// # Errors
/// [`MemberError::WrongCode`] when somebody was faster.
pub(crate) async fn use_up(tx: &WriteTx, code: &mailed_code::Model) -> Result<(), MemberError> {
    let ours = store::use_code(tx, code).await.map_err(DbError::from)?;
    if ours { Ok(()) } else { Err(MemberError::WrongCode) }
}

/// The address that a code was mailed to.
pub(crate) fn address(code: &mailed_code::Model) -> Result<Email, MemberError> {
    Email::read(&code.email).map_err(|_: Problem| MemberError::WrongCode)
}

/// SHA-256 of a secret that nobody can guess, in hexadecimal digits.
pub(crate) fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret))
}

/// The id keeps equal codes apart.
fn hash_code(id: sea_orm::prelude::Uuid, code: &str) -> String {
    hash(&format!("{id}\n{code}"))
}

/// Six digits, each as likely as any other: 64 random bits leave no digit favoured that anybody
/// could tell.
fn draw_code(ctx: &Ctx) -> String {
    let [a, b, c, d, e, f, g, h, ..] = ctx.ids.secret();
    let number = u64::from_be_bytes([a, b, c, d, e, f, g, h]) % 10_u64.pow(6);
    format!("{number:0CODE_DIGITS$}")
}
