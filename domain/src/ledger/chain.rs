//! What ties each transfer to the one before it.
//!
//! A transfer's hash is taken over the hash before it, its number, its ids, its amount, its time
//! and a digest of its note with a salt. Note and salt stand apart, and can go: what is left still
//! verifies, and says nothing of what was written.

use sha2::{Digest, Sha256};

use super::book::Transfer;

/// A SHA-256.
pub type Hash = [u8; 32];

/// What stands before the first transfer of a currency.
pub const START: Hash = [0; 32];

/// The digest of a note and its salt; of no note, that of an empty one.
#[must_use]
pub fn note_digest(note: Option<&str>, salt: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update(b"koop-lokaal note 1\0");
    part(&mut hash, salt);
    part(&mut hash, note.unwrap_or_default().as_bytes());
    hash.finalize().into()
}

/// The hash of a transfer after another.
#[must_use]
pub fn link(before: &Hash, transfer: &Transfer) -> Hash {
    let mut hash = Sha256::new();
    hash.update(b"koop-lokaal transfer 1\0");
    hash.update(before);
    hash.update(transfer.number.to_be_bytes());
    hash.update(transfer.id.0.as_bytes());
    hash.update(transfer.debit.0.as_bytes());
    hash.update(transfer.credit.0.as_bytes());
    hash.update(transfer.amount.minor().to_be_bytes());
    part(&mut hash, transfer.kind.key().as_bytes());
    for other in [
        transfer.reverses.map(|it| it.0),
        transfer.levy_of.map(|it| it.0),
        transfer.hold.map(|it| it.0),
    ] {
        part(&mut hash, other.as_ref().map_or(&[], |it| it.as_bytes()));
    }
    hash.update(transfer.posted_at.timestamp_micros().to_be_bytes());
    hash.update(transfer.note);
    hash.finalize().into()
}

/// A part whose length is not settled goes in with it, so that no two splits hash alike.
fn part(hash: &mut Sha256, bytes: &[u8]) {
    hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
    hash.update(bytes);
}
