//! How the private halves of keys are kept: closed with the secret of the house, so that a copy
//! of the database alone signs nothing. The name of a key is closed in with it, so that none can
//! be put under another name.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use koop_domain::members::model::Secret;
use sha2::{Digest, Sha256};

/// What the secret is used for here; another use has another label.
const LABEL: &[u8] = b"koop-lokaal signing keys 1\n";
/// The random bytes that stand before what is closed, so many that they may be drawn.
const NONCE_BYTES: usize = 24;

/// What closes and opens.
pub(super) struct Seal(XChaCha20Poly1305);

impl Seal {
    /// Of the secret of the house.
    pub(super) fn new(secret: &Secret) -> Self {
        let key: [u8; 32] =
            Sha256::new().chain_update(LABEL).chain_update(secret.reveal()).finalize().into();
        Self(XChaCha20Poly1305::new(&Key::from(key)))
    }

    /// Closes bytes under a name, by random bytes that are used once.
    pub(super) fn close(&self, name: &str, bytes: &[u8], random: [u8; 32]) -> Option<String> {
        let nonce: [u8; NONCE_BYTES] = random.first_chunk().copied()?;
        let payload = Payload { msg: bytes, aad: name.as_bytes() };
        let closed = self.0.encrypt(&XNonce::from(nonce), payload).ok()?;
        Some(hex(&nonce) + &hex(&closed))
    }

    /// Opens what was closed under a name.
    pub(super) fn open(&self, name: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = unhex(sealed)?;
        let (nonce, closed) = bytes.split_first_chunk::<NONCE_BYTES>()?;
        let payload = Payload { msg: closed, aad: name.as_bytes() };
        self.0.decrypt(&XNonce::from(*nonce), payload).ok()
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Bytes of hexadecimal digits.
pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|c| u8::try_from(c.to_digit(16)?).ok()).collect();
    let (pairs, rest) = digits.as_deref()?.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_secret_and_name_open() {
        let seal = Seal::new(&Secret::new("one"));
        let closed = seal.close("kid", b"private", [7; 32]).unwrap();
        assert_eq!(seal.open("kid", &closed).as_deref(), Some(&b"private"[..]));
        assert_eq!(seal.open("other", &closed), None);
        assert_eq!(Seal::new(&Secret::new("two")).open("kid", &closed), None);
        let cut = &closed[..closed.len() - 2];
        for broken in [cut, "", "0", "zz", &closed.replace('0', "1")] {
            assert_eq!(seal.open("kid", broken), None, "{broken}");
        }
    }

    #[test]
    fn digits_read_back() {
        let all: Vec<u8> = (0..=u8::MAX).collect();
        assert_eq!(unhex(&hex(&all)), Some(all));
        assert_eq!(unhex("abc"), None);
    }
}
