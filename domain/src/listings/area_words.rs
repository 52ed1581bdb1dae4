//! Words of a question that name areas: who types "bakker jordaan" means a baker there, not a
//! baker of that name.

use crate::areas::atlas::Atlas;
use crate::id::AreaId;
use crate::text::fold;

/// The most words of an area's name that are recognised.
const WORDS_MAX: usize = 5;

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
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let mut free = vec![true; words.len()];
    let mut named = Vec::new();
    for length in (1..=WORDS_MAX.min(words.len())).rev() {
        for from in 0..=words.len() - length {
            let here = from..from + length;
            if !free[here.clone()].iter().all(|free| *free) {
                continue;
            }
            let name = words[here.clone()].join(" ");
            let areas: Vec<AreaId> = atlas.called(&name).map(|area| area.id).collect();
            if !areas.is_empty() {
                free[here].fill(false);
                named.push(AreaWords { words: name, areas });
            }
        }
    }
    if free.contains(&true) { named } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use geo::MultiPolygon;
    use uuid::Uuid;

    use super::*;
    use crate::areas::model::{Area, AreaKind};
    use crate::areas::ways::Water;

    fn atlas() -> Atlas {
        let names = ["De Pijp", "Jordaan", "Oost", "Amsterdam", "Indische Buurt", "Oost"];
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
    fn every_area_of_a_name_counts() {
        assert_eq!(named("kapper oost", &atlas())[0].areas.len(), 2);
    }

    #[test]
    fn a_name_alone_is_no_place_to_look_in() {
        assert!(words("jordaan").is_empty());
        assert!(words("Amsterdam Oost").is_empty());
    }
}
