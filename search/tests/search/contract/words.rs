//! Words: typos, prefixes, stems, compounds, accents, synonyms, and which goes before which.

use koop_domain::language::Language;
use koop_domain::listings::search::{Open, When};
use koop_domain::ports::SearchIndex;

use crate::asking::{ask, say};
use crate::street::at;

pub(crate) async fn typos_are_read_over(index: &dyn SearchIndex) {
    say(index, "fietsnmaker").await.must_have(&["spaak"]);
    say(index, "bakerij").await.must_have(&["vogel", "noor"]);
    say(index, "aduls").await.only(&["adulis"]);
    say(index, "kringloopwinkl").await.must_have(&["ronde"]);
    say(index, "bakker javastrat").await.must_have(&["vogel"]).must_not_have(&["noor"]);
}

pub(crate) async fn swapped_letters_are_read_over(index: &dyn SearchIndex) {
    say(index, "aduils").await.must_have(&["adulis"]);
    say(index, "fietsenmkaer").await.must_have(&["spaak"]);
}

/// "tram" is a word on the street, so it does not also mean something that looks like it.
pub(crate) async fn a_known_word_is_taken_as_written(index: &dyn SearchIndex) {
    say(index, "late tram").await.only(&["tram"]);
    say(index, "noor").await.only(&["noor"]);
}

pub(crate) async fn the_last_word_may_be_unfinished(index: &dyn SearchIndex) {
    say(index, "adu").await.must_have(&["adulis"]);
    say(index, "fietsenm").await.must_have(&["spaak"]);
    say(index, "de vroege vo").await.must_have(&["vogel"]);
    say(index, "bakkerij javastr").await.must_have(&["vogel"]);
}

pub(crate) async fn stems_meet(index: &dyn SearchIndex) {
    say(index, "fietsenmakers").await.must_have(&["spaak"]);
    say(index, "lekke banden").await.must_have(&["spaak"]);
    say(index, "taart").await.must_have(&["tineke"]);
    say(index, "ovens").await.must_have(&["vogel"]);
}

pub(crate) async fn compounds_meet_both_ways(index: &dyn SearchIndex) {
    for text in ["fietsenmaker", "fietsen maker", "fiets maker"] {
        say(index, text).await.must_have(&["spaak", "ali"]);
    }
    say(index, "java straat").await.must_have(&["spaak", "vogel"]);
    say(index, "kringloop winkel").await.must_have(&["ronde"]);
    say(index, "naai atelier").await.must_have(&["yeter"]);
}

pub(crate) async fn accents_do_not_matter(index: &dyn SearchIndex) {
    for text in ["creperie elodie", "crêperie", "CREPERIE", "élodie", "cafe zonder bord"] {
        assert!(!say(index, text).await.slugs.is_empty(), "{text}");
    }
    say(index, "elodie").await.only(&["creperie"]);
}

pub(crate) async fn people_s_words_find_the_category(index: &dyn SearchIndex) {
    for text in ["lek band", "lekke band", "band lek", "flat tyre", "puncture", "bike repair"] {
        say(index, text).await.must_have(&["spaak"]).must_not_have(&["vogel", "ronde"]);
    }
    for text in ["kringloop", "tweedehands", "second-hand", "thrift"] {
        say(index, text).await.must_have(&["ronde"]).must_not_have(&["vogel"]);
    }
    say(index, "brood").await.must_have(&["vogel", "noor"]);
    say(index, "schoenmaker").await.must_have(&["ouassif"]);
}

pub(crate) async fn repairs_are_found_by_the_thing(index: &dyn SearchIndex) {
    say(index, "telefoon repareren").await.must_have(&["schroefje"]).must_not_have(&["spaak"]);
    say(index, "stofzuiger").await.must_have(&["schroefje"]);
    say(index, "repair bicycle").await.must_have(&["spaak"]);
}

pub(crate) async fn tags_are_found_with_and_without_a_hash(index: &dyn SearchIndex) {
    for text in ["streekroman", "#streekroman", "#STREEKROMAN", "streekromans"] {
        say(index, text).await.only(&["omslag"]);
    }
}

pub(crate) async fn traits_are_found_by_their_words(index: &dyn SearchIndex) {
    say(index, "biologisch").await.must_have(&["weg"]).must_not_have(&["super"]);
    say(index, "afhalen").await.must_have(&["vogel", "roti"]);
}

pub(crate) async fn a_street_narrows_the_category(index: &dyn SearchIndex) {
    let bakers = say(index, "bakker javastraat").await;
    bakers.must_have(&["vogel"]).must_not_have(&["noor", "spaak"]);
    say(index, "fietsenmaker javastraat").await.must_have(&["spaak"]).must_not_have(&["ali"]);
    say(index, "1098").await.must_have(&["omslag"]).must_not_have(&["spaak"]);
}

pub(crate) async fn descriptions_are_found_in_both_languages(index: &dyn SearchIndex) {
    say(index, "krentenwegge").await.only(&["vogel"]);
    say(index, "sourdough").await.only(&["vogel"]);
    let english = ask(index, |query| {
        query.text = Some("bakery".to_owned());
        query.language = Language::En;
    });
    english.await.must_have(&["vogel", "noor"]);
}

pub(crate) async fn little_words_do_not_matter(index: &dyn SearchIndex) {
    let bakers = say(index, "een bakker in de Javastraat").await;
    bakers.must_have(&["vogel"]).must_not_have(&["noor"]);
    say(index, "fietsenmaker nu open").await.must_have(&["spaak"]);
    say(index, "de tweede ronde").await.must_have(&["ronde"]);
}

pub(crate) async fn the_best_half_answer_is_better_than_none(index: &dyn SearchIndex) {
    let heard = say(index, "fietsenmaker qqqqq").await;
    heard.must_have(&["spaak"]).must_not_have(&["vogel"]);
    say(index, "qqqqq wwwww").await.only(&[]);
}

pub(crate) async fn hostile_text_is_only_text(index: &dyn SearchIndex) {
    let long = "fiets ".repeat(10_000);
    let texts = [
        "\0\u{202e}\u{fdfa}",
        "*:*",
        "name:(",
        "\"",
        "🦀",
        "ﷺﷺ",
        "a\u{301}".repeat(500).as_str(),
        "東京",
    ]
    .map(str::to_owned);
    for text in texts.iter().chain([&long]) {
        let heard = say(index, text).await;
        assert!(heard.answer.total >= heard.answer.hits.len() as u64, "{text}");
    }
    say(index, "🦀").await.only(&[]);
    assert_eq!(say(index, "   ").await.answer.total, ask(index, |_| {}).await.answer.total);
}

pub(crate) async fn a_category_that_is_there_is_not_answered_by_a_description(
    index: &dyn SearchIndex,
) {
    // The pizzeria tells of its own flat tyre.
    say(index, "lek band").await.must_have(&["spaak"]).must_not_have(&["pauze"]);
    say(index, "lekke band").await.must_have(&["spaak"]).must_not_have(&["pauze"]);
    say(index, "band").await.must_have(&["pauze"]);
    let open_late = ask(index, |query| {
        query.text = Some("lekke band".to_owned());
        query.now = at("2026-11-24T20:00:00+01:00");
        query.open = Some(Open { when: When::Now, service: None });
    });
    open_late.await.must_not_have(&["pauze", "spaak"]);
}

pub(crate) async fn a_word_as_written_goes_before_what_it_begins(index: &dyn SearchIndex) {
    say(index, "brood").await.in_order(&["vogel", "broodje"]);
    assert_eq!(say(index, "broodje").await.slugs[0], "broodje");
}

/// Exact name, name prefix, name words, category, repairs and tags, texts.
pub(crate) async fn names_go_before_categories_before_tags_before_texts(index: &dyn SearchIndex) {
    say(index, "maker ali").await.in_order(&["ali"]);
    // Spaak has the category as it is written, Ali in the name, but in another form.
    say(index, "fietsenmaker").await.in_order(&["spaak", "ali"]);
    // The category's own shops go before those that are merely second-hand there.
    say(index, "bakkerij").await.in_order(&["vogel", "tineke"]);
    say(index, "de late tram").await.in_order(&["tram"]);
    // Both begin with the letters; open and near decide nothing before that.
    let heard = say(index, "de omslag").await;
    assert_eq!(heard.slugs[0], "omslag");
}
