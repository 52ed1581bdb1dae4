//! What is repaired, in words that people look for it with. Keys are English; whoever has a
//! broken "stofzuiger" knows no key.

/// Key and words, most of them Dutch.
const WORDS: &[(&str, &str)] = &[
    ("appliance", "apparaat apparaten huishoudelijk wasmachine stofzuiger koffiezetapparaat"),
    ("audio", "geluid radio versterker luidspreker platenspeler"),
    ("bag", "tas tassen koffer rits"),
    ("basket", "mand manden"),
    ("belt", "riem riemen"),
    ("bicycle", "fiets fietsen bike band banden"),
    ("book", "boek boeken boekbinder"),
    ("camera", "camera fototoestel"),
    ("car", "auto auto's"),
    ("carpet", "tapijt kleed"),
    ("chair", "stoel stoelen"),
    ("clarinet", "klarinet"),
    ("clock", "klok klokken"),
    ("clothing", "kleding kleren naaien verstellen clothes"),
    ("computer", "computer laptop pc"),
    ("crockery", "servies aardewerk"),
    ("curtain", "gordijn gordijnen"),
    ("door", "deur deuren"),
    ("electronics", "elektronica apparaat apparaten"),
    ("fence", "hek hekken schutting"),
    ("furniture", "meubel meubels stoel kast"),
    ("game", "spel spelcomputer"),
    ("glasses", "bril brillen"),
    ("glove", "handschoen handschoenen"),
    ("guitar", "gitaar gitaren"),
    ("hat", "hoed hoeden"),
    ("instrument", "instrument muziekinstrument"),
    ("jewellery", "sieraad sieraden ketting jewelry"),
    ("knife", "mes messen slijpen knives"),
    ("knive", "mes messen slijpen knife"),
    ("lamp", "lamp lampen"),
    ("lock", "slot sloten sleutel"),
    ("motorcycle", "motor motoren brommer"),
    ("phone", "telefoon mobiel smartphone scherm"),
    ("photo", "foto foto's"),
    ("printer", "printer"),
    ("saddle", "zadel zadels"),
    ("scissors", "schaar scharen slijpen"),
    ("scooter", "scooter brommer"),
    ("shoe", "schoen schoenen zool hak"),
    ("stroller", "kinderwagen buggy"),
    ("table", "tafel tafels"),
    ("tablet", "tablet scherm"),
    ("tap", "kraan kranen"),
    ("tent", "tent tenten"),
    ("tools", "gereedschap"),
    ("toy", "speelgoed"),
    ("violin", "viool violen"),
    ("washing", "wasmachine"),
    ("watch", "horloge horloges"),
];

/// The words of a key, in one or several of the thing.
pub(super) fn of(key: &str) -> &'static str {
    let one = key.strip_suffix('s').unwrap_or(key);
    let known = WORDS.iter().find(|(known, _)| *known == key || *known == one);
    known.map_or("", |(_, words)| words)
}
