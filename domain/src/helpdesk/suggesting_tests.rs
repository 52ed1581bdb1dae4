use proptest::prelude::*;
use uuid::Uuid;

use super::*;

/// The middle of the demo's neighbourhood.
const HERE: Point = Point { latitude: 52.362, longitude: 4.929 };

fn somewhere() -> impl Strategy<Value = Point> {
    (52.34_f64..52.38, 4.90_f64..4.96)
        .prop_map(|(latitude, longitude)| Point { latitude, longitude })
}

fn times() -> impl Strategy<Value = Vec<Availability>> {
    let one = (
        prop::sample::subsequence(Day::ALL, 0..=3),
        prop::sample::subsequence(DayPart::ALL, 0..=2),
    );
    prop::collection::vec(one.prop_map(|(days, parts)| Availability { days, parts }), 0..3)
}

fn languages() -> impl Strategy<Value = Vec<String>> {
    prop::sample::subsequence(vec!["nl", "en", "ar", "nl-BE"], 0..=3)
        .prop_map(|all| all.into_iter().map(str::to_owned).collect())
}

fn topic() -> impl Strategy<Value = Topic> {
    prop::sample::select(Subject::Help.topics())
}

fn wanted() -> impl Strategy<Value = Wanted> {
    (topic(), somewhere(), languages(), times()).prop_map(
        |(topic, point, languages, availability)| Wanted { topic, point, languages, availability },
    )
}

fn candidate() -> impl Strategy<Value = Candidate> {
    let who = (0_u128..12, any::<u128>(), prop::sample::select(Subject::ALL), topic());
    let what = (somewhere(), prop::option::of(1_u32..6_000), languages(), times());
    let how = (0_u32..6, any::<bool>(), any::<bool>(), prop::bool::weighted(0.9));
    (who, what, how, prop::bool::weighted(0.1)).prop_map(
        |(
            (member, post, subject, topic),
            what,
            (load, has_vog, is_organisation, is_here),
            apart,
        )| {
            let (point, reach_m, languages, availability) = what;
            Candidate {
                member: MemberId(Uuid::from_u128(member)),
                post: PostId(Uuid::from_u128(post)),
                subject,
                topic,
                point,
                reach_m,
                languages,
                availability,
                load,
                has_vog,
                is_organisation,
                is_here,
                is_apart: apart,
            }
        },
    )
}

fn many() -> impl Strategy<Value = Vec<Candidate>> {
    prop::collection::vec(candidate(), 0..40)
}

/// A candidate who suits a plain need, for examples.
fn plain(member: u128) -> (Wanted, Candidate) {
    let wanted = Wanted {
        topic: Topic::Groceries,
        point: HERE,
        languages: Vec::new(),
        availability: Vec::new(),
    };
    let candidate = Candidate {
        member: MemberId(Uuid::from_u128(member)),
        post: PostId(Uuid::from_u128(member)),
        subject: Subject::Help,
        topic: Topic::Groceries,
        point: HERE,
        reach_m: None,
        languages: Vec::new(),
        availability: Vec::new(),
        load: 0,
        has_vog: false,
        is_organisation: false,
        is_here: true,
        is_apart: false,
    };
    (wanted, candidate)
}

fn of<'a>(it: &Suited, all: &'a [Candidate]) -> &'a Candidate {
    all.iter().find(|one| one.post == it.post && one.member == it.member).expect("it is one")
}

proptest! {
    #[test]
    fn the_order_is_the_same_however_they_come_in(
        wanted in wanted(), mut all in many(), turn in 0_usize..40,
    ) {
        let first = suggest(&wanted, &all);
        prop_assert!(first.len() <= SUGGESTED_MAX);
        all.reverse();
        let turn = turn.min(all.len());
        all.rotate_left(turn);
        prop_assert_eq!(&first, &suggest(&wanted, &all));
        // Nobody stands there twice.
        let mut people: Vec<_> = first.iter().map(|it| it.member).collect();
        people.sort_unstable();
        people.dedup();
        prop_assert_eq!(people.len(), first.len());
    }

    #[test]
    fn nobody_is_suggested_who_lives_beyond_how_far_they_go(wanted in wanted(), all in many()) {
        for it in suggest(&wanted, &all) {
            let one = of(&it, &all);
            let reach = f64::from(one.reach_m.unwrap_or(REACH_M));
            prop_assert!(wanted.point.distance_m(one.point) <= reach);
        }
    }

    #[test]
    fn only_an_organisation_that_was_looked_at_is_suggested_for_what_is_guarded(wanted in wanted(), all in many()) {
        for it in suggest(&wanted, &all) {
            let one = of(&it, &all);
            let looked_at = one.is_organisation
                && one.subject == Subject::Help
                && one.topic == wanted.topic;
            prop_assert!(!wanted.topic.is_guarded() || looked_at);
        }
    }

    #[test]
    fn who_is_gone_or_kept_apart_or_offers_something_else_is_left_out(
        wanted in wanted(), all in many(),
    ) {
        for it in suggest(&wanted, &all) {
            let one = of(&it, &all);
            prop_assert!(one.is_here && !one.is_apart);
            prop_assert!(topics(wanted.topic).contains(&one.topic));
            prop_assert!(matches!(one.subject, Subject::Help | Subject::Skill));
        }
    }

    #[test]
    fn who_was_asked_less_goes_before_who_was_asked_more_when_the_rest_is_equal(
        wanted in wanted(), like in candidate(), loads in (0_u32..50, 0_u32..50), id in 100_u128..,
    ) {
        let one = Candidate { load: loads.0, ..like };
        let other = Candidate {
            member: MemberId(Uuid::from_u128(id)),
            post: PostId(Uuid::from_u128(id)),
            load: loads.1,
            ..one.clone()
        };
        let both = suggest(&wanted, &[one.clone(), other.clone()]);
        // Either both suit or neither does: how often somebody was asked decides nothing else.
        prop_assert!(both.is_empty() || both.len() == 2);
        if let [first, _] = both.as_slice()
            && one.load != other.load
        {
            let less = if one.load < other.load { &one } else { &other };
            prop_assert_eq!(first.member, less.member);
        }
    }

    #[test]
    fn each_says_how_far_and_how_often(wanted in wanted(), all in many()) {
        for it in suggest(&wanted, &all) {
            let far = |why: &&Reason| matches!(why, Reason::Distance { .. });
            prop_assert_eq!(it.why.iter().filter(far).count(), 1);
            let load = Reason::Load { asked_in_30_days: of(&it, &all).load };
            prop_assert_eq!(it.why.iter().filter(|why| **why == load).count(), 1);
        }
    }

    #[test]
    fn what_is_like_another_is_so_both_ways(one in topic(), other in topic()) {
        prop_assert_eq!(topics(one).contains(&other), topics(other).contains(&one));
    }
}

#[test]
fn just_that_comes_before_something_like_it_and_the_nearer_before_the_further() {
    let (wanted, near) = plain(1);
    let further = Point { latitude: HERE.latitude + 0.006, ..HERE };
    let far = Candidate { point: further, ..plain(2).1 };
    let like = Candidate { topic: Topic::Transport, ..plain(3).1 };
    let asked = Candidate { load: 3, ..plain(4).1 };
    let all = [asked, like, far, near];
    let order: Vec<u128> = suggest(&wanted, &all).iter().map(|it| it.member.0.as_u128()).collect();
    assert_eq!(order, [1, 2, 4, 3]);
}

#[test]
fn a_language_and_a_time_are_shared_where_both_say_one() {
    let (mut wanted, mut it) = plain(1);
    wanted.languages = vec!["ar".to_owned(), "nl".to_owned()];
    it.languages = vec!["nl-NL".to_owned()];
    let mornings =
        |days: &[Day]| Availability { days: days.to_vec(), parts: vec![DayPart::Morning] };
    wanted.availability = vec![mornings(&[Day::Monday, Day::Thursday])];
    it.availability = vec![Availability { days: vec![Day::Thursday], parts: Vec::new() }];
    let why = suggest(&wanted, std::slice::from_ref(&it)).remove(0).why;
    assert!(why.contains(&Reason::Language("nl".to_owned())), "{why:?}");
    let times = Reason::Times { day: Some(Day::Thursday), part: Some(DayPart::Morning) };
    assert!(why.contains(&times), "{why:?}");
    let other = Candidate { languages: vec!["tr".to_owned()], ..it.clone() };
    assert!(suggest(&wanted, &[other]).is_empty());
    let other = Candidate { availability: vec![mornings(&[Day::Friday])], ..it };
    assert!(suggest(&wanted, &[other]).is_empty());
}

#[test]
fn who_calls_themselves_an_organisation_is_not_left_alone_with_anybody() {
    let (mut wanted, it) = plain(1);
    wanted.topic = Topic::Paperwork;
    let tech = Candidate { topic: Topic::Tech, is_organisation: true, ..it };
    assert!(suggest(&wanted, std::slice::from_ref(&tech)).is_empty());
    let looked_at = Candidate { topic: Topic::Paperwork, ..tech.clone() };
    assert_eq!(suggest(&wanted, std::slice::from_ref(&looked_at)).len(), 1);
    // Nor is somebody alone, whatever was seen of them; it says why an organisation is trusted.
    let alone = Candidate { has_vog: true, is_organisation: false, ..looked_at.clone() };
    assert!(suggest(&wanted, &[alone]).is_empty());
    let like = Candidate { has_vog: true, ..tech };
    assert!(suggest(&wanted, &[like]).is_empty());
    let both = suggest(&wanted, &[Candidate { has_vog: true, ..looked_at }]).remove(0);
    assert!(both.why.contains(&Reason::Vog) && both.why.contains(&Reason::Organisation));
}
