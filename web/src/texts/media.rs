//! What is wrong with a photo, as a sentence that says what to do.

use koop_domain::error::Problem;
use koop_domain::language::Language;
use koop_domain::media::error::MediaError;
use koop_domain::media::model::{ALT_MAX, PIXELS_MAX, SIDE_MIN_PX, UPLOAD_MAX_BYTES};
use koop_domain::media::{ARRIVING_MAX, Unfit};

use super::{Value, text, text_with};

/// An hour, in seconds.
const HOUR_S: u64 = 3_600;

/// How heavy a file may be, in megabytes as people count them.
#[must_use]
pub fn upload_max_megabytes() -> usize {
    UPLOAD_MAX_BYTES >> 20
}

/// What a person can mend, in a sentence; the rest is no fault of theirs.
#[must_use]
pub fn media_error(language: Language, error: &MediaError) -> Option<String> {
    let say = |key, name, value: Value| text_with(language, key, &[(name, value)]);
    Some(match error {
        MediaError::Unfit(Unfit::Empty) => text(language, "photo-empty"),
        MediaError::Unfit(Unfit::TooHeavy) => {
            say("photo-heavy", "megabytes", upload_max_megabytes().into())
        }
        MediaError::Unfit(Unfit::WrongKind) => text(language, "photo-kind"),
        MediaError::Unfit(Unfit::TooManyPixels) => {
            say("photo-pixels", "megapixels", (PIXELS_MAX / 1_000_000).into())
        }
        MediaError::Unfit(Unfit::TooSmall) => say("photo-small", "pixels", SIDE_MIN_PX.into()),
        MediaError::Unfit(Unfit::Broken) => text(language, "photo-broken"),
        MediaError::Alt(Problem::TooLong) => say("photo-alt-long", "count", ALT_MAX.into()),
        MediaError::Alt(_) => text(language, "photo-alt-empty"),
        MediaError::Full { most } => say("photo-full", "count", (*most).into()),
        MediaError::Arriving => say("photo-arriving", "count", ARRIVING_MAX.into()),
        MediaError::TooMany { wait_s } => {
            say("photo-too-many", "hours", wait_s.div_ceil(HOUR_S).max(1).into())
        }
        MediaError::NotFound => text(language, "photo-not-found"),
        MediaError::Denied(_) => text(language, "photo-denied"),
        MediaError::AtDesk => text(language, "photo-at-desk"),
        MediaError::Files(_) | MediaError::Db(_) => return None,
    })
}
