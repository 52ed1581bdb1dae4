use proptest::prelude::*;

use super::*;

#[test]
fn what_leads_to_somebody_is_masked_and_nothing_else() {
    for (text, plain) in [
        ("Bel 06-12345678 na zes uur", "Bel ••• na zes uur"),
        ("Bel (020) 123 45 67!", "Bel (•••!"),
        ("+31 6 12 34 56 78", "•••"),
        ("App mij: 0031612345678.", "App mij: •••."),
        ("Mail naar jan.de.vries@oost.example, graag", "Mail naar •••, graag"),
        ("Insta @buurvrouw_noor", "Insta •••"),
        ("Rekening NL91 ABNA 0417 1643 00 graag", "Rekening ••• graag"),
        ("NL91ABNA0417164300", "•••"),
        ("Ophalen: Javastraat 12-2 hoog", "Ophalen: ••• hoog"),
        ("Dapperplein 7a, 1093 AB Amsterdam", "•••, ••• Amsterdam"),
        ("1093AB", "•••"),
        ("Ik woon op 1093ab, vlakbij", "Ik woon op •••, vlakbij"),
        ("ophalen: javastraat 12", "ophalen: •••"),
        ("https://wa.me/31612345678", "•••"),
    ] {
        assert_eq!(masked(text), plain, "{text}");
    }
}

#[test]
fn prices_times_sizes_and_neighbourhoods_stand() {
    for text in [
        "Pompoensoep, nog 4 porties. Ophalen 17.30–19.00 uur bij de Wagenaarstraat.",
        "12 m² eiken vloerdelen uit een verbouwing aan de Transvaalkade",
        "In de buurt van 1094, voor 7,50 euro of 10 Dappertjes",
        "Zaterdag 28-11-2026 op het Makassarplein om 10:00",
        "Javastraat, 3 porties over",
        "Op de hoek van de weg 3 meter stoep",
        "Boormachine 230 V, 1050 W, uit 2019",
        "Buurvrouw (81) zoekt hulp met de printer HP 2700",
        "0,5 liter, 100 gram",
        "Een plaat van 2440mm, 1500kg zand",
        "in onze straat 3 katten, op het plein 2 banken",
    ] {
        assert_eq!(masked(text), text);
    }
}

#[test]
fn a_venue_tells_its_door_and_nobodys_phone() {
    let venue = "Buurthuis, Javastraat 12, 1094 HA, bel 06-12345678 of mail a@oost.example";
    let told = "Buurthuis, Javastraat 12, 1094 HA, bel ••• of mail •••";
    assert_eq!(masked_at_venue(venue), told);
    assert!(found_at_venue(told).is_empty() && !found(told).is_empty());
}

proptest! {
    #[test]
    fn a_mobile_number_is_found_however_it_is_parted(
        digits in proptest::collection::vec(0_u8..10, 8),
        between in proptest::sample::select(vec!["", " ", "-", "."]),
    ) {
        let digits: Vec<String> = digits.iter().map(u8::to_string).collect();
        let text = format!("Bel mij op 06{between}{} graag", digits.join(between));
        prop_assert_eq!(masked(&text), "Bel mij op ••• graag");
    }

    #[test]
    fn ranges_are_whole_characters_in_order(text in "[a-zA-Z0-9@+ .,()é-]{0,80}") {
        let all = found(&text);
        for it in &all {
            prop_assert!(it.start < it.end && text.is_char_boundary(it.start) && text.is_char_boundary(it.end));
        }
        prop_assert!(all.windows(2).all(|it| it[0].end < it[1].start));
    }
}
