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

fn chosen(fields: &[Field]) -> Taken<'_> {
    Taken { fields, is_chosen: true }
}

fn by_default(fields: &[Field]) -> Taken<'_> {
    Taken { fields, is_chosen: false }
}

/// A place that says where it is in some way, or says nothing of that.
fn somewhere(number: u128) -> impl Strategy<Value = Listing> {
    (any_listing(number), any::<[bool; 3]>()).prop_map(move |(mut it, [home, door, point])| {
        it.facts.whereabouts = if home { Whereabouts::AtHome } else { Whereabouts::Fixed };
        let street = || Some(format!("Straat {number}"));
        it.facts.address = door
            .then(|| crate::listings::model::Address { street: street(), ..Default::default() });
        let north = 52.36 + if number == 1 { 0.001 } else { 0.002 };
        it.facts.point = point.then(|| crate::geo::Point::new(north, 4.93).unwrap());
        it
    })
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
        let whole = merged(&one, &other, chosen(&fields), moment()).listing;
        let back = parted(&whole, &whole, &one, moment().1.now).unwrap().listing;
        prop_assert_eq!((&back.facts, &back.provenance, &back.source), (&one.facts, &one.provenance, &one.source));
        prop_assert_eq!(back.revision, one.revision + 2);
        let gone = left(&other, &whole, moment()).listing;
        let back = parted(&gone, &gone, &other, moment().1.now).unwrap().listing;
        prop_assert_eq!((&back.facts, &back.provenance), (&other.facts, &other.provenance));
        prop_assert!(is_home(&gone) || !is_home(&whole), "its door is read nowhere");
    }

    /// Each field is one of the two, as it was chosen, and the default leaves nothing unsaid.
    #[test]
    fn every_field_is_one_of_the_two(one in any_listing(1), other in any_listing(2)) {
        let fields = better(&one, &other);
        let whole = merged(&one, &other, chosen(&fields), moment());
        for field in Field::ALL {
            let from = if fields.contains(&field) { &other } else { &one };
            prop_assert!(!field.differs(&whole.listing.facts, &from.facts), "{field:?}");
            let said = field.is_said(&one.facts) || field.is_said(&other.facts);
            prop_assert_eq!(said, field.is_said(&whole.listing.facts), "{:?}", field);
            let changed = field.differs(&whole.listing.facts, &one.facts);
            prop_assert!(!changed || whole.groups.contains(&field.group()));
        }
    }

    /// Where one is somebody's home, so is what is left, and it has no door but a home's.
    #[test]
    fn a_home_gets_no_door_by_default(one in somewhere(1), other in somewhere(2)) {
        let is_home = |it: &Listing| it.facts.whereabouts == Whereabouts::AtHome;
        let whole = merged(&one, &other, by_default(&better(&one, &other)), moment()).listing;
        prop_assert_eq!(is_home(&whole), is_home(&one) || is_home(&other));
        if is_home(&whole) {
            let door = |it: &Listing| (it.facts.address.clone(), it.facts.point);
            let homes = [&one, &other].into_iter().filter(|it| is_home(it));
            prop_assert!(homes.map(door).any(|it| it == door(&whole)));
        }
    }

    /// Who chooses a door for a home says so, and who does not has a home.
    #[test]
    fn a_home_becomes_a_door_where_that_is_chosen(
        one in somewhere(1),
        other in somewhere(2),
        picked in prop::collection::vec(any::<bool>(), 3),
    ) {
        let is_home = |it: &Listing| it.facts.whereabouts == Whereabouts::AtHome;
        let fields: Vec<Field> =
            PLACE.into_iter().zip(picked).filter(|(_, it)| *it).map(|(it, _)| it).collect();
        let whole = merged(&one, &other, chosen(&fields), moment()).listing;
        if is_home(&one) && !fields.contains(&Field::Whereabouts) {
            prop_assert!(is_home(&whole));
            prop_assert!(is_home(&other) || whole.facts.address == one.facts.address);
        }
    }

    /// What was written since is not undone.
    #[test]
    fn nothing_written_since_is_lost(one in any_listing(1), other in any_listing(2)) {
        let whole = merged(&one, &other, by_default(&better(&one, &other)), moment()).listing;
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
    let whole = merged(&one, &home, chosen(&[Field::Address]), moment()).listing;
    assert_eq!(whole.facts.whereabouts, Whereabouts::AtHome);
    one.facts.state = LifeState::Gone { since: None };
    assert!(better(&one, &home).contains(&Field::State), "one that runs is one that runs");
}

#[test]
fn a_choice_is_somebodys_word_until_the_next_file() {
    let source = |id: &str| crate::listings::provenance::Source {
        name: "OSM".into(),
        id: id.into(),
        licence: "ODbL-1.0".into(),
        attribution: "OSM".into(),
        url: None,
        read_at: DateTime::UNIX_EPOCH,
    };
    let (mut one, mut other) = (listing(1, [1; 6], [1; 6]), listing(2, [2; 6], [1; 6]));
    (one.source, other.source) = (Some(source("1")), Some(source("2")));
    let all = Field::ALL;
    let origin = |taken| {
        let whole = merged(&one, &other, taken, moment()).listing;
        whole.provenance[&FactGroup::Contact].origin.clone()
    };
    assert_eq!(origin(chosen(&all)), Origin::Edit { editor: "steward".into() });
    assert_eq!(origin(by_default(&all)), Origin::Import { source: "OSM".into() });
    other.provenance.clear();
    let edited = Origin::Edit { editor: "owner".into() };
    let known = Confirmation { origin: edited.clone(), confirmed_on: None };
    other.provenance.insert(FactGroup::Contact, known);
    let whole = merged(&one, &other, chosen(&all), moment()).listing;
    assert_eq!(whole.provenance[&FactGroup::Contact].origin, edited, "an owner's word stays so");
}
