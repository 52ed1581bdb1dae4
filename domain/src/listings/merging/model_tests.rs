use proptest::prelude::*;

use super::*;
use crate::listings::model::{Offered, Wheelchair};

/// Facts of which two numbers differ in every field of theirs, but for number 0, which says
/// nothing.
fn facts(says: [u8; 6]) -> Facts {
    let [name, phone, mail, hours, goods, chair] = says;
    let text = |n: u8| (n > 0).then(|| n.to_string());
    let mut facts = Facts {
        name: text(name).unwrap_or_default(),
        second_hand: [None, Some(Offered::Yes), Some(Offered::Only)][usize::from(goods)],
        wheelchair: [None, Some(Wheelchair::Yes), Some(Wheelchair::No)][usize::from(chair)],
        ..Facts::default()
    };
    facts.contact.phone = text(phone);
    facts.contact.email = text(mail);
    let counter = crate::listings::model::Service::Counter;
    facts.hours = text(hours).into_iter().map(|raw| (counter, raw)).collect();
    facts
}

fn listing(number: u128, says: [u8; 6], origins: [u8; 6]) -> Listing {
    let id = ListingId(Uuid::from_u128(number));
    let mut listing = Listing::new(id, number.to_string(), facts(says), DateTime::UNIX_EPOCH);
    for (group, origin) in FactGroup::ALL.into_iter().zip(origins) {
        let editor = || ["owner", "resident"][usize::from(origin % 2)].to_owned();
        let origin = match origin {
            0 => continue,
            1 => Origin::Import { source: "OSM".into() },
            2 | 3 => Origin::Edit { editor: editor() },
            _ => Origin::Seen { editor: editor(), source: None },
        };
        let confirmed_on = NaiveDate::from_ymd_opt(2026, 1, 1 + u32::try_from(number).unwrap());
        listing.provenance.insert(group, Confirmation { origin, confirmed_on });
    }
    listing
}

fn moment() -> (&'static str, Moment) {
    let now: DateTime<Utc> = "2026-04-20T08:00:00Z".parse().unwrap();
    ("steward", Moment { now, today: now.date_naive() })
}

fn any_listing(number: u128) -> impl Strategy<Value = Listing> {
    (prop::array::uniform6(0_u8..3), prop::array::uniform6(0_u8..6))
        .prop_map(move |(says, origins)| listing(number, says, origins))
}

proptest! {
    /// Merging and then undoing is as if nothing had been.
    #[test]
    fn what_is_merged_and_undone_is_as_before(
        one in any_listing(1),
        other in any_listing(2),
        picked in prop::collection::vec(any::<bool>(), Field::ALL.len()),
    ) {
        let fields: Vec<Field> =
            Field::ALL.into_iter().zip(picked).filter(|(_, it)| *it).map(|(it, _)| it).collect();
        let whole = merged(&one, &other, &fields, moment()).listing;
        let back = parted(&whole, &whole, &one, moment().1.now).unwrap().listing;
        prop_assert_eq!((&back.facts, &back.provenance, &back.source), (&one.facts, &one.provenance, &one.source));
        prop_assert_eq!(back.revision, one.revision + 2);
        let gone = left(&other, moment()).listing;
        let back = parted(&gone, &gone, &other, moment().1.now).unwrap().listing;
        prop_assert_eq!((&back.facts, &back.provenance), (&other.facts, &other.provenance));
    }

    /// Each field is one of the two, as it was chosen, and the default leaves nothing unsaid.
    #[test]
    fn every_field_is_one_of_the_two(one in any_listing(1), other in any_listing(2)) {
        let fields = better(&one, &other);
        let whole = merged(&one, &other, &fields, moment());
        for field in Field::ALL {
            let from = if fields.contains(&field) { &other } else { &one };
            prop_assert!(!field.differs(&whole.listing.facts, &from.facts), "{field:?}");
            let said = field.is_said(&one.facts) || field.is_said(&other.facts);
            prop_assert_eq!(said, field.is_said(&whole.listing.facts), "{:?}", field);
            let changed = field.differs(&whole.listing.facts, &one.facts);
            prop_assert!(!changed || whole.groups.contains(&field.group()));
        }
    }

    /// What was written since is not undone.
    #[test]
    fn nothing_written_since_is_lost(one in any_listing(1), other in any_listing(2)) {
        let whole = merged(&one, &other, &better(&one, &other), moment()).listing;
        let mut since = whole.clone();
        since.facts.contact.website = Some("https://noor.example".into());
        prop_assert!(parted(&since, &whole, &one, moment().1.now).is_none());
    }

    /// There is one owner at most, and whoever was one is one.
    #[test]
    fn one_place_has_one_owner(
        one in prop::collection::btree_map(0_u128..4, 0_usize..5, 0..4),
        other in prop::collection::btree_map(0_u128..4, 0_usize..5, 0..4),
    ) {
        let all = |of: &std::collections::BTreeMap<u128, usize>| -> Vec<Keeping> {
            let mut owned = false;
            of.iter()
                .map(|(who, what)| {
                    let keeper = Keeper::ALL[*what];
                    let twice = keeper == Keeper::Owner && std::mem::replace(&mut owned, true);
                    let keeper = if twice || keeper == Keeper::Nobody { Keeper::Till } else { keeper };
                    Keeping { member: MemberId(Uuid::from_u128(*who)), keeper, since: DateTime::UNIX_EPOCH, profile: None }
                })
                .collect()
        };
        let (one, other) = (all(&one), all(&other));
        let owners = |of: &[Keeping]| -> BTreeSet<MemberId> {
            of.iter().filter(|it| it.keeper == Keeper::Owner).map(|it| it.member).collect()
        };
        let both: BTreeSet<MemberId> = owners(&one).union(&owners(&other)).copied().collect();
        match kept(&one, &other) {
            None => prop_assert_eq!(both.len(), 2),
            Some(kept) => {
                prop_assert_eq!(owners(&kept), both);
                let members: BTreeSet<MemberId> = kept.iter().map(|it| it.member).collect();
                prop_assert_eq!(members.len(), kept.len(), "nobody twice");
            }
        }
    }
}

#[test]
fn a_home_keeps_its_door() {
    let mut one = listing(1, [1; 6], [1; 6]);
    let mut home = listing(2, [2; 6], [1; 6]);
    home.facts.whereabouts = Whereabouts::AtHome;
    home.facts.address = Some(crate::listings::model::Address {
        street: Some("Javastraat".into()),
        ..Default::default()
    });
    let whole = merged(&one, &home, &[Field::Address], moment()).listing;
    assert_eq!(whole.facts.whereabouts, Whereabouts::AtHome);
    one.facts.state = LifeState::Gone { since: None };
    assert!(better(&one, &home).contains(&Field::State), "one that runs is one that runs");
}
