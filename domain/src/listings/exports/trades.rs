//! What kind of place it is, said in tags.
//!
//! The table of `osm::classes` is read backwards: each category has some ways to be said, free
//! words and repairs a few places to stand. Their combinations are tried, the plainest first,
//! and each is read again; the first that says just this is taken. Facts that no tags can say,
//! such as those of a merchant, get the plainest.

use crate::geo::Point;
use crate::listings::categories::tree;
use crate::listings::model::{Facts, Kind};
use crate::listings::osm::classes::{Saying, sayings};
use crate::listings::osm::{self, Tags, WORDS, goods};

/// The most combinations that are tried for each of the [`Repairers`] and each place of words,
/// and for a listing: each is read again.
const TRIES_MAX: usize = 300;
const TRIES_IN_ALL_MAX: usize = 5 * TRIES_MAX;
/// The most places where free words may stand.
const PLACES_MAX: usize = 10;
/// Words that have keys of their own (`diet:vegan`).
const DIETS: [&str; 9] = [
    "dairy free",
    "gluten free",
    "halal",
    "kosher",
    "lactose free",
    "local",
    "pescetarian",
    "vegan",
    "vegetarian",
];
/// Mending together, as `repair` has it.
const TOGETHER: &str = "assisted_self_service";

/// The tags with what kind of place it is.
pub(super) fn say(tags: Tags, facts: &Facts) -> Tags {
    let mut plainest = None;
    let mut left = TRIES_IN_ALL_MAX;
    // Only what the trades depend on is read again and again.
    let (asked, mut tags): (Tags, Tags) =
        tags.into_iter().partition(|(key, _)| key == "name" || osm::tells_trade(key));
    for place in 0..PLACES_MAX {
        for repairers in [Repairers::Beside, Repairers::Trades, Repairers::Either] {
            let categories = facts.categories.iter();
            let mut ways: Vec<Vec<Way>> =
                categories.map(|category| ways(category, facts, repairers)).collect();
            ways.splice(0..0, said_before(facts));
            let tried = combinations(&ways).flat_map(|way| attempts(&asked, facts, &way, place));
            for tried in tried.take(left.min(TRIES_MAX)) {
                left -= 1;
                if is_said(&tried, facts) {
                    tags.extend(tried);
                    return tags;
                }
                plainest.get_or_insert(tried);
            }
        }
    }
    tags.extend(plainest.unwrap_or(asked));
    tags
}

/// A way to say one category.
#[derive(Clone)]
enum Way {
    /// With a tag.
    Tag {
        key: &'static str,
        value: String,
        /// The free word that the value is as well.
        word: Option<String>,
        beside: Vec<(&'static str, &'static str)>,
    },
    /// With what stands there anyway: repairs and second-hand goods tell it too.
    Untold,
}

/// How what is repaired is said.
#[derive(Clone, Copy)]
enum Repairs {
    /// `repair=phone;shoes`
    Listed,
    /// `service:bicycle:repair=yes`
    Apart,
    /// `repair=only`, and the things apart.
    Only,
    /// Mending together, and the things listed.
    Together,
}

/// How it is said that somebody repairs things, where that is a category.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repairers {
    /// What is repaired tells it.
    Beside,
    /// Each has a trade.
    Trades,
    /// One so, another so.
    Either,
}

/// Where free words stand.
struct Place {
    key: &'static str,
    /// How many of the last ones are diets.
    diets: usize,
}

fn ways(category: &str, facts: &Facts, repairers: Repairers) -> Vec<Way> {
    let mut ways = Vec::new();
    let told = matches!(category, "repair-cafe" | "second-hand")
        || facts.repairs.iter().any(|thing| goods::category_of(thing) == Some(category));
    if told && repairers != Repairers::Trades {
        ways.push(Way::Untold);
        if repairers == Repairers::Beside {
            return ways;
        }
    }
    for Saying { key, value, beside } in sayings(category) {
        let way = |value: String, word| Way::Tag { key, value, word, beside: beside.clone() };
        match value {
            Some(value) => ways.push(way(value.to_owned(), None)),
            None => ways.extend(
                facts.tags.iter().map(|word| way(word.replace(' ', "_"), Some(word.clone()))),
            ),
        }
    }
    ways
}

/// The first trade that is said decides the kind, also one that then is left out because another
/// lies inside it. So a kind that is not the first category's may be that of one above.
fn said_before(facts: &Facts) -> Option<Vec<Way>> {
    let first = tree().get(facts.categories.first()?)?;
    let above = facts.categories.iter().flat_map(|key| tree().lineage(key).skip(1));
    let mut above: Vec<&str> =
        above.filter(|it| it.kind == facts.kind).map(|category| category.key).collect();
    above.sort_unstable();
    above.dedup();
    (first.kind != facts.kind && !above.is_empty()).then(|| {
        let said = above.into_iter().flat_map(|category| ways(category, facts, Repairers::Trades));
        std::iter::once(Way::Untold).chain(said).collect()
    })
}

/// Combinations with one way of each, those first that take the first ways.
fn combinations(ways: &[Vec<Way>]) -> impl Iterator<Item = Vec<Way>> {
    let ways: Vec<&Vec<Way>> = ways.iter().filter(|some| !some.is_empty()).collect();
    let farthest: usize = ways.iter().map(|some| some.len() - 1).sum();
    (0..=farthest).flat_map(move |steps| {
        let mut found = Vec::new();
        walk(&ways, steps, &mut Vec::new(), &mut found);
        found
    })
}

/// All choices that lie so many steps from the first ways together.
fn walk(ways: &[&Vec<Way>], steps: usize, chosen: &mut Vec<Way>, found: &mut Vec<Vec<Way>>) {
    let Some((some, rest)) = ways.split_first() else {
        if steps == 0 && found.len() < TRIES_MAX {
            found.push(chosen.clone());
        }
        return;
    };
    for (step, way) in some.iter().enumerate().take(steps + 1) {
        chosen.push(way.clone());
        walk(rest, steps - step, chosen, found);
        chosen.pop();
    }
}

/// How repairs are said. Only who repairs above all says it in the last two ways.
fn ways_to_repair(facts: &Facts) -> &'static [Repairs] {
    use Repairs::{Apart, Listed, Only, Together};
    match (facts.kind, facts.repairs.as_slice()) {
        (Kind::Repair, _) => &[Listed, Apart, Only, Together],
        (_, []) => &[Listed],
        (_, [only]) if only == "bicycle" => &[Apart, Listed],
        _ => &[Listed, Apart],
    }
}

/// The key that the words fit best, then the others; with diets under keys of their own, and
/// without.
fn places_of_words(way: &[Way], facts: &Facts) -> Vec<Place> {
    let asked = way.iter().find_map(|way| match way {
        Way::Tag { beside, .. } => {
            beside.iter().find_map(|(key, _)| WORDS.into_iter().find(|word| word == key))
        }
        Way::Untold => None,
    });
    let usual = match facts.kind {
        Kind::Food => "cuisine",
        Kind::Farm | Kind::Market => "produce",
        Kind::Community | Kind::Culture => "sport",
        Kind::Maker => "product",
        _ => "trade",
    };
    if facts.tags.is_empty() {
        return vec![Place { key: usual, diets: 0 }];
    }
    let tail = diets_at_the_end(&facts.tags);
    let keys = asked.into_iter().chain([usual, "cuisine", "product", "religion"]);
    let mut places: Vec<Place> = Vec::new();
    for key in keys {
        if places.iter().any(|place| place.key == key) {
            continue;
        }
        places.push(Place { key, diets: tail });
        if tail > 0 {
            places.push(Place { key, diets: 0 });
        }
    }
    places
}

/// How many of the last words are diets in the order in which their keys are read.
fn diets_at_the_end(words: &[String]) -> usize {
    let mut count = 0;
    let mut next: Option<&str> = None;
    for word in words.iter().rev() {
        let is_diet = DIETS.contains(&word.as_str());
        if !is_diet || next.is_some_and(|next| word.as_str() >= next) {
            break;
        }
        next = Some(word);
        count += 1;
    }
    count
}

/// The tags with one way of each category and one place of the words, for every way to say the
/// repairs; none when there is no such place.
fn attempts(tags: &Tags, facts: &Facts, way: &[Way], place: usize) -> Vec<Tags> {
    let Some(words) = places_of_words(way, facts).into_iter().nth(place) else { return vec![] };
    let repairs = ways_to_repair(facts).iter();
    repairs.map(|repairs| attempt(tags, facts, way, &words, *repairs)).collect()
}

fn attempt(tags: &Tags, facts: &Facts, way: &[Way], words: &Place, repairs: Repairs) -> Tags {
    let mut tags = tags.clone();
    let mut add = |key: &str, value: &str| add(&mut tags, key, value);
    let mut said = Vec::new();
    for way in way {
        let Way::Tag { key, value, word, beside } = way else { continue };
        add(key, value);
        said.extend(word);
        beside.iter().filter(|(key, _)| !WORDS.contains(key)).for_each(|(key, value)| {
            add(key, value);
        });
    }
    let (plain, diets) = facts.tags.split_at(facts.tags.len() - words.diets);
    for word in plain.iter().filter(|word| !said.contains(word)) {
        add(words.key, &word.replace(' ', "_"));
    }
    match repairs {
        Repairs::Only => add("repair", "only"),
        Repairs::Together => add("repair", TOGETHER),
        Repairs::Listed | Repairs::Apart => {}
    }
    for diet in diets {
        let key = format!("diet:{}", diet.replace(' ', "_"));
        tags.entry(key).or_insert_with(|| "yes".to_owned());
    }
    say_repairs(&mut tags, facts, repairs);
    tags
}

/// Says what is repaired, as far as the trades do not. Things stand in the order of their
/// categories, for in that order they are read.
fn say_repairs(tags: &mut Tags, facts: &Facts, repairs: Repairs) {
    let point = Point { latitude: 0.0, longitude: 0.0 };
    let told = osm::read(tags, point).map(|read| read.repairs).unwrap_or_default();
    let mut untold: Vec<&String> =
        facts.repairs.iter().filter(|thing| !told.contains(thing)).collect();
    untold.sort_by_key(|thing| {
        let category = goods::category_of(thing);
        facts.categories.iter().position(|it| Some(it.as_str()) == category)
    });
    for thing in untold {
        let name = goods::name_of(thing);
        match repairs {
            Repairs::Listed | Repairs::Together => add(tags, "repair", &name),
            Repairs::Apart | Repairs::Only => add(tags, &format!("service:{name}:repair"), "yes"),
        }
    }
}

/// Adds a value to those of a key.
fn add(tags: &mut Tags, key: &str, value: &str) {
    let values = tags.entry(key.to_owned()).or_default();
    if !values.split(';').any(|known| known == value) {
        let joint = if values.is_empty() { "" } else { ";" };
        *values = format!("{values}{joint}{value}");
    }
}

/// Whether tags say the kind, the categories, the words and the goods of the facts.
fn is_said(tags: &Tags, facts: &Facts) -> bool {
    let Some(read) = osm::read(tags, Point { latitude: 0.0, longitude: 0.0 }) else {
        return false;
    };
    read.kind == facts.kind
        && read.categories == facts.categories
        && read.tags == facts.tags
        && read.repairs == facts.repairs
        && read.legal_form == facts.legal_form
        && (read.second_hand, read.organic) == (facts.second_hand, facts.organic)
}
