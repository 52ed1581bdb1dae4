//! Dutch writes its compounds as one word, and people part them as they please: fietsenmaker,
//! fietsen maker, fiets maker. A short list of pieces that shops are named with parts most of
//! them; a dictionary would part words that nobody looks for.

/// The fewest letters before an ending.
const FRONT_MIN: usize = 3;
/// The fewest letters after a beginning.
const REST_MIN: usize = 4;

/// What many compounds end with.
const ENDINGS: &str = "\
    atelier automaat bakker bakkerij banden bank bar bedrijf bieb bibliotheek boer boerderij \
    bus cafe centrum club concert cursus drukkerij eten fabriek fiets fietsen galerie garage \
    handel herstel hof huis kamer kapper kast keuken kiosk kleding kliniek koerier kraam \
    kring kunst kwekerij les lessen lokaal loods maker makerij makers markt meester museum \
    muziek ontbijt pension plaats plek plukker podium praktijk punt reiniging reparateur \
    reparatie reparaties restaurant ruil ruimte salon schilder school service shop slijper \
    spullen station stalling studio tafel tentoonstelling theater toko tuin tuinen uitgifte \
    veiling verhuur verkoop vereniging verzorging voorstelling wasserij weide werk \
    werkplaats wielen winkel winkels zaak zaal zaken zolder";

/// What many compounds begin with.
const BEGINNINGS: &str = "\
    aardappel antiek avond biologische bloemen boeken brood buurt computer dieren fietsen \
    fiets gereedschap groente hoeden horeca horloge kaas kinder kleding kleren koffie \
    kringloop kunst laptop meubel muziek naai nacht natuur pannenkoeken plant planten \
    schoenen schoen sieraden speelgoed stoffen taarten tapijt telefoon theater tweedehands \
    vintage vlees wijk wijn zadel";

/// What is something else than its pieces say: no coffee is sold in a coffeeshop.
const WHOLE: [&str; 2] = ["coffeeshop", "coffeeshops"];

/// Parts a compound into two pieces, if it ends or begins with one that is known; the longest
/// known piece wins.
pub(super) fn split(word: &str) -> Option<(&str, &str)> {
    if WHOLE.contains(&word) {
        return None;
    }
    let ending = ENDINGS
        .split_whitespace()
        .filter(|ending| word.ends_with(ending) && letters(word) >= letters(ending) + FRONT_MIN)
        .max_by_key(|ending| ending.len());
    if let Some(ending) = ending {
        return word.split_at_checked(word.len() - ending.len());
    }
    let beginning = BEGINNINGS
        .split_whitespace()
        .filter(|piece| word.starts_with(piece) && letters(word) >= letters(piece) + REST_MIN)
        .max_by_key(|piece| piece.len())?;
    word.split_at_checked(beginning.len())
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shop_words_are_parted_where_a_known_piece_lies() {
        assert_eq!(split("fietsenmaker"), Some(("fietsen", "maker")));
        assert_eq!(split("kringloopwinkel"), Some(("kringloop", "winkel")));
        assert_eq!(split("buurtrestaurant"), Some(("buurt", "restaurant")));
        assert_eq!(split("telefoonhersteller"), Some(("telefoon", "hersteller")));
    }

    #[test]
    fn whole_words_stay_whole() {
        for word in [
            "maker",
            "markt",
            "bakker",
            "winkel",
            "ali",
            "",
            "schoenen",
            "東京",
            "éé",
            "coffeeshop",
        ] {
            assert_eq!(split(word), None, "{word}");
        }
    }
}
