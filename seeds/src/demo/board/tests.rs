//! What the files of the board say.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::agreements::model::{Move, MoveKind};
use koop_domain::posts::model::{Allergen, Audience, Direction, Outcome, Subject, TermKind, Topic};
use koop_domain::posts::{contacts, words};

use super::super::moment::Moment;
use super::block::{self, Block};
use super::issuing;
use super::needs::{self, Done};
use super::neighbours::{self, Known};
use super::payments;
use super::talk::{self, Deed, Talk, Who};

/// Moments of all sorts: an afternoon, the night, the days on which the clock changes, a leap day.
const MOMENTS: [&str; 6] = [
    "2026-11-21T14:30:00+01:00",
    "2026-12-31T23:55:00+01:00",
    "2027-01-01T00:05:00+01:00",
    "2027-03-28T09:12:00+02:00",
    "2026-10-25T02:30:00+01:00",
    "2028-02-29T17:45:00+01:00",
];

fn moments() -> impl Iterator<Item = Moment> {
    let instant = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
    MOMENTS.into_iter().map(move |text| Moment::new(instant(text)))
}

fn afternoon() -> Moment {
    moments().next().unwrap()
}

fn count<'a>(blocks: &'a [Block], holds: impl Fn(&Block) -> bool + 'a) -> usize {
    blocks.iter().filter(|it| holds(it)).count()
}

#[test]
fn every_block_is_one_of_about_a_hundred_and_fifty_posts() {
    let blocks = block::all();
    assert_eq!(blocks.len(), block::count(), "a block has a line too few, or an unknown key");
    assert!((150..=165).contains(&blocks.len()), "{}", blocks.len());
    for moment in moments() {
        for it in &blocks {
            let content = it.content(&moment).unwrap_or_else(|| panic!("{}", it.title));
            let at = it.published(&moment).unwrap_or_else(|| panic!("{}: when", it.title));
            assert!(at < moment.now, "{}: {at}", it.title);
            it.capacity().unwrap_or_else(|| panic!("{}: capacity", it.title));
            let stands = it.value("stands").is_none_or(|it| it.parse::<i64>().is_ok());
            assert!(stands, "{}: for how long", it.title);
            content.tidy(it.subject, at).unwrap_or_else(|e| panic!("{}: {e:?}", it.title));
            for (word, is_read) in [
                ("closed", it.closed(&moment).is_some()),
                ("reported", it.said("reported", &moment).is_some()),
                ("removed", it.said("removed", &moment).is_some()),
            ] {
                assert_eq!(it.has(word), is_read, "{}: {word}", it.title);
            }
        }
    }
}

#[test]
fn no_two_titles_or_texts_are_the_same() {
    let blocks = block::all();
    let titles: HashSet<_> = blocks.iter().map(|it| it.title).collect();
    let texts: HashSet<_> = blocks.iter().map(|it| it.text).collect();
    assert_eq!((titles.len(), texts.len()), (blocks.len(), blocks.len()));
    // Nor do two begin alike, as templates do.
    let begin = |it: &Block| it.text.split(' ').take(3).collect::<Vec<_>>().join(" ");
    let mut begins: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for it in &blocks {
        begins.entry(begin(it)).or_default().push(it.title);
        assert!(it.text.chars().count() > 60, "{} says little", it.title);
    }
    begins.retain(|_, titles| titles.len() > 1);
    assert!(begins.is_empty(), "{begins:?}");
}

#[test]
fn everything_that_a_post_can_be_occurs() {
    let (blocks, moment) = (block::all(), afternoon());
    for subject in Subject::ALL {
        let some = count(&blocks, |it| it.subject == *subject);
        assert!(some >= 12, "{subject:?}: {some}");
        for topic in subject.topics() {
            let some = count(&blocks, |it| it.subject == *subject && it.topic == *topic);
            // Nobody but an organisation washes somebody.
            assert!(some >= 1 || *topic == Topic::PersonalCare, "{subject:?} {topic:?}");
        }
        for direction in Direction::ALL {
            let some = count(&blocks, |it| (it.subject, it.direction) == (*subject, *direction));
            assert!(some >= 2, "{subject:?} {direction:?}: {some}");
        }
    }
    // What only the desk sees is entered there.
    for audience in Audience::ALL.iter().filter(|it| **it != Audience::Desk) {
        let some = count(&blocks, |it| it.audience == *audience);
        assert!(some >= 2, "{audience:?}: {some}");
    }
    for outcome in Outcome::ALL {
        assert!(blocks.iter().any(|it| it.closed(&moment).is_some_and(|it| it.1 == *outcome)));
    }
    let contents: Vec<_> = blocks.iter().filter_map(|it| it.content(&moment)).collect();
    for kind in TermKind::ALL {
        let has = contents.iter().filter(|it| it.terms.iter().any(|it| it.kind == *kind)).count();
        assert!(has >= 8, "{kind:?}: {has}");
    }
    let several = contents.iter().filter(|it| it.terms.len() > 1).count();
    assert!(several >= 20, "several terms at once: {several}");
    let allergens: BTreeSet<Allergen> =
        contents.iter().filter_map(|it| it.meal.as_ref()?.allergens.clone()).flatten().collect();
    assert!(allergens.len() >= 6, "{allergens:?}");
    let english = contents.iter().filter(|it| it.languages.first().is_some_and(|l| l == "en"));
    assert!((8..40).contains(&english.count()), "a few are in English");
}

#[test]
fn the_posts_hang_on_the_moment_of_seeding() {
    for moment in moments() {
        let now = moment.now;
        let mut soon = 0;
        for it in block::all() {
            let content = it.content(&moment).unwrap();
            if let Some(event) = &content.event {
                let weeks = event.until > now && event.from < now + TimeDelta::weeks(6);
                assert!(weeks, "{}: {}", it.title, event.from);
            }
            let pickup = content.meal.as_ref().and_then(|it| it.pickup);
            if let Some((_, until)) = pickup.filter(|_| !it.has("closed")) {
                assert!(until > now + TimeDelta::minutes(55), "{}: {until}", it.title);
                soon += usize::from(until < now + TimeDelta::hours(48));
            }
        }
        assert!(soon >= 8, "meals of today and tomorrow: {soon}");
    }
}

#[test]
fn two_posts_wait_for_somebody_to_look_at_them() {
    let moment = afternoon();
    let said = |it: &Block| {
        let content = it.content(&moment).unwrap();
        let terms = content.terms.into_iter().filter_map(|it| it.words);
        [it.title.to_owned(), it.text.to_owned()].into_iter().chain(terms).collect::<Vec<_>>()
    };
    let blocks = block::all();
    let waits = blocks.iter().filter(|it| said(it).iter().any(|text| words::names(text)));
    let waits: Vec<_> = waits.map(|it| it.title).collect();
    assert_eq!(waits, ["Wie veegt mee na het vuurwerk?", "Hot glue gun for a paper dragon"]);
}

#[test]
fn nobody_tells_how_to_reach_them() {
    let moment = afternoon();
    for it in block::all() {
        let content = it.content(&moment).unwrap();
        let venue = content.event.and_then(|it| it.venue).unwrap_or_default();
        let terms = content.terms.into_iter().filter_map(|it| it.words).collect::<Vec<_>>();
        for words in [it.title, it.text, &venue].into_iter().chain(terms.iter().map(String::as_str))
        {
            assert!(contacts::found(words).is_empty(), "{}: {words}", it.title);
        }
    }
}

#[test]
fn forty_neighbours_live_beside_the_four_who_sign_in() {
    let all = neighbours::all();
    assert_eq!(all.len(), 44);
    let firsts: HashSet<_> = all.iter().map(neighbours::Neighbour::first).collect();
    let emails: HashSet<_> = all.iter().map(neighbours::Neighbour::email).collect();
    assert_eq!((firsts.len(), emails.len()), (44, 44), "first names tell them apart");
    for it in &all {
        assert!(it.email().ends_with("@oost.example") && it.email().is_ascii(), "{}", it.email());
        assert!(neighbours::street(it.street).is_some(), "{}: {}", it.name, it.street);
    }
    let known = |holds: fn(&Known) -> bool| all.iter().filter(|it| holds(&it.known)).count();
    assert!(known(|it| *it == Known::Address) >= 20);
    assert!(known(|it| matches!(it, Known::By(names) if names.len() == 2)) >= 8);
    assert!(known(|it| *it == Known::Nothing) >= 4);
    for it in block::all() {
        assert!(firsts.contains(it.who), "{}: {}", it.title, it.who);
        if let Some(street) = it.value("at") {
            assert!(neighbours::street(street).is_some(), "{}: {street}", it.title);
        }
    }
}

/// Whether a step of somebody's in particular is in a talk.
fn has(talk: &Talk, who: Who, kind: MoveKind) -> bool {
    let is = |it: &Deed| matches!(it, Deed::Act(act) if act.kind() == kind);
    talk.steps.iter().any(|it| it.who == who && is(&it.deed))
}

#[test]
fn every_agreement_begins_with_a_reply_and_goes_on_in_order() {
    let blocks: BTreeMap<_, _> = block::all().into_iter().map(|it| (it.title, it)).collect();
    for moment in moments() {
        let talks = talk::all(&moment);
        assert_eq!(talks.len(), talk::count(), "a line of an agreement cannot be read");
        assert!((50..=80).contains(&talks.len()), "{}", talks.len());
        let pairs: HashSet<_> = talks.iter().map(|it| (it.title, it.replier)).collect();
        assert_eq!(pairs.len(), talks.len(), "one reply of a neighbour to a post");
        for talk in &talks {
            let what = format!("{} of {}", talk.title, talk.replier);
            let post = blocks.get(talk.title).unwrap_or_else(|| panic!("{what}: which post?"));
            assert_ne!(post.who, talk.replier, "{what}");
            let first = talk.steps.first().unwrap();
            assert!(matches!(first.deed, Deed::Reply(_)) && first.who == Who::Replier, "{what}");
            assert!(first.at > post.published(&moment).unwrap(), "{what}: replied too early");
            let times: Vec<DateTime<Utc>> = talk.steps.iter().map(|it| it.at).collect();
            assert!(times.is_sorted(), "{what}: {times:?}");
            assert!(times.last().is_some_and(|it| *it < moment.now), "{what}");
        }
    }
}

#[test]
fn neighbours_agree_fall_out_and_thank_each_other() {
    let talks = talk::all(&afternoon());
    for kind in MoveKind::ALL.iter().filter(|it| **it != MoveKind::Prolong) {
        let some = talks.iter().filter(|talk| {
            let any = |it: &Deed| matches!(it, Deed::Act(act) if act.kind() == *kind);
            talk.steps.iter().any(|it| any(&it.deed))
        });
        assert!(some.count() >= 1, "{kind:?}");
    }
    let both = |it: &&Talk| {
        let done = MoveKind::Complete;
        has(it, Who::Owner, done) && has(it, Who::Replier, done)
    };
    assert!(talks.iter().filter(both).count() >= 20);
    let places = talks.iter().flat_map(|it| &it.steps).filter(|it| match &it.deed {
        Deed::Act(Move::Agree { details, .. }) => details.place.is_some(),
        _ => false,
    });
    assert!(places.count() >= 30, "most say where they meet");
}

#[test]
fn who_calls_the_help_desk_says_what_is_to_be_done_and_nothing_else() {
    let firsts: HashSet<_> = neighbours::all().iter().map(|it| it.first()).collect();
    for moment in moments() {
        let needs = needs::all(&moment);
        assert_eq!(needs.len(), needs::count(), "a line of a need cannot be read");
        for need in &needs {
            let times: Vec<DateTime<Utc>> = need.steps.iter().map(|it| it.at).collect();
            assert!(times.is_sorted() && times.last().is_some_and(|it| *it < moment.now));
            assert!(contacts::found(need.notes).is_empty(), "{}", need.who);
            assert!(neighbours::street(need.street).is_some(), "{}: {}", need.who, need.street);
            assert!(need.phone.is_empty() || need.phone.starts_with("020 555 01"), "{}", need.who);
            assert_eq!(need.steps[0].deed, Done::Enter, "{}", need.who);
            for step in &need.steps {
                if let Done::Ask(name) | Done::Answer(name, _) | Done::Finish(name) = step.deed {
                    assert!(firsts.contains(name), "{}: {name}", need.who);
                }
            }
        }
    }
}

#[test]
fn every_payment_is_between_two_neighbours_or_places_and_has_been() {
    for moment in moments() {
        assert_eq!(payments::unreadable(&moment), Vec::<&str>::new());
        assert_eq!(issuing::unreadable(&moment), Vec::<&str>::new());
        let people: HashSet<_> = neighbours::all().iter().map(|it| (it.first(), it.days)).collect();
        for it in payments::all(&moment) {
            assert!(it.at < moment.now, "{}", it.purpose);
            assert_ne!(it.from, it.to, "{}", it.purpose);
            for who in [it.from, it.to] {
                let known = people.iter().find(|(name, _)| *name == who);
                let here =
                    known.is_none_or(|(_, days)| it.at > moment.now - TimeDelta::days(*days));
                assert!(here && (who.starts_with('@') || known.is_some()), "{who}: {}", it.purpose);
            }
        }
    }
}
