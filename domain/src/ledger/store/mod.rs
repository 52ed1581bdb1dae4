//! The statements of the books.

mod loading;
mod room;
mod saving;

use sea_orm::{DbErr, QueryResult};

pub(in crate::ledger) use self::loading::Standing;
pub(super) use self::loading::{
    accounts, holds, lock, posted, requests, transfer, transfers, words,
};
pub(super) use self::saving::{Kept, open_nobodys, save};
use super::amount::Amount;
use super::chain::Hash;

/// A value of a closed list by the key that stands in the database.
pub(in crate::ledger) fn known<T>(
    key: &str,
    from_key: impl Fn(&str) -> Option<T>,
) -> Result<T, DbErr> {
    from_key(key).ok_or_else(|| DbErr::Type(format!("unknown key {key}")))
}

pub(in crate::ledger) fn hash(row: &QueryResult, at: usize) -> Result<Hash, DbErr> {
    let bytes: Vec<u8> = row.try_get_by_index(at)?;
    Hash::try_from(bytes).map_err(|_| DbErr::Type("a hash of another length".to_owned()))
}

fn amount(row: &QueryResult, at: usize) -> Result<Amount, DbErr> {
    Amount::new(row.try_get_by_index(at)?).map_err(|_| DbErr::Type("an amount of none".to_owned()))
}
