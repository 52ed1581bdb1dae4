//! The conversation: what was written, the earliest first, and a line where the new begins.

use chrono::{DateTime, Utc};
use koop_domain::agreements::model::{MESSAGE_MAX, Message, MoveKind, Seen, Words};
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::media::model::ALT_MAX;

use super::price::{self, Fits};
use crate::agreements::{moment_words, path};
use crate::form::{Field, Slips};
use crate::keeping::Typed;
use crate::page::Page;
use crate::photos::Shown;
use crate::texts::{self, clock};

/// A conversation.
pub(crate) struct Talk {
    /// By which an open page knows that something new is about it.
    pub agreement: String,
    pub lines: Vec<Line>,
    /// What was written before these.
    pub older: Option<String>,
    /// What was written after these.
    pub newest: Option<String>,
    pub say: Field,
    pub photo: PhotoForm,
}

/// A photo that may go with a message.
pub(crate) struct PhotoForm {
    pub is_open: bool,
    pub hint: String,
    pub wrong: Option<String>,
    pub alt: Field,
    pub decorative: bool,
}

/// A message.
pub(crate) struct Line {
    /// The day, where another one begins.
    pub day: Option<String>,
    /// Whether the new begins here.
    pub begins_new: bool,
    pub is_mine: bool,
    pub who: String,
    pub time: String,
    /// What it says, in its lines.
    pub text: Vec<String>,
    /// A moment that it proposes.
    pub moment: Option<Card>,
    /// The photo that goes with it.
    pub photo: Option<Shown>,
}

/// A moment as a card.
pub(crate) struct Card {
    pub words: String,
    /// The moment as it is sent, where the one who reads may say that it suits.
    pub fits: Option<Fits>,
}

impl Talk {
    pub(super) fn new(
        page: &Page,
        (seen, now): (&Seen, DateTime<Utc>),
        (messages, more, is_older): (&[Message], bool, bool),
        typed: &Typed,
        slips: &Slips,
    ) -> Self {
        let is_said = typed.get("doe") == "stuur";
        let of = |name: &str| if is_said { typed.get(name) } else { "" };
        let href = path(seen.agreement.id);
        let first = messages.first().filter(|_| more);
        let new = begin_of_new(messages, seen.unread).filter(|_| !is_older);
        let mut lines = Vec::with_capacity(messages.len());
        let mut day = None;
        for (at, it) in messages.iter().enumerate() {
            let local = it.at.with_timezone(&ZONE).date_naive();
            let begins = day.replace(local) != Some(local);
            let mut line = Line::of(page, seen, it, now);
            line.day = begins.then(|| clock::day(page.language, local, clock::today(now)));
            line.begins_new = new == Some(at);
            lines.push(line);
        }
        let say = page.t("agreement-talk-say");
        Self {
            agreement: seen.agreement.id.to_string(),
            lines,
            older: first.map(|it| format!("{href}?voor={}#gesprek", it.id)),
            newest: is_older.then(|| format!("{href}#gesprek")),
            say: Field::line("bericht", say, of("bericht"), MESSAGE_MAX, slips),
            photo: PhotoForm::new(page, (of("alt"), of("decorative")), slips),
        }
    }
}

impl PhotoForm {
    fn new(page: &Page, (alt, decorative): (&str, &str), slips: &Slips) -> Self {
        let megabytes = [("megabytes", texts::upload_max_megabytes().into())];
        let wrong = slips.of("foto").map(str::to_owned);
        let field = Field::line("alt", page.t("photos-alt"), alt, ALT_MAX, slips);
        Self {
            // What was typed in it is seen, also where something else is wrong.
            is_open: wrong.is_some() || slips.of("alt").is_some() || !alt.is_empty(),
            hint: page.with("photos-file-hint", &megabytes),
            wrong,
            alt: field,
            decorative: !decorative.is_empty(),
        }
    }
}

/// Before which message the new begins, when so many of the other's are new.
fn begin_of_new(messages: &[Message], unread: u64) -> Option<usize> {
    let unread = usize::try_from(unread).ok().filter(|count| *count > 0)?;
    let theirs = || messages.iter().enumerate().filter(|(_, it)| !it.is_mine);
    let read = theirs().count().saturating_sub(unread);
    theirs().nth(read).map(|(at, _)| at)
}

impl Line {
    fn of(page: &Page, seen: &Seen, it: &Message, now: DateTime<Utc>) -> Self {
        let (text, moment) = match &it.words {
            // What is to be seen on the photo is all that it says: once is enough.
            Words::Text(text) if says_no_more(it, text) => (Vec::new(), None),
            Words::Text(text) => (text.lines().map(str::to_owned).collect(), None),
            Words::Moment { from, until } => {
                let when = moment_words(page.language, (*from, *until), now);
                let may = !it.is_mine && *from > now && seen.moves.contains(&MoveKind::Agree);
                // What is agreed already asks for no yes.
                let stands = seen.agreement.moment == Some((*from, *until))
                    && seen.agreement.state.is_in_force();
                let sent = || Fits {
                    from: from.to_rfc3339(),
                    until: until.to_rfc3339(),
                    price: price::said(page, seen),
                };
                let card = Card {
                    words: page.with("agreement-talk-moment", &[("when", when.into())]),
                    fits: (may && !stands).then(sent),
                };
                (Vec::new(), Some(card))
            }
        };
        let who = if it.is_mine { page.t("agreement-talk-me") } else { seen.other.name.clone() };
        let time = clock::hour(page.language, it.at.with_timezone(&ZONE).time());
        let photo = it.photo.as_ref().map(|photo| Shown::of_message(it.id, photo));
        Self { day: None, begins_new: false, is_mine: it.is_mine, who, time, text, moment, photo }
    }
}

/// Whether the words of a message are those of its photo.
fn says_no_more(it: &Message, text: &str) -> bool {
    it.photo.as_ref().is_some_and(|photo| photo.alt.as_str() == text)
}

#[cfg(test)]
mod tests {
    use koop_domain::id::{AgreementId, MemberId, MessageId};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::sample::now;

    proptest! {
        /// The line stands before one of the other's, and after it stand just so many of theirs.
        #[test]
        fn the_new_begins_where_so_many_of_theirs_follow(
            mine in prop::collection::vec(any::<bool>(), 0..30),
            unread in 0_u64..40,
        ) {
            let message = |is_mine| Message {
                id: MessageId(Uuid::nil()),
                agreement: AgreementId(Uuid::nil()),
                author: MemberId(Uuid::nil()),
                by: None,
                is_mine,
                words: Words::Text("hoi".into()),
                photo: None,
                at: now(),
            };
            let all: Vec<Message> = mine.into_iter().map(message).collect();
            let theirs = all.iter().filter(|it| !it.is_mine).count() as u64;
            match begin_of_new(&all, unread) {
                None => prop_assert!(unread == 0 || theirs == 0),
                Some(at) => {
                    prop_assert!(!all[at].is_mine);
                    let after = all[at..].iter().filter(|it| !it.is_mine).count() as u64;
                    prop_assert_eq!(after, unread.min(theirs));
                }
            }
        }
    }
}
