//! The secret of the house, with which is sealed what must not be read in a copy of the database.
//!
//! One machine makes its own, in the data folder beside the database; nodes that share a database
//! must be given the same one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use koop_domain::db::TriesKey;
use koop_domain::members::model::Secret;
use koop_domain::ports::Ids;
use sha2::{Digest, Sha512};

use crate::commands::{CommandError, make_folder};
use crate::config::Settings;
use crate::tokens::hex;

/// The shortest secret, in characters: 16 random bytes as hexadecimal digits.
const SECRET_MIN: usize = 32;
/// What the secret is used for where tries are counted; another use has another label.
const TRIES_LABEL: &[u8] = b"koop-lokaal tries 1\n";
/// What the file is called.
const FILE: &str = "secret";

/// The secret that was set, or that of the data folder, which is made when there is none.
pub(crate) fn secret(settings: &Settings, ids: &dyn Ids) -> Result<Secret, CommandError> {
    let secret = match &settings.secret {
        Some(secret) => secret.reveal().to_owned(),
        None if settings.shares_database() => return Err(CommandError::NoSecret),
        None => {
            make_folder(settings)?;
            let path = settings.data_dir.join(FILE);
            of_file(&path, ids).map_err(|source| CommandError::SecretFile { path, source })?
        }
    };
    let secret = secret.trim();
    if secret.chars().count() < SECRET_MIN {
        return Err(CommandError::ShortSecret { least: SECRET_MIN });
    }
    Ok(Secret::new(secret))
}

/// Under what tries are counted: tells nothing of the secret, nor of the keys that it seals.
pub(crate) fn tries_key(secret: &Secret) -> TriesKey {
    let key = Sha512::new().chain_update(TRIES_LABEL).chain_update(secret.reveal()).finalize();
    TriesKey(key.into())
}

fn of_file(path: &Path, ids: &dyn Ids) -> io::Result<String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make(path, ids)?;
            fs::read_to_string(path)
        }
        read => read,
    }
}

/// The file has its name only once it is whole, and the first who gives it that name wins.
fn make(path: &Path, ids: &dyn Ids) -> io::Result<()> {
    let part = path.with_file_name(format!("{FILE}.{}", ids.next().simple()));
    let written = write_private(&part, hex(&ids.secret()).as_bytes());
    let named = written.and_then(|()| match fs::hard_link(&part, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        named => named,
    });
    fs::remove_file(&part).and(named)
}

/// Writes a new file that only its owner reads.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_house_counts_under_a_key_of_its_own() {
        let [one, same, other] = ["one", "one", "two"].map(|it| tries_key(&Secret::new(it)).0);
        assert_eq!(one, same);
        assert_ne!(one, other);
        assert_ne!(one, [0; 64]);
    }
}
