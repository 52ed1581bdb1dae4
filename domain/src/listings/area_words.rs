//! Words of a question that name areas: who types "bakker jordaan" means a baker there, not a
//! baker of that name.

use crate::areas::atlas::Atlas;
use crate::id::AreaId;
use crate::text::fold;

/// Words after an area's name that tell its parts apart. Who says "indische buurt" means all of
/// it, whether the map has it whole or as west and east.
const PARTS: [&str; 10] = [
    "centrum",
    "midden",
    "noord",
    "noordoost",
    "noordwest",
    "oost",
    "west",
    "zuid",
    "zuidoost",
    "zuidwest",
];
/// What is no name without such a word: Oud-West and Nieuw-West have nothing in common.
const NO_NAMES: [&str; 2] = ["nieuw", "oud"];

/// Words that name one or more areas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaWords {
    /// The folded words, parted by spaces.
    pub words: String,
    /// The areas of that name.
    pub areas: Vec<AreaId>,
}

/// The areas that a text names, the longest names first where names overlap. None when the text
/// says nothing else: then it may as well be a name on a board.
pub(super) fn named(text: &str, atlas: &Atlas) -> Vec<AreaWords> {
    let text = format!(" {} ", fold(text));
    let mut all: Vec<AreaWords> = Vec::new();
    for (name, area) in atlas.keyed() {
        for words in std::iter::once(name).chain(whole_of(name)) {
            if !has_words(&text, words) {
                continue;
            }
            match all.iter_mut().find(|known| known.words == words) {
                Some(known) => known.areas.push(area.id),
                None => all.push(AreaWords { words: words.to_owned(), areas: vec![area.id] }),
            }
        }
    }
    all.sort_by_key(|named| std::cmp::Reverse(named.words.len()));
    let mut rest = text;
    all.retain(|named| {
        let is_free = has_words(&rest, &named.words);
        // Twice, for two of a kind share the space between them. The bar stands in no folded text
        // and keeps what is left of it and right of it apart.
        for _ in 0..2 {
            rest = rest.replace(&format!(" {} ", named.words), " | ");
        }
        is_free
    });
    if rest.chars().any(char::is_alphanumeric) { all } else { Vec::new() }
}

fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words)
        .any(|(at, _)| text[..at].ends_with(' ') && text[at + words.len()..].starts_with(' '))
}

/// The name of the area that a part belongs to by name: `indische buurt west`, `indische buurt`.
fn whole_of(name: &str) -> Option<&str> {
    let (whole, part) = name.rsplit_once(' ')?;
    (PARTS.contains(&part) && !NO_NAMES.contains(&whole)).then_some(whole)
}

#[cfg(test)]
mod tests {
    use geo::MultiPolygon;
    use uuid::Uuid;

    use super::*;
    use crate::areas::model::{Area, AreaKind};
    use crate::areas::ways::Water;

    fn atlas() -> Atlas {
        let names = [
            "De Pijp",
            "Jordaan",
            "Oost",
            "Amsterdam",
            "Indische Buurt West",
            "Oost",
            "Oud-West",
            "Indische Buurt-Oost",
        ];
        let area = |(nth, name): (u128, &str)| Area {
            id: AreaId(Uuid::from_u128(nth)),
            slug: format!("{nth}"),
            kind: AreaKind::Neighbourhood,
            code: format!("{nth}"),
            name: name.to_owned(),
            parent: None,
            outline: MultiPolygon::new(Vec::new()),
            inhabitants: None,
        };
        let areas = (0..).zip(names).map(area).collect();
        Atlas::new(1, areas, Vec::new(), Water::default())
    }

    fn words(text: &str) -> Vec<String> {
        named(text, &atlas()).into_iter().map(|named| named.words).collect()
    }

    #[test]
    fn an_area_is_named_by_its_whole_name() {
        assert_eq!(words("bakker Jordaan"), ["jordaan"]);
        assert_eq!(words("café in de Pijp"), ["de pijp"]);
        assert_eq!(words("Indische Buurt, fietsenmaker"), ["indische buurt"]);
        assert_eq!(words("kapper amsterdam-oost"), ["amsterdam", "oost"]);
        assert!(words("indische winkel").is_empty());
        assert!(words("").is_empty());
    }

    #[test]
    fn every_area_of_a_name_counts_and_every_part() {
        assert_eq!(named("kapper oost", &atlas())[0].areas.len(), 2);
        assert_eq!(named("kapper indische buurt", &atlas())[0].areas.len(), 2);
        let west = named("kapper indische buurt west", &atlas());
        assert_eq!((west.len(), west[0].areas.len()), (1, 1), "{west:?}");
        assert!(words("oud ijzer").is_empty());
    }

    #[test]
    fn a_name_alone_is_no_place_to_look_in() {
        assert!(words("jordaan").is_empty());
        assert!(words("Amsterdam Oost").is_empty());
        assert!(words("oost oost").is_empty());
    }
}
