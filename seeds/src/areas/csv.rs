//! Postcodes from CSV, as spreadsheets and registers write it: commas, semicolons or tabs,
//! fields in quotes or not, the columns in any order and named in Dutch or English.

use std::collections::HashSet;

use koop_domain::areas::model::Postcode;
use koop_domain::geo::Point;
use koop_domain::imports::model::Counts;

use super::Fault;

/// What the columns may be called; the first three and the code are needed.
const CODE: [&str; 4] = ["postcode", "pc4", "code", "postcode4"];
const PLACE: [&str; 4] = ["woonplaats", "plaats", "place", "town"];
const LATITUDE: [&str; 3] = ["latitude", "lat", "breedtegraad"];
const LONGITUDE: [&str; 4] = ["longitude", "lon", "lng", "lengtegraad"];
const KIND: [&str; 2] = ["soort", "kind"];

/// Kinds of postcodes at which nobody lives or keeps a shop.
const BOXES: [(&str, &str); 2] =
    [("postbus", "post boxes, not addresses"), ("onbekend", "not known to have addresses")];
const NO_POINT: &str = "no position";
const TWICE: &str = "twice in the file";

/// Reads the postcodes of a file.
pub(super) fn read(text: &str) -> Result<(Vec<Postcode>, Counts), Fault> {
    let separator = separator(text);
    let mut rows = Rows { text, at: 0, line: 1, separator };
    let (_, header) = rows.next().transpose()?.unwrap_or_default();
    let columns = Columns::of(&header)?;
    let (mut postcodes, mut counts, mut seen) = (Vec::new(), Counts::default(), HashSet::new());
    for row in rows {
        let (line, fields) = row?;
        if fields.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        match columns.postcode(line, &fields, separator)? {
            Ok(postcode) if seen.insert(postcode.code.clone()) => postcodes.push(postcode),
            Ok(_) => counts.skip(TWICE),
            Err(reason) => counts.skip(reason),
        }
    }
    Ok((postcodes, counts))
}

/// Which column is which.
struct Columns {
    code: (usize, String),
    place: (usize, String),
    latitude: (usize, String),
    longitude: (usize, String),
    kind: Option<usize>,
}

impl Columns {
    fn of(header: &[String]) -> Result<Self, Fault> {
        let at = |names: &[&str]| {
            let known = |name: &String| names.contains(&name.trim().to_lowercase().as_str());
            header.iter().position(known).map(|at| (at, header[at].trim().to_owned()))
        };
        let needed = |names: &[&str]| {
            at(names).ok_or_else(|| {
                let names = names.join(", ");
                Fault::damaged("line 1", format!("no column has one of the names {names}"))
            })
        };
        Ok(Self {
            code: needed(&CODE)?,
            place: needed(&PLACE)?,
            latitude: needed(&LATITUDE)?,
            longitude: needed(&LONGITUDE)?,
            kind: at(&KIND).map(|(at, _)| at),
        })
    }

    /// The postcode of a row, or the reason why it is left out.
    fn postcode(
        &self,
        line: usize,
        fields: &[String],
        separator: char,
    ) -> Result<Result<Postcode, &'static str>, Fault> {
        let field = |at: usize| fields.get(at).map_or("", |field| field.trim());
        let kind = self.kind.map(|at| field(at).to_lowercase()).unwrap_or_default();
        if let Some((_, reason)) = BOXES.into_iter().find(|(word, _)| *word == kind) {
            return Ok(Err(reason));
        }
        let (latitude, longitude) = (field(self.latitude.0), field(self.longitude.0));
        if latitude.is_empty() && longitude.is_empty() {
            return Ok(Err(NO_POINT));
        }
        let fault = |(_, name): &(usize, String), what: String| {
            Fault::damaged(format!("line {line}, column {name}"), what)
        };
        let degrees = |column: &(usize, String)| {
            let text = field(column.0);
            // Where a semicolon parts the fields, a comma may part the degrees.
            let plain = if separator == ';' { text.replace(',', ".") } else { text.to_owned() };
            let read = plain.parse::<f64>().ok().filter(|degrees| degrees.is_finite());
            read.ok_or_else(|| fault(column, format!("\"{text}\" is not a number of degrees")))
        };
        let point =
            Point { latitude: degrees(&self.latitude)?, longitude: degrees(&self.longitude)? };
        let (code, place) = (field(self.code.0).to_owned(), field(self.place.0).to_owned());
        let postcode = Postcode { code, place, point };
        postcode.check().map_err(|flaw| {
            use koop_domain::areas::model::Flaw;
            let column = match flaw {
                Flaw::NoPostcode => &self.code,
                Flaw::Name => &self.place,
                _ if Point::new(point.latitude, 0.0).is_err() => &self.latitude,
                _ => &self.longitude,
            };
            fault(column, format!("\"{}\": {flaw}", field(column.0)))
        })?;
        Ok(Ok(postcode))
    }
}

/// The sign that parts most fields of the header.
fn separator(text: &str) -> char {
    let header = text.lines().next().unwrap_or_default();
    let count = |sign: &char| header.matches(*sign).count();
    [',', ';', '\t'].into_iter().rev().max_by_key(count).unwrap_or(',')
}

/// The rows of a text (RFC 4180), each with its line.
struct Rows<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    separator: char,
}

impl Iterator for Rows<'_> {
    type Item = Result<(usize, Vec<String>), Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        let line = self.line;
        let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
        let mut signs = rest.char_indices().peekable();
        let mut end = rest.len();
        while let Some((at, sign)) = signs.next() {
            match sign {
                '"' if quoted && signs.peek().is_some_and(|(_, next)| *next == '"') => {
                    signs.next();
                    field.push('"');
                }
                '"' => quoted = !quoted,
                '\n' if !quoted => {
                    end = at + 1;
                    break;
                }
                '\r' if !quoted => {}
                sign if sign == self.separator && !quoted => {
                    fields.push(std::mem::take(&mut field));
                }
                sign => field.push(sign),
            }
        }
        fields.push(field);
        self.line += rest[..end].matches('\n').count();
        self.at += end;
        if quoted {
            let at = format!("line {line}");
            return Some(Err(Fault::damaged(at, "a quotation mark has no partner")));
        }
        Some(Ok((line, fields)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> (Vec<Postcode>, Counts) {
        read(text).unwrap_or_else(|fault| panic!("{fault:?}"))
    }

    fn damage(text: &str) -> (String, String) {
        match read(text) {
            Err(Fault::Damaged { at, what }) => (at, what),
            Err(other) => panic!("{other:?}"),
            Ok((postcodes, _)) => panic!("{postcodes:?}"),
        }
    }

    fn postcode(code: &str, place: &str) -> Postcode {
        let point = Point { latitude: 52.36, longitude: 4.94 };
        Postcode { code: code.to_owned(), place: place.to_owned(), point }
    }

    #[test]
    fn spreadsheets_of_every_kind_say_the_same() {
        for text in [
            "postcode,plaats,latitude,longitude\n1094,Amsterdam,52.36,4.94\n",
            "PC4;Woonplaats;Lat;Lon\r\n1094;Amsterdam;52,36;4,94\r\n",
            "lon\tlat\tplace\tcode\n4.94\t52.36\tAmsterdam\t1094",
            "\"id\",\"postcode\",\"woonplaats\",\"latitude\",\"longitude\"\n7,\"1094\",\"Amsterdam\",52.36,4.94\n\n",
        ] {
            assert_eq!(codes(text), (vec![postcode("1094", "Amsterdam")], Counts::default()));
        }
    }

    #[test]
    fn names_may_hold_every_sign() {
        let text = "postcode,plaats,lat,lon\n1094,\"Oost, \"\"West\"\"\nen Zuid\",52.36,4.94\n1095,Thuis,x,4.9";
        assert_eq!(damage(text).0, "line 2, column plaats", "a name is one line");
        let text = text.replace("\nen", " en");
        let (at, what) = damage(&text);
        assert_eq!(
            (at.as_str(), what.as_str()),
            ("line 3, column lat", "\"x\" is not a number of degrees")
        );
        let text = text.replace('x', "52.3");
        assert_eq!(codes(&text).0[0].place, "Oost, \"West\" en Zuid");
    }

    #[test]
    fn what_is_no_address_is_left_out_with_the_reason() {
        let text = "postcode,plaats,lat,lon,soort\n\
                    1094,Amsterdam,52.36,4.94,Adres\n\
                    1000,Amsterdam,52.36,4.94,Postbus\n\
                    1002,Amsterdam,52.36,4.94,Onbekend\n\
                    1003,Amsterdam,,,Adres\n\
                    1094,Amsterdam,52.36,4.94,Adres + Postbus\n";
        let (postcodes, counts) = codes(text);
        assert_eq!(postcodes, [postcode("1094", "Amsterdam")]);
        assert_eq!(counts.skipped, 4);
        let reasons: Vec<_> = counts.reasons.iter().map(|(why, n)| (why.as_str(), *n)).collect();
        assert_eq!(
            reasons,
            [
                (NO_POINT, 1),
                ("not known to have addresses", 1),
                ("post boxes, not addresses", 1),
                (TWICE, 1)
            ],
        );
    }

    #[test]
    fn what_is_wrong_is_named_with_line_and_column() {
        let head = "postcode,plaats,lat,lon\n";
        for (row, at, what) in [
            ("109,Oost,52.3,4.9", "line 2, column postcode", "four digits"),
            ("0123,Oost,52.3,4.9", "line 2, column postcode", "four digits"),
            ("1094 AB,Oost,52.3,4.9", "line 2, column postcode", "four digits"),
            ("1094,,52.3,4.9", "line 2, column plaats", "name"),
            ("1094,Oost,52.3,", "line 2, column lon", "not a number"),
            ("1094,Oost,NaN,4.9", "line 2, column lat", "not a number"),
            ("1094,Oost,123000,4.9", "line 2, column lat", "not on earth"),
            ("1094,Oost,52.3,487000", "line 2, column lon", "not on earth"),
            ("1094", "line 2, column", "name"),
            ("1094,\"Oost,52.3,4.9", "line 2", "quotation mark"),
        ] {
            let (found, said) = match read(&format!("{head}{row}")) {
                Err(Fault::Damaged { at, what }) => (at, what),
                Ok((_, counts)) if row == "1094" => {
                    assert_eq!(counts.reasons.keys().collect::<Vec<_>>(), [NO_POINT]);
                    continue;
                }
                other => panic!("{row}: {other:?}"),
            };
            assert!(found.starts_with(at) && said.contains(what), "{row}: {found}: {said}");
        }
        let (at, what) = damage("postcode,plaats,breedte,lengte\n");
        assert_eq!(at, "line 1");
        assert!(what.contains("latitude, lat, breedtegraad"), "{what}");
    }
}
