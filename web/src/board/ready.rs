//! Sentences to tap, for whoever does not know how to begin: twelve that begin a post, twelve that
//! answer one.

use koop_domain::language::Language;
use koop_domain::posts::model::{Direction, Subject, Topic};

use super::NEW;
use super::state::{Board, State};
use crate::home::Link;
use crate::page::Page;
use crate::texts;

/// What a sentence begins: the direction, the subject, the topic and the key of its words.
type Beginning = (Direction, Subject, Topic, &'static str);

/// What neighbours often look for, and often have.
const BEGINNINGS: [Beginning; 12] = [
    (Direction::Request, Subject::Help, Topic::Groceries, "board-begin-groceries"),
    (Direction::Request, Subject::Help, Topic::Tech, "board-begin-tech"),
    (Direction::Request, Subject::Help, Topic::Company, "board-begin-coffee"),
    (Direction::Request, Subject::Help, Topic::OddJobs, "board-begin-odd-job"),
    (Direction::Offer, Subject::Help, Topic::Groceries, "board-begin-shopping"),
    (Direction::Offer, Subject::Help, Topic::Pets, "board-begin-dog"),
    (Direction::Offer, Subject::Item, Topic::Tools, "board-begin-drill"),
    (Direction::Offer, Subject::Item, Topic::Kids, "board-begin-toys"),
    (Direction::Request, Subject::Item, Topic::Household, "board-begin-ladder"),
    (Direction::Offer, Subject::Meal, Topic::Cooked, "board-begin-soup"),
    (Direction::Offer, Subject::Material, Topic::Building, "board-begin-wood"),
    (Direction::Offer, Subject::Event, Topic::Meeting, "board-begin-meet"),
];

/// Answers to whatever it is.
const TO_ALL: [&str; 6] = [
    "board-answer-hello",
    "board-answer-daytime",
    "board-answer-evening",
    "board-answer-meet",
    "board-answer-when",
    "board-answer-question",
];
/// Answers to what is offered.
const TO_OFFERS: [&str; 6] = [
    "board-answer-still-there",
    "board-answer-gladly",
    "board-answer-borrow",
    "board-answer-swap",
    "board-answer-bring",
    "board-answer-two",
];
/// Answers to what is asked for.
const TO_REQUESTS: [&str; 6] = [
    "board-answer-help",
    "board-answer-have",
    "board-answer-lend",
    "board-answer-done-before",
    "board-answer-part",
    "board-answer-know-somebody",
];

/// The sentences that begin a post of a list, or all of them, each leading into the form.
pub(super) fn beginnings(page: &Page, board: Option<Board>) -> Vec<Link> {
    let fits = |(_, subject, ..): &Beginning| board.is_none_or(|it| Board::of(*subject) == it);
    let link = |(at, (direction, subject, topic, key)): (usize, &Beginning)| Link {
        href: format!(
            "{NEW}?richting={}&soort={}&onderwerp={}&zin={}",
            direction.key(),
            subject.key(),
            topic.key(),
            at + 1
        ),
        label: page.t(key),
    };
    BEGINNINGS.iter().enumerate().filter(|(_, it)| fits(it)).map(link).collect()
}

/// The words of the sentence with a number, from 1.
pub(super) fn beginning(language: Language, number: &str) -> Option<String> {
    let at = number.parse::<usize>().ok()?.checked_sub(1)?;
    BEGINNINGS.get(at).map(|(.., key)| texts::text(language, key))
}

/// The sentences that answer what is offered or asked for.
pub(super) fn answers(language: Language, direction: Direction) -> Vec<String> {
    let own = match direction {
        Direction::Offer => TO_OFFERS,
        Direction::Request => TO_REQUESTS,
    };
    own.into_iter().chain(TO_ALL).map(|key| texts::text(language, key)).collect()
}

/// A message with the sentence of a number, from 1, at its end.
pub(super) fn answered(
    language: Language,
    direction: Direction,
    (message, number): (&str, &str),
) -> String {
    let at = number.parse::<usize>().ok().and_then(|it| it.checked_sub(1));
    let all = answers(language, direction);
    let Some(sentence) = at.and_then(|at| all.get(at)) else { return message.to_owned() };
    let message = message.trim_end();
    if message.is_empty() { sentence.clone() } else { format!("{message} {sentence}") }
}

/// Where something is put on a list, as far as is chosen there.
pub(super) fn new_href(state: &State) -> String {
    let only = match state.board.subjects() {
        [only] => Some(*only),
        _ => None,
    };
    let direction = match state.board {
        Board::Agenda => Some(Direction::Offer),
        Board::Help | Board::Share => state.direction,
    };
    let pairs = [
        ("richting", direction.map(Direction::key)),
        ("soort", state.subject.or(only).map(Subject::key)),
    ];
    let pairs: Vec<(&str, &str)> =
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    if query.is_empty() { NEW.to_owned() } else { format!("{NEW}?{query}") }
}
