//! Passwords: Argon2id, a few at a time, and none that everybody guesses first.

use std::sync::Arc;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use super::error::{MemberError, invalid};
use super::model::{Email, PASSWORD_MAX, PASSWORD_MIN, Secret};
use crate::error::Problem;

/// Memory in KiB, passes and lanes: the OWASP Password Storage Cheat Sheet's first choice.
const MEMORY_KIB: u32 = 46 * 1024;
const PASSES: u32 = 1;
const LANES: u32 = 1;
/// So many are worked on at once; the others wait, so that signing in cannot take the machine.
const AT_ONCE_MAX: usize = 2;
/// How many letters of a password are looked at to tell how easily it is guessed: the time that
/// takes grows with the square.
const GUESSED_MAX: usize = 40;

/// Hashes passwords.
#[derive(Clone, Debug)]
pub struct Passwords {
    argon: Argon2<'static>,
    places: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None);
        Self::with(params.unwrap_or(Params::DEFAULT))
    }
}

impl Passwords {
    /// So cheap that tests need not wait; of no use for anything else.
    #[must_use]
    pub fn cheap() -> Self {
        let params = Params::new(Params::MIN_M_COST, 1, 1, None);
        Self::with(params.unwrap_or(Params::DEFAULT))
    }

    fn with(params: Params) -> Self {
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Self { argon, places: Arc::new(Semaphore::new(AT_ONCE_MAX)) }
    }

    /// The hash of a password, in PHC's notation.
    pub(crate) async fn hash(
        &self,
        password: &Secret,
        salt: [u8; 32],
    ) -> Result<String, MemberError> {
        let password = password.clone();
        self.work(move |argon| {
            let hash = argon.hash_password_with_salt(password.reveal().as_bytes(), &salt[..16]);
            Ok(hash?.to_string())
        })
        .await
    }

    /// Whether a password is the one that was hashed. Where there is none it takes as long, so
    /// that time does not tell who has an account.
    pub(crate) async fn is_right(
        &self,
        password: &Secret,
        hash: Option<String>,
    ) -> Result<bool, MemberError> {
        let password = password.clone();
        self.work(move |argon| {
            let Some(hash) = hash else {
                argon.hash_password_with_salt(password.reveal().as_bytes(), &[0; 16])?;
                return Ok(false);
            };
            let hash = PasswordHash::new(&hash)?;
            Ok(argon.verify_password(password.reveal().as_bytes(), &hash).is_ok())
        })
        .await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2<'static>) -> argon2::password_hash::Result<T> + Send + 'static,
    ) -> Result<T, MemberError> {
        // Nobody closes the semaphore; if somebody did, there would be no limit but the cores.
        let place = Arc::clone(&self.places).acquire_owned().await.ok();
        let argon = self.argon.clone();
        let worked = tokio::task::spawn_blocking(move || {
            let _place = place;
            work(&argon)
        });
        let worked = worked.await.map_err(|error| MemberError::Hash(Box::new(error)))?;
        worked.map_err(|error| MemberError::Hash(error.to_string().into()))
    }
}

/// Checks a new password: long enough, and not what everybody guesses first.
///
/// # Errors
/// [`MemberError::Invalid`] with [`Problem::TooShort`], [`Problem::TooLong`] or
/// [`Problem::Guessable`].
pub fn check_new(
    field: &'static str,
    password: &Secret,
    name: &str,
    email: Option<&Email>,
) -> Result<(), MemberError> {
    let letters = password.reveal().chars().count();
    let problem = if letters < PASSWORD_MIN {
        Problem::TooShort
    } else if letters > PASSWORD_MAX {
        Problem::TooLong
    } else if is_guessable(password.reveal(), name, email) {
        Problem::Guessable
    } else {
        return Ok(());
    };
    Err(invalid(field)(problem))
}

/// Whether it is among what is tried first: the commonest passwords, keys in a row, or what is
/// known of the member.
fn is_guessable(password: &str, name: &str, email: Option<&Email>) -> bool {
    let begin: String = password.chars().take(GUESSED_MAX).collect();
    let local = email.and_then(|email| email.as_typed().split('@').next()).unwrap_or_default();
    let whole = email.map(Email::as_typed).unwrap_or_default();
    let mut known = vec!["koop", "lokaal", "koop lokaal", "koop-lokaal", whole, local, name];
    known.extend(name.split(' '));
    known.retain(|word| !word.is_empty());
    let guess = zxcvbn::zxcvbn(&begin, &known);
    guess.score() <= zxcvbn::Score::One
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(password: &str) -> Option<Problem> {
        let email = Email::read("hanneke@voorbeeld.nl").unwrap();
        match check_new("password", &Secret::new(password), "Hanneke Visser", Some(&email)) {
            Err(MemberError::Invalid { problem, .. }) => Some(problem),
            _ => None,
        }
    }

    #[test]
    fn what_everybody_guesses_first_is_refused() {
        for password in ["password", "welkom01", "12345678", "qwertyuiop", "hanneke@voorbeeld.nl"] {
            assert_eq!(says(password), Some(Problem::Guessable), "{password}");
        }
        assert_eq!(says("kort"), Some(Problem::TooShort));
        assert_eq!(says(&"lang".repeat(40)), Some(Problem::TooLong));
        for password in ["fiets lantaarn peper", "drie-gele-tulpen-in-mei", "ζεστή σούπα αύριο"]
        {
            assert_eq!(says(password), None, "{password}");
        }
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let passwords = Passwords::cheap();
        let (right, wrong) = (Secret::new("fiets lantaarn"), Secret::new("fiets lantaarns"));
        let hash = passwords.hash(&right, [7; 32]).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$"), "{hash}");
        assert!(passwords.is_right(&right, Some(hash.clone())).await.unwrap());
        assert!(!passwords.is_right(&wrong, Some(hash)).await.unwrap());
        assert!(!passwords.is_right(&right, None).await.unwrap());
    }
}
