use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn who(number: u8) -> MemberId {
    MemberId(Uuid::from_u128(number.into()))
}

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + chrono::TimeDelta::minutes(minutes)
}

fn vouches(all: &[(u8, u8)]) -> Vec<Vouch> {
    let vouch = |(minutes, (by, member)): (usize, &(u8, u8))| Vouch {
        member: who(*member),
        by: who(*by),
        at: at(i64::try_from(minutes).unwrap()),
    };
    all.iter().enumerate().map(vouch).collect()
}

fn confirmed(all: &[u8]) -> BTreeSet<MemberId> {
    all.iter().map(|it| who(*it)).collect()
}

fn names(known: &HashMap<MemberId, DateTime<Utc>>) -> BTreeSet<MemberId> {
    known.keys().copied().collect()
}

fn all_known(
    vouches: &[Vouch],
    confirmed: &BTreeSet<MemberId>,
) -> HashMap<MemberId, DateTime<Utc>> {
    let all = known((vouches, confirmed), &(0..=u8::MAX).map(who).collect());
    all.into_iter().map(|(member, known)| (member, known.since)).collect()
}

#[test]
fn two_who_live_here_make_somebody_known_and_they_the_next() {
    let all = vouches(&[(1, 3), (2, 3), (3, 4), (1, 4)]);
    let known = all_known(&all, &confirmed(&[1, 2]));
    assert_eq!(names(&known), confirmed(&[3, 4]));
    assert_eq!((known[&who(3)], known[&who(4)]), (at(1), at(3)), "since the second said so");
    let one = vouches(&[(1, 3), (1, 3)]);
    assert!(all_known(&one, &confirmed(&[1])).is_empty(), "one who says it twice is one");
}

#[test]
fn only_whose_word_counts_is_named() {
    // Nine is nobody here: what they say counts for nothing, and they are not named with it.
    let all = vouches(&[(9, 3), (2, 3), (1, 3), (3, 1), (1, 4), (3, 4)]);
    let by = |member: u8| {
        let found = known((&all, &confirmed(&[1, 2])), &confirmed(&[member]));
        found.get(&who(member)).map(|it| it.by.clone())
    };
    assert_eq!(by(3), Some(vec![who(2), who(1)]), "the earliest first");
    assert_eq!(by(4), Some(vec![who(1), who(3)]), "who is known counts too");
    assert_eq!(by(1), None, "and one is too few");
}

/// Whoever somebody made known does not make them known in turn, unless a third stands for it.
#[test]
fn nobody_is_known_in_a_circle() {
    let first = [(1, 3), (2, 3), (1, 4), (3, 4), (4, 3)];
    assert_eq!(names(&all_known(&vouches(&first), &confirmed(&[1, 2]))), confirmed(&[3, 4]));
    // Two takes back what they said: 3 stands on 1 and on 4, whom only 1 and 3 know.
    let later = [(1, 3), (1, 4), (3, 4), (4, 3)];
    assert!(all_known(&vouches(&later), &confirmed(&[1])).is_empty());
    let third = [(1, 3), (1, 4), (3, 4), (4, 3), (5, 4)];
    assert_eq!(names(&all_known(&vouches(&third), &confirmed(&[1, 5]))), confirmed(&[3, 4]));
}

#[test]
fn an_address_is_read_as_it_is_written() {
    let typed = |postcode: &str, number: &str| Home {
        street: " Javastraat ".into(),
        house_number: number.into(),
        postcode: postcode.into(),
        city: "Amsterdam".into(),
    };
    let home = Home::read(&typed("1094ha", "7-2")).unwrap();
    assert_eq!((home.street.as_str(), home.postcode.as_str()), ("Javastraat", "1094 HA"));
    assert_eq!(Home::read(&typed("94 HA", "7")), Err(("postcode", Problem::Unreadable)));
    assert_eq!(Home::read(&typed("é094 HA", "7")), Err(("postcode", Problem::Unreadable)));
    assert_eq!(Home::read(&typed("1094 HA", " ")), Err(("houseNumber", Problem::Empty)));
    assert_eq!(format!("{home:?}"), "(home)");
}

fn said() -> impl Strategy<Value = Vec<(u8, u8)>> {
    proptest::collection::vec((0_u8..8, 0_u8..8), 0..40)
}

proptest! {
    /// Nobody is known without somebody whose address is confirmed.
    #[test]
    fn without_an_address_nobody_is_known(all in said()) {
        prop_assert!(all_known(&vouches(&all), &BTreeSet::new()).is_empty());
    }

    /// Everybody who is known has enough who say so, each of them known or confirmed, and of them
    /// enough are so without what they themselves said.
    #[test]
    fn who_is_known_stands_on_others(all in said(), lives in proptest::collection::vec(0_u8..8, 0..4)) {
        let (all, lives) = (vouches(&all), confirmed(&lives));
        for member in all_known(&all, &lives).keys() {
            let without: Vec<Vouch> = all.iter().filter(|it| it.by != *member).copied().collect();
            let others = all_known(&without, &lives);
            let by: BTreeSet<MemberId> = without
                .iter()
                .filter(|it| it.member == *member)
                .filter(|it| lives.contains(&it.by) || others.contains_key(&it.by))
                .map(|it| it.by)
                .collect();
            prop_assert!(by.len() >= NEIGHBOURS_MIN, "{member} stands on {by:?}");
        }
    }

    /// One more who says so never makes anybody less known.
    #[test]
    fn more_is_never_less(all in said(), more in (0_u8..8, 0_u8..8), lives in proptest::collection::vec(0_u8..8, 0..4)) {
        let lives = confirmed(&lives);
        let before = names(&all_known(&vouches(&all), &lives));
        let mut all = all;
        all.push(more);
        prop_assert!(before.is_subset(&names(&all_known(&vouches(&all), &lives))));
    }

    /// Who is not told by whom hears the same of since when.
    #[test]
    fn since_when_is_the_same_without_by_whom(all in said(), lives in proptest::collection::vec(0_u8..8, 0..6)) {
        let (all, lives) = (vouches(&all), confirmed(&lives));
        let people = (0..8).map(who).collect();
        prop_assert_eq!(known_since((&all, &lives), &people), all_known(&all, &lives));
    }
}
