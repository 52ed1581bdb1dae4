//! What an area is called, from the properties of its feature.
//!
//! Two forms are known. The plain one has `kind`, `code`, `name`, and perhaps `parent` (the code
//! of the area around it) and `inhabitants`. The other is how Dutch open data speaks: a code of
//! the national statistics such as `GM0363`, `WK0363AA` or `BU0363AA01` tells the kind and the
//! municipality, and the quarter and the district around it stand beside it by name and code.

use geo::MultiPolygon;
use koop_domain::areas::model::{AreaKind, Surveyed};
use serde_json::{Map, Value};

/// The words for a kind, ours first.
const KINDS: [(AreaKind, &str); 4] = [
    (AreaKind::Municipality, "gemeente"),
    (AreaKind::District, "stadsdeel"),
    (AreaKind::Quarter, "wijk"),
    (AreaKind::Neighbourhood, "buurt"),
];
/// Where a national code may stand, the smallest area first.
const CODES: [&str; 6] = ["cbs_code", "statcode", "buurtcode", "wijkcode", "gemeentecode", "code"];
/// How national codes begin. Districts have none; theirs is made the same way.
const PREFIXES: [(AreaKind, &str); 4] = [
    (AreaKind::Municipality, "GM"),
    (AreaKind::District, "SD"),
    (AreaKind::Quarter, "WK"),
    (AreaKind::Neighbourhood, "BU"),
];
/// How many digits name a municipality in a national code.
const TOWN_DIGITS: usize = 4;
const INHABITANTS: [&str; 5] =
    ["inhabitants", "inwoners", "aantal_inwoners", "aantalInwoners", "population"];

/// What a feature says of its area and of those around it.
pub(super) struct Named {
    kind: AreaKind,
    code: String,
    name: String,
    parent_code: Option<String>,
    inhabitants: Option<u32>,
    /// The areas around it that it names, without outlines.
    pub(super) around: Vec<Surveyed>,
}

impl Named {
    /// The area with an outline.
    pub(super) fn area(&self, outline: MultiPolygon) -> Surveyed {
        let named = Surveyed::named(self.kind, &self.code, &self.name, self.parent_code.as_deref());
        Surveyed { outline, inhabitants: self.inhabitants, ..named }
    }
}

/// Reads the properties of a feature.
///
/// # Errors
/// What is missing.
pub(super) fn read(properties: &Map<String, Value>) -> Result<Named, String> {
    match text(properties, &["kind"]) {
        Some(kind) => plain(properties, &kind),
        None => national(properties),
    }
}

/// The first of several properties that says something.
pub(super) fn text(properties: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    let texts = keys.iter().filter_map(|key| match properties.get(*key)? {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    });
    texts.into_iter().find(|text| !text.is_empty())
}

fn plain(properties: &Map<String, Value>, kind: &str) -> Result<Named, String> {
    let known = KINDS.into_iter().find(|(known, dutch)| known.key() == kind || *dutch == kind);
    let (kind, _) = known.ok_or_else(|| {
        format!("its kind is \"{kind}\", not municipality, district, quarter or neighbourhood")
    })?;
    Ok(Named {
        kind,
        code: text(properties, &["code"]).ok_or("it has no code")?,
        name: text(properties, &["name", "naam"]).ok_or("it has no name")?,
        parent_code: text(properties, &["parent"]),
        inhabitants: inhabitants(properties),
        around: Vec::new(),
    })
}

fn national(properties: &Map<String, Value>) -> Result<Named, String> {
    let codes = CODES.iter().filter_map(|key| text(properties, &[key]));
    let found = codes.into_iter().find_map(|code| Some((kind_of(&code)?, code)));
    let (kind, code) = found.ok_or(
        "it has neither a kind, code and name, nor a code such as GM0363, WK0363AA or BU0363AA01",
    )?;
    let name = match kind {
        AreaKind::Municipality => "gemeentenaam",
        AreaKind::District => "stadsdeelnaam",
        AreaKind::Quarter => "wijknaam",
        AreaKind::Neighbourhood => "buurtnaam",
    };
    let name = text(properties, &["naam", "name", name, "statnaam"]).ok_or("it has no name")?;
    let town = &code[2..2 + TOWN_DIGITS];
    let (mut around, mut parent_codes) = (Vec::new(), Vec::new());
    for (outer, dutch) in KINDS.into_iter().rev().filter(|(outer, _)| *outer < kind) {
        let keys = [format!("{dutch}code"), format!("{dutch}_code")];
        let own = text(properties, &[&keys[0], &keys[1]]);
        let called = text(properties, &[&format!("{dutch}naam"), dutch]);
        let own = match own {
            Some(own) => whole_code(outer, town, &own),
            None if outer == AreaKind::Municipality => whole_code(outer, town, ""),
            None => continue,
        };
        parent_codes.push(own.clone());
        if let Some(name) = called {
            around.push((outer, own, name));
        }
    }
    let after = |code: &str| {
        let at = parent_codes.iter().position(|known| known == code);
        at.and_then(|at| parent_codes.get(at + 1)).map(String::as_str)
    };
    let named = |(kind, code, name): &(AreaKind, String, String)| {
        Surveyed::named(*kind, code, name, after(code))
    };
    let around = around.iter().map(named);
    Ok(Named {
        kind,
        name,
        parent_code: parent_codes.first().cloned(),
        inhabitants: inhabitants(properties),
        around: around.collect(),
        code,
    })
}

/// `GM`, `WK` or `BU`, the four digits of a municipality, and what follows.
fn kind_of(code: &str) -> Option<AreaKind> {
    let (kind, prefix) = PREFIXES.into_iter().find(|(_, prefix)| code.starts_with(prefix))?;
    let rest = &code[prefix.len()..];
    let digits = rest.get(..TOWN_DIGITS)?;
    let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    let ends = rest.len() == TOWN_DIGITS;
    (is_whole && ends == (kind == AreaKind::Municipality)).then_some(kind)
}

/// A code that a town gives out is its own only within that town.
fn whole_code(kind: AreaKind, town: &str, own: &str) -> String {
    if kind_of(own) == Some(kind) {
        return own.to_owned();
    }
    let prefix = PREFIXES.into_iter().find(|(known, _)| *known == kind).map_or("", |(_, it)| it);
    // `0363` alone is how registers write a municipality.
    let own = if kind == AreaKind::Municipality { "" } else { own };
    format!("{prefix}{town}{own}")
}

fn inhabitants(properties: &Map<String, Value>) -> Option<u32> {
    let counts = INHABITANTS.iter().filter_map(|key| properties.get(*key)?.as_u64());
    // The statistics write what they keep secret as a negative number.
    counts.into_iter().find_map(|count| u32::try_from(count).ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn named(properties: &Value) -> Result<Named, String> {
        read(properties.as_object().unwrap())
    }

    fn chain(named: &Named) -> Vec<(AreaKind, &str, &str, Option<&str>)> {
        let own = (named.kind, &named.code, &named.name, &named.parent_code);
        let around = named.around.iter().map(|a| (a.kind, &a.code, &a.name, &a.parent_code));
        let all = std::iter::once(own).chain(around);
        all.map(|(kind, code, name, parent)| {
            (kind, code.as_str(), name.as_str(), parent.as_deref())
        })
        .collect()
    }

    #[test]
    fn a_city_names_the_quarter_and_the_district_around() {
        let properties = json!({
            "code": "MA03", "naam": "Handelskade", "cbs_code": "BU0363MA03", "wijk_code": "MA",
            "wijk": "Oostelijk Havengebied", "stadsdeel_code": "M", "stadsdeel": "Oost",
        });
        assert_eq!(
            chain(&named(&properties).unwrap()),
            [
                (AreaKind::Neighbourhood, "BU0363MA03", "Handelskade", Some("WK0363MA")),
                (AreaKind::Quarter, "WK0363MA", "Oostelijk Havengebied", Some("SD0363M")),
                (AreaKind::District, "SD0363M", "Oost", Some("GM0363")),
            ],
        );
    }

    #[test]
    fn the_statistics_name_them_by_whole_codes() {
        let properties = json!({
            "buurtcode": "BU03630000", "buurtnaam": "Kop Zeedijk", "wijkcode": "WK036300",
            "gemeentecode": "GM0363", "gemeentenaam": "Amsterdam", "aantal_inwoners": 1025,
        });
        let named = named(&properties).unwrap();
        assert_eq!(
            chain(&named),
            [
                (AreaKind::Neighbourhood, "BU03630000", "Kop Zeedijk", Some("WK036300")),
                (AreaKind::Municipality, "GM0363", "Amsterdam", None),
            ],
        );
        assert_eq!(named.inhabitants, Some(1_025));
        let quarter =
            json!({"wijkcode": "WK036300", "wijknaam": "Burgwallen", "gemeentecode": "0363"});
        let quarter = read(quarter.as_object().unwrap()).unwrap();
        let expected = (AreaKind::Quarter, "WK036300", "Burgwallen", Some("GM0363"));
        assert_eq!(chain(&quarter), [expected]);
        let town = json!({"code": "GM0034", "naam": "Almere", "inwoners": -99_997});
        let town = read(town.as_object().unwrap()).unwrap();
        assert_eq!(chain(&town), [(AreaKind::Municipality, "GM0034", "Almere", None)]);
        assert_eq!(town.inhabitants, None, "it is secret");
    }

    #[test]
    fn the_plain_form_says_it_all_itself() {
        let properties = json!({
            "kind": "neighbourhood", "code": "oost-1", "name": "Dapperbuurt", "parent": "oost",
        });
        let expected = (AreaKind::Neighbourhood, "oost-1", "Dapperbuurt", Some("oost"));
        assert_eq!(chain(&named(&properties).unwrap()), [expected]);
        let dutch = json!({"kind": "stadsdeel", "code": 7, "naam": "Oost"});
        assert_eq!(chain(&named(&dutch).unwrap()), [(AreaKind::District, "7", "Oost", None)]);
    }

    #[test]
    fn what_is_missing_is_said() {
        for (properties, missing) in [
            (json!({}), "neither a kind, code and name"),
            (json!({"code": "GM36", "naam": "Half"}), "neither a kind, code and name"),
            (json!({"code": "BU0363", "naam": "Half"}), "neither a kind, code and name"),
            (json!({"code": "GM0363", "naam": " "}), "no name"),
            (json!({"kind": "continent"}), "its kind is \"continent\""),
            (json!({"kind": "quarter", "name": "Oost"}), "no code"),
            (json!({"kind": "quarter", "code": "1"}), "no name"),
        ] {
            let said = named(&properties).err().unwrap();
            assert!(said.contains(missing), "{properties}: {said}");
        }
    }
}
