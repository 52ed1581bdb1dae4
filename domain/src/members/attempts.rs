//! How often something may be tried. It is counted in the database, so that it holds over all
//! nodes and over a restart. Who tries is kept as a keyed hash (HMAC-SHA256, RFC 2104), so that
//! no address is kept for it, and none can be guessed out of a copy of the database.

use chrono::{DateTime, TimeDelta, Utc};
use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use sea_orm::DbErr;
use sha2::Sha256;

use super::error::MemberError;
use super::store;
use crate::communities::error::CommunityError;
use crate::ctx::Ctx;
use crate::db::{Db, TriesKey, WriteTx};
use crate::listings::error::ListingError;
use crate::profiles::error::ProfileError;

/// A day, in minutes.
pub(crate) const DAY: i64 = 24 * 60;

/// Something that is counted, how often it may be tried, and in how long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    /// What it is called in the hash.
    pub(crate) name: &'static str,
    /// So often at most.
    pub(crate) tries: i32,
    /// In so many minutes from the first.
    pub(crate) minutes: i64,
}

/// Wrong passwords for one address; a mailed code still lets its owner in.
pub(crate) const PASSWORDS: Limit = Limit { name: "password", tries: 10, minutes: 15 };
/// Wrong passwords and codes from one network, which many people may share.
pub(crate) const WRONG_FROM: Limit = Limit { name: "wrong-from", tries: 60, minutes: 15 };
/// Mails with a code to one address. What others send there is counted apart: a letter keeps nobody
/// from signing in.
pub(crate) const MAILS_TO: Limit = Limit { name: "mails-to", tries: 5, minutes: 60 };
/// Mails that one network asks for.
pub(crate) const MAILS_FROM: Limit = Limit { name: "mails-from", tries: 30, minutes: 60 };

/// Wrong codes for one address: far too few to guess six digits, and the link in the mail still
/// lets its owner in.
pub(crate) const WRONG_CODES: Limit = Limit { name: "wrong-code", tries: 20, minutes: DAY };
/// Tokens that one session exchanges: a program needs six an hour.
pub(crate) const REFRESHES: Limit = Limit { name: "refreshes", tries: 60, minutes: 60 };

/// The longest of those times: what is older counts for nothing any more.
pub(crate) const KEPT: TimeDelta = TimeDelta::minutes(DAY);

/// Why a try is not allowed.
pub(crate) enum Refused {
    /// There were too many.
    TooMany {
        /// After how many seconds it may be tried again.
        wait_s: u64,
    },
    /// It could not be counted.
    Db(DbErr),
}

impl From<DbErr> for Refused {
    fn from(error: DbErr) -> Self {
        Self::Db(error)
    }
}

impl From<Refused> for MemberError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooMany { wait_s } => Self::TooMany { wait_s },
            Refused::Db(error) => Self::Db(error.into()),
        }
    }
}

impl From<Refused> for ListingError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooMany { wait_s } => Self::TooMany { wait_s },
            Refused::Db(error) => Self::Db(error.into()),
        }
    }
}

impl From<Refused> for ProfileError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooMany { wait_s } => Self::TooMany { wait_s },
            Refused::Db(error) => Self::Db(error.into()),
        }
    }
}

impl From<Refused> for CommunityError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::TooMany { wait_s } => Self::TooMany { wait_s },
            Refused::Db(error) => Self::Db(error.into()),
        }
    }
}

impl Limit {
    /// Under which key somebody's tries are counted.
    pub(crate) fn key(self, key: &TriesKey, who: &str) -> String {
        keyed(key, self.name, who)
    }

    /// Counts a try, before it is known how it ends: else many at once would count as none.
    pub(crate) async fn take(self, tx: &WriteTx, ctx: &Ctx, who: &str) -> Result<(), Refused> {
        let length = TimeDelta::minutes(self.minutes);
        let (tries, since) =
            store::count_attempt(tx, &self.key(tx.tries_key(), who), ctx.now, length).await?;
        if tries <= self.tries {
            return Ok(());
        }
        let wait = (since + length - ctx.now).num_seconds().max(1);
        Err(Refused::TooMany { wait_s: wait.unsigned_abs() })
    }

    /// How long somebody waits who has tried too often, without counting a try.
    pub(crate) async fn spent(self, db: &Db, ctx: &Ctx, who: &str) -> Result<(), Refused> {
        let key = self.key(db.tries_key(), who);
        self.judged(store::attempts(db.reader(), &key).await?, ctx.now)
    }

    /// The same by what was counted: how many tries, and since when.
    pub(crate) fn judged(
        self,
        counted: Option<(i32, DateTime<Utc>)>,
        now: DateTime<Utc>,
    ) -> Result<(), Refused> {
        let Some((tries, since)) = counted else { return Ok(()) };
        let wait = (since + TimeDelta::minutes(self.minutes) - now).num_seconds();
        if tries < self.tries || wait <= 0 {
            return Ok(());
        }
        Err(Refused::TooMany { wait_s: wait.unsigned_abs() })
    }

    /// Takes a try back that was right, where others tried too.
    pub(crate) async fn give_back(self, tx: &WriteTx, who: &str) -> Result<(), DbErr> {
        store::uncount_attempt(tx, &self.key(tx.tries_key(), who)).await
    }

    /// Forgets somebody's tries, for one was right.
    pub(crate) async fn forget(self, tx: &WriteTx, who: &str) -> Result<(), DbErr> {
        store::forget_attempts(tx, &self.key(tx.tries_key(), who)).await
    }
}

/// Who somebody is, as nobody can write it down who has not the house's key. Each use has a name
/// of its own.
pub(crate) fn keyed(key: &TriesKey, name: &str, who: &str) -> String {
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&key.0.into());
    for part in [name, "\n", who] {
        mac.update(part.as_bytes());
    }
    hex(&mac.finalize().into_bytes())
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
        use std::fmt::Write as _;
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_mac_of_name_and_who() {
        // By hand: printf 'mails-to\nhanneke@voorbeeld.nl' | openssl dgst -sha256 -mac hmac
        // -macopt hexkey:$(printf '07%.0s' $(seq 64))
        let key = MAILS_TO.key(&TriesKey([7; 64]), "hanneke@voorbeeld.nl");
        assert_eq!(key, "c431c332f930d831b7768473232dc9345a722912b28cdaa70d8637a8c090bb90");
        assert_ne!(key, MAILS_TO.key(&TriesKey([8; 64]), "hanneke@voorbeeld.nl"));
        assert_ne!(key, MAILS_FROM.key(&TriesKey([7; 64]), "hanneke@voorbeeld.nl"));
        assert_eq!(format!("{:?}", TriesKey([7; 64])), "TriesKey");
    }
}
