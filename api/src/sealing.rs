//! How it is kept where two neighbours meet: closed with the secret of the house, so that a copy of
//! the database alone tells nobody's door. To what it belongs is closed in with it, so that none
//! can be put into another agreement.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use koop_domain::members::model::Secret;
use koop_domain::ports::{Seal, Sealed};
use sha2::{Digest, Sha256};

/// What the secret is used for here; another use has another label.
const LABEL: &[u8] = b"koop-lokaal meeting places 1\n";
/// The random bytes that stand before what is closed, so many that they may be drawn.
const NONCE_BYTES: usize = 24;

/// What closes and opens the words of the house.
pub struct HouseSeal(XChaCha20Poly1305);

impl HouseSeal {
    /// Of the secret of the house.
    #[must_use]
    pub fn new(secret: &Secret) -> Self {
        let key: [u8; 32] =
            Sha256::new().chain_update(LABEL).chain_update(secret.reveal()).finalize().into();
        Self(XChaCha20Poly1305::new(&Key::from(key)))
    }
}

impl Seal for HouseSeal {
    fn close(&self, of: &str, words: &str, nonce: [u8; 32]) -> Result<Vec<u8>, Sealed> {
        let nonce: [u8; NONCE_BYTES] = nonce.first_chunk().copied().ok_or(Sealed)?;
        let payload = Payload { msg: words.as_bytes(), aad: of.as_bytes() };
        let closed = self.0.encrypt(&XNonce::from(nonce), payload).map_err(|_| Sealed)?;
        Ok([&nonce[..], &closed].concat())
    }

    fn open(&self, of: &str, sealed: &[u8]) -> Result<String, Sealed> {
        let (nonce, closed) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(Sealed)?;
        let payload = Payload { msg: closed, aad: of.as_bytes() };
        let words = self.0.decrypt(&XNonce::from(*nonce), payload).map_err(|_| Sealed)?;
        String::from_utf8(words).map_err(|_| Sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "Wagenaarstraat 12, twee keer bellen";

    #[test]
    fn only_the_same_secret_and_agreement_open() {
        let seal = HouseSeal::new(&Secret::new("one"));
        let closed = seal.close("agr_1", WORDS, [7; 32]).unwrap();
        assert_eq!(seal.open("agr_1", &closed).as_deref(), Ok(WORDS));
        assert_eq!(seal.open("agr_2", &closed), Err(Sealed));
        assert_eq!(HouseSeal::new(&Secret::new("two")).open("agr_1", &closed), Err(Sealed));
        for broken in [&closed[..closed.len() - 1], &closed[..10], &[]] {
            assert_eq!(seal.open("agr_1", broken), Err(Sealed));
        }
    }

    #[test]
    fn nothing_of_the_words_is_to_be_read() {
        let closed = HouseSeal::new(&Secret::new("one")).close("agr_1", WORDS, [7; 32]).unwrap();
        assert!(!String::from_utf8_lossy(&closed).contains("Wagenaar"));
    }
}
